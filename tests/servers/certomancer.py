"""Certomancer as a server on loopback: CA lists, OCSP and timestamps by the real protocols, at a given time.

A fault set for a path answers in the server's place, and may ask it first.
"""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from aiohttp import web
from certomancer.integrations import aiohttp_animator

from archive.clock import FixedClock
from fixtures.pki.province import NAME, Province, open_province

Honest = Callable[[], Awaitable[bytes]]
Fault = Callable[[bytes, Honest], Awaitable[web.StreamResponse | bytes]]
"""Gets what was asked and a way to the true answer; returns another."""


class Authorities:
    """The running server.

    Attributes:
        province: what it answers for.
        clock: that it goes by; may be put.
        faults: by path below the province, as `ocsp/issuing`.
        asked: paths below the province, in order.
    """

    def __init__(self, province: Province, clock: FixedClock) -> None:
        self.province = province
        self.clock = clock
        self.faults: dict[str, Fault] = {}
        self.asked: list[str] = []

    def url(self, path: str) -> str:
        """Return the address of a path below the province."""
        return f"{self.province.url}/{NAME}/{path}"

    @web.middleware
    async def _between(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        path = request.path.removeprefix(f"/{NAME}/")
        self.asked.append(path)
        fault = self.faults.get(path)
        if fault is None:
            return await handler(request)

        async def honest() -> bytes:
            answer = await handler(request)
            assert isinstance(answer, web.Response)
            assert isinstance(answer.body, bytes)
            return answer.body

        answer = await fault(await request.read(), honest)
        return web.Response(body=answer) if isinstance(answer, bytes) else answer

    async def _serve(self, listener: socket.socket, ready: threading.Event, stop: asyncio.Event) -> None:
        architectures = {self.province.architecture.arch_label: self.province.architecture}
        app = aiohttp_animator.build_animator_app(architectures, with_web_ui=False)
        app.middlewares.insert(0, self._between)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        ready.set()
        await stop.wait()
        await runner.cleanup()


@contextmanager
def authorities(folder: Path, clock: FixedClock) -> Iterator[Authorities]:
    """Serve a new province, whose keys are made in `folder`, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        province = open_province(folder, f"http://127.0.0.1:{listener.getsockname()[1]}")
        server = Authorities(province, clock)
        ready = threading.Event()
        loop = asyncio.new_event_loop()
        stop = asyncio.Event()

        def run() -> None:
            with asyncio.Runner(loop_factory=lambda: loop) as runner:
                runner.run(server._serve(listener, ready, stop))

        with mock.patch.object(aiohttp_animator, "_now", clock.now):
            thread = threading.Thread(target=run, daemon=True)
            thread.start()
            assert ready.wait(10)
            yield server
            loop.call_soon_threadsafe(stop.set)
            thread.join(10)
