"""From the answers of a form to survey responses: what each row says, what is refused, what has to be asked."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from data_access import clock, store, survey_batches
from data_access.forms import Answers, personal_data
from data_access.imports import run_log
from data_access.imports.names import same
from data_access.imports.report import Refusal
from data_access.imports.run_log import Load
from data_access.outside_files import scale_words
from data_access.outside_files.kinds import SURVEY_FILE
from data_access.outside_files.mappings import Reading
from data_access.outside_files.setting_names import SettingNames
from data_access.outside_files.survey_file import Response, SurveyFile
from data_access.permissions import Action, Identity, require
from data_access.recording import tried_again
from data_access.vocabulary import ABOUT_THE_SESSION, ITEMS, Audience, Item
from data_access.waiting import Progress, nobody_waits, watched

SETTING, COMMENT, AUDIENCE = "setting", "comment", "audience"
WHICH_EVENT = "Choose the event that they speak of: the form asks how a session was."
TIME = re.compile(r"[ T,]+\d{1,2}:\d\d(:\d\d)?(\.\d+)?\s*([ap]\.?m\.?)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Around:
    """What holds for all rows of a file: where nobody's answer names the setting, and at which event they answered."""

    urn: str | None = None
    cluster: str | None = None
    event_ref: str | None = None


@dataclass(frozen=True)
class Prepared:
    """`entries`: by entry key, of rows that can be saved. `asked`: row -> what to ask about its comment.

    `known_count`: rows that were loaded before.
    """

    entries: dict[str, Answers] = field(repr=False)
    rows: dict[str, int]
    asked: dict[int, list[str]]
    refused: list[Refusal]
    known_count: int


def is_about_a_session(reading: Reading) -> bool:
    """True for a form that asks how a session was: its answers belong to an event."""
    return any(item in ABOUT_THE_SESSION for item in items_of(reading))


def unsettled_words(file: SurveyFile, reading: Reading) -> dict[str, list[str]]:
    """Item -> the answers to it that nobody has said yet what they are, as they are compared."""
    found: dict[str, list[str]] = {}
    for item in items_of(reading):
        said = [word for column in reading.of(item) for word in scale_words.proposals(item, file.said(column))]
        found[item] = [word for word in said if word not in reading.words.get(item, {})]
    return {item: words for item, words in found.items() if words}


def items_of(reading: Reading) -> list[Item]:
    """The questions of ours that the form asks, in our order."""
    fields = set(reading.columns.values())
    return [item for item in ITEMS[Audience(reading.fixed[AUDIENCE])] if item in fields]


def setting_words(file: SurveyFile, reading: Reading) -> list[str]:
    """What people wrote where the form asks for their setting."""
    return [word for column in reading.of(SETTING) for word in file.said(column)]


def prepare(
    viewer: Identity,
    file: SurveyFile,
    reading: Reading,
    around: Around,
    cleared: Iterable[int] = (),
    progress: Progress = nobody_waits,
) -> Prepared:
    """What the file would save. A comment that could name somebody is left out, unless its row is `cleared`.

    Raises: NotAllowed.
    """
    require(viewer, Action.READ_OUTSIDE_FILE)
    known = survey_batches.recorded_already(viewer, (one.entry_key for one in file.responses))
    new = [one for one in file.responses if one.entry_key not in known]
    with store.reading() as session:
        names = SettingNames(session, viewer)
        read = watched(new, len(new), progress)
        said = {one.entry_key: _answers(one, file, reading, around, names) for one in read}
    asked = {
        one.row: questions
        for one in new
        if (questions := personal_data.questions(str(said[one.entry_key][COMMENT] or "")))
    }
    for one in new:
        if one.row in asked and one.row not in set(cleared):
            said[one.entry_key][COMMENT] = None
    if is_about_a_session(reading) and around.event_ref is None:
        return Prepared({}, {}, asked, [Refusal(one.row, "event_ref", WHICH_EVENT) for one in new], len(known))
    return _checked(viewer, new, said, asked, len(known), lambda share, words: progress(0.5 + share, words))


def save(actor: Identity, file: SurveyFile, prepared: Prepared, progress: Progress = nobody_waits) -> int:
    """Saves what is new of it, all or none, as a file that can be undone whole. Value: how many were new.

    Raises: NotAllowed; InvalidInput by field, of the first that is wrong.
    """
    require(actor, Action.READ_OUTSIDE_FILE)
    require(actor, Action.RECORD_SURVEY_RESPONSE)
    refused = len({refusal.row for refusal in prepared.refused})

    def write(session: Session) -> int:
        new = survey_batches.new_ones(session, prepared.entries)
        if new:
            load = Load(SURVEY_FILE, file.file_type, len(file.responses), len(new), refused_count=refused)
            run_log.begin(session, actor, load)
            survey_batches.add_responses(session, actor, new, progress)
        return len(new)

    return tried_again(actor, write)


def _checked(
    viewer: Identity,
    new: list[Response],
    said: dict[str, Answers],
    asked: dict[int, list[str]],
    known_count: int,
    progress: Progress,
) -> Prepared:
    wrong = survey_batches.refusals(viewer, said.values(), progress)
    refused = [
        Refusal(one.row, name, sentence)
        for one, sentences in zip(new, wrong, strict=True)
        for name, sentence in sentences.items()
    ]
    right = [one for one, sentences in zip(new, wrong, strict=True) if not sentences]
    return Prepared(
        {one.entry_key: said[one.entry_key] for one in right},
        {one.entry_key: one.row for one in right},
        asked,
        refused,
        known_count,
    )


def comment_of(file: SurveyFile, reading: Reading, row: int) -> str:
    """What somebody wrote in their own words, for the screen on which it is decided whether it stays."""
    one = next(one for one in file.responses if one.row == row)
    return _comment(_said(one, file), reading)


def _answers(one: Response, file: SurveyFile, reading: Reading, around: Around, names: SettingNames) -> Answers:
    cells = _said(one, file)
    urn = next(
        (found for column in reading.of(SETTING) if (found := names.find(cells[column], clock.today()))), around.urn
    )
    values: Mapping[str, object] = {
        item: _value(reading.words.get(item, {}), [cells[column] for column in reading.of(item)])
        for item in items_of(reading)
    }
    return {
        AUDIENCE: reading.fixed[AUDIENCE],
        "answered_on": day_of(one.day),
        "event_ref": around.event_ref,
        "urn": urn,
        "cluster": None if urn else around.cluster,
        COMMENT: _comment(cells, reading) or None,
        **values,
    }


def _said(one: Response, file: SurveyFile) -> dict[str, str]:
    return dict(zip(file.questions, one.answers, strict=True))


def _value(words: Mapping[str, str], said: Iterable[str]) -> int | None:
    found = [words[same(word)] for word in said if same(word) in words]
    return next((int(value) for value in found if value != scale_words.NO_ANSWER), None)


def _comment(cells: Mapping[str, str], reading: Reading) -> str:
    return "\n".join(cells[column] for column in reading.of(COMMENT) if cells[column])


def day_of(text: str) -> str:
    """The day of a moment, as a form takes it: with or without a time, in any of the orders that forms know."""
    return TIME.sub("", text.strip()).strip(" ,")
