import RuleEngine
import RulePlan

extension GeneratedEstate {
    /// The estate in the engine's columns.
    func dataset(of schema: Schema) -> Dataset {
        let tables = [(devices, "d"), (alerts, "a")].enumerated().map { index, generated in
            let (table, letter) = generated
            let entity = EntityID(index)
            return Table(
                entity: entity, schema: schema, rowCount: table.rowCount,
                columns: zip(table.columns, schema[entity].fields).map { $0.column(of: $1.type) },
                keys: .texts(TextPool((0..<table.rowCount).map { Text(letter + Self.padded($0)) })),
                rowCounts: [devices.rowCount, alerts.rowCount])
        }
        return Dataset(tables: tables, scores: [], summaries: [])
    }

    static var context: RunContext {
        RunContext(now: Instant(clampingSeconds: Int64(now)))
    }
}

extension GeneratedColumn {
    fileprivate func column(of type: ValueType) -> Column {
        switch self {
        case .texts(let dictionary, let places)
        where dictionary.count == places.count && dictionary.count > Int(UInt16.max):
            // As good as one for each row, and too many for codes.
            Column(.texts(TextPool(places.map { $0 < 0 ? nil : Text(dictionary[Int($0)]) })))
        case .texts(let dictionary, let places): Self.coded(places, dictionary.map { Self.value($0, of: type) })
        case .numbers(let numbers): Column(.numbers(numbers))
        case .booleans(let truths):
            Column(codes: truths.map { $0 == 2 ? 0 : UInt32($0) + 1 }, dictionary: [.boolean(false), .boolean(true)])
        case .times(let seconds):
            Column(
                .ticks(seconds.map { $0 == .min ? Column.missingTick : $0 * 1_000_000_000 }, isTime: true))
        case .members(let places):
            Column(
                codes: places.map { $0 == 255 ? 0 : UInt32($0) + 1 },
                dictionary: (type.members ?? []).indices.map(Value.member))
        case .rows(let rows): Column(.rows(rows.map { $0 < 0 ? Column.missingRow : UInt32($0) }))
        }
    }

    private static func value(_ text: String, of type: ValueType) -> Value {
        type == .version ? Version(text).map(Value.version) ?? .missing : .text(Text(text))
    }

    /// The entries must ascend, so places in the dictionary become places in the sorted one.
    private static func coded(_ places: [Int32], _ dictionary: [Value]) -> Column {
        let order = dictionary.indices.sorted { Column.precedesInOrder(dictionary[$0], dictionary[$1]) }
        var codes = [UInt32](repeating: 0, count: dictionary.count)
        for (code, place) in order.enumerated() { codes[place] = UInt32(code + 1) }
        return Column(codes: places.map { $0 < 0 ? 0 : codes[Int($0)] }, dictionary: order.map { dictionary[$0] })
    }
}
