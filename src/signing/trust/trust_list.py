"""Reads a trust list: `trust.toml` in the folder of SOHOA_TRUST, and the certificates that it names.

Must not trust what the list does not name, nor a certificate that is not the one that it names.
"""

import dataclasses as dc
import datetime as dt
import hashlib
import tomllib
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from signing.errors import TrustListWrong
from signing.pades.anchors import Anchor, Purpose, Scheme

FILE = "trust.toml"
_HEAD = {"version", "issued", "source", "freshness_hours", "anchor", "change"}
_ANCHOR = {"file", "sha256", "scheme", "purposes", "since", "until", "source"}
_CHANGE = {"version", "date", "text"}


@dc.dataclass(frozen=True, slots=True)
class Change:
    """What a version of the list changed."""

    version: int
    date: dt.date
    text: str


@dc.dataclass(frozen=True, slots=True)
class TrustList:
    """Whom the archive trusts, as of a version.

    Attributes:
        version: 0 for a folder of certificates without a list.
        issued: day of this version.
        anchors: trusted each for its purposes and time.
        freshness: oldest revocation data that counts, None: as long as its authority says.
        changes: newest first.
    """

    version: int = 0
    issued: dt.date | None = None
    anchors: tuple[Anchor, ...] = ()
    freshness: dt.timedelta | None = None
    changes: tuple[Change, ...] = ()


def read_trust(folder: Path) -> TrustList:
    """Return the list in `folder`; without one, each PEM file there is an anchor for everything.

    Raises:
        TrustListWrong: the list or a certificate has another form than it should, or is missing.
    """
    file = folder / FILE
    if not file.exists():
        return TrustList(anchors=tuple(Anchor(der) for pem in _pems(folder) for der in _certificates(pem)))
    try:
        return _read(folder, tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TrustListWrong(file=FILE, why=f"{type(error).__name__}: {error}") from error


def _read(folder: Path, found: dict[str, Any]) -> TrustList:
    _known(found, _HEAD)
    anchors = tuple(_anchor(folder, row) for row in found["anchor"])
    changes = tuple(_change(row) for row in found["change"])
    version = int(found["version"])
    if [one.version for one in changes] != list(range(version, 0, -1)):
        raise ValueError("each version needs its change, the newest first")
    unnamed = {pem.name for pem in _pems(folder)} - {row["file"] for row in found["anchor"]}
    if unnamed:
        raise ValueError(f"not in the list: {', '.join(sorted(unnamed))}")
    hours = found.get("freshness_hours")
    return TrustList(
        version=version,
        issued=_day(found["issued"]),
        anchors=anchors,
        freshness=None if hours is None else dt.timedelta(hours=int(hours)),
        changes=changes,
    )


def _anchor(folder: Path, row: dict[str, Any]) -> Anchor:
    _known(row, _ANCHOR)
    (certificate,) = _certificates(folder / Path(row["file"]).name)
    if hashlib.sha256(certificate).hexdigest() != row["sha256"].lower().replace(":", ""):
        raise ValueError(f"{row['file']} is another certificate than the list names")
    return Anchor(
        certificate,
        Scheme(row["scheme"]),
        frozenset(Purpose(one) for one in row["purposes"]),
        _midnight(row.get("since")),
        _midnight(row.get("until")),
        row["source"],
    )


def _change(row: dict[str, Any]) -> Change:
    _known(row, _CHANGE)
    return Change(int(row["version"]), _day(row["date"]), row["text"])


def _known(row: dict[str, Any], names: set[str]) -> None:
    """Refuse unknown names: a misspelt `until` would trust for ever."""
    if unknown := set(row) - names:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")


def _day(value: object) -> dt.date:
    if type(value) is not dt.date:
        raise ValueError(f"{value!r} is no date")
    return value


def _midnight(value: object) -> dt.datetime | None:
    """Return the beginning of a day in UTC."""
    return None if value is None else dt.datetime.combine(_day(value), dt.time(), dt.UTC)


def _pems(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pem"))


def _certificates(file: Path) -> list[bytes]:
    """Return the DER certificates of a PEM file.

    Raises:
        TrustListWrong: it is missing or holds none.
    """
    try:
        found = x509.load_pem_x509_certificates(file.read_bytes())
    except (OSError, ValueError) as error:
        raise TrustListWrong(file=file.name, why=f"{type(error).__name__}") from error
    return [one.public_bytes(Encoding.DER) for one in found]
