"""Lesson 06: mistakes that learners make, and right answers written otherwise.

The exercises but one are methods of `Value`, spread over cells. An answer stands after the
solution of every other exercise, so that it may call the other methods where that is right.
"""

from __future__ import annotations

import textwrap

from grading.bank.in_process import cell_source

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
CELLS = ("scaffold", "negate", *list(SIGNATURES)[:3], "free_operators", *list(SIGNATURES)[3:])


def cell(exercise: str, body: str) -> str:
    """The exercise's cell with this body."""
    text = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
    text = f"{SIGNATURES[exercise]}\n{text}\n"
    if exercise == "topological_order":
        return text
    return "class Value(Node):\n" + textwrap.indent(text, "    ")


def before(exercise: str) -> str:
    """The given cells and the solution of every other exercise."""
    others = [cell_source(LESSON, name) for name in CELLS if name != exercise]
    return "\n\n".join(["import math\nimport numpy as np", *others])


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
    """A method of two parents, with these gaps filled."""
    return TWO.format(data=data, left=left, right=right, parents=parents, store=store)


def one(data, slope, parents="(self,)", store=STORE):
    """A method of one parent, with these gaps filled."""
    return ONE.format(data=data, slope=slope, parents=parents, store=store)


def add(**changes):
    """The sum, with these gaps filled."""
    standard = {"left": "self.grad += out.grad", "right": "other.grad += out.grad"}
    return two(**{"data": "self.data + other.data", **standard, **changes})


def mul(**changes):
    """The product, with these gaps filled."""
    left, right = "self.grad += other.data * out.grad", "other.grad += self.data * out.grad"
    return two(**{"data": "self.data * other.data", "left": left, "right": right, **changes})


def power(slope="self.grad += exponent * self.data ** (exponent - 1) * out.grad", **changes):
    """The power, with these gaps filled."""
    return one(**{"data": "self.data**exponent", "slope": slope, **changes})


def relu(slope="self.grad += (self.data > 0) * out.grad", **changes):
    """ReLU, with these gaps filled."""
    return one(**{"data": "max(0.0, self.data)", "slope": slope, **changes})


def tanh(slope="self.grad += (1 - out.data**2) * out.grad", **changes):
    """The tanh, with these gaps filled."""
    return one(**{"data": "math.tanh(self.data)", "slope": slope, **changes})


def exp(slope="self.grad += out.data * out.grad", **changes):
    """The exponential, with these gaps filled."""
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
    """The order, with these gaps filled."""
    return ORDER.format(visit=visit, result=result)


BACK = """
order = {order}
{forget}
{begin}
for value in {walk}:
    {step}
"""
FORGET = "for value in order:\n    if value._parents: value.grad = 0.0"
SHORTEST = f"""{FORGET}
steps = {{}}
for value in order:
    steps[value] = min((steps[parent] + 1 for parent in value._parents), default=0)"""


def back(**changes):
    """The way back, with these gaps filled."""
    standard = {
        "order": "topological_order(self)",
        "forget": FORGET,
        "begin": "self.grad = 1.0",
        "walk": "reversed(order)",
        "step": "value._backward()",
    }
    return BACK.format(**{**standard, **changes})


def slips(method, replaced, forgotten, itself, as_values):
    """The slips that any step can have, from a function that fills in a method's gaps.

    replaced, forgotten: answers by idea whose grads are set with `=`, and that leave out what
    has arrived; itself: the step, written with values in place of their data; as_values: answers
    by idea that hand on a Value
    """
    last = "right" if method in (add, mul) else "slope"
    standard = {
        add: "other.grad += out.grad",
        mul: "other.grad += self.data * out.grad",
        power: "self.grad += exponent * self.data ** (exponent - 1) * out.grad",
        relu: "self.grad += (self.data > 0) * out.grad",
        tanh: "self.grad += (1 - out.data**2) * out.grad",
        exp: "self.grad += out.data * out.grad",
    }[method]
    whole = method()
    number = next(line for line in whole.splitlines() if line.startswith("out = "))
    number = number.removeprefix("out = Value(").rsplit(", (self", 1)[0]
    as_numbers = "(self.data, other.data)" if method in (add, mul) else "(self.data,)"
    asked = "self._backward(); other._backward()" if last == "right" else "self._backward()"
    forward = whole.split("def _backward", 1)[0]
    nothing = "\n    ".join(
        line.strip().replace(".grad +=", "_grad =")
        for line in whole.splitlines()
        if "grad +=" in line
    )
    local = f"{forward}def _backward():\n    {nothing}\n{STORE}\nreturn out"
    early = whole.replace("out.grad", "arrived").replace("def _", "arrived = out.grad\ndef _")
    head = "other = as_value(other)\n" if last == "right" else ""
    bare = "self, other" if last == "right" else "self"
    further = {
        "data-handed-on": (
            "The number that came out is handed on, where the slope that has arrived is meant.",
            "Hand on what has arrived in the new value's grad, times the slope of the step.",
            {"hands on data for grad": whole.replace("out.grad", "out.data")},
        ),
        "arrived-added": (
            "What has arrived is added to the slope of the step.",
            "Multiply the two: that is the chain rule.",
            {"adds what arrived": whole.replace("* out.grad", "+ out.grad")},
        ),
    }
    return {
        **(further if method is not add else {}),
        "multiplies-grads": (
            "The grads of the parents are multiplied, so a grad of 0 stays 0.",
            "Multiply inside the step, and add the result to the parent's grad.",
            {"multiplies grads": whole.replace("grad +=", "grad *=")},
        ),
        "changes-own-data": (
            "The number inside `self` is changed.",
            "Leave `self` as it is: only the new value gets the new number.",
            {
                "changes its own data, too": whole.replace(
                    f"out = Value({number}", f"self.data = {number}\nout = Value(self.data"
                )
            },
        ),
        "name-without-owner": (
            "In `_backward` a name is added to before it has a value there.",
            "A grad belongs to a value: that value's name and a dot stand before it.",
            {
                "grad alone": whole.replace("self.grad +=", "grad +="),
                "grad alone, everywhere": whole.replace("self.grad", "grad").replace(
                    "other.grad", "grad"
                ),
            },
        ),
        "other-attribute": (
            "A value is asked for something that it does not have.",
            "It has `data` and `grad`, and `_parents` and `_backward` with an underscore in front.",
            {
                "grads": whole.replace(".grad +=", ".grads +="),
                "gradient": whole.replace(".grad +=", ".gradient +="),
                "value": method(data=number.replace(".data", ".value")),
            },
        ),
        "parents-without-brackets": (
            "The parents are given without brackets of their own.",
            "A value takes its parents as one tuple: brackets around them, and a comma even after "
            "a single one.",
            {
                "no brackets": method(parents=bare),
                "brackets without a comma": method(parents="(self)"),
            },
        ),
        "forward-of-grads": (
            "The new number is computed from grads.",
            "On the forward way the `data` of the parents counts; grads wait for the way back.",
            {"grads on the way there": method(data=number.replace(".data", ".grad"))},
        ),
        "replaces-grad": (
            "A parent's grad is replaced, and what it held before is lost.",
            "Let the new slope be added to the grad that is there: a value may be used more than "
            "once, and each use counts.",
            replaced,
        ),
        "arrived-ignored": (
            "The slope that has arrived at the new value is left out.",
            "By the chain rule, the slope of the step is multiplied by the grad of the new value.",
            forgotten,
        ),
        "not-stored": (
            "The new value has no `_backward` of its own, so it hands nothing on.",
            "Store your function in the new value's `_backward` before you return the value.",
            {"forgets to store _backward": method(store="pass")},
        ),
        "called-not-stored": (
            "Your function `_backward` is called at once, and its result, None, is stored.",
            "Store the function itself: write its name without brackets after it.",
            {"calls it instead of storing it": method(store="out._backward = _backward()")},
        ),
        "runs-early": (
            "Slopes are handed on while the new value is still being made.",
            "Store the function, and leave the call for later, when the grad of the new value "
            "is known.",
            {
                "runs it during the forward pass": method(
                    store="out.grad = 1.0; _backward(); out._backward = _backward"
                )
            },
        ),
        "no-parents": (
            "The new value does not remember what it was made from.",
            "Give it its parents when you make it, in brackets after its number.",
            {"no parents": method(parents="()")},
        ),
        "parents-as-numbers": (
            "The new value remembers plain numbers as its parents.",
            "Give it the values themselves: a number has no grad that could grow.",
            {"the parents' data": method(parents=as_numbers)},
        ),
        "local-names": (
            "Your `_backward` runs, and the grads of the parents stay as they were.",
            "Write to the `grad` of each parent: what is stored nowhere, or under a new name in "
            "the function, is forgotten at its end.",
            {
                "a local name": local,
                "an expression alone": whole.replace(".grad += ", ".grad + "),
                "a comparison": whole.replace(".grad += ", ".grad == "),
            },
        ),
        "read-too-early": (
            "The grad of the new value is read while that value is being made, when it is still 0.",
            "Read it inside your function `_backward`, which runs once the slope has arrived.",
            {"reads the grad too early": early},
        ),
        "adds-nothing": (
            "Nothing but 0 is added to the parents' grads, whatever has arrived.",
            "Multiply what has arrived by the slope of the step, which is not 0 everywhere.",
            {
                "times 0": whole.replace("* out.grad", "* 0 * out.grad").replace(
                    "+= out.grad", "+= 0 * out.grad"
                )
            },
        ),
        "stored-in-parent": (
            "Your function is stored in a parent, and the new value has no `_backward` of its own.",
            "Store it in the new value: that is the one whose grad is handed on.",
            {"stores it in self": method(store="self._backward = _backward")},
        ),
        "calls-itself": (
            "The method uses the operation that it defines, and so calls itself without end.",
            "Compute with the numbers inside the values, their `data`.",
            {"the operation itself": method(data=itself)},
        ),
        "grad-as-value": (
            "The grad of a parent becomes a Value, where a number is meant.",
            "Compute with numbers on the way back: with the data of values, and with the grad "
            "that has arrived.",
            dict(as_values),
        ),
        "asks-parents": (
            "The new value also asks its parents to hand their slopes on.",
            "Add to the parents' grads and stop there: the parents are asked later, when all their "
            "slopes have arrived.",
            {"asks the parents": method(**{last: f"{standard}; {asked}"})},
        ),
        "clears-own-grad": (
            "The new value's own grad is set to 0 once it is handed on.",
            "Leave it as it is: it is a result as well, the slope with respect to that value.",
            {"forgets its own grad": method(**{last: f"{standard}; out.grad = 0.0"})},
        ),
        "no-return": (
            "The method gives nothing back.",
            "End it by returning the new value.",
            {"no return": whole.replace("return out", "")},
        ),
        "plain-number": (
            "The result is a plain number, which cannot remember how it was made.",
            "Make a new Value of it, give that its parents and its `_backward`, and return it.",
            {
                "a plain number": f"{head}return {number}",
                "a number with a grad": f"{head}out = {number}\nout.grad = 0.0\nreturn out",
                "a number with a way back": f"{head}out = {number}\n"
                f"def _backward():{whole.partition('def _backward():')[2]}",
            },
        ),
        "in-place": (
            "The number inside `self` is changed, and no new value is made.",
            "Leave `self` as it is, and put the result into a new Value.",
            {
                "in place": f"{'other = as_value(other); ' * (last == 'right')}"
                f"self.data = {number}\nreturn self"
            },
        ),
    }


