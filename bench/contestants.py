"""contestants.py - who takes part in the bench, and how each is built.

A contestant is a program with the arguments of contestants/harness.h. One whose packages
are not there is skipped, with a line that says what is missing."""

import concurrent.futures
import glob
import hashlib
import os
import shutil
import signal
import subprocess
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HERE = os.path.join(ROOT, 'bench', 'contestants')
AMALGAMATION = os.path.join(ROOT, 'node_modules', 'better-sqlite3', 'deps', 'sqlite3')
CRATES = '/usr/share/cargo/registry'

# What SQLite's authors recommend, for one thread to a connection and none shared.
RECOMMENDED = ['-DSQLITE_THREADSAFE=0', '-DSQLITE_DEFAULT_MEMSTATUS=0', '-DSQLITE_DQS=0',
               '-DSQLITE_DEFAULT_WAL_SYNCHRONOUS=1', '-DSQLITE_LIKE_DOESNT_MATCH_BLOBS',
               '-DSQLITE_MAX_EXPR_DEPTH=0', '-DSQLITE_OMIT_DEPRECATED', '-DSQLITE_OMIT_SHARED_CACHE',
               '-DSQLITE_USE_ALLOCA']


class Missing(Exception):
    """Why a contestant cannot take part here."""


class Failed(Exception):
    """What went wrong with a command."""


class Contestant:
    def __init__(self, key, title, make, native=True, env=None, sqlite='debian'):
        self.key = key          # in files and options
        self.title = title      # in tables
        self.make = make        # Workshop -> command; raises Missing
        self.native = native    # callgrind can count it
        self.env = env or {}
        self.sqlite = sqlite    # debian: the system's library; own; carried
        self.command = None
        self.works = set()


def run(command, limit=600, both=False, **options):
    """What a command prints that succeeds within so many seconds, its errors too if both are
    wanted; raises Failed. What it has started ends with it."""
    errors = subprocess.STDOUT if both else subprocess.PIPE
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True,
                          **options) as process:
        try:
            said, why = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired as late:
            os.killpg(process.pid, signal.SIGKILL)
            raise Failed(f'not done after {limit:.0f} s: {shown(command)}') from late
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode != 0:
        raise Failed(f'exit status {process.returncode}: {shown(command)}\n{said}{why or ""}')
    return said


def shown(command):
    return ' '.join(command).replace(ROOT + os.sep, '')


def exists(*paths):
    return all(os.path.exists(p) for p in paths)


class Workshop:
    """Where contestants are built: build/bench, and the tools to build them with."""

    def __init__(self, directory, weave, quick, say):
        self.directory = directory
        self.weave = weave
        self.quick = quick
        self.say = say
        self.cc = os.environ.get('CC', 'cc').split()
        self.cxx = os.environ.get('CXX', 'c++').split()
        self.one_at_a_time = threading.Lock()
        os.makedirs(directory, exist_ok=True)

    def path(self, *names):
        return os.path.join(self.directory, *names)

    def source(self, name):
        return os.path.join(HERE, name)

    def sqlite(self, name, flags):
        """The object of the application's own SQLite, kept by what it was made from."""
        source = os.path.join(AMALGAMATION, 'sqlite3.c')
        if self.quick:
            raise Missing('an SQLite of its own takes a minute to compile: not with --quick')
        if not exists(source):
            raise Missing('no amalgamation in node_modules/better-sqlite3')
        version = run(self.cc + ['--version'])
        with open(source, 'rb') as text:
            digest = hashlib.sha256(text.read() + version.encode() + ' '.join(flags).encode()).hexdigest()
        made = self.path(f'sqlite-{name}-{digest[:12]}.o')
        with self.one_at_a_time:
            if not exists(made):
                self.say(f'compiling SQLite ({name})')
                run(self.cc + ['-O2', '-w', *flags, '-c', source, '-o', made + '.new'])
                os.rename(made + '.new', made)
        return made

    def c(self, key, sources, flags=(), libraries=('-lsqlite3',)):
        """A program of C files and objects."""
        made = self.path(key)
        run(self.cc + ['-std=c11', '-O2', '-Wall', '-Wextra', '-Werror', *flags, '-I', HERE,
                       '-o', made, self.source('harness.c'), *sources, *libraries, '-lpthread', '-ldl', '-lm'])
        return [made]

    def cxx_program(self, key, source, libraries):
        harness = self.path(f'{key}-harness.o')
        run(self.cc + ['-std=c11', '-O2', '-c', self.source('harness.c'), '-o', harness])
        made = self.path(key)
        run(self.cxx + ['-std=c++17', '-O2', '-o', made, self.source(source), harness, *libraries])
        return [made]

    def weave_into(self, name, config=''):
        """Weaves the bench's schema and queries; the directory of what was woven."""
        folder = self.path('woven', name)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, 'weave.config.ts'), 'w', encoding='utf-8') as text:
            text.write(f"export default defineWeave({{ lint: {{ fullScan: 'off' }}, {config} }});\n")
        woven = os.path.join(ROOT, 'bench', 'woven')
        with self.one_at_a_time:
            run([self.weave, '-q', '--config', os.path.join(folder, 'weave.config.ts'),
                 '--schema', os.path.join(woven, 'schema.ts'), '--schema', os.path.join(woven, 'queries.ts'),
                 '--out', os.path.join(folder, 'gen'), '--refute', 'off'], cwd=ROOT)
        return os.path.join(folder, 'gen')

    def ddl(self):
        return run([self.weave, 'sql', '--schema', os.path.join(ROOT, 'bench', 'woven', 'schema.ts')], cwd=ROOT)


