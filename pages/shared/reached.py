"""Which settings a programme has not reached: lists to ring through, most urgent first."""

import pandas as pd

from data_access.vocabulary import PeriodKind
from kpis import attention
from kpis.attention import Of
from pages.shared import downloads, filters, tables, words
from pages.shared.facts import View
from pages.shared.filters import Filters

# What settings may have come to: how the list is called, and its file.
LISTS: dict[Of, tuple[str, str]] = {
    "attendance": ("Not yet", "not yet taken part"),
    "sessions": ("Not reached by coaching", "not reached by coaching"),
}


def not_yet(view: View, chosen: Filters, of: Of = "attendance") -> None:
    """Settings that have not been to any event (or session) in the chosen period, those longest away first."""
    listed, total = view.built(build_not_yet, chosen, of)
    period = words.period(chosen.period(view))
    called, file = LISTS[of]
    title = f"{called} in {period}: {len(listed)} of {words.plural(total, 'setting')}"
    tables.show(listed, title, _name(file, chosen), (chosen.in_words(view),), links={"Profile": "Open"})


def build_not_yet(view: View, chosen: Filters, of: Of = "attendance") -> tuple[pd.DataFrame, int]:
    """The list, and how many settings there are in all."""
    missing = attention.not_yet(view.facts, view.periods(chosen.kind), chosen.period_key, chosen.where, of)
    rows = view.table("participation_rate", kind=chosen.kind, where=chosen.where)
    total = int(rows.loc[rows["period_key"] == chosen.period_key, "denominator"].fillna(0).iloc[0])
    quiet = _quiet(view, chosen, of).set_index("urn")
    order = missing.join(quiet[["half_terms_missed", "last_came"]], on="urn")
    order = order.sort_values(["half_terms_missed", "setting"], ascending=[False, True], na_position="last")
    return _said(order, chosen), total


def _quiet(view: View, chosen: Filters, of: Of) -> pd.DataFrame:
    return attention.quiet_settings(view.facts, view.periods(PeriodKind.HALF_TERM), chosen.where, of)


def _said(rows: pd.DataFrame, chosen: Filters) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Setting": rows["setting"],
            "Profile": [filters.link("setting", chosen, urn=urn) for urn in rows["urn"]],
            "Cluster": rows["cluster"],
            "Phase": rows["phase"].map(words.phase),
            "Type": rows["setting_type"].map(words.setting_type),
            "Half terms missed in a row": rows["half_terms_missed"].fillna(0).astype(int),
            "Last came": [
                words.sentence_case(last) if isinstance(last, str) else "Never" for last in rows["last_came"]
            ],
        }
    )


def _name(what: str, chosen: Filters) -> str:
    return downloads.file_name(what, chosen.cluster or "all clusters", chosen.period_key)
