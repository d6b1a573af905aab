"""Questions to the answers of lesson 07."""

from contextlib import suppress

import numpy as np
import torch
from torch import nn

from utils.elsewhere import elsewhere
from utils.probes.why_it_stops import word_of_error


def _filled(net, value):
    """All parameters of a network at one value, evaluation mode; None where it has none."""
    if not list(net.parameters()):
        return None
    return all_at(net, value).eval()


def all_at(net, value):
    """The network, with all its weights and biases at one value."""
    for parameter in net.parameters():
        nn.init.constant_(parameter, value)
    return net


def identity_and_descent(rate, momentum=0.0):
    """A layer that gives its one input back, with weight 1 and bias 0, and its optimizer."""
    layer = nn.Linear(1, 1)
    nn.init.ones_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer, torch.optim.SGD(layer.parameters(), lr=rate, momentum=momentum)


def told_of_a_layer(load, W, b, dtype):
    """What an nn.Linear of a dtype, by its name, full of 10, holds once it was given W and b, and
    whether it is the same as before; then W and b, after the layer was filled with 9.
    """
    dtype = getattr(torch, dtype)
    layer, W, b = all_at(nn.Linear(*W.shape, dtype=dtype), 10.0), W.copy(), b.copy()
    before = [layer.weight, layer.bias]
    load(layer, W, b)
    told = {"weight": layer.weight.detach().clone(), "bias": layer.bias.detach().clone()}
    told["dtype"] = str(layer.weight.dtype)
    exact = torch.tensor(W.T).to(dtype), torch.tensor(b).to(dtype)
    told["all digits"] = all(
        map(torch.equal, (layer.weight.to(dtype), layer.bias.to(dtype)), exact)
    )
    told["the same two tensors"] = before[0] is layer.weight and before[1] is layer.bias
    told["can be trained"] = layer.weight.requires_grad and layer.bias.requires_grad
    all_at(layer, 9.0)
    return told | {"W afterwards": W, "b afterwards": b}


def share_told(answer, logits, labels, sizes, away=False):
    """What an accuracy of these logits (n, C) and labels (n,) comes to, in batches of these sizes.

    Where `away` is true, the batches lie on another device than the model, which gives its input
    back.
    """
    place = elsewhere if away else torch.clone
    batches = zip(map(place, logits.split(sizes)), map(place, labels.split(sizes)), strict=True)
    return answer(_Echo(logits.shape[1]), list(batches), torch.device("cpu"))


def modes_and_gradients(answer, training):
    """A model's mode, and whether gradients are on, in each of two batches and afterwards."""
    layer, _, on = _visit(answer, training)
    asked = [_state(*each) for each in zip(layer.modes, layer.recorded, strict=True)]
    asked = asked or ["the model is not asked"]
    # However often it is asked: row by row is right, too
    other = next((state for state in asked if state != asked[0]), asked[0])
    return {
        "in batch 1": asked[0],
        "in batch 2": other,
        "afterwards": _state(_word(layer.training), on),
    }


def _state(mode, on):
    return f"{mode} mode, gradients {'on' if on else 'off'}"


def _numbered(net):
    """As `_filled`, with a value for each entry that its place and its tensor's shape decide."""
    if not list(net.parameters()):
        return None
    with torch.no_grad():
        for parameter in net.parameters():
            places = torch.arange(parameter.numel()) + parameter.ndim + parameter.shape[0]
            parameter.copy_(((places * 5 % 11 - 5) / 4).reshape(parameter.shape))
    return net.eval()


def _outputs(net, rows):
    if net is None:
        return "no parameters to set"
    return net(torch.tensor(rows)).detach().tolist()


# Into a layer that PyTorch made


def _given(load, W, b, dtype=torch.float32):
    layer = _filled(nn.Linear(*W.shape, dtype=dtype), 10.0)
    load(layer, W, b)
    return layer


def _oblong():
    return np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([0.5, 0.0, -0.5])


def _square():
    return np.array([[0.25, 2.0], [-1.5, 4.0]]), np.array([1.0, 0.5])


