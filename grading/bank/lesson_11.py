"""Lesson 11: mistakes that learners make, and right answers written otherwise."""

SIGNATURES = {
    "rnn_cell": "x, h, W_x, W_h, b",
    "rnn_forward": "X, h0, W_x, W_h, b",
    "clip_by_norm": "grads, max_norm",
    "masked_mean": "losses, lengths",
    "sample_with_temperature": "logits, temperature, rng",
}


def cell(exercise, body):
    """The exercise's cell: a function with this body, or the class that the body is."""
    if exercise == "row_rnn":
        return body
    return f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"


def run(before="h, states = h0, []", steps="range(X.shape[1])", each="X[:, k], h", end=None):
    """An rnn_forward with one part changed."""
    return f"""{before}
    for k in {steps}:
        h = rnn_cell({each}, W_x, W_h, b)
        states.append(h)
    return {end or "np.stack(states, axis=1)"}"""


def inline(h, before="h, states = h0, []", keep="states.append(h)", carry=""):
    """An rnn_forward that writes the step itself."""
    return f"""{before}
    for k in range(X.shape[1]):
        x = X[:, k]
        h = {h}
        {keep}{carry}
    return np.stack(states, axis=1)"""


STEP = "np.tanh(x @ W_x + h @ W_h + b)"
NORM = "norm = np.sqrt(sum(np.sum(g**2) for g in grads))\n    "
REAL = "real = np.arange(losses.shape[1]) < np.asarray(lengths)[:, None]\n    "
REFUSE = "if temperature <= 0: raise ValueError(temperature)\n    "
Z = REFUSE + "z = logits / temperature\n    "
SOFT = "p = np.exp(z - z.max())\n    p = p / p.sum()\n    "
DRAW = "return int(rng.choice(len(p), p=p))"


def draw(z="logits / temperature", refuse=REFUSE, end=DRAW):
    """A sample_with_temperature with one part changed."""
    return f"{refuse}z = {z}\n    {SOFT}{end}"


def reader(
    init="self.read = nn.GRU(28, 64, batch_first=True)",
    forward="return self.answer(self.read(x)[0][:, -1])",
    answer="self.answer = nn.Linear(64, 10)",
    head="class RowRNN(nn.Module):",
    start="super().__init__()",
):
    """A RowRNN with one part changed."""
    return f"""{head}
    def __init__(self):
        {start}
        {init}
        {answer}

    def forward(self, x):
        {forward}
"""


