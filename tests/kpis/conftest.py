"""Random programmes as facts, stored and added up once for all tests of a process."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from data_access import rollups, store
from data_access.permissions import COMMAND_LINE
from kpis.facts import Facts
from tests.conftest import SECRET
from tests.factories import cluster_id_of, member_of
from tests.kpis.random_programme import random_world
from tests.kpis.stored_programme import stored
from tests.kpis.world import World


@dataclass
class Known:
    """A world, what everybody may know of it, and what the members of each cluster may."""

    world: World
    facts: Facts
    of_cluster: dict[str, Facts]


def known(world: World) -> Known:
    """The world, stored in the database in use and added up."""
    stored(world)
    everything = Facts.of(rollups.roll_ups(COMMAND_LINE, world.as_at))
    mine = {name: Facts.of(rollups.roll_ups(member_of(cluster_id_of(name)), world.as_at)) for name in world.clusters}
    return Known(world, everything, mine)


@pytest.fixture(scope="session")
def programme(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Known]:
    """The random programme of a seed."""
    made: dict[int, Known] = {}

    def of(seed: int) -> Known:
        if seed not in made:
            path = tmp_path_factory.mktemp("world") / "programme.db"
            shutil.copy(sqlite_template, path)
            with pytest.MonkeyPatch.context() as environment:
                environment.setenv("DATABASE_URL", f"sqlite:///{path}")
                environment.setenv("SECRET_KEY", os.environ.get("SECRET_KEY", SECRET))
                made[seed] = known(random_world(seed))
                store.engine().dispose()
        return made[seed]

    return of
