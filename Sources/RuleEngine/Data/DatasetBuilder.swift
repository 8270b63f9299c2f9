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
        for slot in entitySchema.key {
            let value = slot.index < values.count ? values[slot.index] : .missing
            guard schema.keyParts(value, of: entitySchema[slot].type) != nil else {
                report(
                    .rowWithoutKey, "a row without '\(entitySchema[slot].name)', which is part of its key",
                    in: .entity(entity), at: place)
                return
            }
        }
        entities[entity.index].prepare(entitySchema, in: schema)
        entities[entity.index].add(values, at: place)
    }

    /// Takes an entity's rows out, for whoever adds many at a time, to be given back.
    package mutating func takeRows(of entity: EntityID) -> EntityRows {
        var rows = EntityRows()
        swap(&rows, &entities[entity.index])
        rows.prepare(schema[entity], in: schema)
        return rows
    }

    /// Gives back what `takeRows` gave.
    package mutating func putBack(_ rows: consuming EntityRows, of entity: EntityID) {
        // Meanwhile it may have been declared.
        swap(&rows, &entities[entity.index])
        entities[entity.index].append(rows, shiftingLinesBy: 0)
    }

    /// Adds what another builder of the same schema collected from a later part of the input, entities' rows and problems.
    /// - Parameter lines: How many lines stand before what the other counted from.
    package mutating func append(_ other: consuming DatasetBuilder, shiftingLinesBy lines: Int) {
        for index in entities.indices {
            var rows = EntityRows()
            swap(&rows, &other.entities[index])
            entities[index].append(rows, shiftingLinesBy: lines)
        }
        for file in other.scoreFiles { scoreFiles.appendIfNew(file) }
        for file in other.strayFiles { strayFiles.appendIfNew(file) }
        problems.append(other.problems, shiftingLinesBy: lines)
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
    /// - Parameter keepsReferences: Whether the data is to hold its dangling references, for rows that may come later.
    package consuming func finish(_ parallelism: Parallelism = .serial, keepsReferences: Bool = false) -> Dataset {
        let schema = schema
        let isPresent = entities.map { $0.isDeclared && !$0.isIncomplete }
        let files = entities.map(\.files)
        var keyed: [KeyedRows] = []
        for index in schema.entities.indices {
            var rows = EntityRows()
            swap(&rows, &entities[index])
            keyed.append(
                KeyedRows(rows, entity: schema.entities[index], schema: schema, parallelism: parallelism))
            reportDuplicates(keyed[index], in: EntityID(index))
        }
        let rowCounts = keyed.indices.map { isPresent[$0] ? keyed[$0].rowCount : 0 }
        var tables: [Table?] = []
        for index in schema.entities.indices {
            tables.append(
                isPresent[index] ? table(of: EntityID(index), keyed, isPresent, rowCounts, parallelism) : nil)
        }
        var data = Dataset(tables: tables, scores: scores, summaries: summaries(of: tables, files))
        if keepsReferences { data.keepReferences(of: keyed, schema: schema) }
        return data
    }

    /// What was added, not as data of its own but as changes to other data.
    package consuming func finishAsChanges() -> ChangedRows {
        var changes: [[RowOverlay.Row]?] = []
        for index in schema.entities.indices {
            guard entities[index].isDeclared, !entities[index].isIncomplete else {
                changes.append(nil)
                continue
            }
            let keyed = KeyedRows(
                entities[index], entity: schema.entities[index], schema: schema, parallelism: .serial)
            changes.append(
                (0..<keyed.rowCount).map { row in
                    RowOverlay.Row(values: keyed.columns.map { $0[row] }, key: keyed.source.parts(row))
                })
        }
        return ChangedRows(rows: changes, scores: zip(scores, scorePlaces).map { $1 == nil ? nil : $0 })
    }

    private mutating func reportDuplicates(_ rows: KeyedRows, in entity: EntityID) {
        guard let first = rows.firstDuplicate else { return }
        let kept = schema[entity].newest == nil ? "later" : "newer"
        problems.add(
            .duplicateKey, "a second row with the key '\(first.key.joined(separator: ","))'; the \(kept) one counts",
            in: .entity(entity), at: first.place, count: rows.duplicateCount)
    }

    /// The table of an entity, references resolved to rows.
    private mutating func table(
        of entity: EntityID, _ keyed: [KeyedRows], _ isPresent: [Bool], _ rowCounts: [Int], _ parallelism: Parallelism
    ) -> Table {
        let schema = schema
        let rows = keyed[entity.index]
        let fields = schema[entity].fields
        let resolved = parallelism.map(fields.count) { field in
            guard case .reference(let target) = fields[field].type else { return ResolvedColumn(rows.columns[field]) }
            return ResolvedColumn(
                rows.columns[field], of: fields[field], in: schema,
                to: isPresent[target.index] ? keyed[target.index] : nil)
        }
        for (field, column) in zip(fields, resolved) {
            guard case .reference(let target) = field.type else { continue }
            let name = schema[target].name
            if let row = column.firstMissing {
                problems.add(
                    .missingReference, "'\(field.name)' is missing: the row belongs to no \(name)",
                    in: .entity(entity), at: rows.place(row), count: column.missingCount)
            }
            if let (row, parts) = column.firstDangling {
                problems.add(
                    .danglingReference,
                    "'\(field.name)' refers to the \(name) '\(parts.joined(separator: ","))', which isn't there",
                    in: .entity(entity), at: rows.place(row), count: column.danglingCount)
            }
        }
        return Table(
            entity: entity, schema: schema, rowCount: rows.rowCount, columns: resolved.map(\.column),
            keys: rows.source.keys(rowCount: rows.rowCount), rowCounts: rowCounts)
    }

    private func summaries(of tables: [Table?], _ files: [[String]]) -> [DataSummary] {
        var summaries = schema.entities.indices.map { index in
            DataSummary(
                entity: schema.entities[index].name, rows: tables[index]?.rowCount, files: files[index],
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

extension Dataset {
    /// Keeps the references that lead nowhere.
    /// - Parameter rows: By entity, with the keys that references hold.
    fileprivate mutating func keepReferences(of rows: [KeyedRows], schema: Schema) {
        for (index, table) in tables.enumerated() {
            guard let table else { continue }
            for (field, fieldSchema) in schema.entities[index].fields.enumerated() {
                guard case .reference = fieldSchema.type else { continue }
                for row in 0..<table.rowCount where table.value(FieldSlot(field), row).isMissing {
                    guard let parts = schema.keyParts(rows[index].columns[field][row], of: fieldSchema.type) else {
                        continue
                    }
                    danglingReferences.append(
                        DanglingReference(entity: EntityID(index), field: FieldSlot(field), row: row, key: parts))
                }
            }
        }
    }
}
