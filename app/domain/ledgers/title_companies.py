"""The company that all records of a sheet belong to by its titles: 「瀬戸潮電力株式会社 社員名簿」, ㈱瀬戸潮_社員.

A company is taken only where nothing stands beside it but what the ledger is called, a time, a section or an office:
who made the list, whom it is for, and lists of people who came from elsewhere tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from app.domain.ledgers.writing import plain
from app.domain.rules.sides import company_key

_FORM = r"(?:株式|有限|合同|合資|合名)会社"
_SHORT = {"(株)": "株式会社", "(有)": "有限会社", "(同)": "合同会社", "(合)": "合同会社"}
_SHORT_FORM = re.compile("|".join(map(re.escape, _SHORT)))
_ANY_FORM = re.compile(_FORM)
# 株式会社 瀬戸潮, and 瀬戸潮電力 株式会社.
_LONE = re.compile(rf"(?:^|(?<=\s))({_FORM})(?=\s|$)")
_BETWEEN = re.compile(r"[\s/_、,::【】「」『』()\[\]<>〈〉《》〔〕■□◆◇●○◎▼▽▲△★☆※]+")
_TIME = (
    r"(?:(?:令和|平成|西暦|[RH])?\s*(?:\d+|元)\s*[年./-]?\s*度?(?:\s*\d+\s*[月./-]?)?(?:\s*\d+\s*日?)?"
    r"(?:上期|下期|上半期|下半期)?\s*(?:現在|時点|分|版|更新|作成|改訂)?)"
)
_IS_TIME = re.compile(rf"{_TIME}|第?\d+(?:版|号|回|四半期|期)|(?:上|下)(?:半)?期")
_TIME_BEFORE = re.compile(
    r"(?:令和|平成|西暦|[RH])?\s*(?:\d+|元)\s*年度?(?:\s*\d+\s*月)?(?:\s*\d+\s*日)?(?:上期|下期)?(?:現在|時点|の)?"
)
_SECTION = re.compile(r"[^\d]{1,15}(?:部|課|係|室|班|局|グループ|センター|所|支店|支社|本店|本社)|本店|本社|全社")
_ASIDE = re.compile(r"(?:社外秘|部外秘|関係者限り?|取扱注意|秘|最新版?|原本|写し?|(?:別紙|別添|別表|様式|資料)[-\d]*)")
_CALLED = re.compile(r"の?(?:管理|登録)?(?:台帳|一覧表?|名簿|簿|表|リスト|マスタ|情報)$")
# People and things of others, and whom a list is for.
_OF_OTHERS = re.compile(
    r"出向|派遣|委託|協力|異動|移籍|転籍|受入|嘱託|退職|共同|共用|貸与|他社|各社|両社|関係会社|グループ会社|御中|殿|宛|提出"
)


@dataclass(frozen=True, slots=True)
class TitleWords:
    """What a ledger itself is called, and the companies that the audit knows by name (`company_key`)."""

    titles: Sequence[str]
    known: Container[str] = frozenset()

    def company(self, lines: Iterable[Sequence[str]], sheet: str) -> str:
        """The company that the lines above the records (cells each) and the name of the sheet tell, as written with its
        legal form in full; empty where they tell none, or several."""
        found: dict[str, str] = {}
        for cells in (*lines, (sheet,)):
            before = True
            for text in filter(str.strip, cells):
                company, clear = self._in_text(text)
                # Behind 作成 or 提出先 stands somebody else.
                if company and before:
                    found.setdefault(company_key(company), company)
                before = clear
        return next(iter(found.values())) if len(found) == 1 else ""

    def _in_text(self, text: str) -> tuple[str, bool]:
        """The company in a text that says nothing else, and whether nothing in it is unknown."""
        found = []
        for word in self._words_of(text):
            company = self._company_in(word)
            if company:
                found.append(company)
            elif company is None or not self._is_own(word):
                return "", False
        return (found[0], True) if len(found) == 1 else ("", not found)

    def _words_of(self, text: str) -> list[str]:
        written = _SHORT_FORM.sub(lambda match: _SHORT[match[0]], plain(text))
        while (lone := _LONE.search(written)) is not None:
            before, behind = written[: lone.start()].rstrip(), written[lone.end() :].lstrip()
            last = next(iter(_BETWEEN.split(before)[-1:]), "")
            if last and not self._is_own(last) and not _ANY_FORM.search(last):
                written = f"{before}{lone[1]} {behind}"
            elif behind:
                written = f"{before} {lone[1]}{behind}"
            else:
                break
        return [word for word in _BETWEEN.split(written) if word]

    def _company_in(self, word: str) -> str | None:
        """The company that a word names, empty if it names none, None if it names what is not understood."""
        forms = _ANY_FORM.findall(word)
        if not forms:
            bare = self._without_title(word)
            return bare if company_key(bare) in self.known else ""
        if len(forms) > 1:
            return None
        before, behind = _ANY_FORM.split(word)
        if not before:
            bare = self._without_title(behind)
            return f"{forms[0]}{bare}" if bare and not self._is_own(bare) else None
        before = _TIME_BEFORE.sub("", before, count=1) if _TIME_BEFORE.match(before) else before
        if not before or (behind and not self._is_own(behind)):
            return None
        return f"{before}{forms[0]}"

    def _without_title(self, word: str) -> str:
        """A word without what the ledger is called at its end."""
        for title in sorted(self._own_titles(), key=len, reverse=True):
            if len(word) > len(title) and word.endswith(title):
                return word.removesuffix(title).removesuffix("の")
        return word

    def _is_own(self, word: str) -> bool:
        """Whether a word is what the ledger is called, a time, a section, or a note on the paper."""
        rest = word.removeprefix("の")
        titles = self._own_titles()
        if rest in titles or _IS_TIME.fullmatch(rest) or _ASIDE.fullmatch(rest):
            return True
        rest = self._without_title(rest)
        if rest in titles:
            return True
        return _SECTION.fullmatch(rest) is not None and not _OF_OTHERS.search(rest)

    def _own_titles(self) -> frozenset[str]:
        whole = {plain(title) for title in self.titles if not _MOVED.search(title)}
        return frozenset(whole | {bare for title in whole if (bare := _CALLED.sub("", title))})


# A list of people who move is one of two companies at times.
_MOVED = re.compile(r"異動|出向")
