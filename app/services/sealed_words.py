"""A sealed audit in the words in which it was sealed, whatever a newer edition of the program asks by now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.audit import Audit, in_scope, live_sites
from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.grades import Level, Role, Severity
from app.domain.progress import Place
from app.domain.review import State, state_of
from app.domain.text import Text
from app.services.asking import Asked, Wording
from app.services.ports import UnitOfWork


def as_sealed(catalogue: Catalogue, work: UnitOfWork) -> Catalogue:
    """The catalogue of a sealed audit: each checkpoint of the edition that it was sealed with, in the words of then.

    It asks what it asked: nothing is sealed before every place that is asked was accepted, so that the accepted places
    tell which checkpoints were asked, and at which level. What stands beside the question (where to look, incidents) is
    that of today. The same catalogue where the audit was sealed with this edition, or kept no texts.
    """
    asked = Asked(work)
    texts = asked.latest()
    if texts is None or asked.last_edition == catalogue.edition:
        return catalogue
    version, _plus, laid = asked.last_edition.partition("+")
    then = _Then(catalogue, work.audit.get(), *_accepted(work))
    hidden = {identity: reason for identity in texts if (reason := then.hidden(identity)) is not None}
    # A former id leads on to what was sealed, and never to another checkpoint beside it.
    renamed = {former: now for former, now in catalogue.renamed.items() if former not in texts and now in texts}
    checkpoints = tuple(_as_asked(then, texts))
    return replace(catalogue, version=version, laid=laid, checkpoints=checkpoints, renamed=renamed, hidden=hidden)


def _accepted(work: UnitOfWork) -> tuple[frozenset[Place], frozenset[str]]:
    """The places whose answer in force was accepted, and the sites of the audit."""
    answers, latest = work.answers.all_current(), work.reviews.latest()
    live = frozenset(site.id for site in live_sites(work.sites.all()))
    accepted = (p for p, answer in answers.items() if state_of(answer, latest.get(p)) is State.ACCEPTED)
    return frozenset(accepted), live


@dataclass(frozen=True)
class _Then:
    """What is known of the day of the seal beside the texts: `accepted` places, and the sites that were `live`."""

    catalogue: Catalogue
    audit: Audit
    accepted: Collection[Place]
    live: frozenset[str]

    def hidden(self, identity: str) -> Text | None:
        """Why the company did not ask a checkpoint; None where it did. What lies over a sealed audit stays as it is."""
        known = self.catalogue.known(identity)
        of_today = self.catalogue.hidden.get(known.id) if known is not None else None
        return self.catalogue.hidden.get(identity) or of_today

    def level(self, identity: str, today: Level | None) -> Level | None:
        """At which level a checkpoint was asked; None where it was not. Where it was answered at both, as `today`."""
        of_company = (identity, "") in self.accepted
        at_sites = bool(self.live) and all((identity, site) in self.accepted for site in self.live)
        if of_company and at_sites:
            return today or Level.SITE
        if of_company or at_sites:
            return Level.COMPANY if of_company else Level.SITE
        # At a site where there is none it is asked without a place.
        return Level.SITE if today is Level.SITE and not self.live else None


def _as_asked(then: _Then, texts: Mapping[str, Wording]) -> Iterator[Checkpoint]:
    catalogue = then.catalogue
    order = {c.id: number for number, c in enumerate(catalogue.checkpoints)}

    def place(identity: str) -> tuple[int, str]:
        known = catalogue.known(identity)
        return order.get(known.id, len(order)) if known is not None else len(order), identity

    for identity in sorted(texts, key=place):
        said, now = texts[identity], catalogue.known(identity)
        level = then.level(identity, now.level if now is not None else None)
        if now is None:
            now = _retired(catalogue, identity)
        now = replace(now, id=identity, item=_item(catalogue, identity, now))
        if now.question.ja != said.question:
            now = replace(now, question=Text(said.question, said.question))
        if now.verify.ja != said.verify:
            now = replace(now, verify=Text(said.verify, said.verify))
        now = replace(now, basis=tuple(b for b in said.basis if _has(catalogue, b)))
        yield _asked_so(then, now, level)


def _asked_so(then: _Then, checkpoint: Checkpoint, level: Level | None) -> Checkpoint:
    """The checkpoint asked of the company's role where it was, at that level."""
    role = then.audit.role
    if then.hidden(checkpoint.id) is not None or not in_scope(then.audit, checkpoint.item):
        return checkpoint
    if level is None:
        return replace(checkpoint, roles=checkpoint.roles - {role})
    if role in checkpoint.roles and level is checkpoint.level:
        return checkpoint
    return replace(checkpoint, roles=checkpoint.roles | {role}, level=level)


def _item(catalogue: Catalogue, identity: str, now: Checkpoint) -> str:
    """The item that a checkpoint stood in under the id of then, which leads to it."""
    then = identity.rpartition("-")[0]
    return then if now.id != identity and any(item.id == then for item in catalogue.items) else now.item


def _has(catalogue: Catalogue, basis: str) -> bool:
    """Whether this edition can still say what a basis is called."""
    try:
        catalogue.basis_label(basis, "ja")
    except KeyError:
        return False
    return True


def _retired(catalogue: Catalogue, identity: str) -> Checkpoint:
    """A checkpoint that is asked no more, as far as its id tells."""
    return Checkpoint(
        id=identity,
        item=catalogue.item_of(identity),
        roles=frozenset(Role),
        level=Level.COMPANY,
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
