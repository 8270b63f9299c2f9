/// One line of the table.
struct MeasuredRow {
    /// What was done with the same work, or as much of it as takes a bearable time, in the same run.
    struct Reference {
        var name: String
        var measurement: Measurement
        /// How much was done, in the row's unit.
        var amount: Double

        var secondsPerUnit: Double { measurement.minimum / amount }
    }

    /// A figure that the work is to reach.
    enum Requirement {
        /// At most so many seconds.
        case seconds(Double)
        /// At least so many times as fast as the reference.
        case ratio(Double)
        /// At least so many units a second.
        case rate(Double)
        /// At most so many times as long as the reference, each as a whole.
        case cost(Double)
        /// At most so many bytes at once.
        case peak(Int)
        /// Either of both.
        indirect case either(Requirement, Requirement)
    }

    enum Unit: String {
        case decisions = "dec"
        case rules, rows
        case bytes = "B"
        case events
        /// The work as a whole, where nothing of it is counted.
        case times
    }

    /// What was done: `parse`, `rows × rules, fires`.
    var work: String
    /// `1,000,000 × 1,000`
    var size: String
    var measurement: Measurement
    /// How much was done, in `unit`.
    var amount: Double
    var unit: Unit
    var reference: Reference?
    var requirement: Requirement?
    /// The least time, or the greatest rate, that the machine leaves, where `what limits it` is known.
    var limit: String?
    /// How much memory each run took at most, in bytes, where that is what the line is about instead of time.
    var peaks: [Int] = []

    init(
        _ work: String, size: String, _ measurement: Measurement, amount: Int, _ unit: Unit,
        reference: Reference? = nil, must requirement: Requirement? = nil, limit: String? = nil
    ) {
        self.work = work
        self.size = size
        self.measurement = measurement
        self.amount = Double(amount)
        self.unit = unit
        self.reference = reference
        self.requirement = requirement
        self.limit = limit
    }

    var rate: Double { amount / measurement.minimum }

    /// How many times as fast as the reference.
    var ratio: Double? {
        reference.map { $0.secondsPerUnit / (measurement.minimum / amount) }
    }

    /// How many times as long as the reference it takes, each as a whole.
    var cost: Double? {
        reference.map { measurement.minimum / $0.measurement.minimum }
    }

    func reaches(_ requirement: Requirement) -> Bool {
        switch requirement {
        case .seconds(let seconds): measurement.minimum <= seconds
        case .ratio(let least): ratio.map { $0 >= least } ?? false
        case .rate(let least): rate >= least
        case .cost(let most): cost.map { $0 <= most } ?? false
        case .peak(let most): peaks.allSatisfy { $0 <= most }
        case .either(let first, let second): reaches(first) || reaches(second)
        }
    }
}

/// How the cost of one kind of work grows with its size.
struct MeasuredGrowth {
    var title: String
    /// `rows`, `rules`: what grows.
    var unit: String
    var points: [(size: Int, measurement: Measurement)]
}
