"""A window starts as the last one ended; what cannot be used of its settings is the default."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from rnnviz.io import settings as stored
from rnnviz.io.settings import NAME, write_settings
from rnnviz.resources import data_folder
from rnnviz.view.window.settings import DEFAULTS, Remembered, damage, recall, remember

LEFT = Remembered(
    "light",
    QRect(10, 20, 700, 500),
    False,
    ("plots", "chain"),
    {"columns/left": 0.25, "maps/map": 0.5},
    True,
    True,
    False,
)


def test_what_is_remembered_is_recalled(qtbot: QtBot) -> None:
    remember(LEFT)
    assert recall() == LEFT and damage() is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "purple"), ("theme", 3), ("rect", [1, 2, 3]), ("rect", [True, 0, 700, 500]),
        ("rect", "@Rect(1 2 3 4)"),
        ("rect", [10**9, 0, 700, 500]), ("maximized", "yes"), ("hidden_panels", ["plots"]),
        ("shares", "map=x =0.5 0.5 map"),
        ("shares", "map=7 map=nan"), ("legend", 1), ("motion", "false"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_the_default_and_the_others_stay(qtbot: QtBot, name: str, value: object) -> None:
    first = recall()
    write_settings(data_folder(), {"chain": True, name: value})
    field = "fractions" if name == "shares" else name
    assert recall().chain and getattr(recall(), field) == getattr(first, field)


def test_damaged_settings_are_told(qtbot: QtBot) -> None:
    (data_folder() / NAME).write_text("{")
    assert recall().theme == DEFAULTS.theme and str(damage()).startswith("The settings of the last launch are not used")


def test_the_old_settings_are_taken_over_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    stored.old_place().parent.mkdir()
    stored.old_place().write_text("[General]\ntheme=light\nchain=true\nrect=@Rect(10 20 700 500)\n")
    found = recall()
    assert (found.theme, found.chain, found.rect) == ("light", True, QRect(10, 20, 700, 500))
    remember(found)
    assert recall() == found and not stored.old_place().exists()
