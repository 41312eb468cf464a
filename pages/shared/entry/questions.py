"""The fields of an administrator's form, each filled with what is stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from streamlit.delta_generator import DeltaGenerator

from data_access import aims
from pages.shared import words
from pages.shared.entry.saving import Turn

Option = TypeVar("Option")


def typed(value: float, unit: str) -> str:
    """An amount as somebody would type it, whole: what is not touched is saved as it was."""
    return aims.typed(value, unit).replace("%", f"{words.SPACE}%")


@dataclass(frozen=True)
class Questions:
    """`now`: what is stored, by field; a field that is not in it starts empty. `unit`: of the amounts."""

    now: Mapping[str, Any]
    turn: "Turn[Any]"
    unit: str = "share"

    def choice(
        self, at: DeltaGenerator, field: str, label: str, options: Sequence[Option], say: Callable[[Option], str]
    ) -> Option:
        stored = self.now.get(field)
        index = next((at for at, option in enumerate(options) if option == stored), 0)
        return at.selectbox(label, options, index, say, key=self.turn.key(field))

    def amount(self, at: DeltaGenerator, field: str, label: str) -> str:
        stored = self.now.get(field)
        return at.text_input(label, "" if stored is None else typed(stored, self.unit), key=self.turn.key(field))

    def day(self, at: DeltaGenerator, field: str, label: str) -> date | None:
        return at.date_input(label, self.now.get(field), format="DD/MM/YYYY", key=self.turn.key(field))

    def line(self, at: DeltaGenerator, field: str, label: str) -> str:
        return at.text_input(label, self.now.get(field) or "", key=self.turn.key(field))
