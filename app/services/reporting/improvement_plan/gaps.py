"""What keeps the plan from being filed, in sentences."""

from __future__ import annotations

from app.domain import case_figures
from app.domain.audit import Ground
from app.domain.findings import Shift
from app.domain.grades import Cause, Role
from app.domain.plan import (
    ActionState,
    Case,
    Separation,
    measures_beside,
    overdue,
    still_draft,
    unanswered_directions,
    without_measure,
)
from app.domain.splitting import lacking_beyond, of_system, protected, proving
from app.services.reporting.improvement_plan import case_texts
from app.services.reporting.improvement_plan.cases import (
    case_title,
    factors_without_cause,
    unanswered_causes,
    undecided,
)
from app.services.reporting.improvement_plan.words import stage_word
from app.services.reporting.material import Material


def sentences(material: Material) -> tuple[str, ...]:
    """All gaps of the plan in the order of its parts."""
    said = [*_letter(material), *_actions(material), *_split(material), *_undecided(material)]
    for case in material.cases:
        if case.occurred:
            said += _case(material, case)
    return tuple(said)


def _letter(material: Material) -> list[str]:
    _ = material.translate
    filing = material.outline.audit.filing
    audit = material.outline.audit
    said = []
    if material.dated < max(day for day in (audit.as_of, filing.dated) if day):
        said.append(_("The date of the plan lies before the as-of date or the date of what it answers."))
    if not filing.addressee:
        said.append(_("The addressee is to be entered."))
    if filing.ground is not Ground.VOLUNTARY and filing.dated is None:
        said.append(_("The date of the order, recommendation or guidance is to be entered."))
    if not filing.representative:
        said.append(_("The representative is to be entered."))
    return said


def _actions(material: Material) -> list[str]:
    _ = material.translate
    actions = material.actions
    said = []
    if bare := without_measure(material.counted(), actions):
        said.append(_("Open findings that no measure answers: {count}.").format(count=len(bare)))
    lacking = {
        _("Measures that are still drafts, which nobody has decided on: {numbers}."): [
            a.number for a in actions if still_draft(a)
        ],
        _("Measures whose present problem is not told: {numbers}."): [
            a.number for a in material.without_problem(actions)
        ],
        _("Measures that name no cause: {numbers}."): [
            a.number for a in measures_beside(actions, material.cases) if not a.causes
        ],
        _("Measures without a section in charge: {numbers}."): [
            a.number for a in actions if not (a.department or a.owner)
        ],
        _("Measures without a due date: {numbers}."): [
            a.number for a in actions if a.due is None and a.state is not ActionState.DONE
        ],
        _("Measures without a way of checking: {numbers}."): [a.number for a in actions if not a.method],
        _("Measures that are done, without the day: {numbers}."): [
            a.number for a in actions if a.state is ActionState.DONE and a.done is None
        ],
        _("Measures that are not done though their due date lies before the date of the plan: {numbers}."): [
            a.number for a in actions if overdue(a, material.dated)
        ],
        _("Measures said to be done on a day after the date of the plan: {numbers}."): [
            a.number for a in actions if a.done and a.done > material.dated
        ],
    }
    said += [text.format(numbers=material.listed(map(str, numbers))) for text, numbers in lacking.items() if numbers]
    gone = {site.id for site in material.outline.sites if site.removed}
    if orphans := [a.number for a in actions if a.sites and gone.issuperset(a.sites)]:
        said.append(
            _("Measures only for sites that were taken out of the audit: {numbers}.").format(
                numbers=material.listed(map(str, orphans))
            )
        )
    titles = {d.id: d.title.in_language(material.language) for d in material.catalogue.directions}
    directions = {d.id: Cause(d.parent) for d in material.catalogue.directions}
    for direction in unanswered_directions(actions, directions):
        said.append(_("No measure serves the direction: {title}").format(title=titles[direction]))
    return said


def _split(material: Material) -> list[str]:
    """The schedule of ¶12①, which is asked of basically all operators and retailers."""
    _ = material.translate
    if "A4-1" not in material.outline.by_item() or material.outline.audit.role is Role.OTHER_AFFILIATE:
        return []
    if not material.separations:
        return [_("The schedule of the physical split is to be entered (report summary ¶12①).")]
    said = []
    for separation in material.separations:
        if not separation.current:
            said.append(
                _("{system}: whether it is shared or split at present is to be entered.").format(
                    system=separation.system
                )
            )
        if separation.due is None:
            said.append(
                _("{system}: the stages of the physical split are to be entered.").format(system=separation.system)
            )
        elif separation.due < material.dated and separation.current != "physical":
            said.append(
                _("{system}: the split is not complete though its date lies before the date of the plan.").format(
                    system=separation.system
                )
            )
        lacking = lacking_beyond(separation, material.programme.horizon, material.programme.controls)
        if "reason" in lacking:
            said.append(
                _("{system}: the reason for taking longer than about {years} years is to be entered.").format(
                    system=separation.system, years=material.programme.horizon.years
                )
            )
        if separation.current != "physical" and not protected(separation, material.programme.controls):
            said.append(
                _("{system}: the interim measures until completion are to be entered.").format(system=separation.system)
            )
        said += [*_unsaid(material, separation), *_controls(material, separation)]
    return said


