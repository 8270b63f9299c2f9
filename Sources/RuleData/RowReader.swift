import RuleEngine
import RulePlan
import RuleText

/// Makes the typed values of an entity's fields (or of the scores) from rows.
struct RowReader: Sendable {
    /// Where a path starts in rows with given names: which value to look at, and what is left of the path inside it.
    struct Candidate: Hashable {
        var index: Int
        var rest: String
    }

    /// What is the same for all rows with the same names: most rows of a file.
    struct Layout {
        let names: [String]
        /// As UTF-8.
        let nameBytes: [[UInt8]]
        /// By field.
        var fields: [[Candidate]]
        /// By nested group.
        var nested: [[Candidate]]
    }

    /// Entities whose rows are nested in this one's under the same names.
    struct Nested {
        var entities: [EntityID]
        var paths: [String]
    }

    private(set) var fields: [FieldReader]
    /// Fields of the key that the row itself must give.
    let ownKey: [Int]
    /// The field that refers to the row in which this one is nested.
    let parentField: Int?
    let nested: [Nested]
    private var layouts: [[String]: Layout] = [:]
    private var lastLayout: Layout?

    init(_ entity: EntityID, in schema: Schema) {
        let declared = schema[entity]
        fields = declared.fields.map { FieldReader($0, in: schema) }
        let key = declared.key.map(\.index)
        let references = declared.fields.indices.filter { index in
            if case .reference(let target) = declared.fields[index].type { target == declared.parent } else { false }
        }
        let parentField = declared.parent == nil ? nil : references.first { key.contains($0) } ?? references.first
        self.parentField = parentField
        ownKey = key.filter { $0 != parentField }
        var groups: [Nested] = []
        for (index, child) in schema.entities.enumerated() where child.parent == entity && index != entity.index {
            let paths = child.sources + [child.name] + Spelling.plurals(of: child.name)
            if !child.sources.isEmpty, let shared = groups.firstIndex(where: { $0.paths.first == paths.first }) {
                groups[shared].entities.append(EntityID(index))
            } else {
                groups.append(Nested(entities: [EntityID(index)], paths: paths))
            }
        }
        nested = groups
    }

    /// A reader of values that belong to no entity.
    init(_ fields: [FieldSchema], in schema: Schema) {
        self.fields = fields.map { FieldReader($0, in: schema) }
        ownKey = []
        parentField = nil
        nested = []
    }

    mutating func layout(of row: some InputRow) -> Layout {
        if let lastLayout, row.hasNames(of: lastLayout) { return lastLayout }
        let names = row.names
        let layout = layouts[names] ?? newLayout(names)
        lastLayout = layout
        return layout
    }

    private mutating func newLayout(_ names: [String]) -> Layout {
        let folded = names.map { Text($0).folded }
        let layout = Layout(
            names: names, nameBytes: names.map { Array($0.utf8) },
            fields: fields.map { Self.candidates(for: $0.paths, in: names, folded: folded) },
            nested: nested.map { Self.candidates(for: $0.paths, in: names, folded: folded) })
        // Rows that leave out what they lack have many layouts; what input decides must not grow without bound.
        if layouts.count >= 512 { layouts.removeAll(keepingCapacity: true) }
        layouts[names] = layout
        return layout
    }

    private static func candidates(for paths: [String], in names: [String], folded: [Text]) -> [Candidate] {
        var result: [Candidate] = []
        for step in paths.flatMap(PathStep.steps) {
            for index in step.indices(in: names, folded: folded) {
                let candidate = Candidate(index: index, rest: step.rest)
                if !result.contains(candidate) { result.append(candidate) }
            }
        }
        return result
    }

    /// Whether the row itself gives every part of the key.
    mutating func hasKey(_ row: some InputRow) -> Bool {
        guard !ownKey.isEmpty else { return parentField != nil }
        let layout = layout(of: row)
        return ownKey.allSatisfy { field in
            layout.fields[field].contains { candidate in
                guard let value = row.value(at: candidate.index).value(at: candidate.rest) else { return false }
                if case .known = fields[field].read(value, splitsText: row.isCSV) { return true }
                return false
            }
        }
    }

    /// Whether any of the names is one that the reader looks for.
    mutating func knowsAny(_ row: some InputRow) -> Bool {
        layout(of: row).fields.contains { !$0.isEmpty }
    }

    /// The values of the fields, missing where the row says nothing that can be used.
    /// - Parameter report: Called with each problem: its code, the field and what was wrong, and the line of the value.
    mutating func values(
        of row: some InputRow, parent: Value?, report: (DiagnosticCode, String, Int?) -> Void
    ) -> [Value] {
        let layout = layout(of: row)
        var result = [Value](repeating: .missing, count: fields.count)
        for field in fields.indices {
            if let parent, field == parentField {
                result[field] = parent
                continue
            }
            for candidate in layout.fields[field] {
                guard let value = row.value(at: candidate.index).value(at: candidate.rest) else { continue }
                switch fields[field].read(value, splitsText: row.isCSV) {
                case .missing: continue
                case .problem(let code, let message):
                    report(code, "\(fields[field].name): \(message)", value.line ?? row.line)
                    continue
                case .known(let known): result[field] = known
                }
                break
            }
        }
        return result
    }
}
