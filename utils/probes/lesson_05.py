"""Questions to the answers of lesson 05.

Where an answer may call other exercises, harmless stand-ins take their place: right for a few
numbers, or where all entries of an array are equal, and wrong elsewhere.
"""

from types import FunctionType

import numpy as np

from utils.checking.causes import is_blank
from utils.checking.describe import short
from utils.checking.recognise import call
from utils.checks import check_that, given
from utils.probes.why_it_stops import word_of_error


def asked(question, *args, **kwargs):
    """The probe that calls the answer with these arguments, and asks in these words."""
    ask = call(*args, **kwargs)("").ask
    ask.__doc__ = question
    return ask


def among(probe, **stand_ins):
    """The same probe, with stand-ins for other exercises."""

    def ask(answer):
        with given(answer, **stand_ins):
            return probe(answer)

    ask.__doc__ = probe.__doc__
    return ask


def a(*rows):
    """An array of floats."""
    return np.array(rows, dtype=float)


# numerical_gradient
def meeting(w):
    """w0^2 + 3 w0 w1."""
    return float(w[0] ** 2 + 3 * w[0] * w[1])


def cubed(w):
    """w0^3."""
    return float(w[0] ** 3)


def in_a_table(w):
    """w00^2 + w02 w11."""
    return float(w[0, 0] ** 2 + w[0, 2] * w[1, 1])


def falling(w):
    """w0 / 3 - w1 / 7."""
    return float(w[0] / 3 - w[1] / 7)


def left_as_it_was(answer):
    """The gradient of w0 w1 at w = (0.9, -0.9), h = 0.3, and whether w is then exactly as before"""
    w = a(0.9, -0.9)  # with this h, nothing that is added and taken away again leaves them exact
    found = np.array(answer(lambda v: float(v[0] * v[1]), w, h=0.3), float)
    return found, "as before" if np.array_equal(w, [0.9, -0.9]) else "not as before"


def why_no_gradient(answer):
    """What stops the gradient of w0^2 + 3 w0 w1 at w = (2, 1), if an error does"""
    about = ["invalid index to scalar", "only integers, slices", "tuple index out of range"]
    about += ["out of bounds", "slices, not tuple"]
    try:
        answer(meeting, a(2, 1))
    except Exception as error:
        if _stops_in_ndindex(error):
            return "what ndindex is given"
    return word_of_error(about, answer, meeting, a(2, 1))


def _stops_in_ndindex(error):
    trace = error.__traceback__
    while trace is not None and "index_tricks" not in trace.tb_frame.f_code.co_filename:
        trace = trace.tb_next
    return trace is not None


def what_f_is_asked(answer):
    """At how many places f is asked for the gradient at w = (1), and for the one at
    w = [[1, 2, 3], [4, 5, 6]] whether at many, and arrays of what shape it gets there"""
    places, in_table, shapes = set(), set(), set()

    def place(w):
        places.add(str(np.ravel(w).tolist()))
        return 0.0

    def shape(w):
        in_table.add(str(np.ravel(w).tolist()))
        shapes.add(np.shape(w))
        return 0.0

    for f, w in ((place, a(1)), (shape, a([1, 2, 3], [4, 5, 6]))):
        try:
            answer(f, w)
        except Exception as error:
            if is_blank(error):
                raise
    count = {0: "none", 1: "one", 2: "two", 3: "two"}.get(len(places), "more")  # f(w) is harmless
    return f"{count}; {'many' if len(in_table) > 3 else 'few'}; {sorted(map(str, shapes))}"


def why_no_table(answer):
    """What stops the gradient of w00^2 + w02 w11 at w = [[1, 2, 3], [4, 5, 6]], if an error does"""
    about = ["too many indices", "out of bounds"]
    return word_of_error(about, answer, in_a_table, a([1, 2, 3], [4, 5, 6]))


# gradient_descent
def why_no_walk(answer):
    """What stops a walk from w = 5, if an error does"""
    about = ["'function' object is not subscriptable", "'function'", "towards_2()"]
    about += ["'float' object is not callable", "'float' object has no attribute 'append'"]
    about += ["'NoneType' object has no attribute 'append'", "numerical_gradient is asked"]
    about += ["can only concatenate list", "has no len"]
    with given(answer, numerical_gradient=_no_nudging):
        return word_of_error(about, answer, towards_2, 5.0, 0.1, 3)


