"""Two readings of one paper share keys; a picture shares one though it was saved anew."""

import random

import pytest

from digitize.likeness.keys import MOST, picture_keys, word_keys
from digitize.likeness.tokens import tokens
from fixtures.papers.catalogue import paper
from fixtures.readings.exact import exact
from fixtures.readings.misread import misread


@pytest.mark.parametrize("slug", ["can-cuoc", "quyet-dinh", "giay-uy-quyen"])
@pytest.mark.parametrize("seed", range(3))
def test_two_readings_share_many_keys(slug: str, seed: int) -> None:
    pages = exact(paper(slug, seed))
    one, other = (word_keys(tokens(page.text for page in misread(pages, "hard", seed + n))) for n in range(2))
    assert len(set(one[:16]) & set(other)) >= 5


def test_papers_of_two_people_share_few_keys() -> None:
    one, other = (
        word_keys(tokens(page.text for page in exact(paper("giay-khai-sinh", seed)))) for seed in (1, 2)
    )
    assert len(set(one) & set(other)) < MOST / 2


def test_keys_fit_a_database_and_are_the_same_everywhere() -> None:
    keys = word_keys(tokens(["Số: 27/2024 ngày 05/03/2024 ông Nguyễn Văn Hưng"]))
    assert list(keys) == sorted(set(keys))
    assert all(-(2**63) <= key < 2**63 for key in keys)
    assert word_keys(()) == ()


def test_a_picture_saved_anew_shares_a_key() -> None:
    rng = random.Random(5)
    for _ in range(50):
        bits = rng.getrandbits(256)
        changed = bits
        for place in rng.sample(range(256), 6):
            changed ^= 1 << place
        assert set(picture_keys(f"{bits:064x}")) & set(picture_keys(f"{changed:064x}"))


def test_no_picture_has_no_key() -> None:
    assert picture_keys("") == ()
