"""Sentences end where a reader would say so, and quotation is never torn."""

import pytest

from briefing.articles.sentences import sentences, whole_quotation

#: Texts with “ | ” where sentences meet.
SPLIT = [
    "Profit rose 3.5% to $4.2bn. | Shares fell.",
    "Mr. Smith of Acme Inc. said so. | Dr. Lee agreed.",
    "He works for Acme Inc. | The firm is small.",
    "The U.S. Federal Reserve met in Washington, D.C. on Jan. 5. | Rates stayed.",
    "J. P. Morgan and G. W. F. Hegel never met. | That is certain.",
    "It opens at 9 a.m. Eastern time. | It closes at 5 p.m. | The shop is small.",
    "See fig. 3 and no. 7 on p. 12. | Both are clear.",
    "He asked why. | Nobody knew! | Did anyone? | No.",
    "It was over … | Then it began.",
    "He left (it was late. Very late.) and went home. | She stayed.",
    "“We did it. It was hard,” he said. | Then he slept.",
    '"We did it. It was hard," he said. | Then he slept.',
    "‘We don’t know. The workers’ rights matter,’ she said. | Nobody answered.",
    "'We don't know. It's late,' she said. | Nobody answered.",
    "“Is it over?” Smith asked. | It was.",
    "“It is over.” | Smith left.",
    "The firm’s chief resigned. | Its workers’ council cheered.",
    "“We said ‘no. never’ to them,” he recalled. | They went.",
    "Version 2.0 is out. | 300 people wrote it.",
    "Read it at example.com today. | Or tomorrow.",
]
SPLIT_GERMAN = [
    "Am 3. Oktober sprach Dr. Müller. | Die Lage ist z. B. in Bern ernst.",
    "„Wir halten die Zinsen. Das ist richtig“, sagte er. | Die Märkte fielen.",
    "»Wir halten. Das ist gut«, sagte er. | Alle nickten.",
    "Die anderen nur 54 Prozent. | «Niemand bewirbt sich», sagt sie. | Gut.",
    "Er sagt: «Ja.» | Sie geht. | «Ja. Nein», sagt er. | »So ist es.« | Er ging.",
    "Das sagte Prof. Hans-J. Keller am Montag. | Mehr nicht.",
    "Die Straße (teils) bleibt zu. | (dpa)",
    "Der Umsatz stieg um 4,5 Mio. Franken. | Das freut die Firma.",
]
SPLIT_FRENCH = [
    "M. Dupont a dit : « Non. Jamais. » | Il est parti.",
    "Il dit : « Non. » | Il part. | « Non. Jamais », dit-il. | Elle part.",
    "La Ste. Marie coule. | Les marins nagent.",
]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        *(("en", text) for text in SPLIT),
        *(("de", text) for text in SPLIT_GERMAN),
        *(("fr", text) for text in SPLIT_FRENCH),
        ("ja", "日本は「はい。いいえ。」と言った。 | 次は東京。"),
        ("zh", "利率不变。 | 市场平静！"),
    ],
)
def test_texts_split_as_marked(language: str, marked: str):
    wide = language in ("ja", "zh")
    text = marked.replace(" | ", "" if wide else " ")

    assert sentences(text, language) == marked.split(" | ")


def test_every_sentence_is_a_verbatim_piece_of_the_text():
    text = "One  two. Three\nfour. Five.\n\nSix “seven. Eight” nine. Ten"

    assert all(sentence in text for sentence in sentences(text))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_a_heading_on_its_own_line_is_not_glued_to_the_paragraph():
    assert sentences("By Ann Lee\nThe bank held.\n\nIt said so.") == [
        "By Ann Lee",
        "The bank held.",
        "It said so.",
    ]


def test_a_line_wrapped_in_the_middle_of_a_sentence_goes_on():
    assert sentences("The bank held its\nkey rate. It said\nso.") == [
        "The bank held its\nkey rate.",
        "It said\nso.",
    ]


@pytest.mark.parametrize(
    "torn",
    ["“We did it.", "It was hard,” he said.", '"We did it.', "„Wir halten.", "« Non.", "Jamais. »"],
)
def test_half_a_quotation_is_noticed(torn: str):
    assert not whole_quotation(torn)


@pytest.mark.parametrize(
    "whole",
    [
        "“We did it,” he said.",
        "The firm’s ‘best’ year, says Smith’s brother.",
        "A 27\" screen and a 6' man.",
        "„Wir halten“, sagte er.",
        "It's the '90s again.",
        "",
    ],
)
def test_whole_quotation_and_apostrophes_are_not(whole: str):
    assert whole_quotation(whole)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ["“", ". A", "(", '"A ', "‘a ", "«", ". »", "a", "'A ", "."])
def test_texts_built_to_be_slow_are_not(piece: str):
    hostile = piece * (100_000 // len(piece))
    assert sum(map(len, sentences(hostile))) <= len(hostile)
