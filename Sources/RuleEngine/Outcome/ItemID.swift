package import RulePlan

/// The stable name of an item, made of its kind, name and target: the same tomorrow.
///
/// Two ids are equal where their names are and their keys match after folding, since products spell one GUID in different cases.
package struct ItemID: Hashable, Sendable {
    /// As the outcome and the history spell it: `action/isolate/device/d1`.
    package let text: String
    /// Kind, names and entity, exactly as spelled: all that the ids of one question about different rows share.
    package let head: Text
    /// The key, and the place of a message among its rule's, folded.
    private let tail: Text

    package static func task(_ name: String, on row: TargetKey? = nil) -> ItemID {
        ItemID(["task", name], row)
    }

    package static func action(_ name: String, on row: TargetKey) -> ItemID {
        ItemID(["action", name], row)
    }

    /// - Parameter place: Which of the rule's findings it is, from 1.
    package static func finding(_ rule: String, on row: TargetKey? = nil, place: Int = 1) -> ItemID {
        ItemID(["finding", rule], row, place: place)
    }

    /// - Parameter place: Which of the rule's messages to this role it is, from 1.
    package static func notification(
        _ rule: String, to role: String, on row: TargetKey? = nil, place: Int = 1
    ) -> ItemID {
        ItemID(["notification", rule, role], row, place: place)
    }

    private init(_ names: [String], _ row: TargetKey?, place: Int = 1) {
        var head = names.joined(separator: "/")
        var tail = ""
        if let row {
            head += "/" + row.entity
            tail += "/" + row.textInIDs
        }
        if place > 1 { tail += "/\(place)" }
        text = head + tail
        self.head = Text(head)
        self.tail = Text(tail).folded
    }

    /// Reads an id.
    /// - Returns: Nothing for what is of no known form.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let nameCount: Int
        switch (parts.first, parts.count) {
        case ("task", 2), ("task", 4), ("action", 4), ("finding", 2...5): nameCount = 2
        case ("notification", 3...6): nameCount = 3
        default: return nil
        }
        let hasRow = parts.count >= nameCount + 2
        let headCount = hasRow ? nameCount + 1 : nameCount
        let hasPlace = (parts.count - nameCount) % 2 == 1
        guard parts[..<headCount].allSatisfy(Self.isName), !(hasRow && parts[headCount].isEmpty) else { return nil }
        if hasPlace, let last = parts.last {
            // The first text has no number.
            guard let place = Int(last), place > 1, String(place) == last else { return nil }
        }
        let end = parts[headCount - 1].endIndex
        self.text = text
        head = Text(String(text[..<end]))
        tail = Text(String(text[end...])).folded
    }

    /// The task or action; for findings and notifications the rule.
    var name: String? {
        let parts = text.split(separator: "/")
        return parts.count > 1 ? String(parts[1]) : nil
    }

    /// The key of the row that it is about, as the id spells it; nothing where it is about none.
    var targetText: String? {
        let names = head.string.split(separator: "/")
        guard names.count > (names.first == "notification" ? 3 : 2) else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count > names.count ? String(parts[names.count]) : nil
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, first == UInt8(ascii: "_") || isLetter(first) else { return false }
        return text.utf8.allSatisfy { $0 == UInt8(ascii: "_") || isLetter($0) || (0x30...0x39).contains($0) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20)
    }

    package static func == (left: ItemID, right: ItemID) -> Bool {
        left.head == right.head && left.tail == right.tail
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(head)
        hasher.combine(tail)
    }
}
