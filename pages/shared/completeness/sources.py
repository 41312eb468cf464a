"""How old what we know is, source by source; and records that contradict each other."""

from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from data_access import expectations
from data_access.arrivals import newest
from data_access.contradictions import contradictions
from data_access.evidence_kinds import EVIDENCE
from data_access.expectations import ASKED
from data_access.vocabulary import Role
from kpis.completeness import Expected, stale_since
from pages.shared import downloads, menu, tables, words
from pages.shared.chosen import Filters
from pages.shared.completeness import completeness_rows
from pages.shared.facts import View

FRESH, UNKNOWN = "● up to date", "– no day set"
MOST_LINES = 25
NO_SOURCE = "Nothing has come yet, and nothing is expected."
NO_CONTRADICTION = "No two records contradict each other in the ways that are looked for."


def stale(view: View) -> None:
    """Every source that is expected or that something has come of, the longest stale first."""
    rows = view.built(build_stale)
    late = sum(said.startswith("◆") for said in rows["How it stands"])
    title = f"How old is what we know? {words.plural(late, 'source')} stale"
    tables.show(rows, title, "sources", (f"On {words.day(view.as_at)}",), empty=NO_SOURCE)


def build_stale(view: View) -> pd.DataFrame:
    """Source, newest day that it is of, when it was entered, when the next is due, and how it stands."""
    known = newest(view.viewer, list(EVIDENCE), view.as_at).set_index("evidence")
    wanted = completeness_rows.in_force(view)
    sources = [name for name in EVIDENCE if name in known.index or any(one.evidence == name for one in wanted)]
    lines = []
    for name in sources:
        day = known["newest"].get(name)
        since = [_stale_since(view, one, day) for one in wanted if one.evidence == name]
        first = min((one for one in since if one is not None), default=None)
        due = expectations.next_due(view.viewer, name, view.outline.calendar, view.as_at)
        waited = max((view.as_at - first).days, 1) if first else 0
        lines.append((-waited, _source(name, day, known["entered"].get(name), due, waited, bool(since))))
    return pd.DataFrame([said for _, said in sorted(lines, key=lambda line: line[0])])


def _stale_since(view: View, one: Expected, newest_day: date | None) -> date | None:
    """Nobody is late for what was due before somebody said so."""
    day = stale_since(one, view.outline.calendar, view.outline.starts_on, newest_day, view.as_at)
    return None if day is None else max(day, one.since)


def _source(name: str, day: Any, entered: Any, due: Any, waited: int, is_expected: bool) -> dict[str, str]:
    return {
        "Source": EVIDENCE[name].words,
        "How it stands": stands(waited) if waited else FRESH if is_expected else UNKNOWN,
        "Newest day": "Nothing yet" if day is None else words.day(day),
        "Entered": "" if entered is None else words.day(entered),
        "Next due by": "" if due is None else words.day(due),
    }


def stands(days: int) -> str:
    """◆ stale for 3 weeks; in days while it is less than a week."""
    return f"◆ stale for {words.plural(days // 7, 'week') if days >= 7 else words.plural(days, 'day')}"


def contradicting(view: View, chosen: Filters) -> None:
    """Records that cannot all be true, whatever period they are of: those of the chosen cluster, or all."""
    rows, drawn = view.built(build_contradicting, chosen.cluster, view.viewer.role)
    st.header(f"What cannot be true: {words.plural(len(rows), 'contradiction')}")
    if rows.empty:
        st.write(NO_CONTRADICTION)
        return
    st.html(drawn)
    notes = ("What cannot be true", f"On {words.day(view.as_at)}, of any period")
    downloads.buttons(rows.drop(columns="Open"), "contradictions", notes, "contradictions")


def build_contradicting(view: View, cluster: str | None, role: Role) -> tuple[pd.DataFrame, str]:
    """The contradictions as a table and as a list, kind by kind. What is of no cluster stands whichever is chosen.

    `role`: whose links they are: what is built is shared by all who see the same numbers.
    """
    del role
    rows = contradictions(view.viewer)
    if cluster is not None:
        rows = rows[(rows["cluster"] == cluster) | rows["cluster"].isna()]
    listed = pd.DataFrame(
        {
            "Kind": rows["kind"],
            "Of whom": rows["setting"],
            "Cluster": rows["cluster"].fillna(""),
            "What is wrong": rows["wrong"],
            "What to do": rows["to_do"],
            "Ask": [ASKED[ask] for ask in rows["ask"]],
            "Open": [_address(view, row) for row in rows.to_dict("records")],
        }
    )
    return listed, "".join(_of_kind(str(kind), of) for kind, of in listed.groupby("Kind", sort=False))


def _of_kind(kind: str, rows: pd.DataFrame) -> str:
    """One kind: what to do and whom to ask, once; then each record, linked to where it can be corrected."""
    first = rows.iloc[0]
    lines = [_line(row) for row in rows.head(MOST_LINES).to_dict("records")]
    more = len(rows) - len(lines)
    lines += [f"<li>and {more} more: all of them are in the file below</li>"] if more > 0 else []
    return (
        f"<section><h3 style='font-size:1.1rem;padding:.5rem 0 0'>{escape(kind)}: {len(rows)}</h3>"
        f"<p style='margin:0'>{escape(first['What to do'])} Ask: {escape(first['Ask'])}.</p>"
        f"<ul style='margin:.25rem 0 .75rem'>{''.join(lines)}</ul></section>"
    )


def _line(row: dict[Any, Any]) -> str:
    where = f"{row['Of whom']}, {row['Cluster']}" if row["Cluster"] not in ("", row["Of whom"]) else row["Of whom"]
    said = f"<strong>{escape(where)}</strong>: {escape(row['What is wrong'])}"
    return (
        f"<li>{said} <a href='{escape(row['Open'])}' target='_self'>Open</a></li>"
        if row["Open"]
        else f"<li>{said}</li>"
    )


def _address(view: View, row: dict[Any, Any]) -> str:
    """Where it can be corrected, for those who may; otherwise the setting's own page."""
    if view.viewer.may_open(str(row["page"])):
        return f"/{menu.entry(str(row['page'])).path}?{row['query']}"
    return "" if words.is_missing(row["urn"]) else f"/setting?urn={row['urn']}"
