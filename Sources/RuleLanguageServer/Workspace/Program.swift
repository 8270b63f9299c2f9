import RuleCompiler
import RuleSyntax
import RuleText

/// The files that are read as one program. Of those that did not change, the trees are kept.
struct Program {
    private struct Source {
        /// As diagnostics and rules without a name show it.
        var displayName: String
        var bytes: [UInt8]
        /// With the index that it was parsed with.
        var parsed: (index: FileIndex, tree: Parsed<RuleFile>)?
    }

    private let model: SourceFile
    private let modelName: DocumentName
    private var sources: [DocumentName: Source] = [:]
    private var parsedModel: Parsed<RuleFile>?
    private var current: ProgramSnapshot?

    /// - Parameter modelName: Where the model is read from.
    init(model: SourceFile, modelName: DocumentName) {
        self.model = model
        self.modelName = modelName
    }

    /// Whether something changed since the last snapshot.
    var isDirty: Bool { current == nil }

    var names: [DocumentName] { sources.keys.sorted() }

    func contains(_ name: DocumentName) -> Bool { sources[name] != nil || name == modelName }

    /// Adds a file, or changes it.
    mutating func set(_ name: DocumentName, _ bytes: [UInt8], shownAs displayName: String) {
        guard name != modelName else { return }
        if let old = sources[name], old.bytes == bytes { return }
        sources[name] = Source(displayName: displayName, bytes: bytes, parsed: nil)
        current = nil
    }

    mutating func remove(_ name: DocumentName) {
        if sources.removeValue(forKey: name) != nil { current = nil }
    }

    /// The program as it is now, checked.
    mutating func snapshot() -> ProgramSnapshot {
        if let current { return current }
        // As the compiler sorts them.
        let names = sources.sorted {
            $0.value.displayName.utf8.lexicographicallyPrecedes($1.value.displayName.utf8)
        }.map(\.key)
        let modelTree = parsedModel ?? parse(model, index: FileIndex(0))
        parsedModel = modelTree
        var files = [model]
        var parsed = [modelTree]
        for (place, name) in names.enumerated() {
            guard var source = sources[name] else { continue }
            let index = FileIndex(place + 1)
            let file = SourceFile(name: source.displayName, bytes: source.bytes)
            if source.parsed?.index != index {
                source.parsed = (index, parse(file, index: index))
                sources[name] = source
            }
            files.append(file)
            if let tree = source.parsed?.tree { parsed.append(tree) }
        }
        let snapshot = ProgramSnapshot(check(parsed, of: files), names: [modelName] + names)
        current = snapshot
        return snapshot
    }
}
