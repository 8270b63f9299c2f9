/* The interpreter of bit programs, once for each set of instructions: RK_NAME and RK_TARGET say which. No include guard: it is included again. */

/* A test of 64 classes at once: whether each lies in a range. */
#if defined(RK_AVX512)
typedef struct { __m512i low, span; } RK_NAME(rk_bounds);

RK_TARGET RK_INLINE RK_NAME(rk_bounds) RK_NAME(bounds)(uint8_t low, uint8_t span) {
    return (RK_NAME(rk_bounds)){_mm512_set1_epi8((char)low), _mm512_set1_epi8((char)span)};
}
RK_TARGET RK_INLINE uint64_t RK_NAME(range)(const uint8_t *classes, RK_NAME(rk_bounds) bounds) {
    return _mm512_cmple_epu8_mask(_mm512_sub_epi8(_mm512_loadu_si512(classes), bounds.low), bounds.span);
}
#elif defined(RK_AVX2)
typedef struct { __m256i low, span; } RK_NAME(rk_bounds);

RK_TARGET RK_INLINE RK_NAME(rk_bounds) RK_NAME(bounds)(uint8_t low, uint8_t span) {
    return (RK_NAME(rk_bounds)){_mm256_set1_epi8((char)low), _mm256_set1_epi8((char)span)};
}
RK_TARGET RK_INLINE uint64_t RK_NAME(range)(const uint8_t *classes, RK_NAME(rk_bounds) bounds) {
    uint64_t word = 0;
    for (int part = 0; part < 2; part++) {
        __m256i x = _mm256_loadu_si256((const __m256i *)(classes + 32 * part));
        x = _mm256_sub_epi8(x, bounds.low);
        x = _mm256_cmpeq_epi8(_mm256_min_epu8(x, bounds.span), x);
        word |= (uint64_t)(uint32_t)_mm256_movemask_epi8(x) << (32 * part);
    }
    return word;
}
#elif defined(RK_SSE2)
typedef struct { __m128i low, span; } RK_NAME(rk_bounds);

RK_TARGET RK_INLINE RK_NAME(rk_bounds) RK_NAME(bounds)(uint8_t low, uint8_t span) {
    return (RK_NAME(rk_bounds)){_mm_set1_epi8((char)low), _mm_set1_epi8((char)span)};
}
RK_TARGET RK_INLINE uint64_t RK_NAME(range)(const uint8_t *classes, RK_NAME(rk_bounds) bounds) {
    uint64_t word = 0;
    for (int part = 0; part < 4; part++) {
        __m128i x = _mm_loadu_si128((const __m128i *)(classes + 16 * part));
        x = _mm_sub_epi8(x, bounds.low);
        x = _mm_cmpeq_epi8(_mm_min_epu8(x, bounds.span), x);
        word |= (uint64_t)(uint32_t)_mm_movemask_epi8(x) << (16 * part);
    }
    return word;
}
#else
typedef struct { rk_bytes low, span; } RK_NAME(rk_bounds);

RK_TARGET RK_INLINE RK_NAME(rk_bounds) RK_NAME(bounds)(uint8_t low, uint8_t span) {
    return (RK_NAME(rk_bounds)){low - (rk_bytes){0}, span - (rk_bytes){0}};
}
RK_TARGET RK_INLINE uint64_t RK_NAME(range)(const uint8_t *classes, RK_NAME(rk_bounds) bounds) {
    rk_bytes x;
    __builtin_memcpy(&x, classes, 64);
    rk_words flags = (rk_words)(x - bounds.low <= bounds.span) & UINT64_C(0x0101010101010101);
    uint64_t word = 0;
    /* Eight bytes that are 0 or 1 become eight bits: the multiplication brings each to its place in the highest byte. */
    for (int group = 0; group < 8; group++) {
        uint64_t bytes = flags[group];
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        bytes = __builtin_bswap64(bytes);
#endif
        word |= (bytes * UINT64_C(0x0102040810204080) >> 56) << (8 * group);
    }
    return word;
}
#endif

