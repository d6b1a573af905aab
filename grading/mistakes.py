"""Try every answer of the bank, and every mutant: `make mistakes`.

    make mistakes                 # a table, an exercise a row; exit code 1 when anything is amiss
    make mistakes LESSONS=01      # one lesson, with what each answer was told

A wrong answer is caught where it loses points, named where its message carries its id, misnamed
where it carries another's. Answers are judged by the lesson's own test cells, without a kernel.

The columns: "check" is what a visible check's numbers tell, "at once" what a learner hears there,
with what `passed` asks, "unknown" what they would hear if the bank did not know the answer. "mixed"
counts ids whose sentence mutants read, too, or answers that were filed elsewhere: `--details` lists
them.
"""

from __future__ import annotations

import argparse
import sys
import time

from grading import CourseError, select_lessons
from grading.bank import load
from grading.bank.shipped import build
from grading.bank.trial import Report, Verdict, try_all, try_exercise

HEAD = (
    "exercise",
    "wrong",
    "check",
    "at once",
    "unknown",
    "named",
    "mixed",
    "right",
    "kept",
    "mutants",
    "killed",
    "at once",
    "unknown",
    "same",
)


def row(report: Report) -> list[str]:
    """A report's row of the table."""
    wrong, right = report.wrong, report.right
    killed = [v for v in report.mutants if v.caught]
    numbers = [
        len(wrong),
        sum(v.checked for v in wrong),
        sum(v.at_once for v in wrong),
        sum(v.unknown for v in wrong),
        sum(v.named for v in wrong),
        len(report.mixed),
        len(right),
        sum(not v.caught for v in right),
        len(report.mutants),
        len(killed),
        sum(v.at_once for v in killed),
        sum(v.unknown for v in killed),
        len(report.mutants) - len(killed),
    ]
    return [f"{report.lesson[:2]} {report.exercise}", *map(str, numbers)]


def table(reports: list[Report]) -> str:
    """The reports as a table, with a row of totals."""
    rows = [row(report) for report in reports]
    sums = [sum(int(r[i]) for r in rows) for i in range(1, len(HEAD))]
    rows = [list(HEAD), *rows, ["total", *map(str, sums)]]
    width = max(len(r[0]) for r in rows)
    lines = [r[0].ljust(width) + "".join(f"{n:>9}" for n in r[1:]) for r in rows]
    return "\n".join([*lines[:-1], "-" * len(lines[0]), lines[-1]])


def by_lesson(reports: list[Report]) -> str:
    """What learners hear at once, a lesson a line, of a hundred: known answers and unknown ones.

    "Unknown" is what the visible check would tell if the bank did not know the answer; killed
    mutants stand for answers that no bank knows.
    """
    lines = []
    for lesson in dict.fromkeys(report.lesson for report in reports):
        own = [report for report in reports if report.lesson == lesson]
        wrong = [v for report in own for v in report.wrong]
        killed = [v for report in own for v in report.mutants if v.caught]
        lines.append(
            f"{lesson}: of {len(wrong)} wrong answers the check's numbers tell "
            f"{_of_all(wrong, 'checked')} %, at once {_of_all(wrong, 'at_once')} %, unknown "
            f"{_of_all(wrong, 'unknown')} %; of {len(killed)} killed mutants "
            f"{_of_all(killed, 'checked')} %, {_of_all(killed, 'unknown')} %"
        )
    return "\n".join(lines)


def _of_all(verdicts: list[Verdict], what: str) -> str:
    share = 100 * sum(getattr(v, what) for v in verdicts) / max(1, len(verdicts))
    return f"{share:.1f}"


def details(report: Report) -> str:
    """What every wrong answer to an exercise was told."""
    lines = [f"\n== {report.exercise}"]
    for v in report.wrong:
        mark = "named" if v.named else f"NOT NAMED, got {sorted(v.ids) or 'nothing'}"
        lines.append(f"{v.answer.idea} ({v.answer.mistake or 'no id'}): {mark}")
        if not v.named:
            lines += [f"    {name}: {said}" for name, said in v.cells.items()]
        if not v.at_once:
            reason = report.later.get(v.answer.idea, "NO REASON in LATER")
            lines.append(f"    not at once: {reason}")
    sentences = load(report.lesson).mistakes(report.exercise)
    for name, ideas in report.mixed.items():
        lines.append(f"MIXED {name}: is it true of these, too? {sentences[name].what}")
        lines += [f"    {idea}" for idea in ideas]
    return "\n".join(lines)


def totals(reports: list[Report], seconds: float) -> str:
    """How many answers were tried, how quickly, and how many wrong ones were named."""
    count = sum(1 + len(r.wrong) + len(r.right) + len(r.mutants) for r in reports)
    wrong = [v for r in reports for v in r.wrong]
    named = sum(v.named for v in wrong)
    return (
        f"{count} answers in {seconds:.0f} s, {count / seconds:.0f} a second; "
        f"{named} of {len(wrong)} wrong answers named ({100 * named / max(1, len(wrong)):.1f} %)"
    )


def main(arguments: list[str] | None = None) -> int:
    """Try every answer of the bank and every mutant, and print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--lessons", default="", help='such as "00 01"; all when left out')
    parser.add_argument("--exercise", default="", help="one exercise alone, with what was said")
    parser.add_argument("--details", action="store_true", help="say what each answer was told")
    parser.add_argument("--build", action="store_true", help="only write what ships of the bank")
    options = parser.parse_args(arguments)
    try:
        lessons = select_lessons(options.lessons)
        problems = [text for lesson in lessons for text in build(lesson)]
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    for text in problems:
        print(text, file=sys.stderr)
    if problems or options.build:
        return int(bool(problems))
    start = time.perf_counter()
    if options.exercise:
        lesson = next((x for x in lessons if options.exercise in load(x).exercises), None)
        if lesson is None:
            print(f"no exercise is called {options.exercise!r}", file=sys.stderr)
            return 1
        reports = [try_exercise(lesson, options.exercise)]
    else:
        reports = try_all(lessons)
    if options.details or options.exercise:
        print("\n".join(details(report) for report in reports))
    print(table(reports))
    print(by_lesson(reports))
    print(totals(reports, time.perf_counter() - start))
    faults = [text for report in reports for text in report.faults()]
    print("\n".join(faults))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
