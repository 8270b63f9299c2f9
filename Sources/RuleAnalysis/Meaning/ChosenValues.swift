import RulePlan

/// One value for each score, parameter and field that an assignment speaks of.
struct ChosenValues {
    /// By expression: a score, a parameter, or a field of a row.
    private(set) var values: [ExpressionID: Value] = [:]
    /// Those that a reader needs to see: parameters with their default are left out.
    private(set) var shown: [ExpressionID: Value] = [:]

    /// The time at which an example is evaluated: a Monday morning.
    static let now = Instant(clampingSeconds: 1_767_603_600)

    init(_ assignment: Assignment, _ reader: ConditionReader, prefersMissing: Bool) {
        let (space, table) = (reader.space, reader.table)
        let sorted = assignment.domains.sorted { $0.key < $1.key }
        let testsByText = TextTests.byText(reader, assignment)
        for case (let quantity, let domain) in sorted {
            guard case .value(let id) = table[quantity].kind, Self.isSettable(id, space) else { continue }
            if prefersMissing, domain.mayBeMissing {
                values[id] = .missing
                continue
            }
            values[id] = Self.pick(domain, Self.usual(id, space))
            if case .member(let place)? = values[id], space.type(of: id) == .boolean {
                values[id] = .boolean(place == 1)
            }
            if case .values(let texts) = domain.known, texts.isEmpty { continue }
            if space.type(of: id) == .text, let tests = testsByText[id] {
                var candidates = tests.candidates
                if case .values(let texts) = domain.known {
                    candidates += texts.compactMap { if case .text(let text) = $0 { text } else { nil } }
                }
                if let fitting = candidates.first(where: { tests.pass($0) }) { values[id] = .text(fitting) }
            }
        }
        for (quantity, domain) in sorted where !domain.mayBeMissing {
            switch table[quantity].kind {
            case .difference(let left, let right): relate(left, right, domain, assignment, reader)
            case .equality(let left, let right, _):
                guard case .members(0b10) = domain.known, let value = values[left] ?? values[right] else { continue }
                if Self.isSettable(left, space) { values[left] = value }
                if Self.isSettable(right, space) { values[right] = value }
            case .day(let id):
                guard Self.isSettable(id, space), case .number(let day) = Self.pick(domain, .missing) else { continue }
                // Far enough from midnight to be on that day in any zone near UTC.
                let code = Int(day)
                if let date = CivilDate(year: code / 512, month: code / 32 % 16, day: code % 32) {
                    values[id] =
                        TimeZoneRules.utc.startOfDay(date).advanced(by: TimeSpan(seconds: 43_200))
                        .map(Value.time) ?? .missing
                }
            case .truth(let condition):
                if case .comparison(.equal, let id, let date, _) = space[condition], Self.isSettable(id, space),
                    case .date(let year, let month, let day) = space[date], case .members(0b10) = domain.known,
                    let date = CivilDate(year: year, month: month, day: day)
                {
                    values[id] = .time(TimeZoneRules.utc.startOfDay(date))
                }
                guard case .contains(let list, let element, _) = space[condition], Self.isSettable(list, space),
                    case .constant(let part) = space[element]
                else { continue }
                var elements: [Value] = []
                if case .list(let before)? = values[list] { elements = before }
                if case .members(0b10) = domain.known { elements.append(part) }
                values[list] = .list(elements)
            case .value, .certain, .possible: break
            }
        }
        for (id, value) in values {
            if case .parameter(let parameter) = space[id], value == space.plan[parameter].defaultValue { continue }
            if case .reference? = values[id].map({ _ in space.type(of: id) }), !value.isMissing { continue }
            shown[id] = value
        }
    }

    /// Whether an expression is something that data or a setting gives, of the row that is spoken of or one it refers to.
    static func isSettable(_ id: ExpressionID, _ space: MeaningSpace) -> Bool {
        switch space[id] {
        case .score, .parameter: true
        case .field(_, let row): isRow(row, space)
        default: false
        }
    }

    private static func isRow(_ id: ExpressionID, _ space: MeaningSpace) -> Bool {
        switch space[id] {
        case .row(let depth): depth == 0
        case .field(_, let row): isRow(row, space)
        default: false
        }
    }

