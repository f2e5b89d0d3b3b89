"""What a cell says: a name, interests, a number of people. Never a formula or an address."""

import re
import unicodedata
from decimal import Decimal

from briefing.errors import VoiceError
from briefing.spreadsheets import SIGNS

#: Characters. The form of an audience takes names as long.
LONGEST_NAME = LONGEST_INTEREST = 80
LONGEST_AMOUNT = 40
#: More than there are people.
MOST_PEOPLE = 10_000_000_000

EMAIL = re.compile(r"[^\s@<>,;|]@[^\s@<>,;|]{1,250}\.\w")
#: Seven digits or more as phone numbers are written, with the zero or plus they begin with.
PHONE = re.compile(r"\s*(?:\+|\(?0)(?:[\s()./-]*\d){6,}\s*")

#: Signs of formulas, and what people put before the members of a list.
_LEADING = re.compile(rf"[\s{SIGNS}•·*‣▪◦–—]+")
#: Text that a CRM marked as such, so that a spreadsheet leaves its zeros: ="0123".
_AS_TEXT = re.compile(r'="([^"]*)"')
#: What a formula that begins with another sign has in it: a call, a table or a program.
_CALLS = re.compile(r"[\w.]\(|\w!|\|.*!")
_BEGINS = re.compile(rf"[\s{SIGNS}]*[{SIGNS}]")

#: Where interests part, the first that occurs; figures such as 1,5 and 24/7 stay whole.
_PARTS = (
    re.compile(r"[\r\n;|；•]+"),
    re.compile(r"(?<!\d),|,(?!\d)|[，、]|\s/\s"),
    re.compile(r"(?<!\d)/|/(?!\d)"),
)

_UNKNOWN = frozenset({"", "-", "–", "—", "?", "n/a", "na", "n.a.", "k.a.", "k. a.", "unknown"})
_TIMES = {
    "": 1,
    **dict.fromkeys(("k", "tsd", "thousand", "tausend"), 1_000),
    **dict.fromkeys(("m", "mn", "mio", "million", "millionen"), 1_000_000),
}
_AMOUNT = re.compile(r"(\d[\d.,' ]*?)\s*([a-z]*)\.?")
#: Groups are of three digits; where people count in lakhs, of two before the last.
_WHOLE = re.compile(r"\d+|[1-9]\d{0,2}([.,' ])(?:\d{2,3}\1)*\d{3}")


def name(cell: str) -> str:
    """A segment's name. Raises `VoiceError` with what is wrong with it."""
    said = plain(cell)
    if not said:
        raise VoiceError("no name")
    if len(said) > LONGEST_NAME:
        raise VoiceError(f"a name of more than {LONGEST_NAME} characters")
    return said


def names(cell: str) -> tuple[str, ...]:
    """Every segment that a contact is in, where a cell lists several."""
    parts = [part for part in _PARTS[0].split(_unmarked(cell)) if plain(part)]
    return tuple(dict.fromkeys(name(part) for part in parts or [""]))


def interests(cell: str) -> tuple[str, ...]:
    """What a cell lists, parted at line breaks, ; or | if it has any, else at commas, else at /.

    Raises `VoiceError`.
    """
    plain(cell)  # as a whole too: what calls a program has a | in it
    whole = _unmarked(cell).strip()
    by = next((sign for sign in _PARTS if sign.search(whole)), _PARTS[0])
    found = [said for part in by.split(whole) if (said := plain(part))]
    if any(len(one) > LONGEST_INTEREST for one in found):
        raise VoiceError(f"an interest of more than {LONGEST_INTEREST} characters")
    return tuple({one.casefold(): one for one in reversed(found)}.values())[::-1]


def plain(cell: str) -> str:
    """One line of text without what a spreadsheet would run. Raises `VoiceError`.

    Signs of formulas and bullets at its start are dropped. What is a formula all the same, and
    is an address or a phone number, is refused.
    """
    said = _unmarked(cell)
    leading = _LEADING.match(said)
    bare = said[leading.end() :] if leading else said
    if _BEGINS.match(said) and (said.lstrip().startswith(("=", "＝")) or _CALLS.search(bare)):
        raise VoiceError("a formula")
    if EMAIL.search(said):
        raise VoiceError("an email address, which is personal")
    if PHONE.fullmatch(said):
        raise VoiceError("a phone number, which is personal")
    return " ".join(bare.split())


def _unmarked(cell: str) -> str:
    """The text of a cell without characters that nobody sees."""
    seen = unicodedata.normalize("NFC", cell)
    if not seen.isprintable():
        seen = "".join(c for c in seen if c in "\t\r\n" or unicodedata.category(c)[0] != "C")
    marked = _AS_TEXT.fullmatch(seen.strip())
    return marked[1] if marked else seen


def people(cell: str) -> int | None:
    """How many people a cell says: 1200, 1.200, 1,200, 1 200, 1'200, 1200.0, 12k or 1,5 Mio.

    None where it says nothing, or that it is not known. Raises `VoiceError` when it is not a
    whole number of people.
    """
    said = unicodedata.normalize("NFKC", _unmarked(cell)).casefold()
    said = " ".join(said.replace("’", "'").split())
    if said in _UNKNOWN:
        return None
    found = _AMOUNT.fullmatch(said) if len(said) <= LONGEST_AMOUNT else None
    amount = _amount(found[1].strip(), _TIMES[found[2]]) if found and found[2] in _TIMES else None
    if amount is None or amount != int(amount) or amount > MOST_PEOPLE:
        raise VoiceError(f"“{cell.strip()[:20]}” is not a whole number of people")
    return int(amount)


def _amount(digits: str, times: int) -> Decimal | None:
    """None where the number can be read in no way, or in two."""
    grouped = _WHOLE.fullmatch(digits)
    if grouped and (times == 1 or digits.isdecimal()):
        return Decimal("".join(c for c in digits if c.isdecimal())) * times
    whole, sign, part = digits.rpartition("." if digits.rfind(".") > digits.rfind(",") else ",")
    if grouped or not sign or sign in whole or not part.isdecimal() or not _WHOLE.fullmatch(whole):
        return None
    return Decimal("".join(c for c in whole if c.isdecimal()) + "." + part) * times
