"""The yardstick: RNN, LSTM and GRU written and fused by hand in plain NumPy, as fast as we know how.

One sequence (T, H) or a batch with the samples last; prebuilt row views, `out=` everywhere, one product per step on
[h | x | 1], one tanh for all gates with the sigmoids' halves in the weights, coefficients of the backward pass for all
steps at once, dL/dh and what goes around the product folded into it at small sizes, parameter gradients by one product.
"""

from __future__ import annotations

import numpy as np

FOLD = 32


class Hand:
    """Buffers of one shape. x: (T, B, n); after `run(params, dh)`: values h, gradients dh_total, grads by name."""

    gates: tuple[str, ...]
    halved: tuple[str, ...] = ()

    def __init__(self, x: np.ndarray, hidden: int) -> None:
        (self.T, self.B, n), self.H, self.dtype = x.shape, hidden, x.dtype
        T, B, H, N, G = self.T, self.B, hidden, hidden * self.B, len(self.gates)
        self.fold = N <= FOLD
        self.x, self.n, self.N = x, n, N
        self.R = np.zeros((T + 1, (H + n + 1) * B), self.dtype)
        self.R[:T, N : N + n * B] = x.transpose(0, 2, 1).reshape(T, -1)
        self.R[:, -B:] = 1
        self.W = np.zeros((G * H, H + n + 1), self.dtype)
        self.D = np.zeros((T, (G * H + self.slots * H * self.fold) * B), self.dtype)
        self.back = np.zeros((H, G * H + self.slots * H * self.fold), self.dtype)
        for k in range(self.slots * self.fold):
            np.fill_diagonal(self.back[:, (G + k) * H : (G + k + 1) * H], 1)
        self.Bk = np.zeros((T + 1, N), self.dtype)
        self.total = self.Bk[1:] if self.fold else np.zeros((T, N), self.dtype)
        self.L = np.zeros((T, N), self.dtype)
        self.build()

    slots = 1

    def build(self) -> None: ...
    def forward(self) -> None: ...
    def backward(self) -> None: ...

    def cut(self, array: np.ndarray, k: int, width: int = 1) -> np.ndarray:
        return array[:, k * self.N : (k + width) * self.N]

    def two(self, array: np.ndarray) -> list[np.ndarray]:
        return list(array if self.B == 1 else array.reshape(len(array), -1, self.B))

    def pack(self, params: dict[str, np.ndarray]) -> None:
        H, n = self.H, self.n
        for k, gate in enumerate(self.gates):
            rows, factor = slice(k * H, (k + 1) * H), 0.5 if gate in self.halved else 1.0
            np.multiply(params[f"U{gate}"], factor, out=self.W[rows, :H])
            np.multiply(params[f"W{gate}"], factor, out=self.W[rows, H : H + n])
            np.multiply(params[f"b{gate}"], factor, out=self.W[rows, -1])
            self.back[:, rows] = params[f"U{gate}"].T

    def enter(self, dh: np.ndarray) -> None:
        loss = dh.transpose(0, 2, 1).reshape(self.T, -1)
        if self.fold:
            self.cut(self.D, len(self.gates))[1:] = loss[:-1]
            self.Bk[-1] = loss[-1]
        else:
            self.L[...] = loss

    def flat(self, array: np.ndarray) -> np.ndarray:
        rows = array.reshape(self.T, -1, self.B)
        return rows[:, :, 0] if self.B == 1 else rows.transpose(0, 2, 1).reshape(self.T * self.B, -1)

    def gradients(self) -> dict[str, np.ndarray]:
        H, n, G = self.H, self.n, len(self.gates)
        whole = self.flat(self.D[:, : G * self.N]).T @ self.flat(self.R[:-1])
        found = {}
        for k, gate in enumerate(self.gates):
            part = whole[k * H : (k + 1) * H]
            found[f"U{gate}"], found[f"W{gate}"], found[f"b{gate}"] = part[:, :H], part[:, H : H + n], part[:, -1]
        return found

    def run(self, params: dict[str, np.ndarray], dh: np.ndarray) -> dict[str, np.ndarray]:
        self.pack(params)
        self.forward()
        self.enter(dh)
        self.backward()
        return self.gradients()

    def outward(self, rows: np.ndarray) -> np.ndarray:
        return rows.reshape(self.T, -1, self.B).transpose(0, 2, 1)

    @property
    def h(self) -> np.ndarray:
        return self.outward(self.R[1:, : self.N])

    @property
    def dh(self) -> np.ndarray:
        return self.outward(self.total)


