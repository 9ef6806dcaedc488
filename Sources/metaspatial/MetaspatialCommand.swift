import ArgumentParser

/// The program: one command a task.
@main
struct MetaspatialCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metaspatial",
        abstract: "Furnishes rooms with a vision-language model.",
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, GenerateCommand.self, ProbeCommand.self, RenderCommand.self,
            InitializeModelCommand.self, TrainCommand.self, EvaluateCommand.self, CurateCommand.self,
            BaselineCommand.self,
        ],
        defaultSubcommand: ServeCommand.self)
}
