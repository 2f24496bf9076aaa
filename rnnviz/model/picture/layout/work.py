"""A budget of work for laying out a cell: steps that are counted, so that it ends alike on every machine."""

from __future__ import annotations

from dataclasses import dataclass

STEPS = 600_000
"""What a layout may cost: a second of the machine this was measured on."""


class TooMuch(Exception):
    """The budget is spent."""


@dataclass(slots=True)
class Work:
    """Steps that are left of a budget, and those spent."""

    left: int = STEPS
    spent: int = 0

    def spend(self, steps: int) -> None:
        """Count steps before they are done; TooMuch where there are not so many left."""
        self.spent += steps
        self.left -= steps
        if self.left < 0:
            raise TooMuch
