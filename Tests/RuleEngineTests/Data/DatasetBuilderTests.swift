import RulePlan
import RuleText
import Testing

@testable import RuleEngine

@Suite struct `Making a dataset` {
    private static let device = EntityID(0)
    private static let alert = EntityID(1)
    private static let evidence = EntityID(2)
    private static let rating = EntityID(3)
    private static let score = ScoreID(0)

    /// Devices, alerts that refer to them, evidence keyed by its alert and a hash, and ratings keyed by a level.
    private static let schema: Schema = {
        func entity(_ name: String, _ fields: [FieldSchema], key: [Int] = [0], newest: Int? = nil) -> EntitySchema {
            var entity = EntitySchema(name: name, title: nil, sources: [])
            entity.fields = fields
            entity.key = key.map { FieldSlot($0) }
            entity.newest = newest.map { FieldSlot($0) }
            return entity
        }
        var schema = Schema()
        schema.entities = [
            entity("device", [FieldSchema(name: "id", type: .text), FieldSchema(name: "name", type: .text)]),
            entity(
                "alert",
                [
                    FieldSchema(name: "id", type: .text), FieldSchema(name: "device", type: .reference(device)),
                    FieldSchema(name: "updated", type: .time),
                ], newest: 2),
            entity(
                "evidence",
                [
                    FieldSchema(name: "alert", type: .reference(alert)), FieldSchema(name: "sha", type: .text),
                    FieldSchema(name: "parent", type: .reference(evidence)),
                ], key: [0, 1]),
            entity(
                "rating",
                [
                    FieldSchema(name: "level", type: .levels(["low", "high"])),
                    FieldSchema(name: "above", type: .reference(rating)),
                ]),
        ]
        schema.scores = ["exposure", "coverage"].map {
            ScoreSchema(name: $0, title: nil, type: .number, direction: nil, sources: [])
        }
        return schema
    }()

    private var builder = DatasetBuilder(schema: Self.schema)

    private func place(_ line: Int?, in file: String = "rows.json") -> DataPlace { DataPlace(file: file, line: line) }

    private func text(_ string: String?) -> Value { string.map { .text(Text($0)) } ?? .missing }

    private mutating func addDevice(_ id: String?, _ name: String? = nil, line: Int? = 1) {
        builder.add([text(id), text(name)], to: Self.device, at: place(line, in: "devices.json"))
    }

    private mutating func addAlert(_ id: String, of device: String?, updated: Instant? = nil, line: Int = 1) {
        builder.add([text(id), text(device), Value(time: updated)], to: Self.alert, at: place(line, in: "alerts.json"))
    }

    private func problems(_ data: Dataset, _ entity: String?) -> [String] {
        data.summaries.first { $0.entity == entity }?.problems.map {
            "\($0.code.rawValue) \($0.count) \($0.example)"
        } ?? ["no summary"]
    }

