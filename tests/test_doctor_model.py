"""The doctor says whether the language model answers."""

from briefing.doctor import Finding, examine
from briefing.settings import LanguageModel, Settings
from tests.language_model.server import KEY, ModelServer
from tests.servers import LoopbackServer


def found(store, now, model: LanguageModel | None) -> Finding:
    findings = examine(store, Settings(model=model), now=now)
    [finding] = [one for one in findings if one.check == "language model"]
    assert KEY not in finding.says
    return finding


def test_no_model_is_well(store, now):
    assert found(store, now, None).well


def test_a_model_that_answers_is_well_and_named(store, now):
    with LoopbackServer() as server:
        model = ModelServer(server, says=lambda *_: "Yes.").model()

        assert found(store, now, model) == Finding(
            "language model", True, f"tiny-1 answers at {model.address}."
        )


def test_a_model_that_does_not_answer_is_said_to_with_the_reason(store, now):
    with LoopbackServer() as server:
        finding = found(store, now, ModelServer(server, status=401).model())

    assert (finding.well, "TAKE_FIVE_MODEL_KEY" in finding.says) == (False, True)
    gone = found(store, now, LanguageModel("http://127.0.0.1:1/v1", "tiny-1", KEY))
    assert (gone.well, "cannot be reached" in gone.says) == (False, True)
