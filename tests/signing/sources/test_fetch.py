"""One request stays within its limits and on the web, whatever the other side does."""

import asyncio
import gzip
import threading
import time

import pytest
from aiohttp import web
from cryptography import x509

from signing.sources.faults import TooSlow, Unreachable, WrongAnswer
from signing.sources.fetch import REDIRECTS, Fetcher, Limits, checked_address, shown
from tests.fakes.faults import moved, saying, silent, status
from tests.servers.certomancer import Authorities, Honest
from tests.servers.dripping import DRIPS, dripping
from tests.servers.process import free_port

LIST = "crls/root/latest.crl"
LIMITS = Limits(seconds=5.0, size=10_000)


@pytest.fixture
def url(server: Authorities) -> str:
    return server.url(LIST)


def _get(url: str, limits: Limits = LIMITS) -> bytes:
    return Fetcher().get(url, limits)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://127.0.0.1/a.crl", "ldap://127.0.0.1/cn=a", "data:,a", "gopher://127.0.0.1/",
        "//127.0.0.1/a", "http://", "http:///a", "http://[", "http://127.0.0.1:99999/", "http://127.0.0.1:0/",
        "http://127.0.0.1/a\r\nHost: b", "http://127.0.0.1/" + "a" * 2_000, "",
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_opened(address: str) -> None:
    with pytest.raises(WrongAnswer, match="neither http nor https"):
        checked_address(address)
    with pytest.raises(WrongAnswer):
        _get(address)
    with pytest.raises(WrongAnswer):
        Fetcher().post(address, b"", sends="a/b", takes="a/b", limits=LIMITS)


@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://127.0.0.1/a.crl"])
def test_a_redirect_does_not_lead_off_the_web(server: Authorities, url: str, place: str) -> None:
    server.faults[LIST] = moved(place)
    with pytest.raises(WrongAnswer, match="neither http nor https"):
        _get(url)
    assert server.asked == [LIST]


def test_a_moved_list_is_found(server: Authorities, url: str) -> None:
    server.faults[LIST] = moved("latest.crl", url, url)
    x509.load_der_x509_crl(_get(url))
    assert len(server.asked) == 3 + 1


def test_a_loop_of_redirects_ends(server: Authorities, url: str) -> None:
    server.faults[LIST] = moved(url)
    with pytest.raises(WrongAnswer, match="redirects"):
        _get(url)
    assert len(server.asked) == REDIRECTS + 1


def test_a_question_is_not_carried_elsewhere(server: Authorities) -> None:
    server.faults["tsa/first"] = moved(server.url("tsa/second"))
    with pytest.raises(Unreachable, match="HTTP 302"):
        Fetcher().post(server.url("tsa/first"), b"a", sends="a/b", takes="a/b", limits=LIMITS)
    assert server.asked == ["tsa/first"]


def test_a_flood_is_cut_off(server: Authorities, url: str) -> None:
    server.faults[LIST] = saying(b"0" * 10_001)
    with pytest.raises(WrongAnswer, match="too large"):
        _get(url)
    server.faults[LIST] = saying(b"0" * 10_000)
    assert len(_get(url)) == 10_000


def test_what_is_packed_is_not_unpacked(server: Authorities, url: str) -> None:
    packed = gzip.compress(b"0" * 10_000_000)[:10_000]

    async def bomb(_asked: bytes, _honest: Honest) -> web.Response:
        return web.Response(body=packed, headers={"Content-Encoding": "gzip"})

    server.faults[LIST] = bomb
    assert _get(url) == packed


def test_silence_is_given_up(server: Authorities, url: str) -> None:
    server.faults[LIST] = silent(20)
    began = time.monotonic()
    with pytest.raises(TooSlow):
        _get(url, Limits(seconds=0.2, size=10_000))
    assert time.monotonic() - began < 2


def test_a_trickle_is_given_up_though_each_byte_comes_in_time(server: Authorities, url: str) -> None:
    async def trickle(_asked: bytes, _honest: Honest) -> web.Response:
        async def drops() -> object:
            for _ in range(400):
                yield b"0"
                await asyncio.sleep(0.05)

        return web.Response(body=drops())

    server.faults[LIST] = trickle
    began = time.monotonic()
    with pytest.raises(TooSlow):
        _get(url, Limits(seconds=0.4, size=10_000))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("how", list(DRIPS))
def test_nobody_is_left_listening_to_a_server_that_drips(how: str) -> None:
    before, began = set(threading.enumerate()), time.monotonic()
    limits = Limits(seconds=0.4, size=10_000)
    with dripping(how) as url:
        with pytest.raises(TooSlow):
            _get(url, limits)
        with pytest.raises(TooSlow):
            Fetcher().post(url, b"a", sends="a/b", takes="a/b", limits=limits)
        assert time.monotonic() - began < 1.6
        left = [one for one in set(threading.enumerate()) - before if one.name == "fetch"]
        for one in left:
            one.join(1)
        assert not any(one.is_alive() for one in left)


def test_half_an_answer_is_none(server: Authorities, url: str) -> None:
    async def half(_asked: bytes, _honest: Honest) -> web.StreamResponse:
        async def start() -> object:
            yield b"0" * 100
            raise asyncio.CancelledError

        return web.Response(body=start(), headers={"Content-Length": "1000"})

    server.faults[LIST] = half
    with pytest.raises(Unreachable):
        _get(url)


@pytest.mark.parametrize(
    ("code", "again"), [(500, True), (503, True), (404, False), (401, False), (204, True)]
)
def test_an_error_of_the_server_is_told(server: Authorities, url: str, code: int, again: bool) -> None:
    server.faults[LIST] = status(code)
    with pytest.raises(Unreachable, match=f"HTTP {code}") as caught:
        _get(url)
    assert caught.value.again is again


def test_nobody_listening_is_told() -> None:
    with pytest.raises(Unreachable, match="no connection") as caught:
        _get(f"http://127.0.0.1:{free_port()}/a.crl")
    assert caught.value.again


def test_messages_show_no_account_and_no_secret() -> None:
    told = shown("https://canary:4711@tsa.example:8443/tsa/?key=canary")
    assert told == "tsa.example:8443/tsa"
    assert shown("http://[") == "?"
