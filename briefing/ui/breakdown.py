"""The full breakdown of a score: what each signal added, in its own words."""

from markupsafe import Markup

from briefing.model import Item, Part
from briefing.ranking.breakdown import breakdown as taken_apart
from briefing.ranking.signals import SIGNALS
from briefing.ui.phrases import clock, signed


def breakdown(item: Item) -> Markup:
    """What sets an item apart, signal by signal, largest first; with the start they sum up."""
    taken = taken_apart(item.parts)
    most = max((abs(lift) for _, lift in taken.lifts), default=0) or 1
    rows = Markup("").join(_row(part, lift, lift / most) for part, lift in taken.lifts)
    return Markup(
        "<table class='parts'><thead><tr><th>Signal</th><th>What it says</th><th>Points</th></tr>"
        "</thead><tbody>{}</tbody><tfoot><tr><td colspan='2'>What any article begins with</td>"
        "<td>{:.2f}</td></tr><tr><th colspan='2'>Score</th><td>{:.2f}</td></tr>"
        "</tfoot></table><p class='parts-note'>It takes {} of your minutes. Weights can be changed "
        "under Voice.</p>"
    ).format(rows, taken.start, item.score, clock(item.seconds))


def _row(part: Part, lift: float, share: float) -> Markup:
    label = SIGNALS[part.signal].label if part.signal in SIGNALS else part.signal
    return Markup(
        "<tr><th>{}</th><td>{}<span class='bar{}'><i style='width:{:.0f}%'></i></span></td>"
        "<td>{}</td></tr>"
    ).format(label, part.because, " less" if share < 0 else "", 100 * abs(share), signed(lift))
