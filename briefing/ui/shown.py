"""An item in the staff's words: its headline, with the source's own beside it, and their stance."""

from collections.abc import Mapping

from markupsafe import Markup

from briefing.model import Article, Item, Presentation, Stance

#: What a stance is called where it is chosen, and what the executive is told of it.
STANCES: Mapping[Stance, str] = {
    "endorse": "Endorse",
    "neutral": "Neutral",
    "critical": "Critical",
}
_SAYS: Mapping[Stance, str] = {
    "endorse": "Your team stands behind this",
    "neutral": "",
    "critical": "Your team is critical of this",
}


def title(article: Article, shown: Presentation) -> str:
    """What stands where the headline stands, as plain text."""
    return shown.abstract or article.title


def headline(item: Item) -> Markup:
    """The heading of an item; where the staff wrote it anew, the source's own stands below."""
    article = item.article
    original = Markup("<p class='original'>{}: “{}”</p>").format(article.outlet.name, article.title)
    return Markup("<h2>{}</h2>{}").format(
        title(article, item.shown), original if item.shown.abstract else ""
    )


def stance(item: Item) -> Markup:
    """How the desk stands to what the item says; empty while it does not say."""
    says = _SAYS[item.shown.stance]
    if not says:
        return Markup("")
    return Markup("<p class='stance {}'>{}</p>").format(item.shown.stance, says)
