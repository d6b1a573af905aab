"""Lesson 07: mistakes that learners make, and right answers written otherwise."""

SIGNATURES = {
    "load_dense": "layer, W, b",
    "build_mlp": "d_in, hidden_sizes, d_out",
    "train_step": "model, loss_fn, optimizer, x, y",
    "evaluate": "model, loader, device",
}


def cell(exercise, body):
    """The exercise's cell: a function with this body, or the class that the body is."""
    if exercise == "student_net":
        return body
    return f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"


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
    """An evaluate with some parts changed."""
    return EVALUATE.format(**{**EVALUATE_PARTS, **changes})


def counted(guess, seen="len(y)"):
    """An evaluate that predicts in another way."""
    return evaluation(count=f"right += ({guess} == y).sum().item(); seen += {seen}")


def step(changes=None, order=range(7)):
    """A train_step with some lines changed, or in another order."""
    lines = {**dict(enumerate(STEP)), **(changes or {})}
    return "\n    ".join(lines[k] for k in order if lines[k])


def mlp(
    between="layers += [nn.Linear(a, b), nn.ReLU()]",
    result="nn.Sequential(*layers[:-1])",
    sizes="[d_in, *hidden_sizes, d_out]",
):
    """A build_mlp with one part changed."""
    return f"""
    sizes, layers = {sizes}, []
    for a, b in zip(sizes, sizes[1:]):
        {between}
    return {result}"""


def load(weight="torch.tensor(W.T)", bias="torch.tensor(b)", after=""):
    """A load_dense that copies something else."""
    lines = f"layer.weight.copy_({weight})\n        layer.bias.copy_({bias})"
    return f"with torch.no_grad():\n        {lines}\n    {after}"


MODULE_LIST = """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            sizes = [d_in, *hidden_sizes, d_out]
            self.layers = {layers}
        def forward(self, x):
            {forward}
    return Net()"""
THROUGH_LAYERS = """for layer in self.layers[:-1]:
                x = torch.relu(layer(x))
            return self.layers[-1](x)"""

