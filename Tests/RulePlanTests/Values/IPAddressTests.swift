import RulePlan
import TestSupport
import Testing

@Suite struct `IP addresses` {
    @Test(arguments: [
        ("0.0.0.0", "0.0.0.0"), ("10.1.2.3", "10.1.2.3"), ("255.255.255.255", "255.255.255.255"),
        ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8::1", "2001:db8::1"),
        ("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("::ffff:10.0.0.1", "::ffff:10.0.0.1"),
        ("::ffff:a00:1", "::ffff:10.0.0.1"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
        ("fe80:0:0:0:0:0:0:0", "fe80::"),
    ])
    func `are read, and shown in the one canonical form`(text: String, canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical)
        #expect(IPAddress(canonical) == address)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "01.2.3.4", "1.2.3.00", "1.2.3.4 ",
        "+1.2.3.4",
        "0x1.2.3.4", "1.2.3.4/8", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1::2",
        "1:2:3:4:5:6:7:",
        ":1:2:3:4:5:6:7:8", "12345::", "g::", "fe80::1%eth0", "[::1]", "::1.2.3", "::01.2.3.4", "1.2.3.4::",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4", "٣.2.3.4", "10.0.0.1\u{0}",
    ])
    func `are refused in any other form`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `of one version never equal one of the other`() {
        #expect(IPAddress("10.0.0.1") != IPAddress("::ffff:10.0.0.1"))
        #expect(IPAddress("10.0.0.1") != IPAddress("::10.0.0.1"))
    }

    @Test func `never trap, and read back as they are shown`() throws {
        var random = SeededRandom(seed: 128)
        for _ in 0..<3_000 {
            let text = random.text(of: "012f:.:/", through: 24)
            _ = IPNetwork(text)
            guard let address = IPAddress(text) else { continue }
            #expect(IPAddress(address.description) == address, "\(text)")
        }
    }
}

@Suite struct `IP networks` {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.255.255", "11.0.0.0"), ("10.1.2.3/8", "10.0.0.0", "9.255.255.255"),
        ("192.168.1.128/25", "192.168.1.128", "192.168.1.127"), ("10.0.0.1", "10.0.0.1", "10.0.0.2"),
        ("0.0.0.0/0", "255.255.255.255", "::"), ("2001:db8::/32", "2001:db8:ffff::", "2001:db9::"),
        ("::1", "::1", "::2"), ("::/0", "ffff::", "10.0.0.1"), ("::/1", "7fff::", "8000::"),
    ])
    func `hold their addresses and no others`(network: String, inside: String, outside: String) throws {
        let network = try #require(IPNetwork(network))
        #expect(network.contains(try #require(IPAddress(inside))))
        #expect(!network.contains(try #require(IPAddress(outside))))
    }

    @Test func `are equal where they hold the same`() {
        #expect(IPNetwork("10.1.2.3/8") == IPNetwork("10.0.0.0/8"))
        #expect(IPNetwork("10.0.0.1") == IPNetwork("10.0.0.1/32"))
        #expect(IPNetwork("10.1.2.3/8")?.description == "10.0.0.0/8")
        #expect(IPNetwork("2001:db8::1/32")?.description == "2001:db8::/32")
    }

    @Test(arguments: [
        "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/255.0.0.0",
        "::/129",
        "10.0.0.0/ 8", "10.0.0.0/99999999999999999999", "10.0.0/8",
    ])
    func `are refused in any other form`(text: String) {
        #expect(IPNetwork(text) == nil)
    }
}
