"""Pools of threads and processes that a fork makes anew, since their threads stay in its parent.

A pool that learners keep open looks alive in a fork, takes work, and never does it.
"""

import queue
import sys
import threading
import weakref

_of_parent = []  # what would end the parent's workers if it were collected here


def kept():
    """The open pools of this process, to be renewed in its fork."""
    seen = []
    for thread in threading.enumerate():
        seen += [*getattr(thread, "_args", ())[:1], getattr(thread, "executor_reference", None)]
    if util := sys.modules.get("multiprocessing.util"):
        seen += [getattr(each, "_weakref", None) for each in util._finalizer_registry.values()]
    found = [each() for each in seen if isinstance(each, weakref.ref)]
    return list({id(each): each for each in found if _renewer(each)}.values())


def _renewer(pool):
    """What renews a pool; None for anything else, and for one that was closed."""
    for module, name, renewer in (
        ("concurrent.futures.thread", "ThreadPoolExecutor", _renew_threads),
        ("concurrent.futures.process", "ProcessPoolExecutor", _renew_processes),
        ("multiprocessing.pool", "Pool", _renew_pool),
    ):
        kind = getattr(sys.modules.get(module), name, None)
        if kind and issubclass(type(pool), kind):
            return renewer if getattr(pool, "_state", "RUN") == "RUN" else None
    return None


def renew(pools, names):
    """Give this fork pools that work, and queues between processes that are its own.

    Args:
        pools: those that were kept.
        names: the notebook's, for loaders that keep their workers.
    """
    if util := sys.modules.get("multiprocessing.util"):
        util._finalizer_registry.clear()
        util._run_after_forkers()
    for pool in pools:
        _renewer(pool)(pool)
    loader = getattr(sys.modules.get("torch.utils.data"), "DataLoader", ())
    for each in names.values():
        if issubclass(type(each), loader):
            _of_parent.append(each._iterator)
            each._iterator = None


def _renew_threads(pool):
    pool._threads.clear()
    pool._idle_semaphore = threading.Semaphore(0)
    pool._shutdown_lock = threading.Lock()
    pool._work_queue = queue.SimpleQueue()


def _renew_processes(pool):
    kind = sys.modules["concurrent.futures.process"].ProcessPoolExecutor
    kind.__init__(pool, pool._max_workers, pool._mp_context, pool._initializer, pool._initargs)


def _renew_pool(pool):
    kind = sys.modules["multiprocessing.pool"].Pool
    options = pool._initializer, pool._initargs, pool._maxtasksperchild, pool._ctx
    kind.__init__(pool, pool._processes, *options)
