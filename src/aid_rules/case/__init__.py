"""What do we know about a household?

Models, what absence means, how a case is read and refused, its JSON Schema, and the vocabulary that
rules may use. Knows no rule and no standard.
"""

from aid_rules.case.absence import NOTHING, Nothing
from aid_rules.case.enums import PROGRAMMES
from aid_rules.case.household import (
    Household,
    check_awards,
    check_day,
    check_findings,
    check_on,
    read_case,
    read_case_dict,
)
from aid_rules.case.items import Asset, Award, Expense, Finding, Hardship, Income, Payment
from aid_rules.case.parsing import parse_json
from aid_rules.case.person import (
    Custody,
    Disability,
    Education,
    Employment,
    Obligor,
    Parent,
    Person,
    SelfCare,
)
from aid_rules.case.places import Places
from aid_rules.case.presence import Happening, as_of, happenings, living
from aid_rules.case.scalars import FIRST_DAY, LAST_DAY, SquareMetres
from aid_rules.case.schema import json_schema
from aid_rules.case.vocabulary import VOCABULARY, Entity, FactField, Kind, ListField, positions

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "NOTHING",
    "PROGRAMMES",
    "VOCABULARY",
    "Asset",
    "Award",
    "Custody",
    "Disability",
    "Education",
    "Employment",
    "Entity",
    "Expense",
    "FactField",
    "Finding",
    "Happening",
    "Hardship",
    "Household",
    "Income",
    "Kind",
    "ListField",
    "Nothing",
    "Obligor",
    "Parent",
    "Payment",
    "Person",
    "Places",
    "SelfCare",
    "SquareMetres",
    "as_of",
    "check_awards",
    "check_day",
    "check_findings",
    "check_on",
    "happenings",
    "json_schema",
    "living",
    "parse_json",
    "positions",
    "read_case",
    "read_case_dict",
]
