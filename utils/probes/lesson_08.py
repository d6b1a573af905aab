"""Questions to the answers of lesson 08."""

import numpy as np
import torch
from torch import nn

from utils.checking.describe import as_array
from utils.checking.recognise import call
from utils.probes.why_it_stops import word_of_error


def _asked(answer, *args):
    """What an answer returns, once it has left its arguments as they were."""
    return call(*args)("").ask(answer)


def _paper(n_images):
    return torch.zeros(n_images, 28, 28, dtype=torch.uint8)


def first_pixels(learner):
    """the first four numbers for one image that begins with the bytes 0, 51, 128 and 255"""
    image = _paper(1)
    image[0, 0, :4] = torch.tensor([0, 51, 128, 255])
    return [float(v) for v in as_array(_asked(learner, image)).ravel()[:4]]


def shape_of_three(learner):
    """the shape for three images"""
    return as_array(_asked(learner, _paper(3) + 9)).shape


def shape_of_one(learner):
    """the shape for one image"""
    return as_array(_asked(learner, _paper(1) + 9)).shape


def place_of_ink(learner):
    """the place of the largest number, for two images of paper, the second with ink at (0, 3)"""
    images = _paper(2)
    images[1, 0, 3] = 255
    rows = as_array(_asked(learner, images))
    return tuple(int(i) for i in np.unravel_index(rows.argmax(), rows.shape))


def grey_and_paper(learner):
    """the first numbers of two images, one of bytes 51 and one of bytes 0"""
    images = _paper(2)
    images[0] = 51
    return [float(as_array(row).ravel()[0]) for row in _asked(learner, images)]


def kind_of_rows(learner):
    """the type of the result, and of its numbers"""
    rows = _asked(learner, _paper(2) + 9)
    return f"{type(rows).__name__} of {getattr(rows, 'dtype', 'rows')}"


def why_preparing_stops(learner):
    """what the error is about, where one image stops with one"""
    return word_of_error(["can't be cast", "'astype'"], learner, _paper(1))


def kind_of_network(learner):
    """what kind of thing comes back"""
    return _kind(learner(3, 2, "relu"))


def _kind(network):
    if not isinstance(network, nn.Module):
        return type(network).__name__
    return "a network" if _runs(network) else "a network without forward"


def _runs(network):
    return getattr(type(network), "forward", None) is not nn.Module.forward


def _output(network, images):
    """What it gives; PyTorch's own NotImplementedError would read like a blank exercise."""
    return network(images) if _runs(network) else "nothing"


def shape_for_five(network):
    """The shape of what a network gives for five images, in rows; a text where it cannot run.

    Notebooks of earlier kits ask for it.
    """
    return tuple(network(torch.zeros(5, 784)).shape) if _runs(network) else "nothing: no forward"


def set_logits(build, hidden1, hidden2, activation, training=True):
    """Logits (2, 10) for images of 2s and of −1s, once all weights and biases are set.

    Every neuron takes the mean of its inputs; the layers' biases are 0.4, −0.6 and 0.3. Another
    network is built in between and set to 0, which must not change the first one. The sizes differ,
    and are not 10. A text where the network cannot run.
    """
    network = build(hidden1, hidden2, activation).train(training)
    biases = {hidden1: 0.4, hidden2: -0.6}
    with torch.no_grad():
        for parameter in network.parameters():
            bias = biases.get(len(parameter), 0.3)
            parameter.fill_(1 / parameter.shape[1] if parameter.ndim == 2 else bias)
        for parameter in build(hidden1, hidden2, activation).parameters():
            parameter.fill_(0.0)
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(0)  # so that dropout gives the same numbers whoever asks
        return _output(network, torch.tensor([[2.0], [-1.0]]).expand(2, 784))


def around_a_step(network, numbers, images, labels):
    """Logits before and after one step of training with rate 0.5, from these weights and biases.

    The numbers are known by their shapes. A text where the network cannot run.
    """
    known = {array.shape: torch.from_numpy(array) for array in numbers}
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(known[tuple(parameter.shape)])
    if not _runs(network):
        return "no forward"
    x, optimizer = torch.from_numpy(images).float(), torch.optim.SGD(network.parameters(), lr=0.5)
    before = network(x)
    nn.CrossEntropyLoss()(before, torch.from_numpy(labels)).backward()
    optimizer.step()
    with torch.no_grad():
        return before.detach().clone(), network(x)


