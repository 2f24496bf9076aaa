"""Where the files that come with rnnviz lie."""

from functools import cache
from pathlib import Path


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
