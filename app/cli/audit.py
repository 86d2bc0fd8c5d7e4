"""demo, new, info, facts, answer; an audit begun from an earlier one is told of by `app.cli.carrying`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import arguments, carrying
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, site_option
from app.cli.review import revision_data, sealed_line
from app.cli.typed import typed
from app.domain.audit import COMPANY, live_sites
from app.domain.grades import Role, Verdict
from app.domain.progress import Tally
from app.domain.sealing import former
from app.i18n import gettext as _
from app.i18n import listed
from app.services import answering, auditing, demonstrating, findings, reviewing, wording
from app.words import review_mark, review_word


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    demo = declare(verbs, "demo", _demo, _("make the sample audit"), "demo --out sample")
    demo.add_argument(
        "--out",
        type=Path,
        default=Path("shadan-demo"),
        metavar="DIR",
        help=_("folder to make it in; ./shadan-demo where none is given"),
    )
    new = declare(
        verbs,
        "new",
        _new,
        _("begin an audit"),
        "new FILE --organisation NAME --role grid_operator --period 2026 --as-of 2026-10-31 --site NAME",
        "new FILE --from EARLIER.shadan --period 2027",
    )
    audit_file(new)
    organisation = new.add_argument("--organisation", required=True, metavar="NAME", help=_("company that is audited"))
    role = new.add_argument(
        "--role",
        required=True,
        choices=[r.value for r in Role],
        metavar="ROLE",
        help=_("its role: grid_operator | affiliated_retailer | integrated_operator | other_affiliate"),
    )
    period = new.add_argument("--period", required=True, metavar="TEXT", help=_("period of the audit"))
    new.add_argument("--as-of", type=arguments.day, metavar="YYYY-MM-DD", help=_("reference day; today if not given"))
    new.add_argument(
        "--affiliate", action="append", default=[], metavar="NAME", help=_("company of the other side (repeatable)")
    )
    new.add_argument("--site", action="append", default=[], metavar="NAME", help=_("site to be audited (repeatable)"))
    new.add_argument(
        "--area",
        action="append",
        default=[],
        metavar="ITEM",
        help=_("examine this item only, such as A4-4 (repeatable); all if not given"),
    )
    for name, says in _people().items():
        new.add_argument(f"--{name}", default="", metavar="TEXT", help=says)
    carrying.add_options(new, (organisation, role, period))
    info = declare(verbs, "info", _info, _("who, what, and progress per area and site"), "info FILE")
    audit_file(info)
    facts = declare(
        verbs, "facts", _facts, _("show the facts of the audit; with options, correct them"), "facts FILE --period 2026"
    )
    audit_file(facts)
    facts.add_argument("--organisation", metavar="NAME", help=_("company that is audited"))
    facts.add_argument("--period", metavar="TEXT", help=_("period of the audit"))
    facts.add_argument("--as-of", type=arguments.day, metavar="YYYY-MM-DD", help=_("reference day"))
    for name, says in _people().items():
        facts.add_argument(f"--{name}", metavar="TEXT", help=says)
    facts.add_argument(
        "--affiliate",
        action="append",
        dest="affiliates",
        metavar="NAME",
        help=_("company of the other side (repeatable); replaces all of them"),
    )
    facts.add_argument(
        "--no-affiliates",
        action="store_const",
        const=[],
        dest="affiliates",
        help=_("name no company of the other side"),
    )
    answer = declare(
        verbs,
        "answer",
        _answer,
        _("answer a checkpoint"),
        "answer FILE A4-4-04 nonconforming --site NAME --comment TEXT",
    )
    audit_file(answer)
    answer.add_argument("checkpoint", metavar="CHECKPOINT", help=_("id of the checkpoint, such as A4-4-04"))
    answer.add_argument(
        "verdict",
        choices=[v.value for v in Verdict],
        metavar="VERDICT",
        help=_("conforming | partly | nonconforming | not_applicable | unanswered"),
    )
    site_option(answer, _("site where it was looked at; not for a checkpoint of the company"))
    answer.add_argument("--comment", metavar="TEXT", help=_("what was seen"))
    answer.add_argument(
        "--reason",
        default="",
        metavar="TEXT",
        help=_("why; needed to change a verdict and for not_applicable"),
    )


def _people() -> dict[str, str]:
    return {
        "auditor": _("who audits"),
        "department": _("section of who audits"),
        "confidentiality": _("marking on the reports, such as 社外秘"),
    }


def _demo(tools: Tools, options: argparse.Namespace) -> Outcome:
    made = demonstrating.make(tools.world(), tools.sample(), options.out, tools.render, _, options.lang)
    results = made.imported
    terminals = next(result for result in results if result.kind == "terminals")
    lines = [
        _("Sample audit: {file}").format(file=made.file),
        _("Ledgers: files {count}, rows read {read}, records {added}, remarks on rows {problems}").format(
            count=len(results),
            read=sum(result.rows.read for result in results),
            added=sum(result.rows.added for result in results),
            problems=sum(result.problem_count for result in results),
        ),
        *(
            _("  {ledger} ({file}), records: {count}").format(
                ledger=wording.ledger_name(result.kind, _), file=result.source, count=f"{result.rows.added:,}"
            )
            for result in results
        ),
        _("Answered: {answered} of {total}; findings: {findings}").format(
            answered=made.answered, total=made.total, findings=made.findings
        ),
        _("Of these from the ledgers: {count}; evidence files: {evidence}; measures: {actions}").format(
            count=made.from_ledger, evidence=made.evidence, actions=made.actions
        ),
        *(_("Written: {file}").format(file=report) for report in made.reports),
        _("Open next: {file}").format(file=made.reports[0] if made.reports else made.file),
        _("Look at it with: {command}").format(command=typed("info", made.file)),
        _("What was found: {command}").format(command=typed("findings", made.file)),
        _("In the window: {command}").format(command=typed(made.file)),
    ]
    data = {
        "file": str(made.file),
        "ledger": str(options.out / terminals.source),
        "rows": terminals.rows.data(),
        "ledgers": [
            {"kind": result.kind, "file": str(file), "rows": result.rows.data(), "problems": result.problem_count}
            for result, file in zip(results, made.ledgers, strict=True)
        ],
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
    if options.earlier is not None:
        return carrying.begin(world, options)
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
        with desk.file.read() as work:
            states = reviewing.states_of(work, outline)
            revisions = work.reviews.revisions()
    finally:
        desk.file.close()
    audit, total, by_item, by_site = outline.audit, outline.total(), outline.by_item(), outline.by_site()
    data = {
        "organisation": audit.organisation,
        "role": audit.role.value,
        "period": audit.period,
        "as_of": audit.as_of.isoformat(),
        "catalogue": audit.catalogue_version,
        "sealed": outline.sealed,
        "revision": outline.revision.number,
        "fingerprint": outline.revision.fingerprint,
        "revisions": [revision_data(each) for each in revisions],
        "states": {state.value: count for state, count in states.counts().items()},
        "progress": {
            "answered": total.answered,
            "total": total.total,
            "copied": total.unconfirmed,
            "unproven": total.unproven,
            "stale": len(outline.stale),
        },
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
    if total.unproven:
        lines.append(
            _("□ Of {conforming} conforming answers, unproven (answers --show unproven): {count}").format(
                conforming=total.conforming, count=total.unproven
            )
        )
    if outline.stale:
        lines.append(
            _("Answers whose findings or questions have changed since: {count} (answers --show stale).").format(
                count=len(outline.stale)
            )
        )
    lines.append("  ".join(f"{review_mark(s)} {review_word(s)} {n:,}" for s, n in states.counts().items()))
    if outline.sealed:
        lines.append(sealed_line(outline.revision))
    elif (old := former(revisions)) is not None:
        lines.append(
            _("Revision {revision}; revision {former} was sealed with fingerprint {fingerprint}.").format(
                revision=outline.revision.number, former=old.number, fingerprint=old.short
            )
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
    with opened(tools, options) as desk:
        changes = auditing.change_facts(desk, **given)
        audit = auditing.outline(desk).audit
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
    with opened(tools, options) as desk:
        with desk.file.read() as work:
            sites = work.sites.all()
        site = auditing.site_named(sites, options.site) if options.site else None
        place = site.id if site else COMPANY
        changes = answering.record_answer(
            desk, options.checkpoint, place, Verdict(options.verdict), options.comment, options.reason
        )
        if changes:
            findings.answered(desk, options.checkpoint, place, Verdict(options.verdict))
        page = answering.page(desk, options.checkpoint, place)
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
        "unproven": tally.unproven,
        "partly": tally.partly,
        "nonconforming": tally.nonconforming,
        "not_applicable": tally.not_applicable,
        "copied": tally.unconfirmed,
    }


def _bar(tally: Tally) -> str:
    copied = f" ◇{tally.unconfirmed}" if tally.unconfirmed else ""
    bare = f"(□{tally.unproven})" if tally.unproven else ""
    verdicts = f"○{tally.conforming}{bare} △{tally.partly} ×{tally.nonconforming}"
    return f"{tally.answered:>4}/{tally.total:<4} {verdicts}{copied}"
