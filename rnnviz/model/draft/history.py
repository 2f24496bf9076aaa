"""Undo of a draft: every field at once, so that a colour or a new beginning is taken back like a typed word."""

from __future__ import annotations

from rnnviz.model.draft.draft import Draft

LIMIT = 500


class History:
    """The drafts of one sitting, `draft` the present one."""

    def __init__(self, draft: Draft) -> None:
        self.draft = self.first = draft
        self._past: list[Draft] = []
        self._future: list[Draft] = []
        self._merge = ""

    @property
    def changed(self) -> bool:
        """Whether the present draft is not the one that was begun with."""
        return self.draft != self.first

    @property
    def can_undo(self) -> bool:
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        return bool(self._future)

    def push(self, draft: Draft, merge: str = "") -> None:
        """A change; changes with one merge key are one undo until `settle` or a change with another."""
        if draft == self.draft:
            return
        if not merge or merge != self._merge:
            self._past = [*self._past[1 - LIMIT :], self.draft]
        self._future = []
        self._merge, self.draft = merge, draft

    def settle(self) -> None:
        """A pause: the next change is an undo of its own."""
        self._merge = ""

    def undo(self) -> Draft:
        if self._past:
            self._future.append(self.draft)
            self.draft = self._past.pop()
        self.settle()
        return self.draft

    def redo(self) -> Draft:
        if self._future:
            self._past.append(self.draft)
            self.draft = self._future.pop()
        self.settle()
        return self.draft