    private static func usual(_ id: ExpressionID, _ space: MeaningSpace) -> Value {
        if case .parameter(let parameter) = space[id] { return space.plan[parameter].defaultValue }
        return switch space.type(of: id) {
        case .number: .number(10)
        case .time: .time(now)
        case .duration: .duration(TimeSpan(seconds: 3_600))
        case .text: .text("x")
        case .address: IPAddress("192.0.2.1").map(Value.address) ?? .missing
        case .version: Version("1.0").map(Value.version) ?? .missing
        case .list: .list([])
        default: .missing
        }
    }

    /// A value of a domain: the usual one where it is in it, else one near an end.
    static func pick(_ domain: Domain, _ usual: Value) -> Value {
        switch domain.known {
        case .members(let bits):
            guard bits != 0 else { return .missing }
            return .member(bits.trailingZeroBitCount)
        case .values(let values):
            return values.contains(usual)
                ? usual : values.min { "\($0)" < "\($1)" } ?? .missing
        case .others(let values):
            if !values.contains(usual.folded) { return usual }
            guard case .text = usual else { return .missing }
            return (1...1_000).lazy.map { Value.text(Text("x\($0)")) }.first { !values.contains($0) } ?? .missing
        case .ordered(let set):
            guard let range = set.ranges.first else { return .missing }
            if !usual.isMissing, set.contains(usual) { return usual }
            return range.inside
        }
    }

    /// Gives one of two values what a difference asks for.
    private mutating func relate(
        _ left: ExpressionID, _ right: ExpressionID, _ domain: Domain, _ assignment: Assignment,
        _ reader: ConditionReader
    ) {
        guard case .ordered(let set) = domain.known else { return }
        let space = reader.space
        func fixed(_ id: ExpressionID) -> Value? {
            switch space[id] {
            case .now: .time(Self.now)
            case .today: .time(TimeZoneRules.utc.startOfDay(TimeZoneRules.utc.civilDate(at: Self.now)))
            default: values[id] ?? Self.pick(id, assignment, reader)
            }
        }
        // A field rather than a parameter is made to fit.
        let sides = [(left, right, true), (right, left, false)].sorted { first, second in
            !space[first.0].isParameter && space[second.0].isParameter
        }
        let tries = sides.flatMap { side in
            // What a value may be near its ends comes after what it is.
            ([fixed(side.1)] + (Self.isSettable(side.1, space) ? Self.ends(side.1, assignment, reader) : []))
                .map { (side.0, side.1, side.2, $0) }
        }
        for (target, other, isLeft, base) in tries where Self.isSettable(target, space) {
            guard let base, !base.isMissing else { continue }
            let allowed = set.around(base, isAbove: isLeft)
            var own: RangeSet?
            if let quantity = reader.table.place(of: .value(target)),
                case .ordered(let known)? = assignment.domains[quantity]?.known
            {
                own = known
            } else if case .ordered(let known)? = Domain(of: space.type(of: target))?.known {
                own = known
            } else if case .members(let bits)? = Domain(of: space.type(of: target))?.known {
                let held = reader.table.place(of: .value(target)).flatMap { assignment.domains[$0]?.known }
                var fitting = bits
                if case .members(let known)? = held { fitting &= known }
                let place = (0..<64).first { fitting >> $0 & 1 == 1 && allowed.contains(.member($0)) }
                guard let place else { continue }
                values[target] = .member(place)
                if Self.isSettable(other, space) { values[other] = base }
                return
            }
            let fitting = own.map { allowed.intersection($0) } ?? allowed
            if fitting.isEmpty { continue }
            values[target] = Self.pick(
                Domain(mayBeMissing: false, known: .ordered(fitting)), values[target] ?? Self.usual(target, space))
            if Self.isSettable(other, space) { values[other] = base }
            return
        }
    }

    /// The least and the greatest value of something, where it has such.
    private static func ends(_ id: ExpressionID, _ assignment: Assignment, _ reader: ConditionReader) -> [Value?] {
        guard let quantity = reader.table.place(of: .value(id)),
            case .ordered(let set) = (assignment.domains[quantity] ?? reader.table[quantity].universe).known
        else { return [] }
        return [set.ranges.first?.lower, set.ranges.last?.upper].map { $0?.isIncluded == true ? $0?.value : nil }
    }

