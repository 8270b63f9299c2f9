import RulePlan

/// Finds for each leaf of a graph the rows for which it is true or false, in the form in which bit programs read them.
struct LeafResolution {
    /// By leaf of the graph.
    private(set) var literals: [LeafLiterals]
    let engine: ColumnarEngine
    let rowCount: Int
    private let entity: EntityID
    /// Which rows are at the ends of paths.
    private var rowsByPath: [RowSources.Path: [UInt32]] = [:]

    /// - Parameter members: Which rows are among the first, for the rules with `top`.
    init(
        _ graph: ConditionGraph, of entity: EntityID, members: [RuleID: [Bool?]] = [:], with engine: ColumnarEngine
    ) {
        self.engine = engine
        self.entity = entity
        rowCount = engine.data.table(entity)?.rowCount ?? 0
        literals = graph.leaves.map { _ in LeafLiterals(truth: nil) }
        let sources = RowSources(of: engine.plan, engine.reads, entity: entity)
        var groups: [ExpressionID: [Int]] = [:]
        for (place, leaf) in graph.leaves.enumerated() {
            switch leaf {
            case .member(let rule): resolve(place, members: members[rule] ?? [])
            case .truth(let id), .known(let id):
                guard let read = sources.sources(of: id) else {
                    resolveByRow(place, leaf)
                    continue
                }
                switch read.count {
                case 0: literals[place] = LeafLiterals(truth: engine.truth(of: leaf, in: []))
                case 1: groups[read[0], default: []].append(place)
                default: resolveByRow(place, leaf)
                }
            }
        }
        let rowSets = groups.keys.sorted().filter { engine.plan[$0].isRowSet }
        var rowSetValues = RowSetPass(rowSets, around: entity, sources: sources, with: engine).values
        for source in groups.keys.sorted() {
            let values: SourceValues
            var path = RowSources.Path(entity: entity)
            switch engine.plan[source] {
            case .field(_, let row), .definition(_, let row?):
                path = sources.path(to: row) ?? path
                values = engine.values(ofSource: source, in: path.end)
            default:
                values = rowSetValues.removeValue(forKey: source) ?? .constant(.value(.missing))
            }
            resolve(groups[source] ?? [], graph, source, values, along: path)
        }
    }

    mutating func set(_ leaf: Int, _ found: LeafLiterals) { literals[leaf] = found }

    mutating func rows(along path: RowSources.Path) -> [UInt32]? {
        if path.steps.isEmpty { return nil }
        if let rows = rowsByPath[path] { return rows }
        let rows = engine.rows(along: path)
        rowsByPath[path] = rows
        return rows
    }

    // MARK: - By row

    private mutating func resolveByRow(_ place: Int, _ leaf: Leaf) {
        let (whereTrue, whereFalse) = engine.truths(of: leaf, rowCount: rowCount)
        literals[place] = LeafLiterals(whereTrue: .bitmap(whereTrue), whereFalse: .bitmap(whereFalse))
    }

    private mutating func resolve(_ place: Int, members: [Bool?]) {
        let (whereTrue, whereFalse) = (Bitmap(rowCount: rowCount), Bitmap(rowCount: rowCount))
        for (row, isMember) in members.enumerated() where row < rowCount {
            if let isMember { (isMember ? whereTrue : whereFalse).insert(row) }
        }
        literals[place] = LeafLiterals(whereTrue: .bitmap(whereTrue), whereFalse: .bitmap(whereFalse))
    }

    // MARK: - By value

