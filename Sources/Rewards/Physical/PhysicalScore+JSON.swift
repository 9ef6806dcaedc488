import JSON
import SceneGraph

extension PhysicalScore {
    /// `{collisions, outside, unsupported, relations, blocked, unreachable, walkable, weights}`: the objects and the
    /// numbers behind the terms, in metres and cubic metres.
    public var json: JSONValue {
        [
            "collisions": .array(
                collision.collisions.map { item in
                    [
                        "objects": [.string(ids[item.first]), .string(ids[item.second])],
                        "depth": .number(item.overlap.depth), "volume": .number(item.overlap.volume),
                    ]
                }),
            "outside": .array(
                inside.outsiders.map { item in
                    [
                        "object": .string(ids[item.body]), "share": .number(item.share),
                        "reach": .number(item.reach),
                    ]
                }),
            "unsupported": .array(
                support.unsupported.map { item in
                    [
                        "object": .string(ids[item.body]), "reason": .string(item.reason.rawValue),
                        "gap": .number(item.gap),
                    ]
                }),
            "relations": .array(relations.broken.map(json)), "blocked": .array(clearance.blocked.map(json)),
            "unreachable": .array(access.unreachable.map { .string(ids[$0]) }),
            "walkable": .number(access.walkable), "weights": weights.json,
        ]
    }

    private func json(_ item: RelationTerm.Broken) -> JSONValue {
        let target: String
        switch item.wish.target {
        case .element(let element): target = element.rawValue
        case .wall(let index): target = walls[index]
        case .body(let index): target = ids[index]
        }
        return [
            "object": .string(ids[item.body]), "preposition": .string(item.wish.preposition.rawValue),
            "target": .string(target), "deviation": .number(item.deviation),
        ]
    }

    private func json(_ item: ClearanceTerm.Blocked) -> JSONValue {
        let subject: (String, JSONValue)
        switch item.subject {
        case .body(let index): subject = ("object", .string(ids[index]))
        case .opening(let index): subject = ("opening", openings[index].json)
        }
        return .object(
            JSONObject(members: [
                subject, ("side", item.side.map { .string($0.rawValue) } ?? .null), ("free", .number(item.free)),
                ("by", .array(item.blockers.map { .string(ids[$0]) })),
            ]))
    }
}
