"""Where do the two engines part, and how did each come to its answer?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One value on which the engines do not agree. Names persons by their id in the case, nobody by name.

    `rule`: the full name of the rule, or of the programme where it is the outcome that differs. `of`: a
    person's id, or `household`. `ours`, `theirs`: `true`, `false`, a word, an outcome, `unknown`, or `both`
    for a contradiction. The derivations: a line a step.
    """

    household_id: str
    rule: str
    of: str
    ours: str
    theirs: str
    our_derivation: tuple[str, ...]
    their_derivation: tuple[str, ...]

    def say(self, lang: str = "zh") -> str:
        """Both answers, each with its derivation."""
        zh = lang == "zh"
        head = f"{self.household_id} {self.rule} [{self.of}]: " + (
            f"复核不一致：本引擎 {self.ours}，durable-rules {self.theirs}"
            if zh
            else f"the engines differ: ours {self.ours}, durable-rules {self.theirs}"
        )
        own, other = ("本引擎：", "durable-rules：") if zh else ("ours:", "durable-rules:")
        lines = [head, f"  {own}", *(f"    {line}" for line in self.our_derivation)]
        return "\n".join([*lines, f"  {other}", *(f"    {line}" for line in self.their_derivation)])
