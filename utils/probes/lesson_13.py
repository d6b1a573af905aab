"""Questions to the answers of lesson 13."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from inspect import signature

import numpy as np
import torch
from torch import nn

from utils.capstone_alone import answer_fault
from utils.checking.describe import as_array, type_in_words
from utils.checking.recognise import Raised, call, canonical
from utils.probes.chance import start_chance
from utils.probes.copies import network_copied
from utils.probes.moment import once_a_run

# Autoencoders: what holds of every one that puts two numbers in the middle, and gives logits


def _codes(n, seed):
    return torch.randn(n, 2, generator=torch.Generator().manual_seed(seed))


def _images(n, seed):
    """Images (n, 784), pixels from 0 to 1: squares of 7 x 7, a third of them lit by chance."""
    chance = torch.Generator().manual_seed(seed)
    lit = torch.rand(n, 4, 1, 4, 1, generator=chance) < 1 / 3
    return (lit * torch.rand(n, 4, 7, 4, 7, generator=chance)).reshape(n, 784)


def _new(kind, seed):
    with torch.random.fork_rng(devices=[]):
        start_chance(seed)
        return kind().eval()


def _made(kind, seed):
    """A new network; a copy, because layers may be shared by all networks of its class."""
    network = (_first if isinstance(kind, type) else _new)(kind, seed)
    with suppress(Exception):
        return network_copied(network)
    return _new(kind, seed)


@once_a_run(maxsize=8)
def _first(kind, seed):
    """A new network, of which only copies are asked: a seed makes every one alike."""
    return _new(kind, seed)


def _has(network, method):
    if method == "forward":
        return type(network).forward is not nn.Module.forward
    return callable(getattr(network, method, None))


def _done(network, method, given):
    """What a method gives; PyTorch's own NotImplementedError would read like a blank exercise.

    Raises:
        TypeError: there is no such method, or it gives no tensor.
    """
    if not isinstance(network, nn.Module):
        raise TypeError("the class builds on nothing that PyTorch can train")
    if not _has(network, method):
        raise TypeError(f"the class has no method named {method}")
    out = getattr(network, method)(given.clone())  # a copy: one question asks who changes it
    if not torch.is_tensor(out):
        came = "nothing" if out is None else type_in_words(out)
        raise TypeError(f"{method} gives {came}, and one tensor is asked for")
    return out


def _in_double(kind, seed):
    """A new network in float64, and its type; float32 where a layer does not follow.

    A layer that PyTorch does not find stays in float32, and would stop at float64.
    """
    network = _made(kind, seed).double()
    try:
        with torch.no_grad():
            _done(network, "decode", _codes(2, seed).double())
            _done(network, "encode", _images(2, seed).double())
    except (RuntimeError, TypeError, ValueError):
        return _made(kind, seed), torch.float32
    return _made(kind, seed).double(), torch.float64


def autoencoder_shapes(kind, counts):
    """The shapes of codes, of what is decoded, and of what goes through, for so many images."""
    network, shapes = _new(kind, 0), []
    with torch.no_grad():
        for n in counts:
            codes = _done(network, "encode", torch.zeros(n, 784))
            decoded = _done(network, "decode", torch.zeros(n, 2))
            through = _done(network, "forward", torch.zeros(n, 784))
            shapes += [tuple(codes.shape), tuple(decoded.shape), tuple(through.shape)]
    return shapes


def _in_order(kind, seed):
    """Whether what goes through is what decode gives for what encode gives."""
    network, images = _new(kind, seed), _images(5, seed)
    with torch.no_grad():
        through = _done(network, "forward", images)
        decoded = _done(network, "decode", _done(network, "encode", images))
    same = through.shape == decoded.shape and torch.allclose(through, decoded, 1e-3, 1e-5)
    return "yes" if same else "no"


def _by_itself(kind, seed):
    """Whether an image comes back alone as it does among others, and the same again."""
    network, images = _new(kind, seed), _images(5, seed)
    with torch.no_grad():
        together, again = (_done(network, "forward", images) for _ in range(2))
        alone = torch.cat([_done(network, "forward", images[k : k + 1]) for k in range(5)])
    if not torch.equal(together, again):
        return "changes from call to call"
    return "yes" if torch.allclose(together, alone, rtol=1e-3, atol=1e-4) else "no"


def _bends(kind, seed, method):
    """Whether a method does more than a weighted sum with a bias."""
    network, dtype = _in_double(kind, seed)
    draw = _images if method == "encode" else _codes
    x, y = 4 * draw(20, seed).to(dtype), 4 * draw(20, seed + 1).to(dtype)
    with torch.no_grad():
        middle = _done(network, method, (x + y) / 2)
        ends = _done(network, method, torch.cat([x, y]))
    gap = (middle - (ends[:20] + ends[20:]) / 2).abs().max()
    return "yes" if gap > (1e-9 if dtype == torch.float64 else 1e-4) else "no"


def _enlarged(kind, seed, method, sizes):
    """For each size, the least and the largest number that a method gives with weights so large.

    Of three networks, because the numbers of one may all be above 0 by chance.
    """
    networks, bounds, now = (
        {each: _made(kind, each) for each in (seed, seed + 50, seed + 100)},
        [],
        1,
    )
    for size in sizes:
        parts = []
        for each, network in networks.items():
            with torch.no_grad():
                for parameter in network.parameters():
                    parameter.mul_(size / now)
                given = _images(20, each) if method == "encode" else 5 * _codes(20, each)
                parts.append(_done(network, method, given).double())
        bounds.append((float(torch.cat(parts).min()), float(torch.cat(parts).max())))
        now = size
    return bounds


def _last_layer(kind, seed, method):
    """The layer that gave a method's result; None where no layer gave it as it is."""
    network, gave = _made(kind, seed), []
    for layer in network.modules():
        if not list(layer.children()):
            layer.register_forward_hook(lambda layer, _, out: gave.append((layer, out)))
    with torch.no_grad():
        out = _done(network, method, _images(3, seed) if method == "encode" else _codes(3, seed))
    return next((layer for layer, each in reversed(gave) if each is out), None)


