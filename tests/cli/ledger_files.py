"""Ledgers in files, as commands are given them."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

GOOD = {
    "管理番号": "",
    "製造番号": "",
    "事業所": "北営業所",
    "設置場所": "2階 執務室",
    "区画": "専用",
    "所管会社": "東湾送配電㈱",
    "所属会社": "東湾送配電(株)",
    "部署": "配電課",
    "使用者": "山田",
    "管理責任者": "所長",
    "導入日": "R5.4.1",
    "棚卸日": "令和8年9月1日",
    "返却日": "",
    "異動日": "",
    "状態": "使用中",
    "備考": "",
}
HEADINGS = tuple(GOOD)


def terminal(number: int, **values: str) -> list[str]:
    told = {**GOOD, "管理番号": f"PC-{number:04d}", "製造番号": f"SN{number:06d}", **values}
    return [told[heading] for heading in HEADINGS]


def workbook(path: Path, *, headings: Sequence[str] = HEADINGS, **sheets: list[list[str]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in (["端末台帳"], ["令和8年10月31日現在"], list(headings), *rows):
            sheet.append([cell or None for cell in row])
    book.save(path)
    return path


def odd(path: Path, headings: Sequence[str], *rows: Sequence[str], above: int = 0) -> Path:
    """A CSV file with these headings; `above` lines of something else stand above them."""
    lines = [["x"]] * above + [list(headings), *map(list, rows)]
    path.write_text("\n".join(",".join(cells) for cells in lines) + "\n", encoding="utf-8-sig")
    return path
