"""Text files that end in the middle of a row: the row is told and not read, and nothing else is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.formats import workbook
from app.formats.workbook import delimited
from app.formats.workbook.refusals import Refused
from tests.formats.ledger_sheets.reading import read

TEXT = "管理番号,機種名,使用者\r\nPC-01,TD,東湾 太郎\r\nPC-02,TD,東湾 花子\r\nPC-03,NB,港北 次郎\r\n"
LIMITS = workbook.Limits()


def parsed(data: bytes) -> tuple[list[list[str]], int]:
    end = delimited.End()
    return list(delimited.rows(data, LIMITS, "", end)), 0 if end.doubt else end.row


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("left", ["PC-04", "PC-04,", "PC-04,N", '"PC-0', 'PC-04,TD,"東', "PC-04,TD,\"東湾 'x"])
def test_a_last_row_without_its_fields_is_left_out(codec: str, left: str) -> None:
    if codec == "utf-16-le" and "," not in left:
        left += ","
    rows, cut = parsed((TEXT + left).encode(codec))
    assert (len(rows), cut) == (4, 5)
    assert rows[-1] == ["PC-03", "NB", "港北 次郎"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_character_that_was_cut_off(codec: str) -> None:
    rows, cut = parsed((TEXT + "PC-04,TD,東湾").encode(codec)[:-1])
    assert (len(rows), cut) == (4, 5)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.rstrip("\r\n"),
        TEXT + "\r\n",
        TEXT + "PC-04\r\n",
        TEXT + 'PC-04,TD,"東湾\r\n太郎"',
        "管理番号,機種名,使用者\r\nPC-01,TD\r\nPC-02\r\nPC-03",
        "管理番号",
        "管理番号,機種名\r\nPC-01",
        TEXT + 'PC-04,TD,24"',
        TEXT + "\x1a",
    ],
)
def test_a_whole_file_is_whole(text: str) -> None:
    rows, cut = parsed(text.encode("cp932"))
    assert cut == 0
    assert sum(map(bool, rows)) == sum(1 for line in text.replace("\r\n太", "太").split("\r\n") if line)


def doubted(text: str) -> bool:
    """Whether a file with all its fields in the last row, which has no line end, is doubted; the row is read."""
    end = delimited.End()
    rows = list(delimited.rows(text.encode("cp932"), LIMITS, "", end))
    assert end.doubt == bool(end.row)
    assert not end.doubt or (end.row, end.cells) == (len(rows), rows[-1])
    return end.doubt


def list_of(*last: str, name: str = "確認者") -> str:
    """A list whose last column holds these."""
    return "\r\n".join([f"管理番号,{name}", *(f"PC-{n:04},{text}" for n, text in enumerate(last, 1))])


DAYS = [f"2026/10/{n:02}" for n in range(1, 9)]
WORDS = ["使用中", "返却済", "使用中", "使用中", "返却済", "廃棄"]
LENGTHY = [f"異動{'後' * n}の返却待ち" for n in range(1, 9)]


@pytest.mark.parametrize(
    "last",
    [
        [*DAYS, "2026/1"],  # One length everywhere else.
        [*DAYS, ""],
        [*DAYS, "", "2026/10/09", "202"],
        [*(f"2026/{n}/{n}" for n in range(1, 25)), "2026"],  # Nearly one length, in many rows.
        [*WORDS, "使用"],  # The beginning of a word that others say.
        [*WORDS, ""],
    ],
)
def test_a_last_field_that_looks_cut_is_doubted(last: list[str]) -> None:
    assert doubted(list_of(*last))
    assert not doubted(list_of(*last) + "\r\n")
    assert not doubted(list_of(*last, "－") + "\n")


@pytest.mark.parametrize(
    "last",
    [
        [*DAYS, "2026/10/31"],
        [*WORDS, "返却済"],
        [*WORDS, "廃棄"],  # Said by another row: it is a word.
        [*WORDS, "貸出"],  # No beginning of any.
        [*LENGTHY, "異動"],  # Remarks of all lengths: nobody can know.
        [*DAYS, "", "", ""],  # Others lack it as well.
        DAYS[:3],
        ["2026/10/01", "2026/1"],  # Too few rows to tell.
    ],
)
def test_a_last_line_without_an_end_alone_is_no_doubt(last: list[str]) -> None:
    assert not doubted(list_of(*last))


def test_a_file_of_whole_blocks_is_doubted() -> None:
    text = list_of(*LENGTHY)
    missing = -len(text.encode("cp932")) % 512
    whole = list_of(*LENGTHY, "あ" * ((missing - 10) // 2) + "a" * ((missing - 10) % 2))
    assert len(whole.encode("cp932")) % 512 == 0
    assert doubted(whole)
    assert not doubted(f"{whole}a")


def test_rows_in_a_quotation_that_never_ends_are_not_swallowed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((TEXT + '"PC-04,NB,港北 三郎\r\nPC-05,NB,港北 四郎\r\n').encode("cp932")[:-2])
    with pytest.raises(UserError) as error:
        workbook.look(path)
    assert (error.value.code, error.value.values["row"]) == ("workbook_quotes", "5")


def test_the_row_is_told_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "端末台帳.csv"
    path.write_bytes((TEXT + "PC-04,N").encode("utf-8-sig"))
    records, problems, chunks = read(path)
    assert [r.key for r in records] == ["PC-01", "PC-02", "PC-03"]
    assert [(p.code, p.row, p.value, p.rejected) for p in problems] == [("row_cut_off", 5, "PC-04 N", True)]
    assert sum(c.read for c in chunks) == 4
    assert sum(c.rejected for c in chunks) == 1


def test_a_doubt_is_told_and_the_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "棚卸結果.csv"
    path.write_bytes(list_of(*DAYS, "2026/1", name="棚卸日").encode("utf-8-sig"))
    records, problems, chunks = read(path, kind="stocktaking")
    assert len(records) == 9
    assert [(p.code, p.row, p.value, p.rejected) for p in problems if p.code == "row_maybe_cut"] == [
        ("row_maybe_cut", 10, "2026/1", False)
    ]
    assert sum(c.read for c in chunks) == 9


@pytest.mark.parametrize("foot", ["※ 以上は10月末現在", "合計,3", "以上"])
def test_what_stands_below_a_table_is_no_row_of_it(tmp_path: Path, foot: str) -> None:
    path = tmp_path / "端末台帳.csv"
    path.write_bytes((TEXT + foot).encode("cp932"))
    records, problems, _ = read(path)
    assert (len(records), problems) == (3, [])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16"]), st.data())
@example("utf-8", None)
def test_wherever_a_file_is_cut_no_other_row_is_made_up(codec: str, data: st.DataObject | None) -> None:
    whole = (TEXT.replace("東湾 花子", '"花,\r\n子"') * 3).encode(codec)
    length = len(whole) - 1 if data is None else data.draw(st.integers(len(whole) // 2, len(whole)))
    full, _ = parsed(whole)
    try:
        rows, cut = parsed(whole[:length])
    except Refused as refused:
        if refused.code not in ("workbook_quotes", "workbook_encoding"):
            raise
        return
    # What was read stands in the whole file as well; only the last cell may be shorter where nothing can tell.
    assert rows[:-1] == full[: len(rows) - 1]
    assert cut in (0, len(rows) + 1)
    if not cut and rows:
        last, then = rows[-1], full[len(rows) - 1]
        last = [*last, *[""] * (len(then) - len(last))]
        assert last[:-1] == then[:-1]
        assert then[-1].startswith(last[-1])
