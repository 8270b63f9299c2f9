import Foundation

/// A text kept beside the tests, for output that is read as a whole: `Tests/Golden/SUITE/NAME`.
///
/// With `UPDATE_GOLDEN=1` in the environment a comparison rewrites the file instead; its diff is then the review.
///
/// ```swift
/// #expect(Golden("a-morning.txt").difference(from: text) == nil)
/// ```
public struct Golden: Sendable {
    private let url: URL

    /// - Parameters:
    ///   - name: Says what the case is about, with an extension.
    ///   - testFile: The test's file; the name of its directory is the suite's.
    public init(_ name: String, testFile: String = #filePath) {
        let suite = URL(fileURLWithPath: testFile).deletingLastPathComponent()
        url = suite.deletingLastPathComponent()
            .appendingPathComponent("Golden").appendingPathComponent(suite.lastPathComponent)
            .appendingPathComponent(name)
    }

    /// Nothing where the text is the kept one, else the first line that differs.
    public func difference(from text: String) -> String? {
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            do {
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url)
                return nil
            } catch {
                return "\(url.path): \(error)"
            }
        }
        guard let data = try? Data(contentsOf: url) else { return "\(url.path) is missing; run with UPDATE_GOLDEN=1" }
        guard data != Data(text.utf8) else { return nil }
        let kept = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let found = text.split(separator: "\n", omittingEmptySubsequences: false)
        for place in 0..<max(kept.count, found.count) {
            let old = place < kept.count ? String(kept[place]) : "(end)"
            let new = place < found.count ? String(found[place]) : "(end)"
            guard Array(old.utf8) != Array(new.utf8) else { continue }
            return "\(url.lastPathComponent):\(place + 1)\nkept:  \(old)\nfound: \(new)\nin\n\(text)"
        }
        return "\(url.lastPathComponent) differs in its line breaks"
    }
}
