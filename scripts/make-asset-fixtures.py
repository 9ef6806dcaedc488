#!/usr/bin/env python3
"""Makes the archives that the asset importers are tested and fuzzed with.

usage: scripts/make-asset-fixtures.py      (needs nothing but Python)

Writes Tests/AssetsTests/Fixtures/small.sh3f, a furniture library of two pieces made up here, and the seeds of the
fuzzing corpora sh3f, zip, obj and glb below Fuzzing/Corpus. The models are boxes and a house of a pentagon.
"""
import io
import json
import pathlib
import struct
import zipfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
STAMP = (2026, 1, 1, 0, 0, 0)

CATALOGUE = """# a library made for tests
id=metaspatial#Tests
name=Test library
license=CC0 \\u2014 nobody's
id#1=Tests#chair
name#1=Chaise \xe9l\xe9gante
tags#1=Seat, Dining , \\
    Old
category#1=Living room
icon#1=/house.png
model#1=/models/house.obj
width#1=50
depth#1 : 60.5
height#1 90
dropOnTopElevation#1=45
movable#1=true
doorOrWindow#1=false
creator#1=Nobody
id#2=Tests#turned
name#2=Turned box
category#2=Office
model#2=/models/Box.OBJ
width#2=100
depth#2=40
height#2=75
elevation#2=20
dropOnTopElevation#2=-1
modelRotation#2=0 0 1 0 1 0 -1 0 0
movable#2=false
doorOrWindow#2=true
creator#2=
name#3=Broken
width#3=-1
depth#3=1
height#3=1
model#3=/models/box.obj
name#4=Outside
width#4=1
depth#4=1
height#4=1
model#4=/../../etc/passwd
"""

HOUSE = """# a pentagon pushed backward; negative indices, a joined line, carriage returns
mtllib house.mtl
v -1 0 0.5\r
v 1 0 0.5\r
v 1 1 0.5
v 0 2 0.5
v -1 1 0.5
v -1 0 -0.5
v 1 0 -0.5
v 1 1 -0.5
v 0 2 -0.5
v -1 1 -0.5
vt 0 0
vt 1 0
vt 1 0.5
vt 0.5 1
vt 0 0.5
usemtl wall paint
s off
f -10/1 -9/2 -8/3 \\
  -7/4 -6/5
f 10 9 8 7 6
usemtl roof
s 1
f 5 4 9 10
f 4 3 8 9
f 3 2 7 8
f 1 5 10 6
f 2 1 6 7
"""

MATERIALS = """newmtl wall paint
Kd 0 0 0
map_Kd -s 2 2 1 bricks.png
newmtl roof
Kd 0.8 0.2 0.2
Ns 96
d 0.5
"""


def png(width, height, pixels):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes(pixels[y * width * 3:(y + 1) * width * 3]) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


PICTURE = png(2, 2, [200, 80, 60, 90, 40, 30, 90, 40, 30, 200, 80, 60])


def box_obj():
    corners = [(x, y, z) for x in (0, 2) for y in (0, 1) for z in (0, 4)]
    lines = [f"v {x} {y} {z}" for x, y, z in corners]
    for face in [(1, 2, 4, 3), (5, 7, 8, 6), (1, 5, 6, 2), (3, 4, 8, 7), (1, 3, 7, 5), (2, 6, 8, 4)]:
        lines.append("f " + " ".join(map(str, face)))
    return "\n".join(lines) + "\n"


def archive(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".png", "/")) else method
            file.writestr(info, data)
    return out.getvalue()


def glb(document, binary):
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    total = 12 + 8 + len(text) + 8 + len(binary)
    return (struct.pack("<4sII", b"glTF", 2, total) + struct.pack("<II", len(text), 0x4E4F534A) + text
            + struct.pack("<II", len(binary), 0x004E4942) + binary)


def glb_seed():
    positions = struct.pack("<12f", 0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0)
    normals = struct.pack("<12b", *([0, 0, 127] * 4)) + b"\0" * 0
    coordinates = struct.pack("<8H", 0, 0, 65535, 0, 65535, 65535, 0, 65535)
    indices = struct.pack("<6B", 0, 1, 2, 0, 2, 3) + b"\0\0"
    binary, views = b"", []
    for data in (positions, normals, coordinates, indices, PICTURE):
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(data)})
        binary += data + b"\0" * (-len(data) % 4)
    return glb({
        "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}],
        "nodes": [{"children": [1, 2], "scale": [2, 2, 2]}, {"mesh": 0, "rotation": [0, 0.7071, 0, 0.7071]},
                  {"mesh": 0, "matrix": [-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 3, 0, 0, 1]}],
        "meshes": [{"primitives": [
            {"attributes": {"POSITION": 0, "NORMAL": 1, "TEXCOORD_0": 2}, "indices": 3, "material": 0},
            {"attributes": {"POSITION": 0}, "mode": 5}]}],
        "materials": [{"name": "card", "alphaMode": "MASK", "doubleSided": True, "pbrMetallicRoughness": {
            "baseColorFactor": [1, 0.5, 0.25, 1], "metallicFactor": 0, "roughnessFactor": 0.4, "baseColorTexture": {
                "index": 0, "extensions": {"KHR_texture_transform": {"offset": [0.5, 0], "scale": [2, 2]}}}}}],
        "textures": [{"source": 0}], "images": [{"bufferView": 4, "mimeType": "image/png"}],
        "buffers": [{"byteLength": len(binary)}], "bufferViews": views,
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3"},
            {"bufferView": 1, "componentType": 5120, "count": 4, "type": "VEC3", "normalized": True},
            {"bufferView": 2, "componentType": 5123, "count": 4, "type": "VEC2", "normalized": True},
            {"bufferView": 3, "componentType": 5121, "count": 6, "type": "SCALAR"}],
    }, binary)


