"""A key on a token or HSM (PKCS#11): it never leaves its place.

Must not keep the PIN longer than opening the session takes, nor show it.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.exceptions import PKCS11Error
from pkcs11.util.ec import encode_ecdsa_signature

from signing.errors import CertificateUnfit, KeyUnavailable
from signing.keys.mechanism import ECDSA, mechanism_of
from signing.keys.names import common_name, ordered_chain

_PSS: dict[str, tuple[Mechanism, Mechanism, Any, int]] = {
    "sha256": (Mechanism.SHA256_RSA_PKCS_PSS, Mechanism.SHA256, pkcs11.MGF.SHA256, 32),
    "sha384": (Mechanism.SHA384_RSA_PKCS_PSS, Mechanism.SHA384, pkcs11.MGF.SHA384, 48),
    "sha512": (Mechanism.SHA512_RSA_PKCS_PSS, Mechanism.SHA512, pkcs11.MGF.SHA512, 64),
}


class TokenSigner:
    """Signs in an open session of a token; the token signs for one at a time."""

    def __init__(self, session: Any, key: Any, certificate: bytes, chain: tuple[bytes, ...]) -> None:  # noqa: ANN401 - objects of a C library
        self._session = session
        self._key = key
        self._certificate = certificate
        self._chain = chain
        self._lock = threading.Lock()
        public = x509.load_der_x509_certificate(certificate)
        self._name = common_name(public)
        mechanism = mechanism_of(public.public_key())
        if mechanism is None:
            raise CertificateUnfit(who=self._name, why="neither RSA nor ECDSA")
        self._mechanism = mechanism

    def __repr__(self) -> str:
        return f"TokenSigner({self._name!r})"

    @property
    def certificate(self) -> bytes:
        """The signer's certificate, DER."""
        return self._certificate

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The issuers' certificates up to the anchor, DER, nearest first."""
        return self._chain

    @property
    def mechanism(self) -> str:
        """`ecdsa` or `rsassa_pss`."""
        return self._mechanism

    def sign(self, data: bytes, digest: str) -> bytes:
        """Sign `data` on the token after hashing it with `digest`.

        Raises:
            KeyUnavailable: the token is gone, locked or busy.
        """
        with self._lock, _translated(self._name):
            if self._mechanism == ECDSA:
                hashed = self._session.digest(data, mechanism=_PSS[digest][1])
                return bytes(encode_ecdsa_signature(self._key.sign(hashed, mechanism=Mechanism.ECDSA)))
            mechanism, hashing, mask, salt = _PSS[digest]
            return bytes(self._key.sign(data, mechanism=mechanism, mechanism_param=(hashing, mask, salt)))

    def close(self) -> None:
        """End the session; the token may be pulled."""
        with contextlib.suppress(PKCS11Error):
            self._session.close()


def open_token(
    module: Path,
    token: str,
    key: str,
    pin: Callable[[], str],
    chain: tuple[bytes, ...] = (),
) -> TokenSigner:
    """Open a session with a token and find its key and certificate.

    Args:
        module: PKCS#11 library of the token's maker.
        token: label of the token.
        key: label of the private key and of its certificate.
        pin: asked once and forgotten.
        chain: DER certificates that complete the chain where the token carries none.

    Raises:
        KeyUnavailable: no such module, token or key, or the PIN is wrong or locked.
        CertificateUnfit: the key has no certificate on the token.
    """
    with _translated(key):
        session = pkcs11.lib(str(module)).get_token(token_label=token).open(user_pin=pin())
    try:
        with _translated(key):
            private = _private_key(session, key)
            certificates = _certificates(session)
        return _signer(session, key, private, certificates, chain)
    except BaseException:
        with contextlib.suppress(PKCS11Error):
            session.close()
        raise


def _signer(
    session: Any,  # noqa: ANN401
    label: str,
    private: Any,  # noqa: ANN401
    certificates: dict[str, list[bytes]],
    chain: tuple[bytes, ...],
) -> TokenSigner:
    if not certificates.get(label):
        raise CertificateUnfit(who=label, why="the token has no certificate under the key's label")
    leaf = x509.load_der_x509_certificate(certificates[label][0])
    known = (*(one for found in certificates.values() for one in found), *chain)
    above = ordered_chain(leaf, tuple(x509.load_der_x509_certificate(one) for one in known))
    return TokenSigner(
        session, private, certificates[label][0], tuple(one.public_bytes(Encoding.DER) for one in above)
    )


def _private_key(session: Any, label: str) -> Any:  # noqa: ANN401
    for kind in (KeyType.EC, KeyType.RSA):
        found = session.get_objects(
            {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.LABEL: label, Attribute.KEY_TYPE: kind}
        )
        for key in found:
            return key
    raise KeyUnavailable(who=label, why="the token has no such key")


def _certificates(session: Any) -> dict[str, list[bytes]]:  # noqa: ANN401
    found: dict[str, list[bytes]] = {}
    for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        found.setdefault(str(one[Attribute.LABEL]), []).append(bytes(one[Attribute.VALUE]))
    return found


@contextlib.contextmanager
def _translated(who: str) -> Iterator[None]:
    """Turn the library's errors into ours; its messages carry no PIN, and only its class goes on."""
    try:
        yield
    except PKCS11Error as error:
        raise KeyUnavailable(who=who, why=type(error).__name__) from None
    except (OSError, RuntimeError) as error:
        raise KeyUnavailable(who=who, why=type(error).__name__) from None
