package import RuleEngine
package import RulePlan

/// What a page's pictures are drawn from: the scores, the devices, the open alerts and the month's recurring tasks of one run.
///
/// It is gathered from the model by the names that the standard model gives, and small whatever the size of the estate. Where the
/// data or the model lacks what a picture needs, the picture's place says so.
package struct EstatePicture: Hashable, Sendable {
    /// Why there is no picture, as a sentence.
    package struct Gap: Error, Hashable {
        var sentence: String
    }

    package typealias Sketch<Content> = Result<Content, Gap> where Content: Hashable & Sendable

    let scores: [Sketch<ScorePicture>]
    let devices: Sketch<DeviceGrid>
    let alerts: Sketch<AlertAges>
    let tasks: Sketch<TaskMonth>

    package init(of plan: Plan, data: Dataset, context: RunContext, outcome: Outcome) {
        scores = ScorePicture.all(of: plan, data: data, context: context)
        devices = Sketch(catching: { () throws(Gap) in try DeviceGrid(plan.schema, data) })
        alerts = Sketch(catching: { () throws(Gap) in try AlertAges(plan.schema, data, at: context.now) })
        tasks = Sketch(catching: { () throws(Gap) in try TaskMonth(of: plan, context: context, outcome: outcome) })
    }
}
