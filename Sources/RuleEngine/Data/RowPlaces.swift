/// Where rows came from: files and lines, kept as runs of even distance.
package struct RowPlaces: Sendable {
    private struct Run {
        var firstRow: Int
        var file: Int
        /// Nothing where the rows came from no file.
        var line: Int?
        var step: Int
    }

    private var files: [String] = []
    private var runs: [Run] = []
    package private(set) var count = 0
    /// The line of the next row if it goes on as before.
    private var expected: Int?

    package init() {}

    package mutating func append(_ place: DataPlace) {
        begin(place.file)
        append(line: place.line)
    }

    /// Says which file the next rows come from.
    package mutating func begin(_ file: String) {
        if files.last != file {
            files.append(file)
            expected = nil
        }
    }

    /// A row of the file that was begun.
    package mutating func append(line: Int?) {
        let goesOn = runs.last.map { $0.file == files.count - 1 } ?? false
        if !goesOn || line == nil || line != expected {
            if goesOn, let line, let last = runs.indices.last, runs[last].firstRow == count - 1,
                let first = runs[last].line
            {
                runs[last].step = line - first
            } else if !goesOn || line != nil || runs.last?.line != nil {
                runs.append(Run(firstRow: count, file: files.count - 1, line: line, step: 1))
            }
        }
        count += 1
        expected = line.map { $0 + (runs.last?.step ?? 1) }
    }

    /// Adds the places of other rows behind these.
    /// - Parameter lines: How many lines stand before what the others were counted from.
    mutating func append(_ other: RowPlaces, shiftingLinesBy lines: Int) {
        let firstFile = files.count
        files += other.files
        for run in other.runs {
            var run = run
            run.firstRow += count
            run.file += firstFile
            run.line = run.line.map { $0 + lines }
            runs.append(run)
        }
        count += other.count
        expected = nil
    }

    package subscript(row: Int) -> DataPlace {
        var (low, high) = (0, runs.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].firstRow <= row { low = middle } else { high = middle }
        }
        guard low < runs.count else { return DataPlace(file: "", line: nil) }
        let run = runs[low]
        return DataPlace(file: files[run.file], line: run.line.map { $0 + (row - run.firstRow) * run.step })
    }
}
