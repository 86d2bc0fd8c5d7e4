"""House styles and logos as files: what comes back, and what hostile ones are told."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from app.domain.house_style import Front, House, Logo, Recipient, style_problems
from app.errors import UserError
from app.formats.house_style import MOST_BYTES, HouseFiles
from app.formats.logos import HIGHEST, WIDEST, logo_of
from app.paths import bundled
from tests.logos import huge_png, jpeg_with_place, logo_file

FILES = HouseFiles(bundled("resources") / "house")


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        FILES.read(path)
    assert "Traceback" not in str(caught.value)
    return caught.value.code


def toml(folder: Path, text: str) -> Path:
    path = folder / "体裁.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_values_at_first_are_those_of_three_recipients() -> None:
    first = FILES.presets()
    assert not list(style_problems(first))
    management, authority, office = (first.style(r) for r in list(Recipient)[1:])
    assert (management.marking, management.mark_names, management.front) == ("社外秘", True, Front.COVER)
    assert (authority.marking, authority.mark_names, authority.front) == ("", False, Front.LETTER)
    assert (office.marking, office.mark_names, office.front) == ("取扱注意", True, Front.OWN)
    assert "interview" in authority.withheld
    general = first.style()
    assert (general.marking, general.mark_names, general.front, general.logo) == (None, False, Front.OWN, None)


def test_a_style_comes_back_as_it_was_written(tmp_path: Path) -> None:
    read = FILES.read_logo(logo_file(tmp_path / "logo.png"))
    first = FILES.presets()
    house = House(
        '「引用"符」\\', "{title}\tx".replace("\t", " "), "{as_of} 𠮷",
        Logo(read.sha256, read.width, read.height, "青い丸"), first.presets,
    )  # fmt: skip
    target = tmp_path / "体裁.toml"
    FILES.write(target, house, read.png)
    back = FILES.read(target)
    assert back.house == house
    assert back.logo == read.png
    FILES.write(tmp_path / "二.toml", back.house, back.logo)
    assert (tmp_path / "二.toml").read_bytes() == target.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["logo.png", "二.toml", "体裁.toml"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "style_entry_missing"),
        ("format = 2", "style_format"),
        ("format = 1\ncompany = 3", "style_entry_wrong"),
        ("format = 1\ncolour = 'red'", "style_entry_unknown"),
        ("format = 1\n[recipient.press]\n", "style_entry_unknown"),
        ("format = 1\n[recipient.office]\nmarking = { ja = '社外秘' }", "style_entry_wrong"),
        ("format = 1\n[recipient.office]\nmarking = 1", "style_entry_wrong"),
        ("format = 1\n[recipient.office]\nfront = 'glitter'", "style_entry_wrong"),
        ("format = 1\n[recipient.office]\nmark_names = 'yes'", "style_entry_wrong"),
        ("format = 1\nlogo = 'x'", "style_entry_wrong"),
        ("format = 1\n[logo]\npng = '%%%'", "style_entry_wrong"),
        ("format = 1\n[logo]\npng = 'AAAA'", "logo_kind"),
        ("format = 1\nrecipient = []", "style_entry_wrong"),
        ("format = 1\ncompany = [", "style_not_toml"),
        ("a = " + "[" * 5_000, "style_not_toml"),
    ],
)
def test_a_file_that_is_none_is_told_in_one_sentence(tmp_path: Path, text: str, code: str) -> None:
    assert refusal(toml(tmp_path, text)) == code


def test_files_of_other_kinds_and_sizes_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.toml") == "file_missing"
    assert refusal(logo_file(tmp_path / "x.png")) == "style_suffix"
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (MOST_BYTES + 1))
    assert refusal(large) == "style_file_large"
    binary = tmp_path / "b.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    assert refusal(binary) == "style_not_toml"


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "1"), ("JPEG", "RGB"), ("JPEG", "CMYK")]
)
def test_pictures_of_every_mode_become_plain_ones(tmp_path: Path, kind: str, mode: str) -> None:
    read = FILES.read_logo(logo_file(tmp_path / "x.img", kind=kind, mode=mode))
    with Image.open(BytesIO(read.png)) as made:
        assert (made.format, made.mode, made.size) == ("PNG", "RGB", (read.width, read.height))


def test_clear_parts_become_white_and_deep_greys_stay(tmp_path: Path) -> None:
    with Image.open(BytesIO(FILES.read_logo(logo_file(tmp_path / "x.png")).png)) as made:
        assert made.getpixel((299, 0)) == (255, 255, 255)
        assert made.getpixel((50, 50)) == (11, 92, 173)
    deep = tmp_path / "deep.png"
    Image.new("I;16", (20, 20), 0x8000).save(deep)
    with Image.open(BytesIO(FILES.read_logo(deep).png)) as made:
        assert made.getpixel((5, 5)) == (128, 128, 128)


def test_a_large_picture_is_made_smaller_and_the_same_bytes_come_again(tmp_path: Path) -> None:
    read = FILES.read_logo(logo_file(tmp_path / "x.png", (3_000, 900)))
    assert read.width <= WIDEST
    assert read.height <= HIGHEST
    assert logo_of(read.png, "again.png").png == read.png


def test_nothing_behind_a_picture_is_kept(tmp_path: Path) -> None:
    source = jpeg_with_place(tmp_path / "x.jpg")
    assert b"SECRET-PLACE" in source.read_bytes()
    assert b"SECRET-PLACE" not in FILES.read_logo(source).png


def test_hostile_pictures_are_told_in_one_sentence(tmp_path: Path) -> None:
    def told(path: Path) -> str:
        with pytest.raises(UserError) as caught:
            FILES.read_logo(path)
        return caught.value.code

    assert told(huge_png(tmp_path / "huge.png", 60_000)) == "logo_too_large"
    assert told(huge_png(tmp_path / "short.png", 2_000)) == "logo_damaged"
    assert told(logo_file(tmp_path / "tiny.png", (20, 4))) == "logo_too_small"
    whole = logo_file(tmp_path / "whole.png").read_bytes()
    for name, data in (("cut.png", whole[: len(whole) // 2]), ("bad.png", whole[:60] + b"\0" * 40 + whole[100:])):
        (tmp_path / name).write_bytes(data)
        assert told(tmp_path / name) == "logo_damaged"
    gif = tmp_path / "x.png"
    Image.new("P", (20, 20)).save(gif, "GIF")
    assert told(gif) == "logo_kind"
    for name, data in (("text.png", b"hello"), ("empty.png", b""), ("svg.png", b"<svg/>")):
        (tmp_path / name).write_bytes(data)
        assert told(tmp_path / name) == "logo_kind"
    (tmp_path / "fat.png").write_bytes(whole + b"\0" * (2 << 20))
    assert told(tmp_path / "fat.png") == "logo_too_large"
