import Imaging
import VLM

/// Brings a conversation into the model's form as the engine does for the same request.
enum PromptEncoder {
    static func prompt(
        _ messages: [GenerationRequest.Message], _ checkpoint: LoadedCheckpoint
    ) throws -> LoadedCheckpoint.Prompt {
        var images: [PixelImage] = []
        let chat = messages.map { message in
            ChatMessage(
                role: message.role,
                parts: message.parts.map { part in
                    switch part {
                    case .text(let text): return .text(text)
                    case .image(let image):
                        images.append(image)
                        return .image
                    }
                })
        }
        return try checkpoint.prompt(chat, images: images, policy: .spelledOut)
    }
}
