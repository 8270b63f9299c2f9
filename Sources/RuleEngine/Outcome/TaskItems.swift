import RulePlan

/// The tasks that people must do now.
struct TaskItems {
    private(set) var items: [WorkItem] = []
    /// Tasks that are asked for, but need not be done at this moment.
    private(set) var standing: [ItemID] = []

    init(_ work: RequestedWork, in run: RuleRun) {
        for (subject, requests) in work.tasks.grouped(by: \.subject) {
            let id = run.id(of: subject)
            let lastCompletion = run.history[id]?.lastCompletion
            let firstSeen = run.history.firstSeen(id, at: run.context.now)
            // A rule whose recurring task has been done in its period asks for nothing until the next one.
            var asking: [TaskRequest] = []
            var dues: [Instant] = []
            for request in requests {
                let recurrence = Recurrence(
                    request.cadence, lastCompletion: lastCompletion, at: run.context.now, in: run.context.timeZone)
                guard let recurrence else { continue }
                asking.append(request)
                dues += [recurrence.due, request.bounds.earliest(firstSeen: firstSeen)].compactMap(\.self)
            }
            guard !asking.isEmpty else {
                standing.append(id)
                continue
            }
            let task = run.plan.schema[subject.task]
            var item = run.item(
                id, .task, title: run.title(task.title, named: task.name), for: asking.map(\.match), of: work)
            item.name = task.name
            item.target = subject.target.map(run.names.target)
            item.cadence = asking.map(\.cadence).min()?.text
            item.due = dues.min()
            item.role = asking.compactMap(\.role).map { run.plan.schema[$0].name }.min { $0.precedesByScalars($1) }
            items.append(item)
        }
    }
}
