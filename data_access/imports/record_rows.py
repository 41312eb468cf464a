"""One row of a file of records, as answers to its form: every cell checked, nothing asked of the database."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from data_access.errors import InvalidInput
from data_access.forms import Answers, Field, Kind, clean
from data_access.forms.field import Refused as NoAnswer
from data_access.forms.field import is_empty
from data_access.forms.personal_data import findings
from data_access.imports.cells import Refused, a_reference, a_word, in_words
from data_access.imports.kind import Context
from data_access.imports.names import same
from data_access.imports.register_rows import Places
from data_access.imports.tables import Row
from data_access.models import EvaluationCycle
from data_access.record_kinds import RecordKind

# What the file of refused rows puts before a cell that a spreadsheet would run.
SET_APART = re.compile(r"'(?=[=+\-@])")
# 81.53333333333333: more decimals than anybody measured.
MANY_DECIMALS = re.compile(r"-?[0-9]+\.[0-9]{7,}")
A_URN = "Write the setting's URN, such as 123456, or its local reference, such as L0001."
_PERSONAL = "This looks like {}. Take it out, or say that you have checked it: the page “Load a file” asks."
A_DAY = "For example 16/10/2025."
KEPT = " An empty cell keeps what is stored."

Key = tuple[object, ...]
Cells = tuple[Answers, dict[str, str]]


class RecordPlaces(Places):
    """The settings, clusters and cycles that rows may name."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.session = context.session
        cycles = context.session.execute(select(EvaluationCycle.name, EvaluationCycle.id)).all()
        self.cycles = {same(name): (name, cycle_id) for name, cycle_id in cycles}
        # Text, and whether it is a role -> what is wrong with it: the same source stands in a thousand rows.
        self.looked_at: dict[tuple[str, bool], str] = {}
        # Rows with such a text.
        self.in_question: set[int] = set()

    def cycle(self, text: str) -> str:
        if same(text) not in self.cycles:
            names = ", ".join(sorted(name for name, _ in self.cycles.values())) or "there are none yet"
            raise Refused(f"There is no cycle of this name. Write one of: {names}.")
        return self.cycles[same(text)][0]

    def find(self, field: Field, answer: str) -> int:
        """The id of what a checked answer names."""
        if field.kind == Kind.SETTING:
            return self.settings[answer]
        known = self.clusters if field.kind == Kind.CLUSTER else self.cycles
        return int(known[same(answer)][1])

    def know(self, texts: Iterable[tuple[str, bool]]) -> None:
        """Nobody is asked again about texts that are stored."""
        self.looked_at |= dict.fromkeys(texts, "")

    def without_persons(self, text: str, row: Row, *, is_role: bool) -> str:
        """The text. What looks like a child or family is refused, until a person says that they have checked it."""
        if (text, is_role) not in self.looked_at:
            found = findings(text, is_role=is_role)[:1]
            self.looked_at[text, is_role] = "".join(_PERSONAL.format(one.kind) for one in found)
        if self.looked_at[text, is_role] and not row.is_checked:
            self.in_question.add(row.number)
            raise Refused(self.looked_at[text, is_role])
        return text


@dataclass(frozen=True)
class Line:
    """One row. `raw` is by field, `wrong` by column; `key` is None where a cell of it cannot be read."""

    row: int
    raw: Answers
    wrong: dict[str, str]
    key: Key | None


@dataclass(frozen=True)
class Reading:
    """How the rows of a kind of file are read. `cells` gives the raw answers by field and what is wrong by column.

    `alike`: the fields in which rows are the same record. `columns`: the column of a field, where the names differ.
    """

    kind: RecordKind
    cells: Callable[[Row, RecordPlaces], Cells]
    alike: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)

    def line(self, row: Row, places: RecordPlaces) -> Line:
        raw, wrong = self.cells(row, places)
        return Line(row.number, raw, wrong, None if wrong else self._key(raw, places))

    def _key(self, raw: Answers, places: RecordPlaces) -> Key | None:
        try:
            said = {
                name: self.kind.spec.field(name).answer(raw[name], places.since, places.until) for name in self.alike
            }
            return tuple(self.kind.keeping.settled(places.session, said).values())
        except (NoAnswer, InvalidInput):
            return None

    def answers(self, line: Line, stored: Answers, places: RecordPlaces) -> Answers:
        """What the row says, with what is `stored` where it says nothing: settled answers.

        Raises: InvalidInput by column.
        """
        kept = {
            name: stored[name] for name, raw in line.raw.items() if is_empty(raw) and not is_empty(stored.get(name))
        }
        same = {name: stored[name] for name, raw in line.raw.items() if raw and raw == in_one_line(stored.get(name))}
        try:
            cleaned = clean(self.kind.spec, line.raw | kept | same, since=places.since, until=places.until)
            settled = self.kind.keeping.settled(places.session, cleaned)
        except InvalidInput as invalid:
            said = {
                self.columns.get(name, name): self._say(name, text, places) for name, text in invalid.answers.items()
            }
            hint = KEPT if kept else ""
            raise InvalidInput({name: text + hint for name, text in said.items()} | line.wrong) from None
        if line.wrong:
            raise InvalidInput(line.wrong)
        return settled

    def _say(self, name: str, sentence: str, places: RecordPlaces) -> str:
        """What to write into a cell, where the form says what to choose."""
        asked = self.kind.spec.field(name)
        if sentence != asked.ask:
            return sentence
        if asked.kind == Kind.DATE:
            return sentence if "for example" in sentence else f"{sentence} {A_DAY}"
        if asked.kind == Kind.SETTING:
            return A_URN
        if asked.kind == Kind.CYCLE:
            return f"Write the name of a cycle: {', '.join(name for name, _ in places.cycles.values())}."
        many = " or more" if asked.kind == Kind.SEVERAL else ""
        words = in_words(asked.options)
        return f"Write one{many} of: {words}." if asked.options else sentence


def in_one_line(text: object) -> str:
    """A stored text as a cell says it, whose lines are no lines; empty for anything else."""
    return " ".join(text.split()) if isinstance(text, str) else ""


def cells_of(kind: RecordKind) -> Callable[[Row, RecordPlaces], Cells]:
    """Reads a file whose columns are the fields of the form."""

    def read(row: Row, places: RecordPlaces) -> Cells:
        return read_fields(row, {field.name: field for field in kind.spec.fields}, places)

    return read


def read_fields(row: Row, fields: Mapping[str, Field], places: RecordPlaces) -> Cells:
    """The raw answers by field, and what is wrong by column. `fields`: column -> field."""
    raw: Answers = {}
    wrong: dict[str, str] = {}
    for column, one in fields.items():
        raw[one.name] = None
        try:
            if text := SET_APART.sub("", row[column], count=1):
                raw[one.name] = _cell(one, text, row, places)
        except Refused as refusal:
            wrong[column] = str(refusal)
    return raw, wrong


def _cell(asked: Field, text: str, row: Row, places: RecordPlaces) -> object:
    if asked.kind == Kind.CHOICE:
        return a_word(text, asked.options).value
    if asked.kind == Kind.SETTING:
        places.setting(text)
        return a_reference(text)
    if asked.kind == Kind.CLUSTER:
        return places.cluster(text)
    if asked.kind == Kind.CYCLE:
        return places.cycle(text)
    if asked.kind == Kind.NUMBER and MANY_DECIMALS.fullmatch(text):
        return f"{float(text):.6f}"
    return places.without_persons(text, row, is_role=asked.is_role) if asked.is_free_text else text