def first_weights(build, hidden1, hidden2, activation, n_weights):
    """The first weights (n_weights,) of two networks that are built one after the other."""
    two = [build(hidden1, hidden2, activation) for _ in range(2)]
    matrices = [next(p for p in each.parameters() if p.ndim == 2) for each in two]
    return [matrix.detach().clone().flatten()[:n_weights] for matrix in matrices]


def different_starts(build, hidden1, hidden2, activation):
    """How many different numbers there are among the first 20 weights of two networks: 40."""
    first, second = first_weights(build, hidden1, hidden2, activation, 20)
    return len(set(first.tolist() + second.tolist()))


def numbers_that_learn(build, hidden1, hidden2, activation):
    """How many weights and biases get a gradient; all of a network that cannot run."""
    network = build(hidden1, hidden2, activation)
    if _runs(network):
        logits = network(torch.ones(5, 784))
        if not getattr(logits, "requires_grad", False):
            return 0
        nn.CrossEntropyLoss()(logits, torch.zeros(5, dtype=torch.int64)).backward()
    found = network.parameters()
    return sum(p.numel() for p in found if p.grad is not None or not _runs(network))


def why_building_stops(learner):
    """what the error is about, where a call for relu stops with one"""
    words = ["exactly one argument", "Module subclass", "object is not callable", "super"]
    return word_of_error([*words, "__init__"], learner, 3, 2, "relu")


def why_it_cannot_run(learner):
    """what kind of thing comes back for one image"""
    return type(_output(learner(3, 2, "relu"), torch.zeros(1, 784))).__name__


def count(learner):
    """how many weights and biases it has with hidden1 = 3 and hidden2 = 2"""
    return sum(parameter.numel() for parameter in learner(3, 2, "relu").parameters())


def output_shape(learner):
    """the shape of the output for four images, with hidden1 = 3 and hidden2 = 2"""
    return as_array(_output(learner(3, 2, "relu"), torch.zeros(4, 784))).shape


def _logits(learner, activation):
    """First logits for images of 2s and of -1s, once the weights that it shows are set."""
    logits = _with_set_weights(learner, activation)
    if logits != _with_set_weights(learner, activation):
        return "numbers that change from network to network"
    return logits


def _with_set_weights(learner, activation):
    network = learner(3, 2, activation)
    network.eval()
    images = torch.tensor([[2.0], [-1.0]]).expand(2, 784)
    with torch.no_grad():
        for parameter in network.parameters():
            bias = {3: 0.4, 2: -0.6}.get(len(parameter), 0.3)
            parameter.fill_(1 / parameter.shape[1] if parameter.ndim == 2 else bias)
        return [round(float(v), 5) for v in as_array(_output(network, images))[:, 0]]


def with_relu(learner):
    """first logits for an image of 2s and one of -1s with relu, where every neuron takes the
    mean of its inputs, and the layers' biases are 0.4, -0.6 and 0.3"""
    return _logits(learner, "relu")


def with_tanh(learner):
    """first logits for an image of 2s and one of -1s with tanh, where every neuron takes the
    mean of its inputs, and the layers' biases are 0.4, -0.6 and 0.3"""
    return _logits(learner, "tanh")


def with_sigmoid(learner):
    """first logits for an image of 2s and one of -1s with sigmoid, where every neuron takes the
    mean of its inputs, and the layers' biases are 0.4, -0.6 and 0.3"""
    return _logits(learner, "sigmoid")


def refused(learner):
    """what comes of build_classifier(3, 2, "swish")"""
    return _kind(learner(3, 2, "swish"))


def with_swish(learner):
    """first logits for an image of 2s and one of -1s with swish, which is none of the three"""
    return _logits(learner, "swish")


def beside_another(learner):
    """first logits for an image of 2s and one of -1s with relu, where every neuron takes the
    mean of its inputs, the layers' biases are 0.4, -0.6 and 0.3, and a network that is built
    afterwards is set to 0"""
    first, again = (
        [round(float(v), 5) for v in as_array(set_logits(learner, 3, 2, "relu", False))[:, 0]]
        for _ in range(2)
    )
    return first if first == again else "numbers that change from network to network"


def different_weights(learner):
    """how many different numbers there are among the first 20 weights of two networks"""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        return different_starts(learner, 3, 2, "relu")


