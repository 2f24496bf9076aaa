"""Undo of a draft: every field at once, so that a colour or a new beginning is taken back like a typed word."""

from __future__ import annotations

from rnnviz.model.draft.draft import Draft
from rnnviz.model.history import History

LIMIT = 500


class DraftHistory:
    """The drafts of one sitting, `draft` the present one."""

    def __init__(self, draft: Draft) -> None:
        self.draft = self.first = draft
        self._history: History[Draft] = History(limit=LIMIT)

    @property
    def changed(self) -> bool:
        """Whether the present draft is not the one that was begun with."""
        return self.draft != self.first

    @property
    def can_undo(self) -> bool:
        return bool(self._history.past)

    @property
    def can_redo(self) -> bool:
        return bool(self._history.future)

    def push(self, draft: Draft, merge: str | None = None) -> None:
        """A change; changes with one merge key are one undo until `settle` or a change with another."""
        if draft == self.draft:
            return
        if not self._history.continues(merge):
            self._history = self._history.edited(self.draft, merge)
        self.draft = draft

    def settle(self) -> None:
        """A pause: the next change is an undo of its own; what was typed and taken away again was none."""
        self._history = self._history.settled(self.draft)

    def undo(self) -> Draft:
        self.settle()
        if self.can_undo:
            self._history, self.draft = self._history.undone(self.draft)
        return self.draft

    def redo(self) -> Draft:
        self.settle()
        if self.can_redo:
            self._history, self.draft = self._history.redone(self.draft)
        return self.draft
