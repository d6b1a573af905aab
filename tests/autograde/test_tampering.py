"""Signs of tampering are found where they are plain, and never in honest work."""

import nbformat
import pytest
from nbformat import NotebookNode

from grading import lesson_path, lessons
from grading.autograde.tampering import MOST, signs
from grading.bank import load
from grading.lesson.cells import kind_of


def seen(*sources):
    """What the signs in these cells say."""
    cells = [NotebookNode(id=f"c{k}", source=source) for k, source in enumerate(sources)]
    return [str(sign) for sign in signs(cells)]


PLAIN = {
    "np.allclose = lambda *a: True": "cell c0 replaces `np.allclose`",
    "import utils.checks as c\nc.check = print": "cell c0 replaces `c.check`",
    "from utils import checks\nchecks.check = print": "cell c0 replaces `checks.check`",
    "import numpy.testing as t\nt.assert_allclose = print": "replaces `t.assert_allclose`",
    "np.__dict__['allclose'] = print": "cell c0 replaces `np.__dict__['allclose']`",
    "import sys\nsys.modules['numpy'] = None": "replaces `sys.modules['numpy']`",
    "del np.allclose": "replaces `np.allclose`",
    "__builtins__.abs = print": "replaces `__builtins__.abs`",
    "setattr(np, 'all', print)": "replaces something with `setattr(np, 'all', print)`",
    "exec('np.allclose = print')": "replaces `np.allclose`",
    "%%time\nnp.allclose = print": "replaces `np.allclose`",
    "def f():\n    %time 1\n    sys._getframe(1).f_locals": "callers' frames with `f_locals`",
    "import inspect as i\ni.stack()[1].frame.f_globals": "frames with `f_globals`",
    "from inspect import stack\nstack()[1][0].f_locals": "callers' frames with `f_locals`",
    "f = x.f_back\ngetattr(f, 'f_locals')": "callers' frames with `f_locals`",
    "sys._getframe(2).f_code\nf.__closure__": "callers' frames with `__closure__`",
    "sys.settrace(lambda f, *a: f.f_globals.clear())": "callers' frames with `f_globals`",
    "import gc\ngc.get_objects()": "callers' frames with `get_objects`",
    "from gc import get_referrers": "callers' frames with `get_referrers`",
    "a._visitors['x'] = 1": "reaches for what answers the tests with `_visitors`",
    "get_ipython().ast_transformers.append(x)": "how cells are run with `ast_transformers`",
    "k = get_ipython().kernel\ngetattr(k, 'iopub_socket')": "into the kernel with `iopub_socket`",
    "get_ipython().displayhook(3)": "into the kernel with `displayhook`",
    "import course_answers": "imports `course_answers`, which serves grading",
    "from ipykernel import kernelapp": "imports `ipykernel`, which serves grading",
    "__import__('course_answers')": "names a place that is not its own: 'course_answers'",
    "import course_forks": "imports `course_forks`, which serves grading",
    "socket.socket(socket.AF_UNIX).connect('/room/f')": "not its own: '/room/f'",
    "print(In[-1])": "reads what was run with `In`",
    "get_ipython().history_manager": "reads what was run with `history_manager`",
    "!cat ../../gradebook.db": "names a place that is not its own: 'gradebook.db'",
    "open('../solutions/01/x')": "names a place that is not its own: 'solutions/'",
    "import os\nos.listdir('/proc/1')": "names a place that is not its own: '/proc/'",
    "open(f'/proc/{pid}/maps')": "names a place that is not its own: '/proc/'",
    "open('/proc/self/mem')": "names a place that is not its own: '/proc/'",
    "glob('/proc/*/environ')": "names a place that is not its own: '/proc/'",
    "__import__('course_look')": "names a place that is not its own: 'course_look'",
    "class A:\n    def __eq__(self, other):\n        'Same.'\n        return True": "equal to",
    "class A:\n    __eq__ = lambda self, other: True": "equal to everything",
}

