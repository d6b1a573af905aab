"""Lesson 12: mistakes that learners make, and right answers written otherwise."""

SIGNATURES = {
    "scaled_dot_product_attention": "Q, K, V, mask=None",
    "causal_mask": "n",
    "split_heads": "X, n_heads",
    "layer_norm": "x, eps=1e-5",
    "pre_norm_block": "x, f, eps=1e-5",
}


def cell(exercise, body):
    """The exercise's cell: a function with this body, or the class that the body is."""
    if exercise == "patch_transformer":
        return body
    return f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"


SCORES = "Q @ K.T / np.sqrt(Q.shape[1])"
MASK = "if mask is not None: scores = np.where(mask, scores, -np.inf)"
SHARES = """top = scores.max(axis=1, keepdims=True)
    e = np.exp(scores - np.where(np.isfinite(top), top, 0.0))
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
ALLOWED = "allowed = np.ones(scores.shape, bool) if mask is None else mask"
NOWHERE = "weights = np.where(allowed.any(axis=1, keepdims=True), weights, 0.0)"
PLAIN = """e = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = e / e.sum(axis=1, keepdims=True)"""


def attend(scores=SCORES, mask=MASK, shares=SHARES, end="return weights @ V, weights"):
    """An attention with one part changed."""
    return f"""scores = {scores}
    {mask}
    {shares}
    {end}"""


def shared(shares):
    """An attention with its own way from the scores and the mask to the weights."""
    return attend(mask=ALLOWED, shares=shares)


ROWS = "rows, columns = np.arange(n)[:, None], np.arange(n)\n    "
SIZES = "n, d = X.shape\n    w = d // n_heads\n    "
REFUSE = "if X.shape[1] % n_heads: raise ValueError(n_heads)\n    "
MEAN = "mean = x.mean(axis=-1, keepdims=True)\n    "
VAR = MEAN + "var = x.var(axis=-1, keepdims=True)\n    "
HEAD = "class PatchTransformer(nn.Module):"
INIT = """self.embed = nn.Linear(49, 48)
        self.places = nn.Parameter(0.1 * torch.randn(16, 48))
        self.blocks = nn.ModuleList(Block(48, 4) for _ in range(2))
        self.norm, self.answer = nn.LayerNorm(48), nn.Linear(48, 10)"""
CUT = "x.reshape(-1, 4, 7, 4, 7).transpose(2, 3).reshape(-1, 16, 49)"
LOOP = """for block in self.blocks:
            tokens = block(tokens)
        """
FORWARD = f"""tokens = self.embed({CUT}) + self.places
        {LOOP}return self.answer(self.norm(tokens).mean(dim=1))"""
ATTENTION = "nn.MultiheadAttention(48, 4, batch_first=True)"


def net(init=INIT, forward=FORWARD, head=HEAD, start="super().__init__()"):
    """A PatchTransformer with one part changed."""
    return f"""{head}
    def __init__(self):
        {start}
        {init}

    def forward(self, x):
        {forward}
