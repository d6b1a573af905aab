"""What every real hub of the course needs, whichever it is: `configure(c, …)` sets it.

A hub's settings name the instructors, where the exchange is, and how people log in; the rest is the
same for The Littlest JupyterHub and for Kubernetes, and stands here.
"""

from __future__ import annotations

# One thread for each kernel: on a machine that twenty share, PyTorch would otherwise start a thread
# for each core in each of the twenty, and all would wait for one another
THREADS = {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
MEMORY = {"student": "2G", "instructor": "4G"}  # hub/README.md says what was measured
IDLE = 3600  # seconds without anything done, after which a server ends


def configure(
    c,
    *,
    instructors,
    exchange,
    course="networks",
    course_folder="course",
    settings="/etc/course",
    python="/opt/course/.venv/bin/python",
    account="",
    volume="",
):
    """Set what servers are started with.

    Args:
        c: JupyterHub's configuration.
        instructors: names of those who teach, as the hub knows them.
        exchange: the folder where work changes hands, as servers see it.
        course: the name of the course, which is its folder's in the exchange.
        course_folder: the project in an instructor's home.
        settings: the folder that holds nbgrader's settings for all.
        python: the interpreter of the course's environment.
        account: how accounts are called, "{}" standing for the hub's name; the same if empty.
        volume: on Kubernetes the volume of the exchange, of which a student sees what is theirs.
    """
    teachers = frozenset(instructors)
    c.Spawner.environment = {
        "COURSE_EXCHANGE": exchange,
        "COURSE_ID": course,
        "JUPYTER_CONFIG_PATH": settings,
        **({"COURSE_ACCOUNT": account} if account else {}),
        **THREADS,
    }
    c.Spawner.mem_limit = MEMORY["student"]
    c.Spawner.default_url = ""
    c.Spawner.cmd = [python, "-m", "utils.on_hub"]

    def prepare(spawner):
        """Give an instructor the course's own server, and more memory to grade with."""
        if spawner.user.name not in teachers:
            return
        spawner.cmd = ["/bin/sh", "-c", TEACHER.format(folder=course_folder, python=python), "sh"]
        spawner.mem_limit = MEMORY["instructor"]
        spawner.environment = {
            **spawner.environment,
            "COURSE_ROLE": "instructor",
            "COURSE_GRADER": "",
        }

        if volume:
            whole = {"name": volume, "mountPath": exchange}
            others = [each for each in mounts_of(spawner) if each["name"] not in (volume, "place")]
            spawner.volume_mounts = [*others, whole]

    c.Spawner.pre_spawn_hook = prepare


def mounts_of(spawner):
    """What a Kubernetes server sees; the chart gives a list, newer ones a dictionary."""
    mounts = spawner.volume_mounts
    return list(mounts.values()) if isinstance(mounts, dict) else list(mounts)


# Formgrader answers 500 unless its course lies where the server starts, so it starts in the course
TEACHER = (
    'cd "$HOME/{folder}" && PYTHONPATH="$PWD" exec {python} -m jupyterhub.singleuser '
    '--ServerApp.root_dir="$PWD" '
    "--ServerApp.jpserver_extensions=grading.by_hand.server=True "
    "--ServerApp.jpserver_extensions=nbgrader.server_extensions.formgrader=False "
    '"$@"'
)