def layer_after_an_oblong_W(load):
    """nn.Linear(2, 3) full of 10, W = [[1, 2, 3], [4, 5, 6]], b = [0.5, 0, -0.5]: its weight and
    bias"""
    layer = _given(load, *_oblong())
    return [layer.weight.detach().tolist(), layer.bias.detach().tolist()]


def layer_after_a_square_W(load):
    """nn.Linear(2, 2), W = [[0.25, 2], [-1.5, 4]], b = [1, 0.5]: its weight and bias"""
    layer = _given(load, *_square())
    return [layer.weight.detach().tolist(), layer.bias.detach().tolist()]


def layer_after_a_step(load):
    """nn.Linear(2, 2), W = [[0.25, 2], [-1.5, 4]], b = [1, 0.5], then a step of an optimizer
    made before, with gradients of 1 and a rate of 0.5: the weight"""
    layer = _filled(nn.Linear(2, 2), 10.0)
    held = list(layer.parameters())
    load(layer, *_square())
    layer(torch.ones(1, 2, dtype=layer.weight.dtype)).sum().backward()
    with torch.no_grad():
        for parameter in held:
            parameter.sub_(0 if parameter.grad is None else 0.5 * parameter.grad)
    return layer.weight.detach().tolist()


def arrays_after_a_change(load):
    """W = [[0.25, 2], [-1.5, 4]] and b = [1, 0.5], when the layer that took them is then filled
    with 9: W and b"""
    W, b = (each.astype(np.float32) for each in _square())
    _filled(_given(load, W, b), 9.0)
    return [W, b]


def dtypes_of_layers(load):
    """A layer in float32 and one in float64, W and b in float64: the dtypes of the layers'
    weights and biases"""
    layers = [_given(load, *_oblong(), dtype) for dtype in (torch.float32, torch.float64)]
    return [str(each.dtype).removeprefix("torch.") for net in layers for each in net.parameters()]


def whole_numbers_into_a_layer(load):
    """nn.Linear(2, 3), W = [[1, 2, 3], [4, 5, 6]], b = [7, 8, 9], whole numbers: its weight,
    bias and dtype"""
    layer = _given(load, np.array([[1, 2, 3], [4, 5, 6]]), np.array([7, 8, 9]))
    dtype = str(layer.weight.dtype).removeprefix("torch.")
    return [layer.weight.detach().tolist(), layer.bias.detach().tolist(), dtype]


def gradients_asked_for(load):
    """Whether the layer's weight and bias can still be trained"""
    layer = _given(load, *_oblong())
    return [layer.weight.requires_grad, layer.bias.requires_grad]


def what_the_layer_refuses(load):
    """nn.Linear(2, 3) and a W of shape (2, 3): what the layer refuses"""
    words = ["cannot assign", "leaf", "must be Tensor", "must match", "numpy.ndarray"]
    words += ["context manager", "__enter__", "infer dtype of", "out of bounds", "'Linear' object"]
    words += ["has to be a tensor", "loading state_dict", "fill_()"]
    return word_of_error(words, lambda: _given(load, *_oblong()))


def recording_afterwards(load):
    """Whether gradients are on once the layer is loaded"""
    try:
        _given(load, *_oblong())
        return torch.is_grad_enabled()
    finally:
        torch.set_grad_enabled(True)


def digits_kept(load):
    """nn.Linear(1, 2) in float64, W = [[33554433, 1/1024]], b = [33554433, 0]: whether its numbers
    are exactly these"""
    W, b = np.array([[33554433.0, 1 / 1024]]), np.array([33554433.0, 0.0])
    layer = _given(load, W, b, torch.float64)
    return [layer.weight[:, 0].tolist() == W[0].tolist(), layer.bias.tolist() == b.tolist()]


# Networks of any size


def kind_of_network(build):
    """The kind of what build_mlp(2, [4], 1) returns"""
    net = build(2, [4], 1)
    return "a network" if isinstance(net, nn.Module) else type(net).__name__


def numbers_to_train(build):
    """How many numbers build_mlp(2, [4], 1) can train"""
    return sum(parameter.numel() for parameter in build(2, [4], 1).parameters())


def numbers_of_a_square_network(build):
    """How many numbers build_mlp(2, [2, 2], 2) can train"""
    return sum(parameter.numel() for parameter in build(2, [2, 2], 2).parameters())


