"""The keys of the home: one PKCS#12 file an account; one, or a place on a token or HSM, an agency's seal.

Must not hand out a key without its account: the desk asks for the actor's own.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from archive.clock import Clock
from signing.authority.issue import issue_officer, issue_seal
from signing.authority.layout import PASS_PHRASE_FILE
from signing.errors import AuthorityMissing, KeyUnavailable
from signing.keys.soft import SoftSigner, load_soft
from signing.ports import Signer

if TYPE_CHECKING:
    from signing.keys.house_token import HouseToken

PKI, OFFICERS, SEALS = "pki", "officers", "seals"
TURN = "turn.lock"
"""Whoever holds it signs on the house's device; the seals of all agencies may lie on one."""
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}", re.IGNORECASE)
"""Names become file names: nothing that could leave the folder."""


class KeyStore:
    """Finds keys under the home, and makes soft ones of the embedded authority."""

    def __init__(self, home: Path) -> None:
        self._home = home

    @property
    def pki(self) -> Path:
        """The folder of the embedded authority."""
        return self._home / PKI

    def signer_for(self, account: str) -> SoftSigner | None:
        """Return the signing key of `account`, None where it has none."""
        return self._load(OFFICERS, account)

    def seal_for(self, agency: str) -> Signer | None:
        """Return the key of the seal of the agency with that code, None where it has none.

        `<home>/seals/<code>.json` names a token or HSM; it goes before a soft key.
        """
        if not _PLAIN.fullmatch(agency):
            return None
        file = self._home / SEALS / f"{agency}.json"
        if file.exists():
            return _house_token(file, file.stat().st_mtime_ns)
        return self._load(SEALS, agency)

    def seal_picture(self, agency: str) -> bytes:
        """Return the PNG of an agency's seal that lies beside its key, empty where there is none.

        Raises:
            KeyUnavailable: it is there and cannot be read.
        """
        file = self._home / SEALS / f"{agency}.png"
        if not _PLAIN.fullmatch(agency) or not file.exists():
            return b""
        try:
            return file.read_bytes()
        except OSError as error:
            raise KeyUnavailable(who=agency, why=error.strerror or "?") from None

    def make_officer_key(self, account: str, full_name: str, agency: str, clock: Clock) -> Path:
        """Issue a key of the embedded authority to `account`; one that is there stays."""
        file = self._file(OFFICERS, account)
        if file.exists():
            return file
        return issue_officer(
            self.pki, full_name, account, agency, to=file, pass_phrase=self._pass_phrase(), clock=clock
        )

    def make_seal_key(self, code: str, agency: str, clock: Clock) -> Path:
        """Issue a key of the embedded authority to the seal of an agency; one that is there stays."""
        file = self._file(SEALS, code)
        if file.exists():
            return file
        return issue_seal(self.pki, agency, code, to=file, pass_phrase=self._pass_phrase(), clock=clock)

    def _load(self, folder: str, name: str) -> SoftSigner | None:
        if not _PLAIN.fullmatch(name):
            return None
        file = self._home / folder / f"{name}.p12"
        if not file.exists():
            return None
        return _loaded(file, file.stat().st_mtime_ns, self._home / PKI / PASS_PHRASE_FILE)

    def _file(self, folder: str, name: str) -> Path:
        if not _PLAIN.fullmatch(name):
            raise KeyUnavailable(who=name, why="the account's name does not fit a file name")
        parent = self._home / folder
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return parent / f"{name}.p12"

    def _pass_phrase(self) -> bytes:
        return _read_pass_phrase(self.pki / PASS_PHRASE_FILE)


def _read_pass_phrase(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise AuthorityMissing(file=file.name) from None


@lru_cache(maxsize=16)
def _house_token(file: Path, changed: int) -> "HouseToken":
    """Keep open sessions: one a token and process. `changed` ends one whose description was rewritten."""
    from signing.keys.house_token import HouseToken, read_place  # 0.05 s that few houses need

    return HouseToken(file.stem, read_place(file), file.with_name(TURN))


@lru_cache(maxsize=64)
def _loaded(file: Path, changed: int, secret: Path) -> SoftSigner:
    """Keep opened keys: deriving the file's key costs more than a signature. `changed` ends a stale one."""
    return load_soft(file, _read_pass_phrase(secret))
