import Testing

@testable import RuleData

/// The cells of all records, the header's among them; or what is wrong.
private func records(_ csv: String) -> [[String]] {
    do throws(DataReadError) {
        let text = try DecodedText(Array(csv.utf8), file: "f.csv")
        var reader = try CSVReader(text, file: "f.csv")
        var result = reader.header.map { [$0.cells] } ?? []
        while let record = try reader.next() { result.append(record.cells) }
        return result
    } catch {
        return [[error.description]]
    }
}

@Suite struct `CSV records` {
    @Test(arguments: [
        ("id,name\nd1,pc\n", [["id", "name"], ["d1", "pc"]]),
        ("id;name;a,b\r\nd1;pc;x", [["id", "name", "a,b"], ["d1", "pc", "x"]]),
        ("id\tname\nd1\t\n", [["id", "name"], ["d1", ""]]),
        ("id\nd1\n\n  \nd2", [["id"], ["d1"], ["d2"]]),
        ("\"id\",\"a;b;c;d\"\n1,2", [["id", "a;b;c;d"], ["1", "2"]]),
        ("a,b\n\"x, \"\"y\"\"\r\nz\",\n", [["a", "b"], ["x, \"y\"\r\nz", ""]]),
        ("a,b\nx\"y,\"\"", [["a", "b"], ["x\"y", ""]]),
        ("\u{FEFF}a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("\n\na,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\n,\n", [["a", "b"], ["", ""]]),
        ("a\n\"\"\nx", [["a"], ["x"]]),
    ])
    func `are separated by what the header has most of`(_ csv: String, _ expected: [[String]]) {
        #expect(records(csv) == expected)
    }

    @Test(arguments: [
        ("a,b\n1,\"x\ny", "f.csv:2: the file ends inside the quoted cell that starts here"),
        (
            "a,b\n\"x\ny\"z,2",
            "f.csv:3: expected a separator or a line break behind a closing quote (a quote in a quoted cell is doubled)"
        ),
    ])
    func `with broken quotes are refused`(_ csv: String, _ message: String) {
        #expect(records(csv) == [[message]])
    }

    @Test func `know the lines at which they start`() throws {
        var reader = try CSVReader(DecodedText(Array("a\n\"x\n\ny\"\n\nz\n".utf8), file: "f.csv"), file: "f.csv")
        let first = try reader.next()
        let second = try reader.next()
        #expect(first?.line == 2)
        #expect(second?.line == 6)
        #expect(second?.isEnded == true)
    }
}