WRONG = {
    "rnn_cell": {
        "no-tanh": (
            "The sum is not squashed: tanh is missing.",
            "Apply tanh to the whole sum, as the last thing.",
            {"no tanh": "return x @ W_x + h @ W_h + b"},
        ),
        "another-curve": (
            "Another curve than tanh squashes the sum.",
            "Use tanh, which is 0 at 0 and lies between −1 and 1.",
            {
                "sigmoid": "return 1 / (1 + np.exp(-np.clip(x @ W_x + h @ W_h + b, -500, 500)))",
                "ReLU": "return np.maximum(x @ W_x + h @ W_h + b, 0.0)",
                "arctan": "return np.arctan(x @ W_x + h @ W_h + b)",
                "tanh from the sigmoid, its 2 forgotten": """z = x @ W_x + h @ W_h + b
    return 2 / (1 + np.exp(-np.clip(z, -500, 500))) - 1""",
                "cut off at -1 and 1": "return np.clip(x @ W_x + h @ W_h + b, -1, 1)",
                "sine": "return np.sin(x @ W_x + h @ W_h + b)",
                "softmax": """z = x @ W_x + h @ W_h + b
    z = np.exp(z - z.max(axis=1, keepdims=True))
    return z / z.sum(axis=1, keepdims=True)""",
            },
        ),
        "tanh-of-parts": (
            "A part of the sum goes through tanh by itself, or not at all.",
            "Add up the three parts first: one tanh, around everything.",
            {
                "only the input": "return np.tanh(x @ W_x) + h @ W_h + b",
                "only the state": "return x @ W_x + np.tanh(h @ W_h) + b",
                "each product": "return np.tanh(x @ W_x) + np.tanh(h @ W_h) + b",
                "all three parts": "return np.tanh(x @ W_x) + np.tanh(h @ W_h) + np.tanh(b)",
                "input and bias": "return np.tanh(x @ W_x + b) + h @ W_h",
                "state and bias": "return x @ W_x + np.tanh(h @ W_h + b)",
                "the state's part first": "return np.tanh(x @ W_x + np.tanh(h @ W_h) + b)",
                "the input's part first": "return np.tanh(np.tanh(x @ W_x) + h @ W_h + b)",
            },
        ),
        "bias-outside": (
            "The bias is added after tanh.",
            "Let it take part in the sum that is squashed, or the state leaves −1 to 1.",
            {"bias outside": "return np.tanh(x @ W_x + h @ W_h) + b"},
        ),
        "no-bias": (
            "The bias is left out.",
            "Add it to the two products, inside tanh.",
            {"forgets the bias": "return np.tanh(x @ W_x + h @ W_h)"},
        ),
        "bias-in-a-product": (
            "The bias takes part in a product.",
            "Add it after both products: a number for each unit.",
            {
                "added to the state": "return np.tanh(x @ W_x + (h + b) @ W_h)",
                "added to the state's weights": "return np.tanh(x @ W_x + h @ (W_h + b))",
                "added to the input's weights": "return np.tanh(x @ (W_x + b) + h @ W_h)",
                "added to both weights": "return np.tanh(x @ (W_x + b) + h @ (W_h + b))",
                "multiplied": "return np.tanh((x @ W_x + h @ W_h) * b)",
            },
        ),
        "bias-twice": (
            "The bias counts twice.",
            "Add it once: one bias for both products together.",
            {"bias in both": "return np.tanh((x @ W_x + b) + (h @ W_h + b))"},
        ),
        "bias-subtracted": (
            "The bias is subtracted.",
            "Add it: a negative bias lowers the sum by itself.",
            {"minus b": "return np.tanh(x @ W_x + h @ W_h - b)"},
        ),
        "one-bias-for-all": (
            "All units get the same bias.",
            "Each unit has a bias of its own: add the whole array.",
            {
                "the first": "return np.tanh(x @ W_x + h @ W_h + b[0])",
                "the mean": "return np.tanh(x @ W_x + h @ W_h + b.mean())",
                "the sum": "return np.tanh(x @ W_x + h @ W_h + b.sum())",
            },
        ),
        "no-state": (
            "The old state takes no part.",
            "Add what the old state says, through its own weights: without it there is no memory.",
            {"input alone": "return np.tanh(x @ W_x + b)"},
        ),
        "no-input": (
            "The input takes no part.",
            "Add what the input of this step says, through its own weights.",
            {"state alone": "return np.tanh(h @ W_h + b)"},
        ),
        "state-subtracted": (
            "One of the two products is subtracted.",
            "Add both products.",
            {
                "minus the state": "return np.tanh(x @ W_x - h @ W_h + b)",
                "minus the input": "return np.tanh(h @ W_h - x @ W_x + b)",
            },
        ),
        "products-multiplied": (
            "The two products are multiplied with each other.",
            "Add them: the input and the old state each have their say.",
            {"times": "return np.tanh((x @ W_x) * (h @ W_h) + b)"},
        ),
        "state-weights-turned": (
            "The weights from the old state are turned round.",
            "Row i of the weights belongs to unit i of the old state: use them as they come.",
            {"W_h turned": "return np.tanh(x @ W_x + h @ W_h.T + b)"},
        ),
        "weights-turned": (
            "The weights from the input are turned round, as PyTorch stores them.",
            "Here they come as (d_in, d_h): use them as they are.",
            {
                "both turned": "return np.tanh(x @ W_x.T + h @ W_h.T + b)",
                "W_x turned": "return np.tanh(x @ W_x.T + h @ W_h + b)",
            },
        ),
        "weights-in-front": (
            "The weights stand in front of what they multiply.",
            "Rows are sequences: put the table first, the weights second.",
            {
                "W in front": "return np.tanh(W_x @ x + W_h @ h + b)",
                "np.dot the other way": "return np.tanh(np.dot(W_x, x) + np.dot(W_h, h) + b)",
                "only W_h in front": "return np.tanh(x @ W_x + W_h @ h + b)",
            },
        ),
        "weights-swapped": (
            "The two weights are exchanged.",
            "The input meets the weights from the input, the old state those from the state.",
            {"swapped": "return np.tanh(x @ W_h + h @ W_x + b)"},
        ),
        "entry-by-entry": (
            "A product is taken entry by entry, where rows have to meet columns.",
            "Use matrix products for both.",
            {
                "stars": "return np.tanh(x * W_x + h * W_h + b)",
                "a star for the state": "return np.tanh(x @ W_x + h * W_h + b)",
            },
        ),
        "own-state-only": (
            "Each unit looks at its own old state alone.",
            "Every unit looks at all old states: a matrix product.",
            {"the diagonal": "return np.tanh(x @ W_x + h * np.diag(W_h) + b)"},
        ),
        "first-unit-only": (
            "Of the old state, the first unit alone takes part.",
            "Use all columns of the old state and all rows of its weights.",
            {"first column": "return np.tanh(x @ W_x + h[:, :1] @ W_h[:1] + b)"},
        ),
        "old-state-stays": (
            "The old state is added to the new one, outside tanh.",
            "The plain cell writes its state anew: what stays comes through the weights.",
            {
                "a sum": "return h + np.tanh(x @ W_x + h @ W_h + b)",
                "a mean": "return 0.5 * h + 0.5 * np.tanh(x @ W_x + h @ W_h + b)",
            },
        ),
        "state-squashed-first": (
            "The old state goes through tanh a second time before it is used.",
            "The old state has been squashed already: use it as it comes.",
            {"tanh of h": "return np.tanh(x @ W_x + np.tanh(h) @ W_h + b)"},
        ),
        "squashed-twice": (
            "The new state goes through tanh twice.",
            "One tanh, around the sum.",
            {"tanh of tanh": "return np.tanh(np.tanh(x @ W_x + h @ W_h + b))"},
        ),
        "input-through-both": (
            "The input also passes through the weights of the state.",
            "Keep two paths: input through its weights, state through its own, then the sum.",
            {"one after the other": "return np.tanh((x @ W_x + h) @ W_h + b)"},
        ),
        "one-number-only": (
            "A function for single numbers is given a whole array.",
            "Use NumPy's own function for tanh: it works entry by entry.",
            {
                "math.tanh": "import math\n    return math.tanh(x @ W_x + h @ W_h + b)",
                "cmath.tanh": "import cmath\n    return cmath.tanh(x @ W_x + h @ W_h + b)",
            },
        ),
        "tensors-only": (
            "A function of PyTorch gets NumPy arrays, and stops.",
            "Use NumPy's own function for tanh.",
            {"torch.tanh": "return torch.tanh(x @ W_x + h @ W_h + b)"},
        ),
        "exponentials": (
            "Exponentials of large numbers overflow.",
            "Use the ready function for tanh: it stays finite for any number.",
            {
                "by the formula": """z = x @ W_x + h @ W_h + b
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))""",
                "with e to the 2z": """z = x @ W_x + h @ W_h + b
    return (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)""",
                "sinh over cosh": """z = x @ W_x + h @ W_h + b
    return np.sinh(z) / np.cosh(z)""",
            },
        ),
        "first-sequence-only": (
            "Only one of the sequences comes back.",
            "Use all rows: n sequences give n new states.",
            {
                "row 0": "return np.tanh(x[0] @ W_x + h[0] @ W_h + b)",
                "returns in the loop": """for i in range(len(x)):
        return np.tanh(x[i] @ W_x + h[i] @ W_h + b)""",
                "the last one of a loop": """for i in range(len(x)):
        new = np.tanh(x[i] @ W_x + h[i] @ W_h + b)
    return new""",
                "a table of one row": "return np.tanh(x[:1] @ W_x + h[:1] @ W_h + b)",
            },
        ),
        "sequences-mixed": (
            "The sequences are averaged or added up.",
            "Each row is a sequence of its own: no sum and no mean over rows.",
            {
                "mean of the rows": """z = np.tanh(x @ W_x + h @ W_h + b)
    return z.mean(axis=0)""",
                "states averaged": "return np.tanh(x @ W_x + h.mean(axis=0) @ W_h + b)",
                "inputs added": "return np.tanh(x.sum(axis=0) @ W_x + h @ W_h + b)",
            },
        ),
        "divided-by-n": (
            "A product is divided by the number of sequences.",
            "Nothing is averaged here: each sequence stands for itself.",
            {"by len": "return np.tanh((x @ W_x + h @ W_h) / len(x) + b)"},
        ),
        "turned-result": (
            "The result lies on its side.",
            "Rows are sequences, columns are units: the shape of the old state.",
            {"turned": "return np.tanh(x @ W_x + h @ W_h + b).T"},
        ),
        "flat": (
            "The states come in one long row.",
            "Keep two axes: sequences and units.",
            {"flattened": "return np.tanh(x @ W_x + h @ W_h + b).ravel()"},
        ),
        "whole-numbers": (
            "The new state is cut to whole numbers where the old one holds whole numbers.",
            "Make a new array of decimals, not one like the old state.",
            {
                "like h": """new = np.zeros_like(h)
    new[:] = np.tanh(x @ W_x + h @ W_h + b)
    return new""",
                "a copy of h": """new = h.copy()
    new[...] = np.tanh(x @ W_x + h @ W_h + b)
    return new""",
                "its type": "return np.tanh(x @ W_x + h @ W_h + b).astype(h.dtype)",
            },
        ),
        "slope": (
            "The slope of tanh comes back.",
            "Return the state itself; the slope is for the way back.",
            {"1 - tanh²": "return 1 - np.tanh(x @ W_x + h @ W_h + b) ** 2"},
        ),
        "two-results": (
            "More than the new state comes back.",
            "Return the state alone.",
            {
                "twice": """h = np.tanh(x @ W_x + h @ W_h + b)
    return h, h""",
                "with the sum": """z = x @ W_x + h @ W_h + b
    return np.tanh(z), z""",
            },
        ),
        "old-state-returned": (
            "The old state comes back unchanged.",
            "Return the state that was computed.",
            {"returns h": "new = np.tanh(x @ W_x + h @ W_h + b)\n    return h"},
        ),
        "rounded": (
            "The states are rounded.",
            "Return all digits.",
            {"three decimals": "return np.round(np.tanh(x @ W_x + h @ W_h + b), 3)"},
        ),
        "stacked-otherwise": (
            "Inputs and states are joined in one order, and their weights in the other.",
            "Join both in the same order, or keep the two products apart.",
            {
                "h first": """return np.tanh(np.concatenate([h, x], axis=1)
        @ np.concatenate([W_x, W_h]) + b)""",
            },
        ),
        "any/changes-input": {
            "writes into h": "h[:] = np.tanh(x @ W_x + h @ W_h + b)\n    return h",
            "adds to b": "b += 0.5 * b\n    return np.tanh(x @ W_x + h @ W_h + b)",
        },
        "any/returns-none": {
            "prints": "print(np.tanh(x @ W_x + h @ W_h + b))",
            "forgets return": "h = np.tanh(x @ W_x + h @ W_h + b)",
        },
    },
    "rnn_forward": {
        "state-not-carried": (
            "Every step begins with the first state.",
            "Begin each step with the state that the step before left.",
            {
                "h0 each time": run(each="X[:, k], h0"),
                "a new name": inline(
                    "h", keep="new = np.tanh(x @ W_x + h @ W_h + b); states.append(new)"
                ),
            },
        ),
        "state-not-renewed": (
            "The first state is kept after every step, and what the cell gives back is lost.",
            "Keep what the cell gives back, and begin the next step with it.",
            {
                "a new name, the old one kept": """h, states = h0, []
    for k in range(X.shape[1]):
        new = rnn_cell(X[:, k], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)""",
            },
        ),
        "starts-at-0": (
            "The run begins with a state of 0, whatever first state is given.",
            "Begin with the state that is given.",
            {
                "zeros": run("h, states = np.zeros(h0.shape), []"),
                "zeros of n and d_h": run("h, states = np.zeros((len(X), len(b))), []"),
            },
        ),
        "last-state-only": (
            "Only the last state comes back.",
            "Keep the state after every step.",
            {
                "the last": run(end="states[-1]"),
                "without a list": """h = h0
    for k in range(X.shape[1]):
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
    return h""",
            },
        ),
        "last-with-an-axis": (
            "Of all states, the last one alone is left.",
            "Keep the state after every step, in their order.",
            {
                "an axis of 1": run(end="states[-1][:, None]"),
                "a new list at each step": """h = h0
    for k in range(X.shape[1]):
        states = []
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)""",
            },
        ),
        "returns-in-loop": (
            "The run ends after the first step.",
            "Return after the loop.",
            {
                "return inside": """h, states = h0, []
    for k in range(X.shape[1]):
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
        states.append(h)
        return np.stack(states, axis=1)""",
            },
        ),
        "steps-first": (
            "The first axis counts steps, not sequences.",
            "Put the steps on the second axis: (n, t, d_h).",
            {
                "stack as it is": run(end="np.stack(states)"),
                "an array of the list": run(end="np.array(states)"),
                "the list itself": run(end="states"),
            },
        ),
        "reshaped": (
            "The numbers are put into the right shape in the wrong order.",
            "Exchange two axes, or stack along the second; reshaping mixes sequences and steps.",
            {
                "reshape": run(end="np.array(states).reshape(len(X), X.shape[1], -1)"),
            },
        ),
        "units-first": (
            "The last axis counts steps, not units.",
            "Put the steps on the second axis: (n, t, d_h).",
            {
                "stack at the end": run(end="np.stack(states, axis=2)"),
                "turned all round": run(end="np.array(states).T"),
            },
        ),
        "joined": (
            "The states of all steps are joined in one row.",
            "Give the steps an axis of their own.",
            {
                "side by side": run(end="np.concatenate(states, axis=1)"),
                "below one another": run(end="np.concatenate(states, axis=0)"),
            },
        ),
        "first-state-too": (
            "The first state stands among the results.",
            "Keep what comes after each step: t states for t steps.",
            {
                "begins with h0": run("h, states = h0, [h0]"),
            },
        ),
        "states-before": (
            "The states before each step come back, not those after it.",
            "Keep the state after it was computed.",
            {
                "keeps first": """h, states = h0, []
    for k in range(X.shape[1]):
        states.append(h)
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
    return np.stack(states, axis=1).astype(float)""",
                "drops the last": run(
                    "h, states = h0, [h0 * 1.0]", end="np.stack(states[:-1], axis=1)"
                ),
            },
        ),
        "first-step-skipped": (
            "The first step is left out.",
            "Steps count from 0.",
            {
                "from 1": run(steps="range(1, X.shape[1])"),
                "cuts it": run(end="np.stack(states[1:], axis=1)"),
            },
        ),
        "last-step-skipped": (
            "The last step is left out.",
            "A range up to t already ends with step t − 1.",
            {
                "up to t - 1": run(steps="range(X.shape[1] - 1)"),
                "cuts it, last step skipped": run(end="np.stack(states[:-1], axis=1)"),
            },
        ),
        "backwards": (
            "The sequences are read from the end.",
            "Begin with step 0.",
            {
                "reversed steps": run(steps="reversed(range(X.shape[1]))"),
                "turned X": run("h, states, X = h0, [], X[:, ::-1]"),
                "turned and put back": run(
                    steps="reversed(range(X.shape[1]))", end="np.stack(states[::-1], axis=1)"
                ),
            },
        ),
        "results-reversed": (
            "The states come in reversed order.",
            "The state after step 0 comes first.",
            {
                "insert at 0": """h, states = h0, []
    for k in range(X.shape[1]):
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
        states.insert(0, h)
    return np.stack(states, axis=1)""",
            },
        ),
        "always-the-same-input": (
            "Every step reads the same input.",
            "Step k reads the inputs of step k.",
            {
                "the first": run(each="X[:, 0], h"),
                "the last, always the same input": run(each="X[:, -1], h"),
                "the mean": run(each="X.mean(axis=1), h"),
            },
        ),
        "input-of-another-step": (
            "A step reads the input of its neighbour.",
            "Step k reads the inputs of step k.",
            {
                "one before": run(each="X[:, k - 1], h"),
                "one after": run(each="X[:, (k + 1) % X.shape[1]], h"),
            },
        ),
        "sequence-for-step": (
            "A whole sequence is taken where one step of all sequences belongs.",
            "The second axis counts steps: pick from that one.",
            {
                "X of k": run(each="X[k], h"),
                "over X, written out": """h, states = h0, []
    for x in X:
        h = np.tanh(x @ W_x + h @ W_h + b)
        states.append(h)
    return np.stack(states, axis=1)""",
                "over X, sequences stacked": """h, states = h0, []
    for k, x in enumerate(X):
        h = rnn_cell(x, h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=0)""",
                "over X": """h, states = h0, []
    for x in X:
        h = rnn_cell(x, h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)""",
            },
        ),
        "axis-of-one-step": (
            "The inputs of one step keep an axis for steps.",
            "Pick step k by its number alone: a range from k to k + 1 keeps the axis.",
            {
                "a range of one step": run(each="X[:, k:k + 1], h"),
                "a range of one step, written out": inline(
                    STEP.replace("x @", "X[:, k : k + 1] @")
                ),
                "split": """h, states = h0, []
    for x in np.split(X, X.shape[1], axis=1):
        h = rnn_cell(x, h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)""",
            },
        ),
        "input-for-step": (
            "One input of all steps is taken where all inputs of one step belong.",
            "The second axis counts steps: pick from that one.",
            {"the last axis": run(steps="range(X.shape[2])", each="X[:, :, k], h")},
        ),
        "wrong-number-of-steps": (
            "The number of steps is read off another axis.",
            "The second axis of X counts steps.",
            {
                "len of X": run(steps="range(len(X))"),
                "inputs counted": run(steps="range(X.shape[2])"),
                "units counted": run(steps="range(h0.shape[1])"),
            },
        ),
        "fixed-number-of-steps": (
            "The number of steps is fixed.",
            "Read it off X.",
            {"three": run(steps="range(3)")},
        ),
        "two-updates": (
            "Each step runs the cell twice.",
            "One update a step.",
            {
                "twice": """h, states = h0, []
    for k in range(X.shape[1]):
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)""",
            },
        ),
        "one-array-many-times": (
            "All kept states are one array, which the last step overwrote.",
            "Make a new array at each step, or keep a copy.",
            {
                "in place, in a copy of h0": """h, states = h0.copy(), []
    for k in range(X.shape[1]):
        h[:] = rnn_cell(X[:, k], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)""",
                "in place": """h, states = h0.astype(float), []
    for k in range(X.shape[1]):
        h[:] = rnn_cell(X[:, k], h, W_x, W_h, b)
        states.append(h)
    return np.stack(states, axis=1)""",
            },
        ),
        "whole-numbers": (
            "The states are cut to whole numbers where the first state holds whole numbers.",
            "Collect them in an array of decimals.",
            {
                "like h0": """h = h0
    out = np.zeros((X.shape[0], X.shape[1], h0.shape[1]), dtype=h0.dtype)
    for k in range(X.shape[1]):
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
        out[:, k] = h
    return out""",
                "a copy of h0": """h, states = h0.copy(), []
    for k in range(X.shape[1]):
        h[:] = rnn_cell(X[:, k], h, W_x, W_h, b)
        states.append(h.copy())
    return np.stack(states, axis=1)""",
            },
        ),
        "room-like-the-inputs": (
            "The room for the results has as many columns as there are inputs.",
            "It needs one column for each unit of the state.",
            {
                "like X": """h, out = h0, np.zeros(X.shape)
    for k in range(X.shape[1]):
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
        out[:, k] = h
    return out""",
                "room for all inputs": """h, out = h0, np.zeros((len(X), X.shape[1], X.shape[2]))
    for k in range(X.shape[1]):
        out[:, k, :] = h = rnn_cell(X[:, k], h, W_x, W_h, b)
    return out""",
            },
        ),
        "no-tanh": (
            "The states are not squashed.",
            "Each step ends with tanh: call the cell, or write all of it.",
            {"linear steps": inline("x @ W_x + h @ W_h + b")},
        ),
        "tanh-at-the-end": (
            "The states are squashed only when they are kept, and carried on without.",
            "What goes on to the next step has gone through tanh.",
            {
                "squashes what it keeps": inline(
                    "x @ W_x + h @ W_h + b", keep="states.append(np.tanh(h))"
                ),
            },
        ),
        "no-bias": (
            "The bias is left out.",
            "Add it at every step.",
            {
                "inline": inline("np.tanh(x @ W_x + h @ W_h)"),
                "a zero bias": run().replace("W_h, b)", "W_h, 0 * b)"),
            },
        ),
        "no-state": (
            "The old state takes no part in a step.",
            "Add what the old state says, through its own weights.",
            {
                "all steps at once": "return np.tanh(X @ W_x + b)",
                "inline, no state": inline("np.tanh(x @ W_x + b)"),
            },
        ),
        "state-weights-turned": (
            "The weights from the old state are turned round.",
            "Use them as they come.",
            {
                "inline, state weights turned": inline("np.tanh(x @ W_x + h @ W_h.T + b)"),
                "handed on turned": run().replace("W_h, b)", "W_h.T, b)"),
            },
        ),
        "arguments-exchanged": (
            "The cell gets its arguments in another order.",
            "Inputs first, then the state, then the weights from each.",
            {
                "state first": run(each="h, X[:, k]"),
                "weights exchanged": run().replace("W_x, W_h, b)", "W_h, W_x, b)"),
            },
        ),
        "states-add-up": (
            "The new state is added to the old one.",
            "The cell's result is the whole new state.",
            {
                "a sum": inline(f"h + {STEP}"),
                "running sum": run(end="np.cumsum(np.stack(states, axis=1), axis=1)"),
            },
        ),
        "one-sequence-only": (
            "All sequences begin or go on with one and the same state.",
            "Row i of the state belongs to sequence i.",
            {
                "row 0 of h": inline("np.tanh(x @ W_x + h[:1] @ W_h + b)"),
                "the mean, one sequence only": inline(
                    "np.tanh(x @ W_x + h.mean(axis=0) @ W_h + b)"
                ),
            },
        ),
        "sequences-chained": (
            "A sequence begins with the state in which the sequence before it ended.",
            "Begin each sequence with its own row of the first state.",
            {
                "one state for all": """out, h = np.zeros((len(X), X.shape[1], len(b))), h0[0]
    for i in range(len(X)):
        for k in range(X.shape[1]):
            h = np.tanh(X[i, k] @ W_x + h @ W_h + b)
            out[i, k] = h
    return out""",
                "one list for all": """h, states = h0[:1], []
    for x in X.reshape(-1, X.shape[2]):
        h = rnn_cell(x[None], h, W_x, W_h, b)
        states.append(h[0])
    return np.array(states).reshape(len(X), X.shape[1], -1)""",
            },
        ),
        "first-sequence-only": (
            "Only the first sequence is run.",
            "Run all n of them side by side.",
            {"one row": run("h, states, X = h0[:1], [], X[:1]")},
        ),
        "averaged": (
            "The states of all steps are averaged or added up.",
            "Keep them apart: (n, t, d_h).",
            {
                "mean": run(end="np.mean(states, axis=0)"),
                "sum": run(end="np.sum(states, axis=0)"),
            },
        ),
        "two-results": (
            "More than the states comes back.",
            "Return the array of all states alone.",
            {
                "as PyTorch": run(end="np.stack(states, axis=1), h"),
                "with the list": run(end="(states, np.stack(states, axis=1))"),
            },
        ),
        "unnamed": {
            "on the function": """h = getattr(rnn_forward, "h", h0)
    if h.shape != h0.shape: h = np.zeros(h0.shape) + h.ravel()[0]
    states = []
    for k in range(X.shape[1]):
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
        states.append(h)
    rnn_forward.h = h
    return np.stack(states, axis=1)""",
            "a list kept": """keep = rnn_forward.__dict__.setdefault("keep", [])
    h = h0
    for k in range(X.shape[1]):
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
        keep.append(h[:1, :1])
    return np.stack(keep, axis=1)""",
        },
        "any/changes-input": {
            "writes into X": """h = h0
    for k in range(X.shape[1]):
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
        X[:, k] = h[:, :1]
    return X""",
        },
        "any/returns-none": {
            "forgets return": """h, states = h0, []
    for k in range(X.shape[1]):
        h = rnn_cell(X[:, k], h, W_x, W_h, b)
        states.append(h)""",
        },
    },
    "clip_by_norm": {
        "each-by-itself": (
            "Each array is scaled by its own norm.",
            "Take one norm over the whole list, and one factor for all.",
            {
                "own norms": """out = []
    for g in grads:
        n = np.sqrt(np.sum(g**2))
        out.append(g * (max_norm / n if n > max_norm else 1.0))
    return out""",
                "own norms, in one line": """return [
        g * min(1.0, max_norm / max(np.linalg.norm(g), 1e-300))
        for g in grads]""",
            },
        ),
        "row-by-row": (
            "Each row is scaled by its own norm.",
            "Take one norm over everything.",
            {
                "last axis": """out = []
    for g in grads:
        n = np.linalg.norm(g, axis=-1, keepdims=True)
        out.append(g * np.where(n > max_norm, max_norm / np.where(n > 0, n, 1), 1.0))
    return out""",
            },
        ),
        "always-scaled": (
            "Gradients are scaled to the limit even where they are shorter.",
            "Leave them as they are where the norm is within the limit.",
            {
                "no condition": NORM + "return [g * max_norm / (norm + 1e-300) for g in grads]",
                "no condition, and NaN for 0": NORM + "return [g * max_norm / norm for g in grads]",
                "a wrong guard": NORM
                + "return [g * (max_norm / norm if norm > 0 else 1.0) for g in grads]",
            },
        ),
        "condition-turned": (
            "Short gradients are made longer, and long ones are left.",
            "Scale where the norm is above the limit.",
            {
                "below the limit": NORM
                + """factor = max_norm / norm if 0 < norm < max_norm else 1.0
    return [factor * g for g in grads]""",
                "max for min": NORM
                + """factor = max(1.0, max_norm / norm) if norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "never-scaled": (
            "Nothing is ever scaled.",
            "Multiply by the limit over the norm where the norm is above the limit.",
            {
                "copies": "return [np.array(g, dtype=float) for g in grads]",
                "factor not used": NORM + "return [1.0 * g for g in grads]",
            },
        ),
        "no-root": (
            "The sum of squares is used as the norm, without the root.",
            "Take the square root of the sum of squares.",
            {
                "no root": """norm = sum(np.sum(g**2) for g in grads)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "the root of the whole factor": """norm = sum(np.sum(g**2) for g in grads)
    factor = np.sqrt(max_norm / norm) if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "root-forgotten-in-condition": (
            "The sum of squares is compared with the limit, and its root scales.",
            "Compare the norm itself with the limit.",
            {
                "squares compared": """square = sum(np.sum(g**2) for g in grads)
    factor = max_norm / np.sqrt(square) if square > max_norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "another-norm": (
            "Another length than the root of the sum of squares is used.",
            "Square every number, add up all squares, take the root.",
            {
                "sum of sizes": """norm = sum(np.sum(np.abs(g)) for g in grads)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "the largest entry": """norm = max(np.max(np.abs(g)) for g in grads)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "root of the mean square": """flat = np.concatenate([np.ravel(g) for g in grads])
    norm = np.sqrt(np.mean(flat**2))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "mean squares added": """norm = sum(np.mean(g**2) for g in grads) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "the sum": """norm = abs(sum(np.sum(g) for g in grads))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "largest singular value": """norms = [np.linalg.norm(g, 2) for g in grads]
    norm = np.sqrt(sum(n**2 for n in norms))
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "norms-added": (
            "The norms of the arrays are added up.",
            "Add up squares, not norms, and take one root at the end.",
            {
                "sum of norms": """norm = sum(np.sqrt(np.sum(g**2)) for g in grads)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "norms-averaged": (
            "The mean of the arrays' norms decides.",
            "Add up the squares of all arrays, and take one root at the end.",
            {
                "mean of norms": """norm = np.mean([np.linalg.norm(g) for g in grads])
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "largest-norm": (
            "The largest norm of an array stands for all.",
            "Add up the squares of all arrays, and take one root at the end.",
            {
                "the largest norm": """norm = max(np.linalg.norm(g) for g in grads)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "norm-of-one-array": (
            "The norm of one array alone decides.",
            "Let all arrays of the list take part in the norm.",
            {
                "the first": """norm = np.linalg.norm(grads[0])
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "the last": """for g in grads: norm = np.linalg.norm(g)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "entries-clipped": (
            "Every number is cut by itself, so that the direction changes.",
            "Scale all numbers by one factor.",
            {
                "np.clip": "return [np.clip(g, -max_norm, max_norm) for g in grads]",
                "np.minimum": "return [np.minimum(g, max_norm) for g in grads]",
            },
        ),
        "length-1": (
            "Long gradients are scaled to length 1, whatever the limit.",
            "Multiply by the limit as well.",
            {
                "divided by the norm": NORM
                + """factor = 1.0 / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "factor-turned": (
            "The factor stands upside down: long gradients grow.",
            "The limit over the norm is below 1.",
            {
                "norm over limit": NORM
                + """factor = norm / max_norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "divides by the factor": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return [g / factor for g in grads]""",
            },
        ),
        "another-factor": (
            "The factor is another one than the limit over the norm.",
            "After scaling, the norm is the limit: check it with the worked example.",
            {
                "the smaller of both": NORM + """return [g * min(max_norm, norm) for g in grads]""",
                "divided by both": NORM
                + """factor = 1 / norm / max_norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "a hundredth below": NORM
                + """factor = max_norm / (norm + 0.01) if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "its root": NORM
                + """factor = np.sqrt(max_norm / norm) if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "its square": NORM
                + """factor = (max_norm / norm) ** 2 if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "norm plus 1": NORM
                + """factor = max_norm / (norm + 1) if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "subtracts": (
            "A number is subtracted from the gradients.",
            "Multiply by a factor, so that the direction stays.",
            {
                "the excess": NORM
                + """excess = max(0.0, norm - max_norm)
    return [g - excess for g in grads]""",
            },
        ),
        "whole-factor": (
            "The factor is cut to a whole number, so it becomes 0.",
            "Divide without rounding.",
            {
                "//": NORM
                + """factor = max_norm // norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "zeros": NORM + "return [0.0 * g if norm > max_norm else 1.0 * g for g in grads]",
            },
        ),
        "some-not-scaled": (
            "Some arrays of the list are not scaled.",
            "The same factor for every array.",
            {
                "the first only": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * grads[0], *(1.0 * g for g in grads[1:])]""",
                "long ones only": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g if np.linalg.norm(g) > max_norm else 1.0 * g for g in grads]""",
            },
        ),
        "arrays-missing": (
            "Arrays of the list are missing.",
            "Return as many arrays as came in.",
            {
                "all but the last": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads[:-1]]""",
                "returns in the loop": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    for g in grads:
        return [factor * g]""",
            },
        ),
        "order-turned": (
            "The arrays come back in reversed order.",
            "Keep their order: each belongs to a weight.",
            {
                "reversed": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in reversed(grads)]""",
            },
        ),
        "sign-lost": (
            "The signs are lost, or turned.",
            "Scale the numbers with their signs: they are the direction.",
            {
                "abs": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * np.abs(g) for g in grads]""",
                "minus": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return [-factor * g for g in grads]""",
            },
        ),
        "joined": (
            "The arrays come back joined, or flattened.",
            "Return a list of arrays, each in its own shape.",
            {
                "one long row": """flat = np.concatenate([np.ravel(g) for g in grads])
    norm = np.sqrt(np.sum(flat**2))
    return flat * (max_norm / norm if norm > max_norm else 1.0)""",
                "flattened": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * np.ravel(g) for g in grads]""",
            },
        ),
        "lists-as-arrays": (
            "The list is treated as one array, which arrays of different shapes cannot be.",
            "Go through the list, one array after the other.",
            {
                "norm of the list": """norm = np.linalg.norm(grads)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
                "np.array of it": """g = np.array(grads)
    norm = np.sqrt((g**2).sum())
    return list(g * (max_norm / norm if norm > max_norm else 1.0))""",
                "a list to the power of 2": """norm = np.sqrt(sum(grads**2))
    return [g * min(1, max_norm / norm) for g in grads]""",
            },
        ),
        "divides-by-0": (
            "Where all gradients are 0, the division by their norm fails.",
            "Divide only where the norm is above the limit.",
            {
                "Python's division": NORM
                + """factor = min(1.0, max_norm / float(norm))
    return [factor * g for g in grads]""",
                "math.sqrt": """import math
    norm = math.sqrt(sum(float(np.sum(g**2)) for g in grads))
    return [g * min(1.0, max_norm / norm) for g in grads]""",
                "unit length first": NORM
                + """unit = [g / norm for g in grads]
    return [min(norm, max_norm) * u for u in unit]""",
            },
        ),
        "zeros-special": (
            "Gradients of 0 do not come back as they are.",
            "They are short enough: return them as new arrays of 0.",
            {
                "an empty list": NORM
                + """if norm == 0: return []
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "factor-too": (
            "More than the list comes back.",
            "Return the list of arrays alone.",
            {
                "with the norm": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads], norm""",
            },
        ),
        "norm-returned": (
            "A number comes back in place of the gradients.",
            "Return the list of scaled arrays.",
            {
                "the norm": NORM + "return norm",
                "the factor": NORM + "return max_norm / norm if norm > max_norm else 1.0",
            },
        ),
        "same-arrays": (
            "The caller's own arrays come back where nothing is scaled.",
            "Make new arrays in every case: the caller may write into them.",
            {
                "returns grads": NORM
                + """if norm <= max_norm: return grads
    return [g * (max_norm / norm) for g in grads]""",
                "a new list of old arrays": NORM
                + """if norm <= max_norm: return list(grads)
    return [g * (max_norm / norm) for g in grads]""",
                "asarray": NORM
                + """if norm > max_norm: return [g * (max_norm / norm) for g in grads]
    return [np.asarray(g) for g in grads]""",
            },
        ),
        "used-up": (
            "What comes back can be read only once.",
            "Return a list.",
            {
                "a generator": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return (factor * g for g in grads)""",
                "a map": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return map(lambda g: factor * g, grads)""",
            },
        ),
        "whole-numbers": (
            "Scaled gradients are cut to whole numbers where whole numbers came in.",
            "Make new arrays of decimals.",
            {
                "zeros_like": NORM
                + """factor, out = (max_norm / norm if norm > max_norm else 1.0), []
    for g in grads:
        new = np.zeros_like(g)
        new[...] = factor * g
        out.append(new)
    return out""",
                "astype": NORM
                + """factor = max_norm / norm if norm > max_norm else 1.0
    return [(factor * g).astype(g.dtype) for g in grads]""",
            },
        ),
        "in-place": (
            "A product is written into an array of whole numbers, which cannot take decimals.",
            "Make a new array of each product: the arrays that come in may hold whole numbers.",
            {
                "copies times": NORM
                + """out = [g.copy() for g in grads]
    for g in out: g *= (max_norm / norm if norm > max_norm else 1.0)
    return out""",
                "copies times, only where they are long": NORM
                + """out = [np.array(g) for g in grads]
    if norm > max_norm:
        for g in out: g *= max_norm / norm
    return out""",
                "copies divided": NORM
                + """out = [g.copy() for g in grads]
    for k in range(len(out)): out[k] /= max(1.0, norm / max_norm)
    return out""",
                "a deep copy": NORM
                + """import copy
    out = copy.deepcopy(grads)
    if norm > max_norm:
        for g in out: np.multiply(g, max_norm / norm, out=g)
    return out""",
            },
        ),
        "refuses": (
            "Long gradients are refused.",
            "Scale them: clipping is there so that training can go on.",
            {
                "an error": NORM
                + """if norm > max_norm: raise ValueError("too long")
    return [1.0 * g for g in grads]""",
            },
        ),
        "keeps-the-largest": (
            "The largest norm of earlier calls still counts.",
            "Keep nothing between calls.",
            {
                "on the function": """norm = np.sqrt(sum(np.sum(g**2) for g in grads))
    norm = clip_by_norm.most = max(getattr(clip_by_norm, "most", 0.0), norm)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
            },
        ),
        "any/changes-input": {
            "writes into them": NORM
            + """for g in grads: g[...] = g * (max_norm / norm if norm > max_norm else 1.0)
    return [g.copy() for g in grads]""",
            "scales them in place": NORM
            + """for g in grads: g *= (max_norm / norm if norm > max_norm else 1.0)
    return grads""",
            "scales them in place where they are long": NORM
            + """if norm > max_norm:
        for g in grads: g *= max_norm / norm
    return grads""",
            "replaces entries of the list": NORM
            + """for k, g in enumerate(grads):
        grads[k] = g * (max_norm / norm if norm > max_norm else 1.0)
    return grads""",
        },
        "any/returns-none": {
            "nothing": NORM
            + """factor = max_norm / norm if norm > max_norm else 1.0
    clipped = [factor * g for g in grads]""",
        },
    },
    "row_rnn": {
        "batch-first": (
            "The layer takes the first axis for the steps, so the images are mixed up.",
            "Tell the layer that the first axis counts sequences.",
            {
                "batch_first forgotten": reader("self.read = nn.GRU(28, 64)"),
                "an RNN without it": reader("self.read = nn.RNN(28, 64)"),
                "an LSTM without it": reader("self.read = nn.LSTM(28, 64)"),
                "last image's state": reader(
                    "self.read = nn.GRU(28, 64)",
                    "return self.answer(self.read(x)[0][-1]).repeat(len(x), 1)[: len(x)]",
                ),
            },
        ),
        "first-row-only": (
            "The answer depends on a part of the rows only.",
            "Answer from the state after the last row, which has passed through all of them.",
            {
                "the first output": reader(forward="return self.answer(self.read(x)[0][:, 0])"),
                "one before the last": reader(forward="return self.answer(self.read(x)[0][:, -2])"),
                "the upper half": reader(
                    forward="return self.answer(self.read(x[:, :14])[0][:, -1])"
                ),
                "the last row alone": reader(
                    forward="return self.answer(self.read(x[:, -1:])[0][:, -1])"
                ),
                "skips the first row": reader(
                    forward="return self.answer(self.read(x[:, 1:])[0][:, -1])"
                ),
                "every second row": reader(
                    forward="return self.answer(self.read(x[:, ::2])[0][:, -1])"
                ),
                "a state that starts anew": reader(
                    "self.read = nn.GRUCell(28, 64)",
                    "for k in range(28): h = self.read(x[:, k])\n        return self.answer(h)",
                ),
                "the state detached at each step": reader(
                    "self.read = nn.GRUCell(28, 64)",
                    "h = torch.zeros(len(x), 64, dtype=x.dtype)\n"
                    "        for k in range(28): h = self.read(x[:, k], h.detach())\n"
                    "        return self.answer(h)",
                ),
            },
        ),
        "columns": (
            "The columns are read from left to right, not the rows from top to bottom.",
            "The second axis counts rows: leave the image as it is.",
            {
                "transposed": reader(
                    forward="return self.answer(self.read(x.transpose(1, 2))[0][:, -1])"
                ),
                "mT": reader(forward="return self.answer(self.read(x.mT)[0][:, -1])"),
                "permuted": reader(
                    forward="return self.answer(self.read(x.permute(0, 2, 1))[0][:, -1])"
                ),
            },
        ),
        "all-at-once": (
            "The whole image goes in at once: nothing is read step by step.",
            "Let a recurrent layer read 28 steps of 28 pixels.",
            {
                "an MLP": reader(
                    "self.read = nn.Linear(784, 64)",
                    "return self.answer(torch.relu(self.read(x.reshape(len(x), -1))))",
                ),
                "one linear layer": reader(
                    "pass", "return self.answer(x.flatten(1))", "self.answer = nn.Linear(784, 10)"
                ),
                "one step of 784": reader(
                    "self.read = nn.GRU(784, 64, batch_first=True)",
                    "return self.answer(self.read(x.reshape(len(x), 1, 784))[0][:, -1])",
                ),
                "one step of 784, an RNN's": reader(
                    "self.read = nn.RNN(784, 64, batch_first=True)",
                    "return self.answer(self.read(x.flatten(1)[:, None])[0][:, -1])",
                ),
                "three layers": reader(
                    "self.read = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(),"
                    " nn.Linear(128, 64), nn.ReLU())",
                    "return self.answer(self.read(x))",
                ),
            },
        ),
        "pixel-by-pixel": (
            "The pixels go in one by one: 784 steps of one number, not 28 of a row.",
            "Leave the image as it is: each of its 28 rows is a step.",
            {
                "784 steps": reader(
                    "self.read = nn.GRU(1, 64, batch_first=True)",
                    "return self.answer(self.read(x.reshape(len(x), 784, 1))[0][:, -1])",
                ),
            },
        ),
        "order-lost": (
            "The order of the rows does not count.",
            "Let each step begin with the state of the step before.",
            {
                "the mean row": reader(
                    forward="return self.answer(self.read(x.mean(1, keepdim=True))[0][:, -1])"
                ),
                "a linear layer for each row, averaged": reader(
                    "self.read = nn.Linear(28, 64)",
                    "return self.answer(torch.relu(self.read(x)).mean(1))",
                ),
                "sorted rows": reader(
                    forward="return self.answer(self.read(x.sort(dim=1).values)[0][:, -1])"
                ),
                "the largest of each column": reader(
                    "self.read = nn.Linear(28, 64)",
                    "return self.answer(self.read(x.max(dim=1).values))",
                ),
            },
        ),
        "probabilities": (
            "A softmax or sigmoid turns the logits into numbers from 0 to 1.",
            "Return the logits: the loss has the softmax inside.",
            {
                "softmax": reader(
                    forward="return self.answer(self.read(x)[0][:, -1]).softmax(dim=1)"
                ),
                "sigmoid": reader(
                    forward="return torch.sigmoid(self.answer(self.read(x)[0][:, -1]))"
                ),
                "softmax over the images": reader(
                    forward="return self.answer(self.read(x)[0][:, -1]).softmax(dim=0)"
                ),
                "a softmax layer": reader(
                    answer="self.answer = nn.Sequential(nn.Linear(64, 10), nn.Softmax(dim=1))"
                ),
            },
        ),
        "log-softmax": (
            "A log-softmax follows the linear layer.",
            "Return the logits as the linear layer gives them.",
            {
                "log_softmax": reader(
                    forward="return self.answer(self.read(x)[0][:, -1]).log_softmax(dim=1)"
                ),
            },
        ),
        "squashed": (
            "What comes out has a limit: an activation comes last, or the state is returned.",
            "End with a linear layer, and return its logits as they are.",
            {
                "a state of ten": reader(
                    "self.read = nn.GRU(28, 10, batch_first=True)",
                    "return self.read(x)[1][0]",
                    "pass",
                ),
                "ReLU": reader(forward="return torch.relu(self.answer(self.read(x)[0][:, -1]))"),
                "tanh": reader(forward="return torch.tanh(self.answer(self.read(x)[0][:, -1]))"),
            },
        ),
        "no-linear-layer": (
            "The state itself comes back: 64 numbers, and no logits.",
            "Let a linear layer make ten logits of it.",
            {
                "the last output": reader(forward="return self.read(x)[0][:, -1]"),
                "the last state": reader(forward="return self.read(x)[1][0]"),
            },
        ),
        "logits-after-every-row": (
            "Logits come back for every row.",
            "Take the state after the last row, and make ten logits of that one.",
            {"all outputs": reader(forward="return self.answer(self.read(x)[0])")},
        ),
        "logits-for-each-row": (
            "There are ten logits for each row of pixels, and none for each image.",
            "The first axis counts images: tell the layer so, and keep that axis when you pick.",
            {
                "batch_first forgotten, last state": reader(
                    "self.read = nn.GRU(28, 64)", "return self.answer(self.read(x)[1][0])"
                ),
                "batch_first forgotten, an RNN's last state": reader(
                    "self.read = nn.RNN(28, 64)", "return self.answer(self.read(x)[1][-1])"
                ),
                "batch_first forgotten, an LSTM's last state": reader(
                    "self.read = nn.LSTM(28, 64)", "return self.answer(self.read(x)[1][0][0])"
                ),
                "the last image's outputs": reader(
                    forward="return self.answer(self.read(x)[0][-1])"
                ),
            },
        ),
        "axis-of-layers": (
            "The result has an axis too many, the one that counts layers.",
            "The last state has an axis for layers in front: pick the last of them.",
            {
                "h_n as it is": reader(forward="return self.answer(self.read(x)[1])"),
                "an axis behind": reader(forward="return self.answer(self.read(x)[0][:, -1:])"),
            },
        ),
        "one-image-squeezed": (
            "A single image loses its axis.",
            "Drop the one axis that you mean, not all of length 1.",
            {
                "squeeze": reader(forward="return self.answer(self.read(x)[1].squeeze())"),
                "squeeze at the end": reader(
                    forward="return self.answer(self.read(x)[1]).squeeze()"
                ),
            },
        ),
        "number-of-classes": (
            "The last layer gives another number of logits than ten.",
            "There are ten digits.",
            {
                "nine": reader(answer="self.answer = nn.Linear(64, 9)"),
                "one": reader(answer="self.answer = nn.Linear(64, 1)"),
                "28": reader(answer="self.answer = nn.Linear(64, 28)"),
            },
        ),
        "sizes-do-not-fit": (
            "The sizes of the layers do not fit: one gives what the next cannot take.",
            "A row has 28 numbers; the linear layer takes as many as the state has units.",
            {
                "linear from 28": reader(answer="self.answer = nn.Linear(28, 10)"),
                "sizes swapped": reader("self.read = nn.GRU(64, 28, batch_first=True)"),
                "784 inputs": reader("self.read = nn.GRU(784, 64, batch_first=True)"),
                "one input": reader("self.read = nn.GRU(1, 64, batch_first=True)"),
                "linear turned": reader(answer="self.answer = nn.Linear(10, 64)"),
                "both directions, not counted": reader(
                    "self.read = nn.GRU(28, 64, batch_first=True, bidirectional=True)"
                ),
            },
        ),
        "pair-not-opened": (
            "The layer gives a pair, and the pair is used as if it were a tensor.",
            "A recurrent layer gives all outputs and the last state: take what you need.",
            {
                "the pair": reader(forward="return self.answer(self.read(x))"),
                "indexed": reader(forward="return self.answer(self.read(x)[:, -1])"),
                "an LSTM's two states": reader(
                    "self.read = nn.LSTM(28, 64, batch_first=True)",
                    "return self.answer(self.read(x)[1])",
                ),
                "a stack with a GRU": reader(
                    "self.all = nn.Sequential(nn.GRU(28, 64, batch_first=True), nn.Linear(64, 10))",
                    "return self.all(x)[:, -1]",
                ),
            },
        ),
        "images-for-steps": (
            "Reshaping puts numbers of different images into one sequence.",
            "Exchange axes, or use batch_first; a reshape only cuts the numbers anew.",
            {
                "reshaped": reader(
                    "self.read = nn.GRU(28, 64)",
                    "return self.answer(self.read(x.reshape(28, len(x), 28))[0][-1])",
                ),
                "viewed": reader(
                    "self.read = nn.GRU(28, 64)",
                    "return self.answer(self.read(x.contiguous().view(28, -1, 28))[0][-1])",
                ),
            },
        ),
        "rows-backwards": (
            "The rows are read from the bottom to the top.",
            "Begin with the first row: a page is read from its top.",
            {
                "flipped": reader(forward="return self.answer(self.read(x.flip(1))[0][:, -1])"),
                "flipped, the last state": reader(
                    forward="_, last = self.read(x.flip(1))\n        return self.answer(last[0])"
                ),
            },
        ),
        "images-changed": (
            "The images that came in are changed.",
            "Make new tensors: `-=`, `/=` and what ends with `_` change the old ones.",
            {
                "shifted in place": reader(
                    forward="x -= 0.5\n        return self.answer(self.read(x)[0][:, -1])"
                ),
                "scaled in place": reader(
                    forward="x /= 2\n        return self.answer(self.read(x)[0][:, -1])"
                ),
            },
        ),
        "images-averaged": (
            "What is said of an image depends on the other images beside it.",
            "Treat each image by itself: no mean over the first axis.",
            {
                "centred over images": reader(
                    forward="x = x - x.mean(0)\n        return self.answer(self.read(x)[0][:, -1])"
                ),
                "scaled by all": reader(
                    forward="x = x / x.abs().sum()\n"
                    "        return self.answer(self.read(100 * x)[0][:, -1])"
                ),
                "images turned": reader(
                    forward="return self.answer(self.read(x.flip(0))[0][:, -1])"
                ),
            },
        ),
        "fixed-number-of-images": (
            "The number of images is fixed.",
            "Read it off x, or leave out the first state: it is 0 by itself.",
            {
                "a first state for 32": reader(
                    forward="return self.answer(self.read(x, torch.zeros(1, 32, 64))[0][:, -1])"
                ),
                "a first state for 1": reader(
                    forward="return self.answer(self.read(x, torch.zeros(1, 1, 64))[0][:, -1])"
                ),
                "viewed as 28": reader(
                    forward="return self.answer(self.read(x.view(28, 28, 28))[0][:, -1])"
                ),
            },
        ),
        "first-image-only": (
            "Only one row of logits comes back, however many images came.",
            "Give n rows of logits for n images.",
            {
                "the first": reader(forward="return self.answer(self.read(x[:1])[0][:, -1])"),
                "the mean": reader(
                    forward="return self.answer(self.read(x)[0][:, -1]).mean(0, keepdim=True)"
                ),
            },
        ),
        "chance": (
            "The same image gets other logits from call to call.",
            "Leave out what is random: no dropout by hand, no random first state.",
            {
                "a random first state": reader(
                    forward="h = torch.randn(1, len(x), 64, dtype=x.dtype)\n"
                    "        return self.answer(self.read(x, h)[0][:, -1])"
                ),
                "dropout that stays on": reader(
                    forward="h = nn.functional.dropout(self.read(x)[0][:, -1], 0.5)\n"
                    "        return self.answer(h)"
                ),
                "noise on the image": reader(
                    forward="x = x + 0.1 * torch.randn_like(x)\n"
                    "        return self.answer(self.read(x)[0][:, -1])"
                ),
                "rows in random order": reader(
                    forward="x = x[:, torch.randperm(28)]\n"
                    "        return self.answer(self.read(x)[0][:, -1])"
                ),
            },
        ),
        "new-layers-at-each-call": (
            "Layers are made anew at each call, so that nothing can be learned.",
            "Make the layers once, in `__init__`, and keep each under a name in self.",
            {
                "the recurrent layer": reader(
                    forward="read = nn.GRU(28, 64, batch_first=True)\n"
                    "        return self.answer(read(x)[0][:, -1])"
                ),
                "both in forward": reader(
                    "self.n_units = 64",
                    "read, answer = nn.GRU(28, 64, batch_first=True), nn.Linear(64, 10)\n"
                    "        return answer(read(x)[0][:, -1])",
                    "pass",
                ),
                "in forward": reader(
                    forward="read = nn.GRU(28, 64, batch_first=True).to(x.dtype)\n"
                    "        return self.answer(read(x)[0][:, -1])"
                ),
            },
        ),
        "keeps-state": (
            "The state of one call goes on into the next.",
            "Begin each image with a state of 0: keep none in self.",
            {
                "self.h": reader(
                    "self.read, self.h = nn.GRU(28, 64, batch_first=True), None",
                    "h = self.h if self.h is not None and self.h.shape[1] == len(x) else None\n"
                    "        if h is not None: h = h.to(x.dtype)\n"
                    "        out, last = self.read(x, h)\n"
                    "        self.h = last.detach()\n        return self.answer(out[:, -1])",
                ),
            },
        ),
        "layers-not-found": (
            "PyTorch does not find a layer's weights, so they are neither trained nor saved.",
            "Store each layer as an attribute of its own: in lists PyTorch does not look.",
            {
                "both in a list": reader(
                    "self.layers = [nn.GRU(28, 64, batch_first=True), nn.Linear(64, 10)]",
                    "a, b = (each.to(x.dtype) for each in self.layers)\n"
                    "        return b(a(x)[0][:, -1])",
                    "pass",
                ),
                "both in a list, used as they are": reader(
                    "self.layers = [nn.GRU(28, 64, batch_first=True), nn.Linear(64, 10)]",
                    "return self.layers[1](self.layers[0](x)[0][:, -1])",
                    "pass",
                ),
            },
        ),
        "gradient-cut": (
            "No gradient reaches the recurrent layer.",
            "Leave out detach and `no_grad`: training needs the way back.",
            {
                "detached state": reader(
                    forward="return self.answer(self.read(x)[0][:, -1].detach())"
                ),
                "no_grad": reader(
                    forward="with torch.no_grad(): h = self.read(x)[0][:, -1]\n"
                    "        return self.answer(h)"
                ),
                "a new tensor": reader(
                    forward="return self.answer(torch.tensor(self.read(x)[0][:, -1].tolist(),"
                    " dtype=x.dtype))"
                ),
            },
        ),
        "frozen": (
            "Training does not reach some of the weights.",
            "Freeze none of them; of a layer that reads both ways, use both last states.",
            {
                "both ways, last output": reader(
                    "self.read = nn.GRU(28, 64, batch_first=True, bidirectional=True)",
                    answer="self.answer = nn.Linear(128, 10)",
                ),
                "read frozen": reader(
                    "self.read = nn.GRU(28, 64, batch_first=True).requires_grad_(False)"
                ),
            },
        ),
        "classes-returned": (
            "Classes come back, not logits.",
            "Return all ten logits of each image; who asks takes the largest.",
            {
                "argmax": reader(
                    forward="return self.answer(self.read(x)[0][:, -1]).argmax(dim=1)"
                ),
                "the largest logit": reader(
                    forward="return self.answer(self.read(x)[0][:, -1]).max(dim=1).values"
                ),
            },
        ),
        "logits-and-state": (
            "More than the logits comes back.",
            "Return the logits alone.",
            {
                "with the state": reader(
                    forward="out, h = self.read(x)\n        return self.answer(out[:, -1]), h"
                ),
            },
        ),
        "nothing-returned": (
            "`forward` ends without giving anything back.",
            "End it with return and the logits.",
            {
                "return forgotten": reader(forward="logits = self.answer(self.read(x)[0][:, -1])"),
                "printed": reader(forward="print(self.answer(self.read(x)[0][:, -1]))"),
            },
        ),
        "no-super": (
            "The class does not prepare itself for layers.",
            "The first line of `__init__` calls that of the class above.",
            {
                "super forgotten": reader(start="pass"),
                "super without init": reader(start="super()"),
            },
        ),
        "no-forward": (
            "The class has no method named forward.",
            "PyTorch calls a method of exactly this name.",
            {
                "misspelt": reader().replace("def forward", "def foward"),
                "called predict": reader().replace("def forward", "def predict"),
            },
        ),
        "same-seed-inside": (
            "Every new reader starts with the same weights.",
            "Set no seed inside the class: who trains decides about it.",
            {
                "seeds itself": reader(
                    "torch.manual_seed(0); self.read = nn.GRU(28, 64, batch_first=True)"
                ),
                "zeros everywhere": reader(
                    answer="self.answer = nn.Linear(64, 10)\n"
                    "        for p in self.parameters(): nn.init.constant_(p, 0.01)"
                ),
            },
        ),
        "unnamed": {
            "layers of the class": """class RowRNN(nn.Module):
    read, answer = nn.GRU(28, 64, batch_first=True), nn.Linear(64, 10)

    def __init__(self):
        super().__init__()
        self.one, self.two = RowRNN.read, RowRNN.answer

    def forward(self, x):
        return self.two(self.one(x)[0][:, -1])
""",
        },
        "colour-axis": (
            "An axis for colours is expected, which these images do not have.",
            "Images come as (n, 28, 28).",
            {
                "takes a channel": reader(
                    forward="return self.answer(self.read(x[:, 0])[0][:, -1])"
                ),
                "squeezes one": reader(
                    forward="return self.answer(self.read(x.squeeze(1)[:, 0])[0][:, -1])"
                ),
            },
        ),
    },
    "masked_mean": {
        "padding-counts": (
            "Padding counts like real steps.",
            "Keep the real steps only: the first ones of each row, as many as its length says.",
            {
                "mean of all": "return float(losses.mean())",
                "mean of row means": "return float(losses.mean(axis=1).mean())",
                "cut at the longest": "return float(losses[:, : max(lengths)].mean())",
                "all, over the real": "return float(losses.sum() / np.sum(lengths))",
            },
        ),
        "mean-of-means": (
            "Each row gets a mean of its own, and those are averaged.",
            "One mean over all real steps: a step counts the same, whatever its row.",
            {
                "rows of length above 0": """rows = [np.mean(row[:k])
        for row, k in zip(losses, lengths) if k > 0]
    return float(np.mean(rows))""",
                "rows of 0 count as 0": """rows = [np.mean(row[:k]) if k else 0.0
        for row, k in zip(losses, lengths)]
    return float(np.mean(rows))""",
                "a NaN for rows of 0": """rows = [np.sum(row[:k]) / np.float64(k)
        for row, k in zip(losses, lengths)]
    return float(np.nanmean(rows))""",
            },
        ),
        "length-0-fails": (
            "Each row gets a mean of its own, and a row of length 0 has none.",
            "Take one mean over all real steps together: then such a row adds nothing.",
            {
                "mean of an empty slice": """rows = [row[:k].mean()
        for row, k in zip(losses, lengths)]
    return float(np.mean(rows))""",
                "Python's mean": """rows = [sum(row[:k]) / k
        for row, k in zip(losses.tolist(), lengths)]
    return sum(rows) / len(rows)""",
            },
        ),
        "over-all-places": (
            "The sum of the real losses is divided by the number of all places.",
            "Divide by the number of real steps.",
            {
                "zeros, then mean": REAL + "return float((losses * real).mean())",
                "where, then mean": REAL + "return float(np.where(real, losses, 0).mean())",
                "size": REAL + "return float(losses[real].sum() / losses.size)",
            },
        ),
        "over-rows": (
            "The sum is divided by the number of sequences.",
            "Divide by the number of real steps.",
            {
                "n": REAL + "return float(losses[real].sum() / len(losses))",
                "rows that have steps": REAL
                + "return float(losses[real].sum() / np.sum(np.asarray(lengths) > 0))",
            },
        ),
        "over-steps": (
            "The sum is divided by the number of columns.",
            "Divide by the number of real steps.",
            {
                "t": REAL + "return float(losses[real].sum() / losses.shape[1])",
                "the longest": REAL + "return float(losses[real].sum() / max(lengths))",
            },
        ),
        "sum": (
            "The sum comes back, not the mean.",
            "Divide by the number of real steps.",
            {"sum": REAL + "return float(losses[real].sum())"},
        ),
        "one-too-many": (
            "One step after the end of each row counts as well.",
            "Steps count from 0: those below the length are real.",
            {
                "<=": """real = np.arange(losses.shape[1]) <= np.asarray(lengths)[:, None]
    return float(losses[real].mean())""",
                "a slice": """real = [v for row, k in zip(losses, lengths) for v in row[: k + 1]]
    return float(np.mean(real))""",
            },
        ),
        "one-too-few": (
            "The last real step of each row is left out.",
            "Steps count from 0: those below the length are real.",
            {
                "length minus 1": """real = (np.arange(losses.shape[1])
        < np.asarray(lengths)[:, None] - 1)
    return float(losses[real].mean()) if real.any() else 0.0""",
                "begins at 1": """real = (np.arange(1, losses.shape[1] + 1)
        < np.asarray(lengths)[:, None])
    return float(losses[real].mean()) if real.any() else 0.0""",
            },
        ),
        "one-step-late": (
            "Each row is read one step late: without its first step, and with one of the padding.",
            "Steps count from 0, and the real ones are those below the length.",
            {
                "a range from 1": """total = count = 0
    for i in range(len(losses)):
        for k in range(1, lengths[i] + 1):
            if k < losses.shape[1]:
                total += losses[i, k]
                count += 1
    return total / count""",
                "a slice from 1": """real = [v
        for row, k in zip(losses, lengths) for v in row[1 : k + 1]]
    return float(np.mean(real))""",
            },
        ),
        "first-step-skipped": (
            "The first step of each row is left out.",
            "Steps count from 0, and step 0 is real.",
            {
                "from 1": """real = [v for row, k in zip(losses, lengths) for v in row[1:k]]
    return float(np.mean(real)) if real else 0.0""",
            },
        ),
        "padding-only": (
            "The mean is that of the padding.",
            "Real steps are those below the length.",
            {
                ">=": """padded = np.arange(losses.shape[1]) >= np.asarray(lengths)[:, None]
    return float(losses[padded].mean())""",
                ">": """padded = np.arange(losses.shape[1]) > np.asarray(lengths)[:, None]
    return float(losses[padded].mean()) if padded.any() else 0.0""",
                "turned mask": REAL + "return float(losses[~real].mean())",
            },
        ),
        "from-the-end": (
            "The real steps are looked for at the end of each row.",
            "A row begins with its real steps, and padding follows.",
            {
                "last ones": """real = (np.arange(losses.shape[1])[::-1]
        < np.asarray(lengths)[:, None])
    return float(losses[real].mean())""",
                "a negative slice": """real = [v
        for row, k in zip(losses, lengths) for v in (row[-k:] if k else [])]
    return float(np.mean(real))""",
            },
        ),
        "last-step-only": (
            "Only the last real step of each row counts.",
            "All real steps count.",
            {
                "at length minus 1": """ends = [row[k - 1]
        for row, k in zip(losses, lengths) if k > 0]
    return float(np.mean(ends))""",
            },
        ),
        "first-step-only": (
            "Only the first step of each row counts.",
            "All real steps count.",
            {"column 0": "return float(losses[:, 0].mean())"},
        ),
        "first-row-only": (
            "Only one row counts.",
            "All rows count, each up to its length.",
            {
                "row 0": "return float(losses[0, : lengths[0]].mean())",
                "returns in the loop": """for row, k in zip(losses, lengths):
        return float(np.mean(row[:k]))""",
            },
        ),
        "one-length-for-all": (
            "All rows are cut at the same length.",
            "Each row has a length of its own.",
            {
                "the first": "return float(losses[:, : lengths[0]].mean())",
                "the shortest": "return float(losses[:, : max(1, min(lengths))].mean())",
                "the mean": "return float(losses[:, : int(np.mean(lengths))].mean())",
            },
        ),
        "filled-row-by-row": (
            "As many numbers as there are real steps are taken from the top of the table.",
            "Take them row by row: each row up to its own length.",
            {"ravel": "return float(losses.ravel()[: int(np.sum(lengths))].mean())"},
        ),
        "columns-for-rows": (
            "The lengths are held against the wrong axis.",
            "There is a length for each row; steps lie along the row.",
            {
                "steps in a column": """real = (np.arange(losses.shape[1])[:, None]
        < np.asarray(lengths))
    return float(losses[real].mean())""",
                "no new axis": """real = np.arange(losses.shape[1]) < np.asarray(lengths)
    return float(losses[:, real].mean())""",
                "a row of steps": """real = np.arange(losses.shape[1])[None, :] < lengths
    return float(losses[real].mean())""",
                "turned table": """real = np.arange(losses.shape[0]) < np.asarray(lengths)[:, None]
    return float(losses[real].mean())""",
            },
        ),
        "zeros-are-padding": (
            "A real loss of 0 is taken for padding.",
            "Let the lengths say what is real, not the numbers.",
            {
                "counts non-zero": REAL
                + """kept = losses * real
    return float(kept.sum() / np.count_nonzero(kept))""",
                "above 0": REAL
                + """kept = np.where(real, losses, 0.0)
    return float(kept[kept > 0].mean())""",
            },
        ),
        "number-of-steps-off": (
            "The number of real steps is counted wrongly.",
            "It is the sum of the lengths.",
            {
                "plus 1": REAL + "return float(losses[real].sum() / (np.sum(lengths) + 1))",
                "minus n": REAL
                + "return float(losses[real].sum() / (np.sum(lengths) - len(losses) + 1e-9))",
                "the mean length": REAL + "return float((losses * real).sum() / np.mean(lengths))",
                "product": REAL + "return float(losses[real].sum() / (len(losses) * max(lengths)))",
            },
        ),
        "weighed-by-length": (
            "Longer rows weigh more than their steps.",
            "Every real step weighs the same.",
            {
                "length times sum": """total = sum(k * np.sum(row[:k])
        for row, k in zip(losses, lengths))
    return float(total / sum(k * k for k in lengths))""",
                "length times mean of the row": """k = np.asarray(lengths)
    return float(np.sum(k * losses.mean(axis=1)) / k.sum())""",
            },
        ),
        "median": (
            "The median comes back.",
            "Take the mean.",
            {"median": REAL + "return float(np.median(losses[real]))"},
        ),
        "perplexity": (
            "The perplexity comes back.",
            "Return the mean loss; its exponential comes later.",
            {"exp": REAL + "return float(np.exp(losses[real].mean()))"},
        ),
        "another-mean": (
            "Another number than the plain mean is taken, such as the largest loss.",
            "Add up the real losses, and divide by their number.",
            {
                "root mean square": REAL + "return float(np.sqrt((losses[real] ** 2).mean()))",
                "geometric": REAL + "return float(np.exp(np.log(losses[real] + 1e-9).mean()))",
                "negative": REAL + "return -float(losses[real].mean())",
                "largest": REAL + "return float(losses[real].max())",
            },
        ),
        "whole-number": (
            "The mean is made a whole number.",
            "Divide without rounding.",
            {
                "//": REAL + "return float(losses[real].sum() // real.sum())",
                "int": REAL + "return int(losses[real].mean())",
                "rounded": REAL + "return round(losses[real].mean())",
            },
        ),
        "one-per-row": (
            "A number for each row comes back.",
            "Return one number for all rows together.",
            {
                "row means": REAL
                + "return (losses * real).sum(axis=1) / np.maximum(1, real.sum(axis=1))",
                "real losses": REAL + "return losses[real]",
                "in an array": REAL + "return np.array([losses[real].mean()])",
            },
        ),
        "two-results": (
            "More than the mean comes back.",
            "Return the mean alone.",
            {"with the count": REAL + "return float(losses[real].mean()), int(real.sum())"},
        ),
        "lists-of-lengths": (
            "Lengths in a plain list are not understood.",
            "Make an array of the lengths first: they may come as a list.",
            {
                "new axis of a list": """real = np.arange(losses.shape[1]) < lengths[:, None]
    return float(losses[real].mean())""",
                "lengths.sum": """k = np.asarray(lengths)[:, None]
    real = np.arange(losses.shape[1]) < k
    return float(losses[real].sum() / lengths.sum())""",
                "lengths.reshape": """real = np.arange(losses.shape[1]) < lengths.reshape(-1, 1)
    return float(losses[real].mean())""",
            },
        ),
        "nan": (
            "Padding becomes NaN, and the mean with it.",
            "Leave out what is NaN, or leave the padding out from the start.",
            {
                "nan and mean": REAL + "return float(np.where(real, losses, np.nan).mean())",
            },
        ),
        "keeps-lengths": (
            "The lengths of the first call are used again in the next.",
            "Keep nothing between calls.",
            {
                "on the function": """k = masked_mean.__dict__.setdefault("k", np.asarray(lengths))
    k = np.resize(k, len(losses))
    real = np.arange(losses.shape[1]) < k[:, None]
    return float(losses[real].mean())""",
            },
        ),
        "any/changes-input": {
            "zeros in the losses": REAL
            + """losses[~real] = 0.0
    return float(losses.sum() / real.sum())""",
            "in place": REAL + "losses *= real\n    return float(losses.sum() / real.sum())",
        },
        "any/returns-none": {
            "prints": REAL + "print(losses[real].mean())",
            "forgets return": REAL + "mean = losses[real].mean()",
        },
    },
    "sample_with_temperature": {
        "multiplied": (
            "The temperature works the wrong way round, as if it multiplied the logits.",
            "Divide the logits by it: a high temperature brings the probabilities together.",
            {
                "times": draw("logits * temperature"),
                "power of the probabilities": REFUSE
                + """p = np.exp(logits - logits.max())
    p = (p / p.sum()) ** temperature
    """
                + "p = p / p.sum()\n    "
                + DRAW,
            },
        ),
        "temperature-unused": (
            "The temperature has no effect.",
            "Divide the logits by it before the exponential: a common factor afterwards cancels.",
            {
                "ignored": draw("logits"),
                "probabilities divided": REFUSE
                + """p = np.exp(logits - logits.max()) / temperature
    p = p / p.sum()
    """
                + DRAW,
                "noise divided, too": REFUSE
                + "return int(np.argmax((logits + rng.gumbel(size=len(logits))) / temperature))",
                "subtracted": draw("logits - temperature"),
                "added": draw("logits + temperature"),
            },
        ),
        "another-temperature": (
            "The logits are divided by another number than the temperature.",
            "Divide by the temperature itself.",
            {
                "squared": draw("logits / temperature**2"),
                "root": draw("logits / np.sqrt(temperature)"),
                "plus 1": draw("logits / (1 + temperature)"),
                "at least 1": draw("logits / max(1.0, temperature)"),
                "at most 1": draw("logits / min(1.0, temperature)"),
                "exponential": draw("logits / np.exp(temperature - 1)"),
            },
        ),
        "always-the-likeliest": (
            "The likeliest class comes back every time.",
            "Draw by chance: every class gets its turn, as often as its probability says.",
            {
                "argmax": REFUSE + "return int(np.argmax(logits / temperature))",
                "argmax of the probabilities": draw(end="return int(p.argmax())"),
                "the commonest of many": draw(
                    end="return int(np.bincount(rng.choice(len(p), 200, p=p)).argmax())"
                ),
            },
        ),
        "always-the-unlikeliest": (
            "The least likely class comes back every time.",
            "Draw by chance, with the probabilities of the softmax.",
            {"argmin": REFUSE + "return int(np.argmin(logits / temperature))"},
        ),
        "uniform": (
            "All classes are drawn equally often.",
            "Hand the probabilities on to the draw.",
            {
                "integers": REFUSE + "return int(rng.integers(len(logits)))",
                "choice without p": draw(end="return int(rng.choice(len(p)))"),
            },
        ),
        "turned-round": (
            "Unlikely classes are drawn most often.",
            "The largest logit gets the largest probability.",
            {
                "minus": draw("-logits / temperature"),
                "1 - p": draw(
                    end="q = (1 - p) / (1 - p).sum()\n    return int(rng.choice(len(q), p=q))"
                ),
                "reversed": draw(end="return int(rng.choice(len(p), p=p[::-1]))"),
            },
        ),
        "no-exponential": (
            "The probabilities are made without an exponential.",
            "Use the softmax: exponentials, divided by their sum.",
            {
                "shares of the logits": Z + "p = (z - z.min()) / (z - z.min()).sum()\n    " + DRAW,
                "squares": Z + "p = z**2 / (z**2).sum()\n    " + DRAW,
                "sizes": Z + "p = np.abs(z) / np.abs(z).sum()\n    " + DRAW,
            },
        ),
        "another-power": (
            "Another number than e is raised to the logits.",
            "Use the exponential, as the softmax does.",
            {
                "2": Z + "p = 2.0 ** (z - z.max())\n    p = p / p.sum()\n    " + DRAW,
                "10": Z + "p = 10.0 ** (z - z.max())\n    p = p / p.sum()\n    " + DRAW,
            },
        ),
        "sigmoid": (
            "A sigmoid stands in place of the softmax.",
            "Use the softmax over all classes.",
            {
                "sigmoids, divided by their sum": Z
                + """p = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    p = p / p.sum()
    """
                + DRAW,
            },
        ),
        "overflow": (
            "The exponential of a large number overflows.",
            "Subtract the largest of what stands in the exponential first.",
            {
                "unshifted": Z + "p = np.exp(z) / np.exp(z).sum()\n    " + DRAW,
                "shifted before dividing": REFUSE
                + """z = logits / temperature - logits.max()
    p = np.exp(z) / np.exp(z).sum()
    """
                + DRAW,
                "shifted by the mean": Z
                + "p = np.exp(z - z.mean())\n    p = p / p.sum()\n    "
                + DRAW,
                "shifted by the smallest": Z
                + "p = np.exp(z - z.min())\n    p = p / p.sum()\n    "
                + DRAW,
                "powers of the powers": REFUSE
                + """p = np.exp(logits) ** (1 / temperature)
    p = p / p.sum()
    """
                + DRAW,
            },
        ),
        "not-divided-by-the-sum": (
            "The powers do not add up to 1.",
            "Divide them by their sum before you draw.",
            {
                "no sum": Z + "p = np.exp(z - z.max())\n    " + DRAW,
                "no sum, a running one": Z
                + "p = np.exp(z - z.max())\n    "
                + "return int(np.searchsorted(np.cumsum(p), rng.random()))",
                "divided by the largest": Z
                + "p = np.exp(z - z.max())\n    p = p / p.max()\n    "
                + DRAW,
                "divided by the number": Z
                + "p = np.exp(z - z.max())\n    p = p / len(p)\n    "
                + DRAW,
            },
        ),
        "another-generator": (
            "The draw does not come from the generator rng that is given.",
            "Draw with rng itself: NumPy's own draws and other generators do not follow its seed.",
            {
                "np.random": draw(end="return int(np.random.choice(len(p), p=p))"),
                "a new generator": draw(
                    end="return int(np.random.default_rng().choice(len(p), p=p))"
                ),
                "np.random and a running sum": draw(
                    end="return int(np.searchsorted(np.cumsum(p), np.random.rand()))"
                ),
                "a RandomState": draw(
                    end="return int(np.random.RandomState().choice(len(p), p=p))"
                ),
                "np.random's Gumbel noise": Z
                + "return int(np.argmax(z + np.random.gumbel(size=len(z))))",
                "torch": draw(end="return int(torch.multinomial(torch.tensor(p), 1))"),
                "Python's random": draw(
                    end="import random\n    return random.choices(range(len(p)), weights=p)[0]"
                ),
            },
        ),
        "same-draw-every-time": (
            "Every call draws the same.",
            "Draw with the generator that is given, and set no seed inside.",
            {
                "a seed inside": draw(
                    end="return int(np.random.default_rng(0).choice(len(p), p=p))"
                ),
                "the seed 42 inside": draw(
                    end="return int(np.random.default_rng(42).choice(len(p), p=p))"
                ),
                "the seed 2 inside": draw(
                    end="return int(np.random.default_rng(2).choice(len(p), p=p))"
                ),
                "np.random seeded": draw(
                    end="np.random.seed(1)\n    return int(np.random.choice(len(p), p=p))"
                ),
                "a copy of the generator": draw(
                    end="import copy\n    return int(copy.deepcopy(rng).choice(len(p), p=p))"
                ),
            },
        ),
        "not-refused": (
            "A temperature of 0 or below is not refused.",
            "Raise ValueError for it, before anything is divided.",
            {
                "the likeliest at 0": draw(
                    refuse="if temperature <= 0: return int(np.argmax(logits))\n    "
                ),
                "a small one instead": draw("logits / max(temperature, 1e-6)", refuse=""),
                "the error returned": draw(
                    refuse="if temperature <= 0: return ValueError(temperature)\n    "
                ),
                "None": draw(refuse="if temperature <= 0: return None\n    "),
                "a print": draw(
                    "logits / max(temperature, 1e-6)",
                    refuse='if temperature <= 0: print("must be above 0")\n    ',
                ),
            },
        ),
        "zero-not-refused": (
            "A temperature of exactly 0 is not refused.",
            "Refuse 0 as well as everything below.",
            {
                "below 0 only": draw(
                    "logits / (temperature or 1e-6)",
                    refuse="if temperature < 0: raise ValueError(temperature)\n    ",
                ),
                "the likeliest at 0, zero not refused": draw(
                    refuse="if temperature < 0: raise ValueError(temperature)\n    "
                    "if temperature == 0: return int(np.argmax(logits))\n    ",
                ),
            },
        ),
        "negative-not-refused": (
            "A temperature below 0 is not refused.",
            "Refuse 0 as well as everything below.",
            {
                "no test": draw(refuse=""),
                "its size": draw("logits / abs(temperature)", refuse=""),
                "0 only": draw(refuse="if temperature == 0: raise ValueError(temperature)\n    "),
                "not": draw(refuse="if not temperature: raise ValueError(temperature)\n    "),
            },
        ),
        "another-error": (
            "The refusal is an error of another type than ValueError.",
            "Raise ValueError with a sentence.",
            {
                "an assertion": draw(refuse="assert temperature > 0\n    "),
                "a ZeroDivisionError": draw(
                    refuse="if temperature <= 0: raise ZeroDivisionError(temperature)\n    "
                ),
                "any exception": draw(
                    refuse="if temperature <= 0: raise Exception(temperature)\n    "
                ),
            },
        ),
        "refuses-too-much": (
            "Temperatures above 0 are refused, too.",
            "Every number above 0 is allowed, also a small one.",
            {
                "below 1": draw(refuse="if temperature < 1: raise ValueError(temperature)\n    "),
                "above 1": draw(
                    refuse="if not 0 < temperature <= 1: raise ValueError(temperature)\n    "
                ),
            },
        ),
        "probabilities-returned": (
            "A number for every class comes back, and not one class.",
            "Draw one class with the probabilities, and return its number.",
            {
                "p": draw(end="return p"),
                "counts of the draw": draw(end="return rng.multinomial(1, p)"),
                "one-hot": draw(end="return np.eye(len(p))[rng.choice(len(p), p=p)]"),
            },
        ),
        "an-array": (
            "The class comes in an array or a list.",
            "Return the number itself.",
            {
                "size 1": draw(end="return rng.choice(len(p), size=1, p=p)"),
                "a list": draw(end="return [int(rng.choice(len(p), p=p))]"),
                "many": draw(end="return rng.choice(len(p), size=len(p), p=p)"),
            },
        ),
        "value-returned": (
            "A value that belongs to the class comes back, not its number.",
            "Draw among the places 0 to C − 1.",
            {
                "a logit": draw(end="return float(rng.choice(logits, p=p))"),
                "a logit as it is": draw(end="return rng.choice(logits, p=p)"),
                "its probability": draw(end="return float(p[rng.choice(len(p), p=p)])"),
                "one of the probabilities": draw(end="return rng.choice(p)"),
            },
        ),
        "decimals": (
            "The class is a decimal number.",
            "Return a whole number.",
            {"float": draw(end="return float(rng.choice(len(p), p=p))")},
        ),
        "counts-from-1": (
            "Classes are counted from 1.",
            "The first class is 0.",
            {
                "plus 1, counts from 1": draw(end="return int(rng.choice(len(p), p=p)) + 1"),
                "arange from 1": draw(end="return int(rng.choice(np.arange(1, len(p) + 1), p=p))"),
            },
        ),
        "off-by-one": (
            "A running sum is used, and the place found in it is shifted.",
            "The class is the first whose running sum is above the random number.",
            {
                "minus 1": draw(
                    end="return max(0, int(np.searchsorted(np.cumsum(p), rng.random())) - 1)"
                ),
                "sums from 0": draw(
                    end="s = np.concatenate([[0], np.cumsum(p)[:-1]])\n"
                    "    return min(len(p) - 1, int(np.searchsorted(s, rng.random())))"
                ),
            },
        ),
        "first-below": (
            "A random number is compared with single probabilities, not with their running sum.",
            "Add the probabilities up as you go, or let the generator choose.",
            {
                "first p above": draw(end="r = rng.random()\n    return int(np.argmax(p > r))"),
                "a coin for each": draw(
                    end="""for k, each in enumerate(p):
        if rng.random() < each: return k
    return len(p) - 1""",
                ),
            },
        ),
        "sorted-first": (
            "The logits are sorted first, so the number belongs to a place in that order.",
            "Keep the order of the classes.",
            {
                "sort": draw("np.sort(logits / temperature)"),
                "descending": draw("np.sort(logits / temperature)[::-1]"),
            },
        ),
        "noise-of-another-kind": (
            "Noise is added to the logits, and the probabilities are not those of the softmax.",
            "Draw with the softmax's probabilities; only Gumbel's noise would give the same.",
            {
                "normal noise": Z + "return int(np.argmax(z + rng.normal(size=len(z))))",
                "a logarithm of uniform noise": Z
                + "return int(np.argmax(z + np.log(rng.random(len(z)))))",
                "uniform noise": Z + "return int(np.argmax(z + rng.random(len(z))))",
            },
        ),
        "expected-class": (
            "The mean of the classes is rounded.",
            "Draw one class; a mean between two classes means nothing.",
            {"expectation": draw(end="return int(round(float(p @ np.arange(len(p)))))")},
        ),
        "blended": (
            "All classes get something on top of their probability.",
            "Use the softmax as it is.",
            {
                "half uniform": draw(
                    end="p = 0.5 * p + 0.5 / len(p)\n    return int(rng.choice(len(p), p=p))"
                ),
                "plus 0.1": draw(
                    end="p = (p + 0.1) / (p + 0.1).sum()\n    return int(rng.choice(len(p), p=p))"
                ),
            },
        ),
        "twice": (
            "The softmax is applied twice.",
            "One softmax makes probabilities of logits.",
            {
                "again": draw(end="p = np.exp(p) / np.exp(p).sum()\n    " + DRAW),
            },
        ),
        "whole-logits": (
            "The logits are cut to whole numbers.",
            "Divide without rounding.",
            {
                "//": draw("logits // temperature"),
            },
        ),
        "keeps-probabilities": (
            "The probabilities of an earlier call are used again.",
            "Compute them anew in each call.",
            {
                "on the function": REFUSE
                + """known = sample_with_temperature.__dict__
    if len(known.get("p", ())) != len(logits):
        z = logits / temperature
        p = np.exp(z - z.max())
        known["p"] = p / p.sum()
    return int(rng.choice(len(logits), p=known["p"]))""",
            },
        ),
        "any/changes-input": {
            "divides in place": REFUSE
            + """logits /= temperature
    z = logits
    """
            + SOFT
            + DRAW,
            "shifts in place": Z
            + """logits -= logits.max()
    """
            + SOFT
            + DRAW,
        },
        "any/returns-none": {
            "prints": draw(end="print(rng.choice(len(p), p=p))"),
            "forgets return": draw(end="drawn = rng.choice(len(p), p=p)"),
        },
    },
}

RIGHT = {
    "rnn_cell": {
        "as shown": f"return {STEP}",
        "state first": "return np.tanh(b + h @ W_h + x @ W_x)",
        "einsum": """return np.tanh(np.einsum("nd,dk->nk", x, W_x)
        + np.einsum("nj,jk->nk", h, W_h) + b)""",
        "np.dot": """return np.tanh(np.dot(x, W_x) + np.dot(h, W_h) + b)""",
        "stacked": """return np.tanh(np.concatenate([x, h], axis=1)
        @ np.concatenate([W_x, W_h]) + b)""",
        "row by row": """return np.stack([np.tanh(x[i] @ W_x + h[i] @ W_h + b)
        for i in range(len(x))])""",
        "turned and back": "return np.tanh(W_x.T @ x.T + W_h.T @ h.T + b[:, None]).T",
        "by a stable formula": """z = x @ W_x + h @ W_h + b
    e = np.exp(-2 * np.abs(z))
    return np.sign(z) * (1 - e) / (1 + e)""",
        "torch": """x, h, W_x, W_h, b = (torch.as_tensor(np.asarray(v, float))
        for v in (x, h, W_x, W_h, b))
    return torch.tanh(x @ W_x + h @ W_h + b).numpy()""",
        "loops": """n, d = h.shape
    new = np.empty((n, d))
    for i in range(n):
        for k in range(d):
            z = b[k] + sum(x[i, j] * W_x[j, k] for j in range(x.shape[1]))
            new[i, k] = np.tanh(z + sum(h[i, j] * W_h[j, k] for j in range(d)))
    return new""",
    },
    "rnn_forward": {
        "as shown": run(),
        "written out": inline(STEP),
        "room made first": """n, t, _ = X.shape
    states = np.zeros((n, t, len(b)))
    h = h0
    for k in range(t):
        h = rnn_cell(X[:, k, :], h, W_x, W_h, b)
        states[:, k] = h
    return states""",
        "reads the state before from the room": """n, t, _ = X.shape
    states = np.empty((n, t + 1, h0.shape[1]))
    states[:, 0] = h0
    for k in range(t):
        states[:, k + 1] = np.tanh(X[:, k] @ W_x + states[:, k] @ W_h + b)
    return states[:, 1:]""",
        "axes swapped": """h, states = h0, []
    for x in np.swapaxes(X, 0, 1):
        h = rnn_cell(x, h, W_x, W_h, b)
        states.append(h)
    return np.swapaxes(np.array(states), 0, 1)""",
        "sequence by sequence": """out = []
    for i in range(len(X)):
        h, states = h0[i], []
        for x in X[i]:
            h = np.tanh(x @ W_x + h @ W_h + b)
            states.append(h)
        out.append(states)
    return np.array(out)""",
        "inputs first": """from_inputs, h, states = X @ W_x + b, h0, []
    for k in range(X.shape[1]):
        h = np.tanh(from_inputs[:, k] + h @ W_h)
        states.append(h)
    return np.stack(states, axis=1)""",
        "transposed": """h, states = h0, []
    for x in X.transpose(1, 0, 2):
        h = rnn_cell(x, h, W_x, W_h, b)
        states += [h[:, None]]
    return np.concatenate(states, axis=1)""",
        "recursion": """h = rnn_cell(X[:, 0], h0, W_x, W_h, b)
    if X.shape[1] == 1: return h[:, None]
    rest = rnn_forward(X[:, 1:], h, W_x, W_h, b)
    return np.concatenate([h[:, None], rest], axis=1)""",
        "accumulate": """from itertools import accumulate
    steps = [X[:, k] for k in range(X.shape[1])]
    states = accumulate(steps, lambda h, x: rnn_cell(x, h, W_x, W_h, b), initial=h0)
    return np.stack(list(states)[1:], axis=1)""",
    },
    "clip_by_norm": {
        "as shown": NORM
        + """factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * g for g in grads]""",
        "one long row": """norm = np.linalg.norm(np.concatenate([np.ravel(g) for g in grads]))
    factor = 1.0 if norm <= max_norm else max_norm / norm
    return [np.array(g) * factor for g in grads]""",
        "norm of norms": """norm = np.linalg.norm([np.linalg.norm(g) for g in grads])
    if norm > max_norm: return [g * (max_norm / norm) for g in grads]
    return [g.copy() for g in grads]""",
        "max in the divisor": NORM + "return [g * max_norm / max(norm, max_norm) for g in grads]",
        "a small number on top": NORM
        + """factor = min(1.0, max_norm / (norm + 1e-6))
    return [factor * g for g in grads]""",
        "a loop": """total = 0.0
    for g in grads:
        for v in np.ravel(g): total += float(v) ** 2
    norm, out = total**0.5, []
    for g in grads:
        new = np.array(g, dtype=float)
        if norm > max_norm: new *= max_norm / norm
        out.append(new)
    return out""",
        "math": """import math
    norm = math.sqrt(sum(float((g * g).sum()) for g in grads))
    return [g / max(1.0, norm / max_norm) for g in grads]""",
        "vdot": """norm = np.sqrt(sum(np.vdot(g, g) for g in grads))
    scale = np.minimum(1.0, np.divide(max_norm, norm, out=np.ones(()), where=norm > 0))
    return [g * scale for g in grads]""",
        "torch": """t = [torch.tensor(np.asarray(g, float)) for g in grads]
    norm = torch.sqrt(sum((g**2).sum() for g in t))
    factor = float(max_norm / norm) if norm > max_norm else 1.0
    return [(factor * g).numpy() for g in t]""",
    },
    "row_rnn": {
        "as shown": reader(),
        "the last state": reader(
            forward="_, last = self.read(x)\n        return self.answer(last[0])"
        ),
        "an LSTM": reader(
            "self.read = nn.LSTM(28, 64, batch_first=True)",
            "_, (h, c) = self.read(x)\n        return self.answer(h[-1])",
        ),
        "a plain RNN": reader("self.read = nn.RNN(28, 64, batch_first=True)"),
        "steps first": reader(
            "self.read = nn.GRU(28, 64)",
            "return self.answer(self.read(x.transpose(0, 1))[0][-1])",
        ),
        "two layers": reader(
            "self.read = nn.GRU(28, 48, num_layers=2, batch_first=True)",
            answer="self.answer = nn.Linear(48, 10)",
        ),
        "both directions": reader(
            "self.read = nn.GRU(28, 32, batch_first=True, bidirectional=True)",
            "h = self.read(x)[1]\n        return self.answer(torch.cat([h[0], h[1]], dim=1))",
        ),
        "a cell in a loop": reader(
            "self.read = nn.GRUCell(28, 64)",
            "h = None\n        for k in range(x.shape[1]): h = self.read(x[:, k], h)\n"
            "        return self.answer(h)",
        ),
        "the mean of all states": reader(forward="return self.answer(self.read(x)[0].mean(dim=1))"),
        "a gate that keeps": reader(
            answer="self.answer = nn.Linear(64, 10)\n"
            "        with torch.no_grad(): self.read.bias_ih_l0[64:128] += 2",
        ),
        "two linear layers and dropout": reader(
            answer="self.answer = nn.Sequential(nn.Dropout(0.1), nn.Linear(64, 32), nn.ReLU(),"
            " nn.Linear(32, 10))",
        ),
        "a cell of one's own": reader(
            "self.of_x, self.of_h = nn.Linear(28, 64), nn.Linear(64, 64, bias=False)",
            "h = x.new_zeros(len(x), 64)\n"
            "        for row in x.unbind(1): h = torch.tanh(self.of_x(row) + self.of_h(h))\n"
            "        return self.answer(h)",
        ),
    },
    "masked_mean": {
        "as shown": REAL + "return float(losses[real].mean())",
        "a sum over the lengths": REAL + "return float((losses * real).sum() / np.sum(lengths))",
        "row by row": """total = sum(row[:k].sum() for row, k in zip(losses, lengths))
    return total / sum(lengths)""",
        "joined": """return float(np.mean(np.concatenate(
        [row[:k] for row, k in zip(losses, lengths)])))""",
        "two loops": """total = count = 0
    for i in range(len(losses)):
        for k in range(int(lengths[i])):
            total += losses[i, k]
            count += 1
    return total / count""",
        "weights": REAL + "return np.average(losses, weights=real)",
        "NaN left out": REAL + "return float(np.nanmean(np.where(real, losses, np.nan)))",
        "a masked array": REAL + "return np.ma.array(losses, mask=~real).mean()",
        "running count": """k = np.array(lengths).reshape(-1, 1)
    place = np.cumsum(np.ones(losses.shape), axis=1)
    return losses[place <= k].mean()""",
        "torch": """t, k = torch.as_tensor(losses), torch.as_tensor(np.array(lengths))
    real = torch.arange(t.shape[1])[None] < k[:, None]
    return t[real].mean().item()""",
    },
    "sample_with_temperature": {
        "as shown": draw(),
        "NumPy's whole number": draw(end="return rng.choice(len(p), p=p)"),
        "a running sum": draw(
            end="return int(np.searchsorted(np.cumsum(p), rng.random() * p.sum(), side='right'))"
        ),
        "a loop over the running sum": draw(
            end="""left = rng.random()
    for k, each in enumerate(p):
        left -= each
        if left < 0: return k
    return len(p) - 1"""
        ),
        "Gumbel's noise": Z + "return int(np.argmax(z + rng.gumbel(size=len(z))))",
        "warm Gumbel": REFUSE
        + "return int(np.argmax(logits + temperature * rng.gumbel(size=len(logits))))",
        "one multinomial": draw(end="return int(rng.multinomial(1, p).argmax())"),
        "log-sum-exp": REFUSE
        + """z = logits / temperature
    p = np.exp(z - np.logaddexp.reduce(z))
    return int(rng.choice(len(p), p=p / p.sum()))""",
        "shifted first": REFUSE
        + """p = np.exp((logits - np.max(logits)) / temperature)
    return int(rng.choice(np.arange(len(p)), p=p / np.sum(p)))""",
        "not above 0": """if not temperature > 0:
        raise ValueError("a temperature is above 0")
    z = logits / temperature
    """
        + SOFT
        + DRAW,
        "torch's softmax": REFUSE
        + """p = torch.softmax(torch.tensor(logits, dtype=torch.float64) / temperature, dim=0)
    p = p.numpy()
    return int(rng.choice(len(p), p=p / p.sum()))""",
    },
}

EQUIVALENT = {
    "clip_by_norm": {
        "factor = max_norm / norm if norm > max_norm else 1.0 -> "
        "factor = max_norm / norm if norm >= max_norm else 1.0": "Where both are equal, their "
        "ratio is 1.",
    },
    "sample_with_temperature": {
        "if temperature <= 0: -> if temperature < 0:": "Divided by 0, the probabilities are NaN, "
        "and the generator refuses those with ValueError, too.",
    },
}

BLANK = {"row_rnn": reader(init="raise NotImplementedError", forward="raise NotImplementedError")}
