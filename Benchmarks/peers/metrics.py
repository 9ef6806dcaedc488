#!/usr/bin/env python3
"""Compares the metrics and rewards with trimesh, FCL, NumPy and plain Python: results, and time in the same run.

Half of the random scenes hold solids of trimesh turned any way, half the server's own furniture turned about the
vertical. A disagreement counts when the peer's own answer is the same a little to either side of its threshold.
"""

import argparse
import copy
import json
import subprocess
import sys
import time

import numpy as np
import trimesh
from trimesh.transformations import random_rotation_matrix

import metric_definitions as peer
import original_reward

KINDS = ["bed_1", "sofa_1", "chair_1", "office_chair_1", "desk_1", "dining_table_1", "bookshelf_1", "wardrobe_1",
         "floor_lamp_1", "plant_1", "coffee_table_1", "nightstand_1", "tv_stand_1", "armchair_1", "stool_1"]


class Worker:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, **order):
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            sys.exit(f"the worker failed: {answer['error']}")
        return answer


def solid(rng):
    sides = rng.uniform(0.2, 1.2, 3)
    mesh = [
        lambda: trimesh.creation.box(sides),
        lambda: trimesh.creation.cylinder(radius=sides[0] / 2, height=sides[1], sections=int(rng.integers(8, 32))),
        lambda: trimesh.creation.icosphere(subdivisions=int(rng.integers(1, 4)), radius=sides[0] / 2),
        lambda: trimesh.creation.annulus(sides[0] / 4, sides[0] / 2, sides[2], sections=int(rng.integers(8, 32))),
        lambda: trimesh.creation.capsule(height=sides[0], radius=sides[1] / 3, count=[12, 12]),
        lambda: trimesh.creation.torus(sides[0] / 2, sides[0] / 6),
    ][rng.integers(6)]()
    if rng.random() < 0.7:
        mesh.apply_transform(random_rotation_matrix(rng.random(3)))
    return mesh


def furniture(worker, rng, count):
    items = []
    for _ in range(count):
        size = rng.uniform([0.4, 0.4, 0.4], [1.8, 1.2, 1.8])
        items.append({
            "id": KINDS[rng.integers(len(KINDS))],
            "size": {"length": size[0], "width": size[1], "height": size[2]},
        })
    meshes = worker.ask(order="furniture", items=items)["meshes"]
    return [
        trimesh.Trimesh(np.reshape(m["points"], (-1, 3)), np.reshape(m["triangles"], (-1, 3)), process=False)
        for m in meshes
    ]


def scene(meshes, rng):
    """Meshes in a random rectangular or L-shaped room, most on the floor, some in each other and some beyond walls."""
    x, y = rng.uniform(2.5, 7, 2)
    floor = [[0, 0], [x, 0], [x, y], [0, y]]
    if rng.random() < 0.3:
        floor = [[0, 0], [x, 0], [x, y / 2], [x / 2, y / 2], [x / 2, y], [0, y]]
    objects = []
    for mesh in meshes:
        mesh = mesh.copy()
        mesh.apply_translation(-mesh.bounds.mean(axis=0))
        size = mesh.extents.copy()
        angle = float(rng.choice([0, 90, 180, 270])) if rng.random() < 0.5 else float(rng.uniform(0, 360))
        mesh.apply_transform(trimesh.transformations.rotation_matrix(-np.radians(angle), [0, 0, 1]))
        foot = 0.0 if rng.random() < 0.8 else rng.uniform(0, 2)
        center = np.array([rng.uniform(0, x), rng.uniform(0, y), foot + size[2] / 2])
        mesh.apply_translation(center)
        objects.append({"mesh": mesh, "center": center, "size": size, "angle": angle})
    openings = []
    for kind in ("door", "window"):
        width = rng.uniform(0.7, 1.5)
        if rng.random() < 0.5:
            foot, along = [rng.uniform(width / 2, x - width / 2), 0.0], [1.0, 0.0]
        else:
            foot, along = [0.0, rng.uniform(width / 2, y - width / 2)], [0.0, 1.0]
        bottom = 0.0 if kind == "door" else 0.9
        openings.append({"kind": kind, "foot": foot, "along": along, "width": width, "bottom": bottom, "height": 1.2})
    return {"floor": floor, "objects": objects, "openings": openings}


