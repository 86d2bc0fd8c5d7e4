"""What a ledger table shows just now, as a value that can be kept under a name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from app.services.ports import LedgerQuery
from app.ui.settings import Settings

NO_SITE = "-"
"""The choice of records that stand at none of the audit's sites."""


@dataclass(frozen=True, slots=True)
class View:
    """Filters and order. `site` is an id, `NO_SITE` or empty; `only` limits to the records of one finding or one key,
    which is told as `only_told`."""

    text: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    site: str = ""
    with_findings: bool = False
    with_gone: bool = False
    order: str = ""
    descending: bool = False
    only: frozenset[str] = frozenset()
    only_told: str = ""

    @property
    def filters(self) -> bool:
        """Whether anything is left out that would be shown otherwise."""
        return bool(self.text.strip() or self.fields or self.site or self.with_findings or self.only)

    def cleared(self) -> View:
        """Everything shown, in the same order."""
        return View(with_gone=self.with_gone, order=self.order, descending=self.descending)

    def query(self, with_findings: frozenset[str], offices: Mapping[str, str]) -> LedgerQuery:
        """As the services ask for it. `offices` is office → site id, `with_findings` the keys of records with any."""
        keys = self.only or None
        if self.with_findings:
            keys = with_findings if keys is None else keys & with_findings
        sites = None
        if self.site:
            wanted = "" if self.site == NO_SITE else self.site
            sites = frozenset(text for text, site in offices.items() if site == wanted)
        return LedgerQuery(
            text=self.text,
            fields=self.fields,
            order=self.order if not self.order.startswith("#") else "",
            descending=self.descending,
            keys=keys,
            with_gone=self.with_gone,
            sites=sites,
        )


def saved(settings: Settings, kind: str) -> dict[str, View]:
    """The views the officer has kept, by name."""
    try:
        known = json.loads(settings.text(_name(kind), "{}"))
        return {
            name: View(**{k: v for k, v in told.items() if k not in ("only", "only_told")})
            for name, told in known.items()
        }
    except (ValueError, TypeError, AttributeError):  # A damaged file costs the remembrance only.
        return {}


def save(settings: Settings, kind: str, name: str, view: View) -> None:
    """Keep a view under a name; the limit to one finding is not kept with it."""
    _put(settings, kind, {**saved(settings, kind), name: view})


def forget(settings: Settings, kind: str, name: str) -> None:
    """Drop a view."""
    _put(settings, kind, {n: v for n, v in saved(settings, kind).items() if n != name})


def _put(settings: Settings, kind: str, views: Mapping[str, View]) -> None:
    told = {}
    for name, view in views.items():
        told[name] = {
            k: v for k, v in asdict(replace(view, only=frozenset())).items() if k not in ("only", "only_told")
        }
    settings.put(_name(kind), json.dumps(told, ensure_ascii=False))


def _name(kind: str) -> str:
    return f"ledgers/{kind}/views"
