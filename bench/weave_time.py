"""weave_time.py - what a weave takes, by the size of the project: cold, with nothing to
do, with one query changed, with one table changed."""

import os
import re
import shutil
import threading
from statistics import median

import contestants
import generate

# (queries, tables), those that goals are about before the one that only shows the growth.
SIZES = [(1, 10), (100, 10), (1000, 100), (10000, 1000), (5000, 500)]
LIMIT = 300  # seconds for a weave
UNREFUTED = ('--refute', 'off')


class Memory(threading.Thread):
    """The most that the processes of a session have in memory at once, looked at every 20 ms."""

    def __init__(self):
        super().__init__(daemon=True)
        self.most = 0
        self.before = set(os.listdir('/proc'))
        self.over = threading.Event()
        self.start()

    def run(self):
        while not self.over.wait(0.02):
            self.most = max(self.most, sum(self.resident(pid) for pid in os.listdir('/proc')
                                           if pid.isdigit() and pid not in self.before))

    # Ours are the children of a child: they are known by their session, which is not ours.
    @staticmethod
    def resident(pid):
        """kB."""
        try:
            with open(f'/proc/{pid}/stat', encoding='utf-8') as text:
                fields = text.read().rpartition(')')[2].split()
            with open(f'/proc/{fields[3]}/comm', encoding='utf-8') as text:
                ours = text.read().strip() == 'measure'
        except OSError: # it has ended
            return 0
        return int(fields[21]) * os.sysconf('SC_PAGE_SIZE') // 1024 if ours else 0

    def end(self):
        self.over.set()
        self.join()
        return self.most


class Project:
    def __init__(self, shop, clock, queries, tables):
        self.shop, self.clock = shop, clock
        self.queries, self.tables = queries, tables
        self.directory = shop.path(f'weave-{queries}')
        self.changes = 0

    def generate(self):
        self.remove()
        generate.project(self.directory, self.queries, self.tables)

    def remove(self):
        shutil.rmtree(self.directory, ignore_errors=True)

    def clear(self):
        """As if it had never been woven."""
        for name in ('gen', '.midstage'):
            shutil.rmtree(os.path.join(self.directory, name), ignore_errors=True)

    def edit(self, name, pattern, text):
        path = os.path.join(self.directory, name)
        with open(path, encoding='utf-8') as file:
            old = file.read()
        new = re.sub(pattern, text, old, count=1)
        if new == old:
            raise contestants.Failed(f'nothing to change in {name}')
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

    def run(self, *command):
        """Seconds on the clock, of processor time, what was said."""
        log = self.shop.path('weave.times')
        if os.path.exists(log):
            os.remove(log)
        limit = max(10, min(LIMIT, self.clock.end + 60 - self.clock.now()))
        said = contestants.run([self.shop.path('measure'), log, *command], limit, both=True, cwd=self.directory,
                               env={**os.environ, 'CCACHE_DISABLE': '1', 'CC': ' '.join(self.shop.cc)})
        with open(log, encoding='utf-8') as text:
            wall, processor, _ = text.read().split()
        return float(wall), float(processor), said

    def weave(self, *options):
        return self.run(self.shop.weave, *options)

    def usual(self, times, before, *options):
        """The median (clock, processor time) of some weaves."""
        found = []
        for _ in range(times):
            before()
            found.append(self.weave(*options)[:2])
        return [median(f[i] for f in found) for i in (0, 1)]


def stages_of(said):
    """{stage: seconds} of what weave -v prints."""
    return {name: float(seconds) for name, seconds in re.findall(r'^(\w+) +(\d+\.\d+) s\b', said, re.M)}


def peak_of(project):
    """A cold weave that is watched and not timed."""
    project.clear()
    memory = Memory()
    try:
        project.weave(*UNREFUTED)
    finally:
        most = memory.end()
    return most


# Data only, it should take no time to make and to start.
def midstage_of(project):
    """{compiler: seconds to write, compile, link and run it}; run, it prints the schema."""
    found = {}
    for compiler in (' '.join(project.shop.cc), 'tcc'):
        if not shutil.which(compiler.split()[0]):
            continue
        shutil.rmtree(os.path.join(project.directory, '.midstage'), ignore_errors=True)
        try:
            said = project.weave('-v', '--stage', 'midstage', '--cc', compiler)[2]
            found[compiler] = stages_of(said)['midstage'] + project.run('.midstage/midstage', '--sql')[0]
        except contestants.Failed as why:
            project.clock.note(f'the midstage with {compiler} failed: {why}')
    return found


def weave_all(project):
    """What stands in RESULTS.md of one size."""
    runs = 3 if project.queries <= 1000 else 2
    found = {'queries': project.queries, 'tables': project.tables, 'peak': peak_of(project)}
    cold = []
    for _ in range(runs):
        project.clear()
        cold.append(project.weave('-v', *UNREFUTED))
    found['cold'] = [median(c[i] for c in cold) for i in (0, 1)]
    found['stages'] = stages_of(min(cold)[2])
    found['noop'] = project.usual(5, lambda: None, '-v', *UNREFUTED)
    found['query'] = project.usual(runs, project.change_query, '-v', *UNREFUTED)
    found['table'] = project.usual(runs, project.change_table, '-v', *UNREFUTED)
    project.clear()
    found['refuted'] = list(project.weave()[:2])
    found['refuted_query'] = project.usual(runs, project.change_query)
    found['midstage'] = midstage_of(project)
    return found


def measure(shop, most, clock, keep=lambda found: None):
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'measure.c')
    contestants.run(shop.cc + ['-O2', '-o', shop.path('measure'), source])
    found = []
    taken, of_tables = 0, 1
    for queries, tables in SIZES:
        if queries > most:
            continue
        if clock.now() + taken * tables / of_tables > clock.end:
            clock.note(f'weaving {queries} queries: there was no time for it')
            continue
        clock.say(f'weaving {queries} queries')
        began = clock.now()
        project = Project(shop, clock, queries, tables)
        project.generate()
        try:
            found.append(weave_all(project))
        except contestants.Failed as why:
            clock.note(f'weaving {queries} queries failed: {why}')
            break
        finally:
            project.remove()
        taken, of_tables = clock.now() - began, tables
        found.sort(key=lambda weave: weave['queries'])
        keep(found)
    return found
