import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import VoiceError
from briefing.model import Audience, Principle, Topic, Voice
from briefing.voice import from_dict, read_toml, to_dict, write_toml

names = st.text(min_size=1, max_size=12).map(str.strip).filter(bool)
weights = st.floats(0, 3)


@given(
    st.builds(
        Voice,
        principles=st.lists(
            st.builds(Principle, names, st.text(max_size=30), weights),
            unique_by=lambda p: p.name.casefold(),
        ).map(tuple),
        topics=st.lists(
            st.builds(Topic, names, st.lists(names, unique=True).map(tuple), weights),
            unique_by=lambda t: t.name.casefold(),
        ).map(tuple),
        audiences=st.just((Audience("Engineers", ("safety",), 1.0, 1200), Audience("All"))),
        muted_words=st.frozensets(names),
        weights=st.dictionaries(st.sampled_from(["freshness", "trust"]), weights),
        leeway=st.floats(0, 1),
    )
)
def test_a_voice_survives_the_way_through_toml_and_json(voice):
    assert read_toml(write_toml(voice)) == voice
    assert from_dict(to_dict(voice)) == voice


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("topcis = []", "“topcis” in the voice is not known; did you mean “topics”?"),
        ("colour = 1", "“colour” in the voice is not known; it knows principles"),
        ("[[topics]]\nname='A'\nword=['b']", "“word” in [[topics]] number 1 is not known"),
        ("[[topics]]\nwords=['b']", "[[topics]] number 1 needs a name."),
        ("[[topics]]\nname='A'\n[[topics]]\nname=' a'", "stands twice in topics"),
        ("[[principles]]\nname='A'\nweight=4", "“weight” in [[principles]] number 1 must be"),
        ("[[principles]]\nname='A'\nweight=true", "must be a number from 0 to 3"),
        ("[[audiences]]\nname='A'\nsize=-1", "must be a whole number of people"),
        ("[weights]\nfreshnes = 1", "“freshnes” in [weights] is not known; did you mean"),
        ("leeway = 1.5", "“leeway” in the voice must be a number from 0 to 1; it is 1.5."),
        ("leeway = true", "“leeway” in the voice must be a number from 0 to 1"),
        ("leeway = 'wide'", "“leeway” in the voice must be a number from 0 to 1"),
        ("leewya = 0.5", "“leewya” in the voice is not known; did you mean “leeway”?"),
        ("[muted]\noutlets = 'x'", "“outlets” in [muted] must be a list of texts."),
        ("topics = 'x'", "“topics” must be a list of tables"),
        ("muted = 1", "“muted” must be a table"),
        ("own_domains = [1]", "“own_domains” in the voice must be a list of texts."),
        ("a = ", "This is not a TOML file"),
    ],
)
def test_a_mistake_is_named_with_its_place(toml, says):
    with pytest.raises(VoiceError) as caught:
        read_toml(toml, signals=("freshness", "trust"))
    assert says in str(caught.value)


def test_a_voice_from_before_there_was_leeway_has_the_usual_one():
    assert read_toml("").leeway == Voice().leeway
    assert read_toml("leeway = 0").leeway == 0.0
