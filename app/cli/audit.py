"""demo, new, info, facts, answer."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli.outcome import Outcome, Tools
from app.domain.audit import COMPANY, live_sites
from app.domain.catalogue import Role, Verdict
from app.domain.progress import Tally
from app.i18n import gettext as _
from app.i18n import listed
from app.services import answering, auditing, demonstrating


def add_verbs(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Declare the verbs of this module."""
    demo = verbs.add_parser("demo", parents=[shared], help="make the sample audit")
    demo.add_argument("--out", type=Path, default=Path("shadan-demo"), metavar="DIR")
    demo.set_defaults(verb=_demo)
    new = verbs.add_parser("new", parents=[shared], help="begin an audit")
    new.add_argument("file", type=Path)
    new.add_argument("--organisation", required=True)
    new.add_argument("--role", required=True, choices=[r.value for r in Role])
    new.add_argument("--period", required=True)
    new.add_argument("--as-of", type=arguments.day, metavar="YYYY-MM-DD")
    new.add_argument("--affiliate", action="append", default=[])
    new.add_argument("--site", action="append", default=[])
    new.add_argument("--area", action="append", default=[], metavar="ITEM", help="examine these items only")
    for name in ("auditor", "department", "confidentiality"):
        new.add_argument(f"--{name}", default="")
    new.set_defaults(verb=_new)
    info = verbs.add_parser("info", parents=[shared], help="who, what, progress")
    info.add_argument("file", type=Path)
    info.set_defaults(verb=_info)
    facts = verbs.add_parser("facts", parents=[shared], help="facts of the audit; with options, correct them")
    facts.add_argument("file", type=Path)
    for name in ("organisation", "period", "auditor", "department", "confidentiality"):
        facts.add_argument(f"--{name}")
    facts.add_argument("--as-of", type=arguments.day, metavar="YYYY-MM-DD")
    facts.add_argument("--affiliate", action="append", dest="affiliates", metavar="NAME", help="replaces all of them")
    facts.add_argument("--no-affiliates", action="store_const", const=[], dest="affiliates")
    facts.set_defaults(verb=_facts)
    answer = verbs.add_parser("answer", parents=[shared], help="answer a checkpoint")
    answer.add_argument("file", type=Path)
    answer.add_argument("checkpoint")
    answer.add_argument("verdict", choices=[v.value for v in Verdict])
    answer.add_argument("--site", default="")
    answer.add_argument("--comment")
    answer.add_argument("--reason", default="")
    answer.set_defaults(verb=_answer)


def _demo(tools: Tools, options: argparse.Namespace) -> Outcome:
    made = demonstrating.make(tools.world(), tools.sample(), options.out, tools.render, _, options.lang)
    rows = made.imported.rows
    lines = [
        _("Sample audit: {file}").format(file=made.file),
        _("Terminal ledger: {file}, {read} rows read, {added} terminals, {problems} remarks on rows").format(
            file=made.ledger, read=rows.read, added=rows.added, problems=made.imported.problem_count
        ),
        _("Answered: {answered} of {total}; findings: {findings}").format(
            answered=made.answered, total=made.total, findings=made.findings
        ),
        _("Of these from the ledger: {count}; evidence files: {evidence}; measures: {actions}").format(
            count=made.from_ledger, evidence=made.evidence, actions=made.actions
        ),
        *(_("Written: {file}").format(file=report) for report in made.reports),
        _("Open next: {file}").format(file=made.reports[0] if made.reports else made.file),
        _("Look at it with: shadan info {file}").format(file=made.file),
        _("What was found: shadan findings {file}").format(file=made.file),
        _("In the window: shadan {file}").format(file=made.file),
    ]
    data = {
        "file": str(made.file),
        "ledger": str(made.ledger),
        "rows": rows.data(),
        "answered": made.answered,
        "total": made.total,
        "findings": made.findings,
        "findings_from_ledger": made.from_ledger,
        "evidence": made.evidence,
        "actions": made.actions,
        "reports": [str(r) for r in made.reports],
    }
    return Outcome(lines, data)


def _new(tools: Tools, options: argparse.Namespace) -> Outcome:
    world = tools.world()
    new = auditing.NewAudit(
        organisation=options.organisation,
        role=Role(options.role),
        period=options.period,
        as_of=options.as_of or world.clock.today(),
        affiliates=tuple(options.affiliate),
        sites=tuple(options.site),
        areas=tuple(options.area),
        auditor=options.auditor,
        department=options.department,
        confidentiality=options.confidentiality,
    )
    desk = auditing.create(world, options.file, new)
    try:
        total = auditing.outline(desk).total().total
    finally:
        desk.file.close()
    line = _("{file} was made; answers to give: {total}.").format(file=options.file, total=total)
    return Outcome([line], {"file": str(options.file), "total": total})


