"""Lesson 06's tests tell right answers from wrong ones.

They rely on what the lesson promises: an operation makes one new Value with its inputs as
`_parents`, and its `_backward` adds to their `grad`; `backward` gives values with parents a
fresh grad and lets leaves add up. An answer here stands in the notebook's last cell, after the
solution of every other exercise, so that it may call the other methods where that is right.
"""

from __future__ import annotations

import math
import textwrap

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading import lesson_path
from grading.cells import is_exercise, kind_of
from tests.answers import AnswerTests
from tests.lesson_cells import points, run_test_cell, written

LESSON = "06_autograd"
SIGNATURES = {
    "value_add": "def __add__(self, other):",
    "value_mul": "def __mul__(self, other):",
    "value_pow": "def __pow__(self, exponent):",
    "value_relu": "def relu(self):",
    "value_tanh": "def tanh(self):",
    "value_exp": "def exp(self):",
    "topological_order": "def topological_order(root):",
    "backward": "def backward(self):",
}
METHODS = [name for name in SIGNATURES if name != "topological_order"]


def cells():
    return nbformat.read(lesson_path("solutions", LESSON), as_version=4).cells


def given_source():
    """The imports, the locked cells and the solution's exercises, one after the other."""
    kept = [cell.source for cell in cells() if kind_of(cell) == "locked" or is_exercise(cell)]
    return "\n\n".join(["import math\nimport numpy as np", *kept])


SOLUTION = given_source()


def source(exercise, body):
    """An exercise's cell with this body."""
    head = SIGNATURES[exercise]
    body = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
    if exercise == "topological_order":
        return f"{head}\n{body}\n"
    return "class Value(Node):\n" + textwrap.indent(f"{head}\n{body}\n", "    ")


def judge(exercise, body):
    return points(LESSON, exercise, written(f"{SOLUTION}\n\n{source(exercise, body)}"))


# Methods with gaps, so that an answer below shows only what sets it apart
TWO = """
other = as_value(other)
out = Value({data}, {parents})
def _backward():
    {left}
    {right}
{store}
return out"""
ONE = """
out = Value({data}, {parents})
def _backward():
    {slope}
{store}
return out"""
STORE = "out._backward = _backward"


def two(data, left, right, parents="(self, other)", store=STORE):
    return TWO.format(data=data, left=left, right=right, parents=parents, store=store)


def one(data, slope, parents="(self,)", store=STORE):
    return ONE.format(data=data, slope=slope, parents=parents, store=store)


def add(**changes):
    standard = {"left": "self.grad += out.grad", "right": "other.grad += out.grad"}
    return two(**{"data": "self.data + other.data", **standard, **changes})


def mul(**changes):
    left, right = "self.grad += other.data * out.grad", "other.grad += self.data * out.grad"
    return two(**{"data": "self.data * other.data", "left": left, "right": right, **changes})


def power(slope="self.grad += exponent * self.data ** (exponent - 1) * out.grad", **changes):
    return one(**{"data": "self.data**exponent", "slope": slope, **changes})


def relu(slope="self.grad += (self.data > 0) * out.grad", **changes):
    return one(**{"data": "max(0.0, self.data)", "slope": slope, **changes})


def tanh(slope="self.grad += (1 - out.data**2) * out.grad", **changes):
    return one(**{"data": "math.tanh(self.data)", "slope": slope, **changes})


def exp(slope="self.grad += out.data * out.grad", **changes):
    return one(**{"data": "math.exp(self.data)", "slope": slope, **changes})


ORDER = """
order, visited = [], set()
def visit(value):
    {visit}
visit(root)
return {result}"""
VISIT = """if value not in visited:
        visited.add(value)
        for parent in value._parents:
            visit(parent)
        order.append(value)"""


def order(visit=VISIT, result="order"):
    return ORDER.format(visit=visit, result=result)


BACK = """
order = {order}
{forget}
{begin}
for value in {walk}:
    {step}
"""


def back(**changes):
    standard = {
        "order": "topological_order(self)",
        "forget": "for value in order:\n    if value._parents: value.grad = 0.0",
        "begin": "self.grad = 1.0",
        "walk": "reversed(order)",
        "step": "value._backward()",
    }
    return BACK.format(**{**standard, **changes})


NOT_STORED = {
    "forgets to store _backward": "pass",
    "calls it instead of storing it": "out._backward = _backward()",
    "runs it during the forward pass": "out.grad = 1.0; _backward(); out._backward = _backward",
}

