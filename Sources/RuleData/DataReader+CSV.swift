import RuleEngine
import RulePlan
import RuleText

extension DataReader {
    /// Reads a header and rows. A row with another number of cells than the header is left out: its cells may stand under the wrong names.
    mutating func readCSV(_ text: DecodedText, _ file: inout DataFile) throws(DataReadError) {
        guard let destination = file.fallback else {
            file.leftOut = 1
            return
        }
        var reader = try CSVReader(text, file: file.name)
        guard let header = reader.header else { return begin(destination, &file) }
        let names = header.cells.map(\.trimmed)
        guard isHeader(names, of: destination, header) else {
            throw DataReadError(
                .unreadableFile, file: file.name, line: header.line,
                "neither JSON nor a CSV header that names a field of \(described(destination))")
        }
        begin(destination, names, of: header, &file)
        while let record = try reader.next() { try add(record, names, to: destination, file) }
    }

    /// Says that rows of a file follow under some names.
    mutating func begin(
        _ destination: DataNames.Destination, _ names: [String], of header: CSVReader.Record, _ file: inout DataFile
    ) {
        begin(destination, &file)
        var seen: Set<Text> = []
        for name in names where !name.isEmpty && !seen.insert(Text(name)).inserted {
            builder.report(
                .duplicateMember, "\"\(name.shortened)\" occurs twice in the header; the last one counts",
                in: destination.subject, at: DataPlace(file: file.name, line: header.line))
        }
    }

    mutating func add(
        _ record: CSVReader.Record, _ names: [String], to destination: DataNames.Destination, _ file: DataFile
    ) throws(DataReadError) {
        guard record.cells.count == names.count else {
            guard record.isEnded || record.cells.count > names.count else {
                throw DataReadError(
                    .unreadableFile, file: file.name, line: record.line,
                    "the file ends inside a row: \(record.cells.count) of \(names.count) cells")
            }
            return builder.report(
                .wrongCellCount, "\(record.cells.count) cells where the header has \(names.count)",
                in: destination.subject, at: DataPlace(file: file.name, line: record.line))
        }
        add(CSVRow(names: names, record: record), to: destination, file: file.name)
    }

    mutating func isHeader(
        _ names: [String], of destination: DataNames.Destination, _ header: CSVReader.Record
    ) -> Bool {
        let row = CSVRow(names: names, record: header)
        return switch destination {
        case .entities(let group): group.contains { readers[$0.index].knowsAny(row) }
        case .scores: scoresReader.knowsAny(row)
        case .score(let score): scoreReaders[score.index].knowsAny(row)
        }
    }

    private func described(_ destination: DataNames.Destination) -> String {
        switch destination {
        case .entities(let group): group.map { "'\(schema[$0].name)'" }.joined(separator: ", ")
        case .scores: "the scores"
        case .score(let score): "'\(schema[score].name)'"
        }
    }
}
