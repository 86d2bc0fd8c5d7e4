"""What is written of a case or a serious finding beside the plan: parts of texts, facts of the six criteria of ¶13, the
clock of the report to the Personal Information Protection Commission (domain §3.13, §6.2, §7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.text import Text

CASE_PARTS = ("overview", "causes", "discipline")
"""事案の概要, 発生原因, 関係者の処分."""

CASE_RECORDS = ("", "purposes", "counts", "spread", "days", "corrections", "control")
"""What the audit itself tells of a fact; empty where only the officer can."""


@dataclass(frozen=True, slots=True)
class CaseField:
    """One part of a text of B or C: what to write there, and the rows of 図表2 (ids) in which it was put so."""

    id: str
    part: str
    title: Text
    guide: Text
    quoted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFact:
    """One fact of a criterion of ¶13: what is to be established, the fact as 図表2 words it, and how it is put `here`.

    `record` names what the audit itself tells of it; such a fact is no yes or no, and no precedent is compared by it.
    """

    id: str
    criterion: str
    ask: Text
    said: Text
    here: Text
    record: str = ""


class Known(StrEnum):
    """What is known of a fact: it is so, it is not so, or it is still to establish."""

    YES = "yes"
    NO = "no"
    OPEN = ""


CASE, FINDING = "case", "finding"
"""What a note can be about."""


@dataclass(frozen=True, slots=True)
class CaseNote:
    """What the officer wrote of one topic of a subject.

    `subject` is `case:ID` or `finding:ID`. `topic` is the id of a part of a text, of a fact, of an item of the report
    to the Commission, `leak-ID` for a type of ¶3 and ¶5, or `criterion-N` for the reasoning under a criterion.
    """

    subject: str
    topic: str
    text: str = ""
    known: Known = Known.OPEN
    at: str = ""
    by: str = ""

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not self.text.strip() and self.known is Known.OPEN


def subject_of(kind: str, identity: str) -> str:
    """The subject of a note."""
    return f"{kind}:{identity}"


class Duty(StrEnum):
    """要否: whether a report to the Commission is needed; still open, needed, or not needed."""

    OPEN = "open"
    NEEDED = "needed"
    NOT_NEEDED = "not_needed"


WRONGFUL = "purpose"
"""The kind of leak with the longer term: 不正の目的をもって行われたおそれがあるもの."""


@dataclass(frozen=True, slots=True)
class LeakReport:
    """The clock of the report of one case (個人情報保護法第26条, 同法施行規則第7条・第8条).

    `known` is the day on which it became known, which counts as the first. `kinds` are the kinds of article 7 that
    apply, `days` the term (0: not chosen yet) and `reason` the officer's for that choice or for needing no report.
    `preliminary` (速報) and `final` (確報) are the days on which they were handed in.
    """

    case_id: str
    duty: Duty = Duty.OPEN
    known: date | None = None
    kinds: tuple[str, ...] = ()
    days: int = 0
    reason: str = ""
    preliminary: date | None = None
    final: date | None = None

    @property
    def due(self) -> date | None:
        """The last day for the final report; None where the day known or the term is still open."""
        if self.known is None or not self.days:
            return None
        return self.known + timedelta(days=self.days - 1)


def check_report(
    report: LeakReport, kinds: Collection[str], terms: Sequence[int], longer: int, latest: date
) -> tuple[str, Mapping[str, object]] | None:
    """What a clock may not say; the code of a refusal and its values. What is merely missing is none.

    `terms` are the days of the final report (個人情報保護法施行規則第8条, domain §11.4 B-05), `longer` those of a
    possible wrongful purpose.
    """
    if report.days and report.days not in terms:
        return "leak_term_unknown", {"days": report.days, "known": list(terms)}
    if unknown := [kind for kind in report.kinds if kind not in kinds]:
        return "leak_kind_unknown", {"kind": unknown[0], "known": sorted(kinds)}
    if report.days == longer and report.kinds and WRONGFUL not in report.kinds:
        return "leak_term_longer", {"days": report.days}
    if report.duty is Duty.NOT_NEEDED and not report.reason.strip():
        return "leak_not_needed_reason", {}
    for day in (report.known, report.preliminary, report.final):
        if day is not None and day > latest:
            return "leak_day_ahead", {"date": day.isoformat()}
    for day in (report.preliminary, report.final):
        if day is not None and report.known is not None and day < report.known:
            return "leak_day_before", {"date": day.isoformat(), "known": report.known.isoformat()}
    if report.preliminary and report.final and report.final < report.preliminary:
        return "leak_final_first", {}
    return None


def late(report: LeakReport, today: date) -> bool:
    """Whether the final report was or is later than its term; none is where no report is needed."""
    return report.duty is not Duty.NOT_NEEDED and report.due is not None and (report.final or today) > report.due
