"""Small faults put into a module, one at a time: a clause left out, a condition turned, a value exchanged."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
}  # fmt: skip
COMBINED: dict[type[ast.operator], type[ast.operator]] = {
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.Sub: ast.BitOr, ast.Add: ast.Sub,
}  # fmt: skip
NAMES = {"any": "all", "all": "any", "max": "min", "min": "max", "ALWAYS": "NEVER", "NEVER": "ALWAYS",
         "Some": "Every", "Every": "Some"}  # fmt: skip
ATTRIBUTES = {"union": "intersection", "intersection": "union"}


@dataclass(frozen=True)
class Mutant:
    """One fault: where, what it was and what it is now, and the whole module with it."""

    place: str
    before: str
    after: str
    source: str

    @property
    def name(self) -> str:
        """By what a survivor is known: without a line number, which every edit would move."""
        return f"{self.place}: {self.before} -> {self.after}"


def mutants(source: str) -> Iterator[Mutant]:
    """Every fault there is to put into a module, each once."""
    tree, seen = ast.parse(source), set[str]()
    for number, (place, node) in enumerate(_nodes(tree)):
        for changed in _changes(node):
            broken = _with(tree, number, changed)
            said = Mutant(place, _short(node), _short(changed), broken)
            count = sum(name.split(" #")[0] == said.name for name in seen)
            named = Mutant(f"{place}{f' #{count + 1}' if count else ''}", said.before, said.after, broken)
            seen.add(said.name if not count else f"{said.name} #{count + 1}")
            yield named


def _nodes(tree: ast.Module) -> list[tuple[str, ast.AST]]:
    """Every node in order, with the name of the class, function or constant that it lies in."""
    found: list[tuple[str, ast.AST]] = []

    def walk(node: ast.AST, place: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef | ast.FunctionDef):
                walk(child, f"{place}.{child.name}".strip("."))
                continue
            here = place or (ast.unparse(_target(child)) if _target(child) is not None else "")
            found.append((here, child))
            walk(child, here)

    walk(tree, "")
    return found


def _target(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.AnnAssign):
        return node.target
    return node.targets[0] if isinstance(node, ast.Assign) else None


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARED:
            for other in COMPARED[type(op)]:
                yield ast.Compare(node.left, [other()], node.comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for number in range(len(values)):
                rest = values[:number] + values[number + 1 :]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.BinOp(left, op, right) if type(op) in COMBINED:
            yield ast.BinOp(left, COMBINED[type(op)](), right)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(test, orelse, body)
        case ast.If(test, body, orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Tuple(elts) if len(elts) > 1 and all(map(_is_clause, elts)):
            for number in range(len(elts)):
                yield ast.Tuple(elts[:number] + elts[number + 1 :], ast.Load())
        case ast.Set(elts) if len(elts) > 1:
            for number in range(len(elts)):
                yield ast.Set(elts[:number] + elts[number + 1 :])
        case ast.Name(id) if id in NAMES:
            yield ast.Name(NAMES[id], ast.Load())
        case ast.Attribute(value, attr) if attr in ATTRIBUTES:
            yield ast.Attribute(value, ATTRIBUTES[attr], ast.Load())
        case ast.Call(ast.Name("Not"), [operand]):
            yield operand
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield ast.Constant(value + 1)


def _is_clause(node: ast.expr) -> bool:
    """A part of a tuple that can be left out: a clause or condition, or several of them spread."""
    return isinstance(node, ast.Call | ast.Starred) or (isinstance(node, ast.Name) and node.id in ("own", "wrote"))


def _with(tree: ast.Module, number: int, changed: ast.AST) -> str:
    """The module with one node exchanged."""
    whole = copy.deepcopy(tree)
    _place, node = _nodes(whole)[number]
    for parent in ast.walk(whole):
        for name, value in ast.iter_fields(parent):
            if value is node:
                setattr(parent, name, copy.deepcopy(changed))
            elif isinstance(value, list) and any(one is node for one in value):
                setattr(parent, name, [copy.deepcopy(changed) if one is node else one for one in value])
    return ast.unparse(ast.fix_missing_locations(whole))


def _short(node: ast.AST) -> str:
    shown = ast.unparse(ast.fix_missing_locations(copy.deepcopy(node)))
    line = " ".join(shown.split())
    return line if len(line) <= 90 else f"{line[:70]}...{line[-17:]}"
