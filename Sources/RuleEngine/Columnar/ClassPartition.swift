/// Groups the codes of a source to classes, so that each leaf is true, false or unknown for all codes of a class.
///
/// Codes that lie beside one another become classes that do, so that most leaves are a range of classes. Where the leaves need more
/// classes than a byte holds, they are spread over several partitions.
struct ClassPartition {
    struct Part {
        /// By code.
        var classes: [UInt8]
        /// One more than the greatest class.
        var classCount: Int
        /// By leaf of the part.
        var sets: [(leaf: Int, whereTrue: ClassSet, whereFalse: ClassSet)]
    }

    private(set) var parts: [Part] = []

    /// - Parameters:
    ///   - truths: By leaf its number, and its truth by code.
    ///   - limit: How many classes a part may have; at least 3, which one leaf needs.
    init(codeCount: Int, truths: [(leaf: Int, byCode: [Bool?])], limit: Int) {
        var group: [Int] = []
        var classes = [UInt32](repeating: 0, count: codeCount)
        for index in truths.indices {
            let refined = Self.refined(classes, by: truths[index].byCode)
            if refined.count <= limit {
                classes = refined.classes
                group.append(index)
            } else {
                close(group, classes, truths)
                classes = Self.refined([UInt32](repeating: 0, count: codeCount), by: truths[index].byCode).classes
                group = [index]
            }
        }
        close(group, classes, truths)
    }

    private mutating func close(_ group: [Int], _ classes: [UInt32], _ truths: [(leaf: Int, byCode: [Bool?])]) {
        guard !group.isEmpty else { return }
        var part = Part(
            classes: classes.map(UInt8.init(truncatingIfNeeded:)), classCount: Int(classes.max() ?? 0) + 1,
            sets: group.map { (truths[$0].leaf, ClassSet(), ClassSet()) })
        // The first code of a class speaks for all of it.
        var isSeen = [Bool](repeating: false, count: 256)
        for (code, member) in part.classes.enumerated() where !isSeen[Int(member)] {
            isSeen[Int(member)] = true
            for (place, index) in group.enumerated() {
                switch truths[index].byCode[code] {
                case true?: part.sets[place].whereTrue.insert(Int(member))
                case false?: part.sets[place].whereFalse.insert(Int(member))
                case nil: break
                }
            }
        }
        parts.append(part)
    }

    /// Splits classes by a leaf's truth; numbered by their first codes.
    private static func refined(_ classes: [UInt32], by truth: [Bool?]) -> (classes: [UInt32], count: Int) {
        let old = Int(classes.max() ?? 0) + 1
        var numbers = [UInt32](repeating: .max, count: old * 3)
        var count: UInt32 = 0
        var result = classes
        for code in classes.indices {
            let place = Int(classes[code]) * 3 + (truth[code].map { $0 ? 2 : 1 } ?? 0)
            if numbers[place] == .max {
                numbers[place] = count
                count += 1
            }
            result[code] = numbers[place]
        }
        return (result, Int(count))
    }
}
