"""Sites as scripts know them: by their names, also those that were taken out of the audit."""

from __future__ import annotations

from app.services.ports import Desk


def site_names(desk: Desk) -> dict[str, str]:
    """Name by id."""
    with desk.file.read() as work:
        return {site.id: site.name for site in work.sites.all()}
