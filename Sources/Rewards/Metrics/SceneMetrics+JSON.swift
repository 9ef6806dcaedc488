import JSON

extension SceneMetrics {
    /// The numbers a paper at a time, with the objects behind them.
    public var json: JSONValue {
        func names(_ places: [Int]) -> JSONValue { .array(places.map { .string(ids[$0]) }) }
        func optional(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
        let unreachable = ids.indices.filter { navigability.isReachable[$0] == false }
        return [
            "objects": .integer(ids.count),
            "sceneeval": [
                "col": [
                    "scene_in_collision": .bool(!collisions.pairs.isEmpty),
                    "objects": names(collisions.objects),
                    "pairs": .array(collisions.pairs.map { [.string(ids[$0.first]), .string(ids[$0.second])] }),
                ],
                "oob": [
                    "objects": names(bounds.objects),
                    "inside": .array(bounds.measures.map { .number($0.inside) }),
                ],
                "nav": [
                    "value": .number(navigability.value), "components": .integer(navigability.components),
                ],
                "opening_clearance": .array(openings.sides.map(json)),
            ],
            "layoutvlm": [
                "collision_free": .number(boxes.collisionFree), "in_boundary": .number(boxes.inBoundary),
            ],
            "idesign": ["oob": .number(boxes.outsideShare), "bbl": .number(boxes.commonVolume)],
            "physcene": [
                "col_obj": .number(boxes.collidingShare), "col_scene": .bool(!boxes.overlaps.isEmpty),
                "r_out": .number(boxes.outsideShare), "r_walkable": .number(navigability.value),
                "r_reach": optional(reachable), "colliding": names(boxes.colliding),
                "outside": names(boxes.outside), "unreachable": names(unreachable),
            ],
        ]
    }

    private func json(_ side: SceneEvalOpenings.Side) -> JSONValue {
        [
            "opening": .string(openingIDs[side.opening]),
            "direction": [.number(side.direction.x), .number(side.direction.y)],
            "occluded": .bool(side.isOccluded), "occlusion": .number(side.occlusion),
            "objects": .object(
                JSONObject(
                    members: side.occlusions.sorted { $0.key < $1.key }.map { (ids[$0.key], .number($0.value)) })),
        ]
    }
}
