"""Prints every measure of the catalogue: `python -m kpis --help`."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date

import pandas as pd
from sqlalchemy.exc import ArgumentError, DBAPIError

from data_access import clock, places, rollups
from data_access.errors import InvalidInput, ProductError
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import PeriodKind, Phase, label
from kpis import CATALOGUE
from kpis.evaluate import By, Where, evaluate
from kpis.facts import Facts
from kpis.kpi import Kpi
from kpis.printed import FORMATS

BY: tuple[By, ...] = ("cluster", "phase", "setting_type", "setting", "part")
NO_ADDRESS = "DATABASE_URL is not an address of a database, such as postgresql://user:password@host/name."
EPILOGUE = """Prints each measure for every period of the kind that overlaps the programme, up to the date.
Small numbers of people are hidden, and with them any from which they could be worked out: "c" in a table, empty in
CSV, null in JSON, with "suppressed" true. --exact shows them. Shares are fractions in CSV and JSON. By part, only
measures that are made of parts are shown: requests by source, plans by placement, sessions by kind."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Value: the exit code; 1 with a sentence on the error stream for what cannot be answered."""
    asked = _parser().parse_args(arguments)
    try:
        print(FORMATS[asked.format](_figures(asked), asked.by), flush=True)
    except BrokenPipeError:
        # Whoever reads has read enough, as in `… | head`: no message, and none when Python closes the stream.
        sys.stdout = None
    except ProductError as error:
        print(error, file=sys.stderr)
        return 1
    except (ArgumentError, ImportError):
        print(NO_ADDRESS, file=sys.stderr)
        return 1
    except DBAPIError as error:
        sentence = "If it is new, make its tables with: python -m data_access migrate"
        print(f"The database cannot be read ({str(error.orig).strip()}). {sentence}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m kpis", description="The programme's measures.", epilog=EPILOGUE)
    parser.add_argument("--as-at", metavar="DATE", help="the last day that counts, as 2026-03-31 (default: today)")
    parser.add_argument(
        "--period", choices=list(PeriodKind), default=PeriodKind.QUARTER, help="the kind of period (default: quarter)"
    )
    parser.add_argument("--by", choices=BY, help="one line for each of these, instead of one for all")
    parser.add_argument("--cluster", metavar="NAME", help="only this cluster")
    parser.add_argument("--phase", metavar="NAME", help="only this phase: " + ", ".join(Phase))
    parser.add_argument("--format", choices=list(FORMATS), default="table", help="(default: table)")
    parser.add_argument("--exact", action="store_true", help="show small numbers too")
    return parser


def _figures(asked: argparse.Namespace) -> pd.DataFrame:
    """Rows: one per measure, period and group. Columns: as `evaluate`."""
    as_at = _day(asked.as_at)
    facts = Facts.of(rollups.roll_ups(COMMAND_LINE, as_at))
    where = Where(cluster=_cluster(asked.cluster), phase=_phase(asked.phase))
    kind = PeriodKind(asked.period)
    first = facts.rules.starts_on
    periods = facts.calendar.periods(kind, first, as_at) if first <= as_at else []
    if not periods:
        raise InvalidInput({"as_at": f"The programme starts on {first}: there is no period up to {as_at} to show."})
    return pd.concat(
        [evaluate(kpi, facts, periods, asked.by, where, asked.exact) for kpi in _measures(asked.by)], ignore_index=True
    )


def _measures(by: str | None) -> list[Kpi]:
    return [kpi for kpi in CATALOGUE if by != "part" or kpi.parts or kpi.parts_from]


def _day(written: str | None) -> date:
    if written is None:
        return clock.today()
    try:
        return date.fromisoformat(written)
    except ValueError:
        sentence = f'"{written}" is not a date. Write it as year, month and day, for example 2026-03-31.'
        raise InvalidInput({"as_at": sentence}) from None


def _cluster(name: str | None) -> str | None:
    if name is None:
        return None
    known: list[str] = sorted(places.clusters(COMMAND_LINE)["name"])
    for cluster in known:
        if cluster.casefold() == name.strip().casefold():
            return cluster
    names = ", ".join(known) or "none yet"
    raise InvalidInput({"cluster": f'There is no cluster "{name}". The clusters are: {names}.'})


def _phase(name: str | None) -> str | None:
    if name is None:
        return None
    for phase in Phase:
        if name.strip().casefold() in {phase.value, label(phase).casefold()}:
            return phase.value
    raise InvalidInput({"phase": f'There is no phase "{name}". The phases are: {", ".join(Phase)}.'})


if __name__ == "__main__":
    sys.exit(main())
