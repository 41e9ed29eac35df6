"""The learned opinion speaks of what it learned only, and confidences say how often they are right."""

import dataclasses as dc

import numpy as np
import pytest

from archive.values.description import OTHER_TYPE
from digitize.describe.learned import features, shipped
from digitize.describe.trust import field_trust, type_trust
from fixtures.papers.catalogue import KINDS
from tests.digitize.describe.described import described
from tests.digitize.describe.printed import MOTTO, centre, page

_WORDS = (
    "Đã chết vào lúc: 5 giờ 30 phút, ngày 02 tháng 3 năm 2024",
    "Nơi chết: xã Bến Gỗ, tỉnh Hải Sơn",
    "Nguyên nhân chết: bệnh già",
    "Người đi khai tử: Võ Thị Hồng Mai",
)


def test_it_knows_every_type_and_is_certain_of_nothing_in_all() -> None:
    likely = shipped().likely("\n".join(_WORDS))
    assert set(likely) == set(KINDS)
    assert sum(likely.values()) == pytest.approx(1, abs=1e-4)
    assert max(likely, key=lambda slug: likely[slug]) == "trich-luc-khai-tu"


def test_letters_that_are_not_there_change_nothing() -> None:
    assert np.array_equal(features("Nơi chết: xã"), features("NƠI  CHẾT - XÃ ***"))
    assert not np.array_equal(features("Nơi chết: xã"), features("Nơi sinh: xã"))


def test_it_tips_the_scales_where_the_title_was_not_read() -> None:
    rules = described(page(*MOTTO, centre("TRICH LJC KHAl TV"), *_WORDS))
    assert "từ ngữ toàn trang" in rules.why or rules.type == OTHER_TYPE


def test_more_evidence_is_never_trusted_less() -> None:
    types = [type_trust(sure / 20) for sure in range(1, 20)]
    assert types == sorted(types)
    for name in ("owner_id", "number", "issuer", "owner_name"):
        read = [field_trust(name, f"{name}.x", 0.9, words / 20) for words in range(21)]
        assert read == sorted(read)
        assert all(0 <= share < 1 for share in read)


def test_a_field_that_was_never_measured_is_doubted() -> None:
    assert field_trust("so-thua", "so-thua.x", 0.5, 0.5) < 0.5


def test_a_number_is_sure_where_the_paper_says_it_twice_and_the_birth_agrees() -> None:
    entries = (*MOTTO, centre("GIẤY KHAI SINH"), "Họ, chữ đệm, tên: BÙI MINH KHANG")
    number, again = "Số định danh cá nhân: 034218000553", "IDVNM2180005530034218000553<<0"
    once = described(page(*entries, "Ngày sinh: 12/3/2018", number))
    unborn = described(page(*entries, number, again))
    twice = described(page(*entries, "Ngày sinh: 12/3/2018", number, again))
    found = [paper.fields["owner_id"] for paper in (once, unborn, twice)]
    assert {field.value for field in found} == {"034218000553"}
    assert max(found[0].confidence, found[1].confidence) < 0.9 < found[2].confidence


def test_a_description_is_never_as_sure_as_an_officer() -> None:
    said = described(page(*MOTTO, centre("GIẤY KHAI SINH"), "Họ, chữ đệm, tên: BÙI MINH KHANG"))
    assert said.type_confidence < 1
    assert all(field.confidence < 1 for field in said.fields.values())
    assert dc.replace(said).type == "giay-khai-sinh"
