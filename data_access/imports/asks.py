"""What a column of a file wants: said in a template's notes, and offered there in lists."""

from dataclasses import dataclass
from enum import StrEnum

from data_access.forms import Field, Kind
from data_access.vocabulary import label

A_DATE = "A date, such as 16/10/2025."
A_SETTING = "The setting's URN, such as 123456, or its local reference, such as L0001."
YES_OR_NO = ("yes", "no")
FIVE = ("1", "2", "3", "4", "5")


class Names(StrEnum):
    """Names that the database knows, offered as a list."""

    CLUSTERS = "clusters"
    SETTINGS = "settings"  # by name
    URNS = "urns"
    CYCLES = "cycles"


@dataclass(frozen=True)
class Ask:
    """One column. `words`: all that may stand in it; `names`: what is offered, where other things may stand too.

    `is_long`: it holds sentences.
    """

    column: str
    note: str
    words: tuple[str, ...] = ()
    names: Names | None = None
    is_date: bool = False
    is_long: bool = False


def a_choice(column: str, note: str, options: tuple[StrEnum, ...]) -> Ask:
    """A column with one of a closed list, in the words that screens show."""
    return Ask(column, note, tuple(label(word) for word in options))


def of_field(field: Field, column: str = "") -> Ask:
    """The column of a question of a form."""
    label_said = field.label if field.label.endswith((".", "?")) else f"{field.label}."
    name, said = column or field.name, f"{label_said} {field.example}".strip()
    said = said if said.endswith((".", "?")) else f"{said}."
    if field.kind == Kind.CHOICE:
        return a_choice(name, said, field.options)
    if field.kind == Kind.SEVERAL:
        words = "; ".join(label(word) for word in field.options)
        return Ask(name, f"{said} One or more of these, with semicolons between them: {words}.")
    if field.kind == Kind.YES_NO:
        return Ask(name, said, YES_OR_NO)
    if field.kind == Kind.SCALE:
        return Ask(name, f"{said} From 1, {field.scale[0].lower()}, to 5, {field.scale[-1].lower()}.", FIVE)
    if field.kind == Kind.DATE:
        return Ask(name, f"{label_said} {A_DATE}", is_date=True)
    if field.kind == Kind.SETTING:
        return Ask(name, f"{field.label}: {A_SETTING[:1].lower()}{A_SETTING[1:]}", names=Names.URNS)
    named = {Kind.CLUSTER: Names.CLUSTERS, Kind.CYCLE: Names.CYCLES}
    return Ask(name, said, names=named.get(field.kind), is_long=field.kind == Kind.LONG_TEXT)
