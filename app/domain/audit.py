"""The audit itself: who examines itself, for which period, where, and on what ground the plan is filed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.grades import Role

COMPANY = ""
"""The site id of an answer, finding or action that belongs to the whole company."""


class Ground(StrEnum):
    """Why an improvement plan is filed (domain handbook §1.4; 報告書概要 ¶9)."""

    ORDER = "order"
    RECOMMENDATION = "recommendation"
    GUIDANCE = "guidance"
    VOLUNTARY = "voluntary"


@dataclass(frozen=True, slots=True)
class Site:
    """One place of work. `cohabitant` names the company that shares the building, or is empty.

    `aliases` are names met in ledgers that the officer confirmed as this site.
    """

    id: str
    name: str
    position: int = 0
    company: str = ""
    cohabitant: str = ""
    manager: str = ""
    aliases: tuple[str, ...] = ()
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Filing:
    """What the cover letter of the plan needs: ground, its date, addressee, sender.

    `law` is the id of a verified article (`resources/catalogue/law.toml`), empty for a voluntary plan.
    """

    ground: Ground = Ground.VOLUNTARY
    dated: date | None = None
    law: str = ""
    addressee: str = ""
    representative_title: str = ""
    representative: str = ""
    submitted: date | None = None
    resolve: str = ""


@dataclass(frozen=True, slots=True)
class Audit:
    """One self-audit (自己点検) of one organisation for one period.

    `areas` are the item ids in scope; empty means every item that applies to the role. `as_of` is the 点検基準日.
    """

    id: str
    organisation: str
    role: Role
    period: str
    as_of: date
    catalogue_version: str
    created_at: str
    auditor: str = ""
    department: str = ""
    affiliates: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    confidentiality: str = ""
    filing: Filing = Filing()

    @property
    def counted_from(self) -> date:
        """The day from which the years of a split are counted (報告書概要 ¶12①): that of the order or recommendation,
        else the as-of date."""
        return self.filing.dated or self.as_of


def in_scope(audit: Audit, item: str) -> bool:
    """Whether the item is examined in this audit."""
    return not audit.areas or item in audit.areas


def live_sites(sites: Iterable[Site]) -> tuple[Site, ...]:
    """The sites that have not been taken out of the audit, in the officer's order."""
    return tuple(sorted((s for s in sites if not s.removed), key=lambda s: (s.position, s.name)))
