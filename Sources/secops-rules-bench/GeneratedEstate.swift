import RandomNumbers

/// Devices and twice as many alerts made by chance, alike for alike seeds; about one value in twenty is missing.
///
/// Columns stand in the order of the fields in `GeneratedRules.model`.
struct GeneratedEstate {
    let devices: GeneratedTable
    let alerts: GeneratedTable

    /// The instant of a run: 2026-11-23T09:00:00Z, in seconds since 1970.
    static let now = 1_795_424_400

    init(devices count: Int, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        devices = Self.devices(count, &random)
        alerts = Self.alerts(count * 2, devices: count, &random)
    }

    private static func devices(_ count: Int, _ random: inout SeededRandom) -> GeneratedTable {
        var maker = ColumnMaker(rowCount: count, random: random)
        let columns = [
            maker.unique { "d" + padded($0) },
            maker.unique { "pc-" + padded($0) + ".example" },
            maker.members(5), maker.members(4), maker.members(8), maker.members(6),
            maker.texts((0..<40).map { "10.0.\(19000 + $0 * 100)" }),
            maker.texts((0..<200).map { "group-\($0)" }),
            maker.texts((0..<5_000).map { "user-\($0)@example.com" }),
            maker.texts((0..<40_000).map { "site-\($0 % 200)-\($0 / 200)-building" }),
            maker.texts((0..<1_000).map { "product-\($0)" }),
            maker.numbers { Double($0.below(101)) },
            maker.numbers { Double($0.below(101)) / 10 },
            maker.numbers { Double($0.below(501)) },
            maker.booleans(), maker.booleans(), maker.booleans(),
            maker.times(within: 400), maker.times(within: 20), maker.times(within: 40),
        ]
        random = maker.random
        return GeneratedTable(
            names: [
                "deviceId", "computerDnsName", "riskScore", "exposureLevel", "osPlatform", "healthStatus", "version",
                "rbacGroupName", "assignedTo", "siteName", "mainSoftware", "riskPoints", "highestCvss", "openFindings",
                "isManaged", "isInternetFacing", "isEncrypted", "firstSeen", "lastSeen", "lastScan",
            ],
            rowCount: count, columns: columns,
            memberNames: [
                2: ["none", "informational", "low", "medium", "high"], 3: ["none", "low", "medium", "high"],
                4: ["windows", "macos", "linux", "ios", "android", "iot", "network", "other"],
                5: ["active", "inactive", "impaired", "no_sensor", "misconfigured", "unknown_state"],
            ])
    }

    private static func alerts(
        _ count: Int, devices: Int, _ random: inout SeededRandom
    ) -> GeneratedTable {
        var maker = ColumnMaker(rowCount: count, random: random)
        let columns = [
            maker.unique { "a" + padded($0) },
            maker.rows(of: devices),
            maker.members(5), maker.members(3), maker.times(within: 60), maker.numbers { Double($0.below(101)) },
        ]
        random = maker.random
        return GeneratedTable(
            names: ["alertId", "machineId", "severity", "status", "alertCreationTime", "confidence"],
            rowCount: count, columns: columns,
            memberNames: [
                2: ["none", "informational", "low", "medium", "high"], 3: ["new", "in_progress", "resolved"],
            ])
    }

    /// By device: the rows of its alerts, ascending.
    var alertsByDevice: [[Int]] {
        var lists = [[Int]](repeating: [], count: devices.rowCount)
        for case .rows(let targets) in alerts.columns {
            for (row, target) in targets.enumerated() where target >= 0 { lists[Int(target)].append(row) }
        }
        return lists
    }

    /// Eight digits, as keys have them.
    static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
    }
}

/// The rows of one entity, column by column.
struct GeneratedTable {
    /// The names of the columns in exports.
    let names: [String]
    let rowCount: Int
    var columns: [GeneratedColumn]
    /// By column: the names of levels and choices.
    let memberNames: [Int: [String]]
}

/// The values of one field.
enum GeneratedColumn {
    /// A place in the dictionary; -1 is missing.
    case texts(dictionary: [String], places: [Int32])
    /// No number is missing.
    case numbers([Double])
    /// 0, 1; 2 is missing.
    case booleans([UInt8])
    /// Seconds since 1970; the least is missing.
    case times([Int64])
    /// The place of a level or choice; 255 is missing.
    case members([UInt8])
    /// The row of a device; -1 is missing.
    case rows([Int32])

    func isMissing(_ row: Int) -> Bool {
        switch self {
        case .texts(_, let places): places[row] < 0
        case .numbers(let numbers): numbers[row].isNaN
        case .booleans(let truths): truths[row] == 2
        case .times(let seconds): seconds[row] == .min
        case .members(let places): places[row] == 255
        case .rows(let rows): rows[row] < 0
        }
    }
}

/// Makes columns of one table.
private struct ColumnMaker {
    let rowCount: Int
    var random: SeededRandom

    private mutating func column<Element>(missing: Element, _ value: (inout SeededRandom) -> Element) -> [Element] {
        (0..<rowCount).map { _ in random.oneIn(20) ? missing : value(&random) }
    }

    /// A text of its own for each row; none is missing.
    func unique(_ text: (Int) -> String) -> GeneratedColumn {
        .texts(dictionary: (0..<rowCount).map(text), places: (0..<rowCount).map(Int32.init))
    }

    mutating func texts(_ dictionary: [String]) -> GeneratedColumn {
        .texts(dictionary: dictionary, places: column(missing: -1) { Int32($0.below(dictionary.count)) })
    }

    mutating func numbers(_ value: (inout SeededRandom) -> Double) -> GeneratedColumn {
        .numbers(column(missing: .nan, value))
    }

    mutating func booleans() -> GeneratedColumn { .booleans(column(missing: 2) { UInt8($0.below(2)) }) }

    mutating func members(_ count: Int) -> GeneratedColumn {
        .members(column(missing: 255) { UInt8($0.below(count)) })
    }

    /// - Parameter days: How long before the run they may lie.
    mutating func times(within days: Int) -> GeneratedColumn {
        .times(column(missing: .min) { Int64(GeneratedEstate.now - $0.below(days * 86_400)) })
    }

    mutating func rows(of count: Int) -> GeneratedColumn {
        .rows(column(missing: -1) { Int32($0.below(count)) })
    }
}
