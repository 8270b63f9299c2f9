#ifndef RULE_KERNELS_H
#define RULE_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "rule_memo.h"
#include "rule_text.h"

/* Runs bit programs: conditions over the rows of a table, 64 rows to a word, a chunk of rows at a time.

   The pure Swift kernel of RuleEngine (`BitKernel+Reference.swift`) says what every step means; these functions give the same bits
   with the vector instructions that the processor has. */

/* What a step does. `a` to `d` are slots unless said otherwise. */
enum rk_operation {
    rk_range = 0,   /* column a: low <= class <= low + span */
    rk_ranges = 1,  /* column a: in either of two ranges */
    rk_set = 2,     /* column a: class is in set b */
    rk_load = 3,    /* bitmap a */
    rk_copy = 4,    /* a */
    rk_and2 = 5,    /* a & b */
    rk_or2 = 6,
    rk_and_not = 7, /* a & ~b */
    rk_and3 = 8,
    rk_or3 = 9,
    rk_and_or = 10, /* a & (b | c) */
    rk_or_and = 11, /* a | (b & c) */
    rk_and4 = 12,
    rk_or4 = 13,
    rk_and2_or2 = 14,   /* a & b & (c | d) */
    rk_or2_and2 = 15,   /* a | b | (c & d) */
    rk_both_or2 = 16,   /* (a | b) & (c | d) */
    rk_either_and2 = 17, /* (a & b) | (c & d) */
    rk_and_or3 = 18,    /* a & (b | c | d) */
    rk_or_and3 = 19,    /* a | (b & c & d) */
    rk_and_or_and = 20, /* a & (b | (c & d)) */
    rk_or_and_or = 21,  /* a | (b & (c | d)) */
};

/* What becomes of a step's bits. */
enum rk_use {
    rk_keep = 0,       /* written to slot `result` */
    rk_count = 1,      /* counted */
    rk_keep_count = 2, /* both */
};

struct rk_step {
    uint8_t operation;
    uint8_t use;
    /* `span` says of a set whether no class of its column is above 126, the padding of 255 apart. */
    uint8_t low, span, low2, span2;
    uint32_t a, b, c, d;
    uint32_t result;
    /* Where the bits are counted. */
    uint32_t output;
};

/* A set of classes, twice. Bit (class >> 4 & 7) of byte (class & 15) + 16 * (class >> 7) of `table` says whether a class belongs to
   it, and bit (class & 63) of word (class >> 6) of `bits`. */
struct rk_class_set {
    uint8_t table[32];
    uint64_t bits[4];
};

/* The most words that a chunk may have. */
#define RK_CHUNK_WORDS 64

struct rk_memory {
    /* By column, the class of each row; readable up to a multiple of 512 rows. */
    const uint8_t *const *columns;
    /* By bitmap, a bit for each row; readable up to a multiple of 8 words. */
    const uint64_t *const *bitmaps;
    const struct rk_class_set *sets;
    /* Bitmaps of one chunk, each `stride` words; aligned to 64 bytes. */
    uint64_t *slots;
    /* A multiple of 8, at most RK_CHUNK_WORDS. */
    size_t stride;
    /* By output, how many bits were set; added to. */
    uint64_t *counts;
};

enum rk_level { rk_portable = 0, rk_sse2 = 1, rk_avx2 = 2, rk_avx512 = 3 };

/* The best that this processor can do. */
int rk_best_level(void);

/* Runs all steps on `words` words of rows, a multiple of 8 and at most `stride`, from word `first` of the table on.
   A level that the processor does not have is replaced by the best that it has. */
void rk_execute(int level, const struct rk_step *steps, size_t count, const struct rk_memory *memory, size_t first,
                size_t words);

#endif
