"""Lesson 10: mistakes that learners make, and right answers written otherwise."""

SIGNATURES = {
    "output_size": "n, k, stride=1, padding=0",
    "conv2d": "image, kernel, stride=1, padding=0",
    "conv_layer": "image, kernels, b",
    "conv_parameters": "channels_in, channels_out, k",
    "max_pool2d": "image, size",
    "residual_block": "x, f",
}


def cell(exercise, body):
    """The exercise's cell: a function with this body, or the class or function that it is."""
    if exercise == "lenet" or body.startswith(f"def {exercise}("):
        return body
    return f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"


FIT = "if k > n + 2 * padding: raise ValueError('too large')\n    "
ROOM = "room = n + 2 * padding - k\n    "

# A conv2d, a conv_layer and a max_pool2d with gaps, so that an answer shows what sets it apart
CONV = """p = {pad}
    k_h, k_w = kernel.shape
    rows, columns = {rows}, {columns}
    out = {out}
    for i in range(rows):
        for j in range(columns):
            top, left = {top}, {left}
            window = p[top:top + k_h, left:left + k_w]
            {add}
    return {result}"""
CONV_PARTS = {
    "pad": "np.pad(image, padding)",
    "rows": "(p.shape[0] - k_h) // stride + 1",
    "columns": "(p.shape[1] - k_w) // stride + 1",
    "out": "np.zeros((rows, columns))",
    "top": "i * stride",
    "left": "j * stride",
    "add": "out[i, j] = np.sum(window * kernel)",
    "result": "out",
}


def conv(**changes):
    """A conv2d with some parts changed."""
    return CONV.format(**{**CONV_PARTS, **changes})


LAYER = """{first}out = []
    for o in range({outputs}):
        total = {start}
        for i in range({inputs}):
            {add}
        {finish}
    return {result}"""
LAYER_PARTS = {
    "first": "",
    "outputs": "len(kernels)",
    "start": "0.0",
    "inputs": "len(image)",
    "add": "total = total + conv2d(image[i], kernels[o][i])",
    "finish": "out.append(total + b[o])",
    "result": "np.array(out)",
}


def layer(**changes):
    """A conv_layer with some parts changed."""
    return LAYER.format(**{**LAYER_PARTS, **changes})


POOL = """rows, columns = {rows}, {columns}
    out = {out}
    for i in range(rows):
        for j in range(columns):
            square = {square}
            {take}
    return {result}"""
POOL_PARTS = {
    "rows": "image.shape[0] // size",
    "columns": "image.shape[1] // size",
    "out": "np.zeros((rows, columns))",
    "square": "image[i * size:(i + 1) * size, j * size:(j + 1) * size]",
    "take": "out[i, j] = square.max()",
    "result": "out",
}


def pool(**changes):
    """A max_pool2d with some parts changed."""
    return POOL.format(**{**POOL_PARTS, **changes})


INIT = """self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.dense1 = nn.Linear(400, 120)
        self.dense2 = nn.Linear(120, 84)
        self.dense3 = nn.Linear(84, 10)"""
FORWARD = """x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2)
        x = x.flatten(1)
        x = torch.relu(self.dense1(x))
        x = torch.relu(self.dense2(x))
        return self.dense3(x)"""


def net(init=INIT, forward=FORWARD, head="class LeNet(nn.Module):", start="super().__init__()"):
    """A LeNet with some parts changed."""
    return f"""{head}
    def __init__(self):
        {start}
        {init}

    def forward(self, x):
        {forward}
"""


def init(old, new):
    """A LeNet with one piece of its layers changed."""
    assert old in INIT, old
    return net(init=INIT.replace(old, new))


def forward(old, new):
    """A LeNet with one piece of its forward pass changed."""
    assert old in FORWARD, old
    return net(forward=FORWARD.replace(old, new))