class HandRNN(Hand):
    gates = ("",)

    def build(self) -> None:
        Z = np.zeros((self.T, self.N), self.dtype)
        self.K = np.zeros((self.T, self.N), self.dtype)
        self.f = list(zip(self.two(self.R), self.two(Z), list(Z), list(self.R[1:, : self.N]), strict=False))
        D0 = self.cut(self.D, 0)
        rows = zip(
            list(self.Bk[1:]), list(self.L), list(self.total), list(self.K), list(D0), self.two(self.D),
            self.two(self.Bk), strict=False,
        )  # fmt: skip
        self.b = list(rows)[::-1]

    def forward(self) -> None:
        dot, tanh = self.W.dot, np.tanh
        for r, z2, z, h in self.f:
            dot(r, z2)
            tanh(z, h)

    def backward(self) -> None:
        h = self.R[1:, : self.N]
        np.multiply(h, h, self.K)
        np.subtract(1.0, self.K, self.K)
        dot, mul, add = self.back.dot, np.multiply, np.add
        if self.fold:
            for b, _, _, k, d, dd, out in self.b:
                mul(b, k, d)
                dot(dd, out)
            return
        for b, loss, total, k, d, dd, out in self.b:
            add(b, loss, total)
            mul(total, k, d)
            dot(dd, out)


class HandLSTM(Hand):
    """Row [o i f g | c_prev]: one multiply makes [i g, f c_prev]."""

    gates = ("_o", "_i", "_f", "_g")
    halved = ("_o", "_i", "_f")

    def build(self) -> None:
        T, N, d = self.T, self.N, self.dtype
        self.Z = np.zeros((T + 1, 5 * N), d)
        P, self.S = np.zeros((T, 2 * N), d), np.zeros((T, N), d)
        self.half = np.full(3 * N, 0.5, d)
        Z, cut = self.Z, self.cut
        self.f = list(
            zip(
                self.two(self.R), [row[: 4 * N] if self.B == 1 else row[: 4 * N].reshape(-1, self.B) for row in Z[:-1]],
                list(cut(Z, 0, 4)), list(cut(Z, 0, 3)), list(cut(Z, 1, 2)), list(cut(Z, 3, 2)), list(P),
                list(cut(P, 0)), list(cut(P, 1)), list(cut(Z, 4)[1:]), list(self.S), list(cut(Z, 0)),
                list(self.R[1:, :N]), strict=False,
            )
        )  # fmt: skip
        self.K = np.zeros((T, 6 * N), d)
        self.carry, self.scratch, self.dc = np.zeros((T + 1, N), d), np.zeros(N, d), np.zeros(N, d)
        K, D = self.K, self.D
        rows = zip(
            list(self.Bk[1:]), list(self.L), list(self.total), *(list(cut(K, k)) for k in range(6)),
            *(list(cut(D, k)) for k in range(4)), list(self.carry[1:]), list(self.carry), self.two(D),
            self.two(self.Bk), strict=False,
        )  # fmt: skip
        self.b = list(rows)[::-1]

    def forward(self) -> None:
        dot, tanh, mul, add, half = self.W.dot, np.tanh, np.multiply, np.add, self.half
        for r, z2, gates, sig, i_f, g_c, p, ig, fc, c, s, o, h in self.f:
            dot(r, z2)
            tanh(gates, gates)
            mul(sig, half, sig)
            add(sig, half, sig)
            mul(i_f, g_c, p)
            add(ig, fc, c)
            tanh(c, s)
            mul(o, s, h)

    def backward(self) -> None:
        o, i, f, g, c = (self.cut(self.Z[:-1], k) for k in range(5))
        K, S = self.K, self.S
        sig = self.cut(self.Z[:-1], 0, 3)
        slopes = sig * (1.0 - sig)
        np.multiply(self.cut(slopes, 0), S, self.cut(K, 0))
        np.multiply(self.cut(slopes, 1), g, self.cut(K, 1))
        np.multiply(self.cut(slopes, 2), c, self.cut(K, 2))
        np.multiply(i, 1.0 - g * g, self.cut(K, 3))
        np.multiply(o, 1.0 - S * S, self.cut(K, 4))
        self.cut(K, 5)[...] = f
        dot, mul, add, tmp, dc = self.back.dot, np.multiply, np.add, self.scratch, self.dc
        fold = self.fold
        for b, loss, total, ko, ki, kf, kg, kc, f_t, do, di, df, dg, c_in, c_out, dd, out in self.b:
            if not fold:
                add(b, loss, total)
                b = total
            mul(b, ko, do)
            mul(b, kc, tmp)
            add(tmp, c_in, dc)
            mul(dc, ki, di)
            mul(dc, kf, df)
            mul(dc, kg, dg)
            mul(dc, f_t, c_out)
            dot(dd, out)


