"""What an answer is the sum of: its row of V times what is read, term by term."""

from __future__ import annotations

from rnnviz.engine.language.tree import Expr
from rnnviz.model.answers.answers import Answers
from rnnviz.model.reading.term_shares import MOST, Product, Share


def answer_product(found: Answers, step: int, answer: int, line: str, whole: bool = False) -> Product:
    """V times what is read, one answer's row, in the order of the index: the largest terms, or the whole of it.

    line: the name of what is read.
    """
    weights, heard = found.v[answer], found.heard[step]
    shares = [Share((answer, j), str(j + 1), float(weights[j]), float(heard[j])) for j in range(len(heard))]
    largest = sorted(range(len(shares)), key=lambda j: -abs(shares[j].product))
    whole = whole or len(shares) <= MOST + 1  # "1 others" would take the same room
    kept = sorted(range(len(shares)) if whole else largest[:MOST])
    rest = sum(share.product for j, share in enumerate(shares) if j not in kept)
    total = sum(share.product for share in shares)
    return Product("V", "matmul", Expr("line", name=line), tuple(shares[j] for j in kept),
                   len(shares) - len(kept), rest, total)  # fmt: skip
