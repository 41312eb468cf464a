"""Which of our names comes near a word of somebody else's: offered first, never taken."""

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from data_access.imports.names import COMMON, same

MOST = 3
NEAR_ENOUGH = 75
# What every school's domain ends in, and what many begin with.
ENDING = re.compile(r"\.(sch|ac|org|co|gov|nhs|school|com|net|uk)(?=\.|$)")
SHORTEST = 4


def settings_of_domain(domain: str, names: Mapping[str, str]) -> list[str]:
    """The URNs of the settings whose names come nearest to a domain, best first. `names`: URN -> name."""
    wanted = _compact(ENDING.sub("", domain).split(".")[0])
    if len(wanted) < SHORTEST:
        return []
    scored = [(_nearness(wanted, name), name, urn) for urn, name in names.items()]
    return _best((score, name, urn) for score, name, urn in scored if score >= NEAR_ENOUGH)


def _best(scored: Iterable[tuple[float, str, str]]) -> list[str]:
    ranked = sorted(scored, key=lambda one: (-one[0], one[1], one[2]))
    return [urn for _, _, urn in ranked[:MOST]]


def _nearness(wanted: str, name: str) -> float:
    telling = _compact(COMMON.sub(" ", same(name)))
    if len(telling) < SHORTEST:
        return 0.0
    return max(fuzz.partial_ratio(wanted, telling), fuzz.ratio(wanted, _compact(name)))


def _compact(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())
