"""The actions of the table of commands: one object that any window can add to its menus, its keys or its buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from rnnviz.view.window.commands import Command, all_commands

Slot = Callable[[], object]


class Typed(Protocol):
    """Something that is being typed, and what commands mean meanwhile."""

    def slots(self) -> Mapping[str, Slot]: ...

    def words(self) -> Mapping[str, str]: ...


class Actions(QObject):
    """A QAction for every command, by its key; what it does is bound to it.

    `checked(key, on)` of those that can be on or off. While something is typed some commands go there: `typing`.
    """

    checked = Signal(str, bool)
    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.commands: tuple[Command, ...] = tuple(all_commands())
        self._actions = {command.key: self._action(command) for command in self.commands}
        self._slots: dict[str, Slot] = {}
        self._typed: Typed | None = None

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def __contains__(self, key: str) -> bool:
        return key in self._actions

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def add_to(self, window: QWidget, *keys: str) -> None:
        """Give a window the keys of these actions, of all without `keys`; with its menu bar hidden, too."""
        window.addActions([self._actions[key] for key in keys or self._actions])

    def bind(self, slots: Mapping[str, Slot]) -> None:
        """Say what commands do."""
        self._slots.update(slots)

    def typing(self, typed: Typed | None) -> None:
        """Something is typed to which some commands go and which calls them otherwise; None: nothing any more."""
        self._typed = typed
        self.retranslate()

    def do(self, key: str) -> None:
        """Carry out a command of the table.

        `done` then: the picture of a key need not wait for the event loop to turn.
        """
        meant = self._typed.slots() if self._typed is not None else {}
        (meant.get(key) or self._slots[key])()
        self.done.emit()

    def set_enabled(self, key: str, on: bool) -> None:
        """Qt tells every menu of a change even where there is none."""
        if self._actions[key].isEnabled() != on:
            self._actions[key].setEnabled(on)

    def show_checked(self, key: str, on: bool) -> None:
        """Show what is so, without asking for it."""
        action = self._actions[key]
        action.blockSignals(True)
        action.setChecked(on)
        action.blockSignals(False)

    def retranslate(self) -> None:
        """All words in the language of now."""
        words = self._typed.words() if self._typed is not None else {}
        for command in self.commands:
            self._actions[command.key].setText(words.get(command.key, command.shown))

    def _action(self, command: Command) -> QAction:
        action = QAction(command.shown, self)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setData(command.key)
        action.setCheckable(command.check)
        if command.check:
            action.setChecked(command.on)
            action.toggled.connect(self._toggled)
        else:
            action.triggered.connect(self._triggered)
        return action

    def _key(self) -> str:
        sender: Any = self.sender()
        return str(sender.data())

    def _triggered(self) -> None:
        self.do(self._key())

    def _toggled(self, on: bool) -> None:
        self.checked.emit(self._key(), on)
