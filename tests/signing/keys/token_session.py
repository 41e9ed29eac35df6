"""What the tests of the token do in a process of their own; prints one line, never a PIN."""

import io
import os
import sys
from pathlib import Path

import pkcs11
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from pkcs11 import Attribute, KeyType
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key
from pkcs11.util.x509 import decode_x509_certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from archive.clock import FixedClock
from fixtures.pki.office import MADE_AT, Office, open_office
from fixtures.signed import plain_pdf
from signing.authority.certificates import subject_of
from signing.authority.layout import ISSUING, read_identity
from signing.authority.trust import anchors, known_issuers
from signing.errors import SigningError
from signing.keys.token import TokenSigner, open_token
from signing.pades.sign.certify import certify
from signing.pades.sign.values import SignRequest

MODULE, HOME = Path(os.environ["MODULE"]), Path(os.environ["HOME_OF_TEST"])
TOKEN = "sohoa"


def prepare() -> str:
    """Make an EC and an RSA key with certificates, and a key without one."""
    office = open_office(HOME)
    session = pkcs11.lib(str(MODULE)).get_token(token_label=TOKEN).open(rw=True, user_pin=os.environ["PIN"])
    curve = encode_named_curve_parameters("secp256r1")
    parameters = session.create_domain_parameters(KeyType.EC, {Attribute.EC_PARAMS: curve}, local=True)
    for label in ("ec", "bare"):
        public, _ = parameters.generate_keypair(store=True, label=label)
        if label == "ec":
            _store(session, office, label, encode_ec_public_key(public))
    public, _ = session.generate_keypair(KeyType.RSA, 3072, store=True, label="rsa")
    pkcs1 = encode_rsa_public_key(public)
    _store(session, office, "rsa", pkcs1)
    session.close()
    return "prepared"


def _store(session: pkcs11.Session, office: Office, label: str, encoded: bytes) -> None:
    issuer = read_identity(office.pki, ISSUING)
    now = office.clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject_of(f"Token {label}"))
        .issuer_name(issuer.certificate.subject)
        .public_key(_public(encoded))
        .serial_number(x509.random_serial_number())
        .not_valid_before(now.replace(year=now.year - 1))
        .not_valid_after(now.replace(year=now.year + 1))
        .add_extension(_usage(), critical=True)
        .sign(issuer.key, issuer.certificate.signature_hash_algorithm)
    )
    stored = decode_x509_certificate(certificate.public_bytes(Encoding.DER))
    session.create_object(stored | {Attribute.LABEL: label, Attribute.TOKEN: True})


def _public(encoded: bytes) -> x509.base.CertificatePublicKeyTypes:
    try:
        return load_der_public_key(encoded)
    except ValueError:
        wrapped = asn1_x509.PublicKeyInfo.wrap(asn1_x509.RSAPublicKey.load(encoded), "rsa")
        return load_der_public_key(wrapped.dump())


def _usage() -> x509.KeyUsage:
    return x509.KeyUsage(True, True, False, False, False, False, False, False, False)


def _signed_and_judged(key: str) -> str:
    with_chain = known_issuers(HOME / "pki")
    signer = _open(key, with_chain)

    signed = certify(plain_pdf(), SignRequest(), signer, tsa=None, revocation=None, clock=FixedClock(MADE_AT))
    signature = PdfFileReader(io.BytesIO(signed.data)).embedded_signatures[0]
    roots = [asn1_x509.Certificate.load(one) for one in anchors(HOME / "pki")]
    context = ValidationContext(
        trust_roots=roots, moment=MADE_AT, other_certs=[asn1_x509.Certificate.load(c) for c in with_chain]
    )
    status = validate_pdf_signature(signature, context)
    return "intact and valid" if status.intact and status.valid and status.trusted else status.summary()


def _open(key: str, chain: tuple[bytes, ...] = (), token: str = TOKEN, module: Path = MODULE) -> TokenSigner:
    return open_token(module, token, key, lambda: os.environ["PIN"], chain)


def _pulled() -> str:
    signer = _open("ec")
    signer.close()
    signer.sign(b"a paper", "sha256")
    return "signed"


ACTS = {
    "prepare": prepare,
    "sign-ec": lambda: _signed_and_judged("ec"),
    "sign-rsa": lambda: _signed_and_judged("rsa"),
    "open": lambda: repr(_open("ec")),
    "no-key": lambda: repr(_open("missing")),
    "no-token": lambda: repr(_open("ec", token="other")),
    "no-module": lambda: repr(_open("ec", module=Path("/no/such/module.so"))),
    "no-certificate": lambda: repr(_open("bare")),
    "pulled": _pulled,
}

if __name__ == "__main__":
    try:
        answer = ACTS[sys.argv[1]]()
    except SigningError as error:
        answer = f"{error.code} {error.facts.get('why')}"
    sys.stdout.write(answer)
