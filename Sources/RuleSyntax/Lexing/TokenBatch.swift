/// Tokens that were read ahead of the parser, in one go.
struct TokenBatch {
    static let capacity = 128

    private var tokens: [Token]
    private var place = 0
    private var count = 0

    init(capacity: Int = TokenBatch.capacity) {
        tokens = [Token](repeating: Token(.end, flags: [], start: 0, end: 0), count: capacity)
    }

    var isEmpty: Bool { place == count }

    /// Takes the next token out.
    @inline(__always)
    mutating func take() -> Token? {
        guard place < count else { return nil }
        place &+= 1
        return tokens[place &- 1]
    }

    /// Begins anew, with the tokens that `body` puts down.
    /// - Parameter body: Returns how many it put down, from the beginning on.
    @inline(__always)
    mutating func refill(_ body: (inout MutableSpan<Token>) -> Int) {
        var span = tokens.mutableSpan
        count = min(body(&span), tokens.count)
        place = 0
    }
}
