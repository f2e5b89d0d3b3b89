"""What settings say about a sign-in: whole or not at all, and its secrets are never seen."""

import pytest

from briefing.errors import BriefingError
from briefing.settings import SignIn, from_environment, is_loopback

SECRET = "nobody-can-guess-these-32-letters"
WHOLE = {
    "TAKE_FIVE_SIGN_IN": "https://login.example.com/.well-known/openid-configuration",
    "TAKE_FIVE_SIGN_IN_CLIENT": "take-five",
    "TAKE_FIVE_SIGN_IN_SECRET": "the-client's-secret",
    "TAKE_FIVE_PUBLIC_ADDRESS": "https://Brief.example.com/",
    "TAKE_FIVE_COOKIE_SECRET": SECRET,
}


def test_without_settings_there_is_no_sign_in() -> None:
    assert from_environment({}).sign_in is None
    assert from_environment(dict.fromkeys(WHOLE, " ")).sign_in is None


def test_a_sign_in_lasts_eight_hours_unless_said_otherwise() -> None:
    expected = SignIn(
        metadata=WHOLE["TAKE_FIVE_SIGN_IN"],
        client="take-five",
        secret="the-client's-secret",
        public_address="https://brief.example.com",
        cookie_secret=SECRET,
        session=8 * 3600.0,
    )
    assert from_environment(WHOLE).sign_in == expected
    found = from_environment(WHOLE | {"TAKE_FIVE_SESSION_HOURS": "2"}).sign_in
    assert found is not None
    assert found.session == 7200


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_half_a_sign_in_is_refused_by_what_is_missing(missing: str) -> None:
    with pytest.raises(BriefingError, match=f"set up in part: {missing} must be set"):
        from_environment({name: value for name, value in WHOLE.items() if name != missing})


@pytest.mark.parametrize("given", sorted(WHOLE))
def test_one_part_alone_is_refused(given: str) -> None:
    with pytest.raises(BriefingError, match="set up in part"):
        from_environment({given: WHOLE[given]})


@pytest.mark.parametrize(
    "address",
    [
        "login.example.com",
        "http://login.example.com/.well-known/openid-configuration",
        "https://",
        "https://a b.example/",
        "https://user:pass@login.example.com/",
        "ftp://login.example.com/",
        "https://login.example.com:0/",
        "https://[::1/",
        "http://127.0.0.1.example.com/",
    ],
)
def test_a_provider_is_spoken_to_in_secret(address: str) -> None:
    with pytest.raises(BriefingError, match="TAKE_FIVE_SIGN_IN must be the https address"):
        from_environment(WHOLE | {"TAKE_FIVE_SIGN_IN": address})


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers"])
def test_microsofts_address_for_everybody_is_refused(tenant: str) -> None:
    address = f"https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration"
    with pytest.raises(BriefingError, match="every tenant of Microsoft"):
        from_environment(WHOLE | {"TAKE_FIVE_SIGN_IN": address})
    own = address.replace(tenant, "6f1f0f10-0000-4000-8000-000000000000")
    assert from_environment(WHOLE | {"TAKE_FIVE_SIGN_IN": own}).sign_in


@pytest.mark.parametrize(
    "address",
    [
        "brief.example.com",
        "http://brief.example.com",
        "https://brief.example.com/desk",
        "https://brief.example.com/?a=b",
        "https://brief.example.com/#a",
    ],
)
def test_the_public_address_is_scheme_and_host(address: str) -> None:
    with pytest.raises(BriefingError, match="TAKE_FIVE_PUBLIC_ADDRESS must be scheme and host"):
        from_environment(WHOLE | {"TAKE_FIVE_PUBLIC_ADDRESS": address})


def test_this_machine_needs_no_https() -> None:
    here = {
        "TAKE_FIVE_SIGN_IN": "http://localhost:9400/.well-known/openid-configuration",
        "TAKE_FIVE_PUBLIC_ADDRESS": "http://127.0.0.1:8501",
    }
    found = from_environment(WHOLE | here).sign_in
    assert found is not None
    assert found.public_address == "http://127.0.0.1:8501"


def test_a_short_cookie_secret_is_refused_with_how_to_make_one() -> None:
    with pytest.raises(BriefingError, match=r"at least 32 .*secrets.token_hex") as caught:
        from_environment(WHOLE | {"TAKE_FIVE_COOKIE_SECRET": SECRET[:31]})
    assert SECRET[:31] not in str(caught.value)


@pytest.mark.parametrize("hours", ["0", "-1", "soon", "8.5"])
def test_a_session_has_whole_hours(hours: str) -> None:
    with pytest.raises(BriefingError, match="TAKE_FIVE_SESSION_HOURS"):
        from_environment(WHOLE | {"TAKE_FIVE_SESSION_HOURS": hours})


def test_its_secrets_are_in_no_representation() -> None:
    settings = from_environment(WHOLE)
    said = f"{settings!r} {settings} {settings.sign_in!r}"
    assert "client's-secret" not in said
    assert SECRET not in said


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("LOCALHOST", True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("[::1]", True),
        ("::ffff:127.0.0.1", True),
        ("", False),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("localhost.example.com", False),
        ("127.0.0.1.nip.io", False),
    ],
)
def test_only_loopback_is_this_machine(host: str, here: bool) -> None:
    assert is_loopback(host) is here
