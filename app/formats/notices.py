"""The third-party notices that come with the program (`installer/notices.py` writes them), as components and texts."""

from __future__ import annotations

import re
from importlib.resources.abc import Traversable
from pathlib import Path

from app.errors import UserError
from app.services.licences import Component, LicenceText, Notices
from app.version import __version__

_HEAD = re.compile(r"^#{40} (COMPONENT|TEXT) (.+)$", re.MULTILINE)
_FACTS = ("Version", "Licence", "In", "Part of", "Texts")
_LGPL = "LGPL-3.0-only"
_OWN, _QT = -1, -2


class BundledNotices:
    """Reads them where the program finds its resources: in an installed program among them, else in the checkout."""

    def __init__(self, resources: Traversable) -> None:
        self._resources = resources

    def read(self) -> Notices:
        """All of them, the program's own licence first. Raises UserError (notices_missing)."""
        try:
            own = self._file("LICENSE")
            notice = self._file("LGPL-NOTICE.txt")
            notices = parse(self._file("THIRD-PARTY-NOTICES.txt"))
        except (OSError, ValueError) as error:
            raise UserError("notices_missing") from error
        shadan = Component("Shadan", __version__, "MIT", (), "", (), (_OWN,))
        texts = {_OWN: LicenceText("LICENSE", own), _QT: LicenceText("LGPL-NOTICE.txt", notice), **notices.texts}
        return Notices((shadan, *map(_with_notice, notices.components)), texts)

    def _file(self, name: str) -> str:
        inside = self._resources / "licenses"
        if not inside.is_dir() and isinstance(self._resources, Path):
            root = self._resources.parent
            inside = root if name == "LICENSE" else root / "installer" / "licenses"
        return (inside / name).read_text("utf-8").strip("\n")


def _with_notice(component: Component) -> Component:
    """What is under Qt's licence has the notice on it as its first text."""
    if component.licence != _LGPL:
        return component
    return Component(
        component.name,
        component.version,
        component.licence,
        component.targets,
        component.part_of,
        component.told,
        (_QT, *component.texts),
    )


def parse(written: str) -> Notices:
    """The notices of a file. Raises ValueError when it is none."""
    components, texts = [], {}
    heads = list(_HEAD.finditer(written))
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        body = written[head.end() : following.start() if following else len(written)].strip("\n")
        if head[1] == "TEXT":
            number, _blank, title = head[2].partition(" ")
            texts[int(number)] = LicenceText(title, body)
        else:
            components.append(_component(head[2], body))
    if not components or {number for each in components for number in each.texts} - set(texts):
        raise ValueError("these are no notices")
    return Notices(tuple(components), texts)


def _component(name: str, body: str) -> Component:
    facts, told = {}, []
    for line in body.splitlines():
        key, _colon, value = line.partition(": ")
        if key in _FACTS:
            facts[key] = value
        else:
            told.append(line)
    if not all(facts.get(key) for key in ("Version", "Licence", "In", "Texts")):
        raise ValueError(f"{name} lacks something")
    return Component(
        name,
        facts["Version"],
        facts["Licence"],
        tuple(facts["In"].split(", ")),
        facts.get("Part of", ""),
        tuple(told),
        tuple(map(int, facts["Texts"].split())),
    )
