"""Write what ships of the bank: fingerprints, sentences, and the pages that explain mistakes.

`utils/probes/NN_name.json` lets `utils.checking.recognise` recognise a mistake;
`notebooks/mistakes/NN_name.md` explains it to a student, with an example that is computed here
from the answers themselves.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading import ROOT, CourseError, lessons
from grading.bank import NAME, Answer, Bank, bank_file, learner_name, load, probes_module
from grading.bank.agreement import disagreements
from grading.bank.general import GENERAL
from grading.bank.in_process import cell_source, names_after
from grading.bank.kept import SHIPPED, keep
from grading.bank.right_results import keys_of
from grading.bank.time_limit import LIMIT, quiet, time_limit, warm_up
from grading.bank.why import why_of
from utils.checking import recognise as mistakes
from utils.checking.describe import digits_to_tell_apart, short, type_in_words
from utils.storage.one_step import write_text


@dataclass(frozen=True)
class Asked:
    """What an answer gave to the probes of its exercise."""

    answer: Answer
    results: list[Any]

    @property
    def strict(self) -> str:
        """The fingerprint that also tells types apart."""
        return mistakes.fingerprints(self.answer.exercise, self.results)[0]

    @property
    def loose(self) -> str:
        """The fingerprint of shapes and values alone."""
        return mistakes.fingerprints(self.answer.exercise, self.results)[1]


def ask(lesson: str, answer: Answer, source: str) -> Asked | None:
    """Ask an answer every probe; None when its program does not even run.

    Raises:
        CourseError: it did not come to an end. An error of time among its results would be a
            fingerprint that no learner's answer gives.
    """
    warm_up(lesson, answer.exercise)
    asked = None
    with quiet(), suppress(Exception, SystemExit), time_limit(LIMIT) as limit:
        scope = names_after(source)
        learner = scope[learner_name(lesson, answer.exercise)]
        probes = mistakes.probes_of(lesson)[answer.exercise]
        asked = Asked(answer, mistakes.ask_all(probes, learner))
    if limit.ran_out:
        raise CourseError(
            f"{bank_file(lesson)}: {answer.exercise}: {answer.idea!r} did not answer its probes "
            f"within {LIMIT} s of processor time: end it sooner, or ask for less"
        )
    return asked


def ask_all(bank: Bank, exercise: str) -> tuple[list[Asked], list[Asked]]:
    """What the wrong and the right answers, the solution first, give to an exercise's probes."""
    cell = cell_source(bank.lesson, exercise)
    solution = ask(bank.lesson, Answer(exercise, "the solution", cell), bank.around(exercise, cell))
    groups = []
    for answers in (bank.wrong(exercise), bank.right(exercise)):
        asked = [ask(bank.lesson, a, bank.source(exercise, a.body)) for a in answers]
        groups.append([a for a in asked if a])
    return groups[0], [solution, *groups[1]]


def table_of(
    wrong: list[Asked], right: list[Asked], which: str
) -> tuple[dict[str, str], list[str]]:
    """Fingerprints that belong to one mistake alone, and what could not be told apart."""
    owners: dict[str, dict[str, Asked]] = {}
    for asked in wrong:
        owners.setdefault(getattr(asked, which), {}).setdefault(asked.answer.mistake, asked)
    good = {getattr(asked, which): asked for asked in right}
    known, clashes = {}, []
    for print_, by_id in sorted(owners.items()):
        if print_ in good:
            clashes.append(
                f"{[a.answer.idea for a in by_id.values()]} give the results of the right answer "
                f"{good[print_].answer.idea!r}"
            )
        elif len(by_id) > 1:
            clashes.append(
                f"{[(a.answer.idea, i) for i, a in by_id.items()]} give the same results"
            )
        elif (name := next(iter(by_id))) and not name.startswith("any/"):
            known[print_] = name
    return known, clashes


def _example(bank: Bank, exercise: str, name: str, wrong: list[Asked], solution: Asked) -> str:
    """The first probe whose result shows the mistake, with what is asked and what comes."""
    probes = mistakes.probes_of(bank.lesson)[exercise]
    for asked in wrong:
        if asked.answer.mistake != name:
            continue
        for probe, came, right in zip(probes, asked.results, solution.results, strict=True):
            if mistakes.canonical(came) != mistakes.canonical(right):
                mistaken, asked_for = _said(came, right), _said(right, came)
                is_call = probe.text.startswith(f"{exercise}(")
                asked = f"`{probe.text}`" if is_call else probe.text
                return f"{asked}: {mistaken} with this mistake, {asked_for} without."
    return ""


def _said(value: Any, other: Any) -> str:
    """A result in words; with its shape or type where it differs in that from the other."""
    if isinstance(value, mistakes.Raised):
        if isinstance(value.error, mistakes.Changed):
            return "its argument is changed"
        if isinstance(value.error, mistakes.Rewritten):
            return "a later call changes the result"
        return type_in_words(value.error)
    digits = digits_to_tell_apart(value, other)
    text = short(value, room=70, digits=digits)
    shapes = [tuple(getattr(each, "shape", ())) for each in (value, other)]
    if shapes[0] != shapes[1]:
        return f"`{text}` of shape {shapes[0]}"
    if text == short(other, room=70, digits=digits) and type(other) is not type(value):
        return f"`{text}` as {type(value).__name__}"
    return f"`{text}`"


