"""In which commune the land lies that a certificate is about: parcels are counted commune by commune.

Pure. Must not guess: a place counts only where it tells its province, and only one commune had that name.
"""

import datetime as dt
from collections.abc import Iterator

from archive.search.fold import spelled_words
from reuse.issuers import Issuers

_COMMUNES = (("xã",), ("phường",), ("thị", "trấn"), ("đặc", "khu"))
_TOWN = ("thị", "xã")
"""Of the level of a district, though it ends like a commune."""
_COMMITTEE = "ủy ban nhân dân"


def commune_of_land(address: str, issuer: str, issued_on: dt.date | None, issuers: Issuers) -> str:
    """Return the code of the commune that gave the parcel its number, empty where that is in doubt.

    Args:
        address: of the parcel, as the certificate prints it; empty where it was not read.
        issuer: who issued the certificate; only a commune's committee tells anything.
        issued_on: on which day the names of both were good.
        issuers: agencies of any time.

    Source: Land Law 2024, article 136 (provinces and districts issue certificates), and Decree
    151/2025/NĐ-CP (communes, since 1/7/2025).
    """
    if issued_on is None:
        return ""
    names = list(_committees(address)) if address else [issuer]
    found = {agency.code: agency for name in names if (agency := issuers.named(name, issued_on))}
    return issuers.numbering(*found.values()) if len(found) == 1 else ""


def _committees(address: str) -> Iterator[str]:
    """Yield the committees of which the address may be: from each word on that a commune begins with."""
    words = tuple(spelled_words(address))
    for at in range(len(words)):
        town = at > 0 and words[at - 1 : at + 1] == _TOWN
        if not town and any(words[at : at + len(unit)] == unit for unit in _COMMUNES):
            yield " ".join((_COMMITTEE, *words[at:]))
