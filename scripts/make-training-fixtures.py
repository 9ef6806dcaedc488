#!/usr/bin/env python3
"""Makes the fixtures of Tests/TrainingTests with PyTorch, transformers and peft.

Needs what make-vlm-fixtures.py needs, and peft; that script has to have run first, since the checkpoints and
the cases are those of Tests/VLMTests/Fixtures.

    .venv/bin/python scripts/make-training-fixtures.py

What it writes into Tests/TrainingTests/Fixtures, all computed in F32:

- gradients.json            for each checkpoint (tied and untied) and each batch (text; pictures and text): the
                            mean negative log-likelihood of the completions, and of the gradient of every
                            parameter its norm and every n-th number
- adamw.json                the loss before each of ten steps of torch.optim.AdamW, and numbers of the weights after
- adapter/                  adapters as peft saves them, for tiny-tied
- lora.json                 the loss and the adapters' gradients, and losses before ten steps on them
"""

import importlib.util
import json
import shutil
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from transformers import Qwen2_5_VLForConditionalGeneration

SCRIPTS = Path(__file__).resolve().parent
MODELS = SCRIPTS.parent / "Tests" / "VLMTests" / "Fixtures"
ROOT = SCRIPTS.parent / "Tests" / "TrainingTests" / "Fixtures"
STEPS = 10

specification = importlib.util.spec_from_file_location("vlm", SCRIPTS / "make-vlm-fixtures.py")
vlm = importlib.util.module_from_spec(specification)
specification.loader.exec_module(vlm)


def load(name):
    return Qwen2_5_VLForConditionalGeneration.from_pretrained(
        MODELS / name, dtype=torch.float32, attn_implementation="eager").train()


def sequences(model, name, with_images):
    vision = model.config.vision_config
    width = 3 * vision.temporal_patch_size * vision.patch_size**2
    for case in json.loads((MODELS / name / "model-cases.json").read_text()):
        grids = case["image_grid_thw"]
        if with_images or not grids:
            count = sum(t * h * w for t, h, w in grids)
            pixels = vlm.synthetic_patches(count, width, case["patch_seed"]) if grids else None
            yield case["input_ids"], grids, pixels, case["completion_ids"]


def loss_of(model, core, batch):
    """The mean negative log-likelihood of all completions' tokens."""
    total, count = 0, 0
    for ids, grids, pixels, completion in batch:
        tokens = torch.tensor([ids + completion])
        extra = {"pixel_values": pixels, "image_grid_thw": torch.tensor(grids)} if grids else {}
        core.model.rope_deltas = None
        types = (tokens == core.config.image_token_id).int()
        logits = model(input_ids=tokens, mm_token_type_ids=types, use_cache=False, **extra).logits[0]
        logprobs = logits.log_softmax(-1)
        for index, token in enumerate(completion):
            total = total - logprobs[len(ids) - 1 + index, token]
        count += len(completion)
    return total / count


def summary(tensor, stride):
    flat = tensor.detach().flatten()
    return {"norm": float(flat.double().norm()), "stride": stride, "values": vlm.numbers(flat[::stride])}


def zeros_if_none(parameter):
    return torch.zeros_like(parameter) if parameter.grad is None else parameter.grad


def losses_of_steps(model, core, batch, rate):
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=rate)
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = loss_of(model, core, batch)
        losses.append(float(loss))
        loss.backward()
        optimizer.step()
    return losses


def write_gradients():
    gradients, steps = [], []
    for name in ("tiny-tied", "tiny-sharded"):
        for batch_name, with_images in (("text", False), ("pictures and text", True)):
            model = load(name)
            batch = list(sequences(model, name, with_images))
            loss = loss_of(model, model, batch)
            loss.backward()
            gradients.append({
                "checkpoint": name, "batch": batch_name, "with_images": with_images, "loss": float(loss),
                "parameters": {
                    vlm.hub_name(n): summary(zeros_if_none(p), max(1, p.numel() // 256))
                    for n, p in model.named_parameters()
                },
            })
            if not with_images:
                continue
            model = load(name)
            losses = losses_of_steps(model, model, batch, 1e-3)
            steps.append({
                "checkpoint": name, "learning_rate": 1e-3, "losses": losses,
                "weights": {vlm.hub_name(n): summary(p, max(1, p.numel() // 64)) for n, p in model.named_parameters()},
            })
    vlm.write_json(ROOT / "gradients.json", gradients)
    vlm.write_json(ROOT / "adamw.json", steps)


def write_lora():
    name = "tiny-tied"
    torch.manual_seed(5)
    core = load(name)
    batch = list(sequences(core, name, True))
    configuration = LoraConfig(
        r=4, lora_alpha=8, lora_dropout=0.0, bias="none",
        target_modules=["q_proj", "v_proj", "o_proj", "gate_proj", "down_proj", "qkv"])
    model = get_peft_model(core, configuration)
    with torch.no_grad():
        for parameter_name, parameter in model.named_parameters():
            if "lora_B" in parameter_name:
                parameter.copy_(0.1 * torch.randn(parameter.shape))
    model.save_pretrained(ROOT / "adapter")
    (ROOT / "adapter" / "README.md").unlink(missing_ok=True)
    settings = ROOT / "adapter" / "adapter_config.json"
    # Where the checkpoint lay is of no use to anyone else.
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "base_model_name_or_path": name}, indent=1) + "\n")
    loss = loss_of(model, core, batch)
    loss.backward()
    short = lambda n: vlm.hub_name(n.replace("base_model.model.", "", 1).replace(".default", ""))
    record = {
        "checkpoint": name, "loss": float(loss),
        "parameters": {short(n): summary(p.grad, 1) for n, p in model.named_parameters() if p.requires_grad},
        "learning_rate": 1e-3, "losses": losses_of_steps(model, core, batch, 1e-3),
    }
    vlm.write_json(ROOT / "lora.json", record)


if __name__ == "__main__":
    torch.set_num_threads(1)
    ROOT.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(ROOT / "adapter", ignore_errors=True)
    write_gradients()
    write_lora()
    for path in ROOT.rglob("*"):
        if path.is_file():
            path.chmod(0o644)