def _no_nudging(*_, **__):
    raise TypeError("numerical_gradient is asked")


def why_no_walk_of_two(answer):
    """What stops a walk from w = (3, 2), if an error does"""
    about = ["setting an array element", "ambiguous"]
    return word_of_error(about, answer, valley, a(3, 2), 0.05, 3)


def towards_2(w):
    """The slope of (w - 2)^2."""
    return 2 * (w - 2)


def towards_1(w):
    """The slope of (w - 1)^2."""
    return 2 * (w - 1)


def valley(w):
    """The slopes of w0^2 + 5 w1^2."""
    return np.array([2.0, 10.0]) * w


# mlp_backward: the numbers above 0 that come up in these networks
OPEN = [0.5, 1, 2, 3, 4, 5, 6, 7, 9, 10, 12, 15, 25, 30]


def alike(dZ, X, W):
    """Stands for the backward pass of a layer; right where all entries of an array are equal."""
    return (
        np.full(np.shape(X), np.mean(dZ) * np.mean(W) * np.shape(W)[1]),
        np.full(np.shape(W), np.mean(X) * np.mean(dZ) * len(X)),
        np.full(np.shape(W)[1], np.mean(dZ) * len(dZ)),
    )


def by_heart(dA, Z):
    """Stands for the backward pass of a ReLU; knows a few numbers."""
    return dA * np.isin(Z, OPEN)


def chain(question, *layers, slope=1.0):
    """Layers of one unit each, as rows of A_in, W, b, Z: the gradients for a slope at the end."""
    params = [(a([W]), a(b)) for _, W, b, _ in layers]
    cache = [(a([A]), a([Z])) for A, _, _, Z in layers]
    probe = asked(question, a([slope]), params, cache)
    return among(probe, dense_backward=alike, relu_backward=by_heart)


wide = asked(
    "Two examples x = 1 through two units and one, all weights 1 and then 2, for slopes of 0.5",
    a([0.5], [0.5]),
    [(a([1, 1]), a(0, 0)), (a([2], [2]), a(0))],
    [(a([1], [1]), a([1, 1], [1, 1])), (a([1, 1], [1, 1]), a([4], [4]))],
)


two_wide = asked(
    "Two examples (1, 1) through two layers of two units, all weights 1, for slopes of 0.5",
    a([0.5, 0.5], [0.5, 0.5]),
    [(a([1, 1], [1, 1]), a(0, 0)), (a([1, 1], [1, 1]), a(0, 0))],
    [(a([1, 1], [1, 1]), a([2, 2], [2, 2])), (a([2, 2], [2, 2]), a([4, 4], [4, 4]))],
)


def why_no_way_back(answer):
    """What stops the way back through two layers of one unit, if an error does"""
    params, cache = [(a([3]), a(0)), (a([5]), a(0))], [(a([2]), a([6])), (a([6]), a([30]))]
    about = ["a pair came", "slices, not tuple", "'tuple' object", "required positional argument"]
    about += ["tuple index out of range"]
    with given(answer, dense_backward=_of_arrays, relu_backward=_of_an_array):
        return word_of_error(about, answer, a([1]), params, cache)


def _of_arrays(dZ, X, W):
    if any(isinstance(v, tuple) for v in (dZ, X, W)):
        raise TypeError("a pair came where an array belongs")
    return alike(dZ, X, W)


def _of_an_array(dA, Z):
    return _of_arrays(dA, Z, 1.0) and by_heart(dA, Z)


def why_no_gate(answer):
    """What stops the way back through a ReLU for Z = (2, -1), if an error does"""
    about = ["ambiguous", "either both or neither"]
    return word_of_error(about, answer, a(5, -2), a(2, -1))


def why_no_step(answer):
    """What stops a step of one layer at rate 0.1, if an error does"""
    about = ["can't multiply sequence", "values to unpack", "'float' object is not callable"]
    about += ["item assignment", "takes exactly one argument"]
    return word_of_error(about, answer, [(a([1], [2]), a(2))], [(a([4], [3]), a(-1))], 0.1)


