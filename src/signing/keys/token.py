"""A key on a token or HSM (PKCS#11): it never leaves its place.

Must not keep the PIN longer than opening the session takes, nor show it.
"""

import contextlib
import dataclasses as dc
import datetime as dt
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, TokenFlag
from pkcs11.exceptions import AttributeTypeInvalid, NoSuchToken, PKCS11Error, UserAlreadyLoggedIn
from pkcs11.util.ec import encode_ecdsa_signature

from signing.errors import CertificateOfAnother, CertificateUnfit, KeyUnavailable
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
        token: label of the token; empty: the only one that is plugged in.
        key: label of the private key; its certificate has the same label or identifier.
        pin: asked once and forgotten.
        chain: DER certificates that complete the chain where the token carries none.

    Raises:
        KeyUnavailable: no such module, token or key, or the PIN is wrong or locked.
        CertificateUnfit: the key has no certificate on the token.
    """

    def choose(pairs: list[Pair]) -> Pair:
        named = [pair for pair in pairs if pair.label == key]
        if not named:
            raise KeyUnavailable(who=key, why="the token has no such key")
        return named[0]

    return _open(module, token, key, pin, choose, chain)


def open_token_of(
    module: Path,
    token: str,
    who: str,
    pin: Callable[[], str],
    fits: Callable[[bytes], None],
    chain: tuple[bytes, ...] = (),
) -> TokenSigner:
    """Open a session with a token and find the key of somebody by its certificate.

    Args:
        module: PKCS#11 library of the token's maker.
        token: label of the token; empty: the only one that is plugged in.
        who: whose key it is, for messages.
        pin: asked once and forgotten.
        fits: raises CertificateOfAnother where a certificate is not theirs.
        chain: DER certificates that complete the chain where the token carries none.

    Raises:
        KeyUnavailable: no such module or token, no key on it, or the PIN is wrong or locked.
        CertificateOfAnother: no key of the token is theirs.
    """

    def choose(pairs: list[Pair]) -> Pair:
        own, refusal = [], KeyUnavailable(who=who, why="the token has no key with a certificate")
        last: CertificateOfAnother | None = None
        for pair in pairs:
            try:
                if pair.certificate:
                    fits(pair.certificate)
                    own.append(pair)
            except CertificateOfAnother as error:
                last = error
        if not own:
            raise last or refusal
        # A renewed certificate lies beside the old one.
        return max(own, key=lambda pair: _end(pair.certificate))

    return _open(module, token, who, pin, choose, chain)


@dc.dataclass(frozen=True, slots=True)
class Pair:
    """A private key on a token with its certificate, empty where there is none."""

    label: str
    key: Any = dc.field(repr=False)
    certificate: bytes = dc.field(repr=False)


def _open(
    module: Path,
    token: str,
    who: str,
    pin: Callable[[], str],
    choose: Callable[[list[Pair]], Pair],
    chain: tuple[bytes, ...],
) -> TokenSigner:
    with _translated(who):
        session = _session(_token(pkcs11.lib(str(module)), token, who), pin)
    try:
        with _translated(who):
            certificates = _certificates(session)
            pair = choose(_pairs(session, certificates))
        if not pair.certificate:
            raise CertificateUnfit(who=who, why="the token has no certificate under the key's label")
        return _signer(session, pair, [one for _, _, one in certificates], chain)
    except BaseException:
        with contextlib.suppress(PKCS11Error):
            session.close()
        raise


def _token(library: Any, label: str, who: str) -> Any:  # noqa: ANN401 - objects of a C library
    if label:
        return library.get_token(token_label=label)
    found = [slot.get_token() for slot in library.get_slots(token_present=True)]
    ready = [one for one in found if TokenFlag.TOKEN_INITIALIZED in one.flags]
    if len(ready) > 1:
        raise KeyUnavailable(who=who, why=f"several tokens, name one: {', '.join(t.label for t in ready)}")
    if not ready:
        raise NoSuchToken
    return ready[0]


def _session(token: Any, pin: Callable[[], str]) -> Any:  # noqa: ANN401
    try:
        return token.open(user_pin=pin())
    except UserAlreadyLoggedIn:  # this process has a session with it: the standard has one login for all
        return token.open()


def _signer(
    session: Any,  # noqa: ANN401
    pair: Pair,
    certificates: list[bytes],
    chain: tuple[bytes, ...],
) -> TokenSigner:
    leaf = x509.load_der_x509_certificate(pair.certificate)
    known = tuple(x509.load_der_x509_certificate(one) for one in (*certificates, *chain))
    above = ordered_chain(leaf, known)
    return TokenSigner(
        session, pair.key, pair.certificate, tuple(one.public_bytes(Encoding.DER) for one in above)
    )


def _pairs(session: Any, certificates: list[tuple[str, bytes, bytes]]) -> list[Pair]:  # noqa: ANN401
    found = []
    for kind in (KeyType.EC, KeyType.RSA):
        for key in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.KEY_TYPE: kind}):
            label, number = _text(key), _number(key)
            mine = [one for name, other, one in certificates if (number and other == number) or name == label]
            found.append(Pair(label, key, mine[0] if mine else b""))
    return found


def _certificates(session: Any) -> list[tuple[str, bytes, bytes]]:  # noqa: ANN401
    """Return label, identifier and DER of each certificate of the token."""
    return [
        (_text(one), _number(one), bytes(one[Attribute.VALUE]))
        for one in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    ]


def _text(thing: Any) -> str:  # noqa: ANN401
    return str(thing[Attribute.LABEL])


def _number(thing: Any) -> bytes:  # noqa: ANN401
    try:
        return bytes(thing[Attribute.ID])
    except AttributeTypeInvalid:  # some makers leave it out
        return b""


def _end(certificate: bytes) -> dt.datetime:
    return x509.load_der_x509_certificate(certificate).not_valid_after_utc


@contextlib.contextmanager
def _translated(who: str) -> Iterator[None]:
    """Turn the library's errors into ours; its messages carry no PIN, and only its class goes on."""
    try:
        yield
    except PKCS11Error as error:
        raise KeyUnavailable(who=who, why=type(error).__name__) from None
    except (OSError, RuntimeError) as error:
        raise KeyUnavailable(who=who, why=type(error).__name__) from None
