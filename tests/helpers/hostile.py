"""A class of students whose work breaks, cheats or attacks: what each did, and what it must earn.

Every case starts from a perfect notebook of the sample lesson (`sample_course`), in which `double`
is worth 3 points and `divide` 5; the reflection waits for a person.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from grading.authoring.filled_in import fill, solved, wrong
from grading.lesson.cells import is_exercise
from grading.lesson.release import derive
from tests.helpers.sample_course import LESSON, REFLECTION, make_solution

ALL, DOUBLE, DIVIDE = 8, 3, 5
TRIPLE = "def double(x):\n    return 3 * x"
HALF = "def divide(a, b):\n    return a // b, 1"
STUB = "*Write your answer here, in place of this line.*"
MARK = "outlives_its_kernel"  # in the command line of whatever a student starts


@dataclass(frozen=True)
class Case:
    """What a student did, and what must come of it.

    Attributes:
        edit: changes a perfect notebook, or gives the bytes to hand in instead.
        score: points of the tests.
        status: as in grades.csv.
        says: what the reason must hold, each.
        shows: what the student's own cell must have shown while it was graded.
        files: what lies beside the notebook, by name; folders with a slash.
    """

    edit: Callable[[NotebookNode], bytes | None] | None = None
    score: float = ALL
    status: str = "graded"
    says: tuple[str, ...] = ()
    shows: str = ""
    files: dict[str, bytes] = field(default_factory=dict)


def cell(nb: NotebookNode, name: str) -> NotebookNode:
    """The cell with this id."""
    return next(each for each in nb.cells if each.id == name)


def index(nb: NotebookNode, name: str) -> int:
    """The place of the cell with this id."""
    return nb.cells.index(cell(nb, name))


def pasted(nb: NotebookNode, name: str, below: str, source: str | None = None) -> None:
    """Copy a cell and paste it below another, as JupyterLab does: metadata stays."""
    twin = copy.deepcopy(cell(nb, name))
    twin.id = f"pasted-{name.replace('_', '-')}"
    twin.source = twin.source if source is None else source
    nb.cells.insert(index(nb, below) + 1, twin)


@cache
def _perfect(root) -> NotebookNode:
    release = nbformat.reads(derive(LESSON, root), as_version=4)
    return fill(release, make_solution(), solved)


def perfect_notebook(root) -> NotebookNode:
    """The sample lesson, solved, for an edit to change; a course's release stays as it is."""
    return copy.deepcopy(_perfect(root))


def writes(**answers: str) -> Callable:
    """An edit that writes these texts into these cells."""

    def edit(nb: NotebookNode) -> None:
        for name, source in answers.items():
            cell(nb, name).source = source

    return edit


def adds(source: str, count: int = 1, above: str = "double") -> Callable:
    """An edit that adds a code cell, or many."""

    def edit(nb: NotebookNode) -> None:
        place = index(nb, above)
        nb.cells[place:place] = [new_code_cell(source, id=f"own-{k}") for k in range(count)]

    return edit


def both(*edits: Callable) -> Callable:
    """Edits one after the other."""

    def edit(nb: NotebookNode) -> None:
        for each in edits:
            each(nb)

    return edit


def cheats(source: str, *says: str, shows: str = "") -> Case:
    """A cell of the student's tries to have a wrong `double` pass; `divide` is right."""
    edit = both(adds(source), writes(double=TRIPLE))
    return Case(edit, DIVIDE, "tampered", says, shows)


def cheats_with(source: str, double: str) -> Case:
    """A cell of the student's, and a `double` that uses it, try to forge what it returns."""
    edit = both(adds(source), writes(double=double))
    return Case(edit, DIVIDE, "tampered", ("reaches into the kernel with",))


def looks(source: str, shows: str, *says: str) -> Case:
    """A perfect notebook whose own cell looks where it must not; it shows what it found."""
    return Case(adds(source), ALL, "tampered" if says else "graded", says, shows)


# ---- code that ends, hangs, eats or breaks out --------------------------------------------------

SWALLOWS = """import time
while True:
    try:
        time.sleep(60)
    except KeyboardInterrupt:
        pass"""

FORKS = """import os, time
while True:
    try:
        os.fork()
    except OSError:
        time.sleep(0.05)"""

