"""Questions to the answers of lesson 06.

The exercises are methods of `Value`, and one function. A method's question makes a new value, gives
it a slope as `backward` would, and looks at what its parents got.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

from utils.checks import given
from utils.probes.why_it_stops import word_of_error

NAMES = dict.fromkeys(
    ("value_add", "value_mul", "value_pow", "value_relu", "value_tanh", "value_exp", "backward"),
    "Value",
)
ASKED_BY = {
    "value_add": [
        "sum_is_a_value",
        "add",
        "grad_after_adding_to_itself",
        "added",
        "added_to_number",
        "used_in_two_sums",
    ],
    "value_mul": [
        "product_is_a_value",
        "multiply",
        "grad_after_multiplying_with_itself",
        "multiplied",
        "multiplied_by_number",
        "used_in_two_products",
    ],
    "value_pow": ["power_is_a_value", "power", "powered"],
    "value_relu": ["relu_is_a_value", "relu_of", "relu_and_grad"],
    "value_tanh": ["tanh_is_a_value", "tanh_of", "tanh_and_grad"],
    "value_exp": ["exp_is_a_value", "exp_of", "exp_and_grad"],
    "backward": ["grads", "chain_grads", "grads_of", "grads_of_two_results"],
}


# How values hang together: for each one, its parents and the slopes in them
Links = Sequence[Sequence[tuple[int, float]]]
CHAIN: Links = [[], [(0, 3.0)], [(1, 4.0)]]
LATE: Links = [[], [(0, 3.0)], [(0, 1.0), (1, 1.0)], [(1, 8.0), (2, 6.0)]]
TAIL: Links = [[], [(0, 10.0)], [(1, 3.0)], [(1, 5.0)], [(2, 2.0), (3, -4.0)]]
UNEVEN: Links = [
    [],
    [(0, 2.0)],
    [(0, 3.0), (1, 2.0)],
    [(2, -2.0)],
    [(3, 4.0), (2, 5.0), (0, 10.0)],
]
# Neither numbers nor places in memory follow an order, so that nothing is right because of them
DATA = (5.0, 2.0, 7.0, 1.0, 3.0, 6.0, 4.0)
IN_MEMORY = (4, 0, 5, 2, 6, 1, 3)


def after_a_step(use: Callable, parents: list, arrived: float, held: float) -> dict[str, Any]:
    """What a step makes of its parents, and what they hold after it has handed its slope on.

    Args:
        use: takes the parents and makes one new value.
        parents: one value, called a, or two, a and b.
        arrived: the slope that comes to the new value.
        held: the grad that each parent has before.

    Returns:
        The new value's data, its parents in words, the grad of each parent, and in words what else
        was done: a grad of its own, or a parent's number, that changed, a parent that was asked.
    """
    names, more = "ab"[: len(parents)], []
    for name, parent in zip(names, parents, strict=True):
        parent.grad, parent._backward = held, lambda name=name: more.append(f"{name} was asked")
    numbers = [parent.data for parent in parents]
    out = use(*parents)
    out.grad = arrived
    out._backward()
    known = {id(parent): name for name, parent in zip(names, parents, strict=True)}
    kin = sorted(known.get(id(parent), "something else") for parent in out._parents)
    grads = {f"grad of {name}": each.grad for name, each in zip(names, parents, strict=True)}
    named = zip(names, parents, numbers, strict=True)
    more += [f"data of {name} changed" for name, each, number in named if each.data != number]
    more += ["its own grad changed"] * (out.grad != arrived)
    told = {"data": out.data, "parents": " and ".join(kin) or "none", **grads}
    return told | {"besides": ", ".join(more) or "nothing"}


def linked(value: Any, links: Links, held: float = 0.0) -> list:
    """Values that are made from each other without any operation, the last one the result.

    Args:
        value: the learner's class.
        links: for each value, the places of its parents and the slopes in them.
        held: the grad that each has before.
    """
    spare = sorted((value(0.0) for _ in DATA), key=id)
    made = [spare[place] for place in IN_MEMORY][: len(links)]
    for child, data, link in zip(made, DATA, links, strict=False):

        def hand_on(child: Any = child, link: Any = link) -> None:
            for number, slope in link:
                made[number].grad += slope * child.grad

        child.data, child.grad, child._backward = data, held, hand_on
        child._parents = tuple(made[number] for number, _ in link)
    return made


def _asked(text: str, ask: Callable[[Any], Any]) -> Callable[[Any], Any]:
    ask.__doc__ = text
    return ask


def _parents(value: Any, numbers: Sequence[float], grad: float = 0.0) -> list:
    made = [value(number) for number in numbers]
    for parent in made:
        parent.grad = grad
    return made


def _hand_on(made: Any, slope: float) -> None:
    made.grad = slope
    made._backward()


def _step(
    expression: str, use: Callable, *numbers: float, arrives: float = 1.0, before: float = 0.0
) -> Callable:
    """What a step makes, and what its parents have once a slope has arrived and gone on."""

    def ask(value: Any) -> Any:
        parents = _parents(value, numbers, before)
        made = use(*parents)
        if not hasattr(made, "_parents"):
            return made
        _hand_on(made, arrives)
        return [made.data, *(parent.grad for parent in parents)]

    at = " and ".join(f"{name} = {number:g}" for name, number in zip("ab", numbers, strict=False))
    grads = "the grads of a and b" if len(numbers) > 1 else "the grad of a"
    held = f" and {grads} held {before:g}" if before else ""
    text = (
        f"{expression} for {at}, when a slope of {arrives:g} arrives{held}: its data, then {grads}"
    )
    return _asked(text, ask)


def _used_twice(expression: str, use: Callable, number: float) -> Callable:
    """The grad of a value that is both parents."""

    def ask(value: Any) -> float:
        parent = value(number)
        _hand_on(made := use(parent, parent), 1.0)
        return parent.grad if made is not parent else made.data

    return _asked(f"{expression} for a = {number:g}, when a slope of 1 arrives: the grad of a", ask)


def _number(expression: str, use: Callable) -> Callable:
    """What becomes of a plain number."""

    def ask(value: Any) -> Any:
        left = value(1.25)
        _hand_on(made := use(left, 2), 3.0)
        return [made.data, left.grad]

    return _asked(
        f"{expression} for a = 1.25, when a slope of 3 arrives: its data, then the grad of a", ask
    )


def _kin(expression: str, use: Callable, *numbers: float) -> Callable:
    """How many parents, whether they are the right ones, and whether the value is a new one."""

    def ask(value: Any) -> Any:
        parents = _parents(value, numbers)
        made = use(*parents)
        same = set(map(id, parents)) == set(map(id, made._parents))
        return len(made._parents), same, all(made is not parent for parent in parents)

    who = "they are a and b" if len(numbers) > 1 else "it is a"
    return _asked(
        f"How many parents {expression} has, whether {who}, and whether it is a new value", ask
    )


def _calm(expression: str, use: Callable, *numbers: float) -> Callable:
    """Grads before any slope has arrived, and the parents' data after one has gone on."""

    def ask(value: Any) -> Any:
        parents = _parents(value, numbers)
        made = use(*parents)
        grads = [made.grad, *(parent.grad for parent in parents)]
        _hand_on(made, 3.0)
        return [*grads, *(parent.data for parent in parents)]

    names = "a and b" if len(numbers) > 1 else "a"
    at = " and ".join(f"{name} = {number:g}" for name, number in zip("ab", numbers, strict=False))
    return _asked(
        f"{expression} for {at}: its grad and those of its parents before any slope arrives, "
        f"then the data of {names} after one has gone on",
        ask,
    )


