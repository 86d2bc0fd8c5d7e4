"""6 to 10: access logs, changes, corrective actions, evidence, confirmations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.audit import live_sites
from app.domain.pieces import Piece
from app.domain.plan import Action, overdue
from app.domain.progress import Place
from app.domain.sealing import short_fingerprint
from app.services import measure_words
from app.services.reporting.confirmations import form_number
from app.services.reporting.material import Exhibit, Material
from app.services.reporting.model import Block, Cell, Column, Heading, KeepTogether, Paragraph, Row, Run, Table
from app.services.reporting.overview_sheet import since_last_time

_LOGS = "A5-1"
"""The item under which the review of access logs is asked for."""


def logs(material: Material) -> list[Block]:
    """6: no review of access logs is part of this audit's record, and that is said."""
    _ = material.translate
    text = _(
        "No access log has been taken in, and the review of access logs has not been carried out in this audit. Not "
        "carried out does not mean that nothing was found."
    )
    if any(checkpoint.item == _LOGS for checkpoint in material.outline.checkpoints):
        item = material.item_label(material.catalogue.item(_LOGS))
        text = material.joined((text, _("The answers on the review itself are in item {item}.").format(item=item)))
    return [Heading(1, _("6 Review of access logs")), Paragraph(text, style="letter")]


def changes(material: Material) -> list[Block]:
    """7: against the previous audit; and what later imports of a ledger changed."""
    _ = material.translate
    blocks: list[Block] = [Heading(1, _("7 Changes")), *_since_last_time(material)]
    seen: set[str] = set()
    rows: list[Row] = []
    for batch in sorted(material.batches, key=lambda b: b.at):
        if batch.kind in seen:
            counts = batch.counts
            rows.append((material.ledger(batch.kind), batch.source, *(_count(counts, n) for n in _CHANGES)))
        seen.add(batch.kind)
    if rows:
        columns = (
            Column(_("Ledger"), "short"),
            Column(_("File")),
            Column(_("Added"), "number"),
            Column(_("Changed"), "number"),
            Column(_("Unchanged"), "number"),
            Column(_("Gone"), "number"),
        )
        blocks.append(Table(columns, tuple(rows), caption=_("Changes of ledgers against the import before")))
    return blocks


def _since_last_time(material: Material) -> list[Block]:
    _ = material.translate
    view, bars = material.view, since_last_time(material)
    if view is None or view.earlier is None or bars is None:
        text = _("No earlier audit has been taken over, so that the results are not compared with an earlier one.")
        return [Paragraph(text, style="letter")]
    earlier = view.earlier
    text = _(
        "This audit goes on from that of {organisation} for {period} as of {date} (revision {revision}, fingerprint "
        "{fingerprint}). Its answers were taken over as proposals; below, those of this audit are compared with them, "
        "place by place, where the question was asked in the same words."
    ).format(
        organisation=earlier.organisation,
        period=earlier.period,
        date=material.day(earlier.as_of),
        revision=earlier.revision,
        fingerprint=short_fingerprint(earlier.fingerprint),
    )
    return [Paragraph(text, style="letter", keep=True), bars]


# So much of a measure is told in the list of measures.
_BRIEF = 100
_CHANGES = ("added", "changed", "unchanged", "gone")


def _count(counts: Mapping[str, int], name: str) -> str:
    return f"{counts.get(name, 0):,}"


def state_word(material: Material, action: Action) -> str:
    """未着手, 実施中, 完了 or 定着確認中, and that it is overdue."""
    _ = material.translate
    word = measure_words.state_word(action.state, _)
    return _("{state}\n(overdue)").format(state=word) if overdue(action, material.today) else word


def actions(material: Material) -> list[Block]:
    """8: the corrective actions with owner, date and state."""
    _ = material.translate
    rows: tuple[Row, ...] = tuple(
        (
            str(a.number),
            material.item_short(a.item),
            _brief(material, a.measure),
            a.department or a.owner or _("(to be decided)"),
            material.day(a.until) or _("(to be decided)"),
            state_word(material, a),
        )
        for a in material.actions
    )
    columns = (
        Column(_("No."), "number"),
        Column(_("Item"), "short"),
        Column(_("Measure")),
        Column(_("Section"), "short"),
        Column(_("Due"), "date"),
        Column(_("State"), "short"),
    )
    return [
        Heading(1, _("8 Corrective actions")),
        Paragraph(
            _("The full text of the measures stands in the improvement plan under the same numbers."),
            quiet=True,
            keep=True,
        ),
        Table(columns, rows, _("No measure has been entered.")),
    ]


