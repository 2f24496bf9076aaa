"""`make tree`: write the tree of rooms in doc/architecture.md anew from the packages themselves."""

from __future__ import annotations

import ast
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "doc" / "architecture.md"
BEGIN, END = "<!-- tree: made by `make tree` -->\n", "<!-- end of tree -->\n"
WIDTH = 120


def rooms() -> list[Path]:
    """Every package below rnnviz, those without a module of their own included."""
    return sorted(path.parent for path in (ROOT / "rnnviz").rglob("__init__.py"))


def sentence(room: Path) -> str:
    """What a room is for: the docstring of its `__init__`."""
    return ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""


def modules(room: Path) -> list[str]:
    return sorted(path.stem for path in room.glob("*.py") if path.stem not in ("__init__", "__main__"))


def entry(room: Path) -> str:
    """A room's paragraph: where it is, what it is for, and its modules."""
    names = " ".join(modules(room)) or "(rooms only)"
    lines = textwrap.wrap(names, WIDTH - 8, break_long_words=False)
    return "\n".join([f"    {room.relative_to(ROOT).as_posix()}/  {sentence(room)}", *(f"        {x}" for x in lines)])


def tree() -> str:
    """The whole tree as it stands in the page."""
    return "\n".join(map(entry, rooms())) + "\n"


def written() -> str:
    """The tree as the page has it now."""
    return PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


def main() -> int:
    """Rewrite the page; what stands around the tree stays."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(before + BEGIN + "\n" + tree() + "\n" + END + rest.partition(END)[2], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