WRONG = {
    "load_dense": {
        "asked-of-the-layer": (
            "The layer is asked for a method that it does not have.",
            "Its weight and its bias are the tensors to write into, one after the other.",
            {
                "copy_ of the layer": """with torch.no_grad():
        layer.copy_(torch.tensor(W.T), torch.tensor(b))""",
                "from_numpy of the layer": "layer.from_numpy(W.T, b)",
            },
        ),
        "state-refused": (
            "`load_state_dict` is given what it cannot take.",
            "It wants a tensor for the weight and one for the bias, in shapes that fit, under the "
            "names `weight` and `bias`.",
            {
                "a state of arrays": 'layer.load_state_dict({"weight": W.T, "bias": b})',
                "a state without a bias": 'layer.load_state_dict({"weight": torch.tensor(W.T)})',
                "a state with other names": """layer.load_state_dict(
        {"W": torch.tensor(W.T), "b": torch.tensor(b)})""",
            },
        ),
        "filled-with-an-array": (
            "A whole array is given where one number fills a tensor.",
            "Copy the array's numbers into the tensor, each to its place.",
            {
                "constant_ with an array": """nn.init.constant_(layer.weight, W.T)
    nn.init.constant_(layer.bias, b)""",
            },
        ),
        "no-grad-not-called": (
            "`torch.no_grad` is named after `with`, and not called.",
            "Round brackets after the name make what `with` needs.",
            {
                "no_grad without brackets": load().replace("no_grad()", "no_grad"),
            },
        ),
        "gradients-off-for-ever": (
            "Gradients are switched off and stay off afterwards, so nothing can be trained.",
            "Switch recording off for a block of lines only.",
            {
                "switches gradients off for ever": """torch.set_grad_enabled(False)
    layer.weight.copy_(torch.tensor(W.T))
    layer.bias.copy_(torch.tensor(b))""",
            },
        ),
        "transpose-not-called": (
            "A method of the array is given where its result is meant.",
            "Round brackets after a method's name call it; `.T` alone needs none.",
            {
                "transpose without brackets": load("torch.tensor(W.transpose)"),
                "astype without brackets": load("torch.tensor(W.T.astype)"),
            },
        ),
        "digits-lost": (
            "The numbers lose digits on their way.",
            "Let the layer's own dtype decide: float32 holds about seven digits, float64 sixteen.",
            {
                "through float32": load("torch.tensor(W.T).float()", "torch.tensor(b).float()"),
                "through float32, in NumPy": load(
                    "torch.from_numpy(W.T.astype('float32'))",
                    "torch.from_numpy(b.astype('float32'))",
                ),
                "through torch.Tensor": load("torch.Tensor(W.T)", "torch.Tensor(b)"),
                "through float32, data": """
    layer.weight.data.copy_(torch.tensor(W.T, dtype=torch.float32))
    layer.bias.data.copy_(torch.tensor(b, dtype=torch.float32))""",
                "rounds to four digits": load(
                    "torch.tensor(W.T.round(4))", "torch.tensor(b.round(4))"
                ),
            },
        ),
        "places-swapped": (
            "A number is looked for where W has none: the two places are in the wrong order.",
            "W has a row for each input, and the layer's weight a row for each output.",
            {
                "entry by entry, the wrong way round": """with torch.no_grad():
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                layer.weight[i, j] = W[j, i]
        layer.bias.copy_(torch.tensor(b))""",
                "entry by entry, of the transposed": """with torch.no_grad():
        for j in range(W.shape[1]):
            for i in range(W.shape[0]):
                layer.weight[j, i] = float(W.T[i, j])
        layer.bias.copy_(torch.tensor(b))""",
            },
        ),
        "no-transpose": (
            "The weights are not transposed: the layer keeps them the other way round.",
            "Compare the shape of the layer's weight with that of W; a square W would hide it.",
            {
                "forgets the transpose where W is square": load(
                    "torch.tensor(W if W.shape[0] == W.shape[1] else W.T)"
                ),
                "forgets the transpose": load("torch.tensor(W)"),
                "forgets the transpose, through .data": """dtype = layer.weight.dtype
    layer.weight.data = torch.tensor(W, dtype=dtype)
    layer.bias.data = torch.tensor(b, dtype=dtype)""",
                "forgets the transpose, in NumPy's dtype": """layer.weight.data = torch.tensor(W)
    layer.bias.data = torch.tensor(b)""",
            },
        ),
        "reshaped": (
            "W is reshaped where it should be transposed: the numbers land in other places.",
            "A reshape keeps the order of the numbers; a transpose swaps rows and columns.",
            {
                "reshapes instead of transposing": load(
                    "torch.tensor(W.reshape(layer.weight.shape))"
                ),
                "view instead of transposing": load("torch.tensor(W).view(layer.weight.shape)"),
            },
        ),
        "no-no-grad": (
            "PyTorch refuses the write, because it would be part of a computation with gradients.",
            "Write where PyTorch is told not to record, as the demo above this exercise does.",
            {
                "forgets no_grad": """layer.weight.copy_(torch.tensor(W.T))
    layer.bias.copy_(torch.tensor(b))""",
                "forgets no_grad, all entries": """layer.weight[:] = torch.tensor(W.T)
    layer.bias[:] = torch.tensor(b)""",
            },
        ),
        "no-bias": (
            "The layer's bias stays as it was.",
            "Write b into the layer, too, in the same way as the weights.",
            {
                "forgets the bias": "with torch.no_grad(): layer.weight.copy_(torch.tensor(W.T))",
                "forgets the bias, through .data": """
    layer.weight.data.copy_(torch.from_numpy(W.T))
    layer.bias.data.copy_(layer.bias.data)""",
            },
        ),
        "bias-zero": (
            "The layer's bias becomes 0, whatever b is.",
            "Write b into the bias.",
            {"a bias of zeros": load(bias="torch.zeros(len(b))")},
        ),
        "one-bias-for-all": (
            "All entries of the layer's bias become the same number.",
            "Each output has a bias of its own: write all of b, entry for entry.",
            {
                "the first bias everywhere": load(bias="torch.tensor(b[0])"),
                "the mean bias everywhere": load(bias="torch.tensor(b.mean())"),
            },
        ),
        "new-parameters": (
            "The layer gets new tensors as its parameters, and an optimizer made before "
            "does not know them.",
            "Write the numbers into the weight and the bias that the layer has already.",
            {
                "new parameters": """dtype = layer.weight.dtype
    layer.weight = nn.Parameter(torch.tensor(W.T, dtype=dtype))
    layer.bias = nn.Parameter(torch.tensor(b, dtype=dtype))""",
                "new parameters of NumPy's dtype": """layer.weight = nn.Parameter(torch.tensor(W.T))
    layer.bias = nn.Parameter(torch.tensor(b))""",
                "a new weight": """with torch.no_grad():
        layer.weight = nn.Parameter(torch.tensor(W.T))
        layer.bias.copy_(torch.tensor(b))""",
                "new parameters in float32": """
    layer.weight = nn.Parameter(torch.tensor(W.T).float())
    layer.bias = nn.Parameter(torch.tensor(b).float())""",
                "new parameters that share memory": """
    layer.weight = nn.Parameter(torch.from_numpy(W.T).to(layer.weight.dtype))
    layer.bias = nn.Parameter(torch.from_numpy(b).to(layer.bias.dtype))""",
            },
        ),
        "shares-memory": (
            "The layer shares its memory with W or b, so that training would change these arrays.",
            "Copy the numbers into the layer's own tensors.",
            {
                "shares memory with W": """
    layer.weight.data = torch.from_numpy(W.T).to(layer.weight.dtype)
    layer.bias.data = torch.from_numpy(b).to(layer.bias.dtype)""",
                "shares memory with b alone": """
    layer.weight.data.copy_(torch.from_numpy(W.T))
    layer.bias.data = torch.from_numpy(b).to(layer.bias.dtype)""",
            },
        ),
        "changes-the-dtype": (
            "The layer takes over the dtype of the arrays and loses its own.",
            "Compare the dtypes before and after: writing into the layer's own tensors keeps them.",
            {
                "data of NumPy's dtype": """layer.weight.data = torch.tensor(W.T)
    layer.bias.data = torch.tensor(b)""",
                "data of NumPy's dtype, shared": """layer.weight.data = torch.from_numpy(W.T)
    layer.bias.data = torch.from_numpy(b)""",
                "always float64": """layer.double()
    layer.weight.data.copy_(torch.tensor(W.T)); layer.bias.data.copy_(torch.tensor(b))""",
            },
        ),
        "always-float32": (
            "The layer becomes float32, whatever dtype it had.",
            "Keep the dtype of the layer: a float64 layer stays one.",
            {
                "always float32": """layer.weight.data = torch.tensor(W.T).float()
    layer.bias.data = torch.tensor(b).float()""",
                "the layer made float32": """layer.float()
    layer.weight.data.copy_(torch.tensor(W.T)); layer.bias.data.copy_(torch.tensor(b))""",
            },
        ),
        "frozen": (
            "The layer is frozen: its parameters take no gradients any more.",
            "Leave the parameters as they are, and switch recording off only while you write.",
            {
                "freezes the layer": """layer.requires_grad_(False)
    layer.weight.copy_(torch.tensor(W.T)); layer.bias.copy_(torch.tensor(b))""",
                "freezes both parameters": """layer.weight.requires_grad = False
    layer.bias.requires_grad = False
    layer.weight[:] = torch.tensor(W.T); layer.bias[:] = torch.tensor(b)""",
                "a frozen weight": load(after="layer.weight.requires_grad_(False)"),
            },
        ),
        "layer-unchanged": (
            "The layer that was given is still as it was.",
            "Write into the weight and the bias of this very layer; nothing is returned.",
            {
                "changes a copy": """import copy
    layer = copy.deepcopy(layer)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(W.T)); layer.bias.copy_(torch.tensor(b))""",
                "returns a new layer": """new = nn.Linear(*W.shape)
    new.weight.data.copy_(torch.tensor(W.T)); new.bias.data.copy_(torch.tensor(b))
    return new""",
                "other attributes": "layer.W, layer.b = torch.tensor(W.T), torch.tensor(b)",
                "names alone": """weight, bias = layer.weight, layer.bias
    weight = torch.tensor(W.T)
    bias = torch.tensor(b)""",
                "copy instead of copy_": """
    layer.weight.detach().clone().copy_(torch.tensor(W.T))
    layer.bias.detach().clone().copy_(torch.tensor(b))""",
            },
        ),
        "plain-tensor-assigned": (
            "A plain tensor or array is assigned to the layer's weight, and PyTorch refuses it.",
            "Write into the weight that is there, as the demo above this exercise does.",
            {
                "assigns a tensor": """layer.weight = torch.tensor(W.T)
    layer.bias = torch.tensor(b)""",
                "an array as data": "layer.weight.data = W.T; layer.bias.data = b",
                "assigns an array": """with torch.no_grad():
        layer.weight = W.T
        layer.bias = b""",
                "assigns a float tensor": """with torch.no_grad():
        layer.weight = torch.tensor(W.T).float()
        layer.bias = torch.tensor(b).float()""",
            },
        ),
        "not-a-tensor": (
            "A NumPy array is given where PyTorch's method wants a tensor.",
            "Make a tensor of each array first.",
            {"copies arrays": load("W.T", "b")},
        ),
        "adds-to-it": (
            "The numbers are added to those that the layer holds already.",
            "Replace what is there; a new layer starts with random weights, not with 0.",
            {
                "adds to what is there": """with torch.no_grad():
        layer.weight.add_(torch.tensor(W.T)); layer.bias.add_(torch.tensor(b))""",
                "adds to the bias": """with torch.no_grad():
        layer.weight.copy_(torch.tensor(W.T)); layer.bias.add_(torch.tensor(b))""",
                "+= on the data": """layer.weight.data += torch.tensor(W.T)
    layer.bias.data += torch.tensor(b)""",
            },
        ),
        "cut-to-whole-numbers": (
            "The weights lose what stands after the decimal point.",
            "Keep them as decimals all the way.",
            {
                "whole numbers": load("torch.tensor(W.T.astype(int))"),
                "whole numbers, bias as well": load(
                    "torch.tensor(W.T).int()", "torch.tensor(b).int()"
                ),
            },
        ),
        "any/changes-input": {
            "transposes W in place": """W[:] = W[::-1]
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(W[::-1].T.copy())); layer.bias.copy_(torch.tensor(b))""",
        },
    },
    "build_mlp": {
        "module-left-out": (
            "A layer is not looked for in `nn`, which holds the layers.",
            "`nn` and a dot stand before the name of a layer.",
            {
                "Linear alone": mlp("layers += [Linear(a, b), nn.ReLU()]"),
                "ReLU alone": mlp("layers += [nn.Linear(a, b), ReLU()]"),
                "Linear of torch": mlp("layers += [torch.Linear(a, b), nn.ReLU()]"),
                "ReLU of torch": mlp("layers += [nn.Linear(a, b), torch.ReLU()]"),
            },
        ),
        "no-middle-layers": (
            "The middle layers are missing.",
            "Each number of the list makes a layer of that size, between inputs and outputs.",
            {
                "one layer for all": "return nn.Linear(d_in, d_out)",
                "one layer for all, in a stack": "return nn.Sequential(nn.Linear(d_in, d_out))",
                "one layer for all, and a ReLU": (
                    "return nn.Sequential(nn.Linear(d_in, d_out), nn.ReLU())"
                ),
            },
        ),
        "one-layer-comes-back": (
            "A single layer comes back, and not the whole network.",
            "Return the stack of all layers.",
            {
                "what is taken off the end": mlp(result="nn.Sequential(*layers).pop(-1)"),
                "the first layer": mlp(result="layers[0]"),
            },
        ),
        "lists-in-the-list": (
            "The list of layers holds lists, and a stack takes layers only.",
            "Add the layers to the list one by one; `append` puts a whole list in as one thing.",
            {"appends a list": mlp("layers.append([nn.Linear(a, b), nn.ReLU()])")},
        ),
        "list-as-a-size": (
            "A whole list stands where a layer wants one number as its size.",
            "Take the sizes out of the list, one by one: a star before its name does that inside "
            "another list.",
            {
                "no star among the sizes": mlp(sizes="[d_in, hidden_sizes, d_out]"),
                "the list as a size": """return nn.Sequential(
        nn.Linear(d_in, hidden_sizes), nn.ReLU(), nn.Linear(hidden_sizes, d_out))""",
                "brackets round the list": mlp(sizes="[d_in] + [hidden_sizes] + [d_out]"),
            },
        ),
        "one-argument-for-two": (
            "A layer is made with one thing in its brackets, and it takes two numbers.",
            "The number that goes in, a comma, and the number that comes out; no brackets of "
            "their own.",
            {
                "both sizes in brackets": mlp("layers += [nn.Linear((a, b)), nn.ReLU()]"),
                "one size": mlp("layers += [nn.Linear(b), nn.ReLU()]"),
            },
        ),
        "two-arguments-for-one": (
            "A list's `append` is given two things, and it takes one.",
            "Append twice, or add a list of both to the list.",
            {
                "appends two at once": mlp("layers.append(nn.Linear(a, b), nn.ReLU())"),
            },
        ),
        "past-the-end": (
            "A place after the end of a list is asked for.",
            "There is a layer for each pair of neighbours: one fewer than there are sizes.",
            {
                "one round too many": """
    sizes, layers = [d_in, *hidden_sizes, d_out], []
    for k in range(len(sizes)):
        layers += [nn.Linear(sizes[k], sizes[k + 1]), nn.ReLU()]
    return nn.Sequential(*layers[:-1])""",
                "one round too many, from 1": """
    sizes, layers = [d_in, *hidden_sizes, d_out], []
    for k in range(1, len(sizes) + 1):
        layers += [nn.Linear(sizes[k - 1], sizes[k]), nn.ReLU()]
    return nn.Sequential(*layers[:-1])""",
                "walks through the sizes as places": """
    sizes, layers = [d_in, *hidden_sizes, d_out], []
    for k in sizes:
        layers += [nn.Linear(sizes[k], sizes[k + 1]), nn.ReLU()]
    return nn.Sequential(*layers[:-1])""",
                "always two middle layers": mlp(
                    sizes="[d_in, hidden_sizes[0], hidden_sizes[1], d_out]"
                ),
                "looks one further in the list": """
    layers = [nn.Linear(d_in, hidden_sizes[0]), nn.ReLU()]
    for k in range(len(hidden_sizes)):
        layers += [nn.Linear(hidden_sizes[k], hidden_sizes[k + 1]), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(hidden_sizes[-1], d_out))""",
            },
        ),
        "sizes-do-not-chain": (
            "A layer does not take what the one before it gives: their sizes differ.",
            "What comes out of one layer goes into the next, so that this number stands in both.",
            {
                "from d_in each time": mlp("layers += [nn.Linear(d_in, b), nn.ReLU()]"),
                "from d_in each time, with an output layer": """
    layers = []
    for hidden in hidden_sizes:
        layers += [nn.Linear(d_in, hidden), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(hidden_sizes[-1] if hidden_sizes else d_in, d_out))""",
                "the output layer from d_in": """
    layers, size = [], d_in
    for hidden in hidden_sizes:
        layers += [nn.Linear(size, hidden), nn.ReLU()]
        size = hidden
    return nn.Sequential(*layers, nn.Linear(d_in, d_out))""",
                "to d_out each time": mlp("layers += [nn.Linear(a, d_out), nn.ReLU()]"),
            },
        ),
        "last-layer-alone": (
            "Only the last layer is left of the network.",
            "Begin the list of layers once, before the loop, and return the stack of all.",
            {
                "the last layer": mlp(result="layers[-2]"),
                "begins the list in the loop": mlp(
                    "layers = [nn.Linear(a, b), nn.ReLU()]",
                ),
                "replaces the list": mlp(
                    "layers = [nn.Linear(a, b)]",
                    "nn.Sequential(*layers)",
                ),
            },
        ),
        "no-forward": (
            "What comes back holds layers, and has no forward pass.",
            "A stack calls its layers one after another, and a class of your own needs `forward`; "
            "a ModuleList only holds them.",
            {
                "a ModuleList comes back": mlp(result="nn.ModuleList(layers[:-1])"),
                "forward misspelt": MODULE_LIST.format(
                    layers="nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))",
                    forward=THROUGH_LAYERS,
                ).replace("def forward", "def foward"),
            },
        ),
        "function-not-network": (
            "A function comes back, not a network.",
            "A network is an `nn.Module`, with parameters that an optimizer finds.",
            {
                "a lambda": mlp(result="lambda x: nn.Sequential(*layers[:-1])(x)"),
                "a function of its own": mlp(result="nn.Sequential(*layers[:-1]).forward"),
            },
        ),
        "made-in-forward": (
            "The layers are made while the network is called, anew each time.",
            "Make them once, when the network is built: what an optimizer trains has to stay.",
            {
                "layers made in forward": """class Net(nn.Module):
        def forward(self, x):
            sizes = [d_in, *hidden_sizes, d_out]
            for k in range(len(sizes) - 1):
                x = nn.Linear(sizes[k], sizes[k + 1])(x)
                x = torch.relu(x) if k < len(sizes) - 2 else x
            return x
    return Net()""",
                "layers made and kept in forward": """class Net(nn.Module):
        def forward(self, x):
            sizes = [d_in, *hidden_sizes, d_out]
            layers = [nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]
            self.layers = nn.ModuleList(layers)
            for layer in self.layers[:-1]:
                x = torch.relu(layer(x))
            return self.layers[-1](x)
    return Net()""",
                "the stack made in forward": """class Net(nn.Module):
        def forward(self, x):
            sizes, layers = [d_in, *hidden_sizes, d_out], []
            for a, b in zip(sizes, sizes[1:]):
                layers += [nn.Linear(a, b), nn.ReLU()]
            return nn.Sequential(*layers[:-1])(x)
    return Net()""",
            },
        ),
        "sizes-sorted": (
            "The middle layers come in the order of their sizes.",
            "Take the sizes in the order of the list.",
            {
                "sizes sorted": mlp(sizes="[d_in, *sorted(hidden_sizes), d_out]"),
                "sizes sorted, the largest first": mlp(
                    sizes="[d_in, *sorted(hidden_sizes, reverse=True), d_out]"
                ),
            },
        ),
        "sizes-once": (
            "Each size is taken once, though the list names it twice.",
            "Take the list as it is: two layers may have the same size.",
            {
                "a set of sizes": mlp(sizes="[d_in, *dict.fromkeys(hidden_sizes), d_out]"),
            },
        ),
        "starts-alike": (
            "The weights of a layer all start at the same number.",
            "Leave the small random numbers with which PyTorch makes a layer: units that start "
            "alike get the same gradients, and stay alike.",
            {
                "starts at one": mlp(
                    "layers += [nn.Linear(a, b), nn.ReLU()]\n"
                    "        [nn.init.ones_(p) for p in layers[-2].parameters()]"
                ),
                "weights at zero, random biases": mlp(
                    "layers += [nn.Linear(a, b), nn.ReLU()]\n"
                    "        nn.init.zeros_(layers[-2].weight)"
                ),
                "weights at a tenth": mlp(
                    "layers += [nn.Linear(a, b), nn.ReLU()]\n"
                    "        nn.init.constant_(layers[-2].weight, 0.1)"
                ),
            },
        ),
        "name-not-there": (
            "`F` is a name that other programs give to `nn.functional`, and here nothing has it.",
            "Write the long name, or use a layer or a function of `torch`.",
            {
                "F.relu": MODULE_LIST.format(
                    layers="nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))",
                    forward=THROUGH_LAYERS.replace("torch.relu(", "F.relu("),
                ),
            },
        ),
        "no-relu": (
            "There is no ReLU between the layers.",
            "Put one after each layer but the last: without it, two layers compute no more "
            "than one could.",
            {
                "no activation between": mlp("layers += [nn.Linear(a, b), nn.Identity()]"),
                "layers alone": mlp("layers += [nn.Linear(a, b)]", "nn.Sequential(*layers)"),
            },
        ),
        "relu-after-the-last": (
            "A ReLU stands after the last layer, too, so that no output is below 0.",
            "Leave the last layer's numbers as they are.",
            {
                "ReLU after the last too": mlp(result="nn.Sequential(*layers)"),
                "ReLU after every layer, in a class": MODULE_LIST.format(
                    layers="nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))",
                    forward="""for layer in self.layers:
                x = torch.relu(layer(x))
            return x""",
                ),
            },
        ),
        "relu-after-the-last-only": (
            "The only ReLU stands after the last layer.",
            "Put one between every two layers instead, and none at the end.",
            {
                "ReLU at the end alone": mlp(
                    "layers += [nn.Linear(a, b)]", "nn.Sequential(*layers, nn.ReLU())"
                ),
            },
        ),
        "sigmoid-after-the-last": (
            "A sigmoid stands after the last layer.",
            "Leave the last layer's numbers as they are: losses that take logits have it inside.",
            {"sigmoid after the last": mlp(result="nn.Sequential(*layers[:-1], nn.Sigmoid())")},
        ),
        "softmax-after-the-last": (
            "A softmax stands after the last layer.",
            "Leave the last layer's numbers as they are: cross-entropy has the softmax inside.",
            {
                "softmax after the last": mlp(
                    result="nn.Sequential(*layers[:-1], nn.Softmax(dim=1))"
                ),
                "softmax of the batch after the last": mlp(
                    result="nn.Sequential(*layers[:-1], nn.Softmax(dim=0))"
                ),
            },
        ),
        "another-activation": (
            "Another function than ReLU stands between the layers.",
            "Use ReLU: it leaves positive numbers as they are and turns all others into 0.",
            {
                "tanh between": mlp("layers += [nn.Linear(a, b), nn.Tanh()]"),
                "leaky ReLU between": mlp("layers += [nn.Linear(a, b), nn.LeakyReLU()]"),
                "sigmoid between": mlp("layers += [nn.Linear(a, b), nn.Sigmoid()]"),
                "softmax between": mlp("layers += [nn.Linear(a, b), nn.Softmax(dim=1)]"),
                "GELU between": mlp("layers += [nn.Linear(a, b), nn.GELU()]"),
            },
        ),
        "relu-before-the-first": (
            "A ReLU stands before the first layer and cuts the inputs off at 0.",
            "Begin with a layer: inputs below 0 count as well.",
            {
                "ReLU before the first layer": mlp(
                    "layers += [nn.ReLU(), nn.Linear(a, b)]", "nn.Sequential(*layers)"
                ),
            },
        ),
        "relu-once": (
            "A ReLU stands after the first layer alone.",
            "Put one between every two layers, however many there are.",
            {
                "ReLU once": """return nn.Sequential(nn.Linear(d_in, hidden_sizes[0]), nn.ReLU(),
        *[nn.Linear(a, b) for a, b in zip(hidden_sizes, [*hidden_sizes[1:], d_out])])""",
                "ReLU once, no layer between": """
    sizes, layers = [d_in, *hidden_sizes, d_out], []
    for k in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[k], sizes[k + 1]))
        if k == 0 and hidden_sizes:
            layers.append(nn.ReLU())
    return nn.Sequential(*layers)""",
            },
        ),
        "one-middle-layer-only": (
            "The network has one middle layer, however long the list of sizes is.",
            "Walk through the whole list: each size in it is a layer.",
            {
                "one hidden layer only": """return nn.Sequential(
        nn.Linear(d_in, hidden_sizes[0]), nn.ReLU(), nn.Linear(hidden_sizes[0], d_out))""",
            },
        ),
        "no-output-layer": (
            "The last layer, to d_out, is missing.",
            "Count the layers: a list of two sizes makes three of them.",
            {
                "stops before the output": mlp(sizes="[d_in, *hidden_sizes]"),
                "stops before the output, ReLU left": mlp(
                    sizes="[d_in, *hidden_sizes]", result="nn.Sequential(*layers)"
                ),
                "takes two off the end": mlp(result="nn.Sequential(*layers[:-2])"),
                "loops once too few": """
    sizes, layers = [d_in, *hidden_sizes, d_out], []
    for k in range(len(sizes) - 2):
        layers += [nn.Linear(sizes[k], sizes[k + 1]), nn.ReLU()]
    return nn.Sequential(*layers)""",
            },
        ),
        "no-input-layer": (
            "The first layer, from d_in, is missing.",
            "Begin the list of sizes with the number of inputs.",
            {"starts after the input": mlp(sizes="[*hidden_sizes, d_out]")},
        ),
        "no-biases": (
            "The layers have no biases.",
            "Let each layer keep its bias, as a layer of PyTorch has one unless told otherwise.",
            {"without biases": mlp("layers += [nn.Linear(a, b, bias=False), nn.ReLU()]")},
        ),
        "axis-dropped": (
            "The outputs have lost an axis: they are no table of rows and columns any more.",
            "Leave the last layer's table as it is: a row for each example, a column for "
            "each output.",
            {
                "drops the last axis": """
    first, last = nn.Linear(d_in, hidden_sizes[0]), nn.Linear(hidden_sizes[0], d_out)
    return nn.Sequential(first, nn.ReLU(), last, nn.Flatten(0))""",
                "flattened at the end": mlp(result="nn.Sequential(*layers[:-1], nn.Flatten(0))"),
            },
        ),
        "dropout": (
            "The network drops activations at random in training mode.",
            "Take layers and ReLUs only; dropout is another idea, for later.",
            {
                "dropout between": mlp(
                    "layers += [nn.Linear(a, b), nn.ReLU(), nn.Dropout(0.1)]",
                    "nn.Sequential(*layers[:-2])",
                ),
                "dropout of a half": mlp(
                    "layers += [nn.Linear(a, b), nn.ReLU(), nn.Dropout(0.5)]",
                    "nn.Sequential(*layers[:-2])",
                ),
            },
        ),
        "shared-layer": (
            "Layers of the same size are one and the same layer, with the same weights.",
            "Make a new layer for each place in the network.",
            {
                "the same layer again where sizes agree": """
    sizes, known, layers = [d_in, *hidden_sizes, d_out], {}, []
    for pair in zip(sizes, sizes[1:]):
        layers += [known.setdefault(pair, nn.Linear(*pair)), nn.ReLU()]
    return nn.Sequential(*layers[:-1])""",
            },
        ),
        "extra-layer": (
            "The network has a layer more than the sizes ask for.",
            "Count the pairs of neighbours in the sizes: there is one layer for each pair.",
            {
                "one more of the last size": mlp(sizes="[d_in, *hidden_sizes, d_out, d_out]"),
                "one more of the first size": mlp(sizes="[d_in, d_in, *hidden_sizes, d_out]"),
            },
        ),
        "list-of-layers": (
            "A Python list of layers comes back, and a list is no network.",
            "Put the layers into a stack that calls them one after another.",
            {
                "a list of layers": mlp(result="layers[:-1]"),
                "a tuple of layers": mlp(result="tuple(layers[:-1])"),
                "a ModuleList": mlp(result="list(nn.ModuleList(layers[:-1]))"),
            },
        ),
        "no-star": (
            "The stack is given the list as a whole, and it wants the layers one by one.",
            "Hand the list over with a star before it, as the text above this exercise says.",
            {"no star": mlp(result="nn.Sequential(layers[:-1])")},
        ),
        "layers-in-a-python-list": (
            "The layers stand in a Python list, where PyTorch does not find their weights.",
            "Keep them in a stack or a ModuleList, so that there is something to train.",
            {
                "layers in a Python list": MODULE_LIST.format(
                    layers="[nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])]",
                    forward=THROUGH_LAYERS,
                ),
            },
        ),
        "needs-a-middle-layer": (
            "An empty list of sizes stops the function.",
            "Without middle layers the network is a single layer, from d_in to d_out.",
            {
                "at least one hidden layer": """
    layers = [nn.Linear(d_in, hidden_sizes[0]), nn.ReLU()]
    for a, b in zip(hidden_sizes, hidden_sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers, nn.Linear(hidden_sizes[-1], d_out))""",
            },
        ),
        "relu-not-made": (
            "A ReLU is named and not made: the stack gets the class.",
            "Round brackets after its name make a layer of it.",
            {
                "nn.ReLU without brackets": mlp("layers += [nn.Linear(a, b), nn.ReLU]"),
            },
        ),
        "function-in-the-stack": (
            "A function stands in the stack, and a stack takes layers only.",
            "Put a layer there: PyTorch has one that applies this function.",
            {"torch.relu in the stack": mlp("layers += [nn.Linear(a, b), torch.relu]")},
        ),
        "relu-not-applied": (
            "A ReLU layer is made and not applied: the layer itself goes on to the next one.",
            "`nn.ReLU` with empty brackets makes the layer, which is then called with the numbers; "
            "`torch.relu` is the function.",
            {
                "nn.ReLU of the numbers": MODULE_LIST.format(
                    layers="nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))",
                    forward=THROUGH_LAYERS.replace("torch.relu(", "nn.ReLU("),
                ),
            },
        ),
        "no-super": (
            "The module was not prepared, so PyTorch has no place for its layers.",
            "Let the first line of its start call that of nn.Module.",
            {
                "no super().__init__()": MODULE_LIST.format(
                    layers="nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))",
                    forward=THROUGH_LAYERS,
                ).replace("super().__init__()", "pass"),
            },
        ),
        "function-of-numpy": (
            "A tensor that takes part in gradients is handed to NumPy, and that is refused.",
            "Use PyTorch's own function or layer. The `relu` of lesson 02 is NumPy's.",
            {
                "the relu of lesson 02": MODULE_LIST.format(
                    layers="nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))",
                    forward=THROUGH_LAYERS.replace("torch.relu(", "relu("),
                ),
            },
        ),
        "cut-off": (
            "Gradients do not find their way back to all layers.",
            "Leave recording on inside the network: the code that evaluates switches it off.",
            {
                "no_grad in forward": MODULE_LIST.format(
                    layers="nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))",
                    forward="with torch.no_grad():\n                "
                    + THROUGH_LAYERS.replace("\n", "\n    "),
                ),
                "frozen": mlp(result="nn.Sequential(*layers[:-1]).requires_grad_(False)"),
                "the first layer detached": MODULE_LIST.format(
                    layers="nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))",
                    forward=THROUGH_LAYERS.replace("(layer(x))", "(layer(x)).detach()"),
                ),
            },
        ),
        "same-network-again": (
            "Two calls with the same sizes give one and the same network.",
            "Make new layers in each call, and keep nothing from call to call.",
            {
                "remembers its networks": """
    known = build_mlp.__dict__.setdefault("known", {})
    sizes, layers = [d_in, *hidden_sizes, d_out], []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return known.setdefault(tuple(sizes), nn.Sequential(*layers[:-1]))""",
            },
        ),
        "all-at-zero": (
            "All weights and biases start at 0: no gradient reaches the first layer, and it never "
            "learns.",
            "Leave the small random numbers with which PyTorch makes a layer.",
            {
                "starts at zero": mlp(
                    "layers += [nn.Linear(a, b), nn.ReLU()]\n"
                    "        [nn.init.zeros_(p) for p in layers[-2].parameters()]"
                ),
            },
        ),
        "own-seed": (
            "Every new network starts with the same weights.",
            "Leave the random numbers to PyTorch: a seed is set by the code that calls yours.",
            {
                "an own seed": "torch.manual_seed(0)" + mlp(),
            },
        ),
        "sizes-swapped": (
            "Each layer's two sizes stand the wrong way round.",
            "A layer is made with the number that goes in first, and the number that comes "
            "out second.",
            {"sizes the wrong way round": mlp("layers += [nn.Linear(b, a), nn.ReLU()]")},
        ),
        "sizes-reversed": (
            "The middle layers come in reverse order.",
            "Take the sizes in the order of the list.",
            {"sizes in reverse": mlp(sizes="[d_in, *reversed(hidden_sizes), d_out]")},
        ),
        "first-size-everywhere": (
            "All middle layers have the first size of the list.",
            "Give each layer its own size from the list.",
            {
                "the first size for all": mlp(
                    sizes="[d_in, *[hidden_sizes[0] for _ in hidden_sizes], d_out]"
                ),
            },
        ),
        "sizes-of-the-example": (
            "The network has the sizes of one example, whatever is asked for.",
            "Take d_in, the list and d_out from the arguments.",
            {
                "the example's sizes": "return nn.Sequential(\n"
                "        nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1))",
                "the second example's sizes": "return nn.Sequential(nn.Linear(2, 8), nn.ReLU(),\n"
                "        nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 1))",
            },
        ),
        "one-output": (
            "The network has one output, whatever d_out is.",
            "Let the last layer end in d_out numbers.",
            {"one output": mlp(sizes="[d_in, *hidden_sizes, 1]")},
        ),
        "double-weights": (
            "The weights are float64, and inputs of float32 do not meet them.",
            "Leave the layers in the dtype that PyTorch gives them.",
            {"in float64": mlp(result="nn.Sequential(*layers[:-1]).double()")},
        ),
        "class-not-network": (
            "A class comes back, not a network made from it.",
            "Round brackets after the class's name make a network.",
            {
                "returns the class": MODULE_LIST.format(
                    layers="nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))",
                    forward=THROUGH_LAYERS,
                ).replace("return Net()", "return Net"),
            },
        ),
        "nothing-returned": (
            "The network is made and not returned.",
            "End the function with a return and the network.",
            {"prints it": mlp(result="print(nn.Sequential(*layers[:-1]))")},
        ),
        "any/changes-input": {
            "appends to the caller's list": """
    hidden_sizes.append(d_out)
    layers = [nn.Linear(d_in, hidden_sizes[0])]
    for a, b in zip(hidden_sizes, hidden_sizes[1:]):
        layers += [nn.ReLU(), nn.Linear(a, b)]
    return nn.Sequential(*layers)""",
            "inserts into the caller's list": """
    hidden_sizes.insert(0, d_in)
    hidden_sizes += [d_out]
    layers = []
    for a, b in zip(hidden_sizes, hidden_sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])""",
        },
    },
    "train_step": {
        "other-arguments": (
            "The model or the loss function is not given what it takes.",
            "The model takes x alone; the loss function takes predictions and targets.",
            {
                "the targets to the model": step({2: "y_hat = model(x, y)"}),
                "all to the model": step({2: "", 3: "loss = loss_fn(model(x, y))"}),
                "the loss of the predictions alone": step({3: "loss = loss_fn(y_hat)"}),
                "the model without inputs": step({2: "y_hat = model()"}),
            },
        ),
        "step-takes-nothing": (
            "The optimizer's step is given something that it does not take.",
            "Leave its brackets empty: it finds the gradients in the parameters that it holds.",
            {
                "the loss for the step": step({5: "optimizer.step(loss)"}),
                "the batch for the step": step({5: "optimizer.step(x, y)"}),
            },
        ),
        "backward-with-the-loss": (
            "`backward` is given the loss, which multiplies every gradient.",
            "Leave its brackets empty.",
            {"the loss for backward": step({4: "loss.backward(loss)"})},
        ),
        "inputs-and-targets-swapped": (
            "The model is asked about the targets, and the loss compares with the inputs.",
            "Give the model x, and the loss y.",
            {"x and y swapped": step({2: "y_hat = model(y)", 3: "loss = loss_fn(y_hat, x)"})},
        ),
        "returns-more": (
            "More than the loss comes back.",
            "Return the number alone.",
            {
                "the model, too": step({6: "return loss.item(), model"}),
                "the predictions, too": step({6: "return loss.item(), y_hat"}),
                "the model first": step({6: "return model, loss.item()"}),
            },
        ),
        "item-not-called": (
            "A method comes back where its result is meant: it is named, and not called.",
            "Round brackets after a method's name call it.",
            {
                "item without brackets": step({6: "return loss.item"}),
                "detach without brackets": step({6: "return loss.detach"}),
            },
        ),
        "classes-in-the-loss": (
            "The predictions are turned into classes, or into 0 and 1, before the loss sees them: "
            "no gradient comes back through that.",
            "Give the loss what the model gives. A class is chosen only when accuracy is counted.",
            {
                "argmax in the loss": step({3: "loss = loss_fn(y_hat.argmax(dim=1), y)"}),
                "argmax in the loss, as decimals": step(
                    {3: "loss = loss_fn(y_hat.argmax(dim=1).float(), y)"}
                ),
                "argmax of the model": step({2: "y_hat = model(x).argmax(dim=-1)"}),
                "above 0 in the loss": step({3: "loss = loss_fn((y_hat > 0).float(), y)"}),
            },
        ),
        "backward-of-the-predictions": (
            "`backward` starts from the predictions, which are many numbers.",
            "It starts from the loss, which is one.",
            {"backward of the predictions": step({4: "y_hat.backward()"})},
        ),
        "model-in-the-loss": (
            "The loss is given the model itself, and not its predictions.",
            "Call the model with the inputs in round brackets, and give the loss what comes.",
            {"the model in the loss": step({3: "loss = loss_fn(model, y)"})},
        ),
        "row-by-row": (
            "The batch goes through row by row, and the loss that comes back is of one row.",
            "Give model and loss the whole batch at once: they take all rows.",
            {
                "row by row": step(
                    {
                        2: "for row, target in zip(x, y):",
                        3: "    loss = loss_fn(model(row), target)",
                        4: "    loss.backward()",
                    }
                ),
                "a step for each row": step(
                    {
                        1: "for row, target in zip(x, y):",
                        2: "    optimizer.zero_grad()",
                        3: "    loss = loss_fn(model(row), target)",
                        4: "    loss.backward()",
                        5: "    optimizer.step()",
                    }
                ),
            },
        ),
        "never-cleared": (
            "Gradients are never cleared, so each step follows the sum of all gradients so far.",
            "Clear them once in every step, before the new ones arrive.",
            {
                "no zero_grad": step({1: ""}),
                "zero_grad without brackets": step({1: "optimizer.zero_grad"}),
            },
        ),
        "cleared-before-the-step": (
            "The new gradients are cleared before the optimizer reads them, so nothing moves.",
            "Clear before the gradients are computed; the step comes right after that.",
            {
                "clears between backward and step": step(order=[0, 2, 3, 4, 1, 5, 6]),
                "clears between backward and step, through the model": step(
                    {1: "model.zero_grad()"}, order=[0, 2, 3, 4, 1, 5, 6]
                ),
            },
        ),
        "no-step": (
            "The optimizer's step is missing: the gradients are there, and the weights stay.",
            "Once the gradients are computed, let the optimizer change the weights.",
            {
                "no step": step({5: ""}),
                "step without brackets": step({5: "optimizer.step"}),
            },
        ),
        "no-backward": (
            "The gradients are never computed, so the optimizer finds none.",
            "Send the loss backwards before the optimizer's step.",
            {
                "no backward": step({4: ""}),
                "backward without brackets": step({4: "loss.backward"}),
            },
        ),
        "step-before-backward": (
            "The optimizer's step comes before the gradients are there.",
            "Compute the gradients first; the step reads them.",
            {
                "steps before backward": step(order=[0, 1, 2, 3, 5, 4, 6]),
                "steps before the forward pass": step(order=[0, 1, 5, 2, 3, 4, 6]),
            },
        ),
        "more-than-one-step": (
            "One call takes more than one step.",
            "Take a single step; the caller decides how often.",
            {
                "two steps": step({5: "optimizer.step(); optimizer.step()"}),
                "two rounds": "for _ in range(2):\n        "
                + step({6: ""}).replace("\n    ", "\n        ")
                + "\n    return loss.item()",
                "a hundred rounds": "for _ in range(100):\n        "
                + step({6: ""}).replace("\n    ", "\n        ")
                + "\n    return loss.item()",
                "ten rounds": "for _ in range(10):\n        "
                + step({6: ""}).replace("\n    ", "\n        ")
                + "\n    return loss.item()",
                "five rounds": "for _ in range(5):\n        "
                + step({6: ""}).replace("\n    ", "\n        ")
                + "\n    return loss.item()",
                "ten rounds, the first loss": "told = []\n    for _ in range(10):\n        "
                + step({6: "told.append(loss.item())"}).replace("\n    ", "\n        ")
                + "\n    return told[0]",
            },
        ),
        "no-training-mode": (
            "The model stays in the mode that it had.",
            "Put it into training mode first, whatever it was in before.",
            {
                "no training mode": step({0: ""}),
                "train without brackets": step({0: "model.train"}),
            },
        ),
        "training-mode-too-late": (
            "The model is put into training mode only after it was called.",
            "Switch the mode before the forward pass: it changes what some layers compute.",
            {
                "training mode too late": step(order=[1, 2, 3, 4, 5, 0, 6]),
                "training mode after the forward pass": step(order=[1, 2, 0, 3, 4, 5, 6]),
            },
        ),
        "evaluation-mode": (
            "The model is put into evaluation mode.",
            "A step of training wants training mode.",
            {
                "evaluation mode": step({0: "model.eval()"}),
                "train(False)": step({0: "model.train(False)"}),
            },
        ),
        "back-to-evaluation": (
            "The model is put into evaluation mode at the end.",
            "Leave it in training mode: that is what the text in quotes promises.",
            {"back to evaluation mode": step({6: "model.eval(); return loss.item()"})},
        ),
        "back-to-the-old-mode": (
            "The model goes back to the mode that it had before.",
            "Leave it in training mode: that is what the text in quotes promises.",
            {
                "back to the mode it had": step(
                    {
                        0: "mode = model.training; model.train()",
                        5: "optimizer.step(); model.train(mode)",
                    }
                ),
            },
        ),
        "mode-of-the-outside-only": (
            "Only the model itself is switched to training mode; the layers inside stay as "
            "they were.",
            "Use the model's own method for it, which reaches every layer inside.",
            {"sets the attribute": step({0: "model.training = True"})},
        ),
        "returns-a-tensor": (
            "The loss comes back inside a tensor, an array or a list, not as a number of Python.",
            "Take the number out before you return it, and return it alone.",
            {
                "returns a tensor": step({6: "return loss"}),
                "returns a detached tensor": step({6: "return loss.detach()"}),
                "returns .data": step({6: "return loss.data"}),
                "returns an array": step({6: "return loss.detach().numpy()"}),
                "returns a list": step({6: "return [loss.item()]"}),
            },
        ),
        "loss-after-the-step": (
            "The loss is computed again after the step.",
            "Return the loss that the gradients came from: it belongs to the weights before "
            "the step.",
            {
                "the loss after the step": step({6: "return loss_fn(model(x), y).item()"}),
                "the loss after the step, without gradients": step(
                    {6: "with torch.no_grad(): return loss_fn(model(x), y).item()"}
                ),
            },
        ),
        "targets-first": (
            "The targets stand first in the loss, and the predictions second.",
            "Swap the two: a loss is called with predictions first and targets second.",
            {"targets first": step({3: "loss = loss_fn(y, y_hat)"})},
        ),
        "not-the-given-optimizer": (
            "The step is not done by the optimizer that was given.",
            "Let that one do it: it may have momentum, or be of another kind.",
            {
                "its own SGD": step(
                    {
                        5: "for p in model.parameters():\n"
                        "        p.data -= optimizer.param_groups[0]['lr'] * p.grad"
                    }
                ),
                "its own SGD, a rate of 0.1": step(
                    {5: "for p in model.parameters(): p.data -= 0.1 * p.grad"}
                ),
                "its own SGD, a rate of 0.01": step(
                    {5: "for p in model.parameters(): p.data -= 0.01 * p.grad"}
                ),
                "a new optimizer each time": step(
                    {
                        1: "optimizer = torch.optim.SGD(model.parameters(), lr=0.1)\n"
                        "    optimizer.zero_grad()"
                    }
                ),
                "a new optimizer each time, a rate of 0.01": step(
                    {
                        1: "optimizer = torch.optim.SGD(model.parameters(), lr=0.01)\n"
                        "    optimizer.zero_grad()"
                    }
                ),
                "a new Adam each time": step(
                    {1: "optimizer = torch.optim.Adam(model.parameters()); optimizer.zero_grad()"}
                ),
            },
        ),
        "changes-the-settings": (
            "The optimizer's own settings are changed.",
            "Leave its rate as it is, and call its step.",
            {
                "a rate of its own": step(
                    {1: "optimizer.param_groups[0]['lr'] = 0.01\n    optimizer.zero_grad()"}
                ),
            },
        ),
        "climbs": (
            "The weights move along the gradient, so that the loss rises.",
            "Let the optimizer do the step with the gradients as they are.",
            {
                "turns the loss round": step({4: "(-loss).backward()"}),
                "its own step, uphill": step(
                    {
                        5: "for p in model.parameters():\n"
                        "        p.data += optimizer.param_groups[0]['lr'] * p.grad"
                    }
                ),
            },
        ),
        "clips-gradients": (
            "The gradients are made smaller before the step.",
            "Let the optimizer use them as they come.",
            {
                "clips the norm": step(
                    {
                        4: "loss.backward()\n"
                        "    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)"
                    }
                ),
                "clips each": step(
                    {
                        4: "loss.backward()\n"
                        "    torch.nn.utils.clip_grad_value_(model.parameters(), 1.0)"
                    }
                ),
            },
        ),
        "softmax-before-the-loss": (
            "A softmax stands between the model and the loss.",
            "Give the loss what the model gives: cross-entropy has its softmax inside.",
            {
                "softmax before the loss": step({3: "loss = loss_fn(torch.softmax(y_hat, -1), y)"}),
            },
        ),
        "sigmoid-before-the-loss": (
            "A sigmoid stands between the model and the loss.",
            "Give the loss what the model gives.",
            {"sigmoid before the loss": step({3: "loss = loss_fn(torch.sigmoid(y_hat), y)"})},
        ),
        "inputs-in-the-loss": (
            "The loss compares the inputs with the targets, and the model has no part in it.",
            "Ask the model first, and give the loss its predictions.",
            {"the loss of the inputs": step({3: "loss = loss_fn(x, y)"})},
        ),
        "cut-off-from-the-weights": (
            "The predictions are cut off from the weights, so no gradient finds its way back.",
            "Leave recording on in training, and take numbers out of tensors only at the end.",
            {
                "no gradients": step({2: "with torch.no_grad(): y_hat = model(x)"}),
                "detached predictions": step({3: "loss = loss_fn(y_hat.detach(), y)"}),
                "a new tensor of the loss": step(
                    {3: "loss = torch.tensor(loss_fn(y_hat, y).item())"}
                ),
            },
        ),
        "number-too-early": (
            "The loss is turned into a number before the gradients are computed, and a number "
            "has no way back.",
            "Keep the tensor until the step is done, and take the number out at the end.",
            {"item too early": step({3: "loss = loss_fn(y_hat, y).item()", 6: "return loss"})},
        ),
        "asked-of-the-model": (
            "The model is asked for a method that it does not have.",
            "`backward` belongs to the loss and `step` to the optimizer; the model is called, "
            "with the inputs in round brackets.",
            {
                "backward of the model": step({4: "model.backward(loss)"}),
                "predict": step({2: "y_hat = model.predict(x)"}),
                "a step of the model": step({5: "model.step()"}),
            },
        ),
        "asked-of-the-loss-function": (
            "The loss function is asked for something that it does not have.",
            "Call it with predictions and targets: `backward` and `item` belong to the loss that "
            "comes back.",
            {"backward of the loss function": step({4: "loss_fn.backward()"})},
        ),
        "asked-of-a-tensor": (
            "A tensor is asked for a method that it does not have.",
            "The error's last line says which name that is: `backward` sends a loss back, and "
            "`item` makes a number of it.",
            {
                "backwards": step({4: "loss.backwards()"}),
                "items": step({6: "return loss.items()"}),
                "a step of the loss": step({5: "loss.step()"}),
            },
        ),
        "asked-of-the-optimizer": (
            "The optimizer is asked for a method that it does not have.",
            "It clears with `zero_grad` and changes the weights with `step`.",
            {
                "zero_grads": step({1: "optimizer.zero_grads()"}),
                "backward of the optimizer": step({4: "optimizer.backward(loss)"}),
                "steps": step({5: "optimizer.steps()"}),
            },
        ),
        "axis-dropped": (
            "The predictions lose an axis, and the loss compares each with every target.",
            "Give the loss the predictions in the shape that the model gives them.",
            {
                "squeezes the predictions": step({2: "y_hat = model(x).squeeze()"}),
                "the first column": step({2: "y_hat = model(x)[:, 0]"}),
            },
        ),
        "loss-as-text": (
            "The loss comes back as text.",
            "Return the number; how to print it is decided elsewhere.",
            {
                "the loss as text": step({6: "return f'{loss.item():.3f}'"}),
                "all digits as text": step({6: "return str(loss.item())"}),
            },
        ),
        "loss-rounded": (
            "The loss is rounded.",
            "Return all its digits.",
            {
                "rounds the loss": step({6: "return round(loss.item(), 2)"}),
                "rounds the loss to three digits": step({6: "return round(loss.item(), 3)"}),
                "a whole number": step({6: "return int(loss)"}),
            },
        ),
        "loss-not-returned": (
            "The loss is not returned.",
            "End the function with a return and the number; printing it is not the same.",
            {
                "prints it": step({6: "print(loss.item())"}),
                "forgets to return": step({6: ""}),
            },
        ),
        "loss-times-batch": (
            "The loss is multiplied by a number, such as the size of the batch.",
            "Use the loss as the loss function gives it: it has decided about sum or mean.",
            {
                "adds up over the batch": step({3: "loss = loss_fn(y_hat, y) * len(x)"}),
                "doubles the loss": step({3: "loss = 2 * loss_fn(y_hat, y)"}),
                "returns the sum over the batch": step({6: "return loss.item() * len(x)"}),
            },
        ),
        "loss-over-batch": (
            "The loss is divided by a number, such as the size of the batch.",
            "Use the loss as the loss function gives it: it has decided about sum or mean.",
            {
                "divides by the batch": step({3: "loss = loss_fn(y_hat, y) / len(x)"}),
                "halves the loss": step({3: "loss = loss_fn(y_hat, y) / 2"}),
                "returns a share of the loss": step({6: "return loss.item() / len(x)"}),
            },
        ),
        "its-own-loss": (
            "The loss function that was given is not used.",
            "Call it with predictions and targets: it may be any loss.",
            {
                "its own loss": step({3: "loss = ((y_hat - y) ** 2).mean()"}),
                "its own loss object": step({3: "loss = nn.MSELoss()(y_hat, y)"}),
                "cross-entropy always": step({3: "loss = nn.CrossEntropyLoss()(y_hat, y)"}),
            },
        ),
    },
    "evaluate": {
        "mode-called": (
            "`model.training` is called, and it is a value: True or False.",
            "Take it without brackets.",
            {"brackets after training": evaluation(mode="mode = model.training(); model.eval()")},
        ),
        "mode-turned-round": (
            "At the end the model gets the other mode, not the one that it had.",
            "Restore the mode as you kept it.",
            {"the other mode": evaluation(back="model.train(not mode)")},
        ),
        "right-above-a-half": (
            "An example counts as right only where its class has a probability above 0.5.",
            "The prediction is the class of the highest logit, and with three classes or more "
            "that may have a probability below 0.5.",
            {
                "p of the label above 0.5": evaluation(
                    count="p = torch.softmax(model(x), dim=1)[torch.arange(len(y)), y]; "
                    "right += (p > 0.5).sum().item(); seen += len(y)"
                ),
                "the highest p, where it is above 0.5": evaluation(
                    count="p, guess = torch.softmax(model(x), dim=1).max(dim=1); "
                    "right += ((guess == y) & (p > 0.5)).sum().item(); seen += len(y)"
                ),
                "p above 0.5, as one-hot rows": evaluation(
                    count="p = torch.softmax(model(x), dim=1); "
                    "right += ((p > 0.5) & nn.functional.one_hot(y, p.shape[1]).bool())"
                    ".sum().item(); seen += len(y)"
                ),
            },
        ),
        "divided-by-columns": (
            "The numbers of one example are counted, and not the examples.",
            "Count rows: the length of the batch, not that of its first row.",
            {"counts columns": counted("model(x).argmax(dim=1)", "len(x[0])")},
        ),
        "divided-twice": (
            "Each batch's count is divided by its size, and the sum once more by all examples.",
            "Add up the counts, and divide once.",
            {
                "divides twice": evaluation(
                    count="right += (model(x).argmax(dim=1) == y).sum().item() / len(y); "
                    "seen += len(y)"
                ),
            },
        ),
        "labels-added-up": (
            "The labels are added up where the examples are counted.",
            "Count rows, whatever their labels are.",
            {"adds up the labels": counted("model(x).argmax(dim=1)", "y.sum().item()")},
        ),
        "count-of-wrong-ones": (
            "The number of wrong predictions comes back.",
            "Divide the number of right ones by the number of examples.",
            {"how many are wrong": evaluation(result="seen - right")},
        ),
        "mode-asked-to-switch": (
            "The mode that was kept is a truth value, and it is asked to switch.",
            "The model switches: its `train` takes the mode to go back to.",
            {
                "train of the mode": evaluation(back="mode.train()"),
                "eval of the mode": evaluation(back="mode.eval()"),
            },
        ),
        "needs-a-batch-size": (
            "The loader is asked for its batch size, and a list of batches has none.",
            "Count the rows of each batch: the last one may be smaller, too.",
            {
                "the loader's batch size": counted("model(x).argmax(dim=1)", "loader.batch_size"),
                "the loader's batch size, at the end": evaluation(
                    result="right / (len(loader) * loader.batch_size)"
                ),
            },
        ),
        "no-grad-not-called": (
            "`torch.no_grad` is named after `with`, and not called.",
            "Round brackets after the name make what `with` needs.",
            {"no_grad without brackets": evaluation(without="torch.no_grad")},
        ),
        "not-counted": (
            "The True and False of each batch are never counted: an array of them comes back.",
            "Count the True ones in each batch with a sum, as the text above this exercise says.",
            {
                "True and False added up": evaluation(
                    count="right = right + (model(x).argmax(dim=1) == y); seen += len(y)"
                ),
                "True and False of the last batch": evaluation(
                    count="right = (model(x).argmax(dim=1) == y); seen = len(y)"
                ),
                "item of each": evaluation(
                    count="right += (model(x).argmax(dim=1) == y).float(); seen += len(y)"
                ),
            },
        ),
        "softmax-over-the-batch": (
            "The softmax runs over the batch, down each column, so that rows are not comparable.",
            "No softmax is needed: the highest logit has the highest probability in its row.",
            {
                "softmax over the batch": counted("torch.softmax(model(x), dim=0).argmax(dim=1)"),
            },
        ),
        "mean-of-batch-means": (
            "The batches' accuracies are averaged, so a small batch counts as much as a large one.",
            "Add up what is right and what was seen over all batches, and divide once.",
            {
                "mean of batch means": evaluation(
                    count="right += (model(x).argmax(dim=1) == y).float().mean().item(); seen += 1"
                ),
                "mean of a list of shares": """
    mode, shares = model.training, []
    model.eval()
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            shares.append((model(x).argmax(dim=1) == y).float().mean().item())
    model.train(mode)
    return float(np.mean(shares))""",
            },
        ),
        "no-evaluation-mode": (
            "The model is not in evaluation mode while it predicts.",
            "Switch the mode before the first batch: dropout, for one, is still on otherwise.",
            {
                "no eval": evaluation(mode=""),
                "eval without brackets": evaluation(mode="model.eval"),
            },
        ),
        "training-mode-meanwhile": (
            "The model is put into training mode while it predicts.",
            "Evaluation wants evaluation mode.",
            {"train instead of eval": evaluation(mode="model.train()")},
        ),
        "always-back-to-training": (
            "The model always ends in training mode, even if it came in evaluation mode.",
            "Remember the mode before you change it, and restore that one.",
            {
                "always back to training mode": evaluation(back="model.train()"),
                "train(True)": evaluation(back="model.train(True)"),
            },
        ),
        "stays-in-evaluation": (
            "The model is left in evaluation mode, even if it came in training mode.",
            "Remember the mode before you change it, and restore it at the end.",
            {
                "stays in evaluation mode": evaluation(back=""),
                "evaluation mode, no way back, when training": evaluation(back="model.eval()"),
                "remembers too late": evaluation(mode="model.eval(); mode = model.training"),
                "train without brackets": evaluation(back="model.train"),
            },
        ),
        "no-mode-at-all": (
            "The mode is neither switched to evaluation nor restored: the model ends in "
            "training mode.",
            "Remember the mode, switch to evaluation mode, and restore what was at the end.",
            {"no eval, then training mode": evaluation(mode="", back="model.train()")},
        ),
        "mode-of-the-outside-only": (
            "Only the model itself is switched to evaluation mode; the layers inside stay as "
            "they were.",
            "Use the model's own method for it, which reaches every layer inside.",
            {
                "sets the attribute": evaluation(
                    mode="model.training = False", back="model.training = mode"
                ),
            },
        ),
        "restores-the-outside-only": (
            "At the end only the model itself gets its mode back; the layers inside do not.",
            "Restore the mode with the model's own method, which reaches every layer inside.",
            {"restores the attribute": evaluation(back="model.training = mode")},
        ),
        "mode-after-the-first-batch": (
            "The first batch is predicted before the model is in evaluation mode.",
            "Switch the mode once, before the loop over batches.",
            {
                "mode set after the first batch": evaluation(
                    mode="", count=EVALUATE_PARTS["count"] + "; model.eval()"
                ),
            },
        ),
        "gradients-on": (
            "PyTorch records gradients while the model is evaluated.",
            "Evaluation mode does not switch that off: tell PyTorch not to record.",
            {
                "gradients on": evaluation(without="torch.enable_grad()"),
                "no no_grad": """
    mode = model.training
    model.eval()
    right = seen = 0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        right += (model(x).argmax(dim=1) == y).sum().item()
        seen += len(y)
    model.train(mode)
    return right / seen""",
                "no_grad in vain": evaluation(without="torch.set_grad_enabled(True)"),
            },
        ),
        "gradients-off-for-ever": (
            "Gradients are switched off and stay off afterwards, so nothing can be trained.",
            "Switch recording off for a block of lines only.",
            {
                "switches gradients off for ever": evaluation(
                    mode="model.eval(); torch.set_grad_enabled(False)"
                ),
            },
        ),
        "batch-left-behind": (
            "Neither inputs nor labels are moved to the model's device.",
            "Move both, and keep what comes back: a tensor's own move gives a new tensor.",
            {
                "batch left behind": evaluation(move=""),
                "moves without keeping": evaluation(move="x.to(device); y.to(device)"),
                "moves the model only": evaluation(move="model.to(device)"),
            },
        ),
        "labels-left-behind": (
            "The labels stay on their device, and the predictions cannot meet them there.",
            "Move the labels as well.",
            {"labels left behind": evaluation(move="x = x.to(device)")},
        ),
        "inputs-left-behind": (
            "The inputs stay on their device, and the model cannot meet them there.",
            "Move the inputs as well.",
            {"inputs left behind": evaluation(move="y = y.to(device)")},
        ),
        "count-not-share": (
            "The number of right predictions comes back, not their share.",
            "Divide by the number of examples that were seen.",
            {"counts instead of a share": evaluation(result="right")},
        ),
        "in-percent": (
            "The accuracy is in percent.",
            "Return a share between 0 and 1.",
            {"in percent": evaluation(result="100 * right / seen")},
        ),
        "error-rate": (
            "The share of wrong predictions comes back.",
            "Count those that are right.",
            {
                "the error rate": evaluation(result="1 - right / seen"),
                "counts the wrong ones": evaluation(
                    count="right += (model(x).argmax(dim=1) != y).sum().item(); seen += len(y)"
                ),
            },
        ),
        "upside-down": (
            "The examples seen are divided by the right predictions.",
            "Turn the fraction round: right ones above, all that were seen below.",
            {"seen over right": evaluation(result="seen / max(right, 1)")},
        ),
        "whole-division": (
            "The division drops all that stands after the decimal point.",
            "Use the division that gives decimals.",
            {"whole division": evaluation(result="right // seen")},
        ),
        "rounded": (
            "The accuracy is rounded.",
            "Return all its digits.",
            {
                "one digit": evaluation(result="round(right / seen, 1)"),
                "two digits": evaluation(result="round(right / seen, 2)"),
            },
        ),
        "argmax-over-the-batch": (
            "The highest logit is looked for in each column, over the batch.",
            "Look along the other axis: each row holds one example's logits.",
            {
                "argmax over the batch": counted("model(x).argmax(dim=0)").replace(
                    "== y)", "== y[:1])"
                ),
                "argmax over the batch, all labels": counted("model(x).argmax(dim=0)"),
            },
        ),
        "logits-compared": (
            "A whole table, with a number for each class, is compared with the labels.",
            "Find the class first: the place of the highest logit in each row.",
            {
                "above 0, all logits": counted("(model(x) > 0)"),
                "rounded probabilities": counted("torch.softmax(model(x), dim=1).round()"),
                "the model's output": counted("model(x)"),
                "probabilities": counted("torch.softmax(model(x), dim=1)"),
            },
        ),
        "argmax-of-all": (
            "One highest logit is looked for in the whole batch.",
            "Look for the highest one in each row.",
            {
                "argmax of the whole table": counted("model(x).argmax()"),
                "argmax of both": evaluation(
                    count="right += (torch.argmax(model(x)) == torch.argmax(y)).sum().item(); "
                    "seen += len(y)"
                ),
            },
        ),
        "threshold": (
            "A logit above a fixed border counts as class 1, which holds for two classes at most.",
            "Predict the class with the highest logit, however many there are.",
            {
                "above 0 is class 1": counted("(model(x)[:, -1] > 0).long()"),
                "above a half is class 1": counted("(model(x)[:, 1] > 0.5).long()"),
                "a probability above a half": counted(
                    "(torch.softmax(model(x), dim=1)[:, 1] > 0.5).long()"
                ),
            },
        ),
        "lowest-logit": (
            "The class with the lowest logit is taken.",
            "Take the one with the highest.",
            {"the lowest logit": counted("model(x).argmin(dim=1)")},
        ),
        "compares-the-logit": (
            "The highest logit itself is compared with the label, not its place in the row.",
            "Ask for the place of the highest logit: that is the class.",
            {
                "the value of the highest logit": counted("model(x).max(dim=1).values"),
                "the value, as amax": counted("model(x).amax(dim=1)"),
                "the value, rounded": counted("model(x).max(dim=1).values.round()"),
            },
        ),
        "last-batch-only": (
            "Only the last batch counts.",
            "Add to the counts in each batch; do not replace them.",
            {
                "the last batch only": evaluation(
                    count="right = (model(x).argmax(dim=1) == y).sum().item(); seen = len(y)"
                ),
            },
        ),
        "last-batch-above": (
            "The right predictions of the last batch are divided by all examples seen.",
            "Add up the right ones, too, over all batches.",
            {
                "replaces the right ones": evaluation(
                    count="right = (model(x).argmax(dim=1) == y).sum().item(); seen += len(y)"
                ),
            },
        ),
        "last-batch-below": (
            "All right predictions are divided by the size of the last batch.",
            "Add up the examples seen, too, over all batches.",
            {
                "replaces those seen": evaluation(
                    count="right += (model(x).argmax(dim=1) == y).sum().item(); seen = len(y)"
                ),
            },
        ),
        "first-batch-only": (
            "Only the first batch counts.",
            "Let the loop run over all batches, and return after it.",
            {
                "the first batch only": evaluation(count=EVALUATE_PARTS["count"] + "; break"),
                "returns inside the loop": evaluation(
                    count=EVALUATE_PARTS["count"] + "; model.train(mode); return right / seen"
                ),
            },
        ),
        "all-as-large-as-the-first": (
            "Every batch is taken to be as large as the first.",
            "Count what was seen in each batch: the last one may be smaller.",
            {
                "all batches as large as the first": evaluation(
                    count="""right += (model(x).argmax(dim=1) == y).sum().item()
            seen = seen or len(y) * len(loader)"""
                ),
            },
        ),
        "all-as-large-as-the-last": (
            "Every batch is taken to be as large as the last.",
            "Count what was seen in each batch: their sizes may differ.",
            {
                "all batches as large as the last": evaluation(
                    count="""right += (model(x).argmax(dim=1) == y).sum().item()
            seen = len(y) * len(loader)"""
                ),
            },
        ),
        "divided-by-batches": (
            "The right predictions are divided by the number of batches.",
            "Divide by the number of examples.",
            {
                "divides by the batches": evaluation(result="right / len(loader)"),
                "counts batches": evaluation(
                    count="right += (model(x).argmax(dim=1) == y).sum().item(); seen += 1"
                ),
            },
        ),
        "divided-by-entries": (
            "All numbers in the inputs are counted, not the examples.",
            "Count rows: an example has several numbers.",
            {"counts all numbers": counted("model(x).argmax(dim=1)", "x.numel()")},
        ),
        "max-of-two": (
            "A single True or False comes where one for each row is meant.",
            "Two equals signs compare entry by entry. `max` along an axis gives a pair of tensors, "
            "and `is` asks whether two things are one and the same.",
            {
                "max along an axis": counted("model(x).max(dim=1)"),
                "is for ==": evaluation(
                    count="right += (model(x).argmax(dim=1) is y).sum(); seen += len(y)"
                ),
                "torch.max along an axis": counted("torch.max(model(x), dim=1)"),
            },
        ),
        "asked-of-the-model": (
            "The model is asked for something that it does not have.",
            "A model is called like a function, with the inputs in round brackets.",
            {
                "predict": counted("model.predict(x).argmax(dim=1)"),
                "predict_proba": counted("model.predict_proba(x).argmax(dim=1)"),
            },
        ),
        "asked-of-a-tensor": (
            "A tensor is asked for a method that it does not have.",
            "The error's last line says which name that is: `argmax` finds the classes, `sum` "
            "counts, and `item` makes a number.",
            {
                "sums": evaluation(
                    count="right += (model(x).argmax(dim=1) == y).sums().item(); seen += len(y)"
                ),
                "count": evaluation(
                    count="right += (model(x).argmax(dim=1) == y).count(); seen += len(y)"
                ),
                "arg_max": counted("model(x).arg_max(dim=1)"),
            },
        ),
        "mean-of-truth-values": (
            "PyTorch takes no mean of truth values.",
            "Count the True ones with a sum, as the text above this exercise says, or make "
            "numbers of them first.",
            {
                "mean of truth values": evaluation(
                    count="right += (model(x).argmax(dim=1) == y).mean().item(); seen += 1"
                ),
                "mean of truth values, times the batch": evaluation(
                    count="right += (model(x).argmax(dim=1) == y).mean() * len(y); seen += len(y)"
                ),
            },
        ),
        "mode-is-the-model": (
            "What is kept as the mode is the model: `train` and `eval` switch, and give the model "
            "back.",
            "`model.training` is the mode. Keep that before you switch.",
            {
                "keeps what train gives": evaluation(mode="mode = model.train(); model.eval()"),
                "keeps what eval gives": evaluation(mode="mode = model.eval()"),
            },
        ),
        "needs-a-dataset": (
            "The loader is asked for its dataset, and a list of batches has none.",
            "Count the examples while you go through the batches.",
            {"needs a DataLoader": evaluation(result="right / len(loader.dataset)")},
        ),
        "nothing-returned": (
            "The accuracy is not returned.",
            "End the function with a return and the number; printing it is not the same.",
            {"prints it": evaluation(result="print(right / seen)")},
        ),
    },
    "student_net": {
        "another-axis-dropped": (
            "The first axis is dropped where there is one student, and the last one stays.",
            "Drop the last axis, as the worked example above does: it has the number 1.",
            {
                "squeezes the first axis": net(
                    forward="return self.output(torch.relu(self.hidden(x))).squeeze(0)"
                ),
                "squeezes dim 0": net(
                    forward="return self.output(torch.relu(self.hidden(x))).squeeze(dim=0)"
                ),
            },
        ),
        "a-row": (
            "The logits come as one row of a table, a column for each student.",
            "Drop the last axis, as the worked example above does.",
            {
                "transposed": net(forward="return self.output(torch.relu(self.hidden(x))).T"),
                "reshaped to a row": net(
                    forward="return self.output(torch.relu(self.hidden(x))).reshape(1, -1)"
                ),
            },
        ),
        "layer-overwritten": (
            "A layer of the network is overwritten with numbers, and PyTorch refuses it.",
            "Give what a layer computes a name of its own, without `self` in front.",
            {
                "the result under the layer's name": net(
                    forward="self.hidden = torch.relu(self.hidden(x))\n"
                    "        return self.output(self.hidden)[:, 0]"
                ),
            },
        ),
        "sizes-do-not-chain": (
            "The layer `output` does not take the 8 numbers that `hidden` gives.",
            "What comes out of the first layer goes into the second: 8 in, 1 out.",
            {
                "the inputs again": net(
                    init="self.hidden = nn.Linear(2, 8); self.output = nn.Linear(2, 1)"
                ),
                "one in, one out": net(
                    init="self.hidden = nn.Linear(2, 8); self.output = nn.Linear(1, 1)"
                ),
                "the second layer's sizes swapped": net(
                    init="self.hidden = nn.Linear(2, 8); self.output = nn.Linear(1, 8)"
                ),
            },
        ),
        "layer-not-there": (
            "The forward pass asks for a layer that was not stored under this name.",
            "Store each layer under `self.` in `__init__` (two underscores on either side): a name "
            "without it is gone when the function ends.",
            {
                "no self in the start": net(
                    init="hidden = nn.Linear(2, 8)\n        output = nn.Linear(8, 1)"
                ),
                "no self for the output layer": net(
                    init="self.hidden = nn.Linear(2, 8)\n        output = nn.Linear(8, 1)"
                ),
                "no self for the hidden layer": net(
                    init="hidden = nn.Linear(2, 8)\n        self.output = nn.Linear(8, 1)"
                ),
                "no layers": net(init="pass"),
                "no layers kept": net(init="nn.Linear(2, 8); nn.Linear(8, 1)"),
                "other names in the start": net(
                    init="self.layer1 = nn.Linear(2, 8); self.layer2 = nn.Linear(8, 1)"
                ),
                "another name for the output layer": net(
                    init="self.hidden = nn.Linear(2, 8); self.out = nn.Linear(8, 1)"
                ),
                "a class without a start": net().replace("__init__(self)", "_init_(self)"),
            },
        ),
        "no-self-in-forward": (
            "The forward pass names a layer without `self.` before it.",
            "A layer belongs to its network: `self.` stands before its name wherever it is used.",
            {
                "no self in forward": net(forward="return output(torch.relu(hidden(x)))[:, 0]"),
                "no self for the output layer in forward": net(
                    forward="return output(torch.relu(self.hidden(x)))[:, 0]"
                ),
                "no self, in steps": net(
                    forward="h = torch.relu(hidden(x))\n        return output(h)[:, 0]"
                ),
                "no self anywhere": net(
                    init="hidden = nn.Linear(2, 8)\n        output = nn.Linear(8, 1)",
                    forward="h = torch.relu(hidden(x))\n        return output(h)[:, 0]",
                ),
            },
        ),
        "no-forward": (
            "PyTorch finds no method `forward` in the class.",
            "Its name is `forward`, letter by letter, and it stands inside the class, as far in as "
            "`__init__`.",
            {
                "forward misspelt": net().replace("def forward", "def foward"),
                "forward outside": net().replace(
                    "    def forward(self, x):\n    ", "\ndef forward(self, x):\n"
                ),
            },
        ),
        "output-takes-the-inputs": (
            "The layer `output` is given two numbers for each student, and it takes eight.",
            "The inputs go through `hidden` first; `output` takes what comes out of it.",
            {
                "output before hidden": net(
                    forward="return self.hidden(torch.relu(self.output(x)))[:, 0]"
                ),
                "output alone": net(forward="return self.output(torch.relu(x))[:, 0]"),
            },
        ),
        "hidden-twice": (
            "The layer `hidden` is given eight numbers for each student, and it takes two.",
            "The eight numbers that come out of `hidden` go into `output`.",
            {
                "hidden twice": net(forward="return self.hidden(torch.relu(self.hidden(x)))[:, 0]"),
            },
        ),
        "no-output-layer": (
            "The layer `output` is not used.",
            "The eight numbers of each student go through `output`, which makes one of them.",
            {
                "the first hidden number": net(forward="return torch.relu(self.hidden(x))[:, 0]"),
                "the first hidden number, no ReLU": net(forward="return self.hidden(x)[:, 0]"),
                "the sum of the hidden numbers": net(
                    forward="return torch.relu(self.hidden(x)).sum(dim=1)"
                ),
                "all hidden numbers": net(forward="return torch.relu(self.hidden(x))"),
            },
        ),
        "sigmoid-in-one-mode": (
            "A sigmoid turns the logits into probabilities in one of the two modes.",
            "Return the logits in both: training mode and evaluation mode compute alike here.",
            {
                "a sigmoid in evaluation mode": net(
                    forward="z = self.output(torch.relu(self.hidden(x)))[:, 0]\n"
                    "        return z if self.training else torch.sigmoid(z)"
                ),
                "a sigmoid in training mode": net(
                    forward="z = self.output(torch.relu(self.hidden(x)))[:, 0]\n"
                    "        return torch.sigmoid(z) if self.training else z"
                ),
            },
        ),
        "starts-alike": (
            "The weights of a layer all start at the same number.",
            "Leave the small random numbers with which PyTorch makes a layer: units that start "
            "alike get the same gradients, and stay alike.",
            {
                "starts at one": net(
                    init="self.hidden = nn.Linear(2, 8)\n"
                    "        self.output = nn.Linear(8, 1)\n"
                    "        for p in self.parameters(): nn.init.ones_(p)"
                ),
                "weights at zero, random biases": net(
                    init="self.hidden = nn.Linear(2, 8)\n"
                    "        self.output = nn.Linear(8, 1)\n"
                    "        nn.init.zeros_(self.hidden.weight); nn.init.zeros_(self.output.weight)"
                ),
            },
        ),
        "name-not-there": (
            "`F` is a name that other programs give to `nn.functional`, and here nothing has it.",
            "Write the long name, or use the function that `torch` has.",
            {
                "F.relu": net(forward="return self.output(F.relu(self.hidden(x)))[:, 0]"),
                "F.relu, in steps": net(
                    forward="h = F.relu(self.hidden(x))\n        return self.output(h)[:, 0]"
                ),
            },
        ),
        "layers-not-found": (
            "PyTorch finds no layers in this module, so there is nothing to train or to save.",
            "Store each layer as an attribute of its own: in lists PyTorch does not look.",
            {
                "layers in a Python list": net(
                    init="self.layers = [nn.Linear(2, 8), nn.Linear(8, 1)]",
                    forward="return self.layers[1](torch.relu(self.layers[0](x)))[:, 0]",
                ),
                "layers in a dictionary": net(
                    init="self.layers = {'hidden': nn.Linear(2, 8), 'output': nn.Linear(8, 1)}",
                    forward="h = torch.relu(self.layers['hidden'](x))\n"
                    "        return self.layers['output'](h)[:, 0]",
                ),
            },
        ),
        "other-names": (
            "The layers have other names than the text in quotes asks for.",
            "Compare the names of the parameters with those of the text: a saved model is "
            "found by them.",
            {
                "other names": net(
                    init="self.fc1 = nn.Linear(2, 8); self.fc2 = nn.Linear(8, 1)",
                    forward="return self.fc2(torch.relu(self.fc1(x)))[:, 0]",
                ),
                "a stack": net(
                    init="self.layers = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 1))",
                    forward="return self.layers(x)[:, 0]",
                ),
                "a ModuleList": net(
                    init="self.layers = nn.ModuleList([nn.Linear(2, 8), nn.Linear(8, 1)])",
                    forward="return self.layers[1](torch.relu(self.layers[0](x)))[:, 0]",
                ),
                "the ReLU in the hidden stack": net(
                    init="self.hidden = nn.Sequential(nn.Linear(2, 8), nn.ReLU())\n"
                    "        self.output = nn.Linear(8, 1)",
                    forward="return self.output(self.hidden(x))[:, 0]",
                ),
            },
        ),
        "names-swapped": (
            "The two layers have each other's names.",
            "The layer with two inputs comes first; compare with the text in quotes.",
            {
                "names swapped": net(
                    init="self.output = nn.Linear(2, 8)\n        self.hidden = nn.Linear(8, 1)",
                    forward="return self.hidden(torch.relu(self.output(x)))[:, 0]",
                ),
            },
        ),
        "sizes-swapped": (
            "A layer's two sizes stand the wrong way round.",
            "A layer is made with the number that goes in first, and the number that comes "
            "out second.",
            {
                "sizes swapped": net(
                    init="self.hidden = nn.Linear(8, 2)\n        self.output = nn.Linear(1, 8)"
                ),
                "sizes of one layer swapped": net(
                    init="self.hidden = nn.Linear(8, 2)\n        self.output = nn.Linear(8, 1)"
                ),
            },
        ),
        "no-relu": (
            "There is no ReLU between the layers.",
            "Put one after the first layer: without it, two layers compute no more than one could.",
            {"no ReLU": net(forward="return self.output(self.hidden(x))[:, 0]")},
        ),
        "another-activation": (
            "Another function than ReLU stands between the layers.",
            "Use ReLU: it leaves positive numbers as they are and turns all others into 0.",
            {
                "sigmoid in the middle": net(
                    forward="return self.output(torch.sigmoid(self.hidden(x)))[:, 0]"
                ),
                "tanh in the middle": net(
                    forward="return self.output(torch.tanh(self.hidden(x)))[:, 0]"
                ),
                "leaky ReLU in the middle": net(
                    forward="h = nn.functional.leaky_relu(self.hidden(x))\n"
                    "        return self.output(h)[:, 0]"
                ),
                "absolute values in the middle": net(
                    forward="return self.output(self.hidden(x).abs())[:, 0]"
                ),
            },
        ),
        "relu-too-early": (
            "The ReLU is applied to the inputs, before the first layer.",
            "Apply it to what the first layer gives.",
            {
                "ReLU on the inputs": net(
                    forward="return self.output(self.hidden(torch.relu(x)))[:, 0]"
                ),
            },
        ),
        "sigmoid-at-the-end": (
            "A sigmoid turns the logits into probabilities.",
            "Return the logits: the loss that follows has the sigmoid inside.",
            {
                "sigmoid at the end": net(
                    forward="return torch.sigmoid(self.output(torch.relu(self.hidden(x))))[:, 0]"
                ),
            },
        ),
        "softmax-at-the-end": (
            "A softmax stands after the last layer.",
            "Return the logits, without a sigmoid or softmax.",
            {
                "softmax at the end": net(
                    forward="z = self.output(torch.relu(self.hidden(x)))\n"
                    "        return torch.softmax(z, dim=1)[:, 0]"
                ),
                "softmax over the batch": net(
                    forward="z = self.output(torch.relu(self.hidden(x)))[:, 0]\n"
                    "        return torch.softmax(z, dim=0)"
                ),
            },
        ),
        "relu-at-the-end": (
            "A ReLU stands after the last layer, so that no logit is below 0 and none says FAIL.",
            "Leave the last layer's numbers as they are.",
            {
                "ReLU at the end": net(
                    forward="return torch.relu(self.output(torch.relu(self.hidden(x))))[:, 0]"
                ),
                "ReLU at the end only": net(
                    forward="return torch.relu(self.output(self.hidden(x)))[:, 0]"
                ),
            },
        ),
        "a-column": (
            "The logits come as a column, one row for each student.",
            "Drop the last axis, as the worked example above does.",
            {"a column": net(forward="return self.output(torch.relu(self.hidden(x)))")},
        ),
        "one-student-squeezed": (
            "All axes of length 1 are dropped: one student alone gives no list of logits.",
            "Drop the last axis only, as the worked example above does.",
            {
                "squeezes one student away": net(
                    forward="return self.output(torch.relu(self.hidden(x))).squeeze()"
                ),
            },
        ),
        "first-student-only": (
            "Only the first student's logit comes back.",
            "Drop the last axis, and keep the first one: it counts the students.",
            {
                "the first student only": net(
                    forward="return self.output(torch.relu(self.hidden(x)))[0]"
                ),
                "the first student's number": net(
                    forward="return self.output(torch.relu(self.hidden(x)))[0, 0]"
                ),
            },
        ),
        "one-number-for-all": (
            "All students together get one number.",
            "Keep one logit for each student: neither mean nor sum belongs here.",
            {
                "one number for all": net(
                    forward="return self.output(torch.relu(self.hidden(x))).mean()"
                ),
                "the sum for all": net(
                    forward="return self.output(torch.relu(self.hidden(x))).sum()"
                ),
            },
        ),
        "another-width": (
            "The middle of the network has another size than 8.",
            "Count: 8 numbers come out of the first layer and go into the second.",
            {
                "four hidden units": net(
                    init="self.hidden = nn.Linear(2, 4); self.output = nn.Linear(4, 1)"
                ),
                "sixteen hidden units": net(
                    init="self.hidden = nn.Linear(2, 16); self.output = nn.Linear(16, 1)"
                ),
            },
        ),
        "two-outputs": (
            "The last layer has two outputs.",
            "One logit is enough: above 0 it means PASS.",
            {
                "two outputs": net(
                    init="self.hidden = nn.Linear(2, 8); self.output = nn.Linear(8, 2)"
                ),
                "two outputs, all returned": net(
                    init="self.hidden = nn.Linear(2, 8); self.output = nn.Linear(8, 2)",
                    forward="return self.output(torch.relu(self.hidden(x)))",
                ),
            },
        ),
        "no-biases": (
            "A layer has no bias.",
            "Let each layer keep its bias, as a layer of PyTorch has one unless told otherwise.",
            {
                "no biases": net(
                    init="self.hidden = nn.Linear(2, 8, bias=False)\n"
                    "        self.output = nn.Linear(8, 1, bias=False)"
                ),
                "no bias at the end": net(
                    init="self.hidden = nn.Linear(2, 8)\n"
                    "        self.output = nn.Linear(8, 1, bias=False)"
                ),
            },
        ),
        "extra-layer": (
            "There is a layer more than the text in quotes asks for.",
            "Two layers are enough; one that is not used would never be trained.",
            {
                "one layer too many": net(
                    init="self.hidden = nn.Linear(2, 8); self.more = nn.Linear(8, 8)\n"
                    "        self.output = nn.Linear(8, 1)"
                ),
                "one layer too many, and used": net(
                    init="self.hidden = nn.Linear(2, 8); self.more = nn.Linear(8, 8)\n"
                    "        self.output = nn.Linear(8, 1)",
                    forward="h = torch.relu(self.more(torch.relu(self.hidden(x))))\n"
                    "        return self.output(h)[:, 0]",
                ),
            },
        ),
        "cut-off": (
            "The computation is cut on its way, so that training does not reach every layer.",
            "Leave recording on inside the network: the code that evaluates switches it off.",
            {
                "detaches": net(
                    forward="return self.output(torch.relu(self.hidden(x)).detach())[:, 0]"
                ),
                "no_grad around the first layer": net(
                    forward="with torch.no_grad(): h = torch.relu(self.hidden(x))\n"
                    "        return self.output(h)[:, 0]"
                ),
                "no_grad around all": net(
                    forward="with torch.no_grad():\n"
                    "            return self.output(torch.relu(self.hidden(x)))[:, 0]"
                ),
                "detaches the logits": net(
                    forward="return self.output(torch.relu(self.hidden(x)))[:, 0].detach()"
                ),
            },
        ),
        "new-layers-each-time": (
            "New layers with new random weights are made each time the network is called.",
            "Make the layers once, at the start, and use those.",
            {
                "new layers in forward": net(
                    forward="return nn.Linear(8, 1)(torch.relu(nn.Linear(2, 8)(x)))[:, 0]"
                ),
            },
        ),
        "output-layer-each-time": (
            "A new last layer with new random weights is made each time the network is called.",
            "Make the layers once, at the start, and use those.",
            {
                "a new output layer in forward": net(
                    forward="return nn.Linear(8, 1)(torch.relu(self.hidden(x)))[:, 0]"
                ),
                "the output layer replaced in forward": net(
                    forward="h = torch.relu(self.hidden(x))\n"
                    "        last = nn.Linear(8, 1)\n"
                    "        return last(h)[:, 0]"
                ),
            },
        ),
        "hidden-layer-each-time": (
            "A new first layer with new random weights is made each time the network is called.",
            "Make the layers once, at the start, and use those.",
            {
                "a new hidden layer in forward": net(
                    forward="return self.output(torch.relu(nn.Linear(2, 8)(x)))[:, 0]"
                ),
            },
        ),
        "more-layers-each-time": (
            "A layer that the text in quotes does not ask for is made each time the network is "
            "called, with new random weights.",
            "Take the two layers that are made at the start, and no other.",
            {
                "a layer more in forward": net(
                    forward="h = nn.Linear(8, 8)(torch.relu(self.hidden(x)))\n"
                    "        return self.output(h)[:, 0]"
                ),
            },
        ),
        "no-super": (
            "The module was not prepared, so PyTorch has no place for its layers.",
            "The first line of the start calls that of nn.Module; leave it where it was.",
            {"no super().__init__()": net().replace("super().__init__()", "pass")},
        ),
        "relu-not-applied": (
            "A ReLU layer is made and not applied: the layer itself goes on to the next one.",
            "`nn.ReLU` with empty brackets makes the layer, which is then called with the numbers; "
            "`torch.relu` is the function.",
            {
                "nn.ReLU of the numbers": net(
                    forward="return self.output(nn.ReLU(self.hidden(x)))[:, 0]"
                ),
                "a ReLU layer without brackets": net(
                    init="self.hidden, self.relu = nn.Linear(2, 8), nn.ReLU\n"
                    "        self.output = nn.Linear(8, 1)",
                    forward="return self.output(self.relu(self.hidden(x)))[:, 0]",
                ),
            },
        ),
        "layer-not-called": (
            "A layer is handed on, where its result is meant.",
            "Call the layer: its inputs stand in round brackets after its name.",
            {
                "the ReLU of a layer": net(
                    forward="return self.output(torch.relu(self.hidden))[:, 0]"
                ),
                "the layer of a layer": net(forward="return self.output(self.hidden)[:, 0]"),
            },
        ),
        "weight-not-transposed": (
            "The sizes in a matrix product do not fit.",
            "The error's last line holds both shapes. A layer that is called does its product "
            "itself; its `weight` has a row for each output.",
            {
                "a product with the hidden weight": net(
                    forward="h = torch.relu(x @ self.hidden.weight + self.hidden.bias)\n"
                    "        return self.output(h)[:, 0]"
                ),
                "products with both weights": net(
                    forward="h = torch.relu(torch.matmul(x, self.hidden.weight))\n"
                    "        return (h @ self.output.weight)[:, 0]"
                ),
            },
        ),
        "function-of-numpy": (
            "A tensor that takes part in gradients is handed to NumPy, and that is refused.",
            "Stay with PyTorch, and return a tensor. The `relu` of lesson 02 is NumPy's; PyTorch "
            "has `torch.relu`.",
            {
                "the logits to NumPy": net(
                    forward="return self.output(torch.relu(self.hidden(x)))[:, 0].numpy()"
                ),
                "the relu of lesson 02": net(
                    forward="return self.output(relu(self.hidden(x)))[:, 0]"
                ),
                "np.maximum": net(
                    forward="return self.output(np.maximum(self.hidden(x), 0))[:, 0]"
                ),
            },
        ),
        "another-column": (
            "An output is picked that does not exist.",
            "There is one logit for each student: its column has the number 0.",
            {
                "column 1": net(forward="return self.output(torch.relu(self.hidden(x)))[:, 1]"),
            },
        ),
        "shared-between-networks": (
            "All networks of this class share the same layers.",
            "Make new layers in the start of each network.",
            {
                "layers of the class": net(
                    init="self.hidden, self.output = SHARED",
                    head="SHARED = nn.Linear(2, 8), "
                    "nn.Linear(8, 1)\n\n\nclass StudentNet(nn.Module):",
                ),
            },
        ),
        "own-seed": (
            "Every new network starts with the same weights.",
            "Leave the random numbers to PyTorch: a seed is set by the code that calls yours.",
            {
                "an own seed": net(
                    init="torch.manual_seed(0)\n"
                    "        self.hidden = nn.Linear(2, 8)\n"
                    "        self.output = nn.Linear(8, 1)"
                ),
            },
        ),
        "dropout": (
            "Activations are dropped at random, in evaluation as well.",
            "Take the two layers and the ReLU only.",
            {
                "dropout": net(
                    forward="h = nn.functional.dropout(torch.relu(self.hidden(x)), 0.5)\n"
                    "        return self.output(h)[:, 0]"
                ),
            },
        ),
        "dropout-in-training": (
            "Activations are dropped at random in training mode.",
            "Take the two layers and the ReLU only; dropout is another idea, for later.",
            {
                "a dropout layer": net(
                    init="self.hidden, self.drop = nn.Linear(2, 8), nn.Dropout(0.5)\n"
                    "        self.output = nn.Linear(8, 1)",
                    forward="h = self.drop(torch.relu(self.hidden(x)))\n"
                    "        return self.output(h)[:, 0]",
                ),
            },
        ),
        "decides-already": (
            "The network decides between PASS and FAIL, and training needs the logits.",
            "Return the logits as they are; they are compared with 0 later.",
            {
                "PASS or FAIL": net(
                    forward="return (self.output(torch.relu(self.hidden(x)))[:, 0] > 0).float()"
                ),
                "PASS or FAIL, as truth": net(
                    forward="return self.output(torch.relu(self.hidden(x)))[:, 0] > 0"
                ),
            },
        ),
        "all-at-zero": (
            "All weights and biases start at 0: no gradient reaches the first layer, and it never "
            "learns.",
            "Leave the small random numbers with which PyTorch makes a layer.",
            {
                "starts at zero": net(
                    init="self.hidden = nn.Linear(2, 8)\n"
                    "        self.output = nn.Linear(8, 1)\n"
                    "        for p in self.parameters(): nn.init.zeros_(p)"
                ),
            },
        ),
        "double-weights": (
            "The weights are float64, and inputs of float32 do not meet them.",
            "Leave the layers in the dtype that PyTorch gives them.",
            {
                "in float64": net(
                    init="self.hidden = nn.Linear(2, 8, dtype=torch.float64)\n"
                    "        self.output = nn.Linear(8, 1, dtype=torch.float64)"
                ),
            },
        ),
        "nothing-returned": (
            "The logits are computed and not returned.",
            "End the forward pass with a return and the logits.",
            {
                "prints the logits": net(
                    forward="print(self.output(torch.relu(self.hidden(x)))[:, 0])"
                ),
            },
        ),
    },
}

