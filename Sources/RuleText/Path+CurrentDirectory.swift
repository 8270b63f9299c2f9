extension StringProtocol where SubSequence == Substring {
    /// A path without `./` before it, however often it stands there.
    package var withoutCurrentDirectory: Substring {
        var rest = self[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
        return rest
    }
}
