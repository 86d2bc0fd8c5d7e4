"""Small ledgers in which every form of paper has something to print, and what must have none."""

from pathlib import Path

from app.bootstrap import render
from app.domain.paper_loop import Printing
from app.i18n import gettext_in
from app.services import auditing, ledgers
from app.services.papers import printing
from app.services.ports import Desk
from app.services.reporting.sheets import Form
from tests.formats.workbook.books import xlsx

OWN, AFFILIATE = "東湾送配電株式会社", "東湾電力株式会社"

TABLES: dict[str, list[list[str]]] = {
    "people": [
        ["社員番号", "氏名", "会社", "所属", "事業所", "旧所属", "異動日", "退職日", "雇用区分", "在籍状況"],
        ["1001", "青木 明", OWN, "配電課", "本店", "総務部", "2026/4/1", "", "社員", "在籍"],
        ["1002", "井上 恵", OWN, "配電課", "本店", "", "", "", "社員", "在籍"],
        ["1003", "上野 誠", OWN, "総務課", "北営業所", "", "", "2026/3/31", "社員", "退職"],
        ["2001", "江口 亮", "三栄派遣株式会社", "配電課", "本店", "", "", "", "派遣", "在籍"],
        ["9001", "岡田 実", AFFILIATE, "営業部", "北営業所", "配電課", "2026/7/1", "", "社員", "在籍"],
        ["1004", "髙橋 静", OWN, "総務課", "北営業所", "託送部", "2026/9/1", "", "社員", "在籍"],
    ],
    "terminals": [
        [
            "管理番号",
            "機器種別",
            "型番",
            "事業所",
            "設置場所",
            "利用部署",
            "使用者",
            "職員番号",
            "利用システム",
            "状態",
        ],
        ["PC-10", "ノート", "A1", "本店", "2階 配電執務室", "配電課", "青木 明", "1001", "託送業務システム", "使用中"],
        ["PC-9", "ノート", "A1", "本店", "2階 配電執務室", "配電課", "井上 恵", "1002", "託送業務システム", "使用中"],
        ["PC-11", "デスクトップ", "B2", "本店", "10階 会議室", "配電課", "共用", "", "", "予備"],
        ["PC-12", "ノート", "A1", "本店", "", "配電課", "青木 明", "1001", "", "使用中"],
        ["PC-13", "ノート", "A1", "本店", "2階 配電執務室", "配電課", "青木 明", "1001", "", "返却済"],
        ["PC-14", "ノート", "A1", "西営業所", "1階", "配電課", "木村 剛", "", "", "使用中"],
    ],
    "accounts": [
        ["ID", "システム", "氏名", "社員番号", "所属会社", "所属", "権限", "付与日", "失効日", "最終ログイン", "状態"],
        ["T1001", "託送業務システム", "青木 明", "1001", OWN, "配電課", "更新", "2024/4/1", "", "2026/10/1", "有効"],
        ["T1002", "託送業務システム", "井上 恵", "1002", "東湾送配電", "配電課", "参照", "2024/4/1", "", "", "有効"],
        ["O1001", "OA基盤", "青木 明", "1001", OWN, "配電課", "一般", "2024/4/1", "", "2026/10/2", "停止"],
        ["T1003", "託送業務システム", "上野 誠", "1003", OWN, "総務課", "参照", "2024/4/1", "2026/3/31", "", "削除"],
        ["T1004", "託送業務システム", "髙橋 静", "1004", OWN, "総務課", "参照", "2024/4/1", "", "2026/9/9", "有効"],
    ],
    "contractors": [
        [
            "委託先名",
            "委託元",
            "委託業務",
            "取扱情報",
            "従事者数",
            "従事者",
            "再委託先",
            "契約日",
            "契約満了日",
            "自動更新",
        ],
        [
            "三栄設計株式会社",
            OWN,
            "設計補助",
            "引込申込",
            "3",
            "佐藤 一、鈴木 二、高橋 三",
            "",
            "2024/4/1",
            "2027/3/31",
            "",
        ],
        [
            "三栄設計株式会社",
            OWN,
            "測量",
            "図面",
            "2",
            "佐藤 一、田中 四",
            "南測量株式会社",
            "2025/4/1",
            "2027/3/31",
            "",
        ],
        ["旧委託株式会社", OWN, "検針", "使用量", "9", "", "", "2020/4/1", "2025/3/31", "無"],
        ["更新委託株式会社", OWN, "清掃", "無", "", "", "", "2020/4/1", "2025/3/31", "有"],
        ["小売委託株式会社", AFFILIATE, "料金", "契約者", "4", "", "", "2024/4/1", "2027/3/31", ""],
    ],
    "disasters": [
        ["発動番号", "災害名", "発動日", "解除日", "対象ID", "システム", "目的", "承認者"],
        ["D-2", "台風15号", "2026/9/18", "2026/9/22", "SAI001、SAI002", "託送業務システム", "復旧の応援", "配電部長"],
        ["D-1", "大雪", "2026/1/23", "", "SAI003", "託送業務システム", "", "配電部長"],
    ],
    "rooms": [
        ["事業所", "建物", "階", "区画名", "占有側", "使用部署", "入室方式"],
        ["本店", "本店ビル", "10階", "会議室", "共用", "", ""],
        ["本店", "本店ビル", "2階", "配電執務室", "送配電", "配電課", "カード"],
        ["本店", "本店ビル", "2階", "倉庫", "", "", ""],
        ["本店", "本店ビル", "B1階", "書庫", "送配電", "", "鍵"],
        ["北営業所", "", "1階", "窓口", "共用", "", ""],
    ],
}


def import_all(desk: Desk, folder: Path, *kinds: str) -> None:
    """Import these ledgers, all where none is named, into an audit that knows the affiliate."""
    auditing.change_facts(desk, affiliates=(AFFILIATE,))
    for kind in kinds or TABLES:
        ledgers.import_batch(desk, kind, xlsx(folder / f"{kind}.xlsx", TABLES[kind]))


def print_rooms(desk: Desk, folder: Path) -> None:
    """Import terminals and rooms and print the floor-walk sheets of these, `walk.pdf`."""
    import_all(desk, folder, "terminals", "rooms")
    printing.print_some(desk, folder / "walk.pdf", render, gettext_in, forms=[Form.WALK_SHEET])


def sheets_by_room(desk: Desk) -> dict[str, Printing]:
    """The sheets that were printed, by the names of their rooms."""
    with desk.file.read() as work:
        return {each.name: each for each in work.papers.printings()}
