extension TimeZoneRules {
    /// - Parameter bytes: A TZif file (RFC 9636), versions 1 to 4.
    /// - Returns: Nothing for what is no such file, or is cut short or contradictory.
    public init?(tzif bytes: [UInt8]) {
        var reader = TZifReader(rest: bytes[...])
        guard let rules = reader.rules() else { return nil }
        self = rules
    }
}

private struct TZifReader {
    /// How many of each part a data block holds (RFC 9636, section 3.1).
    private struct Header {
        var version: UInt8
        var utIndicators: Int
        var standardIndicators: Int
        var leapSeconds: Int
        var transitions: Int
        var types: Int
        var designationBytes: Int

        /// - Parameter width: The bytes of a time: 4 in the first block, 8 in the second.
        func byteCount(width: Int) -> Int {
            transitions * (width + 1) + types * 6 + designationBytes + leapSeconds * (width + 4) + standardIndicators
                + utIndicators
        }
    }

    var rest: ArraySlice<UInt8>

    mutating func rules() -> TimeZoneRules? {
        guard let first = header() else { return nil }
        if first.version == 0 { return block(first, width: 4, hasFooter: false) }
        // Of later versions the first block is for old readers, the second has all.
        guard take(first.byteCount(width: 4)) != nil, let second = header(), second.version == first.version else {
            return nil
        }
        return block(second, width: 8, hasFooter: true)
    }

    private mutating func header() -> Header? {
        guard let bytes = take(44), bytes.starts(with: "TZif".utf8) else { return nil }
        var fields = TZifReader(rest: bytes.dropFirst(4))
        guard let version = fields.take(16)?.first,
            version == 0 || (UInt8(ascii: "2")...UInt8(ascii: "4")).contains(version)
        else { return nil }
        // Invariant: each count is below 2³², so that the sizes made of them fit.
        var counts: [Int] = []
        for _ in 0..<6 {
            guard let count = fields.integer(width: 4) else { return nil }
            counts.append(Int(UInt32(truncatingIfNeeded: count)))
        }
        return Header(
            version: version == 0 ? 0 : version - UInt8(ascii: "0"), utIndicators: counts[0],
            standardIndicators: counts[1], leapSeconds: counts[2], transitions: counts[3], types: counts[4],
            designationBytes: counts[5])
    }

    private mutating func block(_ header: Header, width: Int, hasFooter: Bool) -> TimeZoneRules? {
        guard header.types > 0, header.designationBytes > 0,
            header.utIndicators == 0 || header.utIndicators == header.types,
            header.standardIndicators == 0 || header.standardIndicators == header.types,
            let data = take(header.byteCount(width: width))
        else { return nil }
        var fields = TZifReader(rest: data)
        guard let transitions = fields.transitions(header.transitions, width: width),
            let typeIndexes = fields.take(header.transitions),
            let typeOffsets = fields.typeOffsets(header),
            fields.take(header.designationBytes) != nil,
            let leapSeconds = fields.leapSeconds(header.leapSeconds, width: width)
        else { return nil }

        var offsets: [Int] = []
        offsets.reserveCapacity(typeIndexes.count)
        for index in typeIndexes {
            guard Int(index) < typeOffsets.count else { return nil }
            offsets.append(typeOffsets[Int(index)])
        }
        var rule: PosixTimeZone?
        if hasFooter {
            guard let footer = footer() else { return nil }
            if !footer.isEmpty {
                guard let zone = PosixTimeZone(footer) else { return nil }
                rule = zone
            }
        }
        return TimeZoneRules(
            transitions: leapSeconds.removed(from: transitions), offsets: offsets, initialOffset: typeOffsets[0],
            rule: rule)
    }

    /// Strictly ascending.
    private mutating func transitions(_ count: Int, width: Int) -> [Int64]? {
        var result: [Int64] = []
        result.reserveCapacity(count)
        for _ in 0..<count {
            guard let second = integer(width: width) else { return nil }
            if let last = result.last, last >= second { return nil }
            result.append(second)
        }
        return result
    }

    /// One at least.
    private mutating func typeOffsets(_ header: Header) -> [Int]? {
        var result: [Int] = []
        for _ in 0..<header.types {
            guard let offset = integer(width: 4), TimeZoneRules.offsetBounds.contains(Int(offset)),
                let rest = take(2), let isDaylight = rest.first, isDaylight <= 1,
                let designation = rest.last, Int(designation) < header.designationBytes
            else { return nil }
            result.append(Int(offset))
        }
        return result
    }

    private mutating func leapSeconds(_ count: Int, width: Int) -> LeapSeconds? {
        var result = LeapSeconds(records: [])
        for _ in 0..<count {
            guard let occurrence = integer(width: width), let correction = integer(width: 4) else { return nil }
            if let last = result.records.last, last.occurrence >= occurrence { return nil }
            result.records.append((occurrence, correction))
        }
        return result
    }

    /// Between two line feeds.
    private mutating func footer() -> ArraySlice<UInt8>? {
        guard take(1)?.first == UInt8(ascii: "\n"), let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            return nil
        }
        return rest[..<end]
    }

    /// Big-endian, two's complement; 4 or 8 bytes wide.
    private mutating func integer(width: Int) -> Int64? {
        guard let bytes = take(width) else { return nil }
        let bits = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return width == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
    }

    private mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}

/// The corrections of a zone file that counts leap seconds, as those under `right/` do. Instants do not count them.
private struct LeapSeconds {
    var records: [(occurrence: Int64, correction: Int64)]

    /// Ascending as before, if not strictly.
    func removed(from transitions: [Int64]) -> [Int64] {
        if records.isEmpty { return transitions }
        var next = 0
        var correction: Int64 = 0
        var latest = Int64.min
        return transitions.map { transition in
            while next < records.count, records[next].occurrence <= transition {
                correction = records[next].correction
                next += 1
            }
            // Wrapping can't happen in a sound file; in another one the order is kept all the same.
            latest = max(latest, transition &- correction)
            return latest
        }
    }
}
