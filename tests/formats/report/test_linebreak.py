"""Japanese line breaking: nothing begins or ends a line that must not, no line hangs out, no character is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.formats.report.linebreak import Breaker, clusters
from app.services.reporting.model import Run

SAMPLE = (
    "2026年12月25日、営業課へ異動した3名が、異動前の配電課の端末(NT-00015、NT-00075、NT-00135)を返却していない。"
    "「お客さまのためだった」といった正当化を認めず、厳正に処分する(報告書概要 ¶7⑤)。"
    "データ・センター々、ちょっとしたキャッシュ…『二重の（かっこ）』など、abc-defGHI.xlsx と１２３％を含む。"
    "第27条第1項に基づき、約1,204台〔うち17台〕を「『二者』」で確認し……『引用の「中の」引用』とする。"
)
NOT_FIRST = set("」』)）］〕】〉》、。，．・：；？！ー々…％っょャュッ")
NOT_LAST = set("「『(（［〔【〈《")


@pytest.mark.parametrize("cell", [False, True])
def test_at_66_widths_no_line_begins_or_ends_wrongly_or_hangs_out(cell: bool) -> None:
    breaker = Breaker()
    begun = ended = hanging = 0
    for step in range(66):
        # 40 to 170 mm at 10.5 pt, in em.
        room = (40 + step * 2) * 72 / 25.4 / 10.5
        lines = breaker.lines(SAMPLE, room, cell=cell)
        assert "".join(line.text for line in lines).replace(" ", "") == SAMPLE.replace(" ", "")
        begun += sum(line.text[0] in NOT_FIRST for line in lines)
        ended += sum(line.text[-1] in NOT_LAST for line in lines)
        hanging += sum(line.width > room + 1e-5 for line in lines)
        assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]
    assert (begun, ended, hanging) == (0, 0, 0)


@given(
    st.text(alphabet=st.sampled_from("あア漢「」、。(aZ9-. \n　\u00a0％ー年月々“”…"), max_size=120),
    st.floats(1.2, 30),
    st.booleans(),
)
def test_no_character_is_lost(text: str, room: float, cell: bool) -> None:
    lines = Breaker().lines(text, room, cell=cell)
    joined = "".join(line.text for line in lines)
    assert "".join(joined.split()) == "".join(text.split())
    assert all(line.width <= room + 1e-5 for line in lines)
    assert "".join(clusters(text, cell=cell)) == text


@pytest.mark.parametrize(
    "whole",
    [
        "2026年12月",
        "令和8年11月30日",
        "12月25日",
        "情報システム部",
        "1,204台",
        "第27条",
        "年2回",
        "配電部",
        "NT-00015",
        "12:30",
        "50%",
        "¶3(3)②",
        "2026-12-31",
        "23-4(1)",
    ],
)
def test_short_terms_stay_whole_in_a_cell(whole: str) -> None:
    found = clusters(f"また、{whole}を確認", cell=True)
    kept = [part for part in found if part in whole]
    # A compound may part between its words.
    assert kept == (["情報", "システム部"] if whole == "情報システム部" else [whole])


def test_numbers_keep_their_unit_in_running_text() -> None:
    for room in range(8, 40):
        for line in Breaker().lines(SAMPLE, room):
            assert line.last or not line.text[-1].isdigit()


def test_runs_break_as_one_text_and_keep_their_looks() -> None:
    runs = (Run("端末"), Run("1,204台", bold=True), Run("、うち"), Run("17台", quiet=True), Run("である。"))
    for room in range(4, 20):
        lines = Breaker().lines(runs, room)
        assert "".join(line.text for line in lines) == "端末1,204台、うち17台である。"
        assert "".join(t for line in lines for t, bold, _quiet in line.pieces if bold) == "1,204台"
        assert "".join(t for line in lines for t, _bold, quiet in line.pieces if quiet) == "17台"
        assert all(line.text[0] not in NOT_FIRST for line in lines)


def test_the_last_line_is_no_single_character() -> None:
    text = "異動前の端末を返却していない"
    assert all(len(Breaker().lines(text, room, cell=True)[-1].text) > 1 for room in range(5, 14))


def test_a_date_is_never_broken_in_running_text_that_has_room_for_it() -> None:
    text = "点検期間は2026年度上期、基準日は2026年10月31日、命令は令和8年9月1日付けであり、12月25日までに提出する。"
    for room in range(12, 60):
        lines = [line.text for line in Breaker().lines(text, room)]
        for date in ("2026年度", "2026年10月31日", "令和8年9月1日", "12月25日"):
            assert sum(date in line for line in lines) == 1, (room, date)
