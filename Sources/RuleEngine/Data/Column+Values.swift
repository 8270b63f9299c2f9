package import RulePlan

extension Column {
    /// The column of a field's values; each has the field's type, is a row where that is a reference, or is missing.
    package init(_ values: [Value], type: ValueType) {
        switch type {
        case .number: self.init(numbers: values)
        case .time: self.init(ticks: values, isTime: true)
        case .duration: self.init(ticks: values, isTime: false)
        case .reference:
            self.init(
                .rows(
                    values.map {
                        if case .row(let row) = $0 { UInt32(exactly: row) ?? Self.missingRow } else { Self.missingRow }
                    }))
        case .boolean, .text, .version, .address, .network, .levels, .choices, .list:
            self.init(coding: values, type: type)
        }
    }

    private init(numbers values: [Value]) {
        self.init(.numbers(values.map { if case .number(let number) = $0 { number } else { .nan } }))
    }

    private init(ticks values: [Value], isTime: Bool) {
        var ticks: [Int64] = []
        ticks.reserveCapacity(values.count)
        for value in values {
            let exact: Int128
            switch value {
            case .time(let time): exact = time.nanoseconds
            case .duration(let span): exact = span.nanoseconds
            default:
                ticks.append(Self.missingTick)
                continue
            }
            guard let tick = Int64(exactly: exact), tick != Self.missingTick else {
                self.init(.values(values))
                return
            }
            ticks.append(tick)
        }
        self.init(.ticks(ticks, isTime: isTime))
    }

    private init(coding values: [Value], type: ValueType) {
        var places: [Spelling: UInt32] = [:]
        var entries: [Value] = []
        var firsts: [UInt32] = []
        firsts.reserveCapacity(values.count)
        for value in values {
            if value.isMissing {
                firsts.append(0)
                continue
            }
            let place = places[Spelling(value), default: UInt32(entries.count)]
            if Int(place) == entries.count {
                entries.append(value)
                places[Spelling(value)] = place
            }
            firsts.append(place + 1)
        }
        if type == .text, entries.count > Int(UInt16.max), entries.count > values.count / 2 {
            self.init(.texts(TextPool(values.map { if case .text(let text) = $0 { text } else { nil } })))
            return
        }
        let order = entries.indices.sorted { Self.precedesInOrder(entries[$0], entries[$1]) }
        var codes = [UInt32](repeating: 0, count: entries.count + 1)
        for (code, place) in order.enumerated() { codes[place + 1] = UInt32(code + 1) }
        self.init(codes: firsts.map { codes[Int($0)] }, dictionary: order.map { entries[$0] })
    }

    /// Chooses the narrowest codes that hold them.
    package init(codes: [UInt32], dictionary: [Value]) {
        if dictionary.count <= Int(UInt8.max) {
            self.init(.codes8(codes.map(UInt8.init(truncatingIfNeeded:)), dictionary: dictionary))
        } else if dictionary.count <= Int(UInt16.max) {
            self.init(.codes16(codes.map(UInt16.init(truncatingIfNeeded:)), dictionary: dictionary))
        } else {
            self.init(.codes32(codes, dictionary: dictionary))
        }
    }

    /// The order of a dictionary's entries: that of their type where it has one, of bytes for texts.
    package static func precedesInOrder(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.text(let left), .text(let right)): left.string.precedesByScalars(right.string)
        case (.boolean(let left), .boolean(let right)): !left && right
        default: precedes(left, right) ?? false
        }
    }

    /// Versions are equal that are written differently; a column keeps how they were written.
    private struct Spelling: Hashable {
        private let value: Value
        private let spelling: String?

        init(_ value: Value) {
            self.value = value
            if case .version(let version) = value { spelling = version.description } else { spelling = nil }
        }
    }
}
