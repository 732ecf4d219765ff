"""What a scalar run leaves behind: its steps, its warnings, and why it ended."""

from __future__ import annotations

from dataclasses import dataclass, field

from benefitcli.engine.quantity import Sources
from benefitcli.errors import Problem


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One recorded number: 0 and not applied where its condition did not hold."""

    name: str
    amount: int | None
    unit: str | None
    applied: bool
    sources: Sources


@dataclass(slots=True)
class Trace:
    """What a run leaves behind; ``law_day`` is the day whose law was asked for."""

    steps: list[TraceStep] = field(default_factory=list)
    warnings: dict[str, Sources] = field(default_factory=dict)
    reason: str | None = None
    reason_sources: Sources = ()
    problem: Problem | None = None
    law_day: int = 0

    @property
    def status(self) -> str:
        """``ok``, ``not_entitled`` or ``error``."""
        return "error" if self.problem else "not_entitled" if self.reason else "ok"


class Stop(Exception):  # noqa: N818 - the end of a run, not an error
    """The rule has said no, or the case cannot be computed: the trace knows which."""
