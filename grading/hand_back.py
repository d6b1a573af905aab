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
from collections.abc import Callable, Iterator
from pathlib import Path

from grading import ROOT, CourseError, select_lessons
from grading.course import screen
from grading.course.nearest import alike
from grading.course.paths import student_path
from grading.course.roster import read_people
from grading.giving_back.messages import write_messages
from grading.giving_back.told import Packed, by_reason
from grading.giving_back.zips import zip_pages
from grading.gradebook.book import Course
from grading.handed_in.submissions import class_without_roster
from grading.reports.results import graded_lessons, read_lesson

NEXT = {
    "moodle": 'In Moodle: the assignment, "Submissions", then "Upload multiple feedback files in a '
    'zip". The assignment needs "Feedback files" among its feedback types.',
    "canvas": 'In Canvas: Gradebook, the menu of the assignment\'s column, "Upload Submissions".',
    "mail": "Open each message with a mail program, and send it.",
}


def pack(platform: str, lesson: str, root: Path = ROOT, section: str = "") -> Packed:
    """Pack a lesson's pages for a platform.

    Args:
        platform: "moodle", "canvas" or "mail".
        lesson: such as "01_neurons".
        root: the course.
        section: of the class; everybody when empty.

    Raises:
        CourseError: there is no page, nobody to give one to, no such section, or the roster is
            malformed.
    """
    pages = {}
    for student in _students(root, section):
        path = student_path(root, "feedback", student, lesson, ".html")
        if path.is_file():
            pages[student] = path.read_bytes()
    if not pages:
        raise CourseError(f"feedback/ has no page of {lesson}: run `make grade` first")
    if platform == "mail":
        return write_messages(pages, lesson, root)
    return zip_pages(platform, pages, lesson, root)


def _students(root: Path, section: str) -> list[str]:
    people = read_people(root)
    if not section:
        return class_without_roster(root) if people is None else [each.student for each in people]
    known = sorted({name for each in people or () for name in each.sections})
    chosen = [p.student for p in people or () if alike(section) in map(alike, p.sections)]
    if not chosen:
        there = f"it has {', '.join(known)}" if known else "it has no section"
        raise CourseError(f"SECTION={section}: nobody in roster.csv is in it; {there}")
    return chosen


def remarks(packed: Packed, platform: str, lesson: str, root: Path) -> Iterator[str]:
    """What an instructor should know of it, a sentence each."""
    count = len(packed.students)
    pages = "1 page" if count == 1 else f"{count} pages"
    yield f"{packed.path.relative_to(root).as_posix()}: {pages} of {lesson}. {NEXT[platform]}"
    yield from by_reason("left out", packed.left_out)
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
    parser.add_argument("--section", default="", help="of the class, as roster.csv has it")
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
            packed = pack(options.platform, lesson, section=options.section.strip())
            for line in remarks(packed, options.platform, lesson, ROOT):
                say(line)
    except CourseError as error:
        screen.warn(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(screen.run(main))
