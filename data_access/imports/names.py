"""Finding a setting by its name: exactly, or else the names that come nearest."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from data_access.models import Setting
from data_access.vocabulary import SettingStatus

APOSTROPHES = re.compile("[‘’ʼ`´′]")
DASHES = re.compile("[‐‑‒–—]")
# Different spellings of one thing, for finding what comes near; never for taking one name for another.
ALIKE = (
    (re.compile(r"\bsaint\b"), "st"),
    (re.compile(r"\b(c of e|cofe|ce|church of england)\b"), "ce"),
    (re.compile(r"\b(rc|roman catholic)\b"), "catholic"),
    (re.compile(r"[^a-z0-9 ]"), ""),
)
# Words that half the settings have in their names say little about which one is meant.
COMMON = re.compile(r"\b(primary|infants?|junior|nursery|high|school|academy|college|the|and|of|ce|a)\b")
MOST_SUGGESTIONS = 3
NEAR_ENOUGH = 60


def same(name: str) -> str:
    """A name as it is compared: capitals, spaces and the shape of apostrophes and dashes make no difference."""
    plain = DASHES.sub("-", APOSTROPHES.sub("'", name))
    return " ".join(plain.split()).casefold()


@dataclass(frozen=True)
class Known:
    """A setting as names are matched against it."""

    id: int
    urn: str
    name: str
    is_open: bool
    closed_on: date | None

    @classmethod
    def of(cls, setting: Setting) -> "Known":
        is_open = setting.status != SettingStatus.CLOSED
        return cls(setting.id, setting.urn, setting.name, is_open, setting.closed_on)

    def was_open_on(self, day: date) -> bool:
        return self.is_open or (self.closed_on is not None and self.closed_on >= day)


class NameIndex:
    """The settings of the register by name."""

    def __init__(self, settings: Iterable[Setting]) -> None:
        self.settings = sorted((Known.of(setting) for setting in settings), key=lambda known: (known.name, known.urn))
        self.by_urn = {known.urn: known for known in self.settings}
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        for known in self.settings:
            self.by_name[same(known.name)].append(known)

    def called(self, name: str, on: date) -> list[Known]:
        """Settings with exactly this name that were open on the day; of several, those that are open still."""
        found = [known for known in self.by_name.get(same(name), []) if known.was_open_on(on)]
        still_open = [known for known in found if known.is_open]
        return still_open or found

    def suggestions(self, name: str, on: date) -> list[Known]:
        """The settings whose names come nearest, best first."""
        candidates = [known for known in self.settings if known.was_open_on(on)]
        wanted = _alike(name)
        scored = sorted(((_nearness(wanted, _alike(known.name)), known) for known in candidates), key=_best_first)
        return [known for score, known in scored[:MOST_SUGGESTIONS] if score >= NEAR_ENOUGH]


def _best_first(pair: tuple[float, Known]) -> tuple[float, str, str]:
    score, known = pair
    return -score, known.name, known.urn


def _alike(name: str) -> str:
    plain = same(name)
    for pattern, replacement in ALIKE:
        plain = pattern.sub(replacement, plain)
    return " ".join(plain.split())


def _nearness(one: str, other: str) -> float:
    """0 to 100: mostly the words that tell settings apart, and a little the whole name."""
    telling = fuzz.token_sort_ratio(_telling(one), _telling(other))
    subset = fuzz.token_set_ratio(_telling(one), _telling(other))
    return float(0.4 * telling + 0.3 * subset + 0.3 * fuzz.ratio(one, other))


def _telling(name: str) -> str:
    return " ".join(COMMON.sub(" ", name).split()) or name


def nearest_word(word: str, words: Iterable[str]) -> str | None:
    """The word of the list that comes near, if one does."""
    found = process.extractOne(word.casefold(), [other.casefold() for other in words], score_cutoff=80)
    return None if found is None else list(words)[found[2]]
