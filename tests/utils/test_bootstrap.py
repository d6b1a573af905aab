"""`utils/bootstrap.py`: one environment, made once, and a sentence for whatever goes wrong."""

from __future__ import annotations

import ast
import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from utils import bootstrap

SOURCE = Path(bootstrap.__file__)
PINS = {
    "uv.txt": "uv==1.0 \\\n    --hash=sha256:00\n",
    "course.txt": "numpy==2.0 \\\n    --hash=sha256:01\n",
    "later.txt": "scikit-learn==1.9 \\\n    --hash=sha256:08\n",
    "torch.txt": (
        "nvidia-cudnn==9.0 ; sys_platform == 'linux' \\\n    --hash=sha256:02\n"
        "sympy==1.14 ; python_full_version < '3.14' \\\n    --hash=sha256:03\n"
        "torch==2.9 \\\n    --hash=sha256:04\n    --hash=sha256:05\n"
        "triton==3.0 \\\n    --hash=sha256:06\n"
    ),
    "dev.txt": "pytest==9.0 \\\n    --hash=sha256:07\n",
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project; venvs are made at once, with an interpreter that is a mere file."""
    for name, text in PINS.items():
        (tmp_path / "requirements").mkdir(exist_ok=True)
        (tmp_path / "requirements" / name).write_text(text)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "PINS", tmp_path / "requirements")
    monkeypatch.delenv("TORCH_BACKEND", raising=False)
    monkeypatch.setattr(bootstrap, "without_card", lambda: False)
    monkeypatch.setattr(bootstrap, "mirror", lambda python: {})

    def make_venv(venv):
        python = bootstrap.venv_python(venv)
        python.parent.mkdir(parents=True)
        python.touch()

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    return tmp_path


@pytest.fixture
def commands(monkeypatch):
    """The commands that set-up would run, as text."""
    recorded = []

    def run(command, failure, more=None):
        recorded.append(" ".join(str(part) for part in command))

    monkeypatch.setattr(bootstrap, "run", run)
    return recorded


def stops_with(capsys, *arguments) -> str:
    """The one line on stderr with which set-up stops."""
    assert bootstrap.main(list(arguments)) == 1
    err = capsys.readouterr().err
    assert err.startswith("Set-up stopped. ")
    assert err.count("\n") == 1
    return err


def test_the_first_call_installs_and_the_second_does_nothing(project, commands, capsys):
    assert bootstrap.main(["--dev"]) == 0
    assert len(commands) == 3
    assert "-m pip install" in commands[0]
    assert "--require-hashes -r" in commands[0]
    assert "--require-hashes" in commands[1]
    assert [name for name in PINS if name in commands[1]] == [
        "course.txt",
        "later.txt",
        "torch.txt",
        "dev.txt",
    ]
    assert commands[2].endswith(f"--no-deps --no-build-isolation -e {project.as_uri()}")
    assert "installed in .venv" in capsys.readouterr().out
    assert bootstrap.main(["--dev"]) == 0
    assert bootstrap.main(["--all"]) == 0, "the developers' environment serves students too"
    assert len(commands) == 3
    assert capsys.readouterr().out == "", "a second call is silent"


def test_a_students_environment_is_completed_for_developers_without_making_it_anew(
    project, commands
):
    bootstrap.main(["--all"])
    assert "dev.txt" not in " ".join(commands)
    (project / ".venv" / "mine").touch()
    bootstrap.main(["--dev"])
    assert "dev.txt" in commands[4]
    assert "--reinstall" not in commands[4]
    assert (project / ".venv" / "mine").exists()


def test_a_kit_without_the_developers_pins_can_be_set_up(project, commands):
    (project / "requirements" / "dev.txt").unlink()
    assert bootstrap.main(["--all"]) == 0
    assert bootstrap.main(["--all"]) == 0
    assert len(commands) == 3


@pytest.mark.parametrize("name", PINS)
def test_a_changed_pin_installs_again(name, project, commands):
    bootstrap.main(["--dev"])
    path = project / "requirements" / name
    path.write_text(path.read_text() + "# changed\n")
    bootstrap.main(["--dev"])
    assert len(commands) == 6


@pytest.mark.parametrize(
    ("added", "installs"),
    [
        ('dependencies = ["numpy"]\n', 6),
        ("[tool.setuptools]\npackages = []\n", 6),
        ("[tool.ruff]\nline-length = 90\n", 3),
    ],
)
def test_of_pyproject_only_what_is_installed_counts(added, installs, project, commands):
    bootstrap.main(["--dev"])
    path = project / "pyproject.toml"
    path.write_text(path.read_text() + added)
    bootstrap.main(["--dev"])
    assert len(commands) == installs


def test_a_backend_takes_pytorchs_own_builds_of_the_same_versions(project, commands, monkeypatch):
    monkeypatch.setenv("TORCH_BACKEND", "cpu")
    bootstrap.main(["--all"])
    assert "torch.txt" not in commands[1]
    assert commands[2].endswith(
        "--torch-backend cpu sympy==1.14 ; python_full_version < '3.14' torch==2.9"
    )
    monkeypatch.setenv("TORCH_BACKEND", "cu128")
    bootstrap.main(["--all"])
    assert "--torch-backend cu128" in commands[6], "another backend is another environment"


def test_the_real_pins_name_torch_and_no_cuda_library():
    pins = bootstrap.torch_pins()
    assert {pin.split("==")[0] for pin in pins} >= {"torch", "torchvision"}
    assert not [pin for pin in pins if "nvidia" in pin or "hash" in pin or "\\" in pin]


def test_an_interrupted_installation_is_taken_up_again(project, monkeypatch, capsys):
    plans = []

    def install(venv, level, backend, again=False, had=None):
        plans.append(again)
        if len(plans) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "install", install)
    assert "run the same command again" in stops_with(capsys)
    (project / ".venv" / "mine").touch()
    assert bootstrap.main(["--all"]) == 0
    assert plans == [False, True], "what may be half written is written again"
    assert (project / ".venv" / "mine").exists()
    assert bootstrap.main(["--all"]) == 0
    assert len(plans) == 2


@pytest.mark.parametrize("missing", ["stamp", "python"])
def test_a_half_made_environment_is_made_anew(missing, project, commands):
    bootstrap.main(["--all"])
    venv = project / ".venv"
    (venv / "left_over").touch()
    (venv / "installed" if missing == "stamp" else bootstrap.venv_python(venv)).unlink()
    assert bootstrap.main(["--all"]) == 0
    assert bootstrap.venv_python(venv).exists()
    assert not (venv / "left_over").exists()
    assert len(commands) == 6


def test_an_update_that_fails_leaves_the_old_environment(project, commands, monkeypatch, capsys):
    bootstrap.main(["--all"])
    (project / ".venv" / "numpy").touch()
    (project / "requirements" / "course.txt").write_text("numpy==3.0\n")

    def offline(command, failure, more=None):
        raise bootstrap.SetupError("offline")

    monkeypatch.setattr(bootstrap, "run", offline)
    for _ in range(2):
        assert stops_with(capsys) == "Set-up stopped. offline\n"
        assert (project / ".venv" / "numpy").exists()


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_an_old_python_is_told_what_is_needed(version, project, commands, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", version)
    err = stops_with(capsys)
    assert f"This is Python {version[0]}.{version[1]}, and the course needs 3.11 or newer" in err
    assert "python3.12 utils/bootstrap.py" in err  # a kit has no Makefile
    (project / "Makefile").touch()
    assert "make setup PYTHON=" in stops_with(capsys)
    assert commands == []


def test_an_old_python_can_read_the_file():
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 6))


# What Python 2.7 cannot read, of all that the file could hold
NEWER = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Nonlocal, ast.Match)


def test_python_2_can_read_the_file_as_far_as_its_sentence():
    text = SOURCE.read_text(encoding="utf-8")
    assert text.isascii()
    nodes = list(ast.walk(ast.parse(text)))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    last = {id(node.args[-1]) for node in calls if node.args}  # a call may unpack its last one
    for node in nodes:
        said = ast.unparse(node)
        assert not isinstance(node, NEWER), said
        assert not isinstance(node, ast.Starred) or id(node) in last, said
        assert not isinstance(node, ast.Raise) or node.cause is None, said
        if isinstance(node, ast.FunctionDef):
            assert not node.args.kwonlyargs, said
            assert not any(arg.annotation for arg in node.args.args), said
    prints = [node for node in calls if ast.unparse(node.func) == "print"]
    assert all(len(node.args) == 1 and not node.keywords for node in prints)


@pytest.mark.kernel
def test_without_pathlib_it_ends_in_a_sentence(tmp_path):
    (tmp_path / "pathlib.py").write_text("raise ImportError")
    shutil.copy(SOURCE, tmp_path)
    command = [sys.executable, "-S", tmp_path / SOURCE.name]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Set-up stopped. This is Python ")
    assert "needs 3.11 or newer" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_file_needs_the_standard_library_alone():
    modules = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(SOURCE.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert modules <= set(sys.stdlib_module_names)


def test_a_python_without_venv_is_told_the_packages_name(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(bootstrap.SetupError, match="python3-venv"):
        bootstrap.make_venv(tmp_path / ".venv")


def test_a_venv_that_cannot_be_made_is_told_with_the_last_line(tmp_path, monkeypatch):
    import venv

    def create(*_args, **_options):
        raise subprocess.CalledProcessError(1, "ensurepip", output=b"first\npip is broken\n")

    monkeypatch.setattr(venv, "create", create)
    with pytest.raises(bootstrap.SetupError, match="It said: pip is broken"):
        bootstrap.make_venv(tmp_path / ".venv")


def says(text: str) -> list[str]:
    return [sys.executable, "-c", f"import sys; print({text!r}); sys.exit(2)"]


@pytest.fixture
def made(project):
    (project / ".venv").mkdir()
    return project


@pytest.mark.kernel
@pytest.mark.parametrize(
    "text",
    [
        "error: dns error: failed to lookup address",
        "ERROR: Could not find a version\nConnection broken: NewConnectionError",
        "Temporary failure in name resolution",
        "Caused by: operation timed out",
        "error sending request for url",
        "hint: Packages were unavailable because the network was disabled.",
    ],
)
def test_no_network_is_told_in_a_sentence(text, made):
    with pytest.raises(bootstrap.SetupError, match="needs the internet once") as caught:
        bootstrap.run(says(text), "Installing failed.")
    assert (made / ".venv" / "setup.log").read_text() == text + "\n"
    assert text not in str(caught.value)


@pytest.mark.kernel
@pytest.mark.parametrize(
    "text",
    [
        "error: failed to write: No space left on device (os error 28)",
        "There is not enough space on the disk. (os error 112)",
        "OSError: [Errno 28] No space left on device",
    ],
)
def test_a_full_disk_is_told_in_a_sentence(text, made):
    with pytest.raises(
        bootstrap.SetupError, match=r"The disk is full: lessons 00 to 05 need about 0\.5 GB"
    ):
        bootstrap.run(says(text), "Installing failed.")


@pytest.mark.kernel
def test_any_other_failure_is_told_with_its_last_line_and_the_log(made):
    with pytest.raises(bootstrap.SetupError) as caught:
        bootstrap.run(says("a\nb\nno wheel fits"), "Installing failed.")
    assert str(caught.value) == (
        "Installing failed. The whole log is in .venv/setup.log; it ends: no wheel fits"
    )
    with pytest.raises(bootstrap.SetupError, match="it said nothing"):
        bootstrap.run([sys.executable, "-c", "raise SystemExit(1)"], "Installing failed.")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "The disk is full"), (errno.EACCES, ".venv could not be written: Permission")],
)
def test_a_folder_that_cannot_be_written_is_told(number, words, project, monkeypatch, capsys):
    def make_venv(venv):
        raise OSError(number, os.strerror(number), str(venv))

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    assert words in stops_with(capsys)


@pytest.mark.kernel
def test_a_command_that_succeeds_is_quiet_and_sees_no_foreign_packages(made, monkeypatch, capfd):
    for name in bootstrap.FOREIGN:
        monkeypatch.setenv(name, "elsewhere")
    seen = f"set({bootstrap.FOREIGN!r}) & set(os.environ)"
    script = f"import os, sys; print('busy'); sys.exit(bool({seen}))"
    bootstrap.run([sys.executable, "-c", script], "A foreign setting got through.")
    assert capfd.readouterr() == ("", "")


def test_windows_keeps_its_interpreter_in_scripts(monkeypatch):
    monkeypatch.setattr(bootstrap, "WINDOWS", True)
    assert bootstrap.venv_python(Path("x")).parts == ("x", "Scripts", "python.exe")
    monkeypatch.setattr(bootstrap, "WINDOWS", False)
    assert bootstrap.venv_python(Path("x")).parts == ("x", "bin", "python")


@pytest.mark.kernel
@pytest.mark.skipif(not shutil.which("make"), reason="make is not there")
@pytest.mark.parametrize("setting", ["name", "path"])
def test_make_without_python_says_so_in_a_sentence(setting, tmp_path):
    command = [shutil.which("make"), "-C", str(SOURCE.parent.parent), "setup"]
    path = os.environ["PATH"] if setting == "name" else str(tmp_path)
    if setting == "name":
        command.append("PYTHON=no-such-python")
    done = subprocess.run(
        command, env={"PATH": path}, text=True, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 2
    first = done.stderr.splitlines()[0]
    assert "install Python 3.11 or newer, or name it" in first
    assert ('No "no-such-python"' if setting == "name" else 'No "python3"') in first


# Lessons 00 to 05 first, PyTorch later


def test_the_first_set_up_brings_no_pytorch_and_says_when_it_comes(project, commands, capsys):
    assert bootstrap.main([]) == 0
    assert [name for name in PINS if name in commands[1]] == ["course.txt"]
    told = capsys.readouterr().out
    assert "about 0.5 GB" in told
    assert "PyTorch is fetched when lesson 06 begins" in told
    assert bootstrap.main(["--all"]) == 0
    added = [name for name in PINS if name in commands[4]]
    assert added == ["later.txt", "torch.txt"], "a notebook that waits uses the first packages"
    assert bootstrap.main([]) == 0, "what is there stays"
    assert len(commands) == 6


def test_a_level_that_was_begun_leaves_the_one_below_ready(project, monkeypatch, capsys):
    plans = []

    def install(venv, level, backend, again=False, had=None):
        plans.append((level, again, had))
        if len(plans) in (2, 3):
            raise KeyboardInterrupt if len(plans) == 2 else bootstrap.OfflineError("offline")

    monkeypatch.setattr(bootstrap, "install", install)
    assert bootstrap.main([]) == 0
    stops_with(capsys, "--all")
    assert bootstrap.main([]) == 0, "lessons 00 to 05 start, and nothing is fetched"
    assert len(plans) == 2
    stops_with(capsys, "--all")
    assert bootstrap.main(["--all"]) == 0
    assert plans[3] == ("all", True, "first"), "what may be half written is written again"
    assert (project / ".venv" / "installed").read_text().splitlines()[1:] == ["all"]


def test_an_interrupted_update_keeps_its_level(project, monkeypatch, capsys):
    plans = []

    def install(venv, level, backend, again=False, had=None):
        plans.append((level, again, had))
        if len(plans) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "install", install)
    bootstrap.main(["--all"])
    (project / "requirements" / "course.txt").write_text("numpy==3.0\n")
    stops_with(capsys)
    assert bootstrap.main([]) == 0
    assert plans[1:] == [("all", False, None), ("all", True, None)]


def test_a_folder_with_a_colon_is_told_in_a_sentence(tmp_path, monkeypatch):
    def create(*_args, **_options):
        raise ValueError("Refusing to create a venv because of the PATH separator :.")

    monkeypatch.setattr("venv.create", create)
    with pytest.raises(bootstrap.SetupError, match="rename the folder"):
        bootstrap.make_venv(tmp_path / ".venv")


@pytest.mark.kernel
def test_the_log_has_no_colours_though_a_notebook_asks_for_them(made, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    code = "import os, sys; sys.exit(str([os.environ.get(n) for n in ('FORCE_COLOR', 'NO_COLOR')]))"
    with pytest.raises(bootstrap.SetupError, match=r"it ends: \[None, '1'\]"):
        bootstrap.run([sys.executable, "-c", code], "It failed.")


def test_a_changed_pin_brings_pytorch_again_only_where_it_was(project, commands):
    bootstrap.main(["--all"])
    (project / "requirements" / "course.txt").write_text("numpy==3.0\n")
    bootstrap.main([])
    assert "torch.txt" in commands[4]


def test_a_set_up_of_an_earlier_kit_counts_as_all(project, commands):
    bootstrap.main(["--all"])
    stamp = project / ".venv" / "installed"
    stamp.write_text("0" * 64 + "\n")
    bootstrap.main([])
    assert "torch.txt" in commands[4]


def test_pytorch_that_cannot_be_fetched_leaves_the_first_lessons_as_they_are(
    project, commands, monkeypatch, capsys
):
    bootstrap.main([])

    def offline(command, failure, more=None):
        raise bootstrap.OfflineError("offline")

    monkeypatch.setattr(bootstrap, "run", offline)
    assert stops_with(capsys, "--all") == "Set-up stopped. offline\n"
    assert bootstrap.main([]) == 0, "the next start needs no internet"


@pytest.mark.parametrize("reached", [True, False])
def test_without_an_nvidia_card_the_smaller_build_is_asked_for_first(
    reached, project, monkeypatch, capsys
):
    seen = []

    def run(command, failure, more=None):
        text = " ".join(map(str, command))
        if "--torch-backend cpu" in text and not reached:
            raise bootstrap.OfflineError("offline")
        seen.append(text)

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(bootstrap, "without_card", lambda: True)
    assert bootstrap.main(["--all"]) == 0
    told = capsys.readouterr().out
    assert "No NVIDIA card is seen here" in told
    assert ("Its index cannot be reached" in told) != reached
    assert any("torch.txt" in text for text in seen) != reached
    assert any("--torch-backend cpu" in text for text in seen) == reached
    assert bootstrap.main(["--dev"]) == 0
    assert "torch.txt" in seen[-2], "developers and CI take what is pinned with hashes"


def test_a_disk_that_is_full_is_not_taken_for_an_index_out_of_reach(project, monkeypatch, capsys):
    def run(command, failure, more=None):
        if "cpu" in command:
            raise bootstrap.SetupError(bootstrap.DISK_FULL)

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(bootstrap, "without_card", lambda: True)
    assert "The disk is full" in stops_with(capsys, "--all")


def test_what_fetches_pytorch_lies_there_until_it_is_installed(project, commands, monkeypatch):
    packages = project / ".venv" / "lib" / "python3.11" / "site-packages"
    make_venv = bootstrap.make_venv

    def with_packages(venv):
        make_venv(venv)
        packages.mkdir(parents=True)

    monkeypatch.setattr(bootstrap, "make_venv", with_packages)
    bootstrap.main([])
    assert (packages / bootstrap.HOOK).read_text() == bootstrap.HOOK_LINE
    bootstrap.main(["--all"])
    assert not (packages / bootstrap.HOOK).exists()


# An institution's mirror

SETTINGS = (
    ":env:.index-url='https://mirror.example/simple'",
    "global.cert='/etc/own.pem'",
    "global.index-url='https://other.example/simple'",
    "global.trusted-host='mirror.example'",
)


def pip_says(monkeypatch, lines):
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    told = subprocess.CompletedProcess([], 0, "\n".join(lines).encode())
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, **__: told)


def test_a_mirror_that_pip_is_told_is_uvs_too_and_the_environment_wins(monkeypatch):
    pip_says(monkeypatch, SETTINGS)
    assert bootstrap.mirror("python") == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "SSL_CERT_FILE": "/etc/own.pem",
        "UV_INSECURE_HOST": "mirror.example",
    }
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://uv.example/simple")
    assert bootstrap.mirror("python") == {}, "uv has settings of its own"


def test_without_another_registry_uv_is_told_nothing(monkeypatch):
    pip_says(monkeypatch, ["global.extra-index-url='file:///wheels'", "global.cert='/etc/own.pem'"])
    assert bootstrap.mirror("python") == {}


@pytest.mark.kernel
def test_the_mirror_reaches_the_command_and_a_setting_of_the_users_wins(made, monkeypatch):
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    asks = "import os, sys; sys.exit(os.environ.get('UV_DEFAULT_INDEX') != {!r})"
    more = {"UV_DEFAULT_INDEX": "mirror"}
    bootstrap.run([sys.executable, "-c", asks.format("mirror")], "It was lost.", more)
    monkeypatch.setenv("UV_DEFAULT_INDEX", "own")
    bootstrap.run([sys.executable, "-c", asks.format("own")], "It was replaced.", more)


def test_a_venv_that_does_not_fit_on_the_disk_is_told_so(tmp_path, monkeypatch):
    import venv

    def create(*_args, **_options):
        raise subprocess.CalledProcessError(1, "ensurepip", output=b"")

    monkeypatch.setattr(venv, "create", create)
    monkeypatch.setattr(bootstrap, "full", lambda folder: True)
    with pytest.raises(bootstrap.SetupError, match="The disk is full"):
        bootstrap.make_venv(tmp_path / ".venv")
