"""The work of a process that may be killed at any moment: saves and imports, each confirmed once it is committed."""

import csv
import io
import os
from datetime import date
from multiprocessing.connection import Connection

from data_access import case_studies, drafts, events, imports, records, surveys
from data_access.events import RegisterRow
from data_access.permissions import Identity
from data_access.vocabulary import Audience, Item, Role, Theme

DAY = date(2025, 11, 18)
URNS = [str(100001 + number) for number in range(20)]
# Of each register of an import, so many lines; of each import, so many registers.
REGISTERS = 5
Work = tuple[str, int]


def do(address: str, secret: str, user_id: int, work: list[Work], confirmed: Connection) -> None:
    """Does the work in order, on the database at the address, and confirms each piece."""
    os.environ |= {"DATABASE_URL": address, "SECRET_KEY": secret}
    who = Identity(user_id, "ann@example.org", "Ann", Role.ADMINISTRATOR)
    for kind, number in work:
        if kind == "import":
            report = imports.run(who, "registers", "file.csv", file(number))
            assert not report.refused
        else:
            save(who, number)
        confirmed.send((kind, number))


def key(number: int) -> str:
    return f"save-{number}"


def save(who: Identity, number: int) -> None:
    """One save of one of four forms, with the draft that was kept of it before."""
    form = ("survey_response", "register", "supporter", "case_study")[number % 4]
    drafts.keep_draft(who, form, f"new:{key(number)}", {"typed": number})
    if form == "survey_response":
        answers = {Item.FEELING_LISTENED_TO: 4, Item.CONFIDENCE_IN_MAINSTREAM: 3}
        place = {"audience": Audience.PARENT_CARER.value, "answered_on": DAY, "urn": URNS[0]}
        surveys.record_response(who, {**place, **answers, "comment": key(number)}, key(number))
    elif form == "register":
        said = {"title": key(number), "event_type": "cpd", "held_on": DAY, "mode": "virtual", "cluster": None}
        events.record_register(who, said, [RegisterRow(urn, True, 2) for urn in URNS[:5]], key(number))
    elif form == "supporter":
        said = {"urn": URNS[1], "kind": "local_coach", "identified_on": DAY}
        records.record(who, "supporter", said, key(number))
    else:
        texts = dict.fromkeys(("context", "what_was_done", "impact"), "A quiet room was set up.")
        told = {"urn": URNS[2], "title": key(number), "happened_on": DAY, "themes": [next(iter(Theme)).value]}
        case_studies.write_case_study(who, {**told, **texts, "has_consent": False}, key(number))


def file(number: int) -> bytes:
    """A file of registers with a line for every setting in each."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(
        ("event_ref", "event_title", "event_type", "held_on", "mode", "cluster", "urn", "attended", "people_count")
    )
    for at in range(REGISTERS):
        ref = f"import-{number}-{at}"
        rows.writerows((ref, ref, "cpd", "18/11/2025", "virtual", "", urn, "yes", "2") for urn in URNS)
    return text.getvalue().encode()