def _unsaid(material: Material, separation: Separation) -> list[str]:
    """Stages that should be done by the date of the plan, and of which nobody said so."""
    _ = material.translate
    bare = [
        milestone.stage
        for milestone in separation.milestones
        if milestone.end < material.dated and material.programme.course(separation.id, milestone.stage).done is None
    ]
    if not bare or separation.current == "physical":
        return []
    return [
        _("{system}: the day on which these stages were done, or their new date, is to be entered: {stages}.").format(
            system=separation.system, stages=material.listed(stage_word(material, stage) for stage in bare)
        )
    ]


def _controls(material: Material, separation: Separation) -> list[str]:
    """Interim controls for which nobody sees to it, and those whose proof is to be confirmed again after a slip."""
    _ = material.translate
    said = []
    controls = of_system(material.programme.controls, separation.id)
    if separation.current != "physical" and any(not control.responsible.strip() for control in controls):
        said.append(_("{system}: interim controls lack the person who sees to them.").format(system=separation.system))
    wanted = proving(controls, separation.id)
    slipped = sorted(
        {
            checkpoint
            for (checkpoint, _site), ground in material.outline.stale.items()
            if checkpoint in wanted and any(each.shift is Shift.SLIPPED for each in ground.stale)
        }
    )
    if slipped:
        said.append(
            _(
                "{system}: after a slip the answers that prove the interim controls are to be confirmed again: {ids}."
            ).format(system=separation.system, ids=material.listed(slipped))
        )
    return said


def _undecided(material: Material) -> list[str]:
    _ = material.translate
    return [
        _("It is to be recorded whether this occurred: {case}.").format(case=title) for title in undecided(material)
    ]


def _case(material: Material, case: Case) -> list[str]:
    _ = material.translate
    figures = case_figures.live(case.figures)
    told = case.overview or case_texts.written(material, case, "overview")
    lacking = (
        (not told, _("{case}: the overview is to be entered.")),
        (case.discovered is None, _("{case}: the day of discovery is to be entered.")),
        (not case.publication, _("{case}: how it was published is to be entered (report summary ¶12③).")),
        (not figures, _("{case}: no figure has been entered.")),
        (any(f.as_of is None or not f.source for f in figures), _("{case}: figures lack as-of date or source.")),
        (not case.causes, _("{case}: the causes are to be entered.")),
        (
            not (case.discipline or case.discipline_note or case_texts.written(material, case, "discipline")),
            _("{case}: the discipline is to be entered (report summary ¶12③)."),
        ),
        (any(d.dated is None for d in case.discipline), _("{case}: measures of discipline lack a date.")),
    )
    title = case_title(material, case)
    said = [text.format(case=title) for is_lacking, text in lacking if is_lacking]
    if case.causes and (bare := factors_without_cause(case)):
        factors = material.listed(material.cause(c) for c in bare)
        said.append(_("{case}: no cause has been entered under {factors}.").format(case=title, factors=factors))
    if marks := unanswered_causes(material, case):
        said.append(_("{case}: no measure answers {causes}.").format(case=title, causes=material.listed(marks)))
    return [*said, *_figures(material, case, title)]


def _figures(material: Material, case: Case, title: str) -> list[str]:
    """What figures say against each other, corrections without a reason, and names in the texts."""
    _ = material.translate
    said = []
    known = {f.number: f for f in case_figures.numbered(case.figures)}
    for pair in case_figures.differing(tuple(known.values())):
        first, second = known[pair.first], known[pair.second]
        text = _("{case}: “{what}” is told twice, as {first} and as {second}.")
        said.append(text.format(case=title, what=first.label, first=first.value, second=second.value))
    unexplained = [f.label for f in known.values() if any(not old.reason for old in f.earlier)]
    unexplained += [f.label for f in known.values() if f.withdrawn_on and not f.withdrawn]
    if unexplained:
        text = _("{case}: the reason for correcting these figures is to be entered: {figures}.")
        said.append(text.format(case=title, figures=material.listed(dict.fromkeys(unexplained))))
    if count := material.named.get(case.id, 0):
        # The names themselves would stand on the paper: the window and the command line tell them.
        text = _("{case}: names of the list of people stand in its texts ({count}); write classes of persons.")
        said.append(text.format(case=title, count=count))
    return said
