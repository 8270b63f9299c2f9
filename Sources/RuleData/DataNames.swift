import RulePlan

/// Finds out what a file's rows belong to, from names: an entity's or a score's own name, its plural, its names in exports, one of those in the singular.
struct DataNames {
    enum Destination: Hashable {
        /// Each row belongs to the entities of which it has the key; nearly always there is one.
        case entities([EntityID])
        /// Objects whose members are scores.
        case scores
        /// An answer that holds one score.
        case score(ScoreID)
    }

    private var destinations: [String: Destination] = [:]

    init(_ schema: Schema) {
        // An entity's own name counts before its plural, that before names in exports; nested rows seldom have a file of their own.
        let entities = schema.entities.indices.map { (id: EntityID($0), schema: schema.entities[$0]) }
        let outer = entities.filter { $0.schema.parent == nil }
        let nested = entities.filter { $0.schema.parent != nil }
        add(entities.map { ($0.id, [$0.schema.name]) })
        for (index, score) in schema.scores.enumerated() {
            add(.score(ScoreID(index)), for: [score.name])
        }
        add(entities.map { ($0.id, Spelling.plurals(of: $0.schema.name)) })
        add(outer.map { ($0.id, $0.schema.sources) })
        for (index, score) in schema.scores.enumerated() {
            add(.score(ScoreID(index)), for: score.sources)
        }
        add(nested.map { ($0.id, $0.schema.sources) })
        add(outer.map { ($0.id, $0.schema.sources.flatMap(Spelling.plurals)) })
        add(.scores, for: ["scores", "score"])
    }

    private mutating func add(_ destination: Destination, for names: [String]) {
        for name in names.map(Spelling.normalized) where destinations[name] == nil { destinations[name] = destination }
    }

    /// Entities that share a name share what comes under it.
    private mutating func add(_ entities: [(id: EntityID, names: [String])]) {
        var added: [String: [EntityID]] = [:]
        for (id, names) in entities {
            for name in Set(names.map(Spelling.normalized)) { added[name, default: []].append(id) }
        }
        for (name, ids) in added where destinations[name] == nil { destinations[name] = .entities(ids) }
    }

    subscript(name: String) -> Destination? {
        let normalized = Spelling.normalized(name)
        guard !normalized.isEmpty else { return nil }
        if let destination = destinations[normalized] { return destination }
        // `machine` where exports say `machines`: the name of one row, or of a type.
        for plural in Spelling.plurals(of: normalized) {
            if case .entities(let group)? = destinations[plural] { return .entities(group) }
        }
        return nil
    }

    /// By a file's name: directories and the extension are cut, then digits, dates and separators behind the name.
    subscript(file file: String) -> Destination? {
        let base = file.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        var stem = base
        if let point = base.lastIndex(of: "."), point != base.startIndex { stem = base[..<point] }
        if let destination = self[String(stem)] { return destination }
        var end = stem.endIndex
        while end > stem.startIndex {
            let before = stem.index(before: end)
            let character = stem[before]
            let isDigit = ("0"..."9").contains(character)
            // The letters of a time may as well be the last ones of a name.
            guard isDigit || "-_. ()+:TtZz".contains(character) else { break }
            end = before
            if isDigit || !character.isLetter, let destination = self[String(stem[..<end])] { return destination }
        }
        return nil
    }

    /// By an OData context: what stands behind its `#`, as a set, a path of sets, or a collection of a type.
    ///
    /// A score is one thing: the context of a whole set (the scores of all device groups) names none.
    subscript(context context: String) -> Destination? {
        let destination = self[set: context]
        if case .score? = destination, !context.hasSuffix("/$entity") { return nil }
        return destination
    }

    private subscript(set context: String) -> Destination? {
        guard let mark = context.lastIndex(of: "#") else { return nil }
        var name = context[context.index(after: mark)...]
        if name.hasPrefix("Collection("), name.hasSuffix(")") {
            name = name.dropFirst("Collection(".count).dropLast()
        }
        // `users('1')/devices(id,name)/$entity`: what is in parentheses selects, what starts with `$` qualifies.
        var depth = 0
        var plain = ""
        for character in name {
            if character == "(" { depth += 1 }
            if depth == 0 { plain.append(character) }
            if character == ")" { depth = max(depth - 1, 0) }
        }
        let segments = plain.split(separator: "/").filter { !$0.hasPrefix("$") }
        guard let last = segments.last else { return nil }
        if let destination = self[segments.joined(separator: "/")] ?? self[String(last)] { return destination }
        return last.split(separator: ".").last.flatMap { self[String($0)] }
    }
}
