"""Every visible string goes through tr() or translate(), with a literal that lupdate can find."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

VIEW = Path(__file__).parents[3] / "rnnviz" / "view"
FILES = sorted(VIEW.rglob("*.py"))

SHOWING = {
    "QLabel", "QPushButton", "QCheckBox", "QAction", "setText", "setWindowTitle", "setTitle", "setToolTip",
    "setStatusTip", "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "addItem", "addAction",
    "addMenu", "addTab", "setLabel", "setLabelText", "setInformativeText",
}  # fmt: skip
TRANSLATING = {"tr", "translate", "QT_TRANSLATE_NOOP"}
SAME_EVERYWHERE = {"rnnviz"}


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def has_words(node: ast.expr) -> bool:
    """Whether a literal, or a literal part of an f-string, holds a word that a translator must see."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [p.value for p in parts if isinstance(p, ast.Constant) and isinstance(p.value, str)]
    words = {word for text in texts for word in text.split() if len(word) > 1 and word.isalpha()}
    return bool(words - SAME_EVERYWHERE)


def bare_strings(source: str) -> list[str]:
    """Calls that show a literal which no translator will see."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and called(node) in SHOWING:
            literals = [a for a in node.args if isinstance(a, ast.Constant | ast.JoinedStr)]
            found += [f"line {node.lineno}: {ast.unparse(node)}" for a in literals if has_words(a)]
    return found


def unseen(source: str) -> list[str]:
    """tr() of something that is no literal: lupdate skips it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and called(node) == "tr" and node.args:
            text = node.args[0]
            if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
                found.append(f"line {node.lineno}: {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("wrong", [bare_strings, unseen])
def test_every_string_can_be_translated(wrong: Callable[[str], list[str]]) -> None:
    """None is shown bare, and lupdate sees all."""
    found = {path.relative_to(VIEW).as_posix(): wrong(path.read_text(encoding="utf-8")) for path in FILES}
    assert len(found) > 300 and {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("source", ['QLabel("Hidden units")', 'x.setToolTip("the cell")', 'x.setText(f"step {n}")'])
def test_a_bare_string_would_be_found(source: str) -> None:
    assert bare_strings(source)


def test_a_variable_in_tr_would_be_found() -> None:
    assert unseen("self.tr(text)") and not unseen('self.tr("text")')
