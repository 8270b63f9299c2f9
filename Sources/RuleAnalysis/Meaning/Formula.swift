import RulePlan

/// A condition over quantities that is true or false, never unknown: that a quantity is missing is one of the things it can say.
enum Formula: Hashable, Sendable {
    case constant(Bool)
    /// The quantity is in the domain.
    case literal(QuantityID, Domain)
    case all([FormulaID])
    case any([FormulaID])
}

typealias FormulaID = Ordinal<Formula>

/// The formulas of the conditions of a space, each once.
struct FormulaTable: Sendable {
    private(set) var formulas: [Formula] = []
    private(set) var quantities: [Quantity] = []
    private var places: [Formula: FormulaID] = [:]
    private var quantityPlaces: [Quantity.Kind: QuantityID] = [:]
    private var complements: [FormulaID: FormulaID] = [:]
    /// By formula: whether it speaks of how many rows there are.
    private var countsRows: [Bool] = []
    /// How much has been put together so far: terms, and the values and ranges of literals.
    private(set) var work = 0
    /// How much may be put together before conditions are no longer taken apart.
    var largestWork: Int

    static let never = FormulaID(0)
    static let always = FormulaID(1)

    init(largestWork: Int = .max) {
        self.largestWork = largestWork
        _ = intern(.constant(false))
        _ = intern(.constant(true))
    }

    subscript(id: FormulaID) -> Formula { formulas[id.index] }
    subscript(id: QuantityID) -> Quantity { quantities[id.index] }

    var isExhausted: Bool { work > largestWork }

    /// Whether a formula speaks of how many rows there are.
    func countsRows(_ id: FormulaID) -> Bool { countsRows[id.index] }

    private mutating func intern(_ formula: Formula) -> FormulaID {
        if let known = places[formula] { return known }
        let id = FormulaID(formulas.count)
        formulas.append(formula)
        places[formula] = id
        let isAboutRows =
            switch formula {
            case .constant: false
            case .literal(let quantity, _): self[quantity].kind.isCount
            case .all(let terms), .any(let terms): terms.contains { countsRows[$0.index] }
            }
        countsRows.append(isAboutRows)
        return id
    }

    /// Adds a quantity, or finds the one of its kind that is there already.
    mutating func add(_ quantity: Quantity) -> QuantityID {
        if let known = quantityPlaces[quantity.kind] { return known }
        let id = QuantityID(quantities.count)
        quantities.append(quantity)
        quantityPlaces[quantity.kind] = id
        return id
    }

    func place(of kind: Quantity.Kind) -> QuantityID? { quantityPlaces[kind] }

    mutating func literal(_ quantity: QuantityID, _ domain: Domain) -> FormulaID {
        let universe = self[quantity].universe
        var domain = domain
        if self[quantity].isWhole, case .ordered(let set) = domain.known { domain.known = .ordered(set.whole) }
        work += 1 + domain.known.weight
        domain = domain.intersection(universe)
        if domain.isEmpty { return Self.never }
        if domain == universe { return Self.always }
        return intern(.literal(quantity, domain))
    }

    mutating func all(_ terms: [FormulaID]) -> FormulaID {
        if terms.count == 1 { return terms[0] }
        var flat: [FormulaID] = []
        for term in terms {
            if case .all(let inner) = self[term] { flat += inner } else { flat.append(term) }
        }
        if flat.contains(Self.never) { return Self.never }
        flat = unique(flat) { $0 != Self.always }
        return flat.count > 1 ? intern(.all(flat)) : flat.first ?? Self.always
    }

    mutating func any(_ terms: [FormulaID]) -> FormulaID {
        if terms.count == 1 { return terms[0] }
        var flat: [FormulaID] = []
        for term in terms {
            if case .any(let inner) = self[term] { flat += inner } else { flat.append(term) }
        }
        if flat.contains(Self.always) { return Self.always }
        flat = unique(flat) { $0 != Self.never }
        return flat.count > 1 ? intern(.any(flat)) : flat.first ?? Self.never
    }

    private mutating func unique(_ terms: [FormulaID], where isKept: (FormulaID) -> Bool) -> [FormulaID] {
        work += 1 + terms.count
        // Sorted, so that the order of terms makes no difference.
        let sorted = terms.filter(isKept).sorted()
        var result: [FormulaID] = []
        for term in sorted where result.last != term { result.append(term) }
        return result
    }

    /// What is true exactly where a formula is false.
    mutating func complement(_ id: FormulaID) -> FormulaID {
        if let known = complements[id] { return known }
        let result: FormulaID
        switch self[id] {
        case .constant(let truth): result = truth ? Self.never : Self.always
        case .literal(let quantity, let domain):
            result = literal(quantity, domain.complement(in: self[quantity].universe))
        case .all(let terms): result = any(terms.map { complement($0) })
        case .any(let terms): result = all(terms.map { complement($0) })
        }
        complements[id] = result
        complements[result] = id
        return result
    }
}
