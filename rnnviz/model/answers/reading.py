"""What the formula strip says of a read-out: y = V h + d, its softmax, the loss; backward p − target and V^T of it."""

from __future__ import annotations

import numpy as np

from rnnviz.model.answers.answers import Answers
from rnnviz.model.answers.figures import MINUS, log_numbers, loss_number, probability, softmax_numbers
from rnnviz.model.figures.numbers import plain, short
from rnnviz.model.reading.reading import Bit, Bits, Reading, Step

ROLE, SIGNED = "answer", "signed"
MOST = 4
"""More terms than this are not printed one by one: the two largest stand for them."""
P, Y = Bit("name", name="p", offset=0, role=ROLE), Bit("name", name="y", offset=0, role=ROLE)
V, D = Bit("name", name="V", role=ROLE), Bit("name", name="d", role=ROLE)


def text(said: str, role: str = "") -> Bit:
    return Bit("text", said, role=role)


def answer_reading(
    found: Answers, step: int, line: str, chosen: int, unit: int, backward: bool, output: Bit
) -> Reading:
    """line: "y", "p" or "loss"; chosen: the answer, and unit: the number of what is read, that are looked at.

    output: the name of what is read, in its colour.
    """
    if backward and line == "y":
        return _sent(found, step, unit, output)
    if backward and line == "p":
        return _slope(found, step, chosen)
    if line == "loss":
        return _loss(found, step)
    if line == "p" and found.classes:
        return _softmax(found, step, chosen, output)
    return _sum(found, step, chosen, output)


def _named(found: Answers, bit: Bit, chosen: int) -> Bits:
    """y_t, and of several answers whose it is."""
    return bit, *([text(f"[{found.names[chosen]}]")] if len(found.names) > 1 else [])


def _terms(factors: list[tuple[float, float]], roles: tuple[str, str], last: float | None = None) -> Bits:
    """a × b + c × d + …, the largest two of many in their order, and a last number alone."""
    order = sorted(range(len(factors)), key=lambda i: -abs(factors[i][0] * factors[i][1]))
    kept = sorted(order[: MOST if len(order) <= MOST else 2])
    bits: list[Bit] = []
    for i in kept:
        bits += [text(" + ")] if bits else []
        one, other = (_signed(v, role) for v, role in zip(factors[i], roles, strict=True))
        bits += [*one, text(" × "), *other]
    bits += [text(" + …")] if len(kept) < len(order) else []
    if last is not None:
        bits += [text(f" {'−' if last < 0 else '+'} "), text(plain(abs(last)), ROLE)]
    return tuple(bits)


def _signed(value: float, role: str) -> Bits:
    shown = text(plain(value), ("negative" if value < 0 else "positive") if role == SIGNED else role)
    return (text("("), shown, text(")")) if value < 0 else (shown,)


def _sum(found: Answers, step: int, chosen: int, output: Bit) -> Reading:
    row, heard, d = found.v[chosen], found.heard[step], float(found.d[chosen])
    value = float(found.y[step, chosen])
    steps = (Step(_terms(list(zip(row.tolist(), heard.tolist(), strict=True)), (ROLE, output.role), d), False, False),)
    symbols = (V, output, text(" + "), D)
    return Reading(_named(found, Y, chosen), symbols, steps if np.isfinite(value) else (), (_value(value, 3),), value)


def _value(value: float, places: int = 2, sign: bool = False) -> Bit:
    return text(plain(value, places, sign), ROLE)


def _softmax(found: Answers, step: int, chosen: int, output: Bit) -> Reading:
    y, heat = found.y[step], found.temperature
    p = float(found.offered(step)[chosen])
    symbols: Bits = (text("softmax("), V, output, text(" + "), D, text(")"))
    numbers = softmax_numbers(y, found.offered(step), chosen, heat) if heat else None
    if heat != 1.0:  # in the numbers it stands below each exponent
        told = "" if numbers else f",  T = {short(heat, 4)}" if heat else ",  T → 0"
        symbols = (text("softmax("), Y, text(f" / T){told}"))
    if numbers is None:
        return Reading(_named(found, P, chosen), symbols, (), (text(probability(p), ROLE),), p)
    exponents, top, whole, said = numbers
    shown = _denominator(y, exponents, chosen)
    first = (text("e", ROLE), Bit("raised", exponents[chosen], role=ROLE), text(" / ("), *shown, text(")"))
    second = (text(top, ROLE), text(f" / {whole}"))
    return Reading((P,), symbols, (Step(first), Step(second)), (text(said, ROLE),), p)


