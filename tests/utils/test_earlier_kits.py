"""What notebooks of earlier kits import is still there: begun work goes on after an update."""

import importlib

import pytest

# By module, what the lessons of November 2026 import, the first that were handed out
IMPORTED = {
    "utils.activation_pictures": (
        "dead_picture movement_picture shares_picture side_by_side tangent_picture"
    ),
    "utils.broadcasting": "broadcast_picture",
    "utils.checks": (
        "CheckFailed Parts attempt check check_raises check_that given hidden_test passed probe"
    ),
    "utils.data": "load_students",
    "utils.device": "device_report pick_device",
    "utils.digit_canvas": "digit_canvas",
    "utils.digit_pictures": (
        "answer_picture confusion_picture curves_picture digits_picture pixels_picture "
        "sweep_picture two_of_each"
    ),
    "utils.drawn_digits": "DRAWINGS like_mnist rasterise shifted",
    "utils.elsewhere": "elsewhere",
    "utils.gradient_pictures": (
        "chain_picture descent_explorer descent_pictures errors_by_step flow_picture "
        "secants_picture walk_picture"
    ),
    "utils.graph_pictures": "value_graph",
    "utils.layer_pictures": "folds_picture histograms_picture region_picture spread_picture",
    "utils.lesson": "being_graded once_written reveal",
    "utils.live_training": "LiveTraining",
    "utils.loss_pictures": (
        "contour_picture difference_picture error_picture moving_picture push_picture "
        "shares_picture squares_picture stairs_picture surface_picture"
    ),
    "utils.mnist": "digits_at_hand load_digits",
    "utils.network_pictures": "network_picture shapes_picture student_picture",
    "utils.neuron_pictures": "neuron_pair timeline",
    "utils.perceptron_pictures": (
        "errors_picture gate_pictures learning_frame scores_picture step_picture "
        "students_picture sum_picture"
    ),
    "utils.probes.lesson_01": "BY_HEART",
    "utils.probes.lesson_05": "last_layer_by_heart one_epoch_by_heart two_layers_by_heart",
    "utils.show": "explorer figure show show_animation",
    "utils.torch_pictures": (
        "batches_picture curves_picture dropout_picture mean_of_batches optimiser_picture "
        "regions_picture"
    ),
    "utils.training_loop": "LINES losses_of try_order",
    "utils.training_pictures": (
        "curves_picture loss_panels region_pictures train_and_test training_frame"
    ),
    "utils.weights": "load_weights put_weights weights_path",
}


@pytest.mark.parametrize("module", IMPORTED)
def test_what_an_earlier_notebook_imports_is_there(module):
    found = importlib.import_module(module)
    assert [name for name in IMPORTED[module].split() if not hasattr(found, name)] == []
