import RulePlan

extension Column {
    /// The column of a field whose values were read in pieces: one of several in the order of its dictionary, or none.
    ///
    /// A reference's column holds keys.
    init(_ pieces: [ColumnPiece], type: ValueType) {
        switch type {
        case .number:
            self.init(
                .numbers(pieces.joinedArrays { if case .numbers(let numbers) = $0 { numbers } else { nil } } ?? []))
        case .time, .duration:
            if let ticks = pieces.joinedArrays({ if case .ticks(let ticks) = $0 { ticks } else { nil } }) {
                self.init(.ticks(ticks, isTime: type == .time))
            } else {
                self.init(.values(pieces.values(of: type)))
            }
        case .text, .reference:
            self = Column(texts: pieces) ?? Column(coding: pieces)
        case .boolean, .version, .address, .network, .levels, .choices, .list:
            self.init(coding: pieces)
        }
    }

    private init(coding pieces: [ColumnPiece]) {
        var dictionary = ValueDictionary()
        var maps: [[UInt32]] = []
        var codes: [CodeList] = []
        for piece in pieces {
            switch piece {
            case .codes(let list, let entries):
                codes.append(list)
                maps.append([0] + entries.map { UInt32(truncatingIfNeeded: dictionary.code(of: $0)) })
            default:
                var builder = CodeListBuilder()
                for row in 0..<piece.count {
                    let code = dictionary.code(of: piece.value(row, isTime: false))
                    builder.append(UInt32(truncatingIfNeeded: code), greatest: dictionary.entries.count)
                }
                codes.append(builder.list)
                maps.append([])
            }
        }
        let (entries, sorted) = dictionary.sorted()
        self.init(codes, maps.map { $0.isEmpty ? sorted : $0.map { sorted[Int($0)] } }, dictionary: entries)
    }

    /// Codes of several lists, each with a map from its codes to the dictionary's.
    private init(_ lists: [CodeList], _ maps: [[UInt32]], dictionary: [Value]) {
        func mapped<Code: FixedWidthInteger>(_: Code.Type) -> [Code] {
            let total = lists.reduce(0) { $0 + $1.count }
            return unsafe [Code](unsafeUninitializedCapacity: total) { codes, count in
                for (list, map) in zip(lists, maps) {
                    let map = map.map { Code(truncatingIfNeeded: $0) }
                    // Invariant: the lists have `total` codes together.
                    list.visit { code in
                        unsafe codes.initializeElement(at: count, to: map[code])
                        count += 1
                    }
                }
            }
        }
        if dictionary.count <= Int(UInt8.max) {
            self.init(.codes8(mapped(UInt8.self), dictionary: dictionary))
        } else if dictionary.count <= Int(UInt16.max) {
            self.init(.codes16(mapped(UInt16.self), dictionary: dictionary))
        } else {
            self.init(.codes32(mapped(UInt32.self), dictionary: dictionary))
        }
    }

    /// Nothing where a piece has anything but texts.
    private init?(texts pieces: [ColumnPiece]) {
        var pools: [TextPool] = []
        var codes: [CodeList] = []
        var rowCount = 0
        var hasPool = false
        for piece in pieces {
            rowCount += piece.count
            switch piece {
            case .texts: hasPool = true
            case .textCodes(let list, let entries):
                codes.append(list)
                pools.append(entries)
            default: return nil
            }
        }
        if !hasPool {
            let dictionary = TextDictionary(pools)
            if dictionary.count <= Int(UInt16.max) || dictionary.count <= rowCount / 2 {
                let (texts, places) = dictionary.sorted()
                self.init(
                    codes, dictionary.entryByPlace.map { [0] + $0.map { places[Int($0)] + 1 } }, dictionary: texts)
                return
            }
        }
        self.init(.texts(TextPool(joining: pieces, count: rowCount)))
    }

    /// The rows at some places.
    func selecting(_ rows: [UInt32]) -> Column {
        switch storage {
        case .codes8(let codes, let dictionary): Column(.codes8(rows.map { codes[Int($0)] }, dictionary: dictionary))
        case .codes16(let codes, let dictionary): Column(.codes16(rows.map { codes[Int($0)] }, dictionary: dictionary))
        case .codes32(let codes, let dictionary): Column(.codes32(rows.map { codes[Int($0)] }, dictionary: dictionary))
        case .numbers(let numbers): Column(.numbers(rows.map { numbers[Int($0)] }))
        case .ticks(let ticks, let isTime): Column(.ticks(rows.map { ticks[Int($0)] }, isTime: isTime))
        case .rows(let references): Column(.rows(rows.map { references[Int($0)] }))
        case .texts(let texts): Column(.texts(texts.selecting(rows)))
        case .values(let values): Column(.values(rows.map { values[Int($0)] }))
        }
    }
}

extension [ColumnPiece] {
    /// What `contents` gives for each, one behind the other; nothing where it gives nothing for one.
    fileprivate func joinedArrays<Cell>(_ contents: (ColumnPiece) -> [Cell]?) -> [Cell]? {
        // Most columns have one piece, which then is not copied.
        if count == 1 { return contents(self[0]) }
        var result: [Cell] = []
        result.reserveCapacity(reduce(0) { $0 + $1.count })
        for piece in self {
            guard let part = contents(piece) else { return nil }
            result += part
        }
        return result
    }

    fileprivate func values(of type: ValueType) -> [Value] {
        flatMap { piece in (0..<piece.count).map { piece.value($0, isTime: type == .time) } }
    }
}

extension TextPool {
    /// Of pieces that are pools, or codes for texts.
    fileprivate init(joining pieces: [ColumnPiece], count: Int) {
        if pieces.count == 1, case .texts(let pool) = pieces[0] {
            self = pool
            return
        }
        var builder = TextPoolBuilder()
        let byteCount = pieces.reduce(0) { sum, piece in
            if case .texts(let pool) = piece { sum + pool.bytes.count } else { sum + piece.count * 16 }
        }
        builder.reserve(count, byteCount: byteCount)
        for piece in pieces {
            switch piece {
            case .texts(let pool): builder.append(pool)
            case .textCodes(let codes, let entries):
                codes.visit { code in
                    if code == 0 {
                        builder.appendMissing()
                    } else {
                        unsafe entries.withBytes(at: code - 1) { unsafe builder.append($0) }
                    }
                }
            default: break
            }
        }
        self = builder.finish()
    }
}
