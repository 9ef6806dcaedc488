#!/usr/bin/env python3
"""Trains the untrained default model by each algorithm with some seeds, and prints a table of what came of it.

    swift build -c release
    python3 scripts/compare-algorithms.py --output runs [--steps 40] [--seeds 3] [--algorithms grpo,rloo]

All runs have the same rooms of three objects, the same learning rate, and neither a reference nor an entropy bonus, so
that the advantage and the loss are all that differs (`--set` changes more). A run that is there already is not done
again. The columns: the reward of answers that are drawn for held-out rooms, before and after, and the rate of colliding
pairs in them; the reward of greedy answers; each as the mean over seeds with the standard deviation between seeds. The
gain of the drawn answers stands beside it in units of that standard deviation's error of the mean, the CPU seconds of a
run's steps as their median, and stability as the deepest fall of the running mean (ten steps) of the reward while
training from its highest point so far, the worst of the seeds.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build/release/metaspatial"
ALGORITHMS = ["grpo", "rloo", "reinforce_plus_plus", "remax", "ppo", "dapo", "gspo", "3d_spo"]
SETTINGS = [
    "optimizer.learning_rate=1e-3", "kl.coefficient=0", "entropy_coefficient=0", "evaluation.rooms=48",
    "evaluation.samples=4", "checkpoints.keep=1",
]


def train(output, algorithm, seed, options):
    if (output / "seconds").exists():
        return
    start = time.monotonic()
    arguments = [
        str(options.program.resolve()), "train", "--output", str(output), "--algorithm", algorithm, "--seed", str(seed),
        "--steps", str(options.steps),
    ]
    for setting in [*SETTINGS, f"evaluation.every={options.steps}", f"checkpoints.every={options.steps}", *options.set]:
        arguments += ["--set", setting]
    process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    code, usage = wait(process)
    if code != 0:
        raise SystemExit(f"{' '.join(arguments)} ended with {code}")
    (output / "seconds").write_text(f"{time.monotonic() - start:.1f} {usage:.1f}")


def wait(process):
    """A process's end: its status, and the seconds of processor time that it and its children took."""
    _, status, usage = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def summary(output, steps):
    rewards = [row["reward"] for row in lines(output / "metrics.jsonl")]
    held_out = {(row["mode"], row["step"]): row["metrics"] for row in lines(output / "evaluations.jsonl")}
    running = [statistics.mean(rewards[max(0, i - 9) : i + 1]) for i in range(len(rewards))]
    peak, fall = -1e9, 0.0
    for value in running[9:]:
        peak = max(peak, value)
        fall = max(fall, peak - value)
    found = {"fall": fall, "seconds": float((output / "seconds").read_text().split()[1])}
    for mode in ("sampled", "greedy"):
        for name, step in (("before", 0), ("after", steps)):
            found[f"{mode} {name}"] = held_out[mode, step]["reward"]
            found[f"{mode} {name} collisions"] = held_out[mode, step]["layout/collision_ratio"]
    found["gain"] = found["sampled after"] - found["sampled before"]
    return found


def spread(values, digits=4):
    return f"{statistics.mean(values):.{digits}f} ± {statistics.stdev(values) if len(values) > 1 else 0:.{digits}f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--program", type=pathlib.Path, default=PROGRAM)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--algorithms", default=",".join(ALGORITHMS))
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--seconds", type=float, default=1e9, help="begin no run after this long")
    options = parser.parse_args()
    begin = time.monotonic()
    for seed in range(options.seeds):
        for algorithm in options.algorithms.split(","):
            if time.monotonic() - begin < options.seconds:
                train(options.output / f"{algorithm}-{seed}", algorithm, seed, options)
    print(
        "| algorithm | seeds | reward, drawn, before → after | gain / its standard error | colliding pairs | reward, "
        "greedy | CPU seconds | deepest fall |")
    print("|---|---|---|---|---|---|---|---|")
    for algorithm in options.algorithms.split(","):
        places = [options.output / f"{algorithm}-{seed}" for seed in range(options.seeds)]
        found = [summary(place, options.steps) for place in places if (place / "seconds").exists()]
        if not found:
            continue
        column = lambda name: [entry[name] for entry in found]
        gains = column("gain")
        error = statistics.stdev(gains) / len(gains) ** 0.5 if len(gains) > 1 else 0
        print(
            f"| `{algorithm}` | {len(found)} | {statistics.mean(column('sampled before')):.4f} → "
            f"{spread(column('sampled after'))} | {statistics.mean(gains) / error if error else float('nan'):.1f} "
            f"| {statistics.mean(column('sampled before collisions')):.1%} → "
            f"{statistics.mean(column('sampled after collisions')):.1%} "
            f"| {statistics.mean(column('greedy before')):.4f} → {spread(column('greedy after'))} "
            f"| {statistics.median(column('seconds')):.0f} | {max(column('fall')):.4f} |")


if __name__ == "__main__":
    main()
