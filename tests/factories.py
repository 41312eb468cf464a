"""Plain functions that put records into the test's database."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import select

from data_access import store
from data_access.models import (
    AreaLevel,
    Attachment,
    AttachmentContent,
    Attendance,
    Base,
    CaseStudy,
    Cluster,
    ClusterMembership,
    EvaluationCycle,
    Event,
    EvidencePiece,
    HalfTerm,
    MeasureValue,
    PeriodApproval,
    Programme,
    SelfEvaluation,
    Setting,
    SignInSession,
    SurveyAnswer,
    SurveyResponse,
    SurveyRound,
    Target,
    UserAccount,
    UserCluster,
)
from data_access.periods import STOKE_HALF_TERMS
from data_access.permissions import COMMAND_LINE, Identity
from data_access.vocabulary import (
    Area,
    Audience,
    CaseStudyStatus,
    EventType,
    EvidenceKind,
    Item,
    Mode,
    PeriodKind,
    Phase,
    Role,
    SettingStatus,
    SettingType,
    Theme,
)

Record = TypeVar("Record", bound=Base)

START = date(2025, 9, 1)
YEAR_ONE_END = date(2026, 8, 31)


def identity(role: Role, *cluster_ids: int) -> Identity:
    """Somebody with this role who has no account."""
    return Identity(None, f"a {role}", f"A {role}", role, frozenset(cluster_ids))


def administrator() -> Identity:
    return identity(Role.ADMINISTRATOR)


def staff() -> Identity:
    return identity(Role.PROGRAMME_STAFF)


def la_lead() -> Identity:
    return identity(Role.LA_LEAD)


def delivery_group() -> Identity:
    return identity(Role.DELIVERY_GROUP)


def member_of(*cluster_ids: int) -> Identity:
    return identity(Role.CLUSTER_MEMBER, *cluster_ids)


def save(record: Record) -> Record:
    """Writes one record and gives it back with its id."""
    with store.writing(COMMAND_LINE) as session:
        session.expire_on_commit = False
        session.add(record)
    return record


def add_programme(
    *, starts_on: date = START, year_one_ends_on: date = YEAR_ONE_END, half_terms: bool = True, **rules: object
) -> Programme:
    """The programme, with Stoke's term dates unless told otherwise; `rules` overrides any of its columns."""
    columns: dict[str, object] = {
        "name": "SEND Cluster Model",
        "la_code": "861",
        "la_name": "Stoke-on-Trent",
        "starts_on": starts_on,
        "year_one_ends_on": year_one_ends_on,
        **rules,
    }
    with store.writing(COMMAND_LINE) as session:
        session.expire_on_commit = False
        programme = Programme(**columns)
        session.add(programme)
        if half_terms:
            for row in STOKE_HALF_TERMS:
                session.add(
                    HalfTerm(
                        academic_year=row.academic_year,
                        term=row.term,
                        half=row.half,
                        starts_on=row.starts_on,
                        ends_on=row.ends_on,
                    )
                )
    return programme


def add_target(kpi: str, value: float, due_on: date, cluster: str | None = None, **columns: object) -> Target:
    cluster_id = None if cluster is None else cluster_id_of(cluster)
    return save(Target(kpi=kpi, value=value, due_on=due_on, cluster_id=cluster_id, **columns))


def add_approval(kind: PeriodKind, key: str, starts_on: date, ends_on: date, *, day: int = 12) -> int:
    """The period is approved, on that day of January 2026. Value: its id."""
    return save(
        PeriodApproval(
            period_kind=kind,
            period_key=key,
            starts_on=starts_on,
            ends_on=ends_on,
            is_approved=True,
            decided_by="lead@example.org",
            decided_at=datetime(2026, 1, day, 12, tzinfo=UTC),
        )
    ).id


def add_cluster(name: str) -> int:
    """Value: its id."""
    return save(Cluster(name=name)).id


def add_setting(
    urn: str,
    name: str | None = None,
    *,
    cluster: str | None = None,
    joined_on: date = START,
    left_on: date | None = None,
    **columns: object,
) -> int:
    """An open mainstream primary school unless told otherwise, in the cluster if one is named. Value: its id."""
    values: dict[str, object] = {
        "urn": urn,
        "name": name or f"School {urn}",
        "la_code": "861",
        "setting_type": SettingType.SCHOOL,
        "phase": Phase.PRIMARY,
        "status": SettingStatus.CLOSED if columns.get("closed_on") else SettingStatus.OPEN,
        **columns,
    }
    setting = save(Setting(**values))
    if cluster is not None:
        add_membership(urn, cluster, joined_on, left_on)
    return setting.id


