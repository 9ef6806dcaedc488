import JSON

/// The original's prompt, section by section in its order, in this project's words: task, room, wishes,
/// rules, output form, an example, and the scene graph as JSON.
///
/// Two faults of the original are not kept: its example answer was not a list and did not parse.
enum MetaSpatialPrompt {
    static func text(for scene: Scene) -> String {
        let size = scene.room.size
        let elements = (RoomElement.allCases.map(\.rawValue) + (scene.room.outline?.wallNames ?? []))
            .map { "'\($0)'" }.joined(separator: ", ")
        let form = RoomForm.sentences(scene.room).map { "\n" + $0 }.joined()
        let graph = JSONWriter(.indented(2)).string(graph(scene))
        return """
            ### Task
            Arrange the objects of a room. The scene graph below lists every object with its size in metres \
            and its relations. Work out the coordinates of each object's centre so that no two objects \
            collide, every object stays inside the room, and relations and wishes are respected.

            ### Room
            Dimensions: {'x': \(size.x), 'y': \(size.y), 'z': \(size.z)}
            Axes: x runs from west to east, y from south to north, z up; the origin is the south-west corner \
            of the floor.\(form)
            Layout elements: \(elements)

            ### Wishes
            \(scene.room.description.isEmpty ? "None." : scene.room.description)

            ### Placement rules
            1. Keep each object's relations to walls, floor, ceiling and other objects.
            2. Objects must not overlap each other or leave the room.
            3. An object on the floor has z equal to half of its height.

            ### Output
            Write your reasoning between <think> and </think>, then the answer between <answer> and \
            </answer>: a JSON list with one element for each object, positions only.
            Example:
            <think>The bed goes to the north wall, ...</think>
            <answer>[{"new_object_id": "bed_1", "x": 1.0, "y": 4.2, "z": 0.25}, \
            {"new_object_id": "lamp_1", "x": 2.4, "y": 4.7, "z": 0.6}]</answer>

            ### Scene graph
            \(graph)
            """
    }

    private static func graph(_ scene: Scene) -> JSONValue {
        let objects = zip(scene.objects, scene.angles).map { object, angle -> JSONValue in
            var object = object
            object.rotation = angle
            // Only a pinned position is known beforehand; the others are the question.
            if !object.isPinned { object.position = nil }
            return object.json
        }
        let walls = scene.room.outline == nil ? [] : scene.room.walls
        return .array(
            objects + RoomElement.allCases.map { $0.json(inRoom: scene.room.size) }
                + walls.map { $0.json(height: scene.room.size.z) })
    }
}
