"""Samples in words: how they were drawn, what was found, and what may be concluded; never more than the numbers say."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.ledgers.form import LedgerForm
from app.domain.sampling import SITE, Allocation, Outcome, Sample, Tally
from app.services import wording
from app.services.sampling import SampleView

Translate = Callable[[str], str]


def outcome_word(outcome: Outcome, translate: Translate) -> str:
    """確認済(問題なし), 相違あり, 確認できず, 未確認."""
    _ = translate
    return {
        Outcome.PENDING: _("Still to be checked"),
        Outcome.SOUND: _("Checked, in order"),
        Outcome.DIFFERENT: _("Differs"),
        Outcome.UNCHECKED: _("Could not be checked"),
    }[outcome]


def percent(hundredths: int) -> str:
    """A confidence or a rate: 95%, 99.5%."""
    return f"{hundredths / 100:g}%"


def group_title(sample: Sample, form: LedgerForm, translate: Translate, language: str) -> str:
    """What the ledger is grouped by; empty where it is one."""
    _ = translate
    if not sample.grouped_by:
        return ""
    if sample.grouped_by == SITE:
        return _("Site")
    return field_title(form, sample.grouped_by, language)


def field_title(form: LedgerForm, field: str, language: str) -> str:
    """What a field is called; one of another edition by its name in the file."""
    return form.field(field).title.in_language(language) if field in form else field


def group_word(label: str, translate: Translate) -> str:
    """The name of a group."""
    _ = translate
    return label or _("(nothing written)")


def population_words(sample: Sample, form: LedgerForm, translate: Translate, language: str) -> str:
    """What was drawn from: the ledger, with what it was limited to."""
    _ = translate
    said = _("{ledger}, records: {count}").format(
        ledger=wording.ledger_name(sample.kind, translate), count=f"{sample.population:,}"
    )
    between = ", " if language == "en" else "、"
    limits = [_("site: {sites}").format(sites=between.join(sample.sites))] if sample.sites else []
    limits += [
        _("“{text}” in {field}").format(text=c.text, field=field_title(form, c.field, language))
        for c in sample.conditions
    ]
    return _("{population} ({limits})").format(population=said, limits=between.join(limits)) if limits else said


def method(sample: Sample, form: LedgerForm, translate: Translate, language: str) -> str:
    """How the sample was drawn, in one sentence."""
    _ = translate
    given = {
        "ledger": wording.ledger_name(sample.kind, translate),
        "population": f"{sample.population:,}",
        "size": f"{sample.size:,}",
        "seed": sample.seed,
        "groups": len(sample.strata),
        "field": group_title(sample, form, translate, language),
        "confidence": percent(sample.confidence),
        "rate": percent(sample.rate),
    }
    if sample.population == sample.size:
        return _("All {population} records of the {ledger} are to be checked.").format(**given)
    if len(sample.strata) < 2:
        if sample.confidence:
            said = _(
                "From the {population} records of the {ledger}, {size} were drawn at random with the seed {seed}: as "
                "many as meet, with a confidence of {confidence}, at least one that differs if {rate} or more do."
            )
        else:
            said = _("From the {population} records of the {ledger}, {size} were drawn at random with the seed {seed}.")
    elif sample.confidence and sample.allocation is Allocation.PROPORTIONAL:
        said = _(
            "From the {population} records of the {ledger} in {groups} groups by {field}, {size} were drawn at random "
            "with the seed {seed}, from each group in proportion to its size and at least one: as many as meet, with "
            "a confidence of {confidence}, at least one that differs if {rate} or more do."
        )
    elif sample.confidence:
        said = _(
            "From the {population} records of the {ledger} in {groups} groups by {field}, {size} were drawn at random "
            "with the seed {seed}, as evenly from each group as they allow: as many as meet, with a confidence of "
            "{confidence}, at least one that differs if {rate} or more do."
        )
    elif sample.allocation is Allocation.PROPORTIONAL:
        said = _(
            "From the {population} records of the {ledger} in {groups} groups by {field}, {size} were drawn at random "
            "with the seed {seed}, from each group in proportion to its size and at least one."
        )
    else:
        said = _(
            "From the {population} records of the {ledger} in {groups} groups by {field}, {size} were drawn at random "
            "with the seed {seed}, as evenly from each group as they allow."
        )
    return said.format(**given)


def again(translate: Translate) -> str:
    """How anybody draws the same sample from the same ledger."""
    _ = translate
    return _(
        "To draw the same again: sort the records of each group by the SHA-256 (hexadecimal) of the UTF-8 text made of "
        "the seed, a line feed and the match key, and take the first of each group."
    )


def earlier(view: SampleView, translate: Translate, language: str) -> str:
    """How many samples were drawn from the same ledger before, and why they were withdrawn; empty for the first."""
    _ = translate
    if not view.earlier:
        return ""
    said = [
        _("no. {number}, withdrawn: {reason}").format(number=s.number, reason=s.withdrawn)
        if s.withdrawn
        else _("no. {number}").format(number=s.number)
        for s in view.earlier
    ]
    between = "; " if language == "en" else "、"
    return _("Drawn from this ledger before: {samples}").format(samples=between.join(said))


def conclusion(view: SampleView, translate: Translate, language: str) -> str:
    """What was found and what may be said of the whole ledger, in a few sentences."""
    _ = translate
    sample, tally = view.sample, view.tally
    if sample.withdrawn:
        return _("The sample was withdrawn ({reason}); nothing is concluded from it.").format(reason=sample.withdrawn)
    if tally.pending:
        return _(
            "{pending} of the {drawn} records drawn are still to be checked; nothing is concluded before that."
        ).format(pending=f"{tally.pending:,}", drawn=f"{tally.drawn:,}")
    said = [_counted(tally, translate)]
    if tally.unchecked:
        said.append(
            _("{count} could not be checked; in what follows they count as differing.").format(
                count=f"{tally.unchecked:,}"
            )
        )
    said += _bounded(sample, tally, translate)
    return (" " if language == "en" else "").join(said)


def _counted(tally: Tally, translate: Translate) -> str:
    _ = translate
    numbers = {"drawn": f"{tally.drawn:,}", "different": f"{tally.different:,}"}
    if tally.whole:
        if tally.different:
            return _("All {drawn} records are settled; {different} of them differ.").format(**numbers)
        return _("All {drawn} records are settled; no difference was found.").format(**numbers)
    if tally.different:
        return _("Of the {drawn} records drawn, {different} differ.").format(**numbers)
    return _("No difference was found in the {drawn} records drawn.").format(**numbers)


def _bounded(sample: Sample, tally: Tally, translate: Translate) -> list[str]:
    _ = translate
    if tally.at_most is None or tally.rate_at_most is None:
        return []
    numbers = {
        "confidence": percent(tally.confidence),
        "population": f"{sample.population:,}",
        "rate": f"{tally.rate_at_most / 10:.1f}%",
        "count": f"{tally.at_most:,}",
    }
    if tally.whole:
        said = _("At most {count} of the {population} records ({rate}) differ.").format(**numbers)
        return [said] if tally.unchecked else []
    if tally.at_most == sample.population:
        return [_("Nothing can be said of the other records.")]
    said = _(
        "With a confidence of {confidence}, the rate of differing records among all {population} is estimated to be "
        "{rate} or less ({count} records or fewer)."
    ).format(**numbers)
    if tally.within is None:
        return [said]
    tolerable = percent(sample.rate)
    if tally.within:
        return [said, _("That is below the tolerable rate of {rate}.").format(rate=tolerable)]
    return [said, _("It cannot be said that it is below the tolerable rate of {rate}.").format(rate=tolerable)]


def away(count: int, translate: Translate) -> str:
    """That terminals may be drawn which nobody can look at any more, and how they are left out; empty for none."""
    _ = translate
    if not count:
        return ""
    return _(
        "{count} of the records to draw from are returned or disposed of and cannot be looked at on the spot. To draw "
        "from those in use alone, ask for “使用中” in the field State (on the command line: --where status=使用中)."
    ).format(count=f"{count:,}")


def caveat(translate: Translate) -> str:
    """What no sample of a ledger can tell."""
    _ = translate
    return _("A sample of the ledger says nothing of what is missing from the ledger.")
