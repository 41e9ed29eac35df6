"""One question over HTTP within limits of seconds and bytes; no redirect is followed.

Must not ask an address that the administrator did not set: what a source names never becomes an address,
and a redirect would carry the account's secret and a citizen's number to somebody else.
"""

import time
from collections.abc import Mapping

import urllib3

from reuse.sources.faults import Late, Silent, Wrong

_CHUNK = 65_536
_JSON = "application/json"


def post(
    pool: urllib3.PoolManager, url: str, body: bytes, headers: Mapping[str, str], *, seconds: float, size: int
) -> bytes:
    """Return the JSON text that answers `body`.

    Args:
        pool: connections that are kept open (archive/patience.py).
        url: http or https.
        body: JSON.
        headers: who asks.
        seconds: to connect, and as long again for the answer from its first byte to its last.
        size: bytes of the answer.

    Raises:
        Silent: nothing usable came.
    """
    end = time.monotonic() + seconds
    try:
        answer = pool.request(
            "POST",
            url,
            body=body,
            headers={"User-Agent": "sohoa", "Accept": _JSON, "Content-Type": _JSON, **headers},
            timeout=urllib3.Timeout(connect=seconds, read=seconds),
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        return _content(answer, size, end)
    except urllib3.exceptions.NewConnectionError:  # refused or unknown; a kind of time-out by name only
        raise Silent("không kết nối được") from None
    except urllib3.exceptions.TimeoutError:
        raise Late("không trả lời kịp") from None
    except urllib3.exceptions.HTTPError as error:
        raise Silent(type(error).__name__) from None


def _content(answer: urllib3.BaseHTTPResponse, size: int, end: float) -> bytes:
    """Read an answer piece by piece, so that neither a flood nor a trickle goes on."""
    whole = False
    try:
        if answer.status >= 500:
            raise Silent(f"lỗi máy chủ (HTTP {answer.status})")
        if answer.status != 200:
            raise Wrong(f"trả lời HTTP {answer.status}")
        if answer.headers.get("Content-Type", "").partition(";")[0].strip().lower() != _JSON:
            raise Wrong("trả lời không phải JSON")
        found = bytearray()
        while piece := answer.read1(_CHUNK):
            found += piece
            if len(found) > size:
                raise Wrong("trả lời quá lớn")
            if time.monotonic() > end:
                raise Late("không trả lời kịp")
        whole = True
        return bytes(found)
    finally:
        if whole:
            answer.release_conn()
        else:
            answer.close()
