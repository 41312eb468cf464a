"""Figures that contradict each other, said in SQL."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from data_access.models import Cluster, ClusterMembership, MeasureValue, Setting
from data_access.permissions import Identity
from data_access.reading import Query, cluster_on, joined, responses_in_scope
from data_access.vocabulary import FigureName, FigurePart

# Halves are added up as fractions; less than this is nothing.
ALMOST_NOTHING = 1e-6
# Shares of a whole, which cannot be more than it. Money, days and progress can.
OF_A_WHOLE = (
    FigureName.ATTENDANCE_RATE,
    FigureName.PERSISTENT_ABSENCE,
    FigureName.SIX_WEEK_DECISIONS,
    FigureName.TWENTY_WEEK_PLANS,
)
Whole: Any = aliased(MeasureValue, name="whole")
Other: Any = aliased(MeasureValue, name="other_figure")


def parts_more_than_whole(viewer: Identity) -> Query:
    """Figures whose parts add up to more; a part that is more by itself is told by `isp_more_than_plans`."""
    is_isp = and_(Other.part == FigurePart.ISP, Other.numerator > Whole.numerator)
    total = func.sum(Other.numerator)
    return (
        _figures(viewer, total)
        .join(Other, and_(_same_span(Other), Other.place == Whole.place, Other.part != ""))
        .where(Whole.part == "")
        .group_by(Whole.id, Setting.id, Cluster.id)
        .having(total > Whole.numerator + ALMOST_NOTHING, func.sum(case((is_isp, 1), else_=0)) == 0)
    )


def isp_more_than_plans(viewer: Identity) -> Query:
    """More plans in independent specialist provision than plans."""
    same = and_(_same_span(Other), Other.place == Whole.place, Other.part == FigurePart.ISP)
    query = _figures(viewer, Other.numerator).join(Other, same)
    return query.where(
        Whole.measure == FigureName.EHC_PLANS, Whole.part == "", Other.numerator > Whole.numerator + ALMOST_NOTHING
    )


def sums_more_than_cluster(viewer: Identity) -> Query:
    """Figures of a cluster that its settings add up to more than; a setting is where its figures are counted."""
    value = MeasureValue
    stays = or_(ClusterMembership.left_on.is_(None), ClusterMembership.left_on >= value.period_end)
    home = (
        select(ClusterMembership.cluster_id)
        .where(ClusterMembership.setting_id == value.setting_id, stays)
        .order_by(ClusterMembership.joined_on)
        .limit(1)
        .correlate(value)
        .scalar_subquery()
    )
    span = (value.measure, value.part, value.period_kind, value.period_start)
    of_settings = select(*span, home.label("home"), value.numerator).where(value.setting_id.is_not(None)).subquery()
    groups = [column for column in of_settings.c if column.name != "numerator"]
    sums = select(*groups, func.sum(of_settings.c.numerator).label("total")).group_by(*groups).subquery("sums")
    same = and_(*_spans_agree(sums.c), Whole.part == sums.c.part, Whole.cluster_id == sums.c.home)
    return _figures(viewer, sums.c.total).join(sums, same).where(sums.c.total > Whole.numerator + ALMOST_NOTHING)


def sums_more_than_authority(viewer: Identity, place: str) -> Query:
    """Figures of the whole authority that those of settings ("setting_id"), or of clusters, add up to more than."""
    value = MeasureValue
    span = (value.measure, value.part, value.period_kind, value.period_start)
    total = func.sum(value.numerator).label("total")
    sums = select(*span, total).where(getattr(value, place).is_not(None)).group_by(*span).subquery("sums")
    same = and_(*_spans_agree(sums.c), Whole.part == sums.c.part)
    is_authority = and_(Whole.setting_id.is_(None), Whole.cluster_id.is_(None))
    query = _figures(viewer, sums.c.total).join(sums, same)
    return query.where(is_authority, sums.c.total > Whole.numerator + ALMOST_NOTHING)


def refused_more_than_decided(viewer: Identity) -> Query:
    """More requests refused than decided: by the figure itself, or by that of decisions within six weeks."""
    same = and_(
        *_spans_agree(Other, measure=False),
        Other.place == Whole.place,
        Other.part == Whole.part,
        Other.measure.in_([FigureName.REFUSAL_RATE, FigureName.SIX_WEEK_DECISIONS]),
    )
    fewest = func.min(Other.denominator)
    query = _figures(viewer, Whole.numerator, fewest).join(Other, same)
    query = query.where(Whole.measure == FigureName.REFUSAL_RATE).group_by(Whole.id, Setting.id, Cluster.id)
    return query.having(Whole.numerator > fewest + ALMOST_NOTHING)


def share_over_the_whole(viewer: Identity) -> Query:
    """Shares that count more than the whole that they are of."""
    query = _figures(viewer, Whole.numerator, Whole.denominator)
    return query.where(Whole.measure.in_(OF_A_WHOLE), Whole.numerator > Whole.denominator + ALMOST_NOTHING)


def _figures(viewer: Identity, number: Any, other: Any = None) -> Query:
    """The figures within scope, `number` beside what they say themselves."""
    place = func.coalesce(Setting.name, Cluster.name, literal("The whole authority"))
    cluster = func.coalesce(Cluster.name, cluster_on(Whole.setting_id, Whole.period_end))
    in_scope = true() if viewer.scope is None else responses_in_scope(viewer, Whole.setting_id, Whole.cluster_id)
    return (
        select(
            Whole.period_end.label("day"),
            Setting.urn,
            place.label("setting"),
            cluster.label("cluster"),
            Whole.measure.label("record"),
            number.label("number"),
            (Whole.numerator if other is None else other).label("other"),
            literal("enter_record").label("page"),
            joined("kind=figure&id=", Whole.id).label("query"),
        )
        .select_from(Whole)
        .outerjoin(Setting, Setting.id == Whole.setting_id)
        .outerjoin(Cluster, Cluster.id == Whole.cluster_id)
        .where(in_scope)
        .order_by(Whole.id)
    )


def _same_span(of: Any) -> ColumnElement[bool]:
    return and_(*_spans_agree(of))


def _spans_agree(of: Any, measure: bool = True) -> list[ColumnElement[bool]]:
    names = ["period_kind", "period_start", *(["measure"] if measure else [])]
    return [getattr(of, name) == getattr(Whole, name) for name in names]
