"""That something is late or due soon, said once a day where another page than the overview is on show."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.i18n import gettext as _
from app.ui.session import Session, Target
from app.ui.settings import Settings

# Loaded by the thread that reads: another page has just been painted.
if TYPE_CHECKING:
    from app.services.reminders import Reminders
    from app.ui.banner import Banner


def tell_due(session: Session, settings: Settings, banner: Banner) -> None:
    """Look for what is pressing and say it, unless it was said or folded away today."""
    desk, outline, audit = session.desk, session.outline, session.outline.audit.id

    def read() -> Reminders:
        from app.services import reminders

        return reminders.reminders(desk, outline=outline)

    def say(found: Reminders) -> None:
        from app.domain.reminding import Urgency

        today = found.today.isoformat()
        late, soon = len(found.of(Urgency.OVERDUE)), len(found.of(Urgency.SOON))
        said = {settings.text(f"due/{audit}"), settings.text(f"due_told/{audit}")}
        if not (late or soon) or today in said or banner.isVisible():
            return
        settings.put(f"due_told/{audit}", today)
        banner.notice(
            lambda: _("Late: {late}. Due in the next {days} business days: {soon}.").format(
                late=f"{late:,}", days=found.days, soon=f"{soon:,}"
            ),
            lambda: _("See what is due"),
            partial(session.go, Target("overview")),
        )

    session.tasks.read(read, say, owner=banner)
