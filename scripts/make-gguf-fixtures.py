#!/usr/bin/env python3
"""Makes the GGUF fixtures of Tests/VLMTests with the `gguf` package of llama.cpp's authors.

    python3 -m venv .venv && .venv/bin/pip install gguf safetensors numpy torch
    .venv/bin/python scripts/make-gguf-fixtures.py

What it writes into Tests/VLMTests/Fixtures/gguf:

- blocks.json               blocks of every type that can be computed with, and the numbers they stand for
- tiny-tied-F32.gguf        the language model of tiny-tied as llama.cpp's converter writes it
- tiny-tied-Q8_0.gguf       the same with its matrices in Q8_0, a longer context and the hints of this program
- mmproj-tiny-tied.gguf     its vision tower, in a file of its own
- family/…                   Qwen2-VL and Qwen3-VL of make-family-fixtures.py, both in two files
"""

import base64
import json
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type
from safetensors.numpy import load_file

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "Tests" / "VLMTests" / "Fixtures"


def base(array):
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def half_bytes(values):
    return values.astype(np.float16).view(np.uint8).reshape(len(values), 2)


def write_blocks(path):
    """Rows of 512 numbers: quantised by the package where it can, else any valid bytes with sensible scales."""
    random = np.random.default_rng(7)
    rows, columns = 5, 512
    numbers = (random.standard_normal((rows, columns)) * random.uniform(0.01, 4, (rows, 1))).astype(np.float32)
    cases = []
    for kind in (Type.F32, Type.F16, Type.BF16, Type.Q8_0, Type.Q4_0, Type.Q4_1, Type.Q4_K, Type.Q6_K):
        if kind in (Type.Q4_K, Type.Q6_K):
            count = rows * columns // 256
            scale = random.uniform(1e-4, 1e-2, count)
            if kind == Type.Q4_K:
                parts = [half_bytes(scale), half_bytes(scale / 3), random.integers(0, 256, (count, 140), np.uint8)]
            else:
                parts = [random.integers(0, 256, (count, 208), np.uint8), half_bytes(scale)]
            data = np.concatenate(parts, axis=1).reshape(rows, -1)
        elif kind == Type.F32:
            data = numbers.view(np.uint8).reshape(rows, -1)
        elif kind == Type.F16:
            data = numbers.astype(np.float16).view(np.uint8).reshape(rows, -1)
        else:
            data = gguf.quants.quantize(numbers, kind).view(np.uint8).reshape(rows, -1)
        if kind == Type.F32:
            values = numbers
        elif kind == Type.F16:
            values = numbers.astype(np.float16).astype(np.float32)
        else:
            values = gguf.quants.dequantize(data, kind)
        cases.append({
            "type": kind.name, "number": int(kind), "rows": rows, "columns": columns, "bytes": base(data),
            "values": base(values.astype("<f4")),
        })
    path.write_text(json.dumps(cases) + "\n")


def add(writer, name, array, kind=None):
    array = np.ascontiguousarray(array.astype(np.float32))
    if kind and array.ndim == 2 and array.shape[1] % 32 == 0:
        writer.add_tensor(name, gguf.quants.quantize(array, kind), raw_dtype=kind)
    else:
        writer.add_tensor(name, array)


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def add_tokenizer(writer, directory, count):
    tokenizer = json.loads((directory / "tokenizer.json").read_text())
    configuration = json.loads((directory / "config.json").read_text())
    added = {entry["id"]: entry for entry in tokenizer["added_tokens"]}
    tokens = {i: t for t, i in tokenizer["model"]["vocab"].items()} | {i: e["content"] for i, e in added.items()}
    names, kinds = [], []
    for i in range(count):
        names.append(tokens.get(i, f"[PAD{i}]"))
        kind = gguf.TokenType.NORMAL if i in tokens else gguf.TokenType.UNUSED
        if i in added:
            kind = gguf.TokenType.CONTROL if added[i]["special"] else gguf.TokenType.USER_DEFINED
        kinds.append(kind)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(names)
    writer.add_token_types(kinds)
    merges = [m if isinstance(m, str) else " ".join(m) for m in tokenizer["model"]["merges"]]
    writer.add_token_merges(merges)
    writer.add_eos_token_id(configuration["eos_token_id"])
    writer.add_bos_token_id(configuration["bos_token_id"])
    writer.add_add_bos_token(False)
    writer.add_chat_template(json.loads((directory / "chat_template.json").read_text())["chat_template"])


