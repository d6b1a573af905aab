"""Baselines for an autoencoder, and what lies nearest to what it makes."""

from __future__ import annotations

import torch


def straight_squeeze(x_train: torch.Tensor, x: torch.Tensor, count: int = 2) -> torch.Tensor:
    """The best images that weighted sums alone can give back through so many numbers.

    These are the first principal components of the training images (Pearson, 1901).

    Args:
        x_train: (n, d) to find the directions.
        x: (m, d) to squeeze.
        count: how many numbers.

    Returns:
        (m, d).
    """
    mean = x_train.mean(dim=0)
    spread = x_train.T @ x_train - len(x_train) * torch.outer(mean, mean)
    _, directions = torch.linalg.eigh(spread)  # the largest ones stand last
    best = directions[:, -count:]
    return (x - mean) @ best @ best.T + mean


def mean_squared_error(some: torch.Tensor, others: torch.Tensor) -> float:
    """The mean over all pixels of all images."""
    return (some - others).square().mean().item()


def nearest_images(made: torch.Tensor, images: torch.Tensor) -> torch.Tensor:
    """For each made image (n, d), the nearest of images (m, d), pixel by pixel: (n, d)."""
    # In parts, since the distances of all at once would take several copies of the images
    distances = torch.cat([torch.cdist(made, part) for part in images.split(5000)], dim=1)
    return images[distances.argmin(dim=1)]
