"""Settings that help one another: how peer reviews stand, and how many people support others, at which stage."""

from datetime import date
from enum import StrEnum

import pandas as pd

from data_access.vocabulary import SupporterKind

STAGES = ("identified", "in training", "trained")


class Review(StrEnum):
    """How a peer review stands; the most pressing first."""

    OVERDUE = "overdue"
    PLANNED = "planned"
    HELD = "held"
    REPORTED = "reported"


def with_standing(reviews: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """The peer reviews with `standing` (`Review`): overdue ones first, longest first; the others latest first."""
    today = pd.Timestamp(as_at)
    planned, held, reported = (pd.to_datetime(reviews[name]) for name in ("planned_for", "held_on", "reported_on"))
    standing = pd.Series(Review.PLANNED.value, reviews.index, dtype=object)
    standing[planned < today] = Review.OVERDUE.value
    standing[held <= today] = Review.HELD.value
    standing[(held <= today) & (reported <= today)] = Review.REPORTED.value
    is_late = standing == Review.OVERDUE
    days = (planned - today).dt.days
    # Overdue ones by how long, the others from the furthest ahead back.
    rows = reviews.assign(standing=standing, group=(~is_late).astype(int), order=days.where(is_late, -days))
    rows = rows.sort_values(["group", "order", "setting", "id"], kind="stable")
    return rows.drop(columns=["group", "order"]).reset_index(drop=True)


def by_kind_and_stage(people: pd.DataFrame) -> pd.DataFrame:
    """How many people of each kind are at each stage. Rows: one per kind. Columns: kind, then `STAGES`."""
    counts = pd.crosstab(people["kind"], people["stage"])
    kinds = [kind.value for kind in SupporterKind]
    return counts.reindex(index=kinds, columns=list(STAGES), fill_value=0).rename_axis("kind").reset_index()


def by_place(people: pd.DataFrame, group: str) -> pd.DataFrame:
    """The same for each place. Rows: one per place. Columns: the group, one per kind, trained (of all kinds)."""
    kinds = [kind.value for kind in SupporterKind]
    counts = pd.crosstab(people[group], people["kind"]).reindex(columns=kinds, fill_value=0)
    trained = people[people["stage"] == "trained"][group].value_counts()
    return counts.assign(trained=trained.reindex(counts.index, fill_value=0)).reset_index()
