import RuleCompiler
import RuleText

/// A document that the client has open: its text is the client's, whatever the file holds.
struct OpenDocument: Sendable {
    /// As the client writes it.
    var uri: String
    var version: Int?
    var text: DocumentText
}

/// Which files make up which program.
///
/// All rule files under the roots are one program. An open document that is none of them is a program of its own.
struct Workspace {
    private let files: any WorkspaceFiles
    private let model: SourceFile
    private let modelName: DocumentName
    private(set) var roots: [String] = []
    private(set) var documents: [DocumentName: OpenDocument] = [:]
    private var program: Program
    private var loners: [DocumentName: Program] = [:]

    /// - Parameter modelPath: Where the model was read from; nothing for the standard one.
    init(files: any WorkspaceFiles, model: SourceFile, modelPath: String?) {
        self.files = files
        self.model = model
        modelName = modelPath.map { DocumentName(path: files.absolutePath(of: $0)) } ?? .standardModel
        program = Program(model: model, modelName: modelName)
    }

    /// Looks for the rule files under the roots, and forgets those that went away.
    /// - Throws: Where a root can't be listed; what was known of the files is kept.
    mutating func load(roots: [String]) throws(WorkspaceProblem) {
        self.roots = roots
        var found: Set<DocumentName> = []
        for root in roots {
            for path in try files.ruleFiles(under: root) {
                let name = DocumentName(path: path)
                guard found.insert(name).inserted, documents[name] == nil, let bytes = files.bytes(of: path) else {
                    continue
                }
                program.set(name, bytes, shownAs: displayName(name))
            }
        }
        for name in program.names where !found.contains(name) && documents[name] == nil { program.remove(name) }
    }

    /// The path from its root where it has one.
    private func displayName(_ name: DocumentName) -> String {
        for root in roots where name.isUnder(root) && name.rawValue != root {
            return String(name.rawValue.dropFirst(root.hasSuffix("/") ? root.count : root.count + 1))
        }
        return name.rawValue
    }

    private func isShared(_ name: DocumentName) -> Bool {
        name == modelName || name.rawValue.hasSuffix(".secrule") && roots.contains { name.isUnder($0) }
    }

    // MARK: Documents

    mutating func open(_ name: DocumentName, _ document: OpenDocument) {
        documents[name] = document
        update(name, document.text.bytes)
    }

    mutating func change(_ name: DocumentName, _ body: (inout OpenDocument) -> Void) {
        guard var document = documents.removeValue(forKey: name) else { return }
        body(&document)
        documents[name] = document
        update(name, document.text.bytes)
    }

    mutating func close(_ name: DocumentName) {
        guard documents.removeValue(forKey: name) != nil else { return }
        loners[name] = nil
        reread(name)
    }

    /// Takes a file as it is on disk, unless the client has it open.
    mutating func reread(_ name: DocumentName) {
        guard documents[name] == nil, isShared(name), name.isFile else { return }
        if let bytes = files.bytes(of: name.rawValue) {
            program.set(name, bytes, shownAs: displayName(name))
        } else {
            program.remove(name)
        }
    }

    private mutating func update(_ name: DocumentName, _ bytes: [UInt8]) {
        if isShared(name) {
            program.set(name, bytes, shownAs: displayName(name))
        } else {
            var loner = loners[name] ?? Program(model: model, modelName: modelName)
            loner.set(name, bytes, shownAs: displayName(name))
            loners[name] = loner
        }
    }

    // MARK: Programs

    var isDirty: Bool { program.isDirty || loners.values.contains { $0.isDirty } }

    /// The program that a document belongs to; nothing where the server does not know the document.
    mutating func snapshot(for name: DocumentName) -> ProgramSnapshot? {
        if loners[name] != nil { return loners[name]?.snapshot() }
        return program.contains(name) ? program.snapshot() : nil
    }

    /// All programs; that of the roots comes first.
    mutating func snapshots() -> [ProgramSnapshot] {
        var result = [program.snapshot()]
        for name in loners.keys.sorted() {
            if let snapshot = loners[name]?.snapshot() { result.append(snapshot) }
        }
        return result
    }

    /// As the client writes it, where it has the document open.
    func uri(of name: DocumentName) -> String { documents[name]?.uri ?? name.uri }
}