KNOWS = (
    "The numbers of the check's examples are written into the method.",
    "Compute the result from the data of the parents, so that other numbers work, too.",
)

WRONG = {
    "value_add": {
        **slips(
            add,
            {
                "= instead of +=": add(left="self.grad = out.grad", right="other.grad = out.grad"),
                "= for the second parent": add(right="other.grad = out.grad"),
            },
            {"forgets what arrived": add(left="self.grad += 1.0", right="other.grad += 1.0")},
            "self + other",
            {
                "the sum as a Value": add(left="self.grad += out", right="other.grad += out"),
                "the sum as a Value, for self": add(left="self.grad += out"),
                "the sum as a Value, for other": add(right="other.grad += out"),
            },
        ),
        "one-parent-left-out": (
            "Only one of the two parents gets a slope.",
            "Hand the slope on to `self` and to `other`.",
            {
                "the first parent only": add(right="pass"),
                "the second parent only": add(left="pass"),
                "both slopes to the first": add(right="self.grad += out.grad"),
            },
        ),
        "same-parent-once": (
            "When both parents are the same value, only one of the two uses counts.",
            "Add to its grad twice in that case: the two ways to the sum both count.",
            {
                "one use when both are the same": add(
                    right="other.grad += out.grad if other is not self else 0"
                )
            },
        ),
        "sign": (
            "A parent gets its slope with the wrong sign.",
            "When a part of a sum grows, the sum grows with it: both slopes are positive.",
            {
                "the wrong sign": add(right="other.grad -= out.grad"),
                "both signs wrong": add(
                    left="self.grad -= out.grad", right="other.grad -= out.grad"
                ),
            },
        ),
        "rule-of-product": (
            "The slopes are those of a product.",
            "A sum grows as fast as each of its parts, whatever the other part is.",
            {
                "the rule of the product": add(
                    left="self.grad += other.data * out.grad",
                    right="other.grad += self.data * out.grad",
                )
            },
        ),
        "own-data": (
            "What has arrived is multiplied by the parent's own data.",
            "A sum grows as fast as each of its parts: the slope is 1, whatever the part is.",
            {
                "its own data": add(
                    left="self.grad += self.data * out.grad",
                    right="other.grad += other.data * out.grad",
                )
            },
        ),
        "data-for-grad": (
            "The number of the sum is handed on, where its slope is meant.",
            "Hand on what has arrived in the sum's grad; its data plays no part.",
            {
                "hands on data for grad": add(
                    left="self.grad += out.data", right="other.grad += out.data"
                )
            },
        ),
        "changes-data": (
            "The way back changes the numbers of the parents, and leaves their grads alone.",
            "Add to the grads; the data of a value stays what it is.",
            {
                "changes data for grad": add(
                    left="self.data += out.grad", right="other.data += out.grad"
                )
            },
        ),
        "shared-out": (
            "The slope is shared out between the parents: each gets half of it.",
            "Each parent gets the whole of it: if either grows by 1, the sum grows by 1.",
            {
                "halves the slope": add(
                    left="self.grad += out.grad / 2", right="other.grad += out.grad / 2"
                )
            },
        ),
        "parents-grads": (
            "A parent's grad is added, where the grad of the sum is meant.",
            "What goes back comes from the sum: use the grad that has arrived there.",
            {
                "the parents' grads": add(
                    left="self.grad += self.grad", right="other.grad += other.grad"
                ),
                "the first one's grad to the second": add(right="other.grad += self.grad"),
                "swaps the parents' grads": add(
                    left="self.grad += other.grad", right="other.grad += self.grad"
                ),
            },
        ),
        "parent-missing": (
            "The sum remembers only one of its two parents.",
            "Name both of them when you make the new value.",
            {"one parent": add(parents="(self,)")},
        ),
        "subtracts": (
            "The numbers are subtracted.",
            "Add them: this method stands for the plus sign.",
            {"subtracts": add(data="self.data - other.data")},
        ),
        "number-refused": (
            "The other part has to be a Value, and a plain number stops with an error.",
            "Turn a plain number into a leaf first; `as_value` does that.",
            {"no plain numbers": add().replace("other = as_value(other)", "")},
        ),
    },
    "value_mul": {
        **slips(
            mul,
            {
                "= instead of +=": mul(
                    left="self.grad = other.data * out.grad",
                    right="other.grad = self.data * out.grad",
                ),
                "= for the second parent": mul(right="other.grad = self.data * out.grad"),
            },
            {
                "forgets what arrived": mul(
                    left="self.grad += other.data", right="other.grad += self.data"
                )
            },
            "self * other",
            {
                "the other value, for both": mul(
                    left="self.grad += other * out.grad", right="other.grad += self * out.grad"
                ),
                "the other value, for self": mul(left="self.grad += other * out.grad"),
                "the other value, for other": mul(right="other.grad += self * out.grad"),
            },
        ),
        "own-data": (
            "Each parent's slope is its own data.",
            "The slope of a product in one factor is the other factor.",
            {
                "its own data": mul(
                    left="self.grad += self.data * out.grad",
                    right="other.grad += other.data * out.grad",
                )
            },
        ),
        "one-own-data": (
            "One parent's slope is its own data, and not that of the other.",
            "The slope of a product in one factor is the other factor, for both of them.",
            {
                "the other's data for both": mul(right="other.grad += other.data * out.grad"),
                "its own data for both": mul(left="self.grad += self.data * out.grad"),
            },
        ),
        "rule-of-sum": (
            "The slopes are those of a sum: every parent gets what has arrived.",
            "In a product, each slope is the other factor, times what has arrived.",
            {
                "the rule of the sum": mul(
                    left="self.grad += out.grad", right="other.grad += out.grad"
                )
            },
        ),
        "one-parent-left-out": (
            "Only one of the two parents gets a slope.",
            "Hand a slope on to `self` and to `other`.",
            {
                "the first parent only": mul(right="pass"),
                "the second parent only": mul(left="pass"),
            },
        ),
        "same-parent-once": (
            "When both factors are the same value, only one of the two uses counts.",
            "Add to its grad twice in that case: the slope of a square is twice the number.",
            {
                "one use when both are the same": mul(
                    right="other.grad += self.data * out.grad if other is not self else 0"
                )
            },
        ),
        "divides-by-data": (
            "A slope is found by dividing the product by a factor, which fails for 0.",
            "Take the other factor itself: no division is needed.",
            {
                "divides the product": mul(
                    left="self.grad += out.data / self.data * out.grad",
                    right="other.grad += out.data / other.data * out.grad",
                )
            },
        ),
        "parents-grads": (
            "The slopes are made from the grads of the parents.",
            "The slope of a product is the data of the other factor.",
            {
                "the parents' grads": mul(
                    left="self.grad += other.grad * out.grad",
                    right="other.grad += self.grad * out.grad",
                )
            },
        ),
        "sign-lost": (
            "The slopes are never negative: the sign of a factor gets lost.",
            "Take the other factor with its sign.",
            {
                "absolute slopes": mul(
                    left="self.grad += abs(other.data) * out.grad",
                    right="other.grad += abs(self.data) * out.grad",
                )
            },
        ),
        "product-as-slope": (
            "The product itself is taken for the slope.",
            "The slope in one factor is the other factor alone.",
            {
                "the product itself": mul(
                    left="self.grad += out.data * out.grad",
                    right="other.grad += out.data * out.grad",
                )
            },
        ),
        "wrong-sign": (
            "A parent gets its slope with the wrong sign.",
            "The other factor keeps its sign: a product grows with one factor where the other is "
            "positive.",
            {"the second sign wrong": mul(right="other.grad -= self.data * out.grad")},
        ),
        "adds": (
            "The numbers are added.",
            "Multiply them: this method stands for the times sign.",
            {"adds": mul(data="self.data + other.data")},
        ),
        "parent-missing": (
            "The product remembers only one of its two parents.",
            "Name both factors when you make the new value.",
            {"one parent": mul(parents="(self,)")},
        ),
        "number-refused": (
            "The other factor has to be a Value, and a plain number stops with an error.",
            "Turn a plain number into a leaf first; `as_value` does that.",
            {"no plain numbers": mul().replace("other = as_value(other)", "")},
        ),
        "knows-the-examples": (
            *KNOWS,
            {"knows the examples": "return Value(-6.0 if self.data == 2 else 25.0)"},
        ),
    },
    "value_pow": {
        **slips(
            power,
            {
                "= instead of +=": power(
                    "self.grad = exponent * self.data ** (exponent - 1) * out.grad"
                )
            },
            {"forgets what arrived": power("self.grad += exponent * self.data ** (exponent - 1)")},
            "self**exponent",
            {
                "a power of the value": one(
                    "self.data**exponent",
                    "self.grad += exponent * as_value(self.data ** (exponent - 1)) * out.grad",
                )
            },
        ),
        "exponent-not-down": (
            "The exponent does not come down as a factor.",
            "Multiply the slope by the exponent as well.",
            {
                "the exponent does not come down": power(
                    "self.grad += self.data ** (exponent - 1) * out.grad"
                )
            },
        ),
        "exponent-cut": (
            "The slope takes the exponent without its decimals.",
            "An exponent may be 0.5: keep it as it is given, in the factor and in the power.",
            {
                "the exponent as a whole number": power(
                    "k = int(exponent); self.grad += k * self.data ** (k - 1) * out.grad"
                ),
                "the factor as a whole number": power(
                    "self.grad += int(exponent) * self.data ** (exponent - 1) * out.grad"
                ),
            },
        ),
        "exponent-not-reduced": (
            "The exponent of the slope is not one less.",
            "In the slope, the power is one lower than in the value itself.",
            {
                "the exponent is not reduced": power(
                    "self.grad += exponent * self.data**exponent * out.grad"
                )
            },
        ),
        "brackets": (
            "The 1 is not taken off the exponent, since the power is computed first.",
            "Put brackets around the reduced exponent.",
            {
                "brackets missing": power(
                    "self.grad += exponent * self.data ** exponent - 1 * out.grad"
                ),
                "brackets missing, what arrived around it": power(
                    "self.grad += (exponent * self.data ** exponent - 1) * out.grad"
                ),
            },
        ),
        "factor-reduced": (
            "The factor is one less than the exponent, and the power is not.",
            "Keep the exponent as the factor, and take 1 off in the power.",
            {
                "the factor is reduced": power(
                    "self.grad += (exponent - 1) * self.data ** exponent * out.grad"
                )
            },
        ),
        "base-reduced": (
            "The 1 is taken off the base, and not off the exponent.",
            "The base stays as it is: the exponent of the slope is one less.",
            {
                "no power, the base reduced": power(
                    "self.grad += exponent * (self.data - 1) * out.grad"
                ),
                "the base reduced": power(
                    "self.grad += exponent * (self.data - 1) ** exponent * out.grad"
                ),
            },
        ),
        "slope-swapped": (
            "In the slope, base and exponent are swapped.",
            "The exponent comes down as a factor, and the base keeps the lower power.",
            {
                "the slope the wrong way round": power(
                    "self.grad += exponent ** (self.data - 1) * out.grad"
                ),
                "the slope the wrong way round, with a factor": power(
                    "self.grad += self.data * exponent ** (self.data - 1) * out.grad"
                ),
            },
        ),
        "power-of-the-result": (
            "The slope takes a power of the number that came out.",
            "The power in the slope is of the base: the number that went in.",
            {
                "a power of the result": power(
                    "self.grad += exponent * out.data ** (exponent - 1) * out.grad"
                )
            },
        ),
        "slope-of-square": (
            "The slope is that of the square, whatever the exponent.",
            "Use the exponent that is given: it is the factor, and the power is one lower.",
            {"the slope of the square": power("self.grad += 2 * self.data * out.grad")},
        ),
        "slope-by-logarithm": (
            "The slope takes a logarithm, which a base below 0 does not have.",
            "That rule is for a variable in the exponent. Here it is the base: the exponent comes "
            "down as a factor, and is one less.",
            {
                "a slope by logarithm": power(
                    "self.grad += out.data * math.log(self.data) * out.grad"
                ),
                "a slope by NumPy's logarithm": power(
                    "self.grad += out.data * float(np.log(self.data)) * out.grad"
                ),
            },
        ),
        "divides-by-base": (
            "The slope is found by dividing by the base, which fails where the base is 0.",
            "Compute the lower power directly, without a division.",
            {
                "divides by the base": power(
                    "self.grad += exponent * out.data / self.data * out.grad"
                )
            },
        ),
        "by-logarithm": (
            "The power is computed through a logarithm, which does not exist for a base below 0.",
            "Use Python's own power, which takes negative bases as well.",
            {"by logarithm": power(data="math.exp(exponent * math.log(self.data))")},
        ),
        "positive-base": (
            "A negative base is treated as a positive one.",
            "Keep the sign of the base, in the value and in the slope.",
            {
                "positive bases only": power(data="abs(self.data) ** exponent"),
                "a slope of positive bases": power(
                    "self.grad += exponent * abs(self.data) ** (exponent - 1) * out.grad"
                ),
            },
        ),
        "whole-exponents": (
            "The exponent is cut to a whole number.",
            "Use it as it is: the rule holds for exponents such as 0.5, too.",
            {"whole exponents only": power(data="self.data ** int(exponent)")},
        ),
        "square-only": (
            "The result is the square, whatever the exponent.",
            "Use the exponent that is given, in the value and in the slope.",
            {"the square only": one("self.data**2", "self.grad += 2 * self.data * out.grad")},
        ),
        "slope-without-sign": (
            "A negative exponent comes down without its sign.",
            "Use the exponent with its sign as the factor.",
            {
                "a slope without sign": power(
                    "self.grad += abs(exponent) * self.data ** (exponent - 1) * out.grad"
                )
            },
        ),
        "exponent-as-parent": (
            "The exponent is remembered as a second parent.",
            "Name the base as the only parent: the exponent is a plain number and needs no slope.",
            {"two parents": power(parents="(self, as_value(exponent))")},
        ),
        "exponent-as-value": (
            "The exponent is asked for its data, and as a plain number it has none.",
            "Use the exponent as it comes: it is a number, and no Value.",
            {
                "the exponent's data": power(data="self.data ** exponent.data"),
                "a slope with the exponent's data": power(
                    "self.grad += exponent.data * self.data ** (exponent.data - 1) * out.grad"
                ),
            },
        ),
        "swapped": (
            "Base and exponent are swapped.",
            "The number of this value is the base, and the argument is the exponent.",
            {"the wrong way round": power(data="exponent**self.data")},
        ),
        "integrates": (
            "The rule is turned around: the exponent grows, and the result is divided by it.",
            "For a slope the exponent comes down as a factor, and the power gets one lower.",
            {
                "integrates": power(
                    "self.grad += self.data ** (exponent + 1) / (exponent + 1) * out.grad"
                )
            },
        ),
        "multiplies": (
            "The base is multiplied by the exponent.",
            "Raise it to the exponent, with the two-star operator.",
            {"a product": power(data="self.data * exponent")},
        ),
    },
    "value_relu": {
        **slips(
            relu,
            {"= instead of +=": relu("self.grad = (self.data > 0) * out.grad")},
            {"forgets what arrived": relu("self.grad += 1.0 if self.data > 0 else 0.0")},
            "self.relu()",
            {"the value times what arrived": relu("self.grad += out * out.grad")},
        ),
        "slope-leaks": (
            "Left of 0, a small part of the slope still passes.",
            "That is the slope of a leaky ReLU: of this one it is 0 for every negative number.",
            {
                "a hundredth left of 0": relu(
                    "self.grad += (1.0 if self.data > 0 else 0.01) * out.grad"
                ),
                "a fifth left of 0": relu(
                    "self.grad += (1.0 if self.data > 0 else 0.2) * out.grad"
                ),
            },
        ),
        "slope-at-0": (
            "The slope at 0 itself is not 0.",
            "At 0 we agreed on a slope of 0: let the slope pass for positive numbers only.",
            {
                "slope 1 at 0": relu("self.grad += (self.data >= 0) * out.grad"),
                "slope 0.5 at 0": relu(
                    "self.grad += float(np.heaviside(self.data, 0.5)) * out.grad"
                ),
            },
        ),
        "value-for-number": (
            "A Value stands where Python wants its number, and it is refused.",
            "Take the number that is inside the value: its `data`.",
            {
                "the value compared": relu(data="max(0.0, self)"),
                "the value compared on the way back": relu("self.grad += (self > 0) * out.grad"),
                "NumPy compares": relu(data="np.maximum(0.0, self)"),
            },
        ),
        "sign-of-arrived": (
            "The sign of the slope that has arrived decides what passes.",
            "Look at the number on the forward way: where it is positive, any slope passes, "
            "negative ones, too.",
            {
                "the sign of what arrived": relu("self.grad += max(0.0, out.grad)"),
                "both signs": relu(
                    "self.grad += out.grad if self.data > 0 and out.grad > 0 else 0.0"
                ),
            },
        ),
        "border-not-0": (
            "The slope begins to pass at another number than 0.",
            "Compare with 0: a small positive number passes, and a small negative one does not.",
            {
                "a border of 1": relu("self.grad += (self.data > 1) * out.grad"),
                "a border of 1, included": relu("self.grad += (self.data >= 1) * out.grad"),
                "a border of -1": relu("self.grad += (self.data > -1) * out.grad"),
            },
        ),
        "passes-always": (
            "The slope passes back for negative numbers, too.",
            "Left of 0 the curve is flat: its slope there is 0.",
            {"passes always": relu("self.grad += out.grad")},
        ),
        "multiplies-by-data": (
            "The slope that has arrived is multiplied by the number itself.",
            "Right of 0 the slope is 1, whatever the number is.",
            {"multiplies by the data": relu("self.grad += out.data * out.grad")},
        ),
        "slope-mirrored": (
            "The slope passes for negative numbers, and stops for positive ones.",
            "Turn the comparison around: right of 0 the slope is 1.",
            {"a mirrored slope": relu("self.grad += (self.data <= 0) * out.grad")},
        ),
        "erases-left-of-0": (
            "For a number that is not positive, the grad of the parent is set to 0.",
            "Add nothing in that case, and leave the grad as it is: other uses may have"
            " added to it.",
            {
                "erases left of 0": relu(
                    "self.grad = self.grad + out.grad if self.data > 0 else 0.0"
                )
            },
        ),
        "leaks": (
            "A little of a negative number passes, as in a leaky ReLU.",
            "Left of 0 the result is 0, and so is the slope.",
            {
                "leaks": one("max(0.01 * self.data, self.data)", "self.grad += out.grad"),
                "leaks both ways": one(
                    "max(0.01 * self.data, self.data)",
                    "self.grad += (1.0 if self.data > 0 else 0.01) * out.grad",
                ),
            },
        ),
        "absolute": (
            "Negative numbers come out positive.",
            "A negative number becomes 0.",
            {"absolute": relu(data="abs(self.data)")},
        ),
        "mirrored": (
            "Negative numbers pass, and positive ones become 0.",
            "Keep the larger one of the number and 0.",
            {"mirrored": relu(data="min(0.0, self.data)")},
        ),
        "cut-at-1": (
            "Numbers above 1 are cut off.",
            "Let every positive number pass as it is; ReLU has no upper end.",
            {"cut at 1": relu(data="min(1.0, max(0.0, self.data))")},
        ),
        "steps": (
            "Positive numbers become 1.",
            "Let them pass as they are: only the slope is 1.",
            {"a step": relu(data="1.0 if self.data > 0 else 0.0")},
        ),
        "returns-itself": (
            "For a positive number no new value is made: the value itself comes back.",
            "Make a new value in both cases, with its own parent and its own `_backward`.",
            {
                "self where it is positive": relu().replace(
                    "out = ", "if self.data > 0: return self\nout = "
                )
            },
        ),
        "no-parent-left-of-0": (
            "Where the result is 0, the new value forgets its parent.",
            "Name the parent in both cases: the graph is the same, whatever the numbers are.",
            {"no parent where it is 0": relu(parents="(self,) if self.data > 0 else ()")},
        ),
    },
    "value_tanh": {
        **slips(
            tanh,
            {"= instead of +=": tanh("self.grad = (1 - out.data**2) * out.grad")},
            {"forgets what arrived": tanh("self.grad += 1 - out.data**2")},
            "self.tanh()",
            {
                "squares the new value": tanh("self.grad += (1 - out**2) * out.grad"),
                "a product of the new value": tanh("self.grad += (1 - out * out) * out.grad"),
            },
        ),
        "value-for-number": (
            "A Value stands where Python wants its number, and it is refused.",
            "Take the number that is inside the value: its `data`.",
            {"the value in math": tanh(data="math.tanh(self)")},
        ),
        "module-left-out": (
            "The function is named without the module that holds it.",
            "Python's tanh stands in `math`, and that name and a dot come before it.",
            {"tanh without math": tanh(data="tanh(self.data)")},
        ),
        "brackets": (
            "What has arrived is multiplied by the square alone.",
            "Put the whole slope in brackets, 1 and the square, before it is multiplied.",
            {"brackets missing": tanh("self.grad += 1 - out.data**2 * out.grad")},
        ),
        "difference-squared": (
            "The whole difference is squared.",
            "Square the tanh alone, and take that off 1.",
            {"squares the difference": tanh("self.grad += (1 - out.data) ** 2 * out.grad")},
        ),
        "grad-and-data-swapped": (
            "In the slope, the grad of the new value stands where its data is meant, and the other "
            "way round.",
            "The slope is made of the number that came out, and is multiplied by what has arrived.",
            {"grad and data swapped": tanh("self.grad += (1 - out.grad**2) * out.data")},
        ),
        "not-squared": (
            "The slope takes tanh itself off 1, without a square.",
            "Square the tanh before you take it off 1.",
            {"not squared": tanh("self.grad += (1 - out.data) * out.grad")},
        ),
        "squares-input": (
            "The slope squares the number that went in.",
            "The rule is written with the number that came out, the tanh.",
            {"squares the input": tanh("self.grad += (1 - self.data**2) * out.grad")},
        ),
        "tanh-twice": (
            "The slope applies tanh a second time to what came out.",
            "What came out is the tanh already: square that.",
            {"tanh twice": tanh("self.grad += (1 - math.tanh(out.data)**2) * out.grad")},
        ),
        "sigmoid-slope": (
            "The slope is that of the sigmoid.",
            "For tanh the slope is 1 minus the square of what came out.",
            {"the sigmoid's slope": tanh("self.grad += out.data * (1 - out.data) * out.grad")},
        ),
        "slope-sign": (
            "The slope has the wrong sign.",
            "`tanh` rises everywhere, so its slope is never negative.",
            {"the wrong sign": tanh("self.grad += (out.data**2 - 1) * out.grad")},
        ),
        "square-alone": (
            "The slope is the square of tanh alone.",
            "Take that square off 1: at 0, where tanh is steepest, the slope is 1.",
            {"the square alone": tanh("self.grad += out.data**2 * out.grad")},
        ),
        "slope-1": (
            "What has arrived passes unchanged, as if tanh had a slope of 1 everywhere.",
            "Multiply it by the slope of tanh, which gets flat far from 0.",
            {"a slope of 1": tanh("self.grad += out.grad")},
        ),
        "tanh-as-slope": (
            "The tanh itself is taken for its slope.",
            "The slope is 1 minus the square of what came out.",
            {"tanh as the slope": tanh("self.grad += out.data * out.grad")},
        ),
        "overflows": (
            "For large inputs the exponential grows beyond what a float holds.",
            "Python has a tanh that knows both ends: the lesson names it.",
            {
                "overflows": tanh(
                    data="(math.exp(2 * self.data) - 1) / (math.exp(2 * self.data) + 1)"
                ),
                "sinh over cosh": tanh(data="math.sinh(self.data) / math.cosh(self.data)"),
                "overflows on the left": tanh(
                    data="(1 - math.exp(-2 * self.data)) / (1 + math.exp(-2 * self.data))"
                ),
                "a slope by cosh": tanh("self.grad += out.grad / math.cosh(self.data) ** 2"),
            },
        ),
        "sigmoid": (
            "The curve is the sigmoid, which runs from 0 to 1.",
            "`tanh` runs from -1 to 1, and is 0 at 0.",
            {"the sigmoid": tanh(data="1 / (1 + math.exp(-self.data))")},
        ),
        "rounded": (
            "The result is rounded.",
            "Keep all digits, and round only where you print.",
            {"rounded": tanh(data="round(math.tanh(self.data), 3)")},
        ),
        "parents-grad": (
            "The parent's own grad is used where the grad of the new value is meant.",
            "What has arrived stands in the new value's grad: multiply the slope by that.",
            {"the parent's grad": tanh("self.grad += (1 - out.data**2) * self.grad")},
        ),
        "another-curve": (
            "The number that comes out is on another curve than tanh.",
            "Use tanh itself: at 1 it is 0.762.",
            {
                "arctan": tanh(data="math.atan(self.data)"),
                "sine": tanh(data="math.sin(self.data)"),
                "tangent": tanh(data="math.tan(self.data)"),
                "cut at the ends": tanh(data="max(-1.0, min(1.0, self.data))"),
            },
        ),
    },
    "value_exp": {
        **slips(
            exp,
            {"= instead of +=": exp("self.grad = out.data * out.grad")},
            {"forgets what arrived": exp("self.grad += out.data")},
            "self.exp()",
            {"the new value": exp("self.grad += out * out.grad")},
        ),
        "value-for-number": (
            "A Value stands where Python wants its number, and it is refused.",
            "Take the number that is inside the value: its `data`.",
            {
                "the value in math": exp(data="math.exp(self)"),
                "e to the power of the value": exp(data="math.e ** self"),
            },
        ),
        "module-left-out": (
            "The function is named without the module that holds it.",
            "Python's exponential stands in `math`, and that name and a dot come before it.",
            {"exp without math": exp(data="exp(self.data)")},
        ),
        "rule-of-powers": (
            "The slope follows the rule of powers.",
            "Here the variable stands in the exponent: the slope of exp is exp itself.",
            {
                "the rule of powers": exp(
                    "self.grad += self.data * math.exp(self.data - 1) * out.grad"
                )
            },
        ),
        "input-as-slope": (
            "The number that went in is taken for the slope.",
            "The slope of exp is the number that came out.",
            {"multiplies by the input": exp("self.grad += self.data * out.grad")},
        ),
        "input-as-factor": (
            "The slope has the number that went in as a factor too many.",
            "The slope of exp is exp itself, and nothing else.",
            {"a factor too many": exp("self.grad += self.data * out.data * out.grad")},
        ),
        "slope-1": (
            "What has arrived passes unchanged, as if exp had a slope of 1 everywhere.",
            "Multiply it by the slope of exp, which is exp itself.",
            {"a slope of 1": exp("self.grad += out.grad")},
        ),
        "slope-of-logarithm": (
            "The slope is that of the logarithm.",
            "The slope of exp is exp itself.",
            {
                "the logarithm's slope": exp(
                    "self.grad += out.grad / self.data if self.data else 0.0"
                )
            },
        ),
        "parents-grad": (
            "The parent's own grad is used where the grad of the new value is meant.",
            "What has arrived stands in the new value's grad: multiply the slope by that.",
            {"uses the parent's grad": exp("self.grad += out.data * self.grad")},
        ),
        "e-rounded": (
            "The number e is rounded, and far from 0 the error grows large.",
            "Use the exponential that Python has, or its own e.",
            {"e by hand": exp(data="2.718**self.data")},
        ),
        "limited": (
            "Large numbers are limited before the exponential.",
            "Let every number through as it is.",
            {"limited": exp(data="math.exp(min(self.data, 5.0))")},
        ),
        "rounded": (
            "The result is rounded.",
            "Keep all digits, and round only where you print.",
            {"rounded": exp(data="round(math.exp(self.data), 3)")},
        ),
        "minus-in-exponent": (
            "The exponent has the wrong sign.",
            "`exp` grows to the right: at 1 it is 2.718.",
            {"the wrong sign": exp(data="math.exp(-self.data)")},
        ),
        "slope-sign": (
            "The slope has the wrong sign.",
            "`exp` rises everywhere, so its slope is positive.",
            {"the slope's sign": exp("self.grad -= out.data * out.grad")},
        ),
        "exp-of-arrived": (
            "The exponential of the slope that has arrived is handed on.",
            "Take the exponential of the number that went in, and multiply what has arrived by it.",
            {"exp of what arrived": exp("self.grad += math.exp(out.grad)")},
        ),
        "exp-twice": (
            "The slope applies exp a second time to what came out.",
            "What came out is the slope already.",
            {"the slope of the slope": exp("self.grad += math.exp(out.data) * out.grad")},
        ),
        "another-base": (
            "The number that is raised is not e.",
            "The base is e, about 2.718, and not 2 or 10.",
            {
                "two to the power": exp(data="2**self.data"),
                "ten to the power": exp(data="10**self.data"),
            },
        ),
        "minus-1": (
            "The result is 1 too small.",
            "At 0 the exponential is 1.",
            {"expm1": exp(data="math.expm1(self.data)")},
        ),
    },
    "topological_order": {
        "result-first": (
            "The list runs from the result to the leaves.",
            "Let parents come before what is made from them, so that the root is the last.",
            {
                "the result first": order(result="order[::-1]"),
                "listed before its parents": order(
                    """if value not in visited:
        visited.add(value)
        order.append(value)
        for parent in value._parents:
            visit(parent)"""
                ),
            },
        ),
        "visits-twice": (
            "A value that is used twice stands in the list twice.",
            "Remember which values were visited, and do nothing for those.",
            {
                "visits twice": order(
                    """for parent in value._parents:
        visit(parent)
    order.append(value)"""
                ),
                "joins the parents' lists": """
order = [root]
for parent in root._parents:
    order = topological_order(parent) + order
return order""",
                "joins the parents' lists, the root last": """
order = []
for parent in root._parents:
    order += topological_order(parent)
return order + [root]""",
                "asks and never marks": order(VISIT.replace("visited.add(value)", "pass")),
                "never asks who was visited": order(
                    """visited.add(value)
    for parent in value._parents:
        visit(parent)
    order.append(value)"""
                ),
            },
        ),
        "listed-when-met": (
            "A value gets its place when it is met for the first time, which can be too early.",
            "List a value only after all of its parents are in the list.",
            {
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
                "reversed at the end": order(
                    """if value not in visited:
        visited.add(value)
        order.append(value)
        for parent in value._parents:
            visit(parent)""",
                    result="order[::-1]",
                ),
                "the shortest way counts": """
steps, todo = {root: 0}, [root]
while todo:
    value = todo.pop(0)
    for parent in value._parents:
        if parent not in steps:
            steps[parent] = steps[value] + 1
            todo.append(parent)
return sorted(steps, key=lambda value: -steps[value])""",
            },
        ),
        "listed-between-parents": (
            "A value is listed after its first parent, before the others are visited.",
            "Let the loop over the parents end before you list the value.",
            {
                "listed inside the loop": order(
                    """if value not in visited:
        visited.add(value)
        for parent in value._parents:
            visit(parent)
            if value not in order: order.append(value)
        if value not in order: order.append(value)"""
                )
            },
        ),
        "parents-listed": (
            "A visit lists the parents of its value, and not the value itself.",
            "Each visit puts its own value at the end of the list, once its parents are there.",
            {
                "lists each parent": order(
                    """if value not in visited:
        visited.add(value)
        for parent in value._parents:
            visit(parent)
            order.append(parent)"""
                )
            },
        ),
        "tuple-visited": (
            "All parents together are visited as if they were one value.",
            "`_parents` is a tuple of values: visit each of them, in a loop.",
            {
                "visits the tuple": order(
                    """if value not in visited:
        visited.add(value)
        visit(value._parents)
        order.append(value)"""
                )
            },
        ),
        "other-attribute": (
            "A value is asked for something that it does not have.",
            "The values it was made from stand in `_parents`, with an underscore in front.",
            {
                "parents without an underscore": order(VISIT.replace("_parents", "parents")),
                "prev": order(VISIT.replace("_parents", "_prev")),
            },
        ),
        "set-appended-to": (
            "The set of visited values is asked to append, and a set has no end.",
            "A set takes a value in with `add`.",
            {"appends to the set": order(VISIT.replace("visited.add", "visited.append"))},
        ),
        "sorted-by-size": (
            "The list is sorted by the values' numbers.",
            "A value's number says nothing about its place: leave the list as your visits made it.",
            {
                "by size": order(result="sorted(order, key=lambda v: v.data)"),
                "by size, falling": order(result="sorted(order, key=lambda v: -v.data)"),
            },
        ),
        "sorted-by-address": (
            "The list is sorted by where the values stand in the computer's memory.",
            "An `id` says nothing about what was made from what: leave the list as your visits "
            "made it.",
            {
                "by id": order(result="sorted(order, key=id)"),
                "by id, falling": order(result="sorted(order, key=lambda v: -id(v))"),
                "those visited, by id": order(result="sorted(visited, key=id)"),
            },
        ),
        "sorted-by-parents": (
            "The list is sorted by how many parents a value has.",
            "A value with more parents is not always the later one: leave the list as your visits "
            "made it.",
            {"by parents": order(result="sorted(order, key=lambda v: len(v._parents))")},
        ),
        "sorted-by-uses": (
            "The list is sorted by how often a value is used.",
            "A value that is used more often is not always the earlier one: leave the list as "
            "your visits made it.",
            {
                "by uses": order(
                    result="sorted(order, key=lambda v: -sum(v in w._parents for w in order))"
                )
            },
        ),
        "sorted-by-short-ways": (
            "The list is sorted by the shortest way to a leaf.",
            "The longest way counts, and your visits find it: leave the list as they made it.",
            {
                "by the shortest way": order(result="sorted(order, key=steps)").replace(
                    "return",
                    "def steps(v):\n"
                    "    return min((steps(p) + 1 for p in v._parents), default=0)\nreturn",
                )
            },
        ),
        "no-root": (
            "The root itself is missing.",
            "It belongs to the list as well, as its last entry.",
            {"without the root": order(result="order[:-1]")},
        ),
        "no-leaves": (
            "The leaves, values without parents, are missing.",
            "List every value: a leaf has no parents to visit, and is listed at once.",
            {"without the leaves": order(result="[value for value in order if value._parents]")},
        ),
        "not-far-enough": (
            "The walk stops after one or two steps from the root.",
            "Visit the parents of every parent in the same way, down to the leaves.",
            {
                "the parents of the root": "return [*root._parents, root]",
                "the parents of the root, sorted": "return sorted(root._parents) + [root]",
                "two levels only": """
found = [root]
for value in [root, *root._parents]:
    found += [parent for parent in value._parents if parent not in found]
return found[::-1]""",
                "parents without a visit": order(
                    """if value not in visited:
        visited.add(value)
        order.extend(value._parents)
        order.append(value)"""
                ),
            },
        ),
        "remembers-calls": (
            "What one call has visited is still remembered in the next.",
            "Begin every call with a list and a set of its own.",
            {
                "remembers from call to call": """
def visit(value, visited=as_value.__dict__.setdefault("visited", set())):
    if value in visited: return []
    visited.add(value)
    return [v for parent in value._parents for v in visit(parent)] + [value]
return visit(root)"""
            },
        ),
        "equal-data": (
            "Two values with the same number are taken for one.",
            "Remember the values themselves, not their numbers.",
            {
                "equal data count as the same": order(
                    VISIT.replace(
                        "visited.add(value)", "visited.add(getattr(value, 'data', value))"
                    ).replace("if value not", "if getattr(value, 'data', value) not")
                )
            },
        ),
        "marked-too-early": (
            "The list holds the root alone.",
            "Visit each parent, and let a visit mark its own value: one that is marked before its "
            "visit begins is never listed.",
            {
                "marks the parents": order(
                    """if value not in visited or value is root:
        visited.add(value)
        for parent in value._parents:
            visited.add(parent)
            visit(parent)
        order.append(value)"""
                ),
                "marks all parents first": order(
                    """if value not in visited:
        visited.add(value)
        visited.update(value._parents)
        for parent in value._parents:
            visit(parent)
        order.append(value)"""
                ),
            },
        ),
        "set-returned": (
            "A set comes back, and a set has no order.",
            "Return the list, in which every value has its place.",
            {
                "those visited": order(result="visited"),
                "a set of the list": order(result="set(order)"),
            },
        ),
        "iterator": (
            "What comes back can be walked through once, and is empty after that.",
            "Return the list itself: the order may be needed twice.",
            {
                "reversed": order(result="reversed(order[::-1])"),
                "an iterator": order(result="iter(order)"),
                "a generator": """
visited = set()
def visit(value):
    if value not in visited:
        visited.add(value)
        for parent in value._parents:
            yield from visit(parent)
        yield value
return visit(root)""",
                "yields": """
visited = set()
def visit(value):
    if value not in visited:
        visited.add(value)
        for parent in value._parents:
            yield from visit(parent)
        yield value
yield from visit(root)""",
            },
        ),
        "first-parent-only": (
            "Only the first parent of each value is visited.",
            "Visit all of its parents, in a loop.",
            {
                "the first parent only": order(
                    VISIT.replace("value._parents:", "value._parents[:1]:")
                ),
                "a loop along first parents": """
order = []
while root._parents:
    order.append(root)
    root = root._parents[0]
return order""",
                "a loop along first parents, from the leaf": """
order = [root]
while root._parents:
    root = root._parents[0]
    order.insert(0, root)
return order""",
            },
        ),
        "other-things-listed": (
            "The list holds something other than the values.",
            "Put the values themselves into the list, as they are.",
            {
                "numbers instead of values": order(result="[1.0 for _ in order]"),
                "their data": order(result="[getattr(value, 'data', 0.0) for value in order]"),
            },
        ),
        "changes-parents": (
            "The values lose their parents on the way.",
            "Leave the values as they are: backward needs their parents again.",
            {"changes the parents": order(VISIT + "\n    value._parents = ()")},
        ),
        "never-starts": (
            "The list stays empty.",
            "Call your small function once, for the root, and let it put each value at the end of "
            "the list.",
            {
                "never visits the root": order().replace("\nvisit(root)", ""),
                "never lists": order(VISIT.replace("order.append(value)", "pass")),
                "visits whom it visited": order(VISIT.replace("not in", "in")),
            },
        ),
        "no-return": (
            "The function gives nothing back.",
            "End it by returning the list.",
            {"returns nothing": order().replace("return order", "")},
        ),
    },
    "backward": {
        "does-not-start": (
            "The result's own grad is 0 when the way back begins.",
            "A result grows as fast as itself: give it that slope to begin with.",
            {
                "does not begin with 1": back(begin="pass"),
                "begins with 0": back(begin="self.grad = 0.0"),
                "sets its data": back(begin="self.data = 1.0"),
            },
        ),
        "starts-with-data": (
            "The result's own grad is set to its number.",
            "A result grows as fast as itself, whatever its number is: that slope is 1.",
            {"begins with the data": back(begin="self.grad = self.data")},
        ),
        "start-cleared": (
            "The result's own grad is set, and then cleared again before the way back begins.",
            "Forget the old grads first, and set the result's grad after that.",
            {"clears after the start": back(forget="self.grad = 1.0", begin=FORGET)},
        ),
        "starts-at-first": (
            "The first value of the order gets the slope 1 to begin with.",
            "The walk begins at the result, which is the value that backward was called on.",
            {"begins at the first of the order": back(begin="order[0].grad = 1.0")},
        ),
        "old-start-kept": (
            "The result's own grad is added to, and keeps what an earlier call left.",
            "Set it to 1, whatever it was before.",
            {
                "adds 1 to the result's grad": back(
                    forget="for value in order[:-1]:\n    if value._parents: value.grad = 0.0",
                    begin="self.grad += 1.0",
                )
            },
        ),
        "wrong-way": (
            "The values are asked from the leaves to the result.",
            "Go through the order from its end to its beginning.",
            {"from the beginning": back(walk="order")},
        ),
        "sorted-by-size": (
            "The values are asked in the order of their numbers.",
            "A value's number says nothing about its place: follow the list that "
            "`topological_order` gives, from its end.",
            {
                "the largest first": back(walk="sorted(order, key=lambda v: -v.data)"),
                "the smallest first": back(walk="sorted(order, key=lambda v: v.data)"),
                "the largest first, reversed": back(
                    walk="reversed(sorted(order, key=lambda v: v.data))"
                ),
                "the list sorted by size": back(
                    forget=f"{FORGET}\norder.sort(key=lambda v: v.data)"
                ),
                "the largest left": back(
                    walk="list(order)",
                    step="value = max(order, key=lambda v: v.data); order.remove(value); "
                    "value._backward()",
                ),
            },
        ),
        "sorted-by-address": (
            "The values are asked by where they stand in the computer's memory.",
            "An `id` says nothing about what was made from what: follow the list that "
            "`topological_order` gives, from its end.",
            {
                "by id": back(walk="sorted(order, key=id)"),
                "by id, reversed": back(walk="reversed(sorted(order, key=id))"),
            },
        ),
        "sorted-by-parents": (
            "The values are asked by how many parents they have.",
            "A value with more parents is not always the later one: follow the list that "
            "`topological_order` gives, from its end.",
            {
                "by the number of parents": back(
                    walk="reversed(sorted(order, key=lambda v: len(v._parents)))"
                ),
                "by the number of parents, falling": back(
                    walk="sorted(order, key=lambda v: -len(v._parents))"
                ),
            },
        ),
        "sorted-by-uses": (
            "The values are asked by how often they are used.",
            "A value that is used more often is not always the earlier one: follow the list that "
            "`topological_order` gives, from its end.",
            {
                "by the number of uses": back(
                    walk="sorted(order, key=lambda v: sum(v in w._parents for w in order))"
                ),
            },
        ),
        "sorted-by-short-ways": (
            "The values are asked by their shortest way to a leaf.",
            "The longest way counts: follow the list that `topological_order` gives, from its end.",
            {
                "by the shortest way to a leaf": back(
                    forget=SHORTEST, walk="reversed(sorted(order, key=steps.get))"
                ),
                "by the shortest way to a leaf, falling": back(
                    forget=SHORTEST, walk="sorted(order, key=lambda v: -steps[v])"
                ),
            },
        ),
        "own-step-only": (
            "Only the result hands its slope on.",
            "Ask every value of the order in turn, not the result alone.",
            {
                "its own step only": "self.grad = 1.0\nself._backward()",
                "its own step, then a break": back(step="value._backward()\n    break"),
                "its own step, then a return": back(step="value._backward()\n    return"),
            },
        ),
        "clears-leaves-too": (
            "The leaves forget their old grads as well.",
            "Forget the grads of values with parents only; leaves add to what they have.",
            {"clears everything": back(forget="for value in order:\n    value.grad = 0.0")},
        ),
        "clears-leaves-only": (
            "The leaves forget their old grads, and the values with parents keep theirs.",
            "Turn it around: values with parents begin anew, leaves add to what they have.",
            {
                "clears the leaves": back(
                    forget="for value in order:\n    if not value._parents: value.grad = 0.0"
                )
            },
        ),
        "old-grads-kept": (
            "Values with parents keep the grad that an earlier call left.",
            "Set the grad of every value with parents to 0 before the way back begins.",
            {"clears nothing": back(forget="pass")},
        ),
        "clears-too-late": (
            "Grads are cleared after they were handed on, and their slopes are lost.",
            "Clear at the beginning, before any slope is handed on.",
            {
                "clears too late": back(
                    forget="pass", step="value._backward()\n    if value._parents: value.grad = 0.0"
                ),
                "clears at the end": back() + "self.grad = 0.0\n",
                "clears all with parents at the end": back(forget="pass")
                + "for value in order[:-1]:\n    if value._parents: value.grad = 0.0\n",
            },
        ),
        "result-not-asked": (
            "The result itself is never asked to hand its slope on.",
            "Begin the walk with the last value of the order.",
            {"leaves the result out": back(walk="reversed(order[:-1])")},
        ),
        "asked-twice": (
            "Some values are asked more than once, so slopes count too often.",
            "Ask each value once, after everything that was made from it.",
            {
                "every value twice": back(walk="reversed([v for v in order for _ in range(2)])"),
                "along every way": """
def go(value):
    value._backward()
    for parent in value._parents:
        go(parent)
self.grad = 1.0
go(self)""",
            },
        ),
        "asked-too-early": (
            "A value is asked as soon as it is met, before all of its slopes have arrived.",
            "Follow the topological order backwards: there, every value comes after all that was "
            "made from it.",
            {
                "level by level": """
for value in topological_order(self):
    if value._parents: value.grad = 0.0
self.grad, todo, seen = 1.0, [self], {self}
while todo:
    value = todo.pop(0)
    value._backward()
    for parent in value._parents:
        if parent not in seen:
            seen.add(parent)
            todo.append(parent)""",
                "by a stack": """
found, todo = [], [self]
while todo:
    value = todo.pop()
    if value not in found:
        found.append(value)
        todo += value._parents
        if value._parents: value.grad = 0.0
self.grad = 1.0
for value in found:
    value._backward()""",
            },
        ),
        "backward-of-parents": (
            "The parents' own `backward` is called, and every value starts from a slope of 1.",
            "Only the result begins with 1; call the one-step function of the others.",
            {
                "backward of the parents": """
self.grad = 1.0
self._backward()
for parent in self._parents:
    parent.backward()""",
                "backward of every value": back(
                    step="value._backward() if value is self else value.backward()"
                ),
            },
        ),
        "adds-data": (
            "The values' numbers get into their grads.",
            "Grads come from `_backward` alone; add nothing else to them.",
            {"adds the data": back(step="value._backward(); value.grad += value.data")},
        ),
        "stops-at-zero": (
            "The walk ends at the first value whose grad is 0, and those that wait are left out.",
            "Go on to the beginning of the list: a value with the grad 0 hands on zeros, and "
            "others may hand on more.",
            {
                "ends at a grad of 0": back(
                    step="if value.grad == 0: break\n    value._backward()"
                ),
                "returns at a grad of 0": back(
                    step="if not value.grad: return\n    value._backward()"
                ),
            },
        ),
        "slopes-left-out": (
            "The grad of a value goes to its parents as it is, without the slope of its step.",
            "Each value knows the slopes of its own step: call its `_backward`.",
            {
                "hands its grad to the parents": back(
                    step="for parent in value._parents: parent.grad += value.grad"
                ),
            },
        ),
        "result-asked-each-time": (
            "The result is asked again and again, and the other values never.",
            "In the loop, ask the value whose turn it is.",
            {"asks itself in the loop": back(step="self._backward()")},
        ),
        "backward-calls-itself": (
            "`backward` calls `backward` for each value of the order, and the result is one of "
            "them: that has no end.",
            "Ask each value for its one step, `_backward` with an underscore in front.",
            {"backward of each value": back(step="value.backward()")},
        ),
        "list-overwritten": (
            "A number takes the place of a value in the list.",
            "Set the grad of the result, and leave the list as it is.",
            {
                "1 for the result": back(begin="order[-1] = 1.0"),
                "1 for the first": back(begin="order[0] = 1.0"),
            },
        ),
        "order-alone": (
            "The order is found, and nothing is done with it.",
            "Give the result its slope, and ask the values one after the other.",
            {"only the order": "return topological_order(self)"},
        ),
        "not-called": (
            "The step of each value never runs.",
            "Call it: a function runs only with brackets after its name.",
            {
                "names the step only": back(step="value._backward"),
                "no step": back(step="pass"),
            },
        ),
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
        "a set of parents": add(parents="{self, other}"),
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
        "the exponent as a leaf": power(data="self.data ** as_value(exponent).data"),
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
        "half of number and size": relu(data="(self.data + abs(self.data)) / 2"),
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
        "a deque": order(VISIT.replace("order.append", "ends.append"), result="ends")
        .replace("order, visited", "from collections import deque\nends, visited")
        .replace("= [], set()", "= deque(), set()"),
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
        "the parents sorted": order(
            VISIT.replace("value._parents:", "sorted(value._parents, key=lambda v: v.data):")
        ),
        "a set of the parents": order(VISIT.replace("value._parents:", "set(value._parents):")),
        "remembered after its parents": order(
            """if value in visited: return
    for parent in value._parents:
        visit(parent)
    visited.add(value)
    order.append(value)"""
        ),
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
        "grads as zeros first": back(forget=f"{FORGET}\nassert topological_order(self)"),
        "by the longest way to a leaf": back(
            forget=SHORTEST.replace("min(", "max("), walk="sorted(order, key=lambda v: -steps[v])"
        ),
        "by index, and a print": back(
            walk="(order[k] for k in range(len(order) - 1, -1, -1))",
            step="print(value); value._backward()",
        ),
    },
}

_HEAD, _TAIL = "out = Value(max(", "), (self,), op='relu')"
EQUIVALENT = {
    "value_relu": {
        f"{_HEAD}0.0, self.data{_TAIL} -> {_HEAD}self.data, 0.0{_TAIL}": (
            "The larger of two numbers is the same in either order."
        ),
    },
}
