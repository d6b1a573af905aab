"""Make `.venv` and install the course into it: `python utils/bootstrap.py`.

This file runs before anything is installed, so it uses the standard library alone and
keeps to syntax that an old Python can read, in order to tell it that it is too old.
A second call sees that nothing changed and does nothing.
"""

import argparse
import errno
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "requirements"
OLDEST = (3, 11)
WINDOWS = os.name == "nt"


MADE = "made, not installed\n"
# What another project or a user's settings put there does not belong in this environment
FOREIGN = ("PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
OFFLINE = (
    "connection",
    "could not connect",
    "error sending request",
    "resolve host",
    "dns error",
    "network is unreachable",
    "name resolution",
    "timed out",
)
FULL = ("no space left", "errno 28", "not enough space", "disk quota", "os error 28")
DISK_FULL = (
    "The disk is full: the packages need about 6 GB (about 2 GB with TORCH_BACKEND=cpu). "
    "Make room and run the same command again."
)


class SetupError(Exception):
    """Set-up cannot go on; the message is the sentence that the user reads."""


def venv_python(venv):
    """Path of the interpreter inside the virtual environment `venv`."""
    return venv / ("Scripts/python.exe" if WINDOWS else "bin/python")


def fingerprint(dev, backend):
    """Hash of everything that decides what is installed, as hexadecimal text.

    Which Python is not part of it: .venv keeps the one that it was made with.
    """
    import tomllib  # Python 3.11 has it; an older one never comes here

    # The rest of pyproject.toml configures tools: a change there installs nothing
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tool = project.get("tool", {}).get("setuptools")
    built = (project.get("build-system"), project.get("project", {}).get("dependencies"), tool)
    digest = hashlib.sha256(repr((dev, backend, built)).encode())
    for name in ["uv.txt", "course.txt", "torch.txt"] + (["dev.txt"] if dev else []):
        path = PINS / name
        digest.update(path.read_bytes() if path.exists() else b"")  # the kit has no dev.txt
    return digest.hexdigest()


def run(command, failure):
    """Run `command` quietly; on failure raise SetupError with `failure` and the last line."""
    env = dict(os.environ)
    for name in FOREIGN:
        env.pop(name, None)
    done = subprocess.run(
        [str(part) for part in command],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode == 0:
        return
    text = done.stdout.decode("utf-8", "replace").strip()
    low = text.lower()
    if any(words in low for words in FULL):
        raise SetupError(DISK_FULL)
    (ROOT / ".venv" / "setup.log").write_text(text + "\n", encoding="utf-8")
    if any(words in low for words in OFFLINE):
        raise SetupError(
            "Set-up needs the internet once, to fetch the packages, and could not reach the "
            "package registry: connect and run the same command again. "
            "The whole log is in .venv/setup.log."
        )
    last = text.splitlines()[-1].strip() if text else "it said nothing"
    raise SetupError(failure + " The whole log is in .venv/setup.log; it ends: " + last)


def torch_pins():
    """The pins of PyTorch and what it needs, without hashes, for another backend.

    The CUDA libraries are left out: each backend brings its own.
    """
    lines = (PINS / "torch.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("\\")[0].strip() for line in lines if "==" in line and line[0] != " "]
    return [pin for pin in pins if not pin.startswith(("nvidia-", "cuda-", "triton"))]


def make_venv(venv):
    """Create the virtual environment with the running Python."""
    try:
        import ensurepip  # noqa: F401
        import venv as builder
    except ImportError:
        raise SetupError(
            "This Python has no venv module: install it (on Debian and Ubuntu the package "
            "python3-venv) and run the same command again."
        ) from None
    print("Making .venv with Python {}.{}".format(*sys.version_info[:2]))
    try:
        builder.create(str(venv), with_pip=True, clear=True)
    except subprocess.CalledProcessError as error:
        text = (error.output or b"").decode("utf-8", "replace").strip()
        last = text.splitlines()[-1].strip() if text else "it said nothing"
        raise SetupError(
            "This Python could not make a virtual environment: install another Python, or on "
            "Debian and Ubuntu the package python3-venv. It said: " + last
        ) from None


def install(venv, dev, backend, again=False):
    """Install the pinned packages into `venv`, PyTorch's build chosen by `backend`.

    `again` replaces what an interrupted run may have left half written.
    """
    python = venv_python(venv)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", PINS / "uv.txt"], "Installing uv failed.")
    uv = [python, "-m", "uv", "pip", "install", "--quiet", "--python", python]
    if again:
        uv.append("--reinstall")
    files = ["course.txt"] + (["torch.txt"] if not backend else []) + (["dev.txt"] if dev else [])
    print("Installing the pinned packages; the first time takes a few minutes and about 6 GB")
    listed = [part for name in files for part in ("-r", PINS / name)]
    # The files name all that is needed; `grading/pins.py` says what they leave out on purpose
    run([*uv, "--no-deps", "--require-hashes", *listed], "Installing the packages failed.")
    if backend:
        print("Installing PyTorch for the backend " + backend)
        run(
            [*uv, "--torch-backend", backend, *torch_pins()],
            "Installing PyTorch for TORCH_BACKEND=" + backend + " failed.",
        )
    run(
        [*uv, "--no-deps", "--no-build-isolation", "-e", ROOT],
        "Installing the course's own utils failed.",
    )


def set_up(dev, backend):
    """Make or complete `.venv`; return whether there was anything to do.

    `.venv/installed` holds the fingerprint of what is installed, and is missing in a half-made
    environment. Until an installation ends well it holds `MADE`.
    """
    if sys.version_info < OLDEST:
        named = "python3.12 utils/bootstrap.py"  # what a kit has
        if (ROOT / "Makefile").exists():
            named = "make setup PYTHON=python3.12"
        elif WINDOWS:
            named = "py -3.12 utils\\bootstrap.py"
        raise SetupError(
            "This is Python {}.{}, and the course needs {}.{} or newer: install one and name "
            "it, as in `{}`.".format(*sys.version_info[:2], *OLDEST, named)
        )
    venv = ROOT / ".venv"
    stamp = venv / "installed"
    known = stamp.read_text(encoding="utf-8") if stamp.exists() else ""
    if venv_python(venv).exists() and known:
        # An environment with the developers' tools serves students too
        if known.strip() in {fingerprint(extra, backend) for extra in (True, dev)}:
            return False
    else:
        if venv.exists():
            shutil.rmtree(str(venv))
        make_venv(venv)
        known = ""
    stamp.write_text(MADE, encoding="utf-8")
    install(venv, dev, backend, again=known == MADE)
    stamp.write_text(fingerprint(dev, backend) + "\n", encoding="utf-8")
    return True


def main(arguments=None):
    """Set up `.venv` when something changed since the last time."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--dev", action="store_true", help="with what tests and authors need")
    options = parser.parse_args(arguments)
    try:
        if set_up(options.dev, os.environ.get("TORCH_BACKEND", "").strip()):
            print("The course is installed in .venv")
        return 0
    except SetupError as error:
        problem = str(error)
    except OSError as error:
        problem = "{} could not be written: {}. Close what uses it, or look at its rights.".format(
            error.filename or ROOT / ".venv", error.strerror
        )
        if error.errno == errno.ENOSPC:
            problem = DISK_FULL
    except KeyboardInterrupt:
        problem = "It was interrupted: run the same command again to go on."
    print("Set-up stopped. " + problem, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
