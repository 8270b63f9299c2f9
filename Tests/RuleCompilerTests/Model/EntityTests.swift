import RuleCompiler
import RulePlan
import RuleText
import Testing

@Suite struct `Entities` {
    @Test func `have fields with types, sources and readings, and a key`() throws {
        let plan = try plan(
            """
            entity device "Device" from "machines" or "hosts" key id newest seen stale after 1d by seen {
              id    text from "deviceId" or "id"
              risk  none < low < high from "riskScore" reading "No known risks" as none "?" as missing "How risky it is"
              state active | inactive
              seen  time
              points number 0..10
              tags  list of text
              on    boolean reading "yes" as true
            }
            """)
        let device = try #require(plan.schema.entities.first)
        #expect(device.name == "device")
        #expect(device.title == "Device")
        #expect(device.sources == ["machines", "hosts"])
        #expect(device.key == [FieldSlot(0)])
        #expect(device.newest == FieldSlot(3))
        #expect(device.staleness == .init(age: TimeSpan(seconds: 86_400), field: FieldSlot(3)))
        #expect(
            device.fields == [
                FieldSchema(name: "id", type: .text, sources: ["deviceId", "id"]),
                FieldSchema(
                    name: "risk", type: .levels(["none", "low", "high"]), sources: ["riskScore"],
                    readings: [
                        .init(spelling: "No known risks", value: .member(0)), .init(spelling: "?", value: .missing),
                    ], documentation: "How risky it is"),
                FieldSchema(name: "state", type: .choices(["active", "inactive"])),
                FieldSchema(name: "seen", type: .time),
                FieldSchema(name: "points", type: .number(NumberRange(lower: 0, upper: 10))),
                FieldSchema(name: "tags", type: .list(.text)),
                FieldSchema(
                    name: "on", type: .boolean, readings: [.init(spelling: "yes", value: .boolean(true))]),
            ])
    }

    @Test func `refer to entities that are declared later`() throws {
        let plan = try plan(
            """
            entity evidence in alert key alert, sha256 { alert alert sha256 text }
            entity alert key id { id text device device }
            entity device key id { id text }
            """)
        #expect(plan.schema.entities[0].parent == EntityID(1))
        #expect(plan.schema.entities[0].key == [FieldSlot(0), FieldSlot(1)])
        #expect(plan.schema.entities[1].fields[1].type == .reference(EntityID(2)))
    }

    @Test func `are declared once`() {
        check(
            """
            entity device key id { id text }
            entity device key id { id text }
                   ^^^^^^ E0305 entity 'device' is declared twice
            """)
    }

    @Test func `are not called like a type`() {
        check(
            """
            entity time key id { id text }
                   ^^^^ E0331 'time' is the name of a type, an entity needs another
            """)
    }

    @Test func `have fields of different names`() {
        check(
            """
            entity device key id { id text id number }
                                           ^^ E0305 field 'id' is declared twice
            """)
    }

    @Test func `are nested in an entity that they refer to`() {
        check(
            """
            entity alert key id { id text }
            entity evidence in alert key sha256 { sha256 text }
                               ^^^^^ E0331 'evidence' is nested in 'alert' and needs a field of type 'alert'
            entity process in alrt key id { id text }
                              ^^^^ E0303 unknown entity 'alrt'
            """)
    }

    @Test func `are not nested in themselves`() {
        check(
            """
            entity c in a key id { id text a a }
            entity a in b key id { id text b b }
                        ^ E0331 an entity can't be nested in itself: 'a' in 'b' in 'a'
            entity b in a key id { id text a a }
            entity d in d key id { id text d d }
                        ^ E0331 an entity can't be nested in itself: 'd' in 'd'
            """)
    }

    @Test func `are newest by a field with an order`() {
        check(
            """
            entity device key id newest name { id text name text seen time }
                                        ^^^^ E0331 'newest' needs a field with an order, 'name' is text
            entity alert key id newest sen { id text seen time }
                                       ^^^ E0301 'alert' has no field 'sen'
            """)
    }

    @Test func `are stale by a time`() {
        check(
            """
            entity device key id stale after 1d by point { id text point number }
                                                   ^^^^^ E0331 'stale after' needs a time, 'point' is a number
            entity alert key id stale after 1d by seenn { id text seen time }
                                                  ^^^^^ E0301 'alert' has no field 'seenn'
            """)
    }
}