def _squashed(kind, seed, method):
    """What comes out of a method where all weights are large."""
    before, (low, high) = _enlarged(kind, seed, method, (20, 60))
    if not np.isfinite([low, high]).all():
        return "numbers that are not finite"
    if low >= 0:
        return "numbers from 0 to 1" if high <= 1 else "no number below 0"
    if high <= 0:
        return "no number above 0"
    # A linear layer with weights three times as large gives numbers three times as large, at least
    limits = (low > 1.5 * before[0]) + (high < 1.5 * before[1])
    if limits:
        return "numbers with a limit" + " on one side" * (limits == 1)
    last = type(_last_layer(kind, seed, method)).__module__
    return "what an activation gives" if last.endswith(".activation") else "numbers of any size"


def _trained(kind, seed):
    """Whether a loss of what goes through sends a gradient to the parameters."""
    network = _made(kind, seed)
    parameters = list(network.parameters())
    if not parameters:
        return "there are none"
    out = _done(network, "forward", _images(20, seed))
    if out.requires_grad:
        (out**2).sum().backward()
    reached = [p.grad is not None and bool(p.grad.abs().sum() > 0) for p in parameters]
    return "yes" if all(reached) else "some are not reached" if any(reached) else "no"


def _learns(kind, seed, method):
    """Whether a change of some parameter would change what a method gives."""
    network, draw = _made(kind, seed), _images if method == "encode" else _codes
    out = _done(network, method, draw(3, seed))
    if out.requires_grad:
        (out**2).sum().backward()
    slopes = [p.grad for p in network.parameters() if p.grad is not None]
    return "yes" if any(bool(slope.abs().sum() > 0) for slope in slopes) else "no"


def _found(kind, seed):
    """Whether a network with the parameters of another one gives what that one gives."""
    one, other = _made(kind, seed), _made(kind, seed + 1)
    with suppress(RuntimeError):
        other.load_state_dict(one.state_dict())
    with torch.no_grad():
        for method, given in (("encode", _images(4, seed)), ("decode", _codes(4, seed))):
            pair = []
            for network in (one, other):
                start_chance(seed)
                pair.append(_done(network, method, given))
            if pair[0].shape != pair[1].shape or not torch.allclose(*pair, 1e-3, 1e-5, True):
                return "no"
    return "yes"


