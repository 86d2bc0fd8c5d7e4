"""The settings of the rules as an audit has them: numbers and days that they compare with."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain import rules
from app.domain.history import Event
from app.domain.ledgers import dates
from app.errors import UserError, register_messages
from app.services.changes import Changes
from app.services.finding_context import SETTING, thresholds_in
from app.services.finding_run import FindingCounts, run_rules
from app.services.ports import Desk, Progress

register_messages(
    {
        "setting_unknown": "There is no setting {name}.",
        "setting_range": "{name} must be a whole number from {least} to {most}.",
        "setting_day": "{name} must be a day, written as 2024-04-01, or empty for all.",
    }
)


def thresholds(desk: Desk) -> Mapping[str, int | str]:
    """The settings of the rules as this audit has them: numbers, and days as YYYY-MM-DD or empty."""
    with desk.file.read() as work:
        return {name: rules.THRESHOLDS[name].shown(value) for name, value in thresholds_in(work).items()}


def set_threshold(desk: Desk, name: str, written: int | str) -> Changes:
    """Set a setting of a rule, as `set_thresholds` does."""
    return set_thresholds(desk, {name: written})[0]


def set_thresholds(
    desk: Desk, written: Mapping[str, int | str], progress: Progress | None = None
) -> tuple[Changes, FindingCounts]:
    """Set settings of rules, all or none, and derive the findings anew; a day is YYYY-MM-DD, empty for none.

    Raises UserError `setting_unknown`, `setting_range`, `setting_day`, `rules_stopped`.
    """
    wanted = {name: _threshold_of(name, text) for name, text in written.items()}
    at = desk.stamp()
    with desk.file.write() as work:
        before = thresholds_in(work)
        changed = {name: value for name, value in wanted.items() if before[name] != value}
        if not changed:
            return Changes(), FindingCounts()
        for name, value in changed.items():
            work.audit.set_setting(SETTING + name, str(value))
        counts = run_rules(desk, work, at[:10], progress).counts
        for name, value in changed.items():
            shown = rules.THRESHOLDS[name].shown
            told_before, told_after = {"value": shown(before[name])}, {"value": shown(value)}
            event = Event("setting.changed", name, before=told_before, after=told_after)
            work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, audit=True, findings=True, places=frozenset(counts.stale)), counts


def _threshold_of(name: str, written: int | str) -> int:
    """A setting as somebody wrote it. Raises UserError."""
    threshold = rules.THRESHOLDS.get(name)
    if threshold is None:
        raise UserError("setting_unknown", name=name)
    try:
        if threshold.measure is rules.Measure.DAY:
            written = dates.parse(str(written))[0] or written
        return threshold.read(written)
    except ValueError as error:
        if threshold.measure is rules.Measure.DAY:
            raise UserError("setting_day", name=name) from error
        raise UserError("setting_range", name=name, least=threshold.least, most=threshold.most) from error
