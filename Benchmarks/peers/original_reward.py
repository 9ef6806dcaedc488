"""MetaSpatial's reward arithmetic in plain Python: format, judge, collisions, relations, total.

Written from the description of what the original does (PzySeere/MetaSpatial at a3c89c2; see the Swift sources of profile
`metaspatial-v1` for the same in another language), to have something that runs at Python's speed without its files,
pictures and calls. Numbers are combined in the original's order. `reward` gives None where the original raises.
"""

import ast
import json
import re

FORMAT = re.compile(r"\s*<think>.*?</think>\s*<answer>.*?</answer>\s*", re.DOTALL)
ASPECTS = [
    "realism_and_3d_geometric_consistency",
    "functionality_and_activity_based_alignment",
    "layout_and_furniture",
    "color_scheme_and_material_choices",
    "overall_aesthetic_and_atmosphere",
]
FACING = {
    "west_wall": 270.0,
    "east_wall": 90.0,
    "north_wall": 0.0,
    "south_wall": 180.0,
    "middle of the room": 0.0,
    "ceiling": 0.0,
}


def with_room(case):
    """The case with the six parts of the room at its scene's end, where it names none."""
    if any(item.get("new_object_id") in FACING for item in case["scene_graph"]):
        return case
    x, y, z = (case["size_of_room"][axis] for axis in "xyz")
    parts = [
        ("south_wall", (x / 2, 0, z / 2), (x, 0.0, z), 0),
        ("north_wall", (x / 2, y, z / 2), (x, 0.0, z), 180),
        ("east_wall", (x, y / 2, z / 2), (y, 0.0, z), 270),
        ("west_wall", (0, y / 2, z / 2), (y, 0.0, z), 90),
        ("middle of the room", (x / 2, y / 2, 0), (x, y, 0.0), 0),
        ("ceiling", (x / 2, y / 2, z), (x, y, 0.0), 0),
    ]
    room = [
        {
            "new_object_id": name,
            "position": dict(zip("xyz", position)),
            "size_in_meters": dict(zip(("length", "width", "height"), size)),
            "rotation": {"z_angle": angle},
        }
        for name, position, size, angle in parts
    ]
    return {**case, "scene_graph": case["scene_graph"] + room}


def answer_of(response):
    text = response.split("<answer>", 1)[1].strip()
    return json.loads(text.split("</answer>", 1)[0].strip())


def format_reward(response, count):
    if FORMAT.fullmatch(response) is None:
        return 0
    try:
        value = answer_of(response)
    except (json.JSONDecodeError, ValueError):
        return 0.1
    if value is None:
        return 0.1
    return 1.0 if len(value) == count else 0.5


def placed(scene, response, count):
    """The scene with the answer's positions; an int in its place is the judge's sum that a failure stands for."""
    value = answer_of(response)
    if not isinstance(value, list):
        value = [value]
    if not value:
        return 10
    try:
        places = {item["new_object_id"]: index for index, item in enumerate(scene[:count])}
        if len(value) != count:
            return 10
        scene = [dict(item) for item in scene]
        for element in value:
            if element["new_object_id"] not in places:
                return 0
            item = scene[places[element["new_object_id"]]]
            position = dict(item["position"])
            position["x"], position["y"], position["z"] = element["x"], element["y"], element["z"]
            item["position"] = position
    except Exception:
        return 0
    return scene


def judge_sum(reply):
    if reply is None:
        return 0
    try:
        match = re.search(r"```json(.*?)```", reply, re.DOTALL)
        text = ast.literal_eval("'''" + match.group(1).strip() + "'''") if match else reply
        try:
            grades = json.loads(text)
        except json.JSONDecodeError:
            return 0
        means = []
        for aspect in ASPECTS:
            mean = 0
            if aspect in grades and "grade" in grades[aspect]:
                grade = grades[aspect]["grade"]
                if isinstance(grade, (int, float)):
                    mean = round(grade, 2)
            means.append(mean)
    except Exception:
        return 0
    return sum(int(mean) for mean in means)


def is_close(value, reference):
    return abs(value - reference) <= 1e-8 + 1e-5 * abs(reference)


def is_thin(size):
    values = list(size.values())
    return min(values) > 0 and max(values) / min(values) >= 40


