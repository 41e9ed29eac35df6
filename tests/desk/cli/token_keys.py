"""Puts keys with certificates of an archive's own authority on a token; a program of its own."""

import datetime as dt
import os
import sys
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from pkcs11 import Attribute, KeyType
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.x509 import decode_x509_certificate

from archive.clock import SystemClock
from signing.authority import certificates
from signing.authority.layout import ISSUING, read_identity


def put(home: Path, token: str, *names: str) -> None:
    """Make a key for each name."""
    library = pkcs11.lib(os.environ["MODULE"])
    session = library.get_token(token_label=token).open(rw=True, user_pin=os.environ["PIN"])
    curve = encode_named_curve_parameters("secp256r1")
    parameters = session.create_domain_parameters(KeyType.EC, {Attribute.EC_PARAMS: curve}, local=True)
    issuing = read_identity(home / "pki", ISSUING)
    for name in names:
        public, _ = parameters.generate_keypair(store=True, label=name)
        key = load_der_public_key(encode_ec_public_key(public))
        now = SystemClock().now().replace(microsecond=0)
        subject = certificates.subject_of(name)
        builder = certificates._issued(subject, issuing, key, now, dt.timedelta(days=9))
        builder = builder.add_extension(certificates._usage(), critical=True)
        made = builder.sign(issuing.key, issuing.certificate.signature_hash_algorithm)
        stored = decode_x509_certificate(made.public_bytes(Encoding.DER))
        session.create_object(stored | {Attribute.LABEL: name, Attribute.TOKEN: True})
    session.close()


if __name__ == "__main__":
    put(Path(sys.argv[1]), *sys.argv[2:])
