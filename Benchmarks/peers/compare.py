"""Measures the engine beside llama.cpp and transformers, and prints tables; see Benchmarks/README.md.

All engines are open at the same time and take turns, one repetition each, so that they meet the same moods of the
machine; medians are compared. What was measured before is kept in the cache directory, so that parts can be run one
by one and `report` shows all of them.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import chart
import checkpoints
import report
from tasks import OBJECTS, ROOM, SYSTEM, grammar, layout_prompt, prompts, user

HERE = pathlib.Path(__file__).parent
PARTS = ("speed", "samples", "layout", "greedy", "growth", "load", "report")


class Worker:
    def __init__(self, name, command, threads):
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
        for variable in ("OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS"):
            environment.pop(variable, None)
        self.name = name
        processors = ",".join(map(str, sorted(os.sched_getaffinity(0))[:threads]))
        self.process = subprocess.Popen(
            ["taskset", "-c", processors, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment, stderr=None if os.environ.get("VERBOSE") else subprocess.DEVNULL)

    def ask(self, operation, **fields):
        self.process.stdin.write(json.dumps({"op": operation, **fields}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended during {operation} {fields}")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"{self.name}: {operation}: {answer['error']}")
        return answer

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Comparison:
    def __init__(self, options):
        self.options = options
        self.cache = pathlib.Path(options.cache)
        self.cache.mkdir(parents=True, exist_ok=True)
        self.path = self.cache / "results.json"
        self.results = json.loads(self.path.read_text()) if self.path.exists() else {}

    def keep(self, key, value):
        self.results[key] = value
        self.path.write_text(json.dumps(self.results, indent=1))

    def workers(self, threads, file=None, directory=None):
        """An open worker of each engine that was asked for."""
        commands = {
            "metaspatial": ([self.options.worker], file or directory),
            "llama.cpp": ([sys.executable, str(HERE / "llama_worker.py"), str(threads)], file),
            "transformers": ([sys.executable, str(HERE / "transformers_worker.py"), str(threads)], directory),
        }
        opened = []
        for name in self.options.engines:
            command, path = commands[name]
            if path is None:
                continue
            worker = Worker(name, command, threads)
            worker.opened = worker.ask("open", path=str(path))
            opened.append(worker)
        return opened

    def measure(self, key, workers, operation, repeats, **fields):
        """Medians of a piece of work for each worker, taken in turns after one round to warm up. A turn in which
        other programs took the processors is taken again, as far as patience goes."""
        took = {worker.name: [] for worker in workers}
        for turn in range(3 * repeats + 1):
            for worker in workers:
                own = fields.get(worker.name, {})
                common = {name: value for name, value in fields.items() if not isinstance(value, dict)}
                settle(self.options.patience)
                before = busy_seconds()
                answer = worker.ask(operation, **common, **own)
                whole = answer.pop("all")
                answer["disturbed"] = (busy_seconds() - before - whole["cpu"]) / whole["wall"]
                if turn or repeats == 1:
                    took[worker.name].append(answer)
            if all(sum(quiet(answer) for answer in answers) >= repeats for answers in took.values()):
                break
        result = {name: middle(answers, repeats) for name, answers in took.items()}
        self.keep(key, result)
        own = result.get("metaspatial")
        line = "  ".join(
            f"{name} {answer['wall'] * 1e3:.1f} ms ({answer['wall'] / own['wall']:.2f}, cpu "
            f"{answer['cpu'] / max(own['cpu'], 1e-9):.2f}{'' if quiet(answer) else ', disturbed'})"
            for name, answer in result.items() if own)
        print(f"{key:44} {line}", flush=True)
        return result

    def directory(self, shape, kind):
        """For transformers, where it has the format and the memory."""
        if "transformers" not in self.options.engines or kind not in ("F32", "BF16") or (shape, kind) == ("3B", "F32"):
            return None
        return checkpoints.directory(self.cache, shape, kind)

    def speed(self):
        for shape in self.options.shapes:
            for kind in self.options.formats:
                for threads in self.options.threads:
                    file = checkpoints.gguf_file(self.cache, shape, kind)
                    workers = self.workers(threads, file, self.directory(shape, kind))
                    large = shape == "3B"
                    try:
                        self.measure(
                            f"speed/{shape}/{kind}/{threads}/prefill", workers, "prefill",
                            1 if large else self.options.repeats, count=512)
                        self.measure(
                            f"speed/{shape}/{kind}/{threads}/decode", workers, "decode",
                            1 if large else self.options.repeats, context=16, count=32 if large else 128)
                    finally:
                        for worker in workers:
                            worker.close()

    def samples(self):
        for shape in self.options.shapes:
            for kind in self.options.formats:
                for threads in self.options.threads:
                    file = checkpoints.gguf_file(self.cache, shape, kind)
                    workers = self.workers(threads, file, self.directory(shape, kind))
                    large = shape == "3B"
                    try:
                        self.measure(
                            f"samples/{shape}/{kind}/{threads}", workers, "decode",
                            1 if large else self.options.repeats, context=64 if large else 256,
                            count=16 if large else 64, batch=8)
                    finally:
                        for worker in workers:
                            worker.close()

    def layout(self):
        file = checkpoints.conversational(self.cache)
        for threads in self.options.threads:
            workers = self.workers(threads, file)
            try:
                result = self.measure(
                    f"layout/{threads}", workers, "layout", self.options.repeats, objects=OBJECTS, room=ROOM, **{
                        "metaspatial": {"system": SYSTEM, "user": user()},
                        "llama.cpp": {"prompt": layout_prompt(), "grammar": grammar()}})
                for name, answer in result.items():
                    print(f"  {name}: {answer['prompt_tokens']} + {answer['tokens']} tokens, decode {answer['decode']['wall']:.3f} s")
            finally:
                for worker in workers:
                    worker.close()

    def greedy(self):
        workers = self.workers(max(self.options.threads), checkpoints.conversational(self.cache))
        try:
            answers = {
                worker.name: worker.ask("greedy", prompts=prompts(), count=200)["answers"]
                for worker in workers if worker.name != "transformers"
            }
        finally:
            for worker in workers:
                worker.close()
        self.keep("greedy", answers)
        print(report.greedy(answers))

    def growth(self):
        """Tokens a second against context, batch and threads."""
        shape, kind = "25M", "BF16"
        if len(self.options.shapes) == 1:
            shape = self.options.shapes[0]
        if len(self.options.formats) == 1:
            kind = self.options.formats[0]
        file = checkpoints.gguf_file(self.cache, shape, kind)
        for threads in self.options.threads:
            workers = self.workers(threads, file)
            try:
                for context in (256, 512, 1024, 2048, 4096, 8192, 16384):
                    self.measure(
                        f"growth/{shape}/{kind}/{threads}/context/{context}", workers, "decode", 3 if context < 4096 else 1,
                        context=context, count=32)
                for batch in (1, 2, 4, 8, 16, 32):
                    self.measure(
                        f"growth/{shape}/{kind}/{threads}/batch/{batch}", workers, "decode", 3, context=256, count=32,
                        batch=batch)
            finally:
                for worker in workers:
                    worker.close()

    def load(self):
        """Time to open and peak memory of the 3B shape after a prompt of 512 tokens and 16 more."""
        directory = checkpoints.directory(self.cache, "3B", "BF16")
        size = (directory / "model.safetensors").stat().st_size
        for quantization in (None, "q8", "q4"):
            # The second time the quantised weights are there and the files' pages are warm.
            for attempt in range(2):
                worker = Worker("metaspatial", [self.options.worker], 2)
                fields = {"quantize": quantization} if quantization else {}
                opened = worker.ask("open", path=str(directory), **fields)
                after = worker.ask("memory")
                worker.ask("decode", context=512, count=16)
                answer = {"open": opened, "opened": after, "memory": worker.ask("memory")}
                worker.close()
                packed = directory / f"model.{quantization}.packed"
                answer["weights"] = packed.stat().st_size if packed.exists() else size
                key = f"load/{quantization or 'BF16'}/{'first' if attempt == 0 else 'warm'}"
                self.keep(key, answer)
                print(key, json.dumps(answer), flush=True)


def quiet(answer):
    """Whether other programs took less than a fifth of a core meanwhile."""
    return answer["disturbed"] < 0.2


def middle(answers, repeats):
    """Of the quiet answers, or of the quietest where there are too few, the one whose wall-clock time is the median."""
    chosen = sorted(answers, key=lambda answer: answer["disturbed"])
    chosen = chosen[:max(repeats, sum(quiet(answer) for answer in answers))]
    return sorted(chosen, key=lambda answer: answer["wall"])[(len(chosen) - 1) // 2]


def busy_seconds():
    """Seconds that the processors have worked, for all programs."""
    fields = list(map(int, open("/proc/stat").readline().split()[1:]))
    user, nice, system, _, _, interrupt, soft = fields[:7]
    return (user + nice + system + interrupt + soft) / os.sysconf("SC_CLK_TCK")


def settle(patience):
    """Waits until the machine is idle, a number of seconds at most."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = busy_seconds()
        time.sleep(0.1)
        if busy_seconds() - before < 0.03:
            return


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", required=True, help="where checkpoints and results are kept")
    parser.add_argument("--worker", required=True, help="the built benchmark-worker")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--shapes", nargs="+", choices=checkpoints.SHAPES, default=list(checkpoints.SHAPES))
    parser.add_argument("--formats", nargs="+", choices=checkpoints.FORMATS, default=list(checkpoints.FORMATS))
    parser.add_argument("--threads", nargs="+", type=int, default=[2])
    parser.add_argument("--engines", nargs="+", default=["metaspatial", "llama.cpp", "transformers"])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--patience", type=float, default=10, help="seconds to wait for an idle machine before each turn")
    options = parser.parse_args()
    comparison = Comparison(options)
    for part in options.parts:
        if part == "report":
            print(report.markdown(comparison.results))
            if any(key.startswith("growth/") for key in comparison.results):
                (comparison.cache / "growth.svg").write_text(chart.growth(comparison.results))
                print(f"\n{comparison.cache / 'growth.svg'} shows how the cost grows.")
        else:
            getattr(comparison, part)()


if __name__ == "__main__":
    main()
