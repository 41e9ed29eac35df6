"""Connections over HTTP on which an answer has one limit from its first byte to its last.

Must not ask anything; the rooms do. Time-outs of sockets count from byte to byte: a server that sends its
headers, or the lengths of its chunks, one byte a second would be listened to for days.
"""

import http.client
import io
import socket
import time
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection


class _Until(io.RawIOBase):
    """Reads a socket, whose time-out at first is the limit of the whole answer."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        patience = sock.gettimeout()
        self._end = None if patience is None else time.monotonic() + patience

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 - any writable buffer
        if self._end is not None:
            left = self._end - time.monotonic()
            if left <= 0:
                raise TimeoutError("the whole answer took too long")
            self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """Reads status, headers and body within the one limit."""

    def __init__(self, sock: socket.socket, *args: Any, **named: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(sock, *args, **named)
        self.fp.close()
        self.fp = io.BufferedReader(_Until(sock))


class _Plain(HTTPConnection):
    response_class = _Answer


class _Secret(HTTPSConnection):
    response_class = _Answer


class _PlainPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecretPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Secret


def patient_pool(*, pools: int, lines: int) -> urllib3.PoolManager:
    """Return a pool whose read time-out is one limit for the whole answer.

    Args:
        pools: servers to which connections are kept open.
        lines: such connections to each.
    """
    made = urllib3.PoolManager(num_pools=pools, maxsize=lines)
    made.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecretPool}
    return made