    private mutating func resolve(
        _ places: [Int], _ graph: ConditionGraph, _ source: ExpressionID, _ values: SourceValues,
        along path: RowSources.Path
    ) {
        func test(_ place: Int) -> LeafTest {
            LeafTest(graph.leaves[place], reading: source, with: engine.evaluator, engine.reads)
        }
        func truths(_ values: [Evaluated]) -> [(leaf: Int, byCode: [Bool?])] {
            places.map { place in
                let test = test(place)
                return (place, values.map { test($0) })
            }
        }
        switch values {
        case .constant(let value):
            for place in places { literals[place] = LeafLiterals(truth: test(place)(value)) }
        case .codes8(let codes, let values): classify(truths(values), along: path) { Int(codes[$0]) }
        case .codes16(let codes, let values): classify(truths(values), along: path) { Int(codes[$0]) }
        case .codes32(let codes, let values): classify(truths(values), along: path) { Int(codes[$0]) }
        case .numbers(let numbers):
            let (ranks, truths) = ranked(
                places, graph, source, number: Self.number, value: { .value(.number($0)) }, zero: 0, below: \.nextDown,
                above: \.nextUp)
            if !truths.isEmpty { classify(truths, numbers, ranks, along: path) { !$0.isNaN } }
        case .ticks(let ticks, let isTime):
            let (ranks, truths) = ranked(
                places, graph, source, number: Self.tick, value: { .value(Column.value(tick: $0, isTime: isTime)) },
                zero: 0, below: { max($0, Column.missingTick + 2) - 1 }, above: { min($0, .max - 1) + 1 })
            if !truths.isEmpty { classify(truths, ticks, ranks, along: path) { $0 != Column.missingTick } }
        case .rows(let references):
            // Whether the row is there is all that can be told of a reference by itself.
            for place in places {
                switch graph.leaves[place] {
                case .known(source): break
                case .truth(let id) where engine.plan[id] == .isKnown(source): break
                default:
                    resolveByRow(place, graph.leaves[place])
                    continue
                }
                classify([(place, [false, true])], along: path) { references[$0] == Column.missingRow ? 0 : 1 }
            }
        case .column(let column):
            guard path.steps.isEmpty else {
                for place in places { resolveByRow(place, graph.leaves[place]) }
                return
            }
            for place in places { resolve(place, test(place), on: column) }
        case .truths(let whereTrue, let whereFalse):
            for place in places {
                let test = test(place)
                let truths = [test(.value(.boolean(true))), test(.value(.boolean(false))), test(.value(.missing))]
                if truths == [true, false, nil] {
                    literals[place] = LeafLiterals(whereTrue: .bitmap(whereTrue), whereFalse: .bitmap(whereFalse))
                } else {
                    resolveByRow(place, graph.leaves[place])
                }
            }
        }
    }

    /// Asks a leaf of every value of a column without codes.
    private mutating func resolve(_ place: Int, _ test: LeafTest, on column: Column) {
        let (whereTrue, whereFalse) = (Bitmap(rowCount: rowCount), Bitmap(rowCount: rowCount))
        engine.forEachPiece(of: rowCount) { rows in
            for row in rows {
                switch test(.value(column[row])) {
                case true?: whereTrue.insert(row)
                case false?: whereFalse.insert(row)
                case nil: break
                }
            }
        }
        literals[place] = LeafLiterals(whereTrue: .bitmap(whereTrue), whereFalse: .bitmap(whereFalse))
    }

    /// The values with which leaves compare numbers, and each leaf's truth by rank among them. Leaves that do anything else with the
    /// numbers are asked row by row.
    private mutating func ranked<Number: Comparable & Sendable>(
        _ places: [Int], _ graph: ConditionGraph, _ source: ExpressionID, number: (Evaluated) -> Number?,
        value: (Number) -> Evaluated, zero: Number, below: (Number) -> Number, above: (Number) -> Number
    ) -> (Ranks<Number>, [(leaf: Int, byCode: [Bool?])]) {
        var thresholds = Thresholds(of: source, engine.evaluator, engine.reads)
        var ranked: [Int] = []
        for place in places {
            if thresholds.add(graph.leaves[place]) {
                ranked.append(place)
            } else {
                resolveByRow(place, graph.leaves[place])
            }
        }
        let ranks = Ranks(thresholds.bounds.compactMap(number))
        // A value of each rank speaks for all of it.
        var samples: [Evaluated] = [.value(.missing), value(ranks.bounds.first.map(below) ?? zero)]
        for bound in ranks.bounds { samples += [value(bound), value(above(bound))] }
        return (
            ranks,
            ranked.map { place in
                let test = LeafTest(graph.leaves[place], reading: source, with: engine.evaluator, engine.reads)
                return (leaf: place, byCode: samples.map { test($0) })
            }
        )
    }

    private static func number(_ value: Evaluated) -> Double? {
        if case .value(.number(let number)) = value { number } else { nil }
    }

    private static func tick(_ value: Evaluated) -> Int64? {
        switch value {
        case .value(.time(let time)): Int64(clamping: time.nanoseconds)
        case .value(.duration(let span)): Int64(clamping: span.nanoseconds)
        default: nil
        }
    }
}

extension PlanExpression {
    /// Whether it runs over rows.
    var isRowSet: Bool {
        switch self {
        case .aggregate, .quantifier: true
        default: false
        }
    }
}
