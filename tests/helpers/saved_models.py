"""What holds of every saved network that is graded on the small digits.

A test file has the lesson's name, `LESSON`, its class's name, `NETWORK`, and two fixtures:
`namespace`, the solution's names, and `model`, a network of that class that is good enough. Then:

    class TestSavedModel(SavedModelTests):
        pass
"""

from __future__ import annotations

import pytest
import torch

from utils.mnist import small_digits


@pytest.mark.long  # what grades a saved network reads digits, and trains one first
class SavedModelTests:
    """Points and messages of the two cells that grade a saved network."""

    @pytest.fixture
    def saved(self, saved, monkeypatch):
        """What conftest's `saved` gives, where the small digits alone are at hand."""
        only = [small_digits()]
        monkeypatch.setattr("utils.mnist.digits_at_hand", lambda: iter(only))
        return saved

    @pytest.fixture
    def network(self, request):
        """The name of the network's class."""
        return request.module.NETWORK

    def test_a_good_network_earns_everything(self, saved, model):
        assert saved(model.state_dict()) == [(0.5, ""), (3.5, "")]

    def test_an_untrained_network_hears_its_accuracy(self, saved, namespace, network):
        (check, _), (hidden, message) = saved(namespace[network]().state_dict())
        assert (check, hidden) == (0.5, 0.0)
        assert "% of the test images, and 95 % are asked for" in message

    def test_no_file_or_another_model_says_what_to_do(self, request, saved):
        for content, says in (
            (None, f"There is no file {request.module.LESSON}.pt beside the notebook."),
            (torch.nn.Linear(3, 2).state_dict(), "was saved from a model of another form"),
            ({"epoch": 3}, "does not hold tensors alone"),
        ):
            for score, message in saved(content):
                assert score == 0
                assert says in message

    def test_a_blank_class_is_a_blank(self, saved, model, network):
        class Blank(torch.nn.Module):
            def __init__(self):
                raise NotImplementedError

        for score, message in saved(model.state_dict(), {network: Blank}):
            assert score == 0
            assert message.startswith("NotImplementedError")
