import RuleEngine
import RulePlan

/// The estate in pictures: scores, devices by risk and exposure, open alerts by age and severity.
struct EstateSection {
    let picture: EstatePicture
    let timeZone: TimeZoneRules

    func write(to html: inout Markup) {
        html.element("section", ["id": "estate"]) { html in
            html.element("h2", "The estate")
            ScoreCards(scores: picture.scores, timeZone: timeZone).write(to: &html)
            html.element("div", ["class": "grid"]) { html in
                card("Devices by risk and exposure", picture.devices, to: &html, content: write)
                card("Open alerts by age and severity", picture.alerts, to: &html, content: write)
            }
        }
        html.breakLine()
    }

    private func card<Content>(
        _ title: String, _ sketch: EstatePicture.Sketch<Content>, to html: inout Markup,
        content: (Content, inout Markup) -> Void
    ) {
        html.element("article", ["class": "card"]) { html in
            html.element("h3", title)
            switch sketch {
            case .success(let picture): content(picture, &html)
            case .failure(let gap): html.element("p", ["class": "note gap"]) { $0.data(gap.sentence) }
            }
        }
    }

    // MARK: Devices

    private func write(_ grid: DeviceGrid, to html: inout Markup) {
        html.element(
            "p", ["class": "note"],
            "\(OutcomeTable.count(grid.total, "device")); risk rises upwards, exposure to the right")
        html.append(drawing(of: grid))
        guard !grid.worst.isEmpty else { return }
        html.element("h4", "At the greatest risk")
        html.element("ol", ["class": "lines"]) { html in
            for device in grid.worst {
                html.element("li") { html in
                    html.element("span") { $0.data(device.name, limit: 60) }
                    html.element(
                        "span", ["class": "soft"],
                        "\(name(device.risk, grid.risks)) risk, \(name(device.exposure, grid.exposures)) exposure")
                }
            }
        }
    }

    private func name(_ place: Int, _ names: [String]) -> String {
        (place < names.count ? names[place] : "unknown").shortened(to: 30)
    }

    /// What is unknown stands to the left and at the bottom, so that the far corner is the worst.
    private func drawing(of grid: DeviceGrid) -> Drawing {
        let rows = Array(grid.risks.indices.reversed()) + [grid.risks.count]
        let columns = [grid.exposures.count] + Array(grid.exposures.indices)
        let (left, width, height) = (92.0, 268 / Double(max(columns.count, 1)), 34.0)
        var words: [String] = []
        for row in rows {
            for column in columns.reversed() where grid.counts[row][column] > 0 {
                words.append(
                    "\(grid.counts[row][column]) at \(name(row, grid.risks)) risk and \(name(column, grid.exposures)) exposure"
                )
            }
        }
        return Drawing(
            width: 360, height: height * Double(rows.count) + 22,
            label: words.isEmpty ? "No devices" : "Devices: " + words.joined(separator: "; ")
        ) { drawing in
            for (line, row) in rows.enumerated() {
                let y = height * Double(line)
                drawing.text(short(name(row, grid.risks)), x: left - 8, y: y + 21, anchor: .end)
                for (place, column) in columns.enumerated() {
                    let count = grid.counts[row][column]
                    let x = left + width * Double(place)
                    let style = style(of: (row, column), grid)
                    drawing.rectangle(
                        x: x + 1.5, y: y + 1.5, width: width - 3, height: height - 3, radius: 5,
                        style: count == 0 ? "track" : "tint-\(style)")
                    if count > 0 {
                        drawing.text(
                            String(count), x: x + width / 2, y: y + 22, anchor: .middle, style: "strong on-\(style)")
                    }
                }
            }
            for (place, column) in columns.enumerated() {
                drawing.text(
                    short(name(column, grid.exposures)), x: left + width * (Double(place) + 0.5),
                    y: height * Double(rows.count) + 16, anchor: .middle)
            }
        }
    }

    private func style(of place: (risk: Int, exposure: Int), _ grid: DeviceGrid) -> String {
        guard place.risk < grid.risks.count, place.exposure < grid.exposures.count else { return "informational" }
        let share =
            (2 * Double(place.risk) / Double(max(grid.risks.count - 1, 1)) + Double(place.exposure)
                / Double(max(grid.exposures.count - 1, 1))) / 3
        return switch share {
        case 0.85...: "critical"
        case 0.6...: "high"
        case 0.4...: "medium"
        case 0.2...: "low"
        default: "good"
        }
    }

