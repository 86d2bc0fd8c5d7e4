"""Findings and problems in words. Sentences of rules are data of the catalogue, those of problems are registered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from app.domain.catalogue import Catalogue
from app.domain.findings import Finding, Ground, RowRef, Shift, Source, Stale, Status, natural
from app.domain.grades import Role
from app.domain.text import Text
from app.errors import MESSAGES, UserError

if TYPE_CHECKING:  # Rules, imports and samples are loaded where they are used: the window starts with these words.
    from app.domain.ledgers.form import LedgerForm
    from app.domain.rules import NotRun
    from app.domain.sampling import Drawn
    from app.services.ledger_ports import CellProblem, Earlier, LedgerFiles
    from app.services.ports import IntegrityProblem

Translate = Callable[[str], str]

LEAD = "lead"
"""The hit sentence of a rule that names the record."""

_FAILED = Text("「{question}」について、不備が認められた。", "Deficiencies were found: {question}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_PLACE = re.compile(r"\{(\w+)\}")
_NOT_KNOWN = frozenset({"", "—"})
"""Values that say nothing; the dash is that of findings of earlier days."""
_LEFT_OUT = "\0"
_AROUND_LEFT_OUT = (
    (re.compile(r" ?\(\0(?:[、,] ?\0)*\)"), ""),
    (re.compile(r"(?<=\()\0[、,] ?|[、,] ?\0(?=[)、,])"), ""),
    (re.compile(r" \0(?=[ ,.;])|\0"), ""),
)
# Asides of the catalogue that speak to the integrated operator alone.
_ASIDE = re.compile(r"[ ]?[(（](?:沖縄型は|(?:in an )?integrated utility)[^()（）]*[)）]")
# The patterns of a report are compiled by the first one that is made: the window starts without.
# 「(端末台帳.xlsx、2026年11月25日取り込み)」: where a drafted remark comes from (「取込」 in those of earlier days).
_SOURCE = r"[ ]?[(（][^()（）]*(?:\.(?:xls[xmb]?|ods|csv)|取り込み|取込|imported)[^()（）]*[)）]"
# Polite endings of sentences and what a report writes; those that a pattern could take for another word stay.
_PLAIN = (
    (r"([てで])いませんでした", r"\1いなかった"),
    (r"([てで])いません", r"\1いない"),
    (r"([てで])いました", r"\1いた"),
    (r"([てで])います", r"\1いる"),
    (r"ではありません", "ではない"),
    (r"ありませんでした", "なかった"),
    (r"ありません", "ない"),
    (r"ありました", "あった"),
    (r"あります", "ある"),
    (r"(によ|とな|にな)ります", r"\1る"),
    (r"できません", "できない"),
    (r"([えけげせてねべめれ])ません", r"\1ない"),
    (r"([えけげせてねべめれし])ました", r"\1た"),
    (r"([えけげせてねべめれ])ます", r"\1る"),
    (r"([ぁ-を一-龠々ァ-ヺー」A-Za-z0-9])でした", r"\1であった"),
    (r"いです", "い"),
    (r"([ぁ-を一-龠々ァ-ヺー」A-Za-z0-9])です", r"\1である"),
)
_MOST_FIELDS = 10
"""So many fields are named where many are told of."""
_SENTENCE_ENDS = r"(?=[。)）」\n]|が[、(（]|$)"


def finding_title(catalogue: Catalogue, finding: Finding, language: str) -> str:
    """What a finding is called: the question that was answered, or the rule."""
    if finding.source is Source.ANSWERS:
        return catalogue.question(finding.subject).in_language(language)
    return catalogue.rule_title(finding.rule).in_language(language)


def finding_sentence(catalogue: Catalogue, finding: Finding, translate: Translate, language: str) -> str:
    """Why it is a finding: the officer's remark on a failed answer, or what the rule says of the record."""
    _ = translate
    if finding.source is Source.ANSWERS:
        if comment := finding.values.get("comment", ""):
            return comment
        if finding.message == "answer.partly":
            return _("Answered as partly deficient, without a remark.")
        return _("Answered as nonconforming, without a remark.")
    try:
        rule = catalogue.rule(finding.rule)
    except KeyError:  # Found by another edition of the program.
        return catalogue.rule_title(finding.rule).in_language(language)
    values = {name: day(value, language) for name, value in finding.values.items()}
    told = [rule.hits[part] for part in finding.message.split("+") if part in rule.hits]
    sentences = [filled(text.in_language(language), values) for text in told or [rule.explanation]]
    # Said once before sentences that do not name the record themselves.
    lead = filled(rule.hits[LEAD].in_language(language), values) if told and LEAD in rule.hits else ""
    return lead + ("" if language == "ja" else " ").join(sentences)


