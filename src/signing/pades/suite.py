"""Which algorithms are strong enough, and until when: dated data, the same for signing, judging and renewing.

Must not check a signature.
"""

import dataclasses as dc
import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "algorithms.toml"
FOREVER = dt.datetime.max.replace(tzinfo=dt.UTC)
NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@dc.dataclass(frozen=True, slots=True)
class Suite:
    """Algorithms by name, each with the aware time at which it stops to prove anything.

    Attributes:
        version: of the data.
        digests: by asn1crypto's names.
        curves: named elliptic curves, likewise.
        rsa: by padding (`rsassa_pss`, `rsassa_pkcs1v15`): least bits of the modulus and the end, longest
            key first.
    """

    version: str
    digests: Mapping[str, dt.datetime]
    curves: Mapping[str, dt.datetime]
    rsa: Mapping[str, tuple[tuple[int, dt.datetime], ...]]

    def digest_ends(self, name: str) -> dt.datetime:
        """Return when a digest ends; NEVER for one that does not count at all."""
        return self.digests.get(name, NEVER)

    def curve_ends(self, name: str) -> dt.datetime:
        """Return when a curve ends; NEVER for one that does not count at all."""
        return self.curves.get(name.lower(), NEVER)

    def rsa_ends(self, padding: str, bits: int) -> dt.datetime:
        """Return when RSA of that padding and length ends; NEVER for one that does not count at all."""
        return next((end for least, end in self.rsa.get(padding, ()) if bits >= least), NEVER)


@lru_cache(maxsize=1)
def current_suite() -> Suite:
    """Return the suite that comes with the product."""
    return read_suite(_FILE.read_text(encoding="utf-8"))


def read_suite(text: str) -> Suite:
    """Read a suite from TOML.

    Raises:
        ValueError: a name, a length or a date has not the form of `data/algorithms.toml`.
    """
    found = tomllib.loads(text)
    unknown = set(found) - {"version", "source", "digest", "curve", "rsa"}
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    rsa: dict[str, list[tuple[int, dt.datetime]]] = {}
    for row in found["rsa"]:
        rsa.setdefault(row["padding"], []).append((int(row["bits"]), _end(row.get("until"))))
    return Suite(
        version=str(found["version"]),
        digests={row["name"]: _end(row.get("until")) for row in found["digest"]},
        curves={row["name"]: _end(row.get("until")) for row in found["curve"]},
        rsa={padding: tuple(sorted(rows, reverse=True)) for padding, rows in rsa.items()},
    )


def _end(day: dt.date | None) -> dt.datetime:
    """Return the midnight (UTC) at which `day` begins: from then on the algorithm proves nothing."""
    if day is None:
        return FOREVER
    if type(day) is not dt.date:
        raise ValueError(f"{day!r} is no date")
    return dt.datetime.combine(day, dt.time(), dt.UTC)
