"""One paper handed in twice is told, however it was read; papers of one form for two people never are."""

import dataclasses as dc
import datetime as dt
import functools
import re

import pytest

from archive.values.description import Field
from archive.values.doubles import SameBy
from benchmarks.bench_doubles import all_pairs
from digitize.likeness.same import Told, against, pictures_alike, same, same_paper
from digitize.likeness.tokens import tokens
from fixtures.papers.catalogue import paper
from fixtures.readings.exact import exact
from fixtures.readings.misread import misread

WORDS = (
    "ỦY BAN NHÂN DÂN XÃ TÂN LẬP Số: 27/QĐ-UBND QUYẾT ĐỊNH Về việc hỗ trợ hộ ông Nguyễn Văn Hưng sinh ngày"
    " 05/03/1987 số định danh 033087004512 thường trú tại thôn Đông, ngày 12 tháng 8 năm 2025"
)
TYPE = "quyet-dinh"


def field(name: str, value: str, confidence: float = 0.95) -> Field:
    return Field(name, value, value, confidence)


def told(text: str = WORDS, *fields: Field, type_: str = TYPE, pictures: tuple[str, ...] = ()) -> Told:
    return Told(type_, tokens([text]), {one.name: one for one in fields}, pictures)


@functools.cache
def birth(seed: int, tier: str, reading: int) -> Told:
    pages = misread(exact(paper("giay-khai-sinh", seed)), tier, reading)
    number = paper("giay-khai-sinh", seed).truth.fields["number"]
    return Told(
        "giay-khai-sinh", tokens(page.text for page in pages), {"number": field("number", number, 0.7)}
    )


def test_relatives_of_a_paper_are_told_apart_and_the_paper_itself_is_told() -> None:
    pairs = list(all_pairs([7], ("giay-khai-sinh", "cong-van", "giay-phep-xay-dung", "can-cuoc")))
    wrong = [
        (pair.type, pair.kind)
        for pair in pairs
        if pair.kind.startswith("same") != bool(same_paper(pair.one, pair.other))
    ]
    assert len(pairs) > 50
    assert wrong == []


def test_two_readings_of_a_paper_are_the_same_and_say_how_alike_they_are() -> None:
    found = same(birth(3, "standard", 1), birth(3, "hard", 2))
    assert found is not None
    assert found[0] is SameBy.PAPER
    assert 0.6 <= found[1] <= 1


def test_a_running_number_and_another_name_make_another_paper() -> None:
    other = WORDS.replace("27/QĐ", "28/QĐ").replace("Nguyễn Văn Hưng", "Trần Thị Diệp")
    other = other.replace("033087004512", "033190118820")
    assert same(told(), told(WORDS)) is not None
    assert same(told(), told(other)) is None


@pytest.mark.parametrize(
    ("name", "value", "later"),
    [
        ("number", "27/QĐ-UBND", "29/QĐ-UBND"),
        ("issued_on", "2025-08-12", "2026-08-12"),
        ("valid_until", "2026-08-12", "2027-08-12"),
        ("abstract", "hỗ trợ sửa chữa nhà ở", "công nhận kết quả hòa giải"),
    ],
)
def test_a_field_that_is_sure_decides_and_one_that_is_not_does_not(name: str, value: str, later: str) -> None:
    other = WORDS.replace("12 tháng", "15 tháng")
    assert same(told(WORDS, field(name, value)), told(other, field(name, later))) is None
    assert same(told(WORDS, field(name, value)), told(other, field(name, later, 0.6))) is not None
    assert same(told(WORDS, field(name, value)), told(other, field(name, value))) is not None
    mistaken = same(told(WORDS, field(name, value)), told(WORDS, field(name, later)))
    assert (mistaken is None) == (name == "abstract")  # texts are told apart though no word contradicts


def test_of_two_owners_each_may_come_first() -> None:
    text = WORDS + " và bà Đỗ Thị Mận 033190118820"
    one, other = field("owner_id", "033087004512"), field("owner_id", "033190118820")
    assert same(told(text, one), told(text, other)) is not None


def test_blank_forms_are_not_the_same_paper() -> None:
    text = re.sub(r"\d", "", WORDS) + " Thông tư số 04/2024/TT-BTP ngày 06/06/2024 Mẫu số 3"
    assert same(told(text), told(text)) is None
    assert same(told(text, field("owner_name", "An")), told(text, field("owner_name", "An"))) is not None


def test_papers_of_two_types_are_two_unless_a_type_is_doubtful() -> None:
    less = WORDS.replace("Về việc hỗ trợ hộ", "")
    assert same(told(), told(less, type_="cong-van")) is None
    assert same(told(), told(less, type_="khac")) is not None
    assert same(told(), told(type_="cong-van")) is not None  # word for word: the type was taken wrong


@pytest.mark.parametrize(
    ("one", "other", "weight"),
    [
        ("số 033087004512 cấp", "số 03308704512 cấp", 0),  # a digit was lost
        ("sinh 05/03/1987 tại", "sinh 06/03/1987 tại", 1),
        ("sinh 05/03/1987 tại", "sinh 17/11/1990 tại", 2),
        ("ông Hưng thường trú", "ông Hưn thường trú", 0),
        ("ông Hưng thường trú", "ông Diệp thường trú", 0.5),
        ("ông Nguyễn Văn Hưng trú", "ông Phạm Đức Diệp trú", 1),
        ("ông Hưng thường trú tại thôn Đông", "ông Hưng thôn Đông", 0),  # words were lost
        ("ngày 5 tháng", "ngày 6 tháng", 0.5),
    ],
)
def test_what_is_lost_contradicts_nothing_and_another_number_most(
    one: str, other: str, weight: float
) -> None:
    assert against(tokens([one]), tokens([other])) == weight
    assert against(tokens([other]), tokens([one])) == weight


def test_the_same_picture_makes_it_the_same_scan_only_where_the_words_agree() -> None:
    scan, nearly = "f" * 64, "f" * 63 + "e"
    found = same(told(pictures=(scan,)), told(pictures=(nearly,)))
    assert found == (SameBy.SCAN, pytest.approx(255 / 256))
    other = WORDS.replace("033087004512", "033190118820").replace("05/03/1987", "17/11/1990")
    assert same(told(pictures=(scan,)), told(other, pictures=(scan,))) is None


def test_where_there_are_no_words_pictures_decide() -> None:
    scan, other = "0f" * 32, "f0" * 32
    assert same(told("Bản vẽ", pictures=(scan,)), told("", pictures=(scan,))) == (SameBy.SCAN, 1.0)
    assert same(told("Bản vẽ", pictures=(scan,)), told("Bản vẽ", pictures=(other,))) is None
    assert same(told("", pictures=("",)), told("", pictures=("",))) is None  # nothing is known of either
    assert same(told("", pictures=(scan,)), told(pictures=(scan,))) is None


def test_scans_of_another_number_of_pages_are_other_scans() -> None:
    assert pictures_alike(("0f" * 32,), ("0f" * 32, "0f" * 32)) == 0


def test_comparing_costs_little() -> None:
    long = told(" ".join(f"{WORDS} {n}" for n in range(40)))
    changed = dc.replace(long, words=(*long.words[5:900], *long.words[950:]))
    began = dt.datetime.now(dt.UTC)
    same_paper(long, changed)
    assert (dt.datetime.now(dt.UTC) - began).total_seconds() < 1
