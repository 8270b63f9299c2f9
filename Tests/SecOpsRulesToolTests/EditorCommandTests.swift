import Foundation
import RuleCompiler
import RuleSyntax
import RuleText
import TestSupport
import Testing

@Suite struct `The editor command` {
    private static let visualStudioCode = [
        "README.md", "extension.js", "language-configuration.json", "package.json", "syntaxes/secrule.tmLanguage.json",
    ]
    private static let neovim = ["ftdetect/secrule.vim", "ftplugin/secrule.lua", "syntax/secrule.vim"]

    private func written(_ editor: String) -> MemoryMachine {
        let machine = MemoryMachine()
        #expect(machine.run(["editor", editor, "d"]) == 0)
        return machine
    }

    private func colors() throws -> GrammarColors {
        let text = try #require(written("vscode").text(of: "d/syntaxes/secrule.tmLanguage.json"))
        return try #require(GrammarColors(text))
    }

    @Test func `explains itself`() {
        let machine = MemoryMachine()
        #expect(machine.run("editor --help") == 0)
        #expect(Golden("help-editor.txt").difference(from: machine.output) == nil)
    }

    @Test(arguments: [("vscode", visualStudioCode), ("neovim", neovim)])
    func `writes the files and says so`(editor: String, names: [String]) {
        let machine = written(editor)
        #expect(machine.files.keys.sorted() == names.map { "d/\($0)" })
        for name in names { #expect(machine.output.contains("wrote d/\(name)\n")) }
        // Its own files it overwrites.
        #expect(machine.run(["editor", editor, "d/"]) == 0)
    }

    @Test(arguments: visualStudioCode) func `overwrites nothing that is not its own`(name: String) {
        let machine = MemoryMachine(["d/\(name)": "mine"])
        #expect(machine.run("editor vscode d") == 2)
        #expect(
            machine.errors
                == "secops-rules: 'd/\(name)' is not of this command, and nothing was written; give another folder, or --force\n"
        )
        #expect(machine.files.count == 1)
        #expect(machine.run("editor vscode d --force") == 0)
        #expect(machine.text(of: "d/\(name)") != "mine")
    }

    @Test(arguments: [
        ("editor", "'editor' needs the name of one; give one of vscode, neovim"),
        ("editor vscod d", "there are no files for 'vscod'; did you mean 'vscode'?"),
        ("editor emacs d", "there are no files for 'emacs'; give one of vscode, neovim"),
        ("editor neovim", "'editor neovim' needs the folder to write into, as in 'editor neovim DIR'"),
        ("editor neovim -", "'editor' writes files; give the path of a folder"),
    ])
    func `says what is missing`(words: String, error: String) {
        let machine = MemoryMachine()
        #expect(machine.run(words) == 2)
        #expect(machine.errors == "secops-rules: \(error)\n")
    }

    @Test func `fails where it can't write`() {
        let machine = MemoryMachine()
        machine.unwritable = ["d/syntax/secrule.vim"]
        #expect(machine.run("editor neovim d") == 2)
    }

    @Test func `writes JSON`() throws {
        let machine = written("vscode")
        for name in Self.visualStudioCode where name.hasSuffix(".json") {
            let text = try #require(machine.text(of: "d/\(name)"))
            #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
        }
        let package = try #require(machine.text(of: "d/package.json"))
        #expect(package.contains("\"version\": \"1.2.3\"") && package.contains("\".secrule\""))
    }

    @Test func `colours every keyword, type, day and unit of the lexer`() throws {
        let colors = try colors()
        let functions = Set(Keyword.aggregates + Keyword.functions)
        for keyword in Keyword.allCases {
            let line = functions.contains(keyword) ? "\(keyword.spelling)(x)" : "\(keyword.spelling) x"
            let scope = colors.scope(of: keyword.spelling, in: line)
            #expect(
                ["keyword", "storage", "support", "constant"].contains { scope.hasPrefix($0) },
                "\(keyword.spelling): '\(scope)'")
        }
        for word in Vocabulary.types + Vocabulary.weekdays {
            #expect(colors.scope(of: word, in: word) != "", "\(word)")
        }
        for unit in Vocabulary.durationUnits {
            #expect(colors.scope(of: "3\(unit.letter)", in: "within 3\(unit.letter)") == "constant.numeric.duration")
        }
        let vim = try #require(written("neovim").text(of: "d/syntax/secrule.vim"))
        for keyword in Keyword.allCases {
            #expect(vim.contains("(\(keyword.spelling)|") || vim.contains("|\(keyword.spelling)"), "\(keyword)")
        }
    }

    @Test(arguments: [
        ("a.count == 1", "count", "variable.other.member"), ("`score` == 1", "`score`", "variable.other.quoted"),
        ("count == 1", "count", ""), ("# when then", "when", "comment.line.number-sign"),
        ("\"when {a.risk} or\"", "when", "string.quoted.double"), ("\"{a.risk}\"", "risk", "variable.other.member"),
        ("\"{a otherwise 3d}\"", "otherwise", "keyword.operator.word"),
        ("\"{{when}}\"", "when", "string.quoted.double"),
        ("\"a\\\"when\" and", "when", "string.quoted.double"), ("\"a\\\"when\" and", "and", "keyword.operator.word"),
        ("\"open and", "and", "string.quoted.double"), ("x matches /a#\\/or/ and", "or", "string.regexp"),
        ("x matches /a#\\/or/ and", "and", "keyword.operator.word"),
        ("name == \"#\" or", "or", "keyword.operator.word"),
        ("whenever == 1", "when", ""), ("2026-11-23T14:05:00Z", "2026", "constant.other.time"),
    ])
    func `tells words from names, texts and comments`(line: String, word: String, scope: String) throws {
        #expect(try colors().scope(of: word, in: line) == scope)
    }

    @Test func `sees the literals and comments that the lexer sees`() throws {
        let colors = try colors()
        var count = 0
        for text in [Self.everyLiteral, String(decoding: SourceFile.standardModel.bytes, as: UTF8.self)] {
            var line = 0
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let scopes = lines.map { colors.scopes(ofLine: $0) }
            let file = SourceFile(name: "a", bytes: Array(text.utf8))
            let index = LineIndex(file.bytes)
            var lexer = Lexer(file, index: FileIndex(0))
            var previous: Token?
            while true {
                let token = previous?.keyword == .matches ? lexer.nextPattern() : lexer.next()
                if token.kind == .end { break }
                defer { previous = token }
                let expected: String
                switch token.kind {
                case .number: expected = "constant.numeric"
                case .duration: expected = "constant.numeric.duration"
                case .time: expected = "constant.other.time"
                case .text: expected = "string.quoted.double"
                case .regex: expected = "string.regexp"
                default: continue
                }
                let start = index.utf16Position(at: token.start)
                line = start.line - 1
                #expect(scopes[line][start.column - 1] == expected, "\(lines[line])")
                count += 1
            }
            for comment in lexer.comments {
                let start = index.utf16Position(at: comment.span.start)
                #expect(scopes[start.line - 1][start.column - 1].hasPrefix("comment"), "\(lines[start.line - 1])")
            }
        }
        #expect(count > 100)
    }

    private static let everyLiteral = """
        when a > 1_000.5 and b between 90s and 1d12h # 3d
        then raise high "x {a + 3d} \\u{1F512}" because "é"
        x matches /^srv-\\d+$/ or y before 2026-11-23T14:05:00+01:00 or z after 2026-01-01
        """
}