def _further(expression: str, use: Callable, number: float) -> Callable:
    """Grads of the new value and of its parent's parent after one step."""

    def ask(value: Any) -> Any:
        seed = value(-number)
        _hand_on(made := use(-seed), 2.0)
        return [made.grad, seed.grad]

    return _asked(
        f"{expression} with a = -x, when a slope of 2 arrives and goes on to a: its own grad after "
        "that, then the grad of x, which has to wait",
        ask,
    )


def _own(expression: str, use: Callable, number: float) -> Callable:
    """Whether the new value got a way back, and whether the parent got none; None: no function."""

    def ask(value: Any) -> Any:
        leaf = value(number)
        nothing = leaf._backward.__code__
        ways = [each._backward for each in (use(leaf), leaf)]
        codes = [getattr(way, "__code__", way) for way in ways]
        return [
            code is not nothing if callable(way) else None
            for way, code in zip(ways, codes, strict=True)
        ]

    return _asked(f"Whether {expression} has a _backward of its own, and whether a has one", ask)


def _written(expression: str, use: Callable, number: float) -> Callable:
    """Whether the way back writes to the parent's grad, whatever it adds."""

    def ask(value: Any) -> bool:
        written: list[float] = []

        class Watched(value):  # type: ignore[misc]
            @property
            def grad(self) -> float:
                return written[-1]

            @grad.setter
            def grad(self, slope: float) -> None:
                written.append(slope)

        made = use(Watched(number))
        before = len(written)
        _hand_on(made, 3.0)
        return len(written) > before

    return _asked(f"Whether the way back of {expression} writes to the grad of a", ask)


