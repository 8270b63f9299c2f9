#ifndef RULE_MEMO_H
#define RULE_MEMO_H

#include "rule_text.h"

/* Looks up codes of short stretches of bytes, many at a time.

   A cell says where its bytes stand: offset, kind and length in 32, 4 and 28 bits, the highest first. 32 bytes from an offset on must
   be readable, and 16 behind the end of a cell's bytes. */

struct rk_memo_slot {
    /* Kind and length, and a bit above them that is always set; 0 where nothing is. */
    uint64_t tag;
    /* What the bytes come to: of at most 16 those, zeros behind them; of at most 32 the first 16 of them, changed by the others. */
    uint64_t first, second;
    uint32_t code;
    /* Of more than 16 bytes, where in `tails` the rest stands, of more than 32 all of them; by 16 bytes. */
    uint32_t place;
};

struct rk_memo {
    /* Open addressing. Some slot is always free. */
    struct rk_memo_slot *slots;
    /* A power of two. */
    size_t capacity;
    /* Begins with 16 zeros. */
    uint8_t *tails;
    /* Nobody outside of the process knows them. */
    uint64_t seed_low, seed_high;
};

struct rk_memo_key {
    uint64_t tag, first, second, hash;
    /* Bytes 16 to 31, zeros behind them. */
    struct rk_word_pair tail;
};

/* In the place of a code, for bytes that mean nothing. */
#define RK_NO_CODE 0xFFFFFFFFu

#define RK_MEMO_LENGTH 0x0FFFFFFFu

/* The whole product of two numbers: its low and its high half. */
static inline struct rk_word_pair rk_product(uint64_t left, uint64_t right) {
    struct rk_word_pair product;
#if defined(__SIZEOF_INT128__)
    unsigned __int128 wide = (unsigned __int128)left * right;
    product.first = (uint64_t)wide;
    product.second = (uint64_t)(wide >> 64);
#else
    uint64_t low = (left & 0xFFFFFFFF) * (right & 0xFFFFFFFF);
    uint64_t cross = (left >> 32) * (right & 0xFFFFFFFF) + (low >> 32);
    uint64_t other = (left & 0xFFFFFFFF) * (right >> 32) + (cross & 0xFFFFFFFF);
    product.first = other << 32 | (low & 0xFFFFFFFF);
    product.second = (left >> 32) * (right >> 32) + (cross >> 32) + (other >> 32);
#endif
    return product;
}

static inline uint64_t rk_memo_hash(const struct rk_memo *memo, uint64_t tag, uint64_t first, uint64_t second) {
    struct rk_word_pair hash = rk_product(first ^ memo->seed_low, second ^ memo->seed_high ^ tag * 0x9E3779B97F4A7C15);
    return hash.first ^ hash.second;
}

/* The key of a cell of at most 16 bytes. */
static inline struct rk_memo_key rk_memo_short_key(const struct rk_memo *memo, uint64_t cell, const uint8_t *base) {
    struct rk_memo_key key;
    struct rk_word_pair head = rk_short_text(base + (cell >> 32), cell & RK_MEMO_LENGTH);
    key.first = head.first;
    key.second = head.second;
    key.tail.first = key.tail.second = 0;
    key.tag = (cell & 0xFFFFFFFF) | (uint64_t)1 << 32;
    key.hash = rk_memo_hash(memo, key.tag, key.first, key.second);
    return key;
}

static inline struct rk_memo_key rk_memo_key(const struct rk_memo *memo, uint64_t cell, const uint8_t *base) {
    struct rk_memo_key key;
    const uint8_t *bytes = base + (cell >> 32);
    size_t length = cell & RK_MEMO_LENGTH;
    size_t behind = length > 16 ? length - 16 : 0;
    struct rk_word_pair head = rk_short_text(bytes, length < 16 ? length : 16);
    key.tail = rk_short_text(bytes + 16, behind < 16 ? behind : 16);
    /* Changes nothing where the tail is empty, so that short texts are what they are. */
    struct rk_word_pair mixed = rk_product(key.tail.first ^ memo->seed_low, key.tail.second ^ memo->seed_high);
    struct rk_word_pair unmixed = rk_product(memo->seed_low, memo->seed_high);
    key.first = head.first ^ mixed.first ^ unmixed.first;
    key.second = head.second ^ mixed.second ^ unmixed.second;
    for (size_t offset = 32; offset < length; offset += 16) {
        /* The last sixteen bytes, some of them again. */
        struct rk_word_pair more = rk_short_text(bytes + (offset + 16 > length ? length - 16 : offset), 16);
        struct rk_word_pair product = rk_product(more.first ^ key.first, more.second ^ key.second);
        key.first = product.first ^ 0xA0761D6478BD642F;
        key.second = product.second ^ more.first * 0x8EBC6AF09C88C6E3;
    }
    key.tag = (cell & 0xFFFFFFFF) | (uint64_t)1 << 32;
    key.hash = rk_memo_hash(memo, key.tag, key.first, key.second);
    return key;
}

static inline bool rk_memo_is_slot(const struct rk_memo_slot *slot, const struct rk_memo_key *key) {
    return ((slot->tag ^ key->tag) | (slot->first ^ key->first) | (slot->second ^ key->second)) == 0;
}

/* The code of a key of at most 16 bytes; -1 where it has none. */
static inline int64_t rk_memo_short_code(const struct rk_memo *memo, const struct rk_memo_key *key) {
    for (size_t index = key->hash;; index++) {
        const struct rk_memo_slot *slot = memo->slots + (index & (memo->capacity - 1));
        if (rk_memo_is_slot(slot, key)) return slot->code;
        if (slot->tag == 0) return -1;
    }
}

/* The code of a key; -1 where it has none. */
static inline int64_t rk_memo_code(const struct rk_memo *memo, const struct rk_memo_key *key, const uint8_t *bytes) {
    size_t length = key->tag & RK_MEMO_LENGTH;
    for (size_t index = key->hash;; index++) {
        const struct rk_memo_slot *slot = memo->slots + (index & (memo->capacity - 1));
        if (rk_memo_is_slot(slot, key)) {
            const uint8_t *tail = memo->tails + (size_t)slot->place * 16;
            if (length > 32) {
                if (rk_same_text(tail, bytes, length)) return slot->code;
            } else {
                struct rk_word_pair known;
                memcpy(&known, tail, 16);
                if (((known.first ^ key->tail.first) | (known.second ^ key->tail.second)) == 0) return slot->code;
            }
        }
        if (slot->tag == 0) return -1;
    }
}

/* Which of at most 64 cells could not be replaced by their codes, a bit for each, the first lowest. */
struct rk_memo_misses {
    /* They have no code yet; the cells are as they were. */
    uint64_t unknown;
    /* Their bytes mean nothing; the cells are 0. */
    uint64_t wrong;
};

static inline void rk_memo_take(int64_t code, uint64_t *cell, size_t index, struct rk_memo_misses *misses) {
    uint64_t is_unknown = code < 0;
    uint64_t is_wrong = code == RK_NO_CODE;
    misses->unknown |= is_unknown << index;
    misses->wrong |= is_wrong << index;
    *cell = is_unknown ? *cell : is_wrong ? 0 : (uint64_t)code;
}

/* Replaces cells by their codes. */
struct rk_memo_misses rk_memo_find(const struct rk_memo *memo, uint64_t *cells, size_t count, const uint8_t *base);

#endif
