"""A plan as Python source: one statement a step, loops over members and items, a tuple of slots.

Two variants from one walk. The fast one takes every fact for known and gives up (`NotKnown`) at the first
that is not. The three-valued one asks at each step whether anything that the step reads is unknown: there it calls
the lifted operations, elsewhere it computes as the fast one does. The source holds names and values of the plan
only, never text of a rule file, and is entered in `linecache`, so that a traceback shows the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from aid_rules.case import VOCABULARY, positions
from aid_rules.case.paths import Path, entity_at, rows_at
from aid_rules.language import Call, Choice, Fact, Fold, Node, Today, walk
from aid_rules.plan import Parameter, Plan, Rule, step_bounds
from aid_rules.plan.bounds import fact_bounds, type_bounds
from aid_rules.scalar import runtime
from aid_rules.scalar.cautious import Cautious
from aid_rules.scalar.layout import Column, Layout
from aid_rules.scalar.schedule import Instance, Loop, Schedule, fold_of, nodes_of

_DISTANCES = ("full_years", "full_months", "days")
"""Operations on dates that are worth computing once a row."""

_FOLD_START = {"any": "False", "all": "True", "sum": "0", "count": "0"}


class Writer(Cautious):
    """Writes one variant of one plan."""

    def __init__(self, plan: Plan, three_valued: bool, schedule: Schedule | None = None) -> None:
        super().__init__(plan, three_valued)
        self.schedule = schedule or Schedule(plan.steps)
        self.bounds = step_bounds(plan.steps) if three_valued else {}
        self.layout = Layout(self.schedule)
        self._carried: dict[int, list[str]] = {}
        self.lines: list[str] = []
        self.depth = 1

    def source(self) -> str:
        """The whole function `decide(r, on)`; it returns the household's row as the layout has it."""
        head = f"# plan {self.plan.digest[:12]}, {'three-valued' if self.three else 'all known'}"
        self.lines = [head, "def decide(r, on):"]
        self.loop_body(self.schedule.top, ())
        self.say(f"return {self.row_of(self.schedule.top)}")
        return "\n".join(self.lines) + "\n"

    def say(self, line: str) -> None:
        """One line at the present depth."""
        self.lines.append("    " * self.depth + line)

    # loops -------------------------------------------------------------------------------------------

    def loop_body(self, loop: Loop, path: Path) -> None:
        """Everything computed for a row."""
        self.facts(loop, path)
        for item in loop.body:
            if isinstance(item, Loop):
                self.inner_loop(item, path)
            else:
                self.step(item)

    def row_of(self, loop: Loop) -> str:
        """The tuple of everything computed for one row."""
        return _tuple(self.local(column) for column in self.layout.columns[id(loop)])

    def local(self, column: Column) -> str:
        """The local that holds a column: a value, which arm fired, or the rows of an inner loop."""
        if column.table is not None:
            return f"t{column.table}"
        step = self.plan.by_name[column.name]
        if isinstance(step, Parameter) and self.inlined(step):
            return self.inlined(step)
        return f"{'a' if column.arm else 'v'}{self.number(column.name)}"

    def inner_loop(self, loop: Loop, outer: Path) -> None:
        """A pass over a list of the row at `outer`."""
        rows, row = f"l{len(loop.path)}", self.row(loop.path)
        listing = VOCABULARY[entity_at(outer)].lists[loop.path[-1]]
        table = self.layout.table(loop)
        for name, _ in loop.folds:
            self.say(f"v{self.number(name)} = {self.start(name)}")
        if table is not None:
            self.say(f"t{table} = []")
            if self.carried(loop):
                self.say(f"k{table} = []")
        self.say(f"{rows} = {self.row(outer)}[{positions(entity_at(outer))[listing.attribute]}]")
        if listing.absent != "required" and self.three:
            self.no_rows(loop, rows, self.where(outer, listing.name))
            self.say("else:")
            self.depth += 1
            self.over_rows(loop, rows, row, outer)
            self.depth -= 1
            return
        if listing.absent != "required":
            self.say(f"if {rows} is None: raise NotKnown")
        self.over_rows(loop, rows, row, outer)

    def no_rows(self, loop: Loop, rows: str, missing: str) -> None:
        """What a loop yields over a list that is not known."""
        self.say(f"if {rows} is None:")
        self.depth += 1
        for name, _ in loop.folds:
            self.say(f"v{self.number(name)} = silent({missing}, {self.bounds[name]!r})")
        if not loop.folds:
            self.say("pass")
        self.depth -= 1

    def over_rows(self, loop: Loop, rows: str, row: str, outer: Path) -> None:
        """The loop itself."""
        earlier = self.earlier(loop)
        target, iterated = row, rows
        if earlier:
            target = ", ".join([row, *earlier.values()])
            iterated = f"zip({', '.join([rows, *earlier])})"
        if self.three:
            counter = f"i{len(loop.path)}"
            target = f"{counter}, ({target})" if earlier else f"{counter}, {target}"
            iterated = f"enumerate({iterated})"
        self.say(f"for {target} in {iterated}:")
        self.depth += 1
        mark = len(self.lines)
        self.loop_body(loop, loop.path)
        for name, path in loop.folds:
            self.feed(name, path)
        table = self.layout.table(loop)
        if table is not None:
            self.say(f"t{table} += {self.row_of(loop)}")
            if carried := self.carried(loop):
                self.say(f"k{table}.append(({', '.join(carried)},))")
        if len(self.lines) == mark:
            self.say("pass")
        self.depth -= 1
        for name, _ in loop.folds:
            self.finish(name, outer)

    def earlier(self, loop: Loop) -> dict[str, str]:
        """What earlier loops over these rows carry on to this one, and how it unpacks for each row."""
        found: dict[str, str] = {}
        for other in self.layout.loops_over(loop.path):
            wanted = self.wanted(loop, other)
            if wanted:
                names = [name if name in wanted else "_" for name in self.carried(other)]
                found[f"k{self.layout.table(other)}"] = f"({', '.join(names)},)"
        return found

    def carried(self, loop: Loop) -> list[str]:
        """The locals of a loop that later loops over the same rows read."""
        if id(loop) not in self._carried:
            later = [other for other in self.layout.every(loop.path) if other is not loop]
            names = (name for other in later for name in self.wanted(other, loop))
            self._carried[id(loop)] = list(dict.fromkeys(names))
        return self._carried[id(loop)]

    def wanted(self, loop: Loop, other: Loop) -> list[str]:
        """The locals of another loop over the same rows that a loop reads."""
        here = {*loop.computed(), *loop.folds}
        wanted = {
            needed
            for instance in here
            for needed in self.schedule.needs[instance]
            if needed not in here and needed[1][: len(loop.path)] == loop.path
        }
        names = [
            self.local(column) if column.table is None else f"k{column.table}"
            for column in self.layout.columns[id(other)]
            if self.layout.holds(column) & wanted and not column.arm
        ]
        return [name for name in names if name.isidentifier()]

    def row(self, path: Path) -> str:
        """The local that holds the row at a path."""
        return f"r{len(path)}" if path else "r"

    def where(self, path: Path, tail: str = "") -> str:
        """Source for the case path of something in a row."""
        front = "".join(f"{name}[{{i{depth}}}]." for depth, name in enumerate(path, start=1))
        return f"f'{front}{tail}'" if path else repr(tail)

    # facts -------------------------------------------------------------------------------------------

    def facts(self, loop: Loop, path: Path) -> None:
        """Read every fact of this row that the loop's steps and folds use, once; then its dates' distances."""
        nodes = [
            node
            for instance in (*loop.computed(), *loop.folds)
            for node in self.row_nodes(instance, loop, path)
        ]
        wanted = {node.path: node for node in nodes if isinstance(node, Fact)}
        for node, name in list(self.hoisted.items()):
            if int(name[1 : name.index("_")]) >= len(path):
                del self.hoisted[node]
        for fact in wanted.values():
            self.read(fact, path)
        for node in nodes:
            if isinstance(node, Call) and node not in self.hoisted:
                name = f"g{len(path)}_{len(self.hoisted)}"
                self.assign(name, node, path)
                self.hoisted[node] = name

    def row_nodes(self, instance: Instance, loop: Loop, path: Path) -> Iterator[Node]:
        """The facts of the row at `path` that a step reads, and operations on such facts and the day alone."""
        rows = rows_at(instance[1])
        if instance in loop.folds:
            rows = {**rows, entity_at(loop.path): loop.path}
        for node in nodes_of(self.schedule.steps[instance[0]]):
            for part in walk(node):
                row = part.row if isinstance(part, Fact) else _distance_of(part)
                if row is not None and rows.get(row) == path:
                    yield part

    def read(self, fact: Fact, path: Path) -> None:
        """Put a fact into a local."""
        field = VOCABULARY[fact.row].fields[fact.path]
        name, row, where = self.fact_name(fact, path), self.row(path), positions(fact.row)
        self.say(f"{name} = {row}[{where[field.attribute]}]")
        if not self.doubts.fact(fact):
            return
        if not self.three:
            self.say(f"if {name} is None: raise NotKnown")
            return
        missing, record = self.where(path, fact.path), field.attribute.partition(".")[0]
        if record != field.attribute:  # where the whole record is unknown, that is what is missing
            missing = f"{self.where(path, record)} if {row}[{where[record]}] is None else {missing}"
        self.say(f"if {name} is None: {name} = silent({missing}, {fact_bounds(fact)!r})")

    # steps -------------------------------------------------------------------------------------------

    def step(self, instance: Instance) -> None:
        """One statement for a step."""
        name, path = instance
        step = self.schedule.steps[name]
        target = f"v{self.number(name)}"
        if isinstance(step, Parameter):
            self.parameter(step, target, path)
        else:
            self.rule(step, target, path)

    def rule(self, rule: Rule, target: str, path: Path) -> None:
        """A rule's value, and the officer's finding on it."""
        if rule.name in self.layout.armed and isinstance(rule.node, Choice):
            self.arms(rule.name, rule.node, path)
        else:
            self.assign(target, rule.node, path, f"  # {rule.name}")
        if rule.finding:
            self.finding(rule, target, path)
        if self.three and rule.when_unknown is not None:
            self.say(f"if type({target}) is Unknown: {target} = {rule.when_unknown}")

    def assign(self, target: str, node: Node | None, path: Path, note: str = "") -> None:
        """The value of an expression: lifted where something that it reads is unknown."""
        lifted, known = self.variants(node, path)
        doubt = self.doubt(node, path) if node is not None and lifted != known else ""
        if doubt:
            self.say(f"if {doubt}: {target} = {lifted}{note}")
        self.say(f"{'else: ' if doubt else ''}{target} = {known}{note}")

    def finding(self, rule: Rule, target: str, path: Path) -> None:
        """The officer's finding on a rule."""
        findings = f"{self.row(path)}[{positions(rule.per)['findings']}]"
        where = self.where(path) if self.three else "None"
        line = f"{target} = runtime.found({target}, {findings}, {where}, {rule.name!r}, {rule.discretion})"
        if rule.node is not None:
            doubt = f"type({target}) is Unknown or " if self.three else ""
            line = f"if {doubt}{findings}: {line}"
        self.say(line)
        if not self.three and rule.node is None:
            self.say(f"if type({target}) is not bool: raise NotKnown")

    def arms(self, name: str, node: Choice, path: Path) -> None:
        """Ordered cases: the value, and which arm it came from."""
        target, word = f"v{self.number(name)}, a{self.number(name)}", "if"
        if self.three and (self.only_lifted(node) or self.doubt(node, path)):
            tests = "".join(
                f"(lambda: {self.expr(t, path)}, lambda: {self.expr(v, path)}), " for t, v in node.arms
            )
            picked = (
                f"{target} = runtime.pick_arm(({tests}), lambda: {self.expr(node.otherwise, path)})  # {name}"
            )
            if self.only_lifted(node):
                self.say(picked)
                return
            self.say(f"if {self.doubt(node, path)}: {picked}")
            word = "elif"
        for index, (test, result) in enumerate(node.arms):
            value = f"{self.known.expr(result, path)}, {index}"
            self.say(f"{word} {self.known.expr(test, path)}: {target} = {value}")
            word = "elif"
        self.say(f"else: {target} = {self.known.expr(node.otherwise, path)}, {len(node.arms)}  # {name}")

    def parameter(self, parameter: Parameter, target: str, path: Path) -> None:
        """A parameter's cell."""
        cells = {key: cell.value for key, cell in parameter.cells.items()}
        if self.inlined(parameter):
            return
        if not parameter.keys and () in cells:
            self.say(f"{target} = {self.value(cells[()])}  # {parameter.name}")
            return
        bounds = type_bounds(parameter.type)
        if self.three and not parameter.keys:
            unset = self.constant(runtime.silent(runtime.cell_name(parameter.name, ()), bounds), "u")
            self.say(f"{target} = {unset}  # {parameter.name}")
            return
        keys = "".join(f"{self.either(node, path)}, " for _, node in parameter.keys)
        table = self.constant(cells, "t")
        if self.three:
            for key in product(*parameter.domains):
                if key not in cells:
                    cells[key] = runtime.silent(runtime.cell_name(parameter.name, key), bounds)
        self.say(f"{target} = {table}.get(({keys}))  # {parameter.name}")
        if self.three and parameter.name in self.doubts.steps:
            domains = self.constant(parameter.domains, "d")
            found = f"runtime.look({table}, ({keys}), {parameter.name!r}, {bounds!r}, {domains})"
            self.say(f"if {target} is None: {target} = {found}")

    # folds -------------------------------------------------------------------------------------------

    def start(self, name: str) -> str:
        """What a fold begins with."""
        fold = fold_of(self.schedule.steps[name])
        return "[]" if fold is None else _FOLD_START.get(fold.how, "[]")

    def feed(self, name: str, path: Path) -> None:
        """One row of a fold."""
        step = self.schedule.steps[name]
        fold = fold_of(step)
        assert fold is not None
        inner = (*rows_at(path)[fold.owner], fold.list)
        target = f"v{self.number(name)}"
        if self.three and self.doubtful(fold):
            if self.feed_unknown(fold, target, inner):
                return
            word = "elif"
        else:
            word = "if"
        value = self.known.expr(fold.value, inner)
        line = {
            "any": f"if {value}: {target} = True", "all": f"if not {value}: {target} = False",
            "sum": f"{target} += {value}", "count": f"{target} += 1",
        }.get(fold.how, f"{target}.append({value})")  # fmt: skip
        if fold.test is None and word == "if":
            self.say(f"{line}  # {name}")
            return
        self.say(
            f"else:  # {name}"
            if fold.test is None
            else f"{word} {self.known.expr(fold.test, inner)}:  # {name}"
        )
        self.depth += 1
        self.say(line)
        self.depth -= 1

    def finish(self, name: str, outer: Path) -> None:
        """The largest or smallest of the values gathered."""
        fold = fold_of(self.schedule.steps[name])
        if fold is None or fold.how not in ("max", "min"):
            return
        target, default = f"v{self.number(name)}", self.either(fold.default, outer)
        if self.three and self.doubtful(fold):
            self.say(f"{target} = runtime.extreme({target}, {default}, {fold.how})")
        else:
            self.say(f"{target} = {fold.how}({target}, default={default})")

    def doubtful(self, fold: Fold) -> bool:
        """Can anything be unknown of one row of a fold?"""
        return any(self.doubts.node(part) for part in (fold.test, fold.value) if part is not None)

    def feed_unknown(self, fold: Fold, target: str, inner: Path) -> bool:
        """One row of a fold, where something of it is unknown; True where that says all."""
        parts = [fold.value] if fold.test is None else [fold.test, fold.value]
        value = self.expr(fold.value, inner)
        test = "True" if fold.test is None else self.expr(fold.test, inner)
        how = {"any": "either", "all": "every", "sum": "add", "count": "add"}.get(fold.how)
        if how is None:
            self.say(f"{target}.append(({test}, {value}))")
            return True
        line = f"{target} = runtime.{how}({target}, {test}, {value})"
        if any(map(self.only_lifted, parts)):
            self.say(line)
            return True
        names = dict.fromkeys([target, *(name for part in parts for name in self.in_doubt(part, inner))])
        self.say(f"if {' or '.join(f'type({name}) is Unknown' for name in names)}: {line}")
        return False


def _distance_of(node: Node) -> str | None:
    """The entity of the only row whose facts a distance of dates reads; None for anything else."""
    if not isinstance(node, Call) or node.op.name not in _DISTANCES:
        return None
    parts = walk(node)
    if any(isinstance(part, Call) and part.op.name not in _DISTANCES for part in parts):
        return None
    if not all(isinstance(part, Call | Fact | Today) for part in parts):
        return None
    rows = {part.row for part in parts if isinstance(part, Fact)}
    return rows.pop() if len(rows) == 1 else None


def _tuple(parts: Iterable[str]) -> str:
    """A tuple of these, or the empty one: a plan of a day on which nothing is ruled has no slots."""
    return f"({''.join(f'{part}, ' for part in parts)})"
