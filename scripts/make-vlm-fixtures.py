#!/usr/bin/env python3
"""Makes the fixtures of Tests/VLMTests with Hugging Face transformers.

Needs torch, torchvision, transformers >= 5, tokenizers, safetensors, pillow and numpy:

    python3 -m venv .venv && .venv/bin/pip install torch torchvision transformers pillow numpy
    .venv/bin/python scripts/make-vlm-fixtures.py

What it writes into Tests/VLMTests/Fixtures:

- images/*.png               small pictures, colours that vary smoothly plus noise
- tokenizer-cases.json       text -> ids, ids -> text, with the tokenizer of every checkpoint below
- image-cases.json           picture -> grid, resized picture (images/*.resized.png) and samples of pixel_values
- chat-cases.json            messages -> rendered text and ids
- tiny-tied/                 F32, tied embeddings, flat config and weight names as on the hub today
- tiny-sharded/              BF16, untied, sharded, nested config and `model.language_model.*` names
- tiny-half/                 F16, untied, as transformers saves it
  each with probe-cases.json (a whole request through the processor) and model-cases.json
  (the model alone, on patches that both sides draw from SplitMix64)

The weights are random; all reference values are computed in F32.
"""

import json
import math
import shutil
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from transformers import AutoProcessor, Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

ROOT = Path(__file__).resolve().parent.parent / "Tests" / "VLMTests" / "Fixtures"
MASK = (1 << 64) - 1

# The pre-tokenizer that Qwen2's tokenizer.json states.
SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|"
    r"\s*[\r\n]+|\s+(?!\S)|\s+"
)
SPECIAL = [
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|object_ref_start|>", "<|object_ref_end|>",
    "<|box_start|>", "<|box_end|>", "<|quad_start|>", "<|quad_end|>", "<|vision_start|>",
    "<|vision_end|>", "<|vision_pad|>", "<|image_pad|>", "<|video_pad|>",
]
ADDED_PLAIN = ["<tool_call>", "</tool_call>"]

SENTENCES = [
    "The bed stands against the north wall, with a nightstand on each side.",
    "Place the desk under the window and the chair in front of the desk.",
    "A bookshelf of oak is adjacent to the wardrobe; the lamp is on the nightstand.",
    "The room is 4.5 metres long, 3.2 metres wide and 2.8 metres high.",
    '{"new_object_id": "bed_1", "x": 1.25, "y": 2.50, "z": 0.30}',
    '[{"new_object_id": "desk_1", "x": 3.10, "y": 0.45, "z": 0.37}]',
    "<think>The sofa needs space in front of the television.</think><answer>[]</answer>",
    "You are a helpful assistant. Where should the table go in the living room?",
    "Ein kleines Zimmer für zwei Kinder, mit Stühlen und einem großen Bücherregal.",
    "the the the in on of and to a an is are object room wall floor",
]

# Written for this file; the form of the text it renders is that of Qwen2.5-VL's chat template.
CHAT_TEMPLATE = (
    "{%- if messages[0].role != 'system' -%}"
    "{{ '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}"
    "{%- endif -%}"
    "{%- for message in messages -%}"
    "{{ '<|im_start|>' + message.role + '\\n' }}"
    "{%- if message.content is string -%}{{ message.content }}"
    "{%- else -%}{%- for part in message.content -%}"
    "{%- if part.type == 'image' -%}{{ '<|vision_start|><|image_pad|><|vision_end|>' }}"
    "{%- elif part.type == 'video' -%}{{ '<|vision_start|><|video_pad|><|vision_end|>' }}"
    "{%- elif part.type == 'text' -%}{{ part.text }}{%- endif -%}"
    "{%- endfor -%}{%- endif -%}"
    "{{ '<|im_end|>\\n' }}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{ '<|im_start|>assistant\\n' }}{%- endif -%}"
)

