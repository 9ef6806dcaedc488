"""Tables in Markdown of what was measured."""

PEERS = ("llama.cpp", "transformers")


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def rate(count, answer):
    value = count / answer["wall"]
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"


def compared(result, count):
    """Own tokens a second, then for each peer its tokens a second, the ratio, and the ratio of processor time."""
    own = result["metaspatial"]
    cells = [rate(count, own)]
    for peer in PEERS:
        if peer not in result:
            cells += ["", ""]
            continue
        other = result[peer]
        cells += [rate(count, other), f"**{other['wall'] / own['wall']:.2f}** ({other['cpu'] / own['cpu']:.2f})"]
    return cells


HEAD = ["tokens/s", "llama.cpp", "ratio (processor time)", "transformers", "ratio (processor time)"]


def speed(results):
    rows = []
    for key, result in results.items():
        parts = key.split("/")
        if parts[0] != "speed":
            continue
        _, shape, kind, threads, work = parts
        count = 512 if work == "prefill" else 32 if shape == "3B" else 128
        rows.append([shape, kind, threads, work, *compared(result, count)])
    return table(["shape", "weights", "threads", "work", *HEAD], sorted(rows, key=order))


def order(row):
    return (("25M", "120M", "3B").index(row[0]), ("F32", "BF16", "Q8_0", "Q4_0").index(row[1]), row[2], row[3] != "prefill")


def samples(results):
    rows = []
    for key, result in results.items():
        parts = key.split("/")
        if parts[0] == "samples":
            rows.append([*parts[1:4], "8 samples", *compared(result, 8 * (16 if parts[1] == "3B" else 64))])
    return table(["shape", "weights", "threads", "work", *HEAD], sorted(rows, key=order))


def layout(results):
    rows = []
    for key, result in results.items():
        if not key.startswith("layout/"):
            continue
        own, peer = result["metaspatial"], result["llama.cpp"]
        for name, pick in (("prompt and answer", lambda a: a), ("answer alone", lambda a: a["decode"])):
            a, b = pick(own), pick(peer)
            rows.append([
                key.split("/")[1], name, f"{a['wall']:.3f} s", f"{b['wall']:.3f} s",
                f"**{b['wall'] / a['wall']:.2f}** ({b['cpu'] / a['cpu']:.2f})"])
    return table(["threads", "work", "metaspatial", "llama.cpp", "ratio (processor time)"], rows)


def greedy(answers):
    """How far the texts agree, and how near the tie is where they part."""
    own, peer = answers["metaspatial"], answers["llama.cpp"]
    rows, same = [], 0
    for index, (a, b) in enumerate(zip(own, peer)):
        if a["prompt"] != b["prompt"]:
            rows.append([str(index + 1), "the prompts' tokens differ", "", ""])
            continue
        place = next((i for i, (x, y) in enumerate(zip(a["tokens"], b["tokens"])) if x != y), None)
        if place is None:
            same += 1
            continue
        swapped = a["tokens"][place] == b["runners_up"][place] and b["tokens"][place] == a["runners_up"][place]
        rows.append([
            str(index + 1), str(place + 1), f"{a['gaps'][place]:.3f}", f"{b['gaps'][place]:.3f}",
            "yes" if swapped else "no"])
    head = ["prompt", "first difference at token", "gap of our two greatest logits", "gap of llama.cpp's", "each the other's second"]
    return f"{same} of {len(own)} texts of {len(own[0]['tokens'])} tokens are the same.\n\n" + (table(head, rows) if rows else "")


def growth(results):
    rows = []
    for key, result in results.items():
        parts = key.split("/")
        if parts[0] != "growth":
            continue
        _, shape, kind, threads, what, value = parts
        count = 32 * (int(value) if what == "batch" else 1)
        rows.append([shape, kind, threads, f"{what} {value}", *compared(result, count)[:3]])
    rows.sort(key=lambda row: (row[0], row[1], row[2], row[3].split()[0] != "context", int(row[3].split()[1])))
    return table(["shape", "weights", "threads", "", *HEAD[:3]], rows)


def load(results):
    rows = []
    for key, answer in results.items():
        if not key.startswith("load/"):
            continue
        _, kind, state = key.split("/")
        # Keys and values of 528 tokens in whole pages of 128, F32, 36 layers of 2 heads of 128.
        cache = -(-528 // 128) * 128 * 36 * 2 * 2 * 128 * 4
        room = answer["weights"] + cache
        rows.append([
            kind, state, f"{answer['open']['wall']:.2f} s", f"{answer['weights'] / 1e9:.2f} GB", f"{cache / 1e9:.2f} GB",
            f"{answer['memory']['peak'] / 1e9:.2f} GB", f"{answer['memory']['peak'] / room:.2f}"])
    return table(["weights", "", "ready in", "weights", "keys and values", "peak memory", "peak / (weights + keys and values)"], rows)


def markdown(results):
    parts = [
        ("Prompts of 512 tokens and 128 tokens one by one (3B: 32)", speed, "speed/"),
        ("Eight samples of one prompt", samples, "samples/"),
        ("A constrained answer of ten objects", layout, "layout/"),
        ("Greedy text beside llama.cpp", lambda r: greedy(r["greedy"]), "greedy"),
        ("How the cost grows", growth, "growth/"),
        ("Loading the 3B shape", load, "load/"),
    ]
    return "\n\n".join(
        f"### {title}\n\n{render(results)}" for title, render, prefix in parts
        if any(key.startswith(prefix) for key in results))
