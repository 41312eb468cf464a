"""A world, written into the database in use."""

from sqlalchemy.orm import Session

from data_access import store
from data_access.models import (
    Attendance,
    CaseStudy,
    Cluster,
    ClusterMembership,
    Event,
    EvidencePiece,
    MeasureValue,
    Setting,
    SkillGain,
    SurveyAnswer,
    SurveyResponse,
    SurveyRound,
)
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import CaseStudyStatus, EvidenceKind
from tests.factories import add_programme
from tests.kpis.stored_plans import Ids, store_plans
from tests.kpis.world import START, Figure, Meeting, Piece, Place, Response, World

BY_A_TEST = {"recorded_by": "a test"}


def stored(world: World) -> World:
    add_programme(starts_on=world.starts_on, active_half_terms_missed_allowed=world.missed_allowed)
    with store.writing(COMMAND_LINE) as session:
        clusters = {name: Cluster(name=name) for name in world.clusters}
        settings = {place.urn: _setting(place) for place in world.places.values()}
        session.add_all([*clusters.values(), *settings.values()])
        session.flush()
        cluster: Ids = {None: None, **{name: record.id for name, record in clusters.items()}}
        setting: Ids = {None: None, **{urn: record.id for urn, record in settings.items()}}
        for place in world.places.values():
            settings[place.urn].successor_id = setting[place.successor]
        for stay in world.stays:
            where = {"setting_id": setting[stay.urn], "cluster_id": cluster[stay.cluster]}
            session.add(ClusterMembership(joined_on=stay.joined_on, left_on=stay.left_on, **where))
        for meeting in world.meetings:
            _store_meeting(session, meeting, cluster, setting)
        for said in world.responses:
            _store_response(session, said, cluster, setting)
        session.add_all(_piece(setting[piece.urn], piece) for piece in world.pieces)
        session.add_all(_figure(figure, cluster, setting) for figure in world.figures)
        _store_rounds_and_gains(session, world, cluster, setting)
        store_plans(session, world, setting)
    return world


def _setting(place: Place) -> Setting:
    return Setting(
        urn=place.urn,
        name=f"School {place.urn}",
        la_code="861",
        setting_type=place.setting_type,
        phase=place.phase,
        status="open",
        opened_on=place.opened_on,
        closed_on=place.closed_on,
    )


def _store_meeting(session: Session, meeting: Meeting, cluster: Ids, setting: Ids) -> None:
    event = Event(
        event_ref=meeting.ref,
        title=meeting.ref,
        event_type=meeting.event_type,
        held_on=meeting.held_on,
        mode="virtual",
        cluster_id=cluster[meeting.cluster],
        is_cancelled=meeting.is_cancelled,
        **BY_A_TEST,
    )
    session.add(event)
    session.flush()
    for urn, came in meeting.register.items():
        session.add(Attendance(event_id=event.id, setting_id=setting[urn], is_attended=came))


def _store_response(session: Session, said: Response, cluster: Ids, setting: Ids) -> None:
    response = SurveyResponse(
        audience=said.audience,
        answered_on=said.answered_on,
        setting_id=setting[said.urn],
        cluster_id=cluster[said.cluster],
        **BY_A_TEST,
    )
    session.add(response)
    session.flush()
    for item, value in said.answers.items():
        session.add(SurveyAnswer(response_id=response.id, item=item, value=value))


def _store_rounds_and_gains(session: Session, world: World, cluster: Ids, setting: Ids) -> None:
    for asked in world.rounds:
        days = {"opens_on": asked.opens_on, "closes_on": asked.closes_on, "invited_count": asked.invited}
        where = {"setting_id": setting[asked.urn], "cluster_id": cluster[asked.cluster]}
        session.add(SurveyRound(audience=asked.audience, **days, **where, **BY_A_TEST))
    for gain in world.gains:
        scores = {"before_mean": gain.before, "before_sd": gain.before_sd}
        scores |= {"after_mean": gain.after, "after_sd": gain.after_sd}
        group = {"setting_id": setting[gain.urn], "intervention": gain.intervention, "pupil_count": gain.pupils}
        session.add(SkillGain(ended_on=gain.ended_on, **group, **scores, **BY_A_TEST))


def _figure(figure: Figure, cluster: Ids, setting: Ids) -> MeasureValue:
    place = f"setting:{figure.urn}" if figure.urn else f"cluster:{figure.cluster}" if figure.cluster else "authority"
    return MeasureValue(
        measure=figure.measure,
        part=figure.part,
        setting_id=setting[figure.urn],
        cluster_id=cluster[figure.cluster],
        place=place,
        period_kind=figure.kind,
        period_start=figure.start,
        period_end=figure.end,
        numerator=figure.numerator,
        denominator=figure.denominator,
        status="final",
        source="a test",
        **BY_A_TEST,
    )


def _piece(setting_id: int | None, piece: Piece) -> CaseStudy | EvidencePiece:
    status = CaseStudyStatus.APPROVED if piece.approved_on else CaseStudyStatus.SUBMITTED
    common = {"setting_id": setting_id, "title": "A calmer start", "happened_on": START, "status": status}
    common |= {"approved_on": piece.approved_on, **BY_A_TEST}
    if piece.kind != EvidenceKind.CASE_STUDY:
        return EvidencePiece(kind=piece.kind, text="", **common)
    return CaseStudy(themes=[], context="", what_was_done="", impact="", has_consent=False, **common)
