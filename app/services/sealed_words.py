"""A sealed audit in the words in which it was sealed, whatever a newer edition of the program asks by now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.grades import Level, Role, Severity
from app.domain.text import Text
from app.services.asking import Asked, Wording
from app.services.ports import UnitOfWork


def as_sealed(catalogue: Catalogue, work: UnitOfWork) -> Catalogue:
    """The catalogue of a sealed audit: each checkpoint that it was sealed with, in the words of then, and no other.

    What stands beside the question (where to look, incidents) is that of today. The same catalogue where the audit was
    sealed with this edition, or kept no texts.
    """
    asked = Asked(work)
    texts = asked.latest()
    if texts is None or asked.last_edition == catalogue.edition:
        return catalogue
    version, _plus, laid = asked.last_edition.partition("+")
    sites = {checkpoint for checkpoint, site in work.answers.all_current() if site}
    then = tuple(_as_asked(catalogue, texts, sites))
    # None of them is known by another id, or left out, beside what was sealed.
    return replace(catalogue, version=version, laid=laid, checkpoints=then, renamed={}, hidden={})


def _as_asked(catalogue: Catalogue, texts: Mapping[str, Wording], sites: set[str]) -> Iterator[Checkpoint]:
    order = {c.id: number for number, c in enumerate(catalogue.checkpoints)}

    def place(identity: str) -> tuple[int, str]:
        known = catalogue.known(identity)
        return order.get(known.id, len(order)) if known is not None else len(order), identity

    for identity in sorted(texts, key=place):
        said, now = texts[identity], catalogue.known(identity)
        if now is None:
            level = Level.SITE if identity in sites else Level.COMPANY
            now = _retired(catalogue, identity, level)
        if now.question.ja != said.question:
            now = replace(now, question=Text(said.question, said.question))
        if now.verify.ja != said.verify:
            now = replace(now, verify=Text(said.verify, said.verify))
        yield replace(now, id=identity, basis=tuple(b for b in said.basis if _has(catalogue, b)))


def _has(catalogue: Catalogue, basis: str) -> bool:
    """Whether this edition can still say what a basis is called."""
    try:
        catalogue.basis_label(basis, "ja")
    except KeyError:
        return False
    return True


def _retired(catalogue: Catalogue, identity: str, level: Level) -> Checkpoint:
    """A checkpoint that is asked no more, as far as its id tells."""
    return Checkpoint(
        id=identity,
        item=catalogue.item_of(identity),
        roles=frozenset(Role),
        level=level,
        severity=Severity.IMPROVEMENT,
        question=Text("", ""),
        verify=Text("", ""),
        look=(),
        evidence=(),
        basis=(),
        causes=(),
        directions=(),
        actions=(),
        demands=(),
    )
