"""A value's graph is drawn without overlaps, legibly, and told in words as it is drawn."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from utils import graph_pictures as pictures
from utils.show import png


class Made:
    """All that a drawing needs to know of a value."""

    def __init__(self, data, *parents, op="", name="", grad=0.0):
        self.data, self.grad, self._parents, self.op, self.name = data, grad, parents, op, name


def neuron():
    leaves = {name: Made(float(k), name=name) for k, name in enumerate(["x1", "w1", "x2", "w2"])}
    first = Made(3.2, leaves["w1"], leaves["x1"], op="×")
    second = Made(1.2, leaves["w2"], leaves["x2"], op="×")
    z = Made(1.4, Made(4.4, first, second, op="+"), Made(-3.0, name="b"), op="+", name="z")
    return Made(0.885, z, op="tanh", grad=1.0)


def uneven():
    a = Made(2.0, name="a")
    b = Made(6.0, a, Made(3.0), op="×", name="b")
    return Made(48.0, b, Made(8.0, a, b, op="+", name="c"), op="×", name="y")


def doubled():
    a = Made(-1234.5, name="a", grad=-2e7)
    return Made(6.0, a, a, op="+", name="sum")


def far():
    a = Made(2.0, name="a")
    value = a
    for _ in range(3):
        value = Made(1.0, value, a, op="×")
    return Made(1.0, value, a, a, op="+")


def wide():
    total = Made(0.0, name="start")
    for k in range(4):
        total = Made(1.0, total, Made(2.0, Made(float(k)), Made(1.0), op="×"), op="+")
    return total


GRAPHS = {
    "leaf": lambda: Made(3.0, name="a"),
    "neuron": neuron,
    "uneven": uneven,
    "doubled": doubled,
    "far": far,
    "wide": wide,
}


def values_of(root):
    return list(pictures.columns(root))


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("show_grads", [True, False])
def test_every_word_is_inside_its_box_and_the_picture(name, show_grads):
    root = GRAPHS[name]()
    badges = {value: str(k) for k, value in enumerate(values_of(root), 1)}
    fig, _ = pictures.value_graph(root, show_grads=show_grads, badges=badges, title="A title here")
    fig.draw_without_rendering()
    width, height = fig.canvas.get_width_height()
    ax = fig.axes[0]
    boxes = [p.get_window_extent() for p in ax.patches if isinstance(p, FancyBboxPatch)]
    assert len(boxes) == len(values_of(root))
    for text in [*ax.texts, *fig.texts]:
        extent = text.get_window_extent()
        assert text.get_fontsize() >= 10
        assert 0 <= extent.x0 < extent.x1 <= width, text.get_text()
        assert 0 <= extent.y0 < extent.y1 <= height, text.get_text()
        if text in ax.texts and not text.get_bbox_patch():
            assert any(box.x0 <= extent.x0 and extent.x1 <= box.x1 for box in boxes)


@pytest.mark.parametrize("name", GRAPHS)
def test_no_two_boxes_overlap(name):
    fig, _ = pictures.value_graph(GRAPHS[name]())
    boxes = [p.get_window_extent() for p in fig.axes[0].patches if isinstance(p, FancyBboxPatch)]
    for k, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[:k])


@pytest.mark.parametrize("name", GRAPHS)
def test_no_arrow_crosses_a_box(name):
    fig, _ = pictures.value_graph(GRAPHS[name]())
    ax = fig.axes[0]
    patches = [p for p in ax.patches if isinstance(p, FancyBboxPatch)]
    extents = [(p.get_x(), p.get_y(), p.get_width(), p.get_height()) for p in patches]
    for arrow in (p for p in ax.patches if isinstance(p, FancyArrowPatch)):
        polygon = arrow._path_original.to_polygons(closed_only=False)[0]
        points = np.concatenate([np.linspace(a, b, 20) for a, b in pairwise(polygon)])
        for x, y, width, height in extents:
            inside = (points[:, 0] > x + 0.03) & (points[:, 0] < x + width - 0.03)
            inside &= (points[:, 1] > y + 0.03) & (points[:, 1] < y + height - 0.03)
            assert not inside.any()


@pytest.mark.parametrize("name", GRAPHS)
def test_there_is_an_arrow_for_each_use(name):
    root = GRAPHS[name]()
    fig, _ = pictures.value_graph(root)
    arrows = [p for p in fig.axes[0].patches if isinstance(p, FancyArrowPatch)]
    assert len(arrows) == sum(len(value._parents) for value in values_of(root))


@pytest.mark.parametrize("name", GRAPHS)
def test_the_same_picture_has_the_same_bytes(name):
    first, second = (pictures.value_graph(GRAPHS[name]()) for _ in range(2))
    assert png(first[0]) == png(second[0])
    assert first[1] == second[1]


@pytest.mark.parametrize("name", GRAPHS)
def test_every_value_stands_left_of_what_it_made(name):
    column = pictures.columns(GRAPHS[name]())
    for value in column:
        assert all(column[parent] < column[value] for parent in value._parents)
    assert min(column.values()) == 0


def test_a_value_used_early_and_late_stands_left_of_both():
    root = uneven()
    names = {value.name or "3": place for value, place in pictures.columns(root).items()}
    assert names == {"a": 0, "3": 0, "b": 1, "c": 2, "y": 3}


def test_leaves_differ_from_made_values_by_shape():
    fig, _ = pictures.value_graph(doubled())
    leaf, made = (p for p in fig.axes[0].patches if isinstance(p, FancyBboxPatch))
    roundings = {leaf.get_boxstyle().rounding_size, made.get_boxstyle().rounding_size}
    assert max(roundings) > 0.1 > 0.01 > min(roundings)


def test_the_active_value_is_dashed():
    root = neuron()
    fig, _ = pictures.value_graph(root, active=root)
    boxes = [p for p in fig.axes[0].patches if isinstance(p, FancyBboxPatch)]
    assert sum(box.get_linestyle() in ("--", "dashed") for box in boxes) == 1


def test_the_words_say_how_each_value_was_made():
    root = uneven()
    root.grad = 1.0
    assert pictures.describe_graph(root) == (
        "A graph of 5 values, from the leaves to the result. a: data 2.000, grad 0.000; "
        "#2: data 3.000, grad 0.000; b, made by × from a and #2: data 6.000, grad 0.000; "
        "c, made by + from a and b: data 8.000, grad 0.000; "
        "y, made by × from b and c: data 48.000, grad 1.000."
    )
    assert "grad" not in pictures.describe_graph(root, show_grads=False)


def test_grads_of_a_moment_replace_the_values_own():
    root = doubled()
    fig, told = pictures.value_graph(root, grads={root: 0.25, root._parents[0]: -0.5})
    written = [text.get_text() for text in fig.axes[0].texts]
    assert {"grad 0.250", "grad −0.500"} <= set(written)
    assert "grad 0.250" in told
    assert "e+07" not in "".join(text for text in written if text.startswith("grad"))


@pytest.mark.parametrize("backwards", [False, True])
def test_discs_count_places_in_the_list_as_it_is(backwards):
    root = uneven()
    order = values_of(root)[:: -1 if backwards else 1]
    fig, told = pictures.value_graph(root, order=order, show_grads=False)
    discs = [text.get_text() for text in fig.axes[0].texts if text.get_bbox_patch()]
    assert sorted(discs) == ["1", "2", "3", "4", "5"]
    place = [value.name for value in order].index("c") + 1
    assert f"c, made by + from a and b: data 8.000, with a disc {place}; " in told
    by_hand = {value: str(k) for k, value in enumerate(order, 1)}
    assert pictures.value_graph(root, badges=by_hand, show_grads=False).alt == told


def test_values_that_a_list_lacks_have_no_disc():
    root = uneven()
    fig, told = pictures.value_graph(root, order=[root])
    assert [text.get_text() for text in fig.axes[0].texts if text.get_bbox_patch()] == ["1"]
    assert (told.count("with a disc"), told.count("without a disc")) == (1, 4)
    assert told.endswith("data 48.000, grad 0.000, with a disc 1.")


@pytest.mark.parametrize(("b_first", "grad"), [(False, 48.0), (True, 30.0)])
def test_a_film_shows_grads_in_the_order_in_which_values_are_asked(b_first, grad):
    y = uneven()
    b, c = y._parents
    a, _ = b._parents
    y.grad = 1.0
    film = pictures.GraphFilm(y)
    asked = {"y": lambda: (8.0, 6.0), "b": lambda: (3 * b.grad,), "c": lambda: (c.grad, c.grad)}
    gets = {"y": (b, c), "b": (a,), "c": (a, b)}
    for value in (y, b, c, a) if b_first else (y, c, b, a):
        for parent, slope in zip(
            gets.get(value.name, ()), asked.get(value.name, tuple)(), strict=True
        ):
            parent.grad += slope
        film.take(value)
    assert len(film) == 5
    titles = [film.frame(k).fig.texts[0].get_text() for k in range(5)]
    assert titles[0] == "Start: the slope of the result is 1"
    assert titles[1] == "× hands 1.000 on to its parents, times their slopes"
    assert titles[2].startswith("× hands 8.000" if b_first else "+ hands 6.000")
    assert titles[4].startswith("Done")
    assert "a: data 2.000, grad 0.000" in film.frame(1).alt
    last = film.frame(4).alt
    assert f"a: data 2.000, grad {grad:.3f}" in last
    assert f"in the order {'×, × and +' if b_first else '×, + and ×'}. Done" in last
    dashed = [
        [p.get_linestyle() for p in film.frame(k).fig.axes[0].patches].count("--") for k in (0, 2)
    ]
    assert dashed == [0, 1]


def test_a_film_of_no_step_says_so():
    assert "of none of its values" in pictures.GraphFilm(neuron()).frame(-1).alt


def test_steps_of_pytorchs_graph_are_counted_once_each():
    torch = pytest.importorskip("torch")
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    assert pictures.n_steps_in_torch(x) == 0
    assert pictures.n_steps_in_torch(x * 2) == 2  # the product, and what adds to the leaf's grad
    double = x * 2
    assert pictures.n_steps_in_torch((double + double).sum()) == 4


def test_headings_name_leaves_and_operations():
    leaf = Made(1.0)
    assert pictures.heading(leaf) == "number"
    assert pictures.heading(Made(1.0, name="x")) == "x"
    assert pictures.heading(Made(1.0, leaf, op="tanh")) == "tanh"
    assert pictures.heading(Made(1.0, leaf, op="tanh", name="a")) == "tanh → a"
    assert pictures.heading(Made(1.0, leaf, name="a")) == "? → a"


def test_large_and_circular_graphs_are_refused_in_a_sentence():
    total = Made(0.0)
    for _ in range(pictures.MOST):
        total = Made(1.0, total, op="+")
    with pytest.raises(ValueError, match="too many to draw"):
        pictures.value_graph(total)
    circle = Made(1.0)
    circle._parents = (circle,)
    with pytest.raises(ValueError, match="among its own parents"):
        pictures.value_graph(circle)


def test_spread_keeps_order_and_gaps_and_stays_near_the_wishes():
    rng = np.random.default_rng(1)
    for _ in range(100):
        wished = np.sort(rng.normal(0, 1, 6))
        gaps = rng.uniform(0.1, 1.0, 6)
        places = np.array(pictures.spread(wished, gaps))
        assert (np.diff(places) >= gaps[1:] - 1e-9).all()
        # Least squares with pooled neighbours keeps the mean
        assert places.mean() == pytest.approx(wished.mean())
    assert pictures.spread([0.0, 2.0], [0.0, 1.0]) == [0.0, 2.0]


def test_an_order_that_repeats_or_leaves_out_a_value_is_told():
    y = uneven()
    b, c = y._parents
    a, three = b._parents
    fig, told = pictures.value_graph(y, order=[a, three, a, b, a, c])
    discs = [text.get_text() for text in fig.axes[0].texts if text.get_bbox_patch()]
    assert sorted(discs) == ["1", "2", "4", "6"]
    assert "with a disc 1, again at 3 and 5" in told
    assert told.endswith("without a disc.")
    assert "without a disc" not in pictures.value_graph(y, order=[a, three, b, c, y]).alt


def with_ways_back(parents, slopes):
    """A value whose way back adds these slopes, times what arrived, to its parents' grads."""
    made = Made(0.0, *parents, op="×", grad=5.0)

    def hand_on():
        for parent, slope in zip(parents, slopes, strict=True):
            parent.grad += slope * made.grad

    made._backward = hand_on
    for parent in parents:
        parent._backward = lambda: None
    return made


