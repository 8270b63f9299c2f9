import RulePlan
import RuleText

/// Finds for each leaf of a graph the rows for which it is true or false, in the form in which bit programs read them.
struct LeafResolution {
    /// By leaf of the graph.
    private(set) var literals: [LeafLiterals]
    let engine: ColumnarEngine
    let rowCount: Int
    private let entity: EntityID
    /// By place, its row; the rows in their own order where it is nothing.
    private let order: [UInt32]?
    /// Which rows are at the ends of paths.
    private var rowsByPath: [RowSources.Path: [UInt32]] = [:]

    /// - Parameters:
    ///   - members: Which rows are among the first, for the rules with `top`; without an order only.
    ///   - order: The rows that are asked, by place; `Column.missingRow` for a place whose answers do not matter.
    init(
        _ graph: ConditionGraph, of entity: EntityID, members: [RuleID: [Bool?]] = [:], in order: [UInt32]? = nil,
        with engine: ColumnarEngine
    ) {
        self.engine = engine
        self.entity = entity
        self.order = order
        rowCount = order?.count ?? engine.data.table(entity)?.rowCount ?? 0
        literals = graph.leaves.map { _ in LeafLiterals(truth: nil) }
        let sources = RowSources(of: engine.plan, engine.reads, entity: entity)
        var groups: [ExpressionID: [Int]] = [:]
        var pairs: [Pair] = []
        for (place, leaf) in graph.leaves.enumerated() {
            switch leaf {
            case .member(let rule): resolve(place, members: members[rule] ?? [])
            case .truth(let id), .known(let id):
                guard let read = sources.sources(of: id) else {
                    resolveByRow(place, leaf)
                    continue
                }
                switch read.count {
                case 0: literals[place] = LeafLiterals(truth: engine.evaluator.truth(of: leaf, in: []))
                case 1: groups[read[0], default: []].append(place)
                default:
                    if case .truth = leaf, let pair = Pair(place, id, read, of: engine.plan) {
                        pairs.append(pair)
                    } else {
                        resolveByRow(place, leaf)
                    }
                }
            }
        }
        let read = Set(groups.keys).union(pairs.flatMap { [$0.left, $0.right] })
        let rowSets = read.sorted().filter { engine.plan[$0].isRowSet }
        let rowSetValues = RowSetPass(rowSets, around: entity, sources: sources, with: engine).values
        func values(of source: ExpressionID) -> (SourceValues, along: RowSources.Path) {
            var path = RowSources.Path(entity: entity)
            switch engine.plan[source] {
            case .field(_, let row), .definition(_, let row?):
                path = sources.path(to: row) ?? path
                return (engine.values(ofSource: source, in: path.end), path)
            default: return (rowSetValues[source] ?? .constant(.value(.missing)), path)
            }
        }
        for source in groups.keys.sorted() {
            let (values, path) = values(of: source)
            resolve(groups[source] ?? [], graph, source, values, along: path)
        }
        for pair in pairs {
            let sides = [pair.left, pair.right].map { source in
                let (values, path) = values(of: source)
                return PlacedValues(values: values, ends: rows(along: path))
            }
            set(pair.leaf, compared(pair.comparator, sides[0], sides[1], folding: pair.folding))
        }
    }

    /// A leaf that compares two sources with one another.
    private struct Pair {
        var leaf: Int
        var comparator: PlanComparator
        var left: ExpressionID
        var right: ExpressionID
        var folding: Bool

        init?(_ leaf: Int, _ id: ExpressionID, _ sources: [ExpressionID], of plan: Plan) {
            guard case .comparison(let comparator, let left, let right, let folding) = plan[id],
                sources.contains(left), sources.contains(right)
            else { return nil }
            self.leaf = leaf
            self.comparator = comparator
            self.left = left
            self.right = right
            self.folding = folding
        }
    }

    mutating func set(_ leaf: Int, _ found: LeafLiterals) { literals[leaf] = found }

    /// By place the row at the end of a path; nothing where each place is that row itself.
    mutating func rows(along path: RowSources.Path) -> [UInt32]? {
        if path.steps.isEmpty { return order }
        if let rows = rowsByPath[path] { return rows }
        var rows = engine.rows(along: path)
        if let order, let ends = rows {
            rows = order.map { $0 == Column.missingRow ? Column.missingRow : ends[Int($0)] }
        }
        rowsByPath[path] = rows
        return rows
    }

    // MARK: - By row

    private mutating func resolveByRow(_ place: Int, _ leaf: Leaf) {
        let (whereTrue, whereFalse) = engine.truths(of: leaf, rowCount: rowCount, in: order)
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
            let tests = places.map(test)
            let byCode: @Sendable (Int) -> [Bool?] = { index in values.map { tests[index]($0) } }
            // Threads are worth it from some milliseconds on.
            let isLong = places.count * values.count > 100_000
            let found = isLong ? engine.options.parallelism.map(places.count, byCode) : places.indices.map(byCode)
            return zip(places, found).map { ($0, $1) }
        }
        switch values {
        case .constant(let value):
            for place in places { literals[place] = LeafLiterals(truth: test(place)(value)) }
        case .codes8(let codes, let values): classify(truths(values), codes, along: path)
        case .codes16(let codes, let values): classify(truths(values), codes, along: path)
        case .codes32(let codes, let values): classify(truths(values), codes, along: path)
        case .numbers(let numbers):
            let (ranks, truths) = ranked(
                places, graph, source, number: Self.number, value: { .value(.number($0)) }, zero: 0, below: \.nextDown,
                above: \.nextUp)
            if !truths.isEmpty {
                classify(truths, numbers, ranks, along: path, missing: .nan, greatest: .infinity) { !$0.isNaN }
            }
        case .ticks(let ticks, let isTime):
            let (ranks, truths) = ranked(
                places, graph, source, number: Self.tick, value: { .value(Column.value(tick: $0, isTime: isTime)) },
                zero: 0, below: { max($0, Column.missingTick + 2) - 1 }, above: { min($0, .max - 1) + 1 })
            if !truths.isEmpty {
                classify(truths, ticks, ranks, along: path, missing: Column.missingTick, greatest: .max) {
                    $0 != Column.missingTick
                }
            }
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
                classify(
                    [(place, [false, true])], references.map { UInt8($0 == Column.missingRow ? 0 : 1) }, along: path)
            }
        case .column(let column):
            let ends = rows(along: path)
            for place in places { resolve(place, test(place), on: column, ends) }
        case .truths(let whereTrue, let whereFalse):
            for place in places {
                let test = test(place)
                let truths = [test(.value(.boolean(true))), test(.value(.boolean(false))), test(.value(.missing))]
                if truths == [true, false, nil] {
                    let ends = rows(along: path)
                    literals[place] = LeafLiterals(
                        whereTrue: .bitmap(ends.map(whereTrue.gathered) ?? whereTrue),
                        whereFalse: .bitmap(ends.map(whereFalse.gathered) ?? whereFalse))
                } else {
                    resolveByRow(place, graph.leaves[place])
                }
            }
        }
    }

    /// Asks a leaf of every value of a column without codes.
    /// - Parameter ends: By place the row whose value it is.
    private mutating func resolve(_ place: Int, _ test: LeafTest, on column: Column, _ ends: [UInt32]?) {
        let (whereTrue, whereFalse) = (Bitmap(rowCount: rowCount), Bitmap(rowCount: rowCount))
        engine.forEachPiece(of: rowCount) { rows in
            for row in rows {
                let end = ends.map { Int($0[row]) } ?? row
                switch test(.value(end < column.count ? column[end] : .missing)) {
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
