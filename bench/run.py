"""run.py - the bench: builds the contestants, measures, writes RESULTS.md and its plot."""

import argparse
import datetime
import json
import os
import platform
import re
import signal
import sqlite3

import code_size
import contestants
import costs
import measure
import report
import weave_time
from clock import Clock

ROOT = contestants.ROOT
README = os.path.join(ROOT, 'README.md')

# Until when a part may go on, of the whole time: what one leaves the next one has.
SHARES = {'code': 0.1, 'instructions': 0.3, 'times': 0.7, 'costs': 0.78, 'weave': 1}


def options():
    p = argparse.ArgumentParser(prog='scripts/bench', description='Measures woven code beside others, and the weave.')
    p.add_argument('--quick', action='store_true', help='little data, checksums compared, nothing measured')
    p.add_argument('--weave', metavar='PATH', help="an optimised build's weave (default: build/plain's, then build's)")
    p.add_argument('--build', metavar='DIR', default=os.path.join(ROOT, 'build', 'bench'), help='where to build (build/bench)')
    p.add_argument('--minutes', metavar='N', type=float, default=24, help='what does not fit is left out, and said (24)')
    p.add_argument('--repeat', metavar='N', type=int, default=7, help='repetitions (7)')
    p.add_argument('--only', metavar='KEY,...', help='these contestants: ' + ' '.join(c.key for c in contestants.TABLE))
    p.add_argument('--works', metavar='NAME,...', help='these works: ' + ' '.join(measure.TITLES))
    p.add_argument('--most', metavar='N', type=int, default=10000, help='the most queries that are woven, 0 for none (10000)')
    p.add_argument('--no-times', action='store_true', help='without processor times: instructions and the weave')
    p.add_argument('--no-instructions', action='store_true', help='without callgrind')
    p.add_argument('-o', '--output', metavar='DIR', default=os.path.join(ROOT, 'bench'), help='where RESULTS.md goes (bench)')
    p.add_argument('--report', action='store_true', help='write the last run\'s RESULTS.md again, measure nothing')
    p.add_argument('--readme', action='store_true', help='put the last run\'s figures into README.md, measure nothing')
    return p.parse_args()


def find_weave(given):
    for path in [given] if given else ['build/plain/driver/weave', 'build/driver/weave']:
        path = os.path.join(ROOT, path)
        if os.access(path, os.X_OK):
            return path
    raise contestants.Failed('there is no weave: "scripts/test" or "./weave" builds one; or give --weave PATH')


def split(text):
    return set(text.split(',')) if text else None


def machine(shop):
    with open('/proc/cpuinfo', encoding='utf-8') as text:
        names = [line.split(':')[1].strip() for line in text if line.startswith('model name')]
    return {'processor': names[0] if names else platform.machine(), 'cores': os.cpu_count(),
            'system': platform.freedesktop_os_release().get('PRETTY_NAME', platform.system()),
            'compiler': contestants.run(shop.cc + ['--version']).splitlines()[0],
            'sqlite': sqlite3.sqlite_version, 'load': f'{os.getloadavg()[0]:.1f}',
            'when': datetime.date.today().strftime(' on %Y-%m-%d')}


# --- what is kept --------------------------------------------------------------------


def kept(build):
    path = os.path.join(build, 'results.json')
    if not os.path.exists(path):
        raise contestants.Failed(f'there is no run of before: no {path}')
    with open(path, encoding='utf-8') as text:
        return json.load(text)


def write_file(path, text):
    with open(path + '.new', 'w', encoding='utf-8') as file:
        file.write(text)
    os.rename(path + '.new', path)


def write(build, output, found):
    write_file(os.path.join(build, 'results.json'), json.dumps(found, indent=1))
    made = report.Report(found)
    os.makedirs(output, exist_ok=True)
    write_file(os.path.join(output, 'RESULTS.md'), made.text())
    if found.get('times', {}).get('memory'):
        write_file(os.path.join(output, 'results.svg'), made.plot())


def put_into_readme(found):
    """Between two comments that stand in README.md."""
    with open(README, encoding='utf-8') as text:
        old = text.read()
    if not found.get('times', {}).get('memory'):
        raise contestants.Failed('the last run has no times to quote')
    quoted = report.Report(found).quoted().strip()
    new, n = re.subn(r'(<!-- speed[^\n]*-->\n).*?(<!-- end of speed -->)', lambda m: f'{m[1]}{quoted}\n{m[2]}', old, flags=re.S)
    if n != 1:
        raise contestants.Failed('README.md has no place for it: <!-- speed --> and <!-- end of speed -->')
    write_file(README, new)


