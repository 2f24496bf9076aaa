"""One environment for all tests, set before Qt or NumPy is imported; and no test leaves anything running."""

import gc
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Container, Generator, Iterator
from functools import cache
from itertools import count
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="rnnviz-tests-"))  # nobody's own settings are read or written

os.environ.update(
    APPDATA=str(HOME / "roaming"),
    HOME=str(HOME),
    LANG="C.UTF-8",
    LC_ALL="C.UTF-8",
    LOCALAPPDATA=str(HOME / "local"),
    MKL_NUM_THREADS="1",
    OMP_NUM_THREADS="1",
    OPENBLAS_NUM_THREADS="1",
    QT_QPA_PLATFORM=os.environ.get("RNNVIZ_PLATFORM", "offscreen"),
    QT_SCALE_FACTOR="1",
    QT_STYLE_OVERRIDE="Fusion",
    RNNVIZ_DATA=str(HOME / "rnnviz"),
    USERPROFILE=str(HOME),
    XDG_CACHE_HOME=str(HOME / "cache"),
    XDG_CONFIG_HOME=str(HOME / "config"),
    XDG_DATA_HOME=str(HOME / "data"),
    XDG_RUNTIME_DIR=str(HOME),
    XDG_STATE_HOME=str(HOME / "state"),
)
for name in ("LANGUAGE", "QT_PLUGIN_PATH", "QT_QPA_PLATFORMTHEME", "WAYLAND_DISPLAY"):
    os.environ.pop(name, None)

import pytest  # noqa: E402
import shiboken6  # noqa: E402
from PySide6.QtCore import (  # noqa: E402  # noqa: E402
    QCoreApplication,
    QEvent,
    QLocale,
    QObject,
    QStandardPaths,
    QThread,
    QThreadPool,
    QTimer,
)
from PySide6.QtGui import QFont, QFontDatabase  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from rnnviz.resources import asset  # noqa: E402

QStandardPaths.setTestModeEnabled(True)
QLocale.setDefault(QLocale.c())

KEPT_BY_QT = {"QTipLabel"}  # one tool tip serves the whole application and is never deleted


FROZEN_EACH = 50
"""Tests after which what is kept in caches is taken for kept."""


def pytest_collection_finish() -> None:
    freeze()


def freeze() -> None:
    """What lives now lives as long as the process: no search for garbage need walk over it again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """pytest-qt's application, with our letters instead of the machine's."""
    for font in sorted(asset("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    face = QFont("Inter")
    face.setPixelSize(13)
    qapp.setFont(face)
    return qapp


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """What a module or a session shares is there before its tests, so what was there is asked anew."""
    if fixturedef.scope != "function":
        _seen.clear()
    return (yield)


@pytest.fixture(autouse=True)
def own_settings() -> None:
    """A test starts with empty settings, whatever the one before it stored."""
    os.environ["RNNVIZ_DATA"] = tempfile.mkdtemp(dir=HOME)  # pytest's own reads all its folders to number a new one


_count = count()  # of tests
_seen: list[dict[int, str]] = []
"""What was there after the last test, if nothing is shared since: looking twice per test was 70 s of the suite."""


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail the test that leaks a window, a ticking timer, a running QThread or a Python thread."""
    if next(_count) % FROZEN_EACH == 0:  # now, while no test holds anything
        freeze()
    before = _seen.pop() if _seen else left_behind()
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # pytest-qt only asks for it
    after = left_behind()
    if after.keys() - before.keys():
        let_go(before)
        after = left_behind()
    _seen[:] = [after]
    names = [after[key] for key in after.keys() - before.keys()] + language_left()
    if names:
        pytest.fail("left behind: " + ", ".join(sorted(names)), pytrace=False)


def spoken() -> str:
    """The language of the screen, "" while there is none."""
    translation = sys.modules.get("rnnviz.view.look.translation")
    if translation is None or QCoreApplication.instance() is None:
        return ""
    return str(translation.Translation.shared().spoken)


def speak_english() -> None:
    if spoken():
        sys.modules["rnnviz.view.look.translation"].Translation.shared().speak("en")


def language_left() -> list[str]:
    """The language a test left the screen in, unless it is the one every test begins with."""
    left = spoken()
    speak_english()
    return [] if left in ("", "en") else [f"language {left}"]


@pytest.fixture
def any_language() -> Iterator[None]:
    """For tests that may leave the screen in another language."""
    yield
    speak_english()


@pytest.fixture
def alive() -> Callable[[], list[str]]:
    """For the test of the check above."""
    return lambda: list(left_behind().values())


def let_go(before: Container[int]) -> None:
    """What only waits for the garbage collector, the event loop or its last millisecond is no leak.

    before: what was there before the test; pytest's own processes talk through threads that never end.
    """
    gc.collect()
    QThreadPool.globalInstance().waitForDone(2000)
    app = QCoreApplication.instance()
    if app is not None:
        for worker in app.findChildren(QObject, "worker"):  # breaks off what nobody wants any more
            worker.stop()
        QCoreApplication.processEvents()
    for thread in threading.enumerate():
        if thread.ident not in before and thread is not threading.current_thread():
            thread.join(0.5)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def left_behind() -> dict[int, str]:
    """Everything alive or running now that a test might have started, by identity."""
    found: dict[int, str] = {t.ident or 0: f"thread {t.name}" for t in threading.enumerate()}
    for thing in shiboken6.Shiboken.getAllValidWrappers():
        kind = runs(type(thing))
        if kind is QTimer and thing.isActive():
            found[id(thing)] = f"QTimer of {owner(thing)}"
        elif kind is QThread and thing.isRunning():
            found[id(thing)] = f"QThread {thing.objectName()}"
    for window in QApplication.topLevelWidgets() if QApplication.instance() else []:
        if window.parent() is None and window.metaObject().className() not in KEPT_BY_QT:
            found[shiboken6.Shiboken.getCppPointer(window)[0]] = f"window {type(window).__name__}"
    return found


@cache
def runs(kind: type) -> type | None:
    """Which of what may go on running a class is: thousands of wrappers are colours and texts."""
    return next((base for base in (QTimer, QThread) if issubclass(kind, base)), None)


def owner(timer: QTimer) -> str:
    return type(timer.parent()).__name__ if timer.parent() is not None else "nobody"