# A learner's first loop has no line for the mode: what else is wrong is told all the same
ABOUT_THE_MODE = (
    *("no-training-mode", "training-mode-too-late", "evaluation-mode", "back-to-evaluation"),
    *("back-to-the-old-mode", "mode-of-the-outside-only"),
)
for _name, (_what, _hint, _answers) in WRONG["train_step"].items():
    if _name not in ABOUT_THE_MODE:
        _without = {
            f"{idea}, without a mode": body.replace("model.train()", "pass", 1)
            for idea, body in _answers.items()
        }
        WRONG["train_step"][_name] = (_what, _hint, {**_answers, **_without})

# And what is counted wrongly is told where the mode, gradients or the device are forgotten, too
ABOUT_COUNTING = (
    *("mean-of-batch-means", "count-not-share", "in-percent", "error-rate", "upside-down"),
    *("whole-division", "rounded", "argmax-over-the-batch", "argmax-of-all", "threshold"),
    *("lowest-logit", "compares-the-logit", "last-batch-only", "last-batch-above"),
    *("last-batch-below", "first-batch-only", "all-as-large-as-the-first", "divided-by-batches"),
    *("all-as-large-as-the-last", "divided-by-entries", "needs-a-dataset", "nothing-returned"),
    *(
        "max-of-two",
        "logits-compared",
        "asked-of-the-model",
        "asked-of-a-tensor",
        "mean-of-truth-values",
    ),
)
_LINES = {
    "model.eval()": "pass",
    "torch.no_grad()": "torch.enable_grad()",
    "model.train(mode)": "pass",
    "x, y = x.to(device), y.to(device)": "pass",
}
FORGOTTEN = {
    "no way back": ["model.train(mode)"],
    "nothing moved": ["x, y = x.to(device), y.to(device)"],
    "no mode, gradients on, nothing moved": list(_LINES),
}


