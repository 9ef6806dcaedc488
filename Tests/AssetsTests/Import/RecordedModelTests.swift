import Assets
import Foundation
import JSON
import Testing

/// What `scripts/make-model-table.py` wrote; nil where it is not named.
private let recorded = ProcessInfo.processInfo.environment["METASPATIAL_MODELS"]

/// Every model of libraries, or GLB files, beside what trimesh reads in it.
@Suite struct RecordedModelTests {
    @Test(.enabled(if: recorded != nil)) func modelsAreReadAsTrimeshReadsThem() throws {
        let table = try String(contentsOfFile: try #require(recorded), encoding: .utf8)
        let lines = try table.split(separator: "\n").map { try JSONValue.parse(String($0)) }
        var libraries: [String: SweetHomeLibrary] = [:]
        for line in lines {
            let path = try #require(line["library"]?.stringValue)
            let name = try #require(line["model"]?.stringValue)
            let model: ImportedModel
            if path.isEmpty {
                model = try GLBReader.read([UInt8](try Data(contentsOf: URL(fileURLWithPath: name))), name: name)
            } else {
                let library = try libraries[path] ?? SweetHomeLibrary(FileBytes(path: path), name: path)
                libraries[path] = library
                var piece = try #require(library.catalogue.pieces.first)
                piece.model = name
                model = try library.model(of: piece)
            }
            #expect(model.triangleCount == line["triangles"]?.integerValue, "\(name)")
            let bounds = try #require(model.bounds)
            for (key, corner) in [("low", bounds.minimum), ("high", bounds.maximum)] {
                let wanted = line[key]?.arrayValue?.compactMap(\.doubleValue) ?? []
                try #require(wanted.count == 3)
                let extent = Double((bounds.maximum - bounds.minimum).max())
                for axis in 0..<3 {
                    #expect(abs(Double(corner[axis]) - wanted[axis]) <= 1e-6 * extent, "\(name), \(key)")
                }
            }
        }
        #expect(!lines.isEmpty)
    }
}
