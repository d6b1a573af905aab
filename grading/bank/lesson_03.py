"""Lesson 03: mistakes that learners make, and right answers written otherwise.

They rely on what the docstrings fix: `params` is a list of pairs `(W, b)`, `mlp_forward`'s cache
a list with one pair `(A_in, Z)` per layer, and an XOR network's output counts as 1 above 0.5.
"""

# An mlp_forward with gaps, so that an answer below shows only what sets it apart
MLP = """
    A, cache = {start}, []
    for k, (W, b) in enumerate({layers}):
        Z = {dense}
        {keep}
        A = {activation}
    return {result}"""
STANDARD_MLP = {
    "start": "X",
    "layers": "params",
    "dense": "A @ W + b",
    "keep": "cache.append((A, Z))",
    "activation": "np.maximum(Z, 0)",
    "result": "Z, cache",
}
INIT = """
    params = []
    for k in range({layers}):
        d_in, d_out = layer_sizes[k], layer_sizes[k + 1]
        W = {W}
        {keep}
    return params"""
STANDARD_INIT = {
    "layers": "len(layer_sizes) - 1",
    "W": "rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out))",
    "b": "np.zeros(d_out)",
}
COUNT = """
    return sum({term} for {pairs})"""
STANDARD_COUNT = {
    "term": "a * c + c",
    "pairs": "a, c in zip(layer_sizes[:-1], layer_sizes[1:])",
}


def mlp(**changes):
    """An mlp_forward with these gaps filled otherwise."""
    return MLP.format(**{**STANDARD_MLP, **changes})


def init(**changes):
    """An init_params with these gaps filled otherwise."""
    gaps = {**STANDARD_INIT, **changes}
    return INIT.format(**{"keep": f"params.append((W, {gaps['b']}))", **gaps})


def normal(std):
    """An init_params whose weights have this standard deviation."""
    return init(W=f"rng.normal(0, {std}, (d_in, d_out))")


def count(**changes):
    """A count_parameters with these gaps filled otherwise."""
    return COUNT.format(**{**STANDARD_COUNT, **changes})


def xor(W1, b1, W2, b2):
    """A network of two layers."""
    return f"""return [(np.array({W1}), np.array({b1})), (np.array({W2}), np.array({b2}))]"""


def loops(rows="X.shape[0]", units="W.shape[1]", inputs="X.shape[1]", **changes):
    """A dense_forward in three loops."""
    gaps = {"zeros": "np.zeros((X.shape[0], W.shape[1]))", "step": "Z[i, j] += X[i, k] * W[k, j]"}
    gaps |= {"inside": "Z[i, j] += b[j]", "after": "pass"} | changes
    return f"""Z = {gaps["zeros"]}
    for i in range({rows}):
        for j in range({units}):
            for k in range({inputs}):
                {gaps["step"]}
            {gaps["inside"]}
        {gaps["after"]}
    return Z"""


ONES = "[[1., 1.], [1., 1.]]"

