import RuleEngine
import RulePlan
import RuleText

extension DataReader {
    /// Reads a file of rows of one entity many at a time.
    /// - Returns: False where it is no such file, or there is anything in it for which it can't be read whole; nothing was read then.
    mutating func readStaged(_ source: ByteSource, _ file: inout DataFile) -> Bool {
        guard isStaged, let start = stagedStart(of: source), let entity = stagedEntity(source, from: start, file) else {
            return false
        }
        switch firstByte(of: source, from: start) {
        case nil, UInt8(ascii: "<")?: return false
        case UInt8(ascii: "{")?, UInt8(ascii: "[")?: return readStagedJSON(source, from: start, to: entity, &file)
        default: return readStagedCSV(source, from: start, to: entity, &file)
        }
    }

    private mutating func readStagedJSON(
        _ source: ByteSource, from start: Int, to entity: EntityID, _ file: inout DataFile
    ) -> Bool {
        let (reader, untouched) = (self, file)
        @Sendable func read(_ range: Range<Int>, isWhole: Bool) -> StagedOutcome? {
            StagedPiece.read(reader, untouched, to: entity, source, range, isWhole: isWhole)
        }
        if isFileOfLines(source, from: start),
            let parts = readParts(source, from: start, { read($0, isWhole: false) })
        {
            take(parts, from: 1, &file)
            return true
        }
        guard let whole = read(start..<source.count, isWhole: true) else { return false }
        take([whole], from: whole.firstLine, &file)
        return true
    }

    private mutating func readStagedCSV(
        _ source: ByteSource, from start: Int, to entity: EntityID, _ file: inout DataFile
    ) -> Bool {
        guard let columns = CSVColumns(source, from: start, to: entity, &self, file) else { return false }
        let (reader, untouched) = (self, file)
        @Sendable func read(_ range: Range<Int>, isWhole: Bool) -> StagedOutcome? {
            CSVPiece.read(reader, untouched, to: entity, source, range, columns, isWhole: isWhole)
        }
        var parts = readParts(source, from: columns.rowsStart) { read($0, isWhole: false) }
        if parts == nil { parts = read(columns.rowsStart..<source.count, isWhole: true).map { [$0] } }
        guard let parts else { return false }
        begin(.entities([entity]), columns.names, of: columns.header, &file)
        take(parts, from: columns.rowsLine, &file)
        return true
    }

    /// - Parameter line: The line on which the first part begins.
    private mutating func take(_ parts: [StagedOutcome], from line: Int, _ file: inout DataFile) {
        var lines = line - 1
        for (index, part) in parts.enumerated() {
            // A part counts its lines from where it begins.
            if index > 0 { lines += parts[index - 1].lastLine - part.firstLine }
            take(part, shiftingLinesBy: lines, &file)
        }
    }

    private mutating func take(_ part: StagedOutcome, shiftingLinesBy lines: Int, _ file: inout DataFile) {
        builder.append(part.reader.builder, shiftingLinesBy: lines)
        for destination in part.file.destinations where !file.destinations.contains(destination) {
            file.destinations.append(destination)
        }
        file.lastDestination = part.file.lastDestination ?? file.lastDestination
        if file.leftOut == nil { file.leftOut = part.file.leftOut.map { $0 + lines } }
    }

    /// Reads a file of lines in parts side by side, split where a line begins.
    /// - Parameter readPart: Reads a stretch; nothing where it has something for the other reader.
    /// - Returns: Nothing where it is not worth it, is no such file, or a row goes on behind the line that it begins on.
    private func readParts(
        _ source: ByteSource, from start: Int, _ readPart: @escaping @Sendable (Range<Int>) -> StagedOutcome?
    ) -> [StagedOutcome]? {
        let length = source.count - start
        let count = min(parallelism.width, length / max(smallestPart, 1))
        guard count > 1 else { return nil }
        var bounds = [start]
        for part in 1..<count {
            let block = ReadBlock(source, from: max(start + length / count * part, bounds[part - 1]))
            guard block.advance(to: 0), let end = block.lineEnd(from: 0) else { return nil }
            bounds.append(block.start + end)
        }
        bounds.append(source.count)
        let ranges = zip(bounds, bounds.dropFirst()).map { $0..<$1 }
        let parts = parallelism.map(count) { readPart(ranges[$0]) }
        let read = parts.compactMap { $0 }
        guard read.count == count,
            (1..<count).allSatisfy({ read[$0 - 1].endOffset == read[$0].firstOffset })
        else { return nil }
        return read
    }

    /// Whether the first line is one row and no answer with rows in it.
    private func isFileOfLines(_ source: ByteSource, from start: Int) -> Bool {
        let block = ReadBlock(source, from: start)
        guard block.advance(to: 0), let end = block.lineEnd(from: 0) else { return false }
        var scanner = JSONScanner(block.bytes(0..<end), file: "")
        guard scanner.peek() == UInt8(ascii: "{"), (try? scanner.scanValue(passingOver: Self.envelopeNames)) != nil
        else {
            return false
        }
        return scanner.passed.isEmpty
    }

    /// Where text begins in a file that may be UTF-8; nothing for another encoding.
    private func stagedStart(of source: ByteSource) -> Int? {
        let block = ReadBlock(source, from: 0, capacity: 64)
        guard block.advance(to: 0), block.count > 1 else { return nil }
        switch unsafe (block.base[0], block.base[1], block.base[2]) {
        case (0xFF, 0xFE, _), (0xFE, 0xFF, _), (0, _, _), (_, 0, _): return nil
        case (0xEF, 0xBB, 0xBF): return 3
        default: return 0
        }
    }

    /// The first one that is no white space, nothing where none stands near the beginning.
    private func firstByte(of source: ByteSource, from start: Int) -> UInt8? {
        let block = ReadBlock(source, from: start, capacity: 4096)
        guard block.advance(to: 0) else { return nil }
        return block.bytes(0..<block.count).first { !JSONScanner.isSpace($0) }
    }

    /// The entity that rows belong to, by what can be told from the file's beginning.
    private func stagedEntity(_ source: ByteSource, from start: Int, _ file: DataFile) -> EntityID? {
        var destination = file.fallback
        if file.explicit == nil {
            // The context of an answer stands first in it, if anywhere.
            let block = ReadBlock(source, from: start, capacity: 4096)
            guard block.advance(to: 0) else { return nil }
            if let context = block.leadingContext { destination = names[context: context] ?? destination }
        }
        guard case .entities(let group)? = destination, group.count == 1 else { return nil }
        return group.first
    }
}

extension ReadBlock {
    /// Behind the next line feed.
    func lineEnd(from start: Int) -> Int? {
        let rest = unsafe UnsafeBufferPointer(start: base + start, count: count - start)
        return unsafe rest.firstIndex(of: UInt8(ascii: "\n")).map { start + $0 + 1 }
    }

    /// The text under `@odata.context`, where that is the first member of an object at the block's beginning.
    fileprivate var leadingContext: String? {
        var scanner = JSONScanner(bytes(0..<count), file: "")
        guard scanner.peek() == UInt8(ascii: "{") else { return nil }
        // Fails where the object goes on beyond the block; what was found before that counts.
        _ = try? scanner.scanValue()
        scanner.closeUnfinished()
        let members = scanner.members(of: 0)
        guard let first = members.first, scanner.name(at: first.name) == "@odata.context" else { return nil }
        return scanner.context
    }
}
