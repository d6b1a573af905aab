"""What came of the inputs that were tried at a door."""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

LONGEST = 30  # seconds of the processor's that one input may take
PATIENCE = 120  # seconds of ours, on a machine that does other things too
LARGEST = 1_500_000_000  # bytes by which one input may raise the most that the process has held
BATCH = 100  # inputs of one seed
ROOM = 12_000_000_000  # bytes of addresses: more ends in a MemoryError, not in a full machine
UNIT = 1 if sys.platform == "darwin" else 1024


class TooLong(BaseException):
    """An input took longer than any may."""


class Undeserved(BaseException):
    """An input earned points that nothing in it is worth."""


@dataclass
class Tally:
    """What came of the inputs at one door.

    Attributes:
        door: its name.
        folder: takes a file for each input that fails.
        tried: how many inputs there were.
        kinds: how many of which kind, as the door tells them apart.
        failed: how many failed, by how.
        seconds: the longest that one took, of the processor's time.
        memory: the most bytes by which one raised what the process has held at most.
    """

    door: str
    folder: Path
    tried: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    memory: int = 0
    seed: int = 0

    def take(self, drawn: Any, attempt: Callable[[Any], str]) -> None:
        """Try one input, and note what came of it."""
        self.tried += 1
        begun, held = time.process_time(), most_held()
        try:
            with at_most(PATIENCE):
                self.kinds[attempt(drawn)] += 1
        except KeyboardInterrupt:
            raise
        except Undeserved as error:
            self._fail("undeserved", drawn, error)
        except BaseException as error:
            self._fail("too long" if isinstance(error, TooLong) else "crash", drawn, error)
        taken, grown = time.process_time() - begun, most_held() - held
        if taken > LONGEST:
            self._fail("too long", drawn, TooLong(f"{taken:.0f} s"))
        if grown > LARGEST:
            self._fail("too large", drawn, MemoryError(f"{grown / 1e6:.0f} MB"))
        self.seconds = max(self.seconds, taken)
        self.memory = max(self.memory, grown)

    def _fail(self, how: str, drawn: Any, error: BaseException) -> None:
        self.failed[how] += 1
        kept = {
            "door": self.door,
            "again": f"python -m tests.fuzz --door {self.door} --seed {self.seed}",
            "how": how,
            "error": "".join(traceback.format_exception(error))[-20_000:],
            "drawn": repr(drawn)[:1_000_000],
        }
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self.door}-{self.seed}-{self.tried}-{how.replace(' ', '-')}.json"
        path.write_text(json.dumps(kept, indent=1), encoding="utf-8")

    def __str__(self) -> str:
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds.most_common())
        failed = ", ".join(f"{count} {how}" for how, count in self.failed.items()) or "none failed"
        return (
            f"{self.door}: {self.tried} inputs tried ({kinds}); {failed}; the longest took "
            f"{self.seconds:.2f} s, the largest {self.memory / 1e6:.0f} MB"
        )


def run(
    tally: Tally, strategy: SearchStrategy, attempt: Callable[[Any], str], until: float, begin: int
) -> None:
    """Draw inputs and try them, seed by seed, until a moment of `time.monotonic`."""
    tally.seed = begin
    while True:

        @seed(tally.seed)
        @settings(
            max_examples=BATCH,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def batch(drawn: Any) -> None:
            if time.monotonic() < until or tally.seed == begin:
                tally.take(drawn, attempt)

        batch()
        if time.monotonic() >= until:
            return
        tally.seed += 1


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """End what takes longer.

    Raises:
        TooLong: it did.
    """

    def ring(*_: Any) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    left = signal.setitimer(signal.ITIMER_REAL, seconds)  # of a test's own time, when one runs
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *left)


def most_held() -> int:
    """The most bytes that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