"""


def init(old, new):
    """A PatchTransformer whose layers differ in one place."""
    return net(INIT.replace(old, new))


def forward(old, new):
    """A PatchTransformer whose forward pass differs in one place."""
    return net(forward=FORWARD.replace(old, new))


WRONG = {
    "scaled_dot_product_attention": {
        "not-scaled": (
            "The scores are not divided by the root of d.",
            "Divide them by √d before the softmax: d is the length of a query.",
            {
                "no scale": attend("Q @ K.T"),
                "no scale, einsum": attend("np.einsum('nd,md->nm', Q, K)"),
                "divided by 1": attend("Q @ K.T / np.sqrt(Q.ndim - 1)"),
                "no scale, NaN where nothing is": attend("Q @ K.T", shares=PLAIN),
                "no scale, no shift": attend(
                    "Q @ K.T",
                    shares="e = np.exp(scores)\n    weights = e / e.sum(axis=1, keepdims=True)",
                ),
            },
        ),
        "divided-by-d": (
            "The scores are divided by d, and not by its root.",
            "Take the root of d first.",
            {
                "d": attend("Q @ K.T / Q.shape[1]"),
                "the mean of the products": attend("(Q[:, None] * K).mean(axis=2)"),
                "the root twice": attend("Q @ K.T / np.sqrt(Q.shape[1]) / np.sqrt(K.shape[1])"),
                "both divided": attend("(Q / np.sqrt(Q.shape[1])) @ (K / np.sqrt(Q.shape[1])).T"),
            },
        ),
        "root-of-another-size": (
            "The root that divides the scores is that of another size than d.",
            "What counts is the length of a query, which is the number of columns of Q and K.",
            {
                "of V": attend("Q @ K.T / np.sqrt(V.shape[1])"),
                "number of keys": attend("Q @ K.T / np.sqrt(len(K))"),
                "number of queries": attend("Q @ K.T / np.sqrt(len(Q))"),
                "all entries": attend("Q @ K.T / np.sqrt(Q.size)"),
                "of the scores": "scores = Q @ K.T\n    "
                "scores = scores / np.sqrt(scores.shape[-1])\n    "
                + f"{MASK}\n    {SHARES}\n    return weights @ V, weights",
            },
        ),
        "root-of-4": (
            "The scores are divided by 2, whatever d is.",
            "Read the length of a query off Q.",
            {"2": attend("Q @ K.T / 2"), "the root of 4": attend("Q @ K.T / 4**0.5")},
        ),
        "multiplied-by-root": (
            "The scores are multiplied by the root of d.",
            "Divide by it: long queries would make the softmax hard.",
            {"times": attend("Q @ K.T * np.sqrt(Q.shape[1])")},
        ),
        "square-of-d": (
            "The scores are divided by the square of d.",
            "Divide them by its root.",
            {"np.square": attend("Q @ K.T / np.square(Q.shape[1])")},
        ),
        "scaled-after": (
            "The weights are divided by the root of d after the softmax.",
            "Divide the scores before it: then every row of weights still sums to 1.",
            {
                "weights": attend(
                    "Q @ K.T",
                    end="weights = weights / np.sqrt(Q.shape[1])\n    return weights @ V, weights",
                ),
                "scaled twice, before and after": attend(
                    end="weights = weights / np.sqrt(Q.shape[1])\n    return weights @ V, weights"
                ),
            },
        ),
        "output-scaled": (
            "The output is divided by a number.",
            "The output is the weights times V, and nothing more.",
            {
                "by the root of d": attend(end="return weights @ V / np.sqrt(Q.shape[1]), weights"),
                "by the number of keys": attend(end="return weights @ V / len(K), weights"),
            },
        ),
        "cosine": (
            "Queries or keys are brought to length 1 first.",
            "Take the products as they are: a long key may count more.",
            {
                "both": attend(
                    "(Q / np.linalg.norm(Q, axis=1, keepdims=True))"
                    " @ (K / np.linalg.norm(K, axis=1, keepdims=True)).T / np.sqrt(Q.shape[1])"
                ),
                "both, no root": attend(
                    "(Q / np.linalg.norm(Q, axis=1, keepdims=True))"
                    " @ (K / np.linalg.norm(K, axis=1, keepdims=True)).T"
                ),
                "the keys": attend(
                    "Q @ (K / np.linalg.norm(K, axis=1, keepdims=True)).T / np.sqrt(Q.shape[1])"
                ),
                "the queries": attend(
                    "(Q / np.linalg.norm(Q, axis=1, keepdims=True)) @ K.T / np.sqrt(Q.shape[1])"
                ),
            },
        ),
        "distances": (
            "Queries and keys are compared by their distance.",
            "A score is the product of a query and a key, summed over the d columns.",
            {
                "squared": attend("-((Q[:, None] - K) ** 2).sum(axis=2) / np.sqrt(Q.shape[1])"),
                "a norm": attend("-np.linalg.norm(Q[:, None] - K, axis=2) / np.sqrt(Q.shape[1])"),
            },
        ),
        "signs-turned": (
            "The scores have the wrong sign: the key that fits least gets the most.",
            "Leave the minus out: a larger product gives a larger weight.",
            {
                "minus": attend("-Q @ K.T / np.sqrt(Q.shape[1])"),
                "minus in the exponent": shared(
                    """e = np.exp(scores.min(axis=1, keepdims=True) - scores) * allowed
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
            },
        ),
        "values-for-keys": (
            "The scores compare the queries with something else than the keys.",
            "Scores: queries with keys. The values come in at the end.",
            {
                "V for K": attend("Q @ V.T / np.sqrt(Q.shape[1])"),
                "Q for K": attend("Q @ Q.T / np.sqrt(Q.shape[1])"),
                "keys with keys": attend("K @ K.T / np.sqrt(Q.shape[1])"),
            },
        ),
        "keys-for-values": (
            "The weights mix something else than the values.",
            "Multiply the weights by V: the keys are for the scores alone.",
            {
                "K": attend(end="return weights @ K, weights"),
                "Q": attend(end="return weights @ Q, weights"),
            },
        ),
        "sizes-do-not-fit": (
            "The sizes in a product do not fit: a table lies the wrong way or on the wrong side, "
            "or a product of entries stands for a matrix product.",
            "Write the shape of each table beside it: scores (n, m), weights (n, m), V (m, d_v).",
            {
                "K not turned": attend("Q @ K / np.sqrt(Q.shape[1])"),
                "np.dot, not turned": attend("np.dot(Q, K) / np.sqrt(Q.shape[1])"),
                "Q turned": attend("Q.T @ K / np.sqrt(Q.shape[1])"),
                "entry by entry": attend("Q * K / np.sqrt(Q.shape[1])"),
                "V turned": attend(end="return weights @ V.T, weights"),
                "V in front": attend(end="return V @ weights, weights"),
                "V in front, turned": attend(end="return V.T @ weights, weights"),
                "weights turned": attend(end="return weights.T @ V, weights"),
                "weights times V": attend(end="return weights * V, weights"),
            },
        ),
        "scores-turned": (
            "Rows and columns of the scores are exchanged: a row stands for a key.",
            "A row of scores belongs to a query: n rows, m columns.",
            {
                "K @ Q.T": attend("K @ Q.T / np.sqrt(Q.shape[1])"),
            },
        ),
        "softmax-down-columns": (
            "The softmax runs down the columns: the weights of a key sum to 1, not of a query.",
            "Each query shares out its own attention: the weights in a row sum to 1.",
            {
                "axis 0": attend(
                    shares="""top = scores.max(axis=0)
    e = np.exp(scores - np.where(np.isfinite(top), top, 0.0))
    total = e.sum(axis=0)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
                "axis 0, plain": attend(
                    shares="""e = np.exp(scores - scores.max(axis=0))
    weights = np.nan_to_num(e / e.sum(axis=0))"""
                ),
                "axis 0, NaN where nothing is": attend(
                    shares="""e = np.exp(scores - scores.max(axis=0, keepdims=True))
    weights = e / e.sum(axis=0, keepdims=True)"""
                ),
                "the sum alone": attend(
                    shares="""top = scores.max(axis=1, keepdims=True)
    e = np.exp(scores - np.where(np.isfinite(top), top, 0.0))
    total = e.sum(axis=0)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
                "no shift": attend(shares="e = np.exp(scores)\n    weights = e / e.sum(axis=0)"),
                "turned and back": attend(
                    "K @ Q.T / np.sqrt(Q.shape[1])",
                    "if mask is not None: scores = np.where(mask.T, scores, -np.inf)",
                    end="return weights.T @ V, weights.T",
                ),
            },
        ),
        "softmax-over-everything": (
            "All weights together sum to 1, not each row.",
            "One softmax for each query, along its own row.",
            {
                "one sum": attend(
                    shares="e = np.exp(scores - scores.max())\n    weights = e / e.sum()"
                ),
                "one sum, no shift": attend(shares="e = np.exp(scores)\n    weights = e / e.sum()"),
                "rows shifted": attend(
                    shares="""top = scores.max(axis=1, keepdims=True)
    e = np.exp(scores - np.where(np.isfinite(top), top, 0.0))
    weights = e / e.sum()"""
                ),
            },
        ),
        "keepdims-forgotten": (
            "Maxima or sums of rows lost their axis, so they line up with the columns.",
            "Keep that axis: for n queries they need the shape (n, 1).",
            {
                "both, keepdims forgotten": attend(
                    shares="""e = np.exp(scores - scores.max(axis=1))
    weights = e / e.sum(axis=1)"""
                ),
                "the sum": attend(
                    shares="""e = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = e / e.sum(axis=1)"""
                ),
                "the maximum": attend(
                    shares="""e = np.exp(scores - scores.max(axis=1))
    weights = e / e.sum(axis=1, keepdims=True)"""
                ),
                "no shift, keepdims forgotten": attend(
                    shares="e = np.exp(scores)\n    weights = e / e.sum(axis=1)"
                ),
            },
        ),
        "overflows": (
            "Powers of large scores grow beyond what a float holds.",
            "Subtract from each row its largest score before you take powers of e.",
            {
                "no shift, overflows": attend(
                    shares="e = np.exp(scores)\n    weights = e / e.sum(axis=1, keepdims=True)"
                ),
                "no shift, zeros where nothing is": attend(
                    shares="""e = np.exp(scores)
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
                "no shift, NaN to 0": attend(
                    shares="""e = np.exp(scores)
    weights = np.nan_to_num(e / e.sum(axis=1, keepdims=True))"""
                ),
                "no shift, mask on the powers": shared(
                    """e = np.exp(scores) * allowed
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
                "math.exp": attend(
                    shares="""import math
    e = np.array([[math.exp(s) for s in row] for row in scores])
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
                "the smallest is subtracted": shared(
                    """e = np.exp(scores - scores.min(axis=1, keepdims=True)) * allowed
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
                "the mean is subtracted": shared(
                    """e = np.exp(scores - scores.mean(axis=1, keepdims=True)) * allowed
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
                "the largest is added": attend(
                    shares="""top = scores.max(axis=1, keepdims=True)
    e = np.exp(scores + np.where(np.isfinite(top), top, 0.0))
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
            },
        ),
        "shifted-too-far": (
            "A row is shifted by more than its largest score, so all its powers become 0.",
            "Shift each row by the largest score that it may use.",
            {
                "the largest size of a score": shared(
                    """e = np.exp(scores - np.abs(scores).max(axis=1, keepdims=True)) * allowed
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
                "the largest of all": attend(
                    shares="""e = np.exp(scores - scores.max())
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
                "the largest of all, NaN to 0": attend(
                    shares="""e = np.exp(scores - scores.max())
    weights = np.nan_to_num(e / e.sum(axis=1, keepdims=True))"""
                ),
                "the largest of all, mask on the powers": shared(
                    """e = np.exp(scores - scores.max()) * allowed
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
            },
        ),
        "shifted-by-forbidden": (
            "A row is shifted by a score that its mask forbids: a high one turns all powers to 0.",
            "Apply the mask first, then look for the largest score.",
            {
                "mask on the powers": shared(
                    """e = np.exp(scores - scores.max(axis=1, keepdims=True)) * allowed
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
                "weights masked and divided again": shared(
                    PLAIN
                    + """
    weights = weights * allowed
    total = weights.sum(axis=1, keepdims=True)
    weights = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)"""
                ),
                "a small number below": shared(
                    """e = np.exp(scores - scores.max(axis=1, keepdims=True)) * allowed
    weights = e / (e.sum(axis=1, keepdims=True) + 1e-300)"""
                ),
                "a maximum below": shared(
                    PLAIN
                    + """
    weights = np.where(allowed, weights, 0.0)
    weights = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)"""
                ),
                "shifted, then masked": attend(
                    mask="scores = scores - scores.max(axis=1, keepdims=True)\n    " + MASK,
                    shares="""e = np.exp(scores)
    total = e.sum(axis=1, keepdims=True)
    weights = e / np.where(total > 0, total, 1)""",
                ),
                "shifted, then masked, NaN where nothing is": attend(
                    mask="scores = scores - scores.max(axis=1, keepdims=True)\n    " + MASK,
                    shares="e = np.exp(scores)\n    weights = e / e.sum(axis=1, keepdims=True)",
                ),
            },
        ),
        "mask-after-softmax": (
            "The mask takes weights away after the softmax, and what is left does not sum to 1.",
            "Let the mask act on the scores: what is forbidden gets no share from the start.",
            {
                "times, after": shared(PLAIN + "\n    weights = weights * allowed"),
                "np.where": shared(PLAIN + "\n    weights = np.where(allowed, weights, 0.0)"),
                "set to 0": shared(PLAIN + "\n    weights[~allowed] = 0"),
            },
        ),
        "mask-after-output": (
            "The mask plays no part in the weights.",
            "Let it act on the scores, before the softmax.",
            {
                "ignored": attend(mask="pass"),
                "only where it is None": attend(mask="if mask is None: scores = scores + 0.0"),
                "a result that is dropped": attend(
                    mask="if mask is not None: np.where(mask, scores, -np.inf)"
                ),
            },
        ),
        "mask-inverted": (
            "The mask is read the wrong way round: True forbids.",
            "Here True allows: forbid where the mask is False.",
            {
                "np.where turned": attend(
                    mask="if mask is not None: scores = np.where(mask, -np.inf, scores)"
                ),
                "by index": attend(mask="if mask is not None: scores[mask] = -np.inf"),
                "PyTorch's masked_fill": attend(
                    mask="""if mask is not None:
        scores = torch.tensor(scores).masked_fill(torch.tensor(mask), -torch.inf).numpy()"""
                ),
                "np.where turned, NaN where nothing is": attend(
                    mask="if mask is not None: scores = np.where(mask, -np.inf, scores)",
                    shares=PLAIN,
                ),
            },
        ),
        "mask-inverted-equal": (
            "The mask is read the wrong way round, and a row that may look nowhere gets a share.",
            "Here True allows. A row without True has weights of 0.",
            {
                "-1e9": attend(mask="if mask is not None: scores = np.where(mask, -1e9, scores)"),
                "minus mask": attend(mask="if mask is not None: scores = scores - 1e9 * mask"),
            },
        ),
        "mask-as-numbers": (
            "The mask is added to the scores as 0 and 1.",
            "Forbidden scores have to become so low that their power of e is 0.",
            {"plus": attend(mask="if mask is not None: scores = scores + mask")},
        ),
        "mask-times-scores": (
            "Forbidden scores become 0, or nearly 0, which still earns a share.",
            "A score of 0 gives a power of 1: forbidden scores have to be far below all others.",
            {
                "times, mask times scores": attend(
                    mask="if mask is not None: scores = scores * mask"
                ),
                "np.where with 0": attend(
                    mask="if mask is not None: scores = np.where(mask, scores, 0.0)"
                ),
                "finfo.tiny": attend(
                    mask="if mask is not None: scores = "
                    "np.where(mask, scores, np.finfo(float).tiny)"
                ),
                "finfo.eps": attend(
                    mask="if mask is not None: scores = np.where(mask, scores, 1e-9)"
                ),
            },
        ),
        "not-low-enough": (
            "Forbidden scores become low, but not so low that their share is 0.",
            "Minus infinity gives a power of exactly 0.",
            {
                "-1": attend(mask="if mask is not None: scores = np.where(mask, scores, -1.0)"),
                "-10": attend(mask="if mask is not None: scores = np.where(mask, scores, -10.0)"),
                "-10 added": attend(
                    mask="if mask is not None: scores = scores - 10.0 * (1 - mask)"
                ),
                "the lowest": attend(
                    mask="if mask is not None: scores = np.where(mask, scores, scores.min())"
                ),
            },
        ),
        "plus-infinity": (
            "Forbidden scores become plus infinity: they win everything, or give NaN.",
            "They have to lose: minus infinity.",
            {
                "inf": attend(
                    mask="if mask is not None: scores = np.where(mask, scores, np.inf)",
                    shares=PLAIN,
                ),
                "1e9": attend(
                    mask="if mask is not None: scores = np.where(mask, scores, 1e9)", shares=PLAIN
                ),
            },
        ),
        "zero-times-infinity": (
            "Infinity is multiplied by the mask, and where that is 0 the product is NaN.",
            "Choose between score and minus infinity instead of multiplying.",
            {
                "(1 - mask) * -inf": attend(
                    mask="if mask is not None: scores = scores + (1 - mask) * -np.inf"
                ),
                "~mask * -inf, plain": attend(
                    mask="if mask is not None: scores = scores + ~mask * -np.inf", shares=PLAIN
                ),
                "mask * scores - inf": attend(
                    mask="if mask is not None: scores = mask * scores - np.inf * (~mask)",
                    shares=PLAIN,
                ),
            },
        ),
        "nowhere-nan": (
            "A row that may look nowhere becomes NaN.",
            "Its weights are defined as 0: look what your softmax divides there.",
            {
                "-inf alone": attend(shares=PLAIN),
                "shift guarded, division not": attend(
                    shares="""top = scores.max(axis=1, keepdims=True)
    e = np.exp(scores - np.where(np.isfinite(top), top, 0.0))
    weights = e / e.sum(axis=1, keepdims=True)"""
                ),
                "torch's softmax": attend(
                    shares="weights = torch.softmax(torch.tensor(scores), dim=1).numpy()"
                ),
                "NaN where nothing is, row by row": attend(
                    shares="""weights = np.zeros(scores.shape)
    for i, row in enumerate(scores):
        e = np.exp(row - row.max())
        weights[i] = e / e.sum()"""
                ),
                "weights 0, output NaN": attend(
                    shares=PLAIN,
                    end="return weights @ V, np.nan_to_num(weights)",
                ),
                "output 0, weights NaN": attend(
                    shares=PLAIN,
                    end="return np.nan_to_num(weights) @ V, weights",
                ),
            },
        ),
        "nowhere-equal": (
            "A row that may look nowhere shares its attention out equally.",
            "Its weights are defined as 0, and so is its output.",
            {
                "-1e9, nowhere equal": attend(
                    mask="if mask is not None: scores = np.where(mask, scores, -1e9)", shares=PLAIN
                ),
                "-1e30": attend(mask="if mask is not None: scores = np.where(mask, scores, -1e30)"),
                "the lowest float": attend(
                    mask="if mask is not None: scores = "
                    "np.where(mask, scores, np.finfo(float).min)",
                    shares=PLAIN,
                ),
                "NaN to equal shares": attend(
                    shares=PLAIN + "\n    weights = np.nan_to_num(weights, nan=1 / len(K))"
                ),
            },
        ),
        "nowhere-softmax": (
            "A row that may look nowhere looks everywhere, as if it had no mask.",
            "Its weights are defined as 0, and so is its output.",
            {
                "minus 1e9 times": attend(
                    mask="if mask is not None: scores = scores - 1e9 * ~mask", shares=PLAIN
                ),
                "mask dropped there": attend(
                    mask="""if mask is not None:
        mask = mask | ~mask.any(axis=1, keepdims=True)
        scores = np.where(mask, scores, -np.inf)"""
                ),
                "plus the logarithm of the mask and a bit": attend(
                    mask="if mask is not None: scores = scores + np.log(mask + 1e-45)", shares=PLAIN
                ),
            },
        ),
        "nowhere-first": (
            "A row that may look nowhere looks at one key.",
            "Its weights are defined as 0, and so is its output.",
            {
                "the first": attend(
                    shares=PLAIN + "\n    weights[np.isnan(weights).all(axis=1), 0] = 1\n    "
                    "weights = np.nan_to_num(weights)"
                ),
            },
        ),
        "nowhere-dropped": (
            "Rows that may look nowhere are missing from what comes back.",
            "Keep all n rows: theirs are zeros.",
            {
                "rows left out": attend(
                    shares=PLAIN + "\n    weights = weights[~np.isnan(weights).any(axis=1)]"
                ),
            },
        ),
        "nowhere-refused": (
            "A row that may look nowhere is refused with an error.",
            "It is allowed: its weights and its output are zeros.",
            {
                "raise": attend(
                    mask="""if mask is not None:
        if not mask.any(axis=1).all(): raise ValueError("a row may look nowhere")
        scores = np.where(mask, scores, -np.inf)"""
                ),
                "assert": attend(
                    mask="""if mask is not None:
        assert mask.any(axis=1).all()
        scores = np.where(mask, scores, -np.inf)"""
                ),
                "math, row by row": attend(
                    shares="""import math
    weights = np.zeros(scores.shape)
    for i, row in enumerate(scores):
        seen = [s for s in row if s > -np.inf]
        top = max(seen)
        e = [math.exp(s - top) for s in row]
        weights[i] = np.array(e) / sum(e)"""
                ),
            },
        ),
        "all-zero-for-one": (
            "Where one row may look nowhere, all rows become 0.",
            "Treat each row by itself.",
            {
                "all": attend(
                    shares=PLAIN
                    + "\n    if np.isnan(weights).any(): weights = np.zeros(weights.shape)"
                ),
            },
        ),
        "mask-turned": (
            "The mask is turned: rows and columns are exchanged.",
            "Row i of the mask says what query i may look at: use it as it comes.",
            {
                "mask.T": attend(
                    mask="if mask is not None: scores = np.where(mask.T, scores, -np.inf)"
                ),
            },
        ),
        "truth-of-an-array": (
            "The whole mask is asked for one truth value, which an array does not have.",
            "Compare it with None by `is`: it may be an array.",
            {
                "if mask": attend(mask="if mask: scores = np.where(mask, scores, -np.inf)"),
                "not equal None": attend(
                    mask="if mask != None: scores = np.where(mask, scores, -np.inf)"
                ),
                "mask or": attend(
                    mask="scores = np.where(mask or np.ones(scores.shape, bool), scores, -np.inf)"
                ),
            },
        ),
        "mask-always-needed": (
            "Without a mask it fails, or no query may look anywhere.",
            "The mask may be None: then every query may look everywhere.",
            {
                "nothing allowed": attend(
                    mask="if mask is None: mask = np.zeros(scores.shape, bool)\n    " + MASK
                ),
                "np.where of None": attend(mask="scores = np.where(mask, scores, -np.inf)"),
                "not of None": attend(mask="scores[~mask] = -np.inf"),
                "if the wrong way round": attend(
                    mask="if mask is None: scores = np.where(mask, scores, -np.inf)"
                ),
            },
        ),
        "always-causal": (
            "Later keys are forbidden, although no mask says so.",
            "Forbid what the mask forbids, and nothing where there is none.",
            {
                "a triangle instead of the mask": attend(
                    mask="scores = np.where(np.tri(*scores.shape, dtype=bool), scores, -np.inf)"
                ),
                "a triangle besides": attend(
                    mask=MASK
                    + "\n    scores = np.where(np.tri(*scores.shape, dtype=bool), scores, -np.inf)"
                ),
                "a triangle where there is a mask": attend(
                    mask="if mask is not None:\n        "
                    "scores = np.where(np.tri(*scores.shape, dtype=bool), scores, -np.inf)"
                ),
            },
        ),
        "first-row-of-mask": (
            "All queries get the mask of one row, or keys that any row may see.",
            "Each query has a row of its own in the mask.",
            {
                "the first, first row of mask": attend(
                    mask="if mask is not None: scores = np.where(mask[0], scores, -np.inf)"
                ),
                "any": attend(
                    mask="if mask is not None: scores = np.where(mask.any(axis=0), scores, -np.inf)"
                ),
                "all, first row of mask": attend(
                    mask="if mask is not None: scores = np.where(mask.all(axis=0), scores, -np.inf)"
                ),
            },
        ),
        "no-softmax": (
            "The scores are used as weights: the softmax is missing.",
            "Make shares of each row's scores: positive, and 1 in sum.",
            {
                "scores": attend(
                    mask="if mask is not None: scores = scores * mask", shares="weights = scores"
                ),
                "-inf in the weights": attend(shares="weights = scores"),
                "divided by their sum": attend(
                    mask="if mask is not None: scores = scores * mask",
                    shares="weights = scores / scores.sum(axis=1, keepdims=True)",
                ),
            },
        ),
        "not-divided": (
            "The powers are never divided by the sum of their row.",
            "Divide each power by the sum of its row: then the weights of a query sum to 1.",
            {
                "powers": attend(
                    shares="""top = scores.max(axis=1, keepdims=True)
    weights = np.exp(scores - np.where(np.isfinite(top), top, 0.0))"""
                ),
                "powers, no shift": attend(shares="weights = np.exp(scores)"),
                "divided by the count": attend(
                    shares="""top = scores.max(axis=1, keepdims=True)
    weights = np.exp(scores - np.where(np.isfinite(top), top, 0.0)) / len(K)"""
                ),
            },
        ),
        "sigmoids": (
            "Each score goes through a sigmoid by itself: a row need not sum to 1.",
            "A softmax lets the keys share one whole.",
            {
                "sigmoid": attend(
                    mask=ALLOWED, shares="weights = 0.5 * (1 + np.tanh(scores / 2)) * allowed"
                ),
            },
        ),
        "hard": (
            "The key with the largest score gets all attention.",
            "The look-up is soft: every allowed key gets a share, by its power of e.",
            {
                "argmax": attend(
                    mask=ALLOWED + "\n    scores = np.where(allowed, scores, -np.inf)",
                    shares="""weights = np.zeros(scores.shape)
    weights[np.arange(len(Q)), scores.argmax(axis=1)] = 1
    weights = weights * allowed""",
                ),
                "rounded to 0 or 1": attend(shares=SHARES + "\n    weights = np.round(weights)"),
            },
        ),
        "powers-of-2": (
            "The powers are powers of 2.",
            "Take powers of e.",
            {"powers of 2": attend(shares=SHARES.replace("np.exp(", "np.exp2("))},
        ),
        "softmax-twice": (
            "The softmax is applied twice.",
            "Apply it once, to the scores.",
            {
                "again": attend(
                    shares=SHARES
                    + """
    e = np.exp(weights) * (weights > 0)
    total = e.sum(axis=1, keepdims=True)
    weights = np.divide(e, total, out=np.zeros_like(e), where=total > 0)"""
                ),
                "again, forbidden ones too": attend(
                    shares=SHARES
                    + "\n    e = np.exp(weights)\n    weights = e / e.sum(axis=1, keepdims=True)"
                ),
            },
        ),
        "logarithms": (
            "The logarithms of the weights come back.",
            "Return the weights themselves.",
            {
                "log": attend(shares=SHARES + "\n    weights = np.log(weights)"),
                "only of what is returned": attend(end="return weights @ V, np.log(weights)"),
            },
        ),
        "equal-weights": (
            "All allowed keys get the same weight.",
            "Let the scores decide: the better a key fits, the more it gets.",
            {
                "means": attend(
                    mask=ALLOWED,
                    shares="weights = allowed / np.maximum(allowed.sum(axis=1, keepdims=True), 1)",
                ),
            },
        ),
        "clipped": (
            "The scores are clipped: beyond the limits, their differences are lost.",
            "Shift each row by its largest score instead: that keeps all differences.",
            {
                "at 50": attend(
                    "np.clip(Q @ K.T / np.sqrt(Q.shape[1]), -50, 50)",
                ),
                "at 700": attend("np.minimum(Q @ K.T / np.sqrt(Q.shape[1]), 700)"),
            },
        ),
        "swapped-results": (
            "Weights and output come back in the other order.",
            "First the output, then the weights.",
            {
                "exchanged": attend(end="return weights, weights @ V"),
            },
        ),
        "output-alone": (
            "One result comes back, where two are asked for.",
            "Return a pair: the output, and the weights.",
            {
                "the output": attend(end="return weights @ V"),
                "the weights": attend(end="return weights"),
            },
        ),
        "three-results": (
            "More than output and weights comes back.",
            "Return a pair: the output, and the weights.",
            {
                "with the scores": attend(end="return weights @ V, weights, scores"),
            },
        ),
        "scores-returned": (
            "The scores come back in place of the weights.",
            "Return what the softmax made of them.",
            {
                "masked scores": attend(end="return weights @ V, scores"),
                "scores before the mask": f"before = {SCORES}\n    "
                + attend("before", end="return weights @ V, before"),
            },
        ),
        "output-from-unmasked": (
            "The output is mixed with weights that know of no mask.",
            "Mix the values with the weights that you return.",
            {
                "two softmaxes": f"free = {SCORES}\n    "
                "free = np.exp(free - free.max(axis=1, keepdims=True))\n    "
                "free = free / free.sum(axis=1, keepdims=True)\n    "
                + attend(end="return free @ V, weights"),
            },
        ),
        "values-not-mixed": (
            "The weights are right, and the output is not the values mixed with them.",
            "An output is a sum over all keys: each weight times the value of its own key.",
            {
                "each key writes over the one before": attend(
                    end="""out = np.zeros((len(Q), V.shape[1]))
    for i in range(len(Q)):
        for j in range(len(K)):
            out[i] = weights[i, j] * V[j]
    return out, weights"""
                ),
                "the value of the query's number": attend(
                    end="""out = np.zeros((len(Q), V.shape[1]))
    for i in range(len(Q)):
        for j in range(len(K)):
            out[i] += weights[i, j] * V[min(i, len(V) - 1)]
    return out, weights"""
                ),
                "the value with the largest weight": attend(
                    end="return V[weights.argmax(axis=1)], weights"
                ),
            },
        ),
        "output-turned": (
            "The output lies on its side.",
            "Its rows belong to the queries: (n, d_v).",
            {
                "turned": attend(end="return (weights @ V).T, weights"),
                "V turned, weights turned": attend(end="return V.T @ weights.T, weights"),
            },
        ),
        "single-precision": (
            "The numbers are kept in float32, which has seven digits: too few for large scores.",
            "Leave the arrays in float64, as they come.",
            {
                "scores in float32": attend("(Q @ K.T / np.sqrt(Q.shape[1])).astype(np.float32)"),
                "torch's default": """q, k, v = (torch.tensor(a).float() for a in (Q, K, V))
    scores = q @ k.T / q.shape[1] ** 0.5
    if mask is not None: scores = scores.masked_fill(~torch.tensor(mask), -torch.inf)
    weights = torch.nan_to_num(scores.softmax(dim=1))
    return (weights @ v).numpy(), weights.numpy()""",
            },
        ),
        "query-added": (
            "The queries or the values are added to the output.",
            "The output is the weights times V; what is passed on beside it comes in the block.",
            {
                "V": attend(end="return weights @ V + V.mean(axis=0), weights"),
                "Q, query added": attend(end="return weights @ V + Q, weights"),
            },
        ),
        "one-query": (
            "Only one query is answered.",
            "Answer all n queries: n rows of output and of weights.",
            {
                "the first, one query": attend(
                    "Q[:1] @ K.T / np.sqrt(Q.shape[1])",
                    mask="""if mask is not None: scores = np.where(mask[:1], scores, -np.inf)""",
                ),
                "the last of a loop": attend(
                    shares=SHARES + "\n    for row in weights: out = row @ V",
                    end="return out, weights",
                ),
                "returns in the loop": attend(
                    shares=SHARES + "\n    for row in weights: return row @ V, row", end="pass"
                ),
            },
        ),
        "summed": (
            "The outputs of all queries are averaged or added up.",
            "Each query has an output of its own: (n, d_v).",
            {
                "mean": attend(end="return (weights @ V).mean(axis=0), weights"),
                "sum": attend(end="return (weights @ V).sum(axis=0), weights"),
            },
        ),
        "one-column": (
            "The output has lost its columns.",
            "A query gets a whole row of d_v numbers.",
            {
                "summed": attend(end="return (weights @ V).sum(axis=1), weights"),
                "first column": attend(end="return weights @ V[:, 0], weights"),
                "flat": attend(end="return (weights @ V).ravel(), weights"),
            },
        ),
        "loop-over-queries": (
            "One size serves for all: keys, columns or values beyond it are left out.",
            "There are n queries, m keys and d_v columns in V: three different numbers.",
            {
                "n for m": attend(
                    "Q @ K[: len(Q)].T / np.sqrt(Q.shape[1])",
                    "if mask is not None: scores = np.where(mask[:, : len(Q)], scores, -np.inf)",
                    end="return weights @ V[: len(Q)], weights",
                ),
                "d for d_v": attend(end="return weights @ V[:, : Q.shape[1]], weights"),
                "n for d_v": attend(end="return (weights @ V)[:, : len(Q)], weights"),
            },
        ),
        "whole-numbers": (
            "Decimals are cut off on the way.",
            "Make new arrays of floats, and divide without rounding.",
            {
                "//": attend("Q @ K.T // np.sqrt(Q.shape[1])"),
                "like V": attend(
                    end="""out = np.zeros((len(Q), V.shape[1]), dtype=V.dtype)
    out[...] = weights @ V
    return out, weights"""
                ),
                "like Q": attend(
                    shares=SHARES + "\n    weights = weights.astype(Q.dtype)",
                ),
                "a whole root": attend("Q @ K.T / int(np.sqrt(Q.shape[1]))"),
            },
        ),
        "rounded": (
            "The weights are rounded.",
            "Return all digits.",
            {
                "three decimals": attend(shares=SHARES + "\n    weights = np.round(weights, 3)"),
                "float16": attend(shares=SHARES + "\n    weights = weights.astype(np.float16)"),
            },
        ),
        "any/changes-input": {
            "Q in place": "Q /= np.sqrt(Q.shape[1])\n    " + attend("Q @ K.T"),
            "Q in place, any type": "Q[...] = Q / 2\n    " + attend("Q @ K.T"),
            "the mask turned round in place": attend(
                mask="""if mask is not None:
        mask[...] = ~mask
        scores[mask] = -np.inf"""
            ),
            "values masked": attend(
                mask=MASK + "\n    if mask is not None: V[~mask.any(axis=0)] = 0"
            ),
        },
        "any/returns-none": {
            "prints": attend(end="print(weights @ V, weights)"),
            "forgets return": attend(end="out = weights @ V"),
        },
    },
    "causal_mask": {
        "upper": (
            "The mask allows what comes later, and forbids what came before.",
            "Row i may look at columns 0 to i: those on and below the diagonal.",
            {
                "triu": "return np.triu(np.ones((n, n), dtype=bool))",
                "tril turned": "return np.tril(np.ones((n, n), dtype=bool)).T",
                "columns >= rows": ROWS + "return columns >= rows",
                "a loop the other way": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n):
        for j in range(i + 1): mask[j, i] = True
    return mask""",
                "from the diagonal on": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n): mask[i, i:] = True
    return mask""",
            },
        ),
        "inverted": (
            "True stands for what is forbidden.",
            "Here True allows: what came before, and the place itself.",
            {
                "triu, k=1": "return np.triu(np.ones((n, n), dtype=bool), k=1)",
                "not tril": "return ~np.tri(n, dtype=bool)",
                "columns > rows": ROWS + "return columns > rows",
                "PyTorch's": "return torch.ones(n, n).triu(1).bool().numpy()",
                "strict, turned": "return np.tril(np.ones((n, n), dtype=bool), k=-1).T",
            },
        ),
        "a-window": (
            "A place sees itself and a fixed number of those before it, not all of them.",
            "Allow all columns from 0 on, however long the row is.",
            {
                "the last three": "return np.tri(n, dtype=bool) & ~np.tri(n, k=-3, dtype=bool)",
            },
        ),
        "strict": (
            "A place may not look at itself: the diagonal is False.",
            "Row i may look at columns 0 to i, i among them.",
            {
                "k=-1": "return np.tril(np.ones((n, n), dtype=bool), k=-1)",
                "columns < rows": ROWS + "return columns < rows",
                "range(i)": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n):
        for j in range(i): mask[i, j] = True
    return mask""",
                "up to i": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n): mask[i, :i] = True
    return mask""",
                "not triu": "return ~np.triu(np.ones((n, n), dtype=bool))",
                "triangle without the diagonal": "return np.tri(n, dtype=bool) "
                "& ~np.eye(n, dtype=bool)",
            },
        ),
        "one-ahead": (
            "A place may look one step ahead.",
            "Row i may look at columns 0 to i, and no further.",
            {
                "k=1": "return np.tri(n, k=1, dtype=bool)",
                "columns <= rows + 1": ROWS + "return columns <= rows + 1",
                "up to i + 2": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n): mask[i, : i + 2] = True
    return mask""",
                "rows counted from 1": "return np.arange(n) <= np.arange(1, n + 1)[:, None]",
            },
        ),
        "one-less": (
            "The newest two places are hidden from each row.",
            "Row i may look at columns 0 to i, i among them.",
            {
                "k=-2": "return np.tri(n, k=-2, dtype=bool)",
                "up to i - 1": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n): mask[i, : max(0, i - 1)] = True
    return mask""",
            },
        ),
        "above-strictly": (
            "Only later places are hidden from the later ones: nothing below the diagonal.",
            "Row i may look at columns 0 to i.",
            {
                "k=2 above": "return np.triu(np.ones((n, n), dtype=bool), k=2)",
            },
        ),
        "from-one-before": (
            "The mask allows what comes later, the place itself and the one before it.",
            "Row i may look at columns 0 to i.",
            {"triu, k=-1": "return np.triu(np.ones((n, n), dtype=bool), k=-1)"},
        ),
        "numbers": (
            "The mask holds numbers, not truth values.",
            "Make it of True and False: with numbers, choosing by a mask goes wrong.",
            {
                "floats": "return np.tril(np.ones((n, n)))",
                "np.tri": "return np.tri(n)",
                "whole numbers": "return np.tri(n, dtype=int)",
                "a list of 0 and 1": "return [[int(j <= i) for j in range(n)] for i in range(n)]",
                "bytes": "return np.tri(n, dtype=np.uint8)",
                "objects": "return np.tri(n, dtype=bool).astype(object)",
            },
        ),
        "numbers-upper": (
            "The mask holds numbers, with ones where it should forbid or nothing is said.",
            "True and False, and True on and below the diagonal.",
            {
                "triu of floats": "return np.triu(np.ones((n, n)))",
                "triu of floats, k=1": "return np.triu(np.ones((n, n)), k=1)",
                "tril of floats, k=-1": "return np.tril(np.ones((n, n)), k=-1)",
            },
        ),
        "to-be-added": (
            "These are numbers to add to scores: 0 and minus infinity.",
            "Return truth values: True where a place may look.",
            {
                "-inf": "return np.where(np.tri(n, dtype=bool), 0.0, -np.inf)",
                "-inf above": "return np.triu(np.full((n, n), -np.inf), k=1)",
                "PyTorch's square mask": "return "
                "nn.Transformer.generate_square_subsequent_mask(n).numpy()",
                "-1e9": "return np.where(np.tri(n, dtype=bool), 0.0, -1e9)",
            },
        ),
        "everything": (
            "Everything is allowed.",
            "Forbid what comes later: those columns of a row are False.",
            {
                "ones": "return np.ones((n, n), dtype=bool)",
                "tril dropped": """mask = np.ones((n, n), dtype=bool)
    np.tril(mask)
    return mask""",
                "rows >= 0": ROWS + "return rows + columns >= 0",
                "truth of an expression": "return np.full((n, n), True)",
            },
        ),
        "nothing": (
            "Nothing is allowed.",
            "Allow for each row the columns up to its own number.",
            {
                "zeros": "return np.zeros((n, n), dtype=bool)",
                "tril of zeros": "return np.tril(np.zeros((n, n), dtype=bool))",
            },
        ),
        "itself-only": (
            "Each place may look at itself alone.",
            "What came before is allowed, too.",
            {
                "eye": "return np.eye(n, dtype=bool)",
                "equal": ROWS + "return columns == rows",
            },
        ),
        "all-but-itself": (
            "Each place may look at all others.",
            "Allow what came before and the place itself, and nothing later.",
            {
                "not eye": "return ~np.eye(n, dtype=bool)",
                "unequal": ROWS + "return columns != rows",
            },
        ),
        "one-before": (
            "Only the place itself and the one before it are allowed.",
            "Allow all columns from 0 on.",
            {
                "a band": "return np.tri(n, dtype=bool) & ~np.tri(n, k=-2, dtype=bool)",
                "i - 1 and i": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n): mask[i, max(0, i - 1) : i + 1] = True
    return mask""",
            },
        ),
        "neighbours": (
            "The neighbours on both sides are allowed, the later one too.",
            "Allow what came before and the place itself, and nothing later.",
            {
                "a band, neighbours": ROWS + "return abs(rows - columns) <= 1",
            },
        ),
        "mirrored": (
            "The triangle lies in another corner.",
            "Row 0 may look at column 0 alone, and the last row at all columns.",
            {
                "columns flipped": "return np.tri(n, dtype=bool)[:, ::-1]",
                "flipud": "return np.flipud(np.tri(n, dtype=bool))",
                "i + j": ROWS + "return rows + columns < n",
                "rotated": "return np.rot90(np.tri(n, dtype=bool))",
                "i + j from the end": ROWS + "return rows + columns >= n - 1",
                "both flipped": "return np.tri(n, dtype=bool)[::-1]",
            },
        ),
        "one-row": (
            "There is one row, not one for each place.",
            "The mask has n rows and n columns.",
            {
                "ones, one row": "return np.ones(n, dtype=bool)",
                "one row of a table": "return np.ones((1, n), dtype=bool)",
                "flat": "return np.tri(n, dtype=bool).ravel()",
                "arange": "return np.arange(n) <= n",
            },
        ),
        "another-size": (
            "The mask has another size than (n, n).",
            "There are as many rows as places, and as many columns.",
            {
                "n + 1": "return np.tri(n + 1, dtype=bool)",
                "n - 1": "return np.tri(n - 1, dtype=bool)",
                "one column more": "return np.tri(n, n + 1, dtype=bool)",
                "an axis in front": "return np.tri(n, dtype=bool)[None]",
                "cut": "return np.tri(n, dtype=bool)[1:]",
                "from 1 to n - 1": "return np.array("
                "[[j <= i for j in range(1, n)] for i in range(1, n)])",
            },
        ),
        "three-by-three": (
            "The size is fixed, whatever n is.",
            "Make n rows and n columns.",
            {
                "3": "return np.tri(3, dtype=bool)",
                "4": "return np.tri(4, dtype=bool)",
                "by hand": "return np.array([[1, 0, 0], [1, 1, 0], [1, 1, 1]], dtype=bool)",
            },
        ),
        "indices": (
            "Places come back, not a mask.",
            "Return a table of True and False.",
            {
                "tril_indices": "return np.tril_indices(n)",
                "argwhere": "return np.argwhere(np.tri(n, dtype=bool))",
                "counts": "return np.arange(1, n + 1)",
                "how many": "return int(np.tri(n).sum())",
            },
        ),
        "text": (
            "The mask holds words.",
            "Use the truth values True and False, without quotation marks.",
            {
                "strings": """return np.array(
        [["True" if j <= i else "False" for j in range(n)] for i in range(n)])""",
                "all strings are true": """return np.array(
        [[str(j <= i) for j in range(n)] for i in range(n)])""",
            },
        ),
        "first-row-missing": (
            "The first row or the last is left out of the triangle.",
            "Go through all rows, from 0 to n − 1.",
            {
                "from 1": """mask = np.zeros((n, n), dtype=bool)
    for i in range(1, n): mask[i, : i + 1] = True
    return mask""",
                "to n - 2": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n - 1): mask[i, : i + 1] = True
    return mask""",
            },
        ),
        "one-row-only": (
            "Only one row of the triangle is filled.",
            "Do it for every row, and return after the loop.",
            {
                "returns in the loop": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n):
        mask[i, : i + 1] = True
        return mask""",
                "the last row": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n): row = np.arange(n) <= i
    mask[n - 1] = row
    return mask""",
            },
        ),
        "first-column": (
            "All rows may look at the first place alone.",
            "Row i may look at columns 0 to i.",
            {
                "column 0": """mask = np.zeros((n, n), dtype=bool)
    mask[:, 0] = True
    return mask""",
            },
        ),
        "kept-array": (
            "The same array comes back at each call: who writes into it changes the next mask.",
            "Make a new array in each call.",
            {
                "on the function": """known = causal_mask.__dict__
    if n not in known: known[n] = np.tri(n, dtype=bool)
    return known[n]""",
                "a cache": """from functools import cache
    if not hasattr(causal_mask, "make"):
        causal_mask.make = cache(lambda size: np.tri(size, dtype=bool))
    return causal_mask.make(n)""",
            },
        ),
        "any/returns-none": {
            "fills and forgets": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n): mask[i, : i + 1] = True""",
            "prints": "print(np.tri(n, dtype=bool))",
        },
    },
    "split_heads": {
        "rows-mixed": (
            "A reshape alone puts numbers of different rows, or columns of other heads, together.",
            "Cut the columns first, so that heads are an axis of their own; then move that axis.",
            {
                "reshape": REFUSE + "return X.reshape(n_heads, len(X), -1)",
                "reshape, sizes written": SIZES
                + "if d % n_heads: raise ValueError(d)\n    return X.reshape(n_heads, n, w)",
                "view of the flat numbers": REFUSE
                + "return X.ravel().reshape(n_heads, len(X), X.shape[1] // n_heads)",
                "np.resize": REFUSE
                + "return np.resize(X, (n_heads, len(X), X.shape[1] // n_heads))",
                "array_split of the flat numbers": REFUSE
                + "return np.stack([p.reshape(len(X), -1) for p in np.split(X.ravel(), n_heads)])",
                "cut as if it were turned": REFUSE
                + "return X.reshape(n_heads, X.shape[1] // n_heads, len(X)).transpose(0, 2, 1)",
            },
        ),
        "cut-does-not-fit": (
            "The table is cut into a shape that holds another number of numbers.",
            "Of n rows and d columns come n_heads tables of n rows and d // n_heads columns.",
            {
                "n for d": REFUSE + "n, d = X.shape\n    "
                "return X.reshape(n, n_heads, n // n_heads).transpose(1, 0, 2)",
                "d columns each": REFUSE + "n, d = X.shape\n    return X.reshape(n_heads, n, d)",
                "all columns for each": REFUSE
                + "n, d = X.shape\n    return X.reshape(n, n_heads, d).transpose(1, 0, 2)",
            },
        ),
        "heads-not-in-front": (
            "The heads are not in front: the first axis counts the rows.",
            "Move the axis of the heads to the front: (n_heads, n, d // n_heads).",
            {
                "no transpose": REFUSE + "return X.reshape(len(X), n_heads, -1)",
                "stacked on axis 1": REFUSE
                + "return np.stack(np.split(X, n_heads, axis=1), axis=1)",
                "transpose of the wrong two": REFUSE
                + "return X.reshape(len(X), n_heads, -1).transpose(0, 1, 2)",
            },
        ),
        "heads-last": (
            "The heads are the last axis.",
            "Move the axis of the heads to the front: (n_heads, n, d // n_heads).",
            {
                "stacked on the last axis": REFUSE
                + "return np.stack(np.split(X, n_heads, axis=1), axis=-1)",
                "transposed to the end": REFUSE
                + "return X.reshape(len(X), n_heads, -1).transpose(0, 2, 1)",
                "dstack": REFUSE + "return np.dstack(np.split(X, n_heads, axis=1))",
                "transposed, columns in front": REFUSE
                + "return X.reshape(len(X), n_heads, -1).transpose(2, 0, 1)",
            },
        ),
        "interleaved": (
            "Each head gets columns that lie apart.",
            "Head 0 gets the first columns, head 1 the ones after them, and so on.",
            {
                "strides": REFUSE + "return np.stack([X[:, h::n_heads] for h in range(n_heads)])",
                "reshape the other way": REFUSE
                + "return X.reshape(len(X), -1, n_heads).transpose(2, 0, 1)",
                "moveaxis of the last": REFUSE
                + "return np.moveaxis(X.reshape(len(X), X.shape[1] // n_heads, n_heads), 2, 0)",
                "order F": REFUSE
                + "return X.reshape(len(X), n_heads, -1, order='F').transpose(1, 0, 2)",
                "strides of w": SIZES
                + """if d % n_heads: raise ValueError(d)
    return np.stack([X[:, [h + k * n_heads for k in range(w)]] for h in range(n_heads)])""",
            },
        ),
        "each-head-turned": (
            "Each head's table is turned: its columns are rows.",
            "A head holds n rows, as X does.",
            {
                "transpose(1, 2, 0)": REFUSE
                + "return X.reshape(len(X), n_heads, -1).transpose(1, 2, 0)",
                "of the turned table": REFUSE + "return X.T.reshape(n_heads, -1, len(X))",
                "split of X.T": REFUSE + "return np.stack(np.split(X.T, n_heads))",
            },
        ),
        "turned-and-mixed": (
            "The table is turned first, and then cut without regard to its rows.",
            "Rows stay rows: cut the columns of X.",
            {
                "X.T reshaped": REFUSE + "return X.T.reshape(n_heads, len(X), -1)",
            },
        ),
        "rows-last": (
            "The rows are the last axis, and the columns of a head the first.",
            "Heads, rows, columns: in this order.",
            {
                "turned round": REFUSE + "return X.reshape(len(X), n_heads, -1).T",
                "transpose(2, 1, 0)": REFUSE
                + "return X.reshape(len(X), n_heads, -1).transpose(2, 1, 0)",
            },
        ),
        "width-for-heads": (
            "The number of heads and the columns of each are exchanged.",
            "Make n_heads heads, each d // n_heads columns wide.",
            {
                "reshape, width for heads": REFUSE
                + "return X.reshape(len(X), -1, n_heads).transpose(1, 0, 2)",
                "cut into pieces of n_heads": REFUSE
                + """return np.stack([X[:, k : k + n_heads]
        for k in range(0, X.shape[1], n_heads)])""",
            },
        ),
        "rows-split": (
            "The rows are split among the heads, not the columns.",
            "Each head sees every row, and a part of its columns.",
            {
                "split on axis 0": REFUSE + "k = len(X) // n_heads\n    "
                "return np.array([X[h * k : (h + 1) * k] for h in range(n_heads)])",
                "reshape of the rows": REFUSE + "k = len(X) // n_heads\n    "
                "return X[: k * n_heads].reshape(n_heads, k, X.shape[1])",
            },
        ),
        "whole-table-each": (
            "Each head gets all columns.",
            "Head h gets its own d // n_heads columns.",
            {
                "stacked": REFUSE + "return np.stack([X] * n_heads)",
                "repeated": REFUSE + "return np.repeat(X[None], n_heads, axis=0)",
                "broadcast": REFUSE + "return np.broadcast_to(X, (n_heads, *X.shape)).copy()",
            },
        ),
        "first-head-each": (
            "All heads get the same columns, the first or the last.",
            "Where a head's columns begin grows with its number.",
            {
                "the first": SIZES
                + "if d % n_heads: raise ValueError(d)\n    return np.stack([X[:, :w]] * n_heads)",
                "the last": SIZES + "if d % n_heads: raise ValueError(d)\n    "
                "return np.stack([X[:, d - w :]] * n_heads)",
            },
        ),
        "overlapping": (
            "The heads' columns overlap.",
            "Head h begins at column h · w, where w is the width of a head.",
            {
                "step 1": SIZES
                + """if d % n_heads: raise ValueError(d)
    return np.stack([X[:, h : h + w] for h in range(n_heads)])""",
                "sliding windows": SIZES
                + """if d % n_heads: raise ValueError(d)
    views = np.lib.stride_tricks.sliding_window_view(X, w, axis=1)
    return views.transpose(1, 0, 2)[:n_heads]""",
            },
        ),
        "heads-reversed": (
            "The heads come in reversed order.",
            "Head 0 holds the first columns.",
            {
                "reversed": REFUSE + "return np.stack(np.split(X, n_heads, axis=1)[::-1])",
                "from the end": SIZES
                + """if d % n_heads: raise ValueError(d)
    return np.stack([X[:, d - (h + 1) * w : d - h * w] for h in range(n_heads)])""",
            },
        ),
        "columns-reversed": (
            "The columns come in reversed order.",
            "Keep the order of the columns.",
            {
                "all": REFUSE + "return np.stack(np.split(X[:, ::-1], n_heads, axis=1))",
                "within each head": REFUSE
                + "return np.stack(np.split(X, n_heads, axis=1))[:, :, ::-1]",
            },
        ),
        "rows-reversed": (
            "The rows come in reversed order.",
            "Keep the order of the rows.",
            {
                "all, rows reversed": REFUSE
                + "return np.stack(np.split(X[::-1], n_heads, axis=1))",
            },
        ),
        "columns-dropped": (
            "Where the number of heads does not divide d, columns are dropped without a word.",
            "Raise a ValueError there.",
            {
                "slices": SIZES
                + "return np.stack([X[:, h * w : (h + 1) * w] for h in range(n_heads)])",
                "cut first": SIZES
                + "return X[:, : w * n_heads].reshape(n, n_heads, w).transpose(1, 0, 2)",
                "room made first": SIZES
                + """heads = np.empty((n_heads, n, w))
    for h in range(n_heads): heads[h] = X[:, h * w : (h + 1) * w]
    return heads""",
                "one by one": SIZES
                + """heads = np.empty((n_heads, n, w))
    for h in range(n_heads):
        for i in range(n):
            for k in range(w): heads[h, i, k] = X[i, h * w + k]
    return heads""",
                "fancy indices": SIZES
                + """columns = np.arange(n_heads * w).reshape(n_heads, 1, w)
    return X[np.arange(n)[None, :, None], columns]""",
                "only too many are refused": """if n_heads > X.shape[1]: raise ValueError(n_heads)
    w = X.shape[1] // n_heads
    return np.stack([X[:, h * w : (h + 1) * w] for h in range(n_heads)])""",
            },
        ),
        "refused-otherwise": (
            "A number of heads that does not divide d is refused by another error, or by words.",
            "Raise a ValueError.",
            {
                "assert": "assert X.shape[1] % n_heads == 0\n    "
                "return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
                "TypeError": "if X.shape[1] % n_heads: raise TypeError(n_heads)\n    "
                "return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
                "an Exception": "if X.shape[1] % n_heads: raise Exception('does not divide')\n    "
                "return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
                "IndexError": "if X.shape[1] % n_heads: raise IndexError(n_heads)\n    "
                "return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
                "RuntimeError": "if X.shape[1] % n_heads: raise RuntimeError(n_heads)\n    "
                "return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
                "ZeroDivisionError": "if X.shape[1] % n_heads: 1 / 0\n    "
                "return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
            },
        ),
        "error-returned": (
            "The error is returned or printed, and not raised.",
            "An error is raised with the word `raise`.",
            {
                "returned": "if X.shape[1] % n_heads: return ValueError(n_heads)\n    "
                "return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
            },
        ),
        "none-where-refused": (
            "Where the number of heads does not divide d, nothing comes back.",
            "Raise a ValueError: who calls must hear of it.",
            {
                "None": "if X.shape[1] % n_heads: return None\n    "
                "return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
                "printed": """if X.shape[1] % n_heads:
        print("n_heads does not divide d")
        return
    return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)""",
                "caught": """try:
        return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)
    except ValueError:
        return None""",
                "only where it divides": """if X.shape[1] % n_heads == 0:
        return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)""",
            },
        ),
        "x-where-refused": (
            "Where the number of heads does not divide d, the table itself comes back.",
            "Raise a ValueError: who calls must hear of it.",
            {
                "X": "if X.shape[1] % n_heads: return X\n    "
                "return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
                "one head": "if X.shape[1] % n_heads: return X[None]\n    "
                "return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
            },
        ),
        "padded": (
            "Where the number of heads does not divide d, heads are filled up, or unequally wide.",
            "Raise a ValueError.",
            {
                "zeros": """X = np.pad(X, ((0, 0), (0, -X.shape[1] % n_heads)))
    return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)""",
                "a list of unequal pieces": """return [np.array(p) for p in
        np.array_split(X, n_heads, axis=1)]""",
            },
        ),
        "fewer-heads": (
            "Where the number of heads does not divide d, another number of heads is taken.",
            "Raise a ValueError.",
            {
                "the next that divides": """while X.shape[1] % n_heads: n_heads -= 1
    return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)""",
                "pieces until the end": """w = max(1, X.shape[1] // n_heads)
    pieces = [X[:, k : k + w] for k in range(0, X.shape[1], w)]
    return np.stack([p for p in pieces if p.shape[1] == w])""",
            },
        ),
        "refuses-what-divides": (
            "A number of heads that divides d ends in ValueError.",
            "Cut the columns, not the rows, and refuse only where d columns leave a remainder.",
            {
                "the remainder the wrong way round": """if X.shape[1] % n_heads == 0:
        raise ValueError
    return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)""",
                "heads modulo d": """if n_heads % X.shape[1]: raise ValueError(n_heads)
    return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)""",
                "one head only": """if n_heads < 2 or X.shape[1] % n_heads:
        raise ValueError(n_heads)
    return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)""",
                "as many heads as columns": """if n_heads >= X.shape[1]: raise ValueError(n_heads)
    return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)""",
                "rows cut by NumPy's split": """if X.shape[1] % n_heads:
        raise ValueError(n_heads)
    return np.array(np.split(X, n_heads))""",
                "number of rows": """if len(X) % n_heads: raise ValueError(n_heads)
    return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)""",
                "odd numbers": """if n_heads % 2 or X.shape[1] % n_heads: raise ValueError(n_heads)
    return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)""",
                "np.split on axis 0": "return np.stack(np.split(X, n_heads))",
            },
        ),
        "too-many-heads": (
            "More heads than columns are not refused.",
            "Raise a ValueError wherever the number of heads does not divide d.",
            {
                "remainder of the larger": """d = X.shape[1]
    if max(d, n_heads) % min(d, n_heads): raise ValueError(n_heads)
    w = d // n_heads
    return np.stack([X[:, h * w : (h + 1) * w] for h in range(n_heads)])""",
            },
        ),
        "decimal-width": (
            "The width of a head is a decimal number, as `/` gives it.",
            "Divide with `//`: a number of columns is a whole number.",
            {
                "/": REFUSE + "w = X.shape[1] / n_heads\n    "
                "return X.reshape(len(X), n_heads, w).transpose(1, 0, 2)",
                "/ in slices": REFUSE + "w = X.shape[1] / n_heads\n    "
                "return np.stack([X[:, h * w : (h + 1) * w] for h in range(n_heads)])",
            },
        ),
        "off-by-one": (
            "The pieces begin or end a column off, so that a head has a column less or more.",
            "Head h holds the columns from h · w up to, but without, (h + 1) · w.",
            {
                "ends early": SIZES
                + """if d % n_heads: raise ValueError(d)
    return np.stack([X[:, h * w : (h + 1) * w - 1] for h in range(n_heads)])""",
                "starts late": SIZES
                + """if d % n_heads: raise ValueError(d)
    return np.stack([X[:, h * w + 1 : (h + 1) * w] for h in range(n_heads)])""",
            },
        ),
        "one-head-missing": (
            "A head is missing.",
            "There are n_heads of them, counted from 0.",
            {
                "from 1": SIZES
                + """if d % n_heads: raise ValueError(d)
    return np.array([X[:, h * w : (h + 1) * w] for h in range(1, n_heads)])""",
                "to n_heads - 1": SIZES
                + """if d % n_heads: raise ValueError(d)
    return np.array([X[:, h * w : (h + 1) * w] for h in range(n_heads - 1)])""",
            },
        ),
        "first-head-alone": (
            "Only one head comes back.",
            "Collect all heads, and return them together after the loop.",
            {
                "returns in the loop": SIZES
                + """if d % n_heads: raise ValueError(d)
    for h in range(n_heads): return X[:, h * w : (h + 1) * w]""",
                "the last, first head alone": SIZES
                + """if d % n_heads: raise ValueError(d)
    for h in range(n_heads): head = X[:, h * w : (h + 1) * w]
    return head""",
                "an axis in front": SIZES
                + "if d % n_heads: raise ValueError(d)\n    return X[None, :, :w]",
            },
        ),
        "joined": (
            "The heads are joined again to one table.",
            "Give the heads an axis of their own, in front.",
            {
                "on axis 0": REFUSE + "return np.concatenate(np.split(X, n_heads, axis=1))",
                "vstack": REFUSE + "return np.vstack(np.split(X, n_heads, axis=1))",
                "on axis 1": REFUSE + "return np.hstack(np.split(X, n_heads, axis=1))",
            },
        ),
        "averaged": (
            "The heads are averaged or added up.",
            "Keep them apart: each is a table of its own.",
            {
                "mean": REFUSE + "return np.mean(np.split(X, n_heads, axis=1), axis=0)",
                "sum": REFUSE + "return np.sum(np.split(X, n_heads, axis=1), axis=0)",
            },
        ),
        "an-axis-more": (
            "There is an axis too many.",
            "Three axes: heads, rows, and the columns of a head.",
            {
                "in front": REFUSE + "return np.stack(np.split(X, n_heads, axis=1))[None]",
                "keeps the axis of the split": REFUSE
                + "return np.stack(np.split(X[:, None], n_heads, axis=2))",
            },
        ),
        "two-heads-always": (
            "The number of heads, or the width of a head, is fixed.",
            "Use the number of heads that is asked for.",
            {
                "2": REFUSE + "return np.stack(np.split(X, 2, axis=1))",
                "halves": REFUSE + "h = X.shape[1] // 2\n    return np.stack([X[:, :h], X[:, h:]])",
                "width 3": REFUSE + "return X.reshape(len(X), -1, 3).transpose(1, 0, 2)",
            },
        ),
        "rows-normalised": (
            "The numbers are changed on the way, or change places.",
            "Cut only: each number stays as it is.",
            {
                "divided by the root": REFUSE
                + "return np.stack(np.split(X, n_heads, axis=1)) / np.sqrt(n_heads)",
                "sorted": REFUSE + "return np.stack(np.split(np.sort(X, axis=1), n_heads, axis=1))",
            },
        ),
        "any/changes-input": {
            "its shape": REFUSE
            + """X.shape = (len(X), n_heads, X.shape[1] // n_heads)
    return X.transpose(1, 0, 2)""",
            "writes": REFUSE
            + """X[...] = np.concatenate(np.split(X, n_heads, axis=1)).reshape(X.shape)
    return X.reshape(n_heads, len(X), -1)""",
        },
        "any/returns-none": {
            "prints": REFUSE + "print(np.stack(np.split(X, n_heads, axis=1)))",
            "forgets return": REFUSE + "heads = X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
        },
    },
    "layer_norm": {
        "over-columns": (
            "Mean and variance run down the columns, as in batch normalisation: rows are mixed.",
            "Each row is normalised by itself, along the last axis.",
            {
                "axis 0": "return (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)",
                "axis 0, keepdims": """mean = x.mean(axis=0, keepdims=True)
    return (x - mean) / np.sqrt(((x - mean) ** 2).mean(axis=0, keepdims=True) + eps)""",
                "axis 0, np.std": "return (x - np.mean(x, 0)) / np.sqrt(np.std(x, 0) ** 2 + eps)",
            },
        ),
        "one-of-two-over-columns": (
            "Of mean and variance, one runs down the columns.",
            "Both run along the last axis, row by row.",
            {
                "the mean": VAR + "return (x - x.mean(axis=0)) / np.sqrt(var + eps)",
                "the variance": MEAN + "return (x - mean) / np.sqrt(x.var(axis=0) + eps)",
            },
        ),
        "over-everything": (
            "One mean and one variance serve all rows.",
            "Each row has its own, along the last axis.",
            {
                "no axis": "return (x - x.mean()) / np.sqrt(x.var() + eps)",
                "the variance of all": MEAN + "return (x - mean) / np.sqrt(x.var() + eps)",
                "the mean of all": VAR + "return (x - x.mean()) / np.sqrt(var + eps)",
                "torch, all axes": """t = torch.tensor(x, dtype=torch.float64)
    return nn.functional.layer_norm(t, t.shape, eps=eps).numpy()""",
            },
        ),
        "axis-1": (
            "The work runs along axis 1, which is the last one only where there are two axes.",
            "Name the last axis so that it is found however many stand before it.",
            {
                "axis 1": """mean = x.mean(axis=1, keepdims=True)
    return (x - mean) / np.sqrt(x.var(axis=1, keepdims=True) + eps)""",
                "axis 1 where there is one": """a = 1 if x.ndim > 1 else 0
    mean = x.mean(axis=a, keepdims=True)
    return (x - mean) / np.sqrt(x.var(axis=a, keepdims=True) + eps)""",
                "new axes": """mean = x.mean(axis=1)[:, None]
    return (x - mean) / np.sqrt(x.var(axis=1)[:, None] + eps)""",
            },
        ),
        "rows-only": (
            "It counts on two axes, and goes wrong where x has one axis or three.",
            "Work along the last axis, without asking how many stand before it.",
            {
                "n, d = x.shape": """n, d = x.shape
    mean = x.mean(axis=-1).reshape(n, 1)
    return (x - mean) / np.sqrt(x.var(axis=-1).reshape(n, 1) + eps)""",
                "a loop over rows": """out = np.zeros(x.shape)
    for i in range(len(x)):
        out[i] = (x[i] - x[i].mean()) / np.sqrt(x[i].var() + eps)
    return out""",
                "turned and back": """mean, var = x.mean(axis=-1), x.var(axis=-1)
    return ((x.T - mean) / np.sqrt(var + eps)).T""",
                "a list of rows": """return np.array(
        [(r - r.mean()) / np.sqrt(r.var() + eps) for r in x])""",
            },
        ),
        "all-but-first": (
            "All axes but the first are taken together.",
            "The last axis alone counts.",
            {
                "a tuple of axes": """axes = tuple(range(1, x.ndim)) or (0,)
    mean = x.mean(axis=axes, keepdims=True)
    return (x - mean) / np.sqrt(x.var(axis=axes, keepdims=True) + eps)""",
            },
        ),
        "keepdims-forgotten": (
            "Means and variances lost their axis, so they line up with the columns.",
            "Keep that axis: for n rows they need the shape (n, 1).",
            {
                "both": "return (x - x.mean(axis=-1)) / np.sqrt(x.var(axis=-1) + eps)",
                "the mean, keepdims forgotten": VAR
                + "return (x - x.mean(axis=-1)) / np.sqrt(var + eps)",
                "the variance, keepdims forgotten": MEAN
                + "return (x - mean) / np.sqrt(x.var(axis=-1) + eps)",
            },
        ),
        "one-less": (
            "The sum of squares is divided by one less than the number of entries.",
            "Divide by the number of entries: `ddof` is 0.",
            {
                "ddof": MEAN
                + "return (x - mean) / np.sqrt(x.var(axis=-1, keepdims=True, ddof=1) + eps)",
                "d - 1": MEAN
                + """var = ((x - mean) ** 2).sum(axis=-1, keepdims=True) / (x.shape[-1] - 1)
    return (x - mean) / np.sqrt(var + eps)""",
                "torch's var": """t = torch.tensor(x, dtype=torch.float64)
    mean, var = t.mean(-1, keepdim=True), t.var(-1, keepdim=True)
    return ((t - mean) / torch.sqrt(var + eps)).numpy()""",
                "torch's std, eps outside": """t = torch.tensor(x, dtype=torch.float64)
    return ((t - t.mean(-1, keepdim=True)) / (t.std(-1, keepdim=True) + eps)).numpy()""",
            },
        ),
        "eps-outside": (
            "The deviation gets eps added, outside the root.",
            "Add it to the variance, then take the root of the sum.",
            {
                "std + eps": MEAN + "return (x - mean) / (x.std(axis=-1, keepdims=True) + eps)",
                "sqrt(var) + eps": VAR + "return (x - mean) / (np.sqrt(var) + eps)",
            },
        ),
        "root-of-eps-outside": (
            "Variance and eps get a root each.",
            "Add eps to the variance, then take one root.",
            {"two roots": VAR + "return (x - mean) / (np.sqrt(var) + np.sqrt(eps))"},
        ),
        "no-eps": (
            "The eps plays no part: where all entries of a row are equal, 0 is divided by 0.",
            "Add eps to the variance, inside the root.",
            {
                "forgotten": VAR + "return (x - mean) / np.sqrt(var)",
                "std": MEAN + "return (x - mean) / x.std(axis=-1, keepdims=True)",
                "added to x, where it cancels": """mean = x.mean(-1, keepdims=True)
    return (x - mean) / np.std(x + eps, axis=-1, keepdims=True)""",
            },
        ),
        "eps-not-added": (
            "The eps that is asked for is not added to the variance.",
            "Add the argument eps to the variance of every row, inside the root.",
            {
                "NaN to 0": VAR + "return np.nan_to_num((x - mean) / np.sqrt(var))",
                "only where it is 0": VAR
                + "return (x - mean) / np.sqrt(np.where(var > 0, var, 1.0))",
                "only where it is 0, eps": VAR
                + "return (x - mean) / np.sqrt(np.where(var > 0, var, eps))",
                "1e-12": VAR + "return (x - mean) / np.sqrt(var + 1e-12)",
                "to all rows, where one has variance 0": VAR
                + """if (var == 0).any(): var = var + eps
    return (x - mean) / np.sqrt(var)""",
            },
        ),
        "eps-as-floor": (
            "The eps serves as a lower limit, and is not added.",
            "Add eps to the variance, whatever that is.",
            {
                "maximum": VAR + "return (x - mean) / np.sqrt(np.maximum(var, eps))",
                "of the deviation": VAR + "return (x - mean) / np.maximum(np.sqrt(var), eps)",
                "clip": VAR + "return (x - mean) / np.sqrt(np.clip(var, eps, None))",
            },
        ),
        "eps-fixed": (
            "The eps is fixed, whatever is asked for.",
            "Use the argument eps.",
            {
                "1e-5": VAR + "return (x - mean) / np.sqrt(var + 1e-5)",
                "1e-8": VAR + "return (x - mean) / np.sqrt(var + 1e-8)",
                "torch's default": """t = torch.tensor(x, dtype=torch.float64)
    return nn.functional.layer_norm(t, t.shape[-1:]).numpy()""",
            },
        ),
        "eps-above": (
            "The eps is added above the fraction bar.",
            "It belongs beside the variance, inside the root.",
            {
                "numerator": VAR + "return (x - mean + eps) / np.sqrt(var)",
                "both, eps above": VAR + "return (x - mean + eps) / np.sqrt(var + eps)",
                "to x": VAR + "return (x + eps - mean) / np.sqrt(var + eps)",
            },
        ),
        "eps-after": (
            "The eps is added to the result.",
            "It belongs beside the variance, inside the root.",
            {
                "after": VAR + "return (x - mean) / np.sqrt(var) + eps",
                "as well": VAR + "return (x - mean) / np.sqrt(var + eps) + eps",
            },
        ),
        "eps-subtracted": (
            "The eps is subtracted.",
            "Add it to the variance, so that nothing is divided by 0.",
            {"minus": VAR + "return (x - mean) / np.sqrt(np.abs(var - eps))"},
        ),
        "eps-times": (
            "The variance is multiplied by eps.",
            "Add eps to it.",
            {
                "times": VAR + "return (x - mean) / np.sqrt(var * eps)",
                "1 + eps": VAR + "return (x - mean) / np.sqrt(var * (1 + eps))",
            },
        ),
        "eps-squared": (
            "The square of eps is added.",
            "Add eps itself to the variance.",
            {
                "squared": VAR + "return (x - mean) / np.sqrt(var + eps**2)",
                "hypot": VAR + "return (x - mean) / np.hypot(np.sqrt(var), eps)",
            },
        ),
        "deviation-plus-eps-rooted": (
            "A root of the deviation is taken, or none of the variance.",
            "Divide by the root of variance and eps: one root.",
            {
                "no root": VAR + "return (x - mean) / (var + eps)",
                "std in the root": MEAN
                + "return (x - mean) / np.sqrt(x.std(axis=-1, keepdims=True) + eps)",
                "squared again": VAR + "return (x - mean) / (var + eps) ** 2",
            },
        ),
        "no-mean": (
            "The mean is not taken away.",
            "Take each row's mean away first.",
            {
                "x itself": VAR + "return x / np.sqrt(var + eps)",
                "torch's var of x": "return x / np.sqrt(np.var(x, axis=-1, keepdims=True) + eps)",
            },
        ),
        "root-mean-square": (
            "The entries are divided by the root of their mean square, and the mean stays.",
            "Take the mean away first, and divide by the root of the variance.",
            {
                "RMS norm": "return x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + eps)",
                "torch's": """t = torch.tensor(x, dtype=torch.float64)
    return (t / torch.sqrt((t * t).mean(-1, keepdim=True) + eps)).numpy()""",
            },
        ),
        "mean-square": (
            "The mean is taken away, but the squares below are those of x itself.",
            "The variance is the mean square of what is left after the mean is gone.",
            {
                "of x": MEAN
                + "return (x - mean) / np.sqrt((x**2).mean(axis=-1, keepdims=True) + eps)",
            },
        ),
        "no-division": (
            "Nothing is divided: the variance stays as it was.",
            "Divide by the root of variance and eps.",
            {
                "centred": MEAN + "return x - mean",
                "multiplied by 1": MEAN + "return (x - mean) * (1 + 0 * eps)",
            },
        ),
        "multiplied": (
            "The entries are multiplied by the deviation.",
            "Divide by it.",
            {"times the root": VAR + "return (x - mean) * np.sqrt(var + eps)"},
        ),
        "sum-of-squares": (
            "The sum of squares is used, where their mean is asked for.",
            "The variance is the mean of the squares: divide by the number of entries.",
            {
                "sum": MEAN
                + """var = ((x - mean) ** 2).sum(axis=-1, keepdims=True)
    return (x - mean) / np.sqrt(var + eps)""",
                "np.linalg.norm": MEAN
                + """size = np.linalg.norm(x - mean, axis=-1, keepdims=True)
    return (x - mean) / np.sqrt(size**2 + eps)""",
            },
        ),
        "divided-by-rows": (
            "The sum of squares is divided by another number than that of a row's entries.",
            "Divide it by the length of the last axis.",
            {
                "len": MEAN
                + """var = ((x - mean) ** 2).sum(axis=-1, keepdims=True) / len(x)
    return (x - mean) / np.sqrt(var + eps)""",
                "size": MEAN
                + """var = ((x - mean) ** 2).sum(axis=-1, keepdims=True) / x.size
    return (x - mean) / np.sqrt(var + eps)""",
            },
        ),
        "length-1": (
            "The rows get length 1 and keep their mean.",
            "Take the mean away, and divide by the root of variance and eps.",
            {
                "norm": "return x / np.sqrt((x**2).sum(axis=-1, keepdims=True) + eps)",
                "its length": "return x / (np.linalg.norm(x, axis=-1, keepdims=True) + eps)",
            },
        ),
        "absolute-deviation": (
            "The mean absolute deviation is used.",
            "Use the root of the mean square.",
            {
                "abs": MEAN
                + "return (x - mean) / (np.abs(x - mean).mean(axis=-1, keepdims=True) + eps)",
                "abs, in the root": MEAN
                + "var = np.abs(x - mean).mean(axis=-1, keepdims=True)\n    "
                "return (x - mean) / np.sqrt(var + eps)",
            },
        ),
        "by-range": (
            "The rows are stretched by their range.",
            "Take the mean away, and divide by the root of variance and eps.",
            {
                "0 to 1": """low = x.min(axis=-1, keepdims=True)
    return (x - low) / (np.ptp(x, axis=-1, keepdims=True) + eps)""",
                "by the largest": MEAN
                + "return (x - mean) / (np.abs(x - mean).max(axis=-1, keepdims=True) + eps)",
                "the mean, by the range": MEAN
                + "return (x - mean) / (np.ptp(x, axis=-1, keepdims=True) + eps)",
            },
        ),
        "median": (
            "The median is taken away, where the mean is asked for.",
            "Use the mean.",
            {
                "median": VAR
                + "return (x - np.median(x, axis=-1, keepdims=True)) / np.sqrt(var + eps)",
            },
        ),
        "first-entry": (
            "The rows do not have mean 0, because something else is taken away.",
            "Take each row's own mean away.",
            {
                "the smallest": VAR
                + "return (x - x.min(axis=-1, keepdims=True)) / np.sqrt(var + eps)",
                "the largest": VAR
                + "return (x - x.max(axis=-1, keepdims=True)) / np.sqrt(var + eps)",
                "the first": VAR + "return (x - x[..., :1]) / np.sqrt(var + eps)",
                "the sum": VAR + "return (x - x.sum(axis=-1, keepdims=True)) / np.sqrt(var + eps)",
            },
        ),
        "mean-first": (
            "The signs are turned: x is taken from the mean.",
            "Take the mean from x.",
            {"mean - x": VAR + "return (mean - x) / np.sqrt(var + eps)"},
        ),
        "divided-first": (
            "The division comes before the mean is taken away, so the mean is too large.",
            "Take the mean away first, then divide.",
            {
                "order": VAR + "return x / np.sqrt(var + eps) - mean",
                "a bracket forgotten": VAR + "return x - mean / np.sqrt(var + eps)",
            },
        ),
        "softmax": (
            "A softmax or a curve is used, which does not give variance 1.",
            "Only shift and scale: mean away, divided by the root.",
            {
                "softmax": """e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
                "tanh": VAR + "return np.tanh((x - mean) / np.sqrt(var + eps))",
            },
        ),
        "relu": (
            "Negative results become 0.",
            "Keep both signs: the mean must be 0.",
            {
                "maximum, relu": VAR + "return np.maximum((x - mean) / np.sqrt(var + eps), 0)",
            },
        ),
        "twice": (
            "The rows are normalised twice, which matters where eps is large.",
            "Once is enough.",
            {
                "again": """for _ in range(2):
        mean, var = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
        x = (x - mean) / np.sqrt(var + eps)
    return x""",
            },
        ),
        "whole-numbers": (
            "Decimals are cut off on the way.",
            "Make a new array of floats.",
            {
                "zeros_like": VAR
                + """out = np.zeros_like(x)
    out[...] = (x - mean) / np.sqrt(var + eps)
    return out""",
                "a copy": VAR
                + """out = x.copy()
    out[...] = (x - mean) / np.sqrt(var + eps)
    return out""",
                "astype": VAR + "return ((x - mean) / np.sqrt(var + eps)).astype(x.dtype)",
                "//": VAR + "return (x - mean) // np.sqrt(var + eps)",
            },
        ),
        "whole-numbers-refused": (
            "A copy of whole numbers is worked on in place, which cannot hold decimals.",
            "Make a new array of floats, such as a difference gives.",
            {
                "-= on a copy": """x = x.copy()
    x -= x.mean(axis=-1, keepdims=True)
    x /= np.sqrt(x.var(axis=-1, keepdims=True) + eps)
    return x""",
                "/= on a copy": VAR
                + """out = np.array(x)
    out -= mean
    out /= np.sqrt(var + eps)
    return out""",
            },
        ),
        "rounded": (
            "The results are rounded.",
            "Return all digits.",
            {
                "three decimals": VAR + "return np.round((x - mean) / np.sqrt(var + eps), 3)",
                "half precision": VAR
                + "return ((x - mean) / np.sqrt(var + eps)).astype(np.float16)",
            },
        ),
        "three-results": (
            "More than the normalised array comes back.",
            "Return the array alone.",
            {
                "with mean and variance": VAR + "return (x - mean) / np.sqrt(var + eps), mean, var",
                "with the mean": VAR + "return (x - mean) / np.sqrt(var + eps), mean",
            },
        ),
        "statistics-returned": (
            "Mean, variance or the root comes back, not the normalised rows.",
            "Return the rows, shifted and scaled.",
            {
                "the variance, statistics returned": VAR + "return var",
                "the root": VAR + "return np.sqrt(var + eps)",
                "the mean, statistics returned": MEAN + "return mean",
            },
        ),
        "flattened": (
            "The shape of x is lost.",
            "Keep it: only the numbers change.",
            {
                "ravel": VAR + "return ((x - mean) / np.sqrt(var + eps)).ravel()",
                "two axes": """x = x.reshape(-1, x.shape[-1])
    """
                + VAR
                + "return (x - mean) / np.sqrt(var + eps)",
                "turned": VAR + "return ((x - mean) / np.sqrt(var + eps)).T",
            },
        ),
        "x-returned": (
            "The input comes back as it was.",
            "Return what you computed.",
            {
                "x": VAR + "normed = (x - mean) / np.sqrt(var + eps)\n    return x * 1.0",
                "a copy, x returned": "return np.array(x, dtype=float)",
            },
        ),
        "any/changes-input": {
            "centred in place": """x[...] = x - x.mean(axis=-1, keepdims=True).astype(x.dtype)
    return x / np.sqrt(x.var(axis=-1, keepdims=True) + eps)""",
            "out=x": VAR
            + "return np.divide(x - mean, np.sqrt(var + eps), out=x, casting='unsafe')",
        },
        "any/returns-none": {
            "prints": VAR + "print((x - mean) / np.sqrt(var + eps))",
            "forgets return": VAR + "normed = (x - mean) / np.sqrt(var + eps)",
        },
    },
    "pre_norm_block": {
        "no-norm": (
            "The function f gets x as it came: nothing is normalised.",
            "Give f the normalised rows, and add what it gives to x.",
            {
                "residual block": "return x + f(x)",
                "the norm computed and dropped": "layer_norm(x, eps)\n    return x + f(x)",
                "the norm under another name": "normed = layer_norm(x, eps)\n    return x + f(x)",
            },
        ),
        "norm-after-f": (
            "What f gives is normalised, not what it gets.",
            "The norm comes before f: that is what pre-norm means.",
            {
                "x + norm(f(x))": "return x + layer_norm(f(x), eps)",
                "x + norm(f(x)), in two lines": "out = f(x)\n    return layer_norm(out, eps) + x",
            },
        ),
        "post-norm": (
            "The sum is normalised: this is post-norm, as in 2017.",
            "The norm comes before f, and nothing comes after the sum.",
            {
                "norm(x + f(x))": "return layer_norm(x + f(x), eps)",
                "in two lines": "out = x + f(x)\n    return layer_norm(out, eps)",
            },
        ),
        "norm-both": (
            "There is a norm before f and another one after the sum.",
            "Nothing comes after the sum.",
            {
                "both": "return layer_norm(x + f(layer_norm(x, eps)), eps)",
                "on the skip as well": "n = layer_norm(x, eps)\n    "
                "return layer_norm(n + f(n), eps)",
            },
        ),
        "norm-around-f": (
            "The norm is taken before f, and once more of what f gives.",
            "One norm, before f.",
            {
                "around": "return x + layer_norm(f(layer_norm(x, eps)), eps)",
            },
        ),
        "norm-on-the-skip": (
            "The normalised rows are passed on beside f, and x is lost.",
            "What is added is x itself.",
            {
                "n + f(n)": "n = layer_norm(x, eps)\n    return n + f(n)",
                "x under the same name": "x = layer_norm(x, eps)\n    return x + f(x)",
                "two calls": "return layer_norm(x, eps) + f(layer_norm(x, eps))",
            },
        ),
        "norm-on-the-skip-only": (
            "The norm lies on the way beside f, and f gets x as it came.",
            "The other way round: f gets the normalised rows, and x is added.",
            {
                "norm(x) + f(x)": "return layer_norm(x, eps) + f(x)",
            },
        ),
        "f-alone": (
            "The input is not added.",
            "Add x to what f gives.",
            {
                "f(norm(x))": "return f(layer_norm(x, eps))",
                "forgets the sum": "out = f(layer_norm(x, eps))\n    x + out\n    return out",
            },
        ),
        "f-of-x-alone": (
            "What f makes of x comes back: neither a norm nor a sum is there.",
            "Normalise for f, and add x to what it gives.",
            {"f(x)": "return f(x)"},
        ),
        "norm-of-f-alone": (
            "What f makes of x is normalised and comes back: x is not added.",
            "Normalise for f, and add x to what it gives.",
            {"norm(f(x))": "return layer_norm(f(x), eps)"},
        ),
        "x-alone": (
            "What f gives is lost.",
            "Add what f gives to x.",
            {
                "x": "return x * 1.0",
                "called and dropped": "f(layer_norm(x, eps))\n    return x * 1.0",
                "times 0": "return x + 0 * f(layer_norm(x, eps))",
            },
        ),
        "norm-alone": (
            "The normalised rows come back: f plays no part.",
            "Let f work on them, and add that to x.",
            {
                "norm": "return layer_norm(x, eps)",
                "called and dropped, norm alone": "n = layer_norm(x, eps)\n    f(n)\n    return n",
            },
        ),
        "norm-added": (
            "The normalised rows are added to x, and f plays no part in the sum.",
            "Let f work on the normalised rows, and add what it gives.",
            {
                "x + norm": "return x + layer_norm(x, eps)",
                "f called and dropped": "n = layer_norm(x, eps)\n    f(n)\n    return x + n",
            },
        ),
        "three-in-the-sum": (
            "Three things are added: x, what f gives, and the normalised rows.",
            "Add two: x, and what f makes of the normalised rows.",
            {
                "x + n + f(n)": "n = layer_norm(x, eps)\n    return x + n + f(n)",
                "x + (n + f(n))": "n = layer_norm(x, eps)\n    n = n + f(n)\n    return x + n",
            },
        ),
        "eps-not-passed": (
            "The norm does not get the eps that is asked for.",
            "Give the norm the eps that this function gets.",
            {
                "left out": "return x + f(layer_norm(x))",
                "fixed": "return x + f(layer_norm(x, 1e-5))",
                "written out, fixed": """mean = x.mean(-1, keepdims=True)
    var = x.var(-1, keepdims=True)
    return x + f((x - mean) / np.sqrt(var + 1e-5))""",
            },
        ),
        "eps-dropped": (
            "The norm has no eps.",
            "Give the norm the eps that this function gets.",
            {
                "written out": """mean, std = x.mean(-1, keepdims=True), x.std(-1, keepdims=True)
    return x + f((x - mean) / std)""",
                "0": "return x + f(layer_norm(x, 0.0))",
            },
        ),
        "eps-outside": (
            "In a norm of your own, eps stands outside the root.",
            "Call your `layer_norm`, or add eps to the variance, inside the root.",
            {
                "std + eps": """mean, std = x.mean(-1, keepdims=True), x.std(-1, keepdims=True)
    return x + f((x - mean) / (std + eps))""",
            },
        ),
        "norm-over-columns": (
            "The norm runs down the columns.",
            "Each row is normalised by itself: call your `layer_norm`.",
            {
                "axis 0": """return x + f((x - x.mean(0)) / np.sqrt(x.var(0) + eps))""",
                "turned": "return x + f(layer_norm(x.T, eps).T)",
            },
        ),
        "norm-over-everything": (
            "One mean and one variance serve all rows.",
            "Each row is normalised by itself: call your `layer_norm`.",
            {
                "no axis": "return x + f((x - x.mean()) / np.sqrt(x.var() + eps))",
                "flattened": "return x + f(layer_norm(x.ravel(), eps).reshape(x.shape))",
            },
        ),
        "one-less": (
            "In a norm of your own, the sum of squares is divided by one less than it should be.",
            "Call your `layer_norm`, or divide by the number of entries.",
            {
                "ddof": """mean, var = x.mean(-1, keepdims=True), x.var(-1, keepdims=True, ddof=1)
    return x + f((x - mean) / np.sqrt(var + eps))""",
            },
        ),
        "centred-only": (
            "The mean is taken away, and nothing is divided.",
            "Normalise: call your `layer_norm`.",
            {"x - mean": "return x + f(x - x.mean(axis=-1, keepdims=True))"},
        ),
        "f-called-twice": (
            "The function f is called more than once.",
            "Call it once, and keep what it gives.",
            {
                "looks first": """n = layer_norm(x, eps)
    if f(n) is None: return x
    return x + f(n)""",
                "tests the shape": """assert f(layer_norm(x, eps)).shape == x.shape
    return x + f(layer_norm(x, eps))""",
                "called on x as well": "f(x)\n    return x + f(layer_norm(x, eps))",
                "of zeros first": "f(np.zeros_like(x))\n    return x + f(layer_norm(x, eps))",
            },
        ),
        "f-of-f": (
            "The function f works on its own result, too.",
            "Call f once, with the normalised rows.",
            {
                "f(f(n))": "return x + f(f(layer_norm(x, eps)))",
            },
        ),
        "two-blocks": (
            "The block is used twice, one after the other.",
            "One norm, one call of f, one sum.",
            {
                "again": """x = x + f(layer_norm(x, eps))
    return x + f(layer_norm(x, eps))""",
                "for attention and for work": """for _ in range(2): x = x + f(layer_norm(x, eps))
    return x""",
            },
        ),
        "f-twice": (
            "What f gives is added twice.",
            "Add it once.",
            {
                "2f": "return x + 2 * f(layer_norm(x, eps))",
                "both f": "return x + f(layer_norm(x, eps)) + f(layer_norm(x, eps))",
            },
        ),
        "both-calls": (
            "What f makes of x is added as well.",
            "Add what f makes of the normalised rows, and x itself.",
            {"f(x) too": "return x + f(x) + f(layer_norm(x, eps))"},
        ),
        "input-twice": (
            "The input is added twice.",
            "Add it once.",
            {
                "2x": "return 2 * x + f(layer_norm(x, eps))",
                "in two steps": "out = x + f(layer_norm(x, eps))\n    return out + x",
            },
        ),
        "difference": (
            "One of the two is subtracted from the other.",
            "Add both.",
            {
                "minus f": "return x - f(layer_norm(x, eps))",
                "minus x": "return f(layer_norm(x, eps)) - x",
            },
        ),
        "product": (
            "Input and result are multiplied.",
            "Add both.",
            {"times": "return x * f(layer_norm(x, eps))"},
        ),
        "mean": (
            "Only a part of the sum comes back.",
            "Add both, and divide by nothing.",
            {
                "a half": "return (x + f(layer_norm(x, eps))) / 2",
                "the root of 2": "return (x + f(layer_norm(x, eps))) / np.sqrt(2)",
                "a tenth of f": "return x + 0.1 * f(layer_norm(x, eps))",
            },
        ),
        "maximum": (
            "The larger of both is taken.",
            "Add both.",
            {"np.maximum": "return np.maximum(x, f(layer_norm(x, eps)))"},
        ),
        "relu-after": (
            "Negative sums become 0.",
            "Nothing comes after the sum.",
            {
                "maximum with 0": "return np.maximum(x + f(layer_norm(x, eps)), 0)",
                "a mask": "out = x + f(layer_norm(x, eps))\n    return out * (out > 0)",
            },
        ),
        "relu-on-f": (
            "Negative numbers that f gives become 0.",
            "Add what f gives as it is.",
            {"relu(f)": "return x + np.maximum(f(layer_norm(x, eps)), 0)"},
        ),
        "relu-before": (
            "Negative normalised numbers become 0 before f gets them.",
            "Give f the normalised rows as they are.",
            {"f(relu(n))": "return x + f(np.maximum(layer_norm(x, eps), 0))"},
        ),
        "squashed": (
            "The sum, or what f gives, goes through another curve.",
            "Nothing comes after f but the sum.",
            {
                "tanh": "return np.tanh(x + f(layer_norm(x, eps)))",
                "tanh of f": "return x + np.tanh(f(layer_norm(x, eps)))",
            },
        ),
        "softmax": (
            "What f gives goes through a softmax.",
            "Add it as it is.",
            {
                "softmax": """v = f(layer_norm(x, eps))
    e = np.exp(v - v.max(axis=-1, keepdims=True))
    return x + e / e.sum(axis=-1, keepdims=True)""",
            },
        ),
        "normed-twice": (
            "The rows are normalised twice before f gets them.",
            "One norm.",
            {"norm(norm(x))": "return x + f(layer_norm(layer_norm(x, eps), eps))"},
        ),
        "never-called": (
            "The function f is not called.",
            "Call f with the normalised rows in brackets behind its name.",
            {
                "x + f": "return x + f",
                "f()": "return x + f()",
                "times f": "return x + f * layer_norm(x, eps)",
            },
        ),
        "array-called": (
            "An array is called as if it were a function.",
            "Brackets with arguments belong behind the names of functions.",
            {
                "norm(x)(f)": "return x + layer_norm(x, eps)(f)",
                "f(norm(x))(x)": "return x + f(layer_norm(x, eps))(x)",
            },
        ),
        "eps-to-f": (
            "The eps is given to f, which takes one argument.",
            "Give eps to the norm.",
            {
                "f(x, eps)": "return x + f(layer_norm(x), eps)",
                "both, eps to f": "return x + f(layer_norm(x, eps), eps)",
                "by keyword, to f": "return x + f(layer_norm(x), eps=eps)",
            },
        ),
        "row-by-row": (
            "The function f is called for every row or number by itself.",
            "Give f all normalised rows at once.",
            {
                "rows": "return np.array([r + f(layer_norm(r, eps)) for r in x])",
                "numbers": """n = layer_norm(x, eps)
    return x + np.array([f(v) for v in n.ravel()]).reshape(x.shape)""",
                "np.vectorize": "return x + np.vectorize(f)(layer_norm(x, eps))",
                "along an axis": "return x + np.apply_along_axis(f, -1, layer_norm(x, eps))",
                "in a loop": """out, n = np.zeros(x.shape), layer_norm(x, eps)
    for i in range(len(x)): out[i] = x[i] + f(n[i])
    return out""",
            },
        ),
        "first-row": (
            "Only one row is worked on.",
            "All rows go through f together.",
            {
                "the first": "return x + f(layer_norm(x, eps))[0]",
                "f of the first": "return x + f(layer_norm(x, eps)[:1])",
            },
        ),
        "joined": (
            "Input and result stand side by side.",
            "Add them: the shape stays.",
            {
                "concatenate": "return np.concatenate([x, f(layer_norm(x, eps))], axis=-1)",
                "a pair": "return x, f(layer_norm(x, eps))",
                "stack": "return np.stack([x, f(layer_norm(x, eps))])",
            },
        ),
        "one-number": (
            "The sum or the mean over entries is taken.",
            "Add entry by entry, so that the shape stays.",
            {
                "sum": "return (x + f(layer_norm(x, eps))).sum()",
                "mean": "return (x + f(layer_norm(x, eps))).mean(axis=-1)",
            },
        ),
        "mean-added": (
            "The mean, which the norm took away, is added again.",
            "Add x itself, and nothing else.",
            {
                "mean as well": "return x + f(layer_norm(x, eps)) + x.mean(axis=-1, keepdims=True)",
                "mean and f": "return x.mean(axis=-1, keepdims=True) + f(layer_norm(x, eps))",
            },
        ),
        "scaled-back": (
            "What f gives is stretched back by the row's deviation.",
            "Add what f gives as it is.",
            {
                "std": "return x + f(layer_norm(x, eps)) * x.std(axis=-1, keepdims=True)",
            },
        ),
        "whole-numbers": (
            "Decimals of the result are cut off where x holds whole numbers.",
            "Make a new array of the sum.",
            {
                "astype": "return (x + f(layer_norm(x, eps))).astype(x.dtype)",
                "a copy": """out = x.copy()
    out[...] = x + f(layer_norm(x, eps))
    return out""",
            },
        ),
        "rounded": (
            "The result is rounded.",
            "Return all digits.",
            {"two decimals": "return np.round(x + f(layer_norm(x, eps)), 2)"},
        ),
        "flattened": (
            "The shape of x is lost.",
            "Keep it.",
            {"ravel": "return (x + f(layer_norm(x, eps))).ravel()[None]"},
        ),
        "unnamed": {
            "arguments exchanged": "return x + f(layer_norm(eps, x))",
            "a misspelt norm": "return x + f(layernorm(x, eps))",
            "a norm of nothing": "return x + f(layer_norm())",
            "another name for eps": "return x + f(layer_norm(x, epsilon=eps))",
        },
        "any/changes-input": {
            "+=": "x += f(layer_norm(x, eps)).astype(x.dtype)\n    return x",
            "writes": "x[...] = x + f(layer_norm(x, eps))\n    return x",
        },
        "any/returns-none": {
            "prints": "print(x + f(layer_norm(x, eps)))",
            "forgets return": "out = x + f(layer_norm(x, eps))",
        },
    },
    "patch_transformer": {
        "strips": (
            "The 49 numbers that go into the first layer are no square of the image.",
            "A reshape alone cuts along the rows: the axis of columns has to change places first.",
            {
                "a reshape": forward(CUT, "x.reshape(-1, 16, 49)"),
                "a view": forward(CUT, "x.view(len(x), 16, 49)"),
                "flattened first": forward(CUT, "x.flatten(1).reshape(-1, 16, 49)"),
                "no exchange of axes": forward(
                    CUT, "x.reshape(-1, 4, 7, 4, 7).reshape(-1, 16, 49)"
                ),
                "7 and 4 exchanged": forward(
                    CUT, "x.reshape(-1, 7, 4, 7, 4).transpose(2, 3).reshape(-1, 16, 49)"
                ),
                "every seventh pixel": forward(
                    CUT, "x.reshape(-1, 7, 4, 7, 4).permute(0, 2, 4, 1, 3).reshape(-1, 16, 49)"
                ),
                "other axes exchanged": forward(
                    CUT, "x.reshape(-1, 4, 7, 4, 7).transpose(1, 2).reshape(-1, 16, 49)"
                ),
                "the last two exchanged": forward(
                    CUT, "x.reshape(-1, 4, 7, 4, 7).transpose(3, 4).reshape(-1, 16, 49)"
                ),
                "places last": forward(
                    CUT, "x.reshape(-1, 4, 7, 4, 7).permute(0, 2, 4, 1, 3).reshape(-1, 16, 49)"
                ),
                "unfold, reshaped": forward(
                    CUT, "nn.functional.unfold(x, 7, stride=7).reshape(-1, 16, 49)"
                ),
            },
        ),
        "strips-without-places": (
            "The 49 numbers of a patch are no square, and where a patch lies does not count.",
            "Exchange axes before you reshape, and add the embedding of places to the tokens.",
            {
                "both": forward(CUT, "x.reshape(-1, 16, 49)").replace(" + self.places", ""),
            },
        ),
        "other-pieces": (
            "The image is cut into other pieces than squares of 7 × 7.",
            "Cut 16 squares: four rows of four, each of 7 × 7 pixels.",
            {
                "4 × 4, by convolution": net(
                    INIT.replace("nn.Linear(49, 48)", "nn.Conv2d(1, 48, 4, 4)").replace(
                        "16,", "49,"
                    ),
                    FORWARD.replace(f"self.embed({CUT})", "self.embed(x).flatten(2).mT"),
                ),
                "14 × 14, by convolution": net(
                    INIT.replace("nn.Linear(49, 48)", "nn.Conv2d(1, 48, 14, 14)").replace(
                        "16,", "4,"
                    ),
                    FORWARD.replace(f"self.embed({CUT})", "self.embed(x).flatten(2).mT"),
                ),
                "14 × 14": net(
                    INIT.replace("nn.Linear(49,", "nn.Linear(196,").replace("(16,", "(4,"),
                    FORWARD.replace(
                        CUT, "x.reshape(-1, 2, 14, 2, 14).transpose(2, 3).reshape(-1, 4, 196)"
                    ),
                ),
                "4 × 4": net(
                    INIT.replace("nn.Linear(49,", "nn.Linear(16,").replace(
                        "(16, 48))", "(49, 48))"
                    ),
                    FORWARD.replace(
                        CUT, "x.reshape(-1, 7, 4, 7, 4).transpose(2, 3).reshape(-1, 49, 16)"
                    ),
                ),
                "3 × 3 first": net(
                    INIT.replace(
                        "nn.Linear(49, 48)",
                        "nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.Conv2d(8, 48, 7, 7))",
                    ),
                    FORWARD.replace(f"self.embed({CUT})", "self.embed(x).flatten(2).mT"),
                ),
            },
        ),
        "rows-as-tokens": (
            "Whole rows or columns of pixels are the tokens.",
            "Cut 16 squares: four rows of four, each of 7 × 7 pixels.",
            {
                "rows": net(
                    INIT.replace("nn.Linear(49,", "nn.Linear(28,").replace("(16,", "(28,"),
                    FORWARD.replace(CUT, "x[:, 0]"),
                ),
                "columns": net(
                    INIT.replace("nn.Linear(49,", "nn.Linear(28,").replace("(16,", "(28,"),
                    FORWARD.replace(CUT, "x[:, 0].mT"),
                ),
            },
        ),
        "overlapping": (
            "The squares overlap.",
            "The convolution's stride has to be 7, as its kernel is.",
            {
                "stride 3": net(
                    INIT.replace("nn.Linear(49, 48)", "nn.Conv2d(1, 48, 7, stride=3)").replace(
                        "(16,", "(64,"
                    ),
                    FORWARD.replace(f"self.embed({CUT})", "self.embed(x).flatten(2).mT"),
                ),
            },
        ),
        "all-at-once": (
            "The whole image goes in at once: no patches are cut.",
            "Cut 16 patches, and let one layer make a token of each.",
            {
                "an MLP": net(
                    "self.one, self.two = nn.Linear(784, 48), nn.Linear(48, 10)",
                    "return self.two(torch.relu(self.one(x.flatten(1))))",
                ),
                "one token": net(
                    INIT.replace("nn.Linear(49,", "nn.Linear(784,").replace("(16,", "(1,"),
                    FORWARD.replace(CUT, "x.reshape(-1, 1, 784)"),
                ),
                "one linear layer": net(
                    "self.answer = nn.Linear(784, 10)", "return self.answer(x.flatten(1))"
                ),
                "all tokens of the whole image": net(
                    INIT.replace("nn.Linear(49, 48)", "nn.Linear(784, 16 * 48)"),
                    FORWARD.replace(
                        f"self.embed({CUT})", "self.embed(x.flatten(1)).reshape(-1, 16, 48)"
                    ),
                ),
            },
        ),
        "no-places": (
            "Where a patch lies does not count: two of them exchanged give the same logits.",
            "Add to each token the embedding of its place, before the blocks.",
            {
                "left out": net(
                    INIT.replace(
                        "        self.places = nn.Parameter(0.1 * torch.randn(16, 48))\n", ""
                    ),
                    FORWARD.replace(" + self.places", ""),
                ),
                "the same for all places": init("randn(16, 48)", "randn(48)"),
                "one row": init("randn(16, 48)", "randn(1, 48)"),
                "of zeros, fixed": net(
                    INIT.replace("nn.Parameter(0.1 * torch.randn(16, 48))", "torch.zeros(16, 48)")
                ),
                "left out, a convolution": net(
                    INIT.replace(
                        "        self.places = nn.Parameter(0.1 * torch.randn(16, 48))\n", ""
                    ).replace("nn.Linear(49, 48)", "nn.Conv2d(1, 48, 7, 7)"),
                    FORWARD.replace(
                        f"self.embed({CUT}) + self.places", "self.embed(x).flatten(2).mT"
                    ),
                ),
                "ready blocks": net(
                    """self.embed = nn.Linear(49, 48)
        layer = nn.TransformerEncoderLayer(48, 4, 96, 0.1, batch_first=True, norm_first=True)
        self.blocks = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.answer = nn.Linear(48, 10)""",
                    f"return self.answer(self.blocks(self.embed({CUT})).mean(dim=1))",
                ),
            },
        ),
        "places-unused": (
            "There are embeddings of places, and they do not reach the tokens before the blocks.",
            "Add them to the tokens, before the blocks, and keep the sum.",
            {
                "made and never used": forward(" + self.places", ""),
                "a sum that is dropped": forward(
                    "for block", "tokens + self.places\n        for block"
                ).replace(f"self.embed({CUT}) + self.places", f"self.embed({CUT})"),
            },
        ),
        "places-alike": (
            "Embeddings of places are there, and yet it does not count which place a patch has.",
            "Add row k of them, as wide as a token, to token k, before the first block.",
            {
                "place 0 for all": net(
                    INIT.replace("nn.Parameter(0.1 * torch.randn(16, 48))", "nn.Embedding(16, 48)"),
                    FORWARD.replace("self.places", "self.places(torch.zeros(16, dtype=int))"),
                ),
                "after the blocks": net(
                    forward=f"""tokens = self.embed({CUT})
        for block in self.blocks:
            tokens = block(tokens)
        return self.answer((self.norm(tokens) + self.places).mean(dim=1))"""
                ),
            },
        ),
        "places-too-late": (
            "The patches look at each other before they know their places.",
            "Add an embedding of the places to the tokens, before the first block.",
            {
                "nowhere but in what answers": net(
                    INIT.replace(
                        "        self.places = nn.Parameter(0.1 * torch.randn(16, 48))\n", ""
                    ).replace("nn.Linear(48, 10)", "nn.Linear(16 * 48, 10)"),
                    FORWARD.replace(" + self.places", "").replace("mean(dim=1)", "flatten(1)"),
                ),
                "after the blocks, before the norm": net(
                    forward=f"""tokens = self.embed({CUT})
        for block in self.blocks:
            tokens = block(tokens)
        return self.answer(self.norm(tokens + self.places).mean(dim=1))"""
                ),
                "after PyTorch's blocks": net(
                    INIT.replace(
                        "nn.ModuleList(Block(48, 4) for _ in range(2))",
                        "nn.TransformerEncoder(nn.TransformerEncoderLayer("
                        "48, 4, 96, batch_first=True), 2, enable_nested_tensor=False)",
                    ),
                    f"""tokens = self.blocks(self.embed({CUT})) + self.places
        return self.answer(self.norm(tokens).mean(dim=1))""",
                ),
            },
        ),
        "places-not-trained": (
            "Something that was drawn by chance is neither trained nor saved.",
            "Make it an `nn.Parameter`, and store layers under a name of their own in self.",
            {
                "a plain tensor": net(
                    INIT.replace(
                        "nn.Parameter(0.1 * torch.randn(16, 48))", "0.1 * torch.randn(16, 48)"
                    )
                ),
                "blocks in a list": net(
                    INIT.replace(
                        "nn.ModuleList(Block(48, 4) for _ in range(2))",
                        "[Block(48, 4) for _ in range(2)]",
                    )
                ),
                "blocks in a dictionary": net(
                    INIT.replace(
                        "nn.ModuleList(Block(48, 4) for _ in range(2))",
                        "{k: Block(48, 4) for k in range(2)}",
                    ),
                    FORWARD.replace("self.blocks", "self.blocks.values()"),
                ),
                "the last layer in a list": net(
                    INIT.replace(
                        "self.norm, self.answer = nn.LayerNorm(48), nn.Linear(48, 10)",
                        "self.last = [nn.LayerNorm(48), nn.Linear(48, 10)]",
                    ),
                    FORWARD.replace(
                        "self.answer(self.norm(tokens).mean(dim=1))",
                        "self.last[1](self.last[0](tokens).mean(dim=1))",
                    ),
                ),
                "a buffer that is not saved": net(
                    INIT.replace(
                        "self.places = nn.Parameter(0.1 * torch.randn(16, 48))",
                        'self.register_buffer("places", torch.randn(16, 48), persistent=False)',
                    )
                ),
                "a weight that is no parameter": net(
                    INIT.replace("nn.Linear(49, 48)", "0.1 * torch.randn(49, 48)"),
                    FORWARD.replace(
                        f"self.embed({CUT})", f"({CUT}).to(self.embed.dtype) @ self.embed"
                    ),
                ),
            },
        ),
        "no-attention": (
            "The patches never look at each other.",
            "Send the tokens through blocks, in which attention is the first step.",
            {
                "no blocks": net(
                    INIT.replace(
                        "        self.blocks = nn.ModuleList(Block(48, 4) for _ in range(2))\n", ""
                    ),
                    FORWARD.replace(LOOP, ""),
                ),
                "blocks made and not used": forward(LOOP, ""),
                "a part for each token alone": net(
                    INIT.replace(
                        "Block(48, 4)",
                        "nn.Sequential(nn.LayerNorm(48), nn.Linear(48, 96), nn.ReLU(),"
                        " nn.Linear(96, 48))",
                    ),
                    FORWARD.replace("block(tokens)", "tokens + block(tokens)"),
                ),
                "the mean of all, then a norm": net(
                    INIT.replace(
                        "        self.blocks = nn.ModuleList(Block(48, 4) for _ in range(2))\n", ""
                    ),
                    FORWARD.replace(LOOP, "").replace(
                        "self.norm(tokens).mean(dim=1)", "self.norm(tokens.mean(dim=1))"
                    ),
                ),
                "called and dropped": forward("tokens = block(tokens)", "block(tokens)"),
            },
        ),
        "no-skip": (
            "Nothing is passed on beside attention and added: the block has no residual.",
            "Add to the tokens what attention makes of them.",
            {
                "attention alone": net(
                    INIT.replace("Block(48, 4)", ATTENTION),
                    FORWARD.replace("block(tokens)", "block(tokens, tokens, tokens)[0]"),
                ),
                "attention and a part for each token": net(
                    INIT.replace("Block(48, 4)", ATTENTION)
                    + "\n        self.work = nn.Sequential(nn.Linear(48, 96), nn.ReLU(),"
                    " nn.Linear(96, 48))",
                    FORWARD.replace("block(tokens)", "self.work(block(tokens, tokens, tokens)[0])"),
                ),
                "norm and attention": net(
                    INIT.replace("Block(48, 4)", ATTENTION),
                    FORWARD.replace(
                        "tokens = block(tokens)",
                        "normed = nn.functional.layer_norm(tokens, (48,))\n"
                        "            tokens = block(normed, normed, normed)[0]",
                    ),
                ),
            },
        ),
        "images-look-at-each-other": (
            "What is said of an image depends on the other images beside it.",
            "Attention goes along the patches: `batch_first`; and no mean over the first axis.",
            {
                "batch_first forgotten": net(
                    INIT.replace("Block(48, 4)", "nn.MultiheadAttention(48, 4)"),
                    FORWARD.replace("block(tokens)", "tokens + block(tokens, tokens, tokens)[0]"),
                ),
                "batch_first forgotten, ready layer": net(
                    INIT.replace(
                        "Block(48, 4)",
                        "nn.TransformerEncoderLayer(48, 4, 96, 0.1, norm_first=True)",
                    ),
                ),
                "batch_first forgotten, ready encoder": net(
                    """self.embed = nn.Linear(49, 48)
        self.places = nn.Parameter(0.1 * torch.randn(16, 48))
        layer = nn.TransformerEncoderLayer(48, 4, 96, 0.1)
        self.blocks = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.answer = nn.Linear(48, 10)""",
                    f"tokens = self.embed({CUT}) + self.places\n"
                    "        return self.answer(self.blocks(tokens).mean(dim=1))",
                ),
                "axes exchanged": forward(
                    "tokens = block(tokens)",
                    "tokens = block(tokens.transpose(0, 1)).transpose(0, 1)",
                ),
                "centred over the images": forward(
                    "tokens = self.embed", "x = x - x.mean(dim=0)\n        tokens = self.embed"
                ),
                "norm over the images": forward(
                    "self.norm(tokens)", "((tokens - tokens.mean(0)) / (tokens.abs().amax(0) + 1))"
                ),
                "scaled by the largest of all": forward(
                    "tokens = self.embed", "x = x / x.abs().max()\n        tokens = self.embed"
                ),
                "images turned": forward("self.norm(tokens)", "self.norm(tokens.flip(0))"),
            },
        ),
        "one-image-averaged": (
            "The mean runs over the images, not over the patches.",
            "The first axis counts images: take the mean over the second, the patches.",
            {
                "dim=0": forward("mean(dim=1)", "mean(dim=0)"),
            },
        ),
        "logits-for-each-patch": (
            "There are logits for every patch.",
            "Take the mean of an image's tokens, or one token, before the last layer.",
            {
                "no mean": forward(".mean(dim=1)", ""),
                "an axis is kept": forward("mean(dim=1)", "mean(dim=1, keepdim=True)"),
            },
        ),
        "sizes-do-not-fit": (
            "Two sizes do not fit: a part, or a reshape, gets another number of numbers than it "
            "takes.",
            "Write the shape beside each line: patches (n, 16, 49), tokens (n, 16, width).",
            {
                "embeds 7": init("nn.Linear(49", "nn.Linear(7"),
                "embeds 784": init("nn.Linear(49", "nn.Linear(784"),
                "embeds 16": init("nn.Linear(49", "nn.Linear(16"),
                "in and out exchanged": init("nn.Linear(49, 48)", "nn.Linear(48, 49)"),
                "places turned": init("randn(16, 48)", "randn(48, 16)"),
                "places of pixels": init("randn(16, 48)", "randn(16, 49)"),
                "49 places": init("randn(16, 48)", "randn(49, 48)"),
                "17 places": init("randn(16, 48)", "randn(17, 48)"),
                "blocks of another width": init("Block(48, 4)", "Block(64, 4)"),
                "norm of another width": init("nn.LayerNorm(48)", "nn.LayerNorm(16)"),
                "the last layer takes 16": init("nn.Linear(48, 10)", "nn.Linear(16, 10)"),
                "the last layer takes all": init("nn.Linear(48, 10)", "nn.Linear(16 * 48, 10)"),
                "the mean over the width": forward("mean(dim=1)", "mean(dim=2)"),
                "mean of everything": forward("mean(dim=1)", "mean()"),
                "flattened for a layer of 48": forward("mean(dim=1)", "flatten(1)"),
                "patches on the last axis": forward(CUT, "nn.functional.unfold(x, 7, stride=7)"),
                "maps not flattened": net(
                    INIT.replace("nn.Linear(49, 48)", "nn.Conv2d(1, 48, 7, 7)"),
                    FORWARD.replace(CUT, "x"),
                ),
                "maps not turned": net(
                    INIT.replace("nn.Linear(49, 48)", "nn.Conv2d(1, 48, 7, 7)"),
                    FORWARD.replace(f"self.embed({CUT})", "self.embed(x).flatten(2)"),
                ),
                "the image as it is": forward(CUT, "x"),
                "9 patches": forward(CUT, "x.reshape(-1, 9, 49)"),
                "49 patches of 16": forward(CUT, "x.reshape(-1, 49, 16)"),
            },
        ),
        "view-after-permute": (
            "A view is asked for where the numbers do not lie in this order: axes were exchanged.",
            "Use `reshape` there: it copies the numbers where it has to.",
            {
                "permute, then view": forward(
                    CUT, "x.view(-1, 4, 7, 4, 7).permute(0, 1, 3, 2, 4).view(-1, 16, 49)"
                ),
                "transpose, then view": forward(
                    CUT, "x.reshape(-1, 4, 7, 4, 7).transpose(2, 3).view(-1, 16, 49)"
                ),
            },
        ),
        "maximum-pair": (
            "The maximum over an axis gives a pair, the values and where they are.",
            "Take the values, or the mean instead.",
            {"max": forward("mean(dim=1)", "max(dim=1)")},
        ),
        "heads-do-not-divide": (
            "The number of heads does not divide the width.",
            "Choose a width that the number of heads divides.",
            {
                "5": init("Block(48, 4)", "Block(48, 5)"),
                "10 in MultiheadAttention": net(
                    INIT.replace("Block(48, 4)", "nn.MultiheadAttention(48, 10, batch_first=True)"),
                    FORWARD.replace("block(tokens)", "tokens + block(tokens, tokens, tokens)[0]"),
                ),
                "exchanged": init("Block(48, 4)", "Block(4, 48)"),
            },
        ),
        "pair-not-opened": (
            "PyTorch's attention gives a pair, and the pair is used as if it were a tensor.",
            "It gives the output and the weights: take the first.",
            {
                "added": net(
                    INIT.replace("Block(48, 4)", ATTENTION),
                    FORWARD.replace("block(tokens)", "tokens + block(tokens, tokens, tokens)"),
                ),
                "passed on": net(
                    INIT.replace("Block(48, 4)", ATTENTION),
                    FORWARD.replace("block(tokens)", "block(tokens, tokens, tokens)"),
                ),
            },
        ),
        "three-inputs": (
            "PyTorch's attention is called with less than queries, keys and values.",
            "Give it the tokens three times, or use the block from above.",
            {
                "once": net(
                    INIT.replace("Block(48, 4)", ATTENTION),
                    FORWARD.replace("block(tokens)", "tokens + block(tokens)[0]"),
                ),
                "in a Sequential": net(
                    INIT.replace(
                        "nn.ModuleList(Block(48, 4) for _ in range(2))",
                        f"nn.Sequential({ATTENTION}, {ATTENTION})",
                    ),
                    FORWARD.replace(LOOP, "tokens = self.blocks(tokens)\n        "),
                ),
            },
        ),
        "list-called": (
            "A list of layers is called as if it were one layer.",
            "Go through the list, one block after the other; `nn.Sequential` does that by itself.",
            {
                "a ModuleList": forward(LOOP, "tokens = self.blocks(tokens)\n        "),
                "a plain list": net(
                    INIT.replace(
                        "nn.ModuleList(Block(48, 4) for _ in range(2))",
                        "[Block(48, 4), Block(48, 4)]",
                    ),
                    FORWARD.replace(LOOP, "tokens = self.blocks(tokens)\n        "),
                ),
            },
        ),
        "everything-forbidden": (
            "NaN comes out, as where a mask forbids everything.",
            "Leave the mask out: every patch may look at all others.",
            {
                "a mask of zeros": forward(
                    "block(tokens)", "block(tokens, torch.zeros(16, 16, dtype=bool))"
                ),
                "the causal mask of the exercise, inverted": forward(
                    "block(tokens)", "block(tokens, torch.ones(16, 16).triu(1).bool())"
                ),
                "a root of a negative number": forward(
                    "self.norm(tokens)", "torch.sqrt(-1 - tokens**2)"
                ),
            },
        ),
        "probabilities": (
            "Numbers from 0 to 1 come out, as after a softmax or sigmoid.",
            "Return the logits: the loss has the softmax inside.",
            {
                "softmax": net(forward=FORWARD + ".softmax(dim=1)"),
                "sigmoid": net(
                    forward=FORWARD.replace(
                        "return self.answer(", "return torch.sigmoid(self.answer("
                    )
                    + ")"
                ),
                "a softmax layer": init(
                    "nn.Linear(48, 10)", "nn.Sequential(nn.Linear(48, 10), nn.Softmax(dim=-1))"
                ),
            },
        ),
        "softmax-over-images": (
            "Numbers from 0 to 1 come out that depend on the other images.",
            "Return the logits, with nothing after the last layer.",
            {
                "dim=0, softmax over images": net(forward=FORWARD + ".softmax(dim=0)"),
            },
        ),
        "log-softmax": (
            "A log-softmax follows the last layer.",
            "Return the logits as the last layer gives them.",
            {
                "log_softmax": net(forward=FORWARD + ".log_softmax(dim=1)"),
                "a layer": init(
                    "nn.Linear(48, 10)", "nn.Sequential(nn.Linear(48, 10), nn.LogSoftmax(dim=-1))"
                ),
            },
        ),
        "squashed": (
            "The logits have a limit, because an activation comes last.",
            "End with a linear layer, and return its logits as they are.",
            {
                "ReLU": net(forward=FORWARD + ".relu()"),
                "tanh": net(forward=FORWARD + ".tanh()"),
                "abs": net(forward=FORWARD + ".abs()"),
            },
        ),
        "number-of-classes": (
            "The last layer gives another number of logits than ten.",
            "There are ten digits.",
            {
                "nine": init("nn.Linear(48, 10)", "nn.Linear(48, 9)"),
                "one": init("nn.Linear(48, 10)", "nn.Linear(48, 1)"),
                "eleven": init("nn.Linear(48, 10)", "nn.Linear(48, 11)"),
                "48": net(forward=FORWARD.replace("self.answer(", "(")),
            },
        ),
        "part-of-the-image": (
            "The answer depends on a part of the image only.",
            "Use all 16 patches: each token has to reach the others or the mean.",
            {
                "15 patches": net(
                    INIT.replace("(16,", "(15,"), FORWARD.replace(CUT, f"{CUT}[:, 1:]")
                ),
                "the first eight": net(
                    INIT.replace("(16,", "(8,"), FORWARD.replace(CUT, f"{CUT}[:, :8]")
                ),
                "the first token, without blocks": forward(LOOP, "").replace(
                    "mean(dim=1)", "select(1, 0)"
                ),
                "a causal mask and the first token": forward(
                    "block(tokens)", "block(tokens, torch.ones(16, 16).tril().bool())"
                ).replace("mean(dim=1)", "select(1, 0)"),
            },
        ),
        "first-image-only": (
            "Only one row of logits comes back, however many images came.",
            "Give n rows of logits for n images.",
            {
                "the first": net(forward=FORWARD + "[:1]"),
                "the mean": net(forward=FORWARD + ".mean(0, keepdim=True)"),
            },
        ),
        "one-image-squeezed": (
            "A single image loses its axis.",
            "Drop the one axis that you mean, not all of length 1.",
            {
                "squeeze": net(forward=FORWARD + ".squeeze()"),
            },
        ),
        "fixed-number-of-images": (
            "The number of images is fixed.",
            "Read it off x, or write −1 where it stands.",
            {
                "1": forward(CUT, "x.view(1, 4, 7, 4, 7).transpose(2, 3).reshape(1, 16, 49)"),
                "32": forward(CUT, "x.view(32, 4, 7, 4, 7).transpose(2, 3).reshape(32, 16, 49)"),
                "200": forward(CUT, "x.view(200, 4, 7, 4, 7).transpose(2, 3).reshape(200, 16, 49)"),
                "16": forward(CUT, "x.view(16, 4, 7, 4, 7).transpose(2, 3).reshape(16, 16, 49)"),
                "places for each image": init("randn(16, 48)", "randn(128, 16, 48)"),
            },
        ),
        "chance": (
            "The same image gets other logits from call to call.",
            "Leave out what is random: no noise, and no dropout that stays on.",
            {
                "dropout that stays on": forward(
                    "self.norm(tokens)", "nn.functional.dropout(self.norm(tokens), 0.5)"
                ),
                "noise": forward(
                    "self.norm(tokens)", "self.norm(tokens + torch.randn_like(tokens))"
                ),
                "places drawn in each call": forward(
                    "self.places", "torch.randn(16, 48).to(x.dtype)"
                ),
                "patches in random order": forward(
                    "+ self.places", "[:, torch.randperm(16)] + self.places"
                ),
            },
        ),
        "images-changed": (
            "The images that came in are changed.",
            "Make new tensors: `-=`, `/=` and what ends with `_` change the old ones.",
            {
                "-=": forward("tokens = self.embed", "x -= 0.5\n        tokens = self.embed"),
                "mul_": forward("tokens = self.embed", "x.mul_(0.5)\n        tokens = self.embed"),
                "a pixel set": forward(
                    "tokens = self.embed", "x[:, :, 0, 0] = 0.0\n        tokens = self.embed"
                ),
            },
        ),
        "new-layers-at-each-call": (
            "Layers are made anew at each call, so that they learn nothing.",
            "Make the layers once, in `__init__`, and keep each under a name in self.",
            {
                "the block": forward("block(tokens)", "Block(48, 4).to(x.dtype)(tokens)"),
                "the embedding": forward("self.embed(", "nn.Linear(49, 48).to(x.dtype)("),
                "the answer": forward("self.answer(", "nn.Linear(48, 10).to(x.dtype)("),
            },
        ),
        "changed-in-place": (
            "A tensor is changed in place that PyTorch still needs for the way back.",
            "Make a new tensor of the sum: `+=` changes the old one.",
            {
                "the skip": net(
                    """self.embed = nn.Linear(49, 48)
        self.places = nn.Parameter(0.1 * torch.randn(16, 48))
        self.norm, self.three = nn.LayerNorm(48), nn.Linear(48, 3 * 48)
        self.answer = nn.Linear(48, 10)""",
                    f"""tokens = self.embed({CUT}) + self.places
        q, k, v = (t.unflatten(-1, (4, 12)).transpose(1, 2)
                   for t in self.three(self.norm(tokens)).chunk(3, dim=-1))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v)
        tokens += mixed.transpose(1, 2).flatten(2)
        return self.answer(tokens.mean(dim=1))""",
                ),
                "places into the normed tokens": forward(
                    "self.norm(tokens)", "self.norm(tokens).exp().add_(1)"
                ),
            },
        ),
        "gradient-cut": (
            "Training does not reach some of the weights.",
            "Leave out `detach`, `no_grad` and frozen weights, and use every layer that you make.",
            {
                "detach": forward("self.norm(tokens)", "self.norm(tokens.detach())"),
                "what reads a patch, detached": forward(
                    " + self.places", ".detach() + self.places"
                ),
                "no_grad": forward(
                    LOOP,
                    "with torch.no_grad():\n"
                    "            for block in self.blocks: tokens = block(tokens)\n        ",
                ),
                "frozen places": init("randn(16, 48))", "randn(16, 48), requires_grad=False)"),
                "frozen embedding": net(INIT + "\n        self.embed.requires_grad_(False)"),
                "places detached": forward("self.places", "self.places.detach()"),
                "a layer never used": net(INIT + "\n        self.more = nn.Linear(48, 48)"),
                "final norm not used": forward("self.norm(tokens)", "tokens"),
                "each gets the first tokens": forward(
                    "tokens = block(tokens)", "seen = block(tokens)"
                ).replace("self.norm(tokens)", "self.norm(seen)"),
                "the first alone": forward(LOOP, "tokens = self.blocks[0](tokens)\n        "),
                "returns in the loop": forward(
                    "tokens = block(tokens)\n        return",
                    "tokens = block(tokens)\n            return",
                ),
            },
        ),
        "nothing-learns": (
            "No gradient reaches any weight.",
            "Return logits that PyTorch can follow back: no `detach`, no `no_grad`, no `.data`.",
            {
                "detach, nothing learns": net(forward=FORWARD + ".detach()"),
                "data": net(forward=FORWARD + ".data"),
                "a new tensor": net(
                    forward=FORWARD.replace("return ", "logits = ")
                    + "\n        return torch.tensor(logits.tolist(), dtype=x.dtype)"
                ),
            },
        ),
        "shared-by-all": (
            "All networks of the class share weights.",
            "Make the layers in `__init__`, so that each network has its own.",
            {
                "an attribute of the class": net(
                    head=HEAD + "\n    answer = nn.Linear(48, 10)\n"
                ).replace(
                    "self.norm, self.answer = nn.LayerNorm(48), nn.Linear(48, 10)",
                    "self.norm, self.answer = nn.LayerNorm(48), PatchTransformer.answer",
                ),
                "outside of the class": "shared = nn.Linear(49, 48)\n\n\n"
                + init("nn.Linear(49, 48)", "shared"),
                "a default argument": net()
                .replace("def __init__(self):", "def __init__(self, block=Block(48, 4)):")
                .replace("nn.ModuleList(Block(48, 4) for _ in range(2))", "nn.ModuleList([block])"),
            },
        ),
        "starts-alike": (
            "Every new network starts with the same weights.",
            "Leave the starting weights that PyTorch draws.",
            {
                "a seed in it": net(INIT, start="super().__init__()\n        torch.manual_seed(0)"),
                "zeros": net(INIT + "\n        for p in self.parameters(): nn.init.zeros_(p)"),
                "ones": net(INIT + "\n        for p in self.parameters(): nn.init.ones_(p)"),
            },
        ),
        "classes-returned": (
            "Classes come back, not logits.",
            "Return all ten logits of each image; who asks takes the largest.",
            {
                "argmax": net(forward=FORWARD + ".argmax(dim=1)"),
                "argmax of narrow tokens": net(
                    INIT.replace("48", "32"), FORWARD + ".argmax(dim=1)"
                ),
                "the largest logit": net(forward=FORWARD + ".max(dim=1).values"),
            },
        ),
        "two-results": (
            "More than the logits comes back.",
            "Return the logits alone.",
            {
                "with the tokens": net(forward=FORWARD + ", tokens"),
                "a list": net(forward=FORWARD.replace("return ", "return [") + "]"),
            },
        ),
        "nothing-returned": (
            "`forward` ends without giving anything back.",
            "End it with return and the logits.",
            {
                "return forgotten": forward("return ", "logits = "),
                "printed": net(forward=FORWARD.replace("return ", "print(") + ")"),
            },
        ),
        "no-super": (
            "The class does not prepare itself for layers.",
            "The first line of `__init__` calls that of the class above.",
            {
                "left out, no super": net(start="pass"),
                "without brackets": net(start="super().__init__"),
                "after the layers": net(INIT + "\n        super().__init__()", start="pass"),
                "brackets after the first word left out": net(start="super.__init__()"),
            },
        ),
        "no-forward": (
            "The network has no method named forward that PyTorch finds.",
            "Write forward with that spelling, in the class, beside `__init__`.",
            {
                "foward": net().replace("def forward", "def foward"),
                "call": net().replace("def forward", "def predict"),
            },
        ),
        "no-module": (
            "The class is not built on `nn.Module`.",
            "Put `nn.Module` into the brackets behind the class's name.",
            {
                "no brackets": net(head="class PatchTransformer:"),
                "object": net(head="class PatchTransformer(object):"),
            },
        ),
        "unnamed": {
            "a misspelt class of PyTorch": init("nn.Linear(49, 48)", "nn.Lineer(49, 48)"),
            "a misspelt function": forward("self.norm(tokens)", "torch.norm1(tokens)"),
            "sizes for a parameter": init("0.1 * torch.randn(16, 48)", "16, 48"),
            "a misspelt layer": forward("self.embed(", "self.embd("),
            "self forgotten": forward("self.embed(", "embed("),
            "self forgotten in the first line": net().replace("forward(self, x)", "forward(x)"),
        },
    },
}

