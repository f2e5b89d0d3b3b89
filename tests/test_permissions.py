"""Which role may do what, and that every verb asks for itself, those to come included."""

import inspect
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

import briefing
from briefing import decide, texts
from briefing.errors import BriefingError, NotAllowed
from briefing.model import Arrival, Entry, Membership, Person, Voice
from briefing.people import LOCAL
from briefing.permissions import GIVES, RIGHTS, ROLES, SAYS, acts_for, may, may_for_all, theirs
from briefing.rulebook import Rulebook
from briefing.settings import Settings
from briefing.store import entries, executives, open_store, outlets, reading, sources, writing
from briefing.store import people as stored
from briefing.store.tables import metadata
from briefing.store.trail import Wanted
from tests.colleagues import colleague

NOW = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)

#: The roles that have each right: what a change of the table must be meant to change.
HOLDERS = {
    "read": {"executive", "delegate", "curator", "approver", "administrator"},
    "decide": {"executive", "delegate"},
    "share": {"executive", "delegate"},
    "write": {"executive", "delegate", "curator", "approver"},
    "voice": {"executive", "delegate", "curator", "administrator"},
    "curate": {"curator"},
    "review": {"curator", "approver", "administrator"},
    "approve": {"approver"},
    "sources": {"curator", "administrator"},
    "people": {"administrator"},
    "rules": {"administrator"},
    "trail": {"curator", "approver", "administrator"},
}


def somebody(*held: Membership, active: bool = True) -> Person:
    return Person(2, "Somebody", "some@body.example", held, active)


def test_every_right_and_role_is_spoken_for() -> None:
    assert set(HOLDERS) == set(RIGHTS)
    assert set(GIVES) == set(ROLES) == set(SAYS)


@pytest.mark.parametrize("right", RIGHTS)
def test_a_right_is_had_by_its_roles_and_no_others(right: Any) -> None:
    found = {role for role in ROLES if may(somebody(Membership(role, 1)), right, 1)}
    assert found == HOLDERS[right]


@pytest.mark.parametrize("right", RIGHTS)
@pytest.mark.parametrize("role", ["", "boss", "Administrator", "curator "])
def test_an_unknown_role_gives_nothing(right: Any, role: str) -> None:
    assert not may(somebody(Membership(role)), right)
    assert not may_for_all(somebody(Membership(role)), right)


@pytest.mark.parametrize("right", RIGHTS)
def test_whoever_was_removed_may_do_nothing(right: Any) -> None:
    assert not may(somebody(*(Membership(role, 1) for role in ROLES), active=False), right, 1)


def test_an_executive_without_a_name_is_nobody() -> None:
    assert not any(may(somebody(Membership("executive")), right) for right in RIGHTS)


def test_staff_see_every_executive_and_others_their_own_first() -> None:
    assert theirs(somebody(Membership("curator")), [1, 2, 3]) == [1, 2, 3]
    assert theirs(somebody(Membership("delegate", 2)), [1, 2, 3]) == [2]
    assert theirs(somebody(Membership("executive", 3), Membership("curator")), [1, 2, 3]) == [
        3,
        1,
        2,
    ]
    assert theirs(somebody(), [1, 2, 3]) == []


def test_only_the_executive_acts_for_themselves() -> None:
    assert not acts_for(somebody(Membership("executive", 1)), 1)
    assert acts_for(somebody(Membership("executive", 1)), 2)
    assert acts_for(somebody(Membership("delegate", 1)), 1)


# ── Every verb ───────────────────────────────────────────────────────────────


def verbs() -> Iterator[Callable[..., Any]]:
    """Every public function of the package, outside of pages and commands, that a person acts by.

    `briefing.on_record` is what they ask, and has tests of its own.
    """
    for info in walk_packages(briefing.__path__, "briefing."):
        parts = info.name.split(".")
        apart = {"ui", "cli", "migrations", "__main__", "on_record"} & set(parts)
        if apart or any(part.startswith("_") for part in parts):
            continue
        module = import_module(info.name)
        for name, found in inspect.getmembers(module, inspect.isfunction):
            by = inspect.signature(found).parameters.get("by")
            ours = found.__module__ == module.__name__ and not name.startswith("_")
            if ours and by is not None and "Person" in str(by.annotation):
                yield found