def form(scene):
    return {
        "floor": [value for corner in scene["floor"] for value in corner],
        "openings": scene["openings"],
        "objects": [
            {
                "points": item["mesh"].vertices.ravel().tolist(),
                "triangles": item["mesh"].faces.ravel().tolist(),
                "center": item["center"].tolist(),
                "size": dict(zip(("length", "width", "height"), item["size"].tolist())),
                "angle": item["angle"],
            }
            for item in scene["objects"]
        ],
    }


def clock(name, seconds, work):
    start = time.process_time()
    result = work()
    seconds[name] = time.process_time() - start
    return result


def compare(scenes, native, seconds):
    counts = {"pairs": 0, "colliding": 0, "objects": 0, "openings": 0}
    wrong = {name: [] for name in ("collisions", "bounds", "nav", "components", "reachable", "openings", "boxes")}
    near = {"collisions": 0, "bounds": 0, "boxes": 0}
    expected = clock("collisions", seconds, lambda: [peer.collisions(s) for s in scenes])
    for index, (s, pairs, own) in enumerate(zip(scenes, expected, native)):
        n = len(s["objects"])
        counts["pairs"] += n * (n - 1) // 2
        counts["colliding"] += len(pairs)
        for i, j in {tuple(p) for p in pairs} ^ {tuple(p) for p in own["pairs"]}:
            first, second = s["objects"][i]["mesh"], s["objects"][j]["mesh"]
            answers = {peer.collide(first, second, d) for d in (0.004, 0.005, 0.006)}
            if len(answers) == 1:
                wrong["collisions"].append((index, i, j))
            else:
                near["collisions"] += 1

    def bounds():
        results = []
        for index, s in enumerate(scenes):
            import shapely

            height = peer.level(s)
            slab = trimesh.creation.extrude_polygon(shapely.Polygon(s["floor"]), 0.001)
            slab.apply_translation([0, 0, height - 0.0005])
            results.append([peer.inside(s, item, slab.ray, index) for item in s["objects"]])
        return results

    for index, (values, own) in enumerate(zip(clock("bounds", seconds, bounds), native)):
        for item, (value, mine) in enumerate(zip(values, own["inside"])):
            counts["objects"] += 1
            # Five standard deviations of a thousand drawn points.
            if abs(value - mine) > 5 * np.sqrt(max(mine * (1 - mine), 1e-3) / 1000):
                wrong["bounds"].append((index, item, value, mine))
            elif (value < 0.99) != (mine < 0.99):
                near["bounds"] += 1
    for index, (values, own) in enumerate(
        zip(clock("navigability", seconds, lambda: [peer.navigability(s) for s in scenes]), native)
    ):
        value, count, reachable = values
        if abs(value - own["nav"]) > 1e-9:
            wrong["nav"].append((index, value, own["nav"]))
        if count != own["components"]:
            wrong["components"].append((index, count, own["components"]))
        if reachable != own["reachable"]:
            wrong["reachable"].append((index, reachable, own["reachable"]))
    for index, (sides, own) in enumerate(
        zip(clock("openings", seconds, lambda: [peer.clearances(s) for s in scenes]), native)
    ):
        counts["openings"] += len(sides)
        same = len(sides) == len(own["sides"]) and all(
            a["opening"] == b["opening"] and np.allclose(a["direction"], b["direction"])
            and a["objects"] == b["objects"] and abs(a["occlusion"] - b["occlusion"]) < 1e-9
            for a, b in zip(sides, own["sides"])
        )
        if not same:
            wrong["openings"].append((index, sides, own["sides"]))
    for index, (values, own) in enumerate(
        zip(clock("boxes", seconds, lambda: [peer.box_rates(s) for s in scenes]), native)
    ):
        colliding, outside, volume = values
        if colliding != own["colliding"] or outside != own["outside"] or abs(volume - own["common_volume"]) > 1e-9:
            wrong["boxes"].append((index, values, own))
    return counts, wrong, near