WRONG = {
    "dense_forward": {
        "bias-scaled": (
            "The bias is multiplied or divided by a number of examples or inputs.",
            "Add the bias once, as it is.",
            {
                "b over the inputs": "return X @ W + b / X.shape[1]",
                "b times the examples": "return X @ W + b * len(X)",
            },
        ),
        "biases-reversed": (
            "The biases come in reverse order.",
            "The first bias belongs to the first column of W.",
            {
                "b[::-1]": "return X @ W + b[::-1]",
            },
        ),
        "negative": (
            "All signs are turned.",
            "Return the weighted sums with their biases as they are.",
            {
                "minus": "return -(X @ W + b)",
            },
        ),
        "always-0": (
            "All results are 0: nothing was put into the table of zeros.",
            "Each entry is a weighted sum, plus its unit's bias.",
            {
                "zeros": "return np.zeros((len(X), len(b)))",
                "zeros by shapes": "return np.zeros((X.shape[0], W.shape[1]))",
            },
        ),
        "biases-alone": (
            "Only the biases come back: they take the place of the weighted sums.",
            "Add each unit's bias to its column.",
            {
                "= in place of +=": """Z = X @ W
    for j in range(len(b)):
        Z[:, j] = b[j]
    return Z""",
                "b for each row": "return np.tile(b, (len(X), 1))",
            },
        ),
        "bias-into-weights": (
            "The bias is added to the weights, so it is multiplied by the inputs.",
            "Build the weighted sums first, then add the bias to them.",
            {
                "X @ (W + b)": "return X @ (W + b)",
                "X @ (b + W), by np.dot": "return np.dot(X, b + W)",
            },
        ),
        "one-row-only": (
            "Only one example's results come back, as a row without a table.",
            "Z has a row for each example: collect all of them, and return after the loop.",
            {
                "Z[0]": """Z = X @ W + b
    return Z[0]""",
                "Z[-1]": """Z = X @ W + b
    return Z[-1]""",
                "the loop keeps the last": """for x in X:
        z = x @ W + b
    return z""",
                "return in the loop over rows": """for x in X:
        return x @ W + b""",
            },
        ),
        "written-into-the-bias": (
            "The weighted sums are written into b: it has one axis, and it belongs to the caller.",
            "Make a new array: the bias is added to the product, not the other way round.",
            {
                "b += X @ W": """b += X @ W
    return b""",
                "np.add with b for the result": "return np.add(X @ W, b, out=b)",
            },
        ),
        "bias-has-one-axis": (
            "The bias has one axis, and two places are asked of it.",
            "Leave b as it is: an array of shape (d_out,) is added to every row of a table.",
            {
                "the first row of b": "return X @ W + b[0, :]",
                "the first column of b": "return X @ W + b[:, 0]",
            },
        ),
        "table-too-narrow": (
            "The table for the results has a column for each input, where each unit needs one.",
            "Z has a row for each example and a column for each unit: its shape is (n, d_out).",
            {
                "as many columns as inputs": loops(zeros="np.zeros(X.shape)"),
                "as many columns as W has rows": loops(zeros="np.zeros((len(X), len(W)))"),
            },
        ),
        "no-bias": (
            "The bias is left out.",
            "After the weighted sums, give each unit its own entry of b.",
            {"forgets the bias": "return X @ W", "loops without bias": loops(inside="pass")},
        ),
        "bias-subtracted": (
            "The bias is subtracted.",
            "Add it: a negative bias lowers the pre-activation all by itself.",
            {"subtracts the bias": "return X @ W - b"},
        ),
        "bias-multiplied": (
            "The weighted sums are multiplied by the bias.",
            "Add the bias to each weighted sum, one entry of b for each unit.",
            {
                "multiplies by the bias": "return X @ W * b",
                "a second matrix product with b": "return X @ W @ b",
            },
        ),
        "bias-as-column": (
            "The bias stands as a column, so it goes to examples in place of units.",
            "Leave b in its shape (d_out,): then every row of Z gets the same biases, one for each "
            "column.",
            {
                "bias as a column, silent when n == d_out": "return X @ W + b[:, None]",
                "bias as a column only where it fits": """Z = X @ W
    return Z + b.reshape(-1, 1) if len(X) == len(b) else Z + b""",
                "loops with b of the row": loops(inside="Z[i, j] += b[i]"),
            },
        ),
        "bias-each-input": (
            "The bias is added once for every input.",
            "Add it once, to the whole weighted sum: a unit has one bias for all its inputs.",
            {
                "bias added once an input": "return (X[:, :, None] * W + b).sum(axis=1)",
                "bias in the inner loop": loops(
                    step="Z[i, j] += X[i, k] * W[k, j] + b[j]", inside="pass"
                ),
            },
        ),
        "bias-before-product": (
            "The bias is added to the inputs, before the weights come in.",
            "Build the weighted sums first; the bias belongs to units, not to inputs.",
            {"adds b to X": "return (X + b) @ W"},
        ),
        "one-bias-for-all": (
            "All units get the same bias.",
            "Each column of Z belongs to one unit, and so does each entry of b: keep them apart.",
            {
                "one bias for all": "return X @ W + b[0]",
                "the sum of the biases": "return X @ W + b.sum()",
                "the mean of the biases": "return X @ W + np.mean(b)",
            },
        ),
        "bias-as-third-factor": (
            "The bias is handed to the product as a third argument, which is a place for results.",
            "A matrix product takes two arrays; add the bias to what it gives.",
            {
                "np.dot with three arguments": "return np.dot(X, W, b)",
                "np.matmul with three arguments": "return np.matmul(X, W, b)",
            },
        ),
        "weights-transposed": (
            "The weights are turned on their side: rows of W serve as units.",
            "A unit's weights are a column of W; check that the two sizes at the product agree.",
            {
                "W transposed": "return X @ W.T + b",
                "W transposed when square": "return X @ "
                "(W.T if W.shape[0] == W.shape[1] else W) + b",
                "np.inner": "return np.inner(X, W) + b",
                "loops with W[j, k]": loops(step="Z[i, j] += X[i, k] * W[j, k]"),
            },
        ),
        "factors-swapped": (
            "The two factors of the product stand in the other order.",
            "Write down the shapes: where examples are rows, inputs come before weights.",
            {"W before X": "return W @ X + b"},
        ),
        "entry-by-entry": (
            "Inputs and weights are multiplied entry by entry, and nothing is added up.",
            "Take the matrix product: each row with each column, multiplied and added up.",
            {"products entry by entry": "return X * W + b"},
        ),
        "sums-wrong-axis": (
            "The products are added up over the units, so there is one number for each input.",
            "Add up over the inputs: the axis of size d_in disappears, the units remain.",
            {"sums over the units": "return (X[:, :, None] * W).sum(axis=2) + b"},
        ),
        "added-up": (
            "Results are added up over examples or units.",
            "Keep a row for each example and a column for each unit: Z has the shape (n, d_out).",
            {
                "sums over the examples": "return (X @ W + b).sum(axis=0)",
                "sums over the units, too": "return (X @ W + b).sum(axis=1)",
                "one number for all": "return (X @ W + b).sum()",
                "sums the examples, then adds b": "return (X @ W).sum(axis=0) + b",
            },
        ),
        "activation-applied": (
            "An activation is applied already.",
            "Return the pre-activations, negative ones too; the activation comes in a later step.",
            {
                "applies ReLU already": "return np.maximum(X @ W + b, 0)",
                "applies the sigmoid": "return 1 / (1 + np.exp(-(X @ W + b)))",
                "applies tanh": "return np.tanh(X @ W + b)",
                "steps": "return (X @ W + b >= 0).astype(int)",
            },
        ),
        "features-first": (
            "The result stands on its side: a row for each unit.",
            "Give it a row for each example and a column for each unit.",
            {
                "features first": "return (X @ W + b).T",
                "features first, by its own product": "return W.T @ X.T + b[:, None]",
            },
        ),
        "mean-of-products": (
            "The weighted sums are divided by the number of inputs.",
            "Add the products up, and divide by nothing.",
            {
                "means instead of sums": "return X @ W / X.shape[1] + b",
                "means by np.mean": "return np.mean(X[:, :, None] * W, axis=1) + b",
            },
        ),
        "divides-by-examples": (
            "The weighted sums are divided by the number of examples.",
            "Each example has its own row: how many stand beside it changes nothing.",
            {
                "divides all by n": "return (X @ W + b) / len(X)",
                "divides by n": "return X @ W / len(X) + b",
            },
        ),
        "flat-result": (
            "Axes of size 1 are dropped, or the table is made flat.",
            "Z always has two axes: its shape is (1, d_out) for one example, (n, 1) for one unit.",
            {
                "a flat result for one unit": "return np.squeeze(X @ W + b)",
                "one row of numbers": "return (X @ W + b).ravel()",
                "flat for one example": "Z = X @ W + b\n    return Z[0] if len(Z) == 1 else Z",
            },
        ),
        "first-example-only": (
            "Only the first example has its results.",
            "Do the same for every row of X; look for a `return` inside a loop.",
            {
                "the first example only": "return X[:1] @ W + b",
                "return in the loop": loops(after="return Z[:1]"),
            },
        ),
        "example-left-out": (
            "The last example is left out.",
            "Let the loop run over all rows of X: its last number is not included in a range.",
            {"n - 1 rows": loops(rows="X.shape[0] - 1")},
        ),
        "unit-left-out": (
            "The last unit is left out.",
            "Let the loop run over all columns of W: its last number is not included in a range.",
            {"d_out - 1 units": loops(units="W.shape[1] - 1")},
        ),
        "input-left-out": (
            "The last input is left out of the weighted sums.",
            "Let the weighted sum run over all inputs: a range stops before its last number.",
            {
                "d_in - 1 inputs": loops(inputs="X.shape[1] - 1"),
                "slices the last input off": "return X[:, :-1] @ W[:-1] + b",
            },
        ),
        "two-inputs-only": (
            "Only the first two inputs count, and two there must be.",
            "Let the weighted sum run over all inputs, however many X has.",
            {
                "two inputs only": "return X[:, :1] * W[0] + X[:, 1:2] * W[1] + b",
                "two inputs in the loop": loops(inputs="2"),
            },
        ),
        "three-units-only": (
            "The layer always has three units.",
            "Take the number of units from the shape of W.",
            {
                "three units in the loop": loops(units="3"),
                "a table of three columns": loops(zeros="np.zeros((len(X), 3))"),
            },
        ),
        "last-product-only": (
            "Each product takes the place of the one before, so only the last one counts.",
            "Let each product add to what is there already.",
            {"= in place of +=, in the sum": loops(step="Z[i, j] = X[i, k] * W[k, j]")},
        ),
        "rounded": (
            "The results are cut to fewer digits.",
            "Keep every digit: look for rounding, and for a table made for whole numbers.",
            {
                "cut to whole numbers": "return (X @ W + b).astype(int)",
                "cut to whole numbers, floor": "return np.floor(X @ W + b)",
                "rounds to one decimal": "return np.round(X @ W + b, 1)",
                "rounds to two decimals": "return np.round(X @ W + b, 2)",
                "rounds to five decimals": "return np.round(X @ W + b, 5)",
                "whole numbers": "return np.rint(X @ W + b)",
                "a table of whole numbers": loops(
                    zeros="np.zeros((X.shape[0], W.shape[1]), dtype=int)"
                ),
            },
        ),
        "knows-the-example": (
            "The answer is the same whatever the inputs are.",
            "Compute it from X, W and b, so that other numbers work, too.",
            {
                "knows the example": """return np.array(
        [[3.0, -0.2, 2.2], [0.7, -1.9, 1.7]])[: len(X)]""",
            },
        ),
        "whole-number-table": (
            "For whole numbers in X, the results lose their decimals.",
            "A table made like X holds what X holds, whole numbers alone: make it hold floats.",
            {
                "zeros of X's kind": loops(
                    zeros="np.zeros((X.shape[0], W.shape[1]), dtype=X.dtype)"
                ),
                "filled in, of X's kind": """Z = np.empty((len(X), len(b)), X.dtype)
    Z[:] = X @ W + b
    return Z""",
                "back to X's kind": "return (X @ W + b).astype(X.dtype)",
                "weights of X's kind": "return X @ W.astype(X.dtype) + b",
            },
        ),
        "unnamed": {
            "the first W of each shape": """kept = dense_forward.__dict__
    return X @ kept.setdefault(f"W{W.shape}", W) + b""",
        },
        "any/one-array": {
            "one table for each shape": """kept = dense_forward.__dict__
    Z = kept.setdefault(f"Z{len(X), len(b)}", np.zeros((len(X), len(b))))
    np.matmul(X, W, out=Z)
    Z += b
    return Z""",
        },
        "any/changes-input": {
            "writes into b": "b += 0.5\n    return X @ W + b - 0.5",
            "scales X in place": "X *= 1.5\n    return X @ W / 1.5 + b",
        },
        "any/returns-none": {"prints it": "print(X @ W + b)"},
        "any/number-of-values": {"product and bias apart": "return X @ W, b"},
    },
    "to_features_first": {
        "bias-of-three-axes": (
            "The bias has three axes.",
            "Two are enough: a column has a row for each unit, and one entry in each.",
            {
                "[[b]]": "return X.T, W.T, np.array([[b]])",
                "b with two new axes": "return X.T, W.T, b[:, None, None]",
            },
        ),
        "tables-flattened": (
            "The tables have become long rows.",
            "Turn them on their side and keep both axes: rows become columns.",
            {
                "flattened": "return X.flatten(), W.flatten(), b[:, None]",
                "flattened, bias flat": "return X.ravel(), W.ravel(), b",
            },
        ),
        "bias-has-one-axis": (
            "The bias has one axis, and two places are asked of it.",
            "Give it a second axis of size 1 first: there is none to pick from yet.",
            {
                "the first column of b": "return X.T, W.T, b[:, 0]",
                "another column of b": "return X.T, W.T, b[:, 1]",
                "the first row of b": "return X.T, W.T, b[0, :]",
            },
        ),
        "as-many-biases-as-examples": (
            "The bias column does not have a row for each unit.",
            "The bias belongs to units: count the columns of W.",
            {
                "rows of W": "return X.T, W.T, b.reshape(W.shape[0], 1)",
                "columns of X": "return X.T, W.T, b.reshape(X.shape[1], 1)",
                "rows of X": "return X.T, W.T, b.reshape(len(X), 1)",
            },
        ),
        "reshaped": (
            "The tables get the right shapes, and their numbers land in wrong places.",
            "Reshaping keeps the reading order. Move entry [i, j] to [j, i] instead: rows become "
            "columns.",
            {
                "reshapes down the columns": """X_cols = X.reshape(X.shape[::-1], order='F')
    return X_cols, W.T, b[:, None]""",
                "reshapes instead of transposing": """return (X.reshape(X.shape[::-1]),
        W.reshape(W.shape[::-1]), b.reshape(-1, 1))""",
                "reshapes the weights": "return X.T, W.reshape(W.shape[::-1]), b[:, None]",
                "reshapes the inputs": "return X.reshape(X.shape[::-1]), W.T, b[:, None]",
            },
        ),
        "bias-stays-flat": (
            "The bias has one axis still; transposing changes nothing there.",
            "Give it a second axis of size 1, so that it becomes a column: (d_out, 1).",
            {
                "bias stays flat": "return X.T, W.T, b",
                "b.T changes nothing": "return X.T, W.T, b.T",
                "ravels the column": "return X.T, W.T, b[:, None].ravel()",
            },
        ),
        "bias-as-row": (
            "The bias lies as a row, of shape (1, d_out).",
            "Stand it up: units are rows now, so each row needs its own bias.",
            {
                "bias as a row": "return X.T, W.T, b.reshape(1, -1)",
                "bias through .T": "return X.T, W.T, b[None, :].T.T",
            },
        ),
        "bias-each-example": (
            "The bias column is repeated for every example.",
            "One column is enough: it is stretched over the examples when it is added.",
            {
                "bias for each example": "return X.T, W.T, np.tile(b[:, None], (1, len(X)))",
                "bias repeated": "return X.T, W.T, np.repeat(b[:, None], X.shape[0], axis=1)",
            },
        ),
        "bias-square": (
            "The bias has become a square table.",
            "Only its shape changes: a column with one row for each unit.",
            {
                "a diagonal": "return X.T, W.T, np.diag(b)",
                "a column for each unit": "return X.T, W.T, np.tile(b[:, None], (1, len(b)))",
            },
        ),
        "bias-reordered": (
            "The biases have changed their order.",
            "Keep the order: the first bias belongs to the first unit.",
            {
                "sorts the biases": "return X.T, W.T, np.sort(b)[::-1].reshape(-1, 1)",
                "sorts them upwards": "return X.T, W.T, np.sort(b).reshape(-1, 1)",
                "the biases from last to first": "return X.T, W.T, b[::-1, None]",
            },
        ),
        "bias-sign": (
            "The bias has changed its sign.",
            "Keep its numbers as they are: only the shape changes.",
            {"minus b": "return X.T, W.T, -b[:, None]"},
        ),
        "inputs-not-turned": (
            "The inputs are still batch first.",
            "Turn X on its side: one example a column.",
            {"forgets X": "return X, W.T, b[:, None]"},
        ),
        "weights-not-turned": (
            "The weights are still one unit a column.",
            "Turn W on its side as well: one unit a row. A square W needs that, too.",
            {
                "forgets W": "return X.T, W, b[:, None]",
                "W stays when square": """return (X.T,
        W if W.shape[0] == W.shape[1] else W.T, b[:, None])""",
            },
        ),
        "only-the-bias": (
            "Neither the inputs nor the weights are turned.",
            "All three change: both tables on their side, and the bias as a column.",
            {"the bias alone": "return X, W, b[:, None]"},
        ),
        "nothing-changed": (
            "All three arrays come back as they were.",
            "Turn both tables on their side, and stand the bias up as a column.",
            {
                "as given": "return X, W, b",
                "transposes twice, bias flat": "return X.T.T, W.T.T, b",
            },
        ),
        "weights-first": (
            "The arrays come back in another order.",
            "Return the inputs first, then the weights, then the bias.",
            {
                "the bias in the middle": "return X.T, b[:, None], W.T",
                "weights first": "return W.T, X.T, b[:, None]",
                "bias first": "return b[:, None], W.T, X.T",
                "as in the formula": "return W.T, b[:, None], X.T",
            },
        ),
        "examples-reversed": (
            "The examples have changed their order.",
            "Example 0 becomes column 0: turn the table without running through it backwards.",
            {
                "order turned round": "return X.T[:, ::-1], W.T, b[:, None]",
                "reverses the rows first": "return X[::-1].T, W.T, b[:, None]",
            },
        ),
        "rotated": (
            "The tables are rotated or flipped, so their rows or columns run backwards.",
            "Transpose them: entry [i, j] moves to [j, i], and the first stays the first.",
            {
                "rotates by 90 degrees": "return np.rot90(X), np.rot90(W), b[:, None]",
                "rotates the other way": "return np.rot90(X, -1), np.rot90(W, -1), b[:, None]",
                "flips both axes": "return X[::-1, ::-1].T, W[::-1, ::-1].T, b[::-1, None]",
                "flips left and right": "return np.fliplr(X.T), np.fliplr(W.T), b[:, None]",
            },
        ),
        "inputs-twice": (
            "The inputs come in place of the weights, or the weights in place of the inputs.",
            "Look at the names: each of the three results is made from its own array.",
            {
                "X twice": "return X.T, X.T, b[:, None]",
                "W twice": "return W.T, W.T, b[:, None]",
            },
        ),
        "layer-computed": (
            "The layer's result is returned in place of its three arrays.",
            "Return X, W and b themselves, each in its new shape; nothing is multiplied here.",
            {
                "the layer's result": "return (X @ W + b).T",
                "the product, features first": "return W.T @ X.T + b[:, None]",
            },
        ),
        "four-examples": (
            "The number of examples is fixed at 4.",
            "Let it work for any number of rows of X.",
            {
                "examples' count fixed at 4": "return X.reshape(-1, 4, order='F'), W.T, b[:, None]",
                "four columns": "return np.column_stack([X[i] for i in range(4)]), W.T, b[:, None]",
            },
        ),
        "three-units": (
            "The number of units is fixed at 3.",
            "Let it work for a bias of any length.",
            {"three units": "return X.T, W.T, b.reshape(3, 1)"},
        ),
        "any/number-of-values": {"forgets the bias altogether": "return X.T, W.T"},
        "any/returns-none": {"prints it": "print(X.T, W.T, b[:, None])"},
        "decimals-cut": (
            "The numbers lose their decimals on the way.",
            "Only their places change: no `int` and no whole-number type belongs there.",
            {
                "X as whole numbers": "return X.T.astype(int), W.T, b[:, None]",
                "W as whole numbers": "return X.T, W.T.astype(int), b[:, None]",
                "b as whole numbers": "return X.T, W.T, b[:, None].astype(int)",
            },
        ),
        "any/one-array": {
            "one set of arrays for each shape": """
    new = np.empty_like(X.T), np.empty_like(W.T), np.empty((len(b), 1))
    kept = to_features_first.__dict__.setdefault(f"{X.shape, W.shape}", new)
    for one, value in zip(kept, (X.T, W.T, b[:, None])):
        one[:] = value
    return kept""",
        },
        "any/changes-input": {
            "reshapes b itself": "b.shape = (len(b), 1)\n    return X.T, W.T, b",
            "reshapes X itself": "Y = X.T.copy()\n    X.shape = X.shape[::-1]\n"
            "    return Y, W.T, b[:, None]",
        },
    },
    "mlp_forward": {
        "last-layer-for-cache": (
            "The last layer's numbers come back in place of the cache.",
            "Collect a pair for each layer in a list, and return that list.",
            {
                "A, Z": mlp(result="A, Z"),
                "Z, A": mlp(result="Z, A"),
            },
        ),
        "weights-in-cache": (
            "The cache holds weights where a layer's input belongs.",
            "Keep what went into the layer: X for the first one.",
            {
                "(W, Z)": mlp(keep="cache.append((W, Z))"),
            },
        ),
        "first-z-returned": (
            "The first layer's Z comes back in place of the last one's.",
            "The output is the Z of the last layer: the last pair of the cache holds it.",
            {
                "the first pair's Z": mlp(result="cache[0][1], cache"),
            },
        ),
        "cache-alone": (
            "Only the cache comes back.",
            "Return two things: the last Z, then the cache.",
            {
                "the cache alone": mlp(result="cache"),
            },
        ),
        "cache-output-twice": (
            "Both halves of each pair hold what the layer passes on.",
            "Keep what went into the layer first, then its Z.",
            {
                "(A, A)": mlp(keep="cache.append((np.maximum(Z, 0), np.maximum(Z, 0)))"),
            },
        ),
        "rounded": (
            "The numbers are cut to fewer digits.",
            "Keep every digit: a rounded Z changes all layers behind it.",
            {
                "rounds each Z": mlp(dense="np.round(A @ W + b, 2)"),
                "rounds each Z to three": mlp(dense="np.round(A @ W + b, 3)"),
                "rounds each Z to five": mlp(dense="np.round(A @ W + b, 5)"),
                "rounds what goes on to five": mlp(activation="np.round(np.maximum(Z, 0), 5)"),
                "rounds the output": mlp(result="np.round(Z, 2), cache"),
            },
        ),
        "list-plus-tuple": (
            "A list and a pair are added with a plus, which joins two lists only.",
            "Append the pair to the list, or put it into a list of its own first.",
            {
                "cache + (A, Z)": """
    A, cache = X, []
    for W, b in params:
        Z = A @ W + b
        cache = cache + (A, Z)
        A = relu(Z)
    return Z, cache""",
            },
        ),
        "append-gives-nothing": (
            "`append` changes the list and gives nothing back, and the list's name gets that "
            "nothing.",
            "Call it on a line of its own, without an equals sign.",
            {
                "cache = cache.append": """
    A, cache = X, []
    for W, b in params:
        Z = A @ W + b
        cache = cache.append((A, Z))
        A = relu(Z)
    return Z, cache""",
            },
        ),
        "flat-params": (
            "`params` is taken apart as if its arrays stood in one row.",
            "It is a list of pairs: loop over it, and take each pair apart.",
            {
                "W1, b1, W2, b2": """
    W1, b1, W2, b2 = params
    Z1 = X @ W1 + b1
    A1 = relu(Z1)
    Z2 = A1 @ W2 + b2
    return Z2, [(X, Z1), (A1, Z2)]""",
            },
        ),
        "pair-for-weights": (
            "The loop's name holds a whole pair, and it is used as if it were W.",
            "Name both parts of each pair: the weights and the biases.",
            {
                "for W in params": """
    A, cache = X, []
    for W in params:
        Z = A @ W
        cache.append((A, Z))
        A = relu(Z)
    return Z, cache""",
            },
        ),
        "pair-as-place": (
            "Two values together are used as one place in the list `params`.",
            "A list takes one place at a time. Where the loop runs over `params`, its name holds "
            "the pair already.",
            {
                "params[k, 0]": mlp(layers="params").replace(
                    "for k, (W, b) in enumerate(params):",
                    "for k in range(len(params)):\n        W, b = params[k, 0], params[k, 1]",
                ),
                "params[pair]": """
    A, cache = X, []
    for k in params:
        W, b = params[k]
        Z = A @ W + b
        cache.append((A, Z))
        A = relu(Z)
    return Z, cache""",
            },
        ),
        "relu-of-the-input": (
            "ReLU gets the layer's input, and what the layer made of it goes nowhere.",
            "Give ReLU the Z that the layer gave: that is what goes on.",
            {
                "relu(A)": """
    A, cache = X, []
    for W, b in params:
        Z = A @ W + b
        cache.append((A, Z))
        A = relu(A)
    return Z, cache""",
            },
        ),
        "cache-iterator": (
            "The cache is an iterator, which can be gone through only once.",
            "Make a list of the pairs.",
            {"an iterator": mlp(result="Z, iter(cache)")},
        ),
        "append-takes-one": (
            "`append` gets two values, and takes one.",
            "Put what went in and Z together in brackets first: they are one pair.",
            {"two values for append": mlp(keep="cache.append(A, Z)")},
        ),
        "one-argument-for-two": (
            "The function that takes the larger of two values gets one value only.",
            "Tell it both: Z, and the number that Z is compared with; or use `relu`.",
            {"np.maximum(Z)": mlp(activation="np.maximum(Z)")},
        ),
        "cache-of-dictionaries": (
            "A dictionary stands where the cache should be a list with a pair for each layer.",
            "Begin with an empty list, and append a pair for each layer.",
            {
                "a dictionary by name": """
    A, cache = X, {}
    for k, (W, b) in enumerate(params, 1):
        Z = A @ W + b
        cache["A" + str(k)], cache["Z" + str(k)] = A, Z
        A = relu(Z)
    return Z, cache""",
                "a dictionary of Z alone": """
    A, cache = X, {}
    for k, (W, b) in enumerate(params, 1):
        Z = A @ W + b
        cache["Z" + str(k)] = Z
        A = relu(Z)
    return Z, cache""",
                "a dictionary by number": """
    A, cache = X, {}
    for k, (W, b) in enumerate(params):
        Z = A @ W + b
        cache[k] = (A, Z)
        A = relu(Z)
    return Z, cache""",
                "a dictionary for each layer": mlp(keep="cache.append({'A_in': A, 'Z': Z})"),
                "two lists in a dictionary": """
    A, cache = X, {"A_in": [], "Z": []}
    for W, b in params:
        Z = A @ W + b
        cache["A_in"].append(A)
        cache["Z"].append(Z)
        A = relu(Z)
    return Z, cache""",
            },
        ),
        "cache-of-activations": (
            "The cache is one list of X and of what each layer passes on, without any Z.",
            "Keep a pair for each layer: what went in, and its Z.",
            {
                "X, then each ReLU": """
    cache = [X]
    for W, b in params:
        Z = cache[-1] @ W + b
        cache.append(relu(Z))
    return Z, cache"""
            },
        ),
        "number-for-weights": (
            "The first name in the loop gets the layer's number, where W is meant.",
            "`enumerate` gives a number and a pair: name both, or loop over `params` alone.",
            {
                "W, b in enumerate": mlp(layers="params").replace(
                    "for k, (W, b) in enumerate(params)", "for W, b in enumerate(params)"
                )
            },
        ),
        "list-for-a-pair": (
            "The whole list of pairs is taken apart as if it were one pair.",
            "Each entry of `params` is a pair of its own: go through them in a loop.",
            {"W, b = params": "W, b = params\n    Z = X @ W + b\n    return Z, [(X, Z)]"},
        ),
        "relu-after-last": (
            "ReLU follows the last layer as well.",
            "Return the last Z as it is: an output must be able to go below 0.",
            {
                "ReLU after the last as well": mlp(result="np.maximum(Z, 0), cache"),
                "returns the last A": mlp(result="A, cache"),
            },
        ),
        "relu-in-z": (
            "ReLU has put its zeros into the Z that is kept.",
            "Give what comes after ReLU an array of its own, so that Z keeps its negative numbers.",
            {
                "ReLU after the last, cached too": mlp(
                    dense="np.maximum(A @ W + b, 0)", activation="Z"
                ),
                "ReLU in place spoils the cached Z": mlp(activation="np.maximum(Z, 0, out=Z)"),
                "writes zeros into Z": mlp(activation="Z; A[A < 0] = 0"),
                "in place, but for the last": mlp(
                    activation="np.maximum(Z, 0, out=Z) if k < len(params) - 1 else Z"
                ),
            },
        ),
        "activation-after-last": (
            "An activation follows the last layer.",
            "Return the last Z as it is: the task asks for the output itself.",
            {
                "a sigmoid at the end": mlp(result="1 / (1 + np.exp(-Z)), cache"),
                "a decision at the end": mlp(result="(Z >= 0).astype(int), cache"),
            },
        ),
        "no-relu": (
            "There is no ReLU between the layers.",
            "What a layer passes on goes through ReLU; without it all layers are worth one.",
            {
                "no ReLU at all": mlp(activation="Z"),
                "ReLU computed and dropped": mlp(activation="Z; np.maximum(Z, 0)"),
            },
        ),
        "relu-on-input": (
            "ReLU is applied to X before the first layer.",
            "The first layer takes X as it is, negative numbers included.",
            {
                "ReLU on the input": mlp(start="np.maximum(X, 0)"),
                "ReLU before every layer": mlp(dense="np.maximum(A, 0) @ W + b", activation="Z"),
            },
        ),
        "cache-before-relu": (
            "The cache holds each layer's input before ReLU.",
            "Keep as A_in what enters the product: for all layers but the first, it comes after "
            "ReLU.",
            {
                "ReLU inside the product": mlp(
                    dense="(np.maximum(A, 0) if k else A) @ W + b", activation="Z"
                )
            },
        ),
        "relu-before-bias": (
            "ReLU comes before the bias.",
            "Add the bias to the weighted sum first: it decides where the unit wakes up.",
            {
                "ReLU before the bias": mlp(
                    dense="np.maximum(A @ W, 0) + b if k < len(params) - 1 else A @ W + b",
                    activation="Z",
                )
            },
        ),
        "relu-after-first-only": (
            "ReLU follows the first layer only.",
            "It stands after every layer but the last, however many there are.",
            {
                "ReLU after the first layer only": mlp(
                    activation="np.maximum(Z, 0) if k == 0 else Z"
                )
            },
        ),
        "last-relu-missing": (
            "ReLU is missing before the last layer.",
            "Only what leaves the last layer goes without ReLU: check how you tell that layer.",
            {
                "no ReLU before the last layer": mlp(
                    activation="np.maximum(Z, 0) if k < len(params) - 2 else Z"
                )
            },
        ),
        "relu-at-odd-layers": (
            "ReLU follows only every other layer.",
            "It stands after every layer but the last.",
            {"every other layer": mlp(activation="np.maximum(Z, 0) if k % 2 == 0 else Z")},
        ),
        "another-activation": (
            "Another activation than ReLU stands between the layers.",
            "Take ReLU: 0 where Z is negative, Z itself elsewhere.",
            {
                "tanh in place of ReLU": mlp(activation="np.tanh(Z)"),
                "sigmoid in place of ReLU": mlp(activation="1 / (1 + np.exp(-Z))"),
                "leaky ReLU": mlp(activation="np.where(Z > 0, Z, 0.01 * Z)"),
                "ReLU cut off at 1": mlp(activation="np.clip(Z, 0, 1)"),
            },
        ),
        "negatives-made-positive": (
            "Negative numbers become positive between the layers.",
            "ReLU makes 0 of them: a unit with a negative Z is silent.",
            {"absolute value in place of ReLU": mlp(activation="np.abs(Z)")},
        ),
        "relu-upside-down": (
            "The negative numbers pass between the layers, and the positive ones become 0.",
            "ReLU does it the other way: the larger of Z and 0 goes on.",
            {
                "the smaller of Z and 0": mlp(activation="np.minimum(Z, 0)"),
                "where turned round": mlp(activation="np.where(Z > 0, 0.0, Z)"),
            },
        ),
        "mask-not-relu": (
            "Only 0 or 1 goes on to the next layer.",
            "Where Z is positive, ReLU lets Z itself through.",
            {
                "a step in place of ReLU": mlp(activation="(Z > 0).astype(float)"),
                "truth values": mlp(activation="Z > 0"),
            },
        ),
        "one-maximum": (
            "One maximum is taken of all numbers together.",
            "Compare each entry with 0 on its own, so that the table keeps its shape.",
            {
                "the largest of the table": mlp(activation="np.max(Z)"),
            },
        ),
        "max-over-examples": (
            "The largest number over the examples goes on, because the 0 is read as an axis.",
            "Compare each entry with 0 on its own: another function of NumPy does that.",
            {"np.max with 0 as an axis": mlp(activation="np.max(Z, 0)")},
        ),
        "max-of-python": (
            "A whole table is compared with 0 as if it were one number, and Python stops.",
            "Use a function of NumPy that compares entry by entry, or relu from lesson 02.",
            {
                "max(Z, 0)": mlp(activation="max(Z, 0)"),
                "max, but for the last": mlp(activation="max(Z, 0) if k < len(params) - 1 else Z"),
                "if Z > 0": mlp(activation="Z if Z > 0 else 0 * Z"),
            },
        ),
        "no-bias": (
            "The biases are left out.",
            "Add each layer's b to its weighted sums.",
            {"forgets the bias": mlp(dense="A @ W")},
        ),
        "bias-subtracted": (
            "The biases are subtracted.",
            "Add each layer's b: a negative bias lowers the pre-activation all by itself.",
            {"subtracts the bias": mlp(dense="A @ W - b")},
        ),
        "first-bias-only": (
            "Only the first layer has its bias.",
            "Every layer has a b of its own: add it there, too.",
            {"bias of the first layer only": mlp(dense="A @ W + (b if k == 0 else 0)")},
        ),
        "bias-as-column": (
            "The bias stands as a column, so it goes to examples in place of units.",
            "Leave b in its shape: each row of Z gets the same biases, one for each unit.",
            {
                "bias as a column": mlp(dense="A @ W + b[:, None]"),
                "bias as a column where it fits": mlp(
                    dense="A @ W + (b[:, None] if len(A) == len(b) else b)"
                ),
            },
        ),
        "weights-transposed": (
            "The weights are turned on their side.",
            "W has one unit a column already: follow the shapes from layer to layer.",
            {
                "W transposed": mlp(dense="A @ W.T + b"),
                "W transposed when square": mlp(
                    dense="A @ (W.T if W.shape[0] == W.shape[1] > 1 else W) + b"
                ),
            },
        ),
        "factors-swapped": (
            "The two factors of the product stand in the other order.",
            "Write down the shapes: where examples are rows, inputs come before weights.",
            {"W before A": mlp(dense="W @ A + b")},
        ),
        "entry-by-entry": (
            "Inputs and weights are multiplied entry by entry, and nothing is added up.",
            "Take the matrix product: each row with each column, multiplied and added up.",
            {"* in place of @": mlp(dense="A * W + b")},
        ),
        "two-layers-only": (
            "Only the first two layers are used.",
            "Let the loop run over all of `params`, however many pairs it holds.",
            {
                "two layers only": mlp(layers="params[:2]"),
                "params[0] and params[1]": """
    W1, b1 = params[0]
    W2, b2 = params[1]
    Z1 = X @ W1 + b1
    A1 = relu(Z1)
    Z2 = A1 @ W2 + b2
    return Z2, [(X, Z1), (A1, Z2)]""",
                "params[0][0] to params[1][1]": """
    Z1 = X @ params[0][0] + params[0][1]
    A1 = relu(Z1)
    Z2 = A1 @ params[1][0] + params[1][1]
    cache = [(X, Z1), (A1, Z2)]
    return Z2, cache""",
                "two layers, written out": """
    (W1, b1), (W2, b2) = params[0], params[min(1, len(params) - 1)]
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ W2 + b2
    return Z2, [(X, Z1), (A1, Z2)]""",
            },
        ),
        "exactly-two-layers": (
            "The function works for networks of exactly two layers.",
            "Let a loop run over `params`, however many pairs it holds.",
            {
                "unpacks two pairs": """
    (W1, b1), (W2, b2) = params
    Z1 = X @ W1 + b1
    A1 = np.maximum(Z1, 0)
    Z2 = A1 @ W2 + b2
    return Z2, [(X, Z1), (A1, Z2)]"""
            },
        ),
        "last-layer-skipped": (
            "The last layer is skipped.",
            "Let the loop run over all pairs; only the ReLU is different for the last one.",
            {
                "range of one less": """
    A, cache = X, []
    for k in range(len(params) - 1):
        W, b = params[k]
        Z = A @ W + b
        cache.append((A, Z))
        A = relu(Z)
    return Z, cache""",
                "skips the last layer": mlp(layers="params[:-1] or params"),
            },
        ),
        "first-layer-only": (
            "Only the first layer is used.",
            "Let the loop run over all pairs, and `return` after its last round.",
            {
                "return in the loop": mlp(activation="np.maximum(Z, 0); return Z, cache"),
                "the first pair": mlp(layers="params[:1]"),
            },
        ),
        "layers-in-reverse": (
            "The layers come in reverse order.",
            "Start with the first pair of `params`: it is the one that takes X.",
            {"last layer first": mlp(layers="params[::-1]")},
        ),
        "every-layer-sees-x": (
            "Every layer gets X.",
            "A layer's input is what the layer before it passed on.",
            {
                "every layer sees X": mlp(activation="A"),
                "X in the product": mlp(dense="X @ W + b"),
            },
        ),
        "pair-turned-round": (
            "The names W and b are the wrong way round.",
            "Each pair of `params` holds the weights first, then the biases.",
            {"b, W": mlp(dense="A @ b + W")},
        ),
        "cache-relu-of-z": (
            "The cache holds ReLU of Z where Z itself belongs.",
            "Keep the pre-activations, negative numbers included.",
            {"cache holds A instead of Z": mlp(keep="cache.append((A, np.maximum(Z, 0)))")},
        ),
        "cache-own-output": (
            "The cache holds each layer's output where its input belongs.",
            "Keep what went into the layer: X for the first one.",
            {
                "cache holds the output A": mlp(keep="cache.append((np.maximum(Z, 0), Z))"),
                "appends too late": mlp(
                    keep="pass", activation="np.maximum(Z, 0); cache.append((A, Z))"
                ),
            },
        ),
        "cache-swapped": (
            "The pairs of the cache are the wrong way round.",
            "Put a layer's input first, then its Z.",
            {"cache swapped": mlp(keep="cache.append((Z, A))")},
        ),
        "cache-z-only": (
            "The cache holds Z alone.",
            "Keep a pair for each layer: what went in, and its Z.",
            {"cache holds Z only": mlp(keep="cache.append(Z)")},
        ),
        "cache-inputs-only": (
            "The cache holds the layers' inputs alone.",
            "Keep a pair for each layer: what went in, and its Z.",
            {"cache holds A only": mlp(keep="cache.append(A)")},
        ),
        "cache-not-paired": (
            "The cache is one long list, where pairs belong.",
            "Append input and Z of a layer together, as one pair.",
            {
                "a tuple that grows": """
    A, cache = X, ()
    for W, b in params:
        Z = A @ W + b
        cache += (A, Z)
        A = relu(Z)
    return Z, cache""",
                "extends the cache": mlp(keep="cache += [A, Z]"),
                "two appends": mlp(keep="cache.append(A); cache.append(Z)"),
            },
        ),
        "cache-more-than-pairs": (
            "The entries of the cache hold more than a pair.",
            "Keep two arrays for each layer: its input and its Z.",
            {
                "keeps b too": mlp(keep="cache.append((A, Z, b))"),
                "keeps W too": mlp(keep="cache.append((A, W, Z))"),
                "keeps ReLU too": mlp(keep="cache.append((A, Z, np.maximum(Z, 0)))"),
                "keeps all": mlp(keep="cache.append((A, W, b, Z))"),
            },
        ),
        "cache-always-x": (
            "The cache holds X as the input of every layer.",
            "A later layer's input is ReLU of the Z before it: keep that.",
            {"cache with X": mlp(keep="cache.append((X, Z))")},
        ),
        "cache-last-missing": (
            "The last layer is missing from the cache.",
            "The cache has a pair for every layer, the last one too.",
            {"cache without the last layer": mlp(keep="cache += [(A, Z)] * (k < len(params) - 1)")},
        ),
        "cache-first-missing": (
            "The first layer is missing from the cache.",
            "The cache has a pair for every layer, starting with X.",
            {"cache without the first layer": mlp(keep="cache += [(A, Z)] * (k > 0)")},
        ),
        "cache-last-only": (
            "The cache holds the last layer alone.",
            "Make the empty list once, before the loop, append each layer's pair, and return the "
            "whole list.",
            {
                "the last pair of the cache": mlp(result="Z, cache[-1]"),
                "a new cache each time": mlp(keep="cache = [(A, Z)]"),
                "a pair for a cache": mlp(keep="cache = (A, Z)"),
            },
        ),
        "cache-reversed": (
            "The cache runs from the last layer to the first.",
            "Keep the layers in the order in which X meets them.",
            {
                "cache from last to first": mlp(keep="cache.insert(0, (A, Z))"),
                "reversed at the end": mlp(result="Z, cache[::-1]"),
            },
        ),
        "empty-cache": (
            "The cache stays empty.",
            "Append a pair for each layer, inside the loop.",
            {"appends nothing": mlp(keep="pass")},
        ),
        "no-cache": (
            "The cache is not returned.",
            "Return two things: the last Z, then the cache.",
            {"no cache": mlp(result="Z")},
        ),
        "cache-first": (
            "The cache comes before the last Z.",
            "Return the last Z first, then the cache.",
            {"cache first": mlp(result="cache, Z")},
        ),
        "flat-output": (
            "The last Z is made flat.",
            "Keep its two axes: a row for each example, a column for each unit.",
            {
                "a flat output": mlp(result="Z.ravel(), cache"),
                "the first column alone": mlp(result="Z[:, 0], cache"),
                "the first row alone": mlp(result="Z[0], cache"),
            },
        ),
        "any/number-of-values": {"activations as well": mlp(result="Z, A, cache")},
        "any/returns-none": {"no return": mlp(result="None")},
        "whole-number-layers": (
            "For whole numbers in X, what the layers give loses its decimals.",
            "An array made like X holds what X holds, whole numbers alone: leave the kind of the "
            "results as it comes.",
            {
                "each Z of X's kind": mlp(dense="(A @ W + b).astype(X.dtype)"),
                "what goes on of X's kind": mlp(activation="np.maximum(Z, 0).astype(X.dtype)"),
                "the output of X's kind": mlp(result="Z.astype(X.dtype), cache"),
                "a table of X's kind for each Z": mlp(
                    dense="np.zeros((len(A), len(b)), X.dtype); Z[:] = A @ W + b"
                ),
            },
        ),
        "any/one-array": {
            "one list for the cache, emptied": """
    A, cache = X, mlp_forward.__dict__.setdefault("cache", [])
    cache.clear()
    for W, b in params:
        Z = A @ W + b
        cache.append((A, Z))
        A = relu(Z)
    return Z, cache""",
            "one array for the output": mlp(
                result="mlp_forward.__dict__.setdefault(f'Z{Z.shape}', np.empty(Z.shape)), cache"
            ).replace(
                "return",
                "mlp_forward.__dict__.setdefault("
                "f'Z{Z.shape}', np.empty(Z.shape))[:] = Z\n    return",
            ),
        },
        "any/changes-input": {
            "writes into X": mlp(start="np.multiply(X, 2, out=X) / 2"),
            "adds the bias into params": mlp(
                dense="A @ np.add(W, 1, out=W) + b - A.sum(1)[:, None]"
            ),
            "empties params": mlp(layers="[params.pop(0) for _ in range(len(params))]"),
        },
    },
    "xor_params": {
        "append-takes-one": (
            "`append` gets two values, and takes one.",
            "Put W and b together in brackets first: they are one pair.",
            {
                "two values for append": """params = []
    params.append(np.ones((2, 2)), np.array([0.0, -1.0]))
    return params""",
            },
        ),
        "row-brackets-missing": (
            "The rows of a table stand side by side without brackets around them all.",
            "A table is one list of rows: put one more pair of brackets around the rows.",
            {
                "rows side by side": """hidden = (np.array([1, 1], [1, 1]), np.array([0, -1]))
    return [hidden, (np.array([[1], [-2]]), np.array([0]))]""",
                "rows of floats": """W, b = np.array([1.0, 1.0], [1.0, 1.0]), np.array([0.0, -1.0])
    return [(W, b), (np.array([[1.0], [-2.0]]), np.array([0.0]))]""",
            },
        ),
        "computes-or": (
            "The network computes OR: it says 1 for (1, 1) as well.",
            "At (1, 1) the output is above 0.5: let a hidden unit that wakes up only there pull "
            "it down.",
            {
                "OR": xor(ONES, "[0., -1.]", "[[1.], [-1.]]", "[0.]"),
                "the pull is too weak": xor(ONES, "[0., -1.]", "[[1.], [-1.2]]", "[0.]"),
                "no pull": xor(ONES, "[0., -1.]", "[[1.], [1.]]", "[0.]"),
            },
        ),
        "computes-and": (
            "The network computes AND: it says 1 for (1, 1) alone.",
            "Go through the table: the output should be above 0.5 for (0, 1) and (1, 0), and below "
            "it for (1, 1).",
            {
                "AND": xor(ONES, "[0., -1.]", "[[0.], [1.]]", "[0.]"),
                "signs of the output turned": xor(ONES, "[0., -1.]", "[[-1.], [3.]]", "[0.]"),
            },
        ),
        "the-opposite": (
            "The network says 1 where the inputs agree: the opposite of XOR.",
            "Look at the output layer's signs: the output should be high for (0, 1) and (1, 0).",
            {
                "XNOR: sign": xor(ONES, "[0., -1.]", "[[-1.], [2.]]", "[1.]"),
                "XNOR by the difference": xor(
                    "[[1., -1.], [-1., 1.]]", "[0., 0.]", "[[-1.], [-1.]]", "[1.]"
                ),
            },
        ),
        "computes-nand": (
            "The network says 1 for (0, 0) as well.",
            "With both inputs 0, only the biases are left: they have to keep the output below 0.5.",
            {
                "NAND": xor(ONES, "[0., -1.]", "[[0.], [-1.]]", "[1.]"),
                "an output bias too many": xor(ONES, "[0., -1.]", "[[1.], [-3.]]", "[1.]"),
            },
        ),
        "one-corner-missing": (
            "Only one of (0, 1) and (1, 0) gives 1.",
            "Compare these two rows of your table: XOR treats both inputs alike, and your weights "
            "may do the same.",
            {
                "the difference, one way": xor(
                    "[[1., -1.], [-1., 1.]]", "[0., 0.]", "[[1.], [0.]]", "[0.]"
                ),
                "the other way": xor("[[1., -1.], [-1., 1.]]", "[0., 0.]", "[[0.], [1.]]", "[0.]"),
            },
        ),
        "computes-nor": (
            "The network says 1 for (0, 0) alone.",
            "The output should be high for (0, 1) and (1, 0), and low for the other two.",
            {"NOR": xor(ONES, "[0., -1.]", "[[-1.], [0.]]", "[1.]")},
        ),
        "one-input-decides": (
            "One of the two inputs decides alone.",
            "Compare the rows of your table: XOR changes whenever either of the inputs changes.",
            {
                "the first input": xor("[[1., 0.], [0., 1.]]", "[0., 0.]", "[[1.], [0.]]", "[0.]"),
                "the second input": xor("[[1., 0.], [0., 1.]]", "[0., 0.]", "[[0.], [1.]]", "[0.]"),
            },
        ),
        "same-for-all": (
            "The network says the same for all four corners.",
            "Fill in the table with your weights, row by row: where should the outputs differ?",
            {
                "the second unit wakes too early": xor(
                    ONES, "[0., -0.2]", "[[1.], [-2.]]", "[-0.5]"
                ),
                "an output bias of 2": xor(ONES, "[0., -1.]", "[[1.], [-2.]]", "[2.]"),
            },
        ),
        "units-worth-one": (
            "At the corners the hidden units are worth a single one: one is a multiple of the "
            "other, or stays 0.",
            "Work out both units at the four corners. Only two different bends can go up and "
            "down: let the second unit start elsewhere, through its bias.",
            {
                "bias of the second unit missing": xor(ONES, "[0., 0.]", "[[1.], [-2.]]", "[0.]"),
                "both biases -1": xor(ONES, "[-1., -1.]", "[[1.], [-2.]]", "[0.]"),
                "a single hidden unit": xor("[[1.], [1.]]", "[0.]", "[[1.]]", "[0.]"),
                "all zeros": "return [(np.zeros((2, 2)), np.zeros(2)), (np.zeros((2, 1)), "
                "np.zeros(1))]",
            },
        ),
        "threshold-0": (
            "The outputs fit a threshold at 0, and here an output counts as 1 above 0.5.",
            "Move the output's bias, or its weights, until the outputs stand on the two sides of "
            "0.5.",
            {
                "a threshold at 0": xor(ONES, "[0., -1.]", "[[1.], [-2.]]", "[-0.5]"),
                "a threshold at 0, by small outputs": xor(
                    ONES, "[0., -1.]", "[[0.3], [-0.6]]", "[0.]"
                ),
            },
        ),
        "not-for-relu": (
            "The weights would do for units that step or bend like a sigmoid, and not for ReLU.",
            "Use relu in the table: a unit's output may be far above 1.",
            {
                "step units in mind": xor(ONES, "[-0.5, -1.5]", "[[1.], [-1.]]", "[-0.5]"),
                "OR, AND, and a third": xor(ONES, "[-0.5, -1.5]", "[[1.], [-1.]]", "[0.]"),
                "OR, NAND, AND": xor(
                    "[[1., -1.], [1., -1.]]", "[-0.5, 1.5]", "[[1.], [1.]]", "[-1.5]"
                ),
                "sigmoid units in mind": xor(
                    "[[20., -20.], [20., -20.]]", "[-10., 30.]", "[[20.], [20.]]", "[-30.]"
                ),
            },
        ),
        "one-layer": (
            "There is one layer only: one straight line, and XOR needs more.",
            "Put a hidden layer before the output, as in the worked OR network.",
            {
                "one layer": "return [(np.array([[1.0], [1.0]]), np.array([0.0]))]",
                "one layer with a bias": "return [(np.array([[1.0], [1.0]]), np.array([-0.5]))]",
            },
        ),
        "weights-turned": (
            "A table of weights lies on its side.",
            "Each column belongs to one unit: the output layer has a row for each hidden unit and "
            "one column.",
            {
                "W transposed at the end": xor(ONES, "[0., -1.]", "[[1., -2.]]", "[0.]"),
                "three units, one a row": xor(
                    "[[1., 1.], [1., 1.], [1., 1.]]",
                    "[0., -1., -2.]",
                    "[[1.], [-2.], [1.]]",
                    "[0.]",
                ),
            },
        ),
        "bias-as-table": (
            "A bias has two axes.",
            "Write it with one pair of brackets: its shape is (units,).",
            {
                "bias as a column": xor(ONES, "[[0.], [-1.]]", "[[1.], [-2.]]", "[0.]"),
                "bias as a row of a table": xor(ONES, "[[0., -1.]]", "[[1.], [-2.]]", "[0.]"),
                "output bias as a table": xor(ONES, "[0., -1.]", "[[1.], [-2.]]", "[[0.]]"),
            },
        ),
        "bias-without-brackets": (
            "A bias is a plain number, where an array of shape (units,) belongs.",
            "Put brackets around it, even where the layer has one unit.",
            {
                "output bias as a number": xor(ONES, "[0., -1.]", "[[1.], [-2.]]", "0.0"),
                "both as numbers": xor(ONES, "0.0", "[[1.], [-2.]]", "0.0"),
            },
        ),
        "flat-weights": (
            "A layer's weights are no table: they have not two axes.",
            "Give them two axes, (inputs, units): the output layer is a table with one column.",
            {
                "flat last weights": xor(ONES, "[0., -1.]", "[1., -2.]", "[0.]"),
                "flat first weights": xor("[1., 1.]", "[0., -1.]", "[[1.], [-2.]]", "[0.]"),
            },
        ),
        "sum-as-input": (
            "The first layer has one input, as if the sum of x1 and x2 came ready made.",
            "Let every hidden unit see both inputs: its column has a weight for each.",
            {"the sum as input": xor("[[1., 1.]]", "[0., -1.]", "[[1.], [-2.]]", "[0.]")},
        ),
        "three-inputs": (
            "The first layer has three inputs, and XOR has two.",
            "Give its W one row for each input; the bias is no input, it has its own array.",
            {
                "the bias as a third input": xor(
                    "[[0., -1.], [1., 1.], [1., 1.]]", "[0., 0.]", "[[1.], [-2.]]", "[0.]"
                ),
            },
        ),
        "layers-do-not-meet": (
            "The output layer does not have one weight for each hidden unit.",
            "The rows of its W are as many as the columns of the W before it.",
            {
                "a weight too many": xor(ONES, "[0., -1.]", "[[1.], [-2.], [0.]]", "[0.]"),
                "one weight for two units": xor(ONES, "[0., -1.]", "[[1.]]", "[0.]"),
            },
        ),
        "bias-length": (
            "A layer has not as many biases as units.",
            "Count the columns of its W: each is a unit, and each unit has one bias.",
            {
                "one bias for two units": xor(
                    "[[1., -1.], [-1., 1.]]", "[0.]", "[[1.], [1.]]", "[0.]"
                ),
                "two biases for one unit": xor(ONES, "[0., -1.]", "[[1.], [-2.]]", "[0., 0.]"),
            },
        ),
        "several-outputs": (
            "The last layer has several units.",
            "One output is asked for: one column of weights, and one bias.",
            {
                "three outputs": xor(
                    ONES, "[0., -1.]", "[[1., 1., 1.], [-2., -2., -2.]]", "[0., 0., 0.]"
                ),
                "two outputs": xor(ONES, "[0., -1.]", "[[1., 0.], [-2., 0.]]", "[0., 0.]"),
            },
        ),
        "layers-in-reverse": (
            "The output layer comes before the hidden layer.",
            "Put the first layer first: the one that takes the two inputs.",
            {
                "layers in the wrong order": """return [(np.array([[1.], [-2.]]), np.array([0.0])),
        (np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0]))]"""
            },
        ),
        "bias-first": (
            "The biases stand before the weights in each pair.",
            "A pair holds the weights first, then the biases.",
            {
                "(b, W)": """return [(np.array([0.0, -1.0]), np.array([[1.0, 1.0], [1.0, 1.0]])),
        (np.array([0.0]), np.array([[1.0], [-2.0]]))]"""
            },
        ),
        "not-in-pairs": (
            "Weights and biases stand in one list, one after the other.",
            "Put the two arrays of a layer together as one pair, and the pairs into the list.",
            {
                "W1, b1, W2, b2": "return [np.ones((2, 2)), np.array([0.0, -1.0]), "
                "np.array([[1.0], [-2.0]]), np.zeros(1)]"
            },
        ),
        "weights-only": (
            "The biases are missing: there are weights only.",
            "Put a bias array beside the weights of each layer, as a pair.",
            {
                "weights without biases": """return [np.array([[1.0, 1.0], [1.0, 1.0]]),
        np.array([[1.0], [-2.0]])]"""
            },
        ),
        "no-parameters": (
            "What comes back is no list of pairs of arrays.",
            "Return the weights and biases themselves, as the worked OR network has them.",
            {
                "the answers themselves": "return np.array([0, 1, 1, 0])",
                "a list of answers": "return [0, 1, 1, 0]",
                "a dictionary": "return {'W1': np.ones((2, 2)), 'b1': np.array([0.0, -1.0]), "
                "'W2': np.array([[1.0], [-2.0]]), 'b2': np.zeros(1)}",
            },
        ),
        "no-number": (
            "A weight or bias is not a number (NaN) or infinite.",
            "Use small plain numbers: no division by 0, and no value left open.",
            {
                "not a number": xor(ONES, "[0., -1.]", "[[1.], [-2.]]", "[float('nan')]"),
                "infinity": xor(ONES, "[0., -1.]", "[[1.], [-float('inf')]]", "[0.]"),
            },
        ),
        "any/returns-none": {
            "no return": "params = [(np.ones((2, 2)), np.array([0.0, -1.0]))]",
        },
    },
    "count_parameters": {
        "first-weights-only": (
            "Only the first layer's weights are counted.",
            "Let the loop go on: `return` belongs after its last round.",
            {
                "return in the loop, all biases": """total = 0
    for a, c in zip(layer_sizes, layer_sizes[1:]):
        total += a * c
        return total + sum(layer_sizes[1:])""",
            },
        ),
        "bias-inside-brackets": (
            "The biases stand inside the brackets, so they are multiplied by the inputs.",
            "Multiply two neighbours, and add the biases to that product.",
            {
                "a (c + c)": count(term="a * (c + c)"),
            },
        ),
        "every-other-pair": (
            "Only every other pair of neighbours is looked at.",
            "Each size but the last begins a pair: let the loop take every place, one after the "
            "other.",
            {
                "steps of two": """total = 0
    for k in range(0, len(layer_sizes), 2):
        total += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k + 1]
    return total""",
                "steps of two, up to the last": """total = 0
    for k in range(0, len(layer_sizes) - 1, 2):
        total += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k + 1]
    return total""",
            },
        ),
        "minus-inside-len": (
            "1 is subtracted from the list itself, and not from its length.",
            "Close the brackets of `len` first, then subtract.",
            {
                "len(layer_sizes - 1)": """total = 0
    for k in range(len(layer_sizes - 1)):
        total += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k + 1]
    return total""",
            },
        ),
        "sizes-as-places": (
            "The sizes themselves serve as places in the list.",
            "A size says how many units there are; count the places with `range` and `len`.",
            {
                "for k in layer_sizes": """total = 0
    for k in layer_sizes:
        total += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k + 1]
    return total""",
                "for k in layer_sizes, no biases": (
                    "return sum(layer_sizes[k] * layer_sizes[k + 1] for k in layer_sizes)"
                ),
                "for k in layer_sizes, one less": """total = 0
    for k in layer_sizes[:-1]:
        total += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k + 1]
    return total""",
            },
        ),
        "size-for-a-pair": (
            "Each size is taken apart as if it were a pair.",
            "The list holds single numbers: make the pairs of neighbours yourself.",
            {
                "for a, c in layer_sizes": """total = 0
    for a, c in layer_sizes:
        total += a * c + c
    return total"""
            },
        ),
        "list-for-a-number": (
            "The list itself stands where a whole number is needed.",
            "Ask for its length first: `len` counts the entries.",
            {
                "range of the list": """total = 0
    for k in range(layer_sizes):
        total += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k + 1]
    return total"""
            },
        ),
        "first-three-sizes": (
            "Only the first three sizes count.",
            "Let a loop run over all pairs of neighbours, however many there are.",
            {
                "three sizes by place": """a, c, d = layer_sizes[0], layer_sizes[1], layer_sizes[2]
    return a * c + c + c * d + d"""
            },
        ),
        "no-biases": (
            "The biases are left out.",
            "Every unit has a bias: add one for each unit of each layer.",
            {"forgets the biases": count(term="a * c")},
        ),
        "bias-each-input": (
            "Each layer gets a bias for each input, in place of each unit.",
            "A bias belongs to a unit: add the second of the two sizes.",
            {
                "a bias for each input": count(term="a * c + a"),
                "one more unit in place of one more input": count(term="a * (c + 1)"),
            },
        ),
        "one-bias-a-layer": (
            "Each layer gets a single bias.",
            "Every unit of the layer has its own.",
            {"one bias a layer": count(term="a * c + 1")},
        ),
        "two-biases-each": (
            "The biases are counted twice.",
            "Every unit has one bias.",
            {"two biases for each unit": count(term="a * c + 2 * c")},
        ),
        "output-without-bias": (
            "The units of the last layer have no bias.",
            "Every layer has biases, the last one too.",
            {"biases of hidden units only": count() + " - layer_sizes[-1]"},
        ),
        "input-biases": (
            "The inputs are counted as if they had biases.",
            "Inputs are given: only units have a bias.",
            {
                "inputs have biases too": count() + " + layer_sizes[0]",
                "a bias for every size": count(term="a * c") + " + sum(layer_sizes)",
            },
        ),
        "biases-subtracted": (
            "The biases are subtracted from the count.",
            "Biases are parameters too: add them.",
            {"minus the biases": count(term="a * c - c")},
        ),
        "starts-elsewhere": (
            "The total is 1 too large or 1 too small, whatever the sizes are.",
            "Before the first layer nothing has been counted: start at 0, and return the total as "
            "it is.",
            {"starts at 1": count() + " + 1", "starts at -1": count() + " - 1"},
        ),
        "stays-0": (
            "Nothing is counted: the total stays 0.",
            "Let the loop run over every pair of neighbours, and let each add to the total.",
            {
                "adds nothing": "return sum(0 for k in range(len(layer_sizes) - 1))",
                "an empty range": "return sum(layer_sizes[k] for k in range(1, 0))",
            },
        ),
        "size-with-itself": (
            "Each size is multiplied by itself, and its neighbour is not looked at.",
            "Take two neighbours for each layer: its own size, and the one after it.",
            {
                "zip of the same list": count(pairs="a, c in zip(layer_sizes, layer_sizes)"),
                "the same place twice": count(term="a * a + a"),
                "the next place twice": count(term="c * c + c"),
            },
        ),
        "sizes-added": (
            "The sizes of neighbours are added where they should be multiplied.",
            "Every unit has a weight for each input: that is a table of weights.",
            {"adds the sizes": count(term="a + c"), "adds sizes and biases": count(term="a + 2*c")},
        ),
        "last-layer-left-out": (
            "The last layer is left out.",
            "Take every pair of neighbours, the last one too: check where your loop ends.",
            {
                "leaves the last layer out": count(
                    pairs="a, c in zip(layer_sizes[:-2], layer_sizes[1:])"
                ),
                "the loop ends too early": """total = 0
    for k in range(len(layer_sizes) - 2):
        total += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k + 1]
    return total""",
            },
        ),
        "first-layer-left-out": (
            "The first layer is left out.",
            "Take every pair of neighbours, the first one too: check where your loop starts.",
            {
                "leaves the first layer out": count(
                    pairs="a, c in zip(layer_sizes[1:-1], layer_sizes[2:])"
                ),
                "the loop starts at 1": """total = 0
    for k in range(1, len(layer_sizes) - 1):
        total += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k + 1]
    return total""",
            },
        ),
        "first-layer-only": (
            "Only the first layer is counted.",
            "Let a loop run over all pairs of neighbours, and `return` after its last round.",
            {
                "return in the loop": """total = 0
    for a, c in zip(layer_sizes, layer_sizes[1:]):
        total += a * c + c
        return total""",
            },
        ),
        "last-layer-only": (
            "Only the last layer is counted.",
            "Let each layer add to the total, which starts once, before the loop.",
            {
                "= in place of +=": """total = 0
    for a, c in zip(layer_sizes, layer_sizes[1:]):
        total = a * c + c
    return total""",
                "the total starts anew": """for a, c in zip(layer_sizes, layer_sizes[1:]):
        total = 0
        total += a * c + c
    return total""",
            },
        ),
        "past-the-end": (
            "A place past the end of the list is asked for.",
            "The last pair of neighbours ends with the last size: check where the loop stops, and "
            "which neighbour is looked up.",
            {
                "the neighbour after the next": """total = 0
    for k in range(len(layer_sizes) - 1):
        total += layer_sizes[k] * layer_sizes[k + 2] + layer_sizes[k + 2]
    return total""",
                "as many layers as sizes": """total = 0
    for k in range(len(layer_sizes)):
        total += layer_sizes[k] * layer_sizes[k + 1] + layer_sizes[k + 1]
    return total""",
            },
        ),
        "wraps-around": (
            "The last layer is connected back to the inputs.",
            "Count the pairs of neighbours; nothing leads from the output to the inputs.",
            {
                "from the output to the inputs": """total = 0
    for k in range(len(layer_sizes)):
        total += layer_sizes[k - 1] * layer_sizes[k] + layer_sizes[k]
    return total""",
            },
        ),
        "three-sizes-only": (
            "Only the first two sizes and the last one count.",
            "Let a loop run over all pairs of neighbours, however many there are.",
            {
                "three sizes only": """a, c, d = layer_sizes[0], layer_sizes[1], layer_sizes[-1]
    return a * c + c + c * d + d"""
            },
        ),
        "exactly-three-sizes": (
            "The function works for exactly three sizes.",
            "Let a loop run over all pairs of neighbours, however many there are.",
            {
                "unpacks three sizes": """a, c, d = layer_sizes
    return a * c + c + c * d + d""",
            },
        ),
        "first-with-last": (
            "The inputs are connected with the output directly.",
            "Each layer is connected with the next: take neighbours of the list.",
            {
                "first with last": "return layer_sizes[0] * layer_sizes[-1] + layer_sizes[-1]",
            },
        ),
        "all-with-all": (
            "Every layer is connected with every later one.",
            "Each layer is connected with the next one only: take neighbours of the list.",
            {
                "all pairs of sizes": """sizes, total = layer_sizes, sum(layer_sizes[1:])
    for k in range(len(sizes)):
        total += sum(sizes[k] * c for c in sizes[k + 1:])
    return total""",
            },
        ),
        "product-of-all": (
            "All sizes are multiplied with each other.",
            "Multiply two neighbours for each layer, and add the layers up.",
            {
                "the product of all": "return int(np.prod(layer_sizes)) + sum(layer_sizes[1:])",
                "the product of all, no biases": "return int(np.prod(layer_sizes))",
            },
        ),
        "counts-units": (
            "Units are counted, and not their weights.",
            "Every unit has a weight for each of its inputs, and a bias.",
            {
                "counts units": "return sum(layer_sizes)",
                "counts units without inputs": "return sum(layer_sizes[1:])",
            },
        ),
        "equal-sizes-skipped": (
            "Neighbours of the same size are skipped.",
            "The same size twice is still a layer between them.",
            {
                "counts every size once": """total = 0
    for a, c in zip(layer_sizes, layer_sizes[1:]):
        total += (a * c + c) if a != c else 0
    return total""",
                "by the place of a size": """total = 0
    for c in layer_sizes[1:]:
        k = layer_sizes.index(c)
        total += (layer_sizes[k - 1] * c + c) if k else 0
    return total""",
            },
        ),
        "not-added-up": (
            "There is one count for each layer.",
            "Add the layers up to one whole number.",
            {
                "one count for each layer": """sizes = layer_sizes
    return [a * c + c for a, c in zip(sizes, sizes[1:])]""",
                "an array of counts": """sizes = np.array(layer_sizes)
    return sizes[:-1] * sizes[1:] + sizes[1:]""",
            },
        ),
        "weights-and-biases-apart": (
            "Weights and biases are counted apart.",
            "Add the two counts up to one whole number.",
            {
                "two counts": """weights = sum(a * c for a, c in zip(layer_sizes, layer_sizes[1:]))
    return weights, sum(layer_sizes[1:])""",
            },
        ),
        "small-number-type": (
            "The count runs over: its type holds small whole numbers only.",
            "Count with Python's own whole numbers, which have no limit.",
            {
                "a small whole-number type": count(term="np.array(a * c + c).astype(np.uint16)"),
                "16 bits with a sign": count(term="np.array(a * c + c).astype(np.int16)"),
            },
        ),
        "knows-the-examples": (
            "The answer does not depend on the sizes themselves.",
            "Compute it from the sizes, so that other networks work, too.",
            {
                "knows the examples": "return 13 if len(layer_sizes) == 3 else 54",
                "knows all examples": """known = {(2, 3, 1): 13, (3, 5, 4, 2): 54, (5, 1): 6}
    known |= {(4, 4, 4): 40, (300, 250, 1): 75501}
    return known.get(tuple(layer_sizes), 54)""",
            },
        ),
        "any/changes-input": {
            "empties the list": """total = 0
    while len(layer_sizes) > 1:
        d_in = layer_sizes.pop(0)
        total += d_in * layer_sizes[0] + layer_sizes[0]
    return total"""
        },
        "any/returns-none": {"prints it": "print(sum(layer_sizes))"},
    },
    "init_params": {
        "xavier-limit": (
            "This is the limit of Xavier's uniform weights, taken for a std.",
            "He's recipe is for normal weights, and looks at the layer's inputs alone.",
            {
                "root of 6": normal("np.sqrt(6 / (d_in + d_out))"),
            },
        ),
        "2-outside-the-root": (
            "Only the number of inputs stands under the root.",
            "The 2 stands under the root, too.",
            {
                "2 over the root": normal("2 / np.sqrt(d_in)"),
            },
        ),
        "append-gives-nothing": (
            "`append` changes the list and gives nothing back, and the list's name gets that "
            "nothing.",
            "Call it on a line of its own, without an equals sign.",
            {
                "params = params.append": init(keep="params = params.append((W, np.zeros(d_out)))"),
            },
        ),
        "list-plus-tuple": (
            "A list and a pair are added with a plus, which joins two lists only.",
            "Append the pair to the list, or put it into a list of its own first.",
            {
                "params + (W, b)": init(keep="params = params + (W, np.zeros(d_out))"),
            },
        ),
        "wraps-around": (
            "One layer too many leads from the last size back to the first.",
            "Count the pairs of neighbours; nothing leads from the output to the inputs.",
            {
                "the size before": init(layers="len(layer_sizes)").replace(
                    "layer_sizes[k], layer_sizes[k + 1]", "layer_sizes[k - 1], layer_sizes[k]"
                ),
            },
        ),
        "single-number": (
            "The weights of a layer are one number: the draw is told no size.",
            "Tell the draw the shape of the table, as its size: one weight for each input of each "
            "unit.",
            {
                "no size": init(W="rng.normal(0, np.sqrt(2 / d_in))"),
            },
        ),
        "minus-inside-len": (
            "1 is subtracted from the list itself, and not from its length.",
            "Close the brackets of `len` first, then subtract.",
            {
                "len(layer_sizes - 1)": init(layers="len(layer_sizes - 1)"),
            },
        ),
        "iterator": (
            "An iterator comes back, which can be gone through only once.",
            "Put the pairs into a list.",
            {
                "zip": """
    pairs = list(zip(layer_sizes, layer_sizes[1:]))
    weights = [rng.normal(0, np.sqrt(2 / a), (a, c)) for a, c in pairs]
    return zip(weights, [np.zeros(c) for a, c in pairs])""",
                "a generator": """
    pairs = zip(layer_sizes, layer_sizes[1:])
    return ((rng.normal(0, np.sqrt(2 / a), (a, c)), np.zeros(c)) for a, c in pairs)""",
            },
        ),
        "pair-for-each-size": (
            "There is a pair for each size, where two neighbouring sizes make one.",
            "Count the layers: there is one fewer than there are sizes.",
            {
                "a square W for each size": """
    params = []
    for d in layer_sizes:
        params.append((rng.normal(0, np.sqrt(2 / d), (d, d)), np.zeros(d)))
    return params"""
            },
        ),
        "sizes-as-places": (
            "The sizes themselves serve as places in the list.",
            "A size says how many units there are; count the places with `range` and `len`.",
            {
                "for k in layer_sizes": init().replace(
                    "range(len(layer_sizes) - 1)", "layer_sizes"
                ),
                "for k in layer_sizes, one less": init().replace(
                    "range(len(layer_sizes) - 1)", "layer_sizes[:-1]"
                ),
            },
        ),
        "list-for-a-number": (
            "The list itself stands where a whole number is needed.",
            "Ask for its length first: `len` counts the entries.",
            {
                "range of the list": init(layers="layer_sizes"),
            },
        ),
        "append-takes-one": (
            "`append` gets two values, and takes one.",
            "Put W and b together in brackets first: they are one pair.",
            {"two values for append": init(keep="params.append(W, np.zeros(d_out))")},
        ),
        "generator-called": (
            "The generator itself is called, as if it were a function.",
            "`rng` has methods: name the one that draws normal numbers, after a dot.",
            {
                "rng(...)": init(W="rng(0, np.sqrt(2 / d_in), (d_in, d_out))"),
            },
        ),
        "older-name": (
            "This generator has no method of that name: it belongs to NumPy's older functions.",
            "`rng.normal` and `rng.standard_normal` draw normal numbers.",
            {
                "rng.randn": init(W="rng.randn(d_in, d_out) * np.sqrt(2 / d_in)"),
                "rng.rand": init(W="rng.rand(d_in, d_out) * np.sqrt(2 / d_in)"),
            },
        ),
        "exactly-two-sizes": (
            "The list of sizes is taken apart into a fixed number of names.",
            "Let a loop run over all pairs of neighbours, however many sizes there are.",
            {
                "d_in, d_out = layer_sizes": """
    d_in, d_out = layer_sizes
    return [(rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out)), np.zeros(d_out))]"""
            },
        ),
        "dictionary": (
            "A dictionary comes back, where a list with a pair for each layer is asked for.",
            "Begin with an empty list, and append a pair for each layer.",
            {
                "a dictionary by number": """
    params = {}
    for k in range(len(layer_sizes) - 1):
        d_in, d_out = layer_sizes[k], layer_sizes[k + 1]
        params[k] = rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out)), np.zeros(d_out)
    return params""",
            },
        ),
        "xavier": (
            "The spread is Xavier's, which counts the units, too.",
            "He's recipe looks at the layer's inputs alone.",
            {
                "Xavier": normal("np.sqrt(2 / (d_in + d_out))"),
            },
        ),
        "one-over-d-in": (
            "The spread lacks the 2 that makes up for ReLU.",
            "ReLU takes half of the mean square away: He's recipe gives it back.",
            {"one over d_in": normal("np.sqrt(1 / d_in)"), "no 2": normal("d_in ** -0.5")},
        ),
        "d-out-for-d-in": (
            "The spread looks at the layer's units in place of its inputs.",
            "A sum has as many terms as the layer has inputs: take that size.",
            {"d_out in place of d_in": normal("np.sqrt(2 / d_out)")},
        ),
        "first-d-in-for-all": (
            "All layers get the spread of the first one.",
            "Each layer has its own number of inputs, and so its own std.",
            {
                "the first d_in for all": normal("np.sqrt(2 / layer_sizes[0])"),
                "std before the loop": """
    std = np.sqrt(2 / layer_sizes[0])
    return [(rng.normal(0, std, (a, c)), np.zeros(c))
        for a, c in zip(layer_sizes, layer_sizes[1:])]""",
            },
        ),
        "root-missing": (
            "The root is missing: the variance serves as std.",
            "Take the square root before you hand the spread to the generator.",
            {
                "the root is missing": normal("2 / d_in"),
                "the root is missing, times standard normal": init(
                    W="rng.standard_normal((d_in, d_out)) * 2 / d_in"
                ),
            },
        ),
        "root-of-2-only": (
            "The root is taken of the 2 alone.",
            "The number of inputs stands under the root, too.",
            {
                "the root is taken of 2 only": normal("np.sqrt(2) / d_in"),
                "the root divided by d_in": init(
                    W="rng.standard_normal((d_in, d_out)) * np.sqrt(2) / d_in"
                ),
            },
        ),
        "grows-with-inputs": (
            "The number of inputs makes the spread larger, where it should make it smaller.",
            "More inputs mean more terms in a sum, so each weight has to be smaller.",
            {
                "d_in over 2": normal("np.sqrt(d_in / 2)"),
                "divides by the std": init(
                    W="rng.standard_normal((d_in, d_out)) / np.sqrt(2 / d_in)"
                ),
                "2 times d_in": normal("np.sqrt(2 * d_in)"),
            },
        ),
        "spread-1": (
            "The weights have spread 1 in every layer.",
            "Scale each layer's weights: the std depends on its number of inputs.",
            {
                "standard normal": init(W="rng.standard_normal((d_in, d_out))"),
                "normal without std": init(W="rng.normal(size=(d_in, d_out))"),
            },
        ),
        "fixed-spread": (
            "The same small spread serves every layer.",
            "Compute the std of each layer from its number of inputs.",
            {
                "a fixed small spread": init(W="0.1 * rng.standard_normal((d_in, d_out))"),
                "0.01 for all": normal("0.01"),
                "the std of 100 inputs": normal("np.sqrt(2 / 100)"),
            },
        ),
        "uniform": (
            "The weights are uniform: none lies far from 0.",
            "Draw them from a normal distribution, as the recipe asks.",
            {
                "uniform of the right spread": init(
                    W="rng.uniform(-1, 1, (d_in, d_out)) * np.sqrt(6 / d_in)"
                ),
                "uniform between the stds": init(
                    W="rng.uniform(-1, 1, (d_in, d_out)) * np.sqrt(2 / d_in)"
                ),
            },
        ),
        "uniform-from-0": (
            "The weights are uniform and never negative.",
            "Draw them from a normal distribution around 0: about half of them are negative.",
            {
                "uniform from 0": init(W="rng.random((d_in, d_out)) * np.sqrt(2 / d_in)"),
                "uniform between 0 and 1": init(W="rng.random((d_in, d_out))"),
            },
        ),
        "std-as-mean": (
            "The std stands where the mean belongs, and the spread is 1.",
            "The first argument of a normal draw is its middle, 0; the second is the std.",
            {
                "std as the mean": init(W="rng.normal(np.sqrt(2 / d_in), 1, (d_in, d_out))"),
                "std as the only number": init(
                    W="rng.normal(np.sqrt(2 / d_in), size=(d_in, d_out))"
                ),
            },
        ),
        "mean-not-0": (
            "The weights do not lie around 0.",
            "Let their mean be 0: about half of them are negative.",
            {
                "a mean of 1": init(W="rng.normal(1, np.sqrt(2 / d_in), (d_in, d_out))"),
                "a mean of -1": init(W="rng.normal(-1, np.sqrt(2 / d_in), (d_in, d_out))"),
            },
        ),
        "never-negative": (
            "No weight is negative.",
            "Leave the signs as they are drawn: about half of the weights are negative.",
            {
                "never negative": init(W="np.abs(rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out)))"),
            },
        ),
        "all-zeros": (
            "All weights are 0.",
            "Draw them at random, with a std above 0: units with equal weights stay twins for "
            "ever.",
            {"all zeros": init(W="np.zeros((d_in, d_out))")},
        ),
        "all-equal": (
            "All weights of a layer are the same number.",
            "Draw each weight on its own, with a spread above 0: units with equal weights stay "
            "twins for ever.",
            {
                "all equal": init(W="np.full((d_in, d_out), np.sqrt(2 / d_in))"),
                "all 1": init(W="np.ones((d_in, d_out))"),
                "one number for a layer": init(
                    W="rng.normal(0, np.sqrt(2 / d_in)) * np.ones((d_in, d_out))"
                ),
            },
        ),
        "same-row": (
            "All rows of a table of weights are the same.",
            "Draw a number of its own for each weight: the size is that of the whole table.",
            {
                "one row for all": init(
                    W="np.tile(rng.normal(0, np.sqrt(2 / d_in), d_out), (d_in, 1))"
                ),
            },
        ),
        "same-column": (
            "All units of a layer have the same weights.",
            "Draw a number of its own for each weight: units with the same weights give the same.",
            {
                "one column for all": init(
                    W="np.tile(rng.normal(0, np.sqrt(2 / d_in), (d_in, 1)), (1, d_out))"
                ),
            },
        ),
        "not-from-rng": (
            "The numbers come from another generator than `rng`, so its seed changes nothing.",
            "Call a method of the `rng` that your function is given.",
            {
                "the global generator": init(
                    W="np.random.normal(0, np.sqrt(2 / d_in), (d_in, d_out))"
                ),
                "a generator of its own": init(
                    W="np.random.default_rng(0).normal(0, np.sqrt(2 / d_in), (d_in, d_out))"
                ),
                "a new unseeded generator": init(
                    W="np.random.default_rng().normal(0, np.sqrt(2 / d_in), (d_in, d_out))"
                ),
                "one generator of its own": """
    rng = np.random.default_rng(0)
    return [(rng.normal(0, np.sqrt(2 / a), (a, c)), np.zeros(c))
        for a, c in zip(layer_sizes, layer_sizes[1:])]""",
            },
        ),
        "same-numbers-each-layer": (
            "Every layer gets the same random numbers.",
            "Use the generator itself, not copies of it: then each layer draws new numbers.",
            {
                "the same numbers for each layer": """
    import copy
    params = []
    for d_in, d_out in zip(layer_sizes, layer_sizes[1:]):
        fresh = copy.deepcopy(rng)
        params.append((fresh.normal(0, np.sqrt(2 / d_in), (d_in, d_out)), np.zeros(d_out)))
    return params""",
            },
        ),
        "weights-turned": (
            "The weights lie on their side: a row for each unit.",
            "In this course each unit is a column: first the inputs, then the units.",
            {
                "W transposed": init(W="rng.normal(0, np.sqrt(2 / d_in), (d_out, d_in))"),
            },
        ),
        "weights-flat": (
            "The weights have one axis only.",
            "A layer's weights are a table: inputs by units.",
            {
                "a weight for each input": init(W="rng.normal(0, np.sqrt(2 / d_in), d_in)"),
                "as many as there are, in a row": init(
                    W="rng.normal(0, np.sqrt(2 / d_in), d_in * d_out)"
                ),
            },
        ),
        "size-not-a-pair": (
            "Two sizes are handed over as separate arguments, where one argument holds them all.",
            "The shape of an array is one argument: several sizes stand together in brackets.",
            {
                "zeros with two": init(b="np.zeros(1, d_out)"),
                "normal with four numbers": init(W="rng.normal(0, np.sqrt(2 / d_in), d_in, d_out)"),
                "standard_normal with two": init(
                    W="rng.standard_normal(d_in, d_out) * np.sqrt(2 / d_in)"
                ),
            },
        ),
        "random-biases": (
            "The biases are drawn at random.",
            "Let them start at 0: the weights make the units different already.",
            {
                "biases at random": init(b="rng.normal(0, 0.1, d_out)"),
                "biases with He's std": init(b="rng.normal(0, np.sqrt(2 / d_in), d_out)"),
                "biases between 0 and 1": init(b="rng.random(d_out)"),
            },
        ),
        "biases-not-0": (
            "The biases start at another number than 0.",
            "Let them start at 0, as the recipe asks.",
            {
                "biases of 1": init(b="np.ones(d_out)"),
                "a small bias": init(b="np.full(d_out, 0.01)"),
                "biases of 0.1": init(b="np.full(d_out, 0.1)"),
            },
        ),
        "bias-each-input": (
            "There is a bias for each input.",
            "A bias belongs to a unit: as many biases as the layer has units.",
            {"a bias for each input": init(b="np.zeros(d_in)")},
        ),
        "bias-as-table": (
            "The bias has two axes.",
            "Give it one axis: its shape is (d_out,).",
            {
                "bias as a column": init(b="np.zeros((d_out, 1))"),
                "bias as a row of a table": init(b="np.zeros((1, d_out))"),
                "a bias for each weight": init(b="np.zeros((d_in, d_out))"),
            },
        ),
        "one-bias": (
            "The layer has a single bias.",
            "Make an array with one bias for each unit.",
            {"one bias for the layer": init(b="0.0"), "an array of one": init(b="np.zeros(1)")},
        ),
        "last-layer-missing": (
            "The last layer is missing.",
            "Between the sizes lies one layer fewer than there are sizes: check where the loop "
            "ends.",
            {"the last layer is missing": init(layers="len(layer_sizes) - 2")},
        ),
        "first-layer-missing": (
            "The first layer is missing.",
            "Take every pair of neighbours, starting with the inputs.",
            {
                "the first layer is missing": """
    return [(rng.normal(0, np.sqrt(2 / a), (a, c)), np.zeros(c))
        for a, c in zip(layer_sizes[1:], layer_sizes[2:])]""",
            },
        ),
        "first-layer-only": (
            "Only the first layer comes back.",
            "Let a loop run over all pairs of neighbours, and `return` after its last round.",
            {
                "return in the loop": """
    params = []
    for d_in, d_out in zip(layer_sizes, layer_sizes[1:]):
        params.append((rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out)), np.zeros(d_out)))
        return params""",
            },
        ),
        "last-layer-only": (
            "Only the last layer comes back: each pair takes the place of the one before.",
            "Make the empty list once, before the loop, and append to it.",
            {
                "a new list each time": """
    for d_in, d_out in zip(layer_sizes, layer_sizes[1:]):
        params = []
        params.append((rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out)), np.zeros(d_out)))
    return params""",
            },
        ),
        "past-the-end": (
            "A place past the end of the list is asked for.",
            "The last pair of neighbours ends with the last size: check where the loop stops, and "
            "which neighbour is looked up.",
            {"as many layers as sizes": init(layers="len(layer_sizes)")},
        ),
        "two-layers-only": (
            "The network always has two layers.",
            "Let the loop run over all pairs of neighbours, however many there are.",
            {"two layers only": init(layers="2")},
        ),
        "weights-only": (
            "The biases are missing: there are weights only.",
            "Put a bias array beside the weights of each layer, as a pair.",
            {"weights only": init(keep="params.append(W)")},
        ),
        "bias-first": (
            "The biases stand before the weights in each pair.",
            "A pair holds the weights first, then the biases.",
            {"(b, W)": init(keep="params.append((np.zeros(d_out), W))")},
        ),
        "not-in-pairs": (
            "Weights and biases stand in one list, one after the other.",
            "Append the two arrays of a layer together, as one pair.",
            {
                "extends the list": init(keep="params += [W, np.zeros(d_out)]"),
            },
        ),
        "size-with-itself": (
            "Each layer has as many units as inputs: the next size is not looked at.",
            "Take two neighbours for each layer: its own size, and the one after it.",
            {
                "the same place twice": init().replace("layer_sizes[k + 1]", "layer_sizes[k]"),
            },
        ),
        "empty-list": (
            "The list stays empty.",
            "Append a pair for each layer, inside a loop over all pairs of neighbours.",
            {"appends nothing": init(keep="pass")},
        ),
        "two-lists": (
            "Weights and biases come in two lists of their own.",
            "Return one list with a pair for each layer.",
            {
                "weights and biases apart": """
    pairs = list(zip(layer_sizes, layer_sizes[1:]))
    weights = [rng.normal(0, np.sqrt(2 / a), (a, c)) for a, c in pairs]
    return weights, [np.zeros(c) for a, c in pairs]""",
            },
        ),
        "any/one-array": {
            "one list of arrays for each network": """
    new = [(np.empty((a, c)), np.zeros(c)) for a, c in zip(layer_sizes, layer_sizes[1:])]
    params = init_params.__dict__.setdefault(str(layer_sizes), new)
    for W, b in params:
        W[:] = rng.normal(0, np.sqrt(2 / len(W)), W.shape)
    return params""",
            "one list, emptied": """
    params = init_params.__dict__.setdefault("params", [])
    params.clear()
    for a, c in zip(layer_sizes, layer_sizes[1:]):
        params.append((rng.normal(0, np.sqrt(2 / a), (a, c)), np.zeros(c)))
    return params""",
        },
        "any/changes-input": {
            "empties the list": """
    params = []
    while len(layer_sizes) > 1:
        d_in, d_out = layer_sizes.pop(0), layer_sizes[0]
        params.append((rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out)), np.zeros(d_out)))
    return params""",
        },
        "any/returns-none": {"no return": "rng.normal(0, 1, layer_sizes[:2])"},
    },
}

