"""On which published numbers and articles does a value rest, also where it stays open which of several gave it?

A key or a test may be unknown and the value known all the same, because whichever may hold gives it. Then it rests on
each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from aid_rules.language import Choice, Unknown
from aid_rules.plan import Cell, Citation, Parameter, Rule
from aid_rules.scalar.values import keys_of, node_value
from aid_rules.scalar.view import Row, View


def cells_of(view: View, parameter: Parameter, row: Row) -> tuple[Cell, ...]:
    """The cell that gives a parameter's value for a row, or all that may and agree; none where it is not set or open."""
    if type(view.value(parameter.name, row)) is Unknown:
        return ()
    keys = keys_of(view, parameter, row)
    choices = (
        domain if type(key) is Unknown else (key,)
        for key, domain in zip(keys, parameter.domains, strict=True)
    )
    found = (parameter.cells.get(key) for key in product(*choices))
    return tuple(dict.fromkeys(cell for cell in found if cell is not None))


def basis_of_cells(cells: Iterable[Cell]) -> tuple[Citation, ...]:
    """What numbers rest on, each article once."""
    return tuple(dict.fromkeys(one for cell in cells for one in cell.basis))


def settings_of(view: View, rule: Rule, row: Row) -> Iterator[tuple[Parameter, Cell]]:
    """The choices that were worked into a value, as they are set: of ordered cases, into the one that gave it."""
    arms = (rule.arms[arm].settings for arm in _arms(view, rule, row) if arm < len(rule.arms))
    names = [name for arm in arms for name in arm] if len(rule.arms) > 1 else rule.settings
    for name in dict.fromkeys(names):
        parameter = view.plan.by_name[name]
        if isinstance(parameter, Parameter) and parameter.constant is not None:
            yield parameter, parameter.constant


def basis_of(view: View, rule: Rule, row: Row) -> tuple[Citation, ...]:
    """What a rule's value for a row rests on: the arm that gave it, every arm that may have, or the rule."""
    own = [rule.arms[arm].basis or rule.basis for arm in _arms(view, rule, row) if arm < len(rule.arms)]
    return tuple(dict.fromkeys(one for basis in own for one in basis)) or rule.basis


def assumed_of(view: View, rule: Rule, row: Row) -> tuple[str, ...]:
    """What is assumed in a rule's value for a row: by the rule, and by the arm that gave it or may have."""
    own = (
        (rule.arms[arm].assumed for arm in _arms(view, rule, row) if arm < len(rule.arms))
        if rule.arms
        else ()
    )
    return tuple(dict.fromkeys(filter(None, (rule.assumed, *own))))


def _arms(view: View, rule: Rule, row: Row) -> Iterator[int]:
    if len(rule.arms) == 1:
        yield 0
        return
    arm = view.arm(rule.name, row)
    if arm is not None:
        yield arm
    elif isinstance(rule.node, Choice):
        for index, (test, _) in enumerate(rule.node.arms):
            holds = node_value(view, test, row)
            if holds is not False:
                yield index
            if holds is True:
                return
        yield len(rule.node.arms)