WRONG = {
    "output_size": {
        "no-plus-one": (
            "The steps are counted, and not the places: the first place is missing.",
            "A window that fits exactly has one place and no step: add 1.",
            {
                "no + 1": FIT + "return (n + 2 * padding - k) // stride",
                "a range that ends too early": FIT
                + "return len(range(0, n + 2 * padding - k, stride)) if stride == 1 else "
                "(n + 2 * padding - k) // stride",
                "int of the quotient": FIT + "return int((n + 2 * padding - k) / stride)",
            },
        ),
        "plus-two": (
            "One place too many is counted.",
            "Steps and the first place: add 1 once.",
            {"adds 2": FIT + "return (n + 2 * padding - k) // stride + 2"},
        ),
        "end-left-out": (
            "Where a window reaches the very edge, its place is not counted.",
            "The end of a range is left out: let it end one further.",
            {
                "a range without + 1": FIT + "return len(range(0, n + 2 * padding - k, stride))",
                "room, rounded up": FIT + "return -(-(n + 2 * padding - k) // stride)",
            },
        ),
        "one-before-dividing": (
            "The 1 is added before the division by the stride.",
            "Count the steps first, by dividing; the first place is added to the steps.",
            {
                "1 inside": FIT + "return (n + 2 * padding - k + 1) // stride",
                "k - 1 taken away": FIT + "return (n + 2 * padding - (k - 1)) // stride",
            },
        ),
        "padding-once": (
            "The padding is counted on one side only.",
            "Zeros go on both sides: the image grows by two times the padding.",
            {
                "adds padding once": "if k > n + 2 * padding: raise ValueError\n    "
                "return (n + padding - k) // stride + 1",
                "twice in the test, once in the count": FIT
                + "size = n + padding\n    return (size - k) // stride + 1",
            },
        ),
        "padding-ignored": (
            "The padding plays no part.",
            "Add the zeros on both sides to the pixels before you take the window off.",
            {
                "without padding": FIT + "return (n - k) // stride + 1",
                "the worked 5 and 3": FIT + "room = n - k\n    return room // stride + 1",
            },
        ),
        "padding-subtracted": (
            "The padding makes the image smaller.",
            "Zeros are put around the image, so add them.",
            {"minus 2p": FIT + "return (n - 2 * padding - k) // stride + 1"},
        ),
        "padding-on-window": (
            "The padding is added to the window.",
            "The image is padded, the window keeps its size.",
            {"k + p": FIT + "return (n - (k + padding)) // stride + 1"},
        ),
        "padding-squared": (
            "The padding is multiplied with itself, in place of being counted twice.",
            "One padding on each side: two times the padding.",
            {"p squared": FIT + "return (n + padding ** 2 - k) // stride + 1"},
        ),
        "never-larger": (
            "The size is cut to that of the image.",
            "Much padding makes the result larger than the image: return what the count gives.",
            {"at most n": FIT + "return min((n + 2 * padding - k) // stride + 1, n)"},
        ),
        "padding-after": (
            "The padding is added to the places, and not to the pixels.",
            "Pad first, then count where the window can lie.",
            {
                "adds 2p at the end": FIT + "return (n - k) // stride + 1 + 2 * padding",
                "adds p at the end": FIT + "return (n - k) // stride + 1 + padding",
            },
        ),
        "stride-ignored": (
            "The stride plays no part.",
            "Divide the room by the stride, and round down.",
            {
                "no stride": FIT + "return n + 2 * padding - k + 1",
                "a loop of 1": FIT + ROOM + "return sum(1 for start in range(room + 1))",
            },
        ),
        "stride-multiplies": (
            "The room is multiplied by the stride.",
            "A larger stride gives fewer places: divide.",
            {"times stride": FIT + "return (n + 2 * padding - k) * stride + 1"},
        ),
        "stride-subtracted": (
            "The stride is subtracted.",
            "The room is divided into steps as long as the stride.",
            {"minus stride": FIT + "return n + 2 * padding - k - stride + 2"},
        ),
        "rounds-up": (
            "A part of a step counts as a whole one.",
            "Where the last step does not fit, the window stays: round down.",
            {
                "ceil": FIT
                + "import math\n    return math.ceil((n + 2 * padding - k) / stride) + 1",
                "minus signs": FIT + "return -(-(n + 2 * padding - k) // stride) + 1",
                "a rest is one more": FIT
                + ROOM
                + "return room // stride + 1 + (1 if room % stride else 0)",
            },
        ),
        "rounds-to-nearest": (
            "The number of steps is rounded to the nearest whole number.",
            "Half a step is no step, and neither is nine tenths of one: round down.",
            {
                "round": FIT + "return round((n + 2 * padding - k) / stride) + 1",
                "adds a half": FIT + "return int((n + 2 * padding - k) / stride + 0.501) + 1",
            },
        ),
        "not-rounded": (
            "Parts of a step are kept, so the size need not be whole.",
            "A window lies at a place or it does not: divide with //.",
            {
                "true division": FIT + "return (n + 2 * padding - k) / stride + 1",
                "a fraction": FIT + "return 1 + (n + 2 * padding - k) * (1 / stride)",
            },
        ),
        "a-float": (
            "The size is right, but a float, which no range and no shape takes.",
            "Divide with //, or turn the result into a whole number.",
            {
                "np.floor": FIT + "return np.floor((n + 2 * padding - k) / stride) + 1",
                "floats at the end": FIT + "return float((n + 2 * padding - k) // stride + 1)",
                "// of a float": FIT + "return (n + 2.0 * padding - k) // stride + 1",
            },
        ),
        "window-halved": (
            "Half a window is taken off on one side only.",
            "Take the whole window off the pixels.",
            {"k // 2": FIT + "return (n + 2 * padding - k // 2) // stride + 1"},
        ),
        "window-twice": (
            "The window is taken off twice.",
            "Only one window lies there at a time: take k off once.",
            {"2k": FIT + "return (n + 2 * padding - 2 * k) // stride + 1"},
        ),
        "window-added": (
            "The window makes the image larger.",
            "A wider window has fewer places: subtract it.",
            {"plus k": FIT + "return (n + 2 * padding + k) // stride + 1"},
        ),
        "window-ignored": (
            "The window's width plays no part.",
            "Take the window off the padded pixels before you divide.",
            {
                "n over s": FIT + "return (n + 2 * padding) // stride",
            },
        ),
        "same-size": (
            "The size stays, divided by the stride, whatever the window and the padding.",
            "Only one padding keeps the size; count with the padding that is given.",
            {"n over stride": FIT + "return n // stride"},
        ),
        "window-before-minus": (
            "Only the window is divided by the stride, since division goes before minus.",
            "Subtract first, in parentheses, and divide what is left.",
            {"no parentheses": FIT + "return n + 2 * padding - k // stride + 1"},
        ),
        "stride-and-padding-swapped": (
            "Stride and padding are exchanged.",
            "The third argument is the stride, the fourth the padding.",
            {
                "swapped in the signature": """def output_size(n, k, padding=0, stride=1):
    if k > n + 2 * padding: raise ValueError(k)
    return (n + 2 * padding - k) // stride + 1""",
            },
        ),
        "n-and-k-swapped": (
            "The image and the window are exchanged.",
            "The first argument is the number of pixels, the second the window.",
            {
                "k first": """def output_size(k, n, stride=1, padding=0):
    if k > n + 2 * padding: raise ValueError(k)
    return (n + 2 * padding - k) // stride + 1""",
            },
        ),
        "never-refuses": (
            "A window that does not fit gives a number.",
            "Test whether it fits into the padded image, and raise ValueError where it does not.",
            {
                "no test": "return (n + 2 * padding - k) // stride + 1",
                "0 places": "return max(0, (n + 2 * padding - k) // stride + 1)",
                "an absolute value": "return abs(n + 2 * padding - k) // stride + 1",
                "a count": "return len(range(0, n + 2 * padding - k + 1, stride))",
                "the test is never true": "if k < 0: raise ValueError\n    "
                "return (n + 2 * padding - k) // stride + 1",
                "returns 0": "if k > n + 2 * padding: return 0\n    "
                "return (n + 2 * padding - k) // stride + 1",
                "returns -1": "if k > n + 2 * padding: return -1\n    "
                "return (n + 2 * padding - k) // stride + 1",
            },
        ),
        "answers-in-words": (
            "A window that does not fit gets an answer, such as a text, None or an error object.",
            "Raise ValueError with your sentence: what is returned or printed stops nobody.",
            {
                "prints": "if k > n + 2 * padding:\n        print('no fit')\n        return None\n"
                "    return (n + 2 * padding - k) // stride + 1",
                "returns a sentence": "if k > n + 2 * padding: return 'does not fit'\n    "
                "return (n + 2 * padding - k) // stride + 1",
                "returns the error": "if k > n + 2 * padding: return ValueError('no')\n    "
                "return (n + 2 * padding - k) // stride + 1",
            },
        ),
        "another-error": (
            "A window that does not fit ends in an error of another type than ValueError.",
            "Raise ValueError with a sentence.",
            {
                "an assertion": "assert k <= n + 2 * padding\n    "
                "return (n + 2 * padding - k) // stride + 1",
                "TypeError": "if k > n + 2 * padding: raise TypeError('no')\n    "
                "return (n + 2 * padding - k) // stride + 1",
                "any error": "if k > n + 2 * padding: raise Exception('no')\n    "
                "return (n + 2 * padding - k) // stride + 1",
                "a text is raised": "if k > n + 2 * padding: raise 'no'\n    "
                "return (n + 2 * padding - k) // stride + 1",
            },
        ),
        "refuses-a-fit": (
            "A window as large as the padded image is refused, though it has one place.",
            "Refuse only what is larger.",
            {
                ">= in the test": "if k >= n + 2 * padding: raise ValueError(k)\n    "
                "return (n + 2 * padding - k) // stride + 1",
                "no room left": ROOM
                + "if room <= 0: raise ValueError\n    return room // stride + 1",
            },
        ),
        "refuses-without-padding": (
            "A window that fits into the padded image is refused.",
            "Compare the window with the pixels and the padding on both sides.",
            {
                "compares with n": "if k > n: raise ValueError(k)\n    "
                "return (n + 2 * padding - k) // stride + 1",
                "compares with one padding": "if k > n + padding: raise ValueError(k)\n    "
                "return (n + 2 * padding - k) // stride + 1",
            },
        ),
        "refuses-by-the-count": (
            "A window that is a little too large is accepted, with 0 places.",
            "A window of k pixels fits where the padded image has at least k: test that before you "
            "divide.",
            {
                "tests for less than -1": "if n + 2 * padding - k < -1: raise ValueError\n    "
                "return (n + 2 * padding - k) // stride + 1",
                "tests for a negative count": "size = (n + 2 * padding - k) // stride + 1\n    "
                "if size < 0: raise ValueError\n    return size",
            },
        ),
        "refuses-a-rest": (
            "A window that leaves pixels over is refused.",
            "What does not suffice for a whole step is left over, and nothing is wrong with that.",
            {
                "no rest allowed": FIT
                + ROOM
                + "if room % stride: raise ValueError('a rest')\n    return room // stride + 1",
            },
        ),
        "always-refuses": (
            "Every window is refused.",
            "Raise only where the window is larger than the padded image.",
            {"raises always": "raise ValueError('does not fit')"},
        ),
        "places-listed": (
            "A list, a range or a pair comes back in place of one number.",
            "Return how many places there are along one axis.",
            {
                "the starts": FIT + "return list(range(0, n + 2 * padding - k + 1, stride))",
            },
        ),
        "a-pair": (
            "Two numbers come back.",
            "Return the number of places along one axis, once.",
            {
                "rows and columns": FIT
                + "size = (n + 2 * padding - k) // stride + 1\n    return size, size",
            },
        ),
        "squared": (
            "The places of a whole image are counted, rows times columns.",
            "Count along one axis.",
            {"both axes": FIT + "return ((n + 2 * padding - k) // stride + 1) ** 2"},
        ),
        "any/returns-none": {
            "forgets return": FIT + "size = (n + 2 * padding - k) // stride + 1",
            "prints it": FIT + "print((n + 2 * padding - k) // stride + 1)",
        },
    },
    "conv2d": {
        "kernel-turned": (
            "The kernel is turned by half a circle first, as mathematicians do it.",
            "Lay it on the image as it is.",
            {
                "turned": conv(add="out[i, j] = np.sum(window * kernel[::-1, ::-1])"),
                "np.flip": conv(pad="np.pad(image, padding); kernel = np.flip(kernel)"),
            },
        ),
        "kernel-upside-down": (
            "The kernel's rows are in reverse order.",
            "Row 0 of the kernel lies on the top row of the window.",
            {"rows reversed": conv(add="out[i, j] = np.sum(window * kernel[::-1])")},
        ),
        "kernel-mirrored": (
            "The kernel's columns are in reverse order.",
            "Column 0 of the kernel lies on the left column of the window.",
            {"columns reversed": conv(add="out[i, j] = np.sum(window * kernel[:, ::-1])")},
        ),
        "kernel-transposed": (
            "Rows and columns of the kernel are exchanged.",
            "Use the kernel as it is: its rows lie on rows.",
            {
                "the kernel's T": conv(pad="np.pad(image, padding); kernel = kernel.T"),
            },
        ),
        "image-transposed": (
            "Rows and columns of the image are exchanged.",
            "Pad the image, and leave its axes where they are.",
            {
                "image.T": conv(pad="np.pad(image, padding).T"),
            },
        ),
        "mean": (
            "The mean of the products is taken.",
            "Add them up: the kernel's own numbers say how much each counts.",
            {
                "np.mean": conv(add="out[i, j] = np.mean(window * kernel)"),
                "divided by the size": conv(result="out / kernel.size"),
            },
        ),
        "normalised": (
            "The result is divided by the sum of the kernel's numbers.",
            "Only multiply and add: a kernel may well sum to 0.",
            {"over its sum": conv(result="out / kernel.sum()")},
        ),
        "maximum": (
            "The largest product is taken.",
            "Add up all products of a place.",
            {"np.max": conv(add="out[i, j] = np.max(window * kernel)")},
        ),
        "window-sum-only": (
            "The pixels are added up without their weights.",
            "Multiply each pixel by the weight that lies on it.",
            {"no weights": conv(add="out[i, j] = np.sum(window)")},
        ),
        "adds-kernel": (
            "Kernel and window are added, and not multiplied.",
            "Multiply each pixel by its weight, then add the products.",
            {"plus": conv(add="out[i, j] = np.sum(window + kernel)")},
        ),
        "sums-multiplied": (
            "The sums of window and kernel are multiplied.",
            "Multiply pixel by pixel first; add afterwards.",
            {"sum times sum": conv(add="out[i, j] = window.sum() * kernel.sum()")},
        ),
        "matrix-product": (
            "A matrix product stands in place of the products pixel by pixel.",
            "Multiply with *: each pixel meets one weight.",
            {
                "@": conv(add="out[i, j] = np.sum(window @ kernel.T)"),
                "np.dot": conv(add="out[i, j] = np.dot(window, kernel.T).sum()"),
            },
        ),
        "matrix-shapes": (
            "Window and kernel are multiplied as matrices.",
            "Multiply with *: each pixel meets one weight.",
            {"@ without T": conv(add="out[i, j] = np.sum(window @ kernel)")},
        ),
        "several-numbers": (
            "A place of the result gets several numbers where one belongs.",
            "Add up the products of a place, over rows and columns at once.",
            {
                "products": conv(add="out[i, j] = window * kernel"),
                "a sum for each column": conv(add="out[i, j] = sum(window * kernel)"),
            },
        ),
        "places-exchanged": (
            "The window moves down where it should move to the right.",
            "The row of the result says how far down the window lies, the column how far right.",
            {
                "top from j": conv(top="j * stride", left="i * stride"),
                "rows and columns of the window exchanged": conv(
                    add="out[i, j] = np.sum(p[left:left + k_h, top:top + k_w] * kernel)"
                ),
            },
        ),
        "sizes-of-another-order": (
            "The size is asked for with a stride of 0: the padding stands in the stride's place.",
            "Hand on the stride third and the padding fourth.",
            {
                "padding third": conv(
                    rows="output_size(image.shape[0], k_h, padding, stride)",
                    columns="output_size(image.shape[1], k_w, padding, stride)",
                ),
                "padding alone": conv(
                    rows="output_size(image.shape[0], k_h, padding)",
                    columns="output_size(image.shape[1], k_w, padding)",
                ),
            },
        ),
        "more-places-than-windows": (
            "With padding, more places are counted than windows fit into what they are cut out of.",
            "Count and cut in the same array, the padded image, and add the padding once.",
            {
                "image in place of p": conv().replace(
                    "window = p[top:top + k_h", "window = image[top:top + k_h"
                ),
            },
        ),
        "first-row-only": (
            "Only the kernel's first row is used.",
            "Add up the products of all rows and columns of the kernel.",
            {
                "one row": conv(add="out[i, j] = np.sum((window * kernel)[0])"),
                "zip of the first rows": conv(
                    add="out[i, j] = sum(a * w for a, w in zip(window[0], kernel[0]))"
                ),
            },
        ),
        "last-product": (
            "Each product overwrites the one before, so only the last is kept.",
            "Add to the sum: += in place of =.",
            {
                "= in the inner loop": conv(
                    add="""for u in range(k_h):
                for v in range(k_w): out[i, j] = p[top + u, left + v] * kernel[u, v]"""
                ),
                "the corner": conv(add="out[i, j] = (window * kernel)[-1, -1]"),
            },
        ),
        "sum-runs-on": (
            "The sum of one place goes on with that of the place before.",
            "Start at 0 again for every place.",
            {
                "total is never cleared": conv(
                    out="np.zeros((rows, columns)); total = 0",
                    add="total += np.sum(window * kernel); out[i, j] = total",
                ),
            },
        ),
        "negative-cut-off": (
            "Negative results become 0.",
            "Leave them: an activation comes later, if at all.",
            {
                "a ReLU": conv(result="np.maximum(out, 0)"),
                "max with 0": conv(add="out[i, j] = max(0, np.sum(window * kernel))"),
            },
        ),
        "absolute-values": (
            "The signs are dropped.",
            "Return the sums with their signs.",
            {"np.abs": conv(result="np.abs(out)")},
        ),
        "whole-numbers-only": (
            "The results are cut to whole numbers.",
            "Make room for floats: pixels may be whole numbers, weights need not.",
            {
                "dtype=int": conv(out="np.zeros((rows, columns), dtype=int)"),
                "the image's type": conv(out="np.zeros((rows, columns), dtype=image.dtype)"),
                "zeros_like a part": conv(out="np.zeros_like(p[:rows, :columns])"),
                "int of the sum": conv(add="out[i, j] = int(np.sum(window * kernel))"),
            },
        ),
        "rounded": (
            "The results are rounded.",
            "Return the sums as they are.",
            {"np.round": conv(result="np.round(out)")},
        ),
        "padding-ignored": (
            "The padding leaves no trace in the size of the result.",
            "Put rows and columns of zeros on all four sides of the image first, and of it alone.",
            {
                "both padded": conv(pad="np.pad(image, padding); kernel = np.pad(kernel, padding)"),
                "no padding": conv(pad="image"),
                "pads and forgets": conv(pad="image; q = np.pad(image, padding)"),
            },
        ),
        "padding-on-or-off": (
            "Every padding above 0 puts a single zero on each side.",
            "Put as many zeros on each side as the padding says.",
            {
                "1 if padding": conv(pad="np.pad(image, 1 if padding else 0)"),
                "if padding": conv(pad="np.pad(image, 1) if padding > 0 else image"),
            },
        ),
        "padding-always-1": (
            "The image is padded by 1, whatever was asked for.",
            "Pad by the argument, which is 0 at first.",
            {"pads by 1": conv(pad="np.pad(image, 1)")},
        ),
        "padding-doubled": (
            "Twice as many zeros are put on each side.",
            "Padding counts the rows on each side, not on both together.",
            {"2p": conv(pad="np.pad(image, 2 * padding)")},
        ),
        "padding-after-only": (
            "Zeros are put at the bottom and on the right only.",
            "Put them on all four sides.",
            {"after": conv(pad="np.pad(image, (0, padding))")},
        ),
        "padding-before-only": (
            "Zeros are put at the top and on the left only.",
            "Put them on all four sides.",
            {"before": conv(pad="np.pad(image, (padding, 0))")},
        ),
        "padding-rows-only": (
            "Zeros are put above and below, and not on the left and right.",
            "Put them on all four sides.",
            {"rows": conv(pad="np.pad(image, ((padding, padding), (0, 0)))")},
        ),
        "padding-columns-only": (
            "Zeros are put on the left and right, and not above and below.",
            "Put them on all four sides.",
            {"columns": conv(pad="np.pad(image, ((0, 0), (padding, padding)))")},
        ),
        "padding-repeats-the-edge": (
            "The padding repeats pixels of the image.",
            "Pad with zeros.",
            {
                "edge": conv(pad="np.pad(image, padding, mode='edge')"),
                "symmetric": conv(pad="np.pad(image, padding, mode='symmetric')"),
                "reflect": conv(pad="np.pad(image, padding, mode='reflect')"),
            },
        ),
        "padding-wraps": (
            "The padding takes the pixels of the opposite side.",
            "Pad with zeros.",
            {"wrap": conv(pad="np.pad(image, padding, mode='wrap')")},
        ),
        "padding-ones": (
            "The padding is 1.",
            "Pad with zeros, which add nothing to a sum.",
            {
                "ones": conv(pad="np.pad(image, padding, constant_values=1)"),
                "np.ones": conv(
                    pad="np.ones((image.shape[0] + 2*padding, image.shape[1] + 2*padding)); "
                    "p[padding:padding + image.shape[0], padding:padding + image.shape[1]] = image"
                ),
            },
        ),
        "pads-the-result": (
            "The result is padded, and not the image.",
            "Pad first, then let the window slide over the zeros, too.",
            {"np.pad at the end": conv(pad="image", result="np.pad(out, padding)")},
        ),
        "stride-ignored": (
            "The window moves by one pixel, and every result is kept.",
            "Count the places with the stride, and begin them at multiples of it.",
            {
                "no stride": conv(
                    rows="p.shape[0] - k_h + 1", columns="p.shape[1] - k_w + 1", top="i", left="j"
                ),
            },
        ),
        "window-ignores-stride": (
            "The places are counted with the stride, but the window moves by one pixel.",
            "The window's corner is the place's number times the stride.",
            {"top = i": conv(top="i", left="j")},
        ),
        "stride-down-only": (
            "The stride is used along the rows only.",
            "Move the window by the stride to the right as well.",
            {"left = j": conv(columns="p.shape[1] - k_w + 1", left="j")},
        ),
        "stride-right-only": (
            "The stride is used along the columns only.",
            "Move the window by the stride downwards as well.",
            {"down by one": conv(rows="p.shape[0] - k_h + 1", top="i")},
        ),
        "last-place-missing": (
            "The last row and the last column of places are missing.",
            "Count the steps and the first place: add 1 to what the division gives.",
            {
                "no + 1": conv(
                    rows="(p.shape[0] - k_h) // stride", columns="(p.shape[1] - k_w) // stride"
                ),
                "ranges without + 1": conv(
                    rows="len(range(0, p.shape[0] - k_h, stride)) if stride == 1 else "
                    "(p.shape[0] - k_h) // stride",
                    columns="(p.shape[1] - k_w) // stride",
                ),
            },
        ),
        "one-place-too-many": (
            "The result keeps a row and a column that no window fills.",
            "Count the places where the whole kernel lies on the image.",
            {
                "+ 2": conv(
                    out="np.zeros((rows + 1, columns + 1))",
                ),
            },
        ),
        "size-of-the-image": (
            "The result is as large as the image, and partly empty.",
            "Make it as large as the number of places along each axis.",
            {
                "zeros_like": conv(out="np.zeros(image.shape)"),
                "floats like the image": conv(out="np.zeros_like(image, dtype=float)"),
            },
        ),
        "square-kernel-only": (
            "The kernel's number of rows is used for its columns, too.",
            "Read both off the kernel: it need not be square.",
            {
                "k = kernel.shape[0]": conv(pad="np.pad(image, padding)").replace(
                    "k_h, k_w = kernel.shape", "k_h = k_w = kernel.shape[0]"
                ),
                "len(kernel)": conv().replace("k_h, k_w = kernel.shape", "k_h = k_w = len(kernel)"),
            },
        ),
        "three-by-three-only": (
            "The kernel is taken to be 3 × 3.",
            "Read the kernel's size off the argument.",
            {"always 3": conv().replace("k_h, k_w = kernel.shape", "k_h = k_w = 3")},
        ),
        "sides-exchanged": (
            "The kernel's numbers of rows and columns are exchanged.",
            "The shape holds the rows first, then the columns.",
            {"k_w, k_h": conv().replace("k_h, k_w = kernel.shape", "k_w, k_h = kernel.shape")},
        ),
        "square-image-only": (
            "The image's number of rows is used for its columns, too.",
            "Rows and columns have sizes of their own.",
            {
                "p.shape[0] twice": conv(columns="(p.shape[0] - k_w) // stride + 1"),
            },
        ),
        "square-image-by-columns": (
            "The image's number of columns is used for its rows, too.",
            "Rows and columns have sizes of their own.",
            {"p.shape[1] twice": conv(rows="(p.shape[1] - k_h) // stride + 1")},
        ),
        "result-transposed": (
            "Rows and columns of the result are exchanged.",
            "The first index counts rows, downwards.",
            {
                "out.T": conv(result="out.T"),
                "out[j, i]": conv(
                    out="np.zeros((columns, rows))", add="out[j, i] = np.sum(window * kernel)"
                ),
            },
        ),
        "flat-result": (
            "The result is one long row.",
            "Give it rows and columns.",
            {
                "ravel": conv(result="out.ravel()"),
                "a list of sums": conv(out="[]", add="out.append(np.sum(window * kernel))"),
            },
        ),
        "axis-added": (
            "The result has an axis too many.",
            "An image in, an image out: two axes.",
            {"out[None]": conv(result="out[None]")},
        ),
        "axis-lost": (
            "Axes of length 1 are dropped.",
            "Keep two axes, also where the result has one row or one column.",
            {"squeeze": conv(result="out.squeeze()")},
        ),
        "no-array": (
            "The numbers are right, and come back as a list or a tensor.",
            "Return a NumPy array: a list has no shape, and a tensor belongs to PyTorch.",
            {
                "tolist": conv(result="out.tolist()"),
                "a list of rows": """p = np.pad(image, padding)
    (h, w), (k_h, k_w) = image.shape, kernel.shape
    rows = output_size(n=h, k=k_h, stride=stride, padding=padding)
    columns = output_size(n=w, k=k_w, stride=stride, padding=padding)
    out = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    out[i][j] += float(p[i * stride + u, j * stride + v] * kernel[u, v])
    return out""",
                "a tensor": """a = torch.as_tensor(np.array(image, dtype=float))[None, None]
    k = torch.as_tensor(np.array(kernel, dtype=float))[None, None]
    return nn.functional.conv2d(a, k, stride=stride, padding=padding)[0, 0]""",
            },
        ),
        "first-place-only": (
            "Only the first place is computed.",
            "Return after both loops, not within them.",
            {
                "returns in the loop": conv(add="return np.sum(window * kernel)"),
            },
        ),
        "first-row-of-places": (
            "Only the first row of places is filled.",
            "Let the return stand outside both loops.",
            {
                "returns in the outer loop": conv().replace("    return out", "        return out"),
            },
        ),
        "starts-at-1": (
            "The window starts one pixel too far down and to the right.",
            "The first place is the top left corner, row 0 and column 0.",
            {
                "from 1": conv(
                    top="i * stride + 1",
                    left="j * stride + 1",
                    pad="np.pad(np.pad(image, padding), ((0, 1), (0, 1)))",
                    rows="(p.shape[0] - 1 - k_h) // stride + 1",
                    columns="(p.shape[1] - 1 - k_w) // stride + 1",
                ),
            },
        ),
        "window-of-another-size": (
            "The window has another size than the kernel, so they cannot be multiplied.",
            "Cut out as many rows and columns as the kernel has; a slice ends before its end.",
            {
                "one too many": conv().replace(
                    "p[top:top + k_h, left:left + k_w]", "p[top:top + k_h + 1, left:left + k_w + 1]"
                ),
                "one too few": conv().replace(
                    "p[top:top + k_h, left:left + k_w]", "p[top:top + k_h - 1, left:left + k_w - 1]"
                ),
            },
        ),
        "any/changes-input": {
            "scales the image in place": "image *= 1\n    image[0, 0] += 1\n    " + conv(),
        },
        "any/returns-none": {
            "forgets return": conv(result="None"),
        },
    },
    "conv_layer": {
        "no-bias": (
            "The biases are left out.",
            "Add each output channel's bias once, after the sum over input channels.",
            {
                "never adds b": layer(finish="out.append(total)"),
                "b is 0": layer(finish="out.append(total + 0 * b[o])"),
            },
        ),
        "bias-subtracted": (
            "The bias is subtracted.",
            "Add it.",
            {"minus b": layer(finish="out.append(total - b[o])")},
        ),
        "bias-for-each-input": (
            "The bias is added once for every input channel.",
            "Add it once, after the sum over input channels.",
            {
                "in the inner loop": layer(
                    add="total = total + conv2d(image[i], kernels[o][i]) + b[o]",
                    finish="out.append(total)",
                ),
                "times the channels": layer(finish="out.append(total + len(image) * b[o])"),
            },
        ),
        "first-bias-for-all": (
            "All output channels get the first bias.",
            "Each output channel has its own.",
            {"b[0]": layer(finish="out.append(total + b[0])")},
        ),
        "bias-of-the-input": (
            "The input channel says which bias is added, so several are.",
            "The output channel says which bias is added, once.",
            {
                "b[i] in the inner loop": """out = []
    for o in range(len(kernels)):
        maps = [conv2d(image[i], kernels[o, i]) + b[i] for i in range(len(image))]
        out.append(sum(maps))
    return np.array(out)""",
            },
        ),
        "last-bias-for-all": (
            "All output channels get the last bias.",
            "Each output channel has its own.",
            {"b[-1]": layer(finish="out.append(total + b[-1])")},
        ),
        "all-biases-for-each": (
            "Every output channel gets the sum of all biases.",
            "Each output channel has its own.",
            {
                "sum of b": layer(finish="out.append(total + np.sum(b))"),
            },
        ),
        "mean-bias": (
            "Every output channel gets the mean of all biases.",
            "Each output channel has its own.",
            {"mean of b": layer(finish="out.append(total + np.mean(b))")},
        ),
        "biases-reversed": (
            "The biases are in reverse order.",
            "Output channel 0 gets bias 0.",
            {"b[::-1]": layer(finish="out.append(total + b[::-1][o])")},
        ),
        "bias-multiplies": (
            "The maps are multiplied by the bias.",
            "Add it.",
            {"times b": layer(finish="out.append(total * b[o])")},
        ),
        "biases-along-columns": (
            "The biases are added along the columns: one axis meets the last axis.",
            "Give the biases two axes of length 1 behind their own.",
            {
                "+ b at the end": layer(finish="out.append(total)", result="np.array(out) + b"),
                "the whole b in the loop": layer(finish="out.append(total + b)"),
            },
        ),
        "first-channel-only": (
            "Only the first input channel is used.",
            "Add what the kernels find in all input channels.",
            {
                "image[0]": layer(inputs="1"),
                "returns after one channel": layer(
                    add="total = conv2d(image[i], kernels[o][i]); break"
                ),
            },
        ),
        "last-channel-only": (
            "Only the last input channel counts, as where each one overwrites the one before.",
            "Add to the sum: + in place of =.",
            {
                "= in the loop": layer(add="total = conv2d(image[i], kernels[o][i])"),
                "image[-1]": layer(inputs="1", add="total = conv2d(image[-1], kernels[o][-1])"),
            },
        ),
        "first-channel-twice": (
            "The first input channel is counted twice.",
            "Begin the sum with 0, or go on with the second channel.",
            {
                "begins with it, then all": layer(start="conv2d(image[0], kernels[o][0])"),
            },
        ),
        "last-channel-missing": (
            "The last input channel is left out.",
            "Count all of them, from 0.",
            {"one too few": layer(inputs="len(image) - 1")},
        ),
        "inputs-not-summed": (
            "The results of the input channels stay side by side.",
            "Add them up, so that each output channel is one map.",
            {
                "no sum": """return np.array([[conv2d(c, k) + bias for c, k in zip(image, ks)]
        for ks, bias in zip(kernels, b)])""",
            },
        ),
        "inputs-averaged": (
            "The mean over the input channels is taken.",
            "Add them up.",
            {
                "np.mean": """return np.array([
        np.mean([conv2d(c, k) for c, k in zip(image, ks)], axis=0) + bias
        for ks, bias in zip(kernels, b)])""",
                "divided": layer(finish="out.append(total / len(image) + b[o])"),
            },
        ),
        "inputs-by-maximum": (
            "The largest of the input channels' results is taken.",
            "Add them up.",
            {
                "np.max": """return np.array([
        np.max([conv2d(c, k) for c, k in zip(image, ks)], axis=0) + bias
        for ks, bias in zip(kernels, b)])""",
            },
        ),
        "inputs-subtracted": (
            "The input channels' results are subtracted.",
            "Add them up.",
            {"minus": layer(add="total = total - conv2d(image[i], kernels[o][i])")},
        ),
        "inputs-multiplied": (
            "The input channels' results are multiplied.",
            "Add them up.",
            {
                "times": layer(start="1.0", add="total = total * conv2d(image[i], kernels[o][i])"),
            },
        ),
        "first-kernels-for-all": (
            "All output channels use the kernels of the first.",
            "Each output channel has kernels of its own.",
            {"kernels[0]": layer(add="total = total + conv2d(image[i], kernels[0][i])")},
        ),
        "one-kernel-for-all-inputs": (
            "All input channels use the same kernel of an output channel.",
            "There is one kernel for each pair of an output and an input channel.",
            {"kernels[o][0]": layer(add="total = total + conv2d(image[i], kernels[o][0])")},
        ),
        "channels-summed-first": (
            "The input channels are added up before they meet a kernel.",
            "Each input channel meets its own kernel; add afterwards.",
            {
                "image.sum": """m = image.sum(axis=0)
    def slide(a, k):
        h, w = a.shape[0] - k.shape[0] + 1, a.shape[1] - k.shape[1] + 1
        return np.array([[(a[i:i+k.shape[0], j:j+k.shape[1]] * k).sum() for j in range(w)]
                         for i in range(h)])
    return np.array([slide(m, ks.sum(axis=0)) + bias for ks, bias in zip(kernels, b)])""",
            },
        ),
        "axes-of-kernels-exchanged": (
            "The first two axes of the kernels are exchanged.",
            "The output channel comes first, then the input channel.",
            {
                "kernels[i][o]": layer(add="total = total + conv2d(image[i], kernels[i][o])"),
                "kernels[i, o]": layer(add="total = total + conv2d(image[i], kernels[i, o])"),
                "counts the second axis": layer(
                    outputs="kernels.shape[1]",
                    inputs="kernels.shape[0]",
                    add="total = total + conv2d(image[i], kernels[i, o])",
                ),
            },
        ),
        "channels-paired": (
            "Output channel o looks at input channel o only.",
            "Every output channel looks at all input channels.",
            {
                "zip of image and kernels": """return np.array([
        conv2d(c, ks[o]) + b[o] for o, (c, ks) in enumerate(zip(image, kernels))])""",
            },
        ),
        "outputs-summed": (
            "The output channels are added up to one map.",
            "Keep them apart: the first axis of the result counts them.",
            {
                "sum at the end": layer(result="np.sum(out, axis=0)"),
            },
        ),
        "first-output-only": (
            "Only the first output channel comes back.",
            "Compute all of them before you return.",
            {
                "returns in the loop": layer(finish="return np.array([total + b[o]])"),
            },
        ),
        "first-map-only": (
            "Only one map comes back, without the axis of channels.",
            "Collect a map for every output channel.",
            {
                "returns a map": layer(finish="return total + b[o]"),
            },
        ),
        "last-map-only": (
            "Only the last output channel's map comes back.",
            "Collect a map for every output channel.",
            {
                "each overwrites the one before": layer(finish="out = total + b[o]"),
            },
        ),
        "outputs-added-up": (
            "Each output channel goes on with the sum of the one before.",
            "Start at 0 again for each output channel.",
            {
                "total is never cleared": """total, out = 0.0, []
    for o in range(len(kernels)):
        for i in range(len(image)):
            total = total + conv2d(image[i], kernels[o][i])
        out.append(total + b[o])
    return np.array(out)""",
            },
        ),
        "outputs-reversed": (
            "The output channels come in reverse order.",
            "Output channel 0 comes first.",
            {"out[::-1]": layer(result="np.array(out)[::-1]")},
        ),
        "channels-last": (
            "The channels stand in the last axis.",
            "The first axis counts channels, as in the image.",
            {
                "moveaxis": layer(result="np.moveaxis(np.array(out), 0, -1)"),
                "np.dstack": layer(result="np.dstack(out)"),
            },
        ),
        "maps-transposed": (
            "Rows and columns of the maps are exchanged.",
            "Keep rows before columns.",
            {"swapaxes": layer(result="np.array(out).swapaxes(1, 2)")},
        ),
        "axis-lost": (
            "Axes of length 1 are dropped.",
            "Keep three axes, also where one of them has length 1.",
            {"squeeze": layer(result="np.squeeze(out)")},
        ),
        "axis-added": (
            "The result has an axis for a batch.",
            "One image in, one image out: three axes.",
            {"out[None]": layer(result="np.array(out)[None]")},
        ),
        "flat": (
            "The result is one long row.",
            "Keep the axes for channels, rows and columns.",
            {"ravel": layer(result="np.ravel(out)")},
        ),
        "maps-beside-each-other": (
            "The maps are joined below each other, without an axis of channels.",
            "Stack them along a new first axis.",
            {"np.vstack": layer(result="np.vstack(out)")},
        ),
        "whole-numbers-only": (
            "The results are cut to whole numbers.",
            "Make room for floats: a bias need not be whole.",
            {
                "dtype=int": layer(result="np.array(out, dtype=int)"),
                "astype": layer(result="np.array(out).astype(image.dtype)"),
                "b as whole numbers": layer(finish="out.append(total + int(b[o]))"),
            },
        ),
        "negative-cut-off": (
            "Negative results become 0.",
            "Leave them: the activation is not part of this layer.",
            {"a ReLU": layer(result="np.maximum(out, 0)")},
        ),
        "kernels-turned": (
            "The kernels are turned by half a circle.",
            "Lay them on the image as they are.",
            {
                "flipped": layer(
                    first="""def slide(a, k):
        k = k[::-1, ::-1]
        h, w = a.shape[0] - k.shape[0] + 1, a.shape[1] - k.shape[1] + 1
        return np.array([[(a[i:i+k.shape[0], j:j+k.shape[1]] * k).sum() for j in range(w)]
                         for i in range(h)])
    """,
                    add="total = total + slide(image[i], kernels[o][i])",
                ),
            },
        ),
        "image-padded": (
            "The image is padded.",
            "No padding is asked for: the maps get smaller.",
            {
                "padding=1": """a = torch.as_tensor(np.array(image, dtype=float))[None]
    w = torch.as_tensor(np.array(kernels, dtype=float))
    return nn.functional.conv2d(a, w, torch.as_tensor(b).double(), padding=1)[0].numpy()""",
                "1, 1 passed on": layer(
                    add="total = total + conv2d(image[i], kernels[o][i], 1, 1)"
                ),
                "padding=1 passed on": layer(
                    add="total = total + conv2d(image[i], kernels[o][i], padding=1)"
                ),
                "padding by half the kernel": layer(
                    add="total = total + conv2d(image[i], kernels[o][i], "
                    "padding=kernels.shape[-1] // 2)"
                ),
                "padding 2": layer(
                    add="total = total + conv2d(image[i], kernels[o][i], padding=2)"
                ),
                "padded by the kernel's side": layer(
                    add="total = total + conv2d(image[i], kernels[o][i], 1, len(kernels[o][i]))"
                ),
            },
        ),
        "stride-2": (
            "The window moves by more than one pixel.",
            "Stride 1 is asked for.",
            {
                "stride=2": """a = torch.as_tensor(np.array(image, dtype=float))[None]
    w = torch.as_tensor(np.array(kernels, dtype=float))
    return nn.functional.conv2d(a, w, torch.as_tensor(b).double(), stride=2)[0].numpy()""",
                "2 passed on": layer(add="total = total + conv2d(image[i], kernels[o][i], 2)"),
                "the kernel's side as stride": layer(
                    add="total = total + conv2d(image[i], kernels[o][i], stride=len(kernels[o][i]))"
                ),
            },
        ),
        "stride-and-padding": (
            "The window moves by more than one pixel, and the image is padded.",
            "Stride 1 and no padding are asked for.",
            {
                "2, 1 passed on": layer(
                    add="total = total + conv2d(image[i], kernels[o][i], 2, 1)"
                ),
            },
        ),
        "no-stride": (
            "What a convolution gets as its stride or padding can be neither: strides are whole "
            "numbers from 1 on, paddings from 0 on.",
            "Hand it the channel and the kernel alone; a bias is added to what comes back.",
            {
                "the bias as stride": layer(
                    add="total = total + conv2d(image[i], kernels[o][i], b[o])",
                    finish="out.append(total)",
                ),
                "the bias as padding": layer(
                    add="total = total + conv2d(image[i], kernels[o][i], padding=b[o])",
                    finish="out.append(total)",
                ),
                "stride 0": layer(add="total = total + conv2d(image[i], kernels[o][i], 0, 1)"),
                "all biases": layer(
                    add="total = total + conv2d(image[i], kernels[o][i], b)",
                    finish="out.append(total)",
                ),
            },
        ),
        "no-array": (
            "The numbers are right, and come back as a list or a tensor.",
            "Return one NumPy array: a list has no shape, and a tensor belongs to PyTorch.",
            {
                "a list of maps": layer(result="out"),
                "lists all through": layer(result="np.array(out).tolist()"),
                "a list by comprehension": """return [
        sum(conv2d(c, k) for c, k in zip(image, ks)) + bias for ks, bias in zip(kernels, b)]""",
                "a tensor": """arrays = (image, kernels, b)
    parts = [torch.as_tensor(np.array(a, dtype=float)) for a in arrays]
    return nn.functional.conv2d(parts[0][None], parts[1], parts[2])[0]""",
            },
        ),
        "maps-in-a-tuple": (
            "The maps come back in a tuple.",
            "Return one NumPy array that holds all maps.",
            {"tuple": layer(result="tuple(out)")},
        ),
        "all-channels-at-once": (
            "A function for one channel is called with all channels at once.",
            "Go through the channels one by one, and add what comes back.",
            {
                "whole image": "return np.array([conv2d(image, k) + c "
                "for k, c in zip(kernels, b)])",
                "all kernels": "return conv2d(image, kernels) + b",
                "one channel, all its kernels": """return np.array([
        sum(conv2d(c, ks) for c in image) + bias for ks, bias in zip(kernels, b)])""",
            },
        ),
        "any/changes-input": {
            "+= on b": layer(first="b += 1\n    b -= 0.5\n    "),
        },
        "any/returns-none": {
            "forgets return": layer(result="None"),
            "prints it": layer(result="print(np.array(out))"),
        },
    },
    "conv_parameters": {
        "no-bias": (
            "The biases are not counted.",
            "Every output channel has one bias.",
            {
                "weights only": "return channels_out * channels_in * k * k",
                "k ** 2": "return channels_in * channels_out * k ** 2",
            },
        ),
        "bias-for-each-kernel": (
            "Every kernel gets a bias.",
            "There is one bias for each output channel, not for each pair of channels.",
            {
                "pairs": "return channels_in * channels_out * (k * k + 1)",
                "in * out biases": "return channels_in * channels_out * k * k "
                "+ channels_in * channels_out",
            },
        ),
        "bias-for-each-input": (
            "The biases are counted by input channels.",
            "Count one for each output channel.",
            {
                "+ channels_in": "return channels_out * channels_in * k * k + channels_in",
                "in and out exchanged": "return channels_in * (channels_out * k * k + 1)",
            },
        ),
        "bias-for-both": (
            "Biases are counted for input and output channels.",
            "Count one for each output channel.",
            {
                "+ in + out": "return channels_out * channels_in * k * k "
                "+ channels_in + channels_out",
            },
        ),
        "one-bias": (
            "One bias is counted for the whole layer.",
            "Every output channel has its own.",
            {"+ 1": "return channels_out * channels_in * k * k + 1"},
        ),
        "bias-for-each-weight": (
            "Every weight gets a bias.",
            "Every output channel has one bias.",
            {"twice": "return 2 * channels_out * channels_in * k * k"},
        ),
        "bias-for-each-row": (
            "Every output channel gets k biases.",
            "Every output channel has one bias.",
            {"k biases": "return channels_out * channels_in * k * k + channels_out * k"},
        ),
        "bias-for-each-place": (
            "Every output channel gets k times k numbers more, in place of one bias.",
            "A bias is one number for each output channel.",
            {
                "(in + 1)": "return channels_out * (channels_in + 1) * k * k",
                "k * k biases": "return channels_out * channels_in * k * k + channels_out * k * k",
            },
        ),
        "bias-subtracted": (
            "The biases are subtracted.",
            "They are numbers of the layer, too: add them.",
            {"minus": "return channels_out * channels_in * k * k - channels_out"},
        ),
        "kernel-one-side": (
            "The kernel's side is counted once.",
            "A kernel has k rows of k numbers.",
            {"k": "return channels_out * channels_in * k + channels_out"},
        ),
        "kernel-perimeter": (
            "The kernel is counted as two sides.",
            "A kernel has k rows of k numbers: multiply.",
            {
                "2k": "return channels_out * channels_in * 2 * k + channels_out",
                "k + k": "return channels_out * channels_in * (k + k) + channels_out",
            },
        ),
        "kernel-cubed": (
            "The kernel's side is multiplied three times.",
            "A kernel has k rows of k numbers.",
            {"k ** 3": "return channels_out * channels_in * k ** 3 + channels_out"},
        ),
        "kernel-power": (
            "A wrong power is taken of the kernel's side or of 2.",
            "A kernel has k times k numbers.",
            {"2 ** k": "return channels_out * channels_in * 2 ** k + channels_out"},
        ),
        "kernel-xor": (
            "The sign for a power in other fields, ^, means something else in Python.",
            "Multiply k by k.",
            {"k ^ 2": "return channels_out * channels_in * (k ^ 2) + channels_out"},
        ),
        "kernel-fixed": (
            "The kernel's side is fixed.",
            "Use the argument k.",
            {
                "always 5": "return channels_out * channels_in * 25 + channels_out",
            },
        ),
        "kernel-always-3": (
            "The kernel is taken to be 3 × 3.",
            "Use the argument k.",
            {"always 3": "return channels_out * channels_in * 9 + channels_out"},
        ),
        "no-input-channels": (
            "The input channels play no part.",
            "Every output channel has a kernel for each input channel.",
            {
                "out only": "return channels_out * k * k + channels_out",
                "out times k * k + 1": "return channels_out * (k * k + 1)",
            },
        ),
        "no-output-channels": (
            "One output channel is counted.",
            "Multiply by the number of output channels.",
            {
                "in only": "return channels_in * k * k + 1",
            },
        ),
        "outputs-only-for-biases": (
            "Output channels are counted for the biases only.",
            "Every output channel has kernels of its own, too.",
            {"in, and biases": "return channels_in * k * k + channels_out"},
        ),
        "channels-added": (
            "Input and output channels are added.",
            "Every pair has a kernel: multiply.",
            {
                "in + out": "return (channels_in + channels_out) * k * k + channels_out",
            },
        ),
        "input-squared": (
            "The input channels are multiplied with themselves.",
            "Multiply input by output channels.",
            {"in * in": "return channels_in * channels_in * k * k + channels_out"},
        ),
        "output-squared": (
            "The output channels are multiplied with themselves.",
            "Multiply input by output channels.",
            {"out * out": "return channels_out * channels_out * k * k + channels_out"},
        ),
        "outputs-plus-one": (
            "One is added to the output channels before they are multiplied.",
            "Add as many biases as there are output channels, at the end.",
            {"(out + 1)": "return (channels_out + 1) * channels_in * k * k"},
        ),
        "side-plus-one": (
            "One is added to the kernel's side.",
            "The kernel is k × k; biases are counted apart.",
            {
                "(k + 1)": "return channels_out * channels_in * (k + 1) ** 2",
                "k * (k + 1)": "return channels_out * channels_in * k * (k + 1)",
            },
        ),
        "side-squared-plus-one-all": (
            "One bias for each output channel is multiplied into the weights.",
            "Add the biases to the weights; a sum, not a product.",
            {"times": "return channels_out * channels_in * k * k * channels_out"},
        ),
        "everything-added": (
            "The numbers are added where they should be multiplied.",
            "Multiply: channels, channels, rows, columns.",
            {
                "a sum": "return channels_in + channels_out + k * k",
                "a sum with k twice": "return channels_in + channels_out + k + k",
            },
        ),
        "dense-layer": (
            "A dense layer is counted: the kernel plays no part.",
            "Every pair of channels has a kernel of k × k numbers.",
            {"in * out + out": "return channels_in * channels_out + channels_out"},
        ),
        "on-an-image": (
            "Pixels of an image are counted.",
            "The weights are shared: the size of the image plays no part.",
            {
                "28 × 28": "return (channels_out * channels_in * k * k + channels_out) * 28 * 28",
                "a bias for each pixel": "return channels_out * channels_in * k * k "
                "+ channels_out * 28 * 28",
            },
        ),
        "places-of-28": (
            "Pixels of an image are counted.",
            "The weights are shared: the size of the image plays no part.",
            {
                "29 - k": "return channels_out * (29 - k) ** 2",
            },
        ),
        "a-pair": (
            "Weights and biases come back apart.",
            "Add them: one number is asked for.",
            {
                "weights, biases": "return channels_out * channels_in * k * k, channels_out",
                "a list": "return [channels_out * channels_in * k * k, channels_out]",
            },
        ),
        "a-shape": (
            "The shape of the kernels comes back.",
            "Multiply its sizes, and add the biases.",
            {"the shape": "return (channels_out, channels_in, k, k)"},
        ),
        "a-float": (
            "The count is right, and a float.",
            "Count with whole numbers.",
            {
                "float": "return float(channels_out * channels_in * k * k + channels_out)",
                "k ** 2.0": "return channels_out * channels_in * k ** 2.0 + channels_out",
            },
        ),
        "one-answer": (
            "The answer is always that of the worked example.",
            "Compute it from the arguments.",
            {"156": "return 156"},
        ),
        "any/another-kind": {
            "a text": "return str(channels_out * channels_in * k * k + channels_out)",
        },
        "any/returns-none": {
            "forgets return": "count = channels_out * channels_in * k * k + channels_out",
            "prints it": "print(channels_out * channels_in * k * k + channels_out)",
        },
    },
    "max_pool2d": {
        "mean": (
            "The mean of each square is taken.",
            "Take the largest number: this is max pooling.",
            {
                "np.mean": pool(take="out[i, j] = square.mean()"),
                "reshaped": """r, c = image.shape[0] // size, image.shape[1] // size
    return image[:r*size, :c*size].reshape(r, size, c, size).mean(axis=(1, 3))""",
            },
        ),
        "minimum": (
            "The smallest number of each square is taken.",
            "Take the largest.",
            {"min": pool(take="out[i, j] = square.min()")},
        ),
        "sum": (
            "The numbers of each square are added up.",
            "Take the largest.",
            {"sum": pool(take="out[i, j] = square.sum()")},
        ),
        "median": (
            "The middle number of each square is taken.",
            "Take the largest.",
            {"median": pool(take="out[i, j] = np.median(square)")},
        ),
        "place-of-the-largest": (
            "The place of the largest number comes back, and not the number.",
            "Take the value itself.",
            {"argmax": pool(take="out[i, j] = square.argmax()")},
        ),
        "largest-size": (
            "Numbers are compared without their signs.",
            "Compare them as they are: −1 is larger than −3.",
            {"abs": pool(take="out[i, j] = np.abs(square).max()")},
        ),
        "never-below-0": (
            "A square of negative numbers gives 0.",
            "Start from the square's own numbers, and not from 0.",
            {
                "starts at 0": pool(take="out[i, j] = max(0, square.max())"),
                "a ReLU": pool(result="np.maximum(out, 0)"),
                "best = 0": pool(
                    take="""best = 0
            for v in square.ravel():
                if v > best: best = v
            out[i, j] = best"""
                ),
            },
        ),
        "first-number": (
            "The first number of each square is taken.",
            "Look at all numbers of a square.",
            {
                "image[::size, ::size]": """r, c = image.shape[0] // size, image.shape[1] // size
    return image[::size, ::size][:r, :c].copy()""",
                "the corner": pool(take="out[i, j] = square[0, 0]"),
            },
        ),
        "last-number": (
            "The last number of each square is taken.",
            "Look at all numbers of a square.",
            {
                "the far corner": pool(take="out[i, j] = square[-1, -1]"),
            },
        ),
        "first-row-of-squares": (
            "Only the first row of each square is looked at.",
            "Look at all numbers of a square.",
            {"one row": pool(take="out[i, j] = square[0].max()")},
        ),
        "first-column-of-squares": (
            "Only the first column of each square is looked at.",
            "Look at all numbers of a square.",
            {"one column": pool(take="out[i, j] = square[:, 0].max()")},
        ),
        "diagonal": (
            "Only places on the diagonal of each square are looked at.",
            "Look at all numbers of a square.",
            {
                "the diagonal": pool(take="out[i, j] = np.diag(square).max()"),
                "two of its places": """h, w = image.shape[0] // size, image.shape[1] // size
    whole = image[:h * size, :w * size]
    return np.maximum(whole[::size, ::size], whole[1 % size::size, 1 % size::size])""",
            },
        ),
        "overlapping": (
            "The squares overlap: each begins one pixel after the one before.",
            "The next square begins where this one ends.",
            {
                "stride 1": pool(
                    rows="image.shape[0] - size + 1",
                    columns="image.shape[1] - size + 1",
                    square="image[i:i + size, j:j + size]",
                ),
                "sliding windows": """view = np.lib.stride_tricks.sliding_window_view
    return view(image, (size, size)).max(axis=(2, 3))""",
            },
        ),
        "first-squares-overlap": (
            "As many squares as asked for, but each begins one pixel after the one before.",
            "The next square begins where this one ends: at the number times size.",
            {"i in place of i * size": pool(square="image[i:i + size, j:j + size]")},
        ),
        "rest-kept": (
            "Squares that are not whole give numbers, too.",
            "Drop what is left over at the bottom and on the right.",
            {
                "rounds up": pool(
                    rows="-(-image.shape[0] // size)", columns="-(-image.shape[1] // size)"
                ),
                "a range with steps": """return np.array([[image[i:i+size, j:j+size].max()
        for j in range(0, image.shape[1], size)] for i in range(0, image.shape[0], size)])""",
            },
        ),
        "rest-rows-kept": (
            "Rows that are left over give numbers, too.",
            "Drop what is left over at the bottom and on the right.",
            {"rows round up": pool(rows="-(-image.shape[0] // size)")},
        ),
        "rest-columns-kept": (
            "Columns that are left over give numbers, too.",
            "Drop what is left over at the bottom and on the right.",
            {"columns round up": pool(columns="-(-image.shape[1] // size)")},
        ),
        "drops-at-the-top": (
            "What is left over is dropped at the top and on the left.",
            "Begin at the top left corner, and drop at the other end.",
            {
                "cut off in front": """a = image[image.shape[0] % size:, image.shape[1] % size:]
    r, c = a.shape[0] // size, a.shape[1] // size
    return a.reshape(r, size, c, size).max(axis=(1, 3))""",
            },
        ),
        "last-square-missing": (
            "The last row and the last column of squares are missing.",
            "Count every whole square.",
            {
                "one too few": pool(
                    rows="image.shape[0] // size - 1", columns="image.shape[1] // size - 1"
                ),
            },
        ),
        "fails-on-a-rest": (
            "Some maps end in an error: what is cut into squares is not made of whole ones.",
            "Cut the map to whole squares first: as many rows as squares times their size.",
            {
                "columns plus size": """h, w = image.shape[0] // size, image.shape[1] // size
    whole = image[:h * size, :w + size]
    return whole.reshape(h, size, w, size).max(axis=(1, 3))""",
                "reshape without cutting": """h, w = image.shape
    return image.reshape(h // size, size, w // size, size).max(axis=(1, 3))""",
            },
        ),
        "refuses-a-rest": (
            "A map that the size does not divide is refused.",
            "Drop what is left over: nothing is wrong with it.",
            {
                "raises": "h, w = image.shape\n    if h % size or w % size: raise ValueError\n    "
                + pool(),
            },
        ),
        "always-2": (
            "The squares always have 2 × 2 pixels.",
            "Use the argument size.",
            {
                "size 2": "size = 2\n    " + pool(),
            },
        ),
        "square-one-larger": (
            "The squares are one pixel larger than asked for, and overlap.",
            "A slice ends before its end: from the start to the start plus size.",
            {
                "+ 1": pool(
                    square="image[i * size:(i + 1) * size + 1, j * size:(j + 1) * size + 1]"
                ),
            },
        ),
        "square-one-smaller": (
            "The squares are one pixel smaller than asked for.",
            "A slice ends before its end: from the start to the start plus size.",
            {
                "- 1": pool(
                    square="image[i*size:i*size + max(size-1, 1), j*size:j*size + max(size-1, 1)]"
                ),
            },
        ),
        "rows-only": (
            "The map is pooled along its rows only.",
            "A square has rows and columns.",
            {
                "columns stay": """r = image.shape[0] // size
    return image[:r * size].reshape(r, size, image.shape[1]).max(axis=1)""",
            },
        ),
        "columns-only": (
            "The map is pooled along its columns only.",
            "A square has rows and columns.",
            {
                "rows stay": """c = image.shape[1] // size
    return image[:, :c * size].reshape(image.shape[0], c, size).max(axis=2)""",
            },
        ),
        "reshaped-in-another-order": (
            "The numbers are cut into pieces of neighbours in memory, which are no squares.",
            "Cut rows and columns apart: each of the two axes becomes two.",
            {
                "small axes last": """r, c = image.shape[0] // size, image.shape[1] // size
    return image[:r*size, :c*size].reshape(r, c, size, size).max(axis=(2, 3))""",
                "one long axis": """r, c = image.shape[0] // size, image.shape[1] // size
    return image[:r*size, :c*size].reshape(r, c, size * size).max(axis=2)""",
            },
        ),
        "other-axes": (
            "The maximum runs over the wrong axes.",
            "After the reshape, axes 1 and 3 lie within a square.",
            {
                "axes 0 and 2": """r, c = image.shape[0] // size, image.shape[1] // size
    return image[:r*size, :c*size].reshape(r, size, c, size).max(axis=(0, 2))""",
            },
        ),
        "one-axis-left": (
            "The maximum runs over one axis of the squares only.",
            "After the reshape, axes 1 and 3 lie within a square.",
            {
                "axis 1": """r, c = image.shape[0] // size, image.shape[1] // size
    return image[:r*size, :c*size].reshape(r, size, c, size).max(axis=1)""",
            },
        ),
        "largest-of-all": (
            "One number comes back, the largest of the map.",
            "Take the largest of every square.",
            {
                "image.max()": "return image.max()",
            },
        ),
        "largest-everywhere": (
            "The largest number of the whole map stands at every place.",
            "Cut the square out of the map first.",
            {"image in place of square": pool(take="out[i, j] = image.max()")},
        ),
        "first-square-only": (
            "Only the first square is looked at.",
            "Return after both loops.",
            {
                "returns in the loop": pool(take="return square.max()"),
            },
        ),
        "first-row-filled": (
            "Only the first row of squares is filled.",
            "Let the return stand outside both loops.",
            {
                "returns in the outer loop": pool().replace("    return out", "        return out"),
            },
        ),
        "square-map-only": (
            "The number of rows is used for the columns, too.",
            "Rows and columns have sizes of their own.",
            {
                "shape[0] twice": pool(columns="image.shape[0] // size"),
                "len(image)": pool(columns="len(image) // size"),
            },
        ),
        "square-map-by-columns": (
            "The number of columns is used for the rows, too.",
            "Rows and columns have sizes of their own.",
            {"shape[1] twice": pool(rows="image.shape[1] // size")},
        ),
        "result-transposed": (
            "Rows and columns of the result are exchanged.",
            "The first index counts rows.",
            {
                "out.T": pool(result="out.T"),
                "out[j, i]": pool(out="np.zeros((columns, rows))", take="out[j, i] = square.max()"),
            },
        ),
        "size-kept": (
            "The result is as large as the map.",
            "It has one number for each square.",
            {
                "zeros_like": pool(out="np.zeros(image.shape)"),
            },
        ),
        "squares-filled": (
            "Every pixel of a square becomes its largest number.",
            "Give one number for each square.",
            {
                "np.repeat": pool(result="np.kron(out, np.ones((size, size)))"),
            },
        ),
        "flat": (
            "The result is one long row.",
            "Give it rows and columns.",
            {
                "ravel": pool(result="out.ravel()"),
                "a list": pool(out="[]", take="out.append(square.max())"),
            },
        ),
        "axis-added": (
            "The result has an axis too many.",
            "A map in, a map out: two axes.",
            {"out[None]": pool(result="out[None]")},
        ),
        "axis-lost": (
            "Axes of length 1 are dropped.",
            "Keep two axes, also where the result has one row or one column.",
            {"squeeze": pool(result="out.squeeze()")},
        ),
        "no-array": (
            "The numbers are right, and come back as a list or a tensor.",
            "Return a NumPy array: a list has no shape, and a tensor belongs to PyTorch.",
            {
                "tolist": pool(
                    out="np.zeros((rows, columns), dtype=image.dtype)", result="out.tolist()"
                ),
                "a list of rows": """out = []
    for i in range(image.shape[0] // size):
        row = []
        for j in range(image.shape[1] // size):
            row.append(max(float(image[i * size + u, j * size + v])
                           for u in range(size) for v in range(size)))
        out.append(row)
    return out""",
                "a list of arrays": pool(result="list(out)"),
                "a tensor": """a = torch.as_tensor(np.array(image, dtype=float))[None, None]
    return nn.functional.max_pool2d(a, size)[0, 0]""",
            },
        ),
        "whole-numbers-only": (
            "The results are cut to whole numbers.",
            "Keep the kind of numbers that the map holds.",
            {
                "dtype=int": pool(out="np.zeros((rows, columns), dtype=int)"),
                "int": pool(take="out[i, j] = int(square.max())"),
            },
        ),
        "several-numbers": (
            "A place of the result gets several numbers where one belongs.",
            "Take the largest over the rows and columns of the square at once.",
            {
                "a maximum for each row": pool(take="out[i, j] = square.max(axis=1)"),
                "the square": pool(take="out[i, j] = square"),
            },
        ),
        "padded": (
            "The map is padded with zeros first.",
            "Leave the map as it is, and drop what is left over.",
            {
                "padding 1": "image = np.pad(image, 1)\n    " + pool(),
            },
        ),
        "built-in-max": (
            "Python's own max compares whole rows, which have no single truth value.",
            "Ask the square for its maximum, as an array can.",
            {"max(square)": pool(take="out[i, j] = max(square)")},
        ),
        "any/changes-input": {
            "works in the map": """for i in range(image.shape[0] // size):
        for j in range(image.shape[1] // size):
            image[i, j] = image[i*size:(i+1)*size, j*size:(j+1)*size].max() + 1
    return image[:image.shape[0] // size, :image.shape[1] // size] - 1""",
        },
        "any/returns-none": {
            "forgets return": pool(result="None"),
            "prints it": pool(result="print(out)"),
        },
    },
    "residual_block": {
        "f-alone": (
            "The input is not added.",
            "Pass x on beside the block: add it to what f makes of it.",
            {
                "f(x)": "return f(x)",
                "forgets the sum": "out = f(x)\n    x + out\n    return out",
            },
        ),
        "x-alone": (
            "The block's own result is lost.",
            "Add what f gives to x.",
            {
                "x": "return x + 0",
                "f is called and dropped": "f(x)\n    return x * 1",
            },
        ),
        "difference": (
            "The input is subtracted from what f gives.",
            "Add both.",
            {"f(x) - x": "return f(x) - x"},
        ),
        "subtracted": (
            "What f gives is subtracted from the input.",
            "Add both.",
            {"x - f(x)": "return x - f(x)"},
        ),
        "product": (
            "Input and block are multiplied.",
            "Add both.",
            {"x * f(x)": "return x * f(x)"},
        ),
        "mean": (
            "The mean of both is taken.",
            "Add both, and divide by nothing.",
            {
                "a half": "return (x + f(x)) / 2",
                "a half of each": "return 0.5 * x + 0.5 * f(x)",
            },
        ),
        "maximum": (
            "The larger of both is taken.",
            "Add both.",
            {"np.maximum": "return np.maximum(x, f(x))"},
        ),
        "input-twice": (
            "The input is added twice.",
            "Add it once.",
            {
                "2x": "return 2 * x + f(x)",
                "in two steps": "out = x + f(x)\n    return out + x",
            },
        ),
        "f-twice": (
            "What f gives is added twice.",
            "Add it once.",
            {
                "2f": "return x + 2 * f(x)",
                "added again": "out = f(x)\n    out = out + out\n    return out + x",
            },
        ),
        "input-lost": (
            "What f gives is added to itself, and the input is lost.",
            "Keep the input under a name of its own, and add it to what f gives.",
            {
                "the same name": "x = f(x)\n    out = x + x\n    return out",
                "f twice": "return f(x) + f(x)",
            },
        ),
        "f-of-f": (
            "The block f works on its own result, too.",
            "Call f once, with x.",
            {"x + f(f(x))": "return x + f(f(x))"},
        ),
        "f-of-the-sum": (
            "The block f is called again with the sum.",
            "Nothing comes after the sum.",
            {"f(x + f(x))": "return f(x + f(x))"},
        ),
        "two-blocks": (
            "The block is used two times, one after the other.",
            "Call f once.",
            {"again": "y = x + f(x)\n    return y + f(y)"},
        ),
        "f-of-twice-x": (
            "The block f gets the input doubled.",
            "Give f the input as it came.",
            {"f(x + x)": "return x + f(x + x)"},
        ),
        "f-of-minus-x": (
            "The block f gets the input with its sign turned.",
            "Give f the input as it came.",
            {"f(-x)": "return x + f(-x)"},
        ),
        "f-of-positive-x": (
            "The block f gets the input without its negative numbers.",
            "Give f the input as it came: an activation belongs into f.",
            {"relu before": "return x + f(x * (x > 0))"},
        ),
        "relu-after": (
            "Negative sums become 0.",
            "Nothing comes after the sum.",
            {
                "np.maximum with 0": "return np.maximum(x + f(x), 0)",
                "a mask": "out = x + f(x)\n    return out * (out > 0)",
            },
        ),
        "relu-on-f": (
            "Negative numbers of the block become 0.",
            "Add what f gives as it is.",
            {"relu(f(x))": "out = f(x)\n    return x + out * (out > 0)"},
        ),
        "relu-on-x": (
            "Negative numbers of the input become 0 on the way round.",
            "Pass x on as it is.",
            {"relu(x) + f(x)": "return x * (x > 0) + f(x)"},
        ),
        "called-twice": (
            "The block f is called two times.",
            "Call it once, and keep its result.",
            {
                "looks first": "if f(x) is None: return x\n    return x + f(x)",
                "tests the shape": "assert f(x).shape == x.shape\n    return x + f(x)",
            },
        ),
        "never-called": (
            "The block f is not called with x as its argument.",
            "The block f is a function: call it with x in brackets, and add what comes back.",
            {
                "x + f": "return x + f",
                "f()": "return x + f()",
                "x(f)": "return f + x(f)",
            },
        ),
        "entry-by-entry": (
            "The block f is called once for every entry.",
            "Give f the whole of x at once.",
            {
                "a loop": "return np.array([row + f(row) for row in x])",
            },
        ),
        "joined": (
            "Input and block stand side by side.",
            "Add them: the shape stays.",
            {
                "np.concatenate": "return np.concatenate([x, f(x)])",
                "a list of both": "return [*x, *f(x)]",
            },
        ),
        "stacked": (
            "Input and block are stacked along a new axis.",
            "Add them: the shape stays.",
            {
                "np.stack": "return np.stack([x, f(x)])",
                "a pair": "return x, f(x)",
                "a list": "return [x, f(x)]",
            },
        ),
        "one-number": (
            "All entries are added up to one number.",
            "Add entry by entry, so that the shape stays.",
            {
                "sum": "return (x + f(x)).sum()",
            },
        ),
        "sum-of-the-block": (
            "The sum of all numbers that f gives is added to each entry.",
            "Add entry by entry.",
            {"f(x).sum()": "return x + f(x).sum()"},
        ),
        "sum-of-the-input": (
            "The sum of all inputs is added to each entry.",
            "Add entry by entry.",
            {"x.sum()": "return x.sum() + f(x)"},
        ),
        "mean-of-the-input": (
            "The mean of the inputs is added to each entry.",
            "Add entry by entry.",
            {"x.mean()": "return x.mean() + f(x)"},
        ),
        "scaled-block": (
            "Only a part of what f gives is added.",
            "Add all of it.",
            {"a tenth": "return x + 0.1 * f(x)"},
        ),
        "normalised": (
            "The sum is brought to mean 0 and deviation 1.",
            "Nothing comes after the sum.",
            {
                "normalised": "out = x + f(x)\n    return (out - out.mean()) / (out.std() + 1e-8)",
            },
        ),
        "absolute": (
            "The signs of the sum are dropped.",
            "Nothing comes after the sum.",
            {"abs": "return abs(x + f(x))"},
        ),
        "squashed": (
            "The sum goes through another curve.",
            "Nothing comes after the sum.",
            {"tanh": "return np.tanh(x + f(x))"},
        ),
        "flattened": (
            "The result is one long row.",
            "The shape stays.",
            {"reshape": "return (x + f(x)).reshape(-1)"},
        ),
        "whole-numbers-only": (
            "The result is cut to the kind of numbers that x holds.",
            "Return the sum as it is.",
            {"astype": "return (x + f(x)).astype(x.dtype) if hasattr(x, 'astype') else x + f(x)"},
        ),
        "not-for-tensors": (
            "With tensors in training it fails, or the sum is cut off from x.",
            "Add the two as they are: a plain sum works for arrays and tensors alike.",
            {
                "detached at the end": """if torch.is_tensor(x): return (x + f(x)).detach()
    return x + f(x)""",
                "detached at first": """if torch.is_tensor(x): x = x.detach()
    return x + f(x)""",
                "np.array": "return np.array(x) + np.array(f(x))",
                "np.add of arrays": "return np.add(np.asarray(x), np.asarray(f(x)))",
            },
        ),
        "tensors-only": (
            "A function of PyTorch's is used that takes no NumPy array.",
            "Add the two as they are: a plain sum works for arrays and tensors alike.",
            {
                "torch.add": "out = torch.add(f(x), x)\n    return out",
                "torch.relu after the sum": "out = x + f(x)\n    return torch.relu(out)",
                "torch.stack": "return torch.stack([x, f(x)]).sum(dim=0)",
            },
        ),
        "a-list": (
            "The sum comes back as a list, with which PyTorch cannot go on.",
            "Add the two as they are: the sum of two arrays is an array, that of tensors a tensor.",
            {
                "tolist": "return (x + f(x)).tolist()",
                "entry by entry into a list": "return [a + c for a, c in zip(x, f(x))]",
                "list of it": "return list(x + f(x))",
            },
        ),
        "way-round-cut": (
            "No gradient passes the way round the block.",
            "Add x itself, so that PyTorch can follow it back.",
            {
                "x.detach()": "return (x.detach() if torch.is_tensor(x) else x) + f(x)",
            },
        ),
        "block-cut": (
            "No gradient passes through the block.",
            "Add what f gives as it is.",
            {
                "no_grad": """with torch.no_grad(): out = f(x)
    return x + out""",
            },
        ),
        "any/changes-input": {
            "x += f(x)": "x += f(x)\n    return x",
            "adds into x": "x[:] = x + f(x)\n    return x",
        },
        "any/returns-none": {
            "forgets return": "out = x + f(x)",
            "prints it": "print(x + f(x))",
        },
    },
    "lenet": {
        "flatten-size": (
            "A layer gets another number of inputs, or another shape, than it expects.",
            "Write the shape down after each step; flattening keeps the axis that counts images.",
            {
                "no padding, 400": init("5, padding=2", "5"),
                "256 in place of 400": init("nn.Linear(400", "nn.Linear(256"),
                "16 only": init("nn.Linear(400", "nn.Linear(16"),
                "784": init("nn.Linear(400", "nn.Linear(784"),
                "one pooling": forward(
                    "x = torch.max_pool2d(torch.relu(self.conv2(x)), 2)",
                    "x = torch.relu(self.conv2(x))",
                ),
                "never flattened": forward("x = x.flatten(1)", "pass"),
                "all flattened": forward("x.flatten(1)", "x.flatten()"),
                "flattened from axis 2": forward("x.flatten(1)", "x.flatten(2)"),
                "image flattened first": forward(
                    "x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)",
                    "x = torch.max_pool2d(torch.relu(self.conv1(x.flatten(1))), 2)",
                ),
                "dense sizes do not meet": init("nn.Linear(120, 84)", "nn.Linear(100, 84)"),
                "channels do not meet": init("nn.Conv2d(6, 16", "nn.Conv2d(1, 16"),
                "three channels in": init("nn.Conv2d(1, 6", "nn.Conv2d(3, 6"),
                "in and out exchanged": init("nn.Conv2d(1, 6", "nn.Conv2d(6, 1"),
                "28 channels": init("nn.Conv2d(1, 6", "nn.Conv2d(28, 6"),
                "dense in and out exchanged": init("nn.Linear(84, 10)", "nn.Linear(10, 84)"),
                "layers in another order": forward("self.conv1(x)", "self.conv2(x)"),
            },
        ),
        "wrong-shape": (
            "The logits do not have the shape of n rows and ten columns.",
            "Ten outputs at the end, one row for each image, and no axis more.",
            {
                "one output": init("nn.Linear(84, 10)", "nn.Linear(84, 1)"),
            },
        ),
        "stops-early": (
            "The last dense layer is missing: 84 numbers come out.",
            "After the layer of 84 comes one of ten.",
            {"84 outputs": forward("return self.dense3(x)", "return x")},
        ),
        "nine-outputs": (
            "Nine numbers come out for each image.",
            "There are ten digits, so ten logits.",
            {"nine": init("nn.Linear(84, 10)", "nn.Linear(84, 9)")},
        ),
        "predictions": (
            "The class comes out, and not its logits.",
            "Return all ten logits: the loss needs them.",
            {"argmax": forward("return self.dense3(x)", "return self.dense3(x).argmax(dim=1)")},
        ),
        "one-image-loses-axis": (
            "A single image loses its axis.",
            "One image gives one row of ten logits; drop no axes of length 1.",
            {
                "squeeze": forward("return self.dense3(x)", "return self.dense3(x).squeeze()"),
            },
        ),
        "axis-added": (
            "The logits have an axis too many.",
            "Return rows of ten logits.",
            {"unsqueeze": forward("return self.dense3(x)", "return self.dense3(x)[None]")},
        ),
        "batch-fixed": (
            "The images of a batch are mixed, or counted by a fixed number.",
            "Flatten all axes but the first, whatever n is.",
            {
                "view(1, -1)": forward("x.flatten(1)", "x.reshape(1, -1)[:, :400]"),
            },
        ),
        "softmax-last": (
            "Probabilities come out, as after softmax.",
            "Return logits: `nn.CrossEntropyLoss` takes the softmax itself.",
            {
                "softmax": forward("return self.dense3(x)", "return self.dense3(x).softmax(dim=1)"),
                "softmax of the module of functions": forward(
                    "return self.dense3(x)", "return nn.functional.softmax(self.dense3(x), dim=1)"
                ),
                "softmax in a Sequential": net(
                    init="""self.body = nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(),
            nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
            nn.Softmax(dim=1))""",
                    forward="return self.body(x)",
                ),
                "after global average pooling": net(
                    init="""self.conv1 = nn.Conv2d(1, 16, 5, padding=2)
        self.conv2 = nn.Conv2d(16, 32, 5)
        self.last = nn.Linear(32, 10)""",
                    forward="""x = torch.relu(nn.functional.max_pool2d(self.conv1(x), 2))
        x = torch.relu(self.conv2(x))
        return torch.softmax(self.last(x.mean(dim=(2, 3))), dim=1)""",
                ),
                "nn.Softmax": net(
                    init=INIT + "\n        self.out = nn.Softmax(dim=-1)",
                    forward=FORWARD.replace("self.dense3(x)", "self.out(self.dense3(x))"),
                ),
            },
        ),
        "softmax-over-images": (
            "Numbers from 0 to 1 come out that depend on the other images of the batch.",
            "Return logits, with nothing after the last layer.",
            {"dim=0": forward("return self.dense3(x)", "return self.dense3(x).softmax(dim=0)")},
        ),
        "log-softmax-last": (
            "Logarithms of probabilities come out, as after log-softmax.",
            "Return logits: `nn.CrossEntropyLoss` applies log-softmax itself.",
            {
                "log_softmax": forward(
                    "return self.dense3(x)", "return self.dense3(x).log_softmax(dim=1)"
                ),
            },
        ),
        "relu-last": (
            "No logit is below 0, as after ReLU.",
            "End with the last layer: the loss wants its logits as they are.",
            {
                "torch.relu": forward("return self.dense3(x)", "return torch.relu(self.dense3(x))"),
                "the absolute value": forward(
                    "return self.dense3(x)", "return torch.abs(self.dense3(x))"
                ),
            },
        ),
        "sigmoid-last": (
            "The logits lie between 0 and 1, as after a sigmoid.",
            "End with the last layer: the loss wants its logits as they are.",
            {
                "torch.sigmoid": forward(
                    "return self.dense3(x)", "return torch.sigmoid(self.dense3(x))"
                ),
            },
        ),
        "tanh-last": (
            "The logits lie between -1 and 1, as after tanh.",
            "End with the last layer: the loss wants its logits as they are.",
            {"torch.tanh": forward("return self.dense3(x)", "return torch.tanh(self.dense3(x))")},
        ),
        "sum-of-1": (
            "The ten numbers of each image add up to 1.",
            "End with the last layer: the loss wants its logits as they are.",
            {
                "divided by their sum": forward(
                    "return self.dense3(x)",
                    "out = self.dense3(x)\n        return out / out.sum(1, keepdim=True)",
                ),
            },
        ),
        "starts-alike": (
            "The ten logits of an image are equal, because weights start alike.",
            "Leave the starting weights that PyTorch draws.",
            {
                "ones": net(init=INIT + "\n        for p in self.parameters(): nn.init.ones_(p)"),
            },
        ),
        "no-activation": (
            "Twice the image gives twice the answer, as without an activation between layers.",
            "Bend after each layer but the last, as with ReLU, and do not divide the pixels again.",
            {
                "no relu": net(
                    forward=FORWARD.replace("torch.relu(self.conv1(x))", "self.conv1(x)")
                    .replace("torch.relu(self.conv2(x))", "self.conv2(x)")
                    .replace("torch.relu(self.dense1(x))", "self.dense1(x)")
                    .replace("torch.relu(self.dense2(x))", "self.dense2(x)")
                ),
                "mean pooling, no relu": net(
                    forward="""x = nn.functional.avg_pool2d(self.conv1(x), 2)
        x = nn.functional.avg_pool2d(self.conv2(x), 2).flatten(1)
        return self.dense3(self.dense2(self.dense1(x)))"""
                ),
                "relu computed and dropped": net(
                    forward="""x = torch.max_pool2d(self.conv1(x), 2)
        torch.relu(x)
        x = torch.max_pool2d(self.conv2(x), 2).flatten(1)
        torch.relu(x)
        return self.dense3(self.dense2(self.dense1(x)))"""
                ),
            },
        ),
        "activation-missing": (
            "A layer gets what another one gave as it came, so the two are as good as one.",
            "Bend after each layer but the last, as with ReLU.",
            {
                "dense layers only": forward(
                    "torch.relu(self.dense1(x))", "self.dense1(x)"
                ).replace("torch.relu(self.dense2(x))", "self.dense2(x)"),
                "the last dense layers": forward("torch.relu(self.dense2(x))", "self.dense2(x)"),
                "before a dense layer": net(
                    init="""self.conv1 = nn.Conv2d(1, 16, 5, stride=2)
        self.conv2 = nn.Conv2d(16, 24, 5, stride=2)
        self.last = nn.Linear(24 * 16, 10)""",
                    forward="""x = self.conv2(self.conv1(x).relu())
        return self.last(x.flatten(1))""",
                ),
            },
        ),
        "no-convolution": (
            "There are dense layers only: the network flattens the image.",
            "Begin with convolutions, which use the same kernels everywhere.",
            {
                "an MLP": net(
                    init="self.one = nn.Linear(784, 128)\n        self.two = nn.Linear(128, 10)",
                    forward="return self.two(torch.relu(self.one(x.flatten(1))))",
                ),
                "lesson 08's": net(
                    init="""self.body = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(),
            nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 10))""",
                    forward="return self.body(x)",
                ),
            },
        ),
        "layers-in-a-list": (
            "Some layers lie where PyTorch does not find their weights, as in a Python list.",
            "Keep each under a name in self, or use `nn.ModuleList` or `nn.Sequential`.",
            {
                "dense layers in a list": net(
                    init="""self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.dense = [nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, 10)]""",
                    forward="""x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2).flatten(1)
        x = torch.relu(self.dense[0](x))
        return self.dense[2](torch.relu(self.dense[1](x)))""",
                ),
                "layers before the last in a list": net(
                    init="""self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.dense = [nn.Linear(400, 120), nn.Linear(120, 84)]
        self.last = nn.Linear(84, 10)""",
                    forward="""x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2).flatten(1)
        x = torch.relu(self.dense[0](x))
        return self.last(torch.relu(self.dense[1](x)))""",
                ),
                "a whole Sequential in a list": net(
                    init="""self.parts = [nn.Sequential(nn.Conv2d(1, 6, 5), nn.ReLU())]
        self.parts.append(nn.Flatten())
        self.parts.append(nn.Linear(6 * 576, 10))""",
                    forward="""for part in self.parts:
            x = part(x)
        return x""",
                ),
                "convolutions in a list": net(
                    init="""self.convs = [nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5)]
        self.last = nn.Linear(400, 10)""",
                    forward="""for conv in self.convs:
            x = torch.max_pool2d(torch.relu(conv(x)), 2)
        return self.last(x.flatten(1))""",
                ),
                "kernels that are no parameter": net(
                    init="""self.kernels = 0.2 * torch.randn(6, 1, 5, 5)
        self.last = nn.Linear(6 * 144, 10)""",
                    forward="""x = nn.functional.conv2d(x, self.kernels).relu()
        return self.last(torch.max_pool2d(x, 2).flatten(1))""",
                ),
                "a dictionary": net(
                    init="""self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.dense = {"a": nn.Linear(400, 120), "b": nn.Linear(120, 84), "c": nn.Linear(84, 10)}""",
                    forward="""x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2).flatten(1)
        x = torch.relu(self.dense["a"](x))
        return self.dense["c"](torch.relu(self.dense["b"](x)))""",
                ),
            },
        ),
        "layers-made-in-forward": (
            "Layers are made anew in every call, so they never learn.",
            "Make each layer once, in the method that builds the network.",
            {
                "a new dense layer": forward(
                    "return self.dense3(x)", "return nn.Linear(84, 10)(x)"
                ),
                "new first layer": forward("self.conv1(x)", "nn.Conv2d(1, 6, 5, padding=2)(x)"),
            },
        ),
        "all-layers-made-in-forward": (
            "All layers are made anew in every call, so there is nothing to train.",
            "Make each layer once, in the method that builds the network.",
            {
                "all": net(
                    init="pass",
                    forward="""x = torch.max_pool2d(torch.relu(nn.Conv2d(1, 6, 5)(x)), 2)
        return nn.Linear(6 * 144, 10)(x.flatten(1))""",
                ),
                "all five": net(
                    init="pass",
                    forward="""x = torch.max_pool2d(torch.relu(nn.Conv2d(1, 6, 5, padding=2)(x)), 2)
        x = torch.max_pool2d(torch.relu(nn.Conv2d(6, 16, 5)(x)), 2).flatten(1)
        x = torch.relu(nn.Linear(400, 120)(x))
        return nn.Linear(84, 10)(torch.relu(nn.Linear(120, 84)(x)))""",
                ),
            },
        ),
        "dropout-always": (
            "The same images give other logits in each call, also in evaluation mode.",
            "Use `nn.Dropout` as a layer of its own: evaluation mode switches it off.",
            {
                "F.dropout": forward(
                    "return self.dense3(x)",
                    "return self.dense3(nn.functional.dropout(x, 0.5, training=True))",
                ),
                "noise": forward(
                    "return self.dense3(x)", "return self.dense3(x + 0.1 * torch.randn_like(x))"
                ),
            },
        ),
        "gradient-cut": (
            "Some of the layers get no gradient, so they cannot learn.",
            "Use every layer that you make; leave out `detach`, `no_grad` and `requires_grad_`.",
            {
                "dense2 is skipped": net(
                    init=INIT.replace("nn.Linear(84, 10)", "nn.Linear(120, 10)"),
                    forward=FORWARD.replace("x = torch.relu(self.dense2(x))\n        ", ""),
                ),
                "detach": forward("x = x.flatten(1)", "x = x.flatten(1).detach()"),
                "kernels frozen": net(init=INIT + "\n        self.conv1.requires_grad_(False)"),
                "no_grad in the middle": forward(
                    "x = x.flatten(1)",
                    "with torch.no_grad(): x = torch.relu(x + 0).flatten(1)",
                ),
            },
        ),
        "nothing-learns": (
            "No layer gets a gradient.",
            "Return logits that PyTorch can follow back: no `detach`, no `no_grad`, no `.data`.",
            {
                "detach at the end": forward(
                    "return self.dense3(x)", "return self.dense3(x).detach()"
                ),
                "no_grad all over": net(
                    forward="with torch.no_grad():\n            " + FORWARD.replace("\n", "\n    ")
                ),
                ".data": forward("return self.dense3(x)", "return self.dense3(x).data"),
            },
        ),
        "starts-at-zero": (
            "The answer to every image is 0, because weights start at 0.",
            "Leave the starting weights that PyTorch draws.",
            {
                "zeros": net(init=INIT + "\n        for p in self.parameters(): nn.init.zeros_(p)"),
                "the last layer's alone": net(
                    init=INIT + "\n        for p in self.dense3.parameters(): nn.init.zeros_(p)"
                ),
            },
        ),
        "images-mixed": (
            "The answer to an image depends on the other images of the batch.",
            "Work on each image alone: leave the first axis as it is.",
            {
                "centred over the batch": forward(
                    "return self.dense3(x)", "return self.dense3(x - x.mean(dim=0))"
                ),
                "the largest of the batch": forward(
                    "x = x.flatten(1)", "x = (x / (x.max() + 1e-8)).flatten(1)"
                ),
                "batch norm without averages": net(
                    init=INIT
                    + "\n        self.norm = nn.BatchNorm2d(6, track_running_stats=False)",
                    forward=FORWARD.replace("self.conv1(x)", "self.norm(self.conv1(x))"),
                ),
            },
        ),
        "no-super": (
            "The class does not let `nn.Module` prepare itself before layers are stored.",
            "Let its first line call the `__init__` of `super`, with brackets after both.",
            {
                "super is missing": net(start="pass"),
                "super without brackets": net(start="super().__init__"),
            },
        ),
        "no-forward": (
            "The network has no method named forward, or is no `nn.Module`.",
            "Write forward with that spelling, in a class that builds on `nn.Module`.",
            {
                "foward": net().replace("def forward", "def foward"),
                "forward within init": net()
                .replace("    def forward(self, x):", "        def forward(self, x):")
                .replace("\n        x = ", "\n            x = ")
                .replace("\n        return", "\n            return"),
            },
        ),
        "images-changed": (
            "The images that came in are changed.",
            "Make new tensors: `-=`, `/=` and what ends with `_` change the old ones.",
            {
                "centred in place": net(forward="x -= x.mean()\n        " + FORWARD),
                "scaled in place": net(forward="x /= 2\n        " + FORWARD),
                "bent in place": net(forward="x = torch.relu_(x)\n        " + FORWARD),
            },
        ),
        "returns-nothing": (
            "The forward pass returns nothing.",
            "End it with `return` and the logits.",
            {
                "forgets return": forward("return self.dense3(x)", "logits = self.dense3(x)"),
                "prints the logits": forward("return self.dense3(x)", "print(self.dense3(x))"),
            },
        ),
        "any/raises": {
            "a misspelt layer": forward("self.dense3(x)", "self.dense4(x)"),
            "self is forgotten": forward("self.dense3(x)", "dense3(x)"),
            "no self in forward": net().replace("def forward(self, x)", "def forward(x)"),
        },
    },
}
RIGHT = {
    "output_size": {
        "math.floor": FIT
        + "import math\n    return math.floor((n + 2 * padding - k) / stride) + 1",
        "a loop": FIT
        + """count, start = 0, 0
    while start + k <= n + 2 * padding: count, start = count + 1, start + stride
    return count""",
        "a range": FIT + "return len(range(0, n + 2 * padding - k + 1, stride))",
        "refuses at the end": """size = n + 2 * padding
    if size >= k: return (size - k) // stride + 1
    raise ValueError("the window does not fit")""",
        "refuses by the room": ROOM
        + "if room < 0: raise ValueError(f'{k} > {n}')\n    return 1 + room // stride",
        "int of the quotient": FIT + "return int((n + 2 * padding - k) / stride) + 1",
        "the stride added": FIT + "return (n + 2 * padding - k + stride) // stride",
        "a subclass of ValueError": """class DoesNotFit(ValueError): pass
    if n + 2 * padding < k: raise DoesNotFit(k)
    return (n + padding + padding - k) // stride + 1""",
        "divmod": FIT + "steps, rest = divmod(n + 2 * padding - k, stride)\n    return steps + 1",
        "a NumPy integer": FIT + "return np.int64((n + 2 * padding - k) // stride + 1)",
    },
    "conv2d": {
        "as shown": conv(),
        "four loops": conv(
            add="""for u in range(k_h):
                for v in range(k_w): out[i, j] += p[top + u, left + v] * kernel[u, v]"""
        ),
        "sliding windows": """p = np.pad(image, padding)
    windows = np.lib.stride_tricks.sliding_window_view(p, kernel.shape)[::stride, ::stride]
    return np.einsum("ijuv,uv->ij", windows, kernel)""",
        "a sum of shifted images": """p = np.pad(np.asarray(image, dtype=float), padding)
    k_h, k_w = kernel.shape
    h, w = p.shape[0] - k_h + 1, p.shape[1] - k_w + 1
    out = sum(kernel[u, v] * p[u:u + h, v:v + w] for u in range(k_h) for v in range(k_w))
    return out[::stride, ::stride]""",
        "zeros by hand": """h, w = image.shape
    p = np.zeros((h + 2 * padding, w + 2 * padding))
    p[padding:padding + h, padding:padding + w] = image
    k_h, k_w = kernel.shape
    return np.array([[(p[i:i + k_h, j:j + k_w] * kernel).sum()
        for j in range(0, p.shape[1] - k_w + 1, stride)]
        for i in range(0, p.shape[0] - k_h + 1, stride)])""",
        "PyTorch": """a = torch.as_tensor(np.array(image, dtype=float))[None, None]
    k = torch.as_tensor(np.array(kernel, dtype=float))[None, None]
    return nn.functional.conv2d(a, k, stride=stride, padding=padding)[0, 0].numpy()""",
        "calls output_size": """p = np.pad(image, padding)
    k_h, k_w = kernel.shape
    rows = output_size(image.shape[0], k_h, stride, padding)
    columns = output_size(image.shape[1], k_w, stride, padding)
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            a, b = i * stride, j * stride
            out[i, j] = (p[a:a + k_h, b:b + k_w] * kernel).sum()
    return out""",
        "asks output_size by name": """p = np.pad(image, padding)
    (h, w), (k_h, k_w) = image.shape, kernel.shape
    rows = output_size(n=h, k=k_h, stride=stride, padding=padding)
    columns = output_size(n=w, k=k_w, stride=stride, padding=padding)
    out = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            for u in range(k_h):
                for v in range(k_w):
                    out[i][j] += float(p[i * stride + u, j * stride + v] * kernel[u, v])
    return np.array(out)""",
        "32 bits": conv(out="np.zeros((rows, columns), dtype=np.float32)"),
        "np.vdot": conv(add="out[i, j] = np.vdot(window, kernel)"),
        "unfold": """a = torch.as_tensor(np.array(image, dtype=float))[None, None]
    k_h, k_w = kernel.shape
    columns = nn.functional.unfold(a, (k_h, k_w), padding=padding, stride=stride)[0].numpy()
    w = (image.shape[1] + 2 * padding - k_w) // stride + 1
    return (np.ravel(kernel) @ columns).reshape(-1, w)""",
    },
    "conv_layer": {
        "as shown": layer(),
        "zeros first": """c_out, c_in, k, _ = kernels.shape
    out = np.zeros((c_out, image.shape[1] - k + 1, image.shape[2] - k + 1))
    for o in range(c_out):
        for i in range(c_in):
            out[o] += conv2d(image[i], kernels[o, i])
        out[o] += b[o]
    return out""",
        "a comprehension": """return np.stack([
        sum(conv2d(c, k) for c, k in zip(image, ks)) + bias for ks, bias in zip(kernels, b)])""",
        "without conv2d": """view = np.lib.stride_tricks.sliding_window_view
    w = view(image, kernels.shape[2:], axis=(1, 2))
    return np.einsum("chwuv,ocuv->ohw", w, kernels) + b[:, None, None]""",
        "loops all through": """c_out, c_in, k, _ = kernels.shape
    h, w = image.shape[1] - k + 1, image.shape[2] - k + 1
    out = np.zeros((c_out, h, w))
    for o in range(c_out):
        for y in range(h):
            for x in range(w):
                out[o, y, x] = np.sum(image[:, y:y + k, x:x + k] * kernels[o]) + b[o]
    return out""",
        "PyTorch": """arrays = (image, kernels, b)
    parts = [torch.as_tensor(np.array(a, dtype=float)) for a in arrays]
    return nn.functional.conv2d(parts[0][None], parts[1], parts[2])[0].numpy()""",
        "32 bits": """arrays = (image, kernels)
    parts = [torch.as_tensor(np.array(a, dtype="float32")) for a in arrays]
    maps = nn.functional.conv2d(parts[0][None], parts[1])[0].numpy()
    return maps + b.astype("float32")[:, None, None]""",
        "the sizes from output_size": """h = output_size(image.shape[1], kernels.shape[2])
    w = output_size(image.shape[2], kernels.shape[3])
    out = np.empty((len(kernels), h, w))
    for o, own in enumerate(kernels):
        out[o] = b[o]
        for channel, kernel in zip(image, own):
            out[o] += conv2d(channel, kernel, 1, 0)
    return out""",
        "arguments by name": layer(
            add="total = total + np.asarray(conv2d(image=image[i], kernel=kernels[o, i], stride=1))"
        ),
    },
    "conv_parameters": {
        "as shown": "return channels_out * channels_in * k * k + channels_out",
        "one channel first": "return channels_out * (channels_in * k ** 2 + 1)",
        "weights and biases": """weights = channels_in * channels_out * k ** 2
    biases = channels_out
    return weights + biases""",
        "PyTorch counts": """layer = nn.Conv2d(int(channels_in), int(channels_out), int(k))
    return sum(p.numel() for p in layer.parameters())""",
        "a loop": """count = 0
    for _ in range(channels_out): count += channels_in * k * k + 1
    return count""",
        "np.prod": "return int(np.prod([channels_out, channels_in, k, k])) + channels_out",
        "a NumPy integer": "return np.int64(channels_out) * (channels_in * k * k + 1)",
        "math.prod": "import math\n    sizes = channels_in, channels_out, k, k\n    "
        "return math.prod(sizes) + channels_out",
        "pow": "return pow(k, 2) * channels_in * channels_out + channels_out",
    },
    "max_pool2d": {
        "as shown": """r, c = image.shape[0] // size, image.shape[1] // size
    return image[:r*size, :c*size].reshape(r, size, c, size).max(axis=(1, 3))""",
        "loops": pool(),
        "a comprehension": """h, w = image.shape
    return np.array([[image[i:i + size, j:j + size].max()
        for j in range(0, w - size + 1, size)] for i in range(0, h - size + 1, size)])""",
        "PyTorch": """a = torch.as_tensor(np.array(image, dtype=float))[None, None]
    return nn.functional.max_pool2d(a, size)[0, 0].numpy()""",
        "strided windows": """w = np.lib.stride_tricks.sliding_window_view(image, (size, size))
    return w[::size, ::size].max(axis=(2, 3))""",
        "lists": """out = []
    for i in range(image.shape[0] // size):
        row = []
        for j in range(image.shape[1] // size):
            row.append(max(float(image[i * size + u, j * size + v])
                           for u in range(size) for v in range(size)))
        out.append(row)
    return np.array(out)""",
        "maxima of shifted maps": """h, w = (side // size * size for side in image.shape)
    best = np.full((h // size, w // size), -np.inf)
    for u in range(size):
        for v in range(size):
            best = np.maximum(best, image[u:h:size, v:w:size])
    return best""",
        "starts at minus infinity": pool(
            out="np.full((rows, columns), -np.inf)",
            take="out[i, j] = max(out[i, j], *map(float, square.ravel()))",
        ),
        "the size from output_size": """rows = output_size(image.shape[0], size, size)
    columns = output_size(image.shape[1], size, stride=size)
    out = np.zeros((rows, columns))
    for i, j in np.ndindex(rows, columns):
        out[i, j] = np.max(image[i * size:i * size + size, j * size:j * size + size])
    return out""",
        "sorted squares": pool(take="out[i, j] = sorted(square.ravel())[-1]"),
    },
    "residual_block": {
        "as shown": "return x + f(x)",
        "the other way round": "return f(x) + x",
        "two lines": "change = f(x)\n    return x + change",
        "np.add for arrays": "return np.add(x, f(x)) if isinstance(x, np.ndarray) else x + f(x)",
        "a copy first": """out = f(x)
    result = x.copy() if hasattr(x, "copy") else x.clone()
    return result + out""",
        "operator": "import operator\n    return operator.add(x, f(x))",
        "sum": "return sum([x, f(x)])",
        "minus minus": "return x - (-f(x))",
        "x times 1": "return 1.0 * x + f(x)",
    },
    "lenet": {
        "as shown": net(),
        "a Sequential": net(
            init="""self.body = nn.Sequential(nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(),
            nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
            nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))""",
            forward="return self.body(x)",
        ),
        "activations that work in place": net(
            init=INIT + "\n        self.bend = nn.ReLU(inplace=True)",
            forward=FORWARD.replace("torch.relu(", "self.bend("),
        ),
        "no padding": net(
            init=INIT.replace(", padding=2", "").replace("400", "256"),
        ),
        "two parts": net(
            init="""self.see = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(),
            nn.MaxPool2d(2), nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.decide = nn.Linear(16 * 49, 10)""",
            forward="return self.decide(self.see(x).view(x.shape[0], -1))",
        ),
        "mean pooling and tanh, as in 1998": net(
            forward="""x = nn.functional.avg_pool2d(torch.tanh(self.conv1(x)), 2)
        x = nn.functional.avg_pool2d(torch.tanh(self.conv2(x)), 2).reshape(-1, 400)
        return self.dense3(torch.tanh(self.dense2(torch.tanh(self.dense1(x)))))""",
        ),
        "batch norm and dropout": net(
            init=INIT
            + "\n        self.norm = nn.BatchNorm2d(6)\n        self.drop = nn.Dropout(0.3)",
            forward=FORWARD.replace("self.conv1(x)", "self.norm(self.conv1(x))").replace(
                "self.dense3(x)", "self.dense3(self.drop(x))"
            ),
        ),
        "a ModuleList": net(
            init="""self.convs = nn.ModuleList([nn.Conv2d(1, 6, 5, padding=2), nn.Conv2d(6, 16, 5)])
        self.dense = nn.ModuleList([nn.Linear(400, 120), nn.Linear(120, 84)])
        self.last = nn.Linear(84, 10)""",
            forward="""for conv in self.convs:
            x = nn.functional.max_pool2d(nn.functional.relu(conv(x)), 2)
        x = torch.flatten(x, 1)
        for layer in self.dense:
            x = nn.functional.relu(layer(x))
        return self.last(x)""",
        ),
        "a stride in place of pooling": net(
            init="""self.conv1 = nn.Conv2d(1, 16, 5, stride=2)
        self.conv2 = nn.Conv2d(16, 24, 5, stride=2)
        self.last = nn.Linear(24 * 16, 10)""",
            forward="""x = self.conv2(self.conv1(x).relu()).relu()
        return self.last(x.flatten(1))""",
        ),
        "kernels of its own": net(
            init="""self.kernels = nn.Parameter(0.2 * torch.randn(6, 1, 5, 5))
        self.biases = nn.Parameter(torch.zeros(6))
        self.last = nn.Linear(6 * 144, 10)""",
            forward="""x = nn.functional.conv2d(x, self.kernels, self.biases).relu()
        return self.last(torch.max_pool2d(x, 2).flatten(1))""",
        ),
        "batch norm without biases, a lazy layer": net(
            init="""self.body = nn.Sequential(
            nn.Conv2d(1, 8, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(8, 16, 3, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
            nn.AdaptiveAvgPool2d(4), nn.Flatten(), nn.Dropout(), nn.LazyLinear(10))""",
            forward="return self.body(x)",
        ),
        "a bias in the last layer only": net(
            init=INIT.replace("padding=2)", "padding=2, bias=False)")
            .replace("16, 5)", "16, 5, bias=False)")
            .replace("120)", "120, bias=False)")
            .replace("84)", "84, bias=False)"),
        ),
        "global average pooling": net(
            init="""self.conv1 = nn.Conv2d(1, 16, 5, padding=2)
        self.conv2 = nn.Conv2d(16, 32, 5)
        self.last = nn.Linear(32, 10)""",
            forward="""x = torch.relu(nn.functional.max_pool2d(self.conv1(x), 2))
        x = torch.relu(self.conv2(x))
        return self.last(x.mean(dim=(2, 3)))""",
        ),
        "no biases": net(
            init=INIT.replace("padding=2)", "padding=2, bias=False)")
            .replace("16, 5)", "16, 5, bias=False)")
            .replace("120)", "120, bias=False)")
            .replace("84)", "84, bias=False)")
            .replace("84, 10)", "84, 10, bias=False)"),
        ),
    },
}
EQUIVALENT = {
    "conv2d": {
        "result = np.zeros((rows, columns)) -> result = np.ones((rows, columns))": "Every entry is "
        "overwritten.",
    },
    "lenet": {
        "self.conv1 = nn.Conv2d(1, 6, 5, padding=2) -> "
        "self.conv1 = nn.Conv2d(1, 6, 5, padding=3)": "Maps of 30 × 30 are "
        "pooled to 15 × 15, and the rest fits: other sizes are right as well.",
    },
    "conv_layer": {
        "for own_kernels, bias in zip(kernels, b, strict=True): -> "
        "for own_kernels, bias in zip(kernels, b, strict=False):": "Both have c_out entries.",
        "found = [conv2d(channel, k) for channel, k in zip(image, own_kernels, strict=True)] -> "
        "found = [conv2d(channel, k) for channel, k in zip(image, own_kernels, strict=False)]": ""
        "Both have c_in entries.",
    },
}

BLANK = {"lenet": net(init="raise NotImplementedError", forward="raise NotImplementedError")}
