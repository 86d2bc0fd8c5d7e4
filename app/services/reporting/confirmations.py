"""事業所点検確認書 and 点検結果確認書: a statement, the figures it rests on, what is excepted, lines to sign.

One form for each page. A typed name is never a signature: lines are for the hand.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.answers import Answer
from app.domain.audit import Site
from app.domain.findings import LIVE, Finding, Source, Status
from app.domain.grades import Verdict
from app.domain.progress import Tally
from app.domain.sealing import Revision
from app.errors import UserError
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Column,
    KeepTogether,
    KeyValues,
    PageBreak,
    Paragraph,
    Report,
    Row,
    Signature,
    SignatureField,
    Table,
    Title,
)
from app.services.reporting.order import sorted_findings
from app.services.reporting.sheets import Form, SheetDraft
from app.services.wording import failed_sentence, for_print

# So many exceptions are named on the form, and so much of each; the rest stands in the report. A form has one page.
_NAMED, _LONGEST = 6, {"ja": 70, "en": 130}
# So many records of a rule.
_KEYS = 3
_FAILED = (Verdict.NONCONFORMING, Verdict.PARTLY)
_BETWEEN = re.compile(r"(?<=。)(?![」)）])|(?<=[.!?])\s+")
# A sentence that only leads over to a list tells nothing without it.
_LEADS = ("次のとおり。", ":", "：")
# Lines of exceptions that a form has room for when nothing above them is longer than its line; a line in widths of a
# full-width character, in the tables and in the address.
_LINES, _CELL_LINE, _BODY_LINE = 7, 42, 45
# A count of findings rule by rule that takes more lines than this is left to the report on the results.
_SUMMED = 5
# So many lines of a statement are reckoned in.
_STATEMENT = 3


def build_all(material: Material, _missing: Sequence[str]) -> Report:
    """One confirmation for each site, then the officer's."""
    return _report(material, [*site_drafts(material), *result_drafts(material)])


def build_sites(material: Material, _missing: Sequence[str]) -> Report:
    """One confirmation for each site. Raises UserError `report_no_sites`."""
    if not material.sites:
        raise UserError("report_no_sites")
    return _report(material, site_drafts(material))


def build_result(material: Material, _missing: Sequence[str]) -> Report:
    """The officer's confirmation."""
    return _report(material, result_drafts(material))


def site_drafts(material: Material) -> Sequence[SheetDraft]:
    """One paper for each site."""
    return [_site(material, site) for site in material.sites]


def site_papers(material: Material) -> Sequence[SheetDraft]:
    """As `site_drafts`, as papers that are handed out: sites sign before the audit is sealed, and what the seal is
    stands in the footer and not in what they sign, so that the seal does not outdate what was signed."""
    return site_drafts(replace(material, outline=replace(material.outline, revision=Revision(1)), former=None))


def result_drafts(material: Material) -> Sequence[SheetDraft]:
    """The one paper of the officer."""
    return [_result(material)]


def form_number(material: Material, site: Site | None) -> str:
    """The number of a form: the site's place in the audit (R for the results) and the version of the data."""
    kind = f"S{site.position:02}" if site else "R01"
    return f"{kind}-{material.fingerprint}"


def addressee(material: Material) -> str:
    """Whom a confirmation is addressed to: the company's representative."""
    _ = material.translate
    audit = material.outline.audit
    title = audit.filing.representative_title or _("President")
    if not audit.filing.representative:
        return _("{organisation}\nTo {title}").format(organisation=audit.organisation, title=title)
    return _("{organisation}\nTo {title} {name}").format(
        organisation=audit.organisation, title=title, name=audit.filing.representative
    )


def _report(material: Material, drafts: Sequence[SheetDraft]) -> Report:
    _ = material.translate
    sites = {site.id: site for site in material.sites}
    blocks: list[Block] = []
    for draft in drafts:
        number = form_number(material, sites.get(draft.site))
        blocks.append(Paragraph(_("Form {number}").format(number=number), quiet=True, style="right"))
        blocks += [*draft.blocks, PageBreak()]
    return Report(
        title=_("Confirmation of the self-audit"),
        organisation=material.outline.audit.organisation,
        language=material.language,
        blocks=tuple(blocks[:-1]),
        confidentiality=material.outline.audit.confidentiality,
        footer=material.footer(),
    )


