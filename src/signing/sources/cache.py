"""Keeps what authorities said in a folder, and the most recent of it in memory.

Must not judge what it keeps: whoever reads an entry checks its signature and its time again, so a damaged
or foreign file in the folder is no danger.
"""

import contextlib
import datetime as dt
import hashlib
import os
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path

LONGEST_ANSWER = dt.timedelta(minutes=10)
"""An OCSP answer serves a batch at the counter, and no more: it exists to be more current than a list."""
LONGEST_LIST = dt.timedelta(hours=1)
"""However long a list holds: a new one comes out early when somebody is revoked."""
MEMORY = 16_000_000
"""Bytes of entries in memory: answers of thousands of officers, or a long list."""
_ANSWER, _LIST, _REVOKED = "ocsp", "crl", "revoked"


class Cache:
    """Answers by certificate, lists by address; each with the time at which it came."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._recent: OrderedDict[str, bytes] = OrderedDict()

    def answer(self, certificate: bytes, at: dt.datetime) -> bytes | None:
        """Return the OCSP answer for a certificate (DER) that came within `LONGEST_ANSWER` before `at`."""
        return self._kept(_name(_ANSWER, certificate), at, LONGEST_ANSWER)

    def keep_answer(self, certificate: bytes, answer: bytes, at: dt.datetime) -> None:
        """Keep the OCSP answer for a certificate that came at `at`."""
        self._keep(_name(_ANSWER, certificate), answer, at)

    def list_at(self, url: str, issuer: bytes, at: dt.datetime) -> bytes | None:
        """Return the list of an issuer (DER) from an address that came within `LONGEST_LIST` before `at`."""
        return self._kept(_name(_LIST, url.encode(), issuer), at, LONGEST_LIST)

    def keep_list(self, url: str, issuer: bytes, found: bytes, at: dt.datetime) -> None:
        """Keep the list of an issuer from an address that came at `at`."""
        self._keep(_name(_LIST, url.encode(), issuer), found, at)

    def revocation(self, certificate: bytes) -> bytes | None:
        """Return what once said that a certificate is revoked; from the folder: others may have heard it."""
        try:
            return _unwrapped((self._folder / _name(_REVOKED, certificate)).read_bytes())[1]
        except (OSError, ValueError):
            return None

    def remember_revocation(self, certificate: bytes, said: bytes, at: dt.datetime) -> None:
        """Keep what said that a certificate is revoked, with no end: no failing refresh can lose it."""
        self._write(_name(_REVOKED, certificate), _wrapped(said, at))

    def forget_revocation(self, certificate: bytes) -> None:
        """Drop it: the authority took it back itself."""
        with contextlib.suppress(OSError):
            (self._folder / _name(_REVOKED, certificate)).unlink(missing_ok=True)

    def _kept(self, name: str, at: dt.datetime, longest: dt.timedelta) -> bytes | None:
        try:
            came, content = _unwrapped(self._read(name))
        except (OSError, ValueError):
            return None
        return content if dt.timedelta() <= at - came <= longest else None

    def _keep(self, name: str, content: bytes, at: dt.datetime) -> None:
        entry = _wrapped(content, at)
        self._recall(name, entry)
        self._write(name, entry)

    def _read(self, name: str) -> bytes:
        with self._lock:
            if name in self._recent:
                self._recent.move_to_end(name)
                return self._recent[name]
        entry = (self._folder / name).read_bytes()
        self._recall(name, entry)
        return entry

    def _recall(self, name: str, entry: bytes) -> None:
        with self._lock:
            self._recent[name] = entry
            self._recent.move_to_end(name)
            while sum(map(len, self._recent.values())) > MEMORY:
                self._recent.popitem(last=False)

    def _write(self, name: str, entry: bytes) -> None:
        """Write beside and rename; a full disk costs a request next time, never a signature."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=self._folder, prefix=f".{name}.")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(entry)
                Path(beside).replace(self._folder / name)
            except OSError:
                Path(beside).unlink(missing_ok=True)
                raise


def _name(kind: str, *parts: bytes) -> str:
    """Return a file's name that holds nothing of what strangers chose."""
    hashed = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts))
    return f"{hashed.hexdigest()}.{kind}"


def _wrapped(content: bytes, at: dt.datetime) -> bytes:
    return at.isoformat().encode("ascii") + b"\n" + content


def _unwrapped(entry: bytes) -> tuple[dt.datetime, bytes]:
    """Return when it came and what.

    Raises:
        ValueError: the entry is damaged.
    """
    stamp, _, content = entry.partition(b"\n")
    came = dt.datetime.fromisoformat(stamp.decode("ascii"))
    if came.tzinfo is None:
        raise ValueError("a time without zone")
    return came, content
