#!/usr/bin/env python3
"""Lists every model of Sweet Home 3D libraries as trimesh reads it, for the asset tests to compare with.

usage: scripts/make-model-table.py OUTPUT.jsonl [LIBRARY.sh3f ...]      (needs trimesh)

One line a model: library, path, triangles, and the corners of the box around the vertices that triangles use. Without
libraries those of Debian's sweethome3d-furniture are taken. Then:

    METASPATIAL_MODELS=OUTPUT.jsonl scripts/test --filter RecordedModelTests
"""
import glob
import io
import json
import sys
import zipfile

import numpy
import trimesh


def main():
    output, libraries = sys.argv[1], sys.argv[2:] or sorted(glob.glob("/usr/share/sweethome3d/furniture/*.sh3f"))
    with open(output, "w") as table:
        for library in libraries:
            archive = zipfile.ZipFile(library)
            for name in archive.namelist():
                if not name.lower().endswith(".obj"):
                    continue
                mesh = trimesh.load(
                    io.BytesIO(archive.read(name)), file_type="obj", process=False, skip_materials=True, force="mesh")
                used = mesh.vertices[numpy.unique(mesh.faces)]
                line = {
                    "library": library, "model": name, "triangles": len(mesh.faces),
                    "low": used.min(0).tolist(), "high": used.max(0).tolist(),
                }
                table.write(json.dumps(line) + "\n")


main()
