"""What has to be true before Qt is imported: a sentence for the user instead of a crash.

Runs on the standard library alone, both inside rnnviz and, before anything is installed, as a script:
`python3 rnnviz/preflight.py offscreen|window` prints the Debian packages this machine lacks.
"""

import ctypes
import os
import sys
from collections.abc import Mapping
from importlib import metadata

Version = tuple[int, ...]

OFFSCREEN_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = OFFSCREEN_LIBRARIES | {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


GOOD_QT = "pip install 'PySide6-Essentials>=6.10.2,<6.12'"


def problem() -> str | None:
    """Why rnnviz cannot start here, as one sentence with its cure, or None."""
    try:
        qt = metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:
        return f"Qt is not installed in this Python. Please run: {GOOD_QT}"
    return version_problem(_version(qt), sys.version_info[:2]) or screen_problem(sys.platform, os.environ)


def version_problem(qt: Version, python: Version) -> str | None:
    """Refuse the pairs of Qt and Python that are known to fail."""
    if qt == (6, 9, 1):
        return f"PySide6 6.9.1 breaks the plots. Please run: {GOOD_QT}"
    if qt == (6, 12, 0) and python < (3, 12):
        return (
            f"PySide6 6.12.0 crashes on Python {_text(python)} after a few thousand calls, because it loses "
            f"references to None. Please use Python 3.12 or newer, or run: {GOOD_QT}"
        )
    return None


def screen_problem(platform: str, env: Mapping[str, str]) -> str | None:
    """Qt aborts the process where it finds no screen, or no library for it: look before it does."""
    chosen = env.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if not platform.startswith("linux") or chosen not in ("", "xcb", "wayland", "offscreen"):
        return None
    screen = "offscreen" if chosen == "offscreen" else env.get("WAYLAND_DISPLAY") or env.get("DISPLAY")
    if not screen:
        return "there is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set."
    on_x11 = chosen == "xcb" or (chosen == "" and not env.get("WAYLAND_DISPLAY"))
    lacking = missing(WINDOW_LIBRARIES if on_x11 else OFFSCREEN_LIBRARIES)
    if lacking:
        return f"Qt lacks libraries of this system. On Debian: sudo apt-get install {' '.join(lacking)}"
    return None


def missing(libraries: Mapping[str, str]) -> list[str]:
    """The packages of those libraries that the loader does not find."""
    return [package for name, package in libraries.items() if not _loads(name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _version(text: str) -> Version:
    return tuple(int(part) for part in text.split(".")[:3] if part.isdigit())


def _text(version: Version) -> str:
    return ".".join(map(str, version))


if __name__ == "__main__":
    if sys.platform.startswith("linux"):
        print("\n".join(missing(WINDOW_LIBRARIES if sys.argv[1:] == ["window"] else OFFSCREEN_LIBRARIES)))