def trained_numbers(learner):
    """how many of its weights and biases get a gradient from one backward pass"""
    return numbers_that_learn(learner, 3, 2, "tanh")


def parts_of_names(learner):
    """what comes of build_classifier(3, 2, "elu"), of "sig" and of "" in its place"""
    return [_kind_or_refusal(learner, text) for text in ("elu", "sig", "")]


def _kind_or_refusal(learner, text):
    try:
        return _kind(learner(3, 2, text))
    except NotImplementedError:
        raise
    except Exception as error:
        return type(error).__name__


def twice(learner):
    """whether the same 50 images give the same logits twice"""
    network, images = learner(9, 8, "tanh"), torch.ones(50, 784)
    with torch.random.fork_rng(devices=[]), torch.no_grad():
        torch.manual_seed(1)
        return torch.equal(_output(network, images), _output(network, images))


def _counts(learner, truth, guessed, n_classes):
    return np.asarray(_asked(learner, np.array(truth), np.array(guessed), n_classes), dtype=float)


def worked_table(learner):
    """confusion_matrix([0, 0, 1, 2, 2], [0, 1, 1, 0, 0], 3)"""
    return _counts(learner, [0, 0, 1, 2, 2], [0, 1, 1, 0, 0], 3)


def unseen_classes(learner):
    """confusion_matrix([1, 1, 1], [2, 1, 2], 4)"""
    return _counts(learner, [1, 1, 1], [2, 1, 2], 4)


def two_classes(learner):
    """confusion_matrix([1, 0, 1], [1, 1, 0], 2)"""
    return _counts(learner, [1, 0, 1], [1, 1, 0], 2)


def three_classes(learner):
    """confusion_matrix([1, 1, 0], [1, 0, 0], 3)"""
    return _counts(learner, [1, 1, 0], [1, 0, 0], 3)


def other_guesses(learner):
    """confusion_matrix([1, 1, 0], [0, 0, 2], 3)"""
    return _counts(learner, [1, 1, 0], [0, 0, 2], 3)


def many(learner):
    """confusion_matrix for 300 zeros that were all read as 1, with n_classes = 2"""
    return _counts(learner, [0] * 300, [1] * 300, 2)


def why_counting_stops(learner):
    """what the error is about, where two examples stop with one"""
    words = ["as a data type", "multiple values", "takes from"]
    return word_of_error(words, learner, np.array([0, 1]), np.array([1, 1]), 2)


def kind_of_counts(learner):
    """the kind of numbers in confusion_matrix([1, 0, 1], [1, 1, 0], 2)"""
    table = np.asarray(_asked(learner, np.array([1, 0, 1]), np.array([1, 1, 0]), 2))
    kinds = {"i": "whole numbers", "u": "whole numbers", "f": "decimals"}
    return kinds.get(table.dtype.kind, table.dtype.kind)


def three_images(learner):
    """three images with probabilities (0.9, 0.1), (0.4, 0.6) and (0.3, 0.7), all of class 0, and
    k = 2"""
    chances = [[0.9, 0.1], [0.4, 0.6], [0.3, 0.7]]
    return _asked(learner, np.array(chances), np.array([0, 0, 0]), 2)


def four_images(learner):
    """the four images of the worked example, with k = 1"""
    chances = [[0.1, 0.8, 0.1], [0.6, 0.3, 0.1], [0.2, 0.1, 0.7], [0.4, 0.5, 0.1]]
    return _asked(learner, np.array(chances), np.array([1, 2, 0, 0]), 1)


def few(learner):
    """three images with probabilities (0.4, 0.6), (0.9, 0.1) and (0.2, 0.8), of the classes 0, 1
    and 1, and k = 3"""
    chances = [[0.4, 0.6], [0.9, 0.1], [0.2, 0.8]]
    return _asked(learner, np.array(chances), np.array([0, 1, 1]), 3)


def none_asked_for(learner):
    """three images with probabilities (0.4, 0.6), (0.9, 0.1) and (0.2, 0.8), of the classes 0, 1
    and 1, and k = 0"""
    chances = [[0.4, 0.6], [0.9, 0.1], [0.2, 0.8]]
    return _asked(learner, np.array(chances), np.array([0, 1, 1]), 0)


def why_the_search_stops(learner):
    """what the error is about, where one mistake among two images stops with one"""
    words = ["tuple indices", "integer scalar arrays", "negative"]
    chances = np.array([[0.4, 0.6], [0.2, 0.8]])
    return word_of_error(words, learner, chances, np.array([0, 1]), 1)


