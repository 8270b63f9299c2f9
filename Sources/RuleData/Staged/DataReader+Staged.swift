import RuleEngine
import RulePlan

extension DataReader {
    /// Reads a file of rows of one entity many at a time.
    /// - Returns: False where it is no such file, or there is anything in it for which it can't be read whole; nothing was read then.
    mutating func readStaged(_ source: ByteSource, _ file: inout DataFile) -> Bool {
        guard let start = stagedStart(of: source), let entity = stagedEntity(source, from: start, file),
            var piece = StagedPiece(self, file, to: entity, source, start..<source.count, isWhole: true), piece.read()
        else { return false }
        take(piece, shiftingLinesBy: 0, &file)
        return true
    }

    private mutating func take(_ piece: StagedPiece, shiftingLinesBy lines: Int, _ file: inout DataFile) {
        builder.append(piece.reader.builder, shiftingLinesBy: lines)
        for destination in piece.file.destinations where !file.destinations.contains(destination) {
            file.destinations.append(destination)
        }
        file.lastDestination = piece.file.lastDestination ?? file.lastDestination
        if file.leftOut == nil { file.leftOut = piece.file.leftOut.map { $0 + lines } }
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
