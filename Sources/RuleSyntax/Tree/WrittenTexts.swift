package import RuleText

/// Numbers texts, so that one that stands in a program again is recognised.
///
/// A text is known by its bytes and by a context, a number that says what else its meaning depends on.
package struct WrittenTexts: Sendable {
    private struct Entry: Sendable {
        var hash: UInt64
        var context: UInt32
        var span: SourceSpan
    }

    private let files: [SourceFile]
    private var entries: [Entry] = []
    /// Numbers from 1; zero where none is. A power of two, at most half full.
    private var slots = [UInt32](repeating: 0, count: 256)
    private let key = HashKey.ofProcess

    /// - Parameter files: Those that spans name by their place.
    package init(files: [SourceFile]) {
        self.files = files
    }

    /// The number of a text, counted from 0 in the order in which they are first asked for.
    /// - Returns: Nothing for a span outside of the files.
    package mutating func number(of span: SourceSpan, in context: UInt32) -> Int? {
        let file = Int(span.file.rawValue)
        guard file < files.count, span.end <= files[file].bytes.count else { return nil }
        let hash = hash(of: span, in: files[file].bytes, context)
        var slot = home(hash)
        let mask = slots.count &- 1
        // Invariant: there are empty slots, so the search ends.
        while slots[slot] != 0 {
            let number = Int(slots[slot]) &- 1
            if entries[number].hash == hash, entries[number].context == context, isSame(entries[number].span, span) {
                return number
            }
            slot = (slot &+ 1) & mask
        }
        entries.append(Entry(hash: hash, context: context, span: span))
        slots[slot] = UInt32(truncatingIfNeeded: entries.count)
        if entries.count &* 2 > slots.count { grow() }
        return entries.count &- 1
    }

    @inline(__always)
    private func hash(of span: SourceSpan, in bytes: [UInt8], _ context: UInt32) -> UInt64 {
        var hash = UInt64(context) &* key.high
        var offset = Int(span.start)
        let end = Int(span.end)
        while offset < end {
            let lanes = ByteLanes(bytes, at: offset).prefix(end &- offset)
            hash = (hash ^ lanes) &* key.low
            hash ^= hash &>> 32
            offset &+= 8
        }
        return (hash ^ UInt64(truncatingIfNeeded: end &- Int(span.start))) &* key.high
    }

    @inline(__always)
    private func isSame(_ left: SourceSpan, _ right: SourceSpan) -> Bool {
        let length = Int(left.end) &- Int(left.start)
        guard length == Int(right.end) &- Int(right.start) else { return false }
        let (first, second) = (files[Int(left.file.rawValue)].bytes, files[Int(right.file.rawValue)].bytes)
        var done = 0
        while done < length {
            let one = ByteLanes(first, at: Int(left.start) &+ done).prefix(length &- done)
            let other = ByteLanes(second, at: Int(right.start) &+ done).prefix(length &- done)
            if one != other { return false }
            done &+= 8
        }
        return true
    }

    @inline(__always)
    private func home(_ hash: UInt64) -> Int {
        Int(truncatingIfNeeded: hash &>> UInt64(truncatingIfNeeded: slots.count.leadingZeroBitCount &+ 1))
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count &* 4)
        let mask = slots.count &- 1
        for number in entries.indices {
            var slot = home(entries[number].hash)
            while slots[slot] != 0 { slot = (slot &+ 1) & mask }
            slots[slot] = UInt32(truncatingIfNeeded: number &+ 1)
        }
    }
}
