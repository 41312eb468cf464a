"""A monthly measure by school year: month by month, added up with where it is heading, and over twelve months."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

import kpis
from kpis import year_to_date
from kpis.kpi import Kpi
from pages.shared import downloads, words
from pages.shared.chosen import Filters
from pages.shared.drawing import charts, happened, line_marks, marks
from pages.shared.drawing.charts import Panel
from pages.shared.drawing.line_marks import Line
from pages.shared.drawing.palette import Palette
from pages.shared.ehc import school_years
from pages.shared.ehc.school_years import SchoolYears
from pages.shared.facts import View

PLANNED = "Planned"
BROKEN = "A month without a figure, or with a hidden one, breaks the sum from there on."


def season(view: View, kpi_key: str, chosen: Filters, colours: Palette) -> Panel:
    """This year's months against last year's, the mean of earlier years and the plan."""
    years = school_years.of(view, kpi_key, chosen)
    before = year_to_date.full_years({year: of for year, of in years.counts.items() if year < years.year - 1})
    columns = {years.label: years.months(years.year), school_years.label(years.year - 1): years.months(years.year - 1)}
    lines = _two_lines(years, colours)
    mean = f"Mean of {words.plural(len(before), 'earlier year')}"
    if before:
        columns[mean] = year_to_date.mean_of(list(before.values()))
        lines.append(line_marks.beside(mean, colours, line_marks.DOTTED))
    _plan(columns, lines, years, years.plan, colours)
    said = {years.label: years.said(years.year), lines[1].name: years.said(years.year - 1)}
    return _by_month(view, years, chosen, colours, columns, lines, said, "month by month", _season_title(years))


def cumulative(view: View, kpi_key: str, chosen: Filters, colours: Palette) -> Panel:
    """The year so far, added up, against last year and the plan; and where it will end, as far as that can be said."""
    years = school_years.of(view, kpi_key, chosen)
    columns = {
        years.label: year_to_date.added_up(years.months(years.year)),
        school_years.label(years.year - 1): year_to_date.added_up(years.months(years.year - 1)),
    }
    lines = _two_lines(years, colours)
    _plan(columns, lines, years, year_to_date.added_up(years.plan), colours)
    return _by_month(
        view, years, chosen, colours, columns, lines, {}, "added up", _cumulative_title(years, columns), is_sum=True
    )


def rolling(view: View, kpi_key: str, chosen: Filters, colours: Palette) -> Panel:
    """Sums of twelve complete months: what is left when the seasons are taken out."""
    years = school_years.of(view, kpi_key, chosen)
    rows = years.rows.assign(value=year_to_date.over_twelve(years.rows["value"].tolist()))
    known = rows[rows["value"].notna()]
    rows = rows.loc[known.index[0] :].reset_index(drop=True) if len(known) else rows.iloc[:0]
    numbers, caption = happened.on(view, rows, chosen)
    said = [words.count(value) if value == value else "" for value in rows["value"]]
    frame = pd.DataFrame(
        {
            "name": words.on_two_lines(rows["period"].tolist()),
            "order": range(len(rows)),
            "value": rows["value"].to_numpy(float),
            "said": said,
            "marks": numbers,
            "expected": math.nan,
        }
    )
    title = f"{years.kpi.title} in twelve months: {_rolling_words(rows)}"
    table = pd.DataFrame({"Twelve months to": rows["period"], "Number": said}).iloc[::-1].reset_index(drop=True)
    numbers_table = pd.DataFrame({"twelve months to": rows["period"], years.kpi.title: rows["value"]})
    scale = marks.scale_with_limits(years.kpi, frame.assign(lower=math.nan, upper=math.nan, centre=math.nan))
    return _panel(
        view,
        years.kpi,
        chosen,
        title,
        line_marks.over_time(frame, scale, colours, "Twelve months to") if len(known) else None,
        table,
        numbers_table,
        "twelve months",
        ". ".join(part for part in (caption, BROKEN) if part),
    )


def _two_lines(years: SchoolYears, colours: Palette) -> list[Line]:
    before = school_years.label(years.year - 1)
    return [line_marks.in_question(years.label, colours), line_marks.beside(before, colours, line_marks.SOLID)]


def _plan(
    columns: dict[str, list[float]], lines: list[Line], years: SchoolYears, plan: list[float], colours: Palette
) -> None:
    if years.has_plan:
        columns[PLANNED] = plan
        lines.append(line_marks.planned(PLANNED, colours))


def _by_month(
    view: View,
    years: SchoolYears,
    chosen: Filters,
    colours: Palette,
    columns: dict[str, list[float]],
    lines: Sequence[Line],
    said: dict[str, list[str]],
    name: str,
    title: str,
    is_sum: bool = False,
) -> Panel:
    """The chart and the table of columns that have a number for each month."""
    names = school_years.month_names()
    words_of = {
        line: said.get(line, ["" if math.isnan(value) else _in_words(value, line) for value in values])
        for line, values in columns.items()
    }
    frame = pd.concat(
        pd.DataFrame({"name": names, "line": line, "value": values, "said": words_of[line]})
        for line, values in columns.items()
    )
    ahead = years.projection if is_sum else None
    table = pd.DataFrame({"Month": names, **words_of})
    numbers = pd.DataFrame({"month": names} | {line: _for_file(columns[line], words_of[line]) for line in columns})
    if ahead is not None and ahead.months_left:
        table = _with_row(table, ["Projected", f"about {ahead.projected:,}"])
        numbers = _with_row(numbers, ["projected", ahead.projected])
    spec = line_marks.over_months(frame, lines, names, colours, ahead) if frame["value"].notna().any() else None
    table = table if spec or years.hidden else table.iloc[:0]
    caption = _heading_for(years) if is_sum else ""
    return _panel(view, years.kpi, chosen, title, spec, table, numbers, name, caption)


def _in_words(value: float, line: str) -> str:
    """Nobody plans a part of a request; a mean may well be one."""
    return words.count(round(value) if line == PLANNED else value)


def _with_row(table: pd.DataFrame, row: list[Any]) -> pd.DataFrame:
    """The table with one row more, as far as it is known."""
    more = pd.DataFrame([[*row, *[""] * (len(table.columns) - len(row))]], columns=table.columns, dtype=object)
    return pd.concat([table.astype(object), more], ignore_index=True)


def _for_file(values: list[float], said: list[str]) -> list[Any]:
    return [words.HIDDEN if word == words.HIDDEN else value for value, word in zip(values, said, strict=True)]


def _season_title(years: SchoolYears) -> str:
    """Requests for assessment: 31 in October 2026, 2 fewer than in October 2025."""
    known = [at for at, value in enumerate(years.months(years.year)) if not math.isnan(value)]
    if not known:
        return f"{years.kpi.title} by month: no figure of {years.label} yet"
    at = known[-1]
    now, then = years.months(years.year)[at], years.months(years.year - 1)[at]
    month = year_to_date.MONTHS[at]
    when = pd.Timestamp(years.year if at < 4 else years.year + 1, month, 1)
    said = f"{years.kpi.title}: {words.count(now)} in {when:%B %Y}"
    return f"{said}, {more_or_fewer(now, then)} in {when:%B} {when.year - 1}" if not math.isnan(then) else said


def more_or_fewer(now: float, then: float) -> str:
    """4 fewer than; as many as."""
    difference = abs(now - then)
    if difference < words.ALMOST_NOTHING:
        return "as many as"
    return f"{words.count(difference)} {'more' if now > then else 'fewer'} than"


def _cumulative_title(years: SchoolYears, columns: dict[str, list[float]]) -> str:
    """Requests for assessment since September: 61 by the end of October, 4 fewer than a year before."""
    count = years.last_month()
    if not count:
        return f"{years.kpi.title} since September {years.year}: no sum to show yet"
    now, then = (list(columns.values())[at][count - 1] for at in (0, 1))
    said = f"{years.kpi.title}: {words.count(now)} in {school_years.span(count, years.year)}"
    if not math.isnan(then):
        said += f", {more_or_fewer(now, then)} a year before"
    if PLANNED in columns and not math.isnan(columns[PLANNED][count - 1]):
        said += f"; {_in_words(columns[PLANNED][count - 1], PLANNED)} planned"
    return said


def _heading_for(years: SchoolYears) -> str:
    """Where the year will end and how sure that is; or why that cannot be said."""
    ahead = years.projection
    if ahead is None:
        return (
            f"No projection to the end of {years.label}: it takes three months from September on, without a gap and "
            f"none of them hidden. {BROKEN}"
        )
    if not ahead.months_left:
        return ahead.method
    return (
        f"If the year goes on like this, about {ahead.projected:,} by the end of August {years.year + 1}: four times "
        f"in five between {ahead.likely_low:,} and {ahead.likely_high:,} (thick line), nineteen times in twenty "
        f"between {ahead.low:,} and {ahead.high:,} (thin line). How: {words.lower_first(ahead.method)} {BROKEN}"
    )


def _rolling_words(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "no twelve months in a row that each have a figure to show"
    last = rows[rows["value"].notna()].iloc[-1]
    said = f"{words.count(last['value'])} to {last['period']}"
    before = rows[rows["period_start"] == last["period_start"] - pd.DateOffset(years=1)]["value"]
    if before.empty or math.isnan(before.iloc[0]):
        return said
    return f"{said}, {more_or_fewer(last['value'], before.iloc[0])} a year before"


def _panel(
    view: View,
    kpi: Kpi,
    chosen: Filters,
    title: str,
    spec: dict[str, Any] | None,
    table: pd.DataFrame,
    numbers: pd.DataFrame,
    name: str,
    caption: str,
) -> Panel:
    spoken = "; ".join(f"{row[0]} {row[1]}" for row in table.itertuples(index=False) if row[1])
    return Panel(
        title=title,
        alt=". ".join(part for part in (title, spoken, caption) if part),
        spec=spec,
        table=table,
        numbers=numbers,
        name=downloads.file_name(kpi.key, name, chosen.cluster or "all clusters", chosen.period_key),
        notes=charts.notes(view, kpis.kpi(kpi.key), chosen),
        caption=caption,
    )
