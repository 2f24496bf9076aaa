"""Imports go strictly downwards, and a few constructions that crash or leak in Qt are not written at all."""

import ast
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from rnnviz.view.look.shield import is_override

ROOT = Path(__file__).parents[1] / "rnnviz"
FILES = sorted(ROOT.rglob("*.py"))

# Each layer may import itself, those before it, and these.
LAYERS = {
    "cells": set(),
    "engine": {"numpy"},
    "model": {"numpy"},
    "io": {"numpy", "msgspec", "PIL"},
    "view": {"numpy", "PySide6", "shiboken6", "pyqtgraph"},
    "arguments": set(),
    "command_line": set(),
    "opening_batch": set(),
    "opening_training": set(),
    "opening_story": set(),
    "opening_weights": set(),
    "opening_lesson": set(),
    "opening": set(),
    "filming": {"PySide6"},
    "sheet_asked": set(),
    "screenshot": {"PySide6"},
    "app": {"PySide6"},
    "__main__": set(),
}
QT_THREADS = {"QThread", "QThreadPool", "QRunnable"}
FOR_ALL = {"resources", "preflight", "complaint", "__version__", "CELL_PAGE"}
QTCORE_TOO = {
    "model/document/document.py", "model/document/pending.py", "model/document/simulation.py",
    "model/document/snapshots.py",
    "model/lessons/course.py",
    "model/document/turns.py", "model/player.py",
}  # fmt: skip
# What PySide6-Essentials holds, without OpenGL (driver failures abort) and without addons (440 MB).
QT_MODULES = {"QtCore", "QtGui", "QtWidgets", "QtSvg", "QtSvgWidgets", "QtPrintSupport", "QtNetwork"}


@lru_cache(maxsize=1)
def nodes(source: str) -> tuple[ast.AST, ...]:
    """Everything in a file; one walk serves all that is asked of it."""
    return tuple(ast.walk(ast.parse(source)))


def imports(source: str, package: list[str]) -> Iterator[list[str]]:
    """Every imported name as its dotted parts; a relative one is resolved against `package`."""
    for node in nodes(source):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = above + (node.module.split(".") if node.module else [])
            yield from ([*base, alias.name] for alias in node.names)


def layer_of(path: str) -> str:
    return path.removesuffix(".py").split("/")[0]


def forbidden(path: str, source: str) -> list[str]:
    """The imports that the file at `path` (relative to rnnviz/) must not make."""
    package = ["rnnviz", *path.split("/")[:-1]]
    return [".".join(name) for name in imports(source, package) if not allowed(path, name)]


def allowed(path: str, name: list[str]) -> bool:
    top, rest, layer = name[0], name[1:], layer_of(path)
    if top in sys.stdlib_module_names or top == "__future__":
        return True
    if top == "PySide6" and rest and rest[0] not in QT_MODULES:
        return False
    if path in QTCORE_TOO and name[:2] == ["PySide6", "QtCore"]:
        return True
    if layer not in LAYERS:  # the package's root is importable by all, so it stands on nothing
        return False
    if top == "rnnviz":
        order = list(LAYERS)
        return bool(rest) and (rest[0] in FOR_ALL or rest[0] in order[: order.index(layer) + 1])
    return top in LAYERS[layer]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_imports_go_downwards_and_nothing_perilous_is_written() -> None:
    """Of all files at once: one test each is a tenth of the suite's tests, and says no more."""
    found = {}
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        found[relative(path)] = forbidden(relative(path), source) + perilous(source)
    assert len(found) > 600 and {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("path", "source", "wrong"),
    [
        ("engine/run.py", "import numpy as np\nfrom .ops import OPS\nfrom rnnviz.engine import cell", []),
        ("engine/run.py", "from ..model.cursor import Cursor", ["rnnviz.model.cursor.Cursor"]),
        ("engine/run.py", "from rnnviz import view", ["rnnviz.view"]),
        ("engine/run.py", "import rnnviz.model.player", ["rnnviz.model.player"]),
        ("engine/run.py", "def f():\n    from PySide6 import QtCore", ["PySide6.QtCore"]),
        ("model/player.py", "from PySide6.QtCore import QObject", []),
        ("model/player.py", "from PySide6 import QtGui", ["PySide6.QtGui"]),
        ("model/story/cursor.py", "from PySide6.QtCore import QObject", ["PySide6.QtCore.QObject"]),
        ("view/stage.py", "import pyqtgraph\nfrom PySide6.QtWidgets import QWidget", []),
        ("view/stage.py", "from PySide6.QtWebEngineWidgets import X", ["PySide6.QtWebEngineWidgets.X"]),
        ("view/stage.py", "from ..app import main", ["rnnviz.app.main"]),
        ("resources.py", "import numpy", ["numpy"]),
        ("app.py", "from .resources import asset\nfrom .view.main_window import MainWindow", []),
        ("io/npz.py", "from rnnviz.model import lesson\nimport msgspec", []),
    ],
)
def test_the_check_itself(path: str, source: str, wrong: list[str]) -> None:
    assert forbidden(path, source) == wrong


def called(node: ast.AST) -> str:
    """`f` of f(...) and `m` of x.m(...), else nothing."""
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
    return ""


def functions(node: ast.ClassDef) -> set[str]:
    return {part.name for part in node.body if isinstance(part, ast.FunctionDef)}


def is_shielded(node: ast.ClassDef) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id == "shielded" for mark in node.decorator_list)


def perilous(source: str) -> list[str]:
    """Constructions that leak a widget or take the process down."""
    found = []
    for node in nodes(source):
        if called(node) == "connect" and any(isinstance(argument, ast.Lambda) for argument in node.args):
            found.append(f"line {node.lineno}: a lambda keeps its widget alive; connect a bound method")
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and called(node.value) == "QPainter":
            found.append(f"line {node.lineno}: an exception leaves this painter open; write `with QPainter(...)`")
        if isinstance(node, ast.ImportFrom) and (threads := {alias.name for alias in node.names} & QT_THREADS):
            found.append(f"line {node.lineno}: {', '.join(threads)} destroys objects in a wrong thread; see hands.py")
        if isinstance(node, ast.ClassDef) and "event" in functions(node):
            found.append(f"line {node.lineno}: what fails in a handler travels through `event`; install a filter")
        if isinstance(node, ast.ClassDef) and any(map(is_override, functions(node))) and not is_shielded(node):
            found.append(f"line {node.lineno}: an exception in an override can end the process; write @shielded")
    return found


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("a.clicked.connect(lambda: b())", 1),
        ("p = QPainter(self)", 1),
        ("p: QPainter = QtGui.QPainter(self)", 1),
        ("with QPainter(self) as p: pass", 0),
        ("class A(QWidget):\n    def event(self, event): return super().event(event)", 1),
        ("class A(QWidget):\n    def eventFilter(self, watched, event): return False", 1),
        ("from PySide6.QtCore import QObject, QRunnable, QThreadPool", 1),
        ("@shielded\nclass A(QWidget):\n    def eventFilter(self, watched, event): return False", 0),
        ("a.clicked.connect(self.b)\nsorted(x, key=lambda y: y)", 0),
    ],
)
def test_the_peril_check_itself(source: str, count: int) -> None:
    assert len(perilous(source)) == count