def bounds(item):
    size, angle, position = item["size_in_meters"], item["rotation"]["z_angle"], item["position"]
    length, width = size["length"], size["width"]
    if is_close(angle, 90.0) or is_close(angle, 270.0):
        length, width = width, length
    return (
        (position["x"] - length / 2, position["x"] + length / 2),
        (position["y"] - width / 2, position["y"] + width / 2),
        (position["z"] - size["height"] / 2, position["z"] + size["height"] / 2),
    )


def overlaps(a, b):
    return a[0] < b[1] and a[1] > b[0] and abs(a[0] - b[1]) > 1e-3 and abs(a[1] - b[0]) > 1e-3


def collision_ratio(scene):
    count = 0
    for first in range(len(scene)):
        for second in range(first + 1, len(scene)):
            a, b = scene[first], scene[second]
            if "position" not in a or "position" not in b:
                continue
            a["rotation"]["z_angle"], b["rotation"]["z_angle"]
            if is_thin(a["size_in_meters"]) or is_thin(b["size_in_meters"]):
                continue
            if all(overlaps(x, y) for x, y in zip(bounds(a), bounds(b))):
                count += 1
    return count / (len(scene) * (len(scene) - 1) / 2) if len(scene) > 1 else 0.0


def find(scene, name):
    return [item for item in scene if item.get("new_object_id") == name][0]


def rotation_of(item, scene, depth=0):
    if "rotation" in item:
        return item["rotation"]["z_angle"]
    if item.get("facing") in FACING:
        return FACING[item["facing"]]
    if item["new_object_id"] in FACING:
        return FACING[item["new_object_id"]]
    if depth > 900:
        raise RecursionError
    parents = []
    for relation in item["placement"]["objects_in_room"]:
        parents.append([other for other in scene if other.get("new_object_id") == relation["object_id"]][0])
    return rotation_of(parents[0], scene, depth + 1) if parents else 0.0


def clamp(pair, extent, limit):
    low, high = pair if pair[0] <= pair[1] else (pair[1], pair[0])
    return max(low, extent / 2), max(extent / 2, min(high, limit - extent / 2))


