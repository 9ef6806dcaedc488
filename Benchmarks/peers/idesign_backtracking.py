"""I-Design's placement by backtracking, in plain Python, from the description of what it does.

Objects whose relations leave one point are fixed there first. The others are placed level by level of the graph of
relations, each at a place drawn from where all its regions and its cluster's room overlap, up to fifty times, and with it
at once everything that relates to it; a level that fails takes the one before it back, for ever: hence the time limit.
"""

import random
import time

import original_reward as original

SAMPLES = 50
TOLERANCE = 1e-3


class OutOfTime(Exception):
    pass


def is_close(a, b):
    return abs(a - b) <= 1e-8 + 1e-5 * abs(b)


def overlap(a, b):
    """What two boxes have in common, with a tolerance; nil where nothing. Ends may come out reversed."""
    result = []
    for (low, high), (other_low, other_high) in zip(a, b):
        least, greatest = max(low, other_low), min(high, other_high)
        if least > greatest + TOLERANCE:
            return None
        result.append((least, greatest))
    return result


def collides(a, b):
    if original.is_thin(a["size_in_meters"]) or original.is_thin(b["size_in_meters"]):
        return False
    return all(original.overlaps(x, y) for x, y in zip(original.bounds(a), original.bounds(b)))


class Backtracking:
    def __init__(self, objects, size, seconds, seed):
        self.rng = random.Random(seed)
        self.size = size
        self.deadline = time.process_time() + seconds
        self.scene = [dict(item) for item in objects]
        for item in self.scene:
            item.pop("position", None)
        self.parts = original.with_room({"scene_graph": [], "size_of_room": dict(zip("xyz", size))})["scene_graph"]
        self.named = {item["new_object_id"]: item for item in self.scene + self.parts}
        self.edges = {}
        for item in self.scene:
            targets = {}
            for relation in item["placement"]["room_layout_elements"]:
                targets[relation["layout_element_id"]] = (relation["preposition"], True)
            for relation in item["placement"]["objects_in_room"]:
                targets[relation["object_id"]] = (relation["preposition"], relation.get("is_adjacent", True))
            self.edges[item["new_object_id"]] = targets
        names = [part["new_object_id"] for part in self.parts] + [item["new_object_id"] for item in self.scene]
        self.children = {name: [n for n in self.edges if name in self.edges[n]] for name in names}
        self.order = self.topological(names)
        self.cluster = {name: self.cluster_area(name) for name in reversed(self.order) if name in self.edges}

    def topological(self, names):
        missing = {name: len(self.edges.get(name, {})) for name in names}
        ready, order = [name for name in names if missing[name] == 0], []
        while ready:
            name = ready.pop(0)
            order.append(name)
            for child in self.children[name]:
                missing[child] -= 1
                if missing[child] == 0:
                    ready.append(child)
        return order

    def cluster_area(self, name):
        """How far what relates to an object reaches beyond it: left, right, behind, front in its own axes."""
        sides = {"left of": 0.0, "right of": 0.0, "behind": 0.0, "in front": 0.0}
        for child in self.children[name]:
            word, adjacent = self.edges[child][name]
            if word not in sides:
                continue
            size = self.named[child]["size_in_meters"]
            turn = abs(self.named[child]["rotation"]["z_angle"] - self.named[name]["rotation"]["z_angle"])
            along = word in ("in front", "behind")
            extent = size["length"] if (along and turn % 180 == 90) or (not along and turn % 180 == 0) else size["width"]
            left, right, behind, front = self.cluster_area(child)
            extent += behind + front if along else left + right
            sides[word] = max(sides[word], extent) if adjacent else sides[word] + extent
        return sides["left of"], sides["right of"], sides["behind"], sides["in front"]

    def regions(self, item):
        boxes = []
        for name, (word, adjacent) in self.edges[item["new_object_id"]].items():
            target = self.named[name]
            if "position" in target:
                boxes.append(original.region(item, target, word, adjacent, self.size))
        return boxes

    def room_of_cluster(self, item):
        left, right, behind, front = self.cluster[item["new_object_id"]]
        length, width = item["size_in_meters"]["length"], item["size_in_meters"]["width"]
        ring = [left + length / 2, front + width / 2, right + length / 2, behind + width / 2]
        turns = int(item["rotation"]["z_angle"] // 90) % 4
        ring = ring[-turns:] + ring[:-turns] if turns else ring
        return [(ring[0], self.size[0] - ring[2]), (ring[3], self.size[1] - ring[1]), (0, self.size[2])]

    def solve(self):
        fixed = set()
        for item in self.scene:
            area = None
            for box in self.regions(item):
                area = list(box) if area is None else overlap(area, box)
                if area is None:
                    break
            if area and all(is_close(low, high) for low, high in area):
                item["position"] = dict(zip("xyz", (low for low, _ in area)))
                fixed.add(item["new_object_id"])
        depth = self.depths()
        last = max(depth[item["new_object_id"]] for item in self.scene)
        level = 1
        while level <= last:
            failed = False
            for name in self.order:
                if name in self.edges and depth[name] == level and name not in fixed:
                    if not self.place(self.named[name]):
                        failed = True
                        break
            if not failed:
                level += 1
                continue
            level = max(1, level - 1)
            for item in self.scene:
                name = item["new_object_id"]
                if depth[name] >= level and name not in fixed:
                    item.pop("position", None)
        return {item["new_object_id"]: item["position"] for item in self.scene}

    def depths(self):
        depth = {part["new_object_id"]: 0 for part in self.parts}

        def visit(name):
            for child in self.children[name]:
                if child not in depth or depth[child] >= depth[name] + 1:
                    depth[child] = depth[name] + 1
                    visit(child)

        for part in self.parts:
            visit(part["new_object_id"])
        return depth

    def is_free(self, item):
        return not any(
            other is not item and other != item and "position" in other and collides(item, other)
            for other in self.scene + self.parts
        )

    def place(self, item):
        if time.process_time() > self.deadline:
            raise OutOfTime
        area = self.room_of_cluster(item)
        boxes = self.regions(item)
        if not boxes:
            return False
        for box in boxes:
            area = overlap(area, box)
            if area is None:
                return False
        kin = [self.named[name] for name in self.order if name in self.children[item["new_object_id"]]]
        if "position" in item:
            inside = all(low <= item["position"][axis] <= high for axis, (low, high) in zip("xyz", area))
            if inside and self.is_free(item) and all(self.is_free(child) for child in kin if "position" in child):
                return True
        is_point = all(is_close(low, high) for low, high in area)
        for _ in range(1 if is_point else SAMPLES):
            if time.process_time() > self.deadline:
                raise OutOfTime
            item["position"] = {axis: self.rng.uniform(low, high) for axis, (low, high) in zip("xyz", area)}
            if not self.is_free(item):
                continue
            if all(self.place(child) for child in kin):
                return True
            for child in kin:
                child.pop("position", None)
        item.pop("position", None)
        return False


def solve(room, seconds, seed=0):
    """Positions by identifier, or None where the time ran out; and the processor seconds that it took."""
    size = [room["size"][axis] for axis in "xyz"]
    start = time.process_time()
    try:
        return Backtracking(room["scene_graph"], size, seconds, seed).solve(), time.process_time() - start
    except (OutOfTime, RecursionError):
        return None, time.process_time() - start