def _site(material: Material, site: Site) -> SheetDraft:
    _ = material.translate
    title = _("Confirmation of the audit of a site")
    audit = material.outline.audit
    tally = material.outline.by_site()[site.id]
    answered = _("At our site the checkpoints of the self-audit as of {date} were answered on the facts.")
    if tally.open:
        answered = _(
            "At our site the checkpoints of the self-audit as of {date}, save those named below that are still open, "
            "were answered on the facts."
        )
    confirmed = _(
        "We confirm that the figures below agree with the answers recorded, and that neither these answers nor the "
        "comparisons of ledgers that were run leave anything to be excepted but what is named below."
    )
    if not material.records:
        confirmed = _(
            "We confirm that the figures below agree with the answers recorded, and that these answers leave nothing "
            "to be excepted but what is named below. No ledger was compared."
        )
    statement = material.joined((answered.format(date=material.day(audit.as_of)), confirmed))
    blocks = (
        *_head(material, title),
        Paragraph(statement, style="letter"),
        _signed(
            material,
            (
                (_("Site"), site.name),
                (_("Period, as-of date"), _when(material)),
                _proven(material, _proofs(material, site.id)),
                *material.seal(),
            ),
            (_figures(material, tally), *_exceptions(material, site, statement)),
            (_("Auditor"), _("Head of the site")),
        ),
    )
    return SheetDraft(Form.SITE_CONFIRMATION, site.id, site.id, site.name, title, blocks)


def _result(material: Material) -> SheetDraft:
    _ = material.translate
    title = _("Confirmation of the audit results")
    audit = material.outline.audit
    statement = _(
        "We confirm that the results of the self-audit as of {date} are true to the facts in the scope given below, "
        "with the exceptions named below."
    )
    blocks = (
        *_head(material, title),
        Paragraph(statement.format(date=material.day(audit.as_of)), style="letter"),
        _signed(
            material,
            (
                (_("Scope"), _scope(material)),
                (_("Period, as-of date"), _when(material)),
                _proven(material, sum(not exhibit.expired for exhibit in material.evidence)),
                *material.seal(),
            ),
            (_figures(material, material.outline.total()), *_limits(material)),
            (_("Officer in charge of conduct regulation"), _("President")),
        ),
    )
    return SheetDraft(Form.RESULT_CONFIRMATION, "", "", audit.organisation, title, blocks)


def _head(material: Material, title: str) -> list[Block]:
    return [Paragraph(addressee(material)), Title(title)]


def _scope(material: Material) -> str:
    _ = material.translate
    outline = material.outline
    parts = [_("checkpoints: {count}").format(count=len(outline.checkpoints))]
    if sites := len(outline.by_site()):
        parts.append(_("sites: {count}").format(count=sites))
    parts += _found(material)
    if actions := len(material.actions):
        parts.append(_("measures in the plan: {count}").format(count=actions))
    return material.listed(parts)


def _found(material: Material) -> list[str]:
    """The findings by how far they are dealt with; what is resolved is no finding any more."""
    _ = material.translate
    counts = (
        (_("open findings: {count}"), len(material.counted())),
        (_("corrected findings: {count}"), len(material.corrected())),
        (_("accepted findings: {count}"), len(material.accepted())),
    )
    return [text.format(count=f"{count:,}") for text, count in counts if count] or [_("no finding")]


def _proven(material: Material, count: int) -> tuple[str, str]:
    _ = material.translate
    edition = material.outline.audit.catalogue_version
    said = _("files: {count}; edition of the checkpoints {edition}")
    if not count:
        said = _("no file; edition of the checkpoints {edition}")
    return _("Evidence, edition"), said.format(count=f"{count:,}", edition=edition)


def _proofs(material: Material, site: str) -> int:
    return sum(any(p[1] == site for p in e.places) for e in material.evidence if not e.expired)