def shapes_of_weights(build):
    """The shapes of the weights in build_mlp(3, [5, 2, 4], 2)"""
    return [tuple(each.shape) for each in build(3, [5, 2, 4], 2).parameters() if each.ndim == 2]


def ones_everywhere(build):
    """build_mlp(2, [4], 1), all weights and biases 1, x = [1, -3]: the output"""
    return _outputs(_filled(build(2, [4], 1), 1.0), [[1.0, -3.0]])


def minus_ones_everywhere(build):
    """build_mlp(2, [4], 1), all weights and biases -1, x = [-1, -1]: the output"""
    return _outputs(_filled(build(2, [4], 1), -1.0), [[-1.0, -1.0]])


def halves_in_three_layers(build):
    """build_mlp(2, [2, 2], 2), all weights and biases 0.5, three examples [1, 1], [2, 2], [-3,
    1]: the outputs"""
    return _outputs(_filled(build(2, [2, 2], 2), 0.5), [[1.0, 1.0], [2.0, 2.0], [-3.0, 1.0]])


def many_weights(build):
    """build_mlp(2, [3, 2], 2), weights between -1.25 and 1.25, three examples [1, 2], [-2, 1],
    [3, -1]: the outputs"""
    return _outputs(_numbered(build(2, [3, 2], 2)), [[1.0, 2.0], [-2.0, 1.0], [3.0, -1.0]])


def one_layer_alone(build):
    """build_mlp(3, [], 2), all weights and biases 1, x = [1, 2, 3]: the output"""
    return _outputs(_filled(build(3, [], 2), 1.0), [[1.0, 2.0, 3.0]])


def why_no_network(build):
    """What the error is about where build_mlp(2, [4], 1) stops, or its network"""
    words = [
        "ReLU is not a Module",
        "relu is not a Module",
        "list is not a Module",
        "before Module.__init__()",
    ]
    words += ["must be Tensor, not ReLU", "mat1 and mat2", "same dtype", "numpy()", "'list'"]
    words += ["'NoneType'", "parameters()", "of type list", "out_features", "missing the required"]
    words += ["one argument", "index out of range", "name 'F'", "name 'Linear'", "name 'ReLU'"]
    words += ["module 'torch'"]
    return word_of_error(words, lambda: _outputs(_filled(build(2, [4], 1), 1.0), [[1.0, -3.0]]))


def two_calls(build):
    """Two calls of build_mlp(2, [4], 1): whose tensors they have"""
    one, another = (list(build(2, [4], 1).parameters()) for _ in range(2))
    return "the same" if {id(each) for each in one} & {id(each) for each in another} else "own"


def start_of_two_calls(build):
    """Two calls of build_mlp(2, [4], 1): how their numbers start"""
    return _start(*(list(build(2, [4], 1).parameters()) for _ in range(2)))


def _start(one, another):
    """What the first numbers of two networks have in common, in words."""
    weights = [each for each in one if each.ndim == 2 and each.numel() > 1]
    if one and not any(bool(each.any()) for each in one):
        return "all at 0"
    if any(bool(each.min() == each.max()) for each in weights):
        return "alike within a layer"
    if one and all(map(torch.equal, one, another)):
        return "alike in both"
    return "at random"


def reached_in_the_stack(build):
    """How many of the parameters of build_mlp(2, [4], 1) get a gradient"""
    net = all_at(build(2, [4], 1), 0.5)
    net(torch.ones(3, 2)).sum().backward()
    return sum(each.grad is not None for each in net.parameters())


def the_list_afterwards(build):
    """The list [5, 4] after build_mlp(3, [5, 4], 2)"""
    sizes = [5, 4]
    with suppress(IndexError, TypeError, RuntimeError):
        build(3, sizes, 2)
    return sizes


def twice_in_training_mode(build):
    """build_mlp(2, [16, 16], 1) in training mode, asked twice with the same x: whether the
    outputs are the same"""
    net, rows = build(2, [16, 16], 1).train(), torch.ones(40, 2)
    with torch.random.fork_rng([]):
        torch.manual_seed(0)
        return bool(torch.equal(net(rows), net(rows)))


# One step of training


