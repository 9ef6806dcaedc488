import Foundation
import Imaging
import JSON

/// A request to `Probe`, as its JSON file writes it.
package struct ProbeRequest {
    package var messages: [ChatMessage] = []
    /// The images of the messages in order.
    package var images: [PixelImage] = []
    /// A text whose tokens are scored after the prompt.
    package var completion = ""
    var maximumTokens = 16
    var ignoresEndTokens = false

    /// - Parameter baseDirectory: what relative image paths start from.
    /// - Throws: `ProbeError`.
    package init(bytes: [UInt8], baseDirectory: URL) throws {
        do {
            try read(JSONCursor(JSONParser.parse(bytes)), baseDirectory)
        } catch let error as JSONError {
            throw ProbeError.request("it is not JSON: \(error)")
        } catch let error as JSONFieldError {
            throw ProbeError.request(error.description)
        }
    }

    private mutating func read(_ root: JSONCursor, _ baseDirectory: URL) throws {
        for entry in try root["messages"].array(maximumCount: 10_000) {
            let role = try entry["role"].string()
            if let text = entry["content"].value?.stringValue {
                messages.append(ChatMessage(role: role, text: text))
                continue
            }
            var parts: [ChatMessage.Part] = []
            for part in try entry["content"].array(maximumCount: 10_000) {
                switch try part["type"].string() {
                case "text": parts.append(.text(try part["text"].string()))
                case "image":
                    parts.append(.image)
                    images.append(try Self.image(try part["image"].string(), baseDirectory))
                case let type: throw part["type"].fault("must be 'text' or 'image', not '\(type.prefix(40))'")
                }
            }
            messages.append(ChatMessage(role: role, parts: parts))
        }
        completion = try root["completion"].ifPresent?.string() ?? ""
        maximumTokens = try root["max_tokens"].ifPresent?.integer(in: 0...1_000_000) ?? 16
        ignoresEndTokens = try root["ignore_eos"].ifPresent?.bool() ?? false
    }

    private static func image(_ source: String, _ baseDirectory: URL) throws -> PixelImage {
        let bytes: [UInt8]
        if source.hasPrefix("data:") {
            guard let comma = source.firstIndex(of: ","), source[..<comma].hasSuffix(";base64"),
                let data = Data(
                    base64Encoded: String(source[source.index(after: comma)...]),
                    options: .ignoreUnknownCharacters)
            else { throw ProbeError.image(source: source, reason: "is not a base64 data URL") }
            bytes = [UInt8](data)
        } else if source.contains("://"), !source.hasPrefix("file://") {
            throw ProbeError.image(source: source, reason: "only paths and data URLs are read")
        } else {
            let path = source.hasPrefix("file://") ? String(source.dropFirst(7)) : source
            let url = URL(fileURLWithPath: path, relativeTo: baseDirectory)
            do {
                bytes = try [UInt8](Data(contentsOf: url))
            } catch {
                throw ProbeError.image(source: source, reason: error.localizedDescription)
            }
        }
        do {
            return try PixelImage(decoding: bytes)
        } catch {
            throw ProbeError.image(source: source, reason: "\(error)")
        }
    }
}
