"""What was recognised of the labelled workbooks, counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.services.ledger_ports import SheetLook
from app.services.ledgers import LIKELY
from tests.formats.ledger_sheets.labelled.drawing import Case, Drawn


@dataclass
class Figures:
    """Counts over all workbooks; the lists say what was wrong."""

    sheets: int = 0
    headers: int = 0
    columns: int = 0
    right: int = 0
    sure: int = 0
    wrong_headers: list[str] = field(default_factory=list)
    wrong_columns: list[str] = field(default_factory=list)
    wrong_though_sure: list[str] = field(default_factory=list)

    def add(self, case: Case, drawn: Drawn, look: SheetLook) -> None:
        """Count one sheet that is the ledger."""
        self.sheets += 1
        place = f"{case.name} [{drawn.name}]"
        if (look.header_row, look.header_lines) == (drawn.header_row, drawn.lines):
            self.headers += 1
        else:
            self.wrong_headers.append(f"{place}: row {look.header_row} ({look.header_lines} lines)")
        found = [c.field if c.sure or c.confidence >= LIKELY else "" for c in look.columns]
        sure = [c.field if c.sure else None for c in look.columns]
        for n, expected in enumerate(drawn.fields):
            self.columns += 1
            here = found[n] if n < len(found) else ""
            heading = look.columns[n].heading if n < len(look.columns) else "?"
            if here == expected:
                self.right += 1
                self.sure += n < len(sure) and sure[n] is not None
            else:
                self.wrong_columns.append(f"{place}: {heading} is {expected or '-'}, taken for {here or '-'}")
            if n < len(sure) and sure[n] and sure[n] != expected:
                self.wrong_though_sure.append(f"{place}: {heading} is {expected or '-'}, surely {sure[n]}")

    def lines(self) -> Sequence[str]:
        """The figures, to be printed."""
        return (
            f"header rows {self.headers} of {self.sheets} ({self.headers / max(self.sheets, 1):.1%})",
            f"columns {self.right} of {self.columns} ({self.right / max(self.columns, 1):.1%}), "
            f"surely {self.sure / max(self.columns, 1):.1%}",
            f"wrong though sure {len(self.wrong_though_sure)}",
        )
