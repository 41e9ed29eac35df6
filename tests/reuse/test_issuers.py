"""Who issued a paper and in which unit that lies, over mergers and divisions, with a catalogue of its own."""

import datetime as dt

import pytest

from archive.catalogue.succession import Link
from archive.catalogue.values import Agency, Tier, Within
from reuse.issuers import Issuers

EVE, DAY, NOW = dt.date(2025, 6, 30), dt.date(2025, 7, 1), dt.date(2026, 3, 2)
BEGIN = dt.date(1997, 1, 1)


def _agency(code: str, name: str, level: Tier, parent: str | None, *, since: dt.date = BEGIN,
            until: dt.date | None = None, to: tuple[str, ...] = ()) -> Agency:  # fmt: skip
    return Agency(code, name, None, parent, level, to, since, until, "Nguồn")


P, K, D, C = Tier.PROVINCE, Tier.DISTRICT, Tier.DEPARTMENT, Tier.COMMUNE
OLD, NEW = {"until": EVE}, {"since": DAY}
AGENCIES = (
    _agency("H1", "Ủy ban nhân dân tỉnh Đông", P, None),
    _agency("H2", "Ủy ban nhân dân tỉnh Tây", P, None, **OLD, to=("H1",)),
    _agency("H3", "Ủy ban nhân dân tỉnh Nam", P, None),
    _agency("H1.16", "Công an tỉnh Đông", D, "H1"),
    _agency("H3.16", "Công an tỉnh Nam", D, "H3"),
    _agency("H1.20", "Ủy ban nhân dân huyện Bến", K, "H1", **OLD, to=("H1.31", "H1.32")),
    _agency("H1.21", "Ủy ban nhân dân huyện Gò", K, "H1", **OLD, to=("H1.33",)),
    _agency("H2.20", "Ủy ban nhân dân huyện Sông", K, "H2", **OLD, to=("H1.34",)),
    _agency("H1.20.01", "Ủy ban nhân dân xã An", C, "H1.20", **OLD, to=("H1.31",)),
    _agency("H1.20.02", "Ủy ban nhân dân xã Bình", C, "H1.20", **OLD, to=("H1.31", "H1.32")),
    _agency("H1.21.01", "Ủy ban nhân dân xã An", C, "H1.21", **OLD, to=("H1.33",)),
    _agency("H2.20.01", "Ủy ban nhân dân xã Cát", C, "H2.20", **OLD, to=("H1.34",)),
    _agency("H2.20.01.05", "Công an xã Cát", C, "H2.20.01", **OLD),
    _agency("H1.31", "Ủy ban nhân dân xã An", C, "H1", **NEW),
    _agency("H1.31.01", "Trung tâm Phục vụ hành chính công xã An", C, "H1.31", **NEW),
    _agency("H1.31.02", "Công an xã An", C, "H1.16", **NEW),
    _agency("H1.32", "Ủy ban nhân dân xã Bình", C, "H1", **NEW),
    _agency("H1.32.02", "Công an xã Bình", C, "H1.16", **NEW),
    _agency("H1.33", "Ủy ban nhân dân xã Gò", C, "H1", **NEW),
    _agency("H1.34", "Ủy ban nhân dân xã Cát", C, "H1", **NEW),
    _agency("H3.31", "Ủy ban nhân dân xã An", C, "H3", **NEW),
    _agency("H3.31.02", "Công an xã An", C, "H3.16", **NEW),
    # an office that another province took over, under the same code
    _agency("H3.40", "Chi cục Thủy lợi", D, "H3", until=EVE),
    _agency("H3.40", "Chi cục Thủy lợi", D, "H1", since=DAY),
    _agency("H1.50", "Trạm Kiểm lâm Bình", C, "H1.32", until=EVE, to=("H1.32", "H1.16")),
)
LINKS = tuple(
    Link(one.code, heir, one.valid_to + dt.timedelta(days=1))
    for one in AGENCIES
    if one.valid_to
    for heir in one.successors
)
ISSUERS = Issuers(AGENCIES, LINKS)


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("UBND xã An, huyện Bến, tỉnh Đông", "2020-01-01", "H1.20.01"),
        ("Ủy ban nhân dân xã An huyện Gò tỉnh Đông", "2020-01-01", "H1.21.01"),
        ("UBND xã An, tỉnh Đông", "2020-01-01", None),  # there were two of that name
        ("UBND xã An, tỉnh Đông", "2025-07-01", "H1.31"),
        ("UBND xã An, tỉnh Đông", None, None),
        ("UBND xã An, huyện Bến, tỉnh Đông", "2025-07-01", None),  # there are no districts any more
        ("UBND xã An, huyện Sông, tỉnh Tây", "2020-01-01", None),
        ("UBND xã An, tỉnh Nam", "2025-07-01", "H3.31"),
        ("UBND xã An", "2025-07-01", None),
        ("UBND xã Cát, huyện Sông, tỉnh Tây", "2025-06-30", "H2.20.01"),
        ("UBND xã Cát, tỉnh Tây", "2025-07-01", None),
        ("UBND xã Cát, tỉnh Đông", "2025-06-30", None),
        ("UBND xã Cát, tỉnh Đông", "2025-07-01", "H1.34"),
        ("Công an xã An, tỉnh Đông", "2025-07-01", "H1.31.02"),
        ("Công an xã An, tỉnh Nam", "2025-07-01", "H3.31.02"),
        ("UBND huyện Bến, tỉnh Đông", "2020-01-01", "H1.20"),
        ("UBND tỉnh Tây", "2020-01-01", "H2"),
        ("UBND tỉnh Tây", "2025-07-01", None),
        ("Chi cục Thủy lợi tỉnh Nam", "2020-01-01", "H3.40"),
        ("Chi cục Thủy lợi tỉnh Đông", "2020-01-01", None),
        ("Chi cục Thủy lợi tỉnh Đông", "2025-07-01", "H3.40"),
    ],
)
def test_an_issuer_is_the_only_one_that_was_fully_named_so(name: str, on: str | None, code: str) -> None:
    found = ISSUERS.named(name, dt.date.fromisoformat(on) if on else None)
    assert (found.code if found else None) == code


