"""The timeline of a plan as a picture inside a page: SVG, on the same scale as the terminal's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from rich.cells import cell_len

from benefitcli.i18n.plans import PLAN_WORDS
from benefitcli.i18n.translator import Translator
from benefitcli.law.dates import to_date
from benefitcli.reports.pictures.timeline import Scale, birth_label, plan_scale
from benefitcli.reports.plan_rows import Row, lanes
from benefitcli.reports.writers.html import element
from benefitcli.workflows.plan import Plan

WIDTH = 680
NAMES = 118
TOP = 24
LANE = 19
BAR = 13
LETTER = 4.9
"""Half the width of a Chinese character: that of one cell."""

TICKS_APART = 14


def timeline_svg(plan: Plan, rows: Sequence[Row], translator: Translator) -> Element:
    """Draw a line for each entitlement, a bar for each span, the years above, the birth below."""
    all_lanes = lanes(rows)
    scale = plan_scale(rows, WIDTH - NAMES)
    height = TOP + LANE * len(all_lanes) + LANE
    return element(
        "svg",
        element("title", translator(PLAN_WORDS["timeline"])),
        *_axis(scale, height - LANE),
        *(part for index, lane in enumerate(all_lanes) for part in _lane(lane, TOP + LANE * index, scale)),
        *_birth(plan, scale, height, translator),
        class_="timeline",
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
    )


def _axis(scale: Scale, bottom: int) -> Iterable[Element]:
    for day, is_year in scale.ticks(TICKS_APART):
        x = _x(scale, day)
        yield element("line", x1=x, x2=x, y1=TOP - 6, y2=bottom, class_="year" if is_year else "tick")
    years = [day for day, is_year in scale.ticks(0) if is_year]
    if not years or scale.at(years[0]) > 5 * LETTER:
        years = [scale.first, *years]
    for day in years:
        if scale.at(day) + 4 * LETTER <= scale.length:
            yield _text(NAMES + scale.at(day), TOP - 9, str(to_date(day).year))


def _lane(lane: Sequence[Row], top: int, scale: Scale) -> Iterable[Element]:
    yield _text(0, top + BAR - 2, lane[0].lane)
    for row in lane:
        start, end = scale.at(row.first), scale.at(row.last + 1)
        kind = f"{row.item.parent} {'absence' if row.item.entitlement.is_absence else 'span'}"
        yield element("rect", x=_x(scale, row.first), y=top, width=max(1.5, end - start), height=BAR, class_=kind)
        text = row.rate or row.amount
        width = cell_len(text) * LETTER
        if text and end - start >= width + 2 * LETTER:
            x = NAMES + (start + end - width) / 2
            yield _text(x, top + BAR - 3, text, inside=row.item.entitlement.is_absence)
        elif text and len(lane) == 1 and end + LETTER + width <= scale.length:
            yield _text(NAMES + end + LETTER, top + BAR - 3, text)


def _birth(plan: Plan, scale: Scale, height: int, translator: Translator) -> Iterable[Element]:
    x = _x(scale, plan.birth)
    yield element("line", x1=x, x2=x, y1=TOP - 6, y2=height - LANE + 6, class_="birth")
    yield _text(x + 3, height - 6, birth_label(plan, translator))


def _x(scale: Scale, day: int) -> float:
    return NAMES + max(0.0, scale.at(day))


def _text(x: float, y: float, text: str, *, inside: bool = False) -> Element:
    return element("text", text, x=float(x), y=float(y), class_="inside" if inside else "label")
