import RulePlan
import TestSupport
import Testing

@testable import RuleEngine

@Suite struct Arithmetic {
    private static let day: Int64 = 86_400

    private func span(_ seconds: Int64) -> Value { .duration(TimeSpan(seconds: seconds)) }

    @Test func `a part of a duration is exact where it has whole nanoseconds`() {
        for days in [1, 5, 73, 365, 3_650] as [Int64] {
            for parts in [2, 3, 5, 7, 24, 60, 365] as [Int64] {
                let whole = span(days * parts * Self.day)
                #expect(arithmetic(.divide, whole, .number(Double(parts))) == span(days * Self.day))
                #expect(arithmetic(.multiply, span(days * Self.day), .number(Double(parts))) == whole)
                #expect(arithmetic(.divide, whole, span(days * Self.day)) == .number(Double(parts)))
            }
        }
    }

    @Test func `a part of a duration is rounded to the nearest nanosecond`() {
        func nanoseconds(_ count: Int128) -> Value { Value(duration: TimeSpan(nanoseconds: count)) }
        #expect(arithmetic(.divide, nanoseconds(10), .number(4)) == nanoseconds(3))
        #expect(arithmetic(.divide, nanoseconds(-10), .number(4)) == nanoseconds(-3))
        #expect(arithmetic(.divide, nanoseconds(10), .number(-3)) == nanoseconds(-3))
        #expect(arithmetic(.divide, nanoseconds(10), .number(0.5)) == nanoseconds(20))
        #expect(arithmetic(.multiply, nanoseconds(10), .number(0.25)) == nanoseconds(3))
    }

    @Test func `a division by zero is missing`() {
        #expect(arithmetic(.divide, .number(1), .number(0)) == .missing)
        #expect(arithmetic(.divide, .number(0), .number(-0.0)) == .missing)
        #expect(arithmetic(.divide, span(1), .number(0)) == .missing)
        #expect(arithmetic(.divide, span(1), span(0)) == .missing)
    }

    @Test func `what leaves the range of its type is missing`() {
        let greatest = Value.number(.greatestFiniteMagnitude)
        #expect(arithmetic(.multiply, greatest, .number(2)) == .missing)
        #expect(arithmetic(.add, greatest, greatest) == .missing)
        #expect(arithmetic(.divide, .number(1), .number(.leastNonzeroMagnitude)) == .missing)
        #expect(arithmetic(.add, .time(time("9999-12-31T00:00:00Z")), span(Self.day)) == .missing)
        #expect(arithmetic(.subtract, .time(time("0001-01-01T00:00:00Z")), span(1)) == .missing)
        #expect(arithmetic(.multiply, span(1), greatest) == .missing)
        #expect(arithmetic(.divide, span(1), .number(.leastNonzeroMagnitude)) == .missing)
    }

    @Test func `what is missing stays missing`() {
        for `operator` in [ArithmeticOperator.add, .subtract, .multiply, .divide] {
            for value in [Value.number(1), span(1), .time(RandomEstate.now)] {
                #expect(arithmetic(`operator`, value, .missing) == .missing)
                #expect(arithmetic(`operator`, .missing, value) == .missing)
            }
        }
    }

    @Test func `times and durations calculate as a calendar does`() {
        let (monday, tuesday) = (time("2026-11-23T09:00:00Z"), time("2026-11-24T09:00:00Z"))
        #expect(arithmetic(.subtract, .time(tuesday), .time(monday)) == span(Self.day))
        #expect(arithmetic(.add, .time(monday), span(Self.day)) == .time(tuesday))
        #expect(arithmetic(.add, span(Self.day), .time(monday)) == .time(tuesday))
        #expect(arithmetic(.subtract, .time(tuesday), span(Self.day)) == .time(monday))
        #expect(arithmetic(.add, span(1), span(2)) == span(3))
        #expect(arithmetic(.subtract, span(1), span(2)) == span(-1))
    }

    /// No operator or function may stop the program, whatever its operands: also those that the checker lets no rule combine.
    @Test func `nothing traps, and numbers stay finite`() {
        var random = SeededRandom(seed: 7)
        for round in 0..<5_000 {
            let (left, right) = (Self.extreme(using: &random), Self.extreme(using: &random))
            let operators = [ArithmeticOperator.add, .subtract, .multiply, .divide]
            var results = operators.map { arithmetic($0, left, right) }
            results += PlanFunction.allCases.map { result(of: $0, left) } + [negated(left)]
            for case .number(let number) in results where !number.isFinite {
                Issue.record("round \(round): \(left), \(right) gave \(number)")
            }
            for comparator in PlanComparator.allCases {
                _ = compared(comparator, .value(left), .value(right), folding: true)
                _ = compared(comparator, .count(lower: 0, upper: .max), .value(right), folding: true)
                _ = compared(comparator, .count(lower: 1, upper: nil), .value(right), folding: true)
            }
            _ = isIn(.count(lower: 0, upper: .max), .list([left, right]), folding: true)
            _ = isBetween(.value(left), .value(right), .count(lower: 0, upper: nil))
        }
    }

    private static func extreme(using random: inout SeededRandom) -> Value {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: .missing
        case 1, 2: .finite(Double(bitPattern: random.next()))
        case 3:
            .number([0, -0.0, 0x1p53, -0x1p53, 1e300, .leastNonzeroMagnitude][Int.random(in: 0..<6, using: &random)])
        case 4, 5: .duration(TimeSpan(seconds: Int64(bitPattern: random.next())))
        case 6: Value(duration: TimeSpan(nanoseconds: Int128(Int64.random(in: -3...3, using: &random))))
        case 7: .time(time("0001-01-01T00:00:00Z"))
        case 8: .time(time("9999-12-31T23:59:59Z"))
        default: .list([.number(1), .missing])
        }
    }
}
