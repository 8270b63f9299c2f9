extension PlanWriter {
    mutating func write(_ value: Value) {
        switch value {
        case .missing: write(ValueTag.missing)
        case .boolean(let truth):
            write(ValueTag.boolean)
            write(code: truth)
        case .number(let number):
            write(ValueTag.number)
            write(bits: number.bitPattern)
        case .text(let text):
            write(ValueTag.text)
            write(text.string)
        case .time(let instant):
            write(ValueTag.time)
            write(instant)
        case .duration(let span):
            write(ValueTag.duration)
            write(span)
        case .version(let version):
            write(ValueTag.version)
            // As it was written: 10.0 is shown as 10.0.
            write(version.description)
        case .address(let address):
            write(ValueTag.address)
            write(address.description)
        case .network(let network):
            write(ValueTag.network)
            write(network.description)
        case .member(let place):
            write(ValueTag.member)
            write(place)
        case .list(let elements):
            write(ValueTag.list)
            write(elements) { $0.write($1) }
        case .row(let row):
            write(ValueTag.row)
            write(row)
        }
    }

    mutating func write(_ instant: Instant) { write(wide: instant.nanoseconds) }

    mutating func write(_ span: TimeSpan) { write(wide: span.nanoseconds) }

    private mutating func write(wide number: Int128) {
        write(bits: UInt64(truncatingIfNeeded: number))
        write(bits: UInt64(truncatingIfNeeded: number >> 64))
    }
}
