"""Lesson 01: mistakes that learners make, and right answers written otherwise."""

from grading.bank.in_process import cell_source, setting

LESSON = "01_neurons"
ORDER = ["neuron", "neurons", "step", "perceptron_update", "perceptron_fit", "boundary_x2"]


def before(exercise: str) -> str:
    """What stands above an exercise, with the exercises before it, which an answer may call."""
    above = ORDER[: ORDER.index(exercise)]
    return "\n\n\n".join([setting(LESSON, exercise), *(cell_source(LESSON, e) for e in above)])


# A perceptron_fit with gaps, so that an answer below shows only what sets it apart
FIT = """
    w, b, errors = {start}
    for epoch in range({epochs}):
        mistakes = 0
        for x, target in {visits}:
            error = target - ({predict})
            {correct}
            mistakes += {count}
        {after}
    return w, b, errors"""
STANDARD = {
    "start": "np.zeros(X.shape[1]), 0.0, []",
    "epochs": "max_epochs",
    "visits": "zip(X, targets)",
    "predict": "1 if x @ w + b >= 0 else 0",
    "correct": "w, b = w + learning_rate * error * x, b + learning_rate * error",
    "count": "int(error != 0)",
    "after": "errors.append(mistakes)\n        if mistakes == 0: break",
}


def fit(**changes: str) -> str:
    """A body of perceptron_fit, the standard one but for these gaps."""
    return FIT.format(**{**STANDARD, **changes})


# The rule for targets of -1 and 1, with a gap for the comparison
PLUS_MINUS = """sign = 2 * target - 1
    if sign * (x @ w + b) {compare} 0:
        return w + learning_rate * sign * x, b + learning_rate * sign
    return w, b"""
UPDATE = "error = target - (1 if x @ w + b >= 0 else 0)\n    "
CORRECT = "return w + learning_rate * error * x, b + learning_rate * error"
REFUSE = "if w[1] == 0: raise ValueError('vertical')\n    "


def solved(idea: str, body: str) -> dict[str, str]:
    """A wrong way to solve for x2, by one who refuses vertical lines and one who does not yet."""
    return {idea: REFUSE + body, f"{idea}, and refuses nothing": body}


