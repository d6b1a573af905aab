"""What each person's server on the trial hub is started with: command, folder, environment."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass, field
from pathlib import Path

from grading.by_hand.who import GRADER
from grading.classroom.accounts import ACCOUNT, owner_of
from grading.classroom.trial import STUDENTS, TEACHER, TrialHub
from utils.classroom.exchange import COURSE, DEFAULT_COURSE, PLACE, Exchange

# One student's kernel takes one core: on a node that twenty share, PyTorch would start a thread for
# each core in each of the twenty, and all would wait for one another
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
FORMGRADER = ("grading.by_hand.server=True", "nbgrader.server_extensions.formgrader=False")
SEEN = (".venv", "utils", "data")  # of the project, by students


@dataclass(frozen=True)
class Started:
    """How a server is started.

    Attributes:
        command: its first words; the hub adds its own.
        environment: what it is told besides.
    """

    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def server_of(name: str, trial: TrialHub) -> Started:
    """What starts somebody's server."""
    environment = {
        PLACE: str(trial.exchange),
        COURSE: DEFAULT_COURSE,
        "JUPYTER_CONFIG_PATH": str(trial.root / "hub" / "etc"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        **ONE_THREAD,
    }
    if not (trial.accounts or trial.walled):
        environment[ACCOUNT] = owner_of(os.getuid())  # everybody's submissions are this account's
    if mnist := os.environ.get("MNIST_DIR"):
        environment["MNIST_DIR"] = mnist
    if name == TEACHER:
        inside = {"COURSE_ROLE": "instructor", "PYTHONPATH": str(trial.course), GRADER: ""}
        return Started(teacher_command(trial.course), environment | inside)
    student = [sys.executable, "-m", "utils.on_hub"]
    return Started([*walls(name, trial), *student] if trial.walled else student, environment)


def teacher_command(course: Path) -> list[str]:
    """The teacher's server, in the course, where nbgrader and Formgrader find its settings."""
    words = [
        *(sys.executable, "-m", "jupyterhub.singleuser"),
        f"--ServerApp.root_dir={course}",
        *(f"--ServerApp.jpserver_extensions={each}" for each in FORMGRADER),
    ]
    return ["/bin/sh", "-c", f'cd {shlex.quote(str(course))} && exec "$@"', "sh", *words]


def walls(name: str, trial: TrialHub) -> list[str]:
    """Walls around a student's server: nothing of the project but what they import, no other home.

    Where all are one user of the system, each student has folders of their own for submissions and
    pages, and can write nothing else of the exchange.
    """
    words = ["bwrap", "--dev-bind", "/", "/", "--unshare-pid", "--proc", "/proc"]
    words += ["--die-with-parent", "--tmpfs", str(trial.root), "--tmpfs", str(trial.folder)]
    for part in SEEN:
        if (path := trial.root / part).exists():
            words += ["--ro-bind", str(path.resolve()), str(path)]
    prefix = Path(sys.prefix).resolve()
    if prefix != (trial.root / ".venv").resolve() and prefix.is_relative_to(trial.root):
        words += ["--ro-bind", str(prefix), str(prefix)]
    settings = trial.root / "hub" / "etc"
    words += ["--ro-bind", str(settings), str(settings)]
    if trial.accounts:
        words += ["--bind", str(trial.exchange), str(trial.exchange)]
    else:
        exchange = Exchange(trial.exchange, DEFAULT_COURSE)
        # nbgrader wants to be able to write into the exchange's own folder
        words += ["--tmpfs", str(trial.exchange)]
        words += ["--ro-bind", str(exchange.folder), str(exchange.folder)]
        words += ["--bind", str(exchange.inbound / name), str(exchange.inbound)]
        words += ["--ro-bind", str(exchange.feedback / name), str(exchange.feedback)]
    return [*words, "--bind", str(trial.home(name)), str(trial.home(name)), "--"]


def people() -> tuple[str, ...]:
    """Whom the hub lets in."""
    return (TEACHER, *STUDENTS)