WRONG = {
    "value_add": {
        "= instead of +=": add(left="self.grad = out.grad", right="other.grad = out.grad"),
        "= for the second parent": add(right="other.grad = out.grad"),
        "the first parent only": add(right="pass"),
        "the second parent only": add(left="pass"),
        "one use when both are the same": add(
            right="other.grad += out.grad if other is not self else 0"
        ),
        "forgets what arrived": add(left="self.grad += 1.0", right="other.grad += 1.0"),
        "the wrong sign": add(right="other.grad -= out.grad"),
        "the rule of the product": add(
            left="self.grad += other.data * out.grad", right="other.grad += self.data * out.grad"
        ),
        "hands on data for grad": add(left="self.grad += out.data", right="other.grad += out.data"),
        "changes data for grad": add(left="self.data += out.grad", right="other.data += out.grad"),
        "halves the slope": add(
            left="self.grad += out.grad / 2", right="other.grad += out.grad / 2"
        ),
        "no parents": add(parents="()"),
        "one parent": add(parents="(self,)"),
        "subtracts": add(data="self.data - other.data"),
        "no plain numbers": add().replace("other = as_value(other)", ""),
        "in place": "self.data += as_value(other).data\nreturn self",
        "a plain number": "return self.data + as_value(other).data",
        "no return": add().replace("return out", ""),
        **{idea: add(store=store) for idea, store in NOT_STORED.items()},
    },
    "value_mul": {
        "= instead of +=": mul(
            left="self.grad = other.data * out.grad", right="other.grad = self.data * out.grad"
        ),
        "its own data": mul(
            left="self.grad += self.data * out.grad", right="other.grad += other.data * out.grad"
        ),
        "forgets what arrived": mul(
            left="self.grad += other.data", right="other.grad += self.data"
        ),
        "the rule of the sum": mul(left="self.grad += out.grad", right="other.grad += out.grad"),
        "the first parent only": mul(right="pass"),
        "one use when both are the same": mul(
            right="other.grad += self.data * out.grad if other is not self else 0"
        ),
        "divides the product": mul(
            left="self.grad += out.data / self.data * out.grad",
            right="other.grad += out.data / other.data * out.grad",
        ),
        "the parents' grads": mul(
            left="self.grad += other.grad * out.grad", right="other.grad += self.grad * out.grad"
        ),
        "multiplies grads": mul(
            left="self.grad *= other.data * out.grad", right="other.grad *= self.data * out.grad"
        ),
        "absolute slopes": mul(
            left="self.grad += abs(other.data) * out.grad",
            right="other.grad += abs(self.data) * out.grad",
        ),
        "the product itself": mul(
            left="self.grad += out.data * out.grad", right="other.grad += out.data * out.grad"
        ),
        "adds": mul(data="self.data + other.data"),
        "no parents": mul(parents="()"),
        "no plain numbers": mul().replace("other = as_value(other)", ""),
        "in place": "self.data *= as_value(other).data\nreturn self",
        "knows the examples": "return Value(-6.0 if self.data == 2 else 25.0)",
        **{idea: mul(store=store) for idea, store in NOT_STORED.items()},
    },
    "value_pow": {
        "= instead of +=": power("self.grad = exponent * self.data ** (exponent - 1) * out.grad"),
        "the exponent does not come down": power(
            "self.grad += self.data ** (exponent - 1) * out.grad"
        ),
        "the exponent is not reduced": power(
            "self.grad += exponent * self.data**exponent * out.grad"
        ),
        "brackets missing": power("self.grad += exponent * self.data ** exponent - 1 * out.grad"),
        "forgets what arrived": power("self.grad += exponent * self.data ** (exponent - 1)"),
        "divides by the base": power("self.grad += exponent * out.data / self.data * out.grad"),
        "by logarithm": power(data="math.exp(exponent * math.log(self.data))"),
        "positive bases only": power(data="abs(self.data) ** exponent"),
        "a slope of positive bases": power(
            "self.grad += exponent * abs(self.data) ** (exponent - 1) * out.grad"
        ),
        "whole exponents only": power(data="self.data ** int(exponent)"),
        "the square only": one("self.data**2", "self.grad += 2 * self.data * out.grad"),
        "a slope without sign": power(
            "self.grad += abs(exponent) * self.data ** (exponent - 1) * out.grad"
        ),
        "no parents": power(parents="()"),
        "two parents": power(parents="(self, as_value(exponent))"),
        "the wrong way round": power(data="exponent**self.data"),
        "integrates": power("self.grad += self.data ** (exponent + 1) / (exponent + 1) * out.grad"),
        **{idea: power(store=store) for idea, store in NOT_STORED.items()},
    },
    "value_relu": {
        "= instead of +=": relu("self.grad = (self.data > 0) * out.grad"),
        "slope 1 at 0": relu("self.grad += (self.data >= 0) * out.grad"),
        "slope 0.5 at 0": relu("self.grad += float(np.heaviside(self.data, 0.5)) * out.grad"),
        "the sign of what arrived": relu("self.grad += max(0.0, out.grad)"),
        "passes always": relu("self.grad += out.grad"),
        "forgets what arrived": relu("self.grad += 1.0 if self.data > 0 else 0.0"),
        "multiplies by the data": relu("self.grad += out.data * out.grad"),
        "leaks": one("max(0.01 * self.data, self.data)", "self.grad += out.grad"),
        "absolute": relu(data="abs(self.data)"),
        "mirrored": relu(data="min(0.0, self.data)"),
        "cut at 1": relu(data="min(1.0, max(0.0, self.data))"),
        "self where it is positive": relu().replace(
            "out = ", "if self.data > 0: return self\nout = "
        ),
        "no parent where it is 0": relu(parents="(self,) if self.data > 0 else ()"),
        "no parents": relu(parents="()"),
        **{idea: relu(store=store) for idea, store in NOT_STORED.items()},
    },
    "value_tanh": {
        "= instead of +=": tanh("self.grad = (1 - out.data**2) * out.grad"),
        "not squared": tanh("self.grad += (1 - out.data) * out.grad"),
        "squares the input": tanh("self.grad += (1 - self.data**2) * out.grad"),
        "the sigmoid's slope": tanh("self.grad += out.data * (1 - out.data) * out.grad"),
        "forgets what arrived": tanh("self.grad += 1 - out.data**2"),
        "the wrong sign": tanh("self.grad += (out.data**2 - 1) * out.grad"),
        "a slope of 1": tanh("self.grad += out.grad"),
        "overflows": tanh(
            data="(math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)",
        ),
        "the sigmoid": tanh(data="1 / (1 + math.exp(-self.data))"),
        "rounded": tanh(data="round(math.tanh(self.data), 3)"),
        "the parent's grad": tanh("self.grad += (1 - out.data**2) * self.grad"),
        "no parents": tanh(parents="()"),
        "arctan": tanh(data="math.atan(self.data)"),
        **{idea: tanh(store=store) for idea, store in NOT_STORED.items()},
    },
    "value_exp": {
        "= instead of +=": exp("self.grad = out.data * out.grad"),
        "the rule of powers": exp("self.grad += self.data * math.exp(self.data - 1) * out.grad"),
        "forgets what arrived": exp("self.grad += out.data"),
        "multiplies by the input": exp("self.grad += self.data * out.grad"),
        "a slope of 1": exp("self.grad += out.grad"),
        "uses the parent's grad": exp("self.grad += out.data * self.grad"),
        "e by hand": exp(data="2.718**self.data"),
        "limited": exp(data="math.exp(min(self.data, 5.0))"),
        "the wrong sign": exp(data="math.exp(-self.data)"),
        "exp of what arrived": exp("self.grad += math.exp(out.grad)"),
        "the slope of the slope": exp("self.grad += math.exp(out.data) * out.grad"),
        "two to the power": exp(data="2**self.data"),
        "no parents": exp(parents="()"),
        **{idea: exp(store=store) for idea, store in NOT_STORED.items()},
    },
    "topological_order": {
        "the result first": order(result="order[::-1]"),
        "listed before its parents": order(
            """if value not in visited:
        visited.add(value)
        order.append(value)
        for parent in value._parents:
            visit(parent)"""
        ),
        "visits twice": order(
            """for parent in value._parents:
        visit(parent)
    order.append(value)"""
        ),
        "level by level": """
order, todo = [], [root]
while todo:
    value = todo.pop(0)
    if value not in order:
        order.append(value)
        todo += value._parents
return order[::-1]""",
        "by the stack alone": """
order, todo = [], [root]
while todo:
    value = todo.pop()
    if value not in order:
        order.append(value)
        todo += value._parents
return order[::-1]""",
        "without the root": order(result="order[:-1]"),
        "without the leaves": order(result="[value for value in order if value._parents]"),
        "the parents of the root": "return [*root._parents, root]",
        "remembers from call to call": """
def visit(value, visited=topological_order.__dict__.setdefault("visited", set())):
    if value in visited: return []
    visited.add(value)
    return [v for parent in value._parents for v in visit(parent)] + [value]
return visit(root)""".replace("topological_order.__dict__", "as_value.__dict__"),
        "equal data count as the same": order(
            VISIT.replace(
                "visited.add(value)", "visited.add(getattr(value, 'data', value))"
            ).replace("if value not", "if getattr(value, 'data', value) not")
        ),
        "the first parent only": order(VISIT.replace("value._parents:", "value._parents[:1]:")),
        "the shortest way counts": """
steps, todo = {root: 0}, [root]
while todo:
    value = todo.pop(0)
    for parent in value._parents:
        if parent not in steps:
            steps[parent] = steps[value] + 1
            todo.append(parent)
return sorted(steps, key=lambda value: -steps[value])""",
        "two levels only": """
found = [root]
for value in [root, *root._parents]:
    found += [parent for parent in value._parents if parent not in found]
return found[::-1]""",
        "numbers instead of values": order(result="[1.0 for _ in order]"),
        "changes the parents": order(VISIT + "\n    value._parents = ()"),
        "returns nothing": order().replace("return order", ""),
    },
    "backward": {
        "does not begin with 1": back(begin="pass"),
        "begins with the data": back(begin="self.grad = self.data"),
        "adds 1 to the result's grad": back(
            forget="for value in order[:-1]:\n    if value._parents: value.grad = 0.0",
            begin="self.grad += 1.0",
        ),
        "from the beginning": back(walk="order"),
        "its own step only": "self.grad = 1.0\nself._backward()",
        "clears everything": back(forget="for value in order:\n    value.grad = 0.0"),
        "clears nothing": back(forget="pass"),
        "clears the leaves": back(
            forget="for value in order:\n    if not value._parents: value.grad = 0.0"
        ),
        "clears too late": back(
            forget="pass", step="value._backward()\n    if value._parents: value.grad = 0.0"
        ),
        "leaves the result out": back(walk="reversed(order[:-1])"),
        "every value twice": back(walk="reversed([v for v in order for _ in range(2)])"),
        "along every way": """
def go(value):
    value._backward()
    for parent in value._parents:
        go(parent)
self.grad = 1.0
go(self)""",
        "level by level": """
self.grad, todo, seen = 1.0, [self], {self}
while todo:
    value = todo.pop(0)
    if value is not self and value._parents: pass
    value._backward()
    for parent in value._parents:
        if parent not in seen:
            seen.add(parent)
            todo.append(parent)""",
        "adds the data": back(step="value._backward(); value.grad += value.data"),
        "only the order": "return topological_order(self)",
        "names the step only": back(step="value._backward"),
        "clears at the end": back() + "self.grad = 0.0\n",
    },
}

