"""How many small faults the tests notice: `make mutants ARGS="--package engine --seconds 300 --seed 1"`.

One fault at a time is put into a copy of the tree (a comparison turned round, a term's sign, a number off by one, a
statement left out), and the tests of its room have to fail, or the screen oracle where it is painted. Which faults are
tried follows from the seed alone, how many from the seconds. Survivors are listed: each is a test that is missing, or
a fault that changes nothing.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("engine", "model", "io", "view")
TREES = ("rnnviz", "tests", "assets", "doc", "pyproject.toml", "README.md", "Makefile")
PATIENCE = 600
"""Seconds of the processor that a room's tests may take."""

SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
UNSEEN = {"frozen", "slots", "eq", "repr", "maxsize", "strict"}
"""Arguments that change no result of a right program."""


@dataclass(frozen=True)
class Fault:
    """One fault: where it is, what is done to the node number `node` of the file's tree."""

    path: str
    line: int
    node: int
    said: str
    do: Callable[[ast.AST], ast.AST | None]


# faults of one node ----------------------------------------------------------------------------------------


def swapped(field: str, i: int | None) -> Callable[[ast.AST], ast.AST]:
    def do(node: ast.AST) -> ast.AST:
        old = getattr(node, field) if i is None else getattr(node, field)[i]
        new = SWAPS[type(old)]()
        if i is None:
            setattr(node, field, new)
        else:
            getattr(node, field)[i] = new
        return node

    return do


def number(node: ast.AST) -> ast.AST:
    value = node.value  # type: ignore[attr-defined]
    return ast.Constant(not value if isinstance(value, bool) else value + 1)


def negated(node: ast.AST) -> ast.AST:
    node.test = ast.UnaryOp(ast.Not(), node.test)  # type: ignore[attr-defined]
    return node


def nothing(_: ast.AST) -> ast.AST:
    return ast.Pass()


def faults_of(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], ast.AST | None]]]:
    """What can be done to a node, and how it is called."""
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            yield f"{type(op).__name__} becomes {SWAPS[type(op)].__name__}", swapped("ops", i)
    elif isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in SWAPS:
        yield f"{type(node.op).__name__} becomes {SWAPS[type(node.op)].__name__}", swapped("op", None)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield f"no {type(node.op).__name__}", lambda n: n.operand  # type: ignore[attr-defined]
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield f"{type(node).__name__} turned round", negated
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
        yield f"{node.value} becomes {not node.value if isinstance(node.value, bool) else node.value + 1}", number
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield f"without {ast.unparse(node)[:40]}", nothing


# all of a package ------------------------------------------------------------------------------------------


def silent(tree: ast.AST) -> set[ast.AST]:
    """Nodes that no run sees: decorators' options, annotations, what only the type checker reads, log lines."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        hidden: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            hidden += node.decorator_list
        if isinstance(node, ast.FunctionDef):
            hidden += [node.returns, *(arg.annotation for arg in ast.walk(node.args) if isinstance(arg, ast.arg))]
        if isinstance(node, ast.AnnAssign):
            hidden.append(node.annotation)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            hidden.append(node)
        if isinstance(node, ast.keyword) and node.arg in UNSEEN:
            hidden.append(node)
        if isinstance(node, ast.Expr) and ast.unparse(node).startswith(("log.", "LOG.")):
            hidden.append(node)
        found.update(inner for top in hidden if top is not None for inner in ast.walk(top))
    return found


def faults(package: str) -> list[Fault]:
    """All of them, in the order of files and lines."""
    found = []
    for path in sorted((ROOT / "rnnviz" / package).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        unseen, name = silent(tree), str(path.relative_to(ROOT))
        for i, node in enumerate(ast.walk(tree)):
            if node not in unseen:
                found += [Fault(name, getattr(node, "lineno", 0), i, said, do) for said, do in faults_of(node)]
    return found


def broken(source: str, fault: Fault) -> str:
    """A module's text with the fault in it."""
    tree = ast.parse(source)
    target = list(ast.walk(tree))[fault.node]
    new = fault.do(copy.copy(target))

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST | None:
            return new if node is target else self.generic_visit(node)

    return ast.unparse(ast.fix_missing_locations(Put().visit(tree)))


# trying ----------------------------------------------------------------------------------------------------


