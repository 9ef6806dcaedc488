"""The renderer beside Blender (bpy), on one scene, in processor seconds: user and system time of all threads.

The scene is ten real models of Debian's sweethome3d-furniture in a room of 6 x 4 x 3 m, handed to Blender as the GLB
that the renderer's side writes: the same triangles and the same textures.
"""
import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile


def own_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def children_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def stage(scene_file, side=800):
    """Opens the scene in Blender, with a lamp and the usual camera."""
    import bpy

    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.ops.import_scene.gltf(filepath=scene_file)
    scene = bpy.context.scene
    room = bpy.data.objects.get("room")
    if room:  # the near walls would hide the room
        room.hide_render = True
        bpy.ops.mesh.primitive_plane_add(size=1, location=(3, 2, 0))
        bpy.context.object.scale = (6, 4, 1)
    bpy.ops.object.light_add(type="AREA", location=(1.5, 0, 5))
    bpy.context.object.data.energy, bpy.context.object.data.size = 500, 3
    scene.world = bpy.data.worlds.new("world")
    scene.world.use_nodes = True
    scene.world.node_tree.nodes["Background"].inputs[1].default_value = 0.6
    azimuth, elevation, away = math.radians(146), math.radians(36), 10.5
    place = (
        3 + away * math.cos(elevation) * math.sin(azimuth), 2 + away * math.cos(elevation) * math.cos(azimuth),
        1 + away * math.sin(elevation))
    bpy.ops.object.camera_add(location=place, rotation=(math.pi / 2 - elevation, 0, math.pi - azimuth))
    scene.camera = bpy.context.object
    scene.render.resolution_x = scene.render.resolution_y = side
    scene.render.image_settings.file_format = "PNG"
    return scene


def render(scene, path):
    import bpy

    scene.render.filepath = path
    before = own_seconds()
    bpy.ops.render.render(write_still=True)
    return own_seconds() - before


def warm(scene_file, folder):
    """Blender's fastest ways that show the furniture: the median of three renders after one to warm up."""
    scene = stage(scene_file)
    found = {}
    ways = (
        ("Cycles, 1 sample", "CYCLES", None), ("Workbench, texture colour, as it comes", "BLENDER_WORKBENCH", "8"),
        ("Workbench, texture colour, 5 samples", "BLENDER_WORKBENCH", "5"),
        ("Workbench, texture colour, jagged", "BLENDER_WORKBENCH", "OFF"))
    for name, engine, smoothing in ways:
        scene.render.engine = engine
        if engine == "CYCLES":
            scene.cycles.samples, scene.cycles.use_denoising, scene.cycles.device = 1, False, "CPU"
        else:
            scene.display.shading.color_type = "TEXTURE"
            scene.display.render_aa = smoothing
        path = os.path.join(folder, engine.lower() + ".png")
        render(scene, path)
        found[name] = sorted(render(scene, path) for _ in range(3))[1]
    return found


def eevee(scene_file, folder):
    """A process as `place_in_blender.py` starts one for a reward: everything from nothing, EEVEE at 4 samples."""
    scene = stage(scene_file)
    scene.render.engine = "BLENDER_EEVEE_NEXT"
    scene.eevee.taa_render_samples = 4
    render(scene, os.path.join(folder, "eevee.png"))


class Worker:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, **order):
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if isinstance(answer, dict) and "error" in answer:
            raise SystemExit(answer["error"])
        return answer


def milliseconds(cost):
    return f"{cost['cpu'] * 1000:.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worker", required=True)
    parser.add_argument("--libraries", default="/usr/share/sweethome3d/furniture")
    parser.add_argument("--output", help="where scene and pictures are left")
    parser.add_argument("--parts", nargs="+", default=["warm", "cold", "orbit", "growth"])
    parser.add_argument("--alone", choices=["warm", "eevee"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = options.output or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    scene_file = os.path.join(folder, "scene.glb")
    if options.alone:
        found = {"warm": warm, "eevee": eevee}[options.alone](scene_file, folder)
        print("FOUND " + json.dumps(found))
        return

    def blender(part):
        """Runs a part in a process of its own; its findings and its processor seconds."""
        before = children_seconds()
        order = [sys.executable, __file__, "--worker", options.worker, "--output", folder, "--alone", part]
        text = subprocess.run(order, capture_output=True, text=True).stdout
        lines = [line for line in text.splitlines() if line.startswith("FOUND ")]
        if not lines:
            raise SystemExit(f"Blender failed at {part}:\n{text[-2000:]}")
        return json.loads(lines[0][6:]), children_seconds() - before

    worker = Worker(options.worker)
    opened = worker.ask(do="room", libraries=options.libraries, glb=scene_file,
                        picture=os.path.join(folder, "studio.png"))
    print(f"{opened['triangles']} triangles: " + ", ".join(opened["models"]) + "\n")
    if "warm" in options.parts:
        ours = worker.ask(do="warm", repeat=9)
        theirs, _ = blender("warm")
        print("| 800 x 800, warm | CPU ms |\n| --- | --- |")
        for name, seconds in theirs.items():
            print(f"| Blender: {name} | {seconds * 1000:.0f} |")
        for name, cost in ours.items():
            shares = ", ".join(f"1/{seconds / cost['cpu']:.0f}" for seconds in theirs.values())
            print(f"| here: {name} | {milliseconds(cost)} ({shares} of these) |")
        print()
    if "cold" in options.parts:
        def alone(**order):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([options.worker], input=json.dumps(order) + "\n", capture_output=True, text=True, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime

        kept = os.path.join(folder, "kept")
        worker.ask(do="keep", folder=kept)
        picture = os.path.join(folder, "cold.png")
        runs = [alone(do="kept", folder=kept, picture=picture) for _ in range(5)]
        ours = sorted(map(sum, runs))[2]
        raw = sum(alone(do="room", libraries=options.libraries, picture=picture))
        _, theirs = blender("eevee")
        print(f"From nothing, a process each: Blender, EEVEE at 4 samples {theirs:.1f} CPU s; here with the prepared "
              f"models that a server keeps {ours * 1000:.0f} CPU ms (1/{theirs / ours:.0f}); with 820 models read, "
              f"eight of each kind prepared and one chosen {raw:.2f} CPU s (1/{theirs / raw:.0f})")
        print("The five processes here, user + system ms: "
              + ", ".join(f"{user * 1000:.0f} + {system * 1000:.0f}" for user, system in runs) + "\n")
    if "orbit" in options.parts:
        orbit = worker.ask(do="orbit", frames=36)
        for look in ("draft", "studio"):
            print(f"Orbit, 512 x 512, {look}: {orbit['frames'] / orbit[look]['wall']:.0f} frames a second, "
                  f"{orbit[look]['cpu'] * 1000 / orbit['frames']:.0f} CPU ms each")
        print()
    if "growth" in options.parts:
        print("| grows | objects | triangles | side | light, CPU ms | draft | studio |\n|" + " --- |" * 7)
        for row in worker.ask(do="growth"):
            print(f"| {row['what']} | {row['objects']} | {row['triangles']} | {row['side']} | "
                  f"{milliseconds(row['scene'])} | {milliseconds(row['draft'])} | {milliseconds(row['studio'])} |")


main()
