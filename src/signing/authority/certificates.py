"""Builds the certificates of the embedded authority, each of which says that it has no legal value.

Must not read or write files.
"""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from signing.authority.layout import Identity

NO_VALUE = "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ / NO LEGAL VALUE"
BACKDATED = dt.timedelta(hours=1)
"""Clocks of an office differ by minutes: what is issued now must be valid for a slow clock too."""
_LONGEST_NAME = 64
"""Bytes of each part of a name (RFC 5280 appendix A counts letters; the library counts bytes of UTF-8)."""
CA_LIFE, TSA_LIFE, LEAF_LIFE = dt.timedelta(days=7305), dt.timedelta(days=3652), dt.timedelta(days=1095)


def new_key() -> ec.EllipticCurvePrivateKey:
    """Make an ECDSA P-256 key."""
    return ec.generate_private_key(ec.SECP256R1())


def root(name: str, now: dt.datetime) -> Identity:
    """Make the self-signed anchor."""
    key = new_key()
    subject = subject_of(name)
    builder = _builder(subject, subject, key.public_key(), now, CA_LIFE)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
    builder = builder.add_extension(_usage(issuing=True), critical=True)
    return Identity(builder.sign(key, hashes.SHA256()), key)


def issuing(name: str, issuer: Identity, now: dt.datetime) -> Identity:
    """Make the authority that issues to officers, agencies and the timestamp authority."""
    key = new_key()
    builder = _issued(subject_of(name), issuer, key.public_key(), now, CA_LIFE)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(issuing=True), critical=True)
    return Identity(builder.sign(issuer.key, hashes.SHA256()), key)


def timestamping(name: str, issuer: Identity, now: dt.datetime) -> Identity:
    """Make the certificate of the timestamp authority.

    Source: RFC 3161 section 2.3: one extended key usage, id-kp-timeStamping, critical.
    """
    key = new_key()
    builder = _issued(subject_of(name), issuer, key.public_key(), now, TSA_LIFE)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Identity(builder.sign(issuer.key, hashes.SHA256()), key)


def signing(subject: x509.Name, issuer: Identity, now: dt.datetime, life: dt.timedelta) -> Identity:
    """Make the certificate of an officer or an agency's seal."""
    key = new_key()
    builder = _issued(subject, issuer, key.public_key(), now, life)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(), critical=True)
    return Identity(builder.sign(issuer.key, hashes.SHA256()), key)


def subject_of(name: str, *, identifier: str = "", agency: str = "") -> x509.Name:
    """Return a subject that names its holder and says that it has no legal value."""
    parts = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, _fitting(agency) or "Sohoa"),
        x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, NO_VALUE),
        x509.NameAttribute(NameOID.COMMON_NAME, _fitting(name)),
    ]
    if identifier:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, _fitting(identifier)))
    return x509.Name(parts)


def _fitting(text: str) -> str:
    """Cut a name to what a certificate holds: 64 bytes, as the library counts, and no half of a letter."""
    return text.encode()[:_LONGEST_NAME].decode(errors="ignore").strip()


def _issued(
    subject: x509.Name,
    issuer: Identity,
    public: ec.EllipticCurvePublicKey,
    now: dt.datetime,
    life: dt.timedelta,
) -> x509.CertificateBuilder:
    end = min(now + life, issuer.certificate.not_valid_after_utc)
    builder = _builder(subject, issuer.certificate.subject, public, now, end - now)
    authority_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
    return builder.add_extension(authority_key, critical=False)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    now: dt.datetime,
    life: dt.timedelta,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _usage(*, issuing: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not issuing,
        content_commitment=not issuing,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issuing,
        crl_sign=issuing,
        encipher_only=False,
        decipher_only=False,
    )
