"""Sentences by their places in a text."""

import pytest

from data_access.stretches import joined, sentences, trimmed


def said(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("  One thing only  ", ["One thing only"]),
        ("Line one\n\nLine two", ["Line one", "Line two"]),
        ("Mrs. Bell came at 8.30 a.m. and stayed. She left.", ["Mrs. Bell came at 8.30 a.m. and stayed.", "She left."]),
        ("She asked “Why?” Nobody knew.", ["She asked “Why?”", "Nobody knew."]),
        ("Élan. Ça va. 😀 Yes.", ["Élan.", "Ça va. 😀 Yes."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_text_falls_into_the_sentences_that_a_reader_sees(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_chosen_neighbours_are_one_stretch_and_others_stand_alone() -> None:
    found = sentences("One. Two. Three. Four.")

    assert joined(found, [3, 0, 1, 1]) == [(found[0][0], found[1][1]), found[3]]
    assert joined(found, []) == []


def test_nothing_but_white_space_is_an_empty_stretch() -> None:
    start, end = trimmed("  ", 0, 2)

    assert start == end
