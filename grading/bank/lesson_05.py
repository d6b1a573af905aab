"""Lesson 05: mistakes that learners make, and right answers written otherwise."""

# Answers with gaps, so that an answer below shows only what sets it apart
NUDGE = """gradient = np.zeros_like(w)
    for index in np.ndindex(w.shape):
        up, down = w.copy(), w.copy()
        up[index] += {up}
        down[index] -= {down}
        gradient[index] = (f(up) - f(down)) / {over}
    return gradient"""
TWO_SIDES = {"up": "h", "down": "h", "over": "(2 * h)"}
WALK = """history = [w]
    for {counter} in range({steps}):
        {move}
        {keep}
    return {returned}"""
DOWNHILL = {
    "counter": "_",
    "steps": "n_steps",
    "move": "w = w - learning_rate * gradient(w)",
    "keep": "history.append(w)",
    "returned": "history",
}
MLP = """grads, dZ = [], dZ_last
    for k in {order}:
        {first}
        {results} = dense_backward({dense})
        {keep}
        if {when}:
            dZ = {gate}
    return {returned}"""
BACK = {
    "order": "reversed(range(len(params)))",
    "first": "",
    "results": "dA, dW, db",
    "dense": "dZ, cache[k][0], params[k][0]",
    "keep": "grads.insert(0, (dW, db))",
    "when": "k > 0",
    "gate": "relu_backward(dA, cache[k - 1][1])",
    "returned": "grads",
}
INLINE = """grads, dZ = [None] * len(params), dZ_last
    for k in range(len(params) - 1, -1, -1):
        A_in, W = cache[k][0], params[k][0]
        grads[k] = ({dW}, {db})
        if k > 0:
            dA = {dA}
            dZ = {gate}
    return grads"""
FORMULAS = {
    "dW": "A_in.T @ dZ",
    "db": "dZ.sum(axis=0)",
    "dA": "dZ @ W.T",
    "gate": "dA * (cache[k - 1][1] > 0)",
}
LOOP = """losses = []
    {before}
    for epoch in range({epochs}):
        {start}
        Z_last, cache = {forward}
        z = Z_last[:, 0]
        {loss}
        dZ_last = {slope}
        grads = mlp_backward({back}, params, cache)
        {step}
        {after}
    return {returned}"""
TRAINED = {
    "before": "",
    "epochs": "n_epochs",
    "start": "",
    "forward": "mlp_forward(X, params)",
    "loss": "losses.append(bce_with_logits(z, y))",
    "slope": "bce_with_logits_gradient(z, y)[:, None]",
    "back": "dZ_last",
    "step": "params = sgd_step(params, grads, learning_rate)",
    "after": "",
    "returned": "params, losses",
}
ALONE = """losses = []
    params = [(np.array(W, float), np.array(b, float)) for W, b in params]
    for _ in range(n_epochs):
        inputs, sums, A = [], [], X
        for W, b in params:
            inputs.append(A)
            sums.append(A @ W + b)
            A = np.maximum(sums[-1], 0)
        z = sums[-1][:, 0]
        losses.append(float(np.mean(np.logaddexp(0, z) - z * y)))
        dZ = (1 / (1 + np.exp(-z)) - y)[:, None] / {n}
        for k in range(len(params) - 1, -1, -1):
            W, b = params[k]
            dA = dZ @ W.T
            params[k] = (
                W {sign} learning_rate * inputs[k].T @ dZ,
                b {sign} learning_rate * dZ.sum(axis=0),
            )
            if k:
                dZ = dA{gate}
    return params, losses"""
BY_ITSELF = {"n": "len(y)", "sign": "-", "gate": " * (sums[k - 1] > 0)"}


def nudge(**changes):
    """A numerical gradient, with changes."""
    return NUDGE.format(**{**TWO_SIDES, **changes})


def walk(**changes):
    """A walk downhill, with changes."""
    return WALK.format(**{**DOWNHILL, **changes})


def back(**changes):
    """A backward pass that calls its helpers, with changes."""
    return MLP.format(**{**BACK, **changes})


def inline(**changes):
    """A backward pass without helpers, with changes."""
    return INLINE.format(**{**FORMULAS, **changes})


def loop(**changes):
    """A training that calls its helpers, with changes."""
    return LOOP.format(**{**TRAINED, **changes})


def alone(**changes):
    """A training without helpers, with changes."""
    return ALONE.format(**{**BY_ITSELF, **changes})


def limited(size):
    """A training that cuts slopes off at this size."""
    cut = f"grads = [[np.clip(d, -{size}, {size}) for d in pair] for pair in grads]"
    return loop(step=f"{cut}\n        {TRAINED['step']}")


def layer(dX="dZ @ W.T", dW="X.T @ dZ", db="dZ.sum(axis=0)"):
    """The gradients of a layer, with changes."""
    return f"return {dX}, {dW}, {db}"


def step(**changes):
    """A step in all layers, with changes."""
    parts = {"W": "W - learning_rate * dW", "b": "b - learning_rate * db", **changes}
    return (
        f"return [({parts['W']}, {parts['b']}) for (W, b), (dW, db) in "
        f"zip({parts.get('first', 'params')}, {parts.get('second', 'grads')})]"
    )


