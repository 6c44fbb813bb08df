"""Do the shipped rule files hold together in every region and on every day of change?"""

from aid_rules import Rulebook
from aid_rules.problems import render


def test_shipped_rules_have_no_errors() -> None:
    errors, _ = Rulebook.load().problems()
    assert [render(error) for error in errors] == []
