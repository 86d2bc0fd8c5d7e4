"""Who does what: the people of the audit, which sites and areas they look at, and what they flagged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache


class Duty(StrEnum):
    """点検者 / 確認者 / 承認者."""

    AUDITOR = "auditor"
    REVIEWER = "reviewer"
    APPROVER = "approver"


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who works on the audit, by the name that stands in its records."""

    name: str
    department: str
    duties: tuple[Duty, ...]
    at: str
    by: str


_UNSEEN = frozenset({"Cc", "Cf"})
"""Control and format characters, such as a space without width."""
_VARIANTS = str.maketrans(
    "髙﨑當澤邊邉齋齊濵濱廣國德𠮷𣘺舘嶋嶌桒瀨渕栁槗冨圡惠眞榮實壽龍瀧藏學曾條聰靜淨豐彌禮檜櫻鐵眞圓會",
    "高崎当沢辺辺斎斉浜浜広国徳吉橋館島島桑瀬淵柳橋富土恵真栄実寿竜滝蔵学曽条聡静浄豊弥礼桧桜鉄真円会",
)
"""Letters of names that have an older or another shape: whoever writes one may write the other."""
_BETWEEN = str.maketrans("", "", "・･·‧.")
"""Signs that may stand between the parts of a name."""
_HONORIFICS = ("さん", "様", "氏", "殿", "先生")
_LEAST_FAMILY = 2
_LEAST_NAME = 3
"""So many letters a name has at least before a post that is glued to it."""
_BRACKETS = tuple(zip("([<〔【〈《", ")]>〕】〉》", strict=True))
_POST_WORDS = (
    "社長", "会長", "取締役", "執行役員", "本部長", "部長", "次長", "課長", "課長代理", "室長", "所長", "支社長",
    "支店長", "センター長", "グループ長", "係長", "班長", "主任", "主査", "主幹", "参事", "マネージャー", "マネジャー",
)  # fmt: skip
_POST = re.compile(rf"(?<=\S)\s+((?:副|担当)?(?:{'|'.join(_POST_WORDS)}))$")
"""A post after a space. Without the space it might be a part of the name, or the name of an office."""
_GLUED = re.compile(rf"(?:副|担当)?(?:{'|'.join(sorted(_POST_WORDS, key=len, reverse=True))})$")
_OFFICE = re.compile(
    r"(?:部|課|室|局|係|班|本部|推進|管理|監査|総務|情報|システム|企画|経理|人事|法務|営業|系統|託送|技術|業務|統括|"
    r"事業|監視|内部|規制|コンプライアンス|センター|グループ|支社|支店|本店|営業所|事業所|委員会|チーム|事務局)$"
)
"""How the names of offices end; 「推進室長」 is the head of one, 「担当花子室長」 a person with a post."""
_SECTION = re.compile(
    r".{2,}(?:室|課|局|係|班|本部|センター|グループ|支社|支店|本店|営業所|事業所|委員会|チーム)|.{3,}部"
)
"""A section of a company; 「服部」 and 「長谷部」 are families."""
_COMPANY = re.compile(
    r"株式会社|有限会社|合同会社|\(株\)|\(有\)|\b(?:inc|ltd|corp|co)\b|(?:電力|送配電|ネットワーク|パワーグリッド)$"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as it is compared: `bare` without what follows the name, `posts` what follows it, bracketed or not."""

    whole: str
    bare: str
    posts: frozenset[str]


@lru_cache(maxsize=4096)
def _name(written: str) -> _Name:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", written).casefold())
    folded = folded.translate(_VARIANTS).translate(_BETWEEN)
    left = _seen(folded).strip()
    posts: set[str] = set()
    while True:
        shorter, post = _without_last(left)
        if not shorter:
            break
        left = shorter
        if post := _joined(post):
            posts.add(post)
    while (parts := left.split(maxsplit=1)) and len(parts) > 1 and _is_office(parts[0]):
        posts.add(parts[0])
        left = parts[1]
    return _Name(_joined(folded), _joined(left), frozenset(posts))


def _without_last(text: str) -> tuple[str, str]:
    """A name without the honorific or the post at its end, and that post; empty where nothing of the kind ends it."""
    for honorific in _HONORIFICS:
        if text.endswith(honorific):
            return text.removesuffix(honorific).rstrip(), ""
    for opening, closing in _BRACKETS:
        if text.endswith(closing) and (at := _opened(text, opening, closing)) > 0:
            return text[:at].rstrip(), text[at + 1 : -1]
    if found := _POST.search(text):
        return text[: found.start()].rstrip(), found[1]
    if found := _GLUED.search(text):
        left = text[: found.start()].rstrip()
        if len(_joined(left)) >= _LEAST_NAME and not _OFFICE.search(left):
            return left, found[0]
    return "", ""


def _is_office(word: str) -> bool:
    """Whether a word is a post or a section, as it stands in front of a name."""
    bare = re.sub(r"\([^()]*\)$", "", word)
    return bool(_GLUED.search(word) or _SECTION.fullmatch(bare))


def _opened(text: str, opening: str, closing: str) -> int:
    """Where the bracket opens that closes at the end of a text, or -1."""
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == closing) - (text[at] == opening)
        if depth == 0:
            return at
    return -1


def _seen(text: str) -> str:
    """Without what nobody sees; control characters that are spaces stay."""
    return "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _UNSEEN)


def _joined(text: str) -> str:
    return "".join(c for c in _seen(text) if not c.isspace())


def person_key(name: str) -> str:
    """What two spellings of one name share: width, letter case, spaces and what nobody sees tell no two apart.

    A post in brackets is part of it: of two names that differ in it alone `same_person` tells whether they are one.
    """
    return _name(name).whole


def same_person(one: str, other: str) -> bool:
    """Whether two names are spellings of one; a name that is empty is nobody's.

    An honorific at the end tells no two apart, nor does a post (「(室長)」, 「 室長」) that only one of them has. Where
    each has one that the other has not they may be two people of one name: 「田中(営業)」 and 「田中(系統)」.
    """
    this, that = _name(one), _name(other)
    if this.whole == that.whole:
        return bool(this.whole)
    return this.bare == that.bare and (this.posts <= that.posts or that.posts <= this.posts)


def resembles(one: str, other: str) -> bool:
    """Whether two names may be one person's although nothing says so: one is how the other begins, such as a family
    name alone. `same_person` is left out."""
    this, that = _name(one).bare, _name(other).bare
    short, long = sorted((this, that), key=len)
    return len(short) >= _LEAST_FAMILY and short != long and long.startswith(short)


def is_somebody(name: str, companies: Iterable[str] = ()) -> bool:
    """Whether a name can be a person's: not a company (one of `companies` least of all), a section, or a bare post."""
    known = _name(name)
    if any(known.whole == _name(each).whole for each in companies):
        return False
    if _COMPANY.search(unicodedata.normalize("NFKC", name).casefold().strip()):
        return False
    bare = re.sub(r"\([^()]*\)$", "", known.whole)
    if _SECTION.fullmatch(bare):
        return False
    post = _GLUED.search(known.whole)
    return post is None or len(known.whole[: post.start()]) >= _LEAST_FAMILY and known.bare != known.whole


class Names:
    """Who is one person: spellings of one name, and the names that somebody on the list of people had before.

    `renamed` are the pairs of a name and the one that it was changed to. A former name stays theirs, also
    when another person of that name comes: nobody becomes free of what was done under it.
    """

    def __init__(self, renamed: Iterable[tuple[str, str]] = ()) -> None:
        self._groups: list[set[str]] = []
        for old, new in renamed:
            # A post that was put behind a name makes it no other name, and two of one name may each have got theirs.
            if same_person(old, new):
                continue
            touched = [
                group for group in self._groups if {person_key(old), person_key(new)} & set(map(person_key, group))
            ]
            self._groups = [group for group in self._groups if group not in touched]
            self._groups.append({old, new}.union(*touched))
        self._known: dict[tuple[str, str], bool] = {}

    def same(self, one: str, other: str) -> bool:
        """Whether two names are one person's; a name that is empty is nobody's."""
        # Of tens of thousands of answers few names are asked about.
        if (known := self._known.get((one, other))) is None:
            known = self._known[one, other] = any(same_person(a, b) for a in self._of(one) for b in self._of(other))
        return known

    def _of(self, name: str) -> set[str]:
        return {name}.union(*(group for group in self._groups if any(same_person(name, each) for each in group)))


def officer_named(officers: Iterable[Officer], name: str) -> Officer | None:
    """Who bears that name in whatever spelling, or None; also None where it could be more than one of them."""
    found = [officer for officer in officers if same_person(officer.name, name)]
    exact = [officer for officer in found if person_key(officer.name) == person_key(name)]
    found = exact or found
    return found[0] if len(found) == 1 else None


def with_duty(officers: Iterable[Officer], duty: Duty) -> tuple[str, ...]:
    """The names of those who have a duty."""
    return tuple(officer.name for officer in officers if duty in officer.duties)


def is_open_to(officers: Iterable[Officer], duty: Duty, name: str) -> bool:
    """Whether `name` may do what a duty is for: anybody while nobody on the list has any duty at all."""
    listed = tuple(officers)
    if not any(officer.duties for officer in listed):
        return True
    found = officer_named(listed, name)
    return found is not None and duty in found.duties


@dataclass(frozen=True, slots=True)
class Assignment:
    """That `person` looks at a site (`COMPANY`: the company's own checkpoints) and an item; empty `item`: at all.

    `person` need not be an officer of the list: who fills a sheet at a branch office may never see the program.
    """

    id: str
    site: str
    item: str
    person: str
    department: str
    due: date | None
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark that somebody set to come back to a place (フラグ)."""

    checkpoint: str
    site: str
    note: str
    at: str
    by: str
