"""Lesson 08's tests tell right answers from wrong ones."""

import pytest
import torch

from tests.answers import AnswerTests
from tests.lesson_cells import answer, graded_cells, points, run_test_cell, written
from utils import mnist
from utils.mnist import digits_at_hand

LESSON = "08_mnist"
SIGNATURES = {
    "normalise": "images",
    "build_classifier": "hidden1, hidden2, activation",
    "confusion_matrix": "y_true, y_pred, n_classes",
    "most_confident_mistakes": "probabilities, y_true, k",
    "sweep": "settings, train_one",
}
IMPORTS = (
    "import numpy as np\nimport torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
)

NAMES = '{"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU}'
KNOWN = f"kinds = {NAMES}\n    if activation not in kinds: raise ValueError(activation)\n    "
STACK = """act = kinds[activation]
    return nn.Sequential(nn.Linear(784, hidden1), act(), nn.Linear(hidden1, hidden2), act(),
                         nn.Linear(hidden2, 10))"""
SURE = "y_pred, sure = probabilities.argmax(1), probabilities.max(1)\n    "

WRONG = {
    "normalise": {
        "never divides by 255": "return ((images.float() - 0.1307) / 0.3081).flatten(1)",
        "divides by 256": "return ((images / 256 - 0.1307) / 0.3081).flatten(1)",
        "the constants are swapped": "return ((images / 255 - 0.3081) / 0.1307).flatten(1)",
        "multiplies by the spread": "return ((images / 255 - 0.1307) * 0.3081).flatten(1)",
        "adds the mean": "return ((images / 255 + 0.1307) / 0.3081).flatten(1)",
        "precedence": "return (images / 255 - 0.1307 / 0.3081).flatten(1)",
        "never centres": "return (images / 255).flatten(1)",
        "from -1 to 1": "return (images / 127.5 - 1).flatten(1)",
        "the batch's own mean": """x = images / 255
    return ((x - x.mean()) / x.std()).flatten(1)""",
        "each image's own mean": """x = (images / 255).flatten(1)
    return (x - x.mean(1, keepdim=True)) / x.std(1, keepdim=True)""",
        "keeps the image's form": "return (images / 255 - 0.1307) / 0.3081",
        "flattens everything": "return ((images / 255 - 0.1307) / 0.3081).flatten()",
        "one image loses its axis": "return ((images/255 - 0.1307) / 0.3081).flatten(1).squeeze()",
        "columns for images": "return ((images / 255 - 0.1307) / 0.3081).flatten(1).T",
        "column by column": """x = (images / 255 - 0.1307) / 0.3081
    return x.transpose(1, 2).flatten(1)""",
        "mixes images and pixels": """x = (images / 255 - 0.1307) / 0.3081
    return x.permute(1, 2, 0).reshape(len(images), -1)""",
        "double precision": "return ((images.double() / 255 - 0.1307) / 0.3081).flatten(1)",
        "cuts to bytes": "return (images // 255 - 0.1307).flatten(1) / 0.3081",
        "an array": "return ((images.numpy() / 255 - 0.1307) / 0.3081).reshape(len(images), -1)",
        "a single image": """x = (images / 255 - 0.1307) / 0.3081
    return x[0].reshape(1, -1)""",
        "writes into the images": """images[:] = images // 2 * 2
    return ((images / 255 - 0.1307) / 0.3081).flatten(1)""",
    },
    "build_classifier": {
        "no activation at all": KNOWN
        + "return nn.Sequential(nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2), "
        "nn.Linear(hidden2, 10))",
        "one activation is missing": KNOWN
        + """return nn.Sequential(nn.Linear(784, hidden1), kinds[activation](),
        nn.Linear(hidden1, hidden2), nn.Linear(hidden2, 10))""",
        "an activation after the last layer": KNOWN
        + STACK.replace("10))", "10), kinds[activation]())"),
        "softmax at the end": KNOWN + STACK.replace("10))", "10), nn.Softmax(1))"),
        "log-softmax at the end": KNOWN + STACK.replace("10))", "10), nn.LogSoftmax(1))"),
        "always ReLU": KNOWN + "activation = 'relu'\n    " + STACK,
        "sigmoid and tanh swapped": KNOWN.replace(
            '"sigmoid": nn.Sigmoid, "tanh": nn.Tanh', '"tanh": nn.Sigmoid, "sigmoid": nn.Tanh'
        )
        + STACK,
        "another activation in the second layer": KNOWN + STACK.replace("act(),\n", "nn.ReLU(),\n"),
        "sizes swapped": KNOWN + "hidden1, hidden2 = hidden2, hidden1\n    " + STACK,
        "sizes fixed": KNOWN + "hidden1, hidden2 = 128, 64\n    " + STACK,
        "one hidden layer": KNOWN
        + "return nn.Sequential(nn.Linear(784, hidden1), kinds[activation](), "
        "nn.Linear(hidden1, 10))",
        "nine classes": KNOWN + STACK.replace("10", "9"),
        "without biases": KNOWN + STACK.replace("hidden1)", "hidden1, bias=False)"),
        "KeyError for an unknown name": f"kinds = {NAMES}\n    " + STACK,
        "a default for an unknown name": f"kinds = {NAMES}\n    "
        + STACK.replace("kinds[activation]", "kinds.get(activation, nn.ReLU)"),
        "returns the error": f"kinds = {NAMES}\n    "
        + "if activation not in kinds: return ValueError(activation)\n    "
        + STACK,
        "a plain function": KNOWN
        + """layers = [nn.Linear(784, hidden1), nn.Linear(hidden1, hidden2), nn.Linear(hidden2, 10)]
    return lambda x: layers[2](layers[1](layers[0](x)))""",
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
        "the class, not a network": KNOWN + "return nn.Sequential",
        "dropout": KNOWN + STACK.replace("act(),\n", "act(), nn.Dropout(0.5),\n"),
        "returns nothing": KNOWN + STACK.replace("return", "model ="),
    },
    "confusion_matrix": {
        "columns are true": """m = np.zeros((n_classes, n_classes), int)
    np.add.at(m, (y_pred, y_true), 1)
    return m""",
        "repeats count once": """m = np.zeros((n_classes, n_classes), int)
    m[y_true, y_pred] += 1
    return m""",
        "sets instead of adding": """m = np.zeros((n_classes, n_classes), int)
    for t, p in zip(y_true, y_pred): m[t, p] = 1
    return m""",
        "right answers only": """m = np.zeros((n_classes, n_classes), int)
    for t, p in zip(y_true, y_pred): m[t, t] += t == p
    return m""",
        "mistakes only": """m = np.zeros((n_classes, n_classes), int)
    for t, p in zip(y_true, y_pred): m[t, p] += t != p
    return m""",
        "as large as the largest class": """n = max(y_true.max(), y_pred.max()) + 1
    m = np.zeros((n, n), int)
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
        "always ten classes": """m = np.zeros((10, 10), int)
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
        "always three classes": """m = np.zeros((3, 3), int)
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
        "shares of each row": """m = np.zeros((n_classes, n_classes))
    np.add.at(m, (y_true, y_pred), 1)
    return m / np.maximum(m.sum(1, keepdims=True), 1)""",
        "shares of all": """m = np.zeros((n_classes, n_classes))
    np.add.at(m, (y_true, y_pred), 1)
    return m / m.sum()""",
        "decimals": """m = np.zeros((n_classes, n_classes))
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
        "counts bytes": """m = np.zeros((n_classes, n_classes), np.int8)
    np.add.at(m, (y_true, y_pred), np.int8(1))
    return m""",
        "classes from 1": """m = np.zeros((n_classes, n_classes), int)
    np.add.at(m, (y_true - 1, y_pred - 1), 1)
    return m""",
        "the last example is left out": """m = np.zeros((n_classes, n_classes), int)
    for i in range(len(y_true) - 1): m[y_true[i], y_pred[i]] += 1
    return m""",
        "flat": "return np.bincount(n_classes * y_true + y_pred, minlength=n_classes ** 2)",
        "both directions": """m = np.zeros((n_classes, n_classes), int)
    np.add.at(m, (y_true, y_pred), 1)
    return m + m.T - np.diag(np.diag(m))""",
        "the accuracy": "return np.mean(y_true == y_pred)",
    },
    "most_confident_mistakes": {
        "least confident first": SURE
        + """wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(sure[wrong])][:k]""",
        "right answers as well": SURE + "return np.argsort(-sure)[:k]",
        "right answers only": SURE
        + """right = np.flatnonzero(y_pred == y_true)
    return right[np.argsort(-sure[right])][:k]""",
        "places in the list of mistakes": SURE
        + """wrong = y_pred != y_true
    return np.argsort(-sure[wrong])[:k]""",
        "the first mistakes": SURE + "return np.flatnonzero(y_pred != y_true)[:k]",
        "the last k of a rising order, not turned": SURE
        + """wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(sure[wrong])][-k:]""",
        "probabilities, not places": SURE + "return -np.sort(-sure[y_pred != y_true])[:k]",
        "least probable true class": SURE
        + """wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(probabilities[wrong, y_true[wrong]])][:k]""",
        "the margin over the second": SURE
        + """two = np.sort(probabilities, 1)[:, -2:]
    wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-(two[:, 1] - two[:, 0])[wrong])][:k]""",
        "the best column, not row": """y_pred = probabilities.argmax(0)[:len(y_true)]
    sure = probabilities.max(1)
    wrong = np.flatnonzero(probabilities.argmax(1) != y_true)
    return wrong[np.argsort(-probabilities[:, 0][wrong])][:k]""",
        "one too few": SURE
        + """wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong])][:k - 1]""",
        "all of them": SURE
        + """wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong])]""",
        "always two": SURE
        + """wrong = np.flatnonzero(y_pred != y_true)
    return wrong[np.argsort(-sure[wrong])][:2]""",
        "fills up with right answers": SURE
        + "return np.argsort(-(sure + 2.0 * (y_pred != y_true)))[:k]",
        "cuts k before looking for mistakes": SURE
        + """top = np.argsort(-sure)[:k]
    return top[(y_pred != y_true)[top]]""",
        "a single place": SURE + "return np.argmax(np.where(y_pred != y_true, sure, -1))",
        "the classes that were said": SURE
        + """wrong = np.flatnonzero(y_pred != y_true)
    return y_pred[wrong[np.argsort(-sure[wrong])][:k]]""",
        "repeats the last where there are too few": SURE
        + """wrong = np.flatnonzero(y_pred != y_true)
    order = list(wrong[np.argsort(-sure[wrong])])
    return np.array([order[min(i, len(order) - 1)] for i in range(k)])""",
        "writes into the probabilities": """probabilities[np.arange(len(y_true)), y_true] = 0
    return np.argsort(-probabilities.max(1))[:k]""",
    },
    "sweep": {
        "passes the dictionary itself": "return [(s, train_one(s)) for s in settings]",
        "passes values by position": "return [(s, train_one(*s.values())) for s in settings]",
        "results alone": "return [train_one(**s) for s in settings]",
        "the last one only": "for s in settings: result = (s, train_one(**s))\n    return [result]",
        "returns after the first": """results = []
    for s in settings:
        results.append((s, train_one(**s)))
        return results""",
        "turned round": "return [(train_one(**s), s) for s in settings]",
        "two lists": "return settings, [train_one(**s) for s in settings]",
        "the best first": """results = [(s, train_one(**s)) for s in settings]
    return sorted(results, key=lambda pair: -pair[1])""",
        "the best alone": """results = [(s, train_one(**s)) for s in settings]
    return max(results, key=lambda pair: pair[1])""",
        "trains twice": """results = []
    for s in settings:
        train_one(**s)
        results.append((s, train_one(**s)))
    return results""",
        "repeated settings once": """results, seen = [], {}
    for s in settings:
        key = tuple(s.items())
        if key not in seen: seen[key] = train_one(**s)
        results.append((s, seen[key]))
    return results""",
        "a dictionary": "return {str(s): train_one(**s) for s in settings}",
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
        "leaves the last out": "return [(s, train_one(**s)) for s in settings[:-1]]",
        "knows the example's names": """return [
        (s, train_one(hidden1=s["hidden1"], seed=s["seed"])) for s in settings]""",
        "rounds": "return [(s, round(train_one(**s), 1)) for s in settings]",
        "the function, not its result": "return [(s, train_one) for s in settings]",
        "backwards": "return [(s, train_one(**s)) for s in reversed(settings)]",
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


def judge(exercise, body):
    source = f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"
    return points(LESSON, exercise, written(IMPORTS + source))


class TestAnswers(AnswerTests):
    lesson, right, wrong, judge = LESSON, RIGHT, WRONG, staticmethod(judge)


def test_each_activation_earns_its_point():
    earned, possible, _ = judge("build_classifier", WRONG["build_classifier"]["always ReLU"])
    assert (earned, possible) == (2, 4)


# The saved model


def rows(images):
    return ((images.float() / 255 - 0.1307) / 0.3081).flatten(1)


def trained(model, digits, n_steps):
    """`model` after some steps of 256 images, with a learning rate that falls to 0."""
    x, y = rows(digits.train_images), digits.train_labels
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.01, n_steps)
    for _ in range(n_steps):
        some = torch.randint(len(y), (256,))
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x[some]), y[some]).backward()
        optimizer.step()
        schedule.step()
    return model


