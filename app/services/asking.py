"""The words in which an audit's checkpoints were asked (確認事項の文言), kept in it with every edition it has met.

The program knows the texts of its own edition only. The next audit must tell whether a checkpoint is still asked as it
was when it was answered, so each edition's texts stay in the audit's settings: `asked` names the editions with the
moment from which each one asked, `asked.EDITION` has its texts. What the company lays over an edition counts as one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.catalogue import Catalogue, Checkpoint, fingerprint_of
from app.domain.history import Event, canonical
from app.errors import UserError
from app.services.ports import Desk, UnitOfWork

SETTING = "asked"
"""The setting that names the editions; with a full stop and an edition, the one that has its texts."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How a checkpoint was asked: question and way to verify in Japanese, and the basis."""

    question: str
    verify: str
    basis: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """As `Checkpoint.fingerprint`."""
        return fingerprint_of(self.question, self.verify, self.basis)


def wording_of(checkpoint: Checkpoint) -> Wording:
    """How the program's own edition asks a checkpoint."""
    return Wording(checkpoint.question.ja, checkpoint.verify.ja, checkpoint.basis)


def first_settings(catalogue: Catalogue, at: str) -> dict[str, str]:
    """The settings that keep the texts of the edition an audit begins with."""
    return {SETTING: canonical([[catalogue.edition, at]]), _name(catalogue.edition): _texts(catalogue)}


def keep(desk: Desk) -> None:
    """Keep the texts that are asked now where others were asked before. Called when an audit is opened; where nothing
    can be written, that is left for the next time."""
    if desk.file.refusal is not None:
        return
    with desk.file.read() as work:
        audit, editions = work.audit.get(), _editions(work)
    asked = editions[-1][0] if editions else audit.catalogue_version
    if editions and asked == desk.catalogue.edition:
        return
    # What cannot be written now, on a full disk or in a sealed audit, must not keep anybody from opening it.
    with suppress(UserError):
        _keep(desk, asked, audit.created_at if asked == desk.catalogue.edition else desk.stamp())


def _keep(desk: Desk, before: str, since: str) -> None:
    edition = desk.catalogue.edition
    with desk.file.write() as work:
        keep_within(work, desk.catalogue, since)
        told = Event("catalogue.kept", edition, before={"catalogue": before}, after={"catalogue": edition})
        work.history.record(desk.stamp(), desk.world.user, told)
        work.commit()


def keep_within(work: UnitOfWork, catalogue: Catalogue, since: str) -> None:
    """Keep how the checkpoints are asked from a moment on, where that is otherwise than before; to be recorded by the
    caller."""
    editions, edition = _editions(work), catalogue.edition
    if editions and editions[-1][0] == edition:
        return
    work.audit.set_setting(SETTING, canonical([*editions, [edition, since]]))
    if work.audit.setting(_name(edition)) is None:
        work.audit.set_setting(_name(edition), _texts(catalogue))


class Asked:
    """How an audit's checkpoints were asked at a moment, as one transaction reads it."""

    def __init__(self, work: UnitOfWork, catalogue: Catalogue) -> None:
        self._first = work.audit.get().catalogue_version
        self._editions = [(edition, _moment(since)) for edition, since in _editions(work)]
        self._texts = {catalogue.edition: {c.id: wording_of(c) for c in catalogue.checkpoints}}
        for edition in {edition for edition, _since in self._editions}:
            if (kept := work.audit.setting(_name(edition))) is not None:
                self._texts[edition] = _wordings(json.loads(kept))

    def at(self, checkpoint: str, moment: str) -> Wording | None:
        """How a checkpoint (by its id then) was asked at a moment; None where the audit kept no texts of that time."""
        when = _moment(moment)
        edition = next((e for e, since in reversed(self._editions) if since <= when), self._first)
        return self._texts.get(edition, {}).get(checkpoint)

    def latest(self) -> Mapping[str, Wording] | None:
        """How the checkpoints were asked last, by id; None where the audit kept no texts of that edition."""
        return self._texts.get(self._editions[-1][0] if self._editions else self._first)


def _editions(work: UnitOfWork) -> list[tuple[str, str]]:
    return [(edition, since) for edition, since in json.loads(work.audit.setting(SETTING) or "[]")]


def _moment(stamp: str) -> datetime:
    """A stored moment; one without a zone, as a foreign program may have written it, is taken as UTC."""
    at = datetime.fromisoformat(stamp)
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _name(edition: str) -> str:
    return f"{SETTING}.{edition}"


def _texts(catalogue: Catalogue) -> str:
    return canonical({c.id: [c.question.ja, c.verify.ja, *c.basis] for c in catalogue.checkpoints})


def _wordings(told: Mapping[str, list[str]]) -> dict[str, Wording]:
    return {identity: Wording(texts[0], texts[1], tuple(texts[2:])) for identity, texts in told.items()}
