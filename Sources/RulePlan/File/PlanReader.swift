/// Turns words and texts into a plan: the mirror of `PlanWriter`, file by file.
///
/// Places among texts and types are checked here; all others by the plan's verifier.
struct PlanReader {
    private let words: PlanFileWords
    private let texts: [String]
    private var place = 0
    private var types: [ValueType] = []
    var regexes: [RegexSpelling: Regex] = [:]

    init(words: PlanFileWords, texts: [String]) {
        self.words = words
        self.texts = texts
    }

    mutating func plan() throws(PlanFileError) -> Plan {
        // A list's element stands before it, so that types nest no deeper than there are types; two levels are more than rules have.
        types = []
        let typeCount = try count()
        for _ in 0..<typeCount { types.append(try wholeType()) }

        let schema = try schema()
        let parameters = try list { (reader) throws(PlanFileError) in try reader.parameter() }
        let expressionCount = try count()
        var expressions: [PlanExpression] = []
        var expressionTypes: [ValueType] = []
        expressions.reserveCapacity(expressionCount)
        expressionTypes.reserveCapacity(expressionCount)
        for _ in 0..<expressionCount {
            expressionTypes.append(try type())
            expressions.append(try expression())
        }
        var plan = Plan(schema: schema, expressions: expressions, types: expressionTypes)
        plan.parameters = parameters
        plan.definitions = try list { (reader) throws(PlanFileError) in try reader.definition() }
        plan.rules = try rules()
        plan.waivers = try list { (reader) throws(PlanFileError) in try reader.waiver() }
        guard place == words.count else { throw Self.malformed }
        return plan
    }

    // MARK: Parts of everything

    static let malformed = PlanFileError.impossible("a part of it is malformed")

    mutating func word() throws(PlanFileError) -> UInt32 {
        guard place < words.count else { throw Self.malformed }
        let word = words[place]
        place += 1
        return word
    }

    mutating func bits() throws(PlanFileError) -> UInt64 {
        let low = try word()
        return UInt64(try word()) << 32 | UInt64(low)
    }

    mutating func number() throws(PlanFileError) -> Int {
        guard let number = Int(exactly: Int64(bitPattern: try bits())) else { throw Self.malformed }
        return number
    }

    mutating func code<Code: PlanFileCode>() throws(PlanFileError) -> Code {
        let word = try word()
        for code in Code.allCases where code.fileCode == word { return code }
        throw Self.malformed
    }

    mutating func code() throws(PlanFileError) -> Bool {
        switch try word() {
        case 0: return false
        case 1: return true
        default: throw Self.malformed
        }
    }

    mutating func tag<Tag: RawRepresentable<UInt32>>() throws(PlanFileError) -> Tag {
        guard let tag = Tag(rawValue: try word()) else { throw Self.malformed }
        return tag
    }

    /// A number of things that follow. Each takes a word or more, so there are never more than words are left.
    mutating func count() throws(PlanFileError) -> Int {
        let count = Int(try word())
        guard count <= words.count - place else { throw Self.malformed }
        return count
    }

    mutating func ordinal<Element>() throws(PlanFileError) -> Ordinal<Element> { Ordinal(Int(try word())) }

    mutating func ordinalIfAny<Element>() throws(PlanFileError) -> Ordinal<Element>? {
        let word = try word()
        return word == PlanWriter.nothing ? nil : Ordinal(Int(word))
    }

    mutating func string() throws(PlanFileError) -> String {
        let place = Int(try word())
        guard place < texts.count else { throw Self.malformed }
        return texts[place]
    }

    mutating func stringIfAny() throws(PlanFileError) -> String? {
        isNothing() ? nil : try string()
    }

    /// Goes past the word that stands for what isn't there, if it stands here.
    mutating func isNothing() -> Bool {
        guard place < words.count, words[place] == PlanWriter.nothing else { return false }
        place += 1
        return true
    }

    mutating func list<Element>(
        _ element: (inout PlanReader) throws(PlanFileError) -> Element
    ) throws(PlanFileError) -> [Element] {
        let count = try count()
        guard count > 0 else { return [] }
        var elements: [Element] = []
        // A damaged file may claim to hold as much as words are left, and an element may be much larger than a word.
        elements.reserveCapacity(min(count, 16 + (words.count - place) / 16))
        for _ in 0..<count { elements.append(try element(&self)) }
        return elements
    }

    mutating func ifAny<Element>(
        _ element: (inout PlanReader) throws(PlanFileError) -> Element
    ) throws(PlanFileError) -> Element? {
        let isThere: Bool = try code()
        return isThere ? try element(&self) : nil
    }

    mutating func strings() throws(PlanFileError) -> [String] {
        try list { (reader) throws(PlanFileError) in try reader.string() }
    }

    mutating func ordinals<Element>() throws(PlanFileError) -> [Ordinal<Element>] {
        let count = try count()
        guard count > 0 else { return [] }
        var ordinals: [Ordinal<Element>] = []
        ordinals.reserveCapacity(count)
        for place in place..<place + count { ordinals.append(Ordinal(Int(words[place]))) }
        place += count
        return ordinals
    }

    // MARK: Types

    mutating func type() throws(PlanFileError) -> ValueType {
        let place = Int(try word())
        guard place < types.count else { throw Self.malformed }
        return types[place]
    }

    private mutating func wholeType() throws(PlanFileError) -> ValueType {
        let tag: TypeTag = try tag()
        switch tag {
        case .boolean: return .boolean
        case .number:
            let lower = Double(bitPattern: try bits())
            return .number(NumberRange(lower: lower, upper: Double(bitPattern: try bits())))
        case .text: return .text
        case .time: return .time
        case .duration: return .duration
        case .version: return .version
        case .address: return .address
        case .network: return .network
        case .levels: return .levels(try strings())
        case .choices: return .choices(try strings())
        case .list:
            let element = try type()
            guard element.listDepth < 8 else { throw PlanFileError.impossible("a type of it nests too deeply") }
            return .list(element)
        case .reference: return .reference(try ordinal())
        }
    }
}

extension ValueType {
    fileprivate var listDepth: Int {
        var depth = 0
        var type = self
        while case .list(let element) = type {
            depth += 1
            type = element
        }
        return depth
    }
}
