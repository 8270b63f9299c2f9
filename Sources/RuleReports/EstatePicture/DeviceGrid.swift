import RuleEngine
import RulePlan

/// How many devices there are of each risk and exposure.
struct DeviceGrid: Hashable, Sendable {
    struct Device: Hashable, Sendable {
        var name: String
        /// Places in `risks` and `exposures`.
        var risk: Int
        var exposure: Int
    }

    /// Levels, lowest first.
    let risks: [String]
    let exposures: [String]
    /// By risk, then exposure; what is unknown stands behind the levels.
    private(set) var counts: [[Int]]
    let total: Int
    /// Those at the greatest risk, of them the most exposed first; none without risk.
    private(set) var worst: [Device] = []

    private static let worstCount = 5

    init(_ schema: Schema, _ data: Dataset) throws(EstatePicture.Gap) {
        let rows = try NamedRows(of: "device", schema, data)
        let risk = try rows.members("risk_level")
        let exposure = try rows.members("exposure_level")
        risks = risk.names
        exposures = exposure.names
        total = rows.table.rowCount
        counts = Array(repeating: Array(repeating: 0, count: exposures.count + 1), count: risks.count + 1)
        var found: [(rank: Int, row: Int)] = []
        for row in 0..<total {
            let place = (risk: risk.place(row), exposure: exposure.place(row))
            counts[place.risk ?? risks.count][place.exposure ?? exposures.count] += 1
            guard let level = place.risk, level > 0 else { continue }
            found.append((level * (exposures.count + 1) + (place.exposure.map { $0 + 1 } ?? 0), row))
        }
        found.sort { ($1.rank, $0.row) < ($0.rank, $1.row) }
        worst = found.prefix(Self.worstCount).map { _, row in
            Device(
                name: rows.label(of: row), risk: risk.place(row) ?? risks.count,
                exposure: exposure.place(row) ?? exposures.count)
        }
    }
}
