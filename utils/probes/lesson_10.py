"""Questions to the answers of lesson 10."""

import numpy as np
import torch
from torch import nn

from utils.checking.calling import copied
from utils.checking.describe import as_array, type_in_words
from utils.checking.recognise import call
from utils.probes.by_heart import Table, among, numbers
from utils.probes.chance import start_chance

# What output_size gives, by heart, for n = 1 to 6 (a text each) and k = 1 to 3
SIZES = {
    (1, 0): ["1 . .", "2 1 .", "3 2 1", "4 3 2", "5 4 3", "6 5 4"],
    (2, 0): ["1 . .", "1 1 .", "2 1 1", "2 2 1", "3 2 2", "3 3 2"],
    (3, 0): ["1 . .", "1 1 .", "1 1 1", "2 1 1", "2 2 1", "2 2 2"],
    (1, 1): ["3 2 1", "4 3 2", "5 4 3", "6 5 4", "7 6 5", "8 7 6"],
    (2, 1): ["2 1 1", "2 2 1", "3 2 2", "3 3 2", "4 3 3", "4 4 3"],
    (1, 2): ["5 4 3", "6 5 4", "7 6 5", "8 7 6", "9 8 7", "10 9 8"],
    (2, 3): ["4 3 3", "4 4 3", "5 4 4", "5 5 4", "6 5 5", "6 6 5"],
    (3, 2): ["2 2 1", "2 2 2", "3 2 2", "3 3 2", "3 3 3", "4 3 3"],
}
MAPS = np.array([[[1, 2, 0], [0, 1, 3]], [[2, 0, 1], [1, 1, 0]]])
KERNELS = np.array(
    [
        [[[1, 0], [0, 1]], [[0, 1], [0, 0]]],
        [[[0, 0], [2, 0]], [[-1, 0], [0, 1]]],
        [[[0, 0], [0, 0]], [[1, 1], [1, 1]]],
    ]
)
BIASES = np.array([0.5, 2.0, -3.0])
# What each of the six kernels, in their order, finds in the two maps where a ring of zeros is put
# around them: stride and padding pick from these, or put more zeros around
FOUND = [
    ("1 2 0 0, 0 2 5 0, 0 0 1 3", "2 0 1 0, 1 3 0 1, 0 1 1 0"),
    ("0 0 0 0, 1 2 0 0, 0 1 3 0", "0 0 0 0, 2 0 1 0, 1 1 0 0"),
    ("0 2 4 0, 0 0 2 6, 0 0 0 0", "0 4 0 2, 0 2 2 0, 0 0 0 0"),
    ("1 2 0 0, 0 0 1 0, 0 0 -1 -3", "2 0 1 0, 1 -1 0 -1, 0 -1 -1 0"),
    ("0 0 0 0, 0 0 0 0, 0 0 0 0", "0 0 0 0, 0 0 0 0, 0 0 0 0"),
    ("1 3 2 0, 1 4 6 3, 0 1 4 3", "2 2 1 1, 3 4 2 1, 1 2 1 0"),
]
IMAGE = np.array([[1, 2, 0, 1], [0, 1, 3, 2], [2, 0, 1, 1]])
SQUARE, WIDE = np.array([[1, -1], [0.5, 2]]), np.array([[1, 0, -2]])


def is_whole(value):
    """Whether a number is a whole number, not a float."""
    return as_array(value).dtype.kind in "iu" and as_array(value).ndim == 0


def size_by_heart(n, k, stride=1, padding=0):
    """output_size for small numbers, looked up."""
    if stride == 0:
        raise ValueError("output_size takes n, k, a stride of at least 1, and the padding")
    rows = SIZES.get((int(stride), int(padding)), [])
    found = rows[n - 1].split()[k - 1] if 0 < n <= len(rows) and 0 < k <= 3 else ""
    if found == ".":
        raise ValueError("the window does not fit")
    if not found:
        raise LookupError(f"no size is known here for {n}, {k}, {stride}, {padding}")
    return int(found)


