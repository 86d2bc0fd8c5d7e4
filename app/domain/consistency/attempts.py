"""Sentences that tell what an attempt to disprove found: where one is recorded as having held, they contradict it."""

from __future__ import annotations

import re

from app.domain.consistency.admissions import deficiency_in

_MOST_LETTERS = 40
_FOUND = re.compile(
    r"(?:が|を|も)[^。、]{0,6}(?:見つけた|見つけました|見つかった|見つかりました|発見した|発見しました|発見された|判明した|判明しました)"
    r"|(?:入室|立ち?入り?|閲覧|ログイン|アクセス|検索|印刷|持ち?出し)(?:が|も)?(?:できた|できました|できてしまった)"
    r"|(?:部屋|室|区画|区域|場所|書庫|中|内)(?:に|へ)(?:も)?入れ(?:た|ました|てしまった)"
    r"|(?:扉|ドア|鍵|書庫|キャビネット|施錠)[^。、]{0,6}(?:開いて|あいて|外れて)い(?:た|ました)"
    r"|(?<!記録)(?<!証跡)(?<!履歴)(?<!ログ)(?:が|も)[^。、]{0,8}(?:残って|放置されて|貼られて|置かれて|見えて)い(?:た|ました)"
)
_HELPS = re.compile(
    r"(?:者|社員|端末|ID|もの|こと|ところ|箇所)?(?:は|も)(?:一[つ件人])?(?:な|あり?ませ|いな|いませ)"
    r"|場合|とき|限り|記録が|証跡が|ことを確|のは(?:自|送配電|系統|権限)"
)
"""What makes of it no finding: it was not so, was looked at in case, or is what was looked for."""


def finding_in(text: str) -> str:
    """The sentence of an attempt that tells of something found, or of a deficiency, shortened; empty for none."""
    for sentence in re.split(r"[。\n]", text):
        found = _FOUND.search(sentence)
        if found is not None and not _HELPS.search(sentence[found.start() :]):
            said = sentence.strip()
            return said if len(said) <= _MOST_LETTERS else said[: _MOST_LETTERS - 1] + "…"
    return deficiency_in(text)
