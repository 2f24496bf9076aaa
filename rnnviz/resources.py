"""Where the files that come with rnnviz lie, and where its own are kept for the user."""

import os
import sys
from functools import cache
from pathlib import Path

NAME = "rnnviz"


def asset(*parts: str) -> Path:
    """The path of a shipped file or folder: `asset("fonts", "Inter-Regular.ttf")`.

    Raises FileNotFoundError with the whole path, so that a broken installation names what it lacks.
    """
    path = _root().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"rnnviz is installed without {path}")
    return path


@cache
def _root() -> Path:
    package = Path(__file__).resolve().parent
    installed = package / "assets"  # inside a wheel; the source tree has them beside the package
    return installed if installed.is_dir() else package.parent / "assets"


def data_folder() -> Path:
    """The user's folder for settings, recent files, recovery and log: where Qt's AppDataLocation is.

    The environment may name another one, RNNVIZ_DATA: for tests, and for a rnnviz on a stick.
    """
    chosen = os.environ.get("RNNVIZ_DATA")
    return Path(chosen) if chosen else _places()[sys.platform if sys.platform in _places() else "linux"] / NAME / NAME


def _places() -> dict[str, Path]:
    home = Path.home()
    return {
        "win32": Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming"),
        "darwin": home / "Library" / "Application Support",
        "linux": Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share"),
    }