RK_TARGET RK_INLINE void RK_NAME(set)(const uint8_t *classes, uint64_t *result, size_t words,
                                      const struct rk_class_set *set, int is_narrow) {
#if defined(RK_AVX512)
    __m512i t0 = _mm512_movm_epi8(set->bits[0]), t1 = _mm512_movm_epi8(set->bits[1]);
    if (is_narrow) {
        /* The padding reads the place of class 127, which there is none of. */
        for (size_t w = 0; w < words; w++)
            result[w] = _mm512_movepi8_mask(_mm512_permutex2var_epi8(t0, _mm512_loadu_si512(classes + 64 * w), t1));
        return;
    }
    __m512i t2 = _mm512_movm_epi8(set->bits[2]), t3 = _mm512_movm_epi8(set->bits[3]);
    for (size_t w = 0; w < words; w++) {
        __m512i x = _mm512_loadu_si512(classes + 64 * w);
        uint64_t low = _mm512_movepi8_mask(_mm512_permutex2var_epi8(t0, x, t1));
        uint64_t high = _mm512_movepi8_mask(_mm512_permutex2var_epi8(t2, x, t3));
        uint64_t upper = _mm512_movepi8_mask(x);
        result[w] = (low & ~upper) | (high & upper);
    }
#elif defined(RK_AVX2)
    (void)is_narrow;
    __m256i lower = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set->table));
    __m256i upper = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(set->table + 16)));
    __m256i bits = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128));
    __m256i nibble = _mm256_set1_epi8(15), zero = _mm256_setzero_si256();
    for (size_t w = 0; w < words; w++) {
        uint64_t absent = 0;
        for (int part = 0; part < 2; part++) {
            __m256i x = _mm256_loadu_si256((const __m256i *)(classes + 64 * w + 32 * part));
            __m256i low = _mm256_and_si256(x, nibble);
            __m256i high = _mm256_and_si256(_mm256_srli_epi16(x, 4), nibble);
            __m256i row = _mm256_blendv_epi8(_mm256_shuffle_epi8(lower, low), _mm256_shuffle_epi8(upper, low), x);
            row = _mm256_cmpeq_epi8(_mm256_and_si256(row, _mm256_shuffle_epi8(bits, high)), zero);
            absent |= (uint64_t)(uint32_t)_mm256_movemask_epi8(row) << (32 * part);
        }
        result[w] = ~absent;
    }
#else
    /* One range of neighbouring classes after another: no shorter way without a shuffle of bytes. */
    (void)is_narrow;
    for (size_t w = 0; w < words; w++) result[w] = 0;
    unsigned class = 0;
    while (class < 255) {
        if (!(set->bits[class >> 6] >> (class & 63) & 1)) {
            class++;
            continue;
        }
        unsigned end = class;
        while (end < 254 && set->bits[(end + 1) >> 6] >> ((end + 1) & 63) & 1) end++;
        RK_NAME(rk_bounds) bounds = RK_NAME(bounds)((uint8_t)class, (uint8_t)(end - class));
        for (size_t w = 0; w < words; w++) result[w] |= RK_NAME(range)(classes + 64 * w, bounds);
        class = end + 1;
    }
#endif
}

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

/* Steps that read columns and bitmaps. */
RK_TARGET RK_INLINE void RK_NAME(read)(const struct rk_step *step, const struct rk_memory *memory, size_t first,
                                       size_t words) {
    uint64_t *bits = memory->slots + step->result * memory->stride;
    if (step->operation == rk_load) {
        __builtin_memcpy(bits, memory->bitmaps[step->a] + first, 8 * words);
        return;
    }
    const uint8_t *classes = memory->columns[step->a] + 64 * first;
    RK_NAME(rk_bounds) bounds = RK_NAME(bounds)(step->low, step->span);
    RK_NAME(rk_bounds) others = RK_NAME(bounds)(step->low2, step->span2);
    switch (step->operation) {
    case rk_range:
        for (size_t w = 0; w < words; w++) bits[w] = RK_NAME(range)(classes + 64 * w, bounds);
        break;
    case rk_ranges:
        for (size_t w = 0; w < words; w++)
            bits[w] = RK_NAME(range)(classes + 64 * w, bounds) | RK_NAME(range)(classes + 64 * w, others);
        break;
    default: RK_NAME(set)(classes, bits, words, memory->sets + step->b, step->span); break;
    }
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
        if (operation <= rk_load) {
            RK_NAME(read)(step, memory, first, words);
            if (use != rk_keep) RK_NAME(count)(step, memory, words);
            step++;
            continue;
        }
        switch (operation * 4 + use) {
            RK_COMBINE(rk_copy, a[w])
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