def _two(kind, seed):
    """Whether the codes of many images fill the plane, and do not lie on one line."""
    network, dtype = _in_double(kind, seed)
    with torch.no_grad():
        codes = _done(network, "encode", _images(20, seed).to(dtype))
    spread = torch.linalg.svdvals((codes - codes.mean(dim=0)).double())
    return "yes" if spread[-1] > 1e-6 * spread[0] else "no"


def _all_of_it(kind, seed):
    """Whether each quarter of the image, from top to bottom, changes the code."""
    network, images = _new(kind, seed), _images(5, seed)
    with torch.no_grad():
        codes, changed = _done(network, "encode", images), 0
        for quarter in range(4):
            without = images.clone()
            without[:, 196 * quarter : 196 * (quarter + 1)] = 0
            changed += bool((_done(network, "encode", without) - codes).abs().max() > 1e-6)
    return "yes" if changed == 4 else f"{changed} of 4 quarters"


def _drawn(kind, seed):
    """Whether decode gives other images for other codes, and other numbers for other pixels."""
    network, codes = _new(kind, seed), _codes(6, seed)
    far = torch.tensor([[20.0, 100.0], [100.0, 20.0], [60.0, 60.0]])
    with torch.no_grad():
        out, below, away = (
            _done(network, "decode", each) for each in (codes, -3 * codes.abs(), far)
        )
    if not _differ(out):
        return "the same for all codes"
    if not _differ(below):
        return "the same for all codes below 0"
    if not _differ(away):
        return "the same for all codes far out"
    if (out - out[:, :1]).abs().max() < 1e-6:
        return "all pixels alike"
    rows = sum(_differ(row) for row in out.reshape(6, 28, 28).unbind(1))
    return "yes" if rows == 28 else "the same in some rows"


def _differ(rows):
    return bool((rows - rows[:1]).abs().max() > 1e-6)


def _nothing_but_codes(kind, seed):
    """Whether decode gives the same before and after encode has looked at images."""
    network, codes, said = _new(kind, seed), _codes(4, seed), []
    with torch.no_grad():
        for images in (0 * _images(4, seed), _images(4, seed)):
            _done(network, "encode", images)
            said.append(_done(network, "decode", codes))
    return "yes" if torch.equal(*said) else "no"


def _left_alone(kind, seed):
    """Whether the images and codes are afterwards what they were."""
    network, images, codes = _new(kind, seed), _images(3, seed), _codes(3, seed)
    before = images.clone(), codes.clone()
    with torch.no_grad():
        network(images)
        network.decode(codes)
    return "yes" if torch.equal(images, before[0]) and torch.equal(codes, before[1]) else "no"


def _new_ones(kind, seed):
    """Whether a seed decides about a new one's weights, and each has its own."""
    pair = [_new(kind, each) for each in (seed, seed + 1)]
    lists = [[p.detach() for p in network.parameters()] for network in pair]
    if any(p.data_ptr() == q.data_ptr() for p, q in zip(*lists, strict=True)):
        return "they share their weights"
    same = all(torch.equal(p, q) for p, q in zip(*lists, strict=True))
    return "every one starts with the same" if same else "yes"


FACTS = {
    "all weights are found by training": _found,
    "encode gives": partial(_squashed, method="encode"),
    "decode gives": partial(_squashed, method="decode"),
    "forward decodes what encode gives": _in_order,
    "an image alone comes back as among others": _by_itself,
    "encode bends": partial(_bends, method="encode"),
    "decode bends": partial(_bends, method="decode"),
    "encode gives two numbers that differ": _two,
    "encode looks at all of the image": _all_of_it,
    "decode draws with the codes": _drawn,
    "decode needs nothing but the codes": _nothing_but_codes,
    "training can change what encode gives": partial(_learns, method="encode"),
    "training can change what decode gives": partial(_learns, method="decode"),
    "training reaches its weights": _trained,
    "new ones have weights of their own": _new_ones,
    "images alone stay as they were": _left_alone,
}


