/// How an image was cut into patches: frames x rows x columns (`image_grid_thw`).
public struct ImageGrid: Hashable, Sendable, CustomStringConvertible {
    /// Frame pairs; 1 for a still image.
    public let temporal: Int
    /// Rows of patches.
    public let height: Int
    /// Columns of patches.
    public let width: Int

    /// A grid of this many frames, rows and columns.
    public init(temporal: Int = 1, height: Int, width: Int) {
        self.temporal = temporal
        self.height = height
        self.width = width
    }

    /// Patches of all frames.
    public var patches: Int { temporal * height * width }

    public var description: String { "\(temporal)x\(height)x\(width)" }

    /// How many patches one request may have in all.
    package static let maximumPatches = 1 << 18

    /// Checks the grid against a merge size, so that all later arithmetic stays in bounds.
    package func validate(mergeSize: Int) throws(ModelError) {
        guard temporal > 0, height > 0, width > 0 else {
            throw .invalidGrid(self, detail: "must be positive")
        }
        let (area, areaOverflow) = height.multipliedReportingOverflow(by: width)
        let (count, overflow) = area.multipliedReportingOverflow(by: temporal)
        guard !areaOverflow, !overflow, count <= Self.maximumPatches else {
            throw .invalidGrid(self, detail: "has more than \(Self.maximumPatches) patches")
        }
        guard height % mergeSize == 0, width % mergeSize == 0 else {
            throw .invalidGrid(self, detail: "must have sides divisible by \(mergeSize)")
        }
    }
}
