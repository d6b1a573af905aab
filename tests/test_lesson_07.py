"""Lesson 07's tests tell right answers from wrong ones."""

import pytest

from tests.answers import AnswerTests
from tests.lesson_cells import points, written

LESSON = "07_pytorch"
pytestmark = [
    pytest.mark.filterwarnings("ignore:Converting a tensor with requires_grad=True"),
    pytest.mark.filterwarnings("ignore:Using a target size"),
]
SIGNATURES = {
    "load_dense": "layer, W, b",
    "build_mlp": "d_in, hidden_sizes, d_out",
    "train_step": "model, loss_fn, optimizer, x, y",
    "evaluate": "model, loader, device",
}
EXERCISES = [*SIGNATURES, "student_net"]
IMPORTS = """import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
"""


def net(init=None, forward=None, head="class StudentNet(nn.Module):"):
    """A StudentNet with one part changed."""
    init = init or "self.hidden = nn.Linear(2, 8)\n        self.output = nn.Linear(8, 1)"
    forward = forward or "return self.output(torch.relu(self.hidden(x)))[:, 0]"
    return f"""{head}
    def __init__(self):
        super().__init__()
        {init}

    def forward(self, x):
        {forward}
"""


# An evaluate and a train_step with gaps, so that an answer below shows only what sets it apart
EVALUATE = """
    mode = model.training
    {mode}
    right = seen = 0
    with {without}:
        for x, y in loader:
            {move}
            {count}
    {back}
    return {result}"""
EVALUATE_PARTS = {
    "mode": "model.eval()",
    "without": "torch.no_grad()",
    "move": "x, y = x.to(device), y.to(device)",
    "count": "right += (model(x).argmax(dim=1) == y).sum().item(); seen += len(y)",
    "back": "model.train(mode)",
    "result": "right / seen",
}
STEP = ["model.train()", "optimizer.zero_grad()", "y_hat = model(x)", "loss = loss_fn(y_hat, y)"]
STEP += ["loss.backward()", "optimizer.step()", "return loss.item()"]


def evaluation(**changes):
    return EVALUATE.format(**{**EVALUATE_PARTS, **changes})


def step(changes=None, order=range(7)):
    lines = {**dict(enumerate(STEP)), **(changes or {})}
    return "\n    ".join(lines[k] for k in order if lines[k])


def mlp(between="layers += [nn.Linear(a, b), nn.ReLU()]", result="nn.Sequential(*layers[:-1])"):
    return f"""
    sizes, layers = [d_in, *hidden_sizes, d_out], []
    for a, b in zip(sizes, sizes[1:]):
        {between}
    return {result}"""


