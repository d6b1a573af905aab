"""Lesson 13: mistakes that learners make, and right answers written otherwise."""

from contextlib import suppress

from grading.bank.in_process import cell_source, names_after
from grading.bank.mutants import mutants

SIGNATURES = {
    "discriminator_loss": "real_logits, fake_logits",
    "generator_loss": "fake_logits",
    "add_noise": "x0, t, noise, alpha_bar",
    "predict_x0": "x_t, t, noise, alpha_bar",
    "power_law_fit": "sizes, losses",
}


def cell(exercise, body):
    """The exercise's cell: a function with this body, or the class that the body is."""
    if exercise == "autoencoder":
        return body
    return f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"


# The two losses. `lower` is low for large logits, `upper` for small ones; both are stable.

LOWER = "np.logaddexp(0, -{})"
UPPER = "np.logaddexp(0, {})"
REAL, FAKE = "real_logits", "fake_logits"
AS_REAL, AS_FAKE = LOWER.format(REAL), UPPER.format(FAKE)
CHANCES = """p = 1 / (1 + np.exp(-real_logits))
    q = 1 / (1 + np.exp(-fake_logits))
    """
CHANCE = "q = 1 / (1 + np.exp(-fake_logits))\n    "
TENSORS = """r = torch.as_tensor(np.array(real_logits, dtype=float))
    f = torch.as_tensor(np.array(fake_logits, dtype=float))
    """
TENSOR = "f = torch.as_tensor(np.array(fake_logits, dtype=float))\n    "
BCE = "torch.nn.functional.binary_cross_entropy_with_logits"
CUT = """p = np.clip(1 / (1 + np.exp(-real_logits)), {0}, 1 - {0})
    q = np.clip(1 / (1 + np.exp(-fake_logits)), {0}, 1 - {0})
    """
CUT_ONE = "q = np.clip(1 / (1 + np.exp(-fake_logits)), {0}, 1 - {0})\n    "


def two(real="np.mean(" + AS_REAL + ")", fake="np.mean(" + AS_FAKE + ")", join="+"):
    """A discriminator_loss with one part changed."""
    return f"return float({real} {join} {fake})"


# Noise: `A` is the share of the signal at the step of each row

# Chance that differs from call to call, and yet is the same in every run of the bank
ANEW = """seen = add_noise.__dict__.setdefault("seen", [])
    seen.append(0)
    rng = np.random.default_rng(len(seen))
    """
A = "a = np.reshape(np.asarray(alpha_bar)[t], (-1, 1))\n    "


def noisy(a="alpha_bar[t]", out="np.sqrt(a) * x0 + np.sqrt(1 - a) * noise", shape=True):
    """An add_noise with one part changed."""
    return _with_share(a, out, shape)


def cleaned(a="alpha_bar[t]", out="(x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)", shape=True):
    """A predict_x0 with one part changed."""
    return _with_share(a, out, shape)


def _with_share(a, out, shape):
    share = f"np.reshape({a}, (-1, 1))" if shape else a
    return f"a = {share}\n    return {out}"


# Lines: x and y are the logarithms

LINE = "slope, height = np.polyfit(x, y, 1)\n    "
# As that, where a single point may be left: there `polyfit` has LAPACK print on the terminal
SOLVED = """columns = np.stack([x, np.ones_like(x)], axis=1)
    slope, height = np.linalg.lstsq(columns, y, rcond=None)[0]
    """
PAIRS = """pairs = [(i, k) for k in range(len(x)) for i in range(k)]
    s = [(y[k] - y[i]) / (x[k] - x[i]) for i, k in pairs]
    """


def fitted(
    x="np.log(sizes)",
    y="np.log(losses)",
    line=LINE,
    out="float(slope), float(np.exp(height))",
):
    """A power_law_fit with one part changed."""
    return f"x, y = {x}, {y}\n    {line}return {out}"


DOWN = "nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 2))"
UP = "nn.Sequential(nn.Linear(2, 64), nn.ReLU(), nn.Linear(64, 784))"


def coder(
    down=DOWN,
    up=UP,
    encode="return self.down(x)",
    decode="return self.up(codes)",
    forward="return self.decode(self.encode(x))",
    more="pass",
    start="super().__init__()",
    head="class Autoencoder(nn.Module):",
):
    """An Autoencoder with one part changed."""
    return f"""{head}
    def __init__(self):
        {start}
        self.down = {down}
        self.up = {up}
        {more}

    def encode(self, x):
        {encode}

    def decode(self, codes):
        {decode}

    def forward(self, x):
        {forward}
"""


