"""Commands about who may come in, given as the local person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from briefing.cli._context import TEXT, Desk, as_json
from briefing.cli._output import print_json
from briefing.errors import NotFound
from briefing.model import Membership, Person

if TYPE_CHECKING:
    from sqlalchemy import Connection


@click.command()
@as_json
@click.pass_obj
def people(desk: Desk, as_json: bool) -> None:
    """List who may come in, and as what."""
    from briefing.people import everybody
    from briefing.store import executives, reading

    with reading(desk.engine) as conn:
        names = {one.id: one.name for one in executives.every(conn)}
    found = everybody(desk.engine)
    if as_json:
        print_json([_person(one, names) for one in found])
        return
    for one in found:
        away = "" if one.active else "  (removed)"
        roles = ", ".join(_roles(one, names)) or "no role"
        click.echo(f"{one.name} <{one.email or 'this machine'}>: {roles}{away}")


@click.command()
@click.argument("email", type=TEXT)
@click.option("--name", required=True, type=TEXT, help="Their name.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=TEXT,
    metavar="ROLE[:EXECUTIVE]",
    help="Curator, approver, administrator; or, with a name, executive or delegate.",
)
@click.pass_obj
def invite(desk: Desk, email: str, name: str, roles: Sequence[str]) -> None:
    """Let somebody come in who signs in with EMAIL."""
    from briefing.people import LOCAL, invite

    wanted = _wanted(desk, roles)
    person = invite(desk.engine, email=email, name=name, memberships=wanted, now=desk.now, by=LOCAL)
    click.echo(f"{person.name} may come in as {person.email}.")


@click.command()
@click.argument("email", type=TEXT)
@click.argument("roles", nargs=-1, required=True, type=TEXT, metavar="ROLE[:EXECUTIVE]...")
@click.pass_obj
def roles(desk: Desk, email: str, roles: Sequence[str]) -> None:
    """Let somebody be exactly these from now on, e.g. curator “delegate:Dana Okafor”."""
    from briefing.people import LOCAL, give_roles

    person = _known(desk, email)
    give_roles(desk.engine, person.id, _wanted(desk, roles), now=desk.now, by=LOCAL)
    click.echo(f"{person.name} is now {', '.join(roles)}.")


@click.command()
@click.argument("email", type=TEXT)
@click.pass_obj
def uninvite(desk: Desk, email: str) -> None:
    """Let somebody in no more; what they did stays on record."""
    from briefing.people import LOCAL, remove

    person = _known(desk, email)
    remove(desk.engine, person.id, now=desk.now, by=LOCAL)
    click.echo(f"{person.name} can no longer come in.")


def _known(desk: Desk, email: str) -> Person:
    from briefing.people import by_email

    person = by_email(desk.engine, email)
    if person is None:
        raise NotFound(f"Nobody is on the list as “{email}”. See: python -m briefing people")
    return person


def _wanted(desk: Desk, roles: Sequence[str]) -> list[Membership]:
    from briefing.store import reading

    with reading(desk.engine) as conn:
        return [_membership(conn, said) for said in roles]


def _membership(conn: "Connection", said: str) -> Membership:
    """E.g. “curator”, or “delegate:Dana Okafor”; raises `NotFound` for an unknown name."""
    from briefing.store import executives

    role, named, name = said.partition(":")
    whom = executives.named(conn, name.strip()).id if named else None
    return Membership(role.strip().lower(), whom)


def _person(person: Person, names: dict[int, str]) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "roles": _roles(person, names),
        "active": person.active,
    }


def _roles(person: Person, names: dict[int, str]) -> list[str]:
    """As `invite` takes them."""
    return [
        f"{one.role}:{names.get(one.executive_id, '')}" if one.executive_id else one.role
        for one in person.memberships
    ]
