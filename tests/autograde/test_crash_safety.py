"""Grading that is killed at any moment, and started again, ends as if nothing had happened.

A class of thirty is graded by a process of its own, which is killed with SIGKILL at random moments:
it and its workers at once, it alone, one of its workers, or the sandbox's warm parent. Then it is
started again, until it ends by itself. What lies there then is compared with a run that nobody
disturbed. Every SIGKILL that hit something counts as one kill; a class run sees several.

The suite does a few kills. All fifty, with figures:

    python -m tests.autograde.test_crash_safety --kills 50
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
import pytest

from grading import ROOT
from grading.authoring.filled_in import fill, solved, wrong
from grading.autograde.task import TRIES
from grading.gradebook.book import Course
from grading.gradebook.grades_csv import FAILED
from grading.handed_in.repair import repair
from grading.handed_in.submissions import read_submission
from grading.lesson.cells import is_exercise
from grading.lesson.masters import masters_of
from grading.lesson.release import derive
from grading.sandbox.scratch import PREFIX
from tests.helpers.graded_class import JUDGE
from tests.helpers.sample_course import LESSON, hand_in, make_course, make_solution
from utils.storage.one_step import PART

KILLS = int(os.environ.get("CRASH_KILLS", "8"))
STUDENTS = 30
MODES = ("group", "main", "worker", "warm")
GONE = 60  # seconds in which every process must be gone, also on a busy machine
RUNNER = """
import sys
from pathlib import Path
from grading import CourseError
from grading.grade import Settings, grade_class

if __name__ == "__main__":
    try:
        grade_class(Path(sys.argv[1]), settings=Settings(workers=2), say=lambda line: None)
    except CourseError as error:
        sys.exit(str(error))