# --- C -----------------------------------------------------------------------


def ideal(key, *flags):
    return lambda shop: shop.c(key, [shop.source('ideal.c')], flags)


def ideal_on_own(shop):
    return shop.c('ideal-own', [shop.source('ideal.c'), shop.sqlite('default', [])], ['-I', AMALGAMATION], [])


def woven(key, tier, *flags):
    def make(shop):
        own, config, libraries, include = [], '', ['-lsqlite3'], []
        if tier == 'C':
            own = [shop.sqlite('recommended', RECOMMENDED)]
            options = ', '.join(f"'{f}'" for f in RECOMMENDED)
            config = f"sqlite: {{ source: '{AMALGAMATION}/sqlite3.c', flags: [{options}] }}"
            libraries, include = [], ['-I', AMALGAMATION]
        gen = shop.weave_into('own' if own else 'debian', config)
        runtime = os.path.join(ROOT, 'runtime')
        sources = glob.glob(os.path.join(gen, '*.c')) + glob.glob(os.path.join(runtime, '*.c'))
        tier_flag = '-DTIER_A' if tier == 'A' else '-DTIER_B'
        return shop.c(key, [shop.source('weave.c'), *sorted(sources), *own],
                      [tier_flag, *flags, *include, '-I', gen, '-I', runtime, '-I', ROOT], libraries)
    return make


# --- others ------------------------------------------------------------------


def sqlitecpp(shop):
    if not exists('/usr/include/SQLiteCpp/SQLiteCpp.h'):
        raise Missing('libsqlitecpp-dev')
    return shop.cxx_program('sqlitecpp', 'sqlitecpp.cc', ['-lSQLiteCpp', '-lsqlite3'])


def soci(shop):
    if not exists('/usr/include/soci/soci.h', '/usr/include/boost/version.hpp'):
        raise Missing('libsoci-dev libboost-dev')
    return shop.cxx_program('soci', 'soci.cc', ['-lsoci_sqlite3', '-lsoci_core', '-lsqlite3'])


def rusqlite(shop):
    if not shutil.which('cargo') or not glob.glob(os.path.join(CRATES, 'rusqlite-*')):
        raise Missing('librust-rusqlite-dev cargo')
    folder = shop.path('rusqlite')
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(os.path.join(HERE, 'rusqlite'), folder)
    debian = shop.path('cargo.toml')
    with open(debian, 'w', encoding='utf-8') as text:
        text.write(f'[source.crates-io]\nreplace-with = "debian"\n[source.debian]\ndirectory = "{CRATES}"\n')
    target = shop.path('cargo-target')
    run(['cargo', '--config', debian, 'build', '--quiet', '--offline', '--release', '--target-dir', target], cwd=folder)
    return [os.path.join(target, 'release', 'rusqlite_contestant')]


