"""Names of the people ledger in what is written of a case: parts B and C tell classes of persons, never who."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass

from app.domain.case_papers import CASE, CaseNote, subject_of
from app.domain.plan import Case
from app.services.ports import Desk, UnitOfWork

_LEDGER, _NAME = "people", "person"
_SHORTEST, _MOST = 2, 50


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the people ledger that stands in a text of a case; `field` is that of the case, or a topic."""

    case_id: str
    field: str
    name: str


def texts_of(case: Case, notes: Mapping[tuple[str, str], CaseNote]) -> dict[str, str]:
    """Every text of a case by its field or topic."""
    subject = subject_of(CASE, case.id)
    found = {name: getattr(case, name) for name in ("title", "overview", "cause_analysis", "publication")}
    found["discipline_note"] = case.discipline_note
    found["causes"] = "\n".join(cause.text for cause in case.causes)
    found["discipline"] = "\n".join(" ".join((d.target, d.measure, d.reason)) for d in case.discipline)
    found["figures"] = "\n".join(f"{f.label} {f.source}" for f in case.figures)
    found |= {topic: note.text for (about, topic), note in notes.items() if about == subject}
    return {field: text for field, text in found.items() if text.strip()}


def named(desk: Desk) -> tuple[Named, ...]:
    """As `named_in`, in a reading of its own; called off the GUI thread."""
    with desk.file.read() as work:
        return named_in(work)


def named_in(work: UnitOfWork) -> tuple[Named, ...]:
    """The names that stand in the texts of cases, each once for each field, at most fifty. Empty without a ledger."""
    if _LEDGER not in work.ledgers.kinds():
        return ()
    notes = {(note.subject, note.topic): note for note in work.case_papers.notes()}
    texts = [
        (case.id, field, _flat(text))
        for case in work.plan.cases()
        if case.occurred
        for field, text in texts_of(case, notes).items()
    ]
    if not texts:
        return ()
    everything = "\x1f".join(text for _case, _field, text in texts)
    found = []
    for flat, name in sorted({_flat(name): name for name in _names(work) if _told(name)}.items()):
        # One look at all texts: almost no name stands in any.
        if flat in everything:
            found += [Named(case, field, name) for case, field, text in texts if flat in text]
    return tuple(found[:_MOST])


def _names(work: UnitOfWork) -> Iterable[str]:
    with closing(work.ledgers.chunks(_LEDGER)) as chunks:
        for _batch, records in chunks:
            for record in records:
                yield record.values.get(_NAME, "")


def _told(name: str) -> bool:
    # A family name alone is a word of the language as often as not.
    return len(_flat(name)) > _SHORTEST


def _flat(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
