#!/usr/bin/env python3
"""Selects the reward cases that the tests keep from a file of golden cases.

usage: make-reward-fixtures.py GOLDEN.jsonl > Tests/RewardsTests/Fixtures/metaspatial-cases.jsonl

Each line of the input holds one case: inputs, and under `expected` what the original code computed (see the
README beside the fixture). Greedily, the case is kept next that shows most that none before it shows
(responses, judge replies, scene faults, proposals, stages, errors) for its size; members that no test reads
are dropped.
"""
import json
import sys

UNREAD_OBJECT = {"style", "material", "cluster", "quantity", "itemType"}
KEPT = ["id", "size_of_room", "scene_graph", "response", "judge_reply", "expected"]
COUNT = 88
LIMIT = 390_000


def error(value):
    return value["type"] if value else None


def traits(case):
    expected = case["expected"]
    yield "response", case["response_kind"]
    yield "judge", case["judge_kind"], expected["judge_called"]
    yield "fault", case["scene_fault"]
    yield "proposal", case["proposal_mode"]
    yield "layout", case["stored_layout"]
    yield "stage", expected["judge_stage"], expected.get("judge_sum") in (0, 10)
    yield "error", error(expected["error"]), (expected["error"] or {}).get("message", "")[:30]
    for name in ("stored_geometry", "updated_geometry"):
        geometry = expected.get(name) or {}
        for part in ("collision_error", "constraint_error"):
            yield name, part, error(geometry.get(part))
        for item in geometry.get("objects", []):
            yield "regions", error(item.get("error"))
            yield "rotation", item["rotation_from_facing"]


def room_elements(size):
    x, y, z = size["x"], size["y"], size["z"]
    return [
        ("south_wall", (x / 2, 0, z / 2), (x, 0, z), 0),
        ("north_wall", (x / 2, y, z / 2), (x, 0, z), 180),
        ("east_wall", (x, y / 2, z / 2), (y, 0, z), 270),
        ("west_wall", (0, y / 2, z / 2), (y, 0, z), 90),
        ("middle of the room", (x / 2, y / 2, 0), (x, y, 0), 0),
        ("ceiling", (x / 2, y / 2, z), (x, y, 0), 0),
    ]


def element(item):
    position, size = item["position"], item["size_in_meters"]
    return (
        item["new_object_id"],
        (position["x"], position["y"], position["z"]),
        (size["length"], size["width"], size["height"]),
        item["rotation"]["z_angle"],
    )


def slim(case):
    case = {key: case[key] for key in KEPT}
    scene = case["scene_graph"]
    # The room's own elements follow from its size.
    if len(scene) > 6 and [element(item) for item in scene[-6:]] == room_elements(case["size_of_room"]):
        case["scene_graph"] = scene[:-6]
    case["expected"] = {key: value for key, value in case["expected"].items() if key != "idesign"}
    case["scene_graph"] = [
        {key: value for key, value in item.items() if key not in UNREAD_OBJECT}
        for item in case["scene_graph"]
    ]
    return json.dumps(case, separators=(",", ":"), ensure_ascii=False)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    lines = {case["id"]: slim(case) for case in cases}
    shown = {case["id"]: set(traits(case)) for case in cases}
    # A kind of reply that was never read shows nothing.
    wanted = {trait for traits in shown.values() for trait in traits if trait[0] != "judge" or trait[2]}
    left, kept, size = sorted(lines), [], 0
    while left and len(kept) < COUNT:
        best = max(left, key=lambda id: (len(shown[id] & wanted) / len(lines[id].encode()), -len(lines[id])))
        left.remove(best)
        if size + len(lines[best].encode()) + 1 > LIMIT:
            break
        wanted -= shown[best]
        kept.append(best)
        size += len(lines[best].encode()) + 1
    for id in sorted(kept):
        print(lines[id])
    print(f"{len(kept)} cases, {size} bytes; not shown: {sorted(map(str, wanted))}", file=sys.stderr)


if __name__ == "__main__":
    main()
