"""`evaluate --crosscheck`: does a second engine reach the same outcomes? What it says goes to stderr."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from aid_rules.cli.ending import NOT_HELD, complain, refuse
from aid_rules.cli.options import Lang
from aid_rules.durable import Crosscheck, NoSecondOpinion, available
from aid_rules.rulebook import Rulebook
from aid_rules.scalar import Decision


def need() -> None:
    """End with 2 where there is no second engine here, before anything is decided."""
    missing = available()
    if missing:
        refuse(missing)


def crosscheck(decisions: Sequence[Decision], rulebook: Rulebook, lang: Lang) -> None:
    """Every difference with both derivations; ends with 1 where there is one, or where the engine failed."""
    differing = 0
    try:
        with Crosscheck(rulebook) as worker:
            for decision in decisions:
                differences = worker.differences(decision)
                differing += bool(differences)
                for difference in differences:
                    complain(difference.say(lang.value))
    except NoSecondOpinion as error:
        complain(f"复核未能完成 / the cross-check failed: {error}")
        raise typer.Exit(NOT_HELD) from error
    if differing:
        complain(f"复核：{len(decisions)} 户中 {differing} 户不一致 / households differ")
        raise typer.Exit(NOT_HELD)
    complain(f"复核：{len(decisions)} 户一致 / households agree")
