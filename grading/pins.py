"""Compile `requirements/*.txt` from `pyproject.toml`: `make pins`.

One resolution decides every version; the files are cuts of it. They carry hashes for all
platforms and no index address, so they install from whatever registry the user has.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from utils.bootstrap import OLDEST, PINS, ROOT

TORCH = ("torch", "torchvision")
LATER = ("scikit-learn",)  # with PyTorch's set-up: lessons 00 to 05 do without it
# jsonschema takes it where it is there, to check addresses in letters of any alphabet, which no
# notebook holds; reading its grammar costs every process that reads a notebook a second or two
LEFT_OUT = ("rfc3987-syntax",)


def _compile(names: list[str], output: Path, constraint: Path | None, without: list[str]) -> None:
    never = output.with_suffix(".never")
    never.write_text("".join(f"{name} ; python_version < '3'\n" for name in LEFT_OUT))
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "-", "--quiet", "--universal"),
        *("--python-version", ".".join(map(str, OLDEST)), "--generate-hashes"),
        *("--no-emit-index-url", "--no-annotate", "--no-header"),
        *("--override", str(never), "--output-file", str(output)),
    ]
    if constraint:
        command += ["--constraint", str(constraint)]
    for name in without:
        command += ["--no-emit-package", name]
    try:
        subprocess.run(command, input="\n".join(names), text=True, check=True, cwd=ROOT)
    finally:
        never.unlink()


def _names(pins: Path) -> set[str]:
    """The packages that a file of pins names."""
    return set(re.findall(r"^([\w.-]+)==", pins.read_text(encoding="utf-8"), re.MULTILINE))


def compile_pins(target: Path = PINS) -> None:
    """Write uv, course, later, torch, dev, hub and lite.txt into `target`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    course = project["project"]["dependencies"]
    groups = ("dev", "hub", "lite")
    dev, hub, lite = (project["dependency-groups"][name] for name in groups)
    torch = [spec for spec in course if re.match(r"[\w.-]+", spec)[0] in TORCH]
    later = [spec for spec in course if re.match(r"[\w.-]+", spec)[0] in LATER]
    base = [spec for spec in course if spec not in torch + later]
    with tempfile.TemporaryDirectory() as folder:
        everything = Path(folder, "all.txt")
        _compile(course + dev + hub, everything, None, [])
        # --constraint cannot hold hashes: keep the versions alone
        versions = Path(folder, "versions.txt")
        kept = [
            line.removesuffix("\\").strip()
            for line in everything.read_text(encoding="utf-8").splitlines()
            if not line.startswith(" ")
        ]
        versions.write_text("\n".join(kept), encoding="utf-8")
        made = Path(folder, "made")
        made.mkdir()
        _compile(["uv"], made / "uv.txt", None, [])
        _compile(base, made / "course.txt", versions, [])
        installed = _names(made / "course.txt")
        for name, wanted in (("later.txt", later), ("torch.txt", torch)):
            _compile(wanted, made / name, versions, sorted(installed))
            installed |= _names(made / name)
        _compile(dev, made / "dev.txt", versions, sorted(installed))
        installed |= _names(made / "dev.txt")
        _compile(hub, made / "hub.txt", versions, sorted(installed))
        # An environment of its own, for `make lite`: the same versions, and nothing left out
        _compile(lite, made / "lite.txt", versions, [])
        for path in made.iterdir():  # all seven, or none where one did not resolve
            shutil.copyfile(path, target / path.name)


def main() -> int:
    """Compile the pins, or say that uv could not."""
    try:
        compile_pins()
    except subprocess.CalledProcessError:
        print("No pins were written: uv says above what it could not resolve.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
