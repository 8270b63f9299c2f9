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
        var values = values
        while values.count < entitySchema.fields.count { values.append(.missing) }
        var key: [String] = []
        for slot in entitySchema.key {
            guard let part = schema.keyParts(values[slot.index], of: entitySchema[slot].type) else {
                report(
                    .rowWithoutKey, "a row without '\(entitySchema[slot].name)', which is part of its key",
                    in: .entity(entity), at: place)
                return
            }
            key += part
        }
        let isSecond = entities[entity.index].add(values, key: key, at: place, newest: entitySchema.newest)
        if isSecond {
            let kept = entitySchema.newest == nil ? "later" : "newer"
            report(
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
        switch subject {
        case .entity: break
        case .scores: scoreFiles.appendIfNew(place.file)
        case .nothing: strayFiles.appendIfNew(place.file)
        }
        problems.add(code, message, in: subject, at: place)
    }

    /// Rows stand in the order in which they were added, those apart that another with the same key took the place of. What refers to
    /// such a row by its key, nested rows too, belongs to the one that took its place.
    package consuming func finish() -> Dataset {
        for index in entities.indices { entities[index].dropReplaced() }
        let isPresent = entities.map { $0.isDeclared && !$0.isIncomplete }
        let keyed = entities.map(\.placesByKey)
        let rowCounts = entities.indices.map { isPresent[$0] ? entities[$0].rows.count : 0 }
        var tables: [Table?] = []
        for index in schema.entities.indices {
            tables.append(
                isPresent[index]
                    ? table(of: EntityID(index), placesByKey: keyed, isPresent: isPresent, rowCounts: rowCounts) : nil)
        }
        return Dataset(tables: tables, scores: scores, summaries: summaries(of: tables))
    }

    /// The table of an entity, references resolved to rows.
    private mutating func table(of entity: EntityID, placesByKey: [[RowKey: Int]], isPresent: [Bool], rowCounts: [Int])
        -> Table
    {
        let rows = entities[entity.index].rows
        var columns = schema[entity].fields.indices.map { field in
            rows.map { $0.values[field] }
        }
        for (field, fieldSchema) in schema[entity].fields.enumerated() {
            guard case .reference(let target) = fieldSchema.type else { continue }
            for row in rows.indices {
                let value = columns[field][row]
                columns[field][row] = .missing
                guard isPresent[target.index] else { continue }
                guard let parts = schema.keyParts(value, of: fieldSchema.type) else {
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
            entity: entity, schema: schema, rowCount: rows.count,
            columns: zip(columns, schema[entity].fields).map { Column($0, type: $1.type) },
            keys: .parts(rows.map(\.key)), rowCounts: rowCounts)
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
                entity: "scores", rows: given == 0 ? nil : given, files: scoreFiles,
                problems: problems.list(.scores)))
        if !strayFiles.isEmpty {
            summaries.append(
                DataSummary(entity: nil, rows: nil, files: strayFiles, problems: problems.list(.nothing)))
        }
        return summaries
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

extension Array where Element: Equatable {
    fileprivate mutating func appendIfNew(_ element: Element) {
        // Nearly always it is the last one: the rows of a file come one after another.
        if last != element, !contains(element) { append(element) }
    }
}
