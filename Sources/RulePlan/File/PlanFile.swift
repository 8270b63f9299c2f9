// A plan as a file, so that rules are compiled once and run many times.
//
//     0  8 bytes   the mark of a plan file
//     8  UInt32    the format's version
//    12  UInt32    how many texts there are
//    16  UInt64    the size of the file in bytes
//    24  UInt64    a checksum of everything before and behind it
//    32  UInt32    how many words there are
//    36  UInt32…   the length of each text in bytes
//        UInt32…   the words: schema, parameters, expressions, definitions, what rules have in common, rules, waivers
//                  the texts, UTF-8, one behind the other
//
// All numbers are little-endian. A text, a type, an expression stands once and is named by its place; so do the effects, the reason and
// the evidence of rules about the same rows. The tests in rules are left out: they are run from the source.

extension Plan {
    /// The version of the format: another one wherever the same bytes would mean something else.
    package static let fileFormat: UInt32 = 2

    /// The plan as a file, without the tests in it. The same plan gives the same bytes on every machine.
    package var fileBytes: [UInt8] {
        var writer = PlanWriter()
        writer.write(self)
        return PlanFileLayout.bytes(texts: writer.texts, words: writer.words)
    }

    /// Reads a plan that `fileBytes` gave, and checks that it can be run.
    ///
    /// Whatever the bytes are, this ends in time and memory that are linear in their number, and the plan is one that `verify` holds
    /// for right.
    package init(fileBytes bytes: [UInt8]) throws(PlanFileError) {
        let layout = try PlanFileLayout(bytes)
        var reader = PlanReader(words: layout.words, texts: layout.texts)
        self = try reader.plan()
        if let problem = verify().first { throw PlanFileError.impossible(problem) }
    }
}
