package import RuleEngine
package import RulePlan

/// One tenant in an overview of several: how much there is to do, and whether the run could tell.
package struct TenantSummary: Hashable, Sendable {
    /// How many items, matches and problems there are.
    package struct Counts: Hashable, Sendable {
        package var overdue = 0
        package var dueToday = 0
        package var items = 0
        package var critical = 0
        package var high = 0
        /// Actions that wait for approval, held ones not counted.
        package var approvals = 0
        package var held = 0
        package var undetermined = 0
        package var dataProblems = 0

        package init() {}
    }

    package var tenant: String
    package var counts: Counts
    /// Why there is no outcome of the tenant; nothing where there is one.
    package var failure: String?

    /// - Parameter zone: The run's; it decides what is due today.
    package init(of outcome: Outcome, named tenant: String, in zone: TimeZoneRules) {
        self.tenant = tenant
        counts = Counts()
        counts.items = outcome.items.count
        for item in outcome.items {
            switch DueGroup(of: item.due, now: outcome.now, in: zone) {
            case .overdue: counts.overdue += 1
            case .today: counts.dueToday += 1
            case .thisWeek, .later, .never: break
            }
            switch item.severity {
            case .critical: counts.critical += 1
            case .high: counts.high += 1
            case .medium, .low, .informational, nil: break
            }
            switch item.approval {
            case .required: counts.approvals += 1
            case .held: counts.held += 1
            case .automatic, nil: break
            }
        }
        counts.undetermined = outcome.undetermined.count
        counts.dataProblems = outcome.data.flatMap(\.problems).reduce(0) { $0.saturatingAdd($1.count) }
    }

    /// A tenant of which there is no outcome.
    package init(failed failure: String, named tenant: String) {
        self.tenant = tenant
        counts = Counts()
        self.failure = failure
    }
}

/// Several tenants side by side.
package struct TenantOverview: Hashable, Sendable {
    /// In the order in which they were run.
    package var tenants: [TenantSummary]
    package var now: Instant
    /// The name of the run's time zone.
    package var timeZone: String

    package init(_ tenants: [TenantSummary], now: Instant, timeZone: String) {
        self.tenants = tenants
        self.now = now
        self.timeZone = timeZone
    }

    /// The columns that count, in order.
    static let columns: [(title: String, name: String, count: @Sendable (TenantSummary.Counts) -> Int)] = [
        ("overdue", "overdue", { $0.overdue }), ("today", "due_today", { $0.dueToday }),
        ("items", "items", { $0.items }), ("critical", "critical", { $0.critical }), ("high", "high", { $0.high }),
        ("approvals", "approvals", { $0.approvals }), ("held", "held", { $0.held }),
        ("undetermined", "undetermined", { $0.undetermined }), ("data problems", "data_problems", { $0.dataProblems }),
    ]

    /// What all tenants come to.
    func total(_ count: (TenantSummary.Counts) -> Int) -> Int {
        tenants.reduce(0) { $0.saturatingAdd(count($1.counts)) }
    }

    var failed: Int { tenants.count { $0.failure != nil } }
}

extension Int {
    /// The sum, or the greatest number where it is greater.
    func saturatingAdd(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
