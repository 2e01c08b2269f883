"""weave_time.py - what a weave takes, by the size of the project: cold, with nothing to
do, with one query changed, with one table changed."""

import os
import re
import shutil
import subprocess

import generate

# (queries, tables)
SIZES = [(1, 10), (100, 10), (1000, 100), (2000, 200), (5000, 500), (10000, 1000)]


class Project:
    def __init__(self, shop, queries, tables):
        self.shop = shop
        self.queries, self.tables = queries, tables
        self.directory = shop.path(f'weave-{queries}')
        self.changes = 0

    def generate(self):
        shutil.rmtree(self.directory, ignore_errors=True)
        generate.project(self.directory, self.queries, self.tables)

    def clear(self):
        """As if it had never been woven."""
        for name in ('gen', '.midstage'):
            shutil.rmtree(os.path.join(self.directory, name), ignore_errors=True)

    def edit(self, name, pattern, text):
        path = os.path.join(self.directory, name)
        with open(path, encoding='utf-8') as file:
            old = file.read()
        new = re.sub(pattern, text, old, count=1)
        assert new != old, f'nothing to change in {name}'
        with open(path, 'w', encoding='utf-8') as file:
            file.write(new)

    def change_query(self):
        self.changes += 1
        self.edit('queries/q0.ts', r"WHERE id = \$\{'id'\}( AND size > \d+)?`",
                  "WHERE id = ${'id'} AND size > %d`" % self.changes)

    def change_table(self):
        self.changes += 1
        self.edit('schema/s0.ts', r"note: text\('note'\),( more\d+: text\('more\d+'\),)?",
                  "note: text('note'), more%d: text('more%d')," % (self.changes, self.changes))

    def weave(self, *options):
        """Seconds on the clock, of processor time, peak kB of one process, what was said."""
        log = self.shop.path('weave.times')
        if os.path.exists(log):
            os.remove(log)
        command = [self.shop.path('measure'), log, self.shop.weave, '--refute', 'off', *options]
        result = subprocess.run(command, cwd=self.directory, capture_output=True, text=True, check=False,
                                env={**os.environ, 'CCACHE_DISABLE': '1', 'CC': ' '.join(self.shop.cc)})
        if result.returncode != 0:
            raise SystemExit(f'bench: weaving {self.queries} queries failed:\n{result.stdout}{result.stderr}')
        with open(log, encoding='utf-8') as text:
            wall, processor, peak = text.read().split()
        return float(wall), float(processor), int(peak), result.stderr

    def least(self, times, before=None):
        """The least (clock, processor time) of some weaves."""
        found = []
        for _ in range(times):
            if before:
                before()
            found.append(self.weave()[:2])
        return [min(f[i] for f in found) for i in (0, 1)]


def stages_of(said):
    """{stage: seconds} of what weave -v prints."""
    return {name: float(seconds) for name, seconds in re.findall(r'^(\w+) +(\d+\.\d+) s\b', said, re.M)}


def measure(shop, most, say):
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'measure.c')
    subprocess.run(shop.cc + ['-O2', '-o', shop.path('measure'), source], check=True)
    found = []
    for queries, tables in SIZES:
        if queries > most:
            continue
        say(f'weaving {queries} queries')
        project = Project(shop, queries, tables)
        project.generate()
        runs = 3 if queries <= 1000 else 1
        cold = []
        for _ in range(runs):
            project.clear()
            cold.append(project.weave('-v'))
        wall, processor, peak, said = min(cold)
        found.append({'queries': queries, 'tables': tables, 'cold': [wall, processor], 'peak': peak,
                      'stages': stages_of(said),
                      'noop': project.least(5),
                      'query': project.least(runs, project.change_query),
                      'table': project.least(runs, project.change_table)})
        if queries > 1000:
            shutil.rmtree(project.directory)
    return found
