"""The key of an agency's seal on a token or HSM of the house: opened when it is first needed, and kept open.

Must not hold the PIN: it is read from its file each time a session is opened, and never tried twice in vain.
"""

import contextlib
import dataclasses as dc
import fcntl
import json
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from signing.errors import KeyUnavailable
from signing.keys.token import TokenSigner, open_token


@dc.dataclass(frozen=True, slots=True)
class TokenPlace:
    """Where the key of a seal is.

    Attributes:
        module: PKCS#11 library of the device's maker.
        token: label of the token or partition.
        key: label of the key.
        pin_file: file with the PIN, readable by its owner alone.
        chain: PEM file with the issuers' certificates, empty where the token carries them.
    """

    module: str
    token: str
    key: str
    pin_file: str
    chain: str = ""


def read_place(file: Path) -> TokenPlace:
    """Read the description of a seal's place.

    Args:
        file: JSON with the names of `TokenPlace`.

    Raises:
        KeyUnavailable: it cannot be read, lacks a name or has an unknown one.
    """
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        place = TokenPlace(**found)
    except (OSError, ValueError, TypeError) as error:
        raise KeyUnavailable(who=file.stem, why=f"{file.name}: {type(error).__name__}") from None
    if not all(isinstance(value, str) for value in found.values()):
        raise KeyUnavailable(who=file.stem, why=f"{file.name}: not all values are text")
    return place


class HouseToken:
    """Signs through a session that is opened again once where it was lost; one at a time in all processes."""

    def __init__(self, agency: str, place: TokenPlace, turn: Path) -> None:
        self._agency = agency
        self._place = place
        self._turn = turn
        self._lock = threading.RLock()
        self._signer: TokenSigner | None = None
        self._alone_already = False
        self._in_vain: int | None = None

    def __repr__(self) -> str:
        return f"HouseToken({self._agency!r})"

    @property
    def certificate(self) -> bytes:
        """The seal's certificate, DER."""
        return self._opened().certificate

    @property
    def chain(self) -> tuple[bytes, ...]:
        """The issuers' certificates up to the anchor, DER, nearest first."""
        return self._opened().chain

    @property
    def mechanism(self) -> str:
        """`ecdsa` or `rsassa_pss`."""
        return self._opened().mechanism

    def sign(self, data: bytes, digest: str) -> bytes:
        """Sign `data` on the token after hashing it with `digest`.

        Raises:
            KeyUnavailable: the token is gone or locked, also after its session was opened again.
        """
        with self._alone():
            try:
                return self._opened().sign(data, digest)
            except KeyUnavailable:
                if self._signer is None:
                    raise  # it could not be opened at all
            self._signer.close()
            self._signer = None
            return self._opened().sign(data, digest)

    def _opened(self) -> TokenSigner:
        with self._alone():
            if self._signer is None:
                self._signer = self._open()
            return self._signer

    def _open(self) -> TokenSigner:
        place, file = self._place, Path(self._place.pin_file)
        state = self._state(file)
        if state.st_mtime_ns == self._in_vain:
            # A token locks itself after a few wrong PINs, and for everybody.
            raise KeyUnavailable(who=self._agency, why="its PIN file was refused before and is unchanged")
        try:
            return open_token(
                Path(place.module), place.token, place.key, lambda: _first_line(file), self._chain()
            )
        except KeyUnavailable as error:
            if str(error.facts.get("why")).startswith("Pin"):
                self._in_vain = state.st_mtime_ns
            raise

    def _state(self, file: Path) -> os.stat_result:
        try:
            state = file.stat()
        except OSError as error:
            raise KeyUnavailable(who=self._agency, why=f"PIN file: {error.strerror}") from None
        mode = stat.S_IMODE(state.st_mode)
        if mode & 0o077:
            raise KeyUnavailable(who=self._agency, why=f"PIN file has mode {mode:04o} instead of 0600")
        return state

    def _chain(self) -> tuple[bytes, ...]:
        if not self._place.chain:
            return ()
        try:
            found = x509.load_pem_x509_certificates(Path(self._place.chain).read_bytes())
        except (OSError, ValueError) as error:
            raise KeyUnavailable(who=self._agency, why=f"chain: {type(error).__name__}") from None
        return tuple(one.public_bytes(Encoding.DER) for one in found)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Wait for other threads and processes: devices answer two at once with errors, also on opening."""
        with self._lock:
            if self._alone_already:
                yield
                return
            with self._turn.open("a") as handle:
                fcntl.flock(handle, fcntl.LOCK_EX)
                self._alone_already = True
                try:
                    yield
                finally:
                    self._alone_already = False


def _first_line(file: Path) -> str:
    with file.open(encoding="utf-8") as lines:
        return lines.readline().rstrip("\r\n")
