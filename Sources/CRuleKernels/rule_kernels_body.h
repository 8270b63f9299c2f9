/* The interpreter of bit programs, once for each set of instructions: RK_NAME and RK_TARGET say which. No include guard: it is included again. */

RK_TARGET static inline void RK_NAME(range)(const uint8_t *classes, uint64_t *result, size_t words, uint8_t low,
                                            uint8_t span) {
#if defined(RK_AVX512)
    __m512i l = _mm512_set1_epi8((char)low), s = _mm512_set1_epi8((char)span);
    for (size_t w = 0; w < words; w++)
        result[w] = _mm512_cmple_epu8_mask(_mm512_sub_epi8(_mm512_loadu_si512(classes + 64 * w), l), s);
#elif defined(RK_AVX2)
    __m256i l = _mm256_set1_epi8((char)low), s = _mm256_set1_epi8((char)span);
    for (size_t w = 0; w < words; w++) {
        __m256i x = _mm256_sub_epi8(_mm256_loadu_si256((const __m256i *)(classes + 64 * w)), l);
        __m256i y = _mm256_sub_epi8(_mm256_loadu_si256((const __m256i *)(classes + 64 * w + 32)), l);
        uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(x, s), x));
        uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(y, s), y));
        result[w] = first | (uint64_t)second << 32;
    }
#elif defined(RK_SSE2)
    __m128i l = _mm_set1_epi8((char)low), s = _mm_set1_epi8((char)span);
    for (size_t w = 0; w < words; w++) {
        uint64_t word = 0;
        for (int part = 0; part < 4; part++) {
            __m128i x = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(classes + 64 * w + 16 * part)), l);
            word |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(x, s), x)) << (16 * part);
        }
        result[w] = word;
    }
#else
    for (size_t w = 0; w < words; w++) {
        uint8_t flags[64];
        for (int i = 0; i < 64; i++) flags[i] = (uint8_t)(classes[64 * w + i] - low) <= span;
        result[w] = rk_gathered(flags);
    }
#endif
}

RK_TARGET static inline void RK_NAME(set)(const uint8_t *classes, uint64_t *result, size_t words, const uint8_t *set) {
#if defined(RK_AVX512)
    __m512i lower = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)set));
    __m512i upper = _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(set + 16)));
    __m512i bits = _mm512_broadcast_i32x4(_mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128));
    __m512i nibble = _mm512_set1_epi8(15);
    for (size_t w = 0; w < words; w++) {
        __m512i x = _mm512_loadu_si512(classes + 64 * w);
        __m512i low = _mm512_and_si512(x, nibble);
        __m512i high = _mm512_and_si512(_mm512_srli_epi16(x, 4), nibble);
        __m512i row = _mm512_mask_shuffle_epi8(_mm512_shuffle_epi8(lower, low), _mm512_movepi8_mask(x), upper, low);
        result[w] = _mm512_test_epi8_mask(row, _mm512_shuffle_epi8(bits, high));
    }
#elif defined(RK_AVX2)
    __m256i lower = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)set));
    __m256i upper = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(set + 16)));
    __m256i bits = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128));
    __m256i nibble = _mm256_set1_epi8(15), zero = _mm256_setzero_si256();
    for (size_t w = 0; w < words; w++) {
        uint64_t word = 0;
        for (int part = 0; part < 2; part++) {
            __m256i x = _mm256_loadu_si256((const __m256i *)(classes + 64 * w + 32 * part));
            __m256i low = _mm256_and_si256(x, nibble);
            __m256i high = _mm256_and_si256(_mm256_srli_epi16(x, 4), nibble);
            __m256i row = _mm256_blendv_epi8(_mm256_shuffle_epi8(lower, low), _mm256_shuffle_epi8(upper, low), x);
            __m256i absent = _mm256_cmpeq_epi8(_mm256_and_si256(row, _mm256_shuffle_epi8(bits, high)), zero);
            word |= (uint64_t)~(uint32_t)_mm256_movemask_epi8(absent) << (32 * part) & UINT64_C(0xFFFFFFFF) << (32 * part);
        }
        result[w] = word;
    }
