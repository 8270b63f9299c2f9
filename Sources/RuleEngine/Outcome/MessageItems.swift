import RulePlan

/// The findings and the messages to people.
struct MessageItems {
    let items: [WorkItem]

    init(_ work: RequestedWork, in run: RuleRun) {
        items = work.messages.map { request in
            let match = work.matches[request.match]
            let rule = run.plan[match.rule]
            var item = run.item(
                request.id, request.kind, title: rule.title ?? rule.name, for: [request.match], of: work)
            item.target = match.row.map(run.names.target)
            item.severity = request.severity
            item.role = request.role
            item.text = run.text(request.text, for: match.row)
            return item
        }
    }
}
