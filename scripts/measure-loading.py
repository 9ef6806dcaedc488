#!/usr/bin/env python3
"""Measures how long a GGUF model takes to open and how much memory it takes at most.

    python3 -m venv .venv && .venv/bin/pip install gguf numpy
    .venv/bin/python scripts/measure-loading.py [--shape 1.5B|3B] [--types Q4_0,Q8_0,Q4_K_M,BF16]

Makes files of random weights with the sizes of Qwen2.5 in a temporary directory, lets the release build answer a short
prompt with each, and prints the peak of the resident memory beside the file's size and the key-value cache's.
"""

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type

PROGRAM = Path(__file__).resolve().parent.parent / ".build" / "release" / "metaspatial"
SHAPES = {
    "0.5B": dict(width=896, feed=4864, layers=24, heads=14, shared=2),
    "1.5B": dict(width=1536, feed=8960, layers=28, heads=12, shared=2),
    "3B": dict(width=2048, feed=11008, layers=36, heads=16, shared=2),
}
VOCABULARY = 151_936
MAXIMUM_TOKENS = 16


def matrix(random, kind, rows, columns):
    """Random blocks with scales that keep activations in range."""
    if kind in (Type.F32, Type.F16, Type.BF16):
        values = (random.standard_normal((rows, columns), np.float32) * 0.02)
        return gguf.quants.quantize(values, kind)
    length, size = gguf.GGML_QUANT_SIZES[kind]
    data = random.integers(0, 256, (rows * columns // length, size), np.uint8)
    scale = np.frombuffer(np.float16(1e-4).tobytes(), np.uint8)
    for place in {Type.Q6_K: [208], Type.Q4_1: [0, 2], Type.Q4_K: [0, 2]}.get(kind, [0]):
        data[:, place:place + 2] = scale
    return data.reshape(rows, -1)


def write(path, shape, kinds):
    random = np.random.default_rng(1)
    writer = gguf.GGUFWriter(path, "qwen2", use_temp_file=False)
    width, feed = shape["width"], shape["feed"]
    shared = width // shape["heads"] * shape["shared"]
    writer.add_block_count(shape["layers"])
    writer.add_context_length(4096)
    writer.add_embedding_length(width)
    writer.add_feed_forward_length(feed)
    writer.add_head_count(shape["heads"])
    writer.add_head_count_kv(shape["shared"])
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(1e6)
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = iter(range(256, 512))
    tokens = [chr(b) if b in kept else chr(next(rest)) for b in range(256)]
    tokens += ["<|im_start|>", "<|im_end|>", "th"]
    tokens += [f"[unused {i}]" for i in range(VOCABULARY - len(tokens))]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types([1] * 256 + [3, 3, 1] + [5] * (VOCABULARY - 259))
    writer.add_token_merges(["t h"])
    writer.add_eos_token_id(257)

    def add(name, rows, columns, kind):
        writer.add_tensor(name + ".weight", matrix(random, kind, rows, columns), raw_dtype=kind)

    def vector(name, size):
        writer.add_tensor(name, np.ones(size, np.float32))

    main, fine = kinds
    add("token_embd", VOCABULARY, width, fine)
    vector("output_norm.weight", width)
    for layer in range(shape["layers"]):
        better = fine if layer % 2 else main
        for name in ("attn_norm", "ffn_norm"):
            vector(f"blk.{layer}.{name}.weight", width)
        for name, rows, kind in (("q", width, main), ("k", shared, main), ("v", shared, better)):
            add(f"blk.{layer}.attn_{name}", rows, width, kind)
            vector(f"blk.{layer}.attn_{name}.bias", rows)
        add(f"blk.{layer}.attn_output", width, width, main)
        add(f"blk.{layer}.ffn_gate", feed, width, main)
        add(f"blk.{layer}.ffn_up", feed, width, main)
        add(f"blk.{layer}.ffn_down", width, feed, better)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def high_water(pid):
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def measure(path, shape):
    command = [PROGRAM, "generate", "--model", path, "--prompt", "Furnish this room.", "--temperature", "0"]
    command += ["--max-tokens", str(MAXIMUM_TOKENS)]
    start = time.time()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    # Asked for again and again: getrusage would count what this program held when it forked.
    peak = 0
    while process.poll() is None:
        peak = max(peak, high_water(process.pid))
        time.sleep(0.01)
    seconds = time.time() - start
    report = process.stderr.read().strip().splitlines()[-1]
    assert process.returncode == 0, report
    size = path.stat().st_size
    # F32 keys and values in pages of 128 tokens.
    cache = shape["layers"] * 2 * 128 * (shape["width"] // shape["heads"]) * shape["shared"] * 4
    print(f"  file {size / 1e6:.0f} MB, peak {peak / 1e6:.0f} MB, cache {cache / 1e6:.0f} MB: "
          f"peak / (file + cache) {peak / (size + cache):.3f}; {seconds:.1f} s in all; {report}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shape", default="1.5B", choices=SHAPES)
    parser.add_argument("--types", default="Q4_0,Q8_0,Q4_K_M,BF16")
    arguments = parser.parse_args()
    shape = SHAPES[arguments.shape]
    for name in arguments.types.split(","):
        kinds = (Type.Q4_K, Type.Q6_K) if name == "Q4_K_M" else (Type[name], Type[name])
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / f"random-{arguments.shape}-{name}.gguf"
            write(path, shape, kinds)
            print(path.name)
            measure(path, shape)
            measure(path, shape)


if __name__ == "__main__":
    main()