def _figures(material: Material, tally: Tally) -> Table:
    """Counts of answers in one line."""
    _ = material.translate
    columns = tuple(Column(word, "number") for word in (*_figure_words(material), _("Total")))
    row: Row = tuple(f"{n:,}" for n in (*material.counts(tally), tally.total))
    return Table(columns, (row,), caption=_("Figures this confirmation rests on (number of answers)"))


def _figure_words(material: Material) -> tuple[str, ...]:
    """The words alone: with their signs they take a third line."""
    return tuple(word.split(" ", 1)[-1] for word in material.legend())


def _exceptions(material: Material, site: Site, statement: str) -> list[Block]:
    """What is missing at a site and what ledgers say of it, which no cut may hide, and the answers not in order."""
    _ = material.translate
    said = list(material.missing_at(p for p in material.outline.places if p[1] == site.id))
    if bare := material.unproven(
        material.outline.by_site()[site.id], [p for p in material.outline.places if p[1] == site.id]
    ):
        said.append(bare)
    failed = [
        answer
        for checkpoint in material.outline.checkpoints
        if (answer := material.outline.answers.get((checkpoint.id, site.id))) and answer.verdict in _FAILED
    ]
    lines = _LINES - _beyond(material, site.name) - max(0, _lines(statement, _BODY_LINE) - _STATEMENT)
    ledgers = [f for f in material.findings if f.source is Source.RULES and f.site == site.id]
    # A line is kept for the answers that failed, however much the ledgers say.
    used = sum(_lines(text, _CELL_LINE) for text in said)
    said += _by_rule(material, ledgers, lines - used - bool(failed))
    certain = len(said)
    said += [
        _("{checkpoint} {verdict}: {text}").format(
            checkpoint=answer.checkpoint, verdict=material.verdict(answer.verdict), text=_short(material, answer)
        )
        for answer in failed
    ]
    return _named(material, said, lines, certain)


def _by_rule(material: Material, found: Iterable[Finding], lines: int) -> list[str]:
    """The ledger findings that are not put right: a line for each rule with the first records; one line for all of
    them where there is no room for so many."""
    _ = material.translate
    by_rule: dict[str, list[Finding]] = {}
    for finding in sorted_findings(material, found):
        if finding.status in LIVE or finding.status is Status.ACCEPTED:
            by_rule.setdefault(finding.rule, []).append(finding)
    if not by_rule:
        return []
    told = []
    for rule, own in by_rule.items():
        keys = [f.subject for f in own[:_KEYS]]
        if len(own) > len(keys):
            keys.append(_("and others"))
        told.append(
            _("{rule} {title}: {count} ({records})").format(
                rule=rule,
                title=material.catalogue.rule_title(rule).in_language(material.language),
                count=f"{len(own):,}",
                records=material.listed(keys),
            )
        )
    if sum(_lines(text, _CELL_LINE) for text in told) <= lines and len(told) < _NAMED:
        return told
    counts = [_("{rule}: {count}").format(rule=rule, count=f"{len(own):,}") for rule, own in by_rule.items()]
    summed = _("findings of the comparison of ledgers: {count} ({rules}), as listed in the report on the results")
    whole = sum(len(own) for own in by_rule.values())
    told = [summed.format(count=f"{whole:,}", rules=material.listed(counts))]
    if _lines(told[0], _CELL_LINE) <= _SUMMED:
        return told
    return [
        _("findings of the comparison of ledgers: {count}, as listed in the report on the results").format(
            count=f"{whole:,}"
        )
    ]


