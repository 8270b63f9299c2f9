import RuleSyntax
import RuleText
import TestSupport
import Testing

@Suite struct `Files read in pieces` {
    /// As many cores as one likes; the last piece is read first.
    private let backwards = Parallelism(width: 5) { count, body in
        for index in (0..<count).reversed() { body(index) }
    }

    private func inPieces(_ files: [SourceFile]) -> [Parsed<RuleFile>] { parse(files, backwards, pieceSize: 400) }

    private func inOneGo(_ files: [SourceFile]) -> [Parsed<RuleFile>] {
        files.indices.map { parse(files[$0], index: FileIndex($0)) }
    }

    @Test func `say the same`() {
        let rules = (0..<60).map { number in
            """
            # about \(number)
            rule r\(number) "Rule \(number)" severity high # of high severity
              for device when risk_score > \(number).5 and (name == "a" or not managed)
              then require check_device on device within 4h because "{device.name} is at {risk_score}"

            """
        }
        let files = [
            SourceFile(name: "a", text: rules.joined()), SourceFile(name: "b", text: "define a = 1"),
            SourceFile(name: "c", text: Sample.program + rules.joined()),
        ]
        let (pieces, whole) = (inPieces(files), inOneGo(files))
        #expect(pieces.map(\.tree) == whole.map(\.tree))
        #expect(pieces.map(\.diagnostics) == whole.map(\.diagnostics))
        #expect(pieces[0].tree.declarations.count == 60)
        #expect(pieces[0].tree.comments.count == 120)
    }

    @Test func `say the same with mistakes, wherever they are`() {
        var random = SeededRandom(seed: 11)
        let rule = "rule r for device when a > 1 then require b on device because \"{a} {b.c}\" # why\n"
        let text = Array(String(repeating: rule, count: 40).utf8)
        for round in 0..<300 {
            var bytes = text
            for _ in 0...random.below(2) {
                let place = random.below(bytes.count)
                switch random.below(3) {
                case 0: bytes.remove(at: place)
                case 1: bytes[place] = random.pick(Array("({[\"`,\n/#}".utf8))
                default: bytes.insert(contentsOf: "\n test \"\" {\n".utf8, at: place)
                }
            }
            let files = [SourceFile(name: "a", bytes: bytes)]
            let (pieces, whole) = (inPieces(files), inOneGo(files))
            #expect(pieces.map(\.tree) == whole.map(\.tree), "round \(round)")
            #expect(pieces.map(\.diagnostics) == whole.map(\.diagnostics), "round \(round)")
        }
    }
}
