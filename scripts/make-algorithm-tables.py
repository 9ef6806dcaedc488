#!/usr/bin/env python3
"""Writes Tests/TrainingTests/Fixtures/algorithms.json: what the reinforcement-learning algorithms must give on small
tables, computed independently with PyTorch in float64, padded and masked as training frameworks do it.

    python3 scripts/make-algorithm-tables.py

Formulas: see the doc comments in Sources/Training/Algorithms; derivatives come from autograd.
"""
import json
import math
import pathlib

import torch

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(7)


def rand(*shape, scale=1.0):
    return torch.randn(*shape, generator=generator) * scale


lengths = [5, 3, 7, 4, 6, 2, 1]
groups = [0, 0, 0, 1, 1, 1, 2]
rows, width = len(lengths), max(lengths)
mask = torch.zeros(rows, width)
for row, length in enumerate(lengths):
    mask[row, :length] = 1


def cut(matrix):
    return [matrix[row, :length].tolist() for row, length in enumerate(lengths)]


def masked_mean(values, weights=mask):
    return (values * weights).sum() / weights.sum()


def whiten(values):
    count = mask.sum()
    mean = masked_mean(values)
    variance = masked_mean((values - mean) ** 2) * count / (count - 1)
    return (values - mean) / torch.sqrt(variance + 1e-8)


rewards = rand(rows)
token_rewards = torch.zeros(rows, width)
for row, length in enumerate(lengths):
    token_rewards[row, length - 1] = rewards[row]
token_rewards += rand(rows, width, scale=0.1) * mask
values = rand(rows, width) * mask
baselines = rand(rows)


def by_group(function):
    result = torch.zeros(rows)
    for group in sorted(set(groups)):
        places = [row for row in range(rows) if groups[row] == group]
        for row in places:
            result[row] = function(row, places)
    return result.tolist()


def grpo(row, places):
    if len(places) == 1:
        return rewards[row] / (1 + 1e-6)
    own = rewards[places]
    return (rewards[row] - own.mean()) / (own.std(unbiased=True) + 1e-6)


def rloo(row, places):
    others = [rewards[other] for other in places if other != row]
    return rewards[row] - (sum(others) / len(others) if others else 0)


def discounted(gamma):
    result = torch.zeros(rows, width)
    running = torch.zeros(rows)
    for column in reversed(range(width)):
        running = token_rewards[:, column] + gamma * running
        result[:, column] = running
        running = running * mask[:, column]
    return result


def gae(gamma, lam):
    result = torch.zeros(rows, width)
    running = torch.zeros(rows)
    for column in reversed(range(width)):
        after = values[:, column + 1] if column + 1 < width else torch.zeros(rows)
        delta = token_rewards[:, column] + gamma * after - values[:, column]
        running = (delta + gamma * lam * running) * mask[:, column]
        result[:, column] = running
    return result


faults = rand(rows, width).abs().clamp(max=1)
is_coordinate = rand(rows, width) > 0


def spatial(strength=0.5):
    result = torch.zeros(rows, width)
    for row in range(rows):
        places = [other for other in range(rows) if groups[other] == groups[row]]
        own = rewards[places]
        mean, deviation = (own.mean(), own.std(unbiased=True)) if len(places) > 1 else (0.0, 1.0)
        penalties = [
            strength * float(faults[other, column] * rewards[other].abs())
            for other in places for column in range(lengths[other]) if is_coordinate[other, column]
        ]
        deviation = max(float(deviation), max(penalties, default=0) / 2)
        for column in range(lengths[row]):
            value = rewards[row]
            if is_coordinate[row, column]:
                value = value - strength * faults[row, column] * value.abs()
            result[row, column] = (value - mean) / (deviation + 1e-6)
    return result


plus = discounted(0.9)
estimate = gae(0.95, 0.8)
remax_returns = torch.flip(torch.cumsum(torch.flip(token_rewards * mask, [1]), 1), [1])
table = {
    "lengths": lengths,
    "groups": groups,
    "rewards": rewards.tolist(),
    "tokenRewards": cut(token_rewards),
    "values": cut(values),
    "baselines": baselines.tolist(),
    "faults": [
        [faults[row, column].item() if is_coordinate[row, column] else None for column in range(length)]
        for row, length in enumerate(lengths)
    ],
    "grpo": by_group(grpo),
    "rloo": by_group(rloo),
    "reinforcePlusPlus": {"discount": 0.9, "returns": cut(plus), "advantages": cut(whiten(plus))},
    "remax": cut((remax_returns - baselines[:, None]) * mask),
    "gae": {
        "discount": 0.95, "lambda": 0.8, "returns": cut(estimate + values), "advantages": cut(whiten(estimate)),
    },
    "spatial": cut(spatial()),
}

