"""The menu bar, made from the table of commands, with the files opened lately."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QMenu, QMenuBar

from rnnviz.io.examples import EXAMPLES
from rnnviz.io.trained import TITLES, trained_names
from rnnviz.view.look.language_menu import LanguageMenu
from rnnviz.view.widgets.tips import plain_tip
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.commands import MENUS

translate = QCoreApplication.translate


class Menus(QObject):
    """`example_chosen(key)`, `trained_chosen(name)`, `recent_chosen(path)` of menus whose entries are no commands."""

    example_chosen = Signal(str)
    recent_chosen = Signal(str)
    trained_chosen = Signal(str)

    def __init__(self, bar: QMenuBar, actions: Actions, recent: Callable[[], list[Path]]) -> None:
        """recent: the files opened lately, asked for whenever their menu opens."""
        super().__init__(bar)
        self.actions, self._recent_files = actions, recent
        self._menus = {key: bar.addMenu(_title(title)) for key, title in MENUS}
        self._recent, self._scenes = QMenu(bar), QMenu(bar)
        self._menus["scenes"] = self._scenes
        self._recent.aboutToShow.connect(self._fill_recent)
        self._examples = QMenu(bar)
        for key in EXAMPLES:
            action = self._examples.addAction("")
            action.setData(key)
            action.triggered.connect(self._example_triggered)
        self._languages = LanguageMenu(bar)
        self._trained = QMenu(bar)
        for name in trained_names():
            action = self._trained.addAction("")
            action.setData(name)
            action.triggered.connect(self._trained_triggered)
        for command in actions.commands:
            self._add(command.key, command.menu, command.gap)
        self.retranslate()

    def retranslate(self) -> None:
        """All words in the language of now; those of the commands are the actions' own."""
        for key, title in MENUS:
            self._menus[key].setTitle(_title(title))
        self._recent.setTitle(self.tr("Open recent"))
        self._examples.setTitle(self.tr("Examples"))
        for action in self._examples.actions():
            action.setText(translate("Examples", EXAMPLES[action.data()].title))
        self._scenes.setTitle(self.tr("Scenes"))
        self._languages.retranslate()
        self._trained.setTitle(self.tr("Trained networks"))
        for action in self._trained.actions():
            action.setText(translate("Trained", TITLES.get(action.data(), action.data())))

    def _add(self, key: str, menu: str, gap: bool) -> None:
        if gap:
            self._menus[menu].addSeparator()
        if key == "theme":
            self._menus[menu].addMenu(self._scenes)
        self._menus[menu].addAction(self.actions[key])
        if key == "theme":
            self._menus[menu].addMenu(self._languages)
        if key == "open":
            self._menus[menu].addMenu(self._recent)
            self._menus[menu].addMenu(self._examples)
            self._menus[menu].addMenu(self._trained)

    def _fill_recent(self) -> None:
        self._recent.clear()
        paths = self._recent_files()
        for path in paths:
            action = self._recent.addAction(path.name.replace("&", "&&"))
            action.setToolTip(plain_tip(str(path)))
            action.setData(str(path))
            action.triggered.connect(self._recent_triggered)
        if not paths:
            self._recent.addAction(self.tr("no files yet")).setEnabled(False)

    def _chosen(self) -> str:
        sender: Any = self.sender()
        return str(sender.data())

    def _example_triggered(self) -> None:
        self.example_chosen.emit(self._chosen())

    def _trained_triggered(self) -> None:
        self.trained_chosen.emit(self._chosen())

    def _recent_triggered(self) -> None:
        self.recent_chosen.emit(self._chosen())


def _title(title: str) -> str:
    return translate("Commands", title)
