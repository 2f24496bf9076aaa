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


def problem() -> str | None:
    """Why rnnviz cannot start here, or None."""
    try:
        qt = metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:
        return "PySide6-Essentials is not installed in this Python. Please run: pip install rnnviz"
    return version_problem(_version(qt), sys.version_info[:2]) or screen_problem(sys.platform, os.environ)


def version_problem(qt: Version, python: Version) -> str | None:
    """Refuse the pairs of Qt and Python that are known to crash (each was reproduced)."""
    if qt == (6, 9, 1):
        return "PySide6 6.9.1 breaks the plots. Please run: pip install 'PySide6-Essentials>=6.10.2,<6.12'"
    if qt >= (6, 12) and python < (3, 12):
        return (
            f"PySide6 {_text(qt)} crashes on Python {_text(python)} after a few thousand calls (it loses "
            "references to None). Please use Python 3.12 or newer, or run: "
            "pip install 'PySide6-Essentials>=6.10.2,<6.12'"
        )
    return None


def screen_problem(platform: str, env: Mapping[str, str]) -> str | None:
    """Qt aborts the process where it finds no screen or no library for it, so look before it does."""
    if not platform.startswith("linux"):
        return None
    offscreen = env.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal", "vnc")
    if not (offscreen or env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")):
        return (
            "there is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set). "
            "A picture can still be had: rnnviz --screenshot FILE.png"
        )
    lacking = missing(OFFSCREEN_LIBRARIES if offscreen or env.get("WAYLAND_DISPLAY") else WINDOW_LIBRARIES)
    if lacking:
        return "Qt needs libraries of this system. On Debian or Ubuntu: sudo apt-get install " + " ".join(lacking)
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
