"""What is understood of odd drafts: `python -m tests.model.draft.odd_drafts` keeps the present findings.

`test_understanding` names what matters in the usual slips. Here stand several slips at once, slips in slips, and cells
that came with colours, names and a drawing and were then edited; digests, so that what is said of them is known.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from rnnviz.engine import CELLS
from rnnviz.model.draft.draft import Draft
from rnnviz.model.draft.understanding import Understanding, understand

KEPT = Path(__file__).with_name("odd_drafts.json")
TYPED = {
    "nothing": "",
    "a comment alone": "# h = tanh(W @ x)",
    "two slips": "h = tanh(W @ x\n\nc = sigmod(U @ h_prev)",
    "a slip in a slip": "h = sigmod(W @ x + U @ h_perv)",
    "three in one": "h = sigmod(W @ x + U @ h_perv × 2 − b",
    "four in one": "h = sigmod(W @ xx) + tnah(U @ h_perv) − b × tahn(V @ x)",
    "waits": "a = W x y\nh = tanh(a + b)\no = sigmoid(W_o @ x) * h",
    "waits for two": "# first\na = (W @ x\nc = U @@ h_prev\nh = tanh(a + c)\ng = c * h",
    "never mind": "a = W @ x\nh = tanh(a + 1 +)\nz = h_prev",
    "no name": "= tanh(W @ x)\nh = tanh(U @ h_prev + W @ x)",
    "twice": "h = tanh(W @ x)\nh = sigmoid(U @ x)\nh = U_2 @ h_prev",
    "foreign": "ŷ = W @ x\nh = σ(W_2 @ x) − b_2",
    "says": "f = sigmoid(W_f @ x)  # forget gate: how much to keep\nh = f  h_prev # state:",
    "long comments": "h = W @ x + U @ h_prev  # "
    + "a" * 19
    + ": b\nc = h * h  # "
    + "a" * 18
    + ": b\nd = c # e gate: x",
    "a long short name": "h = W @ x # " + "a" * 14 + ": b\nc = h * h # " + "a" * 15 + ": b",
    "many": "\n".join(f"a{n} = W{n} @ x" for n in range(6)) + "\nh = q +",
    "starts": "h_start = b\nh = tanh(W @ x + U @ h_prev)\nc_start = 2 *\nc = c_prev + h",
    "reads the same twice": "h = tanh(W @ x + + U @ h_prev * x)\nc = h",
    "a sentence": "the cell keeps what it has read",
    "tabs": "h\t=\ttanh(W @ x)\r\nc = h_prev\u2028d = c\x0be = d\x00",
}


def edited() -> dict[str, Draft]:
    """Cells that came with tables, edited."""
    lstm, gru = Draft.from_cell(CELLS["lstm"]), Draft.from_cell(CELLS["gru"])
    rows = lstm.rows
    return {
        "as it is": lstm,
        "called another": lstm.named("Mine"),
        "no name": lstm.named("  "),
        "a word": lstm.named(" a\nb\tc "),
        "one line less": lstm.typed("\n".join(rows[1:])),
        "another order": lstm.typed("\n".join([rows[1], rows[0], *rows[2:]])),
        "another name of a line": lstm.typed(lstm.equations.replace("f =", "q =").replace("f *", "q *")),
        "another comment": lstm.typed(lstm.equations.replace("#", "# new one: ")),
        "without comments": lstm.typed("\n".join(row.partition("#")[0] for row in rows)),
        "another bias": lstm.typed(lstm.equations.replace("b_f", "bf")),
        "another output": lstm.with_output("c"),
        "an output there is none of": lstm.with_output("nope"),
        "a colour": lstm.with_role("c", "gate").with_role("nope", "gate"),
        "a colour there is": lstm.with_role("c", "update"),
        "a sketch": gru.sketched("x r z\nn past written h"),
        "a sketch that does not fit": gru.sketched("r z\nn hh"),
        "a sketch and a slip": gru.sketched("r z\nn hh").typed("h = W @"),
        "no sketch": gru.sketched(""),
        "a slip in a drawn one": gru.typed(gru.equations.replace("tanh", "tahn")),
        "one line more": gru.typed(gru.equations + "\ng = tanh(W_g @ x)  # new: one"),
        "nothing left": replace(gru, equations=""),
    }


def told(found: Understanding) -> dict[str, object]:
    problems = [
        (p.where, p.row, p.number, p.start, p.end, p.why.key, sorted(map(str, p.why.values.items())), p.fix)
        for p in found.problems
    ]
    entries = [(e.number, e.row, e.name, e.spoken, e.state, e.waits_for) for e in found.entries]
    return {
        "problems": problems, "entries": entries, "text": found.text, "params": {**found.params}, "good": found.good,
        "understood": found.understood, "holes": {name: p.row for name, p in found.holes.items()},
        "waiting": found.waiting,
    }  # fmt: skip


def short(what: object) -> str:
    return hashlib.sha256(json.dumps(what, ensure_ascii=False, sort_keys=False).encode()).hexdigest()[:10]


def typed() -> dict[str, str]:
    return {name: short(told(understand(Draft("typed").typed(text)))) for name, text in TYPED.items()}


def came() -> dict[str, str]:
    return {name: short([told(understand(draft)), draft.fitting()]) for name, draft in edited().items()}


ALL = {"typed": typed, "edited": came}

if __name__ == "__main__":
    KEPT.write_text(
        json.dumps({name: make() for name, make in ALL.items()}, ensure_ascii=False, indent=0) + "\n", "utf-8"
    )
