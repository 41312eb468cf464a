"""Finds the fields of a form on a page by what they are called, as a person does."""

from typing import Any

from streamlit.testing.v1 import AppTest

KINDS = ("text_input", "text_area", "selectbox", "date_input", "radio", "multiselect", "checkbox", "number_input")


def field(at: AppTest, label: str) -> Any:
    """The one field whose label begins so."""
    return next(widget for kind in KINDS for widget in at.get(kind) if widget.label.startswith(label))


def fill(at: AppTest, **answers: object) -> AppTest:
    """Types each answer and leaves the field; spaces in labels are underscores here."""
    for label, answer in answers.items():
        field(at, label.replace("_", " ")).set_value(answer).run()
    return at


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label.startswith(label)).click()
    return at.run()


def labels(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


def errors(at: AppTest) -> str:
    return "\n".join(error.value for error in at.error)