RIGHT = {
    "value_add": {
        "as shown": add(),
        "a loop over the parents": """
other = as_value(other)
out = Value(self.data + other.data, (self, other), "+")
def hand_on():
    for parent in out._parents:
        parent.grad = parent.grad + out.grad
out._backward = hand_on
return out""",
        "a name of its own, and a print": add().replace("out", "total") + "\nprint('never')",
        "attributes one by one": """
if not isinstance(other, Node):
    other = Value(other)
out = Value(0.0)
out.data = other.data + self.data
out._parents = (self, other)
def _backward(total=out):
    print("adding")
    other.grad -= -total.grad
    self.grad -= -total.grad
out._backward = _backward
return out""",
        "single precision": add(data="np.float32(self.data + other.data)"),
        "a list of parents": add(parents="[self, other]"),
        "a lambda": """
other = as_value(other)
out = Value(self.data + other.data, (self, other))
def hand(value, slope):
    value.grad += slope
out._backward = lambda: [hand(self, out.grad), hand(other, out.grad)] and None
return out""",
    },
    "value_mul": {
        "as shown": mul(),
        "a loop over pairs": """
other = as_value(other)
product = Value(self.data * other.data, (self, other), "*")
def _backward():
    for one, another in ((self, other), (other, self)):
        one.grad += product.grad * another.data
product._backward = _backward
return product""",
        "data kept from the forward pass": """
other = as_value(other)
left, right = self.data, other.data
out = Value(left * right, (self, other))
def _backward():
    self.grad += right * out.grad
    other.grad += left * out.grad
out._backward = _backward
return out""",
        "parents in the other order": mul(parents="(other, self)"),
        "asks for the type": mul().replace(
            "as_value(other)", "other if isinstance(other, Node) else Value(other)"
        ),
        "NumPy": mul(data="np.multiply(self.data, other.data)"),
    },
    "value_pow": {
        "as shown": power(),
        "pow": power(
            "self.grad += out.grad * exponent * pow(self.data, exponent - 1)",
            data="pow(self.data, exponent)",
        ),
        "an early 0": power(
            "if exponent != 0: self.grad += exponent * self.data ** (exponent - 1) * out.grad"
        ),
        "NumPy": power(data="np.power(self.data, float(exponent))"),
        "the slope kept": """
slope = exponent * self.data ** (exponent - 1)
out = Value(self.data**exponent, [self], f"^{exponent}")
def _backward():
    self.grad = self.grad + slope * out.grad
out._backward = _backward
return out""",
    },
    "value_relu": {
        "as shown": relu(),
        "by cases": """
out = Value(self.data if self.data > 0 else 0.0, (self,))
def _backward():
    if self.data > 0:
        self.grad += out.grad
out._backward = _backward
return out""",
        "the sign of out": relu("self.grad += out.grad if out.data > 0 else 0.0"),
        "NumPy": relu(
            "self.grad += float(np.heaviside(self.data, 0.0)) * out.grad",
            data="np.maximum(self.data, 0)",
        ),
        "a bool as a factor": relu(data="self.data * (self.data > 0)"),
    },
    "value_tanh": {
        "as shown": tanh(),
        "NumPy": tanh(data="np.tanh(self.data)"),
        "by cosh": tanh("self.grad += out.grad / math.cosh(min(300, abs(self.data))) ** 2"),
        "two factors": tanh("self.grad += (1 - out.data) * (1 + out.data) * out.grad"),
        "exp of a negative number": tanh(
            data="math.copysign(1 - 2 / (1 + math.exp(2 * min(abs(self.data), 300))), self.data)"
        ),
        "t kept": """
t = math.tanh(self.data)
out = Value(t, (self,), "tanh")
def _backward():
    self.grad += (1 - t * t) * out.grad
out._backward = _backward
return out""",
    },
    "value_exp": {
        "as shown": exp(),
        "NumPy": exp(data="np.exp(self.data)"),
        "e to the power": exp(data="math.e**self.data"),
        "computed anew": exp("self.grad += math.exp(self.data) * out.grad"),
        "kept": """
e = math.exp(self.data)
out = Value(e, (self,), "e^")
def hand_on():
    self.grad = self.grad + e * out.grad
out._backward = hand_on
return out""",
    },
    "topological_order": {
        "as shown": order(),
        "an early return": order(
            """if value in visited: return
    visited.add(value)
    [visit(parent) for parent in value._parents]
    order.append(value)"""
        ),
        "the list remembers": order(
            """for parent in value._parents:
        if parent not in order: visit(parent)
    order.append(value)"""
        ),
        "by id": order(
            VISIT.replace("value not in", "id(value) not in").replace(
                "add(value)", "add(id(value))"
            )
        ),
        "Kahn's method": """
waiting, todo = {}, [root]
found = {root}
while todo:
    for parent in todo.pop()._parents:
        waiting[parent] = waiting.get(parent, 0) + 1
        if parent not in found:
            found.add(parent)
            todo.append(parent)
ready, order = [root], []
while ready:
    value = ready.pop()
    order.append(value)
    for parent in value._parents:
        waiting[parent] -= 1
        if waiting[parent] == 0:
            ready.append(parent)
order.reverse()
return order""",
        "a stack of its own": """
order, visited, stack = [], set(), [(root, False)]
while stack:
    value, done = stack.pop()
    if done:
        order.append(value)
    elif value not in visited:
        visited.add(value)
        stack.append((value, True))
        stack += [(parent, False) for parent in value._parents]
return order""",
        "by the longest way": """
steps, todo = {root: 0}, [root]
while todo:
    value = todo.pop()
    for parent in value._parents:
        if steps.get(parent, -1) <= steps[value]:
            steps[parent] = steps[value] + 1
            todo.append(parent)
return sorted(steps, key=steps.get, reverse=True)""",
        "returns lists": """
def visit(value, seen):
    if value in seen:
        return []
    seen.add(value)
    found = []
    for parent in value._parents:
        found += visit(parent, seen)
    return found + [value]
return visit(root, set())""",
        "a tuple, last parents first": order(
            VISIT.replace("value._parents:", "reversed(value._parents):"), result="tuple(order)"
        ),
    },
    "backward": {
        "as shown": back(),
        "the list backwards": back(walk="order[::-1]"),
        "pops from the end": """
order = topological_order(self)
for value in order:
    value.grad = value.grad if not value._parents else 0.0
self.grad = 1
while order:
    order.pop()._backward()""",
        "values with parents only": back(walk="[v for v in reversed(order) if v._parents]"),
        "forgets after use": back(
            forget="for value in order[:-1]:\n    value.grad *= not value._parents"
        ),
        "without the other exercise": """
order, seen = [], set()
def visit(value):
    if value in seen: return
    seen.add(value)
    for parent in value._parents: visit(parent)
    order.append(value)
    if value._parents: value.grad = 0.0
visit(self)
self.grad = 1.0
for value in order[::-1]:
    value._backward()""",
        "counts who waits": """
waiting, todo, seen = {}, [self], {self}
while todo:
    value = todo.pop()
    if value._parents: value.grad = 0.0
    for parent in value._parents:
        waiting[parent] = waiting.get(parent, 0) + 1
        if parent not in seen:
            seen.add(parent)
            todo.append(parent)
self.grad, ready = 1.0, [self]
while ready:
    value = ready.pop()
    value._backward()
    for parent in value._parents:
        waiting[parent] -= 1
        if not waiting[parent]: ready.append(parent)""",
        "by index, and a print": back(
            walk="(order[k] for k in range(len(order) - 1, -1, -1))",
            step="print(value); value._backward()",
        ),
    },
}


