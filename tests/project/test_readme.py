"""Every command in the README is run, in its order, in a fresh copy of the project."""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import nbformat
import pytest

from grading import ROOT, lesson_path
from tests.helpers.class_of_six import expected_scores
from tests.helpers.jupyterlab import TOKEN, flags, free_port, serving
from tests.helpers.sample_course import read_grades

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.strip()
    for block in re.findall(r"(?ms)^```bash\n(.*?)^```", README)
    for line in block.splitlines()
]
STUB = """#!/bin/sh
echo "{name} $* TORCH_BACKEND=$TORCH_BACKEND" >> "{log}"
"""


class Clone:
    """A copy of the project as git would give it, with this environment's packages."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "course"
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout.decode()
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.root / name)
        (self.root / ".venv").symlink_to(ROOT / ".venv")
        # What was found of this very bank, kept by content
        (ROOT / ".cache" / "bank").mkdir(parents=True, exist_ok=True)
        (self.root / ".cache").mkdir()
        (self.root / ".cache" / "bank").symlink_to(ROOT / ".cache" / "bank")
        self.log = folder / "stubs.log"
        self.stubs = folder / "stubs"
        self.stubs.mkdir()

    def run(self, command: str, stub: str | None = None, **env: str) -> subprocess.CompletedProcess:
        """Run a line in a shell; `stub` is a program that is recorded instead of run."""
        path = f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"
        if stub:
            script = self.stubs / stub
            script.write_text(STUB.format(name=stub, log=self.log))
            script.chmod(script.stat().st_mode | stat.S_IXUSR)
            path = f"{self.stubs}:{path}"
        return subprocess.run(
            command,
            shell=True,
            cwd=self.root,
            env={**os.environ, "PATH": path, **env},
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )

    def succeed(self, command: str, **options: str) -> str:
        """Run a line that must succeed; gives what it printed."""
        done = self.run(command, **options)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def serve(self, command: str, path: str) -> str:
        """Run a line that serves JupyterLab until a page answers; gives the page."""
        from urllib.request import urlopen

        port = free_port()
        env = {"LAB_FLAGS": " ".join(flags(port))}
        with (
            serving(["sh", "-c", command], port, self.root, env) as address,
            urlopen(f"{address}/{path}?token={TOKEN}", timeout=60) as page,
        ):
            return page.read().decode()


def lab(clone):
    page = clone.serve("make lab", "api/contents/00_start_here/00_start_here.ipynb")
    assert "Start" in page or "start" in page
    assert (clone.root / "work" / "01_neurons" / "01_neurons.ipynb").exists()


def everything(clone):
    # CI itself runs it; a test that ran all tests would not end
    assert (ROOT / ".ci" / "run").read_text().rstrip().endswith("exec make test")
    order = clone.succeed("make --dry-run test")
    for step in ("ruff check", "grading.check", "grading.nbval", "pytest"):
        assert step in order


def bootstrap(clone):
    assert clone.succeed("python utils/bootstrap.py") == ""  # all is installed: nothing to say


def conda(clone):
    clone.succeed("conda env create -f environment.yml", stub="conda")
    assert "conda env create -f environment.yml" in clone.log.read_text()
    assert (clone.root / "environment.yml").exists()


def data(command):
    def run(clone):
        shared = Path(os.environ.get("MNIST_DIR") or ROOT.parent / "shared" / "mnist")
        if shared.is_dir():
            shutil.copytree(shared, clone.root.parent / "mnist", dirs_exist_ok=True)
            command_here = command if "MNIST_DIR" in command else f"MNIST_DIR=../mnist {command}"
            clone.succeed(command_here)
            assert len(list((clone.root / "data" / "MNIST" / "raw").glob("*.gz"))) == 4
        else:  # fetched where there is a network, one sentence where there is none
            done = clone.run(command)
            assert done.returncode == 0 or "Traceback" not in done.stderr

    return run


def demo(clone):
    printed = clone.succeed("make demo")
    solution = nbformat.read(lesson_path("solutions", "01_neurons"), as_version=4)
    rows = read_grades(clone.root / ".cache" / "demo")
    assert {name: float(row["score"]) for name, row in rows.items()} == expected_scores(solution)
    for student in rows:
        assert student in printed


def demo_formgrader(clone):
    page = clone.serve(
        "make formgrader COURSE=.cache/demo", "formgrader/api/submissions/01_neurons"
    )
    assert page.count('"student"') >= 5


def kit(clone):
    clone.succeed('make kit LESSONS="00 01"')
    with zipfile.ZipFile(clone.root / "dist" / "kit.zip") as archive:
        lessons = zipfile.ZipFile(io.BytesIO(archive.read("lessons.zip")))
    names = [name for name in lessons.namelist() if name.endswith(".ipynb")]
    assert sorted(Path(name).stem for name in names) == ["00_start_here", "01_neurons"]


def collect(clone):
    with zipfile.ZipFile(clone.root / "download.zip", "w") as archive:
        path = "Ada Example_17_assignsubmission_file_/my homework.ipynb"
        archive.write(ROOT / "notebooks" / "01_neurons" / "01_neurons.ipynb", path)
    printed = clone.succeed("make collect ZIP=download.zip")
    (handed_in,) = (clone.root / "submitted").glob("*/01_neurons/01_neurons.ipynb")
    assert "my homework.ipynb" in printed
    shutil.rmtree(handed_in.parent.parent)


def report(clone):
    clone.succeed("make report")
    assert "ada" in (clone.root / "report" / "00_start_here.html").read_text()


def export(clone):
    clone.succeed("make export")
    assert (clone.root / "exports" / "canvas.csv").exists()


def mistakes(clone):
    printed = clone.succeed("make mistakes LESSONS=01")
    assert "forgets the bias (neuron/no-bias): named" in printed


def grade(clone):
    for student, stage in (("ada", "solutions"), ("bob", "notebooks")):
        target = clone.root / "submitted" / student / "00_start_here"
        target.mkdir(parents=True)
        shutil.copy(ROOT / stage / "00_start_here" / "00_start_here.ipynb", target)
    clone.succeed("make grade")
    rows = (clone.root / "grades.csv").read_text().splitlines()
    assert [row.split(",")[:2] for row in rows[1:]] == [
        ["ada", "00_start_here"],
        ["bob", "00_start_here"],
    ]


def formgrader(clone):
    assert "ada" in clone.serve("make formgrader", "formgrader/api/submissions/00_start_here")


def text(clone):
    clone.succeed("make text LESSON=01_neurons")
    written = clone.root / ".cache" / "text" / "01_neurons.py"
    assert '# %% id="neuron" kind="exercise"' in written.read_text()


def notebook(clone):
    path = clone.root / "solutions" / "01_neurons" / "01_neurons.ipynb"
    before = path.read_bytes()
    clone.succeed("make notebook LESSON=01_neurons")
    assert path.read_bytes() == before


def build(clone):
    assert "01_neurons: up to date" in clone.succeed("make build")


def formatting(clone):
    before = (clone.root / "utils" / "checks.py").read_bytes()
    clone.succeed("make format")
    assert (clone.root / "utils" / "checks.py").read_bytes() == before


def backend(clone):
    clone.succeed("TORCH_BACKEND=cpu make setup", stub="python3")
    assert "python3 utils/bootstrap.py --all TORCH_BACKEND=cpu" in clone.log.read_text()


def cuda(clone):
    import torch

    done = clone.run("DEVICE=cuda make nbval LESSONS=01")
    if torch.cuda.is_available():
        assert done.returncode == 0, done.stdout
    else:
        assert done.returncode != 0
        assert "CUDA" in done.stderr
        assert "Traceback" not in done.stderr


RUN = {
    "make lab": lab,
    "make test": everything,
    "python utils/bootstrap.py": bootstrap,
    "conda env create -f environment.yml": conda,
    "make data": data("make data"),
    "MNIST_DIR=../mnist make data": data("MNIST_DIR=../mnist make data"),
    "make demo": demo,
    "make formgrader COURSE=.cache/demo": demo_formgrader,
    'make kit LESSONS="00 01"': kit,
    "make collect ZIP=download.zip": collect,
    "make grade": grade,
    "make formgrader": formgrader,
    "make report": report,
    "make export": export,
    "make text LESSON=01_neurons": text,
    "make notebook LESSON=01_neurons": notebook,
    "make build": build,
    "make check": everything,  # a part of it
    "make mistakes LESSONS=01": mistakes,
    'make nbval LESSONS="00 01"': lambda clone: clone.succeed('make nbval LESSONS="00 01"'),
    "make format": formatting,
    "TORCH_BACKEND=cpu make setup": backend,
    "DEVICE=cuda make nbval LESSONS=01": cuda,
}


def test_every_command_of_the_readme_has_a_run_here():
    assert list(RUN) == COMMANDS


@pytest.mark.clone
def test_the_commands_of_the_readme_work_in_their_order(tmp_path):
    clone = Clone(tmp_path)
    for command in COMMANDS:
        RUN[command](clone)


def test_help_lists_every_target_on_one_screen():
    printed = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    targets = set(re.findall(r"(?m)^([a-z][a-z-]*):", (ROOT / "Makefile").read_text()))
    for target in targets - {"dev", "first", "python"}:
        assert re.search(rf"make {target}\s", printed), target
    assert len(printed.splitlines()) <= 42


def test_the_map_of_lessons_lists_all():
    for folder in sorted((ROOT / "solutions").iterdir()):
        number, *words = folder.name.split("_")
        assert f"| {number} {' '.join(words)} |" in README
