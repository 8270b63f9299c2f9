import RuleEngine
import RulePlan

/// The recurring tasks that the rules ask for now, day by day through the month of the run.
struct TaskMonth: Hashable, Sendable {
    enum Mark: Hashable, Sendable {
        case nothing
        /// Its period ended here; whether it was done is not known.
        case past
        /// The history has a completion of that day.
        case done
        /// It is to be done now, until here.
        case open
        /// A later period ends here.
        case coming
    }

    struct Row: Hashable, Sendable {
        var title: String
        var cadence: PlanCadence
        /// Items that are open.
        var openCount: Int
        /// By day.
        var marks: [Mark]
    }

    let firstDay: CivilDate
    let dayCount: Int
    /// From 0.
    let today: Int
    /// Whether anything is known of what was done.
    let hasHistory: Bool
    /// Shorter cadences first.
    let rows: [Row]

    init(of plan: Plan, context: RunContext, outcome: Outcome) throws(EstatePicture.Gap) {
        let date = context.timeZone.civilDate(at: context.now)
        guard let firstDay = CivilDate(year: date.year, month: date.month, day: 1) else {
            throw .init(sentence: "There is no such month.")
        }
        self.firstDay = firstDay
        dayCount = CivilDate.dayCount(ofMonth: date.month, inYear: date.year)
        today = date.day - 1
        hasHistory = !context.history.events.isEmpty

        let fired = Set(outcome.rules.lazy.filter { $0.fired > 0 }.map(\.rule))
        var cadences: [TaskID: PlanCadence] = [:]
        for rule in plan.rules where fired.contains(rule.name) {
            for case .require(let task, _, let cadence, _, _) in rule.effects where cadence != .asNeeded {
                cadences[task] = min(cadence, cadences[task] ?? cadence)
            }
        }
        let calendar = Calendar(firstDay: firstDay, dayCount: dayCount, today: today, context: context)
        let openItems = outcome.items.filter { $0.kind == .task }.grouped(by: \.name)
        let open = Dictionary(openItems.map { ($0.key, $0.elements) }, uniquingKeysWith: { first, _ in first })
        rows = cadences.map { task, cadence in
            let schema = plan.schema[task]
            let items = open[schema.name] ?? []
            return Row(
                title: schema.title ?? schema.name, cadence: cadence, openCount: items.count,
                marks: calendar.marks(of: schema.name, cadence, due: items.lazy.compactMap(\.due).min()))
        }.sorted {
            ($0.cadence, $0.title) != ($1.cadence, $1.title)
                ? ($0.cadence, $0.title) < ($1.cadence, $1.title) : $0.openCount < $1.openCount
        }
        guard !rows.isEmpty else { throw .init(sentence: "The rules ask for no recurring task now.") }
    }

    /// Finds the days of one task.
    private struct Calendar {
        let firstDay: CivilDate
        let dayCount: Int
        let today: Int
        let context: RunContext

        /// - Parameter due: Of the item that is due first; nothing where none is open.
        func marks(of task: String, _ cadence: PlanCadence, due: Instant?) -> [Mark] {
            var marks = [Mark](repeating: .nothing, count: dayCount)
            let completions = context.history.events.filter {
                $0.kind == .completed && ($0.id == "task/\(task)" || $0.id.hasPrefix("task/\(task)/"))
                    && $0.at <= context.now
            }.map(\.at)
            if case .every(let days) = cadence {
                // A longer step leaves the month as well.
                let step = min(max(days, 1), 366)
                var next = (due ?? completions.max()).map(place)
                if due == nil { next = next.map { $0 + step } }
                while let day = next, day < dayCount {
                    if day > today { marks[day] = .coming }
                    next = day + step
                }
            } else {
                for day in 0..<dayCount {
                    guard let date = firstDay.adding(days: day),
                        let period = RecurrencePeriod(
                            of: cadence, at: context.timeZone.startOfDay(date), in: context.timeZone),
                        place(of: period.lastSecond) == day
                    else { continue }
                    if period.lastSecond < context.now {
                        marks[day] = .past
                    } else if period.start > context.now {
                        marks[day] = .coming
                    }
                }
            }
            if let due, marks.indices.contains(place(of: due)) { marks[place(of: due)] = .open }
            for completion in completions where marks.indices.contains(place(of: completion)) {
                marks[place(of: completion)] = .done
            }
            return marks
        }

        /// The day of the month, from 0; outside it where the instant is.
        private func place(of instant: Instant) -> Int {
            context.timeZone.civilDate(at: instant).daysSinceEpoch - firstDay.daysSinceEpoch
        }
    }
}