@once_a_run(maxsize=64)
def _fact_of(about, kind, seed):
    """What holds of a class, found out once: a check asks, and what recognises a mistake."""
    with torch.random.fork_rng(devices=[]):
        start_chance(seed)
        return FACTS[about](kind, seed)


def autoencoder_facts(kind, seed, words=("",)):
    """What should hold of an autoencoder, in words, by what is asked.

    Args:
        kind: the class.
        seed: of its weights, and of what it is asked with.
        words: ask only where one of these is in the question.
    """
    asked = [about for about in FACTS if any(word in about for word in words)]
    return {about: _fact_of(about, kind, seed) for about in asked}


AUTOENCODER = dict.fromkeys(FACTS, "yes") | {
    "encode gives": "numbers of any size",
    "decode gives": "numbers of any size",
}


def _fact(about):
    def asked(kind):
        return _fact_of(about, kind, 0)

    asked.__doc__ = f"what holds of a network, where this is asked: {about}"
    return asked


def _shape(method, n):
    def asked(kind):
        width = 2 if method == "decode" else 784
        with torch.no_grad():
            return as_array(_done(_new(kind, 0), method, torch.zeros(n, width))).shape

    asked.__doc__ = f"the shape of what {method} gives for {n} image{'s' * (n > 1)}"
    return asked


def made(kind):
    """what comes of Autoencoder(), and what the error is about where there is none"""
    try:
        network = kind()
    except NotImplementedError:
        raise
    except Exception as error:
        if "before Module.__init__" in str(error):
            return "no layers before super"
        if "is not a Module subclass" in str(error):
            return "a class in place of a layer"
        return f"{type(error).__name__} at the start"
    return "a network" if isinstance(network, nn.Module) else "no network of PyTorch's"


def methods_there(kind):
    """which of the methods encode, decode and forward can be called with one input"""
    network, there = kind(), []
    for name in ("encode", "decode", "forward"):
        found = "missing"
        with suppress(AttributeError):
            found = "other arguments"
            with suppress(TypeError):
                found = "missing"
                if _has(network, name):
                    found = "other arguments"
                    signature(getattr(network, name)).bind(None)
                    found = "yes"
        there.append(found)
    return there


A_LAYER = re.compile(r"must be Tensor, not (\w*(LU|Tanh|Sigmoid|Softplus)|Linear|Sequential)$")
ABOUT_SIZES = ("shape", "size", "dimension", "expected", "channels", "batched")


def why_it_stops(kind):
    """what the errors are about, where encode or decode stop with one"""
    network, said = kind(), []
    for method, width in (("encode", 784), ("decode", 2)):
        try:
            getattr(network, method)(torch.zeros(3, width))
        except NotImplementedError:
            raise
        except Exception as error:
            text = str(error).lower()
            sizes = isinstance(error, RuntimeError) and any(word in text for word in ABOUT_SIZES)
            if A_LAYER.search(str(error)):
                said.append("a layer in place of a tensor")
            else:
                said.append("sizes" if sizes and "dtype" not in text else type(error).__name__)
        else:
            said.append("nothing")
    return said


def numbers_of_images(kind):
    """for which of the numbers 2, 32 and 64 of images encode, and decode, give something"""
    network, fine = _new(kind, 0), []
    with torch.no_grad():
        for method, width in (("encode", 784), ("decode", 2)):
            for n in (2, 32, 64):
                try:
                    _done(network, method, torch.zeros(n, width))
                    fine.append(True)
                except RuntimeError as error:
                    if type(error) is not RuntimeError:
                        raise
                    fine.append(False)
    return fine


def frozen(kind):
    """whether some weights are frozen"""
    return not all(p.requires_grad for p in _new(kind, 0).parameters())


def reached_apart(kind):
    """whether encode and decode, each by itself, use all weights"""
    network = _made(kind, 0)
    for method, given in (("encode", _images(20, 0)), ("decode", _codes(20, 0))):
        out = _done(network, method, given)
        if out.requires_grad:
            (out**2).sum().backward()
    return all(p.grad is not None and bool(p.grad.abs().sum() > 0) for p in network.parameters())


