import RuleEngine
import RulePlan
import RuleText

extension DataReader {
    /// Under which an answer has its rows.
    static let envelopeNames = ["value", "Results", "results", "vulnerabilities"]

    /// Reads top-level values until the file ends: one array, one answer, several of them, or rows line by line.
    mutating func readJSON(_ text: DecodedText, _ file: inout DataFile) throws(DataReadError) {
        var scanner = JSONScanner(text, file: file.name)
        while let byte = scanner.peek() { try readValue(&scanner, startingWith: byte, &file) }
    }

    /// Reads one top-level value.
    mutating func readValue(
        _ scanner: inout JSONScanner, startingWith byte: UInt8, _ file: inout DataFile
    ) throws(DataReadError) {
        switch byte {
        case UInt8(ascii: "["):
            try readRows(&scanner, of: file.fallback, &file)
        case UInt8(ascii: "{"):
            try readObject(&scanner, &file)
        default:
            try scanner.scanValue()
            guard let destination = file.fallback else { return leaveOut(line: scanner.line, &file) }
            let value = scanner.value(at: 0)
            reportNoObject(value, in: destination, file: file.name, line: value.line)
        }
    }

    private func leaveOut(line: Int, _ file: inout DataFile) {
        if file.leftOut == nil { file.leftOut = line }
    }

    /// Reads the array at which the scanner stands.
    private mutating func readRows(
        _ scanner: inout JSONScanner, of destination: DataNames.Destination?, _ file: inout DataFile
    ) throws(DataReadError) {
        if let destination {
            begin(destination, &file)
        } else {
            leaveOut(line: scanner.line, &file)
        }
        scanner.enterArray()
        var isFirst = true
        while try scanner.scanElement(isFirst: isFirst) {
            isFirst = false
            if let destination { addScanned(scanner, to: destination, file: file.name) }
        }
    }

    /// Reads the object at which the scanner stands: an answer with rows in it, or one row.
    private mutating func readObject(_ scanner: inout JSONScanner, _ file: inout DataFile) throws(DataReadError) {
        let start = scanner.mark
        do {
            try scanner.scanValue(passingOver: Self.envelopeNames)
        } catch {
            // What the object says before the place where the file breaks off tells whose rows are lost; they may still be wanted.
            scanner.closeUnfinished()
            let destination = destination(of: scanner, file)
            if let destination { file.lastDestination = destination }
            guard allowsPartial, let array = scanner.passed.last else { throw error }
            scanner.mark = array.mark
            try readRows(&scanner, of: destination, &file)
            throw error
        }
        let end = scanner.mark
        let destination = destination(of: scanner, file)
        let passed = scanner.passed
        let array = Self.envelopeNames.lazy.compactMap { name in passed.last { $0.name == name } }.first

        guard let array else {
            guard let destination else { return leaveOut(line: start.line, &file) }
            try throwIfError(scanner, destination)
            begin(destination, &file)
            return addScanned(scanner, to: destination, file: file.name)
        }
        if case .entities(let group)? = destination, !scanner.hasContext,
            group.contains(where: { readers[$0.index].hasKey(ScannedRow(scanner)) })
        {
            // It has a key of its own: a row that happens to have a list of that name.
            begin(.entities(group), &file)
            scanner.mark = start
            try scanner.scanValue()
            return addScanned(scanner, to: .entities(group), file: file.name)
        }
        if let destination { reportDuplicates(scanner, in: destination, file: file.name) }
        scanner.mark = array.mark
        try readRows(&scanner, of: destination, &file)
        scanner.mark = end
    }

    /// What an object belongs to: what was said, else what its context says, else what the file's name says.
    private func destination(of scanner: JSONScanner, _ file: DataFile) -> DataNames.Destination? {
        file.explicit ?? scanner.context.flatMap { names[context: $0] } ?? file.byName
    }

    /// An answer that says that the request failed must not pass for an answer without rows.
    private mutating func throwIfError(
        _ scanner: JSONScanner, _ destination: DataNames.Destination
    ) throws(DataReadError) {
        let row = ScannedRow(scanner)
        guard let index = row.names.firstIndex(of: "error"), case .object(let error) = row.value(at: index).content,
            error.contains(where: { $0.name == "code" || $0.name == "message" })
        else { return }
        if case .entities(let group) = destination, group.contains(where: { readers[$0.index].hasKey(row) }) { return }
        let said = error.value(at: "code") ?? error.value(at: "message") ?? .null
        throw DataReadError(
            .unreadableFile, file: scanner.file, line: row.line, "holds no data but an error answer: \(said.shown)")
    }

    mutating func addScanned(_ scanner: JSONScanner, to destination: DataNames.Destination, file: String) {
        reportDuplicates(scanner, in: destination, file: file)
        guard scanner.nodes.first?.kind == .object else {
            let value = scanner.value(at: 0)
            return reportNoObject(value, in: destination, file: file, line: value.line)
        }
        add(ScannedRow(scanner), to: destination, file: file)
    }

    private mutating func reportDuplicates(
        _ scanner: JSONScanner, in destination: DataNames.Destination, file: String
    ) {
        for duplicate in scanner.duplicates {
            builder.report(
                .duplicateMember, "\"\(duplicate.name.shortened)\" occurs twice in one object; the last one counts",
                in: destination.subject, at: DataPlace(file: file, line: duplicate.line))
        }
    }
}

extension JSONScanner {
    private static let contextName = Array("@odata.context".utf8)

    /// What the scanned object says about itself by OData.
    var context: String? {
        for (name, value) in members(of: 0).reversed() where nodes[value].kind == .text {
            let node = nodes[name]
            guard node.end - node.start >= Self.contextName.count, contents(of: node) == Self.contextName else {
                continue
            }
            return string(of: nodes[value])
        }
        return nil
    }

    var hasContext: Bool { context != nil }
}

extension InputValue {
    /// The same value at another place: what a cell holds stands where the cell stands.
    func placed(at line: Int?) -> InputValue {
        switch content {
        case .array(let elements):
            InputValue(.array(elements.map { $0.placed(at: line) }), line: line)
        case .object(let members):
            InputValue(.object(members.map { Member(name: $0.name, value: $0.value.placed(at: line)) }), line: line)
        default:
            InputValue(content, line: line)
        }
    }
}
