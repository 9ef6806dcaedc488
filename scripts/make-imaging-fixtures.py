#!/usr/bin/env python3
"""Writes Tests/ImagingTests/CodecFixtures.swift: tiny PNG and JPEG files and the pixels Pillow reads from them.

Needs Pillow and NumPy. Forms that Pillow cannot write (16 bits a channel, Adam7 interlacing) are written by hand
from the PNG specification.
"""
import io
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image

W, H = 7, 5
rng = np.random.default_rng(2)
rgb = rng.integers(0, 256, (H, W, 3), dtype=np.uint8)
rgba = rng.integers(0, 256, (H, W, 4), dtype=np.uint8)
smooth = np.zeros((16, 24, 3), dtype=np.uint8)
smooth[..., 0] = np.linspace(20, 230, 24)[None, :]
smooth[..., 1] = np.linspace(200, 40, 16)[:, None]
smooth[..., 2] = 90


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth, colour, rows, interlace=0, extra=b""):
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def adam7(pixels):
    out = b""
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
                           (0, 1, 1, 2)]:
        part = pixels[y0::dy, x0::dx]
        if part.size:
            out += b"".join(b"\0" + row.tobytes() for row in part)
    return out


def saved(image, form, **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


wide = rng.integers(0, 65536, (H, W, 3)).astype(">u2")
palette = Image.fromarray(rgb).quantize(9)
files = {
    "pngRGB": saved(Image.fromarray(rgb), "PNG"),
    "pngRGBA": saved(Image.fromarray(rgba), "PNG"),
    "pngGrey": saved(Image.fromarray(rgb[..., 0]), "PNG"),
    "pngGreyAlpha": saved(Image.fromarray(rgba).convert("LA"), "PNG"),
    "pngBilevel": saved(Image.fromarray(rgb[..., 0]).convert("1"), "PNG"),
    "pngPalette": saved(palette, "PNG"),
    "pngPaletteTransparent": saved(palette, "PNG", transparency=3),
    "png16Bit": png(W, H, 16, 2, b"".join(b"\0" + row.tobytes() for row in wide)),
    "pngInterlaced": png(W, H, 8, 6, adam7(rgba), interlace=1),
    "pngColourKey": png(W, H, 8, 2, b"".join(b"\0" + row.tobytes() for row in rgb),
                        extra=chunk(b"tRNS", struct.pack(">HHH", *[int(v) for v in rgb[2, 3]]))),
    "jpegColour": saved(Image.fromarray(smooth), "JPEG", quality=90, subsampling=0),
    "jpegSubsampled": saved(Image.fromarray(smooth), "JPEG", quality=90, subsampling=2),
    "jpegGrey": saved(Image.fromarray(smooth[..., 0]), "JPEG", quality=90),
    "jpegProgressive": saved(Image.fromarray(smooth), "JPEG", quality=90, progressive=True),
    "jpegCMYK": saved(Image.fromarray(smooth).convert("CMYK"), "JPEG", quality=95),
}
lines = ["// Made by scripts/make-imaging-fixtures.py: files written and pixels read by Pillow.", "",
         "struct CodecFixture: Sendable, CustomTestStringConvertible {",
         "    let name: String", "    let width: Int", "    let height: Int", "    let channels: Int",
         "    let file: String", "    let pixels: String", "", "    var testDescription: String { name }", "",
         "    static let all: [CodecFixture] = ["]


def literal(data):
    text = data.hex()
    parts = [text[i:i + 84] for i in range(0, len(text), 84)]
    return '"""\n                ' + "\\\n                ".join(parts) + '\n                """'


for name, data in files.items():
    image = Image.open(io.BytesIO(data))
    image.load()
    alpha = "A" in image.getbands() or "transparency" in image.info
    image = image.convert("RGBA" if alpha else "RGB")
    lines += ["        CodecFixture(", f'            name: "{name}", width: {image.width}, height: {image.height}, '
              f"channels: {4 if alpha else 3},",
              f"            file: {literal(data)},", f"            pixels: {literal(image.tobytes())}),"]
lines += ["    ]", "}", ""]
text = "\n".join(lines).replace("struct CodecFixture", "import Testing\n\nstruct CodecFixture", 1)
target = pathlib.Path(__file__).resolve().parent.parent / "Tests/ImagingTests/CodecFixtures.swift"
target.write_text(text)
print(target, len(text))