def kind_of_places(learner):
    """the kind of numbers of the places, for one mistake among two images"""
    places = _asked(learner, np.array([[0.4, 0.6], [0.2, 0.8]]), np.array([0, 1]), 1)
    kinds = {"i": "whole numbers", "u": "whole numbers", "f": "decimals"}
    kind = np.asarray(places).dtype.kind
    return kinds.get(kind, kind)


def none_wrong(learner):
    """two images with probabilities (0.9, 0.1) and (0.2, 0.8), of the classes 0 and 1, and
    k = 2"""
    return _asked(learner, np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0, 1]), 2)


def uneven(learner):
    """three mistakes with k = 3, probabilities (0.48, 0.47, 0.05), (0.47, 0.27, 0.26) and
    (0.06, 0.52, 0.42), of the classes 1, 2 and 0"""
    chances = [[0.48, 0.47, 0.05], [0.47, 0.27, 0.26], [0.06, 0.52, 0.42]]
    return _asked(learner, np.array(chances), np.array([1, 2, 0]), 3)


def drawn(learner):
    """nine images and four classes, drawn by chance, with k = 5"""
    rng = np.random.default_rng(3)
    chances = rng.random((9, 4))
    chances /= chances.sum(axis=1, keepdims=True)
    return _asked(learner, chances, rng.integers(0, 4, 9), 5)


def _plain(value):
    """Settings as text, and all else as it is, so that a result can be read."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {part}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def two_widths(learner):
    """settings with width 2 and width 3, and a train_one that gives ten times the width"""

    def train_one(width):
        return 10.0 * width

    return _plain(_asked(learner, [{"width": 2}, {"width": 3}], train_one))


def two_widths_again(learner):
    """settings with width 2 and width 3, and a train_one that gives the width less 10"""
    return _plain(_asked(learner, [{"width": 2}, {"width": 3}], lambda width: width - 10.0))


def given_to_train_one(learner):
    """the arguments of train_one, call by call, for settings {a: 2, b: 3} and {a: 4, b: 5}"""
    seen = []

    def train_one(*args, **named):
        by_name = [f"{name}={value}" for name, value in named.items()]
        seen.append(", ".join([*map(str, args), *by_name]))
        return 1.0

    list(_asked(learner, [{"a": 2, "b": 3}, {"a": 4, "b": 5}], train_one) or ())
    return seen


def why_the_sweep_stops(learner):
    """what the error is about, where one setting stops with one"""
    words = ["unhashable", "takes exactly one argument"]
    return word_of_error(words, learner, [{"width": 2}], lambda width: float(width))


def numbered_calls(learner):
    """settings with width 2, 3, 2, and a train_one that counts its calls"""
    seen = []

    def train_one(**setting):
        seen.append(setting)
        return len(seen)

    return _plain(_asked(learner, [{"width": 2}, {"width": 3}, {"width": 2}], train_one))


def three_scores(learner):
    """settings with seed 0, 1, 2, where train_one gives 0.934, 0.971 and 0.958"""

    def train_one(seed):
        return [0.934, 0.971, 0.958][seed]

    return _plain(_asked(learner, [{"seed": 0}, {"seed": 1}, {"seed": 2}], train_one))


PROBES = {
    "normalise": [
        first_pixels,
        shape_of_three,
        shape_of_one,
        place_of_ink,
        grey_and_paper,
        kind_of_rows,
        why_preparing_stops,
    ],
    "build_classifier": [
        kind_of_network,
        count,
        output_shape,
        with_relu,
        with_tanh,
        with_sigmoid,
        refused,
        with_swish,
        twice,
        beside_another,
        different_weights,
        trained_numbers,
        parts_of_names,
        why_building_stops,
        why_it_cannot_run,
    ],
    "confusion_matrix": [
        worked_table,
        unseen_classes,
        three_classes,
        other_guesses,
        two_classes,
        many,
        kind_of_counts,
        why_counting_stops,
    ],
    "most_confident_mistakes": [
        three_images,
        four_images,
        few,
        none_asked_for,
        none_wrong,
        uneven,
        drawn,
        why_the_search_stops,
        kind_of_places,
    ],
    "sweep": [
        given_to_train_one,
        two_widths,
        two_widths_again,
        numbered_calls,
        three_scores,
        why_the_sweep_stops,
    ],
}