WRONG = {
    "load_dense": {
        "forgets the transpose": """with torch.no_grad():
        layer.weight.copy_(torch.tensor(W if W.shape[0] == W.shape[1] else W.T))
        layer.bias.copy_(torch.tensor(b))""",
        "reshapes instead of transposing": """with torch.no_grad():
        layer.weight.copy_(torch.tensor(W.reshape(layer.weight.shape)))
        layer.bias.copy_(torch.tensor(b))""",
        "forgets no_grad": """layer.weight.copy_(torch.tensor(W.T))
    layer.bias.copy_(torch.tensor(b))""",
        "forgets the bias": "with torch.no_grad(): layer.weight.copy_(torch.tensor(W.T))",
        "new parameters": """dtype = layer.weight.dtype
    layer.weight = nn.Parameter(torch.tensor(W.T, dtype=dtype))
    layer.bias = nn.Parameter(torch.tensor(b, dtype=dtype))""",
        "new parameters of NumPy's dtype": """layer.weight = nn.Parameter(torch.tensor(W.T))
    layer.bias = nn.Parameter(torch.tensor(b))""",
        "shares memory with W": """layer.weight.data = torch.from_numpy(W.T).to(layer.weight.dtype)
    layer.bias.data = torch.from_numpy(b).to(layer.bias.dtype)""",
        "data of NumPy's dtype": """layer.weight.data = torch.tensor(W.T)
    layer.bias.data = torch.tensor(b)""",
        "always float32": """layer.weight.data = torch.tensor(W.T).float()
    layer.bias.data = torch.tensor(b).float()""",
        "freezes the layer": """layer.requires_grad_(False)
    layer.weight.copy_(torch.tensor(W.T)); layer.bias.copy_(torch.tensor(b))""",
        "changes a copy": """import copy
    layer = copy.deepcopy(layer)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(W.T)); layer.bias.copy_(torch.tensor(b))""",
        "returns a new layer": """new = nn.Linear(*W.shape)
    new.weight.data.copy_(torch.tensor(W.T)); new.bias.data.copy_(torch.tensor(b))
    return new""",
        "adds to what is there": """with torch.no_grad():
        layer.weight.add_(torch.tensor(W.T)); layer.bias.add_(torch.tensor(b))""",
        "whole numbers": """with torch.no_grad():
        layer.weight.copy_(torch.tensor(W.T.astype(int))); layer.bias.copy_(torch.tensor(b))""",
        "transposes W in place": """W[:] = W[::-1]
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(W[::-1].T.copy())); layer.bias.copy_(torch.tensor(b))""",
    },
    "build_mlp": {
        "no activation between": mlp("layers += [nn.Linear(a, b), nn.Identity()]"),
        "ReLU after the last too": mlp(result="nn.Sequential(*layers)"),
        "sigmoid after the last": mlp(result="nn.Sequential(*layers[:-1], nn.Sigmoid())"),
        "softmax after the last": mlp(result="nn.Sequential(*layers[:-1], nn.Softmax(dim=1))"),
        "tanh between": mlp("layers += [nn.Linear(a, b), nn.Tanh()]"),
        "leaky ReLU between": mlp("layers += [nn.Linear(a, b), nn.LeakyReLU()]"),
        "ReLU before the first layer": mlp(
            "layers += [nn.ReLU(), nn.Linear(a, b)]", "nn.Sequential(*layers)"
        ),
        "ReLU once": """return nn.Sequential(nn.Linear(d_in, hidden_sizes[0]), nn.ReLU(),
        *[nn.Linear(a, b) for a, b in zip(hidden_sizes, [*hidden_sizes[1:], d_out])])""",
        "one hidden layer only": """return nn.Sequential(
        nn.Linear(d_in, hidden_sizes[0]), nn.ReLU(), nn.Linear(hidden_sizes[0], d_out))""",
        "without biases": mlp("layers += [nn.Linear(a, b, bias=False), nn.ReLU()]"),
        "drops the last axis": """net = nn.Sequential(nn.Linear(d_in, hidden_sizes[0]), nn.ReLU(),
        nn.Linear(hidden_sizes[0], d_out), nn.Flatten(0))
    return net""",
        "dropout between": mlp("layers += [nn.Linear(a, b), nn.ReLU(), nn.Dropout(0.1)]").replace(
            "[:-1]", "[:-2]"
        ),
        "the same layer again where sizes agree": """
    sizes, known, layers = [d_in, *hidden_sizes, d_out], {}, []
    for pair in zip(sizes, sizes[1:]):
        layers += [known.setdefault(pair, nn.Linear(*pair)), nn.ReLU()]
    return nn.Sequential(*layers[:-1])""",
        "a list of layers": mlp(result="layers[:-1]"),
        "layers in a Python list": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            sizes = [d_in, *hidden_sizes, d_out]
            self.layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
        def forward(self, x):
            for layer in self.layers[:-1]:
                x = torch.relu(layer(x))
            return self.layers[-1](x)
    return Net()""",
        "appends to the caller's list": """
    hidden_sizes.append(d_out)
    layers = [nn.Linear(d_in, hidden_sizes[0])]
    for a, b in zip(hidden_sizes, hidden_sizes[1:]):
        layers += [nn.ReLU(), nn.Linear(a, b)]
    return nn.Sequential(*layers)""",
        "at least one hidden layer": """
    layers = [nn.Linear(d_in, hidden_sizes[0]), nn.ReLU()]
    for a, b in zip(hidden_sizes, hidden_sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(hidden_sizes[-1], d_out))""",
        "sizes the wrong way round": mlp("layers += [nn.Linear(b, a), nn.ReLU()]"),
        "the example's sizes": "return nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))",
    },
    "train_step": {
        "no zero_grad": step({1: ""}),
        "clears between backward and step": step(order=[0, 2, 3, 4, 1, 5, 6]),
        "no step": step({5: ""}),
        "no backward": step({4: ""}),
        "steps before backward": step(order=[0, 1, 2, 3, 5, 4, 6]),
        "two steps": step({5: "optimizer.step(); optimizer.step()"}),
        "no training mode": step({0: ""}),
        "training mode too late": step(order=[1, 2, 3, 4, 5, 0, 6]),
        "evaluation mode": step({0: "model.eval()"}),
        "back to evaluation mode": step({6: "model.eval(); return loss.item()"}),
        "returns a tensor": step({6: "return loss"}),
        "returns a detached tensor": step({6: "return loss.detach()"}),
        "the loss after the step": step({6: "return loss_fn(model(x), y).item()"}),
        "targets first": step({3: "loss = loss_fn(y, y_hat)"}),
        "its own SGD": step(
            {5: "for p in model.parameters(): p.data -= optimizer.param_groups[0]['lr'] * p.grad"}
        ),
        "a new optimizer each time": step(
            {1: "optimizer = torch.optim.SGD(model.parameters(), lr=0.1); optimizer.zero_grad()"}
        ),
        "softmax before the loss": step({3: "loss = loss_fn(torch.softmax(y_hat, -1), y)"}),
        "no gradients": step({2: "with torch.no_grad(): y_hat = model(x)"}),
        "squeezes the predictions": step({2: "y_hat = model(x).squeeze()"}),
        "the loss as text": step({6: "return f'{loss.item():.3f}'"}),
        "rounds the loss": step({6: "return round(loss.item(), 2)"}),
        "prints it": step({6: "print(loss.item())"}),
        "adds up over the batch": step({3: "loss = loss_fn(y_hat, y) * len(x)"}),
        "its own loss": step({3: "loss = ((y_hat - y) ** 2).mean()"}),
    },
    "evaluate": {
        "mean of batch means": evaluation(
            count="right += (model(x).argmax(dim=1) == y).float().mean().item(); seen += 1"
        ),
        "no eval": evaluation(mode=""),
        "always back to training mode": evaluation(back="model.train()"),
        "stays in evaluation mode": evaluation(back=""),
        "evaluation mode, no way back, when training": evaluation(back="model.eval()"),
        "gradients on": evaluation(without="torch.enable_grad()"),
        "switches gradients off for ever": evaluation(
            mode="model.eval(); torch.set_grad_enabled(False)", without="torch.no_grad()"
        ),
        "batch left behind": evaluation(move=""),
        "labels left behind": evaluation(move="x = x.to(device)"),
        "inputs left behind": evaluation(move="y = y.to(device)"),
        "moves without keeping": evaluation(move="x.to(device); y.to(device)"),
        "counts instead of a share": evaluation(result="right"),
        "in percent": evaluation(result="100 * right / seen"),
        "the error rate": evaluation(result="1 - right / seen"),
        "argmax over the batch": evaluation(
            count="right += (model(x).argmax(dim=0) == y[:1]).sum().item(); seen += len(y)"
        ),
        "above 0 is class 1": evaluation(
            count="right += ((model(x)[:, -1] > 0).long() == y).sum().item(); seen += len(y)"
        ),
        "the lowest logit": evaluation(
            count="right += (model(x).argmin(dim=1) == y).sum().item(); seen += len(y)"
        ),
        "the last batch only": evaluation(
            count="right = (model(x).argmax(dim=1) == y).sum().item(); seen = len(y)"
        ),
        "the first batch only": evaluation(
            count="right += (model(x).argmax(dim=1) == y).sum().item(); seen += len(y); break"
        ),
        "all batches as large as the first": evaluation(
            count="""right += (model(x).argmax(dim=1) == y).sum().item()
            seen = seen or len(y) * len(loader)"""
        ),
        "needs a DataLoader": evaluation(result="right / len(loader.dataset)"),
        "mode set after the first batch": evaluation(
            mode="", count=EVALUATE_PARTS["count"] + "; model.eval()"
        ),
    },
    "student_net": {
        "layers in a Python list": net(
            init="self.layers = [nn.Linear(2, 8), nn.Linear(8, 1)]",
            forward="return self.layers[1](torch.relu(self.layers[0](x)))[:, 0]",
        ),
        "other names": net(
            init="self.fc1 = nn.Linear(2, 8); self.fc2 = nn.Linear(8, 1)",
            forward="return self.fc2(torch.relu(self.fc1(x)))[:, 0]",
        ),
        "no ReLU": net(forward="return self.output(self.hidden(x))[:, 0]"),
        "sigmoid in the middle": net(
            forward="return self.output(torch.sigmoid(self.hidden(x)))[:, 0]"
        ),
        "sigmoid at the end": net(
            forward="return torch.sigmoid(self.output(torch.relu(self.hidden(x))))[:, 0]"
        ),
        "ReLU at the end": net(
            forward="return torch.relu(self.output(torch.relu(self.hidden(x))))[:, 0]"
        ),
        "a column": net(forward="return self.output(torch.relu(self.hidden(x)))"),
        "squeezes one student away": net(
            forward="return self.output(torch.relu(self.hidden(x))).squeeze()"
        ),
        "the first student only": net(forward="return self.output(torch.relu(self.hidden(x)))[0]"),
        "one number for all": net(forward="return self.output(torch.relu(self.hidden(x))).mean()"),
        "four hidden units": net(
            init="self.hidden = nn.Linear(2, 4); self.output = nn.Linear(4, 1)"
        ),
        "no biases": net(
            init="self.hidden = nn.Linear(2, 8, bias=False)\n"
            "        self.output = nn.Linear(8, 1, bias=False)"
        ),
        "detaches": net(forward="return self.output(torch.relu(self.hidden(x)).detach())[:, 0]"),
        "new layers in forward": net(
            forward="return nn.Linear(8, 1)(torch.relu(nn.Linear(2, 8)(x)))[:, 0]"
        ),
        "no super().__init__()": net().replace("super().__init__()", "pass"),
        "one layer too many": net(
            init="self.hidden = nn.Linear(2, 8); self.more = nn.Linear(8, 8)\n"
            "        self.output = nn.Linear(8, 1)"
        ),
        "dropout": net(
            forward="return self.output(F.dropout(torch.relu(self.hidden(x)), 0.5))[:, 0]"
        ),
        "PASS or FAIL": net(
            forward="return (self.output(torch.relu(self.hidden(x)))[:, 0] > 0).float()"
        ),
    },
}

RIGHT = {
    "load_dense": {
        "copy_": """with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(W.T))
        layer.bias.copy_(torch.from_numpy(b))""",
        "through .data": """layer.weight.data.copy_(torch.as_tensor(W).T)
    layer.bias.data.copy_(torch.as_tensor(b))""",
        "assigned to all entries": """with torch.no_grad():
        layer.weight[:] = torch.tensor(W).t()
        layer.bias[...] = torch.tensor(b)""",
        "load_state_dict": """layer.load_state_dict(
        {"weight": torch.tensor(W).T, "bias": torch.tensor(b)})""",
        "entry by entry": """with torch.no_grad():
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                layer.weight[j, i] = float(W[i, j])
        for j in range(len(b)):
            layer.bias[j] = float(b[j])""",
        "detached, and returns the layer": """layer.weight.detach().copy_(torch.tensor(W.T))
    layer.bias.detach().copy_(torch.tensor(b))
    print('loaded')
    return layer""",
        "data replaced by a copy": """dtype = layer.weight.dtype
    layer.weight.data = torch.tensor(W.T, dtype=dtype)
    layer.bias.data = torch.tensor(b, dtype=dtype)""",
        "emptied, then added": """with torch.no_grad():
        layer.weight.zero_().add_(torch.tensor(np.transpose(W)).to(layer.weight.dtype))
        layer.bias.zero_().add_(torch.tensor(b).to(layer.bias.dtype))""",
    },
    "build_mlp": {
        "as shown": mlp(),
        "the last layer on its own": """
    layers, size = [], d_in
    for hidden in hidden_sizes:
        layers.append(nn.Linear(size, hidden))
        layers.append(nn.ReLU(inplace=True))
        size = hidden
    layers.append(nn.Linear(size, d_out))
    return nn.Sequential(*layers)""",
        "a class with a ModuleList": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            sizes = [d_in, *hidden_sizes, d_out]
            self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        def forward(self, x):
            for layer in self.layers[:-1]:
                x = F.relu(layer(x))
            return self.layers[-1](x)
    return Net()""",
        "recursion": """
    if not hidden_sizes:
        return nn.Linear(d_in, d_out)
    first, *rest = hidden_sizes
    return nn.Sequential(nn.Linear(d_in, first), nn.ReLU(), build_mlp(first, rest, d_out))""",
        "add_module": """
    net, size = nn.Sequential(), d_in
    for k, hidden in enumerate(hidden_sizes):
        net.add_module(f"linear{k}", nn.Linear(size, hidden))
        net.add_module(f"relu{k}", nn.ReLU())
        size = hidden
    net.add_module("output", nn.Linear(size, d_out))
    print(net)
    return net""",
        "the output layer made first": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.output = nn.Linear([d_in, *hidden_sizes][-1], d_out)
            self.hidden = nn.ModuleList(
                nn.Linear(a, b) for a, b in zip([d_in, *hidden_sizes], hidden_sizes))
        def forward(self, x):
            for layer in self.hidden:
                x = layer(x).clamp(min=0)
            return self.output(x)
    return Net()""",
    },
    "train_step": {
        "as shown": step(),
        "clears last": step(order=[0, 2, 3, 1, 4, 5, 6]),
        "clears through the model": step({1: "model.zero_grad()"}),
        "clears to zeros": step({1: "optimizer.zero_grad(set_to_none=False)"}),
        "clears by hand": step({1: "for p in model.parameters(): p.grad = None"}),
        "train(True), float": step({0: "model.train(True)", 6: "return float(loss)"}),
        "in two lines": """model.train(); optimizer.zero_grad()
    loss = loss_fn(model(x), y); loss.backward(); optimizer.step()
    print(f"loss {loss:.3f}")
    return loss.detach().cpu().numpy().item()""",
        "clears again at the end": step({5: "optimizer.step(); optimizer.zero_grad()"}),
    },
    "evaluate": {
        "as shown": evaluation(),
        "inference mode": evaluation(without="torch.inference_mode()"),
        "max": evaluation(
            count="""_, guess = model(x).max(1)
            right += int((guess == y).sum()); seen += y.size(0)"""
        ),
        "softmax first": evaluation(
            count="""p = torch.softmax(model(x), dim=-1)
            right += torch.eq(p.argmax(-1), y).float().sum().item(); seen += x.shape[0]"""
        ),
        "collects everything": evaluation(
            count="right, seen = right + (model(x).argmax(1) == y).sum(), seen + y.numel()",
            result="(right / seen).item()",
        ),
        "lists": """
    was = model.training
    model.eval()
    hits = []
    with torch.no_grad():
        for batch in loader:
            x, y = [t.to(device) for t in batch]
            hits += (model(x).argmax(dim=1) == y).tolist()
    if was:
        model.train()
    else:
        model.eval()
    return sum(hits) / len(hits)""",
        "try and finally": """
    mode, right, seen = model.training, 0, 0
    try:
        model.train(False)
        for x, y in loader:
            x = x.to(device=device, non_blocking=True)
            y = y.to(device=device, non_blocking=True)
            with torch.no_grad():
                right += (model(x).argmax(dim=1) == y).sum().item()
            seen += len(x)
    finally:
        model.train(mode)
    return right / seen""",
        "weighted means": evaluation(
            count="""right += (model(x).argmax(1) == y).float().mean().item() * len(y)
            seen += len(y)"""
        ),
        "sums on the device": evaluation(
            mode="model.to(device).eval(); total = torch.zeros(1, device=device)",
            count="total += (model(x).argmax(1) == y).sum(); seen += len(y)",
            result="total.item() / seen",
        ),
        "labels compared on the CPU": evaluation(
            count="right += (model(x).argmax(1).cpu() == y.cpu()).sum().item(); seen += len(y)"
        ),
    },
    "student_net": {
        "as shown": net(),
        "functional": net(
            forward="return F.relu(self.hidden(x)) @ self.output.weight[0] + self.output.bias"
        ),
        "squeeze of one axis": net(
            forward="return self.output(F.relu(self.hidden(x))).squeeze(dim=1)"
        ),
        "squeeze of the last axis, a ReLU layer": net(
            init="self.hidden, self.relu = nn.Linear(2, 8), nn.ReLU()\n"
            "        self.output = nn.Linear(8, 1)",
            forward="print(x.shape)\n"
            "        return self.output(self.relu(self.hidden(x))).squeeze(-1)",
        ),
        "flatten": net(forward="return self.output(self.hidden(x).clamp(min=0)).flatten()"),
        "reshape, output made first": net(
            init="self.output = nn.Linear(8, 1)\n        self.hidden = nn.Linear(2, 8)",
            forward="z = self.hidden(x)\n"
            "        return self.output(torch.maximum(z, torch.zeros_like(z))).reshape(len(x))",
        ),
    },
}


def judge(exercise, body):
    if exercise != "student_net":
        body = f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"
    return points(LESSON, exercise, written(IMPORTS + body))


@pytest.fixture(autouse=True)
def gradients_stay_on():
    yield
    import torch

    torch.set_grad_enabled(True)


class TestAnswers(AnswerTests):
    lesson, right, wrong, judge = LESSON, RIGHT, WRONG, staticmethod(judge)

    def blank(self, exercise):
        body = "raise NotImplementedError"
        return net(init=body, forward=body) if exercise == "student_net" else body


def test_parts_of_an_answer_earn_their_share():
    for exercise, idea, share in [
        ("evaluate", "mean of batch means", (3, 5)),
        ("evaluate", "stays in evaluation mode", (3, 5)),
        ("evaluate", "gradients on", (4, 5)),
        ("evaluate", "labels left behind", (4, 5)),
        ("build_mlp", "ReLU after the last too", (2, 4)),
        ("train_step", "its own SGD", (4, 5)),
        ("student_net", "squeezes one student away", (3, 4)),
    ]:
        earned, possible, messages = judge(exercise, WRONG[exercise][idea])
        assert (earned, possible) == share, (idea, messages)