def named(verb: Callable[..., Any]) -> str:
    return f"{verb.__module__.removeprefix('briefing.')}.{verb.__name__}"


VERBS = list(verbs())
#: What belongs to one executive.
ABOUT_ONE = {"executive_id", "text_id", "text_ids", "decision_id"}
#: By a parameter's name, something that a person with the right could have said.
SAID: dict[str, Any] = {
    "settings": Settings(),
    "executive_id": 1,
    "article_id": 1,
    "article_ids": [1],
    "source_id": 1,
    "text_id": 1,
    "text_ids": [1],
    "decision_id": 1,
    "person_id": 1,
    "kind": "pinned",
    "reason": "Because",
    "body": b"<opml version='2.0'><body><outline xmlUrl='https://b.invalid'/></body></opml>",
    "abstract": "Short",
    "key_points": (),
    "stance": "neutral",
    "network": "email",
    "text": "Good news from the harbour.",
    "address": "https://c.invalid/feed",
    "said": ["https://c.invalid/feed"],
    "host": "wire.example",
    "how_far": 0.9,
    "charges": True,
    "email": "eve@else.example",
    "name": "Eve",
    "memberships": [Membership("administrator")],
    "rulebook": Rulebook(),
    "voice": Voice(),
    "read": 0,
    "mode": "approved_only",
    "since": None,
    "digest": "",
    "wanted": Wanted(),
    "minutes": 7,
    "zone": "Asia/Tokyo",
    "full_articles": True,
    "networks": ["email"],
}
#: Where a name means something else.
SAID_IN: dict[str, dict[str, Any]] = {
    "curate.annotate": {"body": "Matters to us"},
    "curate.say_of_many": {"seen": {1: 0}},
    "curate.show_as": {"seen": 0},
    "texts.approving.approve_many": {"seen": {1: ""}},
}
#: What a verb may be given beside that and decides nothing here.
LEFT_OUT = {"now", "by", "seen", "origin", "excerpt_words", "role", "reason", "settings"}


