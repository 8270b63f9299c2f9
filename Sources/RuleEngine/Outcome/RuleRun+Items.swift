import RulePlan

extension RuleRun {
    func id(of subject: TaskRequest.Subject) -> ItemID {
        .task(plan.schema[subject.task].name, on: subject.target.map(names.key))
    }

    func id(of subject: ActionRequest.Subject) -> ItemID {
        .action(plan.schema[subject.action].name, on: names.key(of: subject.target))
    }

    /// An item with what all kinds have: the reasons of the rules that ask for it and the highest of their severities.
    /// - Parameter asking: The matches that ask for it.
    func item(_ id: ItemID, _ kind: WorkItem.Kind, title: String, for asking: [MatchPlace], of work: RequestedWork)
        -> WorkItem
    {
        var item = WorkItem(id: id.text, kind: kind, title: title, firstSeen: history.firstSeen(id, at: context.now))
        var seen: Set<Reason> = []
        for place in asking.sorted() {
            let match = work.matches[place]
            // Rows of which a rule says the same give one reason.
            if seen.insert(match.reason).inserted { item.reasons.append(match.reason) }
            item.severity = [item.severity, plan[match.rule].severity].compactMap(\.self).max()
        }
        return item
    }

    /// The title of a task or an action.
    func title(_ title: String?, named name: String) -> String {
        title ?? String(name.map { $0 == "_" ? " " : $0 })
    }

    /// The rules of matches, in the order of the program, each once.
    func ruleNames(of asking: [MatchPlace], in work: RequestedWork) -> [String] {
        var result: [RuleID] = []
        for place in asking.sorted() {
            let rule = work.matches[place].rule
            // Matches are in the order of the program, so those of one rule stand together.
            if result.last != rule { result.append(rule) }
        }
        return result.map { plan[$0].name }
    }
}

extension Sequence {
    /// The elements of each key, both in the order in which they come.
    package func grouped<Key: Hashable>(by key: (Element) -> Key) -> [(key: Key, elements: [Element])] {
        var places: [Key: Int] = [:]
        var groups: [(key: Key, elements: [Element])] = []
        for element in self {
            let key = key(element)
            if let place = places[key] {
                groups[place].elements.append(element)
            } else {
                places[key] = groups.count
                groups.append((key, [element]))
            }
        }
        return groups
    }
}
