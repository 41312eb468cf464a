"""Which themes people found in which pieces of evidence: to be counted, quoted, learnt from and compared.

A theme is in a piece if anybody who read it found it there. Retired themes count nowhere. What a passage says must
still stand in its text, and the text must still be open to the reader.
"""

from typing import Any

import pandas as pd
from sqlalchemy import and_, case, distinct, func, select
from sqlalchemy.orm import aliased

from data_access import store
from data_access.free_texts import placed, stands, texts
from data_access.models import CodebookTheme, Passage, PassageCode
from data_access.permissions import Action, Identity, require
from data_access.reading import Query, table


def pieces_read(viewer: Identity) -> pd.DataFrame:
    """The pieces of evidence that somebody has read for themes. For roles without exact counts: no comments.

    Rows: one per case study, piece or comment that counts by now, by source and id.
    Columns: source, source_id, part (kind of evidence, or audience), day (of approval or answer), urn, setting, phase,
    setting_type, cluster (on that day).
    Missing: urn and setting of a comment; what is not known.
    """
    of = texts(viewer, only_counted=True).c
    columns = (of.source, of.source_id, of.part, of.day, of.setting_id, of.cluster_id)
    read = select(*columns).distinct().join(Passage, stands(Passage, of)).subquery("read").c
    query = placed(select(read.source, read.source_id, read.part, read.day).select_from(read.source.table), read)
    with store.reading() as session:
        return table(session, query.order_by(read.source, read.source_id))


def themes_of_pieces(viewer: Identity) -> pd.DataFrame:
    """The themes found in each piece of `pieces_read`.

    Rows: one per piece and theme found in it, by source, id and theme. Columns: source, source_id, theme (name),
    passage_count (in which it was found).
    """
    of = texts(viewer, only_counted=True).c
    query = (
        _found(select(of.source, of.source_id, CodebookTheme.name.label("theme")), of)
        .add_columns(func.count(distinct(Passage.id)).label("passage_count"))
        .group_by(of.source, of.source_id, CodebookTheme.id)
        .order_by(of.source, of.source_id, CodebookTheme.id)
    )
    with store.reading() as session:
        return table(session, query)


def quotations(viewer: Identity, theme: str) -> pd.DataFrame:
    """The passages in which a theme was found, in the writer's words.

    Those who may not read comments are shown case studies whose people agreed to be quoted, and approved pieces.

    Rows: one per passage, latest first. Columns: source, source_id, part, title, excerpt, day, found_by_count, urn,
    setting, phase, setting_type, cluster.
    Missing: title, urn and setting of a comment; what is not known.
    """
    of = texts(viewer, only_counted=True).c
    finders = select(func.count(PassageCode.id)).where(
        PassageCode.passage_id == Passage.id, PassageCode.theme_id == CodebookTheme.id, PassageCode.is_there
    )
    found_by_count = finders.correlate(Passage, CodebookTheme).scalar_subquery().label("found_by_count")
    columns = (of.source, of.source_id, of.part, of.title, Passage.excerpt, of.day, found_by_count)
    query = placed(select(*columns).select_from(of.source.table).join(Passage, stands(Passage, of)), of)
    query = query.join(CodebookTheme, CodebookTheme.name == theme).where(
        CodebookTheme.is_retired.is_(False), found_by_count.element > 0
    )
    if not viewer.may(Action.READ_COMMENTS):
        query = query.where(of.may_be_quoted)
    with store.reading() as session:
        return table(session, query.order_by(of.day.desc(), of.source, of.source_id.desc(), Passage.id))


def examples(viewer: Identity) -> dict[str, list[str]]:
    """What each theme in use looks like: its name and description first, then the passages in which it was found.

    Raises: NotAllowed.
    """
    require(viewer, Action.CODE_TEXT)
    of = texts(viewer).c
    found = _found(select(CodebookTheme.name, Passage.excerpt).distinct(), of)
    described = select(CodebookTheme.name, CodebookTheme.description).where(CodebookTheme.is_retired.is_(False))
    with store.reading() as session:
        known = {name: [f"{name}. {says}"] for name, says in session.execute(described.order_by(CodebookTheme.id))}
        for name, excerpt in session.execute(found.order_by(CodebookTheme.name, Passage.excerpt)):
            known[name].append(excerpt)
    return known


def uses(viewer: Identity) -> pd.DataFrame:
    """How often each theme was found in what the viewer may read, approved or not; retired ones too.

    Rows: one per theme, as in the codebook. Columns: theme_id, passage_count, read_count (passages that somebody read
    for it). Raises: NotAllowed.
    """
    require(viewer, Action.CODE_TEXT)
    of = texts(viewer).c
    said = (
        select(PassageCode.theme_id, Passage.id, func.max(case((PassageCode.is_there, 1), else_=0)).label("is_there"))
        .join(Passage, Passage.id == PassageCode.passage_id)
        .join(of.source.table, stands(Passage, of))
        .group_by(PassageCode.theme_id, Passage.id)
        .subquery("said")
        .c
    )
    query = (
        select(
            CodebookTheme.id.label("theme_id"),
            func.coalesce(func.sum(said.is_there), 0).label("passage_count"),
            func.count(said.theme_id).label("read_count"),
        )
        .outerjoin(said.theme_id.table, said.theme_id == CodebookTheme.id)
        .group_by(CodebookTheme.id)
        .order_by(CodebookTheme.is_retired, CodebookTheme.id)
    )
    with store.reading() as session:
        return table(session, query)


def read_twice(viewer: Identity) -> pd.DataFrame:
    """What two people said of the same passage and theme in use: what their agreement is worked out from.

    Rows: one per passage, theme and two people, by theme, people and passage. Columns: theme (name), first, second (as
    the log names them), first_says, second_says (whether it is there). Raises: NotAllowed.
    """
    require(viewer, Action.CODE_TEXT)
    of = texts(viewer).c
    one, other = aliased(PassageCode), aliased(PassageCode)
    query = (
        select(
            CodebookTheme.name.label("theme"),
            one.coder.label("first"),
            other.coder.label("second"),
            one.is_there.label("first_says"),
            other.is_there.label("second_says"),
        )
        .join(other, and_(other.passage_id == one.passage_id, other.theme_id == one.theme_id, one.coder < other.coder))
        .join(Passage, Passage.id == one.passage_id)
        .join(of.source.table, stands(Passage, of))
        .join(CodebookTheme, CodebookTheme.id == one.theme_id)
        .where(CodebookTheme.is_retired.is_(False))
        .order_by(CodebookTheme.id, one.coder, other.coder, Passage.id)
    )
    with store.reading() as session:
        return table(session, query)


def _found(query: Query, of: Any) -> Query:
    """The query over every passage of the texts and every theme in use that somebody found in it."""
    return (
        query.select_from(of.source.table)
        .join(Passage, stands(Passage, of))
        .join(PassageCode, and_(PassageCode.passage_id == Passage.id, PassageCode.is_there))
        .join(CodebookTheme, CodebookTheme.id == PassageCode.theme_id)
        .where(CodebookTheme.is_retired.is_(False))
    )
