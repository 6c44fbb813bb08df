"""A plan as Python source: one statement a step, loops over members and items, a tuple of slots.

Two variants from one walk. The fast one takes every fact for known and gives up (`NotKnown`) at the first
that is not; the three-valued one calls the lifted operations. The source holds names and values of the plan
only, never text of a rule file, and is entered in `linecache`, so that a traceback shows the rule.
"""

from __future__ import annotations

from aid_rules.case import VOCABULARY
from aid_rules.language import Choice, Fact, Fold
from aid_rules.plan import Parameter, Plan, Rule, step_bounds
from aid_rules.plan.bounds import fact_bounds, type_bounds
from aid_rules.scalar.expressions import Expressions
from aid_rules.scalar.schedule import (
    Instance,
    Loop,
    Path,
    Schedule,
    entity_at,
    facts_in,
    fold_of,
    homes,
    nodes_of,
    rows_at,
)

_FOLD_START = {"any": "False", "all": "True", "sum": "0", "count": "0"}


class Writer(Expressions):
    """Writes one variant of one plan."""

    def __init__(self, plan: Plan, three_valued: bool) -> None:
        super().__init__(plan, three_valued)
        self.schedule = Schedule(plan.steps)
        self.bounds = step_bounds(plan.steps)
        self.armed = {
            s.name for s in plan.steps if isinstance(s, Rule) and len(s.arms) > 1 and isinstance(s.node, Choice)
        }
        self.lines: list[str] = []
        self.depth = 1

    def source(self) -> str:
        """The whole function `decide(r, on)`."""
        head = f"# plan {self.plan.digest[:12]}, {'three-valued' if self.three else 'all known'}"
        self.lines = [head, "def decide(r, on):"]
        for name, path in self.schedule.instances:
            if path:
                self.say(f"{self.kept(name, path)} = []")
                if name in self.armed:
                    self.say(f"{self.kept(name, path, arm=True)} = []")
        self.loop_body(self.schedule.top, ())
        slots = "".join(f"{self.slot(step.name)}, " for step in self.plan.steps)
        arms = "".join(f"{self.slot(s.name, arm=True)}, " for s in self.plan.steps if s.name in self.armed)
        self.say(f"return ({slots}), ({arms})")
        return "\n".join(self.lines) + "\n"

    # names -------------------------------------------------------------------------------------------

    def say(self, line: str) -> None:
        self.lines.append("    " * self.depth + line)

    def kept(self, name: str, path: Path, arm: bool = False) -> str:
        """The list that keeps a step's values (or which arm fired) by row: of members, of the household's own
        items, of the members' items."""
        letter = "k" if path == ("members",) else "h" if len(path) == 1 else "m"
        return f"{letter}{'a' if arm else ''}{self.number(name)}"

    def slot(self, name: str, arm: bool = False) -> str:
        """What stands in the slot of a step: a value, a list by member, or both lists of an item."""
        paths = homes(self.plan.by_name[name].per)
        if paths == ((),):
            return f"{'a' if arm else 'v'}{self.number(name)}"
        kept = {len(path): self.kept(name, path, arm) for path in paths}
        if paths == (("members",),):
            return kept[1]
        return f"({kept.get(2)}, {kept.get(1)})"

    # loops -------------------------------------------------------------------------------------------

    def loop_body(self, loop: Loop, path: Path) -> None:
        self.facts(loop, path)
        for item in loop.body:
            if isinstance(item, Loop):
                self.inner_loop(item, path)
            else:
                self.step(item)

    def inner_loop(self, loop: Loop, outer: Path) -> None:
        rows, row = f"l{len(loop.path)}", self.row(loop.path)
        listing = VOCABULARY[entity_at(outer)].lists[loop.path[-1]]
        for name, _ in loop.folds:
            self.say(f"v{self.number(name)} = {self.start(name)}")
        per_row = [i for i in dict.fromkeys(loop.computed()) if i[1][: len(loop.path)] == loop.path]
        if len(loop.path) == 2:
            for name, _ in (i for i in per_row if i[1] == loop.path):
                self.say(f"w{self.number(name)} = []")
                if name in self.armed:
                    self.say(f"wa{self.number(name)} = []")
        self.say(f"{rows} = {self.row(outer)}.{listing.attribute}")
        if not self.three:
            self.say(f"if {rows} is None: raise NotKnown")
            self.over_rows(loop, rows, row, outer)
        else:
            self.say(f"if {rows} is None:")
            self.depth += 1
            missing = f"{self.path_text(outer)} + {listing.name!r}"
            for name, _ in loop.folds:
                self.say(f"v{self.number(name)} = runtime.rows_unknown({missing}, {self.bounds[name]!r})")
            if not loop.folds:
                self.say("pass")
            self.depth -= 1
            self.say("else:")
            self.depth += 1
            self.over_rows(loop, rows, row, outer)
            self.depth -= 1
        if len(loop.path) == 2:
            for name, _ in (i for i in per_row if i[1] == loop.path):
                self.say(f"{self.kept(name, loop.path)}.append(w{self.number(name)})")
                if name in self.armed:
                    self.say(f"{self.kept(name, loop.path, arm=True)}.append(wa{self.number(name)})")
        for name, _ in loop.folds:
            self.keep(name, outer)

    def over_rows(self, loop: Loop, rows: str, row: str, outer: Path) -> None:
        earlier = sorted(self.earlier(loop))
        targets = [row, *(self.unpacked(name, path, loop.path) for name, path in earlier)]
        sources = [rows, *(self.packed(name, path, loop.path) for name, path in earlier)]
        target, iterated = targets[0], sources[0]
        if earlier:
            target, iterated = ", ".join(targets), f"zip({', '.join(sources)})"
        if self.three:
            counter = f"i{len(loop.path)}"
            target = f"{counter}, ({target})" if earlier else f"{counter}, {target}"
            iterated = f"enumerate({iterated})"
        self.say(f"for {target} in {iterated}:")
        self.depth += 1
        mark = len(self.lines)
        if self.three:
            prefix = f"{self.path_text(outer)} + f'{loop.path[-1]}[{{i{len(loop.path)}}}].'"
            self.say(f"q{len(loop.path)} = {prefix}")
        self.loop_body(loop, loop.path)
        for name, _ in loop.folds:
            self.feed(name)
        if len(self.lines) == mark:
            self.say("pass")
        self.depth -= 1
        for name, _ in loop.folds:
            self.finish(name, outer)

    def earlier(self, loop: Loop) -> set[Instance]:
        """Instances of these rows (or below them) that an earlier loop computed and this one reads."""
        here = {*loop.computed()}
        wanted: set[Instance] = set()
        for instance in (*here, *loop.folds):
            for needed in self.schedule.needs[instance]:
                if needed not in here and needed not in loop.folds and needed[1][: len(loop.path)] == loop.path:
                    wanted.add(needed)
        return wanted

    def unpacked(self, name: str, path: Path, at: Path) -> str:
        return f"v{self.number(name)}" if path == at else f"w{self.number(name)}"

    def packed(self, name: str, path: Path, at: Path) -> str:
        if len(at) == 2:
            return f"w{self.number(name)}"
        return self.kept(name, path)

    def row(self, path: Path) -> str:
        return f"r{len(path)}" if path else "r"

    def path_text(self, path: Path) -> str:
        return f"q{len(path)}" if path else "''"

    # facts -------------------------------------------------------------------------------------------

    def facts(self, loop: Loop, path: Path) -> None:
        """Read every fact of this row that the loop's steps and folds use, once."""
        wanted: dict[str, Fact] = {}
        for instance in (*loop.computed(), *loop.folds):
            fold_row = entity_at(loop.path) if instance in loop.folds else None
            for fact in (f for node in nodes_of(self.schedule.steps[instance[0]]) for f in facts_in(node)):
                rows = rows_at(instance[1])
                home = loop.path if fact.row == fold_row else rows.get(fact.row)
                if home == path:
                    wanted[fact.path] = fact
        for fact in wanted.values():
            self.read(fact, path)

    def read(self, fact: Fact, path: Path) -> None:
        field = VOCABULARY[fact.row].fields[fact.path]
        name, row, parts = self.fact_name(fact, path), self.row(path), field.attribute.split(".")
        if self.three:
            self.say(
                f"{name} = runtime.fact({row}, {tuple(parts)!r}, {self.path_text(path)}, {fact.path!r}, {fact_bounds(fact)!r})"
            )
            return
        self.say(f"{name} = {row}.{parts[0]}")
        for part in parts[1:]:
            self.say(f"if {name}: {name} = {name}.{part}")
        self.say(f"if {name} is None: raise NotKnown")

    # steps -------------------------------------------------------------------------------------------

    def step(self, instance: Instance) -> None:
        name, path = instance
        step = self.schedule.steps[name]
        target = f"v{self.number(name)}"
        if isinstance(step, Parameter):
            self.parameter(step, target, path)
        else:
            self.rule(step, target, path)
        self.keep(name, path)

    def keep(self, name: str, path: Path) -> None:
        number = self.number(name)
        if len(path) == 1:
            self.say(f"{self.kept(name, path)}.append(v{number})")
            if name in self.armed:
                self.say(f"{self.kept(name, path, arm=True)}.append(a{number})")
        elif len(path) == 2:
            self.say(f"w{number}.append(v{number})")
            if name in self.armed:
                self.say(f"wa{number}.append(a{number})")

    def rule(self, rule: Rule, target: str, path: Path) -> None:
        if rule.name in self.armed and isinstance(rule.node, Choice):
            self.arms(rule.name, rule.node, path)
        else:
            self.say(f"{target} = {'None' if rule.node is None else self.expr(rule.node, path)}  # {rule.name}")
        if rule.finding:
            where = self.path_text(path) if self.three else "''"
            self.say(f"{target} = runtime.found({target}, {self.row(path)}, {where}, {rule.name!r}, {rule.discretion})")
            if not self.three and rule.node is None:
                self.say(f"if type({target}) is not bool: raise NotKnown")

    def arms(self, name: str, node: Choice, path: Path) -> None:
        """Ordered cases: the value, and which arm it came from."""
        value, arm = f"v{self.number(name)}", f"a{self.number(name)}"
        if self.three:
            tests = "".join(f"(lambda: {self.expr(t, path)}, lambda: {self.expr(v, path)}), " for t, v in node.arms)
            self.say(f"{value}, {arm} = runtime.pick_arm(({tests}), lambda: {self.expr(node.otherwise, path)})  # {name}")
            return
        for index, (test, result) in enumerate(node.arms):
            self.say(f"{'if' if index == 0 else 'elif'} {self.expr(test, path)}: {value}, {arm} = {self.expr(result, path)}, {index}")
        self.say(f"else: {value}, {arm} = {self.expr(node.otherwise, path)}, {len(node.arms)}  # {name}")

    def parameter(self, parameter: Parameter, target: str, path: Path) -> None:
        cells = {key: cell.value for key, cell in parameter.cells.items()}
        if not parameter.keys and () in cells:
            self.say(f"{target} = {self.value(cells[()])}  # {parameter.name}")
            return
        keys = ", ".join(self.expr(node, path) for _, node in parameter.keys)
        table = self.constant(cells, "t")
        key = f"({keys},)" if keys else "()"
        if self.three:
            bounds = type_bounds(parameter.type)
            self.say(f"{target} = runtime.look({table}, {key}, {parameter.name!r}, {bounds!r})  # {parameter.name}")
        else:
            self.say(f"{target} = {table}.get({key})  # {parameter.name}")

    # folds -------------------------------------------------------------------------------------------

    def start(self, name: str) -> str:
        fold = fold_of(self.schedule.steps[name])
        return "[]" if fold is None else _FOLD_START.get(fold.how, "[]")

    def feed(self, name: str) -> None:
        """One row of a fold."""
        step = self.schedule.steps[name]
        fold = fold_of(step)
        assert fold is not None
        path = next(p for n, p in self.schedule.instances if n == name)
        inner = (*rows_at(path)[fold.owner], fold.list)
        target = f"v{self.number(name)}"
        value = self.expr(fold.value, inner)
        test = None if fold.test is None else self.expr(fold.test, inner)
        if self.three:
            self.feed_unknown(fold, target, test or "True", value)
            return
        line = {
            "any": f"if {value}: {target} = True", "all": f"if not {value}: {target} = False",
            "sum": f"{target} += {value}", "count": f"{target} += 1",
        }.get(fold.how, f"{target}.append({value})")  # fmt: skip
        if test is None:
            self.say(f"{line}  # {name}")
            return
        self.say(f"if {test}:  # {name}")
        self.depth += 1
        self.say(line)
        self.depth -= 1

    def finish(self, name: str, outer: Path) -> None:
        """The largest or smallest of the values gathered."""
        fold = fold_of(self.schedule.steps[name])
        if fold is None or fold.how not in ("max", "min"):
            return
        target, default = f"v{self.number(name)}", self.expr(fold.default, outer)
        if self.three:
            self.say(f"{target} = runtime.extreme({target}, {default}, {fold.how})")
        else:
            self.say(f"{target} = {fold.how}({target}, default={default})")

    def feed_unknown(self, fold: Fold, target: str, test: str, value: str) -> None:
        match fold.how:
            case "any":
                self.say(f"{target} = runtime.either({target}, {test}, {value})")
            case "all":
                self.say(f"{target} = runtime.every({target}, {test}, {value})")
            case "sum" | "count":
                self.say(f"{target} = runtime.add({target}, {test}, {value})")
            case _:
                self.say(f"{target}.append(({test}, {value}))")
