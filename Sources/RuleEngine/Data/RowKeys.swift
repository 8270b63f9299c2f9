import RulePlan

/// The keys of a table's rows, their parts as spelled in the data.
package enum RowKeys: RandomAccessCollection, Sendable {
    /// By row, one part or more.
    case parts([[String]])
    /// By row, of one part.
    case texts(TextPool)

    package var startIndex: Int { 0 }
    package var endIndex: Int {
        switch self {
        case .parts(let keys): keys.count
        case .texts(let texts): texts.count
        }
    }

    package subscript(row: Int) -> [String] {
        switch self {
        case .parts(let keys): keys[row]
        case .texts(let texts): [texts[row]?.string ?? ""]
        }
    }
}
