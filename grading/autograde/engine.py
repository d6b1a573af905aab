"""Grade many notebooks on many processes, here or on other machines.

A task is one student's notebook with all that grading it needs; its result is plain data. Here a
thread waits for each process that judges (`autograde.guard`); no port is open. On other machines
Dask's workers do that waiting. Judges are long-lived, and each keeps one warm parent for all
lessons. They write nothing: the results go to the one process that does.

A worker on another machine needs

- Linux with bubblewrap (and setpriv, when it runs as root), as this one: see `sandbox.standing`;
- the same Python and packages, `make dev`, and the course at the same version, with data/, on its
  PYTHONPATH: it refuses a task of another version, and the row says so;
- nothing else: no submissions, no gradebook, no folder that both share.

Start one scheduler, on each machine one worker a core, and name the scheduler when grading:

    .venv/bin/dask scheduler --protocol tls --host grader --port 8786 --no-dashboard
    PYTHONPATH=. .venv/bin/dask worker tls://grader:8786 \\
        --nworkers 8 --nthreads 1 --memory-limit 0 --no-dashboard
    .venv/bin/python -m grading.grade --scheduler tls://grader:8786

Dask's messages carry pickles: whoever speaks with any of the three runs code there. So all three
have a certificate (`distributed.comm.tls`), and hear nobody without one: see INSTRUCTORS.md.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from grading import CourseError
from grading.autograde.guard import NoJudge, grade, keep, stop
from grading.autograde.task import Outcome, Task

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 60  # seconds until a scheduler answers and has a worker
Grader = Callable[[list[Task]], Iterator[Outcome]]
LOOK = 0.02  # seconds between two looks whether a result is there


def failed(task: Task, error: BaseException) -> Outcome:
    """The result of a task whose grading itself failed."""
    reason = f"the grading itself failed ({type(error).__name__}: {str(error)[:200]})"
    return Outcome(task.student, task.lesson.name, notes=(reason,))


@contextmanager
def engine(workers: int, scheduler: str = "") -> Iterator[Grader]:
    """What grades tasks, in whatever order they are done.

    Args:
        workers: processes on this machine.
        scheduler: address of a Dask scheduler whose workers have this course installed at the
            same version, such as "tls://grader:8786"; then `workers` does not matter.
    """
    if not scheduler:
        with _on_this_machine(max(1, workers)) as run:
            yield run
        return
    from distributed.utils import silence_logging_cmgr

    with silence_logging_cmgr("CRITICAL"), _elsewhere(scheduler) as run:
        yield run


@contextmanager
def _on_this_machine(workers: int) -> Iterator[Grader]:
    """So many processes here, each watched by a thread; they end with the block.

    Of one alone the process stays: the next lesson needs what is warm in it.
    """
    threads = ThreadPoolExecutor(workers)
    try:
        yield partial(_in_threads, threads, 2 * workers)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        stop()
        threads.shutdown()
        keep(1 if workers == 1 else 0)


def _in_threads(threads: Executor, most: int, tasks: Iterable[Task]) -> Iterator[Outcome]:
    """Grade with threads that each watch a process; at most so many outcomes wait to be taken.

    Raises:
        CourseError: no process that grades comes up.
    """
    left, running = iter(tasks), set()
    while True:
        running |= {threads.submit(_graded, task) for task in islice(left, most - len(running))}
        if not running:
            return
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for each in done:
            yield each.result()


def _graded(task: Task) -> Outcome:
    try:
        return grade(task)
    except NoJudge:
        raise
    except Exception as error:
        return failed(task, error)


@contextmanager
def _elsewhere(scheduler: str) -> Iterator[Grader]:
    """The workers of a Dask scheduler that runs already.

    Raises:
        CourseError: none answers at this address.
    """
    from distributed import Client

    with ExitStack() as stack:
        with _one_sentence(f"no Dask scheduler with a worker answers at {scheduler}"):
            with ThreadPoolExecutor(1) as thread:  # a notebook's own has a loop that runs
                thread.submit(lambda: asyncio.run(_greet(scheduler))).result()
            client = stack.enter_context(Client(scheduler, timeout=PATIENCE))
            client.wait_for_workers(1, timeout=PATIENCE)
        what = f"the Dask scheduler at {scheduler} is gone, or its workers are"
        mend = "start them again with this version of the course, then "
        yield partial(_outcomes, client, f"{what}: {mend}")


async def _greet(scheduler: str) -> None:
    """See that a Dask scheduler listens there; for anything else its client would wait for ever.

    Raises:
        OSError: none does.
    """
    from distributed.core import connect
    from distributed.security import Security

    options = Security().get_connection_args("client")
    greeting = connect(scheduler, timeout=PATIENCE, **options)
    try:
        (await asyncio.wait_for(greeting, PATIENCE + 1)).abort()
    except TimeoutError:
        raise ConnectionError("what listens there does not answer as Dask does") from None


def _outcomes(client: Client, lost: str, tasks: list[Task]) -> Iterator[Outcome]:
    """Have a scheduler's workers grade.

    Args:
        client: of the scheduler.
        lost: what to say where no results can come any more.
        tasks: what to grade.

    Raises:
        CourseError: the scheduler is gone, or has had no worker for a while.
    """
    from distributed import as_completed

    futures = {}
    for task in tasks:
        key = f"{task.lesson.name}-{task.student}-{id(task)}"
        futures[client.submit(grade, task, key=key, pure=False)] = task
    lost += "run `make grade` again: what was graded so far is kept"
    done = as_completed(futures)
    for _ in tasks:
        with _one_sentence(lost):
            _wait(client, done.has_ready)
            future = next(done)
            result = _fetched(client, future, futures[future])
        yield result
        future.release()


def _wait(client: Client, over: Callable[[], bool]) -> None:
    """Wait until something is over, as long as there are workers.

    Raises:
        TimeoutError: there has been none for a while.
    """
    heard = time.monotonic()
    while not over():
        time.sleep(LOOK)
        if time.monotonic() > heard + PATIENCE:
            client.wait_for_workers(1, timeout=PATIENCE)
            heard = time.monotonic()


def _fetched(client: Client, future: Future, task: Task) -> Outcome:
    """A task's result; where the worker that has it ended just now, another one does it again.

    Raises:
        OSError: the scheduler is gone, or has no worker.
    """
    while True:
        _wait(client, future.done)
        if future.cancelled():
            raise ConnectionError("the connection was lost")
        if future.status == "error":
            return failed(task, future.exception())
        try:
            return future.result(timeout=PATIENCE)
        except Exception as error:
            if future.status == "finished":
                raise ConnectionError(str(error)) from None


@contextmanager
def _one_sentence(what: str) -> Iterator[None]:
    """Say `what` in place of Dask's own traceback.

    Raises:
        CourseError: something went wrong.
    """
    try:
        yield
    except (OSError, RuntimeError, TypeError, ValueError) as error:
        reason = str(error).strip().splitlines()
        raise CourseError(f"{what} ({reason[0] if reason else type(error).__name__})") from None
