"""Lesson 08's tests tell right answers from wrong ones."""

from textwrap import indent

import numpy as np
import pytest
import torch

from grading.bank import load
from grading.bank.both_ways import judge_outside
from grading.bank.in_process import answer, cell_source, names_after
from grading.bank.lesson_08 import RIGHT
from grading.sandbox.kernels import Kernel
from grading.sandbox.warm import WarmParent
from tests.helpers.answers import judge, judge_idea
from utils import mnist
from utils.mnist import digits_at_hand

pytestmark = pytest.mark.usefixtures("one_thread")

LESSON = "08_mnist"


def test_each_activation_earns_its_share():
    earned, possible, _ = judge_idea(LESSON, "build_classifier", "always ReLU")
    assert (earned, possible) == (pytest.approx(3.5 / 3), 4)


@pytest.mark.parametrize(
    ("exercise", "body"),
    [
        (
            "confusion_matrix",
            """known = confusion_matrix.__dict__.setdefault("known", {})
    m = known.setdefault(n_classes, np.zeros((n_classes, n_classes), int))
    np.add.at(m, (y_true, y_pred), 1)
    return m""",
        ),
        (
            "sweep",
            """results = sweep.__dict__.setdefault("results", [])
    for s in settings: results.append((s, train_one(**s)))
    return results""",
        ),
    ],
)
def test_what_is_kept_between_calls_is_seen_at_once(exercise, body):
    _, _, said = judge(LESSON, exercise, body)
    assert {text.split(":")[0] for text in said} == {f"{exercise}_check", f"{exercise}_hidden"}


# The loop that learners write, ungraded


def test_the_loop_of_one_epoch_that_the_lesson_shows_takes_every_image_once():
    blank = cell_source(LESSON, "one_epoch")
    assert "raise NotImplementedError" in blank
    shown = cell_source(LESSON, "epoch_task").split("```python\n")[1].split("```")[0]
    lines = [line for line in blank.splitlines() if "raise NotImplementedError" not in line]
    written = "\n".join([*lines[:-1], indent(shown, "    "), lines[-1]])
    names = names_after(f"import torch\nfrom torch import nn\n{written}")
    seen = []
    names["shuffled_batches"] = lambda n: torch.arange(n).split(4)
    names["train_step"] = lambda model, loss, optimizer, x, y: seen.append((x, y)) or len(seen)
    x = torch.arange(10.0)
    assert names["one_epoch"](None, None, x, x + 1) == [1, 2, 3]
    assert torch.equal(torch.cat([rows for rows, _ in seen]), x)
    assert all(torch.equal(y, rows + 1) for rows, y in seen)


# The usual reader, which the lesson shows and does not run


def write_idx(path, values):
    """Bytes as an unpacked IDX file, in the shape that they have."""
    sizes = b"".join(size.to_bytes(4, "big") for size in values.shape)
    path.write_bytes(bytes([0, 0, 8, values.ndim]) + sizes + values.tobytes())


@pytest.mark.long
def test_the_usual_reader_gives_what_normalise_gives(tmp_path):
    raw, rng = tmp_path / "MNIST" / "raw", np.random.default_rng(3)
    raw.mkdir(parents=True)
    images = rng.integers(0, 256, (7, 28, 28), dtype=np.uint8)
    for part in ("train", "t10k"):
        write_idx(raw / f"{part}-images-idx3-ubyte", images)
        write_idx(raw / f"{part}-labels-idx1-ubyte", np.arange(7, dtype=np.uint8))
    names = names_after(cell_source(LESSON, "usual_loader"))
    names["DATA"] = tmp_path
    x, y = next(iter(names["usual_loader"](train=False)))
    assert (x.shape, y.tolist()) == ((7, 1, 28, 28), list(range(7)))
    rows = answer(LESSON, "normalise")["normalise"](torch.from_numpy(images))
    torch.testing.assert_close(x.flatten(1), rows)
    (x, y), *rest = names["usual_loader"](train=True)  # shuffled
    assert (sorted(y.tolist()), rest) == (list(range(7)), [])
    torch.testing.assert_close(x.flatten(1), rows[y])


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


def test_a_good_model_earns_everything(saved, models):
    assert saved(models["good"].state_dict()) == [(0.5, ""), (3.5, "")]


def test_a_poor_model_hears_its_accuracy(saved, models):
    (check, _), (hidden, message) = saved(models["poor"].state_dict())
    assert (check, hidden) == (0.5, 0.0)
    assert "% of the test images, and 95 % are asked for" in message


