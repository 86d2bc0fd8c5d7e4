"""What the program is made of (使用している部品), and under which licences: the list, one component, its texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from app.errors import UserError, register_messages

register_messages(
    {
        "notices_missing": "The texts of the licences are missing from the program; install it anew.",
        "licence_unknown": (
            "No component of the program has {component} in its name or licence; `shadan licences` lists them all."
        ),
    }
)


_RULE = "=" * 56


@dataclass(frozen=True, slots=True)
class Component:
    """A component: its version (in brackets what it comes with), licence, where it is shipped, and numbers of texts.

    `told` are further lines as the notices have them: what it is for, copyright, what it holds.
    """

    name: str
    version: str
    licence: str
    targets: tuple[str, ...]
    part_of: str
    told: tuple[str, ...]
    texts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LicenceText:
    """A text, and where it comes from."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Notices:
    """All components, the program itself first, and the texts by number."""

    components: tuple[Component, ...]
    texts: Mapping[int, LicenceText]


class NoticeFiles(Protocol):
    """Reads the notices that come with the program."""

    def read(self) -> Notices:
        """All of them. Raises UserError (notices_missing)."""


def found(notices: Notices, words: str) -> tuple[Component, ...]:
    """The components that words speak of: the one with that very name, else every one whose name holds them, else every
    one whose licence does.

    Raises UserError (licence_unknown).
    """
    wanted = _plain(words)
    exact = tuple(component for component in notices.components if _plain(component.name) == wanted)
    near = tuple(component for component in notices.components if wanted and wanted in _plain(component.name))
    under = tuple(component for component in notices.components if wanted and wanted in _plain(component.licence))
    if not (exact or near or under):
        raise UserError("licence_unknown", component=words)
    return exact or near or under


def filtered(notices: Notices, words: str) -> tuple[Component, ...]:
    """The components that have every word in name, version, licence or what they are part of."""
    wanted = words.casefold().split()
    return tuple(
        component
        for component in notices.components
        if all(
            word in f"{component.name} {component.version} {component.licence} {component.part_of}".casefold()
            for word in wanted
        )
    )


def whole(notices: Notices, component: Component) -> str:
    """Everything that is to be told of a component: its lines, then each of its texts under where it comes from."""
    lines = [f"{component.name}  {component.version}", component.licence, *component.told]
    parts = ["\n".join(lines)]
    for number in component.texts:
        text = notices.texts[number]
        parts.append(f"{_RULE}\n{text.title}\n{_RULE}\n\n{text.body}")
    return "\n\n".join(parts) + "\n"


def _plain(name: str) -> str:
    return re.sub(r"[\s_.-]+", "-", name.strip()).casefold()
