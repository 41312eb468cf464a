"""What people are asked in surveys, and the five answers that each question takes."""

from enum import StrEnum

from data_access.vocabulary.words import Audience

# Answers run from 1 to 5; 4 and 5 are the positive ones.
CHANGE_SCALE: tuple[str, ...] = ("Much worse", "Worse", "About the same", "Better", "Much better")
AGREEMENT_SCALE: tuple[str, ...] = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
SATISFACTION_SCALE: tuple[str, ...] = (
    "Very dissatisfied",
    "Dissatisfied",
    "Neither",
    "Satisfied",
    "Very satisfied",
)
RATING_SCALE: tuple[str, ...] = ("Very poor", "Poor", "Fair", "Good", "Very good")
POSITIVE_FROM = 4


class QuestionKind(StrEnum):
    """How a question is answered that staff wrote for a survey of theirs."""

    STATEMENT = "statement"  # on the scale of agreement
    OWN_WORDS = "own_words"


class NotOpenBecause(StrEnum):
    """Why a code leads to no survey that can be answered."""

    WRONG_CODE = "wrong_code"
    TOO_MANY_CODES = "too_many_codes"  # wrong ones, from one address of the network
    NOT_YET = "not_yet"
    CLOSED = "closed"
    USED_UP = "used_up"
    TOO_MANY_ANSWERS = "too_many_answers"  # from one address of the network


class Item(StrEnum):
    """A survey question. `ITEMS` says who is asked it, and in which words."""

    CONFIDENCE_IN_MAINSTREAM = "confidence_in_mainstream"
    FEELING_LISTENED_TO = "feeling_listened_to"
    KNOWING_WHERE_TO_GO = "knowing_where_to_go"
    CONFIDENCE_AND_CAPABILITY = "confidence_and_capability"
    SUPPORT_FROM_CLUSTER = "support_from_cluster"
    TIME_FOR_ROLE = "time_for_role"
    MEETING_NEED_IN_CLASS = "meeting_need_in_class"
    KNOWING_WHO_TO_ASK = "knowing_who_to_ask"
    SATISFACTION = "satisfaction"
    GETTING_HELP = "getting_help"
    SESSION_USEFUL = "session_useful"
    SESSION_PUT_TO_USE = "session_put_to_use"


# Asked of everybody who came to a session: what `event_feedback` is the mean of.
ABOUT_THE_SESSION: dict[Item, str] = {
    Item.SESSION_USEFUL: "How useful was the session for your work?",
    Item.SESSION_PUT_TO_USE: "How well can you put what you learnt to use?",
}
ITEMS: dict[Audience, dict[Item, str]] = {
    Audience.PARENT_CARER: {
        Item.CONFIDENCE_IN_MAINSTREAM: "Compared with a year ago, how confident are you that a mainstream "
        "school or nursery can meet your child's needs?",
        Item.FEELING_LISTENED_TO: "Compared with a year ago, how well do you feel listened to?",
        Item.KNOWING_WHERE_TO_GO: "Compared with a year ago, how well do you know where to go for help?",
    },
    Audience.SENCO: {
        Item.CONFIDENCE_AND_CAPABILITY: "Compared with a year ago, how confident and capable do you feel in your role?",
        Item.SUPPORT_FROM_CLUSTER: "Compared with a year ago, how much support do you get from other settings?",
        Item.TIME_FOR_ROLE: "Compared with a year ago, how is the time you have for the role?",
        **ABOUT_THE_SESSION,
    },
    Audience.SCHOOL_STAFF: {
        Item.MEETING_NEED_IN_CLASS: "Compared with a year ago, how confident are you in meeting a range of "
        "needs in your class?",
        Item.KNOWING_WHO_TO_ASK: "Compared with a year ago, how well do you know who to ask for advice?",
        **ABOUT_THE_SESSION,
    },
    Audience.SCHOOL_LEADER: {
        Item.SATISFACTION: "How satisfied is your setting with the support from the programme?",
        **ABOUT_THE_SESSION,
    },
    Audience.PUPIL: {
        Item.GETTING_HELP: "I get the help I need at school.",
    },
}
SCALES: dict[str, tuple[str, ...]] = {
    "change": CHANGE_SCALE,
    "agreement": AGREEMENT_SCALE,
    "satisfaction": SATISFACTION_SCALE,
    "rating": RATING_SCALE,
}
_OTHER_SCALES: dict[Item, tuple[str, ...]] = {
    Item.SATISFACTION: SATISFACTION_SCALE,
    Item.GETTING_HELP: AGREEMENT_SCALE,
    **dict.fromkeys(ABOUT_THE_SESSION, RATING_SCALE),
}


def scale(item: Item) -> tuple[str, ...]:
    """The five answers to a question, from 1 to 5."""
    return _OTHER_SCALES.get(item, CHANGE_SCALE)
