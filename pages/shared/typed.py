"""What people typed, shown as they typed it."""

FORMATTING = frozenset("\\`*_{}[]()#+-.!|<>$~:")
# Between an at sign and what follows, it keeps an email address from becoming a link, and cannot be seen.
UNSEEN = "\N{WORD JOINER}"


def plain(text: object) -> str:
    """The text as Markdown in which nothing is read as formatting."""
    escaped = "".join(f"\\{sign}" if sign in FORMATTING else sign for sign in str(text))
    return escaped.replace("@", f"@{UNSEEN}").replace("\n", "  \n")


def quoted(text: object) -> str:
    """The same as a quotation, set apart from the page's own words."""
    return "\n".join(f"> {line}" for line in plain(text).split("\n"))
