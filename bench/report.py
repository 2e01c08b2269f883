"""report.py - RESULTS.md and its plot, from what a run has found.

What is found is one dictionary, kept as results.json in the bench's build directory:
machine, contestants, skipped, times, instructions, code, weaves."""

from statistics import median

import measure
import plot

CHIEF = ['point', 'list', 'scan', 'insert', 'join', 'update', 'parent']
BATCH = ['point_batch', 'join_batch', 'parent_batch']
OTHER = ['keys3', 'keys200', 'keys2000', 'nested', 'filter', 'insert_returning', 'open']
TITLES = {w[0]: w[1] for w in measure.WORKS}
STORES = {'memory': 'In memory', 'file': 'On a WAL file'}

# Ratios to the ideal on Debian's library. "best" takes the works in transactions, too.
GOALS = {
    'A': {'point': 0.80, 'list': 0.70, 'scan': 0.50, 'insert': 0.35, 'join': 0.80, 'update': 1.00, 'parent': 0.75},
    'B': {'point': 0.62, 'scan': 0.48, 'insert': 0.31, 'join': 0.60, 'update': 0.90},
    'C': {'point': 0.50, 'scan': 0.36, 'insert': 0.25},
}
FILE_GOALS = {'B': {'point': 0.35, 'scan': 0.45}}
BATCHED = {'point': 'point_batch', 'join': 'join_batch', 'parent': 'parent_batch'}


def table(head, rows):
    lines = ['| ' + ' | '.join(head) + ' |', '|:--' + '|--:' * (len(head) - 1) + '|']
    return '\n'.join(lines + ['| ' + ' | '.join(row) + ' |' for row in rows]) + '\n'


def time(seconds):
    for unit, size in (('s', 1), ('ms', 1e-3), ('µs', 1e-6)):
        if seconds >= size:
            return f'{seconds / size:.3g} {unit}'
    return f'{seconds / 1e-9:.0f} ns'


def count(n):
    return f'{n / 1e6:.2f} M' if n >= 1e6 else f'{n / 1e3:.1f} k' if n >= 1e4 else f'{n:.0f}'


def ratios(times, key, work, base='ideal', base_work=None):
    """Median, least, most of the ratios to the base, repetition by repetition."""
    mine, its = times.get(key, {}).get(work), times.get(base, {}).get(base_work or work)
    if not mine or not its:
        return None
    found = [a / b for a, b in zip(mine, its)]
    return median(found), min(found), max(found)


def ratio_cell(found):
    return f'{found[0]:.2f} ({found[1]:.2f}–{found[2]:.2f})' if found else ''


