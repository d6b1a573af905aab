"""What Formgrader asks the server: the order of submissions, scores and comments.

A score or comment that comes while another grader's newer one is not on the screen is refused, and
the page says so: nobody overwrites what they did not see. Each that is taken keeps its grader's
name, in the transaction that writes it.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.server_extensions.formgrader import apihandlers, handlers
from nbgrader.server_extensions.formgrader.base import BaseHandler
from tornado import web

from grading.autograde.hand_grades import hold
from grading.by_hand.who import in_order, shares_of_class, this_grader
from grading.gradebook.given import COMMENT, SCORE, last_given, note_given

MOST = 100_000  # characters of a comment


class Refused(Exception):
    """What a person gives is not taken; the text says why."""


class CourseAPI(NbGraderAPI):
    """nbgrader's interface, with a grader's own share first."""

    def get_notebook_submission_indices(
        self, assignment_id: str, notebook_id: str
    ) -> dict[str, int]:
        """The place of each submission."""
        found = super().get_notebook_submission_indices(assignment_id, notebook_id)
        with self.gradebook as book:
            return _places(book, Path(self.coursedir.root), found)

    def get_notebook_submissions(self, assignment_id: str, notebook_id: str) -> list[dict]:
        """The submissions in the order of their places, in which the page lists them."""
        found = super().get_notebook_submissions(assignment_id, notebook_id)
        return sorted(found, key=lambda each: (each["index"] is None, each["index"]))


def _places(book: Gradebook, root: Path, ids: Any) -> dict[str, int]:
    """The places of submissions by their numbers: this grader's share first."""
    query = book.db.query(SubmittedNotebook).filter(SubmittedNotebook.id.in_(list(ids)))
    students = {each.id: each.student.id for each in query}
    return in_order(students, shares_of_class(book, root), this_grader())


class _Ours(BaseHandler):
    """What our handlers share."""

    @property
    def api(self) -> CourseAPI:
        """nbgrader's interface, as it makes one for each question."""
        plain = super().api
        return CourseAPI(plain.coursedir, plain.authenticator, parent=plain.parent)

    @property
    def root(self) -> Path:
        """The course."""
        return Path(self.coursedir.root)

    @property
    def seen(self) -> dict[str, tuple]:
        """What this Formgrader has shown of each score and comment."""
        return self.settings["course_seen"]

    def refresh(self) -> Gradebook:
        """The gradebook as it is now, whoever wrote to it since."""
        self.gradebook.db.rollback()
        return self.gradebook


class NotebookPage(_Ours, handlers.SubmissionHandler):
    """The page of one notebook."""


class Navigation(_Ours, handlers.SubmissionNavigationHandler):
    """From one notebook to the next, in the order of the list."""

    def _get_submission_ids(self, assignment_id: str, notebook_id: str) -> list[str]:
        found = super()._get_submission_ids(assignment_id, notebook_id)
        return list(_places(self.gradebook, self.root, found))

    def _get_incorrect_submission_ids(
        self, assignment_id: str, notebook_id: str, submission: SubmittedNotebook
    ) -> list[str]:
        found = super()._get_incorrect_submission_ids(assignment_id, notebook_id, submission)
        return list(_places(self.gradebook, self.root, found))


class Submissions(_Ours, apihandlers.SubmittedNotebookCollectionHandler):
    """The list of a lesson's notebooks."""


class NotebookList(_Ours, handlers.GradebookNotebookSubmissionsHandler):
    """The page with that list, which says whose share comes first."""

    def render(self, name: str, **known: Any) -> str:
        """nbgrader's page with what this grader has to know."""
        book, grader = self.refresh(), this_grader()
        share = shares_of_class(book, self.root)
        lesson, notebook = known.get("assignment_id", ""), known.get("notebook_id", "")
        listed = self.api.get_notebook_submission_indices(lesson, notebook)
        here = [e for e in book.notebook_submissions(notebook, lesson) if e.id in listed]
        mine = [each for each in here if share.get(each.student.id) == grader]
        waiting = sum(bool(each.needs_manual_grade) for each in mine)
        told = {"grader": grader, "mine": len(mine), "waiting": waiting, "all": len(here)}
        return super().render(name, course=told, **known)