def rewards(worker, path, repetitions):
    cases = [original_reward.with_room(json.loads(line)) for line in open(path)]
    keys = ("size_of_room", "scene_graph", "response", "judge_reply")
    asked = [{key: case[key] for key in keys} for case in cases]
    # The original writes angles into its scenes, so that each is scored in a copy of its own.
    copies = copy.deepcopy(cases)
    seconds = {}
    expected = clock("whole", seconds, lambda: [original_reward.reward(case) for case in copies])
    own = worker.ask(order="rewards", profile="metaspatial-v1", repetitions=repetitions, cases=asked)
    agree = sum((a is None) == (b is None) and (a is None or abs(a - b) < 1e-12) for a, b in zip(expected, own["totals"]))
    print(f"rewards of whole answers: {agree} of {len(cases)} agree with plain Python")
    line("metaspatial-v1, text to total", len(cases) / seconds["whole"], own["per_second"])
    physical = worker.ask(order="rewards", profile="physical", repetitions=max(1, repetitions // 5), cases=asked)
    print(f"  {'physical, text to total':34} {physical['per_second']:12,.0f} a second")

    own = worker.ask(order="arithmetic", repetitions=50 * repetitions, cases=[
        {"size_of_room": case["size_of_room"], "objects": case["scene_graph"][:-6]} for case in cases
    ])
    pairs = [(case, ratios) for case, ratios in zip(cases, own["ratios"]) if ratios and arithmetic(case)]
    sound = [case for case, _ in pairs]
    many = max(1, 2000 // max(1, len(sound)))
    ratios = clock("arithmetic", seconds, lambda: [arithmetic(case) for _ in range(many) for case in sound])
    same = sum(tuple(mine) == theirs for (_, mine), theirs in zip(pairs, ratios))
    print(f"collision and constraint ratios: {same} of {len(sound)} agree with plain Python to the bit")
    line("the arithmetic of a layout", len(ratios) / seconds["arithmetic"], own["per_second"])
    return agree == len(cases) and same == len(sound)


def line(name, python, own):
    print(f"  {name:34} {python:12,.0f} a second in Python, {own:12,.0f} here: {own / python:.1f} x")


def arithmetic(case):
    scene, size = case["scene_graph"], case["size_of_room"]
    try:
        count = len(scene) - 6
        return (
            original_reward.collision_ratio(scene),
            original_reward.constraint_ratio(scene, count, (size["x"], size["y"], size["z"])),
        )
    except Exception:
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worker", required=True)
    parser.add_argument("--scenes", type=int, default=500)
    parser.add_argument("--objects", type=int, default=8, help="objects in a scene")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", default="Tests/RewardsTests/Fixtures/metaspatial-cases.jsonl")
    parser.add_argument("--repetitions", type=int, default=20)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    worker = Worker(options.worker)
    agree = rewards(worker, options.cases, options.repetitions)
    scenes = []
    for index in range(options.scenes):
        many = int(rng.integers(2, 2 * options.objects - 1))
        meshes = furniture(worker, rng, many) if index % 2 else [solid(rng) for _ in range(many)]
        scenes.append(scene(meshes, rng))
    answer = worker.ask(order="scenes", scenes=[form(s) for s in scenes])
    seconds = {}
    counts, wrong, near = compare(scenes, answer["results"], seconds)
    print(f"scenes: {len(scenes)}, {counts['objects']} objects, {counts['pairs']} pairs of which {counts['colliding']} "
          f"collide, {counts['openings']} sides of openings")
    for name, items in wrong.items():
        edge = f", {near[name]} at the threshold" if name in near else ""
        print(f"  {name:12} {len(items)} disagreements{edge}")
        for item in items[:3]:
            print(f"    {item}"[:400])
    for name, spent in seconds.items():
        print(f"  {name:12} {spent:8.2f} s beside {answer['seconds'][name]:8.3f} s: {spent / answer['seconds'][name]:.0f} x")
    sys.exit(1 if any(wrong.values()) or not agree else 0)


if __name__ == "__main__":
    main()
