"""The same fact stated differently: twenty planted contradictions are found, a clean audit is left alone."""

import pytest

from app.domain.audit import COMPANY
from app.domain.consistency import Counted
from app.domain.progress import Place
from tests.domain.consistency.made import (
    AT_SITES,
    HEAD,
    NORTH,
    OF_COMPANY,
    SOUTH,
    hits,
    terminals,
    with_remarks,
)

FACTS = ("K70", "K71", "K72", "K73", "K74", "K75", "K76", "K77")
ONE, TWO, THREE = AT_SITES[:3]
C1, C2, C3 = OF_COMPANY[:3]
LEDGER = terminals(**{NORTH: (12, 14), SOUTH: (8, 8), HEAD: (20, 22), "total": (40, 44)})


def held(kind: str) -> dict[str, Counted]:
    """What the ledgers have."""
    ledgers = {
        "terminals": {NORTH: Counted(12, 14), SOUTH: Counted(8, 8), HEAD: Counted(20, 22), COMPANY: Counted(40, 44)},
        "accounts": {NORTH: Counted(34, 34), COMPANY: Counted(120, 130)},
        "contractors": {COMPANY: Counted(5, 6)},
    }
    return ledgers.get(kind, {})


PLANTED: dict[str, dict[Place, str]] = {
    "K70 terminals": {(ONE, NORTH): "端末は10台で、すべて台帳に載っている。"},
    "K70 full width": {(ONE, SOUTH): "送配電部門の端末（９台）を台帳と照合し、差異はなかった。"},
    "K70 in words": {(ONE, NORTH): "端末十八台を設置している。"},
    "K70 more than all": {(ONE, SOUTH): "端末12台を抽出し、現物を確認した。"},
    "K70 another site named": {(C1, COMPANY): "北営業所の端末は20台である。"},
    "K70 contractors": {(C1, COMPANY): "業務委託先は9社で、いずれも契約書に情報管理の条項がある。"},
    "K70 accounts": {(TWO, NORTH): "利用者IDは40件。退職者のIDはない。"},
    "K71 cards": {
        (ONE, NORTH): "入室カードは30枚で、発行簿と一致した。",
        (TWO, NORTH): "入室カード32枚を発行簿と照合した。",
    },
    "K71 part": {
        (ONE, NORTH): "共用区画の端末は3台で、覗き見防止フィルターを付けている。",
        (TWO, NORTH): "共用区画の端末は５台あり、目隠しを置いている。",
    },
    "K71 quantity": {
        (ONE, NORTH): "研修の対象人数は25名、全員が受講した。",
        (TWO, NORTH): "研修の対象人数は28人であった。",
    },
    "K71 one text": {(ONE, NORTH): "鍵は5本を所長が保管している。貸出簿では鍵は6本である。"},
    "K72 era": {
        (C1, COMPANY): "情報取扱規程は令和5年4月1日に施行した。",
        (ONE, SOUTH): "「情報取扱規程」(2023年10月1日施行)を掲示している。",
    },
    "K72 western": {
        (C1, COMPANY): "2023年7月1日付けで制定された託送情報管理要領に従っている。",
        (C2, COMPANY): "託送情報管理要領の制定日は令和5年6月1日である。",
    },
    "K72 last": {
        (ONE, NORTH): "直近の棚卸しは2026年9月30日に実施した。",
        (TWO, NORTH): "直近の棚卸しは令和8年8月31日で、差異はなかった。",
    },
    "K73 persons": {
        (ONE, NORTH): "情報管理責任者は山田課長で、任命書を確認した。",
        (TWO, NORTH): "情報管理責任者(佐藤課長)から聴き取った。",
    },
    "K73 posts": {
        (C1, COMPANY): "端末台帳の所管部署は総務部である。",
        (C2, COMPANY): "端末台帳の所管部署は情報システム部であり、毎月更新している。",
    },
    "K73 manager": {(ONE, NORTH): "所長は南田氏で、責任者の任命を行っている。"},
    "K74": {(ONE, SOUTH): "端末の予備機は湾岸出張所に保管している。"},
    "K76": {(ONE, NORTH): "令和5年2月30日に点検した。"},
    "K76 era": {(ONE, NORTH): "平成33年4月1日付けの誓約書がある。"},
    "K77": {(ONE, NORTH): "2027年9月30日に現物を確認した。"},
    "K72 concluded": {
        (ONE, NORTH): "清掃業務の覚書は令和6年4月1日に締結した。",
        (TWO, NORTH): "清掃業務の覚書は2024年5月1日付けで締結し、写しを保管している。",
    },
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_contradiction_is_found_once(name: str) -> None:
    audit = with_remarks(PLANTED[name], counted=held)
    found = hits(audit, *FACTS)
    assert [hit.rule for hit in found] == [name.split()[0]]
    assert found[0].where.field == "comment"
    assert (found[0].where.checkpoint, found[0].where.site) in PLANTED[name]


def test_there_are_as_many_planted_as_promised() -> None:
    assert len(PLANTED) >= 20


CLEAN: tuple[str, ...] = (
    "端末は12台で、すべて台帳に載っている。",
    "端末14台を台帳と照合し、差異はなかった。",
    "端末（12台）はいずれも送配電の執務室にある。",
    "台帳上の端末は14台、うち2台は予備である。",
    "共用区画の端末3台に覗き見防止フィルターを付けている。",
    "異動後も未返却の端末が1台あり、回収を指示した。",
    "端末5台を抽出し、設置場所を台帳と照合した。",
    "約10台の端末を入れ替える予定である。",
    "端末10台以上を保管できるキャビネットを使っている。",
    "昨年度は端末10台であったが、更新により12台となった。",
    "端末1台につき1名の管理者を定めている。",
    "新たに端末2台を追加した。",
    "残りの端末3台は倉庫で施錠保管している。",
    "端末12台中3台を抽出して確認した。",
    "端末12台のうち3台が共用区画にある。",
    "2階の執務室には、端末8台を配置している。",
    "端末は10台ではなく12台である。",
    "端末の更新は4台ずつ行っている。",
    "IDは34件で、台帳と一致している。",
    "共用IDは2件あり、利用記録を残している。",
    "退職者のID3件を削除したことを確認した。",
    "ID台帳から10件を無作為に抽出し、申請書と照合した。",
    "入室カードは30枚で、発行簿と一致した。",
    "入室カード30枚を発行簿と照合した。",
    "入室カードのうち2枚は来客用である。",
    "退職者のカード1枚が未回収であったが、当日中に回収した。",
    "鍵は5本で、所長が保管している。",
    "鍵の貸出しは1日3件程度である。",
    "研修の対象人数は25名、全員が受講した。",
    "受講者25名のうち2名は後日受講した。",
    "従業員25名から誓約書を受け取っている。",
    "誓約書25枚を確認した。",
    "直近の棚卸しは2026年9月30日に実施した。",
    "直近の棚卸しは令和8年9月30日で、差異はなかった。",
    "前回の棚卸しは令和8年3月31日に実施した。",
    "棚卸しは毎年3月と9月に実施している。",
    "2026年6月15日に研修を実施し、9月10日に補講を行った。",
    "情報取扱規程は令和5年4月1日に施行した。",
    "「情報取扱規程」(2023年4月1日施行)を掲示している。",
    "情報取扱規程は2023年に施行されている。",
    "情報取扱規程は令和5年度に施行した。",
    "情報取扱規程は2024年4月1日に改定した。",
    "情報取扱規程の細則は令和5年10月1日に施行した。",
    "旧情報取扱規程は平成28年4月1日に施行され、廃止されている。",
    "次の改定は2027年4月1日を予定している。",
    "2027年3月31日までに目隠しを設置する予定である。",
    "情報管理責任者は山田課長で、任命書を確認した。",
    "情報管理責任者(山田課長)から聴き取った。",
    "情報管理責任者である山田太郎氏が月次で確認している。",
    "情報管理責任者は総務課長が務めている。",
    "前任の情報管理責任者は佐藤課長であった。",
    "情報管理責任者を各課に置いている。",
    "情報管理責任者の不在時は副所長が代行する。",
    "鍵管理者は総務課長で、毎日終業時に施錠を確認している。",
    "鍵管理者:総務課長",
    "所長は北野氏で、責任者の任命を行っている。",
    "端末台帳の所管部署は総務部である。",
    "ID台帳の所管部署は情報システム部である。",
    "湾岸出張所は2026年3月に廃止され、端末は回収済みである。",
    "対象事業所は3か所である。",
    "委託先は5社で、いずれも特定関係事業者ではない。",
    "委託先2社の契約書に再委託の条項がないため、改定を依頼した。",
    "監視カメラ4台の録画を30日間保存している。",
    "監視カメラは4台設置され、入口を撮影している。",
    "複合機は1台で、印刷には入室カードの認証が要る。",
    "書庫2本に施錠し、鍵の管理簿を付けている。",
    "1日1回、終業時に巡回している。",
    "3名の担当者に聴き取り、手順を知っていることを確認した。",
    "来訪者名簿の10月分20件を閲覧し、記載漏れはなかった。",
    "平成31年4月30日以前の記録は保存期間を過ぎている。",
    "令和元年5月1日以降の記録を保存している。",
    "パスワードは12文字以上とし、90日で変更している。",
    "二重扉の内側に執務室があり、一般の来訪者は入れない。",
    "",
)


def test_a_clean_audit_is_left_alone() -> None:
    """Each remark stands at a checkpoint of its own at one site, as an officer would write them."""
    assert len([text for text in CLEAN if text]) >= 60
    spread = [(c, NORTH) for c in AT_SITES]
    texts: dict[Place, list[str]] = {}
    for number, text in enumerate(CLEAN):
        texts.setdefault(spread[number % len(spread)], []).append(text)
    audit = with_remarks({at: "\n".join(said) for at, said in texts.items()}, counted=held)
    found = hits(audit, *FACTS)
    assert len(found) <= 2, [(hit.rule, dict(hit.values)) for hit in found]


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_remark_alone_contradicts_nothing(text: str) -> None:
    assert not hits(with_remarks({(ONE, NORTH): text}, counted=held), *FACTS)
