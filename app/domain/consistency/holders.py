"""Who holds a role, as free text tells it: 「情報管理責任者は山田課長」「鍵管理者:総務課長」.

A person and a post say nothing against each other: the head of general affairs may be called Yamada.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.domain.catalogue import SpokenWord

_ORGANISATION = (
    "総務|営業|配電|送電|変電|工務|業務|企画|経理|人事|労務|情報|システム|託送|系統|給電|お客さま|お客様|顧客|技術|監査|法務|"
    "内部統制|運営|管理|保安|制御|通信|料金|契約|資材|用地|土木|広報|秘書|環境|安全|品質|設備|計画|地域|需給|販売|サービス|"
    "コンプライアンス|行為規制|電力|ネットワーク|IT|DX|支社|支店|本店|営業所|事業所|出張所|センター|庶務|施設|建設|火力|事務"
)
_POST = (
    r"(?:副|代理)?(?:課長|部長|所長|室長|係長|次長|店長|支店長|支社長|センター長|グループ長|チーム長|班長|本部長|"
    r"マネージャー|リーダー|主任|主査|役員|社長)"
)
_UNIT = r"(?:部|課|室|係|班|グループ|センター|チーム|本部)"
_POST_OF = rf"(?:(?:{_ORGANISATION}|第[一二三四五1-5])+(?:{_UNIT})?)?{_POST}|(?:{_ORGANISATION})+{_UNIT}(?:{_POST})?"
_FAMILY = r"[一-龥々ヶ]{1,4}"
_GIVEN = r"[一-龥々ぁ-んァ-ヶー]{1,4}"
_PERSON = rf"(?:{_FAMILY}[  ]{_GIVEN}(?:(?:{_POST})|氏|さん|様)?|{_FAMILY}(?:{_POST}|氏|さん|様))"
_AFTER = r"(?=が|で|、|。|,|と(?!も)|を|に|\)|」|;|の|$|\s|であ|です|へ)"
_NOBODY = re.compile(r"^(?:各|全|当該|該当|他|前|後|同|両|新|旧|現|複数|担当|責任|関係)")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a role. `role` is the id of its word, `of` what it is a role for, as the text names it (empty: none).

    `post` tells a post or section from a person; `name` is without title and blanks.
    """

    role: str
    of: str
    name: str
    post: bool
    span: tuple[int, int]

    def agrees(self, other: Holder) -> bool:
        """Whether both can be the same: a family name and a full name, a person and a post can."""
        if self.post is not other.post:
            return True
        return self.name.startswith(other.name) or other.name.startswith(self.name)


@dataclass(frozen=True)
class Holders:
    """Reads who holds the roles of the vocabulary."""

    roles: tuple[SpokenWord, ...]

    @cached_property
    def _ids(self) -> dict[str, str]:
        return {word: role.id for role in self.roles for word in role.words}

    @cached_property
    def _form(self) -> re.Pattern[str]:
        roles = "|".join(re.escape(w) for w in sorted(self._ids, key=lambda w: (-len(w), w)))
        return re.compile(
            rf"(?P<of>(?:[一-龥ァ-ヶーA-Za-z]{{2,10}}の)?)(?<![一-龥ァ-ヶー])(?P<role>{roles})"
            rf"(?:は、?|:|を|には?|として|である|の|\()\s*(?:当所の|当社の)?"
            rf"(?:(?P<post>{_POST_OF})|(?P<person>{_PERSON})){_AFTER}"
        )

    def read(self, plain: str) -> tuple[Holder, ...]:
        """Who a folded text says holds a role."""
        if not any(word in plain for word in self._ids):
            return ()
        return tuple(self._found(plain))

    def _found(self, plain: str) -> Iterable[Holder]:
        for match in self._form.finditer(plain):
            name, post = (match["post"], True) if match["post"] else (match["person"], False)
            if _NOBODY.match(name) or _BEFORE.search(plain[: match.start("role")]) or _ENDED.match(plain, match.end()):
                continue
            if not post:
                name = re.sub(rf"(?:{_POST}|氏|さん|様)$", "", name).replace(" ", "").replace("\u3000", "")
                if re.fullmatch(_ORGANISATION, name):
                    name, post = match["person"], True
            yield Holder(self._ids[match["role"]], match["of"].removesuffix("の"), name, post, match.span("role"))


_BEFORE = re.compile(r"(?:前任の|前|旧|元|代理の|副|次期|後任の|不在時の|各課の|他の)\s*$")
_ENDED = re.compile(r"(?:から|より)(?:.{0,12}(?:交代|変更|引き継))|の(?:後任|代理|補佐|下)|(?:以外|不在|ではな)")
