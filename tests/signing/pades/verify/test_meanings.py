"""What the words of a verdict mean: no signature, no PDF, trailing data, a missing signature, three lines."""

import io
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfTimeStamper

from archive.values.verdict import Verdict
from fixtures.forgeries import edits, people, raw, tables
from fixtures.forgeries.objects import append
from fixtures.forgeries.signed import sign, timestamp, with_field
from fixtures.forgeries.updates import Writer, update
from fixtures.pki.office import Office
from fixtures.signed import plain_pdf
from signing.pades.sign.bridge import PortTimeStamper
from signing.pades.verify.findings import Reason
from signing.pades.verify.judge import judge
from signing.pades.verify.opened import MAX_REVISIONS, MAX_TIMESTAMPS, open_pdf
from signing.pades.verify.sentences import file_sentence, signature_sentence, why
from tests.signing.pades.verify.judging import judged, policy


def test_a_file_without_signature_is_said_to_have_none(office: Office, files: dict[str, bytes]) -> None:
    verdict = judged(office, files["plain"])
    assert (verdict.verdict, verdict.reason, verdict.signatures) == (Verdict.FAILED, "NO_SIGNATURE", ())
    assert verdict.level is None


def test_an_empty_field_alone_is_no_signature(office: Office) -> None:
    assert judged(office, with_field(plain_pdf(), "Trong")).reason == "NO_SIGNATURE"


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF\n", b"\xff\xd8\xff\xe0", b"-----BEGIN CERTIFICATE-----\n"]
)
def test_what_is_no_pdf_is_said_to_be_none(office: Office, data: bytes) -> None:
    verdict = judged(office, data)
    assert (verdict.verdict, verdict.reason, verdict.signatures) == (Verdict.FAILED, "FORMAT_FAILURE", ())


def test_a_file_that_is_not_there_is_said_to_be_unreadable(office: Office, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "khong-co.pdf"):
        verdict = judge(path, policy(office))
        assert (verdict.verdict, verdict.reason) == (Verdict.FAILED, "FORMAT_FAILURE")


@pytest.mark.parametrize("more", [b"\n", b"\r\n", b"\r\n\r\n\n", b"\n" * 15])
def test_line_ends_may_follow_the_end(office: Office, files: dict[str, bytes], more: bytes) -> None:
    assert judged(office, files["lta"] + more).verdict is Verdict.PASSED


@pytest.mark.parametrize("more", [b" ", b"\0", b"\n\n%", b"x", b"\n<!-- -->\n", b"\n" * 99])
def test_anything_else_behind_the_end_is_trailing_data(
    office: Office, files: dict[str, bytes], more: bytes
) -> None:
    verdict = judged(office, files["lta"] + more)
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "TRAILING_DATA")


@pytest.mark.parametrize("name", [b"%iText-5.5.13\n", b"\n% Some program 1.0\r\n"])
def test_a_program_may_write_its_name_behind_a_trailer(
    office: Office, files: dict[str, bytes], name: bytes
) -> None:
    assert judged(office, tables.behind_trailer(files["lta"], name)).verdict is Verdict.PASSED


@pytest.mark.parametrize(
    "words", [b"%one\n%two\n", b"%" + b"9" * 90 + b"\n", b"%\0\n", b"9\n", b"%x\n<<>>\n"]
)
def test_nothing_else_stands_there(office: Office, files: dict[str, bytes], words: bytes) -> None:
    verdict = judged(office, tables.behind_trailer(files["lta"], words))
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "GENERIC")


def test_a_certified_file_without_its_seal_is_not_whole(office: Office, files: dict[str, bytes]) -> None:
    verdict = judged(office, files["seal-waiting"])
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "SIGNATURE_MISSING")
    assert [one.verdict for one in verdict.signatures] == [Verdict.PASSED]


def test_an_empty_field_beside_an_approval_is_no_missing_act(office: Office) -> None:
    data = sign(with_field(plain_pdf(), "Hai"), people.good(office), office.clock.now(), "Mot")
    assert judged(office, data).verdict is Verdict.PASSED


