"""The field's metrics in NumPy, as their papers and SceneEval's configuration define them, with trimesh and FCL for meshes.

An object is a dictionary: `mesh` (trimesh, where it stands), `center`, `size` (length, width, height) and `angle`
(degrees clockwise from +y) of its box. A scene: `floor` (corners), `objects`, `openings`.
"""

import numpy as np
import shapely
from scipy import ndimage
from trimesh.collision import CollisionManager

RESOLUTION = 256
HALF = RESOLUTION // 2


def axes(item):
    quarters = {0: (0, 1), 90: (1, 0), 180: (0, -1), 270: (-1, 0)}
    angle = np.radians(item["angle"])
    # Exact where that is possible: pixels are cut at whole numbers.
    front = np.array(quarters.get(item["angle"] % 360, (np.sin(angle), np.cos(angle))), float)
    return np.array([front[1], -front[0]]), front


def footprint(item):
    right, front = axes(item)
    length, width, _ = item["size"]
    signs = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    return np.array([item["center"][:2] + a * right * length / 2 + b * front * width / 2 for a, b in signs])


# SceneEval, COL


def collide(first, second, distance=0.005):
    """SceneEval's test of one pair: touch, move the second away from the contacts, touch again."""
    manager = CollisionManager()
    manager.add_object("first", first)
    touches, contacts = manager.in_collision_single(second, return_data=True)
    if not touches:
        return False
    away = second.centroid - np.mean([contact.point for contact in contacts], axis=0)
    norm = np.linalg.norm(away)
    if norm < 1e-12:
        return True
    moved = second.copy()
    moved.apply_translation(away / norm * distance)
    return manager.in_collision_single(moved)


def collisions(scene, pair_test=collide):
    """All pairs, in SceneEval's order; boxes apart are not looked at."""
    pairs = []
    objects = scene["objects"]
    for i, first in enumerate(objects):
        for j in range(i + 1, len(objects)):
            a, b = first["mesh"].bounds, objects[j]["mesh"].bounds
            if np.all(a[0] <= b[1]) and np.all(b[0] <= a[1]) and pair_test(first["mesh"], objects[j]["mesh"]):
                pairs.append([i, j])
    return pairs


# SceneEval, OOB


def inside(scene, item, rays, generator):
    """The part of the surface's points from which a ray meets the floor."""
    count = int(max(np.prod(item["size"]) * 5000, 1000))
    points = item["mesh"].sample(count, seed=generator)
    hits, _, _ = rays.intersects_location(points, np.tile([0.0, 0.0, -1.0], (count, 1)), multiple_hits=False)
    return len(hits) / count


# SceneEval, NAV


def draw(pixels, corners, distance):
    """Sets the pixels within a distance of the corners' hull."""
    low = np.maximum(np.floor(np.min(corners, axis=0) - distance).astype(int), 0)
    high = np.minimum(np.ceil(np.max(corners, axis=0) + distance).astype(int) + 1, pixels.shape[::-1])
    if np.any(low >= high):
        return
    y, x = np.mgrid[low[1] : high[1], low[0] : high[0]]
    shape = shapely.MultiPoint(corners).convex_hull
    pixels[low[1] : high[1], low[0] : high[0]] |= shapely.distance(shape, shapely.points(x, y)) <= distance + 1e-9


class Map:
    def __init__(self, floor):
        floor = np.asarray(floor, float)
        low, high = floor.min(axis=0), floor.max(axis=0)
        self.center = low + (high - low) / 2
        self.scale = np.abs(floor - self.center).max() + 0.2
        self.robot = int(0.2 / self.scale * HALF)
        y, x = np.mgrid[0:RESOLUTION, 0:RESOLUTION]
        corners = [self.pixel(corner) for corner in floor]
        self.floor = shapely.intersects_xy(shapely.Polygon(corners), x, y)
        if self.robot > 1:
            self.floor = ndimage.minimum_filter(self.floor, size=self.robot, mode="constant", cval=True)

    def pixel(self, point):
        offset = (np.asarray(point) - self.center) / self.scale * HALF
        return np.trunc(offset * [1, -1]) + HALF

    def footprint(self, item):
        middle = self.pixel(item["center"][:2])
        length, width = (np.trunc(side / self.scale * HALF) / 2 for side in item["size"][:2])
        right, front = (axis * [1, -1] for axis in axes(item))
        signs = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
        return np.trunc([middle + a * right * length + b * front * width for a, b in signs])

    def near(self, corners, distance):
        pixels = np.zeros((RESOLUTION, RESOLUTION), bool)
        draw(pixels, corners, distance)
        return pixels


