"""Whose choice something is, where it is not our own."""

from markupsafe import Markup

from briefing.model import Item


def chosen_by(item: Item) -> Markup:
    """A quiet line under key points that a language model chose; empty for all others.

    An edition keeps the points with which it was built, so the line is only for the same ones.
    """
    article = item.article
    if not article.key_points_by or item.key_points != article.key_points:
        return Markup("")
    return Markup("<p class='also'>Key points chosen by {}</p>").format(article.key_points_by)
