"""Which language a text is in."""

from functools import lru_cache
from typing import Any

#: Languages of the business press; rarer ones would mostly be mistakes for these.
LANGUAGES = """
    ar bg bn ca cs cy da de el en es et eu fa fi fr ga he hi hr hu id is it ja ka kk ko lt lv ms
    nl no pl pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur vi zh
"""

#: Bytes of UTF-8 below which a guess is worth nothing; characters above which more adds nothing.
SHORTEST, ENOUGH = 20, 2_000

#: Probability below which the answer is "".
CONFIDENT = 0.5


def detect(text: str) -> str:
    """ISO 639-1 code, e.g. "en"; "" for a text too short or too mixed to tell.

    Loads a model of about 130 MB on first use.
    """
    sample = text[:ENOUGH].strip()
    if len(sample.encode(errors="ignore")) < SHORTEST or not any(map(str.isalpha, sample)):
        return ""
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= CONFIDENT else ""


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # Imported late: most processes never ask, and NumPy and the model take a second to load.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES.split())
    return identifier
