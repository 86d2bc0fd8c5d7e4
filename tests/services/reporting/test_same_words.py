"""One word for one thing, on whatever paper and in the window."""

from app.domain.plan import ActionState, Stage
from app.i18n import gettext_in
from app.services import consistency_wording, measure_words, planning, reminder_words
from app.services.ports import Desk
from app.services.reporting.model import Phase, Report, Schedule, Table
from tests.services.reporting.filed import build

ENGLISH = gettext_in("en")


def stages(report: Report) -> list[Phase]:
    charts = [block for block in report.blocks if isinstance(block, Schedule)]
    return [phase for row in charts[0].rows for phase in row.phases if not phase.interim]


def test_stages_bear_the_names_of_the_window(filed_in_english: Desk) -> None:
    report = build(filed_in_english, "plan", "en")
    assert [phase.label for phase in stages(report)] == [reminder_words.stage_word(Stage.DECISION, ENGLISH)]
    (chart, *_more) = [block for block in report.blocks if isinstance(block, Schedule)]
    assert chart.rows[0].due_name == reminder_words.stage_word(Stage.SEPARATED, ENGLISH)
    (table,) = [block for block in report.blocks if isinstance(block, Table) and block.caption.startswith("Month in")]
    told = str(table.rows[0][1])
    assert [part.split()[0] for part in told.split("; ")] == [reminder_words.stage_word(s, ENGLISH) for s in Stage]


def test_the_consistency_check_names_stages_alike(filed_in_english: Desk) -> None:
    catalogue = filed_in_english.catalogue
    for stage in Stage:
        told = consistency_wording._value(catalogue, "stage", stage.value, ENGLISH, "en")  # noqa: SLF001
        assert told == reminder_words.stage_word(stage, ENGLISH)
    assert consistency_wording._value(catalogue, "stage", "of later", ENGLISH, "en") == "of later"  # noqa: SLF001


def test_what_protects_until_the_cut_over_is_told_as_running(filed: Desk) -> None:
    charts = [block for block in build(filed, "plan").blocks if isinstance(block, Schedule)]
    (interim,) = [phase for phase in charts[0].rows[0].phases if phase.interim]
    assert interim.state == "実施中"
    assert charts[0].rows[0].due_name == "分割完了"
    assert charts[0].rows[0].due_done is False


def test_a_measure_under_way_is_called_so_on_every_paper(open_plan: Desk) -> None:
    running = next(a for a in planning.view(open_plan).actions if a.state is ActionState.NOT_STARTED)
    planning.edit_action(open_plan, running.number, state=ActionState.IN_PROGRESS)
    word = measure_words.state_word(ActionState.IN_PROGRESS, gettext_in("ja"))
    assert word == "実施中"
    for kind in ("plan", "progress", "yearly", "results"):
        told = "".join(map(repr, build(open_plan, kind).blocks))
        assert word in told, kind
        assert "対応中" not in told, kind
