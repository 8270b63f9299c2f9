import RuleData
import RuleEngine
import RulePlan
import RuleText

/// A predicate index over the rules for one entity: answers which of them fire for a single row, however many rules there are.
///
/// ```swift
/// let index = try rules.index(of: "device", on: estate, at: now)
/// let matcher = index.matcher()
/// let matches = try matcher.matches(of: ["id": "d3", "risk_level": "high"])
/// print(matches.fired, matches.undetermined)
/// ```
///
/// A row is taken as if it were added to the estate, or took the place of the row with its key: its references lead to the estate's rows, and
/// the estate's rows refer to it. Counts over all rows of an entity, scores and values of the organisation stay what they are in the estate.
/// The index is immutable and can be shared.
public struct PredicateIndex: Sendable {
    /// Names of rules that are left out: those with `top` compare all rows with one another.
    public let omitted: [String]
    fileprivate let entity: String
    fileprivate let index: GivenRowIndex
    /// By rule of the index.
    fileprivate let names: [String]
    fileprivate let reader: DataReader

    init(_ plan: Plan, of entity: String, on estate: Estate, in context: RunContext) throws(UnknownEntityError) {
        let id = try plan.schema.place(of: entity)
        self.entity = entity
        index = GivenRowIndex(plan, for: id, on: estate.datasetForChanges, in: context)
        names = index.index.rules.map { plan[$0].name }
        omitted = index.omitted.map { plan[$0].name }
        reader = DataReader(schema: plan.schema)
    }

    /// Something that asks the index, with memory of its own; one for each thread.
    public func matcher() -> RuleMatcher { RuleMatcher(self) }
}

/// Asks a predicate index about one row after another.
public final class RuleMatcher {
    private let index: PredicateIndex
    private let matcher: RowMatcher
    private var reader: DataReader

    fileprivate init(_ index: PredicateIndex) {
        self.index = index
        matcher = RowMatcher(index.index.index)
        reader = index.reader
    }

    /// What the rules say of a row.
    /// - Parameter row: Names of fields, or the names in exports, with values, as `Estate.add(_:to:)` takes them. Its key must be among them.
    /// - Throws: Where the row has no key.
    public func matches(of row: [String: InputValue]) throws(DataReadError) -> RowMatches {
        try reader.add(row: row, to: index.entity)
        guard index.index.match(reader.takeChanges(), with: matcher) else {
            throw DataReadError(.rowWithoutKey, in: index.entity)
        }
        var matches = RowMatches()
        matches.fired = names(matcher.forEachFired)
        matches.undetermined = names(matcher.forEachUndetermined)
        matches.waived = names(matcher.forEachWaived)
        return matches
    }

    /// In the order of the program.
    private func names(_ forEach: ((Int) -> Void) -> Void) -> [String] {
        var places: [Int] = []
        forEach { places.append($0) }
        return places.sorted().map { index.names[$0] }
    }
}

/// What the rules say of one row: their names, in the order of the program.
public struct RowMatches: Hashable, Sendable {
    /// Rules that fire: the condition is true, what it needs is known, and no waiver holds.
    public var fired: [String] = []
    /// Rules that can't be decided, since something is missing.
    public var undetermined: [String] = []
    /// Rules that would fire, but for a waiver.
    public var waived: [String] = []

    public init(fired: [String] = [], undetermined: [String] = [], waived: [String] = []) {
        self.fired = fired
        self.undetermined = undetermined
        self.waived = waived
    }
}

/// A name that is no entity of the model.
public struct UnknownEntityError: Error, Hashable, Sendable, CustomStringConvertible {
    public let name: String
    /// The entity that is spelled most like it.
    public let nearest: String?

    /// `'devise' is no entity of the model; did you mean 'device'?`
    public var description: String {
        "'\(name)' is no entity of the model" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    }
}

/// Why rules can't be asked one row at a time.
public enum RowQueryError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownEntity(UnknownEntityError)
    /// A setting names no parameter, or its value does not fit.
    case setting(SettingError)

    public var description: String {
        switch self {
        case .unknownEntity(let error): error.description
        case .setting(let error): "\(error)"
        }
    }
}

extension Schema {
    func place(of name: String) throws(UnknownEntityError) -> EntityID {
        guard let place = entity(named: name) else {
            throw UnknownEntityError(
                name: name, nearest: NearestSpelling.nearest(to: name, among: entities.map(\.name)))
        }
        return place
    }
}

extension DataReadError {
    /// A row that came from no file.
    fileprivate init(_ code: DiagnosticCode, in entity: String) {
        self.init(code, file: "<row>", line: nil, "a row of '\(entity)' without its key")
    }
}
