package import RulePlan
package import RuleText

/// Collects typed rows and scores, and makes a dataset of them: keys made unique, references resolved, problems counted.
package struct DatasetBuilder: Sendable {
    /// What a problem is about.
    package enum Subject: Hashable, Sendable {
        case entity(EntityID)
        case scores
        /// Files that belong to no entity.
        case nothing
    }

    package let schema: Schema
    private var entities: [EntityRows]
    private var scores: [Value]
    private var scorePlaces: [DataPlace?]
    private var scoreFiles: [String] = []
    private var problems = ProblemCounter()
    private var strayFiles: [String] = []

    package init(schema: Schema) {
        self.schema = schema
        entities = schema.entities.map { _ in EntityRows() }
        scores = schema.scores.map { _ in .missing }
        scorePlaces = schema.scores.map { _ in nil }
    }

    /// Says that data was given for an entity, even if it has no row; an entity with none is absent.
    package mutating func declare(_ entity: EntityID, file: String?) {
        entities[entity.index].isDeclared = true
        if let file { entities[entity.index].files.appendIfNew(file) }
    }

    /// Says that part of an entity's rows could not be read: it is treated as absent.
    package mutating func markIncomplete(_ entity: EntityID) {
        entities[entity.index].isIncomplete = true
    }

    /// Adds a row. One without its key is reported and left out.
    /// - Parameter values: By field. A reference holds its target's key: text, or a list of texts where that key is composite.
    package mutating func add(_ values: [Value], to entity: EntityID, at place: DataPlace) {
        declare(entity, file: place.file)
        let entitySchema = schema[entity]
        var key: [String] = []
        for slot in entitySchema.key {
            guard slot.index < values.count, let part = values[slot.index].keyParts else {
                report(
                    .rowWithoutKey, "a row without '\(entitySchema[slot].name)', which is part of its key",
                    in: .entity(entity), at: place)
                return
            }
            key += part
        }
        entities[entity.index].add(values, key: key, at: place, newest: entitySchema.newest) { kept, place in
            problems.add(
                .duplicateKey, "a second row with the key '\(key.joined(separator: ","))'; the \(kept) one counts",
                in: .entity(entity), at: place)
        }
    }

    /// Gives a score its value; of several the later counts.
    package mutating func set(_ score: ScoreID, to value: Value, at place: DataPlace) {
        scoreFiles.appendIfNew(place.file)
        if let earlier = scorePlaces[score.index] {
            report(
                .duplicateScore, "'\(schema[score].name)' is given again, after \(earlier); the later value counts",
                in: .scores, at: place)
        }
        scores[score.index] = value
        scorePlaces[score.index] = place
    }

    /// Counts a problem; the first of each code gives the example, `place: message`.
    package mutating func report(_ code: DiagnosticCode, _ message: String, in subject: Subject, at place: DataPlace) {
        if subject == .nothing { strayFiles.appendIfNew(place.file) }
        problems.add(code, message, in: subject, at: place)
    }

    package consuming func finish() -> Dataset {
        let isPresent = entities.map { $0.isDeclared && !$0.isIncomplete }
        let keyed = entities.map(\.placesByKey)
        var tables: [Table?] = []
        for index in schema.entities.indices {
            guard isPresent[index] else {
                tables.append(nil)
                continue
            }
            tables.append(table(of: EntityID(index), placesByKey: keyed, isPresent: isPresent))
        }
        for index in tables.indices {
            guard let table = tables[index] else { continue }
            tables[index] = table.withReferrers(schema: schema, rowCounts: tables.map { $0?.rowCount ?? 0 })
        }
        return Dataset(tables: tables, scores: scores, summaries: summaries(of: tables))
    }

    /// The table of an entity, references resolved to rows but not yet turned round.
    private mutating func table(of entity: EntityID, placesByKey: [[RowKey: Int]], isPresent: [Bool]) -> Table {
        let rows = entities[entity.index].rows
        var columns = schema[entity].fields.indices.map { field in
            rows.map { field < $0.values.count ? $0.values[field] : .missing }
        }
        for (field, fieldSchema) in schema[entity].fields.enumerated() {
            guard case .reference(let target) = fieldSchema.type else { continue }
            for row in rows.indices {
                let value = columns[field][row]
                columns[field][row] = .missing
                guard isPresent[target.index] else { continue }
                guard let parts = value.keyParts else {
                    report(
                        .missingReference,
                        "'\(fieldSchema.name)' is missing: the row belongs to no \(schema[target].name)",
                        in: .entity(entity), at: rows[row].place)
                    continue
                }
                if let place = placesByKey[target.index][RowKey(parts)] {
                    columns[field][row] = .row(place)
                } else {
                    report(
                        .danglingReference,
                        "'\(fieldSchema.name)' refers to the \(schema[target].name) '\(parts.joined(separator: ","))', which isn't there",
                        in: .entity(entity), at: rows[row].place)
                }
            }
        }
        return Table(
            entity: entity, rowCount: rows.count, columns: columns, keys: rows.map(\.key),
            referring: schema[entity].fields.map { _ in [] })
    }

    private func summaries(of tables: [Table?]) -> [DataSummary] {
        var summaries = schema.entities.indices.map { index in
            DataSummary(
                entity: schema.entities[index].name, rows: tables[index]?.rowCount, files: entities[index].files,
                problems: problems.list(.entity(EntityID(index))))
        }
        let given = scorePlaces.count { $0 != nil }
        summaries.append(
            DataSummary(
                entity: "scores", rows: scoreFiles.isEmpty ? nil : given, files: scoreFiles,
                problems: problems.list(.scores)))
        if !strayFiles.isEmpty {
            summaries.append(
                DataSummary(entity: nil, rows: nil, files: strayFiles, problems: problems.list(.nothing)))
        }
        return summaries
    }
}

