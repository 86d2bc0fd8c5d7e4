"""The version of a paper rests on what it says: neither on its looks nor on what blocks are made of."""

from dataclasses import field, make_dataclass, replace
from typing import Any

import pytest

from app.services.reporting import said
from app.services.reporting.model import (
    Block,
    Cell,
    CheckItem,
    CheckList,
    Column,
    KeepTogether,
    KeyValues,
    Mark,
    Numbered,
    Paragraph,
    Run,
    Signature,
    SignatureField,
    Signatures,
    Spacer,
    Table,
    Title,
)
from app.services.reporting.sheets import Form, SheetDraft

PLEDGE = "pledge"
BLOCKS: tuple[Block, ...] = (
    Title("情報遮断に関する誓約書", "𠮷野 花子"),
    KeyValues((("所属", "配電課"), ("社員番号", "1001"))),
    Paragraph((Run("私は、", bold=True), Run("下記を誓約します。")), keep=True),
    Numbered(("見ません。", "使いません。"), "①"),
    CheckList((CheckItem("窓口を知っています"), CheckItem("読みました", checked=True))),
    Table(
        (Column("番号", "short"), Column("有", "mark"), Column("備考", room=24.0)),
        (("PC-1", Cell(box=False), ""), (Cell("PC-2", bold=True), Cell(mark=Mark.PARTLY), "")),
        caption="端末",
        least=2,
    ),
    KeepTogether((Signatures((Signature("本人", ("日付", SignatureField("氏名", "𠮷野 花子")), "印"),)),)),
)


def version(*blocks: Block) -> str:
    return said.version_of(PLEDGE, "1001", blocks)


def test_the_version_of_a_known_paper_is_the_same_for_good() -> None:
    assert said.said(PLEDGE, "1001", BLOCKS[:1]) == (
        '["shadan-paper-2","pledge","1001",[{"Title":{"subtitle":"𠮷野 花子","text":"情報遮断に関する誓約書"}}]]'
    )
    assert version(*BLOCKS) == "178f41ccafb2"
    assert SheetDraft(Form.PLEDGE, "1001", "", "𠮷野 花子", "誓約書", BLOCKS).version == version(*BLOCKS)


def test_a_paper_printed_by_an_earlier_program_is_known_again() -> None:
    # As `repr` made it then, of exactly these blocks.
    assert said.former_version(PLEDGE, "1001", BLOCKS) == "f04bafc2a0bb"
    draft = SheetDraft(Form.PLEDGE, "1001", "", "𠮷野 花子", "誓約書", BLOCKS)
    assert draft.says("f04bafc2a0bb")
    assert draft.says("178f41ccafb2")
    assert not replace(draft, blocks=BLOCKS[1:]).says("f04bafc2a0bb")


@pytest.mark.parametrize("kind", [Title, Paragraph, Table, Column, Cell, CheckItem, Signature, KeyValues])
def test_a_field_that_a_block_learns_changes_no_paper_that_does_not_use_it(
    kind: type[Any],
) -> None:
    named = [(name, object, field(default=each.default)) for name, each in kind.__dataclass_fields__.items()]
    grown = make_dataclass(kind.__name__, [*named, ("colour", str, field(default="red"))], frozen=True)

    def again(value: Any, **more: str) -> Any:
        if isinstance(value, tuple):
            return tuple(again(each, **more) for each in value)
        if not hasattr(value, "__dataclass_fields__"):
            return value
        held = {name: again(getattr(value, name), **more) for name in value.__dataclass_fields__}
        return grown(**held, **more) if type(value) is kind else type(value)(**held)

    assert version(*again(BLOCKS)) == version(*BLOCKS)
    assert said.former_version(PLEDGE, "1001", again(BLOCKS)) == said.former_version(PLEDGE, "1001", BLOCKS)
    assert version(*again(BLOCKS, colour="blue")) != version(*BLOCKS)


def test_how_it_looks_is_not_what_it_says() -> None:
    table = BLOCKS[5]
    assert isinstance(table, Table)
    looks = replace(
        table,
        columns=(Column("番号"), Column("有", "mark", ruled=True), Column("備考", "text", 2.0)),
        rows=((Cell("PC-1", quiet=True), Cell(box=False), ""), ("PC-2", Cell(mark=Mark.PARTLY), "")),
        least=3,
    )
    assert version(looks) == version(table)
    assert version(Paragraph("私は、下記を誓約します。"), Spacer(9)) == version(BLOCKS[2])
    assert version(KeepTogether(BLOCKS)) == version(*BLOCKS)


@pytest.mark.parametrize(
    "other",
    [
        (Title("情報遮断に関する誓約書", "𠮷野 花枝"), *BLOCKS[1:]),
        BLOCKS[:-1],
        (BLOCKS[1], BLOCKS[0], *BLOCKS[2:]),
        (*BLOCKS[:3], Numbered(("見ません。", "使いません。"), "(1)"), *BLOCKS[4:]),
        (*BLOCKS[:4], CheckList((CheckItem("窓口を知っています"), CheckItem("読みました"))), *BLOCKS[5:]),
        (*BLOCKS[:5], Table((Column("番号"),), (("PC-1",), (Cell("PC-2", box=True),))), *BLOCKS[6:]),
    ],
)
def test_whatever_is_written_otherwise_is_another_version(other: tuple[Block, ...]) -> None:
    assert version(*other) != version(*BLOCKS)
    assert said.version_of(PLEDGE, "1002", BLOCKS) != version(*BLOCKS)
    assert said.version_of("transfer", "1001", BLOCKS) != version(*BLOCKS)
