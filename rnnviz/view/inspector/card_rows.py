"""Which terms of its products a card shows: rows stay where they are while numbers in them are typed."""

from __future__ import annotations

from collections.abc import Hashable

from rnnviz.model.reading import term_shares
from rnnviz.model.reading.term_shares import Chosen
from rnnviz.view.inspector.card_subject import Subject


class Rows:
    """Of many terms those that were largest when the card came to this step and unit; an opened product shows all."""

    def __init__(self) -> None:
        self.opened: frozenset[int] = frozenset()
        self._place: Hashable = None
        self._chosen: Chosen = ()

    def of(self, s: Subject) -> Chosen:
        """For every product of the line the terms that are shown."""
        place = (
            s.focus,
            s.t,
            s.unit,
            s.seat,
            s.columns,
            s.run.cell.text,
            s.run.experiment.hidden,
            tuple(s.run.experiment.held),
        )
        if place != self._place:
            self._place, self._chosen = place, term_shares.chosen_terms(s.run, s.line, s.t, s.unit)
        if not self.opened:
            return self._chosen
        whole = term_shares.all_terms(s.run, s.line, s.t, s.unit)
        return tuple(whole[n] if n in self.opened else shown for n, shown in enumerate(self._chosen))

    def toggle(self, number: int) -> None:
        """Open the product of this number, or fold it again."""
        self.opened ^= {number}
