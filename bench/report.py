"""report.py - RESULTS.md, its plot and what README quotes, from what a run has found.

What is found is one dictionary, kept as results.json in the bench's build directory:
machine, contestants, skipped, notes, times, instructions, costs, code, weaves."""

import re
import textwrap
from statistics import median

import measure
import plot
from figures import BASE, Figures, count, seconds, spread, table
from goals import Goals
from measure import BATCHED, CHIEF, OTHER, TITLES

STORES = {'memory': 'In memory', 'file': 'On a WAL file'}
BORROWERS = ('ideal', 'ideal-tuned') # their text stays SQLite's
ASKED = {'weave-b': 'nothing of it', 'weave-traced': '`weave_trace()`', 'weave-watched': '`weave_on_change()`',
         'weave-counted': 'without `WEAVE_OPEN_UNCOUNTED`'}
LIKES = [('weave-a', 'ideal'), ('weave-a-owned', 'ideal-owned'), ('weave-b', 'ideal'), ('weave-b-owned', 'ideal-owned')]
WATCHED = ['point', 'list', 'scan', 'insert', 'update']
QUOTED = ['weave-a', 'weave-b', 'weave-b-owned', 'weave-c', 'ordinary', 'rusqlite', 'better-sqlite3', 'drizzle-prepared']


