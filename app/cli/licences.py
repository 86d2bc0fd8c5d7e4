"""licences."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.columns import aligned
from app.cli.outcome import Outcome, Tools
from app.cli.parser import declare
from app.i18n import gettext as _
from app.services import licences
from app.services.licences import Component, Notices


def add_verbs(verbs: Any) -> None:
    """Declare the verb of this module."""
    verb = declare(
        verbs,
        "licences",
        _licences,
        _("what the program is made of, and under which licences"),
        "licences",
        "licences Qt",
        "licences LGPL",
    )
    verb.add_argument(
        "component",
        nargs="?",
        metavar="COMPONENT",
        help=_("show the texts of this one; where several names, or else licences, hold the word, those are listed"),
    )


def _licences(tools: Tools, options: argparse.Namespace) -> Outcome:
    notices = tools.notices()
    if options.component is None:
        return _list(notices.components)
    found = licences.found(notices, options.component)
    if len(found) > 1:
        return _list(found)
    (component,) = found
    data = {**_data(component), "texts": [_text(notices, number) for number in component.texts]}
    return Outcome(licences.whole(notices, component).splitlines(), {"components": [data]})


def _list(components: tuple[Component, ...]) -> Outcome:
    rows = [(c.name, c.version, ", ".join(c.targets), c.licence) for c in components]
    head = (_("Component"), _("Version"), _("Shipped for"), _("Licence"))
    return Outcome(aligned([head, *rows]), {"components": [_data(component) for component in components]})


def _data(component: Component) -> dict[str, Any]:
    return {
        "name": component.name,
        "version": component.version,
        "licence": component.licence,
        "targets": list(component.targets),
        "part_of": component.part_of,
        "told": list(component.told),
    }


def _text(notices: Notices, number: int) -> dict[str, str]:
    text = notices.texts[number]
    return {"title": text.title, "text": text.body}
