"""The command that checks the ranking on a history."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from briefing.cli._context import Desk, as_json, for_executive, shown
from briefing.cli._output import print_json
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.ranking.measures import Quality
    from briefing.ranking.replay import DayResult

#: The figures of a log and of MIND, in order: field, heading.
FIGURES = {
    "auc": "AUC",
    "mrr": "MRR",
    "ndcg5": "nDCG@5",
    "ndcg10": "nDCG@10",
    "share_of_best": "of best",
}
MIND_FIGURES = tuple(FIGURES)[:4]
LABELS = {
    "newest_first": "newest first",
    "keywords": "keywords",
    "without_learning": "without learning",
    "take_five": "Take Five",
}
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("log", type=FILE, metavar="LOG.jsonl", required=False)
@click.option("--mind", type=FILE, nargs=2, metavar="NEWS.tsv BEHAVIORS.tsv", help="Read MIND.")
@click.option(
    "--simulate",
    "seed",
    type=click.IntRange(0),
    metavar="SEED",
    help="Show the best items each day; only these are judged, by the log's “shared”.",
)
@click.option(
    "--noise",
    type=click.FloatRange(0, 1),
    default=0.1,
    show_default=True,
    help="Share of simulated judgements that are wrong.",
)
@click.option(
    "--items",
    type=click.IntRange(1),
    default=6,
    show_default=True,
    help="Items of an edition.",
)
@click.option("--plot", type=FILE, metavar="FILE.html", help="Write the learning curve.")
@as_json
def replay(
    log: Path | None,
    mind: tuple[Path, Path] | None,
    seed: int | None,
    noise: float,
    items: int,
    plot: Path | None,
    as_json: bool,
) -> None:
    """Check the ranking on a decision log, day by day, with no look into the future.

    LOG.jsonl has a day a line: now, voice, articles, shared, passed.
    """
    if (log is None) == (mind is None):
        raise click.UsageError("Give either LOG.jsonl or --mind with two files.")
    if mind is not None:
        if seed is not None or plot is not None:
            raise click.UsageError("--simulate and --plot go with LOG.jsonl, not with --mind.")
        _replay_mind(*mind, items, as_json)
    elif log is not None:
        _replay_log(log, seed, noise, items, plot, as_json)


@click.command("export-log")
@for_executive
@click.pass_obj
def export_log(desk: Desk, name: str | None) -> None:
    """Print an executive's own history as a log that `replay` reads."""
    executive = desk.executive(name)
    from briefing.logs import write_log
    from briefing.lookback import history

    for line in write_log(history(desk.engine, executive, now=desk.now)):
        click.echo(line)


def _replay_log(
    log: Path, seed: int | None, noise: float, items: int, plot: Path | None, as_json: bool
) -> None:
    from briefing.logs import read_log
    from briefing.ranking.replay import Simulation, replay, summary

    simulation = None if seed is None else Simulation(seed, noise)
    with opened(log) as lines:
        days = list(replay(read_log(lines), shown=items, simulation=simulation))
    if not days:
        raise BriefingError(f"There is no day in {shown(log)}.")
    if plot is not None:
        _draw(days, plot)
    found = summary(days)
    if as_json:
        figures = {
            way: {name: _figures(of, tuple(FIGURES)) for name, of in spans.items()}
            for way, spans in found.items()
        }
        print_json({"days": len(days), **figures})
    else:
        _table(days, found, items)
    if not any(day.by_way for day in days):
        click.echo("Nothing was shared in this log, so there is nothing to find.", err=True)


def _figures(of: "Quality | None", names: Sequence[str]) -> dict[str, float | None]:
    if of is None:
        return dict.fromkeys(names)
    return {name: round(value, 6) for name, value in asdict(of).items() if name in names}


def _table(
    days: Sequence["DayResult"], found: Mapping[str, Mapping[str, "Quality | None"]], items: int
) -> None:
    for span, title in (("all", f"All {len(days)} days"), ("from_day_6", "From the sixth day on")):
        click.echo(f"{title}{'':>{30 - len(title)}}{_headings()}   prec@{items}")
        for way, label in LABELS.items():
            click.echo(f"  {label:28}{_row(found[way][span])}")


def _headings() -> str:
    return "".join(f"{heading:>9}" for heading in FIGURES.values())


def _row(of: "Quality | None") -> str:
    if of is None:
        return "".join(f"{'–':>9}" for _ in range(len(FIGURES) + 1))
    values = [*(getattr(of, name) for name in FIGURES), of.precision]
    return "".join(f"{value:9.3f}" for value in values)


def _draw(days: Sequence["DayResult"], plot: Path) -> None:
    from briefing.cli._curve import learning_curve

    try:
        plot.write_text(learning_curve(days, LABELS), "utf-8")
    except OSError as error:
        raise BriefingError(f"{shown(plot)} cannot be written: {error.strerror}.") from error


def _replay_mind(news: Path, behaviors: Path, items: int, as_json: bool) -> None:
    from briefing.ranking.measures import Mean
    from briefing.ranking.mind import read_behaviors, read_news, replay_mind

    with opened(news) as lines:
        known = read_news(_decoded(lines))
    sums = {way: Mean() for way in LABELS}
    with opened(behaviors) as lines:
        for by_way in replay_mind(read_behaviors(_decoded(lines), known), known, shown=items):
            for way, found in by_way.items():
                sums[way].add(found)
    count = sums["take_five"].count
    if not count:
        raise BriefingError(f"No impression in {shown(behaviors)} has a click.")
    if as_json:
        figures = {way: _figures(sums[way].value, MIND_FIGURES) for way in LABELS}
        print_json({"impressions": count, **figures})
        return
    click.echo(f"{count:,} impressions{'':18}{_headings()}   prec@{items}")
    for way, label in LABELS.items():
        click.echo(f"  {label:28}{_row(sums[way].value)}")


def _decoded(lines: IO[bytes]) -> Iterator[str]:
    return (line.decode("utf-8", "replace") for line in lines)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file that somebody named, to be read line by line. Raises `BriefingError`."""
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise BriefingError(f"{shown(path)} cannot be read: {reason}.") from error
    with file:
        yield file
