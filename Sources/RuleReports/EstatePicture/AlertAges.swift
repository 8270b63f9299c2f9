import RuleEngine
import RulePlan

/// How many alerts are open, by age and severity.
struct AlertAges: Hashable, Sendable {
    struct Alert: Hashable, Sendable {
        var name: String
        /// A place in `severities`, or behind them.
        var severity: Int
        /// Whole days since it was created.
        var days: Int
    }

    /// The youngest first.
    static let ages: [(title: String, days: Int)] = [
        ("1 day", 1), ("3 days", 3), ("1 week", 7), ("4 weeks", 28), ("older", .max),
    ]

    /// Levels, lowest first.
    let severities: [String]
    /// By age, then severity; what is unknown stands behind the levels.
    private(set) var counts: [[Int]]
    private(set) var openCount = 0
    private(set) var resolvedCount = 0
    /// Whether they are open, or since when, is unknown.
    private(set) var unknownCount = 0
    /// Those that need somebody first: the most severe ones, of them the oldest.
    private(set) var worst: [Alert] = []

    private static let worstCount = 5

    init(_ schema: Schema, _ data: Dataset, at now: Instant) throws(EstatePicture.Gap) {
        let rows = try NamedRows(of: "alert", schema, data)
        let severity = try rows.members("severity")
        let status = try rows.members("status")
        let created = try rows.column("created")
        let resolved = status.names.firstIndex(of: "resolved")
        severities = severity.names
        counts = Array(repeating: Array(repeating: 0, count: severities.count + 1), count: Self.ages.count)
        var open: [(severity: Int, days: Int, row: Int)] = []
        for row in 0..<rows.table.rowCount {
            if let place = status.place(row), place == resolved {
                resolvedCount += 1
                continue
            }
            guard status.place(row) != nil, let since = created(row).instant else {
                unknownCount += 1
                continue
            }
            let days = Int(clamping: max(now.timeSpan(since: since).nanoseconds, 0) / 86_400_000_000_000)
            let age = Self.ages.firstIndex { days < $0.days } ?? Self.ages.count - 1
            counts[age][severity.place(row) ?? severities.count] += 1
            openCount += 1
            open.append((severity.place(row) ?? -1, days, row))
        }
        open.sort { ($1.severity, $1.days, $0.row) < ($0.severity, $0.days, $1.row) }
        worst = open.prefix(Self.worstCount).map {
            Alert(
                name: rows.label(of: $0.row), severity: $0.severity < 0 ? severities.count : $0.severity, days: $0.days)
        }
    }
}
