"""The learning curve of a replay, as a page of its own."""

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.ranking.replay import DayResult

#: Each point is the mean of the day and the four before it.
SMOOTHED_DAYS = 5
#: Take Five in the accent colour, what it is held against in greys.
COLOURS = {"take_five": "#1f4e5f", "without_learning": "#6b7f86"}
OTHERS = "#b5bcbf"
FONT = "Source Sans 3, Source Sans Pro, sans-serif"


def learning_curve(days: Sequence["DayResult"], labels: Mapping[str, str]) -> str:
    """HTML, with the chart's own program inside, of the share of the best edition day by day."""
    import plotly.graph_objects as go

    figure = go.Figure()
    for way, label in labels.items():
        points = _smoothed([(n, d.by_way[way].share_of_best) for n, d in _counted(days)])
        strong = way == "take_five"
        figure.add_scatter(
            x=[day for day, _ in points],
            y=[value for _, value in points],
            mode="lines+text",
            text=["" for _ in points[1:]] + [f" {label}"],
            textposition="middle right",
            cliponaxis=False,
            line={"color": COLOURS.get(way, OTHERS), "width": 3 if strong else 2},
            textfont={"color": COLOURS.get(way, OTHERS)},
            hovertemplate=f"{label}: %{{y:.2f}} on day %{{x}}<extra></extra>",
        )
    figure.update_layout(
        title="How much of the best possible edition was found",
        xaxis={"title": "day", "showgrid": False, "zeroline": False},
        yaxis={"range": [0, 1.02], "tickformat": ".0%", "gridcolor": "#eceeef"},
        font={"family": FONT, "size": 15, "color": "#24323a"},
        plot_bgcolor="white",
        showlegend=False,
        margin={"r": 160},
    )
    return str(figure.to_html(config={"displayModeBar": False}, include_plotlyjs=True))


def _counted(days: Sequence["DayResult"]) -> list[tuple[int, "DayResult"]]:
    return [(number, day) for number, day in enumerate(days, start=1) if day.by_way]


def _smoothed(values: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    return [
        (day, fmean(value for _, value in values[max(0, at - SMOOTHED_DAYS + 1) : at + 1]))
        for at, (day, _) in enumerate(values)
    ]
