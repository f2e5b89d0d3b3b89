import numpy as np
import pytest

from briefing.errors import LogError
from briefing.ranking.measures import Mean
from briefing.ranking.mind import read_behaviors, read_news, replay_mind
from briefing.ranking.replay import KEYWORDS, NEWEST, WITH, WITHOUT

SUBJECTS = ("battery", "choir", "harbour", "rates")


def news_lines(each=12):
    rng = np.random.default_rng(1)
    for n in range(each * len(SUBJECTS)):
        subject = SUBJECTS[n % len(SUBJECTS)]
        said = " ".join(f"{subject}{k}" for k in rng.integers(0, 9, 8))
        yield f"N{n}\tnews\t{subject}\t{subject} {said}\t{said}\thttps://e.example/{n}\t[]\t[]\n"


@pytest.fixture(scope="module")
def news():
    return read_news(news_lines())


def behavior(history="N0 N4 N8", shown="N12-1 N13-0 N14-0 N15-0", number=1):
    return f"{number}\tU1\t11/11/2019 9:05:58 AM\t{history}\t{shown}\n"


def replayed(lines, news):
    total = {way: Mean() for way in (NEWEST, KEYWORDS, WITHOUT, WITH)}
    for by_way in replay_mind(read_behaviors(lines, news), news):
        for way, found in by_way.items():
            total[way].add(found)
    return {way: mean.value for way, mean in total.items()}


def test_a_history_finds_more_of_its_subject(news):
    found = replayed([behavior()], news)

    assert found[WITH].auc == found[KEYWORDS].auc == 1
    assert found[WITH].mrr == found[WITH].ndcg5 == 1
    assert found[WITHOUT].auc == 1  # the order as shown, in which the clicked one is first
    assert found[NEWEST].auc == 0


def test_without_a_history_the_order_stays(news):
    found = replayed([behavior(history="", shown="N13-0 N12-1")], news)

    assert found[WITH] == found[WITHOUT]
    assert found[WITH].auc == 0


def test_impressions_without_a_click_are_left_out(news):
    lines = [behavior(shown="N12-0 N13-0"), behavior(shown=""), behavior()]

    assert len(list(read_behaviors(lines, news))) == 1


def test_a_history_may_name_what_is_not_in_the_news(news):
    [found] = read_behaviors([behavior(history="N999999 N0 N4")], news)

    assert sorted(found.history) == [0, 4]


def test_behaviors_are_read_one_by_one(news):
    def endless():
        while True:
            yield behavior()

    impressions = replay_mind(read_behaviors(endless(), news), news)

    assert next(impressions) == next(impressions)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("1\tU1\tnow\tN0\n", "fewer than five columns"),
        (behavior(shown="N12"), "is no article of the news"),
        (behavior(shown="N12-2"), "is no article of the news"),
        (behavior(shown="N4711-1"), "“N4711-1” is no article"),
    ],
)
def test_a_mistake_is_named_with_its_line(news, line, says):
    with pytest.raises(LogError, match="Line 2 of the behaviours") as caught:
        list(read_behaviors([behavior(), line], news))

    assert says in str(caught.value)


def test_news_without_columns_or_articles_are_refused():
    with pytest.raises(LogError, match="Line 1 of the news"):
        read_news(["N1 no tabs\n"])
    with pytest.raises(LogError, match="no article"):
        read_news([])


def test_keywords_count_how_many_words_stand_in_an_article():
    news = read_news(
        [
            "N0\tn\tx\tbattery cabinet holds\tn\tu\t[]\t[]\n",
            "N1\tn\tx\tbattery choir sings\tm\tu\t[]\t[]\n",
            "N2\tn\tx\tbattery cabinet fails\tm\tu\t[]\t[]\n",
        ]
    )
    found = replayed([behavior(history="N0", shown="N1-0 N2-1")], news)

    assert found[KEYWORDS].auc == 1
