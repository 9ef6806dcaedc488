import JSON

/// The two lists of relations of a stored object.
package struct StoredPlacement: Sendable {
    /// One list, or what stands in its place.
    package enum List: Sendable {
        /// Elements; nil for one that is not an object.
        case relations([StoredRelation?])
        case missing
        /// A string or an object, which Python can walk over.
        case walkable(isEmpty: Bool)
        case mistyped
    }

    package let roomElements: List
    package let objects: List

    /// The placement in a JSON object.
    package init(_ object: JSONObject) {
        roomElements = Self.list(object["room_layout_elements"])
        objects = Self.list(object["objects_in_room"])
    }

    private static func list(_ value: JSONValue?) -> List {
        switch value {
        case nil: .missing
        case .array(let elements)?: .relations(elements.map { $0.objectValue.map { StoredRelation($0) } })
        case .string(let text)?: .walkable(isEmpty: text.isEmpty)
        case .object(let object)?: .walkable(isEmpty: object.isEmpty)
        default: .mistyped
        }
    }

    /// Relations to room elements, then to objects.
    package func relations() throws(RewardFault) -> [StoredRelation?] {
        if case .missing = roomElements { throw .missing("room_layout_elements") }
        if case .missing = objects { throw .missing("objects_in_room") }
        guard case .relations(let first) = roomElements, case .relations(let second) = objects else {
            throw .mistyped("placement")
        }
        return first + second
    }

    /// The identifiers of all objects related to.
    package func parents() throws(RewardFault) -> [StoredID] {
        switch objects {
        case .relations(let relations):
            var parents: [StoredID] = []
            for relation in relations {
                guard let relation else { throw .mistyped("objects_in_room") }
                guard let parent = relation.parent else { throw .missing("object_id") }
                parents.append(parent)
            }
            return parents
        case .missing: throw .missing("objects_in_room")
        case .walkable(let isEmpty):
            if isEmpty { return [] }
            throw .mistyped("objects_in_room")
        case .mistyped: throw .mistyped("objects_in_room")
        }
    }
}