RIGHT = {
    "scaled_dot_product_attention": {
        "as shown": attend(),
        "NaN to 0": attend(shares=PLAIN + "\n    weights = np.nan_to_num(weights)"),
        "a very low number, zeros where nothing is": shared(
            """scores = np.where(allowed, scores, -1e30)
    """
            + PLAIN
            + "\n    "
            + NOWHERE
        ),
        "a mask on the powers": shared(
            """top = np.where(allowed, scores, -np.inf).max(axis=1, keepdims=True)
    e = np.where(allowed, np.exp(np.minimum(scores - np.maximum(top, -1e300), 0.0)), 0.0)
    total = e.sum(axis=1, keepdims=True)
    weights = e / np.where(total == 0, 1.0, total)"""
        ),
        "query by query": """n, m = len(Q), len(K)
    out, weights = np.zeros((n, V.shape[1])), np.zeros((n, m))
    for i in range(n):
        keys = np.arange(m) if mask is None else np.flatnonzero(mask[i])
        if len(keys) == 0: continue
        scores = K[keys] @ Q[i] / np.sqrt(len(Q[i]))
        e = np.exp(scores - scores.max())
        weights[i, keys] = e / e.sum()
        out[i] = weights[i] @ V
    return out, weights""",
        "three loops": """import math
    n, m, d = len(Q), len(K), Q.shape[1]
    weights = np.zeros((n, m))
    for i in range(n):
        scores = {}
        for j in range(m):
            if mask is None or mask[i, j]:
                scores[j] = sum(float(Q[i, k] * K[j, k]) for k in range(d)) / math.sqrt(d)
        if scores:
            top = max(scores.values())
            total = sum(math.exp(s - top) for s in scores.values())
            for j, s in scores.items(): weights[i, j] = math.exp(s - top) / total
    return weights @ V, weights""",
        "einsum": """scores = np.einsum("nd,md->nm", Q, K) / Q.shape[1] ** 0.5
    """
        + f"{MASK}\n    {SHARES}\n    "
        + """return np.einsum("nm,mv->nv", weights, V), weights""",
        "queries scaled first": attend("(Q / np.sqrt(K.shape[1])) @ K.T"),
        "each scaled by the fourth root": attend(
            "(Q / Q.shape[1] ** 0.25) @ (K / Q.shape[1] ** 0.25).T"
        ),
        "to the power of -0.5": attend("np.dot(Q, np.transpose(K)) * K.shape[-1] ** -0.5"),
        "log-sum-exp": attend(
            shares="""total = np.logaddexp.reduce(scores, axis=1, keepdims=True)
    weights = np.exp(scores - np.where(np.isfinite(total), total, 0.0))"""
        ),
        "torch": """q, k, v = (torch.as_tensor(np.asarray(a, float)) for a in (Q, K, V))
    scores = q @ k.T / q.shape[1] ** 0.5
    if mask is not None: scores = scores.masked_fill(~torch.as_tensor(mask), -torch.inf)
    weights = torch.nan_to_num(scores.softmax(dim=1))
    return (weights @ v).numpy(), weights.numpy()""",
        "scores turned and back": """scores = (K @ Q.T).T / np.sqrt(Q.shape[1])
    """
        + f"{MASK}\n    {SHARES}\n    return (V.T @ weights.T).T, weights",
        "zeros put in at the end": """everything = np.ones((len(Q), len(K)), bool)
    allowed = everything if mask is None else mask
    scores = np.where(allowed, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf)
    scores[~allowed.any(axis=1)] = 0.0
    """
        + PLAIN
        + """
    weights[~allowed.any(axis=1)] = 0.0
    return weights @ V, weights""",
        "the mask as a number": attend(
            mask="if mask is not None: scores = scores + np.where(mask, 0.0, -np.inf)"
        ),
        "a softmax of one's own": """def softmax(row):
        if np.all(row == -np.inf): return np.zeros(len(row))
        e = np.exp(row - row.max())
        return e / e.sum()

    scores = Q @ K.T / np.sqrt(Q.shape[-1])
    if mask is not None: scores = np.where(mask, scores, -np.inf)
    weights = np.apply_along_axis(softmax, 1, scores)
    return weights @ V, weights""",
    },
    "causal_mask": {
        "as shown": "return np.tril(np.ones((n, n), dtype=bool))",
        "np.tri": "return np.tri(n, dtype=bool)",
        "rows and columns": ROWS + "return columns <= rows",
        "two loops": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n):
        for j in range(n):
            if j <= i: mask[i, j] = True
    return mask""",
        "slices": """mask = np.zeros((n, n), dtype=bool)
    for i in range(n): mask[i, : i + 1] = True
    return mask""",
        "not the upper triangle": "return ~np.triu(np.ones((n, n), dtype=bool), k=1)",
        "floats, compared": "return np.tril(np.ones((n, n))) > 0",
        "a list of lists": "return np.array([[j <= i for j in range(n)] for i in range(n)])",
        "less_equal.outer": "return np.greater_equal.outer(np.arange(n), np.arange(n))",
        "torch": "return torch.ones(n, n).tril().bool().numpy()",
        "triu turned": "return np.triu(np.ones((n, n), dtype=bool)).T",
        "indices": """mask = np.full((n, n), False)
    mask[np.tril_indices(n)] = True
    return mask""",
        "running or": """eye = np.eye(n, dtype=bool)[:, ::-1]
    return np.logical_or.accumulate(eye, axis=1)[:, ::-1]""",
        "np.indices": "i, j = np.indices((n, n))\n    return i >= j",
        "fromfunction": "return np.fromfunction(lambda i, j: j <= i, (n, n))",
    },
    "split_heads": {
        "as shown": REFUSE + "return X.reshape(len(X), n_heads, -1).transpose(1, 0, 2)",
        "slices": SIZES
        + """if w * n_heads != d: raise ValueError("does not divide")
    return np.stack([X[:, h * w : (h + 1) * w] for h in range(n_heads)])""",
        "np.split refuses by itself": "return np.stack(np.split(X, n_heads, axis=1))",
        "reshape refuses by itself": """n, d = X.shape
    return X.reshape(n, n_heads, d // n_heads).swapaxes(0, 1)""",
        "turned, cut, turned": REFUSE
        + "return X.T.reshape(n_heads, -1, len(X)).transpose(0, 2, 1)",
        "moveaxis": REFUSE + "return np.moveaxis(X.reshape(len(X), n_heads, -1), 1, 0)",
        "a list": REFUSE + "return [part for part in np.split(X, n_heads, axis=1)]",
        "loops": SIZES
        + """if d % n_heads != 0: raise ValueError(f"{n_heads} heads, {d} columns")
    heads = np.zeros((n_heads, n, w))
    for h in range(n_heads):
        for i in range(n): heads[h, i] = X[i, h * w : h * w + w]
    return heads""",
        "einops by einsum": REFUSE
        + """return np.einsum("nhw->hnw", X.reshape(X.shape[0], n_heads, X.shape[1] // n_heads))""",
        "torch": REFUSE + "return torch.stack(torch.as_tensor(X).chunk(n_heads, dim=1)).numpy()",
        "hsplit": REFUSE + "return np.array(np.hsplit(X, n_heads))",
        "fancy indices": REFUSE
        + "return X[:, np.arange(X.shape[1]).reshape(n_heads, -1)].transpose(1, 0, 2)",
        "divmod": """w, rest = divmod(X.shape[1], n_heads)
    if rest > 0: raise ValueError("a remainder is left")
    return np.ascontiguousarray(X.reshape(-1, n_heads, w).transpose(1, 0, 2))""",
        "a ValueError of one's own": """class DoesNotDivide(ValueError): pass
    if X.shape[1] % n_heads: raise DoesNotDivide
    return np.stack(np.split(X, n_heads, axis=-1), axis=0)""",
    },
    "layer_norm": {
        "as shown": VAR + "return (x - mean) / np.sqrt(var + eps)",
        "squares by hand": MEAN
        + """moved = x - mean
    return moved / np.sqrt((moved**2).mean(axis=-1, keepdims=True) + eps)""",
        "sums": """d = x.shape[-1]
    moved = x - x.sum(axis=-1, keepdims=True) / d
    return moved / ((moved * moved).sum(axis=-1, keepdims=True) / d + eps) ** 0.5""",
        "std": MEAN + "return (x - mean) / np.sqrt(x.std(axis=-1, keepdims=True) ** 2 + eps)",
        "new axes": """mean, var = np.mean(x, axis=-1), np.var(x, axis=-1)
    return (x - mean[..., None]) / np.sqrt(var[..., np.newaxis] + eps)""",
        "row by row": """def one(row):
        return (row - np.mean(row)) / np.sqrt(np.var(row) + eps)

    return np.apply_along_axis(one, -1, np.asarray(x, dtype=float))""",
        "flat rows": """rows = x.reshape(-1, x.shape[-1])
    out = np.array([(r - r.mean()) / np.sqrt(r.var() + eps) for r in rows])
    return out.reshape(x.shape)""",
        "recursion": """if x.ndim > 1: return np.stack([layer_norm(part, eps) for part in x])
    return (x - x.mean()) / np.sqrt(x.var() + eps)""",
        "torch": """t = torch.as_tensor(np.asarray(x, float))
    return nn.functional.layer_norm(t, t.shape[-1:], eps=eps).numpy()""",
        "torch by hand": """t = torch.tensor(x, dtype=torch.float64)
    mean, var = t.mean(-1, keepdim=True), t.var(-1, keepdim=True, unbiased=False)
    return ((t - mean) * torch.rsqrt(var + eps)).numpy()""",
        "math": """import math
    out = np.empty(x.shape)
    for place in np.ndindex(x.shape[:-1]):
        row = [float(v) for v in x[place]]
        mean = sum(row) / len(row)
        var = sum((v - mean) ** 2 for v in row) / len(row)
        out[place] = [(v - mean) / math.sqrt(var + eps) for v in row]
    return out""",
        "divided twice": VAR + "return x / np.sqrt(var + eps) - mean / np.sqrt(var + eps)",
        "a copy of floats": """out = np.array(x, dtype=float)
    out -= out.mean(axis=-1, keepdims=True)
    out /= np.sqrt(np.mean(out**2, axis=-1, keepdims=True) + eps)
    return out""",
        "einsum": """d = x.shape[-1]
    moved = x - np.einsum("...d->...", x)[..., None] / d
    return moved / np.sqrt(np.einsum("...d,...d->...", moved, moved)[..., None] / d + eps)""",
    },
    "pre_norm_block": {
        "as shown": "return x + f(layer_norm(x, eps))",
        "the other way round": "return f(layer_norm(x, eps)) + x",
        "three lines": """normed = layer_norm(x, eps)
    change = f(normed)
    return x + change""",
        "by keyword": "return x + f(layer_norm(x, eps=eps))",
        "by keywords": "return np.add(x, f(layer_norm(x=x, eps=eps)))",
        "written out": """mean, var = x.mean(axis=-1, keepdims=True), x.var(axis=-1, keepdims=True)
    return x + f((x - mean) / np.sqrt(var + eps))""",
        "torch's norm": """t = torch.as_tensor(np.asarray(x, float))
    return x + f(nn.functional.layer_norm(t, t.shape[-1:], eps=eps).numpy())""",
        "a norm of one's own": """def norm(rows):
        moved = rows - rows.mean(axis=-1, keepdims=True)
        return moved / np.sqrt((moved**2).mean(axis=-1, keepdims=True) + eps)

    return x + f(norm(x))""",
        "sum": "return sum([x, f(layer_norm(x, eps))])",
        "a copy": """out = np.array(x, dtype=float)
    out += f(layer_norm(x, eps))
    return out""",
        "minus minus": "return x - (-f(layer_norm(x, eps)))",
        "a residual block of the normed": """def inner(v): return f(layer_norm(v, eps))
    return x + inner(x)""",
    },
    "patch_transformer": {
        "as shown": net(),
        "as suggested": net(
            INIT.replace("48", "32").replace(
                "nn.Linear(49, 32)",
                "nn.Sequential(nn.Linear(49, 192), nn.ReLU(), nn.Linear(192, 32))",
            )
        ),
        "places before the embedding": net(
            INIT.replace("(16, 48)", "(16, 49)"),
            FORWARD.replace(f"self.embed({CUT}) + self.places", f"self.embed({CUT} + self.places)"),
        ),
        "a lazy layer": init("nn.Linear(49, 48)", "nn.LazyLinear(48)"),
        "pixel_unshuffle": forward(CUT, "nn.functional.pixel_unshuffle(x, 7).flatten(2).mT"),
        "a convolution over patches": net(
            INIT.replace("nn.Linear(49, 48)", "nn.Conv1d(49, 48, 1)"),
            FORWARD.replace(
                f"self.embed({CUT})", "self.embed(nn.functional.unfold(x, 7, stride=7)).mT"
            ),
        ),
        "a query that gathers": net(
            INIT
            + f"\n        self.query, self.gather = nn.Parameter(torch.randn(48)), {ATTENTION}",
            FORWARD.replace(
                "return ",
                "q, t = self.query.expand(len(x), 1, 48), self.norm(tokens)\n        return ",
            ).replace("self.norm(tokens).mean(dim=1)", "self.gather(q, t, t)[0][:, 0]"),
        ),
        "black or white": forward(
            "tokens = self", "x = (x > 0).to(x.dtype)\n        tokens = self"
        ),
        "four more tokens": net(
            INIT + "\n        self.more = nn.Parameter(torch.randn(4, 48))",
            FORWARD.replace(
                "for block",
                "more = self.more.expand(len(x), -1, -1)\n"
                "        tokens = torch.cat([tokens, more], 1)\n        for block",
            ),
        ),
        "permute": forward(
            CUT, "x.reshape(-1, 4, 7, 4, 7).permute(0, 1, 3, 2, 4).reshape(-1, 16, 49)"
        ),
        "unfold": forward(CUT, "nn.functional.unfold(x, 7, stride=7).transpose(1, 2)"),
        "nn.Unfold": net(
            INIT + "\n        self.cut = nn.Unfold(7, stride=7)",
            FORWARD.replace(CUT, "self.cut(x).mT"),
        ),
        "unfold of one axis": forward(CUT, "x.unfold(2, 7, 7).reshape(-1, 16, 49)"),
        "unfold twice": forward(
            CUT, "x[:, 0].unfold(1, 7, 7).unfold(2, 7, 7).reshape(len(x), 16, 49)"
        ),
        "a convolution": net(
            INIT.replace("nn.Linear(49, 48)", "nn.Conv2d(1, 48, kernel_size=7, stride=7)"),
            FORWARD.replace(f"self.embed({CUT})", "self.embed(x).flatten(2).transpose(1, 2)"),
        ),
        "a loop over squares": forward(
            f"tokens = self.embed({CUT})",
            """squares = [x[:, 0, 7 * i : 7 * i + 7, 7 * k : 7 * k + 7].flatten(1)
                   for i in range(4) for k in range(4)]
        tokens = self.embed(torch.stack(squares, dim=1))""",
        ),
        "a loop over squares, embedded one by one": forward(
            f"tokens = self.embed({CUT})",
            """squares = [x[:, 0, 7 * i : 7 * i + 7, 7 * k : 7 * k + 7].flatten(1)
                   for i in range(4) for k in range(4)]
        tokens = torch.stack([self.embed(s) for s in squares], dim=1)""",
        ),
        "chunks": forward(
            CUT,
            "torch.stack([s.flatten(1) for row in x.chunk(4, 2) for s in row.chunk(4, 3)], 1)",
        ),
        "column by column": forward(
            CUT, "x.reshape(-1, 4, 7, 4, 7).permute(0, 3, 1, 2, 4).reshape(-1, 16, 49)"
        ),
        "places from nn.Embedding": net(
            INIT.replace("nn.Parameter(0.1 * torch.randn(16, 48))", "nn.Embedding(16, 48)"),
            FORWARD.replace("self.places", "self.places(torch.arange(16, device=x.device))"),
        ),
        "places that begin at 0": net(
            INIT.replace("0.1 * torch.randn(16, 48)", "torch.zeros(1, 16, 48)")
        ),
        "rows and columns have places": net(
            INIT.replace(
                "self.places = nn.Parameter(0.1 * torch.randn(16, 48))",
                "self.row, self.column = (nn.Parameter(torch.randn(4, 48) / 10) for _ in 'ab')",
            ),
            FORWARD.replace(
                "self.places", "(self.row[:, None] + self.column[None]).reshape(16, 48)"
            ),
        ),
        "sines, not trained": net(
            INIT.replace(
                "self.places = nn.Parameter(0.1 * torch.randn(16, 48))",
                "angle = torch.arange(16)[:, None] / 100 ** (torch.arange(24) / 24)\n"
                '        self.register_buffer("places", torch.cat([angle.sin(), angle.cos()], 1))',
            )
        ),
        "sines as a plain tensor": net(
            INIT.replace(
                "self.places = nn.Parameter(0.1 * torch.randn(16, 48))",
                "angle = torch.arange(16)[:, None] / 100 ** (torch.arange(24) / 24)\n"
                "        self.places = torch.cat([angle.sin(), angle.cos()], 1)",
            )
        ),
        "a token of its own for the answer": net(
            INIT.replace("randn(16, 48)", "randn(17, 48)")
            + "\n        self.first = nn.Parameter(torch.zeros(1, 1, 48))",
            FORWARD.replace(
                f"self.embed({CUT})",
                f"torch.cat([self.first.expand(len(x), -1, -1), self.embed({CUT})], dim=1)",
            ).replace("mean(dim=1)", "select(1, 0)"),
        ),
        "all tokens, flattened": net(
            INIT.replace("nn.Linear(48, 10)", "nn.Linear(16 * 48, 10)"),
            FORWARD.replace("mean(dim=1)", "flatten(1)"),
        ),
        "the largest of all tokens": forward("mean(dim=1)", "amax(dim=1)"),
        "the last token": forward("mean(dim=1)", "select(1, -1)"),
        "the norm after the mean": forward(
            "self.norm(tokens).mean(dim=1)", "self.norm(tokens.mean(dim=1))"
        ),
        "no last norm": net(
            INIT.replace("self.norm, self.answer = nn.LayerNorm(48), ", "self.answer = "),
            FORWARD.replace("self.norm(tokens)", "tokens"),
        ),
        "ready blocks": net(
            """self.embed = nn.Linear(49, 48)
        self.places = nn.Parameter(0.1 * torch.randn(16, 48))
        layer = nn.TransformerEncoderLayer(48, 4, 96, 0.1, batch_first=True, norm_first=True)
        self.blocks = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.answer = nn.Linear(48, 10)""",
            f"tokens = self.embed({CUT}) + self.places\n"
            "        return self.answer(self.blocks(tokens).mean(dim=1))",
        ),
        "post-norm, as in 2017": net(
            """self.embed = nn.Linear(49, 48)
        self.places = nn.Parameter(0.1 * torch.randn(16, 48))
        self.block = nn.TransformerEncoderLayer(48, 4, 96, batch_first=True)
        self.answer = nn.Linear(48, 10)""",
            f"tokens = self.embed({CUT}) + self.places\n"
            "        return self.answer(self.block(tokens).mean(dim=1))",
        ),
        "patches first": net(
            INIT.replace("Block(48, 4)", "nn.TransformerEncoderLayer(48, 4, 96)"),
            FORWARD.replace(
                LOOP,
                "tokens = tokens.transpose(0, 1)\n        "
                + LOOP
                + "tokens = tokens.transpose(0, 1)\n        ",
            ),
        ),
        "a Sequential": net(
            INIT.replace(
                "nn.ModuleList(Block(48, 4) for _ in range(2))",
                "nn.Sequential(Block(48, 4), Block(48, 4))",
            ),
            FORWARD.replace(LOOP, "tokens = self.blocks(tokens)\n        "),
        ),
        "one block, one head, narrow": net(
            INIT.replace("48", "16").replace("(16, 4) for _ in range(2)", "(16, 1) for _ in [0]"),
        ),
        "wider, with dropout": net(
            INIT.replace("48", "64").replace("nn.Linear(64, 10)", "nn.Linear(64, 10)")
            + "\n        self.drop = nn.Dropout(0.1)",
            FORWARD.replace("self.norm(tokens)", "self.drop(self.norm(tokens))"),
        ),
        "attention by hand": net(
            """self.embed = nn.Linear(49, 48)
        self.places = nn.Parameter(0.1 * torch.randn(16, 48))
        self.norm, self.three = nn.LayerNorm(48), nn.Linear(48, 3 * 48)
        self.out, self.answer = nn.Linear(48, 48), nn.Linear(48, 10)""",
            f"""tokens = self.embed({CUT}) + self.places
        q, k, v = self.three(self.norm(tokens)).chunk(3, dim=-1)
        weights = (q @ k.mT / 48**0.5).softmax(dim=-1)
        tokens = tokens + self.out(weights @ v)
        return self.answer(tokens.mean(dim=1))""",
        ),
        "attention by hand, in heads": net(
            """self.embed = nn.Linear(49, 48)
        self.places = nn.Parameter(0.1 * torch.randn(16, 48))
        self.q, self.k, self.v = (nn.Linear(48, 48) for _ in range(3))
        self.out, self.answer = nn.Linear(48, 48), nn.Linear(48, 10)""",
            f"""tokens = self.embed({CUT}) + self.places
        q, k, v = (part(nn.functional.layer_norm(tokens, (48,))).unflatten(-1, (4, 12))
                   for part in (self.q, self.k, self.v))
        scores = torch.einsum("nihw,njhw->nhij", q, k) / 12**0.5
        e = torch.exp(scores - scores.amax(dim=-1, keepdim=True))
        mixed = torch.einsum("nhij,njhw->nihw", e / e.sum(dim=-1, keepdim=True), v).flatten(2)
        tokens = torch.add(tokens, self.out(mixed))
        return self.answer(tokens.mean(dim=1))""",
        ),
        "PyTorch's function": net(
            """self.embed = nn.Linear(49, 48)
        self.places = nn.Parameter(0.1 * torch.randn(16, 48))
        self.norm, self.three = nn.LayerNorm(48), nn.Linear(48, 3 * 48)
        self.answer = nn.Linear(48, 10)""",
            f"""tokens = self.embed({CUT}) + self.places
        q, k, v = (t.unflatten(-1, (4, 12)).transpose(1, 2)
                   for t in self.three(self.norm(tokens)).chunk(3, dim=-1))
        mixed = nn.functional.scaled_dot_product_attention(q, k, v)
        tokens = tokens + mixed.transpose(1, 2).flatten(2)
        return self.answer(tokens.mean(dim=1))""",
        ),
        "MultiheadAttention and a part for each token": net(
            INIT.replace("Block(48, 4)", ATTENTION)
            + "\n        self.work = nn.Sequential(nn.LayerNorm(48), nn.Linear(48, 96), nn.GELU(),"
            " nn.Linear(96, 48))",
            FORWARD.replace(
                "tokens = block(tokens)",
                "n = self.norm(tokens)\n            tokens = tokens + block(n, n, n)[0]\n"
                "            tokens = tokens + self.work(tokens)",
            ),
        ),
        "weights of its own for the patches": net(
            INIT.replace("nn.Linear(49, 48)", "nn.Parameter(torch.randn(49, 48) / 7)"),
            FORWARD.replace(f"self.embed({CUT})", f"{CUT} @ self.embed"),
        ),
        "einsum for the patches": net(
            INIT.replace("nn.Linear(49, 48)", "nn.Parameter(torch.randn(7, 7, 48) / 7)"),
            FORWARD.replace(
                f"self.embed({CUT})",
                'torch.einsum("nirjc,rcw->nijw", x.reshape(-1, 4, 7, 4, 7), self.embed)'
                ".flatten(1, 2)",
            ),
        ),
        "a norm before the embedding": net(
            INIT.replace("nn.Linear(49, 48)", "nn.Sequential(nn.LayerNorm(49), nn.Linear(49, 48))")
        ),
        "two layers for the patches": net(
            INIT.replace(
                "nn.Linear(49, 48)",
                "nn.Sequential(nn.Linear(49, 96), nn.ReLU(), nn.Linear(96, 48))",
            )
        ),
        "places beside the tokens": net(
            INIT.replace("nn.Linear(49, 48)", "nn.Linear(49, 40)").replace("(16, 48)", "(16, 8)"),
            FORWARD.replace(
                f"self.embed({CUT}) + self.places",
                f"torch.cat([self.embed({CUT}), self.places.expand(len(x), -1, -1)], dim=2)",
            ),
        ),
        "two layers for the answer": net(
            INIT.replace(
                "nn.Linear(48, 10)",
                "nn.Sequential(nn.Linear(48, 32), nn.ReLU(), nn.Linear(32, 10))",
            )
        ),
        "one block used twice": net(
            INIT.replace("nn.ModuleList(Block(48, 4) for _ in range(2))", "Block(48, 4)"),
            FORWARD.replace("self.blocks", "range(2)").replace(
                "block(tokens)", "self.blocks(tokens)"
            ),
        ),
        "the image scaled first": forward(
            "tokens = self.embed", "x = x / 2\n        tokens = self.embed"
        ),
        "weights that begin small": net(
            INIT + "\n        for p in self.parameters():\n"
            "            if p.ndim > 1: nn.init.normal_(p, std=0.02)"
        ),
        "a last layer that begins at 0": net(INIT + "\n        nn.init.zeros_(self.answer.weight)"),
    },
}

