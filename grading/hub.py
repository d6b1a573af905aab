"""Try a class on a JupyterHub on this machine: `make hub`; and what goes over its exchange.

    make hub                            start it, with a teacher and three students
    make hub DO=release LESSONS="00 01" put lessons where students fetch them
    make hub DO=collect LESSON=01       take what they handed in into submitted/
    make hub DO=feedback LESSON=01      give the pages of feedback back
    make hub DO=remove                  remove the trial: its files, and its accounts

The first and the last are for the trial. The others work in the course's folder of any hub whose
environment names the exchange (COURSE_EXCHANGE, COURSE_ID): hub/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from grading import ROOT, CourseError, select_lessons
from grading.classroom.exchanging import give_back, release, take
from grading.classroom.installing import install
from grading.classroom.ports import free_ports
from grading.classroom.trial import (
    STUDENTS,
    TEACHER,
    TrialHub,
    lay_out,
    new_password,
    own_folders,
    remove,
    set_password,
    trial_here,
)
from grading.collect import collect
from grading.course import screen
from grading.course.roster import read_people
from grading.course.told import shown
from grading.handed_in.submissions import class_without_roster
from utils.classroom.exchange import COURSE, DEFAULT_COURSE, PLACE, exchange_here

SETTINGS = ROOT / "grading" / "classroom" / "jupyterhub_config.py"
INSTALLED = "JupyterHub is installed in .venv"
PATIENCE, LOOK = 20, 0.5  # seconds for the hub to end; between two looks whether it runs
DOES = ("release", "collect", "feedback", "remove", "install")


def start(port: str = "", lessons: str = "", pam: bool = False, folder: str = "") -> int:
    """Lay the trial out, release its lessons, and run the hub until Ctrl-C.

    Args:
        port: for the browser; the first free one from 8000 on when empty.
        lessons: that are released; all when empty.
        pam: ask the system for passwords, where there are accounts.
        folder: of the trial; `.cache/hub` when empty.

    Raises:
        CourseError: something stands in the way; the text says what to do.
    """
    select_lessons(lessons)
    if os.name == "nt":
        raise CourseError("JupyterHub does not run on Windows: start it in WSL")
    if install():
        screen.say(INSTALLED)
    trial = trial_here(Path(folder).absolute() if folder else None)
    ports, password = free_ports(port), new_password()
    lay_out(trial)
    for name in (TEACHER, *STUDENTS) if trial.accounts else ():
        set_password(name, password)
    released(trial, lessons)
    if trial.walled and not trial.accounts:
        own_folders(trial)
    for line in welcome(trial, ports[0], password):
        screen.say(line)
    told = {
        "folder": str(trial.folder),
        "root": str(trial.root),
        "accounts": trial.accounts,
        "walled": trial.walled,
        "ports": ports,
        "pam": pam and trial.accounts,
    }
    variables = {**os.environ, "COURSE_TRIAL": json.dumps(told), "COURSE_PASSWORD": password}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    variables["PYTHONPATH"] = os.pathsep.join(paths)
    return run_hub(trial, variables)


def run_hub(trial: TrialHub, variables: dict[str, str]) -> int:
    """Run JupyterHub, which writes into its log, and end it with all that it started."""
    words = [sys.executable, "-m", "jupyterhub", "--config", str(SETTINGS)]
    with (trial.state / "hub.log").open("wb") as log:
        hub = subprocess.Popen(
            words, cwd=trial.state, env=variables, stdout=log, stderr=log, start_new_session=True
        )

        asked = threading.Event()

        def end(*_: object) -> None:
            asked.set()
            hub.send_signal(signal.SIGTERM)

        before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            while hub.poll() is None and not asked.wait(LOOK):
                pass
            hub.wait(PATIENCE)
        except subprocess.TimeoutExpired:  # people's servers are gone by now; a window holds it
            hub.kill()
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
    if not asked.is_set():
        raise CourseError(f"the hub ended by itself: {trial.state / 'hub.log'} says why")
    return 0


def welcome(trial: TrialHub, port: int, password: str) -> list[str]:
    """What to know of the hub that starts."""
    lines = [
        f"The hub: http://127.0.0.1:{port}. Log in as {TEACHER}, {', '.join(STUDENTS[:-1])} or "
        f"{STUDENTS[-1]}, each in a window of their own; the password is {password}.",
        'Students: menu Nbgrader, "Assignment List". The teacher: a terminal, in which '
        "`make hub DO=collect LESSON=01`, `make grade`, `make hub DO=feedback LESSON=01` work.",
    ]
    if not trial.walled:
        lines.append(
            "bubblewrap is not installed: students' servers see all that you see. Log in with "
            "nobody but yourself, and install it before others try."
        )
    elif not trial.accounts:
        lines.append(
            "All run with your own rights, behind walls. A real class gives each an account."
        )
    return [*lines, f"Ctrl-C here ends it; all of it lies in {trial.folder}."]


def released(trial: TrialHub, lessons: str) -> None:
    """Release lessons as the teacher, in the teacher's course.

    Raises:
        CourseError: it could not be done.
    """
    words = [sys.executable, "-m", "grading.hub", "--do", "release", "--lessons", lessons]
    if trial.accounts:
        words = ["runuser", "-u", TEACHER, "--", *words]
    variables = {
        PLACE: str(trial.exchange),
        COURSE: DEFAULT_COURSE,
        "HOME": str(trial.home(TEACHER)),
    }
    variables = {**os.environ, **variables, "PYTHONPATH": str(trial.course)}
    done = subprocess.run(words, cwd=trial.course, env=variables, capture_output=True, text=True)
    if done.returncode:
        raise CourseError((done.stderr.strip().splitlines() or ["no lesson was released"])[-1])


def do_release(wanted: str, root: Path = ROOT) -> None:
    """Put lessons where students fetch them."""
    lessons = release(exchange_here(), wanted, root)
    screen.say(f"students can fetch {len(lessons)} lessons: {', '.join(lessons)}")


def do_collect(wanted: str, root: Path = ROOT) -> None:
    """Take what students handed in, lesson by lesson, as a download is taken."""
    exchange, lessons = exchange_here(), select_lessons(wanted, root)
    came = False
    for lesson in lessons:
        with tempfile.TemporaryDirectory() as folder:
            download = Path(folder) / "hub"
            download.mkdir()
            if take(exchange, lesson, download, screen.say):
                came = True
                collect(download, root, lesson)
    if not came:
        screen.say(f"nothing was handed in yet of {', '.join(lessons)}")


def do_feedback(wanted: str, root: Path = ROOT) -> None:
    """Give pages back, lesson by lesson."""
    exchange, people = exchange_here(), read_people(root)
    students = class_without_roster(root) if people is None else [each.student for each in people]
    for lesson in select_lessons(wanted, root):
        given, left = give_back(exchange, lesson, students, root)
        if given:
            screen.say(f"{lesson}: pages for {', '.join(map(shown, given))}")
        for student, why in left.items():
            screen.say(f"{lesson}: no page for {shown(student)}: {why}")


def main(arguments: list[str] | None = None) -> int:
    """Start the trial hub, or do one thing with the exchange."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--do", default="", help=f"one of {', '.join(DOES)}; starts when left out")
    parser.add_argument("--lessons", default="", help='such as "00 01"; all when left out')
    parser.add_argument("--port", default="", help="for the browser; 8000 when left out")
    parser.add_argument("--pam", action="store_true", help="ask the system for passwords")
    parser.add_argument("--folder", default="", help="of the trial; .cache/hub when left out")
    options = parser.parse_args(arguments)
    ways = {"release": do_release, "collect": do_collect, "feedback": do_feedback}
    try:
        if options.do and options.do not in DOES:
            raise CourseError(f"DO={options.do} is not known: take one of {', '.join(DOES)}")
        if options.do == "remove":
            remove(trial_here(Path(options.folder).absolute() if options.folder else None))
            screen.say("the trial is gone")
        elif options.do == "install":
            if install():
                screen.say(INSTALLED)
        elif options.do:
            ways[options.do](options.lessons)
        else:
            return start(options.port, options.lessons, options.pam, options.folder)
    except CourseError as error:
        screen.warn(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
