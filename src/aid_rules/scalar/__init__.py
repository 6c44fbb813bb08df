"""What does this plan give one household?

A plan is compiled to Python once; evaluating fills a tuple of slots. Renders nothing.
"""

from aid_rules.scalar.evaluator import Evaluator, Slots
from aid_rules.scalar.runtime import PARAMETER
from aid_rules.scalar.schedule import homes

__all__ = ["PARAMETER", "Evaluator", "Slots", "homes"]
