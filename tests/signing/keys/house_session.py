"""What the tests of an agency's token do in a process of their own; prints one line, never a PIN."""

import datetime as dt
import json
import logging
import os
import sys
import threading
import time
import traceback
from pathlib import Path

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from pkcs11 import Attribute, KeyType
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.x509 import decode_x509_certificate

from archive.clock import FixedClock
from archive.settings import Settings
from archive.values.verdict import Level
from fixtures.pki.office import AGENCY, MADE_AT, OFFICER, Office, open_office
from signing.authority import certificates
from signing.authority.layout import ISSUING, read_identity
from signing.authority.trust import known_issuers
from signing.errors import SigningError
from signing.keys.holder import Holder, check_holder
from signing.keys.house_token import HouseToken
from signing.keys.mechanism import is_signature_of
from signing.keys.store import KeyStore
from signing.keys.token import open_token_of

MODULE, HOME = Path(os.environ["MODULE"]), Path(os.environ["HOME_OF_TEST"])
CODE = "H99.12"
CLOCK = FixedClock(MADE_AT)


def prepare() -> str:
    """Put the seal on one token, an officer's old and new key on another, and a stranger's beside them."""
    office = open_office(HOME)
    _keys(office, "hsm", {"seal": (AGENCY, CODE, 900)})
    _keys(
        office, "usb", {"old": (OFFICER, "", 30), "new": (OFFICER, "", 900), "other": ("Trần Văn B", "", 950)}
    )
    (HOME / "seals" / f"{CODE}.p12").unlink()
    (HOME / "seals" / "pin").write_text(os.environ["PIN"] + "\n", encoding="utf-8")
    (HOME / "seals" / "pin").chmod(0o600)
    issuers = (x509.load_der_x509_certificate(one) for one in known_issuers(HOME / "pki"))
    chain = b"".join(one.public_bytes(Encoding.PEM) for one in issuers)
    (HOME / "seals" / "chain.pem").write_bytes(chain)
    _place()
    return "prepared"


def _keys(office: Office, token: str, wanted: dict[str, tuple[str, str, int]]) -> None:
    session = pkcs11.lib(str(MODULE)).get_token(token_label=token).open(rw=True, user_pin=os.environ["PIN"])
    curve = encode_named_curve_parameters("secp256r1")
    parameters = session.create_domain_parameters(KeyType.EC, {Attribute.EC_PARAMS: curve}, local=True)
    issuing = read_identity(office.pki, ISSUING)
    for number, (label, (name, serial, days)) in enumerate(wanted.items(), start=1):
        public, _ = parameters.generate_keypair(store=True, label=label, id=bytes([number]))
        builder = certificates._issued(
            certificates.subject_of(name, identifier=serial), issuing,
            load_der_public_key(encode_ec_public_key(public)), office.clock.now(), dt.timedelta(days=days),
        )  # fmt: skip
        builder = builder.add_extension(certificates._usage(), critical=True)
        made = builder.sign(issuing.key, issuing.certificate.signature_hash_algorithm)
        stored = decode_x509_certificate(made.public_bytes(Encoding.DER))
        # Makers label key and certificate as they like: here only the identifier ties them.
        about = {Attribute.LABEL: f"cert {label}", Attribute.ID: bytes([number]), Attribute.TOKEN: True}
        session.create_object(stored | about)
    session.close()


def _place(**changes: str) -> None:
    place = {"module": str(MODULE), "token": "hsm", "key": "seal", "pin_file": str(HOME / "seals" / "pin")}
    place["chain"] = str(HOME / "seals" / "chain.pem")
    (HOME / "seals" / f"{CODE}.json").write_text(json.dumps(place | changes), encoding="utf-8")


def _seal() -> HouseToken:
    found = KeyStore(HOME).seal_for(CODE)
    assert isinstance(found, HouseToken)
    return found


def _good(signer: HouseToken, data: bytes) -> bool:
    public = x509.load_der_x509_certificate(signer.certificate).public_key()
    return is_signature_of(public, signer.sign(data, "sha256"), data, "sha256")


def seals() -> str:
    """Let the room seal by the token."""
    # What most acts do without is imported here: each test process would wait for it.
    from fixtures.signed import plain_pdf
    from signing.service import SigningRoom
    from tests.signing.test_service import BOTH, _act

    room = SigningRoom(Settings(home=HOME), CLOCK)
    waiting = room.certify(plain_pdf(), _act(BOTH))
    return room.judge(room.seal(waiting.data, _act(BOTH)).data).verdict.value


def lost() -> str:
    """Lose the session under the signer's hands."""
    signer = _seal()
    first = _good(signer, b"one")
    assert signer._signer is not None
    signer._signer.close()
    return f"{first} {_good(signer, b'two')}"


