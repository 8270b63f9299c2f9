import RulePlan

/// A field that conditions read of a row, or of a row that it refers to, and its values grouped to classes: what conditions say of the field
/// is the same for all values of a class.
struct FieldClasses: Sendable {
    /// Where the field is, from the row in question.
    let path: RowSources.Path
    let slot: FieldSlot
    /// The leaves that read nothing but this field, as the index numbers them.
    let leaves: [Int]
    /// By class: what each leaf comes to. Class 0 is that of a missing value.
    private(set) var truths: [[Bool?]] = []

    private let tests: [LeafTest]
    private var places: [[Bool?]: UInt16] = [:]
    private var coder = Coder.values([:])

    private enum Coder: Sendable {
        /// Members by place, and truths: false, true.
        case members([UInt16])
        /// All that is known is alike.
        case presence(UInt16)
        case numbers(Ranks<Double>, [UInt16])
        /// Times and durations in nanoseconds.
        case ticks(Ranks<Int128>, [UInt16])
        /// Values that were seen when the index was made.
        case values([Value: UInt16])
    }

    /// How many leaves are asked of values, for one field, when an index is made.
    private static let preparation = 4_000_000

    /// - Parameters:
    ///   - candidates: Leaves that read this field alone. Some may not be taken: those that do not depend on classes.
    ///   - classLimit: How many classes there may be.
    ///   - column: Of the entity at the end of the path.
    init?(
        _ source: ExpressionID, at path: RowSources.Path, _ slot: FieldSlot, type: ValueType,
        candidates: [(place: Int, leaf: Leaf)], column: Column?, classLimit: Int, with evaluator: ScalarEvaluator
    ) {
        self.path = path
        self.slot = slot
        var thresholds = Thresholds(of: source, evaluator, evaluator.reads)
        var taken: [(place: Int, leaf: Leaf)] = []
        for candidate in candidates {
            switch type {
            case .number, .time, .duration:
                guard thresholds.bounds.count * 2 + 4 < classLimit, thresholds.bounds.count * taken.count < 1 << 22,
                    thresholds.add(candidate.leaf)
                else { continue }
            case .reference:
                guard candidate.leaf.isPresence(of: source, in: evaluator.plan) else { continue }
            default: break
            }
            taken.append(candidate)
        }
        guard !taken.isEmpty else { return nil }
        leaves = taken.map(\.place)
        tests = taken.map { LeafTest($0.leaf, reading: source, with: evaluator, evaluator.reads) }
        _ = addClass(of: .missing)
        switch type {
        case .number:
            let ranks = Ranks(thresholds.bounds.compactMap(\.number))
            var samples = [Value.number(ranks.bounds.first?.nextDown ?? 0)]
            for bound in ranks.bounds { samples += [.number(bound), .number(bound.nextUp)] }
            coder = .numbers(ranks, [0] + samples.map { addClass(of: $0) })
        case .time, .duration:
            let ranks = Ranks(thresholds.bounds.compactMap(\.nanoseconds))
            func value(_ tick: Int128) -> Value {
                type == .time ? Value(time: Instant(nanoseconds: tick)) : Value(duration: TimeSpan(nanoseconds: tick))
            }
            var samples = [value(ranks.bounds.first.map { $0 - 1 } ?? 0)]
            for bound in ranks.bounds { samples += [value(bound), value(bound + 1)] }
            coder = .ticks(ranks, [0] + samples.map { addClass(of: $0) })
        case .boolean:
            coder = .members([addClass(of: .boolean(false)), addClass(of: .boolean(true))])
        case .levels(let names), .choices(let names):
            coder = .members(names.indices.map { addClass(of: .member($0)) })
        case .reference:
            coder = .presence(addClass(of: .row(0)))
        case .text, .version, .address, .network, .list:
            coder = .values(seenValues(of: column, classLimit: classLimit))
        }
    }

    /// The class of a value; nothing where it was not there when the index was made.
    @inline(__always)
    func code(of value: Value) -> UInt16? {
        switch (coder, value) {
        case (_, .missing): return 0
        case (.numbers(let ranks, let classes), .number(let number)): return classes[ranks.rank(of: number)]
        case (.ticks(let ranks, let classes), .time(let time)): return classes[ranks.rank(of: time.nanoseconds)]
        case (.ticks(let ranks, let classes), .duration(let span)): return classes[ranks.rank(of: span.nanoseconds)]
        case (.members(let classes), .member(let place)): return classes.indices.contains(place) ? classes[place] : nil
        case (.members(let classes), .boolean(let truth)): return classes[truth ? 1 : 0]
        case (.presence(let known), _): return known
        case (.values(let classes), _): return classes[value]
        default: return nil
        }
    }

    /// The value of the field for a row of the data.
    @inline(__always)
    func value(in row: Int, of data: Dataset) -> Value {
        var place = row
        var entity = path.entity
        for step in path.steps {
            guard let table = data.table(entity), case .row(let next) = table.value(step.field, place) else {
                return .missing
            }
            (entity, place) = (step.target, next)
        }
        return data.table(entity)?.value(slot, place) ?? .missing
    }

    /// What each leaf comes to for a value.
    func truths(of value: Value) -> [Bool?] {
        tests.map { $0(.value(value)) }
    }

    /// The class whose leaves come to this, if there is one.
    func code(of truths: [Bool?]) -> UInt16? { places[truths] }

    private mutating func addClass(of value: Value) -> UInt16 {
        let found = truths(of: value)
        if let place = places[found] { return place }
        let place = UInt16(truncatingIfNeeded: truths.count)
        truths.append(found)
        places[found] = place
        return place
    }

    /// The classes of a column's values, as long as that is not too much work.
    private mutating func seenValues(of column: Column?, classLimit: Int) -> [Value: UInt16] {
        guard let dictionary = column?.dictionary, dictionary.count * tests.count <= Self.preparation else {
            return [:]
        }
        var classes: [Value: UInt16] = [:]
        for value in dictionary {
            let found = truths(of: value)
            if places[found] == nil, truths.count >= classLimit { continue }
            classes[value] = addClass(of: value)
        }
        return classes
    }
}

extension Leaf {
    /// Whether all that is asked is whether a value is there.
    fileprivate func isPresence(of source: ExpressionID, in plan: Plan) -> Bool {
        switch self {
        case .known(source): true
        case .truth(let id): plan[id] == .isKnown(source)
        default: false
        }
    }
}

extension Column {
    /// The distinct values of a column of codes.
    fileprivate var dictionary: [Value]? {
        switch storage {
        case .codes8(_, let dictionary), .codes16(_, let dictionary), .codes32(_, let dictionary): dictionary
        case .numbers, .ticks, .rows, .texts, .values: nil
        }
    }
}

extension Evaluated {
    fileprivate var number: Double? {
        if case .value(.number(let number)) = self { number } else { nil }
    }

    /// Of a time or a duration.
    fileprivate var nanoseconds: Int128? {
        switch self {
        case .value(.time(let time)): time.nanoseconds
        case .value(.duration(let span)): span.nanoseconds
        default: nil
        }
    }
}

extension Ranks {
    @inline(__always)
    fileprivate func rank(of number: Number) -> Int {
        unsafe bounds.withUnsafeBufferPointer { unsafe rank(of: number, in: $0) }
    }
}
