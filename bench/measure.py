"""measure.py - runs the contestants: checksums, processor time, instructions.

A process does all its works, in an order shuffled anew for each repetition, as is the
order of the contestants: what else the machine does falls on all alike."""

import concurrent.futures
import glob
import os
import random
import re
import shutil

import contestants
import data

# name, what stands in tables, N in a full run, N for instructions, N in a quick run
WORKS = [
    ('point', 'W1 point', 20000, 500, 50),
    ('point_batch', 'W1 in a read transaction', 20000, 500, 50),
    ('list', 'W2 list of 100', 200, 20, 5),
    ('scan', 'W3 scan', 1, 1, 1),
    ('insert', 'W4 insert', 100000, 3000, 50),
    ('join', 'W5 join', 20000, 500, 50),
    ('join_batch', 'W5 in a read transaction', 20000, 500, 50),
    ('update', 'W6 update', 20000, 500, 50),
    ('parent', 'W7 parent + 100', 200, 20, 5),
    ('parent_batch', 'W7 in a read transaction', 200, 20, 5),
    ('keys3', 'IN, 3 keys', 5000, 300, 20),
    ('keys200', 'IN, 200 keys', 200, 10, 2),
    ('keys2000', 'IN, 2,000 keys', 20, 2, 1),
    ('nested', '50 parents × 10', 200, 10, 2),
    ('filter', 'optional filters', 400, 40, 8),
    ('insert_returning', 'INSERT RETURNING', 20000, 500, 50),
    ('open', 'open + first query', 200, 5, 3),
]
TITLES = {w[0]: w[1] for w in WORKS}
CHIEF = ['point', 'list', 'scan', 'insert', 'join', 'update', 'parent']
BATCHED = {'point': 'point_batch', 'join': 'join_batch', 'parent': 'parent_batch'}
OTHER = ['keys3', 'keys200', 'keys2000', 'nested', 'filter', 'insert_returning', 'open']

MEDIA = {'full': 100000, 'instructions': 20000, 'quick': 3000}
STORES = ['memory', 'file']
COLUMN = {'full': 2, 'instructions': 3, 'quick': 4}

# Repetitions of who is so far from the others that more would tell nothing.
FEW = 3
LIMIT = 600 # seconds for a process: then it hangs


class Databases:
    """The files that contestants work on, one a size, and copies of them."""

    def __init__(self, shop, ddl):
        self.shop = shop
        self.ddl = ddl

    def make(self, size):
        template = self.shop.path(f'{size}.db')
        for old in glob.glob(template + '*'):
            os.remove(old)
        data.make(template, self.ddl, MEDIA[size])
        with open(self.shop.path(f'{size}.sql'), 'w', encoding='utf-8') as text:
            text.write(data.setup_sql(self.ddl, template))

    def arguments(self, contestant, size, store):
        """What a contestant is given, behind its name; a file is a fresh copy."""
        path = self.shop.path(f'run-{contestant.key}-{store}.db')
        self.drop(contestant, store)
        if store == 'file':
            shutil.copyfile(self.shop.path(f'{size}.db'), path)
        return [store, path, self.shop.path(f'{size}.sql'), str(MEDIA[size])]

    def drop(self, contestant, store):
        for old in glob.glob(self.shop.path(f'run-{contestant.key}-{store}.db*')):
            os.remove(old)


