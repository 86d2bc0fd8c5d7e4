"""Texts that a report on paper would not show as they are written: told with their places, before anything is printed.

A report with a character that no font has is refused when it is printed, and a sealed audit can no longer be changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TypeVar

from app.domain.consistency.model import Found, Spot, Where, check, place
from app.domain.consistency.whole import Whole
from app.domain.unprinted import Unprinted, named

T = TypeVar("T")

_AROUND = 12
"""Characters before and after one that is told."""
_UNLABELLED = frozenset({"name"})
"""Fields that are the thing itself."""


def _texts(whole: Whole) -> Iterator[tuple[Where, str]]:
    """Everything that stands in the audit and is printed, with its field."""
    # Of tens of thousands of answers most say the same, and hardly one says anything odd.
    said = {text for answer in whole.own.values() for text in (answer.comment, answer.reason)}
    odd = {text for text in said if text and whole.unprinted(text) is not None}
    for at, answer in whole.own.items() if odd else ():
        if answer.comment in odd:
            yield place(*at, "comment"), answer.comment
        if answer.reason in odd:
            yield place(*at, "reason"), answer.reason
    for reply in whole.replies:
        yield place(reply.checkpoint, reply.site, "reply"), reply.reply
    yield from _of(whole.audit, _named(Spot.AUDIT))
    for site in whole.live:
        yield from _of(site, _named(Spot.SITE, site=site.id))
    numbers = {action.id: action for action in whole.measures}
    for identity, action in numbers.items():
        own = _measure(action.checkpoint, action.number)
        yield from _of(action, own)
        if (beside := whole.beside.get(identity)) is not None:
            yield from _of(beside, own)
        if (looked := whole.checks.get(identity)) is not None:
            yield from ((own("effect"), text) for _field, text in _of(looked, lambda field: field))
    for revision in whole.revisions:
        if (revised := numbers.get(revision.action)) is not None:
            yield _measure(revised.checkpoint, revised.number)("revised"), revision.reason
    for split in whole.separations:
        yield from _of(split, _named(Spot.SEPARATION, identity=split.id))
    for case in whole.cases:
        yield from _of(case, _named(Spot.CASE, identity=case.id))
    for note in whole.case_notes:
        kind, _colon, identity = note.subject.partition(":")
        yield Where(Spot.CASE if kind == "case" else Spot.FINDING, identity=identity), note.text
    for piece in whole.evidence:
        if not piece.removed:
            yield Where(Spot.EVIDENCE, "name", piece.checkpoint, piece.site, piece.id), piece.name
    for finding in whole.findings:
        where = Where(Spot.FINDING, site=finding.site, identity=finding.id)
        for text in (finding.subject, finding.remark, *finding.values.values()):
            yield where, text


def _named(spot: Spot, site: str = "", identity: str = "") -> Callable[[str], Where]:
    return lambda field: Where(spot, field, site=site, identity=identity)


def _measure(checkpoint: str, number: int) -> Callable[[str], Where]:
    return lambda field: Where(Spot.ACTION, field, checkpoint, number=number)


def _of(thing: object, where: Callable[[str], T]) -> Iterator[tuple[T, str]]:
    """The texts of a value and of those within it, with the field that holds them."""
    for name, text in _held(thing, ""):
        yield where("" if name in _UNLABELLED else name), text


def _held(thing: object, name: str) -> Iterator[tuple[str, str]]:
    match thing:
        case str():
            yield name, str(thing)
        case Mapping():
            for each in thing.values():
                yield from _held(each, name)
        case tuple() | list() | frozenset():
            for each in sorted(thing) if isinstance(thing, frozenset) else thing:
                yield from _held(each, name)
        case _ if is_dataclass(thing):
            for each in fields(thing):
                yield from _held(getattr(thing, each.name), each.name)


def _told(whole: Whole, chosen: Callable[[Unprinted], Iterable[tuple[str, tuple[str, ...]]]]) -> Iterator[Found]:
    """Each field once for each message; of its texts the first that shows it."""
    seen: set[tuple[Where, str]] = set()
    for where, text in _texts(whole):
        if not text or (odd := whole.unprinted(text)) is None:
            continue
        for message, characters in chosen(odd):
            if characters and (where, message) not in seen:
                seen.add((where, message))
                yield message, where, {"characters": named(characters), "words": _around(text, characters[0])}


def _around(text: str, character: str) -> str:
    at = max(0, text.find(character))
    return " ".join(text[max(0, at - _AROUND) : at + _AROUND].split())


@check("K96")
def cannot_be_printed(whole: Whole) -> Iterator[Found]:
    """A character that no font of the program has: every report with this text is refused."""
    return _told(whole, lambda odd: [("missing", odd.missing)])


@check("K97")
def printed_otherwise(whole: Whole) -> Iterator[Found]:
    """A shape of a kanji that is not printed (異体字セレクタ), and marks that stand beside their character."""
    return _told(whole, lambda odd: [("variant", odd.variants), ("loose", odd.loose)])
