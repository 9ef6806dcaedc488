#!/usr/bin/env python3
"""Lists models as trimesh reads them, for the asset tests to compare with.

usage: scripts/make-model-table.py OUTPUT.jsonl [LIBRARY.sh3f | MODEL.glb ...]      (needs trimesh)
       scripts/make-model-table.py OUTPUT.jsonl --generated DIRECTORY

One line a model: library (empty for a GLB), path, triangles, and the corners of the box around the vertices that
triangles use; of a GLB that box with its front toward +z, as the file has it. Without files those of Debian's
sweethome3d-furniture are taken; with --generated, 60 GLB files of random scenes are made first. Then:

    METASPATIAL_MODELS=OUTPUT.jsonl scripts/test --filter RecordedModelTests
"""
import glob
import io
import json
import pathlib
import random
import sys
import zipfile

import numpy
import trimesh


def line(mesh, library, name):
    used = mesh.vertices[numpy.unique(mesh.faces)]
    return {
        "library": library, "model": name, "triangles": len(mesh.faces),
        "low": used.min(0).tolist(), "high": used.max(0).tolist(),
    }


def models(path):
    if path.lower().endswith(".glb"):
        yield line(trimesh.load(path, force="mesh", process=False), "", path)
        return
    archive = zipfile.ZipFile(path)
    for name in archive.namelist():
        if name.lower().endswith(".obj"):
            mesh = trimesh.load(
                io.BytesIO(archive.read(name)), file_type="obj", process=False, skip_materials=True, force="mesh")
            yield line(mesh, path, name)


def generated(directory):
    """Scenes of boxes, balls and rings, turned, mirrored and in each other, some with colours or a picture."""
    directory.mkdir(parents=True, exist_ok=True)
    for number in range(60):
        numpy.random.seed(number)
        random.seed(number)
        scene, parents = trimesh.Scene(), ["world"]
        for part in range(random.randint(1, 6)):
            mesh = random.choice([
                lambda: trimesh.creation.box(numpy.random.uniform(0.1, 2, 3)),
                lambda: trimesh.creation.icosphere(random.randint(0, 3), random.uniform(0.1, 1)),
                lambda: trimesh.creation.annulus(0.2, 0.5, random.uniform(0.1, 1)),
            ])()
            kind = random.choice(["plain", "colours", "faces", "picture"])
            if kind == "colours":
                mesh.visual.vertex_colors = numpy.random.randint(0, 256, (len(mesh.vertices), 4))
            elif kind == "faces":
                mesh.visual.face_colors = numpy.random.randint(0, 256, (len(mesh.faces), 4))
            elif kind == "picture":
                from PIL import Image

                mesh.visual = trimesh.visual.TextureVisuals(
                    uv=numpy.random.rand(len(mesh.vertices), 2), image=Image.new("RGB", (8, 8), (200, 120, 60)))
            place = trimesh.transformations.random_rotation_matrix()
            place[:3, :3] *= numpy.random.uniform(0.3, 2) * random.choice([-1, 1])
            place[:3, 3] = numpy.random.uniform(-2, 2, 3)
            name = f"part{part}"
            scene.add_geometry(mesh, node_name=name, parent_node_name=random.choice(parents), transform=place)
            parents.append(name)
        file = directory / f"scene{number:02}.glb"
        file.write_bytes(scene.export(file_type="glb", include_normals=random.choice([True, False])))
        yield str(file)


def main():
    output, files = sys.argv[1], sys.argv[2:] or sorted(glob.glob("/usr/share/sweethome3d/furniture/*.sh3f"))
    if files[0] == "--generated":
        files = list(generated(pathlib.Path(files[1])))
    with open(output, "w") as table:
        for file in files:
            for row in models(file):
                table.write(json.dumps(row) + "\n")


main()
