import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.articles.hosts import outlet_of
from briefing.articles.links import canonical, host_of, links_in, preferred, same_page_key


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("HTTPS://Example.COM", "https://example.com/"),
        ("http://example.com:80/a", "http://example.com/a"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("https://example.com:444/a", "https://example.com:444/a"),
        ("https://example.com/a/../b/./c", "https://example.com/b/c"),
        ("https://example.com/a#comments", "https://example.com/a"),
        ("https://example.com/a?b=2&a=1", "https://example.com/a?a=1&b=2"),
        ("https://example.com/a?", "https://example.com/a"),
        ("https://www.example.com/a", "https://www.example.com/a"),
        (
            "https://example.com/a?utm_source=rss&id=7&fbclid=x&MC_EID=1",
            "https://example.com/a?id=7",
        ),
        ("https://example.com/a?utm%5Fsource=rss", "https://example.com/a"),
        ("https://user:secret@example.com/a", "https://example.com/a"),
        ("https://münchen.de/straße", "https://xn--mnchen-3ya.de/stra%C3%9Fe"),
        ("  https://example.com/a\n", "https://example.com/a"),
        ("feed:https://example.com/a", "https://example.com/a"),
        ("feed://example.com/a", "http://example.com/a"),
        ("//cdn.example.com/a", "https://cdn.example.com/a"),
        ("../story?id=2", "https://base.example/story?id=2"),
    ],
)
def test_a_link_has_one_form(link, expected):
    assert canonical(link, "https://base.example/dir/feed.xml") == expected


@pytest.mark.parametrize(
    "link",
    [
        None,
        "",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "\x0ejavascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://example.com/a",
        "mailto:a@example.com",
        "http://",
        "http:///a",
        "http://exa mple.com/",
        "http://a%00b.com/",
        "http://example.com:99999/",
        "https://example.com/" + "a" * 5_000,
    ],
)
def test_what_leads_to_no_page_is_no_link(link):
    assert canonical(link, "https://base.example/") is None


def test_the_id_of_a_page_is_kept():
    assert canonical("https://example.com/?id=1") != canonical("https://example.com/?id=2")
    assert same_page_key("https://example.com/?id=1") != same_page_key("https://example.com/?id=2")


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.com%2Fa%3Fid%3D1&usg=x",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fa%3Fid%3D1%26fbclid%3Dx&h=y",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.com%2Fa%3Fid%3D1",
        "https://www.google.com/url?q=https%3A%2F%2Fwww.youtube.com%2Fredirect%3Fq%3Dhttps%253A%252F"
        "%252Fexample.com%252Fa%253Fid%253D1",
    ],
)
def test_a_redirector_is_unwrapped_without_asking_it(wrapped):
    assert canonical(wrapped) == "https://example.com/a?id=1"


def test_a_redirector_to_a_script_stays_what_it_is():
    assert canonical("https://www.google.com/url?q=javascript:alert(1)").startswith(
        "https://www.goo"
    )


@pytest.mark.parametrize(
    "variant",
    [
        "http://example.com/a?x=1&y=2",
        "https://www.example.com/a/?y=2&x=1",
        "https://m.example.com/a?x=1&y=2#top",
        "https://amp.example.com/a?amp=1&x=1&y=2",
        "https://example.com/amp/a?x=1&y=2",
        "https://example.com/a/amp/?x=1&y=2&outputType=amp",
        "https://www.google.com/amp/s/example.com/a?x=1&y=2",
        "https://example-com.cdn.ampproject.org/c/s/example.com/a?x=1&y=2",
        "https://example.com/a?utm_campaign=z&x=1&y=2",
    ],
)
def test_all_addresses_of_a_page_have_one_key(variant):
    assert same_page_key(variant) == same_page_key("https://example.com/a?x=1&y=2")


@pytest.mark.parametrize(
    "other",
    [
        "https://example.com/A",
        "https://example.org/a",
        "https://example.com/amplifier",
        "https://example.com/a/b",
    ],
)
def test_other_pages_have_other_keys(other):
    assert same_page_key(other) != same_page_key("https://example.com/a")


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://news.bbc.co.uk/a", "bbc.co.uk"),
        ("https://www.example.com/", "example.com"),
        ("https://someone.github.io/", "github.io"),
        ("http://127.0.0.1:8000/a", "127.0.0.1"),
        ("http://localhost/a", "localhost"),
        ("no link", ""),
    ],
)
def test_the_outlet_is_told_by_its_registrable_domain(link, host):
    assert host_of(link) == host


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("https://www.example.com/story", "https://www.example.com/story"),
        ("/story", "https://example.com/story"),
        ("https://example.com/", "https://example.com/a?x=1"),
        ("https://other.example/story", "https://example.com/a?x=1"),
        ("javascript:alert(1)", "https://example.com/a?x=1"),
        ("", "https://example.com/a?x=1"),
        (None, "https://example.com/a?x=1"),
    ],
)
def test_a_declared_address_counts_only_on_its_own_site_and_not_as_home_page(declared, expected):
    assert preferred("https://example.com/a?x=1", declared) == expected


def test_pasted_text_gives_each_address_once_and_without_its_punctuation():
    pasted = (
        "See https://example.com/a_(b), (http://example.org/c) and www.example.co.uk/x?y=1. Again: "
        "https://example.com/a_(b)! Write me@example.net, or read “https://example.de/ü”; "
        "v1.2 e.g. this. https://localhost/x ftp://example.com/y"
    )
    assert links_in(pasted) == (
        "https://example.com/a_(b)",
        "http://example.org/c",
        "https://www.example.co.uk/x?y=1",
        "https://example.de/%C3%BC",
    )


def test_a_name_in_look_alike_letters_shows_itself():
    assert links_in("https://аpple.com/login") == ("https://xn--pple-43d.com/login",)


ADDRESSES = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}://{}.example{}/{}?{}#{}".format,
        st.sampled_from(["http", "HTTPS", "feed:https"]),
        st.text("abcÄñ-.%@", max_size=12),
        st.sampled_from(["", ":80", ":443", ":8080"]),
        st.text("ab/.%~é+; ", max_size=20),
        st.text("abutm_=&;%+é/:http", max_size=30),
        st.text(max_size=5),
    ),
)


@settings(deadline=None)
@given(ADDRESSES)
def test_the_canonical_form_of_a_canonical_link_is_itself(address):
    link = canonical(address)
    assert link is None or canonical(link) == link


@settings(deadline=None)
@given(ADDRESSES)
def test_the_key_of_a_page_does_not_depend_on_the_form_of_its_address(address):
    link = canonical(address)
    assert link is None or same_page_key(address) == same_page_key(link)


@pytest.mark.parametrize(
    ("link", "outlet"),
    [
        ("https://www.example.co.uk/a", "example.co.uk"),
        ("https://alice.substack.com/p/a", "alice.substack.com"),
        ("https://bob.github.io/a", "bob.github.io"),
        ("https://carol.wordpress.com/a", "carol.wordpress.com"),
        ("https://medium.com/@dave/a", "medium.com"),
        ("http://127.0.0.1:8080/a", "127.0.0.1"),
    ],
)
def test_on_a_platform_every_publication_is_an_outlet_of_its_own(link, outlet):
    assert outlet_of(link) == outlet
