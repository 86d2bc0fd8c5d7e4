"""sample draw, list, show, result, read, withdraw, redraw, export: samples of a ledger."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli import arguments
from app.cli.ledger_kinds import kind_argument
from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group
from app.cli.passwords import password_in, password_option
from app.cli.times import moment_word
from app.domain import sampling as domain
from app.domain.confidence import USUAL_CONFIDENCE, USUAL_RATE
from app.domain.sampling import Allocation, Drawn, Result, Sample, Stratum
from app.i18n import LANGUAGES, current_language, gettext_in, listed
from app.i18n import gettext as _
from app.services import reporting, sampling, sampling_files, sampling_reading, wording
from app.services import sampling_words as words
from app.services.ports import Desk
from app.services.sampling import Found, SampleView, Wish

_MOST_KEYS = 10
"""So many records are named where many are told of."""

_RESULTS = {outcome.value: outcome for outcome in domain.Outcome}


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    actions = group(verbs, "sample", _("samples of a ledger, and what was found in them"), aliases=["samples"])
    _declare_draw(actions)
    listing = declare(actions, "list", _list, _("list all samples, withdrawn ones included"), "sample list FILE")
    audit_file(listing)
    show = declare(
        actions, "show", _show, _("show a sample with its records, results and conclusion"), "sample show FILE 1"
    )
    _declare_result(actions)
    withdraw = declare(
        actions,
        "withdraw",
        _withdraw,
        _("withdraw a sample; it stays readable, and nothing is concluded from it"),
        "sample withdraw FILE 1 --reason TEXT",
    )
    again = declare(
        actions,
        "redraw",
        _redraw,
        _("draw again with the same seed from the ledger as it stands, and compare; nothing is stored"),
        "sample redraw FILE 1",
    )
    export = declare(
        actions,
        "export",
        _export,
        _("write the work list: for Excel, or as a form to take along"),
        "sample export FILE 1 SAMPLE.xlsx",
        "sample export FILE 1 SAMPLE.pdf",
    )
    read = declare(
        actions,
        "read",
        _read_back,
        _("take the results from the work list that was filled in with Excel"),
        "sample read FILE 1 SAMPLE.xlsx --dry-run",
    )
    for each in (show, withdraw, again, export, read):
        audit_file(each)
        _number(each)
    withdraw.add_argument("--reason", required=True, metavar="TEXT", help=_("why it is withdrawn"))
    read.add_argument("source", type=Path, metavar="SOURCE", help=_("the filled-in work list: .xlsx"))
    password_option(read)
    read.add_argument("--reason", default="", metavar="TEXT", help=_("why earlier results are changed"))
    read.add_argument("--dry-run", action="store_true", help=_("try only, and store nothing"))
    export.add_argument("out", type=Path, metavar="OUT", help=_("file to write: .xlsx or .pdf"))


def _number(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", type=arguments.number, metavar="NUMBER", help=_("number of the sample"))


def _declare_draw(actions: Any) -> None:
    draw = declare(
        actions,
        "draw",
        _draw,
        _("draw a sample of a ledger"),
        "sample draw FILE terminals --size 30 --by site",
        "sample draw FILE accounts --confidence 95 --rate 5 --by system --where status=有効",
    )
    audit_file(draw)
    kind_argument(draw)
    draw.add_argument("--size", type=arguments.number, default=0, metavar="N", help=_("how many records are drawn"))
    draw.add_argument(
        "--confidence",
        type=arguments.percent,
        default=0,
        metavar="PERCENT",
        help=_(
            "in place of --size: as many as meet at least one record that differs, with this confidence, if --rate or "
            "more of them do; 95 when only --rate is given"
        ),
    )
    draw.add_argument(
        "--rate",
        type=arguments.percent,
        default=0,
        metavar="PERCENT",
        help=_("the tolerable rate of records that differ; 5 when only --confidence is given"),
    )
    draw.add_argument(
        "--by", default="", metavar="FIELD", help=_("groups to draw from: site, or a field of the ledger")
    )
    draw.add_argument(
        "--equal", action="store_true", help=_("as many from each group; else in proportion to its size, at least one")
    )
    draw.add_argument(
        "--site", action="append", default=[], metavar="NAME", help=_("only records of this site (repeatable)")
    )
    draw.add_argument(
        "--where",
        action="append",
        default=[],
        type=arguments.condition,
        metavar="FIELD=TEXT",
        help=_("only records in whose field this text stands (repeatable)"),
    )
    draw.add_argument("--seed", default="", metavar="SEED", help=_("the seed of a sample that is to be drawn again"))
    draw.add_argument("--purpose", default="", metavar="TEXT", help=_("what it is drawn for"))
    draw.add_argument("--dry-run", action="store_true", help=_("try only, and store nothing"))


def _declare_result(actions: Any) -> None:
    result = declare(
        actions,
        "result",
        _result,
        _("write what was found in a record"),
        "sample result FILE 1 7 sound",
        "sample result FILE 1 8 different --difference TEXT --evidence TEXT",
    )
    audit_file(result)
    _number(result)
    result.add_argument("record", type=arguments.number, metavar="RECORD", help=_("number of the record in the sample"))
    result.add_argument(
        "outcome",
        choices=list(_RESULTS),
        metavar="RESULT",
        help=_("sound | different | unchecked (could not be checked) | pending (takes the result back)"),
    )
    result.add_argument("--difference", default="", metavar="TEXT", help=_("what differs; needed for different"))
    result.add_argument("--remark", default="", metavar="TEXT", help=_("remark; needed for unchecked: why"))
    result.add_argument("--evidence", default="", metavar="TEXT", help=_("number or name of the evidence"))
    result.add_argument(
        "--on",
        type=arguments.day,
        metavar="DAY",
        help=_("day on which it was looked at, as 2027-03-31 or R9.3.31; else today"),
    )
    result.add_argument("--by", default="", metavar="NAME", help=_("who looked at it; else the user"))
    result.add_argument("--reason", default="", metavar="TEXT", help=_("why an earlier result is changed"))


# --- drawing ----------------------------------------------------------------------------------------------------------


def _draw(tools: Tools, options: argparse.Namespace) -> Outcome:
    asked = options.confidence or options.rate
    wish = Wish(
        kind=options.kind,
        size=options.size,
        confidence=options.confidence or (USUAL_CONFIDENCE if asked else 0),
        rate=options.rate or (USUAL_RATE if asked else 0),
        grouped_by=options.by,
        allocation=Allocation.EQUAL if options.equal else Allocation.PROPORTIONAL,
        sites=tuple(options.site),
        conditions=tuple(options.where),
        seed=options.seed,
        purpose=options.purpose,
    )
    with opened(tools, options) as desk:
        if options.dry_run:
            found = sampling.prospect(desk, wish)
            lines = [
                _("Nothing was drawn; this is what would be:"),
                _("{size} of {population} records would be drawn.").format(
                    size=f"{found.size:,}", population=f"{found.population:,}"
                ),
                *_strata(found.strata, grouped=bool(wish.grouped_by)),
                *filter(None, [words.away(found.taken_away, _)]),
            ]
            data = {
                "dry_run": True,
                "population": found.population,
                "size": found.size,
                "taken_away": found.taken_away,
            }
            return Outcome(lines, {**data, "strata": _strata_data(found.strata)})
        _changes, sample = sampling.draw(desk, wish)
        view = sampling.view(desk, sample.number)
        return Outcome([*_shown(desk, view), *_away(desk, view)], {"dry_run": False, "sample": _data(desk, view)})


def _away(desk: Desk, view: SampleView) -> list[str]:
    """That terminals were drawn which nobody can look at any more, and how to draw without them."""
    form = desk.world.ledgers.form(view.sample.kind)
    keys = [record.key for record in view.records if sampling.is_taken_away(form, record.values)]
    if not keys:
        return []
    told = _(
        "{count} of the records drawn are returned or disposed of and cannot be looked at on the spot: {keys}. To draw "
        "from those in use alone, withdraw this sample (sample withdraw) and draw with --where status=使用中."
    )
    return [
        told.format(count=f"{len(keys):,}", keys=listed(keys[:_MOST_KEYS]) + ("…" if len(keys) > _MOST_KEYS else ""))
    ]


def _redraw(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        again = sampling.redraw(desk, options.number)
    same = not again.left and not again.come
    if same:
        lines = [_("The same records are drawn again.")]
    else:
        lines = [_("Other records are drawn:")]
        lines += [_("  no longer: {keys}").format(keys=listed(again.left))] if again.left else []
        lines += [_("  new: {keys}").format(keys=listed(again.come))] if again.come else []
    if not again.same_ledger:
        lines.append(_("The ledger is no longer the one from which the sample was drawn."))
    data = {
        "number": options.number,
        "same": same,
        "same_ledger": again.same_ledger,
        "population": again.population,
        "left": list(again.left),
        "come": list(again.come),
    }
    return Outcome(lines, data)


# --- looking ----------------------------------------------------------------------------------------------------------


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        views = sampling.listing(desk)
        data = [_data(desk, view, records=False) for view in views]
        lines = [_line(view) for view in views]
    return Outcome(lines or [_("No sample has been drawn yet.")], {"samples": data})


def _show(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        view = sampling.view(desk, options.number)
        return Outcome(_shown(desk, view), {"sample": _data(desk, view)})


def _line(view: SampleView) -> str:
    sample, tally = view.sample, view.tally
    state = _("withdrawn") if sample.withdrawn else f"{tally.drawn - tally.pending}/{tally.drawn}"
    ledger = wording.ledger_name(sample.kind, _)
    return f"{sample.number}  {moment_word(sample.at)}  {ledger}  {state}  {sample.seed}  {sample.purpose}".rstrip()


def _shown(desk: Desk, view: SampleView) -> list[str]:
    language = current_language()
    form = desk.world.ledgers.form(view.sample.kind)
    told = sampling_files.about(view, form, _, language)
    lines = [_("Sample {number}").format(number=view.sample.number)]
    lines += [_("{field}: {after}").format(field=label, after=text) for label, text in told]
    lines += _strata(view.sample.strata, grouped=bool(view.sample.grouped_by))
    for record in view.records:
        result = view.results.get(record.number)
        outcome = words.outcome_word(view.outcome(record.number), _)
        more = "  ".join(text for text in ((result.difference, result.remark) if result else ()) if text)
        group = words.group_word(record.stratum, _) if view.sample.grouped_by else record.site
        lines.append(f"{record.number:>4}  {record.key}  {group}  {outcome}  {more}".rstrip())
    return [*lines, words.caveat(_)]


def _strata(strata: tuple[Stratum, ...], *, grouped: bool) -> list[str]:
    if not grouped:
        return []
    return [
        _("  {group}: {size} of {population}").format(
            group=words.group_word(s.label, _), size=f"{s.size:,}", population=f"{s.population:,}"
        )
        for s in strata
    ]


def _strata_data(strata: tuple[Stratum, ...]) -> list[dict[str, Any]]:
    return [{"name": s.label, "population": s.population, "size": s.size} for s in strata]


def _data(desk: Desk, view: SampleView, *, records: bool = True) -> dict[str, Any]:
    language = current_language()
    sample, tally = view.sample, view.tally
    form = desk.world.ledgers.form(sample.kind)
    data: dict[str, Any] = {
        **_plain(sample),
        "method": words.method(sample, form, _, language),
        "results": {
            "sound": tally.sound,
            "different": tally.different,
            "unchecked": tally.unchecked,
            "pending": tally.pending,
        },
        "confidence_of_conclusion": tally.confidence / 100,
        "at_most": tally.at_most,
        "rate_at_most": None if tally.rate_at_most is None else tally.rate_at_most / 10,
        "within_rate": tally.within,
        "conclusion": words.conclusion(view, _, language),
    }
    if records:
        data["records"] = [_record(record, view.results.get(record.number)) for record in view.records]
    return data


def _plain(sample: Sample) -> dict[str, Any]:
    return {
        "number": sample.number,
        "kind": sample.kind,
        "purpose": sample.purpose,
        "at": sample.at,
        "by": sample.by,
        "seed": sample.seed,
        "seed_given": sample.seed_given,
        "grouped_by": sample.grouped_by,
        "allocation": sample.allocation.value,
        "sites": list(sample.sites),
        "where": [{"field": c.field, "text": c.text} for c in sample.conditions],
        "confidence": sample.confidence / 100 if sample.confidence else None,
        "rate": sample.rate / 100 if sample.rate else None,
        "population": sample.population,
        "size": sample.size,
        "strata": _strata_data(sample.strata),
        "digest": sample.digest,
        "source": sample.source,
        "withdrawn": sample.withdrawn,
    }


def _record(record: Drawn, result: Result | None) -> dict[str, Any]:
    outcome = result.outcome if result else domain.Outcome.PENDING
    on = result.checked_on.isoformat() if result and result.checked_on else ""
    return {
        "number": record.number,
        "key": record.key,
        "match_key": record.match_key,
        "group": record.stratum,
        "site": record.site,
        "file": record.file,
        "sheet": record.sheet,
        "row": record.row,
        **({"column": record.column, "heading": record.heading} if record.column else {}),
        "values": record.facts(),
        "result": outcome.value,
        "difference": result.difference if result else "",
        "remark": result.remark if result else "",
        "evidence": result.evidence if result else "",
        "checked_on": on,
        "checked_by": result.checked_by if result else "",
    }


# --- results ----------------------------------------------------------------------------------------------------------


def _result(tools: Tools, options: argparse.Namespace) -> Outcome:
    found = Found(
        _RESULTS[options.outcome],
        options.difference,
        options.remark,
        options.evidence,
        options.on,
        options.by,
        options.reason,
    )
    with opened(tools, options) as desk:
        sampling.record(desk, options.number, options.record, found)
        view = sampling.view(desk, options.number)
        record = view.records[options.record - 1]
        data = _record(record, view.results.get(record.number))
        conclusion = words.conclusion(view, _, options.lang)
    outcome = words.outcome_word(view.outcome(record.number), _)
    return Outcome(
        [f"{record.number}  {record.key}  {outcome}", conclusion], {"record": data, "conclusion": conclusion}
    )


def _read_back(tools: Tools, options: argparse.Namespace) -> Outcome:
    password = password_in(options.password_file)
    with opened(tools, options) as desk:
        found = sampling_reading.read_back(
            desk,
            options.number,
            options.source,
            [gettext_in(language) for language in LANGUAGES],
            password,
            reason=options.reason,
            dry_run=options.dry_run,
        )
        conclusion = words.conclusion(sampling.view(desk, options.number), _, options.lang)
    lines = [_("Tried only; nothing was stored.")] if options.dry_run else []
    lines.append(sampling_reading.counted(found, options.source.name, _))
    lines += [f"  {p.sheet}!{p.row}: {p.error.sentence(_)}" for p in found.problems]
    if not options.dry_run:
        lines.append(conclusion)
    counts = {name: getattr(found, name) for name in ("read", "given", "changed", "unchanged", "empty", "refused")}
    problems = [
        {"sheet": p.sheet, "row": p.row, "record": p.record, "code": p.error.code, "message": p.error.sentence(_)}
        for p in found.problems
    ]
    data = {"number": options.number, "source": options.source.name, "rows": counts, "problems": problems}
    return Outcome(lines, {**data, "dry_run": options.dry_run, "conclusion": conclusion})


def _withdraw(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        sampling.withdraw(desk, options.number, options.reason)
    line = _("Sample {number} is withdrawn.").format(number=options.number)
    return Outcome([line], {"number": options.number, "withdrawn": options.reason.strip()})


def _export(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        if options.out.suffix.lower() == ".pdf":
            reporting.write_sample(desk, options.number, options.out, tools.render, _, options.lang)
            count = len(sampling.view(desk, options.number).records)
        else:
            count = sampling_files.export(desk, options.number, options.out, _, options.lang)
    line = _("Written: {file}").format(file=options.out)
    return Outcome([line], {"file": str(options.out), "number": options.number, "records": count})
