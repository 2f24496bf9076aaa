"""What the View menu switches on and off, and folds away."""

from __future__ import annotations

from PySide6.QtCore import QObject

from rnnviz.view.body.arrangement import Arrangement
from rnnviz.view.body.chain_visibility import Unrolled
from rnnviz.view.stage import Stage
from rnnviz.view.window.actions import Actions
from rnnviz.view.window.commands import PANEL
from rnnviz.view.window.motion_speed import Pace
from rnnviz.view.window.window_state import hidden_panels

CHAIN = PANEL + "chain"


class ViewMenu(QObject):
    """Binds itself to the actions, and shows what stands there by itself."""

    def __init__(self, actions: Actions, body: Arrangement, unrolled: Unrolled, stage: Stage, pace: Pace) -> None:
        super().__init__(actions)
        self._actions, self._body, self._unrolled = actions, body, unrolled
        self._switches = {
            "legend": stage.set_legend, "still": pace.set_still, CHAIN: unrolled.choose,
            "folded": unrolled.fold,
            "answers": stage.answers.choose,
        }  # fmt: skip
        actions.bind({"panels": self._all_panels})
        actions.checked.connect(self._checked)
        unrolled.changed.connect(self._show_unrolled)
        self._show_unrolled(unrolled.shown)
        stage.answers.changed.connect(self._show_answers)
        self._show_answers(stage.answers.shown)

    def _checked(self, key: str, on: bool) -> None:
        if key in self._switches:
            self._switches[key](on)
        else:
            self._body.show_fold(key.removeprefix(PANEL), on)

    def _show_unrolled(self, on: bool) -> None:
        self._actions.show_checked(CHAIN, on)
        self._actions.show_checked("folded", self._unrolled.beside)

    def _show_answers(self, on: bool) -> None:
        self._actions.show_checked("answers", on)

    def _all_panels(self) -> None:
        """Every panel is shown, and as large as it was before somebody moved a handle."""
        for fold in hidden_panels(self._actions):
            self._actions[PANEL + fold].setChecked(True)
        self._body.reset()
