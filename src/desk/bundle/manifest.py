"""The list of hashes of a bundle, as `sha256sum -c` reads it.

Must not open the files that it lists.
"""

import re
from collections.abc import Iterable

from archive.values.ids import Sha256

SUFFIX = "SHA256SUMS"
MOST_BYTES = 1 << 20
"""A bundle of a thousand files has a list of a tenth of that."""
_LINE = re.compile(r"([0-9a-f]{64})[ ][ *](.+)")
_NAME = re.compile(r"\w[\w.\- ]{0,199}")


class NoManifest(ValueError):
    """The list is not one that a bundle has."""


def is_manifest(name: str) -> bool:
    """Return whether a file's name is that of a bundle's list."""
    return name.endswith(SUFFIX)


def is_plain(name: str) -> bool:
    """Return whether a name stays in its folder, on every system: letters, digits, dot, hyphen, space."""
    return _NAME.fullmatch(name) is not None


def written(files: Iterable[tuple[str, str]]) -> str:
    """Return the list of (name, hash)."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in files)


def read(text: str) -> dict[str, Sha256]:
    """Return the hash of each file of a list.

    Raises:
        NoManifest: a line is no line of it, a name leads elsewhere or stands twice.
    """
    found: dict[str, Sha256] = {}
    folded: set[str] = set()  # one name on the systems that know no capitals
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None or not is_plain(match[2]):
            raise NoManifest("a line of the list")
        if match[2].casefold() in folded:
            raise NoManifest("a name twice")
        folded.add(match[2].casefold())
        found[match[2]] = Sha256(match[1])
    if not found:
        raise NoManifest("an empty list")
    return found
