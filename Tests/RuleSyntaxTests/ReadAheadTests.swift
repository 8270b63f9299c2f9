import RuleText
import TestSupport
import Testing

@testable import RuleSyntax

@Suite struct `Tokens that are read ahead` {
    private struct Reading: Equatable {
        var tokens: [Token] = []
        var comments: [RuleSyntax.Comment] = []
        var diagnostics: [Diagnostic] = []
    }

    private func oneByOne(_ file: SourceFile) -> Reading {
        var lexer = Lexer(file, index: FileIndex(0))
        var tokens: [Token] = []
        repeat { tokens.append(lexer.next()) } while tokens.last?.kind != .end
        return Reading(tokens: tokens, comments: lexer.comments, diagnostics: lexer.diagnostics)
    }

    /// - Returns: What was read, and how much of it ahead.
    private func ahead(_ file: SourceFile) -> (Reading, aheadCount: Int) {
        var lexer = Lexer(file, index: FileIndex(0))
        var batch = TokenBatch()
        var names = NameTable.ofKeywords
        var tokens: [Token] = []
        var aheadCount = 0
        repeat {
            lexer.readAhead(into: &batch, &names)
            while var token = batch.take() {
                if token.kind == .word {
                    #expect(names[token.name].utf8.elementsEqual(file.bytes[token.startOffset..<token.endOffset]))
                }
                token.name = 0
                tokens.append(token)
                aheadCount += 1
            }
            tokens.append(lexer.next())
        } while tokens.last?.kind != .end
        return (
            Reading(tokens: tokens, comments: lexer.comments, diagnostics: lexer.diagnostics), aheadCount
        )
    }

    private static let pieces = [
        " ", " ", " ", "  ", "\t", "\n", "\n  ", "\r\n", "\r", "# note\n", "//", "/", "rule", "when", "and", "not",
        "matches", "risk_score", "a", "_", "a_name_of_sixteen", "a_name_of_15_by", "internet_facing_device_name",
        "Ünder",
        "é", "0", "7", "42", "3.5", "1.", ".5", "1_000", "123456789012345678", "1e5", "4h", "30d", "5D", "1h30m",
        "99999w", "100000w", "2mo", "2026-11-23", "2026-02-30", "2026-1-1", "2026-11-23T09:00:00Z", "0000-01-01",
        "2026-11-233", "2026-11-23x", "\"text\"", "\"\"", "\"a {b} c\"", "\"\\n\"", "\"tab\t\"", "\"é\"", "\"open",
        "'q'", "`by`", "`", "(", ")", "[", "]", "{", "}", ",", ":", ".", "..", "...", "|", "||", "&&", "=", "==", "===",
        "=<", "=>", "<", "<=", "<>", ">", ">=", "!", "!=", "!==", "+", "-", "*", ";", "\u{202E}", "\u{0}",
    ]

    @Test func `are those that are read one at a time`() {
        var aheadCount = 0
        for seed in UInt64(0)..<4_000 {
            var random = SeededRandom(seed: seed)
            let text = (0..<Int.random(in: 1...60, using: &random)).map { _ in random.pick(Self.pieces) }.joined()
            let file = SourceFile(name: "a.secrule", text: text)
            let (reading, count) = ahead(file)
            #expect(reading == oneByOne(file), "seed \(seed): \(text)")
            aheadCount += count
        }
        // Else nothing was tested.
        #expect(aheadCount > 20_000)
    }

    @Test func `are nearly all of a file`() {
        let rule =
            "rule r\\1 \"A title\" for device when risk_score > 2.5 and not (cvss >= 7 or seen before 2026-01-08)\n"
        let file = SourceFile(name: "a.secrule", text: String(repeating: rule, count: 50))
        let (reading, count) = ahead(SourceFile(name: "a.secrule", bytes: file.bytes.filter { $0 != 0x5C }))
        #expect(reading.tokens.count - count < 20)
    }
}
