"""Which test runs which block of statements, and how long it takes: asked once, kept in build/mutants.

The package is imported with a mark at the head of every block, which costs a test next to nothing. What is kept goes by
the names of functions, so it outlives a change elsewhere; a file of tests that has changed is asked again, and so is
one that ran what is no longer there. What a fixture runs that many tests share is run by each of them.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import json
import sys
import time
from collections.abc import Sequence
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from itertools import groupby
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from tests.mutants.faults import ROOT, blocks
from tests.mutants.session import Session, collected, in_child

KEPT = ROOT / "build" / "mutants"
"""A file for every file of tests: asking one does not write the others anew."""
TOO_LONG = {"test_kills.py", "test_never_frozen.py", "test_misuse.py", "test_misuse_layers.py", "test_growth.py"}
"""Many processes, or hundreds of random keys: any of them runs nearly everything, slowly."""
AT_IMPORT = "import"
"""Under this name is kept what runs before any test."""
PATIENCE = 900
"""Seconds of the processor that a file of tests may take."""

Reach = dict[str, tuple[float, set[str]]]
"""Of every test that passes: its seconds, the blocks it runs."""


RAN: set[str] = set()
"""Blocks that began since it was last emptied."""


class Marked(SourceFileLoader):
    """Compiles a module so that each block says its name when it begins."""

    def get_code(self, fullname: str) -> CodeType:
        file = Path(self.get_filename(fullname))
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for key, statements in list(blocks(tree, str(file.relative_to(ROOT)))):
            call = ast.Call(ast.Name("__ran__", ast.Load()), [ast.Constant(key)], [])
            mark = ast.copy_location(ast.Expr(call), statements[0])
            first = statements[0]
            statements.insert(isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant), mark)
        return compile(ast.fix_missing_locations(tree), str(file), "exec")


class Finder(MetaPathFinder):
    """Has our modules marked."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] != "rnnviz":
            return None
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Marked(fullname, spec.loader.path)
        return spec


def reach(folders: Sequence[str], anew: bool) -> Reach:
    """The tests in some folders of tests/, and what each runs."""
    files = [f for folder in folders for f in sorted((ROOT / folder).rglob("test_*.py")) if f.name not in TOO_LONG]
    names = [str(file.relative_to(ROOT)) for file in files]
    there = all_blocks()
    wanted = [name for name in names if anew or not holds(_kept(name), ROOT / name, there)]
    if wanted:
        print(f"asking {len(wanted)} files of tests what they run", flush=True)
        _ask(wanted)
    found = [_kept(name) for name in names]
    return {
        test: (seconds, {kept["blocks"][i] for i in ran})
        for kept in found if kept for test, (seconds, ran) in kept["tests"].items()
    }  # fmt: skip


def holds(kept: dict[str, Any] | None, file: Path, there: set[str]) -> bool:
    """Whether what is known of a file of tests is still so: its text is, and nothing it runs has moved elsewhere."""
    if kept is None or kept["text"] != print_of(file):
        return False
    return there.issuperset(kept["blocks"])


def all_blocks() -> set[str]:
    """The names of all blocks there are now."""
    files = sorted((ROOT / "rnnviz").rglob("*.py"))
    return {
        key
        for file in files
        for key, _ in blocks(ast.parse(file.read_text(encoding="utf-8")), str(file.relative_to(ROOT)))
    }


def print_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _ask(files: Sequence[str]) -> None:
    sys.meta_path.insert(0, Finder())
    builtins.__ran__ = RAN.add  # type: ignore[attr-defined]
    try:
        collected(files, partial(_note_all, files))
    finally:
        sys.meta_path.pop(0)
        del builtins.__ran__  # type: ignore[attr-defined]


def _note_all(files: Sequence[str], session: Session, items: list[pytest.Item]) -> None:
    _keep(AT_IMPORT, {AT_IMPORT: (0.0, RAN | at_import())})
    for file in set(files) - {item.nodeid.partition("::")[0] for item in items}:
        _keep(file, {})  # a file that is left out on this machine has nothing to be asked again
    for file, tests in groupby(items, lambda item: item.nodeid.partition("::")[0]):
        lost, used = in_child(partial(_note, session, file, list(tests)), PATIENCE)
        print(f"  {used:5.1f} s  {file}{'  LOST' if lost else ''}", flush=True)


def _note(session: Session, file: str, items: list[pytest.Item]) -> int:
    """Run one file's tests and keep what each of them runs, in a process that remembers nothing of other files."""
    tests, shared = dict[str, tuple[float, set[str]]](), dict[str, set[str]]()
    for item in items:
        RAN.clear()
        start = time.process_time()
        with session.noting(RAN, shared):
            good = session.failing([item]) == 0
        if good:
            asked = (shared.get(name, set()) for name in getattr(item, "fixturenames", ()))
            tests[item.nodeid] = (round(time.process_time() - start, 3), RAN.union(*asked))
        else:
            print(f"  FAILS, so it is not asked: {item.nodeid}", flush=True)
    _keep(file, tests)
    return 0


def at_import() -> set[str]:
    """Blocks that run while modules are imported: what comes of them is data before any test begins."""
    kept = _kept(AT_IMPORT)
    return set(kept["blocks"]) if kept else set()


def _kept(file: str) -> dict[str, Any] | None:
    """What is known of a file of tests: its text's digest, the blocks it runs, and of its tests which."""
    path = KEPT / f"{file}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _keep(file: str, tests: dict[str, tuple[float, set[str]]]) -> None:
    blocks = sorted(set[str]().union(*(ran for _, ran in tests.values())))
    number = {block: i for i, block in enumerate(blocks)}
    known = {test: (seconds, sorted(number[b] for b in ran)) for test, (seconds, ran) in tests.items()}
    text = print_of(ROOT / file) if file != AT_IMPORT else ""
    path = KEPT / f"{file}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"text": text, "blocks": blocks, "tests": known}), encoding="utf-8")
