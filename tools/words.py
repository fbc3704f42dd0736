"""What the catalogue of words lacks: `python3 -m tools.words`; exit code 1 if there is anything."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from estore_pos.text.words import placeholders, read_catalogue

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "resources/words/hi.po"


@dataclass(frozen=True, slots=True)
class Message:
    """A message in the source; `many` is "" unless it has a plural."""

    one: str
    many: str
    place: str


def messages(root: Path) -> Iterator[Message]:
    """Every message said by `tr`, `ntr`, `each` or `mark`, or named `sentence=`, below a folder.

    Raises ValueError naming the place where what is said is put together on the spot: an f-string,
    a sum or a `.format` can have no entry in a catalogue.
    """
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _messages_of(node, f"{path.relative_to(root.parent)}:{node.lineno}")


def _messages_of(call: ast.Call, place: str) -> Iterator[Message]:
    for keyword in call.keywords:
        if keyword.arg == "sentence" and (text := _literal(keyword.value, place)):
            yield Message(text, "", place)
    if (count := _texts(call.func)) and call.args:
        said = [_literal(argument, place) for argument in call.args[:count]]
        if said[0]:
            yield Message(said[0], said[1] if count == 2 else "", place)


def _texts(function: ast.expr) -> int:
    match function:
        case ast.Name(id="tr" | "mark") | ast.Attribute(attr="tr" | "each"):
            return 1
        case ast.Name(id="ntr") | ast.Attribute(attr="ntr"):
            return 2
        case _:
            return 0


def _literal(argument: ast.expr, place: str) -> str:
    match argument:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr() | ast.BinOp() | ast.Call(func=ast.Attribute(attr="format")):
            raise ValueError(f"{place}: say the whole message and hand in its facts by name")
        case _:
            return ""


def faults(root: Path, content: bytes) -> list[str]:
    """What is missing, unused, said twice or has other placeholders, as lines to read."""
    catalogue = read_catalogue(content)
    said = {message.one: message for message in messages(root)}
    lines = [f"{m.place}: not in hi.po: {m.one!r}" for m in said.values() if m.one not in catalogue]
    lines += [f"hi.po: said nowhere: {one!r}" for one in catalogue if one not in said]
    for one, forms in catalogue.items():
        if one in said:
            many = said[one].many
            wanted = placeholders(many or one)
            if len(forms) != (2 if many else 1):
                lines.append(f"hi.po: plural and single differ: {one!r}")
            elif placeholders(forms[-1]) != wanted or not placeholders(forms[0]) <= wanted:
                lines.append(f"hi.po: other placeholders: {one!r}")
    entries = len(re.findall(r'^msgid "', content.decode("utf-8"), re.MULTILINE)) - 1
    if entries != len(catalogue):
        lines.append(f"hi.po: {entries - len(catalogue)} entries are empty, broken or there twice")
    return lines


def main() -> int:
    """Print the faults."""
    found = faults(ROOT / "estore_pos", CATALOGUE.read_bytes())
    print("\n".join(found) or "every message has its Hindi")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
