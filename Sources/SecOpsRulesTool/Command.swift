/// Something that the tool does: reads its arguments, calls the library, hands the result to a report writer and picks an exit code.
protocol Command: SendableMetatype {
    static var description: CommandDescription { get }

    /// - Throws: What is wrong with the arguments.
    init(_ arguments: Arguments) throws(CommandFailure)

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode
}