class _NotedAsShown(_Ours):
    """A list of scores or comments, noted as shown."""

    kind = "grades"  # what nbgrader's notebook calls them

    @web.authenticated
    def get(self) -> Any:
        """Answer as nbgrader does, from the gradebook as it is now."""
        book = self.refresh()
        answer = super().get()
        notebook = book.find_submission_notebook_by_id(self.get_argument("submission_id"))
        for each in getattr(notebook, self.kind):
            self.seen[each.id] = _value(each)
        return answer


class Grades(_NotedAsShown, apihandlers.GradeCollectionHandler):
    """The scores of a notebook."""


class Comments(_NotedAsShown, apihandlers.CommentCollectionHandler):
    """The comments of a notebook."""

    kind = "comments"


class _Given(_Ours):
    """A score or a comment that a person gives."""

    kind = SCORE

    @web.authenticated
    def put(self, number: str) -> Any:
        """Take it, with the name of who gives it, or say why not."""
        book = self.refresh()
        try:
            wanted = self._wanted(self.get_json_body() or {})
            thing = self._find(book, number)
            submission = thing.notebook.assignment_id
            hold(book, submission)
            book.db.expire_all()
            thing = self._find(book, number)
            self._refuse_unseen(book, submission, thing)
            note_given(book, submission, thing.name, this_grader(), **self._told(wanted))
            answer = super().put(number)
        except Refused as why:
            book.db.rollback()
            self.set_status(409)
            return self.finish({"message": str(why)})
        except BaseException:
            book.db.rollback()
            raise
        self.seen[number] = _value(self._find(book, number))
        return answer

    def _refuse_unseen(self, book: Gradebook, submission: str, thing: Any) -> None:
        """See that what stands there was shown here.

        Raises:
            Refused: it was not.
        """
        now = _value(thing)
        if self.seen.get(thing.id, now) != now:
            who = last_given(book, submission, thing.name, self.kind) or "Somebody else"
            what = "points" if self.kind == SCORE else "a comment"
            raise Refused(f"{who} gave {what} here meanwhile")


class Grade(_Given, apihandlers.GradeHandler):
    """One score."""

    @staticmethod
    def _find(book: Gradebook, number: str) -> Any:
        return book.find_grade_by_id(number)

    @staticmethod
    def _wanted(body: dict[str, Any]) -> tuple:
        return _number(body.get("manual_score")), _number(body.get("extra_credit"))

    @staticmethod
    def _told(wanted: tuple) -> dict[str, Any]:
        return {"points": wanted[0], "credit": wanted[1]}


class Comment(_Given, apihandlers.CommentHandler):
    """One comment."""

    kind = COMMENT

    @staticmethod
    def _find(book: Gradebook, number: str) -> Any:
        return book.find_comment_by_id(number)

    @staticmethod
    def _wanted(body: dict[str, Any]) -> tuple:
        return (str(body.get("manual_comment") or "")[:MOST],)

    @staticmethod
    def _told(wanted: tuple) -> dict[str, Any]:
        return {"comment": wanted[0]}


def _value(thing: Any) -> tuple:
    """What a person gave to a grade or comment so far."""
    if hasattr(thing, "manual_score"):
        return thing.manual_score, thing.extra_credit
    return (thing.manual_comment or "",)


def _number(value: Any) -> float | None:
    """A number of points; None where there is none.

    Raises:
        Refused: it is none that can be kept.
    """
    if value in (None, ""):
        return None
    try:
        found = float(value)
    except (TypeError, ValueError):
        found = math.nan
    if not math.isfinite(found):
        raise Refused("that is no number of points")
    return found


_API = "/formgrader/api"
HANDLERS = [
    (rf"{_API}/grades", Grades),
    (rf"{_API}/grade/([^/]+)", Grade),
    (rf"{_API}/comments", Comments),
    (rf"{_API}/comment/([^/]+)", Comment),
    (rf"{_API}/submitted_notebooks/([^/]+)/([^/]+)", Submissions),
    (r"/formgrader/gradebook/([^/]+)/([^/]+)/?", NotebookList),
    (
        r"/formgrader/submissions/(?P<submission_id>[^/]+)/"
        r"(?P<action>next_incorrect|prev_incorrect|next|prev)/?",
        Navigation,
    ),
    (r"/formgrader/submissions/([^/]+)/?", NotebookPage),
]