OUTLIVES = f"""import os, subprocess, sys
code = "import time; time.sleep(900)"
for _ in range(3):
    subprocess.Popen([sys.executable, "-c", code, "{MARK}"], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execv(sys.executable, [sys.executable, "-c", code, "{MARK}"])
    os._exit(0)
print("started")"""

EATS_SLOWLY = """held = []
while True:
    held.append("x" * 100_000)"""

EATS_IN_MANY = """import os, time
for _ in range(30):
    if os.fork() == 0:
        held = bytearray(200_000_000)
        time.sleep(60)
time.sleep(60)"""

FILLS = """try:
    with open("big", "wb") as file:
        for _ in range(300):
            file.write(bytes(1_000_000))
    print("all of it")
except OSError as error:
    print("stopped:", error.strerror)"""

ENDS = {
    "os_exit": Case(
        writes(divide="import os\nos._exit(1)"),
        DOUBLE,
        "partial",
        ("the kernel stopped in cell divide; what ran above it counts",),
    ),
    "os_exit_when_called": Case(
        writes(double="import os\ndef double(x):\n    os._exit(0)"),
        DIVIDE,
        "partial",
        ("the kernel ended in double_check", "the kernel ended in double_hidden"),
    ),
    "segfault": Case(
        writes(divide="import ctypes\nctypes.string_at(0)"),
        DOUBLE,
        "partial",
        ("the kernel stopped in cell divide",),
    ),
    "sys_exit": Case(adds("import sys\nsys.exit()")),
    "sys_exit_when_called": Case(
        writes(double="import sys\ndef double(x):\n    sys.exit(0)"), DIVIDE
    ),
    "sys_exit_when_hidden": Case(
        writes(
            divide="def divide(a, b):\n    if a > 99:\n        quit()\n    return a // b, a % b"
        ),
        DOUBLE + 1,
    ),
    "quit": Case(adds("quit()")),
    "loop": Case(
        writes(divide="while True:\n    pass"), DOUBLE, "partial", ("cell divide ran for more",)
    ),
    "loop_when_called": Case(
        # It waits and leaves the processor to others: `loop` is the one that does not
        writes(divide="import time\ndef divide(a, b):\n    while True:\n        time.sleep(0.01)"),
        DOUBLE,
        "partial",
        ("a call in divide_check ran for more than", "a call in divide_hidden ran for more than"),
    ),
    "loop_that_catches": Case(
        writes(divide=SWALLOWS),
        DOUBLE,
        "partial",
        ("the code did not stop when it was interrupted in cell divide",),
    ),
    "thirty_loops": Case(
        adds("import time\nwhile True:\n    time.sleep(0.01)", 30, above="divide"),
        DOUBLE,
        "partial",
        ("too many cells ran out of time in cell own-2",),
    ),
    "memory": Case(
        writes(divide="held = []\nwhile True:\n    held.append(bytearray(100_000_000))"),
        DOUBLE,
        shows="MemoryError",
    ),
    "memory_in_drops": Case(writes(divide=EATS_SLOWLY), DOUBLE),
    "memory_in_many": Case(
        writes(divide=EATS_IN_MANY),
        DOUBLE,
        "partial",
        ("in cell divide; what ran above", "1 answer"),
    ),
    "forks": Case(writes(divide=FORKS), DOUBLE, "partial", ("in cell divide; what ran above",)),
    "outlives": Case(adds(OUTLIVES), shows="started"),
    "lines": Case(
        adds("for _ in range(400):\n    print('so\\n' * 1000)"), shows="the rest was cut"
    ),
    "long_line": Case(adds("print('x' * 30_000_000)"), shows="the rest was cut"),
    "html": Case(
        adds("from IPython.display import HTML, display\ndisplay(HTML('x' * 100_000_000))"),
        shows="the rest was cut",
    ),
    "file": Case(adds(FILLS), shows="stopped: File too large"),
    "warns": Case(
        writes(
            double="import sys, warnings\ndef double(x):\n    warnings.warn('careful')\n"
            "    print('50%', file=sys.stderr)\n    return x + x"
        )
    ),
    "progress": Case(
        writes(
            divide="from tqdm import tqdm\ndef divide(a, b):\n    for _ in tqdm(range(3)):\n"
            "        pass\n    return a // b, a % b"
        )
    ),
    "input": Case(adds("name = input('Who are you? ')"), shows="StdinNotImplementedError"),
    "input_when_called": Case(
        writes(double="def double(x):\n    input('Who are you? ')\n    return x + x"), DIVIDE
    ),
}