def test_an_encrypted_file_cannot_be_judged(office: Office, files: dict[str, bytes]) -> None:
    assert judged(office, raw.encrypted(files["lta"])).verdict is Verdict.INDETERMINATE


def test_a_file_of_endless_updates_is_not_judged_for_hours(office: Office, files: dict[str, bytes]) -> None:
    data = files["lta"]
    for _ in range(MAX_REVISIONS):
        data = append(data, b"", [(0, 0, 65535, b"f")])
    assert judged(office, data).verdict is Verdict.INDETERMINATE


def test_a_file_of_endless_time_stamps_is_not_judged_for_minutes(office: Office) -> None:
    data = sign(plain_pdf(), people.good(office), office.clock.now())
    for number in range(MAX_TIMESTAMPS + 1):
        data = timestamp(data, PortTimeStamper(office.tsa), f"Dau{number}")
    verdict = judged(office, data)
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "GENERIC")


def test_a_broken_signature_is_told_from_a_changed_page(office: Office, files: dict[str, bytes]) -> None:
    (broken,) = judged(office, raw.flip_content(files["lta"])).signatures
    assert (broken.integrity, broken.certificate, broken.changes) == (
        Verdict.FAILED, Verdict.PASSED, Verdict.PASSED,
    )  # fmt: skip
    (changed,) = judged(office, update(files["lta"], edits.content_added)).signatures
    assert (changed.integrity, changed.certificate, changed.changes) == (
        Verdict.PASSED, Verdict.PASSED, Verdict.FAILED,
    )  # fmt: skip
    stranger = sign(plain_pdf(), people.foreign(office)[0], office.clock.now())
    (foreign,) = judged(office, stranger).signatures
    assert (foreign.integrity, foreign.certificate, foreign.changes) == (
        Verdict.PASSED, Verdict.INDETERMINATE, Verdict.PASSED,
    )  # fmt: skip


def test_a_file_whose_signature_cannot_be_read_still_names_its_field(
    office: Office, files: dict[str, bytes]
) -> None:
    forged = update(files["lta"], edits.EDITS[edits.Kind.LOST]["usf-contents-null"])
    (one,) = judged(office, forged).signatures
    assert (one.field, one.signer, one.level, one.time) == ("CanBo", "", None, None)


def test_every_reason_is_said_in_both_languages() -> None:
    said = [why(reason) for reason in Reason]
    assert all(vi and en and vi != en for vi, en in said)
    assert len(set(said)) == len(said)
    assert why("") == ("", "")


@pytest.mark.parametrize("word", list(Verdict))
def test_every_verdict_is_one_sentence_about_who_and_why(word: Verdict) -> None:
    reason = "" if word is Verdict.PASSED else Reason.REVOKED
    for text in (*signature_sentence("Trần {Văn} Bình", word, reason), *file_sentence(word, reason, 2)):
        assert text.endswith(".")
        assert "{count}" not in text
    assert "Trần {Văn} Bình" in signature_sentence("Trần {Văn} Bình", word, reason)[0]


def test_a_time_stamp_in_the_field_of_the_seal_is_no_seal(office: Office, files: dict[str, bytes]) -> None:
    (name,) = [field.name for field in open_pdf(files["seal-waiting"]).fields if field.is_empty]
    writer = IncrementalPdfFileWriter(io.BytesIO(files["seal-waiting"]))
    out = PdfTimeStamper(PortTimeStamper(office.tsa), field_name=name).timestamp_pdf(writer, "sha256")
    verdict = judged(office, out.getvalue())
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "SIGNATURE_MISSING")


def test_another_object_never_becomes_the_catalog(office: Office, files: dict[str, bytes]) -> None:
    def moved(writer: Writer) -> None:
        writer._root = writer.add_object(generic.DictionaryObject(writer.root))

    assert judged(office, update(files["lta"], moved)).verdict is not Verdict.PASSED


def test_what_a_verdict_says_is_in_no_log(
    office: Office, files: dict[str, bytes], caplog: pytest.LogCaptureFixture
) -> None:
    assert judged(office, files["seal-waiting"], crls=()).verdict is Verdict.INDETERMINATE
    assert not caplog.records
