"""YAML read as nodes that know their lines, with one clear error for anything unexpected."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

import yaml

from kgqa.errors import FormatError

if TYPE_CHECKING:
    from pathlib import Path

Node: TypeAlias = yaml.Node


def compose(file: Path) -> Node:
    """The root node of a YAML file. Raises FormatError for broken YAML and for an empty file."""
    try:
        # utf-8-sig: some editors put a byte order mark first.
        root = _composed(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise FormatError("the file is not UTF-8", file=str(file), remedy="save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise FormatError(
            f"this is not YAML: {error.problem}", file=str(file), line=line, remedy="mend the indentation or quotes"
        ) from None
    except yaml.YAMLError as error:
        raise FormatError(f"this is not YAML: {error}", file=str(file)) from None
    if root is None:
        raise FormatError("the file is empty", file=str(file), line=1, remedy="write `cases:` and a list of cases")
    return root


def _composed(content: str) -> Node | None:
    """Read by libyaml, where PyYAML has it: that is ten times faster, but worse at telling where a fault lies."""
    if hasattr(yaml, "CSafeLoader"):
        with suppress(yaml.YAMLError):
            return yaml.compose(content, Loader=yaml.CSafeLoader)
    return yaml.compose(content, Loader=yaml.SafeLoader)


def line_of(node: Node) -> int:
    """The line on which a node begins."""
    return int(node.start_mark.line) + 1


def fault(file: Path, node: Node, message: str, remedy: str) -> FormatError:
    """The error for a node that is not what it should be."""
    return FormatError(message, file=str(file), line=line_of(node), remedy=remedy)


def mapping(file: Path, node: Node, what: str, known: tuple[str, ...] | None = None) -> dict[str, Node]:
    """The entries of a mapping node; every key must be one of `known`, if that is given, and stand once."""
    if not isinstance(node, yaml.MappingNode):
        raise fault(file, node, f"{what} must be a mapping", "write `key: value` lines")
    entries: dict[str, Node] = {}
    for key, value in node.value:
        name = text(file, key, f"a key of {what}")
        if known is not None and name not in known:
            raise fault(file, key, f"{what} has no {name!r}", "use " + ", ".join(known))
        if name in entries:
            raise fault(file, key, f"{name!r} stands twice", "keep one of them")
        entries[name] = value
    return entries


def items(file: Path, node: Node, what: str) -> list[Node]:
    """The items of a list node."""
    if not isinstance(node, yaml.SequenceNode):
        raise fault(file, node, f"{what} must be a list", "begin each item with `- `")
    return list(node.value)


def text(file: Path, node: Node, what: str) -> str:
    """The text of a scalar node."""
    if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null":
        raise fault(file, node, f"{what} must be text", "put it in quotes")
    return str(node.value)


def number(file: Path, node: Node, what: str) -> int:
    """The whole number, zero or more, of a scalar node."""
    value = text(file, node, what)
    if not value.isascii() or not value.isdigit():
        raise fault(file, node, f"{what} must be a number, not {value!r}", "write 0, 1, 2 ...")
    return int(value)