def filled(template: str, values: Mapping[str, str]) -> str:
    """A sentence of a rule with its values. A part in square brackets is left out where a value in it is not known,
    and round brackets and commas with it where nothing else is in them or before them."""

    def part(match: re.Match[str]) -> str:
        names = _PLACE.findall(match[1])
        return match[1] if all(values.get(name, "") not in _NOT_KNOWN for name in names) else _LEFT_OUT

    shown = _OPTIONAL.sub(part, template)
    if _LEFT_OUT in shown:
        for pattern, kept in _AROUND_LEFT_OUT:
            shown = pattern.sub(kept, shown)
    return shown.format_map(_Shown(values))


def finding_place(finding: Finding, sites: Mapping[str, str], translate: Translate) -> str:
    """The name of a finding's site, or that it is the whole company's; what a ledger says of an office that is no site
    of the audit (`sites`, name by id) is neither."""
    _ = translate
    if not finding.unplaced or not any(sites):
        return sites.get(finding.site) or _("Company")
    office = finding.values.get("site_text", "")
    return _("Site unknown ({office})").format(office=office) if office else _("Site unknown")


def row_column(row: RowRef | Drawn, translate: Translate) -> str:
    """The column of a row that holds several records, with what stands at its head; empty where the row is one."""
    _ = translate
    if not row.column:
        return ""
    if not row.heading:
        return _("column {letter}").format(letter=row.column)
    return _("column {letter} ({heading})").format(letter=row.column, heading=row.heading)


def row_place(row: RowRef, translate: Translate) -> str:
    """Where a row behind a finding stands: file, sheet, row, and column where it holds several records. What was added
    by hand stands in no file."""
    _ = translate
    if not row.row:
        return _("Added by hand")
    place = _("sheet {sheet}, row {row}").format(sheet=row.sheet, row=f"{row.row:,}")
    return f"{row.file}  {place} {row_column(row, translate)}".strip()


def acceptance(finding: Finding, language: str, translate: Translate) -> str:
    """Who approved that a finding is accepted and until when; or that this has lapsed. Empty where neither is so.

    What the ledger of exceptions tells has its approver and its end there.
    """
    _ = translate
    accepted = finding.acceptance
    if finding.lapsed and accepted is not None:
        told = _("Accepted until {day} (approved by {approver}); that has lapsed, and it is open again.")
        return told.format(day=day(accepted.until, language), approver=accepted.approver)
    if finding.status is not Status.ACCEPTED or any(row.kind == "exceptions" for row in finding.rows):
        return ""
    if accepted is None:
        return _("Approver and expiry of the acceptance are not recorded.")
    if not accepted.until:
        return _("Approved by {approver}.").format(approver=accepted.approver) if accepted.approver else ""
    told = _("Approved by {approver}, until {day}.")
    return told.format(approver=accepted.approver, day=day(accepted.until, language))


_NAMED = 5
"""How many findings of a sort are named that have changed under an answer."""


