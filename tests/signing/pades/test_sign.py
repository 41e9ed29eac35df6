"""Signing: every level, whole input kept, locks as they should be; judged by pyHanko's own validator."""

import asyncio
import datetime as dt
import io

import pytest
from asn1crypto import crl as asn1_crl
from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from archive.values.ids import Sha256
from archive.values.verdict import Level
from fixtures.layouts import red_square
from fixtures.pki.office import MADE_AT, Office
from fixtures.signed import plain_pdf, visible
from signing.errors import KeyUnavailable, NotReadableAsPdf, SealFieldMissing, SigningFailed
from signing.pades.sign.bridge import drive
from signing.pades.sign.certify import certify
from signing.pades.sign.complete import complete
from signing.pades.sign.seal import seal
from signing.pades.sign.values import SEAL_FIELD, Signed, SignRequest
from tests.fakes.signing import CountingSigner, DeadRevocation, DeadTimestamp, DyingTimestamp

PLAIN = plain_pdf()


def _certify(office: Office, request: SignRequest = SignRequest(), **other: object) -> Signed:  # noqa: B008
    outside = {"tsa": office.tsa, "revocation": office.revocation, "clock": office.clock}
    return certify(PLAIN, request, office.officer, **(outside | other))  # type: ignore[arg-type]


def _reader(signed: Signed) -> PdfFileReader:
    return PdfFileReader(io.BytesIO(signed.data))


def _context(office: Office, reader: PdfFileReader) -> ValidationContext:
    crls = []
    if "/DSS" in reader.root:
        store = DocumentSecurityStore.read_dss(reader)
        crls = [asn1_crl.CertificateList.load(ref.get_object().data) for ref in store.crls]
    return ValidationContext(
        trust_roots=[x509.Certificate.load(one) for one in office.anchors],
        moment=MADE_AT + dt.timedelta(minutes=1),
        crls=crls,
        revocation_mode="require" if crls else "soft-fail",
        allow_fetching=False,
    )


def _assert_sound(office: Office, signed: Signed) -> PdfFileReader:
    """Check every signature and timestamp of the file with a validator that is not ours."""
    reader = _reader(signed)
    for one in reader.embedded_regular_signatures:
        status = validate_pdf_signature(one, _context(office, reader))
        assert status.intact
        assert status.valid
        assert status.trusted, status.summary()
        assert status.docmdp_ok
        assert status.modification_level in (
            ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING,
        )  # fmt: skip
    for one in reader.embedded_timestamp_signatures:
        status = validate_pdf_timestamp(one, _context(office, reader))
        assert status.intact
        assert status.valid
        assert status.trusted
    return reader


def _references(one: EmbeddedPdfSignature) -> dict[str, dict[str, object]]:
    found = one.sig_object["/Reference"]
    return {str(ref.get_object()["/TransformMethod"]): ref.get_object()["/TransformParams"] for ref in found}


@pytest.mark.parametrize("level", list(Level))
def test_each_level_is_reached_and_sound(office: Office, level: Level) -> None:
    tsa = None if level is Level.B else office.tsa
    signed = _certify(office, SignRequest(level=level), tsa=tsa)
    assert signed.level is level
    assert signed.missing == ()
    _assert_sound(office, signed)


def test_what_comes_out_begins_with_what_went_in(office: Office) -> None:
    waiting = _certify(office, SignRequest(seal=True))
    sealed = _seal(office, waiting)
    assert waiting.data.startswith(PLAIN)
    assert sealed.data.startswith(waiting.data)
    assert sealed.sha256 == Sha256.of(sealed.data)


def test_the_officer_certifies_with_p2_and_locks_its_own_field_only(office: Office) -> None:
    reader = _assert_sound(office, _certify(office, SignRequest(visible=visible(office))))
    (officer,) = reader.embedded_regular_signatures
    assert officer.field_name == "CanBo"
    references = _references(officer)
    assert references["/DocMDP"]["/P"] == MDPPerm.FILL_FORMS.value
    assert references["/FieldMDP"]["/Action"] == "/Include"
    assert list(references["/FieldMDP"]["/Fields"]) == ["CanBo"]  # type: ignore[call-overload]


