"""Questions to the answers of lesson 11."""

from __future__ import annotations

from functools import partial

import numpy as np
import torch
from torch import nn

from utils.checking.describe import as_array
from utils.checking.recognise import call
from utils.probes.by_heart import among
from utils.probes.chance import start_chance
from utils.probes.moment import once_a_run
from utils.probes.why_it_stops import word_of_error


def cell_of_pytorch(x, h, W_x, W_h, b):
    """Stands for one step of the cell: PyTorch's, whose second bias is 0."""
    x, h, W_x, W_h, b = (torch.as_tensor(np.asarray(v, dtype=float)) for v in (x, h, W_x, W_h, b))
    return torch.rnn_tanh_cell(x, h, W_x.T, W_h.T, b, torch.zeros_like(b)).numpy()


# Readers of rows: what holds of every one that reads an image row by row, and gives logits


def _images(n, seed):
    return torch.randn(n, 28, 28, generator=torch.Generator().manual_seed(seed))


def _made(kind, seed):
    with torch.random.fork_rng(devices=[]):
        start_chance(seed)
        return kind().eval()


def _output(network, images):
    """What it gives; PyTorch's own NotImplementedError would read like a blank exercise."""
    if type(network).forward is nn.Module.forward:
        raise TypeError("the class has no method named forward")
    out = network(images)
    if out is None:
        raise ValueError("forward gives nothing back")
    return out


def reader_shapes(kind, counts):
    """The shapes of what a new reader gives for so many images."""
    network = _made(kind, 0)
    return [tuple(_output(network, torch.zeros(n, 28, 28)).shape) for n in counts]


def _by_itself(kind, seed):
    """Whether an image gets the same logits alone and among others, and the same ones again."""
    network, images = _made(kind, seed), _images(5, seed)
    before = images.clone()
    with torch.no_grad():
        together = _output(network, images)
        if not torch.equal(images, before):
            return "the images are changed"
        again = _output(network, images)
        alone = torch.cat([_output(network, images[k : k + 1]) for k in range(5)])
    if not torch.equal(together, again):
        return "changes from call to call"
    return "yes" if torch.allclose(together, alone, rtol=1e-3, atol=1e-4) else "no"


def _in_double(kind, seed, images):
    """A new network and the images in float64; as they are where a layer does not follow.

    A layer that PyTorch does not find stays in float32, and would stop at float64: of a mistake
    that another question names, an error about types would be heard, which the learner never sees.
    """
    network = _made(kind, seed).double()
    try:
        with torch.no_grad():
            _output(network, images.double())
    except (RuntimeError, TypeError, ValueError):
        return _made(kind, seed), images
    return _made(kind, seed).double(), images.double()


def _rows_that_count(kind, seed):
    """How many rows of an image the logits depend on."""
    network, images = _in_double(kind, seed, _images(2, seed))
    images.requires_grad_()
    out = _output(network, images * 1)  # no leaf, so that it may be changed in place
    if not out.requires_grad:
        return 0
    (gradient,) = torch.autograd.grad((out**2).sum(), images, allow_unused=True)
    return 0 if gradient is None else int((gradient.abs().amax(dim=(0, 2)) > 0).sum())


def _order_counts(kind, seed):
    """Whether two rows exchanged change the logits."""
    network, images = _in_double(kind, seed, _images(1, seed))
    swapped = images.clone()
    swapped[:, [20, 24]] = images[:, [24, 20]]
    with torch.no_grad():
        change = (_output(network, images) - _output(network, swapped)).abs().max()
    return "yes" if change > 1e-9 else "no"


def _what_comes_out(kind, seed):
    """Logits, or what became of them, judged where all weights are large."""
    network = _made(kind, seed)
    if not list(network.parameters()):
        return "numbers without weights"
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(20)
        out = _output(network, _images(8, seed)).double()
    sums = out.exp().sum(dim=-1)
    if torch.allclose(sums, torch.ones_like(sums), atol=1e-3):
        return "logarithms of probabilities"
    low, high = float(out.min()), float(out.max())
    if low >= 0:
        return "numbers from 0 to 1" if high <= 1 else "no number below 0"
    return "numbers from -1 to 1" if max(-low, high) <= 1 else "logits"


def _layers(network):
    return [m for m in network.modules() if isinstance(m, nn.RNNBase | nn.RNNCellBase)]


