"""measure.py - runs the contestants: checksums, processor time, instructions.

A process does all its works, in an order shuffled anew for each repetition, as is the
order of the contestants: what else the machine does falls on all alike."""

import glob
import os
import random
import re
import shutil
import subprocess

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
MEDIA = {'full': 100000, 'instructions': 20000, 'quick': 3000}
STORES = ['memory', 'file']


class Differs(Exception):
    """Contestants that do not agree on a result."""


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

    def arguments(self, size, store):
        """What a contestant is given, behind its name; a file is a fresh copy."""
        path = self.shop.path('run.db')
        for old in glob.glob(path + '*'):
            os.remove(old)
        if store == 'file':
            shutil.copyfile(self.shop.path(f'{size}.db'), path)
        return [store, path, self.shop.path(f'{size}.sql'), str(MEDIA[size])]


def environment(contestant):
    return {**os.environ, **contestant.env}


def ask_works(contestants, databases, size):
    """Finds out which works each contestant has."""
    for c in contestants:
        command = c.command + databases.arguments(size, 'memory') + [w[0] for w in WORKS]
        said = subprocess.run(command, capture_output=True, text=True, env=environment(c), check=False)
        if said.returncode != 0:
            raise SystemExit(f'bench: {c.title}: {said.stderr}')
        c.works = set(said.stdout.split())


def works_of(contestant, store, wanted):
    """Opening a database in memory is no work: it would be empty."""
    return [w for w in WORKS if w[0] in contestant.works and (not wanted or w[0] in wanted)
            and (store == 'file' or w[0] != 'open')]


class Sums:
    """The checksum of each work, which is one for all."""

    def __init__(self):
        self.known = {}

    def check(self, title, work, n, total):
        who, known = self.known.setdefault((work, n), (title, total))
        if known != total:
            raise Differs(f'{work}={n}: {who} has {known}, {title} has {total}')


def run_once(contestant, databases, size, store, works, column, sums, prefix=()):
    """Seconds per call, by work."""
    arguments = [f'{w[0]}={w[column]}' for w in works]
    command = list(prefix) + contestant.command + databases.arguments(size, store) + arguments
    result = subprocess.run(command, capture_output=True, text=True, env=environment(contestant), check=False)
    if result.returncode != 0:
        raise SystemExit(f'bench: {contestant.title} failed: {" ".join(command)}\n{result.stderr}')
    times = {}
    for line in result.stdout.splitlines():
        work, total, seconds, n = line.split()
        sums.check(contestant.title, work, (size, n), total)
        times[work] = float(seconds) / int(n)
    if set(times) != {w[0] for w in works}:
        raise SystemExit(f'bench: {contestant.title} did not do all of its work')
    return times


def times(contestants, databases, stores, repeat, wanted, say, seed=1):
    """{store: {key: {work: [seconds per call, one a repetition]}}}"""
    chance = random.Random(seed)
    sums = Sums()
    found = {s: {c.key: {} for c in contestants} for s in stores}
    jobs = [(store, c) for store in stores for c in contestants]
    for i in range(repeat):
        chance.shuffle(jobs)
        for k, (store, c) in enumerate(jobs):
            say(f'repetition {i + 1} of {repeat}: {k + 1} of {len(jobs)}, {c.title}, {store}')
            works = works_of(c, store, wanted)
            chance.shuffle(works)
            for work, seconds in run_once(c, databases, 'full', store, works, 2, sums).items():
                found[store][c.key].setdefault(work, []).append(seconds)
    return found


def instructions(contestants, databases, wanted, say):
    """{store: {key: {work: instructions per call}}}, of those that callgrind can count."""
    found = {}
    if not shutil.which('valgrind'):
        print('bench: instructions are skipped, missing here: valgrind', flush=True)
        return found
    for store, only in (('memory', None), ('file', {'open'})):
        found[store] = {}
        for c in contestants:
            works = [w for w in works_of(c, store, wanted) if not only or w[0] in only]
            if not c.native or not works:
                continue
            say(f'counting instructions: {c.title}, {store}')
            out = databases.shop.path('callgrind.out')
            for old in glob.glob(out + '*'):
                os.remove(old)
            callgrind = ['valgrind', '--tool=callgrind', '-q', f'--callgrind-out-file={out}',
                         '--toggle-collect=bench_run', '--dump-after=bench_run']
            run_once(c, databases, 'instructions', store, works, 3, Sums(), callgrind)
            found[store][c.key] = {w[0]: total_of(f'{out}.{i + 1}') / w[3] for i, w in enumerate(works)}
    return found


def total_of(path):
    with open(path, encoding='utf-8') as text:
        found = re.search(r'^(?:totals|summary): (\d+)', text.read(), re.M)
    return int(found.group(1))


def compare(contestants, databases):
    """All works once on little data: only the checksums matter."""
    sums = Sums()
    for store in STORES:
        for c in contestants:
            run_once(c, databases, 'quick', store, works_of(c, store, None), 4, sums)
    return len(sums.known)
