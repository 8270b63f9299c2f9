extension PlanWriter {
    mutating func write(_ parameter: PlanParameter) {
        write(parameter.name)
        write(type: parameter.type)
        write(parameter.defaultValue)
        write(parameter.domain) { writer, domain in
            switch domain {
            case .range(let lower, let upper):
                writer.write(DomainTag.range)
                writer.write(lower)
                writer.write(upper)
            case .list(let values):
                writer.write(DomainTag.list)
                writer.write(values) { $0.write($1) }
            }
        }
    }

    mutating func write(_ definition: PlanDefinition) {
        write(definition.entity)
        write(definition.name)
        write(type: definition.type)
        write(definition.value)
    }

    /// Writes what rules have in common, and then the rules.
    mutating func writeRules(of plan: Plan) {
        var effects = SharedParts()
        var reasons = SharedParts()
        var evidence = SharedParts()
        var places: [(effects: UInt32, reason: UInt32, evidence: UInt32)] = []
        for rule in plan.rules {
            let row = rule.subject?.entity
            places.append(
                (
                    effects.place(
                        of: words {
                            $0.write(row)
                            $0.write(rule.effects) { $0.write($1) }
                        }),
                    rule.because.map { because in
                        reasons.place(
                            of: words {
                                $0.write(row)
                                $0.write(because)
                            })
                    } ?? Self.nothing,
                    evidence.place(
                        of: words {
                            $0.write(row)
                            $0.write(rule.evidence) { writer, evidence in
                                writer.write(evidence.label)
                                writer.write(evidence.expression)
                            }
                        })
                ))
        }
        for parts in [effects, reasons, evidence] {
            write(word: parts.count)
            write(words: parts.words)
        }
        write(word: UInt32(plan.rules.count))
        for (rule, places) in zip(plan.rules, places) {
            write(rule)
            write(words: [places.effects, places.reason, places.evidence])
        }
    }

    /// Parts of rules, each once, as they are written.
    private struct SharedParts {
        private(set) var words: [UInt32] = []
        private var places: [[UInt32]: UInt32] = [:]

        var count: UInt32 { UInt32(places.count) }

        mutating func place(of part: [UInt32]) -> UInt32 {
            if let place = places[part] { return place }
            let place = count
            places[part] = place
            words += part
            return place
        }
    }

    /// Without what it may have in common with others.
    private mutating func write(_ rule: PlanRule) {
        write(rule.name)
        write(rule.title)
        write(rule.severity) { $0.write(code: $1) }
        write(rule.tags)
        write(rule.see)
        write(rule.location)
        write(rule.subject) { writer, subject in
            writer.write(subject.entity)
            writer.write(subject.top) { writer, top in
                writer.write(top.count)
                writer.write(top.rank)
                writer.write(top.condition)
                writer.write(top.rankLabel)
            }
        }
        write(rule.condition)
    }

    mutating func write(_ waiver: PlanWaiver) {
        write(waiver.rule)
        write(waiver.condition)
        switch waiver.until {
        case .day(let year, let month, let day):
            write(EndTag.day)
            write(year)
            write(month)
            write(day)
        case .instant(let instant):
            write(EndTag.instant)
            write(instant)
        }
        write(waiver.because)
        write(waiver.by)
        write(waiver.location)
    }

    private mutating func write(_ location: SourceLocation) {
        write(location.file)
        write(location.line)
    }

    private mutating func write(_ effect: PlanEffect) {
        switch effect {
        case .require(let task, let target, let cadence, let deadline, let role):
            write(EffectTag.require)
            write(task)
            write(target) { $0.write($1) }
            write(cadence)
            write(deadline)
            write(role)
        case .run(let action, let target, let arguments, let approval, let deadline):
            write(EffectTag.run)
            write(action)
            write(target)
            write(arguments) { writer, argument in
                writer.write(argument.name)
                writer.write(argument.value)
                writer.write(argument.label)
            }
            write(approval)
            write(deadline)
        case .raise(let level, let text):
            write(EffectTag.raise)
            write(level)
            write(text)
        case .notify(let role, let text):
            write(EffectTag.notify)
            write(role)
            write(text)
        case .forbid(let action, let target):
            write(EffectTag.forbid)
            write(action)
            write(target)
        }
    }

    private mutating func write(_ target: PlanTarget) {
        write(target.entity)
        write(target.row)
        write(target.label)
    }

    private mutating func write(_ deadline: PlanDeadline) {
        write(deadline.within)
        write(deadline.due)
    }

    private mutating func write(_ cadence: PlanCadence) {
        switch cadence {
        case .daily: write(CadenceTag.daily)
        case .every(let days):
            write(CadenceTag.every)
            write(days)
        case .weekly(let day):
            write(CadenceTag.weekly)
            write(day)
        case .monthly(let day):
            write(CadenceTag.monthly)
            write(day)
        case .asNeeded: write(CadenceTag.asNeeded)
        }
    }

    private mutating func write(_ level: PlanLevel) {
        switch level {
        case .fixed(let severity):
            write(LevelTag.fixed)
            write(code: severity)
        case .computed(let expression, let severities, let label):
            write(LevelTag.computed)
            write(expression)
            write(severities) { $0.write(code: $1) }
            write(label)
        }
    }

    private mutating func write(_ template: PlanTemplate) {
        write(template.segments) { writer, segment in
            switch segment {
            case .text(let text):
                writer.write(SegmentTag.text)
                writer.write(text)
            case .value(let expression):
                writer.write(SegmentTag.value)
                writer.write(expression)
            }
        }
    }
}
