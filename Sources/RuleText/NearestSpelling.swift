/// Finds what somebody probably meant to write.
package enum NearestSpelling {
    /// Names longer than this are not compared: a slip of the pen is a matter of short words.
    private static let longestName = 64

    /// The candidate with the fewest slips (a letter too many, too few or wrong, two letters swapped), if they are few enough for
    /// the word's length: none for one letter, one up to four, two up to eight, else three. Case is no slip.
    ///
    /// Of several that are equally near, the one that comes first in the alphabet.
    /// - Complexity: O(candidates × length²), with lengths of at most 64.
    package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = lowercased(word)
        guard letters.count <= longestName else { return nil }
        let allowed =
            switch letters.count {
            case ...1: 0
            case ...4: 1
            case ...8: 2
            default: 3
            }
        var best: (distance: Int, name: String)?
        for candidate in candidates where candidate != word {
            let other = lowercased(candidate)
            let limit = min(allowed, best?.distance ?? allowed)
            guard other.count <= longestName, abs(other.count - letters.count) <= limit else { continue }
            let found = distance(letters, other)
            guard found <= limit else { continue }
            if let current = best, (current.distance, current.name) <= (found, candidate) { continue }
            best = (found, candidate)
        }
        return best?.name
    }

    /// The Damerau-Levenshtein distance where no part is edited twice (optimal string alignment).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for (column, other) in right.enumerated() {
                var cost = min(previous[column + 1] + 1, current[column] + 1)
                cost = min(cost, previous[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }

    private static func lowercased(_ text: String) -> [UInt8] {
        text.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }
}
