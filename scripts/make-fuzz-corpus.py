#!/usr/bin/env python3
"""Makes the seeds of Fuzzing/Corpus: small well-formed files, from which libFuzzer goes on.

    python3 -m venv .venv && .venv/bin/pip install gguf safetensors numpy pillow
    .venv/bin/python scripts/make-fuzz-corpus.py

Beside them lie `reached-…`, some of the inputs by which libFuzzer came further, and inputs that once were findings.
"""

import json
import struct
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type
from PIL import Image
from safetensors.numpy import save

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "Fuzzing" / "Corpus"
FIXTURES = ROOT / "Tests" / "VLMTests" / "Fixtures"


def add(writer, name, array, kind=None):
    array = np.ascontiguousarray(array.astype(np.float32))
    if kind and array.ndim == 2:
        writer.add_tensor(name, gguf.quants.quantize(array, kind), raw_dtype=kind)
    else:
        writer.add_tensor(name, array)


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_seed(path, architecture, kind, columns):
    """A model as small as the types' blocks let it be, so that a fuzzer gets far in few bytes."""
    random = np.random.default_rng(3)
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_block_count(1)
    writer.add_context_length(64)
    writer.add_embedding_length(columns)
    writer.add_feed_forward_length(columns)
    writer.add_head_count(2)
    writer.add_head_count_kv(1)
    writer.add_layer_norm_rms_eps(1e-6)
    alphabet = [c for c in "abcdefgh01239.-{},: "]
    tokens = alphabet + ["ab", "abc", "<|im_start|>", "<|im_end|>"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types([1] * (len(tokens) - 2) + [3, 3])
    writer.add_token_merges(["a b", "ab c"])
    writer.add_eos_token_id(len(tokens) - 1)
    shapes = {"token_embd": (len(tokens), columns), "output_norm": (columns,), "blk.0.attn_norm": (columns,),
              "blk.0.ffn_norm": (columns,), "blk.0.attn_q": (columns, columns), "blk.0.attn_k": (columns // 2, columns),
              "blk.0.attn_v": (columns // 2, columns), "blk.0.attn_output": (columns, columns),
              "blk.0.ffn_gate": (columns, columns), "blk.0.ffn_up": (columns, columns),
              "blk.0.ffn_down": (columns, columns)}
    if architecture == "qwen3":
        shapes |= {"blk.0.attn_q_norm": (columns // 2,), "blk.0.attn_k_norm": (columns // 2,)}
    for name, shape in shapes.items():
        add(writer, name + ".weight", random.standard_normal(shape), kind)
    if architecture == "qwen2":
        for name, size in (("q", columns), ("k", columns // 2), ("v", columns // 2)):
            add(writer, f"blk.0.attn_{name}.bias", random.standard_normal(size))
    finish(writer)


def write_vision_seed(path, projector):
    random = np.random.default_rng(4)
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_clip_has_vision_encoder(True)
    writer.add_clip_projector_type(projector)
    if projector == "qwen3vl_merger":
        writer.add_vision_is_deepstack_layers([True])
        add(writer, "v.position_embd.weight", random.standard_normal((4, 8)))
        add(writer, "v.patch_embd.bias", random.standard_normal(8))
        add(writer, "v.deepstack.0.fc2.weight", random.standard_normal((8, 32)))
    for name, value in (("projection_dim", 8), ("patch_size", 2), ("embedding_length", 8), ("block_count", 1),
                        ("feed_forward_length", 8), ("attention.head_count", 1), ("n_wa_pattern", 1)):
        writer.add_uint32("clip.vision." + name, value)
    writer.add_vision_image_mean([0.5, 0.5, 0.5])
    writer.add_vision_image_std([0.5, 0.5, 0.5])
    for name in ("v.patch_embd.weight", "v.patch_embd.weight.1"):
        add(writer, name, random.standard_normal((8, 3, 2, 2)))
    for part in "qkv":
        add(writer, f"v.blk.0.attn_{part}.weight", random.standard_normal((8, 8)))
        add(writer, f"v.blk.0.attn_{part}.bias", random.standard_normal(8))
    add(writer, "v.blk.0.ln1.weight", np.ones(8))
    finish(writer)


def write_k_seed(path):
    """The block types that the package cannot quantise: any bytes are valid."""
    random = np.random.default_rng(5)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_tensor("a", random.integers(0, 256, (1, 144), np.uint8), raw_dtype=Type.Q4_K)
    writer.add_tensor("b", random.integers(0, 256, (1, 210), np.uint8), raw_dtype=Type.Q6_K)
    finish(writer)


def main():
    for name in ("gguf", "safetensors", "tokenizer", "configuration", "image"):
        (CORPUS / name).mkdir(parents=True, exist_ok=True)
    write_seed(CORPUS / "gguf" / "llama-F32", "llama", None, 8)
    write_seed(CORPUS / "gguf" / "qwen2-Q8_0", "qwen2", Type.Q8_0, 32)
    write_seed(CORPUS / "gguf" / "qwen3-Q4_0", "qwen3", Type.Q4_0, 32)
    write_seed(CORPUS / "gguf" / "llama-Q4_1", "llama", Type.Q4_1, 32)
    write_vision_seed(CORPUS / "gguf" / "vision", "qwen2.5vl_merger")
    write_vision_seed(CORPUS / "gguf" / "vision3", "qwen3vl_merger")
    write_k_seed(CORPUS / "gguf" / "k-blocks")

    numbers = np.arange(6, dtype=np.float32).reshape(2, 3)
    mixed = {"a": numbers, "b": numbers.astype(np.float16), "c": np.zeros((0, 4), np.float32), "d": np.array(1, np.float32)}
    (CORPUS / "safetensors" / "mixed").write_bytes(save(mixed, metadata={"format": "pt"}))
    (CORPUS / "safetensors" / "one").write_bytes(save({"model.norm.weight": numbers}))
    header = b'{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}'
    (CORPUS / "safetensors" / "bfloat16").write_bytes(struct.pack("<Q", len(header)) + header + bytes(4))

    tokenizer = json.loads((FIXTURES / "tiny-tied" / "tokenizer.json").read_text())
    vocabulary = tokenizer["model"]["vocab"]
    kept = {token: i for token, i in vocabulary.items() if i < 270}
    tokenizer["model"]["vocab"] = kept
    pairs = [m if isinstance(m, list) else m.split(" ") for m in tokenizer["model"]["merges"]]
    tokenizer["model"]["merges"] = [p for p in pairs if "".join(p) in kept and all(t in kept for t in p)]
    (CORPUS / "tokenizer" / "small").write_text(json.dumps(tokenizer, ensure_ascii=False))
    for name in ("tiny-tied", "tiny-sharded"):
        (CORPUS / "configuration" / name).write_bytes((FIXTURES / name / "config.json").read_bytes())

    pixels = np.random.default_rng(6).integers(0, 256, (5, 7, 4), np.uint8)
    for mode in ("L", "RGB", "RGBA", "P"):
        picture = Image.fromarray(pixels).convert(mode)
        picture.save(CORPUS / "image" / f"{mode}.png")
        if mode in ("L", "RGB"):
            picture.save(CORPUS / "image" / f"{mode}.jpg", quality=60)
    Image.fromarray(pixels).convert("RGB").save(CORPUS / "image" / "progressive.jpg", progressive=True)


if __name__ == "__main__":
    main()