def level(scene):
    return min((item["mesh"].bounds[0][2] for item in scene["objects"]), default=0.0)


def navigability(scene):
    plan = Map(scene["floor"])
    free = plan.floor.copy()
    shapes = [plan.footprint(item) for item in scene["objects"]]
    for item, shape in zip(scene["objects"], shapes):
        if item["center"][2] - level(scene) <= 2.0:
            free &= ~plan.near(shape, plan.robot / 2)
    labels, count = ndimage.label(free, structure=np.ones((3, 3)))
    if count == 0:
        return 0.0, 0, [None if not stands(scene, item) else False for item in scene["objects"]]
    sizes = np.bincount(labels.ravel())[1:]
    largest = labels == 1 + int(np.argmax(sizes))
    reachable = []
    for item, shape in zip(scene["objects"], shapes):
        reached = bool((plan.near(shape, plan.robot / 2 + np.sqrt(2)) & largest).any())
        reachable.append(reached if stands(scene, item) else None)
    return sizes.max() / sizes.sum(), count, reachable


def stands(scene, item):
    return item["center"][2] - item["size"][2] / 2 - level(scene) <= 0.1 and item["size"][2] > 0.03


# SceneEval, opening clearance


def common(a, b):
    """The area and the height that two boxes have in common."""
    area = shapely.Polygon(footprint(a)).intersection(shapely.Polygon(footprint(b))).area
    tops = [item["center"][2] + item["size"][2] / 2 for item in (a, b)]
    bottoms = [item["center"][2] - item["size"][2] / 2 for item in (a, b)]
    return area, min(tops) - max(bottoms)


def clearances(scene):
    sides = []
    floor = shapely.Polygon(scene["floor"])
    ground = level(scene)
    for index, opening in enumerate(scene["openings"]):
        along = np.array(opening["along"], float)
        for way in (np.array([-along[1], along[0]]), np.array([along[1], -along[0]])):
            foot = np.array(opening["foot"], float)
            if not floor.covers(shapely.Point(foot + 0.1 * way)):
                continue
            depth = (opening["width"] if opening["kind"] == "door" else 0.5) + 0.0005
            box = {
                "center": np.append(foot + way * depth / 2, ground + opening["bottom"] + opening["height"] / 2),
                "size": (opening["width"], depth, opening["height"]),
                "angle": np.degrees(np.arctan2(way[0], way[1])),
            }
            columns, rows = (int(np.ceil(opening[side] * 100)) for side in ("width", "height"))
            hidden = np.zeros((rows, columns), bool)
            objects = []
            for number, item in enumerate(scene["objects"]):
                area, height = common(item, box)
                if area <= 1e-12 or height <= 0:
                    continue
                offset = item["mesh"].vertices[:, :2] - foot
                u = offset @ along + opening["width"] / 2
                v = offset @ way
                w = ground + opening["bottom"] + opening["height"] - item["mesh"].vertices[:, 2]
                faces = item["mesh"].faces
                faces = faces[(v[faces].min(axis=1) <= depth) & (v[faces].max(axis=1) >= 0)]
                if len(faces) == 0:
                    continue
                objects.append(number)
                pixels = np.trunc(np.stack([u, w], axis=1) * 100)
                for face in faces:
                    draw(hidden, pixels[face], 0.5)
            sides.append({"opening": index, "direction": way, "objects": objects, "occlusion": hidden.mean()})
    return sides


# LayoutVLM, I-Design, PhyScene


def box_rates(scene):
    objects = scene["objects"]
    floor = shapely.Polygon(scene["floor"])
    colliding, volume = set(), 0.0
    for i, a in enumerate(objects):
        for j in range(i + 1, len(objects)):
            area, height = common(a, objects[j])
            if area <= 0 or height <= 0.001 or depth(a, objects[j]) <= 0.001:
                continue
            colliding |= {i, j}
            volume += area * height
    outside = [
        i for i, item in enumerate(objects) if not floor.buffer(0.001, join_style=2).covers(shapely.Polygon(footprint(item)))
    ]
    return sorted(colliding), outside, volume


def depth(a, b):
    """The least overlap along the vertical and the four directions of the sides."""
    depths = [a["size"][2] / 2 + b["size"][2] / 2 - abs(a["center"][2] - b["center"][2])]
    for axis in (*axes(a), *axes(b)):
        first, second = footprint(a) @ axis, footprint(b) @ axis
        depths.append((np.ptp(first) + np.ptp(second)) / 2 - abs(first.mean() - second.mean()))
    return min(depths)
