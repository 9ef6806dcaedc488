import Foundation
import JSON
import Rendering
import SceneGraph

/// The forms in which rooms are written to a data set, one JSON value a line.
public enum RowForm: String, CaseIterable, Sendable {
    /// `{description, size, scene_graph, answer}`: this project's; prompt and picture follow from it.
    case rooms
    /// `{system, prompt, image, answer}`: as a model reads it, the picture of the empty room as a data URL.
    case conversations
    /// EasyR1's: `{images, problem, answer}`, the answer being what a reward function needs.
    case easyr1
    /// verl's: `{data_source, prompt, images, ability, reward_model, extra_info}`.
    case verl

    /// The side of the picture that goes with a row, in pixels.
    public static let pictureSide = 224

    /// A row as JSON.
    /// - Parameters:
    ///   - name: what the room is called.
    ///   - prompt: the form of the prompt.
    /// - Throws: `RenderError`, `ImageError`.
    public func json(_ row: RoomRow, name: String, prompt: PromptForm) throws -> JSONValue {
        if self == .rooms { return row.json }
        let text = prompt.text(for: row.scene)
        let image = JSONValue.string(try Self.picture(of: row.scene.room))
        switch self {
        case .rooms, .conversations:
            return [
                "system": .string(prompt.systemText), "prompt": .string(text), "image": image,
                "answer": .string(row.answer),
            ]
        case .easyr1:
            return [
                "images": [image], "problem": .string("<image>" + text),
                "answer": .string(JSONWriter().string(truth(row, name))),
            ]
        case .verl:
            return [
                "data_source": "metaspatial",
                "prompt": [
                    ["role": "system", "content": .string(prompt.systemText)],
                    ["role": "user", "content": .string("<image>" + text)],
                ],
                "images": [["image": image]], "ability": "spatial",
                "reward_model": ["style": "rule", "ground_truth": .string(JSONWriter().string(truth(row, name)))],
                "extra_info": ["name": .string(name)],
            ]
        }
    }

    /// What a reward function is given: the original's members, and the scene graph that `POST /rewards` takes.
    private func truth(_ row: RoomRow, _ name: String) -> JSONValue {
        let members: [(String, JSONValue)] =
            [
                ("room_name", .string(name)), ("user_preference", .string(row.scene.room.description)),
                ("size_of_room", row.scene.room.size.json),
            ] + row.scene.room.formMembers + [("scene_graph", row.scene.objectsJSON)]
        return .object(JSONObject(members: members))
    }

    private static func picture(of room: Room) throws -> String {
        let picture = try EmptyRoomPicture.make(room: room, width: pictureSide, height: pictureSide)
        return "data:image/png;base64," + Data(try picture.pngData()).base64EncodedString()
    }
}