def add_membership(urn: str, cluster: str, joined_on: date = START, left_on: date | None = None) -> int:
    return save(
        ClusterMembership(
            cluster_id=cluster_id_of(cluster), setting_id=setting_id_of(urn), joined_on=joined_on, left_on=left_on
        )
    ).id


def add_event(
    ref: str,
    held_on: date,
    *,
    attended: Iterable[str] = (),
    absent: Iterable[str] = (),
    event_type: EventType = EventType.CPD,
    cluster: str | None = None,
    people_count: int | None = 1,
    title: str | None = None,
) -> int:
    """An event with its register, by URN. Value: its id."""
    with store.writing(COMMAND_LINE) as session:
        event = Event(
            event_ref=ref,
            title=title or f"Event {ref}",
            event_type=event_type,
            held_on=held_on,
            mode=Mode.IN_PERSON,
            cluster_id=None if cluster is None else cluster_id_of(cluster),
            recorded_by="a test",
        )
        session.add(event)
        session.flush()
        for urns, is_attended in ((attended, True), (absent, False)):
            for urn in urns:
                session.add(
                    Attendance(
                        event_id=event.id,
                        setting_id=setting_id_of(urn),
                        is_attended=is_attended,
                        people_count=people_count if is_attended else None,
                    )
                )
        return event.id


def add_response(
    audience: Audience,
    answered_on: date,
    answers: dict[Item, int],
    *,
    urn: str | None = None,
    cluster: str | None = None,
    event_id: int | None = None,
    comment: str | None = None,
) -> int:
    """One person's answers, from 1 to 5 by item, for a setting or else for a cluster. Value: its id."""
    with store.writing(COMMAND_LINE) as session:
        response = SurveyResponse(
            audience=audience,
            answered_on=answered_on,
            setting_id=None if urn is None else setting_id_of(urn),
            cluster_id=None if cluster is None else cluster_id_of(cluster),
            event_id=event_id,
            comment=comment,
            recorded_by="a test",
        )
        session.add(response)
        session.flush()
        session.add_all(
            SurveyAnswer(response_id=response.id, item=item, value=value) for item, value in answers.items()
        )
        return response.id


def add_case_study(urn: str, *, approved_on: date | None = None, **columns: object) -> int:
    """A case study, approved if a day is given, otherwise a draft. Value: its id."""
    values: dict[str, object] = {
        "title": "A calmer start to the day",
        "happened_on": approved_on or START,
        "themes": [Theme.WELLBEING],
        "context": "Mornings were difficult for some pupils.",
        "what_was_done": "Staff planned a quiet room.",
        "impact": "Arrivals became calmer.",
        "quotation": None,
        "has_consent": False,
        "consent_from": "headteacher",
        "consented_on": columns.get("happened_on", approved_on or START),
        "consent_for": "partners",
        "status": CaseStudyStatus.APPROVED if approved_on else CaseStudyStatus.DRAFT,
        "approved_on": approved_on,
        "recorded_by": "a test",
        **columns,
    }
    if values["has_consent"]:
        values = {
            "quotation_from": "one_pupil",
            "quotation_agreed_on": values["happened_on"],
            "quotation_for": "partners",
            **values,
        }
    return save(CaseStudy(setting_id=setting_id_of(urn), **values)).id


def add_evidence_piece(urn: str, *, approved_on: date | None = None, **columns: object) -> int:
    """A staff reflection, approved if a day is given, otherwise waiting for approval. Value: its id."""
    values: dict[str, object] = {
        "kind": EvidenceKind.STAFF_REFLECTION,
        "happened_on": approved_on or START,
        "title": "What I do differently",
        "text": "I plan with the families first. It takes an hour.",
        "status": CaseStudyStatus.APPROVED if approved_on else CaseStudyStatus.SUBMITTED,
        "approved_on": approved_on,
        "recorded_by": "a test",
        **columns,
    }
    return save(EvidencePiece(setting_id=setting_id_of(urn), **values)).id


