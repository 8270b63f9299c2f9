/// Everything the tool can report. A code is for ever: never renumbered, never reused.
///
/// The letter and first two digits name a family (`E01` text, `E02` grammar, `E03` names, types and model, `L04` lints and analysis,
/// `E05` data, `E06` tests), not a severity. `grammar.md` has an entry with a wrong and a right example for each.
public enum DiagnosticCode: String, CaseIterable, Hashable, Sendable {
    // E01: text
    case unterminatedText = "E0101"
    case unknownEscape = "E0102"
    case invalidUTF8 = "E0103"
    case bidirectionalControl = "E0104"
    case unexpectedCharacter = "E0105"
    case malformedNumber = "E0106"
    case malformedDuration = "E0107"
    case impossibleTime = "E0108"
    case unterminatedRegex = "E0109"
    case fileTooLarge = "E0110"
    case malformedInterpolation = "E0111"

    // E02: grammar
    case expectedDeclaration = "E0201"
    case unexpectedToken = "E0202"
    case wordOperator = "E0203"
    case singleEquals = "E0204"
    case chainedComparison = "E0205"
    case nestingTooDeep = "E0206"
    case unclosedBracket = "E0207"
    case partOutOfOrder = "E0208"
    case reservedWord = "E0209"
    case expectedExpression = "E0210"
    case misplacedRegex = "E0211"
    case duplicateClause = "E0212"
    case keywordCase = "E0213"

    // E03: names, types and model
    case unknownField = "E0301"
    case unknownName = "E0302"
    case unknownEntity = "E0303"
    case unknownDeclaration = "E0304"
    case duplicateDeclaration = "E0305"
    case ambiguousName = "E0306"
    case typeMismatch = "E0307"
    case unitMismatch = "E0308"
    case unknownMember = "E0309"
    case outOfRange = "E0310"
    case unorderedComparison = "E0311"
    case definitionCycle = "E0312"
    case notACondition = "E0313"
    case looserApproval = "E0314"
    case automaticWithoutLimit = "E0315"
    case wrongTarget = "E0316"
    case unnamedRule = "E0317"
    case invalidRegex = "E0318"
    case regexTooLarge = "E0319"
    case invalidLiteralText = "E0320"
    case wrongArgument = "E0321"
    case noReference = "E0322"
    case severalReferences = "E0323"
    case duplicateRowName = "E0324"
    case invalidKey = "E0325"
    case invalidType = "E0326"
    case waivedForbidder = "E0327"
    case invalidCadence = "E0328"
    case literalExpected = "E0329"
    case unknownFunction = "E0330"
    case invalidModel = "E0331"

    // L04: lints and analysis
    case bareEntity = "L0401"
    case neverTrue = "L0402"
    case alwaysTrue = "L0403"
    case goodSideOfScore = "L0404"
    case fractionEquality = "L0405"
    case conjunctIgnoresRow = "L0406"
    case partChangesNothing = "L0407"
    case impliedRule = "L0408"
    case reversingRules = "L0409"
    case alwaysForbidden = "L0410"
    case ladderGap = "L0411"
    case ladderOverlap = "L0412"
    case allOfNone = "L0413"
    case unusedParameter = "L0414"
    case unusedDefinition = "L0415"
    case waiverWithoutEffect = "L0416"
    case allowanceWithoutReason = "L0417"
    case unusedAllowance = "L0418"
    case absentRow = "L0419"
    case ruleWithoutReason = "L0420"
    case ruleWithoutTest = "L0421"

    // E05: data
    case unreadableFile = "E0501"
    case notText = "E0502"
    case unknownFile = "E0503"
    case rowNotObject = "E0504"
    case rowWithoutKey = "E0505"
    case duplicateKey = "E0506"
    case wrongType = "E0507"
    case unknownValue = "E0508"
    case valueOutOfRange = "E0509"
    case danglingReference = "E0510"
    case missingReference = "E0511"
    case malformedTime = "E0512"
    case staleData = "E0513"
    case duplicateScore = "E0514"
    case wrongCellCount = "E0515"
    case duplicateMember = "E0516"
    case invalidHistoryLine = "E0517"

    // E06: tests
    case contradictoryTest = "E0601"

    /// What a diagnostic of this code is when its pass does not say otherwise.
    public var defaultSeverity: Diagnostic.Severity {
        switch rawValue.first {
        case "L": .warning
        default: .error
        }
    }
}
