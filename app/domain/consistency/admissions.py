"""Sentences that tell of a deficiency, or that nobody has looked yet, in a remark or in a reply to a challenge."""

from __future__ import annotations

import re

_MOST_LETTERS = 40
_AFFILIATE = r"(?:特定関係事業者|小売|営業部門|発電|親会社|グループ会社|関係会社|関連会社)"
_USES = (
    r"(?:使って|使用して|利用して|見て|閲覧して|持って|所持して|共有して|出入りして)い(?:る|ます)"
    r"(?=。|、|が|ため|状態|状況)"
)
_NOT_DONE = r"い(?:ない|なかった|ません(?:でした)?)(?:。|、|$|が|ため|けれど|状態|箇所|もの)"
# What is not done here is a fault; 「入室カードを発行していない」 tells of none, so each act is named.
_CONTROLS = (
    "施錠|点検|実施|整備|更新|返却|回収|策定|周知|徹底|受講|承認|照合|制限|分離|遮断|削除|失効|停止|対策|是正|対応|"
    "監視|棚卸し?|署名|明記|暗号化|隔離|見直し|教育|研修|監査|消去|抹消|解除"
)
_SAFEGUARDS = (
    "目隠し|衝立|間仕切り?|仕切り|フィルター|カメラ|鍵|パスワード|期限|責任者|管理者|規程|手順|台帳|ログ(?!イン)|履歴|入退室|"
    "操作|来訪者|記録簿|秘密保持契約|機密保持契約|誓約書|覚書"
)
_TELLS = re.compile(
    r"(?:未実施|未対応|未整備|未設定|未返却|未回収|未更新|未提出|未署名|未記入|未策定|未受講|不十分|不徹底|不明確)"
    r"(?:である|であった|です|でした|だった|のまま|の(?:者|端末|ID|カード|箇所|もの)が(?:ある|あった|いる|いた|残|\d))"
    rf"|(?:{_CONTROLS})[がはをも]?(?:十分に|まだ)?(?:されて|して|できて|行われて){_NOT_DONE}"
    rf"|(?:{_SAFEGUARDS})[^。、]{{0,8}}(?:設置|設定|配置|任命|選任|作成|制定|導入|用意|記録|保存|締結|徴求|取得|提出)"
    rf"[がはをも]?(?:されて|して|できて){_NOT_DONE}"
    rf"|(?:{_SAFEGUARDS})[がはをも]?(?:定めて|決めて|付けて|置いて|掛けて|かけて|付いて){_NOT_DONE}"
    rf"|(?<!閲覧)(?<!アクセス)(?<!入室)(?<!ログイン)(?<!利用)(?<!使用)できて{_NOT_DONE}"
    r"|(?:不備|漏れ|誤り|相違|差異|違反)が(?:\d+\S{1,2})?(?:ある|あった|あり、|認められた|見つかった|判明した|残)"
    r"|漏れ(?:である|であった|です|でした|だった)"
    r"|\d+[台件枚個名本](?:が|は)?[^。、]{0,4}(?:合わない|合っていない|一致しない|所在不明|見当たらない|見つからない)"
    r"|(?:が|は|も)台帳に(?:ない|載っていない)(?=。|、)"
    r"|を過ぎた[^。、]{0,10}(?:使われて|使用されて|利用されて|残って)い(?:る|ます|た)"
    r"|パスワード[^。、]{0,8}(?:付箋|紙|メモ|画面|壁|机)[^。、]{0,6}(?:書い|書かれ|貼っ|貼られ)て(?:あった|ある|いた|いる)"
    # Nobody has looked yet, or somebody else decided.
    r"|まだ[^。、]{0,16}(?:して|できて|れて|見て|行って|終わって|済んで|届いて|揃って)い(?:ない|ません)"
    r"|(?:誰も|現物|現地|実物)[にをはも]{0,2}(?:見て|行って|確かめて)い(?:ない|ません)"
    r"|(?:点検|照合|調査|検証|(?<![はが])確認)[はをが]?(?:実施)?でき(?:な(?:い|かった)|ません)(?:でした)?(?=。|、|が|ため)"
    r"|(?:確認|調査|照合|点検|検証)中(?=。|、|です|である|のため)"
    r"|(?:確認|点検|調査|照合)[はを]?(?:来週|来月|翌月|来年|来期|次回)に?(?:実施|行)"
    r"|(?:指示|指導|要請|依頼|都合)(?:により|で|のため)、?適合[とに]"
    r"|(?i:nobody (?:has )?(?:looked|checked|inspected)|not (?:yet )?(?:been )?(?:looked at|checked|inspected|verified)"
    r"|did not (?:look|check|inspect|verify)|(?:was|were) missing)"
    r"|確認(?:して|できて)い(?:ない|ません)(?=。|、|が|ため|けれど)"
    r"|未確認(?=。|、|です|だ|である|であ|のまま|が(?:ある|あり|残|\d)|[)）])"
    r"|(?:後日|追って|これから)[^。]{0,16}(?:確認|点検|調査|照合)(?:する|します|を行|予定|の予定)"
    r"|(?:確認|点検|調査|照合)は(?:後日|これから|追って)"
    # The other side has, sees or uses it.
    rf"|{_AFFILIATE}[^。、]{{0,20}}(?:も|が)[^。、]{{0,16}}{_USES}"
)
_ADMITS = re.compile(
    r"(?:わから|分から)な(?:い|かった)(?=。|が|ため)"
    r"|(?:不備|誤り|違反|不適切)(?:である|であった|です|でした|だ|だった)(?=。|、|が)"
    r"|(?:証明書?|証明|証跡|資料|書類)[はがも][^。、]{0,6}(?:残って|残して|取って)い(?:ない|ません)"
    r"|(?:証明書?|証明|証跡|資料|書類|記録|帳票)[はがをも]?[^。、]{0,4}紛失し(?!てい?な)"
    r"|(?:いずれ|今後|近く|追って|後日|これから)[^。、]{0,10}"
    r"(?:消去|対応|是正|返却|回収|整備|設置|施錠|削除|改善)(?:する|します|したい|する?予定)|"
    r"(?:見られる|見れる|見える|閲覧できる|入れる|立ち入れる|使える|アクセスできる|持ち出せる)(?:状態|状況)"
    r"(?!に(?:は)?な(?:い|か|って(?:は)?いな|らな)|では?な|ではあり|に(?:は)?しな|[をがは](?:解消|是正|改|なく|な))"
    rf"|(?:社員|職員|担当者|全員|誰で?も)(?:も|が)[^。、]{{0,8}}毎日[^。、]{{0,12}}{_USES}"
    r"|(?:対策|施錠|制限|分離|返却|削除|是正|対応)(?:は|を|も)?(?:まだ)?(?:し|でき|され)ていな(?:い|か)(?!こと|者は|もの?は)"
)
_SURE = re.compile(r"指摘の(?:とおり|通り)|示せ(?:る(?:もの|記録|証跡)[はが]?)?な[いか]")
"""What admits however the sentence goes on."""
_OWN_SIDE = re.compile(r"送配電|系統|託送")
_NOT_SO = re.compile(
    r"(?:場合|とき|際|限り|れば|たら|か(?:どうか)?を|ことはな|こともな|者はいな|ものはな)"
    r"|は(?:認められ)?な[いか]|はありませ|は(?:[0０〇]|零)件|していない(?:こと|者は)"
)
_MENDED = re.compile(
    r"(?:是正|改善|解消|対応|回収|返却|実施|整備|更新|設定|提出|受講|削除|停止|策定)(?:は|を|が)?(?:済|すべて)?(?:済|完了|終え|した(?!い)|しました)"
)
"""What was found and has been put right since is no deficiency of now, unless something is left."""
_LEFT = re.compile(r"残(?:って|り|る|存)|一部|除き|除いて")
_BUT = re.compile(r"(?<=[いるすんだ])(?:が|けれど)、?")
"""Where a sentence turns: 「見ていないが、問題はない」 does not take back that nobody looked."""


def deficiency_in(text: str) -> str:
    """The sentence that tells of a deficiency, or that nobody has looked yet, shortened; empty where none does."""
    return next((_short(s) for s in _sentences(text) if _tells(_TELLS, s)), "")


def admission_in(text: str) -> str:
    """The sentence of a reply that admits what was asked, shortened; empty where none does."""
    return next((_short(s) for s in _sentences(text) if _SURE.search(s) or _tells(_TELLS, s) or _admits(s)), "")


def _admits(sentence: str) -> bool:
    return _tells(_ADMITS, sentence) and not ("毎日" in sentence and _OWN_SIDE.search(sentence))


def _tells(pattern: re.Pattern[str], sentence: str) -> bool:
    found = pattern.search(sentence + "。")
    if found is None:
        return False
    after = sentence[found.start() :]
    if _MENDED.search(after) and not _LEFT.search(after):
        return False
    clause = _BUT.split(sentence[max(0, found.start() - 4) :])[0]
    return not _NOT_SO.search(clause)


def _sentences(text: str) -> list[str]:
    return re.split(r"[。\n]", text)


def _short(sentence: str) -> str:
    said = sentence.strip()
    return said if len(said) <= _MOST_LETTERS else said[: _MOST_LETTERS - 1] + "…"