class Measuring:
    """What the contestants do, and what has come of it."""

    def __init__(self, shop, ready, databases, works=None, base='ideal'):
        self.shop = shop
        self.ready = ready
        self.databases = databases
        self.wanted = works  # their names, or None for all
        self.base = base
        self.sums = {}    # (work, N, size): {key: checksum}
        self.dropped = [] # (title, why)

    def drop(self, contestant, why):
        """Nothing that it did counts; without the base nothing does."""
        if contestant.key == self.base or self.shop.quick:
            raise contestants.Failed(f'{contestant.title}: {why}')
        if contestant in self.ready:
            self.ready.remove(contestant)
            self.dropped.append((contestant.title, why.splitlines()[0]))
            print(f'bench: {contestant.title} is left out: {why}', flush=True)

    def ask_works(self, size):
        """Finds out which works each contestant has."""
        for c in list(self.ready):
            command = c.command + self.databases.arguments(c, size, 'memory') + [w[0] for w in WORKS]
            try:
                c.works = set(contestants.run(command, LIMIT, env={**os.environ, **c.env}).split())
            except contestants.Failed as why:
                self.drop(c, str(why))

    def works_of(self, contestant, store, only=None):
        """Opening a database in memory is no work: it would be empty."""
        return [w for w in WORKS if w[0] in contestant.works and (not self.wanted or w[0] in self.wanted)
                and (store == 'file' or w[0] != 'open') and (only is None or w[0] in only)]

    def run_once(self, contestant, size, store, works, prefix=()):
        """Seconds per call, by work."""
        arguments = [f'{w[0]}={w[COLUMN[size]]}' for w in works]
        command = list(prefix) + contestant.command + self.databases.arguments(contestant, size, store) + arguments
        times = {}
        for line in contestants.run(command, LIMIT, env={**os.environ, **contestant.env}).splitlines():
            work, total, seconds, n = line.split()
            self.sums.setdefault((work, n, size), {})[contestant.key] = total
            times[work] = float(seconds) / int(n)
        self.databases.drop(contestant, store)
        if set(times) != {w[0] for w in works}:
            raise contestants.Failed('it did not do all of its work')
        return times

    def agree(self):
        """Leaves out who has another checksum than the base."""
        for (work, n, _), totals in self.sums.items():
            for c in list(self.ready):
                if totals.get(c.key, totals.get(self.base)) != totals.get(self.base):
                    self.drop(c, f'{work}={n} came to {totals[c.key]}, that of ideal C to {totals[self.base]}')

    # --- times -------------------------------------------------------------------

    def times(self, stores, repeat, clock, keep=lambda found: None, seed=1):
        """{store: {key: {work: [seconds per call, one a repetition]}}}. stores: {store: names of
        works, or None for all}. Ends early, behind a repetition, if the next would not fit."""
        chance = random.Random(seed)
        found = {s: {c.key: {} for c in self.ready} for s in stores}
        took = {} # (store, contestant): seconds on the clock
        for i in range(repeat):
            jobs = [(s, c) for s in stores for c in self.ready if c.native or i < FEW]
            if clock.now() + sum(took.get(job, 0) for job in jobs) > clock.end:
                clock.note(f'{i} repetitions of {repeat}: there was no time for more')
                break
            chance.shuffle(jobs)
            for k, (store, c) in enumerate(jobs):
                clock.say(f'times, repetition {i + 1} of {repeat}: {k + 1} of {len(jobs)}, {c.title}, {store}')
                works = self.works_of(c, store, stores[store])
                chance.shuffle(works)
                if c not in self.ready or not works:
                    continue
                began = clock.now()
                try:
                    for work, seconds in self.run_once(c, 'full', store, works).items():
                        found[store][c.key].setdefault(work, []).append(seconds)
                except contestants.Failed as why:
                    self.drop(c, str(why))
                took[store, c] = clock.now() - began
            self.agree()
            keep(self.of_the_ready(found))
        return self.of_the_ready(found)

    def of_the_ready(self, found):
        keys = [c.key for c in self.ready]
        return {store: {key: by[key] for key in keys if by.get(key)} for store, by in found.items()}

    # --- instructions ------------------------------------------------------------

    def instructions(self, stores, clock, look=lambda contestant, work, path: None):
        """{store: {key: {work: instructions per call}}}, of those that callgrind can count, as
        many at once as there are cores. stores: {store: f(contestant), its works or None for all}.
        look: is shown each file of callgrind's of a work in memory."""
        found = {s: {} for s in stores}
        if not shutil.which('valgrind'):
            clock.note('instructions are skipped, missing here: valgrind')
            return found
        jobs = [(s, c, works) for s in stores for c in self.ready
                if c.native and (works := self.works_of(c, s, stores[s](c)))]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for (store, c, _), counted in zip(jobs, pool.map(lambda job: self.count(*job, clock, look), jobs)):
                if isinstance(counted, contestants.Failed):
                    self.drop(c, str(counted))
                elif counted:
                    found[store][c.key] = counted
        self.agree()
        return self.of_the_ready(found)

    def count(self, store, c, works, clock, look):
        if clock.now() > clock.end:
            clock.note(f'instructions of {c.title}, {store}: there was no time for them')
            return None
        clock.say(f'instructions: {c.title}, {store}')
        out = self.shop.path(f'callgrind-{c.key}-{store}.out')
        for old in glob.glob(out + '*'):
            os.remove(old)
        callgrind = ['valgrind', '--tool=callgrind', '-q', f'--callgrind-out-file={out}',
                     '--toggle-collect=bench_run', '--dump-after=bench_run']
        try:
            self.run_once(c, 'instructions', store, works, callgrind)
        except contestants.Failed as why:
            return why
        counted = {w[0]: total_of(f'{out}.{i + 1}') / w[3] for i, w in enumerate(works)}
        for i, w in enumerate(works if store == 'memory' else []):
            look(c, w[0], f'{out}.{i + 1}')
        return counted

    def compare(self):
        """All works once on little data: only the checksums matter. How many there are."""
        for store in STORES:
            for c in self.ready:
                self.run_once(c, 'quick', store, self.works_of(c, store))
        self.agree()
        return len(self.sums)


def total_of(path):
    with open(path, encoding='utf-8') as text:
        found = re.search(r'^(?:totals|summary): (\d+)', text.read(), re.M)
    return int(found.group(1))
