"""What a heading means: exact, contained and similar, and never more than it says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from app.domain.ledgers.form import COUNTING, FieldType, LedgerForm, Period
from app.domain.ledgers.marks import is_level
from app.domain.ledgers.writing import plain
from app.formats.ledger_sheets.spellings import Spellings

_SIGNS = re.compile(r"[\s※*()\[\]{}「」『』【】〈〉<>\"'・/\\_:;.,、。!?\-–—―‐−]+")
_MARKS = re.compile(r"[※*注]\s?(?:\d+|必須|任意|自動)$")
_BRACKETS = re.compile(r"[(\[【「〈<].*?[)\]】」〉>]")
# Brackets that say how to fill a column in and not what it is.
_HARMLESS = re.compile(
    r"必須|任意|半角|全角|英数|数字|西暦|和暦|yyyy|年/?月/?日|選択|入力|自動|ハイフン|例|※|記入|プルダウン|リスト|○|×|桁|単位|台|注"
)
# Before a heading: it is that of somebody or something else. 申請者所属 is not the user's section.
_OTHERS = re.compile(
    r"(?:者|(?<!設置)(?<!配備)(?<!配置)(?<!勤務)先|元|人|前|後|旧|新|次回|再|初回|前回|会社|上司|代理|延長|変更|上の|実際の)$"
)
# Behind a heading: it stays what it is. 所属者数 is no section.
_DONE_AGAIN = "監査|点検|棚卸|確認|現物|試験|改修|研修|受講|検査|照合"
# Ways of saying the same, made one on both sides of a comparison. What says more (予定, 次回, 旧) is left as it is.
_SAME_WORDS = (
    (re.compile("の|に係る|に関わる|に関する|における"), ""),
    (re.compile("使用|ご利用"), "利用"),
    (re.compile("ユーザー?"), "利用者"),
    (re.compile("事業場|拠点"), "事業所"),
    (re.compile("建屋"), "建物"),
    (re.compile("部門"), "部署"),
    (re.compile("(?<=主管|利用|所管|管理|申請|承認)箇所"), "部署"),
    (re.compile("教育|講習"), "研修"),
    (re.compile("要員|作業員"), "従事者"),
    (re.compile("種類|種別"), "区分"),
    (re.compile(f"(?:前回|直近|最新)(?={_DONE_AGAIN})"), "最終"),
    (re.compile("(?:ナンバー|no|号機番号)$"), "番号"),
    (re.compile("名称$"), "名"),
    (re.compile("(?<=者)(?:氏名|名前|名)$"), ""),
    (re.compile("(?:年月日|年月|日付)$"), "日"),
    (re.compile("取扱い"), "取扱"),
    (re.compile("稼動"), "稼働"),
    (re.compile("兼任"), "兼務"),
    (re.compile("方法"), "方式"),
    (re.compile("(?<=..)(?:実施|完了|取得|提出|受領)日$"), "日"),
)
# What a heading may bear or leave out in front or behind and stays what it is: the last time of something done again.
_LAST_TIME = re.compile(f"^最終(?={_DONE_AGAIN})")
_LOOSE_ENDS = re.compile("^(?:対象|該当|当該)|(?:名|欄)$")
_OF_A_ROUND = re.compile("^(?:前回|直近|最終|最新|次回)")
# What tells one end of a period from the other, behind its name or before it: 契約期間(自), 至 契約期間, 期間_開始日.
_FIRST_DAY = (
    "自", "から", "開始", "開始日", "開始年月日", "始期", "始", "始め", "初日", "起算日",
    "from", "start", "startdate", "begin",
)  # fmt: skip
_LAST_DAY = (
    "至", "まで", "終了", "終了日", "終了年月日", "終了予定", "終了予定日", "満了", "満了日", "満了予定", "満了予定日",
    "満期日", "終期", "終", "終り", "終わり", "末日", "最終日", "期限", "期限日", "to", "until", "till", "end",
    "enddate",
)  # fmt: skip
_ENDS = {
    first: re.compile(f"(?P<behind>.*?)(?:{words})|(?:{words})(?P<before>.+?)")
    for first, ends in ((True, _FIRST_DAY), (False, _LAST_DAY))
    for words in ("|".join(sorted(ends, key=len, reverse=True)),)
}
# These alone mean the ends of whatever period a ledger is about.
_BARE_ENDS = {
    **dict.fromkeys(("自", "から", "始期", "from"), True),
    **dict.fromkeys(("至", "まで", "終期", "to"), False),
}
_OF_A_PERIOD = 0.9
_TILDES = "~〜"
# Units in brackets.
_UNIT = re.compile(r"[(\[](?:%|パーセント|人|名|枚|件|台|月|か月|ヶ月|年|日|漢字|姓名)[)\]]")
# Units that tell how many there are of what the heading names, and what such a count is called.
_COUNT = re.compile(r"\s*[(\[【<〈](?:人数|人|名|件数|件|枚数|枚|台数|台|個数|個|本|通|部数|数)[)\]】>〉]$")
# Notes behind a heading: in brackets, or from ※ on.
_NOTE = re.compile(r"[(\[【「〈<](?P<inner>.*?)[)\]】」〉>]|※(?P<rest>.*)$")
_ITEMS = re.compile(r"[/・、,|]")
# Notes that make another thing of it.
_CHANGES = re.compile(
    r"予定|見込|旧|新|次|前|後|変更|カナ|フリガナ|ローマ字|英|コード|番号|率|額|目|以外|除|なし|無し|仮|親|子|副|代理|他|社|部|課|\d"
)
_OUR_OWN = re.compile(r"(?:当|自|弊)社")
_NOTED = 0.88
_COUNTED = ("数", "人数", "枚数", "件数", "台数")
_OF_COUNTS = 0.9
_NAMED = 0.75
_NO_COUNT = 0.5
_GROUPS_OF_TWO = re.compile("[・、,/／]|及び|および|と")
_WORDED = 0.85
_STILL = re.compile(r"名|名称|欄|等|詳細|name|date|time|no|\d{1,2}")
_UNLIKELY = 0.35
_SHORTEST = 2
_REMEMBERED = 10_000
# Longer texts are no headings, and comparing them with headings would take long.
_LONGEST = 300


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """A heading as it is compared: width, case, blanks, brackets, ※ and separators made one."""
    return _SIGNS.sub("", _MARKS.sub("", plain(text).casefold()))


# What does not depend on a form is kept: the same texts are asked about as headings of every kind of ledger.
@lru_cache(maxsize=20_000)
def _without_hints(text: str) -> str:
    """The heading without brackets that only tell how to fill it in."""
    written = _UNIT.sub("", plain(text))
    return _BRACKETS.sub(lambda m: "" if _HARMLESS.search(m[0].casefold()) else m[0], written)


@lru_cache(maxsize=20_000)
def worded(folded: str) -> str:
    """A folded heading with the words of offices made one: 機器ナンバー and 機器番号, 直近改修年月日 and 最終改修日."""
    for pattern, one in _SAME_WORDS:
        folded = pattern.sub(one, folded) or folded
    return folded


def meaning(form: LedgerForm, parts: tuple[str, ...], free: Sequence[str]) -> str:
    """The field of those `free` whose value the heading of a column is, as far as the heading tells."""
    *groups, leaf = map(plain, parts)
    if _ends_as(form, form.across[0], leaf):
        return form.across[0] if form.across[0] in free else ""
    if is_level(leaf):
        named = groups and not any(names_group(form, name, groups[-1]) for name in form.across)
        likeliest = (form.across[0], form.across[-1]) if named else form.across[-1:]
        return next((name for name in likeliest if name in free), "")
    return next((name for name in free for group in groups if names_group(form, name, group)), "")


def _ends_as(form: LedgerForm, name: str, text: str) -> bool:
    told = form.told.get(name)
    return told is not None and bool(told.endings) and text.endswith(told.endings)


def names_group(form: LedgerForm, name: str, group: str) -> bool:
    """Whether a group of headings is called by a field, of which it then holds the values."""
    told = form.told.get(name)
    known = (*form.field(name).headings, *form.field(name).weak, *(told.labels if told is not None else ()))
    return fold(group) in set(map(fold, known))


@lru_cache(maxsize=20_000)
def _wordings(folded: str) -> tuple[str, ...]:
    """What a folded heading may say in other words, each once."""
    one = worded(folded)
    return tuple(dict.fromkeys((one, _LAST_TIME.sub("", one), _LOOSE_ENDS.sub("", one))))


@lru_cache(maxsize=20_000)
def _said_twice(heading: str) -> tuple[str, ...]:
    """The folded parts of a heading with another word in brackets or on a second line: 所属(課名); empty if it has
    none."""
    written = plain(heading)
    brackets = _BRACKETS.findall(written)
    if brackets:
        return (fold(_BRACKETS.sub("", written)), *map(fold, brackets))
    return tuple(map(fold, written.split(" "))) if " " in written else ()


@lru_cache(maxsize=20_000)
def _readings(text: str) -> frozenset[str]:
    """Everything that a text alone is looked up as, whatever the form, before it is a heading beyond doubt."""
    heading = " ".join(text.split())
    if len(heading) > _LONGEST:
        return frozenset((fold(text),))
    written, unhinted = plain(heading), fold(_without_hints(heading))
    bare = fold(_NOTE.sub("", written))
    found = {fold(text), fold(heading), unhinted, bare, worded(bare), *_wordings(unhinted), *_said_twice(heading)[:1]}
    for folded in (fold(heading), unhinted):
        found.update(name for name, _ in _names_of_period(folded))
    if unhinted in _BARE_ENDS:
        found.add("")
    if _COUNT.search(written):
        counts = [fold(_COUNT.sub("", written)) + word for word in _COUNTED]
        found.update(counts, map(worded, counts))
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _names_of_period(folded: str) -> tuple[tuple[str, bool], ...]:
    """What is left of a folded heading without a word for one end of a period, and whether it is the first day;
    契約期間 開始日(自) says it twice."""
    found = []
    for first, pattern in _ENDS.items():
        rest = worded(folded.strip(_TILDES))
        while match := pattern.fullmatch(rest):
            rest = match["behind"] if match["before"] is None else match["before"]
            if rest:
                found.append((rest, first))
    return tuple(found)


class Way(IntEnum):
    """How a heading led to a field, the surest last."""

    SIMILAR = 1
    CONTAINED = 2
    WEAK = 3
    EXACT = 4


def _says_again(group: str, leaf: str) -> bool:
    """Whether a heading names its group itself, and so means what it means alone: 承認日 below 申請・承認."""
    words = [fold(part) for part in _GROUPS_OF_TWO.split(plain(group))]
    return any(len(word) >= _SHORTEST and fold(leaf).startswith(word) for word in words)


@dataclass(frozen=True, slots=True)
class Match:
    """A field that a heading may mean. `rank` is the place of the heading in the form: earlier means it better."""

    field: str
    way: Way
    confidence: float
    rank: int = 0


class Headings:
    """The headings of a form, ready to be looked up."""

    def __init__(self, form: LedgerForm) -> None:
        self._form = form
        self._across: dict[tuple[str, ...], str] = {}
        self._exact: dict[str, tuple[str, int]] = {}
        self._weak: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._paths: dict[tuple[str, str], tuple[str, int]] = {}
        self._under: defaultdict[str, list[tuple[str, frozenset[str], int]]] = defaultdict(list)
        self._unless = {f.id: tuple(map(fold, f.unless)) for f in form.fields}
        self.ignored = frozenset(fold(h) or h for h in form.ignored)
        self.irrelevant = frozenset(map(fold, form.irrelevant))
        self.unused = self.ignored | self.irrelevant
        self._neutral = frozenset(map(fold, form.neutral))
        self._former = tuple(map(fold, form.former))
        for field in form.fields:
            under = frozenset(map(fold, field.under))
            for rank, heading in enumerate(field.headings):
                group, sign, leaf = heading.partition("›")
                if sign:
                    self._paths[fold(group), fold(leaf)] = (field.id, rank)
                elif under:
                    self._under[fold(heading)].append((field.id, under, rank))
                else:
                    self._exact[fold(heading)] = (field.id, rank)
            for rank, heading in enumerate(field.weak):
                self._weak[fold(heading)].append((field.id, rank))
        words = sorted((known for known in self._exact if len(known) >= _SHORTEST), key=len, reverse=True)
        # Whether any of them is in a text, asked of every cell of the first rows.
        self._any = re.compile("|".join(map(re.escape, words)) or "(?!)")
        self._worded = self._in_one_wording()
        self._periods = self._by_name_of_period()
        self._by_beginning: defaultdict[str, list[tuple[int, str, str, int]]] = defaultdict(list)
        for place, (known, (field_id, rank)) in enumerate(self._exact.items()):
            if len(known) >= _SHORTEST:
                self._by_beginning[known[:_SHORTEST]].append((place, known, field_id, rank))
        self._likeliest: dict[tuple[str, ...], Match | None] = {}
        self._every: dict[tuple[str, ...], tuple[Match, ...]] = {}
        self._labels: dict[str, bool] = {}
        self._spellings = Spellings(self._exact)
        self._looked_up = frozenset(
            (*self._exact, *self._worded, *(name for name, _ in self._periods), *self._weak, *self.unused)
        )

    def _in_one_wording(self) -> dict[str, tuple[str, int]]:
        """The headings in the words of all offices; one that would then mean two fields, or none, is left out."""
        found: dict[str, tuple[str, int]] = {}
        double = {worded(folded) for folded in (*self.unused, *self._weak)}
        for folded, (field, rank) in self._exact.items():
            one = worded(folded)
            if found.setdefault(one, (field, rank))[0] != field:
                double.add(one)
        return {one: hit for one, hit in found.items() if one not in double}

    def _by_name_of_period(self) -> dict[tuple[str, bool], Match]:
        """What each end of a period is: its name, and whether it is the first day. Where a ledger has but one period,
        the empty name is it, if the values agree."""
        found: dict[tuple[str, bool], Match] = {}
        periods = self._form.periods
        for period in periods:
            for field, first in ((period.first, True), (period.last, False)):
                if not field:
                    continue
                # A heading of the field's own means it better.
                rank = len(self._form.field(field).headings)
                sure = Match(field, Way.EXACT, _OF_A_PERIOD, rank)
                likely = Match(field, Way.WEAK, 0.5, rank)
                names = (worded(fold(name)) for name in period.names)
                found.update(((name, first), likely if field in period.likely else sure) for name in names)
                if len(periods) == 1:
                    found["", first] = likely
        return found

    def period(self, parts: tuple[str, ...]) -> Period | None:
        """The period that a heading names, and neither end of it: 履行期間."""
        if not parts or not all(map(self._is_neutral, parts[:-1])):
            return None
        name = worded(fold(_without_hints(parts[-1])))
        return next((p for p in self._form.periods if name in {worded(fold(each)) for each in p.names}), None)

    def laid_across(self, parts: tuple[str, ...]) -> str:
        """The field of which a heading is a value, in a table with a column for each of them; else empty."""
        if not self._form.across or not parts:
            return ""
        if parts not in self._across:
            if len(self._across) > _REMEMBERED:
                self._across.clear()
            # 管理者 alone is a person at least as often as a right.
            alone = len(parts) == 1 and is_level(parts[0])
            self._across[parts] = "" if alone else meaning(self._form, parts, self._form.across)
        return self._across[parts]

    def is_exactly(self, field: str, text: str) -> bool:
        """Whether a text is what a field itself is called."""
        folded = fold(text)
        return self._exact.get(folded, ("", 0))[0] == field or any(f == field for f, _ in self._weak.get(folded, ()))

    def is_known(self, text: str) -> bool:
        """Whether a text alone is exactly a heading of the form."""
        folded = fold(text)
        return folded in self._exact or folded in self.irrelevant or folded in self._weak or folded in self.ignored

    def is_label(self, text: str) -> bool:
        """Whether a cell holds a heading of the form and nothing else: asked of every cell of the first rows."""
        known = self._labels.get(text)
        if known is None:
            if len(self._labels) > _REMEMBERED:
                self._labels.clear()
            known = not self._looked_up.isdisjoint(_readings(text)) and self._means_exactly(text)
            self._labels[text] = known
        return known

    def _means_exactly(self, text: str) -> bool:
        match = self.likeliest((" ".join(text.split()),))
        return match is not None and match.way is Way.EXACT or self.is_known(text)

    def likeliest(self, parts: tuple[str, ...]) -> Match | None:
        """The field a heading most likely means, misspellings left aside: for rows that may be no header at all."""
        # Asked of every cell, by all that read at the same time.
        try:
            return self._likeliest[parts]
        except KeyError:
            if len(self._likeliest) > _REMEMBERED:
                self._likeliest.clear()
            match = self._likeliest[parts] = next(iter(self._matches(parts, similar=False)), None)
            return match

    def matches(self, parts: tuple[str, ...]) -> tuple[Match, ...]:
        """The fields a heading may mean, the likeliest first; `parts` from the outer group to the inner line."""
        found = self._every.get(parts)
        if found is None:
            if len(self._every) > _REMEMBERED:
                self._every.clear()
            found = self._every[parts] = self._matches(parts, similar=True)
        return found

    def _matches(self, parts: tuple[str, ...], *, similar: bool) -> tuple[Match, ...]:
        if not parts or max(map(len, parts)) > _LONGEST:
            return ()
        counts = _COUNT.search(plain(parts[-1])) is not None
        found = self._counting(parts, similar=similar) if counts else self._meant(parts, similar=similar)
        # 配備日 › (和暦): the lowest line only tells how to fill the column in.
        if found or len(parts) < 2 or not self.is_hint(parts[-1]):
            return found
        return self._matches(parts[:-1], similar=similar)

    def count_of(self, heading: str) -> Match | None:
        """The field that holds how many there are of what a heading names: 従事者 → how many workers."""
        named = fold(_COUNT.sub("", plain(heading)))
        for word in _COUNTED:
            hit = self._exact.get(named + word) or self._worded.get(worded(named + word))
            if hit and self._form.field(hit[0]).type is FieldType.NUMBER:
                return Match(hit[0], Way.EXACT, _OF_COUNTS, hit[1])
        return None

    def _counting(self, parts: tuple[str, ...], *, similar: bool) -> tuple[Match, ...]:
        """The fields of a heading whose unit says that it counts: never surely names or keys."""
        counted = self.count_of(parts[-1])
        if fold(parts[-1]) in self._exact:
            # 従事者(名) and 所属(名) may be names as well: the values tell.
            named = self._meant(parts, similar=similar)
            return named if counted is None else (counted, *(replace(m, confidence=_NAMED) for m in named))
        if counted is not None and not self._ruled_out(counted.field, fold(parts[-1])):
            return (counted,)
        return tuple(
            m
            if self._form.field(m.field).type in COUNTING
            else Match(m.field, min(m.way, Way.CONTAINED), min(m.confidence, _NO_COUNT), m.rank)
            for m in self._meant(parts, similar=similar)
        )

    def is_hint(self, text: str) -> bool:
        """Whether a line below a heading is but a unit, or a remark in brackets that is no heading itself."""
        written = plain(text)
        if fold(written) in self._exact:
            return False
        return not _BRACKETS.sub("", written).strip() or not _without_hints(f"({written})").strip()

    def _meant(self, parts: tuple[str, ...], *, similar: bool) -> tuple[Match, ...]:
        leaf = parts[-1]
        if len(parts) == 1:
            return self._alone(leaf, similar=similar)
        groups = [fold(part) for part in parts[:-1]]
        for text in (leaf, _without_hints(leaf)):
            for group in dict.fromkeys((groups[-1], *_said_twice(parts[-2]))):
                if hit := self._paths.get((group, fold(text))):
                    return (Match(hit[0], Way.EXACT, 0.97, hit[1]),)
            for field, under, rank in self._under.get(fold(text), ()):
                if under.intersection(groups):
                    return (Match(field, Way.EXACT, 0.97, rank),)
        # 設置 over 場所 reads as one word.
        joined = self._exact.get("".join((*groups, fold(leaf)))) or self._exact.get(groups[-1] + fold(leaf))
        if joined:
            return (Match(joined[0], Way.EXACT, 0.95, joined[1]),)
        if match := self._round(groups[-1], leaf) or self._end_of_period(groups[-1] + fold(leaf)):
            return (match,)
        if match := self._reworded(groups[-1] + fold(leaf)):
            return (match,)
        if all(self._is_neutral(part) or _says_again(part, leaf) for part in parts[:-1]):
            return self._alone(leaf, similar=similar)
        if any(word in group for word in self._former for group in groups):
            # 異動前 › 氏名 is nobody's name any more.
            return ()
        # 承認者 › 氏名 is not the user's name: below a group we do not know nothing is certain.
        most = _UNLIKELY if any(map(_OTHERS.search, groups)) else 0.6
        return tuple(
            Match(m.field, min(m.way, Way.CONTAINED), min(m.confidence, most), m.rank)
            for m in self._alone(leaf, similar=similar)
        )

    def _is_neutral(self, group: str) -> bool:
        """Whether a group leaves what is below it as it is; 改修・試験 is two of them."""
        if fold(group) in self._neutral:
            return True
        parts = [fold(part) for part in _GROUPS_OF_TWO.split(plain(group))]
        return len(parts) > 1 and all(part in self._neutral for part in parts)

    def _round(self, group: str, leaf: str) -> Match | None:
        """監査 over 前回実施日 is 前回監査実施日."""
        folded = fold(leaf)
        found = _OF_A_ROUND.search(folded)
        return self._reworded(found[0] + group + folded[found.end() :]) if found else None

    def _end_of_period(self, folded: str) -> Match | None:
        """The field that is one end of a period: 契約期間 and 自, in whatever order and however they are written."""
        for name in _names_of_period(folded) if self._periods else ():
            match = self._periods.get(name)
            if match is not None and not self._ruled_out(match.field, folded):
                return match
        return None

    def _reworded(self, folded: str) -> Match | None:
        """The field of a heading that says in other words what a known one says."""
        for text in _wordings(folded):
            hit = self._worded.get(text)
            if hit and not self._ruled_out(hit[0], folded):
                return Match(hit[0], Way.EXACT, _WORDED, hit[1])
        return None

    def _alone(self, heading: str, *, similar: bool) -> tuple[Match, ...]:
        unhinted = _without_hints(heading)
        if self._looked_up.isdisjoint(_readings(heading)):
            # Most cells are values, of which no form knows anything.
            return self._contained(fold(unhinted)) or (self._similar(fold(unhinted)) if similar else ())
        for folded in (fold(heading), fold(unhinted)):
            if hit := self._exact.get(folded):
                return (Match(hit[0], Way.EXACT, 0.95, hit[1]),)
        for folded in (fold(heading), fold(unhinted)):
            if match := self._end_of_period(folded):
                return (match,)
        if match := self._explained(heading):
            return (match,)
        weak = [Match(field, Way.WEAK, 0.5, rank) for field, rank in self._weak.get(folded, ())]
        if weak:
            return tuple(weak)
        if (first := _BARE_ENDS.get(folded)) is not None and (match := self._periods.get(("", first))):
            return (match,)
        if match := self._reworded(folded) or self._noted(heading):
            return (match,)
        return self._contained(folded) or (self._similar(folded) if similar else ())

    def _noted(self, heading: str) -> Match | None:
        """A heading with a note that leaves it what it is: 管理番号(ラベル), 業務システム ※複数可, 状況(稼/予/廃).
        A note that is itself called as another field, or says more, does not."""
        written = plain(heading)
        notes = [match["inner"] or match["rest"] or "" for match in _NOTE.finditer(written)]
        bare = fold(_NOTE.sub("", written))
        hit = self._exact.get(bare) or self._worded.get(worded(bare))
        if not notes or hit is None or self._ruled_out(hit[0], fold(written)):
            return None
        if not all(self._leaves(hit[0], bare, note) for note in notes):
            return None
        return Match(hit[0], Way.EXACT, _NOTED, hit[1])

    def _leaves(self, field: str, bare: str, note: str) -> bool:
        """Whether a note leaves a heading what it is; what is called as the field itself or names choices does."""
        items = [fold(item) for item in _ITEMS.split(note)]
        known = [self._exact.get(item) or self._worded.get(worded(item)) for item in items]
        if any(hit is not None for hit in known):
            return all(hit is not None and hit[0] == field for hit in known)
        if any((bare, item) in self._paths or item in self._under or item in self.unused for item in items):
            return False
        if len(items) > 1 or _OUR_OWN.fullmatch(note):
            return True
        others = [m.field for m in self._contained(items[0]) if m.field != field]
        return not (others or _CHANGES.search(note) or _OTHERS.search(items[0]))

    def _explained(self, heading: str) -> Match | None:
        """A heading with another word for itself in brackets or on a second line: 所属(課名)."""
        found = [self._exact.get(part) for part in _said_twice(heading)]
        first = found[0] if found else None
        if first is None or any(hit is None or hit[0] != first[0] for hit in found):
            return None
        return Match(first[0], Way.EXACT, 0.9, first[1])

    def _contained(self, folded: str) -> tuple[Match, ...]:
        if not self._any.search(folded):
            return ()
        best: dict[str, Match] = {}
        for known, field, rank in self._known_in(folded):
            if self._ruled_out(field, folded):
                continue
            # The last word of a Japanese heading says what it is: 管理者所属 is a section.
            before, behind = folded.split(known, 1)[0], folded.rsplit(known, 1)[1]
            share = len(known) / len(folded) + (0.1 if not behind else 0.0)
            likely = not _OTHERS.search(before) and (not behind or _STILL.fullmatch(behind))
            confidence = round(min(0.35 + 0.3 * share, 0.7 if likely else _UNLIKELY), 2)
            match = Match(field, Way.CONTAINED, confidence, rank)
            if field not in best or best[field].confidence < match.confidence:
                best[field] = match
        return tuple(sorted(best.values(), key=lambda m: -m.confidence))

    def _known_in(self, folded: str) -> list[tuple[str, str, int]]:
        """The headings that stand in a text with their fields, in the order of the form; found by how they begin, since
        every cell of a sheet is asked about."""
        found = {
            place: (known, field, rank)
            for n in range(len(folded) - 1)
            for place, known, field, rank in self._by_beginning.get(folded[n : n + _SHORTEST], ())
            if folded.startswith(known, n)
        }
        return [found[place] for place in sorted(found)]

    def _similar(self, folded: str) -> tuple[Match, ...]:
        best: dict[str, Match] = {}
        if len(folded) < 3:
            return ()
        for known, ratio in self._spellings.near(folded):
            field, rank = self._exact[known]
            if self._ruled_out(field, folded):
                continue
            # A letter that is wrong, and not a word more.
            most = 0.5 if len(known) == len(folded) else _UNLIKELY
            match = Match(field, Way.SIMILAR, round(min(0.5 * ratio, most), 2), rank)
            if field not in best or best[field].confidence < match.confidence:
                best[field] = match
        return tuple(sorted(best.values(), key=lambda m: -m.confidence))

    def _ruled_out(self, field: str, folded: str) -> bool:
        return any(word in folded for word in (*self._unless[field], *self._former))
