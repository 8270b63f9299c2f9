#ifndef RULE_TEXT_H
#define RULE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/* Which of 16 bytes end a run of plain text in JSON, a bit for each byte, the first lowest: a quotation mark, a backslash, a control
   character, or a byte of a character beyond ASCII. All 16 bytes must be readable. */
static inline uint32_t rk_text_stops(const uint8_t *bytes) {
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)bytes);
    __m128i quote = _mm_cmpeq_epi8(v, _mm_set1_epi8('"'));
    __m128i backslash = _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'));
    /* As signed bytes those beyond ASCII are negative, and so below a blank as control characters are. */
    __m128i low = _mm_cmplt_epi8(v, _mm_set1_epi8(' '));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, backslash), low));
#elif defined(__aarch64__)
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t v = vld1q_u8(bytes);
    uint8x16_t low = vcltq_s8(vreinterpretq_s8_u8(v), vdupq_n_s8(' '));
    uint8x16_t stop = vorrq_u8(vorrq_u8(vceqq_u8(v, vdupq_n_u8('"')), vceqq_u8(v, vdupq_n_u8('\\'))), low);
    uint8x16_t bits = vandq_u8(stop, vld1q_u8(weights));
    return (uint32_t)vaddv_u8(vget_low_u8(bits)) | (uint32_t)vaddv_u8(vget_high_u8(bits)) << 8;
#else
    uint32_t stops = 0;
    for (int i = 0; i < 16; i++) {
        uint8_t byte = bytes[i];
        stops |= (uint32_t)(byte == '"' || byte == '\\' || byte < ' ' || byte >= 0x80) << i;
    }
    return stops;
#endif
}

/* Which of 16 bytes may end an unquoted cell of a CSV file: the separator, a control character, or a byte beyond ASCII. All 16 bytes
   must be readable. */
static inline uint32_t rk_cell_stops(const uint8_t *bytes, uint8_t separator) {
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)bytes);
    __m128i low = _mm_cmplt_epi8(v, _mm_set1_epi8(' '));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8((char)separator)), low));
#elif defined(__aarch64__)
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t v = vld1q_u8(bytes);
    uint8x16_t stop = vorrq_u8(vcltq_s8(vreinterpretq_s8_u8(v), vdupq_n_s8(' ')), vceqq_u8(v, vdupq_n_u8(separator)));
    uint8x16_t bits = vandq_u8(stop, vld1q_u8(weights));
    return (uint32_t)vaddv_u8(vget_low_u8(bits)) | (uint32_t)vaddv_u8(vget_high_u8(bits)) << 8;
#else
    uint32_t stops = 0;
    for (int i = 0; i < 16; i++) {
        uint8_t byte = bytes[i];
        stops |= (uint32_t)(byte == separator || byte < ' ' || byte >= 0x80) << i;
    }
    return stops;
#endif
}

/* The first bytes of a text of at most 16, zeros behind them. 16 bytes must be readable. */
struct rk_word_pair {
    uint64_t first, second;
};

static inline struct rk_word_pair rk_short_text(const uint8_t *bytes, size_t length) {
    static const uint8_t ones_then_zeros[32] = {255, 255, 255, 255, 255, 255, 255, 255,
                                                255, 255, 255, 255, 255, 255, 255, 255};
    struct rk_word_pair text, mask;
    memcpy(&text, bytes, 16);
    memcpy(&mask, ones_then_zeros + 16 - length, 16);
    text.first &= mask.first;
    text.second &= mask.second;
    return text;
}

/* Whether texts of the same length, of 16 bytes or more, are the same. */
static inline bool rk_same_text(const uint8_t *left, const uint8_t *right, size_t length) {
    for (size_t offset = 0;; offset += 16) {
        /* The last 16 bytes, some of them again. */
        if (offset + 16 > length) offset = length - 16;
        struct rk_word_pair a, b;
        memcpy(&a, left + offset, 16);
        memcpy(&b, right + offset, 16);
        if (((a.first ^ b.first) | (a.second ^ b.second)) != 0) return false;
        if (offset + 16 == length) return true;
    }
}

/* Some bytes, at most 32, to be looked for: zeros behind them, and ones where they stand. */
struct rk_lead {
    uint64_t bytes[4], mask[4];
};

/* 32 bytes must be readable. */
static inline struct rk_lead rk_lead_of(const uint8_t *bytes, size_t length) {
    struct rk_lead lead = {{0}, {0}};
    size_t taken = length < 32 ? length : 32;
    memcpy(lead.bytes, bytes, taken);
    memset(lead.mask, 255, taken);
    return lead;
}

/* Whether they stand there. 32 bytes must be readable. */
static inline bool rk_is_lead(const uint8_t *bytes, const struct rk_lead *lead) {
#if defined(__SSE2__)
    const __m128i *wanted = (const __m128i *)lead->bytes, *mask = (const __m128i *)lead->mask;
    __m128i first = _mm_and_si128(_mm_loadu_si128((const __m128i *)bytes), _mm_loadu_si128(mask));
    __m128i second = _mm_and_si128(_mm_loadu_si128((const __m128i *)(bytes + 16)), _mm_loadu_si128(mask + 1));
    __m128i same = _mm_and_si128(_mm_cmpeq_epi8(first, _mm_loadu_si128(wanted)),
                                 _mm_cmpeq_epi8(second, _mm_loadu_si128(wanted + 1)));
    return _mm_movemask_epi8(same) == 0xFFFF;
#else
    uint64_t found[4], difference = 0;
    memcpy(found, bytes, 32);
    for (int i = 0; i < 4; i++) difference |= (found[i] & lead->mask[i]) ^ lead->bytes[i];
    return difference == 0;
#endif
}

/* Says that what stands there will be read soon. */
static inline void rk_prefetch(const void *place) { __builtin_prefetch(place); }

/* Which of 16 bytes are digits, and which are points, a bit for each byte, the first lowest. All 16 bytes must be readable. */
struct rk_number_bytes {
    uint32_t digits, points;
};

static inline struct rk_number_bytes rk_number_bytes_at(const uint8_t *bytes) {
    struct rk_number_bytes found;
#if defined(__SSE2__)
    __m128i v = _mm_loadu_si128((const __m128i *)bytes);
    /* As signed bytes digits become the least ten. */
    __m128i digits = _mm_cmplt_epi8(_mm_add_epi8(v, _mm_set1_epi8((char)(0x80 - '0'))), _mm_set1_epi8((char)(0x80 + 10)));
    found.digits = (uint32_t)_mm_movemask_epi8(digits);
    found.points = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('.')));
#else
    found.digits = 0;
    found.points = 0;
    for (int i = 0; i < 16; i++) {
        found.digits |= (uint32_t)((uint8_t)(bytes[i] - '0') < 10) << i;
        found.points |= (uint32_t)(bytes[i] == '.') << i;
    }
#endif
    return found;
}

/* Ten to the power of 0 to 8. */
static inline double rk_power_of_ten(size_t exponent) {
    static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
    return powers[exponent < 9 ? exponent : 8];
}

#endif