def _reads(expression: str, use: Callable, number: float) -> Callable:
    """When the grad of the new value is read: while it is made, or on the way back."""

    def ask(value: Any) -> str:
        phase, reads, grads = ["while it is made"], [], {}

        def read(own: Any) -> float:
            reads.append((own, phase[0]))
            return grads.get(id(own), 0.0)

        def write(own: Any, slope: float) -> None:
            grads[id(own)] = slope

        value.grad = property(read, write)
        try:
            made = use(value(number))
            phase[0] = "on the way back"
            _hand_on(made, 3.0)
        finally:
            del value.grad
        return " and ".join(sorted({when for own, when in reads if own is made})) or "never"

    return _asked(f"When the grad of {expression} is read", ask)


def _about(expression: str, use: Callable, number: float) -> Callable:
    """What an error is about, on the way there or on the way back."""

    def there_and_back(value: Any) -> None:
        _hand_on(use(value(number)), 1.0)

    return _asked(
        f"{expression} for a = {number:g}: whether an error is about a Value",
        lambda value: word_of_error(["Value"], there_and_back, value),
    )


def _method(name: str) -> Callable:
    def use(one: Any) -> Any:
        return getattr(one, name)()

    return use


def _power(exponent: float) -> Callable:
    def use(one: Any) -> Any:
        return one**exponent

    return use


def _counted(made: list) -> list[int]:
    """The places of the values that are asked to hand their slope on, one after the other."""
    asked: list[int] = []
    for place, each in enumerate(made):

        def hand_on(place: int = place, own: Callable = each._backward) -> None:
            asked.append(place)
            own()

        each._backward = hand_on
    return asked


def _way_back(
    text: str, links: Links, calls: int = 1, before: float = 0.0, count: bool = False
) -> Callable:
    """The grads of all values after a way back, or how often those with parents were asked."""

    def ask(value: Any) -> list:
        made = linked(value, links, before)
        asked = _counted(made)
        with given(value.backward, topological_order=lambda root: list(made)):
            for _ in range(calls):
                made[-1].backward()
        if count:
            return [asked.count(place) for place, link in enumerate(links) if link]
        return [one.grad for one in made]

    return _asked(text, ask)


class _Dot:
    """All that the order needs to know of a value."""

    def __init__(self, letter: str, *parents: Any) -> None:
        self.letter, self._parents = letter, parents
        self.data, self.grad = 1.0, 0.0


def _dots(names: str) -> list[_Dot]:
    """Dots that hang together as `names` says, and whose places in memory tell no order."""
    spare = sorted((_Dot(name[0]) for name in names.split()), key=id)
    places = sorted(range(len(spare)), key=lambda place: (5 * place + 2) % 7)
    dots: dict[str, _Dot] = {}
    for name, place in zip(names.split(), places, strict=True):
        letter, _, parents = name.partition("<")
        dots[letter] = spare[place]
        dots[letter].__init__(letter, *(dots[parent] for parent in parents))
    return list(dots.values())


def _letters(found: Any) -> Any:
    if not hasattr(found, "__iter__"):
        return found
    if isinstance(found, set | frozenset):  # the order of its letters is another one each time
        return ["".join(sorted(getattr(dot, "letter", "?") for dot in found)), "in a set"]
    return "".join(getattr(dot, "letter", "?") for dot in found)


def _made(names: str) -> str:
    """How the values hang together, in words: "b from a, c from a and b"."""
    pairs = [name.partition("<")[::2] for name in names.split() if "<" in name]
    return ", ".join(f"{letter} from {' and '.join(parents)}" for letter, parents in pairs)


def _order(names: str) -> Callable:
    """The letters in the order that comes; only where no other order is right."""
    return _asked(
        f"The order of the values when we make {_made(names)}",
        lambda answer: _letters(answer(_dots(names)[-1])),
    )


