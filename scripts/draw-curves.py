#!/usr/bin/env python3
"""Draws the curves of a training run: reward, collisions and violations, and response lengths, as one SVG.

    scripts/draw-curves.py RUN/metrics.jsonl --output docs/curves.svg --title 'GRPO, free decoding'

Needs nothing beyond Python 3.
"""
import argparse
import json

WIDTH, HEIGHT, GAP, MARGIN = 300, 170, 64, 44


def rows(path):
    with open(path) as file:
        return [json.loads(line) for line in file if line.strip()]


def smooth(values, window):
    """The mean of up to `window` values that end here: what noise hides."""
    return [sum(values[max(0, i - window + 1):i + 1]) / len(values[max(0, i - window + 1):i + 1])
            for i in range(len(values))]


def panel(place, title, steps, series, bands=()):
    """One diagram: lines over the steps, and pale bands between pairs of lines."""
    values = [v for _, _, line in series for v in line] + [v for low, high in bands for v in low + high]
    low, high = min(values), max(values)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    left = MARGIN + place * (WIDTH + GAP)

    def x(step):
        return left + (step - steps[0]) / max(1, steps[-1] - steps[0]) * WIDTH

    def y(value):
        return 40 + HEIGHT * (1 - (value - low) / (high - low))

    parts = [f'<text x="{left}" y="26" class="title">{title}</text>',
             f'<path class="axis" d="M{left},{40}V{40 + HEIGHT}H{left + WIDTH}"/>']
    for value in (low, (low + high) / 2, high):
        text = f"{value:.0f}" if high - low > 20 else f"{value:.3f}"
        parts.append(f'<text class="tick" text-anchor="end" x="{left - 5}" y="{y(value) + 4:.1f}">{text}</text>')
    for step in (steps[0], steps[-1]):
        parts.append(f'<text class="tick" text-anchor="middle" x="{x(step):.1f}" y="{HEIGHT + 56}">{step}</text>')
    for below, above in bands:
        there = " ".join(f"{x(s):.1f},{y(v):.1f}" for s, v in zip(steps, above))
        back = " ".join(f"{x(s):.1f},{y(v):.1f}" for s, v in reversed(list(zip(steps, below))))
        parts.append(f'<polygon class="band" points="{there} {back}"/>')
    for number, (name, style, line) in enumerate(series):
        points = " ".join(f"{x(s):.1f},{y(v):.1f}" for s, v in zip(steps, line))
        parts.append(f'<polyline class="{style}" points="{points}"/>')
        parts.append(f'<text class="name {style}-text" x="{left + 8 + 96 * number}" y="{HEIGHT + 72}">{name}</text>')
    return "\n".join(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("metrics")
    parser.add_argument("--output", required=True)
    parser.add_argument("--title", default="")
    parser.add_argument("--window", type=int, default=8, help="steps that lines are smoothed over")
    options = parser.parse_args()
    found = [row for row in rows(options.metrics) if "reward" in row]
    steps = [row["step"] for row in found]

    def line(name):
        return [row.get(name, 0.0) for row in found]

    def mean(name):
        return smooth(line(name), options.window)

    reward, deviation = line("reward"), line("reward_std")
    panels = [
        panel(0, "reward", steps, [("each step", "thin", reward), ("smoothed", "one", mean("reward"))],
              [([r - d for r, d in zip(reward, deviation)], [r + d for r, d in zip(reward, deviation)])]),
        panel(1, "collision and violation", steps,
              [("collisions", "one", mean("layout/collision_ratio")),
               ("violations", "two", mean("layout/constraint_ratio"))]),
        panel(2, "response length, tokens", steps,
              [("mean", "one", mean("completions/mean_length"))],
              [(line("completions/min_length"), line("completions/max_length"))]),
    ]
    width = 2 * MARGIN + len(panels) * WIDTH + (len(panels) - 1) * GAP
    style = """
    text { font: 12px system-ui, sans-serif; fill: #444 } .title { font-weight: 600 } .tick { font-size: 10px }
    .axis { stroke: #999; fill: none } polyline { fill: none; stroke-width: 2 } .band { fill: #2a6f97; opacity: .14 }
    .one { stroke: #2a6f97 } .two { stroke: #c9622f } .thin { stroke: #2a6f97; stroke-width: .7; opacity: .6 }
    .one-text { fill: #2a6f97 } .two-text { fill: #c9622f } .thin-text { fill: #7d9cb0 }"""
    with open(options.output, "w") as file:
        file.write(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT + 84}">\n<style>{style}</style>\n'
            f'<rect width="100%" height="100%" fill="white"/>\n'
            f'<text x="{MARGIN}" y="12" class="tick">{options.title}</text>\n' + "\n".join(panels) + "\n</svg>\n")


if __name__ == "__main__":
    main()
