"""Every list of packages says the same: pyproject, conda, the pins, pre-commit, the workflow."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from utils import bootstrap
from utils.bootstrap import OLDEST, ROOT, venv_python

CONDA_NAMES = {"pytorch": "torch"}
PIN_FILES = [
    "course.txt",
    "dev.txt",
    "hub.txt",
    "later.txt",
    "lite.txt",
    "torch.txt",
    "uv.txt",
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def bounds(requirements: list[str]) -> dict[str, SpecifierSet]:
    parsed = [Requirement(line) for line in requirements]
    return {canonicalize_name(one.name): one.specifier for one in parsed}


def pins(name: str) -> list[Requirement]:
    lines = read(f"requirements/{name}").splitlines()
    return [Requirement(line.rstrip("\\")) for line in lines if line and line[0] not in " #"]


WORKFLOW = ".github/workflows/ci.yml"
COURSE = bounds(PROJECT["project"]["dependencies"])
DEV = bounds(PROJECT["dependency-groups"]["dev"])


# environment.yml


def conda_lines() -> list[str]:
    listed = yaml.safe_load(read("environment.yml"))["dependencies"]
    return [line for line in listed if isinstance(line, str)]


def conda_bounds() -> dict[str, SpecifierSet]:
    found = bounds([line for line in conda_lines() if not line.startswith("python ")])
    return {CONDA_NAMES.get(name, name): bound for name, bound in found.items()}


def test_conda_and_pyproject_list_the_same_packages_with_the_same_bounds():
    conda = conda_bounds()
    conda.pop("pip")
    assert conda == COURSE


def test_conda_names_a_python_as_binder_reads_it_and_one_that_the_workflow_tests():
    (line,) = [line for line in conda_lines() if line.startswith("python ")]
    named = re.fullmatch(r"python\s*=+\s*(\d+\.\d+)", line)  # what repo2docker looks for
    assert named, f"{line}: Binder would take a Python of its own choice"
    assert named[1] in SpecifierSet(PROJECT["project"]["requires-python"])
    assert f'"{named[1]}"' in read(WORKFLOW)


def test_conda_takes_conda_forge_alone_and_installs_the_courses_utils_with_pip():
    environment = yaml.safe_load(read("environment.yml"))
    assert environment["name"] == PROJECT["project"]["name"]
    assert environment["channels"] == ["conda-forge", "nodefaults"]
    assert environment["dependencies"][-2:] == ["pip", {"pip": ["-e ."]}]


def test_every_statement_of_the_oldest_python_agrees():
    oldest = ".".join(map(str, OLDEST))
    assert PROJECT["project"]["requires-python"] == f">={oldest}"
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"
    workflow = yaml.safe_load(read(WORKFLOW))
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"][0] == oldest


def test_the_lowest_bounds_are_tried_as_pyproject_declares_them():
    (target,) = re.findall(r"(?m)^oldest:.*\n((?:\t.*\n)+)", read("Makefile"))
    assert "--resolution lowest-direct" in target
    assert "--requirements pyproject.toml --group dev" in target
    assert not re.search(r"\w[<>=]=\d", target), "a bound stands in pyproject.toml alone"
    assert "-m grading.demo\n" in target
    assert "-m grading.nbval " in target
    (minor,) = re.findall(r"if: matrix.python == '3\.(\d+)'\n +run: make oldest", read(WORKFLOW))
    assert int(minor) <= 12  # the lowest NumPy has no wheel for a later Python


# requirements/*.txt


def test_the_pins_are_the_files_that_set_up_installs():
    assert sorted(path.name for path in (ROOT / "requirements").glob("*.txt")) == PIN_FILES
    assert not (ROOT / "uv.lock").exists()


@pytest.mark.parametrize("name", PIN_FILES)
def test_every_pin_is_one_version_with_hashes_and_no_address(name):
    text = read(f"requirements/{name}")
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash=sha256:", ""), re.MULTILINE)
    blocks = re.split(r"\n(?=\S)", text.strip())
    for block in blocks:
        first, *hashes = block.split(" \\\n")
        (specifier,) = Requirement(first).specifier
        assert specifier.operator == "==", first
        assert hashes, f"{first} has no hash"
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}", line) for line in hashes), first
    assert len(blocks) == len(pins(name)) > 0


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        (COURSE, ["course.txt", "later.txt", "torch.txt"]),
        # nbgrader and the like bring some of the developers' tools along already
        (DEV, ["course.txt", "later.txt", "torch.txt", "dev.txt"]),
    ],
    ids=["course", "dev"],
)
def test_every_dependency_is_pinned_within_its_bounds(wanted, files):
    pinned: dict[str, list[str]] = {}
    for pin in (pin for name in files for pin in pins(name)):
        (specifier,) = pin.specifier
        pinned.setdefault(canonicalize_name(pin.name), []).append(specifier.version)
    for name, bound in wanted.items():
        assert pinned.get(name), f"{name} is not pinned: run `make pins`"
        assert all(version in bound for version in pinned[name]), f"{name} is not {bound}"


def test_no_package_is_pinned_to_two_versions_for_the_same_machine():
    seen: dict[tuple[str, str], str] = {}
    for name in ("course.txt", "later.txt", "torch.txt", "dev.txt"):
        for pin in pins(name):
            key = (canonicalize_name(pin.name), str(pin.marker))
            assert seen.setdefault(key, str(pin.specifier)) == str(pin.specifier), key


def test_pytorch_stands_apart_so_that_another_backend_can_take_its_place():
    assert {"torch", "torchvision"} <= {pin.name for pin in pins("torch.txt")}
    others = {pin.name for name in ("course.txt", "dev.txt") for pin in pins(name)}
    assert not {name for name in others if name.startswith(("torch", "nvidia", "triton"))}


# Pre-commit


def hooks() -> dict[str, dict]:
    repos = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    assert [repo["repo"] for repo in repos] == ["local"], "a hook from a host needs the network"
    return {hook["id"]: hook for hook in repos[0]["hooks"]}


def test_pre_commit_runs_the_pinned_ruff_on_code_and_notebooks():
    (ruff,) = [pin for pin in pins("dev.txt") if pin.name == "ruff"]
    for name in ("ruff-check", "ruff-format"):
        hook = hooks()[name]
        assert hook["additional_dependencies"] == [f"ruff{ruff.specifier}"]
        assert hook["entry"].startswith(name.replace("-", " "))
        assert {"python", "jupyter"} <= set(hook["types_or"])


def test_pre_commit_limits_the_size_of_files_and_git_holds_none_above_it():
    hook = hooks()["check-added-large-files"]
    (pin,) = hook["additional_dependencies"]
    assert re.fullmatch(r"pre-commit-hooks==\d+\.\d+\.\d+", pin)
    limit = int(re.search(r"--maxkb=(\d+)", hook["entry"])[1]) * 1024
    assert limit == 2 * 2**20
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    assert not [path.name for path in paths if path.exists() and path.stat().st_size > limit]


# The hosted workflow


def workflow() -> dict:
    return yaml.safe_load(read(WORKFLOW))


def commands() -> list[str]:
    steps = [step for job in workflow()["jobs"].values() for step in job["steps"]]
    return [s["run"] for s in steps if "run" in s and not s["run"].startswith("sudo ")]


def test_whatever_grades_has_its_sandbox():
    for job in workflow()["jobs"].values():
        said = " ".join(step.get("run", "") for step in job["steps"])
        if "make test" in said or "make demo" in said:
            assert "install --yes bubblewrap" in said
    assert "bubblewrap" in read(".ci/run")


def test_every_command_of_the_workflow_exists():
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    checked = 0
    for command in commands():
        for target in re.findall(r"\bmake ([a-z-]+)", command):
            assert target in targets, f"no target for `make {target}`"
            checked += 1
        for module in re.findall(r"-m ([\w.]+)", command):
            assert importlib.util.find_spec(module), f"no module for `python -m {module}`"
            checked += 1
        for script in re.findall(r"python (\S+\.py)", command):
            assert (ROOT / script).exists(), f"no script {script}"
            checked += 1
    assert checked == len(commands()) == 7


def test_the_workflow_covers_the_three_systems_with_the_right_interpreter():
    job = workflow()["jobs"]["students"]
    matrix = job["strategy"]["matrix"]
    assert matrix["os"] == ["ubuntu-latest", "macos-latest", "windows-latest"]
    interpreters = {
        entry.get("os"): entry["python"] for entry in matrix["include"] if "python" in entry
    }
    assert interpreters == {
        None: ".venv/bin/python",
        "windows-latest": ".venv/Scripts/python.exe",
    }
    runs = [step["run"] for step in job["steps"] if "run" in step]
    assert runs == ["python utils/bootstrap.py --dev", "${{ matrix.python }} -m grading.nbval"]
    assert job["strategy"]["fail-fast"] is False


def test_every_job_is_read_only_limited_in_time_and_takes_the_cpu_unless_it_says_cuda():
    flow = workflow()
    assert flow["permissions"] == {"contents": "read"}
    assert flow["env"]["DEVICE"] == "cpu"
    assert "group" in flow["concurrency"]
    for name, job in flow["jobs"].items():
        assert 0 < job["timeout-minutes"] <= 60, name
        assert "permissions" not in job
        assert job["steps"][0]["with"]["persist-credentials"] is False, name


def test_the_cuda_job_never_runs_for_a_pull_request():
    job = workflow()["jobs"]["cuda"]
    assert job["runs-on"] == ["self-hosted", "linux", "gpu"]
    assert job["env"]["DEVICE"] == "cuda"
    assert "pull_request" not in job["if"]
    assert "github.event_name == 'workflow_dispatch'" in job["if"]
    assert "github.event_name == 'push' && github.ref == 'refs/heads/main'" in job["if"]


# Codespaces and VS Code


def test_the_dev_container_sets_up_as_everybody_else_does():
    told = json.loads(read(".devcontainer/devcontainer.json"))
    version = re.fullmatch(r"python:(3\.\d+)-\w+", told["image"])
    assert version[1] in SpecifierSet(PROJECT["project"]["requires-python"])
    first, *others = told["postCreateCommand"].split(" && ")
    interpreter, script = first.split()
    assert interpreter == f"python{version[1]}"
    assert ROOT / script == Path(bootstrap.__file__)
    assert others == [f"{venv_python(Path('.venv')).as_posix()} -m utils.lab --hand-out"]
    assert "--hand-out" in read("utils/lab.py")
    ours = told["customizations"]["vscode"]
    python = ours["settings"]["python.defaultInterpreterPath"]
    assert python == "${containerWorkspaceFolder}/.venv/bin/python"
    assert ours["extensions"] == ["ms-python.python", "ms-toolsai.jupyter"]
    assert {str(port) for port in told["forwardPorts"]} == set(told["portsAttributes"])
    for name in told["customizations"]["codespaces"]["openFiles"]:
        assert (ROOT / name).is_file()


# Licences and attributes


def test_code_is_mit_and_content_cc_by():
    assert read("LICENSE").startswith("MIT License\n")
    content = read("LICENSE-CONTENT")
    assert "Creative Commons Attribution 4.0 International" in content
    assert "https://creativecommons.org/licenses/by/4.0/" in content
    assert PROJECT["project"]["license"] == "MIT AND CC-BY-4.0"
    assert all((ROOT / name).exists() for name in PROJECT["project"]["license-files"])


def test_notebooks_have_the_same_bytes_on_every_system():
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    asked = ["git", "check-attr", "text", "eol", "--", "solutions/01_x/01_x.ipynb", "Makefile"]
    answer = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert answer.count("text: set") == answer.count("eol: lf") == 2
