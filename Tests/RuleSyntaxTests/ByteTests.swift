import RuleSyntax
import RuleText
import Testing

@Suite struct `Bytes` {
    @Test func `of a mark at the front are passed over`() {
        #expect(codes([0xEF, 0xBB, 0xBF] + Array("define x = 1".utf8)) == [])
    }

    @Test func `of a mark elsewhere are no blank`() {
        #expect(codes(Array("define x\u{FEFF} = 1".utf8)) == ["E0105"])
    }

    @Test func `of line ends may be CR LF`() {
        let text = "# a\r\ndefine x = \"b\"\r\nwhen x matches /c/ # d\r\nthen require y\r\n"
        let parsed = parse(SourceFile(name: "x", text: text), index: FileIndex(0))
        #expect(parsed.diagnostics == [])
        #expect(
            parsed.tree.comments == [
                Comment(span: SourceSpan(file: FileIndex(0), start: 0, end: 3), isTrailing: false),
                Comment(span: SourceSpan(file: FileIndex(0), start: 40, end: 43), isTrailing: true),
            ])
    }

    @Test(arguments: ["define x\r= 1", "# a\rb", "define x = \"a\rb\"", "when x matches /a\rb/ then require y"])
    func `of a carriage return alone end no line`(text: String) {
        #expect(codes(Array(text.utf8)) == ["E0105"])
    }

    @Test(
        arguments: [
            [0xFF], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0x80, 0x80],
        ] as [[UInt8]]) func `that are no UTF-8 are one mistake wherever they stand`(bytes: [UInt8])
    {
        for text in ["define x = 1 %", "# %", "define x = \"%\"", "when x matches /%/ then require y"] {
            let parts = text.split(separator: "%", omittingEmptySubsequences: false).map { Array($0.utf8) }
            #expect(codes(parts[0] + bytes + parts[1]) == ["E0103"], "\(text)")
        }
    }

    @Test(arguments: [0x061C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069])
    func `that turn the direction of text are refused everywhere`(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        for text in [
            "define x = 1 \(scalar)", "# \(scalar)", "define x = \"\(scalar)\"", "define \(scalar)x = 1",
            "when x matches /\(scalar)/ then require y because \"{a}\(scalar)\"",
        ] {
            let found = Set(codes(Array(text.utf8)))
            #expect(found == ["E0104"], "\(text.debugDescription)")
        }
    }

    @Test func `that turn the direction of text may be written as escapes`() {
        #expect(codes(Array(#"define x = "\u{202E}""#.utf8)) == [])
    }

    @Test func `that are control characters stand nowhere`() {
        for byte: UInt8 in [0x00, 0x01, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x7F] {
            for text in ["define x = 1 %", "# %", "define x = \"%\"", "when x matches /%/ then require y"] {
                let parts = text.split(separator: "%", omittingEmptySubsequences: false).map { Array($0.utf8) }
                #expect(codes(parts[0] + [byte] + parts[1]) == ["E0105"], "\(byte) in \(text)")
            }
        }
    }

    @Test func `that are tabs stand anywhere`() {
        #expect(codes(Array("\tdefine\tx = \"a\tb\"\t# c\td".utf8)) == [])
    }

    @Test func `beyond the limit are refused before anything is made of them`() {
        let file = SourceFile(name: "x", bytes: [UInt8](repeating: 0x40, count: SourceFile.maximumByteCount + 1))
        let parsed = parse(file, index: FileIndex(3))
        #expect(parsed.diagnostics.map(\.code) == [.fileTooLarge])
        #expect(parsed.diagnostics.first?.span == SourceSpan(file: FileIndex(3), start: 0, end: 0))
        #expect(parsed.tree.declarations == [])
    }

    @Test func `with very many mistakes are reported up to a thousand`() {
        let text = String(repeating: "define x = @\n", count: 3_000)
        #expect(codes(Array(text.utf8)).count == Lexer.maximumDiagnosticCount)
    }

    @Test func `of nothing are an empty file`() {
        for text in ["", "\n", " \t\r\n", "# only a comment", "\u{FEFF}"] {
            let parsed = parse(SourceFile(name: "x", text: text), index: FileIndex(0))
            #expect(parsed.diagnostics == [])
            #expect(parsed.tree.declarations == [])
            #expect(parsed.tree.span == SourceSpan(file: FileIndex(0), start: 0, end: text.utf8.count))
        }
    }
}
