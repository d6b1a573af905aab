"""The browser edition, as far as it is ours: what is laid out, and what is said where parts lack.

JupyterLite itself is not here, nor NumPy for the browser: `make lite` installs the one, and nobody
who wrote these tests had the other.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from grading import ROOT, CourseError, lite, select_lessons
from grading.lesson.cells import MARKERS
from grading.website.browser_pages import PLUGIN, settings, write_listing, write_pages
from grading.website.distribution import (
    CORE,
    LOCK,
    PURE,
    WANTED,
    read_distribution,
    write_distribution,
)
from grading.website.leaks import leaks
from grading.website.needed import needed
from grading.website.pure_wheel import write_wheel

LESSONS = select_lessons(lite.LESSONS)


def entry(name: str, depends: list[str]) -> dict:
    file = f"{name}-1.0-py3-none-any.whl"
    digest = hashlib.sha256(name.encode()).hexdigest()
    return {"name": name, "version": "1.0", "file_name": file, "sha256": digest, "depends": depends}


@pytest.fixture
def distribution(tmp_path):
    """A folder that looks like Pyodide's distribution, with a package that no lesson needs."""
    folder = tmp_path / "pyodide"
    folder.mkdir()
    packages = {name: entry(name, []) for name in (*WANTED, "stack-data", "scipy")}
    packages["ipython"]["depends"] = ["stack_data"]
    for name in CORE:
        (folder / name).write_text(name)
    for name, each in packages.items():
        (folder / each["file_name"]).write_text(name)
    (folder / LOCK).write_text(json.dumps({"info": {"python": "3.14.2"}, "packages": packages}))
    return folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The course's part, packed for all six lessons."""
    return write_wheel(tmp_path_factory.mktemp("wheel"), LESSONS, ROOT)


# Pyodide's distribution


def test_only_what_the_lessons_need_is_listed_and_copied(distribution, tmp_path):
    lock = read_distribution(distribution, "1.2")
    assert set(lock["packages"]) == {*WANTED, "stack-data"}
    target = tmp_path / "out"
    target.mkdir()
    wheels = {}
    for name in (*PURE, lite.COURSE):
        wheels[name] = tmp_path / f"{name.replace('-', '_')}-2.0-py3-none-any.whl"
        wheels[name].write_text(name)
    write_distribution(distribution, lock, wheels, target)
    packages = json.loads((target / LOCK).read_text())["packages"]
    files = {each["file_name"]: each["sha256"] for each in packages.values()}
    assert {path.name for path in target.iterdir()} == {*CORE, LOCK, *files}
    for name, digest in files.items():
        assert hashlib.sha256((target / name).read_bytes()).hexdigest() == digest
    ours = packages[lite.COURSE]
    assert ours["imports"] == ["utils"]
    assert {"numpy", "matplotlib", "anywidget", "filelock"} <= set(ours["depends"])
    # Pyodide's loader knows each name that another one needs
    assert all(set(packages[name]["depends"]) <= set(packages) for name in (*PURE, lite.COURSE))


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (lambda folder: (folder / "numpy-1.0-py3-none-any.whl").unlink(), "lacks numpy-1.0-py3"),
        (lambda folder: (folder / "pyodide.mjs").unlink(), "lacks pyodide.mjs"),
        (lambda folder: (folder / LOCK).write_text("no list"), "is not Pyodide's list"),
        (lambda folder: (folder / LOCK).write_text('{"packages": []}'), "is not Pyodide's list"),
        (lambda folder: (folder / LOCK).write_text('{"packages": {}}'), "does not list micropip"),
        (
            lambda folder: (folder / "numpy-1.0-py3-none-any.whl").write_text("x"),
            "numpy-1.0-py3-none-any.whl is damaged",
        ),
    ],
)
def test_what_lacks_is_named_with_what_to_put_there(distribution, break_it, told):
    break_it(distribution)
    with pytest.raises(CourseError, match=re.escape(told)) as error:
        read_distribution(distribution, "1.2")
    assert "unpack pyodide-1.2.tar.bz2" in str(error.value)
    assert len(str(error.value)) < 600


@pytest.mark.parametrize(
    ("folder", "told"), [(None, "WHEELS is not set"), (Path("/nowhere"), "/nowhere is no folder")]
)
def test_no_folder_is_told_with_what_to_put_there(folder, told):
    with pytest.raises(CourseError, match=f"{told}.*: make lite WHEELS=../pyodide"):
        read_distribution(folder, "1.2")


# The course's part