def rooms(path: str) -> list[str]:
    """Tests in the order in which they are asked about a module: its own, the oracle, its room's or its package's."""
    module = Path(path)
    package, *room = module.parts[1:-1]
    folder = Path("tests", package, *room[:1])
    own = Path("tests", package, *room, f"test_{module.stem}.py")
    asked = [own, *([Path("tests/view/oracle")] if package == "view" else []), folder]
    found = [str(path) for path in dict.fromkeys(asked) if (ROOT / path).exists()]
    return found if str(folder) in found else [*found, str(Path("tests", package))]


def notices(tests: str, tree: Path, seconds: float) -> tuple[bool, float]:
    """Whether these tests fail in a tree, and their processor time; run in a child that has all big libraries.

    seconds: of the processor, after which a fault is taken to go round for ever; a busy machine changes nothing.
    """
    child = os.fork()
    if child == 0:
        failed = 99
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (round(seconds), round(seconds) + 5))
            failed = _test(tests, tree)
        finally:  # whatever happens, the parent's files are not this process's to clear away
            os._exit(failed)
    end = time.monotonic() + 20 * seconds + 60
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0, used.ru_utime + used.ru_stime
        if time.monotonic() > end:  # it sleeps
            os.kill(child, signal.SIGKILL)
        time.sleep(0.05)


def _test(tests: str, tree: Path) -> int:
    import pytest
    from hypothesis import Phase, settings

    # the same examples every time, and nobody looks for the smallest one that fails
    settings.register_profile("once", phases=(Phase.explicit, Phase.generate), derandomize=True, database=None)
    settings.load_profile("once")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.chdir(tree)
    sys.path[:] = [str(tree), *(p for p in sys.path if p not in ("", str(ROOT)))]
    for name in [n for n in sys.modules if n.partition(".")[0] in ("rnnviz", "tests")]:
        del sys.modules[name]
    return int(pytest.main(["-x", "-q", "-n0", "-p", "no:cacheprovider", "--assert=plain", tests]))


def green(tests: str, tree: Path, known: dict[str, float]) -> float:
    """How long tests may take: they must pass without any fault, else they would notice everything."""
    if tests not in known:
        failed, used = notices(tests, tree, PATIENCE)
        if failed:
            raise SystemExit(f"{tests} fail without any fault")
        known[tests] = 4 * used + 10
    return known[tests]


def put(module: Path, text: str) -> None:
    """Write a module, and forget what Python compiled of it: two versions may be of one second and one size."""
    module.write_text(text, encoding="utf-8")
    Path(cache_from_source(str(module))).unlink(missing_ok=True)


def caught(fault: Fault, tree: Path, known: dict[str, float]) -> bool:
    """Whether any tests that are asked notice a fault. known: how long tests may take."""
    module = tree / fault.path
    source = module.read_text(encoding="utf-8")
    for tests in rooms(fault.path):
        seconds = green(tests, tree, known)
        put(module, broken(source, fault))
        try:
            if notices(tests, tree, seconds)[0]:
                return True
        finally:
            put(module, source)
    return False


def copied(folder: Path) -> Path:
    for name in TREES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def run(package: str, seconds: float, seed: int, only: str) -> None:
    """Try faults of one package until the time is over, and print what became of them."""
    tried, survivors, known = 0, [], dict[str, float]()
    order = [fault for fault in faults(package) if only in fault.path]
    random.Random(seed).shuffle(order)
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="rnnviz-mutants-") as name:
        tree = copied(Path(name))
        for fault in order:
            if time.monotonic() > end:
                break
            tried += 1
            if not caught(fault, tree, known):
                survivors.append(fault)
            word = "LIVES" if survivors and survivors[-1] is fault else "caught"
            print(f"  {word}: {fault.path}:{fault.line}  {fault.said}", flush=True)
    share = 100 * (tried - len(survivors)) / max(tried, 1)
    print(f"{package}: {tried - len(survivors)} of {tried} caught, {share:.0f} % ({len(order)} possible)", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__.partition("\n")[0])
    parser.add_argument("--package", choices=PACKAGES, action="append", help="default: all of them")
    parser.add_argument("--seconds", type=float, default=300, help="for each package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="part of a path, such as engine/maps")
    asked = parser.parse_args()
    # a child starts with what takes long to import; nothing of ours is among it
    import hypothesis.strategies  # noqa: F401
    import numpy  # noqa: F401
    import pyqtgraph  # noqa: F401
    import pytest  # noqa: F401

    for package in asked.package or PACKAGES:
        run(package, asked.seconds, asked.seed, asked.only)


if __name__ == "__main__":
    main()
