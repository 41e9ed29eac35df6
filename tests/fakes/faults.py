"""Fault doubles of servers on the web: ill in every way that a server can be, whatever it was asked."""

import asyncio

from aiohttp import web

from tests.servers.certomancer import Fault, Honest


def status(code: int) -> Fault:
    """Answers with an error."""

    async def answer(_asked: bytes, _honest: Honest) -> web.Response:
        return web.Response(status=code, text="bận")

    return answer


def saying(content: bytes) -> Fault:
    """Answers something of its own."""

    async def answer(_asked: bytes, _honest: Honest) -> bytes:
        return content

    return answer


HTML = saying(b"<!doctype html><title>Dang nhap</title>")
"""The sign-in page of a hotel's network."""


def moved(*places: str) -> Fault:
    """Redirects, to each place in turn and then answers; with one place for ever."""
    left = list(places)

    async def answer(_asked: bytes, honest: Honest) -> web.StreamResponse | bytes:
        if not left:
            return await honest()
        place = left[0] if len(places) == 1 else left.pop(0)
        return web.Response(status=302, headers={"Location": place})

    return answer


def silent(seconds: float) -> Fault:
    """Says nothing for so long."""

    async def answer(_asked: bytes, honest: Honest) -> bytes:
        await asyncio.sleep(seconds)
        return await honest()

    return answer


def sick(times: int) -> Fault:
    """Fails some times, then is well."""
    left = times

    async def answer(_asked: bytes, honest: Honest) -> web.StreamResponse | bytes:
        nonlocal left
        left -= 1
        return await honest() if left < 0 else web.Response(status=503)

    return answer


def well(times: int) -> Fault:
    """Answers some times, then fails for ever."""
    left = times

    async def answer(_asked: bytes, honest: Honest) -> web.StreamResponse | bytes:
        nonlocal left
        left -= 1
        return await honest() if left >= 0 else web.Response(status=503)

    return answer
