import HTTPServer
import JSON

/// A document of many items to score: what stands around them, and the items, which are read where and when they are
/// needed if their text could be cut apart.
struct RewardBatch: Sendable {
    /// The items.
    enum Items: Sendable {
        case read([JSONCursor])
        case unread(JSONSplitDocument)

        var count: Int {
            switch self {
            case .read(let forms): forms.count
            case .unread(let document): document.count
            }
        }

        /// An item's form.
        /// - Throws: `JSONError`.
        func form(_ index: Int) throws -> JSONCursor {
            switch self {
            case .read(let forms): forms[index]
            case .unread(let document):
                JSONCursor(try document.element(index), pointer: "/\(RewardBatch.member)/\(index)")
            }
        }

        /// All forms, read over all cores.
        /// - Throws: `JSONError`; `CancellationError`.
        func forms() async throws -> [JSONCursor] {
            if case .read(let forms) = self { return forms }
            return try await Offload.run(.short) { try RewardScoring.parallel(count, form) }
        }
    }

    private static let member = "items"

    /// The document; where the items have not been read, it has none.
    let frame: JSONCursor
    private let document: JSONSplitDocument?

    /// A document whose items' text is cut apart; nil where it is small, or cannot be cut.
    /// - Throws: `CancellationError`.
    init?(cutting bytes: [UInt8]) async throws {
        guard bytes.count > ServerRequest.largeJSONBytes else { return nil }
        let document = try await Offload.run(.short) {
            JSONSplitDocument(bytes, array: Self.member, options: RewardForm.lenient)
        }
        guard let document else { return nil }
        self.document = document
        frame = JSONCursor(document.frame)
    }

    /// A document that was read as a whole.
    init(document: JSONCursor) {
        frame = document
        self.document = nil
    }

    /// The items.
    /// - Throws: `JSONFieldError` where they are no list, or a longer one.
    func items(maximumCount: Int) throws -> Items {
        guard let document else { return .read(try frame[Self.member].array(maximumCount: maximumCount)) }
        guard document.count <= maximumCount else {
            throw frame[Self.member].fault("has more than \(maximumCount) elements")
        }
        return .unread(document)
    }
}
