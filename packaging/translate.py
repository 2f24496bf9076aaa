"""Bring assets/i18n up to date: what lupdate finds in the source goes into each .ts, and lrelease makes its .qm.

Translators fill in the .ts with Qt Linguist or any editor. What is made is kept in the tree, so that an installation
needs no tool of Qt's: a test holds that it is what the .ts says. Run by `make i18n`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import PySide6

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "assets" / "i18n"
TOOLS = Path(PySide6.__file__).parent
HOW = ("-no-obsolete", "-locations", "none", "-tr-function-alias", "tr+=en")


def found(target: Path) -> None:
    """Merge every text of the program into a .ts; English patterns of messages are marked by the function `en`."""
    sources = sorted(str(path) for path in (ROOT / "rnnviz").rglob("*.py"))
    listed = target.with_suffix(".list")
    listed.write_text("\n".join(sources), encoding="utf-8")
    try:
        _run("lupdate", f"@{listed}", *HOW, "-ts", str(target))
    finally:
        listed.unlink()


def compiled(source: Path, target: Path) -> None:
    """The .qm of a .ts; what is not translated yet stays English."""
    _run("lrelease", "-silent", "-nounfinished", str(source), "-qm", str(target))


def _run(tool: str, *arguments: str) -> None:
    path = next(p for p in (TOOLS / tool, TOOLS / f"{tool}.exe") if p.exists())
    done = subprocess.run([path, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def main() -> None:
    for path in sorted(FOLDER.glob("*.ts")):
        found(path)
        compiled(path, path.with_suffix(".qm"))


if __name__ == "__main__":
    main()
