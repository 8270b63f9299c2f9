import RulePlan
import TestSupport

@testable import RuleEngine

/// Devices, the alerts that refer to them, and reports that stand alone; each with a field of every kind and few possible values, so
/// that random conditions are often decided and often not.
struct RandomEstate {
    enum Kind: String, CaseIterable {
        case boolean, number, text, time, duration, version, address, level, choice, words

        var type: ValueType {
            switch self {
            case .boolean: .boolean
            case .number: .number(NumberRange(lower: 0, upper: 3))
            case .text: .text
            case .time: .time
            case .duration: .duration
            case .version: .version
            case .address: .address
            case .level: .levels(["none", "low", "high"])
            case .choice: .choices(["red", "blue"])
            case .words: .list(.text)
            }
        }
    }

    static let device = EntityID(0)
    static let alert = EntityID(1)
    static let report = EntityID(2)
    static let alertDevice = FieldSlot(1)
    static let now = time("2026-11-23T09:00:00Z")

    static let schema: Schema = {
        func entity(_ name: String, _ references: [FieldSchema] = []) -> EntitySchema {
            var entity = EntitySchema(name: name, title: nil, sources: [])
            entity.fields =
                [FieldSchema(name: "id", type: .text)] + references
                + Kind.allCases.map { FieldSchema(name: $0.rawValue, type: $0.type) }
            entity.key = [FieldSlot(0)]
            return entity
        }
        var schema = Schema()
        schema.entities = [
            entity("device"), entity("alert", [FieldSchema(name: "device", type: .reference(device))]),
            entity("report"),
        ]
        schema.scores = ["exposure", "coverage"].map {
            ScoreSchema(name: $0, title: nil, type: Kind.number.type, direction: nil, sources: [])
        }
        return schema
    }()

    /// By entity: its rows; nothing where it is absent.
    var rows: [[[Value]]?]
    var scores: [Value]

    /// An estate with gaps; entities other than devices may be absent.
    /// - Parameters:
    ///   - deviceCount: Few where it is nothing, as of the other entities then.
    ///   - alertCount: Else few.
    init(using random: inout SeededRandom, deviceCount: Int? = nil, alertCount: Int? = nil) {
        let deviceCount = deviceCount ?? Int.random(in: 1...3, using: &random)
        rows = []
        for entity in Self.schema.entities.indices {
            let isAbsent = entity != Self.device.index && Int.random(in: 0..<6, using: &random) == 0
            var count = entity == Self.device.index ? deviceCount : Int.random(in: 0...3, using: &random)
            if let alertCount, entity == Self.alert.index { count = alertCount }
            let table = (0..<count).map { place in
                Self.row(of: EntityID(entity), key: "\(place)", deviceCount: deviceCount, using: &random).map {
                    Int.random(in: 0..<10, using: &random) < 3 ? .missing : $0
                }
            }
            rows.append(isAbsent ? nil : table)
        }
        scores = Self.schema.scores.map { _ in
            Bool.random(using: &random) ? .missing : Self.value(of: Kind.number.type, using: &random)
        }
    }

    /// The estate with some of its gaps filled: values, references apart, and entities for which there was no data.
    func filled(using random: inout SeededRandom) -> RandomEstate {
        var result = self
        for entity in rows.indices {
            guard let table = rows[entity] else {
                if Bool.random(using: &random) {
                    result.rows[entity] = (0..<Int.random(in: 0...2, using: &random)).map {
                        Self.row(
                            of: EntityID(entity), key: "\($0)", deviceCount: rows[Self.device.index]?.count ?? 0,
                            using: &random)
                    }
                }
                continue
            }
            for (place, row) in table.enumerated() {
                for (slot, value) in row.enumerated() where value.isMissing {
                    let type = Self.schema.entities[entity].fields[slot].type
                    if case .reference = type { continue }
                    if Int.random(in: 0..<4, using: &random) > 0 {
                        result.rows[entity]?[place][slot] = Self.value(of: type, using: &random)
                    }
                }
            }
        }
        for place in scores.indices where scores[place].isMissing && Bool.random(using: &random) {
            result.scores[place] = Self.value(of: Kind.number.type, using: &random)
        }
        return result
    }

    var data: Dataset { data(in: .chosen) }

    func data(in form: ColumnForm) -> Dataset {
        let tables = rows.enumerated().map { entity, rows -> Table? in
            guard let rows else { return nil }
            return Table(
                entity: EntityID(entity), schema: Self.schema, rowCount: rows.count,
                columns: Self.schema.entities[entity].fields.enumerated().map { field, schema in
                    form.column(rows.map { $0[field] }, type: schema.type)
                },
                keys: .parts(rows.indices.map { ["\($0)"] }), rowCounts: self.rows.map { $0?.count ?? 0 })
        }
        return Dataset(tables: tables, scores: scores, summaries: [])
    }

    /// The estate with as many rows, of which all of an entity are alike; all alerts belong to one device.
    var withRowsAlike: RandomEstate {
        var result = self
        result.rows = rows.map { rows in rows.map { rows in rows.map { _ in rows[0] } } }
        return result
    }

    // MARK: - Values

    static func row(
        of entity: EntityID, key: String, deviceCount: Int, using random: inout SeededRandom
    ) -> [Value] {
        schema[entity].fields.map { field in
            if case .reference = field.type { return .row(Int.random(in: 0..<max(deviceCount, 1), using: &random)) }
            return field.name == "id" ? .text(Text(key)) : value(of: field.type, using: &random)
        }
    }

    static func value(of type: ValueType, using random: inout SeededRandom) -> Value {
        switch type {
        case .boolean: .boolean(Bool.random(using: &random))
        case .number: .number(Double(Int.random(in: 0...6, using: &random)) / 2)
        case .text: .text(texts[Int.random(in: texts.indices, using: &random)])
        case .time:
            Value(time: now.advanced(by: TimeSpan(seconds: 3_600 * Int64.random(in: -30...2, using: &random))))
        case .duration: .duration(TimeSpan(seconds: 3_600 * Int64.random(in: 0...3, using: &random)))
        case .version: versions[Int.random(in: versions.indices, using: &random)]
        case .address: addresses[Int.random(in: addresses.indices, using: &random)]
        case .network: networks[Int.random(in: networks.indices, using: &random)]
        case .levels(let names), .choices(let names): .member(Int.random(in: names.indices, using: &random))
        case .list(let element):
            .list((0..<Int.random(in: 0...2, using: &random)).map { _ in value(of: element, using: &random) })
        case .reference: .missing
        }
    }

    private static let texts: [Text] = ["", "a", "B", "ab", "Straße"]
    private static let versions = ["1.9", "1.10", "1.10.0", "2"].compactMap { Version($0).map(Value.version) }
    private static let addresses = ["10.0.0.1", "10.1.0.1", "::1"].compactMap { IPAddress($0).map(Value.address) }
    private static let networks = ["10.0.0.0/8", "10.0.0.0/16", "::/0"].compactMap { IPNetwork($0).map(Value.network) }
}
