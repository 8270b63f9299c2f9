package import RulePlan

/// Collects the values of one field, row by row or many at a time, in pieces.
package struct ColumnBuilder: Sendable {
    /// In which form values are being collected, and may be added many at a time.
    package enum Form: Sendable {
        /// The bits of a number; NaN is missing.
        case numbers
        /// Nanoseconds; `Column.missingTick` is missing.
        case ticks
        /// 0, or a code that the builder gave for a value.
        case codes
        /// 0, or a code that the builder gave for a text.
        case textCodes
        /// `TextReference`s.
        case texts
        /// Only one by one.
        case values
    }

    package let type: ValueType
    package private(set) var form: Form
    /// Changes whenever codes that were given before mean nothing any more.
    package private(set) var generation = 0
    private var pieces: [ColumnPiece] = []

    // What is being collected, by form.
    private var numbers: [Double] = []
    private var ticks: [Int64] = []
    private var codes = CodeListBuilder()
    private var dictionary = ValueDictionary()
    private var textEntries = TextPoolBuilder()
    private var textCodes: [Text: UInt32] = [:]
    private var texts = TextPoolBuilder()
    private var values: [Value] = []
    private var expectedCount = 0

    /// - Parameters:
    ///   - isKey: Whether the field is a row's whole key, so that nearly all values differ.
    ///   - isComposite: Whether it is a reference by several values.
    init(_ type: ValueType, isKey: Bool = false, isComposite: Bool = false) {
        self.type = type
        form =
            switch type {
            case .number: .numbers
            case .time, .duration: .ticks
            case .text: isKey ? .texts : .textCodes
            case .reference: isComposite ? .codes : .textCodes
            case .boolean, .version, .address, .network, .levels, .choices, .list: .codes
            }
    }

    /// Makes room for so many values more.
    package mutating func reserve(_ count: Int) {
        expectedCount = count
        switch form {
        case .numbers: numbers.reserveCapacity(numbers.count + count)
        case .ticks: ticks.reserveCapacity(ticks.count + count)
        case .codes, .textCodes: codes.reserve(codes.count + count)
        case .texts: texts.reserve(texts.count + count, byteCount: (texts.count + count) * 16)
        case .values: break
        }
    }

    // MARK: Values one by one

    /// - Parameter value: Of the type, missing, or, for a reference, the key of a row.
    package mutating func append(_ value: Value) {
        switch (form, value) {
        case (.numbers, .number(let number)): numbers.append(number)
        case (.numbers, _): numbers.append(.nan)
        case (.ticks, .time(let time)): append(time.nanoseconds, value)
        case (.ticks, .duration(let span)): append(span.nanoseconds, value)
        case (.ticks, _): ticks.append(Column.missingTick)
        case (.codes, _): codes.append(code(of: value), greatest: dictionary.entries.count)
        case (.textCodes, .missing): codes.append(0, greatest: 0)
        case (.textCodes, .text(let text)):
            let code = textCodes[text] ?? newCode(of: text)
            textCodes[text] = code
            codes.append(code, greatest: textEntries.count)
            if hasMostlyDifferentTexts { writeTextsOut() }
        case (.texts, .missing): texts.appendMissing()
        case (.texts, .text(let text)): texts.append(text)
        case (.textCodes, _), (.texts, _):
            change(to: .codes)
            append(value)
        case (.values, _): values.append(value)
        }
    }

    private mutating func append(_ nanoseconds: Int128, _ value: Value) {
        if let tick = Int64(exactly: nanoseconds), tick != Column.missingTick {
            ticks.append(tick)
        } else {
            change(to: .values)
            values.append(value)
        }
    }

    // MARK: Many at a time

    /// For the form `codes`.
    package mutating func code(of value: Value) -> UInt32 { UInt32(truncatingIfNeeded: dictionary.code(of: value)) }

    /// For the form `textCodes`: a code for a text that was given none, or that may have several.
    package mutating func newCode(of text: Text) -> UInt32 {
        textEntries.append(text)
        return UInt32(truncatingIfNeeded: textEntries.count)
    }

    /// The same, of its UTF-8.
    package mutating func newCode(of text: UnsafeRawBufferPointer) -> UInt32 {
        unsafe textEntries.append(text)
        return UInt32(truncatingIfNeeded: textEntries.count)
    }

    /// Adds values in the builder's form, not for `values`.
    /// - Parameter base: What text references refer to, readable for 16 bytes beyond each text.
    package mutating func append(_ cells: UnsafeBufferPointer<UInt64>, textBase base: UnsafeRawPointer) {
        guard let first = cells.baseAddress, !cells.isEmpty else { return }
        switch form {
        case .numbers:
            unsafe first.withMemoryRebound(to: Double.self, capacity: cells.count) {
                unsafe numbers.append(contentsOf: UnsafeBufferPointer(start: $0, count: cells.count))
            }
        case .ticks:
            unsafe first.withMemoryRebound(to: Int64.self, capacity: cells.count) {
                unsafe ticks.append(contentsOf: UnsafeBufferPointer(start: $0, count: cells.count))
            }
        case .codes: unsafe codes.append(cells, greatest: dictionary.entries.count)
        case .textCodes:
            unsafe codes.append(cells, greatest: textEntries.count)
            if hasMostlyDifferentTexts { writeTextsOut() }
        case .texts:
            unsafe first.withMemoryRebound(to: TextReference.self, capacity: cells.count) {
                unsafe texts.append(UnsafeBufferPointer(start: $0, count: cells.count), from: base)
            }
        case .values: preconditionFailure("values are added one by one")
        }
    }

    private static let fewTexts = 8_192

    private var hasMostlyDifferentTexts: Bool {
        let count = textEntries.count
        guard count > Self.fewTexts, count > codes.count / 2 else { return false }
        // Of so many more to come the first ones tell, where nearly all of them differ.
        return count > Int(UInt16.max) || expectedCount > Int(UInt16.max) && count > codes.count / 16 * 15
    }

    /// Replaces the codes of texts by the texts, and goes on with texts.
    private mutating func writeTextsOut() {
        let (list, entries) = (codes.list, textEntries.finish())
        let expected = max(expectedCount, list.count)
        var written = TextPoolBuilder()
        written.reserve(expected, byteCount: expected * (entries.bytes.count / max(list.count, 1) + 1))
        list.visit { code in
            if code == 0 {
                written.appendMissing()
            } else {
                unsafe entries.withBytes(at: code - 1) { unsafe written.append($0) }
            }
        }
        texts = written
        codes = CodeListBuilder()
        textEntries = TextPoolBuilder()
        textCodes = [:]
        generation += 1
        form = .texts
    }

    // MARK: Pieces

    private mutating func change(to form: Form) {
        let expected = expectedCount - codes.count
        seal()
        self.form = form
        if expected > 0 { reserve(expected) }
    }

    /// Makes a piece of what was collected.
    private mutating func seal() {
        generation += 1
        switch form {
        case .numbers where !numbers.isEmpty:
            pieces.append(.numbers(numbers))
            numbers = []
        case .ticks where !ticks.isEmpty:
            pieces.append(.ticks(ticks))
            ticks = []
        case .codes where codes.count > 0:
            pieces.append(.codes(codes.list, entries: dictionary.entries))
            codes = CodeListBuilder()
            dictionary = ValueDictionary()
        case .textCodes where codes.count > 0:
            pieces.append(.textCodes(codes.list, entries: textEntries.finish()))
            codes = CodeListBuilder()
            textEntries = TextPoolBuilder()
            textCodes = [:]
        case .texts where texts.count > 0:
            pieces.append(.texts(texts.finish()))
            texts = TextPoolBuilder()
        case .values where !values.isEmpty:
            pieces.append(.values(values))
            values = []
        default: break
        }
    }

    /// Adds the values of another builder behind these.
    mutating func append(_ other: consuming ColumnBuilder) {
        seal()
        pieces += other.finish()
    }

    /// The values, one piece behind the other.
    consuming func finish() -> [ColumnPiece] {
        seal()
        return pieces
    }
}
