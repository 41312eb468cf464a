"""Commas in numbers that people type: here they part thousands, and nothing else."""

import re

THOUSANDS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")


def without_commas(text: str) -> str:
    """ "1,392" as "1392". Any other comma stays, so that "1,5" is no number, rather than fifteen."""
    return THOUSANDS.sub(lambda found: found[0].replace(",", ""), text)