"""


def first_students() -> list[str]:
    return [f"s{number:02}" for number in range(STUDENTS)]


def works(root: Path) -> dict[str, bytes | None]:
    """What each of the thirty hands in: right, wrong, half, fatal, broken, or nothing."""
    release = nbformat.reads(derive(LESSON, root), as_version=4)
    solution = make_solution()

    def text(**sources):
        nb = fill(release, solution, lambda cell: sources.get(cell.id, solved(cell)))
        return nbformat.writes(nb, version=4).encode()

    all_wrong = {cell.id: wrong(cell) for cell in solution.cells if is_exercise(cell)}
    ends = "import os\nos._exit(1)"
    kinds = [
        text(),
        text(double="def double(x):\n    return 3 * x"),
        text(divide="def divide(a, b):\n    return a // b, 1"),
        text(reflection=""),
        text(**all_wrong),
        text(divide="def divide(a, b)\n    return 1"),
        text(double="def double(x):\n    return x.missing"),
        nbformat.writes(release, version=4).encode(),
    ]
    odd = {3: text(divide=ends), 13: b"{", 17: None, 23: text()[:500]}
    return {
        student: odd.get(number, kinds[number % len(kinds)])
        for number, student in enumerate(first_students())
    }


def make_class(folder: Path) -> Path:
    """A course whose class has handed in, and of which nothing is graded."""
    root = make_course(folder)
    (root / "roster.csv").write_text("\n".join(["student", *first_students()]) + "\n")
    (root / "deadlines.csv").write_text("lesson,due\n99,2026-01-31 18:00\n")
    for number, (student, work) in enumerate(works(root).items()):
        if work is not None:
            path = hand_in(root, student, work)
            day = 28 + number % 4
            (path.parent / "timestamp.txt").write_text(f"2026-01-{day} 19:00 UTC\n")
    return root


def give_a_past(root: Path) -> None:
    """Save older work for everybody, with scores and comments by hand, and lines of history."""
    course = Course(root)
    mark = course.prepare(LESSON, None)
    assert mark
    old = nbformat.reads(derive(LESSON, root), as_version=4)
    masters = masters_of(LESSON, course.root)
    repair(old, masters)
    for number, student in enumerate(first_students()):
        work = read_submission(student, LESSON, root)
        course.save(work, old)
        with course.open() as book:
            notebook = book.find_submission_notebook(LESSON, LESSON, student)
            for grade in notebook.grades:
                if number % 3 == 0 and grade.name == "reflection":
                    grade.manual_score, grade.needs_manual_grade = number % 4, False
                if number % 7 == 0 and grade.name == "double_hidden":
                    grade.manual_score, grade.extra_credit = 1.5, 0.5
            for comment in notebook.comments:
                if number % 5 == 0:
                    comment.manual_comment = f"Well said, {student}"
            book.db.commit()
    course.close()
    lines = [f"{s},{LESSON},graded,0,11,0000,None,\n" for s in first_students()]
    header = "student,lesson,status,score,max_score,notebook,handed_in,reason\n"
    (root / "history.csv").write_text(header + "".join(lines))


def scores(root: Path) -> dict:
    """Every score, comment and penalty in the gradebook."""
    course, found = Course(root), {}
    with course.open() as book:
        for submission in book.find_assignment(LESSON).submissions:
            for notebook in submission.notebooks:
                key = (submission.student_id, notebook.name)
                found[key] = (submission.timestamp, notebook.late_submission_penalty)
                for g in notebook.grades:
                    row = (g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade)
                    found[*key, "grade", g.name] = row
                for c in notebook.comments:
                    found[*key, "comment", c.name] = (c.auto_comment, c.manual_comment)
    course.close()
    return found


def state(root: Path) -> dict:
    """All that grading leaves behind, as far as it has to be the same."""
    found = {("scores", *key): value for key, value in scores(root).items()}
    for name in ("grades.csv", "mistakes.csv"):
        for number, line in enumerate((root / name).read_text().splitlines()):
            found[name, number] = line
    with (root / "history.csv").open(newline="") as stream:
        # In whatever order they were done; a line that stands there twice counts twice
        for line, count in Counter(map(tuple, csv.reader(stream))).items():
            found["history", *line] = count
    for folder in ("autograded", "feedback", "release"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file():
                found[str(path.relative_to(root))] = path.read_bytes()
    for path in sorted((root / ".cache" / "graded").rglob("*.json")):
        note = json.loads(path.read_text())
        own = ("slowest", "seconds", "memory", "inputs")  # each run's
        found[str(path.relative_to(root))] = {k: v for k, v in note.items() if k not in own}
    return found


def differences(one: dict, other: dict) -> list[str]:
    keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
    return [f"{key}: {str(one.get(key))[:300]} | {str(other.get(key))[:300]}" for key in keys]


@dataclass
class Grader:
    """Runs `make grade`'s main work in a process of its own, and kills it.

    Args:
        folder: for the runner, and for the scratch folders of what it starts.
    """

    folder: Path
    kills: Counter = field(default_factory=Counter)
    starts: int = 0
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.scratch = self.folder / "tmp"
        self.scratch.mkdir()
        self.runner = self.folder / "run_grading.py"
        self.runner.write_text(RUNNER)
        self.mark = f"crash-{os.getpid()}-{id(self)}"

    def start(self, root: Path) -> subprocess.Popen:
        self.starts += 1
        env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(self.scratch)}
        env["CRASH_TEST"] = self.mark
        env.pop("GRADEBOOK_URL", None)
        with (self.folder / "said").open("wb") as said:
            return subprocess.Popen(
                [sys.executable, str(self.runner), str(root)],
                cwd=self.folder,
                env=env,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def finish(self, process: subprocess.Popen) -> int:
        """Wait for the end of a run; nothing of it may be left, and it may not end in a dump."""
        code = process.wait(300)
        self.nothing_left()
        said = (self.folder / "said").read_text(errors="replace")
        if "Traceback" in said:
            pytest.fail(f"a run ended in a dump:\n{said}")  # whole: an assertion would cut it
        assert code in (0, 1), said
        if code:
            self.said.append(said.strip())
        return code

    def run(self, root: Path) -> float:
        """Grade undisturbed; seconds."""
        begun = time.monotonic()
        assert self.finish(self.start(root)) == 0, self.said
        return time.monotonic() - begun

    def processes(self) -> Iterator[psutil.Process]:
        """What belongs to a run: by its environment, or by the folder that it can see."""
        for process in psutil.process_iter():
            for name, sign in (
                ("environ", self.mark),
                ("cmdline", str(self.scratch)),
                ("mountinfo", str(self.scratch)),
            ):
                try:
                    if sign.encode() in Path(f"/proc/{process.pid}/{name}").read_bytes():
                        yield process
                        break
                except OSError:
                    continue

    def nothing_left(self) -> None:
        deadline = time.monotonic() + GONE
        while left := [p for p in self.processes() if _alive(p)]:
            if time.monotonic() > deadline:
                told = [f"{p.pid} {' '.join(p.cmdline())[:200]}" for p in left]
                raise AssertionError(f"still there: {told}")
            time.sleep(0.02)

    def kill(self, process: subprocess.Popen, mode: str, rng: random.Random) -> bool:
        """Kill something of a run; whether there was such a thing."""
        if mode == "group":
            os.killpg(process.pid, signal.SIGKILL)
        elif mode == "main":
            process.kill()
        else:
            wanted = {"worker": _is_worker, "warm": _is_warm_parent}[mode]
            below = psutil.Process(process.pid).children(recursive=True)
            if not (targets := [p for p in below if wanted(p)]):
                return False
            try:
                rng.choice(targets).kill()
            except psutil.NoSuchProcess:
                return False
        self.kills[mode] += 1
        return True

    def disturb(self, root: Path, plan: list[tuple[str, float]], rng: random.Random) -> None:
        """Grade, killing at each planned (mode, seconds from the last one) until it has ended.

        A task that takes so many workers or sandboxes down with it is given up; its row says to
        try again, and that is done.
        """
        while True:
            process, over, before = self.start(root), False, sum(self.kills.values())
            while plan and not over:
                mode, delay = plan[0]
                try:
                    process.wait(delay)
                    break
                except subprocess.TimeoutExpired:
                    pass
                while process.poll() is None:
                    if self.kill(process, mode, rng):
                        plan.pop(0)
                        break
                    time.sleep(0.02)
                over = mode in ("group", "main")
            if over and process.wait(60) == -signal.SIGKILL:
                self.nothing_left()
                continue
            code, hit = self.finish(process), sum(self.kills.values()) - before
            if code == 0 and not (hit >= TRIES and FAILED in (root / "grades.csv").read_text()):
                return

    def left_behind(self, root: Path) -> list[str]:
        """Half-written files and scratch folders."""
        parts = [str(path) for path in root.rglob(f"*{PART}")]
        return parts + [str(path) for path in self.scratch.glob(f"{PREFIX}*")]


def _alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _is_worker(process: psutil.Process) -> bool:
    try:
        return JUDGE in " ".join(process.cmdline())
    except psutil.Error:
        return False


def _is_warm_parent(process: psutil.Process) -> bool:
    """Whether it is the warm parent or bubblewrap around it, and none of its kernels."""
    try:
        around = process.name() == "bwrap" or process.parent().name() == "bwrap"
        return around and "course_warm.py" in " ".join(process.cmdline())
    except (psutil.Error, AttributeError):
        return False


def kill_and_compare(folder: Path, kills: int, seed: int, say=print) -> Grader:
    """Do so many kills over as many class runs as they take.

    Raises:
        AssertionError: something differs from an undisturbed run, or was left behind.
    """
    rng, grader = random.Random(seed), Grader(folder)
    fresh = make_class(folder / "fresh")
    past = folder / "past" / "course"
    shutil.copytree(fresh, past)
    give_a_past(past)
    references: dict[str, tuple[dict, float]] = {}
    n_rounds = 0
    while sum(grader.kills.values()) < kills:
        both = [("past", past), ("fresh", fresh)]
        name, base = both[n_rounds % 2 if kills > 10 else 0]
        if name not in references:
            root = folder / f"undisturbed-{name}"
            shutil.copytree(base, root)
            seconds = grader.run(root)
            assert FAILED not in (rows := (root / "grades.csv").read_text()), rows
            references[name] = (state(root), seconds)
            say(f"undisturbed, {name}: {seconds:.1f} s")
        wanted, seconds = references[name]
        root = folder / f"round-{n_rounds}"
        shutil.copytree(base, root)
        left = kills - sum(grader.kills.values())
        modes = [rng.choice(MODES) for _ in range(min(left, 10))]
        plan = [(mode, rng.uniform(0.1, 0.6 * seconds)) for mode in modes]
        grader.disturb(root, plan, rng)
        found = differences(wanted, state(root)) + grader.left_behind(root)
        assert not found, "\n".join(found[:20])
        n_rounds += 1
        done = ", ".join(f"{count} {mode}" for mode, count in sorted(grader.kills.items()))
        say(f"round {n_rounds}, {name}: the same after {done}; {grader.starts} starts")
        shutil.rmtree(root)
    for said in grader.said:
        say(f"a run ended with: {said}")
    return grader


@pytest.mark.sandbox
def test_a_class_that_is_killed_again_and_again_ends_as_if_undisturbed(tmp_path):
    grader = kill_and_compare(tmp_path, KILLS, seed=1)
    assert sum(grader.kills.values()) >= KILLS
    assert not [said for said in grader.said if re.search(r"\n.*\n", said)], "one sentence each"


def main(arguments: list[str] | None = None) -> int:
    """Do many kills, and print what happened."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        kill_and_compare(Path(folder), options.kills, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
