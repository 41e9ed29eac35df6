"""An administrator adds a type of paper with its fields in a data file; the next paper of it is known."""

import csv
import datetime as dt
from pathlib import Path

from archive.values.description import Role
from fixtures.papers.blocks import Entry, commune_office, form, head, long_form, signing, title
from fixtures.papers.paper import Paper, finish, party
from fixtures.papers.setting import Setter
from fixtures.people import Family, Person, family
from fixtures.scans.conditions import scan
from fixtures.scans.files import jpeg
from fixtures.words import long_date, slashes
from tests.journeys.cli import Cli, handed

SLUG, TITLE = "giay-xac-nhan-khuyet-tat", "GIẤY XÁC NHẬN KHUYẾT TẬT"
PROCEDURE, COMPONENT = "1.001193", "1.001193-TP99"
FIELDS = (
    "number", "issued_on", "issuer", "signer", "title", "owner_name", "owner_id", "date_of_birth", "sex"
)  # fmt: skip


def _written(folder: Path) -> Path:
    """Write what an administrator would: a type, and a component that it satisfies."""
    kind = {
        "slug": SLUG, "code": "KQ.H99.000077", "name": "Giấy xác nhận khuyết tật", "titles": TITLE,
        "symbols": "/XNKT", "words": "Dạng khuyết tật;Mức độ khuyết tật", "fields": ";".join(FIELDS),
        "reuse_class": "lasting", "term_months": "", "keep_picture": "1", "picture_ground": "",
        "valid_from": "2019-01-02", "valid_to": "", "source": "Thông tư 01/2019/TT-BLĐTBXH",
    }  # fmt: skip
    component = {
        "procedure": PROCEDURE, "code": COMPONENT, "name": "Giấy xác nhận khuyết tật", "required": "0",
        "form": "original", "accepts": SLUG, "purpose": "", "from_database": "", "group": "",
        "valid_from": "2019-01-02", "valid_to": "", "source": "Quyết định công bố của tỉnh (giả định)",
    }  # fmt: skip
    folder.mkdir()
    for name, row in (("types", kind), ("components", component)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(row))
            writer.writeheader()
            writer.writerow(row)
    return folder


def _drawn(home: Family, who: Person, number: int, issued: dt.date) -> Paper:
    """Set one as communes do; no fixture has this type."""
    pen = Setter()
    printed = f"{number:02d}/XNKT"
    place = f"{home.commune.bare}, {long_date(issued)}"
    head(pen, commune_office(home.commune), number=f"Số: {printed}", place_date=place)
    title(pen, TITLE)
    pen.paragraph(f"{home.commune.committee} xác nhận:")
    form(pen, [Entry("Họ và tên:", who.capitals)])
    form(pen, [Entry("Ngày, tháng, năm sinh:", slashes(who.born)), Entry("Giới tính:", who.sex)], at=(0.65,))
    form(pen, [Entry("Số định danh cá nhân:", who.number)])
    long_form(pen, Entry("Nơi cư trú:", who.address(issued)))
    form(pen, [Entry("Dạng khuyết tật:", "Vận động")])
    form(pen, [Entry("Mức độ khuyết tật:", "Nặng")])
    pen.know(number=printed, issued_on=issued.isoformat(), issuer=home.commune.committee)
    pen.know(owner_name=who.name, owner_id=who.number, date_of_birth=who.born.isoformat(), sex=who.sex)
    signing(pen, ["CHỦ TỊCH"], "Lê Thị Mơ", seal=home.commune.committee)
    return finish(pen, SLUG, [party(Role.OWNER, who)])


def _scanned(path: Path, made: Paper) -> Path:
    (pixels,) = scan(made, "scan", 51)
    path.write_bytes(jpeg(pixels, 80))
    return path


def test_a_type_that_an_administrator_adds_is_recognised_on_the_next_paper(
    embedded: Cli, tmp_path: Path
) -> None:
    home = family(51)
    first = _drawn(home, home.husband, 7, dt.date(2024, 5, 6))
    second = _drawn(home, home.wife, 18, dt.date(2026, 3, 9))
    before = embedded.run(
        "ingest", _scanned(tmp_path / "1.jpg", first), *handed(home.husband.owner, "K-1", PROCEDURE)
    ).line
    assert before["type"] != SLUG

    folder = _written(tmp_path / "danh-muc")
    assert embedded.run("catalogue", "check", folder).lines == []
    assert embedded.run("catalogue", "load", folder).line["added"] == 2

    where = handed(home.wife.owner, "K-2", PROCEDURE)
    line = embedded.run("ingest", _scanned(tmp_path / "2.jpg", second), *where).line
    assert line["type"] == SLUG
    shown = embedded.run("show", line["paper"]).line
    read = {name: shown["fields"][name]["value"].casefold() for name in FIELDS}
    assert read == {name: second.truth.fields[name].casefold() for name in FIELDS}
    kept = embedded.run("confirm", line["paper"], "--presented", "original").line
    assert kept["state"] == "available"
    assert [row["paper"] for row in embedded.run("find", "--type", SLUG).lines] == [line["paper"]]

    third = _scanned(tmp_path / "3.jpg", _drawn(home, home.wife, 19, dt.date(2026, 4, 1)))
    expected = embedded.run("ingest", third, *where, "--component", COMPONENT).line
    assert expected["type"] == SLUG
    assert embedded.run("show", expected["paper"]).line["component"] == COMPONENT
