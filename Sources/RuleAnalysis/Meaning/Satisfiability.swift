import RulePlan

/// What the quantities are that formulas speak of; those that are left out may be anything.
struct Assignment: Sendable {
    var domains: [QuantityID: Domain] = [:]
}

/// Looks for a choice of all quantities that makes some formulas true together.
///
/// Bounded: after a number of steps it gives up, and says so.
struct Satisfiability {
    enum Answer {
        /// No choice makes all of them true.
        case never
        case possible(Assignment)
        /// It would take too long to know.
        case unknown
    }

    private let table: FormulaTable
    private let isConsistent: (Assignment, inout Int) -> Bool
    private var state = Assignment()
    private var trail: [(QuantityID, Domain?)] = []
    private(set) var steps = 0
    private let limit: Int

    /// - Parameters:
    ///   - limit: How many literals may be looked at.
    ///   - isConsistent: Whether quantities that depend on each other may have such values together. It adds the steps that it takes.
    init(
        _ table: FormulaTable, limit: Int = 4_000,
        isConsistent: @escaping (Assignment, inout Int) -> Bool = { _, _ in true }
    ) {
        self.table = table
        self.limit = limit
        self.isConsistent = isConsistent
    }

    mutating func answer(_ formulas: [FormulaID]) -> Answer {
        state = Assignment()
        trail = []
        switch search(formulas, open: [], depth: 0) {
        case true?: return .possible(state)
        case false?: return .never
        case nil: return .unknown
        }
    }

    /// Nothing where it gives up.
    private mutating func search(_ formulas: [FormulaID], open: [FormulaID], depth: Int) -> Bool? {
        var open = open
        var pending = formulas
        while true {
            while let id = pending.popLast() {
                steps += 1
                if steps > limit { return nil }
                switch table[id] {
                case .constant(let truth): if !truth { return false }
                case .literal(let quantity, let domain): if !hold(quantity, domain) { return false }
                case .all(let terms): pending += terms
                case .any: open.append(id)
                }
            }
            // What has one way left to be true goes that way.
            var still: [FormulaID] = []
            for id in open {
                guard case .any(let terms) = table[id] else { continue }
                var ways: [FormulaID] = []
                var isTrue = false
                for term in terms {
                    switch outlook(of: term, depth: 0) {
                    case true?: isTrue = true
                    case nil: ways.append(term)
                    case false?: break
                    }
                    if isTrue { break }
                }
                if steps > limit { return nil }
                if isTrue { continue }
                if ways.isEmpty { return false }
                if ways.count == 1 { pending += ways } else { still.append(id) }
            }
            open = still
            if pending.isEmpty { break }
        }
        guard let next = open.first, case .any(let terms) = table[next] else {
            return isConsistent(state, &steps)
        }
        if depth > 60 { return nil }
        let rest = Array(open.dropFirst())
        let mark = trail.count
        for term in terms {
            if outlook(of: term, depth: 0) == false { continue }
            switch search([term], open: rest, depth: depth + 1) {
            case true?: return true
            case nil: return nil
            case false?: undo(to: mark)
            }
        }
        return false
    }

    /// Whether a formula is true or false in every choice that is left, as far as a look at its literals tells.
    private mutating func outlook(of id: FormulaID, depth: Int) -> Bool? {
        steps += 1
        switch table[id] {
        case .constant(let truth): return truth
        case .literal(let quantity, let domain):
            guard let known = state.domains[quantity] else { return nil }
            steps += known.known.weight / 4
            let both = known.intersection(domain)
            return both.isEmpty ? false : both == known ? true : nil
        case .all(let terms), .any(let terms):
            guard depth < 3, terms.count <= 16 else { return nil }
            var isDecisive = false
            if case .any = table[id] { isDecisive = true }
            var result: Bool? = !isDecisive
            for term in terms {
                let part = outlook(of: term, depth: depth + 1)
                if part == isDecisive { return isDecisive }
                if part == nil { result = nil }
            }
            return result
        }
    }

    private mutating func hold(_ quantity: QuantityID, _ domain: Domain) -> Bool {
        let known = state.domains[quantity]
        let both = known?.intersection(domain) ?? domain
        steps += both.known.weight / 4
        if both.isEmpty { return false }
        if both != known {
            trail.append((quantity, known))
            state.domains[quantity] = both
        }
        return true
    }

    private mutating func undo(to mark: Int) {
        while trail.count > mark, let (quantity, domain) = trail.popLast() { state.domains[quantity] = domain }
    }
}
