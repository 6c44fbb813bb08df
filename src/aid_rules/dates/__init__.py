"""How old, how many months, which day: whole years, months and days between dates.

Calendar arithmetic is python-dateutil's. No clock is read here or anywhere below the command line.
"""

from aid_rules.dates.calendar import (
    add_months,
    add_years,
    days_between,
    full_months,
    full_years,
    month_start,
    month_text,
    next_month,
)

__all__ = [
    "add_months",
    "add_years",
    "days_between",
    "full_months",
    "full_years",
    "month_start",
    "month_text",
    "next_month",
]
