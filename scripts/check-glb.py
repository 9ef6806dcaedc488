#!/usr/bin/env python3
"""Holds GLB files against the rules of glTF 2.0 that a reader may rely on: scripts/check-glb.py [--schema DIRECTORY] FILE...

Khronos' own validator is a JavaScript program; this is none of it, but a check of our own, written from the specification
(sections in brackets). It needs numpy. With the directory of Khronos' JSON schemas (specification/2.0/schema of
github.com/KhronosGroup/glTF) and with jsonschema, the files' JSON is held against these too.
"""
import argparse
import json
import pathlib
import struct
import sys

import numpy

COMPONENTS = {5120: "i1", 5121: "u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}


class Check:
    def __init__(self, data):
        self.faults = []
        self.data = data
        self.binary = b""
        self.gltf = {}
        self.read()

    def expect(self, holds, text):
        if not holds:
            self.faults.append(text)
        return holds

    def read(self):
        """The container [4.4]."""
        if not self.expect(len(self.data) >= 20, "too short for a header"):
            return
        magic, version, length = struct.unpack_from("<4sII", self.data)
        self.expect(magic == b"glTF" and version == 2, "magic or version")
        self.expect(length == len(self.data), "length in the header")
        offset, kinds = 12, []
        while offset + 8 <= len(self.data):
            size, kind = struct.unpack_from("<I4s", self.data, offset)
            self.expect(size % 4 == 0 and offset % 4 == 0, "a chunk is not aligned to 4 bytes")
            body = self.data[offset + 8:offset + 8 + size]
            self.expect(len(body) == size, "a chunk ends too early")
            kinds.append(kind)
            if kind == b"JSON":
                self.expect(len(kinds) == 1, "the JSON is not the first chunk")
                self.expect(not body.rstrip(b" ").endswith(b"\0"), "the JSON is padded with other than spaces")
                self.gltf = json.loads(body)
            elif kind == b"BIN\0":
                self.expect(len(kinds) == 2, "the binary is not the second chunk")
                self.binary = body
            offset += 8 + size
        self.expect(offset == len(self.data), "bytes after the last chunk")

    def items(self, name):
        found = self.gltf.get(name, [])
        self.expect(name not in self.gltf or len(found) > 0, f"{name} is there and empty [3.1]")
        return found

    def index(self, value, name, where):
        return self.expect(isinstance(value, int) and 0 <= value < len(self.gltf.get(name, [])), f"{where}: no such {name}")

    def run(self):
        if not self.gltf:
            return self.faults
        self.expect(self.gltf.get("asset", {}).get("version") == "2.0", "asset.version [3.2]")
        used, required = set(self.gltf.get("extensionsUsed", [])), set(self.gltf.get("extensionsRequired", []))
        self.expect(required <= used, "a required extension is not listed as used [3.12]")
        self.buffers()
        self.arrays = [self.accessor(number, accessor) for number, accessor in enumerate(self.items("accessors"))]
        self.meshes()
        self.materials(used)
        self.nodes()
        return self.faults

    def buffers(self):
        """Buffers and views [3.6]."""
        for number, buffer in enumerate(self.items("buffers")):
            if number == 0 and "uri" not in buffer:
                slack = len(self.binary) - buffer["byteLength"]
                self.expect(0 <= slack <= 3, "the buffer's length does not fit the binary chunk")
        for number, view in enumerate(self.items("bufferViews")):
            self.index(view["buffer"], "buffers", f"view {number}")
            end = view.get("byteOffset", 0) + view["byteLength"]
            self.expect(view["byteLength"] >= 1 and end <= len(self.binary), f"view {number} reaches out of the buffer")
            stride = view.get("byteStride")
            self.expect(stride is None or (4 <= stride <= 252 and stride % 4 == 0), f"view {number}: stride")
            self.expect(view.get("target") in (None, 34962, 34963), f"view {number}: target")

    def accessor(self, number, accessor):
        """Accessors: alignment, bounds, extremes, finite numbers [3.6.2]."""
        name, width = f"accessor {number}", WIDTHS.get(accessor.get("type"))
        kind = COMPONENTS.get(accessor.get("componentType"))
        if not self.expect(width and kind and accessor.get("count", 0) >= 1, f"{name}: type or count"):
            return None
        if not self.index(accessor.get("bufferView"), "bufferViews", name):
            return None
        view, size = self.gltf["bufferViews"][accessor["bufferView"]], numpy.dtype(kind).itemsize
        offset = accessor.get("byteOffset", 0)
        start, stride = view.get("byteOffset", 0) + offset, view.get("byteStride", width * size)
        self.expect(offset % size == 0 and start % size == 0, f"{name}: not aligned to its numbers")
        last = offset + stride * (accessor["count"] - 1) + width * size
        if not self.expect(last <= view["byteLength"], f"{name} reaches out of its view"):
            return None
        rows = numpy.lib.stride_tricks.as_strided(
            numpy.frombuffer(self.binary, dtype=kind, offset=start, count=1),
            shape=(accessor["count"], width), strides=(stride, size))
        if kind == "<f4":
            self.expect(bool(numpy.isfinite(rows).all()), f"{name}: a number is not finite")
        for key, own in (("min", rows.min(axis=0)), ("max", rows.max(axis=0))):
            if key in accessor:
                stated = numpy.array(accessor[key], dtype=numpy.float64).astype(rows.dtype)
                self.expect(bool((stated == own).all()), f"{name}: {key} is {accessor[key]}, the data's is {own}")
        return rows

    def meshes(self):
        """Primitives [3.7.2.1]."""
        kinds = {"POSITION": "VEC3", "NORMAL": "VEC3", "TANGENT": "VEC4", "TEXCOORD_0": "VEC2"}
        for number, mesh in enumerate(self.items("meshes")):
            self.expect(len(mesh.get("primitives", [])) > 0, f"mesh {number} is empty")
            for place, primitive in enumerate(mesh.get("primitives", [])):
                name = f"mesh {number}, primitive {place}"
                attributes = primitive.get("attributes", {})
                self.expect("POSITION" in attributes, f"{name}: no positions")
                counts = set()
                for key, value in attributes.items():
                    if not self.index(value, "accessors", name) or self.arrays[value] is None:
                        continue
                    accessor, rows = self.gltf["accessors"][value], self.arrays[value]
                    self.expect(kinds.get(key, accessor["type"]) == accessor["type"], f"{name}: type of {key}")
                    counts.add(accessor["count"])
                    view = self.gltf["bufferViews"][accessor["bufferView"]]
                    self.expect(view.get("target") in (None, 34962), f"{name}: target of {key}'s view")
                    stride = view.get("byteStride", rows.shape[1] * rows.itemsize)
                    self.expect(stride % 4 == 0, f"{name}: {key} is not aligned to 4 bytes")
                    if key == "POSITION":
                        self.expect("min" in accessor and "max" in accessor, f"{name}: positions without min and max")
                    if key == "NORMAL":
                        off = numpy.abs(numpy.linalg.norm(rows.astype(numpy.float64), axis=1) - 1).max()
                        self.expect(off < 5e-4, f"{name}: a normal's length is off by {off:.1e}")
                self.expect(len(counts) == 1, f"{name}: attributes of different counts")
                if ("indices" in primitive and self.index(primitive["indices"], "accessors", name)
                        and self.arrays[primitive["indices"]] is not None):
                    accessor, rows = self.gltf["accessors"][primitive["indices"]], self.arrays[primitive["indices"]]
                    self.expect(accessor["type"] == "SCALAR" and accessor["componentType"] in (5121, 5123, 5125),
                                f"{name}: form of the indices")
                    view = self.gltf["bufferViews"][accessor["bufferView"]]
                    self.expect("byteStride" not in view and view.get("target") in (None, 34963), f"{name}: indices' view")
                    self.expect(rows.size % 3 == 0 or primitive.get("mode", 4) != 4, f"{name}: not whole triangles")
                    limit = min(counts) if counts else 0
                    self.expect(int(rows.max()) < limit, f"{name}: an index is out of range")
                    self.expect(int(rows.max()) != {1: 255, 2: 65535, 4: 2**32 - 1}[rows.itemsize], f"{name}: restart index")
                if "material" in primitive:
                    self.index(primitive["material"], "materials", name)

    def materials(self, used):
        """Materials, textures and images [3.8, 3.9]."""
        for number, image in enumerate(self.items("images")):
            self.expect(("uri" in image) != ("bufferView" in image), f"image {number}: one of uri and view")
            if "bufferView" in image and self.index(image["bufferView"], "bufferViews", f"image {number}"):
                view = self.gltf["bufferViews"][image["bufferView"]]
                start = view.get("byteOffset", 0)
                head = self.binary[start:start + 8]
                kind = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
                found = kind.get(head[:4]) or kind.get(head[:3])
                self.expect(found == image.get("mimeType"), f"image {number}: mimeType")
                self.expect("target" not in view and "byteStride" not in view, f"image {number}: view")
        for number, texture in enumerate(self.items("textures")):
            for key, name in (("source", "images"), ("sampler", "samplers")):
                if key in texture:
                    self.index(texture[key], name, f"texture {number}")
        for number, material in enumerate(self.items("materials")):
            name, metal = f"material {number}", material.get("pbrMetallicRoughness", {})
            colour = metal.get("baseColorFactor", [1, 1, 1, 1])
            self.expect(len(colour) == 4 and all(0 <= part <= 1 for part in colour), f"{name}: baseColorFactor")
            for key in ("metallicFactor", "roughnessFactor"):
                self.expect(0 <= metal.get(key, 1) <= 1, f"{name}: {key}")
            self.expect(all(0 <= part <= 1 for part in material.get("emissiveFactor", [0])), f"{name}: emissiveFactor")
            mode = material.get("alphaMode", "OPAQUE")
            self.expect(mode in ("OPAQUE", "MASK", "BLEND"), f"{name}: alphaMode")
            self.expect("alphaCutoff" not in material or mode == "MASK", f"{name}: alphaCutoff without MASK")
            if "baseColorTexture" in metal:
                self.index(metal["baseColorTexture"]["index"], "textures", name)
            self.expect(set(material.get("extensions", {})) <= used, f"{name}: an extension that is not listed")

    def nodes(self):
        """The tree [3.5]."""
        nodes, parents = self.items("nodes"), {}
        for number, node in enumerate(nodes):
            for child in node.get("children", []):
                if self.index(child, "nodes", f"node {number}"):
                    self.expect(child not in parents, f"node {child} has two parents")
                    parents[child] = number
            self.expect(not ("matrix" in node and {"translation", "rotation", "scale"} & set(node)), f"node {number}: matrix")
            if "rotation" in node:
                off = abs(numpy.linalg.norm(node["rotation"]) - 1)
                self.expect(off < 1e-4, f"node {number}: rotation of length {1 + off}")
            if "mesh" in node:
                self.index(node["mesh"], "meshes", f"node {number}")
        for number in range(len(nodes)):
            seen, place = set(), number
            while place in parents and place not in seen:
                seen.add(place)
                place = parents[place]
            self.expect(place not in seen, f"node {number} is in a ring")
        for number, scene in enumerate(self.items("scenes")):
            for root in scene.get("nodes", []):
                if self.index(root, "nodes", f"scene {number}"):
                    self.expect(root not in parents, f"scene {number}: node {root} is no root")
        if "scene" in self.gltf:
            self.index(self.gltf["scene"], "scenes", "scene")


def schema_check(directory):
    """A function that lists what of a document breaks Khronos' JSON schemas."""
    import jsonschema
    import referencing
    import referencing.jsonschema

    registry, schemas = referencing.Registry(), {}
    for path in pathlib.Path(directory).glob("*.schema.json"):
        schemas[path.name] = json.loads(path.read_text())
        resource = referencing.Resource(schemas[path.name], referencing.jsonschema.DRAFT202012)
        registry = registry.with_resource(path.name, resource)
        if "$id" in schemas[path.name]:
            registry = registry.with_resource(schemas[path.name]["$id"], resource)
    validator = jsonschema.Draft202012Validator(schemas["glTF.schema.json"], registry=registry)
    return lambda document: [f"schema, {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--schema", help="the directory of Khronos' JSON schemas")
    options = parser.parse_args()
    by_schema = schema_check(options.schema) if options.schema else lambda document: []
    worst = 0
    for path in options.files:
        with open(path, "rb") as file:
            check = Check(file.read())
        gltf = check.gltf
        faults = check.run() + by_schema(gltf)
        print(f"{path}: {len(gltf.get('nodes', []))} nodes, {len(gltf.get('meshes', []))} meshes, "
              f"{len(gltf.get('accessors', []))} accessors, {len(gltf.get('images', []))} images: "
              + ("all rules hold" if not faults else f"{len(faults)} faults"))
        for fault in faults[:50]:
            print("  " + fault)
        worst = max(worst, 1 if faults else 0)
    sys.exit(worst)


main()
