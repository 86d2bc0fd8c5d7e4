"""Workbooks made by hand: good ones to change, and the small bombs made of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
LEDGER = [["管理番号", "機種名", "使用者"], ["PC-1", "TD", "東湾 太郎"], ["PC-2", "TD", "東湾 花子"]]


def xlsx(path: Path, rows: Sequence[Sequence[Any]] = LEDGER, title: str = "端末台帳") -> Path:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def ods(path: Path, rows: Sequence[Sequence[str]] = LEDGER, *, encrypted: bool = False) -> Path:
    """An OpenDocument spreadsheet of one sheet."""
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(
        "<table:table-row>" + "".join(cell.format(escape(text)) for text in row) + "</table:table-row>" for row in rows
    )
    manifest = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><file-entry full-path="/"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {namespaces}><office:body><office:spreadsheet>'
            f'<table:table table:name="端末台帳">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        mark = "<encryption-data/>" if encrypted else ""
        archive.writestr("META-INF/manifest.xml", f"{manifest}{mark}</manifest>")
    return path
