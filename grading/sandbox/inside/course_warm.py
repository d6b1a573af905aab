"""The warm parent: it imports what lessons need, then forks a walled-in kernel for each student.

It runs inside bubblewrap and never runs student code. Each kernel gets a user, mount, process,
network, message and host namespace of its own, in which it holds no capability:

    warm parent ── keeper ── first process of the namespaces ── kernel
                   waits     mounts, reaps, seals                student's code

Requests and answers are JSON, one packet each, on the socket whose number is the first argument.
"""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys

import course_held
import course_trials
import course_walls

PACKET = 1 << 16


def run_kernel(request, ready):
    """Become an IPython kernel; `ready` is written once its sockets are bound."""
    import course_answers
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    os.chdir("/scratch")
    # What lies beside the notebook is the student's own
    for name in os.listdir("/room/files") if os.path.isdir("/room/files") else []:
        with open(f"/room/files/{name}", "rb") as source, open(name, "wb") as target:
            target.write(source.read())
    os.environ.update(
        HOME="/scratch",
        TMPDIR="/scratch/tmp",
        IPYTHONDIR="/scratch/.ipython",
        MPLCONFIGDIR="/scratch/.matplotlib",
        XDG_CACHE_HOME="/scratch/.cache",
        TORCH_HOME="/scratch/.torch",
    )
    app = IPKernelApp.instance(log_level=50)
    # The kernel sleeps after each cell, so that its output comes first: it does anyway here
    calm = ["--HistoryManager.enabled=False", "--IPythonKernel._execute_sleep=0"]
    app.initialize(["-f", "/room/kernel.json", *calm])
    # In a cell, as in a program: IPython's own would end the kernel when the cell is done
    app.shell.user_ns["exit"] = app.shell.user_ns["quit"] = sys.exit
    course_answers.remember()
    gc.freeze()  # as in `warm_up`: forks share what is there
    os.write(ready, b"1")
    os.close(ready)
    app.start()


def first_process(request, ready):
    """Furnish the namespaces, start the kernel, seal its room, wait, and end everything."""
    course_walls.end_with_parent()
    pid = os.readlink("/proc/self")  # as the warm parent knows it
    course_walls.furnish(request["room"], request["limits"])
    bound, tell = os.pipe()
    if request["op"] != "start":
        course_walls.seal()
    kernel = os.fork()
    if kernel == 0:
        become_nobody(request, tell)
        {"start": run_kernel, "try": try_walls, "eat": eat}[request["op"]](request, tell)
        os._exit(0)
    os.close(tell)
    said = b"".join(iter(lambda: os.read(bound, PACKET), b""))
    course_walls.seal()
    os.write(ready, f"{pid} ".encode() + (said or b"0"))
    course_held.watch(kernel, request["limits"]["memory"])


def become_nobody(request, tell):
    """Give up all that a student's kernel may not have; only `tell` stays open."""
    course_walls.keep_no_files(tell)
    course_walls.show_itself()
    course_walls.limit(request["limits"])
    course_walls.drop_capabilities()
    course_walls.filter_calls(request["filter"])


def try_walls(request, tell):
    """Try all that student code must not do, and tell what each attempt saw."""
    course_trials.run({**request, "told": tell}, tell)


def eat(request, tell):
    """Hold more memory than a kernel may."""
    os.close(tell)
    course_trials.eat(request)


def keep(request, ready):
    """Hold the namespaces' first process, and end as it does."""
    os.setsid()
    course_walls.keep_no_files(ready)
    course_walls.end_with_parent()
    try:
        course_walls.forget_keys()
        course_walls.new_spaces()
        first = os.fork()
        if first == 0:
            first_process(request, ready)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(first, 0)[1]) & 0xFF)
    except BaseException as error:
        os.write(ready, f"error {error}".encode())
        os._exit(1)


class Parent:
    """The kernels that run, and the requests about them."""

    def __init__(self, channel):
        self.channel = channel
        self.first = {}  # keeper's process id -> that of its namespaces' first process
        self.codes = {}

    def start(self, request):
        """Fork a kernel; answer when its sockets are bound."""
        said, ready = os.pipe()
        keeper = os.fork()
        if keeper == 0:
            try:
                self.channel.close()
                keep(request, ready)
            finally:
                os._exit(1)
        os.close(ready)
        text = b""
        while piece := os.read(said, 500):
            text += piece
            if request["op"] == "start" and text.endswith((b" 1", b" 0")):
                break
        os.close(said)
        words = text.decode(errors="replace").split(" ", 1)
        if len(words) == 2 and words[0].isdigit():
            self.first[keeper] = int(words[0])
        return {"pid": keeper, "said": words[-1] if words else ""}

    def reap(self):
        """Note which kernels have ended."""
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                self.codes[pid] = os.waitstatus_to_exitcode(status)
                self.first.pop(pid, None)

    def kill(self, pid):
        """End a kernel and whatever it started."""
        for each in (self.first.get(pid), pid):
            with contextlib.suppress(ProcessLookupError, TypeError):
                os.kill(each, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            self.codes[pid] = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self.first.pop(pid, None)

    def answer(self, request):
        """Do what a request asks."""
        self.reap()
        if request["op"] == "import":
            warm_up(request["names"])
            return {}
        if request["op"] in ("start", "try", "eat"):
            return self.start(request)
        if request["op"] == "kill" and request["pid"] not in self.codes:
            self.kill(request["pid"])
        return {"code": self.codes.get(request["pid"])}

    def serve(self):
        """Answer requests until the socket closes."""
        while True:
            select.select([self.channel], [], [])
            packet = self.channel.recv(PACKET)
            if not packet:
                return
            try:
                reply = self.answer(json.loads(packet))
            except Exception as error:
                reply = {"error": f"{type(error).__name__}: {error}"}
            self.channel.send(json.dumps(reply).encode())


def warm_up(names):
    """Import modules for all kernels to come; what cannot be, a lesson's own cell says."""
    gc.disable()  # hardly anything that an import makes is garbage, and it makes a million objects
    for name in names:
        with contextlib.suppress(Exception):
            __import__(name)
    # What is imported stays: a kernel's collector would copy all its pages to find that out
    gc.freeze()
    gc.enable()


def main():
    """Warm up, say so, serve."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    channel.set_inheritable(False)
    options = json.loads(sys.argv[2])
    os.umask(course_walls.UMASK)
    course_walls.hide_from_children()
    sys.path[:0] = ["/inside", *options["path"]]
    warm_up(options["preload"])
    channel.send(json.dumps({"ready": True}).encode())
    Parent(channel).serve()


if __name__ == "__main__":
    main()
