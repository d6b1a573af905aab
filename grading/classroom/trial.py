"""A class to try a hub with: a teacher and three students, in `.cache/hub`.

    state/      the hub's own: who is logged in, its keys, its log
    exchange/   where lessons and submissions change hands
    homes/      a home for each; the teacher's holds a copy of the course

Root gets an account of the system for each of the four; whoever is not root runs all of them with
one's own rights, behind walls where bubblewrap is installed.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from grading import ROOT, CourseError
from utils.storage.one_step import write_text

TEACHER, STUDENTS = "teacher", ("ada", "bob", "cleo")
OURS = "tries the course's hub"  # stands in the system's list of accounts
COPIED = ("grading", "solutions", "notebooks", "utils", "data", "requirements", "hub", "docker")
FILES = ("Makefile", "pyproject.toml", "nbgrader_config.py", "README.md", "INSTRUCTORS.md")
LEFT = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "MNIST", "*.egg-info")
MNIST = Path("data", "MNIST")
DAYS = 7  # until the first lesson is due; each other one a week later


@dataclass(frozen=True)
class TrialHub:
    """Where a trial lies, and how its people are told apart.

    Attributes:
        folder: of all its files.
        accounts: whether each person has an account of the system.
        walled: whether students' servers see their own files alone.
        root: the project.
    """

    folder: Path
    accounts: bool
    walled: bool
    root: Path = ROOT

    @property
    def exchange(self) -> Path:
        """Where work changes hands."""
        return self.folder / "exchange"

    @property
    def state(self) -> Path:
        """What only the hub reads."""
        return self.folder / "state"

    def home(self, name: str) -> Path:
        """Somebody's home."""
        return self.folder / "homes" / name

    @property
    def course(self) -> Path:
        """The teacher's course."""
        return self.home(TEACHER) / "course"


def trial_here(folder: Path | None = None, root: Path = ROOT) -> TrialHub:
    """The trial that this machine and user can have, in `.cache/hub` where no folder is named."""
    walled = shutil.which("bwrap") is not None
    return TrialHub(folder or root / ".cache" / "hub", os.geteuid() == 0, walled, root)


def lay_out(trial: TrialHub) -> None:
    """Make homes, accounts, the exchange and the teacher's course; keep what is there of a class.

    Raises:
        CourseError: an account of such a name is somebody's, or accounts cannot be made.
    """
    for folder, mode in ((trial.state, 0o700), (trial.folder / "homes", 0o711)):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(mode)
    trial.folder.chmod(0o711)
    trial.exchange.mkdir(exist_ok=True)
    trial.exchange.chmod(0o777)
    for name in (TEACHER, *STUDENTS):
        home = trial.home(name)
        home.mkdir(exist_ok=True)
        if trial.accounts:
            make_account(name, home)
        home.chmod(0o700)
    copy_course(trial)
    if trial.accounts:
        check_open(trial)
        for name in (TEACHER, *STUDENTS):
            _give(trial.home(name), name)


def check_open(trial: TrialHub) -> None:
    """See that accounts can read what all import.

    Raises:
        CourseError: something on the way is closed to them.
    """
    asked = "import sys, utils.lab, jupyterlab; print(sys.prefix)"
    variables = {**os.environ, "PYTHONPATH": str(trial.root), "HOME": "/"}
    words = ["runuser", "-u", STUDENTS[0], "--", sys.executable, "-c", asked]
    done = subprocess.run(words, cwd="/", env=variables, capture_output=True, text=True)
    if done.stdout.strip() != sys.prefix:
        raise CourseError(
            f"accounts of this machine cannot run {sys.executable}, or read {trial.root}: a folder "
            "on the way, or on the way to the Python below it, is closed to them. Open it to all "
            "with chmod, or run `make hub` as a user without rights, who needs no accounts"
        )