_CONVOLVED = Table(
    {
        numbers(picture, kernel): np.array([row.split() for row in rows.split(",")], dtype=float)
        for kernel, pair in zip(KERNELS.reshape(-1, 2, 2), FOUND, strict=True)
        for picture, rows in zip(MAPS, pair, strict=True)
    }
)


def conv_by_heart(image, kernel, stride=1, padding=0):
    """conv2d for the maps and kernels of the check of conv_layer, looked up."""
    if np.ndim(image) != 2 or np.ndim(kernel) != 2:
        raise ValueError("conv2d takes one channel (h, w) and one kernel (k, k) at a time")
    if not (is_whole(stride) and is_whole(padding) and stride > 0 and padding >= 0):
        raise ValueError(
            "after the image and the kernel, conv2d takes a stride, a whole number from 1 on, "
            "and a padding, a whole number from 0 on"
        )
    try:
        found = _CONVOLVED[numbers(image, kernel)]
    except LookupError:
        raise LookupError(
            "here, conv2d takes a channel of the image and a kernel, both as they came"
        ) from None
    return np.pad(found, padding)[1:-1, 1:-1][::stride, ::stride].copy()


def kind_of(value):
    """What a value is, in words."""
    return "an array" if isinstance(value, np.ndarray) else type_in_words(value)


# What errors of one type may be about; where all fails, the type alone does not tell a mistake
ABOUT = (
    "operands could not",
    "could not broadcast",
    "setting an array element",
    "ambiguous",
    "one channel",
    "a whole number from",
    "stride of at least 1",
    "shape",
    "channels",
    "batched",
)


def error_about(ask, *args):
    """What the error of a call is about, in a word."""
    try:
        ask(*copied(args))
    except NotImplementedError:
        raise
    except Exception as error:
        text = str(error)
        return next((word for word in ABOUT if word in text), "something else")
    return "no error"


# output_size


def refused(learner):
    """what comes of output_size(3, 5), where the window does not fit"""
    return learner(3, 5)


def refused_padded(learner):
    """what comes of output_size(2, 5, 2, 1), where the window does not fit"""
    return learner(2, 5, 2, 1)


def kind_of_size(learner):
    """the kind of number that output_size(6, 3, 2) is"""
    return "a whole number" if is_whole(learner(6, 3, 2)) else "no whole number"


# conv2d


def kind_of_map(learner):
    """what kind of value conv2d of [[1, 2]] and [[0.5]] is"""
    return kind_of(learner(np.array([[1, 2]]), np.array([[0.5]])))


def why_conv2d_stops(learner):
    """what the error is about, where conv2d of the image above stops with one"""
    return error_about(learner, IMAGE, SQUARE)


def half_weights(learner):
    """conv2d of whole pixels [[1, 2]] with the kernel [[0.5]]"""
    return call(np.array([[1, 2]]), np.array([[0.5]]))("").ask(learner)


def tall_kernel(learner):
    """the shape of conv2d for an image of 6 rows and 4 columns and a kernel of 3 rows, 1 column"""
    image = np.arange(24.0).reshape(6, 4)
    return as_array(learner(image, np.ones((3, 1)))).shape


# conv_layer


def kind_of_maps(learner):
    """what kind of value conv_layer of the check's two maps and three output channels is"""
    return kind_of(learner(*copied((MAPS, KERNELS, BIASES))))


def why_conv_layer_stops(learner):
    """what the error is about, where conv_layer of the check's two maps stops with one"""
    return error_about(learner, MAPS, KERNELS, BIASES)


def one_kernel(learner):
    """conv_layer of the second map of the check with its second kernel alone, bias 7"""
    return call(MAPS[1:], KERNELS[1:2, 1:], np.array([7.0]))("").ask(learner)


