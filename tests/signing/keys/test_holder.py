"""A certificate signs for an account only where it is its officer's own."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from signing.errors import CertificateOfAnother
from signing.keys.holder import Holder, check_agency, check_holder, thumbprint_of

NUMBER = "079084000017"
NAME = "Nguyễn Thị Hoà"


def _certificate(*names: str, serial: str = "", user: str = "") -> bytes:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, name) for name in names]
    parts += [x509.NameAttribute(NameOID.SERIAL_NUMBER, serial)] if serial else []
    parts += [x509.NameAttribute(NameOID.USER_ID, user)] if user else []
    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    subject = x509.Name(parts)
    builder = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    )
    builder = builder.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def _refused(certificate: bytes, holder: Holder) -> None:
    with pytest.raises(CertificateOfAnother):
        check_holder(certificate, holder)


@pytest.mark.parametrize("name", [NAME, "NGUYỄN THỊ HOÀ", "Nguyễn  Thị Hòa", "nguyễn thị hoà"])
def test_without_a_number_the_name_decides_in_any_case_and_spelling(name: str) -> None:
    check_holder(_certificate(name), Holder(NAME))


@pytest.mark.parametrize(
    "names", [(), ("Nguyễn Thị Hoa",), ("Nguyễn Thị",), ("Nguyễn Thị Hoà B",), (NAME, "Trần Văn B"), ("  ",)]
)
def test_another_name_or_a_second_one_beside_it_is_not_theirs(names: tuple[str, ...]) -> None:
    _refused(_certificate(*names, serial=NUMBER), Holder(NAME))


def test_a_nameless_account_owns_no_certificate() -> None:
    _refused(_certificate(), Holder(""))


@pytest.mark.parametrize("written", [NUMBER, f"CCCD:{NUMBER}", f"IDCVN-{NUMBER}", f"PNOVN-{NUMBER}"])
def test_a_registered_number_must_stand_in_the_certificate(written: str) -> None:
    holder = Holder(NAME, number=NUMBER)
    check_holder(_certificate("Nguyen Thi Hoa", serial=written), holder)
    check_holder(_certificate("Nguyen Thi Hoa", user=written), holder)


@pytest.mark.parametrize("written", ["", "079084000018", NUMBER + "1", "1" + NUMBER, f"X {NUMBER} Y", "gam"])
def test_with_a_registered_number_the_name_alone_is_not_enough(written: str) -> None:
    _refused(_certificate(NAME, serial=written), Holder(NAME, number=NUMBER))


def test_a_registered_certificate_is_the_only_one() -> None:
    mine, newer = _certificate(NAME, serial=NUMBER), _certificate(NAME, serial=NUMBER)
    holder = Holder("Ai đó", thumbprint=thumbprint_of(mine).upper())
    check_holder(mine, holder)
    _refused(newer, Holder(NAME, NUMBER, thumbprint_of(mine)))


def test_a_seal_carries_its_agency_s_code_or_name() -> None:
    agency = "Trung tâm Phục vụ hành chính công xã Tân Lập, huyện Bắc Tân Uyên, tỉnh Bình Dương"
    check_agency(_certificate(agency.encode()[:64].decode(errors="ignore")), "H99.12", agency)
    check_agency(_certificate("Seal", serial="h99.12"), "H99.12", agency)
    for other in (_certificate("Seal", serial="H99.1"), _certificate(agency[:40]), _certificate()):
        with pytest.raises(CertificateOfAnother):
            check_agency(other, "H99.12", agency)


def test_the_refusal_names_both_and_no_number() -> None:
    with pytest.raises(CertificateOfAnother) as caught:
        check_holder(_certificate("Trần Văn B", serial="001190000001"), Holder(NAME, number=NUMBER))
    for text in (caught.value.text_vi, caught.value.text_en):
        assert "Trần Văn B" in text
        assert NAME in text
        assert NUMBER not in text
        assert "001190000001" not in text
