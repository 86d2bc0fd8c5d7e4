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
        # An office may be told by the name of a block or sheet, where there is no column for it.
        told = [each for each in form.key_with if each in has or (each == form.site_field and known.get(each))]
        with_it = [key_maker(form.field(each).type)(known.get(each, "")) for each in told]
        return key, "|".join([match, *with_it])
    return "", ""


def stand_in_text(form: LedgerForm, known: Mapping[str, str], language: str) -> str:
    """What an exported ledger has in the column of the key for a record that has none: by what it is known instead
    (社員番号:100). Empty for one that has a key, or that nothing else identifies."""
    if known.get(form.keys[0]):
        return ""
    found = next((name for name in form.stand_ins if known.get(name)), "")
    return f"{form.field(found).title.in_language(language)}:{known[found]}" if found else ""


def without_stand_in(form: LedgerForm, known: Mapping[str, str]) -> tuple[Mapping[str, str], str]:
    """The values of a row without what `stand_in_text` put in the place of its key, and the field that identifies it
    instead; as they are, and empty, where the key is one. The row itself must say the same in that field."""
    title, sign, text = known.get(form.keys[0], "").partition(":")
    for name in form.stand_ins if sign else ():
        field, said = form.field(name), known.get(name, "")
        same_as = key_maker(field.type)
        if said and title.strip() in (field.title.ja, field.title.en) and same_as(text) == same_as(said):
            return {each: value for each, value in known.items() if each != form.keys[0]}, name
    return known, ""


def row_key(form: LedgerForm, known: Mapping[str, str], has: Container[str]) -> str:
    """What a row is known by in another file: its match key, and the fields whose rows may share that key."""
    _key, match = keys_of(form, known, has)
    apart = [values.match_key(known.get(name, "")) for name in form.apart if name in has]
    return f"{match}/{'/'.join(apart)}" if match and apart else match