def _what_it_reads(kind, seed):
    """What goes into the recurrent layer: "rows", and from where, "columns", pixels, or all."""
    network, images, seen = _made(kind, seed), _images(3, seed), []
    for layer in _layers(network):
        layer.register_forward_hook(lambda _, given, __: seen.append(given[0].detach()))
    with torch.no_grad():
        _output(network, images)
    if not _layers(network):
        flat = [p for p in network.parameters() if 784 in p.shape]
        return "the whole image at once" if flat else "rows"
    whole = [each for each in seen if each.numel() == images.numel()]
    turned = images.transpose(1, 2)
    for each in whole:
        if each.shape[-1] in (1, 784):
            return "single pixels" if each.shape[-1] == 1 else "the whole image at once"
        if any(_same(each, other) for other in (turned, turned.transpose(0, 1))):
            return "columns"
    upwards = images.flip(1)
    if whole and all(
        _same(each, upwards) or _same(each, upwards.transpose(0, 1)) for each in whole
    ):
        return "rows, the last one first"
    return "rows"


def _same(first, second):
    return first.shape == second.shape and torch.equal(first, second)


def _trained(kind, seed):
    """Whether a loss of the logits sends a gradient to the parameters."""
    network = _made(kind, seed)
    parameters = list(network.parameters())
    if not parameters:
        return "there are none"
    out = _output(network, _images(4, seed))
    if out.requires_grad:
        (out**2).sum().backward()
    reached = [p.grad is not None and bool(p.grad.abs().sum() > 0) for p in parameters]
    return "yes" if all(reached) else "some are not reached" if any(reached) else "no"


def _new_readers(kind, seed):
    """Whether a seed decides about a new reader's weights, and each has its own."""
    pair = [_made(kind, each) for each in (seed, seed + 1)]
    lists = [[p.detach() for p in network.parameters()] for network in pair]
    if any(p.data_ptr() == q.data_ptr() for p, q in zip(*lists, strict=True)):
        return "they share their weights"
    same = all(torch.equal(p, q) for p, q in zip(*lists, strict=True))
    return "every one starts with the same" if same else "yes"


FACTS = {
    "rows that the answer depends on": _rows_that_count,
    "what it reads": _what_it_reads,
    "the order of the rows counts": _order_counts,
    "an image alone is answered as among others": _by_itself,
    "what comes out": _what_comes_out,
    "training reaches its weights": _trained,
    "new readers have weights of their own": _new_readers,
}


@once_a_run(maxsize=64)
def _fact_of(about, kind, seed):
    """What holds of a class, found out once: a check asks, and what recognises a mistake."""
    return FACTS[about](kind, seed)


def reader_facts(kind, seed):
    """What should hold of a reader, in words, by what is asked."""
    return {about: _fact_of(about, kind, seed) for about in FACTS}


READER = {
    "rows that the answer depends on": 28,
    "what it reads": "rows",
    "the order of the rows counts": "yes",
    "an image alone is answered as among others": "yes",
    "what comes out": "logits",
    "training reaches its weights": "yes",
    "new readers have weights of their own": "yes",
}


# Numbers for the cell, its run, clipping and the mean

ONE = [np.array([[1.0]]), np.array([[0.5]]), np.array([[0.5]]), np.array([[2.0]]), np.array([0.25])]
OBLONG = [
    np.array([[1.0, 2.0], [0.0, 1.0]]),
    np.array([[1.0, 0.0, -1.0], [0.5, 1.0, 0.25]]),
    np.array([[0.5, 0.0, 1.0], [0.25, -0.5, 0.0]]),
    np.array([[0.5, 0.0, 0.0], [0.0, 0.25, 0.5], [0.25, 0.5, 0.0]]),
    np.array([-0.25, 0.5, 1.0]),
]
SQUARE = [
    np.array([[1.0, -1.0], [0.5, 0.25]]),
    np.array([[0.5, 0.0], [-1.0, 1.0]]),
    np.array([[0.5, 1.0], [0.0, -0.5]]),
    np.array([[0.25, 0.5], [1.0, 0.0]]),
    np.array([0.125, -0.25]),
]
LARGE = [
    np.array([[800.0, -900.0]]),
    np.array([[0.0, 0.0]]),
    np.array([[1.0, 0.0], [0.0, 1.0]]),
    np.array([[0.0, 0.0], [0.0, 0.0]]),
    np.array([0.0, 0.0]),
]
WHOLE = [np.array([[1, 0]]), np.array([[0, 1]]), *(np.eye(2) for _ in range(2)), np.array([0, 1])]
UNLIKE = [np.array([3.0, 4.0]), np.array([[8.0, 8.0], [4.0, 0.0]])]
THREE_STEPS = np.array([[[1.0], [0.0], [-1.0]], [[0.0], [1.0], [0.5]]])
LINE = [np.array([[1.0, 0.0]]), np.array([[0.5, 1.0], [0.0, 0.25]]), np.array([0.0, 0.125])]
CUBE = np.array(
    [[[1.0, 0.0], [0.5, -1.0]], [[0.0, 0.25], [-0.5, 1.0]]],
)


