"""Another language is spoken at once, by everything that is open, Qt's own dialogs included, and taken back again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QMenu

from rnnviz.engine import CELLS
from rnnviz.view.look import language_menu, translation
from rnnviz.view.look.language import cell_name
from rnnviz.view.look.language_menu import LanguageMenu
from rnnviz.view.look.translation import CHINESE, ENGLISH, SYSTEM, Translation
from tests.view.conftest import Make, settle


@pytest.fixture
def spoken(qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Translation]:
    before = QLocale()
    for module in (translation, language_menu):  # whatever fonts this machine has
        monkeypatch.setattr(module, "is_legible", lambda language: True)
    found = Translation.shared()
    yield found
    found.speak(ENGLISH)
    QLocale.setDefault(before)


def test_a_window_speaks_another_language_at_once(make_window: Make, spoken: Translation) -> None:
    window = make_window()
    menu = next(m for m in window.menuBar().findChildren(QMenu) if isinstance(m, LanguageMenu))
    assert menu.title() == "Language"
    next(a for a in menu.actions() if a.data() == CHINESE).trigger()
    settle()
    assert menu.title() == "语言" and window.commands["theme"].text() == "深色或浅色"
    assert "长短期记忆" in window.windowTitle()
    assert window.memory().language == CHINESE
    next(a for a in menu.actions() if a.data() == ENGLISH).trigger()
    settle()
    assert menu.title() == "Language" and "LSTM ·" in window.windowTitle()


def test_qt_speaks_it_too(spoken: Translation) -> None:
    said = lambda: QCoreApplication.translate("QPlatformTheme", "Cancel")  # noqa: E731
    assert said() == "Cancel"
    spoken.speak(CHINESE)
    assert said() == "取消"


def test_the_system_chooses_where_nobody_does(spoken: Translation, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, wanted in (("zh_TW", CHINESE), ("zh_CN", CHINESE), ("de_DE", ENGLISH), ("C", ENGLISH)):
        monkeypatch.setattr(translation.QLocale, "system", staticmethod(lambda name=name: QLocale(name)))
        spoken.speak("klingon")
        assert (spoken.asked, spoken.spoken) == (SYSTEM, wanted)


@pytest.mark.parametrize("key", CELLS)
def test_every_cell_has_its_names_in_every_language(key: str, spoken: Translation) -> None:
    own = CELLS[key].spoken[CHINESE]
    cell = CELLS[key]
    assert own.name and bool(own.note) == bool(cell.note) and len(own.conventions) == len(cell.conventions)
    assert own.stages.keys() == {stage.name for stage in cell.stages}
    assert own.names.keys() >= {line.name for line in cell.lines if cell.in_language("en").names.get(line.name)}
    assert cell.says[CHINESE].keys() == {line.name for line in cell.lines if line.says}
    spoken.speak(CHINESE)
    assert cell_name(key) == own.name


def test_what_no_font_has_letters_for_cannot_be_chosen(make_window: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_menu, "is_legible", lambda language: language == ENGLISH)
    menu = next(m for m in make_window().menuBar().findChildren(QMenu) if isinstance(m, LanguageMenu))
    assert [(a.data(), a.isEnabled()) for a in menu.actions()] == [(SYSTEM, True), (ENGLISH, True), (CHINESE, False)]
    assert menu.actions()[2].text() == "zh_CN: needs a font such as Noto Sans CJK"
