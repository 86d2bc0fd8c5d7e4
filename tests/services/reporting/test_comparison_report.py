"""The comparison of audits on paper: what changed, where, and what only claims to be better."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from app import bootstrap
from app.domain.grades import Verdict
from app.errors import UserError
from app.i18n import gettext_in
from app.services import answering, carrying, evidencing, reporting
from app.services.ports import Desk, World
from tests.services.earlier_audit import PLACED, PRESENT, SAME, last_time, later, next_audit
from tests.services.test_carrying import fill_plan


@pytest.fixture
def earlier(world: World, tmp_path: Path) -> Path:
    desk = last_time(world, tmp_path)
    fill_plan(desk)
    desk.file.close()
    later(world)
    return Path(desk.file.location)


@pytest.fixture
def following(world: World, earlier: Path) -> Iterator[Desk]:
    desk, _come = carrying.create_from(world, earlier.with_name("次回.shadan"), next_audit("本店", "北営業所"), earlier)
    answering.record_answer(desk, SAME, "", Verdict.CONFORMING, "今回")
    answering.record_answer(desk, PRESENT, "", Verdict.PARTLY, "今回")
    yield desk
    desk.file.close()


def printed(desk: Desk, others: list[Path], folder: Path, language: str) -> str:
    target = folder / f"比較-{language}.pdf"
    reporting.write_comparison(desk, others, target, bootstrap.render, gettext_in(language), language)
    document = pypdfium2.PdfDocument(target)
    try:
        text = "".join(document[n].get_textpage().get_text_bounded() for n in range(len(document)))
    finally:
        document.close()
    return "".join(text.split())


@pytest.mark.parametrize(
    ("language", "worse", "claimed", "better"),
    [
        ("ja", "▼悪化：1件", "□改善(未立証)：1件", "▲改善：1件"),
        ("en", "▼Worse:1", "□Saidtobebetter,unproven:1", "▲Better:1"),
    ],
)
def test_what_changed_is_printed_place_by_place(
    following: Desk, earlier: Path, tmp_path: Path, language: str, worse: str, claimed: str, better: str
) -> None:
    text = printed(following, [earlier], tmp_path, language)
    assert worse in text
    assert claimed in text
    assert better not in text
    for checkpoint in (SAME, PRESENT, PLACED):
        assert checkpoint in text
    assert "".join(earlier.name.split()) in text
    proof = tmp_path / "規程.txt"
    proof.write_text("規程", "utf-8")
    evidencing.attach(following, SAME, "", proof)
    text = printed(following, [earlier], tmp_path, language)
    assert better in text
    assert claimed not in text


def test_a_comparison_wants_another_audit(following: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        printed(following, [], tmp_path, "ja")
    assert error.value.code == "compare_needs_two"
    assert not (tmp_path / "比較-ja.pdf").exists()


def test_the_paper_names_its_audit_and_is_no_draft(following: Desk, earlier: Path) -> None:
    made = reporting.build_comparison(following, [earlier], gettext_in("ja"))
    assert (made.kind, made.watermark, made.missing) == ("comparison", "", ())
    assert made.fingerprint in made.footer
    assert made.audit_id
