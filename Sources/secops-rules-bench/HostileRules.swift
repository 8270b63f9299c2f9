import RuleText

/// Programs that are hard to analyse.
enum HostileRules {
    /// Each in the size that is measured.
    static func all(_ bench: Bench) -> [(name: String, files: [SourceFile])] {
        let count = bench.size(10_000, quick: 100)
        return [
            ("all on one field", onOneField(count: count)),
            ("thresholds of one score", thresholds(count: count)),
            ("wide", wide(terms: bench.size(4_000, quick: 50))),
            ("deep", deep(levels: bench.size(120, quick: 12), count: bench.size(200, quick: 2))),
            ("hard to decide", hard(count: bench.size(300, quick: 2))),
            ("definitions in a chain", chained(count: bench.size(4_000, quick: 20))),
            (
                "wide definitions in a chain",
                chained(count: bench.size(290, quick: 5), terms: bench.size(500, quick: 5))
            ),
            ("definitions that double", doubling(count: bench.size(100, quick: 20))),
            ("large sets", sets(count: bench.size(200, quick: 3), values: bench.size(2_000, quick: 20))),
            (
                "wide rules that reverse each other",
                reversing(count: bench.size(200, quick: 3), terms: bench.size(300, quick: 5))
            ),
            ("rows counted in many ways", counting(count: bench.size(2_000, quick: 5))),
            ("many texts of one row", texts(count: bench.size(60, quick: 2), fields: bench.size(800, quick: 10))),
            ("definitions through references", referring(count: bench.size(2_000, quick: 10))),
            ("lints allowed everywhere", allowing(count: count)),
        ]
    }

    /// All rules ask for the same, at thresholds of the same fields.
    static func onOneField(count: Int) -> [SourceFile] {
        file(
            (0..<count).map { number in
                rule(
                    number,
                    "risk_score > \(number % 97) and findings < \(number) and risk_score < \(number % 89 + 11) or managed and findings > \(number / 2)"
                )
            })
    }

    /// A few rules of very many terms.
    static func wide(terms: Int) -> [SourceFile] {
        let and = (0..<terms).map { "findings != \($0)" }.joined(separator: " and ")
        let or = (0..<terms).map { "findings == \($0)" }.joined(separator: " or ")
        let pairs = (0..<terms).map { "(risk_score > \($0 % 90) or cvss < \($0 % 9 + 1))" }.joined(separator: " and ")
        return file([rule(0, and), rule(1, or), rule(2, pairs)])
    }

    /// `and` and `or` in turn, as deep as is allowed.
    static func deep(levels: Int, count: Int) -> [SourceFile] {
        file(
            (0..<count).map { number in
                var condition = "managed"
                for level in 0..<levels {
                    condition = "(findings > \(level + number) \(level % 2 == 0 ? "and" : "or") \(condition))"
                }
                return rule(number, condition)
            })
    }

    /// Random clauses of three choices at the ratio at which most work is needed to know whether all can hold.
    static func hard(count: Int) -> [SourceFile] {
        let atoms =
            (0..<16).map { "(findings != \($0))" } + ["managed", "encrypted", "internet_facing"]
            + (0..<20).map { "name == \"n\($0)\"" }
        return file(
            (0..<count).map { number in
                var state = UInt64(number + 1)
                func next(_ bound: Int) -> Int {
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return Int((state >> 33) % UInt64(bound))
                }
                let clauses = (0..<60).map { _ in
                    "("
                        + (0..<3).map { _ in (next(2) == 0 ? "not " : "") + "(\(atoms[next(atoms.count)]))" }
                        .joined(separator: " or ") + ")"
                }
                return rule(number, clauses.joined(separator: " and "))
            })
    }

    /// Each definition made of the one before.
    static func chained(count: Int) -> [SourceFile] {
        let definitions = (0..<count).map { number in
            "define device.d\(number) = "
                + (number == 0
                    ? "managed" : "(d\(number - 1) or findings > \(number)) and risk_score != \(number % 100)")
        }
        return file(definitions + [rule(0, "d\(count - 1)")])
    }

    /// Each definition made of the one before and many terms, so that written out they are long.
    static func chained(count: Int, terms: Int) -> [SourceFile] {
        let definitions = (0..<count).map { number in
            let own = (0..<terms).map { "name != \"n\(number)-\($0)\"" }.joined(separator: " and ")
            return "define device.d\(number) = " + (number == 0 ? own : "d\(number - 1) and \(own)")
        }
        return file(definitions + (0..<count).map { rule($0, "d\($0)") })
    }

