import RulePlan
import TestSupport
import Testing

@Suite struct `Case folding` {
    /// As `CaseFolding.txt` has it, by scalar.
    @Test(arguments: [
        (0x41, 0x61), (0x5A, 0x7A), (0x61, 0x61), (0x40, 0x40), (0x5B, 0x5B), (0xB5, 0x3BC), (0xC0, 0xE0), (0xD7, 0xD7),
        (0xDF, 0xDF), (0x100, 0x101), (0x101, 0x101), (0x130, 0x130), (0x131, 0x131), (0x149, 0x149), (0x178, 0xFF),
        (0x17F, 0x73), (0x1C4, 0x1C6), (0x1C5, 0x1C6), (0x345, 0x3B9), (0x3A3, 0x3C3), (0x3C2, 0x3C3), (0x410, 0x430),
        (0x10A0, 0x2D00), (0x10D0, 0x10D0), (0x1C90, 0x10D0), (0x13A0, 0x13A0), (0xAB70, 0x13A0), (0x13F8, 0x13F0),
        (0x1C88, 0xA64B), (0x1E9B, 0x1E61), (0x1E9E, 0xDF), (0x1F88, 0x1F80), (0x1FBC, 0x1FB3), (0x1FD3, 0x390),
        (0x1FE3, 0x3B0), (0x2126, 0x3C9), (0x212A, 0x6B), (0x212B, 0xE5), (0xFB05, 0xFB06), (0xFF21, 0xFF41),
        (0x10400, 0x10428), (0x1E921, 0x1E943), (0x4E00, 0x4E00), (0x1F600, 0x1F600), (0x10FFFF, 0x10FFFF),
    ])
    func `is the one of Unicode`(scalar: UInt32, folded: UInt32) {
        #expect(Unicode.Scalar(scalar)?.caseFolded.value == folded)
    }

    /// Another way to the same answer, but for Cherokee, which folds to capitals, and a few that Unicode lists one by one.
    @Test func `agrees with the case mappings of the standard library`() {
        func single(_ mapping: String) -> Unicode.Scalar? {
            let scalars = mapping.unicodeScalars
            return scalars.count == 1 ? scalars.first : nil
        }
        let listed: Set<UInt32> = [0x130, 0x131, 0x1E9E, 0x1FD3, 0x1FE3, 0xFB05]
        for number in UInt32(0)...0x1FFFF {
            guard let scalar = Unicode.Scalar(number), !listed.contains(number) else { continue }
            // The table's version of Unicode.
            guard let age = scalar.properties.age, age.major <= 17 else { continue }
            if (0x13A0...0x13FD).contains(number) || (0xAB70...0xABBF).contains(number) { continue }
            let upper = single(scalar.properties.uppercaseMapping) ?? scalar
            let expected = single(upper.properties.lowercaseMapping) ?? scalar
            if scalar.caseFolded != expected {
                Issue.record("U+\(String(number, radix: 16)) folds to \(scalar.caseFolded)")
            }
        }
    }

    @Test func `changes nothing the second time`() {
        for number in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(number) else { continue }
            if scalar.caseFolded.caseFolded != scalar.caseFolded { Issue.record("U+\(String(number, radix: 16))") }
        }
    }

    @Test func `keeps scalars apart that are only canonically equivalent`() {
        #expect(Text("É").folded == Text("é"))
        #expect(Text("E\u{301}").folded != Text("é").folded)
        #expect(Text("straße").folded != Text("STRASSE").folded)
        #expect(Text("PC-1 Äpfel").folded == Text("pc-1 äpfel"))
    }

    @Test func `counts scalars, not characters or bytes`() {
        #expect(Text("").scalarCount == 0)
        #expect(Text("abc").scalarCount == 3)
        #expect(Text("e\u{301}é👩‍💻").scalarCount == 6)
        #expect(Text("ÄÖ İ").lowercased == Text("äö i\u{307}"))
    }
}

@Suite struct `Text tests` {

    private static let cases: [(text: String, other: String, holds: Set<String>, holdsExactly: Set<String>)] = [
        ("", "", ["==", "starts", "ends", "contains"], ["==", "starts", "ends", "contains"]),
        ("abc", "", ["starts", "ends", "contains"], ["starts", "ends", "contains"]),
        ("", "abc", [], []),
        ("PowerShell.exe", "powershell.EXE", ["==", "starts", "ends", "contains"], []),
        ("PowerShell.exe", "power", ["starts", "contains"], []),
        ("PowerShell.exe", "Power", ["starts", "contains"], ["starts", "contains"]),
        ("PowerShell.exe", ".EXE", ["ends", "contains"], []),
        ("PowerShell.exe", "shell", ["contains"], []),
        ("PowerShell.exe", "shel1", [], []),
        ("[@`{", "{", ["ends", "contains"], ["ends", "contains"]),
        ("[", "{", [], []),
        ("ÄRGER", "är", ["starts", "contains"], []),
        ("Bücher", "CHER", ["ends", "contains"], []),
        ("Kelvin \u{212A}", "k", ["starts", "ends", "contains"], []),
        ("e\u{301}", "é", [], []),
        ("é", "e", [], []),
        ("👩‍💻", "👩", ["starts", "contains"], ["starts", "contains"]),
    ]

