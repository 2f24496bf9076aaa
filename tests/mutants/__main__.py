"""`make mutants ARGS="--package engine --faults 100 --seed 1"`: put faults in, one at a time, and say who notices.

Each fault is put into the functions of a process that has imported everything, and the tests that run its block are
asked until one fails. Which faults are tried follows from the seed alone. Survivors are listed: each is a test that is
missing, or a fault that changes nothing.
"""

from __future__ import annotations

import argparse
import ast
import gc
import math
import random
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.mutants.faults import ROOT, Fault, broken, faults, text_of
from tests.mutants.reach import PATIENCE, Reach, at_import, reach
from tests.mutants.session import UNTRIED, Session, collected, in_child

ASKED = {
    "engine": ["tests/engine"],
    "model": ["tests/model", "tests/kept"],
    "io": ["tests/io", "tests/kept"],
    "view": ["tests/view", "tests/kept"],
}
"""Who has to notice a package's faults: the tests of the same name."""
ENOUGH = 16.0
"""Seconds of tests that are asked about one fault, three tests at least, and without more patience MOST of them."""
FURTHER = 2
"""A test one step further off is asked where so many of the same function stand already."""
MOST = 250


def asked(fault: Fault, known: Reach, patience: float = ENOUGH) -> list[str]:
    """Tests that run a fault's block, in the order in which it is worth asking them: near, cheap, one of each function.

    Those whose part of the module an earlier test of their file filled a cache with come last: alone they run it, too.
    """
    files = {test.partition("::")[0] for test, (_, ran) in known.items() if fault.block in ran}
    turn = Counter[str]()
    order = list[tuple[bool, float, float, str]]()
    for test, (seconds, ran) in sorted(known.items(), key=lambda found: found[1][0]):
        runs = fault.block in ran
        if runs or (test.partition("::")[0] in files and any(block.startswith(f"{fault.path}:") for block in ran)):
            name = test.partition("[")[0]
            turn[name] += 1
            order.append((not runs, turn[name] + FURTHER * far(fault.path, test) + seconds, seconds, test))
    chosen, spent = list[str](), 0.0
    for _, _, seconds, test in sorted(order):
        if len(chosen) >= 3 and (spent + seconds > patience or (len(chosen) == MOST and patience <= ENOUGH)):
            break
        chosen.append(test)
        spent += seconds
    return chosen


def far(path: str, test: str) -> int:
    """How far a test stands from a module: its own or one of what is kept, its room's or the screen's, another."""
    room = Path(path).parent.as_posix().replace("rnnviz", "tests", 1) + "/"
    if test.startswith(("tests/kept/", f"{room}test_{Path(path).stem}.py::")):
        return 0
    return 1 if test.startswith((room, "tests/view/oracle/")) else 2


def code_of(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """All code in a module's, by the names and first lines of functions."""
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return {(c.co_qualname, c.co_firstlineno): c for c in inner} | {k: v for c in inner for k, v in code_of(c).items()}


def put(fault: Fault, functions: list[FunctionType]) -> None:
    """Give every function of the fault's file the code it would have with the fault in it."""
    file = ROOT / fault.path
    new = code_of(compile(broken(ast.parse(text_of(fault.path)), fault), str(file), "exec"))
    for function in functions:
        code = function.__code__
        if code.co_filename == str(file) and (code.co_qualname, code.co_firstlineno) in new:
            function.__code__ = new[code.co_qualname, code.co_firstlineno]


def run(package: str, given: argparse.Namespace) -> None:
    """Try faults of one package, and print what became of them."""
    seed = given.seed
    order = [fault for fault in faults(package) if any(part in str(fault) for part in given.only or [""])]
    random.Random(seed).shuffle(order)
    known = reach(given.tests or ASKED[package], given.anew)
    seen = set[str]().union(*(ran for _, ran in known.values()))
    early = at_import() - seen  # nothing that is put in later changes what they made
    order = [fault for fault in order if fault.block not in early]

    def each(session: Session, items: list[pytest.Item]) -> None:
        functions, words, end = ours(), Counter[str](), time.monotonic() + given.seconds
        for fault in order[given.first : given.first + given.faults]:
            if time.monotonic() > end:
                break
            words[tried(session, fault, items, functions, known, given.patience)] += 1
        share = 100 * words["caught"] / max(words.total(), 1)
        print(
            f"{package}: {words['caught']} of {words.total()} caught, {share:.0f} %; seed {seed}, {len(order)} possible"
        )

    collected(sorted({test.partition("::")[0] for test in known}), each)


def ours() -> list[FunctionType]:
    """All functions of the package there are; what is imported late would come unbroken."""
    for file in sorted((ROOT / "rnnviz").rglob("*.py")):
        if file.stem != "__main__":
            import_module(".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    gc.unfreeze()
    found = [f for f in gc.get_objects() if isinstance(f, FunctionType) and "rnnviz" in f.__code__.co_filename]
    gc.freeze()
    return found


def tried(
    session: Session, fault: Fault, items: list[pytest.Item], functions: list[FunctionType], known: Reach,
    patience: float,
) -> str:  # fmt: skip
    """What became of one fault, which is printed, too."""
    names = asked(fault, known, patience)
    tests = sorted((item for item in items if item.nodeid in names), key=lambda item: names.index(item.nodeid))

    def ask() -> int:
        put(fault, functions)
        return session.failing(tests)

    said, used = in_child(ask, 10 + 4 * sum(known[name][0] for name in names)) if tests else (0, 0.0)
    by = tests[said - 1].nodeid if 0 < said <= len(tests) else "the end of the process" if said else ""
    if 0 < said <= len(tests) and not sound(session, tests[said - 1]):
        del known[by]
        print(f"  {by} fails without any fault, so it is not asked", flush=True)
        return tried(session, fault, items, functions, known, patience)
    word = "LOST" if said == UNTRIED else "caught" if said else "LIVES" if tests else "NEVER RUN"
    print(f"  {word}: {fault}  ({len(tests)} tests, {used:.1f} s{f', by {by}' if by else ''})", flush=True)
    return word


_sound: dict[str, bool] = {}


def sound(session: Session, test: pytest.Item) -> bool:
    """Whether a test that noticed a fault passes where there is none: what is known of it may be old."""
    if test.nodeid not in _sound:
        _sound[test.nodeid] = in_child(lambda: session.failing([test]), PATIENCE)[0] == 0
    return _sound[test.nodeid]


def main() -> None:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__.partition("\n")[0])
    parser.add_argument("--package", choices=ASKED, action="append", help="default: all of them")
    parser.add_argument("--faults", type=int, default=100, help="how many, in each package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="how many of the seed's faults are left out before")
    parser.add_argument("--seconds", type=float, default=math.inf, help="no fault of a package is begun after that")
    parser.add_argument("--tests", action="append", help="folder of tests to ask, default: those of the package")
    parser.add_argument("--only", action="append", help="part of what is printed of a fault: engine/maps, run.py:12")
    parser.add_argument("--patience", type=float, default=ENOUGH, help="seconds of tests that are asked about a fault")
    parser.add_argument("--anew", action="store_true", help="ask all tests again what they run")
    given = parser.parse_args()
    # children start with what takes long to import; nothing of ours is among it
    import hypothesis.strategies  # noqa: F401
    import numpy  # noqa: F401
    import pyqtgraph  # noqa: F401

    for package in given.package or ASKED:
        run(package, given)


if __name__ == "__main__":
    main()