# ---- looking where nobody may look; {root} and {port} are filled in -----------------------------

TRIES = """import {module}
try:
    print("found", {what})
except OSError as error:
    print("refused:", type(error).__name__)"""

READS = """from pathlib import Path
def read(place):
    try:
        print("found", Path(place).read_bytes()[:2000])
    except OSError as error:
        print("refused:", type(error).__name__)
"""

ENVIRONMENT = """import glob, os
for name, value in os.environ.items():
    print(name, value)
for path in glob.glob("/proc/*/environ"):
    try:
        print(open(path, "rb").read())
    except OSError:
        pass
print("that was all")"""

SEARCHES = """import os
found = []
for folder, folders, names in os.walk("/"):
    folders[:] = [name for name in folders if name not in ("proc", "sys", "dev", "usr", "lib")]
    found += [f"{folder}/{name}" for name in names if name.endswith((".ipynb", ".db", ".csv"))]
print([path for path in found if "sample" in path or "grade" in path or "roster" in path])"""

VANDAL = """import os, shutil
shutil.rmtree("{root}/canary", ignore_errors=True)
done = []
for place in ("{root}/canary", "{root}/submitted", "{course}/utils", "{course}", "/usr", "/rooms"):
    try:
        os.makedirs(place, exist_ok=True)
        open(place + "/vandal.txt", "w").write("was here")
        done.append(place)
    except OSError:
        pass
print("written:", [place for place in done if not place.startswith("{root}")])"""

UPDATES = """import sqlite3
try:
    book = sqlite3.connect("{root}/gradebook.db")
    book.execute("update grade set manual_score = 99")
    book.commit()
    print("done")
except sqlite3.Error as error:
    print("refused:", error)"""

LOOKS = {
    "network": looks(
        TRIES.format(module="socket", what="socket.create_connection(('1.1.1.1', 53), 1)"),
        "refused: OSError",
    ),
    "dns": looks(
        TRIES.format(module="socket", what="socket.gethostbyname('example.org')"),
        "refused: gaierror",
    ),
    "localhost": looks(
        TRIES.format(module="socket", what="socket.create_connection(('127.0.0.1', {port}), 1)"),
        "refused:",
    ),
    "environment": looks(ENVIRONMENT, "that was all", "names a place that is not its own: '/proc/"),
    "others_files": looks(
        READS + f"read('{{root}}/submitted/correct/{LESSON}/{LESSON}.ipynb')",
        "refused: FileNotFoundError",
        "cell own-0 names a place that is not its own: 'submitted/'",
    ),
    "gradebook": looks(
        READS + "read('{root}/gradebook.db')",
        "refused: FileNotFoundError",
        "names a place that is not its own: 'gradebook.db'",
    ),
    "gradebook_by_magic": looks(
        "!cat {root}/gradebook.db", "No such file", "names a place that is not its own"
    ),
    "updates_scores": looks(UPDATES, "refused: unable to open database file", "'gradebook.db'"),
    "solutions": looks(
        READS + f"read('{{root}}/solutions/{LESSON}/{LESSON}.ipynb')",
        "refused: FileNotFoundError",
        "'solutions/'",
    ),
    "tests_on_disk": looks(
        f"!grep -rslE 'BEGIN HIDDEN|{'check.double, -21'}' /scratch /tmp /room /rooms /dev/shm\n"
        "print('searched')",
        "searched",
        "'BEGIN HIDDEN'",
    ),
    "searches": looks(SEARCHES, "[]"),
    "vandal": looks(VANDAL, "written: []"),
}

# ---- cheating: a wrong `double` that should pass ------------------------------------------------

STRIPS = """import ast
class Strip(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
get_ipython().ast_transformers.append(Strip())"""

REWRITES = """def blank(lines):
    return ["pass\\n"] if any("check(" in line for line in lines) else lines
get_ipython().input_transformers_cleanup.append(blank)"""

