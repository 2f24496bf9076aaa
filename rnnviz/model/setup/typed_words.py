"""A typed text cut into words, or into rows of what are numbers; and which characters a word cannot have."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from rnnviz.model.figures.numbers import folded, read_number
from rnnviz.model.setup.number_prints import rows_of_print

JOINERS = frozenset("\u200c\u200d") | frozenset(map(chr, range(0xE0020, 0xE0080)))
"""Unseen, but they make one word or one picture of what stands around them: Persian, Indic scripts, emoji."""
ZERO_WIDTH_SPACE = "\u200b"

_UNSPACED = (
    ("\u3001", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\uff01", "\uff0f"), ("\uff1a", "\uff20"),
    ("\U00020000", "\U000323af"),
)  # fmt: skip
_NUMERIC = re.compile(r"[+-]?[\d.][\d.,:;%/()\[\]+-]*(?:e[+-]?\d+)?", re.IGNORECASE)


def typed_rows(text: str) -> list[list[str]]:
    """Tokens of each row: between semicolons or on lines; a token "1,2,3" is three, and so is "1, 2, 3"."""
    printed = rows_of_print(folded(text))
    if printed is not None:
        return [[token] for token in printed[0]] if len(printed) == 1 else printed
    lines = [line.split() for line in folded(text).replace(";", "\n").splitlines() if line.strip()]
    return [_uncomma(line) for line in lines]


def _uncomma(tokens: list[str]) -> list[str]:
    """Commas that separate go; one between the digits of a number is its decimal mark."""
    parts = [part for token in tokens for part in _cut(token)]
    return parts if all(read_number(part) is not None for part in parts) else tokens


def _cut(token: str) -> list[str]:
    bare = token.rstrip(",")
    if read_number(bare) is not None:
        return [bare]
    return [part for part in token.split(",") if part] or [token]


def looks_numeric(token: str) -> bool:
    """Whether somebody who typed this meant a number: digits and the signs around them, nothing else."""
    return bool(_NUMERIC.fullmatch(folded(token))) and any(map(str.isdigit, token))


def split_words(text: str) -> list[str]:
    """Words between spaces; where there are none, each character of a script without spaces is one."""
    words = text.replace(ZERO_WIDTH_SPACE, " ").split()
    return words if len(words) > 1 else [part for word in words for part in _characters(word)]


def _characters(word: str) -> list[str]:
    """Chinese and Japanese by character, with their marks; what is Latin or digits between them stays whole."""
    begins = [0]  # cut once at the end: a word of a million letters that grows by each of them takes minutes
    for i, (before, character) in enumerate(pairwise(word), 1):
        joins = bool(unicodedata.combining(character)) or unicodedata.category(character) in ("Mn", "Mc", "Lm")
        if not joins and (_unspaced(character) or _unspaced(before)):
            begins.append(i)
    return [word[a:b] for a, b in pairwise([*begins, len(word)])]


def _unspaced(character: str) -> bool:
    """Whether the character is of a script written without spaces (CJK, kana), or one of its signs."""
    return any(low <= character <= high for low, high in _UNSPACED)


def unseen_character(word: str) -> str:
    """The first character of a word that cannot be shown, by its code and name; nothing where all can."""
    for character in word:
        if not character.isprintable() and character not in JOINERS:
            name = unicodedata.name(character, "")
            return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
    return ""


def shown(word: str, longest: int = 20) -> str:
    """A word fit to be quoted: what cannot be shown is a box."""
    plain = "".join(character if character.isprintable() else "□" for character in word)
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"
