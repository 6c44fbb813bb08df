"""What is so? The facts and values that a condition asks about, as they stand, each in a few words."""

from __future__ import annotations

from aid_rules.explanation.reading import Reader
from aid_rules.explanation.words import say
from aid_rules.language import Call, Fact, Literal, Node, Today, Unknown
from aid_rules.scalar import Row

_JOINTS = ("and", "or", "not")
_COMPARING = ("less", "at_most", "more", "at_least", "same", "differs", "among", "compare")


def stated(reader: Reader, node: Node, row: Row) -> str:
    """`有残疾证；残疾证到期日：2027-05-01`: what a condition finds, without what it makes of it."""
    return say("semicolon", reader.lang).join(dict.fromkeys(_stated(reader, node, row)))


def _stated(reader: Reader, node: Node, row: Row) -> list[str]:
    if not isinstance(node, Call):
        return [_value(reader, node, row)]
    if node.op.name in _JOINTS:
        return [text for operand in node.operands for text in _stated(reader, operand, row)]
    if node.op.name == "has":
        holds = reader.value(node, row)
        key = "maybe" if type(holds) is Unknown else "there" if holds else "not_there"
        what = reader.words(node if key == "maybe" else node.operands[0], row)
        return [say(key, reader.lang, what=what)]
    if node.op.name in _COMPARING:
        sides = [
            o for o in node.operands if not isinstance(o, Literal | Today) and o.type.kind != "comparison"
        ]
        return [_value(reader, side, row) for side in sides]
    return [_value(reader, node, row)]


def _value(reader: Reader, node: Node, row: Row) -> str:
    text = reader.fact_text(node, row) if isinstance(node, Fact) else reader.told(node, row)
    return f"{reader.words(node, row)}{say('colon', reader.lang)}{text}"
