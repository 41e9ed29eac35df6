"""Genuine files pass at exactly their level, now and years later, whoever made them."""

import datetime as dt
import io
import shutil
from pathlib import Path

import pytest
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.sign.timestamps import DummyTimeStamper

from archive.clock import FixedClock
from archive.values.verdict import Level, Verdict
from fixtures import foreign
from fixtures.forgeries import people
from fixtures.forgeries.impostors import root_list, with_evidence
from fixtures.forgeries.signed import sign, timestamp
from fixtures.forgeries.updates import Writer, dictionary, stream, update
from fixtures.pki.office import AGENCY, MADE_AT, OFFICER, Office
from fixtures.signed import plain_pdf, visible
from signing.authority.layout import TSA, der
from signing.authority.timestamp import EmbeddedTimestamp
from signing.pades.sign.bridge import PortTimeStamper
from signing.pades.sign.certify import certify
from signing.pades.sign.seal import seal
from signing.pades.sign.values import SignRequest
from signing.pades.verify.judge import judge
from tests.signing.pades.verify.judging import HOUR, YEAR, judged, lists, policy

LEVELS = {
    "b": Level.B,
    "t": Level.T,
    "lt": Level.LT,
    "lta": Level.LTA,
    "invisible": Level.LTA,
    "completed": Level.LTA,
    "sealed": Level.LTA,
}
ALONE = [name for name, level in LEVELS.items() if level in (Level.LT, Level.LTA)]
"""Files that carry their own evidence."""


@pytest.mark.parametrize("name", list(LEVELS))
def test_what_we_sign_passes_at_its_level(office: Office, files: dict[str, bytes], name: str) -> None:
    verdict = judged(office, files[name])
    assert (verdict.verdict, verdict.reason, verdict.level) == (Verdict.PASSED, "", LEVELS[name])
    for one in verdict.signatures:
        assert {one.integrity, one.certificate, one.changes, one.verdict} == {Verdict.PASSED}
        assert (one.level, one.reason, one.time) == (LEVELS[name], "", MADE_AT)


def test_a_seal_with_its_picture_beside_the_officer_s_words_passes(office: Office) -> None:
    shown = visible(office, picture=_red_square())
    outside = {"tsa": office.tsa, "revocation": office.revocation, "clock": office.clock}
    waiting = certify(
        plain_pdf(), SignRequest(visible=shown, seal=True, seal_visible=True), office.officer, **outside
    )
    sealed = seal(waiting.data, SignRequest(visible=shown), office.seal, **outside)
    verdict = judged(office, sealed.data, crls=())
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)


def _red_square() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (60, 60), (200, 0, 0, 120)).save(out, "PNG")
    return out.getvalue()


def test_officer_and_seal_are_named_in_the_order_of_signing(office: Office, files: dict[str, bytes]) -> None:
    signatures = judged(office, files["sealed"]).signatures
    assert [(one.field, one.signer) for one in signatures] == [("CanBo", OFFICER), ("CoQuan", AGENCY)]


@pytest.mark.parametrize("years", [0, 2, 5, 9])
@pytest.mark.parametrize("name", ALONE)
def test_a_file_with_its_own_evidence_needs_nothing_else_for_years(
    office: Office, files: dict[str, bytes], name: str, years: int
) -> None:
    verdict = judged(office, files[name], after=HOUR + years * YEAR, crls=())
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, LEVELS[name])


@pytest.mark.parametrize("name", ["b", "t"])
def test_a_file_without_evidence_waits_for_a_current_list(
    office: Office, files: dict[str, bytes], name: str
) -> None:
    verdict = judged(office, files[name], crls=())
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "TRY_LATER")


def test_without_a_timestamp_a_signature_ends_with_its_certificate(
    office: Office, files: dict[str, bytes]
) -> None:
    late = 4 * YEAR
    verdict = judged(office, files["b"], after=late, crls=lists(office, late))
    assert (verdict.verdict, verdict.reason) == (Verdict.INDETERMINATE, "OUT_OF_BOUNDS_NO_POE")


def test_an_archive_timestamp_that_nobody_renewed_ends_with_its_certificate(
    office: Office, files: dict[str, bytes]
) -> None:
    verdict = judged(office, files["lta"], after=11 * YEAR, crls=())
    assert verdict.verdict is Verdict.INDETERMINATE


def test_a_renewed_archive_timestamp_outlives_the_first_authority(
    office: Office, files: dict[str, bytes], tmp_path: Path
) -> None:
    renewed = timestamp(files["sealed"], _later_stamper(office, 9 * YEAR, tmp_path))
    late = 12 * YEAR
    verdict = judged(office, renewed, after=late, crls=lists(office, late))
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)
    assert [one.time for one in verdict.signatures] == [MADE_AT, MADE_AT]


