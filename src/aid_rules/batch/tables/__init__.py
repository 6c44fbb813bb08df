"""How do a county's spreadsheets become a population? Two flat tables or more, Chinese or English headers."""

from aid_rules.batch.tables.columns import TABLES, columns_of
from aid_rules.batch.tables.convert import Report, convert

__all__ = ["TABLES", "Report", "columns_of", "convert"]
