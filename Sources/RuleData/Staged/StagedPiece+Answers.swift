import RulePlan

/// Answers: objects with rows in an array among their members.
extension StagedPiece {
    /// Enters the array of an object that is an answer with rows in it.
    /// - Returns: False where this can't be told from what stands before the array, or something in it matters.
    mutating func openAnswer(
        _ scanner: inout RowScanner, _ answer: (name: String, offset: Int, line: Int)
    ) -> Bool {
        guard isWhole, flush(&scanner), unsafe block.base[answer.offset] == UInt8(ascii: "[") else { return false }
        // What stands before the array, with an empty one.
        let head = block.bytes(scanner.position..<answer.offset) + Array("[]}".utf8)
        var headScanner = JSONScanner(head, line: scanner.line, file: rows.file.name)
        guard (try? headScanner.scanValue()) != nil, headScanner.duplicates.isEmpty, head.isValidUTF8 else {
            return false
        }
        let names = ScannedRow(headScanner).names
        guard names.last == answer.name, hasNothingOfARow(names) else { return false }
        let context = headScanner.context
        guard
            (rows.file.explicit ?? context.flatMap { rows.reader.names[context: $0] } ?? rows.file.byName)
                == rows.destination
        else {
            return false
        }
        rows.begin()
        answerNames = names
        scanner.position = answer.offset + 1
        scanner.line = answer.line
        place = .first
        return true
    }

    /// Reads what stands behind the array of an answer.
    mutating func closeAnswer(_ scanner: inout RowScanner) -> Bool {
        guard let before = answerNames else { return true }
        answerNames = nil
        while true {
            // What stands behind the array, with a number in its place.
            let head = Array("{\"\":0".utf8)
            var tail = JSONScanner(
                head + block.bytes(scanner.position..<block.count), line: scanner.line, file: rows.file.name)
            if (try? tail.scanValue()) == nil {
                guard !block.isLast, refill(&scanner) else { return false }
                continue
            }
            let names = ScannedRow(tail).names.dropFirst()
            guard tail.duplicates.isEmpty, tail.bytes[..<tail.position].isValidUTF8,
                Set(names).isDisjoint(with: before), hasNothingOfARow(names),
                !names.contains("@odata.context"), Set(names).isDisjoint(with: DataReader.envelopeNames)
            else { return false }
            scanner.position += tail.position - head.count
            scanner.line = tail.line
            return true
        }
    }

    /// Whether none of an answer's own members could make it a row, but for the array.
    private func hasNothingOfARow(_ names: some Sequence<String>) -> Bool {
        names.allSatisfy { name in
            let roles = rows.reader.readers[rows.entity.index].roles(of: name)
            return roles.fields.isEmpty && !roles.isPath
        }
    }
}
