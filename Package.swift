// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A module of the embeddable part: it links the standard library alone.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

let package = Package(
    name: "secops-rules",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "SecOpsRules", targets: ["SecOpsRules"]),
        .executable(name: "secops-rules", targets: ["secops-rules"]),
    ],
    targets: [
        module("RuleText"),
        module("RuleSyntax", ["RuleText"]),
        module("RulePlan", ["RuleText"]),
        module(
            "RuleCompiler", ["RuleText", "RuleSyntax", "RulePlan"],
            resources: [.embedInCode("Resources/standard.secrule")]),
        .target(name: "CRuleKernels"),
        module("RuleEngine", ["RuleText", "RulePlan", "CRuleKernels"]),
        module("RuleAnalysis", ["RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleEngine"]),
        module("RuleData", ["RuleText", "RulePlan", "RuleEngine", "CRuleKernels"]),
        module(
            "RuleReports", ["RuleText", "RulePlan", "RuleEngine"],
            resources: [.embedInCode("Resources/page.css"), .embedInCode("Resources/page.js")]),
        module("RuleTesting", ["RuleText", "RulePlan", "RuleEngine"]),
        module(
            "RuleLanguageServer",
            [
                "RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleEngine", "RuleAnalysis", "RuleData",
                "RuleTesting",
            ]),
        module("SecOpsRules", ["RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleEngine", "RuleData"]),
        module(
            "SecOpsRulesTool",
            [
                "RuleLanguageServer",
                "RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleEngine", "RuleAnalysis", "RuleData",
                "RuleReports", "RuleTesting", "SecOpsRules",
            ]),
        .executableTarget(name: "secops-rules", dependencies: ["SecOpsRulesTool"], swiftSettings: strict),

        // Measures; no product, so that nobody who uses the package builds it.
        .executableTarget(
            name: "secops-rules-bench",
            dependencies: [
                "RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleEngine", "RuleAnalysis", "RuleData",
                "RuleLanguageServer", "RandomNumbers",
            ],
            swiftSettings: strict),

        .target(name: "RandomNumbers", path: "Tests/RandomNumbers", swiftSettings: strict),
        .target(
            name: "TestSupport", dependencies: ["RuleText", "RuleSyntax", "RandomNumbers"], path: "Tests/TestSupport",
            swiftSettings: strict),
        tests(
            "RepositoryTests",
            [
                "RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleEngine", "RuleAnalysis", "RuleData",
                "RuleTesting",
            ]),
        tests("RuleTextTests", ["RuleText"]),
        tests("RuleSyntaxTests", ["RuleText", "RuleSyntax"]),
        tests("RulePlanTests", ["RuleText", "RulePlan"]),
        tests("RuleCompilerTests", ["RuleText", "RuleSyntax", "RulePlan", "RuleCompiler"]),
        tests("RuleEngineTests", ["RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleEngine"]),
        tests(
            "RuleAnalysisTests",
            ["RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleEngine", "RuleAnalysis"]),
        tests("RuleDataTests", ["RuleText", "RulePlan", "RuleCompiler", "RuleEngine", "RuleData"]),
        tests("RuleReportsTests", ["RuleText", "RulePlan", "RuleEngine", "RuleReports"]),
        tests("RuleTestingTests", ["RuleText", "RulePlan", "RuleCompiler", "RuleEngine", "RuleTesting"]),
        tests(
            "RuleLanguageServerTests",
            ["RuleText", "RuleSyntax", "RulePlan", "RuleCompiler", "RuleData", "RuleLanguageServer"]),
        tests("SecOpsRulesTests", ["SecOpsRules"]),
        tests("SecOpsRulesToolTests", ["SecOpsRulesTool", "SecOpsRules", "RuleSyntax", "RuleCompiler", "RuleText"]),
    ]
)
