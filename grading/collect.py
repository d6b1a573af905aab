"""Take a learning platform's download into submitted/: `make collect ZIP=download.zip`.

Knows Moodle's, Canvas's and Blackboard's names, folders of any platform in whose names a student of
roster.csv stands whole, folders named after students, nbgrader's own layout, and zips inside the
zip. Moodle's grading worksheet, beside the download, tells numbers, names, groups and times. A
notebook is known by its cells, not by its name, and stays as it came. The download, the worksheet
and every file that is replaced are kept in downloaded/.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from grading import ROOT, CourseError, lessons, select_lessons
from grading.course import screen
from grading.course.asked_for import asked_for, name_lessons, named_lessons, unasked
from grading.course.refusals import COLLECTED, REFUSED, Refusals, RefusedWork
from grading.course.roster import Person, read_people
from grading.course.tables import write_table
from grading.course.told import Told, shown
from grading.gradebook.regrades import Regrades
from grading.handed_in.submissions import TIMESTAMP, who_handed_in
from grading.intake.archives import read_download
from grading.intake.deliveries import Delivery, Notebook, listed, most_bytes
from grading.intake.senders import Senders
from grading.intake.sorting import sort_out
from grading.intake.storing import OLDER, REPLACED, TAKEN, UNCHANGED, keep_original, put
from grading.intake.unclaimed import RefusedOfNobody, note_refused, settle
from grading.intake.which_lesson import Fingerprints, remarks
from grading.intake.worksheet import find_worksheets, participants
from grading.lesson.declared import DECLARED
from grading.lesson.masters import Master, masters_of

BY_HAND = "move that to submitted/STUDENT/ where you know whose it is"
UNMATCHED, MISSING = "unmatched", "missing"
STATUSES = (TAKEN, REPLACED, UNCHANGED, OLDER, UNMATCHED, REFUSED, MISSING)
GOOD = (TAKEN, REPLACED, UNCHANGED, OLDER)
USEFUL = (*GOOD, UNMATCHED)


@dataclass(frozen=True)
class Line:
    """What came of one student's delivery of one lesson."""

    student: str
    lesson: str
    status: str
    reason: str = ""
    sender: str = ""  # as the download has it, where that is nobody in the class

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """Its line of collected.csv."""
        return self.student, self.lesson, self.status, self.reason

    def __str__(self) -> str:
        who = f"{self.student} {self.lesson}".strip() or "other files"
        return f"{who}: {self.status}" + (f" ({self.reason})" if self.reason else "")


def collect(
    download: Path,
    root: Path = ROOT,
    wanted: str = "",
    say: Callable[[str], None] = screen.say,
    now: datetime | None = None,
    worksheet: str = "",
    zone: str = "",
) -> list[Line]:
    """Put what a download holds into submitted/, and write downloaded/collected.csv.

    Args:
        download: a zip, or a folder.
        root: the course.
        wanted: the lesson that was asked for; any when empty.
        say: takes a line for each student and for each file that is refused.
        now: when, to name what is kept.
        worksheet: the path of Moodle's grading worksheet; looked for when empty.
        zone: the zone of the worksheet's times; this machine's when empty.

    Raises:
        CourseError: the download cannot be read, or a file of the instructor's is malformed.
    """
    now = now or datetime.now(UTC)
    known, people = lessons(root), read_people(root)
    chosen = select_lessons(wanted, root)
    prints = Fingerprints(known, root)
    contents = read_download(download, most_bytes)
    paths = [each.parts for each in contents.members if each.parts[-1] != TIMESTAMP]
    with screen.quiet():
        sheet = find_worksheets(download, worksheet, participants(paths), zone)
        senders = Senders(people, known, download.name, paths, sheet)
        deliveries = sort_out(contents, senders, prints, chosen)
        found = sorted({lesson for each in deliveries for lesson in each.lessons})
        masters = {lesson: masters_of(lesson, root) for lesson in found}
        try:
            kept = keep_original(download, root / "downloaded", now)
            for path in sheet.files:
                keep_original(path, root / "downloaded", now)
            for note in sheet.notes():
                say(note)
            for refusal in contents.refused:
                say(f'refused "{shown("/".join(refusal.parts))}": it {refusal.why}')
            came = _came(deliveries, root)
            expected = chosen if wanted.strip() else _asked(came, found, people, root)
            takers = (_taken(each, expected, root, masters, now) for each in deliveries)
            lines = [line for taker in takers for line in taker]
            lines += _missing(lines, people or [], expected or ([] if found else [""]), root)
            lines = _in_order([_marked(line, expected) for line in lines], people or [])
            for line in lines:
                say(str(line))
            for said in _asks(lines, root):
                say(said)
            write_table(
                root / "downloaded" / "collected.csv", COLLECTED, (each.cells for each in lines)
            )
            _note_refused(lines, people, root, kept, now)
            _note_nobodys(lines, deliveries, expected, root, kept or f"{download.resolve()}/", now)
            if wanted.strip():
                name_lessons({*named_lessons(root), *chosen}, root)
            else:
                for said in unasked({each: came[each] for each in found}, expected):
                    say(said)
        except OSError as error:
            raise CourseError(f"downloaded/ cannot be written: {error}") from None
    return lines