FORGES = """def forge(kind, content, stream="shell_stream", parent=None):
    kernel = get_ipython().kernel
    session, header = kernel.session, kernel.get_parent()["header"] if parent is None else parent
    parts = [session.pack(part) for part in (session.msg_header(kind), header, {}, content)]
    ident = [b"forged"] if stream == "iopub_socket" else kernel._shell_parent_ident.get()
    where = getattr(kernel, stream)
    where = getattr(where, "socket", where)
    where.send_multipart([*ident, b"<IDS|MSG>", session.sign(parts), *parts])
def reply(value):
    said = {"r": {"data": {"text/plain": value}}}
    forge("execute_reply", {"status": "ok", "execution_count": 1, "user_expressions": said})"""

# A reply in time, well formed, with what no honest process sends; and what is no reply at all
FORGED_VALUE = """import course_answers, json
honest = course_answers.answer
def answer(text):
    if json.loads(text)["do"] != "call":
        return honest(text)
    return course_answers.Reply({"value": {"opaque": "float"}, "after": []})
course_answers.answer = answer
def double(x):
    return 3 * x"""

FORGED_JUNK = """deep = '{"value": ' + "[" * 9999
def double(x):
    for junk in ("3.0", "[]", '{"value": {"_setattr__": "call_back"}}', '{"failed": 3}', deep):
        reply(junk)
    forge("execute_reply", ["no", "dict"])
    forge("execute_reply", {"user_expressions": {"r": 3}})
    forge("status", "idle", "iopub_socket")
    forge("input_request", {"prompt": 3}, "stdin_socket")
    return 3 * x"""

FORGED_CELL = """for stream in ("iopub_socket", "shell_stream"):
    forge("display_data", ["junk"], stream)
    forge("stream", {"name": 3, "text": 3}, stream)
    forge("error", {"ename": 1, "evalue": None, "traceback": 3}, stream)
    forge("execute_result", {"data": 1}, stream)
    forge("display_data", {"data": {"text/html": [{"a": 1}]}, "metadata": 3}, stream)
    forge("status", {}, stream)
    forge("status", "idle", stream, parent=["no"])
    forge("execute_reply", ["no", "dict"], stream)
get_ipython().kernel.iopub_socket.send_multipart([b"no", b"message"])"""

FORGED_COUNT = """forge("execute_reply", {"status": "ok", "execution_count": {"a": ["b"]}})"""

EQUAL = """class Same(float):
    def __eq__(self, other):
        return True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __abs__ = __sub__ = __rsub__ = lambda self, *other: Same(0)
    __array_ufunc__ = lambda self, *rest, **more: True
def double(x):
    return Same(0)"""

DISPLAYS = """def double(x):
    get_ipython().displayhook(3)
    raise ValueError('no')"""

FRAMES = """import sys
def double(x):
    frame = sys._getframe()
    while frame:
        for name, value in frame.f_locals.items():
            if name in ("expected", "want"):
                return value
        frame = frame.f_back
    return 3 * x"""

SPIES = """import gc
def double(x):
    for each in gc.get_objects():
        if isinstance(each, dict) and "expected" in each:
            return each["expected"]
    return 3 * x"""

