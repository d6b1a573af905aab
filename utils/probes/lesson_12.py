"""Questions to the answers of lesson 12."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

import numpy as np
import torch
from torch import nn
from torch.nn.parameter import UninitializedParameter
from torch.overrides import TorchFunctionMode

from utils.checking.calling import copied
from utils.checking.describe import as_array
from utils.checking.recognise import call
from utils.probes.by_heart import among
from utils.probes.chance import start_chance
from utils.probes.copies import network_copied
from utils.probes.moment import once_a_run
from utils.probes.why_it_stops import word_of_error

# Transformers of patches: what holds of every one. Where it matters, all weights are drawn anew, so
# that positions or logits that begin at 0 count as well


def _images(n, seed):
    return torch.randn(n, 1, 28, 28, generator=torch.Generator().manual_seed(seed))


def _new(kind, seed):
    """A new network, with the weights that a lazy layer gets when it is first called."""
    start_chance(seed)
    network = kind()
    if any(isinstance(p, UninitializedParameter) for p in network.parameters()):
        network(_images(1, seed))
    return network.eval()


def _made(kind, seed):
    """A new network, copied: what is asked may not change what networks share by mistake."""
    network = _new(kind, seed)
    with suppress(RuntimeError):  # a tensor that was computed cannot be copied
        network = network_copied(network)
    return network.eval()


def _output(network, images):
    """What it gives; PyTorch's own NotImplementedError would read like a blank exercise."""
    if type(network).forward is nn.Module.forward:
        raise TypeError("the class has no method named forward")
    try:
        out = network(images)
    except NotImplementedError as error:
        if "forward" not in str(error):
            raise
        raise TypeError(str(error)) from None
    if out is None:
        raise ValueError("forward gives nothing back")
    return out


@once_a_run(maxsize=2)
def _drawn(kind, seed):
    """A new network with noise on all weights, in float64 where it follows; and its type.

    A layer that PyTorch does not find stays in float32, and would stop at float64.
    """
    for dtype in (torch.float64, torch.float32):
        network, noise = _made(kind, seed).to(dtype), torch.Generator().manual_seed(seed)
        with torch.no_grad():
            for p in network.parameters():
                p.add_(0.2 * torch.randn(p.shape, generator=noise))
            if dtype == torch.float32:
                break
            try:
                _output(network, _images(2, seed).to(dtype))
                break
            except (RuntimeError, TypeError, ValueError):
                continue
    return network, dtype


def transformer_shapes(kind, counts):
    """The shapes of what a new network gives for so many images."""
    with torch.random.fork_rng(devices=[]):
        network = _made(kind, 0)
        return [tuple(_output(network, torch.zeros(n, 1, 28, 28)).shape) for n in counts]


class _Calls(TorchFunctionMode):
    """Keeps what PyTorch's functions are given that comes from the images, and what they give."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def __torch_function__(self, func, types, args=(), kwargs=None):
        named = list((kwargs or {}).values())
        parts = [arg if isinstance(arg, list | tuple) else [arg] for arg in (*args, *named)]
        flat = [a for part in parts for a in part]
        given = [a for a in flat if torch.is_tensor(a) and a.requires_grad]
        out = func(*args, **(kwargs or {}))
        first = out[0] if isinstance(out, tuple) and out else out
        if given and torch.is_tensor(first):
            self.seen.append((getattr(func, "__name__", "").strip("_"), given, flat, first))
        return out


class _Seen(list):
    """Calls of PyTorch's functions; `whole` says whether they could be followed to the logits."""

    whole = True


def _calls(drawn):
    """The calls of PyTorch's functions, where every pixel is the number of its square."""
    squares = torch.arange(1.0, 17, dtype=drawn[1]).reshape(4, 4)
    squares = squares.repeat_interleave(7, 0).repeat_interleave(7, 1)[None, None]
    return _calls_for(drawn, torch.cat([squares, 3 * squares + 1, squares]))


