"""Starts the product, or another script, as its own server, and stops it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from urllib.error import URLError

from data_access.environment import ROOT


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(script: str, health: str, folder: Path = ROOT) -> Iterator[int]:
    """Serves a script of the folder, with the settings that lie there, until the block ends. Value: its port.

    Raises: RuntimeError with what the server printed, if it does not answer within a minute.
    """
    with started(script, health, folder) as (port, _):
        yield port


@contextmanager
def started(script: str, health: str, folder: Path = ROOT) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """As `serving`, for those who end the server themselves. Value: its port and its process."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true"]
    # A file, not a pipe: nobody reads along, and a full pipe would stop the server.
    with TemporaryFile("w+", encoding="utf-8") as printed:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(f"http://127.0.0.1:{port}{health}", process, printed)
            yield port, process
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str, process: "subprocess.Popen[bytes]", printed: IO[str]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            printed.seek(0)
            raise RuntimeError(f"The server stopped:\n{printed.read()}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"No answer from {address} within a minute.")
