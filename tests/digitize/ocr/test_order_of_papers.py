"""The order of reading on drawn pages of many papers, held against the order in which they were set."""

from collections.abc import Callable

import pytest

from digitize.ocr.order import reading_order
from fixtures.others.catalogue import other_paper
from fixtures.papers.catalogue import paper
from fixtures.papers.paper import Paper
from tests.digitize.ocr.typeset import words_of

SLUGS = ("thong-bao", "to-trinh", "bien-ban", "giay-phep-xay-dung", "trich-luc-khai-tu", "giay-khai-sinh",
         "hop-dong-chuyen-nhuong-quyen-su-dung-dat", "phieu-ly-lich-tu-phap", "giay-uy-quyen")  # fmt: skip
"""Justified text, two people who sign in the middle of a page, names under titles, recipients."""


def torn(made: Paper, page: int) -> tuple[list[str], list[str]]:
    """Return the words of a page as read and as set."""
    read = [mark.text for line in reading_order(words_of(made.sheets[page])) for mark in line]
    return read, " ".join(made.truth.pages[page]).split()


@pytest.mark.parametrize("make", [paper, other_paper])
def test_justified_text_over_recipients_and_signature_is_not_torn(make: Callable[..., Paper]) -> None:
    """The last pages of 60 decisions; wide spaces of justified text lie over the gutter below."""
    for seed in range(60):
        read, truth = torn(make("quyet-dinh", seed), -1)
        assert read == truth, seed


@pytest.mark.parametrize("make", [paper, other_paper])
@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_of_a_paper_is_read_as_it_was_set(make: Callable[..., Paper], slug: str) -> None:
    for seed in range(40, 46):
        made = make(slug, seed)
        for page in range(len(made.sheets)):
            read, truth = torn(made, page)
            assert read == truth, (seed, page)
