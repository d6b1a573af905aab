"""Drawings of a game between two networks over numbers: what is made, what is lost."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from utils.drawing.in_words import counted, number
from utils.drawing.picture import Picture
from utils.drawing.style import BLACK, BLUE, GREEN, GREY, ORANGE, figure
from utils.one_dim_gan import CENTRE, GRID, SPREAD, Play, lost, shares_right

BINS = np.linspace(-4, 4, 41)
DRAW = 2 * np.log(2)  # the discriminator's loss where it can only guess
LAST = 10  # looks that together say how a game ends: one of them is noisy


def _density(x: np.ndarray, share: float) -> np.ndarray:
    """How densely real numbers lie at x."""
    bumps = [np.exp(-(((x - side * CENTRE) / SPREAD) ** 2) / 2) for side in (-1, 1)]
    return ((1 - share) * bumps[0] + share * bumps[1]) / (SPREAD * np.sqrt(2 * np.pi))


def game_picture(play: Play, seed: int, look: int) -> Picture:
    """One game at one moment: real and made numbers, and what the discriminator says.

    Args:
        play: games that were played side by side.
        seed: which of them.
        look: which of the moments at which it was looked at.
    """
    made, curve = play.made[look, seed], play.curves[look, seed]
    fig, ax = figure(width=8.0, height=3.9)
    density = _density(GRID, play.share)
    ax.fill_between(GRID, density, color=BLUE, alpha=0.25)
    ax.plot(GRID, density, color=BLUE, label="real")
    heights, edges = np.histogram(np.clip(made, -3.99, 3.99), bins=BINS, density=True)
    ax.stairs(heights, edges, color=ORANGE, fill=True, alpha=0.35)
    ax.stairs(heights, edges, color=ORANGE, lw=1.8, label="made")
    ax.plot(GRID, curve, "--", color=GREEN, label="discriminator: probability of “real”")
    ax.set(xlim=(-4, 4), ylim=(0, 1.8), xlabel="number", ylabel="how densely; probability")
    ax.set(xticks=[-4, -2, 0, 2, 4], yticks=[0, 0.5, 1, 1.5])  # few: a frame should be quick
    # Above: a bar may be so high that it would come to lie behind the legend
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    ax.set_title(f"seed {seed}, after {counted(int(play.rounds[look]), 'round')}", pad=30)
    alt = (
        f"Real numbers in two bumps, and the numbers made by the generator of seed {seed} after "
        f"{counted(int(play.rounds[look]), 'round')}: {_where(made, play.share)}. A dashed curve "
        "shows the discriminator's probability along the line."
    )
    return Picture(fig, alt)


def _where(made: np.ndarray, share: float) -> str:
    if np.abs(made).max() < 1:
        return "they lie in the middle"
    return "one bump is missing" if bool(lost(made, share)) else "they lie on both sides"


def balance_picture(rounds: np.ndarray, judging: np.ndarray, making: np.ndarray) -> Picture:
    """Both losses over the rounds of a game, with what they are where nobody is ahead.

    Args:
        rounds: (k,).
        judging: (k,) the discriminator's loss.
        making: (k,) the generator's loss.
    """
    fig, ax = figure(width=8.0, height=3.6)
    ax.plot(rounds, judging, color=BLUE, label="discriminator's loss")
    ax.plot(rounds, making, "--", color=ORANGE, label="generator's loss")
    for level, text in ((DRAW, "2 ln 2"), (DRAW / 2, "ln 2")):
        ax.axhline(level, color=GREY, linestyle=":", lw=1.4)
        place = {"transform": ax.get_yaxis_transform(), "va": "center"}  # beside the lines
        ax.text(1.01, level, text, color=BLACK, **place)
    ax.set(xlabel="rounds", ylabel="loss", ylim=(0, max(2.5, 1.05 * np.nanmax([judging, making]))))
    ax.legend(loc="upper right")
    judged, made = judging[-LAST:].mean(), making[-LAST:].mean()
    near = abs(judged - DRAW) < 0.25 and abs(made - DRAW / 2) < 0.25
    ends = "near" if near else "away from"
    alt = (
        f"The losses of discriminator and generator over {rounds[-1]} rounds; they end {ends} the "
        "levels of a draw, 2 ln 2 and ln 2."
    )
    return Picture(fig, alt)


def shares_picture(plays: Mapping[str, Play]) -> Picture:
    """For each setting, the share of made numbers in the right bump over the rounds, all games."""
    fig, axes = figure(1, len(plays), width=9.4, height=4.0, sharey=True, squeeze=False)
    for ax, (name, play) in zip(axes[0], plays.items(), strict=True):
        ax.plot(play.rounds, shares_right(play.made), color=BLUE, lw=1.2, alpha=0.8)
        ax.axhline(play.share, color=ORANGE, linestyle="--", label="of the real numbers")
        n, gone = play.made.shape[1], int(lost(play.made[-1], play.share).sum())
        ax.set_title(f"{name}\na bump lost at the end: {gone} of {n}", fontsize=11)
        ax.set(xlabel="rounds", ylim=(-0.04, 1.04))
    axes[0, 0].set_ylabel("share in the right bump")
    axes[0, 0].legend(loc="upper center", bbox_to_anchor=(0.5, -0.22))  # lines run everywhere
    told = "; ".join(f"{name}: {_ends(play)}" for name, play in plays.items())
    start = "The share of made numbers in the right bump over the rounds, a line for each game"
    return Picture(fig, f"{start}. {told[:1].upper()}{told[1:]}.")


def _ends(play: Play) -> str:
    """How many games lost a bump, in words that do not hang on one game."""
    part = lost(play.made[-1], play.share).mean()
    how_many = "at least half" if part >= 0.5 else "fewer than half"
    share = number(100 * play.share, 0)
    return f"{how_many} of the games end without one bump, where {share} percent should be right"


def slopes_picture(logits: np.ndarray) -> Picture:
    """Two losses of a generator over the discriminator's logit for what it made."""
    logits = np.asarray(logits, float)
    shy, bold = -np.logaddexp(0, logits), np.logaddexp(0, -logits)
    fig, ax = figure(width=7.6, height=3.6)
    ax.plot(logits, bold, color=BLUE, label="−ln p: not saturating")
    ax.plot(logits, shy, "--", color=ORANGE, label="ln (1 − p): saturating")
    ax.axvline(0, color=GREY, lw=0.8)
    ax.set(xlabel="logit for a made number", ylabel="generator's loss")
    ax.text(logits[0], 0.4, "found out", va="bottom")
    ax.text(logits[-1], 0.4, "taken for real", va="bottom", ha="right")
    ax.legend(loc="lower left")
    alt = (
        "Two losses of a generator over the logit. Both fall to the right; far on the left, where "
        "it is found out, the one is steep and the other level."
    )
    return Picture(fig, alt)
