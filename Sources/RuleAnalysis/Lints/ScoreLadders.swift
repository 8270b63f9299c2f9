import RulePlan
import RuleSyntax
import RuleText

/// *Checks* rules that ask for nothing but a range of one number, side by side, for values that fall between two of them or into two.
///
/// *Why*: of `score < 30` and `score > 30` nobody has thought of 30; of `between 0 and 30` and `between 30 and 70` it falls into both.
///
/// *Example*: `when exposure_score < 30 then …` beside `when exposure_score > 30 then …`
///
/// *Instead*: `when exposure_score < 30 then …` beside `when exposure_score >= 30 then …`
///
/// Ranges inside one another are left alone: they ask for more where it is worse. So are gaps of more than a single value, unless three ranges or more
/// cover all else. Parameters are taken as they are by default.
///
/// *Fix safety*: no fix; either of the two may be the wrong one.
struct ScoreLadders {
    static func diagnostics(_ program: inout AnalyzedProgram) -> [Diagnostic] {
        var lint = ScoreLadders()
        lint.check(&program)
        return lint.diagnostics
    }

    private var diagnostics: [Diagnostic] = []

    private struct Ladder: Hashable {
        var entity: EntityID?
        var quantity: QuantityID
    }

    /// A rule that asks for one range of a number.
    private struct Rung {
        var rule: AnalyzedRule
        var range: RangeSet.Range
        var isBounded: Bool { range.lower != nil && range.upper != nil }
    }

    private mutating func check(_ program: inout AnalyzedProgram) {
        var ladders: [Ladder: [Rung]] = [:]
        for rule in program.rules where !rule.isTop {
            guard let (quantity, range) = program.rangeAtDefaults(of: rule) else { continue }
            ladders[Ladder(entity: rule.entity, quantity: quantity), default: []].append(Rung(rule: rule, range: range))
        }
        for (ladder, rungs) in ladders.sorted(by: { $0.key.quantity < $1.key.quantity }) where rungs.count > 1 {
            check(rungs, of: ladder.quantity, program)
        }
    }

    private mutating func check(_ rungs: [Rung], of quantity: QuantityID, _ program: AnalyzedProgram) {
        var ranges: [RangeSet.Range] = []
        var first: [RangeSet.Range: Rung] = [:]
        for rung in rungs where first[rung.range] == nil {
            first[rung.range] = rung
            ranges.append(rung.range)
        }
        ranges.sort { $0.begins(before: $1) }
        let name = program.name(of: quantity)
        var widest: RangeSet.Range?
        var gaps: [(Rung, Rung)] = []
        for (place, range) in ranges.enumerated() {
            guard let rung = first[range] else { continue }
            if place > 0, let below = first[ranges[place - 1]] {
                checkBorder(below, rung, name)
            }
            // The rungs so far end before this one begins, and not just by a value.
            if let widest, let upper = widest.upper?.value, let lower = range.lower?.value, upper.isLess(than: lower),
                let below = first[widest]
            {
                gaps.append((below, rung))
            }
            if let end = widest?.upper {
                if let upper = range.upper {
                    if end.value.isLess(than: upper.value) { widest = range }
                } else {
                    widest = range
                }
            } else if widest == nil {
                widest = range
            }
        }
        // One hole in a ladder of three rungs or more that reaches from end to end otherwise.
        let isWhole =
            ranges.first?.lower == nil && widest?.upper == nil
            && zip(ranges, ranges.dropFirst()).allSatisfy(Self.areApart)
        if gaps.count == 1, ranges.count > 2, isWhole, let (below, above) = gaps.first,
            let low = below.range.upper?.value, let high = above.range.lower?.value
        {
            report(.ladderGap, above, below, "between \(low.plain) and \(high.plain)", name)
        }
    }

    private static func areApart(_ below: RangeSet.Range, _ above: RangeSet.Range) -> Bool {
        guard let end = below.upper, let start = above.lower else { return false }
        return !start.value.isLess(than: end.value)
    }

