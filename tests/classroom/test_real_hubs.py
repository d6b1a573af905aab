"""What a real class's hub is set up with: read and loaded here, as far as it can be without one."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from types import SimpleNamespace

import pytest
import yaml
from traitlets.config import Config

from grading import ROOT
from grading.classroom.servers import ONE_THREAD
from grading.kit import collect
from grading.lesson.cells import REGIONS

HUB = ROOT / "hub"


@pytest.fixture
def course_hub(monkeypatch):
    """`hub/course_hub.py`, as a hub imports it."""
    monkeypatch.syspath_prepend(str(HUB))
    for name in ("course_hub", "lti"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import course_hub

    return course_hub


def started(course_hub, name, **settings):
    """Configuration and spawner of somebody whose server is about to start."""
    c = Config()
    course_hub.configure(c, instructors={"teacher"}, exchange="/srv/exchange", **settings)
    spawner = SimpleNamespace(
        user=SimpleNamespace(name=name),
        cmd=c.Spawner.cmd,
        mem_limit=c.Spawner.mem_limit,
        environment=dict(c.Spawner.environment),
        volume_mounts=[
            {"name": "home", "mountPath": "/home/jovyan"},
            {"name": "place", "mountPath": "/srv/exchange"},
            {"name": "exchange", "mountPath": "/srv/exchange/networks", "readOnly": True},
        ],
    )
    c.Spawner.pre_spawn_hook(spawner)
    return c, spawner


def test_a_student_starts_in_their_folder_with_one_thread(course_hub):
    _, spawner = started(course_hub, "ada", volume="exchange")
    assert spawner.cmd[-2:] == ["-m", "utils.on_hub"]
    assert spawner.environment["OMP_NUM_THREADS"] == "1"
    assert "COURSE_ROLE" not in spawner.environment
    assert len(spawner.volume_mounts) == 3
    assert course_hub.THREADS == ONE_THREAD


def test_an_instructor_starts_in_the_course_and_sees_the_whole_exchange(course_hub):
    _, spawner = started(course_hub, "teacher", volume="exchange")
    assert 'cd "$HOME/course"' in spawner.cmd[2]
    assert "grading.by_hand.server=True" in spawner.cmd[2]
    assert spawner.environment["COURSE_ROLE"] == "instructor"
    assert spawner.volume_mounts[1:] == [{"name": "exchange", "mountPath": "/srv/exchange"}]
    assert spawner.mem_limit == course_hub.MEMORY["instructor"]


def test_an_instructors_command_passes_on_what_the_hub_adds(course_hub, tmp_path):
    (tmp_path / "course").mkdir()
    line = course_hub.TEACHER.format(folder="course", python="echo")
    words = ["/bin/sh", "-c", line, "sh", "--port=1"]
    done = subprocess.run(words, env={"HOME": str(tmp_path)}, capture_output=True, text=True)
    assert done.stdout.startswith("-m jupyterhub.singleuser")
    assert done.stdout.strip().endswith("--port=1")
    assert f"root_dir={tmp_path}/course" in done.stdout


def test_the_littlest_hubs_settings_load(course_hub):
    text = (HUB / "littlest" / "course.py").read_text()
    c = Config()
    exec(compile(text, "course.py", "exec"), {"c": c})
    assert c.Spawner.environment["COURSE_ACCOUNT"] == "jupyter-{}"
    assert "authenticator_class" not in c.JupyterHub
    exec(text.replace('PLATFORM = ""', 'PLATFORM = "https://moodle.example.org"'), {"c": c})
    assert c.LTI13Authenticator.jwks_endpoint == "https://moodle.example.org/mod/lti/certs.php"


@pytest.mark.hub
@pytest.mark.skipif(not find_spec("ltiauthenticator"), reason="`make hub-test` installs it")
def test_every_setting_of_lti_is_one_that_the_authenticator_has(course_hub):
    from jupyterhub.app import JupyterHub
    from lti import log_in_by_lti

    c = Config()
    log_in_by_lti(c, platform="canvas", address="https://canvas.example.org", client_ids=["1"])
    hub = JupyterHub(config=c)
    authenticator = hub.authenticator_class(config=c)
    known = authenticator.class_traits(config=True)
    assert set(c.LTI13Authenticator) <= set(known)
    assert authenticator.authorize_url.startswith("https://canvas.example.org/api/lti/")
    assert authenticator.allow_all


@pytest.mark.hub
@pytest.mark.skipif(not find_spec("jupyterhub"), reason="`make hub-test` installs it")
def test_every_setting_of_a_server_is_one_that_a_spawner_has(course_hub):
    from jupyterhub.spawner import Spawner

    c, _ = started(course_hub, "ada")
    assert set(c.Spawner) <= set(Spawner.class_traits(config=True))


def read_values():
    return yaml.safe_load((HUB / "kubernetes" / "values.yaml").read_text())


def test_on_kubernetes_a_student_sees_their_own_submissions_and_pages_alone():
    mounts = read_values()["singleuser"]["storage"]["extraVolumeMounts"]
    by_path = {each["mountPath"]: each for each in mounts}
    whole = by_path["/srv/exchange/networks"]
    assert whole["readOnly"]
    for part in ("inbound", "feedback"):
        own = by_path[f"/srv/exchange/networks/{part}"]
        assert own["subPath"] == f"networks/{part}/{{unescaped_username}}"
    assert by_path["/srv/exchange/networks/feedback"]["readOnly"]


def test_values_and_settings_agree(course_hub):
    values = read_values()
    assert values["singleuser"]["memory"]["limit"] == course_hub.MEMORY["student"]
    assert values["cull"]["timeout"] == course_hub.IDLE
    names = {each["name"] for each in values["singleuser"]["storage"]["extraVolumes"]}
    used = {each["name"] for each in values["singleuser"]["storage"]["extraVolumeMounts"]}
    assert used == names
    claim = yaml.safe_load((HUB / "kubernetes" / "exchange.yaml").read_text())
    claims = [
        each.get("persistentVolumeClaim")
        for each in values["singleuser"]["storage"]["extraVolumes"]
    ]
    assert {"claimName": claim["metadata"]["name"]} in claims
    assert claim["spec"]["accessModes"] == ["ReadWriteMany"]


def test_what_kubernetes_runs_is_python(course_hub):
    c = Config()
    for text in read_values()["hub"]["extraConfig"].values():
        exec(compile(text, "extraConfig", "exec"), {"c": c})
    assert c.LTI13Authenticator.username_key == "email"
    assert c.Spawner.cmd[0] == "/opt/course/.venv/bin/python"


def copied() -> list[str]:
    """What the image copies out of the project."""
    text = (HUB / "Dockerfile").read_text()
    return [
        word for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for word in line.split()
    ]


def test_the_image_copies_the_kit_and_settings_and_no_answers():
    assert copied() == ["dist/kit.zip", "hub/etc"]
    allowed = (HUB / "Dockerfile.dockerignore").read_text().splitlines()
    assert allowed[1:] == ["*", *(f"!{each}" for each in copied())]
    contents = collect(ROOT, "00 01")
    contents |= {path.name: path.read_bytes() for path in (HUB / "etc").iterdir() if path.is_file()}
    markers = [f"BEGIN {name}".encode() for name in REGIONS]
    for name, data in contents.items():
        assert not name.startswith(("solutions/", "grading/", "tests/"))
        assert not any(marker in data for marker in markers), name


def test_the_kit_brings_what_the_image_installs():
    names = collect(ROOT, "00")
    for each in ("utils/bootstrap.py", "utils/on_hub.py", "requirements/hub.txt"):
        assert each in names
    assert "utils/classroom/labextension/due-dates/static/due.js" in names
    assert "utils/lab_settings/hub/page_config.json" in names


def test_the_shells_scripts_are_read_by_a_shell():
    for path in HUB.rglob("*.sh"):
        assert subprocess.run(["sh", "-n", str(path)]).returncode == 0