    /// The value of something that an assignment may say nothing of.
    private static func pick(_ id: ExpressionID, _ assignment: Assignment, _ reader: ConditionReader) -> Value? {
        guard isSettable(id, reader.space) else { return nil }
        let held = reader.table.place(of: .value(id)).map { assignment.domains[$0] ?? reader.table[$0].universe }
        return (held ?? Domain(of: reader.space.type(of: id))).map { pick($0, usual(id, reader.space)) }
    }
}

extension PlanExpression {
    fileprivate var isParameter: Bool { if case .parameter = self { true } else { false } }
}

extension RangeSet {
    /// The values whose difference from a base is in the set; of what has no differences, whose sign is.
    /// - Parameter isAbove: Whether the difference counts from the base to the value, and not the other way round.
    fileprivate func around(_ base: Value, isAbove: Bool) -> RangeSet {
        switch base {
        case .time, .duration:
            let ranges = ranges.map { range -> RangeSet in
                let (lower, upper) = isAbove ? (range.lower, range.upper) : (range.upper, range.lower)
                func moved(_ end: End?) -> End? {
                    guard let end, case .duration(let span) = end.value else { return nil }
                    let by = isAbove ? span : span.negated
                    let value: Value? =
                        switch base {
                        case .time(let time): time.advanced(by: by).map(Value.time)
                        case .duration(let duration): duration.adding(by).map(Value.duration)
                        default: nil
                        }
                    return value.map { End(value: $0, isIncluded: end.isIncluded) }
                }
                return RangeSet(Range(lower: moved(lower), upper: moved(upper)))
            }
            return ranges.first ?? .none
        default:
            let (below, above): (PlanComparator, PlanComparator) = isAbove ? (.less, .greater) : (.greater, .less)
            let signs: [(Double, PlanComparator)] = [(-1, below), (0, .equal), (1, above)]
            return signs.filter { !contains(.number($0.0)) }.reduce(.all) {
                $0.intersection(RangeSet($1.1, base).complement)
            }
        }
    }
}

extension RangeSet.Range {
    /// A value in the range, a round one where that is easy.
    fileprivate var inside: Value {
        switch (lower, upper) {
        case (let lower?, _) where lower.isIncluded: lower.value
        case (_, let upper?) where upper.isIncluded: upper.value
        case (let lower?, let upper?): lower.value.between(upper.value)
        case (let lower?, nil): lower.value.stepped(up: true)
        case (nil, let upper?): upper.value.stepped(up: false)
        case (nil, nil): .missing
        }
    }
}

extension Value {
    /// A little above or below.
    fileprivate func stepped(up: Bool) -> Value {
        switch self {
        case .number(let number): .number(number + (up ? 1 : -1))
        case .time(let time):
            time.advanced(by: TimeSpan(seconds: up ? 3_600 : -3_600)).map(Value.time) ?? self
        case .duration(let span): span.adding(TimeSpan(seconds: up ? 3_600 : -3_600)).map(Value.duration) ?? self
        case .version(let version):
            up
                ? Version("\(version).1").map(Value.version) ?? self
                : Version("0").map(Value.version) ?? self
        default: self
        }
    }

    /// Between this and a greater one.
    fileprivate func between(_ upper: Value) -> Value {
        switch (self, upper) {
        case (.number(let low), .number(let high)):
            return .number(low + 1 < high ? low + 1 : low + (high - low) / 2)
        case (.time(let low), .time(let high)):
            return Instant(nanoseconds: low.nanoseconds + (high.nanoseconds - low.nanoseconds) / 2).map(Value.time)
                ?? self
        case (.duration(let low), .duration(let high)):
            return TimeSpan(nanoseconds: low.nanoseconds + (high.nanoseconds - low.nanoseconds) / 2)
                .map(Value.duration) ?? self
        case (.version(let low), .version):
            return Version("\(low).1").map(Value.version) ?? self
        default: return self
        }
    }
}
