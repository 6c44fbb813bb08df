"""What is posted to the other engine? The known leaves, the members in order, where folds begin."""

from __future__ import annotations

from aid_rules.durable.clauses import HOUSEHOLD_ROW, LAST, MEMBER, Posted, atom, opposite
from aid_rules.durable.leaves import Reader
from aid_rules.durable.theory import Theory
from aid_rules.scalar import HOUSEHOLD


def base_facts(known: Theory, reader: Reader) -> list[Posted]:
    """Everything that is known; of what is unknown, nothing."""
    rows = [HOUSEHOLD, *reader.view.persons()]
    posted = [Posted(atom(MEMBER), number, number - 1) for number in range(1, len(rows))]
    posted += [
        Posted(atom(LAST), len(rows) - 1),
        *(Posted(atom(start), HOUSEHOLD_ROW) for start in known.starts),
    ]
    for number, leaf in known.leaves.items():
        for place in range(1, len(rows)) if number in known.persons else (HOUSEHOLD_ROW,):
            holds = reader.leaf(leaf, rows[place])
            if isinstance(holds, bool):
                claim = (number, True)
                posted.append(Posted(atom(claim if holds else opposite(claim)), place))
    return posted
