"""What settings say about a language model, and that its key is never seen."""

import pytest

from briefing.errors import BriefingError
from briefing.settings import LanguageModel, from_environment

LOCAL = {"TAKE_FIVE_MODEL_ADDRESS": "http://127.0.0.1:8080/v1", "TAKE_FIVE_MODEL": "llama-3.1:8b"}


def test_without_settings_there_is_no_model():
    assert from_environment({}).model is None
    assert from_environment({"TAKE_FIVE_MODEL_KEY": "sk-1", "TAKE_FIVE_MODEL": " "}).model is None


def test_a_model_has_an_address_and_a_name():
    assert from_environment(LOCAL).model == LanguageModel(
        "http://127.0.0.1:8080/v1", "llama-3.1:8b", "", 20.0
    )


@pytest.mark.parametrize("end", ["/", "/chat/completions", "/chat/completions/"])
def test_the_end_of_an_address_may_be_pasted_along(end: str):
    address = {"TAKE_FIVE_MODEL_ADDRESS": f"https://models.example/v1{end}"}

    assert from_environment(LOCAL | address).model.address == "https://models.example/v1"


@pytest.mark.parametrize("missing", sorted(LOCAL))
def test_one_without_the_other_is_refused_with_what_to_do(missing: str):
    with pytest.raises(BriefingError, match=missing):
        from_environment({name: value for name, value in LOCAL.items() if name != missing})


@pytest.mark.parametrize(
    "address",
    [
        "localhost:8080",
        "ftp://h/v1",
        "http://",
        "http://h:99999/v1",
        "https://sk-secret@h/v1",
        "https://h/v1?key=sk-secret",
        "http://[::1/v1",
        "http://h/ v1 sk-secret",
    ],
)
def test_a_wrong_address_is_refused_without_repeating_it(address: str):
    with pytest.raises(BriefingError, match="TAKE_FIVE_MODEL_ADDRESS must") as caught:
        from_environment(LOCAL | {"TAKE_FIVE_MODEL_ADDRESS": address})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("key", ["sk-secret\nX-Evil: 1", "sk-sécret"])
def test_a_key_that_no_header_can_carry_is_refused_without_repeating_it(key: str):
    with pytest.raises(BriefingError, match="TAKE_FIVE_MODEL_KEY") as caught:
        from_environment(LOCAL | {"TAKE_FIVE_MODEL_KEY": key})
    assert "cret" not in str(caught.value)


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "1e9"])
def test_a_wrong_time_is_refused(seconds: str):
    with pytest.raises(BriefingError, match="TAKE_FIVE_MODEL_SECONDS"):
        from_environment(LOCAL | {"TAKE_FIVE_MODEL_SECONDS": seconds})


def test_the_key_is_in_no_representation():
    made = from_environment(LOCAL | {"TAKE_FIVE_MODEL_KEY": "sk-secret"})

    assert made.model.key == "sk-secret"
    assert "secret" not in f"{made!r} {made} {made.model!r}"
