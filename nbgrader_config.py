"""How nbgrader sees this course. JupyterLab and every nbgrader command read it."""

from pathlib import Path

c = get_config()  # noqa: F821 - traitlets puts it here

root = Path(__file__).resolve().parent if "__file__" in globals() else Path.cwd()

c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"
# A locked gradebook is waited for instead of ending the run
c.CourseDirectory.db_url = f"sqlite:///{root.as_posix()}/gradebook.db?timeout=60"
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "*.py",
    "*.md",
    "*.txt",
]

c.ClearSolutions.code_stub = {
    "python": (
        "# TODO: your code here, in place of the next line\n"
        'raise NotImplementedError("this exercise is still blank")'
    )
}
c.ClearSolutions.text_stub = "*Write your answer here, in place of this line.*"

c.Execute.timeout = 120
c.Execute.interrupt_on_timeout = True
c.NbGrader.logfile = ""
