"""What nbgrader must know on a hub, the same for everybody: JUPYTER_CONFIG_PATH names this folder.

The environment says who is who and where work changes hands; the hub sets it.
"""

import os

c = get_config()  # noqa: F821 - traitlets puts it here

c.CourseDirectory.course_id = os.environ.get("COURSE_ID", "networks")
c.Exchange.root = os.environ.get("COURSE_EXCHANGE", "/srv/exchange")
c.Exchange.timezone = "UTC"

if os.environ.get("COURSE_ROLE") == "instructor":
    # Formgrader's buttons and nbgrader's commands do what ours do
    c.ExchangeFactory.release_assignment = "grading.classroom.nbgrader_ways.Release"
    c.ExchangeFactory.collect = "grading.classroom.nbgrader_ways.Collect"
    c.ExchangeFactory.release_feedback = "grading.classroom.nbgrader_ways.ReleaseFeedback"
else:
    # The hub's name of a student, not the system's, which may be another or everybody's
    c.CourseDirectory.student_id = os.environ.get("JUPYTERHUB_USER", "*")
    c.ExchangeFactory.fetch_assignment = "utils.classroom.fetching.Fetch"
