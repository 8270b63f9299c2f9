import Testing

@testable import RuleData

private func decoded(_ bytes: [UInt8]) -> String {
    do throws(DataReadError) {
        let text = try DecodedText(bytes, file: "f.json")
        return String(decoding: text.bytes[text.start...], as: UTF8.self)
    } catch {
        return error.description
    }
}

/// UTF-16 of either byte order.
func utf16(_ text: String, littleEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return littleEndian ? pair.reversed() : pair
    }
}

@Suite struct `Encodings` {
    private let text = "[\"é😀\"]\n"

    @Test func `are told by the byte-order mark or by where the NULs are`() {
        #expect(decoded(Array(text.utf8)) == text)
        #expect(decoded([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == text)
        #expect(decoded([0xFF, 0xFE] + utf16(text, littleEndian: true)) == text)
        #expect(decoded([0xFE, 0xFF] + utf16(text, littleEndian: false)) == text)
        #expect(decoded(utf16(text, littleEndian: true)) == text)
        #expect(decoded(utf16(text, littleEndian: false)) == text)
        #expect(decoded([]) == "")
        #expect(decoded([0xFF, 0xFE]) == "")
    }

    @Test(
        arguments: [
            ([0x61, 0x0A, 0xFF], "f.json:2: not text: bytes that are no UTF-8 at offset 2"),
            ([0xC0, 0x80], "f.json:1: not text: bytes that are no UTF-8 at offset 0"),
            ([0xED, 0xA0, 0x80], "f.json:1: not text: bytes that are no UTF-8 at offset 0"),
            ([0xF4, 0x90, 0x80, 0x80], "f.json:1: not text: bytes that are no UTF-8 at offset 0"),
            ([0x61, 0xE2, 0x82], "f.json:1: not text: bytes that are no UTF-8 at offset 1"),
            ([0x61, 0x62, 0x00], "f.json:1: not text: a NUL byte at offset 2"),
            ([0x00, 0x00, 0x61], "f.json:1: not text: a NUL byte at offset 0"),
            ([0xFF, 0xFE, 0x61], "f.json: UTF-16 text with half a character at its end"),
            ([0xFF, 0xFE, 0x0A, 0x00, 0x3D, 0xD8, 0x61, 0x00], "f.json:2: not text: half a surrogate pair of UTF-16"),
            ([0xFF, 0xFE, 0x3D, 0xD8], "f.json:1: not text: half a surrogate pair of UTF-16"),
            ([0xFF, 0xFE, 0x00, 0xDE], "f.json:1: not text: half a surrogate pair of UTF-16"),
        ] as [([UInt8], String)])
    func `that are broken are no text`(_ bytes: [UInt8], _ message: String) {
        #expect(decoded(bytes) == message)
    }

    @Test func `of every scalar's neighbourhood are judged as the standard library does`() {
        let samples: [UInt8] = [
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1,
            0xF4, 0xF5,
        ]
        for first in samples {
            for second in samples {
                for third in samples {
                    for bytes in [[first, second, third], [first, second, third, 0x80]] {
                        let isValid = String(validating: bytes, as: UTF8.self) != nil
                        #expect((bytes.firstInvalidUTF8 == nil) == isValid, "\(bytes)")
                    }
                }
            }
        }
    }
}
