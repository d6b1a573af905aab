"""Make `.venv` and install the course into it: `python utils/bootstrap.py`.

This file runs before anything is installed, so it uses the standard library alone and
keeps to syntax that an old Python can read, in order to tell it that it is too old.
A second call sees that nothing changed and does nothing.
"""

import argparse
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


class SetupError(Exception):
    """Set-up cannot go on; the message is the sentence that the user reads."""


def venv_python(venv):
    """Path of the interpreter inside the virtual environment `venv`."""
    return venv / ("Scripts/python.exe" if WINDOWS else "bin/python")


def fingerprint(dev, backend):
    """Hash of everything that decides what is installed, as hexadecimal text."""
    digest = hashlib.sha256(repr((dev, backend, sys.version_info[:2])).encode())
    for name in ["uv.txt", "course.txt", "torch.txt", *(["dev.txt"] if dev else [])]:
        digest.update((PINS / name).read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    return digest.hexdigest()


def run(command, failure):
    """Run `command` quietly; on failure raise SetupError with `failure` and the last line."""
    env = dict(os.environ)
    env.pop("PYTHONPATH", None)  # what another project put there does not belong in ours
    done = subprocess.run(
        [str(part) for part in command],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode == 0:
        return
    text = done.stdout.decode("utf-8", "replace").strip()
    (ROOT / ".venv" / "setup.log").write_text(text + "\n", encoding="utf-8")
    offline = ("connection", "resolve host", "dns", "network", "timed out", "name resolution")
    if any(word in text.lower() for word in offline):
        raise SetupError(
            "Set-up needs the internet once, to fetch the packages, and could not reach the "
            "package registry: connect and run the same command again."
        )
    last = text.splitlines()[-1] if text else "it said nothing"
    raise SetupError(failure + " The whole log is in .venv/setup.log; it ends: " + last)


def torch_pins():
    """The pinned `torch==…` and `torchvision==…`, without hashes, for another backend."""
    lines = (PINS / "torch.txt").read_text(encoding="utf-8").splitlines()
    wanted = ("torch==", "torchvision==")
    return [line.split(" ")[0] for line in lines if line.startswith(wanted)]


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
    builder.create(str(venv), with_pip=True, clear=True)


def install(venv, dev, backend):
    """Install the pinned packages into `venv`, PyTorch's build chosen by `backend`."""
    python = venv_python(venv)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", PINS / "uv.txt"], "Installing uv failed.")
    uv = [python, "-m", "uv", "pip", "install", "--quiet", "--python", python]
    files = ["course.txt"] + (["torch.txt"] if not backend else []) + (["dev.txt"] if dev else [])
    print("Installing the pinned packages; the first time takes a few minutes and about 6 GB")
    listed = [part for name in files for part in ("-r", PINS / name)]
    run([*uv, "--require-hashes", *listed], "Installing the packages failed.")
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


def main(arguments=None):
    """Set up `.venv` when something changed since the last time."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--dev", action="store_true", help="with what tests and authors need")
    options = parser.parse_args(arguments)
    dev, backend = options.dev, os.environ.get("TORCH_BACKEND", "").strip()
    venv = ROOT / ".venv"
    stamp = venv / "installed"
    try:
        if sys.version_info < OLDEST:
            raise SetupError(
                "This is Python {}.{}, and the course needs {}.{} or newer: install one and name "
                "it, as in `make setup PYTHON=python3.12`.".format(*sys.version_info[:2], *OLDEST)
            )
        known = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
        # An environment with the developers' tools serves students too
        if any(fingerprint(extra, backend) in known for extra in {True, dev}):
            return 0
        if not venv_python(venv).exists() or not known:
            if venv.exists():
                shutil.rmtree(str(venv))
            make_venv(venv)
        stamp.unlink(missing_ok=True)
        install(venv, dev, backend)
        stamp.write_text(fingerprint(dev, backend) + "\n", encoding="utf-8")
    except SetupError as error:
        print("Set-up stopped. " + str(error), file=sys.stderr)
        return 1
    print("The course is installed in .venv")
    return 0


if __name__ == "__main__":
    sys.exit(main())
