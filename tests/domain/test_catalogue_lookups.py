"""Looking things up in a catalogue."""

from dataclasses import replace

import pytest

from app.domain.catalogue import Catalogue, Checkpoint, Entry, Item, Law, Paragraph
from app.domain.grades import Cause, Level, Role, Severity
from app.domain.text import Text

WORDS = Text("語", "word")


def checkpoint(identity: str, *roles: Role, rules: tuple[str, ...] = (), demands: tuple[str, ...] = ()) -> Checkpoint:
    return Checkpoint(
        id=identity,
        item=identity.rpartition("-")[0],
        roles=frozenset(roles),
        level=Level.SITE,
        severity=Severity.IMPROVEMENT,
        question=Text("端末がないか", "No terminal?"),
        verify=Text("歩く", "Walk"),
        look=(WORDS,),
        evidence=(WORDS,),
        basis=("3-2",),
        causes=(Cause.OPPORTUNITY,),
        directions=("1",),
        actions=(WORDS,),
        demands=demands,
        rules=rules,
    )


GRID, RETAIL = Role.GRID_OPERATOR, Role.AFFILIATED_RETAILER
FIRST = checkpoint("A3-1-01", GRID, rules=("R19",), demands=("3-2",))
SECOND = checkpoint("A3-2-01", GRID, RETAIL, rules=("R19", "R25"), demands=("3-2", "1"))
CATALOGUE = Catalogue(
    version="1",
    elements=(Entry("A3", WORDS, WORDS),),
    items=(Item("A3-1", "A3", WORDS, 1), Item("A3-2", "A3", WORDS, 2)),
    checkpoints=(FIRST, SECOND),
    paragraphs=(
        Paragraph("1", Text("報告書概要 ¶1", "Report summary ¶1"), WORDS, demand=False),
        Paragraph("3-2", Text("報告書概要 ¶3(2)", "Report summary ¶3(2)"), WORDS, demand=True),
        Paragraph("17", WORDS, WORDS, demand=True),
    ),
    laws=(Law("eba-23", Text("電気事業法第23条", "Act, art. 23"), WORDS),),
    renamed={"A3-2-00": "A3-2-01"},
)


def test_checkpoints_are_found_by_id_and_by_former_id() -> None:
    assert CATALOGUE.checkpoint("A3-1-01") is FIRST
    assert CATALOGUE.checkpoint("A3-2-00") is SECOND
    with pytest.raises(KeyError):
        CATALOGUE.checkpoint("A3-2-02")
    with pytest.raises(KeyError):
        CATALOGUE.item("A9-9")


def test_a_role_is_asked_its_own_checkpoints_in_catalogue_order() -> None:
    assert CATALOGUE.for_role(GRID) == (FIRST, SECOND)
    assert CATALOGUE.for_role(RETAIL) == (SECOND,)
    assert CATALOGUE.for_role(GRID, areas=("A3-1",)) == (FIRST,)
    assert CATALOGUE.for_role(Role.OTHER_AFFILIATE) == ()


def test_rules_speak_to_the_checkpoints_that_name_them() -> None:
    assert CATALOGUE.speaking_to("R19") == ("A3-1-01", "A3-2-01")
    assert CATALOGUE.speaking_to("R01") == ()


def test_basis_is_printed_as_paragraph_or_article() -> None:
    assert CATALOGUE.basis_label("3-2", "ja") == "報告書概要 ¶3(2)"
    assert CATALOGUE.basis_label("eba-23", "en") == "Act, art. 23"
    with pytest.raises(KeyError):
        CATALOGUE.basis_label("eba-99", "ja")


def test_coverage_lists_demands_only_and_shows_the_bare_one() -> None:
    assert CATALOGUE.coverage() == {"3-2": ("A3-1-01", "A3-2-01"), "17": ()}


def test_the_fingerprint_follows_what_is_asked_and_nothing_else() -> None:
    assert replace(FIRST, question=Text("端末がないか", "Is there none?")).fingerprint == FIRST.fingerprint
    assert replace(FIRST, severity=Severity.SERIOUS).fingerprint == FIRST.fingerprint
    for changed in (
        replace(FIRST, question=Text("端末があるか", "No terminal?")),
        replace(FIRST, verify=Text("走る", "Run")),
        replace(FIRST, basis=("17",)),
    ):
        assert changed.fingerprint != FIRST.fingerprint
