import Foundation
import Testing

/// The modules that an embedder links, each with the modules of the project that it may import.
private let allowedImports: [String: Set<String>] = [
    "RuleText": [],
    "RuleSyntax": ["RuleText"],
    "RulePlan": ["RuleText"],
    "RuleCompiler": ["RuleText", "RuleSyntax", "RulePlan"],
    "CRuleKernels": [],
    "RuleEngine": ["RuleText", "RulePlan", "CRuleKernels"],
    "RuleAnalysis": ["RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleEngine"],
    "RuleData": ["RuleText", "RulePlan", "RuleEngine", "CRuleKernels"],
    "RuleReports": ["RuleText", "RulePlan", "RuleEngine"],
    "RuleTesting": ["RuleText", "RulePlan", "RuleEngine"],
    "RuleLanguageServer": [
        "RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleEngine", "RuleAnalysis", "RuleData", "RuleTesting",
    ],
    "SecOpsRules": ["RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleEngine", "RuleData"],
]

/// What the tool and the benchmark, which no embedder links, may import beside every module above.
private let toolImports: [String: Set<String>] = [
    "SecOpsRulesTool": Set(allowedImports.keys).union(["Glibc", "Darwin", "Synchronization"]),
    "secops-rules": ["SecOpsRulesTool", "Glibc", "Darwin"],
    "secops-rules-bench": Set(allowedImports.keys).union(["RandomNumbers", "Foundation", "Glibc", "Darwin"]),
]

@Suite struct `The arrows between modules` {
    @Test func `point towards the simple ones, and leave the standard library alone`() throws {
        let sources = Repository.root.appending(path: "Sources")
        let modules = try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted()
        let rules = allowedImports.merging(toolImports) { first, _ in first }
        #expect(modules.filter { !$0.hasPrefix(".") } == rules.keys.sorted())

        var examined = 0
        for module in modules {
            let allowed = try #require(rules[module], "no rule for module \(module)")
            for file in try swiftFiles(in: sources.appending(path: module)) {
                for imported in try importedModules(of: file) {
                    examined += 1
                    #expect(allowed.contains(imported), "\(file.lastPathComponent) of \(module) imports \(imported)")
                }
            }
        }
        #expect(examined > 50, "the walk over the sources found next to no import")
    }

    @Test func `and the package names no other package`() throws {
        let manifest = try String(contentsOf: Repository.root.appending(path: "Package.swift"), encoding: .utf8)
        #expect(!manifest.contains(".package("))
    }

    @Test(arguments: [
        ("import RuleText", "RuleText"), ("package import RulePlan", "RulePlan"),
        ("@testable import RuleText  // why", "RuleText"), ("public import struct RulePlan.Value", "RulePlan"),
        ("let important = 1", nil), ("// import Foundation", nil),
    ])
    func `an import line is recognised`(line: String, module: String?) {
        #expect(importedModule(in: line) == module)
    }
}

private func swiftFiles(in directory: URL) throws -> [URL] {
    try FileManager.default.subpathsOfDirectory(atPath: directory.path)
        .filter { $0.hasSuffix(".swift") }
        .sorted()
        .map { directory.appending(path: $0) }
}

private func importedModules(of file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8)
        .split(separator: "\n")
        .compactMap { importedModule(in: String($0)) }
}

private func importedModule(in line: String) -> String? {
    var words = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    while let first = words.first, first.hasPrefix("@") || ["package", "public", "internal", "private"].contains(first)
    {
        words.removeFirst()
    }
    guard words.first == "import", words.count >= 2 else { return nil }
    let kinds: Set<String> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    let name = kinds.contains(words[1]) && words.count >= 3 ? words[2] : words[1]
    return String(name.prefix { $0 != "." })
}