class TestAnswers(AnswerTests):
    lesson, right, wrong, judge = LESSON, RIGHT, WRONG, staticmethod(judge)


def test_the_right_slopes_with_wrong_clearing_keep_two_thirds_of_the_hidden_points():
    for idea in ("clears everything", "clears nothing"):
        earned, possible, _ = judge("backward", WRONG["backward"][idea])
        assert (earned, possible) == (2, 4), idea


def test_an_order_with_repetitions_keeps_nothing_for_once_each():
    earned, possible, messages = judge(
        "topological_order", WRONG["topological_order"]["visits twice"]
    )
    assert possible == 3
    assert earned <= 1, messages


# A mistake in one method costs its own points only


def lose(broken, body):
    """Ids of the test cells that lose points when one exercise has this body in the notebook."""
    scope, current, lost = written("import math\nimport numpy as np"), None, {}
    for cell in cells():
        if kind_of(cell) == "locked":
            exec(cell.source, scope)
        elif is_exercise(cell):
            current = cell.id
            exec(source(current, body) if current == broken else cell.source, scope)
        elif kind_of(cell) == "test":
            earned, message = run_test_cell(cell, dict(scope))
            if earned < cell.metadata.nbgrader.points:
                lost[cell.id] = (current, message)
    return lost


BREAKS = {"raises": "raise RuntimeError('broken')", "None": "return None", "0": "return 0.0"}


