import RulePlan

/// A rule set as people read it: what is asked for, how often, of whom, on what data, and with which exceptions.
///
/// It holds texts and names alone; how they are laid out, and escaped, is for those who write it out.
package struct RuleDocument: Sendable {
    struct Rule: Sendable {
        /// What links to it: letters, digits and `-`.
        var anchor: String
        var name: String
        var title: String
        var severity: Severity?
        var location: SourceLocation
        /// The rule in the language, a clause on each line.
        var clauses: [String]
        var tags: [String]
        var references: [String]
        var needs: [Need]
        var owners: [Owner]
        var tests: [String]
        var waivers: [Waiver]
    }

    /// Rows that a rule reads, or the scores.
    struct Need: Hashable, Sendable {
        /// Nothing for scores.
        var entity: String?
        /// Fields, or scores.
        var names: [String]
    }

    struct Owner: Hashable, Sendable {
        enum Part: Int, Sendable {
            case does, approves, isTold
        }

        var role: String
        var part: Part
    }

    struct Waiver: Sendable {
        var condition: String?
        var until: String
        var because: String
        var by: String?
    }

    /// Rules with one cadence.
    struct Group: Sendable {
        var anchor: String
        var title: String
        var rules: [Rule]
    }

    struct Parameter: Sendable {
        var name: String
        var defaultValue: String
        var domain: String
    }

    var groups: [Group] = []
    var parameters: [Parameter] = []
    /// Of tests that name no rule: they run all.
    var testsOfAll: [String] = []
    var fileCount = 0
    var testCount = 0

    var rules: [Rule] { groups.flatMap(\.rules) }
}

extension RuleDocument {
    /// The rules by who has to do with them; roles by name, and what belongs to nobody last.
    var rulesByOwner: [(owner: Owner?, rules: [Rule])] {
        var byOwner: [Owner: [Rule]] = [:]
        for rule in rules {
            for owner in rule.owners { byOwner[owner, default: []].append(rule) }
        }
        let owners = byOwner.keys.sorted { ($0.role, $0.part.rawValue) < ($1.role, $1.part.rawValue) }
        var result: [(owner: Owner?, rules: [Rule])] = owners.map { ($0, byOwner[$0] ?? []) }
        let others = rules.filter { rule in !rule.owners.contains { $0.part != .isTold } }
        if !others.isEmpty { result.append((nil, others)) }
        return result
    }

    /// The rules by the entity whose rows they read, with all fields that are read; scores last.
    var rulesByNeed: [(need: Need, rules: [Rule])] {
        var names: [String?: Set<String>] = [:]
        var byEntity: [String?: [Rule]] = [:]
        for rule in rules {
            for need in rule.needs {
                names[need.entity, default: []].formUnion(need.names)
                byEntity[need.entity, default: []].append(rule)
            }
        }
        let entities = names.keys.compactMap(\.self).sorted() + (names[nil] == nil ? [] : [nil])
        return entities.map { (Need(entity: $0, names: (names[$0] ?? []).sorted()), byEntity[$0] ?? []) }
    }

    /// What the rules refer to, sorted.
    var rulesByReference: [(reference: String, rules: [Rule])] {
        var byReference: [String: [Rule]] = [:]
        for rule in rules {
            for reference in rule.references { byReference[reference, default: []].append(rule) }
        }
        return byReference.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var waivers: [(rule: Rule, waiver: Waiver)] { rules.flatMap { rule in rule.waivers.map { (rule, $0) } } }

    var rulesWithoutTest: [Rule] { testsOfAll.isEmpty ? rules.filter(\.tests.isEmpty) : [] }
}

extension RuleDocument.Owner {
    var phrase: String {
        switch part {
        case .does: "does the work"
        case .approves: "approves"
        case .isTold: "is told"
        }
    }
}
