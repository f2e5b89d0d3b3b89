from briefing.sharing.excerpt import excerpt, word_count

TEXT = "One two three. Four five six seven.\n\nEight nine ten, said Dr. Braun. Eleven."


def test_ends_with_the_last_sentence_that_fits():
    assert excerpt(TEXT, 3) == "One two three."
    assert excerpt(TEXT, 6) == "One two three."
    assert excerpt(TEXT, 7) == "One two three. Four five six seven."
    assert excerpt(TEXT, 100) == TEXT


def test_keeps_paragraphs_and_does_not_stop_at_an_abbreviation():
    assert excerpt(TEXT, 13) == TEXT.removesuffix(" Eleven.")


def test_is_empty_when_even_the_first_sentence_is_too_long():
    assert excerpt(TEXT, 2) == ""
    assert excerpt("", 10) == ""
    assert excerpt("word " * 50, 10) == ""


def test_is_a_verbatim_beginning_of_the_text_within_the_cap():
    text = "Er sagte: „Wir warten. Noch.“ Danach ging er. 3,5 Mio. Euro fehlen. Ende."
    for words in range(1, 20):
        found = excerpt(text, words, "de")
        assert text.startswith(found)
        assert len(found.split()) <= words


def test_counts_characters_where_words_are_not_spaced():
    assert word_count("电网需要储能。") == 7
    assert excerpt("电网需要储能。成本上升。", 8) == "电网需要储能。"
    assert word_count("two words") == 2