def stale(ground: Ground, translate: Translate, language: str) -> str:
    """Why an answer is to be looked at again: what has become of findings on its checkpoint, of its words, and of the
    split whose interim controls it proves, since it was given."""
    _ = translate
    reworded = any(s.shift is Shift.REWORDED for s in ground.stale)
    said = [_("After the answer was given, the words of this checkpoint were changed.")] if reworded else []
    said += [slip_told(each, ground.findings[each.finding], _, language) for each in _slips(ground)]
    told = []
    for shift, word in (
        (Shift.CAME, _("new: {what}")),
        (Shift.CHANGED, _("changed: {what}")),
        (Shift.WENT, _("gone: {what}")),
    ):
        names = sorted((f"{s.rule} {s.subject}".strip() for s in ground.stale if s.shift is shift), key=natural)
        if names:
            more = [_("and {count} more").format(count=len(names) - _NAMED)] if len(names) > _NAMED else []
            told.append(word.format(what=_(", ").join([*names[:_NAMED], *more])))
    if told:
        shifted = _("After the answer was given, findings on this checkpoint changed on {day} ({changes}).")
        said.append(shifted.format(day=day(ground.stale_at, language), changes=_("; ").join(told)))
    return ("" if language == "ja" else " ").join(said)


def _slips(ground: Ground) -> list[Stale]:
    return [each for each in ground.stale if each.shift is Shift.SLIPPED]


def slip_told(mark: Stale, said: str, translate: Translate, language: str) -> str:
    """That a milestone slipped after the answer was given: which, from when to when, and why."""
    from app.domain.plan import Stage  # Not needed to open an audit.
    from app.services.reminder_words import stage_word

    _ = translate
    days, _blank, reason = said.partition(" ")
    before, _dots, end = days.partition("..")
    told = _(
        "After the answer was given, the split of {system} slipped: {stage}, from {before} to {end} ({reason}). To be "
        "confirmed again: the interim controls have to hold until then."
    )
    return told.format(
        system=mark.subject,
        stage=stage_word(Stage(mark.rule), translate),
        before=day(before, language),
        end=day(end, language),
        reason=reason,
    )


def columns_lacking(ledgers: LedgerFiles, idle: NotRun, language: str) -> tuple[str, ...]:
    """What the columns that a rule lacks are called."""
    return tuple(_column(ledgers, idle.kind, name, language) for name in idle.fields)


def _column(ledgers: LedgerFiles, kind: str, name: str, language: str) -> str:
    form = ledgers.form(kind) if kind and kind in ledgers.kinds() else None
    return form.field(name).title.in_language(language) if form is not None and name in form else name


def rests_untested(ledgers: LedgerFiles, idle: NotRun, language: str, translate: Translate) -> tuple[str, ...]:
    """What records would have to say for all of a rule to be tested, though every column is there."""
    _ = translate
    parts = {
        "sub_contracting_blank": _("rows that tell whether there is sub-contracting"),
        "stocktaking_undated": _("the day of a stocktaking on the spot"),
        "sub_contractors_unlisted": _("rows of most of the sub-contractors named"),
    }
    understood = _("entries that are understood under “{column}” of the {ledger} (rows without: {count})")
    return tuple(
        understood.format(
            column=_column(ledgers, each.kind, each.what, language),
            ledger=ledger_name(each.kind, translate),
            count=f"{each.rows:,}",
        )
        if each.rows
        else parts.get(each.what, each.what)
        for each in idle.rests
    )


def asked_of(role: Role, text: Text, language: str) -> str:
    """A text of the catalogue as it is put to the role, without the asides that speak to another."""
    said = text.in_language(language)
    return said if role is Role.INTEGRATED_OPERATOR else _ASIDE.sub("", said)


def failed_sentence(role: Role, question: Text, language: str) -> str:
    """That a checkpoint failed where nobody wrote a remark: a sentence, never the bare question."""
    return _FAILED.in_language(language).format(question=asked_of(role, question, language))


def stand_ins(catalogue: Catalogue, role: Role, checkpoints: Iterable[str]) -> frozenset[str]:
    """`failed_sentence` of these checkpoints in every language: what a draft says where nobody told the problem."""
    known = (catalogue.known(identity) for identity in dict.fromkeys(checkpoints))
    return frozenset(failed_sentence(role, c.question, language) for c in known if c for language in ("ja", "en"))


def for_print(text: str) -> str:
    """A remark as a report tells it: without the names of files it was drafted from, in the plain form (である調)."""
    said = re.sub(_SOURCE, "", text)
    for polite, plain in _PLAIN:
        said = re.sub(polite + _SENTENCE_ENDS, plain, said)
    return said