class _Noting(nn.Linear):
    """A layer that notes the mode in which it is called."""

    mode = "never called"

    def forward(self, x):
        self.mode = _word(self.training)
        return super().forward(x)


def _word(training):
    return "training" if training else "evaluation"


def _line(rate=0.1, momentum=0.0):
    """A layer that doubles its input, and its optimizer."""
    layer = _Noting(1, 1)
    nn.init.constant_(layer.weight, 2.0)
    nn.init.zeros_(layer.bias)
    return layer, torch.optim.SGD(layer.parameters(), lr=rate, momentum=momentum)


def _pair():
    return torch.tensor([[1.0], [2.0]]), torch.tensor([[3.0], [5.0]])


def loss_told(step):
    """Weight 2, bias 0, rate 0.1, x = 1, 2, y = 3, 5: what train_step returns"""
    layer, optimizer = _line()
    return step(layer, nn.MSELoss(), optimizer, *_pair())


def type_told(step):
    """Weight 2, bias 0, rate 0.1, x = 1, 2, y = 3, 5: the type of what train_step returns"""
    layer, optimizer = _line()
    return type(step(layer, nn.MSELoss(), optimizer, *_pair())).__name__


def weights_after_one_step(step):
    """Weight 2, bias 0, rate 0.1, x = 1, 2, y = 3, 5: weight and bias afterwards"""
    layer, optimizer = _line()
    step(layer, nn.MSELoss(), optimizer, *_pair())
    return [layer.weight.item(), layer.bias.item()]


def given_to_the_loss(step):
    """Weight 2, bias 0, rate 0.1, x = 1, 2, y = 3, 5: the two arguments of loss_fn"""
    layer, optimizer = _line()
    found = []

    def loss_fn(*arguments):
        found.extend(each.detach().tolist() for each in arguments if not found[1:])
        return nn.functional.mse_loss(*arguments)

    with suppress(RuntimeError, AttributeError):
        step(layer, loss_fn, optimizer, *_pair())
    return found


def gradients_and_steps(step):
    """Weight 2, bias 0, rate 0.1, x = 1, 2, y = 3, 5: each gradient that reaches the weight, and
    what each call of the optimizer's step finds"""
    layer, optimizer = _line()
    events = []

    def finds(*_):
        gradient = layer.weight.grad
        found = "none" if gradient is None else f"{gradient.item():.2f}"
        events.append(f"step finds {found}")

    layer.weight.register_hook(lambda gradient: events.append("gradient"))
    optimizer.register_step_pre_hook(finds)
    step(layer, nn.MSELoss(), optimizer, *_pair())
    return ", ".join(events)


def two_steps(step):
    """Weight 2, bias 0, rate 0.1, x = 1, 2, y = 3, 5, two calls: both losses, then weight and
    bias"""
    layer, optimizer = _line()
    told = [step(layer, nn.MSELoss(), optimizer, *_pair()) for _ in range(2)]
    told = [each.item() if isinstance(each, torch.Tensor) else each for each in told]
    return [*told, layer.weight.item(), layer.bias.item()]


def why_no_step(step):
    """Weight 2, bias 0, rate 0.1, x = 1, 2, y = 3, 5: what the error is about, where it stops"""
    layer, optimizer = _line()
    words = ["'float' object", "'Tensor' object", "'SGD' object", "'_Noting' object"]
    words += ["'MSELoss' object", "does not require grad", "numpy()", "only for scalar outputs"]
    words += ["'_Noting' and", "step() takes", "forward() takes", "forward() missing"]
    return word_of_error(words, lambda: step(layer, nn.MSELoss(), optimizer, *_pair()))


def three_steps_with_momentum(step):
    """Weight 2, bias 0, rate 0.05, x = 1, 2, y = 3, 5, momentum 0.9, three calls: the last loss,
    weight and bias"""
    layer, optimizer = _line(0.05, 0.9)
    for _ in range(3):
        told = step(layer, nn.MSELoss(), optimizer, *_pair())
    told = told.item() if isinstance(told, torch.Tensor) else told
    return [told, layer.weight.item(), layer.bias.item()]


def _modes(step, training):
    layer, optimizer = _line()
    model = nn.Sequential(layer).train(training)
    step(model, nn.MSELoss(), optimizer, *_pair())
    return [layer.mode, _word(layer.training), _word(model.training)]


