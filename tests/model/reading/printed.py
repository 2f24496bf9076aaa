"""Printed mathematics worked out again: the digits are read back, and how far they may be off is known."""

import re

import numpy as np

DOWN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
FUNCTIONS = {
    "sigmoid": lambda a: 1 / (1 + np.exp(-np.float64(a))),
    "tanh": np.tanh,
    "relu": lambda a: max(a, 0.0),
    "max": max,
    "min": min,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "softplus": lambda a: np.logaddexp(0.0, a),
}
NUMBER = re.compile(r"\d+\.?\d*(e-?\d+)?")


def python(text: str) -> str:
    """A printed side of an equals sign as Python."""
    text = re.sub(r"·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: f"e{m[1].translate(DOWN)}", text)
    text = re.sub(r"(?<![\d.])10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", lambda m: f"1e{m[1].translate(DOWN)}", text)
    for printed, name in (("σ", "sigmoid"), ("ReLU", "relu"), ("√", "sqrt"), ("via", ""), ("loss", "")):
        text = text.replace(printed, name)
    return text.replace("×", "*").replace("·", "*").replace("−", "-").replace("²", "**2").replace("\u2005", "").strip()


def worked_out(text: str) -> float:
    with np.errstate(all="ignore"):
        return float(eval(text, {"__builtins__": {}}, FUNCTIONS))


def slack(number: str) -> float:
    """Half a unit of a printed number's last digit."""
    digits, _, power = number.partition("e")
    return 0.5 * 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))


def allowed(text: str) -> float:
    """How far a side may be off because each of its numbers is rounded."""
    base, total = worked_out(text), 1e-9
    for found in NUMBER.finditer(text):
        for step in (slack(found[0]), -slack(found[0])):
            moved = f"{text[: found.start()]}({found[0]}+{step!r}){text[found.end() :]}"
            total += abs(worked_out(moved) - base)
    return total + 1e-9 * abs(base)
