"""The house holds: no circle, no import upwards, no private name abroad, commands at the top.

What each package may import stands in CONTRIBUTING.md, and is read from there.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from grading import ROOT
from grading.lesson.cells import BLANK
from tests.utils.test_earlier_kits import IMPORTED
from utils import stuck
from utils.memory import desk_page

TOPS = ("grading", "utils")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def module_name(path: Path, root: Path = ROOT) -> str:
    """A module's dotted name; that of a package for its `__init__.py`."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules(root: Path = ROOT) -> dict[str, Path]:
    """Every module of grading and utils; what runs behind the walls imports by itself."""
    paths = (path for top in TOPS for path in (root / top).rglob("*.py"))
    return {module_name(p, root): p for p in sorted(paths) if "inside" not in p.parts}


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """A module's syntax tree, flat; of one that does not change while the tests run."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports(name: str, known: dict[str, Path]) -> set[str]:
    """The modules of ours that a module imports, at any depth of its blocks."""
    found = set()
    for node in nodes_of(known[name]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {each if each in known else node.module for each in full}
    return found & known.keys() - {name}


def circle(known: dict[str, Path]) -> list[str]:
    """Modules that import one another in a circle; empty where there is none."""
    try:
        list(TopologicalSorter({name: imports(name, known) for name in known}).static_order())
    except CycleError as error:
        return error.args[1]
    return []


@cache
def allowed() -> dict[str, set[str]]:
    """What each package may import, itself included, by CONTRIBUTING's table."""
    table = CONTRIBUTING.split("| package | its job | may import |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| `([\w/]+)` \|.*\|([^|]*)\|$", table, re.MULTILINE)
    may: dict[str, set[str]] = {}
    for package, named in rows:
        direct = set(may) if "all above" in named else set(re.findall(r"`([\w/]+)`", named))
        assert direct <= may.keys() | {package, "utils"}, (
            f"{package} stands above {direct - set(may)}"
        )
        may[package] = {package}.union(direct, *(may.get(each, set()) for each in direct))
    return may


def package_of(name: str) -> str:
    """The package that a module belongs to: the longest name in the table that it begins with."""
    path = name.replace(".", "/")
    fitting = [p for p in allowed() if path == p or path.startswith(f"{p}/")]
    inner = [p for p in fitting if "/" in p]
    return max(inner or fitting, key=len)


def upward(known: dict[str, Path]) -> list[str]:
    """Imports that CONTRIBUTING's table does not allow."""
    found = []
    for name in known:
        for other in sorted(imports(name, known)):
            # The top of grading holds what all share: names and paths of lessons, one error
            if other != "grading" and package_of(other) not in allowed()[package_of(name)]:
                found.append(f"{name} imports {other}")
    return found


def private(name: str) -> bool:
    """Whether a name is a module's or class's own."""
    return name.startswith("_") and not name.startswith("__")


def abroad(known: dict[str, Path]) -> list[str]:
    """Private names of one module that another one uses."""
    trees = {name: nodes_of(path) for name, path in known.items()}
    owners = defaultdict(set)
    for name, nodes in trees.items():
        for node in nodes:
            attribute = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
            if attribute and private(node.attr):
                owners[node.attr].add(name)
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and private(node.name):
                owners[node.name].add(name)
    for holders in owners.values():  # questions build classes that stand for the learner's own
        holders -= {name for name in known if name.startswith("utils.probes.")}
    found = []
    for name, nodes in trees.items():
        for node in nodes:
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(TOPS):
                names = [alias.name for alias in node.names if private(alias.name)]
                found += [f"{name} imports {each} of {node.module}" for each in names]
            elif isinstance(node, ast.Attribute) and private(node.attr):
                holders = owners.get(node.attr, set())
                if holders and name not in holders:
                    found.append(f"{name} uses {ast.unparse(node)} of {sorted(holders)[0]}")
    return found


def writers(known: dict[str, Path]) -> list[str]:
    """Modules that write CSV files by themselves, past the guard against formulas."""
    calls = re.compile(r"\bcsv\.(?:writer|DictWriter)\b|\.to_csv\(|from csv import")
    return [n for n, path in known.items() if calls.search(path.read_text(encoding="utf-8"))]


# Whose commands see authors' work alone, and what a test says, which a cell's outputs take
AUTHORS = re.compile(
    r"grading\.(?:author|authoring|bank|bench|build|check|kit|mistakes|nbval|new|pins)\b"
)
INTO_A_CELL = "grading.autograde.stand_ins"


def printers(known: dict[str, Path]) -> list[str]:
    """Modules of grading that say something of students' work past the screen that cleans it."""
    says = re.compile(r"(?<![\w.])print\b(?!ed)|\bsys\.(?:__)?std(?:out|err)(?:__)?\.write")
    return [
        name
        for name, path in known.items()
        if name.startswith("grading") and not AUTHORS.match(name) and name != INTO_A_CELL
        if any(says.search(line) for line in code_of(path))
    ]


def code_of(path: Path) -> list[str]:
    """A module's code, line by line, without its texts and comments."""
    named = [node for node in nodes_of(path) if isinstance(node, ast.Name | ast.Attribute)]
    return [ast.unparse(node) for node in named]