def why_the_cell_stops(learner):
    """what the error is about, where a step of two sequences stops with one"""
    words = ["converted to Python scalars", "must be real number", "ensor"]
    return word_of_error(words, learner, *OBLONG)


def why_clipping_stops(learner):
    """what the error is about, where (3, 4) and ((8, 8), (4, 0)) stop with one"""
    words = ["unsupported operand", "can only concatenate"]
    return word_of_error(words, learner, UNLIKE, 6.5)


def _run_twice(learner, first, second):
    _asked(learner, *first)
    return _asked(learner, *second)


def _asked(answer, *args):
    """What an answer returns, once it has left its arguments as they were."""
    return call(*args)("").ask(answer)


def three_steps(learner):
    """two sequences of three steps, (1, 0, -1) and (0, 1, 0.5), from states (0, 0) and (1, 0)"""
    return _asked(learner, THREE_STEPS, np.array([[0.0, 0.0], [1.0, 0.0]]), *LINE)


def from_whole_numbers(learner):
    """the same two sequences from the states (0, 0) and (1, 0), given as whole numbers"""
    return _asked(learner, THREE_STEPS, np.array([[0, 0], [1, 0]]), *LINE)


def two_by_two(learner):
    """two sequences of two steps with two inputs and two units"""
    return _asked(learner, CUBE, SQUARE[1], *SQUARE[2:])


def one_step(learner):
    """one sequence of one step, x = 1, from the state 0.5, weights 0.5 and 2, bias 0.25"""
    return _asked(learner, ONE[0][None], *ONE[1:])


def after_another_run(learner):
    """the same, right after two other sequences"""
    first = (THREE_STEPS[:1], np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)), np.zeros(1))
    return _run_twice(learner, first, (ONE[0][None], *ONE[1:]))


def kind_of_run(learner):
    """the type of what comes back for one step"""
    return type(_asked(learner, ONE[0][None], *ONE[1:])).__name__


def kind_of_list(learner):
    """the type of what comes back for (3, 4) with 10 at most, right after (3e9, 4e9)"""
    # Who keeps the largest norm keeps this one from here on, whatever was asked before
    _asked(learner, [np.array([3e9, 4e9])], 10.0)
    return type(_asked(learner, [np.array([3.0, 4.0])], 10.0)).__name__


def arrays_after_writing(learner):
    """the gradients (3, 4), with 10 at most, once 9 was written into all that came back"""
    grads = [np.array([3.0, 4.0])]
    for each in learner(grads, 10.0):
        each[...] = 9.0
    return grads


def arrays_after_scaling(learner):
    """the gradients (3, 4), with 1 at most, once 9 was written into all that came back"""
    grads = [np.array([3.0, 4.0])]
    for each in learner(grads, 1.0):
        each[...] = 9.0
    return grads


def small_after_large(learner):
    """(0.6, 0.8) with 1 at most, right after (30, 40) with 1 at most"""
    return _run_twice(learner, ([np.array([30.0, 40.0])], 1.0), ([np.array([0.6, 0.8])], 1.0))


# Draws: shares in coarse words, so that the luck of the draw does not matter


def _shares(learner, logits, temperature, n=400):
    rng = np.random.default_rng(12)
    drawn = [learner(np.array(logits, float), temperature, rng) for _ in range(n)]
    return np.bincount(np.ravel(drawn).astype(int), minlength=len(logits)) / n


def _fifths(shares):
    """Shares as whole fifths, where the true ones lie in the middle of a fifth."""
    return [int(5 * share) for share in shares]


def shares_at_1(learner):
    """the shares of draws, in fifths, for the logits 0 and 0.847 at temperature 1"""
    return _fifths(_shares(learner, [0.0, 0.8473], 1.0))


def shares_at_2(learner):
    """the shares of draws, in fifths, for the logits 0 and 1.695 at temperature 2"""
    return _fifths(_shares(learner, [0.0, 1.6946], 2.0))


def shares_at_a_quarter(learner):
    """the shares of draws, in fifths, for the logits 0 and 0.549 at temperature 0.25"""
    return _fifths(_shares(learner, [0.0, 0.5493], 0.25))


def shares_at_4(learner):
    """the shares of draws, in fifths, for the logits -1 and 2.389 at temperature 4"""
    return _fifths(_shares(learner, [-1.0, 2.389], 4.0))


