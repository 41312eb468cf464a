"""Where records stand: the setting that each counts as in a period, and the cluster that it was in."""

import pandas as pd

from data_access.periods import Period
from kpis.evaluate import EVERYWHERE, Where
from kpis.facts import Facts
from kpis.population import population

COLUMNS = ["urn", "setting", "cluster", "phase", "setting_type"]


def placed(facts: Facts, period: Period, records: pd.DataFrame, where: Where = EVERYWHERE) -> pd.DataFrame:
    """Records of settings, each under the setting that it counts as, as far as they lie within the view.

    `records`: any frame with `urn`. Rows: those within the view, in the order given. Columns: those given, and
    `COLUMNS` of the setting that each counts as.
    Missing: cluster where that setting did not belong to the programme in the period.
    """
    members = population(facts, [period])
    own = pd.Index(facts.settings["urn"]).get_indexer(records["urn"])
    known = records[own >= 0]
    counts_as = members.counts_as[0, own[own >= 0]]
    settings = facts.settings.take(counts_as)
    clusters = members.rows.set_index("setting")["cluster"].reindex(counts_as)
    rows = known.assign(
        urn=settings["urn"].to_numpy(object),
        setting=settings["name"].to_numpy(object),
        cluster=clusters.to_numpy(object),
        phase=settings["phase"].to_numpy(object),
        setting_type=settings["setting_type"].to_numpy(object),
    )
    if facts.scope is not None:
        rows = rows[rows["cluster"].isin(facts.scope)]
    return where.of(rows)


def members_of(facts: Facts, period: Period, where: Where = EVERYWHERE) -> pd.DataFrame:
    """The settings that belong to the programme on the last day known of the period, by name. Columns: `COLUMNS`."""
    rows = population(facts, [period]).rows
    rows = where.of(rows[rows["is_current"]])
    names = facts.settings["name"].to_numpy(object)[rows["setting"]]
    return rows.assign(setting=names).sort_values(["setting", "urn"])[COLUMNS].reset_index(drop=True)
