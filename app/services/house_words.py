"""The house style in words, for window, command line, history and paper. `translate` turns English msgids."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.house_style import Dates, Front, Preset, Recipient

Translate = Callable[[str], str]


def recipient_word(recipient: Recipient, translate: Translate) -> str:
    """A recipient as an officer calls it."""
    _ = translate
    return {
        Recipient.GENERAL: _("No particular recipient"),
        Recipient.MANAGEMENT: _("Management"),
        Recipient.AUTHORITY: _("Authority"),
        Recipient.OFFICE: _("Site office"),
    }[recipient]


def front_word(front: Front, translate: Translate) -> str:
    """What stands first."""
    _ = translate
    return {
        Front.OWN: _("As the report has it"),
        Front.COVER: _("Cover"),
        Front.LETTER: _("Cover letter"),
        Front.NONE: _("Nothing"),
    }[front]


def dates_word(dates: Dates | None, translate: Translate) -> str:
    """How days are printed; None is as the audit has it."""
    _ = translate
    return {
        None: _("As the audit has it"),
        Dates.BOTH: _("With the Japanese year"),
        Dates.WESTERN: _("Western years only"),
    }[dates]


def marking_word(preset: Preset, translate: Translate, language: str) -> str:
    """The marking of a recipient."""
    _ = translate
    if preset.marking is None:
        return _("That of the audit")
    return preset.marking.in_language(language) or _("None")


def field_words(translate: Translate) -> dict[str, str]:
    """What the history calls the recorded values."""
    _ = translate
    own = {
        "company": _("Company name on covers"),
        "header": _("Header"),
        "footer": _("Footer"),
        "logo": _("Logo"),
    }
    parts = {
        "marking": _("Marking"),
        "mark_names": _("Marking in names of files"),
        "front": _("First page"),
        "dates": _("Dates"),
        "withheld": _("Reports that are withheld"),
    }
    for recipient in Recipient:
        word = recipient_word(recipient, translate)
        own |= {f"{recipient.value}.{name}": f"{word}: {said}" for name, said in parts.items()}
    return own
