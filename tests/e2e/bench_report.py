"""bench_report.py - that bench/report.py makes a report of whatever a run has found."""

import os
import sys
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, 'bench'))

import contestants  # noqa: E402
import goals  # noqa: E402
import measure  # noqa: E402
import report  # noqa: E402

WATCHED = ['weave-b'] + [c.key for c in contestants.COSTS]


def by_store(keys, value):
    return {store: {key: {w[0]: value(key) for w in measure.WORKS if store == 'file' or w[0] != 'open'}
                    for key in keys} for store in measure.STORES}


def weave(queries):
    took = [queries / 1000, queries / 500]
    return {'queries': queries, 'tables': queries // 10, 'peak': 100000, 'stages': {'parse': 0.1, 'emit': 0.2},
            'midstage': {'cc': 0.05}, **{name: took for name in ('cold', 'noop', 'query', 'table', 'refuted', 'refuted_query')}}


def a_run(ratio, code=32):
    """All that a run can find; weave takes so many times what others take."""
    def n(key):
        return 1000.0 * (ratio if key.startswith('weave') else 9 if key == 'drizzle-prepared' else 1)
    keys = [c.key for c in contestants.TABLE]
    return {'machine': {'processor': 'P', 'cores': 2, 'system': 'S', 'compiler': 'C', 'sqlite': '3', 'load': '0.0', 'when': ''},
            'contestants': [{'key': c.key, 'title': c.title, 'sqlite': c.sqlite} for c in contestants.TABLE],
            'skipped': [['SOCI', 'missing here: libsoci-dev']], 'notes': ['there was no time for more'],
            'own': {'weave-b': {'scan': 100.0}},
            'times': by_store(keys, lambda key: [n(key) * 1e-9] * 3), 'instructions': by_store(keys, n),
            'costs': {'times': by_store(WATCHED, lambda key: [1e-6]), 'instructions': by_store(WATCHED, n),
                      'classes': {'weave-b': {'scan': 10}}, 'own': {'weave-b': {'scan': 90}}, 'allocations': {'weave-b': {'scan': 0 if ratio < 1 else 2}}},
            'code': {'function': code, 'runtime': code, 'program': code, 'rows': [['one', 1]], 'parts': [['a.c', 1]]},
            'weaves': [weave(n) for n in (1, 1000, 5000, 10000)]}


class TheReport(unittest.TestCase):
    def says(self, text, what, yes=True):
        self.assertEqual(what in text, yes, what)

    def test_a_fast_weave_meets_all_goals_of_woven_code(self):
        found = a_run(0.2)
        del found['weaves']
        text = report.Report(found).text()
        self.says(text, 'missed by', False)
        self.says(text, '### Why goals are missed', False)
        self.says(text, '| behind ', False)
        self.says(text, '| A, memory: W1 point | ≤ 0.80 | 0.20 |  |')

    def test_a_slow_weave_is_told_by_how_much_and_why(self):
        text = report.Report(a_run(2, code=70000)).text()
        self.says(text, '| A, memory: W1 point | ≤ 0.80 | 2.00 |  | 2.00 (2.00–2.00) | missed by 150% |')
        self.says(text, '| B, memory: W3 scan | ≤ 0.48 | 2.00 | 1.90 |')
        self.says(text, ' by 100% |')
        self.says(text, goals.read_reasons()['runtime'])

    def test_what_was_left_out_is_named(self):
        text = report.Report(a_run(1)).text()
        self.says(text, '- SOCI: left out, missing here: libsoci-dev')
        self.says(text, '- there was no time for more')

    def test_a_run_that_was_stopped_has_a_report_of_what_it_found(self):
        for part in ('times', 'instructions', 'costs', 'code', 'weaves'):
            found = a_run(1)
            del found[part]
            self.says(report.Report(found).text(), '## Goals')
            report.Report(found).quoted()
        nothing = {key: a_run(1)[key] for key in ('machine', 'skipped', 'notes')} | {'contestants': []}
        self.says(report.Report(nothing).text(), 'not measured')

    def test_a_contestant_that_did_half_of_its_work_has_no_figures_for_the_rest(self):
        found = a_run(1)
        for part in (found['times'], found['instructions'], found['costs']['times'], found['costs']['instructions']):
            for by in part.values():
                for works in by.values():
                    works.pop('scan')
        text = report.Report(found).text()
        self.says(text, '| A, memory: W3 scan | ≤ 0.50 |  |  |  | not measured |')

    def test_reasons_are_of_goals_that_there_are(self):
        judged = []
        chapter = goals.Goals(a_run(9, code=70000), report.Report(a_run(9)).figures)
        chapter.judge = lambda key, name, *rest, **more: judged.append(key) or [name]
        chapter.woven(), chapter.others([]), chapter.weave(), chapter.code()
        self.assertLessEqual(set(goals.read_reasons()), set(judged) | {'midstage tcc'})


if __name__ == '__main__':
    unittest.main()