def copy_course(trial: TrialHub) -> None:
    """Bring the project into the teacher's home, and a class beside it where there is none."""
    course = trial.course
    for name in COPIED:
        shutil.rmtree(course / name, ignore_errors=True)
        shutil.copytree(trial.root / name, course / name, ignore=LEFT)
    for name in FILES:
        shutil.copy2(trial.root / name, course / name)
    for link, place in ((course / ".venv", Path(sys.prefix)), (course / MNIST, trial.root / MNIST)):
        if place.exists() and not link.is_symlink():
            link.symlink_to(place)
    if not (course / "roster.csv").exists():
        write_text(course / "roster.csv", "\n".join(["student", *STUDENTS]))
    if not (course / "deadlines.csv").exists():
        write_text(course / "deadlines.csv", "\n".join(["lesson,due", *deadlines(trial.root)]))


def deadlines(root: Path, today: datetime | None = None) -> list[str]:
    """Lines of deadlines.csv: the first lesson in a week, at 18:00 here, and one more each week."""
    from grading import lessons

    first = (today or datetime.now().astimezone()) + timedelta(days=DAYS)
    return [
        f"{lesson},{first + timedelta(weeks=number):%Y-%m-%d} 18:00 {first:%z}"
        for number, lesson in enumerate(lessons(root))
    ]


def own_folders(trial: TrialHub) -> None:
    """Give each student folders of their own for submissions and pages, where all are one user."""
    from utils.classroom.exchange import DEFAULT_COURSE, Exchange

    exchange = Exchange(trial.exchange, DEFAULT_COURSE)
    for name in STUDENTS:
        for folder in (exchange.inbound, exchange.feedback):
            (folder / name).mkdir(parents=True, exist_ok=True)


def make_account(name: str, home: Path) -> None:
    """Make an account for one of the trial's people, where it is not there.

    Raises:
        CourseError: the name is taken, or the account cannot be made.
    """
    import pwd

    try:
        known = pwd.getpwnam(name)
    except KeyError:
        words = ["useradd", "--home-dir", str(home), "--no-create-home", "--comment", OURS]
        _run([*words, "--shell", "/bin/bash", "--user-group", name])
        return
    if known.pw_gecos != OURS:
        raise CourseError(
            f"this machine has an account {name} already, which the trial's {name} would need: run "
            "`make hub` as a user without rights, who needs no accounts"
        )
    if not Path(known.pw_dir).exists():  # of a trial whose files somebody deleted
        _run(["usermod", "--home", str(home), name])
    elif Path(known.pw_dir) != home:
        raise CourseError(
            f"another folder's trial has the account {name}: run `make hub DO=remove` there first"
        )


def set_password(name: str, password: str) -> None:
    """Give an account a password.

    Raises:
        CourseError: the system does not let us.
    """
    _run(["chpasswd"], f"{name}:{password}\n")


def _run(words: list[str], told: str = "") -> None:
    try:
        done = subprocess.run(words, input=told, capture_output=True, text=True)
    except OSError as error:
        raise CourseError(f"{words[0]} is not there: {error.strerror}") from None
    if done.returncode:
        raise CourseError(f"{' '.join(words[:1])}: {done.stderr.strip()}")


def _give(folder: Path, name: str) -> None:
    """Make all files of a home its user's; links are not followed."""
    import pwd

    who = pwd.getpwnam(name)
    for place, folders, files in os.walk(folder):
        for each in (place, *(os.path.join(place, name) for name in (*folders, *files))):
            os.chown(each, who.pw_uid, who.pw_gid, follow_symlinks=False)


def remove(trial: TrialHub) -> None:
    """Remove the trial's accounts and files.

    Raises:
        CourseError: an account is in use.
    """
    import pwd

    for name in (TEACHER, *STUDENTS) if trial.accounts else ():
        try:
            known = pwd.getpwnam(name)
        except KeyError:
            continue
        if known.pw_gecos == OURS and Path(known.pw_dir) == trial.home(name):
            try:
                _run(["userdel", name])
            except CourseError as error:
                said = f"{error}: end the hub with Ctrl-C first, then run this again"
                raise CourseError(said) from None
    shutil.rmtree(trial.folder, ignore_errors=True)


def new_password() -> str:
    """A password for this run, to be typed once by each."""
    return secrets.token_hex(4)
