"""costs.py - what it costs to watch a connection, to decode strictly, and to compare the
database with the schema when it is opened: weave B, with and without. And what it allocates."""

import re
import shutil

import contestants
import measure

WORKS = ['point', 'list', 'scan', 'insert', 'update', 'open']
HARNESS = ('allocate', 'text_of') # they allocate for the bench
CALLS = {w[0]: w[measure.COLUMN['instructions']] for w in measure.WORKS}
PLAIN = ('weave-b', 'weave-b-owned')


class Looks:
    """Of callgrind's files, by contestant and work: instructions a call of asking values for
    their class, of memory that woven code and the runtime (not SQLite) ask for, and within the
    program: what is neither SQLite's nor the system's. (Callgrind's numbers of calls are no use:
    it counts them outside of what is measured, too.)"""

    def __init__(self):
        self.classes = {}
        self.allocations = {}
        self.own = {}

    def look(self, contestant, work, path):
        if contestant.key not in PLAIN or not shutil.which('callgrind_annotate'):
            return
        said = contestants.run(['callgrind_annotate', '--tree=caller', '--inclusive=yes', '--threshold=100', path])
        asked, allocated = 0, 0
        for block in said.split('\n\n'): # of a function: who has called it, and behind a star itself
            name = re.search(r'^ *([\d,]+) .*\* .*:(\w+) ', block, re.M)
            if name and re.fullmatch('sqlite3_(value|column)_type', name[2]):
                asked += number(name[1])
            elif name and re.fullmatch('malloc|calloc|realloc|sqlite3_(m|re)alloc(64)?', name[2]):
                callers = re.findall(r'^ *([\d,]+) .*< .*:(\w+) \([\d,]+x\) \[' + program_of(contestant) + r'\]', block, re.M)
                allocated += sum(number(n) for n, caller in callers if caller not in HARNESS)
        self.classes.setdefault(contestant.key, {})[work] = asked / CALLS[work]
        self.allocations.setdefault(contestant.key, {})[work] = allocated / CALLS[work]
        self.look_own(contestant, work, path)

    def look_own(self, contestant, work, path):
        """Of who has SQLite in a library of its own."""
        if not contestant.key.startswith(('weave-a', 'weave-b')) or not shutil.which('callgrind_annotate'):
            return
        said = contestants.run(['callgrind_annotate', '--inclusive=no', '--threshold=100', path])
        own = re.findall(r'^ *([\d,]+) .*:[\w.]+ \[' + program_of(contestant) + r'\]$', said, re.M)
        self.own.setdefault(contestant.key, {})[work] = sum(number(n) for n in own) / CALLS[work]


def program_of(contestant):
    return re.escape(contestant.command[0])


def number(text):
    return int(text.replace(',', ''))


def build(shop, ready):
    """Weave B and its like, if it takes part."""
    plain = [c for c in ready if c.key in PLAIN]
    return plain + contestants.build(shop, contestants.COSTS)[0] if plain else []


def find(measuring, o, clock):
    """{instructions, times: as those of the contestants; classes, allocations, own: {key: {work: n}}}"""
    looks = Looks()
    found = {'instructions': {}, 'times': {}, 'classes': looks.classes, 'allocations': looks.allocations,
             'own': looks.own}
    if not o.no_instructions:
        chosen = {'memory': lambda c: WORKS, 'file': lambda c: ['open']}
        found['instructions'] = measuring.instructions(chosen, clock, looks.look)
    if not o.no_times:
        found['times'] = measuring.times({'memory': WORKS, 'file': ['open']}, o.repeat, clock)
    return found
