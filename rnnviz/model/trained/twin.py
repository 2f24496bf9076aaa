"""The twin of a sentence: a copy with other words, whose answers stand below those of the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rnnviz.model.setup.answer import Target
from rnnviz.model.trained.learned import Learned, known_targets

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """swaps: (0-based step, word) that stands there instead, by step; targets: what is right in the twin."""

    swaps: tuple[tuple[int, str], ...]
    targets: tuple[Target, ...] = ()

    def words(self, words: Words) -> Words:
        """The twin of these words."""
        swapped = dict(self.swaps)
        return tuple(swapped.get(step, word) for step, word in enumerate(words))

    def judged(self, words: Words, targets: Sequence[Target], learned: Learned | None) -> Twin | None:
        """The twin of a sentence with these targets: None where no swap changes anything in it.

        What is right in it is known where the trained task has that sentence, else only before it differs.
        """
        swaps = tuple((step, word) for step, word in self.swaps if step < len(words) and words[step] != word)
        if not swaps:
            return None
        known = known_targets(learned, Twin(swaps).words(words)) if learned else None
        before = tuple(target for target in targets if target.step < swaps[0][0])
        return replace(self, swaps=swaps, targets=before if known is None else known)
