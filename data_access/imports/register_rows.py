"""What one row of a register file says: its event, its setting, and whether somebody came."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from data_access.errors import InvalidInput
from data_access.forms import REGISTER, clean
from data_access.forms.personal_data import findings
from data_access.imports.cells import (
    Refused,
    a_count_or_none,
    a_date,
    a_name,
    a_reference,
    a_word,
    some_text,
    yes_or_no,
)
from data_access.imports.kind import Context, RowReader
from data_access.imports.names import same
from data_access.imports.report import Tally
from data_access.imports.tables import Row
from data_access.models import Cluster, Setting
from data_access.registers import LONGEST_REF, MOST_PEOPLE
from data_access.vocabulary import EventType, Mode

# Columns of the file -> columns of the event.
OF_THE_EVENT = {
    "event_title": "title",
    "event_type": "event_type",
    "held_on": "held_on",
    "mode": "mode",
    "cluster": "cluster_id",
}
Details = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Line:
    """One row that can be taken. `details` are the event's columns and values."""

    row: int
    event_ref: str
    details: Details
    setting_id: int
    is_attended: bool
    people_count: int | None


class Places:
    """The settings and clusters that rows may name, and the first day and the last that an event may be of."""

    def __init__(self, context: Context) -> None:
        self.since = context.programme.starts_on
        self.until = context.today
        rows = context.session.execute(select(Setting.urn, Setting.id))
        self.settings = dict(rows.all())
        clusters = context.session.execute(select(Cluster.name, Cluster.id).order_by(Cluster.name)).all()
        self.cluster_names = [name for name, _ in clusters]
        self.clusters = {same(name): (name, cluster_id) for name, cluster_id in clusters}
        self.names = {cluster_id: name for name, cluster_id in clusters}
        # The rows of one event say the same about it: each saying is checked once.
        self.references: dict[str, str] = {}
        self.checked: dict[tuple[str, ...], tuple[Details | None, dict[str, str]]] = {}

    def setting(self, text: str) -> int:
        urn = a_reference(text)
        if urn not in self.settings:
            raise Refused(f"No setting has the URN {urn}. Import the settings first, or write another URN.")
        return self.settings[urn]

    def event_ref(self, text: str) -> str:
        if text not in self.references:
            self.references[text] = a_name(text, LONGEST_REF)
        return self.references[text]

    def cluster(self, text: str) -> str | None:
        if not text:
            return None
        if same(text) not in self.clusters:
            names = ", ".join(self.cluster_names) or "there are none yet"
            raise Refused(f"No cluster has this name. Write one of: {names}; or leave the cell empty.")
        return self.clusters[same(text)][0]

    def cluster_id(self, name: str) -> int:
        return int(self.clusters[same(name)][1])

    def cluster_called(self, cluster_id: object) -> str | None:
        return self.names[cluster_id] if isinstance(cluster_id, int) else None


def line_of(row: Row, tally: Tally, places: Places) -> Line | None:
    """The row as a line of a register; None, with the refusals noted, where it cannot be one."""
    reader = RowReader(row, tally)
    event_ref = reader.read("event_ref", places.event_ref, "")
    details = _details(reader, places)
    setting_id = reader.read("urn", places.setting, 0)
    is_attended = reader.read("attended", yes_or_no, False)
    people_count = reader.read("people_count", partial(a_count_or_none, most=MOST_PEOPLE), None)
    if reader.is_right and people_count and not is_attended:
        reader.refuse("people_count", "Write yes under attended, or leave the number of people empty.")
    if reader.is_right and people_count == 0 and is_attended:
        reader.refuse("people_count", "Write how many came, or leave it empty; if nobody came, no under attended.")
    if not reader.is_right or details is None:
        return None
    return Line(row.number, event_ref, details, setting_id, is_attended, people_count or None)


def _details(reader: RowReader, places: Places) -> Details | None:
    """What the row says about its event; None, with the refusals noted, where that cannot be."""
    said = tuple(reader.row[column] for column in OF_THE_EVENT)
    if said not in places.checked:
        places.checked[said] = _check_details(reader.row, places)
    details, wrong = places.checked[said]
    for column, sentence in wrong.items():
        reader.refuse(column, sentence)
    return details


def _check_details(row: Row, places: Places) -> tuple[Details | None, dict[str, str]]:
    raw: dict[str, object] = {}
    wrong: dict[str, str] = {}
    readers: dict[str, Callable[[str], object]] = {
        "event_title": some_text,
        "event_type": partial(a_word, words=EventType),
        "held_on": a_date,
        "mode": partial(a_word, words=Mode),
        "cluster": places.cluster,
    }
    for column, reader in readers.items():
        try:
            raw[column] = reader(row[column])
        except Refused as refusal:
            wrong[column] = str(refusal)
    if wrong:
        return None, wrong
    answers = {"title" if column == "event_title" else column: value for column, value in raw.items()}
    try:
        cleaned = clean(REGISTER, answers, since=places.since, until=places.until)
    except InvalidInput as invalid:
        return None, {"event_title" if name == "title" else name: text for name, text in invalid.answers.items()}
    if found := findings(str(cleaned["title"])):
        return None, {"event_title": f"This looks like {found[0].kind}. Take it out: an event's title names nobody."}
    cluster = cleaned.pop("cluster")
    cleaned["cluster_id"] = None if cluster is None else places.clusters[same(str(cluster))][1]
    return tuple(cleaned.items()), {}