def is_command(path: Path) -> bool:
    """Whether a module can be started: it has a main function and runs it."""
    return '\nif __name__ == "__main__":\n' in path.read_text(encoding="utf-8")


@pytest.fixture(scope="module", autouse=True)
def read():
    """Every module, read once for all tests."""
    for path in modules().values():
        nodes_of(path)


def test_no_module_imports_itself_round_a_circle():
    assert circle(modules()) == []


def test_no_import_runs_upwards_between_packages():
    assert upward(modules()) == []


def test_every_package_stands_in_the_map():
    folders = {module_name(p).replace(".", "/") for p in modules().values() if p.stem == "__init__"}
    assert folders == set(allowed())


def test_no_private_name_is_used_across_modules():
    assert abroad(modules()) == []


def test_the_top_of_grading_is_what_a_person_types_or_names():
    named = (ROOT / "nbgrader_config.py").read_text() + (ROOT / "INSTRUCTORS.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    for path in sorted((ROOT / "grading").glob("*.py")):
        if path.stem == "__init__":
            continue
        typed = is_command(path) and f"grading.{path.stem}" in makefile
        assert typed or f"grading.{path.stem}." in named, f"{path.name} is no command: move it"


def test_the_top_of_utils_is_what_a_lesson_imports_or_a_learner_starts():
    lessons = "\n".join(path.read_text() for path in ROOT.glob("solutions/*/*.ipynb"))
    # A page that no author edits, and what a blank check tells to type
    lessons += desk_page.SHOW + desk_page.ASK + stuck.HOW
    imported = set(re.findall(r"\b(?:utils\.|from utils import )(\w+)", lessons))
    earlier = {module.split(".")[1] for module in IMPORTED}
    for path in sorted((ROOT / "utils").glob("*.py")):
        used = path.stem in {"__init__", *imported, *earlier}
        assert used or is_command(path), f"{path.name}: move it"


def test_every_csv_file_is_written_by_the_writer_that_guards_against_formulas():
    assert writers(modules()) == ["grading.course.tables"]


def test_every_line_about_students_is_said_by_the_screen_that_cleans_it():
    assert printers(modules()) == ["grading.course.screen"]


def test_no_two_classes_of_grading_have_one_name():
    places = defaultdict(list)
    for name, path in modules().items():
        (module, *_) = nodes_of(path)
        for node in module.body:
            if isinstance(node, ast.ClassDef) and name.startswith("grading"):
                places[node.name].append(name)
    assert {k: v for k, v in places.items() if len(v) > 1} == {}


def test_what_the_map_says_to_open_is_there():
    table = CONTRIBUTING.split("### To change X, open Y")[1].split("\n\n")[1]
    for named in re.findall(r"`((?:grading|utils)/[\w/]+(?:\.py)?|Makefile)", table):
        path = ROOT / named.replace("NN", "01")
        assert path.exists(), f"{named} is not there"


@pytest.fixture
def planted(tmp_path):
    """Writes modules into a copy of the house's frame, and gives them back by name."""

    def plant(**sources: str) -> dict[str, Path]:
        for name, source in sources.items():
            path = tmp_path.joinpath(*name.split("__")).with_suffix(".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source, encoding="utf-8")
        return modules(tmp_path)

    return plant


def test_a_circle_is_found_wherever_the_import_stands(planted):
    late = "def f():\n    from grading.lesson.a import x\n"
    found = circle(planted(grading__lesson__a="import grading.lesson.b", grading__lesson__b=late))
    assert {"grading.lesson.a", "grading.lesson.b"} <= set(found)


def test_an_import_upwards_is_found(planted):
    known = planted(
        grading__lesson__a="from grading.autograde.b import x",
        grading__autograde__b="from grading.lesson import a",
        utils__checks="from grading.lesson.a import x",
    )
    assert upward(known) == [
        "grading.lesson.a imports grading.autograde.b",
        "utils.checks imports grading.lesson.a",
    ]


def test_a_private_name_abroad_is_found(planted):
    known = planted(
        grading__lesson__a="class A:\n    def __init__(self):\n        self._inner = 1\n",
        grading__lesson__b="from grading.lesson.a import A, _own\nA()._inner\n",
    )
    assert len(abroad(known)) == 2


def test_a_second_writer_of_csv_files_is_found(planted):
    assert writers(planted(grading__lesson__a="import csv\ncsv.writer(None)\n"))


def test_a_line_said_past_the_screen_is_found(planted):
    known = planted(
        grading__lesson__a="print(1)\n",
        grading__lesson__b="say = print\n",
        grading__lesson__c='sys.stderr.write("x")\n"""print(1)"""\n',
        grading__lesson__d='"""print(1)"""\nprinted = 1\n',
        grading__build="print(1)\n",
    )
    assert printers(known) == ["grading.lesson.a", "grading.lesson.b", "grading.lesson.c"]


def test_that_an_exercise_is_blank_is_said_in_one_place():
    paths = [ROOT / "nbgrader_config.py", *modules().values()]
    said = [path for path in paths if BLANK in path.read_text(encoding="utf-8")]
    assert [path.relative_to(ROOT).as_posix() for path in said] == ["grading/lesson/cells.py"]
