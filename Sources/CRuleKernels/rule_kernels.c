#include "rule_kernels.h"

#define RK_JOIN2(a, b) a##b
#define RK_JOIN(a, b) RK_JOIN2(a, b)
/* Vectors are passed to functions that are inlined everywhere, so that it does not matter how a call would pass them. */
#pragma clang diagnostic ignored "-Wpsabi"
#define RK_INLINE static inline __attribute__((always_inline))

/* 64 bytes of a bitmap; the compiler splits it where the processor's vectors are shorter. */
typedef uint64_t rk_words __attribute__((vector_size(64)));

#define RK_TARGET
#define RK_NAME(name) RK_JOIN(name, _portable)
#include "rule_kernels_body.h"

#if defined(__x86_64__)
#include <immintrin.h>

#undef RK_TARGET
#undef RK_NAME
#define RK_SSE2
#define RK_TARGET
#define RK_NAME(name) RK_JOIN(name, _sse2)
#include "rule_kernels_body.h"
#undef RK_SSE2

#undef RK_TARGET
#undef RK_NAME
#define RK_AVX2
#define RK_TARGET __attribute__((target("avx2,popcnt")))
#define RK_NAME(name) RK_JOIN(name, _avx2)
#include "rule_kernels_body.h"
#undef RK_AVX2

#undef RK_TARGET
#undef RK_NAME
#define RK_AVX512
#define RK_TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vpopcntdq,avx2,popcnt")))
#define RK_NAME(name) RK_JOIN(name, _avx512)
#include "rule_kernels_body.h"
#undef RK_AVX512
#endif

int rk_best_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vpopcntdq"))
        return rk_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt")) return rk_avx2;
    return rk_sse2;
#else
    return rk_portable;
#endif
}

void rk_execute(int level, const struct rk_step *steps, size_t count, const struct rk_memory *memory, size_t first,
                size_t words) {
    int best = rk_best_level();
    switch (level < best ? level : best) {
#if defined(__x86_64__)
    case rk_avx512: rk_execute_avx512(steps, count, memory, first, words); break;
    case rk_avx2: rk_execute_avx2(steps, count, memory, first, words); break;
    case rk_sse2: rk_execute_sse2(steps, count, memory, first, words); break;
#endif
    default: rk_execute_portable(steps, count, memory, first, words); break;
    }
}
