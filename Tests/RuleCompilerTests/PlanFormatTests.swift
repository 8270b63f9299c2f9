import RuleCompiler
import RulePlan
import RuleText
import TestSupport
import Testing

@Suite struct `The format of plan files` {
    /// Where this fails although the program is the same, the format has changed: `Plan.fileFormat` has to be raised.
    @Test func `is the same in every version that calls it so`() throws {
        let program = SourceFile(name: "rules.secrule", text: `Any source`.source)
        let plan = try #require(compile([program], model: testModel).plan)
        var text = "format \(Plan.fileFormat)\n"
        for (place, byte) in plan.fileBytes.enumerated() {
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16) + (place % 40 == 39 ? "\n" : " ")
        }
        #expect(Golden("plan-file.txt").difference(from: text + "\n") == nil)
    }
}
