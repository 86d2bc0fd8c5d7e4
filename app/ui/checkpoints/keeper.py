"""Answers and remarks on their way to the file, by place; they outlive the widgets they were typed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.grades import Verdict
from app.domain.progress import Place
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.messages import Message, message
from app.ui.session import Session


class Keeper(QObject):
    """What was typed but is not yet known to be in the file. A refused text stays here until it is written or given up.

    `changed` carries the place.
    """

    changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._remarks: dict[Place, str] = {}
        self._verdicts = session.given
        self._refused: dict[Place, Message] = {}

    def remark(self, place: Place) -> str:
        """The remark as the officer sees it: typed last, else as stored."""
        if place in self._remarks:
            return self._remarks[place]
        answer = self._session.outline.answers.get(place)
        return answer.comment if answer else ""

    def verdict(self, place: Place) -> Verdict:
        """The verdict as the officer sees it: given last, else as stored."""
        if place in self._verdicts:
            return self._verdicts[place]
        answer = self._session.outline.answers.get(place)
        return answer.verdict if answer else Verdict.UNANSWERED

    def saving(self, place: Place) -> bool:
        """Whether something of this place is on its way."""
        return place in self._verdicts or (place in self._remarks and place not in self._refused)

    def refusal(self, place: Place) -> Message | None:
        """Why the remark of this place could not be written."""
        return self._refused.get(place)

    @property
    def refused(self) -> tuple[Place, ...]:
        """The places whose remark could not be written."""
        return tuple(self._refused)

    def keep(self, place: Place, text: str) -> None:
        """Write a remark; the verdict stays as the file has it. What was refused waits for `again` or another text."""
        if text.strip() == self.remark(place).strip():
            return
        self._write_remark(place, text)

    def again(self, place: Place) -> None:
        """Try once more to write a remark that was refused."""
        self._write_remark(place, self._remarks[place])

    def give_up(self, place: Place) -> None:
        """Forget a refused remark: what the file has counts."""
        self._refused.pop(place, None)
        self._remarks.pop(place, None)
        self.changed.emit(place)

    def answer(
        self,
        place: Place,
        verdict: Verdict,
        text: str,
        reason: str = "",
        work: Callable[[Desk], Changes] | None = None,
        own_words: str | None = None,
        done: Callable[[], None] | None = None,
        failed: Callable[[Message], None] | None = None,
    ) -> None:
        """Write a verdict together with the remark; `work` writes more than that, all or nothing.

        Where it is refused the words are written all the same: `own_words` if the remark was drafted, else `text`.
        """
        self._verdicts[place] = verdict
        self._remarks[place] = text
        self._refused.pop(place, None)
        mine = text if own_words is None else own_words

        def home(_: Changes) -> None:
            self._settle(place, verdict, text)
            if done is not None:
                done()

        def refused(error: BaseException) -> None:
            self._settle(place, verdict, None)
            # The verdict was refused, not the words; unless something was typed since, which is on its way itself.
            if self._remarks.get(place) == text:
                if mine.strip() != self._stored(place):
                    self._write_remark(place, mine)
                else:
                    del self._remarks[place]
            if failed is not None:
                failed(message(error))
            self.changed.emit(place)

        self.changed.emit(place)

        def record(desk: Desk) -> Changes:
            from app.services import answering

            return answering.record_answer(desk, *place, verdict, text, reason)

        self._session.do(work or record, home, refused, self)

    def _write_remark(self, place: Place, text: str) -> None:
        self._remarks[place] = text
        self._refused.pop(place, None)
        self.changed.emit(place)

        def record(desk: Desk) -> Changes:
            from app.services import answering

            return answering.record_comment(desk, *place, text)

        self._session.do(
            record,
            lambda _: self._settle(place, None, text),
            partial(self._refuse, place, text),
            self,
        )

    def _settle(self, place: Place, verdict: Verdict | None, text: str | None) -> None:
        if verdict is not None and self._verdicts.get(place) is verdict:
            del self._verdicts[place]
        # Typed on since: that text is still on its way.
        if text is not None and self._remarks.get(place) == text:
            del self._remarks[place]
        self.changed.emit(place)

    def _refuse(self, place: Place, text: str, error: BaseException) -> None:
        told = message(error)
        if self._remarks.get(place) == text:
            self._refused[place] = told
        self.changed.emit(place)

    def _stored(self, place: Place) -> str:
        answer = self._session.outline.answers.get(place)
        return answer.comment if answer else ""