def shares_of_three(learner):
    """the shares of draws, in fifths, for probabilities 0.3, 0.5 and 0.2 at temperature 1"""
    return _fifths(_shares(learner, np.log([0.3, 0.5, 0.2]) - 1, 1.0))[:2]


def sure(learner):
    """the share of the first class, in fifths, for the logits 50 and seven times 0"""
    return _fifths(_shares(learner, [50.0] + 7 * [0.0], 1.0, 200)[:1])


def rare(learner):
    """whether more than 14, and more than 70, of 2000 draws are the second class, for the logits 4
    and 0"""
    share = _shares(learner, [4.0, 0.0], 1.0, 2000)[1]  # of right answers 36, give or take 6
    return [bool(share > 14 / 2000), bool(share > 70 / 2000)]


def if_always_the_same(learner):
    """what is drawn from 30 equal logits 20 times, where it is always the same"""
    rng = np.random.default_rng(6)
    drawn = [int(np.ravel(learner(np.zeros(30), 1.0, rng))[0]) for _ in range(20)]
    if len(set(drawn)) > 1:
        return "different classes"
    return "the first class" if drawn[0] == 0 else "another class"  # argmax, or one random number


def between_two(learner):
    """whether the second class is ever drawn, in 40 draws from the logits 0, -60 and 0"""
    rng = np.random.default_rng(4)
    logits = np.array([0.0, -60.0, 0.0])
    return 1 in {int(np.ravel(learner(logits, 1.0, rng))[0]) for _ in range(40)}


def cold_and_large(learner):
    """the draw for the logits 10, 30 and 20 at temperature 0.01"""
    return learner(np.array([10.0, 30.0, 20.0]), 0.01, np.random.default_rng(2))


def large_logits(learner):
    """the draw for the logits 2000, 0 and 1000 at temperature 1"""
    return learner(np.array([2000.0, 0.0, 1000.0]), 1.0, np.random.default_rng(2))


def refused_temperatures(learner):
    """what comes of the temperatures 0, -1 and 0.2"""
    return [_comes_of(learner, each) for each in (0, -1.0, 0.2)]


def _comes_of(learner, temperature):
    try:
        drawn = learner(np.array([0.0, 50.0]), temperature, np.random.default_rng(1))
    except NotImplementedError:
        raise
    except Exception as error:
        return type(error).__name__
    if drawn is None or isinstance(drawn, Exception):
        return f"{type(drawn).__name__} returned"
    return "a draw"


def same_seed(learner):
    """whether 20 draws from two generators of one seed are the same, and of two seeds others"""

    def draws(seed, other):
        np.random.seed(other)
        start_chance(other)
        rng = np.random.default_rng(seed)
        return [int(np.ravel(learner(np.zeros(30), 1.0, rng))[0]) for _ in range(20)]

    return [draws(1, 5) == draws(1, 6), draws(1, 5) != draws(2, 5), len(set(draws(1, 5))) > 5]


def kind_of_draw(learner):
    """what kind of thing is drawn from the logits 0 and 40, right after a draw from seven"""
    # Who keeps the probabilities of earlier calls keeps these, whatever was asked before
    learner(np.zeros(7), 1.0, np.random.default_rng(1))
    drawn = learner(np.array([0.0, 40.0]), 1.0, np.random.default_rng(1))
    whole = isinstance(drawn, int | np.integer) and not isinstance(drawn, bool)
    return "a whole number" if whole else [type(drawn).__name__, np.shape(drawn)]


def logits_afterwards(learner):
    """the logits 1 and 2 after a draw at temperature 2"""
    logits = np.array([1.0, 2.0])
    learner(logits, 2.0, np.random.default_rng(1))
    return logits


# Readers of rows, by the words of `reader_facts`


def shapes_of_reader(kind):
    """the shapes for 1, 3 and 28 images"""
    return reader_shapes(kind, (1, 3, 28))


def shape_for_two(kind):
    """the shape for two images"""
    return as_array(_output(_made(kind, 0), torch.zeros(2, 28, 28))).shape


def shape_for_one(kind):
    """the shape for one image"""
    return as_array(_output(_made(kind, 0), torch.zeros(1, 28, 28))).shape


def shape_for_28(kind):
    """the shape for 28 images"""
    return as_array(_output(_made(kind, 0), torch.zeros(28, 28, 28))).shape


def with_the_same_chance(kind):
    """whether a reader says the same twice, where chance starts from the same seed"""
    network, images, said = _made(kind, 0), _images(4, 0), []
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        for _ in range(2):
            start_chance(3)
            said.append(_output(network, images))
    return torch.equal(*said)


