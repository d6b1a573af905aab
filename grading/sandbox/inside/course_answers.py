"""Answer the judge's questions in the learner's process: call this function on these values.

A fork of the kernel answers (`course_forks`), or the kernel itself where none can be had: the judge
evaluates `answer(request)` as a user expression. Request and reply are JSON of plain values
(`course_values`); a function among the arguments calls back. What is judged, and how, never comes
here.
"""

import ast
import builtins
import contextlib
import inspect
import io
import json
import linecache
import os
import sys
import traceback
import types

import numpy as np
from course_values import ERRORS, Decoder, Encoder, TooMuch

MOST_PRINTED = 20_000  # characters
folder = "."  # where the learner's code begins
_kept = {}  # (cell, name) -> what the name held when its cell had run
_earlier = {}  # (cell, name) -> what earlier calls gave back
_visitors = {}  # number -> the namespace of a cell's visitors
_sent = []  # cell, name, value and code of each visitor


class Reply:
    """JSON that IPython hands on as it is."""

    def __init__(self, data):
        self.text = json.dumps(data)

    def _repr_mimebundle_(self, **options):
        return {"text/plain": self.text}


class Printed(io.TextIOBase):
    """Keeps the first characters that are written."""

    def __init__(self):
        self.parts, self.size = [], 0

    def write(self, text):
        """Keep what fits."""
        self.parts.append(text[: max(0, MOST_PRINTED - self.size)])
        self.size += len(text)
        return len(text)


def shell():
    """The kernel's IPython."""
    from IPython import get_ipython

    return get_ipython()


def judge(question):
    """What the judge says to a question that comes up while a call runs."""
    return shell().kernel.raw_input(question)


def call_back(number, name):
    """A function that asks the judge to call its own function with this number."""

    def function(*args, **kwargs):
        encode = Encoder()
        question = {"call back": number, "args": encode(args), "kwargs": encode(kwargs)}
        said = json.loads(judge(json.dumps(question)))
        if "error" in said:
            kind, text = said["error"]
            raise ERRORS.get(kind, RuntimeError)(text)
        return Decoder()(said["value"])

    function.__name__ = function.__qualname__ = name
    return function


def own_line(error):
    """The last line of the learner's own code that an error passed."""
    text = ""
    for frame in traceback.extract_tb(error.__traceback__):
        here = "site-packages" in frame.filename or frame.filename.startswith(sys.base_prefix)
        if not here and not frame.filename.startswith(("/inside", "<course")):
            text = frame.line or linecache.getline(frame.filename, frame.lineno or 0)
    return text.strip()


def _told_args(args):
    with contextlib.suppress(TooMuch):
        return Encoder()([str(a)[:1000] if isinstance(a, str) else a for a in args])
    return None


def told(error):
    """An exception as plain data: type, bases, arguments and line."""
    try:
        text = str(error)[:1000]
    except BaseException:
        text = ""
    args = [a for a in getattr(error, "args", ()) if isinstance(a, str | int | float)]
    whole = len(args) == len(getattr(error, "args", ()))
    kind = type(error)
    return {
        "type": str(kind.__name__),
        "module": str(kind.__module__),
        "bases": [base.__name__ for base in kind.__mro__ if base.__module__ == "builtins"],
        "args": _told_args(args) if whole else None,
        "text": text,
        "line": own_line(error),
    }


def find(target):
    """What a request is about: a learner's name, as it was when its cell had run, or a visitor."""
    if "visitor" in target:
        return _visitors[target["visitor"]][target["name"]]
    names = shell().user_ns
    return _kept.get((target["cell"], target["name"]), names.get(target["name"]))


