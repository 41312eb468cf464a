"""Settings as files name them: by URN, by name, or in words that a person settled once."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import clock, store
from data_access.imports.cells import REFERENCE
from data_access.imports.names import NameIndex, same
from data_access.models import OutsideName, Setting
from data_access.permissions import Action, Identity, require
from data_access.reading import settings_in_scope
from data_access.vocabulary import OutsideKind


class SettingNames:
    """Finds the setting that a cell means."""

    def __init__(self, session: Session, viewer: Identity) -> None:
        settings = session.scalars(select(Setting).where(settings_in_scope(viewer, Setting.id))).all()
        self.index = NameIndex(settings)
        urns = {setting.id: setting.urn for setting in settings}
        names = session.execute(
            select(OutsideName.said, OutsideName.setting_id).where(OutsideName.kind == OutsideKind.SETTING_NAME)
        )
        # None: not a setting, as somebody said.
        self.settled = {
            said: None if setting_id is None else urns[setting_id]
            for said, setting_id in names
            if setting_id is None or setting_id in urns
        }

    def is_known(self, text: str, day: date) -> bool:
        """True where nobody has to be asked."""
        return not text or same(text) in self.settled or self.find(text, day) is not None

    def find(self, text: str, day: date) -> str | None:
        """Its URN; None for no setting, and for words that are not known."""
        plain = text.removesuffix(".0").upper()
        if REFERENCE.fullmatch(plain):
            return plain if plain in self.index.by_urn else None
        if same(text) in self.settled:
            return self.settled[same(text)]
        called = self.index.called(text, day)
        return called[0].urn if len(called) == 1 else None


def unknown_names(viewer: Identity, texts: Iterable[str]) -> dict[str, list[str]]:
    """The words that name no setting we know, in alphabetical order, each with the URNs of those that come near.

    Raises: NotAllowed.
    """
    require(viewer, Action.READ_OUTSIDE_FILE)
    day = clock.today()
    wanted = {same(text): text for text in texts if text}
    with store.reading() as session:
        names = SettingNames(session, viewer)
        asked = [text for _, text in sorted(wanted.items()) if not names.is_known(text, day)]
        return {text: [known.urn for known in names.index.suggestions(text, day)] for text in asked}
