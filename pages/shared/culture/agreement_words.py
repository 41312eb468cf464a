"""How far people who read the same passages agree, in a table and in words."""

import pandas as pd

from data_access import themes_found
from data_access.permissions import Identity
from kpis.agreement import Agreement, cohen, in_words
from pages.shared import words

ALL = "All themes"
FEWEST = 10
COLUMNS = ["Theme", "Passages", "Agree", "Kappa", "In words", "Readers"]
MEANING = (
    "Cohen’s kappa says how far two people who read the same passages agree beyond what chance alone would give: "
    "1 is always, 0 is no more than by chance, below 0 is less. From about 0.6 on, a theme is understood alike; where "
    "it is lower, sharpen its description."
)
NOT_YET = (
    "No passage has been read by two people yet. Choose “Second readings” on the page “Read for themes” to read what a "
    "colleague has read."
)


def table(viewer: Identity) -> pd.DataFrame:
    """Rows: one per two people and theme, after a row for all themes together.

    Columns: COLUMNS. Nobody is named but the viewer, as "You".
    """
    rows = themes_found.read_twice(viewer)
    people = sorted({*rows["first"], *rows["second"]} - {viewer.name_in_log})
    names = {viewer.name_in_log: "You"} | {who: f"Reader {at}" for at, who in enumerate(people, start=1)}
    lines = []
    for (first, second), both in rows.groupby(["first", "second"]):
        readers = words.listed(sorted((names[first], names[second]), key="You".__ne__))
        passages = both.groupby("theme").size().max()
        lines.append(_line(readers, ALL, both, int(passages)))
        lines += [_line(readers, str(theme), of, len(of)) for theme, of in both.groupby("theme", sort=False)]
    return pd.DataFrame(lines, columns=COLUMNS)


def _line(readers: str, theme: str, both: pd.DataFrame, passages: int) -> tuple[object, ...]:
    found = cohen(both["first_says"].tolist(), both["second_says"].tolist())
    agree, kappa = words.percent(found.observed), words.kappa(found.kappa)
    return theme, passages, agree, kappa, _said(found, passages), readers


def _said(found: Agreement, passages: int) -> str:
    few = f", of fewer than {FEWEST} passages: too few to rely on" if passages < FEWEST else ""
    return words.sentence_case(in_words(found.kappa)) + few
