"""Facts that free Japanese text states so that they can be compared: how many, when, who.

Only what is meant as a whole is compared: 「端末は12台」 is, 「うち3台」, 「約12台」 and 「12台を抽出」 are not.
What cannot be told for sure is left out: a checker that cries wolf is switched off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.domain.catalogue import SpokenKind, SpokenWord
from app.domain.consistency.holders import Holder, Holders
from app.domain.consistency.numerals import DAY, MONTH_AND_DAY, NUMBER, Written, day_in, day_of, folded, number

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something there are. `thing` is a word's id, or what is counted as the text calls it (件数, 人数).

    `part` says which of them, empty for all. `whole` tells a statement of how many there are from one of how many were
    looked at; `site` is the id of the site that the sentence names, empty where it names none. `bounded` is a number
    that there can be no fewer of.
    """

    thing: str
    number: int
    unit: str
    part: str
    whole: bool
    span: Span
    site: str = ""
    bounded: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """When something happened: `what` it happened to, `event` the id of the word that tells what.

    `near` marks one of several in a year: it says something against another only where both lie close together.
    `bare` marks one that names nothing (導入は令和5年4月1日): it happened to what the checkpoint asks about.
    """

    what: str
    event: str
    day: Written
    span: Span
    site: str = ""
    everywhere: bool = False
    bare: bool = False
    near: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What one text states, in its order. `impossible` are days that no calendar has; `done` days on which something
    is said to have been done."""

    counts: tuple[Count, ...] = ()
    days: tuple[Day, ...] = ()
    holders: tuple[Holder, ...] = ()
    impossible: tuple[Span, ...] = ()
    done: tuple[tuple[Written, Span], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.counts or self.days or self.holders or self.impossible or self.done)


_SENTENCE = re.compile(r"[^。\n;]{1,1000}")
"""What goes on for longer is read piece by piece: each fact looks at all its sentence."""
_CLAUSE = re.compile(r"[、,(「『・:]")
_ABOUT = re.compile(r"(?:約|およそ|おおよそ|概ね|おおむね|ほぼ|最大で?|最低で?|少なくとも|推定|計画|目標|上限)\s*$")
_AROUND = re.compile(
    r"\s*(?:以上|以内|以下|未満|程度|ほど|前後|弱|強|超|余|くらい|ぐらい|を超え|を上回|を下回|ずつ|から\d|[~〜]\s?\d|目|"
    r"では?な[いくか]|ではありません|でなく|増|減|の増|の減|に(?:増|減|削減|変更|更新|なる予定|する予定)|追加|分|につき|あたり|当たり)"
)
_SOME = re.compile(
    r"(?:うち|内|残り|残る|残|ほか|他|その他|追加で?|新たに|新規に?|さらに|各|毎|それぞれ|あと|もう|一部|別に|予備)(?:の|は|に|が|、|で)*\s*$"
)
_SAMPLED = re.compile(r"抽出|抜き取|抜取|サンプル|無作為|任意に|一部を|代表|例として|試しに|ランダム")
_ONCE = re.compile(
    r"前回|昨年|前年|以前|従来|当初|過去|予定|計画|目標|今後|来年|次回|変更前|旧来|かつて|必要(?:が|な|と)|見込|想定|例えば|仮に"
)
_ELSEWHERE = re.compile(
    r"(?:区画|室|階|フロア|部屋|窓口|会議室|エリア|課|係|班|倉庫|棟|分室|書庫|廊下|受付|ロビー|車庫|出張所|委託先|他社)(?:に|では|で|の|内|は|が)"
)
_HERE = re.compile(
    r"(?:当|本)(?:社|所|店|部|営業所|事業所|支店|支社|部署)|現在|本日|時点|[一-龥]*(?:台帳|簿|一覧)(?:上|によると|によれば|の記載)?|全部|合計|総計|"
    r"保有|使用|配備|設置|配置|稼働|管理|登録|運用|業務用|執務|すべて|全て|全|送配電(?:部門|用)?"
)
_LINKS = re.compile(
    r"(?:して|されて|した|された|している|中|済み|する|いる|ある|における|は|が|の|に|では|で|を|と|も|\s)+"
)
_BARE_TAIL = re.compile(
    r"\s*(?:(?:の)?(?:みで?)?"
    r"(?:である|です|であり|であった|でした|でいずれも|あり、|ある|あります|。|、|,|$|\)|」|とも|すべて|全て|全数|全件|全員)"
    r"|(?:を|が)(?:設置|配置|配備|使用|保有|運用|稼働|管理|在籍|勤務|所有|配属)"
    r"|(?:の|を|につい|に対し).{0,12}(?:照合|突合|棚卸))"
)
_TOPIC_TAIL = re.compile(
    r"\s*(?:。|、|,|$|\)|」|で(?!は?な)|です|である|であり|と|あり|ある|の(?!うち)|とも|すべて|全|を|"
    r"設置|配置|配備|使用|保有|稼働|運用|在籍|勤務|が(?!.{0,10}(?:未|な[いくか])))"
)
_IN_BRACKETS = re.compile(r"\s*\)(?:は|と|、|。|$|の(?!うち)|を(?:台帳|現物|設置|配置|使用|棚卸|管理))")
_STANDS = re.compile(r"(?:設置|配置|配備|使用|稼働|在籍|勤務|ある|あり)")
_REMAIN = re.compile(
    r"(?:が|は|も)?\s*(?:(?:残って|残されて|残置されて|置かれて|置いて|放置されて)(?:いる|おり|います)|残る)"
)
_PLACE = re.compile(r"(?:区画|室|階|フロア|部屋|窓口|エリア|倉庫|棟|書庫|廊下|受付|ロビー|車庫)$")
_KEPT = re.compile(r"(?:を|が)(?:設置|配置|配備|使用|保有|運用|稼働|管理|所有)")
_OF_WHOLE = re.compile(r"\s*(?:中(?!の)|のうち|の内|の中)")
_NOT_OURS = re.compile(r"小売|他社|関係会社|親会社|子会社|グループ|委託先|外部|全社|相手|各社|リース|販売")
"""What stands before things that our own ledger need not have."""
_QUANTITY = r"(?:件数|人数|台数|社数|枚数|回数|者数|戸数|口数)"
_UNITS = "台|件|名|人|個|枚|か所|カ所|ヶ所|ヵ所|箇所|ケ所|社|本|室|口|戸|回|拠点|部署|システム"
_ONE_UNIT = {
    **dict.fromkeys(("か所", "カ所", "ヶ所", "ヵ所", "箇所", "ケ所", "拠点"), "箇所"),
    "人": "名",
    "口": "件",
}
_LABEL = re.compile(
    rf"(?P<label>[一-龥ァ-ヶーA-Za-z]{{1,10}}{_QUANTITY})(?:は|:|が|=|\()\s*(?P<about>約|およそ|最大|推定)?\s*"
    rf"(?P<number>{NUMBER})\s*(?P<unit>{_UNITS})"
)
_WORTH = re.compile(r"[0-9一二三四五六七八九十百千万〇元]")
"""A text without any of these tells neither a number nor a day."""

_DOCUMENT = re.compile(
    r"(?:規程|規定|規則|要領|要則|細則|基準|マニュアル|手順書|手順|方針|ガイドライン|協定書?|覚書|計画書|ルール|取扱書)"
)
_NOUN = r"[一-龥ァ-ヶーA-Za-z0-9々・]"
_QUOTED = r"「[^「」]{2,30}」|『[^『』]{2,30}』"
_LAST = r"(?:直近|最終|最新|前回|最後)(?:の)?"
_PAST = re.compile(
    r"^(?:に|付けで|付で|、)?[^。、]{0,24}?(?:確認|実施|照合|点検|施行|制定|締結|設置|回収|返却|完了|受講|周知|開催|閲覧|撮影|聴取)(?:した|しました|済み|済)"
)


@dataclass(frozen=True)
class Vocabulary:
    """The words by which facts are told (`spoken`), and the names of the sites: (id, name)."""

    spoken: tuple[SpokenWord, ...]
    sites: tuple[tuple[str, str], ...] = ()
    holders: Holders = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        roles = [word for word in self.spoken if word.kind is SpokenKind.ROLE]
        object.__setattr__(self, "holders", Holders(tuple(roles)))

    @cached_property
    def _things(self) -> dict[str, SpokenWord]:
        return {word: thing for thing in self.spoken if thing.kind is SpokenKind.THING for word in thing.words}

    @cached_property
    def _thing(self) -> re.Pattern[str]:
        units = "|".join(sorted({u for t in self._things.values() for u in t.counters}, key=len, reverse=True))
        things = _any(self._things)
        return re.compile(
            rf"(?P<thing>{things})(?P<quantity>の?(?:総?(?:台数|件数|人数|枚数|個数|社数|本数|数)))?"
            rf"(?P<link>(?:は|:|が|=|\()?、?\s*)(?P<all>全部で|合計で?|総計|総勢|計|全)?\s*"
            rf"(?P<about>約|およそ|おおよそ|概ね|おおむね|ほぼ|最大|最低|少なくとも|推定|うち|残り|残る|追加で?|新たに|各)?\s*"
            rf"(?P<number>{NUMBER})\s*(?P<unit>{units})"
            rf"|(?P<all2>全)?(?P<number2>{NUMBER})\s*(?P<unit2>{units})の(?P<thing2>{things})"
        )

    @cached_property
    def _left(self) -> re.Pattern[str]:
        """端末が共用区画に3台残っている: how many are in a room that is named behind them."""
        units = _any(u for t in self._things.values() for u in t.counters)
        return re.compile(
            rf"(?P<thing>{_any(self._things)})(?:が|は|も)、?(?P<place>[一-龥ァ-ヶー0-9A-Za-z]{{1,12}})(?:内)?に、?\s*"
            rf"(?P<number>{NUMBER})\s*(?P<unit>{units}){_REMAIN.pattern}"
        )

    @cached_property
    def _events(self) -> dict[str, SpokenWord]:
        kinds = (SpokenKind.EVENT, SpokenKind.RECURRING, SpokenKind.SESSION, SpokenKind.RENEWAL)
        return {word: event for event in self.spoken if event.kind in kinds for word in event.words}

    @cached_property
    def _event(self) -> tuple[re.Pattern[str], ...]:
        events = _any(self._events)
        what = rf"(?P<what>{_QUOTED}|{_NOUN}{{2,24}})"
        day, last = f"(?P<date>{DAY.pattern})", f"(?P<last>{_LAST})?"
        return tuple(
            re.compile(form)
            for form in (
                # 情報取扱規程は、令和5年4月1日に施行 / 規程(令和5年4月1日施行)
                rf"{last}{what}(?:は|を|の|が|\()、?\s*{day}(?:に|付けで|付で|付|より|から|、)?\s*(?P<event>{events})",
                # 情報取扱規程の施行日は令和5年4月1日 / 直近の棚卸しの実施日:2026年9月30日
                rf"{last}{what}(?:の|を)?(?P<event>{events})(?:した)?(?:日|年月日|時期)?(?:は|:|が|\(|=)\s*{day}",
                # 令和5年4月1日に施行した情報取扱規程 / 2023年4月1日付けで制定された「情報取扱規程」
                rf"{day}(?:に|付けで|付で|付)?\s*(?P<event>{events})(?:した|された|の|済みの)\s*{what}",
                # 直近の棚卸しは2026年9月30日
                rf"(?P<last>{_LAST})(?P<what>(?P<event>{events}))(?:の?(?:実施)?日)?(?:は|:|が|\(|=)、?\s*{day}",
            )
        )

    @cached_property
    def _session(self) -> tuple[re.Pattern[str], ...]:
        """Sessions whose day is told, without saying that it was the latest."""
        sessions = _any(word for word, event in self._events.items() if event.kind is SpokenKind.SESSION)
        what = rf"(?:{_OUR}(?:では|における|の|は)、?)?(?P<what>(?:{_NOUN}{{1,12}}の){{0,2}}{_NOUN}{{0,12}}?)"
        day = f"(?P<date>{DAY.pattern}|{MONTH_AND_DAY})"
        return tuple(
            re.compile(form)
            for form in (
                # 棚卸日は2026年10月30日 / 研修の実施日:5月1日 / 端末の棚卸しを9月1日に実施
                rf"(?<![ぁ-んァ-ヶー一-龥A-Za-z0-9]){what}(?P<event>{sessions})"
                rf"(?:(?:の?(?:実施|開催|受講)?(?:年月日|日付|日))?(?:は|を|:|=|\()、?|(?:実施|開催|受講)日)\s*{day}{_TOLD.pattern}",
                # 2026年9月1日に端末の棚卸しを実施
                rf"{day}(?:に|、)\s*{what}(?P<event>{sessions})を(?:実施|行[っい]|開催|完了)",
            )
        )

    @cached_property
    def _bare(self) -> re.Pattern[str]:
        """導入は令和5年4月1日 or 令和5年4月1日に導入した。 at the beginning of a remark."""
        words = _any(word for word, event in self._events.items() if self._needs_no_name(event))
        return re.compile(
            rf"\s*(?:{_OUR}の)?(?:(?P<event>{words})(?:した|された)?(?:の?(?:年月日|日付|日|時期|年月|年))?"
            rf"(?:は|:|=)、?\s*{DAY.pattern}{_TOLD.pattern}"
            rf"|(?P<day_first>{DAY.pattern.replace('(?P<', '(?P<first_')})(?:に|付けで)\s*"
            rf"(?P<event2>{words})(?:した|しました|された|されました|済み?)?(?:。|\s*$))"
        )

    def _needs_no_name(self, event: SpokenWord) -> bool:
        """Whether a site hardly has two of an event, so that a remark may leave out what it happened to."""
        return event.id == REVISED or (event.kind is SpokenKind.EVENT and event.id not in _ONE_OF_MANY)

    @cached_property
    def _renewable(self) -> dict[str, re.Pattern[str]]:
        """What may be renewed, by the id of the word that tells of it."""
        return {
            renewal.id: re.compile(_any(w for w, thing in self._things.items() if thing.id in renewal.of) + "$")
            for renewal in self.spoken
            if renewal.kind is SpokenKind.RENEWAL
        }

    def things_in(self, text: str) -> frozenset[str]:
        """The ids of the things that a text speaks of."""
        plain = folded(text)[0]
        return frozenset(thing.id for word, thing in self._things.items() if word in plain)

    @cached_property
    def _site(self) -> re.Pattern[str] | None:
        names = {name for _id, name in self.sites if len(name) > 1}
        return re.compile(_any(names)) if names else None

    @cached_property
    def _site_ids(self) -> dict[str, str]:
        return {folded(name)[0]: identity for identity, name in self.sites}

    def read(self, text: str) -> Said | None:
        """What a text states; None where it states nothing that can be compared."""
        plain, places = folded(text)
        counted: tuple[Count, ...] = ()
        dated: tuple[Day, ...] = ()
        impossible: tuple[Span, ...] = ()
        done: tuple[tuple[Written, Span], ...] = ()
        if _WORTH.search(plain):
            counted = tuple(self._counts(plain))
            dated = tuple(self._days(plain)) if _DATED.search(plain) else ()
            impossible = tuple(m.span() for m in DAY.finditer(plain) if day_of(m) is None)
            done = tuple(_done(plain))
        holders = self.holders.read(plain)
        said = Said(counted, dated, holders, impossible, done)
        return _at_home(said, places, len(text)) if said else None

    # --- how many ----------------------------------------------------------------------------------------------------

    def _counts(self, plain: str) -> Iterable[Count]:
        taken: list[Span] = []
        for sentence in _SENTENCE.finditer(plain):
            said, start = sentence[0], sentence.start()
            for match in self._thing.finditer(said):
                if (count := self._count(said, match)) is not None:
                    taken.append(match.span())
                    yield replace(count, span=(count.span[0] + start, count.span[1] + start))
            for match in self._left.finditer(said) if "残" in said or "置" in said else ():
                thing, span = self._things[match["thing"]], (match.start() + start, match.end("unit") + start)
                if match["unit"] in thing.counters and _PLACE.search(match["place"]) and not _ONCE.search(said):
                    unit = _ONE_UNIT.get(match["unit"], match["unit"])
                    site, _prefix = self._named(said[: match.start()])
                    yield Count(thing.id, number(match["number"]), unit, match["place"], True, span, site)
            for match in _LABEL.finditer(said):
                inside = any(a <= match.start("number") < b for a, b in taken)
                if not inside and not match["about"] and not _AROUND.match(said, match.end()):
                    site, prefix = self._named(said[: match.start()])
                    if not _ONCE.search(prefix):
                        span = match.start("label") + start, match.end() + start
                        unit = _ONE_UNIT.get(match["unit"], match["unit"])
                        yield Count(match["label"], number(match["number"]), unit, _part(prefix), True, span, site)

    def _count(self, said: str, match: re.Match[str]) -> Count | None:
        behind = match["thing2"] is not None
        word, written, unit = (
            (match["thing2"], match["number2"], match["unit2"])
            if behind
            else (match["thing"], match["number"], match["unit"])
        )
        thing = self._things[word]
        if unit not in thing.counters or said[max(0, match.start() - 1)] in "一二三四五六七八九十" and behind:
            return None
        end = match.end()
        before = said[: match.start()]
        if _AROUND.match(said, end) or _ABOUT.search(before) or (not behind and match["about"]):
            return None
        if behind and (_SOME.search(before) or re.search(r"[\d,万千~〜]$", before)):
            return None
        site, prefix = self._named(before)
        if _ONCE.search(said):
            return None
        part = _part(prefix)
        stated = self._whole(said, match, end) or bool(_PLACE.search(part) and _REMAIN.match(said, end))
        whole = stated and not _SAMPLED.search(said) and not _SOME.search(before)
        span = match.start(), end
        bounded = not _NOT_OURS.search(prefix)
        return Count(thing.id, number(written), _ONE_UNIT.get(unit, unit), part, whole, span, site, bounded)

    def _whole(self, said: str, match: re.Match[str], end: int) -> bool:
        """Whether it tells how many there are, and not how many something happened to."""
        if _OF_WHOLE.match(said, end):
            return True
        if match["thing2"] is not None:
            return bool(match["all2"]) or bool(_KEPT.match(said, end))
        if match["all"] or match["quantity"]:
            return True
        if match["link"].strip(" 、") in ("は", ":", "="):
            return bool(_TOPIC_TAIL.match(said, end))
        if "(" in match["link"]:
            return bool(_IN_BRACKETS.match(said, end))
        if match["link"].strip(" 、") == "が":
            return bool(_STANDS.match(said, end))
        return bool(_BARE_TAIL.match(said, end))

    def _named(self, prefix: str) -> tuple[str, str]:
        """The site that the words before a fact name last, and those words without names of sites."""
        if self._site is None:
            return "", prefix
        found = [self._site_ids.get(m[0], "") for m in self._site.finditer(prefix)]
        return (found[-1] if found else ""), self._site.sub("", prefix)

    # --- when --------------------------------------------------------------------------------------------------------

    def _days(self, plain: str) -> Iterable[Day]:
        seen: set[int] = set()
        if (bare := self._bare_day(plain)) is not None:
            yield bare
        for sentence in _SENTENCE.finditer(plain):
            said, start = sentence[0], sentence.start()
            seen.clear()
            for form in self._event:
                for match in form.finditer(said):
                    where = match.start("date")
                    if where in seen or (found := self._day(said, match)) is None:
                        continue
                    seen.add(where)
                    yield replace(found, span=(match.start() + start, match.end() + start))
            for found in self._sessions(said, seen):
                yield replace(found, span=(found.span[0] + start, found.span[1] + start))

    def _sessions(self, said: str, seen: set[int]) -> Iterable[Day]:
        if _SEVERAL.search(said):
            return
        for form in self._session:
            for match in form.finditer(said):
                if match.start("date") in seen or (day := day_in(match)) is None or not day.day:
                    continue
                seen.add(match.start("date"))
                site, _rest = self._named(said[: match.start("event")])
                what = match["what"] if self._site is None else self._site.sub("", match["what"])
                word = self._events[match["event"]]
                of = f"{what.strip('の')}の" if what.strip("の") else ""
                yield Day(of + word.words[0], word.id, day, match.span(), site, bare=not of, near=True)

    def _bare_day(self, plain: str) -> Day | None:
        found = self._bare.match(plain)
        if found is None or _PLANNED.match(plain, found.end()):
            return None
        written = DAY.match(found["day_first"]) if found["day_first"] else found
        day = day_of(written) if written is not None else None
        if day is None:
            return None
        word = self._events[found["event"] or found["event2"]]
        return Day(word.words[0], word.id, day, found.span(), bare=True, near=word.id == REVISED)

    def _day(self, said: str, match: re.Match[str]) -> Day | None:
        written = DAY.match(match["date"])
        day = day_of(written) if written is not None else None
        word = self._events[match["event"]]
        what = match["what"].strip("「」『』")
        if what == match["event"]:
            what = word.words[0]
        last = match.groupdict().get("last") or _LAST_BEFORE.search(said[: match.start()])
        near = not last and word.id == REVISED and bool(_DOCUMENT.search(what))
        if day is None or not (last or near or word.kind in (SpokenKind.EVENT, SpokenKind.RENEWAL)):
            return None
        if _PLANNED.match(said, match.end()) or _REVISED.search(said[: match.start()]):
            return None
        site, _rest = self._named(said[: match.start()])
        what = _LAST_AT_FIRST.sub("", what)
        if last and "前回" in (last if isinstance(last, str) else last[0]):
            # The one before may be another one than the latest.
            what = f"前回の{what}"
        if self._site is not None:
            what = self._site.sub("", what)
        if len(what) < 2:
            return None
        if word.kind is SpokenKind.RENEWAL and not self._renewed(said, match, what):
            return None
        if word.id == BEGUN and any(name in what for name, each in self._events.items() if each.kind in _AGAIN):
            return None
        everywhere = bool(_DOCUMENT.search(what)) and word.kind is SpokenKind.EVENT
        return Day(what, word.id, day, match.span(), site, everywhere, near=near)

    def _renewed(self, said: str, match: re.Match[str], what: str) -> bool:
        """Whether all of some things were renewed, which a company has a number of and may renew in turns."""
        return bool(self._renewable[self._events[match["event"]].id].search(what)) and not _IN_TURNS.search(said)


BEGUN = "begun"
"""The word of the event that sessions have too, each time anew."""
REVISED = "revised"
"""The word of the event that a document has from time to time."""
_ONE_OF_MANY = frozenset({"concluded", "set_up", "appointed", "found_out", "published"})
"""Events that a site has of many things: what it happened to must be named."""
_AGAIN = frozenset({SpokenKind.RECURRING, SpokenKind.SESSION})
_OUR = r"(?:当|本)(?:社|所|店|部|営業所|事業所|支店|支社|部署)"
_DATED = re.compile(r"[年月]|\d[./-]")
_TOLD = re.compile(r"\s*(?:$|[。、,;\n)(]|で(?:ある|あり|あった|す|した)|(?:に|付けで)?(?:実施|行[っい]|完了|済))")
"""What follows a day that something is said to have: 導入は4月1日に決定した tells another."""
_IN_TURNS = re.compile(
    r"一部|うち|残り|のほか|順次|毎|都度|随時|定期|ごと|から|まで|\d\s*(?:台|枚|本|件|個)|[一二三]回|\d回|初回|再度|及び|並びに|更新中"
)
_SEVERAL = re.compile(
    r"\d\s?回|[一二三各毎初]回|ごと|毎年|毎月|分けて|[一-龥\d]班|\d組|補講|追加|それぞれ|前回|昨年|前年|翌|次回|予定|計画|から|まで|及び|並びに|又は"
)
"""A sentence that tells of more than one session, or of one to come."""
_LAST_AT_FIRST, _LAST_BEFORE = re.compile(rf"^{_LAST}"), re.compile(rf"{_LAST}$")
_PLANNED = re.compile(r"[^、。]{0,6}(?:予定|計画|見込)")
_REVISED = re.compile(r"(?:旧|改定前の|廃止した|廃止された)\s*$")


def _any(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first."""
    plain = {folded(word)[0] for word in words}
    return "(?:" + "|".join(re.escape(w) for w in sorted(plain, key=lambda w: (-len(w), w))) + ")"


