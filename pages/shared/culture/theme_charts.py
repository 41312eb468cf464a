"""The charts of the page on cultural change: evidence by kind, themes, where and when, and which come together."""

import pandas as pd

from data_access import codebook
from data_access.vocabulary import EvidenceKind, label
from pages.shared import downloads, words
from pages.shared.culture import change_words, theme_counts, theme_marks
from pages.shared.drawing.charts import Panel
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View
from pages.shared.filters import Filters

BY = {"cluster": "Cluster", "phase": "Phase", "term": "Term"}
MOST_PAIRS = 8
MANY: dict[object, str] = {
    EvidenceKind.CASE_STUDY: "case studies",
    EvidenceKind.SCHOOL_AUDIT: "school audits",
    EvidenceKind.STAFF_REFLECTION: "staff reflections",
    EvidenceKind.OFSTED_COMMENT: "Ofsted comments",
}
COUNTED = "Pieces of evidence"
DOCUMENTS = "Case studies, audits, reflections and comments by Ofsted, once approved"


def kinds(view: View, chosen: Filters, colours: Palette) -> Panel:
    """How much evidence of each kind was approved in the chosen period, and from how many settings."""
    rows = change_words.approved(view, chosen)
    of_kinds = view.table("evidence_of_change", by="part", kind=chosen.kind, where=chosen.where)
    settings = of_kinds[of_kinds["period_key"] == chosen.period_key].set_index("part")["numerator"]
    kinds = [kind.value for kind in EvidenceKind]
    counted = pd.DataFrame({"count": rows.groupby("kind")["piece_count"].sum()}).reindex(kinds, fill_value=0)
    counted["settings"] = settings.reindex(kinds, fill_value=0).astype(int)
    counted["name"] = [label(kind) for kind in EvidenceKind]
    total, when = int(counted["count"].sum()), words.period(chosen.period(view))
    most = _most(counted)
    title = f"Evidence by kind in {when}: {words.plural(total, 'piece')}"
    if not _ties(counted):
        title = (
            f"The most frequent kind in {when}: {MANY[most.name]}, {most['count']} of {words.plural(total, 'piece')}"
        )
    table = counted.rename(columns={"name": "Kind", "count": "Number", "settings": "Settings"})
    return _panel(
        view,
        chosen,
        title if total else f"No evidence was approved in {when}",
        table[["Kind", "Number", "Settings"]],
        theme_marks.bars(counted, COUNTED, colours) if total else None,
        "evidence by kind",
    )


def themes(view: View, with_comments: bool, chosen: Filters, colours: Palette) -> Panel:
    """In how many of the pieces read each theme was found in the chosen period."""
    pieces, found = (
        theme_counts.chosen_ones(rows, view, chosen) for rows in view.built(theme_counts.everything, with_comments)
    )
    counted = theme_counts.by_theme(found, codebook.names_in_use())
    when = words.period(chosen.period(view))
    table = pd.DataFrame(
        {
            "Theme": counted["theme"],
            "Number": counted["count"],
            "Share": [words.percent(count / max(len(pieces), 1)) for count in counted["count"]],
            "Passages": counted["passages"],
        }
    )
    of = f"{words.plural(len(pieces), 'piece', 'pieces')} read"
    title = f"No theme was found in {when}: {of}"
    if len(found):
        first, others = counted.iloc[0], _ties(counted)
        were = f"and {words.plural(others, 'other')} were found most, each" if others else "was found most,"
        title = f"{first['theme']} {were} in {first['count']} of {of} in {when}"
    spec = theme_marks.bars(counted.rename(columns={"theme": "name"}), COUNTED, colours) if len(found) else None
    return _panel(view, chosen, title, table, spec, "themes")


def by_place(view: View, with_comments: bool, by: str, chosen: Filters, colours: Palette) -> Panel:
    """The same for each cluster or phase; or for each term up to the chosen period."""
    _, found = view.built(theme_counts.everything, with_comments)
    found = theme_counts.chosen_ones(found, view, chosen, every_period=by == "term")
    counted = theme_counts.by_place(view, found, codebook.names_in_use(), by, chosen)
    table = counted.pivot(index="theme", columns="place", values="count")
    table = table.reindex(index=counted["theme"].unique(), columns=counted["place"].unique())
    title = f"Themes by {BY[by].lower()}"
    if counted["count"].any():
        most = _most(counted)
        where = words.lower_first(most["place"]) if by == "term" else most["place"]
        if not _ties(counted):
            pieces = words.plural(most["count"], "piece")
            title += f": {words.lower_first(most['theme'])} in {where} stands out, {pieces}"
        table.loc[:, table.columns] = table.astype(int)
    drawn = counted.assign(place=words.on_two_lines(list(counted["place"])))
    spec = theme_marks.shades(drawn, COUNTED, colours) if counted["count"].any() else None
    table = table.rename_axis("Theme").reset_index() if len(table.columns) else table.iloc[:0]
    return _panel(view, chosen, title, table, spec, f"themes by {by}")


def pairs(view: View, with_comments: bool, chosen: Filters, colours: Palette) -> Panel:
    """Which themes were found together in one piece."""
    _, found = view.built(theme_counts.everything, with_comments)
    counted = theme_counts.pairs(theme_counts.chosen_ones(found, view, chosen))
    table = pd.DataFrame(
        {
            "Theme": counted["theme"],
            "Comes with": counted["other"],
            "Number": counted["count"],
            "Share": [words.percent(share) for share in counted["share"]],
        }
    )
    once = counted[counted["theme"] < counted["other"]].head(MOST_PAIRS)
    title = "Which themes come together"
    if len(once) and not _ties(once):
        first = once.iloc[0]
        both = words.plural(first["count"], "piece", "pieces")
        title = f"{first['theme']} and {words.lower_first(first['other'])} stand side by side most often, in {both}"
    drawn = pd.DataFrame(
        {"name": once["theme"] + "|" + "and " + once["other"].map(words.lower_first), "count": once["count"]}
    )
    spec = theme_marks.bars(drawn, COUNTED, colours) if len(drawn) else None
    return _panel(view, chosen, title, table, spec, "themes together")


def _most(counted: pd.DataFrame) -> "pd.Series":
    return counted.sort_values("count", ascending=False, kind="stable").iloc[0]


def _ties(counted: pd.DataFrame) -> int:
    """How many share the first place with the first: where some do, nothing stands out."""
    return int((counted["count"] == counted["count"].max()).sum()) - 1


def _panel(view: View, chosen: Filters, title: str, table: pd.DataFrame, spec: object, name: str) -> Panel:
    said = "; ".join(", ".join(str(value) for value in row) for row in table.head(MOST_PAIRS).itertuples(index=False))
    return Panel(
        title=title,
        alt=f"{title}. {said}",
        spec=spec if isinstance(spec, dict) else None,
        table=table,
        numbers=table,
        name=downloads.file_name(name, chosen.cluster or "all clusters", chosen.period_key),
        notes=(chosen.in_words(view), change_words.HOW, f"Counted: {_source(view)}"),
    )


def _source(view: View) -> str:
    return DOCUMENTS + (" and comments in surveys" if theme_counts.reads_comments(view) else "")
