"""Lesson 08: mistakes that learners make, and right answers written otherwise."""

NAMES = '{"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU}'
KINDS = f"kinds = {NAMES}\n    "
KNOWN = KINDS + "if activation not in kinds: raise ValueError(activation)\n    "
STACK = """act = kinds[activation]
    return nn.Sequential(nn.Linear(784, hidden1), act(), nn.Linear(hidden1, hidden2), act(),
                         nn.Linear(hidden2, 10))"""
COUNTS = "m = np.zeros((n_classes, n_classes), int)\n    "
SHARES = """m = np.zeros((n_classes, n_classes))
    np.add.at(m, (y_true, y_pred), 1)
    """
SURE = "y_pred, sure = probabilities.argmax(1), probabilities.max(1)\n    "
WRONG_ONES = SURE + "wrong = np.flatnonzero(y_pred != y_true)\n    "

WRONG = {
    "normalise": {
        "constants-on-bytes": (
            "The bytes are never divided by 255, so the two constants do not fit them.",
            "Bring the bytes to the range from 0 to 1 first: the constants were computed there.",
            {
                "never divides by 255": "return ((images.float() - 0.1307) / 0.3081).flatten(1)",
            },
        ),
        "divides-last": (
            "The division by 255 comes after the mean has been subtracted.",
            "Divide the bytes first: the mean and the deviation are those of pixels from 0 to 1.",
            {
                "divides by 255 at the end": """x = (images.float() - 0.1307) / 0.3081
    return x.flatten(1) / 255""",
                "divides by 255 in the middle": """x = images - 0.1307
    return (x / 255 / 0.3081).flatten(1)""",
            },
        ),
        "divides-twice": (
            "The bytes are divided by 255 twice, so that all pixels look like paper.",
            "Divide once: ink, byte 255, becomes 1.",
            {
                "divides by 255 twice": """x = images / 255
    return ((x / 255 - 0.1307) / 0.3081).flatten(1)""",
            },
        ),
        "divides-by-256": (
            "The bytes are divided by 256, so that ink does not become 1.",
            "Divide by the largest byte, that of ink.",
            {"divides by 256": "return ((images / 256 - 0.1307) / 0.3081).flatten(1)"},
        ),
        "largest-pixel": (
            "The bytes are divided by the largest pixel that came, not by 255.",
            "Divide by 255, whatever the images hold: a grey pixel stays grey.",
            {
                "by the largest of all pixels": """x = images / images.max()
    return ((x - 0.1307) / 0.3081).flatten(1)""",
                "by each image's largest pixel": """x = images.flatten(1).float()
    x = x / x.amax(1, keepdim=True)
    return (x - 0.1307) / 0.3081""",
            },
        ),
        "inverted": (
            "Paper and ink are exchanged.",
            "Keep the bytes' direction: 0 is paper and stays the smallest number.",
            {
                "ink is 0": "return ((1 - images / 255 - 0.1307) / 0.3081).flatten(1)",
            },
        ),
        "constants-swapped": (
            "The mean and the standard deviation are exchanged.",
            "Subtract the mean, 0.1307, then divide by the standard deviation, 0.3081.",
            {
                "the constants are swapped": """x = images / 255
    return ((x - 0.3081) / 0.1307).flatten(1)""",
            },
        ),
        "multiplies": (
            "The centred pixels are multiplied by the standard deviation.",
            "Divide by it: the numbers should grow to a size near 1.",
            {"multiplies by the spread": "return ((images / 255 - 0.1307) * 0.3081).flatten(1)"},
        ),
        "adds-the-mean": (
            "The mean is added.",
            "Subtract it, so that the numbers lie around 0 and paper becomes negative.",
            {"adds the mean": "return ((images / 255 + 0.1307) / 0.3081).flatten(1)"},
        ),
        "precedence": (
            "Only the mean is divided by the standard deviation, since division goes before minus.",
            "Subtract first, in parentheses, and divide what is left.",
            {"precedence": "return (images / 255 - 0.1307 / 0.3081).flatten(1)"},
        ),
        "never-centred": (
            "The mean is not subtracted.",
            "Subtract 0.1307 before you divide by the standard deviation.",
            {"never subtracts the mean": "return (images / 255 / 0.3081).flatten(1)"},
        ),
        "never-stretched": (
            "The pixels are not divided by their standard deviation.",
            "After the mean is subtracted, divide by 0.3081.",
            {"never divides by the spread": "return (images / 255 - 0.1307).flatten(1)"},
        ),
        "from-0-to-1": (
            "The pixels lie between 0 and 1: neither of the two constants is used.",
            "Subtract the mean, 0.1307, and divide by the standard deviation, 0.3081.",
            {"only scales": "return (images / 255).flatten(1)"},
        ),
        "minus-1-to-1": (
            "The pixels run from -1 to 1, which is another way to prepare images.",
            "Use the mean and the standard deviation of this data: paper becomes -0.424.",
            {
                "from -1 to 1": "return (images / 127.5 - 1).flatten(1)",
                "a half for both": "return ((images / 255 - 0.5) / 0.5).flatten(1)",
            },
        ),
        "batch-statistics": (
            "Mean and standard deviation are computed from the images that came.",
            "Use the two constants: the same image should always give the same row.",
            {
                "the batch's own mean": """x = images / 255
    return ((x - x.mean()) / x.std()).flatten(1)""",
                "the bytes' own mean": """x = images.float()
    return ((x - x.mean()) / x.std()).flatten(1)""",
            },
        ),
        "image-statistics": (
            "Every image gets a mean and a standard deviation of its own.",
            "Use the same two constants for every image.",
            {
                "each image's own mean": """x = (images / 255).flatten(1)
    return (x - x.mean(1, keepdim=True)) / x.std(1, keepdim=True)""",
            },
        ),
        "pixel-statistics": (
            "Every pixel gets a mean and a standard deviation over the images that came.",
            "Use the same two constants for all pixels, so that it works for one image, too.",
            {
                "each pixel's own mean": """x = (images / 255).flatten(1)
    return (x - x.mean(0)) / x.std(0)""",
            },
        ),
        "length-1": (
            "Every row is scaled to length 1.",
            "Subtract and divide by the two constants; PyTorch's `normalize` does something else.",
            {
                "unit length": """x = (images / 255).flatten(1)
    return nn.functional.normalize(x)""",
            },
        ),
        "cut-to-whole": (
            "Grey is lost: the division keeps whole numbers only.",
            "Keep what stands behind the point, so that byte 51 becomes 0.2.",
            {
                "cuts with //": "return (images // 255 - 0.1307).flatten(1) / 0.3081",
                "cuts back to bytes": """x = (images / 255).to(torch.uint8)
    return ((x - 0.1307) / 0.3081).flatten(1)""",
            },
        ),
        "bytes-wrap": (
            "The mean is subtracted from bytes: paper cannot go below 0 and wraps to 223.",
            "Divide by 255 first, and subtract afterwards.",
            {
                "subtracts a byte": "return ((images - 33) / 78.6).flatten(1)",
            },
        ),
        "bytes-in-place": (
            "A division in place fails, since bytes cannot hold its result.",
            "Give the quotient a new name, or make floats of the bytes first.",
            {
                "/= on bytes": """images /= 255
    return ((images - 0.1307) / 0.3081).flatten(1)""",
                "div_ on a copy": """x = images.clone().div_(255)
    return ((x - 0.1307) / 0.3081).flatten(1)""",
            },
        ),
        "not-flattened": (
            "The images keep their 28 rows.",
            "Join the two axes of pixels, so that each image becomes one row of 784 numbers.",
            {"keeps the image's form": "return (images / 255 - 0.1307) / 0.3081"},
        ),
        "axis-added": (
            "The images get one axis more.",
            "Two axes should be left: one for images, one for their 784 pixels.",
            {
                "a colour axis": "return ((images / 255 - 0.1307) / 0.3081).unsqueeze(1)",
                "rows in a box": "return ((images / 255 - 0.1307) / 0.3081).flatten(1)[:, None]",
            },
        ),
        "images-joined": (
            "All images are joined into one long row.",
            "Keep the first axis, that of the images, and flatten the two others.",
            {
                "flattens everything": "return ((images / 255 - 0.1307) / 0.3081).flatten()",
                "one row for all": "return ((images / 255 - 0.1307) / 0.3081).reshape(1, -1)",
            },
        ),
        "rows-of-28": (
            "Each row of pixels becomes a row of its own, 28 for every image.",
            "Keep the first axis, and join the two axes of pixels.",
            {
                "flattens the first two axes": """x = (images / 255 - 0.1307) / 0.3081
    return x.flatten(0, 1)""",
                "rows of 28": "return ((images / 255 - 0.1307) / 0.3081).reshape(-1, 28)",
            },
        ),
        "one-image-loses-axis": (
            "A single image loses its first axis.",
            "One image is a table of one row, of shape (1, 784); keep axes of length 1.",
            {
                "squeezes": "return ((images/255 - 0.1307) / 0.3081).flatten(1).squeeze()",
            },
        ),
        "784-rows": (
            "The table has 784 rows, one for each pixel.",
            "Make one row for each image: the first axis of the images stays the first.",
            {
                "columns for images": "return ((images / 255 - 0.1307) / 0.3081).flatten(1).T",
                "784 rows": "return ((images / 255 - 0.1307) / 0.3081).reshape(784, -1)",
            },
        ),
        "column-by-column": (
            "The images are flattened column below column.",
            "Flatten row below row: the neighbour to the right is the next entry.",
            {
                "column by column": """x = (images / 255 - 0.1307) / 0.3081
    return x.transpose(1, 2).flatten(1)""",
                "in Fortran's order": """x = (images.float().numpy() / 255 - 0.1307) / 0.3081
    rows = [one.ravel(order="F") for one in x]
    return torch.tensor(np.array(rows), dtype=torch.float32)""",
            },
        ),
        "images-mixed": (
            "The rows mix pixels of different images, because the axis of images was moved.",
            "Leave the axis of images first, and flatten the others.",
            {
                "mixes images and pixels": """x = (images / 255 - 0.1307) / 0.3081
    return x.permute(1, 2, 0).reshape(len(images), -1)""",
            },
        ),
        "fixed-number-of-images": (
            "The number of images is fixed, so other numbers of images fail.",
            "Read the number of images off the argument.",
            {
                "always one image": "return ((images / 255 - 0.1307) / 0.3081).reshape(1, 784)",
                "squeezed to one": "return ((images / 255 - 0.1307) / 0.3081).view(1, 28 * 28)",
            },
        ),
        "last-image-only": (
            "Only the last image comes back, as a row without a table around it.",
            "Collect the rows as you go, and stack them after the loop.",
            {
                "replaced in the loop": """rows = []
    for image in images:
        rows = ((image / 255 - 0.1307) / 0.3081).flatten()
    return rows""",
            },
        ),
        "first-image-only": (
            "Only the first image comes back.",
            "Prepare all images: n images become n rows.",
            {
                "a single image": """x = (images / 255 - 0.1307) / 0.3081
    return x[0].reshape(1, -1)""",
                "returns in the loop": """for one in images:
        return ((one / 255 - 0.1307) / 0.3081).reshape(1, -1)""",
            },
        ),
        "another-precision": (
            "The numbers are of another type than float32.",
            "The network's weights are float32: turn the rows into that type.",
            {
                "double precision": "return ((images.double() / 255 - 0.1307) / 0.3081).flatten(1)",
                "half precision": "return ((images / 255 - 0.1307) / 0.3081).flatten(1).half()",
                "NumPy's precision": """x = (images.numpy().astype(float) / 255 - 0.1307) / 0.3081
    return torch.from_numpy(x.reshape(len(x), -1))""",
            },
        ),
        "an-array": (
            "The rows come as a NumPy array.",
            "The network takes tensors: divide the tensor itself, or turn the array into one.",
            {
                "an array": """x = (images.numpy() / 255 - 0.1307) / 0.3081
    return x.reshape(len(images), -1)""",
                "an array of float32": """x = (images / 255 - 0.1307) / 0.3081
    return x.flatten(1).numpy()""",
            },
        ),
        "a-list": (
            "The rows come in a list.",
            "The network takes one tensor: flatten all images at once, or stack the rows.",
            {
                "a list of rows": """return [((one / 255 - 0.1307) / 0.3081).flatten()
        for one in images]""",
                "lists of numbers": "return ((images / 255 - 0.1307) / 0.3081).flatten(1).tolist()",
            },
        ),
        "a-method-of-arrays": (
            "A method of NumPy's arrays is called on a tensor, which has no such method.",
            "Divide the tensor by 255: that gives float32; `float`, a method, does so, too.",
            {
                "astype": """x = (images.astype(float) / 255 - 0.1307) / 0.3081
    return x.reshape(len(images), -1)""",
                "astype of the batch": """x = images.astype(np.float32) / 255
    return ((x - 0.1307) / 0.3081).flatten(1)""",
            },
        ),
        "any/changes-input": {
            "writes into the images": """images[:] = images // 2 * 2
    return ((images / 255 - 0.1307) / 0.3081).flatten(1)""",
        },
        "any/returns-none": {
            "forgets return": "rows = ((images / 255 - 0.1307) / 0.3081).flatten(1)",
        },
    },
    "build_classifier": {
        "no-activation": (
            "No activation follows the first two layers, so three layers are as good as one.",
            "Put the activation that was asked for after the first and after the second layer.",
            {
                "no activation at all": KNOWN
                + "return nn.Sequential(nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2), "
                "nn.Linear(hidden2, 10))",
            },
        ),
        "first-activation-missing": (
            "No activation follows the first layer.",
            "Put one after the first layer and one after the second.",
            {
                "the first is missing": KNOWN
                + """return nn.Sequential(nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2),
        kinds[activation](), nn.Linear(hidden2, 10))""",
            },
        ),
        "second-activation-missing": (
            "No activation follows the second layer.",
            "Put one after the first layer and one after the second.",
            {
                "the second is missing": KNOWN
                + """return nn.Sequential(nn.Linear(784, hidden1), kinds[activation](),
        nn.Linear(hidden1, hidden2), nn.Linear(hidden2, 10))""",
            },
        ),
        "activation-last": (
            "An activation follows the last layer, so the logits are bent.",
            "End with the last layer: the loss wants its logits as they are.",
            {
                "an activation after the last layer": KNOWN
                + STACK.replace("10))", "10), kinds[activation]())"),
                "a loop over all layers": KNOWN
                + """sizes, parts = [784, hidden1, hidden2, 10], []
    for a, b in zip(sizes, sizes[1:]): parts += [nn.Linear(a, b), kinds[activation]()]
    return nn.Sequential(*parts)""",
            },
        ),
        "softmax-last": (
            "Softmax follows the last layer, so probabilities come out.",
            "Return logits: `nn.CrossEntropyLoss` takes the softmax itself.",
            {
                "softmax at the end": KNOWN + STACK.replace("10))", "10), nn.Softmax(dim=1))"),
                "softmax in forward": KNOWN
                + STACK.replace("return", "body =")
                + """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = body
        def forward(self, x):
            return self.body(x).softmax(dim=-1)
    return Net()""",
            },
        ),
        "softmax-over-images": (
            "Softmax follows the last layer, and runs over the images.",
            "Return logits, with nothing after the last layer.",
            {"softmax over axis 0": KNOWN + STACK.replace("10))", "10), nn.Softmax(dim=0))")},
        ),
        "log-softmax-last": (
            "Log-softmax follows the last layer.",
            "End with the last layer: `nn.CrossEntropyLoss` applies log-softmax itself.",
            {"log-softmax at the end": KNOWN + STACK.replace("10))", "10), nn.LogSoftmax(1))")},
        ),
        "always-relu": (
            "ReLU is used, whichever of the three activations was asked for.",
            "Let the argument choose the activation.",
            {
                "always ReLU": KNOWN + "activation = 'relu'\n    " + STACK,
                "ReLU in forward": KNOWN
                + """class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.one, self.two = nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2)
            self.out = nn.Linear(hidden2, 10)
        def forward(self, x):
            return self.out(torch.relu(self.two(torch.relu(self.one(x)))))
    return Net()""",
            },
        ),
        "ignores-activation": (
            "ReLU comes out whatever the name, and no name is refused.",
            "Compare the name with each of the three: after `or`, a text alone counts as true.",
            {
                "a condition that is always true": """if activation == "relu" or "ReLU":
        act = nn.ReLU
    elif activation == "tanh":
        act = nn.Tanh
    elif activation == "sigmoid":
        act = nn.Sigmoid
    else:
        raise ValueError(activation)
    """
                + STACK.split("\n    ", 1)[1],
                "never reads the name": "act = nn.ReLU\n    " + STACK.split("\n    ", 1)[1],
            },
        ),
        "curves-swapped": (
            "Sigmoid and tanh are exchanged.",
            "Look at which name stands beside which activation.",
            {
                "sigmoid and tanh swapped": KNOWN.replace(
                    '"sigmoid": nn.Sigmoid, "tanh": nn.Tanh',
                    '"tanh": nn.Sigmoid, "sigmoid": nn.Tanh',
                )
                + STACK,
            },
        ),
        "leaky-relu": (
            'The activation for "relu" lets a part of negative numbers through.',
            "ReLU gives 0 for every negative number.",
            {"a leaky ReLU": KNOWN.replace("nn.ReLU", "nn.LeakyReLU") + STACK},
        ),
        "log-sigmoid": (
            'The activation for "sigmoid" gives the logarithm of the sigmoid.',
            "Take the sigmoid itself, whose values lie between 0 and 1.",
            {"the sigmoid's log": KNOWN.replace("nn.Sigmoid", "nn.LogSigmoid") + STACK},
        ),
        "tanh-refused": (
            'The name "tanh" is refused, though it is one of the three.',
            "Three names are known: look at how each of them is spelt.",
            {
                "tanh is misspelt": KNOWN.replace('"tanh"', '"than"') + STACK,
                "tanh is forgotten": KNOWN.replace(' "tanh": nn.Tanh,', "") + STACK,
            },
        ),
        "sigmoid-refused": (
            'The name "sigmoid" is refused, though it is one of the three.',
            "Three names are known: look at how each of them is spelt.",
            {
                "sigmoid is forgotten": KNOWN.replace('"sigmoid": nn.Sigmoid, ', "") + STACK,
                "sigmoid has a capital": KNOWN.replace('"sigmoid"', '"Sigmoid"') + STACK,
            },
        ),
        "relu-second": (
            "ReLU follows the second layer, whichever activation was asked for.",
            "Use the same activation after the first two layers.",
            {
                "another activation in the second layer": KNOWN
                + STACK.replace("act(),\n", "nn.ReLU(),\n"),
            },
        ),
        "relu-first": (
            "ReLU follows the first layer, whichever activation was asked for.",
            "Use the same activation after the first two layers.",
            {
                "another activation in the first layer": KNOWN
                + STACK.replace("hidden1), act(),", "hidden1), nn.ReLU(),"),
            },
        ),
        "sizes-swapped": (
            "The sizes hidden1 and hidden2 are exchanged.",
            "The first layer has hidden1 neurons, the second hidden2.",
            {
                "sizes swapped": KNOWN + "hidden1, hidden2 = hidden2, hidden1\n    " + STACK,
            },
        ),
        "hidden2-ignored": (
            "The first two layers both have hidden1 neurons.",
            "Give the second layer hidden2 neurons, and the last layer as many inputs.",
            {"hidden1 twice": KNOWN + "hidden2 = hidden1\n    " + STACK},
        ),
        "sizes-fixed": (
            "The sizes are always 128 and 64.",
            "Use the arguments hidden1 and hidden2.",
            {"sizes fixed": KNOWN + "hidden1, hidden2 = 128, 64\n    " + STACK},
        ),
        "one-hidden-layer": (
            "There are two layers of weights only.",
            "Stack three: one of hidden1 neurons, one of hidden2, and one of ten.",
            {
                "one hidden layer": KNOWN
                + "return nn.Sequential(nn.Linear(784, hidden1), kinds[activation](), "
                "nn.Linear(hidden1, 10))",
            },
        ),
        "no-last-layer": (
            "The layer that gives the ten logits is missing.",
            "After the second layer and its activation comes a layer of ten outputs.",
            {
                "two layers": KNOWN
                + """return nn.Sequential(nn.Linear(784, hidden1), kinds[activation](),
        nn.Linear(hidden1, hidden2), kinds[activation]())""",
                "ends at hidden2": KNOWN
                + """return nn.Sequential(nn.Linear(784, hidden1), kinds[activation](),
        nn.Linear(hidden1, hidden2))""",
            },
        ),
        "layer-too-many": (
            "There is one layer too many.",
            "Count the layers with weights: three, the last of them with ten outputs.",
            {
                "a third hidden layer": KNOWN
                + STACK.replace("10))", "hidden2), act(), nn.Linear(hidden2, 10))"),
            },
        ),
        "nine-outputs": (
            "The last layer has nine outputs.",
            "There are ten digits, 0 to 9, so ten logits.",
            {"nine classes": KNOWN + STACK.replace("10", "9")},
        ),
        "one-output": (
            "The last layer has one output.",
            "Give it ten, one logit for each digit.",
            {"one output": KNOWN + STACK.replace("10", "1")},
        ),
        "28-inputs": (
            "The first layer takes 28 inputs, the side of an image.",
            "A flattened image has 28 times 28 numbers.",
            {
                "28 inputs": KNOWN + STACK.replace("784", "28"),
            },
        ),
        "in-and-out-swapped": (
            "Inputs and outputs of the layers are exchanged.",
            "`nn.Linear` takes the number of inputs first, then that of outputs.",
            {
                "outputs first": KNOWN
                + """act = kinds[activation]
    return nn.Sequential(nn.Linear(hidden1, 784), act(), nn.Linear(hidden2, hidden1), act(),
                         nn.Linear(10, hidden2))""",
            },
        ),
        "no-bias": (
            "A layer has no biases.",
            "Let every layer have them: `nn.Linear` makes them unless it is told not to.",
            {
                "without biases": KNOWN
                + STACK.replace("hidden1)", "hidden1, bias=False)")
                .replace("hidden2)", "hidden2, bias=False)")
                .replace("10)", "10, bias=False)"),
                "the first without": KNOWN + STACK.replace("hidden1)", "hidden1, bias=False)"),
                "the last without": KNOWN + STACK.replace("10)", "10, bias=False)"),
                "the hidden ones without": KNOWN
                + STACK.replace("hidden1)", "hidden1, bias=False)").replace(
                    "hidden2)", "hidden2, bias=False)"
                ),
            },
        ),
        "batch-norm": (
            "Batch normalisation stands between the layers.",
            "Leave it out: three layers and two activations are asked for.",
            {
                "batch norm": KNOWN
                + STACK.replace(
                    "hidden1), act(),", "hidden1), nn.BatchNorm1d(hidden1), act(),"
                ).replace("hidden2), act(),", "hidden2), nn.BatchNorm1d(hidden2), act(),"),
                "after the activation": KNOWN
                + STACK.replace("hidden1), act(),", "hidden1), act(), nn.BatchNorm1d(hidden1),"),
            },
        ),
        "dropout": (
            "Dropout changes the logits by chance.",
            "Leave it out: the same images should give the same logits.",
            {
                "dropout": KNOWN + STACK.replace("act(),\n", "act(), nn.Dropout(0.5),\n"),
                "dropout after both": KNOWN + STACK.replace("act(),", "act(), nn.Dropout(0.2),"),
            },
        ),
        "another-error": (
            "An unknown name ends in an error of another type than ValueError.",
            "Test the name first, and raise ValueError with a sentence that says what is known.",
            {
                "KeyError for an unknown name": KINDS + STACK,
                "an assertion": KINDS + "assert activation in kinds\n    " + STACK,
                "a variable without a value": """if activation == "relu": act = nn.ReLU
    elif activation == "tanh": act = nn.Tanh
    elif activation == "sigmoid": act = nn.Sigmoid
    """
                + STACK.split("\n    ", 1)[1],
                "TypeError": KINDS
                + "if activation not in kinds: raise TypeError(activation)\n    "
                + STACK,
                "any error": KINDS
                + "if activation not in kinds: raise Exception(activation)\n    "
                + STACK,
                "get gives None": KINDS
                + STACK.replace("kinds[activation]", "kinds.get(activation)"),
            },
        ),
        "default-for-unknown": (
            "An unknown name silently becomes one of the three activations.",
            "Refuse it with ValueError, so that a misspelt name is noticed.",
            {
                "a default for an unknown name": KINDS
                + STACK.replace("kinds[activation]", "kinds.get(activation, nn.ReLU)"),
                "sigmoid for the rest": """if activation == "relu": act = nn.ReLU
    elif activation == "tanh": act = nn.Tanh
    else: act = nn.Sigmoid
    """
                + STACK.split("\n    ", 1)[1],
            },
        ),
        "empty-text-accepted": (
            "An empty text is not refused: a network comes back for it.",
            "Compare with the three whole names: an empty text is none of them.",
            {
                "sigmoid for an empty text": 'activation = activation or "sigmoid"\n    '
                + KNOWN
                + STACK,
                "tanh for an empty text": 'activation = activation or "tanh"\n    ' + KNOWN + STACK,
                "ReLU for an empty text": 'activation = activation or "relu"\n    ' + KNOWN + STACK,
                "nothing for an empty text": KNOWN.replace(
                    "if activation not", "if activation and activation not"
                )
                + STACK.replace("kinds[activation]", "kinds.get(activation, nn.Identity)"),
            },
        ),
        "no-activation-for-unknown": (
            "An unknown name gives a network without activations.",
            "Refuse it with ValueError, so that a misspelt name is noticed.",
            {
                "nothing for an unknown name": KINDS
                + STACK.replace("kinds[activation]", "kinds.get(activation, nn.Identity)"),
            },
        ),
        "returns-the-error": (
            "For an unknown name, the error is returned like a value.",
            "Raise it, so that the call stops there.",
            {
                "returns the error": KINDS
                + "if activation not in kinds: return ValueError(activation)\n    "
                + STACK,
            },
        ),
        "returns-for-unknown": (
            "An unknown name gives a value back in place of an error.",
            "Raise ValueError with your sentence: a printed or returned text stops nobody.",
            {
                "prints it": KINDS
                + 'if activation not in kinds: print("unknown"); return None\n    '
                + STACK,
                "returns a sentence": KINDS
                + 'if activation not in kinds: return "unknown activation"\n    '
                + STACK,
                "returns False": KINDS + "if activation not in kinds: return False\n    " + STACK,
            },
        ),
        "refuses-late": (
            "An unknown name is refused only when the network is used.",
            "Test the name when build_classifier is called, before any layer is made.",
            {
                "refuses in forward": f"""class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.one, self.two = nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2)
            self.out = nn.Linear(hidden2, 10)
        def forward(self, x):
            kinds = {NAMES}
            if activation not in kinds: raise ValueError(activation)
            act = kinds[activation]()
            return self.out(act(self.two(act(self.one(x)))))
    return Net()""",
            },
        ),
        "not-a-layer": (
            "`nn.Sequential` gets something that is no layer.",
            "Give it layers one by one, not in a list; an activation is made with parentheses.",
            {
                "the class in place of a layer": KNOWN + STACK.replace("act(),", "act,"),
                "layers in brackets": KNOWN
                + STACK.replace("Sequential(", "Sequential([").replace("10))", "10)])"),
                "functions in place of layers": """kinds = {"sigmoid": torch.sigmoid,
        "tanh": torch.tanh, "relu": torch.relu}
    if activation not in kinds: raise ValueError(activation)
    """
                + STACK.replace("act(),", "act,"),
            },
        ),
        "plain-function": (
            "A function comes back; its weights cannot be found by an optimizer.",
            "Return an `nn.Module`: `nn.Sequential`, or a class of your own.",
            {
                "a lambda": KNOWN
                + """layers = [nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2)]
    layers.append(nn.Linear(hidden2, 10))
    return lambda x: layers[2](layers[1](layers[0](x)))""",
                "a function inside": KNOWN
                + STACK.replace("return", "model =")
                + """
    def network(x):
        return model(x)
    return network""",
            },
        ),
        "list-of-layers": (
            "The layers come in a list, which is no network.",
            "Let `nn.Sequential` or a class of your own apply them one after another.",
            {
                "a list": KNOWN + STACK.replace("nn.Sequential(", "[").replace("10))", "10)]"),
            },
        ),
        "layers-in-a-list": (
            "The layers lie in a Python list, where the network does not find their weights.",
            "Keep them in `nn.ModuleList` or `nn.Sequential`, or each under a name in self.",
            {
                "layers in a Python list": KNOWN
                + """class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = [nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2),
                           nn.Linear(hidden2, 10)]
        def forward(self, x):
            for layer in self.layers[:-1]:
                x = kinds[activation]()(layer(x))
            return self.layers[-1](x)
    return Net()""",
            },
        ),
        "no-forward": (
            "The network has no method named forward, so it cannot be called.",
            "Write forward with that spelling, or let `nn.Sequential` apply the layers; "
            "`nn.ModuleList` only holds them.",
            {
                "a ModuleList alone": KNOWN
                + STACK.replace("Sequential(", "ModuleList([").replace("10))", "10)])"),
                "forward is misspelt": KNOWN
                + """class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.one, self.two = nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2)
            self.out = nn.Linear(hidden2, 10)
        def foward(self, x):
            act = kinds[activation]()
            return self.out(act(self.two(act(self.one(x)))))
    return Net()""",
            },
        ),
        "class-returned": (
            "A class comes back, not a network made from it.",
            "Make an object of the class, with parentheses, and return that.",
            {
                "the class, not a network": KNOWN + "return nn.Sequential",
                "its own class": KNOWN
                + """class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.one, self.two = nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2)
            self.out = nn.Linear(hidden2, 10)
        def forward(self, x):
            act = kinds[activation]()
            return self.out(act(self.two(act(self.one(x)))))
    return Net""",
            },
        ),
        "no-super-init": (
            "The class does not prepare itself with `super` before it makes its layers.",
            "Call the `__init__` of `super` first, as every class in lesson 07 does.",
            {
                "no super().__init__()": KNOWN
                + """class Net(nn.Module):
        def __init__(self):
            self.one, self.two = nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2)
            self.out = nn.Linear(hidden2, 10)
        def forward(self, x):
            act = kinds[activation]()
            return self.out(act(self.two(act(self.one(x)))))
    return Net()""",
            },
        ),
        "another-precision": (
            "The network's weights are not float32, and its inputs are.",
            "Leave the weights in the type in which PyTorch makes them.",
            {
                "double precision": KNOWN + STACK.replace("10))", "10)).double()"),
            },
        ),
        "two-appended": (
            "A list is given two layers at once to append, and takes one.",
            "Append one after the other, or add a list of both with `+=`.",
            {
                "appends a layer and its activation": KNOWN
                + """layers, size = [], 784
    for width in (hidden1, hidden2):
        layers.append(nn.Linear(size, width), kinds[activation]())
        size = width
    layers.append(nn.Linear(size, 10))
    return nn.Sequential(*layers)""",
            },
        ),
        "only-sigmoid": (
            "Only sigmoid is accepted: relu and tanh are refused.",
            "`else` belongs to the `if` right above it: let the tests after the first be `elif`.",
            {
                "three ifs and an else": """if activation == "relu": act = nn.ReLU
    if activation == "tanh": act = nn.Tanh
    if activation == "sigmoid": act = nn.Sigmoid
    else: raise ValueError(activation)
    """
                + STACK.split("\n    ", 1)[1],
            },
        ),
        "only-relu": (
            "Only relu is accepted: sigmoid and tanh are refused.",
            "`else` belongs to the `if` right above it: let the tests after the first be `elif`.",
            {
                "relu last, and an else": """if activation == "sigmoid": act = nn.Sigmoid
    if activation == "tanh": act = nn.Tanh
    if activation == "relu": act = nn.ReLU
    else: raise ValueError(activation)
    """
                + STACK.split("\n    ", 1)[1],
            },
        ),
        "only-tanh": (
            "Only tanh is accepted: relu and sigmoid are refused.",
            "`else` belongs to the `if` right above it: let the tests after the first be `elif`.",
            {
                "tanh last, and an else": """if activation == "sigmoid": act = nn.Sigmoid
    if activation == "relu": act = nn.ReLU
    if activation == "tanh": act = nn.Tanh
    else: raise ValueError(activation)
    """
                + STACK.split("\n    ", 1)[1],
            },
        ),
        "relu-refused": (
            'The name "relu" is refused, though it is one of the three.',
            "Three names are known: look at how each of them is spelt.",
            {
                "relu is forgotten": KNOWN.replace(', "relu": nn.ReLU', "") + STACK,
                "relu has capitals": KNOWN.replace('"relu"', '"ReLU"') + STACK,
            },
        ),
        "forward-gives-nothing": (
            "The network's forward ends without giving its logits back.",
            "End forward with `return` and the logits.",
            {
                "no return in forward": KNOWN
                + """class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.one, self.two = nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2)
            self.out, self.act = nn.Linear(hidden2, 10), kinds[activation]()
        def forward(self, x):
            self.out(self.act(self.two(self.act(self.one(x)))))
    return Net()""",
            },
        ),
        "layers-in-forward": (
            "New layers are made whenever the network is called, so what it learns is lost.",
            "Make the layers once, in `__init__` or in `nn.Sequential`, and let forward use them.",
            {
                "layers made in forward": KNOWN
                + """class Net(nn.Module):
        def forward(self, x):
            act = kinds[activation]()
            a = act(nn.Linear(hidden1, hidden2)(act(nn.Linear(784, hidden1)(x))))
            return nn.Linear(hidden2, 10)(a)
    return Net()""",
            },
        ),
        "same-network": (
            "Two calls give one and the same network, so that training one trains the other.",
            "Make new layers in every call, and keep nothing from earlier ones.",
            {
                "keeps networks by their sizes": KNOWN
                + """known = build_classifier.__dict__.setdefault("known", {})
    key = hidden1, hidden2, activation
    if key not in known:
        known[key] = nn.Sequential(nn.Linear(784, hidden1), kinds[activation](),
            nn.Linear(hidden1, hidden2), kinds[activation](), nn.Linear(hidden2, 10))
    return known[key]""",
                "keeps layers by their sizes": KNOWN
                + """known = build_classifier.__dict__.setdefault("known", {})
    def layer(a, b): return known.setdefault((a, b), nn.Linear(a, b))
    return nn.Sequential(layer(784, hidden1), kinds[activation](), layer(hidden1, hidden2),
                         kinds[activation](), layer(hidden2, 10))""",
            },
        ),
        "own-seed": (
            "All networks begin with the same weights, because a seed is set inside.",
            "Leave seeds to the caller: then three seeds give three beginnings.",
            {
                "sets a seed": KNOWN + "torch.manual_seed(0)\n    " + STACK,
                "another seed": KNOWN + "torch.manual_seed(8)\n    " + STACK,
            },
        ),
        "equal-weights": (
            "All weights of a layer begin with the same number, so its neurons stay alike.",
            "Leave the weights as `nn.Linear` draws them.",
            {
                "begins with zeros": KNOWN
                + STACK.replace("return", "model =")
                + """
    for p in model.parameters(): nn.init.zeros_(p)
    return model""",
                "begins with a constant": KNOWN
                + STACK.replace("return", "model =")
                + """
    for p in model.parameters(): nn.init.constant_(p, 0.1)
    return model""",
            },
        ),
        "cannot-learn": (
            "No gradient reaches the network's weights, so no training can change them.",
            "Leave the weights as `nn.Linear` makes them, and let forward run without `no_grad`.",
            {
                "frozen": KNOWN + STACK.replace("10))", "10)).requires_grad_(False)"),
                "forward under no_grad": KNOWN
                + STACK.replace("return", "body =")
                + """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = body
        def forward(self, x):
            with torch.no_grad(): return self.body(x)
    return Net()""",
                "detaches the logits": KNOWN
                + STACK.replace("return", "body =")
                + """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = body
        def forward(self, x):
            return self.body(x).detach()
    return Net()""",
            },
        ),
        "learns-in-part": (
            "Some of the weights and biases get no gradient, so they never change.",
            "Leave all weights as `nn.Linear` makes them, and detach nothing between the layers.",
            {
                "first layer frozen": KNOWN
                + STACK.replace("return", "model =")
                + """
    model[0].requires_grad_(False)
    return model""",
                "detaches a hidden layer": KNOWN
                + STACK.replace("return", "body =")
                + """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.body = body
        def forward(self, x):
            return self.body[2:](self.body[:2](x).detach())
    return Net()""",
            },
        ),
        "part-of-a-name": (
            "A part of a name, or an empty text, is taken for the whole name.",
            "Compare with the whole name: `in` and `startswith` find parts, and an empty text is a "
            "part of every text.",
            {
                "in for ==": """if activation in "relu": act = nn.ReLU
    elif activation in "tanh": act = nn.Tanh
    elif activation in "sigmoid": act = nn.Sigmoid
    else: raise ValueError(activation)
    """
                + STACK.split("\n    ", 1)[1],
                "the beginning of a name": f"""kinds = {NAMES}
    acts = [kinds[name] for name in kinds if name.startswith(activation)]
    if not acts: raise ValueError(activation)
    act = acts[0]
    """
                + STACK.split("\n    ", 1)[1],
                "the end of a name": f"""kinds = {NAMES}
    acts = [kinds[name] for name in kinds if name.endswith(activation)]
    if not acts: raise ValueError(activation)
    act = acts[0]
    """
                + STACK.split("\n    ", 1)[1],
                "one text of all names": """if activation not in "sigmoid tanh relu":
        raise ValueError(activation)
    if activation == "sigmoid": act = nn.Sigmoid
    elif activation == "tanh": act = nn.Tanh
    else: act = nn.ReLU
    """
                + STACK.split("\n    ", 1)[1],
                "an empty text": """if not activation: act = nn.Sigmoid
    elif activation == "sigmoid": act = nn.Sigmoid
    elif activation == "tanh": act = nn.Tanh
    elif activation in ("relu", "elu"): act = nn.ReLU
    else: raise ValueError(activation)
    """
                + STACK.split("\n    ", 1)[1],
            },
        ),
        "any/returns-none": {"returns nothing": KNOWN + STACK.replace("return", "model =")},
    },
    "confusion_matrix": {
        "columns-are-true": (
            "Rows and columns are exchanged: the predicted class picks the row.",
            "Let the true class pick the row, and the predicted class the column.",
            {
                "columns are true": COUNTS
                + """np.add.at(m, (y_pred, y_true), 1)
    return m""",
                "transposed": COUNTS
                + """for t, p in zip(y_true, y_pred): m[t, p] += 1
    return m.T""",
            },
        ),
        "repeats-count-once": (
            "A pair of classes that comes several times is counted once.",
            "Add 1 to what is there, example by example: `+=` at repeated places adds only once.",
            {
                "repeats count once": COUNTS
                + """m[y_true, y_pred] += 1
    return m""",
                "sets instead of adding": COUNTS
                + """for t, p in zip(y_true, y_pred): m[t, p] = 1
    return m""",
                "puts a 1 by =+": COUNTS
                + """for t, p in zip(y_true, y_pred): m[t][p] =+ 1
    return m""",
                "assigns all at once": COUNTS
                + """m[y_true, y_pred] = 1
    return m""",
                "a set of pairs": COUNTS
                + """for t, p in set(zip(y_true.tolist(), y_pred.tolist())): m[t, p] += 1
    return m""",
            },
        ),
        "true-or-false": (
            "The entries are truth values, which say whether a pair occurs.",
            "Count how often it occurs, in whole numbers.",
            {
                "truth values": """m = np.zeros((n_classes, n_classes), bool)
    for t, p in zip(y_true, y_pred): m[t, p] = True
    return m""",
            },
        ),
        "right-answers-only": (
            "Only right answers are counted: beside the diagonal all is 0.",
            "Count every example, also where true and predicted class differ.",
            {
                "right answers only": COUNTS
                + """for t, p in zip(y_true, y_pred): m[t, t] += t == p
    return m""",
            },
        ),
        "mistakes-only": (
            "Only mistakes are counted: the diagonal is empty.",
            "Count right answers as well; they stand on the diagonal.",
            {
                "mistakes only": COUNTS
                + """for t, p in zip(y_true, y_pred): m[t, p] += t != p
    return m""",
            },
        ),
        "true-class-alone": (
            "The predicted class is not looked at: everything lands on the diagonal.",
            "Use both classes of an example: one picks the row, the other the column.",
            {
                "the true class twice": COUNTS
                + """for t in y_true: m[t, t] += 1
    return m""",
            },
        ),
        "every-pair": (
            "Every true class is paired with every prediction, not with its own.",
            "Go through both arrays together: one pair for each example.",
            {
                "two loops": COUNTS
                + """for t in y_true:
        for p in y_pred: m[t, p] += 1
    return m""",
            },
        ),
        "classes-seen-only": (
            "The table's size depends on the classes that occur.",
            "Take the size from n_classes: a class that nobody wrote keeps its row and column.",
            {
                "as large as the largest class": """n = max(y_true.max(), y_pred.max()) + 1
    m = np.zeros((n, n), int)
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
                "scikit-learn without labels": """from sklearn import metrics
    return metrics.confusion_matrix(y_true, y_pred)""",
            },
        ),
        "three-classes": (
            "The table always has three rows and columns.",
            "Take its size from n_classes.",
            {
                "always three classes": """m = np.zeros((3, 3), int)
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
            },
        ),
        "ten-classes": (
            "The table always has ten rows and columns.",
            "Take its size from n_classes.",
            {
                "always ten classes": """m = np.zeros((10, 10), int)
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
            },
        ),
        "row-too-many": (
            "The table has a row and a column too many.",
            "Classes start at 0, so n_classes rows and columns hold them all.",
            {
                "one class more": """m = np.zeros((n_classes + 1, n_classes + 1), int)
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
            },
        ),
        "row-too-few": (
            "The table has a row and a column too few, so the last class finds no place.",
            "Classes from 0 need n_classes rows and columns.",
            {
                "one class fewer": """m = np.zeros((n_classes - 1, n_classes - 1), int)
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
            },
        ),
        "shares": (
            "The entries are shares, not counts.",
            "Return how many examples there are; nothing is divided.",
            {
                "shares of each row": SHARES + "return m / np.maximum(m.sum(1, keepdims=True), 1)",
                "shares of each column": SHARES
                + "return m / np.maximum(m.sum(0, keepdims=True), 1)",
                "shares of all": SHARES + "return m / m.sum()",
                "shares, and NaN": SHARES + "return m / m.sum(1, keepdims=True)",
                "percent": SHARES + "return 100 * m / m.sum()",
            },
        ),
        "decimals": (
            "The counts are decimals.",
            "Ask NumPy for whole numbers when you make the zeros.",
            {
                "zeros of floats": SHARES + "return m",
                "a histogram's floats": """edges = np.arange(n_classes + 1) - 0.5
    return np.histogram2d(y_true, y_pred, bins=[edges, edges])[0]""",
            },
        ),
        "counts-in-bytes": (
            "The counts are kept in bytes, which start anew beyond 127 or 255.",
            "Use NumPy's usual whole numbers: counts become large.",
            {
                "counts bytes": """m = np.zeros((n_classes, n_classes), np.int8)
    np.add.at(m, (y_true, y_pred), np.int8(1))
    return m""",
                "counts bytes without sign": """m = np.zeros((n_classes, n_classes), np.uint8)
    for t, p in zip(y_true, y_pred): m[t, p] += 1
    return m""",
            },
        ),
        "starts-at-1": (
            "Every entry is 1 too large, because the table starts from ones.",
            "Start from zeros: nothing has been counted yet.",
            {
                "starts from ones": """m = np.ones((n_classes, n_classes), int)
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
            },
        ),
        "classes-from-1": (
            "The classes are counted from 1, so every count lands a row and a column too early.",
            "Classes start at 0: class 0 belongs to row 0.",
            {
                "classes from 1": COUNTS
                + """np.add.at(m, (y_true - 1, y_pred - 1), 1)
    return m""",
            },
        ),
        "example-left-out": (
            "One example is left out, at an end of the arrays.",
            "Let the loop run over all of them, from the first to the last.",
            {
                "the last example is left out": COUNTS
                + """for i in range(len(y_true) - 1): m[y_true[i], y_pred[i]] += 1
    return m""",
                "the first example is left out": COUNTS
                + """for i in range(1, len(y_true)): m[y_true[i], y_pred[i]] += 1
    return m""",
            },
        ),
        "classes-for-places": (
            "The classes themselves are taken for places in the arrays.",
            "Go through the places with `range`, or through both arrays together with `zip`.",
            {
                "through the classes": COUNTS
                + """for i in y_true: m[y_true[i], y_pred[i]] += 1
    return m""",
            },
        ),
        "n-classes-examples": (
            "The loop runs over n_classes examples, however many there are.",
            "Go through all examples; n_classes is only the size of the table.",
            {
                "loops over classes": COUNTS
                + """for i in range(min(n_classes, len(y_true))): m[y_true[i], y_pred[i]] += 1
    return m""",
            },
        ),
        "returns-in-loop": (
            "The table comes back after the first example, from inside the loop.",
            "Return it after the loop, so that all examples are counted.",
            {
                "return in the loop": COUNTS
                + """for t, p in zip(y_true, y_pred):
        m[t, p] += 1
        return m""",
            },
        ),
        "flat": (
            "The counts come in one long row.",
            "Bring them into n_classes rows and n_classes columns.",
            {"flat": "return np.bincount(n_classes * y_true + y_pred, minlength=n_classes ** 2)"},
        ),
        "both-directions": (
            "Confusions of both directions are added: i read as j, and j read as i.",
            "Keep them apart: the true class is the row, the predicted one the column.",
            {
                "both directions": COUNTS
                + """np.add.at(m, (y_true, y_pred), 1)
    return m + m.T - np.diag(np.diag(m))""",
                "adds twice": COUNTS
                + """for t, p in zip(y_true, y_pred):
        m[t, p] += 1
        if t != p: m[p, t] += 1
    return m""",
            },
        ),
        "rows-are-one-list": (
            "All rows are the same list, so a count shows in each of them.",
            "Make a new list for every row, or use NumPy's zeros.",
            {
                "one list many times": """m = [[0] * n_classes] * n_classes
    for t, p in zip(y_true, y_pred): m[t][p] += 1
    return np.array(m)""",
            },
        ),
        "accuracy": (
            "One number comes back, the share of right answers.",
            "Return the whole table: how often each class was read as each.",
            {
                "the accuracy": "return np.mean(y_true == y_pred)",
                "the accuracy, a float": "return float((y_true == y_pred).sum() / len(y_true))",
            },
        ),
        "one-count-a-class": (
            "There is one count for each class, not for each pair of classes.",
            "Count pairs: the true class picks the row, the predicted one the column.",
            {
                "right answers by class": """return np.array([
        np.sum((y_true == c) & (y_pred == c)) for c in range(n_classes)])""",
                "true classes": "return np.bincount(y_true, minlength=n_classes)",
            },
        ),
        "shape-in-two-arguments": (
            "NumPy's zeros are given rows and columns as two arguments, and take the second for "
            "a type of numbers.",
            "Give the shape as one pair, in parentheses of its own.",
            {
                "np.zeros of two": """m = np.zeros(n_classes, n_classes)
    for t, p in zip(y_true, y_pred): m[t, p] += 1
    return m""",
                "np.zeros of three": """m = np.zeros(n_classes, n_classes, dtype=int)
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
            },
        ),
        "any/changes-input": {
            "sorts its inputs": COUNTS
            + """y_true.sort()
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
        },
        "any/returns-none": {
            "returns what add.at returns": COUNTS + "return np.add.at(m, (y_true, y_pred), 1)"
        },
    },
    "most_confident_mistakes": {
        "least-sure-first": (
            "The places come in rising order: the least sure mistake stands first.",
            "Turn the order round before you take the first k.",
            {
                "least confident first": WRONG_ONES + "return wrong[np.argsort(sure[wrong])][:k]",
            },
        ),
        "last-not-turned": (
            "The k surest mistakes come with the surest last.",
            "Turn them round, so that the surest stands first.",
            {
                "the last k of a rising order, not turned": WRONG_ONES
                + "return wrong[np.argsort(sure[wrong])][-k:]",
            },
        ),
        "none-asked-for": (
            "For a k of 0, all mistakes come back: from place -0 on lies the whole list.",
            "Count from the front: turn the order round first, then take the first k with `[:k]`.",
            {
                "the last k of a rising order, turned": WRONG_ONES
                + "return wrong[np.argsort(sure[wrong])[-k:]][::-1]",
                "the last k of the places, turned": WRONG_ONES
                + "return wrong[np.argsort(sure[wrong])][-k:][::-1]",
            },
        ),
        "right-ones-too": (
            "Right answers are among the places.",
            "Keep only those where prediction and truth differ, before you order them.",
            {
                "right answers as well": SURE + "return np.argsort(-sure)[:k]",
            },
        ),
        "right-ones-only": (
            "The places are those of right answers.",
            "Keep those where prediction and truth differ.",
            {
                "right answers only": SURE
                + """right = np.flatnonzero(y_pred == y_true)
    return right[np.argsort(-sure[right])][:k]""",
            },
        ),
        "places-among-mistakes": (
            "The places count within the mistakes, not within all images.",
            "Look up, for each of them, where that mistake stands in the whole table.",
            {
                "places in the list of mistakes": SURE
                + """wrong = y_pred != y_true
    return np.argsort(-sure[wrong])[:k]""",
            },
        ),
        "mask-misplaced": (
            "The mask of mistakes is in the images' order, and picks from places in another order.",
            "Put mask and order together: take the mistakes' places first, then order those.",
            {
                "the mask on the order": SURE + "return np.argsort(-sure)[y_pred != y_true][:k]",
            },
        ),
        "not-ordered": (
            "The first mistakes of the table come back, however sure the network was.",
            "Order the mistakes by their highest probability before you take k.",
            {
                "the first mistakes": WRONG_ONES + "return wrong[:k]",
            },
        ),
        "ordered-by-place": (
            "The right places are found, but they are ordered by place.",
            "Leave them in the order of confidence, the surest first.",
            {
                "sorts the places": WRONG_ONES
                + "return np.sort(wrong[np.argsort(-sure[wrong])][:k])",
            },
        ),
        "returns-probabilities": (
            "Probabilities come back, not places.",
            "Return where the mistakes stand in the table, as whole numbers.",
            {
                "probabilities, not places": SURE + "return -np.sort(-sure[y_pred != y_true])[:k]",
            },
        ),
        "returns-classes": (
            "Classes come back, not places.",
            "Return where the mistakes stand in the table: the numbers of their rows.",
            {
                "the classes that were said": WRONG_ONES
                + "return y_pred[wrong[np.argsort(-sure[wrong])][:k]]",
                "the true classes": WRONG_ONES
                + "return y_true[wrong[np.argsort(-sure[wrong])][:k]]",
            },
        ),
        "returns-mask": (
            "A truth value for each image comes back.",
            "Return the places where it is true, the surest mistake first.",
            {"a mask": SURE + "return y_pred != y_true"},
        ),
        "returns-rows": (
            "The rows of probabilities come back, not their places.",
            "Return the numbers of the rows.",
            {
                "the rows": WRONG_ONES
                + "return probabilities[wrong[np.argsort(-sure[wrong])][:k]]",
            },
        ),
        "places-and-more": (
            "More than the places comes back.",
            "Return the places alone, as one array.",
            {
                "places and probabilities": WRONG_ONES
                + """places = wrong[np.argsort(-sure[wrong])][:k]
    return places, sure[places]""",
                "pairs": WRONG_ONES
                + """places = wrong[np.argsort(-sure[wrong])][:k]
    return [(i, sure[i]) for i in places]""",
            },
        ),
        "by-true-class": (
            "The probability of the true class decides the order.",
            "Order by the probability of what was predicted, which is the highest of its row.",
            {
                "least probable true class": WRONG_ONES
                + "return wrong[np.argsort(probabilities[wrong, y_true[wrong]])][:k]",
                "most probable true class": WRONG_ONES
                + "return wrong[np.argsort(-probabilities[wrong, y_true[wrong]])][:k]",
            },
        ),
        "by-margin": (
            "The lead over the second class decides the order.",
            "Order by the highest probability alone.",
            {
                "the margin over the second": SURE
                + """two = np.sort(probabilities, 1)[:, -2:]
    wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-(two[:, 1] - two[:, 0])[wrong])][:k]""",
            },
        ),
        "softmax-again": (
            "Softmax is applied to what are probabilities already, which can change their order.",
            "Use the probabilities as they come.",
            {
                "softmax again": """powers = np.exp(probabilities)
    probabilities = powers / powers.sum(1, keepdims=True)
    """
                + WRONG_ONES
                + "return wrong[np.argsort(-sure[wrong])][:k]",
            },
        ),
        "by-class-0": (
            "The probability of class 0 decides the order.",
            "Order by the highest probability of each row, whichever class it belongs to.",
            {
                "the first column": WRONG_ONES
                + "return wrong[np.argsort(-probabilities[wrong, 0])][:k]",
            },
        ),
        "axis-0": (
            "The highest probability is looked for down the columns.",
            "Each row is one image: look for the highest along it, over the classes.",
            {
                "both by columns": """y_pred, sure = probabilities.argmax(0), probabilities.max(0)
    wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong])][:k]""",
                "predictions by columns": """y_pred = probabilities.argmax(0)
    sure = probabilities.max(1)
    wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong])][:k]""",
                "confidence by columns": """y_pred = probabilities.argmax(1)
    sure = probabilities.max(0)
    wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong])][:k]""",
            },
        ),
        "no-axis": (
            "The highest probability of the whole table is taken, not of each row.",
            "Give the axis over which argmax and max look: that of the classes.",
            {
                "max of everything": """y_pred, sure = probabilities.argmax(), probabilities.max()
    wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-np.full(len(y_true), sure)[wrong], kind="stable")][:k]""",
                "argmax of everything": """y_pred = probabilities.argmax()
    sure = probabilities.max(1)
    wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong])][:k]""",
            },
        ),
        "least-likely-class": (
            "The prediction is taken to be the class of the lowest probability.",
            "The network predicts the class with the highest one.",
            {
                "argmin": """y_pred, sure = probabilities.argmin(1), probabilities.max(1)
    wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong])][:k]""",
            },
        ),
        "lowest-probability": (
            "The lowest probability of a row is taken for its confidence.",
            "How sure the network is of its prediction is the highest probability of the row.",
            {
                "min": """y_pred, sure = probabilities.argmax(1), probabilities.min(1)
    wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong])][:k]""",
            },
        ),
        "one-too-few": (
            "There is one place fewer than k.",
            "A slice up to k already holds k places.",
            {
                "one too few": WRONG_ONES + "return wrong[np.argsort(-sure[wrong])][:k - 1]",
            },
        ),
        "one-too-many": (
            "There is one place more than k.",
            "A slice up to k already holds k places.",
            {
                "one too many": WRONG_ONES + "return wrong[np.argsort(-sure[wrong])][:k + 1]",
            },
        ),
        "surest-skipped": (
            "The surest mistake is left out.",
            "Places in an array count from 0: begin with the first.",
            {
                "begins at 1": WRONG_ONES + "return wrong[np.argsort(-sure[wrong])][1:k + 1]",
            },
        ),
        "all-of-them": (
            "All mistakes come back, however small k is.",
            "Take the first k of them once they are in order.",
            {"all of them": WRONG_ONES + "return wrong[np.argsort(-sure[wrong])]"},
        ),
        "always-two": (
            "Two places come back, whatever k is.",
            "Let k say how many.",
            {"always two": WRONG_ONES + "return wrong[np.argsort(-sure[wrong])][:2]"},
        ),
        "filled-with-right-ones": (
            "Where there are too few mistakes, right answers fill up the places.",
            "Return fewer than k places then, and none where there is no mistake.",
            {
                "fills up with right answers": SURE
                + "return np.argsort(-(sure + 2.0 * (y_pred != y_true)))[:k]",
            },
        ),
        "k-before-mistakes": (
            "The k surest images are taken first, and mistakes are looked for among those.",
            "Find the mistakes first, and take k of them at the end.",
            {
                "cuts k before looking for mistakes": SURE
                + """top = np.argsort(-sure)[:k]
    return top[(y_pred != y_true)[top]]""",
            },
        ),
        "single-place": (
            "A single number comes back.",
            "Return an array of up to k places.",
            {
                "a single place": SURE + "return np.argmax(np.where(y_pred != y_true, sure, -1))",
            },
        ),
        "k-th-alone": (
            "Only the place that stands k places behind the surest comes back.",
            "A colon before k takes all places up to there.",
            {
                "no colon": WRONG_ONES + "return wrong[np.argsort(-sure[wrong])][k]",
            },
        ),
        "last-row-left-out": (
            "The last row of the table is never looked at.",
            "Let the loop run to the end: a range stops before its last number already.",
            {
                "a short range": SURE
                + """wrong = [i for i in range(len(y_true) - 1) if y_pred[i] != y_true[i]]
    return sorted(wrong, key=lambda i: -sure[i])[:k]""",
            },
        ),
        "padded": (
            "Where there are too few mistakes, the places are filled up to k.",
            "Return fewer than k places then.",
            {
                "repeats the last where there are too few": WRONG_ONES
                + """order = list(wrong[np.argsort(-sure[wrong])])
    return np.array([order[min(i, len(order) - 1)] for i in range(k)])""",
                "fills up with -1": WRONG_ONES
                + """order = list(wrong[np.argsort(-sure[wrong])])[:k]
    return np.array(order + [-1] * (k - len(order)))""",
            },
        ),
        "too-few-fails": (
            "The answer fails where there are fewer mistakes than k.",
            "Take as many as there are: a slice that reaches beyond the end is no error.",
            {
                "k places by index": WRONG_ONES
                + """order = wrong[np.argsort(-sure[wrong])]
    return np.array([order[i] for i in range(k)])""",
            },
        ),
        "threshold": (
            "Mistakes below a certain confidence are left out.",
            "No threshold is asked for: only the order and k decide.",
            {
                "above a half": SURE
                + """wrong = np.flatnonzero((y_pred != y_true) & (sure > 0.5))
    return wrong[np.argsort(-sure[wrong])][:k]""",
            },
        ),
        "where-without-0": (
            "`where` with one condition gives a tuple, and the places stand inside it.",
            "Take the tuple's first entry, or let `flatnonzero` find the places.",
            {
                "np.where alone": SURE
                + """wrong = np.where(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong])][:k]""",
                "np.nonzero alone": SURE
                + """wrong = np.nonzero(y_pred != y_true)
    order = np.argsort(-sure[wrong])
    return wrong[order[:k]]""",
                "turned round": SURE
                + """wrong = np.where(y_pred != y_true)
    return wrong[np.argsort(sure[wrong])[::-1]][:k]""",
            },
        ),
        "places-in-a-table": (
            "The places stand in a table, not in one row of numbers.",
            "Find them as one array of shape (m,): `argwhere` gives a column.",
            {
                "np.argwhere": SURE
                + """wrong = np.argwhere(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong], axis=0)][:k]""",
                "a column of places": WRONG_ONES
                + "return wrong[np.argsort(-sure[wrong])][:k].reshape(-1, 1)",
            },
        ),
        "decimals": (
            "The places are decimals, and decimals pick no rows.",
            "Keep them in an array of whole numbers.",
            {
                "a table of decimals": SURE
                + """wrong = np.flatnonzero(y_pred != y_true)
    pairs = np.array([(sure[i], i) for i in wrong]).reshape(-1, 2)
    return pairs[np.argsort(-pairs[:, 0])][:k, 1]""",
                "filled into zeros": WRONG_ONES
                + """order = wrong[np.argsort(-sure[wrong])][:k]
    places = np.zeros(len(order))
    for i, place in enumerate(order): places[i] = place
    return places""",
            },
        ),
        "any/changes-input": {
            "writes into the probabilities": """probabilities[np.arange(len(y_true)), y_true] = 0
    return np.argsort(-probabilities.max(1))[:k]""",
        },
        "any/returns-none": {
            "sorts a list in place": WRONG_ONES + "return list(wrong).sort(key=lambda i: -sure[i])",
        },
    },
    "sweep": {
        "passes-the-dictionary": (
            "The whole dictionary is passed as one argument.",
            "Unpack the setting with two stars, so that each entry is passed by its name.",
            {"passes the dictionary itself": "return [(s, train_one(s)) for s in settings]"},
        ),
        "passes-names": (
            "The names of the entries are passed, not their values.",
            "One star unpacks the names of a dictionary; two stars pass each value by its name.",
            {"passes the names": "return [(s, train_one(*s)) for s in settings]"},
        ),
        "by-position": (
            "The values are passed by position, so their order in the dictionary decides.",
            "Pass every entry by its name: then the order does not matter.",
            {
                "passes values by position": """return [(s, train_one(*s.values()))
        for s in settings]""",
            },
        ),
        "calls-with-nothing": (
            "`train_one` is called without the setting.",
            "Unpack the setting into the call.",
            {"no arguments": "return [(s, train_one()) for s in settings]"},
        ),
        "results-alone": (
            "The results come without their settings.",
            "Keep each result together with its setting, as a pair.",
            {"results alone": "return [train_one(**s) for s in settings]"},
        ),
        "last-only": (
            "Only the last pair comes back.",
            "Collect the pairs in a list that is made before the loop.",
            {
                "the last one only": """for s in settings: result = (s, train_one(**s))
    return [result]""",
                "a new list in every round": """for s in settings:
        results = []
        results.append((s, train_one(**s)))
    return results""",
            },
        ),
        "returns-in-loop": (
            "The list comes back after the first setting, from inside the loop.",
            "Return it after the loop.",
            {
                "returns after the first": """results = []
    for s in settings:
        results.append((s, train_one(**s)))
        return results""",
            },
        ),
        "pair-turned": (
            "The pairs are turned round: the result stands first.",
            "Put the setting first, then the number.",
            {"turned round": "return [(train_one(**s), s) for s in settings]"},
        ),
        "two-lists": (
            "Two lists come back, one of settings and one of results.",
            "Return one list of pairs.",
            {"two lists": "return settings, [train_one(**s) for s in settings]"},
        ),
        "not-in-pairs": (
            "Settings and results stand one after another, not in pairs.",
            "Append each setting and its result together, as one pair.",
            {
                "one long list": """results = []
    for s in settings: results += [s, train_one(**s)]
    return results""",
                "extends": """results = []
    for s in settings: results.extend((s, train_one(**s)))
    return results""",
            },
        ),
        "numbered": (
            "Each result stands with a number, not with its setting.",
            "Put the setting itself into the pair.",
            {
                "index and result": "return [(i, train_one(**s)) for i, s in enumerate(settings)]",
                "counted from 1": """return [(i, train_one(**s))
        for i, s in enumerate(settings, start=1)]""",
            },
        ),
        "setting-in-parts": (
            "The pair holds a part of the setting, or its text, not the dictionary.",
            "Put the setting itself into the pair.",
            {
                "the values": "return [(tuple(s.values()), train_one(**s)) for s in settings]",
                "the names": "return [(list(s), train_one(**s)) for s in settings]",
                "the text": "return [(str(s), train_one(**s)) for s in settings]",
                "the entries": "return [(list(s.items()), train_one(**s)) for s in settings]",
            },
        ),
        "dictionary": (
            "A dictionary comes back, in which a repeated setting finds no second place.",
            "Return a list of pairs.",
            {
                "a dictionary": "return {str(s): train_one(**s) for s in settings}",
                "a dictionary of tuples": """return {tuple(s.items()): train_one(**s)
        for s in settings}""",
            },
        ),
        "setting-as-key": (
            "A dictionary cannot be the key of another one.",
            "Return a list of pairs: there the setting may be a dictionary.",
            {
                "settings as keys": "return {s: train_one(**s) for s in settings}",
            },
        ),
        "two-appended": (
            "A list is given two things at once to append, and takes one.",
            "Make a pair of the setting and its number, and append the pair.",
            {
                "append of two": """results = []
    for s in settings:
        results.append(s, train_one(**s))
    return results""",
            },
        ),
        "merged": (
            "The result is put into a dictionary together with the setting.",
            "Return pairs: the setting as it is, and beside it the number.",
            {
                "one dictionary each": """return [{**s, "score": train_one(**s)}
        for s in settings]""",
                "a dictionary of two": """return [{"setting": s, "score": train_one(**s)}
        for s in settings]""",
            },
        ),
        "sorted": (
            "The pairs are sorted by their results.",
            "Leave them in the order of the settings.",
            {
                "the best first": """results = [(s, train_one(**s)) for s in settings]
    return sorted(results, key=lambda pair: -pair[1])""",
                "the worst first": """results = [(s, train_one(**s)) for s in settings]
    return sorted(results, key=lambda pair: pair[1])""",
            },
        ),
        "best-only": (
            "Only the best setting comes back.",
            "Keep all pairs: the spread is what a sweep is for.",
            {
                "the best alone": """results = [(s, train_one(**s)) for s in settings]
    return max(results, key=lambda pair: pair[1])""",
                "the best in a list": """results = [(s, train_one(**s)) for s in settings]
    return [max(results, key=lambda pair: pair[1])]""",
            },
        ),
        "trains-twice": (
            "`train_one` is called twice for each setting.",
            "Call it once, and keep what it gave.",
            {
                "trains twice": """results = []
    for s in settings:
        train_one(**s)
        results.append((s, train_one(**s)))
    return results""",
                "one more round": """[train_one(**s) for s in settings]
    return [(s, train_one(**s)) for s in settings]""",
            },
        ),
        "tries-first": (
            "One setting is trained once more than asked for.",
            "Call train_one once for each setting.",
            {
                "tries the first": """train_one(**settings[0])
    return [(s, train_one(**s)) for s in settings]""",
            },
        ),
        "repeats-not-trained": (
            "A setting that comes again is not trained again.",
            "Call train_one once for each entry of the list, also for equal ones.",
            {
                "repeated settings once": """results, seen = [], {}
    for s in settings:
        key = tuple(s.items())
        if key not in seen: seen[key] = train_one(**s)
        results.append((s, seen[key]))
    return results""",
                "repeated settings left out": """results = []
    for s in settings:
        if s not in [known for known, _ in results]:
            results.append((s, train_one(**s)))
    return results""",
            },
        ),
        "every-pair": (
            "Every setting is paired with every result.",
            "One loop is enough: each setting gets the number of its own training.",
            {
                "two loops": """return [(s, train_one(**other))
        for s in settings for other in settings]""",
            },
        ),
        "one-result-for-all": (
            "All settings get the result of one of them.",
            "Call train_one inside the loop, with the setting of that round.",
            {
                "the first one's result": """score = train_one(**settings[0])
    return [(s, score) for s in settings]""",
                "the last one's result": """scores = [train_one(**s) for s in settings]
    return [(s, scores[-1]) for s in settings]""",
            },
        ),
        "last-left-out": (
            "The last setting is left out.",
            "Let the loop run to the end of the list.",
            {
                "leaves the last out": "return [(s, train_one(**s)) for s in settings[:-1]]",
                "an index too short": """return [(settings[i], train_one(**settings[i]))
        for i in range(len(settings) - 1)]""",
            },
        ),
        "first-left-out": (
            "The first setting is left out.",
            "Begin with the first entry of the list.",
            {"leaves the first out": "return [(s, train_one(**s)) for s in settings[1:]]"},
        ),
        "knows-the-names": (
            "The names of one example are written into the answer, and other settings fail.",
            "Unpack the whole setting into the call, and keep it whole: then any names work.",
            {
                "knows the example's names": """return [
        (s, train_one(hidden1=s["hidden1"], seed=s["seed"])) for s in settings]""",
                "keeps one entry": "return [(s['hidden1'], train_one(**s)) for s in settings]",
            },
        ),
        "rounded": (
            "The results are rounded.",
            "Keep the number as train_one gave it: small differences are what counts here.",
            {
                "rounds to one digit": """return [(s, round(train_one(**s), 1))
        for s in settings]""",
                "rounds to two digits": """return [(s, round(train_one(**s), 2))
        for s in settings]""",
                "a whole number": "return [(s, int(train_one(**s))) for s in settings]",
            },
        ),
        "percent": (
            "The results are multiplied by 100.",
            "Keep the number as train_one gave it.",
            {"in percent": "return [(s, 100 * train_one(**s)) for s in settings]"},
        ),
        "result-as-text": (
            "The results are texts.",
            "Keep the number itself, so that others can compute with it.",
            {"a text": 'return [(s, f"{train_one(**s):.3f}") for s in settings]'},
        ),
        "never-called": (
            "The pairs hold the function train_one, which is never called.",
            "Call it with the setting, and keep the number that it gives.",
            {"the function, not its result": "return [(s, train_one) for s in settings]"},
        ),
        "backwards": (
            "The settings are trained in reverse order.",
            "Go through the list from its first entry to its last.",
            {
                "backwards": "return [(s, train_one(**s)) for s in reversed(settings)]",
            },
        ),
        "pairs-backwards": (
            "The pairs come in reverse order.",
            "Append at the end of the list: the first setting's pair stands first.",
            {
                "inserts in front": """results = []
    for s in settings: results.insert(0, (s, train_one(**s)))
    return results""",
            },
        ),
        "lazy": (
            "What comes back is no list: it hands out its entries one at a time, and only once.",
            "Return a list, which can be looked at again and again.",
            {
                "a generator": "return ((s, train_one(**s)) for s in settings)",
                "zip alone": "return zip(settings, [train_one(**s) for s in settings])",
                "map alone": "return map(lambda s: (s, train_one(**s)), settings)",
            },
        ),
        "any/changes-input": {
            "takes the seed out": """results = []
    for s in settings:
        s.pop("seed", None)
        results.append((s, train_one(**s)))
    return results""",
            "writes the result into the setting": """results = []
    for s in settings:
        score = train_one(**s)
        s["score"] = score
        results.append((s, score))
    return results""",
            "empties the list": """results = []
    while settings:
        s = settings.pop(0)
        results.append((s, train_one(**s)))
    return results""",
        },
        "any/returns-none": {
            "prints the pairs": "for s in settings: print(s, train_one(**s))",
        },
    },
}

RIGHT = {
    "normalise": {
        "flatten": "return ((images / 255 - 0.1307) / 0.3081).flatten(start_dim=1)",
        "float first": "return ((images.float() / 255.0 - 0.1307) / 0.3081).view(-1, 784)",
        "torch's functions": """x = torch.div(images.to(torch.float32), 255)
    return torch.flatten(torch.div(torch.sub(x, 0.1307), 0.3081), 1)""",
        "flattened first": """rows = images.reshape(images.shape[0], 28 * 28).float()
    return (rows - 0.1307 * 255) / (0.3081 * 255)""",
        "a loop": """return torch.stack([((one / 255 - 0.1307) / 0.3081).flatten()
        for one in images])""",
        "by way of NumPy": """x = (images.numpy() / 255 - 0.1307) / 0.3081
    return torch.tensor(x.reshape(len(x), -1), dtype=torch.float32)""",
        "a table of 256": """table = (torch.arange(256) / 255 - 0.1307) / 0.3081
    return table[images.long()].flatten(1)""",
        "in place on its own copy": """x = images.float()
    x /= 255
    x -= 0.1307
    x /= 0.3081
    return x.reshape(x.shape[0], -1)""",
    },
    "build_classifier": {
        "as shown": KNOWN + STACK,
        "if and elif": """if activation == "relu": act = nn.ReLU()
    elif activation == "tanh": act = nn.Tanh()
    elif activation == "sigmoid": act = nn.Sigmoid()
    else: raise ValueError("unknown activation " + activation)
    return nn.Sequential(nn.Linear(784, hidden1), act, nn.Linear(hidden1, hidden2), act,
                         nn.Linear(hidden2, 10))""",
        "a class": """functions = {"relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}
    if activation not in functions: raise ValueError(activation)
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.out = nn.Linear(hidden2, 10)
            self.second = nn.Linear(hidden1, hidden2)
            self.first = nn.Linear(784, hidden1)
        def forward(self, x):
            f = functions[activation]
            return self.out(f(self.second(f(self.first(x)))))
    return Net()""",
        "a ModuleList": KNOWN
        + """class Net(nn.Module):
        def __init__(self):
            super().__init__()
            sizes = [784, hidden1, hidden2, 10]
            self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(sizes, sizes[1:])])
            self.act = kinds[activation]()
        def forward(self, x):
            for layer in self.layers[:-1]: x = self.act(layer(x))
            return self.layers[-1](x)
    return Net()""",
        "grown layer by layer": KNOWN
        + """model, size = nn.Sequential(), 784
    for width in (hidden1, hidden2):
        model.append(nn.Linear(size, width))
        model.append(kinds[activation]())
        size = width
    model.append(nn.Linear(size, 10))
    return model""",
        "named parts": KNOWN
        + """from collections import OrderedDict
    return nn.Sequential(OrderedDict(a=nn.Linear(784, hidden1), b=kinds[activation](),
        c=nn.Linear(hidden1, hidden2), d=kinds[activation](), e=nn.Linear(hidden2, 10)))""",
        "the error turned round": f"""try:
        act = {NAMES}[activation]
    except KeyError:
        raise ValueError(f"unknown: {{activation}}") from None
    return nn.Sequential(nn.Flatten(), nn.Linear(784, hidden1), act(),
        nn.Linear(hidden1, hidden2), act(), nn.Linear(hidden2, 10))""",
        "own initial weights": KNOWN
        + STACK.replace("return", "model =")
        + """
    for p in model.parameters():
        if p.ndim == 2: nn.init.kaiming_uniform_(p)
    print("built", activation)
    return model""",
    },
    "confusion_matrix": {
        "np.add.at": """m = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
        "bincount": """flat = np.bincount(n_classes * y_true + y_pred, minlength=n_classes ** 2)
    return flat.reshape(n_classes, n_classes)""",
        "one-hot": """one = np.eye(n_classes, dtype=int)
    return one[y_true].T @ one[y_pred]""",
        "a comparison for each entry": """return np.array([
        [np.sum((y_true == i) & (y_pred == j)) for j in range(n_classes)]
        for i in range(n_classes)])""",
        "lists": """m = [[0] * n_classes for _ in range(n_classes)]
    for t, p in zip(y_true, y_pred): m[t][p] += 1
    return m""",
        "scikit-learn": """from sklearn.metrics import confusion_matrix as theirs
    return theirs(y_true, y_pred, labels=list(range(n_classes)))""",
        "a tensor": """m = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for i in range(len(y_true)): m[y_true[i], y_pred[i]] += 1
    return m.numpy()""",
        "a histogram": """edges = np.arange(n_classes + 1) - 0.5
    return np.histogram2d(y_true, y_pred, bins=[edges, edges])[0].astype(int)""",
    },
    "most_confident_mistakes": {
        "as shown": SURE
        + """wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong])][:k]""",
        "turned round": SURE
        + """wrong = np.nonzero(y_pred != y_true)[0]
    return wrong[np.argsort(sure[wrong])[::-1]][:k]""",
        "plain Python": """found = []
    for i, row in enumerate(probabilities):
        best = max(range(len(row)), key=lambda c: row[c])
        if best != y_true[i]: found.append((float(row[best]), i))
    found.sort(reverse=True)
    return [i for _, i in found[:k]]""",
        "marks right ones with -1": SURE
        + """score = np.where(y_pred == y_true, -1.0, sure)
    order = np.argsort(-score)
    return order[: min(k, int((y_pred != y_true).sum()))]""",
        "filters a whole order": SURE
        + """order = np.argsort(-sure)
    return order[(y_pred != y_true)[order]][:k]""",
        "a list of places": SURE
        + """wrong = [i for i in range(len(y_true)) if y_pred[i] != y_true[i]]
    return sorted(wrong, key=lambda i: -sure[i])[:k]""",
        "torch": """p, y = torch.as_tensor(probabilities), torch.as_tensor(y_true)
    sure, said = p.max(dim=1)
    wrong = torch.nonzero(said != y).flatten()
    return wrong[sure[wrong].argsort(descending=True)][:k]""",
        "takes one after another": SURE
        + """left, places = list(np.flatnonzero(y_pred != y_true)), []
    while left and len(places) < k:
        best = left[int(np.argmax(sure[left]))]
        places.append(int(best))
        left.remove(best)
    return np.array(places, dtype=int)""",
    },
    "sweep": {
        "a comprehension": "return [(setting, train_one(**setting)) for setting in settings]",
        "zip": "return list(zip(settings, [train_one(**s) for s in settings]))",
        "an index": """out = []
    for i in range(len(settings)):
        score = train_one(**settings[i])
        out.append((settings[i], score))
    return out""",
        "pairs as lists": "return [[dict(s), train_one(**s)] for s in settings]",
        "map": "return [(s, r) for s, r in zip(settings, map(lambda s: train_one(**s), settings))]",
        "with a print": """results = []
    for number, setting in enumerate(settings, start=1):
        results += [(setting.copy(), train_one(**setting))]
        print(number, "of", len(settings))
    return results""",
        "a tuple of pairs": "return tuple((s, train_one(**s)) for s in settings)",
    },
}

EQUIVALENT = {
    "confusion_matrix": {
        "for true, predicted in zip(y_true, y_pred, strict=True): -> "
        "for true, predicted in zip(y_true, y_pred, strict=False):": "Both arrays have length n, "
        "so neither is ever cut off.",
    },
}
