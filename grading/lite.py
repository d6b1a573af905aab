"""Write the first lessons as a site to work on in the browser: `make lite WHEELS=../pyodide`.

JupyterLite with Pyodide, lessons 00 to 05, `utils` and the pages of mistakes, in dist/lite: any web
server hands it out, nothing is installed, and nothing is asked of any other address. WHEELS is an
unpacked distribution of Pyodide, which holds Python and NumPy for the browser.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from grading import ROOT, CourseError, select_lessons
from grading.course import screen
from grading.website.browser_pages import settings, write_listing, write_pages
from grading.website.distribution import PURE, read_distribution, write_distribution
from grading.website.leaks import leaks
from grading.website.pure_wheel import write_wheel
from utils.bootstrap import venv_python

LESSONS = "00 01 02 03 04 05"
VENV = ROOT / ".cache" / "lite"
PINS = ROOT / "requirements" / "lite.txt"
ASK_VERSION = """from jupyterlite_pyodide_kernel import constants
print(constants.PYODIDE_VERSION, constants.PYODIDE_PYTHON_VERSION)"""
COURSE = "neural-networks-by-hand"


def build_lite(target: Path, folder: Path | None, root: Path = ROOT) -> list[str]:
    """Write the browser edition into a folder; until it is whole, the old one stays.

    Args:
        target: the folder; an old edition there is replaced.
        folder: an unpacked distribution of Pyodide.
        root: the course's folder.

    Returns:
        The lessons in it.

    Raises:
        CourseError: something of the distribution is missing, a release is stale, an answer would
            show, or JupyterLite could not be installed or built.
    """
    _install()
    version, python = _output(
        [venv_python(VENV), "-c", ASK_VERSION], "JupyterLite is not installed"
    ).split()
    lock = read_distribution(folder, version)
    lessons = select_lessons(LESSONS, root)
    with tempfile.TemporaryDirectory(prefix="lite-") as place:
        lite, built, files = Path(place, "lite"), Path(place, "site"), Path(place, "files")
        wheels = Path(place, "wheels")
        for each in (lite / "static" / "pyodide", files, wheels):
            each.mkdir(parents=True)
        write_pages(files, lessons, root)
        if told := list(leaks(files, lessons, root)):
            raise CourseError("the browser edition was not written:\n  " + "\n  ".join(told[:20]))
        _fetch_pure(wheels, python)
        pure = {name: next(wheels.glob(f"{name}-*.whl")) for name in PURE}
        pure[COURSE] = write_wheel(wheels, lessons, root)
        write_distribution(folder, lock, pure, lite / "static" / "pyodide")
        text = json.dumps(settings(), indent=1)
        (lite / "jupyter-lite.json").write_text(text + "\n", encoding="utf-8")
        _jupyterlite(lite, built)
        shutil.copytree(files, built / "files", dirs_exist_ok=True)
        write_listing(built)
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(built, target)
    return lessons


def _install() -> None:
    """Install JupyterLite into an environment of its own, where the pins are new."""
    done = VENV / "installed.txt"
    if done.is_file() and done.read_bytes() == PINS.read_bytes():
        return
    uv, failure = [sys.executable, "-m", "uv"], "JupyterLite could not be installed"
    _output([*uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV], failure)
    command = [*uv, "pip", "install", "--quiet", "--python", venv_python(VENV)]
    _output([*command, "--require-hashes", "--requirement", PINS], failure)
    done.write_bytes(PINS.read_bytes())


def _output(command: list[object], failure: str, where: Path = ROOT) -> str:
    """What a command prints; a CourseError where it fails."""
    done = subprocess.run(
        [str(each) for each in command], cwd=where, capture_output=True, text=True
    )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["it said nothing"]
        raise CourseError(f"{failure}: {last[0]}")
    return done.stdout


def _fetch_pure(target: Path, python: str) -> None:
    """Fetch the pinned wheels that the distribution lacks; the hashes are checked."""
    blocks = re.split(r"\n(?=\S)", PINS.read_text(encoding="utf-8").strip())
    wanted = [each for each in blocks if re.match(r"[\w-]+", each)[0] in PURE]
    (target / "wanted.txt").write_text("\n".join(wanted) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes", "--no-deps"]
    command += ["--only-binary", ":all:", "--platform", "any", "--implementation", "py"]
    command += ["--abi", "none", "--python-version", python]
    command += ["--dest", target, "--requirement", target / "wanted.txt"]
    _output(command, "the widgets' packages could not be fetched")


def _jupyterlite(lite: Path, built: Path) -> None:
    command = [venv_python(VENV), "-m", "jupyterlite_core.app", "build", "--lite-dir", lite]
    command += ["--output-dir", built, "--apps", "lab", "--no-sourcemaps"]
    _output(command, "JupyterLite could not be built", lite)


def main(arguments: list[str] | None = None) -> int:
    """Write the browser edition."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--wheels", default="", help="an unpacked distribution of Pyodide")
    options = parser.parse_args(arguments)
    target = ROOT / "dist" / "lite"
    try:
        folder = Path(options.wheels).expanduser().resolve() if options.wheels else None
        lessons = build_lite(target, folder)
    except CourseError as error:
        screen.warn(error)
        return 1
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file()) / 1e6
    screen.say(
        f"dist/lite: {len(lessons)} lessons, {size:.0f} MB. Serve it, as with "
        "`python -m http.server --directory dist/lite`: a browser does not run it from the disk. "
        "The course's own tests have not seen NumPy run in a browser: try lesson 01 first."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
