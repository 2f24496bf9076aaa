"""Where the values of a compiled cell live: arrays made of neighbouring segments, one row per time step.

What one matrix product reads or writes has to stand side by side, and a state's home is the slot of the next step's
operand; so writing h writes what the next product reads. Everything else has an array of its own. Sizes come later.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rnnviz.engine.compiler.graph import rest_of
from rnnviz.engine.compiler.lower import Lowered, elementwise

Key = int | str | tuple[str, int]
Segments = tuple[tuple[Key, str], ...]
"""(key, kind of size) of each segment of an array, in order. Keys are nodes, or words of our own: nothing is ever read
out of a name that stands in a cell."""


class StoragePlace(NamedTuple):
    """Some neighbouring segments of an array: [first, last), read `shift` rows later."""

    array: str
    first: int = 0
    last: int = 1
    shift: int = 0


class Gate(NamedTuple):
    """A row that only one sigmoid or tanh reads, alone or in a sum with `extras` (sign, node), added in place.

    A sigmoid's row comes out of the product with its sign turned, ready for exp. block: whether it shares the calls of
    its activation with its neighbours.
    """

    row: int
    total: int | None
    extras: tuple[tuple[int, int], ...]
    act: int
    kind: str
    block: bool


class Group(NamedTuple):
    """One product per step: rows of one stage that read the same operands (and x and 1 where some row does).

    hoisted: what comes from x and biases is one product for all steps, added in the loop; then x and one are False.
    mixing: the operation over the units of one operand that stands in the place of the product.
    """

    stage: int
    operands: tuple[int, ...]
    rows: tuple[int, ...]
    x: bool
    one: bool
    hoisted: bool
    mixing: str = ""


class StorageMap(NamedTuple):
    """arrays: name -> (segments, rows beyond T); of: node -> place; mirrors: operand -> copies for further products.

    raised: sigmoid -> where exp(-argument) stands, of which its slope is made; and of a 1 - sigmoid that is computed
    beside the sigmoids of its product, exp(argument). inline: what no statement of its own computes.
    """

    groups: tuple[Group, ...]
    gates: Mapping[int, Gate]
    inline: frozenset[int]
    raised: Mapping[int, StoragePlace]
    arrays: Mapping[str, tuple[Segments, int]]
    of: Mapping[int, StoragePlace]
    mirrors: Mapping[int, tuple[StoragePlace, ...]]


def find_places(low: Lowered, live: list[int], hoisted: bool) -> StorageMap:
    """The storage of everything a forward run computes; hoisted: x is multiplied for all steps at once."""
    users = _users(low, live)
    homes = {low.graph.ops[n].args[0] for n in live if low.graph.ops[n].kind in ("own", "opd")}
    gates = {g.act: g for n in live if (g := _gate(low, n, users, homes)) is not None}
    groups = _groups(low, live, gates, hoisted)
    return _Placing(low, live, gates, groups, homes).result()


def _users(low: Lowered, live: list[int]) -> dict[int, list[int]]:
    users: dict[int, list[int]] = {}
    for node in live:
        for arg in low.graph.ops[node].args:
            users.setdefault(arg, []).append(node)
    return users


def _gate(low: Lowered, row: int, users: Mapping[int, list[int]], homes: set[int]) -> Gate | None:
    ops = low.graph.ops
    if ops[row].kind != "row" or row not in low.varying or len(users.get(row, [])) != 1:
        return None
    if low.rows[ops[row].data].mixing:  # its value is wanted on the way back
        return None
    act: int = users[row][0]
    total: int | None = None
    extras: tuple[tuple[int, int], ...] = ()
    if ops[act].kind == "sum":
        total = act
        terms = list(zip(ops[total].data, ops[total].args, strict=True))
        extras = tuple((sign, n) for sign, n in terms if n != row)
        alone = len(extras) == len(terms) - 1 and (1, row) in terms
        if not alone or total in homes or len(users.get(total, [])) != 1:
            return None
        if any(_later_row(low, row, n) for _, n in extras):
            return None
        act = users[total][0]
    kind = ops[act].kind
    if kind not in ("sigmoid", "tanh"):
        return None
    early = all(low.stage[n] < low.stage[row] for _, n in extras)
    return Gate(row, total, extras, act, kind, early and act not in homes)


def _later_row(low: Lowered, row: int, other: int) -> bool:
    """Of several rows in one sum the last is the one that is worked on in place."""
    return low.graph.ops[other].kind == "row" and (low.stage[other], other) > (low.stage[row], row)


def _groups(low: Lowered, live: list[int], gates: Mapping[int, Gate], hoisted: bool) -> tuple[Group, ...]:
    found: dict[tuple[int, tuple[int, ...], str], list[int]] = {}
    for node in live:
        if low.graph.ops[node].kind == "row" and node in low.varying:
            row = low.rows[low.graph.ops[node].data]
            operands = tuple(sorted({o for _, _, o in row.terms if o in low.varying}))
            found.setdefault((row.stage, operands, row.mixing), []).append(node)
    kinds = {g.row: ("sigmoid", "tanh").index(g.kind) for g in gates.values() if g.block}
    groups = []
    for (stage, operands, mixing), members in sorted(found.items()):
        rows = sorted(members, key=lambda r: (kinds.get(r, 2), r))
        parts = [low.rows[low.graph.ops[r].data] for r in rows]
        x = any(o not in operands for part in parts for _, _, o in part.terms)
        one = any(part.bias for part in parts)
        groups.append(
            Group(stage, operands, tuple(rows), x and not hoisted, one and not (x and hoisted), x and hoisted, mixing)
        )
    return tuple(groups)


class _Placing:
    def __init__(
        self, low: Lowered, live: list[int], gates: Mapping[int, Gate],
        groups: tuple[Group, ...], homes: set[int],
    ) -> None:  # fmt: skip
        self.low, self.live, self.gates, self.groups, self.homes = low, live, gates, groups, homes
        self.inline = {g.total for g in gates.values() if g.total is not None}
        self.raised: dict[int, StoragePlace] = {}
        self.arrays: dict[str, tuple[Segments, int]] = {}
        self.of: dict[int, StoragePlace] = {}
        self.mirrors: dict[int, list[StoragePlace]] = {}
        self.read = {a for n in live for a in low.graph.ops[n].args}

    def result(self) -> StorageMap:
        for number, group in enumerate(self.groups):
            self._products(number, group)
        self._states()
        for node in self.live:
            self._alias(node)
        for number, group in enumerate(self.groups):
            self._activations(number, group)
        for node in self.live:
            self._alone(node)
        mirrors = {operand: tuple(found) for operand, found in self.mirrors.items()}
        return StorageMap(
            self.groups, self.gates, frozenset(self.inline), self.raised, self.arrays, self.of, mirrors
        )  # fmt: skip

    def _products(self, number: int, group: Group) -> None:
        ops = self.low.graph.ops
        segments: list[tuple[Key, str]] = [(o, ops[o].size) for o in group.operands]
        segments += [("x", "input")] * group.x + [("1", "one")] * group.one
        self.arrays[f"R{number}"] = (tuple(segments), 1)
        if group.hoisted:
            self.arrays[f"X{number}"] = (tuple((r, ops[r].size) for r in group.rows), 0)
        self.arrays[f"Z{number}"] = (tuple((r, ops[r].size) for r in group.rows), 0)
        for i, row in enumerate(group.rows):
            self.of[row] = StoragePlace(f"Z{number}", i, i + 1)
        for i, operand in enumerate(group.operands):
            slot = StoragePlace(f"R{number}", i, i + 1)
            if operand not in self.of:
                self.of[operand] = slot
            else:
                self.mirrors.setdefault(operand, []).append(slot)

    def _activations(self, number: int, group: Group) -> None:
        """Values of gates: those of one product side by side, sigmoids first, what is 1 minus one before them all."""
        gates = {g.row: g for g in self.gates.values() if g.row in group.rows}
        together = [gates[row].act for row in group.rows if row in gates and gates[row].block]
        sigmoids = [act for act in together if self.gates[act].kind == "sigmoid"]
        rests = [n for n in self.live if n not in self.homes and rest_of(self.low.graph, n) in sigmoids]
        for array, found in ((f"E{number}", [*rests, *sigmoids]), (f"G{number}", [*rests, *together])):
            if found:
                self.arrays[array] = (tuple((n, self.low.graph.ops[n].size) for n in found), 0)
        self.raised |= {n: StoragePlace(f"E{number}", i, i + 1) for i, n in enumerate([*rests, *sigmoids])}
        self.of |= {n: StoragePlace(f"G{number}", i, i + 1) for i, n in enumerate([*rests, *together])}
        self.inline |= {*rests, *together}
        for gate in gates.values():
            self.of[-1 - gate.row] = self.of.pop(gate.row)  # worked on in place, nobody else's
            if gate.kind == "sigmoid" and not gate.block:
                self.arrays[f"e{gate.act}"] = (((gate.act, self.low.graph.ops[gate.act].size),), 0)
                self.raised[gate.act] = StoragePlace(f"e{gate.act}")

    def _states(self) -> None:
        """A state's new value stands where the next step reads it."""
        ops = self.low.graph.ops
        previous = {ops[n].data: n for n in range(len(ops)) if ops[n].kind == "prev"}
        for name, own in self.low.owns.items():
            size = ops[own].size
            if name not in previous:
                self._new(own, f"v{own}", size)
                continue
            prev = previous[name]
            if prev not in self.of:
                self.arrays[f"S{prev}"] = (((prev, size),), 1)
                self.of[prev] = StoragePlace(f"S{prev}")
            self.of[own] = self.of[prev]._replace(shift=1)

    def _alias(self, node: int) -> None:
        """What only becomes a state or an operand is computed there at once."""
        op = self.low.graph.ops[node]
        if op.kind in ("own", "opd"):
            if node not in self.of:
                self._new(node, f"v{node}", op.size)
            if elementwise(self.low.graph, op.args[0]) and op.args[0] not in self.of:
                self.of[op.args[0]] = self.of[node]

    def _alone(self, node: int) -> None:
        op = self.low.graph.ops[node]
        if node in self.of or node in self.inline or op.kind in ("param", "const"):
            return
        raw = op.kind == "row" and node in self.low.varying
        unread = op.kind == "x" and node not in self.read
        if not raw and not unread:
            self._new(node, f"v{node}", op.size)

    def _new(self, node: int, name: str, size: str) -> None:
        self.arrays[name] = (((node, size),), 0)
        self.of[node] = StoragePlace(name)
