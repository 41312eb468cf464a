"""What a survey asks whoever opens a link to it: its questions, and the settings that the answers can be about."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from data_access import clock, store
from data_access.forms import FormSpec
from data_access.forms.surveys import OwnQuestion, answer_form
from data_access.models import Cluster, ClusterMembership, Setting, Survey, SurveyLink, SurveyQuestion
from data_access.permissions import Action, Identity, require
from data_access.reading import belongs_on
from data_access.vocabulary import Audience, Item, QuestionKind, SettingStatus


@dataclass(frozen=True)
class Asked:
    """A survey as whoever opens its link needs it. `places`: what they choose from, name by URN.

    `place`: the setting or cluster that it is about; None: the whole programme.
    """

    code: str
    title: str
    audience: Audience
    purpose: str | None
    contact: str | None
    closes_on: date
    keep_until: date
    place: str | None
    places: dict[str, str]
    own: tuple[OwnQuestion, ...]
    form: FormSpec


def places(viewer: Identity, survey_id: int) -> dict[str, str]:
    """The settings that a survey's answers can be about, name by URN; none where it is of one. For its designers."""
    require(viewer, Action.DESIGN_SURVEY)
    with store.reading() as session:
        survey = session.get(Survey, survey_id)
        if survey is None or survey.setting_id is not None:
            return {}
        return {urn: name for urn, (_, name) in places_of(session, survey).items()}


def asked_by(session: Session, link: SurveyLink, survey: Survey) -> Asked:
    """The survey as the page of this link needs it."""
    setting_id = link.setting_id or survey.setting_id
    place = session.scalar(
        select(Setting.name).where(Setting.id == setting_id)
        if setting_id is not None
        else select(Cluster.name).where(Cluster.id == survey.cluster_id)
    )
    places = {} if setting_id is not None else places_of(session, survey)
    own = own_of(session, survey)
    return Asked(
        code=link.code,
        title=survey.title,
        audience=Audience(survey.audience),
        purpose=survey.purpose,
        contact=survey.contact,
        closes_on=survey.closes_on,
        keep_until=survey.keep_until,
        place=place,
        places={urn: name for urn, (_, name) in places.items()},
        own=own,
        form=form_of(survey, own, places),
    )


def form_of(survey: Survey, own: tuple[OwnQuestion, ...], places: dict[str, tuple[int, str]]) -> FormSpec:
    """The form that is filled in."""
    items = [Item(item) for item in survey.items]
    return answer_form(items, own, asks_place=bool(places), needs_place=survey.cluster_id is None)


def places_of(session: Session, survey: Survey) -> dict[str, tuple[int, str]]:
    """Id and name of the settings that the answers can be about, by URN. Two of one name are told apart."""
    here: ColumnElement[bool] = true() if survey.cluster_id is None else Cluster.id == survey.cluster_id
    query = (
        select(Setting.urn, Setting.id, Setting.name, Setting.postcode)
        .join(ClusterMembership, ClusterMembership.setting_id == Setting.id)
        .join(Cluster, Cluster.id == ClusterMembership.cluster_id)
        .where(here, belongs_on(clock.today()), Setting.status != SettingStatus.CLOSED)
        .order_by(Setting.name, Setting.urn)
    )
    rows = session.execute(query).all()
    names = [row.name for row in rows]
    return {
        urn: (number, f"{name}, {postcode or urn}" if names.count(name) > 1 else name)
        for urn, number, name, postcode in rows
    }


def own_of(session: Session, survey: Survey) -> tuple[OwnQuestion, ...]:
    """The questions that staff wrote for the survey, in order."""
    query = select(SurveyQuestion).where(SurveyQuestion.survey_id == survey.id)
    # Statements first: they look like the questions of the bank.
    rows = session.scalars(query.order_by(SurveyQuestion.kind.desc(), SurveyQuestion.position, SurveyQuestion.id))
    return tuple(OwnQuestion(row.id, QuestionKind(row.kind), row.words) for row in rows)
