"""The house explains itself: every room is small, says in a sentence what it is for, and stands in the architecture."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tree import ROOT, modules, rooms, sentence, tree, written

PACKAGE = ROOT / "rnnviz"
LARGEST = 20
LONGEST = 300
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_a_room_is_small_and_says_in_one_sentence_what_it_is_for() -> None:
    assert {relative(room): len(modules(room)) for room in rooms() if len(modules(room)) > LARGEST} == {}
    told = {relative(room): sentence(room) for room in rooms()}
    assert {room: said for room, said in told.items() if not re.fullmatch(r"[^\n]{20,160}[.]", said)} == {}


def test_a_file_is_short() -> None:
    """What is longer has two subjects."""
    files = [path for room in rooms() for path in room.glob("*.py")]
    lines = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert len(lines) > 600 and {name: count for name, count in lines.items() if count > LONGEST} == {}


def test_the_tree_in_the_architecture_is_the_real_one() -> None:
    assert written().strip("\n") == tree().strip("\n"), "run: make tree"


@pytest.mark.parametrize("folder", ["engine", "model", "io", "view"])
def test_the_tests_stand_in_the_rooms_of_what_they_test(folder: str) -> None:
    """A test's folder is a room of the package, so that who finds one finds the other."""
    here = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests" / folder).rglob("test_*.py")}
    here.discard(Path("view/oracle"))  # asks all rooms of the view
    assert here <= {room.relative_to(PACKAGE) for room in rooms()}


def classes() -> dict[str, list[str]]:
    """Public class -> the files in which one of that name stands."""
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(relative(path))
    return found


def test_a_class_has_its_name_to_itself() -> None:
    """Whoever searches for a word of the house finds one thing."""
    assert len(classes()) > 300
    assert {name: files for name, files in classes().items() if len(files) > 1} == {}


def imported(path: Path) -> Iterator[str]:
    """The modules of ours a file imports, wherever in it and for whatever purpose: TYPE_CHECKING counts."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in FILES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in FILES else node.module for name in names)


def circles(arrows: dict[str, set[str]]) -> list[str]:
    """The modules from which a way leads back to themselves."""
    left = {name: set(others) & arrows.keys() for name, others in arrows.items()}
    while ends := [name for name, others in left.items() if not others]:
        for name in ends:
            del left[name]
        for others in left.values():
            others.difference_update(ends)
    while loose := [name for name in left if all(name not in others for others in left.values())]:
        for name in loose:
            del left[name]
    return sorted(left)


def test_no_import_goes_round_in_a_circle() -> None:
    arrows = {name: {m for m in imported(path) if m != name} for name, path in FILES.items()}
    assert circles(arrows) == []


@pytest.mark.parametrize(
    ("arrows", "found"),
    [
        ({"a": {"b"}, "b": {"c"}, "c": set()}, []),
        ({"a": {"b"}, "b": {"a"}}, ["a", "b"]),
        ({"x": {"a"}, "a": {"b"}, "b": {"c"}, "c": {"a", "y"}, "y": set()}, ["a", "b", "c"]),
        ({"a": {"outside"}}, []),
    ],
)
def test_the_search_for_circles_itself(arrows: dict[str, set[str]], found: list[str]) -> None:
    assert circles(arrows) == found
