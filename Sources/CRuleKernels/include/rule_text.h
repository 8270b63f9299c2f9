#ifndef RULE_TEXT_H
#define RULE_TEXT_H

#include <stdint.h>

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

#endif