def modes_from_evaluation(step):
    """A model with one layer comes in evaluation mode: the layer's mode when it is called, and
    afterwards, and the model's"""
    return _modes(step, False)


def modes_from_training(step):
    """A model with one layer comes in training mode: the layer's mode when it is called, and
    afterwards, and the model's"""
    return _modes(step, True)


# Accuracy


class _Echo(nn.Linear):
    """Its outputs are its inputs; it notes its mode and whether gradients are on."""

    def __init__(self, size):
        super().__init__(size, size, bias=False)
        nn.init.eye_(self.weight)
        self.modes, self.recorded = [], []

    def forward(self, x):
        self.modes.append(_word(self.training))
        self.recorded.append(torch.is_grad_enabled())
        return super().forward(x)


class _Shell(nn.Sequential):
    """A model around one layer, which notes its own mode."""

    def forward(self, x):
        self.__dict__.setdefault("modes", []).append(_word(self.training))
        return super().forward(x)


def _rows(classes, size, low=0.5):
    """Logits whose highest one is 2 above the others, which all differ and are small."""
    logits = low - 0.1 * torch.arange(size).repeat(len(classes), 1)
    logits[torch.arange(len(classes)), torch.tensor(classes)] = low + 2
    return logits


def _share(answer, guesses, labels, sizes, low=0.5, **places):
    x, y = _rows(guesses, max(guesses) + 1, low), torch.tensor(labels)
    move_x, move_y = places.get("x", torch.clone), places.get("y", torch.clone)
    batches = [(move_x(a), move_y(b)) for a, b in zip(x.split(sizes), y.split(sizes), strict=True)]
    with torch.enable_grad():
        return answer(_Echo(x.shape[1]), batches, torch.device("cpu"))


def one_batch(answer):
    """Four examples, predicted 0, 1, 1, 0, with labels 0, 1, 0, 0"""
    return _share(answer, [0, 1, 1, 0], [0, 1, 0, 0], [4])


def batches_of_4_1_2(answer):
    """Batches of 4, 1 and 2 examples, of which 3, 0 and 2 are right"""
    return _share(answer, [0, 1, 0, 1, 0, 1, 1], [0, 1, 0, 0, 1, 1, 1], [4, 1, 2])


def below_zero(answer):
    """Three examples with all logits below 0, predicted 1, 0, 1, with labels 1, 0, 0"""
    return _share(answer, [1, 0, 1], [1, 0, 0], [3], low=-5.0)


def hardly_sure(answer):
    """Two examples with the logits (0.2, 0, 0) and (0, 0, 0.1), and with labels 0 and 2"""
    logits = torch.tensor([[0.2, 0.0, 0.0], [0.0, 0.0, 0.1]])
    return share_told(answer, logits, torch.tensor([0, 2]), [2])


def five_classes(answer):
    """Five classes and two batches, predicted 0, 4, 2 and 3, 1, 4, with labels 0, 4, 2 and 3, 2,
    1"""
    return _share(answer, [0, 4, 2, 3, 1, 4], [0, 4, 2, 3, 2, 1], [3, 3])


def _visit(answer, training):
    layer = _Echo(2)
    model = _Shell(layer).train(training)
    pairs = [(_rows([0, 1], 2), torch.tensor([0, 1])), (_rows([1], 2), torch.tensor([0]))]
    with torch.enable_grad():
        answer(model, pairs, torch.device("cpu"))
        return layer, model, torch.is_grad_enabled()


def as_many_classes_as_examples(answer):
    """Three examples of three classes, predicted 2, 0, 2, with labels 2, 0, 1"""
    return _share(answer, [2, 0, 2], [2, 0, 1], [3])


def modes_when_training(answer):
    """Two batches, and a model that comes in training mode: its layer's mode at each batch, and
    afterwards"""
    layer, _, _ = _visit(answer, True)
    return [*layer.modes, _word(layer.training)]


def modes_when_evaluating(answer):
    """Two batches, and a model that comes in evaluation mode: its layer's mode at each batch,
    and afterwards"""
    layer, _, _ = _visit(answer, False)
    return [*layer.modes, _word(layer.training)]