def test_slopes_stand_on_the_arrows_and_in_the_words():
    a, b = Made(2.0, name="a", grad=7.0), Made(3.0, name="b")
    made = with_ways_back((a, b), (3.0, -0.5))
    picture = pictures.value_graph(made, show_slopes=True)
    assert {"× 3", "× −0.5"} <= {text.get_text() for text in picture.fig.axes[0].texts}
    assert picture.alt.endswith("grad 5.000, with the slopes 3 and −0.5.")
    assert (a.grad, b.grad, made.grad) == (7.0, 0.0, 5.0)  # looking changes nothing


def test_a_value_that_is_both_parents_has_its_part_on_each_arrow():
    a = Made(3.0, name="a")
    slopes = pictures.local_slopes(with_ways_back((a, a), (3.0, 3.0)))
    assert list(slopes.values()) == [3.0, 3.0]


def test_words_on_arrows_stand_beside_the_boxes():
    leaves = [Made(float(k), name=f"x{k}") for k in range(3)]
    fig = pictures.value_graph(with_ways_back(leaves, (0.125, -2.5, 1e-4)), show_slopes=True).fig
    fig.draw_without_rendering()
    boxes = [
        each.get_window_extent() for each in fig.axes[0].patches if type(each) is FancyBboxPatch
    ]
    for text in fig.axes[0].texts:
        if text.get_text().startswith("× "):
            assert not any(text.get_window_extent().overlaps(box) for box in boxes)
