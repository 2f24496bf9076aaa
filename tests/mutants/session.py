"""pytest with everything imported and collected once; each question is then asked in a child of that process."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest

import pytest

from tests.mutants.faults import ROOT

UNTRIED = 255
"""What a child says that could not even begin."""


class Session:
    """A plugin: when all tests are collected, it does `then` with them instead of running them."""

    def __init__(self, then: Callable[[Session, list[pytest.Item]], None]) -> None:
        self._then = then
        self.failed = False
        self._noted: tuple[set[str], dict[str, set[str]]] | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._then(self, session.items)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
        """What a fixture runs that lives longer than a test belongs to every test that asks for it."""
        if self._noted is None or fixturedef.scope == "function":
            return (yield)
        ran, shared = self._noted
        before = set(ran)
        ran.clear()
        try:
            return (yield)
        finally:
            shared.setdefault(fixturedef.argname, set()).update(ran)
            ran |= before

    @contextmanager
    def noting(self, ran: set[str], shared: dict[str, set[str]]) -> Iterator[None]:
        """Keep by the names of fixtures what was added to `ran` while they were made."""
        self._noted = ran, shared
        yield
        self._noted = None

    def failing(self, items: Sequence[pytest.Item]) -> int:
        """Run some tests until one fails, and say which, from 1 on; nothing after that can be relied on here."""
        self.failed = False
        for number, (item, following) in enumerate(zip_longest(items, items[1:]), 1):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                return min(number, UNTRIED - 1)
        return 0


def collected(paths: Sequence[str], then: Callable[[Session, list[pytest.Item]], None]) -> None:
    """Collect tests in a child and do something with them there; what it prints comes out as it is."""

    def ask() -> int:
        from hypothesis import Phase, settings

        # the same examples every time, and nobody looks for the smallest one that fails
        once = (Phase.explicit, Phase.generate)
        # no deadline: on a busy machine a test that takes long would seem to have noticed something
        settings.register_profile("once", phases=once, derandomize=True, database=None, deadline=None)
        settings.load_profile("once")
        os.chdir(ROOT)
        said = os.dup(1)
        _silent()

        def aloud(session: Session, items: list[pytest.Item]) -> None:
            sys.stdout = os.fdopen(said, "w")
            then(session, items)
            sys.stdout.flush()

        options = ["-s", "-n0", "-o", "addopts=--import-mode=importlib", "--assert=plain", "--tb=no"]
        plain = ["-p", "no:cacheprovider", "-q"]
        return int(pytest.main([*options, *plain, *paths], plugins=[Session(aloud)]))

    if in_child(ask, None)[0] not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise SystemExit("the tests could not be collected, or their process was lost")


def in_child(do: Callable[[], int], seconds: float | None) -> tuple[int, float]:
    """What a function says in a child of this process, and the processor's seconds it took.

    seconds: of the processor, after which it is killed; one that sleeps is killed after a time, too.
    """
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        said = UNTRIED
        try:
            if seconds is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (round(seconds), round(seconds) + 2))
            said = do()
        finally:  # whatever happens, the parent's files are not this process's to clear away
            os._exit(said)
    end = None if seconds is None else time.monotonic() + 20 * seconds + 30
    while True:
        done, status, used = os.wait4(child, os.WNOHANG if end else 0)
        if done:
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        if end and time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.02)


def _silent() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