WRONG = {
    "numerical_gradient": {
        "one-side": (
            "The nudge goes to one side only.",
            "Compare the value a little above with the value a little below, which are 2h apart.",
            {
                "to one side only": nudge(down="0", over="h"),
                "to the lower side only": nudge(up="0", over="h"),
            },
        ),
        "one-side-over-2h": (
            "The nudge goes to one side only, and the difference is divided by 2h.",
            "Nudge to both sides: then the two values lie 2h apart, and the division fits.",
            {
                "one side, over 2h": nudge(down="0"),
                "the lower side, over 2h": nudge(up="0"),
            },
        ),
        "divides-by-h": (
            "The difference is divided by h, although the two values lie 2h apart.",
            "Divide by the whole distance, from the lower value to the upper one.",
            {"divides by h": nudge(over="h")},
        ),
        "multiplies-by-h": (
            "The difference is multiplied by h, where it should be divided by it.",
            "Divide by the whole product 2h, with brackets around it.",
            {
                "divides by 2 and multiplies by h": nudge(over="2 * h"),
                "divides by 2 over h": nudge(over="(2 / h)"),
                "times h, no 2": nudge(over="(1 / h)"),
            },
        ),
        "not-divided": (
            "The difference of the two values is not divided by h.",
            "A slope is a change per distance: divide by how far the two values lie "
            "apart, which is 2h.",
            {
                "does not divide": nudge(over="1"),
                "divides by 2 only": nudge(over="2"),
            },
        ),
        "sign-turned": (
            "The slopes have the wrong sign.",
            "Take the value above minus the value below: a rising function has a positive slope.",
            {
                "the wrong sign": nudge(over="(-2 * h)"),
                "down minus up": nudge(up="-h", down="-h"),
            },
        ),
        "own-h": (
            "The slopes come out the same, whatever h is given.",
            "Use the argument h in both nudges and in the division.",
            {
                "an h of its own": nudge(up="1e-5", down="1e-5", over="2e-5"),
                "sets h anew": "h = 1e-5\n    " + nudge(),
                "a coarser h of its own": nudge(up="1e-3", down="1e-3", over="2e-3"),
            },
        ),
        "two-sizes": (
            "The nudge and the division use two different sizes.",
            "Both need the h that is given: the division is by the distance that was nudged.",
            {
                "another h in the division": nudge(over="2e-5"),
                "another h in the nudge": nudge(up="1e-5", down="1e-5"),
            },
        ),
        "nudge-in-proportion": (
            "The nudge grows with the entry: h times the entry, instead of h.",
            "Add h to the entry and subtract h from it, whatever its size.",
            {
                "nudges by a share": nudge(up="h * w[index]", down="h * w[index]"),
                "a share in both places": """
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        e = np.zeros_like(w); e[i] = h * w[i]
        g[i] = (f(w + e) - f(w - e)) / (2 * h * w[i])
    return g""",
                "a share of the size": nudge(
                    up="h * abs(w[index])", down="h * abs(w[index])", over="(2 * h * abs(w[index]))"
                ),
            },
        ),
        "all-at-once": (
            "All entries are nudged at the same time.",
            "Nudge one entry and keep all others still, then the next one.",
            {
                "nudges all entries at once": """
    g = np.zeros_like(w)
    g[...] = (f(w + h) - f(w - h)) / (2 * h)
    return g""",
                "adds h to the array in the loop": """
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        g[i] = (f(w + h) - f(w - h)) / (2 * h)
    return g""",
                "a slope for each row": """
    slope = (f(w + h) - f(w - h)) / (2 * h)
    return np.array([slope for _ in w])""",
            },
        ),
        "all-at-once-one-number": (
            "All entries are nudged at the same time, and one number comes out for all of them.",
            "Nudge one entry and keep all others still: that gives one slope for each entry.",
            {
                "one line, no loop": "return (f(w + h) - f(w - h)) / (2 * h)",
                "one line, to one side": "return (f(w + h) - f(w)) / h",
                "no loop, as a float": "return float((f(w + h) - f(w - h)) / (2 * h))",
            },
        ),
        "in-w-itself": (
            "The nudges are made in `w` itself, which does not always come back exactly as it was.",
            "Nudge a copy, made by the method `copy`: a second name, as in `v = w`, "
            "is the same array. "
            "Or set back the very value that stood there.",
            {
                "a second name for w": """
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        v = w
        v[i] += h; up = f(v)
        v = w
        v[i] -= h; down = f(v)
        g[i] = (up - down) / (2 * h)
    return g""",
                "a second name, lower side first": """
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        v = w
        v[i] -= h; down = f(v)
        v = w
        v[i] += h; up = f(v)
        g[i] = (up - down) / (2 * h)
    return g""",
                "a second name, nudged twice as far": """
    v, g = w, np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        v[i] += h; up = f(v)
        v[i] -= 2 * h; g[i] = (up - f(v)) / (2 * h)
    return g""",
                "adds and subtracts on w itself": """
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        w[i] += h; up = f(w)
        w[i] -= 2 * h; down = f(w)
        w[i] += h; g[i] = (up - down) / (2 * h)
    return g""",
                "adds and subtracts, lower side first": """
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        w[i] -= h; down = f(w)
        w[i] += 2 * h; up = f(w)
        w[i] -= h; g[i] = (up - down) / (2 * h)
    return g""",
                "the upper nudge stays": """
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        w[i] += h
        down = w.copy(); down[i] -= 2 * h
        g[i] = (f(w) - f(down)) / (2 * h)
    return g""",
                "put back once, at the end": """
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        old = w[i]
        w[i] = old + h; up = f(w)
        w[i] = old - h; down = f(w)
        g[i] = (up - down) / (2 * h)
    w[i] = old
    return g""",
            },
        ),
        "flat-copy": (
            "A flattened `w` is nudged: for some tables that is a copy, which `f` never sees.",
            "Nudge by the indices of `w`, or give `f` the nudged entries in the shape of `w`.",
            {
                "reshaped": """
    v, g = w.reshape(-1), np.zeros(w.size)
    for i in range(w.size):
        old = v[i]
        v[i] = old + h; up = f(w)
        v[i] = old - h; down = f(w)
        v[i] = old
        g[i] = (up - down) / (2 * h)
    return g.reshape(w.shape)""",
            },
        ),
        "value-as-index": (
            "Something that is no whole number is used as an index, such as an entry of `w`.",
            "Run over indices: `ndindex` of the shape gives one after the other.",
            {
                "for i in w": """
    g = np.zeros_like(w)
    for i in w:
        up, down = w.copy(), w.copy()
        up[i] += h
        down[i] -= h
        g[i] = (f(up) - f(down)) / (2 * h)
    return g""",
                "an entry in range": """
    g = np.zeros_like(w)
    for i in range(len(w)):
        up, down = w.copy(), w.copy()
        up[w[i]] += h
        down[w[i]] -= h
        g[i] = (f(up) - f(down)) / (2 * h)
    return g""",
            },
        ),
        "tables-only": (
            "A second axis of `w` is asked for, and `w` may have only one.",
            "Let one loop run over all indices, however many axes `w` has.",
            {
                "rows and columns": """
    g = np.zeros_like(w)
    for i in range(w.shape[0]):
        for j in range(w.shape[1]):
            e = np.zeros_like(w); e[i, j] = h
            g[i, j] = (f(w + e) - f(w - e)) / (2 * h)
    return g""",
            },
        ),
        "nudges-pile-up": (
            "Entries that were nudged before stay nudged on both sides, so the slopes pile up.",
            "Start each entry with a fresh nudge, or set the last one back first.",
            {
                "one nudge for all": """
    g, nudge = np.zeros_like(w), np.zeros_like(w)
    for i in np.ndindex(w.shape):
        nudge[i] = h
        g[i] = (f(w + nudge) - f(w - nudge)) / (2 * h)
    return g""",
                "copies made before the loop": """
    g, up, down = np.zeros_like(w), w.copy(), w.copy()
    for i in np.ndindex(w.shape):
        up[i] += h
        down[i] -= h
        g[i] = (f(up) - f(down)) / (2 * h)
    return g""",
            },
        ),
        "not-put-back": (
            "A nudged entry does not get its old value back before the next one is nudged.",
            "Keep the old value, and set it again once both values are known.",
            {
                "puts it back on a copy, wrongly": """
    w, g = w.copy(), np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        w[i] += h; up = f(w)
        w[i] -= 2 * h; g[i] = (up - f(w)) / (2 * h)
    return g""",
                "the upper one stays on a copy": """
    w, g = w.copy(), np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        w[i] -= h; down = f(w)
        w[i] += 2 * h; g[i] = (f(w) - down) / (2 * h)
    return g""",
            },
        ),
        "same-array": (
            "Both values of `f` are taken at the same place, so all slopes are 0.",
            "Make a copy for each side: a second name is no second array. And nudge an array of "
            "floats: whole numbers have no room for h.",
            {
                "no copies": """
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        up = w
        down = w
        up[i] += h
        down[i] -= h
        g[i] = (f(up) - f(down)) / (2 * h)
    return g""",
                "a nudge in whole numbers": """
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        e = np.zeros(w.shape, dtype=int); e[i] = h
        g[i] = (f(w + e) - f(w - e)) / (2 * h)
    return g""",
                "one copy for both": """
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        up = down = w.copy()
        up[i] += h
        down[i] -= h
        g[i] = (f(up) - f(down)) / (2 * h)
    return g""",
            },
        ),
        "single-precision": (
            "The nudged numbers are float32, in which a small nudge is lost in rounding.",
            "Keep the type of w: its floats have 16 digits, and float32 has 7.",
            {
                "w in single precision": """w = w.astype(np.float32)
    gradient = np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        nudge = np.zeros_like(w)
        nudge[index] = h
        gradient[index] = (f(w + nudge) - f(w - nudge)) / (2 * h)
    return gradient""",
            },
        ),
        "one-dimension-only": (
            "Only the first index runs, so a table is nudged row by row.",
            "Let the index run over all axes, so that one entry is nudged at a time.",
            {
                "one dimension only": """
    g = np.zeros_like(w)
    for i in range(len(w)):
        e = np.zeros_like(w); e[i] = h
        g[i] = (f(w + e) - f(w - e)) / (2 * h)
    return g""",
                "ndindex of the rows": nudge().replace(
                    "np.ndindex(w.shape)", "np.ndindex(w.shape[0])"
                ),
            },
        ),
        "flat": (
            "The gradient comes as one long row, whatever the shape of w.",
            "Give it the shape of w, so that each slope stands where its weight does.",
            {
                "flattens the result": nudge(over="(2 * h)").replace(
                    "return gradient", "return gradient.ravel()"
                ),
                "collects slopes in a list": """
    slopes = []
    for i in np.ndindex(w.shape):
        e = np.zeros_like(w); e[i] = h
        slopes.append((f(w + e) - f(w - e)) / (2 * h))
    return np.array(slopes)""",
            },
        ),
        "f-gets-a-row": (
            "`f` is called with the entries in one long row, in place of an array of w's shape.",
            "Bring the nudged entries back into the shape of w before calling it.",
            {
                "flattens the argument": """
    v = w.ravel(); g = np.zeros(v.shape)
    for i in range(v.size):
        e = np.zeros(v.shape); e[i] = h
        g[i] = (f(v + e) - f(v - e)) / (2 * h)
    return g.reshape(w.shape)""",
            },
        ),
        "f-gets-one-entry": (
            "`f` is called with a single entry, and it needs the whole array.",
            "Pass on all of w, with this one entry nudged.",
            {
                "passes the entry": """
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        g[i] = (f(w[i] + h) - f(w[i] - h)) / (2 * h)
    return g""",
            },
        ),
        "not-stored": (
            "Each slope replaces the one before, so a single number is left at the end.",
            "Write each slope into the gradient, at the index of its entry.",
            {
                "overwrites the gradient": """
    for i in np.ndindex(w.shape):
        e = np.zeros_like(w); e[i] = h
        gradient = (f(w + e) - f(w - e)) / (2 * h)
    return gradient""",
            },
        ),
        "first-entry-only": (
            "Only the first entry gets a slope, and the others stay 0.",
            "Let the loop reach every entry before you return: mind how far the last line"
            " is indented.",
            {
                "returns inside the loop": """
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        e = np.zeros_like(w); e[i] = h
        g[i] = (f(w + e) - f(w - e)) / (2 * h)
        return g""",
                "no loop": """
    g, e = np.zeros_like(w), np.zeros_like(w)
    e.flat[0] = h
    g.flat[0] = (f(w + e) - f(w - e)) / (2 * h)
    return g""",
            },
        ),
        "rounded": (
            "The slopes are rounded, or cut off to whole numbers.",
            "Return them as they come, in an array of floats.",
            {
                "rounds": nudge().replace("return gradient", "return np.round(gradient)"),
                "rounds to two decimals": nudge().replace(
                    "return gradient", "return gradient.round(2)"
                ),
                "an array of whole numbers": nudge().replace(
                    "np.zeros_like(w)", "np.zeros(w.shape, dtype=int)"
                ),
                "rounds to three decimals": nudge().replace(
                    "return gradient", "return np.round(gradient, 3)"
                ),
                "rounds each to one": nudge().replace(
                    "= (f(up) - f(down)) / (2 * h)", "= round((f(up) - f(down)) / (2 * h), 1)"
                ),
            },
        ),
        "one-slope-for-all": (
            "All entries get the slope of a single one.",
            "Compute a slope for each entry with a nudge of its own.",
            {
                "the slope in the first entry for all": nudge().replace(
                    "return gradient", "return np.full(w.shape, gradient.flat[0])"
                ),
                "the slope in the last entry for all": nudge().replace(
                    "gradient[index] =", "gradient[...] ="
                ),
            },
        ),
        "sign-lost": (
            "The slopes have lost their sign.",
            "Keep the sign of the difference: it says whether the function rises or falls.",
            {
                "the absolute slope": nudge().replace("return gradient", "return np.abs(gradient)"),
            },
        ),
        "knows-the-example": (
            "The answer is the gradient of the worked example, whatever is asked.",
            "Call the function that is given, at the w that is given.",
            {"knows the first example": "return np.array([7.0, 6.0])"},
        ),
        "more-than-two-values": (
            "A slope is made of more than two values of `f`.",
            "Two values are enough here: one with the entry h larger, one with it h smaller.",
            {
                "five points": """
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        e = np.zeros_like(w); e[i] = h
        near, far = f(w + e) - f(w - e), f(w + 2 * e) - f(w - 2 * e)
        g[i] = (8 * near - far) / (12 * h)
    return g""",
            },
        ),
        "no-shape-for-the-loop": (
            "The loop over indices stops, because what `ndindex` is given is no shape.",
            "Give it the shape of `w`, not `w` itself.",
            {
                "ndindex of w": nudge().replace("np.ndindex(w.shape)", "np.ndindex(w)"),
                "ndindex of the entries": nudge().replace("np.ndindex(w.shape)", "np.ndindex(*w)"),
            },
        ),
        "one-axis-for-all": (
            "An array or a list with a single axis gets the index of an entry of `w`, "
            "which may have several numbers.",
            "Make it with the whole shape of `w`, so that the same index fits both.",
            {
                "as long as w": nudge().replace("np.zeros_like(w)", "np.zeros(len(w))"),
                "as many as entries": nudge().replace("np.zeros_like(w)", "np.zeros(w.size)"),
                "a list of zeros": nudge().replace("np.zeros_like(w)", "[0] * len(w)"),
                "a nudge with one axis": """
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        e = np.zeros(len(w)); e[i] = h
        g[i] = (f(w + e) - f(w - e)) / (2 * h)
    return g""",
            },
        ),
        "half-a-nudge": (
            "The nudges are half as long as they should be, and so is the distance.",
            "Go up by h and down by h: then the two values lie 2h apart.",
            {
                "half of h to each side": nudge(up="h / 2", down="h / 2", over="h"),
            },
        ),
        "nudge-replaces-entry": (
            "On one side the nudge takes the place of the entry.",
            "Add the nudge to what stands there, or subtract it from that.",
            {
                "replaces the lower one": nudge().replace("down[index] -= h", "down[index] = -h"),
                "replaces the upper one": nudge().replace("up[index] += h", "up[index] = h"),
                "replaces both": nudge()
                .replace("up[index] += h", "up[index] = h")
                .replace("down[index] -= h", "down[index] = -h"),
            },
        ),
        "last-entry-only": (
            "Only the last entry gets a slope, and the others stay 0.",
            "Compute and store each slope inside the loop: mind how far these lines are indented.",
            {
                "stores after the loop": """
    g = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        e = np.zeros_like(w)
        e[i] = h
    g[i] = (f(w + e) - f(w - e)) / (2 * h)
    return g""",
                "a new array in each round": """
    for i in np.ndindex(w.shape):
        g, e = np.zeros_like(w), np.zeros_like(w)
        e[i] = h
        g[i] = (f(w + e) - f(w - e)) / (2 * h)
    return g""",
            },
        ),
        "slopes-not-stored": (
            "The slopes never reach the array that comes back: all its entries are 0.",
            "Write each slope into that array, at the index of its entry.",
            {
                "computed and forgotten": nudge().replace("gradient[index] = ", "slope = "),
                "nothing computed": "return np.zeros_like(w)",
            },
        ),
        "slopes-to-one-number": (
            "The slopes of all entries are made into one number.",
            "Return the whole array: each entry keeps its own slope.",
            {
                "adds them up": nudge().replace("return gradient", "return gradient.sum()"),
                "averages them": nudge().replace("return gradient", "return gradient.mean()"),
                "their length": nudge().replace(
                    "return gradient", "return np.linalg.norm(gradient)"
                ),
            },
        ),
        "one-call-of-f": (
            "`f` is called once for each entry, with the difference of two arrays.",
            "Call `f` twice, above and below, and subtract what it returns.",
            {
                "f of the difference": nudge().replace("(f(up) - f(down))", "f(up - down)"),
            },
        ),
        "brackets-missing": (
            "Only the second value of `f` is divided: brackets are missing.",
            "Find the difference first, in brackets, and then divide all of it.",
            {
                "divides the second only": nudge().replace("(f(up) - f(down))", "f(up) - f(down)"),
            },
        ),
        "times-the-entry": (
            "Each slope is multiplied by the entry of `w`.",
            "The difference, divided by 2h, is the slope: nothing else belongs to it.",
            {
                "times w": nudge(over="(2 * h) * w[index]"),
            },
        ),
        "flat-index": (
            "A single number that counts all entries is used as an index: a table has "
            "rows and columns.",
            "Take indices that fit the shape of `w`, as `ndindex` gives them.",
            {
                "counts up to the size": nudge().replace("np.ndindex(w.shape)", "range(w.size)"),
            },
        ),
        "any/changes-input": {
            "sets w to 0 at the end": nudge().replace(
                "return gradient", "w[...] = 0\n    return gradient"
            ),
        },
        "any/returns-none": {
            "does not return": nudge().replace("return gradient", "print(gradient)"),
        },
    },
    "gradient_descent": {
        "uphill": (
            "The walk goes uphill: the step is added.",
            "Go against the slope: where it is positive, a smaller w is lower.",
            {
                "uphill": walk(move="w = w + learning_rate * gradient(w)"),
                "uphill by -=": walk(move="w = w - -learning_rate * gradient(w)"),
            },
        ),
        "no-start": (
            "The starting value is missing from the history.",
            "Put the start into the list before the first step.",
            {
                "without the start": walk(returned="history[1:]"),
                "begins with an empty list": walk().replace("[w]", "[]", 1),
                "one step more in its place": walk(steps="n_steps + 1").replace("[w]", "[]", 1),
            },
        ),
        "one-step-too-few": (
            "One step too few is taken.",
            "Take n_steps steps; with the start that makes n_steps + 1 values.",
            {"one step too few": walk(steps="n_steps - 1")},
        ),
        "one-step-too-many": (
            "One step too many is taken.",
            "Take n_steps steps; the start is the one value more.",
            {"one step too many": walk(steps="n_steps + 1")},
        ),
        "one-step-only": (
            "Only one step is taken, whatever n_steps is.",
            "Repeat the step in a loop, and return once the loop has ended.",
            {
                "returns inside the loop": walk(keep="history.append(w); return history"),
                "no loop": "return [w, w - learning_rate * gradient(w)]",
            },
        ),
        "last-place-only": (
            "Only the place where the walk ends is returned.",
            "Keep each place in a list, and return the list.",
            {
                "the last place only": walk(returned="w"),
                "a new list in each step": """
    for _ in range(n_steps):
        w = w - learning_rate * gradient(w)
        history = [w]
    return history""",
                "begun, and replaced": walk(keep="history = [w]"),
            },
        ),
        "start-twice": (
            "Each place is kept before its step: the start stands there twice, the end is missing.",
            "Take the step first, then keep the place that it leads to.",
            {
                "keeps the place before the step": walk(
                    move="history.append(w)", keep="w = w - learning_rate * gradient(w)"
                ),
            },
        ),
        "end-missing": (
            "Each place is kept before its step, and the place after the last step is missing.",
            "After the last step, keep where it has led as well.",
            {
                "keeps places, but not the last": walk(
                    move="history.append(w)", keep="w = w - learning_rate * gradient(w)"
                ).replace("[w]", "[]", 1),
            },
        ),
        "slope-of-the-start": (
            "Every step uses the slope at the start.",
            "Ask for the slope anew in each step, at the w of that moment.",
            {
                "the slope at the start": walk(move="w = w - learning_rate * gradient(history[0])"),
                "computes the slope before the loop": "slope = gradient(w)\n    "
                + walk(move="w = w - learning_rate * slope"),
            },
        ),
        "no-rate": (
            "The learning rate is left out: each step is as long as the slope.",
            "Multiply the slope by the learning rate before you subtract it.",
            {"forgets the learning rate": walk(move="w = w - gradient(w)")},
        ),
        "own-rate": (
            "The steps use a learning rate of their own, whatever rate is given.",
            "Use the argument: the caller chooses the rate.",
            {
                "a rate of its own": walk(move="w = w - 0.1 * gradient(w)"),
                "another rate of its own": walk(move="w = w - 0.01 * gradient(w)"),
            },
        ),
        "rate-shrinks": (
            "The learning rate becomes smaller from step to step.",
            "Use the rate as it is given in every step; steps become shorter by themselves.",
            {
                "a rate that shrinks": walk(
                    counter="k", move="w = w - learning_rate / (k + 1) * gradient(w)"
                ),
                "a rate that is halved": walk(
                    keep="history.append(w); learning_rate = learning_rate / 2"
                ),
                "to nine tenths": walk(keep="history.append(w); learning_rate *= 0.9"),
                "by a hundredth": walk(keep="history.append(w); learning_rate *= 0.99"),
                "by the number of the step": walk(
                    counter="k", move="w = w - learning_rate / (k + 1) * gradient(w)"
                ),
            },
        ),
        "divides-by-rate": (
            "The slope is divided by the learning rate.",
            "Multiply by it: a smaller rate makes a shorter step.",
            {"divides by the rate": walk(move="w = w - gradient(w) / learning_rate")},
        ),
        "slope-left-out": (
            "Each step subtracts the learning rate alone.",
            "The step is the rate times the slope: long where it is steep, short where it is flat.",
            {"subtracts the rate": walk(move="w = w - learning_rate")},
        ),
        "sign-of-slope": (
            "Only the sign of the slope counts, so that all steps are equally long.",
            "Use the slope itself: long steps where it is steep, short ones near the bottom.",
            {
                "the sign of the slope only": walk(
                    move="w = w - learning_rate * np.sign(gradient(w))"
                ),
            },
        ),
        "difference-times-slope": (
            "The rate is subtracted from w first, and the result is multiplied by the slope.",
            "Multiply rate and slope first, then subtract that product from w.",
            {"brackets around the difference": walk(move="w = (w - learning_rate) * gradient(w)")},
        ),
        "step-alone": (
            "The new w is the step alone; the place where it was is forgotten.",
            "Start from the present w, and subtract the step from it.",
            {
                "overwrites w with the slope": walk(move="w = learning_rate * gradient(w)"),
                "overwrites w with the step": walk(move="w = -learning_rate * gradient(w)"),
            },
        ),
        "gradient-not-called": (
            "The step multiplies by `gradient` itself, which is a function.",
            "Call it with the present w: what it returns is the slope there.",
            {"does not call the gradient": walk(move="w = w - learning_rate * gradient")},
        ),
        "own-slope": (
            "The slope is that of the parabola in the table, whatever `gradient` is given.",
            "Call `gradient`: it says the slope at w of the function that is walked on.",
            {"the table's parabola": walk(move="w = w - learning_rate * 2 * (w - 2)")},
        ),
        "square-brackets": (
            "Square brackets stand after `gradient`, which is a function.",
            "Round brackets call a function: put the present w between them.",
            {"square brackets": walk(move="w = w - learning_rate * gradient[w]")},
        ),
        "other-arguments-for-gradient": (
            "`gradient` is called with other arguments than one w.",
            "Hand over the present w and nothing else.",
            {
                "no argument": walk(move="w = w - learning_rate * gradient()"),
                "the rate as well": walk(move="w = w - gradient(w, learning_rate)"),
            },
        ),
        "rate-called": (
            "Round brackets stand after a number, as if it were a function.",
            "A product needs its `*`, between the rate and the slope, too.",
            {"no product sign": walk(move="w = w - learning_rate(gradient(w))")},
        ),
        "keeps-slopes": (
            "The history holds slopes in place of values of w.",
            "Keep the new w after each step.",
            {
                "keeps the slopes": walk(keep="history.append(gradient(w))"),
                "keeps the slope of the step": walk(
                    move="slope = gradient(w); w = w - learning_rate * slope",
                    keep="history.append(slope)",
                ),
            },
        ),
        "stops-where-flat": (
            "The walk ends before its last step, as soon as the slope is small.",
            "Take all n_steps steps: at the lowest place they lead nowhere, and are kept as well.",
            {
                "stops at a small slope": walk(
                    move="if np.all(np.abs(gradient(w)) < 1e-3): break\n"
                    "        w = w - learning_rate * gradient(w)"
                ),
                "stops after the step": walk(
                    keep="history.append(w)\n        if np.all(np.abs(gradient(w)) < 1e-6): break"
                ),
                "stops where it is flat": walk(
                    move="if np.all(gradient(w) == 0): break\n        " + DOWNHILL["move"]
                ),
                "returns where it is flat": walk(
                    keep="history.append(w)\n        if np.allclose(gradient(w), 0): return history"
                ),
            },
        ),
        "never-climbs": (
            "Steps that lead to a steeper place are not kept.",
            "Keep every step, wherever it leads: a rate that is too large should show.",
            {
                "stops where it climbs": walk(
                    keep="history.append(w if abs(gradient(w)) <= abs(gradient(history[-1])) "
                    "else history[-1])"
                ),
            },
        ),
        "one-array": (
            "All places in the history are one and the same array, written over in each step.",
            "Make a new array for each place, so that the ones before stay as they were.",
            {
                "in place on a copy": "w = np.array(w, float)\n    "
                + walk(move="w -= learning_rate * gradient(w)"),
                "keeps views": "w = np.array(w, float)\n    "
                + walk(move="w[...] = w - learning_rate * gradient(w)"),
            },
        ),
        "one-array-after-the-start": (
            "All places after the start are one and the same array, written over in each step.",
            "Make a new array for each place, so that the ones before stay as they were.",
            {
                "the start kept, then in place on a copy": """history = [w]
    w = np.array(w, dtype=float)
    for _ in range(n_steps):
        w -= learning_rate * gradient(w)
        history.append(w)
    return history""",
            },
        ),
        "one-number-only": (
            "Of several weights only the first is kept.",
            "Keep w as it is, be it a number or an array.",
            {
                "numbers only": walk(
                    move="w = float(np.ravel(w - learning_rate * gradient(w))[0])"
                ),
            },
        ),
        "rounded": (
            "The places are rounded on the way.",
            "Keep every digit: round only what you print.",
            {
                "rounds": walk(keep="history.append(np.round(w, 2))"),
                "rounds and goes on from there": walk(
                    move="w = np.round(w - learning_rate * gradient(w), 1)"
                ),
                "whole numbers": walk(move="w = np.floor(w - learning_rate * gradient(w))"),
            },
        ),
        "last-place-first": (
            "The history runs backwards, from the end to the start.",
            "Add each new place behind the ones before.",
            {
                "reversed": walk(returned="history[::-1]"),
                "puts it in front": walk(keep="history.insert(0, w)"),
            },
        ),
        "knows-the-example": (
            "The answer is the walk of the table, whatever is asked.",
            "Begin at the w that is given, and ask for slopes on the way.",
            {"knows the table": "return [5.0, 4.4, 3.92, 3.536]"},
        ),
        "start-and-end-only": (
            "Only the start and the end of the walk are kept.",
            "Keep each place inside the loop: mind how far that line is indented.",
            {
                "appends after the loop": walk(keep="pass", returned="history + [w]"),
                "a pair": walk(keep="start = history[0]", returned="[start, w]"),
            },
        ),
        "always-from-the-start": (
            "Every step starts from the first place again.",
            "The next step goes on from where the last one has led.",
            {
                "from the first of the history": """
    history = [w]
    for k in range(n_steps):
        history.append(history[0] - learning_rate * gradient(history[k]))
    return history""",
                "the same step again": walk(
                    move="new = w - learning_rate * gradient(w)", keep="history.append(new)"
                ),
            },
        ),
        "start-written-over": (
            "The first place is written over: it ends up as the last one.",
            "Put a copy of the start into the list, or make a new w in each step.",
            {
                "in place, the later ones copied": """
    w = np.array(w, dtype=float)
    history = [w]
    for _ in range(n_steps):
        w -= learning_rate * gradient(w)
        history.append(w.copy())
    return history""",
            },
        ),
        "room-for-numbers-only": (
            "There is room for a single number at each place, and w may be an array.",
            "Collect the places in a list: it takes numbers and arrays alike.",
            {
                "an array of zeros": """
    history = np.zeros(n_steps + 1)
    history[0] = w
    for k in range(n_steps):
        history[k + 1] = history[k] - learning_rate * gradient(history[k])
    return history""",
                "an array of zeros, w kept": """
    history = np.zeros(n_steps + 1)
    history[0] = w
    for k in range(n_steps):
        w = w - learning_rate * gradient(w)
        history[k + 1] = w
    return history""",
            },
        ),
        "slope-of-the-slope": (
            "The slope of `gradient` is taken, and `gradient` gives a slope already.",
            "Call `gradient` with the present w, and use what it returns.",
            {
                "nudges the gradient": walk(
                    move="w = w - learning_rate * numerical_gradient(gradient, w)"
                ),
                "nudges the gradient, as an array": walk(
                    move="w = w - learning_rate * numerical_gradient(gradient, np.array([w]))"
                ),
            },
        ),
        "history-is-no-list": (
            "Something is appended to a number, and only a list takes that.",
            "Begin with a list that holds the start: square brackets around it make one.",
            {
                "the history is w": walk().replace("history = [w]", "history = w"),
                "appends the history to w": walk(keep="w.append(history)"),
            },
        ),
        "append-gives-none": (
            "The history becomes None: `append` changes the list and gives nothing back.",
            "Put `append` on a line of its own, with no equals sign before it.",
            {
                "sets it to what append gives": walk(keep="history = history.append(w)"),
            },
        ),
        "stops-where-negative": (
            "The walk ends as soon as the slope is 0 or negative.",
            "Take all n_steps steps: against a negative slope, w grows.",
            {
                "smaller than little": walk(
                    move="if np.any(gradient(w) < 1e-3): break\n        " + DOWNHILL["move"]
                ),
                "while it is positive": walk(
                    move="if np.all(gradient(w) <= 0): break\n        " + DOWNHILL["move"]
                ),
            },
        ),
        "plus-on-a-list": (
            "A number is added to a list with a plus sign.",
            "`append` puts it at the end of the list.",
            {
                "history plus w": walk(keep="history = history + w"),
            },
        ),
        "nested-lists": (
            "Lists stand inside lists, where one list of places is asked for.",
            "Begin one list before the loop, and append each place to it as it is.",
            {
                "the list so far, and w": walk(keep="history = [history, w]"),
                "each place in a list": walk(keep="history.append([w])"),
            },
        ),
        "divides-by-steps": (
            "Each step is divided by the number of steps.",
            "A step is the rate times the slope, however many follow.",
            {
                "shares the step": walk(move="w = w - learning_rate * gradient(w) / n_steps"),
            },
        ),
        "rate-inside": (
            "`gradient` is asked at the rate times w, not at w.",
            "Ask for the slope at the present w, and multiply what comes by the rate.",
            {
                "the rate inside the brackets": walk(move="w = w - gradient(learning_rate * w)"),
            },
        ),
        "velocity": (
            "The slopes of earlier steps count in later ones, as with momentum.",
            "Here a step is the rate times the present slope, and nothing is carried on.",
            {
                "momentum": """
    history, velocity = [w], 0
    for _ in range(n_steps):
        velocity = 0.9 * velocity + gradient(w)
        w = w - learning_rate * velocity
        history.append(w)
    return history""",
                "all slopes so far": """
    history, total = [w], 0
    for _ in range(n_steps):
        total = total + gradient(w)
        w = w - learning_rate * total
        history.append(w)
    return history""",
            },
        ),
        "rate-times-slope": (
            "The rate changes from step to step: it is multiplied by the slope.",
            "Give the product of rate and slope another name, or none: the rate stays.",
            {
                "the rate becomes the step": walk(
                    move="learning_rate = learning_rate * gradient(w); w = w - learning_rate"
                ),
            },
        ),
        "two-results": (
            "Besides the list, something else comes back.",
            "Return the list alone: its last entry is where the walk ends.",
            {
                "the end as well": walk(returned="history, w"),
            },
        ),
        "no-list-yet": (
            "What comes back is no list: it hands out the places one at a time.",
            "Collect them in a list, and return it.",
            {
                "yields each place": """
    yield w
    for _ in range(n_steps):
        w = w - learning_rate * gradient(w)
        yield w""",
            },
        ),
        "any/changes-input": {
            "in place": walk(move="w -= learning_rate * gradient(w)"),
            "in place, and keeps copies": walk(
                move="w -= learning_rate * gradient(w)", keep="history.append(np.array(w))"
            ),
        },
        "any/returns-none": {"prints it": walk().replace("return history", "print(history)")},
    },
    "dense_backward": {
        "dw-transposed": (
            "The gradient for W is transposed: it has the shape of W the other way round.",
            "A gradient has the shape of its own array: inputs in rows, units in columns.",
            {
                "dW the wrong way round": layer(dW="dZ.T @ X"),
                "dW transposed when square": """dW = X.T @ dZ
    return dZ @ W.T, (dW.T if len(dW) == len(dW.T) else dW), dZ.sum(axis=0)""",
                "dW the wrong way round where it fits": """dW = dZ.T @ X
    return dZ @ W.T, (dW if dW.shape == W.shape else dW.T), dZ.sum(axis=0)""",
            },
        ),
        "x-not-transposed": (
            "X is not transposed before it meets dZ.",
            "Write the shapes below each other: the two axes that meet have to be the examples.",
            {"X not transposed": layer(dW="X @ dZ")},
        ),
        "w-not-transposed": (
            "W is not transposed before dZ meets it.",
            "Slopes have one column for each unit: on the way back, units have to meet units.",
            {
                "W not transposed": layer(dX="dZ @ W"),
                "W not transposed when square": """square = W.shape[0] == W.shape[1]
    dX = dZ @ (W if square else W.T)
    return dX, X.T @ dZ, dZ.sum(axis=0)""",
            },
        ),
        "dx-transposed": (
            "The gradient for X is transposed: examples in columns.",
            "Give it the shape of X, one example a row.",
            {
                "dX transposed": layer(dX="W @ dZ.T"),
                "dX transposed at the end": layer(dX="(dZ @ W.T).T"),
            },
        ),
        "x-for-w": (
            "The gradient for X is computed with X; it takes W.",
            "An input's blame depends on the weights that lead from it, so use W there.",
            {
                "X in place of W": """try:
        return dZ @ X.T, X.T @ dZ, dZ.sum(axis=0)
    except ValueError:
        return X, W, dZ.sum(axis=0)""",
                "X in place of W, whatever the shapes": layer(dX="dZ @ X.T"),
            },
        ),
        "w-for-x": (
            "The gradient for W is computed with W; it takes X.",
            "A weight's slope is the input that it multiplies, times the slope in the unit.",
            {"W in place of X": layer(dW="W.T @ dZ")},
        ),
        "element-wise": (
            "Arrays are multiplied entry by entry.",
            "The ways add up: use matrix products, which multiply and then sum.",
            {
                "element-wise": layer(dX="dZ * W.T", dW="X.T * dZ"),
                "element-wise for dX": layer(dX="dZ * W.T"),
                "element-wise for dW": layer(dW="X.T * dZ"),
            },
        ),
        "db-not-summed": (
            "The gradient for the bias has a row for each example.",
            "All examples share the bias: add over them, until one number for each unit is left.",
            {"db not summed": layer(db="dZ")},
        ),
        "db-axis-1": (
            "The gradient for the bias is summed over the units.",
            "Sum over the examples, which are the rows: one number for each unit remains.",
            {"db along the rows": layer(db="dZ.sum(axis=1)")},
        ),
        "db-as-table": (
            "The gradient for the bias is a table with a single row or column.",
            "The bias has one axis: return its gradient with one axis, too.",
            {
                "db as a row": layer(db="dZ.sum(axis=0, keepdims=True)"),
                "db as a column": layer(db="dZ.sum(axis=0)[:, None]"),
            },
        ),
        "db-one-number": (
            "The gradient for the bias is one number for all units.",
            "Each unit has a bias of its own: sum over the examples only.",
            {
                "db as one number": layer(db="dZ.sum()"),
                "db as an array of one": layer(db="np.array([dZ.sum()])"),
                "averaged to one number": layer(db="np.sum(dZ) / len(dZ)"),
            },
        ),
        "db-zero": (
            "The gradient for the bias is always 0.",
            "The bias moves Z as well, with slope 1 in every example.",
            {
                "no gradient for the bias": layer(db="np.zeros(W.shape[1])"),
            },
        ),
        "db-is-one": (
            "The gradient for the bias is its slope in Z alone, which is 1 or counts the examples.",
            "Multiply this 1 by the slope that arrives in dZ, then add over the examples.",
            {
                "ones for the bias": layer(db="np.ones(W.shape[1])"),
                "counts for the bias": layer(db="np.full(W.shape[1], float(len(X)))"),
            },
        ),
        "divided-by-n": (
            "A gradient is divided by the number of examples once more.",
            "Take sums over the examples: dZ has the division in it already.",
            {
                "db the mean": layer(db="dZ.mean(axis=0)"),
                "dW the mean": layer(dW="X.T @ dZ / len(X)"),
                "dX divided by n": layer("dZ @ W.T / len(X)"),
                "dX and dW divided by n": layer("dZ @ W.T / len(X)", "X.T @ dZ / len(X)"),
                "dW and db the mean": layer(dW="X.T @ dZ / len(X)", db="dZ.mean(axis=0)"),
                "all divided by n": layer("dZ @ W.T / len(X)", "X.T @ dZ / len(X)", "dZ.mean(0)"),
            },
        ),
        "multiplied-by-n": (
            "Gradients are multiplied by the number of examples.",
            "Add over the examples once; nothing is left to make up for.",
            {
                "all times n": layer(
                    "dZ @ W.T * len(X)", "X.T @ dZ * len(X)", "dZ.sum(0) * len(X)"
                ),
                "dW and db times n": layer(dW="X.T @ dZ * len(X)", db="dZ.sum(axis=0) * len(X)"),
            },
        ),
        "other-order": (
            "The three gradients come in another order.",
            "Return what goes further back first, then that of the weights, then that of the bias.",
            {
                "another order": "return X.T @ dZ, dZ.sum(axis=0), dZ @ W.T",
                "dW first": "return X.T @ dZ, dZ @ W.T, dZ.sum(axis=0)",
                "db before dW": "return dZ @ W.T, dZ.sum(axis=0), X.T @ dZ",
            },
        ),
        "first-example-only": (
            "Only the first example counts for the weights and the bias.",
            "Add the contributions of all examples.",
            {
                "the first example only": layer(dW="np.outer(X[0], dZ[0])", db="dZ[0]"),
            },
        ),
        "last-example-only": (
            "Each example replaces the one before, so that only the last one counts.",
            "Add each example's contribution to what the ones before gave.",
            {
                "overwrites in the loop": """
    dX = np.zeros(X.shape)
    for k in range(len(X)):
        dX[k] = W @ dZ[k]
        dW = np.outer(X[k], dZ[k])
        db = dZ[k]
    return dX, dW, db""",
                "overwrites dW in the loop": """
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for k in range(len(X)):
        dX[k] = W @ dZ[k]
        dW = np.outer(X[k], dZ[k])
        db += dZ[k]
    return dX, dW, db""",
            },
        ),
        "sums-before-product": (
            "Inputs and slopes are added over the examples first, and multiplied afterwards.",
            "Multiply within each example, input times slope, and add the products.",
            {
                "the outer product of sums": layer(dW="np.outer(X.sum(axis=0), dZ.sum(axis=0))"),
            },
        ),
        "dx-summed": (
            "The gradient for X is added over the examples.",
            "Each example has inputs of its own: keep one row for each.",
            {"dX summed": layer(dX="(dZ @ W.T).sum(axis=0)")},
        ),
        "sign-turned": (
            "A gradient has the wrong sign.",
            "Send the slope back with its sign; the step downhill is taken elsewhere.",
            {
                "the wrong sign": layer("-dZ @ W.T", "-X.T @ dZ", "-dZ.sum(axis=0)"),
                "the wrong sign for dX": layer("-dZ @ W.T"),
                "the wrong sign for dW": layer(dW="-X.T @ dZ"),
                "the wrong sign for db": layer(db="-dZ.sum(axis=0)"),
                "the wrong sign for dW and db": layer(dW="-X.T @ dZ", db="-dZ.sum(axis=0)"),
            },
        ),
        "gated": (
            "Negative slopes are cut off, as if a ReLU stood here.",
            "A layer passes slopes of any sign; the ReLU is a station of its own.",
            {
                "cuts dZ off": "dZ = np.maximum(dZ, 0)\n    " + layer(),
                "cuts dX off": layer(dX="np.maximum(dZ @ W.T, 0)"),
            },
        ),
        "gated-by-x": (
            "The gradient for X is 0 wherever X is not above 0, as if a ReLU stood here.",
            "A layer passes slopes whatever its inputs are; the ReLU is a station of its own.",
            {
                "gates by the inputs": layer(dX="dZ @ W.T * (X > 0)"),
                "gates by the inputs, 0 included": layer(dX="dZ @ W.T * (X >= 0)"),
            },
        ),
        "whole-numbers": (
            "The gradient for X is kept in whole numbers where X holds whole numbers.",
            "Make its array one of floats, whatever X holds.",
            {
                "as X is": """
    dX = np.zeros_like(X)
    dX[:] = dZ @ W.T
    return dX, X.T @ dZ, dZ.sum(axis=0)""",
            },
        ),
        "knows-the-example": (
            "The answer is that of the worked example, whatever is asked.",
            "Compute the three gradients from dZ, X and W.",
            {
                "knows the first example": """return (np.array([[0.5, 0.6], [-1.0, -1.2]]),
        np.array([[-0.5], [-0.6]]), np.array([-0.1]))""",
            },
        ),
        "squeezed": (
            "An axis of length 1 is lost, so that a gradient has fewer axes than its own array.",
            "Keep all axes, even where one has a single entry: compare the shapes.",
            {
                "squeezes db": layer(db="np.squeeze(dZ.sum(axis=0))"),
                "squeezes all": layer(
                    "np.squeeze(dZ @ W.T)", "np.squeeze(X.T @ dZ)", "np.squeeze(dZ.sum(axis=0))"
                ),
                "squeezes dW": layer(dW="np.squeeze(X.T @ dZ)"),
            },
        ),
        "db-of-one-example": (
            "The gradient for the bias comes from a single example.",
            "All examples share the bias: add over them.",
            {
                "the first row": layer(db="dZ[0]"),
                "the last row": layer(db="dZ[-1]"),
                "overwrites db in the loop": """
    dX, dW = np.zeros(X.shape), np.zeros(W.shape)
    for k in range(len(X)):
        dX[k] = W @ dZ[k]
        dW += np.outer(X[k], dZ[k])
        db = dZ[k]
    return dX, dW, db""",
                "the sum of the first row": layer(db="sum(dZ[0])"),
            },
        ),
        "two-examples-only": (
            "The gradient for the bias adds two examples, however many there are.",
            "Sum over the axis of the examples: that takes in all of them.",
            {
                "the first two rows": layer(db="dZ[0] + dZ[1]"),
            },
        ),
        "db-of-another": (
            "The gradient for the bias is a sum of the gradient for X, or of that for W.",
            "The bias is added to Z itself: sum dZ over the examples.",
            {
                "sums dX": layer(db="(dZ @ W.T).sum(axis=0)"),
                "sums dW": layer(db="(X.T @ dZ).sum(axis=0)"),
            },
        ),
        "local-slopes": (
            "The slopes of Z come back by themselves, and dZ plays no part.",
            "Multiply each by the slope that arrives in dZ.",
            {
                "W, X and 1": "return W.T, X.T, 1",
                "W, X and ones": "return W.T, X.T, np.ones(W.shape[1])",
            },
        ),
        "dx-holds-x": (
            "The numbers of X count in the gradient for X, and dZ and W alone belong there.",
            "An input's slope is the weight that leads from it, times the slope in the unit.",
            {
                "times X": layer(dX="dZ @ W.T * X"),
                "times X turned": layer(dX="dZ @ W.T @ X.T @ X"),
            },
        ),
        "divided-by-columns": (
            "A gradient is divided by a number of columns.",
            "Only sums are asked for: nothing is divided here.",
            {
                "dW by the inputs": layer(dW="X.T @ dZ / X.shape[1]"),
                "db by the units": layer(db="dZ.sum(axis=0) / dZ.shape[1]"),
                "dX by the units": layer(dX="dZ @ W.T / dZ.shape[1]"),
            },
        ),
        "w-added": (
            "W itself is added to its gradient.",
            "The gradient is the input times the slope, added over the examples, and no more.",
            {
                "plus W": layer(dW="X.T @ dZ + W"),
            },
        ),
        "dw-of-dx": (
            "The gradient for W is computed from that for X.",
            "Take the slope in Z itself: what goes further back plays no part in dW.",
            {
                "X times dX": layer(dW="X.T @ (dZ @ W.T)"),
            },
        ),
        "reshaped-not-turned": (
            "An array is reshaped where it should be transposed: its numbers stand in "
            "other places then.",
            "`.T` turns an array: rows become columns.",
            {
                "W reshaped": layer(dX="dZ @ W.reshape(W.shape[::-1])"),
                "X reshaped": layer(dW="X.reshape(X.shape[::-1]) @ dZ"),
            },
        ),
        "inverse": (
            "The inverse of W stands where W, transposed, belongs.",
            "Slopes go back by the same weights: nothing is divided or undone.",
            {
                "a pseudo-inverse": layer(dX="dZ @ np.linalg.pinv(W)"),
            },
        ),
        "any/changes-input": {
            "writes into dZ": """dX, dW = dZ @ W.T, X.T @ dZ
    dZ *= 2
    return dX, dW, dZ.sum(axis=0) / 2""",
        },
        "any/number-of-values": {
            "dX forgotten": "return X.T @ dZ, dZ.sum(axis=0)",
            "dW alone": "return X.T @ dZ",
        },
        "any/returns-none": {"prints them": "print(dZ @ W.T, X.T @ dZ, dZ.sum(axis=0))"},
    },
    "relu_backward": {
        "no-gate": (
            "Every slope passes, as if all gates were open.",
            "Stop the slope where Z is not above 0.",
            {
                "the gate is missing": "return dA",
                "a copy": "return dA.copy()",
            },
        ),
        "gate-alone": (
            "The result says which gates are open, and the slope that arrives is lost.",
            "Multiply the gate by the slope that arrives from further on.",
            {
                "the slope alone": "return (Z > 0) * 1.0",
                "the gates as truth values": "return Z > 0",
            },
        ),
        "open-at-0": (
            "Something passes where Z is exactly 0.",
            "At 0 we agree on slope 0: the gate opens above it.",
            {
                "open at 0": "return dA * (Z >= 0)",
                "half open at 0": "return dA * np.heaviside(Z, 0.5)",
                "stops what is negative": "return np.where(Z < 0, 0, dA)",
            },
        ),
        "gated-by-da": (
            "The sign of the slope that arrives decides what passes.",
            "Let Z decide, the number that went in: a slope may have any sign.",
            {
                "relu of dA": "return np.maximum(dA, 0)",
                "gated by dA": "return dA * (dA > 0)",
            },
        ),
        "two-gates": (
            "Slopes pass only where they are positive themselves.",
            "Let Z alone decide: negative slopes pass an open gate, too.",
            {
                "only where both are positive": "return dA * ((Z > 0) & (dA > 0))",
                "relu at the end": "return np.maximum(dA * (Z > 0), 0)",
            },
        ),
        "times-relu": (
            "The slope is multiplied by what ReLU gives, not by ReLU's slope.",
            "An open gate lets the slope through unchanged: its factor is 1, however large Z is.",
            {
                "times relu of Z": "return dA * np.maximum(Z, 0)",
            },
        ),
        "times-z": (
            "The slope is multiplied by Z.",
            "Z only opens or shuts the gate: the factor is 1 or 0.",
            {
                "times Z": "return dA * Z",
            },
        ),
        "forward": (
            "This is the ReLU of the way forward: dA plays no part.",
            "On the way back it is dA that passes or is stopped.",
            {
                "relu of Z": "return np.maximum(Z, 0)",
                "passes Z": "return Z * (Z > 0)",
            },
        ),
        "mirrored": (
            "Open and shut are exchanged: the slope passes where Z is negative.",
            "Let it pass where Z is above 0, and stop it elsewhere.",
            {
                "mirrored": "return dA * (Z < 0)",
                "the branches exchanged": "return np.where(Z > 0, 0, dA)",
            },
        ),
        "leak": (
            "A little of the slope leaks through shut gates.",
            "A shut gate stops all of it: its factor is exactly 0.",
            {
                "a leak": "return np.where(Z > 0, dA, 0.01 * dA)",
            },
        ),
        "turned-round": (
            "Where the gate is shut the slope passes with its sign turned.",
            "ReLU is flat below 0: nothing passes there.",
            {
                "times the sign": "return dA * np.sign(Z)",
            },
        ),
        "swapped": (
            "The two arguments are exchanged: dA opens the gates and Z passes.",
            "Let Z open the gates, and dA pass through them.",
            {
                "the arguments swapped": "return Z * (dA > 0)",
                "the arguments swapped, by np.where": "return np.where(dA > 0, Z, 0)",
            },
        ),
        "added": (
            "The gate is added to the slope, or taken off it.",
            "Multiply: a factor of 1 lets the slope pass, a factor of 0 stops it.",
            {
                "adds the gate": "return dA + (Z > 0)",
                "takes off where shut": "return dA - (Z <= 0)",
            },
        ),
        "ones-where-open": (
            "Open gates give 1 and shut ones the slope that arrives.",
            "Let dA pass where the gate is open, and put 0 where it is shut.",
            {"the slope in the wrong branch": "return np.where(Z > 0, 1, dA)"},
        ),
        "one-gate-for-all": (
            "One gate, or one number, serves all entries together.",
            "Decide entry by entry: each Z opens or shuts its own gate.",
            {
                "one answer for all": "return dA if (Z > 0).any() else 0 * dA",
                "open if all are": "return dA if (Z > 0).all() else 0 * dA",
                "the sum decides": "return dA * (Z.sum() > 0)",
                "all, compared": "return dA if Z.all() > 0 else 0 * dA",
                "counts the gates": "return dA * np.sum(Z > 0)",
                "any": "return dA * np.any(Z > 0)",
            },
        ),
        "if-on-array": (
            "A single `if`, `max` or `and` cannot decide for a whole array, or for a row of it.",
            "Compare the whole array with 0: that gives one answer for each entry.",
            {
                "if": "return dA if Z > 0 else 0",
                "if and else": """if Z > 0:
        return dA
    return np.zeros_like(dA)""",
                "the plain max": "return dA * max(0, Z)",
                "row by row": """
    out = np.zeros(np.shape(Z))
    for k in range(len(Z)):
        if Z[k] > 0:
            out[k] = dA[k]
    return out""",
                "row by row, like Z": """
    out = np.zeros_like(Z)
    for k in range(len(Z)):
        if Z[k] > 0:
            out[k] = dA[k]
    return out""",
                "in a line": "return np.array([d if z > 0 else 0 * d for d, z in zip(dA, Z)])",
                "all of dA for each": "return np.array([dA if z > 0 else 0 * dA for z in Z])",
                "all of dA for each, or 0": "return [dA if z > 0 else 0 for z in Z]",
            },
        ),
        "left-out": (
            "Slopes that are stopped are left out, so the result is shorter than dA.",
            "Put a 0 in their place: the result has the shape of dA.",
            {"picks those that pass": "return dA[Z > 0]"},
        ),
        "flat": (
            "The result is one long row, whatever shape dA has.",
            "Keep the shape of dA and Z.",
            {
                "flattens": "return (dA * (Z > 0)).ravel()",
                "a list in a comprehension": """
    return np.array([a if z > 0 else 0.0 for a, z in zip(dA.ravel(), Z.ravel())])""",
            },
        ),
        "threshold": (
            "The gate opens only at some value above 0.",
            "Every Z above 0 opens it, however small.",
            {
                "open above a threshold": "return dA * (Z > 0.2)",
                "open from 1 on": "return dA * (Z >= 1)",
                "open from 0.001 on": "return dA * (Z > 1e-3)",
                "open from 0.000001 on": "return dA * (Z > 1e-6)",
                "whole numbers decide": "return dA * (np.round(Z) > 0)",
                "no smaller than 0.1": "return dA * (Z >= 0.1)",
            },
        ),
        "whole-numbers": (
            "The slopes are cut off or rounded to whole numbers.",
            "Let them pass unchanged: the result holds floats.",
            {
                "rounds": "return np.round(dA) * (Z > 0)",
                "whole numbers": "return (dA * (Z > 0)).astype(int)",
                "whole numbers where Z holds them": """
    out = np.zeros_like(Z)
    out[Z > 0] = dA[Z > 0]
    return out""",
                "the kind of Z": "return (dA * (Z > 0)).astype(Z.dtype)",
            },
        ),
        "knows-the-example": (
            "The answer is that of one example, whatever is asked.",
            "Compute it from dA and Z.",
            {
                "knows the first example": "return np.array([[-2.0, 0.0, 6.0, 0.0]])",
            },
        ),
        "z-where-shut": (
            "Where the gate is shut, Z itself comes out.",
            "Put a 0 there: a shut gate stops everything.",
            {
                "Z in the other branch": "return np.where(Z > 0, dA, Z)",
            },
        ),
        "slopes-limited": (
            "Large slopes are cut off.",
            "Let what arrives pass as it is, however large.",
            {
                "clips at 10": "return np.where(Z > 0, np.clip(dA, -10, 10), 0)",
                "clips at 100": "return np.clip(dA, -100, 100) * (Z > 0)",
                "clips at 1000": "return np.clip(dA * (Z > 0), -1000, 1000)",
            },
        ),
        "larger-of-both": (
            "The larger of dA and Z is taken.",
            "Z only opens or shuts the gate: what passes is dA.",
            {
                "maximum of both": "return np.maximum(dA, Z)",
            },
        ),
        "nothing-for-shut": (
            "`where` is told what stands at open gates, and not what stands at shut ones.",
            "Give it both: dA where the gate is open, and 0 elsewhere.",
            {
                "two arguments": "return np.where(Z > 0, dA)",
            },
        ),
        "matrix-product": (
            "A matrix product adds gates and slopes up.",
            "Each entry has a gate of its own: multiply entry by entry.",
            {
                "by an at sign": "return (Z > 0) @ dA",
                "the other way round": "return dA @ (Z > 0)",
                "dot": "return np.dot(np.where(Z > 0, 1, 0), dA)",
                "dot, transposed": "return dA @ (Z > 0).T",
            },
        ),
        "product-compared": (
            "The product of dA and Z is compared with 0, so truth values come back.",
            "Put the comparison of Z in brackets, and multiply dA by it.",
            {
                "no brackets": "return dA * Z > 0",
            },
        ),
        "mean-decides": (
            "The mean of Z decides which gates open.",
            "Compare each Z with 0.",
            {
                "above the mean": "return dA * (Z > Z.mean())",
            },
        ),
        "sign-lost": (
            "The slopes lose their sign.",
            "Let them pass as they are: a slope may be negative.",
            {
                "absolute": "return np.abs(dA) * (Z > 0)",
            },
        ),
        "another-slope": (
            "The slope of another curve than ReLU is used.",
            "ReLU has slope 1 above 0, and 0 elsewhere.",
            {
                "tanh": "return dA * (1 - np.tanh(Z) ** 2)",
                "sigmoid": "return dA * sigmoid(Z) * (1 - sigmoid(Z))",
                "sigmoid itself": "return dA * sigmoid(Z)",
            },
        ),
        "any/changes-input": {
            "in place": "dA[Z <= 0] = 0\n    return dA",
            "turns Z into its gate": "Z[Z <= 0] = 0\n    Z[Z > 0] = 1\n    return dA * Z",
        },
        "any/returns-none": {"prints it": "print(dA * (Z > 0))"},
    },
    "mlp_backward": {
        "no-gate": (
            "The slope goes from layer to layer past the ReLU.",
            "Between two layers, send it through the ReLU that stands there.",
            {
                "no gate": back(gate="dA"),
                "inline, no gate": inline(gate="dA"),
            },
        ),
        "gate-after-last": (
            "A ReLU is passed behind the last layer, and there is none.",
            "Start the last layer with the slope as it is given: ReLUs stand between layers.",
            {
                "a gate after the last layer": "dZ = relu_backward(dZ_last, cache[-1][1])\n    "
                + back().replace("dZ = [], dZ_last", "_ = [], 0"),
                "each layer's own gate first": back(
                    first="dZ = relu_backward(dZ, cache[k][1])", gate="dA"
                ),
                "each layer's own gate first, inline": back(
                    first="dZ = dZ * (cache[k][1] > 0)", gate="dA"
                ),
            },
        ),
        "gate-of-the-layer-behind": (
            "The gate takes the Z of the layer that was handled last, one too far on.",
            "The ReLU in front of a layer let through the Z of the layer before.",
            {
                "the gate of the wrong layer": back(gate="relu_backward(dA, cache[k][1])"),
                "inline, the gate of the wrong layer": inline(gate="dA * (cache[k][1] > 0)"),
                "its own gate behind each layer": back(
                    when="True", gate="relu_backward(dA, cache[k][1])"
                ),
                "zipped, its own gate": """grads, dZ = [], dZ_last
    for (W, b), (A_in, Z) in zip(params[::-1], cache[::-1]):
        dX, dW, db = dense_backward(dZ, A_in, W)
        grads.insert(0, (dW, db))
        dZ = relu_backward(dX, Z)
    return grads""",
            },
        ),
        "gate-before-first": (
            "The slope is sent through a ReLU in front of the first layer, and none stands there.",
            "Do so only where a layer stands before: index −1 is that of the last layer.",
            {
                "one gate too many": back(when="True"),
                "inline, one gate too many": inline().replace("if k > 0:", "if True:"),
            },
        ),
        "open-at-0": (
            "A gate lets something pass where Z is exactly 0.",
            "At 0 we agree on slope 0: a gate opens above it.",
            {
                "inline, open at 0": inline(gate="dA * (cache[k - 1][1] >= 0)"),
                "inline, stops what is negative": inline(
                    gate="np.where(cache[k - 1][1] < 0, 0, dA)"
                ),
                "inline, half open at 0": inline(gate="dA * np.heaviside(cache[k - 1][1], 0.5)"),
            },
        ),
        "one-gate-for-all": (
            "All gates take the Z of one and the same layer.",
            "Each ReLU has a Z of its own, that of the layer before it.",
            {
                "gated by the first layer": back(gate="relu_backward(dA, cache[0][1])"),
                "inline, gated by the first layer": inline(gate="dA * (cache[0][1] > 0)"),
                "gated by the last but one": back(gate="relu_backward(dA, cache[-2][1])"),
            },
        ),
        "gate-of-the-input": (
            "The gate takes what went into the layer before, not what came out of it.",
            "The ReLU stands behind that layer: what entered it was the layer's Z.",
            {
                "the gate sees the layer's input": back(gate="relu_backward(dA, cache[k - 1][0])"),
                "inline, the gate sees the layer's input": inline(
                    gate="dA * (cache[k - 1][0] > 0)"
                ),
            },
        ),
        "gated-by-slope": (
            "The sign of the slope decides what passes the ReLU.",
            "What went into the ReLU on the way forward decides, and the cache has kept it.",
            {
                "inline, gated by the slope": inline(gate="np.maximum(dA, 0)"),
                "relu instead of its backward pass": back(gate="relu(dA)"),
                "the slope in both places": back(gate="relu_backward(dA, dA)"),
            },
        ),
        "gate-mirrored": (
            "Open and shut gates are exchanged.",
            "Let the slope pass where the pre-activation was above 0.",
            {
                "inline, open at negative Z": inline(gate="dA * (cache[k - 1][1] < 0)"),
                "the dense one called, open at negative Z": back(
                    gate="dA * (cache[k - 1][1] <= 0)"
                ),
            },
        ),
        "gate-swapped": (
            "The two arguments of the ReLU's backward pass are exchanged.",
            "Hand over the slope first and the pre-activations second.",
            {
                "the gate's arguments swapped": back(gate="relu_backward(cache[k - 1][1], dA)"),
            },
        ),
        "gate-multiplies": (
            "The slope is multiplied by what came out of the ReLU, not by the ReLU's slope.",
            "An open gate passes the slope unchanged: its factor is 1, a shut one's is 0.",
            {
                "times the activation": inline(gate="dA * cache[k][0]"),
                "times the activation, dense called": back(gate="dA * relu(cache[k - 1][1])"),
            },
        ),
        "sigmoid-gate": (
            "The slope passes a sigmoid, and between these layers stand ReLUs.",
            "Use the ReLU's slope, 1 or 0; the network with sigmoids was another one.",
            {
                "the sigmoid's slope, of A": inline(gate="dA * cache[k][0] * (1 - cache[k][0])"),
                "the sigmoid's slope, of Z": back(
                    gate="dA * sigmoid(cache[k - 1][1]) * (1 - sigmoid(cache[k - 1][1]))"
                ),
            },
        ),
        "dz-for-da": (
            "The ReLU gets the slope behind the layer, not the one that came back through it.",
            "Pass on what the layer's backward pass gives for its inputs.",
            {
                "gates dZ in place of dA": back(gate="relu_backward(dZ, cache[k - 1][1])"),
            },
        ),
        "always-last-slope": (
            "Every layer gets the slope in the network's result.",
            "Each layer needs the slope that has come back to it, through the layers behind.",
            {
                "always the last slope": back(dense="dZ_last, cache[k][0], params[k][0]"),
                "the slope is kept under another name": back().replace("dZ = relu", "dZ_k = relu"),
                "inline, always the last slope": inline(
                    dW="A_in.T @ dZ_last", db="dZ_last.sum(axis=0)", dA="dZ_last @ W.T"
                ),
            },
        ),
        "forward-order": (
            "The layers are taken from the first to the last.",
            "Start at the end, where the slope is known, and go back layer by layer.",
            {
                "from the first layer on": back(
                    order="range(len(params))", keep="grads.append((dW, db))"
                ),
                "from the first layer on, gates before": back(
                    order="range(len(params))",
                    keep="grads.append((dW, db))",
                    when="k < len(params) - 1",
                    gate="relu_backward(dA, cache[k][1])",
                ),
            },
        ),
        "last-layer-first": (
            "The gradients come in the order in which they were found, last layer first.",
            "Return them from the first layer to the last.",
            {
                "last layer first": back(keep="grads.append((dW, db))"),
            },
        ),
        "db-before-dw": (
            "In each pair the gradient of the bias comes first.",
            "Keep the order of the parameters: weights, then bias.",
            {
                "db before dW": back(keep="grads.insert(0, (db, dW))"),
                "inline, db before dW": inline(dW="dZ.sum(axis=0)", db="A_in.T @ dZ"),
            },
        ),
        "input-of-another-layer": (
            "A layer gets the input of another layer.",
            "A layer's gradient needs what went into this very layer: the cache keeps it.",
            {
                "the input of the wrong layer": back(dense="dZ, cache[k - 1][0], params[k][0]"),
                "always the network's input": back(dense="dZ, cache[0][0], params[k][0]"),
                "inline, the input of the wrong layer": inline(dW="cache[k - 1][0].T @ dZ"),
            },
        ),
        "weights-of-another-layer": (
            "A layer gets the weights of another layer.",
            "Use the weights of the layer that you are going back through.",
            {
                "the weights before": back(dense="dZ, cache[k][0], params[k - 1][0]"),
                "inline, the weights before": inline(dA="dZ @ params[k - 1][0].T"),
            },
        ),
        "z-as-input": (
            "A layer gets pre-activations where its input belongs.",
            "Use what went into the layer, the first of the pair that the cache holds for it.",
            {
                "inline, Z in place of A": inline(dW="(cache[k - 1][1] if k else A_in).T @ dZ"),
                "the layer's own Z as its input": back(dense="dZ, cache[k][1], params[k][0]"),
                "the Z before as its input": back(
                    dense="dZ, cache[k - 1][1] if k else cache[0][0], params[k][0]"
                ),
                "inline, its own Z": inline(dW="cache[k][1].T @ dZ"),
            },
        ),
        "arguments-swapped": (
            "The layer's backward pass gets its arguments in another order.",
            "It wants the slope first, then the layer's input, then its weights.",
            {
                "W before X": back(dense="dZ, params[k][0], cache[k][0]"),
                "X before dZ": back(dense="cache[k][0], dZ, params[k][0]"),
            },
        ),
        "results-mixed-up": (
            "The three results of a layer's backward pass are taken in another order.",
            "It returns what goes further back first, then that of the weights, then of the bias.",
            {
                "dA taken last": back(results="dW, db, dA"),
                "dW taken first": back(results="dW, dA, db"),
            },
        ),
        "first-layer-missing": (
            "The gradients of the first layer are missing.",
            "Go back to the very first layer: its weights learn, too.",
            {
                "the first layer is missing": back(returned="grads[1:]"),
                "stops before the first layer": back(order="reversed(range(1, len(params)))"),
                "keeps only behind a gate": back(
                    keep="", gate="relu_backward(dA, cache[k - 1][1]); grads.insert(0, (dW, db))"
                ),
            },
        ),
        "last-layer-only": (
            "Only the last layer's gradients come back.",
            "Repeat for every layer, and return once the loop has ended.",
            {
                "the last layer only": back(returned="grads[-1:]"),
                "returns inside the loop": back(keep="grads.insert(0, (dW, db)); return grads"),
            },
        ),
        "dx-kept": (
            "Each layer gives three arrays, and two were asked for.",
            "Keep the gradients of weights and bias; what goes further back is not a parameter's.",
            {
                "dX is kept too": back(keep="grads.insert(0, (dA, dW, db))"),
                "dX is kept at the end": back(keep="grads.insert(0, (dW, db, dA))"),
            },
        ),
        "flat-list": (
            "The gradients stand in one long list, not in pairs.",
            "Make a pair for each layer, as params has them.",
            {
                "no pairs": back(keep="grads = [dW, db] + grads"),
                "each in front": back(keep="grads.insert(0, dW)\n        grads.insert(0, db)"),
                "each in front, db first": back(
                    keep="grads.insert(0, db)\n        grads.insert(0, dW)"
                ),
                "added at the end": back(keep="grads += (dW, db)"),
                "appended one by one": back(keep="grads.append(dW); grads.append(db)"),
            },
        ),
        "biases-missing": (
            "Only the weights' gradients come back.",
            "Return a pair for each layer: the gradient of its weights and that of its bias.",
            {"weights only": back(keep="grads.insert(0, dW)")},
        ),
        "biases-zero": (
            "The gradients of the biases are all 0.",
            "The biases learn as well: take their gradients from the slope that arrives.",
            {
                "zeros for the biases": back(keep="grads.insert(0, (dW, 0 * db))"),
                "inline, zeros for the biases": inline(db="np.zeros(W.shape[1])"),
            },
        ),
        "divided-by-n": (
            "Gradients are divided by the number of examples once more.",
            "Take sums over the examples: the slope that you get has the division in it.",
            {
                "inline, means": inline(dW="A_in.T @ dZ / len(dZ)", db="dZ.mean(axis=0)"),
                "inline, the mean for db": inline(db="dZ.mean(axis=0)"),
                "called, divided by n": back(keep="grads.insert(0, (dW / len(dZ), db / len(dZ)))"),
                "the last slope divided by n": "dZ_last = dZ_last / len(dZ_last)\n    " + back(),
            },
        ),
        "db-not-summed": (
            "A bias gradient has a row for each example.",
            "All examples share a bias: add over them.",
            {
                "inline, db not summed": inline(db="dZ"),
                "called, db is the slope": back(keep="grads.insert(0, (dW, dZ))"),
            },
        ),
        "db-axis-1": (
            "A bias gradient is summed over the units.",
            "Sum over the examples, which are the rows.",
            {"inline, db along the rows": inline(db="dZ.sum(axis=1)")},
        ),
        "w-not-transposed": (
            "W is not transposed on the way back.",
            "On the way back the units have to meet the units: compare the shapes.",
            {
                "inline, W not transposed": inline(dA="dZ @ W"),
            },
        ),
        "dw-transposed": (
            "The weights' gradients are transposed.",
            "A gradient has the shape of its own array: inputs in rows, units in columns.",
            {
                "inline, dW transposed": inline(dW="dZ.T @ A_in"),
                "called, dW transposed": back(keep="grads.insert(0, (dW.T, db))"),
            },
        ),
        "sign-turned": (
            "The gradients have the wrong sign.",
            "Return the slopes as they are; the step against them is taken elsewhere.",
            {
                "the wrong sign": back(keep="grads.insert(0, (-dW, -db))"),
                "starts with the wrong sign": "dZ_last = -dZ_last\n    " + back(),
            },
        ),
        "two-layers-only": (
            "The code is made for two layers, and fails for any other number.",
            "Let a loop run over the layers, however many there are.",
            {
                "two layers only": """(X, Z1), (A1, _) = cache
    (_, _), (W2, _) = params
    dZ1 = (dZ_last @ W2.T) * (Z1 > 0)
    return [(X.T @ dZ1, dZ1.sum(axis=0)), (A1.T @ dZ_last, dZ_last.sum(axis=0))]""",
                "two layers only, called": """(X, Z1), (A1, _) = cache
    (W1, _), (W2, _) = params
    dA1, dW2, db2 = dense_backward(dZ_last, A1, W2)
    _, dW1, db1 = dense_backward(relu_backward(dA1, Z1), X, W1)
    return [(dW1, db1), (dW2, db2)]""",
                "the first two of any": """
    dA, dW2, db2 = dense_backward(dZ_last, cache[1][0], params[1][0])
    dZ = relu_backward(dA, cache[0][1])
    _, dW1, db1 = dense_backward(dZ, cache[0][0], params[0][0])
    return [(dW1, db1), (dW2, db2)]""",
            },
        ),
        "layers-out-of-order": (
            "With three layers, the gradients come in an order that belongs to no direction.",
            "Put each pair at the very front, at place 0: place −1 is before the last pair.",
            {
                "in front of the last": back(keep="grads.insert(-1, (dW, db))"),
                "always at place 1": back(keep="grads.insert(1, (dW, db))"),
                "at its own place": back(keep="grads.insert(k, (dW, db))"),
            },
        ),
        "slope-not-passed-on": (
            "The first layer gets the slope that the layer behind it had.",
            "Send the slope on through every layer until the first has had its turn.",
            {
                "passes on from the third only": back(when="k > 1"),
                "passes on from the third only, inline": inline().replace("if k > 0:", "if k > 1:"),
            },
        ),
        "w-transposed-before": (
            "The layer's backward pass gets the weights transposed.",
            "Hand them over as they stand in params: inside, they are turned already.",
            {
                "W.T": back(dense="dZ, cache[k][0], params[k][0].T"),
            },
        ),
        "pair-as-array": (
            "A pair of params or of the cache is used as if it were one array.",
            "Take out of the pair what is needed: its first, or its second.",
            {
                "a pair of params": back(dense="dZ, cache[k][0], params[k]"),
                "a pair of the cache": back(dense="dZ, cache[k], params[k][0]"),
                "a pair of params, inline": inline().replace("params[k][0]", "params[k]"),
                "a pair of the cache, inline": inline().replace("cache[k][0]", "cache[k]"),
                "a pair for the gate": back(gate="relu_backward(dA, cache[k - 1])"),
            },
        ),
        "pair-as-index": (
            "The loop runs over the pairs themselves, and a pair is used as an index.",
            "Let it run over the numbers of the layers, from the last to the first.",
            {
                "reversed params": back(order="reversed(params)"),
            },
        ),
        "no-round": (
            "An empty list comes back: no round of the loop puts a pair into it.",
            "Count the rounds: to count down, `range` needs a third number, −1, or "
            "`reversed` around it.",
            {
                "counts up from the last": back(order="range(len(params) - 1, -1)"),
                "counts up to 0": back(order="range(len(params) - 1, 0)"),
                "counts up, inline": inline()
                .replace("[None] * len(params)", "[]")
                .replace(", -1, -1)", ", -1)"),
            },
        ),
        "counts-from-n": (
            "A place behind the last layer is asked for: counting starts at 0.",
            "The last layer has the number of layers minus 1 as its index.",
            {
                "from n down to 1": back(order="range(len(params), 0, -1)"),
                "from n down to 0": back(order="range(len(params), -1, -1)"),
            },
        ),
        "no-list-yet": (
            "What comes back is no list: it hands out its pairs one at a time, and only once.",
            "`list` makes one of it.",
            {
                "reversed": back(keep="grads.append((dW, db))", returned="reversed(grads)"),
                "a zip": back(keep="grads.append((dW, db))", returned="zip(*zip(*grads[::-1]))"),
            },
        ),
        "first-pair-alone": (
            "One pair of gradients comes back, and no list of pairs.",
            "Put each layer's pair into the list, and return the whole list.",
            {
                "replaces the list": back(keep="grads = (dW, db)"),
                "the first of the list": back(returned="grads[0]"),
            },
        ),
        "nested-lists": (
            "Lists stand inside lists, where one list of pairs is asked for.",
            "Put each pair into the list as it is, without brackets of its own around it.",
            {
                "the list so far in a list": back(keep="grads = [(dW, db)] + [grads]"),
                "each pair in a list": back(keep="grads.insert(0, [(dW, db)])"),
            },
        ),
        "list-begun-anew": (
            "The list is begun anew for each layer, so that only the first layer's "
            "gradients are left.",
            "Begin it once, before the loop.",
            {
                "an empty list in each round": back(first="grads = []"),
            },
        ),
        "gate-of-another-layer": (
            "A gate takes the Z of a layer that does not stand right before it.",
            "The ReLU in front of a layer let through the Z of the layer before.",
            {
                "two layers before": back(gate="relu_backward(dA, cache[k - 2][1])"),
                "two layers before, inline": inline(gate="dA * (cache[k - 2][1] > 0)"),
            },
        ),
        "gate-of-parameters": (
            "Weights or biases decide which gates are open.",
            "What went into the ReLU decides: the cache has kept it as Z.",
            {
                "the weights": back(gate="relu_backward(dA, params[k - 1][0])"),
                "the bias": back(gate="relu_backward(dA, params[k - 1][1])"),
                "the bias, inline": inline(gate="dA * (params[k - 1][1] > 0)"),
            },
        ),
        "bias-for-weights": (
            "A layer's backward pass gets its bias where its weights belong.",
            "Take the first of the pair: weights, then bias.",
            {
                "the second of the pair": back(dense="dZ, cache[k][0], params[k][1]"),
            },
        ),
        "element-wise": (
            "On the way back, arrays are multiplied entry by entry.",
            "The ways add up: use matrix products, which multiply and then sum.",
            {
                "dA": inline(dA="dZ * W.T"),
                "dW": inline(dW="A_in.T * dZ"),
                "dA, not turned": inline(dA="dZ * W"),
            },
        ),
        "db-one-number": (
            "The gradient of a bias is one number for all units.",
            "Each unit has a bias of its own: sum over the examples only.",
            {
                "all summed": inline(db="dZ.sum()"),
                "all averaged": inline(db="dZ.mean()"),
            },
        ),
        "db-as-table": (
            "The gradient of a bias is a table with a single row.",
            "A bias has one axis: its gradient has one, too.",
            {
                "axes kept": inline(db="dZ.sum(axis=0, keepdims=True)"),
            },
        ),
        "z-where-shut": (
            "Where a gate is shut, Z itself goes on.",
            "Put a 0 there: a shut gate stops everything.",
            {
                "Z in the other branch": inline(
                    gate="np.where(cache[k - 1][1] > 0, dA, cache[k - 1][1])"
                ),
            },
        ),
        "gate-alone": (
            "Behind a gate only 0 and 1 go on: the slope that came back is lost.",
            "Multiply the gate by the slope that arrives at it.",
            {
                "ones and zeros": inline(gate="np.where(cache[k - 1][1] > 0, 1.0, 0.0)"),
            },
        ),
        "two-results": (
            "Besides the list of pairs, something else comes back.",
            "Return the list alone.",
            {
                "the last slope as well": back(returned="grads, dZ"),
            },
        ),
        "any/changes-input": {
            "writes into the cache": back(
                gate="dA * cache[k - 1][1]",
                first="Z = cache[k - 1][1]; Z[Z <= 0] = 0; Z[Z > 0] = 1",
            ),
            "takes the cache apart": """grads, dZ = [], dZ_last
    for W, b in reversed(params):
        A_in, Z = cache.pop()
        dA, dW, db = dense_backward(dZ, A_in, W)
        grads.insert(0, (dW, db))
        if cache:
            dZ = relu_backward(dA, cache[-1][1])
    return grads""",
        },
        "any/returns-none": {"prints them": back().replace("return grads", "print(grads)")},
    },
    "sgd_step": {
        "uphill": (
            "The step climbs: it is added.",
            "Go against the slope: subtract the rate times the slope.",
            {
                "uphill": step(W="W + learning_rate * dW", b="b + learning_rate * db"),
                "the slope minus the weight": step(
                    W="learning_rate * dW + W", b="learning_rate * db + b"
                ),
            },
        ),
        "biases-uphill": (
            "The weights go downhill, and the biases climb.",
            "Biases follow the same rule as weights: against their slope.",
            {"uphill for the biases": step(b="b + learning_rate * db")},
        ),
        "weights-uphill": (
            "The biases go downhill, and the weights climb.",
            "Weights follow the same rule as biases: against their slope.",
            {"uphill for the weights": step(W="W + learning_rate * dW")},
        ),
        "biases-stay": (
            "The biases do not move.",
            "Each bias takes a step as well, against its own slope.",
            {"the biases stay": step(b="b")},
        ),
        "weights-stay": (
            "The weights do not move.",
            "Each weight takes a step as well, against its own slope.",
            {"the weights stay": step(W="W")},
        ),
        "nothing-moves": (
            "The parameters come back as they were.",
            "Collect the new arrays in a list of their own, and return that list.",
            {
                "sets the old to the new": """for (W, b), (dW, db) in zip(params, grads):
        W = W - learning_rate * dW
        b = b - learning_rate * db
    return params""",
                "no step": "return [(W.copy(), b.copy()) for W, b in params]",
            },
        ),
        "no-rate": (
            "The learning rate is left out: each step is as long as the slope.",
            "Multiply each slope by the learning rate first.",
            {"forgets the learning rate": step(W="W - dW", b="b - db")},
        ),
        "no-rate-for-biases": (
            "The biases move by their whole slope, without the learning rate.",
            "The learning rate holds for weights and biases alike.",
            {"no learning rate for the biases": step(b="b - db")},
        ),
        "own-rate": (
            "The step uses a learning rate of its own, whatever rate is given.",
            "Use the argument: the caller chooses the rate.",
            {
                "a rate of its own": step(W="W - 0.1 * dW", b="b - 0.1 * db"),
                "another rate of its own": step(W="W - 0.01 * dW", b="b - 0.01 * db"),
            },
        ),
        "divides-by-rate": (
            "The slopes are divided by the learning rate.",
            "Multiply by it: a smaller rate makes a shorter step.",
            {"divides by the rate": step(W="W - dW / learning_rate", b="b - db / learning_rate")},
        ),
        "slopes-of-another-layer": (
            "Layers move by the slopes of another layer.",
            "Both lists run from the first layer to the last: take them in step.",
            {
                "grads in reverse": step(second="grads[::-1]"),
                "always the first slopes": step(second="[grads[0]] * len(params)"),
            },
        ),
        "layers-in-reverse": (
            "The layers come back in reverse order.",
            "Keep the order of params, first layer first.",
            {
                "layers in reverse": step(first="params[::-1]", second="grads[::-1]"),
                "puts each in front": """
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.insert(0, (W - learning_rate * dW, b - learning_rate * db))
    return new""",
            },
        ),
        "one-layer-only": (
            "Only one layer comes back, however many there are.",
            "Add each layer's new pair to the list, and return after the loop.",
            {
                "the first layer only": step(first="params[:1]"),
                "returns inside the loop": """
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append((W - learning_rate * dW, b - learning_rate * db))
        return new""",
                "a new list in each round": """
    for (W, b), (dW, db) in zip(params, grads):
        new = []
        new.append((W - learning_rate * dW, b - learning_rate * db))
    return new""",
            },
        ),
        "one-layer-moves": (
            "Only the first layer moves, and the others keep their place.",
            "Take the step in every layer.",
            {
                "the others keep their place": "return [(params[0][0] - learning_rate * "
                "grads[0][0], params[0][1] - learning_rate * grads[0][1]), *params[1:]]",
            },
        ),
        "steps-alone": (
            "The steps come back without the places that they start from.",
            "The new value is the old one minus the step.",
            {
                "the steps alone": step(W="-learning_rate * dW", b="-learning_rate * db"),
                "the steps alone, without the sign": step(
                    W="learning_rate * dW", b="learning_rate * db"
                ),
            },
        ),
        "slope-minus-weight": (
            "The difference is the wrong way round: the step minus the old value.",
            "Start from the old value, and subtract the step from it.",
            {
                "the step minus the old": step(
                    W="learning_rate * dW - W", b="learning_rate * db - b"
                ),
            },
        ),
        "difference-times-slope": (
            "The rate is subtracted first, and the result is multiplied by the slope.",
            "Multiply rate and slope first, then subtract that product.",
            {
                "brackets around the difference": step(
                    W="(W - learning_rate) * dW", b="(b - learning_rate) * db"
                ),
                "brackets around the weights' difference": step(W="(W - learning_rate) * dW"),
            },
        ),
        "difference-times-rate": (
            "The slope is subtracted first, and the result is multiplied by the rate.",
            "Multiply rate and slope first, then subtract that product.",
            {
                "the rate outside": step(
                    W="learning_rate * (W - dW)", b="learning_rate * (b - db)"
                ),
            },
        ),
        "bias-before-weights": (
            "In each pair the bias comes first.",
            "Keep the order: weights, then bias.",
            {
                "b before W": "return [(b - learning_rate * db, W - learning_rate * dW) "
                "for (W, b), (dW, db) in zip(params, grads)]",
            },
        ),
        "flat-list": (
            "The new arrays stand in one long list, not in pairs.",
            "Make a pair of weights and bias for each layer, as params has them.",
            {
                "no pairs": """
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new += [W - learning_rate * dW, b - learning_rate * db]
    return new""",
            },
        ),
        "biases-missing": (
            "Only the weights come back.",
            "Return a pair for each layer: its new weights and its new bias.",
            {
                "weights only": """
    return [W - learning_rate * dW for (W, b), (dW, db) in zip(params, grads)]""",
            },
        ),
        "divided-by-layers": (
            "The steps are divided by the number of layers.",
            "Use the rate as it is: each layer takes its full step.",
            {
                "divides by the number of layers": step(
                    W="W - learning_rate * dW / len(params)",
                    b="b - learning_rate * db / len(params)",
                ),
            },
        ),
        "sign-of-slope": (
            "Only the sign of the slope counts, so that all steps are equally long.",
            "Use the slope itself: steep means far.",
            {
                "the sign of the slope": step(
                    W="W - learning_rate * np.sign(dW)", b="b - learning_rate * np.sign(db)"
                ),
            },
        ),
        "mean-slope": (
            "All entries of an array move by one and the same slope.",
            "Each entry has a slope of its own, at the same place in the gradient.",
            {
                "the mean slope": step(
                    W="W - learning_rate * dW.mean()", b="b - learning_rate * db.mean()"
                ),
                "the sum of the slopes": step(
                    W="W - learning_rate * dW.sum()", b="b - learning_rate * db.sum()"
                ),
                "the sum of the slopes, for the weights": step(W="W - learning_rate * np.sum(dW)"),
                "the mean slope, for the weights": step(W="W - learning_rate * np.mean(dW)"),
            },
        ),
        "rounded": (
            "The new parameters are rounded.",
            "Keep every digit: many small steps make up the training.",
            {
                "rounds": step(
                    W="np.round(W - learning_rate * dW, 2)", b="np.round(b - learning_rate * db, 2)"
                ),
                "rounds to one decimal": step(
                    W="np.round(W - learning_rate * dW, 1)", b="np.round(b - learning_rate * db, 1)"
                ),
            },
        ),
        "grads-not-unpacked": (
            "A list or a pair is multiplied as if it were one array.",
            "Take each layer's pairs apart first: weights with their gradient, bias with its own.",
            {
                "pairs as they are": """
    return [p - learning_rate * g for p, g in zip(params, grads)]""",
                "the list as it is": "return params - learning_rate * grads",
                "two layers taken for W and b": """W, b = params
    dW, db = grads
    return W - learning_rate * dW, b - learning_rate * db""",
            },
        ),
        "no-zip": (
            "The parameters and the gradients are taken one list after the other.",
            "Take them side by side: `zip` hands out one layer of each in every round.",
            {
                "a comma in place of zip": """
    return [(W - learning_rate * dW, b - learning_rate * db)
        for (W, b), (dW, db) in (params, grads)]""",
            },
        ),
        "each-with-each": (
            "Each layer meets the gradients of every layer, so more pairs come back than layers.",
            "One loop is enough: `zip` puts each layer beside its own gradients.",
            {
                "a loop in a loop": """
    return [(W - learning_rate * dW, b - learning_rate * db)
        for W, b in params for dW, db in grads]""",
            },
        ),
        "unpacked-at-once": (
            "More names, or fewer, are to be filled at once than there are values.",
            "`zip` gives two pairs in each round: put each pair's two names in brackets.",
            {
                "four names for two pairs": """
    return [(W - learning_rate * dW, b - learning_rate * db)
        for W, b, dW, db in zip(params, grads)]""",
                "one pair for a whole list": """
    W, b, more = params
    dW, db, more = grads
    return [(W - learning_rate * dW, b - learning_rate * db)]""",
            },
        ),
        "rate-called": (
            "Round brackets stand after a number, as if it were a function.",
            "A product needs its `*`, between the rate and a slope, too.",
            {"no product sign": step(W="W - learning_rate(dW)", b="b - learning_rate(db)")},
        ),
        "knows-the-example": (
            "The answer is that of one example, whatever is asked.",
            "Compute it from params, grads and the learning rate.",
            {
                "knows the first example": "return [(np.array([[0.95], [2.1]]), np.array([0.3]))]",
            },
        ),
        "slopes-of-the-other": (
            "Weights move by the slopes of a bias, or a bias by those of weights.",
            "Each array has a gradient of its own, in the same place of its pair.",
            {
                "the bias by dW": step(b="b - learning_rate * dW"),
                "the weights by db": step(W="W - learning_rate * db"),
                "both exchanged": step(W="W - learning_rate * db", b="b - learning_rate * dW"),
            },
        ),
        "last-layer-left-out": (
            "The last layer is left out.",
            "Counting from 0 up to the number of layers ends at the last one by itself.",
            {
                "one round too few": """
    new = []
    for k in range(len(params) - 1):
        (W, b), (dW, db) = params[k], grads[k]
        new.append((W - learning_rate * dW, b - learning_rate * db))
    return new""",
            },
        ),
        "weights-shrink": (
            "Each step makes the parameters smaller, besides moving them against their slopes.",
            "Subtract the rate times the slope, and nothing else.",
            {
                "the weights": step(W="(1 - learning_rate) * W - learning_rate * dW"),
                "weights and biases": step(
                    W="(1 - learning_rate) * W - learning_rate * dW",
                    b="(1 - learning_rate) * b - learning_rate * db",
                ),
                "by a hundredth": step(W="0.99 * W - learning_rate * dW"),
            },
        ),
        "no-list-yet": (
            "What comes back is no list: it hands out its pairs one at a time, and only once.",
            "`list` makes one of it; square brackets around a loop do, too.",
            {
                "a zip": """
    pairs = list(zip(params, grads))
    weights = [W - learning_rate * dW for (W, _), (dW, _) in pairs]
    biases = [b - learning_rate * db for (_, b), (_, db) in pairs]
    return zip(weights, biases)""",
                "a generator": step().replace("return [", "return (").removesuffix("]") + ")",
                "a map": """
    def moved(pair, slopes):
        return tuple(v - learning_rate * d for v, d in zip(pair, slopes))
    return map(moved, params, grads)""",
            },
        ),
        "pair-assigned": (
            "An entry of a pair is to be replaced, and a pair made with round brackets "
            "cannot be changed.",
            "Make a new pair for each layer, and put it into a new list.",
            {
                "into the pairs": """
    new = params.copy()
    for k in range(len(params)):
        new[k][0] = params[k][0] - learning_rate * grads[k][0]
        new[k][1] = params[k][1] - learning_rate * grads[k][1]
    return new""",
            },
        ),
        "last-pair-alone": (
            "A single pair comes back, and no list of pairs.",
            "Add each layer's new pair to a list, and return the list.",
            {
                "W and b of the last": """
    for (W, b), (dW, db) in zip(params, grads):
        W = W - learning_rate * dW
        b = b - learning_rate * db
    return W, b""",
                "W and b of the first": step() + "[0]",
            },
        ),
        "append-of-two": (
            "`append` gets two things, and it takes one.",
            "Brackets around both make a pair of them, which is one thing.",
            {
                "no brackets": """
    new = []
    for (W, b), (dW, db) in zip(params, grads):
        new.append(W - learning_rate * dW, b - learning_rate * db)
    return new""",
            },
        ),
        "slope-times-weight": (
            "Each slope is multiplied by the parameter itself.",
            "The step is the rate times the slope, whatever the parameter is.",
            {
                "the weights, by themselves": step(W="W - learning_rate * dW * W"),
                "weights and biases, by themselves": step(
                    W="W * (1 - learning_rate * dW)", b="b * (1 - learning_rate * db)"
                ),
            },
        ),
        "divided-by-rows": (
            "The step of the weights is divided by their number of rows.",
            "The step is the rate times the slope: nothing is divided here.",
            {
                "by the rows": step(W="W - learning_rate * dW / len(W)"),
            },
        ),
        "length-of-one": (
            "Each gradient is shortened or stretched to the length 1.",
            "Use it as it is: long steps where it is steep, short ones where it is flat.",
            {
                "divided by its length": step(
                    W="W - learning_rate * dW / np.linalg.norm(dW)",
                    b="b - learning_rate * db / np.linalg.norm(db)",
                ),
            },
        ),
        "none-below-0": (
            "Parameters below 0 become 0.",
            "Keep them as they come: weights and biases may be negative.",
            {
                "the weights, from 0 up": step(W="np.maximum(W - learning_rate * dW, 0)"),
                "weights and biases, from 0 up": step(
                    W="relu(W - learning_rate * dW)", b="relu(b - learning_rate * db)"
                ),
            },
        ),
        "first-layer-left-out": (
            "The first layer is left out.",
            "Begin with it: counting starts at 0.",
            {
                "from the second on": step(first="params[1:]", second="grads[1:]"),
            },
        ),
        "w-transposed": (
            "The new weights are transposed.",
            "Keep each array's shape.",
            {
                "both turned": step(W="W.T - learning_rate * dW.T"),
                "the result turned": step(W="(W - learning_rate * dW).T"),
            },
        ),
        "any/changes-input": {
            "in place": """for (W, b), (dW, db) in zip(params, grads):
        W -= learning_rate * dW
        b -= learning_rate * db
    return params""",
            "replaces the layers in the list": """for k, (dW, db) in enumerate(grads):
        W, b = params[k]
        params[k] = (W - learning_rate * dW, b - learning_rate * db)
    return params""",
            "scales the slopes in place": """for dW, db in grads:
        dW *= learning_rate
        db *= learning_rate
    return [(W - dW, b - db) for (W, b), (dW, db) in zip(params, grads)]""",
        },
        "any/returns-none": {
            "prints them": step().replace("return ", "print(") + ")",
        },
    },
    "train": {
        "loss-after-step": (
            "The loss of each epoch is computed after its step.",
            "Keep the loss before the step: the first one belongs to the untrained network.",
            {
                "the loss after the step": loop(
                    loss="",
                    after="losses.append(bce_with_logits(mlp_forward(X, params)[0][:, 0], y))",
                ),
            },
        ),
        "never-steps": (
            "The new parameters are never kept, so every epoch starts from the same ones.",
            "Give the result of the step back to params.",
            {
                "never steps": loop(step="sgd_step(params, grads, learning_rate)"),
                "another name for the new": loop(
                    step="new_params = sgd_step(params, grads, learning_rate)"
                ),
            },
        ),
        "first-params-returned": (
            "The network trains, and the parameters of the start are returned.",
            "Return the parameters after the last epoch.",
            {
                "returns the start": loop(before="first = params", returned="first, losses"),
            },
        ),
        "uphill": (
            "The training climbs: the sign of the step is turned.",
            "Go against the slopes, with the rate as it is given.",
            {
                "uphill": loop(step="params = sgd_step(params, grads, -learning_rate)"),
                "all by itself, uphill": alone(sign="+"),
                "a step of its own, uphill": loop(
                    step="params = [(W + learning_rate * dW, b + learning_rate * db) "
                    "for (W, b), (dW, db) in zip(params, grads)]"
                ),
            },
        ),
        "own-rate": (
            "The step gets a learning rate of its own, whatever rate is given.",
            "Hand the argument on.",
            {
                "a rate of its own": loop(step="params = sgd_step(params, grads, 0.1)"),
                "another rate of its own": loop(step="params = sgd_step(params, grads, 0.01)"),
            },
        ),
        "rate-shrinks": (
            "The learning rate changes from epoch to epoch.",
            "Use the rate as it is given in every epoch.",
            {
                "a rate that shrinks": loop(
                    step="params = sgd_step(params, grads, learning_rate / (epoch + 1))"
                ),
                "a rate that is halved": loop(after="learning_rate = learning_rate / 2"),
                "by a hundredth": loop(after="learning_rate = learning_rate * 0.99"),
            },
        ),
        "from-the-start": (
            "Every step starts from the parameters of the beginning.",
            "The next epoch goes on from where the last one has led.",
            {
                "always from the start": loop(
                    before="first = params", step="params = sgd_step(first, grads, learning_rate)"
                ),
                "returns the new, goes on with the old": loop(
                    step="new = sgd_step(params, grads, learning_rate)", returned="new, losses"
                ),
                "the new begun as the old": loop(
                    before="new = params",
                    step="new = sgd_step(params, grads, learning_rate)",
                    returned="new, losses",
                ),
            },
        ),
        "first-slopes": (
            "Every step uses the gradients of the first epoch.",
            "Compute the gradients anew in each epoch, with the parameters of that moment.",
            {
                "always the first slopes": loop(
                    before="first = None",
                    step="first = first or grads\n"
                    "        params = sgd_step(params, first, learning_rate)",
                ),
            },
        ),
        "forward-once": (
            "The forward pass runs once, or always with the first parameters.",
            "Go forward in every epoch, with the parameters of that moment.",
            {
                "forward before the loop": loop(
                    before="Z_first, cache_first = mlp_forward(X, params)",
                    forward="Z_first, cache_first",
                ),
                "always forward from the start": loop(
                    before="first = params", forward="mlp_forward(X, first)"
                ),
            },
        ),
        "one-epoch-too-few": (
            "One epoch too few is run.",
            "Run n_epochs epochs, one step and one loss each.",
            {"one epoch too few": loop(epochs="n_epochs - 1")},
        ),
        "one-epoch-too-many": (
            "One epoch too many is run.",
            "Run n_epochs epochs, one step and one loss each.",
            {"one epoch too many": loop(epochs="n_epochs + 1")},
        ),
        "one-epoch-only": (
            "Only one epoch is run, whatever n_epochs is.",
            "Repeat everything in a loop, and return once the loop has ended.",
            {
                "returns inside the loop": loop(after="return params, losses"),
                "no loop": """losses = []
    Z_last, cache = mlp_forward(X, params)
    z = Z_last[:, 0]
    losses.append(bce_with_logits(z, y))
    grads = mlp_backward(bce_with_logits_gradient(z, y)[:, None], params, cache)
    params = sgd_step(params, grads, learning_rate)
    return params, losses""",
            },
        ),
        "one-loss-too-many": (
            "The list holds one loss more than there are epochs.",
            "Each epoch gives one loss, before its step; nothing is asked for after the last one.",
            {
                "the loss after the last epoch too": loop(
                    returned="params, losses + [bce_with_logits(mlp_forward(X, params)[0].T[0], y)]"
                ),
                "the first loss twice": loop(
                    before="losses.append(bce_with_logits(mlp_forward(X, params)[0][:, 0], y))"
                ),
            },
        ),
        "last-loss-only": (
            "Only the last loss comes back.",
            "Make a list once, before the loop, add to it in each epoch, and return the list.",
            {
                "the last loss only": loop(returned="params, losses[-1:]"),
                "a new list in each epoch": loop(start="losses = []"),
                "the last loss as a number": loop(
                    loss="losses = bce_with_logits(z, y)",
                ),
                "the loss beside the list": loop(
                    loss="loss = bce_with_logits(z, y); losses.append(loss)",
                    returned="params, loss",
                ),
                "the loss, begun at 0": loop(
                    before="loss = 0.0",
                    loss="loss = bce_with_logits(z, y)",
                    returned="params, loss",
                ),
                "the loss, begun at nothing": loop(
                    before="loss = None",
                    loss="loss = bce_with_logits(z, y)",
                    returned="params, loss",
                ),
            },
        ),
        "losses-alone": (
            "The losses come back alone.",
            "Return the parameters after the last epoch and the losses, with a comma between.",
            {"the losses alone": loop(returned="losses")},
        ),
        "params-alone": (
            "The parameters come back alone.",
            "Return the parameters and the list of losses, with a comma between.",
            {"the parameters alone": loop(returned="params")},
        ),
        "results-swapped": (
            "The losses come first, and the parameters second.",
            "Return the parameters first.",
            {"another order of results": loop(returned="losses, params")},
        ),
        "stops-early": (
            "The training stops as soon as the loss is low.",
            "Run all epochs that are asked for.",
            {
                "stops when the loss is low": loop(after="if losses[-1] < 0.9: break"),
                "stops when the loss is lower": loop(after="if losses[-1] < 0.5: break"),
                "stops when the loss is small": loop(after="if losses[-1] < 0.05: break"),
                "stops when the loss is tiny": loop(after="if losses[-1] < 1e-3: break"),
            },
        ),
        "stops-at-rise": (
            "The training stops early where the loss rises.",
            "Run all epochs that are asked for: a loss that rises is to be seen.",
            {
                "stops before the step": loop(
                    loss="losses.append(bce_with_logits(z, y))\n"
                    "        if losses[-1] > min(losses): break",
                ),
                "stops after the step": loop(after="if losses[-1] > losses[0]: break"),
                "stops where it does not fall": loop(
                    after="if len(losses) > 1 and losses[-1] >= losses[-2]: break"
                ),
                "stops where it doubles": loop(
                    after="if len(losses) > 1 and losses[-1] > 2 * losses[-2]: break"
                ),
            },
        ),
        "goes-back-through-new-weights": (
            "A layer takes its step first, and sends the slope back through its new weights.",
            "Go back through the weights of the forward pass; take the step when all is sent back.",
            {
                "all by itself, the step first": alone()
                .replace("            dA = dZ @ W.T\n", "")
                .replace("                dZ = dA", "                dZ = dZ @ params[k][0].T"),
                "by hand behind the forward pass, the step first": """losses = []
    params = [(W.copy(), b.copy()) for W, b in params]
    for _ in range(n_epochs):
        Z_last, cache = mlp_forward(X, params)
        losses.append(bce_with_logits(Z_last[:, 0], y))
        dZ = bce_with_logits_gradient(Z_last[:, 0], y)[:, None]
        for k in reversed(range(len(params))):
            W, b = params[k]
            params[k] = (
                W - learning_rate * cache[k][0].T @ dZ,
                b - learning_rate * dZ.sum(axis=0),
            )
            if k:
                dZ = (dZ @ params[k][0].T) * (cache[k - 1][1] > 0)
    return params, losses""",
            },
        ),
        "divided-twice": (
            "The slope is divided by the number of examples twice.",
            "One division is enough, and the slope of the loss has it already.",
            {
                "the slope divided by n again": loop(
                    slope="bce_with_logits_gradient(z, y)[:, None] / len(y)"
                ),
                "the rate divided by n": loop(
                    step="params = sgd_step(params, grads, learning_rate / len(y))"
                ),
            },
        ),
        "not-divided": (
            "The slope is that of the sum of the losses: the division by n is missing.",
            "The loss is a mean, so its slope has the division by the number of examples in it.",
            {
                "the slope not divided by n": loop(slope="(sigmoid(z) - y)[:, None]"),
                "all by itself, not divided": alone(n="1"),
            },
        ),
        "slope-without-sigmoid": (
            "The slope compares z itself with the target, not its probability.",
            "Turn z into a probability first, then subtract the target.",
            {
                "the slope of the squared error": loop(slope="((z - y) / len(y))[:, None]"),
                "z minus y, not divided": loop(slope="(z - y)[:, None]"),
            },
        ),
        "slope-of-squared-error": (
            "The slope is that of the squared error behind a sigmoid.",
            "Binary cross-entropy has another slope in z: probability minus target, divided by n.",
            {
                "the squared error's slope": loop(
                    slope="((sigmoid(z) - y) * sigmoid(z) * (1 - sigmoid(z)) / len(y))[:, None]"
                ),
                "twice the squared error's slope": loop(
                    slope="(2 * (sigmoid(z) - y) * sigmoid(z) * (1 - sigmoid(z)) / len(y))[:, None]"
                ),
            },
        ),
        "slope-sign": (
            "The slope has the wrong sign: target minus probability.",
            "Take the probability minus the target: too high a probability has a positive slope.",
            {
                "the sign of the slope": loop(slope="(y - sigmoid(z))[:, None] / len(y)"),
                "minus the slope": loop(slope="-bce_with_logits_gradient(z, y)[:, None]"),
            },
        ),
        "broadcasts": (
            "A column of results meets a row of targets: each result is compared with each target.",
            "Bring both to one shape before you subtract: print the shapes to see.",
            {
                "(n, 1) against (n,)": loop(slope="(sigmoid(Z_last) - y) / len(y)"),
                "(n, 1) against (n,), by the helper": loop(
                    slope="bce_with_logits_gradient(Z_last, y)"
                ),
                "(n, 1) against (n,), not divided": loop(slope="sigmoid(z)[:, None] - y"),
            },
        ),
        "slope-flat": (
            "The slope that goes back has one axis, where the network's result has two.",
            "Turn it into a column of n rows, as the result was.",
            {"the slope as (n,)": loop(slope="bce_with_logits_gradient(z, y)")},
        ),
        "slope-as-row": (
            "The slope that goes back is a row, where the network's result is a column.",
            "Turn it into a column: one row for each example.",
            {"the slope as (1, n)": loop(slope="bce_with_logits_gradient(z, y)[None, :]")},
        ),
        "loss-of-column": (
            "The loss gets the result as a column, and the targets have one axis.",
            "Take the column out of the result before the loss sees it.",
            {
                "the loss of the column": loop(loss="losses.append(bce_with_logits(Z_last, y))"),
            },
        ),
        "loss-of-one-example": (
            "The loss gets the z of one example, and the targets of all.",
            "A row of the result is one example: take the column, with one z for each example.",
            {
                "the first row": loop(loss="losses.append(bce_with_logits(Z_last[0], y))"),
                "z is the first row": loop().replace("z = Z_last[:, 0]", "z = Z_last[0]"),
            },
        ),
        "forward-not-unpacked": (
            "A pair is used as if it were one array.",
            "The forward pass returns two things: give each a name of its own.",
            {
                "one name for two results": loop(forward="mlp_forward(X, params)").replace(
                    "Z_last, cache = ", "Z_last = "
                ),
            },
        ),
        "step-on-lists": (
            "A list or a pair is multiplied by the learning rate as if it were one array.",
            "The step of a whole network is an exercise above: call it.",
            {
                "params minus the rate times grads": loop(
                    step="params = params - learning_rate * grads"
                ),
            },
        ),
        "best-returned": (
            "The parameters with the lowest loss are returned, not those after the last epoch.",
            "Return what the last step has led to, even where the loss has risen.",
            {
                "the best so far": loop(
                    before="best = params",
                    loss="losses.append(bce_with_logits(z, y))\n"
                    "        best = params if losses[-1] == min(losses) else best",
                    returned="best, losses",
                ),
            },
        ),
        "argument-missing": (
            "A function is called with fewer arguments than it takes.",
            "Read the first line of its `def`, and hand over each argument in its order.",
            {
                "no rate for the step": loop(step="params = sgd_step(params, grads)"),
                "no cache for the way back": loop().replace(
                    "dZ_last, params, cache", "dZ_last, params"
                ),
                "no targets for the loss": loop(loss="losses.append(bce_with_logits(z))"),
            },
        ),
        "probability-as-z": (
            "The loss or its slope gets probabilities, and it wants pre-activations.",
            "Hand over z as the network gives it: the sigmoid is inside already.",
            {
                "the loss of probabilities": loop(
                    loss="losses.append(bce_with_logits(sigmoid(z), y))"
                ),
                "the slope at probabilities": loop(
                    slope="bce_with_logits_gradient(sigmoid(z), y)[:, None]"
                ),
                "a sigmoid for both": loop().replace(
                    "z = Z_last[:, 0]", "z = sigmoid(Z_last[:, 0])"
                ),
            },
        ),
        "relu-at-the-end": (
            "The result goes through a ReLU before the loss.",
            "Behind the last layer there is no ReLU: z may be negative.",
            {
                "a relu at the end": loop().replace("z = Z_last[:, 0]", "z = relu(Z_last[:, 0])"),
            },
        ),
        "targets-first": (
            "The loss or its slope gets the targets first.",
            "Hand over z first and the targets second.",
            {
                "the loss's arguments swapped": loop(loss="losses.append(bce_with_logits(y, z))"),
                "the slope's arguments swapped": loop(
                    slope="bce_with_logits_gradient(y, z)[:, None]"
                ),
                "both swapped": loop(
                    loss="losses.append(bce_with_logits(y, z))",
                    slope="bce_with_logits_gradient(y, z)[:, None]",
                ),
            },
        ),
        "loss-goes-back": (
            "The loss or the result itself goes back through the network, and not a slope.",
            "Send back the slope of the loss in each z.",
            {
                "the loss goes back": loop(back="losses[-1]"),
                "the result goes back": loop(back="Z_last"),
                "the loss goes back as a column": loop(back="np.full(Z_last.shape, losses[-1])"),
            },
        ),
        "squared-error": (
            "The list holds squared errors.",
            "Keep binary cross-entropy, the loss that the slope belongs to.",
            {
                "the squared error as loss": loop(
                    loss="losses.append(np.mean((sigmoid(z) - y) ** 2))"
                ),
                "half the squared error as loss": loop(
                    loss="losses.append(0.5 * np.mean((sigmoid(z) - y) ** 2))"
                ),
            },
        ),
        "loss-summed": (
            "The losses are sums over the examples.",
            "Keep the mean over the examples.",
            {
                "the sum of the losses": loop(loss="losses.append(bce_with_logits(z, y) * len(y))"),
            },
        ),
        "loss-divided-twice": (
            "The losses are divided by the number of examples twice.",
            "The loss is a mean already: keep it as it is.",
            {
                "the loss divided by n": loop(loss="losses.append(bce_with_logits(z, y) / len(y))"),
            },
        ),
        "losses-add-up": (
            "Each loss is added to the ones before.",
            "Keep the loss of each epoch by itself.",
            {
                "adds the losses up": loop(
                    loss="losses.append((losses or [0])[-1] + bce_with_logits(z, y))"
                ),
            },
        ),
        "loss-rounded": (
            "The losses are rounded.",
            "Keep every digit, and round only what you print.",
            {
                "rounds the losses": loop(loss="losses.append(round(bce_with_logits(z, y), 3))"),
                "rounds to three decimals": loop(
                    loss="losses.append(round(bce_with_logits(z, y), 3))"
                ),
                "rounds to four decimals": loop(
                    loss="losses.append(round(bce_with_logits(z, y), 4))"
                ),
            },
        ),
        "rounded-predictions": (
            "Predictions are rounded to 0 or 1 before the slope is taken.",
            "Use the probability itself: the slope says how far it is from the target.",
            {
                "predictions rounded first": loop(slope="((z >= 0) - y)[:, None] / len(y)"),
                "predictions rounded first, not divided": loop(slope="((z >= 0) - y)[:, None]"),
            },
        ),
        "one-by-one": (
            "A step is taken after every example.",
            "Take one step in each epoch, with all examples together.",
            {
                "one example after the other": """losses = []
    for _ in range(n_epochs):
        losses.append(bce_with_logits(mlp_forward(X, params)[0][:, 0], y))
        for i in range(len(y)):
            Z_last, cache = mlp_forward(X[i:i + 1], params)
            slope = bce_with_logits_gradient(Z_last[:, 0], y[i:i + 1])[:, None]
            params = sgd_step(params, mlp_backward(slope, params, cache), learning_rate)
    return params, losses""",
            },
        ),
        "weights-only": (
            "The weights learn, and the biases stay as they are.",
            "Let the step move weights and biases.",
            {
                "the weights only": loop(
                    step="params = [(W - learning_rate * dW, b) "
                    "for (W, b), (dW, db) in zip(params, grads)]"
                ),
                "the weights only, after the step": loop(
                    step="params = [(W, b) for (W, _), (_, b) in "
                    "zip(sgd_step(params, grads, learning_rate), params)]"
                ),
            },
        ),
        "no-gate": (
            "The slope goes from layer to layer past the ReLU.",
            "Between two layers, let it pass only where the pre-activation was above 0.",
            {"all by itself, no gate": alone(gate="")},
        ),
        "step-arguments-mixed": (
            "The step gets its arguments in another order.",
            "It wants the parameters, then the gradients, then the learning rate.",
            {
                "gradients before parameters": loop(
                    step="params = sgd_step(grads, params, learning_rate)"
                ),
                "the rate second": loop(step="params = sgd_step(params, learning_rate, grads)"),
            },
        ),
        "backward-arguments-mixed": (
            "The backward pass gets its arguments in another order.",
            "It wants the slope, then the parameters, then the cache.",
            {
                "the cache before the parameters": loop().replace(
                    "mlp_backward(dZ_last, params, cache)", "mlp_backward(dZ_last, cache, params)"
                ),
            },
        ),
        "forward-arguments-mixed": (
            "The forward pass gets the network first, and the inputs second.",
            "It wants the inputs, then the parameters.",
            {
                "params before X": loop(forward="mlp_forward(params, X)"),
            },
        ),
        "number-for-list": (
            "A single number, such as a loss, stands where a list is needed.",
            "`append` adds one number to a list; `+=` and `extend` want a list on their right.",
            {
                "+= without brackets": loop(loss="losses += bce_with_logits(z, y)"),
                "extend": loop(loss="losses.extend(bce_with_logits(z, y))"),
            },
        ),
        "append-gives-none": (
            "The list of losses becomes None: `append` changes the list and gives nothing back.",
            "Put `append` on a line of its own, with no equals sign before it.",
            {
                "sets it to what append gives": loop(
                    loss="losses = losses.append(bce_with_logits(z, y))"
                ),
            },
        ),
        "slopes-limited": (
            "Large slopes are cut off before the step.",
            "Take each slope as it is, however large.",
            {
                "clips at 1": limited(1),
                "clips at 5": limited(5),
                "clips at 10": limited(10),
            },
        ),
        "rate-twice": (
            "The learning rate counts twice: in the slope, too.",
            "Use it once, in the step.",
            {
                "in the slope": loop(slope=f"{TRAINED['slope']} * learning_rate"),
                "in both": loop(
                    step="params = sgd_step(params, grads, learning_rate * learning_rate)"
                ),
            },
        ),
        "rate-cancelled": (
            "The slope is divided by the learning rate, so that the rate has no effect.",
            "Use the rate once, in the step.",
            {
                "divides the slope": loop(slope=f"{TRAINED['slope']} / learning_rate"),
            },
        ),
        "loss-sign": (
            "The losses have the wrong sign: they are negative.",
            "Binary cross-entropy is never negative: keep it as the function gives it.",
            {
                "a minus": loop(loss="losses.append(-bce_with_logits(z, y))"),
            },
        ),
        "loss-in-a-list": (
            "Each loss stands in a list of its own.",
            "Append the number, without brackets of its own around it.",
            {
                "in brackets": loop(loss="losses.append([bce_with_logits(z, y)])"),
            },
        ),
        "some-losses-only": (
            "Only some epochs leave a loss in the list.",
            "Keep a loss in every epoch.",
            {
                "every tenth": loop(
                    loss="if epoch % 10 == 0: losses.append(bce_with_logits(z, y))"
                ),
                "every second": loop(
                    loss="if epoch % 2 == 0: losses.append(bce_with_logits(z, y))"
                ),
                "all but the first": loop(
                    loss="if epoch > 0: losses.append(bce_with_logits(z, y))"
                ),
            },
        ),
        "last-loss-first": (
            "The losses run backwards, from the last epoch to the first.",
            "Add each new loss behind the ones before.",
            {
                "in front": loop(loss="losses.insert(0, bce_with_logits(z, y))"),
                "reversed": loop(returned="params, losses[::-1]"),
            },
        ),
        "mistakes-counted": (
            "The list holds shares of mistakes.",
            "Keep binary cross-entropy, the loss that the slope belongs to.",
            {
                "the share of mistakes": loop(
                    loss="losses.append(np.mean((sigmoid(z) >= 0.5) != y))"
                ),
                "the share of right ones": loop(
                    loss="losses.append(np.mean((sigmoid(z) >= 0.5) == y))"
                ),
            },
        ),
        "losses-to-one-number": (
            "The losses of all epochs are made into one number.",
            "Return the list itself, with a loss for each epoch.",
            {
                "averaged": loop(returned="params, np.mean(losses)"),
                "added up": loop(returned="params, sum(losses)"),
                "the smallest": loop(returned="params, min(losses)"),
            },
        ),
        "epochs-by-examples": (
            "The number of examples says how many epochs are run.",
            "Run n_epochs epochs: each takes all examples together.",
            {
                "as many as examples": loop(epochs="len(X)"),
                "as many as targets": loop(epochs="len(y)"),
            },
        ),
        "another-number-of-names": (
            "What a function returns is taken apart into another number of names.",
            "The forward pass returns two things, the step one: the list of layers.",
            {
                "two names for the step": loop(
                    step="params, grads = sgd_step(params, grads, learning_rate)"
                ),
                "three names for the forward pass": loop().replace(
                    "Z_last, cache =", "Z_last, cache, last ="
                ),
            },
        ),
        "function-name-reused": (
            "The name of a function is given to a value inside, so that the function is "
            "not found there.",
            "Choose another name for the value.",
            {
                "the step": loop(step="sgd_step = sgd_step(params, grads, learning_rate)"),
                "the backward pass": loop()
                .replace("grads = mlp_backward", "mlp_backward = mlp_backward")
                .replace("(params, grads,", "(params, mlp_backward,"),
            },
        ),
        "forward-results-swapped": (
            "The two results of the forward pass are taken in another order.",
            "It returns the last pre-activations first, and the cache second.",
            {
                "the cache first": loop().replace("Z_last, cache =", "cache, Z_last ="),
            },
        ),
        "any/number-of-values": {
            "the gradients, too": loop(before="grads = []", returned="params, losses, grads"),
        },
        "any/changes-input": {
            "in place": loop(
                step="for (W, b), (dW, db) in zip(params, grads): "
                "W -= learning_rate * dW; b -= learning_rate * db"
            ),
            "replaces the layers in the caller's list": loop(
                step="params[:] = sgd_step(params, grads, learning_rate)"
            ),
        },
        "any/returns-none": {
            "prints the losses": loop().replace("return params, losses", "print(losses)"),
        },
    },
}

