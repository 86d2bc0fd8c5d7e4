"""House style of reports (体裁): logo, header and footer, confidentiality marking, what stands first, per recipient.

A `House` is what a company keeps: what all its papers share, and a `Preset` for each recipient. `House.style` gives
the `HouseStyle` that one paper wears. The values at first are data (`resources/house/presets.toml`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.file_names import FORBIDDEN, legal_name
from app.domain.text import Text

PLACES = ("title", "company", "period", "as_of", "recipient")
"""What may stand in braces in a header or footer."""

LONGEST_MARKING, LONGEST_LINE, LONGEST_COMPANY = 20, 120, 100
_BRACES = re.compile(r"\{([^{}]*)\}")
_BRACKETS = ("【】", "[]", "［］", "()", "（）", "〔〕", "「」")


class Recipient(StrEnum):
    """For whom a report is made: nobody in particular, 経営層, 監督官庁 or 事業所."""

    GENERAL = "general"
    MANAGEMENT = "management"
    AUTHORITY = "authority"
    OFFICE = "office"


class Front(StrEnum):
    """What stands before a report: what the report brings itself, a cover, a letter, or nothing."""

    OWN = "own"
    COVER = "cover"
    LETTER = "letter"
    NONE = "none"


class Dates(StrEnum):
    """Whether a date that stands alone bears the Japanese year (和暦) beside the western one (西暦)."""

    BOTH = "both"
    WESTERN = "western"


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture in the audit file: digest of its PNG, size in points of the picture, and what is on it in words."""

    sha256: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Preset:
    """What differs from recipient to recipient.

    `marking` is the confidentiality marking, None for that of the audit, empty for none; `mark_names` prefixes it to
    the names of files. `dates` None is as the audit has it. `withheld` are kinds of report that it does not get.
    """

    marking: Text | None = None
    mark_names: bool = False
    front: Front = Front.OWN
    dates: Dates | None = None
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What one paper wears, in the language of the paper; header and footer with their places still in braces."""

    recipient: Recipient = Recipient.GENERAL
    company: str = ""
    header: str = ""
    footer: str = ""
    logo: Logo | None = None
    marking: str | None = None
    mark_names: bool = False
    front: Front = Front.OWN
    dates: Dates | None = None
    withheld: tuple[str, ...] = ()

    def worn_marking(self, audit: str) -> str:
        """The marking on the paper: its own, or that of the audit where it has none of its own."""
        return audit if self.marking is None else self.marking


@dataclass(frozen=True, slots=True)
class House:
    """The style of a company. `company` is its name on covers and letters, empty for that of the audit; `header`
    replaces the line above the pages, `footer` stands below the one with fingerprint and 基準日."""

    company: str = ""
    header: str = ""
    footer: str = ""
    logo: Logo | None = None
    presets: Mapping[Recipient, Preset] = field(default_factory=dict)

    def preset(self, recipient: Recipient) -> Preset:
        """That of a recipient."""
        return self.presets.get(recipient) or Preset()

    def style(self, recipient: Recipient = Recipient.GENERAL, language: str = "ja") -> HouseStyle:
        """What a paper for this recipient wears."""
        own = self.preset(recipient)
        marking = None if own.marking is None else own.marking.in_language(language)
        return HouseStyle(
            recipient, self.company, self.header, self.footer, self.logo,
            marking, own.mark_names, own.front, own.dates, own.withheld,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StyleProblem:
    """Why a style is refused: a code, the field, and what was found there."""

    code: str
    field: str
    value: str = ""


def style_texts(house: House) -> Iterator[tuple[str, str]]:
    """Every text of a style that is printed, with the name of its field."""
    yield from (("company", house.company), ("header", house.header), ("footer", house.footer))
    for recipient, preset in house.presets.items():
        if preset.marking is not None:
            for text in dict.fromkeys((preset.marking.ja, preset.marking.en)):
                yield f"{recipient.value}.marking", text


def style_problems(house: House) -> Iterator[StyleProblem]:
    """What is wrong with a style: too long, control characters, places that are not known, markings that no name of
    a file may hold."""
    for name, text, longest in (
        ("company", house.company, LONGEST_COMPANY),
        ("header", house.header, LONGEST_LINE),
        ("footer", house.footer, LONGEST_LINE),
        ("logo", house.logo.alt if house.logo else "", LONGEST_LINE),
    ):
        yield from _line_problems(name, text, longest)
    for name, text in (("header", house.header), ("footer", house.footer)):
        for place in _BRACES.findall(text):
            if place not in PLACES:
                yield StyleProblem("style_place_unknown", name, f"{{{place}}}")
        if "{" in (rest := _BRACES.sub("", text)) or "}" in rest:
            yield StyleProblem("style_brace", name, text)
    for name, text in style_texts(house):
        if name.endswith(".marking"):
            yield from _marking_problems(name, text)


def _line_problems(name: str, text: str, longest: int) -> Iterator[StyleProblem]:
    if len(text) > longest:
        yield StyleProblem("style_too_long", name, str(longest))
    if any(_is_control(c) for c in text):
        yield StyleProblem("style_control", name)


def _marking_problems(name: str, text: str) -> Iterator[StyleProblem]:
    yield from _line_problems(name, text, LONGEST_MARKING)
    bad = sorted({c for c in text if c in FORBIDDEN or c in "".join(_BRACKETS)})
    if bad:
        yield StyleProblem("style_marking_character", name, "".join(bad))
    if text and not any(c.isalnum() for c in text):
        yield StyleProblem("style_marking_empty", name, text)


def _is_control(character: str) -> bool:
    """Controls, breaks of lines, marks of direction and halves of characters."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def filled_line(text: str, values: Mapping[str, str]) -> str:
    """A header or footer with its places filled in."""
    return _BRACES.sub(lambda found: values.get(found[1], found[0]), text)


# --- names of files ---------------------------------------------------------------------------------------------------


def marked_name(name: str, style: HouseStyle, audit_marking: str = "") -> str:
    """The name of a file as it is handed on: 【社外秘】業務改善計画.pdf where the style marks names, else as it is.

    `audit_marking` is that of the audit, for a style that has none of its own. Either way the name becomes
    legal on Windows (`file_names.legal_name`); one that bears the marking already is not marked again.
    """
    marking = style.worn_marking(audit_marking) if style.mark_names else ""
    shown = legal_name(marking).strip() if marking.strip() else ""
    if not shown or _bears(name, shown):
        return legal_name(name)
    return legal_name(f"【{shown}】{name.lstrip()}")


def _bears(name: str, marking: str) -> bool:
    """Whether a name begins with the marking in brackets, however these and the letters are written."""
    begin = unicodedata.normalize("NFKC", name.lstrip()).casefold()
    said = unicodedata.normalize("NFKC", marking).casefold()
    return any(begin.startswith(unicodedata.normalize("NFKC", f"{b[0]}{said}{b[1]}")) for b in _BRACKETS)
