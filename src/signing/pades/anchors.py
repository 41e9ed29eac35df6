"""Anchors of a trust list: each trusted for its purposes, from and until its days.

Must not read files.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Iterable
from enum import StrEnum


class Purpose(StrEnum):
    """What an authority's certificates are trusted for."""

    SIGNING = "signing"
    TIMESTAMP = "timestamp"


class Scheme(StrEnum):
    """Under which list an authority stands."""

    NATIONAL = "national"
    """Public certification services under the national root (Law on E-Transactions 2023)."""
    GOVERNMENT = "government"
    """Public-duty signatures of the government's authority (Decree 68/2024/NĐ-CP)."""
    OWN = "own"
    """What the archive itself decided to trust."""


@dc.dataclass(frozen=True, slots=True)
class Anchor:
    """One anchor.

    Attributes:
        certificate: DER.
        scheme: of its list.
        purposes: what it is trusted for.
        since: aware time from which it is trusted, None for always.
        until: aware time from which nothing made under it counts unless it is proved to be older; None
            for no end.
        source: who says so.
    """

    certificate: bytes
    scheme: Scheme = Scheme.OWN
    purposes: frozenset[Purpose] = frozenset(Purpose)
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    source: str = ""

    def counts(self, purpose: Purpose, moment: dt.datetime, proved_at: dt.datetime) -> bool:
        """Return whether it counts for what was made at `moment` and proved to be there at `proved_at`."""
        begun = self.since is None or self.since <= moment
        over = self.until is not None and self.until <= proved_at
        return purpose in self.purposes and begun and not over


def roots(
    anchors: Iterable[Anchor], purpose: Purpose, moment: dt.datetime, proved_at: dt.datetime
) -> list[bytes]:
    """Return the DER certificates that count."""
    return [one.certificate for one in anchors if one.counts(purpose, moment, proved_at)]
