"""What does this household get here and on this day? Resolve the rules, keep the plan, evaluate."""

from aid_rules.engine.engine import Engine, evaluate
from aid_rules.engine.scenarios import Scenario, Scenarios, read_scenario, scenario_files

__all__ = ["Engine", "Scenario", "Scenarios", "evaluate", "read_scenario", "scenario_files"]