def modes_of_the_model(answer):
    """Two batches, and a model that comes in training mode: its own mode at each batch, and
    afterwards"""
    _, model, _ = _visit(answer, True)
    return [*model.modes, _word(model.training)]


def recording(answer):
    """Two batches: whether gradients are on at each batch, and afterwards"""
    layer, _, on = _visit(answer, True)
    return [*layer.recorded, on]


def inputs_elsewhere(answer):
    """Three examples whose inputs lie on another device than the model, 2 of them right"""
    return _share(answer, [0, 1, 1], [0, 1, 0], [3], x=elsewhere)


def labels_elsewhere(answer):
    """Three examples whose labels lie on another device than the model, 2 of them right"""
    return _share(answer, [0, 1, 1], [0, 1, 0], [3], y=elsewhere)


def why_no_accuracy(answer):
    """Four examples, predicted 0, 1, 1, 0, with labels 0, 1, 0, 0: what the error is about, where
    it stops"""
    words = ["'dataset'", "'batch_size'", "no attribute 'train'", "no attribute 'eval'"]
    words += [
        "'bool' object is not callable",
        "'bool' object",
        "'_Echo' object",
        "'Tensor' object",
        "Got: Bool",
        "context manager",
    ]
    words += ["training mode is expected", "must match", "'list' object", "'int' object"]
    return word_of_error(words, lambda: one_batch(answer))


# The students' network


NEEDED = {"hidden.weight": (8, 2), "hidden.bias": (8,)}
NEEDED |= {"output.weight": (1, 8), "output.bias": (1,)}


def names_of_parameters(network):
    """The names of the parameters"""
    found = {name for name, _ in network().named_parameters()}
    missing = [name for name in NEEDED if name not in found]
    if missing and found and found < set(NEEDED):
        return "no " + ", no ".join(missing)
    words = {(False, False): "as asked", (False, True): "more than asked", (True, False): "none"}
    return words.get((bool(missing), not found <= set(NEEDED)), "others")


def shapes_of_parameters(network):
    """The shapes of the parameters"""
    found = {name: tuple(each.shape) for name, each in network().named_parameters()}
    if found.keys() == NEEDED.keys():
        return [found[name] for name in NEEDED]
    return sorted(found.values())


def _logits(network, fill, rows):
    """What two networks with the same weights give, each asked twice."""
    asked = []
    with torch.random.fork_rng([]):
        torch.manual_seed(0)
        for _ in range(2):
            net = fill(network())
            if net is None:
                return "no parameters to set"
            asked += [net(torch.tensor(rows)) for _ in range(2)]
    if all(each is None for each in asked):
        return "nothing"
    if any(not torch.equal(asked[0], each) for each in asked):
        return "another result each time"
    return asked[0].detach().tolist()


def halves(network):
    """All weights and biases 0.5, the students [1, 1] and [-2, -3]: the logits"""
    return _logits(network, lambda net: _filled(net, 0.5), [[1.0, 1.0], [-2.0, -3.0]])


def minus_halves(network):
    """All weights and biases -0.5, the students [-1, -2] and [2, 3]: the logits"""
    return _logits(network, lambda net: _filled(net, -0.5), [[-1.0, -2.0], [2.0, 3.0]])


def one_student(network):
    """All weights and biases 0.5, the student [1, 1] alone: the logits"""
    return _logits(network, lambda net: _filled(net, 0.5), [[1.0, 1.0]])


def three_students(network):
    """Weights between -1.25 and 1.25, the students [1, 2], [-2, 1], [3, -1]: the logits"""
    return _logits(network, _numbered, [[1.0, 2.0], [-2.0, 1.0], [3.0, -1.0]])


def reached_by_training(network):
    """The parameters that get a gradient from the logits of three students"""
    return ", ".join(name for name, reached in _reached(network) if reached)


def left_by_training(network):
    """How many parameters get no gradient from the logits of three students"""
    return sum(not reached for _, reached in _reached(network))


def _reached(network):
    net = network()
    _numbered(net)
    with torch.random.fork_rng([]):
        torch.manual_seed(0)
        (net(torch.tensor([[1.0, 2.0], [-2.0, 1.0], [3.0, -1.0]])) ** 2).sum().backward()
    named = sorted(net.named_parameters())
    return [(name, p.grad is not None and bool(p.grad.abs().sum() > 0)) for name, p in named]