def _info(tools: Tools, options: argparse.Namespace) -> Outcome:
    world = tools.world()
    desk = auditing.open_audit(world, options.file)
    try:
        outline = auditing.outline(desk)
    finally:
        desk.file.close()
    audit, total, by_item, by_site = outline.audit, outline.total(), outline.by_item(), outline.by_site()
    data = {
        "organisation": audit.organisation,
        "role": audit.role.value,
        "period": audit.period,
        "as_of": audit.as_of.isoformat(),
        "catalogue": audit.catalogue_version,
        "sealed": False,
        "progress": {"answered": total.answered, "total": total.total, "copied": total.unconfirmed},
        "areas": [{"item": item, **_counts(tally)} for item, tally in by_item.items()],
        "sites": [{"name": s.name, "id": s.id, **_counts(by_site[s.id])} for s in live_sites(outline.sites)],
    }
    lines = [
        f"{audit.organisation}  {audit.period}",
        _("As of {date}; answered {answered} of {total}").format(
            date=audit.as_of.isoformat(), answered=total.answered, total=total.total
        ),
    ]
    if total.unconfirmed:
        lines.append(
            _("◇ Copied answers that wait to be confirmed and do not count: {count}").format(count=total.unconfirmed)
        )
    for item in desk.catalogue.items:
        if item.id in by_item:
            lines.append(f"  {item.id:<6}{_bar(by_item[item.id])}  {item.title.in_language(options.lang)}")
    lines.extend(f"  {_bar(by_site[s.id])}  {s.name}" for s in live_sites(outline.sites))
    return Outcome(lines, data)


def _facts(tools: Tools, options: argparse.Namespace) -> Outcome:
    given = {name: getattr(options, name) for name in auditing.FACTS if getattr(options, name) is not None}
    if "affiliates" in given:
        given["affiliates"] = tuple(dict.fromkeys(name.strip() for name in given["affiliates"] if name.strip()))
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        changes = auditing.change_facts(desk, **given)
        audit = auditing.outline(desk).audit
    finally:
        desk.file.close()
    data = {
        "organisation": audit.organisation,
        "role": audit.role.value,
        "period": audit.period,
        "as_of": audit.as_of.isoformat(),
        "auditor": audit.auditor,
        "department": audit.department,
        "confidentiality": audit.confidentiality,
        "affiliates": list(audit.affiliates),
        "areas": list(audit.areas),
        "created_at": audit.created_at,
    }
    shown = {name: listed(value) if isinstance(value, list) else value for name, value in data.items()}
    return Outcome([f"{name} = {value}" for name, value in shown.items()], {**data, "saved_at": changes.at})


def _answer(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        with desk.file.read() as work:
            sites = work.sites.all()
        site = auditing.site_named(sites, options.site) if options.site else None
        place = site.id if site else COMPANY
        changes = answering.record_answer(
            desk, options.checkpoint, place, Verdict(options.verdict), options.comment, options.reason
        )
        page = answering.page(desk, options.checkpoint, place)
    finally:
        desk.file.close()
    revision = page.answer.revision if page.answer else 0
    line = (
        _("Saved: {checkpoint}, revision {revision}")
        if changes
        else _("Nothing new: {checkpoint}, revision {revision}")
    )
    data = {
        "checkpoint": page.checkpoint.id,
        "site": site.name if site else "",
        "verdict": options.verdict,
        "revision": revision,
        "saved_at": changes.at,
    }
    return Outcome([line.format(checkpoint=page.checkpoint.id, revision=revision)], data)


def _counts(tally: Tally) -> dict[str, int]:
    return {
        "answered": tally.answered,
        "total": tally.total,
        "conforming": tally.conforming,
        "partly": tally.partly,
        "nonconforming": tally.nonconforming,
        "not_applicable": tally.not_applicable,
        "copied": tally.unconfirmed,
    }


def _bar(tally: Tally) -> str:
    copied = f" ◇{tally.unconfirmed}" if tally.unconfirmed else ""
    return f"{tally.answered:>4}/{tally.total:<4} ○{tally.conforming} △{tally.partly} ×{tally.nonconforming}{copied}"
