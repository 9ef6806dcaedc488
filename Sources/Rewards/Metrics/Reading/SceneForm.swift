import JSON

/// The forms in which furnished scenes are read.
public enum SceneForm: String, CaseIterable, Hashable, Sendable {
    /// Our layout documents, `{size, scene_graph}` with positions, and I-Design's `scene_graph-backtracked.json`.
    case own = "metaspatial"
    /// LayoutVLM's `layout.json`, together with the scene that it was asked for.
    case layoutVLM = "layoutvlm"
    /// Holodeck's scene, which is ProcTHOR's.
    case holodeck
    /// SceneEval's scene state, which is the Smart Scenes Toolkit's.
    case sceneState = "scene-state"
    /// A binary glTF file, which is no JSON: read elsewhere.
    case glb

    /// The form of a document, by its members; nil for one of none.
    public init?(_ document: JSONValue) {
        if document["format"] == "sceneState" {
            self = .sceneState
        } else if document["rooms"]?.arrayValue != nil, document["objects"]?.arrayValue != nil {
            self = .holodeck
        } else if document["scene_graph"] != nil || document["room"] != nil || document.arrayValue != nil {
            self = .own
        } else if let members = document.objectValue?.members, !members.isEmpty,
            members.allSatisfy({ $0.value["position"]?.arrayValue != nil && $0.value["rotation"] != nil })
        {
            self = .layoutVLM
        } else {
            return nil
        }
    }

    /// Whether a document is what LayoutVLM was asked for: the companion of a `layout.json`.
    public static func isLayoutVLMTask(_ document: JSONValue) -> Bool {
        document["boundary"]?["floor_vertices"]?.arrayValue != nil && document["assets"]?.objectValue != nil
    }
}