def at_once() -> str:
    """Let many threads sign at once."""
    signer, done = _seal(), []
    threads = [threading.Thread(target=lambda n=n: done.append(_good(signer, bytes([n])))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return str(done.count(True))


def many() -> str:
    """Sign many times, to be run in several processes at once."""
    signer = _seal()
    return str(sum(_good(signer, bytes([n])) for n in range(25)))


def wrong_pin() -> str:
    """Try a wrong PIN over and over; it must reach the token once."""
    pin = HOME / "seals" / "pin"
    right = pin.read_text(encoding="utf-8")
    pin.write_text("0000", encoding="utf-8")
    try:
        return " | ".join(_refusal(_seal()) for _ in range(5))
    finally:
        pin.write_text(right, encoding="utf-8")


def readable_pin() -> str:
    """Let others read the PIN's file."""
    pin = HOME / "seals" / "pin"
    _place()
    pin.chmod(0o644)
    try:
        return _refusal(_seal())
    finally:
        pin.chmod(0o600)


def no_pin() -> str:
    """Take the PIN's file away."""
    _place(pin_file=str(HOME / "nowhere"))
    try:
        return _refusal(_seal())
    finally:
        _place()


def bad_place() -> str:
    """Describe the place in ways that are none."""
    said = []
    for text in ("{", "[]", '{"module": "x"}', '{"modul": "x"}', "{}"):
        (HOME / "seals" / f"{CODE}.json").write_text(text, encoding="utf-8")
        try:
            said.append(repr(KeyStore(HOME).seal_for(CODE)))
        except SigningError as error:
            said.append(error.code)
    _place()
    return " ".join(said)


def _refusal(signer: HouseToken) -> str:
    try:
        signer.sign(b"a paper", "sha256")
    except SigningError as error:
        return f"{error.code} {error.facts['why']}"
    return "signed"


def officer() -> str:
    """Find an officer's newest key by their certificate."""
    return _name(OFFICER)


def _name(name: str, token: str = "usb") -> str:
    def fits(certificate: bytes) -> None:
        check_holder(certificate, Holder(name))

    signer = open_token_of(MODULE, token, name, lambda: os.environ["PIN"], fits)
    end = x509.load_der_x509_certificate(signer.certificate).not_valid_after_utc
    return f"{signer!r} {end:%Y}"


def batch() -> str:
    """Sign 200 papers with one PIN; say how long the token took for all."""
    from fixtures.signed import plain_pdf
    from signing.pades.sign.certify import prepare_certification
    from signing.pades.sign.embed import finish_prepared
    from signing.pades.sign.prepared import Credential
    from signing.pades.sign.values import SignRequest

    asked = []

    def pin() -> str:
        asked.append(1)
        return os.environ["PIN"]

    def fits(certificate: bytes) -> None:
        check_holder(certificate, Holder(OFFICER))

    signer, plain = open_token_of(MODULE, "usb", OFFICER, pin, fits), plain_pdf()
    prepared = prepare_certification(
        plain, SignRequest(level=Level.B), Credential.of(signer), tsa=None, at=CLOCK.now()
    )
    began = time.monotonic()
    made = [signer.sign(prepared.attributes, prepared.digest) for _ in range(200)]
    seconds = time.monotonic() - began
    for signature in made:
        finish_prepared(plain, prepared, signature, tsa=None, revocation=None, clock=CLOCK)
    logging.getLogger().warning("200 signatures on a token: %.2f s", seconds)
    return f"{len(made)} papers, PIN asked {len(asked)} time"


def shown() -> str:
    """Show everything that could be shown, so that the test looks for the PIN in it."""
    logging.basicConfig(level=logging.DEBUG)
    signer = _seal()
    said = [repr(signer), str(signer), repr(vars(signer)), repr(Settings(home=HOME))]
    signer.sign(b"a paper", "sha256")
    said += [repr(vars(signer)), repr(signer._signer), repr(vars(signer._signer))]
    (HOME / "seals" / "pin").chmod(0o644)
    other = HouseToken(CODE, signer._place, HOME / "seals" / "x.lock")
    try:
        other.sign(b"a paper", "sha256")
    except SigningError:
        said.append(traceback.format_exc())
    (HOME / "seals" / "pin").chmod(0o600)
    try:
        _name(OFFICER, token="none")
    except SigningError:
        said.append(traceback.format_exc())
    return "\n".join(said)


ACTS = {
    act.__name__.replace("_", "-"): act
    for act in (prepare, seals, lost, at_once, many, wrong_pin, readable_pin, no_pin, bad_place, officer,
                batch, shown)
}  # fmt: skip
ACTS["stranger"] = lambda: _name("Lê Văn C")
ACTS["which-token"] = lambda: _name(OFFICER, token="")

if __name__ == "__main__":
    for word in sys.argv[1:]:
        try:
            answer = ACTS[word]()
        except SigningError as error:
            answer = f"{error.code} {error.facts.get('why', '')}".strip()
        sys.stdout.write(f"{word}: {answer}\n")
