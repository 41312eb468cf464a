"""The one small tree of errors that a person can do something about."""


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


class WrongFile(ProductError):
    """The file as a whole cannot be read as what it is said to be."""
