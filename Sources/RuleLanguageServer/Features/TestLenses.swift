import RuleCompiler
import RuleData
import RulePlan
import RuleSyntax
import RuleTesting
import RuleText

/// The command that runs a test.
enum RunTest {
    static let command = "secops-rules.runTest"
}

/// A lens over each test that runs it.
extension LanguageServer {
    /// `textDocument/codeLens`
    mutating func codeLenses(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        let target = try target(parameters)
        let index = target.snapshot.lineIndex(of: target.file)
        var lenses: [JSONValue] = []
        for case .test(let test) in target.snapshot.tree(of: target.file).declarations {
            let command = JSONValue.object([
                ("title", .text("run test")), ("command", .text(RunTest.command)),
                (
                    "arguments",
                    .list([.text(workspace.uri(of: target.name)), .integer(index.line(at: test.span.start))])
                ),
            ])
            lenses.append(
                .object([
                    ("range", target.snapshot.range(of: test.title.span, in: client.encoding)), ("command", command),
                ]))
        }
        return .list(lenses)
    }

    /// `workspace/executeCommand`
    mutating func executeCommand(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        let command = parameters["command"]?.string ?? ""
        guard command == RunTest.command else {
            throw ResponseError(.invalidParameters, "there is no command '\(command.displayed)'")
        }
        let arguments = parameters["arguments"]?.elements ?? []
        guard arguments.count == 2, let uri = arguments[0].string, let line = arguments[1].integer else {
            throw ResponseError(.invalidParameters, "'\(command)' needs the URI of a document and a line")
        }
        let name = DocumentName(uri: uri)
        guard let snapshot = workspace.snapshot(for: name), let file = snapshot.file(name) else {
            throw ResponseError(.invalidParameters, "the document '\(uri)' is not open")
        }
        let (hasPassed, text) = result(ofTestAt: line, of: file, in: snapshot)
        let message = JSONValue.object([("type", .integer(hasPassed ? 3 : 1)), ("message", .text(text))])
        notify("window/showMessage", message)
        return .object([("passed", .boolean(hasPassed)), ("text", .text(text))])
    }

    private func result(
        ofTestAt line: Int, of file: FileIndex, in snapshot: ProgramSnapshot
    ) -> (hasPassed: Bool, text: String) {
        guard var plan = snapshot.compilation.plan else {
            let count = snapshot.compilation.diagnostics.count { $0.severity == .error }
            return (false, "the rules have \(count) \(count == 1 ? "error" : "errors"), so no test can run")
        }
        let location = SourceLocation(file: snapshot.compilation.files[Int(file.rawValue)].name, line: line)
        guard let test = plan.tests.first(where: { $0.location == location }) else {
            return (false, "no test begins at line \(line)")
        }
        plan.tests = [test]
        let report = TestRunner(plan, timeZone: files.timeZone(named:)).report()
        let text = report.hasPassed ? "passed: \(test.title.displayed)" : TestReportText().rendered(report)
        return (report.hasPassed, String(text.reversed().drop(while: \.isNewline).reversed()))
    }
}
