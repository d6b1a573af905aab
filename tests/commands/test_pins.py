"""`grading.pins`: one resolution, cut into files that install from any registry."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from grading import pins
from utils.bootstrap import PINS

RESOLVED = {"numpy": "2.4", "torch": "2.9", "sympy": "1.14", "pytest": "9.0", "uv": "0.9"}
NEEDS = {"torch": ["sympy", "numpy"], "torchvision": ["torch", "numpy"], "nbgrader": ["numpy"]}


@pytest.fixture
def calls(monkeypatch):
    """Each compilation's names, constraint and what it leaves out; a small resolver answers."""
    recorded = {}

    def compile_(names, output, constraint, without):
        asked = {name.split(">")[0].split("<")[0] for name in names}
        asked |= {need for name in asked for need in NEEDS.get(name, [])}
        text = "".join(
            f"{name}=={RESOLVED.get(name, '1.0')} ; python_version > '3' \\\n    --hash=sha256:00\n"
            for name in sorted(asked - set(without))
        )
        output.write_text(text)
        versions = constraint.read_text() if constraint else None
        recorded[output.name] = (names, versions, without)

    monkeypatch.setattr(pins, "_compile", compile_)
    return recorded


def test_each_package_stands_in_one_file_and_all_come_from_one_resolution(calls, tmp_path):
    pins.compile_pins(tmp_path)
    files = {path.name: pins._names(path) for path in tmp_path.iterdir()}
    # An environment of its own: it holds again what it shares with the course
    assert "jupyterlite-core" in files.pop("lite.txt")
    assert sorted(files) == [
        "course.txt",
        "dev.txt",
        "hub.txt",
        "later.txt",
        "torch.txt",
        "uv.txt",
    ]
    assert {"torch", "torchvision", "sympy"} == files["torch.txt"]
    assert "numpy" in files["course.txt"]
    assert "pytest" in files["dev.txt"]
    assert "jupyterhub" in files["hub.txt"]
    assert files["uv.txt"] == {"uv"}
    together = [name for found in files.values() for name in found]
    assert len(together) == len(set(together))
    for name in ("course.txt", "torch.txt", "dev.txt"):
        assert "torch==2.9 ; python_version > '3'" in calls[name][1].splitlines()


def test_constraints_hold_versions_alone(calls, tmp_path):
    pins.compile_pins(tmp_path)
    _, versions, _ = calls["course.txt"]
    assert "hash" not in versions
    assert "\\" not in versions


def test_the_resolver_is_asked_for_all_platforms_hashes_and_no_address(tmp_path, monkeypatch):
    seen = {}
    monkeypatch.setattr(
        subprocess, "run", lambda command, **options: seen.update(command=command, **options)
    )
    pins._compile(["numpy>=2"], tmp_path / "x.txt", Path("versions.txt"), ["torch"])
    command = " ".join(seen["command"])
    for option in (
        "-m uv pip compile -",
        "--universal",
        "--python-version 3.11",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-header",
        "--constraint versions.txt",
        "--no-emit-package torch",
    ):
        assert option in command
    assert seen["input"] == "numpy>=2"
    assert seen["check"] is True


def test_what_is_left_out_is_overridden_and_stands_in_no_file(tmp_path, monkeypatch):
    seen = {}

    def run(command, **options):
        path = command[command.index("--override") + 1]
        seen["never"] = Path(path).read_text().splitlines()

    monkeypatch.setattr(subprocess, "run", run)
    pins._compile(["numpy>=2"], tmp_path / "x.txt", None, [])
    assert seen["never"] == ["rfc3987-syntax ; python_version < '3'"]
    assert list(tmp_path.iterdir()) == []
    pinned = set().union(*(pins._names(path) for path in PINS.glob("*.txt")))
    assert not pinned & set(pins.LEFT_OUT)


def test_names_are_read_from_pins_and_not_from_hashes(tmp_path):
    path = tmp_path / "pins.txt"
    path.write_text("a==1 ; python_version < '4' \\\n    --hash=sha256:aa==\nb-c==2\n# d==3\n")
    assert pins._names(path) == {"a", "b-c"}


def test_pins_stay_as_they_are_where_one_file_does_not_resolve(
    calls, tmp_path, monkeypatch, capsys
):
    answer = pins._compile

    def fails_last(names, output, constraint, without):
        if output.name == "dev.txt":
            raise subprocess.CalledProcessError(1, "uv")
        answer(names, output, constraint, without)

    monkeypatch.setattr(pins, "_compile", fails_last)
    with pytest.raises(subprocess.CalledProcessError):
        pins.compile_pins(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert pins.main() == 1
    assert capsys.readouterr().err.startswith("No pins were written")
