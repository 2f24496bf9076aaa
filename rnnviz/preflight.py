"""What has to be true before Qt is imported: a sentence for the user instead of a crash.

Runs on the standard library alone, both inside rnnviz and, before anything is installed, as a script:
`python3 rnnviz/preflight.py offscreen|window|fonts` prints the Debian packages this machine lacks.
"""

import ctypes
import glob
import importlib.util
import os
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

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
WAYLAND_LIBRARIES = OFFSCREEN_LIBRARIES | {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
NEEDS = {"offscreen": OFFSCREEN_LIBRARIES, "xcb": WINDOW_LIBRARIES, "wayland": WAYLAND_LIBRARIES}
"""By Qt's platform plugin."""

NO_PLUGINS = ("none", "simple", "xim", "compose", "wayland")
BRIDGE = "wayland;ibus"
"""What Qt is told instead of a method that it has no plugin for: what the compositor offers, else IBus, whose protocol
fcitx 5 speaks, too (its IBus frontend)."""

GOOD_QT = "PySide6-Essentials>=6.10.2,<6.12"


def problem() -> str | None:
    """Why rnnviz cannot start here, as one sentence with its cure, or None."""
    try:
        qt = metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:
        return f"Qt is not installed in this Python. {_cure(sys.prefix != sys.base_prefix)}"
    return version_problem(_version(qt), sys.version_info[:2]) or screen_problem(sys.platform, os.environ)


def version_problem(qt: Version, python: Version) -> str | None:
    """Refuse the pairs of Qt and Python that are known to fail."""
    cure = _cure(sys.prefix != sys.base_prefix)
    if qt == (6, 9, 1):
        return f"PySide6 6.9.1 breaks the plots. {cure}"
    if qt == (6, 12, 0) and python < (3, 12):
        return (
            f"PySide6 6.12.0 crashes on Python {_text(python)} after a few thousand calls, because it loses "
            f"references to None. {cure}"
        )
    return None


def _cure(own_environment: bool) -> str:
    """A system's own Python often refuses pip, and is right to."""
    if own_environment:
        return f"Please run: {sys.executable} -m pip install '{GOOD_QT}'"
    return "Please install rnnviz into an environment of its own, with pipx or venv: README.md says how."


def screen_problem(platform: str, env: Mapping[str, str]) -> str | None:
    """Qt aborts the process where it finds no screen, or no library for it: look before it does."""
    if not platform.startswith("linux") or _chosen(env) not in ("", *NEEDS):
        return None
    plugins = possible_plugins(env)
    if not plugins:
        return "there is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set."
    lacking = [missing(NEEDS[plugin]) for plugin in plugins]
    if all(lacking):
        return f"Qt lacks libraries of this system. On Debian: sudo apt-get install {' '.join(lacking[0])}"
    return None


def _chosen(env: Mapping[str, str]) -> str:
    return env.get("QT_QPA_PLATFORM", "").partition(":")[0]


def possible_plugins(env: Mapping[str, str]) -> list[str]:
    """Qt's platform plugins that lead to a screen here, the best first."""
    displays = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
    if _chosen(env) == "offscreen":
        return ["offscreen"]
    return [plugin for plugin, name in displays.items() if env.get(name) and _chosen(env) in ("", plugin)]


def fallback(env: Mapping[str, str]) -> str | None:
    """The plugin Qt has to be told, because the one it would choose lacks a library and another does not."""
    plugins = [] if _chosen(env) else possible_plugins(env)
    able = [plugin for plugin in plugins if not missing(NEEDS[plugin])]
    return able[0] if able and able[0] != plugins[0] else None


def lacking_input_method(platform: str, env: Mapping[str, str]) -> str:
    """The input method the desktop names (`QT_IM_MODULE`) and this Qt has no plugin for: fcitx, as a rule; or ""."""
    wanted = env.get("QT_IM_MODULE", "")
    if not platform.startswith("linux") or env.get("QT_IM_MODULES", BRIDGE) != BRIDGE:
        return ""
    return "" if wanted in ("", *NO_PLUGINS) or any(_plugins_of(wanted, folder) for folder in _folders(env)) else wanted


def _plugins_of(method: str, folder: Path) -> list[Path]:
    return list((folder / "platforminputcontexts").glob(f"*{glob.escape(method)}platforminputcontext*"))


def _folders(env: Mapping[str, str]) -> list[Path]:
    """Where Qt looks for plugins: its own, and those that the environment adds."""
    found = importlib.util.find_spec("PySide6")
    own = [] if found is None else [Path(place) / "Qt" / "plugins" for place in found.submodule_search_locations or ()]
    return [*own, *(Path(place) for place in env.get("QT_PLUGIN_PATH", "").split(os.pathsep) if place)]


def lacking_here(goal: str, env: Mapping[str, str]) -> list[str]:
    """Packages to install for "offscreen" or a "window"; where no screen is known yet, for one of X11."""
    plugins = ["offscreen"] if goal == "offscreen" else possible_plugins(env) or ["xcb"]
    lacking = [missing(NEEDS[plugin]) for plugin in plugins]
    return lacking[0] if all(lacking) else []


def lacking_fonts() -> list[str]:
    """A package with Chinese letters, where no font of this machine has them: a light one."""
    return [] if _has_letters(b":lang=zh-cn") else ["fonts-wqy-microhei"]


def _has_letters(pattern: bytes) -> bool:
    """Whether fontconfig, which Qt finds fonts with, knows one like this."""
    try:
        library = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return False
    for name in ("FcNameParse", "FcObjectSetCreate", "FcFontList"):
        getattr(library, name).restype = ctypes.c_void_p
    parsed, wanted = library.FcNameParse(pattern), library.FcObjectSetCreate()
    found = library.FcFontList(None, ctypes.c_void_p(parsed), ctypes.c_void_p(wanted))
    return bool(found) and ctypes.c_int.from_address(found).value > 0  # nfont, the first field of FcFontSet


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
        print("\n".join(lacking_fonts() if sys.argv[1] == "fonts" else lacking_here(sys.argv[1], os.environ)))
