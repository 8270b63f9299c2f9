package import RuleEngine
package import RulePlan

/// An outcome as one page that needs nothing beside it (`run --format html`): what to do today, what is late, what can't be seen.
///
/// The page is bounded, whatever the outcome: it says what it left out.
package struct OutcomePage: Sendable {
    private let timeZone: TimeZoneRules
    private let schema: Schema
    private let picture: EstatePicture?

    /// - Parameters:
    ///   - timeZone: The run's; times are shown in it.
    ///   - schema: Says which exports hold what is missing.
    ///   - picture: What the estate's pictures are drawn from; without it the page has none.
    package init(timeZone: TimeZoneRules, schema: Schema, picture: EstatePicture? = nil) {
        self.timeZone = timeZone
        self.schema = schema
        self.picture = picture
    }

    /// The same outcome always gives the same bytes.
    package func rendered(_ outcome: Outcome) -> String {
        let date = timeZone.civilDate(at: outcome.now)
        let work = WorkSection(outcome, in: timeZone)
        let asides = PageAsides(outcome: outcome, timeZone: timeZone)
        let owner = outcome.tenant.map { " of \($0.shortened(to: 80))" } ?? ""
        return HTMLPage(title: "Security work\(owner) for \(date)", menu: menu(outcome)) { html in
            html.element("p", ["class": "kicker"]) { html in
                html.append("Security work")
                if let tenant = outcome.tenant {
                    html.append(" of ")
                    html.data(tenant, limit: 80)
                }
            }
            html.element("h1", date.inWords)
            html.element("p", ["class": "lead"]) { html in
                html.append("\(outcome.now.text(in: timeZone).suffix(5)) ")
                html.data(outcome.timeZone, limit: 60)
                html.append(" · \(outcome.items.count) items from \(outcome.rules.count) rules")
            }
        } footer: { html in
            html.element(
                "p",
                "Made by secops-rules from the rules and the data of one run. Times are in the run's zone. The page loads nothing and sends nothing."
            )
        } main: { html in
            AnswerCards(outcome, in: timeZone).write(to: &html)
            work.write(to: &html)
            if let picture { MonthSection(tasks: picture.tasks).write(to: &html) }
            asides.writeApprovals(work.awaitingApproval, to: &html)
            BlindSpots(outcome, schema: schema).write(to: &html)
            if let picture { EstateSection(picture: picture, timeZone: timeZone).write(to: &html) }
            asides.writeForbidden(to: &html)
            asides.writeWaivers(to: &html)
            asides.writeData(to: &html)
        }.rendered
    }

    private func menu(_ outcome: Outcome) -> [(anchor: String, text: String)] {
        var menu = [("work", "Work")]
        if picture != nil { menu.append(("month", "The month")) }
        menu += [("approvals", "Approvals"), ("blind", "Can't be seen")]
        if picture != nil { menu.append(("estate", "The estate")) }
        if !outcome.forbidden.isEmpty || !outcome.conflicts.isEmpty { menu.append(("forbidden", "Forbidden")) }
        return menu + [("waivers", "Waivers"), ("data", "Data problems")]
    }
}

extension CivilDate {
    /// `Monday, 23 November 2026`
    var inWords: String {
        let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        return "\(weekdays[weekday - 1]), \(day) \(Self.monthNames[month - 1]) \(year)"
    }

    static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
