"""The programme itself: its name, start, phases, rules and term dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from data_access import store
from data_access.errors import Conflict, InvalidInput, NotFound
from data_access.forms.field import in_words
from data_access.forms.personal_data import objection
from data_access.models import Programme, ProgrammePhase, Target
from data_access.periods import STOKE_HALF_TERMS
from data_access.permissions import Action, Identity, require
from data_access.target_points import target_points
from data_access.targets import remove_target, set_target, target_history, targets
from data_access.term_dates import calendar, half_term, set_half_terms

__all__ = [
    "PhaseDates",
    "ProgrammeFacts",
    "calendar",
    "change_programme",
    "create_programme",
    "find_programme",
    "programme",
    "remove_target",
    "set_half_terms",
    "set_phases",
    "set_target",
    "target_history",
    "target_points",
    "targets",
]

# What the tender asks for. They come with a new programme, due at the end of Year 1, and can be changed.
FIRST_TARGETS = {"active_participation_rate": 0.95, "parent_confidence": 0.80, "senco_confidence": 0.90}


@dataclass(frozen=True, order=True)
class PhaseDates:
    """First and last day of a stage of the programme."""

    starts_on: date
    ends_on: date
    name: str


@dataclass(frozen=True)
class ProgrammeFacts:
    """The programme as it is set up now."""

    name: str
    la_code: str
    la_name: str
    starts_on: date
    year_one_ends_on: date
    first_quarter_month: int
    active_half_terms_missed_allowed: int
    small_number_limit: int
    fewest_respondents: int
    at_risk_margin: float
    attended_from_percent: int
    attended_from_minutes: int
    dbs_months: int
    safeguarding_months: int
    warn_weeks: int
    base_map_url: str | None
    is_demo: bool
    version: int
    phases: tuple[PhaseDates, ...]


def programme() -> ProgrammeFacts:
    """The programme of this database.

    Raises: NotFound while none has been set up.
    """
    facts = find_programme()
    if facts is None:
        raise NotFound(
            "No programme has been set up yet. Set one up with: "
            "python -m data_access create-programme --name NAME --la-code CODE --start DATE --year-one-end DATE"
        )
    return facts


def find_programme() -> ProgrammeFacts | None:
    """The programme of this database, or None while none has been set up."""
    with store.reading() as session:
        record = session.get(Programme, 1)
        if record is None:
            return None
        phases = session.scalars(select(ProgrammePhase).order_by(ProgrammePhase.starts_on, ProgrammePhase.name))
        return ProgrammeFacts(
            **{column.key: getattr(record, column.key) for column in Programme.__table__.columns if column.key != "id"},
            phases=tuple(PhaseDates(phase.starts_on, phase.ends_on, phase.name) for phase in phases),
        )


def create_programme(
    actor: Identity, name: str, la_code: str, starts_on: date, year_one_ends_on: date, la_name: str = ""
) -> None:
    """Sets the programme up, with Stoke's term dates and the tender's targets.

    Raises: InvalidInput if an answer is wrong, or a programme exists already.
    """
    require(actor, Action.CHANGE_PROGRAMME)
    record = Programme(
        id=1,
        name=name.strip(),
        la_code=la_code.strip(),
        la_name=la_name.strip(),
        starts_on=starts_on,
        year_one_ends_on=year_one_ends_on,
    )
    with store.writing(actor) as session:
        if existing := session.get(Programme, 1):
            raise InvalidInput({"name": f"This database already holds a programme, “{existing.name}”."})
        session.add(record)
        session.flush()  # fills the defaults, so that they are checked too
        _check(record)
        for key, value in FIRST_TARGETS.items():
            session.add(Target(kpi=key, value=value, due_on=year_one_ends_on))
        for dates in STOKE_HALF_TERMS:
            session.add(half_term(dates))


def change_programme(actor: Identity, version: int, **answers: object) -> None:
    """Changes the named columns of the programme.

    Raises: Conflict if it was changed since `version` was read; InvalidInput if an answer is wrong.
    """
    require(actor, Action.CHANGE_PROGRAMME)
    with store.writing(actor) as session:
        record = session.get(Programme, 1)
        if record is None:
            raise NotFound("No programme has been set up yet.")
        if record.version != version:
            current = {name: getattr(record, name) for name in answers}
            raise Conflict("Somebody else changed the programme since you opened it.", current)
        for name, value in answers.items():
            setattr(record, name, value.strip() if isinstance(value, str) else value)
        _check(record)
        if session.is_modified(record):
            record.version += 1


def set_phases(actor: Identity, phases: Sequence[PhaseDates], before: Sequence[PhaseDates] | None = None) -> None:
    """Replaces the stages of the programme by these.

    Raises: InvalidInput if two have one name, or one ends before it starts; Conflict unless they were as `before`.
    """
    require(actor, Action.CHANGE_PROGRAMME)
    wanted = {phase.name.strip(): phase for phase in phases}
    if len(wanted) != len(phases) or "" in wanted:
        raise InvalidInput({"phases": "Give every phase a name of its own."})
    if objections := [said for name in wanted if (said := objection(name))]:
        raise InvalidInput({"phases": objections[0]})
    if wrong := [name for name, phase in wanted.items() if phase.ends_on < phase.starts_on]:
        raise InvalidInput({"phases": f"“{wrong[0]}” ends before it starts."})
    with store.writing(actor) as session:
        existing = {record.name: record for record in session.scalars(select(ProgrammePhase))}
        stored = [PhaseDates(record.starts_on, record.ends_on, name) for name, record in existing.items()]
        if before is not None and sorted(stored) != sorted(before):
            now: dict[str, object] = {
                one.name: f"{in_words(one.starts_on)} to {in_words(one.ends_on)}" for one in sorted(stored)
            }
            raise Conflict("Somebody else changed the phases since you opened them.", now)
        for name in existing.keys() - wanted.keys():
            session.delete(existing[name])
        for name, phase in wanted.items():
            record = existing.get(name) or ProgrammePhase(name=name)
            record.starts_on, record.ends_on = phase.starts_on, phase.ends_on
            session.add(record)


def _check(record: Programme) -> None:
    checks = {
        "name": (bool(record.name), "Give the programme a name."),
        "la_code": (
            len(record.la_code) == 3 and record.la_code.isdigit(),
            "Give the authority's three-digit code, such as 861.",
        ),
        "year_one_ends_on": (record.year_one_ends_on > record.starts_on, "Year 1 must end after the programme starts."),
        "first_quarter_month": (record.first_quarter_month in range(1, 13), "Choose a month from 1 to 12."),
        "active_half_terms_missed_allowed": (
            record.active_half_terms_missed_allowed in range(7),
            "Choose how many half terms may be missed, from 0 to 6.",
        ),
        "small_number_limit": (record.small_number_limit in range(1, 11), "Choose a number from 1 to 10."),
        "fewest_respondents": (record.fewest_respondents in range(1, 101), "Choose a number from 1 to 100."),
        "at_risk_margin": (0 <= record.at_risk_margin <= 1, "Choose a share from 0 to 100 %."),
        "attended_from_percent": (record.attended_from_percent in range(1, 101), "Choose a share from 1 to 100 %."),
        "attended_from_minutes": (record.attended_from_minutes in range(1000), "Choose minutes from 0 to 999."),
        "dbs_months": (record.dbs_months in range(1, 121), "Choose a number of months from 1 to 120."),
        "safeguarding_months": (
            record.safeguarding_months in range(1, 121),
            "Choose a number of months from 1 to 120.",
        ),
        "warn_weeks": (record.warn_weeks in range(53), "Choose a number of weeks from 0 to 52."),
        "base_map_url": (
            not record.base_map_url or record.base_map_url.startswith("https://"),
            "Give an address that starts with https://, or leave it empty for no base map.",
        ),
    }
    if wrong := {name: sentence for name, (is_right, sentence) in checks.items() if not is_right}:
        raise InvalidInput(wrong)
    record.base_map_url = record.base_map_url or None
