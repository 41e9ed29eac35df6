"""What is said of a paper is only ever added to; every correction stays as an example."""

import dataclasses as dc
import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.catalogue.models import DocumentTypeRow
from archive.clock import FixedClock
from archive.database.engine import Database
from archive.errors import BadValue, LostUpdate
from archive.papers import descriptions
from archive.papers.models import Correction, Paper, PaperDescription
from archive.values.description import Description, Field, Source
from archive.values.reading import Box
from tests.factories import CLOCK, NOW, paper

READ = Description(
    (1,),
    "quyet-dinh",
    0.91,
    "QUYẾT ĐỊNH, trang 1",
    {
        "number": Field("number", "12/QĐ-UBND", "Số: 12/QĐ-UBND", 0.83219, 1, Box(10, 20, 300, 60)),
        "issued_on": Field("issued_on", "2025-04-30", "ngày 30 tháng 4 năm 2025", 0.7),
        "title": Field("title", "QUYẾT ĐỊNH", "QUYẾT ĐỊNH", 1.0),
    },
)  # fmt: skip


def _described(session: Session) -> Paper:
    row = paper(session)
    descriptions.add(session, CLOCK, row, READ, by="sohoa", source=Source.READ)
    session.flush()
    return row


def _correct(session: Session, row: Paper, **changes: str) -> Description:
    new = descriptions.corrected(session, CLOCK, row, changes, by="lan")
    descriptions.add(session, CLOCK, row, new, by="lan", source=Source.OFFICER)
    session.flush()
    return new


def test_what_was_read_comes_back_with_its_evidence(database: Database) -> None:
    with database.transaction() as session:
        row = _described(session)
        session.expire_all()
        said = descriptions.current(session, row)
        assert said is not None
        number = said.fields["number"]
        assert (number.value, number.raw, number.page, number.box) == (
            "12/QĐ-UBND", "Số: 12/QĐ-UBND", 1, Box(10, 20, 300, 60),
        )  # fmt: skip
        assert number.confidence == pytest.approx(0.83219, abs=1e-4)
        assert (said.type, said.why, said.pages) == (READ.type, READ.why, (1,))


def test_before_it_was_described_nothing_is_said(database: Database) -> None:
    with database.transaction() as session:
        assert descriptions.current(session, paper(session)) is None


def test_filters_follow_the_current_description(database: Database) -> None:
    with database.transaction() as session:
        row = _described(session)
        assert (row.type, row.number, row.number_folded) == ("quyet-dinh", "12/QĐ-UBND", "12/qd-ubnd")
        assert row.issued_on == dt.date(2025, 4, 30)
        _correct(session, row, number="13/QĐ-UBND", valid_until="2026-03-02")
        assert (row.number, row.valid_until, row.no_expiry) == ("13/QĐ-UBND", dt.date(2026, 3, 2), False)
        _correct(session, row, valid_until="no-expiry", issued_on="")
        assert (row.valid_until, row.no_expiry, row.issued_on) == (None, True, None)


def test_a_correction_is_a_new_version_and_the_old_ones_stay(database: Database) -> None:
    with database.transaction() as session:
        row = _described(session)
        _correct(session, row, number="13/QĐ-UBND")
        _correct(session, row, type="thong-bao")
        session.expire_all()
        history = session.scalars(
            sa.select(PaperDescription)
            .where(PaperDescription.paper_id == row.id)
            .order_by(PaperDescription.n)
        ).all()
        assert [(one.n, one.by, one.source, one.type, one.values["number"]["value"]) for one in history] == [
            (1, "sohoa", "read", "quyet-dinh", "12/QĐ-UBND"),
            (2, "lan", "officer", "quyet-dinh", "13/QĐ-UBND"),
            (3, "lan", "officer", "thong-bao", "13/QĐ-UBND"),
        ]
        assert row.description_n == 3


def test_every_change_of_a_field_is_kept_as_an_example(database: Database) -> None:
    with database.transaction() as session:
        row = _described(session)
        _correct(session, row, number=" 13/QĐ-UBND ", title="QUYẾT ĐỊNH", type="thong-bao", issued_on="")
        kept = {
            (one.field, one.before, one.after, one.by, one.at)
            for one in session.scalars(sa.select(Correction))
        }
        # The title was not changed: what stays as it was read is no example of an error.
        assert kept == {
            ("number", "12/QĐ-UBND", "13/QĐ-UBND", "lan", NOW),
            ("type", "quyet-dinh", "thong-bao", "lan", NOW),
            ("issued_on", "2025-04-30", "", "lan", NOW),
        }


def test_what_the_officer_wrote_says_so_and_keeps_the_place(database: Database) -> None:
    with database.transaction() as session:
        new = _correct(session, _described(session), number="13/QĐ-UBND", signer="Lê Văn Bình")
        assert (new.fields["number"].source, new.fields["number"].box) == (
            Source.OFFICER,
            Box(10, 20, 300, 60),
        )
        assert (new.fields["signer"].source, new.fields["signer"].page) == (Source.OFFICER, None)
        assert new.fields["title"].source is Source.READ


@pytest.mark.parametrize("day", ["31/12/2026", "2026-02-30", "hôm nay", "2026", "no-expiry", "2026-13-01"])
def test_what_is_no_date_is_refused(database: Database, day: str) -> None:
    with database.transaction() as session:
        row = _described(session)
        with pytest.raises(BadValue):
            descriptions.corrected(session, CLOCK, row, {"issued_on": day}, by="lan")


