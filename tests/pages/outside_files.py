"""What tests of pages with files of other programs do: drop a file, choose in a list by what its label says, press."""

from typing import Any

from streamlit.testing.v1 import AppTest


def drop(at: AppTest, content: bytes, name: str = "file.csv") -> AppTest:
    at.file_uploader[0].set_value((name, content, "text/csv"))
    return at.run()


def box(at: AppTest, label: str) -> Any:
    return next(box for box in at.selectbox if label in plain(box.label))


def plain(label: str) -> str:
    """As it is read on screen."""
    return label.replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


def choose(at: AppTest, label: str, value: object) -> AppTest:
    box(at, label).set_value(value)
    return at.run()


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if plain(button.label).startswith(label)).click()
    return at.run()


def buttons(at: AppTest) -> list[str]:
    return [plain(button.label) for button in at.button]
