"""Questions to the answers of lesson 13."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from utils.checking.recognise import call

# Autoencoders: what holds of every one that puts two numbers in the middle, and gives logits


def _codes(n, seed):
    return torch.randn(n, 2, generator=torch.Generator().manual_seed(seed))


def _images(n, seed):
    """Images (n, 784), pixels from 0 to 1, half of them 0."""
    return torch.rand(n, 784, generator=torch.Generator().manual_seed(seed)).sub(0.5).clamp(0) * 2


def _made(kind, seed):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return kind().eval()


def _done(network, method, given):
    """What a method gives; PyTorch's own NotImplementedError would read like a blank exercise."""
    if getattr(type(network), method, nn.Module.forward) is nn.Module.forward:
        raise TypeError(f"the class has no method named {method}")
    out = getattr(network, method)(given)
    if out is None:
        raise ValueError(f"{method} gives nothing back")
    return out


def autoencoder_shapes(kind, counts):
    """The shapes of codes, of what is decoded, and of what goes through, for so many images."""
    network, shapes = _made(kind, 0), []
    with torch.no_grad():
        for n in counts:
            through = _done(network, "forward", torch.zeros(n, 784))
            codes = _done(network, "encode", torch.zeros(n, 784))
            decoded = _done(network, "decode", torch.zeros(n, 2))
            shapes += [tuple(codes.shape), tuple(decoded.shape), tuple(through.shape)]
    return shapes


def _in_order(kind, seed):
    """Whether what goes through is what decode gives for what encode gives."""
    network, images = _made(kind, seed), _images(5, seed)
    with torch.no_grad():
        through = _done(network, "forward", images)
        decoded = _done(network, "decode", _done(network, "encode", images))
    same = through.shape == decoded.shape and torch.allclose(through, decoded, 1e-3, 1e-5)
    return "yes" if same else "no"


def _by_itself(kind, seed):
    """Whether an image comes back alone as it does among others, and the same again."""
    network, images = _made(kind, seed), _images(5, seed)
    with torch.no_grad():
        together, again = (_done(network, "forward", images) for _ in range(2))
        alone = torch.cat([_done(network, "forward", images[k : k + 1]) for k in range(5)])
    if not torch.equal(together, again):
        return "changes from call to call"
    return "yes" if torch.allclose(together, alone, rtol=1e-3, atol=1e-4) else "no"


def _bends(kind, seed, method):
    """Whether a method does more than a weighted sum with a bias."""
    network = _made(kind, seed).double()
    draw = _images if method == "encode" else _codes
    x, y = draw(20, seed).double() * 4, draw(20, seed + 1).double() * 4
    with torch.no_grad():
        middle = _done(network, method, (x + y) / 2)
        ends = _done(network, method, torch.cat([x, y]))
    gap = (middle - (ends[:20] + ends[20:]) / 2).abs().max()
    return "yes" if gap > 1e-9 else "no"


def _squashed(kind, seed, method):
    """What comes out of a method where all weights are large."""
    network = _made(kind, seed)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(20)
        given = _images(20, seed) if method == "encode" else 5 * _codes(20, seed)
        out = _done(network, method, given).double()
    low, high = float(out.min()), float(out.max())
    if low >= 0:
        return "numbers from 0 to 1" if high <= 1 else "no number below 0"
    return "numbers from -1 to 1" if max(-low, high) <= 1 else "numbers of any size"


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


def _new_ones(kind, seed):
    """Whether a seed decides about a new one's weights, and each has its own."""
    pair = [_made(kind, each) for each in (seed, seed + 1)]
    lists = [[p.detach() for p in network.parameters()] for network in pair]
    if any(p.data_ptr() == q.data_ptr() for p, q in zip(*lists, strict=True)):
        return "they share their weights"
    same = all(torch.equal(p, q) for p, q in zip(*lists, strict=True))
    return "every one starts with the same" if same else "yes"


def autoencoder_facts(kind, seed):
    """What should hold of an autoencoder, in words, by what is asked."""
    return {
        "forward decodes what encode gives": _in_order(kind, seed),
        "an image alone comes back as among others": _by_itself(kind, seed),
        "encode bends": _bends(kind, seed, "encode"),
        "decode bends": _bends(kind, seed, "decode"),
        "encode gives": _squashed(kind, seed, "encode"),
        "decode gives": _squashed(kind, seed, "decode"),
        "training reaches its weights": _trained(kind, seed),
        "new ones have weights of their own": _new_ones(kind, seed),
    }


AUTOENCODER = {
    "forward decodes what encode gives": "yes",
    "an image alone comes back as among others": "yes",
    "encode bends": "yes",
    "decode bends": "yes",
    "encode gives": "numbers of any size",
    "decode gives": "numbers of any size",
    "training reaches its weights": "yes",
    "new ones have weights of their own": "yes",
}


PROBES = {
    "discriminator_loss": [call(np.array([0.5, 2.0]), np.array([-1.0, 0.25, 3.0]))],
    "generator_loss": [call(np.array([-1.0, 0.25, 3.0]))],
    "add_noise": [call(np.ones((1, 2)), 1, np.full((1, 2), 2.0), np.array([0.64, 0.25]))],
    "predict_x0": [call(np.ones((1, 2)), 1, np.full((1, 2), 2.0), np.array([0.64, 0.25]))],
    "power_law_fit": [call(np.array([1.0, 2.0, 8.0]), np.array([4.0, 3.0, 1.0]))],
    "autoencoder": [lambda kind: autoencoder_shapes(kind, (3,))],
}

NAMES = {"autoencoder": "Autoencoder"}
