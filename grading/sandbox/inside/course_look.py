"""Whether the functions that answer the judge are the ones on disk.

The judge reads the files, and sends this text over, to be run there: so it needs no name that the
learner's code could have replaced before.
"""

import contextlib
import hashlib
import inspect
import json
import sys
import types


class Said:
    """JSON that IPython hands on as it is."""

    def __init__(self, data):
        self.text = json.dumps(data)

    def _repr_mimebundle_(self, **options):
        return {"text/plain": self.text}


def digest(code):
    """A hash of what a function does, those inside it among that."""
    parts = [code.co_code.hex(), *code.co_names, *code.co_varnames, *code.co_freevars]
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            parts.append(digest(each))
        else:  # a set's order differs between processes
            parts.append(repr(sorted(map(repr, each)) if isinstance(each, frozenset) else each))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def written(source, module):
    """The hash of every function and method that a module's text defines, by name."""
    found, todo = {}, [compile(source, module, "exec")]
    while todo:
        code = todo.pop()
        if code.co_flags & inspect.CO_OPTIMIZED and "<" not in code.co_qualname:
            found[f"{module}.{code.co_qualname}"] = digest(code)
        else:  # a module's or a class's body
            todo += [each for each in code.co_consts if isinstance(each, types.CodeType)]
    return found


def is_there(name, wanted):
    """Whether a function of this name and hash is in its module, which may not be loaded."""
    module, *path = name.split(".")
    value = sys.modules.get(module)
    if value is None:
        return True
    for part in path:
        value = vars(value).get(part)
        if not isinstance(value, types.FunctionType | type):
            return False
    inner = vars(value).get("__wrapped__")
    if inner is not None and value.__code__ is contextlib.contextmanager(inner).__code__:
        value = inner
    return digest(value.__code__) == wanted


def look(request, wanted):
    """The answer to a request, and beside it what was replaced of that which answers.

    Args:
        request: as `course_answers.answer` takes it.
        wanted: hashes by name; empty where the files may be another Python's.
    """
    answers = __import__("course_answers")
    changed = [] if type(answers) is types.ModuleType else ["course_answers"]
    for name, each in wanted.items():
        try:
            found = is_there(name, each)
        except Exception:  # something else stands there
            found = False
        if not found:
            changed.append(name)
    looked = getattr(answers, "look", None)
    if wanted and getattr(looked, "__qualname__", "") != "_looks.<locals>.looked":
        changed.append("course_answers.look")
    if not changed:
        return answers.answer(request)
    try:
        return Said(json.loads(answers.answer(request).text) | {"changed": changed})
    except Exception:  # whatever answers now
        return Said({"changed": changed})
