"""Which themes a passage may belong to, by the words it shares with examples, and which themes come together."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import (  # type: ignore[import-untyped]
    ENGLISH_STOP_WORDS,
    CountVectorizer,
    TfidfTransformer,
)
from sklearn.preprocessing import normalize  # type: ignore[import-untyped]

# Over it, 17 of 24 suggestions were right for invented case studies kept out of the examples, and 24 of 27 for single
# passages written with the codebook in mind: good enough to offer, never to decide.
THRESHOLD = 0.16
# A theme is what its definition says first, and what people tagged with it second.
WEIGHT_OF_DEFINITION = 3
# A word matters if it brings this share of a score; a suggestion on the strength of one word is a coincidence.
SHARE_THAT_MATTERS, WORDS_THAT_MATTER, WORDS_SHOWN = 0.1, 2, 4
WORD = re.compile(r"[^\W\d_]{2,}")


def suggest(texts: Sequence[str], examples: Mapping[str, Sequence[str]], threshold: float = THRESHOLD) -> pd.DataFrame:
    """Themes that texts may belong to, for a person to accept or refuse. Nothing leaves this computer.

    The first example of a theme is its name and description, the others are passages that people tagged with it. The
    score is the cosine of the angle between a text and the theme's examples, over parts of words of four and five
    letters, so that "pupils" meets "pupil"; rare parts count for more (TF-IDF, learnt from the examples alone, so that
    a text scores the same whatever it is asked with).
    Rows: one per text and theme with a score over the threshold, best first. Columns: text (its place), theme, score
    (0 to 1), words (of the text, those that matter most first). Missing: no rows without texts, examples or words.
    """
    themes = list(examples)
    parts = [(at, place, text) for at, theme in enumerate(themes) for place, text in enumerate(examples[theme])]
    read = [text for _, _, text in parts]
    found: list[tuple[int, str, float, tuple[str, ...]]] = []
    if any(_words(text) for text in read) and any(_words(text) for text in texts):
        counts = CountVectorizer(analyzer="char_wb", ngram_range=(4, 5), preprocessor=_as_words).fit([*read, *texts])
        weigh = TfidfTransformer(sublinear_tf=True).fit(counts.transform(read))
        means = np.zeros((len(themes), len(parts)))
        for column, (at, place, _) in enumerate(parts):
            means[at, column] = 1 if place else WEIGHT_OF_DEFINITION
        centres = normalize(means @ weigh.transform(counts.transform(read)))
        weights = weigh.transform(counts.transform(texts))
        scores = weights @ centres.T
        for row, at in np.argwhere(scores > threshold).tolist():
            words = _that_matter(texts[row], counts, weights[row].toarray()[0] * centres[at], scores[row, at])
            if len(words) >= WORDS_THAT_MATTER:
                found.append((row, themes[at], min(1.0, float(scores[row, at])), words[:WORDS_SHOWN]))
    best_first = sorted(found, key=lambda suggestion: (-suggestion[2], suggestion[0], suggestion[1]))
    return pd.DataFrame(best_first, columns=["text", "theme", "score", "words"])


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text.lower()) if word not in ENGLISH_STOP_WORDS]


def _as_words(text: str) -> str:
    return " ".join(_words(text))


def _that_matter(text: str, counts: Any, shared: Any, score: float) -> tuple[str, ...]:
    """The words of a text that bring most of its score, from what each part of a word brings."""
    parts, analyse = counts.vocabulary_, counts.build_analyzer()
    brought = {word: sum(shared[parts[part]] for part in set(analyse(word))) for word in dict.fromkeys(_words(text))}
    best_first = sorted(brought, key=lambda word: (-brought[word], word))
    return tuple(word for word in best_first if brought[word] >= SHARE_THAT_MATTERS * score)


def together(tags: pd.DataFrame) -> pd.DataFrame:
    """How often themes come together in one passage.

    `tags` has the columns passage and theme; a theme said twice of a passage counts once.
    Rows: one per theme and other theme with a passage in common, most passages first. Columns: theme, other, count
    (passages with both), of_theme (passages with the theme), share (count ÷ of_theme).
    """
    once = tags[["passage", "theme"]].drop_duplicates()
    pairs = once.merge(once.rename(columns={"theme": "other"}), on="passage")
    counted = pairs[pairs["theme"] != pairs["other"]].groupby(["theme", "other"], as_index=False).size()
    counted = counted.rename(columns={"size": "count"})
    counted["of_theme"] = counted["theme"].map(once.groupby("theme").size()).astype("int64")
    counted["share"] = counted["count"] / counted["of_theme"]
    return counted.sort_values(["count", "theme", "other"], ascending=[False, True, True], ignore_index=True)