def kind_of_through(kind):
    """the kind of thing that goes through"""
    network = _new(kind, 0)
    out = network(torch.zeros(2, 784)) if _has(network, "forward") else None
    return f"{type(out).__name__} of {getattr(out, 'dtype', 'no numbers')}"


def kind_of_code(kind):
    """the kind of thing that encode gives"""
    network = _new(kind, 0)
    out = network.encode(torch.zeros(2, 784)) if _has(network, "encode") else None
    return f"{type(out).__name__} of {getattr(out, 'dtype', 'no numbers')}"


AUTOENCODER_QUESTIONS = [
    made,
    methods_there,
    why_it_stops,
    *(_shape(method, n) for n in (3, 1) for method in ("encode", "decode", "forward")),
    numbers_of_images,
    kind_of_code,
    kind_of_through,
    frozen,
    reached_apart,
    *map(_fact, FACTS),
]


# Questions about numbers


def _asked(answer, *args):
    """What an answer returns, once it has left its arguments as they were."""
    return call(*args)("").ask(answer)


def _steady(learner, *args):
    """What an answer gives, or that it gives other numbers at each call."""
    state, said = np.random.get_state(), []
    try:
        with torch.random.fork_rng(devices=[]):
            for seed in range(6):
                np.random.seed(seed)
                start_chance(seed)
                said.append(_asked(learner, *args))
    finally:
        np.random.set_state(state)
    same = len({canonical(each) for each in said}) == 1
    return said[0] if same else "other numbers at each call"


def _tried(learner, *args):
    try:
        return _steady(learner, *args)
    except NotImplementedError:
        raise
    except Exception as error:
        return Raised(error)


def _close(value, right, tolerance=1e-5):
    """Whether a value has the right shape and numbers."""
    try:
        value, right = as_array(value), np.asarray(right, dtype=float)
        return value.shape == right.shape and bool(np.allclose(value, right, tolerance, 1e-7))
    except Exception:
        return False


def _against(value, right):
    """How a number lies beside the right one, in words."""
    value = as_array(value)
    if value.shape != () or value.dtype.kind not in "biuf":
        return "no number"
    if not np.isfinite(value):
        return "not finite"
    if _close(value, right):
        return "right"
    return "too small" if value < right else "too large"


def _exactly(value, right):
    """Whether numbers are the right ones, in all digits or in the first ones only."""
    if _close(value, right):
        return "all digits"
    near = _close(value, right, 0.05)
    return "the first digits" if near else "other numbers"


# The losses: what is asked, and what is right

USUAL = np.array([0.5, 2.0, -1.0]), np.array([-1.5, 0.25])
USUAL_LOSS = 1.1517652
MADE = np.array([0.5, 2.0, -1.0])
MADE_LOSS = 0.6380889


def discriminators_digits(learner):
    """the digits of the loss for real logits 0.5, 2 and -1 and made ones -1.5 and 0.25"""
    return _exactly(_asked(learner, *USUAL), USUAL_LOSS)


# What an error is about that stops a function of arrays; its type alone tells too little
ABOUT = {
    "ensor": "tensors",
    "unsqueeze": "tensors",
    "as a data type": "tensors",
    "sub-type of ndarray": "tensors",
    "'int' object is not callable": "tensors",
    "converted to Python scalars": "one number",
    "ambiguous": "one number",
    "between 0 and 1": "probabilities",
    "matmul": "a matrix product",
    "not aligned": "a matrix product",
}


def _error_about(learner, *args):
    one = _tried(learner, *args)
    if not isinstance(one, Raised):
        return "no error"
    text = str(one.error)
    return next((about for words, about in ABOUT.items() if words in text), "something else")


def discriminators_error(learner):
    """what the error is about, where one stops the loss of these logits"""
    return _error_about(learner, *USUAL)


def generators_error(learner):
    """what the error is about, where one stops the loss of these logits"""
    return _error_about(learner, MADE)


def fits_error(learner):
    """what the error is about, where one stops this fit"""
    return _error_about(learner, *FALLING)


