/// Lays out measured rows for reading.
struct BenchTable {
    static let heading = [
        "work", "size", "min", "median", "cpu", "rate", "reference", "ratio", "must", "reached", "machine's limit",
    ]

    static func text(_ rows: [MeasuredRow]) -> String { aligned([heading] + rows.map(cells)) }

    /// The cost at each size, and by how much it grew as the size did.
    static func text(_ growth: MeasuredGrowth) -> String {
        var lines = [[growth.unit, "min", "each", "size grew", "cost grew"]]
        var earlier: (size: Int, measurement: Measurement)?
        for point in growth.points {
            let seconds = point.measurement.minimum
            var line = [grouped(point.size), time(seconds), time(seconds / Double(point.size))]
            if let earlier {
                line += [
                    short(Double(point.size) / Double(earlier.size)) + " ×",
                    short(seconds / earlier.measurement.minimum) + " ×",
                ]
            }
            lines.append(line)
            earlier = point
        }
        return growth.title + "\n" + aligned(lines)
    }

    private static func cells(_ row: MeasuredRow) -> [String] {
        let peaks = row.peaks.sorted()
        let figures =
            if let least = peaks.first {
                [bytes(least), bytes(peaks[peaks.count / 2]), "", ""]
            } else {
                [
                    time(row.measurement.minimum), time(row.measurement.median), short(row.measurement.processorShare),
                    rate(row.rate, row.unit),
                ]
            }
        return [row.work, row.size] + figures + [
            row.reference.map { reference($0, of: row) } ?? "", ratio(row),
            row.requirement.map { text($0, row.unit) } ?? "",
            row.requirement.map { row.reaches($0) ? "yes" : "no" } ?? "",
            row.limit ?? "",
        ]
    }

    private static func reference(_ reference: MeasuredRow.Reference, of row: MeasuredRow) -> String {
        if case .cost? = row.requirement { return "\(reference.name) \(time(reference.measurement.minimum))" }
        return "\(reference.name) \(time(reference.secondsPerUnit))/\(singular(row.unit))"
    }

    /// How many times as fast as the reference; with a requirement of that kind, how many times as long it takes.
    private static func ratio(_ row: MeasuredRow) -> String {
        if case .cost? = row.requirement { return row.cost.map { "takes \(short($0)) ×" } ?? "" }
        return row.ratio.map { short($0) + " ×" } ?? ""
    }

    private static func text(_ requirement: MeasuredRow.Requirement, _ unit: MeasuredRow.Unit) -> String {
        switch requirement {
        case .seconds(let seconds): "≤ \(time(seconds))"
        case .ratio(let ratio): "≥ \(short(ratio)) ×"
        case .rate(let least): "≥ \(rate(least, unit))"
        case .cost(let most): "takes ≤ \(short(most)) ×"
        case .peak(let most): "≤ \(bytes(most))"
        case .either(let first, let second): "\(text(first, unit)) or \(text(second, unit))"
        }
    }

    private static func singular(_ unit: MeasuredRow.Unit) -> String {
        switch unit {
        case .decisions: "dec"
        case .rules: "rule"
        case .rows: "row"
        case .bytes: "B"
        case .events: "event"
        case .times: "time"
        }
    }

    static func rate(_ perSecond: Double, _ unit: MeasuredRow.Unit) -> String {
        let scales: [(least: Double, name: String)] = [(1e9, "G"), (1e6, "M"), (1e3, "k")]
        for scale in scales where perSecond >= scale.least {
            let unit = unit == .bytes ? "\(scale.name)B" : "\(scale.name) \(unit.rawValue)"
            return "\(short(perSecond / scale.least)) \(unit)/s"
        }
        return "\(short(perSecond)) \(unit.rawValue)/s"
    }

    static func time(_ seconds: Double) -> String {
        let scales: [(least: Double, name: String)] = [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")]
        for scale in scales where seconds >= scale.least { return "\(short(seconds / scale.least)) \(scale.name)" }
        return "\(short(seconds * 1e12)) ps"
    }

    static func bytes(_ count: Int) -> String {
        let scales: [(least: Int, name: String)] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")]
        for scale in scales where count >= scale.least {
            return "\(short(Double(count) / Double(scale.least))) \(scale.name)"
        }
        return "\(count) B"
    }

    /// Three digits that say something.
    static func short(_ number: Double) -> String {
        guard number.isFinite else { return "-" }
        let digits = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2
        let scale = [1.0, 10, 100][digits]
        let whole = Int((number * scale).rounded())
        if digits == 0 { return grouped(whole) }
        let fraction = String(whole % Int(scale))
        return "\(whole / Int(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// `1,000,000`
    static func grouped(_ number: Int) -> String {
        var digits = Array(String(number))
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
        return String(digits)
    }

    private static func aligned(_ lines: [[String]]) -> String {
        let columns = lines.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            lines.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return lines.map { line in
            let cells = zip(line, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            return cells.joined(separator: "  ").trimmingEnd()
        }.joined(separator: "\n") + "\n"
    }
}

extension String {
    fileprivate func trimmingEnd() -> String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