CHEATS = {
    "last_input": cheats("print('own', In[-1][:20])", "reads what was run with `In`"),
    "history": cheats(
        "print(list(get_ipython().history_manager.get_range())[-1:])",
        "reads what was run with `history_manager`",
    ),
    "strips_asserts": cheats(
        STRIPS, "changes how cells are run with `ast_transformers`", "`how IPython reads cells`"
    ),
    "rewrites_input": cheats(
        REWRITES, "with `input_transformers_cleanup`", "`how IPython reads cells` was replaced"
    ),
    "display_hook": Case(
        writes(double=DISPLAYS), DIVIDE, "tampered", ("reaches into the kernel with `displayhook`",)
    ),
    "always_equal": Case(
        writes(double=EQUAL), DIVIDE, "tampered", ("makes objects that are equal to everything",)
    ),
    "allclose": cheats(
        "import numpy as np\nnp.allclose = np.isclose = lambda *a, **k: True",
        "replaces `np.allclose`",
        "`np.isclose` was replaced while it ran",
    ),
    "allclose_unseen": cheats(
        "import numpy\nvars(numpy).update(all=lambda *a, **k: True)", "`np.all` was replaced"
    ),
    "np_testing": cheats(
        "from numpy import testing as quiet\nquiet.assert_allclose = print",
        "replaces `quiet.assert_allclose`",
        "`np.testing.assert_allclose` was replaced",
    ),
    "own_checks": cheats(
        "import utils.checks as help\nhelp.check = lambda *a, **k: None",
        "replaces `help.check`",
        "`utils.checks.check` was replaced",
    ),
    "builtins": cheats(
        "import builtins\nsetattr(builtins, 'abs', lambda x: 0)",
        "replaces something with `setattr(builtins, 'abs'",
        "`abs` was replaced",
    ),
    "answers_itself": cheats(
        "import sys\nthere = sys.modules['course' + '_answers']\nours = there.answer\n"
        "there.answer = lambda text: ours(text)",
        "`course_answers.answer` was replaced while it ran",
    ),
    "debugs": Case(
        adds(
            "import inspect, sys\ndef tracer(frame, event, arg):\n    print(frame.f_locals)\n"
            "sys.settrace(tracer)\nprint(inspect.currentframe().f_lineno)\nsys.settrace(None)"
        )
    ),
    "frames": Case(
        writes(double=FRAMES), DIVIDE, "tampered", ("looks into its callers' frames with",)
    ),
    "all_objects": Case(
        writes(double=SPIES), DIVIDE, "tampered", ("looks into its callers' frames with",)
    ),
    "forged_value": Case(
        writes(double=FORGED_VALUE),
        0,
        "tampered",
        ("imports `course_answers`, which serves grading", "gave no readable reply"),
    ),
    "forged_junk": cheats_with(FORGES, FORGED_JUNK),
    "forged_in_a_cell": cheats(f"{FORGES}\n{FORGED_CELL}", "reaches into the kernel with"),
    "forged_count": cheats(f"{FORGES}\n{FORGED_COUNT}", "reaches into the kernel with"),
    "own_numpy": Case(
        both(adds("import numpy as np\nprint(np.__file__)"), writes(double=TRIPLE)),
        DIVIDE,
        shows="site-packages",
        files={"numpy.py": b"raise SystemExit('mine')\n"},
    ),
    "own_utils": Case(
        writes(double=TRIPLE),
        DIVIDE,
        files={"utils/__init__.py": b"", "utils/checks.py": b"check = passed = attempt = print\n"},
    ),
}

# ---- telling what the hidden tests asked --------------------------------------------------------

SEES = "seen = []\ndef double(x):\n    seen.append(x)\n    return 2 * x"
TELLS = {
    "tells_in_print": Case(
        writes(
            double=SEES,
            divide="def divide(a, b):\n    print(seen)\n    raise ValueError(f'seen {seen}')",
        ),
        DOUBLE,
    ),
    "tells_in_result": Case(
        writes(double=SEES, divide="def divide(a, b):\n    return f'seen {seen}'"), DOUBLE
    ),
    "tells_in_type": Case(
        writes(
            double="def double(x):\n    name = f'E{x}'.replace('-', '_')\n"
            "    raise type(name, (Exception,), {'__module__': 'numpy'})"
        ),
        DIVIDE,
    ),
    "tells_as_blank": Case(
        writes(
            double="def double(x):\n    if x in (1, 3):\n        return 2 * x\n"
            "    raise NotImplementedError(x)",
            divide="def divide(a, b):\n    if a == 7: return 3, 1\n    raise SystemExit(a)",
        ),
        2,
    ),
    "tells_in_output": Case(
        writes(
            double="from IPython.display import HTML, display\n"
            "def double(x):\n    print(x)\n    display(HTML(f'<b>{x}</b>'))\n    return 2 * x"
        )
    ),
    "tells_when_killed": Case(
        writes(
            double=SEES,
            divide="import os\ndef divide(a, b):\n    print(seen, flush=True)\n    os._exit(1)",
        ),
        DOUBLE,
        "partial",
    ),
}

# ---- notebooks that were edited, or are none ----------------------------------------------------


def deletes(*names: str) -> Callable:
    """An edit that deletes cells."""

    def edit(nb: NotebookNode) -> None:
        for name in names:
            del nb.cells[index(nb, name)]

    return edit


def moves(name: str, place: int) -> Callable:
    """An edit that moves a cell."""

    def edit(nb: NotebookNode) -> None:
        nb.cells.insert(place, nb.cells.pop(index(nb, name)))

    return edit


def marks(*names: str, **flags: object) -> Callable:
    """An edit of nbgrader's metadata in these cells."""

    def edit(nb: NotebookNode) -> None:
        for name in names:
            cell(nb, name).metadata.nbgrader.update(flags)

    return edit