def test_the_wheel_holds_what_the_first_lessons_import_and_nothing_of_the_later(wheel):
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
        text = b"\n".join(packed.read(name) for name in names).decode()
    assert {"utils/checks.py", "utils/playground/hinges.js", "data/students.csv"} <= names
    assert {f"utils/probes/{lesson}.json" for lesson in LESSONS} <= names
    assert not any(name.startswith(("grading", "solutions", "tests")) for name in names)
    assert not [name for name in names if re.search(r"lesson_(0[6-9]|1\d)|/(0[6-9]|1\d)_", name)]
    assert not any(marker in text for marker in MARKERS)


def test_the_same_course_gives_the_same_wheel(wheel, tmp_path):
    assert write_wheel(tmp_path, LESSONS, ROOT).read_bytes() == wheel.read_bytes()


@pytest.mark.kernel
def test_the_wheel_alone_is_enough_for_every_import_of_the_lessons(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path)
        modules = [name for name in packed.namelist() if re.match(r"utils/.*\.py$", name)]
    names = [name[:-3].replace("/", ".").removesuffix(".__init__") for name in modules]
    code = f"import importlib, utils; print(utils.__file__)\nfor name in {names}:\n"
    code += "    importlib.import_module(name)\n"
    code += "from utils.data import load_students; print(len(load_students()[1]))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "MPLCONFIGDIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert ran.stdout.splitlines() == [str(tmp_path / "utils" / "__init__.py"), "40"], ran.stderr


def test_what_a_function_imports_later_is_needed_too(tmp_path):
    (tmp_path / "notebooks" / "01_x").mkdir(parents=True)
    cell = nbformat.v4.new_code_cell("%matplotlib inline\nfrom utils.a import f")
    nb = nbformat.v4.new_notebook(cells=[cell])
    nbformat.write(nb, tmp_path / "notebooks" / "01_x" / "01_x.ipynb")
    (tmp_path / "utils" / "deep").mkdir(parents=True)
    for name in ("__init__.py", "deep/__init__.py", "deep/b.py", "unused.py"):
        (tmp_path / "utils" / name).write_text("")
    (tmp_path / "utils" / "a.py").write_text("def f():\n    from utils.deep import b\n")
    found = [path.relative_to(tmp_path).as_posix() for path in needed(["01_x"], tmp_path)]
    assert found == [
        "utils/__init__.py",
        "utils/a.py",
        "utils/deep/__init__.py",
        "utils/deep/b.py",
    ]


def test_an_answer_in_the_wheels_files_is_refused(tmp_path):
    (tmp_path / "notebooks" / "01_x").mkdir(parents=True)
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import utils")])
    nbformat.write(nb, tmp_path / "notebooks" / "01_x" / "01_x.ipynb")
    (tmp_path / "utils").mkdir()
    (tmp_path / "utils" / "__init__.py").write_text(f"# {MARKERS[0]}\n")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "a-b"\nversion = "1"\n')
    with pytest.raises(CourseError, match=r"utils/__init__.py holds `.*students must not get"):
        write_wheel(tmp_path, ["01_x"], tmp_path)


def test_the_lessons_and_their_pages_of_mistakes_are_listed_without_answers(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    write_pages(files, LESSONS[:1], ROOT)
    nb = nbformat.read(files / LESSONS[0] / f"{LESSONS[0]}.ipynb", as_version=4)
    assert nb.metadata["kernelspec"]["name"] == "python"
    assert list(leaks(files, LESSONS[:1])) == []
    write_listing(tmp_path)
    top = json.loads((tmp_path / "api" / "contents" / "all.json").read_text())
    assert [each["name"] for each in top["content"]] == [*LESSONS[:1], "mistakes"]
    below = json.loads((tmp_path / "api" / "contents" / LESSONS[0] / "all.json").read_text())
    (only,) = below["content"]
    assert (only["type"], only["path"]) == ("notebook", f"{LESSONS[0]}/{LESSONS[0]}.ipynb")


def test_nothing_is_asked_of_a_registry_or_another_address():
    told = settings()["jupyter-config-data"]["litePluginSettings"][PLUGIN]
    assert told["disablePyPIFallback"] is True
    assert told["pyodideUrl"].startswith("./")
    assert "://" not in json.dumps(settings())


def test_the_command_says_what_it_lacks_and_leaves_the_old_edition(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(lite, "ROOT", tmp_path)
    monkeypatch.setattr(lite, "_install", lambda: None)
    monkeypatch.setattr(lite, "_output", lambda *_: "1.2 3.14\n")
    (tmp_path / "dist" / "lite").mkdir(parents=True)
    (tmp_path / "dist" / "lite" / "old.html").write_text("old")
    assert lite.main(["--wheels", ""]) == 1
    assert "WHEELS is not set" in capsys.readouterr().err
    assert (tmp_path / "dist" / "lite" / "old.html").is_file()
