"""The course on The Littlest JupyterHub: /opt/tljh/config/jupyterhub_config.d/course.py.

Change the four lines below. hub/README.md says what is installed before.
"""

import sys

sys.path.insert(0, "/srv/course-hub")  # where hub/ was copied to
from course_hub import configure

INSTRUCTORS = {"teacher"}
EXCHANGE = "/srv/exchange"
PLATFORM = ""  # such as "https://moodle.example.org", to log in from there
CLIENT_IDS = {"the id that Moodle gave"}

c.SystemdSpawner.isolate_tmp = True  # noqa: F821 - JupyterHub puts c there
configure(
    c,  # noqa: F821
    instructors=INSTRUCTORS,
    exchange=EXCHANGE,
    settings="/srv/course-hub/etc",
    account="jupyter-{}",
)
if PLATFORM:
    from lti import log_in_by_lti

    log_in_by_lti(c, platform="moodle", address=PLATFORM, client_ids=CLIENT_IDS)  # noqa: F821