@pytest.mark.parametrize("day", ["20260302", "2026-W10-1"])
def test_a_date_is_kept_in_the_one_form_of_the_contract(database: Database, day: str) -> None:
    with database.transaction() as session:
        new = _correct(session, _described(session), issued_on=day)
        assert new.fields["issued_on"].value == "2026-03-02"


def test_a_field_that_is_not_there_is_refused_and_not_lost_in_silence(database: Database) -> None:
    with database.transaction() as session:
        row = _described(session)
        with pytest.raises(BadValue, match="no such field"):
            descriptions.corrected(session, CLOCK, row, {"nunber": "1"}, by="lan")


def test_two_who_correct_at_once_do_not_write_one_version_twice(database: Database) -> None:
    with database.transaction() as session:
        key = _described(session).id
    with database.reading() as session:
        stale = session.get_one(Paper, key)
        session.expunge(stale)
    with database.transaction() as session:
        _correct(session, session.get_one(Paper, key), number="13/QĐ-UBND")

    def correct_too() -> None:
        with database.transaction() as session:
            session.add(stale)
            _correct(session, stale, number="14/QĐ-UBND")

    with pytest.raises(LostUpdate):
        correct_too()
    with database.reading() as session:
        assert session.get_one(Paper, key).number == "13/QĐ-UBND"
        assert len(session.scalars(sa.select(PaperDescription)).all()) == 2


def test_the_moment_of_a_description_is_that_of_the_clock(database: Database) -> None:
    later = FixedClock(NOW + dt.timedelta(days=1))
    with database.transaction() as session:
        row = paper(session)
        assert descriptions.add(session, later, row, READ, by="lan", source=Source.OFFICER).at == later.at


def test_a_new_reading_undoes_no_correction(database: Database) -> None:
    again = dc.replace(READ, type="thong-bao", fields={
        name: Field(name, value, value, 0.99) for name, value in
        {"number": "99/TB", "issued_on": "2025-05-01", "signer": "Hồ Thị Lê"}.items()
    })  # fmt: skip
    with database.transaction() as session:
        row = _described(session)
        _correct(session, row, number="12/QĐ-UBND ", issued_on="", type="cong-van", issuer="UBND xã Lạc Đạo")
        said = descriptions.with_corrections(session, row, again)
        assert said.type == "cong-van"
        # The number was the same as read, so nobody changed it; the date was taken away.
        assert {name: field.value for name, field in said.fields.items()} == {
            "number": "99/TB", "signer": "Hồ Thị Lê", "issuer": "UBND xã Lạc Đạo",
        }  # fmt: skip


def test_a_new_reading_stands_where_nobody_corrected(database: Database) -> None:
    with database.transaction() as session:
        assert descriptions.with_corrections(session, paper(session), READ) == READ
        assert descriptions.with_corrections(session, _described(session), READ) == READ


def test_the_doubt_follows_the_current_description_and_the_fields_of_its_type(database: Database) -> None:
    """Of the fields that the type lists, two are needed to find and reuse a paper."""
    with database.transaction() as session:
        session.add(_type("so-gia-dinh", ["number", "owner_id", "title"]))
        row = paper(session)
        assert row.doubt == 1.0
        said = dc.replace(READ, type="so-gia-dinh")
        descriptions.add(session, CLOCK, row, said, by="sohoa", source=Source.READ)
        # 1 - 0.91 (type) * 0.83219 (number) * 0.5 (owner_id, not found)
        assert row.doubt == pytest.approx(1 - 0.91 * 0.83219 * 0.5, abs=1e-4)
        _correct(session, row, number="13/QĐ-UBND")
        assert row.doubt == pytest.approx(1 - 0.91 * 0.5, abs=1e-4)
        _correct(session, row, type="not-in-the-catalogue")
        assert row.doubt == 0.0


def _type(slug: str, fields: list[str]) -> DocumentTypeRow:
    return DocumentTypeRow(
        slug=slug, code=f"GT.{slug}", name=slug, titles=[], symbols=[], words=[], fields=fields,
        reuse_class="lasting", keep_picture=True, valid_from=dt.date(2000, 1, 1), source="-",
    )  # fmt: skip


def test_a_correction_tells_which_version_it_corrected_and_where_the_officer_compared(
    database: Database,
) -> None:
    with database.transaction() as session:
        first, second = _described(session), _described(session)
        _correct(session, first, number="13/QĐ-UBND")
        _correct(session, first, number="14/QĐ-UBND")
        descriptions.corrected(session, CLOCK, second, {"type": "khac"}, by="lan", spread_from=first.id)
        session.flush()
        assert [(c.after, c.spread_from) for c in descriptions.corrections(session, first, 2)] == [
            ("14/QĐ-UBND", None)
        ]
        assert [(c.after, c.spread_from) for c in descriptions.corrections(session, second, 1)] == [
            ("khac", first.id)
        ]
        assert [one.id for one in descriptions.spread_to(session, sa.true(), first)] == [second.id]
        assert descriptions.spread_to(session, sa.false(), first) == []


def test_the_current_values_are_those_of_the_newest_version(database: Database) -> None:
    with database.transaction() as session:
        first, second = _described(session), _described(session)
        _correct(session, first, number="13/QĐ-UBND", issued_on="", type="thong-bao")
        assert descriptions.current_values(session, [first.id, second.id]) == {
            first.id: {"number": "13/QĐ-UBND", "title": "QUYẾT ĐỊNH", "type": "thong-bao"},
            second.id: {"number": "12/QĐ-UBND", "issued_on": "2025-04-30", "title": "QUYẾT ĐỊNH",
                        "type": "quyet-dinh"},
        }  # fmt: skip