three_to_two = asked(
    "An example (1, 1, 1) through one unit and two, all weights 1, for slopes of 0.5",
    a([0.5, 0.5]),
    [(a([1], [1], [1]), a(0)), (a([1, 1]), a(0, 0))],
    [(a([1, 1, 1]), a([3])), (a([3]), a([3, 3]))],
)


# train
def why_no_training(answer):
    """What stops two epochs of one unit with two examples at rate 0.5, if an error does"""
    about = ["z has shape (2, 1)", "z has shape (1,)", "required positional argument"]
    about += ["tuple indices", "list indices", "can't multiply sequence"]
    about += ["for /: 'list' and 'int'"]
    about += ["'float' object is not iterable", "'NoneType' object has no attribute 'append'"]
    about += ["values to unpack", "local variable 'sgd_step'", "local variable 'mlp_backward'"]
    with given(answer, **STAND_INS, mlp_forward=_inputs_first):
        start = [(a([0]), a(0))]
        return word_of_error([*about, "comes first"], answer, a([1], [1]), a(1, 0), start, 0.5, 2)


def _inputs_first(X, params):
    if isinstance(X, list | tuple):
        raise TypeError("the network comes first")
    raise LookupError  # then the learner's own is asked


def back_alike(dZ_last, params, cache):
    """Stands for the backward pass of a network; right for one unit and equal inputs."""
    total = np.sum(dZ_last)
    return [
        (np.full(np.shape(W), total * np.mean(A_in)), np.full(np.shape(b), total))
        for (W, b), (A_in, _) in zip(params, cache, strict=True)
    ]


def steps_alike(params, grads, learning_rate):
    """Stands for a step; right where all entries of an array are equal, and its slopes, too."""
    return [
        tuple(
            np.full(np.shape(v), np.mean(v) - learning_rate * np.mean(slope))
            for v, slope in zip(pair, slopes, strict=True)
        )
        for pair, slopes in zip(params, grads, strict=True)
    ]


STAND_INS = {
    "mlp_backward": back_alike,
    "sgd_step": steps_alike,
    "dense_backward": alike,
    "relu_backward": by_heart,
}


def one_unit(question, inputs, targets, start, *rest):
    """A network of one unit, with inputs of one feature; `start` is its weight and its bias."""
    W, b = start
    probe = asked(question, a(*([x] for x in inputs)), np.array(targets), [(a([W]), a(b))], *rest)
    return among(probe, **STAND_INS)


def shut_gate(answer):
    """Params and losses of two layers of one unit after one epoch at rate 1, for x = 1 and y = 1,
    from W1 = -1 and W2 = 1, all b = 0."""
    start = [(a([-1]), a(0)), (a([1]), a(0))]
    slopes, moved = [(a([0]), a(0)), (a([0]), a(-0.5))], [start[0], (a([1]), a(0.5))]
    known = {"mlp_backward": lambda *_, **__: slopes, "sgd_step": lambda *_, **__: moved}
    with given(answer, **(STAND_INS | known)):
        return answer(a([1]), np.array([1]), start, 1.0, 1)


def losses_alone(answer):
    """The losses of one unit in 12 epochs at rate 0.5, for x = 2, y = 1, from W = -1 and b = 0."""
    with given(answer, **STAND_INS):
        return answer(a([2]), np.array([1]), [(a([-1]), a(0))], 0.5, 12)[1]


def losses_that_rise(answer):
    """How many losses one unit has in 5 epochs at rate 10, for two examples with x = 2 and with
    y = 1, 0, from W = 1 and b = 0"""
    with given(answer, **STAND_INS):
        return len(answer(a([2], [2]), np.array([1, 0]), [(a([1]), a(0))], 10.0, 5)[1])


def losses_that_are_small(answer):
    """How many losses one unit has in 4 epochs at rate 0.5, for x = 1 and y = 1, from W = 4 and
    b = 4, where they are below 0.001"""
    with given(answer, **STAND_INS):
        return len(answer(a([1]), np.array([1]), [(a([4]), a(4))], 0.5, 4)[1])


