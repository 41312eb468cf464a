"""Who to ask for what is missing: a list for each role and cluster, and a message that can be copied."""

from collections import Counter

import pandas as pd
import streamlit as st

from data_access.evidence_kinds import EVIDENCE
from data_access.expectations import ASKED
from pages.shared import downloads, filters, tables, words
from pages.shared.chosen import Filters
from pages.shared.completeness import completeness_rows
from pages.shared.facts import View

Group = tuple[str, str]
MESSAGE = 360  # pixels in view of a long message
NOTHING = "Nothing is overdue for these filters: nobody needs to be asked."


def show(view: View, chosen: Filters) -> None:
    """What is missing, the longest overdue first, and the message to one group of people."""
    listed, messages = view.built(build, chosen)
    name = downloads.file_name("missing", chosen.cluster or "all clusters", chosen.period_key)
    title = f"Who to ask: {words.plural(len(listed), 'thing')} missing"
    tables.show(listed, title, name, (chosen.in_words(view),), links={"Profile": "Open"}, empty=NOTHING)
    if messages:
        group = st.selectbox("Write to", list(messages), key="write to")
        st.code(
            messages[group],
            language=None,
            wrap_lines=True,
            height=MESSAGE if messages[group].count("\n") > 12 else "content",
        )


def build(view: View, chosen: Filters) -> tuple[pd.DataFrame, dict[str, str]]:
    """The list; and who is written to → the message, those with most missing first."""
    rows = view.built(completeness_rows.build, chosen)
    missing = rows[rows["state"] == "missing"].sort_values(["due_on", "ask", "cluster", "place"], kind="stable")
    pairs = zip(missing["ask"], missing["cluster"].fillna(""), strict=True)
    messages = {
        f"{addressed(group)}: {words.plural(number, 'thing')} missing": message(missing, group)
        for group, number in Counter(pairs).most_common()
    }
    return _said(missing, chosen), messages


def addressed(group: Group) -> str:
    """SENCO, Central; Authority's data team."""
    ask, cluster = group
    return f"{ASKED[ask]}, {cluster}" if cluster else ASKED[ask]


def message(missing: pd.DataFrame, group: Group) -> str:
    """A text that asks for everything that is missing from one group. It names settings, never people."""
    ask, cluster = group
    mine = missing[(missing["ask"] == ask) & (missing["cluster"].fillna("") == cluster)]
    lines = []
    for place, rows in mine.sort_values(["place", "due_on"], kind="stable").groupby("place", sort=False):
        lines.append(f"- {place}")
        lines += [
            f"    {EVIDENCE[row['evidence']].words}, {row['period']}: due {words.day(row['due_on'])}"
            for row in rows.to_dict("records")
        ]
    return "\n".join(
        [
            "Hello,",
            "",
            f"This has not reached us yet ({addressed(group)}):",
            "",
            *lines,
            "",
            "Please send it to the programme team. If something stands in the way, tell us, and we will help.",
            "",
            "Thank you.",
        ]
    )


def _said(missing: pd.DataFrame, chosen: Filters) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Who": missing["place"],
            "What": [EVIDENCE[name].words for name in missing["evidence"]],
            "For": [words.sentence_case(period) for period in missing["period"]],
            "Was due": [words.day(day) for day in missing["due_on"]],
            "Ask": [ASKED[ask] for ask in missing["ask"]],
            "Cluster": missing["cluster"].fillna(""),
            "Profile": [
                "" if words.is_missing(urn) else filters.link("setting", chosen, urn=urn) for urn in missing["urn"]
            ],
        }
    )
