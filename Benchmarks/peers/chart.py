"""A small picture of how tokens a second change with context and batch, as SVG."""

import math

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 360, 240, 52, 30, 12, 44
COLOURS = {"metaspatial": "#0b6e4f", "llama.cpp": "#c0592b"}


def growth(results):
    """Two panels, context and batch; a solid line for two threads, a dashed one for one."""
    panels = {"context": {}, "batch": {}}
    for key, result in results.items():
        parts = key.split("/")
        if parts[0] != "growth":
            continue
        threads, what, value = parts[3], parts[4], int(parts[5])
        for name, answer in result.items():
            rate = 32 * (value if what == "batch" else 1) / answer["wall"]
            panels[what].setdefault((name, threads), []).append((value, rate))
    drawn = [panel(what, lines, index * WIDTH) for index, (what, lines) in enumerate(panels.items()) if lines]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {HEIGHT}" font-family="sans-serif" '
        f'font-size="11" fill="#333"><rect width="100%" height="100%" fill="#fff"/>' + "".join(drawn) + "</svg>\n")


def panel(what, lines, offset):
    points = [point for line in lines.values() for point in line]
    low_x, high_x = min(x for x, _ in points), max(x for x, _ in points)
    low_y = 10 ** math.floor(math.log10(min(y for _, y in points)))
    high_y = 10 ** math.ceil(math.log10(max(y for _, y in points)))

    def place(x, y):
        return (
            offset + LEFT + (WIDTH - LEFT - RIGHT) * math.log(x / low_x) / math.log(high_x / low_x),
            HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * math.log(y / low_y) / math.log(high_y / low_y))

    title = {"context": "tokens a second by context", "batch": "tokens a second by batch"}[what]
    parts = [f'<text x="{offset + LEFT}" y="18" font-size="12">{title}</text>']
    y = low_y
    while y <= high_y:
        (x0, height), (x1, _) = place(low_x, y), place(high_x, y)
        parts.append(f'<path d="M{x0:.1f} {height:.1f}H{x1:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{x0 - 6:.1f}" y="{height + 4:.1f}" text-anchor="end">{y:g}</text>')
        y *= 10
    for x in sorted({x for x, _ in points}):
        left, height = place(x, low_y)
        label = f"{x // 1024}k" if x >= 1024 else str(x)
        parts.append(f'<text x="{left:.1f}" y="{height + 16:.1f}" text-anchor="middle">{label}</text>')
    for index, ((name, threads), line) in enumerate(sorted(lines.items())):
        path = "L".join("{:.1f} {:.1f}".format(*place(*point)) for point in sorted(line))
        dash = ' stroke-dasharray="5 3"' if threads == "1" else ""
        parts.append(f'<path d="M{path}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"{dash}/>')
        across = offset + LEFT + 150 * (index % 2)
        down = HEIGHT - 16 + 11 * (index // 2)
        parts.append(f'<path d="M{across} {down - 4}h18" stroke="{COLOURS[name]}" stroke-width="2"{dash}/>')
        plural = "thread" if threads == "1" else "threads"
        parts.append(f'<text x="{across + 22}" y="{down}" font-size="10">{name}, {threads} {plural}</text>')
    return "".join(parts)