TEXT_NAMES = {
    "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm", "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}
VISION_NAMES = {
    "norm1": "ln1", "norm2": "ln2", "attn.proj": "attn_out", "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}


def write_text(path, directory, kind):
    c = json.loads((directory / "config.json").read_text())
    weights = load_file(directory / "model.safetensors")
    writer = gguf.GGUFWriter(path, "qwen2vl")
    writer.add_name("tiny")
    writer.add_block_count(c["num_hidden_layers"])
    writer.add_context_length(16384 if kind else c["max_position_embeddings"])
    if kind:
        writer.add_bool("metaspatial.trained", False)
        writer.add_string("metaspatial.prompt_form", "compact")
    writer.add_embedding_length(c["hidden_size"])
    writer.add_feed_forward_length(c["intermediate_size"])
    writer.add_head_count(c["num_attention_heads"])
    writer.add_head_count_kv(c["num_key_value_heads"])
    writer.add_layer_norm_rms_eps(c["rms_norm_eps"])
    writer.add_rope_freq_base(c["rope_theta"])
    writer.add_rope_dimension_sections(c["rope_scaling"]["mrope_section"] + [0])
    add_tokenizer(writer, directory, c["vocab_size"])
    for name, array in sorted(weights.items()):
        if name.startswith("visual."):
            continue
        if name == "model.embed_tokens.weight":
            stored = "token_embd.weight"
        elif name == "model.norm.weight":
            stored = "output_norm.weight"
        else:
            _, _, layer, *part, suffix = name.split(".")
            stored = f"blk.{layer}.{TEXT_NAMES['.'.join(part)]}.{suffix}"
        add(writer, stored, array, kind)
    finish(writer)


def write_vision(path, directory):
    c = json.loads((directory / "config.json").read_text())
    v = c["vision_config"]
    p = json.loads((directory / "preprocessor_config.json").read_text())
    weights = load_file(directory / "model.safetensors")
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_type(gguf.GGUFType.MMPROJ)
    writer.add_clip_has_vision_encoder(True)
    writer.add_clip_projector_type("qwen2.5vl_merger")
    writer.add_vision_projection_dim(c["hidden_size"])
    writer.add_vision_image_size(560)
    writer.add_vision_patch_size(v["patch_size"])
    writer.add_vision_embedding_length(v["hidden_size"])
    writer.add_vision_feed_forward_length(v["intermediate_size"])
    writer.add_vision_block_count(v["depth"])
    writer.add_vision_head_count(v["num_heads"])
    writer.add_vision_attention_layernorm_eps(1e-6)
    writer.add_vision_use_silu(True)
    writer.add_vision_n_wa_pattern(v["fullatt_block_indexes"][0] + 1)
    # Not the converter's: real checkpoints have the default window.
    writer.add_vision_window_size(v["window_size"])
    writer.add_vision_min_pixels(p["min_pixels"])
    writer.add_vision_max_pixels(p["max_pixels"])
    writer.add_vision_image_mean(p["image_mean"])
    writer.add_vision_image_std(p["image_std"])
    for name, array in sorted(weights.items()):
        if not name.startswith("visual."):
            continue
        parts = name.split(".")
        if name == "visual.patch_embed.proj.weight":
            add(writer, "v.patch_embd.weight", array[:, :, 0])
            add(writer, "v.patch_embd.weight.1", array[:, :, 1])
        elif parts[1] == "merger":
            stored = "v.post_ln" if parts[2] == "ln_q" else f"mm.{parts[3]}"
            add(writer, f"{stored}.{parts[-1]}", array)
        elif "qkv" in parts:
            for part, third in zip("qkv", np.split(array, 3)):
                add(writer, f"v.blk.{parts[2]}.attn_{part}.{parts[-1]}", third)
        else:
            add(writer, f"v.blk.{parts[2]}.{VISION_NAMES['.'.join(parts[3:-1])]}.{parts[-1]}", array)
    finish(writer)


FAMILY_VISION = {
    "norm1": "ln1", "norm2": "ln2", "attn.qkv": "attn_qkv", "attn.proj": "attn_out", "mlp.fc1": "ffn_up",
    "mlp.fc2": "ffn_down", "mlp.linear_fc1": "ffn_up", "mlp.linear_fc2": "ffn_down",
}


def plain(name):
    return name.replace("model.visual.", "visual.").replace("model.language_model.", "model.")


def load_family(name):
    """The weights by their names on the hub: BF16, which numpy does not know, as F32."""
    from safetensors.torch import load_file as load_torch

    directory = FIXTURES / "family" / name
    weights = load_torch(directory / "model.safetensors")
    return json.loads((directory / "config.json").read_text()), {
        plain(n): w.float().numpy() for n, w in sorted(weights.items())}


def write_family_text(path, name):
    c, weights = load_family(name)
    text = c["text_config"]
    arch = name.replace("-", "")
    writer = gguf.GGUFWriter(path, arch)
    writer.add_block_count(text["num_hidden_layers"])
    writer.add_context_length(text["max_position_embeddings"])
    writer.add_embedding_length(text["hidden_size"])
    writer.add_feed_forward_length(text["intermediate_size"])
    writer.add_head_count(text["num_attention_heads"])
    writer.add_head_count_kv(text["num_key_value_heads"])
    if "head_dim" in text:
        writer.add_key_length(text["head_dim"])
        writer.add_value_length(text["head_dim"])
    writer.add_layer_norm_rms_eps(text["rms_norm_eps"])
    writer.add_rope_freq_base(text["rope_parameters"]["rope_theta"])
    writer.add_rope_dimension_sections(text["rope_parameters"]["mrope_section"] + [0])
    if name == "qwen3-vl":
        writer.add_num_deepstack_layers(len(c["vision_config"]["deepstack_visual_indexes"]))
    bytes_ = [b for b in range(33, 127)]
    tokens = [chr(b) for b in bytes_] + [f"t{i}" for i in range(len(bytes_), text["vocab_size"])]
    tokens[0:2] = ["<|im_start|>", "<|im_end|>"]
    tokens[100] = "th"
    for key, token in (("vision_start", "<|vision_start|>"), ("vision_end", "<|vision_end|>"),
                       ("image", "<|image_pad|>"), ("video", "<|video_pad|>")):
        tokens[c[key + "_token_id"]] = token
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens)
    writer.add_token_types([3 if t.startswith("<|") else 1 for t in tokens])
    writer.add_token_merges(["t h"])
    writer.add_eos_token_id(1)
    for tensor, array in weights.items():
        if tensor.startswith("visual."):
            continue
        if tensor in ("model.embed_tokens.weight", "model.norm.weight", "lm_head.weight"):
            stored = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}[
                tensor.removesuffix(".weight")] + ".weight"
        else:
            _, _, layer, *part, suffix = tensor.split(".")
            names = TEXT_NAMES | {"self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm"}
            stored = f"blk.{layer}.{names['.'.join(part)]}.{suffix}"
        add_exact(writer, stored, array)
    finish(writer)


