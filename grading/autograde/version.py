"""The version of the code that decides scores.

A change in one of these folders grades a class again, and a worker that loaded another version
refuses to grade.
"""

from __future__ import annotations

from grading.course.code import code_version

DECIDING = (
    *("grading/lesson", "grading/handed_in", "grading/sandbox", "grading/autograde"),
    "utils",
)
VERSION = code_version(DECIDING)  # as this process has loaded it
