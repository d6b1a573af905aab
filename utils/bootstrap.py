"""Make `.venv` and install the course into it: `python utils/bootstrap.py`.

    python utils/bootstrap.py           what lessons 00 to 05 need; PyTorch comes with lesson 06
    python utils/bootstrap.py --all     PyTorch, too, for a machine that will be without internet
    python utils/bootstrap.py --dev     all that, and what tests and authors need

This file runs before anything is installed, so it uses the standard library alone and
keeps to syntax that an old Python can read, even 2.7, in order to tell it that it is too old.
A second call sees that nothing changed and does nothing.
"""

import argparse
import errno
import hashlib
import os
import shutil
import subprocess
import sys

try:
    from pathlib import Path
except ImportError:  # Python 2 has none
    sys.exit(
        "Set-up stopped. This is Python {}.{}, and the course needs 3.11 or newer: install one and "
        "run this file with it, as in ".format(*sys.version_info[:2])
        + "`python3.12 {}`.".format(*sys.argv)
    )

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "requirements"
OLDEST = (3, 11)
WINDOWS = os.name == "nt"


# First lines of `.venv/installed`, and what follows the level where a higher one was begun
MADE = "made, not installed"
HALF = "half"
# Each holds what the one before it holds
LEVELS = ("first", "all", "dev")
ADDED = {"first": ["course.txt"], "all": ["later.txt", "torch.txt"], "dev": ["dev.txt"]}
# Python reads it at every start, so that a lesson's import of PyTorch fetches it
HOOK = "course_later.pth"
HOOK_LINE = "import utils.storage.later; utils.storage.later.watch()\n"
# What another project or a user's settings put there does not belong in this environment
FOREIGN = ("PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX")
FOREIGN += ("PIP_CONSTRAINT", "UV_CONSTRAINT", "UV_OVERRIDE")
# A notebook asks its programs for colours
COLOURS = ("FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "PY_COLORS")
# An institution's mirror is told to pip; uv has names of its own for the same settings
MIRROR = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX"}
MIRROR.update({"cert": "SSL_CERT_FILE", "trusted-host": "UV_INSECURE_HOST"})
OFFLINE = (
    "connection",
    "could not connect",
    "error sending request",
    "resolve host",
    "dns error",
    "network is unreachable",
    "network was disabled",
    "name resolution",
    "timed out",
)
FULL = ("no space left", "errno 28", "not enough space", "disk quota", "os error 28")
DISK_FULL = (
    "The disk is full: lessons 00 to 05 need about 0.5 GB, and PyTorch from lesson 06 on about "
    "6 GB (about 2 GB with TORCH_BACKEND=cpu). Make room and run the same command again."
)


class SetupError(Exception):
    """Set-up cannot go on; the message is the sentence that the user reads."""


class OfflineError(SetupError):
    """The packages could not be fetched; nothing was changed."""


def venv_python(venv):
    """Path of the interpreter inside the virtual environment `venv`."""
    return venv / ("Scripts/python.exe" if WINDOWS else "bin/python")


def files(level):
    """Names of the pins' files that `level` installs, the first level's first."""
    return [name for part in LEVELS[: LEVELS.index(level) + 1] for name in ADDED[part]]


def fingerprint(level, backend):
    """Hash of everything that decides what is installed, as hexadecimal text.

    Which Python is not part of it: .venv keeps the one that it was made with.
    """
    import tomllib  # Python 3.11 has it; an older one never comes here

    # The rest of pyproject.toml configures tools: a change there installs nothing
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tool = project.get("tool", {}).get("setuptools")
    built = (project.get("build-system"), project.get("project", {}).get("dependencies"), tool)
    digest = hashlib.sha256(repr((level, backend, built)).encode())
    for name in ["uv.txt"] + files(level):
        path = PINS / name
        digest.update(path.read_bytes() if path.exists() else b"")  # the kit has no dev.txt
    return digest.hexdigest()


def mirror(python):
    """What uv needs to know of the settings that pip of `python` has: variables and values.

    Only where pip's registry is another than the usual one, and uv has no settings of its own.
    """
    if any(name in os.environ for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_CONFIG_FILE")):
        return {}
    told = subprocess.run(
        [str(python), "-m", "pip", "config", "list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    found = {}
    for line in told.stdout.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition("=")
        name = name.split(".", 1)[-1]
        # The environment's settings come first in the list, and win
        if name in MIRROR and value:
            found.setdefault(name, value.strip("'\""))
    if "index-url" not in found:
        return {}
    return {MIRROR[name]: value for name, value in found.items()}


def run(command, failure, more=None):
    """Run `command` quietly; on failure raise SetupError with `failure` and the last line.

    `more` are environment variables that the command gets where the user has not set them.
    """
    env = dict(more or {})
    env.update(os.environ)
    for name in FOREIGN + COLOURS:
        env.pop(name, None)
    env["NO_COLOR"] = "1"  # the log and the messages are plain text
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
        raise OfflineError(
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


def full(folder):
    """Whether hardly anything fits on the disk of `folder`, which ensurepip does not say."""
    return shutil.disk_usage(str(folder)).free < 30 * 2**20


def without_card():
    """Whether this is a Linux without an NVIDIA card: elsewhere the registry's build is small."""
    seen = shutil.which("nvidia-smi") or Path("/proc/driver/nvidia/version").exists()
    return sys.platform.startswith("linux") and not seen


def make_venv(venv):
    """Create the virtual environment with the running Python."""
    try:
        import ensurepip  # noqa: F401
        import venv as builder
    except ImportError:
        raise SetupError(
            "This Python has no venv module: install it (on Debian and Ubuntu the package "
            "python3-venv) and run the same command again."
        )
    print("Making .venv with Python {}.{}".format(*sys.version_info[:2]))
    try:
        builder.create(str(venv), with_pip=True, clear=True)
    except ValueError as error:  # the folder's path holds a colon
        raise SetupError(
            "No virtual environment can lie here: rename the folder. Python said: " + str(error)
        )
    except subprocess.CalledProcessError as error:
        text = (error.output or b"").decode("utf-8", "replace").strip()
        last = text.splitlines()[-1].strip() if text else "it said nothing"
        if any(words in text.lower() for words in FULL) or full(venv.parent):
            raise SetupError(DISK_FULL)
        raise SetupError(
            "This Python could not make a virtual environment: install another Python, or on "
            "Debian and Ubuntu the package python3-venv. It said: " + last
        )


def install(venv, level, backend, again=False, had=None):
    """Install the pinned packages of `level` into `venv`, PyTorch's build chosen by `backend`.

    `again` replaces what an interrupted run may have left half written. The level `had` is whole,
    and stays untouched: a notebook that fetches PyTorch uses its packages.
    """
    python = venv_python(venv)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(pip + ["--require-hashes", "-r", PINS / "uv.txt"], "Installing uv failed.")
    uv = [python, "-m", "uv", "pip", "install", "--quiet", "--python", python]
    if again:
        uv.append("--reinstall")
    more = mirror(python)
    if level == "first":
        print("Installing what lessons 00 to 05 need: about 0.5 GB, a minute or two")
    else:
        print("Installing the pinned packages; the first time takes a few minutes and about 6 GB")
    listed = [name for name in files(level) if not had or name not in files(had)]
    # Developers and CI take what is pinned with hashes
    if level != "first" and (backend or (level == "all" and install_for_cpu(uv, more))):
        listed = [name for name in listed if name != "torch.txt"]
    named = [part for name in listed for part in ("-r", PINS / name)]
    # The files name all that is needed; `grading/pins.py` says what they leave out on purpose
    named = ["--no-deps", "--require-hashes"] + named
    run(uv + named, "Installing the packages failed.", more)
    if backend and level != "first":
        print("Installing PyTorch for the backend " + backend)
        run(
            uv + ["--torch-backend", backend] + torch_pins(),
            "Installing PyTorch for TORCH_BACKEND=" + backend + " failed.",
            more,
        )
    run(
        uv + ["--no-deps", "--no-build-isolation", "-e", ROOT.as_uri()],
        "Installing the course's own utils failed.",
        more,
    )
    hook(venv, level == "first")


def install_for_cpu(uv, more):
    """Try PyTorch's smaller build where there is no NVIDIA card; return whether it is there now."""
    if not without_card():
        return False
    print("No NVIDIA card is seen here: asking for PyTorch's build for the CPU, about 2 GB in all")
    try:
        cpu = ["--torch-backend", "cpu"] + torch_pins()
        run(uv + cpu, "It could not be installed.", more)
    except SetupError as error:
        if str(error) == DISK_FULL:
            raise
        print("Its index cannot be reached: taking the registry's build, which brings CUDA along")
        return False
    return True


def hook(venv, wanted):
    """Lay the file that fetches PyTorch when a lesson imports it, or take it away."""
    for folder in list(venv.glob("lib/python*/site-packages")) + [venv / "Lib" / "site-packages"]:
        if wanted and folder.is_dir():
            (folder / HOOK).write_text(HOOK_LINE, encoding="utf-8")
        elif (folder / HOOK).exists():
            (folder / HOOK).unlink()


def known(stamp):
    """What `.venv/installed` holds: fingerprint or `MADE`, level or "", whether more was begun."""
    text = stamp.read_text(encoding="utf-8") if stamp.exists() else ""
    lines = text.splitlines() or [""]
    hashed, said = lines[0], lines[1:]
    had = said[0] if said and said[0] in LEVELS else ""
    if hashed and not had and hashed != MADE:
        had = "all"  # an earlier kit's set-up was all
    return hashed, had, HALF in said[1:]


def too_old():
    """The sentence for a Python that the course cannot use."""
    named = "python3.12 utils/bootstrap.py"  # what a kit has
    if (ROOT / "Makefile").exists():
        named = "make setup PYTHON=python3.12"
    elif WINDOWS:
        named = "py -3.12 utils\\bootstrap.py"
    return (
        "This is Python {}.{}, and the course needs {}.{} or newer: install one and name "
        "it, as in `{}`.".format(*(tuple(sys.version_info[:2]) + OLDEST + (named,)))
    )


def set_up(level, backend):
    """Make or complete `.venv` up to `level`; return whether there was anything to do.

    `.venv/installed` holds the fingerprint of what is installed and its level, and is missing in a
    half-made environment. Until an installation ends well it holds `MADE`; where it only adds a
    level, it holds the old one and `HALF`, as that goes on serving. What was installed once stays:
    `level` is the least that is wanted.
    """
    if sys.version_info < OLDEST:
        raise SetupError(too_old())
    venv = ROOT / ".venv"
    stamp = venv / "installed"
    hashed, had, half = known(stamp)
    whole = None
    if venv_python(venv).exists() and hashed:
        level = max(level, had or level, key=LEVELS.index)
        # An environment with the developers' tools serves students too
        if hashed in {fingerprint(more, backend) for more in LEVELS[LEVELS.index(level) :]}:
            return False
        whole = had if had == "first" and hashed == fingerprint(had, backend) else None
    else:
        if venv.exists():
            shutil.rmtree(str(venv))
        make_venv(venv)
        hashed = ""
    before = "\n".join((hashed, had, HALF if half else ""))
    begun = (hashed, had, HALF, "") if whole else (MADE, level, "")
    stamp.write_text("\n".join(begun), encoding="utf-8")
    try:
        install(venv, level, backend, again=half or hashed == MADE, had=whole)
    except OfflineError:
        if hashed:  # nothing was changed: what is there goes on without the internet
            stamp.write_text(before, encoding="utf-8")
        raise
    said = (fingerprint(level, backend), level, "")
    stamp.write_text("\n".join(said), encoding="utf-8")
    return True


def done(level):
    """The sentence that ends a set-up."""
    if level != "first":
        return "The course is installed in .venv"
    named = "py utils\\bootstrap.py --all" if WINDOWS else "python3 utils/bootstrap.py --all"
    if (ROOT / "Makefile").exists():
        named = "make setup"
    return (
        "Lessons 00 to 05 are ready in .venv. PyTorch is fetched when lesson 06 begins, or now "
        "with `" + named + "`."
    )


def main(arguments=None):
    """Set up `.venv` when something changed since the last time."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--all", action="store_true", help="with PyTorch, for lessons 06 to 13")
    parser.add_argument("--dev", action="store_true", help="with what tests and authors need")
    options = parser.parse_args(arguments)
    level = "dev" if options.dev else "all" if options.all else "first"
    try:
        if set_up(level, os.environ.get("TORCH_BACKEND", "").strip()):
            print(done(level))
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
    sys.stderr.write("Set-up stopped. " + problem + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
