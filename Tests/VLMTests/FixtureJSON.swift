import Foundation
import JSON

extension Fixtures {
    /// A JSON fixture.
    static func json(_ path: String) throws -> JSONCursor {
        JSONCursor(try JSONParser.parse([UInt8](Data(contentsOf: url(path)))))
    }
}

extension JSONCursor {
    /// The integers of an array.
    func integers() throws -> [Int] { try array().map { try $0.integer(in: -1_000_000_000...1_000_000_000) } }

    /// The numbers of an array.
    func doubles() throws -> [Double] { try array().map { try $0.finiteDouble() } }
}
