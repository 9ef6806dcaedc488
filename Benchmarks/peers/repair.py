#!/usr/bin/env python3
"""Lets the repair mend random layouts, and beside it I-Design's backtracking furnish the same rooms in plain Python.

Every room is a fault-free layout that was disturbed: shaken, some objects thrown, all thrown, or all swapped; so each can be
satisfied. What comes back is checked here: inside the room, no collision, every relation of every object, nothing before
the door. The backtracking begins without positions, as it does there, and knows of no doors.
"""

import argparse
import sys

import numpy as np

import idesign_backtracking
from metrics import Worker
from repair_scenes import disturbed, faults, furnished


def with_places(room, places):
    return {**room, "scene_graph": [{**item, "position": place} for item, place in zip(room["scene_graph"], places)]}


def movements(room, other):
    """How far each object is moved, in metres as the crow flies."""
    return [
        float(np.linalg.norm([a["position"][axis] - b["position"][axis] for axis in "xyz"]))
        for a, b in zip(room["scene_graph"], other["scene_graph"])
    ]


def row(name, values, unit=1.0):
    values = np.array(values) * unit
    print(f"  {name:44} median {np.median(values):9.3f}   95 % {np.percentile(values, 95):9.3f}   most {values.max():9.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worker", required=True)
    parser.add_argument("--layouts", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, help="the first layout's number, to go on in pieces")
    parser.add_argument("--objects", default="5-25", help="the fewest and the most")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=2, help="what the backtracking may spend on a room")
    options = parser.parse_args()
    fewest, most = (int(part) for part in options.objects.split("-"))
    worker = Worker(options.worker)
    rooms, given, ways = [], [], []
    for number in range(options.first, options.first + options.layouts):
        rng = np.random.default_rng([options.seed, number])
        room = furnished(rng, int(rng.integers(fewest, most + 1)))
        assert not faults(room)
        way, moved = disturbed(rng, room)
        rooms.append(room)
        given.append(moved)
        ways.append(way)
    results = []
    for start in range(0, len(given), 50):
        results += worker.ask(order="repair", scenes=given[start : start + 50])["results"]

    mended, displaced, undone, seconds, least, sound = [], [], [], [], 0, 0
    for room, moved, way, result in zip(rooms, given, ways, results):
        back = with_places(moved, result["positions"])
        found = faults(back)
        sound += not found
        if found:
            print(f"  at fault ({way}): {'; '.join(found[:3])}; {result['outcome']} {result['conflicts'][:1]}")
        mended.append(back)
        displaced.append(movements(back, moved))
        undone.append(movements(room, moved))
        seconds.append(result["seconds"])
        least += result["is_least"]
    count = len(rooms)
    objects = sum(len(room["scene_graph"]) for room in rooms)
    before = sum(bool(faults(moved)) for moved in given)
    print(f"{count} layouts, {objects} objects; {before} at fault")
    print(f"repair: {sound} of {count} without fault, {least} with a proof that none moves less")
    row("seconds of processor time a layout", seconds)
    row("movement of an object, m", [value for layout in displaced for value in layout])
    row("movement of all objects of a layout, m", [sum(layout) for layout in displaced])
    row("the same for undoing the disturbance, m", [sum(layout) for layout in undone])
    for way in sorted(set(ways)):
        chosen = [index for index in range(count) if ways[index] == way]
        ratio = np.median([sum(displaced[i]) / max(sum(undone[i]), 1e-9) for i in chosen])
        each = np.median([value for i in chosen for value in displaced[i]])
        print(f"  {way:8} {len(chosen):5} layouts, {sum(not faults(mended[i]) for i in chosen)} without fault; median "
              f"movement of an object {each:.3f} m, of all {ratio:.2f} of what undoing would take")

    solved, sound_too, blocked, spent = 0, 0, 0, []
    for room in rooms:
        places, time = idesign_backtracking.solve(room, options.seconds)
        spent.append(time)
        if places is None:
            continue
        solved += 1
        placed = with_places(room, [places[item["new_object_id"]] for item in room["scene_graph"]])
        sound_too += not faults({**placed, "openings": []})
        blocked += bool(faults(placed)) and not faults({**placed, "openings": []})
    print(f"I-Design's backtracking in Python, {options.seconds:g} s a room: {solved} of {count} placed, "
          f"{sound_too} without fault but for doors, of these {blocked} stand before the door")
    row("seconds of processor time a room", spent)
    print(f"  times the repair's speed: median room {np.median(spent) / np.median(seconds):.1f}, "
          f"all rooms {sum(spent) / sum(seconds):.0f}")
    sys.exit(0 if sound == count else 1)


if __name__ == "__main__":
    main()
