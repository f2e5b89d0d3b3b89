"""Key points that a model chose say so, as long as they are the ones that are shown."""

from dataclasses import replace

from briefing.model import Item
from briefing.ui.origin import chosen_by


def item(article, shown):
    return Item(1, article, 1.0, 20.0, "Here.", key_points=shown)


def test_points_chosen_without_a_model_say_nothing(article):
    assert chosen_by(item(article(key_points=("One.",)), ("One.",))) == ""


def test_points_chosen_by_a_model_name_it_as_plain_text(article):
    made = article(key_points=("One.",), key_points_by="<b>tiny</b>")

    assert "Key points chosen by &lt;b&gt;tiny" in chosen_by(item(made, ("One.",)))


def test_an_edition_from_before_the_model_says_nothing(article):
    made = replace(article(key_points=("New.",)), key_points_by="tiny-1")

    assert chosen_by(item(made, ("Old.",))) == ""