def _any_order(names: str) -> Callable:
    """What holds for every right order: which letters, parents before children, the last."""

    def ask(answer: Callable) -> Any:
        dots = _dots(names)
        came = _letters(answer(dots[-1]))
        if not isinstance(came, str):
            return came
        place = {letter: index for index, letter in enumerate(came)}
        pairs = [(p.letter, dot.letter) for dot in dots for p in dot._parents]
        first = all(place.get(p, -1) < place.get(child, 99) for p, child in pairs)
        return "".join(sorted(came)), first, came[-1:]

    return _asked(
        f"When we make {_made(names)}: which values come, by the alphabet; whether parents come "
        "before what is made from them; which one is the last",
        ask,
    )


def _each_its_number(answer: Callable) -> Any:
    """The order of a, b, c and d, with the data 2, 4, 3 and 1, when we make b from a, c from a and
    b, and d from a and c.
    """
    dots = _dots("a b<a c<ab d<ac")
    for number, dot in zip((2.0, 4.0, 3.0, 1.0), dots, strict=True):
        dot.data = number
    return _letters(answer(dots[-1]))


def _walked_twice(answer: Callable) -> Any:
    """With b made from a: how many values the result holds, when it is walked through and when it
    is walked through once more.
    """
    order = answer(_dots("a b<a")[-1])
    return [len(list(order)) for _ in range(2)] if hasattr(order, "__iter__") else order


def _alone(answer: Callable) -> Any:
    """The order from a value `a` that was made from nothing."""
    return _letters(answer(_Dot("a")))


def _asked_again(answer: Callable) -> Any:
    """With b made from a, when the order from b is asked for twice: how many values come each
    time, and how many parents b has afterwards.
    """
    dots = _dots("a b<a")
    lengths = [len(_letters(answer(dots[-1])) or "") for _ in range(2)]
    return (*lengths, len(dots[-1]._parents))


def _operator(sign: str, use: Callable) -> list[Callable]:
    return [
        _step(f"a {sign} b", use, 2.0, -3.0),
        _used_twice(f"a {sign} a", use, 5.0),
        _step(f"a {sign} b", use, 4.0, 0.5, arrives=-2.5, before=10.0),
        _step(f"a {sign} b", use, 0.0, 7.0),
        _kin(f"a {sign} b", use, 2.0, 5.0),
        _number(f"a {sign} 2", use),
        _calm(f"a {sign} b", use, 2.0, 5.0),
        _further(f"a {sign} 7", lambda left: use(left, type(left)(7.0)), 2.0),
        *(
            ask(f"a {sign} 7", lambda left: use(left, type(left)(7.0)), 2.0)
            for ask in (_own, _written, _reads, _about)
        ),
    ]


