"""A cable between browser and server that can be pulled out and plugged in again."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Cable:
    """Passes bytes on between those who connect to `port` and the server's port, while it is plugged in."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.open: set[socket.socket] = set()
        self.is_plugged_in = True
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def pull_out(self) -> None:
        """Ends every connection, and lets no new one through."""
        self.is_plugged_in = False
        for one in list(self.open):
            _end(one)

    def plug_in(self) -> None:
        """Lets connections through again."""
        self.is_plugged_in = True

    def _accept(self) -> None:
        # Ends with the listener.
        with suppress(OSError):
            while True:
                browser, _ = self.listener.accept()
                threading.Thread(target=self._connect, args=(browser,), daemon=True).start()

    def _connect(self, browser: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.server_port))
        except OSError:
            browser.close()
            return
        self.open |= {browser, server}
        if not self.is_plugged_in:
            _end(browser)
            _end(server)
        back = threading.Thread(target=_pass_on, args=(server, browser), daemon=True)
        back.start()
        _pass_on(browser, server)
        back.join()
        for one in (browser, server):
            self.open.discard(one)
            one.close()


@contextmanager
def cable(server_port: int) -> Iterator[Cable]:
    """A cable to the server, for the length of the block."""
    made = Cable(server_port)
    try:
        yield made
    finally:
        made.pull_out()
        made.listener.close()


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    _end(source)
    _end(target)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
