"""What is said before there is a window, in a box where nobody sees a terminal.

Stands on the standard library alone, because what is to be said may be that Qt is missing.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

BOXES = (
    ("zenity", "--error", "--no-markup", "--title=rnnviz", "--text={0}"),
    ("kdialog", "--title", "rnnviz", "--error", "{0}"),
    ("xmessage", "-center", "{0}"),
    (
        "osascript",
        *("-e", "on run argv", "-e", 'display alert "rnnviz" message (item 1 of argv)', "-e", "end run"),
        "{0}",
    ),
)
"""Programs of a desktop that show a sentence; the last is of macOS."""


def box_is_awaited() -> bool:
    """Whether somebody at a screen waits for a window and sees no terminal."""
    typed = sys.stderr is not None and sys.stderr.isatty()
    return not typed and has_screen(sys.platform, os.environ)


def has_screen(platform: str, env: Mapping[str, str]) -> bool:
    """Whether a box would be seen here."""
    if env.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal"):
        return False
    return not platform.startswith("linux") or bool(env.get("WAYLAND_DISPLAY") or env.get("DISPLAY"))


def show_without_qt(sentence: str) -> None:
    """In a box of the system's own, where it has one."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "rnnviz", 0x10)
        return
    found = next((box for box in BOXES if shutil.which(box[0])), None)
    if found is not None:
        with contextlib.suppress(OSError):
            subprocess.run([word.format(sentence) for word in found], check=False)
