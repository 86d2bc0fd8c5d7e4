"""What the name of a file tells before it is handed in."""

import pytest

from app.domain.handing_in import is_archive, is_link, is_program


@pytest.mark.parametrize(
    "name",
    [
        "ev.exe",
        "手順.BAT",
        "集計.xlsm",
        "点検.ps1 ",
        "写真\u202egpj.exe",
        "取込.vbs",
        "導入.msi",
        "計算.jar",
        "a.tar.sh",
    ],
)
def test_what_runs_when_it_is_opened_is_known(name: str) -> None:
    assert is_program(name)


@pytest.mark.parametrize("name", ["台帳.xlsx", "exe", ".exe", "exe.txt", "記録.tar.gz", "一式.zip", "掲示.url"])
def test_documents_archives_and_links_are_no_programs(name: str) -> None:
    assert not is_program(name)


def test_a_blank_at_the_end_hides_no_archive_and_no_link() -> None:
    assert is_archive("一式.zip ")
    assert is_link("掲示.url\u3000")