def test_officer_and_seal_are_both_sound_at_lta(office: Office) -> None:
    waiting = _certify(office, SignRequest(visible=visible(office), seal=True, seal_visible=True))
    assert waiting.level is Level.T
    sealed = _seal(office, waiting)
    reader = _assert_sound(office, sealed)
    assert sealed.level is Level.LTA
    assert [one.field_name for one in reader.embedded_regular_signatures] == ["CanBo", SEAL_FIELD]
    params = _references(reader.embedded_regular_signatures[1])["/FieldMDP"]
    assert params["/Action"] == "/Include"
    assert list(params["/Fields"]) == ["CanBo", "CoQuan"]  # type: ignore[call-overload]
    assert params["/P"] == MDPPerm.NO_CHANGES.value


def test_the_empty_seal_is_packed_as_its_picture_will_be(office: Office) -> None:
    shown = visible(office, picture=red_square())
    request = SignRequest(visible=shown, seal=True, seal_visible=True)
    waiting = _certify(office, request)
    sealed = seal(
        waiting.data, SignRequest(visible=shown), office.seal,
        tsa=office.tsa, revocation=office.revocation, clock=office.clock,
    )  # fmt: skip
    looks = [_look(_reader(signed), SEAL_FIELD) for signed in (waiting, sealed)]
    assert looks[0]["/Filter"] == looks[1]["/Filter"] == "/FlateDecode"
    assert looks[0].data == b""


def _look(reader: PdfFileReader, name: str) -> generic.StreamObject:
    fields = [node.get_object() for node in reader.root["/AcroForm"]["/Fields"]]
    (field,) = (node for node in fields if node["/T"] == name)
    return field["/AP"]["/N"]


def _seal(office: Office, waiting: Signed) -> Signed:
    return seal(
        waiting.data, SignRequest(), office.seal,
        tsa=office.tsa, revocation=office.revocation, clock=office.clock,
    )  # fmt: skip


def test_an_agency_may_certify_alone(office: Office) -> None:
    signed = certify(
        PLAIN, SignRequest(field=SEAL_FIELD), office.seal,
        tsa=office.tsa, revocation=office.revocation, clock=office.clock,
    )  # fmt: skip
    reader = _assert_sound(office, signed)
    assert [one.field_name for one in reader.embedded_regular_signatures] == ["CoQuan"]


def test_a_seal_needs_its_empty_field(office: Office) -> None:
    without = _certify(office)
    sealed = _seal(office, _certify(office, SignRequest(seal=True)))
    for signed in (without, sealed):
        with pytest.raises(SealFieldMissing):
            _seal(office, signed)


def test_an_officer_does_not_sign_twice(office: Office) -> None:
    signed = _certify(office)
    with pytest.raises(SigningFailed):
        certify(
            signed.data, SignRequest(), office.officer,
            tsa=office.tsa, revocation=office.revocation, clock=office.clock,
        )  # fmt: skip


def test_the_claimed_time_is_the_clock_s(office: Office) -> None:
    (officer,) = _reader(_certify(office)).embedded_regular_signatures
    assert officer.self_reported_timestamp == MADE_AT
    (stamp,) = _reader(_certify(office)).embedded_timestamp_signatures
    info = stamp.signed_data["encap_content_info"]["content"].parsed
    assert info["gen_time"].native == MADE_AT


def test_signing_leaves_the_metadata_of_the_copy_alone(office: Office) -> None:
    reader = _reader(_certify(office, SignRequest(visible=visible(office))))
    before = PdfFileReader(io.BytesIO(PLAIN))
    assert "/Metadata" not in reader.root
    assert reader.trailer_view.raw_get("/Root") == before.trailer_view.raw_get("/Root")
    assert reader.trailer_view.get("/Info") == before.trailer_view.get("/Info")


