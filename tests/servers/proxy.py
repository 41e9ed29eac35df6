"""A way to a server that can be cut: the fault double of a network."""

import contextlib
import socket
import threading
from collections.abc import Iterator


class CutLine:
    """Forwards connections to `target`; after `cut_after` bytes of answer it drops them without a word.

    Attributes:
        port: of loopback, to connect to.
        cut_after: bytes of answers until the cut; None: never.
    """

    def __init__(self, target: int) -> None:
        self.cut_after: int | None = None
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                for source, sink, counts in ((near, far, False), (far, near, True)):
                    threading.Thread(target=self._pump, args=(source, sink, counts), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, counts: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                if counts and self.cut_after is not None:
                    self.cut_after -= len(data)
                    if self.cut_after < 0:
                        sink.sendall(data[: self.cut_after])
                        break
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextlib.contextmanager
def cut_line(target: int) -> Iterator[CutLine]:
    """Open such a way to port `target`."""
    line = CutLine(target)
    try:
        yield line
    finally:
        line.close()
