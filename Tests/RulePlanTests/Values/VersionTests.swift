import RulePlan
import Testing

@Suite struct `Version numbers` {
    @Test(arguments: [
        ("10.9", "10.10"), ("1", "1.0.1"), ("0", "0.0.0.1"), ("9", "10"), ("1.2.3", "1.3"),
        ("18446744073709551614", "18446744073709551615"),
    ])
    func `compare part by part`(smaller: String, larger: String) throws {
        let (smaller, larger) = (try #require(Version(smaller)), try #require(Version(larger)))
        #expect(smaller < larger)
        #expect(!(larger < smaller))
        #expect(smaller != larger)
    }

    @Test(arguments: [("10.10", "10.10.0"), ("0", "0.0"), ("1.02", "1.2"), ("1", "1.0.0.0")])
    func `are equal without trailing zeros`(left: String, right: String) throws {
        let (left, right) = (try #require(Version(left)), try #require(Version(right)))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(!(left < right) && !(right < left))
    }

    @Test(arguments: ["10.0.19045.0", "0", "0.0", "1"])
    func `are shown with the parts that were written`(text: String) {
        #expect(Version(text)?.description == text)
    }

    @Test(arguments: [
        "", ".", "1.", ".1", "1..2", "v1", "1.2-beta", "1,2", " 1", "1 ", "-1", "1.+2", "18446744073709551616", "١",
        String(repeating: "1.", count: 32) + "1",
    ])
    func `have numbers and dots only`(text: String) {
        #expect(Version(text) == nil)
    }

    @Test func `may have 32 parts`() {
        #expect(Version(String(repeating: "1.", count: 31) + "1")?.parts.count == 32)
    }
}