def layer_of(n_kernels):
    """A question about the check's two maps and its first kernels, with other biases."""

    def asked(learner):
        return call(MAPS, KERNELS[:n_kernels], BIASES[:n_kernels])("").ask(learner)

    asked.__doc__ = f"the two maps of the check with its first {n_kernels} output channels"
    return asked


# max_pool2d


def why_max_pool2d_stops(learner):
    """what the error is about, where max_pool2d([[1, 2], [3, 4]], 2) stops with one"""
    return error_about(learner, np.array([[1.0, 2.0], [3.0, 4.0]]), 2)


def kind_of_pooled(learner):
    """what kind of value max_pool2d([[1, 2]], 1) is"""
    return kind_of(learner(np.array([[1.0, 2.0]]), 1))


# residual_block


def calls_of_f(learner):
    """What f was called with, call by call, for x = [1, -2]."""
    seen = []

    def f(v):
        seen.append([float(part) for part in as_array(v)])
        return v * 0

    learner(np.array([1.0, -2.0]), f)
    return seen


def tripled(learner):
    """residual_block([1, -2], f), where f triples"""
    return call(np.array([1.0, -2.0]), lambda v: 3 * v)("").ask(learner)


def squared(learner):
    """residual_block([[2, 0, -1]], f), where f squares and takes 0.5 away"""
    return call(np.array([[2, 0, -1]]), lambda v: v * v - 0.5)("").ask(learner)


def with_nothing(learner):
    """residual_block([1, -2], f), where f gives 0"""
    return call(np.array([1.0, -2.0]), lambda v: np.zeros(2))("").ask(learner)


def followed(learner):
    """the slope in x of the sum of residual_block(x, f), where f triples"""
    x = torch.tensor([1.0, -2.0], requires_grad=True)
    out = learner(x, lambda v: 3 * v)
    out.sum().backward()
    return x.grad.tolist()


# LeNet


def _runs(net):
    return isinstance(net, nn.Module) and type(net).forward is not nn.Module.forward


def _given(net, images):
    """What a network gives for a copy of images, so that it may change what it gets."""
    return net(images.clone())


def lenet_shape(build, n):
    """The shape of the logits for n images, as text; or why there is none.

    PyTorch's own NotImplementedError, of a network without forward, would read like a blank.
    """
    net = build()
    if not _runs(net):
        return "nothing: there is no forward"
    images = torch.linspace(-1, 1, 784 * n).reshape(n, 1, 28, 28)
    out = net.eval()(given := images.clone())
    if out is None:
        return "nothing: forward returns None"
    if not torch.equal(given, images):
        return "images that came in are changed"
    return str(tuple(out.shape)) if torch.is_tensor(out) else f"a {type(out).__name__}"


def lenet_facts(build, seed):
    """What holds of the networks that a class makes, by name.

    Args:
        build: the class.
        seed: of the starting weights and the images.
    """
    with torch.random.fork_rng(devices=[]):
        start_chance(seed)
        net = build()
        if not _runs(net):
            return dict.fromkeys(["has a forward"], False)
        net.eval()
        images = torch.randn(4, 1, 28, 28)
        learns = _learns(net, images)  # first, because a lazy layer gets its weights there
        facts = {"has kernels": any(p.ndim == 4 for p in net.parameters())}
        with torch.no_grad():
            first = _given(net, images)
            facts["answers alike twice"] = torch.allclose(first, _given(net, images), atol=1e-5)
            weights = {name: value.clone() for name, value in net.state_dict().items()}
            alone = torch.cat([_given(net, image[None]).reshape(1, -1) for image in images])
            facts["reads each image alone"] = alone.shape == first.shape and torch.allclose(
                alone, first, atol=1e-3
            )
            facts["bends"] = _bends(net, images)
            facts["bends between layers"] = not _two_in_a_row(build(), images)
            facts["learns in every layer"] = learns
            facts["gives logits"] = kind_of_outputs(build, seed) in UNBOUND
            # A hidden layer in a list is not saved, so a new network has other weights there,
            # which show with the same weights elsewhere, or, where chance plays a part, with none
            again = build().eval()
            _given(again, images)
            if facts["answers alike twice"]:
                again.load_state_dict(weights)
                found = torch.allclose(first, _given(again, images), atol=1e-5)
            else:
                found = torch.allclose(
                    _given(_silenced(net), images), _given(_silenced(again), images), atol=1e-5
                )
            facts["finds all its layers"] = found
    return facts


