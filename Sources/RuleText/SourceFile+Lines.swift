extension SourceFile {
    /// The offsets at which lines begin, ascending; a line ends at LF.
    package var lineStarts: [UInt32] {
        var starts: [UInt32] = [0]
        let bytes = bytes.span
        let lineBreaks: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
        var offset = 0
        while offset < bytes.count {
            guard offset <= bytes.count &- 8 else {
                if bytes[offset] == 0x0A { starts.append(UInt32(clamping: offset &+ 1)) }
                offset &+= 1
                continue
            }
            // Invariant: any bytes are a number; whether they are there is checked.
            let eight = unsafe UInt64(
                littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
            // The upper bit of each byte that is LF.
            let other = eight ^ lineBreaks
            var found = ~(((other & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F) | other | 0x7F7F_7F7F_7F7F_7F7F)
            while found != 0 {
                starts.append(UInt32(clamping: offset &+ found.trailingZeroBitCount &>> 3 &+ 1))
                found &= found &- 1
            }
            offset &+= 8
        }
        return starts
    }
}
