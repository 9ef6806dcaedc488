import Foundation
import Imaging
import JSON
import VLM

/// A message of a chat: its text and pictures in order.
enum ChatCompletionMessage {
    /// - Throws: `JSONFieldError`.
    static func read(_ cursor: JSONCursor) throws -> GenerationRequest.Message {
        let role = try cursor["role"].string()
        let roles = ["system": "system", "developer": "system", "user": "user", "assistant": "assistant"]
        guard let role = roles[role] else {
            throw cursor["role"].fault("must be system, developer, user or assistant, not '\(role.prefix(80))'")
        }
        try cursor.allowOnly([
            "role", "content", "name", "refusal", "audio", "tool_calls", "function_call", "annotations",
        ])
        for key in ["audio", "function_call", "refusal"] where cursor[key].ifPresent != nil {
            throw cursor[key].fault("is not supported by this server")
        }
        if let calls = cursor["tool_calls"].ifPresent, calls.value != [] {
            throw calls.fault("is not supported by this server")
        }
        let content = cursor["content"]
        if content.value?.arrayValue != nil {
            return .init(role: role, parts: try content.array(maximumCount: 4096).map { try part($0, role: role) })
        }
        return .init(role: role, text: try content.string())
    }

    private static func part(_ cursor: JSONCursor, role: String) throws -> GenerationRequest.Message.Part {
        let type = try cursor["type"].string()
        switch type {
        case "text":
            return .text(try cursor["text"].string())
        case "image_url":
            guard role == "user" else { throw cursor.fault("is a picture, which only users can send") }
            let place = cursor["image_url"]
            try place.allowOnly(["url", "detail"])
            return .image(try image(place["url"]))
        default:
            throw cursor["type"].fault("must be text or image_url, not '\(type.prefix(80))'")
        }
    }

    /// A picture from a data URL (RFC 2397) in Base64.
    private static func image(_ cursor: JSONCursor) throws -> PixelImage {
        let url = try cursor.string()
        guard let comma = url.firstIndex(of: ","), url.prefix(5).lowercased() == "data:" else {
            let scheme = url.prefix { $0 != ":" }.prefix(16).lowercased()
            throw cursor.fault(
                scheme == "http" || scheme == "https"
                    ? "is an address; this server fetches nothing, send the picture as data:image/png;base64,..."
                    : "must be a data URL: data:image/png;base64,...")
        }
        let kind = url[..<comma].dropFirst(5).lowercased()
        guard kind.hasPrefix("image/"), kind.hasSuffix(";base64") else {
            throw cursor.fault("must be a data URL of a picture in Base64: data:image/png;base64,...")
        }
        guard let data = Data(base64Encoded: String(url[url.index(after: comma)...])) else {
            throw cursor.fault("is not valid Base64")
        }
        do {
            return try PixelImage(decoding: [UInt8](data))
        } catch {
            throw cursor.fault("is not a picture that can be read: \(error)")
        }
    }
}
