"""The benchmark's own optimizer takes PyTorch's steps, and its sums are told as they are."""

import pytest
import torch

from grading.bench import mnist as bench_mnist
from grading.bench.mnist import OneCycleAdam, network, spread


def test_the_optimizer_takes_the_steps_of_torch_optim():
    models = []
    for _ in range(2):
        torch.manual_seed(5)
        models.append(network())
    ours = OneCycleAdam(models[0].parameters(), 1e-2, 40)
    theirs = torch.optim.Adam(models[1].parameters(), lr=1e-2)
    x, y = torch.randn(32, 1, 28, 28), torch.randint(10, (32,))
    for _ in range(40):
        theirs.param_groups[0]["lr"] = ours.rate()
        for model in models:
            torch.nn.functional.cross_entropy(model(x), y).backward()
        ours.step()
        theirs.step()
        theirs.zero_grad()
    for one, other in zip(models[0].parameters(), models[1].parameters(), strict=True):
        torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-5)


def test_the_rate_is_that_of_one_cycle():
    # PyTorch's peak comes one step earlier
    ours = OneCycleAdam([torch.zeros(1)], 1e-2, 600)
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=1.0, momentum=0.9)
    theirs = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, 1e-2, total_steps=600, final_div_factor=1e9
    )
    optimizer.step()
    for step in range(599):
        ours.done = step
        assert ours.rate() == pytest.approx(theirs.get_last_lr()[0], abs=1e-4)
        theirs.step()


def test_both_networks_are_the_lessons():
    assert sum(p.numel() for p in network().parameters()) == 109386


def test_a_report_gives_medians_and_ranges(monkeypatch):
    def measured(name, seed):
        seconds = {"usual": 20.0 + seed, "sliced": 1.0}[name]
        return {"training": seconds, "accuracy": 0.976, "measured": 1, "process": seconds + 2}

    monkeypatch.setattr(bench_mnist, "unpack", lambda: None)
    monkeypatch.setattr(bench_mnist, "measured", measured)
    lines = list(bench_mnist.report(seeds=3))
    assert "21.00 (20.00–22.00) s" in lines[1]
    assert lines[-2].endswith("seed by seed: 21.0 (20.0–22.0)")
    assert lines[-1].endswith("seed by seed: 7.7 (7.3–8.0)")
    assert spread([0.976], 2, 100) == "97.60 (97.60–97.60)"