def _beyond(material: Material, name: str) -> int:
    """How many lines the texts on a form take beyond the one that each has; `name` is the site or the scope."""
    cells = ((text, _CELL_LINE) for text in (name, _when(material)))
    texts = (*cells, *((line, _BODY_LINE) for line in addressee(material).split("\n")))
    sealed = sum(_lines(text, _CELL_LINE) for _title, text in material.seal())
    headings = max(_lines(word, _CELL_LINE // 6) for word in _figure_words(material)) - 1
    return sum(_lines(text, room) - 1 for text, room in texts) + sealed + headings


def _when(material: Material) -> str:
    """Period and as-of date."""
    audit = material.outline.audit
    return f"{audit.period}　{material.full_day(audit.as_of)}"


def _lines(text: str, room: int) -> int:
    """About how many lines a text takes; rather one too many."""
    wide = sum(1.0 if unicodedata.east_asian_width(c) in "FWA" else 0.62 for c in text)
    # A word that no line holds leaves the one before it short.
    unbroken = max((len(word) for word in text.split() if word.isascii()), default=0) > room // 2
    return max(1, math.ceil(wide / room)) + unbroken


def _limits(material: Material) -> list[Block]:
    """What the officer excepts: deficiencies by number, what is missing, what was not looked at."""
    _ = material.translate
    total = material.outline.total()
    said = list(material.missing())
    if total.nonconforming or total.partly:
        said.append(
            _(
                "nonconforming answers: {bad}, partly deficient ones: {partly}, as listed in the report on the results"
            ).format(bad=f"{total.nonconforming:,}", partly=f"{total.partly:,}")
        )
    ledgers = _by_rule(material, (f for f in material.live() if f.source is Source.RULES), 0)
    missing = len(material.missing())
    bare = list(filter(None, (material.unproven(total),)))
    said = [*said[:missing], *bare, *ledgers, *said[missing:]]
    certain = missing + len(bare) + len(ledgers)
    if accepted := material.accepted():
        said.append(
            _("findings accepted as they are, as listed in the report on the results: {count}").format(
                count=f"{len(accepted):,}"
            )
        )
    # The officer's statement is a line shorter than that of a site.
    lines = _LINES + 1 - _beyond(material, _scope(material))
    return _named(material, [*said, *material.limits(brief=True)], lines, certain)


def _named(material: Material, said: list[str], lines: int, certain: int = 0) -> list[Block]:
    """The exceptions, as many as fit into so many lines, and how many more there are; the first `certain` always."""
    _ = material.translate
    shown = said[: max(_NAMED, certain)]
    used = [_lines(text, _CELL_LINE) for text in shown]
    while len(shown) > certain and sum(used[: len(shown)]) + (len(shown) < len(said)) > lines:
        shown.pop()
    if len(said) > len(shown):
        shown.append(_("and {count} more, as listed in the report on the results").format(count=len(said) - len(shown)))
    return [KeyValues(((_("Exceptions"), "\n".join(shown) or _("None.")),))]


def _short(material: Material, answer: Answer) -> str:
    """As many whole sentences of a remark as have room; else that it failed. Nothing on a signed paper is cut off,
    and no question stands for a fact."""
    _ = material.translate
    most = _LONGEST.get(material.language, 130)
    lines = (line.strip().lstrip("・-").strip() for line in for_print(answer.comment).splitlines())
    parts = (part.strip() for line in lines for part in _BETWEEN.split(line))
    sentences = [part for part in parts if part and not part.endswith(_LEADS)]
    said = ""
    for sentence in sentences:
        longer = sentence if not said else material.joined((said, sentence))
        if len(longer) > most:
            break
        said = longer
    if said:
        return said
    if not sentences:
        question = material.catalogue.question(answer.checkpoint)
        bare = failed_sentence(material.outline.audit.role, question, material.language)
        if len(bare) <= most:
            return bare
    return _("as told in the report on the results")


def _signed(
    material: Material, particulars: Sequence[tuple[str, str]], figures: Sequence[Block], roles: Sequence[str]
) -> KeepTogether:
    """The particulars, what is confirmed and who signs for it, on one page: where the form runs over, nobody signs a
    sheet that tells not of which site and of what."""
    _ = material.translate
    return KeepTogether(
        (
            Paragraph(_("Particulars"), style="center"),
            KeyValues(tuple(particulars)),
            *figures,
            Paragraph(_("End"), style="right"),
            KeepTogether(tuple(_sign(material, role) for role in roles)),
        )
    )


def _sign(material: Material, role: str) -> Signature:
    _ = material.translate
    blank = "　　　　年　　　月　　　日" if material.language == "ja" else ""
    fields = (SignatureField(_("Date"), blank), _("Section and title"), _("Name (signed)"))
    return Signature(role, fields, _("seal"))
