"""clock.py - the time that a run may take, and the line that says how far it is."""

import sys
import time


class Clock:
    """Seconds since the run began. A part may go on until its end."""

    def __init__(self, minutes):
        self.began = time.monotonic()
        self.total = minutes * 60
        self.end = self.total
        self.notes = []  # what was cut short

    def now(self):
        return time.monotonic() - self.began

    def part(self, share):
        """The next part may go on until so much of the whole time is over."""
        self.end = self.total * share

    def note(self, line):
        self.notes.append(line)
        self.clear()
        print(f'bench: {line}', flush=True)

    def say(self, line):
        """On a terminal alone, one line that changes."""
        if sys.stderr.isatty():
            passed = f'{self.now() / 60:4.1f} of {self.total / 60:.0f} min'
            sys.stderr.write(f'\r\033[K[{passed}] {line}'[:110])
            sys.stderr.flush()

    @staticmethod
    def clear():
        if sys.stderr.isatty():
            sys.stderr.write('\r\033[K')
