"""A year of events: Central starts well, the city follows, and East lags."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.models import Attendance, Cluster, ClusterMembership, Event, Setting
from data_access.periods import STOKE_HALF_TERMS
from data_access.vocabulary import EventType, Mode, SettingType

# How likely a setting of the cluster is to come, on the whole, and how much that grows with each half term.
READINESS = {"Central": (0.66, 0.035), "North": (0.64, 0.05), "South": (0.70, 0.05), "East": (0.36, 0.02)}
# Early years settings find it harder to be released in the day.
EARLY_YEARS_PENALTY = 0.22

# Days after the half term starts, title, type, mode. {cluster} is filled in; None: for every cluster together.
PROGRAMME = (
    (31, "{cluster} cluster meeting", EventType.CLUSTER_MEETING, Mode.IN_PERSON),
    (17, "{cluster} SENCO network", EventType.NETWORK_MEETING, Mode.VIRTUAL),
    (24, "{cluster} coaching morning", EventType.COACHING_SESSION, Mode.IN_PERSON),
    (12, "{cluster} SENCO supervision", EventType.SENCO_SUPERVISION, Mode.VIRTUAL),
    (27, "{cluster} peer mentoring", EventType.PEER_MENTORING, Mode.IN_PERSON),
    (20, "{cluster} executive coaching", EventType.EXECUTIVE_COACHING, Mode.VIRTUAL),
)
# Sessions for a few who asked for them: how many are booked. Nearly all of them come.
FEW = {EventType.SENCO_SUPERVISION: 6, EventType.PEER_MENTORING: 5, EventType.EXECUTIVE_COACHING: 3}
OF_THE_FEW_COME = 0.86
# One in so many sessions falls through on the side of those who give it.
CANCELLED_ONE_IN = 25
CITY = (
    (10, "National inclusion webinar", EventType.NATIONAL_WEBINAR, Mode.VIRTUAL),
    (36, "Training: adaptive teaching", EventType.CPD, Mode.IN_PERSON),
)
LAUNCHES = (
    (date(2025, 9, 17), "Central"),
    (date(2026, 6, 10), "North"),
    (date(2026, 6, 11), "South"),
    (date(2026, 6, 12), "East"),
)
# The first cluster meeting was on 16 October 2025.
FIRST_MEETING = date(2025, 10, 16)

Register = tuple[Event, list[Setting]]


def load(session: Session, random: Random, today: date) -> list[Register]:
    """Adds every event up to today with its register. Value: each event with the settings that came."""
    members = _members(session)
    keenness = {setting.id: random.gauss(0, 0.13) for settings in members.values() for _, setting in settings}
    registers = []
    for held_on, cluster, title, event_type, mode in _diary():
        if held_on > today:
            continue
        invited = [
            (name, setting)
            for name, rows in members.items()
            if cluster in (None, name)
            for joined_on, setting in rows
            if joined_on <= held_on
        ]
        if event_type in FEW:
            invited = random.sample(invited, min(FEW[event_type], len(invited)))
        if invited:
            registers.append(_hold(session, random, held_on, cluster, title, event_type, mode, invited, keenness))
    return registers


def _diary() -> list[tuple[date, str | None, str, EventType, Mode]]:
    diary: list[tuple[date, str | None, str, EventType, Mode]] = [
        (held_on, cluster, f"{cluster} launch event", EventType.LAUNCH_EVENT, Mode.IN_PERSON)
        for held_on, cluster in LAUNCHES
    ]
    for half_term in STOKE_HALF_TERMS:
        for order, cluster in enumerate(READINESS):
            for days, title, event_type, mode in PROGRAMME:
                held_on = _on_a_weekday(half_term.starts_on + timedelta(days=days + order))
                if (
                    cluster == "Central"
                    and event_type == EventType.CLUSTER_MEETING
                    and held_on.year == 2025
                    and held_on.month == 10
                ):
                    held_on = FIRST_MEETING
                diary.append((held_on, cluster, title.format(cluster=cluster), event_type, mode))
        for days, title, event_type, mode in CITY:
            held_on = _on_a_weekday(half_term.starts_on + timedelta(days=days))
            diary.append((held_on, None, title, event_type, mode))
    return sorted(diary, key=lambda row: (row[0], row[2]))


def _on_a_weekday(day: date) -> date:
    """The day itself, or the Tuesday after a weekend."""
    return day if day.weekday() < 5 else day + timedelta(days=8 - day.weekday())


def _members(session: Session) -> dict[str, list[tuple[date, Setting]]]:
    members: dict[str, list[tuple[date, Setting]]] = {}
    rows = session.execute(
        select(Cluster.name, ClusterMembership.joined_on, Setting)
        .join(ClusterMembership, ClusterMembership.cluster_id == Cluster.id)
        .join(Setting, Setting.id == ClusterMembership.setting_id)
        .order_by(Setting.id)
    )
    for cluster, joined_on, setting in rows:
        members.setdefault(cluster, []).append((joined_on, setting))
    return members


def _hold(
    session: Session,
    random: Random,
    held_on: date,
    cluster: str | None,
    title: str,
    event_type: EventType,
    mode: Mode,
    invited: list[tuple[str, Setting]],
    keenness: dict[int, float],
) -> Register:
    slug = title.lower().replace(":", "").replace(" ", "-")
    event = Event(
        event_ref=f"{held_on.isoformat()}-{slug}",
        title=title,
        event_type=event_type,
        held_on=held_on,
        mode=mode,
        cluster_id=session.scalar(select(Cluster.id).where(Cluster.name == cluster)) if cluster else None,
        is_cancelled=event_type in FEW and random.randrange(CANCELLED_ONE_IN) == 0,
        recorded_by="demo",
    )
    session.add(event)
    session.flush()
    came = []
    for name, setting in invited:
        chance = _chance(name, setting, held_on, event_type) + keenness[setting.id]
        is_attended = not event.is_cancelled and random.random() < (OF_THE_FEW_COME if event_type in FEW else chance)
        people = random.choice((1, 1, 2, 3)) if is_attended else None
        session.add(Attendance(event_id=event.id, setting_id=setting.id, is_attended=is_attended, people_count=people))
        if is_attended:
            came.append(setting)
    return event, came


def _chance(cluster: str, setting: Setting, held_on: date, event_type: EventType) -> float:
    base, growth = READINESS[cluster]
    half_terms = sum(row.starts_on <= held_on for row in STOKE_HALF_TERMS)
    first = 1 if cluster == "Central" else 6
    chance = base + growth * (half_terms - first)
    if setting.setting_type == SettingType.EARLY_YEARS:
        chance -= EARLY_YEARS_PENALTY
    if event_type in (EventType.CLUSTER_MEETING, EventType.LAUNCH_EVENT):
        return chance + 0.08
    # Nobody comes to everything: most of the rest is for some settings at a time.
    return chance * 0.55
