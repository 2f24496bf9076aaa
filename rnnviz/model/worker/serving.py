"""The process beside the window: does one job after the other until the window is gone.

A thread would not do: NumPy's short calls pass Python's lock to and fro, and the window would wait thousands of times
for it. A process can also be ended in the middle of its work when nobody wants the answer any more.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from inspect import isgenerator
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO

from rnnviz.model.worker.jobs import Job, function_of
from rnnviz.model.worker.packing import messages, packed

if TYPE_CHECKING:
    from rnnviz.engine.wording import Message

LOG = logging.getLogger(__name__)
READY, PROGRESS, RESULT, FAILED = "ready", "progress", "result", "failed"
"""What is told: that jobs may come; then for each any number of `progress`, and one `result` or `failed`."""

Tell = Callable[[str, Any], None]


def perform(job: Job, tell: Tell) -> None:
    """Do a job and tell what comes of it. A job that cannot be done has failed; that is no reason to stop."""
    try:
        found = function_of(job.name)(*job.arguments)
        if isgenerator(found):
            found = yield_all(found, tell)
    except Exception as error:
        tell(FAILED, _refusal(job, error))
    else:
        tell(RESULT, found)


def _refusal(job: Job, error: Exception) -> Message:
    """What is refused, as data; what nobody foresaw is logged as well."""
    from rnnviz.engine.errors import Refusal  # a process that has just begun need not wait for these
    from rnnviz.engine.wording import Message
    from rnnviz.model.messages import ENGLISH

    if isinstance(error, Refusal):
        return error.message
    if isinstance(error, MemoryError):
        return Message("job.memory", ENGLISH["job.memory"])
    LOG.error("the job %s failed", job.name, exc_info=error)
    return Message("job.failed", ENGLISH["job.failed"], {"why": f"{type(error).__name__}: {error}"})


def yield_all(work: Any, tell: Tell) -> Any:
    """Tell all that a generator yields; what it returns."""
    while True:
        try:
            progress = next(work)
        except StopIteration as end:
            return end.value
        tell(PROGRESS, progress)


def serve(jobs: Iterable[Job], outgoing: BinaryIO, ahead: str = "") -> None:
    """Jobs one after the other; every message is (kind, value). The module `ahead` is imported before they come."""

    def tell(kind: str, value: Any) -> None:
        outgoing.write(packed((kind, value)))
        outgoing.flush()

    tell(READY, None)
    if ahead:
        import_module(ahead)
    for job in jobs:
        perform(job, tell)


def main(ahead: str = "rnnviz.model.worker.figures") -> None:
    """Serve over the standard streams. What anybody prints meanwhile goes where errors go."""
    incoming, outgoing = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        serve(_until_the_end(incoming), outgoing, ahead)
    except BrokenPipeError:
        os._exit(0)  # nothing is left to be written: leaving the usual way would try to, and complain


def _until_the_end(incoming: BinaryIO) -> Iterator[Job]:
    """What is asked for. A thread listens, so that this process ends with the window, whatever it is busy with."""
    waiting: SimpleQueue[Job] = SimpleQueue()
    Thread(target=_listen, args=(incoming, waiting), name="jobs that come in", daemon=True).start()
    while True:
        yield waiting.get()


def _listen(incoming: BinaryIO, waiting: SimpleQueue[Job]) -> None:
    for job in messages(incoming):
        waiting.put(job)
    os._exit(0)
