"""Whether an article is the company's own: one answer, wherever it is asked."""

from dataclasses import replace

import pytest

from briefing.articles.own_content import owns
from briefing.model import Outlet, Voice
from briefing.prepared import Ground
from briefing.ranking.candidates import Candidates
from briefing.ranking.reader import Reader
from briefing.rulebook import Rulebook
from briefing.sharing.slots import slots


@pytest.mark.parametrize(
    ("host", "domain", "own"),
    [
        ("halden.example", "halden.example", True),
        ("news.halden.example", "halden.example", True),
        ("halden.example", "news.halden.example", False),
        ("nothalden.example", "halden.example", False),
        ("halden.example.evil.test", "halden.example", False),
        ("News.HALDEN.example", "halden.example", True),
        ("halden.example", "Halden.Example", True),
        ("www.halden.example", "halden.example", True),
        ("halden.example", "www.halden.example", True),
        ("news.halden.example", "WWW.halden.example", True),
        ("halden.example:8443", "halden.example", True),
        ("halden.example", "halden.example:8443", True),
        ("news.halden.example:80", "halden.example:8443", True),
        ("127.0.0.1:8001", "127.0.0.1", True),
        ("2001:db8::1", "2001:db8::2", False),
        ("[2001:db8::1]:8001", "[2001:db8::1]", True),
    ],
)
def test_ranking_wording_and_guidelines_agree(host, domain, own, article, executive, now):
    voice = Voice(own_domains=frozenset({domain, "other.example"}))
    one = replace(article(), outlet=Outlet(1, "Halden", host))
    candidates = Candidates.of([one])
    reader = Reader.of(executive, voice, [], {}, landscape=candidates.landscape)
    ground = Ground(Rulebook(), (), {}, {executive.id: voice}, now)

    assert {
        "the rule": owns(voice, host),
        "ranking": bool(reader.owns(candidates)[0]),
        "wording": "ours" in slots(one, voice, None),
        "guidelines": ground.draft(executive, [one], "x", "Worth a look.").own,
    } == dict.fromkeys(("the rule", "ranking", "wording", "guidelines"), own)
