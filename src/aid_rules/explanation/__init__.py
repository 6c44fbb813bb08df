"""How is a decision said to a person, in Chinese or English, as text or as a page?

Every sentence is drawn from the decision's own values and rules; nothing is computed anew but differences and
marked approximations. Persons appear by `person_id`, never by name.
"""

from aid_rules.explanation.numbers import published
from aid_rules.explanation.page import to_html
from aid_rules.explanation.telling import amount_open
from aid_rules.explanation.text import FULL, SHORT, USUAL, to_text

__all__ = ["FULL", "SHORT", "USUAL", "amount_open", "published", "to_html", "to_text"]
