import RuleEngine
import RulePlan

extension GeneratedEstate {
    /// The estate as the reference evaluator takes it.
    func dataset(of schema: Schema) -> Dataset {
        let tables = [devices, alerts].enumerated().map { index, table in
            let entity = EntityID(index)
            let columns = table.columns.enumerated().map { field, column in
                (0..<table.rowCount).map { column.value($0, as: schema[entity].fields[field].type) }
            }
            let referring = table.columns.map { column -> [[Int]] in
                if case .rows = column { alertsByDevice } else { [] }
            }
            let letter = index == 0 ? "d" : "a"
            return Table(
                entity: entity, rowCount: table.rowCount, columns: columns,
                keys: (0..<table.rowCount).map { [letter + Self.padded($0)] }, referring: referring)
        }
        return Dataset(tables: tables, scores: [], summaries: [])
    }

    static var context: RunContext {
        RunContext(now: Instant(clampingSeconds: Int64(now)))
    }
}

extension GeneratedColumn {
    func value(_ row: Int, as type: ValueType) -> Value {
        guard !isMissing(row) else { return .missing }
        switch self {
        case .texts(let dictionary, let places):
            let text = dictionary[Int(places[row])]
            return type == .version ? Version(text).map(Value.version) ?? .missing : .text(Text(text))
        case .numbers(let numbers): return .number(numbers[row])
        case .booleans(let truths): return .boolean(truths[row] == 1)
        case .times(let seconds): return .time(Instant(clampingSeconds: seconds[row]))
        case .members(let places): return .member(Int(places[row]))
        case .rows(let rows): return .row(Int(rows[row]))
        }
    }
}
