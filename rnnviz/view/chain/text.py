"""The chain's words: what width and glow mean, the rows' names, and what is said under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from rnnviz.model.chain.chain import Chain, ChainRow, memory_of
from rnnviz.model.figures.scales import size_text
from rnnviz.model.figures.shading import DECADES
from rnnviz.view.tape.rows import TapeRow
from rnnviz.view.tape.tips import number

translate = QCoreApplication.translate
ARROWS = {"forward": "→", "backward": "←"}


def meanings(chain: Chain, effects: list[TapeRow], merges: list[str], boxes: bool) -> tuple[str, ...]:
    """Ever shorter sentences about what is drawn; the last is empty."""
    parts = [_meaning(chain) if boxes else _coarse(chain)]
    if len(set(merges)) > 1:
        parts.append(translate("Chain", "→ and ← go up side by side or added"))
    elif "concat" in merges:
        parts.append(translate("Chain", "→ and ← side by side go up"))
    elif "sum" in merges:
        parts.append(translate("Chain", "→ and ← added go up"))
    for row in effects:
        assert row.effect is not None
        if row.effect.kind == "slope":
            parts.append(translate("Chain", "slope = {}").format(row.effect.text))
        else:
            parts.append(translate("Chain", "memory = share of {} in the sum").format(row.effect.text))
    return *("  ·  ".join(parts[:count]) for count in range(len(parts), 0, -1)), ""


def _coarse(chain: Chain) -> str:
    """Where there is no room for boxes and arrows."""
    if chain.backward:
        low, high = size_text(chain.top - DECADES), size_text(chain.top)
        return translate("Chain", "square = log₁₀ ‖gradient‖, ≤ {} to {}  (Ctrl+wheel zooms)").format(low, high)
    name = chain.rows[0].name
    return translate("Chain", "square = mean |{}|  (Ctrl+wheel zooms)").format(name)


def _meaning(chain: Chain) -> str:
    if chain.backward:
        low, high = size_text(chain.top - DECADES), size_text(chain.top)
        return translate("Chain", "arrow width and glow = log₁₀ ‖gradient‖, ≤ {} to {}").format(low, high)
    names = {memory_of(row.cell) for row in chain.rows} - {None}
    if not names:
        return translate("Chain", "nothing is carried from step to step")
    name = names.pop() if len(names) == 1 else translate("Chain", "state")
    return translate("Chain", "arrow width and glow = ‖{}‖").format(name)


def label_of(row: ChainRow) -> str:
    """A row of a network: its layer and which way it reads."""
    return translate("Chain", "layer {} {}").format(row.layer + 1, ARROWS[row.way])


def tip(chain: Chain, row: ChainRow, column: int, step: str, word: str, known: bool) -> str:
    """Layer, direction, step by its name, and the mean or the gradient's norm."""
    parts = [row.name]
    if len(chain.rows) > 1:
        reads = translate("Chain", "reads onward") if row.way == "forward" else translate("Chain", "reads from the end")
        parts = [translate("Chain", "layer {}").format(row.layer + 1), reads]
    where = ", ".join((*parts, step)) + (f" “{word}”" if word else "")
    if not known:
        return translate("Chain", "{}: not reached yet").format(where)
    size = float(row.sizes[column])
    if chain.backward:
        return translate("Chain", "{}: gradient arriving {}").format(where, size_text(size, 1))
    mean = number(float(row.means[column]))
    return translate("Chain", "{}: mean |{}| {}, norm {}").format(where, row.name, mean, size_text(size, 1))
