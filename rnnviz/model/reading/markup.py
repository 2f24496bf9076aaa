"""A reading for slides and exercises: as LaTeX, MathML, HTML or plain text, in symbols and with its numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape

from rnnviz.engine.language.tree import ACCENTS, GREEK
from rnnviz.model.reading.reading import Bit, Bits, Reading

LATEX = {
    "⊙": r"\odot", "×": r"\times", "·": r"\cdot", "−": "-", "σ": r"\sigma", "√": r"\operatorname{sqrt}", "Σ": r"\sum",
    "ᵀ": r"^{\top}", "²": "^{2}", "′": "'", "‖": r"\|", "∂": r"\partial ", "≈": r"\approx", "…": r"\dots",
    "\u2009": r"\,", "\u2005": r"\;", "∞": r"\infty", "÷": r"\div",
}  # fmt: skip
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
"""Exponents as numbers print them, 10⁻³."""
CALLED = ("tanh", "exp", "min", "max", "softmax", "mean", "var", "clip", "softplus", "ReLU", "abs")


def with_words(reading: Reading, word: Callable[[str], str]) -> Reading:
    """The same with its few words in another language."""

    def said(bits: Bits) -> Bits:
        return tuple(replace(bit, text=word(bit.text)) if bit.kind == "word" else bit for bit in bits)

    steps = tuple(replace(step, bits=said(step.bits)) for step in reading.steps)
    return replace(
        reading, head=said(reading.head), symbols=said(reading.symbols), steps=steps, value=said(reading.value)
    )


def latex(reading: Reading) -> str:
    """Of a whole reading, to stand between dollar signs."""
    return _chain(reading, _latex)


def mathml(reading: Reading) -> str:
    """Of a whole reading: one <math> element."""
    return (
        f'<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>{_chain(reading, _mathml, "<mo>=</mo>")}</mrow></math>'
    )


def html(reading: Reading) -> str:
    """Of a whole reading, in <i> and <sub>."""
    return _chain(reading, html_bits)


def text(reading: Reading) -> str:
    """Of a whole reading as plain text: f_t = σ(W_f x_t + ...) = 0.51."""
    return _chain(reading, _text)


def question(reading: Reading) -> str:
    """The same as HTML up to the numbers."""
    sides = [reading.head, reading.symbols] if reading.symbols else [reading.head]
    return " = ".join(html_bits(side) for side in sides)


def _chain(reading: Reading, form: Callable[[Bits], str], equals: str = " = ") -> str:
    sides = [reading.head, reading.symbols, *(step.bits for step in reading.steps), reading.value]
    return equals.join(form(side) for side in sides if side)


# forms -------------------------------------------------------------------------------------------------------


def _latex(bits: Bits) -> str:
    return "".join(map(_latex_of, bits)).strip()


def _latex_of(bit: Bit) -> str:
    match bit.kind:
        case "name":
            return _latex_name(bit)
        case "grad":
            return rf"\frac{{\partial L}}{{\partial {_latex_name(bit)}}}"
        case "raised":
            return f"^{{{bit.text.replace('−', '-')}}}"
        case "word":
            return rf"\text{{{_latex_plain(bit.text)}}}"
    text = re.sub("10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda found: f" 10^{{{found[1].translate(RAISED)}}}", bit.text)
    for word in CALLED:
        if bit.text.startswith(word):
            return rf"\operatorname{{{word}}}" + "".join(LATEX.get(c, c) for c in bit.text[len(word) :])
    return "".join(LATEX.get(c, c) for c in text)


def _latex_plain(words: str) -> str:
    return "".join(f"\\{c}" if c in "#$%&_{}" else c for c in words if c not in "\\^~")


def _latex_name(bit: Bit) -> str:
    whole, below = _parts(bit)
    base = whole.rstrip("".join(ACCENTS.values()))
    letter = f"\\{base}" if base in GREEK else base if len(base) == 1 else rf"\mathit{{{base}}}"
    letter = {ACCENTS["tilde"]: rf"\tilde{{{letter}}}", ACCENTS["prime"]: f"{letter}'"}.get(whole[len(base) :], letter)
    index = ",".join(part if len(part) < 2 or not part.isalpha() else rf"\mathrm{{{part}}}" for part in below)
    return f"{letter}_{{{index}}}" if index else letter


def _mathml(bits: Bits) -> str:
    found: list[str] = []
    for bit in bits:
        if bit.kind == "raised" and found:
            found[-1] = f"<msup>{found[-1]}<mn>{escape(bit.text)}</mn></msup>"
        else:
            found.append(_mathml_of(bit))
    return "".join(found)


def _mathml_of(bit: Bit) -> str:
    match bit.kind:
        case "name":
            return _mathml_name(bit)
        case "grad":
            return f"<mfrac><mrow><mo>∂</mo><mi>L</mi></mrow><mrow><mo>∂</mo>{_mathml_name(bit)}</mrow></mfrac>"
        case "number":
            return f"<mn>{escape(bit.text)}</mn>"
        case "word":
            return f"<mtext>{escape(bit.text)}</mtext>"
    return f"<mo>{escape(bit.text.strip())}</mo>" if bit.text.strip() else ""


def _mathml_name(bit: Bit) -> str:
    base, below = _parts(bit)
    if not below:
        return f"<mi>{escape(base)}</mi>"
    return f"<msub><mi>{escape(base)}</mi><mtext>{escape(','.join(below).replace('-', '−'))}</mtext></msub>"


def html_bits(bits: Bits) -> str:
    """Some bits, in <i>, <b> for parameters, and <sub>."""
    return "".join(map(_html_of, bits))


def _html_of(bit: Bit) -> str:
    match bit.kind:
        case "name":
            return _html_name(bit)
        case "grad":
            return f"∂<i>L</i>/∂{_html_name(bit)}"
        case "raised":
            return f"<sup>{escape(bit.text)}</sup>"
    return escape(bit.text)


def _html_name(bit: Bit) -> str:
    base, below = _parts(bit)
    tag = "b" if bit.offset is None else "i"
    index = f"<sub>{escape(','.join(below).replace('-', '−'))}</sub>" if below else ""
    return f"<{tag}>{escape(base)}</{tag}>{index}"


def _text(bits: Bits) -> str:
    return "".join(map(_text_of, bits)).strip()


def _text_of(bit: Bit) -> str:
    if bit.kind in ("name", "grad"):
        base, below = _parts(bit)
        index = ",".join(below)
        name = base if not index else f"{base}_{index}" if index.isalnum() else f"{base}_({index})"
        return name if bit.kind == "name" else f"∂L/∂{name}"
    return f"^{bit.text}" if bit.kind == "raised" else bit.text


def _parts(bit: Bit) -> tuple[str, tuple[str, ...]]:
    """A name's letter, and what stands below it: its own index, and the time of a value."""
    base, _, below = bit.name.partition("_")
    accent, _, behind = below.partition("_")
    if accent in ACCENTS:
        base, below = base + ACCENTS[accent], behind
    time = "" if bit.offset is None else "t" if bit.offset == 0 else f"t{bit.offset:+d}"
    return base, tuple(_filled((below, time)))


def _filled(parts: Iterable[str]) -> Iterable[str]:
    return (part for part in parts if part)
