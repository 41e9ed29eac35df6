"""Fakes of the signing room's ports: outside parts that are dead, and ones that count."""

import datetime as dt

from signing.errors import KeyUnavailable, RevocationUnavailable, TimestampUnavailable
from signing.ports import RevocationData, RevocationSource, Signer, TimestampAuthority


class DeadTimestamp:
    """Never answers; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def timestamp(self, imprint: bytes, digest: str) -> bytes:
        self.asked += 1
        raise TimestampUnavailable(why="no answer")


class DyingTimestamp:
    """Answers some times through another authority, then dies."""

    def __init__(self, alive: TimestampAuthority, answers: int) -> None:
        self._alive = alive
        self._left = answers

    def timestamp(self, imprint: bytes, digest: str) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise TimestampUnavailable(why="no answer")
        return self._alive.timestamp(imprint, digest)


class DeadRevocation:
    """Never has a list."""

    def data_for(self, chain: tuple[bytes, ...], at: dt.datetime) -> RevocationData:
        raise RevocationUnavailable(issuer="somebody", why="no answer")


class GivenRevocation:
    """Has the lists and answers that it was given."""

    def __init__(self, *lists: bytes, answers: tuple[bytes, ...] = ()) -> None:
        self._data = RevocationData(lists, answers)

    def data_for(self, chain: tuple[bytes, ...], at: dt.datetime) -> RevocationData:
        return self._data


class EitherRevocation:
    """Asks one authority, then the other."""

    def __init__(self, first: RevocationSource, second: RevocationSource) -> None:
        self._first = first
        self._second = second

    def data_for(self, chain: tuple[bytes, ...], at: dt.datetime) -> RevocationData:
        try:
            return self._first.data_for(chain, at)
        except RevocationUnavailable:
            return self._second.data_for(chain, at)


class CountingSigner:
    """Signs through another signer; counts how often, and may lose its token."""

    def __init__(self, inner: Signer, *, gone: bool = False) -> None:
        self._inner = inner
        self._gone = gone
        self.signed = 0

    @property
    def certificate(self) -> bytes:
        return self._inner.certificate

    @property
    def chain(self) -> tuple[bytes, ...]:
        return self._inner.chain

    @property
    def mechanism(self) -> str:
        return self._inner.mechanism

    def sign(self, data: bytes, digest: str) -> bytes:
        self.signed += 1
        if self._gone:
            raise KeyUnavailable(who="token", why="gone")
        return self._inner.sign(data, digest)