    @Test(arguments: cases.indices) func `compare scalars`(index: Int) {
        let (text, other, holds, holdsExactly) = Self.cases[index]
        for (folding, expected) in [(true, holds), (false, holdsExactly)] {
            var found: Set<String> = []
            if Text(text).equals(Text(other), folding: folding) { found.insert("==") }
            if Text(text).starts(with: Text(other), folding: folding) { found.insert("starts") }
            if Text(text).ends(with: Text(other), folding: folding) { found.insert("ends") }
            if Text(text).contains(Text(other), folding: folding) { found.insert("contains") }
            #expect(found == expected, "\(text) / \(other), folding: \(folding)")
        }
    }

    @Test func `find parts of any length, as a plain search does`() {
        var random = SeededRandom(seed: 99)
        for round in 0..<600 {
            let alphabet = ["ab", "aAbB", "aäÄ\u{212A}k"][round % 3]
            let text = Text(random.text(of: alphabet, through: 150))
            // Half of the parts are taken from the text, so that they are often found, and long.
            var part = Text(random.text(of: alphabet, through: 5))
            if round % 2 == 0 {
                let scalars = Array(text.string.unicodeScalars)
                let start = Int.random(in: 0...scalars.count, using: &random)
                var view = String.UnicodeScalarView()
                view.append(contentsOf: scalars[start..<Int.random(in: start...scalars.count, using: &random)])
                part = Text(String(view))
            }
            for folding in [true, false] {
                let whole = Array((folding ? text.folded : text).string.unicodeScalars)
                let sought = Array((folding ? part.folded : part).string.unicodeScalars)
                let expected = (0...whole.count).contains { whole[$0...].starts(with: sought) }
                #expect(text.contains(part, folding: folding) == expected, "round \(round): \(text) / \(part)")
            }
        }
    }
}

@Suite struct `Glob patterns` {
    @Test(arguments: [
        ("", "", true), ("", "a", false), ("*", "", true), ("*", "anything\n", true), ("?", "", false),
        ("?", "a", true),
        ("?", "ä", true), ("?", "e\u{301}", false), ("??", "e\u{301}", true), ("gl*b?", "globe", true),
        ("gl*b?", "glb", false),
        ("gl*b?", "GLOBS", true), ("gl*b?", "xglobe", false), ("a*b*c", "aXbYc", true), ("a*b*c", "aXcYb", false),
        ("*.exe", "cmd.EXE", true), ("*.exe", "cmd.exe.txt", false), ("a*a", "a", false), ("a*a", "aa", true),
        ("*aab*", "aaaab", true), ("a**b", "ab", true), ("*a?c*", "xabaacx", true), ("\\*", "*", true),
        ("\\*", "x", false),
        ("\\?", "?", true), ("\\?", "x", false), ("\\\\", "\\", true), ("C:\\temp\\x", "c:\\TEMP\\X", true),
        ("a\\", "a\\", true),
        ("\\\\*", "\\share", true), ("K*", "\u{212A}elvin", true), ("ab*", "a", false), ("*ab", "b", false),
    ])
    func `match the whole text`(pattern: String, text: String, matches: Bool) {
        #expect(LikePattern(pattern, folding: true).matches(text) == matches)
    }

    @Test func `heed the case where they do not fold`() {
        #expect(LikePattern("A*", folding: false).matches("Ab"))
        #expect(!LikePattern("A*", folding: false).matches("ab"))
        #expect(LikePattern("\\A", folding: true).matches("\\a"))
    }

    @Test func `are told apart by scalars`() {
        #expect(LikePattern("é", folding: true) == LikePattern("é", folding: true))
        #expect(LikePattern("é", folding: true) != LikePattern("e\u{301}", folding: true))
        #expect(LikePattern("a", folding: true) != LikePattern("a", folding: false))
    }

    /// The definition, written down.
    private func matches(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        switch first {
        case "*": return (text.startIndex...text.endIndex).contains { matches(pattern.dropFirst(), text[$0...]) }
        case "?": return !text.isEmpty && matches(pattern.dropFirst(), text.dropFirst())
        default: return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
        }
    }

    @Test func `match what their definition says`() {
        var random = SeededRandom(seed: 4)
        for round in 0..<3_000 {
            let pattern = random.text(of: "ab*?", through: 7)
            let text = random.text(of: "ab", through: 8)
            let expected = matches(Array(pattern)[...], Array(text)[...])
            #expect(
                LikePattern(pattern, folding: false).matches(text) == expected, "round \(round): \(pattern) / \(text)")
        }
    }

    @Test func `find long parts between asterisks`() {
        let part = String(repeating: "a?", count: 100) + "b"
        let pattern = LikePattern("*" + part + "*", folding: true)
        #expect(pattern.matches(String(repeating: "a", count: 300) + "b" + "aaa"))
        #expect(!pattern.matches(String(repeating: "a", count: 300)))
        #expect(!pattern.matches(String(repeating: "a", count: 199) + "b"))
    }
}
