"""What does a second engine say of who is in which programme?

`crosscheck(decision)` has durable-rules derive the outcomes from the decision's base facts, by rules
generated from the plan, in a process of its own, and returns every difference. Decides and pays nobody.
"""

from aid_rules.durable.crosscheck import Crosscheck, crosscheck
from aid_rules.durable.difference import Difference
from aid_rules.durable.worker import NoSecondOpinion, available

__all__ = ["Crosscheck", "Difference", "NoSecondOpinion", "available", "crosscheck"]
