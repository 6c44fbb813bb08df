"""Faults to plant in a case, one at a time: each function changes the case, or leaves it where it has no place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

Case = dict[str, Any]
Plant = Callable[[Random, Case], None]

AHEAD = "2026-11-02"
"""The day after that on which the cases are decided."""
MOST = "10000000000.01"


def rows(case: Case, *path: str) -> list[Case]:
    """Every record at a path of lists and records."""
    found: list[Case] = [case]
    for step in path:
        inner = [row.get(step) for row in found]
        found = [one for part in inner if part for one in (part if isinstance(part, list) else [part])]
    return found


def setting(*path: str, to: Any) -> Plant:
    """Sets a field, where there is a record that has one."""

    def plant(chance: Random, case: Case) -> None:
        places = rows(case, *path[:-1])
        if places:
            chance.choice(places)[path[-1]] = to

    return plant


def dropping(*path: str) -> Plant:
    """Leaves out a field."""

    def plant(chance: Random, case: Case) -> None:
        places = rows(case, *path[:-1])
        if places:
            chance.choice(places).pop(path[-1], None)

    return plant


def adding(*path: str, row: Case, count: int = 1) -> Plant:
    """Adds rows to a list."""

    def plant(chance: Random, case: Case) -> None:
        place = chance.choice(rows(case, *path[:-1]))
        place[path[-1]] = [*(place.get(path[-1]) or []), *(dict(row) for _ in range(count))]

    return plant


def member(case: Case, number: int = -1) -> str:
    """A member's id."""
    return str(case["members"][number]["person_id"])


def nothing(_: Random, _case: Case) -> None:
    """A case without fault is to be accepted."""


def same_person(_: Random, case: Case) -> None:
    case["members"].append({**case["members"][0], "relation": "other"})


def many_members(_: Random, case: Case) -> None:
    case["members"] += [
        {"person_id": f"x{n}", "birth_date": "1980-01-01", "relation": "other"} for n in range(100)
    ]


def given_to(programme: str, *, somebody: bool) -> Plant:
    def plant(_: Random, case: Case) -> None:
        award = {"programme": programme, "from": "2020-01-01"}
        case["awards"] = [
            *(case.get("awards") or []),
            award | ({"person_id": member(case)} if somebody else {}),
        ]

    return plant


def many_awards(_: Random, case: Case) -> None:
    own = [{"programme": "dibao", "from": "2020-01-01"}] * 120
    theirs = [{"programme": "tekun", "from": "2020-01-01", "person_id": member(case)}] * 100
    case["awards"] = [*own, *theirs]


def paid(month: str, amount: str | None = "1", count: int = 1) -> Plant:
    def plant(_: Random, case: Case) -> None:
        payments = [{"month": month, "amount": amount} if amount else {"month": month}] * count
        case["awards"] = [{"programme": "dibao", "from": "2020-01-01", "payments": payments}]

    return plant


def child_of(status: str, *situations: str) -> Plant:
    def plant(chance: Random, case: Case) -> None:
        parents = [
            {"which": w, "situation": s} for w, s in zip(("father", "mother"), situations, strict=False)
        ]
        chance.choice(case["members"]).update(child_status=status, parents=parents)

    return plant


def parents(*which: str | None) -> Plant:
    def plant(chance: Random, case: Case) -> None:
        chance.choice(case["members"])["parents"] = [{"which": w, "situation": "dead"} for w in which]

    return plant


def owned_by(number: int | None) -> Plant:
    def plant(_: Random, case: Case) -> None:
        owner = "stranger" if number is None else member(case, number)
        case["assets"] = [*(case.get("assets") or []), {"kind": "deposit", "value": "1", "owner": owner}]

    return plant


def found(name: str, where: str, **facts: Any) -> Plant:
    def plant(chance: Random, case: Case) -> None:
        place = case if where == "household" else chance.choice(case["members"])
        made = {"holds": True, "by": "o", "on": "2015-01-01", "reason": "r"} | facts
        made = {key: value for key, value in made.items() if value is not None}
        place["findings"] = {**(place.get("findings") or {}), name: made}

    return plant


def dying(day: str) -> Plant:
    def plant(chance: Random, case: Case) -> None:
        person = chance.choice(case["members"])
        person["death_date"] = day
        person["cleric_since"] = AHEAD  # of whom has died nobody asks this

    return plant


def all_dead(_: Random, case: Case) -> None:
    for person in case["members"]:
        person["death_date"] = "2020-01-01"


def two(relation: str) -> Plant:
    def plant(_: Random, case: Case) -> None:
        base = {"birth_date": "1980-01-01", "relation": relation}
        case["members"] += [{**base, "person_id": f"two{n}"} for n in range(2)]

    return plant


def ending(*path: str, begin: str, end: str) -> Plant:
    def plant(chance: Random, case: Case) -> None:
        for place in rows(case, *path)[:1]:
            place[begin], place[end] = "2020-01-02", chance.choice(("2020-01-01", "2020-01-02"))

    return plant