def why_no_logits(network):
    """All weights and biases 0.5, two students: what the error is about, where it stops"""
    words = ["must be Tensor, not ReLU", "must be Tensor, not Linear", "numpy()", "same dtype"]
    words += ["before Module.__init__()", "and 8x1)", "x8 and 2x8)", "mat1 and mat2"]
    words += ["out of bounds", "no attribute 'hidden'", "no attribute 'output'", "name 'hidden'"]
    words += [
        "as child module",
        "name 'output'",
        "name 'F'",
        "missing the required",
        "same number of dim",
    ]
    return word_of_error(words, lambda: halves(network))


def made_in_forward(network):
    """How many layers are made while the network is called"""
    return _made_by(network(), torch.ones(2, 2))


def made_in_the_stack(build):
    """How many layers are made while the network build_mlp(2, [4], 1) is called"""
    return _made_by(build(2, [4], 1), torch.ones(2, 2))


def _made_by(net, rows):
    """How many layers a network makes while it is called."""
    made, fresh = [], nn.Linear.reset_parameters

    def counting(layer):
        made.append(layer)
        return fresh(layer)

    nn.Linear.reset_parameters = counting
    try:
        net(rows)
    finally:
        nn.Linear.reset_parameters = fresh
    return len(made)


def in_training_mode(network):
    """Whether a network in training mode gives the same logits twice"""
    net, rows = network().train(), torch.ones(40, 2)
    with torch.random.fork_rng([]):
        torch.manual_seed(0)
        return bool(torch.equal(net(rows), net(rows)))


def in_both_modes(network):
    """All weights and biases 0.5, the student [1, 1]: the logit in training mode, and in
    evaluation mode"""
    with torch.random.fork_rng([]):
        torch.manual_seed(0)
        net, rows = all_at(network(), 0.5), torch.ones(1, 2)
        return [net.train(mode)(rows).detach().tolist() for mode in (True, False)]


def two_networks(network):
    """Two networks: whose tensors they have"""
    one, another = (list(network().parameters()) for _ in range(2))
    return "the same" if {id(each) for each in one} & {id(each) for each in another} else "own"


def start(network):
    """Two networks: how their numbers start"""
    return _start(*(list(network().parameters()) for _ in range(2)))


PROBES = {
    "load_dense": [
        layer_after_an_oblong_W,
        layer_after_a_square_W,
        layer_after_a_step,
        arrays_after_a_change,
        dtypes_of_layers,
        whole_numbers_into_a_layer,
        gradients_asked_for,
        what_the_layer_refuses,
        digits_kept,
        recording_afterwards,
    ],
    "build_mlp": [
        kind_of_network,
        numbers_to_train,
        ones_everywhere,
        minus_ones_everywhere,
        shapes_of_weights,
        halves_in_three_layers,
        numbers_of_a_square_network,
        many_weights,
        one_layer_alone,
        the_list_afterwards,
        twice_in_training_mode,
        why_no_network,
        two_calls,
        start_of_two_calls,
        reached_in_the_stack,
        made_in_the_stack,
    ],
    "train_step": [
        loss_told,
        type_told,
        given_to_the_loss,
        gradients_and_steps,
        weights_after_one_step,
        two_steps,
        why_no_step,
        three_steps_with_momentum,
        modes_from_evaluation,
        modes_from_training,
    ],
    "evaluate": [
        one_batch,
        batches_of_4_1_2,
        below_zero,
        hardly_sure,
        five_classes,
        as_many_classes_as_examples,
        modes_when_training,
        modes_when_evaluating,
        modes_of_the_model,
        recording,
        inputs_elsewhere,
        labels_elsewhere,
        why_no_accuracy,
    ],
    "student_net": [
        names_of_parameters,
        shapes_of_parameters,
        halves,
        minus_halves,
        one_student,
        three_students,
        left_by_training,
        start,
        why_no_logits,
        made_in_forward,
        in_training_mode,
        in_both_modes,
        two_networks,
    ],
}
NAMES = {"student_net": "StudentNet"}