def forms_seed():
    """A square in four ways: half of its corners sparse; in whole numbers; coloured; shone on by nothing."""
    square = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)]
    chunks = [
        (struct.pack("<12f", *sum(square, ())), {}),
        (struct.pack("<2H", 1, 2) + struct.pack("<6f", 5, 0, 0, 5, 1, 0), {}),
        (b"".join(struct.pack("<3Hxx", *(65535 * c for c in corner)) for corner in square), {"byteStride": 8}),
        (b"".join(struct.pack("<4B", *colour) for colour in [(255, 0, 0, 255)] * 3 + [(0, 0, 255, 255)]), {}),
        (struct.pack("<6H", 0, 1, 2, 0, 1, 3), {}),
    ]
    binary, views = b"", []
    for data, more in chunks:
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(data), **more})
        binary += data + b"\0" * (-len(data) % 4)
    return glb({
        "asset": {"version": "2.0"}, "extensionsUsed": ["KHR_mesh_quantization", "KHR_materials_unlit"],
        "extensionsRequired": ["KHR_mesh_quantization"], "scenes": [{"nodes": [0, 1, 2, 3]}],
        "nodes": [{"mesh": number, "translation": [0, 0, number]} for number in range(4)],
        "meshes": [
            {"primitives": [{"attributes": {"POSITION": 1}, "mode": 6}]},
            {"primitives": [{"attributes": {"POSITION": 2}, "mode": 6, "material": 0}]},
            {"primitives": [{"attributes": {"POSITION": 0, "COLOR_0": 3}, "indices": 4, "material": 1}]},
            {"primitives": [{"attributes": {"POSITION": 5}, "mode": 6, "material": 0}]}],
        "materials": [
            {"extensions": {"KHR_materials_unlit": {}}, "pbrMetallicRoughness": {"baseColorFactor": [0.5, 1, 1, 1]}},
            {"extensions": {"KHR_materials_pbrSpecularGlossiness": {
                "diffuseFactor": [1, 1, 0.5, 1], "glossinessFactor": 0.25}}}],
        "buffers": [{"byteLength": len(binary)}], "bufferViews": views,
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3"},
            {"bufferView": 0, "componentType": 5126, "count": 4, "type": "VEC3", "sparse": {
                "count": 2, "indices": {"bufferView": 1, "componentType": 5123},
                "values": {"bufferView": 1, "byteOffset": 4}}},
            {"bufferView": 2, "componentType": 5123, "count": 4, "type": "VEC3", "normalized": True},
            {"bufferView": 3, "componentType": 5121, "count": 4, "type": "VEC4", "normalized": True},
            {"bufferView": 4, "componentType": 5123, "count": 6, "type": "SCALAR"},
            {"componentType": 5126, "count": 4, "type": "VEC3", "sparse": {
                "count": 2, "indices": {"bufferView": 1, "componentType": 5123},
                "values": {"bufferView": 1, "byteOffset": 4}}}],
    }, binary)


def main():
    library = {
        "PluginFurnitureCatalog.properties": CATALOGUE.encode("latin-1"), "models/": b"",
        "models/house.obj": HOUSE.encode(), "models/House-materials.mtl": MATERIALS.encode(),
        "models/bricks.png": PICTURE, "models/box.obj": box_obj().encode(), "house.png": PICTURE,
    }
    small = archive(library)
    seeds = {
        "sh3f/small": small, "zip/deflated": small, "zip/stored": archive({"a": b"one", "b/c": b"two"}, zipfile.ZIP_STORED),
        "obj/house": HOUSE.encode(), "obj/materials": MATERIALS.encode(), "obj/box": box_obj().encode(),
        "glb/card": glb_seed(), "glb/forms": forms_seed(), "sh3f/catalogue": CATALOGUE.encode("latin-1"),
    }
    (ROOT / "Tests/AssetsTests/Fixtures").mkdir(parents=True, exist_ok=True)
    (ROOT / "Tests/AssetsTests/Fixtures/small.sh3f").write_bytes(small)
    (ROOT / "Tests/AssetsTests/Fixtures/card.glb").write_bytes(glb_seed())
    (ROOT / "Tests/AssetsTests/Fixtures/forms.glb").write_bytes(forms_seed())
    for name, data in seeds.items():
        path = ROOT / "Fuzzing/Corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


main()
