"""What the peers' workers share: the line protocol of `benchmark-worker`, meters, and the token ids."""

import json
import os
import resource
import sys
import time


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


class Meter:
    """Adds up wall-clock and processor time of the blocks that it is entered for."""

    def __init__(self):
        self.wall = self.cpu = 0.0

    def __enter__(self):
        self._start = (time.perf_counter(), processor_seconds())
        return self

    def __exit__(self, *_):
        self.wall += time.perf_counter() - self._start[0]
        self.cpu += processor_seconds() - self._start[1]

    def times(self, **more):
        return {"wall": self.wall, "cpu": self.cpu, **more}


def memory():
    fields = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
    kilobytes = lambda key: int(fields[key].split()[0]) * 1024
    return {"peak": kilobytes("VmHWM"), "resident": kilobytes("VmRSS"), "anonymous": kilobytes("RssAnon")}


def tokens(count, vocabulary, start=0):
    return [(index * 7919 + 13) % vocabulary for index in range(start, start + count)]


def serve(bench):
    """Carries out orders until standard input ends; `bench` has a method for each operation."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever libraries print goes to standard error
    for line in sys.stdin:
        order = json.loads(line)
        try:
            operation = order.pop("op")
            with Meter() as meter:
                answer = memory() if operation == "memory" else getattr(bench, operation)(**order)
            answer["all"] = meter.times()
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
