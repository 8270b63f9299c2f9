import Foundation

/// Colours text as an editor does with a TextMate grammar: as far as this project's grammar goes.
struct GrammarColors {
    private struct Pattern {
        var match: NSRegularExpression?
        var name: String?
        var captures: [Int: String] = [:]
        var begin: NSRegularExpression?
        var end: NSRegularExpression?
        var inner: [Pattern] = []
    }

    private let patterns: [Pattern]

    /// Nothing where it is no grammar.
    init?(_ json: String) {
        guard let grammar = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any],
            let repository = grammar["repository"] as? [String: [String: Any]],
            let patterns = grammar["patterns"] as? [[String: Any]]
        else { return nil }
        do { self.patterns = try Self.patterns(patterns, repository) } catch { return nil }
    }

    private struct UnknownRule: Error {}

    private static func patterns(
        _ rules: [[String: Any]], _ repository: [String: [String: Any]]
    ) throws -> [Pattern] {
        try rules.flatMap { rule -> [Pattern] in
            if let name = rule["include"] as? String {
                guard let included = repository[String(name.dropFirst())] else { throw UnknownRule() }
                return try patterns([included], repository)
            }
            let inner = try patterns(rule["patterns"] as? [[String: Any]] ?? [], repository)
            if rule["match"] == nil, rule["begin"] == nil { return inner }
            var pattern = Pattern(name: rule["name"] as? String)
            func expression(_ key: String) throws -> NSRegularExpression? {
                try (rule[key] as? String).map { try NSRegularExpression(pattern: $0) }
            }
            pattern.match = try expression("match")
            pattern.begin = try expression("begin")
            pattern.end = try expression("end")
            for (number, capture) in rule["captures"] as? [String: [String: String]] ?? [:] {
                if let number = Int(number) { pattern.captures[number] = capture["name"] }
            }
            pattern.inner = inner
            return [pattern]
        }
    }

    /// By UTF-16 unit of a line: the innermost scope, without the language's name; empty where there is none.
    func scopes(ofLine line: String) -> [String] {
        let text = line as NSString
        var scopes = [String](repeating: "", count: text.length)
        color(text, from: 0, patterns, until: nil, &scopes)
        return scopes
    }

    /// The scope of the first place where a word stands in a line.
    func scope(of word: String, in line: String) -> String {
        let range = (line as NSString).range(of: word)
        return range.location == NSNotFound ? "?" : scopes(ofLine: line)[range.location]
    }

    /// Goes on behind what ends the rule that is open.
    @discardableResult
    private func color(
        _ text: NSString, from start: Int, _ patterns: [Pattern], until end: NSRegularExpression?,
        _ scopes: inout [String]
    ) -> Int {
        var place = start
        while true {
            let rest = NSRange(location: place, length: text.length - place)
            func first(_ expression: NSRegularExpression?) -> NSTextCheckingResult? {
                expression?.firstMatch(in: text as String, options: .withTransparentBounds, range: rest)
            }
            let ending = first(end)
            var best: (result: NSTextCheckingResult, pattern: Pattern)?
            for pattern in patterns {
                guard let result = first(pattern.match ?? pattern.begin) else { continue }
                if result.range.location < best?.result.range.location ?? .max { best = (result, pattern) }
            }
            if let ending, ending.range.location <= best?.result.range.location ?? .max {
                return ending.range.location + ending.range.length
            }
            guard let (result, pattern) = best else { return text.length }
            let range = result.range
            var next = range.location + range.length
            if pattern.begin != nil {
                var inside = scopes
                next = color(text, from: next, pattern.inner, until: pattern.end, &inside)
                for unit in range.location..<next {
                    scopes[unit] = inside[unit].isEmpty ? Self.short(pattern.name) : inside[unit]
                }
            } else {
                for unit in range.location..<next { scopes[unit] = Self.short(pattern.name) }
                for (number, name) in pattern.captures {
                    let captured = result.range(at: number)
                    guard captured.location != NSNotFound else { continue }
                    for unit in captured.location..<captured.location + captured.length {
                        scopes[unit] = Self.short(name)
                    }
                }
            }
            place = max(next, place + (range.length == 0 ? 1 : 0))
            if place >= text.length, end == nil || next >= text.length { return text.length }
        }
    }

    private static func short(_ name: String?) -> String {
        (name ?? "").replacingOccurrences(of: ".secrule", with: "")
    }
}
