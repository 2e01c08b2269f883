"""plot.py - the ratios as a picture: a panel a work, a dot a contestant, SVG by hand."""

import math

WIDTH, NAMES, ROW, HEAD = 960, 190, 15, 34
TICKS = [0.125, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64]
COLOURS = {'weave': '#c2410c', 'ideal': '#111827', 'other': '#64748b'}


def colour(key):
    return COLOURS.get(key.split('-')[0], COLOURS['other'])


def draw(title, panels):
    """panels: [(work, [(key, name, ratio, least, most)])], ratios to the ideal."""
    shown = [r for _, rows in panels for row in rows for r in row[2:]]
    low = min(0.25, min(shown))
    high = max(2, max(shown))
    left = NAMES + 10

    def x(ratio):
        span = math.log(high * 1.1) - math.log(low / 1.1)
        return left + (math.log(ratio) - math.log(low / 1.1)) / span * (WIDTH - left - 70)

    out, y = [], 40
    for work, rows in panels:
        out.append(f'<text x="10" y="{y + 16}" class="head">{work}</text>')
        y += HEAD - 8
        bottom = y + ROW * len(rows)
        for tick in TICKS:
            if low / 1.1 <= tick <= high * 1.1:
                kind = 'one' if tick == 1 else 'tick'
                out.append(f'<line x1="{x(tick):.1f}" y1="{y - 4}" x2="{x(tick):.1f}" y2="{bottom}" class="{kind}"/>')
                out.append(f'<text x="{x(tick):.1f}" y="{y - 7}" class="scale">{tick:g}</text>')
        for key, name, ratio, least, most in sorted(rows, key=lambda r: r[2]):
            middle = y + ROW / 2
            ink = colour(key)
            out.append(f'<text x="{NAMES}" y="{middle + 4:.1f}" class="name">{name}</text>')
            out.append(f'<line x1="{x(least):.1f}" y1="{middle}" x2="{x(most):.1f}" y2="{middle}" stroke="{ink}"/>')
            out.append(f'<circle cx="{x(ratio):.1f}" cy="{middle}" r="4" fill="{ink}"/>')
            out.append(f'<text x="{x(most) + 8:.1f}" y="{middle + 4:.1f}" class="value">{ratio:.2f}</text>')
            y += ROW
        y += 14
    style = ('text{font:11px sans-serif;fill:#111827}.title{font-size:15px}.head{font-weight:bold;font-size:12px}'
             '.name{text-anchor:end}.scale{text-anchor:middle;fill:#64748b;font-size:9px}.value{fill:#64748b}'
             '.tick{stroke:#e2e8f0}.one{stroke:#94a3b8;stroke-dasharray:3 2}')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}">\n'
            f'<style>{style}</style>\n<rect width="{WIDTH}" height="{y}" fill="#fff"/>\n'
            f'<text x="10" y="24" class="title">{title}</text>\n' + '\n'.join(out) + '\n</svg>\n')