def forgetful(body, lines):
    """An evaluate without these lines."""
    for line in lines:
        body = body.replace(line, _LINES[line])
    return body


for _name in ABOUT_COUNTING:
    _what, _hint, _answers = WRONG["evaluate"][_name]
    _more = {
        f"{idea}, {what}": forgetful(body, lines)
        for idea, body in _answers.items()
        for what, lines in FORGOTTEN.items()
    }
    WRONG["evaluate"][_name] = (_what, _hint, {**_answers, **_more})

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
                x = nn.functional.relu(layer(x))
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
        "clears right before backward": step(order=[0, 2, 3, 1, 4, 5, 6]),
        "clears at the end": step(order=[0, 2, 3, 4, 5, 1, 6]),
        "clears at the end, through the model": step(
            {1: "model.zero_grad()"}, order=[0, 2, 3, 4, 5, 1, 6]
        ),
        "clears through the model": step({1: "model.zero_grad()"}),
        "clears to zeros": step({1: "optimizer.zero_grad(set_to_none=False)"}),
        "clears by hand": step({1: "for p in model.parameters(): p.grad = None"}),
        "train(True), float": step({0: "model.train(True)", 6: "return float(loss)"}),
        "in two lines": """model.train(); optimizer.zero_grad()
    loss = loss_fn(model(x), y); loss.backward(); optimizer.step()
    print(f"loss {loss:.3f}")
    return loss.detach().cpu().numpy().item()""",
        "clears again at the end": step({5: "optimizer.step(); optimizer.zero_grad()"}),
        "a closure for the optimizer": """model.train()

    def closure():
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        return loss
    return optimizer.step(closure).item()""",
    },
    "evaluate": {
        "as shown": evaluation(),
        "inference mode": evaluation(without="torch.inference_mode()"),
        "row by row": evaluation(
            count="""for i in range(len(y)):
                right += int(model(x[i:i+1]).argmax() == y[i]); seen += 1"""
        ),
        "all batches as one": """was = model.training
    model.eval()
    with torch.no_grad():
        X = torch.cat([x.to(device) for x, _ in loader])
        y = torch.cat([y.to(device) for _, y in loader])
        right = (model(X).argmax(dim=1) == y).sum().item()
    model.train(was)
    return right / len(y)""",
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
            forward="h = nn.functional.relu(self.hidden(x))\n"
            "        return h @ self.output.weight[0] + self.output.bias"
        ),
        "squeeze of one axis": net(
            forward="return self.output(nn.functional.relu(self.hidden(x))).squeeze(dim=1)"
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

EQUIVALENT = {
    "student_net": {
        "logits = self.output(activations)[:, 0] -> logits = self.output(activations)[:, -1]": (
            "The output layer gives one column, which is the first and the last."
        ),
    },
}
BLANK = {"student_net": net(init="raise NotImplementedError", forward="raise NotImplementedError")}
