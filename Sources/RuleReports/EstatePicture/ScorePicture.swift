import RuleEngine
import RulePlan

/// A score on its scale: its levels as the rules draw them, what it is compared with, and its course.
struct ScorePicture: Hashable, Sendable {
    /// From here on the rules take it for something else.
    struct Threshold: Hashable, Sendable {
        /// `medium`; empty where the rules give it no name.
        var name: String
        var value: Double
    }

    struct Comparison: Hashable, Sendable {
        var name: String
        var value: Double
    }

    struct Point: Hashable, Sendable {
        var at: Instant
        var value: Double
    }

    var title: String
    var value: Double
    var unit = ""
    /// Nothing where the scale has no upper end.
    var range: ClosedRange<Double>?
    var direction: ScoreSchema.Direction?
    /// Within the range, ascending.
    var thresholds: [Threshold] = []
    var comparisonsTitle = ""
    var comparisons: [Comparison] = []
    /// By time; empty where one value alone was given.
    var course: [Point] = []

    private static let comparisonLimit = 6
    private static let courseLimit = 120

    /// The scores that the model declares, then Microsoft Secure Score, which is a row a day.
    static func all(of plan: Plan, data: Dataset, context: RunContext) -> [EstatePicture.Sketch<ScorePicture>] {
        let thresholds = ScoreThresholds(plan, parameters: context.parameters)
        let declared: [EstatePicture.Sketch<ScorePicture>] = plan.schema.scores.indices.map { place in
            EstatePicture.Sketch(catching: { () throws(EstatePicture.Gap) in
                try ScorePicture(declaredAt: place, plan, data, thresholds)
            })
        }
        guard plan.schema.entity(named: "secure_score") != nil else { return declared }
        return declared + [
            EstatePicture.Sketch(catching: { () throws(EstatePicture.Gap) in
                try ScorePicture(secureScoreOf: plan, data, thresholds)
            })
        ]
    }

    private init(
        declaredAt place: Int, _ plan: Plan, _ data: Dataset, _ thresholds: ScoreThresholds
    ) throws(EstatePicture.Gap) {
        let score = plan.schema.scores[place]
        title = score.title ?? score.name
        guard let value = data.scores[place].finiteNumber else {
            let sources = score.sources.isEmpty ? [score.name] : score.sources
            throw .init(
                sentence:
                    "\(title): no value was given. It is in \(sources.map { "'\($0)'" }.joined(separator: " or "))."
            )
        }
        self.value = value
        direction = score.direction
        if case .number(let declared) = score.type, declared.lower.isFinite, declared.upper.isFinite,
            declared.lower < declared.upper
        {
            range = declared.lower...declared.upper
        }
        self.thresholds = thresholds.of(.score(ScoreID(place)), named: score.name, within: range)
        guard score.name == "exposure_score", let groups = try? NamedRows(of: "device_group_score", plan.schema, data),
            let exposure = try? groups.column("exposure")
        else { return }
        comparisonsTitle = "By device group"
        comparisons = (0..<groups.table.rowCount).compactMap { row in
            exposure(row).finiteNumber.map { Comparison(name: groups.label(of: row), value: $0) }
        }.sorted { ($1.value, $0.name) < ($0.value, $1.name) }
        comparisons = Array(comparisons.prefix(Self.comparisonLimit))
    }

    private init(
        secureScoreOf plan: Plan, _ data: Dataset, _ thresholds: ScoreThresholds
    ) throws(EstatePicture.Gap) {
        let days = try NamedRows(of: "secure_score", plan.schema, data)
        let created = try days.column("created")
        let current = try days.column("current")
        let max = try days.column("max")
        title = "Microsoft Secure Score"
        unit = "%"
        range = 0...100
        direction = .higherIsBetter
        let points: [(row: Int, point: Point)] = (0..<days.table.rowCount).compactMap { row in
            guard let at = created(row).instant, let points = current(row).finiteNumber,
                let most = max(row).finiteNumber, most > 0, (100 * points / most).isFinite
            else { return nil }
            return (row, Point(at: at, value: 100 * points / most))
        }.sorted { ($0.point.at, $0.row) < ($1.point.at, $1.row) }
        guard let newest = points.last else {
            throw .init(sentence: "\(title): no row of 'secure_score' holds a score, its maximum and its day.")
        }
        value = newest.point.value
        if points.count > 1 { course = points.suffix(Self.courseLimit).map(\.point) }
        if let definition = plan.definitions.firstIndex(where: { $0.entity == nil && $0.name == "secure_score_percent" }
        ) {
            self.thresholds = thresholds.of(
                .definition(DefinitionID(definition), of: nil), named: "secure_score", within: range)
        }
        guard let averages = try? NamedRows(of: "score_comparison", plan.schema, data),
            let owner = try? averages.column("secure_score"), let basis = try? averages.members("basis"),
            let average = try? averages.column("average"), let most = max(newest.row).finiteNumber
        else { return }
        comparisonsTitle = "Others on average"
        comparisons = (0..<averages.table.rowCount).compactMap { row in
            guard owner(row) == .row(newest.row), let place = basis.place(row),
                let points = average(row).finiteNumber, (100 * points / most).isFinite
            else { return nil }
            return Comparison(name: Self.name(ofBasis: basis.names[place]), value: 100 * points / most)
        }
        comparisons = Array(comparisons.prefix(Self.comparisonLimit))
    }

    private static func name(ofBasis basis: String) -> String {
        switch basis {
        case "all_tenants": "all organisations"
        case "total_seats": "of this size"
        case "industry_types": "of this industry"
        default: basis
        }
    }
}

/// The numbers with which rules compare scores.
struct ScoreThresholds {
    private let plan: Plan
    private let parameters: [ParameterID: Value]

    private static let limit = 4

    init(_ plan: Plan, parameters: [ParameterID: Value]) {
        self.plan = plan
        self.parameters = parameters
    }

    /// - Parameter name: The score's; a parameter `exposure_high` is called `high` where it is about `exposure_score`.
    func of(
        _ score: PlanExpression, named name: String, within range: ClosedRange<Double>?
    ) -> [ScorePicture.Threshold] {
        var found: [ScorePicture.Threshold] = []
        func add(_ id: ExpressionID) {
            guard let threshold = threshold(plan[id], named: name),
                !found.contains(where: { $0.value == threshold.value }),
                range.map({ $0.lowerBound < threshold.value && threshold.value < $0.upperBound }) ?? true
            else { return }
            found.append(threshold)
        }
        for expression in plan.expressions {
            switch expression {
            case .comparison(.less, let left, let right, _), .comparison(.lessOrEqual, let left, let right, _),
                .comparison(.greater, let left, let right, _), .comparison(.greaterOrEqual, let left, let right, _):
                if plan[left] == score { add(right) }
                if plan[right] == score { add(left) }
            case .between(let value, let lower, let upper) where plan[value] == score:
                add(lower)
                add(upper)
            default: break
            }
        }
        return found.sorted { $0.value < $1.value }.prefix(Self.limit).map(\.self)
    }

    private func threshold(_ expression: PlanExpression, named name: String) -> ScorePicture.Threshold? {
        switch expression {
        case .constant(.number(let number)): return .init(name: "", value: number)
        case .parameter(let id):
            guard let number = (parameters[id] ?? plan[id].defaultValue).finiteNumber else { return nil }
            let words = plan[id].name.split(separator: "_")
            let shared = zip(words, name.split(separator: "_")).prefix { $0 == $1 }.count
            return .init(name: words.dropFirst(shared).joined(separator: " "), value: number)
        default: return nil
        }
    }
}