def _silenced(net):
    """The network with all its weights and biases at 0."""
    for parameter in net.parameters():
        parameter.zero_()
    return net


def _learns(net, images):
    """Whether every parameter gets a slope."""
    try:
        (_given(net, images) ** 2).sum().backward()
    except RuntimeError:
        return False
    parameters = list(net.parameters())
    slopes = [p.grad for p in parameters if p.grad is not None]
    return bool(parameters) and len(slopes) == len(parameters) and all(g.any() for g in slopes)


def _bends(net, images):
    """Whether twice the image gives something else than twice the answer, biases apart.

    ReLU bends where a layer before it has a bias that is not 0; without one, it cannot be told.
    """
    biases = [parameter for parameter in net.parameters() if parameter.ndim == 1]
    if len(biases) < 2:
        return True
    for bias in biases:
        bias.add_(0.3 * torch.randn(bias.shape))
    nothing = net(torch.zeros_like(images))
    for inputs in (images, 255 * images):  # it may divide by 255 itself
        once, twice = _given(net, inputs) - nothing, net(2 * inputs) - nothing
        if (twice - 2 * once).abs().max() > 1e-3 * once.abs().max():
            return True
    return False


def _two_in_a_row(net, images):
    """Whether a layer gets, number by number, what another one gave, so that nothing bends it.

    Only layers that are modules are seen. The weights are so large that an activation changes
    some numbers; where none is below 0, ReLU would leave them all as they are.
    """
    _given(net.eval(), images)  # first, because a lazy layer gets its weights there
    for parameter in net.parameters():
        parameter.mul_(50)
    given, found = [], []

    def look(layer, taken, out):
        first = taken[0].flatten()
        found.append(any(torch.equal(first, before) for before in given))
        if out.min() < 0:
            given.append(out.flatten().clone())  # a copy: an activation may work in place

    for layer in net.modules():
        if isinstance(layer, nn.Linear | nn.Conv1d | nn.Conv2d):
            layer.register_forward_hook(look)
    _given(net, images)
    return any(found)


# Kinds of outputs that nothing holds back; that weights start at 0 or alike is told otherwise
UNBOUND = ("any numbers", "nothing but 0", "ten equal numbers")


def kind_of_outputs(build, seed):
    """Which kind of numbers networks give whose weights are so large that a bound shows."""
    parts = []
    for k in range(3):  # the numbers of one network may all be above 0 by chance
        start_chance(seed + k)
        net, images = build().eval(), torch.randn(4, 1, 28, 28)
        _given(net, images)  # first, because a lazy layer gets its weights there
        for parameter in net.parameters():
            parameter.mul_(50)
        parts.append(_given(net, images))
    return _kind_of(torch.cat(parts))


def _kind_of(out):
    """Which kind of numbers logits (n, 10) are, in words."""
    if not out.any():
        return "nothing but 0"
    if torch.allclose(out, out[:, :1].expand(out.shape)):
        return "ten equal numbers"
    one = torch.ones(len(out))
    if out.min() >= 0 and torch.allclose(out.sum(dim=1), one, atol=1e-3):
        return "probabilities of the classes"
    if torch.allclose(out.sum(dim=1), one, atol=1e-2):
        return "numbers that add up to 1"
    if torch.allclose(out.exp().sum(dim=1), one, atol=1e-3):
        return "logarithms of probabilities"
    if out.min() >= 0 and out.max() <= 1:
        return "numbers from 0 to 1"
    if out.min() >= 0:
        return "no number below 0"
    return "numbers from -1 to 1" if out.abs().max() <= 1 else "any numbers"