#else
    for (size_t w = 0; w < words; w++) {
        uint8_t flags[64];
        for (int i = 0; i < 64; i++) flags[i] = (uint8_t)rk_is_member(set, classes[64 * w + i]);
        result[w] = rk_gathered(flags);
    }
#endif
}

RK_TARGET static inline uint64_t RK_NAME(count)(const uint64_t *bits, size_t words) {
#if defined(RK_AVX512)
    __m512i total = _mm512_setzero_si512();
    for (size_t w = 0; w < words; w += 8)
        total = _mm512_add_epi64(total, _mm512_popcnt_epi64(_mm512_load_si512(bits + w)));
    return (uint64_t)_mm512_reduce_add_epi64(total);
#elif defined(RK_AVX2)
    uint64_t total = 0;
    for (size_t w = 0; w < words; w++) total += (uint64_t)__builtin_popcountll(bits[w]);
    return total;
#else
    /* Bits of bytes are counted in parallel; 64 words hold at most 4,096 bits in all. */
    rk_words total = {0};
    for (size_t w = 0; w < words; w += 8) {
        rk_words x = *(const rk_words *)(bits + w);
        x -= x >> 1 & UINT64_C(0x5555555555555555);
        x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
        x = (x + (x >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
        x += x >> 8;
        x += x >> 16;
        x += x >> 32;
        total += x & 0xFF;
    }
    uint64_t sum = 0;
    for (int i = 0; i < 8; i++) sum += total[i];
    return sum;
#endif
}

/* Combines up to four bitmaps, 512 bits at a time. */
#define RK_COMBINE(operation, expression)                                                                              \
    case operation:                                                                                                    \
        for (size_t w = 0; w < words / 8; w++) result[w] = (expression);                                               \
        break;

RK_TARGET static void RK_NAME(rk_execute)(const struct rk_step *steps, size_t count, const struct rk_memory *memory,
                                          size_t first, size_t words) {
    for (size_t index = 0; index < count; index++) {
        const struct rk_step *step = steps + index;
        uint64_t *bits = memory->slots + step->result * memory->stride;
        rk_words *result = (rk_words *)bits;
        if (step->operation <= rk_set) {
            const uint8_t *classes = memory->columns[step->a] + 64 * first;
            switch (step->operation) {
            case rk_range: RK_NAME(range)(classes, bits, words, step->low, step->span); break;
            case rk_ranges: {
                uint64_t other[64];
                size_t done = 0;
                RK_NAME(range)(classes, bits, words, step->low, step->span);
                while (done < words) {
                    size_t part = words - done < 64 ? words - done : 64;
                    RK_NAME(range)(classes + 64 * done, other, part, step->low2, step->span2);
                    for (size_t w = 0; w < part; w++) bits[done + w] |= other[w];
                    done += part;
                }
                break;
            }
            default: RK_NAME(set)(classes, bits, words, memory->sets + 32 * (size_t)step->b); break;
            }
        } else if (step->operation == rk_load) {
            __builtin_memcpy(bits, memory->bitmaps[step->a] + first, 8 * words);
        } else {
            const rk_words *a = (const rk_words *)(memory->slots + step->a * memory->stride);
            const rk_words *b = (const rk_words *)(memory->slots + step->b * memory->stride);
            const rk_words *c = (const rk_words *)(memory->slots + step->c * memory->stride);
            const rk_words *d = (const rk_words *)(memory->slots + step->d * memory->stride);
            switch (step->operation) {
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
            default: break;
            }
        }
        if (step->output != RK_NO_OUTPUT) memory->counts[step->output] += RK_NAME(count)(bits, words);
    }
}

#undef RK_COMBINE
