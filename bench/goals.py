"""goals.py - what was aimed at, whether it is met, and why not."""

import os

import measure
from figures import BASE, seconds, spread, table, verdict

# Ratios to the ideal on Debian's library.
WOVEN = {
    'memory': {
        'A': {'point': 0.80, 'list': 0.70, 'scan': 0.50, 'insert': 0.35, 'join': 0.80, 'update': 1.00, 'parent': 0.75},
        'B': {'point': 0.62, 'scan': 0.48, 'insert': 0.31, 'join': 0.60, 'update': 0.90},
        'C': {'point': 0.50, 'scan': 0.36, 'insert': 0.25},
    },
    'file': {'B': {'point': 0.35, 'scan': 0.45}},
}
# drizzle-orm prepared takes so many times as much.
DRIZZLE = {'reads': (3, ['point', 'list', 'scan', 'join', 'parent', 'keys3', 'keys200', 'keys2000', 'nested', 'filter']),
           'inserts': (7, ['insert'])}

REASONS = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'reasons.txt')


def read_reasons():
    """{key: why that goal is missed}"""
    found = {}
    with open(REASONS, encoding='utf-8') as text:
        for line in text:
            keys, colon, reason = line.strip().partition(': ')
            if colon and not line.startswith('#'):
                found.update((key.strip(), reason) for key in keys.split(','))
    return found


