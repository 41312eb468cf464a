"""Accounts, sessions, sign-in attempts, the audit log and the revisions."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from data_access.models.base import Base, now
from data_access.models.places import Cluster
from data_access.vocabulary import Subject


class UserAccount(Base):
    """A person who may sign in: a work email, a name, a role, and for cluster members their clusters."""

    __tablename__ = "user_account"
    subject: ClassVar = Subject.PEOPLE
    unaudited: ClassVar = frozenset({"password_hash", "invitation_hash"})

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)  # lower case
    name: Mapped[str]
    role: Mapped[str]  # vocabulary.Role
    # None until an invitation has been taken up.
    password_hash: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    invitation_hash: Mapped[str | None] = mapped_column(unique=True)
    invitation_expires_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    memberships: Mapped[list["UserCluster"]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class UserCluster(Base):
    """A cluster that a cluster member may see."""

    __tablename__ = "user_cluster"
    subject: ClassVar = Subject.PEOPLE

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), primary_key=True)

    cluster: Mapped[Cluster] = relationship(lazy="joined", innerjoin=True)


class SignInSession(Base):
    """A signed-in browser. The cookie carries a random token; only its keyed hash is here."""

    __tablename__ = "sign_in_session"
    audited: ClassVar = False

    id: Mapped[str] = mapped_column(primary_key=True)  # random; handed inward by the gate, never sent to a browser
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]


class SignInAttempt(Base):
    """A wrong password, kept as long as it counts towards a lock-out."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index(None, "account_hash", "attempted_at"),)
    audited: ClassVar = False

    id: Mapped[int] = mapped_column(primary_key=True)
    account_hash: Mapped[str]  # keyed hash of the email typed: it may be nobody's
    attempted_at: Mapped[datetime] = mapped_column(default=now)


class AuditEntry(Base):
    """Who changed what, when, from what, to what. Written with the change itself; `data_access.withdrawal` alone alters
    it, where consent is withdrawn."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(None, "table_name", "record_id"),
        Index(None, "recorded_at"),
        # Corrections of approved figures are few among many entries.
        Index(
            "ix_audit_entry_corrections",
            "recorded_at",
            sqlite_where=text("reason IS NOT NULL"),
            postgresql_where=text("reason IS NOT NULL"),
        ),
    )
    audited: ClassVar = False

    id: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    actor: Mapped[str]
    action: Mapped[str]  # created, updated, deleted, put back
    table_name: Mapped[str]
    record_id: Mapped[str]
    # {column: [from, to]}
    changes: Mapped[dict[str, object]] = mapped_column(JSON)
    # Given where the figures of that day were approved already; then also the day itself, before and after.
    reason: Mapped[str | None]
    day_before: Mapped[date | None]
    day_after: Mapped[date | None]
    # The file that made the change, or whose undoing did: no foreign key, because the log outlives what it tells of.
    import_run_id: Mapped[int | None] = mapped_column(index=True)


class SavedView(Base):
    """A page with its filters, under a name that somebody gave it."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("user_id", "name"),)
    subject: ClassVar = Subject.VIEWS

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    page: Mapped[str]
    query: Mapped[str]  # as it stands in the address
    is_shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)


class Revision(Base):
    """How often a subject has been written. Read to learn whether anything moved; part of every cache key."""

    __tablename__ = "revision"
    audited: ClassVar = False

    subject_name: Mapped[str] = mapped_column(primary_key=True)  # vocabulary.Subject
    number: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime] = mapped_column(default=now)
