"""The invented city: four clusters of invented settings."""

from datetime import date
from random import Random

from sqlalchemy.orm import Session

from data_access.imports import gias
from data_access.models import Cluster, ClusterMembership, Setting
from data_access.vocabulary import Phase, SettingStatus, SettingType

# Cluster -> its centre (latitude, longitude) and how many primaries and secondaries it has.
CLUSTERS: dict[str, tuple[float, float, int, int]] = {
    "Central": (53.025, -2.175, 23, 4),
    "North": (53.063, -2.205, 19, 3),
    "South": (52.985, -2.150, 20, 3),
    "East": (53.020, -2.105, 16, 2),
}
EARLY_YEARS_IN_EACH = 4

FIRST = (
    "Alder", "Amber", "Ash", "Beacon", "Beech", "Birch", "Bluebell", "Bramble", "Bridge", "Brook", "Cedar", "Chestnut",
    "Clover", "Copper", "Cotton", "Dale", "Elder", "Elm", "Fern", "Field", "Forge", "Foxglove", "Gable", "Garland",
    "Hawthorn", "Hazel", "Heath", "Heron", "Holly", "Ivy", "Juniper", "Kestrel", "Kiln", "Lark", "Laurel", "Lime",
    "Linden", "Maple", "Marl", "Meadow", "Mill", "Moor", "Oak", "Orchard", "Otter", "Pine", "Poplar", "Potter",
    "Quarry", "Robin", "Rowan", "Rush", "Saffron", "Sorrel", "Spring", "Stone", "Swan", "Swift", "Sycamore", "Thistle",
    "Thorn", "Tile", "Walnut", "Water", "Wharf", "Willow", "Wren", "Yarrow",
)  # fmt: skip
SECOND = ("Bank", "Croft", "Green", "Hill", "Lane", "Park", "Rise", "Side", "View", "Wood")
PRIMARY_ENDINGS = ("Primary School", "Primary Academy", "Infant School", "Junior School", "CE Primary School")


def load(session: Session, random: Random, starts_on: date, city_wide_on: date) -> None:
    """Adds the clusters, their settings and their memberships. Central starts the programme; the others follow."""
    names = _names(random)
    number = 990001
    local = 1
    for cluster_name, (latitude, longitude, primaries, secondaries) in CLUSTERS.items():
        cluster = Cluster(name=cluster_name)
        session.add(cluster)
        session.flush()
        joined_on = starts_on if cluster_name == "Central" else city_wide_on
        for name, setting_type, phase in _settings_of(cluster_name, random, names, primaries, secondaries):
            has_urn = setting_type != SettingType.EARLY_YEARS
            urn = str(number) if has_urn else f"L{local:04d}"
            number, local = number + has_urn, local + (not has_urn)
            setting = Setting(
                urn=urn,
                name=name,
                la_code="999",
                setting_type=setting_type,
                phase=phase,
                establishment_type=gias.TYPE_SAID[setting_type],
                status=SettingStatus.OPEN,
                pupil_count=_pupils(random, setting_type, phase),
                latitude=latitude + random.gauss(0, 0.011),
                longitude=longitude + random.gauss(0, 0.017),
            )
            session.add(setting)
            session.flush()
            session.add(ClusterMembership(cluster_id=cluster.id, setting_id=setting.id, joined_on=joined_on))


def _names(random: Random) -> list[str]:
    names = [f"{first} {second}" for first in FIRST for second in SECOND]
    random.shuffle(names)
    return names


def _settings_of(
    cluster: str, random: Random, names: list[str], primaries: int, secondaries: int
) -> list[tuple[str, SettingType, Phase]]:
    """The shape of a real cluster: mostly primaries, a few secondaries, one each of the others."""
    rows = [
        (f"{names.pop()} {random.choice(PRIMARY_ENDINGS)}", SettingType.SCHOOL, Phase.PRIMARY) for _ in range(primaries)
    ]
    rows += [(f"{names.pop()} Academy", SettingType.SCHOOL, Phase.SECONDARY) for _ in range(secondaries)]
    rows.append((f"{names.pop()} School", SettingType.SPECIAL, Phase.ALL_THROUGH))
    rows += [(f"{names.pop()} Nursery", SettingType.EARLY_YEARS, Phase.NURSERY) for _ in range(EARLY_YEARS_IN_EACH)]
    if cluster == "Central":
        rows.append((f"{names.pop()} Pupil Referral Unit", SettingType.ALTERNATIVE_PROVISION, Phase.NOT_APPLICABLE))
        rows.append(("Larkford College", SettingType.COLLEGE, Phase.POST_16))
    return rows


def _pupils(random: Random, setting_type: SettingType, phase: Phase) -> int:
    if setting_type == SettingType.EARLY_YEARS:
        return random.randint(30, 80)
    if setting_type in (SettingType.SPECIAL, SettingType.ALTERNATIVE_PROVISION):
        return random.randint(70, 160)
    if setting_type == SettingType.COLLEGE:
        return 2400
    return random.randint(700, 1300) if phase == Phase.SECONDARY else random.randint(180, 460)
