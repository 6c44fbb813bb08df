"""What does a rule file say, and where? YAML text in, a plain tree with places out.

Anchors, aliases, tags, repeated keys and anything too deep or too large are refused; nothing is ever constructed.
"""

from __future__ import annotations

from aid_rules.problems import Problem, RuleError, Source, Span
from aid_rules.rulebook.yaml_tree import Table

LARGEST = 2_000_000
"""Characters of a file."""


def read_tree(source: Source) -> Table:
    """The tree of a rule file; RuleError with the place of the first fault."""
    if len(source.text) > LARGEST:
        raise RuleError([Problem("R101", Span(source.name, 1, 1), {"limit": str(LARGEST)})])
    # PyYAML loads with the first rule file, not with the package.
    from aid_rules.rulebook.yaml_events import tree_of

    tree = tree_of(source)
    if not isinstance(tree, Table):
        raise RuleError([Problem("R103", Span(source.name, 1, 1))])
    return tree