@pytest.fixture(scope="module")
def namespace():
    return answer(LESSON, "build_classifier")


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    """Two threads would wait for each other where tests run side by side."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def models(namespace):
    """A good and a poor model, trained on the best set that is at hand."""
    digits = next(digits_at_hand())
    torch.manual_seed(3)
    build = namespace["build_classifier"]
    return {
        "good": trained(build(128, 64, "relu"), digits, 500),
        "poor": trained(build(128, 64, "relu"), digits, 8),
    }


@pytest.fixture
def saved(tmp_path, monkeypatch, namespace):
    """Points of the two cells that grade a saved model: each a function of what is saved."""
    monkeypatch.chdir(tmp_path)

    def grade(content, names=None):
        if content is not None:
            torch.save(content, tmp_path / "08_mnist.pt")
        cells = [graded_cells(LESSON)[f"saved_model_{kind}"] for kind in ("check", "hidden")]
        return [run_test_cell(cell, dict(names or namespace)) for cell in cells]

    return grade


def test_a_good_model_earns_everything(saved, models):
    assert saved(models["good"].state_dict()) == [(1.0, ""), (3.0, "")]


def test_a_poor_model_hears_its_accuracy(saved, models):
    (check, _), (hidden, message) = saved(models["poor"].state_dict())
    assert (check, hidden) == (1.0, 0.0)
    assert "% of the test images, and 95 % are asked for" in message


def test_an_untrained_model_is_not_enough(saved, namespace):
    model = namespace["build_classifier"](128, 64, "relu")
    assert [score for score, _ in saved(model.state_dict())] == [1.0, 0.0]


def test_no_file_another_model_or_the_model_itself_say_what_to_do(saved, namespace):
    build = namespace["build_classifier"]
    for content, says in (
        (None, "There is no file 08_mnist.pt beside the notebook."),
        (build(64, 32, "relu").state_dict(), "was saved from a model of another form"),
        (build(128, 64, "relu"), "code from a file is never run"),
        ({"epoch": 3}, "does not hold tensors alone"),
    ):
        for score, message in saved(content):
            assert score == 0
            assert says in message
            assert "Try this: " in message


def test_a_blank_build_function_is_a_blank(saved, models):
    def build_classifier(hidden1, hidden2, activation):
        raise NotImplementedError

    for score, message in saved(
        models["good"].state_dict(), {"build_classifier": build_classifier}
    ):
        assert score == 0
        assert message.startswith("NotImplementedError")


def test_a_learners_own_form_of_the_network_is_graded_with_its_own_weights(saved, models):
    body = RIGHT["build_classifier"]["a class"]
    names = written(IMPORTS + f"def build_classifier(hidden1, hidden2, activation):\n    {body}\n")
    digits = next(digits_at_hand())
    torch.manual_seed(4)
    own = trained(names["build_classifier"](128, 64, "relu"), digits, 500)
    assert saved(own.state_dict(), names) == [(1.0, ""), (3.0, "")]
    # The solution's file does not fit into it, and that is said
    assert saved(models["good"].state_dict(), names)[0][0] == 0


def test_a_model_of_the_small_digits_is_right_too(saved, namespace):
    torch.manual_seed(5)
    small = trained(namespace["build_classifier"](128, 64, "relu"), mnist.small_digits(), 500)
    assert saved(small.state_dict()) == [(1.0, ""), (3.0, "")]


def test_a_file_of_logits_that_are_no_finite_numbers_is_refused(saved, models):
    broken = {name: value.clone() for name, value in models["good"].state_dict().items()}
    next(iter(broken.values()))[0, 0] = float("inf")
    for score, message in saved(broken):
        assert score == 0
        assert "no finite numbers" in message
