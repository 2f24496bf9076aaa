"""The English of what the model refuses: key -> pattern."""

from __future__ import annotations

from rnnviz.engine.wording import en

ENGLISH = {
    "layers.many": en("at most {limit} layers, not {count}"),
    "layers.cell": en("there is no cell “{name}”{hint}"),
    "layers.units": en("“{units}” units: a whole number from 1 to {limit}"),
    "layers.reading": en("“{reading}”: a layer reads {known}"),
    "sequence.empty": en("The sequence is empty: type at least one word or number."),
    "text.characters": en("The text is too long: the limit is {limit:,} characters."),
    "token.number": en("“{token}” is not a number, and the rest of the sequence is numbers."),
    "numbers.none": en("The sequence is empty: there is no number in it."),
    "steps.many": en("{count:,} steps are too many: the limit is {limit:,}."),
    "numbers.many": en("{count:,} numbers per step are too many: the limit is {limit}."),
    "words.many": en("{count:,} words are too many: the limit is {limit:,} steps."),
    "vocabulary.many": en("There are too many different words: the limit is {limit}."),
    "draft.name": en("the cell has no name"),
    "draft.equations": en("there is no equation yet"),
    "memory.short": en("There is not enough memory for this experiment."),
    "count.one": en("a number"),
    "count.many": en("{count} numbers"),
    "signal.unknown": en("There is no signal called {kind}."),
    "signal.steps": en("A signal has 1 to {limit:,} steps."),
    "signal.edited": en("A generated signal cannot be edited; type or paste numbers instead."),
    "token.count": en("“{text}” is not {wanted}."),
    "row.uneven": en("Step {number} has {count} numbers, the first step has {width}."),
    "row.finite": en("Step {number} holds a number that is not finite or beyond ±{limit:,.0f}."),
    "word.long": en("“{word}…” is too long for a word: the limit is {limit} characters."),
    "word.unprintable": en("A word holds a character that cannot be shown."),
    "word.unseen": en("The word “{word}” holds a character that cannot be shown: {character}."),
    "token.looks": en("“{token}” looks like a number, but none can be read from it."),
    "convention.same": en(
        "The same function in the other convention: {names} have turned their signs, {gate} is 1 − {gate}."
    ),
    "convention.apart": en("Another function: with the same weights {output} differs by up to {difference}."),
    "word.one": en("Type exactly one word."),
    "job.memory": en("there is not enough memory for it"),
    "job.failed": en("it failed: {why}"),
}