def _later_stamper(office: Office, after: dt.timedelta, to: Path) -> PortTimeStamper:
    """Return the timestamp authority of the same house years later, when its key is a younger one."""
    shutil.copytree(office.pki, to / "pki")
    return PortTimeStamper(EmbeddedTimestamp(to / "pki", FixedClock(office.clock.now() + after)))


def test_an_archive_timestamp_in_an_algorithm_that_ended_proves_nothing(
    office: Office, files: dict[str, bytes]
) -> None:
    late = 9 * YEAR
    at, key, issuer = office.clock.now() + late, people.key("rsa3072"), people.authority(office)
    certificate = people.issue(
        (issuer.certificate.subject, issuer.key),
        key,
        at,
        subject=people.authority(office, TSA).certificate.subject,
        days=(-10, 3650),
        purposes=(people.ExtendedKeyUsageOID.TIME_STAMPING,),
    )
    signer = people.signer(certificate, key, people.chain(office))
    by_pkcs1 = DummyTimeStamper(
        tsa_cert=signer.signing_cert,
        tsa_key=signer.signing_key,
        certs_to_embed=signer.cert_registry,
        fixed_dt=at,
    )
    renewed = timestamp(files["sealed"], by_pkcs1)
    verdict = judged(office, renewed, after=late + YEAR, crls=lists(office, late + YEAR))
    assert verdict.verdict is Verdict.INDETERMINATE


def test_one_more_archive_timestamp_changes_nothing(office: Office, files: dict[str, bytes]) -> None:
    again = timestamp(files["lta"], PortTimeStamper(office.tsa))
    verdict = judged(office, again)
    assert (verdict.verdict, verdict.level) == (Verdict.PASSED, Level.LTA)


@pytest.mark.parametrize("name", list(foreign.ALL))
def test_what_others_sign_passes_at_its_level(office: Office, name: str) -> None:
    level, build = foreign.ALL[name]
    verdict = judged(office, build(office, plain_pdf()))
    assert (verdict.verdict, verdict.reason) == (Verdict.PASSED, "")
    assert {one.level for one in verdict.signatures} == {level}


def test_an_answer_of_the_issuer_speaks_for_a_certificate_that_expired(office: Office) -> None:
    signer, at = people.good(office, days=(-30, 5)), office.clock.now()
    signed = sign(plain_pdf(), signer, at, stamper=PortTimeStamper(office.tsa))
    told = people.answer(office, signer.signing_cert, at, genuine=True)
    young = people.crl(office, {}, at=at + 20 * people.DAY)
    how = {"after": 21 * people.DAY, "crls": (root_list(office), young)}
    assert judged(office, signed, **how).reason == "TRY_LATER"
    assert judged(office, with_evidence(signed, "OCSPs", told), **how).verdict is Verdict.PASSED


@pytest.mark.parametrize("name", ["lta", "sealed", "seal-waiting", "plain"])
def test_a_file_judged_twice_gives_one_verdict_and_stays_as_it_is(
    office: Office, files: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    path = tmp_path / "giay.pdf"
    path.write_bytes(files[name])
    first, second = (judge(path, policy(office)) for _ in range(2))
    assert first == second == judged(office, files[name])
    assert path.read_bytes() == files[name]
    assert [one.name for one in tmp_path.iterdir()] == ["giay.pdf"]


@pytest.mark.parametrize("name", ["b", "t", "lt", "lta", "sealed"])
def test_nothing_follows_the_end_of_what_we_sign(files: dict[str, bytes], name: str) -> None:
    assert files[name].rpartition(b"%%EOF")[2].strip(b"\r\n") == b""


def test_evidence_may_be_named_for_one_signature(office: Office, files: dict[str, bytes]) -> None:
    def named(writer: Writer) -> None:
        held = {
            "Cert": generic.ArrayObject([stream(writer, der(people.authority(office).certificate))]),
            "CRL": generic.ArrayObject([stream(writer, root_list(office))]),
            "TS": stream(writer, office.tsa.timestamp(bytes(32), "sha256")),
        }
        one = writer.add_object(dictionary(**held))
        signatures = generic.DictionaryObject({pdf_name("/" + 40 * "A"): one})
        writer.root["/DSS"] = writer.add_object(dictionary(VRI=signatures))
        writer.update_root()

    assert judged(office, update(files["b"], named)).verdict is Verdict.PASSED
