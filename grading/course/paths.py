"""Where a student's files lie in a course: STEP/STUDENT/LESSON/LESSON.ipynb."""

from __future__ import annotations

from pathlib import Path


def student_path(root: Path, step: str, student: str, lesson: str, ending: str = ".ipynb") -> Path:
    """The file of a student's lesson in a step.

    Args:
        root: the course.
        step: "submitted", "autograded" or "feedback".
        student: who.
        lesson: such as "01_neurons".
        ending: ".html" for a page.
    """
    return root / step / student / lesson / f"{lesson}{ending}"
