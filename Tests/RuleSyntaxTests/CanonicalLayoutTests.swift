import RuleSyntax
import RuleText
import TestSupport
import Testing

@Suite struct `The canonical layout` {
    private func laidOut(_ text: String) -> String {
        let file = SourceFile(name: "test", text: text)
        let parsed = parse(file, index: FileIndex(0))
        #expect(parsed.diagnostics.map(\.message) == [], "\(text)")
        return String(decoding: CanonicalLayout.of(file, parsed.tree), as: UTF8.self)
    }

    /// Everything but blanks and line breaks.
    private func substance(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !" \t\r\n".unicodeScalars.contains($0) }))
    }

    private func outline(_ text: String) -> String {
        let parsed = parse(SourceFile(name: "test", text: text), index: FileIndex(0))
        #expect(parsed.diagnostics.map(\.message) == [], "\(text)")
        return parsed.tree.declarations.map { RuleSyntaxTests.outline(of: $0) }.joined(separator: "\n")
    }

    @Test func `has a line for each clause of a rule`() {
        #expect(
            laidOut(
                """
                rule a "A" severity high tags "x","y"
                   for   device when risk_level>=high   and not(isolated otherwise false)
                then run isolate on device , raise high "x"  because "y"
                when exposure_score>60
                   then require improve_score daily
                """) == """
                    rule a "A"
                      severity high
                      tags "x", "y"
                      for device
                      when risk_level >= high and not (isolated otherwise false)
                      then run isolate on device,
                           raise high "x"
                      because "y"
                    when exposure_score > 60 then require improve_score daily

                    """)
    }

    @Test func `keeps comments between the tokens where they stand`() {
        #expect(
            laidOut(
                """
                # first


                # second

                rule a # name
                  # before when
                  when x > - 3 # why
                    # or so
                    or y
                  then # what
                  raise high "x"
                # last
                """) == """
                    # first

                    # second

                    rule a  # name
                      # before when
                      when x > -3  # why
                        # or so
                        or y
                      then  # what
                           raise high "x"
                    # last

                    """)
    }

    @Test func `puts an entity's fields into columns`() {
        #expect(
            laidOut(
                """
                entity door from "doors" key id { id text from "doorId"
                  state locked|open reading "Closed" as locked "How it is" # now
                  # Charge
                  battery number 0 .. 100 }
                """) == """
                    entity door from "doors" key id {
                      id       text           from "doorId"
                      state    locked | open  reading "Closed" as locked  "How it is"  # now
                      # Charge
                      battery  number 0..100
                    }

                    """)
    }

    /// Blanks of a program drawn anew, with comments among them.
    private func scattered(_ text: String, _ random: inout SeededRandom) -> String {
        var result = ""
        for line in text.split(separator: "\n") {
            let code = line.prefix { $0 != "#" }
            // A word of a text or an expression is left alone.
            guard !line.contains("\""), !line.contains("/") else {
                result += line + "\n"
                continue
            }
            for word in code.split(separator: " ") {
                result += random.pick(["", " ", "  ", "\n", "\n\n\n", " # a\n", "\n# b\n", "\n# b\n\n  # c \n", "\r\n"])
                result += " " + word
            }
            result += "\n"
        }
        return result
    }

    @Test func `changes neither tree nor comments, and nothing twice`() {
        var random = SeededRandom(seed: 5)
        for round in 0..<60 {
            let text = round == 0 ? Sample.program : scattered(Sample.program, &random)
            let once = laidOut(text)
            #expect(substance(once) == substance(text), "round \(round)")
            #expect(outline(once) == outline(text), "round \(round)")
            #expect(laidOut(once) == once, "round \(round)")
        }
    }

    @Test func `changes no expression, however drawn`() {
        var syntax = RandomSyntax(seed: 6)
        for round in 0..<600 {
            let text = "define x = " + CanonicalText.of(syntax.expression(size: 1 + round % 30))
            let once = laidOut(text)
            #expect(outline(once) == outline(text), "round \(round): \(text)")
            #expect(laidOut(once) == once, "round \(round): \(text)")
        }
    }
}