def _part(prefix: str) -> str:
    """Which of them a count is about: what stands before it in its sentence and is not said of all of them."""
    clauses = _CLAUSE.split(prefix)
    last = clauses[-1]
    rest = _LINKS.sub("", _HERE.sub("", _LINKS.sub("", last)))
    # 共用区画には、端末3台 speaks of the room although a comma stands between.
    earlier = next((m[0] for clause in clauses[:-1] if (m := _ELSEWHERE.search(clause)) and not _told(clause)), "")
    place = next((c for c in reversed(clauses[:-1]) if earlier and earlier in c), "")
    return (_LINKS.sub("", place) if earlier else "") + rest


def _told(clause: str) -> bool:
    """Whether a clause states something itself: its place does not hold for what follows."""
    return bool(re.search(rf"(?:{NUMBER})\s*(?:{_UNITS})", clause))


def _done(plain: str) -> Iterable[tuple[Written, Span]]:
    for match in DAY.finditer(plain):
        day = day_of(match)
        if day is not None and day.day and _PAST.match(plain[match.end() :]):
            yield day, match.span()


def _at_home(said: Said, places: Sequence[int], length: int) -> Said:
    """The same with spans as they stand in the text before it was folded."""

    def span(of: Span) -> Span:
        begin, end = of
        return places[begin], (places[end - 1] + 1 if end else length)

    return Said(
        tuple(replace(each, span=span(each.span)) for each in said.counts),
        tuple(replace(each, span=span(each.span)) for each in said.days),
        tuple(replace(each, span=span(each.span)) for each in said.holders),
        tuple(span(each) for each in said.impossible),
        tuple((day, span(each)) for day, each in said.done),
    )


def plain_name(text: str) -> str:
    """A name as it is compared: without case, blanks and brackets."""
    return re.sub(r"[\s「」『』()・]+", "", unicodedata.normalize("NFKC", text)).casefold()