def slope_on_its_way(answer):
    """The slope that goes into the backward pass, for three examples with z = 0, y = 1, 0, 0."""
    seen = []

    def looks(dZ_last, params, cache):
        seen.append(np.array(dZ_last))
        return back_alike(dZ_last, params, cache)

    with given(answer, **(STAND_INS | {"mlp_backward": looks})):
        answer(a([1], [1], [1]), np.array([1, 0, 0]), [(a([0]), a(0))], 0.5, 1)
    return seen[0] if seen else "none"


def how_far_it_steps(answer):
    """How far W moves in one epoch at rate 1, for x = 100 and y = 1, from W = 0 and b = 0"""
    with given(answer, **(STAND_INS | {"sgd_step": lambda params, grads, rate: grads})):
        (W, _), *_ = answer(a([100]), np.array([1]), [(a([0]), a(0))], 1.0, 1)[0]
    far = float(abs(np.asarray(W).ravel()[0]))  # the slope is -50
    return "all the way" if abs(far - 50) < 1e-6 else "less" if far < 50 else "further"


def steps_on_their_way(answer):
    """The rate and the bias's slope that go into the step in each of 3 epochs at rate 0.5, for two
    examples with x = 1 and y = 1, from W = 0 and b = 0."""
    seen = []

    def looks(params, grads, learning_rate):
        seen.append([float(learning_rate), float(grads[0][1][0])])
        return steps_alike(params, grads, learning_rate)

    with given(answer, **(STAND_INS | {"sgd_step": looks})):
        answer(a([1], [1]), np.array([1, 1]), [(a([0]), a(0))], 0.5, 3)
    return seen


# What the visible checks put in place of other exercises: it knows the numbers on paper
def units(*rows):
    """Layers of one unit each, or their gradients, from rows (W, b)."""
    return [(a([W]), a(b)) for W, b in rows]


# dZ, X and W of the layers in the visible check of mlp_backward, and their dX, dW and db
LAYERS = [
    (a([2]), a([3, 0]), a([3], [2]), (a([6, 4]), a([6], [0]), a(2))),
    (a([6, 0]), a([1, 1]), a([1, -1], [2, 1]), (a([6, 12]), a([6, 0], [6, 0]), a(6, 0))),
    (
        a([1, 2], [-2, 0], [4, 1]),
        a([7], [1], [0]),
        a([5, -1]),
        (a([3], [-10], [19]), a([5, 14]), a(3, 3)),
    ),
    (a([3], [-10], [0]), a([0], [2], [4]), a([-3]), (a([-9], [30], [0]), a([-20]), a(-7))),
    (
        a([0], [30], [0]),
        a([2, 0, 1], [1, 1, 0], [0, 1, 1]),
        a([-1], [2], [1]),
        (a([0, 0, 0], [-30, 60, 30], [0, 0, 0]), a([30], [30], [0]), a(30)),
    ),
]


def networks_by_heart(hint):
    """Stands for the parts of mlp_backward in the networks of its visible check, and no other.

    Args:
        hint: what to try where a layer is asked with numbers of no layer there.
    """

    def layer_by_heart(dZ, X, W):
        for name, v in (("dZ", dZ), ("X", X), ("W", W)):
            wrong = f"dense_backward was given a pair as {name}, which is one array."
            one = "Take out of the pair what is needed here: its first, or its second."
            check_that(not isinstance(v, tuple), wrong, one)
        for *known, grads in LAYERS:
            if all(map(alike_in_all, known, (dZ, X, W))):
                return tuple(np.array(v) for v in grads)
        check_that(False, _not_together(dZ, X, W), hint)

    def gate_by_heart(dA, Z):
        wrong = "relu_backward was given a pair as Z, which is one array."
        one = "Take Z out of the pair that the cache holds: its second."
        check_that(not isinstance(Z, tuple), wrong, one)
        return by_heart(dA, Z)

    return _under_their_names(dense_backward=layer_by_heart, relu_backward=gate_by_heart)


