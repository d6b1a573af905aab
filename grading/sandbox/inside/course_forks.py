"""Forks of the learner's process: each answers one test cell, as things stood at its turn.

A fork shares nothing with what runs later but the files of its sandbox, and those are put back when
its turn comes: names that are set again, modules that are patched and what a test leaves behind
stay where they happened. It hears the judge on a socket of its own, in messages of eight bytes for
the length and then JSON; of the kernel's sockets it uses none, since their threads are not in it.
"""

import builtins
import contextlib
import ctypes
import gc
import json
import os
import random
import signal
import socket
import struct
import sys
import threading
import warnings

import course_answers
import course_files
import course_pools

LENGTH = struct.Struct(">Q")
DIE_WITH_PARENT = 1  # from <linux/prctl.h>
_pids = set()  # those of this process's forks


class Channel:
    """A fork's line to the judge."""

    def __init__(self, channel):
        self.channel, self.turn = channel, threading.Lock()

    def send(self, text):
        """Send one message."""
        data = text.encode()
        self.channel.sendall(LENGTH.pack(len(data)) + data)

    def receive(self):
        """The next message; raises EOFError once the judge needs no more."""
        (size,) = LENGTH.unpack(self._read(LENGTH.size))
        return self._read(size).decode()

    def _read(self, size):
        data = bytearray()
        while len(data) < size:
            piece = self.channel.recv(min(size - len(data), 1 << 20))
            if not piece:
                raise EOFError
            data += piece
        return data

    def ask_judge(self, question):
        """What the judge says to a question that comes up while a call runs."""
        with self.turn:
            self.send(f'{{"question": {question}}}')
            return self.receive()


def fork(request):
    """Fork this process, and connect the fork to the judge.

    Args:
        request: "place", the judge's socket as a path or a port, and "token", which names the fork.
    """
    place = request["place"]
    family = socket.AF_UNIX if isinstance(place, str) else socket.AF_INET
    channel = socket.socket(family)
    with channel:
        channel.settimeout(request["seconds"])
        channel.connect(place if isinstance(place, str) else ("127.0.0.1", place))
        channel.settimeout(None)
        Channel(channel).send(json.dumps({"token": request["token"]}))
        _reap()
        drawn = random.getstate()  # Python seeds it anew in a fork
        stood = _stood()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pid = os.fork()
        if pid == 0:
            try:
                end_together()
                random.setstate(drawn)
                serve(Channel(channel), *stood)
            finally:
                with contextlib.suppress(OSError):
                    os.killpg(os.getpid(), signal.SIGKILL)
                os._exit(0)
    _pids.add(pid)
    return {"pid": pid, "alone": not any(map(_is_learners, threading.enumerate()))}


def _reap():
    """Take leave of forks that have ended: each counts as a process until then."""
    for pid in tuple(_pids):
        try:
            ended = os.waitpid(pid, os.WNOHANG)[0] == pid
        except OSError:  # the learner's code waited for it
            ended = True
        if ended:
            _pids.discard(pid)
            with contextlib.suppress(OSError):  # what it started, where it was ended from outside
                os.killpg(pid, signal.SIGKILL)


def _is_learners(thread):
    """Whether a call may wait for a thread: none of the kernel's own, and no progress bar's."""
    plain = type(thread) is threading.Thread
    serves = getattr(thread, "_target", None) if plain else type(thread)
    package = str(getattr(serves, "__module__", "")).split(".")[0]
    main = thread is threading.main_thread()
    return not main and package not in ("IPython", "ipykernel", "tornado", "tqdm", "zmq")


def _stood():
    """The learner's files and open pools; none where their code replaced what finds them."""
    try:
        return course_files.remember(course_answers.folder), course_pools.kept()
    except Exception:
        return ({}, None), []


def end_together():
    """Let what a call starts end with this fork, and this fork with the kernel."""
    os.setpgid(0, 0)
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def stop(request):
    """Interrupt a fork, or end it with all that it started."""
    pid = request["pid"]
    if pid in _pids:
        with contextlib.suppress(ProcessLookupError):  # it has ended
            if request["kill"]:
                os.killpg(pid, signal.SIGKILL)
            else:
                os.kill(pid, signal.SIGINT)
    return {}


def settle(channel):
    """Let nothing in this fork use what only its parent has: threads, sockets, a screen."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGINT, signal.default_int_handler)
    shell = course_answers.shell()
    shell.kernel.session.send = lambda *args, **kwargs: None
    sys.stdout = sys.stderr = course_answers.Printed()
    builtins.input = _no_input
    course_answers.judge = channel.ask_judge
    torch = sys.modules.get("torch")
    if torch is not None:  # its other threads stayed behind, and waiting for them has no end
        torch.set_num_threads(1)
    gc.freeze()  # what is there already is shared memory, which collecting would copy


def _no_input(prompt=""):
    raise EOFError("nobody is there to answer while a test runs")


def serve(channel, files, pools):
    """Answer the judge until it needs no more; an empty question says that another fork was asked.

    Args:
        channel: the line to the judge.
        files: the learner's, as they were when this fork was made.
        pools: the learner's that were open then.
    """
    settle(channel)
    # Whatever a call replaces, these are those of now
    look, answered, dumps, receive, send = (
        course_answers.look,
        _answered,
        json.dumps,
        channel.receive,
        channel.send,
    )
    while True:
        text = receive()
        signal.sigtimedwait({signal.SIGINT}, 0)  # one that was meant for the call before
        if text == "{}":
            course_files.put_back(files)
            if pools is not None:
                with contextlib.suppress(Exception):  # a pool of another make
                    course_pools.renew(pools, course_answers.shell().user_ns)
            pools, text = None, receive()
        reply = answered(text)
        changed = look() if look else []
        told = f', "changed": {dumps(changed)}' if changed else ""
        send(f'{{"reply": {reply}{told}}}')


def _answered(text):
    try:
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            return course_answers.answer(text).text
        finally:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    except BaseException as error:  # an interrupt that comes as the answer is ready
        return course_answers.Reply({"failed": course_answers.told(error)}).text
