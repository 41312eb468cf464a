"""Which of five answers a word of somebody else's form is: proposed here, settled by a person."""

from collections.abc import Iterable

from data_access.imports.names import same
from data_access.vocabulary import (
    AGREEMENT_SCALE,
    CHANGE_SCALE,
    RATING_SCALE,
    SATISFACTION_SCALE,
    Item,
    scale,
)

NO_ANSWER = "0"
# A question with more answers than this, or longer ones, is no scale.
MOST_WORDS, LONGEST_WORD = 15, 80
OTHERS = {
    "neither agree nor disagree": 3,
    "neutral": 3,
    "neither satisfied nor dissatisfied": 3,
    "no change": 3,
    "the same": 3,
    "average": 3,
    "excellent": 5,
    "not applicable": 0,
    "n/a": 0,
    "don't know": 0,
    "prefer not to say": 0,
}
SCALES = (CHANGE_SCALE, AGREEMENT_SCALE, SATISFACTION_SCALE, RATING_SCALE)
KNOWN = OTHERS | {same(word): value for words in SCALES for value, word in enumerate(words, start=1)}


def proposals(item: Item, said: Iterable[str]) -> dict[str, str | None]:
    """Word as it is compared -> "1" to "5", or NO_ANSWER; None where nothing can be proposed.

    Numbers are taken for answers only where all of them are from 1 to 5: a 4 out of 10 is none.
    """
    ours = KNOWN | {same(word): value for value, word in enumerate(scale(item), start=1)}
    found = list(dict.fromkeys(same(word) for word in said))
    numbers = [word for word in found if word.isdigit()]
    is_of_five = all(word in {"1", "2", "3", "4", "5"} for word in numbers)
    ours |= {word: int(word) for word in numbers} if is_of_five else {}
    return {word: str(ours[word]) if word in ours else None for word in found}


def is_scale(said: Iterable[str]) -> bool:
    """False for what people write in their own words."""
    found = {same(word) for word in said}
    return len(found) <= MOST_WORDS and all(len(word) <= LONGEST_WORD for word in found)
