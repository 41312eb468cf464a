"""What is stored, as the files that the imports read: loading one again changes nothing."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from data_access import imports, store
from data_access.errors import NotFound
from data_access.imports import gias, markers, survey_responses, targets
from data_access.imports.case_study_files import CASE_STUDY
from data_access.imports.measures import AUTHORITY, PLACE
from data_access.imports.report import in_a_cell, plain
from data_access.models import Attendance, Cluster, ClusterMembership, Event, Setting
from data_access.permissions import Action, Identity, require
from data_access.reading import Query
from data_access.record_answers import answers_of_all
from data_access.record_kinds import KINDS, RecordKind
from data_access.vocabulary import FIGURES, FigureName, Phase, SettingStatus, SettingType

Cells = dict[str, object]
# Kind of file -> the records that it holds.
RECORDS_OF = {
    "cycles": "evaluation_cycle",
    "self_evaluations": "self_evaluation",
    "priorities": "priority",
    "action_plans": "action_plan",
    "actions": "action",
    "peer_reviews": "peer_review",
    "supporters": "supporter",
    "evidence_pieces": "evidence_piece",
    "measures": "figure",
    "skill_gains": "skill_gain",
    "survey_rounds": "survey_round",
    "team_members": "team_member",
}


def export(viewer: Identity, kind: str) -> bytes:
    """Everything that is stored of a kind of file, as a CSV in its columns. UTF-8 with a mark, so that Excel reads it.

    For those who may load the kind. Raises: NotAllowed; NotFound for an unknown kind.
    """
    if kind not in imports.KINDS:
        raise NotFound(f"There is no kind of file called “{kind}”. Choose one of: {', '.join(imports.KINDS)}.")
    chosen = imports.KINDS[kind]
    require(viewer, Action.IMPORT_FILE)
    require(viewer, chosen.needs)
    text = io.StringIO()
    writer = csv.writer(text)
    columns = list(chosen.example)
    writer.writerow(columns)
    with store.reading() as session:
        read = READERS.get(kind) or _records_of(KINDS[RECORDS_OF[kind]])
        for cells in read(session):
            writer.writerow([plain(_said(cells.get(column))) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _said(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else in_a_cell(value)


def _settings(session: Session) -> Iterator[Cells]:
    for one in session.scalars(select(Setting).order_by(Setting.id)):
        yield {
            gias.URN: one.urn,
            gias.LA_CODE: one.la_code,
            gias.NAME: one.name,
            gias.TYPE: one.establishment_type or gias.TYPE_SAID[SettingType(one.setting_type)],
            gias.STATUS: gias.STATUS_SAID[SettingStatus(one.status)],
            gias.PHASE: gias.PHASE_SAID[Phase(one.phase)],
            gias.OPENED: one.opened_on,
            gias.CLOSED: one.closed_on,
            gias.LOWEST_AGE: one.lowest_age,
            gias.HIGHEST_AGE: one.highest_age,
            gias.PUPILS: one.pupil_count,
            gias.POSTCODE: one.postcode,
            gias.EASTING: one.easting,
            gias.NORTHING: one.northing,
            gias.UKPRN: one.ukprn,
            gias.TRUST: one.trust_name,
        }


def _setting_links(session: Session) -> Iterable[Cells]:
    after = aliased(Setting)
    query = select(Setting.urn.label("URN"), after.urn.label("LinkURN"), after.name.label("LinkName"))
    return _each(
        session, query.join(after, after.id == Setting.successor_id).order_by(Setting.urn), LinkType="Successor"
    )


def _clusters(session: Session) -> Iterable[Cells]:
    stay = ClusterMembership
    query = select(Cluster.name.label("cluster"), Setting.name.label("setting_name"), Setting.urn)
    query = query.add_columns(stay.joined_on, stay.left_on).select_from(stay).join(Cluster).join(Setting)
    return _each(session, query.order_by(Cluster.name, Setting.urn, stay.joined_on))


def _registers(session: Session) -> Iterable[Cells]:
    """A cancelled event counts nowhere, and a register file cannot say so: it is left out."""
    of_event = (Event.event_ref, Event.title.label("event_title"), Event.event_type, Event.held_on, Event.mode)
    query = select(*of_event, Cluster.name.label("cluster"), Setting.urn)
    query = query.add_columns(Attendance.is_attended.label("attended"), Attendance.people_count)
    query = query.select_from(Attendance).join(Event).join(Setting).outerjoin(Cluster, Cluster.id == Event.cluster_id)
    query = query.where(Event.is_cancelled.is_(False))
    return _each(session, query.order_by(Event.held_on, Event.event_ref, Setting.urn))


def _survey_responses(session: Session) -> Iterable[Cells]:
    return (
        {survey_responses.REFERENCE: reference, **one.answers} for reference, one in survey_responses.stored(session)
    )


def _each(session: Session, query: Query, **always: object) -> Iterable[Cells]:
    return ({**row, **always} for row in session.execute(query).mappings())


def _records_of(kind: RecordKind) -> Callable[[Session], Iterable[Cells]]:
    def read(session: Session) -> Iterable[Cells]:
        # In the order of their making, which alone tells some of them apart.
        stored = session.scalars(select(kind.model).order_by(kind.model.id)).all()
        answers = answers_of_all(session, kind, stored)
        return map(_as_measure, answers) if kind.name == "figure" else answers

    return read


def _as_measure(answers: Cells) -> Cells:
    """A figure in the columns that councils send: one place, and for a count its value."""
    is_share = FIGURES[FigureName(str(answers["measure"]))].is_share
    place = answers["urn"] or answers["cluster"] or AUTHORITY
    return (
        {**answers, PLACE: place}
        if is_share
        else {**answers, PLACE: place, "value": answers["numerator"], "numerator": None}
    )


def _targets(session: Session) -> Iterable[Cells]:
    return (targets.cells(aim) for _, aim in targets.aims(session))


def _markers(session: Session) -> Iterable[Cells]:
    return (said for _, said in markers.events(session))


READERS: dict[str, Callable[[Session], Iterable[Cells]]] = {
    "settings": _settings,
    "setting_links": _setting_links,
    "clusters": _clusters,
    "registers": _registers,
    "survey_responses": _survey_responses,
    "case_studies": _records_of(CASE_STUDY),
    "targets": _targets,
    "markers": _markers,
}
