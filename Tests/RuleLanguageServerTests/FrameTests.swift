import RuleLanguageServer
import TestSupport
import Testing

@Suite struct `Message frames` {
    private func frames(_ text: String, inPiecesOf size: Int = .max) -> [String] {
        var frames = MessageFrames()
        var result: [String] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            frames.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
            while let frame = frames.next() {
                switch frame {
                case .message(let bytes): result.append(String(decoding: bytes, as: UTF8.self))
                case .damaged(let problem): result.append("! \(problem)")
                }
            }
        }
        return result
    }

    @Test(arguments: [1, 2, 3, 7, Int.max])
    func `are cut by their length, in whatever pieces they come`(size: Int) {
        let text =
            "Content-Length: 2\r\n\r\n{}content-length:3\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n[1]"
            + "Content-Length: 0\r\n\r\n"
        #expect(frames(text, inPiecesOf: size) == ["{}", "[1]", ""])
    }

    @Test(arguments: [
        "Content-Length: x\r\n\r\n", "Content-Length: -1\r\n\r\n", "no header\r\n\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n", "\r\n\r\n",
        "{\"jsonrpc\": 1}\n\n\r\n\r\n",
    ])
    func `that are damaged are reported once, and the next one is found`(damaged: String) {
        let found = frames(damaged + "Content-Length: 2\r\n\r\n{}")
        #expect(found.count == 2)
        #expect(found.first?.hasPrefix("! ") == true)
        #expect(found.last == "{}")
    }

    @Test func `that are too long are passed over without being kept`() {
        var frames = MessageFrames()
        let length = (128 << 20) + 1
        frames.append(Array("Content-Length: \(length)\r\n\r\n".utf8))
        guard case .damaged = frames.next() else {
            Issue.record("a message that is too long was not reported")
            return
        }
        var rest = length
        let piece = [UInt8](repeating: 32, count: 1 << 20)
        while rest > 0 {
            frames.append(Array(piece.prefix(rest)))
            rest -= min(rest, piece.count)
            #expect(frames.next() == nil)
        }
        frames.append(Array("Content-Length: 2\r\n\r\n{}".utf8))
        #expect(frames.next() == .message(Array("{}".utf8)))
    }

    @Test(arguments: 0..<200)
    func `of any bytes come to an end`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var frames = MessageFrames()
        var text = ""
        for _ in 0..<random.below(40) {
            text += random.pick([
                "Content-Length: ", "\(random.below(20))", "\r\n", "\r\n\r\n", "{}", "\n", ":",
                "content-length:5\r\n\r\n",
                "\u{0}é",
            ])
        }
        frames.append(Array(text.utf8))
        frames.append([UInt8](repeating: UInt8(random.below(256)), count: random.below(20_000)))
        var count = 0
        while frames.next() != nil { count += 1 }
        #expect(count <= text.utf8.count + 1)
    }
}
