#!/usr/bin/env python3
"""Tries what a training run must survive, with the program as its user starts it.

    swift build -c release
    python3 scripts/try-training-faults.py [--kills 20] [--steps 30] [--transformers]

1. A run straight through, and one that is killed (SIGKILL) at random moments and started again until it is done:
   the same weights bit for bit, the same metric rows, none lost and none doubled, no checkpoint that is not whole.
2. With root, a disk that is full while a checkpoint is written (a small tmpfs): the run fails with that reason, and
   the last checkpoint stays whole.

--transformers also opens every kept checkpoint with Hugging Face transformers (needs torch and transformers).
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".build/release/metaspatial"


def command(output, steps):
    return [
        str(PROGRAM), "train", "--output", str(output), "--steps", str(steps), "--group-size", "2", "--prompts", "1",
        "--set", "checkpoints.every=2", "--set", "checkpoints.keep=3", "--set", "evaluation.rooms=1",
        "--set", "evaluation.every=8", "--set", "evaluation.samples=0",
    ]


def rows(output):
    lines = (output / "metrics.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def timeless(row):
    return {name: value for name, value in row.items() if "time" not in name and name != "tokens_per_second"}


def weights(output, steps):
    return (output / f"checkpoints/step-{steps:08d}/model.safetensors").read_bytes()


def check_whole(output):
    """Every directory that bears a checkpoint's name has all its bytes."""
    count = 0
    for place in sorted((output / "checkpoints").glob("step-*")):
        manifest = json.loads((place / "training/manifest.json").read_text())
        for name, size in manifest["files"].items():
            assert (place / name).stat().st_size == size, f"{place / name} is not whole"
        count += 1
    return count


def open_with_transformers(output):
    from transformers import AutoProcessor, Qwen2_5_VLForConditionalGeneration

    for place in sorted((output / "checkpoints").glob("step-*")):
        _, info = Qwen2_5_VLForConditionalGeneration.from_pretrained(place, output_loading_info=True)
        assert not info["missing_keys"] and not info["unexpected_keys"], info
        AutoProcessor.from_pretrained(place)
        print(f"  transformers opens {place.name}")


def killed_run(output, steps, kills, straight_seconds, generator):
    done, starts = 0, 0
    while True:
        starts += 1
        process = subprocess.Popen(command(output, steps), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done >= kills:
            _, errors = process.communicate()
            assert process.returncode == 0, errors
            return done, starts
        # Long enough that runs get on, short enough that many fit.
        try:
            process.communicate(timeout=generator.uniform(0.05, 2.2 * straight_seconds / kills + 1.0))
            assert process.returncode == 0
            return done, starts
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            done += 1
        if (output / "checkpoints").exists():
            check_whole(output)


def full_disk(directory, steps):
    if os.geteuid() != 0:
        print("not root: the full disk is left out")
        return
    mount = directory / "small"
    mount.mkdir()
    size = 0
    for file in (directory / "straight" / "checkpoints").glob("step-*"):
        size = max(size, sum(path.stat().st_size for path in file.rglob("*") if path.is_file()))
    model = sum(path.stat().st_size for path in (directory / "straight" / "model").rglob("*"))
    # Room for the model, a whole checkpoint and a half.
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={model + int(1.5 * size)}", "tmpfs", mount], check=True)
    try:
        result = subprocess.run(command(mount / "run", steps), capture_output=True, text=True)
        line = result.stderr.strip().splitlines()[-1]
        assert result.returncode != 0 and "No space left on device" in line, line
        assert check_whole(mount / "run") == 1
        print(f"a full disk: {line}")
    finally:
        subprocess.run(["umount", mount], check=True)


def main():
    global PROGRAM
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--program", type=pathlib.Path, default=PROGRAM)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--transformers", action="store_true")
    options = parser.parse_args()
    PROGRAM = options.program.resolve()
    directory = pathlib.Path(tempfile.mkdtemp())
    try:
        start = time.monotonic()
        subprocess.run(command(directory / "straight", options.steps), check=True, stderr=subprocess.DEVNULL)
        seconds = time.monotonic() - start
        print(f"straight: {options.steps} steps in {seconds:.1f} s")
        killed = directory / "killed"
        kills, starts = killed_run(killed, options.steps, options.kills, seconds, random.Random(options.seed))
        found, expected = rows(killed), rows(directory / "straight")
        assert [row["step"] for row in found] == list(range(1, options.steps + 1)), "rows lost or doubled"
        assert [timeless(row) for row in found] == [timeless(row) for row in expected], "rows differ"
        assert weights(killed, options.steps) == weights(directory / "straight", options.steps), "weights differ"
        print(f"killed {kills} times, started {starts} times: the same rows and weights, {check_whole(killed)} checkpoints whole")
        if options.transformers:
            open_with_transformers(killed)
        full_disk(directory, 12)
    finally:
        shutil.rmtree(directory)


if __name__ == "__main__":
    sys.exit(main())
