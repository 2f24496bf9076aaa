"""What is wrong in a document: the place, and the end of a sentence."""

from __future__ import annotations


class Refused(ValueError):
    """Where in the document, and what is wrong there, as the end of a sentence."""

    def __init__(self, where: str, why: str) -> None:
        self.where, self.why = where, why
        super().__init__(f"{where} {why}" if where else why)


def named(text: str) -> str:
    """A word of the file fit to be quoted."""
    return text if len(text) <= 40 else text[:39] + "…"