# --- a run ---------------------------------------------------------------------------


class Run:
    """What is found is written as it comes."""

    def __init__(self, shop, clock, o):
        self.shop, self.clock, self.o = shop, clock, o
        self.found = {'skipped': [], 'notes': clock.notes, 'contestants': []}

    def keep(self, **parts):
        self.found.update(parts)
        write(self.shop.directory, self.o.output, self.found)

    def contestants(self):
        only = split(self.o.only)
        all_of_them = contestants.TABLE + (contestants.COSTS if self.o.quick else [])
        wanted = [c for c in all_of_them if not only or c.key in only or c.key == contestants.BASE]
        ready, skipped = contestants.build(self.shop, wanted)
        databases = measure.Databases(self.shop, self.shop.ddl())
        measuring = measure.Measuring(self.shop, ready, databases, split(self.o.works))
        self.found['skipped'] = skipped
        return measuring

    def take_part(self, measuring, skipped):
        self.found['contestants'] = [{'key': c.key, 'title': c.title, 'sqlite': c.sqlite} for c in measuring.ready]
        self.found['skipped'] = skipped + measuring.dropped

    def quick(self):
        measuring = self.contestants()
        measuring.databases.make('quick')
        measuring.ask_works('quick')
        n = measuring.compare()
        self.clock.clear()
        print(f'{len(measuring.ready)} contestants agree on {n} checksums')

    def part(self, name, measured):
        """What fails in a part does not sink the run."""
        self.clock.part(SHARES[name])
        try:
            measured()
        except contestants.Failed as why:
            self.clock.note(f'{name} failed: {why}')

    def whole(self):
        self.found['machine'] = machine(self.shop)
        measuring = self.contestants()
        skipped = self.found['skipped']
        for size in ('full', 'instructions'):
            measuring.databases.make(size)
        measuring.ask_works('instructions')
        self.take_part(measuring, skipped)

        def instructions():
            looks = costs.Looks()
            counted = measuring.instructions({'memory': lambda c: None, 'file': on_file}, self.clock, looks.look_own)
            self.take_part(measuring, skipped)
            self.keep(instructions=counted, own=looks.own)

        def keep_times(times):
            self.take_part(measuring, skipped)
            self.keep(times=times)

        self.part('code', lambda: self.keep(code=code_size.measure(self.shop)))
        if not self.o.no_instructions:
            self.part('instructions', instructions)
        if not self.o.no_times:
            stores = {store: None for store in measure.STORES}
            self.part('times', lambda: measuring.times(stores, self.o.repeat, self.clock, keep_times))
        self.part('costs', lambda: self.costs(measuring))
        self.part('weave', lambda: weave_time.measure(self.shop, self.o.most, self.clock,
                                                      lambda weaves: self.keep(weaves=weaves)))

    def costs(self, measuring):
        watched = measure.Measuring(self.shop, costs.build(self.shop, measuring.ready), measuring.databases,
                                    measuring.wanted, 'weave-b')
        if watched.ready:
            watched.ask_works('instructions')
            self.keep(costs=costs.find(watched, self.o, self.clock))


def on_file(contestant):
    """Instructions on a file are of interest where there are goals, and for opening."""
    goal = contestant.key.startswith(('ideal', 'weave'))
    return measure.CHIEF + list(measure.BATCHED.values()) + ['open'] if goal else ['open']


def stopped(_signal, _frame):
    raise KeyboardInterrupt


def main():
    o = options()
    if o.report or o.readme:
        found = kept(o.build)
        if o.report:
            write(o.build, o.output, found)
        if o.readme:
            put_into_readme(found)
        return
    clock = Clock(o.minutes)
    run = Run(contestants.Workshop(o.build, find_weave(o.weave), o.quick, clock.say), clock, o)
    signal.signal(signal.SIGTERM, stopped)
    if o.quick:
        run.quick()
        return
    try:
        run.whole()
    except KeyboardInterrupt:
        clock.note('the run was stopped: what it had found until then')
    run.keep()
    clock.clear()
    print(f'wrote {os.path.join(o.output, "RESULTS.md")} after {clock.now() / 60:.0f} minutes; '
          'of it README quotes (--readme puts it there):\n\n' + report.Report(run.found).quoted())


try:
    main()
except contestants.Failed as why:
    raise SystemExit(f'bench: {why}') from why
