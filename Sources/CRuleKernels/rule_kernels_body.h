/* The interpreter of bit programs, once for each set of instructions: RK_NAME and RK_TARGET say which. No include guard: it is included again. */

/* Counts the bits of a chunk, 512 at a time: `tally` takes them, `total` says how many there were. A chunk has at most RK_CHUNK_WORDS
   words, so that a byte holds its share. */
#if defined(RK_AVX512)
typedef __m512i RK_NAME(rk_tally);

RK_TARGET RK_INLINE __m512i RK_NAME(tally)(__m512i tally, rk_words bits) {
    return _mm512_add_epi64(tally, _mm512_popcnt_epi64((__m512i)bits));
}
RK_TARGET RK_INLINE uint64_t RK_NAME(total)(__m512i tally) { return (uint64_t)_mm512_reduce_add_epi64(tally); }
#elif defined(RK_AVX2)
typedef __m256i RK_NAME(rk_tally);

RK_TARGET RK_INLINE __m256i RK_NAME(half_tally)(__m256i tally, __m256i bits) {
    __m256i counts = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
    __m256i nibble = _mm256_set1_epi8(15);
    tally = _mm256_add_epi8(tally, _mm256_shuffle_epi8(counts, _mm256_and_si256(bits, nibble)));
    return _mm256_add_epi8(
        tally, _mm256_shuffle_epi8(counts, _mm256_and_si256(_mm256_srli_epi16(bits, 4), nibble)));
}
RK_TARGET RK_INLINE __m256i RK_NAME(tally)(__m256i tally, rk_words bits) {
    typedef uint64_t half __attribute__((vector_size(32)));
    half first = {bits[0], bits[1], bits[2], bits[3]}, second = {bits[4], bits[5], bits[6], bits[7]};
    return RK_NAME(half_tally)(RK_NAME(half_tally)(tally, (__m256i)first), (__m256i)second);
}
RK_TARGET RK_INLINE uint64_t RK_NAME(total)(__m256i tally) {
    __m256i sums = _mm256_sad_epu8(tally, _mm256_setzero_si256());
    __m128i both = _mm_add_epi64(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    return (uint64_t)_mm_cvtsi128_si64(both) + (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(both, both));
}
#else
typedef rk_words RK_NAME(rk_tally);

RK_TARGET RK_INLINE rk_words RK_NAME(tally)(rk_words tally, rk_words x) {
    x -= x >> 1 & UINT64_C(0x5555555555555555);
    x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
    return tally + ((x + (x >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F));
}
RK_TARGET RK_INLINE uint64_t RK_NAME(total)(rk_words tally) {
    tally = (tally & UINT64_C(0x00FF00FF00FF00FF)) + (tally >> 8 & UINT64_C(0x00FF00FF00FF00FF));
    tally += tally >> 32;
    tally += tally >> 16;
    uint64_t sum = 0;
    for (int i = 0; i < 8; i++) sum += tally[i] & 0xFFFF;
    return sum;
}
#endif

RK_TARGET RK_INLINE void RK_NAME(count)(const struct rk_step *step, const struct rk_memory *memory, size_t words) {
    const rk_words *bits = (const rk_words *)(memory->slots + step->result * memory->stride);
    RK_NAME(rk_tally) tally = {0};
    for (size_t w = 0; w < words / 8; w++) tally = RK_NAME(tally)(tally, bits[w]);
    memory->counts[step->output] += RK_NAME(total)(tally);
}

RK_TARGET RK_INLINE void RK_NAME(load)(const struct rk_step *step, const struct rk_memory *memory, size_t first,
                                       size_t words) {
    __builtin_memcpy(memory->slots + step->result * memory->stride, memory->bitmaps[step->a] + first, 8 * words);
    if (step->use != rk_keep) RK_NAME(count)(step, memory, words);
}

/* Goes on with the next step while it is of the same kind: one branch decides for all of them. */
#define RK_EACH(body)                                                                                                  \
    do {                                                                                                               \
        const rk_words *a = (const rk_words *)(slots + step->a * stride);                                              \
        const rk_words *b = (const rk_words *)(slots + step->b * stride);                                              \
        const rk_words *c = (const rk_words *)(slots + step->c * stride);                                              \
        const rk_words *d = (const rk_words *)(slots + step->d * stride);                                              \
        rk_words *result = (rk_words *)(slots + step->result * stride);                                                \
        RK_NAME(rk_tally) tally = {0};                                                                                 \
        (void)a, (void)b, (void)c, (void)d, (void)result, (void)tally;                                                 \
        for (size_t w = 0; w < words / 8; w++) { body }                                                                \
        if (use != rk_keep) memory->counts[step->output] += RK_NAME(total)(tally);                                     \
        step++;                                                                                                        \
    } while (step < end && step->operation == operation && step->use == use);                                          \
    break;

/* Combines up to four bitmaps, 512 bits at a time. */
#define RK_COMBINE(which, expression)                                                                                  \
    case which * 4 + rk_keep: RK_EACH(result[w] = (expression);)                                                       \
    case which * 4 + rk_count: RK_EACH(tally = RK_NAME(tally)(tally, (expression));)                                   \
    case which * 4 + rk_keep_count:                                                                                    \
        RK_EACH(rk_words bits = (expression); result[w] = bits; tally = RK_NAME(tally)(tally, bits);)

RK_TARGET RK_INLINE void RK_NAME(execute)(const struct rk_step *steps, size_t count, const struct rk_memory *memory,
                                          size_t first, size_t words, size_t stride) {
    const struct rk_step *step = steps, *end = steps + count;
    uint64_t *slots = memory->slots;
    while (step < end) {
        unsigned operation = step->operation, use = step->use;
        if (operation == rk_load) {
            RK_NAME(load)(step, memory, first, words);
            step++;
            continue;
        }
        switch (operation * 4 + use) {
            RK_COMBINE(rk_not, ~a[w])
            RK_COMBINE(rk_and2, a[w] & b[w])
            RK_COMBINE(rk_or2, a[w] | b[w])
            RK_COMBINE(rk_and_not, a[w] & ~b[w])
            RK_COMBINE(rk_and3, a[w] & b[w] & c[w])
            RK_COMBINE(rk_or3, a[w] | b[w] | c[w])
            RK_COMBINE(rk_and_or, a[w] & (b[w] | c[w]))
            RK_COMBINE(rk_or_and, a[w] | (b[w] & c[w]))
            RK_COMBINE(rk_and4, a[w] & b[w] & c[w] & d[w])
            RK_COMBINE(rk_or4, a[w] | b[w] | c[w] | d[w])
            RK_COMBINE(rk_and2_or2, a[w] & b[w] & (c[w] | d[w]))
            RK_COMBINE(rk_or2_and2, a[w] | b[w] | (c[w] & d[w]))
            RK_COMBINE(rk_both_or2, (a[w] | b[w]) & (c[w] | d[w]))
            RK_COMBINE(rk_either_and2, (a[w] & b[w]) | (c[w] & d[w]))
            RK_COMBINE(rk_and_or3, a[w] & (b[w] | c[w] | d[w]))
            RK_COMBINE(rk_or_and3, a[w] | (b[w] & c[w] & d[w]))
            RK_COMBINE(rk_and_or_and, a[w] & (b[w] | (c[w] & d[w])))
            RK_COMBINE(rk_or_and_or, a[w] | (b[w] & (c[w] | d[w])))
        default: step++; break;
        }
    }
}

RK_TARGET static void RK_NAME(rk_execute)(const struct rk_step *steps, size_t count, const struct rk_memory *memory,
                                          size_t first, size_t words) {
    /* With a length that is known the loops need no counter. */
    if (words == RK_CHUNK_WORDS && memory->stride == RK_CHUNK_WORDS)
        RK_NAME(execute)(steps, count, memory, first, RK_CHUNK_WORDS, RK_CHUNK_WORDS);
    else
        RK_NAME(execute)(steps, count, memory, first, words, memory->stride);
}

#undef RK_COMBINE
#undef RK_EACH