    /// Two ranges of which the one begins where the other ends, or shortly before that.
    private mutating func checkBorder(_ below: Rung, _ above: Rung, _ name: String) {
        guard let end = below.range.upper, let start = above.range.lower else { return }
        if !end.value.isLess(than: start.value), !start.value.isLess(than: end.value) {
            if !end.isIncluded, !start.isIncluded { report(.ladderGap, above, below, "at \(end.value.plain)", name) }
            if end.isIncluded, start.isIncluded { report(.ladderOverlap, above, below, "at \(end.value.plain)", name) }
            return
        }
        // Neither lies in the other.
        guard start.value.isLess(than: end.value), below.isBounded || above.isBounded,
            below.range.begins(before: above.range), below.range.lower?.value != start.value
        else { return }
        if let top = above.range.upper, !end.value.isLess(than: top.value) { return }
        report(.ladderOverlap, above, below, "from \(start.value.plain) to \(end.value.plain)", name)
    }

    private mutating func report(_ code: DiagnosticCode, _ above: Rung, _ below: Rung, _ place: String, _ name: String)
    {
        let message =
            code == .ladderGap
            ? "neither this nor '\(below.rule.rule.name)' speaks of '\(name)' \(place)"
            : "both this and '\(below.rule.rule.name)' speak of '\(name)' \(place)"
        diagnostics.append(
            Diagnostic(
                code, at: above.rule.declaration.condition.span, message,
                notes: [Diagnostic.Note("the other range", at: below.rule.declaration.condition.span)]))
    }
}

extension RangeSet.Range {
    fileprivate func begins(before other: RangeSet.Range) -> Bool {
        guard let own = lower else { return other.lower != nil }
        guard let others = other.lower else { return false }
        if own.value.isLess(than: others.value) { return true }
        if others.value.isLess(than: own.value) { return false }
        if own.isIncluded != others.isIncluded { return own.isIncluded }
        // The wider one first, so that what lies in it follows.
        guard let end = upper else { return other.upper != nil }
        guard let othersEnd = other.upper else { return false }
        return othersEnd.value.isLess(than: end.value)
    }
}

extension Value {
    fileprivate var plain: String { if case .number(let number) = self { number.shortestText } else { "\(self)" } }
}

extension AnalyzedProgram {
    /// The number and its range that are all that a rule asks for, with the parameters as they are by default.
    fileprivate mutating func rangeAtDefaults(of rule: AnalyzedRule) -> (QuantityID, RangeSet.Range)? {
        let id = reasoner.reader.space.written(rule.rule.condition, of: defaults)
        let formula = reasoner.reader.formula(id)
        let terms: [FormulaID] = if case .all(let terms) = reasoner.reader.table[formula] { terms } else { [formula] }
        var found: (QuantityID, RangeSet)?
        for term in terms {
            guard case .literal(let quantity, let domain) = reasoner.reader.table[term],
                case .ordered(let set) = domain.known,
                !domain.mayBeMissing
            else { return nil }
            if let (known, so) = found {
                guard known == quantity else { return nil }
                found = (quantity, so.intersection(set))
            } else {
                found = (quantity, set)
            }
        }
        guard let (quantity, set) = found, set.ranges.count == 1, var range = set.ranges.first,
            case .value(let value) = reasoner.reader.table[quantity].kind, !reasoner.reader.space.isLong(value),
            case .number(let limits) = reasoner.reader.space.type(of: value)
        else { return nil }
        // The ends of what the number can be are no ends.
        if case .number(let low)? = range.lower?.value, range.lower?.isIncluded == true, low <= limits.lower {
            range.lower = nil
        }
        if case .number(let high)? = range.upper?.value, range.upper?.isIncluded == true, high >= limits.upper {
            range.upper = nil
        }
        return range.lower == nil && range.upper == nil ? nil : (quantity, range)
    }

    fileprivate func name(of quantity: QuantityID) -> String {
        guard case .value(let id) = reasoner.reader.table[quantity].kind else { return "it" }
        return PlanText(plan: reasoner.reader.space.plan).text(id, rows: [])
    }
}
