"""Results of a sample with their signs, and samples in one line."""

from __future__ import annotations

from app.domain.sampling import Outcome
from app.i18n import gettext as _
from app.services import sampling_words, wording
from app.services.sampling import SampleView

SIGNS = {Outcome.PENDING: "・", Outcome.SOUND: "○", Outcome.DIFFERENT: "×", Outcome.UNCHECKED: "△"}
TONES = {
    Outcome.PENDING: "quiet",
    Outcome.SOUND: "conforming",
    Outcome.DIFFERENT: "nonconforming",
    Outcome.UNCHECKED: "partly",
}


def outcome_sign(outcome: Outcome) -> str:
    """「× 相違あり」: told by shape and word, never by colour alone."""
    return f"{SIGNS[outcome]} {sampling_words.outcome_word(outcome, _)}"


def sample_line(view: SampleView) -> str:
    """「抽出1 端末台帳 12/57」."""
    sample, tally = view.sample, view.tally
    state = _("withdrawn") if sample.withdrawn else f"{tally.drawn - tally.pending:,}/{tally.drawn:,}"
    name = _("Sample {number}").format(number=sample.number)
    return f"{name}  {wording.ledger_name(sample.kind, _)}  {sample.purpose}  {state}".replace("    ", "  ")
