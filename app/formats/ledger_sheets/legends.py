"""What the legend of a sheet makes of the signs in a column of states: ○:使用中 △:予備 ×:返却済."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.ledgers import words
from app.domain.ledgers.form import Field, FieldType
from app.domain.ledgers.marks import legend_of, sign_of
from app.domain.ledgers.values import Normaliser, Value, normaliser_of
from app.formats.ledger_sheets.telling import Telling

SIGN_GUESSED = "state_sign_guessed"

_LEAST = 2
_NO = words.fold("×")


class Legend:
    """The legend for one column. `signs` is what it says: sign → meaning; `met` are those that were looked up."""

    def __init__(self, field: Field, lines: Sequence[Sequence[str]]) -> None:
        self.field = field.id
        self.signs = _signs_of(field, lines)
        self.met: set[str] = set()
        self._guesses = field.type is FieldType.STATUS

    def read(self, understand: Normaliser) -> Normaliser:
        """A normaliser that takes signs as the legend says. A × of which it says nothing may be more than unused: that
        is told."""

        def understood(text: str) -> Value:
            sign = sign_of(text)
            if sign in self.signs:
                self.met.add(sign)
                return understand(self.signs[sign])
            value, doubt = understand(text)
            return value, SIGN_GUESSED if self._guesses and sign == _NO else doubt

        return understood

    def tell(self, telling: Telling, row: int) -> None:
        """Tell, where that was so, that signs were read by the legend; `row` is that of the header."""
        if self.met:
            said = ", ".join(f"{sign} = {meaning}" for sign, meaning in self.signs.items())
            telling.tell(row, self.field, "", "signs_legend", details={"legend": said})


def legend_for(field: Field, lines: Sequence[Sequence[str]]) -> Legend | None:
    """The legend for the column of a field; None for one whose words are no states or kinds."""
    return Legend(field, lines) if field.type in (FieldType.STATUS, FieldType.WORD) else None


def _signs_of(field: Field, lines: Sequence[Sequence[str]]) -> dict[str, str]:
    """What those lines say that are a legend for this field: at least half of their signs, and two of them, mean one of
    its words. ○:有 ×:無 says no more of it than the signs themselves, and may be that of another column."""
    understand = normaliser_of(field)
    found: dict[str, str] = {}
    for line in lines:
        said = legend_of([line])
        telling = [meaning for meaning in said.values() if not understand(meaning)[1] and not words.flag(meaning)]
        if len(telling) >= max(_LEAST, len(said) / 2):
            found = {**said, **found}
    return found
