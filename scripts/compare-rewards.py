#!/usr/bin/env python3
"""Leaves parts of the reward out, and varies the turns, in training from one checkpoint; prints what came of each.

    swift build -c release
    python3 scripts/compare-rewards.py --model night/5-all/checkpoints/step-00000250 --output runs

Each run is 3D-SPO with free decoding on made-up rooms, as in the recipe; `without picture reward` leaves the judge out,
`without physics` collisions and relations, `without format` the format, as the paper's ablations do. A run that is there
already is not done again. Then every checkpoint answers rooms that no training sees, greedily and drawn, in as many turns
as `--evaluated-turns` says: means with 95 % intervals, scored alike.
"""
import argparse
import json
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
VARIANTS = {
    "all terms, one turn": {},
    "without picture reward": {"reward": {"judge": "none"}},
    "without physics": {"weights": {"collision": 0, "constraint": 0}},
    "without format": {"weights": {"format": 0}},
    "3 turns": {"turns": 3},
    "5 turns": {"turns": 5},
    "3 turns, each by itself": {"turns": {"count": 3, "credit": "turn"}},
}


def configuration(variant, options):
    reward = {"judge": {"kind": "embedded", "grading": "fine"}} | variant.get("reward", {})
    if "weights" in variant:
        reward["weights"] = variant["weights"]
    low, high = (int(end) for end in options.objects.split("-"))
    return {
        "algorithm": "3d_spo",
        "rooms": {"synthetic": {"objects": [low, high], "seed": 7}},
        "steps": options.steps,
        "turns": variant.get("turns", 1),
        "prompts_per_step": options.prompts,
        "optimizer": {"learning_rate": 5e-5, "warmup_steps": 5, "schedule": "linear", "final_fraction": 0},
        "kl": {"coefficient": 0},
        "entropy_coefficient": 0,
        "reward": reward,
        "sampling": {"decoding": "free", "facts": "sums", "maximum_tokens": 700},
        "micro_batch_tokens": 8192,
        "evaluation": {"rooms": 8, "samples": 0, "every": options.steps},
        "checkpoints": {"every": options.steps, "keep": 1},
        "adaptation": {"precision": "bf16"},
    }


def train(name, variant, options):
    output = options.output / name.replace(" ", "-").replace(",", "")
    checkpoint = output / "checkpoints" / f"step-{options.steps:08d}"
    if not checkpoint.exists():
        output.mkdir(parents=True, exist_ok=True)
        settings = output.with_suffix(".json")
        settings.write_text(json.dumps(configuration(variant, options)))
        command = [options.program, "train", "--output", output, "--model", options.model, "--config", settings]
        subprocess.run([str(part) for part in command], check=True, stderr=subprocess.DEVNULL)
    return checkpoint


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build/release/metaspatial")
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--prompts", type=int, default=8)
    parser.add_argument("--objects", default="2-4")
    parser.add_argument("--rooms", type=int, default=200)
    parser.add_argument("--evaluated-turns", type=int, default=1)
    parser.add_argument("--variants", default=",".join(name.replace(",", ";") for name in VARIANTS))
    options = parser.parse_args()
    names = [name.replace(";", ",") for name in options.variants.split(",")]
    models = [("before", options.model)] + [(name, train(name, VARIANTS[name], options)) for name in names]
    command = [options.program, "evaluate", "--rooms", options.rooms, "--objects", options.objects, "--seed", 9,
               "--decoding", "free", "--facts", "sums", "--drawn", "--best", 1, "--models-only", "--maximum-tokens", 700, "--turns", options.evaluated_turns]
    for name, checkpoint in models:
        command += ["--model", f"{name}={checkpoint}"]
    subprocess.run([str(part) for part in command], check=True)


if __name__ == "__main__":
    main()
