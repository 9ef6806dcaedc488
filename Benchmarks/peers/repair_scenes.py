"""Random rooms without fault, what is asked of them, and what is wrong with a layout.

A room is furnished object by object, each at a random place that its relations allow and where it collides with nothing;
the relations are those that it was placed by, so that every scene can be furnished for certain. Regions and collisions
are `original_reward`'s; unlike the original's reward, all relations of an object must hold, as in I-Design's placement.
"""

import numpy as np

import original_reward as original

WALLS = {"south_wall": ("north_wall", 0.0), "north_wall": ("south_wall", 180.0),
         "west_wall": ("east_wall", 90.0), "east_wall": ("west_wall", 270.0)}
TOLERANCE = 1e-3


def round2(value):
    return round(float(value), 2)


def furnished(rng, count):
    """A room of `count` objects with positions; objects that find no place are tried again with other relations."""
    while True:
        # From crowded to spacious: an object has 0.4 to 1.2 square metres of floor, and the room a little more.
        side = np.sqrt(count) * rng.uniform(0.65, 1.1) + 0.7
        size = [round2(side * rng.uniform(0.8, 1.25)), round2(side * rng.uniform(0.8, 1.25)), round2(rng.uniform(2.4, 3.2))]
        scene = Furnishing(rng, size)
        for _ in range(60 * count):
            if len(scene.objects) == count:
                return scene.result()
            scene.try_one()


class Furnishing:
    def __init__(self, rng, size):
        self.rng, self.size, self.objects = rng, size, []
        self.parts = original.with_room({
            "scene_graph": [], "size_of_room": dict(zip("xyz", size))})["scene_graph"]
        width = round2(min(rng.uniform(0.7, 1.0), size[0], size[1]))
        wall = str(rng.choice(list(WALLS)))
        length = size[0] if wall in ("south_wall", "north_wall") else size[1]
        offset = round2(rng.uniform(width / 2, length - width / 2))
        offset = min(max(offset, width / 2), length - width / 2)
        self.openings = [{"kind": "door", "wall": wall, "offset": offset, "width": width, "height": 2.0}]

    def result(self):
        return {"size": dict(zip("xyz", self.size)), "openings": self.openings, "scene_graph": self.objects}

    def try_one(self):
        rng = self.rng
        item = {
            "new_object_id": f"thing_{len(self.objects) + 1}", "style": "", "material": "",
            "size_in_meters": dict(zip(("length", "width", "height"), (
                round2(rng.uniform(0.3, 1.8)), round2(rng.uniform(0.3, 0.9)), round2(rng.uniform(0.3, 2.0))))),
            "is_on_the_floor": True, "facing": "north_wall",
            "placement": {"room_layout_elements": [], "objects_in_room": []},
        }
        room, near = item["placement"]["room_layout_elements"], item["placement"]["objects_in_room"]
        hosts = [o for o in self.objects if o["is_on_the_floor"]]
        kind = rng.choice(["wall", "corner", "middle", "beside", "apart", "on", "under", "above", "hung"],
                          p=[0.3, 0.08, 0.14, 0.18, 0.1, 0.1, 0.03, 0.02, 0.05])
        if kind in ("beside", "apart", "on", "under", "above") and not hosts:
            return
        host = hosts[rng.integers(len(hosts))] if hosts else None
        small = [round2(rng.uniform(0.1, 0.4)) for _ in range(3)]
        if kind in ("wall", "hung"):
            wall = str(rng.choice(list(WALLS)))
            item["facing"] = WALLS[wall][0]
            room.append({"layout_element_id": wall, "preposition": "on"})
            if kind == "hung":
                item["is_on_the_floor"] = False
                item["size_in_meters"] = dict(length=round2(rng.uniform(0.4, 1.2)), width=0.05, height=small[2])
        elif kind == "corner":
            first = str(rng.choice(["south_wall", "north_wall"]))
            second = str(rng.choice(["west_wall", "east_wall"]))
            item["facing"] = WALLS[first][0]
            for wall in (first, second):
                room.append({"layout_element_id": wall, "preposition": "in the corner"})
        elif kind == "middle":
            item["facing"] = str(rng.choice(list(WALLS)))
            room.append({"layout_element_id": "middle of the room", "preposition": "on"})
        elif kind in ("beside", "apart"):
            word = str(rng.choice(["in front", "behind", "left of", "right of"]))
            item["facing"] = str(rng.choice(list(WALLS)))
            near.append({"object_id": host["new_object_id"], "preposition": word, "is_adjacent": kind == "beside"})
            if rng.random() < 0.2:
                room.append({"layout_element_id": str(rng.choice(list(WALLS))), "preposition": "on"})
        else:
            item["facing"] = host["facing"]
            item["size_in_meters"] = dict(zip(("length", "width", "height"), small))
            item["is_on_the_floor"] = kind == "under"
            near.append({"object_id": host["new_object_id"], "preposition": str(kind), "is_adjacent": kind == "on"})
        item["rotation"] = {"z_angle": original.FACING[item["facing"]]}
        low, high = np.zeros(3), np.array(self.size)
        half = half_extents(item)
        low, high = low + half, high - half
        for box in regions(item, self.objects + self.parts, self.size):
            low, high = np.maximum(low, [b[0] for b in box]), np.minimum(high, [b[1] for b in box])
        if np.any(low > high):
            return
        place = rng.uniform(low, high)
        # Most people write centimetres; what touches has one value only.
        place = np.where(high > low, np.clip(np.round(place, 2), low, high), low)
        item["position"] = dict(zip("xyz", (float(v) for v in place)))
        if not faults({"size": dict(zip("xyz", self.size)), "openings": self.openings,
                       "scene_graph": self.objects + [item]}, only=len(self.objects)):
            self.objects.append(item)


