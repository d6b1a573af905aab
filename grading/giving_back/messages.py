"""A message for each student, with the page attached, ready to be sent."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from grading import CourseError
from grading.course.roster import read_people
from grading.course.told import shown
from grading.giving_back.told import Packed
from grading.intake.names import safe_name
from utils.storage.one_step import write_bytes


def write_messages(pages: dict[str, bytes], lesson: str, root: Path) -> Packed:
    """Write messages to those who have an address in roster.csv.

    Args:
        pages: by student.
        lesson: such as "01_neurons".
        root: the course.

    Raises:
        CourseError: nobody has one.
    """
    people = {person.student: person for person in read_people(root) or ()}
    folder = root / "dist" / "feedback" / f"{lesson}-mail"
    for old in folder.glob("*.eml"):  # of an earlier time, or of another section
        old.unlink()
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
