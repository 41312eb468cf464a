"""The one small tree of errors that a person can do something about."""

from datetime import date

from data_access.vocabulary import NotOpenBecause


class ProductError(Exception):
    """Anything that the product can explain. Its message is a sentence fit to be shown as it is."""


class ConfigurationError(ProductError):
    """The environment is missing something, or contradicts itself."""


class NotAllowed(ProductError):
    """The person's role or scope does not cover what was asked."""


class NotFound(ProductError):
    """The record does not exist, or lies outside the person's scope."""


class InvalidInput(ProductError):
    """What was typed cannot be saved.

    `answers` maps a field's name to the sentence that belongs beside it.
    """

    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__(" ".join(answers.values()))
        self.answers = answers


class Conflict(ProductError):
    """Somebody else changed the record since it was opened.

    `current` holds the stored values by field, so that both versions can be shown side by side.
    """

    def __init__(self, message: str, current: dict[str, object]) -> None:
        super().__init__(message)
        self.current = current


class Locked(ProductError):
    """The figures of the day are approved: a correction needs a reason, given with `data_access.locks.because`."""


class NotOpen(ProductError):
    """A code leads to no survey that can be answered now.

    `since` is the day from which it can be, where there is one.
    """

    def __init__(self, why: NotOpenBecause, since: date | None = None) -> None:
        super().__init__(f"This survey cannot be answered now: {why.replace('_', ' ')}.")
        self.why = why
        self.since = since


class Unavailable(ProductError):
    """The database does not answer. What was confirmed is safe; what was not can be tried again, and is saved once."""


class WrongFile(ProductError):
    """The file as a whole cannot be read as what it is said to be."""