def _same(issuer: str, here: str, within: Within) -> bool:
    agency = next(one for one in AGENCIES if one.code == issuer)
    return ISSUERS.same_unit(agency, here, within, NOW)


@pytest.mark.parametrize(
    ("issuer", "here"),
    [
        ("H1.31", "H1.31.01"),
        ("H1.31.01", "H1.31.01"),
        ("H1.31.02", "H1.31.01"),  # the commune's police is led by the province's
        ("H1.31.02", "H1.31"),
        ("H1.20.01", "H1.31.01"),  # merged on 1/7/2025
        ("H1.21.01", "H1.33"),
        ("H2.20.01", "H1.34"),  # also over the border of two provinces
        ("H2.20.01.05", "H1.34"),  # an office that ended with its commune
    ],
)
def test_a_paper_of_the_commune_and_of_what_went_into_it_counts(issuer: str, here: str) -> None:
    assert _same(issuer, here, Within.COMMUNE)


@pytest.mark.parametrize(
    ("issuer", "here"),
    [
        ("H1.32", "H1.31.01"),
        ("H1.32.02", "H1.31.01"),  # both led by one office of the province
        ("H1.16", "H1.31.01"),
        ("H1", "H1.31.01"),
        ("H1.20", "H1.31.01"),  # a district
        ("H1.21", "H1.31.01"),
        ("H1.20.02", "H1.31.01"),  # divided: in which part it belongs nobody knows
        ("H1.20.02", "H1.32"),
        ("H1.21.01", "H1.31.01"),  # of the same name
        ("H3.31", "H1.31.01"),
        ("H3.31.02", "H1.31.01"),
        ("H1.50", "H1.32"),  # a part of what it did went to the province
        ("H1.31", "H1.16"),  # a desk of the province lies in no commune
        ("H1.31", ""),
        ("H1.31", "H9"),
    ],
)
def test_a_paper_of_another_commune_or_of_the_whole_province_does_not(issuer: str, here: str) -> None:
    assert not _same(issuer, here, Within.COMMUNE)


@pytest.mark.parametrize(
    ("issuer", "here", "same"),
    [
        ("H1.20.02", "H1.31.01", True),
        ("H1.31.02", "H1.32", True),
        ("H2", "H1.31", True),
        ("H2.20", "H1.31", True),
        ("H2.20.01.05", "H1.31", True),
        ("H1.20", "H1.16", True),
        ("H3", "H1.31", False),
        ("H3.31.02", "H1.31", False),
        ("H1.31.02", "H3.31", False),
    ],
)
def test_a_paper_counts_in_the_province_in_which_its_issuer_lies(issuer: str, here: str, same: bool) -> None:
    assert _same(issuer, here, Within.PROVINCE) is same


def test_an_office_whose_code_and_whose_head_are_of_two_provinces_is_a_doubt() -> None:
    assert not _same("H3.40", "H1.31", Within.PROVINCE)
    assert not _same("H3.40", "H3.31", Within.PROVINCE)
