import TestSupport
import Testing

@testable import RulePlan

/// A rule about one score, with texts of several alphabets.
private func smallPlan() -> Plan {
    var schema = Schema()
    schema.scores = [
        ScoreSchema(name: "exposure", title: "Größe – 大きさ", type: .number, direction: .lowerIsBetter, sources: ["e"])
    ]
    var plan = Plan(schema: schema)
    let score = plan.intern(.score(ScoreID(0)), type: .number)
    let limit = plan.intern(.constant(.number(60)), type: .number)
    let condition = plan.intern(.comparison(.greater, score, limit, folding: true), type: .boolean)
    plan.rules.append(
        PlanRule(
            name: "r", title: nil, severity: .high, tags: [], see: ["a", ""],
            location: SourceLocation(file: "a.secrule", line: 1), subject: nil, condition: condition,
            effects: [.raise(.fixed(.low), PlanTemplate(segments: [.text("é"), .value(score)]))], because: nil,
            evidence: []))
    return plan
}

/// Why bytes are refused.
private func refusal(of bytes: [UInt8]) -> PlanFileError? {
    do throws(PlanFileError) {
        _ = try Plan(fileBytes: bytes)
        return nil
    } catch {
        return error
    }
}

@Suite struct `A plan's file` {
    private let bytes = smallPlan().fileBytes

    @Test func `holds the plan`() throws {
        #expect(try Plan(fileBytes: bytes) == smallPlan())
        #expect(try Plan(fileBytes: bytes).fileBytes == bytes)
    }

    @Test func `leaves the tests out`() throws {
        var plan = smallPlan()
        plan.tests = [PlanTest(title: "t", rules: [], location: SourceLocation(file: "a.secrule", line: 2))]
        #expect(plan.fileBytes == bytes)
    }

    @Test(arguments: [
        ("", "is empty; 'secops-rules compile' writes plans"),
        ("rule r when always", "is no compiled plan; 'secops-rules compile' writes them"),
        ("rule", "is no compiled plan; 'secops-rules compile' writes them"),
    ])
    func `is told from other files`(text: String, message: String) {
        #expect(refusal(of: Array(text.utf8)) == PlanFileError(.foreign, message))
    }

    @Test func `is told from one of another version`() {
        var other = bytes
        other[8] += 1
        let version = Plan.fileFormat
        #expect(
            refusal(of: other)
                == PlanFileError(
                    .otherFormat,
                    "is of plan format \(version + 1), and this version reads format \(version); "
                        + "compile the rules again with the version that runs them"))
    }

    @Test func `is whole or refused`() {
        for end in 1..<bytes.count {
            let error = refusal(of: Array(bytes[..<end]))
            #expect(error?.cause == .wrongSize || (end < 8 && error?.cause == .wrongSize), "cut at \(end)")
        }
        #expect(
            refusal(of: Array(bytes.dropLast()))?.message
                == "is cut short: it has \(bytes.count - 1) of \(bytes.count) bytes; copy it again, or compile the rules again"
        )
        #expect(
            refusal(of: bytes + [0])?.message
                == "has \(bytes.count + 1) bytes and should have \(bytes.count); copy it again, or compile the rules again"
        )
    }

    @Test func `shows every change of one bit`() {
        for place in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[place] ^= 1 << bit
                #expect(refusal(of: damaged) != nil, "bit \(bit) of byte \(place)")
            }
        }
        var damaged = bytes
        damaged[bytes.count - 1] ^= 1
        #expect(
            refusal(of: damaged)
                == PlanFileError(
                    .damaged, "is damaged: its checksum does not match; copy it again, or compile the rules again"))
    }

    @Test func `shows that parts changed places`() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<1_000 {
            let (first, second) = (
                Int.random(in: 36..<bytes.count, using: &random), Int.random(in: 36..<bytes.count, using: &random)
            )
            var damaged = bytes
            damaged.swapAt(first, second)
            #expect((refusal(of: damaged) == nil) == (damaged == bytes), "\(first) and \(second)")
        }
    }

    @Test func `is read from no random bytes`() {
        for seed in UInt64(0)..<500 {
            var random = SeededRandom(seed: seed)
            let noise = (0..<Int.random(in: 0..<400, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(refusal(of: noise) != nil, "seed \(seed)")
            // With a head that is right.
            let body = Array(bytes[..<36]) + noise
            #expect(refusal(of: PlanFileLayout.withChecksum(body)) != nil, "seed \(seed)")
        }
    }
}

/// Files with a checksum that is right, and contents that are not.
@Suite struct `A forged plan` {
    private func refusal(words: [UInt32], texts: [String]) -> String? {
        RulePlanTests.refusal(of: PlanFileLayout.bytes(texts: texts, words: words))?.message
    }

    /// The words of the small plan.
    private let words: [UInt32]
    private let texts: [String]

    init() {
        var writer = PlanWriter()
        writer.write(smallPlan())
        words = writer.words
        texts = writer.texts
    }

    @Test func `is what was written where nothing is forged`() {
        #expect(refusal(words: words, texts: texts) == nil)
    }

    @Test func `is refused or can be run, whatever one of its words is`() throws {
        for place in words.indices {
            for word: UInt32 in [0, 1, 2, 3, 7, 100, 1 << 16, .max >> 1, .max - 1, .max] {
                var forged = words
                forged[place] = word
                guard let plan = try? Plan(fileBytes: PlanFileLayout.bytes(texts: texts, words: forged)) else {
                    continue
                }
                #expect(plan.verify() == [], "\(word) at \(place)")
            }
        }
    }

    @Test func `is refused where it ends early or late`() {
        for end in words.indices { #expect(refusal(words: Array(words[..<end]), texts: texts) != nil, "at \(end)") }
        #expect(
            refusal(words: words + [0], texts: texts)
                == "can't be run (a part of it is malformed); compile the rules again")
    }

    @Test func `is refused where texts are missing`() {
        #expect(refusal(words: words, texts: Array(texts.dropLast())) != nil)
    }

    @Test func `is refused where its expressions share until no evaluation ends`() {
        var plan = smallPlan()
        var sum = plan.intern(.score(ScoreID(0)), type: .number)
        for _ in 0..<40 { sum = plan.intern(.arithmetic(.add, sum, sum), type: .number) }
        plan.rules[0].effects = [.raise(.fixed(.low), PlanTemplate(segments: [.value(sum)]))]
        #expect(RulePlanTests.refusal(of: plan.fileBytes)?.message.contains("is too large") == true)
    }

    @Test func `is refused where its expressions nest deeper than the stack`() {
        var plan = smallPlan()
        var sum = plan.intern(.score(ScoreID(0)), type: .number)
        for _ in 0..<100_000 { sum = plan.intern(.negated(sum), type: .number) }
        #expect(RulePlanTests.refusal(of: plan.fileBytes)?.message.contains("is too large") == true)
    }

    @Test func `is refused where its entities are nested in each other`() {
        var plan = smallPlan()
        for index in 0..<3 {
            var entity = EntitySchema(name: "e\(index)", title: nil, sources: [])
            entity.fields = [FieldSchema(name: "id", type: .text)]
            entity.key = [FieldSlot(0)]
            entity.parent = EntityID((index + 1) % 3)
            plan.schema.entities.append(entity)
        }
        #expect(RulePlanTests.refusal(of: plan.fileBytes)?.message.contains("is nested in itself") == true)
    }
}
