"""What did the other engine derive, and where is that not what the decision says?

A truth must be the same in all three values: both engines take logic for known exactly when Kleene does, and
what intervals settle is settled inside a leaf. Only an outcome that the decision settled by trying what an
unknown fact could be (unknown in its slots, determined in its record) may stay open in the other engine,
which tries nothing; it may not be opposite.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aid_rules.case import NOTHING
from aid_rules.durable.clauses import HOUSEHOLD_ROW, TRUE, Atom, Claim, Clause, Fired, Posted, atom, opposite
from aid_rules.durable.difference import Difference
from aid_rules.durable.theory import Theory
from aid_rules.language import Read, Unknown, to_source, walk
from aid_rules.plan import Plan, Programme, Rule
from aid_rules.scalar import HOUSEHOLD, Decision

_MOST_LINES = 40
"""Lines of a derivation that are shown."""


def compare(
    decision: Decision, plan: Plan, known: Theory, posted: Sequence[Posted], fired: Sequence[Fired]
) -> tuple[Difference, ...]:
    """Every difference, in the order of the plan, outcomes last."""
    return tuple(_Comparison(decision, plan, known, posted, fired).differences())


class _Comparison:
    def __init__(
        self, decision: Decision, plan: Plan, known: Theory, posted: Sequence[Posted], fired: Sequence[Fired]
    ) -> None:
        self.decision, self.plan, self.known = decision, plan, known
        self.base = {(fact.atom, fact.row) for fact in posted} | {(atom(TRUE), HOUSEHOLD_ROW)}
        self.because = {(known.clauses[f.clause].head, f.row): f for f in fired}
        self.rows = [HOUSEHOLD, *decision.view.persons()]

    def differences(self) -> Iterator[Difference]:
        for name in (*self.known.truths, *self.known.words):
            for place in self._places(name):
                ours, theirs = self._ours(name, place), self._theirs(name, place)
                if ours != theirs:
                    yield self._difference(name, name, place, ours, theirs)
        for programme in self.plan.programmes:
            yield from self._outcomes(programme)

    def _outcomes(self, programme: Programme) -> Iterator[Difference]:
        decided = self.decision.programmes[programme.name]
        if programme.unit == "household":
            outcomes: Mapping[int, str] = {HOUSEHOLD_ROW: decided.outcome}
        else:
            persons = self.decision.case.members
            outcomes = {i: decided.persons[person.person_id].outcome for i, person in enumerate(persons, 1)}
        for place, ours in outcomes.items():
            theirs = self._outcome(programme, place)
            settled = theirs == "undetermined" and ours in ("eligible", "ineligible")
            if ours != theirs and not (settled and self._ours(programme.eligible, place) == "unknown"):
                yield self._difference(programme.name, programme.eligible, place, ours, theirs)

    def _outcome(self, programme: Programme, place: int) -> str:
        if programme.applies is not None and self._theirs(programme.applies, place) == "false":
            return "not_applicable"
        return {"true": "eligible", "false": "ineligible", "unknown": "undetermined"}.get(
            self._theirs(programme.eligible, place), "both"
        )

    def _places(self, name: str) -> range:
        return range(1, len(self.rows)) if self.plan.by_name[name].per == "person" else range(1)

    # answers ------------------------------------------------------------------------------------------

    def _ours(self, name: str, place: int) -> str:
        value = self.decision.view.value(name, self.rows[place])
        if value is None or type(value) is Unknown:
            return "unknown"
        return _word(value)

    def _theirs(self, name: str, place: int) -> str:
        if name in self.known.truths:
            claim = self.known.truths[name]
            said = [
                word for word, one in (("true", claim), ("false", opposite(claim))) if self._holds(one, place)
            ]
        elif name in self.known.words:
            said = [
                _word(value) for value, claim in self.known.words[name].items() if self._holds(claim, place)
            ]
        else:
            return self._ours(name, place)  # a leaf: a fold over rows that are no members
        return "unknown" if not said else said[0] if len(said) == 1 else "both"

    def _holds(self, claim: Claim, place: int) -> bool:
        return (atom(claim), place) in self.because or (atom(claim), place) in self.base

    # derivations --------------------------------------------------------------------------------------

    def _difference(self, rule: str, name: str, place: int, ours: str, theirs: str) -> Difference:
        return Difference(
            household_id=self.decision.case.household_id,
            rule=rule,
            of=self._of(place),
            ours=ours,
            theirs=theirs,
            our_derivation=tuple(self._our_lines(name, place))[:_MOST_LINES],
            their_derivation=tuple(self._their_lines(name, place))[:_MOST_LINES],
        )

    def _of(self, place: int) -> str:
        return self.decision.view.of(self.rows[place])

    def _our_lines(self, name: str, place: int) -> Iterator[str]:
        """The step and what it rests on, as the decision's own rules and slots have it."""
        todo, seen = [name], {name}
        while todo:
            here = todo.pop(0)
            step = self.decision.plan.by_name[here]
            row = place if step.per == "person" else HOUSEHOLD_ROW
            node = step.node if isinstance(step, Rule) else None
            formula = "" if node is None else f" = {to_source(node)}"
            if step.per in ("household", "person") and not (step.per == "person" and row == HOUSEHOLD_ROW):
                yield f"{here}[{self._of(row)}]: {self._ours(here, row)}{formula}"
            reads = [] if node is None else [part.name for part in walk(node) if isinstance(part, Read)]
            todo += [read for read in dict.fromkeys(reads) if read not in seen and self._derived(read)]
            seen.update(reads)

    def _derived(self, name: str) -> bool:
        return name in self.known.truths or name in self.known.words

    def _their_lines(self, name: str, place: int) -> Iterator[str]:
        """The rules that fired, from the answer back to base facts; where none did, what they waited for."""
        claims = (
            [self.known.truths[name]]
            if name in self.known.truths
            else list(self.known.words.get(name, {}).values())
        )
        todo = [(atom(one), place) for claim in claims for one in (claim, opposite(claim))]
        met = [fact for fact in todo if fact in self.because]
        seen = set(met)
        if not met:
            yield from self._waiting(todo)
        while met:
            head = met.pop(0)
            fired = self.because[head]
            clause = self.known.clauses[fired.clause]
            body = [(c.atom, row) for c, row in zip(clause.conditions, fired.rows, strict=True)]
            yield f"{self._said(*head)} ← {', '.join(self._said(*fact) for fact in body)}"
            met += [fact for fact in body if fact in self.because and fact not in seen]
            seen.update(body)

    def _waiting(self, heads: Sequence[tuple[Atom, int]]) -> Iterator[str]:
        for head, place in heads:
            for clause in self.known.clauses:
                if clause.head == head:
                    lacking = [
                        c.atom for c in clause.conditions if not self._somewhere(clause, c.atom, place)
                    ]
                    said = ", ".join(self._said(one, place) for one in lacking)
                    yield f"{self._said(head, place)} ⟵ not fired for want of: {said or 'a join'}"

    def _somewhere(self, clause: Clause, wanted: Atom, place: int) -> bool:
        row = place if wanted // 2 in self.known.persons and clause.row_of is not None else HOUSEHOLD_ROW
        return (wanted, row) in self.because or (wanted, row) in self.base

    def _said(self, fact: Atom, row: int) -> str:
        whose = self._of(row) if fact // 2 in self.known.persons and row else "household"
        return f"{'' if fact % 2 == 0 else 'not '}({self.known.labels[fact // 2]})[{whose}]"


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "none" if value is NOTHING else str(value)
