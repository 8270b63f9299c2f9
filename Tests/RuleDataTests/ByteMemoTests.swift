import Testing

@testable import RuleData

@Suite struct `Codes by bytes` {
    /// Of every length up to 100, some bytes, and the same with one byte changed at a place or another.
    private var spellings: [[UInt8]] {
        (0...100).flatMap { length -> [[UInt8]] in
            let plain = (0..<length).map { UInt8(truncatingIfNeeded: 97 + $0 % 13) }
            let places = Set([0, 7, 8, 15, 16, 17, 24, 31, 32, 40, length - 1].filter { $0 >= 0 && $0 < length })
            return [plain]
                + places.sorted().map { place in
                    var changed = plain
                    changed[place] = UInt8(ascii: "#")
                    return changed
                }
        }
    }

    @Test func `are found for the bytes that they were given for alone`() {
        let spellings = spellings
        var bytes: [UInt8] = []
        var tokens: [Token] = []
        for spelling in spellings {
            tokens.append(Token(.plain, offset: bytes.count, length: spelling.count))
            bytes += spelling + [UInt8(ascii: "\"")]
        }
        bytes += [UInt8](repeating: 0, count: ReadBlock.padding)
        let memo = ByteMemo()
        unsafe bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            for (code, token) in tokens.enumerated() {
                #expect(unsafe memo.code(token, base) == nil, "length \(token.length)")
                unsafe memo.insert(token, base, code: UInt32(code + 1))
            }
            for first in stride(from: 0, to: tokens.count, by: ByteMemo.batch) {
                var cells = tokens[first..<min(first + ByteMemo.batch, tokens.count)].map(\.bits)
                let misses = unsafe memo.replace(&cells, cells.count, base)
                #expect(misses == (0, 0))
                #expect(cells == cells.indices.map { UInt64(first + $0 + 1) })
            }
            // The same bytes of another kind are something else.
            #expect(unsafe memo.code(Token(.number, offset: tokens[1].offset, length: 1), base) == nil)
        }
    }

    @Test func `say of many tokens which have none, and which mean nothing`() {
        let bytes = Array("onetwo".utf8) + [UInt8](repeating: 0, count: ReadBlock.padding)
        let (one, two) = (Token(.plain, offset: 0, length: 3), Token(.plain, offset: 3, length: 3))
        let memo = ByteMemo()
        unsafe bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe memo.insert(one, base, code: ByteMemo.noCode)
            var cells = [two.bits, 0, one.bits]
            let misses = unsafe memo.replace(&cells, 3, base)
            #expect(misses == (unknown: 1, wrong: 4))
            #expect(cells == [two.bits, 0, 0])
        }
    }
}
