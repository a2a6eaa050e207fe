// A plain loop: the same work in C with every size fixed when it is compiled. A line "c WORK COUNT" is answered with seconds.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static float X[32][2], Y[32];
static float w1[2][3], w2[3], m1[2][3], m2[3], v1[2][3], v2[3];
static const float start1[2][3] = {{-0.8113182f, 1.4845988f, 0.06532937f}, {-2.4427042f, 0.0992484f, 0.5912243f}};
static const float start2[3] = {-0.8113182f, 1.4845988f, 0.06532937f};

static float uniform(void) { return rand() / (RAND_MAX + 1.0f); }

static void reset(void) {
  memcpy(w1, start1, sizeof w1), memcpy(w2, start2, sizeof w2);
  memset(m1, 0, sizeof m1), memset(m2, 0, sizeof m2), memset(v1, 0, sizeof v1), memset(v2, 0, sizeof v2);
}

// The lesson's gradient over the batch of step i, into g1 and g2.
#define GRADIENT                                                                     \
  float g1[2][3] = {{0}}, g2[3] = {0};                                               \
  for (int r = (i * 8) % 32, end = r + 8; r < end; r++) {                            \
    float x0 = X[r][0], x1 = X[r][1], a[3];                                          \
    for (int j = 0; j < 3; j++) a[j] = x0 * w1[0][j] + x1 * w1[1][j];                \
    float d = (2.0f / 8) * (a[0] * w2[0] + a[1] * w2[1] + a[2] * w2[2] - Y[r]);      \
    for (int j = 0; j < 3; j++) {                                                    \
      g2[j] += a[j] * d;                                                             \
      float da = d * w2[j];                                                          \
      g1[0][j] += x0 * da, g1[1][j] += x1 * da;                                      \
    }                                                                                \
  }
#define EACH(update)                                                                 \
  for (int j = 0; j < 3; j++) {                                                      \
    update(w1[0][j], g1[0][j], m1[0][j], v1[0][j]);                                  \
    update(w1[1][j], g1[1][j], m1[1][j], v1[1][j]);                                  \
    update(w2[j], g2[j], m2[j], v2[j]);                                              \
  }

__attribute__((noinline)) static void sgd(int n, float lr) {
  for (unsigned i = 0; i < (unsigned)n; i++) {
    GRADIENT
#define SGD(w, g, m, v) w -= lr * g
    EACH(SGD)
  }
}
__attribute__((noinline)) static void momentum(int n, float lr) {
  for (unsigned i = 0; i < (unsigned)n; i++) {
    GRADIENT
#define MOMENTUM(w, g, m, v) (m = 0.9f * m + g, w -= lr * m)
    EACH(MOMENTUM)
  }
}
__attribute__((noinline)) static void adam(int n, float lr) {
  float p1 = 0.9f, p2 = 0.999f;
  for (unsigned i = 0; i < (unsigned)n; i++) {
    GRADIENT
    float al = lr * sqrtf(1 - p2) / (1 - p1);
    p1 *= 0.9f, p2 *= 0.999f;
#define ADAM(w, g, m, v) \
  (m += (g - m) * (1 - 0.9f), v += (g * g - v) * (1 - 0.999f), w -= al * m / (sqrtf(v) + 1e-8f))
    EACH(ADAM)
  }
}

// A dense layer of fixed size with its gradient: z = x·w + b, dw += xᵀ·d, dx = d·wᵀ.
#define DENSE(NAME, B, I, U)                                                                              \
  static float NAME##w[I][U], NAME##b[U], NAME##z[B][U], NAME##d[B][U], NAME##g[I][U], NAME##gb[U];       \
  static void NAME##_forward(float x[B][I]) {                                                             \
    for (int r = 0; r < B; r++) {                                                                         \
      for (int u = 0; u < U; u++) NAME##z[r][u] = NAME##b[u];                                             \
      for (int i = 0; i < I; i++)                                                                         \
        for (int u = 0; u < U; u++) NAME##z[r][u] += x[r][i] * NAME##w[i][u];                             \
    }                                                                                                     \
  }                                                                                                       \
  static void NAME##_backward(float x[B][I]) {                                                            \
    memset(NAME##g, 0, sizeof NAME##g), memset(NAME##gb, 0, sizeof NAME##gb);                             \
    for (int r = 0; r < B; r++) {                                                                         \
      for (int i = 0; i < I; i++)                                                                         \
        for (int u = 0; u < U; u++) NAME##g[i][u] += x[r][i] * NAME##d[r][u];                             \
      for (int u = 0; u < U; u++) NAME##gb[u] += NAME##d[r][u];                                           \
    }                                                                                                     \
  }                                                                                                       \
  __attribute__((unused)) static void NAME##_inputs(float dx[B][I]) {                                                             \
    for (int r = 0; r < B; r++)                                                                           \
      for (int i = 0; i < I; i++) {                                                                       \
        float sum = 0;                                                                                    \
        for (int u = 0; u < U; u++) sum += NAME##d[r][u] * NAME##w[i][u];                                 \
        dx[r][i] = sum;                                                                                   \
      }                                                                                                   \
  }                                                                                                       \
  static void NAME##_update(float lr) {                                                                   \
    for (int i = 0; i < I; i++)                                                                           \
      for (int u = 0; u < U; u++) NAME##w[i][u] -= lr * NAME##g[i][u];                                    \
    for (int u = 0; u < U; u++) NAME##b[u] -= lr * NAME##gb[u];                                           \
  }                                                                                                       \
  static void NAME##_start(void) {                                                                        \
    for (int i = 0; i < I; i++)                                                                           \
      for (int u = 0; u < U; u++) NAME##w[i][u] = (uniform() - 0.5f) * sqrtf(12.0f / I);                  \
  }
