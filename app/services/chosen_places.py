"""Many places that somebody chose, looked at before anything is done with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.audit import COMPANY, live_sites
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
    }
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Places of this audit, each once, with what is asked there and the names of the sites."""

    places: tuple[Place, ...]
    checkpoints: Mapping[str, Checkpoint]
    sites: Mapping[str, str]


def chosen(desk: Desk, work: UnitOfWork, places: Iterable[Place]) -> Chosen:
    """Raises UserError when nothing is chosen, or a place is none of this audit, or not asked in it."""
    wanted = tuple(dict.fromkeys(places))
    if not wanted:
        raise UserError("batch_empty")
    role = work.audit.get().role
    checkpoints = {}
    for identity in dict.fromkeys(identity for identity, _site in wanted):
        checkpoints[identity] = checkpoint = asked_checkpoint(desk, identity)
        if role not in checkpoint.roles:
            raise UserError("checkpoint_unknown", checkpoint=identity)
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


def asked_checkpoint(desk: Desk, identity: str) -> Checkpoint:
    """A checkpoint at which something is to be recorded. Raises UserError `checkpoint_unknown`, and
    `checkpoint_not_asked` where the company does not ask it."""
    checkpoint = known_checkpoint(desk, identity)
    if checkpoint.id in desk.catalogue.hidden:
        reason = desk.catalogue.hidden[checkpoint.id]
        raise UserError("checkpoint_not_asked", checkpoint=checkpoint.id, reason=reason)
    return checkpoint