def _not_together(dZ, X, W):
    """What is wrong with what a layer's backward pass is given, as a sentence."""
    came = "dense_backward was given"
    for dZ_known, X_known, W_known, _ in LAYERS:
        if not alike_in_all(W_known, W):
            continue
        for name, known, v in (("X", X_known, X), ("dZ", dZ_known, dZ)):
            if not alike_in_all(known, v):
                wanted = f"{name} = {short(np.asarray(v))}, expected {short(known)}"
                return f"{came}, beside W = {short(W_known)}, {wanted}."
    return f"{came} W = {short(np.asarray(W))}, which no layer of this network has."


def _under_their_names(**stand_ins):
    """Stand-ins that errors call by the name of what they stand for."""
    return {name: _called(name, stand_in) for name, stand_in in stand_ins.items()}


def _called(name, stand_in):
    copy = FunctionType(stand_in.__code__, stand_in.__globals__, name, None, stand_in.__closure__)
    copy.__qualname__ = name
    return copy


def alike_in_all(known, came):
    """Whether an array is the known one, in its shape and, but for rounding, in its numbers."""
    return np.shape(known) == np.shape(came) and bool(np.allclose(known, came, atol=1e-5))


def _same_layers(known, came, times=1.0):
    return len(known) == len(came) and all(
        len(pair) == 2 and all(alike_in_all(own[i], times * np.asarray(pair[i])) for i in (0, 1))
        for own, pair in zip(known, came, strict=True)
    )


def _times(known, came):
    """By what an array was multiplied, which a rate may make up for; None where it is another."""
    known, came = np.asarray(known, float), np.asarray(came, float)
    if known.shape != came.shape or not came.any():
        return None
    factor = np.sum(known * came) / np.sum(known * known)
    factor = 1.0 if np.isclose(factor, 1, rtol=1e-3) else factor
    return factor if alike_in_all(factor * known, came) else None


def _rows_in(X, came, n):
    """The places in X of the examples that came, in the order in which they came.

    Raises:
        LookupError: they are not all of X's: whoever adds up over single examples is right, too,
            and the learner's own function is asked.
    """
    if X is None:
        return range(n)
    rows = [k for each in np.asarray(came) for k in range(n) if alike_in_all(X[k], each)]
    if sorted(rows) == list(range(n)):
        return rows
    raise LookupError("no slopes are known here for these examples alone")


def epochs_by_heart(moments, slopes, back, rate, hint, X=None):
    """Stands for the parts of train in a few epochs with layers of one unit, and no others.

    A slope may come multiplied by a number, where the rate is divided by the same, and examples in
    any order.

    Args:
        moments: the parameters before each epoch, and those after the last.
        slopes: what goes into the backward pass in each epoch, (n, 1).
        back: what comes out of it in each epoch.
        rate: the learning rate of each step.
        hint: what to try where a part is asked with other numbers.
        X: the examples, (n, 1), no two alike; None where their order is the given one.
    """

    times = {}  # of each epoch: by what its slope came multiplied, and what is wrong if by any
    in_parts = set()  # epochs in which not all examples came together

    def epoch_of(params, name):
        found = [k for k, own in enumerate(moments[:-1]) if _same_layers(own, params)]
        wrong = f"{name} was given parameters that this training never has before a step."
        start = "Begin with the params that are given, and go on from those that a step returns."
        check_that(found, wrong, start)
        return found[0]

    def belongs(cache, params):
        return len(cache) == len(params) and all(
            alike_in_all(A_in * W + b, Z) for (W, b), (A_in, Z) in zip(params, cache, strict=True)
        )

    def back_by_heart(dZ_last, params, cache):
        k = epoch_of(params, "mlp_backward")
        came = f"In epoch {k + 1} mlp_backward was given"
        check_that(
            belongs(cache, params), f"{came} a cache that does not belong to its parameters.", hint
        )
        try:
            known = [slopes[k][row] for row in _rows_in(X, cache[0][0], len(slopes[k]))]
        except LookupError:
            in_parts.add(k)
            raise
        wrong = f"{came} {np.asarray(dZ_last).tolist()}, expected {known}."
        times[k] = _times(known, dZ_last), wrong
        check_that(times[k][0] is not None, wrong, hint)
        return [tuple(times[k][0] * v for v in pair) for pair in back[k]]

    def step_by_heart(params, grads, learning_rate):
        k = epoch_of(params, "sgd_step")
        came = f"In epoch {k + 1} sgd_step was given"
        times_rate = learning_rate / rate if np.isscalar(learning_rate) else 0.0
        if not _same_layers(back[k], grads, times_rate):
            factor, slope_wrong = times.get(k, (1.0, ""))
            wrong = f"{came} gradients that are not those of this epoch."
            belong = _same_layers(back[k], grads, 1 / factor)
            whole = "Let each epoch take one step, with what all examples together have brought."
            passed_on = "Pass on what mlp_backward has returned."
            check_that(belong, wrong, whole if k in in_parts else passed_on)
            check_that(np.isclose(factor, 1), slope_wrong, hint)
            as_given = "In every epoch, pass on the rate as it is given."
            check_that(False, f"{came} the rate {learning_rate}, expected {rate}.", as_given)
        return [tuple(np.array(v) for v in pair) for pair in moments[k + 1]]

    return _under_their_names(mlp_backward=back_by_heart, sgd_step=step_by_heart)


