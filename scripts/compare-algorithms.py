#!/usr/bin/env python3
"""Trains the untrained default model by each algorithm with some seeds, and prints a table of what came of it.

    swift build -c release
    python3 scripts/compare-algorithms.py --output runs [--steps 60] [--seeds 3] [--algorithms grpo,rloo]

A run that is there already is not done again. The columns: the mean reward of the last tenth of the steps (sampled,
training rooms) and the greedy reward on held-out rooms, each as the mean over seeds with the standard deviation
between seeds; the gain over the untrained model's reward of the first steps in units of what noise explains (the
standard error of the difference, over steps); the median of the CPU seconds a run took; and stability, the deepest fall
of the running mean from its highest point so far, the worst of the seeds.
"""
import argparse
import json
import pathlib
import resource
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build/release/metaspatial"
ALGORITHMS = ["grpo", "rloo", "reinforce_plus_plus", "remax", "ppo", "dapo", "gspo", "3d_spo"]


def train(output, algorithm, seed, options):
    if (output / "seconds").exists():
        return
    start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    arguments = [
        str(PROGRAM), "train", "--output", str(output), "--algorithm", algorithm, "--seed", str(seed),
        "--steps", str(options.steps), "--set", f"evaluation.every={options.steps}", "--set", "evaluation.rooms=32",
        "--set", f"checkpoints.every={options.steps}", "--set", "checkpoints.keep=1",
    ]
    for setting in options.set:
        arguments += ["--set", setting]
    subprocess.run(arguments, check=True, stderr=subprocess.DEVNULL)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    (output / "seconds").write_text(f"{time.monotonic() - start:.1f} {used:.1f}")


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def summary(output, steps):
    rewards = [row["reward"] for row in lines(output / "metrics.jsonl")]
    tenth = max(5, steps // 10)
    first, last = rewards[:tenth], rewards[-tenth:]
    error = (statistics.variance(first) / len(first) + statistics.variance(last) / len(last)) ** 0.5
    greedy = {
        row["step"]: row["metrics"]["reward"] for row in lines(output / "evaluations.jsonl") if row["mode"] == "greedy"
    }
    running = [statistics.mean(rewards[max(0, i - 9) : i + 1]) for i in range(len(rewards))]
    peak, fall = -1e9, 0.0
    for value in running[9:]:
        peak = max(peak, value)
        fall = max(fall, peak - value)
    return {
        "first": statistics.mean(first), "last": statistics.mean(last), "before": greedy[0], "after": greedy[steps],
        "sigmas": (statistics.mean(last) - statistics.mean(first)) / max(error, 1e-9), "fall": fall,
        "seconds": float((output / "seconds").read_text().split()[1]),
    }


def spread(values):
    return f"{statistics.mean(values):.3f} ± {statistics.stdev(values) if len(values) > 1 else 0:.3f}"


def main():
    global PROGRAM
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--program", type=pathlib.Path, default=PROGRAM)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--algorithms", default=",".join(ALGORITHMS))
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--seconds", type=float, default=1e9, help="begin no run after this long")
    options = parser.parse_args()
    PROGRAM = options.program.resolve()
    begin = time.monotonic()
    runs = [(a, s) for s in range(options.seeds) for a in options.algorithms.split(",")]
    for algorithm, seed in runs:
        if time.monotonic() - begin > options.seconds:
            break
        train(options.output / f"{algorithm}-{seed}", algorithm, seed, options)
    print("| algorithm | seeds | reward, first → last | held out, greedy, before → after | gain in standard errors "
          "| steps | CPU seconds | deepest fall |")
    print("|---|---|---|---|---|---|---|---|")
    for algorithm in options.algorithms.split(","):
        places = [options.output / f"{algorithm}-{seed}" for seed in range(options.seeds)]
        found = [summary(place, options.steps) for place in places if (place / "seconds").exists()]
        if not found:
            continue
        column = lambda name: [entry[name] for entry in found]
        print(
            f"| `{algorithm}` | {len(found)} | {statistics.mean(column('first')):.3f} → {spread(column('last'))} "
            f"| {statistics.mean(column('before')):.3f} → {spread(column('after'))} "
            f"| {min(column('sigmas')):.1f} … {max(column('sigmas')):.1f} | {options.steps} "
            f"| {statistics.median(column('seconds')):.0f} | {max(column('fall')):.3f} |"
        )


if __name__ == "__main__":
    main()
