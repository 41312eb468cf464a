"""A browser's session with a Streamlit server, without the browser: asks for a page and times the script."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

LARGEST_MESSAGE = 200 * 1024 * 1024
COOKIE = "programme_session"  # as web.cookies names it where there is no TLS


class Session:
    """One connection. `ask` runs a page and waits until its script has finished."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    def ask(self, page: str, query: str = "") -> tuple[float, Counter[str], int]:
        """Seconds the rerun took, the elements it sent by kind, and the bytes it sent."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        started = perf_counter()
        self._connection.send(message.SerializeToString())
        elements: Counter[str] = Counter()
        size = 0
        while True:
            frame = self._connection.recv(timeout=60)
            assert isinstance(frame, bytes)
            size += len(frame)
            answer = ForwardMsg.FromString(frame)
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.HasField("new_element"):
                elements[_kind_of(answer)] += 1
            if kind == "script_finished":
                return perf_counter() - started, elements, size


def _kind_of(answer: ForwardMsg) -> str:
    element = answer.delta.new_element
    kind = element.WhichOneof("type") or ""
    # A card of the overview is drawn as HTML; it stands for one of Streamlit's metrics.
    return "metric" if kind == "html" and "kpi-card" in element.html.body else kind


@contextmanager
def session(port: int, cookie: str | None = None) -> Iterator[Session]:
    """Opens a session with the server on this machine, signed in by the cookie if there is one."""
    headers = {"Cookie": cookie} if cookie else {}
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(
        address,
        additional_headers=headers,
        subprotocols=["streamlit"],
        max_size=LARGEST_MESSAGE,  # type: ignore[list-item]
    ) as connection:
        yield Session(connection)
