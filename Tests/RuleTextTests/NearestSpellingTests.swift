import RuleText
import Testing

@Suite struct `Nearest spellings` {
    @Test(arguments: [
        ("ownr", "owner"), ("risk_levle", "risk_level"), ("devise", "device"), ("Device", "device"), ("idd", "id"),
    ]) func `a slip of the pen finds its word`(written: String, meant: String) {
        #expect(
            NearestSpelling.nearest(to: written, among: ["owner", "risk_level", "device", "id", "name"]) == meant)
    }

    @Test func `another word finds nothing`() {
        #expect(NearestSpelling.nearest(to: "price", among: ["device", "severity", "id"]) == nil)
    }

    @Test func `a single letter is no slip of another`() {
        #expect(NearestSpelling.nearest(to: "a", among: ["b", "ab"]) == nil)
    }

    @Test func `of equally near words the first in the alphabet is taken, whatever their order`() {
        #expect(NearestSpelling.nearest(to: "cat", among: ["hat", "bat"]) == "bat")
        #expect(NearestSpelling.nearest(to: "cat", among: ["bat", "hat"]) == "bat")
    }

    @Test func `very long words are not compared`() {
        let long = String(repeating: "a", count: 65)
        #expect(NearestSpelling.nearest(to: long, among: [long + "a"]) == nil)
    }
}
