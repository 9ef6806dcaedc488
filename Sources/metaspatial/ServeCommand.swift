import ArgumentParser
import Dispatch
import Embeddings
import Foundation
import HTTPServer
import Judging
import Logging
import Service
import VLM

/// Starts the server and serves until it is told to stop.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Start the HTTP server.")

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes any free one.")
    var port = 8080

    @Option(help: ArgumentHelp("Where layouts, models and jobs are kept.", valueName: "directory"))
    var data = "data"

    @Option(help: ArgumentHelp("A checkpoint to serve: a Hugging Face directory or a GGUF file.", valueName: "path"))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "The GGUF file of the model's vision tower, where it is not beside the model.", valueName: "file"))
    var mmproj: String?

    @Option(help: "Round every checkpoint's weights while loading: q8 or q4. The files stay as they are.")
    var quantize: Quantization?

    @Option(
        name: .customLong("model-root"),
        help: ArgumentHelp(
            "Let POST /models open checkpoints below this directory; may be repeated. When the server listens on this machine alone, all directories are open to it.",
            valueName: "directory"))
    var modelRoots: [String] = []

    @Option(
        name: .customLong("assets"),
        help: ArgumentHelp(
            "Look for Sweet Home 3D libraries (.sh3f) and GLB files here too; may be repeated. The data directory's assets/libraries and Debian's sweethome3d-furniture are always looked at.",
            valueName: "directory"))
    var assetDirectories: [String] = []

    @Option(
        name: .customLong("text-encoder"),
        help: ArgumentHelp(
            "Choose furniture by meaning too, with this encoder: a directory as sentence-transformers lays out all-MiniLM-L6-v2, or transformers a CLIP. Without it, METASPATIAL_EMBEDDINGS_MODEL and METASPATIAL_EMBEDDINGS_URL may name an OpenAI-compatible one.",
            valueName: "directory"))
    var textEncoder: String?

    @Option(
        name: .customLong("embeddings"),
        help: ArgumentHelp(
            "A table of the assets' vectors, made with the same encoder (.npy, .npz or .safetensors, and a .json of identifiers beside it); may be repeated.",
            valueName: "file"))
    var embeddingTables: [String] = []

    @Option(help: ArgumentHelp("The directory that holds Public/ and openapi.yaml.", valueName: "directory"))
    var site: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .info

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("the port must be 0 to 65535") }
        guard mmproj == nil || model != nil else { throw ValidationError("--mmproj needs a --model") }
    }

    func run() async throws {
        let logger = makeLogger()
        var configuration = ServiceConfiguration(
            dataDirectory: URL(fileURLWithPath: data, isDirectory: true),
            siteDirectory: try siteDirectory())
        if let model {
            guard FileManager.default.fileExists(atPath: model) else {
                throw ValidationError("there is no model at '\(model)'")
            }
            configuration.model = try CheckpointFiles(
                at: URL(fileURLWithPath: model), vision: mmproj.map { URL(fileURLWithPath: $0) })
        }
        configuration.trainedModel = TrainedModel.directory
        configuration.quantization = quantize
        // Where Debian's sweethome3d-furniture puts its libraries.
        configuration.assetDirectories =
            (["/usr/share/sweethome3d/furniture"] + assetDirectories).map {
                URL(fileURLWithPath: $0, isDirectory: true)
            }
        configuration.encoder = try encoder()
        configuration.embeddingTables = embeddingTables.map { URL(fileURLWithPath: $0) }
        configuration.judges = EnvironmentJudges(ProcessInfo.processInfo.environment)
        configuration.modelRoots = modelRoots.map { URL(fileURLWithPath: $0, isDirectory: true) }
        if ["127.0.0.1", "::1", "localhost"].contains(host) {
            configuration.modelRoots.append(URL(fileURLWithPath: "/", isDirectory: true))
        }
        let service = try await Service.open(configuration, logger: logger)
        let server = HTTPServer(
            configuration: ServerConfiguration(host: host, port: port), responder: service.responder,
            onExchange: { AccessLog.write($0, to: logger) })
        let address = try await server.start()
        FileHandle.standardOutput.write(Data("metaspatial is ready: http://\(address)/\n".utf8))

        await Termination.wait()
        logger.info("stopping")
        await server.shutdown(gracePeriod: .seconds(10))
        await service.close()
    }

    /// The encoder that is named: a directory before a server.
    private func encoder() throws -> (any TextEncoder)? {
        if let textEncoder {
            return try TextEncoders.open(directory: URL(fileURLWithPath: textEncoder, isDirectory: true))
        }
        let found = try EndpointEncoder(environment: ProcessInfo.processInfo.environment)
        guard found != nil || embeddingTables.isEmpty else {
            throw ValidationError("--embeddings needs the encoder that the table was made with: --text-encoder")
        }
        return found
    }

    /// The repository or installation that the program belongs to: the nearest directory above the program,
    /// or above the working directory, that has `Public/` and `openapi.yaml`.
    private func siteDirectory() throws -> URL {
        if let site { return URL(fileURLWithPath: site, isDirectory: true) }
        let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        let starts = [
            program.deletingLastPathComponent(),
            URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true),
        ]
        for start in starts {
            var directory = start.standardizedFileURL
            while directory.path != "/" {
                let isSite = ["Public", "openapi.yaml"].allSatisfy {
                    FileManager.default.fileExists(atPath: directory.appendingPathComponent($0).path)
                }
                if isSite { return directory }
                directory.deleteLastPathComponent()
            }
        }
        throw ValidationError("Public/ and openapi.yaml were not found; name their directory with --site")
    }

    private func makeLogger() -> Logger {
        var logger = Logger(label: "metaspatial", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = logLevel
        return logger
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
extension Quantization: ExpressibleByArgument {}
