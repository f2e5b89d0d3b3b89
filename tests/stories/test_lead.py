"""The lead is the best article when a story opens, and stays."""

from collections.abc import Callable
from dataclasses import replace

from briefing.model import Article, Outlet
from briefing.stories import lead

Make = Callable[..., Article]

WIRE = Outlet(1, "Wire", "wire.example", trust=0.9)
TABLOID = Outlet(2, "Flare", "flare.example", trust=0.3)


def test_the_most_trusted_outlet_leads_even_when_it_is_late(article: Make):
    early = article(outlet=TABLOID, hours_old=5, complete=True)
    late = article(outlet=WIRE, hours_old=1)

    assert lead([early, late]) == late.id


def test_among_equals_the_whole_text_leads_before_the_earlier_teaser(article: Make):
    teaser = article(outlet=WIRE, hours_old=5)
    whole = article(outlet=WIRE, hours_old=1, complete=True)

    assert lead([teaser, whole]) == whole.id


def test_what_is_free_to_read_leads_before_a_paywall(article: Make):
    walled = article(outlet=replace(WIRE, paywalled=True), hours_old=5, complete=True)
    free = article(outlet=WIRE, hours_old=1, complete=True)

    assert lead([walled, free]) == free.id


def test_then_the_earliest_leads_and_then_the_lower_id(article: Make):
    late, early, twin = article(hours_old=1), article(hours_old=5), article(hours_old=5)

    assert lead([twin, late, early]) == early.id


def test_the_present_lead_stays_when_a_better_article_comes(article: Make):
    present, better = article(outlet=TABLOID), article(outlet=WIRE, complete=True)

    assert lead([better, present], present.id) == present.id


def test_a_lead_that_is_gone_is_replaced(article: Make):
    left = article(outlet=TABLOID)

    assert lead([left], present=999) == left.id
