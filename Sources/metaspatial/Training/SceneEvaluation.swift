import Curation
import Dispatch
import Foundation
import JSON
import Rewards

/// Measures a directory of furnished scenes: a line of JSON a file, and one of means.
struct SceneEvaluation {
    let directory: String
    let assets: String?
    /// The reward that scenes of our own form are given besides.
    let profile: RewardProfile?

    /// The largest file that is read.
    private static let maximumBytes = 64 << 20

    private enum Outcome: Sendable {
        /// The file belongs to another, or holds no JSON object or array.
        case passedOver
        case refused(String)
        case measured(SceneReader.Reading, SceneMetrics, RewardResult?)
    }

    func run() throws {
        let root = URL(fileURLWithPath: directory, isDirectory: true)
        let files = try Self.files(in: root)
        guard !files.isEmpty else {
            throw InputFile.Failure(description: "there is no .json or .glb file in '\(directory)'")
        }
        let reader = SceneReader(assets: try readAssets(), mesh: FurnitureTriangles.mesh(id:size:))
        let profile = profile
        var outcomes = [Outcome](repeating: .passedOver, count: files.count)
        outcomes.withUnsafeMutableBufferPointer { buffer in
            // Each iteration writes its own element alone, and all have ended when `concurrentPerform` returns.
            nonisolated(unsafe) let buffer = buffer
            DispatchQueue.concurrentPerform(iterations: files.count) { index in
                buffer[index] = Self.outcome(of: files[index], reader, profile)
            }
        }
        var summary = MetricSummary()
        var refused = 0
        var totals: [Double] = []
        for (file, outcome) in zip(files, outcomes) {
            var document = JSONObject(members: [("file", .string(String(file.path.dropFirst(root.path.count + 1))))])
            switch outcome {
            case .passedOver: continue
            case .refused(let reason):
                refused += 1
                document["error"] = .string(reason)
            case .measured(let reading, let metrics, let reward):
                summary.add(metrics)
                if let total = reward?.total { totals.append(total) }
                document["form"] = .string(reading.form.rawValue)
                document["left_out"] = .array(reading.leftOut.map(JSONValue.string))
                for member in metrics.json.objectValue?.members ?? [] { document[member.key] = member.value }
                if profile != nil { document["reward"] = reward?.json ?? .null }
            }
            print(JSONWriter().string(.object(document)))
        }
        var last = summary.json.objectValue ?? JSONObject()
        last["refused"] = .integer(refused)
        if let profile {
            let mean: JSONValue = totals.isEmpty ? .null : .number(totals.reduce(0, +) / Double(totals.count))
            last["reward"] = ["profile": .string(profile.rawValue), "scenes": .integer(totals.count), "total": mean]
        }
        print(JSONWriter().string(["summary": .object(last)]))
    }

    private func readAssets() throws -> AssetSizes {
        guard let assets else { return AssetSizes() }
        do {
            return try AssetSizes(json: JSONCursor(.parse(InputFile.read(assets))))
        } catch let error as JSONError {
            throw InputFile.Failure(description: "'\(assets)' is no JSON: \(error)")
        }
    }

    /// The scenes' files in a directory and those below it, by name.
    private static func files(in root: URL) throws -> [URL] {
        guard
            let all = FileManager.default.enumerator(
                at: root, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])
        else { throw InputFile.Failure(description: "cannot read '\(root.path)'") }
        return all.compactMap { $0 as? URL }.filter { ["json", "glb"].contains($0.pathExtension.lowercased()) }.sorted {
            $0.path < $1.path
        }
    }

    private static func outcome(of file: URL, _ reader: SceneReader, _ profile: RewardProfile?) -> Outcome {
        do {
            if file.pathExtension.lowercased() == "glb" {
                let reading = try GLBSceneReader.read(Array(InputFile.read(file.path)), name: file.lastPathComponent)
                return .measured(reading, SceneMetrics(reading.scene), nil)
            }
            let document = try parse(file)
            if SceneForm.isLayoutVLMTask(document) { return .passedOver }
            var task: JSONValue?
            if SceneForm(document) == .layoutVLM { task = try companion(of: file) }
            let reading = try reader.read(document, task: task)
            let item = profile == nil || reading.form != .own ? nil : try SceneReward.item(JSONCursor(document))
            return .measured(reading, SceneMetrics(reading.scene), item.flatMap { profile?.score($0) })
        } catch {
            return .refused("\(error)")
        }
    }

    /// What LayoutVLM was asked for: the one scene of that form beside its answer.
    private static func companion(of file: URL) throws -> JSONValue? {
        let neighbours = try FileManager.default.contentsOfDirectory(
            at: file.deletingLastPathComponent(), includingPropertiesForKeys: nil
        ).filter { $0.pathExtension == "json" && $0 != file }.sorted { $0.path < $1.path }
        for neighbour in neighbours {
            if let document = try? parse(neighbour), SceneForm.isLayoutVLMTask(document) { return document }
        }
        return nil
    }

    private static func parse(_ file: URL) throws -> JSONValue {
        let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        guard size <= maximumBytes else {
            throw InputFile.Failure(description: "it has \(size) bytes; at most \(maximumBytes) are read")
        }
        return try JSONValue.parse(InputFile.read(file.path))
    }
}