def describe(target):
    """Whether a name is there, and how it is called."""
    name = target["name"]
    if (target["cell"], name) not in _kept and name not in shell().user_ns:
        return {"missing": True}
    value = find(target)
    if not callable(value):
        return {"value": Encoder()(value)}
    try:
        rows = [
            [p.name, p.kind.value, None if p.default is p.empty else repr(p.default)[:100]]
            for p in inspect.signature(value).parameters.values()
        ]
    except Exception:
        rows = None
    name = getattr(value, "__name__", None)
    kind = type(value).__name__
    return {
        "callable": name if isinstance(name, str) else kind,
        "signature": rows,
    }


@contextlib.contextmanager
def in_place_of(names, helpers):
    """Let the learner's code find these helpers under these names meanwhile."""
    own = {name: names[name] for name in helpers if name in names}
    names.update({name: or_own(helper, name, own.get(name)) for name, helper in helpers.items()})
    try:
        yield
    finally:
        for name in helpers:
            names.pop(name, None)
        names.update(own)


def or_own(helper, name, own):
    """A helper; where it knows no result, the learner's own function: see `utils.checks.given`."""
    if not callable(helper) or isinstance(helper, type):
        return helper

    def asked(*args, **kwargs):
        try:
            return helper(*args, **kwargs)
        except (LookupError, TypeError):
            if own is None:
                raise NameError(f"name {name!r} is not defined") from None
        return own(*args, **kwargs)

    return asked


def earlier_calls(target):
    """What earlier calls of a learner's function gave back; nothing of a visitor's."""
    from utils.checking.rewritten import Earlier

    if "visitor" in target:
        return Earlier()
    return _earlier.setdefault((target["cell"], target["name"]), Earlier())


def call(request):
    """Call a function with decoded arguments; its result, and the arguments after it."""
    decode, printed = Decoder(call_back), Printed()
    args, kwargs = decode(request["args"]), decode(request["kwargs"])
    helpers = decode(request["helpers"])
    function = find(request["target"])
    scope = getattr(inspect.unwrap(function), "__globals__", {}) if helpers else {}
    if "visitor" in request["target"] and helpers:
        scope = shell().user_ns
    reply, earlier = {}, earlier_calls(request["target"])
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        in_place_of(scope, helpers),
    ):
        try:
            with earlier.watched():
                result = function(*args, **kwargs)
            reply["value"] = Encoder()(result)
            reply["rewrote"] = earlier.rewrote
            earlier.keep(result, [*args, *kwargs.values()])
        except TooMuch as error:
            reply["error"] = told(ValueError(str(error)))
        except KeyboardInterrupt:
            reply["error"] = told(TimeoutError("it did not come to an end"))
        except BaseException as error:
            reply["error"] = told(error)
    with contextlib.suppress(TooMuch):
        reply["after"] = [Encoder()(args), Encoder()(kwargs)]
    reply["printed"] = "".join(printed.parts)
    return reply


def keep(request):
    """Remember what names hold now, and forget what another notebook's did."""
    names = shell().user_ns
    for name in request["names"]:
        if name in names:
            _kept[request["cell"], name] = names[name]
    return {}


def visitors(request):
    """Define a test cell's visitors, on top of what the learner's names hold."""
    names = {**shell().user_ns, "__name__": "__main__"}
    for name in request["names"]:
        if (request["cell"], name) in _kept:
            names[name] = _kept[request["cell"], name]
    name = f"<course {request['cell']}>"
    with np.errstate(all="ignore"):
        tree = ast.parse(request["source"])
        exec(compile(tree, name, "exec"), names)
    _visitors[request["cell"]] = names
    _sent[:] = [each for each in _sent if each[0] != request["cell"]]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            value = names[node.name]
            code = getattr(value, "__code__", None)
            _sent.append((request["cell"], node.name, value, code))
    return {}


def recognise(request):
    """The id of the known mistake that an answer's results show, or None."""
    from utils.checking.recognise import recognise as look_up

    return {"mistake": look_up(request["exercise"], find(request["target"]))}


