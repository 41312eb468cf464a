"""What a number is made of: its parts in the chosen period with the share of each, and how they moved."""

import pandas as pd

import kpis
from kpis.kpi import Kpi
from pages.shared import downloads, sentences, tables, words
from pages.shared.chosen import Filters
from pages.shared.drawing import charts, line_marks, marks
from pages.shared.drawing.charts import Panel
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View

NOT_STATED = "Not stated"
# As the end of a line has room for; and broken where a comma breaks the line beside a bar.
SHORT = {
    "special_school": "Special",
    "unit": "SEN unit",
    "isp": "ISP",
    "alternative": "Hospital, AP",
    "post_16": "Post-16",
    "other_placement": "Other",
    "by_school": "School",
    "by_parent": "Parent",
}
BROKEN = {
    "Resourced provision or SEN unit": "Resourced provision, or SEN unit",
    "Maintained special school or special academy": "Maintained special school, or special academy",
    "Independent specialist provision (ISP)": "Independent specialist, provision (ISP)",
    "Hospital or alternative provision": "Hospital, or alternative provision",
    "Post-16 and further education": "Post-16, and further education",
    "Other, or education otherwise than at school": "Other, or education otherwise, than at school",
}


def now(view: View, kpi_key: str, chosen: Filters, colours: Palette, say: str) -> Panel:
    """A bar for each part in the chosen period, with its number and its share of the whole."""
    kpi = kpis.kpi(kpi_key)
    rows = _rows(view, kpi, chosen)
    rows = rows[rows["period_key"] == chosen.period_key]
    rows = rows[rows["suppressed"] | rows["value"].notna()]
    drawn = marks.drawable(rows, kpi, "part")
    drawn["name"] = drawn["name"].replace(BROKEN)
    shares = _said(rows["share"], rows["suppressed"], "share")
    drawn["said"] = [
        number if share in (words.NO_DATA, words.HIDDEN) else f"{number} · {share}"
        for number, share in zip(drawn["said"], shares, strict=True)
    ]
    table = tables.of_measure(rows, kpi, "part", say).assign(Share=shares).drop(columns="Status", errors="ignore")
    numbers = tables.numbers_of_measure(rows, kpi, "part", say)
    numbers["share"] = rows["share"].astype(object).mask(rows["suppressed"].astype(bool), words.HIDDEN).to_numpy()
    title = _title(rows, kpi, say, words.period(chosen.period(view)))
    spec = marks.bars(drawn, kpi, colours) if drawn["value"].notna().any() else None
    return _panel(view, kpi, chosen, title, spec, table, numbers, "by part")


def over_time(view: View, kpi_key: str, chosen: Filters, colours: Palette, part: str) -> Panel:
    """The share of each part over the periods as a line, `part` in front."""
    kpi = kpis.kpi(kpi_key)
    rows = _rows(view, kpi, chosen)
    known = rows.groupby("period_key")["value"].transform("count") > 0
    rows = rows[known | rows["suppressed"]]
    frame = pd.DataFrame(
        {
            "period": [
                words.sentence_case(name) + ("" if done else " (so far)")
                for name, done in zip(rows["period"], rows["complete"], strict=True)
            ],
            "name": words.on_two_lines([words.sentence_case(name) for name in rows["period"]]),
            "part": rows["part"],
            "value": rows["share"].astype(float),
            "said": _said(rows["share"], rows["suppressed"], "share"),
            "short": rows["part"].map({kpi.parts[key]: short for key, short in SHORT.items() if key in kpi.parts}),
            "complete": rows["complete"],
            "order": pd.factorize(rows["period_start"])[0],
        }
    )
    table = frame.pivot(index=["order", "period"], columns="part", values="said").fillna("")
    parts = [name for name in [*kpi.parts.values(), NOT_STATED] if name in table]
    table = table[parts].reset_index("period").rename(columns={"period": "Period"}).reset_index(drop=True)
    front = kpi.parts.get(part, part)
    title = f"{front}: {_moved(frame[frame['part'] == front])}"
    spec = line_marks.parts(frame, front, colours) if frame["value"].notna().any() else None
    return _panel(view, kpi, chosen, title, spec, table, table, "parts over time")


def _rows(view: View, kpi: Kpi, chosen: Filters) -> pd.DataFrame:
    """What `evaluate` answers by part, with the parts in words and `share`, of the whole. Missing: as the number."""
    rows = view.history(kpi.key, by="part", kind=chosen.kind, where=chosen.where)
    whole = rows.groupby("period_key")["value"].transform("sum")
    share = rows["value"] / whole.where(whole > 0)
    return rows.assign(part=rows["part"].map({**kpi.parts, "": NOT_STATED}), share=share)


def _said(values: "pd.Series[float]", hidden: "pd.Series[bool]", unit: str) -> list[str]:
    return [words.shown(value, unit, bool(is_hidden)) for value, is_hidden in zip(values, hidden, strict=True)]


def _title(rows: pd.DataFrame, kpi: Kpi, say: str, when: str) -> str:
    """EHC plans maintained by placement, spring term 2026: most in mainstream (38 %)."""
    known = rows[rows["share"].notna()]
    title = f"{kpi.title} by {words.lower_first(say)}, {when}"
    if known.empty:
        return f"{title}: {'too few people to say' if rows['suppressed'].any() else 'no data yet'}"
    most = known.sort_values("share").iloc[-1]
    return f"{title}: {words.percent(most['share'])} {words.lower_first(most['part'])}"


def _moved(rows: pd.DataFrame) -> str:
    """10 % in spring 2026, up 1 point on spring 2025: the last two periods with a figure."""
    known = rows[rows["value"].notna()]
    if known.empty:
        return "no figure to show yet"
    if rows["said"].iloc[-1] == words.HIDDEN:
        return f"too few people to say in {words.lower_first(rows['period'].iloc[-1])}"
    last = known.iloc[-1]
    said = f"{last['said']} in {words.lower_first(last['period'])}"
    if len(known) < 2:
        return said
    before = known.iloc[-2]
    return f"{said}, {words.change(last['value'], before['value'], 'share')} on {words.lower_first(before['period'])}"


def _panel(
    view: View,
    kpi: Kpi,
    chosen: Filters,
    title: str,
    spec: "dict[str, object] | None",
    table: pd.DataFrame,
    numbers: pd.DataFrame,
    name: str,
) -> Panel:
    return Panel(
        title=title,
        alt=f"{title}. {sentences.spoken(table) if len(table.columns) > 1 else ''}",
        spec=spec,
        table=table,
        numbers=numbers,
        name=downloads.file_name(kpi.key, name, chosen.cluster or "all clusters", chosen.period_key),
        notes=charts.notes(view, kpi, chosen),
    )


def is_split(view: View, kpi_key: str, chosen: Filters) -> bool:
    """True where anything but "not stated" has ever been handed over, or is hidden."""
    rows = _rows(view, kpis.kpi(kpi_key), chosen)
    named = rows[rows["part"] != NOT_STATED]
    return bool(((named["value"].fillna(0) > 0) | named["suppressed"]).any())