def _denominator(y: np.ndarray, exponents: list[str], chosen: int) -> Bits:
    order = list(range(len(y)))
    kept = order if len(order) <= MOST else sorted(order, key=lambda i: -y[i])[:2]
    bits: list[Bit] = []
    for i in kept:
        role = ROLE if i == chosen else ""
        bits += [text(" + ")] if bits else []
        bits += [text("e", role), Bit("raised", exponents[i], role=role)]
    return (*bits, text(" + …")) if len(kept) < len(order) else tuple(bits)


def _loss(found: Answers, step: int) -> Reading:
    head, loss = (Bit("word", "loss"),), float(found.losses[step])
    if np.isnan(loss):
        return Reading(head, (), (), (Bit("word", "no target"),), loss, "none")
    target = found.target(step)
    if found.asked == "cross_entropy" and target is not None:
        p, shown = log_numbers(float(found.p[step, target]), loss)
        heat = "" if found.temperature == 1.0 else ", T = 1"
        symbols: Bits = (text(f"{MINUS}ln "), P, text(f"[{found.names[target]}{heat}]"))
        return Reading(head, symbols, (Step((text(f"{MINUS}ln "), text(p, ROLE))),), (text(shown),), loss)
    said = P if found.classes else Y
    if found.asked == "squared":
        symbols = (text("½ "), *([text("Σ ")] if len(found.names) > 1 else []), text("("), said, text(f" {MINUS} "),
                   Bit("word", "target"), text(")²"))  # fmt: skip
    else:
        symbols = (text("Σ "), said, text(f" / √{len(found.names)}"))
    return Reading(head, symbols, (), (text(loss_number(loss)),), loss)


def _slope(found: Answers, step: int, chosen: int) -> Reading:
    """∂L/∂y: softmax and logarithm in one go."""
    head, value = (Bit("grad", name="y", offset=0, role=ROLE),), float(found.slope[step, chosen])
    if not found.counted[step]:
        return Reading(head, (), (), (text("0", ROLE),), 0.0, "none")
    if found.asked == "sum":
        return Reading(head, (), (), (_value(value, 3, True),), value)
    wanted = float(found.wanted[step, chosen])
    said, places = float(found.p[step, chosen]), next(
        (n for n in range(2, 7) if plain(round(float(found.p[step, chosen]), n) - round(wanted, n)) == plain(value)), 4
    )  # fmt: skip
    symbols = (P if found.classes else Y, text(f" {MINUS} "), Bit("word", "target"))
    shown = plain(wanted, 0 if found.classes else places)
    steps = (Step((text(plain(said, places), ROLE), text(f" {MINUS} "), text(shown))),)
    return Reading(head, symbols, steps, (_value(value, 2, True),), value)


def _sent(found: Answers, step: int, unit: int, output: Bit) -> Reading:
    """What leaves the read-out for one number of what it reads."""
    unit = min(unit, found.v.shape[1] - 1)
    value, slope = float(found.sent[step, unit]), found.slope[step]
    head = (Bit("grad", name=output.name, offset=0, role=output.role),)
    if not found.counted[step]:
        return Reading(head, (), (), (text("0", output.role),), 0.0, "none")
    said = P if found.classes else Y
    symbols: Bits = (
        V,
        Bit("raised", "T", role=ROLE),
        text("("),
        said,
        text(f" {MINUS} "),
        Bit("word", "target"),
        text(")"),
    )
    if found.asked == "sum":
        symbols = (V, Bit("raised", "T", role=ROLE), Bit("grad", name="y", offset=0, role=ROLE))
    terms = _terms(list(zip(found.v[:, unit].tolist(), slope.tolist(), strict=True)), (ROLE, SIGNED))
    worked = sum(float(plain(a).replace(MINUS, "-")) * float(plain(b).replace(MINUS, "-"))
                 for a, b in zip(found.v[:, unit].tolist(), slope.tolist(), strict=True))  # fmt: skip
    holds = len(slope) <= MOST and plain(worked) == plain(value)
    return Reading(head, symbols, (Step(terms, holds, holds),), (text(plain(value), output.role),), value)