WRONG = {
    "neuron": {
        "no-bias": (
            "The bias is left out.",
            "Add it once, after the sum over the inputs.",
            {"forgets the bias": "return float(x @ w)"},
        ),
        "bias-each-input": (
            "The bias is added once for every input.",
            "Add it once, after the sum: a neuron has one bias, however many inputs it has.",
            {
                "adds the bias once an input": "return sum(xi * wi + b for xi, wi in zip(x, w))",
                "the bias inside the sum": "return np.sum(x * w + b)",
            },
        ),
        "bias-subtracted": (
            "The bias is subtracted.",
            "Add it: a negative bias lowers z all by itself.",
            {"subtracts the bias": "return float(x @ w - b)"},
        ),
        "bias-multiplied": (
            "The weighted sum is multiplied by the bias.",
            "Add the bias to the weighted sum.",
            {"multiplies by the bias": "return float(x @ w * b)"},
        ),
        "products-added": (
            "Inputs and weights are added to each other.",
            "Multiply each input by its weight, then add up the products.",
            {"adds weights instead of multiplying": "return float((x + w).sum() + b)"},
        ),
        "inputs-divided": (
            "The inputs are divided by their weights.",
            "Multiply each input by its weight, then add up the products.",
            {"divides by the weights": "return float((x / w).sum() + b)"},
        ),
        "every-pair": (
            "Every input meets every weight, not its own alone.",
            "Pair them up: the first input with the first weight, and so on, before you add.",
            {
                "the sums multiplied": "return x.sum() * w.sum() + b",
                "two loops": "return sum(xi * wi for xi in x for wi in w) + b",
            },
        ),
        "two-inputs-only": (
            "The answer is made for exactly two inputs.",
            "Let the sum run over all inputs, however many there are.",
            {
                "two inputs only": "return x[0] * w[0] + x[1] * w[1] + b",
                "two inputs by name": "(x1, x2), (w1, w2) = x, w\n    return x1 * w1 + x2 * w2 + b",
            },
        ),
        "last-input-left-out": (
            "The last input is left out.",
            "Let the sum run to the end: a range stops before its last number already.",
            {
                "a short range": "return sum(x[k] * w[k] for k in range(len(x) - 1)) + b",
                "a short slice": "return x[:-1] @ w[:-1] + b",
            },
        ),
        "first-input-left-out": (
            "The first input is left out.",
            "Counting starts at 0: the first input has the number 0.",
            {"from 1": "return sum(x[k] * w[k] for k in range(1, len(x))) + b"},
        ),
        "keeps-one-product": (
            "Only the last product counts.",
            "Add each product to what was there before, so that none is replaced.",
            {
                "the last place alone": "return x[-1] * w[-1] + b",
                "replaces the sum": """z = 0.0
    for xi, wi in zip(x, w):
        z = xi * wi
    return z + b""",
            },
        ),
        "last-product-alone": (
            "Only the last product comes back, without the others and without the bias.",
            "Add each product to what was there: `+=` adds, and `=+` puts it in its place.",
            {
                "=+": """z = b
    for xi, wi in zip(x, w):
        z =+ xi * wi
    return z""",
            },
        ),
        "only-first-product": (
            "Only the first product counts.",
            "Give every input its turn: a return inside a loop ends it at once.",
            {
                "the first place alone": "return x[0] * w[0] + b",
                "returns in the loop": """z = b
    for xi, wi in zip(x, w):
        z += xi * wi
        return z""",
            },
        ),
        "largest-product": (
            "Only the largest product counts.",
            "Add up the products of all inputs.",
            {"the largest product": "return np.max(x * w) + b"},
        ),
        "not-summed": (
            "The products are never added up: there is one number for each input.",
            "Add the products to a single number before the bias comes in.",
            {
                "forgets the sum": "return x * w + b",
                "a list of products": "return [xi * wi + b for xi, wi in zip(x, w)]",
            },
        ),
        "mean-of-products": (
            "The products are averaged.",
            "Add them up; nothing is divided by the number of inputs.",
            {
                "the mean of the products": "return float(np.mean(x * w) + b)",
                "the mean, bias included": "return float(np.mean(x * w + b))",
            },
        ),
        "weighted-mean": (
            "The weighted sum is divided by the sum of the weights.",
            "Leave it as it is: the weights of a neuron need not add up to anything.",
            {
                "np.average": "return np.average(x, weights=w) + b",
                "divides by the weights' sum": "return x @ w / w.sum() + b",
            },
        ),
        "weights-in-reverse": (
            "The weights are taken in reverse order.",
            "The first weight belongs to the first input.",
            {"weights in reverse": "return float(x @ w[::-1] + b)"},
        ),
        "steps": (
            "The weighted sum is turned into 0 or 1.",
            "Return the weighted sum itself; the threshold comes in a later exercise.",
            {"already steps": "return 1 if x @ w + b >= 0 else 0"},
        ),
        "squashed": (
            "The weighted sum is squeezed into the range between 0 and 1.",
            "Return the weighted sum itself; curves like this one come in lesson 02.",
            {"already a sigmoid": "return 1 / (1 + np.exp(-(x @ w + b)))"},
        ),
        "never-negative": (
            "Negative results are cut off at 0.",
            "Return the weighted sum as it is: it may be negative.",
            {"never negative": "return max(0.0, float(x @ w + b))"},
        ),
        "sign-lost": (
            "Negative results come back positive.",
            "Return the weighted sum with its sign, which is what decides.",
            {"the size only": "return abs(x @ w + b)"},
        ),
        "rounded": (
            "The weighted sum loses decimals.",
            "Return it with all its decimals; rounding is for printing.",
            {
                "rounds to one decimal": "return round(float(x @ w + b), 1)",
                "rounds to five decimals": "return round(float(x @ w + b), 5)",
                "rounds to a whole number": "return round(float(x @ w + b))",
                "cuts the decimals": "return int(x @ w + b)",
            },
        ),
        "whole-number-products": (
            "Where the inputs or the weights are whole numbers, the products lose their decimals.",
            "An array made like one of whole numbers can hold nothing else: make it hold floats.",
            {
                "products in an array like x": """products = np.zeros_like(x)
    for k in range(len(x)):
        products[k] = x[k] * w[k]
    return products.sum() + b""",
                "products in an array like w": """products = np.empty_like(w)
    products[:] = x * w
    return products.sum() + b""",
                "the sum back to the kind of x": "return (x @ w + b).astype(x.dtype)",
                "the weights to the kind of x": "return x @ w.astype(x.dtype) + b",
            },
        ),
        "array-of-one": (
            "The weighted sum comes in an array of one entry.",
            "Return the number itself, without brackets around it.",
            {
                "an array of one": "return np.array([x @ w + b])",
                "a list of one": "return [x @ w + b]",
            },
        ),
        "weights-made-positive": (
            "Negative weights are made positive.",
            "Use every weight with its sign: a negative one speaks against.",
            {"weights made positive": "return float(x @ np.abs(w) + b)"},
        ),
        "fixed-weights": (
            "The weights of the students' neuron are used, whatever w is.",
            "Use the function's own w and b, so that it works for any neuron.",
            {
                "weights by heart": "return float(x @ np.array([0.8, 0.2]) - 3.0)",
                "weights by heart, its own bias": "return float(x @ np.array([0.8, 0.2]) + b)",
                "two weights by heart, its own bias": "return 0.8 * x[0] + 0.2 * x[1] + b",
                "the notebook's weights": """weights = np.array([0.8, 0.2])
    return float(sum(xi * wi for xi, wi in zip(x, weights)) + b)""",
                "weights by heart, two inputs": "return 0.8 * x[0] + 0.2 * x[1] - 3.0",
            },
        ),
        "fixed-bias": (
            "The bias of the students' neuron, -3, is used, whatever b is.",
            "Use the function's own b, so that it works for any neuron.",
            {"the bias by heart": "return float(x @ w - 3.0)"},
        ),
        "knows-the-examples": (
            "A number made for the check's own examples comes back, whatever the inputs are.",
            "Compute the result from x, w and b, so that other numbers work, too.",
            {
                "knows the examples": "return 1.4 if x[0] == 4 else -0.4",
                "knows one example": "return 1.4",
            },
        ),
        "any/changes-input": {
            "scales the caller's inputs": "x *= w\n    return float(x.sum() + b)",
            "scales the caller's weights": "w *= x\n    return float(w.sum() + b)",
        },
        "any/returns-none": {"prints it": "print(x @ w + b)", "forgets to return": "z = x @ w + b"},
        "any/number-of-values": {"the bias after a comma": "return float(x @ w), b"},
        "any/another-kind": {"a sentence": "return f'z = {x @ w + b}'"},
    },
    "neurons": {
        "no-bias": (
            "The bias is left out.",
            "Add it once to every sum.",
            {"forgets the bias": "return X @ w"},
        ),
        "bias-subtracted": (
            "The bias is subtracted.",
            "Add it: a negative bias lowers every z all by itself.",
            {"subtracts the bias": "return X @ w - b"},
        ),
        "bias-each-input": (
            "The bias is added once for every input.",
            "Add it once to each sum, after the sum over the inputs.",
            {
                "adds the bias once an input": "return (X * w + b).sum(axis=1)",
                "adds it in the inner loop": """return np.array(
        [sum(xi * wi + b for xi, wi in zip(x, w)) for x in X])""",
            },
        ),
        "bias-grows": (
            "The bias grows from row to row.",
            "Every example gets the same bias, once.",
            {
                "bias grows along the rows": """return np.array(
        [x @ w + (k + 1) * b for k, x in enumerate(X)])"""
            },
        ),
        "bias-multiplied": (
            "The weighted sums are multiplied by the bias.",
            "Add the bias to each weighted sum.",
            {"multiplies by the bias": "return X @ w * b"},
        ),
        "sums-down-columns": (
            "The products are added down the columns, so there is one number for each input.",
            "Add along each row: one example gives one number.",
            {
                "sums down the columns": "return (X * w).sum(axis=0) + b",
                "the column sums, weighted": "return X.sum(axis=0) * w + b",
            },
        ),
        "transposed": (
            "The weights meet the columns of X, where they should meet its rows.",
            "A row has an entry for each weight; look at which side of X has the length of w.",
            {
                "the transpose": "return X.T @ w + b",
                "w on the left": "return w @ X + b",
                "np.dot from the left": "return np.dot(w, X) + b",
            },
        ),
        "transposed-when-square": (
            "A table with as many rows as columns is turned on its side.",
            "Leave the table as it is: each row is an example, whatever the shape.",
            {"transposed when square": "return (X.T if len(X) == len(w) else X) @ w + b"},
        ),
        "one-number-for-all": (
            "All examples are added together into one number.",
            "Keep the examples apart: add along each row only.",
            {
                "one number for all": "return float((X @ w).sum() + b)",
                "np.sum over everything": "return np.sum(X * w) + b",
            },
        ),
        "not-summed": (
            "The products are never added up: there is a whole table of them.",
            "Add the products of each row to one number.",
            {"forgets the sum": "return X * w + b"},
        ),
        "column": (
            "The results come as a column, of shape (n, 1).",
            "Return one axis of n entries: one pair of brackets, not one for each number.",
            {
                "a column, (n, 1)": "return (X @ w + b)[:, None]",
                "a column of weights": "return X @ w.reshape(-1, 1) + b",
                "keeps the axis": "return (X * w).sum(axis=1, keepdims=True) + b",
            },
        ),
        "table-of-one-row": (
            "The results come as a table of one row, of shape (1, n).",
            "Return one axis of n entries: one pair of brackets, not two.",
            {
                "a row, (1, n)": "return (X @ w + b)[None, :]",
                "a row of weights": "return w.reshape(1, -1) @ X.T + b",
            },
        ),
        "two-inputs-only": (
            "Only the first two inputs count.",
            "Let each sum run over all inputs, however many there are.",
            {"two inputs only": "return X[:, 0] * w[0] + X[:, 1] * w[1] + b"},
        ),
        "three-examples-only": (
            "The answer is made for three examples.",
            "Go through all rows, however many there are.",
            {"three examples only": "return np.array([X[i] @ w + b for i in range(3)])"},
        ),
        "as-many-as-inputs": (
            "There are as many results as inputs, where there should be as many as examples.",
            "Go through the rows: the length of X tells how many there are.",
            {
                "counts the weights": "return np.array([X[i] @ w + b for i in range(len(w))])",
                "fills an array like w": """z = np.zeros(len(w))
    for i in range(len(w)):
        z[i] = X[i] @ w + b
    return z""",
            },
        ),
        "first-example-only": (
            "Only the first example is computed.",
            "Go through all rows; a return inside a loop ends it at once.",
            {
                "the first example only": "return np.array([X[0] @ w + b])",
                "returns in the loop": """z = []
    for x in X:
        z.append(x @ w + b)
        return np.array(z)""",
            },
        ),
        "last-example-only": (
            "Only the last example's result comes back.",
            "Collect the results as you go, so that each row keeps its own.",
            {
                "replaces the sum": """for x in X:
        z = x @ w + b
    return z""",
                "replaces the array": """for x in X:
        z = np.array([x @ w + b])
    return z""",
            },
        ),
        "last-example-left-out": (
            "The last example is left out.",
            "Go to the last row: a range stops before its last number already.",
            {"a short range": "return np.array([X[i] @ w + b for i in range(len(X) - 1)])"},
        ),
        "sum-carries-over": (
            "The sum of one example goes on into the next.",
            "Start again for every row.",
            {
                "never starts again": """total, z = b, []
    for row in X:
        for k in range(len(w)):
            total = total + row[k] * w[k]
        z.append(total)
    return np.array(z)""",
                "starts from 0 once": """total, z = 0.0, []
    for row in X:
        for k in range(len(w)):
            total = total + row[k] * w[k]
        z.append(total + b)
    return np.array(z)""",
            },
        ),
        "mean-of-products": (
            "The products of each row are averaged.",
            "Add them up; nothing is divided by the number of inputs.",
            {"means instead of sums": "return (X * w).mean(axis=1) + b"},
        ),
        "steps": (
            "The weighted sums are turned into 0 and 1.",
            "Return the weighted sums themselves; the threshold comes in the next exercise.",
            {
                "already steps": "return (X @ w + b >= 0).astype(int)",
                "steps with np.where": "return np.where(X @ w + b >= 0, 1.0, 0.0)",
            },
        ),
        "never-negative": (
            "Negative results are cut off at 0.",
            "Return the weighted sums as they are: they may be negative.",
            {"never negative": "return np.maximum(X @ w + b, 0)"},
        ),
        "rounded": (
            "The weighted sums lose decimals.",
            "Return them with all their decimals; rounding is for printing.",
            {
                "rounds": "return np.round(X @ w + b, 1)",
                "rounds to five decimals": "return np.round(X @ w + b, 5)",
                "whole numbers": "return (X @ w + b).astype(int)",
            },
        ),
        "whole-number-results": (
            "Where the table or the weights are whole numbers, the results lose their decimals.",
            "An array made like one of whole numbers can hold nothing else: make it hold floats.",
            {
                "filled in, like a column of X": """z = np.zeros_like(X[:, 0])
    for i in range(len(X)):
        z[i] = X[i] @ w + b
    return z""",
                "filled in, with the kind of X": """z = np.zeros(len(X), dtype=X.dtype)
    z[:] = X @ w + b
    return z""",
                "back to the kind of X": "return (X @ w + b).astype(X.dtype)",
                "filled in, with the kind of w": """z = np.zeros(len(X), dtype=w.dtype)
    z[:] = X @ w + b
    return z""",
                "a whole number where X holds whole numbers": """return np.array(
        [type(row[0])(row @ w + b) for row in X])""",
            },
        ),
        "single-example-as-number": (
            "For a single example, the result comes without brackets.",
            "Keep the shape: one example gives an array of one number.",
            {"drops the axis of one example": "return np.squeeze(X @ w + b)"},
        ),
        "fixed-weights": (
            "The weights of the students' neuron are used, whatever w is.",
            "Use the function's own w and b, so that it works for any neuron.",
            {
                "weights by heart": "return X @ np.array([0.8, 0.2]) - 3.0",
                "weights by heart, its own bias": "return X @ np.array([0.8, 0.2]) + b",
                "two weights by heart, its own bias": "return 0.8 * X[:, 0] + 0.2 * X[:, 1] + b",
            },
        ),
        "fixed-examples": (
            "The three students of the example are used, whatever X is.",
            "Use the function's own X, so that it works for any class.",
            {
                "the notebook's students": """X = np.array([[4.0, 6.0], [1.0, 8.0], [5.0, 2.0]])
    return X @ w + b""",
                "the notebook's students, in a loop": """X = [[4.0, 6.0], [1.0, 8.0], [5.0, 2.0]]
    return np.array([row[0] * w[0] + row[1] * w[1] + b for row in X])""",
            },
        ),
        "fixed-bias": (
            "The bias of the students' neuron, -3, is used, whatever b is.",
            "Use the function's own b, so that it works for any neuron.",
            {"the bias by heart": "return X @ w - 3.0"},
        ),
        "knows-the-example": (
            "The numbers of the check's example are returned, whatever the inputs are.",
            "Compute the results from X, w and b, so that other numbers work, too.",
            {"knows the example": "return np.array([1.4, -0.6, 1.4])"},
        ),
        "any/changes-input": {"writes into X": "X *= w\n    return X.sum(axis=1) + b"},
        "any/returns-none": {"prints it": "print(X @ w + b)"},
        "any/number-of-values": {"the bias after a comma": "return X @ w, b"},
        "any/one-array": {
            "one array for each number of rows": """kept = neurons.__dict__
    z = kept.setdefault(f"z{len(X)}", np.zeros(len(X)))
    z[:] = X @ w + b
    return z""",
            "one list for all calls": """z = neurons.__dict__.setdefault("z", [])
    z[:] = [float(x @ w + b) for x in X]
    return z""",
        },
        "any/another-kind": {
            "a generator": "return (x @ w + b for x in X)",
            "a sentence": "return f'z = {X @ w + b}'",
        },
    },
    "step": {
        "sign": (
            "The sign of z is returned: -1 below 0, and 0 at 0.",
            "Only 0 and 1 may come out: 1 from z = 0 on, and 0 below.",
            {"np.sign": "return np.sign(z)"},
        ),
        "zero-at-0": (
            "At z = 0 the answer is 0.",
            "At 0 the neuron fires, so 0 belongs to the places that give 1.",
            {
                "0 at 0": "return np.where(np.asarray(z) > 0, 1, 0)",
                "np.heaviside with 0": "return np.heaviside(z, 0)",
                "the sign, cut at 0": "return np.maximum(np.sign(z), 0)",
            },
        ),
        "half-at-0": (
            "At z = 0 the answer is a half.",
            "Only 0 and 1 may come out: at 0 the neuron fires.",
            {
                "a half at 0": "return np.heaviside(z, 0.5)",
                "from the sign": "return (np.sign(z) + 1) / 2",
            },
        ),
        "nan-at-0": (
            "At z = 0 the answer divides 0 by 0.",
            "Compare z with 0; no division is needed.",
            {"divides by the size": "z = np.asarray(z)\n    return (z / np.abs(z) + 1) / 2"},
        ),
        "numbers-only": (
            "Only single numbers work: `if`, `and` and `bool` take one truth value, not many.",
            "Let NumPy ask every entry at once: a comparison with an array gives an array.",
            {
                "one number only": "return 1 if z >= 0 else 0",
                "an if statement": """if z >= 0:
        return 1
    return 0""",
                "a truth value": "return 1 * bool(z >= 0)",
                "and, or": "return z >= 0 and 1 or 0",
            },
        ),
        "converts-a-number": (
            "Only single numbers work: a function such as `int` or `float` takes one number.",
            "Keep the whole array: `.astype` turns all its entries into whole numbers.",
            {
                "int of the comparison": "return int(z >= 0)",
                "float of the comparison": "return float(z >= 0)",
                "float first": "return 1 if float(z) >= 0 else 0",
            },
        ),
        "arrays-only": (
            "Only arrays work: a plain number is refused.",
            "Turn z into an array first, or choose a function that takes numbers as well.",
            {
                "a method of arrays": "return (z >= 0).astype(int)",
                "a copy first": """out = z.copy()
    out[z >= 0] = 1
    out[z < 0] = 0
    return out""",
            },
        ),
        "one-axis-only": (
            "A table does not work: going through it gives whole rows, not numbers.",
            "Let NumPy compare all entries at once; then a number, a row and a table all work.",
            {
                "one dimension only": """return (np.array([1 if v >= 0 else 0 for v in z])
        if np.ndim(z) else int(z >= 0))""",
            },
        ),
        "rows-only": (
            "Only arrays of one axis work: a single number is refused, and so is a table.",
            "Let NumPy compare all entries at once; then a number, a row and a table all work.",
            {
                "one dimension, no numbers": "return np.array([1 if v >= 0 else 0 for v in z])",
                "by index": """out = np.zeros(len(z))
    for i in range(len(z)):
        if z[i] >= 0:
            out[i] = 1
    return out""",
                "a list, filled": """out = []
    for value in z:
        if value >= 0:
            out.append(1)
        else:
            out.append(0)
    return np.array(out)""",
            },
        ),
        "mirrored": (
            "The two sides are swapped: negative numbers give 1 and positive ones 0.",
            "The neuron fires where z is large: 1 belongs to 0 and above.",
            {
                "mirrored": "return np.where(np.asarray(z) <= 0, 1, 0)",
                "mirrored but for 0": "return np.where(np.asarray(z) < 0, 1, 0)",
            },
        ),
        "minus-one-below": (
            "Below 0 the answer is -1.",
            "Only 0 and 1 may come out: a silent neuron gives 0.",
            {"-1 and 1": "return np.where(np.asarray(z) >= 0, 1, -1)"},
        ),
        "keeps-the-size": (
            "Positive numbers come back as they are.",
            "Only 0 and 1 may come out: a step does not care how large z is.",
            {"keeps the size": "return np.maximum(z, 0)"},
        ),
        "clipped": (
            "Between 0 and 1, z comes back as it is.",
            "Only 0 and 1 may come out: the step jumps at 0, without a slope.",
            {"clips": "return np.clip(z, 0, 1)"},
        ),
        "smooth": (
            "The answer is a smooth curve between 0 and 1.",
            "Only 0 and 1 may come out; smooth curves come in lesson 02.",
            {"a sigmoid": "return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))"},
        ),
        "another-threshold": (
            "The neuron fires too late: numbers a little above 0 give 0.",
            "Compare z with 0; the bias has moved the threshold already.",
            {
                "threshold at 1": "return np.where(np.asarray(z) >= 1, 1, 0)",
                "threshold at a half": "return np.where(np.asarray(z) >= 0.5, 1, 0)",
                "above a half": "return np.where(np.asarray(z) > 0.5, 1, 0)",
            },
        ),
        "fires-below-0": (
            "Some numbers a little below 0 give 1.",
            "Compare z itself with 0, neither rounded nor with another number: below 0 it is 0.",
            {
                "rounds to three decimals": "return np.where(np.round(z, 3) >= 0, 1, 0)",
                "rounds": "return np.where(np.round(z) >= 0, 1, 0)",
                "cuts the decimals": "return np.where(np.trunc(z) >= 0, 1, 0)",
                "whole numbers first": "return z.astype(int) >= 0",
                "whole numbers first, as 0 and 1": "return (z.astype(int) >= 0).astype(int)",
                "nearly 0 is 0": "return np.where(np.asarray(z) >= -1e-6, 1, 0)",
                "from -0.01 on": "return np.where(np.asarray(z) >= -0.01, 1, 0)",
                "as good as 0": "return np.where((z > np.zeros(())) | np.isclose(z, 0), 1, 0)",
                "from -0.5 on": "return np.where(np.asarray(z) >= -0.5, 1, 0)",
            },
        ),
        "array-for-a-number": (
            "For a single number, an array of one entry comes back.",
            "Keep the shape of z: a number in, a number out.",
            {"an array for a number": ("return np.atleast_1d(np.asarray(z) >= 0).astype(int)")},
        ),
        "flattened": (
            "A table comes back as one long row.",
            "Keep the shape of z: a table in, a table out.",
            {
                "flattens": """flat = np.where(np.ravel(z) >= 0, 1, 0)
    return flat if np.ndim(z) else flat[0]""",
                "flattens numbers, too": "return np.where(np.ravel(z) >= 0, 1, 0)",
            },
        ),
        "one-answer-for-all": (
            "The whole array gets one answer.",
            "Every entry gets its own 0 or 1.",
            {
                "all of them": "return int(np.all(np.asarray(z) >= 0))",
                "a method of all": """if (z >= 0).all():
        return 1
    return 0""",
                "all, on numbers too": """if np.all(z >= 0):
        return 1
    return 0""",
                "any of them": "return int(np.any(np.asarray(z) >= 0))",
                "their sum": "return int(np.sum(z) >= 0)",
            },
        ),
        "only-first-entry": (
            "Only the first entry gets an answer.",
            "Give every entry its own 0 or 1: a return inside a loop ends it at once.",
            {
                "the first place alone": "return int(z[0] >= 0)",
                "returns in the loop": """for value in z:
        if value >= 0:
            return 1
        else:
            return 0""",
                "returns in the loop, shorter": """for value in z:
        return 1 if value >= 0 else 0""",
            },
        ),
        "one-value-for-where": (
            "`where` gets one value beside the question, and needs two or none.",
            "Give it what belongs where the answer is yes, and what belongs elsewhere.",
            {"np.where with one value": "return np.where(z >= 0, 1)"},
        ),
        "counts": (
            "The answer counts the entries that are at least 0.",
            "Every entry gets its own 0 or 1: leave them apart.",
            {"adds the answers up": "return np.sum(np.asarray(z) >= 0)"},
        ),
        "keeps-some-entries": (
            "Only the entries that are at least 0 come back.",
            "Every entry gets an answer, 0 or 1, in its own place.",
            {
                "selects": "z = np.asarray(z)\n    return z[z >= 0]",
                "selects from arrays": "return z[z >= 0]",
            },
        ),
        "places": (
            "The answer tells where the entries stand that are at least 0.",
            "Put a 0 or a 1 at every place, so that the result has the shape of z.",
            {
                "the places": "return np.flatnonzero(np.asarray(z) >= 0)",
                "np.where with the question alone": "return np.where(np.asarray(z) >= 0)",
                "np.where, and its first part": "return np.where(np.asarray(z) >= 0)[0]",
            },
        ),
        "knows-the-example": (
            "The numbers of the check's first example are returned, whatever z is.",
            "Ask every entry of z, so that other arrays work, too.",
            {"knows the example": "return np.array([0, 1, 1])"},
        ),
        "returns-z-too": (
            "Two values come back: z, and the answer.",
            "Return the answer alone; a comma after `return` adds a second value.",
            {
                "z as well": "return z, np.where(np.asarray(z) >= 0, 1, 0)",
                "z afterwards": "return np.where(np.asarray(z) >= 0, 1, 0), z",
            },
        ),
        "always-one": (
            "The answer is 1 everywhere.",
            "Where z is below 0, the answer is 0: look at the comparison.",
            {
                "1 everywhere": "return np.ones_like(z)",
                "compares with itself": "return np.where(np.asarray(z) >= z, 1, 0)",
            },
        ),
        "any/changes-input": {
            "writes into z": """z = np.asarray(z)
    if z.ndim: z[z >= 0], z[z < 0] = 1, 0
    return z if z.ndim else int(z >= 0)""",
            "writes into z, arrays only": """z[z >= 0] = 1
    z[z < 0] = 0
    return z""",
        },
        "any/one-array": {
            "one array for each shape": """kept = step.__dict__
    out = kept.setdefault(f"out{np.shape(z)}", np.zeros(np.shape(z)))
    out[...] = np.where(np.asarray(z) >= 0, 1, 0)
    return out""",
        },
        "any/returns-none": {"prints it": "print(np.where(np.asarray(z) >= 0, 1, 0))"},
        "any/another-kind": {
            "words": "return np.where(np.asarray(z) >= 0, 'PASS', 'FAIL')",
        },
    },
    "perceptron_update": {
        "wrong-sign": (
            "The correction goes the wrong way.",
            "A missed 1 has to raise z and a false 1 to lower it: check the sign.",
            {
                "the wrong sign": UPDATE
                + "return w - learning_rate * error * x, b - learning_rate * error",
                "error is prediction minus target": """error = (1 if x @ w + b >= 0 else 0) - target
    return w + learning_rate * error * x, b + learning_rate * error""",
            },
        ),
        "wrong-sign-for-bias": (
            "The bias is corrected the wrong way.",
            "After a missed 1 the bias grows, as a weight does whose input is 1.",
            {
                "the bias goes back": UPDATE
                + "return w + learning_rate * error * x, b - learning_rate * error"
            },
        ),
        "bias-kept": (
            "The bias is never corrected.",
            "Correct it as well: it learns like a weight whose input is always 1.",
            {"the bias is never corrected": UPDATE + "return w + learning_rate * error * x, b"},
        ),
        "weights-kept": (
            "The weights are never corrected.",
            "Correct them as well, each in proportion to its own input.",
            {"the weights are never corrected": UPDATE + "return w, b + learning_rate * error"},
        ),
        "nothing-corrected": (
            "Nothing is corrected after a mistake: the old weights and bias come back.",
            "Return the corrected values, with the names that hold them.",
            {
                "returns the old ones": UPDATE
                + """new_w = w + learning_rate * error * x
    new_b = b + learning_rate * error
    return w, b""",
                "right ones only": UPDATE + "return (w, b) if error else (w, b)",
            },
        ),
        "target-for-error": (
            "The error comes out as the target itself, as if each prediction were 0.",
            "Predict first: only the difference between target and prediction counts.",
            {
                "always corrects": (
                    "return w + learning_rate * target * x, b + learning_rate * target"
                )
            },
        ),
        "fires-too-late": (
            "Where z is 0 or a little above it, the prediction is 0 instead of 1.",
            "Compare z with 0 itself: the neuron fires from 0 on.",
            {
                "from 1 on": "error = target - (1 if x @ w + b >= 1 else 0)\n    " + CORRECT,
                "above a half": "error = target - (1 if x @ w + b > 0.5 else 0)\n    " + CORRECT,
            },
        ),
        "bias-always-rises": (
            "The bias rises after every mistake, even after a false 1.",
            "It moves like the weights: up after a missed 1, down after a false one.",
            {
                "the squared error": UPDATE
                + "return w + learning_rate * error * x, b + learning_rate * error**2",
                "a branch copied": """error = target - (1 if x @ w + b >= 0 else 0)
    if error > 0:
        w = w + learning_rate * x
        b = b + learning_rate
    elif error < 0:
        w = w - learning_rate * x
        b = b + learning_rate
    return w, b""",
                "its size": UPDATE
                + "return w + learning_rate * error * x, b + learning_rate * abs(error)",
            },
        ),
        "first-weight-only": (
            "Only the first weight is corrected, the others stay.",
            "Give every weight its turn: a return inside a loop ends it at once.",
            {
                "returns in the loop": UPDATE
                + """new_w = np.array(w, dtype=float)
    for k in range(len(w)):
        new_w[k] = w[k] + learning_rate * error * x[k]
        return new_w, b + learning_rate * error""",
            },
        ),
        "last-weight-kept": (
            "The last weight is never corrected.",
            "Let the loop run to the end: a range stops before its last number already.",
            {
                "a short range": UPDATE
                + """new_w = np.array(w, dtype=float)
    for k in range(len(w) - 1):
        new_w[k] = w[k] + learning_rate * error * x[k]
    return new_w, b + learning_rate * error""",
            },
        ),
        "missed-only": (
            "Only missed 1s are corrected, false ones are not.",
            "A 1 where the target is 0 is a mistake as well: it lowers the weights.",
            {
                "corrects missed ones only": """if target == 1 and x @ w + b < 0:
        return w + learning_rate * x, b + learning_rate
    return w, b""",
                "never a negative error": UPDATE + "error = max(error, 0)\n    " + CORRECT,
            },
        ),
        "false-only": (
            "Only false 1s are corrected, missed ones are not.",
            "A 0 where the target is 1 is a mistake as well: it raises the weights.",
            {
                "corrects false ones only": """if target == 0 and x @ w + b >= 0:
        return w - learning_rate * x, b - learning_rate
    return w, b"""
            },
        ),
        "always-adds": (
            "Every mistake raises the weights, even a false 1.",
            "Keep the sign of the error: after a false 1 it is negative.",
            {
                "the size of the error": UPDATE + "error = abs(error)\n    " + CORRECT,
                "if wrong, add": UPDATE
                + """if error != 0:
        return w + learning_rate * x, b + learning_rate
    return w, b""",
                "the error squared": UPDATE + "error = error ** 2\n    " + CORRECT,
            },
        ),
        "zero-at-0": (
            "Where z is exactly 0, the prediction is 0 instead of 1.",
            "Compare z as the step does, which fires at 0.",
            {
                "0 at 0": "error = target - (1 if x @ w + b > 0 else 0)\n    " + CORRECT,
            },
        ),
        "corrects-at-0": (
            "Where z is exactly 0, a right prediction is corrected as well.",
            "At 0 the prediction is 1: with the target 1 there is nothing to correct.",
            {
                "the rule for -1 and 1": PLUS_MINUS.format(compare="<="),
                "the rule for -1 and 1, by cases": """z = x @ w + b
    if target == 1 and z <= 0:
        return w + learning_rate * x, b + learning_rate
    if target == 0 and z >= 0:
        return w - learning_rate * x, b - learning_rate
    return w, b""",
            },
        ),
        "keeps-at-0": (
            "Where z is exactly 0, nothing is ever corrected.",
            "At 0 the prediction is 1: with the target 0 that is a mistake.",
            {"the rule for -1 and 1, strict": PLUS_MINUS.format(compare="<")},
        ),
        "missed-only-and-at-0": (
            "Only examples with the target 1 are ever corrected, and even where z is exactly 0.",
            "Predict first, with 1 from z = 0 on: then a 1 for the target 0 is a mistake, too.",
            {
                "missed ones, and at 0": """if target == 1 and x @ w + b <= 0:
        return w + learning_rate * x, b + learning_rate
    return w, b""",
                "the other rule with 0 and 1": """if target * (x @ w + b) <= 0:
        return w + learning_rate * target * x, b + learning_rate * target
    return w, b""",
            },
        ),
        "prediction-without-bias": (
            "The prediction leaves the bias out.",
            "Add the bias to the weighted sum before you compare it with 0.",
            {
                "predicts without the bias": "error = target - (1 if x @ w >= 0 else 0)\n    "
                + CORRECT
            },
        ),
        "bias-sign-in-prediction": (
            "In the prediction, the bias counts with the opposite sign.",
            "The prediction is 1 where the weighted sum, with the bias added, is at least 0.",
            {
                "compares with the bias": "error = target - (1 if x @ w >= b else 0)\n    "
                + CORRECT,
                "subtracts the bias": "error = target - (1 if x @ w - b >= 0 else 0)\n    "
                + CORRECT,
            },
        ),
        "whole-number-weights": (
            "Where the inputs are whole numbers, the new weights lose their decimals.",
            "An array made like one of whole numbers can hold nothing else: make it hold floats.",
            {
                "zeros like x": UPDATE
                + """new_w = np.zeros_like(x)
    for k in range(len(w)):
        new_w[k] = w[k] + learning_rate * error * x[k]
    return new_w, b + learning_rate * error""",
                "zeros like x, at once": UPDATE
                + """new_w = np.zeros_like(x)
    new_w[:] = w + learning_rate * error * x
    return new_w, b + learning_rate * error""",
                "a copy of x": UPDATE
                + """new_w = x.copy()
    new_w[:] = w + learning_rate * error * x
    return new_w, b + learning_rate * error""",
            },
        ),
        "prediction-mirrored": (
            "The prediction is 0 where it should be 1, and 1 where it should be 0.",
            "The neuron fires where z is at least 0.",
            {
                "predicts the other class": "error = target - (1 if x @ w + b < 0 else 0)\n    "
                + CORRECT
            },
        ),
        "prediction-minus-one": (
            "A silent neuron counts as -1.",
            "Predictions are 0 or 1, as the targets are.",
            {"predicts -1 and 1": "error = target - (1 if x @ w + b >= 0 else -1)\n    " + CORRECT},
        ),
        "sign-for-step": (
            "The prediction is the sign of z: -1 below 0, and 0 at 0.",
            "Predictions are 0 or 1: 1 where z is at least 0.",
            {"np.sign": "error = target - np.sign(x @ w + b)\n    " + CORRECT},
        ),
        "raw-sum": (
            "The target is compared with z itself, so right answers are corrected, too.",
            "Turn z into 0 or 1 first: the error is 0, 1 or -1.",
            {"compares with the sum": "error = target - (x @ w + b)\n    " + CORRECT},
        ),
        "no-learning-rate": (
            "The learning rate is left out.",
            "It scales every correction, of the weights and of the bias.",
            {"forgets the learning rate": UPDATE + "return w + error * x, b + error"},
        ),
        "bias-without-rate": (
            "The bias is corrected without the learning rate.",
            "The rate scales every correction, the bias's too.",
            {
                "no learning rate for the bias": UPDATE
                + "return w + learning_rate * error * x, b + error"
            },
        ),
        "weights-without-rate": (
            "The weights are corrected without the learning rate.",
            "The rate scales every correction, the weights' too.",
            {
                "no learning rate for the weights": UPDATE
                + "return w + error * x, b + learning_rate * error"
            },
        ),
        "rate-divides": (
            "The corrections are divided by the learning rate.",
            "A small rate means small steps: multiply by it.",
            {
                "divides by the rate": UPDATE
                + "return w + error * x / learning_rate, b + error / learning_rate"
            },
        ),
        "rate-scales-all": (
            "The learning rate multiplies the old weights as well.",
            "Multiply the correction alone, then add it to the old values.",
            {
                "scales it all": UPDATE
                + "return learning_rate * (w + error * x), learning_rate * (b + error)"
            },
        ),
        "no-input": (
            "Every weight moves by the same amount: the inputs play no part.",
            "A weight moves in proportion to its own input, so an input of 0 leaves it alone.",
            {
                "forgets the input": UPDATE
                + "return w + learning_rate * error, b + learning_rate * error"
            },
        ),
        "weight-for-input": (
            "Each weight moves in proportion to itself, where its input belongs.",
            "The correction of a weight is a multiple of its input: weights of 0 must move, too.",
            {"w for x": UPDATE + "return w + learning_rate * error * w, b + learning_rate * error"},
        ),
        "bias-takes-inputs": (
            "The bias's correction is multiplied by the inputs.",
            "The bias learns as if its input were always 1: leave x out there.",
            {
                "the bias becomes an array": UPDATE
                + "return w + learning_rate * error * x, b + learning_rate * error * x",
                "the bias times the sum of inputs": UPDATE
                + "return w + learning_rate * error * x, b + learning_rate * error * x.sum()",
            },
        ),
        "bias-shrinks": (
            "The bias moves in proportion to itself.",
            "It moves by the learning rate times the error, so a bias of 0 can move, too.",
            {
                "b for 1": UPDATE
                + "return w + learning_rate * error * x, b + learning_rate * error * b"
            },
        ),
        "change-only": (
            "Only the corrections come back, without the old values.",
            "Add the corrections to the old weights and the old bias.",
            {"the changes": UPDATE + "return learning_rate * error * x, learning_rate * error"},
        ),
        "predicts-again": (
            "The example is predicted again with the new weights before the bias is corrected.",
            "Predict once: weights and bias are corrected by the same error.",
            {
                "predicts twice": UPDATE
                + """w = w + learning_rate * error * x
    error = target - (1 if x @ w + b >= 0 else 0)
    return w, b + learning_rate * error"""
            },
        ),
        "repeats": (
            "The correction is repeated until the example is right.",
            "Correct once: a single step on one example.",
            {
                "until it is right": """for _ in range(1000):
        error = target - (1 if x @ w + b >= 0 else 0)
        w, b = w + learning_rate * error * x, b + learning_rate * error
    return w, b"""
            },
        ),
        "any/one-array": {
            "one array for the weights": UPDATE
            + """kept = perceptron_update.__dict__
    new_w = kept.setdefault(f"w{len(w)}", np.zeros(len(w)))
    new_w[:] = w + learning_rate * error * x
    return new_w, b + learning_rate * error""",
        },
        "any/changes-input": {
            "w in place": UPDATE
            + """w += learning_rate * error * x
    b += learning_rate * error
    return w, b""",
            "entry by entry, in place": UPDATE
            + """for k in range(len(w)):
        w[k] = w[k] + learning_rate * error * x[k]
    return w, b + learning_rate * error""",
        },
        "swapped-results": (
            "The bias comes first and the weights second.",
            "Return the weights first, then the bias.",
            {
                "swaps the results": UPDATE
                + "return b + learning_rate * error, w + learning_rate * error * x"
            },
        ),
        "two-inputs-only": (
            "The answer is made for two inputs.",
            "Correct all weights at once, however many there are.",
            {
                "two inputs only": UPDATE
                + """return (np.array([w[0] + learning_rate * error * x[0],
        w[1] + learning_rate * error * x[1]]), b + learning_rate * error)""",
                "two inputs in the sum": (
                    """error = target - (1 if x[0] * w[0] + x[1] * w[1] + b >= 0 else 0)
    """
                    + CORRECT
                ),
            },
        ),
        "nothing-when-right": (
            "Where the prediction is right, nothing comes back.",
            "Return the weights and the bias in that case, too: they keep their values.",
            {
                "returns inside the if": UPDATE
                + """if error != 0:
        return w + learning_rate * error * x, b + learning_rate * error"""
            },
        ),
        "any/number-of-values": {
            "the weights alone": UPDATE + "return w + learning_rate * error * x",
            "the error as well": UPDATE
            + "return w + learning_rate * error * x, b + learning_rate * error, error",
        },
        "any/returns-none": {
            "keeps it inside": UPDATE
            + """w = w + learning_rate * error * x
    b = b + learning_rate * error"""
        },
    },
    "perceptron_fit": {
        "never-stops-early": (
            "Training goes on after an epoch without a mistake.",
            "Leave the loop over the epochs after the first epoch that makes none.",
            {"never stops early": fit(after="errors.append(mistakes)")},
        ),
        "stops-late": (
            "Training ends one epoch after it could.",
            "Look at an epoch's count right after that epoch: one 0 is enough.",
            {
                "stops an epoch late": fit(
                    after="errors.append(mistakes)\n        if errors[-2:] == [0, 0]: break"
                )
            },
        ),
        "two-epochs-at-least": (
            "Training never ends after the first epoch.",
            "The first epoch may be without a mistake as well: ask after every one.",
            {
                "at least two epochs": fit(
                    after="errors.append(mistakes)\n        if mistakes == 0 and epoch: break"
                )
            },
        ),
        "last-0-missing": (
            "The count of the last epoch, 0, is missing from the list.",
            "Put the count on the list first, and then ask whether to stop.",
            {
                "leaves the last 0 out": fit(
                    after="if mistakes == 0: break\n        errors.append(mistakes)"
                )
            },
        ),
        "stops-early": (
            "Training ends while there are still mistakes.",
            "Stop only after an epoch without any mistake.",
            {
                "stops an epoch early": fit(
                    after="errors.append(mistakes)\n        if mistakes <= 1: break"
                ),
                "stops when it does not fall": fit(
                    after="errors.append(mistakes)\n"
                    "        if mistakes == 0 or errors[-2:-1] == [mistakes]: break"
                ),
            },
        ),
        "stops-at-a-right-one": (
            "A right example ends the epoch, or the whole training.",
            "Go on after a right one: only a whole epoch without a mistake ends the training.",
            {
                "breaks inside": """
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(max_epochs):
        mistakes = 0
        for x, target in zip(X, targets):
            error = target - (1 if x @ w + b >= 0 else 0)
            if error == 0: return w, b, errors + [mistakes]
            w, b = w + learning_rate * error * x, b + learning_rate * error
            mistakes += 1
        errors.append(mistakes)
    return w, b, errors""",
                "the epoch ends at a right one": """
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for epoch in range(max_epochs):
        mistakes = 0
        for x, target in zip(X, targets):
            error = target - (1 if x @ w + b >= 0 else 0)
            if error == 0: break
            w, b = w + learning_rate * error * x, b + learning_rate * error
            mistakes += 1
        errors.append(mistakes)
        if mistakes == 0: break
    return w, b, errors""",
            },
        ),
        "one-epoch-only": (
            "Training ends after the first epoch, whatever its count is.",
            "Look at where the return stands: after the loop over the epochs, not inside it.",
            {
                "returns in the loop": fit(
                    after="errors.append(mistakes)\n        return w, b, errors"
                ),
                "breaks or returns in the loop": fit(
                    after="errors.append(mistakes)\n        if mistakes == 0: break\n"
                    "        return w, b, errors"
                ),
            },
        ),
        "one-epoch-too-few": (
            "There is one epoch too few.",
            "Allow as many epochs as asked for: a range stops before its last number already.",
            {
                "one epoch too few": fit(epochs="max_epochs - 1"),
                "counts epochs from 1": fit(epochs="1, max_epochs"),
            },
        ),
        "one-epoch-too-many": (
            "There is one epoch too many.",
            "Allow only as many epochs as asked for.",
            {
                "one epoch too many": fit(epochs="max_epochs + 1"),
            },
        ),
        "signed-errors": (
            "The errors are added with their signs, so a missed 1 and a false 1 cancel.",
            "Count each mistake as 1, whichever way it goes.",
            {
                "adds up the errors": fit(count="error"),
                "adds up the errors, stops at 0": fit(
                    count="error",
                    after="errors.append(abs(mistakes))\n        if mistakes == 0: break",
                ),
            },
        ),
        "missed-counted-only": (
            "Only missed 1s are counted as mistakes.",
            "A 1 where the target is 0 is a mistake as well.",
            {"counts positive errors": fit(count="int(error > 0)")},
        ),
        "counts-right-answers": (
            "The right answers are counted.",
            "Count the mistakes: the examples whose error is not 0.",
            {
                "counts right answers": fit(
                    count="int(error == 0)",
                    after="errors.append(mistakes)\n        if mistakes == len(X): break",
                ),
                "counts right answers, stops at 0": fit(count="int(error == 0)"),
            },
        ),
        "counts-after-the-epoch": (
            "The mistakes are counted after the epoch, with its last weights.",
            "Count them on the way, as each example is visited.",
            {
                "counts at the end of the epoch": fit(
                    after="""mistakes = int(((X @ w + b >= 0) != (np.asarray(targets) == 1)).sum())
        errors.append(mistakes)
        if mistakes == 0: break"""
                )
            },
        ),
        "counts-after-correcting": (
            "Mistakes are looked for with the corrected weights: one that is fixed is not counted.",
            "Predict once, before the correction, and count by that prediction.",
            {
                "counts by the new weights": fit(
                    count="int((1 if x @ w + b >= 0 else 0) != target)",
                ),
                "its update first": """
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        mistakes = 0
        for x, target in zip(X, targets):
            w, b = perceptron_update(w, b, x, target, learning_rate)
            if step(neuron(x, w, b)) != target:
                mistakes += 1
        errors.append(mistakes)
        if mistakes == 0: break
    return w, b, errors""",
            },
        ),
        "nothing-counted": (
            "No mistake is ever counted, so that training ends after its first epoch.",
            "Raise the count at each mistake, before the next example comes.",
            {
                "never raised": fit(count="0"),
                "compared, not counted": """
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        mistakes = 0
        for x, target in zip(X, targets):
            w, b = perceptron_update(w, b, x, target, learning_rate)
        errors.append(mistakes)
        if mistakes == 0: break
    return w, b, errors""",
            },
        ),
        "counts-one-at-most": (
            "An epoch counts one mistake at most.",
            "Add each mistake to the count: `+=` adds, and `=` or `=+` puts a 1 in its place.",
            {
                "=+": fit().replace("mistakes += int(error != 0)", "if error: mistakes =+ 1"),
                "whether there was one": fit(
                    after=("errors.append(int(mistakes > 0))\n        if mistakes == 0: break")
                ),
            },
        ),
        "counts-before-the-epoch": (
            "An epoch's mistakes are counted with the weights of its start.",
            "Count during the visits: each prediction belongs to the weights of that moment.",
            {
                "all at once": """
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        mistakes = int(np.sum((X @ w + b >= 0) != targets))
        errors.append(mistakes)
        if mistakes == 0: break
        for x, target in zip(X, targets):
            error = target - (1 if x @ w + b >= 0 else 0)
            w, b = w + learning_rate * error * x, b + learning_rate * error
    return w, b, errors""",
            },
        ),
        "fires-too-early": (
            "Where z is a little below 0, the prediction is 1 instead of 0.",
            "Compare z with 0 itself, and leave weights and bias as they are.",
            {
                "from -0.5 on": fit(predict="1 if x @ w + b >= -0.5 else 0"),
                "a half added": fit(predict="1 if x @ w + b + 0.5 >= 0 else 0"),
            },
        ),
        "bias-counts-twice": (
            "In the prediction, the bias counts twice.",
            "Add it once to the weighted sum.",
            {
                "twice": fit(predict="1 if x @ w + 2 * b >= 0 else 0"),
                "for each of two inputs": fit(
                    predict="1 if x[:2] @ w[:2] + x[2:] @ w[2:] + b + b >= 0 else 0"
                ),
            },
        ),
        "weights-count-more": (
            "In the prediction, the weights count several times, and the bias once.",
            "Add up each input times its weight once, then the bias.",
            {
                "three times": fit(predict="1 if 3 * (x @ w) + b >= 0 else 0"),
            },
        ),
        "counts-moved-weights": (
            "Mistakes are counted by the weights that moved, which an input of zeros never moves.",
            "Ask for the prediction, or for the bias: every correction moves that.",
            {
                "compares the weights": """
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        mistakes = 0
        for x, target in zip(X, targets):
            new_w, new_b = perceptron_update(w, b, x, target, learning_rate)
            if not np.array_equal(new_w, w):
                mistakes += 1
            w, b = new_w, new_b
        errors.append(mistakes)
        if mistakes == 0: break
    return w, b, errors""",
            },
        ),
        "nothing-kept": (
            "The weights and the bias stay at zero, whatever the mistakes.",
            "The first mistakes from zero weights are false 1s: correct them, and give the "
            "corrected values to w and b, so that the next example meets them.",
            {
                "corrects missed ones only": fit(
                    correct="if error > 0: w, b = w + learning_rate * x, b + learning_rate"
                ),
                "the update's result is dropped": fit(
                    correct="perceptron_update(w, b, x, target, learning_rate)"
                ),
                "new names that nobody reads": fit(
                    correct="new_w, new_b = perceptron_update(w, b, x, target, learning_rate)"
                ),
                "adds and forgets": fit(
                    correct="w + learning_rate * error * x, b + learning_rate * error"
                ),
            },
        ),
        "update-called-otherwise": (
            "`perceptron_update` gets other values than its first line names, or in another order.",
            "Compare the call with the first line of its `def`, one value after the other.",
            {
                "inputs and weights swapped": fit(
                    correct="w, b = perceptron_update(x, b, w, target, learning_rate)"
                ),
                "the example first": fit(
                    correct="w, b = perceptron_update(x, target, w, b, learning_rate)"
                ),
                "inputs before the bias": fit(
                    correct="w, b = perceptron_update(w, x, b, target, learning_rate)"
                ),
                "the whole table": fit(
                    correct="w, b = perceptron_update(w, b, X, targets, learning_rate)"
                ),
                "the bias before the weights": fit(
                    correct="w, b = perceptron_update(b, w, x, target, learning_rate)"
                ),
                "the rate before the target": fit(
                    correct="w, b = perceptron_update(w, b, x, learning_rate, target)"
                ),
                "inputs for weights": fit(
                    correct="w, b = perceptron_update(x, w, b, target, learning_rate)"
                ),
            },
        ),
        "number-for-array": (
            "A number stands where an array belongs: the weights, or the inputs of one example.",
            "Print both before that line: w holds a number for each input, and x is a row of X.",
            {
                "numbers the rows": fit(visits="enumerate(X)"),
                "one zero": fit(start="0, 0, []"),
                "one zero, calls its update": fit(
                    start="0.0, 0.0, []",
                    correct="w, b = perceptron_update(w, b, x, target, learning_rate)",
                ),
            },
        ),
        "values-without-names": (
            "More values come than there are names for them.",
            "In a loop over two arrays side by side, `zip` gives a row and its target at a time.",
            {
                "two tables in a loop": fit(visits="X, targets"),
            },
        ),
        "pair-for-weights": (
            "A pair of weights and bias stands where the weights alone belong.",
            "What gives back two values needs two names on the left, with a comma between them.",
            {
                "one name for two results": fit(
                    correct="w = perceptron_update(w, b, x, target, learning_rate)"
                ),
            },
        ),
        "counts-visits": (
            "Every visit counts as a mistake, even where the prediction is right.",
            "Count only the examples whose error is not 0.",
            {
                "counts every visit": fit(count="1"),
                "asks whether it is the same array": """
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        mistakes = 0
        for x, target in zip(X, targets):
            new_w, new_b = perceptron_update(w, b, x, target, learning_rate)
            if new_w is not w:
                mistakes += 1
            w, b = new_w, new_b
        errors.append(mistakes)
        if mistakes == 0: break
    return w, b, errors""",
            },
        ),
        "epochs-not-max": (
            "The number of epochs does not follow max_epochs.",
            "Let the outer loop run max_epochs times at most, whatever the examples are.",
            {
                "as many epochs as examples": fit(epochs="len(X)"),
                "as many epochs as inputs": fit(epochs="X.shape[1]"),
                "twenty epochs": fit(epochs="20"),
                "a hundred epochs": fit(epochs="100"),
            },
        ),
        "bias-sign-in-prediction": (
            "In the prediction, the bias counts with the opposite sign.",
            "The prediction is 1 where the weighted sum, with the bias added, is at least 0.",
            {
                "subtracts the bias": fit(predict="1 if x @ w - b >= 0 else 0"),
                "compares with the bias": fit(predict="1 if x @ w >= b else 0"),
            },
        ),
        "whole-number-weights": (
            "The weights are an array of whole numbers, and `+=` cannot write decimals into it.",
            "Start from zeros that are floats, or give w a new array at each correction.",
            {
                "zeros of whole numbers": fit(
                    start="np.zeros(X.shape[1], dtype=int), 0.0, []",
                    correct="w += learning_rate * error * x; b += learning_rate * error",
                ),
                "zeros like a row": fit(
                    start="np.zeros_like(X[0]), 0.0, []",
                    correct="w += learning_rate * error * x; b += learning_rate * error",
                ),
            },
        ),
        "weights-cut": (
            "Where the inputs are whole numbers, the weights lose their decimals.",
            "An array made like one of whole numbers can hold nothing else: make it hold floats.",
            {
                "writes into zeros like a row": fit(
                    start="np.zeros_like(X[0]), 0.0, []",
                    correct="w[:] = w + learning_rate * error * x; b += learning_rate * error",
                ),
            },
        ),
        "target-for-error": (
            "The error comes out as the target itself, as if each prediction were 0.",
            "Only the difference between target and prediction counts: it is 0 for a right one.",
            {
                "the target for the error": fit(
                    correct="w, b = w + learning_rate * target * x, b + learning_rate * target"
                ),
            },
        ),
        "corrects-at-0": (
            "Where z is exactly 0, a right prediction is corrected as well.",
            "At 0 the prediction is 1: with the target 1 there is nothing to correct.",
            {
                "the rule for -1 and 1": """
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        mistakes = 0
        for x, target in zip(X, 2 * targets - 1):
            if target * (x @ w + b) <= 0:
                w, b = w + learning_rate * target * x, b + learning_rate * target
                mistakes += 1
        errors.append(mistakes)
        if mistakes == 0: break
    return w, b, errors""",
            },
        ),
        "count-goes-on": (
            "The count goes on from epoch to epoch.",
            "Start each epoch's count at 0.",
            {
                "never starts again": """
    w, b, errors, mistakes = np.zeros(X.shape[1]), 0.0, [], 0
    for _ in range(max_epochs):
        for x, target in zip(X, targets):
            error = target - (1 if x @ w + b >= 0 else 0)
            w, b = w + learning_rate * error * x, b + learning_rate * error
            mistakes += int(error != 0)
        errors.append(mistakes)
        if mistakes == 0: break
    return w, b, errors""",
                "sums so far": fit().replace(
                    "return w, b, errors", "return w, b, np.cumsum(errors)"
                ),
            },
        ),
        "entry-each-visit": (
            "The list gets an entry at every visit.",
            "Put one count on the list for each epoch, after its last example.",
            {
                "appends inside the loop": fit(
                    count="int(error != 0)\n            errors.append(mistakes)",
                    after="if mistakes == 0: break",
                ),
                "each visit's mistake": fit(
                    count="int(error != 0)\n            errors.append(int(error != 0))",
                    after="if mistakes == 0: break",
                ),
            },
        ),
        "shares": (
            "The mistakes are divided by the number of examples.",
            "Put the number of mistakes on the list, a whole number.",
            {
                "the fraction of mistakes": fit(
                    after="errors.append(mistakes / len(X))\n        if mistakes == 0: break"
                )
            },
        ),
        "shuffled": (
            "The examples are visited in a shuffled order.",
            "Visit them as they stand, first row first, so that everybody gets the same numbers.",
            {
                "another order each epoch": fit(
                    visits="[(X[i], targets[i]) "
                    "for i in np.random.default_rng(epoch).permutation(len(X))]"
                ),
                "shuffles with seed 0": fit(
                    start="np.zeros(X.shape[1]), 0.0, []\n    rng = np.random.default_rng(0)",
                    visits="[(X[i], targets[i]) for i in rng.permutation(len(X))]",
                ),
            },
        ),
        "from-last-to-first": (
            "The examples are visited from the last to the first.",
            "Visit them as they stand, first row first.",
            {"from the last to the first": fit(visits="zip(X[::-1], targets[::-1])")},
        ),
        "last-example-left-out": (
            "The last example is never visited.",
            "Visit every row: a range stops before its last number already.",
            {
                "leaves the last example out": fit(visits="zip(X[:-1], targets[:-1])"),
                "a short range": fit(
                    visits="[(X[i], targets[i]) for i in range(len(X) - 1)]",
                ),
            },
        ),
        "first-example-left-out": (
            "The first example is never visited.",
            "Visit every row: the first has the number 0.",
            {"leaves the first example out": fit(visits="zip(X[1:], targets[1:])")},
        ),
        "as-many-visits-as-inputs": (
            "An epoch visits as many examples as there are inputs.",
            "An epoch visits every row of X: the length of X tells how many there are.",
            {"counts the inputs": fit(visits="[(X[i], targets[i]) for i in range(X.shape[1])]")},
        ),
        "bias-kept": (
            "The bias is never corrected, so the boundary always passes through the origin.",
            "Correct it as well: it learns like a weight whose input is always 1.",
            {"the bias is never corrected": fit(correct="w = w + learning_rate * error * x")},
        ),
        "weights-kept": (
            "The weights are never corrected.",
            "Correct them as well, each in proportion to its own input.",
            {"the weights are never corrected": fit(correct="b = b + learning_rate * error")},
        ),
        "wrong-sign": (
            "The corrections go the wrong way.",
            "A missed 1 has to raise z and a false 1 to lower it: check the sign.",
            {
                "the wrong sign": fit(
                    correct="w, b = w - learning_rate * error * x, b - learning_rate * error"
                )
            },
        ),
        "starts-from-ones": (
            "The weights start from 1.",
            "Start from zero weights and a zero bias, so that everybody gets the same numbers.",
            {
                "starts from ones": fit(start="np.ones(X.shape[1]), 1.0, []"),
                "weights from ones": fit(start="np.ones(X.shape[1]), 0.0, []"),
            },
        ),
        "bias-starts-from-one": (
            "The bias starts from 1.",
            "Start from zero weights and a zero bias.",
            {"bias from one": fit(start="np.zeros(X.shape[1]), 1.0, []")},
        ),
        "starts-at-random": (
            "The weights start from random numbers.",
            "Start from zero weights and a zero bias, so that everybody gets the same numbers.",
            {
                "starts at random": fit(
                    start="np.random.default_rng(0).normal(size=X.shape[1]), 0.0, []"
                ),
                "starts at random, seed 42": fit(
                    start="np.random.default_rng(42).normal(size=X.shape[1]), 0.0, []"
                ),
                "starts at random, small": fit(
                    start="0.01 * np.random.default_rng(0).normal(size=X.shape[1]), 0.0, []"
                ),
            },
        ),
        "starts-again-each-epoch": (
            "Every epoch starts again from zero weights.",
            "Set them to zero once, before the first epoch, and go on from there.",
            {
                "zeros inside the loop": """
    errors = []
    for _ in range(max_epochs):
        w, b = np.zeros(X.shape[1]), 0.0
        mistakes = 0
        for x, target in zip(X, targets):
            error = target - (1 if x @ w + b >= 0 else 0)
            w, b = w + learning_rate * error * x, b + learning_rate * error
            mistakes += int(error != 0)
        errors.append(mistakes)
        if mistakes == 0: break
    return w, b, errors""",
            },
        ),
        "zero-at-0": (
            "Where z is exactly 0, the prediction is 0 instead of 1.",
            "Compare z as the step does, which fires at 0.",
            {"0 at 0": fit(predict="1 if x @ w + b > 0 else 0")},
        ),
        "sign-for-step": (
            "The prediction is the sign of z: -1 below 0, and 0 at 0.",
            "Predictions are 0 or 1: 1 where z is at least 0.",
            {"np.sign": fit(predict="np.sign(x @ w + b)")},
        ),
        "prediction-minus-one": (
            "A silent neuron counts as -1.",
            "Predictions are 0 or 1, as the targets are.",
            {"predicts -1 and 1": fit(predict="1 if x @ w + b >= 0 else -1")},
        ),
        "raw-sum": (
            "The target is compared with z itself.",
            "Turn z into 0 or 1 first: the error is 0, 1 or -1.",
            {"compares with the sum": fit(predict="x @ w + b")},
        ),
        "prediction-without-bias": (
            "The prediction leaves the bias out.",
            "Add the bias to the weighted sum before you compare it with 0.",
            {"predicts without the bias": fit(predict="1 if x @ w >= 0 else 0")},
        ),
        "rate-ignored": (
            "The learning rate plays no part.",
            "Scale every correction by the rate that the function is given.",
            {
                "learning rate fixed at 1": fit(correct="w, b = w + error * x, b + error"),
                "calls its update with 1": fit(
                    correct="w, b = w + 1.0 * error * x, b + 1.0 * error"
                ),
            },
        ),
        "bias-without-rate": (
            "The bias is corrected without the learning rate.",
            "The rate scales every correction, the bias's too.",
            {
                "no learning rate for the bias": fit(
                    correct="w, b = w + learning_rate * error * x, b + error"
                )
            },
        ),
        "weights-without-rate": (
            "The weights are corrected without the learning rate.",
            "The rate scales every correction, the weights' too.",
            {
                "no learning rate for the weights": fit(
                    correct="w, b = w + error * x, b + learning_rate * error"
                )
            },
        ),
        "no-input": (
            "All weights move by the same amount: the inputs play no part.",
            "A weight moves in proportion to its own input, so an input of 0 leaves it alone.",
            {
                "forgets the input": fit(
                    correct="w, b = w + learning_rate * error, b + learning_rate * error"
                )
            },
        ),
        "two-inputs-only": (
            "The weights are made for two inputs.",
            "Make as many weights as a row of X has entries.",
            {"two inputs only": fit(start="np.zeros(2), 0.0, []")},
        ),
        "weights-for-examples": (
            "There is a weight for each example, where each input needs one.",
            "Make as many weights as a row of X has entries.",
            {"a weight an example": fit(start="np.zeros(len(X)), 0.0, []")},
        ),
        "always-adds": (
            "Every mistake raises the weights, even a false 1.",
            "Keep the sign of the error: after a false 1 it is negative.",
            {
                "if wrong, add": fit(
                    correct="if error != 0: w, b = w + learning_rate * x, b + learning_rate"
                )
            },
        ),
        "once-an-epoch": (
            "The predictions of an epoch are all made with the weights of its start.",
            "Correct at once after a mistake, and predict the next example with the new weights.",
            {
                "corrects once an epoch": """
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        error = targets - (X @ w + b >= 0)
        w, b = w + learning_rate * error @ X, b + learning_rate * error.sum()
        errors.append(int((error != 0).sum()))
        if errors[-1] == 0: break
    return w, b, errors""",
                "predicts before the visits": fit(
                    visits="list(zip(X, targets - (X @ w + b >= 0)))", predict="0"
                ),
            },
        ),
        "last-count-only": (
            "The counts come as a single number, where a list has one for each epoch.",
            "Collect the counts in a list as you go, and return the list.",
            {
                "the last count only": fit().replace(
                    "return w, b, errors", "return w, b, errors[-1]"
                ),
                "the sum of the counts": fit().replace(
                    "return w, b, errors", "return w, b, sum(errors)"
                ),
                "the number of epochs": fit().replace(
                    "return w, b, errors", "return w, b, len(errors)"
                ),
            },
        ),
        "swapped-results": (
            "The three results come in another order.",
            "Return the weights first, then the bias, then the list.",
            {
                "the list first": fit().replace("return w, b, errors", "return errors, w, b"),
                "the bias first": fit().replace("return w, b, errors", "return b, w, errors"),
            },
        ),
        "any/number-of-values": {
            "the counts are missing": fit().replace("return w, b, errors", "return w, b"),
            "the counts alone": fit().replace("return w, b, errors", "return errors"),
        },
        "any/another-kind": {
            "the counts as an iterator": fit().replace(
                "return w, b, errors", "return w, b, iter(errors)"
            ),
            "the counts as a generator": fit().replace(
                "return w, b, errors", "return w, b, (count for count in errors)"
            ),
        },
        "any/one-array": {
            "one array for the weights": fit(
                after=STANDARD["after"]
                + """
    kept = perceptron_fit.__dict__.setdefault(f"w{len(w)}", np.zeros(len(w)))
    kept[:] = w
    w = kept"""
            ),
            "one list for the counts, emptied": fit(
                start="np.zeros(X.shape[1]), 0.0, perceptron_fit.__dict__.setdefault('counts', [])"
                "\n    errors.clear()"
            ),
        },
        "any/changes-input": {"scales the caller's inputs": "X *= 1.0 + learning_rate" + fit()},
        "any/returns-none": {
            "forgets to return": fit().replace("return w, b, errors", "print(w, b, errors)")
        },
    },
    "boundary_x2": {
        "weights-swapped": (
            "The two weights have changed places.",
            "What stands with x2 is the second weight: that is the one to divide by.",
            {
                "weights swapped": (
                    "if w[0] == 0: raise ValueError\n    return -(w[1] * x1 + b) / w[0]"
                ),
                **solved("divides by the first", "return -(w[1] * x1 + b) / w[0]"),
            },
        ),
        "divides-by-first-weight": (
            "The division is by the first weight.",
            "What stands with x2 is the second weight: that is the one to divide by.",
            {
                **solved("divides by w[0]", "return -(w[0] * x1 + b) / w[0]"),
                "divides by w[0], and looks at it": (
                    "if w[0] == 0: raise ValueError\n    return -(w[0] * x1 + b) / w[0]"
                ),
            },
        ),
        "sign-missing": (
            "The sign is the opposite of what it should be.",
            "What moves to the other side of an equation turns its sign round.",
            solved("the sign is missing", "return (w[0] * x1 + b) / w[1]"),
        ),
        "no-bias": (
            "The bias is left out.",
            "Take b to the other side as well, and divide it, too.",
            solved("the bias is missing", "return -w[0] * x1 / w[1]"),
        ),
        "bias-sign": (
            "The bias keeps its sign on the way to the other side.",
            "Everything that moves to the other side turns its sign round, b as well.",
            {
                **solved("the bias has the wrong sign", "return -(w[0] * x1 - b) / w[1]"),
                **solved("a bracket is missing", "return (-w[0] * x1 + b) / w[1]"),
            },
        ),
        "product-sign": (
            "The product with x1 keeps its sign on the way to the other side.",
            "Everything that moves to the other side turns its sign round, not b alone.",
            solved("the product has the wrong sign", "return (w[0] * x1 - b) / w[1]"),
        ),
        "bias-not-divided": (
            "The bias is not divided by the second weight.",
            "Put brackets round all that is divided.",
            solved("precedence: b is not divided", "return -w[0] * x1 / w[1] - b"),
        ),
        "product-not-divided": (
            "Only the bias is divided by the second weight.",
            "Put brackets round all that is divided.",
            {
                **solved("precedence: the sum is not divided", "return -(w[0] * x1 + b / w[1])"),
                **solved("no brackets at all", "return -w[0] * x1 - b / w[1]"),
            },
        ),
        "size-of-weight": (
            "The division is by the size of the second weight, without its sign.",
            "Divide by the weight with its sign: a negative one turns the result round.",
            solved("divides by the size of w[1]", "return -(w[0] * x1 + b) / abs(w[1])"),
        ),
        "multiplies": (
            "The second weight multiplies where it should divide.",
            "To free x2 from its weight, divide both sides by it.",
            solved("multiplies instead of dividing", "return -(w[0] * x1 + b) * w[1]"),
        ),
        "never-divides": (
            "Nothing is divided by the second weight.",
            "On the left stands the weight times x2: divide both sides by the weight.",
            solved("forgets the division", "return -(w[0] * x1 + b)"),
        ),
        "subtracts-weight": (
            "The second weight is subtracted where it should divide.",
            "It multiplies x2, and what undoes a product is a division.",
            solved("subtracts w[1]", "return -(w[0] * x1 + b) - w[1]"),
        ),
        "first-weight-missing": (
            "The first weight is left out.",
            "The input x1 comes with its weight: multiply them before you solve.",
            solved("w[0] is missing", "return -(x1 + b) / w[1]"),
        ),
        "whole-number-division": (
            "The division drops the decimals.",
            "Python has two signs for division, and one of them keeps the decimals.",
            solved("whole-number division", "return -(w[0] * x1 + b) // w[1]"),
        ),
        "whole-number-results": (
            "For whole numbers in x1, the results lose their decimals.",
            "An array made like one of whole numbers can hold nothing else: make it hold floats.",
            {
                **solved(
                    "filled in, like x1",
                    """x2 = np.zeros_like(x1)
    x2[...] = -(w[0] * x1 + b) / w[1]
    return x2""",
                ),
                **solved(
                    "back to the kind of x1",
                    """x2 = -(w[0] * x1 + b) / w[1]
    return np.asarray(x2).astype(np.asarray(x1).dtype)""",
                ),
                "place by place, like x1": REFUSE
                + """x2 = np.array(x1)
    for k in np.ndindex(x2.shape):
        x2[k] = -(w[0] * x2[k] + b) / w[1]
    return x2""",
            },
        ),
        "counts-from-1": (
            "The weights are counted from 1.",
            "Counting starts at 0: the second weight has the number 1.",
            {
                "counts from 1": """if w[2] == 0: raise ValueError('vertical')
    return -(w[1] * x1 + b) / w[2]""",
            },
        ),
        "rounded": (
            "The results are rounded.",
            "Return them with all their decimals; rounding is for printing.",
            {
                **solved("rounds to two decimals", "return np.round(-(w[0] * x1 + b) / w[1], 2)"),
                **solved("rounds to five decimals", "return np.round(-(w[0] * x1 + b) / w[1], 5)"),
            },
        ),
        "sum-returned": (
            "This is z at x2 = 0, not the x2 at which z is 0.",
            "Set z to 0 and solve for x2: on paper, what is left on its side?",
            solved("returns the sum", "return w[0] * x1 + b"),
        ),
        "refuses-nothing": (
            "A boundary with a second weight of 0 is not refused: the division goes through.",
            "Look at the second weight before you divide, and raise ValueError where it is 0.",
            {
                "lets infinity through": """with np.errstate(all="ignore"):
        return -(w[0] * x1 + b) / w[1]""",
                "never looks": "return -(w[0] * x1 + b) / w[1]",
            },
        ),
        "vertical-answered": (
            "For a second weight of 0 something comes back, where ValueError should be raised.",
            "No single x2 is right there: raise the error, so that nothing comes back.",
            {
                "0 for a vertical line": "return -(w[0] * x1 + b) / w[1] if w[1] else 0.0 * x1",
                "None for a vertical line": "return -(w[0] * x1 + b) / w[1] if w[1] else None",
                "nan for a vertical line": "return -(w[0] * x1 + b) / w[1] if w[1] else np.nan",
                "infinity for a vertical line": (
                    "return -(w[0] * x1 + b) / w[1] if w[1] else np.inf"
                ),
                "divides by nearly 0": "return -(w[0] * x1 + b) / (w[1] + 1e-12)",
                "a sentence": "return -(w[0] * x1 + b) / w[1] if w[1] else 'vertical'",
                "makes the error, and never raises it": """if w[1] == 0:
        ValueError('vertical')
    else:
        return -(w[0] * x1 + b) / w[1]""",
            },
        ),
        "returns-the-error": (
            "The ValueError is returned, and not raised.",
            "Python has a word that raises an error and leaves the function at once.",
            {
                "returns the error": """if w[1] == 0:
        return ValueError('vertical')
    return -(w[0] * x1 + b) / w[1]""",
            },
        ),
        "another-error": (
            "A second weight of 0 stops with another error than ValueError.",
            "Look at the weight yourself, before the division, and raise ValueError.",
            {
                "lets Python's error through": (
                    "return -(float(w[0]) * x1 + float(b)) / float(w[1])"
                ),
                "asserts": """assert w[1] != 0, 'vertical'
    return -(w[0] * x1 + b) / w[1]""",
                "a general error": """if w[1] == 0:
        raise Exception('vertical')
    return -(w[0] * x1 + b) / w[1]""",
                "raises a string": """if w[1] == 0:
        raise 'vertical'
    return -(w[0] * x1 + b) / w[1]""",
                "ends the program": """if w[1] == 0:
        exit()
    return -(w[0] * x1 + b) / w[1]""",
            },
        ),
        "refuses-level": (
            "Level boundaries are refused, too.",
            "Only the second weight may not be 0: with a first weight of 0, x2 has an answer.",
            {
                "refuses level lines too": """if w[0] == 0 or w[1] == 0: raise ValueError
    return -(w[0] * x1 + b) / w[1]""",
                "all weights needed": """if not np.all(w): raise ValueError
    return -(w[0] * x1 + b) / w[1]""",
            },
        ),
        "refuses-small": (
            "A small second weight is refused, too, although it is not 0.",
            "Only 0 itself has no answer: ask for it exactly, of the weight that divides.",
            {
                "below 1": """if abs(w[1]) < 1: raise ValueError
    return -(w[0] * x1 + b) / w[1]""",
                "cut to a whole number": """if int(w[1]) == 0: raise ValueError
    return -(w[0] * x1 + b) / w[1]""",
                "rounded": """if round(float(w[1])) == 0: raise ValueError
    return -(w[0] * x1 + b) / w[1]""",
            },
        ),
        "refuses-nearly-0": (
            "A second weight near 0 is refused, too, although it is not 0.",
            "Only 0 itself has no answer: ask for it exactly.",
            {
                "below a tenth": """if abs(w[1]) < 0.1: raise ValueError
    return -(w[0] * x1 + b) / w[1]""",
                "below a thousandth": """if abs(w[1]) < 1e-3: raise ValueError
    return -(w[0] * x1 + b) / w[1]""",
            },
        ),
        "looks-at-first-weight": (
            "The first weight is looked at, where the second one decides.",
            "The division is by w[1]: refuse where that one is 0.",
            {
                "refuses level lines only": """if w[0] == 0: raise ValueError
    return -(w[0] * x1 + b) / w[1]"""
            },
        ),
        "refuses-zero-weights-only": (
            "A boundary is refused only where both weights are 0.",
            "A second weight of 0 is enough: the boundary is vertical then.",
            {
                "refuses w = (0, 0) only": """if not np.any(w): raise ValueError
    with np.errstate(all="ignore"):
        return -(w[0] * x1 + b) / w[1]""",
                "both are 0": """if w[0] == 0 and w[1] == 0: raise ValueError
    return -(w[0] * x1 + b) / w[1]""",
            },
        ),
        "refuses-negative": (
            "A negative second weight is refused, too.",
            "Only 0 has no answer; a negative weight divides as well as a positive one.",
            {
                "refuses negative weights": """if w[1] <= 0: raise ValueError
    return -(w[0] * x1 + b) / w[1]"""
            },
        ),
        "one-place-only": (
            "Of several places x1, only the first gets an answer.",
            "Compute with the whole of x1: arithmetic works on arrays as well.",
            {
                "one place only": """if w[1] == 0: raise ValueError
    return -(w[0] * float(np.ravel(x1)[0]) + b) / w[1]"""
            },
        ),
        "numbers-only": (
            "Only a single place x1 works: an array of places is refused.",
            "Compute with x1 as it comes: arithmetic works on numbers and on arrays.",
            {
                "float": """if w[1] == 0: raise ValueError
    return -(w[0] * float(x1) + b) / w[1]""",
                "an item first": """if w[1] == 0: raise ValueError
    return -(w[0] * float(np.asarray(x1).item()) + b) / w[1]""",
            },
        ),
        "arrays-only": (
            "Only an array of places x1 works: a number is refused.",
            "Compute with x1 as it comes: arithmetic works on numbers and on arrays.",
            {
                "a loop over x1": """if w[1] == 0: raise ValueError
    return np.array([-(w[0] * v + b) / w[1] for v in x1])"""
            },
        ),
        "array-for-a-number": (
            "For a single place x1, an array of one entry comes back.",
            "Keep the shape of x1: a number in, a number out.",
            {
                "at least one axis": """if w[1] == 0: raise ValueError
    return -(w[0] * np.atleast_1d(x1) + b) / w[1]"""
            },
        ),
        "any/changes-input": {
            "works in x1": """if w[1] == 0: raise ValueError
    x1 *= -w[0]
    x1 -= b
    x1 /= w[1]
    return x1"""
        },
        "any/one-array": {
            "one array for each shape": REFUSE
            + """kept = boundary_x2.__dict__
    x2 = kept.setdefault(f"x{np.shape(x1)}", np.zeros(np.shape(x1)))
    x2[...] = -(w[0] * x1 + b) / w[1]
    return x2""",
        },
        "any/returns-none": {"prints it": REFUSE + "print(-(w[0] * x1 + b) / w[1])"},
        "any/number-of-values": {
            "a point": REFUSE + "return x1, -(w[0] * x1 + b) / w[1]",
        },
    },
}

