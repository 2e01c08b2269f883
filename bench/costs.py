"""costs.py - what it costs to watch a connection, to decode strictly, and to compare the
database with the schema when it is opened: weave B, with and without."""

import re
import shutil

import contestants
import measure

WORKS = ['point', 'list', 'scan', 'insert', 'update', 'open']


class Classes:
    """Of strict decoding: the instructions of asking values for their class, by work."""

    def __init__(self):
        self.found = {}

    def look(self, key, work, path):
        if key != 'weave-b' or not shutil.which('callgrind_annotate'):
            return
        said = contestants.run(['callgrind_annotate', '--inclusive=yes', '--threshold=100', path])
        counts = re.findall(r'^ *([\d,]+) .*:sqlite3_(?:value|column)_type\b', said, re.M)
        calls = {w[0]: w[3] for w in measure.WORKS}[work]
        self.found[work] = sum(int(c.replace(',', '')) for c in counts) / calls


def build(shop, ready):
    """Weave B and its like, if it takes part."""
    base = [c for c in ready if c.key == 'weave-b']
    return base + contestants.build(shop, contestants.COSTS)[0] if base else []


def find(measuring, o, clock):
    """{instructions, times: as those of the contestants; classes}"""
    classes = Classes()
    found = {'instructions': {}, 'classes': classes.found, 'times': {}}
    if not o.no_instructions:
        chosen = {'memory': lambda c: WORKS, 'file': lambda c: ['open']}
        found['instructions'] = measuring.instructions(chosen, clock, classes.look)
    if not o.no_times:
        found['times'] = measuring.times({'memory': WORKS, 'file': ['open']}, o.repeat, clock)
    return found
