"""Who supports whom: local coaches, champions and ILEs, where they are, and peer reviews with what is overdue first."""

import pandas as pd

from data_access.vocabulary import SupporterKind, label
from kpis import coaching, places, support
from kpis.support import Review
from pages.shared import downloads, filters, tables, words
from pages.shared.chosen import Filters
from pages.shared.drawing import heat
from pages.shared.drawing.heat import Heat
from pages.shared.facts import View
from pages.shared.plans import plan_rows, plan_words

KINDS = {
    SupporterKind.LOCAL_COACH.value: "Local coaches",
    SupporterKind.IMPROVEMENT_CHAMPION.value: "Improvement Champions",
    SupporterKind.INCLUSION_LEADER.value: "Inclusion Leaders (ILE)",
}
# mark, word: the mark only repeats the word.
STANDING = {
    Review.OVERDUE: ("◆", "overdue"),
    Review.PLANNED: ("○", "planned"),
    Review.HELD: ("■", "held, not reported"),
    Review.REPORTED: ("▲", "held and reported"),
}
PROFILE = {"Profile": "Open"}
NOBODY = "Nobody has been named yet. Programme staff add local coaches, champions and ILEs, without their names."


def people(view: View, chosen: Filters) -> pd.DataFrame:
    """Those who support others today, within the view. Columns: `places.COLUMNS`, kind, stage."""
    return places.placed(view.facts, plan_rows.today(view), coaching.stages(view.facts), chosen.where)


def stages(view: View, chosen: Filters) -> Heat:
    """How many of each kind are identified, in training and trained."""
    rows = people(view, chosen)
    counts = support.by_kind_and_stage(rows)
    numbers = counts[list(support.STAGES)].to_numpy()
    names = [label(SupporterKind(kind)) for kind in counts["kind"]]
    stages = [words.sentence_case(stage) for stage in support.STAGES]
    lines = [
        (name, "", [heat.count(int(number), int(numbers.max())) for number in row])
        for name, row in zip(names, numbers, strict=True)
    ]
    table = counts.assign(kind=names).set_axis(["Role", *stages], axis=1)
    trained = int(counts["trained"].sum())
    title = f"People of settings who support others: {words.count(trained)} trained of {words.count(len(rows))}"
    drawn = heat.html("People who support other settings, by role and stage", "Role", stages, lines)
    name = downloads.file_name("supporters by stage", chosen.cluster or "all clusters")
    notes = (chosen.in_words(view), f"As at {words.day(view.as_at)}. Each person is counted at the stage reached.")
    return Heat(
        title if len(rows) else "People of settings who support others",
        drawn,
        table if len(rows) else table.iloc[:0],
        name,
        notes,
    )


def where_they_are(view: View, chosen: Filters) -> None:
    """By cluster, and setting by setting."""
    by_cluster, by_setting = view.built(build_where, chosen)
    if by_setting.empty:
        return
    notes = (chosen.in_words(view), f"As at {words.day(view.as_at)}")
    name = chosen.cluster or "all clusters"
    title = f"Where they are: {words.plural(len(by_setting), 'setting')}"
    tables.show(by_cluster, title, downloads.file_name("supporters by cluster", name), notes)
    tables.show(
        by_setting,
        "",
        downloads.file_name("supporters by setting", name),
        notes,
        links=PROFILE,
        alt="Supporters by setting",
    )


def build_where(view: View, chosen: Filters) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = people(view, chosen)
    named = rows.assign(cluster=[words.place("cluster", value) for value in rows["cluster"]])
    by_cluster = support.by_place(named, "cluster").rename(
        columns={"cluster": "Cluster", **KINDS, "trained": "Trained"}
    )
    by_urn = support.by_place(named, "urn")
    known = named.drop_duplicates("urn").set_index("urn").loc[by_urn["urn"]]
    by_setting = pd.DataFrame(
        {
            "Setting": known["setting"].to_numpy(),
            "Profile": [filters.link("setting", chosen, urn=urn) for urn in by_urn["urn"]],
            "Cluster": known["cluster"].to_numpy(),
            **{name: by_urn[kind].to_numpy() for kind, name in KINDS.items()},
            "Trained": by_urn["trained"].to_numpy(),
        }
    )
    return by_cluster, by_setting.sort_values(["Trained", "Setting"], ascending=[False, True], ignore_index=True)


def reviews(view: View, chosen: Filters) -> None:
    """Peer reviews of the chosen period, and whatever is overdue: those overdue first."""
    listed, title = view.built(build_reviews, chosen)
    name = downloads.file_name("peer reviews", chosen.cluster or "all clusters", chosen.period_key)
    empty = "No peer review is planned in this period and none is overdue. Programme staff add them."
    tables.show(listed, title, name, (chosen.in_words(view),), links=PROFILE, empty=empty)


def build_reviews(view: View, chosen: Filters) -> tuple[pd.DataFrame, str]:
    period = chosen.period(view)
    rows = support.with_standing(plan_rows.in_place(view, "peer_review", chosen.where), view.as_at)
    planned = pd.to_datetime(rows["planned_for"])
    is_of_period = (planned >= pd.Timestamp(period.start)) & (planned <= pd.Timestamp(period.end))
    rows = rows[is_of_period | (rows["standing"] == Review.OVERDUE)]
    table = pd.DataFrame(
        {
            "Setting": rows["setting"],
            "Profile": [filters.link("setting", chosen, urn=urn) for urn in rows["urn"]],
            "Reviewed by": ["Not settled yet" if words.is_missing(name) else name for name in rows["reviewer"]],
            "What it looks at": rows["focus"],
            "Standing": [" ".join(STANDING[Review(value)]) for value in rows["standing"]],
            "Planned for": [words.day(day) for day in rows["planned_for"]],
            "Held on": [plan_words.day_or(day) for day in rows["held_on"]],
            "Reported on": [plan_words.day_or(day) for day in rows["reported_on"]],
        }
    )
    return table, _title(rows, words.period(period))


def _title(rows: pd.DataFrame, when: str) -> str:
    counts = rows["standing"].value_counts()
    held = int(counts.get(Review.HELD, 0) + counts.get(Review.REPORTED, 0))
    late = int(counts.get(Review.OVERDUE, 0))
    if rows.empty:
        return f"Peer reviews in {when}"
    said = (
        f"Peer reviews in {when}: {words.count(held)} held, {words.count(int(counts.get(Review.REPORTED, 0)))} reported"
    )
    said += f", {words.count(int(counts.get(Review.PLANNED, 0)))} still to come"
    return f"{said}; {words.count(late)} overdue" if late else said