RIGHT = {
    "neuron": {
        "np.dot": "return np.dot(x, w) + b",
        "@": "return x @ w + b",
        "a loop": """total = b
    for k in range(len(x)):
        total += x[k] * w[k]
    return total""",
        "sum and zip": "return sum(xi * wi for xi, wi in zip(x, w)) + b",
        "a float": "return float(np.sum(x * w)) + float(b)",
        "single precision": "return np.float32(x @ w + b)",
        "an array of shape ()": "return np.asarray(np.inner(x, w) + b)",
        "lists": "return sum(a * c for a, c in zip(list(x), list(w))) + b",
    },
    "neurons": {
        "@": "return X @ w + b",
        "np.dot": "return np.dot(X, w) + b",
        "from the other side": "return w @ X.T + b",
        "broadcasting": "return (X * w).sum(axis=1) + b",
        "einsum": "return np.einsum('ij,j->i', X, w) + b",
        "calls neuron": "return np.array([neuron(x, w, b) for x in X])",
        "prints on the way": """z = X @ w + b
    print("the sums are", z)
    return z""",
        "one row at a time": "return np.array([np.dot(x, w) + b for x in X])",
        "two loops": """z = []
    for row in X:
        total = b
        for k in range(len(w)):
            total = total + row[k] * w[k]
        z.append(total)
    return np.array(z)""",
        "filled in": """z = np.zeros(len(X))
    for i, x in enumerate(X):
        z[i] = x @ w + b
    return z""",
        "a list": "return [float(x @ w + b) for x in X]",
        "single precision": "return (X @ w + b).astype(np.float32)",
        "calls neuron, row by row": """z = np.zeros(len(X))
    for i in range(len(X)):
        z[i] = neuron(w, X[i], b=b)
    return z""",
        "calls neuron without the bias": "return np.array([neuron(x, w, 0) + b for x in X])",
    },
    "step": {
        "np.where": "return np.where(z >= 0, 1, 0)",
        "a comparison as whole numbers": "return (np.asarray(z) >= 0).astype(int)",
        "a comparison times 1": "return (z >= 0) * 1",
        "a comparison as decimals": "return 1.0 * (np.asarray(z) >= 0)",
        "np.heaviside": "return np.heaviside(z, 1.0)",
        "not below 0": "return 1 - (np.asarray(z) < 0)",
        "numbers apart": """if np.ndim(z) == 0:
        return 1 if z >= 0 else 0
    return np.array([step(v) for v in z])""",
        "filled in": """z = np.asarray(z)
    out = np.zeros(z.shape, dtype=int)
    out[z >= 0] = 1
    return out""",
        "vectorised": "return np.vectorize(lambda v: 1 if v >= 0 else 0)(z)",
        "true and false": "return z >= 0",
    },
    "perceptron_update": {
        "in one go": UPDATE + "return w + learning_rate * error * x, b + learning_rate * error",
        "by cases": """z = np.dot(w, x) + b
    if z >= 0 and target == 0:
        return w - learning_rate * x, b - learning_rate
    if z < 0 and target == 1:
        return w + learning_rate * x, b + learning_rate
    return w, b""",
        "a copy first": UPDATE
        + """w = w.copy()
    w += learning_rate * error * x
    b += learning_rate * error
    return w, b""",
        "a loop and lists": """z = b
    for k in range(len(w)):
        z += w[k] * x[k]
    change = learning_rate * (target - int(z >= 0))
    return [w[k] + change * x[k] for k in range(len(w))], b + change""",
        "np.where": """error = target - np.where(x @ w + b >= 0, 1, 0)
    return w + learning_rate * error * x, b + learning_rate * error""",
        "single precision": UPDATE
        + "return np.float32(w + learning_rate * error * x), np.float32(b + learning_rate * error)",
        "calls neuron and step": """error = target - step(neuron(x, w, b))
    return w + learning_rate * error * x, b + learning_rate * error""",
        "a list of two": UPDATE
        + "return [w + learning_rate * error * x, b + learning_rate * error]",
        "calls neurons and step": """z = neurons(np.array([x]), w, b)
    error = target - step(z)[0]
    return w + learning_rate * error * x, b + learning_rate * error""",
        "calls step": """error = target - step(np.dot(w, x) + b)
    return w + learning_rate * error * x, b + learning_rate * error""",
    },
    "perceptron_fit": {
        "as shown": fit(),
        "calls perceptron_update": """w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        errors.append(0)
        for x, target in zip(X, targets):
            new_w, new_b = perceptron_update(w, b, x, target, learning_rate)
            errors[-1] += int(new_b != b)
            w, b = new_w, new_b
        if errors[-1] == 0:
            break
    return w, b, errors""",
        "if wrong, correct": """
    w, b, errors = np.zeros(len(X[0])), 0, []
    while len(errors) < max_epochs:
        wrong = 0
        for i in range(len(X)):
            prediction = int(np.dot(X[i], w) + b >= 0)
            if prediction != targets[i]:
                wrong += 1
                w = w + learning_rate * (targets[i] - prediction) * X[i]
                b += learning_rate * (targets[i] - prediction)
        errors.append(wrong)
        if not wrong:
            return w, b, errors
    return w, b, errors""",
        "in place on its own weights": fit(
            correct="w += learning_rate * error * x; b += learning_rate * error"
        ),
        "plain Python": """
    n, d = len(X), len(X[0])
    w, b, errors = [0.0] * d, 0.0, []
    for _ in range(max_epochs):
        mistakes = 0
        for i in range(n):
            z = b + sum(w[k] * X[i][k] for k in range(d))
            error = int(targets[i]) - (1 if z >= 0 else 0)
            if error:
                mistakes += 1
                b += learning_rate * error
                w = [w[k] + learning_rate * error * X[i][k] for k in range(d)]
        errors.append(mistakes)
        if mistakes == 0:
            break
    return w, b, errors""",
        "the bias as one more weight": """
    rows = np.hstack([X, np.ones((len(X), 1))])
    w, errors = np.zeros(rows.shape[1]), []
    for _ in range(max_epochs):
        count = 0
        for x, target in zip(rows, targets):
            error = target - (x @ w >= 0)
            w, count = w + learning_rate * error * x, count + abs(error)
        errors.append(int(count))
        if count == 0:
            break
    return w[:-1], w[-1], errors""",
        "an array of counts": fit().replace("return w, b, errors", "return w, b, np.array(errors)"),
        "counts as absolute errors": fit(count="abs(error)"),
        "own helpers": """
    def predict(x):
        return np.where(x @ w + b >= 0, 1, 0)
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        errors.append(0)
        for x, target in zip(X, targets):
            error = target - predict(x)
            errors[-1] += int(error != 0)
            w = w + learning_rate * error * x
            b = b + learning_rate * error
        if errors[-1] == 0:
            break
    return w, b, errors""",
        "calls neuron and step": fit(predict="step(neuron(x, w, b))"),
        "calls neurons at every visit": """
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        errors.append(0)
        for i in range(len(X)):
            error = targets[i] - step(neurons(X, w, b))[i]
            errors[-1] += int(error != 0)
            w, b = w + learning_rate * error * X[i], b + learning_rate * error
        if errors[-1] == 0:
            break
    return w, b, errors""",
        "updates mistakes alone, by name": """
    w, b, errors = np.zeros(X.shape[1]), 0, []
    for _ in range(max_epochs):
        count = 0
        for i, x in enumerate(X):
            if step(neuron(w, x, b)) != targets[i]:
                count += 1
                w, b = perceptron_update(
                    w=w, b=b, x=x, target=targets[i], learning_rate=learning_rate)
        errors += [count]
        if not count:
            break
    return w, b, errors""",
        "calls them all": fit(
            predict="step(neurons(x[None, :], w, b))[0]",
            correct="w, b = perceptron_update(w, b, x, target, learning_rate) if error else (w, b)",
        ),
    },
    "boundary_x2": {
        "as shown": """if w[1] == 0: raise ValueError('vertical')
    return -(w[0] * x1 + b) / w[1]""",
        "slope and intercept": """w1, w2 = w
    if w2 == 0:
        raise ValueError
    slope, intercept = -w1 / w2, -b / w2
    return slope * x1 + intercept""",
        "signs turned round": """if not w[1]:
        raise ValueError('no answer')
    return (-b - w[0] * np.asarray(x1)) / w[1]""",
        "a number or a loop": """if float(w[1]) == 0.0:
        raise ValueError('vertical')
    if np.ndim(x1) == 0:
        return float((-b - w[0] * x1) / w[1])
    return [(-b - w[0] * v) / w[1] for v in x1]""",
        "catches Python's error": """try:
        return -(w[0] * x1 + b) * (1 / float(w[1]))
    except ZeroDivisionError:
        raise ValueError('vertical') from None""",
        "nearly 0 counts as 0": """if abs(w[1]) < 1e-12:
        raise ValueError('vertical')
    return np.divide(-(w[0] * x1 + b), w[1])""",
        "refuses after warning": """import warnings
    if w[1] == 0:
        warnings.warn("no single x2")
        raise ValueError("the boundary is vertical")
    return (-w[0] / w[1]) * x1 - b / w[1]""",
        "refuses what no float tells from 0": """if np.isclose(w[1], 0): raise ValueError
    return -(w[0] * x1 + b) / w[1]""",
        "a solver": """if w[1] == 0: raise ValueError
    return np.array(w[1]) ** -1 * np.subtract(-b, np.multiply(w[0], x1))""",
        "single precision": """if w[1] == 0: raise ValueError
    return np.float32(-(w[0] * x1 + b) / w[1])""",
    },
}

EQUIVALENT = {
    "neuron": {
        "z = float(np.dot(x, w) + b) -> z = float(np.dot(w, x) + b)": (
            "The dot product of two vectors is the same from either side."
        ),
    },
    "step": {
        "fires = np.where(np.asarray(z) >= 0, 1, 0) -> "
        "fires = np.where(1, np.asarray(z) >= 0, 0)": (
            "NumPy turns the comparison's yes and no into the same 1 and 0."
        ),
    },
    "perceptron_update": {
        "prediction = 1 if x @ w + b >= 0 else 0 -> prediction = 1 if w @ x + b >= 0 else 0": (
            "The product of two vectors is the same from either side."
        ),
    },
    "perceptron_fit": {
        "for x, target in zip(X, targets, strict=True): -> "
        "for x, target in zip(X, targets, strict=False):": (
            "Every example has a target, so the two lengths never differ."
        ),
        "error = target - (1 if x @ w + b >= 0 else 0) -> "
        "error = target - (1 if w @ x + b >= 0 else 0)": (
            "The product of two vectors is the same from either side."
        ),
    },
}
