import CRuleKernels
import RulePlan

/// What the names in a file's objects are to the fields of an entity, and which name is likely to come next.
///
/// Invariant: `entries` holds `capacity` entries, of which the first `count` are set; `index`, of `indexCapacity`, and `next` name only
/// those.
@safe final class MemberTable {
    /// One name.
    struct Entry {
        /// What stands from a comma to the value: `"riskScore":`, with the blanks that the file has there.
        /// Found nowhere while nothing is known.
        var lead = rk_lead(bytes: (1, 0, 0, 0), mask: (0, 0, 0, 0))
        var leadLength = 0
        /// Line breaks in it.
        var leadLines = 0
        /// The name's own bytes, behind them zeros.
        var name: SIMD4<UInt64> = .zero
        var nameLength = 0

        var nameText: String {
            String(
                decoding: (0..<nameLength).map { UInt8(truncatingIfNeeded: name[$0 / 8] >> UInt64($0 % 8 * 8)) },
                as: UTF8.self)
        }

        /// The entry that came behind this one.
        var next = 0
        /// Whether it was found in a row before.
        var isSeen = false
        /// The last row in which the name was found.
        var row = 0
        /// The field that the value is for, -1 for none.
        var field = -1
        /// Of all values for one field, the lowest rank counts that says something.
        var rank = 0
        /// What else there is to do with a value.
        var care = Care()
    }

    struct Care: OptionSet {
        let rawValue: UInt8
        /// Several fields take the value.
        static let severalFields = Care(rawValue: 1)
        /// Several names give the field a value.
        static let contested = Care(rawValue: 2)
        /// Something inside of it may be wanted.
        static let path = Care(rawValue: 4)
        /// A list of other rows, as an object or an array or in a text.
        static let nested = Care(rawValue: 8)
        /// Says what the row, or the answer in which rows stand, belongs to.
        static let envelope = Care(rawValue: 16)
        /// May hold the rows of an answer, or say that there is none.
        static let answer = Care(rawValue: 32)
    }

    static let capacity = 255
    private static let indexCapacity = 1024
    static let longestName = 32

    let entries: UnsafeMutablePointer<Entry>
    private var count = 1
    /// By entry, for those with several fields.
    private(set) var others: [Int: [(field: Int, rank: Int)]] = [:]

    private let reader: RowReader
    /// By hash, the entry; 0 where nothing is.
    private let index: UnsafeMutablePointer<UInt8>
    /// Which names give a field a value, by field.
    private var takers: [Int: [Int]] = [:]

    init(_ reader: RowReader) {
        self.reader = reader
        unsafe entries = .allocate(capacity: Self.capacity)
        unsafe entries.initialize(repeating: Entry(), count: Self.capacity)
        unsafe index = .allocate(capacity: Self.indexCapacity)
        unsafe index.initialize(repeating: 0, count: Self.indexCapacity)
    }

    deinit {
        unsafe entries.deallocate()
        unsafe index.deallocate()
    }

    /// The entry of a name; nothing for one too long, or one too many.
    /// - Parameter bytes: Readable for 32 bytes.
    @inline(__always)
    func find(_ bytes: UnsafePointer<UInt8>, length: Int) -> Int? {
        guard length <= Self.longestName else { return nil }
        let low = unsafe rk_short_text(bytes, min(length, 16))
        let high = unsafe rk_short_text(bytes + 16, max(length - 16, 0))
        let name = SIMD4(low.first, low.second, high.first, high.second)
        var slot = Self.slot(name, length)
        while unsafe index[slot] != 0 {
            let found = unsafe Int(index[slot])
            if unsafe RowScanner.isSame(entries[found].name, name), unsafe entries[found].nameLength == length {
                return found
            }
            slot = (slot + 1) & (Self.indexCapacity - 1)
        }
        return add(name, length, slot: slot)
    }

    @inline(__always)
    private static func slot(_ name: SIMD4<UInt64>, _ length: Int) -> Int {
        let mixed =
            (name.x ^ name.z &>> 7) &* 0x9E37_79B9_7F4A_7C15 ^ (name.y ^ name.w &>> 7) &* 0xE703_7ED1_A0B4_28DB
            ^ UInt64(truncatingIfNeeded: length)
        return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) >> 20) & (indexCapacity - 1)
    }

    private func add(_ name: SIMD4<UInt64>, _ length: Int, slot: Int) -> Int? {
        guard count < Self.capacity else { return nil }
        var entry = Entry()
        entry.name = name
        entry.nameLength = length
        let text = entry.nameText
        let number = count
        let roles = reader.roles(of: text)
        if text == "@odata.context" { entry.care.insert(.envelope) }
        if text == "error" || DataReader.envelopeNames.contains(text) { entry.care.insert(.answer) }
        if roles.isPath { entry.care.insert(.path) }
        if roles.isNested { entry.care.insert(.nested) }
        if let first = roles.fields.first {
            entry.field = first.field
            entry.rank = first.rank
        }
        if roles.fields.count > 1 {
            entry.care.insert(.severalFields)
            others[number] = Array(roles.fields.dropFirst())
        }
        for role in roles.fields { takers[role.field, default: []].append(number) }
        unsafe entries[number] = entry
        for role in roles.fields where (takers[role.field] ?? []).count > 1 {
            for taker in takers[role.field] ?? [] { unsafe entries[taker].care.insert(.contested) }
        }
        unsafe index[slot] = UInt8(number)
        count += 1
        return number
    }
}

extension RowReader {
    /// What a name means to the fields of the entity.
    struct Roles {
        /// Fields that take the value itself.
        var fields: [(field: Int, rank: Int)] = []
        /// Whether a field takes something inside the value.
        var isPath = false
        /// Whether it may hold nested rows.
        var isNested = false
    }

    func roles(of name: String) -> Roles {
        let folded = Text(name).folded
        func matches(_ step: PathStep) -> Bool {
            step.foldsCase ? folded == Text(step.name) : Text(name) == Text(step.name)
        }
        var roles = Roles()
        for (field, reader) in fields.enumerated() {
            var isFound = false
            for (rank, step) in reader.paths.flatMap(PathStep.steps).enumerated() where matches(step) {
                if !step.rest.isEmpty {
                    roles.isPath = true
                } else if !isFound {
                    roles.fields.append((field, rank))
                    isFound = true
                }
            }
        }
        for group in nested {
            for step in group.paths.flatMap(PathStep.steps) where matches(step) {
                if step.rest.isEmpty { roles.isNested = true } else { roles.isPath = true }
            }
        }
        return roles
    }
}