def ledger_name(kind: str, translate: Translate) -> str:
    """端末台帳, ID台帳, …; a kind of a later version by its name in the file."""
    _ = translate
    return {
        "sites": _("List of sites"),
        "terminals": _("Terminal ledger"),
        "accounts": _("Account ledger"),
        "contractors": _("Contractor ledger"),
        "systems": _("List of systems"),
        "people": _("List of people"),
        "rooms": _("Rooms and entry rights"),
        "disasters": _("Activations for disasters"),
        "exceptions": _("Exceptions and temporary uses"),
        "role_standards": _("Standard of rights"),
        "deployment_standards": _("Standard of deployment"),
        "external_registrants": _("Registrants of others' systems"),
        "capital_ties": _("Capital ties"),
        "stocktaking": _("Stocktaking and connection records"),
    }.get(kind, kind)


def kept_fields(form: LedgerForm, kept: Mapping[str, int], language: str, translate: Translate) -> str:
    """That fields which a file has no column for stay as they were told before, those of most records first; empty
    where none do. `kept` is the number of records by field."""
    _ = translate
    named = [f"{form.field(name).title.in_language(language)} ({count:,})" for name, count in kept.items()]
    if not named:
        return ""
    fields = _(", ").join(named[:_MOST_FIELDS])
    if (more := len(named) - _MOST_FIELDS) > 0:
        fields = _("{names} and further fields ({count})").format(names=fields, count=f"{more:,}")
    return _("The file has no column for these; what was told before stays (records): {fields}.").format(fields=fields)


def site_fact(field: str, translate: Translate) -> str:
    """What a fact of a site that the ledger of offices tells is about (`app.services.site_offers`)."""
    _ = translate
    return {
        "company": _("company"),
        "cohabitant": _("company in the building"),
        "manager": _("manager"),
        "alias": _("another name"),
    }[field]


def problem(problem: CellProblem, translate: Translate) -> str:
    """What is wrong with a cell or row, in one sentence; its place is told beside it."""
    from app.services import ledger_problems

    if problem.code in MESSAGES:
        return ledger_problems.sentence(problem, translate)
    return UserError(problem.code).sentence(translate)


def same_file(earlier: Earlier, on: str, translate: Translate) -> tuple[str, ...]:
    """That the very same file was imported before, and what comes of importing it again; `on` is the day, in words."""
    _ = translate
    if earlier.later:
        told = _(
            "The very same file was imported on {day} already (import no. {number}); imports "
            "after it: {later}. Importing it again takes the ledger back to that state."
        )
    else:
        told = _(
            "The very same file was imported on {day} already (import no. {number}). Importing it again with the same "
            "choices changes nothing."
        )
    said = [told.format(day=on, number=earlier.number, later=earlier.later)]
    if earlier.corrections:
        kept = _("What was set right by hand then is kept (cells: {count}).")
        said.append(kept.format(count=len(earlier.corrections)))
    return tuple(said)


def integrity_problem(problem: IntegrityProblem, translate: Translate) -> str:
    """What the check of an audit file found, and where."""
    _ = translate
    said = {
        "page_structure": _("The structure of the file is damaged"),
        "row_changed": _("A row was changed"),
        "row_missing": _("A row is missing"),
        "history_broken": _("An entry of the history was changed or taken out"),
        "blob_changed": _("The content of a piece of evidence was changed"),
        "content_digest": _("The content is not what the history says it should be"),
        "seal_broken": _("The content is not what was sealed"),
    }.get(problem.code, problem.code)
    place = "  ".join(part for part in (problem.where, problem.record) if part)
    return f"{said} ({place})" if place else said


def day(text: str, language: str) -> str:
    """A date as it is read in the language; any other text as it is."""
    if language == "en" or not _DAY.fullmatch(text):
        return text
    try:
        value = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{value.year}年{value.month}月{value.day}日"


class _Shown(dict[str, object]):
    """A forgotten value must not hide the rest of the sentence."""

    def __init__(self, values: Mapping[str, object]) -> None:
        super().__init__(values)

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"
