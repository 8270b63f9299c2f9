/// Codes by row, as narrow as they can be while they are collected.
enum CodeList: Sendable {
    case narrow([UInt16])
    case wide([UInt32])

    var count: Int {
        switch self {
        case .narrow(let codes): codes.count
        case .wide(let codes): codes.count
        }
    }

    subscript(row: Int) -> Int {
        switch self {
        case .narrow(let codes): Int(codes[row])
        case .wide(let codes): Int(codes[row])
        }
    }

    /// Calls a function with each code, in order.
    @inline(__always)
    func visit(_ body: (Int) -> Void) {
        switch self {
        case .narrow(let codes): for code in codes { body(Int(code)) }
        case .wide(let codes): for code in codes { body(Int(code)) }
        }
    }
}

/// Collects codes.
struct CodeListBuilder: Sendable {
    private var narrow: [UInt16] = []
    private var wide: [UInt32] = []
    private var isWide = false

    var count: Int { isWide ? wide.count : narrow.count }
    var list: CodeList { isWide ? .wide(wide) : .narrow(narrow) }

    mutating func reserve(_ count: Int) {
        if isWide { wide.reserveCapacity(count) } else { narrow.reserveCapacity(count) }
    }

    /// - Parameter greatest: Of all codes so far and this one.
    mutating func append(_ code: UInt32, greatest: Int) {
        widen(for: greatest)
        if isWide { wide.append(code) } else { narrow.append(UInt16(truncatingIfNeeded: code)) }
    }

    mutating func append(_ codes: UnsafeBufferPointer<UInt64>, greatest: Int) {
        widen(for: greatest)
        if isWide {
            for index in 0..<codes.count { wide.append(UInt32(truncatingIfNeeded: unsafe codes[index])) }
        } else {
            unsafe withUnsafeTemporaryAllocation(of: UInt16.self, capacity: codes.count) { narrowed in
                // Invariant: both have the same count, and no code is above 65,535.
                for index in codes.indices {
                    unsafe narrowed.initializeElement(at: index, to: UInt16(truncatingIfNeeded: codes[index]))
                }
                unsafe narrow.append(contentsOf: narrowed)
            }
        }
    }

    private mutating func widen(for greatest: Int) {
        guard !isWide, greatest > Int(UInt16.max) else { return }
        isWide = true
        wide.reserveCapacity(narrow.capacity)
        for code in narrow { wide.append(UInt32(code)) }
        narrow = []
    }
}
