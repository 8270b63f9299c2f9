package import RulePlan

/// An example of the data with which conditions come out as they are said to.
package struct Witness: Hashable, Sendable {
    /// What is so in it, each as the language would say it: `device.risk_level == high`, `exposure_score is missing`.
    package var facts: [String]
    /// Whether the evaluator was asked, and said the same.
    package var isVerified: Bool
    /// What is only supposed of rows elsewhere, as it is not made up row by row: a part of `facts`.
    package var supposed: [String]
    /// The data that the evaluator was asked about; the row that is spoken of is the first of its entity.
    package var example = Example()

    /// Rows and settings that were made up.
    package struct Example: Hashable, Sendable {
        package struct Row: Hashable, Sendable {
            package var entity: String
            /// By field; those without a value are left out.
            package var values: [String: Value]
        }

        package var rows: [Row] = []
        /// The entities of which rows are there, or surely none.
        package var entities: [String] = []
        package var scores: [String: Value] = [:]
        package var parameters: [String: Value] = [:]
    }

    /// On one line.
    package var text: String { facts.isEmpty ? "any data" : facts.joined(separator: ", ") }
}

/// Makes examples of assignments.
struct WitnessMaker {
    let reasoner: Reasoner
    /// The entity of the row that the conditions are about; nothing where they are about the organisation.
    let subject: EntityID?
    private var space: MeaningSpace { reasoner.reader.space }
    private var table: FormulaTable { reasoner.reader.table }

    private let counted: CountedRows

    init(_ reasoner: Reasoner, subject: EntityID?, rows: CountedRows) {
        self.reasoner = reasoner
        self.subject = subject
        counted = rows
    }

    /// A condition and whether it is to be true, or to be anything else.
    struct Wish {
        var condition: ExpressionID
        var isTrue: Bool
    }

    /// An example; nothing where the evaluator contradicts it and there is no part that is only supposed.
    func witness(of assignment: Assignment, _ wishes: [Wish]) -> Witness? {
        let isOpen = !unsettled(assignment).isEmpty
        for prefersMissing in [false, true] {
            let values = ChosenValues(assignment, reasoner.reader, prefersMissing: prefersMissing)
            let estate = SampleEstate(values: values.values, counted: counted, space: space, subject: subject)
            if estate.fulfils(wishes) {
                return Witness(
                    facts: facts(values) + counted(assignment), isVerified: true, supposed: [],
                    example: estate.example)
            }
            if !prefersMissing, isOpen { continue }
            if isOpen {
                let plain = ChosenValues(assignment, reasoner.reader, prefersMissing: false)
                let supposed = unsettled(assignment)
                return Witness(facts: facts(plain) + supposed, isVerified: false, supposed: supposed)
            }
        }
        return nil
    }

    /// The rows' names, for texts.
    private var rows: [String] { subject.map { [space.schema[$0].name] } ?? [] }

    private func facts(_ values: ChosenValues) -> [String] {
        let text = PlanText(plan: space.plan)
        return values.shown.sorted { $0.key < $1.key }.map { id, value in
            Self.fact(text.text(id, rows: rows), value, space.type(of: id), text)
        }
    }

    /// What an assignment says of counts, in the words of the language.
    private func counted(_ assignment: Assignment) -> [String] {
        var said: Set<String> = []
        return countFacts(assignment).filter { said.insert($0).inserted }
    }

    private func countFacts(_ assignment: Assignment) -> [String] {
        assignment.domains.sorted { $0.key < $1.key }.compactMap { quantity, domain in
            switch table[quantity].kind {
            case .certain(let count), .possible(let count):
                if domain.mayBeMissing {
                    let number = counted.rows.count { $0.count == count }
                    return number == 0 ? nil : text(ofRows: number, of: count) + madeUp(count)
                }
                let words = text(ofCount: count, table[quantity].kind, domain)
                return words.isEmpty ? nil : words + madeUp(count)
            default: return nil
            }
        }
    }

