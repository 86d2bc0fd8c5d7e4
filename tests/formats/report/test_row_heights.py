"""Rows are as high as their wrapped texts, and free to grow."""

from app.formats.report.row_heights import left_open, row_height


def test_a_row_is_as_high_as_its_longest_text() -> None:
    assert row_height([]) is None
    assert row_height([("短い", 20), ("word", 10)]) is None
    two = row_height([("一行目\n二行目", 20)])
    five = row_height([("端末を共用の場所から撤去する" * 3, 20), ("短い", 20)])
    assert two is not None
    assert five is not None
    assert two < five
    assert row_height([("長い" * 5_000, 20)]) == 409


def test_a_height_is_no_more_than_proposed() -> None:
    part = b'<row r="4" ht="30" customHeight="1"><c><v>a customHeight="1" b</v></c></row>'
    assert left_open(part) == b'<row r="4" ht="30"><c><v>a customHeight="1" b</v></c></row>'
