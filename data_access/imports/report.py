"""What an import did, or would do."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from data_access.errors import WrongFile
from data_access.imports.run_log import Load
from data_access.imports.tables import ADVICE_COLUMN, ROW_COLUMN

# What a report holds in memory.
MOST_REFUSED = 50_000
# A spreadsheet runs a cell that starts with one of these.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, order=True)
class Refusal:
    """Why a row cannot be taken, and what to write instead. Never repeats what the row says about a person."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, order=True)
class Change:
    """What a row changes of what is stored, as cells of a file would say it."""

    row: int
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class ImportReport:
    """Counts of rows. `read` is the sum of all the others and of the refused rows.

    `passed_over`: rows of other authorities, or of no interest. `repeated`: rows that say what an earlier one said.
    """

    kind: str
    file_name: str
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    passed_over: int = 0
    repeated: int = 0
    refused: tuple[Refusal, ...] = ()
    # The cells of each refused row, by row number, in the columns that the product knows. For `errors_csv` alone.
    refused_cells: dict[int, dict[str, str]] = field(default_factory=dict, repr=False)
    # The cells of new rows in the same way; of a long file only the first.
    new_cells: dict[int, dict[str, str]] = field(default_factory=dict, repr=False)
    changes: tuple[Change, ...] = field(default=(), repr=False)
    # What a row changes, or is refused about: a setting by its name, another record by the cells that tell it apart.
    called: Mapping[int, str] = field(default_factory=dict, repr=False)
    # Refused rows whose text may be right all the same: a person who has looked at it can say so.
    in_question: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    # Why rows are left out that nobody has to put right.
    left_out: tuple[Refusal, ...] = ()
    is_dry_run: bool = False
    is_saved: bool = False

    @property
    def refused_row_count(self) -> int:
        return len({refusal.row for refusal in self.refused})

    def lines(self) -> list[str]:
        """The report in words, a line each."""
        counts = [
            ("read", self.read),
            ("created", self.created),
            ("updated", self.updated),
            ("unchanged", self.unchanged),
            ("passed over", self.passed_over),
            ("repeated", self.repeated),
            ("refused", self.refused_row_count),
        ]
        shown = [f"{word}: {count}" for word, count in counts]
        refusals = [f"row {refusal.row}, {refusal.column}: {refusal.sentence}" for refusal in self.refused]
        return [*shown, *self.notes, *refusals, self.outcome()]

    def outcome(self) -> str:
        """What became of it, in one sentence."""
        if self.is_dry_run:
            return "This was a trial: nothing has been changed."
        if not self.is_saved:
            return "Nothing has been changed. Put the refused rows right, or leave them out with --skip-bad-rows."
        if not self.created and not self.updated:
            which = "Every other row" if self.refused else "Everything in the file"
            return f"{which} was known already: nothing had to be changed."
        return "Saved."

    def errors_csv(self) -> bytes:
        """The refused rows as a CSV file: their cells, then which row each was and what to write instead.

        Put right, it can be loaded as it is: the last two columns are passed over. No spreadsheet runs anything in it.
        """
        sentences: dict[int, list[str]] = {}
        for refusal in self.refused:
            sentences.setdefault(refusal.row, []).append(f"{refusal.column}: {refusal.sentence}")
        columns = list(next(iter(self.refused_cells.values()), {}))
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([*columns, ROW_COLUMN, ADVICE_COLUMN])
        for row, said in sentences.items():
            cells = self.refused_cells.get(row, {})
            writer.writerow([plain(cells.get(column, "")) for column in columns] + [row, plain(" ".join(said))])
        return text.getvalue().encode("utf-8-sig")


def in_a_cell(value: object) -> str:
    """A stored value as a file would say it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def plain(cell: str) -> str:
    """The cell as text that no spreadsheet program takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


@dataclass
class Tally:
    """The counts of an import while it is being worked out."""

    updated: int = 0
    unchanged: int = 0
    passed_over: int = 0
    repeated: int = 0
    refused: list[Refusal] = field(default_factory=list)
    new_rows: set[int] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)
    in_question: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @property
    def created(self) -> int:
        return len(self.new_rows)

    def load(self, kind: str, file_type: str, read_count: int) -> Load:
        """What is written down of a file that did this."""
        refused = len({refusal.row for refusal in self.refused})
        return Load(kind, file_type, read_count, self.created, self.updated, refused)

    def change(self, row: int, before: Mapping[str, object], after: Mapping[str, object]) -> None:
        """Notes every column whose value differs; both by column."""
        for column, value in after.items():
            if before.get(column) != value:
                self.changes.append(Change(row, column, in_a_cell(before.get(column)), in_a_cell(value)))

    def refuse(self, row: int, column: str, sentence: str) -> None:
        """Raises: WrongFile once so much is wrong that it is another kind of file, or one mistake made all over."""
        if len(self.refused) >= MOST_REFUSED:
            first = self.refused[0]
            raise WrongFile(
                f"More than {MOST_REFUSED:,} cells are wrong. Begin with row {first.row}, {first.column}: "
                f"{first.sentence}"
            )
        self.refused.append(Refusal(row, column, sentence))

    def refuse_all(self, rows: Iterable[int], column: str, sentence: str) -> None:
        for row in rows:
            self.refuse(row, column, sentence)
