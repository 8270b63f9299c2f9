import RuleSyntax
package import RuleText

/// Applies the safe fixes of a program's diagnostics until nothing is left to fix.
///
/// A file is never made worse: where applying its fixes brings mistakes of grammar that were not there, the file is left as it was
/// before them, and so are all files where a program that compiled no longer would.
package struct ProgramFixer {
    /// What came of it.
    package struct Result: Sendable {
        /// What the program comes to now.
        package var compilation: Compilation
        /// How many fixes were applied to each file that changed, by name.
        package var fixCounts: [String: Int]

        /// The files that changed, by name.
        package var changedFiles: [SourceFile] { compilation.files.filter { fixCounts[$0.name] != nil } }
        package var fixCount: Int { fixCounts.values.reduce(0, +) }
    }

    /// A fix may bring to light what it hid, but that comes to an end soon.
    private static let maximumRoundCount = 20

    private let model: SourceFile
    private let isStrict: Bool

    /// - Parameters:
    ///   - model: The data model, which is not changed.
    ///   - isStrict: Whether the lints about style of work are fixed too.
    package init(model: SourceFile, isStrict: Bool) {
        self.model = model
        self.isStrict = isStrict
    }

    package func fixed(_ files: [SourceFile]) -> Result {
        var compilation = compile(files, model: model, isStrict: isStrict)
        var counts: [String: Int] = [:]
        // What a fix did harm to is not tried again.
        var frozen: Set<String> = [model.name]
        for _ in 0..<Self.maximumRoundCount {
            let (changed, applied) = round(compilation, &frozen)
            guard !applied.isEmpty else { break }
            let next = compile(changed, model: model, isStrict: isStrict)
            if next.diagnostics.hasErrors, !compilation.diagnostics.hasErrors {
                frozen.formUnion(applied.keys)
                continue
            }
            compilation = next
            counts.merge(applied, uniquingKeysWith: +)
        }
        return Result(compilation: compilation, fixCounts: counts)
    }

    /// Applies to each file the fixes that do not touch each other.
    /// - Returns: All files but the model, and the number of fixes by name.
    private func round(_ compilation: Compilation, _ frozen: inout Set<String>) -> ([SourceFile], [String: Int]) {
        var fixes: [FileIndex: [Diagnostic.Fix]] = [:]
        for case let fix? in compilation.diagnostics.map(\.fix) where fix.applicability == .safe {
            fixes[fix.span.file, default: []].append(fix)
        }
        var files: [SourceFile] = []
        var counts: [String: Int] = [:]
        for (place, file) in compilation.files.enumerated().dropFirst() {
            var result = file
            if let list = fixes[FileIndex(place)], !frozen.contains(file.name) {
                let (fixed, count) = file.applying(list)
                if syntaxErrorCount(fixed) <= syntaxErrorCount(file) {
                    result = fixed
                    if count > 0 { counts[file.name] = count }
                } else {
                    frozen.insert(file.name)
                }
            }
            files.append(result)
        }
        return (files, counts)
    }

    private func syntaxErrorCount(_ file: SourceFile) -> Int {
        parse(file, index: FileIndex(0)).diagnostics.count { $0.severity == .error }
    }
}

extension SourceFile {
    /// The file with fixes applied, in the order of their places; of those that overlap or meet, the first.
    /// - Returns: The file and how many fixes were applied.
    package func applying(_ fixes: [Diagnostic.Fix]) -> (file: SourceFile, count: Int) {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var end = 0
        var count = 0
        var lastSpan: SourceSpan?
        for fix in fixes.sorted(by: { $0.span < $1.span }) {
            let start = Int(fix.span.start)
            guard start >= end, fix.span != lastSpan, Int(fix.span.end) <= bytes.count else { continue }
            // Two insertions into one place are two opinions.
            if let lastSpan, lastSpan.end == fix.span.start { continue }
            result += bytes[end..<start]
            result += fix.replacement.utf8
            end = Int(fix.span.end)
            lastSpan = fix.span
            count += 1
        }
        guard count > 0 else { return (self, 0) }
        result += bytes[end...]
        guard result != bytes else { return (self, 0) }
        return (SourceFile(name: name, bytes: result), count)
    }
}
