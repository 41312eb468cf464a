"""What people settled once about files of other programs: what settings are called there, what columns mean."""

from typing import ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Recorded


class OutsideName(Base):
    """What a file calls a setting: its name in other words, or the domain of its email addresses. Never an address."""

    __tablename__ = "outside_name"
    __table_args__ = (
        UniqueConstraint("kind", "said"),
        CheckConstraint("(meaning = 'setting') = (setting_id IS NOT NULL)", name="names_a_setting"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # vocabulary.OutsideKind
    said: Mapped[str]  # as it is compared: lower case, one space between words
    meaning: Mapped[str]  # vocabulary.Meaning
    setting_id: Mapped[int | None] = mapped_column(ForeignKey("setting.id"), index=True)


class FileMapping(Recorded, Base):
    """How one kind of file is read: what each of its columns is, and what their words mean here."""

    __tablename__ = "file_mapping"
    __table_args__ = (UniqueConstraint("kind", "name"),)
    # Words of a file could be anybody's: what they were before is not kept.
    unaudited: ClassVar = frozenset({"words"})

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # vocabulary.MappedFile
    name: Mapped[str]
    # Column of the file -> field of ours. Columns without a field are not read.
    columns: Mapped[dict[str, str]] = mapped_column(JSON)
    # Field -> their word -> our word.
    words: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    # Field -> our word, where no column says it.
    fixed: Mapped[dict[str, str]] = mapped_column(JSON)