def furnished(folder: Path) -> Engine:
    """Two executives, and for the first one of everything that verbs are about."""
    engine = open_store(f"sqlite:///{folder}/desk.db")
    with writing(engine) as conn:
        executives.add(conn, "Dana Okafor")
        executives.add(conn, "Finn Aalto")
        [feed], _ = sources.add(conn, [{"kind": "feed", "address": "https://a.example"}], now=NOW)
        entry = Entry("urn:1", "Cabinets hold", "https://wire.example/1", NOW, summary="They do.")
        known = outlets.ensure(conn, {"wire.example": "The Wire"})
        arrival = Arrival(entry, "wire.example/1", "wire.example", "as first said", 2)
        entries.take_in(conn, {feed.id: [arrival]}, known, now=NOW)
    decide.keep_for_later(engine, 1, 1, now=NOW, by=LOCAL)
    texts.write(engine, 1, 1, network="email", text="Harbour news.", now=NOW, by=LOCAL)
    return engine


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, and copied."""
    folder = tmp_path_factory.mktemp("permissions")
    furnished(folder).dispose()
    return folder / "desk.db"


@pytest.fixture(scope="module")
def desk(template: Path) -> Iterator[Engine]:
    """One for all whom it refuses, since that changes nothing."""
    yield from opened(template, template.with_name("refusing.db"))


@pytest.fixture(scope="module")
def nobodies(desk: Engine) -> list[Person]:
    """Of every kind that may do nothing."""
    roleless, removed, odd = (
        colleague(desk, name, *ROLES, now=NOW, executive_id=1) for name in ("No", "Gone", "Odd")
    )
    with writing(desk) as conn:
        stored.set_memberships(conn, roleless.id, [])
        stored.change(conn, removed.id, active=False)
        stored.set_memberships(conn, odd.id, [Membership("owner")])
    pretending = replace(LOCAL, id=roleless.id, memberships=removed.memberships)
    return [roleless, pretending, removed, odd, Person(999, "Not there")]


@pytest.fixture
def fresh(template: Path, tmp_path: Path) -> Iterator[Engine]:
    """A desk to do something on."""
    yield from opened(template, tmp_path / "desk.db")


def opened(template: Path, file: Path) -> Iterator[Engine]:
    shutil.copy(template, file)
    engine = open_store(f"sqlite:///{file}")
    yield engine
    engine.dispose()


def call(verb: Callable[..., Any], engine: Engine, by: Person) -> list[str]:
    """Do what the verb does, as somebody; verbs about many things give why not, for each."""
    said = SAID | SAID_IN.get(named(verb), {})
    given: dict[str, Any] = {"engine": engine, "now": NOW, "by": by}
    takes = inspect.signature(verb).parameters
    for name, parameter in takes.items():
        optional = parameter.default is not inspect.Parameter.empty
        if name in given or (optional and (name not in said or name in LEFT_OUT)):
            continue
        assert name in said, f"Say in SAID what {named(verb)} may be given as “{name}”."
        given[name] = said[name]
    found = verb(**{name: value for name, value in given.items() if name in takes})
    if inspect.isgenerator(found):
        found = list(found)
    refused = getattr(found, "refused", found)
    return [str(getattr(one, "because", one)) for one in refused] if _listed(refused) else []


def _listed(found: object) -> bool:
    return isinstance(found, list | tuple)


def refuses(verb: Callable[..., Any], engine: Engine, by: Person) -> bool:
    """Whether nothing was done, because of who asked."""
    before = counted(engine)
    try:
        reasons = call(verb, engine, by)
    except NotAllowed:
        return counted(engine) == before
    return bool(reasons) and all(map(is_about_them, reasons)) and counted(engine) == before


def is_about_them(reason: str) -> bool:
    return reason.startswith(("You may not", "You are no longer on this desk's list"))


def counted(engine: Engine) -> dict[str, int]:
    with reading(engine) as conn:
        return {
            table.name: conn.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }


def test_the_verbs_are_found() -> None:
    found = {named(verb) for verb in VERBS}
    assert {"decide.pass_on", "people.invite", "speak.set_mode", "texts.writing.write"} <= found
    assert len(found) > 40


@pytest.mark.parametrize("verb", VERBS, ids=named)
def test_a_verb_refuses_whoever_has_no_right_to_it(
    verb: Callable[..., Any], desk: Engine, nobodies: list[Person]
) -> None:
    for person in nobodies:
        assert refuses(verb, desk, person), person


@pytest.mark.parametrize(
    "verb",
    [verb for verb in VERBS if ABOUT_ONE & set(inspect.signature(verb).parameters)],
    ids=named,
)
def test_a_verb_for_an_executive_refuses_those_of_another(
    verb: Callable[..., Any], desk: Engine
) -> None:
    with reading(desk) as conn:
        other = stored.by_email(conn, "other@desk.example")
    if other is None:
        other = colleague(desk, "Other", "delegate", "executive", now=NOW, executive_id=2)
    assert refuses(verb, desk, other)


@pytest.mark.parametrize("verb", VERBS, ids=named)
def test_the_same_call_is_not_refused_to_whoever_may(
    verb: Callable[..., Any], fresh: Engine
) -> None:
    """Or else a call that fails for another reason would pass for refused."""
    with suppress(BriefingError):
        try:
            assert not any(map(is_about_them, call(verb, fresh, LOCAL)))
        except NotAllowed:
            pytest.fail(f"{named(verb)} is refused even to the local person")
