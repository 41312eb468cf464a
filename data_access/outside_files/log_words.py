"""What the columns of a booking log can be here, and which of our words theirs are: proposed, settled by a person."""

from collections.abc import Iterable, Mapping

from data_access.imports.cells import NO, YES
from data_access.imports.names import same
from data_access.outside_files import scale_words
from data_access.vocabulary import EventType, Item, Mode, label

DAY, SETTING, KIND, MODE, ATTENDED, TITLE, REFERENCE, PEOPLE, FEEDBACK = (
    "held_on",
    "setting",
    "event_type",
    "mode",
    "attended",
    "title",
    "reference",
    "people_count",
    "feedback",
)
FIELDS: dict[str, str] = {
    DAY: "The day",
    SETTING: "The setting",
    KIND: "The kind of session",
    ATTENDED: "Whether they came",
    MODE: "In person or virtual",
    TITLE: "The title",
    REFERENCE: "What tells two sessions of one day apart: a time or a number",
    PEOPLE: "How many people came",
    FEEDBACK: "How useful it was",
}
REQUIRED = (DAY, SETTING)
# For all rows, where no column says it.
ROW, AUDIENCE = "row", "audience"
ROWS = {"setting": "One setting at one session", "person": "One person at one session"}
CAME, ABSENT, LEFT_OUT = "yes", "no", "left out"
OPTIONS: dict[str, dict[str, str]] = {
    KIND: {**{kind.value: label(kind) for kind in EventType}, LEFT_OUT: "None of these: leave the rows out"},
    MODE: {mode.value: label(mode) for mode in Mode},
    ATTENDED: {CAME: "Came", ABSENT: "Did not come", LEFT_OUT: "Cancelled or not known yet: leave the rows out"},
    FEEDBACK: {
        "1": "1: Very poor",
        "2": "2: Poor",
        "3": "3: Fair",
        "4": "4: Good",
        "5": "5: Very good",
        "0": "No answer",
    },
}
ALIKE: dict[str, dict[str, str]] = {
    KIND: {
        "coaching": EventType.COACHING_SESSION,
        "supervision": EventType.SENCO_SUPERVISION,
        "training": EventType.CPD,
        "webinar": EventType.NATIONAL_WEBINAR,
        "network": EventType.NETWORK_MEETING,
    },
    MODE: dict.fromkeys(("online", "teams", "zoom", "remote", "video"), Mode.VIRTUAL.value)
    | dict.fromkeys(("face to face", "on site", "in school", "visit"), Mode.IN_PERSON.value),
    ATTENDED: dict.fromkeys((*YES, "attended", "came", "completed", "delivered"), CAME)
    | dict.fromkeys((*NO, "did not attend", "dna", "no show", "missed"), ABSENT)
    | dict.fromkeys(("cancelled", "booked", "postponed", "rescheduled"), LEFT_OUT),
}
# A column with more different words than this is no list of kinds.
MOST_WORDS = 40


def proposals(field: str, said: Iterable[str]) -> dict[str, str | None]:
    """Their word as it is compared -> ours; None where nothing can be proposed."""
    if field == FEEDBACK:
        return scale_words.proposals(Item.SESSION_USEFUL, said)
    ours = {same(words): word for word, words in OPTIONS[field].items()} | {word: word for word in OPTIONS[field]}
    known: Mapping[str, str] = ALIKE[field] | ours
    return {word: known.get(word.replace("-", " "), known.get(word)) for word in dict.fromkeys(map(same, said))}
