"""The work list of a sample as a workbook: what is to be checked, what was found, and what it was drawn from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.domain import sampling
from app.domain.ledgers.form import LedgerForm
from app.domain.sampling import Drawn, Outcome
from app.services import sampling as service
from app.services import sampling_words as words
from app.services import wording
from app.services.ledger_ports import SheetTable
from app.services.ports import Desk
from app.services.sampling import SampleView

Translate = Callable[[str], str]


def export(desk: Desk, number: int, target: Path, translate: Translate, language: str = "ja") -> int:
    """Write the work list, and the population as long as the ledger is the one it was drawn from.

    Returns how many records were written. Raises UserError.
    """
    view = service.view(desk, number)
    form = desk.world.ledgers.form(view.sample.kind)
    sheets = [_work_list(view, form, translate, language)]
    if members := service.population(desk, number):
        sheets.append(_population(view, members, translate))
    desk.world.ledgers.tables(target, sheets)
    return len(view.records)


def _work_list(view: SampleView, form: LedgerForm, translate: Translate, language: str) -> SheetTable:
    _ = translate
    group = words.group_title(view.sample, form, translate, language)
    fields = [f for f in form.fields if _tells_more(view, f.id)]
    # The key by which records are compared is for machines; people look for what the ledger says.
    head = [_("No."), *([group] if group else []), _("Key as written")]
    results = [
        _("Result"),
        _("What differs"),
        _("Remark"),
        _("Evidence no."),
        _("Checked on"),
        _("Checked by"),
    ]
    across = any(record.column for record in view.records)
    place = [_("File"), _("Sheet"), _("Row"), *([_("Column")] if across else [])]
    rows = []
    for record in view.records:
        told = [str(record.number), *([words.group_word(record.stratum, translate)] if group else []), record.key]
        facts = [record.values.get(f.id, "") for f in fields]
        rows.append([*told, *facts, *_found(view, record, translate, language), *_place(record, across)])
    titles = [f.title.in_language(language) for f in fields]
    chosen = tuple(words.outcome_word(o, translate) for o in Outcome if o is not Outcome.PENDING)
    return SheetTable(
        title=_("Sample {number}").format(number=view.sample.number),
        above=about(view, form, translate, language),
        columns=(*head, *titles, *results, *place),
        rows=rows,
        choices={len(head) + len(titles): chosen},
    )


def _tells_more(view: SampleView, field: str) -> bool:
    """Whether a field holds something that neither the key nor the group of the records says already."""
    texts = [record.values.get(field, "") for record in view.records]
    groups = [record.stratum if view.sample.grouped_by else "" for record in view.records]
    return any(texts) and texts != [record.key for record in view.records] and texts != groups


def _found(view: SampleView, record: Drawn, translate: Translate, language: str) -> list[str]:
    result = view.results.get(record.number)
    if result is None or result.outcome is Outcome.PENDING:
        return [""] * 6
    on = wording.day(result.checked_on.isoformat(), language) if result.checked_on else ""
    outcome = words.outcome_word(result.outcome, translate)
    return [outcome, result.difference, result.remark, result.evidence, on, result.checked_by]


def _place(record: Drawn, across: bool) -> list[str]:
    place = [record.file, record.sheet, str(record.row) if record.row else ""]
    return [*place, record.column] if across else place


def about(view: SampleView, form: LedgerForm, translate: Translate, language: str) -> tuple[tuple[str, str], ...]:
    """What the sample is, how it was drawn and what may be concluded, as labels and texts."""
    _ = translate
    sample = view.sample
    seed = _("{seed} (given by hand)").format(seed=sample.seed) if sample.seed_given else sample.seed
    imported = wording.day(sample.imported[:10], language)
    said = [
        (_("Purpose"), sample.purpose),
        (_("Drawn from"), words.population_words(sample, form, translate, language)),
        (_("Ledger as of"), _("{file}, imported {day}").format(file=sample.source, day=imported)),
        (_("How it was drawn"), words.method(sample, form, translate, language)),
        (_("Seed"), seed),
        (_("Drawn on, by"), _("{day}, {user}").format(day=wording.day(sample.at[:10], language), user=sample.by)),
        (_("Earlier samples"), words.earlier(view, translate, language)),
        (_("Conclusion"), words.conclusion(view, translate, language)),
    ]
    return tuple((label, text) for label, text in said if text)


def _population(view: SampleView, members: Sequence[tuple[sampling.Member, str]], translate: Translate) -> SheetTable:
    """Everything that could be drawn, in the order in which it is drawn: whoever sorts it so sees the same sample."""
    _ = translate
    sample = view.sample
    drawn = {record.match_key for record in view.records}
    ranked = sorted(
        (member.stratum, sampling.rank(sample.seed, member.match_key), member.match_key, key) for member, key in members
    )
    rows = [
        (
            words.group_word(group, translate) if sample.grouped_by else "",
            match,
            key,
            rank,
            "○" if match in drawn else "",
        )
        for group, rank, match, key in ranked
    ]
    return SheetTable(
        title=_("Population"),
        above=((_("Seed"), sample.seed), (_("To draw it again"), words.again(translate))),
        columns=(_("Group"), _("Match key"), _("Key as written"), "SHA-256", _("Drawn")),
        rows=rows,
    )