def test_an_untrained_model_is_not_enough(saved, namespace):
    model = namespace["build_classifier"](128, 64, "relu")
    assert [score for score, _ in saved(model.state_dict())] == [0.5, 0.0]


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
    names = names_after(load(LESSON).source("build_classifier", body))
    own = names["build_classifier"](128, 64, "relu")
    good = models["good"].state_dict()
    # The same weights under its own names
    by_shape = {weights.shape: weights for weights in good.values()}
    own.load_state_dict({name: by_shape[w.shape] for name, w in own.state_dict().items()})
    assert own.state_dict().keys() != good.keys()
    assert saved(own.state_dict(), names) == [(0.5, ""), (3.5, "")]
    # The solution's file does not fit into it, and that is said
    assert saved(good, names)[0][0] == 0


def test_a_model_of_the_small_digits_is_right_too(saved, namespace):
    torch.manual_seed(5)
    small = trained(namespace["build_classifier"](128, 64, "relu"), mnist.small_digits(), 500)
    assert saved(small.state_dict()) == [(0.5, ""), (3.5, "")]


def test_a_file_of_logits_that_are_no_finite_numbers_is_refused(saved, models):
    broken = {name: value.clone() for name, value in models["good"].state_dict().items()}
    next(iter(broken.values()))[0, 0] = float("inf")
    for score, message in saved(broken):
        assert score == 0
        assert "no finite numbers" in message


# The saved model, judged from outside: the file lies beside the learner's notebook, not here


@pytest.fixture(scope="module")
def warm(walled):
    parent = WarmParent(("torch",))
    yield parent
    parent.close()


@pytest.fixture
def from_outside(warm):
    """Points and messages of the two cells, judged from outside, by what the file holds."""

    def grade(content, cell=None):
        cell = cell or cell_source(LESSON, "build_classifier")
        source = load(LESSON).around("build_classifier", cell)
        kernel = Kernel(warm, {} if content is None else {"08_mnist.pt": content})
        try:
            return judge_outside(kernel, LESSON, "saved_model", source, ["build_classifier"])[:2]
        finally:
            kernel.close()

    return grade


def messages(saved, content):
    """What the two cells say in process, by name: of a cell with all its points nothing."""
    said = zip(("saved_model_check", "saved_model_hidden"), saved(content), strict=True)
    return {name: message for name, (_, message) in said if message}


def test_right_weights_earn_everything_from_outside(saved, models, from_outside, tmp_path):
    assert messages(saved, models["good"].state_dict()) == {}
    right = (tmp_path / "08_mnist.pt").read_bytes()
    assert from_outside(right) == (4.0, {})
    # The right file in the judge's own folder is worth nothing
    earned, said = from_outside(None)
    assert earned == 0
    assert all("There is no file 08_mnist.pt" in text for text in said.values())
    # Nor does it help a blank
    blank = (
        'def build_classifier(hidden1, hidden2, activation):\n    raise NotImplementedError("-")'
    )
    earned, said = from_outside(right, blank)
    assert earned == 0
    assert set(said.values()) == {"NotImplementedError: -"}


@pytest.mark.parametrize("case", ["another form", "not finite", "the model", "no weights"])
def test_wrong_weights_earn_nothing_from_outside(
    case, saved, models, namespace, from_outside, tmp_path
):
    broken = {name: value.clone() for name, value in models["good"].state_dict().items()}
    next(iter(broken.values()))[0, 0] = float("nan")
    content = {
        "another form": namespace["build_classifier"](64, 32, "relu").state_dict(),
        "not finite": broken,
        "the model": models["good"],
        "no weights": {"epoch": 3},
    }[case]
    said = messages(saved, content)
    assert len(said) == 2
    assert from_outside((tmp_path / "08_mnist.pt").read_bytes()) == (0.0, said)


def test_poor_weights_earn_the_points_of_the_visible_check_from_outside(
    saved, models, from_outside, tmp_path
):
    said = messages(saved, models["poor"].state_dict())
    assert list(said) == ["saved_model_hidden"]
    assert from_outside((tmp_path / "08_mnist.pt").read_bytes()) == (0.5, said)
    assert "% of the test images, and 95 % are asked for" in said["saved_model_hidden"]


def test_a_damaged_file_earns_nothing_from_outside(from_outside):
    earned, said = from_outside(b"PK\3\4 and then nothing of the kind")
    assert earned == 0
    assert all("08_mnist.pt is damaged" in text for text in said.values())
