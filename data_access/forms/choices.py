"""What can be chosen where a form asks for a setting, a cluster, an event or a cycle."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from data_access import store
from data_access.forms.field import Field, Kind, in_words
from data_access.models import Cluster, EvaluationCycle, Event, Setting
from data_access.permissions import Identity
from data_access.reading import clusters_in_scope, events_in_scope, settings_in_scope
from data_access.vocabulary import SettingStatus, label

# Value that is stored -> words that are shown, for each kind of field that asks for a record.
Choices = Mapping[Kind, Mapping[str, str]]

CLOSED = " (closed)"


def choices(viewer: Identity) -> Choices:
    """Every setting, cluster, event and cycle that the viewer may name, in the order in which they are offered.

    Two settings of one name are told apart by their URNs; the latest event comes first.
    """
    with store.reading() as session:
        settings = session.execute(
            select(Setting.urn, Setting.name, Setting.status)
            .where(settings_in_scope(viewer, Setting.id))
            .order_by(Setting.status == SettingStatus.CLOSED, Setting.name, Setting.urn)
        )
        clusters = session.scalars(
            select(Cluster.name).where(clusters_in_scope(viewer, Cluster.id)).order_by(Cluster.name)
        )
        events = session.execute(
            select(Event.event_ref, Event.title, Event.held_on)
            .where(events_in_scope(viewer, Event.cluster_id))
            .order_by(Event.held_on.desc(), Event.event_ref)
        )
        cycles = session.scalars(select(EvaluationCycle.name).order_by(EvaluationCycle.due_on.desc()))
        return {
            Kind.CYCLE: {name: name for name in cycles},
            Kind.SETTING: {
                urn: f"{name}, {urn}{CLOSED * (status == SettingStatus.CLOSED)}" for urn, name, status in settings
            },
            Kind.CLUSTER: {name: name for name in clusters},
            Kind.EVENT: {reference: f"{title}, {in_words(held_on)}" for reference, title, held_on in events},
        }


def in_plain_words(field: Field, answer: object, known: Choices) -> str:
    """An answer as a person reads it: to compare two versions, or to list a draft."""
    if answer is None or answer in ("", []):
        return "nothing"
    if field.kind in known:
        return known[field.kind].get(str(answer), str(answer))
    if field.options:
        values = answer if isinstance(answer, list) else [answer]
        return ", ".join(label(word) for word in field.options if word.value in values)
    if field.kind == Kind.YES_NO:
        return "yes" if answer else "no"
    if field.kind == Kind.SCALE and isinstance(answer, int):
        return field.scale[answer - 1]
    return in_words(answer) if isinstance(answer, date) else str(answer)