TOKENIZER_TEXTS = [
    "", " ", "  ", "a", "The bed stands against the north wall.", "  leading and trailing  ",
    "I'm sure you'll see it's theirs; WE'VE DON'T HE'D", "line one\nline two\r\n\r\nline three\n\n\n",
    "tabs\tand\t\tmore \t mixed", "x=12345.678, y=-0.5e10", '{"new_object_id": "bed_1", "x": 1.25}',
    "<|im_start|>user\nhello<|im_end|>\n", "a<|image_pad|><|image_pad|>b", "<|im_start", "<|unknown|>",
    "<tool_call>{}</tool_call>", "<|endoftext|>", " <|im_end|> ",
    "für Stühle: größer, naïve café", "cafe\u0301 A\u030a \u1112\u1161\u11ab", "\u00c5ngstr\u00f6m \u212b",
    "北京的房间 卧室", "こんにちは、部屋", "مرحبا بالعالم", "हिन्दी कमरा", "ไทยห้อง",
    "😀 👩‍👩‍👧 🛏️🪑", "½ ٣ Ⅷ x² 10⁻³", "non\u00a0breaking\u00a0 space", "zero\u200bwidth\u200djoiner",
    "line\u2028separator\u2029paragraph\u0085next", "vertical\x0btab\x0cfeed", "nul\x00bell\x07",
    "ﬁne ﬂat", "don't Don'T 'S 's ' s", "!!!???...\n\n--", "a" * 50, " " * 20 + "x", "\n" * 5 + " \n x",
    "a  \n  b", "123 456", "Ω≈ç√∫", "\ufeffbom", "tone a\u0323\u0307 order a\u0307\u0323", "ſ K ı İ 'ſ",
]


def splitmix64(seed):
    """SplitMix64 (Steele, Lea, Flood 2014), as a generator of 64-bit words."""
    state = seed & MASK
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def synthetic_patches(count, width, seed):
    """Uniform in [-2, 2): the top 24 bits of each word / 2^22 - 2, exact in F32."""
    words = splitmix64(seed)
    values = [(next(words) >> 40) / float(1 << 22) - 2.0 for _ in range(count * width)]
    return torch.tensor(values, dtype=torch.float32).reshape(count, width)


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n")


def numbers(tensor):
    return [float(f"{float(v):.7g}") for v in torch.as_tensor(tensor).detach().double().flatten()]


# Tokenizer


def make_tokenizer():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(SPLIT), behavior="isolated", invert=False),
        pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False),
    ])
    tokenizer.decoder = decoders.ByteLevel(add_prefix_space=False, trim_offsets=False, use_regex=False)
    trainer = trainers.BpeTrainer(
        vocab_size=380, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in SPECIAL])
    tokenizer.add_tokens([AddedToken(t, special=False, normalized=False) for t in ADDED_PLAIN])
    return tokenizer


def write_processor(directory, tokenizer, image_processor):
    directory.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(directory / "tokenizer.json"))
    added = {
        str(tokenizer.token_to_id(t)): {
            "content": t, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False,
            "special": t in SPECIAL,
        }
        for t in SPECIAL + ADDED_PLAIN
    }
    (directory / "tokenizer_config.json").write_text(json.dumps({
        "add_bos_token": False, "add_prefix_space": False, "added_tokens_decoder": added,
        "bos_token": None, "chat_template": CHAT_TEMPLATE, "clean_up_tokenization_spaces": False,
        "eos_token": "<|im_end|>", "errors": "replace", "model_max_length": 131072,
        "pad_token": "<|endoftext|>", "split_special_tokens": False,
        "tokenizer_class": "Qwen2Tokenizer", "unk_token": None,
    }, indent=1) + "\n")
    (directory / "chat_template.json").write_text(json.dumps({"chat_template": CHAT_TEMPLATE}) + "\n")
    (directory / "preprocessor_config.json").write_text(json.dumps({
        **image_processor,
        "image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711],
        "image_processor_type": "Qwen2VLImageProcessor", "processor_class": "Qwen2_5_VLProcessor",
    }, indent=1) + "\n")
    (directory / "generation_config.json").write_text(json.dumps({
        "do_sample": True, "temperature": 1.0, "bos_token_id": tokenizer.token_to_id("<|endoftext|>"),
        "pad_token_id": tokenizer.token_to_id("<|endoftext|>"),
        "eos_token_id": [tokenizer.token_to_id("<|im_end|>"), tokenizer.token_to_id("<|endoftext|>")],
    }, indent=1) + "\n")


