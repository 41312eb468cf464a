"""What files call settings: domains of addresses and names in other words, settled by a person once and remembered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import InvalidInput, NotFound
from data_access.imports.names import same
from data_access.models import OutsideName, Setting
from data_access.permissions import Action, Identity, require
from data_access.reading import table
from data_access.recording import setting_of
from data_access.vocabulary import Meaning, OutsideKind

# Anybody can have an address there: no setting does.
PROVIDERS = """
    aol.co.uk aol.com blueyonder.co.uk btinternet.com btopenworld.com fastmail.com gmail.com gmx.co.uk gmx.com
    googlemail.com hotmail.co.uk hotmail.com icloud.com live.co.uk live.com mac.com mail.com me.com msn.com ntlworld.com
    outlook.co.uk outlook.com proton.me protonmail.com sky.com talktalk.net tiscali.co.uk virginmedia.com yahoo.co.uk
    yahoo.com ymail.com zoho.com"""
PUBLIC_PROVIDERS = frozenset(PROVIDERS.split())
DOMAIN = re.compile(r"[^\s@<>\"]+\.[^\s@<>\".]+")
LONGEST = 200


@dataclass(frozen=True)
class Settled:
    """What a word stands for; `urn` where it is one setting."""

    meaning: Meaning
    urn: str | None = None


def settled(viewer: Identity, kind: OutsideKind) -> dict[str, Settled]:
    """Everything that is remembered of one kind; public providers of email are always to be asked about.

    Raises: NotAllowed.
    """
    rows = remembered(viewer, kind)
    found = {
        said: Settled(Meaning(meaning), urn if isinstance(urn, str) else None)
        for said, meaning, urn in zip(rows["said"], rows["meaning"], rows["urn"], strict=True)
    }
    is_domain = kind == OutsideKind.EMAIL_DOMAIN
    return {**found, **dict.fromkeys(PUBLIC_PROVIDERS if is_domain else (), Settled(Meaning.ASK))}


def remembered(viewer: Identity, kind: OutsideKind) -> pd.DataFrame:
    """What people settled.

    Rows: one per word, in alphabetical order. Columns: said, meaning, urn, setting. Missing: no setting.
    Raises: NotAllowed.
    """
    require(viewer, Action.READ_OUTSIDE_FILE)
    query = (
        select(OutsideName.said, OutsideName.meaning, Setting.urn, Setting.name.label("setting"))
        .outerjoin(Setting, Setting.id == OutsideName.setting_id)
        .where(OutsideName.kind == kind)
        .order_by(OutsideName.said)
    )
    with store.reading() as session:
        return table(session, query)


def settle(actor: Identity, kind: OutsideKind, answers: Mapping[str, Settled]) -> None:
    """Remembers what these words stand for, all or none. What is remembered already is put right.

    Raises: NotAllowed; InvalidInput by word.
    """
    require(actor, Action.READ_OUTSIDE_FILE)
    with store.writing(actor) as session:
        stored = {name.said: name for name in session.scalars(select(OutsideName).where(OutsideName.kind == kind))}
        for said, answer in answers.items():
            word = same(said)
            _refuse(kind, word, said)
            setting_id = setting_of(session, actor, answer.urn, said).id if answer.urn else None
            _put(session, stored.get(word) or OutsideName(kind=kind, said=word), answer.meaning, setting_id)


def forget(actor: Identity, kind: OutsideKind, said: str) -> None:
    """The next file asks again.

    Raises: NotAllowed; NotFound.
    """
    require(actor, Action.READ_OUTSIDE_FILE)
    with store.writing(actor) as session:
        found = session.scalar(select(OutsideName).where(OutsideName.kind == kind, OutsideName.said == said))
        if found is None:
            raise NotFound("This is not remembered any more.")
        session.delete(found)


def _put(session: Session, record: OutsideName, meaning: Meaning, setting_id: int | None) -> None:
    record.meaning, record.setting_id = meaning, setting_id
    session.add(record)


def _refuse(kind: OutsideKind, word: str, said: str) -> None:
    if not word or len(word) > LONGEST:
        raise InvalidInput({said: f"This cannot be remembered: it has no letters, or more than {LONGEST} of them."})
    if kind == OutsideKind.EMAIL_DOMAIN:
        if not DOMAIN.fullmatch(word):
            raise InvalidInput({said: "This is not the domain of an address."})
        if word in PUBLIC_PROVIDERS:
            raise InvalidInput({said: f"Anybody can have an address at {word}: choose person by person."})
    elif "@" in word:
        raise InvalidInput({said: "This looks like somebody's address. Leave it out."})
