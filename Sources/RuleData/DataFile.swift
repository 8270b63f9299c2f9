import RuleEngine

/// What is known of the file that is being read.
struct DataFile {
    let name: String
    /// What its rows belong to, if whoever runs the rules said it.
    let explicit: DataNames.Destination?
    /// What they belong to by the file's name.
    let byName: DataNames.Destination?
    /// What rows have been read for.
    var destinations: [DataNames.Destination] = []
    /// Of the page that is being read.
    var lastDestination: DataNames.Destination?
    /// The line of the first value that belonged to nothing.
    var leftOut: Int?

    init(name: String, explicit: DataNames.Destination?, byName: DataNames.Destination?) {
        self.name = name
        self.explicit = explicit
        self.byName = byName
    }

    /// What rows belong to that say nothing themselves.
    var fallback: DataNames.Destination? { explicit ?? byName }
}

extension DataNames.Destination {
    /// Where its problems are counted.
    var subject: DatasetBuilder.Subject {
        switch self {
        case .entities(let group): group.first.map(DatasetBuilder.Subject.entity) ?? .nothing
        case .scores, .score: .scores
        }
    }
}
