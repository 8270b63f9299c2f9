/// The characters (grapheme clusters) of some bytes of source text, each with the bytes that it came from.
///
/// Bytes that are no UTF-8 read as U+FFFD, one for each maximal part of a character, so any bytes can be walked.
struct SourceCharacters: Sequence {
    struct Element {
        var character: Character
        /// Offsets in the file.
        var bytes: Range<Int>
    }

    private let text: String
    private let start: Int
    /// How many bytes each U+FFFD of `text` stands for, in order; empty where all bytes were valid.
    private let replacedByteCounts: [Int]

    /// - Parameter bytes: Its indices are offsets in the file.
    init(_ bytes: ArraySlice<UInt8>) {
        start = bytes.startIndex
        if let text = String(validating: bytes, as: UTF8.self) {
            self.text = text
            replacedByteCounts = []
        } else {
            var counts: [Int] = []
            var scalars = String.UnicodeScalarView()
            var parser = Unicode.UTF8.ForwardParser()
            var iterator = bytes.makeIterator()
            scan: while true {
                switch parser.parseScalar(from: &iterator) {
                case .valid(let encoded):
                    let scalar = Unicode.UTF8.decode(encoded)
                    if scalar == "\u{FFFD}" { counts.append(encoded.count) }
                    scalars.append(scalar)
                case .error(let length):
                    counts.append(length)
                    scalars.append("\u{FFFD}")
                case .emptyInput:
                    break scan
                }
            }
            text = String(scalars)
            replacedByteCounts = counts
        }
    }

    struct Iterator: IteratorProtocol {
        private var characters: String.Iterator
        private var offset: Int
        private var replacedByteCounts: [Int].Iterator
        private let isRepaired: Bool

        fileprivate init(_ source: SourceCharacters) {
            characters = source.text.makeIterator()
            offset = source.start
            replacedByteCounts = source.replacedByteCounts.makeIterator()
            isRepaired = !source.replacedByteCounts.isEmpty
        }

        mutating func next() -> Element? {
            guard let character = characters.next() else { return nil }
            var length = 0
            if isRepaired {
                for scalar in character.unicodeScalars {
                    length += scalar == "\u{FFFD}" ? replacedByteCounts.next() ?? 0 : UTF8.width(scalar)
                }
            } else {
                length = character.utf8.count
            }
            defer { offset += length }
            return Element(character: character, bytes: offset..<offset + length)
        }
    }

    func makeIterator() -> Iterator { Iterator(self) }
}
