import Curation
import JSON
import SceneGraph
import Testing

@Suite struct RowTests {
    private func row() throws -> RoomRow {
        let room = try SyntheticRooms(seed: 2, settings: .stage(objects: 4)).scene(at: 3)
        let lesson = Teacher().lesson(for: room.scene, proof: room.positions)
        return RoomRow(scene: room.scene, answer: lesson.answer.text)
    }

    @Test func aRowReadsBackAsItWas() throws {
        let row = try row()
        let text = JSONWriter().string(row.json)
        #expect(!text.contains("\n"))
        #expect(try RoomRow(json: JSONCursor(JSONValue.parse([UInt8](text.utf8)))) == row)
        var unanswered = row
        unanswered.answer = ""
        #expect(unanswered.json["answer"] == nil)
        #expect(try RoomRow(json: JSONCursor(unanswered.json)) == unanswered)
    }

    @Test(
        arguments: [
            (#"{"size": {"x": 3, "y": 3, "z": 3}}"#, "/scene_graph"),
            (#"{"size": {"x": 3, "y": 3}, "scene_graph": []}"#, "/size/z"),
            (#"{"size": {"x": 3, "y": 3, "z": 3}, "scene_graph": [], "extra": 1}"#, "/extra"),
            (
                #"{"size": {"x": 1, "y": 1, "z": 1}, "scene_graph": [{"new_object_id": "a", "#
                    + #""size_in_meters": {"length": 2, "width": 2, "height": 2}}]}"#, "/scene_graph"
            ),
        ]) func badRowsAreRefusedByTheirField(text: String, pointer: String) throws
    {
        let value = try JSONValue.parse([UInt8](text.utf8))
        do {
            _ = try RoomRow(json: JSONCursor(value))
            Issue.record("it was read")
        } catch {
            #expect("\(error)".contains(pointer), "\(error)")
        }
    }

    @Test func everyFormHoldsWhatItsReaderNeeds() throws {
        let row = try row()
        let conversation = try RowForm.conversations.json(row, name: "r", prompt: .ranged)
        #expect(conversation["prompt"]?.stringValue == PromptForm.ranged.text(for: row.scene))
        #expect(conversation["answer"]?.stringValue == row.answer)
        #expect(conversation["image"]?.stringValue?.hasPrefix("data:image/png;base64,iVBOR") == true)
        let easy = try RowForm.easyr1.json(row, name: "r", prompt: .metaspatial)
        #expect(easy["problem"]?.stringValue?.hasPrefix("<image>### Task") == true)
        let truth = try JSONValue.parse([UInt8](#require(easy["answer"]?.stringValue).utf8))
        #expect(truth["room_name"] == "r" && truth["size_of_room"] == row.scene.room.size.json)
        #expect(truth["scene_graph"] == row.scene.objectsJSON)
        let verl = try RowForm.verl.json(row, name: "r", prompt: .ranged)
        #expect(verl["reward_model"]?["ground_truth"]?.stringValue?.contains("user_preference") == true)
        #expect(verl["prompt"]?.arrayValue?.count == 2)
    }

    @Test func statisticsCountWhatRoomsHold() throws {
        var statistics = RoomStatistics()
        var objects = 0
        for index in 0..<50 {
            let room = try SyntheticRooms(seed: 2).scene(at: index)
            objects += room.scene.objects.count
            statistics.add(room)
        }
        #expect(statistics.rooms == 50 && statistics.objects == objects)
        #expect(statistics.objectCounts.values.reduce(0, +) == 50)
        #expect(statistics.depths.values.reduce(0, +) == objects)
        #expect(statistics.summary.contains("on wall"))
    }
}
