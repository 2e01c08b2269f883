"""code_size.py - what woven code and the runtime weigh, gcc -O2."""

import glob
import os
import re

import contestants

FLAGS = ['-std=c11', '-O2', '-ffunction-sections', '-fdata-sections']


def bytes_of(made, kinds='text|rodata'):
    """Code and constants."""
    sections = re.findall(rf'^\.(?:{kinds})\S* +(\d+)', contestants.run(['size', '-A', made]), re.M)
    return sum(int(size) for size in sections)


def functions_of(made):
    """{name: bytes} of the functions of an object."""
    lines = contestants.run(['nm', '-S', '--defined-only', made]).splitlines()
    return {f[3]: int(f[1], 16) for f in (line.split() for line in lines) if len(f) == 4 and f[2] in 'tT'}


def linked(shop, runtime, gen, objects):
    """Code and constants of a program that opens a database and selects a row."""
    source, made = shop.path('size-main.c'), shop.path('size-main')
    with open(source, 'w', encoding='utf-8') as text:
        text.write('#include "db.gen.h"\nint main(void)\n{\n    WeaveDb *db;\n    WeaveArena mem = {0};\n'
                   '    BenchPoint row;\n    return db_open("x.db", 0, &db) || bench_point(db, 1, &mem, &row);\n}\n')
    contestants.run(shop.cc + FLAGS + ['-Wl,--gc-sections', '-I', runtime, '-I', gen, '-o', made, source, *objects, '-lsqlite3'])
    return bytes_of(made), bytes_of(made, 'text')


def queries_of(gen):
    """The C names of the module's queries: each has a function that gives its SQL."""
    with open(os.path.join(gen, 'bench.gen.h'), encoding='utf-8') as text:
        return re.findall(r'^const char \*(\w+)_sql\(void\);', text.read(), re.M)


def measure(shop):
    """function, runtime, program: bytes that have goals; rows: the rest; parts: of the runtime."""
    gen = shop.weave_into('debian')
    runtime = os.path.join(contestants.ROOT, 'runtime')
    objects = {}
    for source in sorted(glob.glob(os.path.join(runtime, '*.c')) + glob.glob(os.path.join(gen, '*.c'))):
        made = objects[os.path.basename(source)] = shop.path('size-' + os.path.basename(source) + '.o')
        contestants.run(shop.cc + FLAGS + ['-I', runtime, '-I', gen, '-I', contestants.ROOT, '-c', source, '-o', made])
    functions = functions_of(objects['bench.gen.c'])
    queries = queries_of(gen)
    own = {name: functions[name] for name in queries}
    names = re.compile(rf"({'|'.join(queries)})(_rows|_each|_sql)?(\.\w+)*$")
    theirs = sum(size for name, size in functions.items() if names.match(name))
    parts = {name: bytes_of(made) for name, made in objects.items() if os.path.exists(os.path.join(runtime, name))}
    program, program_code = linked(shop, runtime, gen, list(objects.values()))
    least, most = min(own, key=own.get), max(own, key=own.get)
    return {'function': round(sum(own.values()) / len(own)),
            'runtime': sum(parts.values()),
            'program': program,
            'rows': [('the program with one query, its code alone', program_code),
                     (f'the least of {len(own)} functions, {least}', own[least]),
                     (f'the most, {most}', own[most]),
                     ('all functions of a query, with those for each row and for its text, mean', round(theirs / len(own))),
                     ('what queries of one row type share, per query', round((sum(functions.values()) - theirs) / len(own)))],
            'parts': sorted(parts.items(), key=lambda part: -part[1])}
