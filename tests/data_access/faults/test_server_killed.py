"""The server itself is killed while people answer a survey: who was thanked is there once, and nobody in part."""

import random
import ssl
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Lock
from time import monotonic, sleep

import httpx
import pytest
from sqlalchemy import func, select

from data_access import clock, store
from data_access.models import SurveyAnswer, SurveyLink, SurveyOwnAnswer, SurveyResponse
from data_access.vocabulary import Item
from tests.browser.server import started
from tests.surveys import link, own_field, seed, survey

PEOPLE, AT_ONCE, KILLS = 150, 6, 3
# How many are thanked before the server is killed, and for how long it lives after the last of them.
LIVES, AFTER_THE_LAST = (3, 25), timedelta(milliseconds=40)
PATIENCE = 120
NO_TLS = ssl.create_default_context()


@dataclass
class Hall:
    """People who answer at the address, which moves when a new server is started. `cut_off`: sent, never answered."""

    code: str
    statement: str
    address: str = ""
    thanked: list[int] = field(default_factory=list)
    cut_off: Counter[int] = field(default_factory=Counter)
    is_open: Event = field(default_factory=Event)
    is_over: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    def answer(self, number: int) -> None:
        """One person: sends the same page until it is thanked for."""
        sent = {"entry": f"person {number}", "urn": "100001", "comment": f"Person {number}"}
        sent |= {Item.FEELING_LISTENED_TO: "4", Item.CONFIDENCE_IN_MAINSTREAM: "3", self.statement: "2"}
        deadline = monotonic() + PATIENCE
        while not self.is_over.is_set() and monotonic() < deadline:
            # Asking where nobody listens would only take the core that the next server starts with.
            self.is_open.wait(PATIENCE)
            try:
                said = httpx.post(f"{self.address}/s/{self.code}", data=sent, timeout=20, verify=NO_TLS)
            except httpx.TransportError as error:
                with self.lock:
                    self.cut_off[number] += not isinstance(error, httpx.ConnectError)
                sleep(0.05)
                continue
            assert (said.status_code, said.headers["location"]) == (303, f"/s/{self.code}/thank-you")
            with self.lock:
                self.thanked.append(number)
            return

    def opens(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.is_open.set()

    def wait_for(self, count: int) -> None:
        """Until so many have been thanked."""
        deadline = monotonic() + PATIENCE
        while len(self.thanked) < count:
            assert monotonic() < deadline, f"{len(self.thanked)} answers were confirmed, and then no more"
            sleep(0.001)


def stored(hall: Hall) -> Counter[int]:
    """How often each person's answers are there. Nobody's may be there in part, or be miscounted."""
    with store.reading() as session:
        found = Counter(
            int(str(one).removeprefix("Person ")) for one in session.scalars(select(SurveyResponse.comment))
        )
        for model, count in ((SurveyAnswer, 2), (SurveyOwnAnswer, 1)):
            of_each = session.scalars(select(func.count(model.id)).group_by(model.response_id)).all()
            assert list(of_each) == [count] * found.total()
        assert session.scalar(select(SurveyLink.answer_count).where(SurveyLink.code == hall.code)) == found.total()
    return found


def one_life(hall: Hall, chance: random.Random) -> None:
    """A server that is killed while people wait for its answers."""
    with started("app.py", "/health") as (port, server):
        hall.opens(port)
        hall.wait_for(len(hall.thanked) + chance.randint(*LIVES))
        sleep(chance.random() * AFTER_THE_LAST.total_seconds())
        server.kill()
        hall.is_open.clear()
    with hall.lock:
        thanked = set(hall.thanked)
    there = stored(hall)
    assert thanked <= set(there)
    assert set(there.values()) == {1}


def test_answers_sent_again_to_a_server_that_is_killed_are_there_once_each(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    seed(clock.today())
    code, chance = link(survey()), random.Random(20261124)
    hall = Hall(code, own_field(code, "statement"))
    with ThreadPoolExecutor(AT_ONCE) as people:
        answering = [people.submit(hall.answer, number) for number in range(PEOPLE)]
        try:
            for _ in range(KILLS):
                one_life(hall, chance)
            assert len(hall.thanked) < PEOPLE
            with started("app.py", "/health") as (port, _):
                hall.opens(port)
                for one in answering:
                    one.result(PATIENCE)
        finally:
            hall.is_over.set()
            hall.is_open.set()
    assert sorted(hall.thanked) == list(range(PEOPLE))
    assert stored(hall) == Counter(range(PEOPLE))
    # Each kill met somebody who had sent an answer and had not been thanked.
    assert hall.cut_off.total() >= KILLS
