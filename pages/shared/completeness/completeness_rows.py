"""What was expected in the chosen period and what became of it: worked out once, in a sentence and by cluster."""

from typing import Any

import pandas as pd

from data_access import expectations
from data_access.arrivals import arrivals
from data_access.evidence_kinds import EVIDENCE
from data_access.vocabulary import PeriodKind
from kpis.completeness import AUTHORITY, Expected, completeness, summed
from pages.shared import downloads, tables, words
from pages.shared.chosen import Filters
from pages.shared.facts import View

NOBODY = "Nobody has said yet what is expected of settings, clusters and the authority, and by when."


def build(view: View, chosen: Filters) -> pd.DataFrame:
    """The rows of `kpis.completeness` for the periods that end in the chosen one, and for the places chosen."""
    wanted = in_force(view)
    period = chosen.period(view)
    arrived = arrivals(view.viewer, [one.evidence for one in wanted], view.as_at)
    return chosen.where.of(completeness(view.facts, wanted, arrived, period.start, period.end))


def in_force(view: View) -> list[Expected]:
    """What is expected, in the order in which evidence is named."""
    cycles = expectations.cycles()
    rows = expectations.expectations(view.viewer, only_active=True)
    return [_expected(row, cycles) for row in rows.to_dict("records")]


def _expected(row: dict[Any, Any], cycles: pd.DataFrame) -> Expected:
    evidence = EVIDENCE[row["evidence"]]
    return Expected(
        evidence.key,
        evidence.level,
        PeriodKind(row["period_kind"]),
        int(row["due_days"]),
        row["ask"],
        row["since"],
        evidence.whole,
        evidence.not_from,
        tuple(cycles[evidence.cycle_day]) if evidence.cycle_day else None,
    )


def answer(view: View, chosen: Filters) -> str:
    """How much of what was due is in, and who has something missing."""
    return view.built(build_answer, chosen)


def build_answer(view: View, chosen: Filters) -> str:
    """In autumn term 2026, so far: 94 % of what was due by today is in; 12 settings have something missing."""
    rows = view.built(build, chosen)
    period = chosen.period(view)
    when = f"In {words.period(period)}" + ("" if period.is_complete(view.as_at) else ", so far")
    if rows.empty:
        return f"{when}: nothing is expected for these filters."
    total = summed(rows).iloc[0]
    if not total["due"]:
        return f"{when}: nothing is due yet."
    share = f"{words.percent(total['share'])} of what was due by today is in"
    counted = f"{words.count(total['came'])} of {words.count(total['due'])}"
    late = f", {words.count(total['late'])} of them late" if total["late"] else ""
    return f"{when}: {share} ({counted}{late}); {_missing(rows)}."


def _missing(rows: pd.DataFrame) -> str:
    missing = rows[rows["state"] == "missing"].drop_duplicates(["level", "place", "urn"])
    counts = [
        (int((missing["level"] == "setting").sum()), "setting"),
        (int((missing["level"] == "cluster").sum()), "cluster"),
    ]
    said = [words.plural(number, one) for number, one in counts if number]
    said += ["the authority"] if (missing["level"] == "authority").any() else []
    if not said:
        return "nothing is missing"
    is_one = len(missing) == 1
    return f"{words.listed(said)} {'has' if is_one else 'have'} something missing"


def show_by_cluster(view: View, chosen: Filters) -> None:
    """How much of what was due came, cluster by cluster."""
    name = downloads.file_name("complete by cluster", chosen.cluster or "all clusters", chosen.period_key)
    tables.show(view.built(by_cluster, chosen), "Summed up by cluster", name, (chosen.in_words(view),))


def by_cluster(view: View, chosen: Filters) -> pd.DataFrame:
    """How much came of what was due, cluster by cluster, the least first; the authority's own stands last."""
    sums = summed(view.built(build, chosen), ["cluster"])
    sums = sums[sums["due"] > 0].assign(is_authority=sums["cluster"].isna())
    sums = sums.sort_values(["is_authority", "share", "cluster"])
    return pd.DataFrame(
        {
            "Cluster": sums["cluster"].fillna(AUTHORITY),
            "Share": [words.percent(share) for share in sums["share"]],
            "Counted": [words.count(number) for number in sums["came"]],
            "Out of": [words.count(number) for number in sums["due"]],
            "Late": [words.count(number) for number in sums["late"]],
            "Missing": [words.count(number) for number in sums["missing"]],
        }
    )
