"""How does a job sum itself up: as text, and as one page with pictures?"""

from aid_rules.batch.summary.page import page
from aid_rules.batch.summary.text import summary

__all__ = ["page", "summary"]
