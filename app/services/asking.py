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
from functools import cached_property

from app.domain.answers import Answer
from app.domain.catalogue import Catalogue, Checkpoint, fingerprint_of
from app.domain.findings import WORDING
from app.domain.history import RENAMED, Event, canonical
from app.domain.progress import Place
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


def keep(desk: Desk) -> bool:
    """Keep the texts that are asked now where others were asked before, and let what is kept at former ids of
    checkpoints follow to those of now; whether the audit stands as it is asked now. Called when it is opened; where
    nothing can be written, that is left for the next time."""
    with desk.file.read() as work:
        audit, editions = work.audit.get(), _editions(work)
    asked = editions[-1][0] if editions else audit.catalogue_version
    if editions and asked == desk.catalogue.edition:
        return True
    if desk.file.refusal is not None:
        return False
    # What cannot be written now, on a full disk or in a sealed audit, must not keep anybody from opening it.
    with suppress(UserError):
        _keep(desk, asked, audit.created_at if asked == desk.catalogue.edition else desk.stamp())
        return True
    return False


def _keep(desk: Desk, before: str, since: str) -> None:
    from app.services import renaming, rewording

    edition = desk.catalogue.edition
    with desk.file.write() as work:
        moved = renaming.follow(work, desk.catalogue, desk.stamp(), desk.world.user)
        texts = _by_present_ids(Asked(work).texts(before) or {}, moved)
        rewording.follow(work, texts, before, desk.catalogue, desk.stamp(), desk.world.user)
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


def _by_present_ids(texts: Mapping[str, Wording], moved: Mapping[str, str]) -> dict[str, Wording]:
    """Texts of an edition by the ids of today. An answer that was moved was given to the words of its former id, also
    where that edition had the present one beside it."""
    return {**texts, **{now: texts[former] for former, now in moved.items() if former in texts}}


class Asked:
    """How an audit's checkpoints were asked at a moment, as one transaction reads it; texts are read where wanted."""

    def __init__(self, work: UnitOfWork, catalogue: Catalogue | None = None) -> None:
        self._work = work
        self._first = work.audit.get().catalogue_version
        self._editions = [(edition, _moment(since)) for edition, since in _editions(work)]
        self._texts: dict[str, Mapping[str, Wording] | None] = {}
        if catalogue is not None:
            self._texts[catalogue.edition] = {c.id: wording_of(c) for c in catalogue.checkpoints}

    def edition_at(self, moment: str) -> str:
        """The edition in whose words was asked at a moment."""
        when = _moment(moment)
        return next((e for e, since in reversed(self._editions) if since <= when), self._first)

    def words(self, edition: str, checkpoint: str) -> Wording | None:
        """How an edition asks a checkpoint (by its id then, or the one it has today); None where the audit kept no
        texts of it."""
        texts = self.texts(edition)
        return None if texts is None else _by_present_ids(texts, self._renamed).get(checkpoint)

    def at(self, checkpoint: str, moment: str) -> Wording | None:
        """How a checkpoint (by its id then) was asked at a moment; None where the audit kept no texts of that time."""
        return self.words(self.edition_at(moment), checkpoint)

    def answered(self, answer: Answer) -> Wording | None:
        """In which words the question of an answer in force was put when it was given, or upheld since.

        An answer that was given to other words than those of today bears a mark, whenever its remark was changed; one
        without a mark holds for today's.
        """
        edition = self._marks.get((answer.checkpoint, answer.site))
        if edition is not None:
            return self.words(edition, answer.checkpoint)
        return (self.latest() or {}).get(answer.checkpoint) or self.at(answer.checkpoint, answer.at)

    @property
    def last_edition(self) -> str:
        """The edition in whose words was asked last."""
        return self._editions[-1][0] if self._editions else self._first

    def latest(self) -> Mapping[str, Wording] | None:
        """How the checkpoints were asked last, by id; None where the audit kept no texts of that edition."""
        return self.texts(self.last_edition)

    def first(self) -> Mapping[str, Wording]:
        """How the checkpoints were asked when the audit began, by id; empty where it kept no texts of that time."""
        texts = self.texts(self._editions[0][0] if self._editions else self._first) or {}
        return _by_present_ids(texts, self._renamed)

    @cached_property
    def _renamed(self) -> Mapping[str, str]:
        """Former ids of checkpoints → those of today."""
        told: Mapping[str, str] = json.loads(self._work.audit.setting(RENAMED) or "{}")
        return told

    @cached_property
    def _marks(self) -> Mapping[Place, str]:
        grounds = self._work.findings.grounds()
        return {(g.checkpoint, g.site): g.findings[WORDING] for g in grounds if WORDING in g.findings}

    def texts(self, edition: str) -> Mapping[str, Wording] | None:
        """How an edition asks, by id; None where the audit kept no texts of it."""
        if edition not in self._texts:
            kept = self._work.audit.setting(_name(edition))
            self._texts[edition] = None if kept is None else _wordings(json.loads(kept))
        return self._texts[edition]


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
