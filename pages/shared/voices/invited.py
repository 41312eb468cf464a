"""How many of those who were invited to a survey answered: by whose survey it was, and survey by survey."""

import pandas as pd

from data_access import survey_rounds
from data_access.vocabulary import Audience, label
from pages.shared import downloads, tables, words
from pages.shared.chosen import Filters
from pages.shared.drawing import charts
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View

NOTHING = (
    "Nobody has noted how many people were invited to a survey that closed in this period. Programme staff add it "
    "under “Add evidence”; from then on the response rate is known."
)


def show(view: View, chosen: Filters, colours: Palette) -> None:
    """The response rate by audience; for those who see exact counts, the surveys behind it."""
    charts.show(view.built(charts.by_part, "response_rate", chosen, colours, "Audience"))
    if view.exact:
        name = downloads.file_name("surveys", chosen.cluster or "all clusters", chosen.period_key)
        title = f"Surveys that closed in {words.period(chosen.period(view))}"
        tables.show(view.built(build, chosen), title, name, (chosen.in_words(view),), empty=NOTHING)


def build(view: View, chosen: Filters) -> pd.DataFrame:
    """The surveys in words, the last to close first."""
    period = chosen.period(view)
    rows = survey_rounds.rounds(view.viewer, period.start, min(period.end, view.as_at))
    rows = chosen.where.of(rows)
    # More can answer than were invited; that is no rate of more than all.
    share = rows["answered_count"].clip(upper=rows["invited_count"]) / rows["invited_count"].where(
        rows["invited_count"] > 0
    )
    return pd.DataFrame(
        {
            "Closed": rows["closes_on"].map(words.day),
            "Whose answers": [label(Audience(one)) for one in rows["audience"]],
            "Setting or cluster": rows["place"],
            "Share": [words.percent(one) for one in share.astype(float)],
            "Counted": [words.count(one) for one in rows["answered_count"]],
            "Out of": [words.count(one) for one in rows["invited_count"]],
        }
    )