def write_tokenizer_cases(processor):
    tokenizer = processor.tokenizer
    cases = [{"text": t, "ids": tokenizer.encode(t, add_special_tokens=False)} for t in TOKENIZER_TEXTS]
    for case in cases:
        case["decoded"] = tokenizer.decode(case["ids"], skip_special_tokens=False)
        case["decoded_without_special"] = tokenizer.decode(case["ids"], skip_special_tokens=True)
    bed = tokenizer.encode("北 für", add_special_tokens=False)
    decode = [{"ids": ids, "text": tokenizer.decode(ids, skip_special_tokens=False)}
              for ids in (bed[1:], bed[:-1], bed[:1] + bed[3:], [])]
    write_json(ROOT / "tokenizer-cases.json", {"cases": cases, "decode": decode})


def write_chat_cases(processor):
    image = {"type": "image", "image": "any"}
    text = lambda value: {"type": "text", "text": value}
    conversations = [
        [{"role": "user", "content": "Hello"}],
        [{"role": "system", "content": "Be brief."}, {"role": "user", "content": [text("Hi "), text("there")]}],
        [{"role": "user", "content": [image, text("Describe the room.")]}],
        [{"role": "user", "content": [image, text("Compare with "), image, text(".")]},
         {"role": "assistant", "content": [text("They differ.")]}, {"role": "user", "content": "How?"}],
    ]
    cases = []
    for messages in conversations:
        for generation in (True, False):
            rendered = processor.apply_chat_template(messages, tokenize=False, add_generation_prompt=generation)
            cases.append({
                "messages": messages, "add_generation_prompt": generation, "text": rendered,
                "ids_before_image_expansion": processor.tokenizer.encode(rendered, add_special_tokens=False),
            })
    write_json(ROOT / "chat-cases.json", cases)


# Pictures


def make_picture(width, height, mode, seed):
    generator = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    phase = generator.uniform(0, 2 * math.pi, size=(4, 2))
    planes = []
    for channel in range(4):
        smooth = 127 + 55 * np.sin(x / width * 4 + phase[channel, 0]) + 50 * np.cos(y / height * 5 + phase[channel, 1])
        planes.append(np.clip(smooth + generator.normal(0, 6, size=(height, width)), 0, 255).astype(np.uint8))
    stack = np.stack(planes, axis=-1)
    if mode == "L":
        return Image.fromarray(stack[..., 0])
    return Image.fromarray(stack if mode == "RGBA" else np.ascontiguousarray(stack[..., :3]))


PICTURES = {
    "plain-45x37": (45, 37, "RGB"), "exact-84x56": (84, 56, "RGB"), "wide-150x40": (150, 40, "RGB"),
    "grey-30x50": (30, 50, "L"), "alpha-33x60": (33, 60, "RGBA"), "large-120x90": (120, 90, "RGB"),
}