class HandGRU(Hand):
    """As torch.nn.GRU: reset after the product, z keeps; h = n + z (h_prev - n)."""

    gates = ("_r", "_z", "_p")
    halved = ("_r", "_z")
    slots = 2

    def pack(self, params: dict[str, np.ndarray]) -> None:
        zero = np.zeros_like(params["W_n"])
        super().pack({**params, "U_p": params["U_n"], "W_p": zero, "b_p": params["d_n"]})
        self.Wn, self.bn = params["W_n"], params["b_n"]

    def build(self) -> None:
        T, N, d, cut = self.T, self.N, self.dtype, self.cut
        self.Z, self.X, self.Nn = np.zeros((T, 3 * N), d), np.zeros((T, N), d), np.zeros((T, N), d)
        self.Q, self.half = np.zeros((T, N), d), np.full(2 * N, 0.5, d)
        Z, R = self.Z, self.R
        self.f = list(
            zip(
                self.two(R), self.two(Z), list(cut(Z, 0, 2)), list(cut(Z, 0)), list(cut(Z, 1)), list(cut(Z, 2)),
                list(self.X), list(self.Q), list(self.Nn), list(R[:, :N]), list(R[1:, :N]), strict=False,
            )
        )  # fmt: skip
        self.K, self.carry = np.zeros((T, 4 * N), d), np.zeros((T + 1, N), d)
        K, D = self.K, self.D
        around = list(cut(D, 4)) if self.fold else list(self.carry)
        rows = zip(
            list(self.Bk[1:]), list(self.L), list(self.carry[1:]), list(self.total),
            *(list(cut(K, k)) for k in range(4)), *(list(cut(D, k)) for k in range(3)), around, self.two(D),
            self.two(self.Bk), strict=False,
        )  # fmt: skip
        self.b = list(rows)[::-1]

    def forward(self) -> None:
        known = (self.x.reshape(-1, self.n) @ self.Wn.T + self.bn).reshape(self.T, self.B, self.H)
        self.X[...] = known.transpose(0, 2, 1).reshape(self.T, -1)
        dot, tanh, mul, add, sub, half = self.W.dot, np.tanh, np.multiply, np.add, np.subtract, self.half
        for row, z2, sig, r, z, p, x, q, n, h0, h in self.f:
            dot(row, z2)
            tanh(sig, sig)
            mul(sig, half, sig)
            add(sig, half, sig)
            mul(r, p, n)
            add(n, x, n)
            tanh(n, n)
            sub(h0, n, q)
            mul(q, z, h)
            add(h, n, h)

    def backward(self) -> None:
        r, z, p = (self.cut(self.Z, k) for k in range(3))
        K = self.K
        self.inner = (1.0 - z) * (1.0 - self.Nn * self.Nn)
        np.multiply(self.inner, r, self.cut(K, 2))
        np.multiply(self.inner * p, r * (1.0 - r), self.cut(K, 0))
        np.multiply(self.Q, z * (1.0 - z), self.cut(K, 1))
        self.cut(K, 3)[...] = z
        dot, mul, add, fold = self.back.dot, np.multiply, np.add, self.fold
        for b, loss, c_in, total, kr, kz, kp, z_t, dr, dz, dp, around, dd, out in self.b:
            if not fold:
                add(b, loss, total)
                add(total, c_in, total)
                b = total
            mul(b, kp, dp)
            mul(b, kz, dz)
            mul(b, kr, dr)
            mul(b, z_t, around)
            dot(dd, out)

    def gradients(self) -> dict[str, np.ndarray]:
        found = super().gradients()
        found["U_n"], found["d_n"] = found.pop("U_p"), found.pop("b_p")
        del found["W_p"]
        inner = self.flat(self.total * self.inner)
        found["W_n"], found["b_n"] = inner.T @ self.x.reshape(-1, self.n), inner.sum(axis=0)
        return found


HANDS = {"rnn": HandRNN, "lstm": HandLSTM, "gru_reset_after": HandGRU}
