"""One request over HTTP, within limits of seconds, bytes and redirects.

Must not be used while anybody's file is judged: whoever hands in a file would then choose whom we call.
Addresses come from the administrator, or out of certificates whose chain was proved to end at a trusted
anchor; those may lie in a private network, as the government's do, so no network is refused.
"""

import dataclasses as dc
import queue
import threading
import time
from collections.abc import Callable, Mapping
from urllib.parse import urljoin, urlsplit

import urllib3

from archive.patience import patient_pool
from signing.sources.faults import TooSlow, Unreachable, WrongAnswer

REDIRECTS = 3
"""Authorities move their lists to other servers and from http to https; more hops are a loop."""
LONGEST_ADDRESS = 2_000
"""Characters; what browsers and proxies let pass."""
_CHUNK = 65_536
_SAME_FOR_EVER = range(400, 500)
"""Statuses that say that the request was wrong: the same request would be answered so again."""


@dc.dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost.

    Attributes:
        seconds: from the first look-up of the name to the last byte.
        size: bytes of the answer.
    """

    seconds: float
    size: int


class Fetcher:
    """Asks addresses; connections are kept open for the next request."""

    def __init__(self) -> None:
        self._pool = patient_pool(pools=16, lines=2)

    def get(self, url: str, limits: Limits) -> bytes:
        """Return what lies at `url`, after at most `REDIRECTS` redirects.

        Raises:
            Unreachable: nothing usable came within the limits.
        """
        return _within(limits.seconds, lambda end: self._got(url, limits, end))

    def post(self, url: str, body: bytes, *, sends: str, takes: str, limits: Limits) -> bytes:
        """Return the answer to `body`; a redirect is an error, because it would drop the body.

        Args:
            url: http or https.
            body: of the request.
            sends: media type of the body.
            takes: media type of the answer.
            limits: of the request.

        Raises:
            Unreachable: nothing usable came within the limits.
        """
        headers = {"Content-Type": sends, "Accept": takes}

        def posted(end: float) -> bytes:
            answer = self._answer("POST", url, headers, body, end)
            return _content(answer, limits, end)

        return _within(limits.seconds, posted)

    def _got(self, url: str, limits: Limits, end: float) -> bytes:
        for _ in range(REDIRECTS + 1):
            answer = self._answer("GET", url, {}, None, end)
            place = answer.get_redirect_location()
            if not place:
                return _content(answer, limits, end)
            answer.close()
            url = urljoin(url, place)
        raise WrongAnswer("it redirects without end")

    def _answer(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, end: float
    ) -> urllib3.BaseHTTPResponse:
        patience = max(end - time.monotonic(), 0.001)
        return self._pool.request(
            method,
            checked_address(url),
            body=body,
            headers={"User-Agent": "sohoa", "Accept-Encoding": "identity", **headers},
            timeout=urllib3.Timeout(connect=patience, read=patience),
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )


def checked_address(url: str) -> str:
    """Return `url` if it is an address of http or https.

    Raises:
        WrongAnswer: it is not; nothing else is ever opened, least of all a file of this machine.
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or len(url) > LONGEST_ADDRESS or not url.isprintable():
        raise WrongAnswer("its address is neither http nor https")
    return url


def shown(url: str) -> str:
    """Return `url` as messages show it: without account and query, which may hold a secret."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.hostname or '?'}{port}{parts.path.rstrip('/')}"[:200]
    except ValueError:
        return "?"


def _content(answer: urllib3.BaseHTTPResponse, limits: Limits, end: float) -> bytes:
    """Read an answer piece by piece, so that neither a flood nor a trickle goes on."""
    try:
        if answer.status in _SAME_FOR_EVER:
            raise WrongAnswer(f"HTTP {answer.status}")
        if answer.status != 200:
            raise Unreachable(f"HTTP {answer.status}")
        found = bytearray()
        while piece := answer.read1(_CHUNK):
            found += piece
            if len(found) > limits.size:
                raise WrongAnswer(f"its answer is too large (more than {limits.size} bytes)")
            if time.monotonic() > end:
                raise TooSlow("its answer trickles")
    except BaseException:
        answer.close()
        raise
    answer.release_conn()
    return bytes(found)


def _within(seconds: float, work: Callable[[float], bytes]) -> bytes:
    """Do `work` beside this thread and give it up after `seconds`.

    Looking a name up has no time-out at all. What was given up ends by its pool's limit.
    """
    results: queue.SimpleQueue[bytes | Unreachable] = queue.SimpleQueue()
    end = time.monotonic() + seconds

    def run() -> None:
        try:
            results.put(work(end))
        except Unreachable as error:
            results.put(error)
        except urllib3.exceptions.NewConnectionError:  # refused or unknown; a kind of time-out by name only
            results.put(Unreachable("no connection"))
        except urllib3.exceptions.TimeoutError:
            results.put(TooSlow(_silent(seconds)))
        except Exception as error:  # nothing that a stranger's server causes may be lost in a thread
            results.put(Unreachable(type(error).__name__))

    threading.Thread(target=run, name="fetch", daemon=True).start()
    try:
        result = results.get(timeout=seconds + 0.1)
    except queue.Empty:
        raise TooSlow(_silent(seconds)) from None
    if isinstance(result, Unreachable):
        raise result
    return result


def _silent(seconds: float) -> str:
    return f"no answer within {seconds:g} seconds"
