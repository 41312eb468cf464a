"""What a page is about: a cluster, a phase, a type of setting and a period, as an address carries them."""

from collections.abc import Mapping
from dataclasses import dataclass

from data_access.periods import Period
from data_access.vocabulary import PeriodKind
from kpis.evaluate import Where
from pages.shared import settled, words
from pages.shared.facts import View

# Name in the address -> what it says. "period" is the kind, "of" the key of the period itself.
NAMES = {
    "cluster": "Cluster",
    "phase": "Phase",
    "type": "Setting type",
    "period": "Compare by",
    "of": "Period",
}
ALL = {"cluster": "All clusters", "phase": "All phases", "type": "All types"}


@dataclass(frozen=True)
class Filters:
    """What a page is about. None: all of them."""

    cluster: str | None = None
    phase: str | None = None
    setting_type: str | None = None
    kind: PeriodKind = PeriodKind.TERM
    period_key: str = ""

    @property
    def where(self) -> Where:
        """The same, as the measures take it."""
        return Where(cluster=self.cluster, phase=self.phase, setting_type=self.setting_type)

    @property
    def query(self) -> dict[str, str]:
        """As a link carries them. The period is always said, so that the link means the same next term."""
        values = (self.cluster, self.phase, self.setting_type, str(self.kind), self.period_key)
        return {name: value for name, value in zip(NAMES, values, strict=True) if value}

    def period(self, view: View) -> Period:
        """The period that is looked at."""
        return next(period for period in view.periods(self.kind) if period.key == self.period_key)

    def before(self, view: View) -> Period | None:
        """The period before it; None where it is the first."""
        earlier = [period for period in view.periods(self.kind) if period.end < self.period(view).start]
        return earlier[-1] if earlier else None

    def in_words(self, view: View) -> str:
        """Central · primary · autumn term 2026, not finished · data to 18 November 2026; once finished, how settled."""
        period = self.period(view)
        is_complete, clusters = period.is_complete(view.as_at), view.outline.clusters
        parts = [
            self.cluster or (clusters[0] if len(clusters) == 1 else "All clusters"),
            words.phase(self.phase).lower() if self.phase else "all phases",
            words.setting_type(self.setting_type).lower() if self.setting_type else "all types of setting",
            words.period(period) + ("" if is_complete else ", not finished"),
            f"data to {words.day(period.end if is_complete else view.as_at)}",
            settled.in_words(view, self.kind, self.period_key),
        ]
        return " · ".join(part for part in parts if part)


def read(view: View, address: Mapping[str, str]) -> tuple[Filters, list[str]]:
    """The filters that an address asks for, and a sentence for each that it asks in vain."""
    sentences: list[str] = []

    def pick(name: str, allowed: tuple[str, ...], otherwise: str) -> str:
        value = address.get(name, "")
        if not value or value in allowed:
            return value or otherwise
        shown = ALL[name].lower() if name in ALL else "the usual one"
        if name == "cluster" and len(allowed) == 1:
            shown = allowed[0]
        sentences.append(
            f"The link asks for a {NAMES[name].lower()} that is not here for you ({value[:60]}): {shown} shown."
        )
        return otherwise

    cluster, phase, setting_type = (pick(name, options(view, name), "") for name in ALL)
    kind = PeriodKind(pick("period", tuple(PeriodKind), PeriodKind.TERM))
    keys = tuple(period.key for period in view.periods(kind))
    period_key = pick("of", keys, keys[-1])
    return Filters(cluster or None, phase or None, setting_type or None, kind, period_key), sentences


def options(view: View, name: str) -> tuple[str, ...]:
    """What may be chosen for the cluster, the phase or the type."""
    outline = view.outline
    return {"cluster": outline.clusters, "phase": outline.phases, "type": outline.setting_types}[name]