# What the visible checks of notebooks import that were handed out before November 28, 2026
def last_layer_by_heart(grads):
    """Stands for the parts of mlp_backward where there is one layer, whose (dW, db) are these."""
    return {
        "dense_backward": lambda dZ, X, W: (W.T, *grads),
        "relu_backward": lambda dA, Z: dA * [[1, 0]],
    }


def two_layers_by_heart(kept, back, hint):
    """Stands for the parts of mlp_backward in the worked example of two layers, and no other.

    Args:
        kept: the pair (A_in, Z) of each layer.
        back: its gradients (dW, db).
        hint: what to try where a layer is asked with other numbers than its own.
    """

    def layer_by_heart(dZ, X, W):
        k = int(np.shape(W) == (2, 1))
        known = np.array_equal(dZ, [[[6, 0]], [[2]]][k]) and np.array_equal(X, kept[k][0])
        check_that(known, f"dense_backward was given another dZ or X than layer {k + 1} has.", hint)
        return [np.array([[[6.0, 12]], [[6.0, 4]]][k]), *back[k]]

    return {"dense_backward": layer_by_heart, "relu_backward": lambda dA, Z: dA * [[1, 0]]}


def one_epoch_by_heart(slope, grads, rate, stepped, hint):
    """Stands for the parts of train in one epoch, and no other.

    Args:
        slope: what goes into the backward pass.
        grads: what comes out of it.
        rate: the learning rate of the step.
        stepped: the parameters after it.
        hint: what to try where the backward pass is asked with another slope.
    """

    def back_by_heart(dZ_last, params, cache):
        came = f"mlp_backward was given {np.asarray(dZ_last).tolist()}, expected {slope}."
        check_that(np.array_equal(dZ_last, slope), came, hint)
        return grads

    def step_by_heart(params, grads, learning_rate):
        came = f"sgd_step got the rate {learning_rate}."
        check_that(learning_rate == rate, came, "Pass it on.")
        return stepped

    return {"mlp_backward": back_by_heart, "sgd_step": step_by_heart}


two_layers = asked(
    "Two epochs with three examples, two hidden units and one output",
    a([1, 2], [0, -1], [3, 1]),
    np.array([0, 1, 1]),
    [(a([1, -1], [2, 1]), a(0, 1)), (a([0.5], [-1]), a(0.25))],
    0.5,
    2,
)

one_by_one = asked(
    "Params and losses of two layers of one unit after one epoch at rate 1, for x = 1 and y = 0, "
    "from W1 = 1 and W2 = 2, all b = 0",
    a([1]),
    np.array([0]),
    units((1, 0), (2, 0)),
    1.0,
    1,
)

