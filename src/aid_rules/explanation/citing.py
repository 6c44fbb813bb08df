"""How is a document cited in words?"""

from __future__ import annotations

from collections.abc import Iterable

from aid_rules.explanation.words import Lang, say
from aid_rules.scalar import Basis


def cite(basis: Basis, lang: Lang) -> str:
    """`《最低生活保障审核确认办法》（民发〔2021〕57号）第13条`."""
    number = f"（{basis.number}）" if basis.number else ""
    return f"《{basis.document}》{number}{basis.article}" + ("" if basis.seen else say("unseen", lang))


def cites(basis: Iterable[Basis], lang: Lang) -> str:
    """Several, one document with all its places."""
    places: dict[Basis, list[str]] = {}
    for one in basis:
        key = one.model_copy(update={"article": ""})
        if one.article not in places.setdefault(key, []):
            places[key].append(one.article)
    joint = say("list", lang)
    return say("semicolon", lang).join(
        cite(key.model_copy(update={"article": joint.join(filter(None, articles))}), lang)
        for key, articles in places.items()
    )
