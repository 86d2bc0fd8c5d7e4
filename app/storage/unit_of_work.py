"""One transaction over all stores. Leaving without `commit` rolls back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from app.storage.content import Content, Wire
from app.storage.failures import refusals
from app.storage.stores.answers import AnswerRows
from app.storage.stores.audit import AuditRows
from app.storage.stores.history import HistoryRows
from app.storage.stores.sites import SiteRows

# Not needed to open an audit and to see where it stands.
if TYPE_CHECKING:
    from app.storage.stores.carried import CarriedRows
    from app.storage.stores.case_papers import CasePaperRows
    from app.storage.stores.duties import DutyRows
    from app.storage.stores.evidence import EvidenceRows
    from app.storage.stores.findings import FindingRows
    from app.storage.stores.hands import HandRows
    from app.storage.stores.ledgers import LedgerRows
    from app.storage.stores.measures import MeasureRows
    from app.storage.stores.overlays import OverlayRows
    from app.storage.stores.papers import PaperRows
    from app.storage.stores.places import PlaceRows
    from app.storage.stores.plan import PlanRows
    from app.storage.stores.reviews import ReviewRows
    from app.storage.stores.samples import SampleRows
    from app.storage.stores.splits import SplitRows


class SqlUnitOfWork:
    """The stores of one transaction on `connection`; `writable` False refuses writes (our bug, RuntimeError).

    `extra` names columns that a newer minor format has added, by table; with `beside` only what lies beside the content
    is written.
    """

    def __init__(
        self,
        connection: Connection,
        path: Path,
        *,
        writable: bool,
        extra: Mapping[str, Sequence[str]] = MappingProxyType({}),
        beside: bool = False,
    ) -> None:
        self._connection = connection
        self._path = path
        self._writable = writable
        self.committed = False
        self.content = content = Content(Wire(connection), self._check, extra, beside=beside)
        self.audit = AuditRows(content)
        self.sites = SiteRows(content)
        self.answers = AnswerRows(content)
        self.history = HistoryRows(content)

    @cached_property
    def evidence(self) -> EvidenceRows:
        """Files that were taken in."""
        from app.storage.stores.evidence import EvidenceRows

        return EvidenceRows(self.content)

    @cached_property
    def ledgers(self) -> LedgerRows:
        """Imported records."""
        from app.storage.stores.ledgers import LedgerRows

        return LedgerRows(self.content)

    @cached_property
    def hands(self) -> HandRows:
        """What was done to ledgers by hand."""
        from app.storage.stores.hands import HandRows

        return HandRows(self.content)

    @cached_property
    def findings(self) -> FindingRows:
        """Findings and what was decided on proposals."""
        from app.storage.stores.findings import FindingRows

        return FindingRows(self.content)

    @cached_property
    def plan(self) -> PlanRows:
        """Measures, cases and separations."""
        from app.storage.stores.plan import PlanRows

        return PlanRows(self.content)

    @cached_property
    def measures(self) -> MeasureRows:
        """What stands beside measures, and what was filed."""
        from app.storage.stores.measures import MeasureRows

        return MeasureRows(self.content)

    @cached_property
    def splits(self) -> SplitRows:
        """Courses of stages and interim controls of a physical split."""
        from app.storage.stores.splits import SplitRows

        return SplitRows(self.content)

    @cached_property
    def samples(self) -> SampleRows:
        """Samples of ledgers and their results."""
        from app.storage.stores.samples import SampleRows

        return SampleRows(self.content)

    @cached_property
    def reviews(self) -> ReviewRows:
        """Reviews, what was tried against answers, replies to challenges, revisions of the audit."""
        from app.storage.stores.reviews import ReviewRows

        return ReviewRows(self.content)

    @cached_property
    def duties(self) -> DutyRows:
        """People, what they look at, what they flagged."""
        from app.storage.stores.duties import DutyRows

        return DutyRows(self.content)

    @cached_property
    def carried(self) -> CarriedRows:
        """What came along from an earlier audit."""
        from app.storage.stores.carried import CarriedRows

        return CarriedRows(self.content)

    @cached_property
    def overlays(self) -> OverlayRows:
        """The company's own parts of the catalogue."""
        from app.storage.stores.overlays import OverlayRows

        return OverlayRows(self.content)

    @cached_property
    def places(self) -> PlaceRows:
        """Whatever is kept at the places of checkpoints."""
        from app.storage.stores.places import PlaceRows

        return PlaceRows(self.content)

    @cached_property
    def papers(self) -> PaperRows:
        """Papers that are handed out, and what came back."""
        from app.storage.stores.papers import PaperRows

        return PaperRows(self.content)

    @cached_property
    def case_papers(self) -> CasePaperRows:
        """What is written of cases beside the plan."""
        from app.storage.stores.case_papers import CasePaperRows

        return CasePaperRows(self.content)

    def commit(self) -> None:
        """Make what was written durable. Raises RuntimeError when the history does not tell of it."""
        self._check()
        if self.content.dirty:
            raise RuntimeError("content was changed without a history entry")
        with refusals(self._path):
            self._connection.commit()
        self.committed = True

    def _check(self) -> None:
        if not self._writable:
            raise RuntimeError("a reading unit of work was asked to write")
        if self.committed:
            raise RuntimeError("the unit of work has been committed")
