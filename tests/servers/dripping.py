"""A server on loopback that sends one byte at a time, each soon after the one before, and hardly ends."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator

BEGUN = b"HTTP/1.1 200 OK\r\n"
DRIPS: dict[str, tuple[bytes, bytes]] = {
    "status": (b"", b"HTTP/1.1 200 " + b"O" * 1_000),
    "headers": (BEGUN, b"X-Long: " + b"a" * 1_000),
    "many headers": (BEGUN, b"X: 1\r\n" * 90),
    "go on": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "body": (BEGUN + b"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n", b"0" * 1_000),
    "body without end": (BEGUN + b"Content-Type: application/json\r\n\r\n", b"0" * 1_000),
    "length of a chunk": (
        BEGUN + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"1;" + b"a" * 1_000,
    ),
}
"""Name → what is sent at once, and then byte by byte."""
PAUSE = 0.05


@contextlib.contextmanager
def dripping(how: str, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve until the block ends, over TLS where its context is given; yields the address."""
    at_once, drops = DRIPS[how]
    stop = threading.Event()

    def answer(bare: socket.socket) -> None:
        with contextlib.suppress(OSError), tls.wrap_socket(bare, server_side=True) if tls else bare as line:
            line.recv(65_536)
            line.sendall(at_once)
            for drop in drops:
                if stop.wait(PAUSE):
                    return
                line.sendall(bytes([drop]))

    def serve(listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while not stop.is_set():
                line, _ = listener.accept()
                threading.Thread(target=answer, args=(line,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        try:
            yield f"{'https' if tls else 'http'}://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            stop.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)
