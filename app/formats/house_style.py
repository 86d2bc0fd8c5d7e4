"""House styles as files: one TOML file with the logo in it, to be read, to be written, and the values at first."""

from __future__ import annotations

import base64
import binascii
import json
import tomllib
from collections.abc import Iterator
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.house_style import Dates, Front, House, Logo, Preset, Recipient
from app.domain.text import Text
from app.errors import UserError, from_os_error, register_messages, require_file
from app.formats.catalogue.reading import BadEntry, Table, text_of
from app.formats.replacing import replacing
from app.services.ports import HouseRead

if TYPE_CHECKING:
    from app.services.ports import LogoRead

MOST_BYTES = 4 << 20
LONGEST_TEXT = 4_000
FORMAT = 1
_LINE = 96
_SUFFIX = ".toml"

register_messages(
    {
        "style_suffix": "{file} must end in .toml.",
        "style_file_large": "{file} is too large for a house style; it may have {limit} MB.",
        "style_not_toml": "{file} is no house style: it is not written as TOML demands.",
        "style_format": "{file} is a house style of a newer program; update this one.",
        "style_entry_missing": "“{detail}” is missing in {file}; add it.",
        "style_entry_wrong": "“{detail}” in {file} cannot be; write it as in a file that was exported.",
        "style_entry_unknown": "“{detail}” in {file} is not known; take it out, or write it as in a file that was "
        "exported.",
    }
)
_TOLD = {"missing_key": "style_entry_missing", "unknown_key": "style_entry_unknown"}


class HouseFiles:
    """Reads and writes house styles; `folder` holds the values at first."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder

    @cached_property
    def _first(self) -> House:
        content = self._folder.joinpath("presets.toml").read_bytes()
        return _parsed(content, "presets.toml").house

    @cached_property
    def _names(self) -> dict[str, Text]:
        data = tomllib.loads(self._folder.joinpath("names.toml").read_text(encoding="utf-8"))
        return {key: text_of(value, key) for key, value in data.items()}

    def name(self, field: str) -> Text:
        """What a value is called, such as `footer` or `office.marking`."""
        parts = [self._names[each] for each in field.split(".")]
        return Text(" ".join(each.ja for each in parts), ": ".join(each.en for each in parts))

    def fits(self, field: str, text: str) -> bool:
        """Whether a header or footer stands whole on the pages."""
        # Measured with the fonts of the reports, which are loaded only then.
        from app.formats.report.furniture import fits

        return fits(field, text)

    def presets(self) -> House:
        """The style at first."""
        return self._first

    def read(self, path: Path) -> HouseRead:
        """The style in a file. Raises UserError `style_*`, `logo_*`."""
        if path.suffix.lower() != _SUFFIX:
            raise UserError("style_suffix", file=path.name)
        require_file(path)
        try:
            with path.open("rb") as stream:
                data = stream.read(MOST_BYTES + 1)
        except OSError as error:
            raise from_os_error(error, path.name) from error
        if len(data) > MOST_BYTES:
            raise UserError("style_file_large", file=path.name, limit=MOST_BYTES >> 20)
        return _parsed(data, path.name)

    def write(self, target: Path, house: House, logo: bytes | None) -> None:
        """Write beside `target` and rename into place. Raises UserError, leaving an earlier file as it was."""
        if target.suffix.lower() != _SUFFIX:
            raise UserError("style_suffix", file=target.name)
        with replacing(target) as draft:
            draft.write_bytes("\n".join(_lines(house, logo)).encode())

    def read_logo(self, path: Path) -> LogoRead:
        """The logo in a PNG or JPEG. Raises UserError `logo_*`."""
        from app.formats.logos import read_logo

        return read_logo(path)


# --- reading ----------------------------------------------------------------------------------------------------------


def _parsed(data: bytes, name: str) -> HouseRead:
    try:
        table = Table(tomllib.loads(data.decode("utf-8-sig")))
        if table.take("format", int) != FORMAT:
            raise UserError("style_format", file=name)
        house, logo = _house(table, name)
        table.done()
    except BadEntry as error:
        raise UserError(
            _TOLD.get(error.code, "style_entry_wrong"), file=name, detail=error.detail[:LONGEST_TEXT]
        ) from None
    except (ValueError, RecursionError):  # TOML and UTF-8 alike.
        raise UserError("style_not_toml", file=name) from None
    return HouseRead(house, logo)


def _house(table: Table, name: str) -> tuple[House, bytes | None]:
    company, header, footer = (table.string(key, "") for key in ("company", "header", "footer"))
    presets = {}
    for key, data in table.take("recipient", dict, {}).items():
        try:
            recipient = Recipient(key)
        except ValueError:
            raise BadEntry("unknown_key", f"recipient.{key}") from None
        own = Table(data)
        presets[recipient] = _preset(own)
        own.done()
    logo, png = None, None
    if given := table.take("logo", dict, {}):
        own = Table(given)
        alt, read = own.string("alt", ""), _picture(own.string("png"), name)
        own.done()
        png = read.png
        logo = Logo(read.sha256, read.width, read.height, alt)
    return House(company, header, footer, logo, presets), png


def _preset(table: Table) -> Preset:
    marking = table.take("marking", object, ())
    dates = table.one_of("dates", ("", *Dates), "")
    return Preset(
        marking=None if marking == () else _marking(marking),
        mark_names=table.take("mark_names", bool, False),
        front=Front(table.one_of("front", tuple(Front), Front.OWN.value)),
        dates=Dates(dates) if dates else None,
        withheld=table.strings("withheld"),
    )


def _marking(value: object) -> Text:
    match value:
        case str():
            return Text(value, value)
        case {"ja": str(ja), "en": str(en), **rest} if not rest:
            return Text(ja, en)
        case _:
            raise BadEntry("wrong_type", "marking")


def _picture(text: str, name: str) -> LogoRead:
    from app.formats.logos import logo_of

    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise BadEntry("wrong_type", "png") from None
    return logo_of(data, name)


# --- writing ----------------------------------------------------------------------------------------------------------


def _lines(house: House, logo: bytes | None) -> Iterator[str]:
    yield f"format = {FORMAT}"
    for key, text in (("company", house.company), ("header", house.header), ("footer", house.footer)):
        yield f"{key} = {_quoted(text)}"
    for recipient in Recipient:
        yield f"\n[recipient.{recipient.value}]"
        yield from _preset_lines(house.preset(recipient))
    if house.logo is not None and logo is not None:
        coded = base64.b64encode(logo).decode("ascii")
        yield f'\n[logo]\nalt = {_quoted(house.logo.alt)}\npng = """'
        yield from (coded[at : at + _LINE] for at in range(0, len(coded), _LINE))
        yield '"""'
    yield ""


def _preset_lines(preset: Preset) -> Iterator[str]:
    if (marking := preset.marking) is not None:
        same = marking.ja == marking.en
        both = f"{{ ja = {_quoted(marking.ja)}, en = {_quoted(marking.en)} }}"
        yield f"marking = {_quoted(marking.ja) if same else both}"
    yield f"mark_names = {'true' if preset.mark_names else 'false'}"
    yield f'front = "{preset.front.value}"'
    if preset.dates is not None:
        yield f'dates = "{preset.dates.value}"'
    yield f"withheld = [{', '.join(map(_quoted, preset.withheld))}]"


def _quoted(text: str) -> str:
    """A basic string of TOML; what JSON escapes, TOML escapes in the same way, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