EQUIVALENT = {
    "scaled_dot_product_attention": {
        "weights = powers / np.where(sums > 0, sums, 1.0) -> "
        "weights = powers / np.where(sums > 0, sums, 2.0)": "Where the "
        "sum is 0, so are all powers.",
        "weights = powers / np.where(sums > 0, sums, 1.0) -> "
        "weights = powers / np.where(sums > 1, sums, 1.0)": "The largest power is 1: a sum is 0, "
        "or 1, or more than 1.",
    },
    "split_heads": {
        "if d % n_heads:; "
        "raise ValueError(f'{n_heads} heads do not divide {d} columns') -> pass": ""
        "Reshape raises ValueError by itself.",
        "raise ValueError(f'{n_heads} heads do not divide {d} columns') -> pass": "Reshape raises "
        "ValueError by itself.",
    },
    "patch_transformer": {
        "tokens = self.read(patches) + self.places -> "
        "tokens = self.read(patches) - self.places": "The embeddings are drawn around 0 and "
        "trained: their signs are free.",
        "self.places = nn.Parameter(0.1 * torch.randn(16, 32)) -> "
        "self.places = nn.Parameter(0.1 / torch.randn(16, 32))": "Other starting values.",
        "self.places = nn.Parameter(0.1 * torch.randn(16, 32)) -> "
        "self.places = nn.Parameter(0.1 + torch.randn(16, 32))": "Other starting values.",
        "self.places = nn.Parameter(0.1 * torch.randn(16, 32)) -> "
        "self.places = nn.Parameter(1.1 * torch.randn(16, 32))": "Other starting values.",
        "logits = self.answer(self.norm(tokens).mean(dim=1)) -> "
        "logits = self.answer(self.norm(tokens).sum(dim=1))": "A sum is 16 means: the last layer "
        "learns either.",
        "patches = x.reshape(-1, 4, 7, 4, 7).transpose(2, 3).reshape(-1, 16, 49) -> "
        "patches = x.reshape(-1, 4, 7, 4, 7).transpose(3, 2).reshape(-1, 16, 49)": "The same axes.",
        "patches = x.reshape(-1, 4, 7, 4, 7).transpose(2, 3).reshape(-1, 16, 49) -> "
        "patches = x.reshape(4, -1, 7, 4, 7).transpose(2, 3).reshape(-1, 16, 49)": "The first two "
        "axes stay in front, and are cut anew right after.",
    },
}

BLANK = {"patch_transformer": net("raise NotImplementedError", "raise NotImplementedError")}
