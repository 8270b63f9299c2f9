import Foundation
import RuleCompiler
import RuleData
import RulePlan
import RuleSyntax
import RuleText
import TestSupport
import Testing

/// The files of the repository, damaged: nothing traps, nothing hangs, and every answer is one.
///
/// A run takes a seeded sample of the places to cut at, so that it stays short; `ROBUSTNESS=full` takes every byte of files up to 4 KB and
/// every token of larger ones.
@Suite(.timeLimit(.minutes(10))) struct `Damaged files` {
    private static let isFull = ProcessInfo.processInfo.environment["ROBUSTNESS"] == "full"

    static func files(under folder: String, _ suffixes: [String]) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: Repository.root.appending(path: folder).path)
            .filter { path in suffixes.contains { path.hasSuffix($0) } }
            .sorted()
            .map { "\(folder)/\($0)" }
    }

    @Test(arguments: try files(under: "rules", [".secrule"]) + ["Sources/RuleCompiler/Resources/standard.secrule"])
    func `rules that are cut short go through the checker`(path: String) throws {
        let bytes = Array(try Repository.text(of: path).utf8)
        let isModel = path.hasSuffix("standard.secrule")
        for end in cuts(of: bytes, isText: true) {
            let file = SourceFile(name: path, bytes: Array(bytes[..<end]))
            let compilation = isModel ? compile([], model: file) : compile([file])
            #expect((compilation.plan == nil) == compilation.diagnostics.hasErrors, "cut at \(end)")
        }
    }

    @Test(arguments: try files(under: "rules", [".secrule"]))
    func `rules with random bytes changed go through the checker`(path: String) throws {
        let bytes = Array(try Repository.text(of: path).utf8)
        for seed in UInt64(0)..<(Self.isFull ? 2_000 : 20) {
            var random = SeededRandom(seed: seed)
            let file = SourceFile(name: path, bytes: damaged(bytes, &random))
            let compilation = compile([file])
            #expect((compilation.plan == nil) == compilation.diagnostics.hasErrors, "seed \(seed)")
        }
    }

    @Test(arguments: try files(under: "rules/sample-estate", [".json", ".csv"]))
    func `data that is cut short or changed is read or refused`(path: String) throws {
        let plan = try #require(compile([]).plan)
        let bytes = Array(try Data(contentsOf: Repository.root.appending(path: path)))
        var refused = 0
        for end in cuts(of: bytes, isText: false) {
            var reader = DataReader(schema: plan.schema)
            do { try reader.read(Array(bytes[..<end]), name: path) } catch { refused += 1 }
            _ = reader.finish()
        }
        #expect(refused > 0)
        for seed in UInt64(0)..<(Self.isFull ? 500 : 5) {
            var random = SeededRandom(seed: seed)
            var reader = DataReader(schema: plan.schema)
            try? reader.read(damaged(bytes, &random), name: path)
            _ = reader.finish()
        }
    }

    /// Where to cut: by byte in small files, else behind words.
    private func cuts(of bytes: [UInt8], isText: Bool) -> [Int] {
        let all =
            bytes.count <= 4_096
            ? Array(0..<bytes.count)
            : bytes.indices.filter { $0 > 0 && isWord(bytes[$0]) != isWord(bytes[$0 - 1]) }
        if Self.isFull { return all }
        var random = SeededRandom(seed: UInt64(bytes.count))
        let sample = isText ? 40 : max(4, min(40, 1_000_000 / max(bytes.count, 1)))
        return (0..<sample).compactMap { _ in all.randomElement(using: &random) }
    }

    private func isWord(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
    }

    private func damaged(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            guard let place = bytes.indices.randomElement(using: &random) else { break }
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            default: bytes.insert(Array("(){}[]\"/\\\n,.<>=-0a".utf8).randomElement(using: &random) ?? 0, at: place)
            }
        }
        return bytes
    }
}
