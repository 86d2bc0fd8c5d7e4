"""The field of a ledger that somebody names: by its id, by what the form calls it, or by a heading it is met under."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from app.domain.ledgers.form import Field, LedgerForm
from app.domain.ledgers.writing import plain
from app.domain.text import Text
from app.errors import UserError, register_messages

register_messages(
    {
        "ledger_field_unlike": "The ledger “{ledger}” has no field {field}; nearest to it: {like}.",
        "ledger_field_ambiguous": "{field} may mean several fields of the ledger “{ledger}”: {like}; name one of them.",
    }
)

_NEAR = 0.65
_MOST = 3


def field_called(form: LedgerForm, name: str) -> str:
    """The id of the field that is called `name`. Width, blanks and capitals make no difference.

    Raises UserError `ledger_field_unknown`, `ledger_field_unlike` (the nearest are named), `ledger_field_ambiguous`.
    """
    if name in form:
        return name
    wanted = _folded(name)
    for names in (_own, _headings):
        found = [field for field in form.fields if any(_folded(each) == wanted for each in names(field))]
        if len(found) > 1:
            raise UserError("ledger_field_ambiguous", ledger=form.title, field=name, like=list(map(_shown, found)))
        if found:
            return found[0].id
    near = _nearest(form, wanted)
    if near:
        raise UserError("ledger_field_unlike", ledger=form.title, field=name, like=list(map(_shown, near)))
    raise UserError("ledger_field_unknown", ledger=form.title, field=name, known=list(map(_shown, form.fields)))


def _own(field: Field) -> Iterator[str]:
    yield from (field.id, field.title.ja, field.title.en)


def _headings(field: Field) -> Iterator[str]:
    yield from field.headings


def _nearest(form: LedgerForm, wanted: str) -> list[Field]:
    """The fields one of whose names is most like what was written, the likest first."""
    scores = {field.id: max(_likeness(wanted, n) for n in (*_own(field), *field.headings)) for field in form.fields}
    near = sorted((f for f in form.fields if scores[f.id] >= _NEAR), key=lambda f: -scores[f.id])
    return near[:_MOST]


def _likeness(wanted: str, name: str) -> float:
    return SequenceMatcher(None, wanted, _folded(name), autojunk=False).ratio()


def _shown(field: Field) -> Text:
    return Text(f"{field.title.ja}({field.id})", f"{field.title.en} ({field.id})")


def _folded(text: str) -> str:
    return "".join(plain(text).casefold().split())
