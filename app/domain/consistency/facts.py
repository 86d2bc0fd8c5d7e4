"""The same fact stated differently: in two remarks, in a remark and a ledger, in a case and its figures."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TypeVar

from app.domain.audit import COMPANY
from app.domain.case_figures import live
from app.domain.consistency.holders import Holder
from app.domain.consistency.model import Found, Spot, Where, check, place
from app.domain.consistency.numerals import DAY, NUMBER, Written, day_of, folded, number, said_twice
from app.domain.consistency.statements import REVISED, Count, Day, plain_name
from app.domain.consistency.whole import Counted, Whole
from app.domain.plan import Case
from app.domain.progress import Place

T = TypeVar("T")
SITE_MANAGER = "site_manager"
"""The word of the role whose holder the list of sites names."""
FOUND_OUT = "found_out"
"""The word of the event that `Case.discovered` is the day of."""
AUDITED = "sites"
"""The ledger that is the list of sites: it has those of the audit, which need not be all that the company has."""
_OPEN_TO_DOUBT = 2
"""Days that lie between an answer and the day it speaks of without being told: somebody wrote it up beforehand."""
_ONE_SESSION = 21
"""Days: two sessions of one kind are further apart, for those of every month."""
_LETTERS = re.compile(r"[一-龥ァ-ヶーA-Za-z0-9]")
_ONCE_THERE = re.compile(r"廃止|統合|閉鎖|移転|除外|対象外|旧|元の|かつて|以前")
_FIRST_NUMBER = re.compile(NUMBER)


def _comment(at: Place) -> Where:
    return place(*at, "comment")


# --- how many ---------------------------------------------------------------------------------------------------------


def _against_ledger(whole: Whole, at: Place, said: Count) -> Counted | None:
    """What the ledger has where it cannot be squared with what is said; None where it can, or nothing is known.

    All of them may be counted with or without those out of use, so that anything in between is right; of some there can
    be no more than there are of all.
    """
    ledger = whole.words[said.thing].ledger if said.thing in whole.words else ""
    if not ledger:
        return None
    held = whole.held_by(ledger, said.site or at[1])
    if held is not None and said.whole and not said.part:
        return None if held.least <= said.number <= held.most else held
    if held is None and ledger != AUDITED:
        held = whole.held_by(ledger, COMPANY)
    return held if held is not None and said.bounded and said.number > held.most else None


def _of_site(whole: Whole, at: Place, said: Count) -> Counted | None:
    """What a ledger has of all of a site, where it has any."""
    ledger = whole.words[said.thing].ledger if said.thing in whole.words and not said.part else ""
    return whole.held_by(ledger, said.site or at[1]) if ledger else None


@check("K70", lack=lambda whole: "" if whole.ledgers else "ledgers_missing")
def count_against_ledger(whole: Whole) -> Iterator[Found]:
    """How many a remark tells, and how many the ledger has."""
    for at, said in whole.said.items():
        for count in said.counts:
            if (held := _against_ledger(whole, at, count)) is None:
                continue
            word = whole.words[count.thing]
            values = {
                "thing": word.id,
                "said": f"{count.number:,}",
                "unit": count.unit,
                "held": f"{held.most:,}",
                "least": f"{held.least:,}",
                "ledger": word.ledger,
                "site": whole.names.get(count.site or at[1], ""),
                "words": _words(whole, at, count.span),
            }
            here = whole.held_by(word.ledger, count.site or at[1]) is not None
            message = "ledger" if here and count.whole and not count.part else "more_than_ledger"
            beside = (Where(Spot.LEDGER, site=count.site or at[1], identity=word.ledger),)
            yield message, _comment(at), values, beside


@check("K71")
def counts_differ(whole: Whole) -> Iterator[Found]:
    """Two remarks that tell different numbers of the same thing at the same site.

    Where a ledger has them, those that it contradicts are told by K70; of the rest one may count with and another
    without those out of use.
    """
    groups: dict[Hashable, list[tuple[Place, Count]]] = defaultdict(list)
    for at, said in whole.said.items():
        for count in said.counts:
            if count.whole and _against_ledger(whole, at, count) is None:
                groups[count.site or at[1], count.thing, count.unit, plain_name(count.part)].append((at, count))
    for told in groups.values():
        held = _of_site(whole, *told[0])
        either = {held.least, held.most} if held is not None else set()
        for (at, odd), (other, first) in _odd(whole, told, lambda c: c.number, lambda a, b: a.number == b.number):
            if {odd.number, first.number} == either:
                continue
            values = {
                "thing": odd.thing,
                "said": f"{odd.number:,}",
                "other": f"{first.number:,}",
                "unit": odd.unit,
                "checkpoint": other[0],
                "words": _words(whole, at, odd.span),
            }
            yield "counts", _comment(at), values, (_comment(other),)


def _odd(
    whole: Whole, told: Sequence[tuple[Place, T]], key: Callable[[T], Hashable], agrees: Callable[[T, T], bool]
) -> Iterator[tuple[tuple[Place, T], tuple[Place, T]]]:
    """Those that say otherwise than most do, each with one that says what most do; of two the later one."""
    if len(told) < 2 or len({key(each) for _at, each in told}) < 2:
        return
    most = Counter(key(each) for _at, each in told)
    given = {at: answer.at for at, answer in whole.answers.items()}
    first = min(told, key=lambda t: (-most[key(t[1])], given.get(t[0], ""), t[0]))
    seen = set()
    for at, each in told:
        if not agrees(each, first[1]) and (at, key(each)) not in seen:
            seen.add((at, key(each)))
            yield (at, each), first


def _words(whole: Whole, at: Place, span: tuple[int, int]) -> str:
    """The words of a remark that tell a fact."""
    return whole.answers[at].comment[slice(*span)].strip()


# --- when and who -----------------------------------------------------------------------------------------------------


@check("K72")
def days_differ(whole: Whole) -> Iterator[Found]:
    """Two remarks that date the same event differently; 令和5年 and 2023年 do not."""
    groups: dict[Hashable, list[tuple[Place, Day]]] = defaultdict(list)
    for at, said in whole.said.items():
        for day in said.days:
            scope = "*" if day.everywhere else day.site or at[1]
            groups[scope, plain_name(day.what), day.event].append((at, _with_year(whole, at, day)))
    for told in groups.values():
        for each in (*_one_session(told), [t for t in told if not t[1].near]):
            for (at, odd), (other, first) in _odd(whole, each, lambda d: d.day, lambda a, b: a.day.agrees(b.day)):
                if (odd.bare or first.bare) and _asks_other(whole, at, other):
                    continue
                values = {
                    "what": odd.what,
                    "event": odd.event,
                    "said": odd.day.iso,
                    "other": first.day.iso,
                    "checkpoint": other[0],
                    "words": _words(whole, at, odd.span),
                }
                yield "days", _comment(at), values, (_comment(other),)


def _with_year(whole: Whole, at: Place, day: Day) -> Day:
    """A day without a year lies in the year before its answer."""
    return day if day.day.year else replace(day, day=day.day.by(date.fromisoformat(whole.answers[at].at[:10])))


def _one_session(told: Sequence[tuple[Place, Day]]) -> Iterator[list[tuple[Place, Day]]]:
    """The days that lie so close together that they must be of one session, where some do not say which it was.

    A remark that tells two days itself tells of two sessions.
    """
    exact = sorted((t for t in told if t[1].day.day), key=lambda t: t[1].day.first)
    if not any(t[1].near for t in exact) or _tells_two(exact):
        return
    clusters: list[list[tuple[Place, Day]]] = []
    for each in exact:
        if clusters and (each[1].day.first - clusters[-1][0][1].day.first).days <= _ONE_SESSION:
            clusters[-1].append(each)
        else:
            clusters.append([each])
    yield from (cluster for cluster in clusters if any(day.near for _at, day in cluster))
    if exact[0][1].event == REVISED:
        # Many documents are revised every year on the same day, but hardly told once by the era and once without.
        yield from ([a, b] for a, b in combinations(exact, 2) if a[1].day.slipped(b[1].day))


def _tells_two(told: Iterable[tuple[Place, Day]]) -> bool:
    days: dict[Place, set[Written]] = defaultdict(set)
    for at, each in told:
        days[at].add(each.day)
    return any(len(each) > 1 for each in days.values())


def _asks_other(whole: Whole, at: Place, other: Place) -> bool:
    """Whether two checkpoints ask about different things, so that what names nothing need not be about the same."""
    if at[0] == other[0]:
        return False
    about = [whole.vocabulary.things_in(whole.asked[place[0]].question.ja) for place in (at, other)]
    return all(about) and not about[0] & about[1]


@check("K73")
def holders_differ(whole: Whole) -> Iterator[Found]:
    """Two remarks that name different holders of a role at a site, or another manager than the list of sites."""
    groups: dict[Hashable, list[tuple[Place, Holder]]] = defaultdict(list)
    managers = {site.id: plain_name(site.manager) for site in whole.live if site.manager}
    for at, said in whole.said.items():
        for holder in said.holders:
            groups[at[1], holder.role, plain_name(holder.of)].append((at, holder))
            named = managers.get(at[1], "")
            if holder.role == SITE_MANAGER and not holder.post and named and holder.name not in named:
                site = next(s for s in whole.live if s.id == at[1])
                values = {"role": holder.role, "said": holder.name, "other": site.manager}
                yield "manager", _comment(at), values, (Where(Spot.SITE, "manager", site=site.id),)
    for told in groups.values():
        posts = [t for t in told if t[1].post]
        for each in (posts, [t for t in told if not t[1].post]):
            for (at, odd), (other, first) in _odd(whole, each, lambda h: h.name, Holder.agrees):
                values = {"role": odd.role, "said": odd.name, "other": first.name, "checkpoint": other[0]}
                yield "holders", _comment(at), values, (_comment(other),)


# --- texts of any kind ------------------------------------------------------------------------------------------------


def _texts(whole: Whole) -> Iterator[tuple[Where, str]]:
    """Everything that somebody wrote, with its field."""
    for at, answer in whole.own.items():
        if answer.comment:
            yield _comment(at), answer.comment
        if answer.reason:
            yield place(*at, "reason"), answer.reason
    for reply in whole.replies:
        if (reply.checkpoint, reply.site) in whole.own:
            yield place(reply.checkpoint, reply.site, "reply"), reply.reply
    for action in whole.measures:
        for field in ("problem", "measure", "method"):
            if text := getattr(action, field):
                yield Where(Spot.ACTION, field, action.checkpoint, number=action.number), text
    for case in whole.cases:
        for field in ("overview", "cause_analysis", "publication"):
            if text := getattr(case, field):
                yield Where(Spot.CASE, field, identity=case.id), text


@check("K74")
def site_gone(whole: Whole) -> Iterator[Found]:
    """A text that speaks of a site which was taken out of the audit, as if it were there."""
    names = {n: s.name for s in whole.gone for n in (s.name, *s.aliases) if len(n) > 2}
    live = [name for site in whole.live for name in (site.name, *site.aliases)]
    names = {n: name for n, name in names.items() if not any(n in standing for standing in live)}
    if not names:
        return
    form = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))
    for where, text in _texts(whole):
        for found in form.finditer(text):
            begin, end = found.span()
            start = max(text.rfind("。", 0, begin), text.rfind("\n", 0, begin)) + 1
            close = text.find("。", end)
            sentence = text[start : close if close >= 0 else len(text)]
            if not _LETTERS.match(text, begin - 1 if begin else len(text)) and not _ONCE_THERE.search(sentence):
                yield "site_gone", where, {"site": names[found[0]]}
                break


@check("K75")
def case_against_figures(whole: Whole) -> Iterator[Found]:
    """The text of a case tells another number than its figure, or another day than that of its discovery."""
    for case in whole.cases:
        if not case.occurred:
            continue
        for field in ("overview", "cause_analysis", "publication"):
            said = whole.vocabulary.read(getattr(case, field) or "")
            if said is None:
                continue
            where = Where(Spot.CASE, field, identity=case.id)
            yield from _figures(whole, case, where, said.counts)
            for day in said.days:
                if day.event == FOUND_OUT and case.discovered and not day.day.agrees(_exact(case.discovered)):
                    yield "discovered", where, {"said": day.day.iso, "other": case.discovered.isoformat()}


def _figures(whole: Whole, case: Case, where: Where, counts: Iterable[Count]) -> Iterator[Found]:
    exact = [f for f in live(case.figures) if not f.estimated]
    for count in counts:
        word = whole.words.get(count.thing)
        name = plain_name(count.thing) if word is None else ""
        alike = [f for f in exact if name and plain_name(f.label.rpartition("の")[2]) == name]
        if len(alike) != 1 or not count.whole:
            continue
        value = folded(alike[0].value)[0]
        found = _FIRST_NUMBER.search(value)
        if found is not None and number(found[0]) != count.number:
            values = {"label": alike[0].label, "said": f"{count.number:,}", "other": alike[0].value, "unit": count.unit}
            yield "figure", where, values, (Where(Spot.CASE, "figures", identity=case.id),)


def _exact(day: date) -> Written:
    return Written(day.year, day.month, day.day)


@check("K76")
def impossible_day(whole: Whole) -> Iterator[Found]:
    """A day that no calendar has: 2月30日, 平成35年."""
    known: dict[str, tuple[str, ...]] = {}
    for where, text in _texts(whole):
        if text not in known:
            plain, _places = folded(text)
            known[text] = tuple(m[0] for m in DAY.finditer(plain) if day_of(m) is None)
        for written in known[text]:
            yield "impossible", where, {"day": written}


@check("K78")
def era_against_year(whole: Whole) -> Iterator[Found]:
    """A day told by its year and by its era, which are not the same: 2024年4月1日(令和5年4月1日)."""
    known: dict[str, tuple[tuple[str, Written, Written], ...]] = {}
    for where, text in _texts(whole):
        if "(" not in text and "（" not in text:  # noqa: RUF001 - as it is typed
            continue
        if text not in known:
            twice = said_twice(folded(text)[0])
            known[text] = tuple(each for each in twice if not each[1].agrees(each[2]))
        for words, day, other in known[text]:
            yield "era", where, {"words": words, "said": day.iso, "other": other.iso}


@check("K77")
def done_on_a_day_to_come(whole: Whole) -> Iterator[Found]:
    """A remark that tells of something as done on a day after the answer itself was given."""
    for at, said in whole.said.items():
        for day, span in said.done:
            answered = whole.answers[at].at[:10]
            if day.first > whole.today or (day.first - date.fromisoformat(answered)).days > _OPEN_TO_DOUBT:
                values = {"date": day.first.isoformat(), "words": _words(whole, at, span), "answered": answered}
                yield "ahead", _comment(at), values