def _asks(lines: list[Line], root: Path) -> Iterator[str]:
    """Who asks in a notebook that came to have a score looked at again."""
    regrades = Regrades(root)
    for line in lines:
        new = regrades.of(line.student, line.lesson) if line.status in (TAKEN, REPLACED) else []
        if what := [each.what for each in new if not each.line and not each.answer]:
            some = ", ".join(dict.fromkeys(what))
            yield f"{line.student} asks in {line.lesson} for another look at {some}: `make regrade`"


def _taken(
    delivery: Delivery,
    expected: list[str],
    root: Path,
    masters: dict[str, dict[str, Master]],
    now: datetime,
) -> Iterator[Line]:
    """Write one sender's work; a line for each lesson."""
    sender, who = delivery.sender, delivery.who
    place = f'"{delivery.place}"' if delivery.place else ""
    aside = [f"left out {listed(delivery.left_out)}" if delivery.left_out else ""]
    aside += [f"refused {listed(delivery.refused)}" if delivery.refused else ""]
    if not delivery.lessons:
        about = delivery.hints if len(delivery.hints) == 1 else expected
        lesson = next(iter(about)) if (who or delivery.hints) and len(about) == 1 else ""
        why = delivery.why_nothing(asked=bool(lesson))
        line = _line(who, lesson, REFUSED, [sender.problem, "no notebook of a lesson", *why])
        meant = who or delivery.refused or delivery.advice  # else it is what programs leave behind
        yield _nobodys(line, delivery) if meant else line
    for lesson in delivery.lessons:
        try:
            status, said = _put_lesson(delivery, lesson, root, masters[lesson], now)
        except OSError as error:
            status, said = (
                REFUSED,
                [f"it cannot be written ({error.strerror}): mend that, and collect again"],
            )
        yield _nobodys(_line(who, lesson, status, [place, *said, *aside]), delivery)
    for lesson in [each for each in expected if delivery.lessons and each not in delivery.lessons]:
        here = (root / "submitted" / who / lesson / f"{lesson}.ipynb").exists()
        called = [] if here else delivery.called(lesson)
        if delivery.refused or called:  # which may be what is lacking
            line = _line(who, lesson, REFUSED, ["no notebook of this lesson", *called, *aside])
            yield _nobodys(line, delivery)


def _put_lesson(
    delivery: Delivery, lesson: str, root: Path, masters: dict[str, Master], now: datetime
) -> tuple[str, list[str]]:
    """Write one sender's work on one lesson; the status, and what there is to say."""
    sender = delivery.sender
    files = {name: member.data for name, member in delivery.files[lesson].items()}
    first = next(iter(delivery.files[lesson].values()), None)
    best, choice = delivery.best(lesson, masters)
    seen = []
    if best:
        files[f"{lesson}.ipynb"], first = best.member.data, best.member
        seen = [choice, *_seen(best, masters), "late, says Canvas" if best.sender.late else ""]
    if time := first and delivery.time_of(first, best.sender if best else sender):
        files[TIMESTAMP] = time
    if sender.student:
        place = Path("submitted", sender.student, lesson)
        history = Path("downloaded", "history", sender.student, lesson)
    else:
        place = Path("downloaded", "unmatched", delivery.folder, lesson)
        history = place / "history"
    status, said = put(root, place, history, files, now)
    if status == REFUSED:
        return status, [sender.problem, said]
    if not sender.student:
        put_aside = f"put into {place.as_posix()}/: {BY_HAND}"
        return UNMATCHED, [sender.problem, put_aside, said, *seen]
    absent = [name for name in DECLARED.get(lesson, {}) if not (root / place / name).is_file()]
    lacks = [f"{name}, which is graded too, is not there" for name in absent]
    if best:
        settle(replace(best.sender, student=sender.student), lesson, best.member.data, root)
    return status, [said, *seen, *lacks, sender.problem]


def _seen(notebook: Notebook, masters: dict[str, Master]) -> list[str]:
    """What the instructor should know of a notebook."""
    said = [f'renamed from "{shown(notebook.sender.own)}"' if notebook.renamed else ""]
    if notebook.problem:
        return [*said, notebook.problem]
    said += ["" if notebook.match.found else "none of the lesson's cells are in it"]
    return said + remarks(notebook.nb, notebook.member.data, masters)


def _line(who: str, lesson: str, status: str, reasons: list[str]) -> Line:
    return Line(who, lesson, status, Told("; ".join(filter(None, reasons))))