    @Test mutating func `the later of two rows with one key counts, in its own place`() {
        addDevice("D1", "old", line: 1)
        addDevice("d2", line: 2)
        addDevice("d1", "new", line: 3)
        let data = builder.finish()
        let table = data.table(Self.device)
        #expect(table?.keys.elementsEqual([["d2"], ["d1"]]) == true)
        #expect(table?.value(FieldSlot(1), 1) == text("new"))
        #expect(
            problems(data, "device") == ["E0506 1 devices.json:3: a second row with the key 'd1'; the later one counts"]
        )
    }

    @Test(arguments: [
        ("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", "d1"), ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "d2"),
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "d2"), ("", "2026-01-01T00:00:00Z", "d2"),
        ("2026-01-01T00:00:00Z", "", "d1"), ("", "", "d2"),
    ])
    mutating func `the newest of two rows with one key counts`(first: String, second: String, winner: String) {
        addDevice("d1")
        addDevice("d2")
        addAlert("a", of: "d1", updated: first.isEmpty ? nil : time(first), line: 1)
        addAlert("A", of: "d2", updated: second.isEmpty ? nil : time(second), line: 2)
        let data = builder.finish()
        #expect(data.table(Self.alert)?.rowCount == 1)
        #expect(data.table(Self.alert)?.value(FieldSlot(1), 0) == .row(winner == "d1" ? 0 : 1))
        #expect(
            problems(data, "alert") == ["E0506 1 alerts.json:2: a second row with the key 'A'; the newer one counts"])
    }

    @Test mutating func `of several rows with one key only one is left`() {
        for name in ["a", "b", "c", "d"] { addDevice("d1", name) }
        addDevice("d2")
        let data = builder.finish()
        #expect(data.table(Self.device)?.keys.elementsEqual([["d1"], ["d2"]]) == true)
        #expect(data.table(Self.device)?.value(FieldSlot(1), 0) == text("d"))
        #expect(data.summaries.first?.problems.first?.count == 3)
    }

    @Test mutating func `a row without its key is left out and reported`() {
        addDevice(nil, line: nil)
        addDevice(nil, line: 4)
        let data = builder.finish()
        #expect(data.table(Self.device)?.rowCount == 0)
        #expect(
            problems(data, "device") == ["E0505 2 devices.json: a row without 'id', which is part of its key"])
    }

    @Test mutating func `references are found whatever the case of their keys, and turned round`() {
        addAlert("a1", of: "D1")
        addAlert("a2", of: "d1")
        addAlert("a3", of: "d2")
        addDevice("d1")
        addDevice("D2")
        let data = builder.finish()
        let alerts = data.table(Self.alert)
        #expect((0..<3).map { alerts?.value(FieldSlot(1), $0) } == [.row(0), .row(0), .row(1)])
        #expect(alerts?.rows(referringBy: FieldSlot(1), to: 0) == [0, 1])
        #expect(alerts?.rows(referringBy: FieldSlot(1), to: 1) == [2])
        #expect(problems(data, "alert") == [])
    }

    @Test mutating func `references to nothing are missing and reported`() {
        addDevice("d1")
        addAlert("a1", of: "gone", line: 1)
        addAlert("a2", of: nil, line: 2)
        addAlert("a3", of: "lost", line: 3)
        let data = builder.finish()
        #expect((0..<3).allSatisfy { data.table(Self.alert)?.value(FieldSlot(1), $0) == .missing })
        #expect(data.table(Self.alert)?.rows(referringBy: FieldSlot(1), to: 0) == [])
        #expect(
            problems(data, "alert") == [
                "E0510 2 alerts.json:1: 'device' refers to the device 'gone', which isn't there",
                "E0511 1 alerts.json:2: 'device' is missing: the row belongs to no device",
            ])
    }

    @Test mutating func `references to an entity without data are missing, and no problem`() {
        addAlert("a1", of: "d1")
        addAlert("a2", of: nil)
        let data = builder.finish()
        #expect(data.table(Self.device) == nil)
        #expect(data.table(Self.alert)?.value(FieldSlot(1), 0) == .missing)
        #expect(problems(data, "alert") == [])
    }

    @Test mutating func `composite keys and references to them are matched part by part`() {
        addAlert("a1", of: "d1")
        builder.add([text("a1"), text("FF"), .list([text("A1"), text("aa")])], to: Self.evidence, at: place(1))
        builder.add([text("A1"), text("aa")], to: Self.evidence, at: place(2))
        builder.add([text("a1"), .missing], to: Self.evidence, at: place(3))
        let data = builder.finish()
        let table = data.table(Self.evidence)
        #expect(table?.keys.elementsEqual([["a1", "FF"], ["A1", "aa"]]) == true)
        #expect(table?.value(FieldSlot(2), 0) == .row(1))
        #expect(table?.rows(referringBy: FieldSlot(2), to: 1) == [0])
        #expect(table?.value(FieldSlot(0), 1) == .row(0))
    }

    @Test mutating func `rows nested in a replaced row belong to the one that counts`() {
        addAlert("A1", of: "d1", updated: time("2026-01-01T00:00:00Z"), line: 1)
        builder.add([text("A1"), text("f1")], to: Self.evidence, at: place(1))
        addAlert("a1", of: "d1", updated: time("2026-01-02T00:00:00Z"), line: 2)
        builder.add([text("a1"), text("f2")], to: Self.evidence, at: place(2))
        let data = builder.finish()
        #expect(data.table(Self.alert)?.keys.elementsEqual([["a1"]]) == true)
        #expect(data.table(Self.evidence)?.rows(referringBy: FieldSlot(0), to: 0) == [0, 1])
    }

    @Test mutating func `a level in a key is spelled by its name`() {
        builder.add([.member(1), .missing], to: Self.rating, at: place(1))
        builder.add([.member(0), text("HIGH")], to: Self.rating, at: place(2))
        let data = builder.finish()
        #expect(data.table(Self.rating)?.keys.elementsEqual([["high"], ["low"]]) == true)
        #expect(data.table(Self.rating)?.value(FieldSlot(1), 1) == .row(0))
    }

    @Test mutating func `an entity that was declared is empty, others are absent, incomplete ones too`() {
        builder.declare(Self.device, file: "devices.json")
        addAlert("a1", of: "d1")
        builder.markIncomplete(Self.alert)
        let data = builder.finish()
        #expect(data.tables.map { $0?.rowCount } == [0, nil, nil, nil])
        #expect(data.summaries.map(\.rows) == [0, nil, nil, nil, nil])
    }

    @Test mutating func `summaries follow the model, then the scores, then files of nothing`() {
        builder.add([text("a1")], to: Self.alert, at: place(1, in: "b.json"))
        builder.add([text("a2")], to: Self.alert, at: place(1, in: "a.json"))
        builder.add([text("a3")], to: Self.alert, at: place(2, in: "b.json"))
        builder.set(Self.score, to: .number(1), at: place(1, in: "scores.json"))
        let withoutStray = builder
        #expect(withoutStray.finish().summaries.map(\.entity) == ["device", "alert", "evidence", "rating", "scores"])
        builder.report(.unknownFile, "what is it?", in: .nothing, at: place(nil, in: "x.bin"))
        let data = builder.finish()
        #expect(data.summaries.map(\.entity) == ["device", "alert", "evidence", "rating", "scores", nil])
        #expect(data.summaries.map(\.files) == [[], ["b.json", "a.json"], [], [], ["scores.json"], ["x.bin"]])
        #expect(data.summaries.map(\.rows) == [nil, 3, nil, nil, 1, nil])
        #expect(problems(data, nil).count == 1)
    }

    @Test mutating func `the later of two values of a score counts`() {
        let withoutScores = builder
        #expect(withoutScores.finish().summaries.last?.rows == nil)
        builder.set(Self.score, to: .number(1), at: place(1, in: "a.json"))
        builder.set(Self.score, to: .number(2), at: place(3, in: "b.json"))
        let data = builder.finish()
        #expect(data.scores == [.number(2), .missing])
        #expect(data.summaries.last?.rows == 1)
        #expect(
            problems(data, "scores") == [
                "E0514 1 b.json:3: 'exposure' is given again, after a.json:1; the later value counts"
            ])
    }
}