    /// As long as a picture has room for.
    private func short(_ text: String) -> String {
        text.count > 13 ? "\(text.prefix(12))…" : text
    }

    // MARK: Alerts

    private func write(_ alerts: AlertAges, to html: inout Markup) {
        html.element("p", ["class": "note"]) { html in
            html.append("\(OutcomeTable.count(alerts.openCount, "open alert")), \(alerts.resolvedCount) resolved")
            if alerts.unknownCount > 0 { html.append(", \(alerts.unknownCount) of unknown state or age, not drawn") }
        }
        guard alerts.openCount > 0 else {
            html.element("p", ["class": "empty"], "No alert is open.")
            return
        }
        html.append(drawing(of: alerts))
        html.element("ul", ["class": "legend"]) { html in
            for severity in severities(of: alerts) {
                let count = alerts.counts.reduce(0) { $0 + $1[severity] }
                html.element("li") { html in
                    writeSeverity(severity, of: alerts, to: &html)
                    html.append(" \(count)")
                }
            }
        }
        html.element("h4", "The most severe, oldest first")
        html.element("ol", ["class": "lines"]) { html in
            for alert in alerts.worst {
                html.element("li") { html in
                    html.element("span") { $0.data(alert.name, limit: 80) }
                    html.element("span", ["class": "soft"]) { html in
                        html.append("\(OutcomeTable.count(alert.days, "day")) ")
                        writeSeverity(alert.severity, of: alerts, to: &html)
                    }
                }
            }
        }
    }

    private func writeSeverity(_ severity: Int, of alerts: AlertAges, to html: inout Markup) {
        html.element(
            "span", ["class": "severity \(style(of: severity, alerts))"], name(severity, alerts.severities))
    }

    /// Those of which an alert is open, the most severe first, the unknown last.
    private func severities(of alerts: AlertAges) -> [Int] {
        (Array(alerts.severities.indices.reversed()) + [alerts.severities.count])
            .filter { severity in alerts.counts.contains { $0[severity] > 0 } }
    }

    private func style(of severity: Int, _ alerts: AlertAges) -> String {
        guard severity < alerts.severities.count else { return "none" }
        return Severity(name: alerts.severities[severity])?.name ?? "none"
    }

    private func drawing(of alerts: AlertAges) -> Drawing {
        let totals = alerts.counts.map { $0.reduce(0, +) }
        let words = AlertAges.ages.indices.filter { totals[$0] > 0 }.map { age in
            let parts = severities(of: alerts).filter { alerts.counts[age][$0] > 0 }
                .map { "\(alerts.counts[age][$0]) \(name($0, alerts.severities))" }
            return "\(title(ofAge: age)): \(parts.joined(separator: ", "))"
        }
        let (width, height) = (360 / Double(totals.count), 150.0)
        let unit = height / Double(max(totals.max() ?? 1, 1))
        return Drawing(width: 360, height: height + 42, label: "Open alerts, " + words.joined(separator: "; ")) {
            drawing in
            drawing.line(from: (0, height + 20), to: (360, height + 20), style: "axis")
            for (age, total) in totals.enumerated() {
                let x = width * Double(age)
                var y = height + 20
                for severity in severities(of: alerts).reversed() where alerts.counts[age][severity] > 0 {
                    let count = alerts.counts[age][severity]
                    y -= unit * Double(count)
                    let style = style(of: severity, alerts)
                    drawing.rectangle(
                        x: x + 10, y: y, width: width - 20, height: max(unit * Double(count) - 1, 0.5), radius: 1.5,
                        style: style == "none" ? "unknown" : style,
                        title: "\(count) \(name(severity, alerts.severities))")
                }
                if total > 0 {
                    drawing.text(String(total), x: x + width / 2, y: y - 6, anchor: .middle, style: "strong")
                }
                drawing.text(title(ofAge: age), x: x + width / 2, y: height + 36, anchor: .middle)
            }
        }
    }

    private func title(ofAge age: Int) -> String {
        age == AlertAges.ages.count - 1 ? AlertAges.ages[age].title : "< \(AlertAges.ages[age].title)"
    }
}
