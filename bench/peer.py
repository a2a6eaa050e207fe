# PyTorch on the same work, on one thread, by the same protocol as trainee.ts: a line "torch WORK COUNT" is answered with
# seconds; "torchByHand WORK COUNT" is the work with its backward pass written by hand, and with a number of runs as its
# WORK that many runs of the lesson at once. `--describe` prints PyTorch's version and the BLAS that it multiplies with.
import ctypes
import sys
import time

import torch

torch.set_num_threads(1)


def blas():
    """OpenBLAS with its version and the processor whose code it has chosen, or the file of another library."""
    files = [line.split()[-1] for line in open("/proc/self/maps") if "blas" in line.lower() or "mkl_" in line.lower()]
    if not files:
        return "a BLAS of its own"
    library = ctypes.CDLL(files[0])
    if not hasattr(library, "openblas_get_config"):
        return files[0].split("/")[-1]
    library.openblas_get_config.restype = library.openblas_get_corename.restype = ctypes.c_char_p
    version = " ".join(library.openblas_get_config().decode().split()[:2])
    return f"{version} for {library.openblas_get_corename().decode()}"


if sys.argv[1:] == ["--describe"]:
    print(f"PyTorch {torch.__version__.split('+')[0]}, {blas()}")
    sys.exit()

n = torch.nn


def data(rows, inputs, classes=0):
    x = torch.rand(rows, inputs)
    y = torch.randint(classes, (rows,)) if classes else (x.sum(1, keepdim=True) < 1).float()
    return x, y


def batches(rows, size):
    """The batches in their order, cut once."""
    return list(zip(*(part.split(size) for part in rows)))


# By automatic differentiation, as a program in PyTorch is usually written.


def automatic(parameters, net, loss, optimizer, rows, size):
    cut = batches(rows, size)

    def steps(count):
        for i in range(count):
            x, y = cut[i % len(cut)]
            optimizer.zero_grad(set_to_none=True)
            loss(net(x), y).backward()
            optimizer.step()

    return steps


def lesson(make):
    w1 = torch.randn(2, 3, requires_grad=True)
    w2 = torch.randn(3, 1, requires_grad=True)
    return automatic([w1, w2], lambda x: x @ w1 @ w2, n.functional.mse_loss, make([w1, w2]), data(32, 2), 8)


def module(net, loss, rows):
    return automatic(list(net.parameters()), net, loss, torch.optim.SGD(net.parameters(), 0.001), rows, 32)


# By hand: what a step computes goes to tensors that are there before, and gradient descent is part of the product that
# gives the gradient.


def sgd(w, g):
    return lambda: w.sub_(g, alpha=0.001)


def momentum(w, g):
    m = torch.zeros_like(w)

    def update():
        w.sub_(m.mul_(0.9).add_(g), alpha=0.001)

    return update


def adam(w, g):
    m, v, root = torch.zeros_like(w), torch.zeros_like(w), torch.zeros_like(w)
    power1, power2 = 1.0, 1.0

    def update():
        nonlocal power1, power2
        power1, power2 = power1 * 0.9, power2 * 0.999
        m.lerp_(g, 0.1)
        v.mul_(0.999).addcmul_(g, g, value=0.001)
        torch.sqrt(v, out=root).add_(1e-8)
        w.addcdiv_(m, root, value=-0.001 * (1 - power2) ** 0.5 / (1 - power1))

    return update


def lesson_by_hand(make):
    w, g = torch.randn(9), torch.zeros(9)
    (w1, w2), (g1, g2) = [(flat[:6].view(2, 3), flat[6:].view(3, 1)) for flat in (w, g)]
    w2_t = w2.t()
    update = make(w, g)
    a, d, da = torch.zeros(8, 3), torch.zeros(8, 1), torch.zeros(8, 3)
    a_t = a.t()
    cut = [(x, x.t(), y) for x, y in batches(data(32, 2), 8)]

    def steps(count):
        for i in range(count):
            x, x_t, y = cut[i % len(cut)]
            torch.mm(x, w1, out=a)
            torch.mm(a, w2, out=d).sub_(y).mul_(2 / 8)
            torch.mm(a_t, d, out=g2)
            torch.mm(d, w2_t, out=da)
            torch.mm(x_t, da, out=g1)
            update()

    return steps