def add_attachment(source: str, text_id: int, title: str) -> int:
    """A small file of a text, kept without being cleaned. Value: its id."""
    names: dict[str, object] = {f"{source}_id": text_id, "file_type": "png", "byte_count": 1, "recorded_by": "a test"}
    number = save(Attachment(title=title, **names)).id
    save(AttachmentContent(attachment_id=number, content=b"x"))
    return number


def add_user(
    email: str,
    role: Role = Role.LA_LEAD,
    *,
    clusters: Iterable[str] = (),
    password_hash: str | None = None,
    is_active: bool = True,
) -> int:
    """An account. Value: its id."""
    memberships = [UserCluster(cluster_id=cluster_id_of(name)) for name in clusters]
    return save(
        UserAccount(
            email=email,
            name=email.split("@")[0].title(),
            role=role,
            password_hash=password_hash,
            is_active=is_active,
            memberships=memberships,
        )
    ).id


def signed_in(user_id: int) -> str:
    """A live session of the account. Value: the session's id, as the gate hands it inward."""
    expires_at = datetime.now(UTC) + timedelta(hours=1)
    return save(SignInSession(id=uuid4().hex, token_hash=uuid4().hex, user_id=user_id, expires_at=expires_at)).id


def signed_in_as(role: Role, *, clusters: Iterable[str] = ()) -> str:
    """A new account with the role, signed in. Value: the session's id."""
    return signed_in(add_user(f"{role}-{uuid4().hex[:8]}@example.org", role, clusters=clusters))


def cluster_id_of(name: str) -> int:
    with store.reading() as session:
        return session.execute(select(Cluster.id).where(Cluster.name == name)).scalar_one()


def setting_id_of(urn: str) -> int:
    with store.reading() as session:
        return session.execute(select(Setting.id).where(Setting.urn == urn)).scalar_one()


def add_cycle(name: str, opens_on: date, due_on: date, plans_due_on: date | None = None) -> int:
    """A round of self-evaluations; plans are due on the same day unless told otherwise. Value: its id."""
    days = {"opens_on": opens_on, "due_on": due_on, "plans_due_on": plans_due_on or due_on}
    return save(EvaluationCycle(name=name, **days, recorded_by="a test")).id


def add_self_evaluation(urn: str, cycle_id: int, submitted_on: date | None, areas: int = 8) -> int:
    """One with so many areas answered, each as developing. Value: its id."""
    one = SelfEvaluation(
        setting_id=setting_id_of(urn), cycle_id=cycle_id, submitted_on=submitted_on, recorded_by="a test"
    )
    number = save(one).id
    for area in list(Area)[:areas]:
        save(AreaLevel(self_evaluation_id=number, area=area, level=2))
    return number


def add_figure(
    measure: str,
    period: tuple[date, date],
    numerator: float,
    denominator: float | None = None,
    *,
    urn: str | None = None,
    cluster: str | None = None,
    part: str = "",
    kind: str = PeriodKind.MONTH,
    **columns: object,
) -> int:
    """A figure of a setting or a cluster, or else of the authority, for the days of a period. Value: its id."""
    setting_id = None if urn is None else setting_id_of(urn)
    cluster_id = None if cluster is None else cluster_id_of(cluster)
    place = f"setting:{setting_id}" if setting_id else f"cluster:{cluster_id}" if cluster_id else "authority"
    values: dict[str, object] = {"status": "final", "source": "a test", "recorded_by": "a test", **columns}
    return save(
        MeasureValue(
            measure=measure,
            part=part,
            setting_id=setting_id,
            cluster_id=cluster_id,
            place=place,
            period_kind=kind,
            period_start=period[0],
            period_end=period[1],
            numerator=numerator,
            denominator=denominator,
            **values,
        )
    ).id


def month(year: int, number: int) -> tuple[date, date]:
    """First and last day of a month; the thirteenth is the next year's first."""
    first = date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def add_round(
    audience: Audience, opens_on: date, closes_on: date, invited: int, *, urn: str | None = None, cluster: str = ""
) -> int:
    """That so many people of a setting, or else of a cluster, were invited to a survey. Value: its id."""
    place = {"setting_id": setting_id_of(urn)} if urn else {"cluster_id": cluster_id_of(cluster)}
    days = {"opens_on": opens_on, "closes_on": closes_on}
    return save(SurveyRound(audience=audience, **days, **place, invited_count=invited, recorded_by="a test")).id
