extension PlanReader {
    mutating func parameter() throws(PlanFileError) -> PlanParameter {
        PlanParameter(
            name: try string(), type: try type(), defaultValue: try value(),
            domain: try ifAny { (reader) throws(PlanFileError) in try reader.domain() })
    }

    private mutating func domain() throws(PlanFileError) -> PlanParameter.Domain {
        let tag: DomainTag = try tag()
        switch tag {
        case .range: return .range(lower: try value(), upper: try value())
        case .list: return .list(try list { (reader) throws(PlanFileError) in try reader.value() })
        }
    }

    mutating func definition() throws(PlanFileError) -> PlanDefinition {
        PlanDefinition(entity: try ordinalIfAny(), name: try string(), type: try type(), value: try ordinal())
    }

    /// Reads what rules have in common, and then the rules.
    mutating func rules() throws(PlanFileError) -> [PlanRule] {
        let effects = try list { (reader) throws(PlanFileError) in
            SharedPart(
                row: try reader.ordinalIfAny(),
                part: try reader.list { (reader) throws(PlanFileError) in try reader.effect() })
        }
        let reasons = try list { (reader) throws(PlanFileError) in
            SharedPart(row: try reader.ordinalIfAny(), part: try reader.template())
        }
        let evidence = try list { (reader) throws(PlanFileError) in
            SharedPart(
                row: try reader.ordinalIfAny(),
                part: try reader.list { (reader) throws(PlanFileError) in
                    PlanRule.Evidence(label: try reader.string(), expression: try reader.ordinal())
                })
        }
        return try list { (reader) throws(PlanFileError) in
            try reader.rule(effects, reasons, evidence)
        }
    }

    /// A part that rules about the same rows may have in common.
    private struct SharedPart<Part> {
        var row: EntityID?
        var part: Part
    }

    private mutating func rule(
        _ effects: [SharedPart<[PlanEffect]>], _ reasons: [SharedPart<PlanTemplate>],
        _ evidence: [SharedPart<[PlanRule.Evidence]>]
    ) throws(PlanFileError) -> PlanRule {
        let (name, title) = (try string(), try stringIfAny())
        let severity: Severity? = try ifAny { (reader) throws(PlanFileError) in try reader.code() }
        let (tags, see, location) = (try strings(), try strings(), try location())
        let subject = try ifAny { (reader) throws(PlanFileError) in try reader.subject() }
        let row = subject?.entity
        return PlanRule(
            name: name, title: title, severity: severity, tags: tags, see: see, location: location, subject: subject,
            condition: try ordinal(), effects: try part(of: effects, row), because: try partIfAny(of: reasons, row),
            evidence: try part(of: evidence, row))
    }

    private mutating func part<Part>(
        of parts: [SharedPart<Part>], _ row: EntityID?
    ) throws(PlanFileError) -> Part {
        let place = Int(try word())
        guard place < parts.count, parts[place].row == row else { throw Self.malformed }
        return parts[place].part
    }

    private mutating func partIfAny<Part>(
        of parts: [SharedPart<Part>], _ row: EntityID?
    ) throws(PlanFileError) -> Part? {
        if isNothing() { return nil }
        return try part(of: parts, row)
    }

    private mutating func subject() throws(PlanFileError) -> PlanRule.Subject {
        PlanRule.Subject(
            entity: try ordinal(),
            top: try ifAny { (reader) throws(PlanFileError) in
                PlanRule.Subject.Top(
                    count: try reader.number(), rank: try reader.ordinal(), condition: try reader.ordinalIfAny(),
                    rankLabel: try reader.string())
            })
    }

    mutating func waiver() throws(PlanFileError) -> PlanWaiver {
        PlanWaiver(
            rule: try ordinal(), condition: try ordinalIfAny(), until: try end(), because: try string(),
            by: try stringIfAny(), location: try location())
    }

    private mutating func end() throws(PlanFileError) -> PlanWaiver.End {
        let tag: EndTag = try tag()
        switch tag {
        case .day: return .day(year: try number(), month: try number(), day: try number())
        case .instant: return .instant(try instant())
        }
    }

    private mutating func location() throws(PlanFileError) -> SourceLocation {
        SourceLocation(file: try string(), line: try number())
    }

    private mutating func effect() throws(PlanFileError) -> PlanEffect {
        let tag: EffectTag = try tag()
        switch tag {
        case .require:
            return .require(
                try ordinal(), target: try ifAny { (reader) throws(PlanFileError) in try reader.target() },
                cadence: try cadence(), deadline: try deadline(), role: try ordinalIfAny())
        case .run:
            return .run(
                try ordinal(), target: try target(),
                arguments: try list { (reader) throws(PlanFileError) in
                    PlanArgument(name: try reader.string(), value: try reader.ordinal(), label: try reader.string())
                },
                approval: try approval(), deadline: try deadline())
        case .raise: return .raise(try level(), try template())
        case .notify: return .notify(try ordinal(), try template())
        case .forbid: return .forbid(try ordinal(), target: try target())
        }
    }

    private mutating func target() throws(PlanFileError) -> PlanTarget {
        PlanTarget(entity: try ordinal(), row: try ordinal(), label: try string())
    }

    private mutating func deadline() throws(PlanFileError) -> PlanDeadline {
        PlanDeadline(within: try ordinalIfAny(), due: try ordinalIfAny())
    }

    private mutating func cadence() throws(PlanFileError) -> PlanCadence {
        let tag: CadenceTag = try tag()
        switch tag {
        case .daily: return .daily
        case .every: return .every(days: try number())
        case .weekly: return .weekly(startingOn: try number())
        case .monthly: return .monthly(startingOn: try number())
        case .asNeeded: return .asNeeded
        }
    }

    private mutating func level() throws(PlanFileError) -> PlanLevel {
        let tag: LevelTag = try tag()
        switch tag {
        case .fixed: return .fixed(try code())
        case .computed:
            return .computed(
                try ordinal(), severities: try list { (reader) throws(PlanFileError) in try reader.code() },
                label: try string())
        }
    }

    private mutating func template() throws(PlanFileError) -> PlanTemplate {
        PlanTemplate(
            segments: try list { (reader) throws(PlanFileError) in
                let tag: SegmentTag = try reader.tag()
                switch tag {
                case .text: return .text(try reader.string())
                case .value: return .value(try reader.ordinal())
                }
            })
    }
}
