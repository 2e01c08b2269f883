"""run.py - the bench: builds the contestants, measures, writes RESULTS.md and its plot."""

import argparse
import json
import os
import platform
import sqlite3
import sys

import code_size
import contestants
import measure
import report
import weave_time

ROOT = contestants.ROOT


def options():
    p = argparse.ArgumentParser(prog='scripts/bench', description='Measures woven code beside others, and the weave.')
    p.add_argument('--quick', action='store_true', help='little data, checksums compared, nothing measured')
    p.add_argument('--weave', metavar='PATH', help="an optimised build's weave (default: build/plain's, then build's)")
    p.add_argument('--build', metavar='DIR', default=os.path.join(ROOT, 'build', 'bench'), help='where to build (build/bench)')
    p.add_argument('--repeat', metavar='N', type=int, default=7, help='repetitions (7)')
    p.add_argument('--only', metavar='KEY,...', help='these contestants: ' + ' '.join(c.key for c in contestants.TABLE))
    p.add_argument('--works', metavar='NAME,...', help='these works: ' + ' '.join(w[0] for w in measure.WORKS))
    p.add_argument('--most', metavar='N', type=int, default=10000, help='the most queries that are woven, 0 for none (10000)')
    p.add_argument('--no-times', action='store_true', help='without processor times: instructions and the weave')
    p.add_argument('--no-instructions', action='store_true', help='without callgrind')
    p.add_argument('-o', '--output', metavar='DIR', default=os.path.join(ROOT, 'bench'), help='where RESULTS.md goes (bench)')
    return p.parse_args()


def find_weave(given):
    for path in [given] if given else ['build/plain/driver/weave', 'build/driver/weave']:
        path = os.path.join(ROOT, path)
        if os.access(path, os.X_OK):
            return path
    raise SystemExit('bench: there is no weave: "scripts/test" or "./weave" builds one; or give --weave PATH')


def progress(line):
    """On a terminal alone, one line that changes."""
    if sys.stderr.isatty():
        sys.stderr.write('\r\033[K' + line[:100])
        sys.stderr.flush()


def split(text):
    return set(text.split(',')) if text else None


def machine(shop):
    with open('/proc/cpuinfo', encoding='utf-8') as text:
        names = [line.split(':')[1].strip() for line in text if line.startswith('model name')]
    return {'processor': names[0] if names else platform.machine(), 'cores': os.cpu_count(),
            'system': platform.freedesktop_os_release().get('PRETTY_NAME', platform.system()),
            'compiler': contestants.run(shop.cc + ['--version']).splitlines()[0],
            'sqlite': sqlite3.sqlite_version, 'load': f'{os.getloadavg()[0]:.1f}'}


def quick(ready, databases):
    databases.make('quick')
    measure.ask_works(ready, databases, 'quick')
    n = measure.compare(ready, databases)
    progress('')
    print(f'{len(ready)} contestants agree on {n} checksums')


def write(shop, output, found):
    with open(shop.path('results.json'), 'w', encoding='utf-8') as text:
        json.dump(found, text, indent=1)
    made = report.Report(found)
    texts = [('RESULTS.md', made.text())] + ([('results.svg', made.plot())] if found['times'] else [])
    for name, text in texts:
        with open(os.path.join(output, name), 'w', encoding='utf-8') as file:
            file.write(text)
    progress('')
    print(f'wrote {os.path.join(output, "RESULTS.md")}')


def main():
    o = options()
    shop = contestants.Workshop(o.build, find_weave(o.weave), o.quick, progress)
    ready, skipped = contestants.build(shop, split(o.only))
    databases = measure.Databases(shop, shop.ddl())
    if o.quick:
        return quick(ready, databases)
    found = {'machine': machine(shop), 'repeat': o.repeat, 'skipped': skipped,
             'contestants': [{'key': c.key, 'title': c.title, 'sqlite': c.sqlite} for c in ready]}
    for size in ('full', 'instructions'):
        databases.make(size)
    measure.ask_works(ready, databases, 'instructions')
    wanted = split(o.works)
    found['instructions'] = {} if o.no_instructions else measure.instructions(ready, databases, wanted, progress)
    found['times'] = {} if o.no_times else measure.times(ready, databases, measure.STORES, o.repeat, wanted, progress)
    found['code'] = code_size.measure(shop)
    found['weaves'] = weave_time.measure(shop, o.most, progress)
    return write(shop, o.output, found)


try:
    main()
except measure.Differs as why:
    raise SystemExit(f'bench: the contestants do not agree: {why}') from why