def pastes(name: str, below: str, source: str | None = None) -> Callable:
    """An edit that pastes a copy of a cell."""
    return lambda nb: pasted(nb, name, below, source)


def strips(nb: NotebookNode) -> None:
    """Take every cell's metadata away."""
    for each in nb.cells:
        each.metadata = nbformat.from_dict({})


def strips_all(nb: NotebookNode) -> bytes:
    """Take every cell's metadata and id away."""
    strips(nb)
    text = json.loads(nbformat.writes(nb))
    for each in text["cells"]:
        del each["id"]
    return json.dumps(text | {"nbformat_minor": 4}).encode()


def elsewhere(version: str, **texts: str) -> Callable:
    """Answers that run where their student ran them, with another Python and other packages."""

    def edit(nb: NotebookNode) -> None:
        nb.metadata["language_info"] = {"name": "python", "version": version}
        writes(**texts)(nb)

    return edit


def answers_below(nb: NotebookNode) -> None:
    """Write the reflection into a cell of one's own, below the untouched one."""
    cell(nb, "reflection").source = REFLECTION.split("###")[0] + STUB
    nb.cells.append(new_markdown_cell("They give the first number back."))


def guesses(nb: NotebookNode) -> None:
    """Answer every exercise wrongly, in the right form."""
    for each in make_solution().cells:
        if is_exercise(each):
            cell(nb, each.id).source = wrong(each)


def foreign(nb: NotebookNode) -> None:
    """Say that the notebook is written in R."""
    nb.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}
    nb.metadata["language_info"] = {"name": "R"}


def spoiled(spoil: Callable[[bytes], bytes]) -> Callable:
    """An edit that hands in these bytes instead."""
    return lambda nb: spoil(nbformat.writes(nb).encode())


def broken(reason: str, spoil: Callable[[bytes], bytes]) -> Case:
    """A file that is no notebook."""
    return Case(spoiled(spoil), 0, "ungradable", (reason,))