def discriminators_large(learner):
    """the loss for the real logits -900 and 20 and the made ones 800, 10 and -2000, rounded"""
    if not _close(_asked(learner, *USUAL), USUAL_LOSS):
        return "not asked"
    real, made = np.array([-900.0, 20.0]), np.array([800.0, 10.0, -2000.0])
    return _against(_asked(learner, real, made), 720.0000151)


def generators_digits(learner):
    """the digits of the loss for the logits 0.5, 2 and -1"""
    return _exactly(_asked(learner, MADE), MADE_LOSS)


def generators_large(learner):
    """the loss for the logits -900, 30 and 2000"""
    if not _close(_asked(learner, MADE), MADE_LOSS):
        return "not asked"
    return _against(_asked(learner, np.array([-900.0, 30.0, 2000.0])), 300.0)


# Noise: there and back, with one schedule; a question about arrays of steps is asked where one step
# is right, or not taken

SCHEDULE = np.array([0.81, 0.49, 0.16, 0.04])
POINTS = np.array([[1.0, -2.0], [0.5, 3.0], [2.0, 0.0]])
SHAKE = np.array([[-1.0, 0.5], [2.0, 1.0], [0.25, -1.5]])
WHOLE, WHOLE_SHAKE = np.array([[1, -2], [3, 0]]), np.array([[2, 1], [0, -1]])
AT_2 = {
    "add_noise": [[-0.516515, -0.341742], [2.03303, 2.116515], [1.029129, -1.374773]],
    "predict_x0": [[4.791288, -6.145644], [-3.332576, 5.208712], [4.427178, 3.436932]],
}
STEPS = np.array([2, 0, 1])
AT_STEPS = {
    "add_noise": [[-0.516515, -0.341742], [1.32178, 3.13589], [1.578536, -1.071214]],
    "predict_x0": [[4.791288, -6.145644], [-0.413088, 2.849012], [2.602094, 1.530306]],
}


def _one_step(learner, t, about):
    try:
        return _steady(learner, POINTS, t, SHAKE, SCHEDULE)
    except NotImplementedError:
        raise
    except Exception:
        if _close(_tried(learner, POINTS, STEPS, SHAKE, SCHEDULE), AT_STEPS[about]):
            return "an error"
        raise


def _many_steps(learner, about, *args):
    one = _tried(learner, POINTS, 2, SHAKE, SCHEDULE)
    if isinstance(one, Raised):
        return _steady(learner, *args)
    if not _close(one, AT_2[about]):
        return "not asked"
    many = _tried(learner, *args)
    return "an error" if isinstance(many, Raised) else many


