"""What is the checked, ordered, self-contained meaning that all evaluators share?

`build` turns checked rules and resolved parameters into a `Plan`: settings bound, folds given slots of
their own, steps in dependency order, bounds known, divisions safe, a digest of the meaning. Knows no YAML,
no region and no date.
"""

from aid_rules.plan.bounds import step_bounds
from aid_rules.plan.build import assemble, build
from aid_rules.plan.calendar import EARLIEST, LATEST
from aid_rules.plan.digest import digest, meaning_of
from aid_rules.plan.model import Arm, Cell, Citation, NumberRow, Parameter, Plan, Programme, Rule, Step, Title
from aid_rules.plan.order import closure, reads
from aid_rules.plan.source import defined, source_name

__all__ = [
    "EARLIEST", "LATEST", "Arm", "Cell", "Citation", "NumberRow", "Parameter", "Plan", "Programme", "Rule", "Step", "Title",
    "assemble", "build", "closure", "defined", "digest", "meaning_of", "reads", "source_name", "step_bounds",
]  # fmt: skip
