"""Whether plain tables are what a Struct says: every field there, none unknown, each of its kind."""

from __future__ import annotations

from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from rnnviz.engine.errors import suggestion
from rnnviz.engine.wording import Message
from rnnviz.io.refused import Place, Refused, entry, named, told, within

S = TypeVar("S", bound=msgspec.Struct)
_KINDS = {
    bool: "kind.truth", int: "kind.whole", float: "kind.number", str: "kind.text", list: "kind.list",
    tuple: "kind.list", dict: "kind.table", NoneType: "kind.nothing",
}  # fmt: skip


@cache
def fields_of(table: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """The fields of a Struct by name, and those of the Structs in it learnt, too: msgspec evaluates annotations."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(table)}
    for kind in (get_args(field.type)[0] if get_args(field.type) else field.type for field in fields.values()):
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            fields_of(kind)
    return fields


def check_fields(raw: Any, table: type[msgspec.Struct], where: Place = "") -> None:
    """Refused for the first field of a table, or of what stands in it, that is not as the Struct says."""
    if not isinstance(raw, dict):
        raise _other(where, dict, raw)
    fields = fields_of(table)
    for name, value in raw.items():
        if name not in fields:
            raise Refused(where, "table.unknown", field=named(name), hint=suggestion(named(name), fields))
        _check(value, fields[name].type, within(where, name))
    for name, field in fields.items():
        if field.required and name not in raw:
            raise Refused(where, "table.missing", field=name)


def typed(raw: Any, table: type[S]) -> S:
    """Plain tables -> typed ones; Refused where a field is missing, unknown or of another type."""
    check_fields(raw, table)
    try:
        return msgspec.convert(raw, table)
    except msgspec.ValidationError:  # what it refuses beyond the kinds that `check_fields` knows
        raise Refused("", "table.wrong") from None


def _check(value: Any, kind: Any, where: Place) -> None:
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise _other(where, tuple, value)
        for number, one in enumerate(value, 1):
            _check(one, get_args(kind)[0], entry(where, number))
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        check_fields(value, kind, where)
    elif isinstance(value, dict) and (table := _table_in(kind)) is not None:
        check_fields(value, table, where)
    elif not _fits(value, kind):
        raise _other(where, kind, value)


def _table_in(kind: Any) -> type[msgspec.Struct] | None:
    """The table that may stand where something may also be left out."""
    return next((one for one in get_args(kind) if isinstance(one, type) and issubclass(one, msgspec.Struct)), None)


def _fits(value: Any, kind: Any) -> bool:
    if isinstance(kind, UnionType):
        return any(_fits(value, one) for one in get_args(kind))
    return type(value) is kind or (kind is float and type(value) is int)


def _other(where: Place, kind: Any, value: Any) -> Refused:
    return Refused(where, "table.kind", wanted=_said(kind), got=_said(type(value)))


def _said(kind: Any) -> Message:
    if isinstance(kind, UnionType):
        one, other = get_args(kind)
        return told("kind.either", one=_said(one), other=_said(other))
    return told(_KINDS.get(kind, "kind.table"))  # any other is a table of ours
