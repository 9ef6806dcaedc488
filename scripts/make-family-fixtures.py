#!/usr/bin/env python3
"""Makes the fixtures of Qwen2.5-VL's sisters with Hugging Face transformers.

Needs what make-vlm-fixtures.py needs, whose helpers it uses. Writes into Tests/VLMTests/Fixtures/family a directory
for each of Qwen2-VL, Qwen3-VL, Qwen2, Qwen3 and Llama: config.json and model.safetensors (BF16, random) as transformers
saves them, and model-cases.json with what transformers computes in F32.
"""

import copy
import importlib.util
import math
import shutil
from pathlib import Path

import torch
import transformers

SCRIPTS = Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("fixtures", SCRIPTS / "make-vlm-fixtures.py")
fixtures = importlib.util.module_from_spec(spec)
spec.loader.exec_module(fixtures)

ROOT = fixtures.ROOT / "family"
SIZES = dict(vocab_size=160, hidden_size=32, intermediate_size=48, num_hidden_layers=3, num_attention_heads=4,
             num_key_value_heads=2, max_position_embeddings=512, bos_token_id=0, eos_token_id=1)
TOKENS = dict(vision_start_token_id=150, vision_end_token_id=151, image_token_id=152, video_token_id=153)


def plans():
    mrope = {"rope_type": "default", "rope_theta": 1e6, "mrope_section": [1, 1, 2]}
    yield "qwen2-vl", transformers.Qwen2VLForConditionalGeneration, transformers.Qwen2VLConfig(
        text_config={**SIZES, "rope_parameters": mrope}, vision_config=dict(
            depth=2, embed_dim=24, hidden_size=32, num_heads=2, patch_size=4, mlp_ratio=2), **TOKENS)
    interleaved = {"rope_type": "default", "rope_theta": 5e6, "mrope_section": [2, 2, 2], "mrope_interleaved": True}
    yield "qwen3-vl", transformers.Qwen3VLForConditionalGeneration, transformers.Qwen3VLConfig(
        text_config={**SIZES, "head_dim": 12, "rope_parameters": interleaved}, vision_config=dict(
            depth=3, hidden_size=24, intermediate_size=40, num_heads=2, patch_size=4, out_hidden_size=32,
            num_position_embeddings=25, deepstack_visual_indexes=[0, 2]), tie_word_embeddings=True, **TOKENS)
    yield "qwen2", transformers.Qwen2ForCausalLM, transformers.Qwen2Config(**SIZES, tie_word_embeddings=True)
    yield "qwen3", transformers.Qwen3ForCausalLM, transformers.Qwen3Config(**SIZES, head_dim=12)
    yield "llama", transformers.LlamaForCausalLM, transformers.LlamaConfig(**SIZES, rms_norm_eps=1e-5)


def fill(model, seed):
    """Random weights, wider than the usual initialisation so that no term hides below the tolerance."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            if parameter.dim() == 1:
                value = (1 + 0.2 * noise) if name.endswith("weight") else 0.1 * noise
            elif "embed" in name and "patch" not in name:
                value = 0.25 * noise
            else:
                value = noise * (1.2 / math.sqrt(parameter[0].numel()))
            parameter.copy_(value.to(torch.bfloat16).float())


@torch.no_grad()
def text_record(model, ids, completion, steps=16):
    def logits(tokens):
        return model(input_ids=torch.tensor([tokens]), use_cache=False).logits[0]

    greedy = []
    for _ in range(steps):
        last = logits(ids + greedy)[-1]
        top = last.topk(2).values
        assert float(top[0] - top[1]) > 2e-4
        greedy.append(int(last.argmax()))
    whole = logits(ids + completion).double().log_softmax(-1)
    return {
        "input_ids": ids, "image_grid_thw": [], "position_ids": [list(range(len(ids)))] * 3, "rope_delta": 0,
        "vision": None, "logits": fixtures.numbers(logits(ids)[-1]), "greedy_ids": greedy, "completion_ids": completion,
        "completion_logprobs": fixtures.numbers(
            torch.tensor([float(whole[len(ids) - 1 + i, t]) for i, t in enumerate(completion)])),
    }


def cases(model):
    text, completion = [3, 1, 4, 1, 5, 9, 2, 6, 5, 35], [50, 60, 70, 80, 90, 5]
    config = model.config
    if not hasattr(config, "vision_config"):
        return [{"name": "text only", "patch_seed": 1, **text_record(model, text, completion)}]
    width = 3 * 2 * config.vision_config.patch_size**2

    def picture(grid):
        return [150] + [152] * (grid[0] * grid[1] * grid[2] // 4) + [151]

    grids = [[1, 4, 8], [1, 10, 6]]
    wanted = {
        "text only": (text, []),
        "one image": ([7, 8] + picture([1, 6, 10]) + [11, 12, 13], [[1, 6, 10]]),
        "two images": ([20] + picture(grids[0]) + [30, 31, 32] + picture(grids[1]) + [40, 41], grids),
    }
    result = []
    for seed, (name, (ids, grids)) in enumerate(wanted.items(), 1):
        count = sum(t * h * w for t, h, w in grids)
        pixels = fixtures.synthetic_patches(count, width, seed) if grids else None
        record = fixtures.record(model, ids, pixels, grids, completion, all_vision=True)
        result.append({"name": name, "patch_seed": seed, **record})
    return result


def main():
    torch.set_num_threads(1)
    shutil.rmtree(ROOT, ignore_errors=True)
    for seed, (name, kind, config) in enumerate(plans(), 60):
        model = kind(config).float().eval()
        fill(model, seed)
        copy.deepcopy(model).to(torch.bfloat16).save_pretrained(ROOT / name)
        (ROOT / name / "generation_config.json").unlink(missing_ok=True)
        loaded = kind.from_pretrained(ROOT / name, dtype=torch.float32, attn_implementation="eager").eval()
        fixtures.write_json(ROOT / name / "model-cases.json", cases(loaded))
        for file in (ROOT / name).iterdir():
            file.chmod(0o644)
        print(name, sorted(f.name for f in (ROOT / name).iterdir()))


if __name__ == "__main__":
    main()