    /// What was made up of the rows of a count beside what their condition speaks of.
    private func madeUp(_ count: ExpressionID) -> String {
        guard let row = counted.rows.first(where: { $0.count == count }),
            case .aggregate(_, _, _, let set) = space[count]
        else { return "" }
        var spoken: Set<FieldSlot> = []
        var seen: Set<ExpressionID> = []
        var pending = [set.condition].compactMap { $0 }
        while let id = pending.popLast() {
            guard seen.insert(id).inserted else { continue }
            if case .field(let slot, let row) = space[id], space[row] == .row(depth: 0) { spoken.insert(slot) }
            space[id].forEachOperand { pending.append($0) }
        }
        let text = PlanText(plan: space.plan)
        let name = text.innerName(of: row.entity, rows: rows)
        let facts = row.values.filter { !spoken.contains($0.key) }.sorted { $0.key.index < $1.key.index }.map {
            slot, value in
            let field = space.schema[row.entity][slot]
            return Self.fact("\(name).\(field.name)", value, field.type, text)
        }
        return facts.isEmpty ? "" : " with " + facts.joined(separator: " and ")
    }

    private static func fact(_ name: String, _ value: Value, _ type: ValueType, _ text: PlanText) -> String {
        switch value {
        case .missing: "\(name) is missing"
        case .boolean(let truth): truth ? name : "not \(name)"
        default: "\(name) == \(text.text(value, type))"
        }
    }

    /// What an assignment says of things that are not made up, in the words of the language.
    private func unsettled(_ assignment: Assignment) -> [String] {
        let text = PlanText(plan: space.plan)
        var result: [String] = []
        for (quantity, domain) in assignment.domains.sorted(by: { $0.key < $1.key }) {
            if domain.mayBeMissing, !domain.known.isEmpty { continue }
            switch table[quantity].kind {
            case .certain(let count), .possible(let count):
                let words = self.text(ofCount: count, table[quantity].kind, domain)
                if !words.isEmpty { result.append(words) }
            case .truth(let condition):
                if isText(condition) { continue }
                let words = text.text(condition, rows: rows)
                if case .members(0b10) = domain.known { result.append(words) } else { result.append("not (\(words))") }
            case .value(let id) where !ChosenValues.isSettable(id, space) && !domain.mayBeMissing:
                let values = ChosenValues.pick(domain, .missing)
                result.append("\(text.text(id, rows: rows)) == \(text.text(values, space.type(of: id)))")
            case .value, .difference, .equality, .day: break
            }
        }
        return result
    }

    private func isText(_ condition: ExpressionID) -> Bool {
        switch space[condition] {
        case .textTest(_, let value, let part, _), .comparison(.equal, let value, let part, folding: false):
            if case .constant(.text) = space[part] { ChosenValues.isSettable(value, space) } else { false }
        case .like(let value, _), .matches(let value, _): ChosenValues.isSettable(value, space)
        case .contains(let list, let element, _):
            if case .constant = space[element] { ChosenValues.isSettable(list, space) } else { false }
        default: false
        }
    }

    private func text(ofRows number: Int, of count: ExpressionID) -> String {
        let words = PlanText(plan: space.plan).text(count, rows: rows)
        return number == 1 ? "any \(words.dropFirst(6).dropLast())" : "\(words) >= \(number)"
    }

    private func text(ofCount count: ExpressionID, _ kind: Quantity.Kind, _ domain: Domain) -> String {
        let words = PlanText(plan: space.plan).text(count, rows: rows)
        guard case .ordered(let range) = domain.known else { return words }
        // `count(alert of device)` without what stands around the rows
        let inner = String(words.dropFirst(6).dropLast())
        if case .possible = kind,
            range
                == RangeSet(.lessOrEqual, .number(0)).whole.intersection(
                    RangeSet(.greaterOrEqual, .number(0)))
        {
            return "no \(inner)"
        }
        if case .certain = kind, range == RangeSet(.greaterOrEqual, .number(1)) { return "any \(inner)" }
        guard let first = range.ranges.first, let last = range.ranges.last else { return words }
        // That no more are certain to count is so of rows that are not there, too: there is nothing to say.
        if case .certain = kind, first.lower?.value == .number(0) { return "" }
        var parts: [String] = []
        if case .number(let number)? = first.lower?.value, number > 0 {
            parts.append("\(words) >= \(number.shortestText)")
        }
        if case .number(let number)? = last.upper?.value { parts.append("\(words) <= \(number.shortestText)") }
        return parts.joined(separator: " and ")
    }
}