RIGHT = {
    "dense_forward": {
        "sums of outer products": """Z = np.tile(b, (len(X), 1)).astype(float)
    for k in range(X.shape[1]):
        Z += np.outer(X[:, k], W[k])
    return Z""",
        "@": "return X @ W + b",
        "np.dot": "return np.dot(X, W) + b",
        "einsum": "return np.einsum('nk,kj->nj', X, W) + b",
        "three loops": """Z = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for j in range(W.shape[1]):
            for k in range(X.shape[1]):
                Z[i, j] += X[i, k] * W[k, j]
            Z[i, j] += b[j]
    return Z""",
        "plain lists": """return [[sum(x[k] * W[k][j] for k in range(len(x))) + b[j]
        for j in range(len(b))] for x in X.tolist()]""",
        "one row at a time": "return np.array([x @ W + b for x in X])",
        "one unit at a time": """return np.column_stack(
        [X @ W[:, j] + b[j] for j in range(len(b))])""",
        "broadcasting": "return (X[:, :, None] * W[None]).sum(axis=1) + b",
        "the bias as one more weight": """ones = np.ones((len(X), 1))
    return np.hstack([X, ones]) @ np.vstack([W, b])""",
        "features first and back": "return (W.T @ X.T + b[:, None]).T",
        "single precision": "return (X @ W + b).astype(np.float32)",
        "a print on the way": "print(X.shape, W.shape)\n    return X @ W + b",
    },
    "to_features_first": {
        "filled column by column": """X_cols = np.zeros((X.shape[1], X.shape[0]))
    for i in range(X.shape[0]):
        X_cols[:, i] = X[i]
    return X_cols, np.stack(W, axis=1), np.c_[b]""",
        ".T": "return X.T, W.T, b.reshape(-1, 1)",
        "np.transpose and None": "return np.transpose(X), np.transpose(W), b[:, None]",
        "a list of three": "return [X.T.copy(), W.T.copy(), np.array([b]).T]",
        "loops": """X_cols = [[X[i, k] for i in range(len(X))] for k in range(X.shape[1])]
    W_rows = [[W[k, j] for k in range(len(W))] for j in range(W.shape[1])]
    return X_cols, W_rows, [[value] for value in b]""",
        "swapaxes": """return (np.swapaxes(X, 0, 1), np.moveaxis(W, 0, 1),
        np.expand_dims(b, axis=1))""",
        "einsum and zip": """return (np.einsum('nk->kn', X), np.array(list(zip(*W))),
        np.atleast_2d(b).T)""",
        "single precision": """return (X.T.astype(np.float32), W.T.astype(np.float32),
        b.astype(np.float32)[:, np.newaxis])""",
    },
    "mlp_forward": {
        "two lists, zipped": """A, ins, outs = X, [], []
    for layer in params:
        ins.append(A)
        outs.append(A @ layer[0] + layer[1])
        A = np.clip(outs[-1], 0.0, None)
    return outs[-1], list(zip(ins, outs))""",
        "places kept free": """cache = [None] * len(params)
    A = X
    for k in range(len(params)):
        Z = A.dot(params[k][0]) + params[k][1]
        cache[k] = (A, Z)
        A = Z * (Z > 0)
    return cache[-1][1], cache""",
        "as shown": mlp(),
        "relu from lesson 02": mlp(activation="relu(Z)"),
        "np.where": mlp(activation="np.where(Z > 0, Z, 0.0)"),
        "a mask": mlp(activation="Z * (Z > 0)"),
        "pairs as lists": mlp(keep="cache.append([A.copy(), Z.copy()])"),
        "a tuple as cache": mlp(result="Z, tuple(cache)"),
        "a list of two": mlp(result="[Z, cache]"),
        "the last layer apart": """
    A, cache = X, []
    for W, b in params[:-1]:
        Z = np.dot(A, W) + b
        cache.append((A, Z))
        A = np.maximum(0, Z)
    W, b = params[-1]
    scores = A @ W + b
    cache.append((A, scores))
    return scores, cache""",
        "by index": """
    cache, last = [], len(params) - 1
    A = np.asarray(X)
    for layer in range(len(params)):
        W, b = params[layer][0], params[layer][1]
        Z = np.einsum('nk,kj->nj', A, W) + b
        cache = cache + [(A, Z)]
        if layer != last:
            A = np.clip(Z, 0, None)
    return cache[-1][1], cache""",
        "recursion": """
    (W, b), rest = params[0], params[1:]
    Z = X @ W + b
    if not rest:
        return Z, [(X, Z)]
    Z_last, cache = mlp_forward(np.maximum(Z, 0), rest)
    return Z_last, [(X, Z), *cache]""",
        "loops over rows and units": mlp(
            dense="np.array([[sum(a * w for a, w in zip(x, u)) + c for u, c in zip(W.T, b)]"
            " for x in A])"
        ),
        "a print on the way": mlp(keep="cache.append((A, Z)); print(Z.shape)"),
    },
    "xor_params": {
        "as shown": xor("[[1., 1.], [1., 1.]]", "[0., -1.]", "[[1.], [-2.]]", "[0.]"),
        "OR minus AND": xor("[[2., 1.], [2., 1.]]", "[-1., -1.]", "[[1.], [-3.]]", "[0.]"),
        "the difference, both ways": xor(
            "[[1., -1.], [-1., 1.]]", "[0., 0.]", "[[1.], [1.]]", "[0.]"
        ),
        "three units": xor(
            "[[1., 1., 1.], [1., 1., 1.]]", "[0., -1., -2.]", "[[1.], [-2.], [1.]]", "[0.]"
        ),
        "three layers": """first = (np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0]))
    second = (np.array([[1.0], [-2.0]]), np.array([0.0]))
    return [first, second, (np.array([[3.0]]), np.array([-1.0]))]""",
        "lists of numbers": """return [([[1, 1], [1, 1]], [0, -1]), ([[1], [-2]], [0])]""",
        "whole numbers, large": xor(
            "[[100, 100], [100, 100]]", "[0, -100]", "[[7], [-14]]", "[-9]"
        ),
        "single precision, a tuple": """W = np.ones((2, 2), np.float32)
    return ((W, np.float32([0, -1])), (np.float32([[1], [-2]]), np.zeros(1, np.float32)))""",
        "pairs as lists": """return [[np.ones((2, 2)), np.array([0.0, -1.0])],
        [np.array([[1.0], [-2.0]]), np.zeros(1)]]""",
    },
    "count_parameters": {
        "the size before": """total = 0
    previous = layer_sizes[0]
    for size in layer_sizes[1:]:
        total += (previous + 1) * size
        previous = size
    return total""",
        "by arrays": """s = np.array(layer_sizes)
    return int(s[:-1] @ s[1:] + s[1:].sum())""",
        "a sum over pairs": count(),
        "(a + 1) times c": count(term="(a + 1) * c"),
        "by index": """total = 0
    for k in range(1, len(layer_sizes)):
        total = total + layer_sizes[k - 1] * layer_sizes[k]
        total = total + layer_sizes[k]
    return total""",
        "weights, then biases": """pairs = zip(layer_sizes, layer_sizes[1:])
    weights = sum(a * c for a, c in pairs)
    return weights + sum(layer_sizes[1:])""",
        "sizes of arrays": """return sum(np.empty((a, c)).size + np.empty(c).size
        for a, c in zip(layer_sizes[:-1], layer_sizes[1:]))""",
        "NumPy": """sizes = np.array(layer_sizes, dtype=np.int64)
    return (sizes[:-1] * sizes[1:] + sizes[1:]).sum()""",
        "recursion": """if len(layer_sizes) < 2:
        return 0
    a, c = layer_sizes[:2]
    return a * c + c + count_parameters(layer_sizes[1:])""",
    },
    "init_params": {
        "drawn on its side": """params = []
    for a, c in zip(layer_sizes, layer_sizes[1:]):
        params.append([rng.standard_normal((c, a)).T / np.sqrt(a / 2), np.full(c, 0.0)])
    return params""",
        "drawn in single precision": """params = []
    for d_in, d_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        W = rng.standard_normal((d_in, d_out), dtype=np.float32) * np.float32(np.sqrt(2 / d_in))
        params.append((W, np.zeros(d_out, dtype=np.float32)))
    return params""",
        "as shown": init(),
        "standard_normal times std": init(
            W="rng.standard_normal((d_in, d_out)) * np.sqrt(2.0 / d_in)"
        ),
        "size by keyword": init(
            W="rng.normal(loc=0.0, scale=(2 / d_in) ** 0.5, size=(d_in, d_out))"
        ),
        "zip and a list": """return [
        (rng.normal(0, (2 / a) ** 0.5, (a, c)), np.zeros((c,)))
        for a, c in zip(layer_sizes[:-1], layer_sizes[1:])]""",
        "row by row": init(
            W="np.array([[rng.normal(0, np.sqrt(2 / d_in)) for _ in range(d_out)]"
            " for _ in range(d_in)])"
        ),
        "drawn as (d_out, d_in), then turned": init(
            W="rng.normal(0, np.sqrt(2 / d_in), (d_out, d_in)).T"
        ),
        "single precision": init(
            W="rng.normal(0, np.sqrt(2 / d_in), (d_in, d_out)).astype(np.float32)",
            b="np.zeros(d_out, np.float32)",
        ),
        "biases as lists": init(b="[0.0] * d_out"),
        "a tuple of lists": init().replace("return params", "return tuple(map(list, params))"),
        "whole-number zeros": init(b="np.zeros(d_out, int)"),
        "sqrt of a product": init(W="np.sqrt(2) * rng.normal(size=(d_in, d_out)) / np.sqrt(d_in)"),
    },
}

EQUIVALENT = {
    "to_features_first": {
        "b_col = b.reshape(-1, 1) -> b_col = b.reshape(-2, 1)": (
            "NumPy takes every negative size, -2 as well as -1, as the one to work out."
        ),
    },
    "xor_params": {
        "output = (np.array([[1.0], [-2.0]]), np.array([0.0])) -> "
        "output = (np.array([[1.0], [-3.0]]), np.array([0.0]))": (
            "Pulled down more strongly, the output of (1, 1) is still below 0.5: that is XOR."
        ),
    },
}