/// The rows of one entity as they were added.
private struct EntityRows: Sendable {
    struct Row: Sendable {
        var values: [Value]
        var key: [String]
        var place: DataPlace
    }

    var isDeclared = false
    var isIncomplete = false
    var files: [String] = []
    private(set) var rows: [Row] = []
    private(set) var placesByKey: [RowKey: Int] = [:]

    /// - Parameter onDuplicate: Told which row counts (`newer` or `later`), and where the second one stands.
    mutating func add(
        _ values: [Value], key: [String], at place: DataPlace, newest: FieldSlot?,
        onDuplicate: (String, DataPlace) -> Void
    ) {
        let row = Row(values: values, key: key, place: place)
        guard let earlier = placesByKey[RowKey(key)] else {
            placesByKey[RowKey(key)] = rows.count
            rows.append(row)
            return
        }
        onDuplicate(newest == nil ? "later" : "newer", place)
        if let newest, isOlder(values[newest.index], than: rows[earlier].values[newest.index]) { return }
        rows[earlier] = row
    }

    /// A missing value is older than any other.
    private func isOlder(_ value: Value, than other: Value) -> Bool {
        if other.isMissing { return false }
        return value.isMissing || precedes(value, other) == true
    }
}

/// A row's key, to be matched without regard to case.
private struct RowKey: Hashable, Sendable {
    private let parts: [Text]

    init(_ parts: [String]) {
        self.parts = parts.map { Text($0).folded }
    }
}

/// Problems by subject and code, with the first of each.
private struct ProblemCounter: Sendable {
    private var problems: [DatasetBuilder.Subject: [DiagnosticCode: DataSummary.Problem]] = [:]

    mutating func add(
        _ code: DiagnosticCode, _ message: String, in subject: DatasetBuilder.Subject, at place: DataPlace
    ) {
        problems[subject, default: [:]][
            code, default: DataSummary.Problem(code: code, count: 0, example: "\(place): \(message)")
        ].count += 1
    }

    func list(_ subject: DatasetBuilder.Subject) -> [DataSummary.Problem] {
        (problems[subject] ?? [:]).values.sorted { $0.code.rawValue < $1.code.rawValue }
    }
}

extension Value {
    /// The parts of a key that a value gives; nothing where it is missing or can't be part of one.
    fileprivate var keyParts: [String]? {
        switch self {
        case .text(let text): return [text.string]
        case .number(let number): return [number.shortestText]
        case .boolean(let truth): return [truth ? "true" : "false"]
        case .time(let time): return [time.utcText]
        case .version(let version): return [version.description]
        case .address(let address): return [address.description]
        case .member(let place): return [String(place)]
        case .list(let elements):
            let parts = elements.compactMap(\.keyParts)
            return parts.count == elements.count && !parts.isEmpty ? parts.flatMap { $0 } : nil
        case .missing, .duration, .network, .row: return nil
        }
    }
}

extension Array where Element: Equatable {
    fileprivate mutating func appendIfNew(_ element: Element) {
        if !contains(element) { append(element) }
    }
}

extension Table {
    /// The table with its references turned round.
    fileprivate func withReferrers(schema: Schema, rowCounts: [Int]) -> Table {
        let referring = schema[entity].fields.indices.map { field -> [[Int]] in
            guard case .reference(let target) = schema[entity].fields[field].type else { return [] }
            var lists = [[Int]](repeating: [], count: rowCounts[target.index])
            for row in 0..<rowCount {
                if case .row(let place) = columns[field][row] { lists[place].append(row) }
            }
            return lists
        }
        return Table(entity: entity, rowCount: rowCount, columns: columns, keys: keys, referring: referring)
    }
}