def _nobodys(line: Line, delivery: Delivery) -> Line:
    """The line, which says whose it is in the download where that is nobody in the class."""
    if delivery.sender.student:
        return line
    return replace(line, sender=delivery.who or delivery.place or "nobody")


def _missing(
    lines: list[Line], people: list[Person], expected: list[str], root: Path
) -> Iterator[Line]:
    """A line for everyone in the roster of whom the download holds nothing."""
    seen, refusals = {(line.student, line.lesson) for line in lines}, Refusals(root)
    for student in [person.student for person in people]:
        for lesson in expected:
            if seen & {(student, lesson), (student, "")}:
                continue
            reason = "nothing was handed in"
            if (root / "submitted" / student / lesson / f"{lesson}.ipynb").exists():
                reason = "not in this download; what was collected before counts"
            elif refusals.of(student, lesson):
                reason = "not in this download; what came before was refused"
            yield Line(student, lesson, MISSING, reason)


def _marked(line: Line, expected: list[str]) -> Line:
    """The line, which says so where its lesson was not asked for."""
    if line.status not in GOOD or line.lesson in expected:
        return line
    return replace(line, reason="; ".join(filter(None, [line.reason, "not asked for"])))


def _came(deliveries: list[Delivery], root: Path) -> dict[str, set[str]]:
    """Whose work on each lesson is here, with this download; unknown senders count as well."""
    came = who_handed_in(root)
    for each in deliveries:
        for lesson in each.lessons:
            came.setdefault(lesson, set()).add(each.sender.student or each.folder)
    return came


def _asked(
    came: dict[str, set[str]], found: list[str], people: list[Person] | None, root: Path
) -> list[str]:
    """Those of the lessons found that the class was asked for."""
    size = len(set().union(*came.values())) if people is None else len(people)
    return [lesson for lesson in asked_for(came, size, root) if lesson in found]


def _note_refused(
    lines: list[Line], people: list[Person] | None, root: Path, download: str, now: datetime
) -> None:
    """Keep whose work was refused, until good work comes: it is not the same as none."""
    known = None if people is None else {person.student for person in people}
    reasons: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        if line.status == REFUSED and line.student and (known is None or line.student in known):
            reasons.setdefault((line.student, line.lesson), []).append(line.reason)
    refused = [
        RefusedWork(*whose, f"{now:%Y-%m-%d %H:%M}", download, "; ".join(said))
        for whose, said in reasons.items()
    ]
    good = {(line.student, line.lesson) for line in lines if line.status in GOOD}
    Refusals(root).note(refused, good, download)


def _note_nobodys(
    lines: list[Line],
    deliveries: list[Delivery],
    expected: list[str],
    root: Path,
    download: str,
    now: datetime,
) -> None:
    """Keep what was refused of senders whom nobody knows: whoever lacks work may have sent it."""
    when = f"{now:%Y-%m-%d %H:%M}"
    refused = [
        RefusedOfNobody(line.sender, lesson, when, download, line.reason)
        for line in lines
        if line.status == REFUSED and line.sender
        for lesson in ([line.lesson] if line.lesson else expected or [""])
    ]
    note_refused(refused, [each.sender for each in deliveries], download, root)


def _in_order(lines: list[Line], people: list[Person]) -> list[Line]:
    """In the order of the roster; whoever is not in it comes last."""
    place = {person.student: number for number, person in enumerate(people)}
    return sorted(lines, key=lambda a: (place.get(a.student, len(place)), a.student, a.lesson))


def summary(lines: list[Line]) -> str:
    """How many lines have which status."""
    counts = Counter(line.status for line in lines)
    return ", ".join(f"{counts[each]} {each}" for each in STATUSES if counts[each]) or "nothing"


def main(arguments: list[str] | None = None) -> int:
    """Take a learning platform's download into submitted/."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("download", help="a zip, or a folder")
    parser.add_argument("--lesson", default="", help="such as 01_neurons; found when left out")
    parser.add_argument("--worksheet", default="", help="Moodle's; looked for beside the download")
    parser.add_argument("--zone", default="", help="of its times, such as Europe/Berlin")
    options = parser.parse_args(arguments)
    try:
        if not options.download:
            raise CourseError("name the download, as in: make collect ZIP=download.zip")
        download = Path(options.download).expanduser()
        sheet = {"worksheet": options.worksheet, "zone": options.zone}
        lines = collect(download, ROOT, options.lesson, **sheet)
    except CourseError as error:
        screen.warn(f"nothing was collected: {error}")
        return 1
    screen.say("")
    screen.say(f"{summary(lines)}. The same stands in downloaded/collected.csv.")
    if not any(line.status in USEFUL for line in lines):
        screen.warn("nothing was collected: the download holds no lesson's notebook")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