DENSE(ta, 32, 2, 32)
DENSE(tb, 32, 32, 32)
DENSE(tc, 32, 32, 1)
DENSE(da, 32, 784, 128)
DENSE(db, 32, 128, 10)

// Every row and unit of a batch of 32.
#define CELLS(U)               \
  for (int r = 0; r < 32; r++) \
    for (int u = 0; u < U; u++)

static void tanh_net(int n) {
  for (; n > 0; n--) {
    ta_forward(X);
    CELLS(32) taz[r][u] = tanhf(taz[r][u]);
    tb_forward(taz);
    CELLS(32) tbz[r][u] = tanhf(tbz[r][u]);
    tc_forward(tbz);
    for (int r = 0; r < 32; r++) tcd[r][0] = (2.0f / 32) * (tcz[r][0] - Y[r]);
    tc_backward(tbz), tc_inputs(tbd);
    CELLS(32) tbd[r][u] *= 1 - tbz[r][u] * tbz[r][u];
    tb_backward(taz), tb_inputs(tad);
    CELLS(32) tad[r][u] *= 1 - taz[r][u] * taz[r][u];
    ta_backward(X);
    ta_update(0.001f), tb_update(0.001f), tc_update(0.001f);
  }
}

static float digits[1024][784];
static int labels[1024];
static void digits_net(int n) {
  for (int i = 0; i < n; i++) {
    int first = (i * 32) % 1024;
    float(*x)[784] = digits + first;
    da_forward(x);
    CELLS(128) daz[r][u] = daz[r][u] > 0 ? daz[r][u] : 0;
    db_forward(daz);
    for (int r = 0; r < 32; r++) {
      float most = dbz[r][0], sum = 0;
      for (int u = 1; u < 10; u++) most = dbz[r][u] > most ? dbz[r][u] : most;
      for (int u = 0; u < 10; u++) sum += dbd[r][u] = expf(dbz[r][u] - most);
      for (int u = 0; u < 10; u++) dbd[r][u] = (dbd[r][u] / sum - (labels[first + r] == u)) / 32;
    }
    db_backward(daz), db_inputs(dad);
    CELLS(128) dad[r][u] = daz[r][u] > 0 ? dad[r][u] : 0;
    da_backward(x);
    da_update(0.01f), db_update(0.01f);
  }
}

int main(void) {
  for (int r = 0; r < 32; r++) X[r][0] = uniform(), X[r][1] = uniform(), Y[r] = X[r][0] + X[r][1] < 1;
  for (int r = 0; r < 1024; r++) {
    labels[r] = rand() % 10;
    for (int i = 0; i < 784; i++) digits[r][i] = uniform();
  }
  ta_start(), tb_start(), tc_start(), da_start(), db_start(), reset();
  char contender[32], work[32];
  int n;
  while (scanf("%31s %31s %d", contender, work, &n) == 3) {
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    if (!strcmp(work, "sgd")) sgd(n, 0.001f);
    else if (!strcmp(work, "momentum")) momentum(n, 0.001f);
    else if (!strcmp(work, "adam")) adam(n, 0.001f);
    else if (!strcmp(work, "tanh")) tanh_net(n);
    else if (!strcmp(work, "digits")) digits_net(n);
    else for (int run = 0; run < atoi(work); run++) reset(), sgd(n, 0.0001f + 0.01f * run / atoi(work));
    clock_gettime(CLOCK_MONOTONIC, &b);
    printf("%.9f\n", (b.tv_sec - a.tv_sec) + (b.tv_nsec - a.tv_nsec) / 1e9);
    fflush(stdout);
  }
}
