import RuleEngine
import RulePlan
import Testing

@Suite struct `Item ids` {
    private let device = TargetKey(entity: "device", parts: ["d1"])

    @Test func `are made of kind, name and target`() {
        #expect(ItemID.task("improve_score").text == "task/improve_score")
        #expect(ItemID.task("check_device", on: device).text == "task/check_device/device/d1")
        #expect(ItemID.action("isolate", on: device).text == "action/isolate/device/d1")
        #expect(ItemID.finding("too_old").text == "finding/too_old")
        #expect(ItemID.finding("too_old", on: device, place: 2).text == "finding/too_old/device/d1/2")
        #expect(ItemID.notification("too_old", to: "soc").text == "notification/too_old/soc")
        #expect(
            ItemID.notification("too_old", to: "soc", on: device, place: 3).text
                == "notification/too_old/soc/device/d1/3")
    }

    @Test func `encode what separates their parts`() {
        #expect(ItemID.task("t", on: TargetKey(entity: "file", parts: ["C:/a%b,c"])).text == "task/t/file/C:%2Fa%25b,c")
        #expect(
            ItemID.task("t", on: TargetKey(entity: "evidence", parts: ["a,1", "b/%"])).text
                == "task/t/evidence/a%2C1,b%2F%25")
    }

    @Test func `leave a target's single key as it is spelled`() {
        #expect(TargetKey(entity: "file", parts: ["C:/a%b,c"]).text == "C:/a%b,c")
        #expect(TargetKey(entity: "evidence", parts: ["a,1", "b/%"]).text == "a%2C1,b%2F%25")
    }

    @Test(arguments: [
        "task/a", "task/a/device/d1", "task/_A9/device/é 😀", "action/isolate/device/d1", "finding/r", "finding/r/2",
        "finding/r/device/d1", "finding/r/device/d1/2", "notification/r/soc", "notification/r/soc/10",
        "notification/r/soc/device/d1", "notification/r/soc/device/d1/2",
    ])
    func `of every known form can be read`(text: String) {
        #expect(ItemID(text)?.text == text)
    }

    @Test(arguments: [
        "", "task", "task/", "task/a/device", "task/a/device/", "task/a/device/d1/2", "action/isolate",
        "action/isolate/2",
        "finding/r/1", "finding/r/02", "finding/r/x", "finding/r/device/d1/1", "notification/r", "notification/r/soc/x",
        "ticket/1", "Task/a", "task/a b", "task/1a", "task//device/d1", "finding/r/device/d1/2/3",
        "finding/r/99999999999999999999",
    ])
    func `of no known form are refused`(text: String) {
        #expect(ItemID(text) == nil)
    }

    @Test func `match where keys differ in case alone`() {
        #expect(ItemID("task/a/device/ABC") == ItemID.task("a", on: TargetKey(entity: "device", parts: ["abc"])))
        #expect(ItemID("task/a/device/ABC")?.hashValue == ItemID("task/a/device/abc")?.hashValue)
        #expect(ItemID("task/A/device/abc") != ItemID("task/a/device/abc"))
        #expect(ItemID("finding/r/device/x/2") != ItemID("finding/r/device/x"))
    }
}
