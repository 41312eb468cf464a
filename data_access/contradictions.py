"""Records that cannot all be true: which, what is wrong with them, what to do about it, and who to ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data_access import store
from data_access.contradictions_in_figures import (
    isp_more_than_plans,
    parts_more_than_whole,
    refused_more_than_decided,
    share_over_the_whole,
    sums_more_than_authority,
    sums_more_than_cluster,
)
from data_access.contradictions_in_records import (
    answers_more_than_invited,
    attended_in_no_cluster,
    done_before_the_cycle,
    figures_while_not_open,
    plans_while_not_open,
    registers_while_not_open,
    responses_while_not_open,
    self_evaluations_while_not_open,
    stories_from_outside,
    without_eight_levels,
)
from data_access.permissions import Action, Identity, require
from data_access.reading import Query, table
from data_access.vocabulary import FIGURES

COLUMNS = ["kind", "day", "urn", "setting", "cluster", "record", "wrong", "to_do", "ask", "page", "query"]
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Contradiction:
    """One way in which records contradict each other.

    `wrong`: what is wrong with a row, said after what the record is. `ask`: one of `data_access.expectations.ASKED`.
    """

    key: str
    title: str
    to_do: str
    ask: str
    wrong: Callable[[Row], str]
    queries: tuple[Callable[[Identity], Query], ...]


def _not_open(row: Row) -> str:
    opened, closed, day = row["opened_on"], row["closed_on"], row["day"]
    if opened is not None and day < opened:
        return f"is of {_day(day)}, but the setting opened only on {_day(opened)}"
    return f"is of {_day(day)}, but the setting closed on {_day(closed)}"


def _larger(said: str) -> Callable[[Row], str]:
    return lambda row: said.format(number=_number(row["number"]), other=_number(row["other"]))


def _day(day: Any) -> str:
    return f"{day.day} {day:%B %Y}"


def _number(number: float) -> str:
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        "not_open",
        "Entered for a setting that was not open",
        "Correct the day or the setting, or the setting's opening and closing dates. If another setting took over, "
        "enter it for that one.",
        "programme_team",
        _not_open,
        (
            registers_while_not_open,
            responses_while_not_open,
            self_evaluations_while_not_open,
            plans_while_not_open,
            figures_while_not_open,
        ),
    ),
    Contradiction(
        "no_cluster",
        "Came, but belonged to no cluster",
        "Put the setting into its cluster from that day on, or correct the register.",
        "programme_team",
        lambda row: f"was attended on {_day(row['day'])}, but the setting belonged to no cluster that day",
        (attended_in_no_cluster,),
    ),
    Contradiction(
        "more_answers_than_invited",
        "More answers than people invited",
        "Correct how many were invited, or the days on which the survey was open.",
        "programme_team",
        _larger("has {number} answers, but only {other} people were invited"),
        (answers_more_than_invited,),
    ),
    Contradiction(
        "parts_more_than_whole",
        "Parts that add up to more than the whole",
        "Correct the parts or the whole.",
        "la_data",
        _larger("has parts that add up to {number}, but the whole is given as {other}"),
        (parts_more_than_whole,),
    ),
    Contradiction(
        "settings_more_than_cluster",
        "Settings that add up to more than their cluster",
        "Correct the cluster's figure or those of its settings.",
        "la_data",
        _larger("is given as {other}, but its settings add up to {number}"),
        (sums_more_than_cluster,),
    ),
    Contradiction(
        "places_more_than_authority",
        "Settings or clusters that add up to more than the authority",
        "Correct the authority's figure or the narrower ones.",
        "la_data",
        _larger("is given as {other}, but settings or clusters add up to {number}"),
        (
            lambda viewer: sums_more_than_authority(viewer, "setting_id"),
            lambda viewer: sums_more_than_authority(viewer, "cluster_id"),
        ),
    ),
    Contradiction(
        "isp_more_than_plans",
        "More plans in independent provision than plans",
        "Correct the number of plans, or of those placed in independent specialist provision.",
        "la_send",
        _larger("has {number} plans in independent specialist provision, but only {other} plans in all"),
        (isp_more_than_plans,),
    ),
    Contradiction(
        "refused_more_than_decided",
        "More requests refused than decided",
        "Correct the number refused, or the number decided.",
        "la_send",
        _larger("has {number} requests refused, but only {other} decided"),
        (refused_more_than_decided,),
    ),
    Contradiction(
        "share_over_the_whole",
        "A share of more than 100 %",
        "Correct one of the two numbers.",
        "la_data",
        _larger("counts {number} out of {other}"),
        (share_over_the_whole,),
    ),
    Contradiction(
        "done_before_the_cycle",
        "Actions done before the plan's cycle began",
        "Correct the day on which the action was done, or put it into the cycle that it belongs to.",
        "senco",
        lambda row: f"was done on {_day(row['day'])}, but its cycle opened only on {_day(row['opened_on'])}",
        (done_before_the_cycle,),
    ),
    Contradiction(
        "story_from_outside",
        "Case studies of settings outside the programme",
        "Put the setting into its cluster from that day on, or take the approval back.",
        "programme_team",
        lambda row: f"was approved on {_day(row['day'])}, but the setting belonged to no cluster that day",
        (stories_from_outside,),
    ),
    Contradiction(
        "without_eight_levels",
        "Self-evaluations handed in without all eight areas",
        "Ask for the levels that are missing and enter them, or take the day of handing in away.",
        "senco",
        _larger("was handed in with {number} of {other} areas answered"),
        (without_eight_levels,),
    ),
)


def contradictions(viewer: Identity) -> pd.DataFrame:
    """Every contradiction within the viewer's scope. For roles that see exact counts: a record can be one person.

    Rows: one per record and contradiction, in the order of `CONTRADICTIONS`, latest first.
    Columns: kind (its title), day (date), urn, setting (or who else the record is of), cluster, record, wrong
    (a sentence), to_do (a sentence), ask (a role), page and query (where the record can be corrected).
    Missing: urn where the record is of no setting; cluster outside any.
    Raises: NotAllowed.
    """
    require(viewer, Action.SEE_EXACT_COUNTS)
    found = []
    with store.reading() as session:
        for one in CONTRADICTIONS:
            rows = pd.concat([table(session, query(viewer)) for query in one.queries], ignore_index=True)
            found.append(_said(rows, one))
    return pd.concat(found, ignore_index=True)[COLUMNS]


def _said(rows: pd.DataFrame, one: Contradiction) -> pd.DataFrame:
    said = rows.astype(object).where(rows.notna(), None).to_dict("records")
    names = [_named(row["record"]) for row in said]
    wrong = [f"{name} {one.wrong(row)}." for name, row in zip(names, said, strict=True)]
    rows = rows.assign(record=names, wrong=wrong, kind=one.title, to_do=one.to_do, ask=one.ask)
    return rows.sort_values("day", ascending=False, kind="stable")


def _named(record: str) -> str:
    """A figure's name as people know it; every other record as it is called already."""
    known = {name.value: figure.title for name, figure in FIGURES.items()}
    return known.get(record, record)
