"""Help for who is stuck at an exercise: one step at a time, and never the answer.

    from utils.stuck import help_me

    help_me(neuron)

The steps lie in `utils/steps/NN_name.md`: the question in other words, its shapes or a picture, and
a neighbour that is worked out with other numbers.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from utils.checking import recognise
from utils.checking.causes import is_blank
from utils.checking.describe import name_of
from utils.memory.notes import note_step

FOLDER = Path(__file__).resolve().parent / "steps"
STEPS = 3
HOW = 'Stuck? In a cell of its own: from utils.stuck import help_me; help_me("{}")'
CALLED = "The check is of `{}`, and the blank one is `{}`, which it calls."
_opened: dict[str, int] = {}  # exercise -> how many of its steps this kernel has shown


@cache
def steps_of(lesson: str) -> dict[str, list[str]]:
    """The steps of a lesson's exercises, Markdown, by the exercise's cell.

    Args:
        lesson: such as "01_neurons".
    """
    try:
        text = (FOLDER / f"{lesson}.md").read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    parts = re.split(r"^## (\w+)\n", text, flags=re.MULTILINE)[1:]
    return {
        exercise: [step.strip() for step in re.split(r"^### .*\n", body, flags=re.MULTILINE)[1:]]
        for exercise, body in zip(parts[::2], parts[1::2], strict=True)
    }


def offer_help(blank: NotImplementedError) -> None:
    """Let a blank exercise's error say how its first step is opened, and show no traceback.

    Where the blank is another exercise, which the checked one calls, that one is named.
    """
    with suppress(Exception):
        checked = recognise.checked_before()
        if checked is None or not is_blank(blank) or getattr(blank, "__notes__", None):
            return
        exercise, answer = checked
        in_grading = getattr(answer, "recognised_elsewhere", None) is not None
        if in_grading or os.environ.get("NBGRADER_EXECUTION") or not _exercise(exercise):
            return
        called = _raised_by(blank, recognise.known_mistakes()[exercise]["lesson"])
        if called and called != exercise:
            blank.add_note(CALLED.format(exercise, called))
        blank.add_note(HOW.format(called or exercise))
        blank._render_traceback_ = lambda: _shown(blank)


def _raised_by(blank: NotImplementedError, lesson: str) -> str | None:
    """The exercise of a lesson whose function or class raised; None where that is none with steps.

    Another lesson's may have the same name: `Value.relu` of 06 is not the `relu` of 02.
    """
    trace, names = blank.__traceback__, ""
    while trace is not None:
        names, trace = trace.tb_frame.f_code.co_qualname, trace.tb_next
    parts = names.split(".<locals>")[0].split(".")
    found = filter(None, map(_exercise, reversed(parts)))
    return next((each for each in found if each in steps_of(lesson)), None)


def _shown(blank: NotImplementedError) -> list[str]:
    """What IPython shows: the sentences alone, since the check's own frames teach nothing."""
    return [f"{type(blank).__name__}: {blank}", *getattr(blank, "__notes__", [])]


def help_me(exercise: Callable | str) -> None:
    """Show the first step towards an exercise; run again, the next one, too.

    Args:
        exercise: its function or class, or its name as a text.
    """
    from IPython.display import Markdown, display

    found = _exercise(exercise)
    if found is None:
        print(_unknown(exercise))
        return
    steps = steps_of(recognise.known_mistakes()[found]["lesson"])[found]
    shown = _opened[found] = min(_opened.get(found, 0) + 1, len(steps))
    note_step(found, shown)
    parts = [f"**Step {k + 1} of {len(steps)}.** {steps[k]}" for k in range(shown)]
    last = shown == len(steps)
    parts.append(
        "*That was the last step. Write what you have, and let the check say what is wrong with "
        "it: it knows many mistakes by name.*"
        if last
        else "*Try with this first. Run this cell again for the next step.*"
    )
    display(Markdown("\n\n".join(parts)))


def _exercise(asked: Callable | str) -> str | None:
    """The exercise that a name or a function belongs to; None where there is none."""
    name = asked if isinstance(asked, str) else name_of(asked)
    known = recognise.known_mistakes()
    found = name if name in known else recognise.exercises_by_name().get(name)
    has = found and found in steps_of(known[found]["lesson"])
    return found if has else None


def _unknown(asked: Callable | str) -> str:
    name = asked if isinstance(asked, str) else name_of(asked)
    near = difflib.get_close_matches(name, recognise.known_mistakes(), 1)
    hint = f' Did you mean help_me("{near[0]}")?' if near else ""
    return f"There are no steps for {name}: name an exercise.{hint}"
