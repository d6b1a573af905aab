"""How nbgrader sees this course. JupyterLab and every nbgrader command read it."""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821 - traitlets puts it here

root = Path(__file__).resolve().parent if "__file__" in globals() else Path.cwd()

c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.feedback_directory = "feedback"
# A locked gradebook is waited for instead of ending the run. GRADEBOOK_URL names another one, such
# as postgresql+psycopg://user@host/gradebook; the demo's class, in .cache, never goes there
server = "" if root.parent.name == ".cache" else os.environ.get("GRADEBOOK_URL", "")
ours = f"sqlite:///{root.as_posix()}/gradebook.db?timeout=60"
if {*"%?"} & {*str(root)}:  # signs that mean something in an address
    from sqlalchemy.engine import URL

    place = f"{root.as_posix()}/gradebook.db"
    ours = URL.create("sqlite", database=place, query={"timeout": "60"}).render_as_string()
c.CourseDirectory.db_url = server or ours
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "*.py",
    "*.md",
    "*.txt",
]

c.ClearSolutions.text_stub = "*Write your answer here, in place of this line.*"

# The rubric stands in the reflection's own cell, below the model answer; nbgrader by itself
# expects it in a "task" cell, which has no place for an answer
c.ClearMarkScheme.enforce_metadata = False

c.Execute.timeout = 120
c.Execute.interrupt_on_timeout = True
# Kernels on this machine only: their warning about open ports would fill the screen
c.Execute.extra_arguments = ["--IPKernelApp.log_level=ERROR"]
c.NbGrader.logfile = ""

# A new gradebook asks the command `alembic` for its version, which lies beside Python
commands = str(Path(sys.executable).parent)
if commands not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join([commands, os.environ.get("PATH", "")])

# The demo's class lies below the project, so the package is looked for upwards
for folder in [root, *root.parents]:
    if (folder / "grading" / "autograde" / "preprocessors.py").exists():
        sys.path.append(str(folder))
        break
from grading.lesson.cells import BLANK  # noqa: E402 - its folder was found above

c.ClearSolutions.code_stub = {
    "python": (
        f'# TODO: your code here, in place of the next line\nraise NotImplementedError("{BLANK}")'
    )
}
# nbgrader's own steps, with what they get wrong put right:
# grading/autograde/preprocessors.py says how
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "grading.autograde.preprocessors.Repair",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "grading.autograde.preprocessors.Examine",
    "grading.autograde.preprocessors.SaveScores",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# Formgrader and feedback show what students wrote and printed: no script of theirs may run there
c.HTMLExporter.filters = {"markdown2html": "grading.handed_in.harmless.markdown2html"}
c.HTMLExporter.preprocessors = ["grading.handed_in.told_cells.tell_cells"]
c.GenerateFeedback.exporter_class = "grading.feedback.pages.FeedbackPage"
c.GenerateFeedback.preprocessors = [
    "grading.feedback.redact.HideTests",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# What this class alone sets stands in course.toml, which git ignores, such as points off by
# grading.late.PerDay: grading/course/course_file.py says what there is.
from grading.course.course_file import apply  # noqa: E402 - its folder was found above

apply(c, root)
