"""Plots alone on a window, and what was told of their painting."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from rnnviz.view.look import typeset
from rnnviz.view.look.facts import Fact
from tests.view.conftest import settle

Shown = dict[type, Any]


def told(facts: list[Fact], what: str) -> list[Fact]:
    return [fact for fact in facts if fact.what == what]


def texts(facts: list[Fact]) -> list[str]:
    return [fact.word for fact in facts if fact.what == "text"]


def maths(facts: list[Fact]) -> list[str]:
    return [typeset.plain(fact.value) for fact in facts if fact.what == "maths"]


def painted(panel: QWidget) -> Any:
    settle()
    return panel.grab().toImage()