class Report:
    def __init__(self, found):
        self.found = found
        self.titles = {c['key']: c['title'] for c in found['contestants']}
        self.figures = Figures(found.get('times', {}), found.get('instructions', {}))

    # --- tables ----------------------------------------------------------------------

    def times_of(self, store):
        parts = []
        for works in (CHIEF, OTHER):
            works = [w for w in works if self.figures.timed(store, BASE, w)]
            rows = [['absolute, ' + self.titles[BASE]] + [seconds(median(self.figures.timed(store, BASE, w))) for w in works]]
            rows += [[self.titles[key]] + [spread(self.figures.time_ratio(store, key, w)) for w in works]
                     for key in self.titles if self.figures.times[store].get(key)]
            if works:
                parts.append(table([''] + [TITLES[w] for w in works], rows))
        return '\n'.join(parts) + '\n' + self.batches_of(store)

    def batches_of(self, store):
        rows = []
        for key in self.titles:
            row = []
            for work, batch in BATCHED.items():
                row += [spread(self.figures.time_ratio(store, key, batch, base_work=work)),
                        spread(self.figures.time_ratio(store, key, batch))]
            if any(row):
                rows.append([self.titles[key]] + row)
        head = ['a hundred calls in a read transaction, to the ideal']
        for work in BATCHED:
            head += [f'{work}, ideal without', f'{work}, ideal with']
        return table(head, rows) if rows else ''

    def instructions_of(self, store):
        parts = []
        for works in (CHIEF, list(BATCHED.values()) + OTHER):
            works = [w for w in works if self.figures.counted(store, BASE, w)]
            rows = []
            for key in self.titles:
                cells = [f'{count(self.figures.counted(store, key, w))} ({self.figures.count_ratio(store, key, w)[0]:.2f})'
                         if self.figures.counted(store, key, w) else '' for w in works]
                if any(cells):
                    rows.append([self.titles[key]] + cells)
            if rows:
                parts.append(table([''] + [TITLES[w] for w in works], rows))
        return '\n'.join(parts)

    def own_sqlite(self):
        """Tier C's second ratio: to the ideal on the same source with default options."""
        rows = []
        for store in STORES:
            for key in ('weave-c', 'weave-c-owned'):
                for what, ratio, say in (('instructions', self.figures.count_ratio, lambda r: f'{r[0]:.2f}' if r else ''),
                                         ('time', self.figures.time_ratio, spread)):
                    if store == 'file' and what == 'instructions':
                        continue
                    cells = [say(ratio(store, key, w, 'ideal-own')) for w in CHIEF]
                    if any(cells):
                        rows.append([f'{self.titles[key]}, {store}, {what}'] + cells)
        return table([''] + [TITLES[w] for w in CHIEF], rows) if rows else ''

    # --- who is ahead ----------------------------------------------------------------

    def comparisons(self, store):
        """Of each work [(title of who is nearest, weave B's ratio to it)]: of those that borrow
        text, too, and of those that give it away."""
        found = {}
        theirs = [k for k in self.titles if not k.startswith('weave') and k != 'ideal-own']
        for work in CHIEF + list(BATCHED.values()) + OTHER:
            pairs = []
            for key, others in (('weave-b', [k for k in theirs if k in BORROWERS]),
                                ('weave-b-owned', [k for k in theirs if k not in BORROWERS])):
                ratios = [(ratio, self.titles[k]) for k in others
                          if (ratio := self.figures.time_ratio(store, key, work, k))]
                if ratios:
                    ratio, title = max(ratios)
                    pairs.append((title, ratio))
            if pairs:
                found[work] = pairs
        return found

    def ahead(self, store):
        rows = []
        for work, pairs in self.comparisons(store).items():
            behind = [f'behind {title} by {ratio[0] - 1:.0%}' for title, ratio in pairs if ratio[0] >= 1]
            cells = [f'{spread(ratio)} of {title}' for title, ratio in pairs]
            rows.append([TITLES[work]] + cells + [''] * (2 - len(cells)) + ['; '.join(behind) or 'ahead'])
        return table([STORES[store], 'borrowed, of the nearest that borrows', 'owned, of the nearest that gives copies', ''],
                     rows) if rows else ''

    def losses(self):
        """[(work, store, by how much and who)] of what weave takes more for than ideal C, of the
        like: the worst of tiers A and B, borrowed and owned."""
        found = []
        for store in STORES:
            for work in CHIEF + OTHER:
                ratio = self.figures.count_ratio if store == 'memory' or work == 'open' else self.figures.time_ratio
                worst = max(((r[0], self.titles[key]) for key, base in LIKES if (r := ratio(store, key, work, base))),
                            default=None)
                if worst and worst[0] >= 1.005:
                    found.append((work, store, f'{worst[0]:.2f}, {worst[1]}'))
        return found

    # --- chapters --------------------------------------------------------------------

    def head(self):
        m, times = self.found['machine'], self.found.get('times')
        most = max((len(t) for by in (times or {}).values() for t in by.get(BASE, {}).values()), default=0)
        parts = [f"Made by `scripts/bench`{m['when']}; what is measured, and how, is in `README.md`. {m['processor']}, "
                 f"{m['cores']} cores, {m['system']}; {m['compiler']}; SQLite {m['sqlite']}; load {m['load']} when it began. "]
        if most:
            parts.append(f'Processor time of {most} repetitions (of JavaScript and Python {min(most, measure.FEW)}), interleaved '
                         'in shuffled order: medians of the ratios to ideal C, with the least and the most.')
        else:
            parts.append('Contestants were not timed in this run.')
        lines = [f'- {title}: left out, {why}' for title, why in self.found['skipped']] + \
                [f'- {note}' for note in self.found['notes']]
        agreed = 'All contestants' if not self.found['skipped'] else 'All others'
        return ''.join(parts) + '\n\n' + '\n'.join(lines) + ('\n\n' if lines else '') + \
            f'{agreed} agreed on all checksums.\n'

    def goals_chapter(self):
        comparisons = [(store, work, all(ratio[0] < 1 for _, ratio in pairs))
                       for store in STORES for work, pairs in self.comparisons(store).items()]
        g = self.goals = Goals(self.found, self.figures)
        tables = ['Woven code: its ratio to ideal C on the same library. The better of borrowed and owned rows; * in a read '
                  'transaction, ideal C without. In memory instructions decide, on a file time, as callgrind '
                  'does not see the kernel. SQLite\'s part: of the instructions those that are not in woven code, the '
                  'runtime or the checksum of the rows.\n', g.woven(),
                  'Beside others, by time: drizzle-orm in memory, to weave B, owned; the chapter below has each item.\n', g.others(comparisons),
                  'The weave:\n', g.weave(), 'Code size:\n', g.code()]
        text = f'{g.met} met, {len(g.missed)} missed.\n'
        why = ['### Why goals are missed\n', g.why()] if g.missed else []
        return '\n'.join(['## Goals\n', text, *tables, *why])

    def ahead_chapter(self):
        if not self.found.get('times'):
            return ''
        losses = '\n'.join(f'- {TITLES[work]}, {store}: {ratio}' for work, store, ratio in self.losses()) or 'Nowhere.'
        return '\n'.join(['## Ahead, and where not\n',
                          'Weave B beside all others, like with like: text that stays SQLite\'s, and copies. Time.\n',
                          self.ahead('memory'), self.ahead('file'),
                          'Where tier A or B takes more than ideal C that does the same (in memory and for opening by '
                          'instructions, else by time), the worst of them:\n', losses + '\n'])

    def instructions_chapter(self):
        if not self.found.get('instructions'):
            return ''
        media = measure.MEDIA['instructions']
        parts = ['## Instructions\n', f'Per call (W3: per scan of {media:,} rows; W4: per row), by callgrind on {media:,} '
                 'media; the ratio to ideal C behind it. In memory:\n', self.instructions_of('memory')]
        if self.found['instructions'].get('file'):
            parts += ['On a WAL file, without what the kernel does:\n', self.instructions_of('file')]
        return '\n'.join(parts)

    def costs_chapter(self):
        costs = self.found.get('costs')
        if not costs:
            return ''
        figures = Figures(costs['times'], costs['instructions'])
        rows = []
        for key, title in ASKED.items():
            row = []
            for w in WATCHED:
                n, plain = figures.counted('memory', key, w), figures.counted('memory', 'weave-b', w)
                more = f' ({n - plain:+.0f})' if n and plain and key != 'weave-b' else ''
                ratio = figures.time_ratio('memory', key, w, 'weave-b')
                row += [count(n) + more if n else '', spread(ratio) if key != 'weave-b' else '']
            if any(row):
                rows.append([title] + row)
        head = ['']
        for w in WATCHED:
            head += [TITLES[w], 'time']
        parts = ['## What can be asked for besides\n',
                 'Weave B, borrowed, in memory: instructions a call (W4: a row), how many more than without, and the ratio of '
                 'times to without. A connection that nobody watches pays a branch when a query begins and one '
                 'when it ends.\n', table(head, rows)]
        return '\n'.join(parts + [self.looks(costs, figures), self.checks(figures)])

    @staticmethod
    def looks(costs, figures):
        """What callgrind's files say of weave B: a row each, as a part of the call."""
        rows = []
        for key, what, title in (('weave-b', 'own', 'in woven code, the runtime and the checksum of rows'),
                                 ('weave-b', 'classes', 'asking each value for its class: strict decoding, always on'),
                                 ('weave-b', 'allocations', 'memory that woven code and the runtime ask for, borrowed'),
                                 ('weave-b-owned', 'allocations', 'the same, owned: an arena that is used again')):
            found = costs[what].get(key, {})
            cells = [f'{count(found[w])} ({found[w] / all_of_it:.1%})'
                     if w in found and (all_of_it := figures.counted('memory', key, w)) else '' for w in WATCHED]
            rows += [[title] + cells] if any(cells) else []
        return 'Of the instructions of a call (W4: a row), and the part of it:\n\n' + \
            table([''] + [TITLES[w] for w in WATCHED], rows) if rows else ''

    @staticmethod
    def checks(figures):
        rows = []
        for key, title in (('weave-b', 'compared with the schema'), ('weave-unchecked', '`WEAVE_OPEN_UNCHECKED`')):
            n, times = figures.counted('file', key, 'open'), figures.timed('file', key, 'open')
            if n or times:
                rows.append([title, count(n) if n else '', seconds(median(times)) if times else ''])
        return 'Drift is looked for when a database is opened (open + first query, on a file):\n\n' + \
            table(['', 'instructions', 'time'], rows) if rows else ''

    def code_chapter(self):
        code = self.found.get('code')
        if not code:
            return ''
        parts = ', '.join(f'{name} {size}' for name, size in code['parts'])
        return '\n'.join(['## Code size\n', 'Bytes of `.text`, gcc -O2. That unused functions vanish with `--gc-sections` '
                          'is a test (`tests/woven/size.sh` compares the symbols).\n',
                          table(['', 'bytes'], [[name, str(size)] for name, size in code['rows']]),
                          f'The runtime by file: {parts}.\n'])

    def weave_chapter(self):
        weaves = self.found.get('weaves')
        if not weaves:
            return ''
        columns = [('cold', 'cold'), ('noop', 'nothing to do'), ('query', 'one query changed'), ('table', 'one table changed'),
                   ('refuted', 'cold, refuted'), ('refuted_query', 'one query changed, refuted')]
        size = [f"{w['queries']:,} × {w['tables']:,}" for w in weaves]
        rows = [[size[i]] + [f'{seconds(w[key][0])} ({seconds(w[key][1])})' for key, _ in columns] + [f"{w['peak'] / 1024:.0f} MB"]
                for i, w in enumerate(weaves)]
        stages = list(weaves[-1]['stages'])
        stage_rows = [[size[i]] + [seconds(w['stages'].get(s, 0)) for s in stages] for i, w in enumerate(weaves)]
        compilers = sorted({c for w in weaves for c in w['midstage']})
        shape = [[size[i]] + [seconds(w['midstage'][c]) if c in w['midstage'] else '' for c in compilers]
                 for i, w in enumerate(weaves)]
        growth = [f"From {a['queries']:,} to {b['queries']:,} queries: {b['cold'][1] / a['cold'][1]:.2f} times the processor "
                  f"time of a cold weave, {b['cold'][0] / a['cold'][0]:.2f} times on the clock."
                  for a, b in zip(weaves, weaves[1:]) if b['queries'] == 2 * a['queries']]
        return '\n'.join([
            '## The weave\n', 'On the clock, and in processor time; medians. Cold: nothing is there, no compiler cache. The '
            'refuter is off but where it is named: its budget is 10 ms a query and 20 s a weave. Memory: all processes '
            'of a cold weave at once.\n', table(['queries × tables'] + [c[1] for c in columns] + ['memory'], rows),
            'A cold weave by stage, on the clock, as `weave -v` prints them:\n', table([''] + stages, stage_rows),
            'The midstage alone: written, compiled, linked, and run to print the schema:\n',
            table([''] + compilers, shape), *[line + '\n' for line in growth]])

    def text(self):
        parts = ['# Results\n', self.head(), '![ratios](results.svg)\n' if self.found.get('times') else '',
                 self.goals_chapter(), self.ahead_chapter(), self.instructions_chapter()]
        for store, title in STORES.items():
            if self.found.get('times', {}).get(store):
                parts += [f'## {title}: time\n', self.times_of(store)]
        own = self.own_sqlite()
        if own:
            parts += ['## Tier C, to ideal C on the same source with default options\n', own]
        parts += [self.costs_chapter(), self.code_chapter(), self.weave_chapter()]
        return re.sub(r'\n{3,}', '\n\n', '\n'.join(p for p in parts if p))

    # --- elsewhere -------------------------------------------------------------------

    def plot(self):
        panels = []
        for work in CHIEF:
            rows = [(key, self.titles[key], *ratio) for key in self.titles
                    if (ratio := self.figures.time_ratio('memory', key, work))]
            if rows:
                panels.append((TITLES[work], rows))
        return plot.draw('Processor time, in memory: ratio to ideal hand-written C (median, least to most)', panels)

    def quoted(self):
        """What README says of speed."""
        m = self.found['machine']
        keys = [k for k in QUOTED if self.figures.timed('memory', k, 'point')]
        rows = []
        for w in CHIEF:
            cells = [f'{r[0]:.2f}' if (r := self.figures.time_ratio('memory', k, w)) else '' for k in keys]
            rows += [[TITLES[w]] + cells] if any(cells) else []
        if not rows:
            return 'Nothing: the contestants that it names were not timed.\n'
        losses = ', '.join(f'{TITLES[work]}{" on a file" if store == "file" else ""} ({ratio})'
                           for work, store, ratio in self.losses())
        self.goals_chapter()
        goals = self.goals.met + len(self.goals.missed)
        words = [f"Processor time in memory, ideal C = 1, less is better ({m['processor']}, {m['cores']} cores, {m['system']}, "
                 f"SQLite {m['sqlite']}). A: the application's own connection; B: weave opens it; C: with the application's own "
                 'SQLite, compiled as its authors recommend. Borrowed: text stays SQLite\'s; owned: it is copied.',
                 f'A or B takes more than ideal C that does the same for: {losses or "nothing that is measured"}. Of {goals} goals {self.goals.met} '
                 'are met; `bench/RESULTS.md` shows by how much the others are missed, and why.']
        before, behind = (textwrap.fill(w, 104, break_on_hyphens=False) + '\n' for w in words)
        return '\n'.join([before, table([''] + [self.titles[k] for k in keys], rows), behind])
