"""How the answers to each question of a survey are spread, from the lowest to the highest."""

import math

import pandas as pd

import kpis
from data_access.vocabulary import ITEMS, Audience, Item, label, scale
from kpis.kpi import Kpi
from pages.shared import downloads, words
from pages.shared.chosen import Filters
from pages.shared.drawing import charts, likert
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View
from pages.shared.voices import whose

SINCE_A_YEAR = "Compared with a year ago, "


def build(view: View, audience: Audience, chosen: Filters, colours: Palette) -> charts.Panel:
    """A bar for each question of the chosen period. Where one answer of a question is few, none of it is shown."""
    items = whose.questions(audience)
    measures = {item: kpis.kpi(f"{audience.value}:{item.value}") for item in items}
    spread = {item: _spread(view, measure, chosen) for item, measure in measures.items()}
    asked = [_question(audience, item, spread[item]) for item in items]
    answers = scale(items[0])
    title = _title(audience, spread, words.period(chosen.period(view)))
    table = pd.concat([_said(item, rows, answers) for item, rows in spread.items()], ignore_index=True)
    is_answered = any((rows["denominator"] > 0).any() or rows["suppressed"].any() for rows in spread.values())
    return charts.Panel(
        title=title,
        alt=f"{title}. {_spoken(spread, answers)}",
        spec=likert.spec(asked, answers, colours) if any(one.shares for one in asked) else None,
        table=table if is_answered else table.head(0),
        numbers=pd.concat([_numbers(audience, item, rows, answers) for item, rows in spread.items()]),
        name=downloads.file_name("answers", audience, chosen.cluster or "all clusters", chosen.period_key),
        notes=charts.notes(view, measures[items[0]], chosen),
        caption=_caption(audience),
    )


def _spread(view: View, measure: Kpi, chosen: Filters) -> pd.DataFrame:
    rows = view.table(measure.key, by="part", kind=chosen.kind, where=chosen.where)
    return rows[rows["period_key"] == chosen.period_key]


def _question(audience: Audience, item: Item, rows: pd.DataFrame) -> likert.Question:
    text = words.sentence_case(ITEMS[audience][item].removeprefix(SINCE_A_YEAR))
    shares = tuple(rows["value"])
    if rows["suppressed"].any():
        return likert.Question(f"{text} (c: too few people in an answer to show)", ())
    if any(math.isnan(share) for share in shares):
        return likert.Question(f"{text} (nobody answered)", ())
    return likert.Question(f"{text} (n {words.count(rows['denominator'].iloc[0])})", shares)


def _title(audience: Audience, spread: dict[Item, pd.DataFrame], when: str) -> str:
    """How parents and carers answered in summer term 2026: best on feeling listened to (82 % positive)."""
    said = f"How {whose.in_a_sentence(audience)} answered in {when}"
    positive = {item: float(rows["value"].iloc[3:].sum(min_count=2)) for item, rows in spread.items()}
    known = {item: share for item, share in positive.items() if not math.isnan(share)}
    if not known:
        return f"{said}: too few to say" if any(rows["suppressed"].any() for rows in spread.values()) else said
    best = max(known, key=lambda item: known[item])
    if len(known) == 1:
        return f"{said}: {words.percent(known[best])} positive"
    return f"{said}: best on {words.lower_first(label(best))} ({words.percent(known[best])} positive)"


def _said(item: Item, rows: pd.DataFrame, answers: tuple[str, ...]) -> pd.DataFrame:
    hidden = list(rows["suppressed"])
    return pd.DataFrame(
        {
            "Question": label(item),
            "Answer": list(answers),
            "Share": [words.shown(value, "share", h) for value, h in zip(rows["value"], hidden, strict=True)],
            "People": [words.shown(value, "count", h) for value, h in zip(rows["numerator"], hidden, strict=True)],
        }
    )


def _numbers(audience: Audience, item: Item, rows: pd.DataFrame, answers: tuple[str, ...]) -> pd.DataFrame:
    hidden = rows["suppressed"].astype(bool)
    numbers = rows[["value", "numerator", "denominator"]].astype(object)
    named = {"value": "share", "numerator": "people", "denominator": "people who answered"}
    shown = {said: list(numbers[name].mask(hidden, words.HIDDEN)) for name, said in named.items()}
    return pd.DataFrame({"question": ITEMS[audience][item], "answer": list(answers), **shown})


def _spoken(spread: dict[Item, pd.DataFrame], answers: tuple[str, ...]) -> str:
    said = []
    for item, rows in spread.items():
        if rows["suppressed"].any():
            said.append(f"{label(item)}: too few people to show")
        elif rows["value"].notna().all():
            shares = [f"{answer} {words.percent(v)}" for answer, v in zip(answers, rows["value"], strict=True)]
            said.append(f"{label(item)}: {', '.join(shares)}")
    return "; ".join(said)


def _caption(audience: Audience) -> str:
    compared = any(text.startswith(SINCE_A_YEAR) for text in ITEMS[audience].values())
    said = (
        "n: how many answered. The middle answer lies across the line; worse answers to its left, better to its right."
    )
    return f"Asked to compare with a year ago. {said}" if compared else said