def resized_picture(pixels, grid, patch, merge, mean, std):
    """Undoes normalisation and patching: the resized picture as bytes, height x width x 3."""
    _, rows, columns = grid
    blocks = pixels.reshape(rows // merge, columns // merge, merge, merge, 3, 2, patch, patch)[:, :, :, :, :, 0]
    image = blocks.permute(0, 2, 5, 1, 3, 6, 4).reshape(rows * patch, columns * patch, 3)
    bytes_ = (image * torch.tensor(std) + torch.tensor(mean)) * 255
    assert float((bytes_ - bytes_.round()).abs().max()) < 1e-2
    return Image.fromarray(bytes_.round().clamp(0, 255).to(torch.uint8).numpy())


def write_pictures_and_cases(directories):
    folder = ROOT / "images"
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (name, (width, height, mode)) in enumerate(PICTURES.items()):
        make_picture(width, height, mode, seed).save(folder / f"{name}.png", optimize=True)
    cases = []
    for directory in directories:
        processor = AutoProcessor.from_pretrained(ROOT / directory).image_processor
        pil = Qwen2VLImageProcessorPil.from_pretrained(ROOT / directory)
        for name in PICTURES:
            image = Image.open(folder / f"{name}.png")
            out = processor(images=[image], return_tensors="pt")
            pixels, grid = out["pixel_values"], out["image_grid_thw"][0].tolist()
            from_pil = pil(images=[image], return_tensors="pt")["pixel_values"]
            resized = resized_picture(pixels, grid, processor.patch_size, processor.merge_size,
                                      processor.image_mean, processor.image_std)
            resized_name = f"{name}.resized-{resized.width}x{resized.height}.png"
            resized.save(folder / resized_name, optimize=True)
            flat = pixels.flatten()
            cases.append({
                "checkpoint": directory, "image": f"images/{name}.png", "processor": type(processor).__name__,
                "grid_thw": grid, "shape": list(pixels.shape), "resized": f"images/{resized_name}",
                "sum": float(pixels.double().sum()), "norm": float(pixels.double().norm()),
                "samples": {"stride": 211, "values": numbers(flat[::211])},
                "max_difference_to_pil_processor": float((pixels - from_pil).abs().max()),
            })
            print(directory, name, grid, "difference to PIL", cases[-1]["max_difference_to_pil_processor"])
    write_json(ROOT / "image-cases.json", cases)


# Checkpoints


def make_model(config, seed, dtype):
    """Random weights, wider than the usual initialisation so that no term hides below the tolerance."""
    model = Qwen2_5_VLForConditionalGeneration(config).float().eval()
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            if parameter.dim() == 1:
                value = (1 + 0.2 * noise) if name.endswith("weight") else 0.1 * noise
            elif "embed_tokens" in name:
                value = 0.25 * noise
            else:
                value = noise * (1.2 / math.sqrt(parameter[0].numel()))
            parameter.copy_(value.to(dtype).float())
    return model


def base_config(tokenizer, text, vision, **rest):
    token = tokenizer.token_to_id
    return Qwen2_5_VLConfig(
        text_config={
            "vocab_size": 400, "max_position_embeddings": 2048, "rms_norm_eps": 1e-6,
            "bos_token_id": token("<|endoftext|>"), "eos_token_id": token("<|im_end|>"), **text,
        },
        vision_config={"in_channels": 3, "spatial_merge_size": 2, "temporal_patch_size": 2, "tokens_per_second": 2, **vision},
        image_token_id=token("<|image_pad|>"), video_token_id=token("<|video_pad|>"),
        vision_start_token_id=token("<|vision_start|>"), vision_end_token_id=token("<|vision_end|>"), **rest,
    )


def hub_config(config):
    """The flat form of config.json that Qwen2.5-VL checkpoints have on the hub, with the old vision key names."""
    text, vision = config.text_config, config.vision_config
    return {
        "architectures": ["Qwen2_5_VLForConditionalGeneration"], "model_type": "qwen2_5_vl",
        "attention_dropout": 0.0, "bos_token_id": text.bos_token_id, "eos_token_id": text.eos_token_id,
        "vision_start_token_id": config.vision_start_token_id, "vision_end_token_id": config.vision_end_token_id,
        "image_token_id": config.image_token_id, "video_token_id": config.video_token_id,
        "hidden_act": "silu", "hidden_size": text.hidden_size, "initializer_range": 0.02,
        "intermediate_size": text.intermediate_size, "max_position_embeddings": text.max_position_embeddings,
        "max_window_layers": text.num_hidden_layers, "num_attention_heads": text.num_attention_heads,
        "num_hidden_layers": text.num_hidden_layers, "num_key_value_heads": text.num_key_value_heads,
        "rms_norm_eps": text.rms_norm_eps, "rope_theta": text.rope_parameters["rope_theta"],
        "sliding_window": 32768, "tie_word_embeddings": True, "torch_dtype": "float32",
        "use_cache": True, "use_sliding_window": False,
        "vision_config": {
            "depth": vision.depth, "hidden_act": "silu", "hidden_size": vision.hidden_size,
            "intermediate_size": vision.intermediate_size, "num_heads": vision.num_heads, "in_chans": 3,
            "out_hidden_size": vision.out_hidden_size, "patch_size": vision.patch_size,
            "spatial_merge_size": vision.spatial_merge_size, "spatial_patch_size": vision.patch_size,
            "window_size": vision.window_size, "fullatt_block_indexes": list(vision.fullatt_block_indexes),
            "tokens_per_second": vision.tokens_per_second, "temporal_patch_size": vision.temporal_patch_size,
        },
        "rope_scaling": {"type": "mrope", "mrope_section": list(text.rope_parameters["mrope_section"])},
        "vocab_size": text.vocab_size,
    }


def hub_name(name):
    """`model.visual.x` -> `visual.x`, `model.language_model.x` -> `model.x`."""
    return name.replace("model.visual.", "visual.").replace("model.language_model.", "model.")


def nested_name(name):
    if name.startswith("visual."):
        return "model." + name
    if name.startswith("model.") and not name.startswith(("model.visual.", "model.language_model.")):
        return "model.language_model." + name[len("model."):]
    return name


def save_tied(model, directory):
    tensors = {hub_name(n): p.detach().clone() for n, p in model.named_parameters() if n != "lm_head.weight"}
    save_file(tensors, directory / "model.safetensors", metadata={"format": "pt"})
    (directory / "config.json").write_text(json.dumps(hub_config(model.config), indent=1) + "\n")


def save_sharded(model, directory):
    tensors = {nested_name(n): p.detach().to(torch.bfloat16).clone() for n, p in model.named_parameters()}
    model.config.save_pretrained(directory)
    names = list(tensors)
    thirds = [names[i::3] for i in range(3)]
    index = {"metadata": {"total_size": sum(t.numel() * 2 for t in tensors.values())}, "weight_map": {}}
    for i, part in enumerate(thirds, 1):
        file = f"model-{i:05d}-of-00003.safetensors"
        save_file({n: tensors[n] for n in part}, directory / file, metadata={"format": "pt"})
        index["weight_map"].update({n: file for n in part})
    (directory / "model.safetensors.index.json").write_text(json.dumps(index, indent=0, sort_keys=True) + "\n")


def save_half(model, directory):
    import copy
    copy.deepcopy(model).half().save_pretrained(directory)
    (directory / "generation_config.json").unlink(missing_ok=True)


@torch.no_grad()
def logits_of(model, ids, pixels, grids):
    ids = torch.tensor([ids])
    extra = {}
    if grids:
        extra = {"pixel_values": pixels, "image_grid_thw": torch.tensor(grids)}
    model.model.rope_deltas = None
    types = (ids == model.config.image_token_id).int()
    return model(input_ids=ids, mm_token_type_ids=types, use_cache=False, **extra).logits[0]


@torch.no_grad()
def record(model, ids, pixels, grids, completion, steps=16, all_vision=False):
    if grids:
        types = (torch.tensor([ids]) == model.config.image_token_id).int()
        positions, delta = model.model.get_rope_index(torch.tensor([ids]), types, image_grid_thw=torch.tensor(grids))
        positions, delta = positions[:, 0].tolist(), int(delta)
        vision = torch.cat(model.model.get_image_features(pixels, torch.tensor(grids)).pooler_output)
        vision_record = {
            "shape": list(vision.shape), "norm": float(vision.double().norm()),
            "first": numbers(vision.flatten()[:32]),
        }
        if all_vision:
            vision_record["values"] = numbers(vision)
    else:
        positions, delta, vision_record = [list(range(len(ids)))] * 3, 0, None
    greedy, margin = [], 1e9
    last = logits_of(model, ids, pixels, grids)[-1]
    for _ in range(steps):
        logits = logits_of(model, ids + greedy, pixels, grids)[-1]
        top = logits.topk(2).values
        margin = min(margin, float(top[0] - top[1]))
        greedy.append(int(logits.argmax()))
    assert margin > 2e-4, f"greedy choice too close to call: {margin}"
    whole = logits_of(model, ids + completion, pixels, grids).double().log_softmax(-1)
    logprobs = [float(whole[len(ids) - 1 + i, t]) for i, t in enumerate(completion)]
    return {
        "input_ids": ids, "image_grid_thw": grids, "position_ids": positions, "rope_delta": delta,
        "vision": vision_record, "logits": numbers(last), "greedy_ids": greedy,
        "completion_ids": completion, "completion_logprobs": numbers(torch.tensor(logprobs)),
    }


def write_probe_cases(model, directory):
    processor = AutoProcessor.from_pretrained(ROOT / directory)
    text = lambda value: {"type": "text", "text": value}
    image = lambda name: {"type": "image", "image": f"../images/{name}.png"}
    requests = {
        "text only": [{"role": "user", "content": "Where should the bed go?"}],
        "one image": [{"role": "user", "content": [image("plain-45x37"), text("Furnish this room.")]}],
        "two images": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": [
            text("From "), image("wide-150x40"), text(" to "), image("exact-84x56"), text("!")]}],
        "grey and alpha": [{"role": "user", "content": [image("grey-30x50"), image("alpha-33x60"), text("?")]}],
    }
    completion = '<think>ok</think><answer>[{"x": 1.5}]</answer><|im_end|>'
    cases = []
    for name, messages in requests.items():
        rendered = processor.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        pictures = [
            Image.open(ROOT / directory / part["image"])
            for m in messages if isinstance(m["content"], list) for part in m["content"] if part["type"] == "image"
        ]
        inputs = processor(text=[rendered], images=pictures or None, return_tensors="pt")
        ids = inputs["input_ids"][0].tolist()
        grids = inputs["image_grid_thw"].tolist() if pictures else []
        case = record(model, ids, inputs.get("pixel_values"), grids,
                      processor.tokenizer.encode(completion, add_special_tokens=False))
        case["greedy_text"] = processor.tokenizer.decode(case["greedy_ids"], skip_special_tokens=False)
        request = {"messages": messages, "completion": completion, "max_tokens": 16, "ignore_eos": True}
        cases.append({"name": name, "request": request, **case})
    write_json(ROOT / directory / "probe-cases.json", cases)