def entries(bank: Bank) -> tuple[dict[str, dict], list[str], list[str]]:
    """What ships of a lesson's bank: the entries by exercise, the page's lines; and faults."""
    known, page, faults = {}, [], []
    module = probes_module(bank.lesson)
    for exercise in bank.exercises:
        wrong, right = ask_all(bank, exercise)
        if right[0] is None:
            faults.append(f"{bank.lesson} {exercise}: the solution does not answer its own probes")
            continue
        strict, clashes = table_of(wrong, right, "strict")
        loose, _ = table_of(wrong, right, "loose")
        faults += [f"{bank.lesson} {exercise}: {text}" for text in clashes]
        named = bank.mistakes(exercise)
        faults += [
            f"{bank.lesson} {exercise}: {name!r} is no id: lower case, digits, dashes"
            for name in bank.module.WRONG[exercise]
            if not NAME.fullmatch(name)
        ]
        says = {name: [m.what, m.hint] for name, m in named.items() if name}
        known[exercise] = {
            "name": learner_name(bank.lesson, exercise),
            "asked_by": sorted(getattr(module, "ASKED_BY", {}).get(exercise, [])),
            "strict": strict,
            "loose": loose,
            "right": keys_of(bank, exercise, [asked.results for asked in right]),
            "says": says,
        }
        page += [f"## {exercise}", ""]
        for name, (what, hint) in says.items():
            example = _example(bank, exercise, name, wrong, right[0])
            if not example:
                faults.append(f"{bank.lesson} {exercise}: no probe shows {name}: add one that does")
            page += _entry(name, what, hint, example)
    return known, page, faults


def _entry(name: str, what: str, hint: str, example: str) -> list[str]:
    why = why_of(name)
    told = [what, f"Why people write it: {why}" if why else "", f"Try this: {hint}"]
    told.append(f"Example: {example}")
    return [f"### {name}", "", *(line for text in told if text for line in (text, ""))]


def common_pages(root: Path = ROOT) -> dict[Path, str]:
    """The pages that belong to no lesson: the index, and the mistakes that any exercise may see."""
    folder = root / "notebooks" / "mistakes"
    lines = [
        "# Mistakes by their ids\n",
        "A check that fails names the mistake where it knows it, on the line `mistake:`.",
        "Its id begins with the exercise, or with `any` where every exercise may see it.",
        "Each page explains the mistakes of one lesson, with an example of each.\n",
        f"- [Any exercise](any.md): {len(GENERAL)} mistakes",
    ]
    for lesson in lessons(root):
        try:
            bank = load(lesson)
            count = sum(len(bank.mistakes(exercise)) for exercise in bank.exercises)
            names = ", ".join(f"`{exercise}`" for exercise in bank.exercises)
        except Exception:  # a half-done bank, of which `files` says more
            continue
        title = f"Lesson {lesson[:2]}"
        lines.append(f"- [{title}]({lesson}.md): {count} mistakes in {names}")
    general = ["# Mistakes that any exercise may see\n"]
    for name, (what, hint, example) in GENERAL.items():
        general += _entry(name, what, hint, example)
    return {folder / "README.md": _text(lines), folder / "any.md": _text(general)}


def _text(lines: list[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def files(lesson: str, root: Path = ROOT) -> tuple[dict[Path, str], list[str]]:
    """The files that ship of a lesson's bank, by path, and what is amiss in it.

    Where the bank and the lesson do not agree, there are no files.
    """
    try:
        if told := disagreements(lesson):
            return {}, told
        known, page, faults = entries(load(lesson))
    except CourseError as error:
        return {}, str(error).splitlines()
    except Exception as error:  # an author's half-done bank may raise whatever it likes
        reason = f"{type(error).__name__}: {error}".splitlines()[0]
        return {}, [f"{lesson}: its bank of mistakes cannot be tried: {reason}"]
    title = f"# Mistakes in lesson {lesson[:2]}, by their ids\n"
    intro = (
        "A check that fails names the mistake where it knows it, on the line `mistake:`.\n"
        "Here each one is explained, with an example.\n"
    )
    texts = {
        root / "utils" / "probes" / f"{lesson}.json": _text(
            [json.dumps(known, indent=1, sort_keys=True)]
        ),
        root / "notebooks" / "mistakes" / f"{lesson}.md": _text([title, intro, *page]),
    }
    return texts, faults


def kept_files(lesson: str, root: Path = ROOT) -> tuple[dict[Path, str], list[str]]:
    """What `files` gives, from an earlier run where nothing that decides it has changed."""

    def make() -> tuple[dict[str, str], list[str]]:
        texts, faults = files(lesson, root)
        return {path.relative_to(root).as_posix(): text for path, text in texts.items()}, faults

    texts, faults = keep(lesson, SHIPPED, make, lambda found: not found[1], root=root)
    return {root / name: text for name, text in texts.items()}, faults


def build(lesson: str, root: Path = ROOT) -> list[str]:
    """Write what ships of a lesson's bank; return what is amiss in it."""
    texts, faults = kept_files(lesson, root)
    for path, text in (texts | common_pages(root)).items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_text(path, text)
    mistakes.known_mistakes.cache_clear()
    mistakes.exercises_by_name.cache_clear()
    return faults


def drifted(lesson: str, root: Path = ROOT) -> list[str]:
    """What ships of a lesson's bank and is not what the bank gives."""
    texts, faults = kept_files(lesson, root)
    if lesson == lessons(root)[0]:
        texts |= common_pages(root)
    for path, text in texts.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            faults.append(f"{path.relative_to(root)} is not what the bank gives: run `make build`")
    return faults
