"""Reads the workbook of answers that Microsoft Forms gives: questions and answers, without who answered."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from data_access.errors import WrongFile
from data_access.imports.text_files import heading
from data_access.outside_files import sheets

ID, STARTED, COMPLETED = "id", "start time", "completion time"
# What Forms puts beside the questions. Who answered is among it, and left behind here.
OWN = {ID, STARTED, COMPLETED, "last modified time", "total points", "quiz feedback", "language", "email", "name"}
OF_A_QUIZ = ("points - ", "feedback - ", "points – ", "feedback – ")
# Questions that ask for nothing but who somebody is.
WHO = re.compile(
    r"(please |what is |what's |enter |give )*(my |your |full |first |last |sur)*\s*(name|e-?mail)( address)?\s?\??\.?"
)
NOT_OF_FORMS = (
    "This is not the workbook that Microsoft Forms gives: there is no “ID” and no “Start time” before its questions. "
    "In Forms, choose Responses and then Open in Excel, and choose that file here."
)


@dataclass(frozen=True)
class Response:
    """What one person answered, by question. `day`: as the file has it. `entry_key` leads to nobody."""

    row: int
    day: str
    entry_key: str
    answers: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class SurveyFile:
    """`questions` in the order of the form."""

    questions: tuple[str, ...]
    responses: tuple[Response, ...]
    file_type: str

    def said(self, question: str) -> list[str]:
        """Every answer to a question, once, in the order in which it came first."""
        at = self.questions.index(question)
        return list(dict.fromkeys(one.answers[at] for one in self.responses if one.answers[at]))


def read(content: bytes) -> SurveyFile:
    """Questions and answers of a form.

    Raises: WrongFile, with one sentence, for anything else.
    """
    sheet = sheets.read(content)
    own = [heading(name) for name in sheet.headings]
    if ID not in own or STARTED not in own:
        raise WrongFile(NOT_OF_FORMS)
    places = [at for at, name in enumerate(own) if _is_question(name)]
    if not places:
        raise WrongFile("This form has no question, only the columns that Forms adds.")
    responses = tuple(_response(number, cells, own, places) for number, cells in sheet.rows)
    if len({one.entry_key for one in responses}) < len(responses):
        raise WrongFile("Two rows of this file have one ID and one start time. Download it from Forms again.")
    return SurveyFile(tuple(sheet.headings[at] for at in places), responses, sheet.file_type)


def _is_question(name: str) -> bool:
    plain = re.sub(r" \(\d+\)$", "", name)
    return plain not in OWN and not plain.startswith(OF_A_QUIZ) and not WHO.fullmatch(plain)


def _response(number: int, cells: Sequence[str], own: Sequence[str], places: Sequence[int]) -> Response:
    values = dict(zip(own, cells, strict=True))
    started, completed = values[STARTED], values.get(COMPLETED, "")
    # A copy of a form has the same questions and numbers, and a question may join later: the start tells them apart.
    said = f"{values[ID].removesuffix('.0')} {started}".encode()
    key = f"forms-{hashlib.sha256(said).hexdigest()[:40]}"
    return Response(number, completed or started, key, tuple(cells[at] for at in places))
