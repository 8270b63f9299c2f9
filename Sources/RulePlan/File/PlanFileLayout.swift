/// The parts of a plan file: texts, and words that name them by their place.
struct PlanFileLayout {
    let words: PlanFileWords
    let texts: [String]

    /// The first byte is no text, and line ends that some program converts would show: as in a PNG file.
    private static let mark: [UInt8] = [0x89] + Array("SRP".utf8) + [0x0D, 0x0A, 0x1A, 0x0A]
    private static let headSize = 36
    private static let checksumPlace = 24..<32

    /// The bytes of a file.
    static func bytes(texts: [String], words: [UInt32]) -> [UInt8] {
        var bytes = mark
        let textSize = texts.reduce(0) { $0 + $1.utf8.count }
        let size = headSize + 4 * (texts.count + words.count) + textSize
        bytes.reserveCapacity(size)
        bytes.append(littleEndian: Plan.fileFormat)
        bytes.append(littleEndian: UInt32(texts.count))
        bytes.append(littleEndian: UInt64(size))
        bytes.append(littleEndian: UInt64(0))
        bytes.append(littleEndian: UInt32(words.count))
        for text in texts { bytes.append(littleEndian: UInt32(text.utf8.count)) }
        for word in words { bytes.append(littleEndian: word) }
        for text in texts { bytes += text.utf8 }
        return withChecksum(bytes)
    }

    /// The bytes with the checksum that they need.
    static func withChecksum(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        let sum = checksum(of: bytes)
        for (index, place) in checksumPlace.enumerated() where place < bytes.count {
            bytes[place] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * index))
        }
        return bytes
    }

    /// Takes a file apart.
    init(_ bytes: [UInt8]) throws(PlanFileError) {
        guard bytes.starts(with: Self.mark) else { throw Self.foreign(bytes) }
        guard bytes.count >= Self.headSize else { throw Self.cut(bytes.count, of: nil) }
        let format: UInt32 = bytes.littleEndian(at: 8)
        guard format == Plan.fileFormat else {
            throw PlanFileError(
                .otherFormat,
                "is of plan format \(format), and this version reads format \(Plan.fileFormat); compile the rules again with the version that runs them"
            )
        }
        let size: UInt64 = bytes.littleEndian(at: 16)
        guard size <= UInt64(bytes.count) else { throw Self.cut(bytes.count, of: size) }
        guard size == UInt64(bytes.count) else {
            throw PlanFileError(
                .wrongSize,
                "has \(bytes.count) bytes and should have \(size); copy it again, or compile the rules again")
        }
        let checksum: UInt64 = bytes.littleEndian(at: Self.checksumPlace.lowerBound)
        guard checksum == Self.checksum(of: bytes) else {
            throw PlanFileError(
                .damaged, "is damaged: its checksum does not match; copy it again, or compile the rules again")
        }
        let textCount: UInt32 = bytes.littleEndian(at: 12)
        let wordCount: UInt32 = bytes.littleEndian(at: 32)
        // No sum of these leaves the range of `Int`.
        let wordPlace = Self.headSize + 4 * Int(textCount)
        let textPlace = wordPlace + 4 * Int(wordCount)
        guard textPlace <= bytes.count else { throw PlanFileError.impossible("it has less than it says") }
        words = PlanFileWords(bytes, in: wordPlace..<textPlace)
        texts = try Self.texts(bytes, lengths: PlanFileWords(bytes, in: Self.headSize..<wordPlace), at: textPlace)
    }

    private static func texts(
        _ bytes: [UInt8], lengths: PlanFileWords, at start: Int
    ) throws(PlanFileError) -> [String] {
        var texts: [String] = []
        texts.reserveCapacity(lengths.count)
        let span = bytes.span
        var place = start
        for index in 0..<lengths.count {
            let end = place + Int(lengths[index])
            guard end <= bytes.count, let utf8 = try? UTF8Span(validating: span.extracting(place..<end)) else {
                throw PlanFileError.impossible("a text of it is none")
            }
            texts.append(String(copying: utf8))
            place = end
        }
        guard place == bytes.count else { throw PlanFileError.impossible("bytes of it belong to nothing") }
        return texts
    }

    private static func foreign(_ bytes: [UInt8]) -> PlanFileError {
        if bytes.isEmpty {
            return PlanFileError(.foreign, "is empty; 'secops-rules compile' writes plans")
        }
        if bytes.count < mark.count, mark.starts(with: bytes) { return cut(bytes.count, of: nil) }
        return PlanFileError(.foreign, "is no compiled plan; 'secops-rules compile' writes them")
    }

    private static func cut(_ count: Int, of size: UInt64?) -> PlanFileError {
        PlanFileError(
            .wrongSize,
            "is cut short: it has \(count)\(size.map { " of \($0)" } ?? "") bytes; copy it again, or compile the rules again"
        )
    }

    /// Eight bytes at a time, the checksum's own place left out. Every step can be undone, so that a change in eight bytes alone always
    /// shows.
    private static func checksum(of bytes: [UInt8]) -> UInt64 {
        // Four sums by turns, since a step takes the processor longer than it waits for the bytes.
        var sums = (UInt64(bytes.count), UInt64(1), UInt64(2), UInt64(3))
        func take(_ word: UInt64) {
            let next = step(sums.0, word)
            sums = (sums.1, sums.2, sums.3, next)
        }
        bytes.forEachLongWord(in: 0..<checksumPlace.lowerBound, take)
        bytes.forEachLongWord(in: checksumPlace.upperBound..<bytes.count, take)
        return step(step(step(sums.0, sums.1), sums.2), sums.3)
    }

    @inline(__always)
    private static func step(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        let product = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 29
    }
}
