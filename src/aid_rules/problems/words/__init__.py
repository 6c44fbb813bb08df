"""The words of every problem, one table per room that finds it."""

from aid_rules.problems.words.batch import BATCH
from aid_rules.problems.words.case import CASE
from aid_rules.problems.words.evaluation import EVALUATION
from aid_rules.problems.words.language import LANGUAGE
from aid_rules.problems.words.population import POPULATION
from aid_rules.problems.words.rulebook import RULEBOOK
from aid_rules.problems.words.table import Wording
from aid_rules.problems.words.tables import SHEETS

__all__ = ["TABLES", "Wording"]

TABLES = (CASE, LANGUAGE, RULEBOOK, EVALUATION, SHEETS, POPULATION, BATCH)
