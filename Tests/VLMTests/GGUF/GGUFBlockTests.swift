import Foundation
import JSON
import Tensors
import Testing
import VLM

/// Every type of weights against the numbers that llama.cpp's `gguf` package reads from the same bytes.
@Suite struct GGUFBlockTests {
    private struct Case {
        let type: ElementType
        let number: Int
        let shape: [Int]
        let bytes: [UInt8]
        let values: [Float]

        init(_ json: JSONCursor) throws {
            type = try #require(ElementType(rawValue: try json["type"].string()))
            number = try json["number"].integer(in: 0...100)
            shape = [try json["rows"].integer(in: 1...100), try json["columns"].integer(in: 1...1000)]
            bytes = [UInt8](try #require(Data(base64Encoded: try json["bytes"].string())))
            let data = try #require(Data(base64Encoded: try json["values"].string()))
            values = data.withUnsafeBytes { bytes in
                (0..<bytes.count / 4).map {
                    Float(
                        bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
                }
            }
        }
    }

    private func cases() throws -> [Case] { try Fixtures.json("gguf/blocks.json").array().map(Case.init) }

    @Test func allTypesAreThere() throws {
        #expect(Set(try cases().map(\.type)) == Set(ElementType.allCases))
    }

    @Test func numbersAreTheSameToTheLastBit() throws {
        for sample in try cases() {
            var builder = GGUFBuilder()
            builder.add("x", shape: sample.shape, type: UInt32(sample.number), data: sample.bytes)
            let tensor = try #require(try builder.open().tensor("x"))
            #expect(tensor.elementType == sample.type)
            #expect(tensor.floats() == sample.values, "\(sample.type)")
        }
    }

    @Test func productsAreTheSame() throws {
        for sample in try cases() {
            var builder = GGUFBuilder()
            builder.add("x", shape: sample.shape, type: UInt32(sample.number), data: sample.bytes)
            let map = Linear(weight: try #require(try builder.open().tensor("x")))
            // One number alone picks out a column: what the map computes with, up to the rounding of scales to F16.
            for column in [0, 1, 31, 255, 256, sample.shape[1] - 1] {
                var x = [Float](repeating: 0, count: sample.shape[1])
                x[column] = 1
                let y = map(Tensor(shape: [1, x.count], values: x)).values
                for row in 0..<sample.shape[0] {
                    let wanted = sample.values[row * sample.shape[1] + column]
                    #expect(abs(y[row] - wanted) <= 2e-3 * max(0.5, abs(wanted)), "\(sample.type) \(row) \(column)")
                }
            }
        }
    }
}
