"""Passwords: argon2 hashes, and the one check that takes as long for an unknown account.

Must not keep or log a password.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()
_NOBODY: list[str] = []


def hash_password(password: str) -> str:
    """Return the argon2id hash of `password`, salt included."""
    return _HASHER.hash(password)


def password_fits(password_hash: str | None, password: str) -> bool:
    """Return whether `password` is the one hashed; None (no such account) costs the same time."""
    if not _NOBODY:
        _NOBODY.append(_HASHER.hash("nobody"))
    try:
        _HASHER.verify(password_hash or _NOBODY[0], password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)