PROBES = {
    "value_add": _operator("+", operator.add),
    "value_mul": _operator("*", operator.mul),
    "value_pow": [
        _step("a ** 2", _power(2), 3.0),
        _step("a ** 3", _power(3), -2.0),
        _step("a ** 2", _power(2), -3.0),
        _step("a ** -1", _power(-1), -2.0),
        _step("a ** 3", _power(3), 2.0, arrives=-0.5, before=10.0),
        _step("a ** 0.5", _power(0.5), 4.0),
        _step("a ** 2", _power(2), 0.0),
        _kin("a ** 2", _power(2), 3.0),
        _calm("a ** 2", _power(2), 3.0),
        _further("a ** 2", _power(2), 3.0),
        _own("a ** 2", _power(2), 3.0),
        _written("a ** 2", _power(2), 3.0),
        _reads("a ** 2", _power(2), 3.0),
        _about("a ** 2", _power(2), 3.0),
    ],
    "value_relu": [
        _step("a.relu()", _method("relu"), 3.0, arrives=2.0),
        _step("a.relu()", _method("relu"), -3.0, arrives=2.0),
        _step("a.relu()", _method("relu"), 0.0, arrives=2.0),
        _step("a.relu()", _method("relu"), 0.5, arrives=-3.0),
        _step("a.relu()", _method("relu"), 0.5, arrives=2.0),
        _step("a.relu()", _method("relu"), -0.5, arrives=2.0),
        _step("a.relu()", _method("relu"), 4.0, arrives=2.0, before=10.0),
        _step("a.relu()", _method("relu"), -4.0, arrives=-2.0, before=10.0),
        _kin("a.relu() for a = 2", _method("relu"), 2.0),
        _kin("a.relu() for a = -2", _method("relu"), -2.0),
        _calm("a.relu()", _method("relu"), 2.0),
        _calm("a.relu()", _method("relu"), -2.0),
        _further("a.relu()", _method("relu"), 3.0),
        _own("a.relu()", _method("relu"), 3.0),
        _written("a.relu()", _method("relu"), 3.0),
        _reads("a.relu()", _method("relu"), 3.0),
        _about("a.relu()", _method("relu"), 3.0),
    ],
    "value_tanh": [
        _step("a.tanh()", _method("tanh"), 1.0, arrives=2.0),
        _step("a.tanh()", _method("tanh"), 0.0, arrives=2.0),
        _step("a.tanh()", _method("tanh"), -0.5),
        _step("a.tanh()", _method("tanh"), 2.0, arrives=-3.0, before=10.0),
        _step("a.tanh()", _method("tanh"), 1000.0, arrives=2.0),
        _step("a.tanh()", _method("tanh"), -1000.0, arrives=2.0),
        _kin("a.tanh()", _method("tanh"), 0.5),
        _calm("a.tanh()", _method("tanh"), 0.5),
        _further("a.tanh()", _method("tanh"), 0.5),
        _own("a.tanh()", _method("tanh"), 0.5),
        _written("a.tanh()", _method("tanh"), 0.5),
        _reads("a.tanh()", _method("tanh"), 0.5),
        _about("a.tanh()", _method("tanh"), 0.5),
    ],
    "value_exp": [
        _step("a.exp()", _method("exp"), 1.0, arrives=2.0),
        _step("a.exp()", _method("exp"), 0.0, arrives=2.0),
        _step("a.exp()", _method("exp"), -2.0),
        _step("a.exp()", _method("exp"), 2.0, arrives=-3.0, before=10.0),
        _step("a.exp()", _method("exp"), 10.0, arrives=0.5),
        _step("a.exp()", _method("exp"), -1000.0, arrives=2.0),
        _kin("a.exp()", _method("exp"), 0.5),
        _calm("a.exp()", _method("exp"), 0.5),
        _further("a.exp()", _method("exp"), 0.5),
        _own("a.exp()", _method("exp"), 0.5),
        _written("a.exp()", _method("exp"), 0.5),
        _reads("a.exp()", _method("exp"), 0.5),
        _about("a.exp()", _method("exp"), 0.5),
    ],
    "topological_order": [
        _order("a b<a c<b"),
        _order("a b<a c<ab y<bc"),
        _any_order("x w p<xw b z<pb"),
        _any_order("a b<a c<a d<bc"),
        _order("a b<a c<ab d<c e<acd"),
        _order("a b<a c<ba d<c e<db"),
        _order("a b<a c<b d<c e<ad f<eb g<af"),
        _order("a b<aa"),
        _each_its_number,
        _walked_twice,
        _alone,
        _asked_again,
    ],
    "backward": [
        _way_back(
            "b is made from a with slope 3, c from b with slope 4: the grads of a, b and c after "
            "backward from c",
            CHAIN,
        ),
        _way_back(
            "b is made from a with slope 3, c from b with slope 4: the grads of a, b and c after "
            "two calls of backward from c",
            CHAIN,
            calls=2,
        ),
        _way_back(
            "b is made from a with slope 3, c from a and b with slopes 1 and 1, y from b and c "
            "with slopes 8 and 6: the grads of a, b, c and y",
            LATE,
        ),
        _way_back(
            "b is made from a with slope 10, c from b with slope 3, d from b with slope 5, "
            "e from c and d with slopes 2 and -4: the grads of all five",
            TAIL,
        ),
        _way_back(
            "b is made from a with slope 2, c from a and b with slopes 3 and 2, d from c with "
            "slope -2, e from d, c and a with slopes 4, 5 and 10: the grads of all five",
            UNEVEN,
        ),
        _way_back(
            "b is made from a with slope 3, c from b with slope 4, and each holds an old grad of "
            "100: the grads of a, b and c",
            CHAIN,
            before=100.0,
        ),
        _way_back(
            "b is made from a with slope 2, c from a with slope 3, d from b and c with slopes 5 "
            "and 0: the grads of all four",
            [[], [(0, 2.0)], [(0, 3.0)], [(1, 5.0), (2, 0.0)]],
        ),
        _way_back("a was made from nothing: its grad after backward from a", [[]]),
        _way_back(
            "b is made from a, c from b: how often b and c are asked to hand their slope on",
            CHAIN,
            count=True,
        ),
    ],
}
