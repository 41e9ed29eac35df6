"""Whatever the bytes are: nothing is raised, and nothing but a genuine file passes."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.values.verdict import Verdict
from fixtures.pki.office import Office
from tests.signing.pades.verify.judging import judged

SLOWLY = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
_RANGE = re.compile(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]")
PIECES = (
    b"%%EOF", b"startxref\n", b"xref\n", b"trailer\n", b"endobj", b"endstream", b"obj", b"R", b"null",
    b"<<", b">>", b"[", b"]", b"(", b"<", b">", b"\0", b"-1", b"#00", b"99999999999", b"%PDF-1.7\n",
    b"/ByteRange", b"/Contents", b"/Prev 0", b"/Root", b"/Encrypt", b"/XRefStm 9", b"/Kids", b"/Parent",
    b"/AcroForm", b"/V",
)  # fmt: skip


@SLOWLY
@given(data=st.binary(max_size=2000))
def test_random_bytes_are_no_pdf(office: Office, data: bytes) -> None:
    verdict = judged(office, data)
    assert (verdict.verdict, verdict.reason) == (Verdict.FAILED, "FORMAT_FAILURE")


@SLOWLY
@given(data=st.binary(max_size=2000))
def test_random_bytes_with_a_header_never_pass(office: Office, data: bytes) -> None:
    assert judged(office, b"%PDF-1.7\n" + data + b"\n%%EOF\n").verdict is Verdict.FAILED


@SLOWLY
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_off_anywhere_never_passes(office: Office, files: dict[str, bytes], share: float) -> None:
    whole = files["invisible"]
    cut = whole[: int(share * len(whole))]
    assert cut.strip() in _earlier_states(whole) or judged(office, cut).verdict is not Verdict.PASSED


def _earlier_states(whole: bytes) -> set[bytes]:
    """Return what the file was after each of its signatures: those are genuine too."""
    ends = [sum(int(found[place]) for place in (2, 3)) for found in _RANGE.finditer(whole)]
    return {whole[:end].strip() for end in ends}


@SLOWLY
@given(share=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
def test_one_changed_byte_anywhere_in_the_signed_zone_never_passes(
    office: Office, files: dict[str, bytes], share: float, mask: int
) -> None:
    whole = files["invisible"]
    begin, end = _last_hole(whole)
    at = int(share * (len(whole) - (end - begin)))
    at = at if at < begin else at + end - begin
    changed = whole[:at] + bytes([whole[at] ^ mask]) + whole[at + 1 :]
    assert judged(office, changed).verdict is not Verdict.PASSED


def _last_hole(whole: bytes) -> tuple[int, int]:
    """Return where the hole of the last time stamp lies, which nothing covers."""
    *_, last = _RANGE.finditer(whole)
    return int(last[1]), int(last[2])


@SLOWLY
@given(share=st.floats(0, 1), piece=st.sampled_from(PIECES), behind=st.booleans())
def test_a_piece_of_syntax_put_in_anywhere_never_passes(
    office: Office, files: dict[str, bytes], share: float, piece: bytes, *, behind: bool
) -> None:
    whole = files["b"]
    at = int(share * len(whole))
    rest = whole[at:] if behind else whole[at + len(piece) :]
    forged = whole[:at] + piece + rest
    assert forged == whole or judged(office, forged).verdict is not Verdict.PASSED


@SLOWLY
@given(parts=st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
def test_an_update_of_random_syntax_never_passes(
    office: Office, files: dict[str, bytes], parts: list[bytes]
) -> None:
    assert judged(office, files["b"] + b"\n".join(parts) + b"\n%%EOF\n").verdict is not Verdict.PASSED


@pytest.mark.parametrize("depth", [100, 5_000])
@pytest.mark.parametrize("nested", [(b"[", b"]"), (b"<</K ", b">>"), (b"(", b")")])
def test_deeply_nested_objects_are_judged_without_falling_over(
    office: Office, files: dict[str, bytes], nested: tuple[bytes, bytes], depth: int
) -> None:
    opening, closing = nested
    body = b"900 0 obj\n" + opening * depth + closing * depth + b"\nendobj\n"
    at = len(files["b"])
    table = (
        b"xref\n900 1\n%010d 00000 n \ntrailer\n<</Size 901 /Root 1 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    )
    last = int(re.findall(rb"startxref\s+(\d+)", files["b"])[-1])
    forged = files["b"] + body + table % (at, last, at + len(body))
    assert judged(office, forged).verdict is not Verdict.PASSED