WRONG = {
    "discriminator_loss": {
        "targets-exchanged": (
            "Real examples get the target 0, and made ones 1.",
            "The discriminator is to say 1 for real ones: a large logit there must cost little.",
            {
                "both signs": two(
                    "np.mean(np.logaddexp(0, real_logits))",
                    "np.mean(np.logaddexp(0, -fake_logits))",
                ),
                "logarithms of the other probability": CHANCES
                + "return float(-np.mean(np.log(1 - p)) - np.mean(np.log(q)))",
                "arguments exchanged": """real_logits, fake_logits = fake_logits, real_logits
    """
                + two(),
                "a sigmoid without its minus": """p = 1 / (1 + np.exp(real_logits))
    q = 1 / (1 + np.exp(fake_logits))
    return float(-np.mean(np.log(p)) - np.mean(np.log(1 - q)))""",
                "torch, labels exchanged": TENSORS
                + f"return ({BCE}(r, torch.zeros_like(r)) + {BCE}(f, torch.ones_like(f))).item()",
            },
        ),
        "all-target-1": (
            "Made examples get the target 1, as the real ones are.",
            "A made example is to get a small logit: its target is 0.",
            {
                "the same for both": two(fake="np.mean(np.logaddexp(0, -fake_logits))"),
                "two logarithms": CHANCES
                + "return float(-np.mean(np.log(p)) - np.mean(np.log(q)))",
                "torch, ones for both": TENSORS
                + f"return ({BCE}(r, torch.ones_like(r)) + {BCE}(f, torch.ones_like(f))).item()",
            },
        ),
        "all-target-0": (
            "Real examples get the target 0, as the made ones are.",
            "A real example is to get a large logit: its target is 1.",
            {
                "the same for both, 0": two("np.mean(np.logaddexp(0, real_logits))"),
                "two logarithms of 1 - p": CHANCES
                + "return float(-np.mean(np.log(1 - p)) - np.mean(np.log(1 - q)))",
            },
        ),
        "one-mean-for-all": (
            "One mean is taken over real and made examples together.",
            "Take a mean for each kind, then add the two: so each kind weighs the same.",
            {
                "joined": f"return float(np.mean(np.concatenate([{AS_REAL}, {AS_FAKE}])))",
                "sums over the number of all": f"""n = len(real_logits) + len(fake_logits)
    return float((np.sum({AS_REAL}) + np.sum({AS_FAKE})) / n)""",
                "joined logits and labels": """z = np.concatenate([real_logits, fake_logits])
    y = np.concatenate([np.ones(len(real_logits)), np.zeros(len(fake_logits))])
    return float(np.mean(np.logaddexp(0, z) - y * z))""",
                "np.append": f"return np.append({AS_REAL}, {AS_FAKE}).mean()",
                "torch, joined": TENSORS
                + f"""y = torch.cat([torch.ones_like(r), torch.zeros_like(f)])
    return {BCE}(torch.cat([r, f]), y).item()""",
            },
        ),
        "twice-the-joined-mean": (
            "One mean over all examples is doubled, so that the more frequent kind weighs more.",
            "Take a mean for each kind, then add the two.",
            {
                "joined, doubled": "return float(2 * np.mean(np.concatenate("
                f"[{AS_REAL}, {AS_FAKE}])))",
            },
        ),
        "halved": (
            "The mean of the two means comes back, half of what is asked for.",
            "Add the two means, and divide by nothing more.",
            {
                "half": f"return float((np.mean({AS_REAL}) + np.mean({AS_FAKE})) / 2)",
                "0.5 of each": two(
                    "0.5 * np.mean(" + AS_REAL + ")", "0.5 * np.mean(" + AS_FAKE + ")"
                ),
                "a mean of a list": (
                    f"return float(np.mean([np.mean({AS_REAL}), np.mean({AS_FAKE})]))"
                ),
            },
        ),
        "one-part-halved": (
            "One of the two means counts half.",
            "Add the two means as they are.",
            {
                "half of the real": two("0.5 * np.mean(" + AS_REAL + ")"),
                "half of the generated": two(fake="0.5 * np.mean(" + AS_FAKE + ")"),
                "half of the second, by a missing bracket": f"return float(np.mean({AS_REAL})"
                f" + np.mean({AS_FAKE}) / 2)",
            },
        ),
        "sums": (
            "A sum over examples stands where a mean is asked for.",
            "Take the mean of each kind, so that the number of examples does not matter.",
            {
                "both sums": two(f"np.sum({AS_REAL})", f"np.sum({AS_FAKE})"),
                "sum of the real": two(f"np.sum({AS_REAL})"),
                "sum of the generated": two(fake=f"np.sum({AS_FAKE})"),
                "Python's sum": f"return float(sum({AS_REAL}) + sum({AS_FAKE}))",
                "a loop that never divides": """total = 0.0
    for z in real_logits: total += np.logaddexp(0, -z)
    for z in fake_logits: total += np.logaddexp(0, z)
    return float(total)""",
            },
        ),
        "one-count-for-both": (
            "Both sums are divided by the number of one kind.",
            "Divide each sum by the number of its own examples.",
            {
                "by the real": f"return float((np.sum({AS_REAL}) + np.sum({AS_FAKE}))"
                " / len(real_logits))",
                "by the generated": f"return float((np.sum({AS_REAL}) + np.sum({AS_FAKE}))"
                " / len(fake_logits))",
            },
        ),
        "weighted-by-numbers": (
            "The two means are weighted by the numbers of examples.",
            "Both kinds weigh the same: add the two means as they are.",
            {
                "the more frequent kind weighs less": f"""n, m = len(real_logits), len(fake_logits)
    return float((m * np.mean({AS_REAL}) + n * np.mean({AS_FAKE})) / (n + m))""",
                "twice that": f"""n, m = len(real_logits), len(fake_logits)
    return float(2 * (m * np.mean({AS_REAL}) + n * np.mean({AS_FAKE})) / (n + m))""",
            },
        ),
        "counts-exchanged": (
            "Each sum is divided by the number of examples of the other kind.",
            "Divide each sum by the number of its own examples.",
            {
                "exchanged": two(
                    f"np.sum({AS_REAL}) / len(fake_logits)",
                    f"np.sum({AS_FAKE}) / len(real_logits)",
                ),
            },
        ),
        "in-pairs": (
            "Real and made examples are taken in pairs, as if there were as many of both.",
            "Their numbers may differ: take a mean of each kind by itself.",
            {
                "added before the mean": f"return float(np.mean({AS_REAL} + {AS_FAKE}))",
                "zip": """pairs = list(zip(real_logits, fake_logits))
    return float(sum(np.logaddexp(0, -r) + np.logaddexp(0, f) for r, f in pairs) / len(pairs))""",
                "an index for both": """total, n = 0.0, len(real_logits)
    for k in range(n):
        total += np.logaddexp(0, -real_logits[k]) + np.logaddexp(0, fake_logits[k])
    return float(total / n)""",
                "one formula": CHANCES + "return float(-np.mean(np.log(p) + np.log(1 - q)))",
                "stacked": """z = np.array([-real_logits, fake_logits])
    return float(2 * np.mean(np.logaddexp(0, z)))""",
            },
        ),
        "real-part-only": (
            "The made examples take no part.",
            "Add the mean for them: their logits are to be small.",
            {
                "real alone": f"return float(np.mean({AS_REAL}))",
                "real alone, from probabilities": CHANCES + "return float(-np.mean(np.log(p)))",
            },
        ),
        "fake-part-only": (
            "The real examples take no part.",
            "Add the mean for them: their logits are to be large.",
            {
                "made alone": f"return float(np.mean({AS_FAKE}))",
                "made alone, from probabilities": CHANCES + "return float(-np.mean(np.log(1 - q)))",
            },
        ),
        "generators-loss": (
            "This is the generator's loss.",
            "The discriminator looks at both kinds, and wants the made ones found out.",
            {"the generator's": "return float(np.mean(np.logaddexp(0, -fake_logits)))"},
        ),
        "subtracted": (
            "The two means are subtracted.",
            "Both are mistakes to be made small: add them.",
            {
                "minus the second": two(join="-"),
                "minus the first": f"return float(np.mean({AS_FAKE}) - np.mean({AS_REAL}))",
                "a minus forgotten": CHANCES
                + "return float(-np.mean(np.log(p)) + np.mean(np.log(1 - q)))",
                "the size of the difference": f"return float(abs(np.mean({AS_REAL})"
                f" - np.mean({AS_FAKE})))",
            },
        ),
        "wrong-sign": (
            "The sign is turned: a better discriminator gets a larger number.",
            "A logarithm of a probability is below 0; a loss is its negative.",
            {
                "no minus": CHANCES + "return float(np.mean(np.log(p)) + np.mean(np.log(1 - q)))",
                "minus of all": f"return float(-(np.mean({AS_REAL}) + np.mean({AS_FAKE})))",
            },
        ),
        "probabilities-taken-for-logits": (
            "The sigmoid is applied before a loss that has it inside.",
            "Hand the logits as they are to a loss that takes logits.",
            {
                "both": CHANCES
                + "return float(np.mean(np.logaddexp(0, -p)) + np.mean(np.logaddexp(0, q)))",
                "torch, with sigmoid before": TENSORS
                + f"r, f = torch.sigmoid(r), torch.sigmoid(f)\n    return ({BCE}(r,"
                f" torch.ones_like(r)) + {BCE}(f, torch.zeros_like(f))).item()",
                "sigmoid twice": CHANCES + "p, q = 1 / (1 + np.exp(-p)), 1 / (1 + np.exp(-q))\n"
                "    return float(-np.mean(np.log(p)) - np.mean(np.log(1 - q)))",
                "the real ones only": CHANCES
                + (
                    "return float(np.mean(np.logaddexp(0, -p)) +"
                    " np.mean(np.logaddexp(0, fake_logits)))"
                ),
                "the made ones only": CHANCES
                + (
                    "return float(np.mean(np.logaddexp(0, -real_logits)) +"
                    " np.mean(np.logaddexp(0, q)))"
                ),
            },
        ),
        "logits-taken-for-probabilities": (
            "The logarithm is taken of logits as if they were probabilities.",
            "A logit is any number: the sigmoid makes a probability of it.",
            {
                "log of logits": "return float(-np.mean(np.log(real_logits))"
                " - np.mean(np.log(1 - fake_logits)))",
                "cut to 0 and 1": """p, q = (np.clip(z, 1e-7, 1 - 1e-7)
        for z in (real_logits, fake_logits))
    return float(-np.mean(np.log(p)) - np.mean(np.log(1 - q)))""",
                "torch's loss of probabilities": TENSORS
                + "bce = torch.nn.functional.binary_cross_entropy\n"
                "    return (bce(r, torch.ones_like(r)) + bce(f, torch.zeros_like(f))).item()",
            },
        ),
        "overflows": (
            "With large logits, an exponential or a logarithm leaves what a float can hold.",
            "Use a form that never takes the logarithm of 0: the cross-entropy from logits.",
            {
                "log of the sigmoid": CHANCES
                + "return float(-np.mean(np.log(p)) - np.mean(np.log(1 - q)))",
                "log of 1 + exp": """return float(np.mean(np.log(1 + np.exp(-real_logits)))
        + np.mean(np.log(1 + np.exp(fake_logits))))""",
                "log1p of exp": """return float(np.mean(np.log1p(np.exp(-real_logits)))
        + np.mean(np.log1p(np.exp(fake_logits))))""",
                "stable for real ones only": f"""q = 1 / (1 + np.exp(-fake_logits))
    return float(np.mean({AS_REAL}) - np.mean(np.log(1 - q)))""",
                "stable for made ones only": f"""p = 1 / (1 + np.exp(-real_logits))
    return float(np.mean({AS_FAKE}) - np.mean(np.log(p)))""",
                "torch, log of sigmoid": TENSORS + "return (-torch.log(torch.sigmoid(r)).mean()"
                " - torch.log(1 - torch.sigmoid(f)).mean()).item()",
                "math": """import math
    p = [1 / (1 + math.exp(-z)) for z in real_logits]
    q = [1 / (1 + math.exp(-z)) for z in fake_logits]
    return -sum(map(math.log, p)) / len(p) - sum(math.log(1 - v) for v in q) / len(q)""",
                "NaN replaced": CHANCES + "p, q = np.nan_to_num(p), np.nan_to_num(q)\n"
                "    return float(-np.mean(np.log(p)) - np.mean(np.log(1 - q)))",
            },
        ),
        "cut-off": (
            "Large logits or small probabilities are cut off, so large mistakes cost too little.",
            "Work from the logits: then nothing has to be cut off.",
            {
                "at 1e-7": CUT.format("1e-7")
                + "return float(-np.mean(np.log(p)) - np.mean(np.log(1 - q)))",
                "at 1e-12": CUT.format("1e-12")
                + "return float(-np.mean(np.log(p)) - np.mean(np.log(1 - q)))",
                "a small number inside the logarithm": CHANCES
                + "return float(-np.mean(np.log(p + 1e-12)) - np.mean(np.log(1 - q + 1e-12)))",
                "logits cut at 30": """r = np.clip(real_logits, -30, 30)
    f = np.clip(fake_logits, -30, 30)
    return float(np.mean(np.logaddexp(0, -r)) + np.mean(np.logaddexp(0, f)))""",
                "logits cut at 500": """p, q = (1 / (1 + np.exp(-np.clip(z, -500, 500)))
        for z in (real_logits, fake_logits))
    return float(-np.mean(np.log(p)) - np.mean(np.log(np.maximum(1 - q, 1e-300))))""",
                "torch's loss of probabilities, which cuts at 100": TENSORS
                + "bce, r, f = torch.nn.functional.binary_cross_entropy, r.sigmoid(), f.sigmoid()\n"
                "    return (bce(r, torch.ones_like(r)) + bce(f, torch.zeros_like(f))).item()",
            },
        ),
        "another-logarithm": (
            "The logarithm has another base than e.",
            "Use the natural logarithm, as in all losses so far.",
            {
                "log2": f"return float((np.mean({AS_REAL}) + np.mean({AS_FAKE})) / np.log(2))",
                "logaddexp2": "return float(np.logaddexp2(0, -real_logits).mean()"
                " + np.logaddexp2(0, fake_logits).mean())",
                "log10": f"return float((np.mean({AS_REAL}) + np.mean({AS_FAKE})) / np.log(10))",
                "np.log2": CHANCES + "return float(-np.mean(np.log2(p)) - np.mean(np.log2(1 - q)))",
                "np.log10": CHANCES
                + "return float(-np.mean(np.log10(p)) - np.mean(np.log10(1 - q)))",
            },
        ),
        "no-logarithm": (
            "Probabilities are averaged, without a logarithm.",
            "Cross-entropy takes the logarithm of each probability first.",
            {
                "1 - p and q": CHANCES + "return float(np.mean(1 - p) + np.mean(q))",
                "minus p, minus 1 - q": CHANCES + "return float(-np.mean(p) - np.mean(1 - q))",
                "q minus p": CHANCES + "return float(np.mean(q) - np.mean(p))",
            },
        ),
        "squared-errors": (
            "Squared errors are averaged, not cross-entropies.",
            "Use cross-entropy from logits for both kinds.",
            {
                "of logits": "return float(np.mean((real_logits - 1) ** 2)"
                " + np.mean(fake_logits**2))",
                "of probabilities": CHANCES + "return float(np.mean((p - 1) ** 2) + np.mean(q**2))",
                "halves of squares": "return float(0.5 * np.mean((real_logits - 1) ** 2)"
                " + 0.5 * np.mean(fake_logits**2))",
            },
        ),
        "logits-averaged": (
            "The logits themselves are averaged: no sigmoid, no logarithm.",
            "Cross-entropy looks at the logarithm of the probability that each logit gives.",
            {
                "fake minus real": "return float(np.mean(fake_logits) - np.mean(real_logits))",
                "real minus fake": "return float(np.mean(real_logits) - np.mean(fake_logits))",
                "both added": "return float(np.mean(real_logits) + np.mean(fake_logits))",
            },
        ),
        "hinge": (
            "A margin is used: what is beyond it costs nothing.",
            "Cross-entropy never stops at a margin: use it from logits.",
            {
                "margin 1": "return float(np.mean(np.maximum(0, 1 - real_logits))"
                " + np.mean(np.maximum(0, 1 + fake_logits)))",
                "margin 0": "return float(np.mean(np.maximum(0, -real_logits))"
                " + np.mean(np.maximum(0, fake_logits)))",
            },
        ),
        "half-of-the-stable-form": (
            "The stable form has two parts, and one is missing or has another sign.",
            "Work one logit of −2 out by hand, with target 1: the loss is 2.127.",
            {
                "the curved part alone": """r, f = np.abs(real_logits), np.abs(fake_logits)
    return float(np.mean(np.log1p(np.exp(-r))) + np.mean(np.log1p(np.exp(-f))))""",
                "sizes in place of signs": """r, f = np.abs(real_logits), np.abs(fake_logits)
    return float(np.mean(r + np.log1p(np.exp(-r))) + np.mean(f + np.log1p(np.exp(-f))))""",
                "the wrong side": """def cost(z, y):
        return np.maximum(-z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))
    return float(np.mean(cost(real_logits, 1)) + np.mean(cost(fake_logits, 0)))""",
                "plus the label": """def cost(z, y):
        return np.maximum(z, 0) + y * z + np.log1p(np.exp(-np.abs(z)))
    return float(np.mean(cost(real_logits, 1)) + np.mean(cost(fake_logits, 0)))""",
            },
        ),
        "mean-first": (
            "The logits are averaged before the loss is taken.",
            "Take the loss of each logit, then the mean.",
            {
                "loss of the mean": """r, f = np.mean(real_logits), np.mean(fake_logits)
    return float(np.logaddexp(0, -r) + np.logaddexp(0, f))""",
            },
        ),
        "log-of-the-mean": (
            "The probabilities are averaged before the logarithm is taken.",
            "Take the logarithm of each probability, then the mean.",
            {
                "log of means": CHANCES
                + "return float(-np.log(np.mean(p)) - np.log(np.mean(1 - q)))",
                "log of 1 minus a mean": CHANCES
                + "return float(-np.log(np.mean(p)) - np.log(1 - np.mean(q)))",
            },
        ),
        "one-minus-the-logit": (
            "For made examples, the logit is taken from 1, where its sign should turn.",
            "1 − p is the probability of the logit with its sign turned: −z, and not 1 − z.",
            {
                "in the stable form": "return float(np.logaddexp(0, -real_logits).mean()"
                " + np.logaddexp(0, -(1 - fake_logits)).mean())",
            },
        ),
        "one-minus-outside": (
            "For made examples, 1 minus a logarithm is taken, not the logarithm of 1 − p.",
            "First 1 minus the probability, then the logarithm of that.",
            {
                "1 - log q": CHANCES + "return float(-np.mean(np.log(p)) - np.mean(1 - np.log(q)))",
                "1 + log q": CHANCES + "return float(-np.mean(np.log(p)) + np.mean(1 + np.log(q)))",
                "-(1 - log q), outside the mean": CHANCES
                + "return float(-np.mean(np.log(p)) - (1 - np.mean(np.log(q))))",
            },
        ),
        "another-curve": (
            "Another curve than the sigmoid makes the probabilities.",
            "Use the sigmoid: 1 over 1 plus e to the minus z.",
            {
                "tanh, shifted": two(
                    "np.mean(np.logaddexp(0, -2 * real_logits))",
                    "np.mean(np.logaddexp(0, 2 * fake_logits))",
                ),
                "softmax over the examples": """def shares(z):
        e = np.exp(z - z.max())
        return np.clip(e / e.sum(), 1e-12, 1 - 1e-12)
    p, q = shares(real_logits), shares(fake_logits)
    return float(-np.mean(np.log(p)) - np.mean(np.log(1 - q)))""",
                "half the logit": two(
                    "np.mean(np.logaddexp(0, -real_logits / 2))",
                    "np.mean(np.logaddexp(0, fake_logits / 2))",
                ),
            },
        ),
        "soft-targets": (
            "The targets are softened: 0.9 or 0.1 instead of 1 and 0.",
            "Use the targets 1 and 0 here.",
            {
                "0.9 for real": two("np.mean(np.logaddexp(0, real_logits) - 0.9 * real_logits)"),
                "0.9 and 0.1": two(
                    "np.mean(np.logaddexp(0, real_logits) - 0.9 * real_logits)",
                    "np.mean(np.logaddexp(0, fake_logits) - 0.1 * fake_logits)",
                ),
            },
        ),
        "counts-mistakes": (
            "Answers count as right or wrong, so that it does not matter how wrong they are.",
            "Cross-entropy weighs each answer by how sure it is.",
            {
                "shares of wrong ones": "return float(np.mean(real_logits < 0)"
                " + np.mean(fake_logits > 0))",
                "shares of right ones": "return float(np.mean(real_logits > 0)"
                " + np.mean(fake_logits < 0))",
                "at 0.5": CHANCES + "return float(np.mean(p <= 0.5) + np.mean(q > 0.5))",
            },
        ),
        "not-averaged": (
            "A number for each example comes back, and no mean.",
            "Take the mean of each kind, and add the two numbers.",
            {
                "joined rows": f"return np.concatenate([{AS_REAL}, {AS_FAKE}])",
                "added to each": f"return {AS_REAL} + np.mean({AS_FAKE})",
                "added to each, fake": f"return np.mean({AS_REAL}) + {AS_FAKE}",
            },
        ),
        "two-results": (
            "Two numbers come back, one for each kind.",
            "Return their sum, a single number.",
            {
                "a pair": f"return float(np.mean({AS_REAL})), float(np.mean({AS_FAKE}))",
                "a list": f"return [float(np.mean({AS_REAL})), float(np.mean({AS_FAKE}))]",
                "an array of two": f"return np.array([np.mean({AS_REAL}), np.mean({AS_FAKE})])",
            },
        ),
        "in-an-array": (
            "The number comes inside a list or an array.",
            "Return the number itself.",
            {
                "keepdims": f"return np.mean({AS_REAL}, keepdims=True)"
                f" + np.mean({AS_FAKE}, keepdims=True)",
                "in brackets": f"return [float(np.mean({AS_REAL}) + np.mean({AS_FAKE}))]",
            },
        ),
        "another-average": (
            "The median or the largest loss is taken, and not the mean.",
            "Take the mean of each kind.",
            {
                "median": two(f"np.median({AS_REAL})", f"np.median({AS_FAKE})"),
                "largest": two(f"np.max({AS_REAL})", f"np.max({AS_FAKE})"),
            },
        ),
        "wrong-count": (
            "The sums are divided by one more or one less than the number of examples.",
            "Divide by the number of examples.",
            {
                "n - 1": two(
                    f"np.sum({AS_REAL}) / max(len(real_logits) - 1, 1)",
                    f"np.sum({AS_FAKE}) / max(len(fake_logits) - 1, 1)",
                ),
                "n + 1": two(
                    f"np.sum({AS_REAL}) / (len(real_logits) + 1)",
                    f"np.sum({AS_FAKE}) / (len(fake_logits) + 1)",
                ),
            },
        ),
        "divided-twice": (
            "A mean is divided by the number of examples once more.",
            "A mean has been divided already.",
            {
                "mean over n": two(
                    f"np.mean({AS_REAL}) / len(real_logits)",
                    f"np.mean({AS_FAKE}) / len(fake_logits)",
                ),
                "sum of both over all": f"return float((np.mean({AS_REAL}) + np.mean({AS_FAKE}))"
                " / (len(real_logits) + len(fake_logits)))",
            },
        ),
        "some-left-out": (
            "Not all examples take part.",
            "Let the mean run over all logits of each kind, from the first to the last.",
            {
                "the first ones": two(
                    "np.logaddexp(0, -real_logits[0])", "np.logaddexp(0, fake_logits[0])"
                ),
                "the last ones": two(
                    "np.logaddexp(0, -real_logits[-1])", "np.logaddexp(0, fake_logits[-1])"
                ),
                "not the last": two(
                    "np.mean(np.logaddexp(0, -real_logits)[: max(1, len(real_logits) - 1)])",
                    "np.mean(np.logaddexp(0, fake_logits)[: max(1, len(fake_logits) - 1)])",
                ),
                "not the first": two(
                    "np.mean(np.logaddexp(0, -real_logits)[min(1, len(real_logits) - 1) :])",
                    "np.mean(np.logaddexp(0, fake_logits)[min(1, len(fake_logits) - 1) :])",
                ),
            },
        ),
        "multiplied": (
            "The two means are multiplied.",
            "Add them.",
            {"times": two(join="*")},
        ),
        "one-of-both": (
            "The larger or the smaller of the two means comes back.",
            "Add the two means.",
            {
                "larger": f"return float(max(np.mean({AS_REAL}), np.mean({AS_FAKE})))",
                "smaller": f"return float(min(np.mean({AS_REAL}), np.mean({AS_FAKE})))",
            },
        ),
        "centred": (
            "The logits are shifted or scaled first, so that a number common to all is lost.",
            "Use the logits as they are: 0 means undecided.",
            {
                "mean taken away": """r = real_logits - np.mean(real_logits)
    f = fake_logits - np.mean(fake_logits)
    return float(np.mean(np.logaddexp(0, -r)) + np.mean(np.logaddexp(0, f)))""",
                "largest taken away": """r = real_logits - np.max(real_logits)
    f = fake_logits - np.max(fake_logits)
    return float(np.mean(np.logaddexp(0, -r)) + np.mean(np.logaddexp(0, f)))""",
                "compared with the other kind's mean": """r = real_logits - np.mean(fake_logits)
    f = fake_logits - np.mean(real_logits)
    return float(np.mean(np.logaddexp(0, -r)) + np.mean(np.logaddexp(0, f)))""",
            },
        ),
        "rounded": (
            "The numbers are rounded, or stored with few digits.",
            "Return all digits.",
            {
                "three decimals": (
                    f"return round(float(np.mean({AS_REAL}) + np.mean({AS_FAKE})), 3)"
                ),
                "two decimals": f"return round(float(np.mean({AS_REAL}) + np.mean({AS_FAKE})), 2)",
                "four decimals": f"return round(float(np.mean({AS_REAL}) + np.mean({AS_FAKE})), 4)",
                "a whole number": f"return int(np.mean({AS_REAL}) + np.mean({AS_FAKE}))",
                "float16": "r, f = np.float16(real_logits), np.float16(fake_logits)\n"
                "    return float(np.mean(np.logaddexp(0, -r)) + np.mean(np.logaddexp(0, f)))",
            },
        ),
        "tensors-only": (
            "A function of PyTorch gets NumPy arrays, and stops.",
            "Use NumPy's functions, or make tensors of the arrays first.",
            {
                "softplus": "softplus = torch.nn.functional.softplus\n    return float("
                "softplus(-real_logits).mean() + softplus(fake_logits).mean())",
                "torch.sigmoid": "return float(-torch.log(torch.sigmoid(real_logits)).mean()"
                " - torch.log(1 - torch.sigmoid(fake_logits)).mean())",
                "with logits": f"return float({BCE}(real_logits, torch.ones(len(real_logits)))"
                f" + {BCE}(fake_logits, torch.zeros(len(fake_logits))))",
            },
        ),
        "one-number-only": (
            "A function for single numbers gets a whole array, and stops.",
            "Use NumPy's functions, which work entry by entry.",
            {
                "math.exp of an array": """import math
    return float(np.mean(np.log1p(math.exp(-real_logits)))
        + np.mean(np.log1p(math.exp(fake_logits))))""",
                "max of an array": """def cost(z): return max(z, 0) + np.log1p(np.exp(-abs(z)))
    return float(np.mean(cost(-real_logits)) + np.mean(cost(fake_logits)))""",
                "if on an array": """def cost(z):
        if z > 0: return z + np.log1p(np.exp(-z))
        return np.log1p(np.exp(z))
    return float(np.mean(cost(-real_logits)) + np.mean(cost(fake_logits)))""",
            },
        ),
        "any/raises": {
            "an unknown name": (
                "return float(softplus(-real_logits).mean() + softplus(fake_logits).mean())"
            ),
            "an unknown function": (
                "return float(np.mean(np.softplus(-real_logits)) +"
                " np.mean(np.softplus(fake_logits)))"
            ),
        },
        "any/changes-input": {
            "turns signs in place": "real_logits *= -1\n    return float(np.mean(np.logaddexp(0,"
            " real_logits)) + np.mean(np.logaddexp(0, fake_logits)))",
            "cuts in place": "np.clip(fake_logits, -20, 20, out=fake_logits)\n    " + two(),
        },
        "any/returns-none": {
            "prints": f"print(np.mean({AS_REAL}) + np.mean({AS_FAKE}))",
            "forgets return": f"loss = np.mean({AS_REAL}) + np.mean({AS_FAKE})",
        },
    },
    "generator_loss": {
        "saturating": (
            "This is the saturating form: the logarithm of 1 − p is made small.",
            (
                "Take the logarithm of p itself: where the discriminator is"
                " sure, its slope does not vanish."
            ),
            {
                "minus the other cross-entropy": (
                    "return float(-np.mean(np.logaddexp(0, fake_logits)))"
                ),
                "log of 1 - q": CHANCE + "return float(np.mean(np.log(1 - q)))",
                "torch, logsigmoid of the negative": TENSOR
                + "return torch.nn.functional.logsigmoid(-f).mean().item()",
            },
        ),
        "target-0": (
            "The made examples get the target 0, as in the discriminator's loss.",
            "The generator wants them taken for real: its target for them is 1.",
            {
                "the discriminator's part": "return float(np.mean(np.logaddexp(0, fake_logits)))",
                "minus log of 1 - q": CHANCE + "return float(-np.mean(np.log(1 - q)))",
                "a sigmoid without its minus": """q = 1 / (1 + np.exp(fake_logits))
    return float(-np.mean(np.log(q)))""",
                "torch, zeros": TENSOR + f"return {BCE}(f, torch.zeros_like(f)).item()",
            },
        ),
        "wrong-sign": (
            "The sign is turned: a generator that is believed gets a larger number.",
            "A logarithm of a probability is below 0; a loss is its negative.",
            {
                "minus of all": "return float(-np.mean(np.logaddexp(0, -fake_logits)))",
                "log q without a minus": CHANCE + "return float(np.mean(np.log(q)))",
                "torch, logsigmoid": TENSOR
                + "return torch.nn.functional.logsigmoid(f).mean().item()",
            },
        ),
        "sum": (
            "The sum comes back, not the mean.",
            "Divide by the number of examples.",
            {
                "np.sum": "return float(np.sum(np.logaddexp(0, -fake_logits)))",
                "a loop that never divides": """total = 0.0
    for z in fake_logits: total += np.logaddexp(0, -z)
    return float(total)""",
                "torch's sum": TENSOR
                + f'return {BCE}(f, torch.ones_like(f), reduction="sum").item()',
                "minus the sum of logarithms": CHANCE + "return float(-np.sum(np.log(q)))",
            },
        ),
        "overflows": (
            "With large logits, an exponential or a logarithm leaves what a float can hold.",
            "Use a form that never takes the logarithm of 0: the cross-entropy from logits.",
            {
                "log of the sigmoid": CHANCE + "return float(-np.mean(np.log(q)))",
                "log of 1 + exp": "return float(np.mean(np.log(1 + np.exp(-fake_logits))))",
                "log1p of exp": "return float(np.mean(np.log1p(np.exp(-fake_logits))))",
                "a fraction of powers": """e = np.exp(fake_logits)
    return float(-np.mean(np.log(e / (1 + e))))""",
                "torch, log of sigmoid": TENSOR
                + "return (-torch.log(torch.sigmoid(f))).mean().item()",
                "math": """import math
    return -sum(math.log(1 / (1 + math.exp(-z))) for z in fake_logits) / len(fake_logits)""",
                "minus z, then exp": (
                    "return float(np.mean(np.log(np.exp(fake_logits) + 1) - fake_logits))"
                ),
                "NaN replaced": CHANCE + "return float(-np.mean(np.log(np.nan_to_num(q))))",
                "torch, a loop": TENSOR
                + "return sum(-torch.log(1 / (1 + torch.exp(-z))).item() for z in f) / len(f)",
            },
        ),
        "cut-off": (
            "Large logits or small probabilities are cut off, so large mistakes cost too little.",
            "Work from the logits: then nothing has to be cut off.",
            {
                "at 1e-7": CUT_ONE.format("1e-7") + "return float(-np.mean(np.log(q)))",
                "at 1e-12": CUT_ONE.format("1e-12") + "return float(-np.mean(np.log(q)))",
                "a small number inside the logarithm": CHANCE
                + "return float(-np.mean(np.log(q + 1e-9)))",
                "logits cut at 30": "f = np.clip(fake_logits, -30, 30)\n"
                "    return float(np.mean(np.logaddexp(0, -f)))",
                "logits cut at 500": """q = 1 / (1 + np.exp(-np.clip(fake_logits, -500, 500)))
    return float(-np.mean(np.log(q)))""",
                "infinity replaced by 100": CHANCE
                + "return float(np.mean(np.minimum(-np.log(q), 100)))",
                "torch's loss of probabilities, which cuts at 100": TENSOR
                + "return torch.nn.functional.binary_cross_entropy(f.sigmoid(),"
                " torch.ones_like(f)).item()",
            },
        ),
        "another-logarithm": (
            "The logarithm has another base than e.",
            "Use the natural logarithm, as in all losses so far.",
            {
                "log2": "return float(np.mean(np.logaddexp2(0, -fake_logits / np.log(2))))",
                "log10": "return float(np.mean(np.logaddexp(0, -fake_logits)) / np.log(10))",
                "np.log2": CHANCE + "return float(-np.mean(np.log2(q)))",
                "np.log10": CHANCE + "return float(-np.mean(np.log10(q)))",
            },
        ),
        "another-power": (
            "Powers of 2 stand where powers of e belong.",
            "The sigmoid is made with e, and the logarithm is the natural one.",
            {
                "logaddexp2": "return float(np.mean(np.logaddexp2(0, -fake_logits)))",
            },
        ),
        "probabilities-taken-for-logits": (
            "The sigmoid is applied before a loss that has it inside.",
            "Hand the logits as they are to a loss that takes logits.",
            {
                "sigmoid before": CHANCE + "return float(np.mean(np.logaddexp(0, -q)))",
                "torch, with sigmoid before": TENSOR
                + f"return {BCE}(torch.sigmoid(f), torch.ones_like(f)).item()",
                "sigmoid twice": CHANCE
                + "q = 1 / (1 + np.exp(-q))\n    return float(-np.mean(np.log(q)))",
            },
        ),
        "logits-taken-for-probabilities": (
            "The logarithm is taken of logits as if they were probabilities.",
            "A logit is any number: the sigmoid makes a probability of it.",
            {
                "log of logits": "return float(-np.mean(np.log(fake_logits)))",
                "cut to 0 and 1": "return float(-np.mean(np.log(np.clip(fake_logits, 1e-7, 1))))",
                "log of 1 - z": "return float(np.mean(np.log(1 - fake_logits)))",
                "torch's loss of probabilities": TENSOR
                + "return torch.nn.functional.binary_cross_entropy(f, torch.ones_like(f)).item()",
            },
        ),
        "no-logarithm": (
            "Probabilities are averaged, without a logarithm.",
            "Cross-entropy takes the logarithm of each probability first.",
            {
                "1 - q": CHANCE + "return float(np.mean(1 - q))",
                "minus q": CHANCE + "return float(-np.mean(q))",
                "q": CHANCE + "return float(np.mean(q))",
            },
        ),
        "squared-errors": (
            "Squares or sizes of errors are averaged, not cross-entropies.",
            "Use cross-entropy from logits, with the target 1.",
            {
                "of logits": "return float(np.mean((fake_logits - 1) ** 2))",
                "of probabilities": CHANCE + "return float(np.mean((q - 1) ** 2))",
                "half of it": "return float(0.5 * np.mean((fake_logits - 1) ** 2))",
                "sizes of errors": CHANCE + "return float(np.mean(np.sqrt((q - 1) ** 2) ** 2))",
            },
        ),
        "logits-averaged": (
            "The logits themselves are averaged: no sigmoid, no logarithm.",
            "Cross-entropy looks at the logarithm of the probability that each logit gives.",
            {
                "minus the mean": "return float(-np.mean(fake_logits))",
                "the mean": "return float(np.mean(fake_logits))",
            },
        ),
        "hinge": (
            "A margin is used: what is beyond it costs nothing.",
            "Cross-entropy never stops at a margin: use it from logits.",
            {
                "margin 1": "return float(np.mean(np.maximum(0, 1 - fake_logits)))",
                "margin 0": "return float(np.mean(np.maximum(0, -fake_logits)))",
                "margin 1, other side": "return float(np.mean(np.maximum(0, 1 + fake_logits)))",
            },
        ),
        "halved": (
            "Half of the loss comes back.",
            "The mean is all: no factor in front.",
            {
                "0.5": "return float(0.5 * np.mean(np.logaddexp(0, -fake_logits)))",
                "over 2 n": "return float(np.sum(np.logaddexp(0, -fake_logits))"
                " / (2 * len(fake_logits)))",
            },
        ),
        "doubled": (
            "Twice the loss comes back.",
            "The mean is all: no factor in front.",
            {"2": "return float(2 * np.mean(np.logaddexp(0, -fake_logits)))"},
        ),
        "not-averaged": (
            "A number for each example comes back, and no mean.",
            "Take the mean over all examples.",
            {
                "a row": "return np.logaddexp(0, -fake_logits)",
                "a row from probabilities": CHANCE + "return -np.log(q)",
                "mean over a new axis": (
                    "return np.mean(np.logaddexp(0, -fake_logits)[None], axis=0)"
                ),
            },
        ),
        "mean-first": (
            "The logits are averaged before the loss is taken.",
            "Take the loss of each logit, then the mean.",
            {"loss of the mean": "return float(np.logaddexp(0, -np.mean(fake_logits)))"},
        ),
        "log-of-the-mean": (
            "The probabilities are averaged before the logarithm is taken.",
            "Take the logarithm of each probability, then the mean.",
            {"log of a mean": CHANCE + "return float(-np.log(np.mean(q)))"},
        ),
        "one-minus-outside": (
            "1 minus a logarithm is taken.",
            "The loss is the negative logarithm of the probability, with nothing added.",
            {
                "1 - log q": CHANCE + "return float(np.mean(1 - np.log(q)))",
                "1 + log q": CHANCE + "return float(1 + np.mean(np.log(q)))",
            },
        ),
        "both-targets": (
            "The losses for target 1 and for target 0 are put together.",
            "Only the target 1 counts for the generator.",
            {
                "added": "return float(np.mean(np.logaddexp(0, -fake_logits)"
                " + np.logaddexp(0, fake_logits)))",
                "weighted by the probability": CHANCE
                + "return float(np.mean(q * np.logaddexp(0, -fake_logits)"
                " + (1 - q) * np.logaddexp(0, fake_logits)))",
            },
        ),
        "weighted": (
            "The examples do not weigh the same.",
            "Take a plain mean of the losses.",
            {
                "by the probability": CHANCE
                + "return float(np.mean(q * np.logaddexp(0, -fake_logits)))",
                "by 1 - q": CHANCE
                + "return float(np.mean((1 - q) * np.logaddexp(0, -fake_logits)))",
                "by 1 - q, divided by the sum": CHANCE
                + "return float(np.sum((1 - q) * np.logaddexp(0, -fake_logits)) / np.sum(1 - q))",
            },
        ),
        "squared-logarithms": (
            "The losses are squared before or after the mean.",
            "Take the plain mean of the negative logarithms.",
            {
                "a mean of squares": "return float(np.mean(np.logaddexp(0, -fake_logits) ** 2))",
                "the root of it": (
                    "return float(np.sqrt(np.mean(np.logaddexp(0, -fake_logits) ** 2)))"
                ),
                "the square of the mean": (
                    "return float(np.mean(np.logaddexp(0, -fake_logits)) ** 2)"
                ),
            },
        ),
        "half-of-the-stable-form": (
            "The stable form has two parts, and one is missing or has another sign.",
            "Work one logit of −2 out by hand, with target 1: the loss is 2.127.",
            {
                "the curved part alone": "return np.mean(np.log1p(np.exp(-np.abs(fake_logits))))",
                "the size in place of the sign": """f = np.abs(fake_logits)
    return float(np.mean(f + np.log1p(np.exp(-f))))""",
                "the label added": """z = fake_logits
    return float(np.mean(np.maximum(z, 0) + z + np.log1p(np.exp(-np.abs(z)))))""",
                "half a power": """z = fake_logits
    return float(np.mean(np.maximum(-z, 0) + np.exp(-np.abs(z))))""",
            },
        ),
        "another-curve": (
            "Another curve than the sigmoid makes the probabilities.",
            "Use the sigmoid: 1 over 1 plus e to the minus z.",
            {
                "tanh, shifted": "return float(np.mean(np.logaddexp(0, -2 * fake_logits)))",
                "half the logit": "return float(np.mean(np.logaddexp(0, -fake_logits / 2)))",
                "softmax over the examples": """e = np.exp(fake_logits - fake_logits.max())
    return float(-np.mean(np.log(np.clip(e / e.sum(), 1e-12, 1))))""",
                "log-softmax over the examples": "z = fake_logits\n"
                "    return float(-np.mean(z - np.logaddexp.reduce(z)))",
            },
        ),
        "one-forgotten": (
            "The exponential alone is averaged, or the 1 beside it is missing.",
            "The loss of a logit z is the logarithm of 1 plus e to the minus z.",
            {
                "e to the minus z": "return float(np.mean(np.exp(-fake_logits)))",
                "1 plus it, no logarithm": "return float(np.mean(1 + np.exp(-fake_logits)))",
            },
        ),
        "soft-targets": (
            "The target is softened: a number below 1.",
            "Use the target 1 here.",
            {
                "0.9": "return float(np.mean(np.logaddexp(0, fake_logits) - 0.9 * fake_logits))",
                "a target of 0.5": "z = fake_logits\n"
                "    return float(np.mean(np.logaddexp(0, z) - 0.5 * z))",
                "a target of 0.95": "z = fake_logits\n"
                "    return float(np.mean(np.logaddexp(0, z) - 0.95 * z))",
            },
        ),
        "counts-mistakes": (
            "Examples count as found out or believed, so it does not matter how surely.",
            "Cross-entropy weighs each answer by how sure it is.",
            {
                "share found out": "return float(np.mean(fake_logits < 0))",
                "share believed": "return float(np.mean(fake_logits > 0))",
            },
        ),
        "another-average": (
            "The median or a single loss is taken, such as the largest, and not the mean.",
            "Take the mean over all examples.",
            {
                "median": "return float(np.median(np.logaddexp(0, -fake_logits)))",
                "largest": "return float(np.max(np.logaddexp(0, -fake_logits)))",
                "smallest": "return float(np.min(np.logaddexp(0, -fake_logits)))",
            },
        ),
        "wrong-count": (
            "The sum is divided by one more or one less than the number of examples.",
            "Divide by the number of examples.",
            {
                "n - 1": "return float(np.sum(np.logaddexp(0, -fake_logits))"
                " / max(len(fake_logits) - 1, 1))",
                "n + 1": "return float(np.sum(np.logaddexp(0, -fake_logits))"
                " / (len(fake_logits) + 1))",
            },
        ),
        "divided-twice": (
            "A mean is divided by the number of examples once more.",
            "A mean has been divided already.",
            {
                "mean over n": (
                    "return float(np.mean(np.logaddexp(0, -fake_logits)) / len(fake_logits))"
                )
            },
        ),
        "some-left-out": (
            "Not all examples count, or not all once.",
            (
                "Let the mean run over all logits, from the first to the"
                " last, and alike ones as often as they come."
            ),
            {
                "the first": "return float(np.logaddexp(0, -fake_logits[0]))",
                "the last": "return float(np.logaddexp(0, -fake_logits[-1]))",
                "not the last": "return float(np.mean(np.logaddexp(0, -fake_logits)"
                "[: max(1, len(fake_logits) - 1)]))",
                "not the first": "return float(np.mean(np.logaddexp(0, -fake_logits)"
                "[min(1, len(fake_logits) - 1) :]))",
                "only those found out": """z = fake_logits[fake_logits < 0]
    return float(np.mean(np.logaddexp(0, -z))) if len(z) else 0.0""",
                "returns in the loop": """for z in fake_logits:
        return float(np.logaddexp(0, -z))""",
                "each number once": (
                    "return float(np.mean(np.logaddexp(0, -np.unique(fake_logits))))"
                ),
                "a set": "z = np.array(sorted(set(fake_logits.tolist())))\n"
                "    return float(np.mean(np.logaddexp(0, -z)))",
            },
        ),
        "centred": (
            "The logits are shifted or scaled first, so that a number common to all is lost.",
            "Use the logits as they are: 0 means undecided.",
            {
                "mean taken away": "f = fake_logits - np.mean(fake_logits)\n"
                "    return float(np.mean(np.logaddexp(0, -f)))",
                "largest taken away": "f = fake_logits - np.max(fake_logits)\n"
                "    return float(np.mean(np.logaddexp(0, -f)))",
                "one taken away": "return float(np.mean(np.logaddexp(0, 1 - fake_logits)))",
            },
        ),
        "two-results": (
            "More than one number comes back.",
            "Return the mean loss alone.",
            {
                "with the probabilities": CHANCE
                + "return float(np.mean(np.logaddexp(0, -fake_logits))), q",
                "a tuple of one": "return float(np.mean(np.logaddexp(0, -fake_logits))),",
                "with the mean probability": CHANCE
                + "return float(np.mean(np.logaddexp(0, -fake_logits))), float(np.mean(q))",
            },
        ),
        "in-an-array": (
            "The number comes inside a list or an array.",
            "Return the number itself.",
            {
                "keepdims": "return np.mean(np.logaddexp(0, -fake_logits), keepdims=True)",
                "in brackets": "return [float(np.mean(np.logaddexp(0, -fake_logits)))]",
            },
        ),
        "rounded": (
            "The numbers are rounded, or stored with few digits.",
            "Return all digits.",
            {
                "three decimals": "return round(float(np.mean(np.logaddexp(0, -fake_logits))), 3)",
                "two decimals": "return round(float(np.mean(np.logaddexp(0, -fake_logits))), 2)",
                "four decimals": "return round(float(np.mean(np.logaddexp(0, -fake_logits))), 4)",
                "a whole number": "return int(np.mean(np.logaddexp(0, -fake_logits)))",
                "float16": "return float(np.mean(np.logaddexp(0, -np.float16(fake_logits))))",
            },
        ),
        "tensors-only": (
            "A function of PyTorch gets NumPy arrays, and stops.",
            "Use NumPy's functions, or make tensors of the arrays first.",
            {
                "softplus": "return float(torch.nn.functional.softplus(-fake_logits).mean())",
                "torch.sigmoid": "return float(-torch.log(torch.sigmoid(fake_logits)).mean())",
                "with logits": f"return float({BCE}(fake_logits, torch.ones(len(fake_logits))))",
            },
        ),
        "one-number-only": (
            "A function for single numbers gets a whole array, and stops.",
            "Use NumPy's functions, which work entry by entry.",
            {
                "math.exp of an array": """import math
    return float(np.mean(np.log1p(math.exp(-fake_logits))))""",
                "max of an array": "z = -fake_logits\n"
                "    return float(np.mean(max(z, 0) + np.log1p(np.exp(-abs(z)))))",
                "if on an array": """z = -fake_logits
    if z > 0: return float(np.mean(z + np.log1p(np.exp(-z))))
    return float(np.mean(np.log1p(np.exp(z))))""",
            },
        ),
        "any/raises": {
            "an unknown name": "return float(softplus(-fake_logits).mean())",
            "an unknown function": "return float(np.mean(-np.log(np.sigmoid(fake_logits))))",
        },
        "any/changes-input": {
            "turns signs in place": "fake_logits *= -1\n"
            "    return float(np.mean(np.logaddexp(0, fake_logits)))",
            "cuts in place": "np.clip(fake_logits, -20, 20, out=fake_logits)\n"
            "    return float(np.mean(np.logaddexp(0, -fake_logits)))",
        },
        "any/returns-none": {
            "prints": "print(np.mean(np.logaddexp(0, -fake_logits)))",
            "forgets return": "loss = np.mean(np.logaddexp(0, -fake_logits))",
        },
    },
    "add_noise": {
        "no-roots": (
            "The shares themselves are the factors: both roots are missing.",
            "Take the root of the share, and the root of 1 minus the share.",
            {
                "shares as factors": noisy(out="a * x0 + (1 - a) * noise"),
                "a mixture": noisy(out="noise + a * (x0 - noise)"),
            },
        ),
        "no-root-for-x0": (
            "The clean example is multiplied by the share, and not by its root.",
            "Both factors are roots, so that their squares add up to 1.",
            {"share for x0": noisy(out="a * x0 + np.sqrt(1 - a) * noise")},
        ),
        "no-root-for-noise": (
            "The noise is multiplied by 1 minus the share, and not by its root.",
            "Both factors are roots, so that their squares add up to 1.",
            {"1 - a for the noise": noisy(out="np.sqrt(a) * x0 + (1 - a) * noise")},
        ),
        "one-minus-the-root": (
            "The noise gets 1 minus a root, and not the root of 1 minus the share.",
            "First 1 minus the share, then the root of that.",
            {
                "1 - sqrt(a)": noisy(out="np.sqrt(a) * x0 + (1 - np.sqrt(a)) * noise"),
                "one root for both": noisy(out="(r := np.sqrt(a)) * x0 + (1 - r) * noise"),
            },
        ),
        "weights-exchanged": (
            "The clean example and the noise have exchanged their factors.",
            "At first most is left of the example: it gets the root of the share itself.",
            {
                "factors exchanged": noisy(out="np.sqrt(1 - a) * x0 + np.sqrt(a) * noise"),
                "names exchanged": "x0, noise = noise, x0\n    " + noisy(),
                "1 minus the share first": noisy(
                    a="1 - alpha_bar[t]", out="np.sqrt(a) * x0 + np.sqrt(1 - a) * noise"
                ),
            },
        ),
        "one-factor-for-both": (
            "The example and the noise get the same factor.",
            "Each has its own: what the example loses, the noise gains.",
            {
                "the root of the share": noisy(out="np.sqrt(a) * (x0 + noise)"),
                "the root of the rest": noisy(out="np.sqrt(1 - a) * (x0 + noise)"),
                "1 minus forgotten": noisy(out="np.sqrt(a) * x0 + np.sqrt(a) * noise"),
            },
        ),
        "noise-not-scaled": (
            "The noise is added whole, without its factor.",
            "Multiply it by the root of 1 minus the share.",
            {"noise whole": noisy(out="np.sqrt(a) * x0 + noise")},
        ),
        "x0-not-scaled": (
            "The clean example stays whole, without its factor.",
            "Multiply it by the root of the share.",
            {
                "x0 whole": noisy(out="x0 + np.sqrt(1 - a) * noise"),
                "x0 whole, noise by the share": noisy(out="x0 + (1 - a) * noise"),
            },
        ),
        "schedule-left-out": (
            "The step does not decide about the factors.",
            "What is left at step t stands in the array, at place t.",
            {
                "plain sum": "return x0 + noise",
                "half and half": "return 0.5 * x0 + 0.5 * noise",
                "the last step": noisy(a="alpha_bar[-1]"),
                "the first step": noisy(a="alpha_bar[0]"),
                "the product of all": noisy(a="np.prod(alpha_bar)"),
                "the mean": noisy(a="np.mean(alpha_bar)"),
            },
        ),
        "step-over-number": (
            "The factors come from the number of the step, and the array plays no part.",
            "The array holds what is left at each step: look the step up in it.",
            {
                "t / T": noisy(a="1 - np.asarray(t) / len(alpha_bar)"),
                "(t + 1) / T": noisy(a="1 - (np.asarray(t) + 1) / (len(alpha_bar) + 1)"),
                "a straight mixture": noisy(
                    a="np.asarray(t) / len(alpha_bar)", out="(1 - a) * x0 + a * noise"
                ),
                "e to the minus t": noisy(a="np.exp(-np.asarray(t, dtype=float))"),
            },
        ),
        "product-again": (
            "The shares are multiplied up, or added up, once more.",
            "What comes in is cumulative already: look it up and use it as it is.",
            {
                "cumprod": noisy(a="np.cumprod(alpha_bar)[t]"),
                "a product up to t": noisy(
                    a="np.array([np.prod(alpha_bar[: k + 1]) for k in np.ravel(t)])"
                ),
                "product of the ones before": noisy(
                    a="np.array([np.prod(alpha_bar[:k]) for k in np.ravel(t)])"
                ),
                "a cumulative sum, turned": noisy(
                    a="1 - np.minimum(np.cumsum(1 - np.asarray(alpha_bar)), 1)[t]"
                ),
            },
        ),
        "single-step": (
            "What is used belongs to the single step t, and not to all steps up to t.",
            "The array holds what is left after all steps up to t: use that.",
            {
                "a ratio of neighbours": """ratios = alpha_bar[1:] / alpha_bar[:-1]
    alphas = np.append(alpha_bar[:1], ratios)
    """
                + noisy(a="alphas[t]"),
            },
        ),
        "counts-from-1": (
            "The step before is looked up.",
            "Steps are counted from 0, as places in the array are.",
            {
                "t - 1": noisy(a="alpha_bar[np.asarray(t) - 1]"),
                "t - 1, at least 0": noisy(a="alpha_bar[np.maximum(np.asarray(t) - 1, 0)]"),
                "a 1 in front": noisy(a="np.append(1.0, alpha_bar)[t]"),
            },
        ),
        "next-step": (
            "The step after is looked up.",
            "Steps are counted from 0, as places in the array are.",
            {
                "t + 1": noisy(a="alpha_bar[np.asarray(t) + 1]"),
                "t + 1, at most the last": noisy(
                    a="alpha_bar[np.minimum(np.asarray(t) + 1, len(alpha_bar) - 1)]"
                ),
                "t + 1, round": noisy(a="alpha_bar[(np.asarray(t) + 1) % len(alpha_bar)]"),
            },
        ),
        "from-the-end": (
            "The step is counted from the end of the array.",
            "Step 0 is the first place: there most of the example is left.",
            {
                "turned round": noisy(a="alpha_bar[::-1][t]"),
                "minus t": noisy(a="alpha_bar[-np.asarray(t)]"),
                "T - 1 - t": noisy(a="alpha_bar[len(alpha_bar) - 1 - np.asarray(t)]"),
            },
        ),
        "power-of-the-step": (
            "A share is raised to the power of the step.",
            "The array holds the product already: look it up.",
            {
                "a ** t": noisy(a="alpha_bar[t] ** np.asarray(t)"),
                "the first share ** t": noisy(a="alpha_bar[0] ** np.asarray(t)"),
                "a ** (t + 1)": noisy(a="alpha_bar[t] ** (np.asarray(t) + 1)"),
            },
        ),
        "step-by-step": (
            "The noise is added again at every step up to t.",
            "One go is enough: the array says what is left after all these steps.",
            {
                "a loop over steps": """out = np.empty(np.shape(x0))
    for i in range(len(x0)):
        row, last = x0[i], int(np.broadcast_to(t, len(x0))[i])
        for k in range(last + 1):
            row = np.sqrt(alpha_bar[k]) * row + np.sqrt(1 - alpha_bar[k]) * noise[i]
        out[i] = row
    return out""",
                "t times": """out = np.empty(np.shape(x0))
    for i in range(len(x0)):
        row, last = x0[i], int(np.broadcast_to(t, len(x0))[i])
        for k in range(last):
            row = np.sqrt(alpha_bar[k]) * row + np.sqrt(1 - alpha_bar[k]) * noise[i]
        out[i] = row
    return out""",
                "with the shares of single steps": """b = np.append(1.0, alpha_bar)
    out = np.empty(np.shape(x0))
    for i in range(len(x0)):
        row = x0[i]
        for k in range(int(np.broadcast_to(t, len(x0))[i]) + 1):
            a = b[k + 1] / b[k]
            row = np.sqrt(a) * row + np.sqrt(1 - a) * noise[i]
        out[i] = row
    return out""",
            },
        ),
        "nothing-at-step-0": (
            "Step 0 leaves the example as it is.",
            "Step 0 has its share in the array, too, and adds noise.",
            {
                "if t is 0": """a = np.reshape(np.asarray(alpha_bar)[t], (-1, 1))
    a = np.where(np.reshape(t, (-1, 1)) == 0, 1.0, a)
    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise""",
                "returns x0 for 0": """if np.ndim(t) == 0 and t == 0: return np.array(x0)
    a = np.reshape(np.where(np.asarray(t) > 0, np.asarray(alpha_bar)[t], 1.0), (-1, 1))
    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise""",
            },
        ),
        "steps-along-columns": (
            "The steps are laid along the columns, not along the rows.",
            "Each row has its own step: give the shares a second axis of length 1.",
            {
                "as they come": noisy(shape=False),
                "one long row": noisy(a="np.reshape(alpha_bar[t], (1, -1))", shape=False),
                "turned twice": noisy(a="np.atleast_2d(alpha_bar[t])", shape=False),
                "roots first": """left, added = np.sqrt(alpha_bar), np.sqrt(1 - alpha_bar)
    return left[t] * x0 + added[t] * noise""",
                "as many as columns": "a = np.resize(alpha_bar[t], x0.shape[1])\n"
                "    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise",
            },
        ),
        "single-step-not-taken": (
            "One step for all examples, a whole number, is not taken.",
            "Let `t` be a number, too: the same share then holds for every row.",
            {
                "a new axis": noisy(a="alpha_bar[t][:, None]", shape=False),
                "a loop over t": """rows = []
    for k in range(len(t)):
        a = alpha_bar[t[k]]
        rows.append(np.sqrt(a) * x0[k] + np.sqrt(1 - a) * noise[k])
    return np.array(rows)""",
                "zip": """return np.array([np.sqrt(alpha_bar[k]) * x + np.sqrt(1 - alpha_bar[k]) * e
        for x, k, e in zip(x0, t, noise)])""",
                "a step of each row": """out = np.zeros(x0.shape)
    for i in range(len(x0)):
        a = alpha_bar[t[i]]
        out[i] = np.sqrt(a) * x0[i] + np.sqrt(1 - a) * noise[i]
    return out""",
                "t.reshape": noisy(a="alpha_bar[t.reshape(-1, 1)]", shape=False),
            },
        ),
        "many-steps-not-taken": (
            "An array of steps, one for each example, is not taken.",
            "Let `t` be an array, too: look up all shares at once, one for each row.",
            {
                "math.sqrt": """import math
    a = alpha_bar[t]
    return math.sqrt(a) * x0 + math.sqrt(1 - a) * noise""",
                "float": "a = float(alpha_bar[t])\n    return a**0.5 * x0 + (1 - a) ** 0.5 * noise",
                "int": "a = alpha_bar[int(t)]\n    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise",
                "item": "a = alpha_bar[t].item()\n"
                "    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise",
                "if": """if t < 0 or t >= len(alpha_bar): raise ValueError(t)
    a = np.reshape(alpha_bar[t], (-1, 1))
    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise""",
                "a list's place": "a = list(alpha_bar)[t]\n"
                "    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise",
                "a slice": "a = alpha_bar[t : t + 1]\n"
                "    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise",
            },
        ),
        "one-step-for-all": (
            "Of an array of steps, one number serves all rows.",
            "Row k has its own step: the k-th of the array.",
            {
                "the first": noisy(a="alpha_bar[np.ravel(t)[0]]"),
                "the last": noisy(a="alpha_bar[np.ravel(t)[-1]]"),
                "the largest": noisy(a="alpha_bar[np.max(t)]"),
                "the mean share": noisy(a="np.mean(alpha_bar[t])"),
                "the mean step": noisy(a="alpha_bar[int(np.mean(t))]"),
                "a loop that keeps the last": """for k in np.ravel(t):
        out = np.sqrt(alpha_bar[k]) * x0 + np.sqrt(1 - alpha_bar[k]) * noise
    return out""",
            },
        ),
        "sorted-steps": (
            "The steps are sorted, or counted with the rows, so that they leave their rows.",
            "Row k has the k-th step, as it stands in the array.",
            {
                "sorted": noisy(a="alpha_bar[np.sort(np.ravel(t))]"),
                "turned round, sorted steps": noisy(a="alpha_bar[np.ravel(t)[::-1]]"),
                "the row's number": noisy(
                    a="alpha_bar[t] if np.ndim(t) == 0 else alpha_bar[np.arange(len(t))]"
                ),
            },
        ),
        "axis-too-many": (
            "The result has an axis too many.",
            "Row k at the step of row k: n rows of d numbers come in, and n rows come out.",
            {
                "a third axis": noisy(a="np.reshape(alpha_bar[t], (-1, 1, 1))", shape=False),
                "a list over steps": """return np.array([np.sqrt(alpha_bar[k]) * x0
        + np.sqrt(1 - alpha_bar[k]) * noise for k in np.ravel(t)])""",
                "all steps": """return np.array([np.sqrt(a) * x0 + np.sqrt(1 - a) * noise
        for a in alpha_bar])""",
                "an axis in front": noisy(out="(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise)[None]"),
            },
        ),
        "every-row-at-every-step": (
            "Every row comes back at every step, one below the other.",
            "Row k at the step of row k: n rows come in, and n rows come out.",
            {
                "joined": """return np.concatenate([np.sqrt(alpha_bar[k]) * x0
        + np.sqrt(1 - alpha_bar[k]) * noise for k in np.ravel(t)])""",
                "np.vstack": """return np.vstack([np.sqrt(alpha_bar[k]) * x0
        + np.sqrt(1 - alpha_bar[k]) * noise for k in np.atleast_1d(t)])""",
            },
        ),
        "subtracted": (
            "The noise is taken away.",
            "Add it.",
            {
                "minus": noisy(out="np.sqrt(a) * x0 - np.sqrt(1 - a) * noise"),
            },
        ),
        "x0-taken-away": (
            "The clean example is taken away in one place, where it should be added.",
            "Add the example, times its root, and the noise, times its own.",
            {
                "minus x0": noisy(out="np.sqrt(1 - a) * noise - np.sqrt(a) * x0"),
                "from the noise": noisy(out="np.sqrt(a) * x0 + np.sqrt(1 - a) * (noise - x0)"),
                "factors exchanged, too": noisy(out="np.sqrt(a) * noise - np.sqrt(1 - a) * x0"),
            },
        ),
        "standardised-first": (
            "The examples or the noise are shifted or scaled first.",
            "Use both as they come.",
            {
                "noise of mean 0 and deviation 1": noisy(
                    out="np.sqrt(a) * x0 + np.sqrt(1 - a) * (noise - noise.mean()) / noise.std()"
                ),
                "examples around their mean": noisy(
                    out="np.sqrt(a) * (x0 - x0.mean(axis=0)) + np.sqrt(1 - a) * noise"
                ),
                "noise around its mean": noisy(
                    out="np.sqrt(a) * x0 + np.sqrt(1 - a) * (noise - noise.mean(axis=0))"
                ),
            },
        ),
        "x0-alone": (
            "The noise takes no part.",
            "Add the noise, times the root of 1 minus the share.",
            {
                "shrunk": noisy(out="np.sqrt(a) * x0"),
                "as it is": "return np.array(x0, dtype=float)",
            },
        ),
        "noise-alone": (
            "The clean example takes no part.",
            "Begin with the example, times the root of the share.",
            {
                "scaled noise": noisy(out="np.sqrt(1 - a) * noise"),
                "noise as it is": "return np.array(noise, dtype=float)",
            },
        ),
        "own-noise": (
            "Noise is drawn anew, and the noise that comes in is not used.",
            "Use the noise that is given: who calls the function needs to know it.",
            {
                "drawn anew": ANEW
                + noisy(out="np.sqrt(a) * x0 + np.sqrt(1 - a) * rng.normal(size=np.shape(x0))"),
                "drawn into the name": ANEW
                + "noise = rng.normal(size=np.shape(x0))\n    "
                + noisy(),
                "scaled by its size": ANEW
                + noisy(out="np.sqrt(a) * x0 + rng.normal(0, np.sqrt(1 - a), np.shape(x0))"),
                "drawn by torch": ANEW
                + "torch.manual_seed(len(seen))\n    "
                + noisy(
                    out="np.sqrt(a) * x0 + np.sqrt(1 - a) * torch.randn(*np.shape(x0)).numpy()"
                ),
                "a generator with a seed": noisy(
                    out="np.sqrt(a) * x0 + np.sqrt(1 - a)"
                    " * np.random.default_rng(0).normal(size=np.shape(x0))"
                ),
                "a generator with the seed 42": noisy(
                    out="np.sqrt(a) * x0 + np.sqrt(1 - a)"
                    " * np.random.default_rng(42).normal(size=np.shape(x0))"
                ),
            },
        ),
        "own-step": (
            "A step is drawn by chance, and the one that comes in is not used.",
            "Use the step that is given.",
            {
                "drawn for each": ANEW
                + "t = rng.integers(0, len(alpha_bar), len(x0))\n    "
                + noisy(),
            },
        ),
        "random-on-top": (
            "Something drawn by chance comes on top.",
            "The noise that is given is all the chance there is: draw nothing more.",
            {
                "noise on noise": ANEW
                + "noise = noise + rng.normal(size=np.shape(x0))\n    "
                + noisy(),
                "noise on the result": ANEW
                + noisy(
                    out="np.sqrt(a) * x0 + np.sqrt(1 - a) * noise"
                    " + 0.1 * rng.normal(size=np.shape(x0))"
                ),
            },
        ),
        "roots-of-products": (
            "A root covers the example or the noise as well, or the whole sum.",
            "Only the share, and 1 minus the share, stand under a root.",
            {
                "over each product": noisy(out="np.sqrt(a * x0) + np.sqrt((1 - a) * noise)"),
                "over the sum": noisy(out="np.sqrt(a * x0 + (1 - a) * noise)"),
                "over x0 too": noisy(out="np.sqrt(a * x0) + np.sqrt(1 - a) * noise"),
                "over the noise too": noisy(out="np.sqrt(a) * x0 + np.sqrt((1 - a) * noise)"),
            },
        ),
        "below-the-root": (
            "What stands under the root of the noise is not 1 minus the share.",
            "Take the share from 1, so that both squared factors add up to 1.",
            {
                "a - 1": noisy(out="np.sqrt(a) * x0 + np.sqrt(a - 1) * noise"),
                "1 + a": noisy(out="np.sqrt(a) * x0 + np.sqrt(1 + a) * noise"),
                "1 - a squared": noisy(out="np.sqrt(a) * x0 + np.sqrt(1 - a**2) * noise"),
                "1 - the root": noisy(out="np.sqrt(a) * x0 + np.sqrt(1 - np.sqrt(a)) * noise"),
            },
        ),
        "squares": (
            "The share is squared, where its root belongs.",
            "The array holds the square of the factor: take the root of it.",
            {
                "both squared": noisy(out="a**2 * x0 + (1 - a) ** 2 * noise"),
                "share as the factor": noisy(out="a * x0 + np.sqrt(1 - a**2) * noise"),
                "first squared": noisy(out="a**2 * x0 + np.sqrt(1 - a) * noise"),
            },
        ),
        "divided": (
            "Something is divided by a root, as on the way back.",
            "Noise is put in by multiplying and adding only.",
            {
                "the way back": noisy(out="(x0 - np.sqrt(1 - a) * noise) / np.sqrt(a)"),
                "x0 over the root": noisy(out="x0 / np.sqrt(a) + np.sqrt(1 - a) * noise"),
            },
        ),
        "result-scaled": (
            "The result is changed afterwards: cut off, squashed, scaled or shifted.",
            "Return the sum of the two products as it is.",
            {
                "cut at -1 and 1": noisy(
                    out="np.clip(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise, -1, 1)"
                ),
                "deviation 1": noisy(
                    out="(z := np.sqrt(a) * x0 + np.sqrt(1 - a) * noise) / (np.std(z) + 1e-8)"
                ),
                "mean 0": noisy(
                    out="(z := np.sqrt(a) * x0 + np.sqrt(1 - a) * noise) - np.mean(z, axis=0)"
                ),
                "tanh": noisy(out="np.tanh(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise)"),
                "without signs": noisy(out="np.abs(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise)"),
                "over the number of rows": noisy(
                    out="(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise) / len(noise)"
                ),
            },
        ),
        "one-noise-for-all": (
            "Not every number gets its own noise.",
            "Row k of the noise belongs to row k of the examples, column by column.",
            {
                "the first row's": noisy(out="np.sqrt(a) * x0 + np.sqrt(1 - a) * noise[:1]"),
                "the first column's": noisy(out="np.sqrt(a) * x0 + np.sqrt(1 - a) * noise[:, :1]"),
                "the mean noise": noisy(out="np.sqrt(a) * x0 + np.sqrt(1 - a) * noise.mean()"),
                "noise turned round": noisy(out="np.sqrt(a) * x0 + np.sqrt(1 - a) * noise[::-1]"),
            },
        ),
        "whole-numbers": (
            "The result is cut to whole numbers where the examples hold whole numbers.",
            "Make a new array of decimals, not one like the examples.",
            {
                "like x0": "out = np.zeros_like(x0)\n    "
                + A
                + "out[:] = np.sqrt(a) * x0 + np.sqrt(1 - a) * noise\n    return out",
                "a copy": "out = x0.copy()\n    "
                + A
                + "out[...] = np.sqrt(a) * x0 + np.sqrt(1 - a) * noise\n    return out",
                "its type": noisy(
                    out="(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise).astype(x0.dtype)"
                ),
            },
        ),
        "some-rows": (
            "Not all rows or columns come back.",
            "Return n rows of d numbers, as they came in.",
            {
                "the first row": noisy(out="(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise)[0]"),
                "returns in the loop": """for i in range(len(x0)):
        a = alpha_bar[np.broadcast_to(t, len(x0))[i]]
        return np.sqrt(a) * x0[i] + np.sqrt(1 - a) * noise[i]""",
                "a table of one row": noisy(out="(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise)[:1]"),
            },
        ),
        "another-form": (
            "The numbers come in another order or form.",
            "Keep n rows and d columns, as they came in.",
            {
                "flat": noisy(out="(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise).ravel()"),
                "turned": noisy(out="(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise).T"),
            },
        ),
        "two-results": (
            "More than the noisy examples comes back.",
            "Return the noisy examples alone: who calls has the noise.",
            {
                "with the noise": noisy(out="np.sqrt(a) * x0 + np.sqrt(1 - a) * noise, noise"),
                "both parts": noisy(out="np.sqrt(a) * x0, np.sqrt(1 - a) * noise"),
            },
        ),
        "rounded": (
            "The numbers are rounded, or stored with few digits.",
            "Return all digits.",
            {
                "three decimals": noisy(
                    out="np.round(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise, 3)"
                ),
                "two decimals": noisy(out="np.round(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise, 2)"),
                "float16": noisy(
                    out="(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise).astype(np.float16)"
                ),
            },
        ),
        "tensors-only": (
            "A function of PyTorch gets NumPy arrays, and stops.",
            "Use NumPy's functions.",
            {
                "torch.sqrt": noisy(out="torch.sqrt(a) * x0 + torch.sqrt(1 - a) * noise"),
                "view": noisy(a="alpha_bar[t].view(-1, 1)", shape=False),
                "unsqueeze": noisy(a="alpha_bar[t].unsqueeze(1)", shape=False),
                "gather": noisy(a="torch.gather(alpha_bar, 0, t)", shape=False),
            },
        ),
        "matrix-product": (
            "A matrix product stands where numbers are multiplied one by one.",
            "Each row is multiplied by its own factor: entry by entry.",
            {
                "@": noisy(out="np.sqrt(a) @ x0 + np.sqrt(1 - a) @ noise"),
                "np.dot": noisy(out="np.dot(np.sqrt(a), x0) + np.dot(np.sqrt(1 - a), noise)"),
                "the noise, @": noisy(out="np.sqrt(a) * x0 + np.sqrt(1 - a).T @ noise"),
                "turned, @": noisy(out="np.sqrt(a).T @ x0 + np.sqrt(1 - a).T @ noise"),
            },
        ),
        "any/raises": {
            "an unknown name": "return np.sqrt(alphas[t]) * x0 + np.sqrt(1 - alphas[t]) * noise",
            "an unknown function": (
                "return np.root(alpha_bar[t]) * x0 + np.root(1 - alpha_bar[t]) * noise"
            ),
        },
        "any/changes-input": {
            "x0 in place": A + "x0 *= np.sqrt(a)\n    return x0 + np.sqrt(1 - a) * noise",
            "into x0": A + "x0[:] = np.sqrt(a) * x0 + np.sqrt(1 - a) * noise\n    return x0",
            "the noise in place": A + "noise *= np.sqrt(1 - a)\n    return np.sqrt(a) * x0 + noise",
        },
        "any/returns-none": {
            "prints": A + "print(np.sqrt(a) * x0 + np.sqrt(1 - a) * noise)",
            "forgets return": A + "x_t = np.sqrt(a) * x0 + np.sqrt(1 - a) * noise",
        },
    },
    "predict_x0": {
        "not-divided": (
            "The noise is taken away, and the shrinking is not undone.",
            "Divide by the root of the share, with which the example was multiplied.",
            {"no division": cleaned(out="x_t - np.sqrt(1 - a) * noise")},
        ),
        "divided-by-the-share": (
            "The division is by the share, and not by its root.",
            "The example was multiplied by the root: divide by the root.",
            {"by a": cleaned(out="(x_t - np.sqrt(1 - a) * noise) / a")},
        ),
        "divided-by-the-other-root": (
            "The division is by the root that belongs to the noise.",
            "Divide by the root of the share itself.",
            {
                "by the root of 1 - a": cleaned(
                    out="(x_t - np.sqrt(1 - a) * noise) / np.sqrt(1 - a)"
                )
            },
        ),
        "multiplied": (
            "The example is multiplied by the root once more.",
            "To undo a product, divide.",
            {
                "times the root": cleaned(out="(x_t - np.sqrt(1 - a) * noise) * np.sqrt(a)"),
                "a difference as on the way there": cleaned(
                    out="np.sqrt(a) * x_t - np.sqrt(1 - a) * noise"
                ),
            },
        ),
        "divided-by-more": (
            "The division is by more than the root of the share.",
            "Divide by the root of the share alone.",
            {
                "both roots, added": cleaned(
                    out="(x_t - np.sqrt(1 - a) * noise) / (np.sqrt(a) + np.sqrt(1 - a))"
                ),
                "both roots, multiplied": cleaned(
                    out="(x_t - np.sqrt(1 - a) * noise) / (np.sqrt(a) * np.sqrt(1 - a))"
                ),
                "plus 0.001": cleaned(out="(x_t - np.sqrt(1 - a) * noise) / (np.sqrt(a) + 1e-3)"),
            },
        ),
        "one-part-divided": (
            "Only one of the two parts is divided.",
            "Put brackets around the difference, then divide all of it.",
            {
                "only the noise": cleaned(out="x_t - np.sqrt(1 - a) * noise / np.sqrt(a)"),
                "only x_t": cleaned(out="x_t / np.sqrt(a) - np.sqrt(1 - a) * noise"),
                "the noise, one root": cleaned(out="x_t - np.sqrt((1 - a) / a) * noise"),
            },
        ),
        "noise-divided": (
            "The noise is divided by its root, where it is multiplied.",
            "What was added is the noise times its root: take that product away, then divide all.",
            {
                "each by its own root": cleaned(out="x_t / np.sqrt(a) - noise / np.sqrt(1 - a)"),
            },
        ),
        "noise-not-scaled": (
            "The noise is taken away whole, without its factor.",
            "What was added is the noise times the root of 1 minus the share.",
            {
                "noise whole": cleaned(out="(x_t - noise) / np.sqrt(a)"),
                "noise whole, not divided": cleaned(out="x_t - noise"),
            },
        ),
        "weights-exchanged": (
            "The two roots have exchanged their places.",
            "The noise had the root of 1 minus the share, the example the root of the share.",
            {
                "exchanged": cleaned(out="(x_t - np.sqrt(a) * noise) / np.sqrt(1 - a)"),
                "1 minus the share first": cleaned(
                    a="1 - alpha_bar[t]", out="(x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)"
                ),
            },
        ),
        "one-root-for-both": (
            "Both places hold the root of the share.",
            "The noise had another factor: the root of 1 minus the share.",
            {
                "1 minus forgotten": cleaned(out="(x_t - np.sqrt(a) * noise) / np.sqrt(a)"),
                "worked out": cleaned(out="x_t / np.sqrt(a) - noise"),
            },
        ),
        "noise-added": (
            "The noise is added, and not taken away.",
            "It was added on the way there: take it away on the way back.",
            {
                "plus": cleaned(out="(x_t + np.sqrt(1 - a) * noise) / np.sqrt(a)"),
                "plus, not divided": cleaned(out="x_t + np.sqrt(1 - a) * noise"),
            },
        ),
        "noise-put-in-again": (
            "Noise is put in once more, as on the way there.",
            "Solve that equation for the clean example.",
            {
                "the way there": cleaned(out="np.sqrt(a) * x_t + np.sqrt(1 - a) * noise"),
            },
        ),
        "sign-turned": (
            "All signs are turned.",
            "Take the noise away from the noisy example, and not the other way round.",
            {"noise minus x_t": cleaned(out="(np.sqrt(1 - a) * noise - x_t) / np.sqrt(a)")},
        ),
        "no-roots": (
            "The shares themselves are used: both roots are missing.",
            "Take the root of the share, and the root of 1 minus the share.",
            {"shares as factors": cleaned(out="(x_t - (1 - a) * noise) / a")},
        ),
        "no-root-for-noise": (
            "The noise is multiplied by 1 minus the share, and not by its root.",
            "Its factor on the way there was the root of 1 minus the share.",
            {
                "1 - a": cleaned(out="(x_t - (1 - a) * noise) / np.sqrt(a)"),
                "1 - a, not divided": cleaned(out="x_t - (1 - a) * noise"),
            },
        ),
        "one-minus-the-root": (
            "The noise gets 1 minus a root, and not the root of 1 minus the share.",
            "First 1 minus the share, then the root of that.",
            {
                "1 - sqrt(a)": cleaned(out="(x_t - (1 - np.sqrt(a)) * noise) / np.sqrt(a)"),
            },
        ),
        "names-exchanged": (
            "The noisy example and the noise have exchanged their places.",
            "Take the scaled noise away from the noisy example.",
            {
                "exchanged names": "x_t, noise = noise, x_t\n    " + cleaned(),
                "solved for the noise": cleaned(
                    out="(x_t - np.sqrt(a) * noise) / np.sqrt(1 - a) * -1"
                ),
            },
        ),
        "one-step-back": (
            "This is one step back, with the share of a single step.",
            "All steps are undone at once: only the share at place t is needed.",
            {
                "the mean of a step back": """ratios = alpha_bar[1:] / alpha_bar[:-1]
    alphas = np.append(alpha_bar[:1], ratios)
    a = np.reshape(alpha_bar[t], (-1, 1))
    b = np.reshape(alphas[t], (-1, 1))
    return (x_t - (1 - b) / np.sqrt(1 - a) * noise) / np.sqrt(b)""",
                "shares of single steps": """ratios = alpha_bar[1:] / alpha_bar[:-1]
    alphas = np.append(alpha_bar[:1], ratios)
    """
                + cleaned(a="alphas[t]"),
            },
        ),
        "product-again": (
            "The products are multiplied up once more.",
            "What comes in is cumulative already: look it up and use it as it is.",
            {
                "cumprod": cleaned(a="np.cumprod(alpha_bar)[t]"),
                "a product up to t": cleaned(
                    a="np.array([np.prod(alpha_bar[: k + 1]) for k in np.ravel(t)])"
                ),
                "product of the ones before": cleaned(
                    a="np.array([np.prod(alpha_bar[:k]) for k in np.ravel(t)])"
                ),
            },
        ),
        "counts-from-1": (
            "The step before is looked up.",
            "Steps are counted from 0, as places in the array are.",
            {
                "t - 1": cleaned(a="alpha_bar[np.asarray(t) - 1]"),
                "t - 1, at least 0": cleaned(a="alpha_bar[np.maximum(np.asarray(t) - 1, 0)]"),
                "a 1 in front": cleaned(a="np.append(1.0, alpha_bar)[t]"),
            },
        ),
        "next-step": (
            "The step after is looked up.",
            "Steps are counted from 0, as places in the array are.",
            {
                "t + 1": cleaned(a="alpha_bar[np.asarray(t) + 1]"),
                "t + 1, at most the last": cleaned(
                    a="alpha_bar[np.minimum(np.asarray(t) + 1, len(alpha_bar) - 1)]"
                ),
            },
        ),
        "from-the-end": (
            "The step is counted from the end of the array.",
            "Step 0 is the first place: there most of the example is left.",
            {
                "turned round": cleaned(a="alpha_bar[::-1][t]"),
                "minus t": cleaned(a="alpha_bar[-np.asarray(t)]"),
                "T - 1 - t": cleaned(a="alpha_bar[len(alpha_bar) - 1 - np.asarray(t)]"),
            },
        ),
        "schedule-left-out": (
            "The step does not decide about the factors.",
            "What is left at step t stands in the array, at place t.",
            {
                "the last step": cleaned(a="alpha_bar[-1]"),
                "the first step": cleaned(a="alpha_bar[0]"),
                "the product of all": cleaned(a="np.prod(alpha_bar)"),
                "the mean": cleaned(a="np.mean(alpha_bar)"),
            },
        ),
        "step-over-number": (
            "The factors come from the number of the step, and the array plays no part.",
            "The array holds what is left at each step: look the step up in it.",
            {
                "t / T": cleaned(a="1 - np.asarray(t) / len(alpha_bar)"),
                "(t + 1) / T": cleaned(a="1 - (np.asarray(t) + 1) / (len(alpha_bar) + 1)"),
            },
        ),
        "power-of-the-step": (
            "A share is raised to the power of the step.",
            "The array holds the product already: look it up.",
            {
                "a ** t": cleaned(a="alpha_bar[t] ** np.asarray(t)"),
                "the first share ** t": cleaned(a="alpha_bar[0] ** np.asarray(t)"),
                "a ** (t + 1)": cleaned(a="alpha_bar[t] ** (np.asarray(t) + 1)"),
            },
        ),
        "step-by-step": (
            "One step after the other is undone, and each time the same noise is taken away.",
            "One go is enough: the array says what is left after all these steps.",
            {
                "a loop over steps": """out = np.empty(np.shape(x_t))
    for i in range(len(x_t)):
        row, last = x_t[i], int(np.broadcast_to(t, len(x_t))[i])
        for k in range(last, -1, -1):
            row = (row - np.sqrt(1 - alpha_bar[k]) * noise[i]) / np.sqrt(alpha_bar[k])
        out[i] = row
    return out""",
            },
        ),
        "nothing-at-step-0": (
            "Step 0 leaves the example as it is.",
            "Step 0 has its share in the array, too: noise was added there.",
            {
                "if t is 0": """a = np.reshape(np.asarray(alpha_bar)[t], (-1, 1))
    a = np.where(np.reshape(t, (-1, 1)) == 0, 1.0, a)
    return (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)""",
                "returns x_t for 0": """if np.ndim(t) == 0 and t == 0: return np.array(x_t)
    a = np.reshape(np.where(np.asarray(t) > 0, np.asarray(alpha_bar)[t], 1.0), (-1, 1))
    return (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)""",
            },
        ),
        "steps-along-columns": (
            "The steps are laid along the columns, not along the rows.",
            "Each row has its own step: give the shares a second axis of length 1.",
            {
                "as they come": cleaned(shape=False),
                "one long row": cleaned(a="np.reshape(alpha_bar[t], (1, -1))", shape=False),
                "roots first": """left, added = np.sqrt(alpha_bar), np.sqrt(1 - alpha_bar)
    return (x_t - added[t] * noise) / left[t]""",
            },
        ),
        "single-step-not-taken": (
            "One step for all examples, a whole number, is not taken.",
            "Let `t` be a number, too: the same share then holds for every row.",
            {
                "a new axis": cleaned(a="alpha_bar[t][:, None]", shape=False),
                "a loop over t": """rows = []
    for k in range(len(t)):
        a = alpha_bar[t[k]]
        rows.append((x_t[k] - np.sqrt(1 - a) * noise[k]) / np.sqrt(a))
    return np.array(rows)""",
                "zip": """return np.array([
        (x - np.sqrt(1 - alpha_bar[k]) * e) / np.sqrt(alpha_bar[k])
        for x, k, e in zip(x_t, t, noise)])""",
                "t.reshape": cleaned(a="alpha_bar[t.reshape(-1, 1)]", shape=False),
            },
        ),
        "many-steps-not-taken": (
            "An array of steps, one for each example, is not taken.",
            "Let `t` be an array, too: look up all shares at once, one for each row.",
            {
                "math.sqrt": """import math
    a = alpha_bar[t]
    return (x_t - math.sqrt(1 - a) * noise) / math.sqrt(a)""",
                "float": "a = float(alpha_bar[t])\n"
                "    return (x_t - (1 - a) ** 0.5 * noise) / a**0.5",
                "int": "a = alpha_bar[int(t)]\n"
                "    return (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)",
                "if": """if t < 0 or t >= len(alpha_bar): raise ValueError(t)
    a = np.reshape(alpha_bar[t], (-1, 1))
    return (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)""",
                "a list's place": "a = list(alpha_bar)[t]\n"
                "    return (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)",
            },
        ),
        "one-step-for-all": (
            "Of an array of steps, one number serves all rows.",
            "Row k has its own step: the k-th of the array.",
            {
                "the first": cleaned(a="alpha_bar[np.ravel(t)[0]]"),
                "the last": cleaned(a="alpha_bar[np.ravel(t)[-1]]"),
                "the largest": cleaned(a="alpha_bar[np.max(t)]"),
                "the mean share": cleaned(a="np.mean(alpha_bar[t])"),
                "the mean step": cleaned(a="alpha_bar[int(np.mean(t))]"),
            },
        ),
        "sorted-steps": (
            "The steps are sorted, or counted with the rows, so that they leave their rows.",
            "Row k has the k-th step, as it stands in the array.",
            {
                "sorted": cleaned(a="alpha_bar[np.sort(np.ravel(t))]"),
                "turned round, sorted steps": cleaned(a="alpha_bar[np.ravel(t)[::-1]]"),
                "the row's number": cleaned(
                    a="alpha_bar[t] if np.ndim(t) == 0 else alpha_bar[np.arange(len(t))]"
                ),
            },
        ),
        "two-steps-mixed": (
            "The two roots belong to different steps.",
            "Both roots come from the share at place t.",
            {
                "the noise of the step before": """a = np.reshape(alpha_bar[t], (-1, 1))
    b = np.reshape(alpha_bar[np.asarray(t) - 1], (-1, 1))
    return (x_t - np.sqrt(1 - b) * noise) / np.sqrt(a)""",
                "the share of the step before": """a = np.reshape(alpha_bar[t], (-1, 1))
    b = np.reshape(alpha_bar[np.asarray(t) - 1], (-1, 1))
    return (x_t - np.sqrt(1 - a) * noise) / np.sqrt(b)""",
            },
        ),
        "axis-too-many": (
            "The result has an axis too many.",
            "Row k at the step of row k: n rows of d numbers come in, and n rows come out.",
            {
                "a third axis": cleaned(a="np.reshape(alpha_bar[t], (-1, 1, 1))", shape=False),
                "a list over steps": """return np.array([(x_t - np.sqrt(1 - alpha_bar[k]) * noise)
        / np.sqrt(alpha_bar[k]) for k in np.ravel(t)])""",
                "all steps": """return np.array([(x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)
        for a in alpha_bar])""",
                "an axis in front": cleaned(
                    out="((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a))[None]"
                ),
            },
        ),
        "every-row-at-every-step": (
            "Every row comes back at every step, one below the other.",
            "Row k at the step of row k: n rows come in, and n rows come out.",
            {
                "joined": """return np.concatenate([(x_t - np.sqrt(1 - alpha_bar[k]) * noise)
        / np.sqrt(alpha_bar[k]) for k in np.ravel(t)])""",
                "np.vstack": """return np.vstack([(x_t - np.sqrt(1 - alpha_bar[k]) * noise)
        / np.sqrt(alpha_bar[k]) for k in np.atleast_1d(t)])""",
            },
        ),
        "x-t-alone": (
            "The noise takes no part.",
            "Take the noise away, times the root of 1 minus the share.",
            {
                "divided only": cleaned(out="x_t / np.sqrt(a)"),
                "as it is": "return np.array(x_t, dtype=float)",
            },
        ),
        "noise-alone": (
            "The noisy example takes no part, or only the noise comes back.",
            "Begin with the noisy example, and take the scaled noise away.",
            {
                "scaled noise": cleaned(out="np.sqrt(1 - a) * noise"),
                "noise over the root": cleaned(out="noise / np.sqrt(a)"),
            },
        ),
        "own-noise": (
            "Noise is drawn anew, and the noise that comes in is not used.",
            "Only the noise that was put in can be taken out again.",
            {
                "drawn anew": ANEW.replace("add_noise", "predict_x0")
                + cleaned(
                    out="(x_t - np.sqrt(1 - a) * rng.normal(size=np.shape(x_t))) / np.sqrt(a)"
                ),
                "drawn into the name": ANEW.replace("add_noise", "predict_x0")
                + "noise = rng.normal(size=np.shape(x_t))\n    "
                + cleaned(),
                "a generator with a seed": "noise = np.random.default_rng(0).normal("
                "size=np.shape(x_t))\n    " + cleaned(),
            },
        ),
        "roots-of-products": (
            "A root covers the noise or the example as well, or the whole fraction.",
            "Only the share, and 1 minus the share, stand under a root.",
            {
                "over the noise too": cleaned(out="(x_t - np.sqrt((1 - a) * noise)) / np.sqrt(a)"),
                "over all": cleaned(out="np.sqrt((x_t - (1 - a) * noise) / a)"),
                "over the difference": cleaned(out="np.sqrt(x_t - (1 - a) * noise) / np.sqrt(a)"),
            },
        ),
        "below-the-root": (
            "What stands under the root of the noise is not 1 minus the share.",
            "Take the share from 1, so that both squared factors add up to 1.",
            {
                "a - 1": cleaned(out="(x_t - np.sqrt(a - 1) * noise) / np.sqrt(a)"),
                "1 + a": cleaned(out="(x_t - np.sqrt(1 + a) * noise) / np.sqrt(a)"),
                "1 - a squared": cleaned(out="(x_t - np.sqrt(1 - a**2) * noise) / np.sqrt(a)"),
                "1 - the root": cleaned(out="(x_t - np.sqrt(1 - np.sqrt(a)) * noise) / np.sqrt(a)"),
            },
        ),
        "squares": (
            "The share is squared, where its root belongs.",
            "The array holds the square of the factor: take the root of it.",
            {
                "both squared": cleaned(out="(x_t - (1 - a) ** 2 * noise) / a**2"),
                "share as the factor": cleaned(out="(x_t - np.sqrt(1 - a**2) * noise) / a"),
                "divided by a square": cleaned(out="(x_t - np.sqrt(1 - a) * noise) / a**2"),
            },
        ),
        "result-scaled": (
            "The result is changed afterwards: cut off, squashed, scaled or shifted.",
            "Return the quotient as it is, however large it is.",
            {
                "cut at -1 and 1": cleaned(
                    out="np.clip((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a), -1, 1)"
                ),
                "deviation 1": cleaned(
                    out="(z := (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)) / (np.std(z) + 1e-8)"
                ),
                "mean 0": cleaned(
                    out="(z := (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)) - np.mean(z, axis=0)"
                ),
                "tanh": cleaned(out="np.tanh((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a))"),
                "without signs": cleaned(out="np.abs((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a))"),
                "over the number of rows": cleaned(
                    out="((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)) / len(noise)"
                ),
            },
        ),
        "small-shares-raised": (
            "A small share is replaced by a larger one before it is used.",
            "Use the share as it is: no entry that is asked for is 0.",
            {
                "at least 0.01": cleaned(a="np.maximum(alpha_bar[t], 0.01)"),
                "at least 0.1": cleaned(a="np.maximum(alpha_bar[t], 0.1)"),
                "divides by at least 0.1": cleaned(
                    out="(x_t - np.sqrt(1 - a) * noise) / np.maximum(np.sqrt(a), 0.1)"
                ),
            },
        ),
        "one-noise-for-all": (
            "Not every number loses its own noise.",
            "Row k of the noise belongs to row k of the examples, column by column.",
            {
                "the first row's": cleaned(out="(x_t - np.sqrt(1 - a) * noise[:1]) / np.sqrt(a)"),
                "the first column's": cleaned(
                    out="(x_t - np.sqrt(1 - a) * noise[:, :1]) / np.sqrt(a)"
                ),
                "the mean noise": cleaned(out="(x_t - np.sqrt(1 - a) * noise.mean()) / np.sqrt(a)"),
                "noise turned round": cleaned(
                    out="(x_t - np.sqrt(1 - a) * noise[::-1]) / np.sqrt(a)"
                ),
            },
        ),
        "whole-numbers": (
            "The result is cut to whole numbers.",
            "Make a new array of decimals, and divide without a remainder.",
            {
                "like x_t": "out = np.zeros_like(x_t)\n    "
                + A
                + "out[:] = (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)\n    return out",
                "a copy": "out = x_t.copy()\n    "
                + A
                + "out[...] = (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)\n    return out",
                "//": cleaned(out="(x_t - np.sqrt(1 - a) * noise) // np.sqrt(a)"),
            },
        ),
        "some-rows": (
            "Not all rows or columns come back.",
            "Return n rows of d numbers, as they came in.",
            {
                "the first row": cleaned(out="((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a))[0]"),
                "returns in the loop": """for i in range(len(x_t)):
        a = alpha_bar[np.broadcast_to(t, len(x_t))[i]]
        return (x_t[i] - np.sqrt(1 - a) * noise[i]) / np.sqrt(a)""",
                "a table of one row": cleaned(
                    out="((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a))[:1]"
                ),
            },
        ),
        "another-form": (
            "The numbers come in another order or form.",
            "Keep n rows and d columns, as they came in.",
            {
                "flat": cleaned(out="((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)).ravel()"),
                "turned": cleaned(out="((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)).T"),
            },
        ),
        "two-results": (
            "More than the clean examples comes back.",
            "Return the clean examples alone.",
            {
                "with the noise": cleaned(out="(x_t - np.sqrt(1 - a) * noise) / np.sqrt(a), noise"),
            },
        ),
        "rounded": (
            "The numbers are rounded, or stored with few digits.",
            "Return all digits.",
            {
                "three decimals": cleaned(
                    out="np.round((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a), 3)"
                ),
                "two decimals": cleaned(
                    out="np.round((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a), 2)"
                ),
                "float16": cleaned(
                    out="((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)).astype(np.float16)"
                ),
            },
        ),
        "tensors-only": (
            "A function of PyTorch gets NumPy arrays, and stops.",
            "Use NumPy's functions.",
            {
                "torch.sqrt": cleaned(out="(x_t - torch.sqrt(1 - a) * noise) / torch.sqrt(a)"),
                "view": cleaned(a="alpha_bar[t].view(-1, 1)", shape=False),
                "unsqueeze": cleaned(a="alpha_bar[t].unsqueeze(1)", shape=False),
            },
        ),
        "any/raises": {
            "an unknown name": "return (x_t - np.sqrt(1 - ab) * noise) / np.sqrt(ab)",
            "an unknown function": (
                "return (x_t - np.root(1 - alpha_bar[t]) * noise) / np.root(alpha_bar[t])"
            ),
        },
        "any/changes-input": {
            "x_t in place": A + "x_t -= np.sqrt(1 - a) * noise\n    return x_t / np.sqrt(a)",
            "into x_t": A + "x_t[:] = (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)\n    return x_t",
            "the noise in place": A
            + "noise *= np.sqrt(1 - a)\n    return (x_t - noise) / np.sqrt(a)",
        },
        "any/returns-none": {
            "prints": A + "print((x_t - np.sqrt(1 - a) * noise) / np.sqrt(a))",
            "forgets return": A + "x0 = (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)",
        },
    },
    "power_law_fit": {
        "raw-numbers": (
            "The line is fitted to the numbers themselves, not to their logarithms.",
            "A power law is a straight line only where both axes are logarithms.",
            {
                "polyfit as it is": fitted("sizes", "losses", out="float(slope), float(height)"),
                "polyfit, then exp": fitted("sizes", "losses"),
            },
        ),
        "losses-not-logged": (
            "Only the sizes become logarithms, and the losses stay as they are.",
            "Take the logarithm of both.",
            {
                "semi-log": fitted(y="losses"),
                "semi-log, constant as it is": fitted(
                    y="losses", out="float(slope), float(height)"
                ),
            },
        ),
        "sizes-not-logged": (
            "Only the losses become logarithms, and the sizes stay as they are.",
            "Take the logarithm of both.",
            {
                "an exponential": fitted(x="sizes"),
                "an exponential, constant as it is": fitted(
                    x="sizes", out="float(slope), float(height)"
                ),
            },
        ),
        "constant-not-turned-back": (
            "The constant comes back as a logarithm.",
            "Turn the line's height at 0 back: raise e to it.",
            {
                "the height": fitted(out="float(slope), float(height)"),
                "polyfit returned": "return tuple(np.polyfit(np.log(sizes), np.log(losses), 1))",
                "log10 of it": fitted(out="float(slope), float(height / np.log(10))"),
                "log2 of it": fitted(out="float(slope), float(height / np.log(2))"),
            },
        ),
        "another-base": (
            "The constant is turned back with another base than its logarithm had.",
            "Natural logarithms are undone by powers of e, those to base 10 by powers of 10.",
            {
                "log10, exp": fitted("np.log10(sizes)", "np.log10(losses)"),
                "log2, exp": fitted("np.log2(sizes)", "np.log2(losses)"),
                "log, 10 to": fitted(out="float(slope), float(10**height)"),
                "log, 2 to": fitted(out="float(slope), float(2**height)"),
            },
        ),
        "two-bases": (
            "Sizes and losses get logarithms of different bases.",
            "Use the same base for both.",
            {
                "log10 of sizes": fitted("np.log10(sizes)"),
                "log2 of sizes": fitted("np.log2(sizes)"),
                "log10 of losses": fitted(
                    y="np.log10(losses)", out="float(slope), float(10**height)"
                ),
            },
        ),
        "order-exchanged": (
            "The constant comes first, the exponent second.",
            "Return the exponent first.",
            {
                "exchanged": fitted(out="float(np.exp(height)), float(slope)"),
                "names exchanged": """x, y = np.log(sizes), np.log(losses)
    columns = np.column_stack([np.ones(len(x)), x])
    first, second = np.linalg.lstsq(columns, y, rcond=None)[0]
    return float(np.exp(first)), float(second)""",
            },
        ),
        "wrong-one-turned-back": (
            "The power of e is taken of the exponent.",
            "The slope is the exponent already, and `polyfit` gives it first; only the height "
            "is turned back.",
            {
                "of the slope": fitted(out="float(np.exp(slope)), float(height)"),
                "of both": fitted(out="float(np.exp(slope)), float(np.exp(height))"),
                "polyfit's order taken the other way": """x, y = np.log(sizes), np.log(losses)
    height, slope = np.polyfit(x, y, 1)
    return float(slope), float(np.exp(height))""",
                "np.exp of polyfit": (
                    "return tuple(np.exp(np.polyfit(np.log(sizes), np.log(losses), 1)))"
                ),
            },
        ),
        "exponent-sign": (
            "The sign of the exponent is turned or dropped.",
            "Where losses fall as sizes grow, the exponent is below 0.",
            {
                "minus the slope": fitted(out="float(-slope), float(np.exp(height))"),
                "its size": fitted(out="float(abs(slope)), float(np.exp(height))"),
            },
        ),
        "constant-inverted": (
            "The constant is 1 over what it should be, or its logarithm has the wrong sign.",
            "The line's height at size 1 is the constant's logarithm.",
            {
                "exp of minus": fitted(out="float(slope), float(np.exp(-height))"),
                "1 over": fitted(out="float(slope), float(1 / np.exp(height))"),
            },
        ),
        "axes-exchanged": (
            "Sizes are fitted from losses, not losses from sizes.",
            "The losses are what is explained: they are y, the sizes x.",
            {
                "polyfit the other way": fitted("np.log(losses)", "np.log(sizes)"),
                "and turned round": fitted(
                    "np.log(losses)",
                    "np.log(sizes)",
                    out="float(1 / slope), float(np.exp(-height / slope))",
                ),
                "1 over the slope": fitted(
                    "np.log(losses)", "np.log(sizes)", out="float(1 / slope), float(np.exp(height))"
                ),
                "divided by the wrong squares": fitted(
                    line=(
                        "x0, y0 = x - x.mean(), y - y.mean()\n    slope = (x0 @ y0)"
                        " / (y0 @ y0)\n    "
                    ),
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
            },
        ),
        "two-points-only": (
            "Two of the points decide, and the others count nothing.",
            "Least squares weighs all points.",
            {
                "first and last": fitted(
                    line="slope = (y[-1] - y[0]) / (x[-1] - x[0])\n    ",
                    out="float(slope), float(np.exp(y[0] - slope * x[0]))",
                ),
                "first and last, from the last": fitted(
                    line="slope = (y[-1] - y[0]) / (x[-1] - x[0])\n    ",
                    out="float(slope), float(np.exp(y[-1] - slope * x[-1]))",
                ),
                "first and last, by polyfit": fitted(
                    "np.log(sizes)[[0, -1]]", "np.log(losses)[[0, -1]]"
                ),
                "the first two": fitted("np.log(sizes)[:2]", "np.log(losses)[:2]"),
                "the last two": fitted("np.log(sizes)[-2:]", "np.log(losses)[-2:]"),
                "smallest and largest size": fitted(
                    line="i, k = np.argmin(x), np.argmax(x)\n"
                    "    slope = (y[k] - y[i]) / (x[k] - x[i])\n    ",
                    out="float(slope), float(np.exp(y[i] - slope * x[i]))",
                ),
                "smallest and largest loss": fitted(
                    line="i, k = np.argmin(y), np.argmax(y)\n"
                    "    slope = (y[k] - y[i]) / (x[k] - x[i])\n    ",
                    out="float(slope), float(np.exp(y[i] - slope * x[i]))",
                ),
            },
        ),
        "slope-of-two-points": (
            "The slope comes from two points alone.",
            "Least squares weighs all points, for the slope as for the height.",
            {
                "first and last, mean height": fitted(
                    line="slope = (y[-1] - y[0]) / (x[-1] - x[0])\n    ",
                    out="float(slope), float(np.exp(np.mean(y - slope * x)))",
                ),
                "smallest and largest size, mean height": fitted(
                    line="i, k = np.argmin(x), np.argmax(x)\n"
                    "    slope = (y[k] - y[i]) / (x[k] - x[i])\n    ",
                    out="float(slope), float(np.exp(np.mean(y - slope * x)))",
                ),
            },
        ),
        "slopes-averaged": (
            "The slopes between points are averaged, or their median is taken.",
            "Least squares is not the mean of such slopes: points far apart weigh more.",
            {
                "of neighbours": fitted(
                    line="slope = np.mean(np.diff(y) / np.diff(x))\n    ",
                    out="float(slope), float(np.exp(np.mean(y - slope * x)))",
                ),
                "of neighbours, sorted": fitted(
                    line=(
                        "i = np.argsort(x)\n    slope = np.mean(np.diff(y[i]) /"
                        " np.diff(x[i]))\n    "
                    ),
                    out="float(slope), float(np.exp(np.mean(y - slope * x)))",
                ),
                "of all pairs": fitted(
                    line=PAIRS + "slope = np.mean(s)\n    ",
                    out="float(slope), float(np.exp(np.mean(y - slope * x)))",
                ),
                "median of all pairs": fitted(
                    line=PAIRS + "slope = np.median(s)\n    ",
                    out="float(slope), float(np.exp(np.mean(y - slope * x)))",
                ),
                "np.gradient": fitted(
                    line="slope = np.mean(np.gradient(y, x))\n    ",
                    out="float(slope), float(np.exp(np.mean(y - slope * x)))",
                ),
                "median of all pairs, median height": fitted(
                    line=PAIRS + "slope = np.median(s)\n    ",
                    out="float(slope), float(np.exp(np.median(y - slope * x)))",
                ),
            },
        ),
        "through-the-origin": (
            "The line is forced through one point instead of finding its own height.",
            "Fit slope and height together; one column of ones lets the height be free.",
            {
                "no column of ones": fitted(
                    line="slope = (x @ y) / (x @ x)\n    ", out="float(slope), 1.0"
                ),
                "no column of ones, mean height": fitted(
                    line="slope = (x @ y) / (x @ x)\n    ",
                    out="float(slope), float(np.exp(np.mean(y - slope * x)))",
                ),
                "lstsq of one column": fitted(
                    line="slope = np.linalg.lstsq(x[:, None], y, rcond=None)[0][0]\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
                "through the first point": fitted(
                    line="u, v = x - x[0], y - y[0]\n    slope = (u @ v) / (u @ u)\n    ",
                    out="float(slope), float(np.exp(y[0] - slope * x[0]))",
                ),
                "quotient of sums": fitted(
                    line="slope = np.sum(y) / np.sum(x)\n    ", out="float(slope), 1.0"
                ),
            },
        ),
        "constant-from-one-point": (
            "The constant comes from one point, not from the whole line.",
            "It is the line's height at size 1: all points decide about it.",
            {
                "the first loss": fitted(out="float(slope), float(losses[0])"),
                "the largest loss": fitted(out="float(slope), float(np.max(losses))"),
                "the line through the first point": fitted(
                    out="float(slope), float(np.exp(y[0] - slope * x[0]))"
                ),
                "the line through the last point": fitted(
                    out="float(slope), float(np.exp(y[-1] - slope * x[-1]))"
                ),
                "first loss over its power": fitted(
                    out="float(slope), float(losses[0] / sizes[0] ** slope)"
                ),
                "the loss at the smallest size": fitted(
                    out="float(slope), float(losses[np.argmin(sizes)])"
                ),
                "the last loss": fitted(out="float(slope), float(losses[-1])"),
            },
        ),
        "constant-of-the-middle": (
            "The constant is a mean or middle loss, and not the line's height at size 1.",
            "Follow the line from the middle of the points to size 1.",
            {
                "geometric mean": fitted(out="float(slope), float(np.exp(np.mean(y)))"),
                "arithmetic mean": fitted(out="float(slope), float(np.mean(losses))"),
                "mean of logarithms": fitted(out="float(slope), float(np.mean(y))"),
                "median": fitted(out="float(slope), float(np.median(losses))"),
                "sizes over their mean": fitted(x="np.log(sizes) - np.mean(np.log(sizes))"),
            },
        ),
        "sizes-scaled": (
            "The constant is the line's height at another size than 1.",
            "Fit the sizes as they are, and read the line at size 1: its logarithm is 0.",
            {
                "the height at the smallest size": fitted(
                    out="float(slope), float(np.exp(height + slope * np.min(x)))"
                ),
                "by the first": fitted(x="np.log(sizes / sizes[0])"),
                "by the smallest": fitted(x="np.log(sizes / np.min(sizes))"),
                "by the largest": fitted(x="np.log(sizes / np.max(sizes))"),
                "by the mean": fitted(x="np.log(sizes / np.mean(sizes))"),
                "by the sum": fitted(x="np.log(sizes / np.sum(sizes))"),
            },
        ),
        "losses-scaled": (
            "The losses are divided by a number, or one is taken away, before the fit.",
            "Use the losses as they are.",
            {
                "losses by the first": fitted(y="np.log(losses / losses[0])"),
                "losses by the largest": fitted(y="np.log(losses / np.max(losses))"),
                "losses by the mean": fitted(y="np.log(losses / np.mean(losses))"),
                "a little less than the smallest taken away": fitted(
                    y="np.log(losses - 0.9 * np.min(losses))"
                ),
                "the smallest taken away": fitted(y="np.log(losses - np.min(losses) + 1e-8)"),
            },
        ),
        "constant-sum": (
            "Slope times mean size is added for the constant, where it is taken away.",
            "Height at 0 is the mean of y minus slope times the mean of x.",
            {
                "plus": fitted(out="float(slope), float(np.exp(y.mean() + slope * x.mean()))"),
            },
        ),
        "constant-averaged": (
            "The constant comes from the quotients themselves, not from their logarithms.",
            "Average the logarithms, then turn the mean back.",
            {
                "mean of quotients": fitted(
                    out="float(slope), float(np.mean(losses / sizes**slope))"
                ).replace("sizes**slope", "np.asarray(sizes, float) ** slope"),
                "quotient of means": fitted(
                    out=(
                        "float(slope), float(np.mean(losses) /"
                        " np.mean(np.asarray(sizes, float) ** slope))"
                    )
                ),
                "median of quotients": fitted(
                    out="float(slope), float(np.median(losses / np.asarray(sizes, float) ** slope))"
                ),
                "best factor in raw errors": fitted(
                    line=LINE + "p = np.asarray(sizes, float) ** slope\n    ",
                    out="float(slope), float((losses @ p) / (p @ p))",
                ),
            },
        ),
        "logs-of-means": (
            "Means are taken before logarithms.",
            "Take logarithms first, then means.",
            {
                "centred at logs of means": fitted(
                    line="u, v = x - np.log(np.mean(sizes)), y - np.log(np.mean(losses))\n"
                    "    slope = (u @ v) / (u @ u)\n    ",
                    out="float(slope), float(np.mean(losses) / np.mean(sizes) ** slope)",
                ),
                "constant from means": fitted(
                    out="float(slope), float(np.mean(losses) / np.mean(sizes) ** slope)"
                ),
            },
        ),
        "logarithm-of-more": (
            "Something is added before the logarithm is taken.",
            "Take the logarithm of the numbers themselves: they are above 0.",
            {
                "log1p of both": fitted("np.log1p(sizes)", "np.log1p(losses)"),
                "log1p of sizes": fitted("np.log1p(sizes)"),
                "log1p of losses": fitted(y="np.log1p(losses)"),
                "log1p, turned back": fitted(
                    "np.log1p(sizes)",
                    "np.log1p(losses)",
                    out="float(slope), float(np.expm1(height))",
                ),
            },
        ),
        "another-degree": (
            "The curve that is fitted has another degree than 1: it bends, or it is level.",
            "Two numbers are asked for: a line of degree 1.",
            {
                "degree 2": fitted(line="slope, height = np.polyfit(x, y, 2)[1:]\n    "),
                "degree 2, the first two": fitted(
                    line="slope, height = np.polyfit(x, y, 2)[:2]\n    "
                ),
                "degree 0": fitted(line="slope, height = 0.0, np.polyfit(x, y, 0)[0]\n    "),
            },
        ),
        "correlation": (
            "The correlation stands where the slope belongs.",
            "Divide by the spread of x only: the slope is not between −1 and 1.",
            {
                "corrcoef": fitted(
                    line="slope = np.corrcoef(x, y)[0, 1]\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
            },
        ),
        "spreads-divided": (
            "The slope is a quotient of two spreads.",
            "It is what x and y share, divided by the spread of x.",
            {
                "std over std": fitted(
                    line="slope = -np.std(y) / np.std(x)\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
                "std over std, plus": fitted(
                    line="slope = np.std(y) / np.std(x)\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
                "std over std, sign of the correlation": fitted(
                    line="slope = np.sign(np.corrcoef(x, y)[0, 1]) * np.std(y) / np.std(x)\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
                "ranges": fitted(
                    line="slope = -np.ptp(y) / np.ptp(x)\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
            },
        ),
        "n-and-n-minus-1": (
            "One sum is divided by n and the other by n − 1.",
            "Divide both by the same number, or neither.",
            {
                "np.cov over np.var": fitted(
                    line="slope = np.cov(x, y)[0, 1] / np.var(x)\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
                "n over n - 1": fitted(
                    line=(
                        "slope = np.mean((x - x.mean()) * (y - y.mean())) / np.var(x, ddof=1)\n    "
                    ),
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
            },
        ),
        "not-centred": (
            "A mean is not taken away where the slope is computed.",
            "Take the mean of x from x and the mean of y from y.",
            {
                "x only in the divisor": fitted(
                    line="slope = np.sum(x * y) / np.sum((x - x.mean()) ** 2)\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
                "not in the divisor": fitted(
                    line="slope = np.sum((x - x.mean()) * (y - y.mean())) / np.sum(x**2)\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
                "n forgotten": fitted(
                    line="n = len(x)\n    slope = (np.sum(x * y) - np.sum(x) * np.sum(y))"
                    " / (n * np.sum(x**2) - np.sum(x) ** 2)\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
            },
        ),
        "not-squared": (
            "The slope is divided by something else than the sum of squares of x.",
            "Divide by the sum of squared distances of x from its mean.",
            {
                "the root of it": fitted(
                    line="u, v = x - x.mean(), y - y.mean()\n"
                    "    slope = (u @ v) / np.sqrt(u @ u)\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
                "not divided": fitted(
                    line="slope = np.sum((x - x.mean()) * (y - y.mean()))\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
                "by the number": fitted(
                    line="slope = np.mean((x - x.mean()) * (y - y.mean()))\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
            },
        ),
        "raw-errors": (
            "Errors of the losses themselves are made small, or the points do not weigh the same.",
            "Least squares of the logarithms: each point weighs the same.",
            {
                "of all exponents the best": fitted(
                    line="""def raw(k):
        p = np.asarray(sizes, float) ** k
        c = (losses @ p) / (p @ p)
        return np.sum((losses - c * p) ** 2), k, c
    width, _, slope, c = 0.01, *min(raw(k) for k in np.linspace(-4, 2, 601))
    for _ in range(12):
        _, slope, c = min(raw(k) for k in slope + width * np.linspace(-1, 1, 21))
        width /= 5
    """,
                    out="float(slope), float(c)",
                ),
                "weighted by losses": fitted(
                    line="slope, height = np.polyfit(x, y, 1, w=losses)\n    "
                ),
                "weighted by sizes": fitted(
                    line="slope, height = np.polyfit(x, y, 1, w=sizes)\n    "
                ),
            },
        ),
        "absolute-errors": (
            "The sum of absolute errors is made small, not that of squares.",
            "Least squares: the errors of the logarithms, squared and added.",
            {
                "the best line through two points": fitted(
                    line="""def error(i, k):
        m = (y[k] - y[i]) / (x[k] - x[i])
        return np.sum(np.abs(y - y[i] - m * (x - x[i]))), m, y[i] - m * x[i]
    _, slope, height = min(error(i, k) for k in range(len(x)) for i in range(k))
    """
                ),
            },
        ),
        "roots-for-logarithms": (
            "Roots are taken where logarithms belong.",
            "Only logarithms make a straight line of a power law.",
            {
                "of both, roots for logarithms": fitted(
                    "np.sqrt(sizes)", "np.sqrt(losses)", out="float(slope), float(height**2)"
                ),
                "of both, then exp": fitted("np.sqrt(sizes)", "np.sqrt(losses)"),
                "of both, as it is": fitted(
                    "np.sqrt(sizes)", "np.sqrt(losses)", out="float(slope), float(height)"
                ),
            },
        ),
        "losses-turned-over": (
            "The losses are turned over: 1 over each is fitted.",
            "Take the logarithms of the losses as they are.",
            {"1 over losses": fitted(y="np.log(1 / losses)")},
        ),
        "constant-on-the-other-axis": (
            "The constant is the size at which the line meets a loss of 1, or 1 over it.",
            "The constant is the loss at which the line meets a size of 1.",
            {
                "the size": fitted(out="float(slope), float(np.exp(-height / slope))"),
                "1 over the size": fitted(out="float(slope), float(np.exp(height / slope))"),
            },
        ),
        "means-of-halves": (
            "The line goes through the means of two halves of the points.",
            "Least squares weighs each point by its distance from the middle.",
            {
                "sorted by size": fitted(
                    line="""i, k = np.argsort(x), len(x) // 2
    low, high = i[:k], i[k:]
    slope = (y[high].mean() - y[low].mean()) / (x[high].mean() - x[low].mean())
    """,
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
            },
        ),
        "errors-across": (
            "Distances are measured across the line, not along the losses.",
            "Least squares looks at the errors of y only.",
            {
                "main direction": fitted(
                    line="u, v = np.linalg.eigh(np.cov(x, y))[1][:, 1]\n    slope = v / u\n    ",
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
            },
        ),
        "ranks": (
            "Only the order of sizes or losses counts.",
            "Take the logarithms of the numbers, not their places in the order.",
            {
                "ranks of both": fitted(
                    "np.argsort(np.argsort(sizes)) + 1.0", "np.argsort(np.argsort(losses)) + 1.0"
                ),
                "places for sizes": fitted("np.arange(len(sizes)) + 1.0"),
                "logarithms of places": fitted("np.log(np.arange(len(sizes)) + 1.0)"),
            },
        ),
        "sorted-apart": (
            "Sizes or losses are sorted, so that they lose their partners.",
            "Leave the order as it is: each loss belongs to its size.",
            {
                "sizes sorted": fitted("np.log(np.sort(sizes))"),
                "losses sorted": fitted(y="np.log(np.sort(losses))"),
                "losses sorted, falling": fitted(y="np.log(np.sort(losses)[::-1])"),
                "both sorted": fitted("np.log(np.sort(sizes))", "np.log(np.sort(losses))"),
                "both sorted, losses falling": fitted(
                    "np.log(np.sort(sizes))", "np.log(np.sort(losses)[::-1])"
                ),
            },
        ),
        "some-left-out": (
            "A point is left out.",
            "Let all points take part.",
            {
                "the first": fitted("np.log(sizes)[1:]", "np.log(losses)[1:]"),
                "the last": fitted("np.log(sizes)[:-1]", "np.log(losses)[:-1]", SOLVED),
                "every second": fitted("np.log(sizes)[::2]", "np.log(losses)[::2]", SOLVED),
                "size 1": fitted("np.log(sizes)[sizes > 1]", "np.log(losses)[sizes > 1]"),
            },
        ),
        "ratios-not-logged": (
            "Ratios are divided by ratios, without logarithms.",
            "The exponent is a difference of logarithms over a difference of logarithms.",
            {
                "last over first": "slope = (losses[-1] / losses[0]) / (sizes[-1] / sizes[0])\n"
                "    return float(slope), float(losses[0] / sizes[0] ** slope)",
                "raw differences": "slope = (losses[-1] - losses[0]) / (sizes[-1] - sizes[0])\n"
                "    return float(slope), float(losses[0] - slope * sizes[0])",
            },
        ),
        "pulled-to-0": (
            "The slope is pulled towards 0 by a penalty, or cut off.",
            "Plain least squares: nothing is added to the squares.",
            {
                "ridge": fitted(
                    line=(
                        "u, v = x - x.mean(), y - y.mean()\n    slope = (u @ v) /"
                        " (u @ u + 1.0)\n    "
                    ),
                    out="float(slope), float(np.exp(y.mean() - slope * x.mean()))",
                ),
                "cut to -1 and 0": fitted(
                    out="float(np.clip(slope, -1, 0)), float(np.exp(height))"
                ),
            },
        ),
        "fixed-exponent": (
            "The exponent is fixed beforehand, and only the constant is fitted.",
            "The slope of the line decides about the exponent.",
            {
                "-0.5": fitted(
                    line="slope = -0.5\n    ",
                    out="slope, float(np.exp(np.mean(y - slope * x)))",
                ),
                "-1": fitted(
                    line="slope = -1.0\n    ",
                    out="slope, float(np.exp(np.mean(y - slope * x)))",
                ),
            },
        ),
        "constant-dropped": (
            "The constant is 0 or 1, whatever the points.",
            "The line's height at size 1 decides about it.",
            {
                "1": fitted(out="float(slope), 1.0"),
                "0": fitted(out="float(slope), 0.0"),
            },
        ),
        "rounded": (
            "The numbers are rounded.",
            "Return all digits.",
            {
                "three decimals": fitted(
                    out="round(float(slope), 3), round(float(np.exp(height)), 3)"
                ),
                "two decimals": fitted(
                    out="round(float(slope), 2), round(float(np.exp(height)), 2)"
                ),
                "the constant": fitted(out="float(slope), round(float(np.exp(height)))"),
                "the exponent": fitted(out="round(float(slope), 1), float(np.exp(height))"),
            },
        ),
        "predictions": (
            "The line's values at the points come back, not its two numbers.",
            "Return the exponent and the constant.",
            {
                "fitted losses": fitted(out="np.exp(height) * np.asarray(sizes, float) ** slope"),
                "fitted logarithms": fitted(out="slope * x + height"),
            },
        ),
        "one-number": (
            "Only one of the two numbers comes back.",
            "Return both: the exponent, then the constant.",
            {
                "the exponent alone": fitted(out="float(slope)"),
                "the constant alone": fitted(out="float(np.exp(height))"),
            },
        ),
        "array-of-two": (
            "The two numbers come in one array.",
            "Return them with a comma between, not packed into an array.",
            {
                "np.array": fitted(out="np.array([slope, np.exp(height)])"),
                "the array of polyfit": """p = np.polyfit(np.log(sizes), np.log(losses), 1)
    p[1] = np.exp(p[1])
    return p""",
            },
        ),
        "more-results": (
            "More than two numbers come back.",
            "Return the exponent and the constant alone.",
            {
                "with the error": fitted(
                    out="float(slope), float(np.exp(height)), float(np.std(y - slope * x - height))"
                ),
                "with the logarithm": fitted(
                    out="float(slope), float(np.exp(height)), float(height)"
                ),
            },
        ),
        "tensors-only": (
            "A function of PyTorch gets NumPy arrays, and stops.",
            "Use NumPy's functions.",
            {
                "torch.log": fitted("torch.log(sizes)", "torch.log(losses)"),
            },
        ),
        "one-number-only": (
            "A function for single numbers gets a whole array, and stops.",
            "Use NumPy's functions, which work entry by entry.",
            {
                "math.log": "import math\n    " + fitted("math.log(sizes)", "math.log(losses)"),
            },
        ),
        "any/raises": {
            "an unknown name": "return tuple(polyfit(np.log(sizes), np.log(losses), 1))",
            "an unknown function": "return tuple(np.linefit(np.log(sizes), np.log(losses)))",
        },
        "any/changes-input": {
            "losses in place": "np.log(losses, out=losses)\n    "
            "slope, height = np.polyfit(np.log(sizes), losses, 1)\n"
            "    return float(slope), float(np.exp(height))",
            "sorts in place": "losses.sort()\n    " + fitted(),
        },
        "any/returns-none": {
            "prints": "print(np.polyfit(np.log(sizes), np.log(losses), 1))",
            "forgets return": "slope, height = np.polyfit(np.log(sizes), np.log(losses), 1)",
        },
    },
    "autoencoder": {
        "two-in-the-middle": (
            "The middle has another number of numbers than two.",
            "Two: the last layer of `encode` gives them, the first of `decode` takes them.",
            {
                "three": coder(DOWN.replace("64, 2", "64, 3"), UP.replace("2, 64", "3, 64")),
                "ten": coder(DOWN.replace("64, 2", "64, 10"), UP.replace("2, 64", "10, 64")),
                "one": coder(DOWN.replace("64, 2", "64, 1"), UP.replace("2, 64", "1, 64")),
                "the hidden layer": coder(
                    "nn.Sequential(nn.Linear(784, 64), nn.ReLU())",
                    "nn.Sequential(nn.Linear(64, 784))",
                ),
                "32": coder(DOWN.replace("64, 2", "64, 32"), UP.replace("2, 64", "32, 64")),
            },
        ),
        "encode-gives-more": (
            "`encode` gives another number of numbers than `decode` takes.",
            "Two numbers for each image, in both places.",
            {
                "three, two taken": coder(DOWN.replace("64, 2", "64, 3")),
                "64, two taken": coder("nn.Sequential(nn.Linear(784, 64), nn.ReLU())"),
                "ten, as a classifier": coder(DOWN.replace("64, 2", "64, 10")),
                "one number": coder(DOWN.replace("64, 2", "64, 1")),
            },
        ),
        "pixels-missing": (
            "`decode` gives another number of pixels than 784.",
            "As many come out as went in: the last layer gives 784.",
            {
                "28": coder(up=UP.replace("64, 784", "64, 28")),
                "the hidden layer only": coder(up="nn.Sequential(nn.Linear(2, 64), nn.ReLU())"),
                "ten pixels": coder(up=UP.replace("64, 784", "64, 10")),
                "ten logits of one layer": coder(up="nn.Linear(2, 10)"),
                "256": coder(up=UP.replace("64, 784", "64, 256")),
            },
        ),
        "image-form": (
            "`decode` gives images with rows and columns.",
            "Leave them as 784 numbers in a row: (n, 784).",
            {
                "28 by 28": coder(decode="return self.up(codes).reshape(-1, 28, 28)"),
                "with a colour axis": coder(decode="return self.up(codes).view(-1, 1, 28, 28)"),
                "unflattened": coder(up=UP[:-1] + ", nn.Unflatten(1, (28, 28)))"),
            },
        ),
        "sizes-do-not-fit": (
            "A layer gets other sizes or axes than it expects.",
            "Write the shape down after each layer: 784, hidden, 2, hidden, 784.",
            {
                "down turned": coder(
                    "nn.Sequential(nn.Linear(64, 784), nn.ReLU(), nn.Linear(64, 2))"
                ),
                "28 inputs": coder(DOWN.replace("784, 64", "28, 64")),
                "hidden sizes differ": coder(DOWN.replace("64, 2", "32, 2")),
                "a convolution": coder(
                    "nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(2704, 2))"
                ),
                "flattened with the images": coder(encode="return self.down(x.flatten())"),
                "images turned": coder(encode="return self.down(x.T)"),
                "unfolded first": coder(encode="return self.down(x.view(-1, 28, 28))"),
                "a convolution without a reshape": coder(
                    "nn.Sequential(nn.Conv2d(1, 4, 5, stride=2), nn.ReLU(), nn.Flatten(),"
                    " nn.Linear(576, 2))"
                ),
            },
        ),
        "decode-does-not-fit": (
            "Inside `decode`, a layer gets other sizes than it expects.",
            "Two numbers come in, and each layer takes as many as the one before gives.",
            {
                "hidden sizes differ, up": coder(up=UP.replace("64, 784", "128, 784")),
                "up turned": coder(
                    up="nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 2))"
                ),
                "takes the hidden layer": coder(up="nn.Linear(64, 784)"),
                "the layers of encode backwards": coder(decode="return self.down(codes)"),
            },
        ),
        "decode-squashed": (
            "An activation, or something like it, follows the last layer of `decode`.",
            "`decode` gives logits: nothing comes after its last linear layer.",
            {
                "sigmoid": coder(decode="return torch.sigmoid(self.up(codes))"),
                "a sigmoid layer": coder(up=UP[:-1] + ", nn.Sigmoid())"),
                "tanh": coder(up=UP[:-1] + ", nn.Tanh())"),
                "ReLU": coder(up=UP[:-1] + ", nn.ReLU())"),
                "softmax": coder(up=UP[:-1] + ", nn.Softmax(dim=1))"),
                "a layer and a sigmoid": coder(up="nn.Sequential(nn.Linear(2, 784), nn.Sigmoid())"),
                "a layer and ReLU": coder(up="nn.Sequential(nn.Linear(2, 784), nn.ReLU())"),
                "a layer and tanh": coder(up="nn.Sequential(nn.Linear(2, 784), nn.Tanh())"),
                "cut to 0 and 1": coder(decode="return self.up(codes).clamp(0, 1)"),
                "the logarithm of the sigmoid": coder(up=UP[:-1] + ", nn.LogSigmoid())"),
                "log-softmax": coder(up=UP[:-1] + ", nn.LogSoftmax(dim=1))"),
                "softplus": coder(up=UP[:-1] + ", nn.Softplus())"),
                "three times tanh": coder(decode="return 3 * torch.tanh(self.up(codes))"),
                "255 times the sigmoid": coder(decode="return 255 * torch.sigmoid(self.up(codes))"),
                "leaky ReLU": coder(up=UP[:-1] + ", nn.LeakyReLU(0.1))"),
                "SiLU": coder(up=UP[:-1] + ", nn.SiLU())"),
                "ELU": coder(up=UP[:-1] + ", nn.ELU())"),
            },
        ),
        "code-squashed": (
            "An activation, or something like it, follows the last layer of `encode`.",
            "The two numbers may be negative and large: end with the linear layer.",
            {
                "sigmoid on the code": coder(encode="return torch.sigmoid(self.down(x))"),
                "ReLU on the code": coder(DOWN[:-1] + ", nn.ReLU())"),
                "tanh on the code": coder(DOWN[:-1] + ", nn.Tanh())"),
                "softmax on the code": coder(DOWN[:-1] + ", nn.Softmax(dim=1))"),
                "on a circle": coder(encode="return nn.functional.normalize(self.down(x), dim=1)"),
                "between -3 and 3": coder(encode="return 3 * torch.tanh(self.down(x))"),
                "softplus on the code": coder(DOWN[:-1] + ", nn.Softplus())"),
                "cut to -1 and 1": coder(encode="return self.down(x).clamp(-1, 1)"),
                "ELU on the code": coder(DOWN[:-1] + ", nn.ELU())"),
                "leaky ReLU on the code": coder(DOWN[:-1] + ", nn.LeakyReLU(0.1))"),
                "GELU on the code": coder(DOWN[:-1] + ", nn.GELU())"),
                "the larger one, as 1": coder(
                    encode="z = self.down(x)\n        return (z == z.amax(1, keepdim=True)) + 0 * z"
                ),
            },
        ),
        "both-squashed": (
            "An activation follows the last layer of `encode`, and of `decode`, too.",
            "Both end with a linear layer.",
            {
                "ReLU and sigmoid": coder(DOWN[:-1] + ", nn.ReLU())", UP[:-1] + ", nn.Sigmoid())"),
                "sigmoid twice": coder(DOWN[:-1] + ", nn.Sigmoid())", UP[:-1] + ", nn.Sigmoid())"),
                "tanh twice": coder(DOWN[:-1] + ", nn.Tanh())", UP[:-1] + ", nn.Tanh())"),
                "one layer each, ReLU and sigmoid": coder(
                    "nn.Sequential(nn.Linear(784, 2), nn.ReLU())",
                    "nn.Sequential(nn.Linear(2, 784), nn.Sigmoid())",
                ),
                "one layer each, tanh and sigmoid": coder(
                    "nn.Sequential(nn.Linear(784, 2), nn.Tanh())",
                    "nn.Sequential(nn.Linear(2, 784), nn.Sigmoid())",
                ),
                "ReLU twice": coder(DOWN[:-1] + ", nn.ReLU())", UP[:-1] + ", nn.ReLU())"),
                "tanh and sigmoid": coder(DOWN[:-1] + ", nn.Tanh())", UP[:-1] + ", nn.Sigmoid())"),
            },
        ),
        "encode-straight": (
            "Nothing bends in `encode`: what it gives is a weighted sum of the pixels.",
            "Put an activation between two linear layers.",
            {
                "one layer": coder("nn.Linear(784, 2)"),
                "no activation": coder("nn.Sequential(nn.Linear(784, 64), nn.Linear(64, 2))"),
                "identity": coder(
                    "nn.Sequential(nn.Linear(784, 64), nn.Identity(), nn.Linear(64, 2))"
                ),
            },
        ),
        "decode-straight": (
            "Nothing bends in `decode`: each pixel is a weighted sum of the two numbers.",
            "Put an activation between two linear layers.",
            {
                "one layer up": coder(up="nn.Linear(2, 784)"),
                "no activation up": coder(up="nn.Sequential(nn.Linear(2, 64), nn.Linear(64, 784))"),
            },
        ),
        "both-straight": (
            "Nothing bends: both halves are weighted sums.",
            "Put an activation between the linear layers of each half.",
            {
                "two layers": coder("nn.Linear(784, 2)", "nn.Linear(2, 784)"),
                "four layers": coder(
                    "nn.Sequential(nn.Linear(784, 64), nn.Linear(64, 2))",
                    "nn.Sequential(nn.Linear(2, 64), nn.Linear(64, 784))",
                ),
            },
        ),
        "forward-only-encodes": (
            "`forward` ends in the middle: it gives the two numbers.",
            "Go on: decode them.",
            {
                "encode only": coder(forward="return self.encode(x)"),
                "down only": coder(forward="return self.down(x)"),
                "decode forgotten": coder(forward="codes = self.encode(x)\n        return codes"),
            },
        ),
        "forward-differs": (
            "What `forward` gives is not what `decode` gives for the codes of `encode`.",
            "Let `forward` call the two, and nothing else.",
            {
                "the images themselves": coder(forward="return x"),
                "the images on top": coder(forward="return x + self.decode(self.encode(x))"),
                "a sigmoid in forward": coder(
                    forward="return torch.sigmoid(self.decode(self.encode(x)))"
                ),
                "twice round": coder(
                    forward="x = torch.sigmoid(self.decode(self.encode(x)))\n"
                    "        return self.decode(self.encode(x))"
                ),
                "ReLU in the middle": coder(
                    forward="return self.decode(torch.relu(self.encode(x)))"
                ),
                "tanh in the middle": coder(
                    forward="return self.decode(torch.tanh(self.encode(x)))"
                ),
                "images scaled": coder(forward="return self.decode(self.encode(x / 255))"),
                "a half": coder(forward="return 0.5 * self.decode(self.encode(x))"),
                "normalised in forward": coder(
                    forward="return self.decode(self.encode((x - 0.1307) / 0.3081))"
                ),
            },
        ),
        "forward-bypasses": (
            "`forward` has layers of its own, which `encode` and `decode` do not use.",
            "Let `forward` call the two: what is trained there is used here.",
            {
                "its own layers": coder(
                    more=(
                        "self.all = nn.Sequential(nn.Linear(784, 2), nn.ReLU(), nn.Linear(2, 784))"
                    ),
                    forward="return self.all(x)",
                ),
                "its own way up": coder(
                    more=f"self.other = {UP}", forward="return self.other(self.encode(x))"
                ),
                "its own way down": coder(
                    more=f"self.other = {DOWN}", forward="return self.decode(self.other(x))"
                ),
            },
        ),
        "wrong-way-round": (
            "`forward` decodes first, or hands the images to `decode`.",
            "First encode the images, then decode the codes.",
            {
                "encode of decode": coder(forward="return self.encode(self.decode(x))"),
                "decode of the images": coder(forward="return self.decode(x)"),
                "up of the images": coder(forward="self.encode(x)\n        return self.up(x)"),
            },
        ),
        "more-than-images": (
            "`forward` gives more than the images.",
            "Return what `decode` gives, alone.",
            {
                "with the codes": coder(
                    forward="codes = self.encode(x)\n        return self.decode(codes), codes"
                ),
                "with the loss": coder(
                    forward="out = self.decode(self.encode(x))\n"
                    "        return out, ((out - x) ** 2).mean()"
                ),
                "a dictionary": coder(
                    forward="codes = self.encode(x)\n"
                    "        return {'codes': codes, 'images': self.decode(codes)}"
                ),
            },
        ),
        "loss-returned": (
            "`forward` gives a single number: a loss.",
            "Return the logits of the pixels: who trains takes the loss of them.",
            {
                "squared error": coder(
                    forward="return ((self.decode(self.encode(x)) - x) ** 2).mean()"
                ),
                "cross-entropy": coder(
                    forward="return nn.functional.binary_cross_entropy_with_logits("
                    "self.decode(self.encode(x)), x.clamp(0, 1))"
                ),
            },
        ),
        "encode-gives-no-tensor": (
            "What `encode` gives is not one tensor.",
            "One tensor with two numbers for each image: no pair, no list and no array of NumPy's.",
            {
                "mean and spread": coder(
                    DOWN.replace("64, 2", "64, 4"),
                    encode="both = self.down(x)\n        return both[:, :2], both[:, 2:]",
                    forward="return self.decode(self.encode(x)[0])",
                ),
                "two columns": coder(
                    encode="codes = self.down(x)\n        return codes[:, 0], codes[:, 1]",
                    forward="return self.decode(torch.stack(self.encode(x), dim=1))",
                ),
                "a list of numbers": coder(
                    encode="return self.down(x).tolist()",
                    forward="return self.decode(torch.tensor(self.encode(x), dtype=x.dtype))",
                ),
                "an array": coder(
                    encode="return self.down(x).detach().numpy()",
                    forward="return self.decode(torch.tensor(self.encode(x)))",
                ),
            },
        ),
        "axis-too-many": (
            "The codes have an axis too many.",
            "One row of two numbers for each image: (n, 2).",
            {
                "a third axis": coder(
                    encode="return self.down(x)[:, None]",
                    decode="return self.up(codes.reshape(len(codes), -1))",
                ),
                "as pictures": coder(
                    encode="return self.down(x)[:, :, None, None]",
                    decode="return self.up(codes.flatten(1))",
                ),
            },
        ),
        "one-image-squeezed": (
            "A single image loses its axis.",
            "Drop no axis: one image gives one row.",
            {
                "codes squeezed": coder(encode="return self.down(x).squeeze()"),
                "images squeezed": coder(decode="return self.up(codes).squeeze()"),
                "both squeezed": coder(
                    encode="return self.down(x).squeeze()", decode="return self.up(codes).squeeze()"
                ),
            },
        ),
        "first-image-only": (
            "Of several images, one row comes back.",
            "For n images, give n rows.",
            {
                "the first": coder(encode="return self.down(x[:1])"),
                "the mean code": coder(encode="return self.down(x).mean(dim=0, keepdim=True)"),
                "the last": coder(encode="return self.down(x)[-1:]"),
                "the mean image": coder(encode="return self.down(x.mean(dim=0, keepdim=True))"),
            },
        ),
        "fixed-number-of-images": (
            "The number of images is fixed.",
            "Read it off what comes in: any number may come, also one.",
            {
                "viewed as 32": coder(encode="return self.down(x.view(32, 784))"),
                "viewed as 64 codes": coder(decode="return self.up(codes.view(64, 2))"),
                "one image, viewed": coder(encode="return self.down(x.view(1, 784))"),
            },
        ),
        "images-mixed": (
            "What comes back for an image depends on the images beside it.",
            "Treat each image by itself: no mean, no sum, no softmax over the first axis.",
            {
                "centred over images": coder(encode="return self.down(x - x.mean(dim=0))"),
                "codes centred": coder(encode="z = self.down(x)\n        return z - z.mean(dim=0)"),
                "turned round": coder(encode="return self.down(x.flip(0))"),
                "scaled by all": coder(encode="return self.down(100 * x / x.sum())"),
                "batch statistics always": coder(
                    "nn.Sequential(nn.Linear(784, 64),"
                    " nn.BatchNorm1d(64, track_running_stats=False),"
                    " nn.ReLU(), nn.Linear(64, 2))",
                    encode="return self.down(x) if len(x) > 1"
                    " else self.down[3](torch.relu(self.down[0](x)))",
                ),
                "a mean in the decoder": coder(
                    decode="h = self.up(codes)\n        return h - h.mean(dim=0)"
                ),
            },
        ),
        "chance": (
            "The same image gives other numbers from call to call.",
            "Leave out what is random: no noise, no dropout by hand.",
            {
                "noise on the code": coder(
                    encode="z = self.down(x)\n        return z + 0.1 * torch.randn_like(z)"
                ),
                "noise on the image": coder(
                    encode="return self.down(x + 0.3 * torch.randn_like(x))"
                ),
                "dropout that stays on": coder(
                    encode="return self.down(nn.functional.dropout(x, 0.2))"
                ),
                "a drawn code": coder(
                    DOWN.replace("64, 2", "64, 4"),
                    encode="m, s = self.down(x).chunk(2, dim=1)\n"
                    "        return m + s.exp() * torch.randn_like(m)",
                ),
                "dropout in the decoder": coder(
                    decode="return self.up(nn.functional.dropout(codes, 0.5))"
                ),
            },
        ),
        "new-layers-at-each-call": (
            "Layers are made anew at each call, so that nothing can be learned.",
            "Make the layers once, in `__init__`, and keep each under a name in self.",
            {
                "in encode": coder(encode=f"down = {DOWN}\n        return down(x)"),
                "in decode": coder(decode=f"up = {UP}\n        return up(codes)"),
                "in both": coder(
                    "None",
                    "None",
                    encode=f"down = {DOWN}\n        return down(x)",
                    decode=f"up = {UP}\n        return up(codes)",
                ),
            },
        ),
        "layers-not-found": (
            "PyTorch does not find a layer's weights, so they are neither trained nor saved.",
            "Store each layer as an attribute of its own: in lists PyTorch does not look.",
            {
                "all in lists": coder(
                    "[nn.Linear(784, 64), nn.Linear(64, 2)]",
                    "[nn.Linear(2, 64), nn.Linear(64, 784)]",
                    "return self.down[1](torch.relu(self.down[0](x)))",
                    "return self.up[1](torch.relu(self.up[0](codes)))",
                ),
                "the encoder in a list": coder(
                    "[nn.Linear(784, 64), nn.Linear(64, 2)]",
                    encode="return self.down[1](torch.relu(self.down[0](x)))",
                ),
                "the decoder in a list": coder(
                    up="[nn.Linear(2, 64), nn.Linear(64, 784)]",
                    decode="return self.up[1](torch.relu(self.up[0](codes)))",
                ),
                "both halves in a dictionary": coder(
                    more=f"self.parts = {{'down': {DOWN}, 'up': {UP}}}",
                    encode="return self.parts['down'](x)",
                    decode="return self.parts['up'](codes)",
                )
                .replace(f"self.down = {DOWN}", "pass")
                .replace(f"self.up = {UP}", "pass"),
                "weights that are no parameters": coder(
                    "None",
                    "None",
                    more="self.w = [torch.randn(a, b) / 9 for a, b in"
                    " ((784, 64), (64, 2), (2, 64), (64, 784))]",
                    encode="return torch.relu(x @ self.w[0].to(x.dtype)) @ self.w[1].to(x.dtype)",
                    decode="return torch.relu((codes + 0.3) @ self.w[2].to(codes.dtype))"
                    " @ self.w[3].to(codes.dtype)",
                ),
                "a weight that is no parameter": coder(
                    "nn.Linear(784, 64)",
                    more="self.w = torch.randn(64, 2) / 8",
                    encode="return torch.relu(self.down(x)) @ self.w.to(x.dtype)",
                ),
            },
        ),
        "gradient-cut": (
            "No gradient of what comes out reaches the layers of `encode`.",
            "Leave out detach, `no_grad` and new tensors: training needs the way back.",
            {
                "detached codes": coder(forward="return self.decode(self.encode(x).detach())"),
                "detached in encode": coder(encode="return self.down(x).detach()"),
                "no_grad in encode": coder(
                    encode="with torch.no_grad():\n            return self.down(x)"
                ),
                "a new tensor": coder(
                    encode="return torch.tensor(self.down(x).tolist(), dtype=x.dtype)"
                ),
                "data": coder(encode="return self.down(x).data"),
                "rounded codes": coder(encode="return self.down(1000 * x).round()"),
            },
        ),
        "no-gradient": (
            "No gradient reaches any layer.",
            "Leave out detach and `no_grad`: training needs the way back.",
            {
                "detached at the end": coder(forward="return self.decode(self.encode(x)).detach()"),
                "no_grad in forward": coder(
                    forward="with torch.no_grad():\n            return self.decode(self.encode(x))"
                ),
                "detached in decode": coder(decode="return self.up(codes).detach()"),
                "no_grad in decode": coder(
                    decode="with torch.no_grad():\n            return self.up(codes)"
                ),
            },
        ),
        "frozen": (
            "Training does not reach some of the weights.",
            "Freeze none of them, and make no layer that is never used.",
            {
                "decoder frozen": coder(DOWN, UP + ".requires_grad_(False)"),
                "encoder frozen": coder(DOWN + ".requires_grad_(False)"),
                "a layer too many": coder(more="self.more = nn.Linear(64, 64)"),
                "a spread that is never used": coder(more="self.spread = nn.Linear(64, 2)"),
            },
        ),
        "encode-cannot-learn": (
            "`encode` has no weights: it can learn nothing.",
            "Two linear layers with an activation between make the two numbers.",
            {
                "mean and deviation": coder(
                    "None", encode="return torch.stack([x.mean(1), x.std(1)], dim=1)"
                ),
                "middle of the ink": coder(
                    "None",
                    encode="k = torch.arange(784, dtype=x.dtype)\n        s = x.sum(1) + 1e-6\n"
                    "        return torch.stack([(x * (k // 28)).sum(1) / s,"
                    " (x * (k % 28)).sum(1) / s], dim=1)",
                ),
                "largest and sum": coder(
                    "None", encode="return torch.stack([x.amax(1), (x**2).sum(1)], dim=1)"
                ),
            },
        ),
        "one-number-twice": (
            "The two numbers are not two: one follows from the other, or is always the same.",
            "Let the last layer of `encode` give two numbers, each with weights of its own.",
            {
                "repeated": coder(
                    DOWN.replace("64, 2", "64, 1"), encode="return self.down(x).repeat(1, 2)"
                ),
                "a zero beside it": coder(
                    DOWN.replace("64, 2", "64, 1"),
                    encode="z = self.down(x)\n        return torch.cat([z, 0 * z], dim=1)",
                ),
                "its negative beside it": coder(
                    DOWN.replace("64, 2", "64, 1"),
                    encode="z = self.down(x)\n        return torch.cat([z, -z], dim=1)",
                ),
                "a 1 beside it": coder(
                    DOWN.replace("64, 2", "64, 1"),
                    encode=(
                        "z = self.down(x)\n        return torch.cat([z, torch.ones_like(z)], dim=1)"
                    ),
                ),
            },
        ),
        "part-of-the-image": (
            "`encode` looks at a part of the image only.",
            "Let all 784 pixels take part.",
            {
                "the upper half": coder(
                    DOWN.replace("784", "392"), encode="return self.down(x[:, :392])"
                ),
                "the first row": coder(
                    DOWN.replace("784", "28"), encode="return self.down(x[:, :28])"
                ),
                "the lower half": coder(
                    DOWN.replace("784", "392"), encode="return self.down(x[:, 392:])"
                ),
            },
        ),
        "codes-below-0-lost": (
            "`decode` begins by cutting: all codes below 0 give the same image.",
            "Begin with a linear layer: the two numbers may be negative.",
            {
                "ReLU first": coder(
                    up="nn.Sequential(nn.ReLU(), nn.Linear(2, 64), nn.ReLU(), nn.Linear(64, 784))"
                ),
                "ReLU first, none between": coder(
                    up="nn.Sequential(nn.ReLU(), nn.Linear(2, 64), nn.Linear(64, 784))"
                ),
                "ReLU in decode": coder(decode="return self.up(torch.relu(codes))"),
                "cut at 0": coder(decode="return self.up(codes.clamp(min=0))"),
            },
        ),
        "codes-squashed-first": (
            "`decode` begins by squashing or cutting the codes: far out, all give the same image.",
            "Begin with a linear layer: the two numbers may be large.",
            {
                "cut at -1 and 1, decode": coder(decode="return self.up(codes.clamp(-1, 1))"),
                "tanh first": coder(decode="return self.up(torch.tanh(codes))"),
                "a tanh layer first": coder(
                    up="nn.Sequential(nn.Tanh(), nn.Linear(2, 64), nn.Linear(64, 784))"
                ),
                "sigmoid first": coder(decode="return self.up(torch.sigmoid(codes))"),
            },
        ),
        "part-of-the-pixels": (
            "Some pixels stay the same, whatever the codes are.",
            "All 784 pixels come from the last layer of `decode`.",
            {
                "the lower half is 0": coder(
                    decode="out = self.up(codes)\n"
                    "        return torch.cat([out[:, :392], 0 * out[:, 392:]], dim=1)"
                ),
                "padded": coder(
                    up=UP.replace("64, 784", "64, 588"),
                    decode="return nn.functional.pad(self.up(codes), (98, 98))",
                ),
                "half of the pixels, filled up": coder(
                    up=UP.replace("64, 784", "64, 392"),
                    decode="return nn.functional.pad(self.up(codes), (0, 392))",
                ),
            },
        ),
        "codes-not-used": (
            "`decode` gives the same image for all codes.",
            "The image is to be made from the two numbers.",
            {
                "a learned image": coder(
                    up="nn.Parameter(torch.randn(784))",
                    decode="return self.up.expand(len(codes), 784)",
                ),
                "zero times the codes": coder(decode="return self.up(0 * codes)"),
                "zeros": coder(
                    up="None", decode="return torch.zeros(len(codes), 784, dtype=codes.dtype)"
                ),
            },
        ),
        "pixels-alike": (
            "All pixels of an image get the same number.",
            "The last layer gives 784 numbers, each with weights of its own.",
            {
                "expanded": coder(
                    up=UP.replace("64, 784", "64, 1"),
                    decode="return self.up(codes).expand(-1, 784)",
                ),
                "the mean": coder(
                    decode="return self.up(codes).mean(dim=1, keepdim=True).repeat(1, 784)"
                ),
            },
        ),
        "remembers-the-image": (
            "`decode` uses something that `encode` left behind.",
            "The two numbers are all that `decode` gets: keep nothing in self between calls.",
            {
                "the image kept": coder(
                    more="self.seen = None",
                    encode="self.seen = x\n        return self.down(x)",
                    decode="out = self.up(codes)\n        if self.seen is not None and"
                    " len(self.seen) == len(out): out = out + self.seen\n        return out",
                ),
                "a hidden layer kept": coder(
                    "nn.Sequential(nn.Linear(784, 64), nn.ReLU())",
                    more="self.code, self.hidden = nn.Linear(64, 2), None",
                    encode="self.hidden = self.down(x)\n        return self.code(self.hidden)",
                    decode="h, kept = torch.relu(self.up[0](codes)), self.hidden\n"
                    "        if kept is not None and len(kept) == len(h): h = h + kept\n"
                    "        return self.up[2](h)",
                ),
            },
        ),
        "changes-the-images": (
            "The images that come in are changed in place.",
            "Make new tensors: the caller still needs the images.",
            {
                "centred in place": coder(encode="x -= 0.1307\n        return self.down(x)"),
                "scaled in place": coder(encode="x /= 2\n        return self.down(x)"),
                "cut in place": coder(encode="return self.down(x.clamp_(0, 0.5))"),
            },
        ),
        "nothing-returned": (
            "A method ends without giving anything back.",
            "End `encode`, `decode` and `forward` with return.",
            {
                "forward": coder(forward="out = self.decode(self.encode(x))"),
                "encode": coder(encode="codes = self.down(x)"),
                "decode": coder(decode="logits = self.up(codes)"),
                "printed": coder(forward="print(self.decode(self.encode(x)))"),
                "forward and decode": coder(
                    decode="logits = self.up(codes)", forward="out = self.up(self.encode(x))"
                ),
            },
        ),
        "layers-handed-back": (
            "A method gives back layers, and not what they make of its input.",
            "Call the layers with what comes in.",
            {
                "encode's layers": coder(encode="return self.down"),
                "decode's layers": coder(decode="return self.up"),
            },
        ),
        "no-super": (
            "The class does not prepare itself for layers.",
            "The first line of `__init__` calls that of the class above.",
            {
                "super forgotten": coder(start="pass"),
                "super without init": coder(start="super()"),
            },
        ),
        "no-forward": (
            "The class has no method named forward.",
            "PyTorch calls a method of exactly this name.",
            {
                "misspelt": coder().replace("def forward", "def foward"),
                "called predict": coder().replace("def forward", "def predict"),
                "called `__call__`": coder().replace("def forward", "def __call__"),
            },
        ),
        "no-encode": (
            "The class has no method named encode.",
            "Compare the names after def with those of the exercise.",
            {
                "called encoder": coder(forward="return self.decode(self.encoder(x))").replace(
                    "def encode(", "def encoder("
                ),
                "left out": coder(forward="return self.decode(self.down(x))").replace(
                    "def encode(", "def code("
                ),
            },
        ),
        "no-decode": (
            "The class has no method named decode.",
            "Compare the names after def with those of the exercise.",
            {
                "called decoder": coder(forward="return self.decoder(self.encode(x))").replace(
                    "def decode(", "def decoder("
                ),
                "left out, decode": coder(forward="return self.up(self.encode(x))").replace(
                    "def decode(", "def uncode("
                ),
            },
        ),
        "only-forward": (
            "The class has neither a method named encode nor one named decode.",
            "Three methods are asked for: encode, decode, and forward, which calls the two.",
            {
                "all in forward": """class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.all = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 2),
            nn.Linear(2, 64), nn.ReLU(), nn.Linear(64, 784))

    def forward(self, x):
        return self.all(x)
""",
                "layers called encode and decode": """class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encode_layers = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 2))
        self.decode_layers = nn.Sequential(nn.Linear(2, 64), nn.ReLU(), nn.Linear(64, 784))

    def forward(self, x):
        return self.decode_layers(self.encode_layers(x))
""",
            },
        ),
        "layer-not-made": (
            "A layer's class is taken for the layer, or called with numbers before it is made.",
            "Brackets after `nn.ReLU` make a layer; the layer then takes numbers in brackets.",
            {
                "a class in encode": coder(DOWN.replace("nn.ReLU()", "nn.ReLU")),
                "a class in decode": coder(up=UP.replace("nn.ReLU()", "nn.ReLU")),
                "numbers for a class, in encode": coder(
                    DOWN.replace("nn.ReLU(), ", ""),
                    encode="return self.down[1](nn.ReLU(self.down[0](x)))",
                ),
                "numbers for a class, in decode": coder(
                    up=UP.replace("nn.ReLU(), ", ""),
                    decode="return self.up[1](nn.Tanh(self.up[0](codes)))",
                ),
                "numbers for a class, in both": coder(
                    DOWN.replace("nn.ReLU(), ", ""),
                    UP.replace("nn.ReLU(), ", ""),
                    encode="return self.down[1](nn.ReLU(self.down[0](x)))",
                    decode="return self.up[1](nn.ReLU(self.up[0](codes)))",
                ),
            },
        ),
        "other-arguments": (
            "A method cannot be called with one input: its first line asks for something else.",
            "Each method takes self first, then its input, and nothing more.",
            {
                "encode without self": coder().replace("def encode(self, x)", "def encode(x)"),
                "decode without self": coder().replace(
                    "def decode(self, codes)", "def decode(codes)"
                ),
                "labels for forward": coder().replace(
                    "def forward(self, x)", "def forward(self, x, y)"
                ),
                "a property": coder().replace("    def encode", "    @property\n    def encode"),
                "a static method": coder().replace(
                    "    def encode", "    @staticmethod\n    def encode"
                ),
                "no input for decode": coder(
                    forward="self.codes = self.encode(x)\n        return self.decode()",
                    decode="return self.up(self.codes)",
                ).replace("def decode(self, codes)", "def decode(self)"),
                "labels for encode": coder(
                    forward="return self.decode(self.encode(x, None))"
                ).replace("def encode(self, x)", "def encode(self, x, y)"),
            },
        ),
        "any/raises": {
            "forward without self": coder(forward="return decode(encode(x))"),
            "layers without self": coder(encode="return down(x)"),
            "an unknown layer": coder(more="self.bend = nn.Relu()"),
            "an unknown name": coder(encode="return self.down(xs)"),
            "a misspelt attribute": coder(encode="return self.dwon(x)"),
            "a missing import": coder(decode="return jax.relu(self.up(codes))"),
            "arguments for the class": coder().replace(
                "def __init__(self)", "def __init__(self, n)"
            ),
            "no class": (
                "Autoencoder = nn.Sequential(nn.Linear(784, 2), nn.ReLU(), nn.Linear(2, 784))\n"
            ),
        },
        "no-network": (
            "The class builds on nothing: it is no network of PyTorch's.",
            (
                "Write in brackets after its name what it builds on, as the"
                " exercise's first line does."
            ),
            {
                "no class above": coder(head="class Autoencoder:", start="pass"),
                "object above": coder(head="class Autoencoder(object):"),
                "called by hand": coder(head="class Autoencoder:", start="pass")
                + "\n    def __call__(self, x):\n        return self.forward(x)\n",
            },
        ),
        "calls-itself": (
            "A method calls itself, and never comes to an end.",
            "Call the layers in `encode` and `decode`, and those two in `forward`.",
            {
                "encode in encode": coder(encode="return self.encode(x)"),
                "decode in decode": coder(decode="return self.decode(codes)"),
                "forward in forward": coder(forward="return self.forward(x)"),
            },
        ),
        "same-start": (
            "Every new network starts with the same weights.",
            "Set no seed inside the class, and leave the weights as PyTorch draws them.",
            {
                "seeds itself": coder(start="super().__init__()\n        torch.manual_seed(0)"),
                "all 0.01": coder(more="for p in self.parameters(): nn.init.constant_(p, 0.01)"),
                "all zeros": coder(more="for p in self.parameters(): nn.init.zeros_(p)"),
            },
        ),
        "layers-of-the-class": (
            "All networks of the class share the same layers.",
            "Make the layers in `__init__`, so that each network has its own.",
            {
                "made once": coder(
                    "Autoencoder.one",
                    "Autoencoder.two",
                    head=f"class Autoencoder(nn.Module):\n    one, two = {DOWN}, {UP}\n",
                ),
                "global layers": f"one, two = {DOWN}, {UP}\n\n\n" + coder("one", "two"),
            },
        ),
    },
}

RIGHT = {
    "discriminator_loss": {
        "as shown": f"return np.mean({AS_REAL}) + np.mean({AS_FAKE})",
        "the stable form, by hand": """def cost(z, y):
        return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))
    return float(cost(real_logits, 1) + cost(fake_logits, 0))""",
        "loops": """real = fake = 0.0
    for z in real_logits:
        real += max(-z, 0.0) + np.log1p(np.exp(-abs(z)))
    for z in fake_logits:
        fake += max(z, 0.0) + np.log1p(np.exp(-abs(z)))
    return real / len(real_logits) + fake / len(fake_logits)""",
        "math and comprehensions": """import math
    def soft(z): return max(z, 0.0) + math.log1p(math.exp(-abs(z)))
    return (math.fsum(soft(-z) for z in real_logits) / len(real_logits)
        + math.fsum(soft(z) for z in fake_logits) / len(fake_logits))""",
        "torch's cross-entropy with logits": TENSORS
        + f"return ({BCE}(r, torch.ones_like(r)) + {BCE}(f, torch.zeros_like(f))).item()",
        "softplus": TENSORS + "softplus = torch.nn.functional.softplus\n"
        "    return float(softplus(-r).mean() + softplus(f).mean())",
        "logsigmoid": TENSORS + "log = torch.nn.functional.logsigmoid\n"
        "    return -(log(r).mean() + log(-f).mean()).item()",
        "np.where": """def soft(z):
        e = np.exp(-np.abs(z))
        return np.where(z > 0, z + np.log1p(e), np.log1p(e)).mean()
    return float(soft(-real_logits) + soft(fake_logits))""",
        "a loss with labels": """def loss(z, y):
        return np.mean(np.logaddexp(0, z) - y * z)
    return loss(real_logits, np.ones(len(real_logits))) + loss(fake_logits, 0.0)""",
        "weights": f"""all_costs = np.concatenate([{AS_REAL}, {AS_FAKE}])
    n, m = len(real_logits), len(fake_logits)
    weights = np.concatenate([np.full(n, 1 / n), np.full(m, 1 / m)])
    return float(all_costs @ weights)""",
        "np.array first": """real, fake = np.array(real_logits, float), np.array(fake_logits, float)
    total = np.logaddexp(0, -real).sum() / real.size
    total += np.logaddexp(0, fake).sum() / fake.size
    return total""",
        "cross-entropy of two classes": TENSORS
        + """both = lambda z: torch.stack([torch.zeros_like(z), z], dim=1)
    one, zero = torch.ones(len(r), dtype=torch.long), torch.zeros(len(f), dtype=torch.long)
    return (torch.nn.functional.cross_entropy(both(r), one)
        + torch.nn.functional.cross_entropy(both(f), zero)).item()""",
        "reduce": """soft = lambda z: np.logaddexp.reduce([np.zeros(len(z)), z], axis=0)
    return float(np.average(soft(-1.0 * real_logits)) + np.average(soft(1.0 * fake_logits)))""",
    },
    "generator_loss": {
        "as shown": "return np.mean(np.logaddexp(0, -fake_logits))",
        "the stable form, by hand": """z = fake_logits
    return float(np.mean(np.maximum(z, 0) - z + np.log1p(np.exp(-np.abs(z)))))""",
        "a loop": """total = 0.0
    for z in fake_logits:
        total += max(-z, 0.0) + np.log1p(np.exp(-abs(z)))
    return total / len(fake_logits)""",
        "math": """import math
    def soft(z): return max(z, 0.0) + math.log1p(math.exp(-abs(z)))
    return sum(soft(-z) for z in fake_logits) / len(fake_logits)""",
        "torch's cross-entropy with logits": TENSOR + f"return {BCE}(f, torch.ones_like(f)).item()",
        "softplus": TENSOR + "return float(torch.nn.functional.softplus(-f).mean())",
        "logsigmoid": TENSOR + "return -torch.nn.functional.logsigmoid(f).mean().item()",
        "np.where": """e = np.exp(-np.abs(fake_logits))
    return np.where(fake_logits < 0, np.log1p(e) - fake_logits, np.log1p(e)).mean()""",
        "cross-entropy and the logit": (
            "return float(np.mean(np.logaddexp(0, fake_logits) - fake_logits))"
        ),
        "np.average": "z = np.array(fake_logits, dtype=float)\n"
        "    return np.average(np.logaddexp(-z, 0))",
        "sum over size": "return np.logaddexp(0, -fake_logits).sum() / fake_logits.size",
        "halves": """z = np.asarray(fake_logits, float)
    cost = np.empty(len(z))
    low = z < 0
    cost[low] = -z[low] + np.log1p(np.exp(z[low]))
    cost[~low] = np.log1p(np.exp(-z[~low]))
    return cost.mean()""",
        "the module": TENSOR
        + "return float(torch.nn.BCEWithLogitsLoss()(f, torch.ones(len(f), dtype=f.dtype)))",
    },
    "add_noise": {
        "as shown": noisy(),
        "a new axis": noisy(a="alpha_bar[t, np.newaxis]", shape=False),
        "roots first": """left, added = np.sqrt(alpha_bar)[t], np.sqrt(1 - alpha_bar)[t]
    return np.reshape(left, (-1, 1)) * x0 + np.reshape(added, (-1, 1)) * noise""",
        "a column for steps": """steps = np.reshape(t, (-1, 1))
    a = alpha_bar[steps]
    return a**0.5 * x0 + (1 - a) ** 0.5 * noise""",
        "broadcast to rows": """a = alpha_bar[np.broadcast_to(t, (len(x0),))][:, None]
    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise""",
        "a loop": """out = np.empty(np.shape(x0))
    for i in range(len(x0)):
        a = alpha_bar[t if np.ndim(t) == 0 else t[i]]
        out[i] = np.sqrt(a) * x0[i] + np.sqrt(1 - a) * noise[i]
    return out""",
        "two cases": """a = alpha_bar[t]
    if np.ndim(a):
        a = a[:, np.newaxis]
    return np.sqrt(a) * x0 + np.sqrt(1 - a) * noise""",
        "turned and back": """a = alpha_bar[t]
    return (np.sqrt(a) * x0.T + np.sqrt(1 - a) * noise.T).T""",
        "multiply": A
        + "return np.add(np.multiply(np.sqrt(a), x0), np.multiply(np.sqrt(1 - a), noise))",
        "einsum": """a = np.full(len(x0), alpha_bar[t])
    return np.einsum("n,nd->nd", np.sqrt(a), x0) + np.einsum("n,nd->nd", np.sqrt(1 - a), noise)""",
        "a diagonal": """a = np.full(len(x0), alpha_bar[t])
    return np.diag(np.sqrt(a)) @ x0 + np.diag(np.sqrt(1 - a)) @ noise""",
        "an angle": """angle = np.reshape(np.arccos(np.sqrt(alpha_bar[t])), (-1, 1))
    return np.cos(angle) * x0 + np.sin(angle) * noise""",
        "torch": """a = torch.as_tensor(np.array(alpha_bar, float))[torch.as_tensor(t)]
    a = a.reshape(-1, 1)
    x, e = (torch.as_tensor(np.array(v, float)) for v in (x0, noise))
    return (a.sqrt() * x + (1 - a).sqrt() * e).numpy()""",
        "isinstance": """if isinstance(t, (int, np.integer)):
        t = np.full(len(x0), t)
    rows = [np.sqrt(alpha_bar[k]) * x + np.sqrt(1 - alpha_bar[k]) * e
        for x, k, e in zip(x0, t, noise)]
    return np.array(rows)""",
    },
    "predict_x0": {
        "as shown": cleaned(),
        "roots first": """left, added = np.sqrt(alpha_bar)[t], np.sqrt(1 - alpha_bar)[t]
    left, added = np.reshape(left, (-1, 1)), np.reshape(added, (-1, 1))
    return (x_t - added * noise) / left""",
        "each part divided": cleaned(out="x_t / np.sqrt(a) - np.sqrt(1 - a) * noise / np.sqrt(a)"),
        "a ratio under one root": cleaned(out="x_t / np.sqrt(a) - np.sqrt((1 - a) / a) * noise"),
        "1 over a, minus 1": cleaned(out="np.sqrt(1 / a) * x_t - np.sqrt(1 / a - 1) * noise"),
        "a negative power": cleaned(out="a**-0.5 * (x_t - (1 - a) ** 0.5 * noise)"),
        "a loop": """out = np.empty(np.shape(x_t))
    for i in range(len(x_t)):
        a = alpha_bar[t if np.ndim(t) == 0 else t[i]]
        out[i] = (x_t[i] - np.sqrt(1 - a) * noise[i]) / np.sqrt(a)
    return out""",
        "two cases": """a = alpha_bar[t]
    if np.ndim(a):
        a = a[:, None]
    return (x_t - np.sqrt(1 - a) * noise) / np.sqrt(a)""",
        "turned and back": """a = alpha_bar[t]
    return ((x_t.T - np.sqrt(1 - a) * noise.T) / np.sqrt(a)).T""",
        "solved row by row": """a = np.full(len(x_t), alpha_bar[t])
    return np.linalg.solve(np.diag(np.sqrt(a)), x_t - np.diag(np.sqrt(1 - a)) @ noise)""",
        "an angle": """angle = np.reshape(np.arccos(np.sqrt(alpha_bar[t])), (-1, 1))
    return (x_t - np.sin(angle) * noise) / np.cos(angle)""",
        "torch": """a = torch.as_tensor(np.array(alpha_bar, float))[torch.as_tensor(t)]
    a = a.reshape(-1, 1)
    x, e = (torch.as_tensor(np.array(v, float)) for v in (x_t, noise))
    return ((x - (1 - a).sqrt() * e) / a.sqrt()).numpy()""",
        "np.divide": A + "return np.divide(np.subtract(x_t, np.sqrt(1 - a) * noise), np.sqrt(a))",
    },
    "power_law_fit": {
        "as shown": fitted(),
        "lstsq": """columns = np.column_stack([np.log(sizes), np.ones(len(sizes))])
    slope, height = np.linalg.lstsq(columns, np.log(losses), rcond=None)[0]
    return slope, np.exp(height)""",
        "normal equations": """X = np.stack([np.log(sizes), np.ones(len(sizes))], axis=1)
    slope, height = np.linalg.solve(X.T @ X, X.T @ np.log(losses))
    return float(slope), float(np.exp(height))""",
        "centred sums": fitted(
            line="u = x - x.mean()\n    slope = (u @ y) / (u @ u)\n    ",
            out="slope, np.exp(y.mean() - slope * x.mean())",
        ),
        "np.cov": fitted(
            line="c = np.cov(x, y)\n    slope = c[0, 1] / c[0, 0]\n    ",
            out="slope, np.exp(y.mean() - slope * x.mean())",
        ),
        "correlation times spreads": fitted(
            line="slope = np.corrcoef(x, y)[0, 1] * y.std() / x.std()\n    ",
            out="slope, np.exp(y.mean() - slope * x.mean())",
        ),
        "base 10": fitted(
            "np.log10(sizes)", "np.log10(losses)", out="float(slope), float(10**height)"
        ),
        "base 2": fitted("np.log2(sizes)", "np.log2(losses)", out="slope, 2**height"),
        "Polynomial": """from numpy.polynomial import Polynomial
    height, slope = Polynomial.fit(np.log(sizes), np.log(losses), 1).convert().coef
    return slope, np.exp(height)""",
        "a pseudo-inverse": """X = np.array([[np.log(s), 1.0] for s in sizes])
    slope, height = np.linalg.pinv(X) @ np.log(losses)
    return slope, np.exp(height)""",
        "loops": """import math
    x, y = [math.log(s) for s in sizes], [math.log(v) for v in losses]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    top = sum((a - mx) * (b - my) for a, b in zip(x, y))
    slope = top / sum((a - mx) ** 2 for a in x)
    return slope, math.exp(my - slope * mx)""",
        "n times the sums": """x, y, n = np.log(sizes), np.log(losses), len(sizes)
    slope = (n * np.sum(x * y) - x.sum() * y.sum()) / (n * np.sum(x**2) - x.sum() ** 2)
    return slope, np.exp((y.sum() - slope * x.sum()) / n)""",
        "geometric mean of quotients": fitted(
            out="slope, np.prod(losses / np.asarray(sizes, float) ** slope) ** (1 / len(x))"
        ),
        "slopes of all pairs, weighted by squares": fitted(
            line="dx, dy = x[:, None] - x, y[:, None] - y\n"
            "    slope = np.sum(dx * dy) / np.sum(dx * dx)\n    ",
            out="slope, np.exp(np.mean(y - slope * x))",
        ),
        "torch": """x = torch.log(torch.as_tensor(np.array(sizes, float)))
    y = torch.log(torch.as_tensor(np.array(losses, float)))
    X = torch.stack([x, torch.ones_like(x)], dim=1)
    slope, height = torch.linalg.lstsq(X, y[:, None]).solution[:, 0]
    return slope.item(), torch.exp(height).item()""",
    },
    "autoencoder": {
        "as shown": coder(),
        "layers one by one": """class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.in1, self.in2 = nn.Linear(784, 64), nn.Linear(64, 2)
        self.out1, self.out2 = nn.Linear(2, 64), nn.Linear(64, 784)

    def encode(self, x):
        return self.in2(torch.relu(self.in1(x)))

    def decode(self, codes):
        return self.out2(torch.relu(self.out1(codes)))

    def forward(self, x):
        return self.decode(self.encode(x))
""",
        "deeper": coder(
            "nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(),"
            " nn.Linear(32, 2))",
            "nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 64), nn.ReLU(),"
            " nn.Linear(64, 784))",
        ),
        "tanh": coder(DOWN.replace("ReLU", "Tanh"), UP.replace("ReLU", "Tanh")),
        "sigmoid between": coder(DOWN.replace("ReLU", "Sigmoid"), UP.replace("ReLU", "Sigmoid")),
        "leaky ReLU and GELU": coder(
            DOWN.replace("ReLU()", "LeakyReLU(0.1)"), UP.replace("ReLU", "GELU")
        ),
        "a convolution": coder(
            "nn.Sequential(nn.Conv2d(1, 4, 5, stride=2), nn.ReLU(), nn.Flatten(),"
            " nn.Linear(576, 2))",
            encode="return self.down(x.reshape(-1, 1, 28, 28))",
        ),
        "a transposed convolution": coder(
            up="nn.Sequential(nn.Linear(2, 196), nn.ReLU(), nn.Unflatten(1, (4, 7, 7)),"
            " nn.ConvTranspose2d(4, 1, 4, stride=4), nn.Flatten())",
        ),
        "images prepared": coder(encode="return self.down((x - 0.1307) / 0.3081)"),
        "batch normalisation and dropout": coder(
            "nn.Sequential(nn.Linear(784, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Dropout(0.1),"
            " nn.Linear(64, 2))",
        ),
        "layer normalisation": coder(
            "nn.Sequential(nn.Linear(784, 64), nn.LayerNorm(64), nn.ReLU(), nn.Linear(64, 2))"
        ),
        "weights shared between the halves": coder(
            up="nn.Parameter(torch.zeros(784))",
            more="self.mid = nn.Parameter(torch.zeros(64) + 0.1)",
            decode="h = torch.relu(codes @ self.down[2].weight + self.mid)\n"
            "        return h @ self.down[0].weight + self.up",
        ),
        "a list of modules": coder(
            "nn.ModuleList([nn.Linear(784, 64), nn.Linear(64, 2)])",
            encode="x = self.down[0](x).relu()\n        return self.down[1](x)",
        ),
        "no hidden module kept twice": coder(
            encode="codes = self.down(x.flatten(1))\n        return codes",
            decode="pixels = self.up(codes)\n        return pixels.view(len(codes), 784)",
            forward=(
                "codes = self.encode(x)\n        pixels = self.decode(codes)\n        return pixels"
            ),
        ),
        "two heads, joined": coder(
            "nn.Sequential(nn.Linear(784, 64), nn.ReLU())",
            more="self.first, self.second = nn.Linear(64, 1), nn.Linear(64, 1)",
            encode=(
                "h = self.down(x)\n        return torch.cat([self.first(h), self.second(h)], dim=1)"
            ),
        ),
        "layers with the names of methods": """class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encode = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 2))
        self.decode = nn.Sequential(nn.Linear(2, 64), nn.ReLU(), nn.Linear(64, 784))

    def forward(self, x):
        return self.decode(self.encode(x))
""",
        "weights drawn otherwise": coder(
            more="for p in self.parameters():\n"
            "            if p.ndim == 2: nn.init.xavier_uniform_(p)",
        ),
        "a residual step": coder(
            up="nn.Linear(2, 64)",
            more="self.step, self.out = nn.Linear(64, 64), nn.Linear(64, 784)",
            decode="h = self.up(codes)\n        return self.out(h + torch.relu(self.step(h)))",
        ),
        "waves": coder(decode="return self.up[2](torch.sin(self.up[0](codes)))"),
        "called, not named": coder(forward="return self.up(self.down(x))"),
    },
}

ORDER = "Both orders give the same sum of exponentials."
ROWS = "NumPy takes any number below 0 for the length that fits."
CENTRED = "The other factor is centred, so a constant more or less in this one adds nothing."
LOSS = "loss = np.logaddexp({}).mean() + np.logaddexp({}).mean()"
LINE_FIT = "exponent = np.sum({}) / np.sum({} ** 2)"
COLUMN = "share = np.reshape(alpha_bar[t], ({}, 1))"


def becomes(template, before, *after):
    """The names of mutants of one line, by what stood in its places."""
    return [f"{template.format(*before)} -> {template.format(*each)}" for each in after]


EQUIVALENT = {
    "discriminator_loss": dict.fromkeys(
        becomes(
            LOSS,
            ("0.0, -real_logits", "0.0, fake_logits"),
            ("-real_logits, 0.0", "0.0, fake_logits"),
            ("0.0, -real_logits", "fake_logits, 0.0"),
        ),
        ORDER,
    ),
    "generator_loss": {
        "loss = np.logaddexp(0.0, -fake_logits).mean() -> "
        "loss = np.logaddexp(-fake_logits, 0.0).mean()": ORDER,
    },
    "add_noise": dict.fromkeys(becomes(COLUMN, ("-1",), ("-2",)), ROWS),
    "predict_x0": dict.fromkeys(becomes(COLUMN, ("-1",), ("-2",)), ROWS),
    "power_law_fit": dict.fromkeys(
        becomes(
            LINE_FIT,
            ("(x - x.mean()) * (y - y.mean())", "(x - x.mean())"),
            ("(x + x.mean()) * (y - y.mean())", "(x - x.mean())"),
            ("(x - x.mean()) * (y + y.mean())", "(x - x.mean())"),
            ("(x - x.sum()) * (y - y.mean())", "(x - x.mean())"),
            ("(x - x.mean()) * (y - y.sum())", "(x - x.mean())"),
        ),
        CENTRED,
    )
    | dict.fromkeys(
        becomes(
            LINE_FIT,
            ("(x - x.mean()) * (y - y.mean())", "(x - x.mean())"),
            ("(x - x.mean()) * (y - y.mean())", "(x.mean() - x)"),
        ),
        "A square has no sign.",
    ),
}


BLANK = {
    "autoencoder": coder(
        "None",
        "None",
        encode="raise NotImplementedError",
        decode="raise NotImplementedError",
        forward="raise NotImplementedError",
    )
}


# The capstone's table: what its form lacks

ENTRIES = {
    "prediction": '"Dropout wins by two points, since 200 digits are soon learned by heart."',
    "winner": '"dropout"',
    "by": "2.0",
    "measure": '"accuracy in %"',
    "larger_is_better": "True",
    "rows": "rows",
}
RUNS = {"plain": (81.5, 83.0, 82.25), "dropout": (82.0, 82.5, 84.0)}


def table_rows(runs: dict = RUNS, baseline: tuple = ("plain",)) -> list[tuple]:
    """Rows of these runs, with the seeds 0, 1, 2, …"""
    return [
        (name, name in baseline, seed, number)
        for name, numbers in runs.items()
        for seed, number in enumerate(numbers)
    ]


def table_body(rows: object = None, **entries: str | None) -> str:
    """A function's body that gives these rows, or code for them, and entries; None drops one."""
    rows = table_rows() if rows is None else rows
    code = rows if isinstance(rows, str) else repr(rows)
    kept = {name: text for name, text in (ENTRIES | entries).items() if text is not None}
    inner = ", ".join(f'"{name}": {text}' for name, text in kept.items())
    return f"rows = {code}\n    return {{{inner}}}"


def changed_rows(place: int, column: int, value: object) -> list[tuple]:
    """The rows, one value changed."""
    rows = table_rows()
    rows[place] = (*rows[place][:column], value, *rows[place][column + 1 :])
    return rows


TABLE = {
    "not-a-dictionary": (
        "What comes back is no dictionary with names for its entries.",
        "Give back one dictionary with the six entries that the form names.",
        {
            "rows alone": f"return {table_rows()!r}",
            "a pair": f'return {table_rows()!r}, "Dropout wins by two points, I think."',
            "a text": 'return "dropout was better by two points in all of my runs"',
        },
    ),
    "entry-missing": (
        "An entry that the form names is not in the dictionary.",
        "Compare the names of your entries with the form, letter by letter.",
        {
            "no prediction": table_body(prediction=None),
            "no winner": table_body(winner=None),
            "no gap": table_body(by=None),
            "no measure": table_body(measure=None),
            "no direction": table_body(larger_is_better=None),
            "no rows": 'return {"prediction": "Dropout wins by two points, as I believe it will.", '
            '"winner": "dropout", "by": 2.0, "measure": "accuracy", "larger_is_better": True}',
            "another spelling": table_body(winner=None, Winner='"dropout"'),
        },
    ),
    "entry-unknown": (
        "The dictionary has an entry that the form does not name.",
        "Leave it out, or put it into the text of your report.",
        {
            "a conclusion": table_body(conclusion='"dropout is better"'),
            "a mean": table_body(mean="82.25"),
        },
    ),
    "rows-not-a-list": (
        "The rows are no list.",
        "Write one list, with a row for each run in it.",
        {
            "by setting": table_body('{"plain": [81.5, 83.0, 82.25], "dropout": [82.0, 82.5, 84]}'),
            "a text, rows not a list": table_body('"plain True 0 81.5"'),
            "how many": table_body("6"),
        },
    ),
    "no-rows": (
        "The list of rows is empty.",
        "Run the experiment outside of the function, and copy the rows that it prints.",
        {
            "to be filled in": table_body("[]"),
            "appended nowhere": "rows = []\n    for row in []:\n        rows.append(row)\n    "
            + table_body("rows"),
        },
    ),
    "row-without-four-values": (
        "A row has another form than the four values in brackets.",
        "Write setting, truth value, seed and number, with commas between them.",
        {
            "no seed": table_body([(row[0], row[1], row[3]) for row in table_rows()]),
            "with the measure": table_body([(*row, "%") for row in table_rows()]),
            "flat": table_body([value for row in table_rows() for value in row]),
            "dictionaries": table_body(
                [
                    dict(zip(("setting", "baseline", "seed", "number"), row, strict=True))
                    for row in table_rows()
                ]
            ),
            "means of the seeds": table_body('[("plain", 82.25), ("dropout", 82.83)]'),
        },
    ),
    "setting-without-name": (
        "A row names its setting by something that is no text, or by an empty one.",
        "Give each setting a short name in quotation marks.",
        {
            "a number": table_body([(0.5 * (not row[1]), *row[1:]) for row in table_rows()]),
            "a dictionary": table_body([({"dropout": 0.5}, *row[1:]) for row in table_rows()]),
            "empty": table_body([("", *row[1:]) for row in table_rows()]),
            "seed first": table_body([(row[2], row[1], row[0], row[3]) for row in table_rows()]),
        },
    ),
    "baseline-mark-unclear": (
        "The second value of a row is neither True nor False.",
        "Write True in the rows of the baseline and False in all others, without quotation marks.",
        {
            "a text, baseline mark unclear": table_body(
                [(r[0], str(r[1]), r[2], r[3]) for r in table_rows()]
            ),
            "0 and 1": table_body([(r[0], int(r[1]), r[2], r[3]) for r in table_rows()]),
            "seed second": table_body([(r[0], r[2], r[1], r[3]) for r in table_rows()]),
            "its name": table_body([(r[0], "plain", r[2], r[3]) for r in table_rows()]),
            "left open": table_body(changed_rows(4, 1, None)),
        },
    ),
    "seed-not-whole": (
        "A row has a seed that is no whole number.",
        "Write the seed as it was given to the run: a whole number, without quotation marks.",
        {
            "a text, seed not whole": table_body([(*r[:2], str(r[2]), r[3]) for r in table_rows()]),
            "a decimal": table_body([(*r[:2], r[2] + 0.5, r[3]) for r in table_rows()]),
            "left open, seed not whole": table_body(changed_rows(2, 2, None)),
            "number third": table_body([(*r[:2], r[3], r[2]) for r in table_rows()]),
        },
    ),
    "number-not-a-number": (
        "A row has a measured number that is no number.",
        "Write one number for each run, without quotation marks, units or dots to be filled in.",
        {
            "with a unit": table_body([(*r[:3], f"{r[3]} %") for r in table_rows()]),
            "left open, number not a number": table_body(changed_rows(3, 3, None)),
            "dots": table_body(repr(changed_rows(3, 3, "?")).replace("'?'", "...")),
            "all runs in one row": table_body('[("plain", True, 0, [81.5, 83.0, 82.25])]'),
            "a truth value": table_body([(*r[:3], r[3] > 82.3) for r in table_rows()]),
        },
    ),
    "number-not-finite": (
        "A row has a number that is NaN or infinite.",
        "Look at that run: a rate that is too high makes a loss grow without bound. Repair it, "
        "or measure something that stays finite.",
        {
            "NaN": table_body(repr(changed_rows(4, 3, "?")).replace("'?'", 'float("nan")')),
            "infinity": table_body(repr(changed_rows(5, 3, "?")).replace("'?'", 'float("inf")')),
        },
    ),
    "one-setting": (
        "All rows belong to one setting, so there is nothing to compare.",
        "Run a second setting that differs in one thing.",
        {
            "baseline alone": table_body(table_rows({"plain": RUNS["plain"]})),
            "dropout alone": table_body(table_rows({"dropout": RUNS["dropout"]})),
        },
    ),
    "baseline-mixed": (
        "One setting is the baseline in some rows and not in others.",
        "Mark all rows of the baseline True, and all rows of the other settings False.",
        {
            "first row only": table_body(
                [(r[0], k == 0, *r[2:]) for k, r in enumerate(table_rows())]
            ),
            "best run": table_body([(*r[:1], r[3] == 83.0, *r[2:]) for r in table_rows()]),
            "by seed": table_body([(r[0], r[2] == 0, *r[2:]) for r in table_rows()]),
        },
    ),
    "no-baseline": (
        "No setting is marked as the baseline.",
        "Decide which setting the others are compared with, and mark its rows True.",
        {"all False": table_body([(r[0], False, *r[2:]) for r in table_rows()])},
    ),
    "two-baselines": (
        "More than one setting is marked as the baseline.",
        "Mark one setting True: the one that the others are compared with.",
        {
            "all True": table_body([(r[0], True, *r[2:]) for r in table_rows()]),
            "two of three": table_body(
                table_rows(RUNS | {"wide": (83.0, 83.5, 84.75)}, ("plain", "wide"))
            ),
        },
    ),
    "seed-twice": (
        "A setting has two rows with one seed.",
        "Give each run of a setting a seed of its own.",
        {
            "all zero": table_body([(*r[:2], 0, r[3]) for r in table_rows()]),
            "a row copied": table_body([*table_rows(), table_rows()[-1]]),
            "a slip of the pen": table_body(changed_rows(5, 2, 1)),
        },
    ),
    "few-seeds": (
        "A setting has fewer than three seeds.",
        "Run every setting with at least three seeds; five or more tell more.",
        {
            "one seed": table_body([r for r in table_rows() if r[2] == 0]),
            "two seeds": table_body([r for r in table_rows() if r[2] < 2]),
            "baseline once": table_body(table_rows({**RUNS, "plain": (81.5,)})),
            "third run forgotten": table_body(table_rows()[:-1]),
        },
    ),
    "seeds-differ": (
        "The settings were not run with the same seeds.",
        "Run every setting with the seeds of the baseline, so that runs can be compared in pairs.",
        {
            "counted on": table_body([(*r[:2], k, r[3]) for k, r in enumerate(table_rows())]),
            "one more": table_body(table_rows({**RUNS, "dropout": (82.0, 82.5, 84.0, 83.0)})),
            "one other": table_body(changed_rows(5, 2, 7)),
        },
    ),
    "seed-moves-nothing": (
        "In every setting, all seeds gave the same number.",
        "See that the seed reaches what it should draw: weights, order or examples. Or measure "
        "something finer, such as a loss.",
        {
            "means copied": table_body(table_rows({"plain": (82.25,) * 3, "dropout": (83.5,) * 3})),
            "all one": table_body(table_rows({"plain": (1.0,) * 3, "dropout": (1.0,) * 3})),
            "zeros": table_body(table_rows({"plain": (0, 0, 0), "dropout": (0, 0, 0)})),
        },
    ),
    "numbers-alike": (
        "A setting has the baseline's numbers, seed by seed.",
        "See that the change reaches the run. Where it does, measure something finer, such as a "
        "loss.",
        {
            "copied": table_body(table_rows({"plain": RUNS["plain"], "dropout": RUNS["plain"]})),
            "a third copied": table_body(table_rows({**RUNS, "wide": RUNS["plain"]})),
        },
    ),
    "gaps-alike": (
        "A setting differs from the baseline by the same amount with every seed.",
        "Put in the numbers that were measured. Where they are so, measure something finer, or "
        "run more seeds.",
        {
            "two points more": table_body(
                table_rows({"plain": RUNS["plain"], "dropout": tuple(v + 2 for v in RUNS["plain"])})
            ),
            "computed from it": table_body(
                '[("plain", True, s, v) for s, v in enumerate((81.5, 83.0, 82.1))] + [("dropout", '
                "False, s, v - 0.7) for s, v in enumerate((81.5, 83.0, 82.1))]"
            ),
            "rounded away": table_body(
                table_rows({"plain": (81, 83, 82), "dropout": (82, 84, 83)})
            ),
        },
    ),
    "measure-unnamed": (
        "The measure has no name.",
        "Say in a few words what the numbers are, with their unit.",
        {
            "empty, measure unnamed": table_body(measure='""'),
            "None": table_body(measure="None"),
            "a number, measure unnamed": table_body(measure="0.95"),
            "dots, measure unnamed": table_body(measure='"..."'),
        },
    ),
    "direction-unclear": (
        "Whether larger is better is answered by neither True nor False.",
        "Write True for an accuracy and False for a loss, without quotation marks.",
        {
            "a text, direction unclear": table_body(larger_is_better='"yes"'),
            "1": table_body(larger_is_better="1"),
            "None, direction unclear": table_body(larger_is_better="None"),
        },
    ),
    "direction-turned": (
        "Of a loss or perplexity larger is marked as better, or of an accuracy smaller.",
        "Turn the entry 'larger_is_better' round.",
        {
            "a perplexity": table_body(measure='"perplexity"'),
            "a loss, direction turned": table_body(
                table_rows({"plain": (0.41, 0.52, 0.45), "dropout": (0.39, 0.55, 0.41)}),
                measure='"loss on held-out digits"',
            ),
            "an accuracy": table_body(larger_is_better="False"),
        },
    ),
    "prediction-not-a-text": (
        "The prediction is no text.",
        "Write a sentence in quotation marks: what you expected, and why.",
        {
            "a number, prediction not a text": table_body(prediction="2.0"),
            "a list": table_body(
                prediction='["dropout", "wins", "by", "two", "points", "or", "so"]'
            ),
            "dots, prediction not a text": table_body(prediction="..."),
        },
    ),
    "prediction-short": (
        "The prediction has fewer than eight words.",
        "Say in a sentence which setting wins, by how much, and why.",
        {
            "empty, prediction short": table_body(prediction='""'),
            "a name": table_body(prediction='"dropout"'),
            "without a reason": table_body(prediction='"Dropout wins by two points."'),
            "dots for words": table_body(prediction='". . . . . . . . . ."'),
        },
    ),
    "form-copied": (
        "The table holds what the form holds as its example, a garden.",
        "Put in the prediction and the numbers of your own experiment.",
        {
            "the whole form": table_body(
                table_rows({"no water": (3.1, 2.2, 2.9), "water": (6.0, 5.8, 6.4)}, ("no water",)),
                prediction='"Watered beans grow taller by 2 cm, because the soil is dry."',
                winner='"water"',
                measure='"height in cm"',
            ),
            "its numbers": table_body(
                table_rows({"plain": (3.1, 2.2, 2.9), "dropout": (6.0, 5.8, 6.4)})
            ),
            "its prediction": table_body(
                prediction='"Watered beans grow taller by 2 cm, because the soil is dry."'
            ),
        },
    ),
    "gap-not-a-number": (
        "By how much the winner should win is no finite number.",
        "Write a number in the unit of the measure, without quotation marks.",
        {
            "a text, gap not a number": table_body(by='"two points"'),
            "a range": table_body(by="(1.0, 3.0)"),
            "None, gap not a number": table_body(by="None"),
            "infinity, gap not a number": table_body(by='float("inf")'),
        },
    ),
    "gap-negative": (
        "By how much the winner should win is below 0.",
        "Write it as a number of at least 0: the entry beside it says who wins.",
        {"a smaller loss": table_body(by="-0.2", measure='"loss"', larger_is_better="False")},
    ),
    "winner-unknown": (
        "The winner's name is that of no setting in the rows.",
        "Write it as it stands in the rows, letter by letter.",
        {
            "capital letter": table_body(winner='"Dropout"'),
            "both": table_body(winner='"plain or dropout"'),
            "None, winner unknown": table_body(winner="None"),
            "a list of one": table_body(winner='["dropout"]'),
        },
    ),
    "reads-a-file": (
        "The function reads a file, which is not there when the table is graded.",
        "Copy the numbers from the file into the function.",
        {
            "open": "text = open(np.__file__).read()\n    " + table_body(),
            "loadtxt": 'numbers = np.loadtxt("runs.csv")\n    ' + table_body(),
            "own table": 'own = load_own_table("runs.csv")\n    ' + table_body(),
            "np.load": 'numbers = np.load("runs.npy")\n    ' + table_body(),
        },
    ),
    "draws-numbers": (
        "The function uses random numbers or a seed, where measured numbers belong.",
        "Run the experiment outside of the function, and copy the numbers that it prints.",
        {
            "made up": "rng = np.random.default_rng(0)\n    "
            + table_body(
                '[(name, name == "plain", s, 82 + rng.normal()) for name in ("plain", "dropout") '
                "for s in range(3)]"
            ),
            "a seed": "torch.manual_seed(0)\n    " + table_body(),
            "random module": "import random\n    random.seed(1)\n    "
            + table_body(
                '[(name, name == "plain", s, random.gauss(82, 1)) for name in ("plain", "dropout") '
                "for s in range(3)]"
            ),
        },
    ),
    "runs-the-experiment": (
        "The function runs the experiment, and nothing trains while the table is graded.",
        "Run it in a cell of its own, and copy the rows that it prints.",
        {
            "run_all inside": 'rows = run_all(digits_run, widths, "plain", range(3))\n    '
            + table_body("rows"),
        },
    ),
    "not-alone": (
        "The function takes values from another cell; results of runs are not there while the "
        "table is graded.",
        "Copy what that name holds into the function.",
        {
            "rows of a cell": table_body("my_rows")
            + f"\n\n\nif __name__ == '__main__':\n    my_rows = {table_rows()!r}",
            "a number of a cell": table_body(by="gap")
            + "\n\n\nif __name__ == '__main__':\n    gap = 2.0",
            "through another function": table_body("measured()")
            + "\n\n\ndef measured():\n    return kept\n\n\n"
            + f"if __name__ == '__main__':\n    kept = {table_rows()!r}",
        },
    ),
    "never-the-same": (
        "Two calls of the function give two different tables.",
        "Let it build the whole table anew, and keep nothing between two calls.",
        {
            "a clock": "from time import perf_counter\n    "
            + table_body(repr(changed_rows(0, 3, "?")).replace("'?'", "perf_counter()")),
            "keeps and adds": "calls.append(1)\n    "
            + table_body(by="len(calls)")
            + "\n\n\nclass Calls(list):\n    def __call__(self):\n        return self\n\n\n"
            "calls = Calls()",
        },
    ),
    "any/returns-none": {
        "prints it": f"print({table_rows()!r})",
        "forgets return": f"rows = {table_rows()!r}\n    table = {{'rows': rows}}",
    },
    "any/raises": {
        "a name that is not there": table_body("the_rows_of_my_experiment"),
        "a missing bracket's effect": table_body(
            '[("plain", True, 0, 81.5)("plain", True, 1, 83)]'
        ),
    },
}

TABLE_RIGHT = {
    "lists as rows": table_body([list(row) for row in table_rows()]),
    "rows as tuple": table_body(tuple(table_rows())),
    "baseline last": table_body(table_rows()[::-1]),
    "by setting, in a loop": """rows = []
    for name, numbers in {"plain": [81.5, 83.0, 82.25], "dropout": [82.0, 82.5, 84.0]}.items():
        for seed, number in enumerate(numbers):
            rows.append((name, name == "plain", seed, number))
    """
    + table_body("rows"),
    "NumPy numbers": "at = np.array([81.5, 83.0, 82.25, 82.0, 82.5, 84.0])\n    "
    + table_body(
        '[(n, np.bool_(n == "plain"), np.int64(s), at[3 * k + s]) '
        'for k, n in enumerate(("plain", "dropout")) for s in range(3)]'
    ),
    "a null result": table_body(
        table_rows({"plain": (81.5, 83.0, 82.25), "dropout": (82.0, 82.5, 82.25)})
    ),
    "the baseline is expected to win": table_body(winner='"plain"', by="0"),
    "a rule without chance as baseline": table_body(
        table_rows({"plain": (43.5,) * 3, "dropout": (82.0, 82.5, 84.0)})
    ),
    "everything right with every seed": table_body(
        table_rows({"plain": (98.5, 99.0, 98.0), "dropout": (100, 100, 100)})
    ),
    "a loss": table_body(
        table_rows({"plain": (0.41, 0.52, 0.45), "dropout": (0.39, 0.55, 0.41)}),
        measure='"loss"',
        larger_is_better="False",
        by="0.05",
    ),
    "three settings, ten seeds": table_body(
        table_rows(
            {
                "plain": tuple(82 + 0.25 * (k * k % 7) for k in range(10)),
                "dropout": tuple(82 + 0.25 * (k * 3 % 11) for k in range(10)),
                "wide": tuple(83 + 0.25 * (k * 5 % 8) for k in range(10)),
            }
        )
    ),
    "other seeds, in other orders": table_body(
        [("plain", True, s, v) for s, v in ((7, 81.5), (42, 83.0), (11, 82.25))]
        + [("dropout", False, s, v) for s, v in ((42, 82.5), (11, 84.0), (7, 82.0))]
    ),
    "a helper of its own": table_body("runs_of('plain', True) + runs_of('dropout', False)")
    + """\n\n\ndef runs_of(name, is_baseline):
    numbers = (81.5, 83.0, 82.25) if is_baseline else (82.0, 82.5, 84.0)
    return [(name, is_baseline, k, v) for k, v in enumerate(numbers)]""",
    "dict() and keywords": f"""return dict(
        prediction="I expect dropout to win by two points, or more.",
        winner="dropout", by=2, measure="accuracy in %", larger_is_better=True,
        rows={table_rows()!r})""",
    "seeds as a field of its own": """from collections import namedtuple
    Run = namedtuple("Run", "setting is_baseline seed number")
    rows = sorted((Run(*row) for row in """
    + repr(table_rows())
    + """), key=lambda run: run.seed)
    """
    + table_body("rows"),
    "rows of an array of objects": table_body(f"np.array({table_rows()!r}, dtype=object)"),
    "a prediction without spaces": table_body(
        prediction='"我预测随机失活会赢两个百分点，因为数字很少。"'
    ),
    "prints on the way": "print('my table')\n    " + table_body(),
}


def other_results(exercise: str = "capstone_table") -> list[str]:
    """The mutants that hold other results in the same form, which is all that can be judged."""
    cell = cell_source("13_generative", exercise)
    found, wanted = [], names_after(cell)[exercise]()
    for mutant in mutants(cell):
        with suppress(Exception):
            table = names_after(mutant.source)[exercise]()
            alike = [row[:3] for row in table["rows"]] == [row[:3] for row in wanted["rows"]]
            if alike and table["larger_is_better"]:  # of an accuracy, as in the model
                found.append(mutant.name)
    return found


SIGNATURES["capstone_table"] = ""
WRONG["capstone_table"] = TABLE
RIGHT["capstone_table"] = TABLE_RIGHT
EQUIVALENT["capstone_table"] = dict.fromkeys(
    other_results(), "Another experiment has other numbers: what is judged is the form."
)
