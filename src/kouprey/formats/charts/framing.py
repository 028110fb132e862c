"""What pictures of bars share: their ground, their type, and SYNTHETIC inside whatever shows invented figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from kouprey.formats.charts.later import alt

FONT: Final = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
INK, SOFT = "#22252a", "#5d6167"
MARK: Final = "#7a4a00"


class Invented(Protocol):
    """The words of a picture that say its figures are invented: across it, and over it."""

    @property
    def synthetic(self) -> str:
        """Across the picture."""

    @property
    def synthetic_title(self) -> str:
        """Over the picture."""


def framed(layers: Sequence[Any], *, width: int, height: int, synthetic: bool, words: Invented) -> alt.LayerChart:
    """The layers on white ground; where figures are invented, the picture says so wherever it is taken."""
    if not synthetic:
        return alt.layer(*layers).properties(width=width, height=height, background="white", padding=4)
    across = (
        alt.Chart(alt.Data(values=[{}]))
        .mark_text(fontSize=46, fontWeight="bold", angle=335, opacity=0.10, color=MARK)
        .encode(text=alt.TextValue(words.synthetic), x=alt.XValue(width / 2), y=alt.YValue(height / 2))
    )
    title = alt.TitleParams(words.synthetic_title, anchor="start", color=MARK, fontSize=13, offset=8)
    chart = alt.layer(*layers, across).properties(width=width, height=height, background="white", padding=4)
    return chart.properties(title=title)


def styled(chart: Any, *, size: float = 12.5, axis: dict[str, Any] | None = None, **legend: Any) -> Any:
    """The type and colours of axes and legend; `axis` and `legend` are what this picture has otherwise."""
    axis = {"titleColor": SOFT, "titleFontWeight": "normal", "titleFontSize": size, "labelColor": SOFT,
            "labelFontSize": size} | (axis or {})  # fmt: skip
    legend = {"orient": "top", "labelColor": INK, "labelFontSize": size, "symbolType": "square", "offset": 6,
              "padding": 0} | legend  # fmt: skip
    return chart.configure(font=FONT).configure_view(stroke=None).configure_axis(**axis).configure_legend(**legend)