@pytest.mark.parametrize(
    ("tsa_answers", "revocation_alive", "level", "missing"),
    [
        (0, True, Level.B, ("timestamp", "revocation", "archive-timestamp")),
        (99, False, Level.T, ("revocation", "archive-timestamp")),
        (2, True, Level.LT, ("archive-timestamp",)),
        # It answers when asked how large a token is, and dies before the signature's own.
        (1, True, Level.B, ("timestamp", "revocation", "archive-timestamp")),
        (0, False, Level.B, ("timestamp", "revocation", "archive-timestamp")),
    ],
)
def test_a_dead_outside_part_lowers_the_level_and_completion_repairs_it(
    office: Office, tsa_answers: int, revocation_alive: bool, level: Level, missing: tuple[str, ...]
) -> None:
    signer = CountingSigner(office.officer)
    signed = certify(
        PLAIN, SignRequest(visible=visible(office)), signer,
        tsa=DyingTimestamp(office.tsa, tsa_answers),
        revocation=office.revocation if revocation_alive else DeadRevocation(),
        clock=office.clock,
    )  # fmt: skip
    assert (signed.level, signed.missing) == (level, missing)
    assert signer.signed == 1
    _assert_sound(office, signed)
    whole = complete(signed.data, tsa=office.tsa, revocation=office.revocation, clock=office.clock)
    assert (whole.level, whole.missing) == (Level.LTA, ())
    assert whole.data.startswith(signed.data)
    _assert_sound(office, whole)


def test_completion_without_outside_parts_changes_nothing(office: Office) -> None:
    signed = _certify(office, tsa=DeadTimestamp(), revocation=DeadRevocation())
    again = complete(signed.data, tsa=DeadTimestamp(), revocation=DeadRevocation(), clock=office.clock)
    assert again == signed


def test_a_complete_file_is_left_as_it_is(office: Office) -> None:
    signed = _certify(office)
    tsa = DeadTimestamp()
    assert complete(signed.data, tsa=tsa, revocation=office.revocation, clock=office.clock) == signed
    assert tsa.asked == 0


def test_a_dead_authority_is_asked_once_only(office: Office) -> None:
    tsa = DeadTimestamp()
    _certify(office, tsa=tsa)
    assert tsa.asked == 1


def test_a_lost_token_signs_nothing(office: Office) -> None:
    with pytest.raises(KeyUnavailable):
        certify(
            PLAIN, SignRequest(), CountingSigner(office.officer, gone=True),
            tsa=office.tsa, revocation=office.revocation, clock=office.clock,
        )  # fmt: skip


@pytest.mark.parametrize(
    "damaged",
    [b"", b"hello", PLAIN[: len(PLAIN) // 2], b"%PDF-1.7\n" + bytes(500), PLAIN.replace(b"xref", b"xxxx")],
)
def test_what_is_no_pdf_is_refused_by_name(office: Office, damaged: bytes) -> None:
    with pytest.raises(NotReadableAsPdf):
        certify(
            damaged, SignRequest(), office.officer,
            tsa=office.tsa, revocation=office.revocation, clock=office.clock,
        )  # fmt: skip
    with pytest.raises(NotReadableAsPdf):
        complete(damaged, tsa=office.tsa, revocation=office.revocation, clock=office.clock)


def test_an_encrypted_pdf_is_refused(office: Office) -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PLAIN)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    with pytest.raises(NotReadableAsPdf, match="encrypted"):
        certify(
            out.getvalue(), SignRequest(), office.officer,
            tsa=office.tsa, revocation=office.revocation, clock=office.clock,
        )  # fmt: skip


def test_signing_works_beside_a_running_event_loop(office: Office) -> None:
    async def inside() -> Signed:
        return _certify(office)

    assert asyncio.run(inside()).level is Level.LTA


@pytest.mark.parametrize("beside_a_loop", [False, True])
def test_a_result_is_never_described_on_its_way_out(beside_a_loop: bool) -> None:
    described = []

    class Costly:
        """As a CMS container, whose description takes minutes."""

        def __repr__(self) -> str:
            described.append(self)
            return "costly"

    costly = Costly()

    async def work() -> Costly:
        return costly

    async def inside() -> bool:
        return drive(work()) is costly

    found = asyncio.run(inside()) if beside_a_loop else drive(work()) is costly
    assert found
    assert not described
