"""The demo's targets with the way to them, and what is marked on its charts."""

from datetime import date

from sqlalchemy.orm import Session

from data_access.models import EventMarker, Target, TargetPoint
from data_access.vocabulary import MarkerKind, PeriodKind

END = date(2027, 8, 31)
# Measure, value, due, baseline value, what the values are for, and points on the way. Besides those of every programme.
Row = tuple[str, float, date, float, PeriodKind | None, tuple[tuple[date, float], ...]]
TARGETS: tuple[Row, ...] = (
    ("participation_rate", 0.95, date(2026, 8, 31), 0.5, None, ()),
    ("cluster_meeting_attendance", 0.80, END, 0.6, None, ()),
    ("evidence_of_change", 0.10, END, 0.0, None, ()),
    ("self_evaluation_rate", 0.90, END, 0.6, None, ()),
    ("action_plan_rate", 0.85, END, 0.5, None, ()),
    ("coaching_engagement", 0.80, END, 0.3, None, ((date(2026, 5, 31), 0.6),)),
    ("coaches_trained", 20, END, 0, None, ()),
    ("twenty_week_plans", 0.60, END, 0.4, None, ()),
    # So many a month: fewer only once support is there, and never a limit on who may ask.
    ("ehcna_requests", 52, END, 68, PeriodKind.MONTH, ((date(2026, 1, 31), 67), (date(2026, 8, 31), 60))),
    ("mainstream_to_isp", 7, END, 9, PeriodKind.MONTH, ()),
    ("mainstream_to_special", 12, END, 14, PeriodKind.MONTH, ()),
)


def load(session: Session, starts_on: date, city_wide_on: date) -> None:
    """Adds the targets and the markers."""
    for kpi, value, due_on, baseline, per, points in TARGETS:
        target = Target(kpi=kpi, value=value, due_on=due_on, baseline_value=baseline, baseline_on=starts_on, per=per)
        session.add(target)
        session.flush()
        session.add_all(TargetPoint(target_id=target.id, day=day, value=at) for day, at in points)
    for day, title, kind in (
        (date(2025, 9, 17), "Central launch", MarkerKind.LAUNCH),
        (date(2026, 2, 2), "Early help line for schools opens", MarkerKind.POLICY_CHANGE),
        (city_wide_on, "City-wide start", MarkerKind.LAUNCH),
    ):
        session.add(EventMarker(day=day, title=title, kind=kind, recorded_by="demo"))
