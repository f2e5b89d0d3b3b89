"""The figures of a text, so that two texts can be compared: “$3.1m” is “3.1 million dollars”."""

from dataclasses import dataclass

import regex

_TO_TWENTY = """
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen twenty
"""
_TENS = "thirty forty fifty sixty seventy eighty ninety"
#: Number words; “one” is too common a word to tell anything.
_WORDS: dict[str, float] = (
    {word: value for value, word in enumerate(_TO_TWENTY.split(), 2)}
    | {word: 10 * value for value, word in enumerate(_TENS.split(), 3)}
    | {"hundred": 100, "hundreds": 100, "dozen": 12, "dozens": 12, "half": 0.5, "halved": 0.5}
    | {"third": 3, "thirds": 3, "fourth": 4, "quarter": 0.25, "quarters": 0.25}
    | {"twice": 2, "double": 2, "doubled": 2, "doubles": 2, "triple": 3, "tripled": 3}
    | {"quadrupled": 4, "tenfold": 10, "thousands": 1e3, "millions": 1e6, "billions": 1e9}
)
_SCALES = {
    **dict.fromkeys(("k", "thousand", "tausend", "mille"), 1e3),
    **dict.fromkeys(("m", "mn", "million", "mio", "millionen", "millions"), 1e6),
    **dict.fromkeys(("bn", "b", "billion", "mrd", "milliarden", "milliard", "milliards"), 1e9),
    **dict.fromkeys(("tn", "trillion", "billionen"), 1e12),
}
_CURRENCIES = {
    **dict.fromkeys(("$", "us$", "usd", "dollar", "dollars"), "USD"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "EUR"),
    **dict.fromkeys(("£", "gbp", "pound", "pounds"), "GBP"),
    **dict.fromkeys(("¥", "jpy", "yen"), "JPY"),
    **dict.fromkeys(("chf", "franc", "francs", "franken"), "CHF"),
    **dict.fromkeys(("nok", "sek", "dkk", "krone", "kroner", "krona", "kronor"), "crowns"),
}


def _any(words: dict[str, float] | dict[str, str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))


_FIGURE = regex.compile(
    rf"""(?:(?<!\p{{L}})(?P<before>{_any(_CURRENCIES)})\s?)?
    (?P<number>[0-9]{{1,3}}(?:[\ \u00a0\u202f][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?
      |[0-9]+(?:[.,’'][0-9]+)*)
    (?:[\s-]?(?:(?P<scale>{_any(_SCALES)})|(?P<share>%|per\ ?cent|percentage|prozent
      |pour\ cents?))(?!\p{{L}})\.?)?
    (?:[\s-]?(?P<after>{_any(_CURRENCIES)})(?!\p{{L}}))?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_IN_WORDS = regex.compile(rf"(?<!\p{{L}})(?:{_any(_WORDS)})(?!\p{{L}})", regex.IGNORECASE)
#: Digits of other scripts and forms, which no figure is read from.
_ODD = regex.compile(r"(?![0-9])\p{N}")


@dataclass(frozen=True)
class Figure:
    """One figure, in every way in which it can be read."""

    written: str
    #: “3.750” is 3.75 to some and 3,750 to others.
    values: frozenset[float]
    share: bool = False
    currency: str = ""

    def same(self, said: "Figure") -> bool:
        """Whether this is a figure that was `said`; it may say less, such as leave out “%”."""
        return (
            bool(self.values & said.values)
            and (said.share or not self.share)
            and self.currency in ("", said.currency)
        )


def figures(text: str) -> list[Figure]:
    """All figures of a text, in digits and in English words, in no particular order."""
    found = [_figure(match) for match in _FIGURE.finditer(text)]
    for match in _IN_WORDS.finditer(text):
        found.append(Figure(match.group(), frozenset({_WORDS[match.group().casefold()]})))
    for match in _ODD.finditer(text):
        found.append(Figure(match.group(), frozenset({-float(ord(match.group()))})))
    return found


def _figure(match: regex.Match[str]) -> Figure:
    named = (match["scale"] or "").lower()
    scales = {_SCALES.get(named, 1.0)} | ({1.0} if named == "m" else set())  # or metres
    currency = (match["before"] or match["after"] or "").lower()
    values = frozenset(
        round(value * scale, 6) for value in _readings(match["number"]) for scale in scales
    )
    return Figure(
        match.group().strip(), values, bool(match["share"]), _CURRENCIES.get(currency, "")
    )


def _readings(number: str) -> set[float]:
    """The values that a number in digits can mean; a mark before three digits may part thousands.

    >>> sorted(_readings("3.750"))
    [3.75, 3750.0]
    """
    *groups, last = regex.split(r"[.,’' \u00a0\u202f]", number)
    if not groups:
        return {float(last)}
    whole = "".join(groups)
    readings = {float(f"{whole}.{last}")} if _decimal(number) else set()
    if all(len(group) == 3 for group in (*groups[1:], last)):
        readings.add(float(whole + last))
    return readings or {float(part) for part in (*groups, last)}


def _decimal(number: str) -> bool:
    """Whether the last mark may stand before decimals: it stands once, as a full stop or comma."""
    marks = regex.findall(r"[^0-9]", number)
    return marks[-1] in ".," and marks.count(marks[-1]) == 1
