"""Writes a list of findings of ten thousand rows and says how much memory that took at most, in MB."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from app.formats.report.writing import write_report
from app.services.reporting.finding_list import CHUNK
from app.services.reporting.model import Cell, Column, Heading, Report, Row, Run, Table

_COLUMNS = (
    Column("No.", "number"),
    Column("区分", "short"),
    Column("状態", "short"),
    Column("事業所", weight=0.5),
    Column("検出事項", weight=3.2),
    Column("台帳の行", weight=1.2),
    Column("対策番号", "short"),
)


def row(number: int) -> Row:
    """One finding, of the length that they have."""
    said = (
        Run("R01 端末の設置場所", bold=True),
        Run(f"\n端末 NT-{number:05d} が共用区画に置かれている。送配電の執務室の外にある。"),
        Run(f"\nA4-4-03  F-{number:010d}", quiet=True),
    )
    behind = f"端末台帳 NT-{number:05d}\n端末台帳.xlsx 本店 {number}"
    return str(number), "重大", "未対応", "港北ネットワークセンター", Cell(said), behind, "5、12"


def main() -> None:
    """`TARGET COUNT`."""
    count = int(sys.argv[2])
    starts = range(1, count + 1, CHUNK)
    tables = (Table(_COLUMNS, tuple(map(row, range(at, min(at + CHUNK, count + 1))))) for at in starts)
    report = Report(
        title="検出事項一覧",
        organisation="東湾送配電株式会社",
        language="ja",
        blocks=(Heading(1, "未了の検出事項"), *tables),
        created="2026-11-30T09:30:00+09:00",
    )
    write_report(report, Path(sys.argv[1]))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main()
