"""A case written as a TOML file: the structured content of parts B and C for the command line.

Keys are those of `Case`: texts and `discovered`; `[[figure]]`, `[[cause]]` (with `measures`, the numbers of measures)
and `[[discipline]]`. What the file does not name stays as it is; a list that it names replaces the one on record, save
that figures keep what they said before (`case_figures.kept`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.domain.case_figures import CaseFigure, FigureKind
from app.domain.grades import Cause
from app.domain.plan import Action, Case, CaseCause, Discipline
from app.errors import UserError, from_os_error, register_messages, require_file

register_messages(
    {
        "plan_file_toml": "{file} is not readable TOML ({reason}); correct it and try again.",
        "plan_file_large": "{file} is larger than {limit} KB; a case needs no more.",
        "plan_file_key": "{file}: {place} may not hold {key}; known are {known}.",
        "plan_file_lacks": "{file}: {place} needs {key}.",
        "plan_file_type": "{file}: {key} in {place} must be {wanted}.",
    }
)

_MOST = 1_000_000
# How a value is written: shown in refusals, the same in every language.
_TEXT, _DAY, _FLAG = '"…"', "2026-10-31", "true | false"
_NUMBERS, _TEXTS, _TABLES = "[1, 2]", '["…", "…"]', "[[…]]"
_ROOT = {
    "title": _TEXT,
    "overview": _TEXT,
    "cause_analysis": _TEXT,
    "publication": _TEXT,
    "discipline_note": _TEXT,
    "discovered": _DAY,
    "occurred": _FLAG,
    "figure": _TABLES,
    "cause": _TABLES,
    "discipline": _TABLES,
}
_FIGURE = {
    "label": _TEXT,
    "value": _TEXT,
    "as_of": _DAY,
    "source": _TEXT,
    "estimated": _FLAG,
    "kind": _TEXT,
    "purpose": _TEXT,
}
_CAUSE = {"cause": _TEXT, "text": _TEXT, "measures": _NUMBERS, "items": _TEXTS}
_DISCIPLINE = {"target": _TEXT, "measure": _TEXT, "reason": _TEXT, "dated": _DAY}


def read_case(file: Path, case: Case, actions: Sequence[Action]) -> Case:
    """`case` with what `file` says of it. Raises UserError naming the file, the place and the key."""
    data = _loaded(file)
    known = _checked(file, "[ ]", data, _ROOT, ())
    numbers = {a.number: a.id for a in actions}
    lists: dict[str, object] = {}
    if "figure" in known:
        lists["figures"] = tuple(
            CaseFigure(
                f["label"],
                f["value"],
                f.get("as_of"),
                f.get("source", ""),
                f.get("estimated", False),
                _kind(file, f.get("kind", FigureKind.OTHER.value)),
                f.get("purpose", ""),
            )
            for f in _tables(file, "figure", known, _FIGURE, ("label", "value"))
        )
    if "cause" in known:
        lists["causes"] = tuple(
            CaseCause(
                _cause(file, c["cause"]), c["text"], _ids(c.get("measures", ()), numbers), tuple(c.get("items", ()))
            )
            for c in _tables(file, "cause", known, _CAUSE, ("cause", "text"))
        )
    if "discipline" in known:
        lists["discipline"] = tuple(
            Discipline(d["target"], d["measure"], d.get("reason", ""), d.get("dated"))
            for d in _tables(file, "discipline", known, _DISCIPLINE, ("target", "measure"))
        )
    plain = {name: value for name, value in known.items() if _ROOT[name] != _TABLES}
    texts = {name: value.strip() if isinstance(value, str) else value for name, value in plain.items()}
    return replace(case, **texts, **lists)  # type: ignore[arg-type]


def _loaded(file: Path) -> dict[str, Any]:
    require_file(file)
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST + 1)
    except OSError as error:
        raise from_os_error(error, file.name) from error
    if len(data) > _MOST:
        raise UserError("plan_file_large", file=file.name, limit=_MOST // 1_000)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserError("plan_file_toml", file=file.name, reason=str(error)) from error


def _checked(
    file: Path, place: str, data: Mapping[str, Any], known: Mapping[str, str], needed: Sequence[str]
) -> Mapping[str, Any]:
    for key, value in data.items():
        if key not in known:
            raise UserError("plan_file_key", file=file.name, place=place, key=key, known=list(known))
        if not _fits(value, known[key]):
            raise UserError("plan_file_type", file=file.name, place=place, key=key, wanted=known[key])
    for key in needed:
        if key not in data:
            raise UserError("plan_file_lacks", file=file.name, place=place, key=key)
    return data


def _fits(value: object, wanted: str) -> bool:
    if wanted == _DAY:
        return isinstance(value, date) and not isinstance(value, datetime)
    if wanted == _FLAG:
        return isinstance(value, bool)
    if wanted == _TEXT:
        return isinstance(value, str)
    if not isinstance(value, list):
        return False
    kind = {_NUMBERS: int, _TEXTS: str, _TABLES: dict}[wanted]
    return all(isinstance(each, kind) and not isinstance(each, bool) for each in value)


def _tables(
    file: Path, name: str, data: Mapping[str, Any], known: Mapping[str, str], needed: Sequence[str]
) -> list[Mapping[str, Any]]:
    return [
        _checked(file, f"[[{name}]] {number}", each, known, needed) for number, each in enumerate(data[name], start=1)
    ]


def _cause(file: Path, word: str) -> Cause:
    try:
        return Cause(word)
    except ValueError:
        raise UserError("plan_file_type", file=file.name, place="[[cause]]", key="cause", wanted=list(Cause)) from None


def _kind(file: Path, word: str) -> FigureKind:
    try:
        return FigureKind(word)
    except ValueError:
        known = list(FigureKind)
        raise UserError("plan_file_type", file=file.name, place="[[figure]]", key="kind", wanted=known) from None


def _ids(numbers: Sequence[int], known: Mapping[int, str]) -> tuple[str, ...]:
    for number in numbers:
        if number not in known:
            raise UserError("action_unknown", number=number)
    return tuple(known[number] for number in numbers)
