"""figures.py - what a run has found, as ratios; and how figures are written."""

from statistics import median

BASE = 'ideal'


def table(head, rows):
    lines = ['| ' + ' | '.join(head) + ' |', '|:--' + '|--:' * (len(head) - 1) + '|']
    return '\n'.join(lines + ['| ' + ' | '.join(row) + ' |' for row in rows]) + '\n'


def seconds(n):
    for unit, size in (('s', 1), ('ms', 1e-3), ('µs', 1e-6)):
        if n >= size:
            return f'{n / size:.3g} {unit}' if n < 1000 else f'{n:.0f} s'
    return f'{n / 1e-9:.0f} ns'


def count(n):
    return f'{n / 1e6:.2f} M' if n >= 1e6 else f'{n / 1e3:.1f} k' if n >= 1e4 else f'{n:.0f}'


def spread(ratio):
    return f'{ratio[0]:.2f} ({ratio[1]:.2f}–{ratio[2]:.2f})' if ratio else ''


def verdict(got, goal, most=True):
    """most: got should be at most goal, else at least."""
    if got <= goal if most else got >= goal:
        return 'met'
    if not goal:
        return 'missed'
    missed = got / goal - 1 if most else 1 - got / goal
    return f'missed by {missed:.0%}' if missed >= 0.005 else 'missed by less than 1%'


class Figures:
    """times: {store: {key: {work: [seconds]}}}, instructions: {store: {key: {work: n}}}."""

    def __init__(self, times, instructions):
        self.times = times
        self.instructions = instructions

    def timed(self, store, key, work):
        return self.times.get(store, {}).get(key, {}).get(work)

    def counted(self, store, key, work):
        return self.instructions.get(store, {}).get(key, {}).get(work)

    def time_ratio(self, store, key, work, base=BASE, base_work=None):
        """Median, least, most of the ratios to the base, repetition by repetition."""
        mine, its = self.timed(store, key, work), self.timed(store, base, base_work or work)
        if not mine or not its:
            return None
        found = [a / b for a, b in zip(mine, its)]
        return median(found), min(found), max(found)

    def count_ratio(self, store, key, work, base=BASE, base_work=None):
        mine, its = self.counted(store, key, work), self.counted(store, base, base_work or work)
        return (mine / its,) * 3 if mine and its else None