def _calls_for(drawn, images):
    """The calls of PyTorch's functions for these images."""
    network, _ = drawn
    trained = [p for p in network.parameters() if p.requires_grad]
    images = images.requires_grad_() * 1  # no leaf, so that it may be changed in place
    for p in trained:
        p.requires_grad_(False)
    with _Calls() as calls:
        out = _output(network, images)
    for p in trained:
        p.requires_grad_()
    seen = _Seen(calls.seen)
    seen.whole = torch.is_tensor(out) and out.requires_grad
    return seen


SQUARES = "squares of 7 × 7"
WHOLE_NUMBERS = "whole numbers come out"
READY = ("scaled_dot_product_attention", "multi_head_attention_forward")
PRODUCTS = (
    "linear",
    "matmul",
    "rmatmul",
    "einsum",
    "bmm",
    "mm",
    "addmm",
    "tensordot",
    "mul",
    "layer_norm",
)


def _what_is_cut(calls):
    """What the first layer takes: squares of 7 × 7 pixels, or what else."""
    for name, given, flat, out in calls:
        pieces = given[0]
        if name.startswith("conv"):
            kernel = tuple(flat[1].shape[2:])
            if kernel == (7, 7):
                return SQUARES if out.shape[-2:] == (4, 4) else "squares that overlap"
            if kernel != (1,):
                return "pieces of another kind"
            pieces = pieces.transpose(-1, -2)
        elif name not in PRODUCTS or (name == "mul" and out.shape == pieces.shape):
            continue
        if name == "layer_norm" and pieces.shape[-1] != 49:
            continue
        if pieces.shape[-1] == 49:
            rows = pieces.detach().reshape(-1, 49)
            if len(rows) % 3 == 0:  # what is added to every image goes
                rows = rows[: len(rows) // 3] - rows[len(rows) // 3 : 2 * len(rows) // 3]
            alike = (rows - rows[:, :1]).abs().amax() < 1e-4
            return SQUARES if alike else "other pieces of 49 pixels"
        if name in ("linear", "matmul"):
            known = {784: "the whole image at once", 28: "whole rows or columns"}
            return known.get(pieces.shape[-1], "pieces of another kind")
        return SQUARES  # a way of its own, which this does not follow
    return SQUARES


def _difference(a, b):
    return float((a - b).abs().max() / (b.abs().max() + 1e-30))


def _places_count(drawn, seed):
    """Whether two patches exchanged change the logits."""
    network, dtype = drawn
    images = _images(2, seed).to(dtype)
    swapped = images.clone()
    swapped[:, :, :7, 7:14] = images[:, :, 14:21, 21:]
    swapped[:, :, 14:21, 21:] = images[:, :, :7, 7:14]
    with torch.no_grad():
        first, second = _output(network, swapped), _output(network, images)
    if not first.is_floating_point():
        return WHOLE_NUMBERS
    if _difference(first, second) <= (1e-9 if dtype == torch.float64 else 1e-4):
        return "no"
    return "not yet where they look" if _looks_blindly(drawn) else "yes"


def _looks_blindly(drawn):
    """Whether all attention treats the patches of an even image alike: it knows no places."""
    known = []
    for name, _, flat, out in _calls_for(drawn, torch.ones(1, 1, 28, 28, dtype=drawn[1])):
        if name in READY:
            tables = [a for a in flat if torch.is_tensor(a) and a.dim() > 2][:3]
            axis = -2 if name == READY[0] else 0
            known.append(len(tables) < 3 or any(_varies(a, axis) for a in tables[:2]))
            known[-1] |= name == READY[0] and sum(torch.is_tensor(a) for a in flat) > 3
        elif name == "softmax" and out.shape[-1] != 10 and out.dim() > 2:
            known.append(_varies(out, -1) or _varies(out, -2))
    return bool(known) and not any(known)


def _varies(table, axis):
    """Whether a table is not the same all along an axis, or NaN, or too short to tell."""
    return table.shape[axis] < 2 or not bool((table - table.narrow(axis, 0, 1)).abs().amax() < 1e-6)


def _looks(drawn, calls, seed):
    """Whether a patch's part in the logits depends on other patches, and through attention."""
    network, dtype = drawn
    images, other = _images(2, seed).to(dtype), _images(2, seed + 1).to(dtype)
    one, two, both = images.clone(), images.clone(), images.clone()
    for changed in (one, both):
        changed[:, :, :7, 7:14] = other[:, :, :7, 7:14]
    for changed in (two, both):
        changed[:, :, 14:21, 21:] = other[:, :, 14:21, 21:]
    with torch.no_grad():
        out = _output(network, torch.cat([images, one, two, both]))
    first, second, third, fourth = out.chunk(4)
    extra = _difference(first + fourth - second, third)
    if extra < (1e-9 if dtype == torch.float64 else 1e-5):  # rounding alone gives less
        return "no"
    if not calls.whole or not any(name in PRODUCTS for name, *_ in calls):
        return "yes"  # a way of its own, which this does not follow, or a gradient that is cut
    for name, _, _, out in calls:
        if name in READY or (name in ("softmax", "exp") and out.shape[-1] != 10):
            return "yes"
    return "without attention"


def _skips(calls):
    """Whether something that was made of the patches is added to what it was made of."""
    for name, given, _, _ in calls:
        if name in ("add", "iadd", "radd") and len(given) == 2 and given[0].shape == given[1].shape:
            return "yes"
    followed = calls.whole and any(name in PRODUCTS for name, *_ in calls)
    return "no" if followed else "yes"


def _pixels_that_count(drawn, seed):
    """How many pixels of an image the logits depend on."""
    network, dtype = drawn
    images = _images(2, seed).to(dtype).requires_grad_()
    out, gradient = _output(network, images * 1), None
    if not out.is_floating_point():
        return WHOLE_NUMBERS
    if out.requires_grad:
        (gradient,) = torch.autograd.grad((out**2).sum(), images, allow_unused=True)
    if gradient is not None and gradient.any():
        return int((gradient.abs().amax(dim=(0, 1)) > 0).sum())
    changed = images.detach()[:1].repeat(17, 1, 1, 1)  # no slope: change square by square
    for k in range(16):
        changed[k, :, 7 * (k // 4) :, 7 * (k % 4) :][:, :7, :7] *= -2
    with torch.no_grad():
        out = _output(network, changed)
    return 49 * sum(_difference(out[k], out[16]) > 1e-6 for k in range(16))


def _by_itself(drawn, seed):
    """Whether an image gets the same logits alone and among others, and the same ones again."""
    network, dtype = drawn
    images = _images(5, seed).to(dtype)
    before = images.clone()
    with torch.no_grad():
        together = _output(network, images)
        if not torch.equal(images, before):
            return "the images are changed"
        if _difference(_output(network, images), together) > 1e-6:
            return "changes from call to call"
        alone = torch.cat([_output(network, images[k : k + 1]) for k in range(5)])
    return "yes" if _difference(alone, together) < 1e-3 else "no"


def _what_comes_out(drawn, seed):
    """Logits, or what became of them, judged where all weights are large."""
    network, dtype = drawn
    parameters = list(network.parameters())
    if not parameters:
        return "numbers without weights"
    before = [p.detach().clone() for p in parameters]
    with torch.no_grad():
        try:
            for p in parameters:
                p.mul_(20)
            out = _output(network, _images(8, seed).to(dtype)).double()
        finally:  # other questions ask the same network
            for p, kept in zip(parameters, before, strict=True):
                p.copy_(kept)
    sums = out.exp().sum(dim=-1)
    if torch.allclose(sums, torch.ones_like(sums), atol=1e-3):
        return "logarithms of probabilities"
    low, high = float(out.min()), float(out.max())
    if low >= 0:
        return "numbers from 0 to 1" if high <= 1.001 else "no number below 0"
    return "numbers from -1 to 1" if max(-low, high) <= 1.001 else "logits"


def _trained(kind, seed):
    """Whether a loss of the logits sends a gradient to the parameters; it may be 0."""
    network = _made(kind, seed)
    parameters = list(network.parameters())
    if not parameters:
        return "there are none"
    out = _output(network, _images(4, seed))
    if out.requires_grad:
        (out**2).sum().backward()
    reached = [p.grad is not None for p in parameters]
    return "yes" if all(reached) else "some are not reached" if any(reached) else "no"


def _saved_whole(drawn, kind, seed):
    """Whether another network says the same with the first one's saved weights."""
    first, dtype = drawn
    second = _made(kind, seed + 1).to(dtype)
    second.load_state_dict(first.state_dict())
    images = _images(3, seed).to(dtype)
    with torch.no_grad():
        change = _difference(_output(second, images), _output(first, images))
    return "yes" if change < 1e-3 else "no"


def _new_ones(kind, seed):
    """Whether a seed decides about a new network's weights, and each has its own."""
    pair = []
    for each in (seed, seed + 1):
        pair.append(_new(kind, each))
    lists = [[p.detach() for p in network.parameters()] for network in pair]
    if any(p.data_ptr() == q.data_ptr() for p, q in zip(*lists, strict=True)):
        return "they share their weights"
    same = all(torch.equal(p, q) for p, q in zip(*lists, strict=True))
    return "every one starts with the same" if same else "yes"


def _of_drawn(ask):
    return lambda kind, seed: ask(_drawn(kind, seed), seed)


def _of_calls(ask):
    return lambda kind, seed: ask(_calls_of(kind, seed))


@once_a_run(maxsize=2)
def _calls_of(kind, seed):
    return _calls(_drawn(kind, seed))


FACTS = {
    "what is cut out": _of_calls(_what_is_cut),
    "pixels that the answer depends on": _of_drawn(_pixels_that_count),
    "the places of the patches count": _of_drawn(_places_count),
    "patches look at each other": lambda kind, seed: _looks(
        _drawn(kind, seed), _calls_of(kind, seed), seed
    ),
    "something is passed on beside a part and added": _of_calls(_skips),
    "an image alone is answered as among others": _of_drawn(_by_itself),
    "training reaches its weights": _trained,
    "saved weights hold all of it": lambda kind, seed: _saved_whole(_drawn(kind, seed), kind, seed),
    "new networks have weights of their own": _new_ones,
    "what comes out": _of_drawn(_what_comes_out),
}


@once_a_run(maxsize=64)
def _fact(about, kind, seed):
    """What holds of a class, found out once: a check asks, and what recognises a mistake."""
    with torch.random.fork_rng(devices=[]):
        return FACTS[about](kind, seed)


def transformer_facts(kind, seed):
    """What should hold of a transformer of patches, in words, by what is asked."""
    return {about: _fact(about, kind, seed) for about in FACTS}


TRANSFORMER = {
    "what is cut out": SQUARES,
    "pixels that the answer depends on": 784,
    "the places of the patches count": "yes",
    "patches look at each other": "yes",
    "something is passed on beside a part and added": "yes",
    "an image alone is answered as among others": "yes",
    "training reaches its weights": "yes",
    "saved weights hold all of it": "yes",
    "new networks have weights of their own": "yes",
    "what comes out": "logits",
}

# pre_norm_block


def norm_of_pytorch(x, eps=1e-5):
    """Stands for layer normalisation: PyTorch's, in float64."""
    x = torch.as_tensor(np.asarray(x, dtype=float))
    return nn.functional.layer_norm(x, x.shape[-1:], eps=eps).numpy()


def calls_of_f(learner):
    """What f was called with, call by call, for x = [1, 3, 5, 7] and eps = 4."""
    seen = []

    def f(v):
        seen.append([round(float(part), 6) for part in np.ravel(as_array(v))])
        return v * 0

    learner(np.array([1.0, 3.0, 5.0, 7.0]), f, 4.0)
    return seen


# What errors are about; where all fails, the type alone does not tell a mistake
ABOUT = (
    "<lambda>() missing",
    "<lambda>() takes",
    "<lambda>() got",
    "'function'",
    "cannot reshape",
    "at least 1D",
    "view size",
    "return_types",
    "needs an argument",
    "__init__() takes",
    "Parameter.__new__",
    "inplace operation",
    "'tuple'",
    "is missing the required",
    "shape '[-1",
    "truth value",
    "bool",
    "no attribute",
    "not subscriptable",
    "not callable",
    "missing",
    "positional argument",
    "embed_dim",
    "do not divide",
    "is invalid for input of size",
    "shapes cannot be multiplied",
    "must match the size",
    "normalized_shape",
    "query",
    "expected",
    "mismatch",
    "broadcast",
    "float",
    "forward",
    "Module.__init__",
)


_why_it_stops = partial(word_of_error, ABOUT)


# Attention

OBLONG = (
    np.array([[1.0, 2.0, 0.0, -1.0, 0.5], [0.0, -1.0, 1.0, 2.0, 0.5]]),
    np.array(
        [
            [1.0, 0.5, 2.0, 0.0, 1.0],
            [0.0, 1.0, -1.0, 1.0, 2.0],
            [2.0, 0.0, 1.0, 1.0, -1.0],
            [-0.5, 1.5, 0.0, 0.5, 0.0],
        ]
    ),
    np.array(
        [
            [1.0, 2.0, 3.0, 4.0, 0.5, 1.0],
            [-1.0, 0.0, 2.0, 0.5, 1.0, 2.0],
            [0.25, 1.0, -3.0, 2.0, 0.0, 1.0],
            [3.0, -0.5, 1.0, 0.0, 2.0, -2.0],
        ]
    ),
)
SQUARE = (
    np.array([[1.0, 2.0], [0.0, -1.0]]),
    np.array([[0.5, 1.0], [2.0, -1.0]]),
    np.array([[1.0, 3.0], [-2.0, 0.5]]),
)
NOT_ALL = np.array([[True, False, True, False], [False, True, True, True]])
ONE_NOWHERE = np.array([[False, True, True, False], [False, False, False, False]])
TURNABLE = np.array([[True, True], [False, True]])
FAR = (
    np.array([[8000.0, 0.0], [-4000.0, 0.0]]),
    np.array([[1.0, 0.0], [0.75, 0.0], [0.5, 1.0]]),
    np.array([[1.0], [2.0], [4.0]]),
)
WHOLE = (np.array([[1, 2]]), np.array([[2, 1], [0, 3], [1, 1]]), np.array([[5], [2], [1]]))


def _pair(learner, *args):
    """Output and weights, as a list where they are a pair."""
    return call(*args)("").ask(learner)


def without_mask(learner):
    """two queries and four keys of length 5, without a mask"""
    return _pair(learner, *OBLONG)


def square_tables(learner):
    """two queries and two keys of length 2, without a mask"""
    return _pair(learner, *SQUARE)


def with_mask(learner):
    """the same two queries and four keys, where each query may look at some of them"""
    return _pair(learner, *OBLONG, NOT_ALL)


def one_nowhere(learner):
    """the same, where the second query may look nowhere"""
    return _pair(learner, *OBLONG, ONE_NOWHERE)


def square_mask(learner):
    """two queries and two keys, where the second query may look at the second key alone"""
    return _pair(learner, *SQUARE, TURNABLE)


def far_scores(learner):
    """scores from -2828 to 5657, without a mask"""
    return _pair(learner, *FAR)


def close_and_large(learner):
    """one query and two keys, scores of 1,000,000 and of that without ln 2"""
    keys = np.array([[1.0], [1 - np.log(2) / 1e6]])
    return _pair(learner, np.array([[1e6]]), keys, np.array([[1.0], [2.0]]))


def far_forbidden(learner):
    """the same, where the highest score of each query is forbidden"""
    return _pair(learner, *FAR, np.array([[False, True, True], [True, True, False]]))


def whole_queries(learner):
    """one query, three keys and their values, all of whole numbers"""
    return _pair(learner, *WHOLE)


def why_attention_stops(learner):
    """what the error is about, where two queries and four keys stop with one"""
    return [_why_it_stops(learner, *OBLONG), _why_it_stops(learner, *OBLONG, NOT_ALL)]


def kinds_of_results(learner):
    """what kinds of values come back for two queries and four keys"""
    out = learner(*copied(OBLONG))
    return [type(out).__name__, len(out) if isinstance(out, tuple | list) else 1]


# The mask


def kind_of_mask(learner):
    """the kind of values in the mask of 4 places"""
    return str(np.asarray(learner(4)).dtype)


def mask_after_writing(learner):
    """the mask of 2 places, once False was written into one that came before"""
    np.asarray(learner(2))[...] = False
    return learner(2)


# Heads

TABLE = np.array([[3, 1, 4, 0, 5, 9], [12, 16, 10, 15, 13, 18]])


def refused(d, n_heads):
    """A question about a number of heads that does not divide d."""

    def asked(learner):
        return learner(np.arange(2.0 * d).reshape(2, d), n_heads)

    asked.__doc__ = f"what comes of {n_heads} heads for {d} columns"
    return asked


def why_heads_stop(learner):
    """what the error is about, where two heads for six columns stop with one"""
    return _why_it_stops(learner, TABLE, 2)


# The norm and the block


def why_the_norm_stops(learner):
    """what the error is about, where the norm of a single row stops with one"""
    return _why_it_stops(learner, np.array([1.0, 2.0, 4.0]))


def norm_of_whole_numbers(learner):
    """the norm of the whole numbers 1, 3, 5, 7, eps = 4"""
    return call(np.array([[1, 3, 5, 7]]), 4.0)("").ask(learner)


def block_of(x, f, in_words, *eps):
    """A question about a block."""

    def asked(learner):
        return call(np.array(x), f, *eps)("").ask(learner)

    asked.__doc__ = f"pre_norm_block({x}, f{''.join(f', {e}' for e in eps)}), where f {in_words}"
    return asked


def why_the_block_stops(learner):
    """what the error is about, where a block stops with one"""
    return _why_it_stops(learner, np.array([[1.0, 3.0], [2.0, 8.0]]), lambda v: 3 * v, 4.0)


# The network


def _asked(ask, text, *rest):
    """A question about a network, whose chance is its own."""

    def asked(kind):
        with torch.random.fork_rng(devices=[]):
            return ask(kind, *rest)

    asked.__doc__ = text
    return asked


def _shape_for(kind, n):
    return as_array(_output(_new(kind, 0), torch.zeros(n, 1, 28, 28)).detach()).shape


def _kind_of_output(kind):
    out = _output(_new(kind, 0), _images(2, 0))
    if not torch.is_tensor(out):
        return type(out).__name__
    if out.dtype != torch.float32:
        return str(out.dtype)
    return "numbers" if bool(torch.isfinite(out).all()) else "NaN or infinity"


def _stops(kind):
    def one_step():
        out = _output(_made(kind, 0), _images(3, 0))
        if torch.is_tensor(out) and out.requires_grad:
            out.sum().backward()

    return _why_it_stops(one_step)


def _places(kind):
    """Whether the network has weights for 16 places or so, and whether they reach the logits."""
    network = _made(kind, 0)
    named = [p for p in network.parameters() if p.ndim > 1 and p.shape[-2] in (16, 17)]
    out = _output(network, _images(2, 0))
    if not named:
        return "none"
    out.sum().backward()
    return "used" if all(p.grad is not None for p in named) else "not used"


def _asked_fact(about, text):
    return _asked(lambda kind: _fact(about, kind, 0), text)


def built_on_module(kind):
    """whether the class is built on nn.Module, and has a method named forward"""
    if not issubclass(kind, nn.Module):
        return "it is not built on nn.Module"
    return "yes" if kind.forward is not nn.Module.forward else "it has no forward"


NETWORK = [
    built_on_module,
    _asked(_stops, "what the error is about, where the network stops with one"),
    _asked(_shape_for, "the shape of the logits for three images", 3),
    _asked(_shape_for, "the shape of the logits for one image", 1),
    _asked(_shape_for, "the shape of the logits for 16 images", 16),
    _asked(_shape_for, "the shape of the logits for 32 images", 32),
    _asked(_kind_of_output, "what kind of values come out"),
    _asked_fact("what is cut out", "what is cut out"),
    _asked_fact("pixels that the answer depends on", "how many pixels the logits depend on"),
    _asked_fact(
        "the places of the patches count", "whether two patches exchanged change the logits"
    ),
    _asked(_places, "whether there are weights for 16 places, and whether they are used"),
    _asked_fact("patches look at each other", "whether the patches look at each other"),
    _asked_fact(
        "something is passed on beside a part and added",
        "whether something is passed on beside a part and added",
    ),
    _asked_fact(
        "an image alone is answered as among others",
        "whether an image gets the same logits alone and among others",
    ),
    _asked_fact("training reaches its weights", "whether training reaches all weights"),
    _asked_fact(
        "saved weights hold all of it", "whether the saved weights hold all of the network"
    ),
    _asked_fact(
        "new networks have weights of their own", "whether new networks have weights of their own"
    ),
    _asked_fact("what comes out", "what comes out where all weights are large"),
]

PROBES = {
    "scaled_dot_product_attention": [
        without_mask,
        square_tables,
        with_mask,
        one_nowhere,
        square_mask,
        far_scores,
        close_and_large,
        far_forbidden,
        whole_queries,
        why_attention_stops,
        kinds_of_results,
    ],
    "causal_mask": [
        call(3),
        call(1),
        call(4),
        kind_of_mask,
        mask_after_writing,
    ],
    "split_heads": [
        call(TABLE, 2),
        call(TABLE, 3),
        call(TABLE[:1], 6),
        call(TABLE, 1),
        call(np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]]), 2),
        refused(5, 2),
        refused(6, 4),
        refused(3, 6),
        why_heads_stop,
    ],
    "layer_norm": [
        call(np.array([[1.0, 3.0, 5.0, 7.0], [2.0, 2.0, 10.0, 2.0]]), 4.0),
        call(np.array([1.0, 2.0, 6.0]), 0.5),
        call(np.array([[[0.0, 6.0], [7.0, 7.0]], [[-1.0, 1.0], [2.0, 5.0]]]), 16.0),
        call(np.array([[0.002, 0.004], [0.001, -0.003]])),
        call(np.array([[1.0, 4.0], [2.0, 8.0]]), 0.25),
        norm_of_whole_numbers,
        why_the_norm_stops,
    ],
    "pre_norm_block": [
        among(row, layer_norm=norm_of_pytorch)
        for row in (
            block_of([1.0, 3.0, 5.0, 7.0], lambda v: 3 * v, "triples", 4.0),
            block_of([[1.0, 3.0], [2.0, 8.0]], lambda v: 9 * v * v - 1, "gives 9 v² - 1", 4.0),
            block_of([[1, 7], [2, 8]], lambda v: v[::-1] + 1, "exchanges rows and adds 1", 0.5),
            block_of([[2, 4], [1, 7]], lambda v: v @ np.array([[1, -2], [0.5, 1]]), "mixes", 1.0),
            block_of([[0.002, 0.004]], lambda v: 10 * v, "gives 10 v"),
            block_of([[-1.0, 3.0]], lambda v: 0 * v, "gives 0", 0.5),
            calls_of_f,
            why_the_block_stops,
        )
    ],
    "patch_transformer": NETWORK,
}

NAMES = {"patch_transformer": "PatchTransformer"}