def shape_for_32(kind):
    """the shape for 32 images"""
    return as_array(_output(_made(kind, 0), torch.zeros(32, 28, 28))).shape


def with_a_colour_axis(kind):
    """the shape for two images with an axis for colours, (2, 1, 28, 28)"""
    return as_array(_output(_made(kind, 0), torch.zeros(2, 1, 28, 28))).shape


def has_forward(kind):
    """whether the class has a method named forward"""
    return kind.forward is not nn.Module.forward


def order_of_numbers(kind):
    """whether the recurrent layer gets the rows of three images as they are"""
    network, images, seen = _made(kind, 0), _images(3, 0), []
    for layer in _layers(network):
        layer.register_forward_hook(lambda _, given, __: seen.append(given[0].detach()))
    with torch.no_grad():
        _output(network, images)
    whole = [each for each in seen if each.numel() == images.numel()]
    if not whole:
        return "step by step"
    if any(_same(whole[0], each) for each in (images, images.transpose(0, 1))):
        return "as they are"
    return "cut anew" if torch.equal(whole[0].ravel(), images.ravel()) else "changed"


def kind_of_output(kind):
    """the type of what comes out"""
    out = _output(_made(kind, 0), torch.zeros(2, 28, 28))
    return f"{type(out).__name__} of {getattr(out, 'dtype', 'parts')}"


def _fact(about, text):
    def asked(kind):
        return _fact_of(about, kind, 0)

    asked.__doc__ = text
    return asked


READER_QUESTIONS = [
    shapes_of_reader,
    has_forward,
    _fact("what it reads", "what goes into the recurrent layer"),
    shape_for_one,
    shape_for_two,
    shape_for_28,
    shape_for_32,
    with_the_same_chance,
    with_a_colour_axis,
    order_of_numbers,
    kind_of_output,
    _fact("rows that the answer depends on", "how many rows of an image the logits depend on"),
    _fact("the order of the rows counts", "whether two rows exchanged change the logits"),
    _fact(
        "an image alone is answered as among others",
        "whether an image gets the same logits alone and among others",
    ),
    _fact("what comes out", "what comes out where all weights are large"),
    _fact("training reaches its weights", "whether training reaches all weights"),
    _fact("new readers have weights of their own", "whether new readers have weights of their own"),
]
IN_RUN = partial(among, rnn_cell=cell_of_pytorch)

PROBES = {
    "rnn_cell": [
        *(call(*each) for each in (ONE, OBLONG, SQUARE, LARGE, WHOLE)),
        why_the_cell_stops,
    ],
    "rnn_forward": [
        IN_RUN(three_steps),
        IN_RUN(two_by_two),
        IN_RUN(one_step),
        IN_RUN(after_another_run),
        IN_RUN(from_whole_numbers),
        IN_RUN(kind_of_run),
    ],
    "clip_by_norm": [
        kind_of_list,
        call(UNLIKE, 6.5),
        call(UNLIKE, 20.0),
        call([np.array([2.0, -1.0]), np.array([-2.0, 4.0])], 2.0),
        call([np.array([3, 4])], 2.5),
        call([np.array([30.0, 40.0]), np.array([1.0])], 10.0),
        call([np.array([0.3, 0.4])], 1.0),
        call([np.zeros(2)], 1.0),
        call([np.array([0.6, 0.8])], 1.0),
        small_after_large,
        arrays_after_writing,
        arrays_after_scaling,
        why_clipping_stops,
    ],
    "row_rnn": READER_QUESTIONS,
    "masked_mean": [
        call(np.array([[1.0, 2.0, 9.0], [3.0, 9.0, 9.0]]), np.array([2, 1])),
        call(np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([1, 2])),
        call(np.array([[1.0, 2.0, 4.0], [3.0, 8.0, 9.0]]), [3, 0]),
        call(np.array([[0.0, 2.0, 7.0, 4.0]]), [2]),
        call(np.array([[1.0, 2.0, 6.5]]), np.array([3])),
        call(np.array([[1.0, 4.0], [2.0, 8.0], [3.0, 9.0]]), [2, 1, 2]),
    ],
    "sample_with_temperature": [
        kind_of_draw,
        logits_afterwards,
        shares_at_1,
        shares_at_2,
        shares_at_a_quarter,
        shares_at_4,
        shares_of_three,
        sure,
        rare,
        if_always_the_same,
        between_two,
        cold_and_large,
        large_logits,
        refused_temperatures,
        same_seed,
    ],
}

NAMES = {"row_rnn": "RowRNN"}
