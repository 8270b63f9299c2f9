import RuleAnalysis
import RuleCompiler
import RuleText
import TestSupport
import Testing

/// A small model to try the lints on.
let analysisModel = SourceFile(
    name: "model.secrule",
    text: """
        entity device key id {
          id text
          name text
          risk none < low < medium < high
          state active | idle | gone
          isolated boolean
          age number 0..100
          seen time
          tags list of text
          owner person
        }
        entity person key id {
          id text
          job text
          away boolean
        }
        entity alert key id {
          id text
          device device
          severity low < medium < high
          open boolean
          created time
        }
        score exposure number 0..100 lower is better
        task improve
        task look on device
        task look_at_alert on alert
        action hold on device on approval
        action free on device on approval reverses hold
        action wipe on device on approval
        role team
        """)

/// Compiles a marked source, analyses it, and compares the complete list of what is reported.
func checkAnalysis(
    _ marked: String, isStrict: Bool = false, at place: Testing.SourceLocation = #_sourceLocation
) {
    let source = MarkedSource(marked)
    let compilation = compile(
        [SourceFile(name: "rules.secrule", text: source.text)], model: analysisModel, isStrict: isStrict)
    let found = compilation.analyzed(isStrict: isStrict).diagnostics
    #expect(source.marked(with: found, in: FileIndex(1)) == source.marked, sourceLocation: place)
}
