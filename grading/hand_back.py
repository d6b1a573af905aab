"""Pack pages of feedback for a platform's own import: `make feedback PLATFORM=moodle LESSON=01`.

    PLATFORM=moodle   a zip for "Upload multiple feedback files in a zip", and the grading worksheet
                      filled in, for "Upload grading worksheet"
    PLATFORM=canvas   a zip for "Upload Submissions", which adds each page as a comment
    PLATFORM=mail     a message for each student of roster.csv, ready to be sent

Moodle and Canvas know a file's student by the number under which they gave the work out, so the
names come from the downloads that `make collect` keeps. Everything is written into dist/feedback/.
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from nbgrader.api import Gradebook

from grading import ROOT, CourseError, select_lessons
from grading.collect import quiet
from grading.course import screen
from grading.course.paths import student_path
from grading.course.roster import read_people
from grading.course.tables import AsItCame, write_table
from grading.course.told import shown
from grading.export import Scores, read_scores
from grading.gradebook.book import Course
from grading.gradebook.student_scores import find_submission
from grading.handed_in.submissions import class_without_roster
from grading.intake.filled_worksheet import Blank, Mark, comment_of, read_blank
from grading.intake.names import safe_name
from grading.intake.platforms import Sender
from grading.intake.received import Received, received
from grading.lesson.cells import exercise_of
from grading.reports.results import Result, graded_lessons, read_lesson
from utils.storage.one_step import replacing, write_bytes

NAMED = 20  # students in one line
TINY = 1e-9  # points
MADE = (1980, 1, 1, 0, 0, 0)  # the same pages make the same bytes
NEXT = {
    "moodle": 'In Moodle: the assignment, "Submissions", then "Upload multiple feedback files in a '
    'zip". The assignment needs "Feedback files" among its feedback types.',
    "canvas": 'In Canvas: Gradebook, the menu of the assignment\'s column, "Upload Submissions".',
    "mail": "Open each message with a mail program, and send it.",
}
NAMES = {"moodle": "Moodle", "canvas": "Canvas"}
UPLOAD = (
    'In Moodle: the assignment, "Submissions", then "Upload grading worksheet"; the encoding is '
    "UTF-8, the separator a comma, your language the one that you downloaded it in."
)
NO_WORKSHEET = (
    "no grading worksheet lies in downloaded/ beside that download: download it in Moodle, collect "
    "both together, and run this again to have its grades filled in"
)


@dataclass(frozen=True)
class Packed:
    """What was packed.

    Attributes:
        path: the zip, or the folder of messages.
        students: whose page is in it.
        left_out: whose is not, and why.
        said: what to know of the worksheet beside it.
    """

    path: Path
    students: tuple[str, ...]
    left_out: dict[str, str]
    said: tuple[str, ...] = ()


def in_moodle(sender: Sender, lesson: str) -> str:
    """The path under which Moodle takes a page: its folder's second word is the number.

    >>> in_moodle(Sender("Ann_B Example", "Moodle", "123"), "01_neurons")
    'Ann B Example_123_assignsubmission_file_/01_neurons.html'
    """
    name = safe_name(sender.name).replace("_", " ").strip() or "Participant"
    return f"{name}_{sender.number}_assignsubmission_file_/{lesson}.html"


def in_canvas(sender: Sender, lesson: str) -> str:
    """The name under which Canvas takes a page: its first two whole numbers are user and upload.

    >>> in_canvas(Sender("exampleann", "Canvas", "12345", upload=67890), "01_neurons")
    'feedback_12345_67890_01_neurons.html'
    """
    return f"feedback_{sender.number}_{sender.upload}_{lesson}.html"


def pack(platform: str, lesson: str, root: Path = ROOT) -> Packed:
    """Pack a lesson's pages for a platform.

    Args:
        platform: "moodle", "canvas" or "mail".
        lesson: such as "01_neurons".
        root: the course.

    Raises:
        CourseError: there is no page, nobody to give one to, or the roster is malformed.
    """
    pages = {}
    for student in _students(root):
        path = student_path(root, "feedback", student, lesson, ".html")
        if path.is_file():
            pages[student] = path.read_bytes()
    if not pages:
        raise CourseError(f"feedback/ has no page of {lesson}: run `make grade` first")
    if platform == "mail":
        return _mail(pages, lesson, root)
    return _zip(platform, pages, lesson, root)


def _students(root: Path) -> list[str]:
    people = read_people(root)
    return class_without_roster(root) if people is None else [each.student for each in people]


def _zip(platform: str, pages: dict[str, bytes], lesson: str, root: Path) -> Packed:
    named = in_moodle if platform == "moodle" else in_canvas
    with quiet():
        came = received(lesson, NAMES[platform], root)
    members, left_out = {}, {}
    for student, page in pages.items():
        sender = came.senders.get(student)
        if sender is None:
            left_out[student] = f"no download in downloaded/ has this work from {NAMES[platform]}"
        elif sender.members:
            left_out[student] = "a group handed in: give its page by hand"
        elif not sender.number.isdigit():
            left_out[student] = f"{NAMES[platform]} gave the work out without a number"
        else:
            members[named(sender, lesson)] = (student, page)
    if not members:
        why = next(iter(left_out.values()))
        raise CourseError(f"no page of {lesson} can be given back on {NAMES[platform]}: {why}")
    path = root / "dist" / "feedback" / f"{lesson}-{platform}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, (_, page) in sorted(members.items()):
            packed.writestr(zipfile.ZipInfo(name, MADE), page, zipfile.ZIP_DEFLATED)
    said = tuple(fill_worksheet(came, lesson, root)) if platform == "moodle" else ()
    return Packed(path, tuple(student for student, _ in members.values()), left_out, said)


def fill_worksheet(came: Received, lesson: str, root: Path) -> Iterator[str]:
    """Write Moodle's grading worksheet with the scores filled in; what to know, a sentence each.

    Whoever has no final score keeps the line that Moodle wrote: nobody gets a 0 by that.

    Args:
        came: what the downloads tell.
        lesson: such as "01_neurons".
        root: the course.
    """
    path = root / "dist" / "feedback" / f"{lesson}-moodle.csv"
    path.unlink(missing_ok=True)  # the scores of an earlier time
    if came.worksheet is None:
        yield NO_WORKSHEET
        return
    with Course(root).open() as gradebook:
        if lesson not in graded_lessons(gradebook):
            return
        scores = read_scores(gradebook, root, [lesson])
        most = scores.worth[lesson]
        try:
            blank = read_blank(came.worksheet, came.folders)
        except CourseError as error:
            yield f"no worksheet is filled in: {error}"
            return
        if abs(blank.most - most) > TINY:
            yield (
                f"no worksheet is filled in: Moodle's assignment has {blank.most:g} points and "
                f"{lesson} has {most:g}. Set the assignment's maximum grade to {most:g}, download "
                "the worksheet again, and collect it"
            )
            return
        given, left = _given(scores, lesson, came.numbers, blank)
        marks = {came.numbers[result.student]: _mark(gradebook, result, most) for result in given}
    write_table(path, map(AsItCame, blank.header), blank.filled(marks))
    yield from _of_worksheet(path.relative_to(root), blank, given, left, came.numbers)


def _given(
    scores: Scores, lesson: str, numbers: dict[str, str], blank: Blank
) -> tuple[list[Result], dict[str, str]]:
    """Whose final score the worksheet can take; who has a line there and gets none, and why."""
    given, left = [], {}
    for person in scores.people:
        result = scores.results[person.student, lesson]
        if numbers.get(person.student) not in blank.numbers:
            continue
        if result.since:
            left[person.student] = "handed in since `make grade` last ran"
        elif not result.examined:
            left[person.student] = result.status
        elif result.waiting:
            left[person.student] = "answers wait for points by hand"
        elif result.score > blank.most:
            left[person.student] = f"more than Moodle's {blank.most:g} points: type it there"
        else:
            given.append(result)
    return given, left


def _mark(gradebook: Gradebook, result: Result, most: float) -> Mark:
    submission = find_submission(gradebook, result.lesson, result.student)
    said = {
        exercise_of(comment.name): comment.manual_comment
        for notebook in submission.notebooks
        for comment in sorted(notebook.comments, key=lambda each: each.name)
        if comment.manual_comment
    }
    return Mark(result.score, comment_of(result.score, most, result.penalty, said))


def _of_worksheet(
    path: Path, blank: Blank, given: list[Result], left: dict[str, str], numbers: dict[str, str]
) -> Iterator[str]:
    """What an instructor should know of a worksheet that was filled in."""
    yield f"{path.as_posix()}: Moodle's worksheet with {len(given)} grades. {UPLOAD}"
    yield from _by_reason("left as it came there", left)
    before = [each for each in given if blank.graded_before(numbers[each.student])]
    if before:
        yield (
            f"Moodle has a grade of {len(before)} of them already, and skips whom somebody graded "
            "there since the download, and in other languages than English all of these: tick "
            '"Allow updating records that have been modified more recently in Moodle than in the '
            'spreadsheet" if these scores should count'
        )
    nothing = [each.student for each in given if not each.score]
    if nothing:
        yield (
            f"Moodle's newest versions skip a grade of 0 in a worksheet: see whether "
            f"{', '.join(map(shown, nothing))} got it, and type it there if not"
        )
    if blank.comment is None:
        yield 'the worksheet has no column of comments: switch "Feedback comments" on for them'
    elif kept := sum(blank.has_own_comment(numbers[each.student]) for each in given):
        yield f"comments that somebody wrote in Moodle stay as they are: {kept}"


def _mail(pages: dict[str, bytes], lesson: str, root: Path) -> Packed:
    people = {person.student: person for person in read_people(root) or ()}
    folder = root / "dist" / "feedback" / f"{lesson}-mail"
    written, left_out = [], {}
    for student, page in pages.items():
        person = people.get(student)
        if person is None or not person.email:
            left_out[student] = "roster.csv has no email for this student"
            continue
        message = EmailMessage(policy=SMTP)
        try:
            message["To"] = person.email
        except ValueError:
            left_out[student] = f"{shown(person.email)} in roster.csv is no address"
            continue
        message["Subject"] = f"Your feedback on lesson {lesson.replace('_', ' ')}"
        message["X-Unsent"] = "1"  # mail programs open it as a draft
        message.set_content(
            f"Hello {person.name or student},\n\nattached is your feedback on lesson "
            f"{lesson.replace('_', ' ')}. Open it in a browser.\n"
        )
        message.add_attachment(page, "text", "html", filename=f"{lesson}.html")
        folder.mkdir(parents=True, exist_ok=True)
        write_bytes(folder / f"{safe_name(student) or 'student'}.eml", message.as_bytes())
        written.append(student)
    if not written:
        why = next(iter(left_out.values()))
        raise CourseError(f"no message of {lesson} can be written: {why}")
    return Packed(folder, tuple(written), left_out)


def _by_reason(what: str, students: dict[str, str]) -> Iterator[str]:
    """Who is left out, one line for all whom the same reason keeps out."""
    for why in dict.fromkeys(students.values()):
        names = [shown(student) for student, reason in students.items() if reason == why]
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        yield f"{what}: {', '.join(names[:NAMED])}{more}, {why}"


def remarks(packed: Packed, platform: str, lesson: str, root: Path) -> Iterator[str]:
    """What an instructor should know of it, a sentence each."""
    count = len(packed.students)
    pages = "1 page" if count == 1 else f"{count} pages"
    yield f"{packed.path.relative_to(root).as_posix()}: {pages} of {lesson}. {NEXT[platform]}"
    yield from _by_reason("left out", packed.left_out)
    yield from packed.said
    with Course(root).open() as gradebook:
        if lesson not in graded_lessons(gradebook):
            return
        results = read_lesson(gradebook, lesson, list(packed.students), root)
    waiting = [result.student for result in results if result.waiting]
    if waiting:
        who = "1 student" if len(waiting) == 1 else f"{len(waiting)} students"
        yield (
            f"answers of {who} wait for points by hand, and their pages say so: "
            "grade them first (`make formgrader`, then `make grade`) if these should be final"
        )


def main(arguments: list[str] | None = None, say: Callable[[str], None] = screen.say) -> int:
    """Pack pages of feedback for a platform."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--platform", default="", help="moodle, canvas or mail")
    parser.add_argument("--lesson", default="", help='such as "01"')
    options = parser.parse_args(arguments)
    try:
        if options.platform not in NEXT:
            raise CourseError(
                f"PLATFORM={options.platform} is none of {', '.join(NEXT)}: say, for instance, "
                "`make feedback PLATFORM=moodle LESSON=01`"
            )
        if not options.lesson.strip():
            raise CourseError("say which lesson, as in `make feedback PLATFORM=moodle LESSON=01`")
        for lesson in select_lessons(options.lesson):
            packed = pack(options.platform, lesson)
            for line in remarks(packed, options.platform, lesson, ROOT):
                say(line)
    except CourseError as error:
        screen.warn(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