@Suite struct `Keys` {
    @Test func `name fields of the entity, each once`() {
        check(
            """
            entity device key idd, id, id { id text }
                              ^^^ E0325 'device' has no field 'idd' for its key
                                       ^^ E0325 'id' is in the key twice
            """)
    }

    @Test func `hold no list`() {
        check(
            """
            entity device key tags { tags list of text }
                              ^^^^ E0325 a list can't be part of a key, 'tags' is one
            """)
    }

    @Test func `hold no reference to a row with a key of several parts`() {
        check(
            """
            entity evidence key alert, sha256 { alert text sha256 text }
            entity verdict key evidence { evidence evidence }
                               ^^^^^^^^ E0325 'evidence' can't be part of a key: the key of 'evidence' has several parts
            """)
    }
}

@Suite struct `Types` {
    @Test func `are those of the language and the entities`() {
        check(
            """
            entity device key id { id text owner string seen devise a b_type }
                                                 ^^^^^^ E0326 'string' is neither a type nor an entity
                                                             ^^^^^^ E0326 'devise' is neither a type nor an entity
                                                                      ^^^^^^ E0326 'b_type' is neither a type nor an entity
            """)
    }

    @Test func `offer the word of this language for that of another`() {
        let diagnostics = diagnostics("entity device key id { id text owner string }")
        #expect(diagnostics.map(\.help) == ["use 'text'"])
        #expect(diagnostics.first?.fix?.replacement == "text")
    }

    @Test func `have members that data can tell apart`() {
        check(
            """
            entity device key id {
              id text
              risk low < high < low
                                ^^^ E0326 'low' is listed twice
              state no_data | nodata
                              ^^^^^^ E0326 data can't tell 'nodata' from 'no_data'
              mode on | missing
                        ^^^^^^^ E0326 'missing' can't be a member: it says that a value is not known
            }
            """)
    }

    @Test func `have a range with a number in it`() {
        check(
            """
            entity device key id { id text point number 100..0 cost number 0..7d }
                                                        ^^^^^^ E0326 no number is in this range: its lower end is greater than its upper end
                                                                              ^^ E0326 the range of a number needs numbers at its ends
            """)
    }

    @Test func `hold lists of single values`() {
        check(
            """
            entity device key id { id text a list of list of text b list of device }
                                                     ^^^^^^^^^^^^ E0326 a list can't hold lists
                                                                            ^^^^^^ E0326 a list can't hold references to rows
            """)
    }

    @Test func `of what is wrong say nothing more where the field is used`() {
        check(
            """
            entity device key id newest seen stale after 1d by seen { id text seen tiem }
                                                                                   ^^^^ E0326 'tiem' is neither a type nor an entity
            """)
    }
}

@Suite struct `Readings` {
    @Test func `yield values of the field's type`() {
        check(
            """
            entity device key id {
              id text reading "x" as none
                                     ^^^^ E0309 'none' is none of 'missing'
              risk low < high reading "H" as hihg
                                             ^^^^ E0309 'hihg' is none of 'low', 'high', 'missing'
              on boolean reading "yes" as yes
                                          ^^^ E0309 'yes' is none of 'true', 'false', 'missing'
            }
            """)
    }

    @Test func `have one meaning each`() {
        check(
            """
            entity device key id { id text risk low < high reading "H" as high "H" as low }
                                                                               ^^^ E0305 the spelling "H" is read twice
            """)
    }
}
