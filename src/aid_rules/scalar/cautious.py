"""An expression as Python source where something may be unknown: tested first, lifted only where it is."""

from __future__ import annotations

from collections.abc import Iterator

from aid_rules.case.paths import Path, rows_at
from aid_rules.language import Call, Choice, Fact, IsSet, Node, Read, children, walk
from aid_rules.plan import Plan
from aid_rules.scalar.doubts import Doubts
from aid_rules.scalar.expressions import Expressions


class Cautious(Expressions):
    """Writes expressions of either variant; `known` writes those of which all that they read is known."""

    def __init__(self, plan: Plan, three_valued: bool) -> None:
        super().__init__(plan, three_valued)
        self.known = Expressions(plan, three_valued=False, beside=self) if three_valued else self
        self.doubts = Doubts(plan)

    def variants(self, node: Node | None, path: Path) -> tuple[str, str]:
        """An expression lifted, and as among known values; the same twice where only one of them will do."""
        if node is None:
            return "None", "None"
        lifted = self.expr(node, path)
        if not self.three or self.only_lifted(node):
            return lifted, lifted
        return lifted, self.known.expr(node, path)

    def either(self, node: Node | None, path: Path) -> str:
        """As among known values where all that the expression reads is known, else lifted."""
        lifted, known = self.variants(node, path)
        doubt = self.doubt(node, path) if node is not None and lifted != known else ""
        return f"{lifted} if {doubt} else {known}" if doubt else known

    def expr(self, node: Node | None, path: Path) -> str:
        """An expression; as among known values what reads nothing that a case can be silent on."""
        if self.three and isinstance(node, Call | Choice) and not self.doubts.node(node):
            return self.known.expr(node, path)
        return super().expr(node, path)

    @staticmethod
    def only_lifted(node: Node) -> bool:
        """Whether a setting is made is no value that could be looked at first."""
        return any(isinstance(part, IsSet) for part in walk(node))

    def doubt(self, node: Node, path: Path) -> str:
        """The test whether anything is unknown that an expression reads; empty where nothing can be."""
        return " or ".join(f"type({name}) is Unknown" for name in dict.fromkeys(self.in_doubt(node, path)))

    def in_doubt(self, node: Node, path: Path) -> Iterator[str]:
        """The locals that an expression reads and that may hold what is unknown."""
        match node:
            case Fact() if self.doubts.fact(node):
                yield self.fact_name(node, rows_at(path)[node.row])
            case Read() if node.name in self.doubts.steps:
                yield f"v{self.number(node.name)}"
            case Call() if node in self.hoisted:
                if self.doubts.node(node):
                    yield self.hoisted[node]
            case _:
                for part in children(node):
                    yield from self.in_doubt(part, path)