class Report:
    def __init__(self, found):
        self.found = found
        self.titles = {c['key']: c['title'] for c in found['contestants']}

    def times_of(self, store):
        times = self.found['times'].get(store, {})
        parts = []
        for works in (CHIEF, OTHER):
            works = [w for w in works if times.get('ideal', {}).get(w)]
            rows = [['absolute'] + [time(median(times['ideal'][w])) for w in works]]
            rows += [[self.titles[key]] + [ratio_cell(ratios(times, key, w)) for w in works]
                     for key in self.titles if times.get(key)]
            parts.append(table([''] + [TITLES[w] for w in works], rows))
        return '\n'.join(parts) + '\n' + self.batches_of(times)

    def batches_of(self, times):
        rows = []
        for key in self.titles:
            row = []
            for work, batch in BATCHED.items():
                row += [ratio_cell(ratios(times, key, batch, base_work=work)), ratio_cell(ratios(times, key, batch))]
            if any(row):
                rows.append([self.titles[key]] + row)
        head = ['a hundred calls in a read transaction, to the ideal']
        for work in BATCHED:
            head += [f'{work}, ideal without', f'{work}, ideal with']
        return table(head, rows)

    def own_sqlite(self):
        """Tier C's second ratio: to the ideal on the same source with default options."""
        rows = []
        for store, times in self.found['times'].items():
            for key in ('weave-c', 'weave-c-owned'):
                works = [w for w in CHIEF if ratios(times, key, w, 'ideal-own')]
                if works:
                    rows.append([f'{self.titles[key]}, {store}'] +
                                [ratio_cell(ratios(times, key, w, 'ideal-own')) for w in CHIEF])
        return table(['to the ideal on the same source'] + [TITLES[w] for w in CHIEF], rows) if rows else ''

    def instructions_of(self, store):
        found = self.found['instructions'].get(store, {})
        parts = []
        for works in (CHIEF, BATCH + OTHER):
            works = [w for w in works if found.get('ideal', {}).get(w)]
            if not works:
                continue
            rows = []
            for key in self.titles:
                cells = [f'{count(found[key][w])} ({found[key][w] / found["ideal"][w]:.2f})' if w in found.get(key, {}) else ''
                         for w in works]
                if any(cells):
                    rows.append([self.titles[key]] + cells)
            parts.append(table([''] + [TITLES[w] for w in works], rows))
        return '\n'.join(parts)

    # Borrowed or owned, with the transaction or without: a goal is a claim about the best
    # that the tier has to offer for that work.
    def best(self, ratio, tier, work):
        found = []
        for key in (f'weave-{tier.lower()}', f'weave-{tier.lower()}-owned'):
            for name in (work, BATCHED.get(work)):
                value = name and ratio(key, name, work)
                if value:
                    found.append((value, name))
        return min(found) if found else None

    def goals(self):
        counted = self.found['instructions'].get('memory', {})

        def instructions(key, name, work):
            mine, its = counted.get(key, {}).get(name), counted.get('ideal', {}).get(work)
            return mine / its if mine and its else None

        def timed(store):
            def ratio(key, name, work):
                found = ratios(self.found['times'].get(store, {}), key, name, base_work=work)
                return found and found[0]
            return ratio

        rows = []
        for place, goals in (('memory', GOALS), ('file', FILE_GOALS)):
            for tier, wanted in goals.items():
                for work, goal in wanted.items():
                    cells = [self.best(instructions, tier, work) if place == 'memory' else None,
                             self.best(timed(place), tier, work)]
                    rows.append([f'{tier}, {place}: {TITLES[work]}', f'≤ {goal:.2f}'] +
                                [f'{c[0]:.2f}' + (' in a transaction' if c[1] != work else '') if c else '' for c in cells] +
                                [self.verdict(cells, goal)])
        return table(['goal', '', 'instructions', 'time', ''], rows)

    @staticmethod
    def verdict(cells, goal):
        deciding = next((c for c in cells if c), None)
        if not deciding:
            return ''
        return 'met' if deciding[0] <= goal else f'missed by {deciding[0] / goal - 1:.0%}'

    def losses(self):
        """Where somebody is ahead of the best of tiers A and B."""
        lines = []
        ours = [k for k in self.titles if k.startswith(('weave-a', 'weave-b'))]
        others = [c['key'] for c in self.found['contestants'] if not c['key'].startswith('weave') and c['sqlite'] != 'own']
        for store, times in self.found['times'].items():
            for work in CHIEF + OTHER:
                mine = [median(times[k][work]) for k in ours if times.get(k, {}).get(work)]
                better = [f'{self.titles[k]} ({median(times[k][work]) / min(mine):.2f})' for k in others
                          if mine and times.get(k, {}).get(work) and median(times[k][work]) < min(mine)]
                if better:
                    lines.append(f'- {TITLES[work]}, {store}: {", ".join(better)}')
        return '\n'.join(lines) + '\n' if lines else 'Nowhere.\n'

    def plot(self):
        times = self.found['times']['memory']
        panels = []
        for work in CHIEF:
            rows = [(key, self.titles[key], *ratios(times, key, work)) for key in self.titles if ratios(times, key, work)]
            if rows:
                panels.append((TITLES[work], rows))
        return plot.draw('Processor time, in memory: ratio to ideal hand-written C (median, least to most)', panels)

    def code(self):
        code = self.found.get('code')
        if not code:
            return ''
        rows = [[name, str(size)] for name, size in code['rows']]
        return '## Code size\n\nBytes of `.text`, gcc -O2.\n\n' + table(['', 'bytes'], rows) + '\n'

    def weaves(self):
        weaves = self.found.get('weaves')
        if not weaves:
            return ''
        head = ['queries × tables', 'cold s', 'processor s', 'nothing to do ms', 'processor ms', 'one query changed ms',
                'processor ms', 'one table changed ms', 'processor ms', 'peak MB']
        rows = [[f"{w['queries']} × {w['tables']}", f"{w['cold'][0]:.2f}", f"{w['cold'][1]:.2f}",
                 f"{w['noop'][0] * 1e3:.1f}", f"{w['noop'][1] * 1e3:.1f}", *(f'{seconds * 1e3:.0f}' for seconds in w['query'] + w['table']), f"{w['peak'] / 1024:.0f}"] for w in weaves]
        stages = sorted({s for w in weaves for s in w['stages']}, key=lambda s: list(weaves[-1]['stages']).index(s)
                        if s in weaves[-1]['stages'] else 99)
        stage_rows = [[f"{w['queries']} × {w['tables']}"] + [f"{w['stages'].get(s, 0):.3f}" for s in stages] for w in weaves]
        parts = ['## The weave\n', 'Cold: nothing is there, no compiler cache. Refuting is off: it has its own budget of '
                 'time. On the clock and in processor time, the least of some runs.\n', table(head, rows),
                 'A cold weave by stage, seconds on the clock, as `weave -v` prints them:\n', table([''] + stages, stage_rows)]
        growth = [(a, b) for a, b in zip(weaves, weaves[1:]) if b['queries'] == 2 * a['queries']]
        parts += [f"Twice the queries ({a['queries']} to {b['queries']}) take {b['cold'][1] / a['cold'][1]:.2f} times the processor time.\n"
                  for a, b in growth]
        return '\n'.join(parts) + '\n' + self.weave_goals(weaves)

    @staticmethod
    def weave_goals(weaves):
        by_size = {w['queries']: w for w in weaves}
        rows = []
        for size, what, value, goal, unit in (
                (1000, 'nothing to do, processor time', lambda w: w['noop'][1] * 1e3, 10, 'ms'),
                (1000, 'one query changed', lambda w: w['query'][0] * 1e3, 150, 'ms'),
                (10000, 'cold', lambda w: w['cold'][0], 10, 's'),
                (10000, 'peak memory', lambda w: w['peak'] / 1024, 500, 'MB')):
            if size in by_size:
                got = value(by_size[size])
                rows.append([f'{what}, {size} queries', f'≤ {goal} {unit}', f'{got:.3g} {unit}',
                             'met' if got <= goal else f'missed by {got / goal - 1:.0%}'])
        return table(['goal', '', 'measured', ''], rows) + '\n' if rows else ''

    def skipped(self):
        return ''.join(f'- {title} was skipped, missing here: {why}\n' for title, why in self.found['skipped'])

    def text(self):
        m = self.found['machine']
        parts = [
            '# Results\n',
            f"Made by `scripts/bench`; what is measured, and how, is in `README.md`. {m['processor']}, {m['cores']} cores, "
            f"{m['system']}; {m['compiler']}; SQLite {m['sqlite']}; load {m['load']} when it began. "
            + (f"Processor time of {self.found['repeat']} repetitions, interleaved in shuffled order: medians of the ratios "
               'to ideal C, with the least and the most.' if self.found['times'] else 'Contestants were not timed in this run.')
            + ' All contestants agreed on all checksums.\n',
            self.skipped(),
            '![ratios](results.svg)\n' if self.found['times'] else '',
            '## Goals\n', 'The better of borrowed and owned rows, of calls by themselves and in a read transaction; '
            'instructions decide where there are any.\n', self.goals(),
        ]
        if self.found['times']:
            parts += ['## Where others are ahead\n', 'Of the best of tiers A and B, by their ratio to it.\n', self.losses()]
        if self.found['instructions']:
            parts += ['## Instructions\n', 'Per call (W3: per scan of '
                      f"{measure.MEDIA['instructions']:,} rows; W4: per row), by callgrind on {measure.MEDIA['instructions']:,} "
                      'media in memory; the ratio to ideal C behind it.\n', self.instructions_of('memory')]
            if self.found['instructions'].get('file'):
                parts += ['On a WAL file:\n', self.instructions_of('file')]
        for store, title in STORES.items():
            if self.found['times'].get(store):
                parts += [f'## {title}\n', self.times_of(store)]
        parts += [self.own_sqlite(), self.code(), self.weaves()]
        return '\n'.join(p for p in parts if p)
