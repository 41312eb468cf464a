"""Every record of a programme, as a person would list them."""

from dataclasses import dataclass, field
from datetime import date

START = date(2025, 9, 15)


@dataclass
class Place:
    urn: str
    phase: str
    setting_type: str
    opened_on: date | None = None
    closed_on: date | None = None
    successor: str | None = None


@dataclass
class Stay:
    urn: str
    cluster: str
    joined_on: date
    left_on: date | None


@dataclass
class Meeting:
    ref: str
    event_type: str
    held_on: date
    cluster: str | None
    register: dict[str, bool]
    is_cancelled: bool = False


@dataclass
class Response:
    audience: str
    answered_on: date
    urn: str | None
    cluster: str | None
    answers: dict[str, int]


@dataclass
class Round:
    audience: str
    urn: str | None
    cluster: str | None
    opens_on: date
    closes_on: date
    invited: int


@dataclass
class Piece:
    """A case study or another piece of evidence; `approved_on` is None while it waits."""

    urn: str
    kind: str
    approved_on: date | None


@dataclass
class Cycle:
    name: str
    due_on: date
    plans_due_on: date


@dataclass
class Evaluation:
    """`submitted_on` is None while it is being answered."""

    urn: str
    cycle: str
    submitted_on: date | None
    levels: dict[str, int]


@dataclass
class Plan:
    urn: str
    cycle: str
    agreed_on: date


@dataclass
class Step:
    """An action of a plan."""

    urn: str
    cycle: str
    due_on: date
    progress: str
    done_on: date | None


@dataclass
class Review:
    urn: str
    planned_for: date
    held_on: date | None


@dataclass
class Person:
    """Somebody who supports other settings."""

    urn: str
    kind: str
    identified_on: date
    trained_on: date | None
    ended_on: date | None


@dataclass
class Figure:
    """A number that was handed over. Neither urn nor cluster: the whole authority's."""

    measure: str
    part: str
    urn: str | None
    cluster: str | None
    kind: str
    start: date
    end: date
    numerator: float
    denominator: float | None

    @property
    def place(self) -> tuple[str | None, str | None]:
        return self.urn, self.cluster

    @property
    def span(self) -> tuple[str, date, date]:
        return self.kind, self.start, self.end


@dataclass
class Gain:
    urn: str
    intervention: str
    ended_on: date
    pupils: int
    before: float
    before_sd: float
    after: float
    after_sd: float


@dataclass
class World:
    as_at: date
    missed_allowed: int
    clusters: tuple[str, ...] = ("Central", "North", "South")
    starts_on: date = START
    places: dict[str, Place] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    cycles: list[Cycle] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    gains: list[Gain] = field(default_factory=list)
