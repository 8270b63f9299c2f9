import RuleEngine
import RulePlan

/// Each score on its scale, with its levels, its direction and its course.
struct ScoreCards {
    let scores: [EstatePicture.Sketch<ScorePicture>]
    let timeZone: TimeZoneRules

    func write(to html: inout Markup) {
        html.element("div", ["class": "grid scores"]) { html in
            for score in scores {
                if case .success(let score) = score { write(score, to: &html) }
            }
        }
        for case .failure(let gap) in scores { html.element("p", ["class": "note gap"]) { $0.data(gap.sentence) } }
    }

    private func write(_ score: ScorePicture, to html: inout Markup) {
        html.element("article", ["class": "card"]) { html in
            html.element("h3") { $0.data(score.title, limit: 80) }
            html.element("p", ["class": "score"]) { html in
                html.element("span", ["class": "number"], score.value.roundedText + score.unit)
                if let range = score.range, score.unit.isEmpty {
                    html.element("span", ["class": "soft"], " of \(range.upperBound.roundedText)")
                }
                html.append(" ")
                let bands = Band.bands(of: score)
                if let band = bands.first(where: { $0.contains(score.value) }), !band.name.isEmpty {
                    html.element("span", ["class": "severity \(band.style)"]) { $0.data(band.name, limit: 40) }
                }
            }
            writeScale(score, to: &html)
            writeCourse(score, to: &html)
            guard !score.comparisons.isEmpty else { return }
            html.element("p", ["class": "note"], score.comparisonsTitle)
            html.element("dl", ["class": "pairs"]) { html in
                for comparison in score.comparisons {
                    html.element("div") { html in
                        html.element("dt") { $0.data(comparison.name, limit: 60) }
                        html.element("dd", comparison.value.roundedText + score.unit)
                    }
                }
            }
        }
    }

    // MARK: Scale

    private func writeScale(_ score: ScorePicture, to html: inout Markup) {
        let direction =
            switch score.direction {
            case .lowerIsBetter: "Lower is better. "
            case .higherIsBetter: "Higher is better. "
            case nil: ""
            }
        if let range = score.range {
            let length = range.upperBound - range.lowerBound
            let place = { (value: Double) in
                4 + 312 * min(max((value - range.lowerBound) / length, 0), 1)
            }
            html.append(
                Drawing(
                    width: 320, height: 40,
                    label:
                        "\(score.value.roundedText) on a scale from \(range.lowerBound.roundedText) to \(range.upperBound.roundedText)"
                ) { drawing in
                    for band in Band.bands(of: score) {
                        let (start, end) = (place(band.lower), place(band.upper))
                        drawing.rectangle(
                            x: start, y: 10, width: max(end - start - 1.5, 0), height: 10, radius: 2, style: band.fill)
                    }
                    for comparison in score.comparisons {
                        drawing.rectangle(
                            x: place(comparison.value) - 0.75, y: 7, width: 1.5, height: 16, style: "soft",
                            title: "\(comparison.name.shortened(to: 60)): \(comparison.value.roundedText)")
                    }
                    drawing.rectangle(x: place(score.value) - 2, y: 4, width: 4, height: 22, radius: 2, style: "mark")
                    drawing.text(range.lowerBound.roundedText, x: 4, y: 38)
                    for threshold in score.thresholds {
                        drawing.text(threshold.value.roundedText, x: place(threshold.value), y: 38, anchor: .middle)
                    }
                    drawing.text(range.upperBound.roundedText, x: 316, y: 38, anchor: .end)
                })
        }
        let levels = score.thresholds.filter { !$0.name.isEmpty }.map { "\($0.name) from \($0.value.roundedText)" }
        html.element("p", ["class": "note"]) { html in
            html.append(direction)
            if score.range == nil {
                html.append("A number of points without an upper end.")
            } else if levels.isEmpty {
                html.append("The rules draw no levels on it.")
            } else {
                html.append("By the rules: ")
                html.data(levels.joined(separator: ", "))
                html.append(".")
            }
        }
    }

    /// A part of a scale.
    private struct Band {
        var lower: Double
        var upper: Double
        /// Of the lowest one empty.
        var name: String
        /// A severity's style, or `good`.
        var style: String
        var fill: String

        func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

        /// From the highest to the lowest.
        static func bands(of score: ScorePicture) -> [Band] {
            guard let range = score.range else { return [] }
            let bounds = [range.lowerBound] + score.thresholds.map(\.value) + [range.upperBound]
            let names = [""] + score.thresholds.map(\.name)
            let styles = [["informational"], ["good", "high"], ["good", "medium", "high"]]
            return names.indices.reversed().map { place in
                let rank = score.direction == .higherIsBetter ? names.count - 1 - place : place
                let style =
                    score.direction == nil || names.count > styles.count
                    ? "informational" : styles[names.count - 1][rank]
                return Band(
                    lower: bounds[place], upper: bounds[place + 1], name: names[place], style: style,
                    fill: names.count == 1 ? "rest" : style)
            }
        }
    }

    // MARK: Course

    private func writeCourse(_ score: ScorePicture, to html: inout Markup) {
        guard let first = score.course.first, let last = score.course.last, first.at < last.at else {
            html.element("p", ["class": "note"], "One value was given, so it has no trend yet.")
            return
        }
        let change = last.value - first.value
        let isBetter = score.direction == .higherIsBetter ? change > 0 : change < 0
        let since = timeZone.civilDate(at: first.at)
        let words =
            change.magnitude < 0.05
            ? "Unchanged since \(since)"
            : "\(change > 0 ? "Up" : "Down") \(change.magnitude.roundedText) since \(since): \(isBetter ? "better" : "worse")"
        let best =
            score.direction == .higherIsBetter
            ? score.course.max { $0.value < $1.value } : score.course.min { $0.value < $1.value }
        let values = score.course.map(\.value)
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        let span = max(high - low, 1)
        let duration = Double(max(last.at.timeSpan(since: first.at).nanoseconds, 1))
        let points = score.course.map { point in
            (
                x: 4 + 308 * Double(point.at.timeSpan(since: first.at).nanoseconds) / duration,
                y: 52 - 42 * (point.value - low) / span
            )
        }
        html.append(
            Drawing(width: 320, height: 60, label: "From \(first.value.roundedText) to \(last.value.roundedText)") {
                drawing in
                drawing.path([(4, 58)] + points + [(312, 58)], isClosed: true, style: "area")
                drawing.path(points, style: "stroke")
                if let end = points.last { drawing.circle(x: end.x, y: end.y, radius: 4, style: "accent") }
            })
        html.element("p", ["class": "note"]) { html in
            html.append(words)
            if let best, (best.value - last.value).magnitude >= 0.05, score.direction != nil {
                html.append("; at its best \(best.value.roundedText) on \(timeZone.civilDate(at: best.at))")
            }
            html.append(".")
        }
    }
}
