extension PlanReader {
    /// - Parameter depth: How many lists this value stands in.
    mutating func value(depth: Int = 0) throws(PlanFileError) -> Value {
        let tag: ValueTag = try tag()
        switch tag {
        case .missing: return .missing
        case .boolean: return .boolean(try code())
        case .number: return .number(Double(bitPattern: try bits()))
        case .text: return .text(Text(try string()))
        case .time: return .time(try instant())
        case .duration: return .duration(try span())
        case .version: return .version(try parsed(Version.init))
        case .address: return .address(try parsed(IPAddress.init))
        case .network: return .network(try parsed(IPNetwork.init))
        case .member: return .member(try number())
        case .list:
            guard depth < 8 else { throw PlanFileError.impossible("a value of it nests too deeply") }
            return .list(try list { (reader) throws(PlanFileError) in try reader.value(depth: depth + 1) })
        case .row: return .row(try number())
        }
    }

    mutating func instant() throws(PlanFileError) -> Instant {
        guard let instant = Instant(nanoseconds: try wide()) else { throw Self.malformed }
        return instant
    }

    mutating func span() throws(PlanFileError) -> TimeSpan {
        guard let span = TimeSpan(nanoseconds: try wide()) else { throw Self.malformed }
        return span
    }

    private mutating func wide() throws(PlanFileError) -> Int128 {
        let low = try bits()
        return Int128(Int64(bitPattern: try bits())) << 64 | Int128(low)
    }

    private mutating func parsed<Result>(_ read: (String) -> Result?) throws(PlanFileError) -> Result {
        guard let result = read(try string()) else { throw Self.malformed }
        return result
    }
}
