"""Tables of holidays from outside: the list of the Cabinet Office, files such as the bundled one, and hostile ones."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.formats.calendars import CalendarFiles
from app.formats.holidays import read_table
from app.i18n import gettext
from app.paths import bundled

HEAD = "国民の祝日・休日月日,国民の祝日・休日名称\r\n"


def table(folder: Path, text: str, name: str = "syukujitsu.csv", encoding: str = "cp932") -> Path:
    file = folder / name
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_the_list_of_the_cabinet_office(tmp_path: Path, encoding: str) -> None:
    read = read_table(table(tmp_path, HEAD + "2027/1/1,元日\r\n2027/3/22,休日\r\n\r\n", encoding=encoding))
    assert dict(read.days) == {date(2027, 1, 1): "元日", date(2027, 3, 22): "休日"}
    assert read.source == "syukujitsu.csv"


def test_a_list_without_heading_and_in_any_order(tmp_path: Path) -> None:
    read = read_table(table(tmp_path, "令和9年3月22日,休日,備考\n2027-01-01, 元日 \n"))
    assert list(read.days) == [date(2027, 1, 1), date(2027, 3, 22)]
    assert read.days[date(2027, 1, 1)] == "元日"


def test_a_file_such_as_the_bundled_one(tmp_path: Path) -> None:
    text = (bundled("resources") / "calendar" / "holidays.toml").read_text("utf-8")
    read = read_table(table(tmp_path, text, "my.toml", "utf-8"))
    ours = CalendarFiles(bundled("resources") / "calendar").holidays()
    assert (read.days, read.english) == (ours.days, ours.english)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (HEAD + "2027/1/1,元日\n2027/2/30,何の日\n", 3),
        (HEAD + "2027/1/1\n", 2),
        (HEAD + "2027/1/1,\n", 2),
        (HEAD + "1201/1/1,元日\n", 2),
        (HEAD + "2027/1/1," + "長" * 61 + "\n", 2),
        ("見出し,名称\n見出し,名称\n", 2),
    ],
)
def test_a_bad_row_is_named_and_nothing_taken(tmp_path: Path, text: str, row: int) -> None:
    with pytest.raises(UserError) as refused:
        read_table(table(tmp_path, text))
    assert (refused.value.code, refused.value.values["row"]) == ("holidays_row", row)
    assert f"{row}行目" in refused.value.sentence(gettext)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b""),
        ("a.csv", b"\xff\xfe\x00\x01\x80\x81"),
        ("a.csv", HEAD.encode("cp932")),
        ("a.csv", b'"' + b"x" * 200_000),
        ("a.toml", b"[days"),
        ("a.toml", b"days = 1"),
        ("a.toml", b"[days]"),
        ("a.toml", b"names = 3\n[days]\n2027-01-01 = 'x'"),
        ("a.toml", b"a = " + b"[" * 20_000),
    ],
)
def test_what_is_no_table_is_told_in_one_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError) as refused:
        read_table(tmp_path / name)
    assert refused.value.code in ("holidays_unreadable", "holidays_row")
    assert refused.value.sentence(gettext).count("\n") == 0


@pytest.mark.parametrize("text", ["[days]\n2027-01-01 = 3", '[days]\nyesterday = "x"', '[days]\n2027-01-01 = ""'])
def test_a_bad_day_of_a_toml_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError) as refused:
        read_table(table(tmp_path, text, "a.toml", "utf-8"))
    assert refused.value.code == "holidays_row"


def test_what_is_too_large_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read_table(table(tmp_path, "2027/1/1,x\n" * 100_000))
    assert refused.value.code == "holidays_too_large"
    with pytest.raises(UserError) as refused:
        read_table(table(tmp_path, "2027/1/1,x\n" * 20_000))
    assert refused.value.code == "holidays_too_large"


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    for place, code in ((tmp_path, "is_a_folder"), (tmp_path / "none.csv", "file_missing")):
        with pytest.raises(UserError) as refused:
            read_table(place)
        assert refused.value.code == code


@given(st.binary(max_size=300))
def test_whatever_stands_in_a_file_it_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes(data)
    with suppress(UserError):
        assert read_table(file).days
