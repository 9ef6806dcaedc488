#!/usr/bin/env python3
"""One GRPO step beside TRL's: the same model, prompt length, answers and answer length, in one run.

    swift build -c release
    python3 scripts/compare-grpo-step.py [--steps 5] [--threads 2]

Needs torch, transformers, datasets and trl. A model of the Qwen2.5-VL architecture with about 25 million parameters
(random weights) answers one prompt of about 400 tokens 8 times with 200 tokens each; one step is sampling, reward,
forward, backward and AdamW, without a reference model (TRL's default). The first step of each side is not counted.
"""
import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build/release/metaspatial"
ANSWERS, LENGTH = 8, 200


def make_model(place):
    import torch
    from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration

    subprocess.run([str(PROGRAM), "initialize-model", "--output", str(place)], check=True, stdout=subprocess.DEVNULL)
    root = json.loads((place / "config.json").read_text())
    hints = root["metaspatial"]
    root.update(
        hidden_size=512, intermediate_size=1408, num_hidden_layers=8, max_window_layers=8, num_attention_heads=8,
        num_key_value_heads=2, torch_dtype="float32",
    )
    root["rope_scaling"]["mrope_section"] = [8, 12, 12]
    root["vision_config"]["out_hidden_size"] = 512
    (place / "config.json").write_text(json.dumps(root))
    torch.manual_seed(0)
    model = Qwen2_5_VLForConditionalGeneration(Qwen2_5_VLConfig.from_pretrained(place))
    count = sum(p.numel() for p in model.parameters())
    from safetensors.torch import save_file

    weights = {}
    for name, tensor in model.state_dict().items():
        name = name.replace("model.visual.", "visual.").replace("model.language_model.", "model.")
        if name != "lm_head.weight":
            weights[name] = tensor.contiguous()
    save_file(weights, place / "model.safetensors", metadata={"format": "pt"})
    root["metaspatial"] = hints
    (place / "config.json").write_text(json.dumps(root))
    return count


def ours(place, output, steps):
    subprocess.run(
        [
            str(PROGRAM), "train", "--model", str(place), "--output", str(output), "--steps", str(steps + 1),
            "--group-size", str(ANSWERS), "--prompts", "1", "--objects", "5", "--set", "kl.coefficient=0",
            "--set", "sampling.decoding=free", "--set", f"sampling.maximum_tokens={LENGTH}",
            "--set", "evaluation.rooms=0", "--set", "checkpoints.every=1000000", "--learning-rate", "1e-6",
            "--set", "adaptation.freeze=[]",
        ],
        check=True, stderr=subprocess.DEVNULL,
    )
    rows = [json.loads(line) for line in (output / "metrics.jsonl").read_text().splitlines()][1:]
    return rows


def theirs(place, prompt_tokens, steps):
    import random

    import torch
    from datasets import Dataset
    from transformers import AutoTokenizer, Qwen2_5_VLForConditionalGeneration, TrainerCallback
    from trl import GRPOConfig, GRPOTrainer

    tokenizer = AutoTokenizer.from_pretrained(place)
    tokenizer.padding_side = "left"
    model = Qwen2_5_VLForConditionalGeneration.from_pretrained(place, dtype=torch.float32)
    text = ""
    while len(tokenizer(text)["input_ids"]) < prompt_tokens:
        text += " bed_1 1.6x2.0x0.5 @180 floor"
    text = tokenizer.decode(tokenizer(text)["input_ids"][:prompt_tokens])
    times = []

    class Clock(TrainerCallback):
        def on_step_begin(self, *_, **__):
            self.start = time.monotonic()

        def on_step_end(self, *_, **__):
            times.append(time.monotonic() - self.start)

    with tempfile.TemporaryDirectory() as output:
        trainer = GRPOTrainer(
            model=model, processing_class=tokenizer, callbacks=[Clock()],
            reward_funcs=lambda completions, **_: [random.random() for _ in completions],
            train_dataset=Dataset.from_dict({"prompt": [text] * (steps + 1)}),
            args=GRPOConfig(
                output_dir=output, per_device_train_batch_size=ANSWERS, num_generations=ANSWERS, max_steps=steps + 1,
                max_completion_length=LENGTH, generation_kwargs={"min_new_tokens": LENGTH}, learning_rate=1e-6,
                use_cpu=True, bf16=False, gradient_checkpointing=False, report_to=[], save_strategy="no", logging_steps=1,
                disable_tqdm=True, beta=0.0,
            ),
        )
        trainer.train()
    return times[1:]


def main():
    global PROGRAM
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--program", type=pathlib.Path, default=PROGRAM)
    options = parser.parse_args()
    import torch

    PROGRAM = options.program.resolve()

    torch.set_num_threads(options.threads)
    directory = pathlib.Path(tempfile.mkdtemp())
    try:
        count = make_model(directory / "model")
        rows = ours(directory / "model", directory / "run", options.steps)
        tokens = statistics.median(row["num_tokens"] for row in rows[:1])
        mean_length = statistics.mean(row["completions/mean_length"] for row in rows)
        # num_tokens counts the prompt with each answer; two steps are in the second row.
        prompt = round(tokens / 2 / ANSWERS - mean_length)
        own = [row["step_time"] for row in rows]
        print(f"{count / 1e6:.1f} M parameters, prompt of {prompt} tokens, {ANSWERS} answers of {mean_length:.0f} tokens")
        phases = sorted({name for row in rows for name in row if name.startswith("time/")})
        print("ours: " + ", ".join(f"{n[5:]} {statistics.median(row.get(n, 0) for row in rows):.2f} s" for n in phases))
        other = theirs(directory / "model", prompt, options.steps)
        a, b = statistics.median(own), statistics.median(other)
        print(f"ours {a:.2f} s, TRL {b:.2f} s a step: {b / a:.2f} times")
    finally:
        shutil.rmtree(directory)


if __name__ == "__main__":
    main()