def _noise_questions(about, verb):
    def at_one_step(t):
        def asked(learner):
            return _one_step(learner, t, about)

        asked.__doc__ = f"three points {verb} at step {t}, where 0.81, 0.49, 0.16, 0.04 are left"
        return asked

    def steps_of_three(learner):
        return _many_steps(learner, about, POINTS, STEPS, SHAKE, SCHEDULE)

    def steps_of_two(learner):
        return _many_steps(learner, about, POINTS[:2], np.array([3, 1]), SHAKE[:2], SCHEDULE)

    def steps_of_a_column(learner):
        column = np.array([0, 1, 3])
        return _many_steps(learner, about, POINTS[:, :1], column, SHAKE[:, :1], SCHEDULE)

    def steps_of_one(learner):
        return _many_steps(learner, about, POINTS[:1], np.array([1]), SHAKE[:1], SCHEDULE)

    def whole(learner):
        return _one_step_of(learner, WHOLE, 1, WHOLE_SHAKE, SCHEDULE)

    def constant(learner):
        return _one_step_of(learner, POINTS, 1, SHAKE, np.full(4, 0.64))

    def _one_step_of(learner, *args):
        one = _tried(learner, *args)
        steps = np.full(len(args[0]), args[1])
        if isinstance(one, Raised):
            return _steady(learner, args[0], steps, *args[2:])
        return _steady(learner, *args)

    def huge_noise(learner):
        out = as_array(_one_step_of(learner, 0 * POINTS, 1, np.full((3, 2), 1e6), SCHEDULE))
        if out.dtype.kind not in "biuf":
            out = as_array(learner(0 * POINTS, 1, np.full((3, 2), 1e6), SCHEDULE))
        return "large" if np.abs(out).max() > 1e4 else "small"

    def little_left(learner):
        if not _close(_tried(learner, POINTS, 2, SHAKE, SCHEDULE), AT_2[about]):
            return "not asked"
        out = _asked(learner, np.array([[3.0]]), 1, np.array([[0.0]]), np.array([0.81, 1e-6]))
        return _against(as_array(out).reshape(()), LITTLE[about])

    def digits(learner):
        return _exactly(_tried(learner, POINTS, 2, SHAKE, SCHEDULE), AT_2[about])

    def stopped(learner):
        if isinstance(_tried(learner, POINTS, STEPS, SHAKE, SCHEDULE), Raised):
            return _error_about(learner, POINTS, 2, SHAKE, SCHEDULE)
        return "not asked"

    texts = {
        steps_of_three: f"three points {verb} at the steps 2, 0 and 1",
        steps_of_two: f"two points {verb} at the steps 3 and 1",
        steps_of_a_column: f"three points of one number {verb} at the steps 0, 1 and 3",
        steps_of_one: f"one point {verb} at the step 1, in an array",
        whole: f"two points of whole numbers {verb} at step 1",
        constant: f"three points {verb} at step 1, where 0.64 is left at every step",
        huge_noise: "whether noise of a million is to be seen",
        little_left: f"the point 3 {verb} where a millionth is left",
        digits: f"the digits of three points {verb} at step 2",
        stopped: "what the error is about, where one stops this",
    }
    for question, text in texts.items():
        question.__doc__ = text
    return [at_one_step(2), at_one_step(0), at_one_step(3), *texts]


LITTLE = {"add_noise": 0.003, "predict_x0": 3000.0}


# Power laws

FALLING = np.array([2.0, 5.0, 10.0, 80.0]), np.array([6.0, 5.0, 2.0, 1.5])
FIT = -0.39352338, 7.4567558


def fits_digits(learner):
    """the digits of the fit to the sizes 2, 5, 10 and 80 and the losses 6, 5, 2 and 1.5"""
    return _exactly(_asked(learner, *FALLING), FIT)


def what_a_table_lacks(answer):
    """what is amiss with the table, first of all"""
    fault = answer_fault(answer)
    return fault.name.replace("-", " ") if fault else "nothing"


PROBES = {
    "capstone_table": [what_a_table_lacks],
    "discriminator_loss": [
        call(*USUAL),
        call(np.array([1.25]), np.array([-0.5])),
        call(np.array([-0.75, 0.5]), np.array([1.5, -2.0, 0.75])),
        call(np.array([3.0, -0.5]), np.array([0.5, 2.0])),
        call(np.array([1, -2]), np.array([0])),
        discriminators_digits,
        discriminators_error,
        discriminators_large,
    ],
    "generator_loss": [
        call(MADE),
        call(np.array([-0.5])),
        call(np.array([1.5, -2.0, 0.75, -0.25])),
        call(np.array([-1, 2])),
        call(np.array([1.5, 1.5, -2.0, 0.75])),
        call(np.array([0.25, 0.5])),
        generators_digits,
        generators_error,
        generators_large,
    ],
    "add_noise": _noise_questions("add_noise", "with noise"),
    "predict_x0": _noise_questions("predict_x0", "cleaned"),
    "power_law_fit": [
        call(*FALLING),
        call(np.array([50.0, 3.0, 400.0, 20.0, 10.0]), np.array([2.0, 9.0, 1.0, 4.0, 3.0])),
        call(np.array([1.0, 4.0]), np.array([8.0, 4.0])),
        call(np.array([1, 10, 100, 1000]), np.array([2.0, 5.0, 3.0, 40.0])),
        call(np.array([6.0, 3.0, 12.0]), np.array([1.0, 8.0, 0.125])),
        fits_digits,
        fits_error,
    ],
    "autoencoder": AUTOENCODER_QUESTIONS,
}

NAMES = {"autoencoder": "Autoencoder"}
