"""A large terminal ledger: 20 columns, Japanese text, four date columns, shared strings, as Excel writes it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

HEADINGS = (
    "管理番号", "機器種別", "メーカー", "型番", "シリアル番号", "ホスト名", "MACアドレス", "IPアドレス", "事業所名",
    "設置場所", "所管会社", "会社名", "利用部署", "使用者名", "職員番号", "利用システム", "導入日", "返却予定日",
    "棚卸日", "状態",
)  # fmt: skip
TITLE_ROWS = 3

_SITES = ("本店", "港北ネットワークセンター", "南浜配電事業所", "北営業所", "山手営業所", "東岬営業所")
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        '<Override PartName="/xl/styles.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="端末台帳" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        '<Relationship Id="rId3" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<fonts count="1"><font><sz val="11"/></font></fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
    ),
}  # fmt: skip


def write_ledger(path: Path, rows: int = 100_000, seed: int = 1) -> None:
    """Write a ledger of that many terminals under three title rows; every key, serial, MAC and IP address differs."""
    strings: dict[str, int] = {}
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            for number, cells in enumerate(_table(rows, random.Random(seed)), 1):
                sheet.write(_row(number, cells, strings).encode())
            sheet.write(b"</sheetData></worksheet>")
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        archive.writestr(
            "xl/sharedStrings.xml",
            f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="{len(strings)}">'
            f"{items}</sst>",
        )


def _table(rows: int, chance: random.Random) -> Iterator[tuple[object, ...]]:
    yield ("東湾送配電株式会社 端末台帳",)
    yield ("2026年10月31日現在",)
    yield ()
    yield HEADINGS
    for n in range(1, rows + 1):
        yield terminal(n, chance)


def terminal(n: int, chance: random.Random) -> tuple[object, ...]:
    """The cells of the n-th terminal in the order of `HEADINGS`."""
    delivered = date(2019, 5, 1) + timedelta(days=chance.randrange(2400))
    return (
        f"PC-{n:06d}",
        chance.choice(("デスクトップ", "ノート", "タブレット", "専用端末")),
        chance.choice(("東亜電機", "北斗情報", "Sakura Computer")),
        f"Model-{chance.randrange(40):03d}",
        f"SN{n * 7919 % 100_000_007:09d}",
        f"TWN{n:06d}",
        ":".join(f"{b:02X}" for b in (0x02, 0x1A, *(n * 2_654_435 % (1 << 32)).to_bytes(4, "big"))),
        f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}",
        chance.choice(_SITES),
        f"{chance.randrange(1, 9)}階 {chance.choice(('執務室', '指令室', '窓口', '会議室'))}{chance.randrange(20)}",
        "東湾送配電株式会社",
        chance.choice(("東湾送配電株式会社", "東湾送配電㈱", "東湾サービス株式会社")),
        chance.choice(("配電課", "計量課", "託送契約課", "系統運用課")),
        f"{chance.choice(('佐藤', '鈴木', '高橋', '渡邊'))} {chance.choice(('一郎', '花子', '健'))}{n % 997}",
        f"{100_000 + n % 40_000}",
        chance.choice(("託送業務システム", "託送業務システム、メール", "配電設備システム")),
        delivered,
        delivered + timedelta(days=1826),
        date(2026, 4, 1) + timedelta(days=chance.randrange(200)),
        chance.choice(("使用中", "使用中", "使用中", "予備", "修理中")),
    )


def _row(number: int, cells: tuple[object, ...], strings: dict[str, int]) -> str:
    return f'<row r="{number}">' + "".join(_cell(n, number, value, strings) for n, value in enumerate(cells)) + "</row>"


def _cell(column: int, row: int, value: object, strings: dict[str, int]) -> str:
    place = f"{chr(ord('A') + column)}{row}"
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    return f'<c r="{place}" t="s"><v>{strings.setdefault(str(value), len(strings))}</v></c>'
