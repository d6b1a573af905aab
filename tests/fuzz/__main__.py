"""Try inputs drawn at random at the doors for so many minutes, and say what came of them."""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.notebooks import Notebooks
from tests.fuzz.tally import ROOM, Tally, run
from tests.fuzz.values import Values
from tests.fuzz.zips import Zips

DOORS = {"zips": Zips, "notebooks": Notebooks, "values": Values}


def main(arguments: list[str] | None = None) -> int:
    """Try the doors, one after the other; 1 where an input failed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--minutes", default="", help="of all doors together; 10 if left out")
    parser.add_argument("--door", default="", help=f"one of {', '.join(DOORS)}; all if left out")
    parser.add_argument("--seed", type=int, help="try the 100 inputs of one seed again")
    options = parser.parse_args(arguments)
    chosen = [options.door] if options.door else list(DOORS)
    if not set(chosen) <= set(DOORS):
        print(f"no door is called {options.door!r}: {', '.join(DOORS)}", file=sys.stderr)
        return 1
    minutes = 0.0 if options.seed is not None else float(options.minutes or 10)
    begin = int(time.time()) if options.seed is None else options.seed
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, resource.getrlimit(resource.RLIMIT_AS)[1]))
    folder, failed = Path(tempfile.mkdtemp(prefix="fuzz-failed-")), 0
    for name in chosen:
        tally, door = Tally(name, folder), DOORS[name]()
        until = time.monotonic() + 60 * minutes / len(chosen)
        run(tally, door.strategy, door.attempt, until, begin)
        print(tally, flush=True)
        failed += sum(tally.failed.values())
    if failed:
        print(f"each input that failed has a file in {folder}/", file=sys.stderr)
    else:
        folder.rmdir()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
