"""A browser's session with a Streamlit server, without the browser: asks for a page and times the script."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

import pyarrow.ipc
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

CHARTS = ("vega_lite_chart", "deck_gl_json_chart")
LARGEST_MESSAGE = 200 * 1024 * 1024
COOKIE = "programme_session"  # as web.cookies names it where there is no TLS


class Session:
    """One connection. `ask` runs a page and waits until its script has finished."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    def ask(self, page: str, query: str = "") -> tuple[float, list[ForwardMsg]]:
        """Seconds the rerun took, and what it sent."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        started = perf_counter()
        self._connection.send(message.SerializeToString())
        answers: list[ForwardMsg] = []
        while True:
            frame = self._connection.recv(timeout=60)
            assert isinstance(frame, bytes)
            answers.append(ForwardMsg.FromString(frame))
            if answers[-1].WhichOneof("type") == "script_finished":
                return perf_counter() - started, answers


@dataclass(frozen=True)
class Drawn:
    """What a page shows. A card counts as one of Streamlit's metrics, a line of an HTML list as a row of a table."""

    charts: int
    cards: int
    tables: int
    rows: int


def drawn(answers: list[ForwardMsg]) -> Drawn:
    """Counts what the answers draw."""
    charts = cards = tables = rows = 0
    for answer in answers:
        if answer.WhichOneof("type") != "delta" or not answer.delta.HasField("new_element"):
            continue
        element = answer.delta.new_element
        kind = element.WhichOneof("type")
        charts += kind in CHARTS
        if kind == "dataframe":
            tables += 1
            rows += pyarrow.ipc.open_stream(element.dataframe.arrow_data.data).read_all().num_rows
        if kind == "html":
            cards += element.html.body.count("<p class='value")
            rows += element.html.body.count("<li")
    return Drawn(charts, cards, tables, rows)


@contextmanager
def session(port: int, cookie: str | None = None) -> Iterator[Session]:
    """Opens a session with the server on this machine, signed in by the cookie if there is one."""
    headers = {"Cookie": cookie} if cookie else {}
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(
        address,
        additional_headers=headers,
        subprotocols=["streamlit"],
        max_size=LARGEST_MESSAGE,  # type: ignore[list-item]  # a number does as well as one for each part
    ) as connection:
        yield Session(connection)
