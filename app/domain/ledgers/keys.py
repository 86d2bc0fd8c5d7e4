"""By what a record of a ledger is found again: its match key, made of the form's key fields."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from app.domain.ledgers import values
from app.domain.ledgers.form import FieldType, LedgerForm
from app.domain.rules.sides import company_key


def key_maker(kind: FieldType) -> Callable[[str], str]:
    """How the value of a key field is compared."""
    return company_key if kind is FieldType.COMPANY else values.match_key


def keys_of(form: LedgerForm, known: Mapping[str, str], has: Container[str]) -> tuple[str, str]:
    """The key as written and the match key of a record by its values; both empty where nothing identifies it.

    `has` are the fields that the ledger has a column for.
    """
    # A right in a system is one record even where only the person is named.
    stand_ins = form.stand_ins if form.across and known.get(form.across[0]) else ()
    for name in (*form.keys, *stand_ins):
        key = known.get(name, "")
        match = key_maker(form.field(name).type)(key) if key else ""
        if not match:
            continue
        match = match if name == form.keys[0] else f"{name}:{match}"
        with_it = [key_maker(form.field(each).type)(known.get(each, "")) for each in form.key_with if each in has]
        return key, "|".join([match, *with_it])
    return "", ""


def row_key(form: LedgerForm, known: Mapping[str, str], has: Container[str]) -> str:
    """What a row is known by in another file: its match key, and the fields whose rows may share that key."""
    _key, match = keys_of(form, known, has)
    apart = [values.match_key(known.get(name, "")) for name in form.apart if name in has]
    return f"{match}/{'/'.join(apart)}" if match and apart else match
