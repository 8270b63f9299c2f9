import RuleText

/// An extension of Visual Studio Code: colours from a grammar, everything else from `secops-rules lsp`.
struct VisualStudioCode {
    let version: String

    var files: [EditorFile] {
        [
            EditorFile(path: "package.json", text: package.pretty),
            EditorFile(path: "extension.js", text: Self.program),
            EditorFile(path: "language-configuration.json", text: Self.configuration.pretty),
            EditorFile(path: "syntaxes/secrule.tmLanguage.json", text: TextMateGrammar().json.pretty),
            EditorFile(path: "README.md", text: Self.readme),
        ]
    }

    private var package: JSONValue {
        .object([
            ("name", .text("secops-rules")), ("displayName", .text("secops-rules")), ("publisher", .text("local")),
            ("description", .text("Rules for security operations. \(EditorFile.mark)")),
            // Extensions have three numbers.
            ("version", .text(Self.isRelease(version) ? version : "0.0.1")),
            ("license", .text("MIT")),
            ("engines", .object([("vscode", .text("^1.82.0"))])),
            ("categories", .list([.text("Programming Languages")])),
            ("main", .text("./extension.js")),
            ("activationEvents", .list([.text("onLanguage:secrule"), .text("workspaceContains:**/*.secrule")])),
            ("dependencies", .object([("vscode-languageclient", .text("^9.0.1"))])),
            (
                "contributes",
                .object([
                    (
                        "languages",
                        .list([
                            .object([
                                ("id", .text("secrule")), ("aliases", .list([.text("secops-rules")])),
                                ("extensions", .list([.text(RuleFiles.suffix)])),
                                ("configuration", .text("./language-configuration.json")),
                            ])
                        ])
                    ),
                    (
                        "grammars",
                        .list([
                            .object([
                                ("language", .text("secrule")), ("scopeName", .text(TextMateGrammar.scope)),
                                ("path", .text("./syntaxes/secrule.tmLanguage.json")),
                            ])
                        ])
                    ),
                    ("configuration", Self.settings),
                ])
            ),
        ])
    }

    private static func isRelease(_ version: String) -> Bool {
        let numbers = version.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 3 && numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }
    }

    private static let settings = JSONValue.object([
        ("title", .text("secops-rules")),
        (
            "properties",
            .object([
                (
                    "secops-rules.command",
                    .object([
                        ("type", .text("string")), ("default", .text("secops-rules")), ("scope", .text("machine")),
                        ("description", .text("The tool: a name on the PATH, or a path.")),
                    ])
                ),
                (
                    "secops-rules.arguments",
                    .object([
                        ("type", .text("array")), ("items", .object([("type", .text("string"))])),
                        ("default", .list([])), ("scope", .text("machine")),
                        ("description", .text("What follows 'lsp': paths of rules, or --model FILE.")),
                    ])
                ),
            ])
        ),
    ])

    private static let configuration: JSONValue = {
        let brackets = JSONValue.list(
            [("(", ")"), ("[", "]"), ("{", "}")].map { .list([.text($0.0), .text($0.1)]) })
        let pairs = [("(", ")"), ("[", "]"), ("{", "}"), ("\"", "\""), ("`", "`")]
        return .object([
            ("comment", .text(EditorFile.mark)),
            ("comments", .object([("lineComment", .text("#"))])),
            ("brackets", brackets),
            (
                "autoClosingPairs",
                .list(pairs.map { .object([("open", .text($0.0)), ("close", .text($0.1))]) })
            ),
            ("surroundingPairs", .list(pairs.map { .list([.text($0.0), .text($0.1)]) })),
            ("wordPattern", .text("[A-Za-z_][A-Za-z0-9_]*")),
        ])
    }()

    private static let program = """
        // \(EditorFile.mark); it is overwritten when that runs again.
        'use strict';
        const vscode = require('vscode');

        let client;

        /** Starts the language server. Without the package vscode-languageclient there are colours alone. */
        async function activate(context) {
            let library;
            try {
                library = require('vscode-languageclient/node');
            } catch {
                vscode.window.showWarningMessage(
                    "secops-rules: run 'npm install' in the extension's folder; until then there are colours alone.");
                return;
            }
            const settings = vscode.workspace.getConfiguration('secops-rules');
            const server = {
                command: settings.get('command', 'secops-rules'),
                args: ['lsp', ...settings.get('arguments', [])],
                transport: library.TransportKind.stdio,
            };
            client = new library.LanguageClient('secops-rules', 'secops-rules', server, {
                documentSelector: [{ language: 'secrule' }],
            });
            // The standard model is no file: the server has its text.
            context.subscriptions.push(vscode.workspace.registerTextDocumentContentProvider('secops-rules', {
                provideTextDocumentContent: async uri =>
                    (await client.sendRequest('workspace/textDocumentContent', { uri: uri.toString() })).text,
            }));
            try {
                await client.start();
            } catch (error) {
                vscode.window.showErrorMessage(`secops-rules: '${server.command} lsp' does not start: ${error.message}`);
            }
        }

        function deactivate() {
            return client?.stop();
        }

        module.exports = { activate, deactivate };

        """

    private static let readme = """
        # secops-rules in Visual Studio Code

        \(EditorFile.mark); it is overwritten when that runs again.

        1. `npm install` in this folder fetches `vscode-languageclient`, the one package that it needs. Without it there are colours alone.
        2. Copy or link this folder to `~/.vscode/extensions/secops-rules`, and start the editor again.
        3. `secops-rules` has to be on the PATH, or the setting `secops-rules.command` says where it is.

        """
}