def add_exact(writer, name, array):
    """Matrices in BF16, which they were rounded to; all else in F32."""
    if array.ndim == 2:
        writer.add_tensor(name, gguf.quants.quantize(np.ascontiguousarray(array), Type.BF16), raw_dtype=Type.BF16)
    else:
        add(writer, name, array)


def write_family_vision(path, name):
    c, weights = load_family(name)
    v = c["vision_config"]
    is_third = name == "qwen3-vl"
    width = v["hidden_size"] if is_third else v["embed_dim"]
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_type(gguf.GGUFType.MMPROJ)
    writer.add_clip_has_vision_encoder(True)
    writer.add_clip_projector_type("qwen3vl_merger" if is_third else "qwen2vl_merger")
    writer.add_vision_projection_dim(c["text_config"]["hidden_size"])
    writer.add_vision_patch_size(v["patch_size"])
    writer.add_vision_embedding_length(width)
    writer.add_vision_feed_forward_length(v["intermediate_size"] if is_third else width * v["mlp_ratio"])
    writer.add_vision_block_count(v["depth"])
    writer.add_vision_head_count(v["num_heads"])
    writer.add_vision_attention_layernorm_eps(1e-6)
    writer.add_vision_image_mean([0.5, 0.5, 0.5])
    writer.add_vision_image_std([0.5, 0.5, 0.5])
    deep = v.get("deepstack_visual_indexes", [])
    if is_third:
        writer.add_vision_use_gelu(True)
        writer.add_vision_spatial_merge_size(v["spatial_merge_size"])
        writer.add_vision_is_deepstack_layers([i in deep for i in range(v["depth"])])
    for tensor, array in weights.items():
        if not tensor.startswith("visual."):
            continue
        parts = tensor.split(".")
        suffix = parts[-1]
        if tensor == "visual.patch_embed.proj.weight":
            add(writer, "v.patch_embd.weight", array[:, :, 0])
            add(writer, "v.patch_embd.weight.1", array[:, :, 1])
        elif tensor.startswith("visual.patch_embed"):
            add(writer, "v.patch_embd.bias", array)
        elif tensor == "visual.pos_embed.weight":
            add(writer, "v.position_embd.weight", array)
        elif parts[1] == "merger":
            stored = {"ln_q": "v.post_ln", "norm": "v.post_ln", "mlp.0": "mm.0", "mlp.2": "mm.2",
                      "linear_fc1": "mm.0", "linear_fc2": "mm.2"}[".".join(parts[2:-1])]
            add_exact(writer, f"{stored}.{suffix}", array)
        elif parts[1] == "deepstack_merger_list":
            part = parts[3].removeprefix("linear_")
            add_exact(writer, f"v.deepstack.{deep[int(parts[2])]}.{part}.{suffix}", array)
        elif "qkv" in parts and not is_third:
            for part, third in zip("qkv", np.split(array, 3)):
                add_exact(writer, f"v.blk.{parts[2]}.attn_{part}.{suffix}", third)
        else:
            add_exact(writer, f"v.blk.{parts[2]}.{FAMILY_VISION['.'.join(parts[3:-1])]}.{suffix}", array)
    finish(writer)


def main():
    directory = FIXTURES / "gguf"
    directory.mkdir(exist_ok=True)
    write_blocks(directory / "blocks.json")
    write_text(directory / "tiny-tied-F32.gguf", FIXTURES / "tiny-tied", None)
    write_text(directory / "tiny-tied-Q8_0.gguf", FIXTURES / "tiny-tied", Type.Q8_0)
    write_vision(directory / "mmproj-tiny-tied.gguf", FIXTURES / "tiny-tied")
    (directory / "family").mkdir(exist_ok=True)
    for name in ("qwen2-vl", "qwen3-vl"):
        write_family_text(directory / "family" / f"{name}.gguf", name)
        write_family_vision(directory / "family" / f"mmproj-{name}.gguf", name)


if __name__ == "__main__":
    main()