def node(script):
    def make(shop):
        if not shutil.which('node'):
            raise Missing('nodejs')
        probe = "const D = require('better-sqlite3'); new D(':memory:'); require('drizzle-orm');"
        if subprocess.run(['node', '-e', probe], cwd=ROOT, capture_output=True, check=False).returncode != 0:
            raise Missing('better-sqlite3 and drizzle-orm from npm (scripts/npm-setup)')
        return ['node', shop.source(script)]
    return make


def python(shop):
    return ['python3', shop.source('python.py')]


BASE = 'ideal'

TABLE = [
    Contestant('ideal', 'ideal C, borrowed', ideal('ideal')),
    Contestant('ideal-owned', 'ideal C, owned', ideal('ideal-owned', '-DOWNED')),
    Contestant('ideal-tuned', 'ideal C, borrowed, tuned', ideal('ideal-tuned', '-DTUNED')),
    Contestant('ordinary', 'ordinary C', lambda shop: shop.c('ordinary', [shop.source('ordinary.c')])),
    Contestant('weave-a', 'weave A, borrowed', woven('weave-a', 'A')),
    Contestant('weave-a-owned', 'weave A, owned', woven('weave-a-owned', 'A', '-DOWNED')),
    Contestant('weave-b', 'weave B, borrowed', woven('weave-b', 'B')),
    Contestant('weave-b-owned', 'weave B, owned', woven('weave-b-owned', 'B', '-DOWNED')),
    Contestant('ideal-own', 'ideal C on own SQLite', ideal_on_own, sqlite='own'),
    Contestant('weave-c', 'weave C, borrowed', woven('weave-c', 'C'), sqlite='own'),
    Contestant('weave-c-owned', 'weave C, owned', woven('weave-c-owned', 'C', '-DOWNED'), sqlite='own'),
    Contestant('sqlitecpp', 'SQLiteCpp', sqlitecpp),
    Contestant('soci', 'SOCI', soci),
    Contestant('rusqlite', 'rusqlite prepare_cached', rusqlite),
    Contestant('better-sqlite3', 'better-sqlite3', node('better_sqlite3.mjs'), native=False, sqlite='carried'),
    Contestant('drizzle-prepared', 'drizzle-orm prepared', node('drizzle.mjs'), native=False,
               env={'DRIZZLE': 'prepared'}, sqlite='carried'),
    Contestant('drizzle', 'drizzle-orm', node('drizzle.mjs'), native=False, sqlite='carried'),
    Contestant('python', 'Python sqlite3', python, native=False),
]


# What a connection of weave's can be asked for besides, beside weave-b: costs.py.
COSTS = [
    Contestant('weave-traced', 'weave_trace()', woven('weave-traced', 'B', '-DTRACED')),
    Contestant('weave-watched', 'weave_on_change()', woven('weave-watched', 'B', '-DWATCHED')),
    Contestant('weave-counted', 'without WEAVE_OPEN_UNCOUNTED', woven('weave-counted', 'B', '-DCOUNTED')),
    Contestant('weave-unchecked', 'opened unchecked', woven('weave-unchecked', 'B', '-DUNCHECKED')),
]


def build(shop, wanted):
    """Those of the wanted that can take part, and [(title, why)] of the others."""
    def make(contestant):
        shop.say(f'building {contestant.title}')
        try:
            contestant.command = contestant.make(shop)
        except Missing as why:
            return f'missing here: {why}'
        except Failed as why:
            if shop.quick or contestant.key == BASE:
                raise
            return f'it cannot be built: {why}'
        return None

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        reasons = list(pool.map(make, wanted))
    skipped = [(c.title, why.splitlines()[0]) for c, why in zip(wanted, reasons) if why]
    for title, why in skipped:
        print(f'bench: {title} is skipped, {why}', flush=True)
    return [c for c, why in zip(wanted, reasons) if not why], skipped
