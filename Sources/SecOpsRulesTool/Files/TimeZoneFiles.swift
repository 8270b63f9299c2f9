import RulePlan
import RuleText

/// Finds the rules of a time zone among the zone files of the machine.
struct TimeZoneFiles {
    struct Zone {
        var name: String
        var rules: TimeZoneRules
    }

    let environment: Environment

    /// The zone of that name, else the one of the variable `TZ`, else the machine's.
    func zone(named name: String?) throws(CommandFailure) -> Zone {
        if let name {
            guard let zone = self[name] else { throw unknown("'\(name)' is no time zone", name) }
            return zone
        }
        if let variable = environment.variables["TZ"] {
            let name = Self.name(in: variable)
            // POSIX: an empty name is UTC.
            guard let zone = self[name.isEmpty ? "UTC" : name] else {
                throw unknown("the variable TZ is no time zone: '\(variable)'", name)
            }
            return zone
        }
        return try machineZone()
    }

    /// The rules of a zone; nothing where there is no such zone.
    func rules(named name: String) -> TimeZoneRules? { self[name]?.rules }

    /// Where zone files are, those that a variable names first.
    private var directories: [String] {
        [environment.variables["TZDIR"], environment.variables["ZONEINFO"]].compactMap { $0 }.filter { !$0.isEmpty }
            + Self.standardDirectories
    }

    private static let standardDirectories = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"]
    private static let largestFile = 1 << 20

    private subscript(name: String) -> Zone? {
        if name == "UTC" || name == "Etc/UTC" { return Zone(name: name, rules: .utc) }
        // A name must not lead out of the directory.
        guard Self.isName(name) else { return nil }
        for directory in directories {
            if let rules = rules(in: "\(directory)/\(name)") { return Zone(name: name, rules: rules) }
        }
        return nil
    }

    private func rules(in path: String) -> TimeZoneRules? {
        guard let bytes = try? environment.files.read(path, limit: Self.largestFile) else { return nil }
        return TimeZoneRules(tzif: bytes)
    }

    private func machineZone() throws(CommandFailure) -> Zone {
        let link = "/etc/localtime"
        let written = (try? environment.files.read("/etc/timezone", limit: 256)).flatMap { bytes in
            String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).first.map(String.init)
        }
        if let rules = rules(in: link) {
            let linked = environment.files.resolved(link).map(Self.name(in:)).flatMap { Self.isName($0) ? $0 : nil }
            return Zone(name: linked ?? written ?? "local time", rules: rules)
        }
        guard let written else {
            // A machine that says nothing keeps UTC: POSIX, and what every other program there shows.
            return Zone(name: "UTC", rules: .utc)
        }
        guard let zone = self[written] else {
            throw unknown("the machine's time zone in /etc/timezone is not known: '\(written)'", written)
        }
        return zone
    }

    /// The zone's name in a path of a zone file, or in what `TZ` may hold.
    private static func name(in text: String) -> String {
        var text = Substring(text)
        if text.hasPrefix(":") { text = text.dropFirst() }
        if let range = text.ranges(of: "zoneinfo/").last { text = text[range.upperBound...] }
        return String(text)
    }

    private static func isName(_ text: String) -> Bool {
        text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy {
                    (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
                        || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+")
                }
        }
    }

    private func unknown(_ message: String, _ name: String) -> CommandFailure {
        let names = knownNames
        guard !names.isEmpty else {
            return CommandFailure("\(message), and no zone files are on this machine; '--time-zone UTC' always works")
        }
        let hint = NearestSpelling.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
        return CommandFailure("\(message); \(hint ?? "names are like 'Europe/Amsterdam', and 'UTC' always works")")
    }

    private var knownNames: [String] {
        for directory in directories {
            var walk = FileWalk(in: environment.files) { !$0.contains(".") }
            guard let found = try? walk.files(under: directory), !found.isEmpty else { continue }
            let names = found.map { String($0.dropFirst(directory.count + 1)) }
            return names.filter { $0.contains("/") && !$0.hasPrefix("posix/") && !$0.hasPrefix("right/") }
        }
        return []
    }
}
