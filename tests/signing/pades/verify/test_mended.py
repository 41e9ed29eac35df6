"""A draft in a signed file is told as soon as anything follows, and a paper that some read from elsewhere."""

import pytest

from archive.values.verdict import Verdict
from fixtures.forgeries import drafts, people
from fixtures.forgeries.objects import content_number
from fixtures.forgeries.signed import sign, timestamp
from fixtures.pki.office import Office
from fixtures.signed import plain_pdf
from signing.pades.sign.bridge import PortTimeStamper
from tests.signing.pades.verify.judging import judged


def test_a_draft_is_told_where_an_update_follows(office: Office) -> None:
    signed = drafts.CONTROLS["a paper with a draft"](office, plain_pdf(), b"").data
    verdict = judged(office, timestamp(signed, PortTimeStamper(office.tsa)))
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "GENERIC")


@pytest.mark.parametrize("title", [b"\n%d 0 obj", b" x%d\0\0\n00obj ", b"%%%d\r0\f obj\n", b"(%d 0 obj)"])
def test_what_looks_like_an_object_is_a_draft_wherever_it_stands(office: Office, title: bytes) -> None:
    words = b"%" + title % content_number(plain_pdf()) + b"\n"
    signed = sign(drafts.with_words(plain_pdf(), words), people.good(office), office.clock.now())
    assert judged(office, signed).verdict is Verdict.PASSED
    assert judged(office, signed + b"\n").verdict is Verdict.INDETERMINATE


@pytest.mark.parametrize("words", [b"% an object\n", b"% 7 object 0 objects endobj\n", b"%obj\n"])
def test_other_words_are_none(office: Office, words: bytes) -> None:
    signed = sign(drafts.with_words(plain_pdf(), words), people.good(office), office.clock.now())
    assert judged(office, signed + b"\n").verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", Verdict.PASSED),
        (b"%PDF-1.4 \xe2\xe3\r\n%%Made: by a program\r\n\r\n", Verdict.PASSED),
        (b"%PDF-1.7 obj\n", Verdict.INDETERMINATE),
        (b"%PDF-1.7\n%1 0 obj\n", Verdict.INDETERMINATE),
        (b"%PDF-1.7\n\x80", Verdict.INDETERMINATE),
    ],
)
def test_a_paper_for_the_web_begins_plainly(office: Office, head: bytes, word: Verdict) -> None:
    paper = drafts.for_the_web(head, b"/L 1")
    assert judged(office, sign(paper, people.good(office), office.clock.now())).verdict is word


@pytest.mark.parametrize("told", [b"", b"/L (1)", b"/L 1 /X (\\x)", b"/L 1 /X#E9 1", b"/L 1 % words\n"])
def test_a_paper_for_the_web_tells_its_length_plainly(office: Office, told: bytes) -> None:
    paper = drafts.for_the_web(b"%PDF-1.7\n", told)
    verdict = judged(office, sign(paper, people.good(office), office.clock.now()))
    assert verdict.verdict is Verdict.INDETERMINATE