RIGHT = {
    "numerical_gradient": {
        "two copies": nudge(),
        "in place, and put back": """
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        old = w[i]
        w[i] = old + h; up = f(w)
        w[i] = old - h; down = f(w)
        w[i] = old
        g[i] = (up - down) / (2 * h)
    return g""",
        "flat": """
    g, v = np.empty(w.size), np.array(w, dtype=float).ravel()
    for i in range(w.size):
        e = np.zeros(w.size); e[i] = h
        g[i] = (f((v + e).reshape(w.shape)) - f((v - e).reshape(w.shape))) / 2 / h
    return g.reshape(w.shape)""",
        "a unit vector for each": """
    units = np.eye(w.size).reshape(w.size, *w.shape)
    return np.array([(f(w + h * e) - f(w - h * e)) / (2 * h) for e in units]).reshape(w.shape)""",
        "nditer": """
    gradient = np.zeros_like(w)
    for _ in (walker := np.nditer(w, flags=['multi_index'])):
        place = walker.multi_index
        step = np.zeros_like(w)
        step[place] = h
        gradient[place] = 0.5 / h * (f(w + step) - f(w - step))
    return gradient""",
        "ndenumerate, with a print": nudge().replace(
            "for index in np.ndindex(w.shape):",
            "for index, value in np.ndenumerate(w):\n        print(value)",
        ),
        "single precision in the result": nudge().replace(
            "return gradient", "return gradient.astype(np.float32)"
        ),
        "a list of lists": nudge().replace("return gradient", "return gradient.tolist()"),
        "the mean of both sides": """
    g, here = np.zeros(w.shape), f(w)
    for i in np.ndindex(w.shape):
        e = np.zeros(w.shape); e[i] = h
        g[i] = ((f(w + e) - here) / h + (here - f(w - e)) / h) / 2
    return g""",
        "divides by what was nudged": """
    g = np.zeros(w.shape)
    for i, value in np.ndenumerate(w):
        up, down = np.array(w), np.array(w)
        up[i], down[i] = value + h, value - h
        g[i] = (f(up) - f(down)) / (up[i] - down[i])
    return g""",
    },
    "gradient_descent": {
        "a list": walk(),
        "an array": walk(returned="np.array(history)"),
        "from the last entry": """
    places = [w]
    for _ in range(n_steps):
        places.append(places[-1] - learning_rate * gradient(places[-1]))
    return places""",
        "filled in": """
    out = np.zeros((n_steps + 1, *np.shape(w)))
    out[0] = w
    for k in range(n_steps):
        out[k + 1] = out[k] - learning_rate * np.asarray(gradient(out[k]))
    return out""",
        "steps on a copy": """
    w = np.copy(w)
    history = [w.copy()]
    for _ in range(n_steps):
        w -= learning_rate * gradient(w)
        history.append(w.copy())
    return history""",
        "copies of one array": """
    w = np.array(w, dtype=float)
    history = [w.copy()]
    for _ in range(n_steps):
        w = w - learning_rate * gradient(w)
        history.append(w.copy())
    return history""",
        "while": """
    history, place = [w], w
    while len(history) <= n_steps:
        slope = gradient(place)
        place = place - learning_rate * slope
        history += [place]
    return history""",
        "a tuple, with a print": walk(
            keep="history.append(w); print(w)", returned="tuple(history)"
        ),
        "recursively": """
    if n_steps == 0:
        return [w]
    return [w] + gradient_descent(gradient, w - learning_rate * gradient(w), learning_rate,
                                  n_steps - 1)""",
        "a dictionary of places": """places = {0: w}
    for k in range(1, n_steps + 1):
        places[k] = places[k - 1] - gradient(places[k - 1]) * learning_rate
    return [places[k] for k in sorted(places)]""",
    },
    "dense_backward": {
        "as matrix products": layer(),
        "np.dot and np.sum": layer("np.dot(dZ, W.T)", "np.dot(X.T, dZ)", "np.sum(dZ, axis=0)"),
        "einsum": """return (np.einsum('kj,ij->ki', dZ, W),
        np.einsum('ki,kj->ij', X, dZ), np.einsum('kj->j', dZ))""",
        "example by example": """
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for x_k, dz_k, k in zip(X, dZ, range(len(X))):
        dX[k] = W @ dz_k
        dW += np.outer(x_k, dz_k)
        db += dz_k
    return dX, dW, db""",
        "three loops": """
    n, d_in, d_out = len(X), len(W), len(W[0])
    dX, dW, db = np.zeros((n, d_in)), np.zeros((d_in, d_out)), np.zeros(d_out)
    for k in range(n):
        for j in range(d_out):
            db[j] += dZ[k, j]
            for i in range(d_in):
                dW[i, j] += X[k, i] * dZ[k, j]
                dX[k, i] += dZ[k, j] * W[i, j]
    return dX, dW, db""",
        "transposed twice": layer("(W @ dZ.T).T", "(dZ.T @ X).T", "np.ones(len(dZ)) @ dZ"),
        "a list of lists": """
    return [(dZ @ W.T).tolist(), (X.T @ dZ).tolist(), dZ.sum(axis=0).tolist()]""",
        "unit by unit": """
    dW = np.stack([X[:, i] @ dZ for i in range(X.shape[1])])
    return np.stack([W @ row for row in dZ]), dW, np.array([column.sum() for column in dZ.T])""",
    },
    "relu_backward": {
        "a mask": "return dA * (Z > 0)",
        "np.where": "return np.where(Z > 0, dA, 0)",
        "a copy, filled in": "out = dA.copy()\n    out[Z <= 0] = 0\n    return out",
        "heaviside": "return dA * np.heaviside(Z, 0.0)",
        "entry by entry": """
    out = np.zeros(np.shape(Z))
    for i in np.ndindex(Z.shape):
        if Z[i] > 0:
            out[i] = dA[i]
    return out""",
        "the slope as float32": "return (Z > 0).astype(np.float32) * dA",
        "the sign": "return dA * np.maximum(np.sign(Z), 0)",
        "a list, with a print": "print(Z)\n    return (dA * (Z > 0)).tolist()",
        "what is stopped taken off": "return dA - dA * (Z <= 0)",
        "np.select": "return np.select([Z > 0], [dA], default=0.0)",
    },
    "mlp_backward": {
        "with both helpers": back(),
        "inline": inline(),
        "appended, then reversed": back(keep="grads.append((dW, db))", returned="grads[::-1]"),
        "one helper, one line": back(gate="dA * (cache[k - 1][1] > 0)"),
        "the other helper": inline(gate="relu_backward(dA, cache[k - 1][1])"),
        "the gate seen in what it let pass": back(gate="dA * (cache[k][0] > 0)"),
        "the helper sees what the gate let pass": back(gate="relu_backward(dA, cache[k][0])"),
        "gates the input as well, in vain": back(
            when="True", gate="relu_backward(dA, cache[k - 1][1]) if k else dA"
        ),
        "zipped": """grads, dZ = [], dZ_last
    for (W, b), (A_in, Z) in zip(reversed(params), reversed(cache)):
        if Z is not cache[-1][1]:
            dZ = np.where(Z > 0, dZ, 0.0)
        grads = [(A_in.T @ dZ, dZ.sum(axis=0))] + grads
        dZ = dZ @ W.T
    return grads""",
        "lists of two, by keyword": back(
            dense="dZ=dZ, X=cache[k][0], W=params[k][0]",
            keep="grads.insert(0, [dW, db])",
            gate="relu_backward(dA=dA, Z=cache[k - 1][1])",
        ),
        "recursively": """
    A_in, W = cache[-1][0], params[-1][0]
    own = (A_in.T @ dZ_last, dZ_last.sum(axis=0))
    if len(params) == 1:
        return [own]
    dZ = (dZ_last @ W.T) * (cache[-2][1] > 0)
    return mlp_backward(dZ, params[:-1], cache[:-1]) + [own]""",
        "the last layer first, by itself": """grads = [None for _ in params]
    dA, dW, db = dense_backward(dZ_last, cache[-1][0], params[-1][0])
    grads[-1] = dW, db
    for k in range(len(params) - 2, -1, -1):
        dA, dW, db = dense_backward(relu_backward(dA, cache[k][1]), cache[k][0], params[k][0])
        grads[k] = dW, db
    return grads""",
    },
    "sgd_step": {
        "a list of pairs": step(),
        "a loop": """
    new = []
    for k in range(len(params)):
        W, b = params[k]
        dW, db = grads[k]
        new.append((W - learning_rate * dW, b - learning_rate * db))
    return new""",
        "lists of two": """
    return [[v - learning_rate * d for v, d in zip(pair, slopes)]
        for pair, slopes in zip(params, grads)]""",
        "copies, in place": """
    new = [(W.copy(), b.copy()) for W, b in params]
    for (W, b), (dW, db) in zip(new, grads):
        W -= learning_rate * dW
        b -= learning_rate * db
    return new""",
        "np.subtract, with a print": """print(learning_rate)
    return [tuple(np.subtract(v, learning_rate * np.asarray(d)) for v, d in zip(p, g))
        for p, g in zip(params, grads)]""",
        "a tuple of layers": step().replace("return [", "return tuple([") + ")",
        "single precision": step(
            W="np.float32(W - learning_rate * dW)", b="np.float32(b - learning_rate * db)"
        ),
        "the negative slope added": step(
            W="W + -learning_rate * dW", b="b + (-db) * learning_rate"
        ),
        "a copied list, filled anew": """new = params.copy()
    for k in range(len(new)):
        (W, b), (dW, db) = params[k], grads[k]
        new[k] = (W - learning_rate * dW, b - learning_rate * db)
    return new""",
    },
    "train": {
        "with the helpers": loop(),
        "by keyword": loop(
            step="params = sgd_step(params=params, grads=grads, learning_rate=learning_rate)"
        ),
        "the loss from probabilities": loop(
            loss="p = sigmoid(z); losses.append(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))",
            slope="((p - y) / len(y)).reshape(-1, 1)",
        ),
        "the loss from probabilities, kept off 0": loop(
            loss="p = sigmoid(z); "
            "losses.append(-np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)))",
        ),
        "column by column": loop(
            before="y_column = np.asarray(y)[:, None]",
            slope="(sigmoid(Z_last) - y_column) / len(y)",
        ),
        "an array of losses": loop(returned="params, np.array(losses)"),
        "filled in": loop(
            before="losses = np.zeros(n_epochs)", loss="losses[epoch] = bce_with_logits(z, y)"
        ),
        "rows reversed in each epoch": loop(start="X, y = X[::-1], y[::-1]"),
        "rows shuffled in each epoch": loop(
            before="rng = np.random.default_rng(0)",
            start="rows = rng.permutation(len(y)); X, y = X[rows], y[rows]",
        ),
        "rows sorted by their targets": loop(
            before="rows = np.argsort(y); X, y = X[rows], y[rows]"
        ),
        "gradients added up over single examples": """losses = []
    for _ in range(n_epochs):
        total, grads = 0.0, [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
        for i in range(len(y)):
            Z, cache = mlp_forward(X[i : i + 1], params)
            total += bce_with_logits(Z[:, 0], y[i : i + 1])
            dZ = bce_with_logits_gradient(Z[:, 0], y[i : i + 1])[:, None] / len(y)
            more = mlp_backward(dZ, params, cache)
            grads = [(dW + W, db + b) for (dW, db), (W, b) in zip(grads, more)]
        losses.append(total / len(y))
        params = sgd_step(params, grads, learning_rate)
    return params, losses""",
        "ravel and a while": """losses = []
    while len(losses) < n_epochs:
        Z_last, cache = mlp_forward(X, params)
        losses.append(bce_with_logits(Z_last.ravel(), y))
        slope = bce_with_logits_gradient(Z_last.ravel(), y).reshape(Z_last.shape)
        params = sgd_step(params, mlp_backward(slope, params, cache), learning_rate)
    return params, losses""",
        "all inline": alone(),
        "the helpers of one layer": """losses = []
    for _ in range(n_epochs):
        Z_last, cache = mlp_forward(X, params)
        losses.append(bce_with_logits(Z_last[:, 0], y))
        dZ, grads = bce_with_logits_gradient(Z_last[:, 0], y)[:, None], []
        for k in reversed(range(len(params))):
            dA, dW, db = (dZ @ params[k][0].T, cache[k][0].T @ dZ, dZ.sum(axis=0))
            grads.insert(0, (dW, db))
            if k:
                dZ = dA * (cache[k - 1][1] > 0)
        params = [(W - learning_rate * dW, b - learning_rate * db)
                  for (W, b), (dW, db) in zip(params, grads)]
    return params, losses""",
        "the rate divided by n, the slope not": loop(
            slope="(sigmoid(z) - y)[:, None]",
            step="params = sgd_step(params, grads, learning_rate / len(y))",
        ),
        "minus twice": loop(
            slope="-bce_with_logits_gradient(z, y)[:, None]",
            step="params = sgd_step(params, grads, -learning_rate)",
        ),
        "the gradients divided by n, the slope not": """losses = []
    for _ in range(n_epochs):
        Z_last, cache = mlp_forward(X, params)
        losses.append(bce_with_logits(Z_last[:, -1], y))
        grads = mlp_backward((sigmoid(Z_last[:, -1]) - y)[:, None], params, cache)
        grads = [(dW / len(y), db / len(y)) for dW, db in grads]
        params = sgd_step(params, grads, learning_rate)
    return params, losses""",
    },
}

EQUIVALENT = {
    "numerical_gradient": {
        "gradient = np.zeros_like(w) -> gradient = np.ones_like(w)": "The loop writes every entry.",
    },
    "sgd_step": {
        "new_params = [(W - learning_rate * dW, b - learning_rate * db) "
        "for (W, b), (dW, db) in zip(params, grads, strict=True)] -> "
        "new_params = [(W - learning_rate * dW, b - learning_rate * db) "
        "for (W, b), (dW, db) in zip(params, grads, strict=False)]": (
            "Both lists have one pair for each layer, so they are equally long."
        ),
    },
    "train": {
        "z = Z_last[:, 0] -> z = Z_last[:, -1]": (
            "The network has one output unit, so the first column is the last one."
        ),
    },
}