HONEST = [
    "import torch\ntorch.backends.cudnn.deterministic = True",
    "import torch\ntorch.tensor([1.0]).requires_grad = True",
    "import numpy as np\nnp.zeros(3).shape = (3, 1)",
    "import sys\nsys.stdout = sys.__stdout__",
    "np.random.seed(0)\nnp.set_printoptions(precision=3)",
    "x = np.zeros(3)\nx.shape = (1, 3)\nx[0] = 1",
    "In = 3\nprint(In)",
    "model = Net()\nmodel.weight = 3\nmodel.train = False",
    "class Net(nn.Module):\n    def forward(self, x):\n        self.x = x\n        return x",
    "class A:\n    def __eq__(self, o):\n        if o is None: return False\n        return True",
    "'''Find all solutions/roots of the equation.'''",
    "with open('notes.txt', 'w') as file:\n    file.write('I submitted/sent it')",
    "this is no Python",
    "%matplotlib inline\n!ls\nprint(1)",
    "np.allclose?",
    # Debuggers, logs and measurements
    "import sys\ndef tracer(frame, event, arg):\n    print(frame.f_lineno, frame.f_locals)\n"
    "    return tracer\nsys.settrace(tracer)\nf(3)\nsys.settrace(None)",
    "import sys\nsys.setprofile(print)\nsys.setprofile(None)",
    "import inspect\nprint(inspect.currentframe().f_lineno, inspect.stack()[1].function)",
    "import inspect\nprint(inspect.currentframe().f_locals, np.stack([a]))",
    "def log(text):\n    print(sys._getframe(1).f_code.co_name, text)",
    "import pdb\npdb.post_mortem()\nimport traceback\ntraceback.print_stack()",
    "try:\n    f(0)\nexcept Exception as e:\n    print(e.__traceback__.tb_frame.f_locals)",
    "out = a + b\nout._backward.__closure__[0].cell_contents",
    "print(open('/proc/cpuinfo').read(), open('/proc/meminfo').read())",
    "open('/proc/self/status').read()",
    "import gc\ngc.collect()",
    "torch.stack([a, b])\nnp.stack([a, b])",
    "",
]


@pytest.mark.parametrize("source", PLAIN)
def test_a_plain_sign_is_found_and_named(source):
    assert PLAIN[source] in "; ".join(seen(source))


@pytest.mark.parametrize("source", HONEST)
def test_honest_code_shows_no_sign(source):
    assert seen(source) == []


def test_an_import_in_one_cell_tells_what_a_name_means_in_another():
    assert seen("import utils.checks as help", "help.check = print") == [
        "cell c1 replaces `help.check`"
    ]


def test_each_sign_is_told_once_a_cell():
    assert len(seen("np.all = 1\nnp.all = 2", "np.all = 3")) == 2


def test_code_that_is_nested_without_an_end_is_passed_over():
    assert seen("(" * 5000 + ")" * 5000, "x = " + "-" * 100_000 + "1") == []


@pytest.mark.parametrize("lesson", lessons())
def test_no_solution_shows_a_sign(lesson):
    nb = nbformat.read(lesson_path("solutions", lesson), as_version=4)
    cells = [c for c in nb.cells if c.cell_type == "code" and kind_of(c) != "test"]
    assert [str(sign) for sign in signs(cells)] == []


@pytest.mark.parametrize("lesson", lessons())
def test_no_right_answer_of_the_bank_shows_a_sign(lesson):
    bank = load(lesson)
    for exercise in bank.exercises:
        for answer in bank.right(exercise):
            assert seen(bank.source(exercise, answer.body)) == [], answer.idea


def test_signs_without_end_are_cut():
    assert len(seen(*[f"np.x{k} = np.y = 1" for k in range(MOST)])) == MOST
    many = seen("\n".join(f"np.x{k} = 1" for k in range(2 * MOST)))
    assert len(many) == MOST