class Goals:
    """Rows of the goals' tables; those that are missed are remembered with their names."""

    def __init__(self, found, figures):
        self.found = found
        self.figures = figures
        self.met = 0
        self.missed = [] # (key, name)

    def judge(self, key, name, wanted, *cells, got, goal, most=True):
        """A row; got is None where it was not measured."""
        said = 'not measured' if got is None else verdict(got, goal, most)
        self.met += said == 'met'
        if said.startswith('missed'):
            self.missed.append((key, name))
        return [name, wanted, *cells, said]

    # Borrowed or owned, with the transaction or without: a goal is a claim about the best
    # that the tier has to offer for that work.
    def best(self, ratio, store, tier, work):
        found = []
        for key in (f'weave-{tier.lower()}', f'weave-{tier.lower()}-owned'):
            for name in (work, measure.BATCHED.get(work)):
                value = name and ratio(store, key, name, BASE, work)
                if value:
                    found.append((value, name, key))
        return min(found) if found else None

    def theirs(self, best, work):
        """What of the best is not woven code's: where nothing can be saved without SQLite."""
        _, name, key = best
        own = self.found.get('own', {}).get(key, {}).get(name)
        return f"{(self.figures.counted('memory', key, name) - own) / self.figures.counted('memory', BASE, work):.2f}" if own else ''

    # In memory instructions decide, as they are exact. On a file the kernel works, too,
    # whose instructions callgrind does not see.
    def woven(self):
        rows = []
        for store, tiers in WOVEN.items():
            for tier, wanted in tiers.items():
                for work, goal in wanted.items():
                    exact = self.best(self.figures.count_ratio, store, tier, work)
                    timed = self.best(self.figures.time_ratio, store, tier, work)
                    deciding = exact if store == 'memory' else timed
                    in_batch = {measure.BATCHED.get(work): '*'}
                    cells = [f'{exact[0][0]:.2f}{in_batch.get(exact[1], "")}' if exact else '',
                             self.theirs(exact, work) if exact and store == 'memory' else '',
                             f'{spread(timed[0])}{in_batch.get(timed[1], "")}' if timed else '']
                    key = f'{tier} {work}' if store == 'memory' else f'{tier} file {work}'
                    rows.append(self.judge(key, f'{tier}, {store}: {measure.TITLES[work]}', f'≤ {goal:.2f}', *cells,
                                           got=deciding and deciding[0][0], goal=goal))
        return table(['', 'goal', 'instructions', 'SQLite\'s part', 'time', ''], rows)

    def against_drizzle(self):
        rows = []
        for what, (goal, works) in DRIZZLE.items():
            factors = [(ratio[0], measure.TITLES[w]) for w in works
                       if (ratio := self.figures.time_ratio('memory', 'drizzle-prepared', w, 'weave-b-owned'))]
            least = min(factors) if factors else None
            below = ', '.join(f'{title} {factor:.1f}' for factor, title in sorted(factors) if factor < goal)
            rows.append(self.judge(f'drizzle {what}', f'drizzle-orm prepared takes, {what}', f'≥ {goal} times',
                                   f'{least[0]:.1f} times at least ({least[1]})' + (f'; below: {below}' if below else '')
                                   if least else '', got=least and least[0], goal=goal, most=False))
        return rows

    def others(self, comparisons):
        """comparisons: of Ahead, each (store, work, whether weave is ahead)."""
        rows = self.against_drizzle()
        ahead, all_of_them = sum(c[2] for c in comparisons), len(comparisons)
        behind = ', '.join(f'{measure.TITLES[work]} ({store})' for store, work, good in comparisons if not good)
        rows.append(self.judge('ahead', 'ahead of every other contestant', 'every item',
                               f'{ahead} of {all_of_them}' + (f'; not: {behind}' if behind else ''),
                               got=ahead if all_of_them else None, goal=all_of_them, most=False))
        return table(['', 'goal', 'measured', ''], rows)

    def weave(self):
        weaves = {w['queries']: w for w in self.found.get('weaves') or []}
        rows = []

        def add(key, size, name, wanted, goal, value, say):
            got = value(weaves[size]) if size in weaves else None
            rows.append(self.judge(key, name, wanted, '' if got is None else say(got), got=got, goal=goal))

        add('noop', 1000, 'nothing to do, 1,000 queries, processor time', '≤ 10 ms', 0.010, lambda w: w['noop'][1], seconds)
        add('one query', 1000, 'one query changed, of 1,000, on the clock, the refuter too', '≤ 150 ms', 0.150,
            lambda w: w['refuted_query'][0], seconds)
        add('cold', 10000, 'cold, 10,000 queries × 1,000 tables, on the clock', '≤ 10 s', 10, lambda w: w['cold'][0], seconds)
        add('memory', 10000, 'the same, memory of all processes at once', '≤ 500 MB', 500, lambda w: w['peak'] / 1024,
            lambda n: f'{n:.0f} MB')
        compilers = weaves.get(10000, {}).get('midstage') or {'cc': None}
        for compiler in compilers:
            key, goal = ('midstage tcc', 0.03) if compiler == 'tcc' else ('midstage', 0.1)
            add(key, 10000, f'midstage of 10,000 queries written, compiled, linked and run, {compiler}', f'≤ {goal:g} s', goal,
                lambda w, c=compiler: w['midstage'].get(c), seconds)
        add('linear', 10000 if 5000 in weaves else 0, 'twice the queries (5,000 to 10,000), processor time', '≤ 2 times', 2,
            lambda w: w['cold'][1] / weaves[5000]['cold'][1], lambda n: f'{n:.2f} times')
        return table(['', 'goal', 'measured', ''], rows)

    def allocations(self):
        """Of the works that read rows and keep none."""
        borrowed = self.found.get('costs', {}).get('allocations', {}).get('weave-b', {})
        n = max((borrowed[w] for w in ('list', 'scan') if w in borrowed), default=None)
        return self.judge('allocations', 'allocating on the borrowed path, instructions a call (W2, W3)', 'none',
                          '' if n is None else f'{n:.3g}', got=n, goal=0)

    def code(self):
        code = self.found.get('code')
        if not code:
            return ''
        rows = [self.allocations(),
                self.judge('query', 'a function of a query, mean', '≤ 64 bytes', f"{code['function']} bytes",
                           got=code['function'], goal=64),
                self.judge('runtime', 'the runtime, all of it, its constants too', '< 32 KB', f"{code['runtime']} bytes",
                           got=code['runtime'], goal=32 * 1024 - 1),
                self.judge('program', 'a program with one query, all that is linked into it', '< 32 KB',
                           f"{code['program']} bytes", got=code['program'], goal=32 * 1024 - 1)]
        return table(['', 'goal', 'measured', ''], rows)

    def why(self):
        """Those that are missed, by their reasons."""
        reasons = read_reasons()
        by_reason = {}
        for key, name in self.missed:
            by_reason.setdefault(reasons.get(key, 'why is not known.'), []).append(name)
        return ''.join(f'- {"; ".join(names)}: {reason}\n' for reason, names in by_reason.items())
