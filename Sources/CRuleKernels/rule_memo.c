#include "rule_memo.h"

/* Of larger tables the slots that are asked for may not be in the nearer caches. */
#define NEAR_CAPACITY 8192

struct rk_memo_misses rk_memo_find(const struct rk_memo *memo, uint64_t *cells, size_t count, const uint8_t *base) {
    struct rk_memo_misses misses = {0, 0};
    /* In registers, whatever is written to cells. */
    const struct rk_memo known = *memo;
    size_t longest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = cells[i] & RK_MEMO_LENGTH;
        longest = length > longest ? length : longest;
    }
    if (known.capacity <= NEAR_CAPACITY && longest <= 16) {
        for (size_t i = 0; i < count; i++) {
            struct rk_memo_key key = rk_memo_short_key(&known, cells[i], base);
            rk_memo_take(rk_memo_short_code(&known, &key), cells + i, i, &misses);
        }
        return misses;
    }
    /* First where to look, so that what stands there is on its way when it is looked at. */
    struct rk_memo_key keys[64];
    for (size_t i = 0; i < count; i++) {
        keys[i] = rk_memo_key(&known, cells[i], base);
        rk_prefetch(known.slots + (keys[i].hash & (known.capacity - 1)));
    }
    if (longest > 16) {
        for (size_t i = 0; i < count; i++) {
            rk_prefetch(known.tails + (size_t)known.slots[keys[i].hash & (known.capacity - 1)].place * 16);
        }
    }
    for (size_t i = 0; i < count; i++) {
        rk_memo_take(rk_memo_code(&known, &keys[i], base + (cells[i] >> 32)), cells + i, i, &misses);
    }
    return misses;
}