# Kullback-Leibler estimates and their derivatives.
kinds = {
    "k1": lambda d: d,
    "abs": lambda d: d.abs(),
    "k2": lambda d: 0.5 * d**2,
    "k3": lambda d: torch.clamp(torch.exp(-d) - 1 + d, -10, 10),
}
policy = torch.tensor([-0.1, -1.5, -2.0, -7.0, -0.3, -6.0])
reference = torch.tensor([-0.2, -1.0, -4.5, -0.5, -0.35, -1.0])
table["kl"] = {"policy": policy.tolist(), "reference": reference.tolist(), "kinds": {}}
for name, function in kinds.items():
    leaf = policy.clone().requires_grad_()
    value = function(leaf - reference)
    value.sum().backward()
    table["kl"]["kinds"][name] = {"values": value.tolist(), "derivatives": leaf.grad.tolist()}

beta, betas = 0.2, []
for divergence in [0.1, 2.0, 0.5, 0.45, 0.01]:
    beta *= 1 + min(max(divergence / 0.4 - 1, -0.2), 0.2) * 32 / 1000
    betas.append(beta)
table["controller"] = {
    "coefficient": 0.2, "target": 0.4, "horizon": 1000, "answers": 32,
    "divergences": [0.1, 2.0, 0.5, 0.45, 0.01], "coefficients": betas,
}

# The loss of a mini-batch, its parts and its derivatives.
old = -rand(rows, width).abs() - 0.1
current = old + rand(rows, width, scale=0.25)
ref = old + rand(rows, width, scale=0.3)
advantages = rand(rows, width)
entropies = rand(rows, width).abs()
old_values = rand(rows, width)
new_values = old_values + rand(rows, width)
returns = rand(rows, width)
low, high, value_clip, value_weight, entropy_weight, kl_weight = 0.2, 0.28, 0.5, 0.3, 0.01, 0.05
table["objective"] = {
    "old": cut(old), "current": cut(current), "reference": cut(ref), "advantages": cut(advantages),
    "entropies": cut(entropies), "oldValues": cut(old_values), "newValues": cut(new_values), "returns": cut(returns),
    "clip": [low, high], "valueClip": value_clip, "valueWeight": value_weight, "entropyWeight": entropy_weight,
    "klWeight": kl_weight, "cases": [],
}
for sequence_ratio in [False, True]:
    for aggregation in ["sequence_mean", "token_mean"]:
        log_p, entropy, value = (x.clone().requires_grad_() for x in (current, entropies, new_values))
        difference = log_p - old
        advantage = advantages
        if sequence_ratio:
            count = mask.sum(1, keepdim=True)
            difference = ((difference * mask).sum(1, keepdim=True) / count).expand(rows, width)
            advantage = ((advantages * mask).sum(1, keepdim=True) / count).expand(rows, width)
        ratio = torch.exp(difference)
        clipped = torch.exp(torch.clamp(difference, math.log(1 - low), math.log(1 + high)))
        surrogate = torch.maximum(-advantage * ratio, -advantage * clipped)
        bounded = torch.clamp(value, old_values - value_clip, old_values + value_clip)
        value_loss = 0.5 * torch.maximum((value - returns) ** 2, (bounded - returns) ** 2)
        token = (
            surrogate - entropy_weight * entropy + kl_weight * kinds["k3"](log_p - ref) + value_weight * value_loss
        )
        if aggregation == "token_mean":
            loss = masked_mean(token)
        else:
            loss = ((token * mask).sum(1) / mask.sum(1)).mean()
        loss.backward()
        table["objective"]["cases"].append(
            {
                "sequenceRatio": sequence_ratio, "aggregation": aggregation, "loss": loss.item(),
                "byLogProbability": cut(log_p.grad), "byEntropy": cut(entropy.grad), "byValue": cut(value.grad),
            }
        )

# DAPO's soft overlong punishment: limit 100, buffer 20.
def overlong(length):
    if length <= 80:
        return 0.0
    return (80 - length) / 20 if length <= 100 else -1.0


table["overlong"] = {
    "limit": 100, "buffer": 20, "lengths": [1, 80, 81, 90, 100, 101], "values": [overlong(n) for n in [1, 80, 81, 90, 100, 101]],
}

path = pathlib.Path(__file__).resolve().parent.parent / "Tests/TrainingTests/Fixtures/algorithms.json"
path.write_text(json.dumps(table, indent=1) + "\n")
print(path)