def made(build):
    """what comes of LeNet()"""
    net = build()
    return "a network" if isinstance(net, nn.Module) else type(net).__name__


def shape_of_five(build):
    """the shape of the logits for five images"""
    return lenet_shape(build, 5)


def shape_of_one(build):
    """the shape of the logits for one image"""
    return lenet_shape(build, 1)


def what_fails(build):
    """what does not hold of the network"""
    return (
        ", ".join(name for name, holds in lenet_facts(build, 0).items() if not holds) or "nothing"
    )


def why_lenet_stops(build):
    """what the error is about, where the network stops with one"""
    return error_about(lenet_shape, build, 5)


def outputs_alike(build):
    """which kind of numbers come out"""
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        return kind_of_outputs(build, 2) if _runs(build()) else "nothing"


def gradients(build):
    """how many of its weights and biases get a gradient: all, some or none"""
    with torch.random.fork_rng(devices=[]):
        start_chance(3)
        net = build()
        if not _runs(net):
            return "nothing"
        out = net.eval()(torch.randn(4, 1, 28, 28))
        if not out.requires_grad:
            return "none"
        (out**2).sum().backward()
        has = [p.grad is not None and bool(p.grad.any()) for p in net.parameters()]
        return "all" if all(has) else "some" if any(has) else "none"


PROBES = {
    "output_size": [
        call(5, 3),
        call(4, 4),
        call(28, 5, 1, 2),
        call(6, 3, 2),
        call(9, 2, 3),
        call(7, 3, 2, 1),
        call(2, 4, 1, 1),
        call(5, 4, 3, 2),
        call(3, 2, 1, 2),
        kind_of_size,
        refused,
        refused_padded,
    ],
    "conv2d": [
        among(row, output_size=size_by_heart)
        for row in (
            call(IMAGE, SQUARE),
            call(IMAGE, WIDE),
            call(IMAGE, SQUARE, 2),
            call(IMAGE[:2, :2], SQUARE, 1, 1),
            call(IMAGE, WIDE, 2, 1),
            call(IMAGE[:2, :2], SQUARE, 3, 2),
            half_weights,
            tall_kernel,
            kind_of_map,
            why_conv2d_stops,
        )
    ],
    "conv_layer": [
        among(row, conv2d=conv_by_heart, output_size=size_by_heart)
        for row in (one_kernel, layer_of(2), layer_of(3), kind_of_maps, why_conv_layer_stops)
    ],
    "conv_parameters": [call(1, 6, 5), call(3, 2, 1), call(6, 16, 5), call(2, 3, 4)],
    "max_pool2d": [
        among(row, output_size=size_by_heart)
        for row in (
            call(np.array([[1, 3.5, 0, -1], [2, 0, -4, -2]]), 2),
            call(np.array([[1, 2, 9], [3, 0, 4], [6, 5, 8], [0, 7, 2], [11, 12, 13]]), 2),
            call(np.array([[1, 2, 9], [3, 0, 4], [6, 5, 8]]), 3),
            call(np.array([[-1.0, -3], [-2, -4]]), 2),
            call(np.array([[1.0, 2, 3]]), 1),
            call(np.array([[5, 1, 2, 0], [3, 4, 1, 6]]), 2),
            kind_of_pooled,
            why_max_pool2d_stops,
        )
    ],
    "lenet": [
        made,
        shape_of_five,
        shape_of_one,
        why_lenet_stops,
        outputs_alike,
        gradients,
        what_fails,
    ],
    "residual_block": [tripled, squared, with_nothing, calls_of_f, followed],
}
NAMES = {"lenet": "LeNet"}
ASKED_BY = {
    "lenet": ["shape_of_logits", "facts_about", "shape_for", "some_facts"],
    "residual_block": ["slope_in_x", "slope_through"],
}