WAGE = {"kind": "wage", "amount": "1", "period": "month"}
PLANTS: tuple[Plant, ...] = (
    nothing,
    *(adding(*at, row=WAGE | {"amount": a}) for at in (("incomes",), ("members", "incomes")) for a in (MOST, "-1")),
    *(adding("members", "incomes", row=WAGE | {"period": "once", "months": m}) for m in (0, 601, 7)),
    adding("members", "incomes", row=WAGE | {"months": 3}),
    adding("expenses", row={"kind": "medical", "amount": "1", "period": "year", "months": 3}),
    adding("members", "incomes", row=WAGE, count=201),
    adding("incomes", row=WAGE, count=201),
    adding("incomes", row=WAGE | {"period": None}),
    adding("incomes", row=WAGE | {"period": None, "months": 3}),
    adding("expenses", row=WAGE | {"kind": None}),
    adding("hardships", row={"kind": None, "date": None}),
    adding("members", "incomes", row=WAGE | {"kind": "salary"}),
    adding("members", "parents", row={"which": "father"}, count=3),
    adding("members", "obligors", row={"relation": "child", "age": 131}),
    adding("members", "obligors", row={"relation": "child", "household_size": 0}),
    adding("members", "parents", row={"which": "father", "since": AHEAD}),
    adding("hardships", row={"kind": "fire", "date": AHEAD}),
    adding("hardships", row={"kind": "fire", "date": "2020-01-01", "multiplier": "1000.1"}),
    adding("assets", row={"kind": "dwelling", "floor_area": "1000000.01"}),
    adding("expenses", row={"kind": "transfer_paid", "amount": "1", "period": "month"}),
    adding("members", "expenses", row={"kind": "transfer_paid", "amount": "1", "period": "month"}),
    adding("members", "incomes", row=WAGE | {"kind": "work_injury_care"}),
    *(setting("members", "birth_date", to=day) for day in ("1899-12-31", "3000-01-01", AHEAD, "2026-11-01")),
    setting("members", "cleric_since", to=AHEAD),
    setting("members", "employment", to={"status": "unemployed", "since": AHEAD}),
    setting("application_date", to="3000-01-01"),
    setting("members", "relation", to="cousin"),
    setting("members", "relation", to="child"),
    setting("members", "sex", to="m"),
    setting("members", "disability", to={"kind": "visual", "grade": 5}),
    setting("members", "disability", to={"kind": "visual", "grade": None}),
    setting("members", "disability", to={"kind": None, "grade": 1}),
    setting("members", "service_disability_grade", to=11),
    *(
        setting("members", "person_id", to=text)
        for text in ("", " x", "x\u3000", "a\nb", "a\x1bb", "a\u202eb", "a\x7fb", "a b", "身", "x" * 65, "字" * 64)
    ),
    *(setting("household_id", to=text) for text in ("", "h ", "x" * 65)),
    *(setting("region", to=text) for text in ("3709", "000000", "999999", "37090a", "370902001")),
    setting("residence", to="coast"),
    *(dropping(*path) for path in (
        ("region",), ("household_id",), ("members", "person_id"), ("awards", "programme"), ("awards", "from"),
    )),
    *(setting(*path, to=None) for path in (
        ("residence",), ("members", "birth_date"), ("members", "relation"), ("assets", "kind"),
        ("members", "parents", "which"), ("members", "obligors", "relation"), ("members", "custody", "kind"),
    )),
    setting("members", to=[]),
    same_person, many_members, many_awards, all_dead,
    two("head"), two("spouse"), two("sibling"),
    given_to("dibao", somebody=True), given_to("dibo", somebody=False), given_to("2 dibao", somebody=False),
    given_to("tekun", somebody=False), given_to("temporary_aid", somebody=True),
    paid("2026-13"), paid("2026-01"), paid("2026-01", "-1"), paid("2026-01", None), paid("2026-01", count=1201),
    child_of("orphan", "able"), child_of("orphan", "dead"), child_of("orphan", "dead", "able"),
    parents("father", "father"), parents("mother", "mother"), parents("father", "mother"), parents(None, None),
    child_of("de_facto_unattended", "able"), child_of("de_facto_unattended", "able", "able"),
    owned_by(None), owned_by(-1),
    *(found(name, where) for name in ("dibao.nothing_such", "dibao.property_within_limits", "Dibao", "a.b" * 50)
      for where in ("household", "person")),
    *(found("dibao.property_within_limits", "household", reason=text) for text in ("", "a\x07b", "a\nb", "a\u2066b", " a ")),
    found("dibao.property_within_limits", "household", holds=None),
    found("dibao.property_within_limits", "household", on="3000-01-01"),
    dying("2020-01-01"), dying("1800-01-01"), dying("1901-01-01"), dying("2027-01-01"),
    ending("awards", begin="from", end="until"), ending("members", "custody", begin="from", end="until"),
)  # fmt: skip


def each(chance: Random) -> Iterator[Plant]:
    """All of them, in an order of chance."""
    yield from chance.sample(PLANTS, len(PLANTS))
