import pytest

from briefing.articles.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The central bank kept interest rates unchanged on Thursday", "en"),
        ("Der Vorstand hat heute beschlossen, die Preise zu senken", "de"),
        ("La banque centrale maintient ses taux directeurs", "fr"),
        ("日本銀行は金利を据え置いた", "ja"),
        ("Rates held", ""),
        ("12345 67890 12345 67890 12345", ""),
        ("\ud800" * 30, ""),
        ("", ""),
    ],
)
def test_a_language_is_named_only_where_the_text_tells(text, language):
    assert detect(text) == language
