"""What does this household get here and on this day? Resolve the rules, keep the plan, evaluate."""

from aid_rules.engine.engine import Engine, evaluate

__all__ = ["Engine", "evaluate"]
