# PyTorch on the same work, by the same protocol as trainee.ts: a line "torch WORK COUNT" is answered with seconds.
import sys
import time

import torch

if sys.argv[1:] == ["--describe"]:
    print("PyTorch", torch.__version__.split("+")[0])
    sys.exit()


def data(rows, inputs, classes=0):
    x = torch.rand(rows, inputs)
    y = torch.randint(classes, (rows,)) if classes else (x.sum(1, keepdim=True) < 1).float()
    return x, y


def lesson(make):
    w1 = torch.randn(2, 3, requires_grad=True)
    w2 = torch.randn(3, 1, requires_grad=True)
    return [w1, w2], (lambda x: x @ w1 @ w2), torch.nn.functional.mse_loss, make([w1, w2]), data(32, 2), 8


def module(net, loss, rows):
    return list(net.parameters()), net, loss, torch.optim.SGD(net.parameters(), 0.001), rows, 32


n = torch.nn
works = {
    "sgd": lambda: lesson(lambda p: torch.optim.SGD(p, 0.001)),
    "momentum": lambda: lesson(lambda p: torch.optim.SGD(p, 0.001, momentum=0.9)),
    "adam": lambda: lesson(lambda p: torch.optim.Adam(p, 0.001)),
    "tanh": lambda: module(
        n.Sequential(n.Linear(2, 32), n.Tanh(), n.Linear(32, 32), n.Tanh(), n.Linear(32, 1)),
        n.functional.mse_loss,
        data(32, 2),
    ),
    "digits": lambda: module(
        n.Sequential(n.Linear(784, 128), n.ReLU(), n.Linear(128, 10)), n.functional.cross_entropy, data(1024, 784, 10)
    ),
}

prepared = {}
for line in sys.stdin:
    _, name, count = line.split()
    if name not in prepared:
        prepared[name] = works[name]()
    parameters, net, loss, optimizer, (x, y), size = prepared[name]
    started = time.perf_counter()
    for i in range(int(count)):
        start = (i * size) % len(x)
        optimizer.zero_grad(set_to_none=True)
        loss(net(x[start : start + size]), y[start : start + size]).backward()
        optimizer.step()
    print(time.perf_counter() - started, flush=True)
