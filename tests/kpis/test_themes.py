"""Suggested themes: how often they are right, what they rest on, what cannot break them; themes that come together."""

import pandas as pd
import pytest

from data_access.demo.stories import STORIES
from kpis.themes import THRESHOLD, suggest, together
from tests.kpis.passages import DEFINITIONS, PASSAGES

TEXTS = [text for text, _ in PASSAGES]


def examples(without: int | None = None) -> dict[str, list[str]]:
    """Each theme's definition and the invented case studies with that theme, but one."""
    tagged = [(story[1], " ".join((story[0], *story[2:]))) for at, story in enumerate(STORIES) if at != without]
    return {key: [text, *(story for themes, story in tagged if key in themes)] for key, text in DEFINITIONS.items()}


def test_five_in_six_suggestions_for_new_passages_are_right() -> None:
    found = suggest(TEXTS, examples())
    right = [theme in PASSAGES[text][1] for text, theme in zip(found["text"], found["theme"], strict=True)]
    assert len(right) >= 20
    assert sum(right) / len(right) >= 5 / 6


def test_two_in_three_suggestions_for_case_studies_not_among_the_examples_are_right() -> None:
    right: list[bool] = []
    for at, story in enumerate(STORIES):
        found = suggest([" ".join((story[0], *story[2:]))], examples(without=at))
        right += [theme in story[1] for theme in found["theme"]]
    assert len(right) >= 20
    assert sum(right) / len(right) >= 2 / 3


def test_definitions_alone_are_enough_to_start_with() -> None:
    found = suggest(TEXTS, {key: [text] for key, text in DEFINITIONS.items()})
    right = [theme in PASSAGES[text][1] for text, theme in zip(found["text"], found["theme"], strict=True)]
    assert len(right) >= 10
    assert sum(right) / len(right) >= 0.75


def test_passages_about_nothing_in_the_codebook_get_no_suggestion() -> None:
    assert suggest([text for text, themes in PASSAGES if not themes], examples()).empty


def test_suggestion_names_the_words_it_rests_on() -> None:
    found = suggest(["Governors found money in the budget for training all staff."], examples())
    assert found["theme"].iloc[0] == "leadership"
    assert {"governors", "budget"} <= set(found["words"].iloc[0])
    assert len(found["words"].iloc[0]) <= 4


def test_word_meets_its_other_forms() -> None:
    found = suggest(["A concern, assessed early."], {"early": [DEFINITIONS["early_identification"]]})
    assert {"concern", "assessed"} <= set(found["words"].iloc[0])


def test_suggestions_come_best_first_and_over_the_threshold() -> None:
    found = suggest(TEXTS, examples())
    assert found["score"].is_monotonic_decreasing
    assert found["score"].between(THRESHOLD, 1).all()
    assert not found.duplicated(["text", "theme"]).any()


def test_same_question_has_the_same_answer() -> None:
    assert suggest(TEXTS, examples()).equals(suggest(TEXTS, examples()))


def test_text_scores_the_same_whatever_it_is_asked_with() -> None:
    alone = suggest(TEXTS[:1], examples())
    among = suggest(TEXTS, examples())
    assert among[among["text"] == 0]["score"].tolist() == pytest.approx(alone["score"].tolist())


def test_passage_that_is_an_example_finds_its_theme_first() -> None:
    own = "Stay and play with grandparents every Friday."
    known = {**examples(), "working_with_families": [DEFINITIONS["working_with_families"], own]}
    assert suggest([own], known)["theme"].iloc[0] == "working_with_families"


@pytest.mark.parametrize(
    ("texts", "known"),
    [
        ([], DEFINITIONS),
        (["", "   ", "12 34"], DEFINITIONS),
        (["and the of it"], DEFINITIONS),
        (["Governors found money."], {}),
        (["Governors found money."], {"empty": ""}),
    ],
)
def test_without_words_there_are_no_suggestions(texts: list[str], known: dict[str, str]) -> None:
    found = suggest(texts, {key: [text] for key, text in known.items()})
    assert found.empty
    assert list(found.columns) == ["text", "theme", "score", "words"]


@pytest.mark.parametrize(
    "text",
    [
        "Governors",
        "ok",
        "😀😀 👍🏽",
        "Dzieci czują się bezpiecznie, odkąd mają spokojny kąt w klasie.",
        "بچے اب خوش ہیں اور اسکول آنا چاہتے ہیں۔",
        "孩子们在安静的角落里感到很安全。",
        "x" * 4000,
        "<script>alert(1)</script> '; DROP TABLE passage; --",
    ],
    ids=["one word", "two letters", "emoji", "Polish", "Urdu", "Chinese", "one long word", "code"],
)
def test_text_that_says_nothing_of_a_theme_in_english_gets_no_suggestion(text: str) -> None:
    assert suggest([text], examples()).empty


def test_long_text_finds_the_theme_it_is_about() -> None:
    text = ("Governors and senior leaders set the budget and the policy for inclusion. " * 60)[:4000]
    assert suggest([text], examples())["theme"].iloc[0] == "leadership"


def test_emoji_and_accents_do_not_hide_the_words_around_them() -> None:
    text = "😀 Parents & carers: trust in our café meetings at home!"
    assert suggest([text], examples())["theme"].iloc[0] == "working_with_families"


def test_themes_together_are_counted_by_hand() -> None:
    tags = pd.DataFrame(
        [(1, "calm"), (1, "voice"), (1, "voice"), (2, "calm"), (2, "voice"), (2, "home"), (3, "calm"), (4, "alone")],
        columns=["passage", "theme"],
    )
    assert list(together(tags).itertuples(index=False, name=None)) == [
        ("calm", "voice", 2, 3, pytest.approx(2 / 3)),
        ("voice", "calm", 2, 2, 1.0),
        ("calm", "home", 1, 3, pytest.approx(1 / 3)),
        ("home", "calm", 1, 1, 1.0),
        ("home", "voice", 1, 1, 1.0),
        ("voice", "home", 1, 2, 0.5),
    ]


def test_no_tags_are_no_themes_together() -> None:
    found = together(pd.DataFrame({"passage": pd.Series(dtype="int64"), "theme": pd.Series(dtype="str")}))
    assert found.empty
    assert list(found.columns) == ["theme", "other", "count", "of_theme", "share"]
