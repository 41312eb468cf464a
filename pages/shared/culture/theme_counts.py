"""Themes counted for a page: in how many pieces of evidence each was found, where and when, and beside which others."""

import pandas as pd

from data_access import themes_found
from data_access.permissions import Action
from data_access.vocabulary import PeriodKind
from kpis.themes import together
from pages.shared import words
from pages.shared.facts import View
from pages.shared.filters import Filters

PIECE = ["source", "source_id"]
LAST_TERMS = 6


def reads_comments(view: View) -> bool:
    """True for those whose counts have the comments of surveys in them. What is kept for them is for them alone."""
    return view.viewer.may(Action.READ_COMMENTS)


def everything(view: View, with_comments: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The pieces that were read, and each theme found in them with what is known of its piece: see `themes_found`."""
    del with_comments
    pieces = themes_found.pieces_read(view.viewer)
    return pieces, themes_found.themes_of_pieces(view.viewer).merge(pieces, on=PIECE)


def chosen_ones(rows: pd.DataFrame, view: View, chosen: Filters, *, every_period: bool = False) -> pd.DataFrame:
    """The rows that the filters leave."""
    keep = pd.Series(True, index=rows.index)
    for column in ("cluster", "phase", "setting_type"):
        if wanted := getattr(chosen, column):
            keep &= rows[column] == wanted
    if not every_period:
        period = chosen.period(view)
        keep &= (rows["day"] >= period.start) & (rows["day"] <= period.end)
    return rows[keep]


def by_theme(found: pd.DataFrame, themes: list[str]) -> pd.DataFrame:
    """Rows: one per theme, most often found first. Columns: theme, count (pieces), passages."""
    groups = found.groupby("theme")
    table = pd.DataFrame({"count": groups.size(), "passages": groups["passage_count"].sum()})
    table = table.reindex(themes, fill_value=0).rename_axis("theme").reset_index()
    return table.sort_values("count", ascending=False, kind="stable", ignore_index=True)


def by_place(view: View, found: pd.DataFrame, themes: list[str], by: str, chosen: Filters) -> pd.DataFrame:
    """Rows: one per theme and cluster, phase or term that anything was found in; terms in order, with those between.

    Columns: theme, place (in words), count (pieces).
    """
    found = found.assign(place=_places(view, found, by))
    places = _terms(view, chosen) if by == "term" else sorted(found["place"].unique())
    counted = found.groupby(["theme", "place"]).size()
    every = pd.MultiIndex.from_product([themes, places], names=["theme", "place"])
    return counted.reindex(every, fill_value=0).rename("count").reset_index()


def pairs(found: pd.DataFrame) -> pd.DataFrame:
    """Themes that come together in one piece: see `kpis.themes.together`."""
    return together(found.assign(passage=found["source"] + ":" + found["source_id"].astype(str)))


def _places(view: View, found: pd.DataFrame, by: str) -> list[str]:
    if by == "term":
        calendar = view.outline.calendar
        return [_term(calendar.period_of(PeriodKind.TERM, day).label) for day in found["day"]]
    return [words.place(by, value) for value in found[by]]


def _terms(view: View, chosen: Filters) -> list[str]:
    """The last few terms up to the chosen period's end."""
    until = min(chosen.period(view).end, view.as_at)
    return [_term(term.label) for term in view.periods(PeriodKind.TERM) if term.start <= until][-LAST_TERMS:]


def _term(label: str) -> str:
    return words.sentence_case(label)
