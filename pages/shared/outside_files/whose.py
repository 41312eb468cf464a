"""To which setting do the people of a meeting belong? By the domain of their address, or else person by person."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data_access.outside_files import outside_names
from data_access.outside_files.attendance import Rule
from data_access.outside_files.attendance_report import AttendanceReport, Participant
from data_access.outside_files.guesses import settings_of_domain
from data_access.outside_files.outside_names import Settled
from data_access.permissions import Identity
from data_access.vocabulary import Meaning, OutsideKind
from pages.shared import words
from pages.shared.entry import saving
from pages.shared.outside_files import lists
from pages.shared.outside_files.uploads import Upload

# Beside the settings' own URNs.
NONE, SEVERAL, ONCE = "none", "several", "once"
OTHERS = {
    NONE: "Not a setting: leave these people out",
    SEVERAL: "Several settings share it: ask about each person, every time",
    ONCE: "Somebody's own: ask about each person, and remember nothing",
}
MEANINGS = {NONE: Settled(Meaning.NO_SETTING), SEVERAL: Settled(Meaning.ASK)}
LEFT_OUT = "Leave out"


@dataclass(frozen=True)
class Whose:
    """Participant's number -> URN, of those who count; `open_count`: what is still to be answered."""

    settings: dict[int, str]
    open_count: int


def domains(viewer: Identity, upload: Upload, report: AttendanceReport, names: Mapping[str, str]) -> dict[str, Settled]:
    """What every domain of the report stands for, as far as it is known; asks about the others."""
    known = outside_names.settled(viewer, OutsideKind.EMAIL_DOMAIN)
    often = Counter(person.domain for person in report.people if person.domain)
    unknown = [domain for domain, _ in often.most_common() if domain not in known]
    if not unknown:
        return known
    st.header("Whose addresses are these?")
    st.write("Say it once: it is remembered for every report to come. Only the domain is kept, never an address.")
    answers = {
        domain: _of_domain(place, upload, domain, often[domain], names)
        for place, domain in zip(lists.places(len(unknown)), unknown, strict=True)
    }
    given = {domain: answer for domain, answer in answers.items() if answer is not None and answer != ONCE}
    if st.button("Remember these domains", key=upload.key("remember"), disabled=not given):
        meant = {domain: MEANINGS.get(answer, Settled(Meaning.SETTING, answer)) for domain, answer in given.items()}
        said = f"Remembered: {words.plural(len(meant), 'domain')}."
        saving.save(lambda: outside_names.settle(viewer, OutsideKind.EMAIL_DOMAIN, meant), said)
    return {**known, **{domain: Settled(Meaning.ASK) for domain, answer in answers.items() if answer == ONCE}}


def people(
    upload: Upload,
    report: AttendanceReport,
    known: Mapping[str, Settled],
    names: Mapping[str, str],
    rule: Rule,
    whole: int,
) -> Whose:
    """To whom everybody belongs; asks about each person whose address does not say it, if they were there for long."""
    settings = {
        person.number: urn for person in report.people if (urn := known.get(person.domain, MEANINGS[SEVERAL]).urn)
    }
    to_ask = [person for person in report.people if _is_to_ask(person, known) and rule.is_enough(person.seconds, whole)]
    waiting = len({person.domain for person in report.people if person.domain and person.domain not in known})
    if not to_ask:
        return Whose(settings, waiting)
    st.header("Which setting are they of?")
    st.write("Their addresses do not say it. The names are on this screen alone: nothing of them is kept.")
    for place, person in zip(lists.places(len(to_ask)), to_ask, strict=True):
        answer = _of_person(place, upload, person, names)
        waiting += answer is None
        if answer is not None and answer in names:
            settings[person.number] = answer
    return Whose(settings, waiting)


def _is_to_ask(person: Participant, known: Mapping[str, Settled]) -> bool:
    return not person.domain or (person.domain in known and known[person.domain].meaning == Meaning.ASK)


def _of_domain(at: DeltaGenerator, upload: Upload, domain: str, count: int, names: Mapping[str, str]) -> str | None:
    near = settings_of_domain(domain, names)
    options = [*near, *OTHERS, *(urn for urn in names if urn not in near)]
    about = f"{domain}, {words.plural(count, 'person', 'people')}"
    key = upload.key(f"domain {domain}")
    return lists.choose(
        at, about, options, {**names, **OTHERS}, key, placeholder="Choose a setting, or what else it is"
    )


def _of_person(at: DeltaGenerator, upload: Upload, person: Participant, names: Mapping[str, str]) -> str | None:
    stayed = words.plural(person.seconds // 60, "minute")
    about = f"Participant {person.number}, {stayed}: {person.name}, {person.domain or 'no address'}"
    key = upload.key(f"participant {person.number}")
    return lists.choose(at, about, [LEFT_OUT, *names], names, key, placeholder="Choose a setting, or leave out")