@pytest.mark.parametrize("body", BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize("exercise", SIGNATURES)
def test_a_broken_method_costs_no_other_method_a_point(exercise, body):
    lost = lose(exercise, body)
    assert {owner for owner, _ in lost.values()} == {exercise}, lost


@pytest.mark.parametrize("exercise", METHODS[:-1])
def test_a_subtly_wrong_method_costs_no_other_method_a_point(exercise):
    lost = lose(exercise, WRONG[exercise]["= instead of +="])
    assert {owner for owner, _ in lost.values()} == {exercise}, lost


def test_nothing_broken_loses_nothing():
    assert lose(None, "") == {}


def test_a_cell_that_is_run_again_keeps_the_other_methods():
    scope = written(SOLUTION)
    exec(source("value_mul", mul()), scope)
    a, b = scope["Value"](2.0), scope["Value"](-3.0)
    (a * b + a.tanh()).backward()
    assert a.grad == pytest.approx(-3.0 + 1 - math.tanh(2.0) ** 2)
    assert isinstance(a + 1, scope["Value"])


def test_a_class_of_the_learners_own_changes_no_value():
    scope = written(SOLUTION)
    exec("class Louder(Value):\n    def relu(self):\n        return 99", scope)
    assert scope["Value"](2.0).relu().data == 2.0


# PyTorch as an oracle for the solution


@pytest.fixture(scope="module")
def scope():
    return written(SOLUTION)


UNARY = ["tanh", "relu", "exp", "square", "cube", "inverse", "negative"]
BINARY = ["add", "mul", "sub", "div", "number + x", "number * x", "number - x"]
steps = st.lists(
    st.tuples(st.sampled_from(UNARY + BINARY), st.integers(0, 30), st.integers(0, 30)),
    min_size=1,
    max_size=12,
)


def computed(leaves, program):
    """Run a program on numbers of either engine: each step takes earlier results."""
    known = list(leaves)
    for op, i, j in program:
        a, b = known[i % len(known)], known[j % len(known)]
        tame = b * b + 1  # a divisor that is not near 0
        known.append(
            {
                "tanh": lambda a=a: a.tanh(),
                "relu": lambda a=a: a.relu(),
                "exp": lambda a=a: a.tanh().exp(),
                "square": lambda a=a: a.tanh() ** 2,
                "cube": lambda a=a: a.tanh() ** 3,
                "inverse": lambda tame=tame: tame**-1,
                "negative": lambda a=a: -a,
                "add": lambda a=a, b=b: a + b,
                "mul": lambda a=a, b=b: a.tanh() * b,
                "sub": lambda a=a, b=b: a - b,
                "div": lambda a=a, tame=tame: a / tame,
                "number + x": lambda a=a: 2 + a,
                "number * x": lambda a=a: -3 * a,
                "number - x": lambda a=a: 1.5 - a,
            }[op]()
        )
    return known[-1]


@settings(deadline=None, max_examples=150)
@given(numbers=st.lists(st.floats(-2, 2, allow_nan=False), min_size=1, max_size=3), program=steps)
def test_random_expressions_agree_with_pytorch(scope, numbers, program):
    import torch

    values = [scope["Value"](number) for number in numbers]
    tensors = [torch.tensor(n, dtype=torch.float64, requires_grad=True) for n in numbers]
    result, expected = computed(values, program), computed(tensors, program)
    assert result.data == pytest.approx(expected.item(), rel=1e-9, abs=1e-12)
    result.backward()
    expected.backward()
    for value, tensor in zip(values, tensors, strict=True):
        grad = 0.0 if tensor.grad is None else tensor.grad.item()
        assert value.grad == pytest.approx(grad, rel=1e-9, abs=1e-12)


def test_a_second_backward_agrees_with_pytorch(scope):
    import torch

    x, t = scope["Value"](1.5), torch.tensor(1.5, dtype=torch.float64, requires_grad=True)
    y, u = (x * x).tanh() + x * 3, (t * t).tanh() + t * 3
    for _ in range(3):
        y.backward()
        u.backward(retain_graph=True)
        assert x.grad == pytest.approx(t.grad.item(), rel=1e-12)


@given(st.lists(st.lists(st.integers(0, 40), max_size=3), min_size=1, max_size=40))
def test_random_graphs_are_put_in_order(scope, rows):
    made = []
    for row in rows:
        made.append(scope["Value"](1.0, [made[i % len(made)] for i in row] if made else []))
    found = scope["topological_order"](made[-1])
    place = {id(value): k for k, value in enumerate(found)}
    assert len(place) == len(found)
    assert found[-1] is made[-1]
    assert all(place[id(p)] < place[id(value)] for value in found for p in value._parents)


def test_lesson_05s_numbers_come_out(scope):
    start = [0.1, 0.3, 0.2, 0.4, 0.01, 0.02, 0.5, 0.6, 0.03]
    w11, w12, w21, w22, b1, b2, v1, v2, c = values = [scope["Value"](n) for n in start]

    def sigmoid(z):
        return 1 / (1 + (-z).exp())

    a1, a2 = sigmoid(0.5 * w11 + 0.8 * w21 + b1), sigmoid(0.5 * w12 + 0.8 * w22 + b2)
    loss = 0.5 * (sigmoid(v1 * a1 + v2 * a2 + c) - 1) ** 2
    loss.backward()
    expected = [-0.005, -0.005, -0.007, -0.008, -0.009, -0.011, -0.042, -0.047, -0.075]
    np.testing.assert_allclose([value.grad for value in values], expected, atol=6e-4)
