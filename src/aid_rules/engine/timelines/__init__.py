"""What is a household entitled to over time: from month to month, why it changes, and what was paid?

Days are decided one by one by the engine above; nothing here computes an amount. Words are those of causes and
of `Timeline.explain`.
"""

from aid_rules.engine.timelines.build import timeline
from aid_rules.engine.timelines.record import Cause, Month, Payments, ProgrammeState, Span, Timeline
from aid_rules.engine.timelines.workdays import Workdays

__all__ = ["Cause", "Month", "Payments", "ProgrammeState", "Span", "Timeline", "Workdays", "timeline"]
