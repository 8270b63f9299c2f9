/// Turns a plan into words and texts.
struct PlanWriter {
    private(set) var words: [UInt32] = []
    /// Each once, in the order of their first use.
    private(set) var texts: [String] = []
    private var textPlaces: [Text: UInt32] = [:]
    private var types: [ValueType: UInt32] = [:]

    /// Stands for what isn't there, where a place is asked for.
    static let nothing = UInt32.max

    mutating func write(_ plan: Plan) {
        writeTypes(of: plan)
        write(plan.schema)
        write(plan.parameters) { $0.write($1) }
        write(Array(plan.expressions.indices)) { writer, index in
            writer.write(type: plan.types[index])
            writer.write(plan.expressions[index])
        }
        write(plan.definitions) { $0.write($1) }
        writeRules(of: plan)
        write(plan.waivers) { $0.write($1) }
    }

    /// Takes back what `body` writes.
    mutating func words(of body: (inout PlanWriter) -> Void) -> [UInt32] {
        let start = words.count
        body(&self)
        let written = Array(words[start...])
        words.removeSubrange(start...)
        return written
    }

    // MARK: Parts of everything

    mutating func write(words other: [UInt32]) { words += other }

    mutating func write(word: UInt32) { words.append(word) }

    mutating func write(_ number: Int) { write(bits: UInt64(bitPattern: Int64(number))) }

    mutating func write(bits: UInt64) {
        write(word: UInt32(truncatingIfNeeded: bits))
        write(word: UInt32(truncatingIfNeeded: bits >> 32))
    }

    mutating func write(code: some PlanFileCode) { write(word: code.fileCode) }

    mutating func write(code truth: Bool) { write(word: truth ? 1 : 0) }

    mutating func write<Tag: RawRepresentable<UInt32>>(_ tag: Tag) { write(word: tag.rawValue) }

    mutating func write<Element>(_ place: Ordinal<Element>) { write(word: UInt32(place.index)) }

    mutating func write<Element>(_ place: Ordinal<Element>?) {
        write(word: place.map { UInt32($0.index) } ?? Self.nothing)
    }

    /// Texts that are equal as strings may still be written differently.
    mutating func write(_ string: String) {
        let text = Text(string)
        if let place = textPlaces[text] { return write(word: place) }
        let place = UInt32(texts.count)
        texts.append(string)
        textPlaces[text] = place
        write(word: place)
    }

    mutating func write(_ string: String?) {
        guard let string else { return write(word: Self.nothing) }
        write(string)
    }

    mutating func write<Element>(_ elements: [Element], _ body: (inout PlanWriter, Element) -> Void) {
        write(word: UInt32(elements.count))
        for element in elements { body(&self, element) }
    }

    mutating func write<Element>(_ element: Element?, _ body: (inout PlanWriter, Element) -> Void) {
        write(code: element != nil)
        if let element { body(&self, element) }
    }

    mutating func write(_ strings: [String]) { write(strings) { $0.write($1) } }

    mutating func write(_ ids: [ExpressionID]) { write(ids) { $0.write($1) } }

    // MARK: Types

    /// Every type once, elements before the lists of them.
    private mutating func writeTypes(of plan: Plan) {
        var order: [ValueType] = []
        func add(_ type: ValueType) {
            if types[type] != nil { return }
            if case .list(let element) = type { add(element) }
            types[type] = UInt32(order.count)
            order.append(type)
        }
        for entity in plan.schema.entities {
            for field in entity.fields { add(field.type) }
        }
        for score in plan.schema.scores { add(score.type) }
        for action in plan.schema.actions {
            for parameter in action.parameters { add(parameter.type) }
        }
        for parameter in plan.parameters { add(parameter.type) }
        for type in plan.types { add(type) }
        for definition in plan.definitions { add(definition.type) }
        write(order) { $0.writeWhole($1) }
    }

    mutating func write(type: ValueType) {
        // Invariant: every type of the plan was written first.
        write(word: types[type] ?? Self.nothing)
    }

    private mutating func writeWhole(_ type: ValueType) {
        switch type {
        case .boolean: write(TypeTag.boolean)
        case .number(let range):
            write(TypeTag.number)
            write(bits: range.lower.bitPattern)
            write(bits: range.upper.bitPattern)
        case .text: write(TypeTag.text)
        case .time: write(TypeTag.time)
        case .duration: write(TypeTag.duration)
        case .version: write(TypeTag.version)
        case .address: write(TypeTag.address)
        case .network: write(TypeTag.network)
        case .levels(let names):
            write(TypeTag.levels)
            write(names)
        case .choices(let names):
            write(TypeTag.choices)
            write(names)
        case .list(let element):
            write(TypeTag.list)
            write(type: element)
        case .reference(let entity):
            write(TypeTag.reference)
            write(entity)
        }
    }
}