def region(item, target, word, adjacent, room):
    size, other = item["size_in_meters"], target["size_in_meters"]
    length, width, height = size["length"], size["width"], size["height"]
    if item["rotation"]["z_angle"] in (90.0, 270.0):
        length, width = width, length
    floor = item["is_on_the_floor"]
    angle = target["rotation"]["z_angle"]
    bl, bw, bh = other["length"], other["width"], other["height"]
    position = target["position"]
    bx, by, bz = position["x"], position["y"], position["z"]
    name = target["new_object_id"]
    if word in ("on", "in the middle of", "under"):
        if angle in (90.0, 270.0):
            bl, bw = bw, bl
    if word in ("on", "in the middle of"):
        x = (bx - bl / 2 + length / 2, bx + bl / 2 - length / 2)
        y = (by - bw / 2 + width / 2, by + bw / 2 - width / 2)
        if name == "ceiling":
            z = (bz - bh / 2 - height / 2,) * 2
        elif name.endswith("_wall") and name in FACING:
            z = (height / 2,) * 2 if floor else (bz - bh / 2 + height / 2, bz + bh / 2 - height / 2)
            if name == "west_wall":
                x = (bx + bl / 2 + length / 2,) * 2
            elif name == "east_wall":
                x = (bx - bl / 2 - length / 2,) * 2
            elif name == "south_wall":
                y = (by + bw / 2 + width / 2,) * 2
            else:
                y = (by - bw / 2 - width / 2,) * 2
        else:
            z = (height / 2,) * 2 if floor else (bz + bh / 2 + height / 2,) * 2
        return clamp(x, length, room[0]), clamp(y, width, room[1]), clamp(z, height, room[2])
    if word == "under":
        x = (bx - bl / 2 - length / 2, bx + bl / 2 + length / 2)
        y = (by - bw / 2 - width / 2, by + bw / 2 + width / 2)
        z = (height / 2, height / 2 if floor else bz - bh / 2 - height / 2)
        return clamp(x, length, room[0]), clamp(y, width, room[1]), clamp(z, height, room[2])
    if word == "in the corner":
        z = (height / 2,) * 2 if floor else (bz - bh / 2 + height / 2,) * 2
        if angle == 0.0:
            return (bx - bl / 2 + length / 2, bx + bl / 2 - length / 2), (by + bw / 2 + width / 2,) * 2, z
        if angle == 180.0:
            return (bx - bl / 2 + length / 2, bx + bl / 2 - length / 2), (by - bw / 2 - width / 2,) * 2, z
        if angle == 90.0:
            return (bx + bw / 2 + length / 2,) * 2, (by - bl / 2 + width / 2, by + bl / 2 - width / 2), z
        if angle == 270.0:
            return (bx - bw / 2 - length / 2,) * 2, (by - bl / 2 + width / 2, by + bl / 2 - width / 2), z
        raise UnboundLocalError
    if angle not in (0.0, 90.0, 180.0, 270.0):
        raise UnboundLocalError
    hx, hy = (bl / 2, bw / 2) if angle in (0.0, 180.0) else (bw / 2, bl / 2)
    if word == "above":
        z = (height / 2,) * 2 if floor else (bz + bh / 2 + height / 2, room[2])
        low = max(max(height / 2, min(z[0], room[2] - height / 2)), height / 2)
        x = (bx - hx - length / 2, bx + hx + length / 2)
        y = (by - hy - width / 2, by + hy + width / 2)
        return clamp(x, length, room[0]), clamp(y, width, room[1]), (low, z[1])
    z = (height / 2,) * 2 if floor else (bz - bh / 2 + height / 2, room[2] - height / 2)
    turns = {
        "in front": ["+y", "+x", "-y", "-x"],
        "behind": ["-y", "-x", "+y", "+x"],
        "left of": ["-x", "+y", "+x", "-y"],
        "right of": ["+x", "-y", "-x", "+y"],
    }
    way = turns[word][int(angle // 90)]

    def slack(extent):
        return (adjacent and extent or -1.0) / 2

    if way[1] == "x":
        touching = bx + hx + length / 2 if way[0] == "+" else bx - hx - length / 2
        far = room[0] - length / 2 if way[0] == "+" else length / 2
        x = (touching, touching if adjacent else far)
        y = (by - hy + slack(width), by + hy - slack(width))
    else:
        touching = by + hy + width / 2 if way[0] == "+" else by - hy - width / 2
        far = room[1] - width / 2 if way[0] == "+" else width / 2
        y = (touching, touching if adjacent else far)
        x = (bx - hx + slack(length), bx + hx - slack(length))
    return clamp(x, length, room[0]), clamp(y, width, room[1]), z


def constraint_ratio(scene, count, room):
    violating = 0
    for placed_item in scene[:count]:
        if "position" not in placed_item:
            continue
        item = find(scene, placed_item["new_object_id"])
        item["rotation"] = {"z_angle": rotation_of(item, scene)}
        position = placed_item["position"]
        kept = False
        placement = item["placement"]
        for relation in placement["room_layout_elements"] + placement["objects_in_room"]:
            name = relation["layout_element_id"] if "layout_element_id" in relation else relation["object_id"]
            target = find(scene, name)
            if "position" not in target:
                continue
            box = region(item, target, relation["preposition"], relation.get("is_adjacent", True), room)
            point = (position["x"], position["y"], position["z"])
            if all(low <= value <= high for value, (low, high) in zip(point, box)):
                kept = True
        if not kept:
            violating += 1
    return violating / count if count > 0 else 0.0


def reward(case):
    """The total of a case; None where the original raises."""
    scene = case["scene_graph"]
    count = len(scene) - 6
    size = case["size_of_room"]
    room = (size["x"], size["y"], size["z"])
    try:
        grade = format_reward(case["response"], count)
        if grade != 1.0:
            return 0.5 * grade
        updated = placed(scene, case["response"], count)
        if isinstance(updated, int):
            return 0.5 * grade if updated == 0 else 0.5 * grade + 10 / 50
        judged = judge_sum(case["judge_reply"])
        if judged == 0:
            return 0.5 * grade
        if judged == 10:
            return 0.5 * grade + 10 / 50
        total = judged / 50 + 0.5 * grade
        return total - 0.2 * collision_ratio(updated) - 0.2 * constraint_ratio(updated, count, room)
    except Exception:
        return None
