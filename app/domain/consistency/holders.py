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
_KNOWN_FAMILY = (
    "佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|渡邉|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|"
    "木村|斎藤|斉藤|齋藤|齊藤|清水|山崎|池田|橋本|阿部|石川|山下|中島|石井|小川|前田|岡田|長谷川|"
    "藤田|後藤|近藤|村上|遠藤|青木|坂本|福田|太田|西村|藤井|金子|岡本|藤原|三浦|中野|中川|原田|"
    "松田|竹内|小野|田村|中山|和田|石田|上田|森田|柴田|酒井|工藤|横山|宮崎|宮本|内田|高木|安藤|"
    "谷口|大野|丸山|今井|高田|藤本|武田|村田|上野|杉山|増田|平野|大塚|千葉|久保|松井|小島|岩崎|"
    "桜井|野口|松尾|野村|木下|菊地|菊池|佐野|大西|杉本|新井|浜田|古川|市川|水野|小松|島田|小山|"
    "高野|山内|西田|山中|西川|五十嵐|北村|安田|松下|飯田|大橋|中西|吉川|本田|久保田|矢野|土屋|菅原|"
    "秋山|川口|吉村|川崎|岩田|中田|服部|東山|福島|永井|川上|樋口|松岡|田口|荒木|大久保|望月|星野|"
    "本間|森本|川村|奥村|内藤|広瀬|河野|片山|平田|萩原|須藤|松村|早川|成田|尾崎|馬場|三宅|熊谷|"
    "小池|黒田|大谷|荒井|松原|神田|石原|大島|浅野|坂井|北野|南田|大川|野田|篠原|白石|村山|石橋|"
    "岩本|宮田|橋口"
)
"""Common family names: without a blank or a title, only what begins with one is taken for a person's name."""
_NOT_GIVEN = (
    r"(?:[課部室係職者員所店署局班県区市町村支営業庁任務責管担設置配送変電総社]|"
    r"[委託契約各全当該旧前後未不済等又及兼他名上下台帳的可否])"
)
_UNSPACED = (
    rf"(?:{_KNOWN_FAMILY})(?!です|だ|[がはのにをともらへかで])(?:(?!{_NOT_GIVEN})[一-龥々ぁ-んァ-ヶー]){{1,3}}?"
    rf"(?:{_POST}|氏|さん|様|(?=が|であ|です|で、|、|。|,|\)|」|;|$|\s))"
)
_PERSON = rf"(?:{_FAMILY}[  ]{_GIVEN}(?:(?:{_POST})|氏|さん|様)?|{_FAMILY}(?:{_POST}|氏|さん|様)|{_UNSPACED})"
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
