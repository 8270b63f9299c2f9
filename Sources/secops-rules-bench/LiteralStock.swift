import RandomNumbers

/// The conditions about a device that generated rules are made of.
struct LiteralStock {
    /// Conditions and their negations come to twice as many.
    private static let atomCount = 521

    private let atoms: [String]
    /// Equalities with one of very many values.
    private let rareAtoms: [String]

    init() {
        var atoms: [String] = []
        for step in 0..<40 {
            atoms.append("risk_score > \(step * 5 / 2).\(step % 2 == 0 ? 0 : 5)")
            atoms.append("cvss >= \(step / 4).\(step % 4 * 25)")
            atoms.append("findings > \(step * 12)")
            atoms.append("os_version < \"10.0.\(19000 + step * 100)\"")
            atoms.append("owner like \"user-\(step)*\"")
            atoms.append("site contains \"-\(step)-\"")
            atoms.append("software == \"product-\(step * 25)\"")
            atoms.append(
                "first_seen before 2026-\(1 + step / 4 < 10 ? "0" : "")\(1 + step / 4)-\(1 + step % 4 * 7 < 10 ? "0" : "")\(1 + step % 4 * 7)"
            )
        }
        for step in 0..<30 {
            atoms.append("last_seen older than \(step * 12 + 6)h")
            atoms.append("last_scan older than \(step + 1)d")
            atoms.append("group == \"group-\(step * 6)\"")
            atoms.append("group in [\"group-\(step)\", \"group-\(step + 50)\", \"group-\(step + 100)\"]")
        }
        for step in 0..<20 {
            atoms.append("software matches /^product-\(step)\\d$/")
            atoms.append("site starts with \"site-\(step)\"")
        }
        for level in ["informational", "low", "medium", "high"] { atoms.append("risk_level >= \(level)") }
        for level in ["low", "medium", "high"] { atoms.append("exposure_level >= \(level)") }
        for level in ["none", "low", "medium", "high"] { atoms.append("exposure_level == \(level)") }
        let platforms = ["windows", "macos", "linux", "ios", "android", "iot", "network", "other"]
        for platform in platforms { atoms.append("platform == \(platform)") }
        for (first, second) in zip(platforms, platforms.dropFirst()) {
            atoms.append("platform in [\(first), \(second)]")
        }
        for state in ["active", "inactive", "impaired", "no_sensor", "misconfigured"] {
            atoms.append("health == \(state)")
        }
        atoms += ["managed", "internet_facing", "encrypted"]

        var random = SeededRandom(seed: 2)
        atoms.shuffle(using: &random)
        self.atoms = Array(atoms.prefix(Self.atomCount))
        rareAtoms =
            (0..<60).map { "software == \"product-\($0 * 16 + 3)\"" } + (0..<60).map { "group == \"group-\($0 * 3)\"" }
    }

    /// A condition or its negation; those in front are drawn more often.
    func literal(_ random: inout SeededRandom) -> String {
        let chance = Double.random(in: 0..<1, using: &random)
        let square = chance * chance
        let place = Int(square * square * chance * Double(atoms.count * 2))
        let atom = atoms[place / 2]
        return place % 2 == 0 ? atom : "not (\(atom))"
    }

    /// A condition that is true for less than one device in a hundred.
    func rareLiteral(_ random: inout SeededRandom) -> String { random.pick(rareAtoms) }
}
