package import RuleEngine
package import RulePlan
package import RuleText

/// Reads exports into the data of a run: bytes in, typed rows out.
///
/// Formats and encodings are found from the content (`grammar.md`, "Data"). The order of calls matters only where rows share a key and
/// the entity has no `newest`.
package struct DataReader: Sendable {
    let schema: Schema
    let allowsPartial: Bool
    /// Whether files of rows may be read many rows at a time; what comes of it is the same.
    var isStaged = true
    let parallelism: Parallelism
    /// How many bytes a part of a file has at least.
    var smallestPart = 1 << 20
    let names: DataNames
    var builder: DatasetBuilder
    /// By entity.
    var readers: [RowReader]
    /// For objects that hold scores under their names.
    var scoresReader: RowReader
    /// For answers that hold one score, by score.
    var scoreReaders: [RowReader]

    /// - Parameters:
    ///   - allowsPartial: Whether a file that can't be read whole leaves its entity incomplete instead of being an error.
    ///   - parallelism: How the parts of one file are read; what comes of it is the same.
    package init(schema: Schema, allowsPartial: Bool = false, parallelism: Parallelism = .serial) {
        self.schema = schema
        self.allowsPartial = allowsPartial
        self.parallelism = parallelism
        names = DataNames(schema)
        builder = DatasetBuilder(schema: schema)
        readers = schema.entities.indices.map { RowReader(EntityID($0), in: schema) }
        scoresReader = RowReader(
            schema.scores.map { FieldSchema(name: $0.name, type: $0.type, sources: $0.sources) }, in: schema)
        scoreReaders = schema.scores.map {
            RowReader([FieldSchema(name: $0.name, type: $0.type, sources: ["score"] + $0.sources)], in: schema)
        }
    }

    /// Whether the model has an entity or a score of a name, in any spelling.
    package func hasDestination(named name: String) -> Bool { names[name] != nil }

    /// Reads one file.
    ///
    /// A file that belongs to nothing in the model is reported and left out, whatever it holds.
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - name: Its path as it was given; it tells what the rows belong to where nothing else does.
    ///   - destination: The entity or score that the rows belong to, in any spelling; it comes before the file's own say.
    /// - Throws: Where the file can't be read whole (unless partial reading is allowed), or the destination is not in the model.
    package mutating func read(
        _ bytes: [UInt8], name: String, as destination: String? = nil
    ) throws(DataReadError) {
        var file = try file(name, as: destination)
        if readStaged(ByteSource(bytes), &file) { return reportLeftOut(file) }
        do {
            let text = try DecodedText(bytes, file: name)
            try readContent(of: text, &file)
        } catch {
            guard let destination = file.lastDestination ?? file.fallback else {
                return reportUnknown(file)
            }
            guard allowsPartial else { throw error }
            builder.report(error.code, error.message, in: destination.subject, at: error.place)
            for destination in file.destinations + [destination] { markIncomplete(destination) }
        }
        reportLeftOut(file)
    }

    /// Reads one file without having all of it in memory, where it is one of rows of one entity and can be read whole.
    /// - Returns: Whether it was read; otherwise it is to be read by its bytes.
    package mutating func read(
        _ source: ByteSource, name: String, as destination: String? = nil
    ) throws(DataReadError) -> Bool {
        var file = try file(name, as: destination)
        guard readStaged(source, &file) else { return false }
        reportLeftOut(file)
        return true
    }

    private func file(_ name: String, as destination: String?) throws(DataReadError) -> DataFile {
        var explicit: DataNames.Destination?
        if let destination {
            explicit = names[destination]
            if explicit == nil {
                throw DataReadError(
                    .unknownFile, file: name, line: nil,
                    "'\(destination.shortened)' is no entity and no score of the model")
            }
        }
        return DataFile(name: name, explicit: explicit, byName: names[file: name])
    }

    /// Adds one row that comes from no file.
    /// - Throws: `unknownFile` where the model has no such entity.
    package mutating func add(row: [String: InputValue], to entity: String) throws(DataReadError) {
        guard case .entities(let group)? = names[entity] else {
            throw DataReadError(
                .unknownFile, file: "<row>", line: nil, "'\(entity.shortened)' is no entity of the model")
        }
        // A dictionary has no order of its own; names that differ in case alone must not take turns.
        let members = row.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
            .map { InputValue.Member(name: $0.key, value: $0.value) }
        declare(.entities(group), file: nil)
        add(MemberRow(members: members, line: nil), to: group, file: "<row>", parent: nil)
    }

    /// The data that was read.
    /// - Parameter keepsReferences: Whether it is to hold its dangling references, for rows that may come later.
    package consuming func finish(keepsReferences: Bool = false) -> Dataset {
        builder.finish(parallelism, keepsReferences: keepsReferences)
    }

    /// What was read since the reader was made or asked so, as changes to other data; the reader begins anew.
    package mutating func takeChanges() -> ChangedRows {
        let full = builder
        builder = DatasetBuilder(schema: schema)
        return full.finishAsChanges()
    }

    // MARK: Files

    private mutating func readContent(of text: DecodedText, _ file: inout DataFile) throws(DataReadError) {
        let first = text.bytes[text.start...].first { !JSONScanner.isSpace($0) }
        switch first {
        case nil:
            if let destination = file.fallback { begin(destination, &file) }
        case UInt8(ascii: "{")?, UInt8(ascii: "[")?:
            try readJSON(text, &file)
        case UInt8(ascii: "<")?:
            throw DataReadError(
                .unreadableFile, file: file.name, line: nil, "looks like HTML or XML; expected JSON, NDJSON or CSV")
        default:
            try readCSV(text, &file)
        }
    }

    private mutating func reportLeftOut(_ file: DataFile) {
        if file.leftOut != nil || (file.destinations.isEmpty && file.fallback == nil) { reportUnknown(file) }
    }

    private mutating func reportUnknown(_ file: DataFile) {
        builder.report(
            .unknownFile,
            "neither its name nor its content says what its rows belong to; say ENTITY=PATH",
            in: .nothing, at: DataPlace(file: file.name, line: file.destinations.isEmpty ? nil : file.leftOut))
    }

    /// Says that data is given for a destination.
    mutating func begin(_ destination: DataNames.Destination, _ file: inout DataFile) {
        file.lastDestination = destination
        guard !file.destinations.contains(destination) else { return }
        file.destinations.append(destination)
        declare(destination, file: file.name)
    }

    private mutating func declare(_ destination: DataNames.Destination, file: String?) {
        guard case .entities(let group) = destination else { return }
        for entity in group { builder.declare(entity, file: file) }
    }

    private mutating func markIncomplete(_ destination: DataNames.Destination) {
        guard case .entities(let group) = destination else { return }
        var pending = group
        var marked: Set<EntityID> = []
        while let entity = pending.popLast() {
            guard marked.insert(entity).inserted else { continue }
            builder.markIncomplete(entity)
            pending += readers[entity.index].nested.flatMap(\.entities)
        }
    }

    // MARK: Rows

    /// Adds a row to what it belongs to.
    mutating func add(_ row: some InputRow, to destination: DataNames.Destination, file: String) {
        switch destination {
        case .entities(let group):
            add(row, to: group, file: file, parent: nil)
        case .scores:
            setScores(from: row, file: file)
        case .score(let score):
            set(score, from: row, file: file)
        }
    }

    /// - Parameter parent: The key of the row in which this one is nested.
    private mutating func add(_ row: some InputRow, to group: [EntityID], file: String, parent: Value?) {
        // An entity alone is told about a row without key by the builder; several that share rows take those of which they have the key.
        let takers = group.count == 1 ? group : group.filter { readers[$0.index].hasKey(row) }
        if takers.isEmpty, let first = group.first {
            let all = group.map { "'\(schema[$0].name)'" }.joined(separator: ", ")
            builder.report(
                .rowWithoutKey, "the row has the key of none of \(all)", in: .entity(first),
                at: DataPlace(file: file, line: row.line))
        }
        for entity in takers {
            let values = readers[entity.index].values(of: row, parent: parent) { code, message, line in
                builder.report(code, message, in: .entity(entity), at: DataPlace(file: file, line: line))
            }
            builder.add(values, to: entity, at: DataPlace(file: file, line: row.line))
            addNested(of: row, values, in: entity, file: file)
        }
    }

    /// Adds the rows that a row has in it. The model's entities are nested in no cycle, and an object holds objects less deep than itself.
    private mutating func addNested(of row: some InputRow, _ values: [Value], in entity: EntityID, file: String) {
        let groups = readers[entity.index].nested
        guard !groups.isEmpty else { return }
        let layout = readers[entity.index].layout(of: row)
        let parent = key(of: values, in: entity)
        for (group, candidates) in zip(groups, layout.nested) {
            for candidate in candidates {
                guard var value = row.value(at: candidate.index).value(at: candidate.rest) else { continue }
                // Exports to CSV, and hunting tables, hold nested rows as a text that spells them in JSON.
                if case .text(let text) = value.content {
                    guard !text.trimmed.isEmpty else { continue }
                    if let spelled = InputValue(json: text) { value = spelled.placed(at: value.line ?? row.line) }
                }
                let elements: [InputValue]
                switch value.content {
                case .array(let array): elements = array
                case .object: elements = [value]
                default:
                    builder.report(
                        .wrongType, "\(group.paths[0]): \(value.shown) where a list of rows belongs",
                        in: .entity(group.entities[0]), at: DataPlace(file: file, line: value.line ?? row.line))
                    continue
                }
                declare(.entities(group.entities), file: file)
                for element in elements {
                    let line = element.line ?? row.line
                    if let members = element.members {
                        add(MemberRow(members: members, line: line), to: group.entities, file: file, parent: parent)
                    } else {
                        reportNoObject(element, in: .entities(group.entities), file: file, line: line)
                    }
                }
                break
            }
        }
    }

    /// A row's key as a reference to it holds it; missing where a part is.
    private func key(of values: [Value], in entity: EntityID) -> Value {
        let parts = schema[entity].key.map { values[$0.index] }
        if parts.contains(.missing) { return .missing }
        return parts.count == 1 ? parts[0] : .list(parts)
    }

    mutating func reportNoObject(
        _ value: InputValue, in destination: DataNames.Destination, file: String, line: Int?
    ) {
        builder.report(
            .rowNotObject, "\(value.shown) where an object with the row's fields belongs", in: destination.subject,
            at: DataPlace(file: file, line: line))
    }

    // MARK: Scores

    private mutating func setScores(from row: some InputRow, file: String) {
        let place = DataPlace(file: file, line: row.line)
        guard scoresReader.knowsAny(row) else {
            return builder.report(.rowWithoutKey, "no score of the model is named here", in: .scores, at: place)
        }
        let values = scoresReader.values(of: row, parent: nil) { code, message, line in
            builder.report(code, message, in: .scores, at: DataPlace(file: file, line: line))
        }
        for (index, value) in values.enumerated() where !value.isMissing {
            builder.set(ScoreID(index), to: value, at: place)
        }
    }

    private mutating func set(_ score: ScoreID, from row: some InputRow, file: String) {
        let place = DataPlace(file: file, line: row.line)
        guard scoreReaders[score.index].knowsAny(row) else {
            return builder.report(
                .rowWithoutKey, "no 'score' that could be '\(schema[score].name)'", in: .scores, at: place)
        }
        let values = scoreReaders[score.index].values(of: row, parent: nil) { code, message, line in
            builder.report(code, message, in: .scores, at: DataPlace(file: file, line: line))
        }
        if let value = values.first, !value.isMissing { builder.set(score, to: value, at: place) }
    }
}
