"""Commands about the desk and its brief."""

from typing import TYPE_CHECKING, Any

import click

from briefing.cli._context import TEXT, Desk, as_json, for_executive
from briefing.cli._output import print_json
from briefing.errors import StoreError
from briefing.model import Edition, Item, Missed

if TYPE_CHECKING:
    from briefing.brief import Verdict


@click.command()
@click.option("--name", required=True, type=TEXT, help="The executive's name.")
@click.option("--role", default="", type=TEXT, help="E.g. “Chief executive, Halden Grid”.")
@click.option("--zone", default="UTC", type=TEXT, help="Time zone, e.g. Europe/Zurich.")
@click.option("--minutes", default=5, type=click.IntRange(1, 30), help="Length of the brief.")
@click.pass_obj
def init(desk: Desk, name: str, role: str, zone: str, minutes: int) -> None:
    """Prepare the database and welcome an executive."""
    from briefing.people import LOCAL
    from briefing.welcome import welcome

    executive = welcome(
        desk.engine, name=name, role=role, zone=zone, minutes=minutes, now=desk.now, by=LOCAL
    )
    click.echo(f"Welcome, {executive.name}. Add sources next: python -m briefing add ADDRESS")


@click.command()
@click.option("--if-empty", is_flag=True, help="Only when nobody has started to use the database.")
@click.pass_obj
def sample(desk: Desk, if_empty: bool) -> None:
    """Bring in the sample world: a company, its executive, twelve outlets, ten days of news."""
    from briefing.sample import is_empty, load

    if if_empty and not is_empty(desk.engine):
        return
    done = load(desk.engine, desk.settings, now=desk.now)
    click.echo(
        f"{done.executive.name} has {done.sources} sources with {done.articles} articles to read."
    )


@click.command()
@for_executive
@as_json
@click.pass_obj
def brief(desk: Desk, name: str | None, as_json: bool) -> None:
    """Print today's edition; it is built at the first call and frozen until midnight."""
    executive = desk.executive(name)
    from briefing.brief import open_edition

    edition = open_edition(desk.engine, executive, now=desk.now)
    if as_json:
        print_json(_edition(edition))
        return
    click.echo(_heading(edition))
    for item in edition.items:
        click.echo("\n" + "\n".join(_item_lines(item)))


@click.command()
@click.argument("article", type=TEXT)
@for_executive
@as_json
@click.pass_obj
def why(desk: Desk, article: str, name: str | None, as_json: bool) -> None:
    """Say what became of ARTICLE (its number, link, or words of its title) and why."""
    executive = desk.executive(name)
    from briefing.articles.links import canonical
    from briefing.brief import why

    verdict = why(desk.engine, executive, canonical(article) or article, now=desk.now)
    if as_json:
        print_json(_verdict(verdict))
        return
    click.echo(f"{verdict.article.title} ({verdict.article.outlet.name})")
    click.echo(f"{verdict.outcome.capitalize()}. {verdict.because}")
    from briefing.ranking.breakdown import breakdown

    taken = breakdown(verdict.parts)
    for part, lift in taken.lifts:
        click.echo(f"  {lift:+6.3f}  {part.signal}: {part.because}")
    if taken.lifts:
        click.echo(f"  {taken.start:6.3f}  what any article begins with")
        click.echo(f"  {verdict.score:6.3f}  in all")


@click.command()
@as_json
@click.pass_obj
def doctor(desk: Desk, as_json: bool) -> int:
    """Check the installation, and say what to do about what is wrong."""
    from briefing.doctor import Finding, examine

    try:
        findings = examine(desk.engine, desk.settings, now=desk.now)
    except StoreError as error:
        findings = [Finding("database", False, str(error))]
    if as_json:
        print_json([{"check": f.check, "well": f.well, "says": f.says} for f in findings])
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.well else 'look'}  {finding.check}: {finding.says}")
    return 0 if all(finding.well for finding in findings) else 1


def _heading(edition: Edition) -> str:
    if not edition.items:
        return "There is nothing to read yet. Add sources, then run: python -m briefing refresh"
    window = "" if edition.window == "48 hours" else f" A quiet day: articles of {edition.window}."
    return (
        f"{edition.executive.name}, {edition.day:%A %d %B}: {len(edition.items)} items, "
        f"{_minutes(edition.seconds)}.{window}"
    )


def _item_lines(item: Item) -> list[str]:
    also = f" · also in {', '.join(item.also_in)}" if item.also_in else ""
    lines = [
        f"{item.position}. {item.article.title}",
        f"   {item.article.outlet.name} · {_minutes(item.seconds)} · no. {item.article.id}{also}",
        *(f"   {point}" for point in item.key_points),
        f"   {item.why}",
    ]
    if item.note:
        lines.append(f"   From your team: {item.note}")
    return [*lines, f"   {item.article.link}"]


def _minutes(seconds: float) -> str:
    return f"{round(seconds) // 60}:{round(seconds) % 60:02d}"


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "date": edition.day.isoformat(),
        "executive": edition.executive.name,
        "seconds": round(edition.seconds, 2),
        "window": edition.window,
        "items": [_item(item) for item in edition.items],
        "just_missed": [_missed(missed) for missed in edition.just_missed],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.article.id,
        "title": item.article.title,
        "url": item.article.link,
        "outlet": item.article.outlet.name,
        "seconds": round(item.seconds, 2),
        "score": item.score,
        "why": item.why,
        "also_in": list(item.also_in),
    }


def _missed(missed: Missed) -> dict[str, Any]:
    return {
        "id": missed.article.id,
        "title": missed.article.title,
        "url": missed.article.link,
        "outlet": missed.article.outlet.name,
        "score": missed.score,
        "rule": missed.rule,
        "why": missed.because,
    }


def _verdict(verdict: "Verdict") -> dict[str, Any]:
    from briefing.ranking.breakdown import breakdown

    lifts = dict(breakdown(verdict.parts).lifts)
    return {
        "id": verdict.article.id,
        "title": verdict.article.title,
        "outcome": verdict.outcome,
        "why": verdict.because,
        "score": verdict.score,
        "seconds": round(verdict.seconds, 2),
        "parts": [
            {"signal": p.signal, "points": p.points, "lift": lifts[p], "because": p.because}
            for p in verdict.parts
        ],
    }
