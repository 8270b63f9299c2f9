package import RulePlan
package import RuleText

/// Collects typed rows and scores, and makes a dataset of them: keys made unique, references resolved, problems counted.
package struct DatasetBuilder: Sendable {
    package let schema: Schema

    package init(schema: Schema) {
        self.schema = schema
    }

    /// Says that data was given for an entity, even if it has no row; an entity with none is absent.
    package mutating func declare(_ entity: EntityID, file: String?) {}

    /// Says that part of an entity's rows could not be read: it is treated as absent.
    package mutating func markIncomplete(_ entity: EntityID) {}

    /// Adds a row.
    /// - Parameter values: By field. A reference holds its target's key: text, or a list of texts where that key is composite.
    package mutating func add(_ values: [Value], to entity: EntityID, at place: DataPlace) {}

    package mutating func set(_ score: ScoreID, to value: Value, at place: DataPlace) {}

    /// Counts a problem; the first of each code gives the example `place: message`.
    /// - Parameter entity: Nothing for the scores (`.scores`) or files that belong to nothing.
    package mutating func report(_ code: DiagnosticCode, _ message: String, in subject: Subject, at place: DataPlace) {}

    package enum Subject: Hashable, Sendable {
        case entity(EntityID)
        case scores
        case nothing
    }

    package consuming func finish() -> Dataset {
        Dataset(tables: schema.entities.map { _ in nil }, scores: schema.scores.map { _ in .missing }, summaries: [])
    }
}