    /// Each definition made of the one before twice, so that written out they double in length.
    static func doubling(count: Int) -> [SourceFile] {
        let definitions = (0..<count).map { number in
            number == 0
                ? "define device.d0 = findings"
                : "define device.d\(number) = d\(number - 1) + d\(number - 1) * \(number)"
        }
        return file(
            ["action hold on device on approval", "action free on device on approval reverses hold"] + definitions
                + (0..<count).flatMap { number in
                    [
                        "rule r\(number) for device when d\(number) > \(number) then run hold on device",
                        "rule s\(number) for device when d\(number) > \(number + 1) then run free on device",
                        "rule t\(number) for device when d\(number) < \(number) then require check_device on device",
                    ]
                })
    }

    /// All rules ask for the same from a threshold on, each from another.
    static func thresholds(count: Int) -> [SourceFile] {
        file((0..<count).map { rule($0, "findings >\($0 % 2 == 0 ? "=" : "") \($0 * 7919 % count)") })
    }

    /// Rules about whether a value is in a large set, each another one.
    static func sets(count: Int, values: Int) -> [SourceFile] {
        file(
            (0..<count).map { number in
                let texts = (0..<values).map { "\"n\($0 * (number + 1))\"" }.joined(separator: ", ")
                let numbers = (0..<values).map { "\($0 * (number + 2))" }.joined(separator: ", ")
                let word = number % 2 == 0 ? "" : "not "
                return rule(number, "name \(word)in [\(texts)] or findings \(word)in [\(numbers)]")
            })
    }

    /// Every rule runs what every other takes back, under many conditions.
    static func reversing(count: Int, terms: Int) -> [SourceFile] {
        let actions = ["action hold on device on approval", "action free on device on approval reverses hold"]
        return file(
            actions
                + (0..<count).map { number in
                    let condition = (0..<terms).map { "(findings > \($0) or name == \"n\(number)-\($0)\")" }
                        .joined(separator: " and ")
                    return
                        "rule r\(number) for device when \(condition) then run \(number % 2 == 0 ? "hold" : "free") on device"
                })
    }

    /// Rules about the same rows, each of which counts them in twelve ways.
    static func counting(count: Int) -> [SourceFile] {
        file(
            (0..<count).map { number in
                let parts = (0..<12).map { part in
                    let place = number * 12 + part
                    return
                        "any alert of device where confidence > \(place % 97) and (severity >= medium or confidence < \(place % 89))"
                }
                return rule(number, parts.map { "(\($0))" }.joined(separator: number % 2 == 0 ? " and " : " or "))
            })
    }

    /// Rules about very many texts of a row, and about parts of them.
    static func texts(count: Int, fields: Int) -> [SourceFile] {
        let entity =
            "entity thing key id { id text " + (0..<fields).map { "f\($0) text" }.joined(separator: " ") + " }\n"
            + "task check_thing on thing"
        return file(
            [entity]
                + (0..<count).map { number in
                    let parts = (0..<fields).map { "f\($0) in [\"a\(number)\", \"b\"] and f\($0) contains \"b\"" }
                    return
                        "rule r\(number) for thing when \(parts.joined(separator: " and ")) then require check_thing on thing"
                })
    }

    /// Definitions of one row, each of which reads the one before through a reference there and back.
    static func referring(count: Int) -> [SourceFile] {
        let definitions = (0..<count).flatMap { number in
            [
                "define device.d\(number) = findings > \(number)"
                    + (number == 0 ? "" : " or any alert of device where a\(number - 1)"),
                "define alert.a\(number) = confidence > \(number % 100) and device.d\(number)",
            ]
        }
        return file(definitions + (0..<count).map { rule($0, "d\($0)") })
    }

    /// Every rule has a lint that is allowed.
    static func allowing(count: Int) -> [SourceFile] {
        file(
            (0..<count).map {
                "# allow: L0402 it is meant so\n" + rule($0, "findings > \($0 + 1) and findings < \($0)")
            })
    }

    private static func rule(_ number: Int, _ condition: String) -> String {
        "rule r\(number) for device when \(condition) then require check_device on device"
    }

    private static func file(_ lines: [String]) -> [SourceFile] {
        [SourceFile(name: "hostile.secrule", text: lines.joined(separator: "\n"))]
    }
}
