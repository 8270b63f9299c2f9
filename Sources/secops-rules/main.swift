import Glibc
import SecOpsRulesTool

let tool = CommandLineTool(environment: .process(version: "0.1.0"))
exit(tool.run(Array(CommandLine.arguments.dropFirst())).rawValue)