JSON = ("dumps", "loads")
NUMPY = ("allclose", "isclose", "array_equal", "abs", "all", "isfinite", "asarray")
TESTING = ("assert_allclose", "assert_array_equal", "assert_array_almost_equal")
BUILTINS = ("abs", "all", "any", "isinstance", "len", "round", "type", "compile", "exec", "eval")
# What answers the judge: nobody's code but ours has a reason to know of it
COURSE = ("course_answers", "course_files", "course_forks", "course_pools", "course_values")
OWN = ("judge", "look")  # of `course_answers`: each process sets its own


def watched():
    """What nobody has a reason to replace: where it is, its name there and in words, itself."""
    import utils.checks

    places = [(np, "np", NUMPY), (np.testing, "np.testing", TESTING)]
    places += [(utils.checks, "utils.checks", utils.checks.__all__), (json, "json", JSON)]
    for holder, shown, names in places:
        yield from ((vars(holder), k, f"{shown}.{k}", vars(holder)[k]) for k in names)
    yield from ((vars(builtins), name, name, vars(builtins)[name]) for name in BUILTINS)


def answering():
    """The same of every function and class that answers the judge."""
    for module in [name for name in COURSE if name in sys.modules]:
        holders = {module: sys.modules[module]}
        yield sys.modules, module, module, holders[module]
        classes = [each for each in vars(holders[module]).values() if isinstance(each, type)]
        holders |= {f"{module}.{c.__name__}": c for c in classes if c.__module__ == module}
        for shown, holder in holders.items():
            for name, value in vars(holder).items():
                kinds = isinstance(value, types.FunctionType | type)
                if kinds and (module != "course_answers" or name not in OWN):
                    yield vars(holder), name, f"{shown}.{name}", value


_intact = list(watched())
look = None  # what was replaced since `remember`


def remember():
    """Note where the learner's code begins and how things are, before any of it runs."""
    global folder, look
    folder, look = os.getcwd(), _looks()


def _how_cells_are_read():
    ipython = shell()
    manager = ipython.input_transformer_manager
    return [
        *ipython.ast_transformers,
        *ipython.input_transformers_post,
        *manager.cleanup_transforms,
        *manager.line_transforms,
        *manager.token_transformers,
    ]


def _looks():
    """A function that tells what was replaced since now, with all that it needs in itself."""
    known = [(*each, getattr(each[-1], "__code__", None)) for each in (*_intact, *answering())]
    ipython, read, sent, visitors = shell(), _how_cells_are_read(), _sent, _visitors
    replies, now_read = type(ipython).user_expressions, _how_cells_are_read

    def looked():
        changed = []
        for space, key, shown, value, code in known:
            if space.get(key) is not value or getattr(value, "__code__", None) is not code:
                changed.append(shown)
        for cell, name, value, code in sent:
            there = visitors.get(cell, {}).get(name)
            if there is not value or getattr(value, "__code__", None) is not code:
                changed.append(f"the test's {name}")
        if getattr(ipython.user_expressions, "__func__", None) is not replies:
            changed.append("how IPython replies")
        if [*map(id, read)] != [*map(id, now_read())]:
            changed.append("how IPython reads cells")
        return changed

    return looked


def canary(request):
    """What was replaced of the things that checks, notebooks and answers rely on."""
    return {"changed": look()}


@contextlib.contextmanager
def recording():
    """PyTorch records gradients meanwhile, even where an answer to another exercise forbade it."""
    torch = sys.modules.get("torch")
    with torch.enable_grad() if torch else contextlib.nullcontext():
        yield


def answer(text):
    """Do what a request asks, and reply in JSON whatever happens."""
    request = json.loads(text)
    doers = {
        "call": call,
        "keep": keep,
        "visitors": visitors,
        "recognise": recognise,
        "canary": canary,
    }
    doers["describe"] = lambda request: describe(request["target"])
    if request["do"] in ("fork", "stop"):
        import course_forks

        doers |= {"fork": course_forks.fork, "stop": course_forks.stop}
    try:
        with recording():
            return Reply(doers[request["do"]](request))
    except BaseException as error:
        return Reply({"failed": told(error)})
