"""The server is killed at random moments: what was confirmed is there once, and nothing is there in part."""

import multiprocessing
import random
import sys
from collections import Counter
from datetime import timedelta
from time import sleep
from types import ModuleType

import pytest
from sqlalchemy import func, select

from data_access import store
from data_access.models import Attendance, CaseStudy, Event, FormDraft, Supporter, SurveyAnswer, SurveyResponse
from data_access.vocabulary import Role
from tests import factories
from tests.conftest import SECRET
from tests.data_access.faults import saver
from tests.data_access.faults.saver import Work

SAVES, IMPORTS = 500, 20
FEWEST_KILLS = 20
# Of how many confirmations a process is let live, and for how long after the last of them.
LIVES, AFTER_THE_LAST = (4, 40), timedelta(milliseconds=60)
PATIENCE = 60


def seed() -> int:
    """A programme with the settings that the saver names. Value: the id of whoever saves."""
    factories.add_programme()
    factories.add_cluster("Central")
    for urn in saver.URNS:
        factories.add_setting(urn, cluster="Central")
    return factories.add_user("ann@example.org", Role.ADMINISTRATOR)


def all_work() -> list[Work]:
    """The saves, with an import after every twenty-fifth."""
    work: list[Work] = []
    for number in range(SAVES):
        work.append(("save", number))
        if number % (SAVES // IMPORTS) == 0:
            work.append(("import", number // (SAVES // IMPORTS)))
    return work


def one_life(address: str, user_id: int, work: list[Work], chance: random.Random) -> set[Work]:
    """Lets a process work until it is killed in the middle of something. Value: what it confirmed."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.data_access.faults.saver"])
    here, there = processes.Pipe(duplex=False)
    process = processes.Process(target=saver.do, args=(address, SECRET, user_id, work, there))
    process.start()
    there.close()
    confirmed: set[Work] = set()
    try:
        for _ in range(min(chance.randint(*LIVES), len(work))):
            assert here.poll(PATIENCE), "nothing was confirmed for a minute"
            confirmed.add(here.recv())
        sleep(chance.random() * AFTER_THE_LAST.total_seconds())
        process.kill()
        # What it confirmed in its last moments was confirmed all the same.
        while here.poll(PATIENCE):
            confirmed.add(here.recv())
    except EOFError:
        pass
    finally:
        process.kill()
        process.join(PATIENCE)
        here.close()
    return confirmed


def stored() -> Counter[Work]:
    """How often each save, and each whole import, is there. Nothing may be there in part."""
    found: Counter[Work] = Counter()
    with store.reading() as session:
        for model in (SurveyResponse, Event, Supporter, CaseStudy):
            keys = session.scalars(select(model.entry_key).where(model.entry_key.is_not(None)))
            found.update(("save", int(entry_key.removeprefix("save-"))) for entry_key in keys)
        lines = select(Event.event_ref, Event.entry_key, func.count(Attendance.id)).outerjoin(
            Attendance, Attendance.event_id == Event.id
        )
        registers = Counter[int]()
        for event_ref, entry_key, count in session.execute(lines.group_by(Event.id)):
            assert count == (len(saver.URNS) if entry_key is None else 5)
            if entry_key is None:
                registers[int(event_ref.split("-")[1])] += 1
        answers = session.scalars(select(func.count(SurveyAnswer.id)).group_by(SurveyAnswer.response_id)).all()
        assert set(answers) <= {2}
        assert len(answers) == session.scalar(select(func.count()).select_from(SurveyResponse))
    assert set(registers.values()) <= {saver.REGISTERS}
    found.update(("import", number) for number in registers)
    return found


def test_killed_at_random_moments_every_confirmed_save_is_there_once_and_no_import_in_part(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A page that a test has opened stands as the main module, and a new process would begin with running it.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    user_id, chance = seed(), random.Random(20261124)
    pending, confirmed, kills = all_work(), set[Work](), 0
    while pending:
        done = one_life(database, user_id, pending, chance)
        # It is left alive for several pieces of work: one that dies before the first died of a fault of its own.
        assert done, f"nothing was confirmed, with {len(pending)} pieces of work left"
        confirmed |= done
        kills += 1
        there = stored()
        assert confirmed <= set(there)
        assert set(there.values()) <= {1}
        pending = [one for one in all_work() if one not in confirmed]
    assert stored() == Counter(all_work())
    assert kills >= FEWEST_KILLS
    with store.reading() as session:
        # Each draft went in the transaction that saved its record; one kept anew by a retry goes with that.
        assert session.scalar(select(func.count()).select_from(FormDraft)) == 0
