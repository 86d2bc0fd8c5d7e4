"""Beginning an audit, opening it, and looking at it as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from dataclasses import fields as fields_of
from datetime import date
from functools import cached_property
from pathlib import Path

from app.domain.answers import Answer
from app.domain.audit import COMPANY, Audit, Filing, Site, live_sites
from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.challenges import Disproof
from app.domain.findings import Ground
from app.domain.grades import Role
from app.domain.history import Event
from app.domain.progress import Place, Tally, checkpoints_in_scope, places, tally, tally_by, together
from app.domain.sealing import Revision, latest
from app.domain.site_names import match_name
from app.domain.text import gives_reason, one_line
from app.errors import UserError, register_messages
from app.services import asking, copies, proving
from app.services.changes import Changes
from app.services.ports import Desk, Shelf, UnitOfWork, World

register_messages(
    {
        "organisation_missing": "The name of the organisation is missing.",
        "period_missing": "The period of the audit is missing.",
        "as_of_impossible": "{date} cannot be the as-of date; give one of the years 2000 to 2099.",
        "site_double": "The site {site} is named twice.",
        "site_name_missing": "The name of the site is missing.",
        "site_unknown": "There is no site named {site} in this audit.",
        "site_not_out": "The site {site} was not taken out of the audit.",
        "reason_missing": "A reason is needed.",
        "reason_wordless": "Give the reason in words; a sign or a single letter is none.",
        "law_unknown": "There is no verified article {law} in the catalogue.",
        "area_unknown": "There is no item {item} in the catalogue.",
    }
)


@dataclass(frozen=True, slots=True)
class NewAudit:
    """What an officer says at the beginning. `sites` are names; `areas` item ids, empty for all."""

    organisation: str
    role: Role
    period: str
    as_of: date
    auditor: str = ""
    department: str = ""
    affiliates: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    filing: Filing = Filing()
    confidentiality: str = ""


@dataclass(frozen=True)
class Outline:
    """One reading of the whole: what is asked where, and what was answered.

    `copies` are the places whose answer was copied and is not yet confirmed → the site it was copied from. `stale` are
    those whose answer rests on findings that have come, gone or changed since it was given, `unproven` those whose 適合
    neither evidence nor a second person proves, and `refuted` those of them that a second person refuted, with the last
    attempt that did. `revision` is the one of the audit that is worked on or sealed.

    `revisions` counts those of all answers, and `entry` is the last one of the history: what came after it is all that
    the next reading has to look at.
    """

    audit: Audit
    sites: tuple[Site, ...]
    checkpoints: tuple[Checkpoint, ...]
    places: tuple[Place, ...]
    answers: Mapping[Place, Answer]
    copies: Mapping[Place, str]
    stale: Mapping[Place, Ground] = field(default_factory=dict)
    revision: Revision = Revision(1)
    unproven: frozenset[Place] = frozenset()
    revisions: int = 0
    entry: int = 0
    refuted: Mapping[Place, Disproof] = field(default_factory=dict)

    @property
    def sealed(self) -> bool:
        """Whether nothing can be changed."""
        return self.revision.sealed

    def total(self) -> Tally:
        """Counts over everything."""
        return self._total

    def tally(self, wanted: Iterable[Place]) -> Tally:
        """Counts over some places."""
        return tally(wanted, self.answers, self.copies, self.unproven)

    def by_item(self) -> dict[str, Tally]:
        """Counts per item, in catalogue order."""
        return self.tally_by_item(self.places)

    def tally_by_item(self, wanted: Iterable[Place]) -> dict[str, Tally]:
        """Counts over some places per item, in catalogue order."""
        items = {c.id: c.item for c in self.checkpoints}
        return tally_by(wanted, self.answers, items, self.copies, self.unproven)

    def by_site(self) -> Mapping[str, Tally]:
        """Counts per live site, site-level checkpoints only."""
        return self._by_site

    def places_by_site(self) -> Mapping[str, tuple[Place, ...]]:
        """What is asked at each site, and of the company (`COMPANY`), in catalogue order."""
        return self._places_by_site

    def counted(self) -> Outline:
        """Itself, with what every screen asks for counted on the thread that reads: there are many places."""
        self.total()
        self.by_site()
        return self

    @cached_property
    def _total(self) -> Tally:
        # What was counted site by site is not counted once more.
        return together((*self._by_site.values(), self.tally(self._places_by_site.get(COMPANY, ()))))

    @cached_property
    def _by_site(self) -> Mapping[str, Tally]:
        return {s.id: self.tally(self._places_by_site.get(s.id, ())) for s in live_sites(self.sites)}

    @cached_property
    def _places_by_site(self) -> Mapping[str, tuple[Place, ...]]:
        found: dict[str, list[Place]] = {}
        for place in self.places:
            found.setdefault(place[1], []).append(place)
        return {site: tuple(of_site) for site, of_site in found.items()}


def create(world: World, path: Path, new: NewAudit) -> Desk:
    """Begin an audit in a new file. Raises UserError when something is missing, double or unknown.

    The article that the plan is filed under follows from ground and role, unless `filing` names one.
    """
    at = world.clock.now().isoformat(timespec="seconds")
    audit, names = described(world, new, at)
    sites = [Site(world.new_id(), name, number) for number, name in enumerate(names, start=1)]
    settings = asking.first_settings(world.catalogue, at)
    return Desk(world, world.files.create(path, audit, sites, at, world.user, settings), Shelf(world.catalogue))


def described(world: World, new: NewAudit, at: str) -> tuple[Audit, tuple[str, ...]]:
    """The audit that an officer describes, begun at a moment, and the names of its sites. Raises UserError."""
    if not new.organisation.strip():
        raise UserError("organisation_missing")
    if not new.period.strip():
        raise UserError("period_missing")
    _require_day(new.as_of)
    names = tuple(name for name in map(one_line, new.sites) if name)
    for number, name in enumerate(names):
        # Names that a ledger could not tell apart would leave its rows without a site.
        if match_name(name) in map(match_name, names[:number]):
            raise UserError("site_double", site=name)
    for area in new.areas:
        require_item(world.catalogue, area)
    filing = new.filing
    if not filing.law:
        filing = replace(filing, law=world.catalogue.grounds.get((filing.ground.value, new.role.value), ""))
    audit = Audit(
        id=world.new_id(),
        organisation=one_line(new.organisation),
        role=new.role,
        period=one_line(new.period),
        as_of=new.as_of,
        catalogue_version=world.catalogue.version,
        created_at=at,
        auditor=new.auditor.strip(),
        department=new.department.strip(),
        affiliates=tuple(a for a in map(one_line, new.affiliates) if a),
        areas=new.areas,
        confidentiality=new.confidentiality,
        filing=filing,
    )
    return audit, names


def require_item(catalogue: Catalogue, item: str) -> None:
    """Raises UserError `area_unknown`."""
    if item not in {each.id for each in catalogue.items}:
        raise UserError("area_unknown", item=item)


def _require_day(as_of: date) -> None:
    """Raises UserError `as_of_impossible`."""
    if not 2000 <= as_of.year <= 2099:
        raise UserError("as_of_impossible", date=as_of.isoformat())


def open_audit(world: World, path: Path) -> Desk:
    """Open and lock an audit. Raises UserError `audit_*`."""
    file = world.files.open(path, world.user, world.clock.now().isoformat(timespec="seconds"))
    try:
        with file.read() as work:
            desk = Desk(world, file, shelf_of(world, work))
        if not asking.keep(desk):
            _show_under_former_ids(desk)
        _lapse(desk)
    except BaseException:
        file.close()
        raise
    return desk


def shelf_of(world: World, work: UnitOfWork) -> Shelf:
    """The catalogue with what the company lays over it, of a sealed audit in the words in which it was sealed; most
    audits have nothing of the kind, and what reads it is not loaded. Raises UserError."""
    shelf = Shelf(world.catalogue)
    if work.overlays.all() or work.audit.settings("value."):
        from app.services import overlaying

        shelf = overlaying.shelf_of(world, work)
    if latest(work.reviews.revisions()).sealed:
        from app.services import sealed_words

        shelf.catalogue = sealed_words.as_sealed(shelf.catalogue, work)
    return shelf


def _show_under_former_ids(desk: Desk) -> None:
    """What was answered under an id that a newer edition has renamed is asked under it, where it cannot be moved."""
    from app.services import renaming

    with desk.file.read() as work:
        desk.shelf.catalogue = renaming.under_former_ids(desk.catalogue, work)


def _lapse(desk: Desk) -> None:
    """Open what was accepted until a day that has passed. The rules are loaded only where there is something so."""
    today = desk.world.clock.today().isoformat()
    if desk.file.refusal is not None:
        return
    with desk.file.read() as work:
        due = any("" < until < today for until in work.findings.accepted_until().values())
    if due:
        from app.services import findings

        findings.lapse_accepted(desk)


def outline(desk: Desk, before: Outline | None = None) -> Outline:
    """What is asked, where, and what was answered; from what was read `before`, if it is given, only what came since is
    read."""
    with desk.file.read() as work:
        read = outline_of(work, desk.catalogue, desk.world.clock.today(), before)
    return read.counted()


def outline_of(work: UnitOfWork, catalogue: Catalogue, today: date, before: Outline | None = None) -> Outline:
    """`outline` as one transaction sees it, with whatever else is read in it; evidence may have expired `today`."""
    audit, sites = work.audit.get(), work.sites.all()
    checkpoints = checkpoints_in_scope(audit, catalogue)
    if before is not None and (audit, sites, checkpoints) == (before.audit, before.sites, before.checkpoints):
        asked = before.places
    else:
        asked = places(checkpoints, sites)
    answers, copied, entry = _read_on(work, before) or _read_all(work)
    wanted = frozenset(asked)
    stale = {p: g for g in work.findings.grounds() if g.stale and (p := (g.checkpoint, g.site)) in wanted}
    revision = latest(work.reviews.revisions())
    lacking = proving.lacking(work, answers, revision.proof_day(today), copied)
    bare, refuted = lacking.unproven & wanted, {p: each for p, each in lacking.refuted.items() if p in wanted}
    return Outline(
        audit, sites, checkpoints, asked, answers, copied, stale, revision, bare, work.answers.count(), entry, refuted
    )


_Read = tuple[Mapping[Place, Answer], Mapping[Place, str], int]
_MOST_PLACES = 2_000
"""So many answers are looked up one by one; more are read with all others."""


def _read_all(work: UnitOfWork) -> _Read:
    answers = work.answers.all_current()
    return answers, copies.of_all(work, answers), work.history.last()


def _read_on(work: UnitOfWork, before: Outline | None) -> _Read | None:
    """The answers and copies of an earlier reading with what the history tells since; None where it does not tell of
    every revision that came, tells of too many, or of acts on answers that are not looked through here."""
    if before is None:
        return None
    since = work.history.since(before.entry)
    moved = dict.fromkeys((e.event.checkpoint, e.event.site) for e in since if e.event.checkpoint)
    if len(moved) > _MOST_PLACES or any(copies.is_beyond(e) for e in since):
        return None
    answers, came = dict(before.answers), 0
    for place in moved:
        now, old = work.answers.current(*place), before.answers.get(place)
        came += (now.revision if now else 0) - (old.revision if old else 0)
        if now is not None:
            answers[place] = now
        else:
            answers.pop(place, None)
    if work.answers.count() != before.revisions + came:
        return None
    last = since[-1].seq if since else before.entry
    return answers, copies.moved_on(before.copies, since, answers), last


def add_site(desk: Desk, name: str, company: str = "", cohabitant: str = "") -> Changes:
    """Add a site at the end; one that was taken out comes back by its name, with its answers.

    Raises UserError `site_double`, `site_name_missing`.
    """
    at = desk.stamp()
    with desk.file.write() as work:
        known = {site.id for site in work.sites.all()}
        site = put_new_site(desk.world, work, one_line(name), company, cohabitant)
        if site.id in known:
            return _restored(desk, work, at, site)
        found = compare(desk, work, at)
        work.history.record(at, desk.world.user, Event("site.added", site.id, site=site.id, after={"name": site.name}))
        work.commit()
    return Changes(at=at, sites=True, findings=found)


def put_new_site(world: World, work: UnitOfWork, name: str, company: str = "", cohabitant: str = "") -> Site:
    """Add a site at the end, or take the one of that name back that was taken out; to be recorded by the caller.

    Raises UserError `site_double`, `site_name_missing`.
    """
    sites = work.sites.all()
    if not name:
        raise UserError("site_name_missing")
    same = [s for s in sites if match_name(s.name) == match_name(name)]
    if any(not s.removed for s in same):
        raise UserError("site_double", site=name)
    if same:
        old = same[-1]
        site = replace(old, removed=False, company=company or old.company, cohabitant=cohabitant or old.cohabitant)
    else:
        site = Site(world.new_id(), name, len(sites) + 1, company, cohabitant)
    work.sites.put(site)
    return site


def restore_site(desk: Desk, site_id: str) -> Changes:
    """Take a site that was taken out back into the audit, with its answers and what ledgers say of it.

    Raises UserError `site_unknown`, `site_not_out`; `site_double` where another site has its name by now.
    """
    at = desk.stamp()
    with desk.file.write() as work:
        sites = work.sites.all()
        site = next((s for s in sites if s.id == site_id), None)
        if site is None:
            raise UserError("site_unknown", site=site_id)
        if not site.removed:
            raise UserError("site_not_out", site=site.name)
        if any(match_name(s.name) == match_name(site.name) and not s.removed for s in sites):
            raise UserError("site_double", site=site.name)
        work.sites.put(back := replace(site, removed=False))
        return _restored(desk, work, at, back)


def _restored(desk: Desk, work: UnitOfWork, at: str, site: Site) -> Changes:
    found = _follow(desk, work, at)
    event = Event("site.restored", site.id, site=site.id, after={"name": site.name})
    work.history.record(at, desk.world.user, event)
    work.commit()
    return Changes(at=at, sites=True, findings=found)


def rename_site(desk: Desk, site_id: str, name: str) -> Changes:
    """Give a site another name; ledgers that use the former one still find it. Raises UserError."""
    name = one_line(name)
    if not name:
        raise UserError("site_name_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        sites = work.sites.all()
        site = next((s for s in sites if s.id == site_id and not s.removed), None)
        if site is None:
            raise UserError("site_unknown", site=site_id)
        if name == site.name:
            return Changes()
        if any(match_name(s.name) == match_name(name) and not s.removed and s.id != site_id for s in sites):
            raise UserError("site_double", site=name)
        aliases = tuple(dict.fromkeys(a for a in (*site.aliases, site.name) if a != name))
        work.sites.put(replace(site, name=name, aliases=aliases))
        found = compare(desk, work, at)
        before: dict[str, object] = {"name": site.name}
        if name in site.aliases:
            before["aliases"] = list(site.aliases)
        event = Event("site.renamed", site.id, site=site.id, before=before, after={"name": name})
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, sites=True, findings=found)


def remove_site(desk: Desk, site_id: str, reason: str) -> Changes:
    """Take a site out of the audit, for a reason in words; its answers stay readable, its findings are settled. What
    was deficient there is told on (`taken_out`). Raises UserError."""
    if not gives_reason(reason):
        raise UserError("reason_wordless" if reason.strip() else "reason_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        site = next((s for s in work.sites.all() if s.id == site_id and not s.removed), None)
        if site is None:
            raise UserError("site_unknown", site=site_id)
        work.sites.put(replace(site, removed=True))
        found = _follow(desk, work, at)
        after = {"name": site.name, "reason": reason.strip()}
        work.history.record(at, desk.world.user, Event("site.removed", site.id, site=site.id, after=after))
        work.commit()
    return Changes(at=at, sites=True, findings=found)


def _follow(desk: Desk, work: UnitOfWork, at: str) -> bool:
    """Settle the findings of a site that was taken out, or find them again where it came back; whether one changed."""
    from app.services import findings

    settled = findings.follow_sites(desk, work, at[:10])
    return compare(desk, work, at) or settled


def compare(desk: Desk, work: UnitOfWork, at: str) -> bool:
    """Run the ledger rules anew, for they look at sites, companies and 点検基準日; False where there is no ledger."""
    if not work.ledgers.kinds():
        return False
    # The rules are loaded only when something has changed: an audit is opened without them.
    from app.services import findings

    findings.run_rules(desk, work, at[:10])
    return True


FACTS = ("organisation", "period", "as_of", "auditor", "department", "confidentiality", "affiliates")
"""What `change_facts` may change: nothing that decides which checkpoints are asked."""
COMPARED = frozenset({"organisation", "as_of", "affiliates"})
"""The facts that ledger rules look at."""

ACCEPTED_UNDER = frozenset({"as_of", "affiliates"})
"""The facts under which a reviewer accepts every answer: the day it holds for, and from whom information is kept."""


def change_facts(desk: Desk, **facts: object) -> Changes:
    """Correct facts of the audit by the names of `FACTS`. Other ones of `ACCEPTED_UNDER` end every acceptance.

    Raises UserError; TypeError for other names.
    """
    if unknown := set(facts) - set(FACTS):
        raise TypeError(f"no such facts: {sorted(unknown)}")
    for name in ("organisation", "period"):
        if name in facts and not str(facts[name]).strip():
            raise UserError(f"{name}_missing")
    if isinstance(day := facts.get("as_of"), date):
        _require_day(day)
    clean = {name: one_line(value) if isinstance(value, str) else value for name, value in facts.items()}
    at = desk.stamp()
    with desk.file.write() as work:
        audit = work.audit.get()
        changed = replace(audit, **clean)  # type: ignore[arg-type]
        names = [name for name in clean if getattr(audit, name) != getattr(changed, name)]
        if not names:
            return Changes()
        work.audit.put(changed)
        before = {name: fact_told(getattr(audit, name)) for name in names}
        after = {name: fact_told(getattr(changed, name)) for name in names}
        found = not COMPARED.isdisjoint(names) and compare(desk, work, at)
        work.history.record(at, desk.world.user, Event("audit.changed", audit.id, before=before, after=after))
        ended = end_acceptances(work, names, at, desk.world.user)
        work.commit()
    return Changes(at=at, audit=True, findings=found, reviews=ended)


def end_acceptances(work: UnitOfWork, names: Iterable[str], at: str, by: str) -> bool:
    """End every acceptance where one of the facts in `names` makes it of another thing; whether there was one."""
    from app.services import acceptance  # Not needed to open an audit.

    return not ACCEPTED_UNDER.isdisjoint(names) and acceptance.lapse_all(work, at, by)


def fact_told(value: object) -> str:
    """A fact as the history keeps it."""
    return "\n".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def change_filing(desk: Desk, **fields: object) -> Changes:
    """Write ground, date, addressee and sender of the plan. Raises UserError `law_unknown`; TypeError for other names.

    The article follows from ground and role where the handbook's verified list has one, unless `law` is given.
    """
    at = desk.stamp()
    with desk.file.write() as work:
        audit = work.audit.get()
        filing = replace(audit.filing, **fields)  # type: ignore[arg-type]
        if "law" not in fields:
            filing = replace(filing, law=desk.catalogue.grounds.get((filing.ground.value, audit.role.value), ""))
        if filing.law and filing.law not in {law.id for law in desk.catalogue.laws}:
            raise UserError("law_unknown", law=filing.law)
        if filing == audit.filing:
            return Changes()
        work.audit.put(replace(audit, filing=filing))
        names = [f.name for f in fields_of(Filing) if getattr(filing, f.name) != getattr(audit.filing, f.name)]
        before = {name: fact_told(getattr(audit.filing, name)) for name in names}
        after = {name: fact_told(getattr(filing, name)) for name in names}
        work.history.record(at, desk.world.user, Event("filing.changed", audit.id, before=before, after=after))
        work.commit()
    return Changes(at=at, audit=True, plan=True)


def removed_sites(sites: Iterable[Site]) -> tuple[Site, ...]:
    """The sites that were taken out of the audit, in the officer's order."""
    return tuple(sorted((s for s in sites if s.removed), key=lambda s: (s.position, s.name)))


def removed_site_named(sites: Iterable[Site], name: str) -> Site:
    """The site of that name, alias or id that was taken out. Raises UserError `site_not_out`, `site_unknown`."""
    known = tuple(sites)
    out = [s for s in removed_sites(known) if name in (s.name, s.id, *s.aliases)]
    # The name itself says more than one that a ledger once used.
    for site in sorted(out, key=lambda s: name not in (s.name, s.id)):
        return site
    raise UserError("site_not_out", site=site_named(known, name).name)


def site_named(sites: tuple[Site, ...], name: str) -> Site:
    """The live site of that name, confirmed alias or id. Raises UserError `site_unknown`."""
    live = live_sites(sites)
    # What a site is called says more than what another one was called once.
    found = [s for s in live if name in (s.name, s.id)] or [s for s in live if name in s.aliases]
    if found:
        return found[0]
    raise UserError("site_unknown", site=name)