PROBES = {
    "numerical_gradient": [
        asked("The gradient of w0^2 + 3 w0 w1 at w = (2, 1), h = 0.1", meeting, a(2, 1), h=0.1),
        asked("The gradient of w0^3 at w = (2), h = 0.5", cubed, a(2), h=0.5),
        asked("The gradient of w0 / 3 - w1 / 7 at w = (0.3, 0.7)", falling, a(0.3, 0.7)),
        asked(
            "The gradient of w00^2 + w02 w11 at w = [[1, 2, 3], [4, 5, 6]], h = 0.1",
            in_a_table,
            a([1, 2, 3], [4, 5, 6]),
            h=0.1,
        ),
        asked(
            "The gradient of w00^2 + w02 w11 at w = [[1, 2, 3], [4, 5, 6]], which is another "
            "table seen from its side",
            in_a_table,
            a([1, 4], [2, 5], [3, 6]).T,
        ),
        left_as_it_was,
        why_no_gradient,
        why_no_table,
        what_f_is_asked,
    ],
    "gradient_descent": [
        asked("3 steps from w = 5 at rate 0.1, the slope is 2 (w - 2)", towards_2, 5.0, 0.1, 3),
        asked("3 steps from w = -3 at rate 0.25, the slope is 2 (w - 1)", towards_1, -3.0, 0.25, 3),
        asked("2 steps from w = 2 at rate 1.5, the slope is 2 (w - 1)", towards_1, 2.0, 1.5, 2),
        asked(
            "2 steps from w = (3, 2) at rate 0.05, the slope is (2 w0, 10 w1)",
            valley,
            a(3, 2),
            0.05,
            2,
        ),
        asked("3 steps from w = 5 at rate 0.1, the slope is 2 (w - 1)", towards_1, 5.0, 0.1, 3),
        asked("No step from w = 4", towards_1, 4.0, 0.1, 0),
        asked("2 steps at rate 0.25 from w = 2, the lowest place", towards_2, 2.0, 0.25, 2),
        why_no_walk,
        why_no_walk_of_two,
    ],
    "dense_backward": [
        call(a([0.1], [-0.2]), a([1, 2], [3, 4]), a([5], [6])),
        call(a([1, -1, 2]), a([2, -1]), a([1, 0, 3], [2, 1, -1])),
        call(a([1, 2], [0, -1], [3, 1]), a([1, 0], [2, 1], [-1, 3]), a([1, 2], [3, 4])),
        call(a([1, 2], [0, -1]), a([1, 0], [2, 1]), a([1, 2], [3, 4])),
        call(a([1, 2], [0, -1]), a([1, 0], [2, 1]), a([3, -1], [0, 2])),
        call(a([0.5], [1.5]), np.array([[1, 2], [-3, 4]]), a([0.5], [1.5])),
    ],
    "relu_backward": [
        call(a(5, -2, 3), a(2, 1, -1)),
        call(a(4, -3, 2), a(0, 0, 1)),
        call(a([1.5, -2], [3, 0.25]), a([0.1, -3], [40, -1])),
        call(a(7, -3), a(-0.5, -2)),
        call(a(5, -2, 3), a(-2, 1, 4)),
        call(a(6, 8, -1), a(2, 1, -1)),
        call(a(1.75, 2.5), np.array([3, -1])),
        call(a(3e6, -5e5), a(0.0005, 1e-8)),
        why_no_gate,
    ],
    "mlp_backward": [
        chain(
            "Two layers of one unit: x = 2, Z1 = 6, A1 = 6, Z2 = 30, with W1 = 3 and W2 = 5, "
            "for a slope of 1 at the end",
            (2, 3, 0, 6),
            (6, 5, 0, 30),
        ),
        chain(
            "Two layers of one unit: x = 2, Z1 = -6, A1 = 0, Z2 = 1, with W1 = -3 and W2 = 5, "
            "for a slope of 1 at the end",
            (2, -3, 0, -6),
            (0, 5, 1, 1),
        ),
        chain(
            "Two layers of one unit: x = 2, Z1 = 6, A1 = 6, Z2 = -30, with W1 = 3 and W2 = -5, "
            "for a slope of 1 at the end",
            (2, 3, 0, 6),
            (6, -5, 0, -30),
        ),
        chain(
            "Two layers of one unit: x = -2, Z1 = 6, A1 = 6, Z2 = 12, with W1 = -3 and W2 = 2, "
            "for a slope of -1 at the end",
            (-2, -3, 0, 6),
            (6, 2, 0, 12),
            slope=-1.0,
        ),
        chain(
            "Two layers of one unit: x = 2, Z1 = 6, A1 = 6, Z2 = 30, with W1 = 3 and W2 = 5, "
            "for a slope of -2 at the end",
            (2, 3, 0, 6),
            (6, 5, 0, 30),
            slope=-2.0,
        ),
        chain(
            "Two layers of one unit: x = 1, Z1 = 3, A1 = 3, Z2 = 15, with W1 = 3 and W2 = 5, "
            "for a slope of 1 at the end",
            (1, 3, 0, 3),
            (3, 5, 0, 15),
        ),
        chain(
            "Three layers of one unit: x = 2, A1 = 2, A2 = 6, Z3 = 30, with W = 1, 3, 5, "
            "for a slope of 1 at the end",
            (2, 1, 0, 2),
            (2, 3, 0, 6),
            (6, 5, 0, 30),
        ),
        chain(
            "Three layers of one unit: x = 2, Z1 = 2, A1 = 2, Z2 = -6, A2 = 0, Z3 = 3, with "
            "W = 1, -3, 5, for a slope of 1 at the end",
            (2, 1, 0, 2),
            (2, -3, 0, -6),
            (0, 5, 3, 3),
        ),
        chain(
            "Three layers of one unit: x = 2, Z1 = -2, A1 = 0, Z2 = 6, A2 = 6, Z3 = 30, with "
            "W = -1, 3, 5, for a slope of 1 at the end",
            (2, -1, 0, -2),
            (0, 3, 6, 6),
            (6, 5, 0, 30),
        ),
        chain(
            "Two layers of one unit: x = 2, Z1 = 0, A1 = 0, Z2 = 1, with W1 = -3, b1 = 6 and "
            "W2 = 5, for a slope of 1 at the end",
            (2, -3, 6, 0),
            (0, 5, 1, 1),
        ),
        among(wide, dense_backward=alike, relu_backward=by_heart),
        among(three_to_two, dense_backward=alike, relu_backward=by_heart),
        among(two_wide, dense_backward=alike, relu_backward=by_heart),
        why_no_way_back,
    ],
    "sgd_step": [
        call([(a([1]), a(2))], [(a([0.5]), a(-1))], 0.1),
        call([(a([1]), a(2)), (a([3]), a(4))], [(a([2]), a(1)), (a([4]), a(-2))], 0.5),
        call([(a([1, 2]), a(3, 4))], [(a([4, -4]), a(1, 2))], 0.25),
        call([(a([0.123]), a(0.456))], [(a([1]), a(-1))], 0.001),
        call([(a([1, 2]), a(3, 4))], [(a([-2, 1]), a(0, 3))], 0.25),
        call([(a([0, 5]), a(-1, 2))], [(a([4, -4]), a(1, 2))], 0.25),
        call([(a([1, -2], [3, 0.5]), a(-1, 4))], [(a([2, -1], [4, 1]), a(3, -2))], 0.5),
        why_no_step,
    ],
    "train": [
        one_unit(
            "Params and losses of one unit after one epoch at rate 1, for two examples with x = 1 "
            "and y = 1, from W = 0 and b = 0",
            (1, 1),
            (1, 1),
            (0, 0),
            1.0,
            1,
        ),
        one_unit(
            "Params and losses of one unit after two epochs at rate 1, for x = 1 and y = 1, from "
            "W = 0 and b = 0",
            (1,),
            (1,),
            (0, 0),
            1.0,
            2,
        ),
        one_unit(
            "Params and losses of one unit after two epochs at rate 1, for x = 1 and y = 0, from "
            "W = 1 and b = -1",
            (1,),
            (0,),
            (1, -1),
            1.0,
            2,
        ),
        shut_gate,
        slope_on_its_way,
        losses_alone,
        losses_that_rise,
        losses_that_are_small,
        how_far_it_steps,
        steps_on_their_way,
        one_unit(
            "Params and losses of one unit after no epoch, from W = 1 and b = 2",
            (1, 1),
            (1, 0),
            (1, 2),
            0.5,
            0,
        ),
        among(two_layers, **STAND_INS),
        among(one_by_one, **STAND_INS),
        why_no_training,
    ],
}