TESTS = ("double_check", "double_hidden")
EDITED = {
    "correct": Case(),
    "identical": Case(),
    "untouched": Case(None, 0, says=("nothing was written into it",)),
    "wrong": Case(guesses, 0),
    "half": Case(writes(divide=HALF), DOUBLE + 3),
    "test_deleted": Case(deletes(*TESTS), says=("put back double_check, double_hidden",)),
    "test_duplicated": Case(
        pastes("double_hidden", "double_hidden"), says=("took one copy of double_hidden",)
    ),
    "answer_duplicated": Case(
        both(pastes("double", "double", TRIPLE), pastes("divide", "double_hidden")),
        DIVIDE,
        says=("took one copy of double, divide",),
    ),
    "test_edited": Case(
        writes(double=TRIPLE, double_check="2", double_hidden="assert True"),
        DIVIDE,
        says=("restored the text of double_check, double_hidden",),
    ),
    "test_moved_up": Case(
        both(moves("double_check", 0), moves("double_hidden", 0)),
        says=("moved double_hidden, double_check behind the answer",),
    ),
    "test_moved_down": Case(moves("double_check", 8)),
    "answer_moved_down": Case(moves("double", 8), says=("behind the answer",)),
    "points_changed": Case(
        both(marks(*TESTS, points=50), writes(double=TRIPLE)),
        DIVIDE,
        says=("restored the points and flags of double_check, double_hidden",),
    ),
    "flags_changed": Case(
        both(
            marks(*TESTS, grade=False, solution=True, locked=False),
            marks("double", grade=True, points=100, locked=True),
            writes(double=TRIPLE),
        ),
        DIVIDE,
        says=("restored the points and flags of double, double_check, double_hidden",),
    ),
    "skipped": Case(
        both(
            lambda nb: cell(nb, "double_check").metadata.update(tags=["skip-execution"]),
            writes(double=TRIPLE),
        ),
        DIVIDE,
    ),
    "stripped": Case(strips),
    "stripped_whole": Case(strips_all),
    "other_module": Case(
        elsewhere("3.11.2", double="import no_such_module\n\ndef double(x):\n    return x + x"),
        DIVIDE,
        says=("cell double stopped before any test with ModuleNotFoundError: No module named",),
    ),
    "newer_python": Case(
        elsewhere("3.99.1", double="def double(x):\n    return x plus x"),
        DIVIDE,
        says=("cell double stopped before any test with SyntaxError", "comes from Python 3.99"),
    ),
    "answered_below": Case(
        answers_below,
        says=("took the answer to reflection from a cell", "1 answer waits for manual grading"),
    ),
    "odd_metadata": Case(
        lambda nb: [cell(nb, name).metadata.update(nbgrader=["no dict"]) for name in TESTS] and None
    ),
    "old_schema": Case(marks(*TESTS, "divide_hidden", schema_version=1)),
    "raw_test": Case(lambda nb: cell(nb, "double_check").update(cell_type="raw")),
    "nbformat_3": Case(lambda nb: nbformat.writes(nb, version=3).encode()),
    "foreign": Case(foreign),
    "truncated": broken("it is cut off", lambda text: text[: len(text) // 2]),
    "empty": broken("the file is empty", lambda text: b""),
    "blank_lines": broken("the file is empty", lambda text: b" \n\n"),
    "conflict": broken("merge conflict", lambda text: b"<<<<<<< HEAD\n" + text),
    "latin_1": broken("is not UTF-8", lambda text: text.replace(b"Double", b"D\xfcble")),
    "not_json": broken("not a notebook", lambda text: b"hello"),
    "no_cells": broken("not a notebook", lambda text: b'{"nbformat": 4, "nbformat_minor": 5}'),
    "a_list": broken("not a notebook", lambda text: b"[1, 2]"),
    "deep": broken("not a notebook", lambda text: b"[" * 100_000),
    "with_bom": Case(spoiled(lambda text: b"\xef\xbb\xbf" + text)),
    "many_cells": Case(adds("", 2100, above="reflection"), says=("left out 108 of very many",)),
    "extra_files": Case(files={"notes.txt": b"x", "more/data.csv": b"1", f"{LESSON}.html": b"x"}),
    "bad_timestamp": Case(files={"timestamp.txt": b"yesterday"}, says=("holds no time",)),
    "latin_timestamp": Case(files={"timestamp.txt": b"\xfc"}, says=("holds no time",)),
}

CASES = {**EDITED, **ENDS, "in_the_middle": Case(), **LOOKS, **CHEATS, **TELLS, "last": Case()}

# Handed in otherwise than as LESSON/LESSON.ipynb: status and reason
PLACES = {
    "renamed": ("ungradable", f"there is no {LESSON}.ipynb, but {LESSON} (1).ipynb"),
    "missing": ("missing", "nothing was handed in"),
    "symlink": ("ungradable", f"{LESSON}.ipynb is a link"),
    "symlinked_folder": ("ungradable", f"{LESSON} is a link"),
    "too_large": ("ungradable", "larger than"),
    "no_file": ("ungradable", f"there is no {LESSON}.ipynb"),
}


# ---- what a test cell of a made-up lesson shows as its score, out of 2; None waits for a person --

SCORES = {
    "nan": ("float('nan')", None),
    "infinite": ("float('inf')", None),
    "negative": ("-1", None),
    "too_large": ("2.5", None),
    "huge": ("10 ** 400", None),
    "text": ("'2'", None),
    "flag": ("True", None),
    "pair": ("(1, 1)", None),
    "nothing_numeric": ("object()", None),
    "speaks_for_itself": ("type('S', (), {'__repr__': lambda self: '2'})()", None),
    "numpy_zero": ("np.float64(0.0)", 0),
    "numpy_part": ("np.float32(0.5)", 0.5),
    "numpy_array": ("np.array([2.0])", None),
    "tensor": ("torch.tensor(1.5)", 1.5),
    "tensor_of_one": ("torch.tensor([1.0])", None),
    "own_number": ("type('F', (float,), {'__repr__': lambda self: '2'})(0.5)", 0.5),
}
POINTS = """import numpy as np
import torch

def points(kind):
    ### BEGIN SOLUTION
    return 2
    ### END SOLUTION"""
SCORED = [
    ("points", "exercise", None, POINTS),
    *((name, "test", 2, f"points({name!r})") for name in SCORES),
]


def answers_scores() -> str:
    """An answer to `points` that gives each kind of score."""
    kinds = "".join(f"        {name!r}: lambda: {value},\n" for name, (value, _) in SCORES.items())
    start = "import numpy as np\nimport torch\n\ndef points(kind):\n    return {\n"
    return f"{start}{kinds}    }}[kind]()"