def _brief(material: Material, measure: str) -> str:
    """A measure by its first words where it is long; the plan has the rest."""
    _ = material.translate
    if len(measure) <= _BRIEF:
        return measure
    return _("{begin}… (in full in the improvement plan)").format(begin=measure[:_BRIEF].rstrip())


_MOST_SITES, _MOST_CHECKPOINTS = 3, 8
"""So many places are named of a piece of evidence that serves more of them."""


def evidence(material: Material) -> list[Block]:
    """9: what proves the answers, with the hash of every file, its last day, its versions and where else it serves."""
    _ = material.translate
    rows: tuple[Row, ...] = tuple(
        (
            str(n),
            exhibit.places[0][0],
            material.place(exhibit.places[0][1]),
            _name(material, exhibit),
            material.day(date.fromisoformat(exhibit.piece.evidence.added_at[:10])),
            "\n".join(exhibit.piece.evidence.sha256[k : k + 16] for k in range(0, 64, 16)),
        )
        for n, exhibit in enumerate(material.evidence, start=1)
    )
    columns = (
        Column(_("No."), "number"),
        Column(_("Checkpoint"), "short"),
        Column(_("Site"), weight=0.7),
        Column(_("Name"), weight=1.4),
        Column(_("Received"), "date"),
        Column("SHA-256", "short"),
    )
    return [Heading(1, _("9 Evidence")), Table(columns, rows, _("No evidence has been attached."))]


def _name(material: Material, exhibit: Exhibit) -> Cell | str:
    """The name of the file, and below it what else is known of it."""
    piece = exhibit.piece
    told = [*_last_day(material, exhibit), *_elsewhere(material, exhibit.places), *_versions(material, piece)]
    if not told:
        return piece.evidence.name
    return Cell((Run(piece.evidence.name), *(Run(f"\n{line}", quiet=True) for line in told)))


def _last_day(material: Material, exhibit: Exhibit) -> list[str]:
    _ = material.translate
    day = material.day(exhibit.piece.facts.expires)
    if not day:
        return []
    words = _("Expired: proved until {day} and proves nothing any more") if exhibit.expired else _("Proves until {day}")
    return [words.format(day=day)]


def _elsewhere(material: Material, places: Sequence[Place]) -> list[str]:
    """The checkpoints, with their sites, that a piece serves beside its first place."""
    _ = material.translate
    sites: dict[str, list[str]] = {}
    for checkpoint, site in places[1:]:
        sites.setdefault(checkpoint, []).append(material.place(site))
    if not sites:
        return []
    named = []
    for checkpoint, names in list(sites.items())[:_MOST_CHECKPOINTS]:
        listed = material.listed(names[:_MOST_SITES])
        if (more := len(names) - _MOST_SITES) > 0:
            listed = _("{sites} and {count} more").format(sites=listed, count=more)
        named.append(_("{checkpoint} ({sites})").format(checkpoint=checkpoint, sites=listed))
    said = material.listed(named)
    if (more := len(sites) - _MOST_CHECKPOINTS) > 0:
        said = _("{checkpoints} and further checkpoints ({count})").format(checkpoints=said, count=more)
    return [_("Also serves: {places}").format(places=said)]


def _versions(material: Material, piece: Piece) -> list[str]:
    """Which version it is, and the earlier ones by name, day and the beginning of their hash."""
    _ = material.translate
    if not piece.earlier:
        return []
    words = _("Version {number}: {name}, received {day}, SHA-256 {hash}…")
    return [
        _("This is version {number}").format(number=piece.version),
        *(
            words.format(
                number=number,
                name=older.name,
                day=material.day(date.fromisoformat(older.added_at[:10])),
                hash=older.sha256[:16],
            )
            for number, older in enumerate(piece.earlier, start=1)
        ),
    ]


def forms(material: Material) -> list[Block]:
    """10: the confirmations that belong to this report."""
    _ = material.translate
    rows: list[Row] = [
        (
            form_number(material, site),
            _("Confirmation of the audit of a site"),
            site.name,
            material.listed((_("Auditor"), _("Head of the site"))),
        )
        for site in live_sites(material.outline.sites)
    ]
    rows.append(
        (
            form_number(material, None),
            _("Confirmation of the audit results"),
            _("Company"),
            material.listed((_("Officer in charge of conduct regulation"), _("President"))),
        )
    )
    columns = (Column(_("Form number"), "short"), Column(_("Paper")), Column(_("Site")), Column(_("Signed by")))
    text = _(
        "The following confirmations belong to this report. They are signed by hand and kept with it; a form is "
        "valid for the version of the data whose fingerprint it bears."
    )
    together = (Paragraph(text, style="letter", keep=True), Table(columns, tuple(rows)))
    return [Heading(1, _("10 Confirmations")), KeepTogether(together)]