def write_model_cases(model, directory):
    config, vision = model.config, model.config.vision_config
    width = 3 * vision.temporal_patch_size * vision.patch_size**2
    start, end, pad = config.vision_start_token_id, config.vision_end_token_id, config.image_token_id

    def picture(grid):
        return [start] + [pad] * (grid[0] * grid[1] * grid[2] // 4) + [end]

    plans = {
        "text only": ([3, 1, 4, 1, 5, 9, 2, 6, 5, 35], []),
        "one image, partial windows": ([7, 8] + picture([1, 6, 10]) + [11, 12, 13], [[1, 6, 10]]),
        "two images": ([20] + picture([1, 4, 8]) + [30, 31, 32] + picture([1, 10, 6]) + [40, 41], [[1, 4, 8], [1, 10, 6]]),
    }
    cases = []
    for seed, (name, (ids, grids)) in enumerate(plans.items(), 1):
        count = sum(t * h * w for t, h, w in grids)
        pixels = synthetic_patches(count, width, seed) if grids else None
        case = record(model, ids, pixels, grids, [50, 60, 70, 80, 90, 5], all_vision=True)
        cases.append({"name": name, "patch_seed": seed, **case})
    write_json(ROOT / directory / "model-cases.json", cases)


def main():
    torch.manual_seed(0)
    torch.set_num_threads(1)
    tokenizer = make_tokenizer()
    plans = {
        "tiny-tied": dict(
            processor={"min_pixels": 3136, "max_pixels": 12845056, "patch_size": 14, "temporal_patch_size": 2, "merge_size": 2},
            text={"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4,
                  "num_key_value_heads": 2, "rope_theta": 1000000.0,
                  "rope_scaling": {"type": "mrope", "mrope_section": [1, 1, 2]}},
            vision={"depth": 3, "hidden_size": 24, "intermediate_size": 40, "num_heads": 2, "patch_size": 14,
                    "window_size": 56, "out_hidden_size": 32, "fullatt_block_indexes": [2]},
            rest={"tie_word_embeddings": True}, dtype=torch.float32, save=save_tied, seed=11),
        "tiny-sharded": dict(
            processor={"size": {"shortest_edge": 1024, "longest_edge": 5120}, "patch_size": 8,
                       "temporal_patch_size": 2, "merge_size": 2},
            text={"hidden_size": 48, "intermediate_size": 56, "num_hidden_layers": 3, "num_attention_heads": 6,
                  "num_key_value_heads": 3, "rope_theta": 10000.0,
                  "rope_scaling": {"type": "default", "rope_type": "default", "mrope_section": [2, 1, 1]}},
            vision={"depth": 4, "hidden_size": 32, "intermediate_size": 36, "num_heads": 4, "patch_size": 8,
                    "window_size": 48, "out_hidden_size": 48, "fullatt_block_indexes": [1, 3]},
            rest={"tie_word_embeddings": False}, dtype=torch.bfloat16, save=save_sharded, seed=22),
        "tiny-half": dict(
            processor={"min_pixels": 400, "max_pixels": 4000, "patch_size": 10, "temporal_patch_size": 2, "merge_size": 2},
            text={"hidden_size": 40, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 5,
                  "num_key_value_heads": 1, "rope_theta": 500000.0,
                  "rope_scaling": {"type": "mrope", "mrope_section": [1, 2, 1]}},
            vision={"depth": 2, "hidden_size": 16, "intermediate_size": 24, "num_heads": 1, "patch_size": 10,
                    "window_size": 40, "out_hidden_size": 40, "fullatt_block_indexes": [0]},
            rest={"tie_word_embeddings": False}, dtype=torch.float16, save=save_half, seed=34),
    }
    shutil.rmtree(ROOT, ignore_errors=True)
    for name, plan in plans.items():
        write_processor(ROOT / name, tokenizer, plan["processor"])
        config = base_config(tokenizer, plan["text"], plan["vision"], **plan["rest"])
        model = make_model(config, plan["seed"], plan["dtype"])
        plan["save"](model, ROOT / name)
        write_processor(ROOT / name, tokenizer, plan["processor"])
        for file in (ROOT / name).iterdir():
            file.chmod(0o644)
    write_pictures_and_cases(list(plans))
    processor = AutoProcessor.from_pretrained(ROOT / "tiny-tied")
    write_tokenizer_cases(processor)
    write_chat_cases(processor)
    for name in plans:
        loaded = Qwen2_5_VLForConditionalGeneration.from_pretrained(
            ROOT / name, dtype=torch.float32, attn_implementation="eager").eval()
        write_model_cases(loaded, name)
        write_probe_cases(loaded, name)


if __name__ == "__main__":
    main()
