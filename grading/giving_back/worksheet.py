"""Moodle's grading worksheet, with the final scores of a lesson filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Gradebook

from grading import CourseError
from grading.course.tables import AsItCame, write_table
from grading.course.told import shown
from grading.giving_back.scores import Scores, read_scores
from grading.giving_back.told import by_reason
from grading.gradebook.book import Course
from grading.gradebook.student_scores import find_submission
from grading.intake.filled_worksheet import Blank, Mark, comment_of, read_blank
from grading.intake.received import Received
from grading.lesson.cells import exercise_of
from grading.reports.results import Result, graded_lessons

TINY = 1e-9  # points
UPLOAD = (
    'In Moodle: the assignment, "Submissions", then "Upload grading worksheet"; the encoding is '
    "UTF-8, the separator a comma, your language the one that you downloaded it in."
)
NO_WORKSHEET = (
    "no grading worksheet lies in downloaded/ beside that download: download it in Moodle, collect "
    "both together, and run this again to have its grades filled in"
)


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
    grades = "1 grade" if len(given) == 1 else f"{len(given)} grades"
    yield f"{path.as_posix()}: Moodle's worksheet with {grades}. {UPLOAD}"
    yield from by_reason("left as it came there", left)
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
