"""The trial hub's settings, as JupyterHub reads them; `make hub` sets the environment."""

import json
import os
from pathlib import Path

from grading.classroom.servers import people, server_of
from grading.classroom.trial import TrialHub

c = get_config()  # noqa: F821 - traitlets puts it here

told = json.loads(os.environ["COURSE_TRIAL"])
trial = TrialHub(Path(told["folder"]), told["accounts"], told["walled"], Path(told["root"]))
address = "http://127.0.0.1:{}"

c.JupyterHub.bind_url = address.format(told["ports"][0])
c.JupyterHub.hub_bind_url = address.format(told["ports"][1])
c.JupyterHub.proxy_class = "grading.classroom.proxy.TrialProxy"
c.JupyterHub.db_url = f"sqlite:///{trial.state / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(trial.state / "cookie_secret")
c.JupyterHub.cleanup_servers = True

c.JupyterHub.authenticator_class = "pam" if told["pam"] else "shared-password"
c.Authenticator.allowed_users = set(people())
c.Authenticator.admin_users = set()
c.PAMAuthenticator.open_sessions = False
c.SharedPasswordAuthenticator.user_password = os.environ["COURSE_PASSWORD"]
del os.environ["COURSE_PASSWORD"]

c.JupyterHub.spawner_class = (
    "jupyterhub.spawner.LocalProcessSpawner" if trial.accounts else "simple"
)
c.SimpleLocalProcessSpawner.home_dir_template = str(trial.folder / "homes" / "{username}")
c.Spawner.default_url = ""
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120


def prepare(spawner):
    """Set a person's command and environment before their server starts."""
    started = server_of(spawner.user.name, trial)
    spawner.cmd = started.command
    spawner.environment = {**spawner.environment, **started.environment}


c.Spawner.pre_spawn_hook = prepare
