"""One transaction over all stores. Leaving without `commit` rolls back."""

from __future__ import annotations

from sqlalchemy import Connection

from app.storage.content import Content, Wire
from app.storage.stores.content_stores import AnswerRows, AuditRows, EvidenceRows, FindingRows, PlanRows, SiteRows
from app.storage.stores.history_store import HistoryRows


class SqlUnitOfWork:
    """The stores of one transaction on `connection`; `writable` False refuses writes (our bug, RuntimeError)."""

    def __init__(self, connection: Connection, *, writable: bool) -> None:
        self.content = Content(Wire(connection), None if writable else _refuse)
        self.audit = AuditRows(self.content)
        self.sites = SiteRows(self.content)
        self.answers = AnswerRows(self.content)
        self.evidence = EvidenceRows(self.content)
        self.findings = FindingRows(self.content)
        self.plan = PlanRows(self.content)
        self.history = HistoryRows(self.content)
        self.committed = False

    def commit(self) -> None:
        """Let the transaction stand. Raises RuntimeError when something was written that the history does not tell."""
        if self.content.dirty:
            raise RuntimeError("content was changed without a history entry")
        self.committed = True


def _refuse() -> None:
    raise RuntimeError("a reading unit of work was asked to write")
