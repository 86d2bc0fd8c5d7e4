"""Many places that somebody chose, looked at before anything is done with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.audit import COMPANY, in_scope, live_sites
from app.domain.catalogue import Checkpoint
from app.domain.grades import Level
from app.domain.progress import Place
from app.errors import UserError, register_messages
from app.services.ports import Desk, UnitOfWork

register_messages(
    {
        "batch_empty": "Nothing was chosen.",
        "checkpoint_unknown": "There is no checkpoint {checkpoint} in this audit.",
        "checkpoint_not_asked": "The company does not ask {checkpoint} ({reason}); nothing was recorded.",
        "checkpoint_out_of_scope": "This audit does not examine the item {item}, and so does not ask {checkpoint}; "
        "nothing was recorded.",
    }
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Places of this audit, each once, with what is asked there and the names of the sites."""

    places: tuple[Place, ...]
    checkpoints: Mapping[str, Checkpoint]
    sites: Mapping[str, str]


def chosen(desk: Desk, work: UnitOfWork, places: Iterable[Place]) -> Chosen:
    """The places by the ids of today, also where they are named by a former one. Raises UserError when nothing is
    chosen, or a place is none of this audit, or not asked in it."""
    named = tuple(dict.fromkeys(places))
    if not named:
        raise UserError("batch_empty")
    asked = {identity: asked_in(desk, work, identity) for identity in dict.fromkeys(p[0] for p in named)}
    wanted = tuple(dict.fromkeys((asked[identity].id, site) for identity, site in named))
    checkpoints = {checkpoint.id: checkpoint for checkpoint in asked.values()}
    sites = {COMPANY: "", **{site.id: site.name for site in live_sites(work.sites.all())}}
    for identity, site in wanted:
        if site not in sites:
            raise UserError("site_gone")
        if bool(site) is not (checkpoints[identity].level is Level.SITE):
            raise UserError("answer_site_not_wanted" if site else "answer_site_needed", checkpoint=identity)
    return Chosen(wanted, checkpoints, sites)


def known_checkpoint(desk: Desk, identity: str) -> Checkpoint:
    """A checkpoint to be looked at, asked or not. Raises UserError `checkpoint_unknown`."""
    try:
        return desk.catalogue.checkpoint(identity)
    except KeyError:
        raise UserError("checkpoint_unknown", checkpoint=identity) from None


def present_place(desk: Desk, place: Place) -> Place:
    """A place by the id that its checkpoint has today; as it is where this edition has no such checkpoint."""
    checkpoint = desk.catalogue.known(place[0])
    return (place[0] if checkpoint is None else checkpoint.id), place[1]


def asked_checkpoint(desk: Desk, identity: str) -> Checkpoint:
    """A checkpoint at which something is to be recorded: under its own id, whatever former one was given. Raises
    UserError `checkpoint_unknown`, also where it is for companies of another role; `checkpoint_not_asked` where the
    company does not ask it, `checkpoint_out_of_scope` where the audit does not examine its item."""
    with desk.file.read() as work:
        return asked_in(desk, work, identity)


def asked_in(desk: Desk, work: UnitOfWork, identity: str) -> Checkpoint:
    """`asked_checkpoint` as one transaction sees the audit."""
    checkpoint, audit = known_checkpoint(desk, identity), work.audit.get()
    if checkpoint.id in desk.catalogue.hidden:
        reason = desk.catalogue.hidden[checkpoint.id]
        raise UserError("checkpoint_not_asked", checkpoint=checkpoint.id, reason=reason)
    if audit.role not in checkpoint.roles:
        raise UserError("checkpoint_unknown", checkpoint=identity)
    if not in_scope(audit, checkpoint.item):
        raise UserError("checkpoint_out_of_scope", checkpoint=checkpoint.id, item=checkpoint.item)
    return checkpoint
