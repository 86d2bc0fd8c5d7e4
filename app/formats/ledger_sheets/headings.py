"""What a heading means: exact, contained and similar, and never more than it says."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache

from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.writing import plain

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


def _without_hints(text: str) -> str:
    """The heading without brackets that only tell how to fill it in."""
    return _BRACKETS.sub(lambda m: "" if _HARMLESS.search(m[0].casefold()) else m[0], plain(text))


class Way(IntEnum):
    """How a heading led to a field, the surest last."""

    SIMILAR = 1
    CONTAINED = 2
    WEAK = 3
    EXACT = 4


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
        self._likeliest: dict[tuple[str, ...], Match | None] = {}
        self._every: dict[tuple[str, ...], tuple[Match, ...]] = {}

    def is_known(self, text: str) -> bool:
        """Whether a text alone is exactly a heading of the form."""
        folded = fold(text)
        return folded in self._exact or folded in self.irrelevant or folded in self._weak or folded in self.ignored

    def likeliest(self, parts: tuple[str, ...]) -> Match | None:
        """The field a heading most likely means, misspellings left aside: for rows that may be no header at all."""
        if parts not in self._likeliest:
            if len(self._likeliest) > _REMEMBERED:
                self._likeliest.clear()
            self._likeliest[parts] = next(iter(self._matches(parts, similar=False)), None)
        return self._likeliest[parts]

    def matches(self, parts: tuple[str, ...]) -> tuple[Match, ...]:
        """The fields a heading may mean, the likeliest first; `parts` from the outer group to the inner line."""
        if parts not in self._every:
            if len(self._every) > _REMEMBERED:
                self._every.clear()
            self._every[parts] = self._matches(parts, similar=True)
        return self._every[parts]

    def _matches(self, parts: tuple[str, ...], *, similar: bool) -> tuple[Match, ...]:
        if not parts or max(map(len, parts)) > _LONGEST:
            return ()
        leaf = parts[-1]
        if len(parts) == 1:
            return self._alone(leaf, similar=similar)
        groups = [fold(part) for part in parts[:-1]]
        for text in (leaf, _without_hints(leaf)):
            if hit := self._paths.get((groups[-1], fold(text))):
                return (Match(hit[0], Way.EXACT, 0.97, hit[1]),)
            for field, under, rank in self._under.get(fold(text), ()):
                if under.intersection(groups):
                    return (Match(field, Way.EXACT, 0.97, rank),)
        # 設置 over 場所 reads as one word.
        joined = self._exact.get("".join((*groups, fold(leaf)))) or self._exact.get(groups[-1] + fold(leaf))
        if joined:
            return (Match(joined[0], Way.EXACT, 0.95, joined[1]),)
        if all(group in self._neutral for group in groups):
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

    def _alone(self, heading: str, *, similar: bool) -> tuple[Match, ...]:
        unhinted = _without_hints(heading)
        for folded in (fold(heading), fold(unhinted)):
            if hit := self._exact.get(folded):
                return (Match(hit[0], Way.EXACT, 0.95, hit[1]),)
        if match := self._explained(heading):
            return (match,)
        weak = [Match(field, Way.WEAK, 0.5, rank) for field, rank in self._weak.get(folded, ())]
        if weak:
            return tuple(weak)
        return self._contained(folded) or (self._similar(folded) if similar else ())

    def _explained(self, heading: str) -> Match | None:
        """A heading with another word for itself in brackets or on a second line: 所属(課名)."""
        written = plain(heading)
        if " " not in written and not _BRACKETS.search(written):
            return None
        parts = [fold(_BRACKETS.sub("", written)), *(fold(text) for text in _BRACKETS.findall(written))]
        if len(parts) < 2:
            parts = [fold(text) for text in written.split(" ")]
        found = [self._exact.get(part) for part in parts]
        first = found[0]
        if first is None or len(found) < 2 or any(hit is None or hit[0] != first[0] for hit in found):
            return None
        return Match(first[0], Way.EXACT, 0.9, first[1])

    def _contained(self, folded: str) -> tuple[Match, ...]:
        if not self._any.search(folded):
            return ()
        best: dict[str, Match] = {}
        for known, (field, rank) in self._exact.items():
            if len(known) < _SHORTEST or known not in folded or self._ruled_out(field, folded):
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

    def _similar(self, folded: str) -> tuple[Match, ...]:
        best: dict[str, Match] = {}
        if len(folded) < 3:
            return ()
        for known, (field, rank) in self._exact.items():
            matcher = SequenceMatcher(None, known, folded, autojunk=False)
            if matcher.real_quick_ratio() < 0.75 or matcher.ratio() < 0.75 or self._ruled_out(field, folded):
                continue
            # A letter that is wrong, and not a word more.
            most = 0.5 if len(known) == len(folded) else _UNLIKELY
            match = Match(field, Way.SIMILAR, round(min(0.5 * matcher.ratio(), most), 2), rank)
            if field not in best or best[field].confidence < match.confidence:
                best[field] = match
        return tuple(sorted(best.values(), key=lambda m: -m.confidence))

    def _ruled_out(self, field: str, folded: str) -> bool:
        return any(word in folded for word in (*self._unless[field], *self._former))