def dense_by_hand(widths, activate, back_activate, measure, rows, rate):
    """Layers of these widths with biases, by gradient descent, in batches of 32."""
    sizes = list(zip(widths, widths[1:]))
    w = [torch.randn(i, u) / i**0.5 for i, u in sizes]
    b = [torch.zeros(u) for u in widths[1:]]
    z = [torch.zeros(32, u) for u in widths[1:]]
    d = [torch.zeros(32, u) for u in widths[1:]]
    layers = range(len(sizes))
    cut = batches(rows, 32)

    def steps(count):
        for i in range(count):
            x, y = cut[i % len(cut)]
            a = [x, *z]
            for k in layers:
                torch.addmm(b[k], a[k], w[k], out=z[k])
                if k < layers[-1]:
                    activate(z[k])
            measure(z[-1], y, d[-1])
            for k in reversed(layers):
                if k > 0:
                    torch.mm(d[k], w[k].t(), out=d[k - 1])
                    back_activate(d[k - 1], z[k - 1])
                w[k].addmm_(a[k].t(), d[k], alpha=-rate)
                b[k].sub_(d[k].sum(0), alpha=rate)

    return steps


def tanh_by_hand():
    def back(d, a):
        d.addcmul_(d * a, a, value=-1)

    def measure(y, y_, d):
        torch.sub(y, y_, out=d).mul_(2 / 32)

    return dense_by_hand([2, 32, 32, 1], torch.tanh_, back, measure, data(32, 2), 0.001)


def digits_by_hand():
    def relu(z):
        z.clamp_min_(0)

    def back(d, a):
        d.mul_(a > 0)

    def measure(z, y_, d):
        torch.softmax(z, 1, out=d).sub_(y_).div_(32)

    x, classes = data(1024, 784, 10)
    rows = x, n.functional.one_hot(classes, 10).float()
    return dense_by_hand([784, 128, 10], relu, back, measure, rows, 0.01)


def sweep(runs):
    """The lesson at as many learning rates, all in one tensor, the runs in its innermost dimension."""
    w1, w2 = (torch.randn(k, 1).repeat(1, runs) for k in (6, 3))
    start1, start2 = w1.clone(), w2.clone()
    rates = 0.0001 + 0.01 * torch.arange(runs) / runs
    w1_rows, w1_each = w1.view(2, 3 * runs), w1.view(2, 3, runs)
    a, da = torch.zeros(8, 3, runs), torch.zeros(8, 3, runs)
    d, g1, g2 = torch.zeros(8, runs), torch.zeros(2, 3 * runs), torch.zeros(3, runs)
    a_rows, da_rows, a_units = a.view(8, 3 * runs), da.view(8, 3 * runs), a.unbind(1)
    g1_each = g1.view(2, 3, runs)
    cut = [(x, x.t(), y) for x, y in batches(data(32, 2), 8)]

    def steps(count):
        w1.copy_(start1), w2.copy_(start2)
        for i in range(count):
            x, x_t, y = cut[i % len(cut)]
            torch.mm(x, w1_rows, out=a_rows)
            torch.mul(a_units[0], w2[0], out=d).addcmul_(a_units[1], w2[1]).addcmul_(a_units[2], w2[2])
            d.sub_(y).mul_(2 / 8)
            torch.mul(d[:, None], w2, out=da)
            torch.mm(x_t, da_rows, out=g1)
            torch.sum(a.mul_(d[:, None]), 0, out=g2)
            w1_each.addcmul_(g1_each, rates, value=-1)
            w2.addcmul_(g2, rates, value=-1)

    return steps


works = {
    "torch": {
        "sgd": lambda: lesson(lambda p: torch.optim.SGD(p, 0.001)),
        "momentum": lambda: lesson(lambda p: torch.optim.SGD(p, 0.001, momentum=0.9)),
        "adam": lambda: lesson(lambda p: torch.optim.Adam(p, 0.001)),
        "tanh": lambda: module(
            n.Sequential(n.Linear(2, 32), n.Tanh(), n.Linear(32, 32), n.Tanh(), n.Linear(32, 1)),
            n.functional.mse_loss,
            data(32, 2),
        ),
        "digits": lambda: module(
            n.Sequential(n.Linear(784, 128), n.ReLU(), n.Linear(128, 10)),
            n.functional.cross_entropy,
            data(1024, 784, 10),
        ),
    },
    "torchByHand": {
        "sgd": lambda: lesson_by_hand(sgd),
        "momentum": lambda: lesson_by_hand(momentum),
        "adam": lambda: lesson_by_hand(adam),
        "tanh": tanh_by_hand,
        "digits": digits_by_hand,
    },
}

if __name__ == "__main__":
    prepared = {}
    for line in sys.stdin:
        way, work, count = line.split()
        if (way, work) not in prepared:
            prepared[way, work] = sweep(int(work)) if work.isdigit() else works[way][work]()
        started = time.perf_counter()
        # The automatic way keeps what it differentiates; by hand there is nothing to keep.
        with torch.set_grad_enabled(way == "torch"):
            prepared[way, work](int(count))
        print(time.perf_counter() - started, flush=True)
