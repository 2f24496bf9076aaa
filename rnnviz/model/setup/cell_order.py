"""The order in which the shipped cells are offered, wherever they are: one that is not named here stands last."""

from __future__ import annotations

from rnnviz.engine import CELLS

CELL_ORDER = (
    "rnn", "rnn_relu", "rnn_linear", "lstm", "lstm_peephole", "lstm_coupled", "lstm_1997", "lstm_scalar",
    "lstm_projection", "slstm", "minlstm", "janet", "gru", "gru_keep", "gru_reset_after", "gru_reset_after_replace",
    "mgu", "ugrnn", "mingru", "sru", "lem", "ssm", "indrnn", "jordan", "feedforward",
)  # fmt: skip


def cell_keys() -> list[str]:
    """Shipped cells, the classic ones first."""
    return sorted(CELLS, key=lambda k: CELL_ORDER.index(k) if k in CELL_ORDER else len(CELL_ORDER))