def half_extents(item):
    size, angle = item["size_in_meters"], item["rotation"]["z_angle"]
    length, width = size["length"], size["width"]
    if angle in (90.0, 270.0):
        length, width = width, length
    return np.array([length, width, size["height"]]) / 2


def regions(item, scene, size):
    """The region of each relation, at the places that its targets have in the scene."""
    boxes = []
    for relation in item["placement"]["room_layout_elements"] + item["placement"]["objects_in_room"]:
        name = relation.get("layout_element_id", relation.get("object_id"))
        target = original.find(scene, name)
        boxes.append(original.region(item, target, relation["preposition"], relation.get("is_adjacent", True), size))
    return boxes


def swing(opening, size):
    """The square in which a door swings, from the ankle to the head, as centre and half extents."""
    half, offset = opening["width"] / 2, opening["offset"]
    x, y = {"south_wall": (offset, half), "north_wall": (offset, size[1] - half),
            "west_wall": (half, offset), "east_wall": (size[0] - half, offset)}[opening["wall"]]
    top = min(1.8, size[2])
    return np.array([x, y, (0.05 + top) / 2]), np.array([half, half, (top - 0.05) / 2])


def overlap(center, half, other, other_half):
    return bool(np.all(half + other_half - np.abs(center - other) > TOLERANCE + 1e-9))


def faults(room, only=None):
    """What is wrong with a furnished room, in words; of one object alone where a place in the list is given."""
    size = [room["size"][axis] for axis in "xyz"]
    objects = room["scene_graph"]
    parts = original.with_room({"scene_graph": [], "size_of_room": room["size"]})["scene_graph"]
    found = []
    places = [np.array([item["position"][axis] for axis in "xyz"]) for item in objects]
    halves = [half_extents(item) for item in objects]
    for index, item in enumerate(objects):
        if only is not None and index != only:
            continue
        name, place, half = item["new_object_id"], places[index], halves[index]
        if np.any(place - half < -1e-6) or np.any(place + half > np.array(size) + 1e-6):
            found.append(f"{name} is outside")
        for other in range(len(objects) if only is not None else index):
            thin = original.is_thin(item["size_in_meters"]) or original.is_thin(objects[other]["size_in_meters"])
            if other != index and not thin and overlap(place, half, places[other], halves[other]):
                found.append(f"{name} collides with {objects[other]['new_object_id']}")
        for opening in room["openings"]:
            if opening["kind"] == "door" and overlap(place, half, *swing(opening, size)):
                found.append(f"{name} stands before the door")
        for box in regions(item, objects + parts, size):
            if any(not low - TOLERANCE <= value <= high + TOLERANCE for value, (low, high) in zip(place, box)):
                found.append(f"{name} breaks a relation")
    return found


def disturbed(rng, room):
    """The room with its objects moved, in one of four ways."""
    size = np.array([room["size"][axis] for axis in "xyz"])
    way = str(rng.choice(["shaken", "some", "thrown", "swapped"]))
    places = [np.array([item["position"][axis] for axis in "xyz"]) for item in room["scene_graph"]]
    count = len(places)
    if way == "shaken":
        places = [place + rng.normal(0, [0.3, 0.3, 0.05]) for place in places]
    elif way == "some":
        places = [place if rng.random() < 0.7 else rng.uniform(0, size) for place in places]
    elif way == "thrown":
        places = [rng.uniform(-0.1 * size, 1.1 * size) for _ in places]
    else:
        places = [places[other] for other in rng.permutation(count)]
    objects = [{**item, "position": dict(zip("xyz", (float(v) for v in place)))}
               for item, place in zip(room["scene_graph"], places)]
    return way, {**room, "scene_graph": objects}
